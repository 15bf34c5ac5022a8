"""Batches of work done here, by several processes here, or by a Dask cluster; stopped and taken up again.

What a batch answers does not depend on who does it or when, and answers are put together in the order of
the batches, so that the result is the same to the last bit however the work was split.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from winset.analysis.variants.batches import Answer, Answering, Asked, together
from winset.errors import ArgumentError, WinsetError
from winset.version import __version__

ANSWERS_WITHIN = 6
"""Seconds a cluster has to answer, so that with the start of the program it is said within ten."""

_TASKS = 8  # for each worker: enough for the last one not to be waited for long, few enough to share what is made once
_FIELDS = ("held", "flags", "weights", "games")


@dataclass(frozen=True)
class Run:
    """How work is done.

    workers: processes on this machine. cluster: the address of a Dask scheduler to use instead.
    keep: a folder for finished batches; a run that was stopped is taken up from it. progress: called with
    the batches done and all of them, after each.
    """

    workers: int = 1
    cluster: str | None = None
    keep: Path | None = None
    progress: Callable[[int, int], None] | None = None


def answer(asked: Asked, run: Run) -> Answer:
    """All batches of what is asked, answered. Raises ArgumentError for fewer than one worker.

    Raises WinsetError when joblib or Dask is needed and not installed, and when a cluster does not answer.
    """
    if run.workers < 1:
        raise ArgumentError(f"workers must be at least 1, not {run.workers}")
    total = asked.plan.batches
    found: dict[int, Answer] = dict(_kept(asked, run, total))
    for number, one in _done(asked, run, [k for k in range(total) if k not in found]):
        found[number] = one
        if run.keep is not None:
            _keep(asked, run.keep, number, one)
        if run.progress is not None:
            run.progress(len(found), total)
    return together([found[k] for k in range(total)])


def _done(asked: Asked, run: Run, numbers: Sequence[int]) -> Iterable[tuple[int, Answer]]:
    if run.cluster is not None:
        return _on_cluster(asked, run.cluster, numbers)
    if run.workers == 1 or len(numbers) < 2:
        answering = Answering(asked)
        return ((k, answering.answer(k)) for k in numbers)
    return _by_processes(asked, run.workers, numbers)


def batches(asked: Asked, numbers: Sequence[int]) -> list[tuple[int, Answer]]:
    """Some batches answered: what is sent to a worker."""
    answering = Answering(asked)
    return [(k, answering.answer(k)) for k in numbers]


def _tasks(numbers: Sequence[int], workers: int) -> list[list[int]]:
    parts = np.array_split(np.asarray(numbers, dtype=np.int64), min(len(numbers), workers * _TASKS))
    return [part.tolist() for part in parts]


def _by_processes(asked: Asked, workers: int, numbers: Sequence[int]) -> Iterator[tuple[int, Answer]]:
    _require("joblib", "several workers need joblib", "pip install 'winset[parallel]', or use one worker")
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, backend="loky", return_as="generator_unordered")
    found = parallel(delayed(batches)(asked, part) for part in _tasks(numbers, workers))
    try:
        for done in found:
            yield from done
    finally:  # a run that is stopped needs no advice on its tasks
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.close()


def _on_cluster(asked: Asked, address: str, numbers: Sequence[int]) -> Iterator[tuple[int, Answer]]:
    """By a Dask cluster: a batch whose worker is lost is done again by another."""
    _require(
        "distributed",
        "a cluster needs dask.distributed",
        "pip install 'winset[cluster]', or leave --cluster out",
    )
    from distributed import Client, as_completed

    try:
        client: Any = Client(address, timeout=ANSWERS_WITHIN)  # type: ignore[no-untyped-call]  # has no types
    except (OSError, ValueError, TimeoutError) as error:
        hint = "check the address and that the scheduler runs, or leave --cluster out to run here"
        raise WinsetError(
            f"the cluster at {address} does not answer within {ANSWERS_WITHIN} s: {hint}"
        ) from error
    except (
        MemoryError,
        TypeError,
        KeyError,
        EOFError,
    ) as error:  # an answer of another kind, read as if it were one
        hint = "check the address and the port, or leave --cluster out to run here"
        raise WinsetError(f"what answers at {address} is no Dask scheduler: {hint}") from error
    with client:
        shared = client.scatter(asked, broadcast=True)
        workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        tasks = [
            client.submit(batches, shared, part, pure=False, retries=3) for part in _tasks(numbers, workers)
        ]
        for done in as_completed(tasks):  # type: ignore[no-untyped-call]  # has no types
            yield from done.result()


def _require(module: str, what: str, remedy: str) -> None:
    if find_spec(module) is None:
        raise WinsetError(f"{what}, which is not installed: {remedy}")


def _name(asked: Asked) -> str:
    """What a run is known by: the case, the version, and everything asked of it."""
    plan = asked.plan
    said: list[Any] = [
        __version__,
        asked.case.digest,
        plan.ends,
        plan.samples,
        plan.seed,
        plan.cells,
        [sorted(setting.items()) for setting in plan.settings],
    ]
    said += [asked.concepts, asked.questions, str(asked.target)]
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


def _keep(asked: Asked, folder: Path, number: int, one: Answer) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_name(asked)}-{number}.npz"
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, held=one.held, flags=one.flags, weights=one.weights, games=np.asarray(one.games))
    part.replace(path)


def _kept(asked: Asked, run: Run, total: int) -> Iterator[tuple[int, Answer]]:
    """The batches that a run stopped earlier has left; a file that cannot be read is as good as none."""
    if run.keep is None:
        return
    for number in range(total):
        path = run.keep / f"{_name(asked)}-{number}.npz"
        if path.exists():
            found = _read(path)
            if found is not None:
                yield number, found


def _read(path: Path) -> Answer | None:
    try:
        with np.load(path, allow_pickle=False) as file:
            parts: dict[str, Any] = {name: file[name] for name in _FIELDS}
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return Answer(parts["held"], parts["flags"], parts["weights"], int(parts["games"]))
