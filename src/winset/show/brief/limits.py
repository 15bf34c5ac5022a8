"""What was not modelled: what such models leave out, and what the case says that the brief does not use."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.case.model import Case
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.lines import lines_of
from winset.show.wording import capital, counted, listed, quoted, shortened

CASE = Basis("the case")


def section(answers: Answers) -> Section:
    """The modeller's own note, what the brief does not use, and what no model of this kind holds."""
    items = [*_unused(answers), *_never()]
    return Section("limits", "What was not modelled", (*_note(answers.case), Bullets(tuple(items))))


def _note(case: Case) -> Iterator[Block]:
    """The case's note, in the modeller's words."""
    if case.note:
        yield Paragraph(" ".join(case.note.split()), CASE, lead="The modeller notes:")


def _unused(answers: Answers) -> Iterator[Paragraph]:
    case = answers.case
    unsure = [line for line in lines_of(case) if line.likelihood is not None]
    if unsure:
        told = (
            "every finding above" if answers.sure is None else "every finding but those on how sure this is"
        )
        yield Paragraph(
            f"{capital(counted(len(unsure), 'line'))} of the case may not hold; {told} takes"
            " each as if it did. The likelihoods are listed beside the lines.",
            CASE,
        )
    if answers.shown and answers.stopping.can_unravel is None:
        size = f"{answers.built.game.outcomes:,} combinations"
        yield Paragraph(
            f"First steps that cost a party and pay later: with {size} these were not searched.", CASE
        )
    yield from _indifferent(answers)
    yield from _settled(answers)
    yield from _unheard(case)


def _indifferent(answers: Answers) -> Iterator[Paragraph]:
    """Parties that rank nothing above anything, and so never gain by a move."""
    ranks = answers.built.game.ranks[:, answers.built.indices]
    flat = [answers.names.parties[party] for party in np.flatnonzero(ranks.min(axis=1) == ranks.max(axis=1))]
    if flat:
        yield Paragraph(
            f"Any wish of {listed(flat)}: the case gives no preference, so every outcome is alike.", CASE
        )


def _settled(answers: Answers) -> Iterator[Paragraph]:
    """Options that the rules leave only one level of."""
    stuck = [option for option in answers.case.options if len(_levels_possible(answers, option.id)) < 2]
    if stuck:
        names = shortened([quoted(option.name) for option in stuck], 5)
        yield Paragraph(
            f"Any change of {names}: the rules leave only one way.", Basis("the case", ("rules",))
        )


def _levels_possible(answers: Answers, option: str) -> set[int]:
    stride = 1
    for other in answers.case.options:
        if other.id == option:
            return {int(level) for level in np.unique(answers.built.indices // stride % len(other.levels))}
        stride *= len(other.levels)
    return set()


def _unheard(case: Case) -> Iterator[Paragraph]:
    """Claims of the cited reports that no line of the case uses."""
    cited = {(e.report, e.claim) for line in lines_of(case) for e in line.evidence}
    for report in case.reports:
        left = [c for c in report.ledger.claims if (report.id, c.id) not in cited] if report.ledger else []
        if left:
            ids = shortened([f"{report.id}#{claim.id}" for claim in left], 6)
            yield Paragraph(
                f"{capital(counted(len(left), 'claim'))} of {report.id} that no line uses: {ids}.", CASE
            )


def _never() -> Iterator[Paragraph]:
    yield Paragraph("Time: the order of moves counts, their dates and deadlines do not.")
    yield Paragraph(
        "How much better: preferences say which of two outcomes a party would rather have, not by how much."
    )
    yield Paragraph("Secrets and mistakes: every party is taken to know the others' options and wishes.")
