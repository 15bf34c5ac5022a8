"""Names in other programs' files made into ids that formulas can use."""

from __future__ import annotations

import re
from collections.abc import Iterable


def word(name: str, otherwise: str) -> str:
    """A name as one word that may stand in formulas.

    >>> word("External Monitor (19'')", "issue_1"), word("!", "issue_2")
    ('external_monitor_19', 'issue_2')
    """
    return re.sub(r"\W+", "_", name.lower()).strip("_")[:40].rstrip("_") or otherwise


def distinct(words: Iterable[str], taken: set[str]) -> list[str]:
    """The words, a number added to those taken already.

    >>> distinct(["a", "b", "a"], {"b"})
    ['a', 'b_2', 'a_2']
    """
    found: list[str] = []
    for one in words:
        unique, number = one, 2
        while unique in taken:
            unique, number = f"{one}_{number}", number + 1
        taken.add(unique)
        found.append(unique)
    return found
