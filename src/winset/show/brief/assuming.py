"""Key assumptions and alternatives: what rests on judgement alone, what moves most first, and what else was considered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset.analysis.influence import NOTICED
from winset.case.model import Alternatives, Case, Line, Option, Party
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.how_sure import others
from winset.show.brief.lines import lines_of
from winset.show.wording import (
    capital,
    counted,
    formula_words,
    likelihood_words,
    listed,
    percent_words,
    quoted,
    shortened,
)

CASE = Basis("the case")
MOST = 8


def section(answers: Answers) -> Section:
    """The lines that cite nothing in a case that cites, and the answers that other variants would give."""
    return Section(
        "assuming",
        "Key assumptions, and what else was considered",
        (*_assumptions(answers), *_others(answers)),
    )


def _assumptions(answers: Answers) -> Iterator[Block]:
    case = answers.case
    if not any(line.evidence for line in lines_of(case)):
        return  # all of it is judgement, and the next section says so
    bare = [line for line in lines_of(case) if not line.evidence and not isinstance(line, Party | Option)]
    if not bare:
        yield Paragraph("Every rule and every wish in the case cites a claim of a report.", CASE)
        return
    value = {one.element.id: one.value for one in answers.hangs.elements} if answers.hangs else {}
    bare.sort(key=lambda line: -value.get(line.id, 0.0))
    order = ", what moves the answer most first" if any(value.get(line.id, 0) for line in bare) else ""
    yield Paragraph(
        f"{capital(counted(len(bare), 'rule or wish', 'rules and wishes'))} of the case"
        f" {'rests' if len(bare) == 1 else 'rest'} on judgement alone{order}.",
        CASE,
    )
    yield Bullets(tuple(_assumption(case, line, value.get(line.id, 0.0)) for line in bare[:MOST]))
    if len(bare) > MOST:
        ids = shortened([line.id for line in bare[MOST:]], 12)
        yield Paragraph(f"The others: {ids}.", CASE)


def _assumption(case: Case, line: Line, value: float) -> Paragraph:
    formula = getattr(line, "that", None)
    says = capital(formula_words(formula, case)) if formula is not None else line.id
    likely = f", {likelihood_words(line.likelihood)}" if line.likelihood else ", taken as certain"
    points = f"{100 * value:.0f} points"
    moves = f"; settling it would move the answer by {points} on average" if value >= NOTICED else ""
    names = {party.id: party.name for party in case.parties}
    owner = names.get(line.id.rsplit(" ", 1)[0], "")
    return Paragraph(
        f"{says}{likely}{moves}.", Basis("the case", (line.id,)), f"{owner}:" if owner else "Rule:"
    )


def _others(answers: Answers) -> Iterator[Block]:
    items = [*_other_wishes(answers), *_other_outcomes(answers)]
    if items:
        yield Paragraph("", CASE, "What else was considered")
        yield Bullets(tuple(items))


def _other_wishes(answers: Answers) -> Iterator[Paragraph]:
    """Parties of whom the case gives several preferences, it not being known which is so."""
    names = {party.id: party.name for party in answers.case.parties}
    for party, preference in answers.case.preferences.items():
        if isinstance(preference, Alternatives):
            shares = [
                one.line.likelihood for one in preference.preferences if one.line and one.line.likelihood
            ]
            said = f" with likelihoods of {listed(likelihood_words(one) for one in shares)}" if shares else ""
            many = counted(len(preference.preferences), "account")
            yield Paragraph(f"{many} of what it would rather have{said}.", CASE, f"{names[party]}:")


def _other_outcomes(answers: Answers) -> Iterator[Paragraph]:
    """Outcomes that would hold only if some line were otherwise, and how likely that is; those of one name together."""
    sure = answers.sure
    if sure is None:
        return
    alike: dict[str, list[int]] = {}
    for index in others(answers, sure):
        alike.setdefault(answers.built.name(index) or f"outcome {answers.names.id(index)}", []).append(index)
    for members in alike.values():
        name = answers.names.outcome(members[0])
        if len(members) > 1:
            ids = listed(answers.names.id(index) for index in members)
            name = f"{quoted(answers.built.name(members[0]) or '')} (outcomes {ids})"
        firm, lasting = (
            [sure.equilibrium(index, concept).best for index in members] for concept in ("nash", "seq")
        )
        text = (
            f"firm in {_shares(firm)}"
            if firm == lasting
            else f"firm in {_shares(firm)}, at least guarded in {_shares(lasting)}"
        )
        yield Paragraph(f"{text}.", Basis("robustness"), f"{capital(name)}:")


def _shares(found: Sequence[float]) -> str:
    """Shares of the variants by weight, each once."""
    if not any(found):
        return "no variant"
    return f"{listed(dict.fromkeys(percent_words(one) for one in found))} of the variants by weight"
