"""What the answer rests on: the case's lines, how likely each is, and the claims and sources behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.analysis.result import Table
from winset.case.model import Case, Line, Rule, Statement, Weight
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Paragraph, Section
from winset.show.brief.lines import lines_of, preference_lines
from winset.show.brief.sources import claims_table, sources_words
from winset.show.wording import capital, counted, formula_words, likelihood_words

CASE = Basis("the case")


def section(answers: Answers) -> Section:
    """How many lines of which worth, the sources, the rules and wishes one by one, the claims cited."""
    case = answers.case
    return Section("resting", "What the answer rests on", (*_worth(case), *_lines(case), *claims_table(case)))


def _worth(case: Case) -> Iterator[Block]:
    lines = list(lines_of(case))
    cited = sum(bool(line.evidence) for line in lines)
    text = f"The model has {counted(len(lines), 'line')}"
    if cited:
        text += f"; {counted(cited, 'of them cites', 'of them cite')} claims of a report,"
        text += " the others are the modeller's judgement"
    unsure = sum(line.likelihood is not None for line in lines)
    held = "each is taken as certain" if not unsure else "those without a likelihood are taken as certain"
    yield Paragraph(f"{text}; {held}.", CASE)
    if case.source:
        yield Paragraph(" ".join(case.source.split()), CASE, lead="Source of the model:")
    yield from sources_words(case)


def _lines(case: Case) -> Iterator[Table]:
    if case.rules:
        yield _table("What cannot happen otherwise", case.rules, case)
    names = {party.id: party.name for party in case.parties}
    for party, preference in case.preferences.items():
        lines = preference_lines(preference)
        if lines:
            order = "weights" if isinstance(lines[0], Weight) else "most important first"
            yield _table(f"What {names[party]} would rather have, {order}", lines, case)
        else:
            yield Table(
                f"What {names[party]} would rather have", ("line", "it says"), ((party, _by_id(case, party)),)
            )


def _by_id(case: Case, party: str) -> str:
    return {"outcomes": "a ranking of the outcomes one by one", "utilities": "a number for each outcome"}[
        case.preferences[party].kind
    ]


def _table(title: str, lines: Sequence[Rule | Statement | Weight], case: Case) -> Table:
    columns = ["line", "it says", "likelihood", "why"]
    rows = [
        (
            line.id,
            _says(line, case),
            likelihood_words(line.likelihood) if line.likelihood else "",
            _why(line),
        )
        for line in lines
    ]
    kept = [k for k in range(len(columns)) if k < 2 or any(row[k] for row in rows)]
    return Table(title, tuple(columns[k] for k in kept), tuple(tuple(row[k] for k in kept) for row in rows))


def _why(line: Line) -> str:
    """The reason the case gives for a line, and the claims it cites."""
    cited = [f"[{evidence}]" for evidence in line.evidence]
    return " ".join([*(line.why or "").split(), *cited])


def _says(line: Rule | Statement | Weight, case: Case) -> str:
    said = capital(formula_words(line.that, case))
    return f"{said}: {line.weight:+g}" if isinstance(line, Weight) else said
