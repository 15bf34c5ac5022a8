"""How well reading finds who said what, on a yardstick of articles annotated by people.

    python -m benchmarks.attribution [FOLDER]        the figures, overall and on each half of the articles
    python -m benchmarks.attribution --pred OUT.json  what reading found, for the yardstick's own script

FOLDER (default: `yardsticks` in the folder named shared beside the project) holds `score_attribution.py`,
which says what the figures mean and prints them.

Every other article, by name, was looked at while the rules were written; the other half was only measured,
save that the commonest cue words were counted over both. The difference between the halves shows what the
rules owe to having seen the text.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from winset.reading.ledger import Claim, Span
from winset.reading.reading import read

SHARED = Path(__file__).parents[2] / "shared" / "yardsticks"
Relation = dict[str, list[list[int]]]


def relations(claims: Iterable[Claim]) -> list[Relation]:
    """Claims on somebody's word as relations: claims of one cue are one relation."""
    found: dict[tuple[int, int], Relation] = {}
    for claim in claims:
        if claim.source.type == "outlet":
            continue
        key = place(claim.cue) if claim.cue else place(claim.content[0])
        one = found.setdefault(
            key, {"source": ranges([claim.source.span]), "cue": ranges([claim.cue]), "content": []}
        )
        one["content"] += ranges(claim.content)
    return list(found.values())


def place(span: Span) -> tuple[int, int]:
    """Where a span stands."""
    return span.start, span.end


def ranges(spans: Sequence[Span | None]) -> list[list[int]]:
    """Spans as pairs of offsets."""
    return [[span.start, span.end] for span in spans if span is not None]


def scorer(folder: Path) -> ModuleType:
    """The yardstick's own script."""
    spec = importlib.util.spec_from_file_location("score_attribution", folder / "score_attribution.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder}: no score_attribution.py here (name the yardstick's folder)")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(score: ModuleType, articles: dict[str, Any], found: dict[str, list[Relation]]) -> dict[str, Any]:
    """The yardstick's figures over some articles."""
    total = score.Acc()
    for name, (text, people) in articles.items():
        total.add_doc(text, people[0][1], found[name])
    report: dict[str, Any] = total.report()
    return {"relation": report["relation"], "source": report["source_on_matched"]}


def main() -> None:
    """Read every article, and print the figures or write what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--pred", type=Path)
    chosen = parser.parse_args()
    score = scorer(chosen.folder)
    articles = score.load("dev", str(chosen.folder / "attribution-dev"))
    began = time.perf_counter()
    found = {name: relations(read(text).ledger.claims) for name, (text, _) in articles.items()}
    seconds = time.perf_counter() - began
    if chosen.pred:
        chosen.pred.write_text(json.dumps(found), encoding="utf-8")
        return
    words = sum(len(text.split()) for text, _ in articles.values())
    print(f"{len(articles)} articles, {words} words, {words / seconds:,.0f} words a second")
    names = sorted(articles)
    for title, part in (("looked at", names[::2]), ("only measured", names[1::2]), ("all", names)):
        print(title, figures(score, {name: articles[name] for name in part}, found))


if __name__ == "__main__":
    main()
