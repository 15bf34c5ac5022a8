"""The frames of data/cues.txt found after a cue: what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from winset.reading.cues import past_adjuncts
from winset.reading.extents import QUESTION_WORDS, content_end, object_end
from winset.reading.lexicon import Cue
from winset.reading.phrases import NP_START, has_clause, has_tag, noun_phrase, time_phrase
from winset.reading.sentences import Sentence

OPENERS = frozenset(("there", "if", "when", "while", "although", "because", "after"))
# Verbs whose predicate needs "as"; after the first group an object alone will do.
AS_OBJECT = frozenset(("describe", "denounce", "decry", "hail", "tout", "refer"))
AS_VERBS = AS_OBJECT | frozenset(
    ["see", "view", "regard", "portray", "cast", "characterize", "characterise", "depict", "dismiss", "paint"]
)
OBJECT_PREPOSITIONS = frozenset(("of", "for", "over", "on", "as", "with", "after"))


@dataclass(frozen=True, slots=True)
class Complement:
    """What a cue's frame found: the frame letter and the items [start, end) that hold the content."""

    frame: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where content may start after a cue: `r` right after it, `at` past addressee and adjuncts."""

    s: Sentence
    cue: Cue
    r: int
    at: int

    def tag(self, k: int) -> str:
        """The tag of item k, `$` past the end."""
        return self.s.tags[k] if k < len(self.s) else "$"


def complement(s: Sentence, cue: Cue, r: int) -> Complement | None:
    """The content after a cue whose last item is r - 1, by the first of the cue's frames that fits."""
    place = Place(s, cue, r, past_adjuncts(s, r, "r" in cue.frames))
    for letters, rule in RULES:
        if any(letter in cue.frames for letter in letters) and (found := rule(place)) is not None:
            return found
    return None


def quotation(p: Place) -> Complement | None:
    """A quotation, perhaps after a colon or a comma."""
    if p.tag(p.at) in ":," and p.tag(p.at + 1) in 'Q"' and "q" in p.cue.frames:
        return Complement("q", p.at + 1, content_end(p.s, p.at + 1))
    if p.tag(p.at) == ":" and "q" in p.cue.frames and p.at + 1 < len(p.s):
        return Complement("q", p.at + 1, len(p.s))
    if p.tag(p.at) == "Q":
        return Complement("q", p.at, content_end(p.s, p.at))
    return None


def that_clause(p: Place) -> Complement | None:
    """A clause after "that"."""
    that = p.at + (p.tag(p.at) == ",")
    if p.tag(that) != "K" or p.tag(that + 1) in ".;:)-$":
        return None
    return Complement("t", that + 1, content_end(p.s, that + 1))


def question(p: Place) -> Complement | None:
    """A clause after whether, how, why and the like."""
    start = p.r if p.tag(p.r) in "SW" else p.at
    if p.tag(start) == "$" or p.s.lows[start] not in QUESTION_WORDS or p.tag(start + 1) in ".,;:)Q$":
        return None
    if p.s.lows[start] in ("when", "if", "where") and p.tag(start + 1) not in "DGOPNJMIRSCZ":
        return None  # "when asked", "if approved": when it was said, not what
    return Complement("w", start, content_end(p.s, start))


def to_infinitive(p: Place) -> Complement | None:
    """An infinitive: "to" and a verb; an unlisted word counts as the verb when its object follows."""
    return Complement("i", p.r, object_end(p.s, p.r)) if infinitive(p.s, p.r, bare="DGOPNJ") else None


def object_infinitive(p: Place) -> Complement | None:
    """An object and a to-infinitive: "Iran to return"."""
    if p.tag(p.r) not in NP_START:
        return None
    end = noun_phrase(p.s, p.r)
    return Complement("x", p.r, object_end(p.s, p.r)) if infinitive(p.s, end, bare="DGOP") else None


def object_preposition(p: Place) -> Complement | None:
    """An object and of, for, over, on, as: "Smith of lying"."""
    if p.tag(p.r) not in NP_START:
        return None
    for k in range(p.r + 1, min(len(p.s), p.r + 20)):
        if p.s.lows[k] in OBJECT_PREPOSITIONS:
            return Complement("b", p.r, object_end(p.s, p.r))
        if p.s.tags[k] not in NP_START and p.s.tags[k] != "I":
            return None
    return None


def object_predicate(p: Place) -> Complement | None:
    """An object and what is said of it: "it as a trick", "the move illegal"."""
    if p.tag(p.r) not in NP_START | {"Q"} or not predicated(p.s, p.cue, p.r):
        return None
    return Complement("a", p.r, object_end(p.s, p.r))


def bare_clause(p: Place) -> Complement | None:
    """A clause without "that". After an addressee there must be one: "told reporters he would"."""
    addressed = "r" in p.cue.frames and p.at == p.r
    if not addressed and p.at < len(p.s) and (has_clause(p.s, p.at) or opened_clause(p)):
        return Complement("z", p.at, content_end(p.s, p.at))
    if p.tag(p.at) == '"' and p.at == p.r and has_tag(p.s, p.r, min(len(p.s), p.r + 25), "VXBHU"):
        return Complement("z", p.r, content_end(p.s, p.r))
    if "r" not in p.cue.frames and has_clause(p.s, p.r):
        return Complement("z", p.r, content_end(p.s, p.r))
    return None


def opened_clause(p: Place) -> bool:
    """Whether a clause starts with a subordinate one: "said if talks fail, he would"."""
    return p.s.lows[p.at] in OPENERS and p.tag(p.at) in "RSO" and has_clause(p.s, p.at + 1)


def gerund(p: Place) -> Complement | None:
    """An -ing form: "denied taking the money"."""
    return Complement("g", p.r, object_end(p.s, p.r)) if p.tag(p.r) == "Z" else None


def noun_object(p: Place) -> Complement | None:
    """A noun phrase."""
    tag, particles = p.tag(p.r), bool(p.cue.particles)
    plain = tag in NP_START and not time_phrase(p.s, p.r, len(p.s))
    verbal = tag in "ZE" and (particles or p.tag(p.r + 1) in "NJ")
    verbal = verbal or (
        particles and tag == "R" and p.tag(p.r + 1) == "Z"
    )  # "called for immediately lifting"
    if plain or verbal or (tag in "SW" and particles):
        return Complement("o", p.r, object_end(p.s, p.r))
    return None


def quoted_words(p: Place) -> Complement | None:
    """A few quoted words without a verb: 'said "never again"'."""
    if p.tag(p.r) != '"' or not ("z" in p.cue.frames or "t" in p.cue.frames):
        return None
    return Complement("q", p.r, content_end(p.s, p.r))


RULES: tuple[tuple[str, Callable[[Place], Complement | None]], ...] = (
    ("qtz", quotation),
    ("t", that_clause),
    ("w", question),
    ("i", to_infinitive),
    ("x", object_infinitive),
    ("b", object_preposition),
    ("a", object_predicate),
    ("z", bare_clause),
    ("g", gerund),
    ("o", noun_object),
    ("q", quoted_words),
)


def infinitive(s: Sentence, r: int, bare: str = "DGOP") -> bool:
    """Whether "to" and a verb, perhaps with "not" between, start at item r.

    A word no list knows as a verb counts when one of the tags `bare` follows it.
    """
    if r + 1 >= len(s) or (s.tags[r] != "T" and s.lows[r : r + 2] != ["not", "to"]):
        return False
    if s.tags[r + 1] == "N":
        return r + 2 < len(s) and s.tags[r + 2] in bare
    return s.tags[r + 1] in "LBHURVT"


def predicated(s: Sentence, cue: Cue, r: int) -> bool:
    """Whether an object at r has a predicate: "as a trick", "a liar", "absurd", a quotation."""
    end = min(len(s), r + 16)
    if cue.lemma in AS_VERBS:
        return cue.lemma in AS_OBJECT or "as" in s.lows[r + 1 : end]
    for k in range(r + 1, end):
        if s.tags[k - 1] in "NPO)" and (s.tags[k] in 'DGJE"Q' or s.tags[k : k + 2] == ["R", "J"]):
            return True
        if s.lows[k] == "as" and cue.lemma != "call" and s.tags[k + 1 : k + 2] != ["V"]:
            return True
        if s.tags[k] in ",.;:VXBHUTKSW":
            break
    return s.tags[r] in '"Q'
