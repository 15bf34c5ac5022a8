"""A claim's words read as an action: who, what leads to it, the verb and its object."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from winset.reading.ledger import Claim

LONGEST_ID = 60  # characters
MOST = 12  # words of an action that its name keeps at most


@cache
def words() -> Mapping[str, Any]:
    """The word lists of words.toml."""
    path = files("winset.case.proposing").joinpath("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One list as a pattern of whole words, longest first."""
    ordered = sorted(words()[name], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(ordered)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Action:
    """What a claim has somebody do: the words before, the words that lead to it, its verb and the rest."""

    subject: str
    lead: str
    verb: str
    rest: str

    @property
    def name(self) -> str:
        """The action as an option is called: the verb, then its object as far as it says something."""
        return capital(" ".join(f"{self.verb} {shortened(self.rest)}".split()))

    @property
    def negative(self) -> bool:
        """Whether the lead says that it is not done."""
        return bool(pattern("against").search(self.lead))

    @property
    def begun(self) -> bool:
        """Whether the lead says that it is under way."""
        return bool(pattern("begun").search(self.lead))


def action_of(claim: Claim) -> Action | None:
    """The action a claim's words tell, or None: talk, travel and bare being are none."""
    text = clean(claim.words)
    if claim.section == "headline":
        text = text.lower() if text.istitle() or _titled(text) else text
    for found in _leads().finditer(text):
        rest = _ADVERBS.sub("", text[found.end() :].strip())
        subject = text[: found.start()].strip(" ,")
        if not leads_on(claim, subject, found.group(), rest):
            continue
        verb, rest = verb_of(rest)
        if verb:
            return Action(subject, found.group(), verb, rest)
    return undertaken(claim, text)


def undertaken(claim: Claim, text: str) -> Action | None:
    """What a claim's holder promises, threatens, wants or refuses to do: the content is "to do something"."""
    found = re.match(r"(?:not )?to (?=[a-z])", text)
    if found is None or claim.holder is None or claim.status not in ("planned", "demanded", "refused"):
        return None
    verb, rest = verb_of(_ADVERBS.sub("", text[found.end() :]))
    refuses = claim.status == "refused" or claim.polarity == "negative"
    lead = "refuses to" if refuses else "is to"
    return Action(clean(claim.holder.exact), lead, verb, rest) if verb else None


_ADVERBS = re.compile(r"^(?:(?:[a-z]+ly|just|so|soon|also|then|now|still|simply|even) (?=[a-z]))+")


def verb_of(rest: str) -> tuple[str, str]:
    """The verb of a verb phrase and what follows it; no verb for talk, and for what cannot be one.

    >>> verb_of("be part of the pact"), verb_of("a subsidy"), verb_of("meet the mayor"), verb_of("seek fees")
    (('join', 'the pact'), ('agree to', 'a subsidy'), ('', ''), ('seek', 'fees'))
    """
    if joined := pattern("joining").match(rest):
        return "join", rest[joined.end() :].strip()
    first = rest.split(" ", maxsplit=1)[0]
    if first in DETERMINERS:
        return "agree to", rest
    if (
        first in PRONOUNS
        or first in words()["ends"]
        or not re.fullmatch(r"[a-z][a-z'-]+", first)
        or is_talk(rest)
    ):
        return "", ""
    asked = pattern("asking").match(rest)
    verb = asked.group() if asked else first
    return verb, rest[len(verb) :].strip()


def leads_on(claim: Claim, subject: str, lead: str, rest: str) -> bool:
    """Whether a lead leads to a verb: a bare "to" in headlines and after an undertaking; "agreed to" also to a thing."""
    first = rest.split(" ", maxsplit=1)[0].lower()
    if lead.lower() == "to" and claim.section != "headline" and not pattern("undertakings").search(subject):
        return False
    return first not in DETERMINERS or re.search(r"\bagree[sd]?\b", lead) is not None


def _titled(text: str) -> bool:
    """Whether nearly every word begins with a capital, as in some headlines."""
    found = [word for word in text.split() if word[0].isalpha()]
    return len(found) > 3 and sum(word[0].isupper() for word in found) > 0.8 * len(found)


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\s)|^)(?:{'|'.join(words()['leads'])})(?=\s)", re.IGNORECASE)


def is_talk(rest: str) -> bool:
    """Whether a verb phrase is talk, travel or bare being."""
    found = pattern("talk").match(rest)
    return found is not None and pattern("joining").match(rest) is None


def clean(text: str) -> str:
    """Words on one line as far as the first gap, curly apostrophes straight, quotation marks left out."""
    return " ".join(text.split(" … ", maxsplit=1)[0].replace("’", "'").translate(_QUOTES).split())


_QUOTES = str.maketrans("", "", '"“”„«»')


def object_of(rest: str) -> list[str]:
    """The words of the noun phrase a verb phrase begins with, its determiners left out.

    >>> object_of("a leadership role within the force"), object_of("the dispute over fish, at last")
    (['leadership', 'role'], ['dispute'])
    """
    found: list[str] = []
    for word in rest.split():
        bare = word.strip(",.;:()").removesuffix("'s")
        if bare.lower() in words()["ends"] and found:
            break
        if bare and bare.lower() not in DETERMINERS and bare.lower() not in words()["ends"]:
            found.append(bare)
        if word[-1] in ",;:" and found:
            break
    return found


DETERMINERS = frozenset(
    "a an the its their his her any some all more no this that these those each every only both".split()  # noqa: SIM905
)


PRONOUNS = frozenset(
    "i we he she it they you there his her its their my our who which that this these those nobody both either".split()  # noqa: SIM905
)


def shortened(rest: str) -> str:
    """A verb phrase's rest as far as its first break, at most so many words, none dangling at its end."""
    kept: list[str] = []
    broken = pattern("breaks").search(rest)
    for word in rest[: broken.start() if broken else None].split()[:MOST]:
        kept.append(word.rstrip(",;:."))
        if word[-1] in ",;:":
            break
    while kept and (kept[-1].lower() in words()["ends"] or kept[-1].lower() in DETERMINERS):
        kept.pop()
    return " ".join(kept)


def capital(text: str) -> str:
    """Text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Text with its first letter small, unless its first word is a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def slug(parts: list[str]) -> str:
    """A name a formula can use: letters and digits joined by underscores, never a word of the language.

    >>> slug(["Israeli", "Defence-Forces"]), slug(["2nd", "vote"]), slug(["not"])
    ('israeli_defence_forces', 'o_2nd_vote', 'o_not')
    """
    found = "_".join(re.findall(r"[^\W_]+", " ".join(parts).lower()))[:LONGEST_ID].strip("_") or "thing"
    return f"o_{found}" if found[0].isdigit() or found in RESERVED else found


RESERVED = frozenset(
    "not and or xor if only unless iff at least most exactly of one yes no true false null outcome".split()  # noqa: SIM905
)
