"""Links inside a brief: what lines, claims and answers are called in them, and where a text names one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from winset.show.brief.content import Basis, Brief, table_of

HOMES = ("line", "claim", "answer")  # the first column of tables whose rows are linked to


def anchor(name: str) -> str:
    """What a line, a claim or an answer is called in links.

    >>> anchor("davos#c7"), anchor("rule 2")
    ('at-davos-c7', 'at-rule-2')
    """
    return "at-" + re.sub(r"[^\w.]+", "-", name)


def linked(text: str) -> list[tuple[str, str | None]]:
    """A text in pieces, those in brackets that name a claim with their link.

    >>> linked("Reported. [davos#c7]")
    [('Reported. ', None), ('davos#c7', 'at-davos-c7')]
    """
    pieces: list[tuple[str, str | None]] = []
    for k, piece in enumerate(re.split(r"\[([\w.-]+#[\w.-]+)\]", text)):
        if piece:
            pieces.append((piece, anchor(piece) if k % 2 else None))
    return pieces


def basis_pieces(basis: Basis) -> Iterator[tuple[str, str | None]]:
    """What a finding rests on in pieces that read together as `str(basis)`, each with its link.

    >>> list(basis_pieces(Basis("paths", ("rule 1",))))
    [('paths', 'at-paths'), ('; ', None), ('rule 1', 'at-rule-1')]
    """
    names = (basis.analysis.split(", ") if basis.analysis else [], basis.lines, basis.claims)
    groups = [[(name, anchor(name)) for name in group] for group in names if group]
    for k, group in enumerate(groups):
        for place, piece in enumerate(group):
            if k or place:
                yield (", " if place else "; "), None
            yield piece


def anchors(brief: Brief) -> set[str]:
    """Every line, claim and answer that has a row of its own in the brief, as links name it."""
    tables = [table for block in brief.blocks() if (table := table_of(block)) is not None]
    homes = [table for table in tables if table.columns and table.columns[0] in HOMES]
    return {anchor(str(row[0])) for table in homes for row in table.rows}
