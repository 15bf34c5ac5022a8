"""Sets of elements as bit patterns: the distinct ones, the minimal ones, and their minimal hitting sets.

Where outcomes are explicit, each has one pattern: the elements that keep it out. Changing the elements of a
pattern lets its outcomes in, so the minimal changes are the inclusion-minimal patterns, found by sorting
and by divide and conquer on bits, without a solver. What keeps everything out is, by duality, a set that
meets every one of them: the minimal hitting sets (Reiter 1987), enumerated by MMCS (Murakami & Uno,
Discrete Applied Mathematics 170, 2014).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Words = NDArray[np.uint64]

_BITS = 63  # elements in a word; one bit is left so that no word is negative on the way
_PAIRS = 1 << 16  # pairs of patterns worth no further split
_FEW = 4


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct patterns of outcomes: words `(patterns, words)`, how many outcomes have each, the first."""

    words: Words
    counts: NDArray[np.int64]
    first: NDArray[np.int64]

    def as_sets(self) -> list[int]:
        """Each pattern as one integer, bit k for element k."""
        return as_sets(self.words)


def patterns(excludes: Sequence[Mask], among: Mask) -> Patterns:
    """The distinct patterns of the outcomes `among`: bit k is set where `excludes[k]` keeps the outcome out.

    >>> found = patterns([np.array([1, 1, 0], bool), np.array([0, 1, 0], bool)], np.ones(3, bool))
    >>> found.as_sets(), found.counts.tolist(), found.first.tolist()
    ([0, 1, 3], [1, 1, 1], [2, 0, 1])
    """
    here = np.flatnonzero(among)
    code, used = np.zeros(len(here), np.uint64), 0
    for mask in excludes:
        if used == _BITS:  # full: number the codes met so far afresh, which frees bits
            code = np.unique(code, return_inverse=True)[1].astype(np.uint64)
            used = int(code.max(initial=0)).bit_length()
        code |= mask[here].astype(np.uint64) << np.uint64(used)
        used += 1
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    first = here[first]
    parts = [excludes[k : k + _BITS] for k in range(0, len(excludes), _BITS)] or [[]]
    return Patterns(np.stack([_word(part, first) for part in parts], axis=1), counts, first)


def as_sets(words: Words) -> list[int]:
    """Write patterns as integers, bit k for element k; `as_words` undoes it."""
    return [sum(int(word) << (_BITS * k) for k, word in enumerate(row)) for row in words.tolist()]


def as_words(sets: Sequence[int], elements: int) -> Words:
    """Write sets given as integers as patterns `(sets, words)`."""
    places = range(0, max(elements, 1), _BITS)
    rows = [[one >> place & (1 << _BITS) - 1 for place in places] for one in sets]
    return np.array(rows, np.uint64).reshape(len(rows), len(places))


def minimal(words: Words, most: int = 100_000) -> tuple[Mask, bool]:
    """Mark the patterns that contain no other, smallest first: bool `(patterns,)`, and whether that is all.

    `words` are distinct patterns `(patterns, words)`. Once more than `most` are found, larger ones are left
    unexamined; those marked are minimal all the same.

    >>> minimal(np.array([[0b011], [0b001], [0b110]], np.uint64))
    (array([False,  True,  True]), True)
    """
    sizes = np.bitwise_count(words).sum(axis=1)
    kept = np.zeros(len(words), np.bool_)
    for size in np.unique(sizes):
        found = np.flatnonzero(kept)
        if found.size > most:
            return kept, False
        kept[sizes == size] = True
        _drop_supersets(words, kept, found, np.flatnonzero(sizes == size))
    return kept, True


def _word(masks: Sequence[Mask], places: NDArray[np.intp]) -> NDArray[np.uint64]:
    word = np.zeros(len(places), np.uint64)
    for bit, mask in enumerate(masks):
        word |= mask[places].astype(np.uint64) << np.uint64(bit)
    return word


def _drop_supersets(words: Words, kept: Mask, sets: NDArray[np.intp], larger: NDArray[np.intp]) -> None:
    """Unmark those of `larger` that contain one of `sets`; a set with a bit needs a pattern with that bit."""
    larger = larger[kept[larger]]
    if sets.size <= _FEW or sets.size * larger.size <= _PAIRS:
        contained = np.ones((sets.size, larger.size), np.bool_)
        for some, others in zip(words[sets].T, ~words[larger].T):
            contained &= some[:, None] & others == 0
        kept[larger[contained.any(axis=0)]] = False
        return
    word, bit = _splitting_bit(words[sets[:: sets.size // 256 + 1]])
    has, larger_has = (words[part, word] >> bit & np.uint64(1) == 1 for part in (sets, larger))
    _drop_supersets(words, kept, sets[has], larger[larger_has])
    _drop_supersets(words, kept, sets[~has], larger)


def _splitting_bit(words: Words) -> tuple[int, np.uint64]:
    """Find the word and the bit that split distinct patterns most evenly."""
    bits = np.arange(_BITS, dtype=np.uint64)
    having = (words[:, :, None] >> bits & np.uint64(1)).sum(axis=0)
    word, bit = np.unravel_index(np.argmin(np.abs(2.0 * having - len(words))), having.shape)
    return int(word), np.uint64(bit)


@dataclass(frozen=True)
class HittingSets:
    """Minimal hitting sets as integers (bit k: element k); `complete` is false where the search was cut."""

    sets: tuple[int, ...]
    complete: bool


def minimal_hitting_sets(sets: Iterable[int], most: int = 10_000) -> HittingSets:
    """Enumerate the minimal sets of elements that meet every one of `sets`, by size, up to `most` of them.

    A family with an empty set has none; an empty family has the empty set only.

    >>> minimal_hitting_sets([0b011, 0b110])
    HittingSets(sets=(2, 5), complete=True)
    """
    family = [*dict.fromkeys(sets)]
    if 0 in family:
        return HittingSets((), True)
    search = _Search(family)
    found = list(islice(search.extended(0, (1 << len(family)) - 1, {}, _union(family)), most + 1))
    return HittingSets(tuple(sorted(found[:most], key=by_size)), len(found) <= most)


class _Search:
    """MMCS over a family of sets; sets of places in the family are integers too, bit k for the k-th set."""

    def __init__(self, family: list[int]):
        self.family = family
        self.met_by = {
            element: sum(1 << place for place, one in enumerate(family) if one >> element & 1)
            for element in members(_union(family))
        }

    def extended(self, chosen: int, unmet: int, critical: dict[int, int], candidates: int) -> Iterator[int]:
        """Meet an unmet set by each of its candidates, as long as every element chosen stays critical.

        `unmet` are the sets that nothing chosen meets; `critical` those that one chosen element alone meets.
        """
        if not unmet:
            yield chosen
            return
        branches = self._tightest(unmet, candidates)
        candidates &= ~branches
        for element in members(branches):
            met = self.met_by[element]
            left = {one: places & ~met for one, places in critical.items()}
            if all(left.values()):
                left[element] = unmet & met
                yield from self.extended(chosen | 1 << element, unmet & ~met, left, candidates)
            candidates |= 1 << element

    def _tightest(self, unmet: int, candidates: int) -> int:
        """Of the first unmet sets, the one with the fewest candidates."""
        choices = (self.family[place] & candidates for place in islice(members(unmet), 50))
        return min(choices, key=int.bit_count)


def members(bits: int) -> Iterator[int]:
    """Places of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _union(family: Iterable[int]) -> int:
    whole = 0
    for one in family:
        whole |= one
    return whole


def by_size(one: int) -> tuple[int, tuple[int, ...]]:
    """Order sets by how many elements they have, then by which."""
    return one.bit_count(), tuple(members(one))
