"""What rests on a claim, a source or a report, and the case without it.

A line *falls* when it cites evidence and all of it is withdrawn; a line that cites other evidence as well
stands, and is *weakened*; a line that cites none does not depend on reports. A claim is withdrawn together
with those that only repeat it. What it means for a line to be absent is what it means for an uncertain one
(`winset.case.uncertain.uncertainty`): a rule no longer binds, a statement no longer counts, an option stays where it
stands in the status quo, a mark no longer bars the way back, a body is no longer asked. A party that
nothing speaks for any more is still a party, and only listed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from winset.case.digest import with_digest
from winset.case.formulas.formula import Atom, Not, Or
from winset.case.model import (
    Alternatives,
    Case,
    Deal,
    Evidence,
    Line,
    Option,
    PartialOrder,
    Ranking,
    Report,
    Rule,
    Statement,
    Statements,
    Weights,
)
from winset.case.uncertain.dependence import (
    FROM_CLAIMS,
    SourceName,
    claim_of,
    from_claims,
    source_of,
)
from winset.case.uncertain.uncertainty import elements
from winset.errors import ArgumentError, suggestion

L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Fall:
    """What a withdrawal does to the lines of a case: their ids, in the case's order.

    bare: parties that nothing speaks for any more.
    """

    fallen: tuple[str, ...]
    weakened: tuple[str, ...]
    bare: tuple[str, ...]


def evidence_of(case: Case) -> tuple[Evidence, ...]:
    """All evidence that lines of a case cite, each once, in the case's order."""
    lines = [*case.parties, *(one.line for one in elements(case))]
    return tuple(dict.fromkeys(one for line in lines for one in line.evidence))


def sources(case: Case) -> tuple[SourceName, ...]:
    """Everyone on whose word lines of the case rest, in the order in which they are first cited."""
    return tuple(dict.fromkeys(source_of(case, one) for one in evidence_of(case)))


def withdrawn(case: Case, what: str) -> frozenset[Evidence]:
    """The evidence that is withdrawn with a claim (`report#claim`), a report or a source, named by id.

    Raises ArgumentError for what is none of these.
    """
    cited = evidence_of(case)
    if "#" in what:
        return frozenset(_repeating(case, what) & set(cited))
    if what in [report.id for report in case.reports]:
        return frozenset(one for one in cited if one.report == what)
    named = {one.id: one for one in sources(case)}
    if what in named:
        return frozenset(one for one in cited if source_of(case, one) == named[what])
    known = [*(report.id for report in case.reports), *named]
    hint = suggestion(what, known) or (f"known: {', '.join(known)}" if known else "the case cites nothing")
    raise ArgumentError(f'nothing is known of "{what}": it is no report and no source of the case ({hint})')


def _repeating(case: Case, what: str) -> set[Evidence]:
    """A claim and those that repeat it, directly or through others."""
    report, _, claim = what.partition("#")
    found = next((one for one in case.reports if one.id == report), None)
    if found is None:
        hint = suggestion(report, [one.id for one in case.reports]) or "`winset check` lists the reports"
        raise ArgumentError(f'unknown report "{report}" ({hint})')
    known = _claims(case, found)
    if claim not in known:
        hint = suggestion(claim, known) or f"known: {', '.join(known)}"
        raise ArgumentError(f'report "{report}" has no claim "{claim}" ({hint})')
    names = {claim}
    while more := {name for name, repeats in known.items() if repeats in names} - names:
        names |= more
    return {Evidence(report, name) for name in names}


def _claims(case: Case, report: Report) -> Mapping[str, str | None]:
    """The claims of a report, and which each repeats; without a ledger those that are cited."""
    if report.ledger is not None:
        return {claim.id: claim.duplicates for claim in report.ledger.claims}
    return {one.claim: None for one in evidence_of(case) if one.report == report.id and one.claim}


def fall(case: Case, evidence: Collection[Evidence]) -> Fall:
    """What falls, is weakened or stands bare when evidence is withdrawn."""
    lines = [one.line for one in elements(case)]
    touched = [line for line in lines if any(one in evidence for one in line.evidence)]
    fallen = [line.id for line in touched if all(one in evidence for one in line.evidence)]
    weakened = [line.id for line in touched if line.id not in fallen]
    bare = [
        party.id
        for party in case.parties
        if party.evidence and all(one in evidence for one in party.evidence)
    ]
    return Fall(tuple(fallen), tuple(weakened), tuple(bare))


def without(case: Case, evidence: Collection[Evidence]) -> Case:
    """The case without what falls; lines that are weakened keep their other evidence.

    A likelihood taken from claims is taken from those that are left.
    """
    return _left(case, set(fall(case, evidence).fallen), evidence)


def without_lines(case: Case, ids: Collection[str]) -> Case:
    """The case in which lines of these ids are absent."""
    return _left(case, set(ids), ())


def _left(case: Case, fallen: Collection[str], evidence: Collection[Evidence]) -> Case:
    """The case without some lines, the others without some evidence."""

    def kept(lines: Collection[L]) -> tuple[L, ...]:
        return tuple(_lighter(case, line, evidence) for line in lines if line.id not in fallen)

    gone = [option for option in case.options if option.id in fallen]
    wants = {party: _want(want, fallen, kept) for party, want in case.preferences.items()}
    found = replace(
        case,
        parties=tuple(_lighter(case, party, evidence) for party in case.parties),
        options=tuple(_option(case, option, fallen, evidence) for option in case.options),
        rules=(*kept(case.rules), *(_stays(case, option) for option in gone)),
        preferences={party: want for party, want in wants.items() if want is not None},
        deal=_deal(case.deal, {option.id: _level(case, option) for option in gone}, kept),
        digest="",
    )
    return with_digest(found)


def _lighter(case: Case, line: L, evidence: Collection[Evidence]) -> L:
    left = tuple(one for one in line.evidence if one not in evidence)
    if left == line.evidence:
        return line
    likely = line.likelihood
    if likely is not None and likely.word == FROM_CLAIMS:
        likely = from_claims([claim for one in left if (claim := claim_of(case, one))])
    return replace(line, evidence=left, likelihood=likely)


def _stays(case: Case, option: Option) -> Rule:
    that = Atom(option.id, "=", _level(case, option))
    return Rule(id=f"{option.id} stays", that=that, text=str(that), place=option.place)


def _level(case: Case, option: Option) -> str:
    return case.status_quo.get(option.id, option.levels[0])


def _option(case: Case, option: Option, fallen: Collection[str], evidence: Collection[Evidence]) -> Option:
    mark = option.one_way
    option = _lighter(case, option, evidence)
    if mark is None:
        return option
    if mark.id in fallen:
        return replace(option, direction="both", one_way=None)
    return replace(option, one_way=_lighter(case, mark, evidence))


def _want(want: Any, fallen: Collection[str], kept: Callable[[Any], Any]) -> Any:
    """A preference without what falls; None where all of it does."""
    if want.line is not None and want.line.id in fallen:
        return None
    if want.line is not None:
        want = replace(want, line=kept((want.line,))[0])
    match want:
        case Statements(statements):
            return replace(want, statements=kept(statements))
        case Weights(weights):
            return replace(want, weights=kept(weights))
        case Ranking(tiers):
            return replace(want, tiers=_tiers(tiers, kept))
        case Alternatives(preferences):
            return replace(want, preferences=tuple(_want(one, fallen, kept) for one in preferences))
        case PartialOrder():
            return want
    return want


def _tiers(tiers: tuple[tuple[Statement, ...], ...], kept: Callable[[Any], Any]) -> Any:
    """Tiers without what falls; the last takes in whatever no tier has any more."""
    left = [kept(tier) for tier in tiers]
    if sum(map(len, left)) < sum(map(len, tiers)):
        that = tiers[-1][0].that
        rest = Statement(id=f"{tiers[-1][0].id} rest", that=Or((that, Not(that))), text="everything else")
        left[-1] = (*left[-1], rest)
    return tuple(left)


def _deal(deal: Deal | None, stays: Mapping[str, str], kept: Callable[[Any], Any]) -> Deal | None:
    """A deal without what falls; options that stay where they stand do so without agreement too."""
    if deal is None:
        return None
    fallback = {party: {**levels, **stays} for party, levels in deal.fallback.items()}
    return replace(
        deal, fallback=fallback, ratified_by=kept(deal.ratified_by), red_lines=kept(deal.red_lines)
    )
