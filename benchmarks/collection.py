"""How a large collection is read: speed, memory, and what a kill in the middle costs.

    python -m benchmarks.collection [REPORTS]

Makes that many reports (20,000 unless told) of about 250 words each, half as files in folders and half as JSON Lines,
reads them with `winset read --ledger`, kills the run in the middle, starts it again, and compares what is then in the
file with what should be.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = ("Norland", "Sudland", "Ostria", "Port Elsin", "Karvia", "Belmora")
WHO = (
    "the transport minister",
    "two officials",
    "a senior adviser",
    "the dockers' union",
    "the mayor",
    "security sources",
)
SAYS = (
    "{who} said {a} may reopen the border with {b} in May.",
    "According to {who}, {a} has agreed in principle to join the {b} pact.",
    '"We will not sign anything today," {who} told reporters in {b}.',
    "{a} is expected to send observers to {b}, while {who} opposes any delay.",
    "{who} denied that {a} had withdrawn from the talks on {b}.",
    "A final agreement would need the approval of parliament.",
    "The ferry between {a} and {b} carries {n} passengers a year.",
)


def report(number: int) -> str:
    """A report of about 250 words, the same for the same number."""
    chance = random.Random(number)
    lines = [f"Talks on crossing {number} go on\n"]
    for _ in range(18):
        a, b = chance.sample(PLACES, 2)
        line = chance.choice(SAYS).format(who=chance.choice(WHO), a=a, b=b, n=chance.randrange(10_000))
        lines.append(line[0].upper() + line[1:])
    return "\n".join(lines) + "\n"


def make(folder: Path, count: int) -> None:
    """The reports: one half in folders of a thousand files, the other as JSON Lines."""
    for number in range(count // 2):
        place = folder / "files" / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.txt").write_text(report(number), encoding="utf-8")
    with (folder / "wires.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(count // 2, count):
            entry = {"url": f"https://example.org/{number}", "date": "2026-01-22", "text": report(number)}
            lines.write(json.dumps(entry) + "\n")


def started(folder: Path) -> subprocess.Popen[bytes]:
    """A run over everything."""
    given = [
        "read",
        str(folder / "files"),
        str(folder / "wires.jsonl"),
        "--ledger",
        str(folder / "all.sqlite"),
    ]
    return subprocess.Popen([sys.executable, "-m", "winset.cli", *given])


def kept(folder: Path) -> int:
    """How many reports are in the file."""
    try:
        with sqlite3.connect(f"file:{folder / 'all.sqlite'}?mode=ro", uri=True) as store:
            return int(store.execute("select count(*) from report").fetchone()[0])
    except sqlite3.Error:
        return 0


def faults(folder: Path, count: int) -> list[str]:
    """What is lost or double: reports, and claims between the ledgers, the table and the index."""
    with sqlite3.connect(folder / "all.sqlite") as store:
        names = [row[0] for row in store.execute("select name from report")]
        texts = store.execute("select count(distinct sha256) from report").fetchone()[0]
        rows = store.execute("select count(*), count(distinct report || ' ' || id) from claim").fetchone()
        words = store.execute("select count(*) from claim_words").fetchone()[0]
        ledgers = sum(len(json.loads(row[0])["claims"]) for row in store.execute("select ledger from report"))
    numbers = {len(names), len(set(names)), texts, count}, {*rows, words, ledgers}
    return [
        f"{what}: {sorted(found)}" for what, found in zip(("reports", "claims"), numbers) if len(found) > 1
    ]


def main(count: int) -> None:
    """Make, read, kill, resume, compare, report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, count)
        begun = time.monotonic()
        run = started(folder)
        while kept(folder) < count // 2 and run.poll() is None:
            time.sleep(0.5)
        run.send_signal(signal.SIGKILL)
        run.wait()
        halfway = kept(folder)
        code = started(folder).wait()
        seconds = time.monotonic() - begun
        again = time.monotonic()
        started(folder).wait()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{count:,} reports, killed at {halfway:,}: {seconds:.0f} s in all, exit code {code}, peak {peak:.0f} MB"
        )
        print(f"read again, all there already: {time.monotonic() - again:.0f} s")
        size = (folder / "all.sqlite").stat().st_size / 2**20
        print(f"file: {size:.0f} MB; lost or double: {faults(folder, count) or 'nothing'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
