"""From the document to the case: names resolved, formulas read, every line given its id and place.

Each function takes the assembly, notes what is wrong in its notebook, and returns what it could make; a case comes out
only when nothing was noted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from winset.case.document import (
    BodyEntry,
    Document,
    FormulaEntry,
    LineEntry,
    PreferenceEntry,
)
from winset.case.model import (
    Body,
    Case,
    Deal,
    Evidence,
    Likelihood,
    Line,
    Option,
    Ordering,
    Party,
    Preference,
    Ranking,
    Report,
    Rule,
    Statement,
    Statements,
    Utilities,
    Weight,
    Weights,
)
from winset.case.nodes import Path
from winset.case.notebook import Notebook


@dataclass(frozen=True)
class Assembly:
    """What every part of the work needs: the document, the notebook, the reports, and the levels of each option."""

    document: Document
    notebook: Notebook
    reports: tuple[Report, ...]
    levels: Mapping[str, Collection[str]]

    def line(self, id: str, entry: LineEntry, path: Path) -> dict[str, Any]:
        """What every line carries, as keyword arguments of `Line`."""
        return {
            "id": id,
            "place": self.notebook.place(path),
            "why": entry.why,
            "evidence": self.evidence(entry, path),
            "likelihood": self.likelihood(entry, path),
            "note": entry.note,
        }

    def evidence(self, entry: LineEntry, path: Path) -> tuple[Evidence, ...]:
        return tuple(Evidence(one.report, one.claim, one.quote) for one in entry.evidence)

    def likelihood(self, entry: LineEntry, path: Path) -> Likelihood | None:
        given = entry.likelihood
        if given is None:
            return None
        if isinstance(given, str):
            raise NotImplementedError
        low, high = given if isinstance(given, tuple) else (given, given)
        return Likelihood(low, (low + high) / 2, high)


def assemble(document: Document, notebook: Notebook, reports: tuple[Report, ...]) -> Case:
    """The case a document describes; raises CaseError with all problems, those noted before included."""
    options = {
        option: entry.levels or ["no", "yes"]
        for group in document.options.values()
        for option, entry in group.items()
    }
    levels: Mapping[str, Collection[str]] = (
        {"outcome": set(document.outcomes)} if document.is_graph else options
    )
    work = Assembly(document, notebook, reports, levels)
    case = Case(
        title=document.title,
        digest="",
        parties=_parties(work),
        options=_options(work),
        rules=_rules(work),
        preferences=_preferences(work),
        status_quo=_status_quo(work),
        question=document.question,
        as_of=document.as_of,
        source=document.source,
        note=document.note,
        reports=reports,
        coalitions=tuple(tuple(coalition) for coalition in document.coalitions),
        deal=_deal(work),
        names=_names(work),
        outcomes=document.outcomes,
        moves={party: {id: tuple(to) for id, to in arcs.items()} for party, arcs in document.moves.items()},
    )
    notebook.raise_if_any()
    return case


def party_order(document: Document) -> list[str]:
    """The parties in the order in which the options name them, then those without options."""
    return [
        *dict.fromkeys(
            [*(party for party in document.options if party in document.parties), *document.parties]
        )
    ]


def _parties(work: Assembly) -> tuple[Party, ...]:
    return tuple(
        Party(**work.line(id, entry, ("parties", id)), name=entry.name or id)
        for id, entry in ((id, work.document.parties[id]) for id in party_order(work.document))
    )


def _options(work: Assembly) -> tuple[Option, ...]:
    found = []
    for party, group in work.document.options.items():
        work.notebook.known("party", party, work.document.parties, ("options", party), key=True)
        for id, entry in group.items():
            line = work.line(id, entry, ("options", party, id))
            levels = tuple(entry.levels or ("no", "yes"))
            found.append(
                Option(**line, party=party, name=entry.name or id, levels=levels, direction=entry.one_way)
            )
    return tuple(found)


def _rules(work: Assembly) -> tuple[Rule, ...]:
    found = []
    for k, entry in enumerate(work.document.rules):
        formula = work.notebook.formula(entry.that, ("rules", k, "that"), work.levels)
        if formula is not None:
            line = work.line(f"rule {k + 1}", entry, ("rules", k))
            found.append(Rule(**line, that=formula, text=entry.that, name=entry.name))
    return tuple(found)


def _preferences(work: Assembly) -> dict[str, Preference]:
    found = {}
    for party in party_order(work.document):
        if party in work.document.preferences:
            found[party] = _preference(work, party, work.document.preferences[party])
    return found


def _preference(work: Assembly, party: str, entry: PreferenceEntry) -> Preference:
    line = Line(**work.line(f"{party} preference", entry, ("preferences", party)))
    return replace(_wanted(work, party, entry), line=line)


def _wanted(work: Assembly, party: str, entry: PreferenceEntry) -> Preference:
    path: Path = ("preferences", party, entry.kind)
    match entry.kind:
        case "statements":
            return Statements(_statements(work, party, entry.statements or [], path))
        case "weights":
            return Weights(_weights(work, party, entry, path))
        case "ranking":
            tiers = enumerate(entry.ranking or [])
            return Ranking(
                tuple(_statements(work, f"{party} {k + 1}.", tier, (*path, k)) for k, tier in tiers)
            )
        case "outcomes":
            return Ordering(tuple(tuple(tie) for tie in entry.outcomes or []))
    return Utilities(entry.utilities or {})


def _statements(work: Assembly, owner: str, entries: list[FormulaEntry], path: Path) -> tuple[Statement, ...]:
    found = []
    for k, entry in enumerate(entries):
        formula = work.notebook.formula(entry.that, (*path, k, "that"), work.levels)
        if formula is not None:
            id = f"{owner}{k + 1}" if owner.endswith(".") else f"{owner} {k + 1}"
            found.append(
                Statement(**work.line(id, entry, (*path, k)), that=formula, text=entry.that, name=entry.name)
            )
    return tuple(found)


def _weights(work: Assembly, party: str, entry: PreferenceEntry, path: Path) -> tuple[Weight, ...]:
    found = []
    for k, (text, weight) in enumerate((entry.weights or {}).items()):
        formula = work.notebook.formula(text, (*path, text), work.levels, key=True)
        if formula is not None:
            line = work.line(f"{party} {k + 1}", weight, (*path, text))
            found.append(Weight(**line, that=formula, text=text, weight=weight.weight))
    return tuple(found)


def _status_quo(work: Assembly) -> dict[str, str]:
    given = work.document.status_quo
    if given is None:
        return {}
    first = {} if work.document.is_graph else {option: [*levels][0] for option, levels in work.levels.items()}
    return {**first, **_known_levels(work, given, ("status_quo",))}


def _known_levels(work: Assembly, given: Mapping[str, str], path: Path) -> dict[str, str]:
    found = {}
    for option, level in given.items():
        if work.notebook.known(
            "option", option, work.levels, (*path, option), key=True
        ) and work.notebook.known(f'level of "{option}":', level, work.levels[option], (*path, option)):
            found[option] = level
    return found


def _deal(work: Assembly) -> Deal | None:
    entry = work.document.deal
    if entry is None:
        return None
    between = tuple(entry.between) if entry.between is not None else tuple(party_order(work.document))
    fallback = {
        party: _known_levels(work, levels, ("deal", "fallback", party))
        for party, levels in entry.fallback.items()
    }
    bodies = tuple(_body(work, body, ("deal", "ratified_by", k)) for k, body in enumerate(entry.ratified_by))
    return Deal(between, fallback, bodies)


def _body(work: Assembly, entry: BodyEntry, path: Path) -> Body:
    return Body(
        **work.line(f"body {entry.body}", entry, path),
        name=entry.body,
        members=entry.members,
        quota=entry.quota,
        vetoes=tuple(entry.vetoes),
        stands_for=entry.stands_for,
    )


def _names(work: Assembly) -> dict[str, Any]:
    formulas = {
        name: work.notebook.formula(text, ("names", name), work.levels)
        for name, text in work.document.names.items()
    }
    return {name: formula for name, formula in formulas.items() if formula is not None}
