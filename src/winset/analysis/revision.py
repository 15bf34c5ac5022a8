"""What changed between two versions of a case: lines, conclusions, which change made the difference, what new claims mean.

Parts of the case are matched by what they say (`winset.analysis.revising.parts`). What holds is compared as
levels of options, so that a rule that renumbers the outcomes changes nothing by that alone.

Why a conclusion changed is found by undoing: each change that can be taken alone is put back in the new case
as it was, and the target asked about again (`winset.analysis.revising.undoing`). Claims of reports that the
old version did not have are held against those it had, and against options and wishes
(`winset.analysis.revising.bearing`); what they bear on is taken out of the new case, or taken as certain, and
the target asked about once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from winset.analysis.naming import known_names
from winset.analysis.question import ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.revising.bearing import Bearing, bearings
from winset.analysis.revising.changes import Change, changes
from winset.analysis.revising.undoing import certain, undone
from winset.analysis.robustness import robustness
from winset.analysis.stability import CONCEPTS, TITLES
from winset.analysis.variants.probability import percent
from winset.analysis.variants.running import Run
from winset.analysis.withdrawal import Holding, holding
from winset.case.build import build
from winset.case.evidence.withdrawal import without_lines
from winset.case.model import Case
from winset.case.uncertain.uncertainty import elements, uncertainty
from winset.errors import ArgumentError, WinsetError

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula

CHEAP = 4_000_000
"""Variants times outcomes up to which it is asked what becomes of the target with the lines that claims bear on."""

MOST = 12  # sets of lines asked about so


@dataclass(frozen=True)
class NewClaim:
    """A claim of a report the old version did not have: its name, its words, the lines that cite it already."""

    name: str
    words: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Revision(Result):
    """Two versions of a case compared.

    bearings: what new claims mean for the lines, with the target's probability should those lines go the
    claim's way (None where it was not asked). target: the probability before and after under `concept`, if
    one is asked.
    """

    changes: tuple[Change, ...]
    holding: tuple[Holding, Holding]
    claims: tuple[NewClaim, ...]
    bearings: tuple[tuple[Bearing, float | None], ...]
    concept: str
    target: str | None = None
    probability: tuple[float, float] | None = None

    def tables(self) -> tuple[Table, ...]:
        """The lines changed, what holds before and after, what new claims mean, and all claims that are new."""
        found = [self._change_table(), self._holding_table()]
        found += [self._bearing_table()] if self.bearings else []
        return (*found, *([self._claim_table()] if self.claims else []))

    def findings(self) -> dict[str, Any]:
        """Lines, conclusions and claims that changed."""
        old, new = self.holding
        return {
            "lines": [
                {"kind": one.key[0], "owner": one.key[1] or None, "says": one.key[2], "what": one.what,
                 "how": one.words, "target_if_undone": one.undone}
                for one in self.changes
            ],
            "equilibria": {
                concept: {"lost": old.only(new, concept), "gained": new.only(old, concept)}
                for concept in old.equilibria
            },
            "target": self.target,
            "concept": self.concept,
            "target_holds": None if self.probability is None else dict(zip(("before", "after"), self.probability)),
            "new_claims": [{"claim": one.name, "says": one.words, "lines": list(one.lines)} for one in self.claims],
            "bearings": [
                {"claim": one.claim, "says": one.words, "verdict": one.verdict, "against": one.against,
                 "which_says": one.says, "because": one.because, "lines": list(one.lines),
                 "lines_then": "hold" if one.upholds else "fall", "target_then": then}
                for one, then in self.bearings
            ],
        }  # fmt: skip

    def _change_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for one in self.changes:
            kind, owner, says = one.key
            undone_ = "" if one.undone is None else percent(one.undone)
            rows.append((one.what, f"{owner} {kind}".strip(), says, one.words, undone_))
        notes = [] if rows else ["No line changed."]
        if self.probability is not None:
            before, after = map(percent, self.probability)
            notes.append(f"{self._asked()}: {before} before, {after} now.")
        columns = ("what", "line", "it says", "how", "target if undone")
        return Table("Lines changed", columns, tuple(rows), tuple(notes))

    def _asked(self) -> str:
        return f"{self.target} holds in some {TITLES[self.concept]} equilibrium"

    def _holding_table(self) -> Table:
        old, new = self.holding
        rows: list[tuple[Cell, ...]] = []
        for concept in old.equilibria:
            rows += [(TITLES[concept], label, "no longer holds") for label in old.only(new, concept)]
            rows += [(TITLES[concept], label, "holds now") for label in new.only(old, concept)]
        notes = () if rows else ("The same outcomes hold as before.",)
        return Table("What holds, before and after", ("concept", "outcome", "change"), tuple(rows), notes)

    def _bearing_table(self) -> Table:
        rows = tuple(
            (
                f"{one.claim}: {one.words}",
                one.verdict,
                f"{one.against}: {one.says}",
                one.because,
                ", ".join(one.lines) or "none cites it",
                "" if then is None else percent(then),
            )
            for one, then in self.bearings
        )
        columns = ("new claim", "what it does", "to", "because", "lines", "target then")
        notes = ["Only claims that speak of the same matter in so many words are held together."]
        if self.probability is not None:
            notes.append(
                "Target then: with these lines out where the claim speaks against them, certain where it speaks for"
                f" them; {percent(self.probability[1])} as the case stands."
            )
        return Table("What new claims mean for the lines", columns, rows, tuple(notes))

    def _claim_table(self) -> Table:
        rows = tuple((one.name, one.words, ", ".join(one.lines) or "no line yet") for one in self.claims)
        return Table("Claims that are new", ("claim", "what it says", "cited by"), rows)


def diff(
    old: Case,
    new: Case,
    target: str | Formula | None = None,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    workers: int | Run = 1,
) -> Revision:
    """What changed between two versions of a case.

    target: a formula, by default the new case's own; it is asked about under the first of the concepts.
    Raises ArgumentError for a formula that one of the versions does not know, naming which.

    >>> from winset.case.files import loads
    >>> text = "{winset: 1, title: T, parties: {a: A}, options: {a: {x: X}}, preferences: {a: {statements: [%s]}}}"
    >>> found = diff(loads(text % "x"), loads(text % "not x"), "x")
    >>> [(one.what, one.key[2], one.undone) for one in found.changes], found.probability
    ([('removed', 'x', 1.0), ('added', 'not x', 1.0)], (1.0, 0.0))
    """
    names = known_names(concepts, CONCEPTS)
    formula = new.target if target is None else target
    text = None if formula is None else str(formula)
    probability = None
    changed, meant = tuple(changes(old, new)), bearings(old, new)
    likely: dict[tuple[tuple[str, ...], bool], float | None] = {}
    if text is not None:
        probability = _before_after((old, new), text, names[0], workers)
        changed = tuple(
            replace(one, undone=_then(undone(one.key, old, new), text, names[0])) for one in changed
        )
        likely = _should_they(new, meant, text, names[0])
    return Revision(
        subject=ask(new).about,
        method="parts matched by what they say; equilibria compared by levels; claims by their words",
        parameters={"old": old.digest, "concepts": list(names), "target": text},
        changes=changed,
        holding=(holding(old, names), holding(new, names)),
        claims=tuple(_new_claims(old, new)),
        bearings=tuple((one, likely.get((one.lines, one.upholds))) for one in meant),
        concept=names[0],
        target=text,
        probability=probability,
    )


def _before_after(
    cases: tuple[Case, Case], target: str, concept: str, workers: int | Run
) -> tuple[float, float]:
    for case, version in zip(cases, ("old", "new")):
        try:
            build(case).formula(target)
        except ArgumentError as error:
            raise ArgumentError(f"the {version} version does not know the target: {error}") from None
    before, after = (_likely(case, target, concept, workers) for case in cases)
    return before, after


def _likely(case: Case, target: str, concept: str, workers: int | Run) -> float:
    return robustness(case, target, concept, workers=workers).holds(concept).best


def _then(case: Case | None, target: str, concept: str) -> float | None:
    """The target's probability in a case that may not be one, as where nothing is left that could happen."""
    try:
        return None if case is None else _likely(case, target, concept, 1)
    except WinsetError:
        return None


def _should_they(
    new: Case, meant: Iterable[Bearing], target: str, concept: str
) -> dict[tuple[tuple[str, ...], bool], float | None]:
    """The target's probability with the lines of each bearing absent, or certain, where that is cheap to ask."""
    asked = [key for key in dict.fromkeys((one.lines, one.upholds) for one in meant) if _asks(new, *key)]
    if uncertainty(new).variants * build(new).game.outcomes > CHEAP:
        return {}
    return {
        (lines, holds): _then(certain(new, lines) if holds else without_lines(new, lines), target, concept)
        for lines, holds in asked[:MOST]
    }


def _asks(new: Case, lines: Iterable[str], holds: bool) -> bool:
    """Whether taking lines out, or as certain, changes the case at all."""
    known = [one for one in elements(new) if one.id in set(lines)]
    return any(one.uncertain for one in known) if holds else bool(known)


def _new_claims(old: Case, new: Case) -> Iterator[NewClaim]:
    """Claims of ledgers that the old version did not have, with the lines that cite them."""
    known = {(one.id, claim.id) for one in old.reports if one.ledger for claim in one.ledger.claims}
    for report in new.reports:
        for claim in report.ledger.claims if report.ledger else ():
            if (report.id, claim.id) not in known:
                name = f"{report.id}#{claim.id}"
                lines = (x.id for x in elements(new) if name in [str(one) for one in x.line.evidence])
                yield NewClaim(name, claim.words, tuple(lines))
