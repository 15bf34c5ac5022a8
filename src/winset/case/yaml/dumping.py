"""A case written out: as a document, as data, as the text of a case file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from winset.case.evidence.admiralty import Rated, Ratings
from winset.case.model import (
    Alternatives,
    Body,
    Case,
    Deal,
    Likelihood,
    Line,
    Option,
    Ordering,
    PartialOrder,
    Perception,
    Preference,
    Ranking,
    RedLine,
    Rule,
    Statement,
    Statements,
    Unknown,
    Utilities,
    Weights,
)
from winset.case.uncertain.dependence import FROM_CLAIMS
from winset.case.yaml.document import Document
from winset.case.yaml.entries import Entry, EvidenceEntry, LineEntry
from winset.case.yaml.writing import block

NEVER = "never"

_OPEN = frozenset(
    {"reports", "parties", "options", "outcomes", "moves", "rules", "preferences", "deal", "names", "ratings"}
)


def dump(case: Case | Document) -> str:
    """The text of a case file that reads back as the same case; comments are not part of a case.

    >>> from winset.case.files import loads
    >>> case = loads('''
    ... {winset: 1, title: Bypass, parties: {council: Town council},
    ... options: {council: {permit: {one_way: yes}}},
    ... preferences: {council: {statements: [{that: "permit"}]}}}
    ... ''')
    >>> print(dump(case))
    winset: 1
    title: Bypass
    parties:
      council: Town council
    options:
      council:
        permit: {one_way: true}
    preferences:
      council: {statements: [permit]}
    <BLANKLINE>
    """
    document = case if isinstance(case, Document) else document_of(case)
    return block(data_of(document), 0, _OPEN) + "\n"


def data_of(document: Document) -> dict[str, Any]:
    """A document as bare data, each entry in its shortest form."""
    data: dict[str, Any] = _data(document)
    return data


def _data(value: Any) -> Any:
    if isinstance(value, EvidenceEntry) and value.claim is not None:
        return f"{value.report}#{value.claim}"
    if isinstance(value, Entry):
        return _entry(value)
    if isinstance(value, Mapping):
        return {key: _data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_data(item) for item in value]
    if isinstance(value, str) and value.isdecimal() and str(int(value)) == value:
        return int(value)  # text that is a number is read by its letters, and looks better bare
    return value


def _entry(entry: Entry) -> Any:
    fields = type(entry).model_fields
    names = sorted(
        fields, key=lambda name: name in LineEntry.model_fields
    )  # its own keys before every line's
    written = ((name, getattr(entry, name)) for name in names)
    given = {name: value for name, value in written if value != fields[name].default}
    if given.get("direction") == "up":
        given["direction"] = True
    if "costs" in given:
        given["costs"] = {line: NEVER if cost is None else cost for line, cost in given["costs"].items()}
    data = {name: _data(value) for name, value in given.items()}
    return data[entry.short] if entry.short and set(data) == {entry.short} else data


def document_of(case: Case) -> Document:
    """The document that describes a case, formulas as they were written."""
    fields = ("title", "question", "as_of", "source", "note")
    content: dict[str, Any] = {
        "winset": 1,
        **{name: getattr(case, name) for name in fields},
        "reports": {
            one.id: {name: getattr(one, name) for name in ("file", "title", "outlet", "published", "note")}
            for one in case.reports
        },
        "parties": {one.id: {"name": _name(one.id, one.name), **_line(one)} for one in case.parties},
        "options": _options(case),
        "outcomes": case.outcomes,
        "moves": case.moves,
        "rules": [_formula(rule) for rule in case.rules],
        "status_quo": _status_quo(case),
        "preferences": {
            party: {**_preference(want), "unknown": [_unknown(one) for one in case.unknown.get(party, ())]}
            for party, want in case.preferences.items()
        },
        "perceived": {party: _perception(one) for party, one in case.perceived.items()},
        "coalitions": case.coalitions,
        "deal": _deal(case, case.deal) if case.deal else None,
        "names": {name: str(formula) for name, formula in case.names.items()},
        "target": str(case.target) if case.target else None,
        "ratings": _ratings(case.ratings) if case.ratings else None,
        "dependence": case.dependence,
        "likelihood": FROM_CLAIMS if case.from_claims else None,
    }
    return Document.model_validate(content)


def _ratings(given: Ratings) -> dict[str, Any]:
    sources = {
        name: {**_rated(now), "history": [*map(_rated, before)]}
        for name, (*before, now) in given.sources.items()
    }
    return {"sources": sources, "claims": given.claims}


def _rated(one: Rated) -> dict[str, Any]:
    return {"reliability": one.reliability, "since": one.since, "why": one.why}


def _line(line: Line | None) -> dict[str, Any]:
    """What every line may say of itself."""
    if line is None:
        return {}
    likely = line.likelihood
    span = None if likely is None else likely.word or _span(likely)
    evidence = [{"report": one.report, "claim": one.claim, "quote": one.quote} for one in line.evidence]
    said = {"why": line.why, "evidence": evidence, "likelihood": span, "note": line.note}
    return {**said, "independent": line.independent}


def _span(likely: Likelihood) -> float | tuple[float, float]:
    return likely.low if likely.low == likely.high else (likely.low, likely.high)


def _name(own: str, name: str) -> str | None:
    return None if name == own else name


def _formula(line: Rule | Statement | RedLine) -> dict[str, Any]:
    return {"that": line.text, "name": line.name, **_line(line)}


def _options(case: Case) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for option in case.options:
        found.setdefault(option.party, {})[option.id] = _option(option)
    return found


def _option(option: Option) -> dict[str, Any]:
    levels = None if option.levels == ("no", "yes") else list(option.levels)
    one_way = {"direction": option.direction, **_line(option.one_way)} if option.direction != "both" else None
    own = {"name": _name(option.id, option.name), "levels": levels, "one_way": one_way}
    return {**own, **_line(option)}


def _status_quo(case: Case) -> dict[str, str] | None:
    """The levels that are not the first; None where the case has no status quo."""
    first = {option.id: option.levels[0] for option in case.options}
    levels = {option: level for option, level in case.status_quo.items() if first.get(option) != level}
    return levels if case.status_quo else None


def _preference(want: Preference) -> dict[str, Any]:
    strength: dict[str, Any] = {}
    if isinstance(want, Ranking | Ordering):
        strength = {"strongly_above": list(want.strongly_above)}
    elif isinstance(want, Weights | Utilities):
        strength = {"strong_difference": want.strong_difference}
    return {want.kind: _wants(want), **strength, **_line(want.line)}


def _statement(line: Statement) -> dict[str, Any]:
    return {**_formula(line), "strength": "strong" if line.strong else "weak"}


def _unknown(line: Unknown) -> dict[str, Any]:
    return {"between": list(line.texts), **_line(line)}


def _perception(line: Perception) -> dict[str, Any]:
    wants = {party: _preference(want) for party, want in line.preferences.items()}
    return {"preferences": wants, "rules": [_formula(rule) for rule in line.rules], **_line(line)}


def _wants(want: Preference) -> Any:
    data: Any
    match want:
        case Statements(statements):
            data = [_statement(one) for one in statements]
        case Weights(weights):
            data = {one.text: {"weight": one.span or one.weight, **_line(one)} for one in weights}
        case Ranking(groups) | PartialOrder(groups):
            data = [[_formula(one) for one in group] for group in groups]
        case Ordering(tiers):
            data = [list(tie) for tie in tiers]
        case Utilities(utilities):
            data = utilities
        case Alternatives(preferences):
            data = [_preference(one) for one in preferences]
    return data


def _deal(case: Case, deal: Deal) -> dict[str, Any]:
    everyone = tuple(party.id for party in case.parties)
    red_lines: dict[str, list[dict[str, Any]]] = {}
    for line in deal.red_lines:
        red_lines.setdefault(line.party, []).append(_formula(line))
    return {
        "between": None if deal.between == everyone else list(deal.between),
        "fallback": deal.fallback,
        "reservation": deal.reservation,
        "must_gain": deal.must_gain,
        "red_lines": red_lines,
        "ratified_by": [_body(body) for body in deal.ratified_by],
        "costs": {line: NEVER if cost is None else cost for line, cost in _costs(case, deal).items()},
    }


def _costs(case: Case, deal: Deal) -> dict[str, float | None]:
    """What changing each line costs, each under the number that it has in the file; of lines that are gone, nothing."""
    counts: Counter[str] = Counter()
    numbers = {}
    for line in (*case.rules, *deal.red_lines):
        kind = line.id.rpartition(" ")[0]
        counts[kind] += 1
        numbers[line.id] = f"{kind} {counts[kind]}"
    counted = tuple(f"{kind} " for kind in ("rule", *(f"red line {party.id}" for party in case.parties)))
    return {
        numbers.get(name, name): cost
        for name, cost in deal.costs.items()
        if name in numbers or not name.startswith(counted)
    }


def _body(body: Body) -> dict[str, Any]:
    own = {"body": body.name, "members": body.members, "quota": body.quota, "vetoes": body.vetoes}
    also = [{"members": threshold.members, "quota": threshold.quota} for threshold in body.also]
    side = {"also": also, "chair": body.chair, "of": body.of, "stands_for": body.stands_for}
    return {**own, **side, **_line(body)}
