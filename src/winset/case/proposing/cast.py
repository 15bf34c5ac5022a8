"""Who takes part: the actors and groups that claims name, each under one name, and who belongs to whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from winset.case.proposing.phrases import (
    DETERMINERS,
    PRONOUNS,
    action_of,
    capital,
    clean,
    pattern,
    slug,
    words,
)
from winset.reading.ledger import Claim, Ledger

_CAPITALS = re.compile(r"\b[A-Z][\w.-]*(?:'s)?(?: (?:of )?[A-Z][\w.-]*(?:'s)?)*")
_SHARED = 5  # letters by which "Norlandic" is known to be of Norland


@dataclass
class Cast:
    """The names of one set of reports: what each form stands for, and how often each is named."""

    forms: dict[str, str] = field(default_factory=dict)  # a form in lower case: the one name
    counts: Counter[str] = field(default_factory=Counter)
    groups: dict[str, str] = field(default_factory=dict)  # a group in lower case: as it is called

    def who(self, phrase: str) -> str | None:
        """The actor or group a phrase is about: the last word for a group, else the first name in it."""
        text = clean(phrase)
        found = self.names(text)
        group = next(groups_in(text), None)
        if group is None or (found and found[0][0] <= text.lower().find(group.lower())):
            return found[0][1] if found else None
        return self.groups.setdefault(group.lower(), capital(group))

    def everyone(self, phrase: str) -> list[str]:
        """The actors a phrase joins: "Norland and Sudland"; else the one it is about."""
        text = clean(phrase)
        found = self.names(text)
        joined = len(found) > 1 and re.fullmatch(
            r"(?:[\w.'-]+|(?:,|,? and) )(?: and [\w.'-]+|, [\w.'-]+| [A-Z][\w.'-]+)*", text
        )
        one = self.who(text)
        return (
            list(dict.fromkeys(name for _, name in found))
            if joined and " and " in text
            else [one]
            if one
            else []
        )

    def named(self, text: str) -> str | None:
        """The first actor a text names."""
        found = self.names(text)
        return found[0][1] if found else None

    def names(self, text: str) -> list[tuple[int, str]]:
        """Where a text names actors, in order; of forms that begin together the longest."""
        low = text.lower()
        found = [
            (match.start(), -len(form), name)
            for form, name in self.forms.items()
            if form in low and (match := re.search(rf"\b{re.escape(form)}\b", low))
        ]
        return [(start, name) for start, _, name in sorted(found)]

    def led(self, phrase: str) -> str | None:
        """The actor a phrase begins with: a title or two may stand before the name."""
        head = re.match(r"(?:the |a |an )?((?:[A-Z][\w.'-]*,? ?)+)", phrase.strip())
        return self.named(head[1]) if head else None


def groups_in(text: str) -> Iterator[str]:
    """The groups a text names, each with the one quality before it: "radical clerics", "dockers' union"."""
    quality = r"(?:(?!(?:the|a|an|its|their|some|and|or)\b)([a-z]+'?) )?"
    elsewhere = rf"(?:'s)? {pattern('qualified').pattern}| (?:from|by|to)\b"
    for match in re.finditer(rf"\b{quality}({pattern('groups').pattern})", text, re.I):
        if re.match(elsewhere, text[match.end() :], re.I):
            continue
        adjective = match[1] or ""
        keep = (
            adjective.endswith(("al", "ic", "ous", "ian", "ish", "ese", "ant", "ive", "ed", "er", "s'"))
            and adjective.islower()
        )
        yield f"{adjective} {match[2]}" if keep else match[2]


def cast_of(ledgers: Mapping[str, Ledger]) -> Cast:
    """The cast of some reports: names and aliases, persons merged into the state or body whose office they hold."""
    cast = Cast()
    claims = [claim for ledger in ledgers.values() for claim in ledger.claims]
    for claim in claims:
        for name in claim.actors:
            cast.counts[name] += 1
            cast.forms.setdefault(name.lower(), name)
    for claim in claims:
        _learn_aliases(cast, claim)
    for claim in claims:
        _learn_subject(cast, claim)
    owners = _owners(cast, claims)
    for form, name in list(cast.forms.items()):
        cast.forms[form] = _owner(name, owners)
    for name, owner in owners.items():
        cast.counts[_owner(owner, owners)] += cast.counts.pop(name, 0)
    return cast


def _learn_subject(cast: Cast, claim: Claim) -> None:
    """A name that only ever begins sentences, known by what it does: "Contractors have refused to work"."""
    action = action_of(claim) if claim.section != "headline" else None
    subject = action.subject if action else ""
    if not re.fullmatch(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}", subject) or cast.names(subject):
        return
    if subject.lower() not in PRONOUNS and next(groups_in(subject), None) is None:
        cast.counts[subject] += 1
        cast.forms.setdefault(subject.lower(), subject)


def _learn_aliases(cast: Cast, claim: Claim) -> None:
    """Forms that stand for an actor without its letters: a capital for its government, initials, a last name."""
    text = clean(claim.words)
    runs = [run.removesuffix("'s") for run in _CAPITALS.findall(text)]
    runs = [run for run in runs if run.lower() not in words()["ends"] and run.lower() not in DETERMINERS]
    for run, letters in re.findall(r"([A-Z][\w.-]*(?: [A-Z][\w.-]*)*) \(([A-Z]{2,})\)", text):
        named = next((name for name in claim.actors if name in run or run in name), None)
        if named:
            cast.forms.setdefault(letters.lower(), named)
    strange = [
        run
        for run in runs
        if not any(run.lower() in name.lower() or name.lower() in run.lower() for name in claim.actors)
    ]
    missing = [
        name for name in claim.actors if name.lower() not in text.lower() and name.split()[-1] not in text
    ]
    for name in claim.actors:
        last = name.split()[-1]
        if last in text and last.lower() not in cast.forms and len(name.split()) == 2:
            cast.forms[last.lower()] = name
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) > 1:
            cast.forms.setdefault(initials.lower(), name)
    strange = [run for run in strange if run.lower() not in cast.forms]
    missing = [name for name in missing if not any(cast.forms.get(run.lower()) == name for run in runs)]
    if len(strange) == len(missing):
        for run, name in zip(strange, missing):
            cast.forms.setdefault(run.lower(), name)
    for name in claim.actors:
        for run in runs:
            if (
                " " not in run
                and " " not in name
                and run != name
                and run[:_SHARED] == name[:_SHARED]
                and len(name) >= _SHARED
            ):
                cast.forms.setdefault(run.lower(), name)


def _owners(cast: Cast, claims: Iterable[Claim]) -> dict[str, str]:
    """Persons by the actor whose office they hold ("Norland Prime Minister Ada Berg"), bodies by whose they are."""
    owners: dict[str, str] = {}
    names = sorted(cast.counts)
    titles = "|".join(words()["titles"])
    for claim in claims:
        text = clean(claim.words)
        for owner in dict.fromkeys(name for _, name in cast.names(text)):
            for name in claim.actors:
                if name in (owner, *owners) or name not in text:
                    continue
                between = (
                    rf"\b{re.escape(owner)}\b(?:'s)? ((?:[A-Z][\w.-]*,? |and |of |the )+){re.escape(name)}\b"
                )
                match = re.search(between, text)
                if match and re.search(rf"\b(?:{titles})\b", match[1], re.I):
                    owners[name] = owner
    states = {name[:_SHARED]: name for name in reversed(names) if " " not in name and len(name) >= _SHARED}
    for name in names:
        state = states.get(name[:_SHARED])
        if " " in name and state is not None and state not in name.split():
            owners.setdefault(name, state)
    return owners


def _owner(name: str, owners: Mapping[str, str]) -> str:
    seen = {name}
    while name in owners and owners[name] not in seen:
        name = owners[name]
        seen.add(name)
    return name


def party_id(name: str) -> str:
    """The id of a party by its name: its words, the first article left out.

    >>> party_id("the United States"), party_id("radical clerics")
    ('united_states', 'radical_clerics')
    """
    return slug([word for word in name.split() if word.lower() not in ("the", "a", "an")])


def approver(text: str) -> str | None:
    """The body whose approval a text says is required, or None."""
    adjectives = words()["approvers"]
    approval = "|".join(words()["approval"])
    by = re.search(rf"\b({'|'.join(adjectives)}) (?:{approval})\b", text, re.I)
    if by:
        return str(adjectives[by[1].lower()])
    of = re.search(rf"\b(?:{approval}) (?:of|from|by|in) (?:the )?([\w' -]+)", text, re.I)
    if of and (group := pattern("groups").search(of[1])):
        return group.group().lower()
    owned = re.search(rf"\b({'|'.join(words()['groups'])})'s? (?:{approval})\b", text, re.I)
    return owned[1].lower() if owned else None
