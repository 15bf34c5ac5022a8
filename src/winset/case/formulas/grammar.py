"""From the text of a formula to its tree: the words, then one method for each level of precedence.

The language is defined in `winset.case.formulas.formula`. Length and depth are bounded: no text
exhausts the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from typing import Literal, NamedTuple

from winset.case.formulas.formula import (
    RESERVED,
    WORD,
    And,
    Atom,
    Bound,
    Count,
    Formula,
    FormulaError,
    Iff,
    Implies,
    Not,
    Or,
    Sign,
    Xor,
)

MAX_LENGTH = 100_000  # characters of one formula
SHORT = 400  # characters of a formula that is kept, once read
MAX_DEPTH = 50  # parentheses, negations and conditionals inside one another


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
            | (?P<word>{WORD})
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

_SIGNS: tuple[Sign, ...] = ("=", "!=", ">=")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BOUNDS: dict[Bound, tuple[str, ...]] = {
    "at least": ("at", "least"),
    "at most": ("at", "most"),
    "exactly": ("exactly",),
}
_CHAINS: tuple[tuple[str, type[Or] | type[Xor] | type[And]], ...] = (("or", Or), ("xor", Xor), ("and", And))
_STRANGERS = {
    "implies": '"->"',
    "then": '"A -> B" or "B if A"',
    "but": '"and"',
    "nor": '"and not"',
    "is": '"="',
    "equals": '"="',
}


def read(text: str) -> Formula:
    """The formula a text writes; see `winset.case.formulas.formula.parse`."""
    if len(text) > MAX_LENGTH:
        hint = f"at most {MAX_LENGTH:,}; split it up"
        raise FormulaError(f"the formula has {len(text):,} characters", 0, hint)
    return _read_once(text) if len(text) <= SHORT else _read(text)


def _read(text: str) -> Formula:
    return _Parser([*_tokens(text)]).whole()


# A case that is being worked on is read again at every change, and nearly all its formulas are as before.
_read_once = lru_cache(maxsize=2048)(_read)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while found := _TOKEN.match(text, at):
        kind, token, at = found.lastgroup, found[found.lastgroup or 0], found.end()
        start = at - len(token)
        if kind == "foreign":
            raise FormulaError(f'"{token}" is not part of the language', start, _FOREIGN[token])
        if kind == "stray":
            hint = "close it" if token in {"'", '"'} else "a name that is not one word stands in quotes"
            raise FormulaError(f'unexpected character "{token}"', start, hint)
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
        if len(self.tokens) == 1:
            raise FormulaError("the formula is empty", 0)
        formula = self.equivalence()
        if self.k < len(self.tokens) - 1:
            raise self.leftover()
        return formula

    def equivalence(self) -> Formula:
        items = [self.conditional()]
        while self.take("iff") or self.take("<->"):
            items.append(self.conditional())
        return Iff(tuple(items)) if len(items) > 1 else items[0]

    def conditional(self) -> Formula:
        items, kinds, depth = [self.chain()], set(), self.depth
        while word := self.conditional_word():
            kinds.add(word)
            if len(kinds) > 1 or (word == "if" and len(items) > 1):
                at = self.tokens[self.k - 1].at
                raise FormulaError("which conditional comes first?", at, "say so with parentheses")
            self.deeper()  # a chain of n arrows is a tree n deep
            items.append(self.chain())
        self.depth = depth
        if kinds == {"unless"}:
            return Or(tuple(items))
        if kinds == {"if"}:
            return Implies(items[1], items[0])
        return reduce(lambda consequence, condition: Implies(condition, consequence), reversed(items))

    def conditional_word(self) -> Literal["->", "if", "unless"] | None:
        if self.take("->") or self.take("only", "if"):
            return "->"
        return "if" if self.take("if") else "unless" if self.take("unless") else None

    def chain(self, level: int = 0) -> Formula:
        if level == len(_CHAINS):
            return self.negation()
        word, kind = _CHAINS[level]
        items = [self.chain(level + 1)]
        while self.take(word):
            items.append(self.chain(level + 1))
        return kind(tuple(items)) if len(items) > 1 else items[0]

    def negation(self) -> Formula:
        return Not(self.nested(self.negation)) if self.take("not") else self.operand()

    def nested(self, inner: Callable[[], Formula]) -> Formula:
        self.deeper()
        formula = inner()
        self.depth -= 1
        return formula

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            hint = "split it up, or drop needless parentheses"
            raise FormulaError(f"more than {MAX_DEPTH} levels deep", self.token.at, hint)

    def operand(self) -> Formula:
        opening = self.token
        if self.take("("):
            formula = self.nested(self.equivalence)
            self.close(opening)
            return formula
        for bound, words in _BOUNDS.items():
            if self.take(*words):
                return self.count(bound)
        return self.comparison()

    def close(self, opening: _Token) -> None:
        if not self.take(")"):
            ended = self.token.kind == "end"
            raise FormulaError('this "(" is never closed', opening.at) if ended else self.leftover()

    def count(self, bound: Bound) -> Formula:
        number = self.number()
        example = f'write "{bound} 2 of (a, b, c)"'
        if not self.take("of"):
            raise FormulaError('"of" is missing', self.token.at, example)
        opening = self.token
        if not self.take("("):
            raise FormulaError('"(" is missing after "of"', self.token.at, example)
        items = [self.nested(self.equivalence)]
        while self.take(","):
            items.append(self.nested(self.equivalence))
        self.close(opening)
        return Count(bound, number, tuple(items))

    def number(self) -> int:
        token = self.token
        self.k += token.kind == "word"
        if token.kind == "word" and token.text in _NUMBERS:
            return _NUMBERS.index(token.text)
        if token.kind == "word" and re.fullmatch("[0-9]{1,6}", token.text):
            return int(token.text)
        hint = 'write "at least 2 of (a, b, c)"'
        raise FormulaError(f"a number is missing before {token.shown}", token.at, hint)

    def comparison(self) -> Formula:
        option = self.name("")
        sign = next((sign for sign in _SIGNS if self.take(sign)), None)
        if sign is None:
            return Atom(option.text, at=option.at)
        level = self.name(sign)
        if any(self.at(sign) for sign in _SIGNS):
            raise FormulaError("comparisons do not chain", self.token.at, 'write "a = x and b = x"')
        return Atom(option.text, sign, level.text, option.at, level.at)

    def name(self, after: str) -> _Token:
        token = self.token
        if token.kind == "quoted" or (token.kind == "word" and token.text not in RESERVED):
            self.k += 1
            return token
        if after:
            hint = "put a level of that name in quotes" if token.kind == "word" else None
            raise FormulaError(f'a level is missing after "{after}"', token.at, hint)
        raise self.missing()

    def missing(self) -> FormulaError:
        token = self.token
        if token.text == ")" and not self.depth:
            return FormulaError('this ")" closes nothing', token.at)
        if token.text == "if" and not self.k:
            return FormulaError('a formula does not begin with "if"', token.at, 'write "A -> B" or "B if A"')
        place = f"after {self.tokens[self.k - 1].shown}" if self.k else f"before {token.shown}"
        return FormulaError(f"something is missing {place}", token.at)

    def leftover(self) -> FormulaError:
        token = self.token
        if token.text == ")":
            return FormulaError('this ")" closes nothing', token.at)
        if token.text == ",":
            where = 'a "," stands only in lists, such as "at least 2 of (a, b, c)"'
            return FormulaError(where, token.at, 'write "and" or "or"')
        for word in (token, self.tokens[self.k - 1]):
            ours = _STRANGERS.get(word.text) or (word.text.lower() in RESERVED and f'"{word.text.lower()}"')
            if ours and word.text not in RESERVED:
                return FormulaError(f'"{word.text}" is not part of the language', word.at, f"write {ours}")
        hint = 'write "and", "or", ... between them, or put a name of several words in quotes'
        return FormulaError(f"a connective is missing before {token.shown}", token.at, hint)
