"""Many outcomes that would hold, told by how: those that last one by one, those held by threat together."""

from __future__ import annotations

from winset.analysis.result import Table
from winset.analysis.stability import Stability
from winset.case.build import Built
from winset.game.game import Indices
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Brief, Paragraph, Section
from winset.show.brief.sharing import in_common
from winset.show.strength import STRENGTHS, by_strength
from winset.show.wording import capital, counted, listed, number_words

MOST = 20  # rows that are read as they are


def tell(result: Stability) -> Brief | None:
    """The answer as a page; None where a table says it as well: few outcomes, or all of one strength."""
    if result.built is None or len(by_strength(result.equilibria)) <= MOST:
        return None
    answers = Answers(result.built.case, result.built, result, by_strength(result.equilibria))
    lasting, threat = answers.lasting, answers.held[2]
    if not (lasting.size and threat.size):
        return None
    return Brief(
        subject=result.subject,
        method=result.method,
        parameters=result.parameters,
        question="Which outcomes would hold?",
        as_of=answers.case.as_of,
        source=answers.case.source,
        bottom_line=(_counts(answers, result.built),),
        sections=(_lasting(result, lasting), _threat(answers, threat)),
    )


def _counts(answers: Answers, built: Built) -> Paragraph:
    total = counted(len(built.indices), "possible outcome")
    kinds = listed(
        f"{number_words(len(members))} {kind.name} {kind.sign}"
        for kind, members in zip(STRENGTHS, answers.held)
        if len(members)
    )
    return Paragraph(f"Of {total}, {len(answers.strengths):,} would hold: {kinds}.", Basis("stability"))


def _lasting(result: Stability, lasting: Indices) -> Section:
    """The main table without the outcomes held by threat alone."""
    (table,) = result.tables()
    kept = {result.question.label(index) for index in lasting.tolist()}
    rows = tuple(row for row in table.rows if row[0] in kept)
    return Section("lasting", "Firm or guarded", (Table("", table.columns, rows),))


def _threat(answers: Answers, threat: Indices) -> Section:
    meaning = Paragraph(f"{capital(STRENGTHS[2].meaning)}.", Basis("stability, GMR and SMR"))
    shared = in_common(answers, threat)
    said = [Paragraph(f"{capital(shared)}.")] if shared else []
    return Section("threat", "By threat alone", (meaning, *said, Paragraph("--all lists every outcome.")))
