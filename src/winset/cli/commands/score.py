"""`winset score`: a record of forecasts, and how good they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from winset.cli.asking import CSV, JSON, OUTPUT, CaseName, ConceptName, with_parameters

if TYPE_CHECKING:
    from winset.case.forecasts import Forecast, Resolution

FILE = click.Argument(["file"], metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def command() -> None:
    r"""Keep a record of forecasts, and score it.

    FILE is JSON Lines, one forecast or resolution a line, only ever added to.

    \b
    winset score add record.jsonl "troops by June" --case gaza-isf
    winset score add record.jsonl "vote this week" --probability 0.3 --on 2026-02-01
    winset score resolve record.jsonl "troops by June" no
    winset score show record.jsonl
    winset score show record.jsonl -o calibration.svg
    """


@click.argument("question")
@click.option(
    "-p",
    "--probability",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="From 0 to 1; else what --case gives.",
)
@click.option("--case", type=CaseName(), metavar="CASE", help="The case behind it, whose digest is kept.")
@click.option("--target", metavar="FORMULA", help="With --case: what is asked; else the case's own target.")
@click.option(
    "-c",
    "--concept",
    default="nash",
    metavar="CONCEPT",
    type=ConceptName(),
    help="With --case: what holding means.",
)
@click.option("--on", metavar="DAY", help="The day of the forecast, as in 2026-03-01; else today.")
def add(  # noqa: PLR0913, PLR0917 (one parameter for each option)
    file: Path, question: str, probability: float | None, case: str | None, target: str | None, concept: str,
    on: str | None,
) -> None:  # fmt: skip
    """Add a forecast: the probability that the answer to QUESTION will be yes."""
    from winset.case.forecasts import forecast

    if probability is None and case is None:
        raise click.UsageError("give a --probability, or a --case to take it from")
    digest, formula = None, target
    if case is not None:
        digest, formula, found = _by_case(case, target, concept, probability is None)
        probability = found if probability is None else probability
    _append(file, forecast(question, on or _today(), probability or 0.0, digest, formula))


def _by_case(name: str, target: str | None, concept: str, ask: bool) -> tuple[str, str | None, float | None]:
    """The case's digest, the target, and the probability that it holds in some equilibrium under the concept."""
    from winset.analysis.robustness import robustness
    from winset.cli.sources import open_case

    case = open_case(name, None)
    if not ask:
        return case.digest, target or (str(case.target) if case.target else None), None
    sure = robustness(case, target, concept)
    if sure.target is None:
        raise click.UsageError("the case names no target: give one with --target, or a --probability")
    return case.digest, sure.target, round(sure.holds(concept).best, 4)


@click.argument("question")
@click.argument("happened", type=click.Choice(["yes", "no"]))
@click.option("--on", metavar="DAY", help="The day this was known, as in 2026-03-01; else today.")
def resolve(file: Path, question: str, happened: str, on: str | None) -> None:
    """Say what came of QUESTION: yes or no."""
    from winset.case.forecasts import resolution

    _append(file, resolution(question, on or _today(), happened == "yes"))


def show(file: Path, form: str | None, output: Path | None) -> None:
    """Score what is resolved: Brier, logarithmic, calibration; -o FILE.svg draws the calibration."""
    from winset.analysis.scoring import score
    from winset.cli.writing import write_answer
    from winset.errors import WinsetError

    if not file.exists():
        raise WinsetError(f"{file} is not there; `winset score add {file} QUESTION` begins it")
    write_answer(score(file), form, output)


def _append(file: Path, line: Forecast | Resolution) -> None:
    """Add a line to a record, whole or not at all, and say what was added."""
    from winset.case.forecasts import Record, load
    from winset.cli.writing import write_file

    record = load(file).added(line)
    write_file(file, record.dumps().encode())
    click.echo(Record((line,)).dumps(), nl=False)


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


command.help = (command.help or "").replace(r"\b", "\b")  # click's mark for lines to keep
command.add_command(with_parameters(add, FILE, ()), "add")
command.add_command(with_parameters(resolve, FILE, ()), "resolve")
command.add_command(with_parameters(show, FILE, (JSON, CSV, OUTPUT)), "show")
