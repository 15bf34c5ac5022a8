"""Done, going on, planned, forecast, conditional, demanded, refused or unresolved.

The status is read off the first main verb group of a clause, its hedges, and the words that govern it.
"""

from __future__ import annotations

from collections.abc import Sequence

from winset.reading.attitudes import attitudes
from winset.reading.hedges import FoundHedge
from winset.reading.ledger import Status
from winset.reading.lexicon import listed
from winset.reading.phrases import lemma
from winset.reading.predicates import Predicate, past_form, predicate
from winset.reading.rules import is_negator, stances
from winset.reading.sentences import Sentence
from winset.reading.sources import heads

UNRESOLVED = listed("unresolved")
STATIVE = listed("stative")
PERSONAL = frozenset(("i", "we", "he", "she", "they", "you", "who"))
OPEN_PHRASES = (
    "yet to",
    "remains to be seen",
    "not clear",
    "not immediately clear",
    "not yet clear",
    "open question",
    "not known",
    "not been decided",
    "not decided",
)
DEMANDS = frozenset(("want", "demand", "urge", "need", "call+for", "push+for", "insist+on"))
PLANS = frozenset(("plan", "intend", "pledge", "vow", "promise"))
OBLIGING = frozenset(("should", "must", "shall", "ought"))
FIRST_PERSON = frozenset(("i", "we"))
PAST_AUXILIARIES = frozenset(("was", "were", "did", "had"))


def status(s: Sentence, i: int, j: int, found: list[FoundHedge]) -> Status:
    """The status of items [i, j), whose hedges are `found`."""
    main = predicate(s, i, j)
    group = s.lows[max(i, main.start - 1) : main.verb + 1] if main.start >= 0 else []
    if is_unresolved(s, i, j, main):
        return "unresolved"
    depends = any(one.kind == "conditional" and one.start - main.verb in (1, 2) for one in found)
    if depends and s.tags[main.verb] == "B":
        return "conditional"  # "is subject to approval"
    if {"if", "unless"} & set(s.lows[i:j]) or {"would", "'d"} & set(group[-(main.verb + 1 - main.start) :]):
        return "conditional"
    return (
        hedged(found, main.verb)
        or governed(s, main)
        or ("demanded" if obliges(s, i, main, group) else None)
        or hedged(found, main.verb + 3)
        or scheduled(s, i, main, found)
        or (future(s, i, main) if {"will", "won't", "won’t", "'ll", "shall"} & set(group) else None)
        or tense(s, i, j, main)
    )


def hedged(found: list[FoundHedge], last: int) -> Status | None:
    """A forecast, when a word of likelihood stands up to item `last`."""
    likely = any(one.kind == "epistemic" and one.term and one.start <= last for one in found)
    return "forecast" if likely else None


def scheduled(s: Sentence, i: int, main: Predicate, found: list[FoundHedge]) -> Status | None:
    """What "set to" and the like say: a plan; "expected to" of what cannot act is a forecast."""
    near = [one for one in found if one.kind == "schedule" and (main.start < 0 or one.start <= main.verb + 3)]
    if not near:
        return None
    only_expected = all(one.term == "expected to" for one in near)
    return "forecast" if only_expected and not agent(s, i, main.start) else "planned"


def future(s: Sentence, i: int, main: Predicate) -> Status:
    """What "will" says: a plan of somebody who can act, else a forecast.

    Of one who can act, "will not" is a refusal.
    """
    acting = agent(s, i, main.start) and lemma(s, main.verb) not in STATIVE and s.tags[main.verb] != "B"
    if not acting:
        return "forecast"
    group = s.lows[main.start : main.verb + 1]
    return "refused" if any(is_negator(low) for low in group) else "planned"


def is_unresolved(s: Sentence, i: int, j: int, main: Predicate) -> bool:
    """Whether the clause says that something is open."""
    if i >= j:
        return False
    near = s.lows[max(main.verb, i) : min(j, main.verb + 6)]
    words = " ".join(s.lows[max(main.start, i) : min(j, main.verb + 7)])
    return (
        s.lows[i] == "whether"
        or not UNRESOLVED.isdisjoint(near)
        or any(phrase in words for phrase in OPEN_PHRASES)
    )


def governed(s: Sentence, main: Predicate) -> Status | None:
    """What the main verb makes of what it governs: a wish, a refusal, a plan.

    A passive makes nothing of it.
    """
    passive = s.tags[main.verb] == "E" and "B" in s.tags[main.start : main.verb]
    if main.verb < 0 or passive:
        return None
    if s.tags[main.verb] == "B":
        return by_attitude(s, main.verb)
    word, after = lemma(s, main.verb), s.lows[main.verb + 1 : main.verb + 2]
    names = {word, *(f"{word}+{particle}" for particle in after)}
    if names & stances()["refused"]:
        return "refused"
    if names & DEMANDS:
        return "demanded"
    return "planned" if word in PLANS and after != ["by"] else None


def obliges(s: Sentence, i: int, main: Predicate, group: Sequence[str]) -> bool:
    """Whether a verb group tells a duty; "we shall" foretells."""
    if "shall" in group and not FIRST_PERSON.isdisjoint(s.lows[i : main.start]):
        return False
    return not OBLIGING.isdisjoint(group)


def by_attitude(s: Sentence, verb: int) -> Status | None:
    """What an attitude told after a form of be makes of what it governs: "was ready to" plans."""
    word = next((k for k in range(verb + 1, min(len(s), verb + 4)) if s.tags[k] not in 'R"'), verb)
    if s.lows[word] not in attitudes() or any(is_negator(low) for low in s.lows[verb + 1 : word]):
        return None
    states: tuple[Status, ...] = ("refused", "planned")
    return next((state for state in states if s.lows[word] in stances()[state]), None)


def agent(s: Sentence, i: int, verb: int) -> bool:
    """Whether what stands before the verb can act: a name, a person, a body."""
    k = next((k for k in range(verb - 1, i - 1, -1) if s.tags[k] in "NPO"), -1)
    if k < 0:
        return False
    word = s.lows[k]
    if s.tags[k] == "P" or word in PERSONAL:
        return True
    return heads().get(word) not in (None, "document") or word.endswith(
        ("ers", "ors", "ists", "leadership", "ans")
    )


def tense(s: Sentence, i: int, j: int, main: Predicate) -> Status:
    """Done or going on, by tense."""
    if main.verb < 0:
        ahead = any(s.tags[k] == "T" and s.tags[k + 1] in "LB" for k in range(i, j - 1))
        return "planned" if ahead else "ongoing"
    first, tag, last = s.lows[main.start], s.tags[main.start], s.tags[main.verb]
    perfect = tag == "H" and last in "EV" and main.verb > main.start
    past = first.removesuffix("n't").removesuffix("n’t") in PAST_AUXILIARIES
    simple = tag == "V" and past_form(s, main.start)
    participle = tag == "B" and last == "E" and first not in ("is", "are", "am", "'s", "'re", "'m")
    return "done" if perfect or past or simple or participle else "ongoing"
