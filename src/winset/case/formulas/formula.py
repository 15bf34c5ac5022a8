"""The language of rules, statements and targets: from text to a frozen tree and back, and what a tree says.

An option's name alone is true when the option is not at its first level; `o = level`, `o != level` and
`o >= level` compare. A name or a level that is not one word stands in quotes. Tightest first:

    comparison      o = level   o != level   o >= level
    not             not A
    and             A and B
    xor             A xor B                      an odd number of them true
    or              A or B
    conditionals    A -> B, A only if B          B, or not A; a chain groups to the right: A -> (B -> C)
                    A if B                       A, or not B
                    A unless B                   A or B
    equivalences    A <-> B, A iff B             equal truth values (in a chain: an even number of them false)

`at least 2 of (A, B, C)`, `at most one of (...)` and `exactly one of (...)` count. Different conditionals
do not mix without parentheses, and `if` does not chain: the words do not say which grouping was meant.

>>> str(parse("permit if build and not toll=high"))
'build and not toll = high -> permit'
>>> levels = {"build": ["no", "yes"], "toll": ["none", "low", "high"]}
>>> evaluate(parse("build -> toll >= low"), {"build": "yes", "toll": "none"}, levels)
False
>>> parse("permit if build toll")
Traceback (most recent call last):
winset.case.formulas.formula.FormulaError: a connective is missing before "toll", at character 17 (write "and", ...)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_, eq, ge, le, ne, or_, xor
from typing import Any, Literal

from winset.errors import ArgumentError

RESERVED = frozenset({"and", "or", "not", "xor", "if", "iff", "only", "unless", "at", "exactly"})
"""Words that name an option or a level only in quotes."""

WORD = r"(?:[-+](?=\d))?\w+(?:[.\-]\w+)*%?"
"""What names an option or a level without quotes: words, numbers and percentages, dotted or hyphened."""

Sign = Literal["=", "!=", ">="]
Bound = Literal["at least", "at most", "exactly"]


class FormulaError(ArgumentError):
    """A formula cannot be read: `message`, `offset` (characters from 0) and `hint`, the remedy or None."""

    def __init__(self, message: str, offset: int, hint: str | None = None):
        self.message, self.offset, self.hint = message, offset, hint
        super().__init__(f"{message}, at character {offset + 1}" + (f" ({hint})" if hint else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.offset, self.hint)


# --- The tree ---


class Formula:
    """A formula as a frozen, hashable tree; `str` writes it so that it parses to an equal tree."""

    __slots__ = ()

    def __str__(self) -> str:
        return _written(self)


@dataclass(frozen=True, slots=True)
class Atom(Formula):
    """An option not at its first level (no sign), or compared with a level; offsets do not count in `==`."""

    option: str
    sign: Sign | None = None
    level: str | None = None
    at: int = field(default=0, compare=False)
    level_at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not(Formula):
    """True when the item is false."""

    item: Formula


@dataclass(frozen=True, slots=True)
class And(Formula):
    """True when every item is."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Xor(Formula):
    """True when an odd number of items are."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or(Formula):
    """True when some item is."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Implies(Formula):
    """True when the consequence is, or the condition is not."""

    condition: Formula
    consequence: Formula


@dataclass(frozen=True, slots=True)
class Iff(Formula):
    """True when an even number of items are false: for two items, when they are equal."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Count(Formula):
    """True when at least, at most or exactly `number` of the items are."""

    bound: Bound
    number: int
    items: tuple[Formula, ...]


def _parts(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Atom():
            return ()
        case Not(item):
            return (item,)
        case Implies(condition, consequence):
            return condition, consequence
        case And(items) | Xor(items) | Or(items) | Iff(items) | Count(items=items):
            return items
    raise ArgumentError(f"not a formula: {formula!r}")


def parse(text: str) -> Formula:
    """The formula a text writes.

    Raises FormulaError with the offset and the remedy, and nothing else for a text, however long or deep.

    >>> parse("at least 2 of (a, b = full, not c)").number
    2
    >>> parse("a == b")
    Traceback (most recent call last):
    winset.case.formulas.formula.FormulaError: "==" is not part of the language, at character 3 (write "=")
    """
    from winset.case.formulas.grammar import read

    if not isinstance(text, str):
        raise ArgumentError(f"a formula is a text, not {type(text).__name__}")
    return read(text)


# --- What it says ---

_COMBINED: dict[type[Formula], Callable[[Any, Any], Any]] = {And: and_, Or: or_, Xor: xor, Iff: xor}
_COUNTED: dict[Bound, Callable[[Any, Any], Any]] = {"at least": ge, "at most": le, "exactly": eq}
_COMPARED: dict[Sign, Callable[[Any, Any], Any]] = {"=": eq, "!=": ne, ">=": ge}


def truth(formula: Formula, atom: Callable[[Atom], Any]) -> Any:
    """Truth from the truth of the atoms: of bools a bool, of boolean arrays an array, broadcast."""
    if isinstance(formula, Atom):
        return atom(formula)
    values = [truth(part, atom) for part in _parts(formula)]
    match formula:
        case Not():
            return values[0] ^ True
        case Implies():
            return (values[0] ^ True) | values[1]
        case Count(bound, number):
            return _COUNTED[bound](sum(values), number)
    result = reduce(_COMBINED[type(formula)], values)
    # An even number of false items: the parity of the true ones, turned when the items are even in number.
    return result ^ (len(values) % 2 == 0) if isinstance(formula, Iff) else result


def holds(atom: Atom, level: Any, levels: Sequence[str]) -> Any:
    """Whether an atom is true with its option at `level`, a number from 0 in `levels`, or an array."""
    if atom.sign is None or atom.level is None:
        return level > 0
    return _COMPARED[atom.sign](level, levels.index(atom.level))


def evaluate(formula: Formula, levels: Mapping[str, str], options: Mapping[str, Sequence[str]]) -> bool:
    """Whether a formula is true of one outcome: `levels` names its levels, `options` all levels in order."""

    def at_outcome(atom: Atom) -> bool:
        order = options[atom.option]
        return bool(holds(atom, order.index(levels[atom.option]), order))

    return bool(truth(formula, at_outcome))


def atoms(formula: Formula) -> Iterator[Atom]:
    """The atoms of a formula from left to right."""
    if isinstance(formula, Atom):
        yield formula
    for part in _parts(formula):
        yield from atoms(part)


def options_of(formula: Formula) -> tuple[str, ...]:
    """The options a formula mentions, each once, from left to right.

    >>> options_of(parse("build -> permit and (toll = high or not build)"))
    ('build', 'permit', 'toll')
    """
    return tuple(dict.fromkeys(atom.option for atom in atoms(formula)))


def substitute(formula: Formula, replacement: Callable[[Atom], Formula]) -> Formula:
    """The formula with every atom replaced.

    >>> str(substitute(parse("not a or b"), lambda atom: parse("c and d") if atom.option == "a" else atom))
    'not (c and d) or b'
    """
    if isinstance(formula, Atom):
        return replacement(formula)
    parts = tuple(substitute(part, replacement) for part in _parts(formula))
    match formula:
        case Not():
            return Not(*parts)
        case Implies():
            return Implies(*parts)
        case Count(bound, number):
            return Count(bound, number, parts)
        case And() | Or() | Xor() | Iff():
            return type(formula)(parts)
    raise ArgumentError(f"not a formula: {formula!r}")


def rename(formula: Formula, options: Mapping[str, str]) -> Formula:
    """The formula with options renamed, old name to new; the others stay.

    >>> str(rename(parse("full -> peace = full"), {"full": "ijc.full"}))
    'ijc.full -> peace = full'
    """
    return substitute(formula, lambda atom: replace(atom, option=options.get(atom.option, atom.option)))


# --- To text ---

_TIGHTNESS: dict[type[Formula], int] = {Iff: 1, Implies: 2, Or: 3, Xor: 4, And: 5, Not: 6, Count: 7, Atom: 7}


def _written(formula: Formula) -> str:
    match formula:
        case Atom(option, sign, level):
            return _name(option) if level is None else f"{_name(option)} {sign} {_name(level)}"
        case Not(item):
            return f"not {_inside(item, 6)}"
        case Implies(condition, consequence):
            return f"{_inside(condition, 3)} -> {_inside(consequence, 2)}"
        case Count(bound, number, items):
            return f"{bound} {'one' if number == 1 else number} of ({', '.join(map(_written, items))})"
    word = {And: " and ", Xor: " xor ", Or: " or ", Iff: " <-> "}[type(formula)]
    return word.join(_inside(item, _TIGHTNESS[type(formula)] + 1) for item in _parts(formula))


def _inside(formula: Formula, tightness: int) -> str:
    return _written(formula) if _TIGHTNESS[type(formula)] >= tightness else f"({_written(formula)})"


def _name(name: str) -> str:
    if re.fullmatch(WORD, name) and name not in RESERVED:
        return name
    return "'" + name.replace("'", "''") + "'"
