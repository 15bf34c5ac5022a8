"""Where each line of a case stands in its file: the path that leads there from the top."""

from __future__ import annotations

from winset.case.model import Case, Ranking, Statements, Weights
from winset.case.yaml.nodes import Path


def path_of(case: Case, line: str) -> Path | None:
    """The path of a line by its id; None for one that is no entry of its own, as a line of an alternative.

    >>> from winset.case.catalogue import example
    >>> case = example("gaza-isf")
    >>> path_of(case, "rule 2"), path_of(case, "us 3"), path_of(case, "troops"), path_of(case, "nothing")
    (('rules', 1), ('preferences', 'us', 'statements', 2), ('options', 'pakistan', 'troops'), None)
    """
    owners = {option.id: option.party for option in case.options}
    if line in owners:
        return ("options", owners[line], line)
    if line in {party.id for party in case.parties}:
        return ("parties", line)
    bodies = [one.id for one in case.deal.ratified_by] if case.deal else []
    if line in bodies:
        return ("deal", "ratified_by", bodies.index(line))
    option = line.removesuffix(" one way")
    if option in owners:
        return ("options", owners[option], option, "one_way")
    head, _, number = line.rpartition(" ")
    return _numbered(case, head, number)


def _numbered(case: Case, head: str, number: str) -> Path | None:
    """The path of a line that is called after its place in a list."""
    first, _, second = number.partition(".")
    if not first.isdigit() or (second and not second.isdigit()):
        return None
    place = int(first) - 1
    if head == "rule":
        return ("rules", place)
    if head.startswith("red line "):
        return ("deal", "red_lines", head.removeprefix("red line "), place)
    match case.preferences.get(head):
        case Statements():
            return ("preferences", head, "statements", place)
        case Weights(weights) if place < len(weights):
            return ("preferences", head, "weights", weights[place].text)
        case Ranking() if second:
            return ("preferences", head, "ranking", place, int(second) - 1)
    return None
