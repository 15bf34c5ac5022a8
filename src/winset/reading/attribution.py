"""Who is said to have said, thought, wanted or shown what: attributions with their source, cue and content.

Rules over tags and cue words, one sentence at a time; a quotation with no cue of its own continues the speaker
before it. The ways of English reporting the rules follow are those of Quirk, Greenbaum, Leech and Svartvik,
*A Comprehensive Grammar of the English Language* (1985), sections 14.28-35 (reporting clauses) and 16.31-63
(complements of verbs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from winset.reading.cues import Items, cue_at
from winset.reading.frames import Complement, complement, content_end
from winset.reading.headlines import marked
from winset.reading.lexicon import Cue
from winset.reading.nouncues import noun_attribution
from winset.reading.phrases import (
    CLAUSE_S,
    NP_START,
    first_comma,
    group_start,
    has_tag,
    lemma,
    noun_phrase,
    subject,
)
from winset.reading.sentences import Sentence
from winset.reading.speakers import speakers

GOVERNORS = frozenset(
    ["go", "continue", "begin", "start", "come", "proceed", "appear", "seem", "use", "try", "attempt", "manage", "have", "need", "happen", "hasten", "rush", "like", "fail"]
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in items of its sentence: half-open ranges; `source` None where the text names nobody."""

    sentence: int
    cue: Items | None
    source: Items | None
    content: tuple[Items, ...]
    kind: str  # saying, thinking, showing, stance, intent, hedge
    frame: str
    verb: int = -1  # the cue verb or noun
    inherited: int = -1  # the sentence the source stands in, when another
    within: Items | None = None  # the cue of the attribution whose content this one is part of
    depth: int = 0  # how many attributions this one stands in


def attributions(sentences: Sequence[Sentence], headlines: frozenset[int] = frozenset()) -> list[Attribution]:
    """Every attribution of a text's sentences, in order of their cues.

    >>> from winset.reading.tokens import tokenize
    >>> from winset.reading.sentences import sentences
    >>> tokens = tokenize("Talks failed, the minister said.")
    >>> [one] = attributions(sentences(tokens, 0, len(tokens), 0))
    >>> one.kind, one.source, one.cue, one.content
    ('saying', (3, 5), (5, 6), ((0, 2),))
    """
    found: list[Attribution] = []
    labels = speakers(sentences)
    speaking: tuple[int, int, int] | None = None  # sentence, colon and paragraph of the label that governs
    for index, s in enumerate(sentences):
        if index in labels:
            speaking = (index, labels[index], s.paragraph)
        if speaking and speaking[2] == s.paragraph:
            found += spoken(s, index, *speaking[:2])
            continue
        here = in_sentence(s, index)
        if index in headlines and (label := marked(s)):
            who, at, what = label
            here = [Attribution(index, at, who, (what,), "saying", "m", -1)]
        if not here or hangs(sentences, index, found):
            here = continued(sentences, index, found)
        found += here
    return [one for k, one in enumerate(found) if one.content or carried(found, k)]


def carried(found: Sequence[Attribution], k: int) -> bool:
    """Whether an attribution whose content hangs below it is followed by that content."""
    return k + 1 < len(found) and found[k + 1].frame == "c"


def hangs(sentences: Sequence[Sentence], index: int, found: Sequence[Attribution]) -> bool:
    """Whether a sentence is in the paragraph that a cue with a colon left open just above."""
    if not found:
        return False
    last = found[-1]
    origin = last.inherited if last.inherited >= 0 else last.sentence
    if last.frame == "h":
        return sentences[origin].paragraph == sentences[index].paragraph - 1
    opened = next((one for one in reversed(found[-12:]) if one.sentence == origin), None)
    return (
        last.frame == "c"
        and opened is not None
        and opened.frame == "h"
        and sentences[last.sentence].paragraph == sentences[index].paragraph
    )


def spoken(s: Sentence, index: int, labelled: int, colon: int) -> list[Attribution]:
    """What a labelled speaker says in one sentence; nothing when the label is the one who asks."""
    if colon < 0:
        return []
    first = colon + 1 if index == labelled else 0
    if first >= len(s):
        return []
    who, frame = (0, colon), "l" if index == labelled else "c"
    cue = (colon, colon + 1) if index == labelled else None
    return [
        Attribution(
            index, cue, who, ((first, len(s)),), "saying", frame, -1, labelled if frame == "c" else -1
        )
    ]


def in_sentence(s: Sentence, index: int) -> list[Attribution]:
    """The attributions of one sentence."""
    found: list[Attribution] = []
    for k in range(len(s)):
        if s.quoted[k]:
            continue
        one = None
        if (i := past_opener(s, k)) > k:
            one = according(s, k, i)
        elif s.tags[k] in "VEZL":
            match = cue_at(s, k)
            if match:
                one = verbal(s, k, *match, found)
        elif s.tags[k] == "N" and (noun := noun_attribution(s, k)):
            at, who, what, kind = noun
            one = Attribution(-1, at, who, ((what.start, what.end),), kind, "n" + what.frame, k)
        if one is not None and not clash(one, found):
            found.append(replace(one, sentence=index))
    return [nested(one, found) for one in found]


def nested(one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """The attribution with the cue of the one that reports it, and how deep it stands in others' contents and sources."""
    if one.cue is None:
        return one
    outer: list[Attribution] = []
    for other in found:
        inside = (*other.content, other.source) if other.source and other.inherited < 0 else other.content
        if other is not one and any(a <= one.cue[0] and one.cue[1] <= b for a, b in inside):
            outer.append(other)
    return replace(one, within=outer[0].cue, depth=len(outer)) if outer else one


def independent(one: Attribution) -> bool:
    """Whether an attribution counts beside the one it stands in.

    What a speaker says of another's wish or view is part of the speaker's own statement; what a speaker reports
    another to have said is a report within the report.
    """
    return one.depth == 0 or (one.depth == 1 and one.kind == "saying" and one.frame in "ftz")


def clash(one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether the same content is attributed already, or the cue is another's."""
    return any(one.cue == other.cue or (one.content and one.content == other.content) for other in found)


def verbal(s: Sentence, k: int, cue: Cue, r: int, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution of cue verb k, by the form of the verb."""
    g = group_start(s, k)
    tag = s.tags[k]
    if tag == "L" and s.tags[g - 1 : g] == ["T"] and g:
        return infinitival(s, k, g, cue, r, found)
    if tag == "Z" and not has_tag(s, g, k, "B"):
        return participial(s, k, g, cue, r, found)
    if (tag == "E" and not has_tag(s, g, k, "H")) or (tag == "E" and s.lows[k - 1] == "been"):
        return passive(s, k, g, cue, r)
    if tag == "L" and g == k:
        return None  # an imperative
    return finite(s, k, g, cue, r, found)


def finite(s: Sentence, k: int, g: int, cue: Cue, r: int, found: Sequence[Attribution]) -> Attribution | None:
    """A finite cue: its subject before it or after it, its content after, before, or on both sides."""
    who = subject(s, g)
    if who is None and g and s.tags[g - 1] == "C":
        who = shared_subject(s, g - 1, found)
        what = complement(s, cue, r)
        return make(cue, (g, r), who, what, k) if who and what else None
    if who and "f" in cue.frames and who[0] == 0 and r >= len(s) - 1 and (last := last_comma(s, *who)) > 0:
        who = (last + 1, who[1])  # "Most back new ferry, survey finds"
    before = floating(s, who[0] if who else g) if "f" in cue.frames else None
    if before and not {"t", "z"} & set(cue.frames) and not has_tag(s, *before, 'Q"'):
        before = None  # "..., he fumed" reports a quotation only
    if who is None:
        return inverted(s, k, g, cue, r, before)
    if relative_subject(s, who) and before:
        before = None
    if (
        who[0]
        and s.lows[who[0] - 1] == "as"
        and "f" in cue.frames
        and (aside := comment_clause(s, g, who, cue, r, k))
    ):
        return aside
    what = complement(s, cue, r)
    if before is not None and (what is None or what.frame == "q"):
        rest = what or medial(s, r, before) or (resumed(s, r) if s.tags[before[1] - 1] == "Q" else None)
        verbless = r >= len(s) - 1 and before[1] - before[0] > 3
        if rest or verbless or has_tag(s, *before, FINITE_OR_Q) or s.tags[before[1] - 1] == '"':
            return floated(cue, (g, r), who, before, rest, k)
    if (
        what is None
        and "q" in cue.frames
        and s.lows[-1] == ":"
        and len(s) - r < 12
        and not has_tag(s, r, len(s), "VXBHUKQ")
    ):
        return Attribution(-1, (g, r), who, (), "saying", "h", k)  # what is said stands in the next paragraph
    return make(cue, (g, r), who, what, k) if what else None


def last_comma(s: Sentence, i: int, j: int) -> int:
    """The last comma of items [i, j), or -1."""
    return next((k for k in range(j - 1, i, -1) if s.tags[k] == ","), -1)


def comment_clause(s: Sentence, g: int, who: Items, cue: Cue, r: int, k: int) -> Attribution | None:
    """ "As Smith noted, ...", "..., as Smith put it": what is said is the clause around the comment."""
    comma = next((j for j in range(r, min(len(s), r + 8)) if s.tags[j] in ",.Q"), -1)
    if comma < 0 or has_tag(s, r, comma, "VXBHUK"):
        return None
    a = who[0] - 1
    left = clause_start(s, a)
    before = (left, a - 1) if a - left > 1 and s.tags[a - 1] == "," else None
    after = (comma + 1, content_end(s, comma + 1)) if s.tags[comma] == "," and comma + 1 < len(s) else None
    if before is None and after is None:
        return None
    parts = tuple(part for part in (before, after) if part)
    return Attribution(-1, (g, r), who, parts, "saying", "f", k)


def relative_subject(s: Sentence, who: Items) -> bool:
    return who[1] - who[0] == 1 and s.tags[who[0]] in "WK"


def make(cue: Cue, at: Items, who: Items | None, what: Complement, k: int) -> Attribution:
    return Attribution(
        -1, at, who, ((what.start, what.end),), cue.frames.get(what.frame, "saying"), what.frame, k
    )


def resumed(s: Sentence, r: int) -> Complement | None:
    """A quotation taken up again after an aside: '..., she said, smiling, "..."'."""
    for k in range(r, len(s)):
        if s.tags[k] == "Q":
            return Complement("q", k, k + 1) if s.tags[k - 1] == "," else None
        if s.tags[k] in "VXBHK:;":
            return None
    return None


def floated(cue: Cue, at: Items, who: Items, before: Items, what: Complement | None, k: int) -> Attribution:
    """What is said stands before the cue, and perhaps goes on after it."""
    parts = (before,) if what is None else (before, (what.start, what.end))
    return Attribution(-1, at, who, parts, cue.frames["f"], "f", k)


def floating(s: Sentence, i: int) -> Items | None:
    """The items before i that a cue with its subject at i may report: a quotation, or a clause and a comma."""
    if i < 1:
        return None
    if s.tags[i - 1] == "Q":
        return (quotation_start(s, i - 1), i)
    if s.tags[i - 1] in ',"-' or s.lows[i - 1] in ("?", "!"):
        j = i - 1
        start = clause_start(s, j)
        if (
            s.tags[start] == "S"
            and s.lows[start] in CLAUSE_S
            and not has_tag(s, first_comma(s, start, j) + 1, j, FINITE_OR_Q)
        ):
            return None  # "While X, Smith says": X is not what Smith says
        if has_tag(s, start, j, FINITE_OR_Q) or s.tags[i - 1] == '"' or j - start < 8:
            return (start, j + (s.tags[i - 1] == '"')) if j > start else None
    return None


FINITE_OR_Q = "VXBHUQ"


def quotation_start(s: Sentence, q: int) -> int:
    """Where content that ends in quotation q begins: with the words that lead into it, if it is only part of a clause."""
    return q


def clause_start(s: Sentence, j: int) -> int:
    """Where a reported clause that ends before item j begins: the sentence's start, or after a stop within it."""
    k = j - 1
    while k >= 0 and s.tags[k] not in ";:":
        k -= 1
    return k + 1


def medial(s: Sentence, r: int, before: Items) -> Complement | None:
    """The rest of a clause that the cue interrupted: "On Monday, she said, the talks would resume"."""
    n = len(s)
    k = next((j for j in range(r, min(n, r + 12)) if s.tags[j] == ","), -1)
    if k < 0 or k + 1 >= n or has_tag(s, *before, "VXBHU") or s.tags[k + 1] in "ZCSWRQ":
        return None
    return Complement("f", k + 1, content_end(s, k + 1))


def inverted(s: Sentence, k: int, g: int, cue: Cue, r: int, before: Items | None) -> Attribution | None:
    """Verb before subject: '"...," said Smith, a lawyer.'"""
    if before is None or g != k or s.tags[k] != "V" or r >= len(s) or s.tags[r] not in "DGJNPOME":
        return None
    if s.tags[k - 1] not in 'Q,"' and s.lows[k - 1] not in ("?", "!"):
        return None
    end = subject_end(s, r)
    after = None
    if end < len(s) - 1 and s.tags[end] in ",:" and s.tags[end + 1] in 'Q"':
        after = Complement("q", end + 1, content_end(s, end + 1))
    return floated(cue, (k, r), (r, end), before, after, k) if end > r else None


def subject_end(s: Sentence, i: int) -> int:
    """Past an inverted subject that starts at i, with an apposition or a relative clause set off by commas."""
    end = noun_phrase(s, i)
    n = len(s)
    if end < n and (s.tags[end] in "WE" or (s.tags[end] == "J" and s.tags[end + 1 : end + 2] in (["I"], ["T"]))
        or (s.tags[end] == "V" and s.tags[end + 1 : end + 2] == ["I"])
    ):
        end = next((k for k in range(end, n) if s.tags[k] in ",.;:-Q"), n)
    elif end + 1 < n and s.tags[end] == "," and (s.tags[end + 1] in "DGJNPW"):
        stop = next((k for k in range(end + 1, n) if s.tags[k] in ",.;:-Q"), n)
        if s.tags[end + 1] == "W" or not has_tag(s, end + 1, stop, "VXBHU"):
            end = stop
    return end


def shared_subject(s: Sentence, c: int, found: Sequence[Attribution]) -> Items | None:
    """The subject of a verb coordinated at c with an earlier one: the earlier cue's source, or the earlier subject."""
    for one in reversed(found):
        if one.cue and one.source and one.cue[1] <= c and one.inherited < 0 and one.frame != "f":
            if one.kind != "noun" and (s.tags[one.verb] in "VE"):
                return one.source
    for k in range(c - 1, max(-1, c - 40), -1):
        if s.tags[k] in "VBHX" and not s.quoted[k]:
            who = subject(s, group_start(s, k))
            if who:
                return who
        if s.tags[k] in ";":
            break
    return None


def main_subject(s: Sentence, k: int, found: Sequence[Attribution]) -> Items | None:
    """Whose words a participle at k continues: the last source before it, else the subject of the nearest verb."""
    for one in reversed(found):
        if one.cue and one.source and one.cue[0] < k and one.kind != "noun":
            return one.source
    for j in range(k - 1, max(-1, k - 40), -1):
        if s.tags[j] in "VBHX" and not s.quoted[j]:
            who = subject(s, group_start(s, j))
            if who:
                return who
    for j in range(k + 1, min(len(s), k + 40)):  # a participle phrase before its subject
        if s.tags[j] == ",":
            end = noun_phrase(s, j + 1)
            return (j + 1, end) if end > j + 1 else None
    return None


def participial(
    s: Sentence, k: int, g: int, cue: Cue, r: int, found: Sequence[Attribution]
) -> Attribution | None:
    """ "..., adding that ...", "a letter saying that ...", "by saying that ..." """
    what = complement(s, cue, r)
    if what is None:
        return None
    before = s.tags[g - 1] if g else "^"
    if before in "NP" and not (g > 1 and s.tags[g - 1] == ","):
        who = noun_before(s, g)
    else:
        who = main_subject(s, g, found)
    return make(cue, (g, r), who, what, k) if who else None


def noun_before(s: Sentence, g: int) -> Items | None:
    """The noun phrase that ends just before item g."""
    i = g
    while i > 0 and s.tags[i - 1] in "JNPM'" and g - i < 15:
        i -= 1
    while i > 0 and s.tags[i - 1] in "DG":
        i -= 1
    return (i, g) if i < g else None


def infinitival(
    s: Sentence, k: int, g: int, cue: Cue, r: int, found: Sequence[Attribution]
) -> Attribution | None:
    """ "went on to say that", "is to announce": the subject is that of the verb that governs the infinitive."""
    what = complement(s, cue, r)
    if what is None or g < 2:
        return None
    m = g - 2
    while m > 0 and s.tags[m] in "R":
        m -= 1
    if s.lows[m] == "on" and m > 0:
        m -= 1
    if s.tags[m] not in "VEZHB" or (lemma(s, m) not in GOVERNORS and s.tags[m] not in "HB"):
        return None
    start = group_start(s, m)
    who = subject(s, start)
    if who is None:
        who = main_subject(s, m, found)
    return make(cue, (start, r), who, what, k) if who else None


def passive(s: Sentence, k: int, g: int, cue: Cue, r: int) -> Attribution | None:
    """ "is expected to", "it was reported that", "was criticised by Smith for", "a bill backed by Smith"."""
    n = len(s)
    full = has_tag(s, g, k, "B")
    by = next((j for j in range(r, min(n, r + 8)) if s.lows[j] == "by" or s.tags[j] in ",.;"), -1)
    if by >= 0 and s.lows[by] == "by" and by + 1 < n and s.tags[by + 1] in NP_START:
        return agent(s, k, g, cue, r, by)
    if not full:
        return None
    who = subject(s, g)
    if "e" in cue.frames and r < n and s.tags[r] == "T" and who:
        return Attribution(-1, (g, r), None, (who, (r, content_end(s, r))), "hedge", "e", k)
    if who and s.lows[who[0]] == "it" and who[1] - who[0] == 1 and r < n:
        what = complement(s, cue, r)
        if what and what.frame in "tzw":
            return Attribution(-1, (g, r), None, ((what.start, what.end),), "hedge", "t", k)
    return None


def agent(s: Sentence, k: int, g: int, cue: Cue, r: int, by: int) -> Attribution | None:
    """A passive with its agent: the agent is the source, the subject (or the noun before) and the rest the content."""
    if not set("obxtg") & set(cue.frames):
        return None
    end = noun_phrase(s, by + 1)
    if end == by + 1:
        return None
    full = has_tag(s, g, k, "B")
    who = subject(s, g) if full else noun_before(s, g if s.tags[g - 1] != "," else g - 1)
    if who is None or not has_tag(s, *who, "NPOW"):
        return None
    kind = next(cue.frames[f] for f in "obxtg" if f in cue.frames)
    return Attribution(-1, (g, by + 1), (by + 1, end), (who,), kind, "p", k)


OPENERS = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("by", "the", "account", "of"),
)


def past_opener(s: Sentence, k: int) -> int:
    """Past "according to", "in the words of" at item k; k when none stands there."""
    if s.lows[k] not in ("according", "in", "by"):
        return k
    return next((k + len(words) for words in OPENERS if tuple(s.lows[k : k + len(words)]) == words), k)


def according(s: Sentence, k: int, i: int) -> Attribution | None:
    """ "According to Smith, ..." and "..., according to Smith"; the source starts at item i."""
    n = len(s)
    end = subject_end(s, i) if i < n else i
    if end == i:
        return None
    left = k - 1 if k and s.tags[k - 1] in ",-" else k
    start = clause_start(s, left)
    if left - start > 2 and has_tag(s, start, left, FINITE_OR_Q + "N"):
        return Attribution(-1, (k, i), (i, end), ((start, left),), "saying", "a", k)
    comma = end if end < n and s.tags[end] == "," else next((j for j in range(i, n) if s.tags[j] == ","), -1)
    if comma < 0 or comma + 1 >= n:
        return None
    rest = content_end(s, comma + 1)
    return Attribution(-1, (k, i), (i, comma), ((comma + 1, rest),), "saying", "a", k)


def continued(sentences: Sequence[Sentence], index: int, found: Sequence[Attribution]) -> list[Attribution]:
    """A sentence that is only a quotation goes on in the voice of the speaker before it."""
    s = sentences[index]
    if hangs(sentences, index, found):
        origin = found[-1].inherited if found[-1].inherited >= 0 else found[-1].sentence
        return [Attribution(index, None, found[-1].source, ((0, len(s)),), "saying", "c", -1, origin)]
    whole = [k for k in range(len(s)) if s.tags[k] == "Q"]
    if not whole or any(tag not in "Q." for tag in s.tags) or not found or index == 0:
        return []
    last = next((one for one in reversed(found[-12:]) if one.kind == "saying" and one.depth == 0), found[-1])
    if last.kind != "saying" or index - last.sentence > 3:
        return []
    origin = last.inherited if last.inherited >= 0 else last.sentence
    return [Attribution(index, None, last.source, ((whole[0], whole[-1] + 1),), "saying", "c", -1, origin)]
