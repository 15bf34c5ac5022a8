"""What the machine offers: cores, memory, a compiler."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from winset.errors import SizeError


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@cache
def has_numba() -> bool:
    """Whether Numba, which compiles the loops of large games, is installed; it is not imported."""
    return find_spec("numba") is not None


def free_memory() -> int | None:
    """How many bytes can still be used, or None where the system does not say."""
    limits = [limit for limit in (_available(), _allowed()) if limit is not None]
    return min(limits, default=None)


def _available() -> int | None:
    """What Linux says is free or can be freed."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return None


def _allowed() -> int | None:
    """What a container leaves this process, where one sets a limit."""
    group = Path("/sys/fs/cgroup")
    try:
        most, used = ((group / name).read_text(encoding="ascii") for name in ("memory.max", "memory.current"))
        return int(most) - int(used)
    except (OSError, ValueError):
        return None


def require_memory(needed: int, outcomes: int, remedy: str) -> None:
    """Refuse work that would not fit in memory, before any of it is done. Raises SizeError."""
    free = free_memory()
    if free is not None and needed > free:
        need = f"{outcomes:,} outcomes need about {in_words(needed)} of memory"
        raise SizeError(f"{need}, and {in_words(free)} are free: {remedy}", outcomes)


def in_words(size: int) -> str:
    """A number of bytes as a reader says it.

    >>> in_words(3_500_000_000)
    '3.5 GB'
    """
    for unit, scale in (("GB", 10**9), ("MB", 10**6)):
        if size >= scale:
            return f"{size / scale:,.1f} {unit}"
    return f"{size / 1000:,.1f} kB"
