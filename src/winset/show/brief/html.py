"""A brief as one self-contained HTML page, figures inside: for A4, phone and desk, light or dark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from winset.show.brief.content import Brief
from winset.show.brief.links import HOMES, anchor, anchors, basis_pieces, linked
from winset.show.figures.style import COLOURS, INK, PAPER, RULE, SHADE, SOFT
from winset.show.grid import Head, spans
from winset.show.picture import Picture
from winset.show.tables import alignments, plain
from winset.show.wording import date_words

if TYPE_CHECKING:
    from jinja2 import Template

# The figures' own ink and paper become the page's, so that they turn with it on a dark screen.
PAGE_COLOURS = {
    INK: "ink",
    SOFT: "soft",
    RULE: "rule",
    SHADE: "shade",
    PAPER: "paper",
    COLOURS[0].lower(): "accent",
}


def to_html(brief: Brief) -> str:
    """The brief as HTML; every text of the case is escaped, nothing is loaded from anywhere."""
    style = (files(__package__) / "brief.css").read_text(encoding="utf-8")
    return _template().render(brief=brief, style=style, known=anchors(brief), homes=HOMES)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, finalize=_clean, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "anchor": anchor,
        "day": date_words,
        "drawing": drawing,
        "linked": linked,
        "pieces": basis_pieces,
    }
    environment.tests |= {"kind": lambda block, name: type(block).__name__ == name}
    environment.globals |= {
        "alignments": alignments,
        "spans": _groups,
    }
    return environment.from_string((files(__package__) / "brief.html.j2").read_text(encoding="utf-8"))


def _clean(value: Any) -> Any:
    """A text of the case without control characters, which HTML does not allow."""
    return plain(value) if type(value) is str else value


def _groups(heads: Sequence[Head]) -> list[tuple[str, int, int]]:
    return list(spans([head.group for head in heads]))


def drawing(picture: Picture) -> Any:
    """A figure as SVG inside the page, in the page's own colours."""
    from markupsafe import Markup

    from winset.show.figures.pictures import draw_picture
    from winset.show.figures.saving import figure_bytes

    svg = figure_bytes(draw_picture(picture), "svg").decode()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    own = "f" + sha256(picture.description.encode()).hexdigest()[:8]  # ids of two figures must not meet
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{own}_", svg)
    for colour, name in PAGE_COLOURS.items():
        svg = svg.replace(colour, f"var(--{name})")
    svg = re.sub(r"font: ([^;']*?)'DejaVu Sans'", r"font: \1var(--face)", svg)
    return Markup(svg)  # noqa: S704 (Matplotlib has escaped every text in it)
