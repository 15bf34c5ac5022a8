"""A case as values: what an analyst wrote, checked, with the place of every line kept.

`winset.case.files` reads a case file into these; `winset.case.build` makes the game. Nothing here knows YAML
or arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from winset.case.evidence.admiralty import Ratings
from winset.case.formulas.formula import Formula

if TYPE_CHECKING:
    from pathlib import Path

    from winset.game.game import Game
    from winset.reading.ledger import Ledger

Direction = Literal[
    "both", "up", "down"
]  # up: only to later levels, once taken not undone; down: only to earlier


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: file, line and column (from 1)."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a line rests on: claim `claim` of report `report`, or the report's exact words."""

    report: str
    claim: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        return f"{self.report}#{self.claim}" if self.claim else f"{self.report}: “{self.quote}”"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability that a line holds: low, best and high from 0 to 1, and the word that gave it, if any."""

    low: float
    best: float
    high: float
    word: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What every line of a case may carry: id, place, reason, evidence, likelihood (absent: certain), note.

    An `independent` line stands or falls by itself, whatever else rests on its sources.

    A party's or option's id is the one it has in the file (`council`, `build`); other lines are numbered
    where they stand: `rule 2`, `council 1` (the party's first statement or weight), `tenants 2.1` (first
    formula of the second tier), `council alternative 2.1` (first line of the second alternative), `council
    preference` (the preference as a whole), `build one way` (the mark of an option), `body Referendum`.
    """

    id: str
    place: Place | None = None
    why: str | None = None
    evidence: tuple[Evidence, ...] = ()
    likelihood: Likelihood | None = None
    note: str | None = None
    independent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report a case cites; the ledger is None when none lies beside it.

    `absent`: its text was looked for in the case's folder and is not there, so that it could not be compared.
    """

    id: str
    file: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    note: str | None = None
    ledger: Ledger | None = field(default=None, compare=False)
    absent: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Line):
    """A party to the negotiation or dispute."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Line):
    """Something its party can do: two or more ordered levels, the first when nothing is done.

    `one_way` is the mark that it goes one way, where the case says something of the mark itself.
    """

    party: str
    name: str
    levels: tuple[str, ...] = ("no", "yes")
    direction: Direction = "both"
    one_way: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Line):
    """A formula that every feasible outcome makes true; `text` is the formula as written."""

    that: Formula
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Line):
    """One ordered preference statement of a party; `text` is the formula as written.

    Of two outcomes that differ on a `strong` statement one is strongly preferred.
    """

    that: Formula
    text: str
    name: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight(Line):
    """A number added to the utility of every outcome that makes the formula true.

    Where the case gives a range, `span` is its low and high end, and `weight` the middle.
    """

    that: Formula
    text: str
    weight: float
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """Preference by ordered statements, most important first."""

    statements: tuple[Statement, ...]
    kind: Literal["statements"] = "statements"
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """Preference by weights: the sum over true formulas is a utility.

    From `strong_difference` on a difference of utilities is a strong preference; None: it never is.
    """

    weights: tuple[Weight, ...]
    kind: Literal["weights"] = "weights"
    line: Line | None = None
    strong_difference: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Preference by tiers of formulas, best first; an outcome belongs to the first tier that has it.

    The tiers numbered in `strongly_above`, from 1, are strongly preferred to the next.
    """

    tiers: tuple[tuple[Statement, ...], ...]
    kind: Literal["ranking"] = "ranking"
    line: Line | None = None
    strongly_above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ordering:
    """Preference by tiers of outcome ids, best first; ties together; `strongly_above` as in `Ranking`."""

    tiers: tuple[tuple[str, ...], ...]
    kind: Literal["outcomes"] = "outcomes"
    line: Line | None = None
    strongly_above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Utilities:
    """Preference by a number for every outcome id; `strong_difference` as in `Weights`."""

    utilities: Mapping[str, float]
    kind: Literal["utilities"] = "utilities"
    line: Line | None = None
    strong_difference: float | None = None


Determined = Statements | Weights | Ranking | Ordering | Utilities


@dataclass(frozen=True, slots=True)
class PartialOrder:
    """Preference known in part: chains of formulas, each best first; the rest of the order is not known.

    A ranking of all the formulas that keeps every chain is a `Ranking` with one formula in each tier.
    """

    chains: tuple[tuple[Statement, ...], ...]
    kind: Literal["prefers"] = "prefers"
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of several preferences, it is not known which; the likelihood of each stands on its `line`."""

    preferences: tuple[Determined | PartialOrder, ...]
    kind: Literal["one_of"] = "one_of"
    line: Line | None = None

    @property
    def likeliest(self) -> Determined | PartialOrder:
        """The most likely of them, the first among equals: the one taken where one must be."""
        lines = [one.line for one in self.preferences]
        shares = [line.likelihood.best if line and line.likelihood else 0 for line in lines]
        return self.preferences[shares.index(max(shares))]


# In each, `line` is the preference as a whole: its place, and what it as a whole rests on.
Preference = Determined | PartialOrder | Alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Line):
    """Comparisons of a party that nobody knows: between an outcome of one formula and one of the other."""

    between: tuple[Formula, Formula]
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perception(Line):
    """How a party sees the conflict where it sees it otherwise than it is; see `winset.case.perception`.

    preferences: what it takes other parties to want. rules: what it takes to hold beside the case's rules.
    """

    preferences: Mapping[str, Preference] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


Dependence = Literal["sources", "shared", "none"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The weight that members who say yes must carry together; None: all of it."""

    members: Mapping[str, float]
    quota: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Line):
    """A body that ratifies: members with weights, a quota, vetoes, and the party each member stands for.

    `also` are further thresholds over the same members, all to be met; `chair` decides when votes are split
    in half; `of` is the party on whose side the body stands. A member whom `stands_for` leaves out is a
    party.
    """

    name: str
    members: Mapping[str, float]
    quota: float | None = None  # None: unanimity
    vetoes: tuple[str, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)
    also: tuple[Threshold, ...] = ()
    chair: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine(Line):
    """What a party insists on in any agreement: a formula that must be true."""

    party: str
    that: Formula
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """What an agreement needs: whose consent, what each has without it, and who ratifies.

    `reservation` is a utility that stands for a party's fallback where no outcome does; parties in
    `must_gain` consent only to what is better than their fallback; `costs` is what changing a line costs
    (None: never).
    """

    between: tuple[str, ...]
    fallback: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # party: {option: level}; absent: status quo
    ratified_by: tuple[Body, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    must_gain: tuple[str, ...] = ()
    reservation: Mapping[str, float] = field(default_factory=dict)
    costs: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A negotiation or dispute as an analyst described it.

    Parties stand in the order in which the options name them, then those without options; options in the
    file's order. Both orders number outcomes and index arrays everywhere. In graph form `options` and `rules`
    are empty and `outcomes` and `moves` say what exists. `status_quo` is a level for every option (option
    form), or `{"outcome": id}` (graph form), or empty where the case has none. `dependence` is which
    uncertain lines stand or fall together (`winset.case.uncertain.dependence`).
    """

    title: str
    digest: str
    parties: tuple[Party, ...]
    options: tuple[Option, ...] = ()
    rules: tuple[Rule, ...] = ()
    preferences: Mapping[str, Preference] = field(default_factory=dict)
    status_quo: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, tuple[Unknown, ...]] = field(default_factory=dict)  # by party
    perceived: Mapping[str, Perception] = field(default_factory=dict)  # by party
    question: str | None = None
    as_of: str | None = None
    source: str | None = None
    note: str | None = None
    reports: tuple[Report, ...] = ()
    coalitions: tuple[tuple[str, ...], ...] = ()
    deal: Deal | None = None
    names: Mapping[str, Formula] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)  # graph form: id to name
    moves: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # graph form
    target: Formula | None = None  # what the question asks for
    dependence: Dependence = "sources"
    ratings: Ratings | None = None  # how good its sources and claims are, where the case says
    from_claims: bool = False  # whether lines without a likelihood take it from the claims they cite
    path: Path | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        made_of = f"{len(self.outcomes)} outcomes" if self.is_graph else f"{len(self.options)} options"
        return f'<Case "{self.title}": {len(self.parties)} parties, {made_of}, digest {self.digest[:12]}>'

    @property
    def is_graph(self) -> bool:
        """Whether the case lists its outcomes and moves instead of options."""
        return bool(self.outcomes)

    def __getstate__(self) -> dict[str, object]:
        # The built game is kept with its case, but not pickled with it: it is made again where it is needed.
        return {name: value for name, value in vars(self).items() if name != "_built"}

    def game(self, max_outcomes: int | None = None) -> Game:
        """The case made computable; see `winset.case.build.build`."""
        from winset.case.build import build

        return build(self, max_outcomes).game
