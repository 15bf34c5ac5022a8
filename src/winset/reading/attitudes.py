"""Attitudes told by a predicate: "is ready to", "remains wary of", "are against", "is a staunch opponent of".

The words are those of `data/attitudes.txt`. The subject of the predicate is the source, or the holder where
somebody else reports it, as with verbs of wishing and opposing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from winset.reading.attribution import Attribution
from winset.reading.extents import QUESTION_WORDS, content_end, object_end
from winset.reading.frames import Complement, infinitive
from winset.reading.lexicon import listed, rows
from winset.reading.phrases import NP_START, group_start, has_clause, lemma
from winset.reading.sentences import Sentence
from winset.reading.sources import heads
from winset.reading.subjects import subject

LINKING = listed("linking")
PRONOUNS = listed("pronouns") | {"who", "which", "neither", "both"}


@dataclass(slots=True)
class Attitude:
    """A word (or several) of attitude: its frames and prepositions, each with the kind of attitude it tells."""

    words: tuple[str, ...]
    frames: dict[str, str] = field(default_factory=dict)
    prepositions: dict[str, str] = field(default_factory=dict)


@cache
def attitudes() -> dict[str, tuple[Attitude, ...]]:
    """The attitudes by their first word."""
    found: dict[str, Attitude] = {}
    for row in rows("attitudes.txt"):
        kind, second, third = (part.strip() for part in row.split(":"))
        framed = all(len(letter) == 1 for letter in second.split())
        for name in (third if framed else second).split():
            one = found.setdefault(name, Attitude(tuple(name.split("+"))))
            into, keys = (one.frames, second.split()) if framed else (one.prepositions, third.split())
            for key in keys:
                into.setdefault(key, kind)
    by_first: dict[str, list[Attitude]] = {}
    for one in found.values():
        by_first.setdefault(one.words[0], []).append(one)
    return {word: tuple(group) for word, group in by_first.items()}


def attitude(s: Sentence, k: int) -> Attribution | None:
    """The attribution that a predicate with its word of attitude at item k makes."""
    for one in attitudes().get(s.lows[k], ()):
        end = k + len(one.words)
        if tuple(s.lows[k:end]) != one.words or (found := governed(s, one, end)) is None:
            continue
        what, kind = found
        verb = linking_before(s, k)
        who = subject(s, group_start(s, verb)) if verb >= 0 else None
        if who is not None and can_mind(s, *who):
            cue = (group_start(s, verb), what.start if what.frame == "o" else end)
            return Attribution(cue, who, ((what.start, what.end),), kind, what.frame, k)
    return None


def governed(s: Sentence, one: Attitude, r: int) -> tuple[Complement, str] | None:
    """What a word of attitude that ends before item r governs, and the kind of attitude it is there."""
    if r >= len(s):
        return None
    low, tag, after = s.lows[r], s.tags[r], s.tags[r + 1] if r + 1 < len(s) else "$"
    if low in one.prepositions and after in NP_START | {"Z", "W", "S"}:
        return Complement("o", r + 1, object_end(s, r + 1)), one.prepositions[low]
    if "i" in one.frames and infinitive(s, r):
        return Complement("i", r, object_end(s, r)), one.frames["i"]
    if "t" in one.frames and tag == "K" and after not in ".,;:)$":
        return Complement("t", r + 1, content_end(s, r + 1)), one.frames["t"]
    if "t" in one.frames and tag in "DGOPNJ" and has_clause(s, r):
        return Complement("z", r, content_end(s, r)), one.frames["t"]
    if "w" in one.frames and low in QUESTION_WORDS and after not in ".,;:)$":
        return Complement("w", r, content_end(s, r)), one.frames["w"]
    if "o" in one.frames and tag in NP_START | {"Z"}:
        return Complement("o", r, object_end(s, r)), one.frames["o"]
    return None


def linking_before(s: Sentence, k: int) -> int:
    """The form of be, remain and the like whose predicate item k is; -1 when there is none."""
    i = k
    while i > 0 and s.tags[i - 1] in "RDJENC" and k - i < 6 and s.lows[i - 1] not in ("this", "that"):
        if s.tags[i - 1] == "N" and s.lows[i - 1] not in LEANING and not (s.tags[k] == "N" and i == k):
            break
        i -= 1
    if i == 0 or not (s.tags[i - 1] == "B" or lemma(s, i - 1) in LINKING):
        return -1
    return i - 1


LEANING = frozenset(("bit", "little", "lot"))  # "is a little wary of"


def can_mind(s: Sentence, i: int, j: int) -> bool:
    """Whether a subject can hold an attitude: a name, a pronoun, people, a body; not a thing."""
    if s.lows[j - 1] in PRONOUNS:
        return s.lows[j - 1] != "which"
    head = next((k for k in range(i + 1, j) if s.tags[k] in "IW,"), j) - 1
    if s.tags[head] in "PM" or s.lows[head] in PRONOUNS:
        return True
    kind = heads().get(s.lows[head])
    return kind not in (None, "document") or s.lows[head].endswith(PEOPLE)


PEOPLE = (
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ents",
    "ership",
    "er",
    "ist",
    "ian",
    "ees",
    "ates",
    "ians",
    "men",
    "women",
)
