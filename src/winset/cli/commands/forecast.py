"""`winset forecast`: a baseline from actors' positions on a scale."""

from __future__ import annotations

from pathlib import Path

import click

from winset.cli.asking import CSV, JSON, OUTPUT, with_parameters

TABLE = click.Argument(["table"], metavar="TABLE", type=click.Path(path_type=Path))


def forecast(table: Path, form: str | None, output: Path | None) -> None:
    r"""Forecast issues by their actors' weighted positions, as a baseline.

    TABLE is a KTAB actor table (CSV): positions, saliences and influence. The mean and the median weighted by
    influence times salience, the plain mean beside them, and how far such baselines have been off.

    \b
    winset forecast actors.csv
    """
    from winset.analysis.forecast import forecast as ask
    from winset.case.foreign.ktab import read_table
    from winset.cli.writing import write_answer

    write_answer(ask(read_table(table)), form, output)


command = with_parameters(forecast, TABLE, (JSON, CSV, OUTPUT))
