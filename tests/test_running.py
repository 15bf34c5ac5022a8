"""Work shared out: whoever does it, the same answer to the last bit; stopped, lost, taken up again."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

import winset
from winset.analysis.variants import running
from winset.analysis.variants.batches import Answer, Asked, asked_of
from winset.analysis.variants.running import Run, answer
from winset.analysis.variants.sampling import plan
from winset.case.build import build
from winset.case.uncertain.uncertainty import uncertainty
from winset.errors import WinsetError


def asked(samples: int | None = None) -> Asked:
    """The bundled case in a dozen batches or more."""
    case = winset.example("gaza-isf")
    made = replace(plan(uncertainty(case), build(case).game.outcomes, samples), cells=2**16)
    return asked_of(case, made, ("nash", "seq"), build(case).formula("troops"))


def same(one: Answer, other: Answer) -> bool:
    pairs = ((one.held, other.held), (one.flags, other.flags), (one.weights, other.weights))
    return one.games == other.games and all(a.tobytes() == b.tobytes() for a, b in pairs)


@pytest.fixture(scope="module")
def here() -> Answer:
    assert asked().plan.batches > 12
    return answer(asked(), Run())


def test_two_processes_answer_to_the_last_bit_what_one_does(here: Answer) -> None:
    pytest.importorskip("joblib")
    assert same(answer(asked(), Run(workers=2)), here)


def test_a_sample_does_not_depend_on_how_it_is_cut() -> None:
    whole = asked(512)
    parts = replace(whole, plan=replace(whole.plan, cells=2**14))
    assert parts.plan.batches > whole.plan.batches
    one, other = answer(whole, Run()), answer(parts, Run())
    assert np.allclose(one.held, other.held)
    best = [(found.flags[found.weights[1] > 0]).tolist() for found in (one, other)]
    assert best[0] == best[1]


class Stopped(Exception):
    pass


def test_a_run_that_was_stopped_is_taken_up_where_it_was(
    here: Answer, tmp_path: Path, monkeypatch: Any
) -> None:
    def stop(done: int, total: int) -> None:
        if done == 5:
            raise Stopped

    with pytest.raises(Stopped):
        answer(asked(), Run(keep=tmp_path, progress=stop))
    assert len([*tmp_path.glob("*.npz")]) == 5
    broken = sorted(tmp_path.glob("*.npz"))[0]
    broken.write_bytes(b"not an archive")
    steps: list[tuple[int, int]] = []
    assert same(answer(asked(), Run(keep=tmp_path, progress=lambda *step: steps.append(step))), here)
    total = asked().plan.batches
    assert steps[0] == (5, total)  # four kept batches and the first of the others
    assert steps[-1] == (total, total)


def test_batches_kept_for_another_question_are_not_taken(here: Answer, tmp_path: Path) -> None:
    answer(replace(asked(), concepts=("nash",)), Run(keep=tmp_path))
    assert same(answer(asked(), Run(keep=tmp_path)), here)


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    with pytest.raises(WinsetError, match="several workers need joblib, which is not installed"):
        answer(asked(), Run(workers=2))
    with pytest.raises(WinsetError, match=r"a cluster needs dask\.distributed, which is not installed"):
        answer(asked(), Run(cluster="tcp://localhost:1"))


# --- A cluster ---


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(2, processes=True, threads_per_worker=1, dashboard_address=None) as found:
        yield found


def test_a_cluster_answers_to_the_last_bit_what_one_process_does(here: Answer, cluster: Any) -> None:
    assert same(answer(asked(), Run(cluster=cluster.scheduler_address)), here)


def test_a_lost_worker_costs_its_batch_only(here: Answer, cluster: Any) -> None:
    from distributed import Client

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    killed = []

    def kill(done: int, total: int) -> None:
        if not killed and done < total:
            killed.append(os.kill(pids[0], signal.SIGKILL))

    assert same(answer(asked(), Run(cluster=cluster.scheduler_address, progress=kill)), here)
    assert len(killed) == 1


def test_a_cluster_that_does_not_answer_is_told_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(running, "ANSWERS_WITHIN", 1)
    for address in ("tcp://127.0.0.1:9", "no address at all"):
        with pytest.raises(
            WinsetError, match=r"does not answer within 1 s: .*leave --cluster out to run here"
        ):
            answer(asked(), Run(cluster=address))


def test_what_is_no_cluster_at_an_address_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web server answers with words that, read as the length of a message, are more than any memory."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(running, "ANSWERS_WITHIN", 4)
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.recv(1000)

    Thread(target=serve, daemon=True).start()
    with server, pytest.raises(WinsetError, match=r"no Dask scheduler: .*leave --cluster out"):
        answer(asked(), Run(cluster=f"tcp://127.0.0.1:{server.getsockname()[1]}"))
