"""Done, going on, planned, forecast, conditional, demanded, refused or unresolved; and whether it is denied.

The status is read off the first main verb group of a clause, then off the words that govern it.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.hedges import FoundHedge
from winset.reading.ledger import Commitment, Polarity, Status
from winset.reading.lexicon import listed, verbs
from winset.reading.phrases import FINITE, lemma
from winset.reading.rules import commitments, stances
from winset.reading.sentences import Sentence
from winset.reading.sources import heads
from winset.reading.tagging import HALF_AUXILIARY

UNRESOLVED = listed("unresolved")
NEGATORS = listed("negators")
PERSONAL = frozenset(("i", "we", "he", "she", "they", "you", "who"))
STATIVE = listed("stative")


@dataclass(frozen=True, slots=True)
class Predicate:
    """The main verb group of a clause: items [start, verb], `verb` the main verb; -1 when there is none."""

    start: int
    verb: int


def predicate(s: Sentence, i: int, j: int) -> Predicate:
    """The first verb group of items [i, j) that is not inside a relative or a that-clause."""
    k = i
    if i < j and s.tags[i] == "Z" and not s.quoted[i]:
        return Predicate(i, i)
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


def status(s: Sentence, i: int, j: int, found: list[FoundHedge]) -> Status:
    """The status of items [i, j)."""
    lows = s.lows[i:j]
    main = predicate(s, i, j)
    group = s.lows[main.start : main.verb + 1] if main.start >= 0 else []
    if is_unresolved(s, i, j, main):
        return "unresolved"
    if any(low in ("if", "unless") for low in lows) or "would" in group or "'d" in group:
        return "conditional"
    if any(one.kind == "epistemic" and one.term and one.start <= main.verb for one in found):
        return "forecast"
    governed = by_governor(s, main)
    if governed is not None:
        return governed
    if any(low in ("should", "must", "shall", "ought") for low in group):
        return "demanded"
    terms = [one for one in found if main.start < 0 or one.start <= main.verb + 3]
    if any(one.kind == "epistemic" and one.term for one in terms):
        return "forecast"
    scheduled = [one for one in terms if one.kind == "schedule"]
    if scheduled:
        only_expected = all(one.term == "expected to" for one in scheduled)
        return "forecast" if only_expected and not agent(s, i, main.start) else "planned"
    if any(
        low in ("will", "won't", "won’t", "'ll") or low.endswith(("'ll", "’ll"))
        for low in group[:1] + s.lows[max(i, main.start - 1) : main.start]
    ):
        return refused_or_future(s, i, main)
    return tense(s, i, j, main)


def refused_or_future(s: Sentence, i: int, main: Predicate) -> Status:
    """What "will" says: a plan of somebody who can act, else a forecast; "will not" of one who can act is a refusal."""
    acting = agent(s, i, main.start) and lemma(s, main.verb) not in STATIVE and s.tags[main.verb] != "B"
    if not acting:
        return "forecast"
    negated = any(low in NEGATORS or low.endswith("n't") for low in s.lows[main.start : main.verb + 1])
    return "refused" if negated else "planned"


def is_unresolved(s: Sentence, i: int, j: int, main: Predicate) -> bool:
    """Whether the clause says that something is open."""
    if s.lows[i] == "whether":
        return True
    after = s.lows[max(main.verb, i) : min(j, main.verb + 6)]
    if any(low in UNRESOLVED for low in after):
        return True
    joined = " ".join(s.lows[max(main.start, i) : min(j, main.verb + 7)])
    return any(
        words in joined
        for words in (
            "yet to",
            "remains to be seen",
            "not clear",
            "open question",
            "not known",
            "not been decided",
            "not decided",
        )
    )


def by_governor(s: Sentence, main: Predicate) -> Status | None:
    """What the main verb makes of what it governs: a wish, a refusal, a plan."""
    if main.verb < 0 or (
        s.tags[main.verb] == "E" and any(s.tags[k] == "B" for k in range(main.start, main.verb))
    ):
        return None
    word = lemma(s, main.verb)
    after = s.lows[main.verb + 1 : main.verb + 2]
    names = {word, *(f"{word}+{particle}" for particle in after)}
    marks = stances()
    if names & marks["refused"]:
        return "refused"
    if word in ("want", "demand", "urge", "need") or names & {"call+for", "push+for", "insist+on"}:
        return "demanded"
    if word in ("plan", "intend", "pledge", "vow", "promise") and after != ["by"]:
        return "planned"
    return None


def agent(s: Sentence, i: int, verb: int) -> bool:
    """Whether what stands before the verb can act: a name, a person, a body."""
    k = verb - 1
    while k >= i and s.tags[k] not in "NPO":
        k -= 1
    if k < i:
        return False
    if s.tags[k] == "P" or s.lows[k] in PERSONAL:
        return True
    word = s.lows[k]
    return heads().get(word) not in (None, "document") or word.endswith(
        ("ers", "ors", "ists", "leadership", "ans")
    )


def tense(s: Sentence, i: int, j: int, main: Predicate) -> Status:
    """Done or going on, by tense."""
    if main.verb < 0:
        return (
            "planned"
            if any(s.tags[k] == "T" and k + 1 < j and s.tags[k + 1] in "LB" for k in range(i, j))
            else "ongoing"
        )
    first, last = s.lows[main.start], s.tags[main.verb]
    if s.tags[main.start] == "H" and last in "EV" and main.verb > main.start:
        return "done"
    if first in (
        "was",
        "were",
        "did",
        "had",
        "didn't",
        "wasn't",
        "weren't",
        "wasn’t",
        "weren’t",
        "didn’t",
        "hadn't",
    ):
        return "done"
    if s.tags[main.start] == "V":
        return "done" if past_form(s, main.start) else "ongoing"
    if s.tags[main.start] == "B" and last == "E" and first not in ("is", "are", "am"):
        return "done"
    return "ongoing"


def past_form(s: Sentence, k: int) -> bool:
    """Whether a finite verb is a past form."""
    form = verbs().get(s.lows[k])
    return "d" in form.forms and "b" not in form.forms if form else s.lows[k].endswith("ed")


def polarity(s: Sentence, i: int, j: int, turned: bool = False) -> Polarity:
    """Whether items [i, j) deny what they speak of; `turned` when the cue that governs them denies."""
    main = predicate(s, i, j)
    if is_unresolved(s, i, j, main):
        return "negative" if turned else "positive"
    stop = next(
        (
            k
            for k in range(max(i, main.verb + 1), j)
            if s.tags[k] in "KW" or (s.tags[k] == "S" and s.lows[k] != "than")
        ),
        j,
    )
    end = min(stop, max(main.verb, i) + 4)
    count = sum(
        s.lows[k] in NEGATORS or s.lows[k].endswith(("n't", "n’t"))
        for k in range(i, end)
        if not negates_aside(s, k)
    )
    if main.verb >= 0:
        word = lemma(s, main.verb)
        names = {word, *(f"{word}+{particle}" for particle in s.lows[main.verb + 1 : main.verb + 2])}
        count += bool(names & stances()["negative"])
    return "negative" if (count + turned) % 2 else "positive"


def negates_aside(s: Sentence, k: int) -> bool:
    """ "not only", "no doubt", "no longer than": words that deny nothing."""
    return s.lows[k : k + 2] in (
        ["not", "only"],
        ["no", "doubt"],
        ["not", "just"],
        ["nothing", "but"],
        ["not", "least"],
    )


def commitment(s: Sentence, i: int, j: int, now: Status) -> Commitment | None:
    """How far a deal has come by items [i, j), if they speak of one and of more than a plan."""
    levels, nouns = commitments()
    main = predicate(s, i, j)
    if main.verb < 0 or now not in ("done", "ongoing", "conditional"):
        return None
    word = lemma(s, main.verb)
    lows = s.lows[i:j]
    if word in ("remain", "stay", "be") and "committed" in s.lows[main.verb : main.verb + 3]:
        return "agreed"
    level = levels.get(word)
    if level is None:
        return None
    near = s.lows[main.verb + 1 : min(j, main.verb + 14)]
    subject_words = s.lows[i : main.start]
    if word != "agree" and not any(low in nouns for low in [*near, *subject_words]):
        return None
    if level == "agreed":
        joined = " ".join(lows)
        if "in principle" in joined:
            return "agreed_in_principle"
        if any(low in ("partially", "partly", "conditionally") for low in lows) or "in part" in joined:
            return "agreed_partly"
    return level  # type: ignore[return-value]  # a level of data/commitments.txt
