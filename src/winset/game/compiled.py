"""Machine code for the loops of large games. Needs Numba; nothing imports this for a small game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The function as machine code: kept on disk for the next process, free of Python's lock as it runs."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """The same for a short function called for every outcome: its body is copied to where it is called."""
    return cast(Function, njit(cache=True, nogil=True, error_model="numpy", inline="always")(function))
