"""Clauses: where a sentence can be cut into statements that may differ in voice, status or hedge."""

from __future__ import annotations

from itertools import pairwise

from winset.reading.lexicon import listed, verbs
from winset.reading.phrases import FINITE, Items, has_clause, has_tag
from winset.reading.sentences import Sentence

CONTRAST = listed("contrast")
SHED = frozenset(("where", "while", "although", "though", "whereas"))  # joining words left out of a statement
CUT_AT = frozenset(("while", "although", "though", "whereas"))
# Participles that draw a conclusion from the clause before them: the writer's, not the source's.
CONCLUDING = listed("concluding")


def concludes(s: Sentence, k: int) -> bool:
    """Whether item k is a participle that draws a conclusion."""
    form = verbs().get(s.lows[k])
    return s.tags[k] == "Z" and form is not None and form.lemma in CONCLUDING


def clauses(s: Sentence, i: int, j: int) -> list[Items]:
    """Items [i, j) cut at contrasts, at new main clauses and before conclusions."""
    cuts = [i]
    opened = s.tags[i] == "S" and s.lows[i] in CONTRAST if i < j else False
    for k in range(i + 1, j):
        joined = (
            s.tags[k] == "C" and s.tags[k - 1] not in ",C" and not has_tag(s, cuts[-1], k, FINITE_AND_QUOTE)
        )
        if not s.quoted[k] and not joined and cut_here(s, k, j, opened and len(cuts) == 1):
            cuts.append(k)
    cuts.append(j)
    pieces = (trimmed(s, a, b) for a, b in pairwise(cuts))
    return [(a, b) for a, b in pieces if b > a]


def cut_here(s: Sentence, k: int, j: int, opened: bool) -> bool:
    """Whether a new statement starts at item k."""
    before = s.tags[k - 1]
    if before == ";" or (before == "-" and has_clause(s, k) and s.tags[k] in "DGOPNJ"):
        return True
    if s.lows[k] in CUT_AT and s.tags[k] == "S":
        return has_clause(s, k + 1) and (before == "," or s.lows[k] in ("although", "though", "whereas"))
    if s.tags[k] == "C" and s.lows[k] in ("and", "but") and before not in ",C":
        return k + 1 < j and s.tags[k + 1] in "DGOP" and own_clause(s, k + 1) and s.tags[k - 1] in "NPREO"
    if before != ",":
        return False
    if s.tags[k] == "C" and s.lows[k] in ("and", "but", "yet"):
        return k + 1 < j and s.tags[k + 1] in "DGOPNJIR" and own_clause(s, k + 1)
    if opened:
        return s.tags[k] in "DGOPNJ" and has_tag(s, k, j, FINITE_AND_QUOTE)
    return concludes(s, k) or relative(s, k)


def relative(s: Sentence, k: int) -> bool:
    """Whether item k opens a relative clause that only adds something.

    ", where ...", ", which ...", ", who ...".
    """
    return s.lows[k] in ("where", "which", "who") and has_tag(s, k + 1, min(len(s), k + 20), FINITE_AND_QUOTE)


def own_clause(s: Sentence, k: int) -> bool:
    """Whether a subject and its verb start at item k, with no comma between."""
    for m in range(k, min(len(s), k + 14)):
        if s.tags[m] in FINITE:
            return m > k
        if s.tags[m] in ",;:.Q(K" or (s.tags[m] == "Z" and not s.quoted[m]):
            return False
    return False


def trimmed(s: Sentence, a: int, b: int) -> Items:
    """Items [a, b) without the marks and joining words at their edges."""
    while a < b and (
        s.tags[a] in ",;:.-"
        or s.lows[a] in SHED
        or (s.tags[a] == "C" and s.lows[a] in ("and", "but", "yet", "or"))
    ):
        a += 1
    while a < b and s.tags[b - 1] in ",;:.-C":
        b -= 1
    return a, b


def states(s: Sentence, a: int, b: int) -> bool:
    """Whether items [a, b) say something.

    A finite verb, a whole quotation or a conclusion, and a few words.
    """
    return b - a >= 2 and (has_tag(s, a, b, FINITE_AND_QUOTE) or (b - a >= 3 and concludes(s, a)))


FINITE_AND_QUOTE = "VXBHUQ"
