"""Who takes part: names found in a text, with one name for one actor within a report.

A later short form ("Sharif") is the person first named in full ("Shehbaz Sharif"); letters introduced in
brackets stand for the words before them; a capital stands for its country's government where the text names
that country and lets the capital act.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from winset.reading.lexicon import listed, rows, verbs, words
from winset.reading.sentences import Sentence
from winset.reading.states import countries

PLACE = frozenset(("in", "at", "near", "to", "outside", "around", "through", "via", "into"))
GOING = frozenset(("leave", "reach", "visit", "enter", "tour", "flee"))
LINKING = frozenset(("of", "for", "and", "the", "de", "del", "la", "al", "bin", "van", "von"))
CALENDAR = listed("calendar")


@cache
def titles() -> frozenset[str]:
    """Words before a name that are no part of it."""
    return frozenset(word for row in rows("titles.txt") for word in row.split())


@dataclass(slots=True)
class Actors:
    """The actors of one report: each form a name takes, and the one name it has here."""

    forms: dict[str, str] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)  # words with a capital inside a sentence

    def of(self, s: Sentence, i: int, j: int) -> tuple[str, ...]:
        """The actors named among items [i, j), each once, in order."""
        found = (self.name(s, a, b) for a, b in name_runs(s, i, j) if b - a > 1 or s.lows[a] in self.inside)
        return tuple(dict.fromkeys(name for name in found if name))

    def name(self, s: Sentence, a: int, b: int) -> str | None:
        """The one name of the actor that items [a, b) name; None for a place, a day, a title alone."""
        table = countries()
        low = " ".join(s.lows[a:b])
        if low in table.names:
            return table.names[low]
        if low in table.capitals:
            country = table.capitals[low]
            return country if country in self.countries and not stands_for_place(s, a) else None
        if b - a == 1 and low in table.adjectives:
            return table.adjectives[low]
        if b - a == 1 and low in table.qualities:
            return None
        core = strip_title(s, a, b)
        if core is None:
            return None
        text = " ".join(s.words(k, k + 1) for k in range(*core)).replace(" .", ".")
        return self.forms.get(text.lower(), None if s.titled else text)


def stands_for_place(s: Sentence, a: int) -> bool:
    """Whether a capital at item a is only a place: "in Tehran", "left Tehran"."""
    form = verbs().get(s.lows[a - 1]) if a else None
    return a > 0 and (s.lows[a - 1] in PLACE or (form is not None and form.lemma in GOING))


def collect(sentences: Sequence[Sentence]) -> Actors:
    """The actors of a report's sentences, in two passes: full names and letters, then their short forms."""
    actors = Actors()
    counts: dict[str, str] = {}
    table = countries()
    for s in sentences:
        if not s.titled:
            actors.inside.update(
                s.lows[k] for k in range(1, len(s)) if s.tags[k] == "P" and s.tags[k - 1] not in ":."
            )
    actors.inside.update(table.names, table.adjectives, table.capitals)
    for s in (one for one in sentences if not one.titled):
        for a, b in name_runs(s, 0, len(s)):
            low = " ".join(s.lows[a:b])
            country = table.names.get(low) or table.adjectives.get(low)
            if country:
                actors.countries.add(country)
            core = strip_title(s, a, b)
            if core is None:
                continue
            name = " ".join(s.words(k, k + 1) for k in range(*core)).replace(" .", ".")
            counts.setdefault(name.lower(), name)
            learn(actors, s, core, name)
    for low, name in counts.items():
        actors.forms.setdefault(low, name)
    return actors


def learn(actors: Actors, s: Sentence, core: tuple[int, int], name: str) -> None:
    """Note a full name's last word, and letters in brackets after it, as its short forms."""
    a, b = core
    if b - a > 1 and not any(s.lows[k] in LINKING for k in range(a, b)):
        actors.forms.setdefault(s.lows[b - 1], name)
    if b + 2 < len(s) and s.tags[b] == "(" and s.tags[b + 2] == ")" and s.words(b + 1, b + 2).isupper():
        actors.forms.setdefault(s.lows[b + 1], name)


def name_runs(s: Sentence, i: int, j: int) -> Iterator[tuple[int, int]]:
    """Runs of names among items [i, j): capitalised words, perhaps linked by "of"."""
    k = i
    while k < j:
        if not is_name(s, k):
            k += 1
            continue
        end = k + 1
        while end < j and (
            is_name(s, end)
            or (s.tags[end] == "#" and s.lows[end] == ".")
            or (
                s.lows[end] == "of"
                and end + 1 < j
                and is_name(s, end + 1)
                and s.lows[end + 1] not in countries().names
            )
        ):
            end += 1
        yield from split_run(s, k, end)
        k = end


def split_run(s: Sentence, a: int, b: int) -> Iterator[tuple[int, int]]:
    """A run cut after a country or an adjective that qualifies what follows ("US President Smith".

    "Pakistan Army").
    """
    table = countries()
    for width in (3, 2, 1):
        low = " ".join(s.lows[a : a + width])
        titled = any(s.lows[k] in titles() for k in range(a + width, b))
        if a + width < b and titled and (low in table.names or (width == 1 and low in table.adjectives)):
            yield a, a + width
            yield from split_run(s, a + width, b)
            return
    yield a, b


def is_name(s: Sentence, k: int) -> bool:
    """Whether item k is part of a name: a capital that its place in the sentence does not explain."""
    if s.tags[k] != "P" or s.lows[k] in CALENDAR:
        return False
    if (k == 0 and s.lows[0] in words()) or s.lows[k] == "rs":
        return False
    return not s.words(k, k + 1).isdigit()


def strip_title(s: Sentence, a: int, b: int) -> tuple[int, int] | None:
    """A name's items without the titles before it; None when only titles are left."""
    known = titles()
    last = max(
        (
            k
            for k in range(a, b)
            if s.lows[k] in known or (s.lows[k] == "." and k > a and s.lows[k - 1] in known)
        ),
        default=a - 1,
    )
    start = last + 1
    return (
        None if start >= b or s.lows[start] == "of" else (start, b)
    )  # "the Minister of Transport" is a post
