"""Attributions found by rules over tags and cue words, a sentence at a time, and what goes on to the next.

The ways of English reporting the rules follow are those of Quirk, Greenbaum, Leech and Svartvik, *A
Comprehensive Grammar of the English Language* (1985), sections 14.28-35 (reporting clauses) and 16.31-63
(complements of verbs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from winset.reading.attitudes import attitude
from winset.reading.attribution import Attribution, Site, clash, nested
from winset.reading.cues import cue_at
from winset.reading.dependent import according, infinitival, participial, passive, past_opener
from winset.reading.headlines import marked
from winset.reading.nouncues import noun_attribution
from winset.reading.phrases import group_start
from winset.reading.reporting import finite
from winset.reading.sentences import Sentence
from winset.reading.speakers import speakers

LOOK_BACK = 12  # attributions among which the one that goes on is sought
FARTHEST = 3  # sentences over which a speaker's quotations go on


def attributions(sentences: Sequence[Sentence], headlines: frozenset[int] = frozenset()) -> list[Attribution]:
    """Every attribution of a text's sentences, in order of their cues; `headlines` numbers headlines.

    >>> from winset.reading.tokens import tokenize
    >>> from winset.reading.sentences import sentences
    >>> tokens = tokenize("Talks failed, the minister said.")
    >>> [one] = attributions(sentences(tokens, 0, len(tokens), 0))
    >>> one.kind, one.source, one.cue, one.content
    ('saying', (3, 5), (5, 6), ((0, 2),))
    """
    found: list[Attribution] = []
    labels = speakers(sentences)
    label = -1  # the sentence whose label governs its paragraph
    for index, s in enumerate(sentences):
        label = index if index in labels else label
        if label >= 0 and sentences[label].paragraph == s.paragraph:
            found += spoken(s, index, label, labels[label])
        else:
            found += of_sentence(sentences, index, found, index in headlines)
    return [one for k, one in enumerate(found) if one.content or carried(found, k)]


def of_sentence(
    sentences: Sequence[Sentence], index: int, found: Sequence[Attribution], headline: bool
) -> list[Attribution]:
    """The attributions of a sentence outside an interview, and what goes on in it from the one before."""
    s = sentences[index]
    if headline and (label := marked(s)):
        who, mark, what = label
        return [Attribution(mark, who, (what,), "saying", "m", sentence=index)]
    if opened := hangs(sentences, index, found):
        return [goes_on(opened, index, (0, len(s)))]
    return in_sentence(s, index) or continued(sentences, index, found)


def in_sentence(s: Sentence, index: int) -> list[Attribution]:
    """The attributions whose cues stand in one sentence."""
    found: list[Attribution] = []
    for k in range(len(s)):
        one = None if s.quoted[k] else at_item(s, k, found)
        if one is not None and not clash(one, found) and not doubted(s, one):
            found.append(replace(one, sentence=index))
    return [nested(one, found) for one in found]


def doubted(s: Sentence, one: Attribution) -> bool:
    """Whether an attribution is itself what is in doubt: "it is unclear whether he supports the plan"."""
    subjects = (one.source, *(one.content if one.frame == "np" else ()))
    return any(part is not None and part[0] > 0 and s.lows[part[0] - 1] == "whether" for part in subjects)


def at_item(s: Sentence, k: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose cue is item k."""
    if (i := past_opener(s, k)) > k:
        return according(s, k, i)
    if one := attitude(s, k):
        return one
    if s.tags[k] in "VEZL":
        match = cue_at(s, k)
        return verbal(Site(s, match[0], k, group_start(s, k), match[1], found)) if match else None
    if s.tags[k] == "N" and (noun := noun_attribution(s, k)):
        at, who, what, kind = noun
        return Attribution(at, who, ((what.start, what.end),), kind, "n" + what.frame, k)
    return None


def verbal(site: Site) -> Attribution | None:
    """The attribution of a cue verb, by the form of the verb."""
    if site.tag == "L" and site.before == "T":
        return infinitival(site)
    if site.tag == "L" and site.start == site.verb:
        return None  # an imperative
    if site.tag == "Z" and not site.auxiliary("B"):
        return participial(site)
    if site.tag == "E" and (not site.auxiliary("H") or site.s.lows[site.verb - 1] == "been"):
        return passive(site)
    return finite(site)


def spoken(s: Sentence, index: int, labelled: int, colon: int) -> list[Attribution]:
    """What a labelled speaker says in one sentence; nothing when the label is the one who asks."""
    first = colon + 1 if index == labelled else 0
    if colon < 0 or first >= len(s):
        return []
    if index == labelled:
        return [Attribution((colon, first), (0, colon), ((first, len(s)),), "saying", "l", sentence=index)]
    said = Attribution(None, (0, colon), (), "saying", "l", sentence=labelled)
    return [goes_on(said, index, (0, len(s)))]


def goes_on(last: Attribution, index: int, content: tuple[int, int]) -> Attribution:
    """More content on the word of an earlier attribution's source."""
    return Attribution(None, last.source, (content,), "saying", "c", sentence=index, inherited=last.origin)


def hangs(sentences: Sequence[Sentence], index: int, found: Sequence[Attribution]) -> Attribution | None:
    """The cue with a colon that the paragraph just above left open.

    If this sentence's paragraph is what it reports.
    """
    if not found:
        return None
    opened = next((one for one in reversed(found[-LOOK_BACK:]) if one.frame == "h"), None)
    if opened is None or sentences[opened.sentence].paragraph != sentences[index].paragraph - 1:
        return None
    return opened if found[-1] is opened or found[-1].frame == "c" else None


def carried(found: Sequence[Attribution], k: int) -> bool:
    """Whether an attribution whose content hangs below it is followed by that content."""
    return k + 1 < len(found) and found[k + 1].frame == "c"


def continued(sentences: Sequence[Sentence], index: int, found: Sequence[Attribution]) -> list[Attribution]:
    """A sentence that is only a quotation goes on in the voice of the speaker before it."""
    s = sentences[index]
    if "Q" not in s.tags or any(tag not in "Q." for tag in s.tags) or not found:
        return []
    recent = reversed(found[-LOOK_BACK:])
    last = next((one for one in recent if one.kind == "saying" and one.depth == 0), None)
    if last is None or index - last.sentence > FARTHEST:
        return []
    end = len(s) - 1 - s.tags[::-1].index("Q")
    return [goes_on(last, index, (s.tags.index("Q"), end + 1))]
