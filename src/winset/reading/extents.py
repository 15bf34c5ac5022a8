"""Where content ends: before a stop, another voice, another verb of the same subject, a reason."""

from __future__ import annotations

from winset.reading.clauses import own_clause
from winset.reading.cues import cue_at, opens_content, past_adjuncts
from winset.reading.lexicon import Cue
from winset.reading.phrases import AUXILIARY, noun_phrase
from winset.reading.sentences import Sentence

QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "what", "who", "where", "when", "which"))
ALWAYS_SAYING = frozenset(("said", "says", "told", "tells", "added", "adds"))
# Subordinators that belong to the reporting, not to what is demanded or opposed.
ASIDE = frozenset(("because", "although", "though", "while", "whereas", "since", "once", "after", "than"))


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
