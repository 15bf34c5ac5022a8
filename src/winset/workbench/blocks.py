"""What of a page is sent anew: its keyed elements are blocks, and a block the page already has is sent as a stub.

An element with a `data_key` stands between two marks with its stub before it (`winset.workbench.markup`); the marks
are control characters, which no text that is shown can hold.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

BEGIN, BODY, END = "\x01", "\x02", "\x03"
_MARK = re.compile("([\x01\x02\x03])")


@dataclass
class Block:
    """An element, or a whole part of the page, in pieces of HTML and the blocks between them.

    stub: what stands for it where it is as before; its tag and its key tell it from the blocks beside it.
    """

    stub: str = ""
    pieces: list[str | Block] = field(default_factory=list)

    @cached_property
    def whole(self) -> str:
        """The block's HTML."""
        return "".join(one if isinstance(one, str) else one.whole for one in self.pieces)

    @cached_property
    def inside(self) -> dict[str, Block]:
        """The blocks in it by their stubs, those left out that cannot be told apart."""
        blocks = [one for one in self.pieces if isinstance(one, Block)]
        count = Counter(one.stub for one in blocks)
        return {one.stub: one for one in blocks if count[one.stub] == 1}


def blocks(marked: str) -> Block:
    """The blocks of a part of the page.

    >>> from winset.workbench.markup import element
    >>> blocks(element("ul", element("li", "one", data_key="a"))).whole
    '<ul><li data-key="a">one</li></ul>'
    """
    open_blocks = [Block()]
    tokens = iter(_MARK.split(marked))
    for token in tokens:
        if token == BEGIN:
            block = Block(next(tokens))
            open_blocks[-1].pieces.append(block)
            open_blocks.append(block)
        elif token == END:
            open_blocks.pop()
        elif token and token != BODY:
            open_blocks[-1].pieces.append(token)
    return open_blocks[0]


def thinned(old: Block, new: Block) -> str:
    """The new block's HTML, with stubs for the blocks in it that are as they were in the old one.

    >>> from winset.workbench.markup import element
    >>> def part(*words):
    ...     return blocks(element("ul", [element("li", word, data_key=word[0]) for word in words]))
    >>> thinned(part("an apple", "bread"), part("bread", "a pear"))
    '<ul><li data-key="b" data-same></li><li data-key="a">a pear</li></ul>'
    """
    return "".join(one if isinstance(one, str) else _sent(one, new, old) for one in new.pieces)


def _sent(one: Block, parent: Block, old: Block) -> str:
    before = old.inside.get(one.stub) if one.stub in parent.inside else None
    if before is None:
        return one.whole
    return one.stub if before.whole == one.whole else thinned(before, one)
