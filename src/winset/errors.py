"""Every exception Winset raises on purpose.

    WinsetError                 whatever Winset refuses; its text is fit to show a user as it is
    ├── InputError              a file or a text has problems: .problems lists all of them
    │   ├── CaseError           a case file
    │   ├── ReportError         a report or a ledger of claims
    │   └── ForeignFileError    another program's file
    ├── ArgumentError           a call or an option is wrong: a concept or party unknown, a bad formula
    ├── UndefinedError          the analysis is not defined for this model, and why
    └── SizeError               the model is larger than allowed: how large, and what to do

A problem names the place, the thing and the likely remedy:

>>> print(Problem('unknown option "acept"', "case.yaml", 12, 9, 'did you mean "accept"?', "  - not acept"))
case.yaml:12:9: unknown option "acept" (did you mean "accept"?)
      - not acept
            ^
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

MAX_COMPARED = 500  # known words that an unknown one is compared with


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: what, where (line and column from 1), and the likely remedy."""

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    hint: str | None = None
    text: str | None = None  # the source line, shown above a caret

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        head = f"{place}: {self.message}" if place else self.message
        head += f" ({self.hint})" if self.hint else ""
        if self.text is None or self.column is None:
            return head
        return f"{head}\n    {self.text}\n    {' ' * (self.column - 1)}^"


class WinsetError(Exception):
    """Anything Winset refuses; the text is fit to be shown to a user as it is."""


class InputError(WinsetError):
    """An input has problems; `problems` lists all of them, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CaseError(InputError):
    """A case file has problems."""


class ReportError(InputError):
    """A report or a ledger of claims has problems."""


class ForeignFileError(InputError):
    """Another program's file cannot be read as a case."""


class ArgumentError(WinsetError, ValueError):
    """A call's argument is wrong: which one, what it was, what would do."""


class UndefinedError(WinsetError):
    """The analysis is not defined for this model; the text says why."""


class SizeError(WinsetError):
    """The model is larger than allowed; `outcomes` says how large."""

    def __init__(self, message: str, outcomes: int):
        self.outcomes = outcomes
        super().__init__(message)


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """A hint naming the known word nearest to an unknown one, or None.

    >>> suggestion("acept", ["accept", "reject"])
    'did you mean "accept"?'
    """
    written = {name.lower(): name for name in reversed(list(islice(known, MAX_COMPARED)))}
    near = get_close_matches(word.lower(), list(written), n=1, cutoff=0.6)
    return f'did you mean "{written[near[0]]}"?' if near else None
