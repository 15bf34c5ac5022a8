"""Cue verbs in a sentence, and what may stand between a cue and what it reports."""

from __future__ import annotations

from winset.reading.lexicon import Cue, cues, listed, verbs
from winset.reading.phrases import NP_START, has_clause, noun_phrase, past_time, time_phrase
from winset.reading.sentences import Sentence

ADJUNCT_PREPOSITIONS = listed("adjunct_prepositions")
LONGEST_ADDRESSEE = 14


def cue_at(s: Sentence, k: int) -> tuple[Cue, int] | None:
    """The cue whose verb is item k, the one with most particles that match, and past its last item."""
    if s.tags[k] not in "VEZL":
        return None
    form = verbs().get(s.lows[k])
    for cue in (cues().get(form.lemma) if form else None) or ():
        n = len(cue.particles)
        if tuple(s.lows[k + 1 : k + 1 + n]) == cue.particles:
            return cue, k + 1 + n
        # "took strong issue with": one word may stand inside
        if n > 1 and tuple(s.lows[k + 2 : k + 2 + n]) == cue.particles and s.tags[k + 1] in "JR":
            return cue, k + 2 + n
    return None


def past_adjuncts(s: Sentence, r: int, addressee: bool) -> int:
    """Past an addressee, adverbs, times and short prepositional phrases between a cue and its content.

    Where nothing that could be content follows them, they are no adjuncts of the cue and r is given back,
    past the addressee.
    """
    n = len(s)
    if addressee and r < n and s.tags[r] in NP_START and s.tags[r] != '"':
        r = past_addressee(s, r)
    at = r
    for _ in range(6):
        step = past_adjunct(s, at) if at < n else at
        if step == at:
            break
        at = step
    return at if at >= n or opens_content(s, at) or s.tags[at] in ".,;Q-" else r


def past_adjunct(s: Sentence, at: int) -> int:
    """Past one adjunct at item `at`; `at` itself when none stands there."""
    tag, after = s.tags[at], s.tags[at + 1] if at + 1 < len(s) else "$"
    if tag == "R" and s.lows[at] != "not":
        return at + 1
    if time_phrase(s, at, len(s)):
        return past_time(s, at, len(s))
    if tag in "IT" and s.lows[at] in ADJUNCT_PREPOSITIONS and after in "DGJNPOMZ":
        end = noun_phrase(s, at + 1 + (after == "Z"))
        return end if end > at + 1 else at
    if tag == "," and after in 'Q"K':
        return at + 1
    return at


def past_addressee(s: Sentence, r: int) -> int:
    """Past the noun phrase that names who is told something.

    One pronoun, or a phrase up to "that" or a clause.
    """
    if s.tags[r] == "O":
        return r + 1
    end = r
    while end < min(len(s), r + LONGEST_ADDRESSEE) and s.tags[end] in "DGJNPM'IC#":
        if end > r and s.tags[end] in "DG" and s.tags[end - 1] in "NP":
            break
        end += 1
    while end > r and s.tags[end - 1] in "IC":
        end -= 1
    return end


def opens_content(s: Sentence, k: int) -> bool:
    """Whether item k can begin what is said: "that", a quotation, a colon, a clause."""
    return s.tags[k] in 'KQ:"' or has_clause(s, k)
