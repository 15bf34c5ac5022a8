"""Hedges: the words that weaken a clause, with gaps ("is also expected to").

Their kind and their likelihood.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.ledger import ClaimLikelihood, HedgeKind
from winset.reading.likelihood import Scale, Term
from winset.reading.rules import HedgePattern, hedge_patterns
from winset.reading.sentences import Sentence


@dataclass(frozen=True, slots=True)
class FoundHedge:
    """A hedge over items [start, end) of its sentence."""

    start: int
    end: int
    kind: HedgeKind
    term: str | None


def hedges(s: Sentence, i: int, j: int) -> list[FoundHedge]:
    """The hedges among items [i, j), none inside another."""
    found: list[FoundHedge] = []
    patterns = hedge_patterns()
    k = i
    while k < j:
        hit = None
        for pattern in patterns.get(s.lows[k], ()):
            hit = match(s, k, i, j, pattern)
            if hit:
                break
        if hit:
            found.append(hit)
            k = hit.end
        else:
            k += 1
    return found


def match(s: Sentence, k: int, i: int, j: int, pattern: HedgePattern) -> FoundHedge | None:
    """The hedge of one pattern at item k, widened by its auxiliary and adverbs, or None."""
    n = k + len(pattern.words)
    if n > j or tuple(s.lows[k:n]) != pattern.words:
        return None
    if pattern.words == ("may",) and s.tags[k] != "X":
        return None
    if pattern.number:
        return FoundHedge(k, n, pattern.kind, None) if n < j and s.tags[n] == "M" else None
    if not pattern.to:
        return FoundHedge(k, n, pattern.kind, pattern.term)
    while n < j and s.tags[n] == "R":
        n += 1
    if n >= j or s.tags[n] != "T" or (n + 1 < j and s.tags[n + 1] in "DGP"):
        return None
    start = k
    while start > i and (s.tags[start - 1] in "RBX" or s.lows[start - 1] in ("has", "have", "had")):
        start -= 1
    return FoundHedge(start, n + 1, pattern.kind, pattern.term)


def likelihood(found: list[FoundHedge], scale: Scale) -> ClaimLikelihood | None:
    """The likelihood of the weakest hedge that has one on the scale."""
    terms: list[Term] = [scale.terms[one.term] for one in found if one.term and one.term in scale.terms]
    if not terms:
        return None
    weakest = min(terms, key=lambda term: (term.best, term.low))
    return ClaimLikelihood(weakest.low, weakest.best, weakest.high, weakest.scale)
