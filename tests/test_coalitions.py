"""Coalition stability: against the oracle, against individual stability, and on the Elmira conflict."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import oracle
from strategies import seeded
from test_paths import elmira
from winset.analysis.coalitions import CONCEPTS, coalitions
from winset.analysis.stability import stability
from winset.case.catalogue import example
from winset.errors import ArgumentError, SizeError
from winset.game.game import Game


def test_agrees_with_the_oracle() -> None:
    for generated in seeded(60, seed=41, max_outcomes=14, parties=(2, 4)):
        model = generated.model()
        found = coalitions(generated.game())
        for place, members in enumerate(found.coalitions):
            for concept in CONCEPTS:
                definition = oracle.COALITION_CONCEPTS[concept]
                expected = {s for s in model.outcomes if definition(model, members, s)}
                assert set(np.flatnonzero(found.stable[concept][place]).tolist()) == expected
        held = oracle.equilibria(model, "nash")
        expected_jumps = {
            (*ends, members)
            for members in found.coalitions
            if len(members) > 1
            for ends in oracle.equilibrium_jumps(model, members, held)
        }
        assert {(jump.source, jump.target, jump.members) for jump in found.jumps} == expected_jumps


def test_one_party_coalitions_are_the_individual_concepts() -> None:
    for generated in seeded(80, seed=42, max_outcomes=24):
        game = generated.game()
        alone = stability(game, ["nash", "gmr", "smr", "seq"]).stable
        joint = coalitions(game, [[party] for party in range(len(game.parties))]).stable
        for concept, table in alone.items():
            assert np.array_equal(table, joint["c" + concept])


def test_inclusions() -> None:
    for generated in seeded(25, seed=43, max_outcomes=18):
        found = coalitions(generated.game()).stable
        assert not (found["cnash"] & ~found["csmr"]).any()
        assert not (found["csmr"] & ~found["cgmr"]).any()
        assert not (found["cnash"] & ~found["cseq"]).any()
        assert not (found["cseq"] & ~found["cgmr"]).any()


def test_elmira() -> None:
    found = coalitions(elmira())
    assert (found.improvements(["MoE", "Uniroyal"], 4) + 1).tolist() == [8]
    assert all(table[:, 7].all() for table in found.stable.values())
    assert all(7 in indices for indices in found.proof.values())
    jumps = [(jump.source + 1, jump.target + 1, jump.members) for jump in found.jumps]
    assert jumps == [(5, 8, (0, 1))]
    # Which states no coalition improves from, derived by hand from the nine-state model.
    rows = zip(found.coalitions, found.stable["cnash"])
    stable = {members: (np.flatnonzero(row) + 1).tolist() for members, row in rows}
    assert stable[(0, 1)] == [1, 3, 4, 7, 8, 9]
    assert stable[(0, 2)] == [2, 4, 5, 6, 7, 8, 9]
    assert stable[(1, 2)] == [1, 3, 4, 5, 7, 8, 9]
    assert stable[(0, 1, 2)] == [1, 3, 4, 5, 7, 8, 9]


def test_every_reason_agrees_with_the_verdict() -> None:
    for generated in seeded(12, seed=44, max_outcomes=8, parties=(2, 3)):
        found = coalitions(generated.game())
        for concept, table in found.stable.items():
            for place, members in enumerate(found.coalitions):
                for index in found.question.feasible.tolist():
                    reason = found.why(index, members, concept)
                    assert reason.stable == table[place, index]
                    assert reason.because


def test_reasons_in_words() -> None:
    found = coalitions(elmira())
    assert str(found.why(4, ["Uniroyal", "MoE"], "cseq")).splitlines() == [
        "4 is not stable for MoE and Uniroyal together under CSEQ.",
        "  They could go to 7, which each of them prefers: 4 → 5 (MoE), 5 → 7 (Uniroyal).",
        "  The others have no answer that would deter it.",
    ]
    assert "There is no way to an outcome that all of them prefer" in str(
        found.why(7, ["MoE", "LG"], "cnash")
    )
    assert found.why(7, ["LG"], "cnash").to_dict()["parties"] == ["LG"]


def test_the_answer_as_data_and_as_tables() -> None:
    found = coalitions(elmira(), [["MoE", "Uniroyal"], ["Uniroyal", "MoE"]], "cnash")
    data = found.to_dict()
    assert data["coalitions"] == [["MoE", "Uniroyal"]]
    assert data["stable"] == {"cnash": {"MoE+Uniroyal": [0, 2, 3, 6, 7, 8]}}
    assert data["jumps"] == [{"from": 4, "to": 7, "coalition": ["MoE", "Uniroyal"]}]
    proof, stable, jumps = found.tables()
    assert len(proof.rows) == 6
    assert (proof.title, *proof.notes) == ("Stable for MoE+Uniroyal", "No other coalition was asked about.")
    assert stable.rows[0][:3] == ("MoE+Uniroyal", True, False)
    assert jumps.rows == (("4", "7", "MoE+Uniroyal"),)


def test_only_what_every_coalition_keeps_is_called_coalition_proof() -> None:
    every = coalitions(elmira()).tables()[0]
    assert (every.title, *every.notes) == (
        "Coalition-proof",
        "Stable for every coalition: 7 of one party or more.",
    )
    some = coalitions(elmira(), [["MoE"], ["MoE", "LG"]]).tables()[0]
    assert (some.title, *some.notes) == ("Stable for each of 2 coalitions", "Asked about: MoE, MoE+LG.")


def test_ids_of_parties_are_explained_once() -> None:
    tables = coalitions(example("elmira"), concepts=["cnash", "cseq"]).tables()
    legend = tuple(note for table in tables for note in table.notes if note.startswith("lg:"))
    assert legend == ("lg: Local governments",)
    assert tables[1].rows[-1][0] == "moe+uniroyal+lg"


def test_what_cannot_be_asked() -> None:
    with pytest.raises(ArgumentError, match=r"unknown coalition concept 'seq' \(did you mean \"cseq\"\?\)"):
        coalitions(elmira(), concepts=["seq"])
    with pytest.raises(ArgumentError, match="no coalition is named"):
        coalitions(elmira(), [])
    with pytest.raises(ArgumentError, match="at least one member"):
        coalitions(elmira(), [[]])
    many = Game((2,) * 8, np.zeros((8, 256), dtype=np.int8))
    with pytest.raises(SizeError, match="8 parties make 255 coalitions"):
        coalitions(many)
    large = Game((512, 512), np.zeros((2, 512 * 512), dtype=np.int8))
    with pytest.raises(SizeError, match=r"CSMR needs a search for each of 262,144 outcomes"):
        coalitions(large)


def test_order_of_the_members_changes_nothing() -> None:
    pairs = list(combinations(["MoE", "Uniroyal", "LG"], 2))
    one, two = (coalitions(elmira(), [pair[::step] for pair in pairs]).stable for step in (1, -1))
    assert all(np.array_equal(one[concept], two[concept]) for concept in CONCEPTS)
