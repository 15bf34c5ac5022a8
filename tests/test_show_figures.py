"""Figures: the same bytes for the same answer, told apart without colour, and small enough to read."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import winset
from winset.analysis.bargaining.adjusted_winner import adjusted_winner
from winset.analysis.deals import deals
from winset.analysis.power import power
from winset.analysis.result import Result
from winset.analysis.stopping import stopping
from winset.cli.program import run
from winset.errors import UndefinedError
from winset.show.figures.brief import KINDS
from winset.show.figures.brief import draw as draw_one
from winset.show.figures.drawing import draw
from winset.show.figures.move_graph import draw_move_graph, layout
from winset.show.figures.paths import path_graph
from winset.show.figures.saving import figure_bytes
from winset.show.figures.stability import stability_grid
from winset.show.figures.style import COLOURS, party_styles
from winset.show.move_graph import Arc, MoveGraph, Node

CASES = ["gaza-isf", "elmira", "garrison", "prisoners-dilemma"]


def answers(name: str) -> list[Result]:
    case = winset.example(name)
    found: list[Result] = [winset.stability(case), winset.brief(case)]
    return [*found, winset.paths(case)] if case.status_quo else found


@pytest.mark.parametrize("name", CASES)
def test_the_same_answer_gives_the_same_bytes(name: str) -> None:
    for answer in answers(name):
        svg = figure_bytes(draw(answer), "svg")
        assert svg == figure_bytes(draw(answer), "svg")
        assert b"<dc:date>" not in svg


def test_an_answer_draws_itself() -> None:
    result = winset.stability(winset.example("chicken"))
    assert figure_bytes(result.figure(), "svg") == figure_bytes(draw(result), "svg")


def test_how_sure_and_what_it_hangs_on_are_drawn_with_what_they_show() -> None:
    case = winset.example("gaza-isf")
    strip = figure_bytes(winset.robustness(case).figure(), "svg").decode()
    for text in (
        "How likely each is to hold",
        "target, in some equilibrium",
        "72 the full package",
        "SSEQ",
        "Bars:",
    ):
        assert text in strip, text
    tornado = figure_bytes(winset.influence(case).figure(), "svg").decode()
    for text in ("How far each finding moves the answer", "pakistan 2: aid if troops", "if it is not"):
        assert text in tornado, text
    assert figure_bytes(winset.influence(case).figure(), "svg").decode() == tornado


def test_what_nothing_moves_is_not_drawn() -> None:
    with pytest.raises(UndefinedError, match="nothing to draw: no uncertain line moves the answer"):
        winset.influence(winset.example("chicken")).figure()


@pytest.mark.parametrize("name", KINDS)
def test_every_figure_of_a_brief_can_be_had_by_its_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.svg"
    assert run(["brief", "gaza-isf", "--figure", name, "-o", str(file)]) == 0
    assert file.read_bytes().startswith(b"<?xml")
    assert file.read_bytes() == figure_bytes(draw_one(winset.brief(winset.example("gaza-isf")), name), "svg")


def test_a_figure_that_is_not_there_or_has_no_file_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["brief", "chicken", "--figure", "strip", "-o", str(tmp_path / "a.svg")]) == 1
    assert "this brief has no strip (it has options, moves)" in capsys.readouterr().err
    assert run(["brief", "chicken", "--figure", "options"]) == 2
    assert "a figure goes into a file: add -o figure.svg" in capsys.readouterr().err


def test_an_answer_without_a_figure_says_so() -> None:
    with pytest.raises(UndefinedError, match="AdjustedWinner has no figure"):
        draw(adjusted_winner({"a": {"x": 1}, "b": {"x": 1}}))


def test_deals_and_power_are_drawn_alike_each_time() -> None:
    text = """
winset: 1
title: A lease
parties: {owner: Owner, tenant: Tenant}
options: {owner: {let: Let}, tenant: {rent: {name: Rent, levels: [0, 1, 2, 3]}}}
status_quo: {}
preferences:
  owner: {weights: {let: -1, rent >= 1: 1, rent >= 2: 1, rent >= 3: 1}}
  tenant: {weights: {let: 3, rent >= 1: -1, rent >= 2: -1, rent >= 3: -1}}
"""
    plotted, gridded = deals(winset.loads(text)), deals(winset.example("gaza-isf"))
    for answer in (plotted, gridded, power({"a": 3, "b": 2, "c": 1}, 4)):
        svg = figure_bytes(draw(answer), "svg")
        assert svg == figure_bytes(draw(answer), "svg")
    texts = figure_bytes(draw(plotted), "svg").decode()
    assert all(word in texts for word in ("utility of Owner", "zone of agreement", "Kalai-Smorodinsky"))
    assert "Parliament of Pakistan" in figure_bytes(draw(gridded), "svg").decode()


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_paper_forms_are_reproducible_too(form: str) -> None:
    result = stopping(winset.example("gaza-isf"), ["4", "72"])
    assert figure_bytes(draw(result), form) == figure_bytes(draw(result), form)


def test_text_in_a_figure_is_text_and_cannot_be_markup_or_mathematics() -> None:
    words = "<b>&$x^2$"
    graph = MoveGraph("t", (words,), (Node("1", now=True), Node("2", 0)), (Arc("1", "2", (words,)),))
    root = ElementTree.fromstring(figure_bytes(draw_move_graph(graph), "svg"))
    texts = ["".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")]
    assert f"a move of {words}" in texts
    assert {"1", "2", "now"} <= set(texts)


def test_twenty_parties_are_told_apart_without_colour() -> None:
    names = [f"Town number {k}" for k in range(20)]
    styles = party_styles(names)
    assert len({style.tag for style in styles}) == 20
    assert len({(style.colour, style.dash) for style in styles}) == 20
    assert len({style.dash for style in styles[:6]}) > 4


def test_colours_differ_in_greyscale_where_two_meet_first() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert abs(grey(COLOURS[0]) - grey("#fefefe")) > 120


def test_filled_and_empty_cells_are_far_apart_when_printed_grey() -> None:
    png = figure_bytes(draw(winset.stability(winset.example("elmira"), ["nash"])), "png")
    grey = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    assert (grey > 250).mean() > 0.3
    assert ((grey > 60) & (grey < 130)).mean() > 0.05


def test_rows_of_the_move_graph_are_steps_from_the_present() -> None:
    graph = path_graph(winset.paths(winset.example("elmira")))
    places = layout(graph)
    row = {name: round(-y - 0.05) for name, (_, y) in places.items()}
    assert row["1"] == 0
    assert row["5"] == row["9"] == 1
    assert row["8"] == 2
    assert len(set(places.values())) == len(places)


def test_a_graph_without_a_present_runs_down_its_improvements() -> None:
    arcs = tuple(Arc(source, target, ("A",)) for source, target in ["12", "23", "34", "42"])
    places = layout(MoveGraph("t", ("A",), tuple(Node(name) for name in "1234"), arcs))
    assert places["1"][1] > places["2"][1]
    assert {round(places[name][1]) for name in "234"} == {-1}


def test_a_large_case_is_drawn_in_part() -> None:
    graph = path_graph(winset.paths(winset.example("gaza-isf")))
    assert len(graph.nodes) <= 60
    assert {node.id for node in graph.nodes if node.now} == {"4"}
    grid = stability_grid(winset.stability(winset.example("gaza-isf")))
    assert len(grid.rows) <= 40
    assert any("4 agreed in principle" in head.text for head in grid.rows)


def test_a_bare_game_has_a_grid() -> None:
    game = winset.Game((2, 2), [[2, 3, 0, 1], [2, 0, 3, 1]], parties=("Row", "Column"))
    grid = stability_grid(winset.stability(game, ["nash"]))
    assert [head.text for head in grid.rows] == ["0", "1", "2", "3"]
    assert [[mark.fill for mark in row] for row in grid.marks] == [[0, 0], [1, 0], [0, 1], [1, 1]]
