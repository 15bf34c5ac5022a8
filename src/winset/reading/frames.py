"""The frames of data/cues.txt found after a cue: what is said, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from winset.reading.clauses import own_clause
from winset.reading.cues import cue_at, opens_content, past_adjuncts
from winset.reading.lexicon import Cue
from winset.reading.phrases import AUXILIARY, NP_START, has_clause, has_tag, noun_phrase, time_phrase
from winset.reading.sentences import Sentence

QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "what", "who", "where", "when", "which"))
OPENERS = frozenset(("there", "if", "when", "while", "although", "because", "after"))
# Verbs whose predicate needs "as"; after the first group an object alone will do.
AS_OBJECT = frozenset(("describe", "denounce", "decry", "hail", "tout", "refer"))
AS_VERBS = AS_OBJECT | frozenset(
    ["see", "view", "regard", "portray", "cast", "characterize", "characterise", "depict", "dismiss", "paint"]
)
OBJECT_PREPOSITIONS = frozenset(("of", "for", "over", "on", "as", "with", "after"))
# Subordinators that belong to the reporting, not to what is demanded or opposed.
ASIDE = frozenset(("because", "although", "though", "while", "whereas", "since", "once", "after", "than"))
ALWAYS_SAYING = frozenset(("said", "says", "told", "tells", "added", "adds"))


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


def content_end(s: Sentence, i: int) -> int:
    """Where content that starts at item i ends.

    Before a stop, a coordinated or added cue, or "according to".
    """
    n = len(s)
    for k in range(i + 1, n):
        tag = s.tags[k]
        if tag == ";" or (tag == "." and k >= n - 2) or s.lows[k : k + 2] == ["according", "to"]:
            return k
        if tag == "," and (new_voice(s, k + 1) or floated_after(s, k + 1)):
            return k
        if tag == "C" and k > i + 1 and s.lows[k] != "or" and coordinated_cue(s, k + 1):
            return k - (s.tags[k - 1] == ",")
    return n


def object_end(s: Sentence, i: int) -> int:
    """Where an object with its modifiers ends: before another verb, an added clause, a reason."""
    n = content_end(s, i)
    if n > i + 1 and s.tags[n - 1] == ".":
        n -= 1
    for k in range(i + 1, n):
        tag, after = s.tags[k], s.tags[k + 1] if k + 1 < n else "$"
        joins = (
            tag == "C"
            and s.lows[k] != "or"
            and (after in "XHUBV" or (after in "DGO" and own_clause(s, k + 1)))
        )
        adds = (
            tag == ","
            and not s.quoted[k]
            and (
                after in "SZRVEWXBHU"
                or (after == "C" and (s.lows[k + 1] not in ("and", "or") or own_clause(s, k + 2)))
            )
        )
        if joins or adds or tag in "-:" or (tag == "S" and s.lows[k] in ASIDE):
            return k
    return n


def new_voice(s: Sentence, k: int) -> bool:
    """Whether item k, after a comma, begins another attribution.

    "adding that", "according to", "as Smith put it".
    """
    while k < len(s) and s.tags[k] == "R":
        k += 1
    if k >= len(s):
        return False
    if s.lows[k] == "according":
        return True
    if s.lows[k] == "as":
        return comment_follows(s, k)
    found = cue_at(s, k) if s.tags[k] == "Z" else None
    return found is not None and promises(s, *found)


def floated_after(s: Sentence, k: int) -> bool:
    """Whether item k, after a comma, begins a reporting clause that closes the sentence.

    ", two diplomats said on Monday.".
    """
    verb = noun_phrase(s, k)
    if verb == k or verb >= len(s) or s.tags[verb] != "V":
        return False
    found = cue_at(s, verb)
    if found is None or "f" not in found[0].frames:
        return False
    rest = s.tags[found[1] :]
    return len(rest) <= 8 and not any(tag in 'VXBHUKQ"' for tag in rest)


def promises(s: Sentence, cue: Cue, r: int) -> bool:
    """Whether something a cue can report seems to follow it at item r; cheaper than to find it."""
    if r >= len(s) or not set("tzqwa") & set(cue.frames):
        return False
    at = past_adjuncts(s, r, "r" in cue.frames)
    return at < len(s) and (opens_content(s, at) or s.lows[at] in QUESTION_WORDS or "a" in cue.frames)


def comment_follows(s: Sentence, k: int) -> bool:
    """Whether "as" at item k opens a comment clause that ends soon: ", as the agency reports."."""
    for m in range(k + 2, min(len(s), k + 9)):
        if s.tags[m] == "V":
            found = cue_at(s, m)
            return (
                found is not None
                and "f" in found[0].frames
                and s.tags[found[1] : found[1] + 1] in ([], ["."], [","])
            )
        if s.tags[m] in ",.;:K":
            return False
    return False


def coordinated_cue(s: Sentence, k: int) -> bool:
    """Whether a cue verb, with its auxiliaries, starts at item k: "... and has warned that"."""
    j = k
    while j < min(len(s), k + 4) and s.tags[j] in AUXILIARY:
        j += 1
    if j >= len(s) or s.tags[j] not in "VE":
        return False
    found = cue_at(s, j)
    if found is None:
        return False
    after = s.tags[found[1]] if found[1] < len(s) else "$"
    aims = after == "T" and "i" in found[0].frames
    return (
        aims or after in 'KQ:",' or s.lows[j] in ALWAYS_SAYING or (s.tags[j] == "V" and after not in ".;)$")
    )
