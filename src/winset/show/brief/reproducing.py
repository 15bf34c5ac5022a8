"""How to reproduce the brief: the version, the case's digest and the command."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.result import Table
from winset.case.model import Case
from winset.show.brief.answers import Answers
from winset.show.brief.content import Annex, Bullets, Paragraph, Section
from winset.version import __version__


def section(answers: Answers) -> Section:
    """What it takes to get the same brief again, to the last letter, and how each answer was found."""
    items = (
        Paragraph(f"winset brief {case_name(answers.case)}", lead="Command:"),
        Paragraph(f"winset {__version__}", lead="Version:"),
        Paragraph(answers.case.digest, lead="Digest of the case:"),
    )
    rows = tuple(_answers(answers))
    table = Table("How each answer was found", ("answer", "how", "to see all of it"), rows)
    return Section("reproducing", "How to reproduce this", (Bullets(items), Annex(table)))


def _answers(answers: Answers) -> Iterator[tuple[str, str, str]]:
    """Each analysis that findings name, with its method and its command."""
    name = case_name(answers.case)
    yield "the case", "as the modeller wrote it: its lines, and the claims they cite", f"winset check {name}"
    yield "stability", f"{answers.stability.method}; exact", f"winset stability {name}"
    if answers.today is not None:
        yield "paths", "shortest sequences of moves, all of them searched; exact", f"winset paths {name}"
    if answers.shown:
        how = "who must act, could gain by leaving, or could begin what others would follow; exact"
        yield "who can stop what", how, f"winset brief {name} --full"
    yield from _agreement(answers, name)
    if answers.sure is not None:
        yield "robustness", answers.sure.method, f"winset robustness {name}"
    if answers.hangs is not None:
        how = "each line settled either way, each claim, source and report withdrawn or confirmed"
        yield "influence", how, f"winset influence {name}"


def _agreement(answers: Answers, name: str) -> Iterator[tuple[str, str, str]]:
    if answers.case.deal is None:
        return
    zone = "outcomes at least as good as no deal for all whose yes is needed, and ratified; exact"
    after = "of those, the outcomes that no party would leave once agreed (SEQ); exact"
    yield "zone of agreement", zone, f"winset deals {name}"
    yield "stability after the signing", after, f"winset deals {name}"
    if answers.unlocking is not None and not answers.unlocking.reached.size:
        target = f'winset unlock {name} --target "{answers.case.target}"'
        yield "minimal unlocking sets", "the least sets of changes that let the target in", target


def case_name(case: Case) -> str:
    """What to call the case on a command line: its folder or file, without the way there."""
    if case.path is None:
        return "CASE"
    return case.path.parent.name if case.path.name == "case.yaml" else case.path.name
