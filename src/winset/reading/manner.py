"""The status and the polarity of a draft.

Those of its own words, and what the cue that carries them makes of it.
"""

from __future__ import annotations

from winset.reading.attribution import Attribution
from winset.reading.drafts import Draft
from winset.reading.hedges import FoundHedge
from winset.reading.ledger import Polarity, Status
from winset.reading.lexicon import listed
from winset.reading.phrases import has_tag, lemma
from winset.reading.polarity import polarity
from winset.reading.predicates import past_form, predicate
from winset.reading.rules import is_negator, stances
from winset.reading.sentences import Sentence
from winset.reading.setting import Focus, Setting, focus
from winset.reading.status import STATIVE, future, status, tense

STANCES = frozenset(("intent", "stance", "thinking"))
# frames whose content has a status of its own
CLAUSAL = frozenset(("t", "z", "f", "q", "a", "l", "c", "m", "h"))
BY_CUE: tuple[Status, ...] = ("refused", "demanded", "planned", "forecast")


def state_of(setting: Setting, draft: Draft, found: list[FoundHedge]) -> Status:
    """The status of a draft: what its cue makes of it, else its own."""
    by = draft.by
    if by is not None and by.kind in STANCES and (by.frame not in CLAUSAL or by.frame == "a"):
        made = state_by_cue(setting, by)
        if made is not None:
            return made
    at = focus(setting, draft)
    if by is not None and by.frame == "o" and turned(setting, by):
        s, cue = setting.sentences[by.sentence], by.cue or (by.verb, by.verb)
        return tense(
            s, cue[0], by.verb + 1, predicate(s, cue[0], by.verb + 1)
        )  # "did not respond to a request"
    if setting.sections[draft.parts[0][0]] == "headline":
        return headline_state(at, found)
    if by is not None and foretold(setting.sentences[by.sentence], by, at):
        return awaited(at)
    return status(at.s, at.start, at.end, found)


def awaited(at: Focus) -> Status:
    """What "would" tells of when it stands for "will"; "it" is whoever speaks: "the ministry said it would appeal"."""
    main = predicate(at.s, at.start, at.end)
    acts = at.s.lows[main.start - 1 : main.start] == ["it"] and lemma(at.s, main.verb) not in STATIVE
    state = future(at.s, at.start, main)
    return "planned" if acts and at.s.tags[main.verb] in "VL" and state == "forecast" else state


def foretold(s: Sentence, by: Attribution, at: Focus) -> bool:
    """Whether "would" in what was said is a "will" told in the past: "the minister said she would sign".

    Quirk et al. (1985), 14.31. A condition in the same sentence keeps it conditional.
    """
    told = by.frame in ("t", "z") and by.kind in ("saying", "thinking", "intent") and by.verb >= 0
    if not told or at.s is not s or not CONDITIONS.isdisjoint(s.lows):
        return False
    main = predicate(s, at.start, at.end)
    group = s.lows[main.start : main.verb + 1] if main.start >= 0 else []
    perfect = s.tags[by.verb] == "E" and s.tags[by.verb - 1] in "HR"
    return bool(WOULD & set(group)) and (perfect or (s.tags[by.verb] == "V" and past_form(s, by.verb)))


CONDITIONS = listed("conditions")
WOULD = frozenset(("would", "wouldn't", "wouldn’t", "'d"))


def state_by_cue(setting: Setting, by: Attribution) -> Status | None:
    """What a cue makes of what it governs: refused, demanded, planned, forecast.

    Else, for a stance, when it was taken.
    """
    names, s = cue_names(setting, by), setting.sentences[by.sentence]
    denied = by.cue is not None and any(is_negator(low) for low in s.lows[by.cue[0] : by.verb])
    for made in BY_CUE:
        if names & stances()[made] and not (made == "refused" and denied):  # "did not rule out"
            return made
    if by.cue is None or by.kind == "thinking":
        return None
    if denied:
        return tense(s, by.cue[0], by.verb + 1, predicate(s, by.cue[0], by.verb + 1))
    return status(setting.sentences[by.sentence], by.cue[0], max(by.cue[1], by.verb + 1), [])


def headline_state(at: Focus, found: list[FoundHedge]) -> Status:
    """Headlines tell the past in the present tense and the future by an infinitive."""
    if not has_tag(at.s, at.start, at.end, "VXBHU") and has_tag(at.s, at.start, at.end, "T"):
        return "forecast" if any(one.kind == "epistemic" and one.term for one in found) else "planned"
    own = status(at.s, at.start, at.end, found)
    return "done" if own == "ongoing" and has_tag(at.s, at.start, at.end, "V") else own


def polarity_of(setting: Setting, draft: Draft) -> Polarity:
    """Whether the content is denied, by its own words or by its cue."""
    at = focus(setting, draft)
    return polarity(at.s, at.start, at.end, draft.by is not None and turned(setting, draft.by))


def turned(setting: Setting, by: Attribution) -> bool:
    """Whether a cue denies what it carries: "denied", "neither side expects", "does not want".

    "did not deny" does not.
    """
    s = setting.sentences[by.sentence]
    denies = bool(cue_names(setting, by) & stances()["negative"])
    nobody = by.source is not None and by.inherited < 0 and is_negator(s.lows[by.source[0]])
    count = denies + nobody
    if by.cue and (by.kind in STANCES or by.frame == "o" or count):
        count += sum(is_negator(low) for low in s.lows[by.cue[0] : by.cue[1]])
    return count % 2 == 1


def cue_names(setting: Setting, by: Attribution) -> set[str]:
    """The lemma of an attribution's cue, alone and with its particles."""
    if by.verb < 0:
        return set()
    s = setting.sentences[by.sentence]
    word = lemma(s, by.verb) if s.tags[by.verb] in "VEZL" else s.lows[by.verb]
    after = s.lows[by.verb + 1 : by.verb + 4]
    return {word, *("+".join([word, *after[:n]]) for n in (1, 2, 3))}
