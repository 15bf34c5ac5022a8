"""Signs for terminals and pipes that lack ours, such as those of older Windows: near ones they have."""

from __future__ import annotations

import codecs

NEAR = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "•": "*",
        "─": "-", "━": "-", "═": "=", "│": "|", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "✓": "x",
        "■": "#", "◆": "+", "◇": "~", "●": "@", "▲": "^", "△": "'", "○": "o",
    }
)  # fmt: skip


def near(error: UnicodeError) -> tuple[str, int]:
    """What to write instead of signs an encoding lacks: near ones, `?` where there is none.

    >>> "“a” → b ✓ 建".encode("ascii", errors=NAME)
    b'"a" -> b x ?'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return lacking.translate(NEAR).encode("ascii", "replace").decode("ascii"), error.end


NAME = "winset.near"
codecs.register_error(NAME, near)
