"""Claims held against each other: repeated statements, and a headline that says more than its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from winset.reading.ledger import Claim
from winset.reading.lexicon import listed, verbs, words
from winset.reading.tokens import tokenize

ALIKE = 0.7  # share of words two statements have in common to count as one said twice; judgement
STRENGTH = {
    "done": 1.0,
    "ongoing": 1.0,
    "refused": 1.0,
    "planned": 0.92,
    "forecast": 0.75,
    "conditional": 0.5,
    "demanded": 0.4,
    "unresolved": 0.3,
}
COMMITTED = {"agreed_in_principle": 0.6, "agreed_partly": 0.6, "proposed": 0.4}
DELIBERATING = listed("deliberating")


def stems(text: str) -> frozenset[str]:
    """The words of a statement that carry meaning, cut to what inflection leaves alone."""
    known, forms = words(), verbs()
    kept = set()
    for low in tokenize(text[:2000]).lows:
        if low[0].isalnum() and (known.get(low) in (None, "N", "J") and len(low) > 2):
            form = forms.get(low)
            kept.add((form.lemma if form else low.rstrip("s"))[:6])
    return frozenset(kept)


def compared(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with repetitions marked and headlines that say more than their text flagged."""
    held = [stems(one.words) for one in claims]
    marked = mark_duplicates(list(claims), held)
    return [flag(one, k, marked, held) if one.section == "headline" else one for k, one in enumerate(marked)]


def mark_duplicates(claims: list[Claim], held: Sequence[frozenset[str]]) -> list[Claim]:
    """Point each repetition to the statement it repeats.

    In the body before elsewhere, the first before the later.
    """
    first: dict[tuple[str, frozenset[str]], int] = {}
    body = [k for k, one in enumerate(claims) if one.section == "body"]
    for k in [*body, *(k for k in range(len(claims)) if claims[k].section != "body")]:
        key = (claims[k].polarity, held[k])
        if len(held[k]) < 2:
            continue
        if key in first:
            claims[k] = replace(claims[k], duplicates=claims[first[key]].id)
        else:
            first[key] = k
    for k, one in enumerate(claims):
        if (
            one.section in ("deck", "caption")
            and one.duplicates is None
            and (near := nearest(k, body, claims, held)) is not None
        ):
            claims[k] = replace(one, duplicates=claims[near].id)
    return claims


def nearest(
    k: int, others: Sequence[int], claims: Sequence[Claim], held: Sequence[frozenset[str]]
) -> int | None:
    """The statement among `others` that shares most words with statement k, if enough."""
    best, share = None, ALIKE
    for other in others:
        union = held[k] | held[other]
        alike = len(held[k] & held[other]) / len(union) if union else 0.0
        if (
            alike >= share
            and claims[other].polarity == claims[k].polarity
            and (best is None or alike > share)
        ):
            best, share = other, alike
    return best


def strength(one: Claim) -> float:
    """How much a claim commits itself, from 0 to 1: status, likelihood, commitment and approximation."""
    value = STRENGTH[one.status]
    if one.likelihood:
        value = min(value, one.likelihood.best)
    if one.commitment:
        value *= COMMITTED.get(one.commitment, 1.0)
    if any(
        hedge.kind in ("approximator", "limiter") and not hedge.span.exact[-1].isdigit()
        for hedge in one.hedges
    ):
        value *= 0.8
    if DELIBERATING.intersection(one.words.lower().split()):
        value *= 0.5
    return value


def flag(headline: Claim, k: int, claims: Sequence[Claim], held: Sequence[frozenset[str]]) -> Claim:
    """Flag a headline whose nearest statement in the body commits itself to less."""
    own = topic(headline, held[k])
    scored = [
        (likeness(own, headline, one, held[j]), -strength(one), j)
        for j, one in enumerate(claims)
        if one.section == "body"
    ]
    if not scored:
        return headline
    score, negative, j = max(scored)
    stronger = strength(headline) > 0.1 - negative and headline.polarity == claims[j].polarity
    if not stronger or not same_matter(headline, own, score):
        return headline
    return replace(headline, stronger_than=claims[j].id)


def same_matter(headline: Claim, own: frozenset[str], score: int) -> bool:
    """Whether a headline and a statement speak of one thing: the act announced, or a third of the words.

    Of a headline about what is to come, one word in common is enough.
    """
    ahead = headline.status in ("planned", "forecast")
    return score > 3 or (score > 1 and 3 * score >= len(own)) or (ahead and score > 0)


def topic(one: Claim, own: frozenset[str]) -> frozenset[str]:
    """What a claim is about: its words and its actors'."""
    return own | {name.lower()[:6] for name in one.actors}


def likeness(own: frozenset[str], headline: Claim, one: Claim, held: frozenset[str]) -> int:
    """How many words a headline shares with a statement of the text or its source.

    The act it announces counts four times.
    """
    source = stems(one.source.span.exact) if one.source.span else frozenset()
    shared = own & (topic(one, held) | source)
    lows = tokenize(headline.words).lows
    acts = {form.lemma[:6] for before, low in pairwise(lows) if before == "to" and (form := verbs().get(low))}
    return len(shared) + 3 * len(shared & acts)
