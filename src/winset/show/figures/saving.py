"""A figure as bytes: SVG, PNG or PDF, the same bytes for the same figure."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Literal

from winset.show.figures.style import rc

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form = Literal["svg", "png", "pdf"]
LACKING = "Glyph .* missing from"  # Matplotlib's warning about a character its typeface lacks

_UNDATED: dict[str, dict[str, None]] = {
    "svg": {"Date": None},
    "png": {},
    "pdf": {"CreationDate": None, "ModDate": None},
}


def figure_bytes(figure: Figure, form: str) -> bytes:
    """The figure in a form, cropped to what is drawn; a PNG has 200 dots an inch, white between.

    Where its typeface lacks a character Matplotlib warns, except for an SVG: whoever shows that has typefaces.
    """
    from matplotlib import rc_context

    stream = io.BytesIO()
    with rc_context(rc()), warnings.catch_warnings():
        if form == "svg":
            warnings.filterwarnings("ignore", LACKING)
        figure.savefig(
            stream,
            format=form,
            dpi=200,
            bbox_inches="tight",
            pad_inches=0.05,
            metadata=_UNDATED[form],
            transparent=form != "png",
        )
    return stream.getvalue()
