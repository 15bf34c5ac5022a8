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

`at least 2 of (A, B, C)`, `at most one of (...)` and `exactly one of (...)` count. Different conditionals do not mix
without parentheses, and `if` does not chain: which grouping was meant cannot be read off the words.

>>> str(parse("permit if build and not toll=high"))
'build and not toll = high -> permit'
>>> evaluate(parse("build -> toll = high"), {"build": "yes", "toll": "low"}, {"build": ["no", "yes"], "toll": ["low", "high"]})
False
>>> parse("permit if build toll")
Traceback (most recent call last):
winset.case.formula.FormulaError: a connective is missing before "toll", at character 17 (write "and", "or", ... between ...)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from winset.errors import ArgumentError, suggestion

MAX_LENGTH = 20_000  # characters of one formula
MAX_DEPTH = 50  # parentheses, negations and conditionals inside one another

RESERVED = frozenset({"and", "or", "not", "xor", "if", "iff", "only", "unless", "at", "exactly"})
"""Words that name an option or a level only in quotes."""

Sign = Literal["=", "!=", ">="]
Bound = Literal["at least", "at most", "exactly"]


class FormulaError(ArgumentError):
    """A formula cannot be read: `message`, `offset` (characters from 0) and `hint`, the remedy or None."""

    def __init__(self, message: str, offset: int, hint: str | None = None):
        self.message, self.offset, self.hint = message, offset, hint
        super().__init__(f"{message}, at character {offset + 1}" + (f" ({hint})" if hint else ""))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.offset, self.hint)


# --- The tree ------------------------------------------------------------------------------------------------------


class Formula:
    """A formula as a frozen, hashable tree; `str` writes it so that it parses to an equal tree."""

    __slots__ = ()

    def __str__(self) -> str:
        return _written(self)


@dataclass(frozen=True, slots=True)
class Atom(Formula):
    """An option not at its first level (no sign), or compared with a level. Where it stood does not count in `==`."""

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


# --- What it says --------------------------------------------------------------------------------------------------


def truth(formula: Formula, atom: Callable[[Atom], Any]) -> Any:
    """The truth of a formula from the truth of its atoms: bools give a bool, boolean arrays an array by broadcasting."""
    if isinstance(formula, Atom):
        return atom(formula)
    values = [truth(part, atom) for part in _parts(formula)]
    match formula:
        case Not():
            return values[0] ^ True
        case Implies():
            return (values[0] ^ True) | values[1]
        case Count(bound, number):
            count = sum(values[1:], start=values[0] + 0)
            return (
                count >= number
                if bound == "at least"
                else count <= number
                if bound == "at most"
                else count == number
            )
    result = values[0]
    for value in values[1:]:
        result = (
            result & value
            if isinstance(formula, And)
            else result | value
            if isinstance(formula, Or)
            else result ^ value
        )
    # An even number of false items: the parity of the true ones, turned once more when the items are even in number.
    return result ^ (len(values) % 2 == 0) if isinstance(formula, Iff) else result


def evaluate(formula: Formula, levels: Mapping[str, str], options: Mapping[str, Sequence[str]]) -> bool:
    """Whether a formula is true of one outcome: `levels` the level of each option, `options` the levels in order."""

    def atom(atom: Atom) -> bool:
        order = options[atom.option]
        here = order.index(levels[atom.option])
        if atom.level is None:
            return here > 0
        there = order.index(atom.level)
        return here >= there if atom.sign == ">=" else (here == there) == (atom.sign == "=")

    return bool(truth(formula, atom))


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
    match formula:
        case Atom():
            return replacement(formula)
        case Not(item):
            return Not(substitute(item, replacement))
        case Implies(condition, consequence):
            return Implies(substitute(condition, replacement), substitute(consequence, replacement))
    items = tuple(substitute(item, replacement) for item in _parts(formula))
    return Count(formula.bound, formula.number, items) if isinstance(formula, Count) else type(formula)(items)  # type: ignore[call-arg]


def rename(formula: Formula, options: Mapping[str, str]) -> Formula:
    """The formula with options renamed, old name to new; the others stay.

    >>> str(rename(parse("full -> peace = full"), {"full": "ijc.full"}))
    'ijc.full -> peace = full'
    """
    return substitute(
        formula, lambda atom: Atom(options.get(atom.option, atom.option), atom.sign, atom.level)
    )


def unknown_names(formula: Formula, options: Mapping[str, Collection[str]]) -> list[FormulaError]:
    """Every option or level that `options` (levels by option) does not have, as errors not raised, left to right.

    Levels given as a set have no order: such an option must be compared, and by `=` or `!=`.

    >>> for problem in unknown_names(parse("bild or toll = hihg"), {"build": ("no", "yes"), "toll": ("none", "high")}):
    ...     print(problem)
    unknown option "bild", at character 1 (did you mean "build"?)
    "toll" has no level "hihg", at character 16 (did you mean "high"?)
    """
    problems = (_unknown(atom, options) for atom in atoms(formula))
    return [problem for problem in problems if problem]


def _unknown(atom: Atom, options: Mapping[str, Collection[str]]) -> FormulaError | None:
    levels = options.get(atom.option)
    if levels is None:
        owners = [option for option, levels in options.items() if atom.option in levels and atom.sign is None]
        hint = (
            f'write "{Atom(owners[0], "=", atom.option)}"'
            if len(owners) == 1
            else suggestion(atom.option, options)
        )
        return FormulaError(f'unknown option "{atom.option}"', atom.at, hint)
    if isinstance(levels, Set) and atom.sign not in ("=", "!="):
        return FormulaError(
            f"which {atom.option}?", atom.at, f'write "{atom.option} = ..." or "{atom.option} != ..."'
        )
    if atom.level is None or atom.level in levels:
        return None
    hint = suggestion(atom.level, levels) or _listed(levels)
    return FormulaError(f'"{atom.option}" has no level "{atom.level}"', atom.level_at, hint)


def _listed(levels: Collection[str]) -> str:
    shown = [*levels][:8]
    return "it has " + ", ".join(shown) + (", ..." if len(levels) > len(shown) else "")


# --- To text -------------------------------------------------------------------------------------------------------

_TIGHTNESS: dict[type[Formula], int] = {Iff: 1, Implies: 2, Or: 3, Xor: 4, And: 5, Not: 6, Count: 7, Atom: 7}
_WORD = r"(?:[-+](?=\d))?\w+(?:[.\-]\w+)*%?"


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
    if re.fullmatch(_WORD, name) and name not in RESERVED:
        return name
    return "'" + name.replace("'", "''") + "'"


# --- From text -----------------------------------------------------------------------------------------------------


class _Token(NamedTuple):
    kind: Literal["word", "quoted", "sign", "end"]
    text: str
    at: int

    @property
    def shown(self) -> str:
        return f'"{self.text}"' if self.text else "the end"


_TOKEN = re.compile(
    rf"""\s*(?:(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")
            | (?P<foreign><=>|===?|!==|=>|<=|<-(?!>)|<(?!-)|>(?!=)|&&?|\|\|?|!(?!=)|[~¬∧∨→↔≥≠≤])
            | (?P<sign><->|->|!=|>=|[=(),])
            | (?P<word>{_WORD})
            | (?P<end>\Z)
            | (?P<stray>.))""",
    re.VERBOSE | re.DOTALL,
)

_FOREIGN = {
    **dict.fromkeys(["==", "==="], 'write "="'),
    **dict.fromkeys(["!==", "≠"], 'write "!="'),
    **dict.fromkeys(["&", "&&", "∧"], 'write "and"'),
    **dict.fromkeys(["|", "||", "∨"], 'write "or"'),
    **dict.fromkeys(["!", "~", "¬"], 'write "not"'),
    **dict.fromkeys(["<=>", "↔"], 'write "<->"'),
    "=>": 'write "->" for "then", ">=" to compare levels',
    "→": 'write "->"',
    "≥": 'write ">="',
    "<-": 'write "A if B"',
    ">": 'write "option >= level" with the next level up',
    "<": 'write "not option >= level"',
    **dict.fromkeys(["<=", "≤"], 'write "not option >= level" with the next level up'),
}

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_CHAINS: tuple[tuple[str, type[Or] | type[Xor] | type[And]], ...] = (("or", Or), ("xor", Xor), ("and", And))
_STRANGERS = {
    "implies": '"->"', "then": '"A -> B" or "B if A"', "but": '"and"', "nor": '"and not"', "is": '"="', "equals": '"="'
}  # fmt: skip


def parse(text: str) -> Formula:
    """The formula a text writes.

    Raises FormulaError with the offset and the remedy; never anything else for a text, however long or deep.

    >>> parse("at least 2 of (a, b = full, not c)").number
    2
    >>> parse("a == b")
    Traceback (most recent call last):
    winset.case.formula.FormulaError: "==" is not part of the language, at character 3 (write "=")
    """
    if not isinstance(text, str):
        raise ArgumentError(f"a formula is a text, not {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"the formula has {len(text):,} characters", 0, f"at most {MAX_LENGTH:,}; split it in several"
        )
    return _Parser([*_tokens(text)]).whole()


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while found := _TOKEN.match(text, at):
        kind, token, at = found.lastgroup, found[found.lastgroup or 0], found.end()
        start = at - len(token)
        if kind == "foreign":
            raise FormulaError(f'"{token}" is not part of the language', start, _FOREIGN[token])
        if kind == "stray":
            quote = "close the quotes" if token in "'\"" else "put a name that is not one word in quotes"
            raise FormulaError(f'unexpected character "{token}"', start, quote)
        if kind == "quoted":
            yield _Token("quoted", token[1:-1].replace(token[0] * 2, token[0]), start)
        else:
            yield _Token(kind, token, start)  # type: ignore[arg-type]  # the group names are the kinds
        if kind == "end":
            return


class _Parser:
    """Recursive descent, one method a level of precedence."""

    def __init__(self, tokens: list[_Token]):
        self.tokens, self.k, self.depth = tokens, 0, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.k]

    def at(self, *words: str) -> bool:
        """Whether the next tokens are these words or signs (in quotes they would be names)."""
        ahead = self.tokens[self.k : self.k + len(words)]
        return tuple(token.text for token in ahead if token.kind in ("word", "sign")) == words

    def take(self, *words: str) -> bool:
        found = self.at(*words)
        self.k += len(words) * found
        return found

    def whole(self) -> Formula:
        if self.token.kind == "end":
            raise FormulaError("the formula is empty", 0)
        formula = self.equivalence()
        if self.token.kind != "end":
            raise self.leftover()
        return formula

    def equivalence(self) -> Formula:
        items = [self.conditional()]
        while self.take("iff") or self.take("<->"):
            items.append(self.conditional())
        return Iff(tuple(items)) if len(items) > 1 else items[0]

    def conditional(self) -> Formula:
        items, kinds = [self.chain()], set()
        while word := self.conditional_word():
            at = self.tokens[self.k - 1].at
            kinds.add(word)
            if len(kinds) > 1 or (word == "if" and len(items) > 1):
                raise FormulaError("which conditional comes first?", at, "say so with parentheses")
            items.append(self.chain())
        if len(items) == 1:
            return items[0]
        if kinds == {"unless"}:
            return Or(tuple(items))
        if kinds == {"if"}:
            return Implies(items[1], items[0])
        return self.right_grouped(items)

    def conditional_word(self) -> Literal["->", "if", "unless"] | None:
        if self.take("->") or self.take("only", "if"):
            return "->"
        return "if" if self.take("if") else "unless" if self.take("unless") else None

    def right_grouped(self, items: list[Formula]) -> Formula:
        self.check_depth(len(items) - 2)
        formula = items.pop()
        while items:
            formula = Implies(items.pop(), formula)
        return formula

    def chain(self, level: int = 0) -> Formula:
        if level == len(_CHAINS):
            return self.negation()
        word, kind = _CHAINS[level]
        items = [self.chain(level + 1)]
        while self.take(word):
            items.append(self.chain(level + 1))
        return kind(tuple(items)) if len(items) > 1 else items[0]

    def negation(self) -> Formula:
        if not self.take("not"):
            return self.operand()
        self.check_depth(1)
        self.depth += 1
        item = self.negation()
        self.depth -= 1
        return Not(item)

    def check_depth(self, more: int) -> None:
        if self.depth + more > MAX_DEPTH:
            raise FormulaError(
                f"more than {MAX_DEPTH} levels deep", self.token.at, "split it in several formulas"
            )

    def operand(self) -> Formula:
        opening = self.token
        if self.take("("):
            formula = self.nested()
            self.close(opening)
            return formula
        if self.at("at", "least") or self.at("at", "most") or self.at("exactly"):
            return self.count()
        return self.comparison()

    def nested(self) -> Formula:
        self.check_depth(1)
        self.depth += 1
        formula = self.equivalence()
        self.depth -= 1
        return formula

    def close(self, opening: _Token) -> None:
        if self.take(")"):
            return
        raise (
            FormulaError('this "(" is never closed', opening.at)
            if self.token.kind == "end"
            else self.leftover()
        )

    def count(self) -> Formula:
        bound: Bound = (
            "at least" if self.take("at", "least") else "at most" if self.take("at", "most") else "exactly"
        )
        self.k += bound == "exactly"
        number = self.number()
        opening = self.tokens[self.k + 1] if self.at("of", "(") else self.token
        if not self.take("of", "("):
            raise FormulaError(
                f'"of (...)" is missing after "{bound}"', self.token.at, f'write "{bound} 2 of (a, b, c)"'
            )
        items = [self.nested()]
        while self.take(","):
            items.append(self.nested())
        self.close(opening)
        return Count(bound, number, tuple(items))

    def number(self) -> int:
        token = self.token
        self.k += token.kind == "word"
        if token.kind == "word" and token.text in _NUMBERS:
            return _NUMBERS.index(token.text)
        if token.kind == "word" and re.fullmatch("[0-9]{1,6}", token.text):
            return int(token.text)
        raise FormulaError(
            f"a number is missing before {token.shown}", token.at, 'write "at least 2 of (a, b, c)"'
        )

    def comparison(self) -> Formula:
        option = self.name("")
        sign = next((sign for sign in ("=", "!=", ">=") if self.take(sign)), None)
        if sign is None:
            return Atom(option.text, at=option.at)
        level = self.name(sign)
        if self.token.text in ("=", "!=", ">=") and self.token.kind == "sign":
            raise FormulaError("comparisons do not chain", self.token.at, 'write "a = x and b = x"')
        return Atom(option.text, sign, level.text, option.at, level.at)  # type: ignore[arg-type]  # one of the three signs

    def name(self, after: str) -> _Token:
        token = self.token
        if token.kind == "quoted" or (token.kind == "word" and token.text not in RESERVED):
            self.k += 1
            return token
        if after:
            quoted = (
                f"put '{token.text}' in quotes if it is the level's name" if token.kind == "word" else None
            )
            raise FormulaError(f'a level is missing after "{after}"', token.at, quoted)
        before = self.tokens[self.k - 1] if self.k else None
        if token.text == ")" and not self.depth:
            raise FormulaError('this ")" closes nothing', token.at)
        if token.text == "if" and before is None:
            raise FormulaError('a formula does not begin with "if"', token.at, 'write "A -> B" or "B if A"')
        place = f"after {before.shown}" if before else f"before {token.shown}"
        raise FormulaError(f"something is missing {place}", token.at)

    def leftover(self) -> FormulaError:
        token, before = self.token, self.tokens[self.k - 1]
        if token.text == ")":
            return FormulaError('this ")" closes nothing', token.at)
        if token.text == ",":
            return FormulaError(
                '"," stands only between the items of "at least 2 of (a, b, c)"',
                token.at,
                'write "and" or "or"',
            )
        for word, candidate in ((token, token.text), (before, before.text)):
            if candidate in _STRANGERS:
                return FormulaError(
                    f'"{candidate}" is not part of the language', word.at, f"write {_STRANGERS[candidate]}"
                )
            if candidate.lower() in RESERVED and candidate not in RESERVED:
                return FormulaError(
                    f'"{candidate}" is not part of the language', word.at, f'write "{candidate.lower()}"'
                )
        hint = 'write "and", "or", ... between them, or put a name of several words in quotes'
        return FormulaError(f"a connective is missing before {token.shown}", token.at, hint)
