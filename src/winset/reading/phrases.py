"""Noun phrases, verb groups and clause edges over the items of a sentence: shallow, by tag, within a fixed reach.

Every search goes at most REACH items, so the work a cue causes does not grow with the length of its sentence.
"""

from __future__ import annotations

from winset.reading.lexicon import verbs
from winset.reading.sentences import Sentence
from winset.reading.states import is_state

REACH = 60
AUXILIARY = frozenset("XBHUR")
NP_INSIDE = frozenset("DGJNPOM'\"E#")
NP_START = frozenset('DGJNPOM"')
FINITE = frozenset("VXBHU")
HARD_STOP = frozenset("Q.;:-(")
RELATIVE = frozenset(("who", "which", "whose", "whom", "that", "where", "when", "what"))
TIME_WORDS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "tomorrow", "earlier", "later", "recently", "morning", "afternoon", "evening", "night", "week", "month", "year", "last", "this", "next", "late", "early", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec"]
)
PRONOUN_SUBJECTS = frozenset(("i", "he", "she", "we", "they", "it", "you"))
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
PARTS_OF_TIME = frozenset(("night", "morning", "evening", "afternoon", "week", "month", "year"))
CLAUSE_S = frozenset(
    ["because", "although", "though", "while", "whereas", "unless", "until", "if", "whether", "when", "where", "why", "how", "since", "once", "as", "after", "before", "than"]
)


def group_start(s: Sentence, k: int) -> int:
    """First item of the verb group whose main verb is item k: its auxiliaries and adverbs before it."""
    g = k
    while g > 0 and s.tags[g - 1] in AUXILIARY and k - g < 8:
        g -= 1
    return g


def has_tag(s: Sentence, i: int, j: int, tags: str) -> bool:
    """Whether any of items [i, j) carries one of `tags`."""
    return any(tag in tags for tag in s.tags[i:j])


def noun_phrase(s: Sentence, i: int, limit: int | None = None) -> int:
    """Past the last item of the noun phrase that starts at i, with its of- and in-phrases; i when there is none."""
    n = min(len(s), i + REACH if limit is None else limit)
    j = i
    while j < n:
        tag = s.tags[j]
        if tag in NP_INSIDE:
            if tag == "E" and j == i and s.tags[j + 1 : j + 2] not in (["P"], ["N"], ["J"]):
                break
            if tag == "O" and j > i and s.tags[j - 1] not in "DGI":
                break
            if tag in "DG" and j > i and s.tags[j - 1] in "NPO":
                break
        elif (tag == "C" and j > i and j + 1 < n and s.tags[j + 1] in "NPJ" and s.tags[j - 1] in "NPJM") or (
            tag == "I"
            and j > i
            and j + 1 < n
            and s.tags[j + 1] in "DGJNPMO"
            and s.lows[j] in ("of", "for", "in", "at", "from", "with", "on")
        ):
            pass
        else:
            break
        j += 1
    while j > i and s.tags[j - 1] in "IC":
        j -= 1
    return j


def left_edge(s: Sentence, g: int) -> int:
    """Where the clause whose verb group starts at g begins: after the nearest stop, subordinator or other verb.

    A relative clause set inside the subject ("Smith, who won Iowa, said") is passed over.
    """
    k = g - 1
    least = max(0, g - REACH)
    while k >= least:
        tag = s.tags[k]
        if tag in HARD_STOP:
            if tag == "(" or (tag == "-" and False):
                return k + 1
            return k + 1
        if tag == '"' and k and s.tags[k - 1] == "," and not (k + 1 < len(s) and s.quoted[k + 1]):
            return k + 1  # a fragment that ends in its own comma: '"... the charter," Smith wrote'
        if tag == ")":
            opened = opening_bracket(s, k, least)
            if opened < 0:
                return k + 1
            k = opened - 1
            continue
        if tag in FINITE or tag == "L":
            relative = relative_before(s, k, least)
            if relative < 0 or relative == 0:
                return k + 1
            k = relative - 1
            continue
        if tag == "K":
            return k + 1
        if tag == "S" and s.lows[k] != "than":
            return k + 1
        if tag == "C" and (s.tags[k - 1 : k] == [","] or not joins_nouns(s, k)):
            return k + 1
        k -= 1
    return k + 1


def opening_bracket(s: Sentence, k: int, least: int) -> int:
    """The "(" that item k, a ")", closes; -1 when out of reach."""
    for j in range(k - 1, least - 1, -1):
        if s.tags[j] == "(":
            return j
    return -1


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
        if tag in "Q.;:-V" or (tag == "S"):
            return -1
    return -1


def subject(s: Sentence, g: int) -> tuple[int, int] | None:
    """Items [i, j) of the subject of the verb group that starts at g, with what stands in apposition; None if none."""
    edge = left_edge(s, g)
    i, j = edge, g
    while j > i and (
        s.tags[j - 1] in ",R"
        or (s.lows[j - 1] in TIME_WORDS and j - 2 > i and time_phrase(s, j - 2, j) and s.tags[j - 3] in "WP")
    ):
        j -= 2 if s.tags[j - 1] not in ",R" else 1
    if s.tags[j:g].count(",") == 1 and not has_tag(s, i, j, ",") and s.tags[i - 1 : i] != [","]:
        return None
    if j > i and s.lows[j - 1] in PRONOUN_SUBJECTS and (j - 1 == i or s.tags[j - 2] not in "CI"):
        return (j - 1, j)
    if j == i and g and s.tags[g - 1] == "V":
        return contact_clause(s, g)
    if j - i > 1 and (run := state_after_noun(s, i, j)) is not None:
        return run
    if i and s.tags[i - 1] in "VXBHUL" and (comma := first_comma(s, i, j)) >= 0:
        i = comma + 1  # what precedes the comma is the other verb's object
    if j > i and s.tags[j - 1] == "W":
        return (j - 1, j)
    if j > i and s.tags[j - 1] == "K":
        return (j - 1, j)
    if (
        edge == g
        and g > 0
        and (s.tags[g - 1] == "K" or s.lows[g - 1] in RELATIVE)
        and g > 1
        and s.tags[g - 2] in "NPO"
    ):
        return (g - 1, g)
    i = after_opening(s, i, j)
    if i >= j or (s.tags[i] not in NP_START and s.tags[i] != "W"):
        return None
    if not has_tag(s, i, j, "NPOMWJ"):
        return None
    if s.tags[j - 1] not in "NPOMW\"')EJZ":
        return None
    j = without_aside(s, i, j)
    return (i, j) if j > i else None


def without_aside(s: Sentence, i: int, j: int) -> int:
    """Where a subject [i, j) ends without ", for its part" and "on Thursday"."""
    if j - i > 1 and (s.lows[j - 1] in WEEKDAYS or s.lows[j - 2] in ("last", "this", "next") and s.lows[j - 1] in PARTS_OF_TIME):
        j -= 1 if s.lows[j - 1] in WEEKDAYS else 2
        j -= j - i > 1 and s.lows[j - 1] == "on"
    comma = next((k for k in range(j - 1, i, -1) if s.tags[k] == ","), -1)
    return comma if comma > 0 and s.tags[comma + 1] == "I" and s.lows[comma + 1] not in ("including", "like", "of") else j


def first_comma(s: Sentence, i: int, j: int) -> int:
    """The first comma of items [i, j), or -1."""
    return next((k for k in range(i, j) if s.tags[k] == ","), -1)


def contact_clause(s: Sentence, g: int) -> tuple[int, int] | None:
    """A subject that ends in a clause without a pronoun: "the experts I interviewed said"."""
    inner = group_start(s, g - 1)
    if inner < 2 or s.lows[inner - 1] not in PRONOUN_SUBJECTS or s.tags[inner - 2] not in "NP":
        return None
    i = inner - 1
    while i > 0 and s.tags[i - 1] in "DGJNPM":
        i -= 1
    return (i, g)


def state_after_noun(s: Sentence, i: int, j: int) -> tuple[int, int] | None:
    """A country or capital that ends [i, j) right after a common noun: "an issue Islamabad wants", never a title and a name."""
    for width in (1, 2, 3):
        a = j - width
        if a > i and s.tags[a - 1] == "N" and is_state(" ".join(s.lows[a:j])):
            return (a, j)
    return None


def after_opening(s: Sentence, i: int, j: int) -> int:
    """Past what may stand before a subject in [i, j): adverbs, a place or time phrase, a participle phrase."""
    while i < j:
        tag = s.tags[i]
        if tag in ",RC-'":
            i += 1
        elif s.lows[i] == "according":
            comma = first_comma(s, i, j)
            if comma < 0:
                return j
            i = comma + 1
        elif (tag in "IZTESJ" and (tag != "J" or s.tags[i + 1 : i + 2] == ["I"])) or time_phrase(s, i, j):
            comma = next((k for k in range(i, j) if s.tags[k] == ","), -1)
            if comma >= 0 and has_tag(s, comma, j, "NPO"):
                i = comma + 1
            elif time_phrase(s, i, j) and (end := past_time(s, i, j)) < j:
                i = end
            elif tag == "I":
                end = noun_phrase(s, i + 1, j)
                if end >= j or end == i + 1:
                    return names_at_end(s, i, j)
                i = end
            else:
                return i if tag in "J" or time_phrase(s, i, j) else j
        else:
            return i
    return i


def names_at_end(s: Sentence, i: int, j: int) -> int:
    """Where a run of names that ends [i, j) starts after a common noun ("in an interview Smith"); j if nowhere."""
    k = j
    while k > i and s.tags[k - 1] in "P#":
        k -= 1
    return k if k < j and k > i and s.tags[k - 1] in "NM" else j


def time_phrase(s: Sentence, i: int, j: int) -> bool:
    """Whether item i begins a bare time phrase ("Monday", "last week"), and not a compound ("night trains")."""
    low, after = s.lows[i], s.lows[i + 1] if i + 1 < j else ""
    if low in ("this", "one", "that"):
        return after in TIME_WORDS
    if low in PARTS_OF_TIME and i + 1 < j and s.tags[i + 1] == "N":
        return after in TIME_WORDS
    return low in TIME_WORDS and low not in ("may", "march")


def past_time(s: Sentence, i: int, n: int) -> int:
    """Past a bare time phrase at i."""
    while i < n and (s.lows[i] in TIME_WORDS or (s.tags[i] == "M" and i and s.lows[i - 1] in TIME_WORDS)):
        i += 1
    return i


def lemma(s: Sentence, k: int) -> str:
    """The lemma of item k if it is a known verb form, else its word."""
    form = verbs().get(s.lows[k])
    return form.lemma if form else s.lows[k]


def has_clause(s: Sentence, i: int) -> bool:
    """Whether a subject and a finite verb start at item i."""
    if i >= len(s) or s.tags[i] not in 'DGJNPOM"IRSEW':
        return False
    seen = False
    for k in range(i, min(len(s), i + 30)):
        tag = s.tags[k]
        if tag in FINITE:
            return seen
        if tag in "NPOMJDW":
            seen = True
        if tag in "Q.;:(" or tag == "K" or (tag == "S" and k > i):
            return False
        if tag == "W" and k > i and s.tags[k - 1] in ",I":
            return False
        if tag in "TZ" and k == i + 1:
            return False
    return False
