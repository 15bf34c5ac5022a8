"""How to reproduce the brief: the version, the case's digest and the command."""

from __future__ import annotations

from winset.case.model import Case
from winset.show.brief.answers import Answers
from winset.show.brief.content import Bullets, Paragraph, Section
from winset.version import __version__


def section(answers: Answers) -> Section:
    """What it takes to get the same brief again, to the last letter."""
    items = (
        Paragraph(f"winset brief {case_name(answers.case)}", lead="Command:"),
        Paragraph(f"winset {__version__}", lead="Version:"),
        Paragraph(answers.case.digest, lead="Digest of the case:"),
        Paragraph(f"{answers.stability.method}; nothing is sampled or estimated.", lead="Method:"),
    )
    return Section("reproducing", "How to reproduce this", (Bullets(items),))


def case_name(case: Case) -> str:
    """What to call the case on a command line: its folder or file, without the way there."""
    if case.path is None:
        return "CASE"
    return case.path.parent.name if case.path.name == "case.yaml" else case.path.name
