"""Drafts of claims: the statements of each sentence, with the attribution that carries each.

What stands in no attribution is the outlet's own statement. An attributed clause stays one statement unless
its status, its polarity or its hedges change, or a participle draws a conclusion from it: that conclusion
is the outlet's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from winset.reading.attribution import Attribution, independent
from winset.reading.clauses import clauses, concludes, states, trimmed
from winset.reading.hedges import hedges
from winset.reading.phrases import Items, has_tag
from winset.reading.polarity import polarity
from winset.reading.sentences import Sentence
from winset.reading.status import status

MARKS = frozenset(',;:.-"()K')  # what says nothing by itself, "that" included
CLAUSAL = frozenset("tzfa")  # frames whose content is a clause of its own


@dataclass(slots=True)
class Draft:
    """A statement: its parts as (sentence, first item, past last item), its attribution.

    And who is said to wish or think it.
    """

    parts: list[tuple[int, int, int]]
    by: Attribution | None = None
    holder: tuple[int, Items] | None = None
    order: int = field(default=0)


def drafts(
    sentences: Sequence[Sentence],
    found: Sequence[Attribution],
    silent: frozenset[int],
    headlines: frozenset[int],
) -> list[Draft]:
    """The drafts of a text in its order; `silent` sentences (questions put to a speaker) hold none."""
    by_sentence: dict[int, list[Attribution]] = {}
    for one in found:
        by_sentence.setdefault(one.sentence, []).append(one)
    made: list[Draft] = []
    for index, s in enumerate(sentences):
        if index not in silent:
            here = by_sentence.get(index, [])
            made += sentence_drafts(s, index, here, made[-1] if made else None, index in headlines)
    return made


def sentence_drafts(
    s: Sentence, index: int, here: Sequence[Attribution], before: Draft | None, headline: bool
) -> list[Draft]:
    """The drafts of one sentence; a continued quotation goes to the draft before it."""
    made: list[Draft] = []
    aside: list[Items] = []  # conclusions inside attributed clauses, which the outlet draws
    for one in here:
        if one.frame == "c":
            last = made[-1] if made else before
            if last is not None and last.by is not None:
                last.parts += [(index, a, b) for a, b in one.content]
        elif one.frame != "e" and independent(one):
            made += attributed(s, index, one, aside)
    for one in here:
        if not independent(one):
            hold(made, index, one)
    if not any(one.frame in "clh" for one in here):
        made += own_voice(s, index, [one for one in here if one.frame != "e"], aside, headline)
    return sorted(made, key=lambda draft: draft.parts[0] if draft.parts else (index, len(s), 0))


def attributed(s: Sentence, index: int, one: Attribution, aside: list[Items]) -> list[Draft]:
    """The drafts of one attribution's content."""
    parts = [part for part in one.content if part[1] > part[0]]
    if one.frame == "h":
        return [Draft([], one)]
    holder = (index, one.source) if one.kind in ("intent", "stance", "thinking") and one.source else None
    if not parts:
        return []
    if len(parts) > 1 or one.frame not in CLAUSAL or has_tag(s, *parts[0], "Q"):
        return [Draft([(index, a, b) for a, b in parts], one, holder)]
    pieces: list[Items] = []
    for a, b in clauses(s, *parts[0]):
        if a < b and concludes(s, a) and pieces:
            aside.append((a, b))
        elif a < b:
            pieces.append((a, b))
    return [Draft([(index, a, b)], one, holder) for a, b in merged(s, pieces)]


def merged(s: Sentence, pieces: Sequence[Items]) -> list[Items]:
    """Neighbouring pieces joined where neither status nor polarity nor hedges change.

    Or one says nothing by itself.
    """
    kept: list[Items] = []
    for a, b in pieces:
        if kept and (
            not states(s, a, b) or not states(s, *kept[-1]) or manner(s, a, b) == manner(s, *kept[-1])
        ):
            kept[-1] = (kept[-1][0], b)
        else:
            kept.append((a, b))
    return kept


def manner(s: Sentence, a: int, b: int) -> tuple[str, str, bool]:
    """What makes a piece a statement of its own."""
    found = hedges(s, a, b)
    return status(s, a, b, found), polarity(s, a, b), bool(found)


def hold(made: Sequence[Draft], index: int, one: Attribution) -> None:
    """Note whose wish or view a reported statement is, when its content says so."""
    if one.cue is None or one.source is None or one.kind not in ("intent", "stance", "thinking"):
        return
    for draft in made:
        if draft.holder is None and any(
            n == index and a <= one.cue[0] and one.cue[1] <= b for n, a, b in draft.parts
        ):
            draft.holder = (index, one.source)


def own_voice(
    s: Sentence, index: int, here: Sequence[Attribution], aside: Sequence[Items], headline: bool
) -> list[Draft]:
    """The outlet's own statements in a sentence: its clauses less what is attributed."""
    if s.lows[-1] == "?":
        return []
    taken = [False] * len(s)
    for one in here:
        shared = one.inherited >= 0 or (
            one.verb >= 0 and s.tags[one.verb] == "Z"
        )  # its source is the clause's subject
        own = one.content[
            one.frame == "o" and len(one.content) > 1 :
        ]  # what a stranded preposition shares stays
        for part in (None if shared else one.source, one.cue, told_to(s, one), *own):
            if part:
                taken[part[0] : part[1]] = [True] * (part[1] - part[0])
    made = []
    pieces = with_relatives(s, clauses(s, 0, len(s)))
    for a, b in headline_pieces(s, pieces) if headline else pieces:
        left = uncovered(s, a, b, taken)
        if left and (states(s, *left) or (headline and announces(s, *left))):
            made.append(Draft([(index, *left)]))
    made += [Draft([(index, a, b)]) for a, b in aside if b - a >= 3]
    return made


def told_to(s: Sentence, one: Attribution) -> Items | None:
    """Whom a reporting clause after its content names as told, and when: ", Vey told parliament on Thursday"."""
    if one.frame != "f" or one.cue is None:
        return None
    start = one.cue[1]
    end = next((k for k in range(start, len(s)) if s.tags[k] in ',;:.-Q"'), len(s))
    return (start, end) if end > start and not has_tag(s, start, end, "VXBHU") else None


def headline_pieces(s: Sentence, pieces: Sequence[Items]) -> list[Items]:
    """A headline's pieces cut at colons, those that are only a quotation left out."""
    kept: list[Items] = []
    for a, b in pieces:
        cuts = [a, *(k + 1 for k in range(a, b) if s.tags[k] == ":"), b]
        kept += [trimmed(s, x, y) for x, y in pairwise(cuts) if y > x]
    return [
        (a, b) for a, b in kept if a < b and not all(s.quoted[k] or s.tags[k] in 'Q"' for k in range(a, b))
    ]


def announces(s: Sentence, a: int, b: int) -> bool:
    """Whether a headline's items [a, b) announce something without a finite verb.

    "Smith to resign", "talks set to fail".
    """
    return any(s.tags[k] == "T" and k + 1 < b and s.tags[k + 1] in "LB" for k in range(a + 1, b))


def with_relatives(s: Sentence, pieces: Sequence[Items]) -> list[Items]:
    """Pieces, each relative clause joined to what it adds to unless it differs in status.

    Polarity or hedges.
    """
    kept: list[Items] = []
    for a, b in pieces:
        adds = (a > 0 and s.lows[a] in ("which", "who")) or s.lows[a - 1 : a] == ["where"] or unmarked(s, a)
        if kept and adds and manner(s, a, b) == manner(s, *kept[-1]):
            kept[-1] = (kept[-1][0], b)
        else:
            kept.append((a, b))
    return kept


def unmarked(s: Sentence, a: int) -> bool:
    """Whether the clause at item a is joined to the one before it without a comma: "... and a decision is due"."""
    return a > 1 and s.lows[a - 1] in ("and", "but") and s.tags[a - 2] != ","


def uncovered(s: Sentence, a: int, b: int, taken: Sequence[bool]) -> Items | None:
    """The part of clause [a, b) that is the outlet's.

    What comes before an attribution that closes it, else all or the rest.
    """
    words = [k for k in range(a, b) if s.tags[k] not in MARKS]
    free = [k for k in words if not taken[k]]
    if not free or len(free) == len(words):
        return (a, b) if free else None
    run = longest_run(free)
    closing = run[0] == free[0] and not any(k >= run[1] for k in free) and says_something(s, run)
    if closing:
        return trimmed(s, *run)
    tells = any(s.tags[k] in "VXBHUQ" for k in free) or concludes(s, a)
    return (a, b) if tells and len(free) > len(words) / 2 else None


def says_something(s: Sentence, run: Items) -> bool:
    """Whether a run can stand by itself.

    A finite verb, and it hangs on no relative pronoun or subordinator.
    """
    whole = s.tags[run[0]] not in "WSKTZEC" and s.tags[run[1] - 1] not in "SIKCDGTXB"
    return run[1] - run[0] >= 4 and has_tag(s, *run, "VXBHU") and whole


def longest_run(free: Sequence[int]) -> Items:
    """The longest run of neighbouring numbers, half open."""
    best = (free[0], free[0] + 1)
    start = free[0]
    for before, k in zip(free, [*free[1:], free[-1] + 9]):
        if k - before > 2:
            if before + 1 - start > best[1] - best[0]:
                best = (start, before + 1)
            start = k
    return best
