"""What is wrong with a case file, noted as it is found, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

from winset.case.formulas.formula import Formula, FormulaError, parse
from winset.case.formulas.names import unknown_names
from winset.case.model import Place
from winset.case.yaml.nodes import MAX_PROBLEMS, Node, Path, Scalar, Source
from winset.errors import CaseError, Problem, suggestion

_COMMAS = "inside [ ] or { } put a formula that has commas in quotes"


class Notebook:
    """Collects the problems of one source; every path leads into its document."""

    def __init__(self, source: Source):
        self.source = source
        self.problems: list[Problem] = list(source.problems)
        self.whole = (
            not source.problems
        )  # whether all that is written could be read: only then is what is missing truly so
        self.harmless = 0  # how many problems leave the outcomes and their ranks as they are

    @property
    def sound(self) -> bool:
        """Whether nothing noted so far bears on the outcomes or their ranks."""
        return self.whole and len(self.problems) == self.harmless

    def place(self, path: Path) -> Place:
        """Where the thing a path leads to stands: its key where it has one, else its value."""
        return self.source.place(self.source.key(path).start)

    def add(self, *problems: Problem) -> None:
        """Keep problems found elsewhere; with too many, all so far are raised."""
        self.problems += problems
        if len(self.problems) > MAX_PROBLEMS:
            del self.problems[MAX_PROBLEMS:]
            more = Problem("there are more problems than these", self.source.file, hint="mend these first")
            raise CaseError([*in_order(self.problems, self.source.file), more])

    def note(self, path: Path, message: str, hint: str | None = None) -> None:
        """A problem with the value at a path."""
        self.add(self.source.problem(message, self.source.at(path).start, hint))

    def note_key(self, path: Path, message: str, hint: str | None = None) -> None:
        """A problem with the key a path ends with."""
        self.add(self.source.problem(message, self.source.key(path).start, hint))

    def known(self, kind: str, name: str, names: Collection[str], path: Path, *, key: bool = False) -> bool:
        """Whether a name is one of those known; notes it where it is not."""
        if name in names:
            return True
        (self.note_key if key else self.note)(path, f'unknown {kind} "{name}"', nearest(name, names))
        return False

    def formula(
        self, text: str, path: Path, levels: Mapping[str, Collection[str]], *, key: bool = False
    ) -> Formula | None:
        """The formula a text writes, or None with its problems noted at their own characters."""
        node = self.source.key(path) if key else self.source.at(path)
        try:
            formula = parse(text)
            errors = unknown_names(formula, levels)
        except FormulaError as error:
            errors = [error]
        for wrong in errors:
            offset = self.source.inside(node, wrong.offset) if isinstance(node, Scalar) else node.start
            hint = _COMMAS if self._is_cut_at_comma(node) else wrong.hint
            self.add(self.source.problem(wrong.message, offset, hint))
        self.whole = self.whole and not errors
        return None if errors else formula

    def _is_cut_at_comma(self, node: Node) -> bool:
        """Whether a formula with commas, written in a flow list without quotes, was cut at one of them."""
        if not isinstance(node, Scalar) or node.style or node.text.count("(") == node.text.count(")"):
            return False
        return self.source.text[node.end :].lstrip()[:1] in (",", "]", "}")

    def raise_if_any(self) -> None:
        """Raise all problems noted so far, in the order of their places."""
        if self.problems:
            raise CaseError(in_order(self.problems, self.source.file))


def in_order(problems: Collection[Problem], first: str) -> list[Problem]:
    """Problems by file (one file first), line and column, each once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda one: (one.file != first, one.file or "", one.line or 0, one.column or 0))


def repeated(items: Iterable[Hashable]) -> list[int]:
    """The positions of items that are there already.

    >>> repeated(["a", "b", "a", "a"])
    [2, 3]
    """
    first: dict[Hashable, int] = {}
    return [position for position, item in enumerate(items) if first.setdefault(item, position) != position]


def nearest(name: str, names: Collection[str]) -> str | None:
    """The hint for an unknown name: the nearest one known, or the whole list when it is short."""
    if hint := suggestion(name, names):
        return hint
    if not names:
        return None
    shown = ", ".join([*names][:8])
    return f"known: {shown}{', ...' if len(names) > 8 else ''}"
