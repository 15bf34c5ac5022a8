"""What the answer rests on: the case's lines, how likely each is, and the claims and sources behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.analysis.result import Table
from winset.case.model import Case, Evidence, Line, RedLine, Rule, Statement, Weight
from winset.show.brief.answers import Answers
from winset.show.brief.content import Annex, Basis, Block, Paragraph, Section
from winset.show.brief.lines import lines_of, preference_lines
from winset.show.brief.picturing import pictures
from winset.show.brief.sources import claims_table, sources_words
from winset.show.wording import capital, counted, formula_words, likelihood_words

CASE = Basis("the case")
ORDER = {
    "statements": "most important first",
    "weights": "by weights that add up",
    "ranking": "best first",
    "outcomes": "by a ranking of the outcomes one by one",
    "utilities": "by a number for each outcome",
}


def section(answers: Answers) -> Section:
    """How many lines of which worth, the sources, the rules and wishes one by one, the claims cited."""
    case = answers.case
    blocks = (*_worth(case), *pictures(case), *_lines(case), *claims_table(case))
    return Section("resting", "What the answer rests on", blocks)


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


def _lines(case: Case) -> Iterator[Annex]:
    if case.rules:
        yield _annex("What cannot happen otherwise", case.rules, case)
    if case.deal is not None and case.deal.red_lines:
        yield _annex("What parties insist on in any agreement", case.deal.red_lines, case)
    names = {party.id: party.name for party in case.parties}
    for party, preference in case.preferences.items():
        title = f"What {names[party]} would rather have, {ORDER[preference.kind]}"
        lines = preference_lines(preference)
        told = Table(title, ("line", "it says"), ((party, ORDER[preference.kind]),))
        yield _annex(title, lines, case) if lines else Annex(told, told)


def _annex(title: str, lines: Sequence[Rule | RedLine | Statement | Weight], case: Case) -> Annex:
    """The lines with their reasons and, in short, with the claims alone."""
    likely = [likelihood_words(line.likelihood) if line.likelihood else "" for line in lines]
    says = [_says(line, case) for line in lines]
    cited = [", ".join(_cited(case, evidence) for evidence in line.evidence) for line in lines]
    ids = [line.id for line in lines]
    reasons = [_why(line) for line in lines]
    return Annex(
        _table(title, {"line": ids, "it says": says, "likelihood": likely, "why": reasons}),
        _table(title, {"line": ids, "it says": says, "likelihood": likely, "claims": cited}),
    )


def _table(title: str, columns: Mapping[str, Sequence[str]]) -> Table:
    """A table of columns, without those that are empty."""
    kept = {name: cells for name, cells in columns.items() if any(cells)}
    return Table(title, tuple(kept), tuple(zip(*kept.values())))


def _cited(case: Case, evidence: Evidence) -> str:
    """A claim by its id, with its report where there are several; words of a report as such."""
    if evidence.claim is None:
        return f"words of {evidence.report}"
    return evidence.claim if len(case.reports) == 1 else str(evidence)


def _why(line: Line) -> str:
    """The reason the case gives for a line, and the claims it cites."""
    cited = [f"[{evidence}]" for evidence in line.evidence]
    return " ".join([*(line.why or "").split(), *cited])


def _says(line: Rule | RedLine | Statement | Weight, case: Case) -> str:
    said = capital(formula_words(line.that, case))
    return f"{said}: {line.weight:+g}" if isinstance(line, Weight) else said
