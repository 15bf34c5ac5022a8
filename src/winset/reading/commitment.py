"""How far a deal has come by what a clause says of it: proposed, agreed, signed, implemented, withdrawn."""

from __future__ import annotations

from typing import cast

from winset.reading.ledger import Commitment, Status
from winset.reading.phrases import lemma
from winset.reading.predicates import Predicate, predicate
from winset.reading.rules import commitments
from winset.reading.sentences import Sentence

TOLD = frozenset(("done", "ongoing", "conditional"))  # what is only planned commits nobody yet
REACH = 14  # items after the verb among which the deal is named


def commitment(s: Sentence, i: int, j: int, now: Status) -> Commitment | None:
    """How far a deal has come by items [i, j), if they speak of one and of more than a plan."""
    main = predicate(s, i, j)
    if main.verb < 0 or now not in TOLD:
        return None
    if lemma(s, main.verb) in ("remain", "stay", "be") and "committed" in s.lows[main.verb : main.verb + 3]:
        return "agreed"
    level = commitments()[0].get(lemma(s, main.verb))
    if level is None or not of_a_deal(s, i, j, main):
        return None
    return in_part(s, i, j) if level == "agreed" else cast(Commitment, level)


def of_a_deal(s: Sentence, i: int, j: int, main: Predicate) -> bool:
    """Whether a verb of commitment has a deal for its subject or object; "agree" needs none."""
    near = [*s.lows[i : main.start], *s.lows[main.verb + 1 : min(j, main.verb + REACH)]]
    return lemma(s, main.verb) == "agree" or any(low in commitments()[1] for low in near)


def in_part(s: Sentence, i: int, j: int) -> Commitment:
    """The level of an agreement by the words that limit it."""
    words = " ".join(s.lows[i:j]).replace("in-principle", "in principle")
    if "in principle" in words:
        return "agreed_in_principle"
    partly = (
        any(word in words.split() for word in ("partially", "partly", "conditionally")) or "in part" in words
    )
    return "agreed_partly" if partly else "agreed"
