"""Words of likelihood and the ranges they stand for: scales as data, in `data/likelihood.toml`.

The default scale is measured: what 5,174 readers took each word to mean (CAPphrase), not what a table asks
them to think. Words no survey covers carry a range marked "judgement". A word is always shown with its
range beside it: readers took the intended meaning twice as often so (Wintle, Fraser, Wills, Nicholson &
Fidler 2019, *Verbal probabilities: Very likely to be somewhat more confusing than numbers*, PLOS ONE
14(4)).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from winset.errors import ArgumentError, suggestion

DEFAULT = "measured"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of likelihood: its probabilities from 0 to 1, and whose reading of the word they are."""

    word: str
    low: float
    best: float
    high: float
    scale: str

    def __str__(self) -> str:
        return f"{self.word} ({round(100 * self.low)}-{round(100 * self.high)} %)"


@dataclass(frozen=True)
class Scale:
    """A scale of likelihood: its words from the least to the most likely, and where it comes from."""

    name: str
    title: str
    source: str
    terms: Mapping[str, Term]

    def __getitem__(self, word: str) -> Term:
        """The term of a word; raises ArgumentError with the nearest word when the scale lacks it.

        >>> print(scale()["likely"])
        likely (60-85 %)
        >>> scale("icd203")["likly"]
        Traceback (most recent call last):
        winset.errors.ArgumentError: "likly" is no word of the scale icd203 (did you mean "likely"?)
        """
        key = " ".join(word.lower().split())
        if key not in self.terms:
            hint = suggestion(key, self.terms) or "its words: " + ", ".join(self.terms)
            raise ArgumentError(f'"{word}" is no word of the scale {self.name} ({hint})')
        return self.terms[key]


@cache
def scales() -> Mapping[str, Scale]:
    """Every scale there is, by name.

    >>> sorted(scales())
    ['icd203', 'ipcc', 'kent', 'measured', 'phia']
    """
    path = files("winset.reading").joinpath("data", "likelihood.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _scale(name, entry) for name, entry in table.items()}


def scale(name: str = DEFAULT) -> Scale:
    """A scale by name; raises ArgumentError when there is none.

    >>> scale("ipcc")["very likely"].low
    0.9
    """
    if name not in scales():
        hint = suggestion(name, scales()) or "there are " + ", ".join(scales())
        raise ArgumentError(f'no scale of likelihood is named "{name}" ({hint})')
    return scales()[name]


def _scale(name: str, entry: Mapping[str, Mapping[str, list[float]]]) -> Scale:
    terms = [_term(word, given, str(entry["label"])) for word, given in entry["words"].items()]
    terms += [_term(word, given, "judgement") for word, given in entry.get("judgement", {}).items()]
    terms.sort(key=lambda term: (term.best, term.word))
    return Scale(name, str(entry["title"]), str(entry["source"]), {term.word: term for term in terms})


def _term(word: str, given: list[float], label: str) -> Term:
    low, high = given[0] / 100, given[-1] / 100
    best = given[1] / 100 if len(given) == 3 else (given[0] + given[-1]) / 200
    return Term(word, low, best, high, label)
