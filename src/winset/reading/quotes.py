"""Which marks open and close a quotation, and what each pair holds.

A mark's neighbours decide: one after white space opens, one after a word closes; curly marks say so
themselves unless their neighbours contradict them. A quotation left open runs to the end of its paragraph,
as the convention for quotations of several paragraphs has it. One pass, no search back.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.tokens import Tokens

DOUBLE = frozenset((*'"“”„‟«»＂', "''", "``", "‘‘", "’’"))
SINGLE = frozenset("'‘’‚`")
OPENING = frozenset((*"“„«‘‚", "``", "‘‘"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [open, close] with their marks; `closed` is false when the paragraph ended first."""

    open: int
    close: int
    closed: bool = True


def opens(tokens: Tokens, k: int) -> bool:
    """Whether mark k stands where an opening mark stands.

    After white space, a bracket or a dash, before a word.
    """
    text, start, end = tokens.text, tokens.starts[k], tokens.ends[k]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if after.isspace():
        return False
    return (
        before.isspace() or before in "([{—–-/:" or before in DOUBLE or (before in SINGLE and before != "’")
    )


def single_closes(tokens: Tokens, k: int) -> bool:
    """Whether a single mark may close: after a word or a stop, before white space or a mark."""
    text, start, end = tokens.text, tokens.starts[k], tokens.ends[k]
    after = text[end] if end < len(text) else " "
    return start > 0 and not text[start - 1].isspace() and not after.isalnum()


def plural_possessive(tokens: Tokens, k: int) -> bool:
    """Whether a single mark may be the possessive of a plural: s, mark, space, letter."""
    text, start, end = tokens.text, tokens.starts[k], tokens.ends[k]
    return (
        text[start - 1 : start] in ("s", "S")
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].isalpha()
    )


def double_quotations(tokens: Tokens, first: int, last: int) -> list[Quotation]:
    """Quotations in double marks among tokens [first, last)."""
    found: list[Quotation] = []
    pending = -1
    for k in range(first, last):
        low = tokens.lows[k]
        if low not in DOUBLE:
            continue
        opening = opens(tokens, k)
        if low in OPENING and tokens.text[tokens.ends[k] : tokens.ends[k] + 1].strip():
            opening = True
        if pending < 0 and opening:
            pending = k
        elif pending >= 0 and not (opening and low in OPENING):
            found.append(Quotation(pending, k))
            pending = -1
    if pending >= 0:
        found.append(Quotation(pending, last - 1, closed=False))
    return found


def single_quotations(tokens: Tokens, first: int, last: int) -> list[Quotation]:
    """Quotations in single marks among tokens [first, last); an unpaired mark is an apostrophe."""
    marks = [k for k in range(first, last) if tokens.lows[k] in SINGLE]
    sure_after = False  # whether a closing mark that is no possessive follows before the next opening one
    sure: dict[int, bool] = {}
    for k in reversed(marks):
        sure[k] = sure_after
        if opens(tokens, k):
            sure_after = False
        elif single_closes(tokens, k) and not plural_possessive(tokens, k):
            sure_after = True
    found: list[Quotation] = []
    pending = -1
    for k in marks:
        if opens(tokens, k) and tokens.lows[k] != "’":
            pending = k if pending < 0 else pending
        elif pending >= 0 and single_closes(tokens, k) and not (plural_possessive(tokens, k) and sure[k]):
            found.append(Quotation(pending, k))
            pending = -1
    return found


def quotations(tokens: Tokens, first: int, last: int) -> list[Quotation]:
    """The outermost quotations of a paragraph, tokens [first, last), in order.

    Single marks count only outside double ones.
    """
    doubles = double_quotations(tokens, first, last)
    found: list[Quotation] = []
    at = first
    for outer in [*doubles, Quotation(last, last)]:
        found += single_quotations(tokens, at, outer.open)
        if outer.open < last:
            found.append(outer)
        at = outer.close + 1
    return found
