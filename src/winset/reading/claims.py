"""From drafts to claims: each statement with its source, cue, status, hedges, likelihood, actors and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from winset.reading.commitment import commitment
from winset.reading.contents import quote_of, spans
from winset.reading.drafts import Draft
from winset.reading.hedges import hedges, likelihood
from winset.reading.ledger import Claim, Hedge, Source, Span, Status, Time
from winset.reading.manner import polarity_of, state_of
from winset.reading.phrases import Items
from winset.reading.predicates import predicate
from winset.reading.sentences import Sentence
from winset.reading.setting import Setting, focus, inside, item_span
from winset.reading.sources import heads
from winset.reading.subjects import subject
from winset.reading.times import find_time
from winset.reading.voices import Voices

FUTURE = frozenset(("planned", "forecast", "conditional", "demanded"))
LONGEST = 1000  # characters of a span in which a time is sought


def describe(setting: Setting, made: Sequence[Draft]) -> list[Claim]:
    """The claims of a report's drafts, numbered in the order of its text."""
    voices = Voices(setting.actors)
    claims = [one for draft in made if (one := claim(setting, draft, voices)) is not None]
    return [replace(one, id=f"c{k}") for k, one in enumerate(claims, 1)]


def claim(setting: Setting, draft: Draft, voices: Voices) -> Claim | None:
    """One draft described; None when nothing is left of it."""
    content = spans(setting, draft.parts)
    if not content:
        return None
    at = focus(setting, draft)
    found = hedges(at.s, at.start, at.end)
    state = state_of(setting, draft, found)
    return Claim(
        id="",
        section=setting.sections[draft.parts[0][0]],
        content=content,
        source=source_of(setting, draft, voices),
        status=state,
        cue=cue_of(setting, draft),
        quote=quote_of(setting, draft),
        polarity=polarity_of(setting, draft),
        commitment=commitment(at.s, at.start, at.end, state),
        hedges=tuple(Hedge(item_span(at.s, (one.start, one.end)), one.kind) for one in found),
        likelihood=likelihood(found, setting.scale),
        actors=actors_of(setting, draft),
        time=time_of(setting, content, state),
        holder=item_span(setting.sentences[draft.holder[0]], draft.holder[1]) if draft.holder else None,
    )


def cue_of(setting: Setting, draft: Draft) -> Span | None:
    """The words that attribute."""
    by = draft.by
    return item_span(setting.sentences[by.sentence], by.cue) if by is not None and by.cue else None


def source_of(setting: Setting, draft: Draft, voices: Voices) -> Source:
    """On whose word: the attribution's source, nobody in particular, or the outlet."""
    by = draft.by
    if by is None:
        return Source("outlet")
    if by.source is None:
        return Source("unspecified")
    s = setting.sentences[by.origin]
    span = item_span(s, by.source)
    if (
        s.lows[slice(*by.source)] == ["it"]
        and by.origin
        and (spoken := topic(setting.sentences[by.origin - 1], s))
    ):
        return voices.source(*spoken, span)
    return voices.source(s, by.source, span)


def topic(before: Sentence, s: Sentence) -> tuple[Sentence, Items] | None:
    """What "it" stands for: the subject of the sentence before, where that is one body or name and no person."""
    if before.paragraph not in (s.paragraph, s.paragraph - 1):
        return None
    main = predicate(before, 0, len(before))
    who = subject(before, main.start) if main.start > 0 else None
    if who is None or any(before.tags[k] in "CM" for k in range(*who)):
        return None
    kinds = {heads().get(before.lows[k]) for k in range(*who)}
    named = before.tags[who[1] - 1] == "P" and who[1] - who[0] <= 3
    return (before, who) if "body" in kinds or (named and not kinds & PERSONS) else None


PERSONS = frozenset(("office", "official", "people", "source"))


def actors_of(setting: Setting, draft: Draft) -> tuple[str, ...]:
    """The actors a draft names, and the one who holds the wish it reports."""
    names: list[str] = []
    if draft.holder:
        index, who = draft.holder
        names += setting.actors.of(setting.sentences[index], *who)
    for index, a, b in draft.parts:
        s = setting.sentences[index]
        quoted = (inner for k in range(a, b) for inner in inside(s, k))
        for inner in quoted:
            names += setting.actors.of(inner, 0, len(inner))
        names += setting.actors.of(s, a, b)
    return tuple(dict.fromkeys(names))


def time_of(setting: Setting, content: Sequence[Span], state: Status) -> Time | None:
    """The first time the content names."""
    for span in content:
        found = find_time(span.exact[:LONGEST], setting.day, state in FUTURE)
        if found:
            start, end = span.start + found[0], span.start + found[1]
            return Time(Span(start, end, setting.text[start:end]), found[2])
    return None
