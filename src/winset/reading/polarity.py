"""Whether a clause denies what it speaks of.

Negations and verbs of denial in its predicate, two of them cancelling.
"""

from __future__ import annotations

from winset.reading.ledger import Polarity
from winset.reading.phrases import lemma
from winset.reading.predicates import predicate
from winset.reading.rules import is_negator, stances
from winset.reading.sentences import Sentence
from winset.reading.status import is_unresolved

REACH = 4  # items after the verb in which "no" still denies the clause: "has no plans"
ASIDES = (["not", "only"], ["no", "doubt"], ["not", "just"], ["nothing", "but"], ["not", "least"])


def polarity(s: Sentence, i: int, j: int, turned: bool = False) -> Polarity:
    """Whether items [i, j) deny what they speak of; `turned` when the cue that governs them denies."""
    main = predicate(s, i, j)
    if is_unresolved(s, i, j, main):
        return "negative" if turned else "positive"
    inner = (
        k
        for k in range(max(i, main.verb + 1), j)
        if s.tags[k] in "KW" or (s.tags[k] == "S" and s.lows[k] != "than")
    )
    end = min(next(inner, j), max(main.verb, i) + REACH)
    count = sum(negates(s, k) for k in range(i, end)) + denies(s, main.verb) + turned
    return "negative" if count % 2 else "positive"


def negates(s: Sentence, k: int) -> bool:
    """Whether item k is a negation, and not an aside like "no doubt"."""
    answer = s.lows[k] == "no" and s.tags[k + 1 : k + 2] == [","]  # "No, that is not true"
    return is_negator(s.lows[k]) and not answer and s.lows[k : k + 2] not in ASIDES


def denies(s: Sentence, verb: int) -> bool:
    """Whether a verb, with its particle, denies what it governs: refuse, bar, rule out."""
    if verb < 0:
        return False
    word = lemma(s, verb)
    return not stances()["negative"].isdisjoint(
        (word, *(f"{word}+{after}" for after in s.lows[verb + 1 : verb + 2]))
    )
