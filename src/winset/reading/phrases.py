"""Noun phrases, verb groups and time phrases of a sentence: shallow, by tag, within a fixed reach.

Every search goes at most REACH items, so the work a cue causes does not grow with the length of its sentence.
"""

from __future__ import annotations

from winset.reading.lexicon import listed, verbs
from winset.reading.sentences import Sentence

REACH = 60
Items = tuple[int, int]  # a half-open range of a sentence's items
AUXILIARY = frozenset("XBHUR")
NP_INSIDE = frozenset("DGJNPOM'\"E#")
NP_START = frozenset('DGJNPOM"')
FINITE = frozenset("VXBHU")
TIME_WORDS = listed("time_words")
PARTS_OF_TIME = frozenset(("night", "morning", "evening", "afternoon", "week", "month", "year"))
CLAUSE_S = listed("clause_subordinators")


def group_start(s: Sentence, k: int) -> int:
    """First item of the verb group whose main verb is item k: its auxiliaries and adverbs before it."""
    g = k
    while g > 0 and s.tags[g - 1] in AUXILIARY and k - g < 8:
        g -= 1
    return g


def has_tag(s: Sentence, i: int, j: int, tags: str) -> bool:
    """Whether any of items [i, j) carries one of `tags`."""
    return any(tag in tags for tag in s.tags[i:j])


def noun_phrase(s: Sentence, i: int, limit: int | None = None) -> int:
    """Past the last item of the noun phrase that starts at i, with its of- and in-phrases.

    I when there is none.
    """
    n = min(len(s), i + REACH if limit is None else limit)
    j = i
    while j < n:
        tag = s.tags[j]
        if tag in NP_INSIDE:
            if tag == "E" and j == i and s.tags[j + 1 : j + 2] not in (["P"], ["N"], ["J"]):
                break
            if tag == "O" and j > i and s.tags[j - 1] not in "DGI":
                break
            if tag in "DG" and j > i and s.tags[j - 1] in "NPO":
                break
        elif (tag == "C" and j > i and j + 1 < n and s.tags[j + 1] in "NPJ" and s.tags[j - 1] in "NPJM") or (
            tag == "I"
            and j > i
            and j + 1 < n
            and s.tags[j + 1] in "DGJNPMO"
            and s.lows[j] in ("of", "for", "in", "at", "from", "with", "on")
        ):
            pass
        else:
            break
        j += 1
    while j > i and s.tags[j - 1] in "IC":
        j -= 1
    return j


def time_phrase(s: Sentence, i: int, j: int) -> bool:
    """Whether item i begins a bare time phrase ("Monday", "last week").

    And not a compound ("night trains").
    """
    low, after = s.lows[i], s.lows[i + 1] if i + 1 < j else ""
    if low in ("this", "one", "that"):
        return after in TIME_WORDS
    if low in PARTS_OF_TIME and i + 1 < j and s.tags[i + 1] == "N":
        return after in TIME_WORDS
    return low in TIME_WORDS and low not in ("may", "march")


def past_time(s: Sentence, i: int, n: int) -> int:
    """Past a bare time phrase at i."""
    while i < n and (s.lows[i] in TIME_WORDS or (s.tags[i] == "M" and i and s.lows[i - 1] in TIME_WORDS)):
        i += 1
    return i


def lemma(s: Sentence, k: int) -> str:
    """The lemma of item k if it is a known verb form, else its word."""
    form = verbs().get(s.lows[k])
    return form.lemma if form else s.lows[k]


def has_clause(s: Sentence, i: int) -> bool:
    """Whether a subject and a finite verb start at item i."""
    if i >= len(s) or s.tags[i] not in 'DGJNPOM"IRSEW':
        return False
    seen = False
    for k in range(i, min(len(s), i + 30)):
        tag = s.tags[k]
        if tag in FINITE:
            return seen
        if tag in "NPOMJDW":
            seen = True
        if tag in "Q.;:(" or tag == "K" or (tag == "S" and k > i):
            return False
        if tag == "W" and k > i and s.tags[k - 1] in ",I":
            return False
        if tag in "TZ" and k == i + 1:
            return False
    return False
