"""HTML made of elements: every text and every attribute is escaped here, so that no report can become markup.

>>> print(element("p", "a < b", element("b", "c"), cls="note", data_line="rule 1", hidden=False))
<p class="note" data-line="rule 1">a &lt; b<b>c</b></p>
>>> print(element("p", '<script>alert(1)</script>', title='" onload="x'))
<p title="&#34; onload=&#34;x">&lt;script&gt;alert(1)&lt;/script&gt;</p>
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

Content = str | Markup | int | float | None | Iterable["Content"]
VOID = {"input", "br", "hr", "img"}
CONTROLS = {ord(c): "\N{REPLACEMENT CHARACTER}" for c in map(chr, range(32)) if c not in "\t\n\r"}


def element(tag: str, /, *content: Content, cls: str | None = None, **attributes: Any) -> Markup:
    """An element. Attribute names: `_` stands for `-`, `cls` for class, `for_` for for; None and False leave one out."""
    given = {"class": cls, **{name.strip("_").replace("_", "-"): value for name, value in attributes.items()}}
    written = "".join(
        _attribute(name, value) for name, value in given.items() if value is not None and value is not False
    )
    # The tag and the names of attributes are this package's own words, never a file's.
    opening = Markup(f"<{tag}{written}>")  # noqa: S704
    return opening if tag in VOID else opening + joined(content) + Markup(f"</{tag}>")  # noqa: S704


def joined(content: Iterable[Content]) -> Markup:
    """Pieces one after the other, text among them escaped; None is nothing."""
    return Markup("").join(_piece(one) for one in content)


def _piece(one: Content) -> Markup:
    if one is None:
        return Markup("")
    if isinstance(one, str | int | float):
        return one if isinstance(one, Markup) else escape(str(one).translate(CONTROLS))
    return joined(one)


def _attribute(name: str, value: object) -> str:
    return f" {name}" if value is True else f' {name}="{escape(str(value).translate(CONTROLS))}"'


def act(name: str, /, **arguments: Any) -> dict[str, str]:
    """The attributes of a control: what it asks of the session, with which arguments."""
    return {"data_act": name, **({"data_args": json.dumps(arguments)} if arguments else {})}


def button(label: Content, asks: dict[str, str], cls: str = "", **attributes: Any) -> Markup:
    """A button with its label, that asks the session for something."""
    return element("button", label, cls=f"button {cls}".strip(), type="button", **asks, **attributes)
