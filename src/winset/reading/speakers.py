"""Speakers named by a label.

"Ilse Marten: I think it is possible." in interviews and transcripts, "Marten: Deal is near" in headlines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from winset.reading.lexicon import listed
from winset.reading.sentences import Sentence

LONGEST_LABEL = 6
ASKERS = listed("askers")


def label_end(s: Sentence) -> int:
    """Where a speaker's label that opens a sentence ends (its colon); 0 when none does."""
    for k in range(1, min(len(s), LONGEST_LABEL + 1)):
        if s.tags[k] == ":":
            return k if k + 1 < len(s) and labels(s, 0, k) and named(s, k) else 0
        if not labels(s, k, k + 1):
            return 0
    return 0


def labels(s: Sentence, i: int, j: int) -> bool:
    """Whether items [i, j) may stand in a label: names, nouns and adjectives, or words all in capitals."""
    return all(s.tags[k] in "PN#J" or s.words(k, k + 1).isupper() for k in range(i, j))


def named(s: Sentence, k: int) -> bool:
    """Whether every word of items [0, k) has a capital."""
    return all(s.words(j, j + 1)[0].isupper() or s.lows[j] == "." for j in range(k))


def speakers(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Where labels of speakers stand: sentence index to the colon's item.

    A label counts when it opens two paragraphs or more. A label all of whose paragraphs end in a question
    mark, or that says so ("Presenter"), is the one who asks: its paragraphs are marked -1, and say nothing.
    """
    found: dict[int, int] = {}
    names: dict[int, str] = {}
    asks: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for index, s in enumerate(sentences):
        opens = index == 0 or sentences[index - 1].paragraph != s.paragraph
        end = label_end(s) if opens else 0
        if end:
            name = " ".join(s.lows[:end])
            found[index], names[index] = end, name
            times[name] += 1
            asks[name] += paragraph_asks(sentences, index)
    kept = {index: end for index, end in found.items() if times[names[index]] > 1}
    return {
        index: -1 if asks[names[index]] == times[names[index]] or names[index] in ASKERS else end
        for index, end in kept.items()
    }


def paragraph_asks(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether the paragraph that sentence `index` opens ends in a question mark."""
    last = index
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[index].paragraph:
        last += 1
    return sentences[last].lows[-1] == "?"
