"""What changed between two versions of a case: lines, conclusions, and which change made the difference.

Lines are matched by what they say: rules, statements and weights by their formula and whose they are,
options and bodies by their names; a line that says the same may have changed its likelihood, its weight,
its place in a ranking, or what it cites. What holds is compared as levels of options, so that a rule that
renumbers the outcomes changes nothing by that alone.

Why a conclusion changed is found by undoing: each changed line that can be taken alone (added, removed, or
said with another likelihood) is put back into the new case as it was, and the target asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from winset.analysis.naming import known_names
from winset.analysis.question import ask
from winset.analysis.result import Cell, Result, Table
from winset.analysis.robustness import robustness
from winset.analysis.stability import CONCEPTS, TITLES
from winset.analysis.variants.probability import percent
from winset.analysis.variants.running import Run
from winset.analysis.withdrawal import Holding, holding
from winset.case.digest import with_digest
from winset.case.model import Case, Line, Statements
from winset.case.uncertain.uncertainty import Element, elements
from winset.errors import WinsetError

if TYPE_CHECKING:
    from winset.case.formulas.formula import Formula

Key = tuple[str, str, str]  # kind, owner, what it says


@dataclass(frozen=True)
class Change:
    """One line that is not as it was.

    what: "added", "removed" or "changed"; words: how. undone: the target's probability in the new case with
    this change undone, where it can be.
    """

    key: Key
    what: str
    words: str
    undone: float | None = None


@dataclass(frozen=True, kw_only=True)
class Revision(Result):
    """Two versions of a case compared. target: the probability before and after under `concept`, if one is asked."""

    changes: tuple[Change, ...]
    holding: tuple[Holding, Holding]
    claims: tuple[tuple[str, str, tuple[str, ...]], ...]
    concept: str
    target: str | None = None
    probability: tuple[float, float] | None = None

    def tables(self) -> tuple[Table, ...]:
        """The lines changed, what holds before and after, and the claims that are new."""
        found = [self._change_table(), self._holding_table()]
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
            "new_claims": [{"claim": name, "says": words, "lines": list(lines)} for name, words, lines in self.claims],
        }  # fmt: skip

    def _change_table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for one in self.changes:
            kind, owner, says = one.key
            undone = "" if one.undone is None else percent(one.undone)
            rows.append((one.what, f"{owner} {kind}".strip(), says, one.words, undone))
        notes = [] if rows else ["No line changed."]
        if self.probability is not None:
            before, after = map(percent, self.probability)
            notes.append(
                f"{self.target} holds in some {TITLES[self.concept]} equilibrium: {before} before, {after} now."
            )
        columns = ("what", "line", "it says", "how", "target with this undone")
        return Table("Lines changed", columns, tuple(rows), tuple(notes))

    def _holding_table(self) -> Table:
        old, new = self.holding
        rows: list[tuple[Cell, ...]] = []
        for concept in old.equilibria:
            rows += [(TITLES[concept], label, "no longer holds") for label in old.only(new, concept)]
            rows += [(TITLES[concept], label, "holds now") for label in new.only(old, concept)]
        notes = () if rows else ("The same outcomes hold as before.",)
        return Table("What holds, before and after", ("concept", "outcome", "change"), tuple(rows), notes)

    def _claim_table(self) -> Table:
        rows = tuple((name, words, ", ".join(lines) or "no line yet") for name, words, lines in self.claims)
        return Table("Claims that are new", ("claim", "what it says", "lines it bears on"), rows)


def diff(
    old: Case,
    new: Case,
    target: str | Formula | None = None,
    concepts: Iterable[str] | str = tuple(CONCEPTS),
    workers: int | Run = 1,
) -> Revision:
    """What changed between two versions of a case.

    target: a formula, by default the new case's own; it is asked about under the first of the concepts.
    Raises ArgumentError for a formula that one of the versions does not know.

    >>> from winset.case.files import loads
    >>> text = "{winset: 1, title: T, parties: {a: A}, options: {a: {x: X}}, preferences: {a: {statements: [%s]}}}"
    >>> found = diff(loads(text % "x"), loads(text % "not x"), "x")
    >>> [(one.what, one.key[2], one.undone) for one in found.changes], found.probability
    ([('removed', 'x', 1.0), ('added', 'not x', 1.0)], (1.0, 0.0))
    """
    names = known_names(concepts, CONCEPTS)
    formula = new.target if target is None else target
    changes = tuple(_changes(old, new))
    probability = None
    if formula is not None:
        text = str(formula)
        before, after = (_likely(case, text, names[0], workers) for case in (old, new))
        probability = (before, after)
        changes = tuple(_undone(one, (old, new), text, names[0]) for one in changes)
    return Revision(
        subject=ask(new).about,
        method="lines matched by what they say; equilibria compared by levels",
        parameters={"old": old.digest, "concepts": list(names), "target": str(formula) if formula else None},
        changes=changes,
        holding=(holding(old, names), holding(new, names)),
        claims=tuple(_new_claims(old, new)),
        concept=names[0],
        target=str(formula) if formula else None,
        probability=probability,
    )


def _likely(case: Case, target: str, concept: str, workers: int | Run) -> float:
    return robustness(case, target, concept, workers=workers).holds(concept).best


def _keyed(case: Case) -> dict[Key, tuple[int, Element]]:
    """Every line by what it says, with its place among its owner's; of lines that say the same, the first."""
    found: dict[Key, tuple[int, Element]] = {}
    places: dict[tuple[str, str], int] = {}
    for one in elements(case):
        own = (one.kind, one.owner or "")
        places[own] = places.get(own, 0) + 1
        found.setdefault((*own, _says(one.line)), (places[own], one))
    return found


def _says(line: Line) -> str:
    that = getattr(line, "that", None)
    return str(that) if that is not None else str(getattr(line, "name", None) or line.id)


def _changes(old: Case, new: Case) -> Iterator[Change]:
    before, after = _keyed(old), _keyed(new)
    common = [key for key in before if key in after]
    order = {key: place for place, key in enumerate(key for key in after if key in before)}
    for key in before:
        if key not in after:
            yield Change(key, "removed", "")
    for place, key in enumerate(common):
        words = [*_differences(before[key][1].line, after[key][1].line)]
        if key[0] == "statement" and _neighbours(common, place, key) != _neighbours(
            [*order], order[key], key
        ):
            words.append(f"was number {before[key][0]} of its party, is number {after[key][0]}")
        if words:
            yield Change(key, "changed", "; ".join(words))
    for key in after:
        if key not in before:
            yield Change(key, "added", "")


def _neighbours(keys: list[Key], place: int, key: Key) -> list[Key]:
    """The party's statements ahead of one, of those in both versions."""
    return [one for one in keys[:place] if one[:2] == key[:2]]


def _differences(old: Line, new: Line) -> Iterator[str]:
    if _ends(old) != _ends(new):
        yield f"likelihood was {_ends(old)}, is {_ends(new)}"
    for what in ("weight", "span", "direction", "levels", "quota"):
        if getattr(old, what, None) != getattr(new, what, None):
            yield f"{what} was {getattr(old, what)}, is {getattr(new, what)}"
    gone = [str(one) for one in old.evidence if one not in new.evidence]
    come = [str(one) for one in new.evidence if one not in old.evidence]
    if come:
        yield f"now cites {', '.join(come)}"
    if gone:
        yield f"no longer cites {', '.join(gone)}"


def _ends(line: Line) -> str:
    likely = line.likelihood
    if likely is None:
        return "certain"
    low, high = percent(likely.low), percent(likely.high)
    return low if low == high else f"{low} to {high}"


def _undone(change: Change, cases: tuple[Case, Case], target: str, concept: str) -> Change:
    """A change with the target's probability when it alone is undone in the new case, where that can be done."""
    undone = _without_change(change, *cases)
    if undone is None:
        return change
    try:
        return replace(change, undone=_likely(undone, target, concept, 1))
    except WinsetError:  # the new case cannot do without the change
        return change


def _without_change(change: Change, old: Case, new: Case) -> Case | None:
    kind, owner, _ = change.key
    before, after = _keyed(old).get(change.key), _keyed(new).get(change.key)
    if kind == "rule":
        lines = _put(new.rules, before and before[1].line, after and after[1].line, before and before[0])
        return with_digest(replace(new, rules=lines))
    want = new.preferences.get(owner)
    if kind == "statement" and isinstance(want, Statements):
        lines = _put(
            want.statements, before and before[1].line, after and after[1].line, before and before[0]
        )
        wants = {**new.preferences, owner: replace(want, statements=lines)}
        return with_digest(replace(new, preferences=wants))
    return None


def _put(lines: tuple[Any, ...], old: Line | None, new: Line | None, place: int | None) -> tuple[Any, ...]:
    """Lines with one put back as it was: taken out if it was not there, at its old place if it was."""
    left = [one for one in lines if new is None or one.id != new.id]
    if old is not None and place is not None:
        left.insert(place - 1, replace(old, id=f"{old.id} as it was"))
    return tuple(left)


def _new_claims(old: Case, new: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Claims of ledgers that the old version did not have, with the lines that cite them."""
    known = {(one.id, claim.id) for one in old.reports if one.ledger for claim in one.ledger.claims}
    for report in new.reports:
        for claim in report.ledger.claims if report.ledger else ():
            if (report.id, claim.id) not in known:
                name = f"{report.id}#{claim.id}"
                lines = (x.id for x in elements(new) if name in [str(one) for one in x.line.evidence])
                yield name, claim.words, tuple(lines)
