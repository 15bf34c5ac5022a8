"""A picture as a value: what is drawn and how it is told to those who cannot see it."""

from __future__ import annotations


class Picture:
    """The base of every picture in a brief: a title, what it says in words, and notes beneath it.

    How one is drawn stands in `winset.show.figures`; nothing here knows of ink.
    """

    title: str
    notes: tuple[str, ...]

    @property
    def description(self) -> str:
        """The picture in words, for those who cannot see it and for forms without pictures."""
        raise NotImplementedError
