"""What a new claim means for the lines of a case: by the claims they cite, and by the options they speak of.

*Claim against claim.* Two claims are on one matter when both name the same actor first and share at least two
words that carry meaning, or share at least three, the first of each among them; when these are at least three
quarters of the words of the shorter and a third of the longer; and when not each has a verb that the other
lacks, nor either no verb at all. Then the new one

    contradicts  the old, when one affirms what the other denies, undoes or puts into the opposite;
    settles      it, when the old left open (or made conditional) what the new affirms or denies;
    weakens      it, when the new leaves open what the old did not, or says as much less firmly;
    strengthens  it, when it says the same more firmly, or as firmly on the word of another source;
    repeats      it otherwise.

How firmly is a number from status, likelihood, commitment and approximation, the one that reading holds
headlines to; a tenth apart counts as a difference. What is asked for is only held against what is asked for
or refused. It bears on the lines that cite the old claim.

*Claim against option.* A claim speaks of an option when it names most of its words and its party. If it says
that the party does it, will do it, asks for it or refuses to, it strengthens or contradicts the party's plain
wishes for or against that option, strengthens or weakens that the option is open to it, and contradicts a
status quo that has it otherwise.

Nothing is said of claims that share less: silence is no sign that nothing bears on a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from winset.analysis.revising.matter import Matter, canonical, content, matter, opposed, way
from winset.case.formulas.formula import Atom, Not
from winset.case.model import Case, Evidence, Option, Party, Report
from winset.case.uncertain.dependence import source_of
from winset.case.uncertain.uncertainty import Element, elements
from winset.reading.agreement import strength
from winset.reading.ledger import Claim

Verdict = Literal["contradicts", "settles", "weakens", "strengthens", "repeats"]

ENOUGH, UNNAMED = 2, 3  # words in common of claims that name the same actor first, and of others
OF_SHORTER, OF_LONGER = 3 / 4, 1 / 3  # of each claim's words in common; judgement
NAMED = 0.6  # of an option's words that a claim must name; judgement
FIRMER = 0.1  # what counts as a difference in firmness; judgement
MOST = 3  # old claims told for one new claim
SAYING = (
    "done",
    "ongoing",
    "planned",
    "demanded",
    "refused",
)  # statuses that tell what a party does or wants


@dataclass(frozen=True)
class Told:
    """A claim as it stands in a case: its name, itself, and on whose word."""

    name: str
    claim: Claim
    source: str


@dataclass(frozen=True)
class Bearing:
    """A new claim's verdict on an old claim, an option's wish or the status quo, why, and the lines it bears on.

    against: the old claim's name, or what it is held against; says: its words. upholds: whether the lines
    would rather hold by it than fall.
    """

    claim: str
    words: str
    verdict: Verdict
    against: str
    says: str
    because: str
    lines: tuple[str, ...]
    upholds: bool


def bearings(old: Case, new: Case) -> tuple[Bearing, ...]:
    """What each claim that is new means for the lines of the new case, claim by claim."""
    known = [one for report in old.reports for one in told(old, report)]
    names = {one.name for one in known}
    fresh = [one for report in new.reports for one in told(new, report) if one.name not in names]
    cited = _citations(old, new)
    found = []
    for one in fresh:
        found += [*_by_claims(one, known, cited), *_by_options(one, new)]
    return tuple(found)


def told(case: Case, report: Report) -> Iterator[Told]:
    """The claims of a report that count: not rejected, and not said twice in it."""
    for claim in report.ledger.claims if report.ledger else ():
        if claim.review != "rejected" and claim.duplicates is None:
            source = str(source_of(case, Evidence(report.id, claim.id)))
            yield Told(f"{report.id}#{claim.id}", claim, source)


def _citations(old: Case, new: Case) -> dict[str, tuple[str, ...]]:
    """By claim the lines that cite it: of the new case, else of the old one."""
    cited: dict[str, dict[str, None]] = {}
    for case in (new, old):
        here: dict[str, dict[str, None]] = {}
        for line in (*case.parties, *(one.line for one in elements(case))):
            for evidence in line.evidence:
                here.setdefault(str(evidence), {})[line.id] = None
        cited = {**here, **cited}
    return {name: tuple(lines) for name, lines in cited.items()}


def _by_claims(one: Told, known: Sequence[Told], cited: dict[str, tuple[str, ...]]) -> Iterator[Bearing]:
    about = matter(one.claim)
    near = []
    for other in known:
        share = likeness(about, matter(other.claim))
        if share is not None:
            near.append((share, other))
    near.sort(key=lambda each: (-each[0], each[1].name))
    for _, other in near[:MOST]:
        said = verdict(one, other)
        if said is not None:
            upholds = said[0] in ("strengthens", "repeats") or (
                said[0] == "settles" and way(one.claim) != "denies"
            )
            words, lines = (one.claim.words, other.claim.words), cited.get(other.name, ())
            yield Bearing(one.name, words[0], said[0], other.name, words[1], said[1], lines, upholds)


def likeness(one: Matter, other: Matter) -> float | None:
    """The share of words two matters have in common, None where they are not one matter."""
    common = one.words & other.words
    shared = len(common)
    if not (one.whole and other.whole) or all(word.startswith("@") for word in common):
        return None
    if one.who and other.who:
        alike, enough = one.who == other.who, ENOUGH
    else:
        alike, enough = one.first in other.words and other.first in one.words, UNNAMED
    shorter, longer = sorted((len(one.words), len(other.words)))
    if not alike or shared < enough or shared < OF_SHORTER * shorter or shared < OF_LONGER * longer:
        return None
    if one.acts - other.acts and other.acts - one.acts:
        return None
    return shared / longer


def verdict(new: Told, old: Told) -> tuple[Verdict, str] | None:
    """What a new claim does to an old one on the same matter, and why; None where the two cannot be held together."""
    now, then = way(new.claim), way(old.claim)
    said = f"it {now} what that {then}"
    asks = (now == "asks", then == "asks")
    if asks[0] != asks[1] and "refused" not in (new.claim.status, old.claim.status):
        return None
    if now == "leaves open" or then == "leaves open":
        if now == then:
            return "repeats", "both leave it open"
        return ("weakens", said) if now == "leaves open" else ("settles", said)
    turned = opposed(new.claim, old.claim)
    if ((now == "denies") != (then == "denies")) != turned:
        return "contradicts", "it says the opposite or undoes it" if turned else said
    return _as_firm(new, old)


def _as_firm(new: Told, old: Told) -> tuple[Verdict, str]:
    """Of two claims that say the same: which says it more firmly, and on whose word."""
    firmer = strength(new.claim) - strength(old.claim)
    if firmer > FIRMER:
        return "strengthens", f"it says so more firmly ({_firmness(new)} after {_firmness(old)})"
    if firmer < -FIRMER:
        return "weakens", f"it says so less firmly ({_firmness(new)} after {_firmness(old)})"
    if new.source != old.source:
        return "strengthens", f"it says so on the word of another source ({new.source})"
    return "repeats", f"the same source says the same ({new.source})"


def _firmness(one: Told) -> str:
    claim = one.claim
    said = [claim.status, (claim.commitment or "").replace("_", " ")]
    said += [f"{100 * claim.likelihood.best:.0f}% likely"] if claim.likelihood else []
    return ", ".join(filter(None, said))


def _by_options(one: Told, case: Case) -> Iterator[Bearing]:
    """What a claim that speaks of an option means for its party's plain wishes, and for the status quo."""
    if one.claim.status not in SAYING:
        return
    about = matter(one.claim)
    parties = {party.id: party for party in case.parties}
    for option in case.options:
        if _speaks_of(about, option, parties[option.party]):
            yield from _option(one, option)
            yield from _wishes(one, option, case)
            yield from _status_quo(one, option, case)


def _speaks_of(about: Matter, option: Option, party: Party) -> bool:
    """Whether a claim names most words of an option and, first, its party."""
    own, named = content(party.name), content(option.name)
    who = {canonical(word) for word in party.name.replace("'s", "").replace("’s", "").split()}
    if about.who not in {*who, party.name.casefold()} if about.who else about.first not in own:
        return False
    left = about.words - own
    if len(named) == 1:  # one word in common says too little, unless it is the only one
        return left == named
    return len(named) > 1 and len(named & left) >= NAMED * len(named)


def _option(one: Told, option: Option) -> Iterator[Bearing]:
    """What a claim of what a party does, will do or refuses means for the option's being open to it."""
    if one.claim.status == "demanded":
        return
    denied = way(one.claim) == "denies"
    yield Bearing(
        one.name, one.claim.words, "weakens" if denied else "strengthens", option.id, option.name,
        _because(option, denied), (option.id,), not denied,
    )  # fmt: skip


def _because(option: Option, denied: bool) -> str:
    does = "refuses or does not do" if denied else "does, plans or asks for"
    return f"its party {does} “{option.name}”"


def _wishes(one: Told, option: Option, case: Case) -> Iterator[Bearing]:
    denied = way(one.claim) == "denies"
    for element in elements(case):
        wanted = _plain_wish(element, option)
        if wanted is None or element.owner != option.party:
            continue
        fits = wanted != denied
        yield Bearing(
            one.name, one.claim.words, "strengthens" if fits else "contradicts", element.id, _said(element),
            _because(option, denied), (element.id,), fits,
        )  # fmt: skip


def _plain_wish(element: Element, option: Option) -> bool | None:
    """Whether a statement is for an option (or against it) and says nothing else."""
    formula = getattr(element.line, "that", None) if element.kind == "statement" else None
    turned = isinstance(formula, Not)
    atom = formula.item if isinstance(formula, Not) else formula
    if not isinstance(atom, Atom) or atom.option != option.id or atom.sign is not None:
        return None
    return not turned


def _said(element: Element) -> str:
    return str(getattr(element.line, "text", element.id))


def _status_quo(one: Told, option: Option, case: Case) -> Iterator[Bearing]:
    """A status quo that has the option otherwise than a claim of what is done has it."""
    if one.claim.status not in ("done", "ongoing") or option.id not in case.status_quo:
        return
    if one.claim.commitment in ("proposed", "agreed_in_principle", "agreed_partly", "agreed"):
        return  # agreed is not yet done
    taken = case.status_quo[option.id] != option.levels[0]
    if taken == (way(one.claim) == "denies"):
        says = f"{option.id}: {case.status_quo[option.id]}"
        because = f"it {way(one.claim)} “{option.name}”"
        lines = (f"status quo {option.id}",)
        yield Bearing(one.name, one.claim.words, "contradicts", "status quo", says, because, lines, False)
