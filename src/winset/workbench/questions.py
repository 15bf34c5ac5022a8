"""The questions that take long, each from a case to plain data: what to show, and what could be tried.

They run in a process of their own (`winset.workbench.worker`), which can be ended. Nothing is computed here: each
question is one analysis, and what it found is put into rows. A row's `try` is the change it proposes
(`winset.workbench.versions.trying`), absent where no single change of the text would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from winset.analysis.blocking.obstacles import element_words
from winset.analysis.stability import TITLES
from winset.analysis.unlock import unlock
from winset.analysis.why_not import why_not
from winset.case.build import build
from winset.case.model import Case, Ordering, Ranking, Statements, Weights
from winset.reading.reading import read
from winset.workbench.places import path_of

if TYPE_CHECKING:
    from winset.analysis.bargaining.agreement import Element
    from winset.analysis.blocking.obstacles import Obstacle
    from winset.analysis.unlock import Unlock

SEEN = 0.005  # how far a line must move a probability for a reader to see it

Row = dict[str, Any]
Progress = Callable[[int, int], None]


def unlocking(case: Case, target: str) -> dict[str, Any]:
    """What would let a target in, cheapest first; then single statements whose move would."""
    found = unlock(case, target)
    rows = [_unlocking_row(case, found, one.obstacles, one.example) for one in found.told]
    names = {party.id: party.name for party in case.parties}
    for one in found.restatements:
        path = path_of(case, one.statement.id)
        words = f"{names[one.party]} moves “{one.statement.text}” from place {one.place} to {one.to}"
        moves = [{"do": "move", "path": path, "to": one.to - 1}] if path else None
        rows.append(
            _row(
                words,
                f"lets in {found.label(one.example)}",
                moves,
                [one.statement.id],
                map(str, one.statement.evidence),
                words,
            )
        )
    table = found.tables()[0] if found.tables() else None
    return {
        "title": f"What would let in: {target}",
        "rows": rows,
        "notes": list(table.notes) if table else [],
    }


def _unlocking_row(case: Case, found: Unlock, obstacles: Iterable[Obstacle], example: int) -> Row:
    each = list(obstacles)
    words = "; ".join(element_words(found.agreement, one.element) for one in each)
    steps, said = _steps(case, [one.element for one in each], found.target)
    lines = [line.id for one in each for line in one.lines]
    claims = dict.fromkeys(claim for one in each for claim in one.claims)
    return _row(
        f"Taken out of the way together: {words}",
        f"lets in, for example, {found.label(example)}",
        steps,
        lines,
        claims,
        said,
    )


def _steps(case: Case, elements: list[Element], target: str) -> tuple[list[Row] | None, str]:
    """The changes of the text that take elements out of the way, and in words; None where one of them cannot be."""
    steps: dict[str, tuple[Row, str]] = {}
    formula = str(case.names[target]) if target in case.names else target
    for one in elements:
        owner = str(one.owner)
        if one.kind in ("rule", "red line"):
            path = path_of(case, one.id)
            step, said = Row(do="out", path=path), f"{one.id} taken out"
            if path is None:
                return None, ""
        elif one.kind in ("refusal", "instability"):
            if not isinstance(case.preferences.get(owner), Statements | Ranking | Weights | Ordering):
                return None, ""
            step = {"do": "first", "party": owner, "formula": formula, "outcomes": _outcomes(case, formula)}
            said = f"{owner} wants “{formula}” above all"
        elif one.kind == "threshold" and case.deal is not None:
            place = [body.name for body in case.deal.ratified_by].index(owner)
            step, said = {"do": "out", "path": ["deal", "ratified_by", place]}, f"no ratification by {owner}"
        else:
            return None, ""
        steps[said] = (step, said)
    return [step for step, _ in steps.values()], "; ".join(steps)


def _outcomes(case: Case, formula: str) -> list[str]:
    """The ids of a graph form's outcomes of which a formula is so."""
    built = build(case)
    holds = built.masks(built.formula(formula)) if case.is_graph else ()
    return [outcome for outcome, one in zip(case.outcomes, holds) if one]


def keeping_out(case: Case, target: str) -> dict[str, Any]:
    """What keeps a target out, smallest sets first."""
    found = why_not(case, target)
    rows = []
    for one in found.told:
        words = "; ".join(element_words(found.agreement, each.element) for each in one.obstacles)
        lines = [line.id for each in one.obstacles for line in each.lines]
        claims = dict.fromkeys(claim for each in one.obstacles for claim in each.claims)
        rows.append(_row(words, "", None, lines, claims, ""))
    return {"title": f"What keeps out: {target}", "rows": rows, "notes": list(found.tables()[0].notes)}


def surety(case: Case, target: str, progress: Progress) -> dict[str, Any]:
    """How probable it is that each outcome holds, over the likelihoods of the case."""
    from winset.analysis.robustness import robustness
    from winset.analysis.variants.running import Run

    found = robustness(case, target or None, ("nash", "seq"), workers=Run(progress=progress))
    rows = []
    surest = sorted(found.likely, key=lambda index: -found.equilibrium(index, "seq").best)
    for index in surest[:10]:
        firm, guarded = found.equilibrium(index, "nash"), found.equilibrium(index, "seq")
        rows.append(
            {
                **_row(found.question.label(index), "", None, [], [], ""),
                "firm": firm.best,
                "held": guarded.best,
                "shown": str(guarded),
            }
        )
    notes = [note for table in found.tables() for note in table.notes]
    return {"title": "How sure: the probability that each outcome holds", "rows": rows, "notes": notes}


def minds(case: Case, target: str, concept: str, progress: Progress) -> dict[str, Any]:
    """What the answer hangs on: lines by how far they move it, and findings that would change our mind."""
    from winset.analysis.influence import influence
    from winset.analysis.variants.running import Run

    found = influence(case, target or None, concept, workers=Run(progress=progress))
    rows: list[Row] = []
    for one in found.elements[:10]:
        low, high = one.given(0), one.given(1)
        path = path_of(case, one.element.line.id)
        if low is None or high is None or not one.element.holds_or_not or abs(high - low) < SEEN:
            continue
        text = getattr(one.element.line, "text", one.element.id)
        steps = [{"do": "out", "path": path}] if path else None
        claims = [str(each) for each in one.element.line.evidence if each.claim]
        row = _row(
            f"{one.element.id}: {text}",
            f"{_percent(high)} if it is so, {_percent(low)} if it is not",
            steps,
            [one.element.line.id],
            claims,
            f"{one.element.id} taken out",
        )
        rows.append({**row, "low": low, "high": high, "now": found.probability.best})
    notes = [
        f"The target: {found.target}. The probability that it holds in some {TITLES[concept]} equilibrium: {found.probability}."
    ]
    if not rows:
        notes.append("No uncertain line moves this by itself.")
    flips = [_flip(case, dict(findings), given) for findings, given in found.flips[:6]]
    return {"title": "What the answer hangs on", "rows": rows + [one for one in flips if one], "notes": notes}


def _flip(case: Case, findings: Mapping[Any, int], given: float) -> Row | None:
    """A smallest set of findings that flips the bottom line; None where one of them is not yes or no."""
    if not all(element.holds_or_not for element in findings):
        return None
    said = " and ".join(
        f"{element.id} {'is so' if state else 'is not so'}" for element, state in findings.items()
    )
    steps = [
        {"do": "certain" if state else "out", "path": path_of(case, element.line.id)}
        for element, state in findings.items()
    ]
    placed = all(step["path"] for step in steps)
    lines = [element.line.id for element in findings]
    claims = [str(each) for element in findings for each in element.line.evidence if each.claim]
    return _row(
        f"It would change our mind if {said}",
        f"the answer becomes {_percent(given)}",
        steps if placed else None,
        lines,
        claims,
        said,
    )


def reading(text: str, outlet: str, published: str) -> dict[str, Any]:
    """The ledger of a report."""
    return read(text, outlet=outlet or None, published=published or None).to_dict()


def _percent(share: float) -> str:
    from winset.analysis.variants.probability import percent

    return percent(share)


def _row(
    words: str, then: str, steps: list[Row] | None, lines: Iterable[str], claims: Iterable[str], said: str
) -> Row:
    return {
        "words": words,
        "then": then,
        "try": steps or None,
        "lines": list(dict.fromkeys(lines)),
        "claims": list(dict.fromkeys(claims)),
        "try_words": said,
    }
