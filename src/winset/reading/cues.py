"""What follows or precedes a cue verb and holds what is said: the frames of data/cues.txt found in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.lexicon import Cue, cues, verbs
from winset.reading.phrases import (
    AUXILIARY,
    CLAUSE_S,
    NP_START,
    has_clause,
    has_tag,
    noun_phrase,
    past_time,
    time_phrase,
)
from winset.reading.sentences import Sentence

Items = tuple[int, int]
ADDRESS_PREPOSITIONS = frozenset(["in", "at", "on", "during", "to", "with", "via", "from", "after", "before", "through", "of", "over", "by"])


@dataclass(frozen=True, slots=True)
class Complement:
    """What a cue's frame found: the frame letter and the items [start, end) that hold the content."""

    frame: str
    start: int
    end: int


def cue_at(s: Sentence, k: int) -> tuple[Cue, int] | None:
    """The cue whose verb is item k, the one with most particles that match, and past its last item."""
    if s.tags[k] not in "VEZL":
        return None
    form = verbs().get(s.lows[k])
    group = cues().get(form.lemma) if form else None
    for cue in group or ():
        n = len(cue.particles)
        if tuple(s.lows[k + 1 : k + 1 + n]) == cue.particles:
            return cue, k + 1 + n
        # "took strong issue with": one word may stand inside
        if n > 1 and tuple(s.lows[k + 2 : k + 2 + n]) == cue.particles and s.tags[k + 1] in "JR":
            return cue, k + 2 + n
    return None


def skip_adjuncts(s: Sentence, r: int, addressee: bool) -> int:
    """Past an addressee, adverbs, times and short prepositional phrases that stand between a cue and its content."""
    n = len(s)
    if addressee and r < n and s.tags[r] in NP_START and s.tags[r] != '"':
        end = past_addressee(s, r)
        r = max(r, end)
    at = r
    for _ in range(6):
        if at >= n:
            return at
        if s.tags[at] == "R" and s.lows[at] not in ("not",):
            at += 1
        elif time_phrase(s, at, n):
            at = past_time(s, at, n)
        elif (
            s.tags[at] in "IT"
            and (s.lows[at] in ADDRESS_PREPOSITIONS)
            and at + 1 < n
            and s.tags[at + 1] in "DGJNPOMZ"
        ):
            end = noun_phrase(s, at + 1)
            if end == at + 1 and s.tags[at + 1] == "Z":
                end = noun_phrase(s, at + 2)
            if end == at + 1:
                return at
            at = end
        elif s.tags[at] == "," and at + 1 < n and content_mark(s, at + 1):
            return at + 1
        else:
            break
    return at if at >= n or opens_content(s, at) or s.tags[at] in ".,;Q-" else r


def past_addressee(s: Sentence, r: int) -> int:
    """Past the noun phrase that names who is told something: one pronoun, or a phrase up to "that" or a clause."""
    if s.tags[r] == "O":
        return r + 1
    end = r
    while end < min(len(s), r + 14) and s.tags[end] in "DGJNPM'IC&":
        if end > r and s.tags[end] in "DG" and s.tags[end - 1] in "NP":
            break
        end += 1
    while end > r and s.tags[end - 1] in "IC":
        end -= 1
    return end


def content_mark(s: Sentence, k: int) -> bool:
    return k < len(s) and (s.tags[k] in 'Q"K')


def opens_content(s: Sentence, k: int) -> bool:
    return s.tags[k] in 'KQ:"' or has_clause(s, k)


def complement(s: Sentence, cue: Cue, r: int) -> Complement | None:
    """The content after a cue whose last item is r - 1, by the first of the cue's frames that fits."""
    frames, n = cue.frames, len(s)
    at = skip_adjuncts(s, r, "r" in frames)
    if at < n and s.tags[at] in ":," and at + 1 < n and s.tags[at + 1] in 'Q"' and "q" in frames:
        return Complement("q", at + 1, content_end(s, at + 1))
    if at < n and s.tags[at] == ":" and "q" in frames:
        return Complement("q", at + 1, n) if at + 1 < n else None
    if at < n and s.tags[at] == "," and s.tags[at + 1 : at + 2] == ["K"] and "t" in frames:
        return Complement("t", at + 2, content_end(s, at + 2))
    if at < n and s.tags[at] == "Q" and set("qtz") & set(frames):
        return Complement("q", at, content_end(s, at))
    if at < n and s.tags[at] == "K" and "t" in frames and (at + 1 < n):
        if s.tags[at + 1] not in ".;:)-":
            return Complement("t", at + 1, content_end(s, at + 1))
    wh = r if r < n and s.tags[r] in "SW" else at
    if (
        "w" in frames
        and wh < n
        and s.lows[wh] in ("whether", "if", "how", "why", "what", "who", "where", "when", "which")
        and wh + 1 < n
    ):
        return Complement("w", wh, content_end(s, wh))
    if "i" in frames and r < n and infinitive(s, r):
        return Complement("i", r, object_end(s, r))
    if "x" in frames and (found := object_infinitive(s, r)):
        return found
    if "b" in frames and (found := object_preposition(s, r)):
        return found
    if "a" in frames and r < n and (s.tags[r] in NP_START or s.tags[r] == "Q") and predicated(s, cue, r):
        return Complement("a", r, object_end(s, r))
    if (
        "z" in frames
        and at < n
        and (
            has_clause(s, at)
            or (s.lows[at] in ("there", "if", "when", "while", "although", "because", "after")
            and at > r - 1
            and s.tags[at] in "RS"
            and has_clause(s, at + 1))
        )
    ):
        return Complement("z", at, content_end(s, at))
    if "z" in frames and at == r and r < n and s.tags[r] == '"' and has_tag(s, r, min(n, r + 25), "VXBHU"):
        return Complement("z", r, content_end(s, r))
    if "z" in frames and has_clause(s, r):
        return Complement("z", r, content_end(s, r))
    if "g" in frames and r < n and s.tags[r] == "Z":
        return Complement("g", r, object_end(s, r))
    if (
        "o" in frames
        and r < n
        and (
            (s.tags[r] in NP_START
            and not time_phrase(s, r, n))
            or (s.tags[r] in "ZE"
            and (cue.particles or s.tags[r + 1 : r + 2] in (["N"], ["J"])))
            or (s.tags[r] in "SW"
            and cue.particles)
        )
    ):
        return Complement("o", r, object_end(s, r))
    if "q" in frames and r < n and s.tags[r] == '"' and ("z" in frames or "t" in frames):
        return Complement("q", r, content_end(s, r))
    return None


AS_VERBS = frozenset(
    ["describe", "see", "view", "regard", "portray", "cast", "characterize", "characterise", "depict", "hail", "tout", "refer", "dismiss", "denounce", "decry", "paint"]
)


def predicated(s: Sentence, cue: Cue, r: int) -> bool:
    """Whether an object at r has a predicate: "as a trick", "a liar", "absurd", a quotation."""
    end = min(len(s), r + 16)
    if cue.lemma in AS_VERBS:
        return cue.lemma in ("describe", "denounce", "decry", "hail", "tout", "refer") or any(
            s.lows[k] == "as" for k in range(r + 1, end)
        )
    for k in range(r + 1, end):
        tag, before = s.tags[k], s.tags[k - 1]
        if before in "NPO)" and (tag in 'DGJE"Q' or s.tags[k : k + 2] == ["R", "J"]):
            return True
        if tag in ",.;:VXBHUTKSW":
            return s.tags[r] in '"Q'
    return s.tags[r] in '"Q'


def infinitive(s: Sentence, r: int) -> bool:
    """Whether "to" and a verb, perhaps with "not" between, start at item r."""
    if s.tags[r] != "T" and s.lows[r : r + 2] != ["not", "to"]:
        return False
    if r + 1 < len(s) and s.tags[r + 1] == "N":  # an unlisted verb: "to triple the size"
        return r + 2 < len(s) and s.tags[r + 2] in "DGOP"
    return r + 1 < len(s) and s.tags[r + 1] in "LBHURVT"


def object_infinitive(s: Sentence, r: int) -> Complement | None:
    """An object and a to-infinitive: "Iran to return"."""
    if r >= len(s) or s.tags[r] not in NP_START:
        return None
    end = noun_phrase(s, r)
    if end < len(s) and infinitive(s, end):
        return Complement("x", r, object_end(s, r))
    return None


def object_preposition(s: Sentence, r: int) -> Complement | None:
    """An object and of, for, over, on, as: "Smith of lying"."""
    if r >= len(s) or s.tags[r] not in NP_START:
        return None
    for k in range(r + 1, min(len(s), r + 20)):
        if s.lows[k] in ("of", "for", "over", "on", "as", "with", "after"):
            return Complement("b", r, object_end(s, r))
        if s.tags[k] not in NP_START and s.tags[k] not in "I":
            return None
    return None


def content_end(s: Sentence, i: int) -> int:
    """Where content that starts at item i ends: before a stop, a coordinated or added cue, or "according to"."""
    n = len(s)
    for k in range(i + 1, n):
        tag = s.tags[k]
        if tag == ";" or (tag == "." and k > i and k >= n - 2):
            return k
        if tag == "," and k + 1 < n and new_voice(s, k + 1):
            return k
        if tag == "C" and s.lows[k] != "or" and coordinated_cue(s, k + 1) and k > i + 1:
            return k - 1 if s.tags[k - 1] == "," else k
        if s.lows[k] == "according" and k + 1 < n and s.lows[k + 1] == "to":
            return k
    return n


def object_end(s: Sentence, i: int) -> int:
    """Where an object noun phrase with its modifiers ends: before a clause set off by a comma or a subordinator."""
    n = content_end(s, i)
    if n > i + 1 and s.tags[n - 1] == ".":
        n -= 1
    for k in range(i + 1, n):
        tag = s.tags[k]
        if tag == "C" and k + 1 < n and s.tags[k + 1] in "XHUBV" and s.lows[k] != "or":
            return k
        if (
            tag == ","
            and k + 1 < n
            and s.tags[k + 1] in "CSZRVEWXBHU"
            and not (s.tags[k + 1] == "C" and s.lows[k + 1] in ("and", "or"))
        ):
            return k
        if (
            tag == "S"
            and s.lows[k] in CLAUSE_S
            and s.lows[k] not in ("how", "why", "when", "where", "as", "if", "whether")
        ):
            return k
        if tag in "-:":
            return k
    return n


def new_voice(s: Sentence, k: int) -> bool:
    """Whether item k, after a comma, begins another attribution: "adding that", "according to", "and warned"."""
    if s.lows[k] == "according":
        return True
    while k < len(s) and s.tags[k] == "R":
        k += 1
    if k >= len(s):
        return False
    if s.tags[k] == "Z":
        found = cue_at(s, k)
        return (
            found is not None
            and bool(set("tzqwa") & set(found[0].frames))
            and complement(s, *found) is not None
        )
    return False


def coordinated_cue(s: Sentence, k: int) -> bool:
    """Whether a cue verb that takes a clause, with its auxiliaries, starts at item k: "... and has warned that"."""
    n = len(s)
    j = k
    while j < n and s.tags[j] in AUXILIARY and j < k + 4:
        j += 1
    if j >= n or s.tags[j] not in "VE":
        return False
    found = cue_at(s, j)
    if found is None:
        return False
    after = s.tags[found[1]] if found[1] < n else "$"
    return (
        after in 'KQ:",'
        or s.lows[j] in ("said", "says", "told", "tells", "added", "adds")
        or (s.tags[j] == "V" and complement(s, *found) is not None)
    )
