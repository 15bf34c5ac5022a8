"""States by every word for them: names, adjectives, capitals (data/countries.txt)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from winset.reading.lexicon import rows


@dataclass(frozen=True)
class Countries:
    """Countries by every word for them: name or alias, adjective, capital."""

    names: dict[str, str]
    adjectives: dict[str, str]
    capitals: dict[str, str]
    qualities: frozenset[str]  # adjectives with a capital that name no state


@cache
def countries() -> Countries:
    """The table of data/countries.txt."""
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    qualities: set[str] = set()
    for row in rows("countries.txt"):
        if row.startswith("="):
            qualities.update(row.split()[1:])
            continue
        country, _, rest = row.partition(":")
        capital, aliases, people = (part.strip() for part in rest.split("|"))
        names[country.lower()] = country
        names.update((alias.strip().lower(), country) for alias in aliases.split(";") if alias.strip())
        adjectives.update((word.lower(), country) for word in people.split())
        if capital:
            capitals[capital.lower()] = country
    return Countries(names, adjectives, capitals, frozenset(qualities))


def is_state(low: str) -> bool:
    """Whether lower-case words name a state, or a capital that may stand for one."""
    table = countries()
    return low in table.names or low in table.capitals
