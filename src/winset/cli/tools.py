"""Winset's questions as tools for an assistant: each takes names of files in one folder and gives JSON-ready data.

Nothing is written, and nothing outside the folder is read, symbolic links followed before the folder is compared;
the bundled cases can be named as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset.errors import ArgumentError

if TYPE_CHECKING:
    from winset.case.model import Case

MAX_OUTCOMES = (
    20_000  # combinations of a case that a tool answers for: larger answers are of no use in a conversation
)
MAX_CLAIMS = 200
MAX_TEXT = 1_000_000  # characters of a report given as text


@dataclass(frozen=True)
class Desk:
    """The folder an assistant may work in, and the tools it has there."""

    folder: Path

    def tools(self) -> tuple[Callable[..., dict[str, Any]], ...]:
        """Every tool; its name and what it does are those of the method."""
        return (self.read, self.check, self.stability, self.paths, self.deals, self.claims)

    def read(self, report: str | None = None, text: str | None = None) -> dict[str, Any]:
        """Read a news report, a file of the folder or the text itself, for its claims.

        Each says on whose word, how firmly, whether done or planned, with its exact span of the text. They are a
        machine's reading that nobody reviewed.
        """
        from winset.cli.reports import Origin, open_page, read_page
        from winset.reading.pages import Page

        if (report is None) == (text is None):
            raise ArgumentError("give either report, a file of the folder, or text")
        if text is not None and len(text) > MAX_TEXT:
            raise ArgumentError(f"text has at most {MAX_TEXT:,} characters")
        page = Page(text) if text is not None else open_page(str(self.place(str(report))))
        return read_page(page, Origin()).to_dict()

    def check(self, case: str) -> dict[str, Any]:
        """Check a case: every problem with its line and the likely remedy, or what the case contains."""
        from dataclasses import replace

        from winset.cli.sources import check_case

        found = check_case(self.name(case), MAX_OUTCOMES)
        return replace(found, file=case).to_dict()

    def stability(self, case: str, concepts: list[str] | None = None) -> dict[str, Any]:
        """Which outcomes of a case would hold, for whom, under which stability concepts (nash, gmr, smr, seq, sseq)."""
        from winset.analysis.stability import CONCEPTS, stability

        return stability(self.case(case), tuple(concepts or CONCEPTS)).to_dict()

    def paths(self, case: str) -> dict[str, Any]:
        """How a case could get from its status quo to each outcome that would hold, and who moves at each step."""
        from winset.analysis.paths import paths

        return paths(self.case(case)).to_dict()

    def deals(self, case: str) -> dict[str, Any]:
        """Which agreements a case allows: better than no agreement for all whose consent is needed, and ratified."""
        from winset.analysis.deals import deals

        return deals(self.case(case)).to_dict()

    def claims(
        self, case: str, about: str | None = None, source: str | None = None, status: str | None = None
    ) -> dict[str, Any]:
        """The claims behind a case, or in a collection of reports (.sqlite).

        Those about some words, on the word of some source, of a status: done, ongoing, planned, forecast,
        conditional, demanded, refused or unresolved.
        """
        from winset.cli.ledgers import listing
        from winset.cli.reports import is_collection

        name = self.name(case)
        options = {"about": about, "source": source, "status": status, "review": None, "report": None}
        found = listing(name, is_collection(name), {**options, "limit": MAX_CLAIMS}).data
        kept = found["claims"][:MAX_CLAIMS]
        return {**found, "claims": kept, "left_off": len(found["claims"]) - len(kept)}

    # --- Where things are ---

    def case(self, name: str) -> Case:
        """A case of the folder, or a bundled one, small enough to answer for."""
        from winset.cli.sources import open_case

        return open_case(self.name(name), MAX_OUTCOMES)

    def name(self, case: str) -> str:
        """What the command line would be given for a case: its path, or the name of a bundled one."""
        from winset.case import catalogue

        place = self.place(case)
        return case if not place.exists() and case in catalogue.names() else str(place)

    def place(self, name: str) -> Path:
        """A file of the folder; ArgumentError where a name leads out of it."""
        from winset.case.evidence.sources import inside

        real = inside(self.folder, name)
        if real is None:
            raise ArgumentError(f'"{name}" leads out of the folder')
        return real
