"""The status and the polarity of a draft.

Those of its own words, and what the cue that carries them makes of it.
"""

from __future__ import annotations

from winset.reading.attribution import Attribution
from winset.reading.drafts import Draft
from winset.reading.hedges import FoundHedge
from winset.reading.ledger import Polarity, Status
from winset.reading.phrases import has_tag, lemma
from winset.reading.polarity import is_negator, polarity
from winset.reading.rules import stances
from winset.reading.setting import Focus, Setting, focus
from winset.reading.status import status

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
    if setting.sections[draft.parts[0][0]] == "headline":
        return headline_state(at, found)
    return status(at.s, at.start, at.end, found)


def state_by_cue(setting: Setting, by: Attribution) -> Status | None:
    """What a cue makes of what it governs: refused, demanded, planned, forecast.

    Else, for a stance, when it was taken.
    """
    names = cue_names(setting, by)
    for made in BY_CUE:
        if names & stances()[made]:
            return made
    if by.cue is None or by.kind == "thinking":
        return None
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
    if by.cue and (by.kind in STANCES or count):
        count += sum(is_negator(low) for low in s.lows[by.cue[0] : by.cue[1]])
    return count % 2 == 1


def cue_names(setting: Setting, by: Attribution) -> set[str]:
    """The lemma of an attribution's cue, alone and with its particles."""
    if by.verb < 0:
        return set()
    s = setting.sentences[by.sentence]
    word = lemma(s, by.verb) if s.tags[by.verb] != "N" else s.lows[by.verb]
    after = s.lows[by.verb + 1 : by.verb + 4]
    return {word, *("+".join([word, *after[:n]]) for n in (1, 2, 3))}
