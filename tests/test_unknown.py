"""Unknown preference: against the oracle, and how the four readings relate."""

from __future__ import annotations

import random

import numpy as np
import numpy.typing as npt
import pytest

import oracle
from strategies import Generated, seeded
from test_paths import elmira
from winset.analysis.stability import stability
from winset.analysis.unknown import READINGS, TITLES, unknown_preferences
from winset.errors import ArgumentError, SizeError
from winset.game.game import Game

Pairs = list[list[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]]]


def doubtful(generated: Generated, source: random.Random) -> Pairs:
    """Some pairs of sets for some parties; sets may overlap, and then compare unknowably inside."""

    def some() -> npt.NDArray[np.bool_]:
        chance = source.choice([0.1, 0.3, 0.6])
        return np.array([source.random() < chance for _ in range(generated.outcomes)])

    return [[(some(), some()) for _ in range(source.choice([0, 0, 1, 2]))] for _ in generated.ranks]


def test_agrees_with_the_oracle() -> None:
    source = random.Random(71)
    for generated in seeded(40, seed=71, max_outcomes=16, parties=(2, 4)):
        model, pairs = generated.model(), doubtful(generated, source)
        found = unknown_preferences(generated.game(), pairs)

        def open_question(i: int, a: oracle.Outcome, b: oracle.Outcome, given: Pairs = pairs) -> bool:
            return a != b and any((x[a] and y[b]) or (x[b] and y[a]) for x, y in given[i])

        for concept in TITLES:
            for reading in READINGS:
                for i in model.parties:
                    expected = {
                        s
                        for s in model.outcomes
                        if oracle.uncertain_stable(model, concept, reading, i, s, open_question)
                    }
                    held = set(np.flatnonzero(found.stable[f"{concept}_{reading}"][i]).tolist())
                    assert held == expected, (concept, reading)


def test_without_unknown_comparisons_the_readings_are_the_plain_concepts() -> None:
    for generated in seeded(40, seed=72, max_outcomes=20):
        game = generated.game()
        plain = stability(game, TITLES).stable
        found = unknown_preferences(game, [[] for _ in generated.ranks]).stable
        for concept in TITLES:
            for reading in READINGS:
                assert np.array_equal(found[f"{concept}_{reading}"], plain[concept])


def test_a_is_the_strictest_reading_and_d_the_mildest() -> None:
    source = random.Random(73)
    for generated in seeded(25, seed=73, max_outcomes=16):
        found = unknown_preferences(generated.game(), doubtful(generated, source)).stable
        for concept in TITLES:
            a, b, c, d = (found[f"{concept}_{reading}"] for reading in "abcd")
            assert not (a & ~(b & c)).any()
            assert not ((b | c) & ~d).any()


def test_reasons_agree_with_the_verdicts() -> None:
    source = random.Random(74)
    for generated in seeded(12, seed=74, max_outcomes=10, parties=(2, 3)):
        found = unknown_preferences(generated.game(), doubtful(generated, source))
        for concept in found.concepts:
            for party in range(len(generated.ranks)):
                for index in found.question.feasible.tolist():
                    reason = found.why(index, party, concept)
                    text = str(reason)
                    assert reason.stable == ("nothing the others do" not in text and "no further" not in text)


def test_reasons_in_words() -> None:
    dilemma = Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    first, second = np.array([True, False, False, False]), np.array([False, True, False, True])
    found = unknown_preferences(dilemma, [[(first, second)], []])
    assert str(found.why(0, "Row", "seq_a")).splitlines() == [
        "0 is not stable for Row under SEQ (a).",
        "  It could move to 1, which it may or may not prefer; "
        "and nothing the others do in answer would deter it.",
        "  Unknown comparisons tempt, and do not deter.",
    ]
    assert "1 → 3 (Column), which may be no better than 0" in str(found.why(0, "Row", "gmr_c"))
    assert "Nothing tempts it away." in str(found.why(0, "Row", "nash_b"))
    assert found.to_dict()["notes"][0] == "(a) unknown comparisons tempt, and do not deter."


def test_what_cannot_be_asked() -> None:
    game = elmira()
    with pytest.raises(ArgumentError, match="pairs must have one list for each of 3 parties, not 1"):
        unknown_preferences(game, [[]])
    with pytest.raises(ArgumentError, match="two bool arrays of 9 outcomes"):
        unknown_preferences(game, [[([True], [False])], [], []])
    with pytest.raises(ArgumentError, match="unknown concept 'sseq'"):
        unknown_preferences(game, [[], [], []], "sseq")
    many = [(np.arange(512) == k, np.arange(512) == k + 1) for k in range(300)]
    with pytest.raises(SizeError, match="classes, more than 256"):
        unknown_preferences(Game((16, 32), np.zeros((2, 512), dtype=np.int8)), [many, []])
