"""Hands on the workbench's page: one that presses arrows and waits for the answers, and many that do not look up."""

from __future__ import annotations

import random
import re
import time
from typing import Any

WATCH = """() => {
    const root = document.documentElement, times = window.times = { answered: [], painted: [] };
    let began = 0;
    document.addEventListener('click', event => { if (event.target.closest('.movers')) began = event.timeStamp; }, true);
    new MutationObserver(() => {
        const press = began;
        if (!press) return;
        began = 0;
        times.answered.push(performance.now() - press);
        requestAnimationFrame(() => setTimeout(() => times.painted.push(performance.now() - press)));
    }).observe(root, { attributeFilter: ['data-shown'] });
}"""
ARROWS = "arrows => arrows.map(arrow => arrow.getAttribute('aria-label'))"
DOWN = "#case .movers button[aria-label$=' down']:not([disabled])"
EDITING = """seconds => {
    const root = document.documentElement, times = [], pause = wait => new Promise(done => setTimeout(done, wait));
    const orders = () => Object.fromEntries([...document.querySelectorAll('#case ol.ordered')].map(
        list => [list.querySelector('li').dataset.list, [...list.querySelectorAll('li')].map(line => line.dataset.key)]));
    const expected = orders();
    const shown = () => Number(root.dataset.shown || 0);
    async function edit() {
        for (const end = performance.now() + 1000 * seconds; performance.now() < end; await pause(300 * Math.random())) {
            const arrows = document.querySelectorAll("#case .movers button[aria-label$=' down']:not([disabled])");
            const arrow = arrows[Math.floor(arrows.length * Math.random())], line = arrow.closest('li');
            const list = expected[line.dataset.list], place = Number(line.dataset.drag);
            const before = shown(), began = performance.now();
            [list[place], list[place + 1]] = [list[place + 1], list[place]];
            arrow.click();
            while (shown() === before && performance.now() < began + 30000) await pause(3);
            times.push(performance.now() - began);
        }
        return { times, kept: JSON.stringify(orders()) === JSON.stringify(expected) };
    }
    window.edited = edit();
}"""


def opened(browser: Any, address: str) -> tuple[Any, float]:
    """A new page, ready, and the seconds from the address to its panes filled."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script("localStorage.setItem('winset-toured', '1')")
    page = context.new_page()
    page.set_default_timeout(90_000)
    began = time.monotonic()
    page.goto(address)
    page.wait_for_selector("#consequences tr[data-outcome]")
    view = time.monotonic() - began
    page.wait_for_function("window.did_handshake && new URL(location.href).searchParams.get('desk')")
    return page, view


class Hand:
    """Presses arrows beside statements, so that each press makes an order that was not there before."""

    def __init__(self, page: Any, seed: int) -> None:
        page.wait_for_selector(DOWN)
        page.evaluate(WATCH)
        self._page, self._chance = page, random.Random(seed)
        labels = page.eval_on_selector_all(DOWN, ARROWS)
        last = dict(map(_moved, labels))
        self._order = {party: tuple(range(place + 1)) for party, place in last.items()}
        self._seen = {self._state}

    @property
    def _state(self) -> tuple[tuple[int, ...], ...]:
        return tuple(self._order.values())

    def press(self) -> None:
        """One change, and its answer waited for."""
        while True:
            party = self._chance.choice([*self._order])
            order = [*self._order[party]]
            place = self._chance.randrange(len(order) - 1)
            order[place], order[place + 1] = order[place + 1], order[place]
            new = {**self._order, party: tuple(order)}
            if tuple(new.values()) not in self._seen:
                break
        self._order = new
        self._seen.add(self._state)
        count = self._page.evaluate("times.painted.length")
        self._page.click(f"#case button[aria-label='Move {party} {place + 1} down']")
        self._page.wait_for_function(f"times.painted.length > {count}")

    def times(self, kind: str) -> list[float]:
        """Milliseconds from each press to its answer: `answered` in the page, `painted` on the screen."""
        return list(self._page.evaluate(f"times.{kind}"))


def _moved(label: str) -> tuple[str, int]:
    party, place = re.fullmatch(r"Move (.+) (\d+) down", label).groups()  # type: ignore[union-attr]  # the page's words
    return party, int(place)
