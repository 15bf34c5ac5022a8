"""The subject of a verb group.

Found backwards from the verb, with appositions and relative clauses set inside it.
"""

from __future__ import annotations

from winset.reading.lexicon import listed, verbs
from winset.reading.phrases import (
    FINITE,
    NP_START,
    PARTS_OF_TIME,
    REACH,
    TIME_WORDS,
    Items,
    group_start,
    has_tag,
    noun_phrase,
    past_time,
    time_phrase,
)
from winset.reading.sentences import Sentence
from winset.reading.states import is_state

LONGEST_ASIDE = 30  # items between the commas of an aside
STOPS = frozenset("Q.;:-(K")
QUANTIFIERS = listed("quantifiers")
RELATIVE = frozenset(("who", "which", "whose", "whom", "that", "where", "when", "what"))
PRONOUN_SUBJECTS = frozenset(("i", "he", "she", "we", "they", "it", "you"))
WEEKDAYS = listed("weekdays")


def subject(s: Sentence, g: int) -> Items | None:
    """Items [i, j) of the subject of the verb group that starts at g, with what stands in apposition.

    None if none.
    """
    i, j = left_edge(s, g), past_asides(s, left_edge(s, g), g)
    if s.tags[j:g].count(",") == 1 and "," not in s.tags[max(0, i - 1) : j]:
        return None  # one comma alone cuts a subject from its verb
    return pronoun(s, i, j, g) or special(s, i, j, g) or plain_subject(s, i, j)


def past_asides(s: Sentence, i: int, g: int) -> int:
    """Where the words before verb group g end without commas.

    Adverbs and "last year" after a relative pronoun.
    """
    j = g
    while j > i:
        if s.tags[j - 1] in ",R":
            j -= 1
        elif j - 2 > i and s.lows[j - 1] in TIME_WORDS and time_phrase(s, j - 2, j) and s.tags[j - 3] in "WP":
            j -= 2
        else:
            break
    return j


def pronoun(s: Sentence, i: int, j: int, g: int) -> Items | None:
    """A subject that is one pronoun, personal or relative."""
    if j > i and (s.tags[j - 1] in "WK" or personal(s, i, j)):
        return (j - 1, j)
    relative = g > 1 and j == i and (s.tags[g - 1] == "K" or s.lows[g - 1] in RELATIVE)
    return (g - 1, g) if relative and s.tags[g - 2] in "NPO" else None


def personal(s: Sentence, i: int, j: int) -> bool:
    """Whether [i, j) ends in a personal pronoun that stands alone."""
    return s.lows[j - 1] in PRONOUN_SUBJECTS and (j - 1 == i or s.tags[j - 2] not in "CI")


def special(s: Sentence, i: int, j: int, g: int) -> Items | None:
    """A subject after a clause without a pronoun.

    "the experts I interviewed said", "an issue Islamabad wants".
    """
    if j == i and g and s.tags[g - 1] == "V":
        return contact_clause(s, g)
    return state_after_noun(s, i, j) if j - i > 1 else None


def plain_subject(s: Sentence, i: int, j: int) -> Items | None:
    """A noun phrase among items [i, j), what precedes it left out."""
    if i and s.tags[i - 1] in "VXBHUL" and (comma := first_comma(s, i, j)) >= 0:
        i = comma + 1  # what precedes the comma is the other verb's object
    i = after_opening(s, i, j)
    if i >= j or (s.tags[i] not in NP_START and s.tags[i] not in "WZ"):
        return None
    if j - i == 1 and s.lows[i] in QUANTIFIERS:
        return (i, j)
    if not has_tag(s, i, j, "NPOMWJ") or s.tags[j - 1] not in "NPOMW\"')EJZ":
        return None
    j = without_aside(s, i, j)
    return (i, j) if j > i else None


def left_edge(s: Sentence, g: int) -> int:
    """Where the clause of the verb group at g begins: after the nearest stop, subordinator or other verb.

    A relative clause set inside the subject ("Smith, who won Iowa, said") is passed over.
    """
    least = max(0, g - REACH)
    k = g - 1
    while k >= least:
        back = before_inset(s, k, least)
        if back == k and bounds(s, k):
            break
        if back < least:
            break
        k = back - 1
    return k + 1


def before_inset(s: Sentence, k: int, least: int) -> int:
    """The first item of the bracket, aside or relative clause that item k closes; k itself where it closes none."""
    if s.tags[k] == "," and (opened := aside_before(s, k, least)) > 0:
        return opened
    if s.tags[k] == ")":
        opened = next((j for j in range(k - 1, least - 1, -1) if s.tags[j] == "("), k)
        return opened
    if s.tags[k] in FINITE or s.tags[k] == "L":
        relative = relative_before(s, k, least)
        return relative if relative > 0 else k
    return k


def aside_before(s: Sentence, comma: int, least: int) -> int:
    """The comma that opens the relative clause or participle phrase a comma closes; -1 where it closes none.

    "two diplomats, who spoke because the talks stalled, said", "the paper, dated May 3 and marked secret, says"
    """
    for j in range(comma - 1, max(least, comma - LONGEST_ASIDE), -1):
        if s.tags[j] in STOPS - {"K"}:
            return -1
        if s.tags[j] != ",":
            continue
        if s.tags[j + 1] == "W" and s.lows[j + 1] in RELATIVE:
            return j
        form = verbs().get(s.lows[j + 1])
        if not has_tag(s, j + 1, comma, "BHXU") and (s.tags[j + 1] == "E" or (form and "p" in form.forms)):
            return j
    return -1


def bounds(s: Sentence, k: int) -> bool:
    """Whether item k stands outside the clause that follows it."""
    tag = s.tags[k]
    if tag in STOPS or tag in FINITE or tag in "L)" or (tag == "S" and s.lows[k] != "than"):
        return True
    if tag == "C":
        return s.tags[k - 1 : k] == [","] or not joins_nouns(s, k)
    # a fragment that ends in its own comma: '"... the charter," Smith wrote'
    return tag == '"' and s.tags[k - 1 : k] == [","] and not (k + 1 < len(s) and s.quoted[k + 1])


def joins_nouns(s: Sentence, k: int) -> bool:
    """Whether coordinator k joins noun phrases."""
    before, after = s.tags[k - 1] if k else "^", s.tags[k + 1] if k + 1 < len(s) else "$"
    return before in 'NPOMJ"' and after in 'DGJNPOM"'


def relative_before(s: Sentence, verb: int, least: int) -> int:
    """The relative pronoun that governs finite verb `verb` and follows a noun; -1 when there is none."""
    for j in range(verb - 1, max(least, verb - 15) - 1, -1):
        tag = s.tags[j]
        if (tag == "W" or s.lows[j] in ("that", "where")) and s.lows[j] in RELATIVE:
            return j if j and s.tags[j - 1] in ",NPOMI)" else -1
        if tag in "Q.;:-VS":
            return -1
    return -1


def without_aside(s: Sentence, i: int, j: int) -> int:
    """Where a subject [i, j) ends without ", for its part" and "on Thursday"."""
    if j - i > 1 and s.lows[j - 1] in WEEKDAYS:
        j -= 1
        j -= j - i > 1 and s.lows[j - 1] == "on"
    elif j - i > 2 and s.lows[j - 2] in ("last", "this", "next") and s.lows[j - 1] in PARTS_OF_TIME:
        j -= 2
    comma = next((k for k in range(j - 1, i, -1) if s.tags[k] == ","), -1)
    aside = comma > 0 and s.tags[comma + 1] == "I" and s.lows[comma + 1] not in ("including", "like", "of")
    return comma if aside else j


def first_comma(s: Sentence, i: int, j: int) -> int:
    """The first comma of items [i, j), or -1."""
    return next((k for k in range(i, j) if s.tags[k] == ","), -1)


def contact_clause(s: Sentence, g: int) -> Items | None:
    """A subject that ends in a clause without a pronoun: "the experts I interviewed said"."""
    inner = group_start(s, g - 1)
    if inner < 2 or s.lows[inner - 1] not in PRONOUN_SUBJECTS or s.tags[inner - 2] not in "NP":
        return None
    i = inner - 1
    while i > 0 and s.tags[i - 1] in "DGJNPM":
        i -= 1
    return (i, g)


def state_after_noun(s: Sentence, i: int, j: int) -> Items | None:
    """A country or capital that ends [i, j) right after a common noun: "an issue Islamabad wants".

    A title and a name ("a spokesman Smith") are one phrase; a state has no title.
    """
    for a in range(j - 1, max(i, j - 4), -1):
        if s.tags[a - 1] == "N" and is_state(" ".join(s.lows[a:j])):
            return (a, j)
    return None


def after_opening(s: Sentence, i: int, j: int) -> int:
    """Past what may stand before a subject in [i, j).

    Adverbs, a place or time phrase, a participle phrase.
    """
    while i < j:
        end = past_one_opening(s, i, j)
        if end == i:
            return i
        i = end
    return i


def past_one_opening(s: Sentence, i: int, j: int) -> int:
    """Past one opening phrase at item i; i when none stands there, j when nothing is left for a subject."""
    tag, timed = s.tags[i], time_phrase(s, i, j)
    if tag in ",RC-'":
        return i + 1
    opens = tag in "IZTES" or (tag == "J" and s.tags[i + 1 : i + 2] == ["I"]) or s.lows[i] == "according"
    if not (opens or timed):
        return i
    comma = first_comma(s, i, j)
    if comma >= 0 and has_tag(s, comma, j, "NPO"):
        return comma + 1
    if timed:
        return end if (end := past_time(s, i, j)) < j else i
    if tag == "Z" and s.tags[i + 1 : i + 2] in (["N"], ["J"], ["P"]):
        return i  # "voting rights"
    if tag == "I":
        end = noun_phrase(s, i + 1, j)
        return end if i + 1 < end < j else names_at_end(s, i, j)
    return i if tag == "J" else j


def names_at_end(s: Sentence, i: int, j: int) -> int:
    """Where a run of names that ends [i, j) starts after a common noun ("in an interview Smith").

    J if nowhere.
    """
    k = j
    while k > i and s.tags[k - 1] in "P#":
        k -= 1
    return k if i < k < j and s.tags[k - 1] in "NM" else j
