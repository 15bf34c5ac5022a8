"""`.gmcr` files, the models of GMCR+ and gmcr-py: read as cases, and cases written as such files.

A `.gmcr` file has yes-or-no options, numbered as bits of an outcome, and no status quo, no names for
outcomes and no sources. Rankings in it name outcomes by their place among the feasible ones in the file's
order of options; a case's ids count them in its own order, which groups options by party: a ranking is
carried over outcome by outcome.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from winset.case.digest import with_digest
from winset.case.foreign.gmcr_file import MAX_CHARACTERS, parse
from winset.case.foreign.gmcr_reading import Reading
from winset.case.foreign.gmcr_writing import Writing
from winset.case.model import Case
from winset.errors import ForeignFileError, Problem, UndefinedError


def load(path: str | Path) -> Case:
    """The case a `.gmcr` file describes; its `note` says what was left out. Raises ForeignFileError."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            text = opened.read(4 * MAX_CHARACTERS + 1).decode()
    except OSError as error:
        raise ForeignFileError([Problem(f"cannot be read: {error.strerror}", str(path))]) from None
    except UnicodeDecodeError:
        raise ForeignFileError([Problem("not a .gmcr file: it is not text", str(path))]) from None
    return replace(read_gmcr(text, str(path)), path=file)


def read_gmcr(text: str, name: str = "model.gmcr") -> Case:
    """The case the text of a `.gmcr` file describes; `name` stands for the file.

    Parties and options get ids made of their names, dotted (`ijc.full`) where two parties have options of
    one name. Every infeasible pattern becomes a rule, every condition a statement, every ranking an order
    of outcomes. What a party does not perceive is left out, and the case's note says so. Raises
    ForeignFileError with all problems, each with its place inside the JSON; where a ranking is to be read,
    CaseError when no outcome is feasible and SizeError when there are more than can be built.
    """
    return with_digest(Reading(parse(text, name), name).case())


def write_gmcr(case: Case) -> tuple[str, tuple[str, ...]]:
    """The case as the text of a `.gmcr` file, and what had to be left out, in words.

    The game is the same, outcome by outcome and in the same numbers: an option with more than two levels
    becomes one option for each level above its first, with rules that keep them in order. Ordered
    statements become conditions; where some party's preference is of another kind, all are written as
    rankings. Raises UndefinedError for a case in graph form, which has no options, and for a rule on too
    many options; SizeError for a ranking of more outcomes than `winset.case.foreign.gmcr_writing.MAX_RANKED`.
    """
    if case.is_graph:
        raise UndefinedError(
            "a .gmcr file is made of options: this case lists its outcomes and moves instead"
        )
    writing = Writing(case)
    return json.dumps(writing.data()) + "\n", tuple(writing.left_out())
