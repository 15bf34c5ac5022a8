"""Nouns that report: "the claim that", "Smith's plan to", "issued a warning that", "voiced support for"."""

from __future__ import annotations

from functools import cache

from winset.reading.extents import content_end, object_end
from winset.reading.frames import Complement, infinitive
from winset.reading.lexicon import listed, rows
from winset.reading.phrases import Items, group_start, lemma, noun_phrase
from winset.reading.sentences import Sentence
from winset.reading.subjects import subject

# Verbs that lend a reporting noun its subject: "made the claim that".
LIGHT = listed("light")
LENT = listed("lent")
PASSIVE_LIGHT = listed("passive_light")


@cache
def reporting_nouns() -> dict[str, dict[str, str]]:
    """Frames of each reporting noun with the kind of word it is there."""
    nouns: dict[str, dict[str, str]] = {}
    for row in rows("nouns.txt"):
        kind, frames, listed = (part.strip() for part in row.split(":"))
        for noun in listed.split():
            for frame in frames:
                nouns.setdefault(noun, {}).setdefault(frame, kind)
    return nouns


@cache
def that_nouns() -> frozenset[str]:
    """Singular and plural of every reporting noun."""
    return frozenset(reporting_nouns())


def noun_content(s: Sentence, k: int, frames: dict[str, str]) -> Complement | None:
    """What noun k reports."""
    n, r = len(s), k + 1
    if r >= n:
        return None
    if "t" in frames and s.tags[r] == "K" and r + 1 < n and s.tags[r + 1] in 'DGJNPOM"QIR':
        return Complement("t", r + 1, content_end(s, r + 1))
    if "i" in frames and infinitive(s, r):
        return Complement("i", r, object_end(s, r))
    if (
        "p" in frames
        and s.lows[r] in ("for", "of", "about", "over", "to", "on", "against", "with")
        and r + 1 < n
        and s.tags[r + 1] in 'DGJNPOM"Z'
    ):
        return Complement("p", r + 1, object_end(s, r + 1))
    return None


def holder_before(s: Sentence, k: int) -> tuple[Items, int] | None:
    """The possessor of noun k, and where its phrase starts: "Smith's plan", "their plan"."""
    i = k
    while i > 0 and s.tags[i - 1] in "JNM" and k - i < 5:
        i -= 1
    if i and s.tags[i - 1] == "G":
        return (i - 1, i), i - 1
    if i > 1 and s.tags[i - 1] == "'":
        start = i - 1
        while start > 0 and s.tags[start - 1] in "DGJNPM#":
            start -= 1
        return ((start, i - 1), start) if start < i - 1 else None
    return None


def light_subject(s: Sentence, k: int) -> tuple[Items, int] | None:
    """The subject of a light verb that has noun k as its object: "made the claim".

    And where the verb group starts.
    """
    i = k
    while i > 0 and s.tags[i - 1] in "DGJNPM" and k - i < 6:
        i -= 1
    v = i - 1
    if (
        v < 0
        or s.tags[v] not in "VEZLHB"
        or (lemma(s, v) not in LIGHT and s.tags[v] != "H")
        or lemma(s, v) in PASSIVE_LIGHT
    ):
        return None
    g = group_start(s, v)
    who = subject(s, g)
    return (who, g) if who else None


def lent_by(s: Sentence, k: int) -> tuple[Items, Items | None, Complement, str] | None:
    """Support that somebody has from another: "the plan has the backing of Norda" is Norda's support of the plan."""
    if s.lows[k] not in LENT or s.lows[k + 1 : k + 2] != ["of"] or (had := light_subject(s, k)) is None:
        return None
    who, start = had
    end = noun_phrase(s, k + 2)
    return ((start, k + 2), (k + 2, end), Complement("p", *who), "stance") if end > k + 2 else None


def noun_attribution(s: Sentence, k: int) -> tuple[Items, Items | None, Complement, str] | None:
    """Cue, source, content and kind of the attribution that noun k makes, if it makes one."""
    frames = reporting_nouns().get(s.lows[k])
    if frames is None:
        return None
    what = noun_content(s, k, frames)
    if what is None:
        return None
    kind = frames[what.frame]
    if (lent := lent_by(s, k)) is not None:
        return lent
    if (held := holder_before(s, k)) is not None:
        return (held[0][1], k + 1), held[0], what, kind
    if (light := light_subject(s, k)) is not None:
        return (light[1], k + 1), light[0], what, kind
    if what.frame != "t":
        return None
    return (k, k + 1), None, what, kind
