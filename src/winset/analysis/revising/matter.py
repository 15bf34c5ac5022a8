"""What a claim is about: who, and the words that carry meaning; and which way and how firmly it speaks.

Words are cut to their stems. Those that say how something is told or wanted (say, plan, agree, refuse) carry
no meaning here: the claim's status, polarity and commitment have it already. States are known by every name
for them, capitals and adjectives too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from winset.reading.agreement import stems
from winset.reading.ledger import Claim
from winset.reading.lexicon import verbs
from winset.reading.rules import commitments, stances
from winset.reading.states import countries

Way = Literal["affirms", "denies", "leaves open", "asks"]

GENERAL = frozenset(
    [
        *(
            "say",
            "tell",
            "speak",
            "be",
            "have",
            "do",
            "make",
            "take",
            "get",
            "give",
            "go",
            "come",
            "put",
            "set",
        ),
        *("remain", "become", "let", "keep", "see", "hold", "begin", "start", "continue", "need", "able"),
        *("way", "thing", "matter", "question", "issue", "part", "time", "day", "week", "month", "year"),
        *("people", "member", "official", "source", "minister", "president", "government", "country"),
        *("new", "first", "last", "more", "final", "possible", "about", "unresolved", "unclear", "undecided"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ]
)
OPPOSITES = (
    (("open", "reopen"), ("close", "shut")),
    (("raise", "increase", "rise", "grow", "expand"), ("cut", "lower", "reduce", "decrease", "fall", "shrink")),
    (("join", "enter", "stay"), ("leave", "quit", "exit")),
    (("support", "favour", "favor", "welcome", "endorse"), ("against", "oppose", "resist")),
    (("win",), ("lose",)),
    (("include",), ("exclude",)),
    (("strengthen",), ("weaken",)),
    (("arm",), ("disarm",)),
    (("begin", "start", "launch", "resume", "continue"), ("end", "stop", "halt", "suspend", "pause", "freeze")),
    ((), ("cancel", "scrap", "drop", "abandon", "lift", "revoke", "reverse", "withdraw", "postpone", "delay")),
)  # fmt: skip
"""Verbs that say the opposite of each other; those of the last pair undo whatever they are said of."""

UNDOING = re.compile(r"\b(?:call\w* off|pull\w* out|back\w* out|back\w* away|walk\w* away|no longer)\b", re.I)
AUXILIARIES = frozenset(("is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did"))
OPEN = ("unresolved", "conditional")


@dataclass(frozen=True)
class Matter:
    """What a claim is about. who: whom it names first, a state by its one name; words: the rest, other names too.

    first: the first of the words. acts: those of the words that may be verbs. whole: whether there is a verb
    at all, so that something is said.
    """

    who: str | None
    words: frozenset[str]
    first: str | None = None
    acts: frozenset[str] = frozenset()
    whole: bool = True


def matter(claim: Claim) -> Matter:
    """The matter of a claim: its words without those of its actors."""
    actors = tuple(dict.fromkeys(canonical(name) for name in _in_order(claim)))
    named = {stem for name in (*claim.actors, *actors) for stem in stems(name)}
    words = (content(claim.words) - named) | {f"@{name}" for name in actors[1:]}
    told = [word for word in _tokens(claim.words) if word in verbs() or word in AUXILIARIES]
    acts = frozenset(stem for word in told for stem in stems(word)) & words
    return Matter(actors[0] if actors else None, words, _first(claim.words), acts, bool(told))


def _first(text: str) -> str | None:
    """The first stem of a text that carries meaning."""
    return next((stem for word in re.findall(r"\w+", text) for stem in content(word)), None)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.casefold())


def _in_order(claim: Claim) -> list[str]:
    """The actors as the claim's own words name them, those that it does not name last."""
    text = claim.words.casefold()

    def place(name: str) -> int:
        found = [text.find(word) for word in called(name) if word in text]
        return min(found, default=len(text))

    return sorted(claim.actors, key=place)


@cache
def called(name: str) -> tuple[str, ...]:
    """Every word for a state, in small letters; of others the name itself."""
    table, own = countries(), canonical(name)
    every = (table.names, table.adjectives, table.capitals)
    found = tuple(word for words in every for word, country in words.items() if country == own)
    return found or (name.casefold(),)


@cache
def canonical(name: str) -> str:
    """A state by its one name, however it is called; of others the name in small letters.

    >>> canonical("Islamabad"), canonical("Pakistani"), canonical("the Mayor")
    ('Pakistan', 'Pakistan', 'mayor')
    """
    low = name.casefold().removeprefix("the ")
    table = countries()
    return table.names.get(low) or table.capitals.get(low) or table.adjectives.get(low) or low


@cache
def content(text: str) -> frozenset[str]:
    """The stems of a text that carry meaning, states and their adjectives left out.

    >>> sorted(content("Pakistan has firmly refused to send troops to Gaza"))
    ['gaza', 'send', 'troop']
    """
    kept = re.sub(r"\b\w+ly\b", lambda found: found[0] if found[0].casefold() in verbs() else " ", text)
    states = {
        stem
        for word in re.findall(r"\w+", kept)
        if canonical(word) != word.casefold()
        for stem in stems(word)
    }
    return frozenset(stems(kept)) - faint() - states


@cache
def faint() -> frozenset[str]:
    """Stems that say how a thing is told, wanted or agreed, and those that stand for any thing."""
    told = {lemma.partition("+")[0] for lemmas in stances().values() for lemma in lemmas}
    turning = {word for pair in OPPOSITES for side in pair for word in side}
    return frozenset(word[:6] for word in {*told, *commitments()[0], *GENERAL, *turning})


def way(claim: Claim) -> Way:
    """Whether a claim affirms its matter, denies it, leaves it open, or asks for it."""
    if claim.status in OPEN or any(hedge.kind == "conditional" for hedge in claim.hedges):
        return "leaves open"
    if claim.polarity == "negative" or claim.status == "refused" or claim.commitment == "withdrawn":
        return "denies"
    return "asks" if claim.status == "demanded" else "affirms"


def opposed(one: Claim, other: Claim) -> bool:
    """Whether one claim turns its matter into the opposite of the other's: leave for join, or called off.

    An odd number of differences turns it: what is neither called off nor put into its opposite is not turned.
    """
    return sum(a != b for a, b in zip(_sides(one), _sides(other)) if a is not None and b is not None) % 2 == 1


def _sides(claim: Claim) -> tuple[int | None, ...]:
    """For each pair of opposites the side a claim is on, None for neither; of what undoes, whether it does."""
    own = {form.lemma if (form := verbs().get(word)) else word for word in _tokens(claim.words)}
    *pairs, (_, undoing) = OPPOSITES
    sides: list[int | None] = []
    for first, second in pairs:
        on = (bool(own & {*first}), bool(own & {*second}))
        sides.append(None if on[0] == on[1] else int(on[1]))
    return (*sides, int(bool(own & {*undoing}) or bool(UNDOING.search(claim.words))))
