"""On whose word: the kind of source a phrase names, by its head and the words around it.

anonymous    nobody named and no office that answers for it: "security sources", "a senior official",
"people familiar" document     a text or a set of figures: "a draft contract", "the poll", "court filings"
named        a person or an organisation by name, perhaps with a title: "Foreign Minister Anna Kovar" office
a body or a post that speaks as such: "the ministry", "a spokesman for the mayor", "the government"
unspecified  nobody in particular: "critics", "it is said" outlet       the report itself
"""

from __future__ import annotations

from functools import cache

from winset.reading.ledger import SourceType
from winset.reading.lexicon import listed, rows, verbs, words


@cache
def heads() -> dict[str, str]:
    """The kind of source each head noun names (data/sources.txt)."""
    kinds: dict[str, str] = {}
    for row in rows("sources.txt"):
        kind, listed = row.split(":")
        for word in listed.split():
            kinds.setdefault(word, kind)
    return kinds


def head_kind(word: str) -> str | None:
    """The kind of a head noun, also after "ex-", "vice-" and the like."""
    return heads().get(word) or heads().get(word.rpartition("-")[2])


def source_type(lows: list[str], names: list[bool]) -> SourceType:
    """The kind of a source phrase: its words in lower case, and which of them are names.

    >>> source_type(["top", "security", "sources"], [False] * 3)
    'anonymous'
    >>> source_type(["the", "transport", "minister"], [False] * 3)
    'office'
    >>> source_type(["a", "draft", "contract"], [False] * 3), source_type(["minister", "anna"], [True] * 2)
    ('document', 'named')
    """
    if len(lows) > 2 and lows[0] in PARTITIVE and lows[1] == "of":
        return "anonymous" if heads().get(lows[-1]) in PERSONS else source_type(lows[2:], names[2:])
    end = head_end(lows, names)
    head = head_index(lows, end)
    kind = head_kind(lows[head]) if head >= 0 else None
    if kind == "source" or (kind == "people" and not UNNAMED.isdisjoint(lows)):
        return "anonymous"
    if kind == "document":
        return "document"
    if (kind is None and head >= 0 and names[head]) or apposed_name(lows, names):
        return "named"
    return by_kind(kind, lows, any(names[:end]))


def by_kind(kind: str | None, lows: list[str], named: bool) -> SourceType:
    """The kind of a source without a person's name: an unnamed official, an office or body, or neither."""
    if kind == "official":
        return "anonymous" if lows[0] in INDEFINITE or lows[0] not in POINTING else "office"
    if kind in ("office", "body"):
        return "office"
    return "named" if named else "unspecified"


def apposed_name(lows: list[str], names: list[bool]) -> bool:
    """Whether a name stands in apposition: "the operator, Varn Lines"."""
    comma = lows.index(",") if "," in lows else -1
    return comma > 0 and any(names[comma + 1 : comma + 3])


PERSONS = frozenset(("source", "official", "people"))
PARTITIVE = frozenset(("one", "two", "three", "some", "both", "several", "many", "most", "none", "all"))
POINTING = frozenset(("the", "his", "her", "its", "their", "this", "that"))
INDEFINITE = listed("indefinite")
UNNAMED = listed("unnamed")
STOPS = listed("after_head")


def head_end(lows: list[str], names: list[bool]) -> int:
    """Where the words after the head begin: a preposition, a relative pronoun, a comma."""
    return next((k for k, word in enumerate(lows) if k and (word in STOPS or participle(word))), len(lows))


def participle(word: str) -> bool:
    """Whether a word is a past participle that may follow the head: "a survey published in May"."""
    form = verbs().get(word)
    return form is not None and "p" in form.forms and "b" not in form.forms and word not in words()


def head_index(lows: list[str], end: int) -> int:
    """The head: the last word before what modifies it."""
    k = end - 1
    while k > 0 and (
        not lows[k][0].isalnum()
        or lows[k] in ("'s", "himself", "herself", "themselves", "itself", "alike", "here", "there", "today")
    ):
        k -= 1
    return k
