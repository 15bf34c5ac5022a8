"""From drafts to claims: content, source, cue, status, polarity, commitment, hedges, likelihood, actors and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from winset.reading.actors import Actors
from winset.reading.drafts import Draft
from winset.reading.hedges import FoundHedge, hedges, likelihood
from winset.reading.ledger import Claim, Hedge, Polarity, Quote, Section, Source, Span, Status, Time
from winset.reading.likelihood import Scale
from winset.reading.phrases import Items, has_tag, lemma
from winset.reading.rules import stances
from winset.reading.sentences import Sentence
from winset.reading.status import NEGATORS, commitment, polarity, status
from winset.reading.times import find_time
from winset.reading.voices import Voices

EDGE = " \t\r\n\xa0\"“”„«»‘’'`,;:-–—"
STANCE_FRAMES = frozenset(("i", "o", "x", "b", "g", "ni", "np", "nt", "w", "p", "a"))
FUTURE = frozenset(("planned", "forecast", "conditional", "demanded"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What the claims of one report are read against: the text, its sentences and sections, the scale, the day."""

    text: str
    sentences: Sequence[Sentence]
    sections: Sequence[Section]
    scale: Scale
    day: date | None
    actors: Actors


def describe(setting: Setting, made: Sequence[Draft]) -> list[Claim]:
    """The claims of a report's drafts, numbered in the order of its text."""
    voices = Voices(setting.actors)
    claims = (claim(setting, draft, voices) for draft in made)
    return [replace(one, id=f"c{k}") for k, one in enumerate((one for one in claims if one is not None), 1)]


def claim(setting: Setting, draft: Draft, voices: Voices) -> Claim | None:
    """One draft described; None when nothing is left of it."""
    if not draft.parts:
        return None
    content = spans(setting, draft.parts)
    if not content:
        return None
    index, i, j = draft.parts[0]
    s = setting.sentences[index]
    found = hedges(s, i, j)
    said = setting.sentences[draft.by.sentence] if draft.by else s
    state = state_of(setting, draft, found)
    return Claim(
        id="",
        section=setting.sections[index],
        content=content,
        source=source_of(setting, draft, voices),
        status=state,
        cue=item_span(said, draft.by.cue) if draft.by and draft.by.cue else None,
        quote=quote_of(setting, draft),
        polarity=polarity_of(setting, draft),
        commitment=commitment(s, i, j, state),
        hedges=tuple(Hedge(item_span(s, (one.start, one.end)), one.kind) for one in found),
        likelihood=likelihood(found, setting.scale),
        actors=actors_of(setting, draft),
        time=time_of(setting, content, state),
        holder=item_span(setting.sentences[draft.holder[0]], draft.holder[1]) if draft.holder else None,
    )


def item_span(s: Sentence, items: Items) -> Span:
    """The span of items [a, b)."""
    start, end = s.start(items[0]), s.end(items[1] - 1)
    return Span(start, end, s.tokens.text[start:end])


def spans(setting: Setting, parts: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    """The spans of a draft's parts, without marks at their edges; parts with only space between are one."""
    found: list[tuple[int, int]] = []
    text = setting.text
    for index, a, b in parts:
        s = setting.sentences[index]
        start, end = s.start(a), s.end(b - 1)
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(span for start, end in found if (span := trimmed(text, start, end)))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space, quotation marks and a last stop at its edges; None when nothing is left."""
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and (
        text[end - 1] in EDGE
        or (text[end - 1] in ".?!" and end - start > 1 and not abbreviated(text, start, end))
    ):
        end -= 1
    balanced = end < len(text) and text[end] in "\"”’'" and opens_unclosed(text[start:end], text[end])
    end += balanced
    return Span(start, end, text[start:end]) if start < end else None


def abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop at the end belongs to letters like U.S."""
    return text[max(start, end - 4) : end - 1].count(".") > 0


def opens_unclosed(words: str, mark: str) -> bool:
    """Whether a fragment's quotation is closed by the mark that was trimmed ("will not sign anything today")."""
    if mark in '"':
        return words.count('"') % 2 == 1
    opening = {"”": "“", "’": "‘", "'": " '"}.get(mark, mark)
    return (
        words.count(opening) > words.count(mark)
        if mark != "'"
        else words.count(" '") == 1 and not words.endswith("s")
    )


def source_of(setting: Setting, draft: Draft, voices: Voices) -> Source:
    """On whose word: the attribution's source, nobody in particular, or the outlet."""
    by = draft.by
    if by is None:
        return Source("outlet")
    if by.source is None:
        return Source("unspecified")
    s = setting.sentences[by.inherited if by.inherited >= 0 else by.sentence]
    return voices.source(s, by.source, item_span(s, by.source))


def quote_of(setting: Setting, draft: Draft) -> Quote:
    """Direct when the content is quotations only, mixed when it holds one, indirect when it is only reported."""
    if draft.by is None:
        return "none"
    if draft.by.frame == "l":
        return "direct"
    marks = [setting.sentences[index].tags[k] for index, a, b in draft.parts for k in range(a, b)]
    plain = [mark for mark in marks if mark not in 'Q",.:;-']
    whole = [
        not setting.sentences[index].quoted[k] and setting.sentences[index].tags[k] not in 'Q",.:;-'
        for index, a, b in draft.parts
        for k in range(a, b)
    ]
    if not any(mark in 'Q"' for mark in marks):
        return "indirect"
    return "mixed" if plain and any(whole) else "direct"


def names_of(setting: Setting, draft: Draft) -> set[str]:
    """The lemma of an attribution's cue, alone and with its particles."""
    by = draft.by
    if by is None or by.verb < 0:
        return set()
    s = setting.sentences[by.sentence]
    word = lemma(s, by.verb) if s.tags[by.verb] != "N" else s.lows[by.verb]
    after = s.lows[by.verb + 1 : by.verb + 4]
    return {word, *("+".join([word, *after[:n]]) for n in (1, 2, 3))}


def state_of(setting: Setting, draft: Draft, found: list[FoundHedge]) -> Status:
    """The status of a draft: what its cue makes of it, else its own."""
    index, i, j = draft.parts[0]
    s = setting.sentences[index]
    by = draft.by
    if by is not None and by.frame in STANCE_FRAMES and by.kind in ("intent", "stance", "thinking"):
        names = names_of(setting, draft)
        for word in ("refused", "demanded", "planned", "forecast"):
            if names & stances()[word]:
                return word  # type: ignore[return-value]  # a status by the line above
        if by.cue and by.kind != "thinking":
            return status(setting.sentences[by.sentence], by.cue[0], max(by.cue[1], by.verb + 1), [])
    if setting.sections[index] == "headline":
        return headline_state(s, i, j, found)
    inner = [k for k in range(i, j) if s.tags[k] == "Q"]
    if inner and i == inner[0]:
        return quotation_state(setting, s, inner[0])
    return status(s, i, j, found)


def quotation_state(setting: Setting, s: Sentence, q: int) -> Status:
    """The status of a whole quotation: that of its first sentence, read by itself."""
    inner = quotation_sentence(s, q)
    return status(inner, 0, len(inner), hedges(inner, 0, len(inner))) if inner else "ongoing"


def quotation_sentence(s: Sentence, q: int) -> Sentence | None:
    """The first sentence inside quotation item q."""
    from winset.reading.sentences import sentences

    first, last = s.first[q] + 1, s.last[q]
    inside = sentences(s.tokens, first, last, s.paragraph) if last > first else []
    return inside[0] if inside else None


def headline_state(s: Sentence, i: int, j: int, found: list[FoundHedge]) -> Status:
    """Headlines tell the past in the present tense and the future by an infinitive."""
    if not any(tag in "VXBHU" for tag in s.tags[i:j]) and any(s.tags[k] == "T" for k in range(i, j)):
        return "forecast" if any(one.kind == "epistemic" and one.term for one in found) else "planned"
    own = status(s, i, j, found)
    return "done" if own == "ongoing" and has_tag(s, i, j, "V") else own


def polarity_of(setting: Setting, draft: Draft) -> Polarity:
    """Whether the content is denied, by its own words or by its cue."""
    index, i, j = draft.parts[0]
    s = setting.sentences[index]
    by = draft.by
    if by is None or by.cue is None:
        return polarity(s, i, j)
    turned = bool(names_of(setting, draft) & stances()["negative"])
    if (
        by.source
        and by.inherited < 0
        and setting.sentences[by.sentence].lows[by.source[0]] in NEGATORS | {"neither", "no"}
    ):
        turned = not turned  # "neither side expects"
    if by.kind in ("stance", "intent", "thinking") or turned:
        turned ^= (
            sum(
                low in NEGATORS or low.endswith("n't")
                for low in setting.sentences[by.sentence].lows[by.cue[0] : by.cue[1]]
            )
            % 2
            == 1
        )
    if s.tags[i] == "Q" and (inner := quotation_sentence(s, i)):
        return polarity(inner, 0, len(inner), turned)
    return polarity(s, i, j, turned)


def actors_of(setting: Setting, draft: Draft) -> tuple[str, ...]:
    """The actors a draft names, and the one who holds the wish it reports."""
    names: list[str] = []
    if draft.holder:
        index, who = draft.holder
        names += setting.actors.of(setting.sentences[index], *who)
    for index, a, b in draft.parts:
        s = setting.sentences[index]
        for k in range(a, b):
            if s.tags[k] == "Q" and (inner := quotation_sentence(s, k)):
                names += setting.actors.of(inner, 0, len(inner))
        names += setting.actors.of(s, a, b)
    return tuple(dict.fromkeys(names))


def time_of(setting: Setting, content: Sequence[Span], state: Status) -> Time | None:
    """The first time the content names."""
    for span in content:
        found = find_time(span.exact[:1000], setting.day, state in FUTURE)
        if found:
            start, end = span.start + found[0], span.start + found[1]
            return Time(Span(start, end, setting.text[start:end]), found[2])
    return None
