"""Negotiation domains of Genius and GeniusWeb: a domain and its profiles (XML), read as a case.

A domain has issues with values; a profile gives one side's weights of issues and evaluations of values, and
what it has without agreement (the reservation value). The utility of a bid is the sum over issues of weight
times evaluation over the largest evaluation (Lin et al., Computational Intelligence 30, 2014). As a case:
each side is a party at the table, the issues are options of the negotiating table, because nobody decides
an issue alone, and the reservation values are the fallbacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from pathlib import Path

from winset.case.digest import with_digest
from winset.case.foreign import markup
from winset.case.foreign.markup import Element
from winset.case.foreign.names import distinct, word
from winset.case.formulas.formula import Atom
from winset.case.model import Case, Deal, Option, Party, Preference, Statements, Weight, Weights
from winset.errors import ForeignFileError, Problem

STEPS = 11  # levels a range of numbers with more of them is cut into
MAX_FILES = 50
TABLE = "table"


@dataclass(frozen=True)
class Issue:
    """An issue of a domain: its name and its values, in order; `numbers` where they are steps of a range."""

    name: str
    values: tuple[str, ...]
    numbers: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Profile:
    """One side's profile: worth of each value by issue, the reservation value, and what could not be kept."""

    name: str
    worth: Mapping[str, Mapping[str, float]]
    reservation: float
    left_out: tuple[str, ...]


def load(path: str | Path) -> Case:
    """The case of a domain: its folder, or its domain file with the profiles beside it.

    The case's note says what was left out. Raises ForeignFileError where there is no domain, fewer than two
    profiles fit it, or a file cannot be read.
    """
    given = Path(path)
    folder = given if given.is_dir() else given.parent
    files = sorted(folder.glob("*.xml"))[:MAX_FILES]
    roots = {file: markup.load(file) for file in (files if given.is_dir() else [given, *files])}
    domain = _domain(given, roots)
    issues = _issues(roots[domain], domain)
    profiles, misfits = _profiles(roots, domain, issues)
    if len(profiles) < 2:
        hint = "put the profiles beside the domain file, one for each side"
        found = f"{len(profiles)} of the files beside it fit it"
        raise ForeignFileError(
            [Problem(f"a domain needs two profiles or more: {found}", str(domain), hint=hint)]
        )
    return with_digest(_case(domain, issues, profiles, misfits))


def _domain(given: Path, roots: Mapping[Path, Element]) -> Path:
    """The domain file: the one given, or the first without evaluations."""
    candidates = list(roots) if given.is_dir() else [given]
    for path in candidates:
        if any(roots[path].every("issue")) and not _is_profile(roots[path]):
            return path
    hint = "give the domain file (it has issues and values, but no evaluations), or its folder"
    raise ForeignFileError([Problem("not a negotiation domain", str(given), hint=hint)])


def _is_profile(root: Element) -> bool:
    return any(root.every("weight")) or any("evaluation" in item.attributes for item in root.every("item"))


def _issues(root: Element, path: Path) -> list[Issue]:
    """The issues of a domain, nested objectives flattened."""
    found = []
    for element in root.every("issue"):
        name = element.attributes.get("name", "")
        values = tuple(item.attributes.get("value", "") for item in element.own("item"))
        bounds = next(iter(element.own("range")), element).attributes
        if values:
            found.append(Issue(name, values))
        elif "lowerbound" in bounds and "upperbound" in bounds:
            whole = element.attributes.get("vtype", element.attributes.get("type")) == "integer"
            found.append(
                _range(
                    name,
                    _number(bounds["lowerbound"], path, element),
                    _number(bounds["upperbound"], path, element),
                    whole,
                )
            )
        else:
            raise ForeignFileError([Problem(f'issue "{name}" has no values', str(path), element.line)])
    return found


def _range(name: str, low: float, high: float, whole: bool) -> Issue:
    if whole and high - low < STEPS:
        numbers = tuple(low + k for k in range(int(high - low) + 1))
    else:
        numbers = tuple(low + (high - low) * k / (STEPS - 1) for k in range(STEPS))
    return Issue(name, tuple(f"{number:.6g}" for number in numbers), numbers)


def _profiles(
    roots: Mapping[Path, Element], domain: Path, issues: list[Issue]
) -> tuple[list[Profile], list[str]]:
    """The profiles that fit a domain, in the order of their files, and the files that do not."""
    found, misfits = [], []
    for path, root in roots.items():
        if path.resolve() == domain.resolve() or not _is_profile(root):
            continue
        names = {element.attributes.get("name") for element in root.every("issue")}
        if names == {issue.name for issue in issues}:
            found.append(_profile(path, root, issues))
        else:
            misfits.append(f"{path.name} (its issues are others)")
    return found, misfits


def _profile(path: Path, root: Element, issues: list[Issue]) -> Profile:
    weights = _weights(root, path)
    worth, left_out = {}, []
    elements = {element.attributes.get("name", ""): element for element in root.every("issue")}
    for issue in issues:
        element = elements[issue.name]
        weight = weights.get(element.attributes.get("index", ""), 1.0)
        shares = (
            _evaluations(issue, path, element) if issue.numbers is None else _linear(issue, element, path)
        )
        if shares is None:
            left_out.append(f"the evaluation of {issue.name} (not linear)")
            continue
        worth[issue.name] = {value: weight * share for value, share in zip(issue.values, shares)}
    discount = next((one.attributes.get("value", "1") for one in root.every("discount_factor")), "1")
    left_out += [f"the discount factor {discount}"] if discount not in ("1", "1.0", "0", "0.0") else []
    reserve = next((one for one in root.every("reservation")), None)
    reservation = _number(reserve.attributes.get("value", "0"), path, reserve) if reserve else 0.0
    return Profile(path.stem, worth, reservation, tuple(left_out))


def _weights(root: Element, path: Path) -> dict[str, float]:
    """Weights of issues by their index, those of nested objectives multiplied down."""
    found: dict[str, float] = {}

    def walk(objective: Element, above: float) -> None:
        own = {
            one.attributes.get("index", ""): _number(one.attributes.get("value", "0"), path, one)
            for one in objective.own("weight")
        }
        for child in objective.children:
            index = child.attributes.get("index", "")
            if child.name == "issue":
                found[index] = above * own.get(index, 1.0)
            elif child.name == "objective":
                walk(child, above * own.get(index, 1.0))

    for objective in [
        *root.own("objective"),
        *(o for u in root.own("utility_space") for o in u.own("objective")),
    ]:
        walk(objective, 1.0)
    return found


def _evaluations(issue: Issue, path: Path, element: Element) -> list[float]:
    given = {item.attributes.get("value", ""): item for item in element.own("item")}
    for value in issue.values:
        if value not in given or "evaluation" not in given[value].attributes:
            message = f'no evaluation of "{value}" in issue "{issue.name}"'
            raise ForeignFileError([Problem(message, str(path), element.line)])
    values = [_number(given[value].attributes["evaluation"], path, given[value]) for value in issue.values]
    largest = max(values)
    return [value / largest if largest > 0 else 0.0 for value in values]


def _linear(issue: Issue, element: Element, path: Path) -> list[float] | None:
    """Evaluations of a range: offset plus slope times the number; None for any other kind of function."""
    evaluator = next(
        (one for one in element.own("evaluator") if one.attributes.get("ftype") == "linear"), None
    )
    if evaluator is None or issue.numbers is None:
        return None
    offset = _number(
        evaluator.attributes.get("offset", evaluator.attributes.get("parameter0", "0")), path, evaluator
    )
    slope = _number(
        evaluator.attributes.get("slope", evaluator.attributes.get("parameter1", "0")), path, evaluator
    )
    return [min(1.0, max(0.0, offset + slope * number)) for number in issue.numbers]


def _case(domain: Path, issues: list[Issue], profiles: list[Profile], misfits: list[str]) -> Case:
    sides = distinct([word(profile.name, f"side_{k + 1}") for k, profile in enumerate(profiles)], {TABLE})
    ids = distinct([word(issue.name, f"issue_{k + 1}") for k, issue in enumerate(issues)], {TABLE, *sides})
    options = tuple(
        Option(id=one, party=TABLE, name=issue.name or one, levels=tuple(distinct(issue.values, set())))
        for one, issue in zip(ids, issues)
    )
    table = Party(
        id=TABLE, name="The negotiating table", note="decides nothing alone: its options are the issues"
    )
    preferences: dict[str, Preference] = {TABLE: Statements(())}
    for side, profile in zip(sides, profiles):
        preferences[side] = Weights(tuple(_lines(side, options, issues, profile)))
    return Case(
        title=domain.stem,
        digest="",
        source=f"{domain.name}, a Genius negotiation domain with {len(profiles)} profiles",
        note=_note(issues, profiles, misfits),
        parties=(table, *(Party(id=side, name=profile.name) for side, profile in zip(sides, profiles))),
        options=options,
        preferences=preferences,
        deal=Deal(tuple(sides), reservation={s: p.reservation for s, p in zip(sides, profiles)}),
        path=domain,
    )


def _lines(side: str, options: Iterable[Option], issues: list[Issue], profile: Profile) -> Iterable[Weight]:
    number = 0
    for option, issue in zip(options, issues):
        for level, value in zip(option.levels, issue.values):
            worth = profile.worth.get(issue.name, {}).get(value, 0.0)
            if worth:
                number += 1
                that = Atom(option.id, "=", level)
                yield Weight(id=f"{side} {number}", that=that, text=str(that), weight=worth)


def _note(issues: list[Issue], profiles: list[Profile], misfits: list[str]) -> str | None:
    """What was left out or changed, for the reader of the case."""
    cut = [issue.name for issue in issues if issue.numbers is not None and len(issue.numbers) == STEPS]
    said = [f"{issue} was cut into {STEPS} steps" for issue in cut]
    said += [
        f"left out of {profile.name}: {', '.join(profile.left_out)}"
        for profile in profiles
        if profile.left_out
    ]
    said += [f"not read: {misfit}" for misfit in misfits]
    return ("What did not fit: " + "; ".join(said) + ".") if said else None


def _number(text: str, path: Path, element: Element) -> float:
    try:
        number = float(text)
    except ValueError:
        number = inf
    if not isfinite(number):
        raise ForeignFileError([Problem(f'"{text}" is not a number', str(path), element.line)])
    return number
