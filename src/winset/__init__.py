"""Winset: what will hold, who can block it, what would unlock it, and how sure that is.

The public names, and nothing else. Each is fetched when first used, so that `import winset` stays instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from winset.analysis.result import Result
from winset.version import __version__

_HOMES = {
    "Case": "winset.case.model",
    "Game": "winset.game.game",
    "CaseError": "winset.errors",
    "WinsetError": "winset.errors",
    "check": "winset.case.files",
    "load": "winset.case.files",
    "loads": "winset.case.files",
    "example": "winset.case.catalogue",
    "paths": "winset.analysis.paths",
    "coalitions": "winset.analysis.coalitions",
    "foresight": "winset.analysis.foresight",
    "inverse": "winset.analysis.inverse",
    "maximin": "winset.analysis.maximin",
    "misperception": "winset.analysis.misperception",
    "simultaneous": "winset.analysis.simultaneous",
    "strength": "winset.analysis.strength",
    "unknown_preferences": "winset.analysis.unknown",
    "diff": "winset.analysis.revision",
    "influence": "winset.analysis.influence",
    "robustness": "winset.analysis.robustness",
    "withdraw": "winset.analysis.withdrawal",
    "power": "winset.analysis.power",
    "read": "winset.reading.reading",
    "draft": "winset.case.proposing.proposal",
    "stability": "winset.analysis.stability",
    "deals": "winset.analysis.deals",
    "unlock": "winset.analysis.unlock",
    "adjusted_winner": "winset.analysis.bargaining.adjusted_winner",
    "forecast": "winset.analysis.forecast",
    "why_not": "winset.analysis.why_not",
    "score": "winset.analysis.scoring",
    "brief": "winset.show.brief.compose",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 (the names stand in the table above)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'winset' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def _draw(result: Result) -> Any:
    from winset.show.figures.drawing import draw

    return draw(result)


Result.drawer = _draw  # the one meeting of a result and its picture


def __dir__() -> list[str]:
    return sorted(__all__)
