"""Word lists of the status, hedge and commitment rules, from `data/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from winset.reading.ledger import HedgeKind
from winset.reading.lexicon import listed, rows

NEGATORS = listed("negators")


@dataclass(frozen=True, slots=True)
class HedgePattern:
    """Words that hedge, in order.

    `to` when an infinitive follows, `number` when a number does; its likelihood term.
    """

    kind: HedgeKind
    words: tuple[str, ...]
    to: bool
    number: bool
    term: str | None


@cache
def hedge_patterns() -> dict[str, tuple[HedgePattern, ...]]:
    """Hedges by their first word, those with most words first."""
    found: dict[str, list[HedgePattern]] = {}
    for row in rows("hedges.txt"):
        kind, _, rest = row.partition(":")
        text, _, term = rest.partition("=")
        words = text.split()
        to, number = words[-1] == "to" and "_" in words, words[-1] == "#"
        plain = tuple(word for word in words if word not in ("_", "#"))
        plain = plain[:-1] if to else plain
        # words of the data file
        pattern = HedgePattern(kind, plain, to, number, term.strip() or None)  # type: ignore[arg-type]
        found.setdefault(plain[0], []).append(pattern)
    return {
        word: tuple(sorted(group, key=lambda one: (-len(one.words), not one.to)))
        for word, group in found.items()
    }


@cache
def stances() -> dict[str, frozenset[str]]:
    """Lemmas (and "lemma+particle") by the status or polarity they give."""
    found: dict[str, set[str]] = {}
    for row in rows("stances.txt"):
        name, listed = row.split(":")
        found.setdefault(name, set()).update(listed.split())
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


@cache
def commitments() -> tuple[dict[str, str], frozenset[str]]:
    """The level each verb lemma speaks of, and the nouns of agreement."""
    levels: dict[str, str] = {}
    nouns: set[str] = set()
    for row in rows("commitments.txt"):
        if row.startswith("="):
            nouns.update(row.split()[1:])
        else:
            level, listed = row.split(":")
            levels.update((lemma, level) for lemma in listed.split())
    return levels, frozenset(nouns)


def is_negator(low: str) -> bool:
    """Whether a word denies."""
    return low in NEGATORS or low.endswith(("n't", "n’t"))
