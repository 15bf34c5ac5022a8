"""What somebody says in several sentences, as several statements where its manner changes.

A quotation of several sentences, or a turn in an interview, is one attribution. It is one claim as long as
status, polarity and hedges stay what they are; a sentence that changes them begins another claim on the same word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from winset.reading.clauses import states
from winset.reading.commitment import commitment
from winset.reading.drafts import Draft, manner
from winset.reading.ledger import Section
from winset.reading.sentences import Sentence
from winset.reading.setting import inside

Part = tuple[int, int, int]


def parted(made: Iterable[Draft], found: list[Sentence], sections: list[Section]) -> list[Draft]:
    """The drafts, those of several sentences cut where their manner changes.

    The sentences inside a quotation that is cut are added to `found`, and their part of the page to `sections`.
    """
    kept: list[Draft] = []
    for draft in made:
        groups = grouped(found, sections, draft) if draft.by is not None else []
        kept += [replace(draft, parts=group) for group in groups] if len(groups) > 1 else [draft]
    return kept


def grouped(found: list[Sentence], sections: list[Section], draft: Draft) -> list[list[Part]]:
    """A draft's parts, whole quotations as their sentences, in groups of one manner."""
    groups: list[list[Part]] = []
    for part in draft.parts:
        for piece in spoken(found, sections, part):
            if groups and alike(found, groups[-1], piece):
                groups[-1].append(piece)
            else:
                groups.append([piece])
    return groups


def spoken(found: list[Sentence], sections: list[Section], part: Part) -> list[Part]:
    """The sentences of a part that is one whole quotation; else the part itself."""
    index, a, b = part
    quotations = [k for k in range(a, b) if found[index].tags[k] == "Q"]
    inner = inside(found[index], quotations[0]) if len(quotations) == 1 else []
    rest = any(found[index].tags[k] not in 'Q.,"' for k in range(a, b))
    if not inner or rest:
        return [part]
    first = len(found)
    for s in inner:
        s.spoken = True
        found.append(s)
        sections.append(sections[index])
    return [(first + k, 0, len(s)) for k, s in enumerate(inner)]


def alike(found: list[Sentence], group: list[Part], piece: Part) -> bool:
    """Whether a piece goes on in the manner of a group, or says nothing by itself."""
    told = [part for part in group if states(found[part[0]], *part[1:])]
    s, (a, b) = found[piece[0]], piece[1:]
    return not told or not states(s, a, b) or tone(s, a, b) == tone(found[told[-1][0]], *told[-1][1:])


def tone(s: Sentence, a: int, b: int) -> tuple[str, str, bool, str | None]:
    """The manner of a piece, what is done and what is under way being alike, and how far a deal has come."""
    state, polar, hedged = manner(s, a, b)
    return "fact" if state in ("done", "ongoing") else state, polar, hedged, commitment(s, a, b, "done")
