"""What the commands about uncertain cases share: the target, the sample, and who does the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from winset.cli.asking import ConceptName

if TYPE_CHECKING:
    from winset.analysis.variants.running import Run

TARGET = click.option(
    "--target", metavar="FORMULA", help='What is asked about, as in "troops"; else the case\'s own target.'
)
CONCEPT = click.option(
    "-c", "--concept", default="nash", metavar="CONCEPT", type=ConceptName(),
    help="The stability concept that is meant by holding.",
)  # fmt: skip
CONCEPTS = click.option(
    "-c", "--concept", "concepts", multiple=True, metavar="CONCEPT", type=ConceptName(),
    help="A stability concept (may be repeated); else all.",
)  # fmt: skip
SAMPLES = click.option(
    "--samples", type=click.IntRange(min=1), metavar="N",
    help="Look at N sampled variants; else at all, or 4,096 if they are too many.",
)  # fmt: skip
SEED = click.option("--seed", type=int, default=0, metavar="N", help="The seed of a sample.")
WORKERS = click.option(
    "--workers", type=click.IntRange(min=1), default=1, metavar="N", help="Processes to share the work."
)
CLUSTER = click.option(
    "--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers do the work, as in tcp://host:8786."
)
KEEP = click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="Keep finished batches there, and take up a run that was stopped.",
)  # fmt: skip


def worked(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which variants are looked at, and who does the work."""
    for option in (KEEP, CLUSTER, WORKERS, SEED, SAMPLES):
        function = option(function)
    return function


def run_of(workers: int, cluster: str | None, keep: Path | None) -> Run:
    """How the work is done, from the options."""
    from winset.analysis.variants.running import Run

    return Run(workers, cluster, keep)


BRIEF = click.option(
    "--brief", "briefly", is_flag=True, help="What the brief says otherwise, sentence by sentence."
)
