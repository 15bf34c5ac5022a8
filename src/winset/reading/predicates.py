"""The predicate of a clause: its first main verb group, whatever relative clauses stand before it."""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.lexicon import verbs
from winset.reading.phrases import FINITE
from winset.reading.sentences import Sentence
from winset.reading.tagging import HALF_AUXILIARY

OPENING = 12  # items of a participle phrase before a main clause


@dataclass(frozen=True, slots=True)
class Predicate:
    """The main verb group of a clause: items [start, verb], `verb` the main verb; -1 when there is none."""

    start: int
    verb: int


def predicate(s: Sentence, i: int, j: int) -> Predicate:
    """The first verb group of items [i, j) that is not inside a relative or a that-clause."""
    k = i
    if i < j and s.tags[i] == "Z" and not s.quoted[i]:
        comma = next((m for m in range(i, min(j, i + OPENING)) if s.tags[m] == ","), -1)
        if comma < 0 or not any(s.tags[m] in FINITE for m in range(comma, j)):
            return Predicate(i, i)
        k = comma  # "Failing that, the strait will close"
    while k < j:
        tag = s.tags[k]
        if (tag in FINITE and not s.quoted[k]) or (tag in FINITE and k == i):
            return Predicate(k, main_verb(s, k, j))
        if tag == "W" and k > i and s.tags[k - 1] in ",NPOI":
            k = past_relative(s, k, j)
            continue
        k += 1
    for k in range(i, j):
        if s.tags[k] in FINITE or s.tags[k] == "L":
            return Predicate(k, main_verb(s, k, j))
    return Predicate(-1, -1)


def past_relative(s: Sentence, k: int, j: int) -> int:
    """Past the verb group of the relative clause that starts at item k."""
    for m in range(k + 1, j):
        if s.tags[m] in FINITE:
            return main_verb(s, m, j) + 1
    return j


def main_verb(s: Sentence, k: int, j: int) -> int:
    """The last verb of the group that starts at k: past auxiliaries, adverbs and negations."""
    last = k
    while k < j and s.tags[k] in "XBHURVELZ":
        if s.tags[k] != "R":
            last = k
        if s.tags[k] in "VELZ" and s.lows[k] not in HALF_AUXILIARY:
            break
        k += 1
        if k < j and s.tags[k] == "(":  # "has today (Saturday) signed"
            k = next((m + 1 for m in range(k, min(j, k + 10)) if s.tags[m] == ")"), k)
    return last


def past_form(s: Sentence, k: int) -> bool:
    """Whether a finite verb is a past form."""
    form = verbs().get(s.lows[k])
    return "d" in form.forms and "b" not in form.forms if form else s.lows[k].endswith("ed")
