"""How far a long piece of work is, shown on a terminal while it lasts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

SHORT = 0.5  # seconds that nobody minds waiting without being told


@contextmanager
def waiting(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with how many of how many steps are done; None where nobody looks at standard error.

    The bar appears when the work has lasted half a second, and is wiped away at its end or at Ctrl-C.
    """
    if not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as open_bars:
        began, told = time.monotonic(), _Bar(what, open_bars)

        def tell(done: int, total: int) -> None:
            if time.monotonic() - began > SHORT:
                told(done, total)

        yield tell


class _Bar:
    """A bar that opens when it is first told something."""

    def __init__(self, what: str, stack: ExitStack) -> None:
        self._what, self._stack = what, stack
        self._update: Callable[[int, int], None] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._update is None:
            self._update = self._opened()
        self._update(done, total)

    def _opened(self) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn())
        bar = self._stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        task = bar.add_task(self._what, total=None)
        return lambda done, total: bar.update(task, completed=done, total=total)
