"""`winset paths`: how the case could get from its status quo to what would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from winset.cli.asking import WHOLE, analysis_command

if TYPE_CHECKING:
    from winset.analysis.result import Result
    from winset.case.model import Case


@analysis_command
@click.option("--from", "start", metavar="OUTCOME", help="Start from this outcome; else from the status quo.")
@click.option("--steps", type=click.IntRange(min=0), metavar="N", help="At most N steps.")
@click.option("--alone", is_flag=True, help="Nobody moves jointly, whatever coalitions the case names.")
@WHOLE
def command(case: Case, start: str | None, steps: int | None, alone: bool) -> Result:
    r"""Trace how the status quo could turn into what would hold.

    Who moves at each step, and whether it serves them.

    \b
    winset paths elmira
    winset paths gaza-isf --alone -o paths.svg
    """
    from winset.analysis.paths import paths

    return paths(case, start=start, steps=steps, coalitions=() if alone else None)
