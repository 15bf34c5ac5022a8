"""The bundled cases: sound, sourced, in our own words, and with the published results."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import winset
from winset.analysis.concepts import standings
from winset.analysis.stability import CONCEPTS, Stability
from winset.case import catalogue
from winset.case.build import build
from winset.case.model import Case, Line, Ranking, Statements, Weights

LIBRARY = Path(winset.__file__).parent / "library"
SHARED = Path(__file__).parents[2] / "shared"
NAMES = sorted(folder.name for folder in LIBRARY.iterdir() if folder.is_dir())
PUBLISHED = [name for name in NAMES if (LIBRARY / name / "published.json").exists()]
CONFLICTS = {
    "chicken": "chicken",
    "cuba-1962": "cuban_missile_crisis",
    "elmira": "elmira_9",
    "garrison": "garrison_gdu",
    "prisoners-dilemma": "prisoners_dilemma",
    "sustainable-development": "sustainable_development",
    "syria-iraq-1975": "syria_iraq_1975",
}
FIELD_NAMES = {
    **{
        "R": "nash",
        "GMR": "gmr",
        "SMR": "smr",
        "SEQ": "seq",
        "SSEQ": "sseq",
        "NM(window 2m..4m)": "non_myopic",
    },
    **{f"L{h}": f"l{h}" for h in range(1, 7)},
    **{f"MAXIMIN{h}": f"maximin{h}" for h in range(1, 5)},
}


@cache
def example(name: str) -> Case:
    return winset.example(name)


@cache
def answer(name: str) -> Stability:
    return winset.stability(example(name))


@cache
def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LIBRARY / name / "published.json").read_text(encoding="utf-8"))
    return found


def lines(case: Case) -> Iterator[Line]:
    """Every line of a case that may carry a reason and evidence."""
    yield from (*case.parties, *case.options, *case.rules)
    for preference in case.preferences.values():
        match preference:
            case Statements():
                yield from preference.statements
            case Weights():
                yield from preference.weights
            case Ranking():
                yield from (statement for tier in preference.tiers for statement in tier)
    if case.deal:
        yield from case.deal.ratified_by


def ids(name: str) -> dict[int, str]:
    """The id of every outcome, by index."""
    built = build(example(name))
    return {int(index): built.id_of(int(index)) for index in built.indices}


def labels(name: str, ids: list[str]) -> list[str]:
    """Outcome ids as the publication's state labels, sorted."""
    return sorted(published(name)["states"][id] for id in ids)


# --- Every bundled case ---


def test_the_catalogue_lists_exactly_the_folders() -> None:
    assert sorted(catalogue.names()) == NAMES
    assert set(PUBLISHED) == set(CONFLICTS)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_what_it_asks_and_where_it_comes_from(name: str) -> None:
    case = example(name)
    assert case.title
    assert (case.question or "").endswith("?")
    assert len(case.source or "") > 40


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_a_name_is_given_to_exists(name: str) -> None:
    case, built = example(name), build(example(name))
    given = {built.name(index) for index in ids(name)}
    assert set(case.names) <= given, "a name that no outcome has"


@pytest.mark.parametrize("name", NAMES)
def test_ledgers_quote_their_report_exactly(name: str) -> None:
    for report in example(name).reports:
        text = (LIBRARY / name / report.file).read_text(encoding="utf-8")
        assert report.ledger is not None
        assert report.ledger.report.chars == len(text)
        assert report.ledger.report.sha256 == hashlib.sha256(text.encode()).hexdigest()
        for claim in report.ledger.claims:
            spans = [*claim.content, *(hedge.span for hedge in claim.hedges), claim.cue, claim.source.span]
            for span in spans:
                assert span is None or text[span.start : span.end] == span.exact


# --- Published conflicts ---


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_outcome_has_its_published_label(name: str) -> None:
    outcomes = [outcome["id"] for outcome in answer(name).to_dict()["outcomes"]]
    states = published(name)["states"]
    assert list(states) == outcomes
    assert len(set(states.values())) == len(outcomes)


@pytest.mark.parametrize("name", PUBLISHED)
def test_preferences_are_the_published_orders(name: str) -> None:
    game, states = answer(name).game, published(name)["states"]
    label = {index: states[id] for index, id in ids(name).items()}
    for party, order in published(name)["preferences"]["best_first"].items():
        tiers: dict[int, list[str]] = {}
        for index, state in label.items():
            tiers.setdefault(int(game.ranks[game.parties.index(party), index]), []).append(state)
        found = [sorted(tiers[rank]) for rank in sorted(tiers, reverse=True)]
        assert found == [sorted(tier) for tier in order], party


@pytest.mark.parametrize("name", PUBLISHED)
def test_stability_by_definition(name: str) -> None:
    """Every concept that the case's published results name, further ones included."""
    wanted = published(name)["by_definition"]
    assert set(CONCEPTS) <= set(wanted["stable"])
    found = standings(example(name), wanted["stable"]).to_dict()
    for concept, by_party in wanted["stable"].items():
        assert set(by_party) == set(found["parties"])
        for party, stable in by_party.items():
            assert labels(name, found["stable"][concept][party]) == sorted(stable), (concept, party)
    for concept, equilibria in wanted["equilibria"].items():
        assert labels(name, found["equilibria"][concept]) == sorted(equilibria), concept


def test_elmira_by_definition_for_every_coalition() -> None:
    wanted, found = published("elmira")["coalitions"], winset.coalitions(example("elmira"), concepts="cnash")
    for members, stable in wanted["nash_stable"].items():
        place = found.coalitions.index(found.question.coalition(members.split()))
        ours = found.question.ids(np.flatnonzero(found.stable["cnash"][place]))
        assert labels("elmira", ours) == sorted(stable), members
    for members, ways in wanted["joint_improvements"].items():
        for outcome in ids("elmira").values():
            reached = found.question.ids(found.improvements(members.split(), outcome))
            assert labels("elmira", reached) == ways.get(outcome, []), (members, outcome)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_equilibria_come_out_or_the_difference_is_explained(name: str) -> None:
    """A published figure is what we find among the states it shows, or a difference with its reason."""
    facts = published(name)
    asked = {part for figure in facts["published"]["equilibria"] for part in figure.split(" and ")}
    found = standings(example(name), sorted(asked)).to_dict()["equilibria"]
    shown = shown_outcomes(name)
    explained = {difference["figure"]: difference for difference in facts["differences"]}
    for concept, states in facts["published"]["equilibria"].items():
        together = set.intersection(*(set(found[part]) for part in concept.split(" and ")))
        ours = labels(name, [id for id in together if id in shown])
        if ours == sorted(states):
            assert concept not in explained, "a difference is claimed where there is none"
        else:
            assert ours == sorted(explained[concept]["by_definition"]), concept
            assert sorted(states) == sorted(explained[concept]["published"]), concept
            assert explained[concept]["why"]


def shown_outcomes(name: str) -> set[str]:
    """Ids of the outcomes a publication shows: all, or those that fit its filter."""
    if (text := published(name)["published"].get("shown")) is None:
        return set(ids(name).values())
    built = build(example(name))
    mask = built.masks(built.formula(text))
    return {id for index, id in ids(name).items() if mask[index]}


def test_garrison_outcome_6_is_held_by_the_witness() -> None:
    """The countermoves that hold Canada at 6: each a move of its party, the last leaving Canada no better."""
    witness, game = published("garrison")["witness"], answer("garrison").game
    index = {id: index for index, id in ids("garrison").items()}
    canada = game.parties.index(witness["party"])
    here, there = index[witness["outcome"]], index[witness["improvement"]]
    assert there in game.improvements(canada, here)
    for party, id in witness["countermoves"]:
        assert index[id] in game.moves(game.parties.index(party), there)
        there = index[id]
    assert game.ranks[canada][there] <= game.ranks[canada][here]


def test_elmira_goes_the_way_history_went() -> None:
    """1 to 5 by the local governments, 5 to 8 by the ministry and the company together, all improvements."""
    paths = winset.paths(example("elmira"))
    path = paths.path("8", "improvements")
    assert path is not None
    wanted = [outcome - 1 for outcome in map(int, published("elmira")["published"]["history"])]
    assert [path.steps[0].source, *(step.target for step in path.steps)] == wanted
    parties = answer("elmira").game.parties
    assert [[parties[i] for i in step.movers] for step in path.steps] == [["lg"], ["moe", "uniroyal"]]


def test_how_many_rankings_of_syria_make_the_water_flow() -> None:
    """All 720 strict rankings of Syria: how many make outcome 2 an equilibrium, by Nash and by SEQ."""
    counts, game = published("syria-iraq-1975")["inverse"], answer("syria-iraq-1975").game
    there = sorted(ids("syria-iraq-1975"))
    target = there[int(counts["target"]) - 1]
    ranks, found = np.array(game.ranks), {"nash": 0, "seq": 0}
    for order in permutations(range(len(there))):
        ranks[game.parties.index("syria"), there] = order
        other = winset.Game(game.sizes, ranks, game.feasible, game.one_way, game.parties)
        equilibria = winset.stability(other, tuple(found)).equilibria
        for concept in found:
            found[concept] += int(target in equilibria[concept])
    assert found == {concept: counts[concept] for concept in found}


@pytest.mark.parametrize("name", CONFLICTS)
def test_the_same_facts_as_the_shared_models(name: str) -> None:
    path = SHARED / "cases" / f"{CONFLICTS[name]}.json"
    if not path.exists():
        pytest.skip("no shared models beside this repository")
    shared = json.loads(path.read_text(encoding="utf-8"))
    found = standings(example(name), [FIELD_NAMES[theirs] for theirs in shared["by_definition"]]).to_dict()
    for theirs, wanted in shared["by_definition"].items():
        ours = FIELD_NAMES[theirs]
        if "equilibria" in wanted:
            assert labels(name, found["equilibria"][ours]) == sorted(wanted["equilibria"]), ours
        stable = [labels(name, ids) for ids in found["stable"][ours].values()]
        assert stable == [sorted(ids) for ids in wanted["per_dm"].values()], ours


# --- The case on the Gaza force ---


def test_every_line_of_gaza_says_on_what_it_rests() -> None:
    """Reported and inferred lines cite claims; a line that cites none says that it is a judgement."""
    for line in lines(example("gaza-isf")):
        if line.why is None:
            assert line.evidence, line.id
        elif line.why.startswith(("Reported", "Inferred from", "Inferred:")):
            assert line.evidence or "same difficulty" in line.why, line.id
        elif not line.evidence:
            assert "Judgement" in line.why or "meaning of the words" in line.why, line.id


def test_judgements_that_decide_carry_a_likelihood() -> None:
    given = [line.likelihood for line in lines(example("gaza-isf")) if line.likelihood]
    assert len(given) >= 10
    assert all(0 <= likelihood.low <= likelihood.best <= likelihood.high <= 1 for likelihood in given)


def test_what_gaza_finds() -> None:
    """Talk without troops holds by itself; one package holds for fear of the answer; combat never does."""
    result, built = answer("gaza-isf"), build(example("gaza-isf"))
    equilibria = {c: [built.name(i) for i in result.equilibria[c]] for c in ("nash", "seq", "sseq")}
    talk, package = "agreed in principle, no more", "the full package"
    assert equilibria == {"nash": [talk], "seq": [talk, package], "sseq": [talk, package]}
    assert all(built.levels(i)["troops"] != "combat" for i in result.equilibria["gmr"])
    assert built.status_quo == result.equilibria["nash"][0]


def test_without_the_leading_role_the_clerics_break_the_package() -> None:
    result, built = answer("gaza-isf"), build(example("gaza-isf"))
    without = [i for i in ids("gaza-isf") if built.name(i) == "the package without a leading role"]
    clerics = result.game.parties.index("clerics")
    assert without
    assert not result.stable["seq"][clerics][without].any()


def test_notes_share_no_sentence_with_the_report() -> None:
    path = SHARED / "reports" / "davos-2026-01-22.txt"
    if not path.exists():
        pytest.skip("no shared report beside this repository")
    runs = word_runs(path.read_text(encoding="utf-8"))
    for file in sorted((LIBRARY / "gaza-isf").rglob("*")):
        if file.is_file():
            assert not runs & word_runs(file.read_text(encoding="utf-8")), file


def word_runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    """Every run of so many words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}
