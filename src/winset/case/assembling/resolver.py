"""Names looked up: what every part of the document needs on its way to the case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from winset.case.assembling.notebook import Notebook, nearest
from winset.case.evidence.sources import Archive
from winset.case.model import Evidence, Likelihood
from winset.case.uncertain.dependence import FROM_CLAIMS, from_claims
from winset.case.yaml.document import Document
from winset.case.yaml.entries import LineEntry
from winset.case.yaml.nodes import Path
from winset.case.yaml.preference_entries import PreferenceEntry
from winset.errors import suggestion

YES_OR_NO = ("no", "yes")


@dataclass(frozen=True)
class Resolver:
    """Looks names up; `levels` are those of each option, or the outcome ids of graph form."""

    document: Document
    notebook: Notebook
    archive: Archive
    levels: Mapping[str, Collection[str]]

    def line(self, name: str, entry: LineEntry, path: Path) -> dict[str, Any]:
        """The arguments every `Line` takes, with its id; evidence is looked up on the way."""
        return {
            "id": name,
            "place": self.notebook.place(path),
            "why": entry.why,
            "evidence": self.evidence(entry, path),
            "likelihood": self.likelihood(entry, path),
            "note": entry.note,
            "independent": entry.independent,
        }

    def evidence(self, entry: LineEntry, path: Path) -> tuple[Evidence, ...]:
        """What a line rests on; what is wrong with it leaves the outcomes as they are."""
        before = len(self.notebook.problems)
        notebook, lines = self.notebook, enumerate(entry.evidence)
        found = tuple(self.archive.check(one, (*path, "evidence", k), notebook) for k, one in lines)
        notebook.harmless += len(notebook.problems) - before
        return found

    def likelihood(self, entry: LineEntry, path: Path) -> Likelihood | None:
        """How likely a line is: a word read by the scale, a number, or a range with its middle as best."""
        given = entry.likelihood
        inherits = self.document.likelihood == FROM_CLAIMS and not isinstance(entry, PreferenceEntry)
        if given is None and inherits:
            return from_claims(self.archive.cited(entry.evidence))
        if given is None:
            return None
        if given == FROM_CLAIMS:
            return self._by_claims(entry, path)
        if isinstance(given, str):
            return self._by_word(given, (*path, "likelihood"))
        low, high = given if isinstance(given, tuple) else (given, given)
        return Likelihood(low, (low + high) / 2, high)

    def _by_claims(self, entry: LineEntry, path: Path) -> Likelihood | None:
        cited = self.archive.cited(entry.evidence)
        if not cited and self.archive.folder is not None and not self.archive.lacks(entry.evidence):
            hint = "cite claims under `evidence`, or give the likelihood"
            self.notebook.note((*path, "likelihood"), "there is no claim to take a likelihood from", hint)
        return from_claims(cited) or Likelihood(1, 1, 1, FROM_CLAIMS)

    def _by_word(self, word: str, path: Path) -> Likelihood | None:
        from winset.reading.likelihood import scale

        terms = scale().terms
        word = " ".join(word.split())
        term = terms.get(word.lower())
        if term is None:
            hint = " ".join(filter(None, [suggestion(word, terms), "words: " + ", ".join(terms)]))
            self.notebook.note(path, f'"{word}" is no word of likelihood', hint)
            return None
        return Likelihood(term.low, term.best, term.high, word)

    def known_party(self, name: str, path: Path, *, key: bool = False) -> bool:
        """Whether a party exists; noted where it does not."""
        return self.notebook.known("party", name, self.document.parties, path, key=key)

    def known_levels(self, given: Mapping[str, str], path: Path) -> dict[str, str]:
        """The levels that exist, of options that exist; the others are noted."""
        found = {}
        for option, level in given.items():
            own = (*path, option)
            if not self.notebook.known("option", option, self.levels, own, key=True):
                continue
            if level in self.levels[option]:
                found[option] = level
            elif self.document.is_graph:
                self.notebook.known("outcome", level, self.levels[option], own)
            else:
                message = f'"{option}" has no level "{level}"'
                self.notebook.note(own, message, nearest(level, self.levels[option]))
        return found


def party_order(document: Document) -> list[str]:
    """The parties in the order in which the options name them, then those without options."""
    owners = [party for party in document.options if party in document.parties]
    return list(dict.fromkeys([*owners, *document.parties]))


def resolver(document: Document, notebook: Notebook, archive: Archive) -> Resolver:
    """What resolves the names of a document: its form settled, the levels of its options known."""
    _check_form(document, notebook)
    _check_names(document, notebook)
    if document.is_graph:
        return Resolver(document, notebook, archive, {"outcome": dict.fromkeys(document.outcomes).keys()})
    entries = (pair for group in document.options.values() for pair in group.items())
    levels = {option: tuple(entry.levels or YES_OR_NO) for option, entry in entries}
    return Resolver(document, notebook, archive, levels)


def _check_form(document: Document, notebook: Notebook) -> None:
    if not document.is_graph:
        if not any(document.options.values()):
            hint = "list what each party can do under `options`, or `outcomes` and `moves`"
            notebook.note((), "the case has no options", hint)
        return
    for section in ("options", "rules"):
        if getattr(document, section):
            notebook.note_key(
                (section,), f"{section} cannot stand beside outcomes and moves", "keep one form"
            )
    for section, other in (("outcomes", "moves"), ("moves", "outcomes")):
        if not getattr(document, section):
            notebook.note_key((other,), f"{other} need {section} beside them", f"add `{section}`")


def _check_names(document: Document, notebook: Notebook) -> None:
    """Note every name that is used for two things, and names that are none."""
    first: dict[str, str] = {}
    for kind, name, path in _names(document):
        if not name.strip() or not name.isprintable():
            notebook.note_key(path, f"this {kind} has no name that can be shown")
        elif name in first and first[name] == kind:
            notebook.note_key(path, f'{kind} "{name}" is there already', "give each its own name")
        elif name in first:
            article = "an" if first[name] == "option" else "a"
            message = f'"{name}" is already the name of {article} {first[name]}'
            notebook.note_key(path, message, "one name for one thing")
        first.setdefault(name, kind)


def _names(document: Document) -> Iterator[tuple[str, str, Path]]:
    yield from (("party", name, ("parties", name)) for name in document.parties)
    for party, group in document.options.items():
        yield from (("option", name, ("options", party, name)) for name in group)
    yield from (("report", name, ("reports", name)) for name in document.reports)
    yield from (("named outcome", name, ("names", name)) for name in document.names)
