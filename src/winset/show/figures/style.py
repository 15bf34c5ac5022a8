"""The look of every figure: colours told apart by everyone, never colour alone, and type that prints.

Colours are those of Okabe and Ito (*Color Universal Design*, 2008), in an order that puts the ones with the
best contrast on white first. A party always has a letter and a dash as well; see `party_styles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Okabe-Ito without black, which is the ink's.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (6, 2, 1.5, 2), (9, 3), (3, 1.5, 1.5, 1.5))

# Ink and paper have their own values so that a page may replace them by its own, for a dark screen.
INK, SOFT, RULE, SHADE, PAPER = "#1b1b1d", "#6b6b70", "#d3d3d8", "#eeeef1", "#fefefe"

FONT = "DejaVu Sans"  # comes with Matplotlib, so that a figure looks alike everywhere
SIZE = 10.0


@dataclass(frozen=True)
class PartyStyle:
    """How a party is drawn: its tag of one to three letters, its colour and its dash."""

    tag: str
    colour: str
    dash: tuple[float, ...]


def party_styles(names: Sequence[str]) -> list[PartyStyle]:
    """A style for each party, in order; tags differ always, and colour with dash differ for up to 42 parties.

    >>> [style.tag for style in party_styles(["Town council", "Builder", "Tenants", "Bank"])]
    ['TC', 'B', 'T', 'Ba']
    """
    tags: list[str] = []
    for name in names:
        tags.append(next(tag for tag in _tag_candidates(name) if tag not in tags))
    cycle = len(COLOURS)
    return [
        PartyStyle(tag, COLOURS[k % cycle], DASHES[(k + k // cycle) % len(DASHES)])
        for k, tag in enumerate(tags)
    ]


def _tag_candidates(name: str) -> list[str]:
    words = [word for word in name.replace("'", " ").replace("’", " ").split() if word[0].isalnum()] or ["?"]
    initials = "".join(word[0] for word in words if len(word) > 3 or word[0].isupper()).upper()[:3]
    first = words[0]
    numbered = [f"{first[0].upper()}{k}" for k in range(2, 1000)]
    return [initials or first[0].upper(), first[:2], first[:3], *numbered]


def rc() -> dict[Any, Any]:
    """Matplotlib settings under which figures are made and saved: reproducible, and text kept as text."""
    return {
        "svg.hashsalt": "winset",
        "svg.fonttype": "none",
        "pdf.fonttype": 42,
        "font.family": FONT,
        "font.size": SIZE,
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "text.parse_math": False,  # a dollar sign in a case's words is a dollar sign
    }
