"""Cues that are no finite verb: participles, infinitives, passives, "according to"."""

from __future__ import annotations

from winset.reading.attribution import CLAUSE_OR_QUOTE, Attribution, Site
from winset.reading.extents import content_end
from winset.reading.frames import complement
from winset.reading.lexicon import listed
from winset.reading.phrases import NP_START, Items, group_start, has_tag, lemma, noun_phrase
from winset.reading.reporting import clause_start, subject_end, subject_near
from winset.reading.sentences import Sentence
from winset.reading.sources import heads
from winset.reading.subjects import subject

GOVERNORS = listed("governors")
NEAR = 8  # how far from a passive its agent may stand
OPENERS = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
    ("by", "the", "account", "of"),
)


def participial(site: Site) -> Attribution | None:
    """Participles: "..., adding that", "a letter saying that", "by saying that".

    On the word of the main subject, or of the noun before.
    """
    what = complement(site.s, site.cue, site.end)
    if what is None or (site.start == 0 and what.frame == "o" and site.cue.frames["o"] == "saying"):
        return None  # "Addressing reporters, ..." only sets the scene
    near = noun_before(site.s, site.start) if site.before in "NP" else None
    return site.made(near or main_subject(site, site.start), what)


def main_subject(site: Site, k: int) -> Items | None:
    """Whose words a participle at k continues.

    The last source before it, else the subject of the nearest verb.
    """
    s = site.s
    last = next((one for one in reversed(site.found) if one.cue and one.source and one.cue[0] < k), None)
    if last is not None:
        return last.source
    who = subject_near(s, k)
    if who is not None:
        return who
    comma = next((j for j in range(k + 1, min(len(s), k + 40)) if s.tags[j] == ","), -1)
    end = noun_phrase(s, comma + 1) if comma >= 0 else -1  # a participle phrase before its subject
    return (comma + 1, end) if end > comma + 1 else None


def noun_before(s: Sentence, g: int) -> Items | None:
    """The noun phrase that ends just before item g."""
    i = g
    while i > 0 and s.tags[i - 1] in "JNPM'" and g - i < 15:
        i -= 1
    while i > 0 and s.tags[i - 1] in "DG":
        i -= 1
    return (i, g) if i < g else None


def infinitival(site: Site) -> Attribution | None:
    """Infinitives: "went on to say that", "is to announce".

    The subject is that of the verb that governs the infinitive.
    """
    s = site.s
    what = complement(s, site.cue, site.end)
    if what is None or site.start < 2:
        return None
    m = governor(s, site.start - 2)
    if s.tags[m] not in "VEZHB" or (lemma(s, m) not in GOVERNORS and s.tags[m] not in "HB"):
        return None
    start = group_start(s, m)
    who = subject(s, start) or main_subject(site, m)
    kind = site.cue.frames.get(what.frame, "saying")
    return (
        Attribution((start, site.end), who, ((what.start, what.end),), kind, what.frame, site.verb)
        if who
        else None
    )


def governor(s: Sentence, m: int) -> int:
    """The verb before "to", back from item m: past adverbs and "on"."""
    while m > 0 and s.tags[m] == "R":
        m -= 1
    return m - 1 if s.lows[m] == "on" and m > 0 else m


def passive(site: Site) -> Attribution | None:
    """Passives: "is expected to", "it was reported that", "was criticised by Smith", "backed by Smith"."""
    s, r = site.s, site.end
    by = next((j for j in range(r, min(len(s), r + NEAR)) if s.lows[j] == "by" or s.tags[j] in ",.;"), -1)
    if by >= 0 and s.lows[by] == "by" and s.tags[by + 1 : by + 2] and s.tags[by + 1] in NP_START:
        return agent(site, by)
    who = subject(s, site.start) if site.auxiliary("B") and r < len(s) else None
    if who is None:
        return None
    if site.takes("e") and s.tags[r] == "T":
        return Attribution((site.start, r), None, (who, (r, content_end(s, r))), "hedge", "e", site.verb)
    what = complement(s, site.cue, r) if s.lows[who[0] : who[1]] == ["it"] else None
    if what is None or what.frame not in "tzw":
        return None
    return Attribution((site.start, r), None, ((what.start, what.end),), "hedge", "t", site.verb)


def agent(site: Site, by: int) -> Attribution | None:
    """A passive with its agent: the agent is the source, the subject (or the noun before) the content."""
    s, end = site.s, noun_phrase(site.s, by + 1)
    frame = next((frame for frame in "obxtg" if frame in site.cue.frames), None)
    if frame is None or end == by + 1:
        return None
    near = site.start - (site.before == ",")
    what = subject(s, site.start) if site.auxiliary("B") else noun_before(s, near)
    if what is None or not has_tag(s, *what, "NPOW"):
        return None
    kind = site.cue.frames[frame]
    return Attribution((site.start, by + 1), (by + 1, end), (what,), kind, "p", site.verb)


def past_opener(s: Sentence, k: int) -> int:
    """Past "according to", "in the words of" at item k; k when none stands there."""
    if s.lows[k] == "under" and (k == 0 or s.tags[k - 1] in ",C") and is_document(s, k + 1):
        return k + 1  # "Under the draft, ..."
    if s.lows[k] not in ("according", "in", "by"):
        return k
    return next((k + len(words) for words in OPENERS if tuple(s.lows[k : k + len(words)]) == words), k)


def is_document(s: Sentence, i: int) -> bool:
    """Whether a noun phrase at item i names a document: "the draft", "an agreement signed in May"."""
    head = next((k for k in range(i, min(len(s), i + NEAR)) if s.tags[k] not in "DGJNPM'"), i) - 1
    return head >= i and heads().get(s.lows[head]) == "document"


def according(s: Sentence, k: int, i: int) -> Attribution | None:
    """Phrases: "According to Smith, ..." and "..., according to Smith"; the source starts at item i."""
    n = len(s)
    end = subject_end(s, i) if i < n else i
    if end == i:
        return None
    left = k - (k > 0 and s.tags[k - 1] in ",-")
    start = clause_start(s, left)
    if left - start > 2 and has_tag(s, start, left, CLAUSE_OR_QUOTE + "N"):
        return Attribution((k, i), (i, end), ((start, left),), "saying", "a", k)
    comma = end if end < n and s.tags[end] == "," else next((j for j in range(i, n) if s.tags[j] == ","), n)
    if comma + 1 >= n:
        return None
    rest = (comma + 1, content_end(s, comma + 1))
    return Attribution((k, i), (i, comma), (rest,), "saying", "a", k)
