"""Finite reporting verbs: content after them, before them, around them, or in the next paragraph."""

from __future__ import annotations

from winset.reading.attribution import CLAUSE_OR_QUOTE, Attribution, Site
from winset.reading.cues import past_adjuncts
from winset.reading.extents import content_end
from winset.reading.frames import Complement, complement
from winset.reading.lexicon import listed
from winset.reading.phrases import CLAUSE_S, Items, group_start, has_tag, noun_phrase
from winset.reading.sentences import Sentence
from winset.reading.subjects import first_comma, subject

SCENE = listed("scene")
SHORT_CLAUSE = 8  # items before a reporting clause that may lack a verb, as in headlines
NEAR = 12  # how far an aside after a cue reaches


def finite(site: Site) -> Attribution | None:
    """The attribution of a finite cue: by its subject before it or after it."""
    who = subject(site.s, site.start)
    if who is None and site.before == "C":
        return site.made(shared_subject(site), complement(site.s, site.cue, site.end))
    if who is None:
        return inverted(site)
    who = last_part(site, who)
    if (
        site.takes("f")
        and who[0]
        and site.s.lows[who[0] - 1] == "as"
        and (aside := comment_clause(site, who))
    ):
        return aside
    what = complement(site.s, site.cue, site.end)
    if what is None or what.frame == "q":
        around = floated(site, who, what)
        if around is not None:
            return around
    return hanging(site, who) if what is None else stranded(site, who, what) or site.made(who, what)


def stranded(site: Site, who: Items, what: Complement) -> Attribution | None:
    """What a preposition without its object speaks of: "an issue Islamabad wants clarity on"."""
    s, i = site.s, who[0]
    while i > 0 and s.tags[i - 1] in "JNPM'":
        i -= 1
    i -= i > 0 and s.tags[i - 1] in "DG"
    if s.tags[what.end - 1] != "I" or i == who[0] or not has_tag(s, i, who[0], "N"):
        return None
    kind = site.cue.frames.get(what.frame, "saying")
    parts = ((i, who[0]), (what.start, what.end))
    return Attribution((site.start, site.end), who, parts, kind, what.frame, site.verb)


def last_part(site: Site, who: Items) -> Items:
    """The source of a cue that closes or interrupts: "Most back new ferry, survey finds"."""
    s, end = site.s, site.end
    interrupts = s.tags[end : end + 1] == [","] and s.tags[end + 1 : end + 2] in (["X"], ["B"], ["H"], ["V"])
    if not site.takes("f") or who[0] > 0 or not (interrupts or end >= len(s) - 1):
        return who
    comma = next((k for k in range(who[1] - 1, 0, -1) if site.s.tags[k] == ","), -1)
    return (comma + 1, who[1]) if comma > 0 else who


def floated(site: Site, who: Items, quoted: Complement | None) -> Attribution | None:
    """What is said stands before the cue, and perhaps goes on after it: '"...," she said, "..."'."""
    before = None if is_relative(site.s, who) else reported_before(site, who[0])
    if before is None:
        return None
    rest = quoted or medial(site, before) or resumed(site, before)
    closes = past_adjuncts(site.s, site.end, site.takes("r")) >= len(site.s) - 1 and before[1] - before[0] > 3
    if rest or closes or has_tag(site.s, *before, CLAUSE_OR_QUOTE) or site.s.tags[before[1] - 1] == '"':
        return around(site, who, before, rest)
    return None


def around(site: Site, who: Items, before: Items, rest: Complement | None) -> Attribution:
    """An attribution whose content stands before its cue, and after it where `rest` says so."""
    parts = (before,) if rest is None else (before, (rest.start, rest.end))
    return Attribution((site.start, site.end), who, parts, site.cue.frames["f"], "f", site.verb)


def is_relative(s: Sentence, who: Items) -> bool:
    """Whether a subject is a relative pronoun, which has no statement before it to report."""
    return who[1] - who[0] == 1 and s.tags[who[0]] in "WK"


def reported_before(site: Site, i: int) -> Items | None:
    """The items before i that the cue reports, if it may follow what it reports.

    Some verbs report quotations only.
    """
    before = floating(site.s, i) if site.takes("f") and i > 0 else None
    if before and not site.takes("tz") and not has_tag(site.s, *before, 'Q"'):
        return None
    return before


def floating(s: Sentence, i: int) -> Items | None:
    """The items before i that a reporting clause at i may report: a quotation, or a clause and a comma."""
    mark = s.tags[i - 1]
    if mark == "Q":
        return (i - 1, i)
    if mark not in ',"-' and s.lows[i - 1] not in ("?", "!"):
        return None
    j = i - 1
    start = clause_start(s, j)
    if j <= start or only_subordinate(s, start, j) or s.lows[start] in SCENE:
        return None
    long_enough = has_tag(s, start, j, CLAUSE_OR_QUOTE) or mark == '"' or j - start < SHORT_CLAUSE
    return (start, j + (mark == '"')) if long_enough else None


def only_subordinate(s: Sentence, start: int, j: int) -> bool:
    """Whether items [start, j) are a clause like "While X": not what the cue after them reports."""
    if s.tags[start] != "S" or s.lows[start] not in CLAUSE_S:
        return False
    return not has_tag(s, first_comma(s, start, j) + 1, j, CLAUSE_OR_QUOTE)


def clause_start(s: Sentence, j: int) -> int:
    """Where a reported clause that ends before item j begins.

    The sentence's start, or after a stop within it.
    """
    return next((k + 1 for k in range(j - 1, -1, -1) if s.tags[k] in ";:"), 0)


def medial(site: Site, before: Items) -> Complement | None:
    """The rest of a clause that the cue interrupted: "On Monday, she said, the talks would resume"."""
    s, n = site.s, len(site.s)
    k = next((j for j in range(site.end, min(n, site.end + NEAR)) if s.tags[j] == ","), -1)
    if k < 0 or k + 1 >= n or has_tag(s, *before, "VXBHU") or s.tags[k + 1] in "ZCSWRQ":
        return None
    return Complement("f", k + 1, content_end(s, k + 1))


def resumed(site: Site, before: Items) -> Complement | None:
    """A quotation taken up again after an aside: '"...," she said, smiling, "..."'."""
    s = site.s
    if s.tags[before[1] - 1] != "Q":
        return None
    for k in range(site.end, len(s)):
        if s.tags[k] == "Q":
            return Complement("q", k, k + 1) if s.tags[k - 1] == "," else None
        if s.tags[k] in "VXBHK:;":
            return None
    return None


def hanging(site: Site, who: Items) -> Attribution | None:
    """A cue and a colon that end their sentence: what is said stands in the next paragraph."""
    s, n = site.s, len(site.s)
    ends = s.lows[-1] == ":" and n - site.end < NEAR and not has_tag(s, site.end, n, "VXBHUKQ")
    if not ends or not site.takes("q"):
        return None
    return Attribution((site.start, site.end), who, (), "saying", "h", site.verb)


def comment_clause(site: Site, who: Items) -> Attribution | None:
    """Comments: "As Smith noted, ..." and "..., as Smith put it" report the clause around them."""
    s, as_ = site.s, who[0] - 1
    comma = next((j for j in range(site.end, min(len(s), site.end + NEAR)) if s.tags[j] in ",.Q"), -1)
    if comma < 0 or has_tag(s, site.end, comma, "VXBHUK"):
        return None
    left = clause_start(s, as_)
    before = (left, as_ - 1) if as_ - left > 1 and s.tags[as_ - 1] == "," else None
    goes_on = s.tags[comma] == "," and comma + 1 < len(s)
    after = (comma + 1, content_end(s, comma + 1)) if goes_on else None
    parts = tuple(part for part in (before, after) if part)
    return Attribution((site.start, site.end), who, parts, "saying", "f", site.verb) if parts else None


def inverted(site: Site) -> Attribution | None:
    """The verb stands before its subject, as in "said Smith, a lawyer"."""
    s, r = site.s, site.end
    before = reported_before(site, site.start)
    if before is None or site.start != site.verb or site.tag != "V" or r >= len(s):
        return None
    closed = s.tags[site.verb - 1] in 'Q,"' or s.lows[site.verb - 1] in ("?", "!")
    end = subject_end(s, r) if closed and s.tags[r] in "DGJNPOME" else r
    if end == r:
        return None
    goes_on = end < len(s) - 1 and s.tags[end] in ",:" and s.tags[end + 1] in 'Q"'
    rest = Complement("q", end + 1, content_end(s, end + 1)) if goes_on else None
    return around(site, (r, end), before, rest)


def subject_end(s: Sentence, i: int) -> int:
    """Past a source phrase that starts at i, with an apposition.

    A participle or a relative clause after it.
    """
    end, n = noun_phrase(s, i), len(s)
    stop = next((k for k in range(end + 1, n) if s.tags[k] in ",.;:-Q"), n)
    if end < n and (modifies(s, end) or (s.tags[end - 1] == "E" and s.tags[end] == "I")):
        return stop  # "a paper seen by"
    if end + 1 < n and s.tags[end] == "," and s.tags[end + 1] in "DGJNPWEV":
        apposed = s.tags[end + 1] == "W" or not has_tag(s, end + 1, stop, "VXBHU")
        return stop if apposed else end
    return end


def modifies(s: Sentence, k: int) -> bool:
    """Whether what stands at item k describes the noun before it: "who", "briefed on", "familiar with"."""
    after = s.tags[k + 1] if k + 1 < len(s) else "$"
    return s.tags[k] in "WE" or (s.tags[k] == "J" and after in "IT") or (s.tags[k] == "V" and after == "I")


def shared_subject(site: Site) -> Items | None:
    """The subject of a verb coordinated with an earlier one.

    The earlier cue's source, or the earlier verb's subject.
    """
    s, joint = site.s, site.start - 1
    for one in reversed(site.found):
        earlier = one.cue is not None and one.cue[1] <= joint and one.frame != "f"
        if earlier and one.source and one.inherited < 0 and s.tags[one.verb] in "VE":
            return one.source
    return subject_near(s, joint, stop=";")


def subject_near(s: Sentence, k: int, stop: str = "") -> Items | None:
    """The subject of the nearest finite verb before item k that has one."""
    for j in range(k - 1, max(-1, k - 40), -1):
        if s.tags[j] in "VBHX" and not s.quoted[j] and (who := subject(s, group_start(s, j))):
            return who
        if stop and s.tags[j] == stop:
            break
    return None
