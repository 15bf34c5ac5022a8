"""Sources told apart: which phrases of a report name one source, and what kind of source it is.

Unnamed sources whose descriptions do not contradict each other are one source ("top security sources",
"sources"); "another source" is another. A pronoun is the last source it can stand for; a surname is the
person named in full before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from winset.reading.actors import Actors
from winset.reading.ledger import Source, SourceType, Span
from winset.reading.lexicon import listed, verbs
from winset.reading.phrases import Items, noun_phrase
from winset.reading.sentences import Sentence
from winset.reading.sources import head_end, head_index, heads, source_type
from winset.reading.states import countries

PRONOUNS = listed("pronouns")
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
RANK = listed("rank")


@dataclass(slots=True)
class Voice:
    """One source of a report: its kind, its words, and what tells it from others."""

    id: str
    type: SourceType
    key: str
    words: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Voices:
    """The sources of one report, in the order they speak."""

    actors: Actors
    known: list[Voice] = field(default_factory=list)
    by_key: dict[str, Voice] = field(default_factory=dict)
    last: Voice | None = None

    def source(self, s: Sentence, who: Items, span: Span) -> Source:
        """The source that items `who` name."""
        lows = s.lows[who[0] : who[1]]
        if lows[-1] in PRONOUNS and len(lows) == 1:
            voice = self.last or self.voice("unspecified", lows[0])
            return Source(voice.type, span, None if voice.type != "anonymous" else voice.key, voice.id)
        if lows[0] in RELATIVES and len(lows) == 1:
            who = antecedent(s, who[0]) or who
            lows = s.lows[who[0] : who[1]]
        voice = self.identify(s, who, lows)
        if voice.type != "document":
            self.last = voice
        return Source(voice.type, span, span.exact if voice.type == "anonymous" else None, voice.id)

    def identify(self, s: Sentence, who: Items, lows: Sequence[str]) -> Voice:
        """The voice of a phrase that is no pronoun."""
        names = [names_somebody(s, k, self.actors) for k in range(*who)]
        kind = source_type(list(lows), names)
        if (
            lows[0] in ("one", "both", "some", "many", "two", "three")
            and self.last
            and lows[1:3] == ["of", "them"]
        ):
            return self.last
        if kind == "anonymous" or (kind in ("office", "unspecified") and self.refers_back(lows, names)):
            return self.unnamed(lows)
        if kind == "named":
            found = self.actors.of(s, *who)
            return self.voice("named", found[-1].lower() if found else " ".join(lows))
        key = " ".join(
            low
            for low in lows[: head_end(list(lows), names) or len(lows)]
            if low not in ("the", "a", "an", "his", "her", "their", "its")
        )
        return self.voice(kind, key or " ".join(lows))

    def refers_back(self, lows: Sequence[str], names: Sequence[bool]) -> bool:
        """Whether "the officials" are the unnamed officials who spoke before."""
        head = head_index(list(lows), head_end(list(lows), list(names)))
        group = heads().get(lows[head])
        return (
            lows[0] == "the"
            and group in ("official", "people", "source")
            and any(one.key == group and one.type == "anonymous" for one in self.known)
        )

    def voice(self, kind: SourceType, key: str) -> Voice:
        """The voice with this key, new or known."""
        found = self.by_key.get(key)
        if found is None:
            found = Voice(f"s{len(self.known) + 1}", kind, key)
            self.by_key[key] = found
            self.known.append(found)
        return found

    def unnamed(self, lows: Sequence[str]) -> Voice:
        """The unnamed group a description fits, or a new one."""
        flags = [False] * len(lows)
        head = head_index(list(lows), head_end(list(lows), flags))
        group = heads().get(lows[head], "people")
        words = {low for low in lows if low not in RANK and low != lows[head] and low[0].isalnum()}
        fresh = lows[0] in ("another", "other", "a", "an")
        if not fresh:
            for voice in reversed(self.known):
                if voice.type == "anonymous" and voice.key == group and compatible(voice.words, words):
                    voice.words |= words
                    return voice
        made = Voice(f"s{len(self.known) + 1}", "anonymous", group, words)
        self.known.append(made)
        return made


def names_somebody(s: Sentence, k: int, actors: Actors) -> bool:
    """Whether item k is part of a name, not an adjective with a capital ("Western", "Turkish")."""
    table = countries()
    if s.tags[k] != "P" or s.lows[k] in table.adjectives or s.lows[k] in table.qualities:
        return False
    return k > 0 or s.lows[k] in actors.inside or (s.lows[k] not in heads() and s.lows[k] not in verbs())


def compatible(one: set[str], other: set[str]) -> bool:
    """Whether two descriptions can be of one group: one adds nothing to the other, or nothing is said."""
    return one <= other or other <= one


def antecedent(s: Sentence, k: int) -> Items | None:
    """The noun phrase a relative pronoun at k stands for."""
    j = k
    while j > 0 and s.tags[j - 1] in ',"':
        j -= 1
    i = j
    while i > 0 and s.tags[i - 1] in "DGJNPM'#" and j - i < 12:
        i -= 1
    return (i, j) if i < j and noun_phrase(s, i) > i else None
