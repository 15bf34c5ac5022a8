"""Actor tables of KTAB's spatial model of politics (CSV): positions, saliences and influence on one or more scales.

The first line names the scenario and says how many actors and dimensions there are, the second names the
columns, then one line an actor: name, description, influence, and position and salience in each dimension
(0 to 100).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from winset.case.digest import with_digest
from winset.case.foreign.names import distinct, word
from winset.case.formulas.formula import Atom
from winset.case.model import Case, Option, Party, Preference, Statements, Weight, Weights
from winset.errors import ForeignFileError, Problem

MAX_CHARACTERS = 4_000_000
MAX_ACTORS = 1_000
TABLE = "outcome"
SCALE = (0.0, 100.0)


@dataclass(frozen=True)
class Row:
    """One actor: its influence, and position and salience (0 to 100) by dimension."""

    name: str
    description: str
    influence: float
    positions: tuple[float, ...]
    saliences: tuple[float, ...]


@dataclass(frozen=True)
class ActorTable:
    """A table: the scenario's name, its dimensions, its actors."""

    title: str
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: str | Path) -> ActorTable:
    """The actor table in a file; raises ForeignFileError with every problem."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as opened:
            text = opened.read(MAX_CHARACTERS + 1)
    except OSError as error:
        raise ForeignFileError([Problem(f"cannot be read: {error.strerror}", str(path))]) from None
    except UnicodeDecodeError:
        raise ForeignFileError([Problem("not an actor table: it is not UTF-8 text", str(path))]) from None
    return parse_table(text, str(path))


def parse_table(text: str, name: str = "actors.csv") -> ActorTable:
    """The actor table a text describes; `name` stands for the file. Raises ForeignFileError.

    >>> table = parse_table('''Grain, A made-up scenario, 2, 1
    ... Actor, Description, Influence, Tariff Position, Tariff Salience
    ... North, the north, 50, 20, 80
    ... South, the south, 30, 90, 40''')
    >>> table.dimensions, table.rows[1].positions, table.rows[1].saliences
    (('Tariff',), (90.0,), (40.0,))
    """
    if len(text) > MAX_CHARACTERS:
        raise ForeignFileError(
            [Problem(f"the file is too long: at most {MAX_CHARACTERS:,} characters", name)]
        )
    lines = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), skipinitialspace=True)]
    lines = [row[:-1] if row and not row[-1] else row for row in lines]
    lines = [row for row in lines if row]
    title, count, dimensions = _heading(lines, name)
    names = _dimensions(lines[1], dimensions)
    problems: list[Problem] = []
    rows = [_row(row, k + 3, dimensions, name, problems) for k, row in enumerate(lines[2 : 2 + count])]
    if len(lines) - 2 != count:
        problems.append(Problem(f"{count} actors are announced and {len(lines) - 2} are there", name, 1))
    if repeated := {row.name for row in rows if row and [r.name for r in rows if r].count(row.name) > 1}:
        problems.append(Problem(f'actor "{min(repeated)}" is there more than once', name))
    if problems:
        raise ForeignFileError(problems)
    return ActorTable(title, names, tuple(row for row in rows if row))


def load(path: str | Path) -> Case:
    """The case of an actor table: what fits of it; the case's note says what does not."""
    return with_digest(as_case(read_table(path), Path(path)))


def as_case(table: ActorTable, path: Path | None = None) -> Case:
    """The case of a table: one option a dimension, with the actors' positions as levels, decided by nobody alone.

    An actor's utility falls with the distance of each dimension's level from its position, weighted by
    salience.
    """
    parties = distinct([word(row.name, f"actor_{k + 1}") for k, row in enumerate(table.rows)], {TABLE})
    ids = distinct([word(one, f"issue_{k + 1}") for k, one in enumerate(table.dimensions)], {TABLE, *parties})
    levels = [sorted({row.positions[k] for row in table.rows}) for k in range(len(ids))]
    options = tuple(
        Option(id=one, party=TABLE, name=name, levels=tuple(f"{level:g}" for level in own))
        for one, name, own in zip(ids, table.dimensions, levels)
    )
    preferences: dict[str, Preference] = {TABLE: Statements(())}
    for party, row in zip(parties, table.rows):
        preferences[party] = Weights(tuple(_weights(party, row, options, levels)))
    own = (Party(id=p, name=row.name, note=row.description or None) for p, row in zip(parties, table.rows))
    return Case(
        title=table.title,
        digest="",
        source=f"{path.name if path else 'a table'}, a KTAB actor table",
        note="What did not fit: the actors' influence (`winset forecast` uses it), and any status quo, which a table"
        " does not have.",
        parties=(Party(id=TABLE, name="The outcome", note="decides nothing alone"), *own),
        options=options,
        preferences=preferences,
        path=path,
    )


def _weights(party: str, row: Row, options: tuple[Option, ...], levels: list[list[float]]) -> list[Weight]:
    found: list[Weight] = []
    for k, option in enumerate(options):
        for name, level in zip(option.levels, levels[k]):
            loss = abs(level - row.positions[k]) * row.saliences[k] / 100
            if loss:
                that = Atom(option.id, "=", name)
                found.append(
                    Weight(id=f"{party} {len(found) + 1}", that=that, text=str(that), weight=-round(loss, 9))
                )
    return found


def _heading(lines: list[list[str]], name: str) -> tuple[str, int, int]:
    hint = "the first line is: name, description, number of actors, number of dimensions"
    try:
        title, _, actors, dimensions = lines[0][:4]
        count, many = int(actors), int(dimensions)
    except (IndexError, ValueError):
        raise ForeignFileError([Problem("not an actor table", name, 1, hint=hint)]) from None
    if not (1 <= count <= MAX_ACTORS and many >= 1 and len(lines) > 2 and len(lines[1]) >= 3 + 2 * many):
        raise ForeignFileError(
            [Problem("the numbers of actors and dimensions do not fit", name, 1, hint=hint)]
        )
    return title, count, many


def _dimensions(columns: list[str], many: int) -> tuple[str, ...]:
    """The dimensions' names: what the position columns say beside the word position."""
    names = [columns[3 + 2 * k] for k in range(many)]
    short = [" ".join(w for w in name.split() if w.lower() not in ("position", "pos")) for name in names]
    return tuple(distinct([one or f"Issue {k + 1}" for k, one in enumerate(short)], set()))


def _row(row: list[str], line: int, many: int, name: str, problems: list[Problem]) -> Row | None:
    if len(row) < 3 + 2 * many:
        problems.append(Problem(f"{3 + 2 * many} columns are needed, not {len(row)}", name, line))
        return None
    numbers = [_number(text) for text in row[2 : 3 + 2 * many]]
    for text, value in zip(row[2:], numbers):
        if value is None:
            problems.append(Problem(f'"{text}" is not a number of zero or more', name, line))
            return None
    values = [value or 0.0 for value in numbers]
    positions, saliences = values[1::2], values[2::2]
    if any(value > SCALE[1] for value in positions):
        problems.append(Problem(f'a position of "{row[0]}" is off the scale 0 to 100', name, line))
    return Row(row[0], row[1], values[0], tuple(positions), tuple(saliences))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and value >= 0 else None


def by_dimension(table: ActorTable) -> Mapping[str, dict[str, tuple[float, float, float]]]:
    """By dimension and actor: position, influence, and salience as a share from 0 to 1."""
    return {
        dimension: {row.name: (row.positions[k], row.influence, row.saliences[k] / 100) for row in table.rows}
        for k, dimension in enumerate(table.dimensions)
    }
