"""`winset brief`: the page a reader gets."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import CASE, JSON, LIMIT, OUTPUT, with_parameters

FORMS = ("text", "md", "html", "pdf", "docx", "json")
FIGURES = ("options", "moves", "strip", "tornado", "sources", "timeline")


@click.option(
    "--to", "form", type=click.Choice(FORMS), help="The form; else the ending of FILE says, or text."
)
@click.option(
    "--full",
    is_flag=True,
    help="As text, with how sure it is and every reason and claim, as in the other forms.",
)
@click.option(
    "--figure",
    type=click.Choice(FIGURES),
    help="One figure of it, into FILE: who does what, moves, probabilities, what moves them, sources, claims in time.",
)
def brief(
    case: str, form: str | None, full: bool, figure: str | None, output: Path | None, max_outcomes: int | None
) -> None:  # fmt: skip
    r"""Read the brief of a case: what would hold, and who could stop it.

    On a terminal, as Markdown, as a self-contained HTML page that prints and reads on a phone, or as a PDF
    or DOCX to send (these need the extra `documents`), figures inside.

    \b
    winset brief gaza-isf
    winset brief my.yaml -o brief.html
    winset brief my.yaml -o brief.pdf
    winset brief my.yaml --figure timeline -o timeline.svg
    """
    from winset.cli.sources import open_case
    from winset.cli.writing import write_brief, write_figure
    from winset.show.brief.compose import brief as compose

    quick = output is None and form in (None, "text") and not full
    made = compose(open_case(case, max_outcomes), doubted=not quick)
    if figure is None:
        write_brief(made, form, output, full)
        return
    from winset.show.figures.brief import draw

    write_figure(draw(made, figure), output)


command = with_parameters(brief, CASE, (JSON, OUTPUT, LIMIT))
