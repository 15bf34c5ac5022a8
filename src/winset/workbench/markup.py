"""HTML made of elements: every text and every attribute is escaped here, so that no report can become markup.

>>> print(element("p", "a < b", element("b", "c"), cls="note", data_line="rule 1", hidden=False))
<p class="note" data-line="rule 1">a &lt; b<b>c</b></p>
>>> print(element("p", '<script>alert(1)</script>', title='" onload="x'))
<p title="&#34; onload=&#34;x">&lt;script&gt;alert(1)&lt;/script&gt;</p>
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from winset.workbench.blocks import BEGIN, BODY, END

Content = str | Markup | int | float | None | Iterable["Content"]
VOID = {"input", "br", "hr", "img"}
CONTROLS = {ord(c): "\N{REPLACEMENT CHARACTER}" for c in map(chr, range(32)) if c not in "\t\n\r"}
SPECIAL = re.compile("[&<>'\"\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]")


def element(tag: str, /, *content: Content, cls: str | None = None, **attributes: Any) -> Markup:
    """An element. Attribute names: `_` stands for `-`, `cls` for class, `for_` for for; None and False leave one out.

    An element with a `data_key` is a block of the page (`winset.workbench.blocks`), which must not be None.
    """
    pieces = [f"<{tag}"]
    if cls is not None:
        pieces.append(f' class="{_escaped(cls)}"')
    for name, value in attributes.items():
        if value is True:
            pieces.append(f" {_name(name)}")
        elif value is not None and value is not False:
            pieces.append(f' {_name(name)}="{_escaped(str(value))}"')
    pieces.append(">")
    if tag not in VOID:
        _write(content, pieces)
        pieces.append(f"</{tag}>")
    if "data_key" in attributes:
        stub = f'<{tag} data-key="{_escaped(str(attributes["data_key"]))}" data-same></{tag}>'
        pieces = [BEGIN, stub, BODY, *pieces, END]
    # The tag and the names of attributes are this package's own words, never a file's; all else was escaped.
    return Markup("".join(pieces))  # noqa: S704


def joined(content: Iterable[Content]) -> Markup:
    """Pieces one after the other, text among them escaped; None is nothing."""
    pieces: list[str] = []
    _write(content, pieces)
    return Markup("".join(pieces))  # noqa: S704 (escaped, piece by piece)


def _write(content: Iterable[Content], pieces: list[str]) -> None:
    """Add content to pieces of HTML, escaped unless it is markup already."""
    for one in content:
        if isinstance(one, Markup):
            pieces.append(one)
        elif isinstance(one, str | int | float):
            pieces.append(_escaped(str(one)))
        elif one is not None:
            _write(one, pieces)


def _escaped(text: str) -> str:
    """A text as HTML; most have nothing to escape, which is soon seen."""
    return str(escape(text.translate(CONTROLS))) if SPECIAL.search(text) else text


@lru_cache(maxsize=256)
def _name(name: str) -> str:
    """An attribute's name as HTML has it."""
    return name.strip("_").replace("_", "-")


def act(name: str, /, **arguments: Any) -> dict[str, str]:
    """The attributes of a control: what it asks of the session, with which arguments."""
    return {"data_act": name, **({"data_args": json.dumps(arguments)} if arguments else {})}


def button(label: Content, asks: dict[str, str], cls: str = "", **attributes: Any) -> Markup:
    """A button with its label, that asks the session for something."""
    return element("button", label, cls=f"button {cls}".strip(), type="button", **asks, **attributes)
