"""The parts that are not as they were: removed, changed with how, added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.analysis.revising.parts import Key, Part, parts
from winset.case.model import Case


@dataclass(frozen=True)
class Change:
    """One part that is not as it was.

    what: "added", "removed" or "changed"; words: how. undone: the target's probability in the new case with
    this change undone, where it can be.
    """

    key: Key
    what: str
    words: str
    undone: float | None = None


def changes(old: Case, new: Case) -> Iterator[Change]:
    """What was removed, then what changed, then what was added, each in its case's order."""
    before, after = parts(old), parts(new)
    common = [key for key in before if key in after]
    now = [key for key in after if key in before]
    for key in before:
        if key not in after and not _follows(key, new):
            yield Change(key, "removed", "")
    for place, key in enumerate(common):
        words = [*_differences(before[key], after[key])]
        if _ahead(common[:place], before, key) != _ahead(now[: now.index(key)], after, key):
            words.append(f"was number {before[key].place} of its party, is number {after[key].place}")
        if words:
            yield Change(key, "changed", "; ".join(words))
    for key in after:
        if key not in before and not _follows(key, old):
            yield Change(key, "added", "")


def _follows(key: Key, other: Case) -> bool:
    """Whether a part only follows from another: the level of an option that the other version has not."""
    return key[0] == "status quo" and not other.is_graph and key[2] not in {one.id for one in other.options}


def _ahead(keys: list[Key], known: dict[Key, Part], key: Key) -> set[Key]:
    """The statements ahead of one in its party's list, of those in both versions; tiers have no order within."""
    if key[0] != "statement":
        return set()
    here = known[key].home
    same = [one for one in keys if one[:2] == key[:2]]
    return {one for one in same if known[one].home != here or not here[-1].startswith("tier ")}


def _differences(old: Part, new: Part) -> Iterator[str]:
    for what in dict.fromkeys([*old.facts, *new.facts]):
        before, after = (one.facts.get(what, "none") for one in (old, new))
        if before != after:
            yield f"{what} was {before or 'none'}, is {after or 'none'}"
    if old.line is None or new.line is None:
        return
    gone = [str(one) for one in old.line.evidence if one not in new.line.evidence]
    come = [str(one) for one in new.line.evidence if one not in old.line.evidence]
    if come:
        yield f"now cites {', '.join(come)}"
    if gone:
        yield f"no longer cites {', '.join(gone)}"
