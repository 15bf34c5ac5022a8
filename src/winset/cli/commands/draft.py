"""`winset draft`: a case proposed from reports, each line with its claims."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import with_parameters


@click.option(
    "--model", metavar="URL", help="Let a language model propose: an endpoint of the OpenAI chat protocol."
)
@click.option("--model-name", metavar="NAME", default="default", help="The model's name at that endpoint.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=120.0,
    metavar="SECONDS",
    show_default=True,
    help="How long the model may take.",
)
def draft(
    reports: tuple[str, ...], output: Path | None, model: str | None, model_name: str, timeout: float
) -> None:
    r"""Propose a case from reports: parties, options, rules, open questions.

    Each line cites its claims and says what is uncertain; what the parties want is yours to write. By rule,
    offline. With --model the reports go to the endpoint you name, nowhere else; what it proposes must quote
    them exactly. A key for it is read from WINSET_MODEL_KEY.

    \b
    winset draft davos.txt -o my-case
    winset draft davos.txt wires.txt -o my-case/case.yaml --model http://localhost:8080/v1
    """
    from winset.cli.drafting import Material, propose, write_draft

    material = Material.read(reports)
    proposal = propose(material, model, model_name, timeout)
    write_draft(proposal, material, output)


REPORTS = click.Argument(["reports"], metavar="REPORT...", nargs=-1, required=True)
OUTPUT = click.Option(
    ["-o", "--output"],
    type=click.Path(path_type=Path),
    metavar="CASE",
    help="Write the case to this new file or folder, with its reports and their claims beside it.",
)
command = with_parameters(draft, REPORTS, (OUTPUT,))
