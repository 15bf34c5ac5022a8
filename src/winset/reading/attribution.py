"""An attribution: who is said to have said, thought, wanted or shown what, in items of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from winset.reading.frames import Complement
from winset.reading.lexicon import Cue
from winset.reading.phrases import Items
from winset.reading.sentences import Sentence

CLAUSE_OR_QUOTE = "VXBHUQ"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: half-open ranges of items; `source` None where the text names nobody.

    `kind` is saying, thinking, showing, stance, intent or hedge. `frame` is a letter of data/cues.txt, or:
    f the content stands before or around the cue, a "according to", p a passive, n and a letter a noun, l a
    speaker's label, m a mark in a headline, h the content stands in the next paragraph, c what goes on from
    the attribution before.
    """

    cue: Items | None
    source: Items | None
    content: tuple[Items, ...]
    kind: str
    frame: str
    verb: int = -1  # the cue verb or noun
    sentence: int = -1
    inherited: int = -1  # the sentence the source stands in, when another
    within: Items | None = None  # the cue of the attribution whose content this one is part of
    depth: int = 0  # how many attributions this one stands in

    @property
    def origin(self) -> int:
        """The sentence the source stands in."""
        return self.inherited if self.inherited >= 0 else self.sentence


@dataclass(frozen=True, slots=True)
class Site:
    """A cue verb where it stands.

    Its item, its verb group's first item, past its last, and what was found before.
    """

    s: Sentence
    cue: Cue
    verb: int
    start: int
    end: int
    found: Sequence[Attribution]

    @property
    def tag(self) -> str:
        """The cue verb's tag."""
        return self.s.tags[self.verb]

    @property
    def before(self) -> str:
        """The tag before the verb group, `^` at the start."""
        return self.s.tags[self.start - 1] if self.start else "^"

    def takes(self, frames: str) -> bool:
        """Whether the cue has any of these frames."""
        return any(frame in self.cue.frames for frame in frames)

    def auxiliary(self, tags: str) -> bool:
        """Whether the verb group has an auxiliary with one of these tags."""
        return any(tag in tags for tag in self.s.tags[self.start : self.verb])

    def made(self, source: Items | None, what: Complement | None) -> Attribution | None:
        """The attribution of what a frame found; None without a source or a content."""
        if source is None or what is None:
            return None
        kind = self.cue.frames.get(what.frame, "saying")
        return Attribution(
            (self.start, self.end), source, ((what.start, what.end),), kind, what.frame, self.verb
        )


def nested(one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """The attribution with the cue of the one that reports it, and how deep it stands in others."""
    if one.cue is None:
        return one
    start, end = one.cue
    outer = [
        other
        for other in found
        if other is not one
        and any(a <= start and end <= b for a, b in (*other.content, other.source or (0, 0)))
    ]
    return replace(one, within=outer[0].cue, depth=len(outer)) if outer else one


def independent(one: Attribution) -> bool:
    """Whether an attribution counts beside the one it stands in.

    What a speaker says of another's wish or view is part of the speaker's own statement; what a speaker
    reports another to have said is a report within the report.
    """
    return one.depth == 0 or (one.depth == 1 and one.kind == "saying" and one.frame in "ftz")


def clash(one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether the same content is attributed already, or the cue is another's."""
    return any(one.cue == other.cue or (one.content and one.content == other.content) for other in found)
