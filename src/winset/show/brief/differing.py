"""What one brief says and another does not, sentence by sentence: before and after a withdrawal, old version and new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from winset.analysis.result import Result, Subject, Table
from winset.case.model import Case
from winset.show.brief.compose import brief
from winset.show.brief.content import Basis, Brief, Bullets, Paragraph, Section

BOTTOM = ("bottom", "Bottom line")
PASSED_OVER = (
    "resting",
    "limits",
    "reproducing",
)  # lines, sources and digests: told by what falls and changes


@dataclass(frozen=True)
class Said:
    """A sentence that only one of two briefs has: the section it stands in, before or now, and what it rests on."""

    section: tuple[str, str]  # id and title
    now: bool
    text: str
    basis: Basis | None


@dataclass(frozen=True, kw_only=True)
class Difference(Result):
    """Two briefs compared: the sentences that are gone, and those that are new, in the order of the briefs."""

    question: str | None
    sentences: tuple[Said, ...]

    def tables(self) -> tuple[Table, ...]:
        """Section, whether it is said no longer or now, and the sentence."""
        rows = tuple((one.section[1], "now" if one.now else "no longer", one.text) for one in self.sentences)
        notes = () if rows else ("The brief says the same as before.",)
        return (Table("What the brief says otherwise", ("section", "", "sentence"), rows, notes),)

    def findings(self) -> dict[str, Any]:
        """The sentences, section by section."""
        return {
            "sentences": [
                {
                    "section": one.section[0],
                    "now": one.now,
                    "text": one.text,
                    "basis": str(one.basis or "") or None,
                }
                for one in self.sentences
            ]
        }


def difference(before: Case, after: Case) -> Difference:
    """What the brief of one case says and that of another does not.

    >>> from winset.case.catalogue import example
    >>> difference(example("chicken"), example("chicken")).sentences
    ()
    """
    old, new = brief(before), brief(after)
    gone, come = _sentences(old), _sentences(new)
    found = [(place, False, basis) for place, basis in gone.items() if place not in come]
    found += [(place, True, basis) for place, basis in come.items() if place not in gone]
    order = [*dict.fromkeys(section for section, _ in (*gone, *come))]
    found.sort(key=lambda one: order.index(one[0][0]))  # within a section as they stand, those gone first
    return Difference(
        subject=Subject(after.title, after.digest),
        method="two briefs, sentence by sentence",
        parameters={"before": before.digest},
        question=after.question,
        sentences=tuple(Said(section, now, text, basis) for (section, text), now, basis in found),
    )


_Place = tuple[tuple[str, str], str]  # section, sentence


def _sentences(given: Brief) -> dict[_Place, Basis | None]:
    """Every sentence of a brief by its section, with what it rests on; items of a list after its lead."""
    found: dict[_Place, Basis | None] = {(BOTTOM, one.text): one.basis for one in given.bottom_line}
    for section in given.sections:
        if section.id not in PASSED_OVER:
            found |= {((section.id, section.title), text): basis for text, basis in _of(section)}
    return found


def _of(section: Section) -> Iterator[tuple[str, Basis | None]]:
    lead, under = "", None
    for block in section.blocks:
        if isinstance(block, Paragraph) and not block.text:
            lead, under = block.lead, block.basis
        elif isinstance(block, Paragraph):
            lead, under = "", None
            yield " ".join(filter(None, (block.lead, block.text))), block.basis
        elif isinstance(block, Bullets):
            for item in block.items:
                said = " ".join(filter(None, (item.lead, item.text)))
                yield (f"{lead.rstrip(':')}: {said}" if lead else said), item.basis or under


def tell(result: Difference) -> Brief:
    """The difference as a page: section by section what is no longer said, and what is now."""
    sections = []
    for name, title in dict.fromkeys(one.section for one in result.sentences):
        own = [one for one in result.sentences if one.section == (name, title)]
        blocks: list[Paragraph | Bullets] = []
        for now, lead in ((False, "No longer"), (True, "Now")):
            items = tuple(Paragraph(one.text, one.basis) for one in own if one.now == now)
            blocks += [Paragraph("", None, lead), Bullets(items)] if items else []
        sections.append(Section(f"differs-{name}", title, tuple(blocks)))
    first = "The brief says the same as before."
    if sections:
        first = f"What the brief says otherwise: {len(result.sentences)} sentences, by section."
    return Brief(
        subject=result.subject,
        method=result.method,
        parameters=result.parameters,
        question=result.question,
        as_of=None,
        source=None,
        bottom_line=(Paragraph(first),),
        sections=tuple(sections),
    )
