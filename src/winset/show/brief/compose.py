"""From a case to its brief: each section asked of the answers in turn."""

from __future__ import annotations

from collections.abc import Callable

from winset.analysis.result import Subject
from winset.case.model import Case
from winset.show.brief import (
    agreeing,
    assuming,
    changing_minds,
    getting_there,
    holding,
    how_sure,
    in_short,
    limits,
    reproducing,
    resting,
    standing,
    who_stops,
)
from winset.show.brief.answers import Answers
from winset.show.brief.bottom_line import bottom_line
from winset.show.brief.content import Brief, Section

SECTIONS: tuple[Callable[[Answers], Section], ...] = (
    in_short.section,
    standing.section,
    holding.section,
    getting_there.section,
    who_stops.section,
    agreeing.section,
    how_sure.section,
    changing_minds.section,
    assuming.section,
    resting.section,
    limits.section,
    reproducing.section,
)
"""The sections in the reader's order; a new one is a module with a `section`, named here."""


def brief(case: Case, doubted: bool = True) -> Brief:
    """The brief of a case: the question, the bottom line in three sentences, and the sections behind it.

    doubted: whether to ask how sure the answers are over all variants of an uncertain case even where that
    takes several times as long as all else. The same case gives the same brief. Raises SizeError for a case with too
    many combinations.
    """
    answers = Answers.of(case, doubted)
    return Brief(
        subject=Subject(case.title, case.digest),
        method=answers.stability.method,
        question=case.question,
        as_of=case.as_of,
        source=case.source,
        bottom_line=bottom_line(answers),
        sections=tuple(part for part in (section(answers) for section in SECTIONS) if part.blocks),
    )
