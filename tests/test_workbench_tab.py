"""A tab at work, without a browser: edits that come fast, answers that take long, faults that must not end it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import winset
from winset.case import catalogue
from winset.show.brief.answers import Answers
from winset.workbench import answers, page_frame, tab
from winset.workbench.answers import Answering
from winset.workbench.blocks import Block, blocks, thinned
from winset.workbench.page_frame import in_blocks, shown
from winset.workbench.tab import Tab
from winset.workbench.versions.desk import Desk

Job = Callable[[Tab, list[str]], Awaitable[None]]
DOWN = {"act": "move", "path": ["preferences", "us", "statements", 0], "by": 1}


def at_work(job: Job, name: str = "gaza-isf") -> None:
    """Do a job with a tab and what it sends."""

    async def work() -> None:
        desk = Desk.open(catalogue.folder_of(name), Path("nowhere"))
        one, sent = await Tab.open(desk, Answering(), Path("nowhere")), []
        await one.page()
        one.send = sent.append
        await job(one, sent)
        one.close()

    asyncio.run(work())


async def until(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")


def held(one: Tab) -> dict[str, list[int]]:
    """The equilibria the tab shows, by concept."""
    assert one.session.answers is not None
    return {name: list(own) for name, own in one.session.answers.stability.equilibria.items()}


def expected(one: Tab) -> dict[str, list[int]]:
    """The equilibria of the version the tab shows, by the analysis itself."""
    case = one.session.desk.check().case
    assert case is not None
    return {name: list(own) for name, own in winset.stability(case).equilibria.items()}


def test_changes_made_while_one_is_answered_are_all_made_and_answered_together() -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        paths = [("us", 0), ("clerics", 4), ("us", 1), ("pakistan", 2), ("parliament", 0), ("us", 2)]
        moves = [{**DOWN, "path": ["preferences", party, "statements", k]} for party, k in paths]
        await asyncio.gather(*(one.receive(move) for move in moves))
        assert one.session.desk.at == len(moves)
        assert 1 <= sum(line.startswith("winset.show") for line in sent) <= 2
        assert held(one) == expected(one)
        assert one.session.work is None

    at_work(job)


def test_of_a_slider_held_only_the_last_place_counts() -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        slid = [{"act": "likelihood", "path": ["rules", 1], "value": str(k)} for k in range(20, 60)]
        await asyncio.gather(*(one.receive(message) for message in slid))
        assert "likelihood: 0.59" in one.session.desk.text
        assert one.session.desk.at == 1
        assert len(sent) <= 2

    at_work(job)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Answers that take two seconds, and what became of them."""
    seen: dict[str, Any] = {"begun": 0, "ended": 0}
    quick = Answers.of.__func__  # type: ignore[attr-defined]  # the class method's own function

    def of(cls: type[Answers], case: Any, doubted: bool = True, progress: Any = None) -> Answers:
        seen["begun"] += 1
        for k in range(seen.get("steps", 40)):
            time.sleep(0.05)
            progress(k, 40)
        seen["ended"] += 1
        answers: Answers = quick(cls, case, doubted)
        return answers

    seen["patch"] = lambda: monkeypatch.setattr(Answers, "of", classmethod(of))
    return seen


def test_an_answer_that_takes_long_is_told_of_and_nothing_old_is_shown_as_new(slow: dict[str, Any]) -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        def order(html: str) -> list[str]:
            return list(dict.fromkeys(re.findall(r'data-key="(preferences\.us\.[^"]+)"', html)))

        before = order(shown(one.session)["case"])
        slow["patch"]()
        await one.receive(DOWN)
        assert "Working out what follows" in sent[-1]
        assert sent[-1].endswith("true)")  # it waits
        parts = shown(one.session)
        assert "from before the change" in parts["consequences"]
        assert "What if" not in parts["line"]
        assert order(parts["case"]) == [before[1], before[0], *before[2:]]
        await until(lambda: one.session.work is None)
        assert held(one) == expected(one)
        await until(lambda: sent[-1].endswith("false)"))

    at_work(job)


def test_an_answer_that_takes_long_can_be_cancelled_and_asked_again(slow: dict[str, Any]) -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        slow["patch"]()
        await one.receive(DOWN)
        await one.receive({"act": "cancel", "kind": "answer"})
        assert "has not been worked out" in shown(one.session)["line"]
        await asyncio.sleep(0.3)
        assert (slow["begun"], slow["ended"]) == (1, 0)
        slow["steps"] = 1
        await one.receive({"act": "resume"})
        assert one.session.work is None
        assert held(one) == expected(one)

    at_work(job)


def test_a_further_change_ends_the_work_on_the_one_before(slow: dict[str, Any]) -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        slow["patch"]()
        await one.receive(DOWN)
        await one.receive(DOWN | {"path": ["preferences", "us", "statements", 1]})
        await one.receive({"act": "undo"})
        await one.receive({"act": "undo"})
        assert one.session.work is None
        assert not one.session.desk.changed
        assert held(one) == expected(one)
        await asyncio.sleep(0.2)
        assert slow["ended"] == 0

    at_work(job)


def test_a_fault_in_an_act_is_told_and_what_else_was_asked_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tab.do

    def broken(session: Any, message: Any) -> str | None:
        if message["act"] == "undo":
            raise KeyError("x")
        return real(session, message)

    async def job(one: Tab, sent: list[str]) -> None:
        monkeypatch.setattr(tab, "do", broken)
        await asyncio.gather(one.receive({"act": "undo"}), one.receive(DOWN))
        told = [line for line in sent if line.startswith("winset.trouble")]
        assert len(told) == 1
        assert "Undo the last step" in told[0]
        assert one.session.desk.at == 1
        assert held(one) == expected(one)

    at_work(job)


def test_a_fault_in_a_view_is_told_in_its_place_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(session: Any) -> Any:
        raise ZeroDivisionError

    async def job(one: Tab, sent: list[str]) -> None:
        monkeypatch.setattr(page_frame, "PARTS", {**page_frame.PARTS, "evidence": broken})
        await one.receive(DOWN)
        parts = in_blocks(one.session)
        assert "cannot be shown" in parts["evidence"].whole
        assert "undo the last step" in parts["evidence"].whole
        assert "What would hold" in parts["consequences"].whole
        assert "What if" in parts["line"].whole

    at_work(job)


def test_a_fault_in_an_analysis_is_told_and_undo_leads_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        def broken(*_: Any, **__: Any) -> Any:
            raise IndexError

        with monkeypatch.context() as patched:
            patched.setattr(Answers, "of", broken)
            await one.receive(DOWN)
        assert "could not be worked out" in shown(one.session)["consequences"]
        assert one.session.desk.changed
        await one.receive({"act": "undo"})
        assert "could not be worked out" not in shown(one.session)["consequences"]
        assert held(one) == expected(one)

    at_work(job)


# --- What is sent ---


def restored(old: Block, html: str) -> str:
    """What a page makes of HTML with stubs: each is what it had."""
    for stub, block in old.inside.items():
        html = html.replace(stub, block.whole)
        html = restored(block, html)
    return html


@pytest.mark.parametrize("name", ["gaza-isf", "elmira", "bypass"])
def test_what_is_sent_and_what_was_there_make_the_page(name: str) -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        assert one.session.case is not None
        party, want = next(iter(one.session.case.preferences.items()))
        for k in (0, 1, 0):
            old = in_blocks(one.session)
            await one.receive({**DOWN, "path": ["preferences", party, want.kind, k]})
            for part, new in in_blocks(one.session).items():
                assert restored(old[part], thinned(old[part], new)) == new.whole
            assert one.session.desk.changed

    at_work(job, name)


def test_a_small_change_sends_little() -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        await one.receive(DOWN)
        whole = sum(len(part.whole) for part in in_blocks(one.session).values())
        assert len(sent[-1]) < whole / 4

    at_work(job)


def test_no_mark_of_a_block_reaches_the_page() -> None:
    async def job(one: Tab, sent: list[str]) -> None:
        await one.receive(DOWN)
        for html in (await one.framed(), *sent):
            assert not re.search("[\x01-\x03]|\\\\u000[123]", html)

    at_work(job)


def test_blocks_that_cannot_be_told_apart_are_sent_whole() -> None:
    marked = "<ul>\x01<li data-key=a data-same></li>\x02<li>1</li>\x03\x01<li data-key=a data-same></li>\x02<li>2</li>\x03</ul>"
    one = blocks(marked)
    assert thinned(one, one) == one.whole == "<ul><li>1</li><li>2</li></ul>"


def test_of_a_large_case_nothing_slow_is_worked_out_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any) -> Any:
        raise AssertionError("nobody asked for it")

    async def job(one: Tab, sent: list[str]) -> None:
        await one.receive(DOWN)
        for name in ("moves", "agreement", "holds"):
            await one.receive({"act": "tab", "pane": "consequences", "tab": name})
        parts = {name: part.whole for name, part in in_blocks(one.session).items()}
        assert "of 240 outcomes would hold" in parts["line"]
        assert "cannot be shown" not in "".join(parts.values())
        assert not [line for line in sent if "trouble" in line or "cannot be shown" in line]

    monkeypatch.setattr(answers, "LARGE", 100)
    for name in ("bottom_line", "story_graph"):
        monkeypatch.setattr(answers, name, slow)
    at_work(job)
