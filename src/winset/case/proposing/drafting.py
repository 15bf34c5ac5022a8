"""A proposal drawn from claims by rule: one pass over the claims, each adding what it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from winset.case.proposing.cast import Cast, approver, cast_of, groups_in, party_id
from winset.case.proposing.phrases import (
    Action,
    action_of,
    capital,
    clean,
    is_talk,
    lowered,
    object_of,
    pattern,
    shortened,
    slug,
    words,
)
from winset.case.proposing.proposal import Citation, Proposal, Proposed, ProposedOption, ProposedRule
from winset.case.proposing.checks import sound
from winset.case.proposing.reasons import doubts, resting
from winset.reading.ledger import Claim, Ledger

AGREED = frozenset(("agreed_in_principle", "agreed_partly", "agreed", "signed", "implemented"))


@dataclass
class Found:
    """A line in the making: its name, its claims, and what is uncertain about it."""

    id: str
    name: str
    party: str = ""
    claims: list[tuple[str, Claim]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    verb: str = ""
    nouns: frozenset[str] = frozenset()
    now: bool = False
    unsettled: bool = False

    def cite(self, report: str, claim: Claim) -> None:
        """Add a claim to what the line rests on."""
        if all((report, claim.id) != (name, one.id) for name, one in self.claims):
            self.claims.append((report, claim))

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """The claims, in the order in which they were found."""
        return tuple(Citation(report, claim.id) for report, claim in self.claims)

    @property
    def why(self) -> str:
        """Why the line stands there: on whose word, and what is uncertain."""
        return f"Proposal. {resting(self.claims)} {' '.join([*doubts(self.claims), *self.doubts])}".strip()


class Drafter:
    """Goes through the claims of some reports once and collects what they give."""

    def __init__(self, ledgers: Mapping[str, Ledger]):
        self.ledgers = ledgers
        self.cast: Cast = cast_of(ledgers)
        self.parties: dict[str, Found] = {}
        self.options: list[Found] = []
        self.rules: list[Found] = []
        self.open: dict[str, None] = {}
        self.stands: dict[str, list[str]] = {}

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim once: rejected ones and repetitions left out."""
        for report, ledger in self.ledgers.items():
            yield from ((report, one) for one in ledger.claims if one.review != "rejected" and not one.duplicates)

    # --- Parties ---

    def party(self, name: str, report: str, claim: Claim) -> str:
        """The id of the party of that name, made when first met."""
        own = party_id(name)
        found = self.parties.setdefault(own, Found(own, name))
        found.cite(report, claim)
        return own

    def ranked(self) -> list[Found]:
        """The parties: first those with options, the most named first."""
        acting = {option.party for option in self.options}
        return sorted(self.parties.values(), key=lambda one: (one.id not in acting, -len(one.claims)))

    def main(self) -> str | None:
        """The actor that does most of what is reported, then the one named most."""
        acting = [option.party for option in self.options]
        ranked = sorted(self.parties, key=lambda one: (-acting.count(one), -self.cast.counts[self.parties[one].name]))
        return ranked[0] if ranked else None

    def partner(self, party: str) -> str | None:
        """Whom a party most often stands beside in a claim: who could give what it asks for."""
        counts: dict[str, int] = {}
        own = self.parties[party].name
        for _, claim in self.claims():
            names = {self.cast.forms.get(name.lower(), name) for name in claim.actors}
            for name in names - {own} if own in names else ():
                if party_id(name) in self.parties:
                    counts[party_id(name)] = counts.get(party_id(name), 0) + 1
        return max(counts, key=lambda one: (counts[one], one), default=None)

    # --- Options ---

    def option(self, new: Found, report: str, claim: Claim) -> Found:
        """An option, or the one there is already of the same party and matter."""
        for known in self.options:
            same = known.verb == new.verb or not {known.verb, new.verb} - {"join", "take", "give", "send"}
            if known.party == new.party and same and (known.nouns & new.nouns or known.verb == "join" == new.verb):
                known.cite(report, claim)
                known.now |= new.now
                known.doubts += [doubt for doubt in new.doubts if doubt not in known.doubts]
                return known
        taken = {option.id for option in self.options} | set(self.parties)
        while new.id in taken:
            new.id = f"{new.party}_{new.id}" if not new.id.startswith(new.party) else f"{new.id}_too"
        new.cite(report, claim)
        self.options.append(new)
        return new

    def drafted(self) -> Proposal:
        """The proposal."""
        every = list(self.claims())
        for step in (self.acting, self.meeting, self.asking, self.unresolved, self.standing, self.dealing, self.requirement, self.condition, self.fact):
            for report, claim in every:
                step(report, claim, clean(claim.words))
        return Proposal(
            title=self.title(),
            question=self.question(),
            as_of=max((one.report.published[:10] for one in self.ledgers.values() if one.report.published), default=None),
            parties=tuple(self._party(one) for one in self.ranked()),
            options=tuple(
                ProposedOption(id=one.id, name=one.name, why=one.why, evidence=one.evidence, party=one.party, now=one.now)
                for one in self.options
            ),
            rules=tuple(ProposedRule(id=one.id, name=one.name, why=one.why, evidence=one.evidence) for one in self.rules),
            open=tuple(self.open),
            stands={party: tuple(dict.fromkeys(found)) for party, found in self.stands.items()},
        )

    def _party(self, found: Found) -> Proposed:
        doubt = "" if any(one.party == found.id for one in self.options) else " No action of its own is reported: give it an option or a preference, or strike it."
        why = f"Proposal. Named or acting in {len(found.claims)} claim{'s' if len(found.claims) > 1 else ''}.{doubt}"
        return Proposed(id=found.id, name=found.name, why=why, evidence=found.evidence[:4])

    # --- What each claim gives ---

    def acting(self, report: str, claim: Claim, text: str) -> None:
        """Somebody plans, refuses, has agreed or has begun to do something: an option of theirs."""
        action = action_of(claim)
        if action is None or claim.status == "unresolved" or pattern("asking").fullmatch(action.verb):
            return
        if not re.match(r"(?:any|no) ", text, re.I):
            for who in self.actors(action, claim):
                self.act(report, claim, action, self.party(who, report, claim))

    def act(self, report: str, claim: Claim, action: Action, party: str) -> None:
        """The option of a party to do what a claim has it do."""
        nouns = object_of(shortened(action.rest))
        new = Found(slug([action.verb, *nouns[-1:]]), action.name, party, verb=action.verb.split()[0])
        new.nouns = frozenset(noun.lower() for noun in nouns)
        new.now = (claim.commitment in AGREED or action.begun) and not action.negative and claim.status in ("done", "ongoing")
        if action.begun and action.verb.endswith("ing"):
            new.id = slug(nouns[-2:])
        if action.negative:
            new.doubts.append("It is reported as refused or unlikely.")
        self.option(new, report, claim)

    def actors(self, action: Action, claim: Claim) -> list[str]:
        """Who acts: whom the subject names, or the speaker where it is a pronoun."""
        subject = re.split(r"(?:, | when | as | while )", action.subject)[-1] or action.subject
        subject = re.sub(r" (?:have|has) .*", "", subject)
        found = self.cast.everyone(subject) or self.cast.everyone(action.subject)
        if found or not re.fullmatch(r"(?:and |but )?(?:I|we|he|she|it|they)", subject, re.I):
            return found
        said = claim.holder or claim.source.span
        return self.cast.everyone(said.exact) if said and claim.source.type in ("named", "office") else []

    def meeting(self, report: str, claim: Claim, text: str) -> None:
        """Somebody is met, briefed or dealt with: a party, as far as it is a name for those who act."""
        for found in pattern("meeting").finditer(text):
            who = self.cast.led(text[found.end() : found.end() + 80])
            if who is not None:
                self.party(who, report, claim)

    def asking(self, report: str, claim: Claim, text: str) -> None:
        """Somebody asks for something: an option of whoever could give it."""
        action = action_of(claim)
        held = claim.holder is not None and claim.status == "demanded" and action is None
        if not held and (action is None or not pattern("asking").fullmatch(action.verb)):
            return
        if action is None:
            who, wanted = self.cast.who(claim.holder.exact if claim.holder else ""), text
        else:
            who, wanted = next(iter(self.actors(action, claim)), None), action.rest
        if who is None or len(object_of(wanted)) == 0 or wanted.split()[0].lower() in ("to", "that"):
            return
        asker = self.party(who, report, claim)
        giver = re.search(r"\bfrom (?:the )?([\w' -]+)", wanted)
        named = self.cast.who(giver[1]) if giver else None
        thing = shortened(wanted[: giver.start()] if giver and named else wanted)
        owner = self.party(named, report, claim) if named else None
        self.given(report, claim, (asker, owner), thing)

    def given(self, report: str, claim: Claim, between: tuple[str, str | None], thing: str) -> None:
        """The option of giving a thing that was asked for; who could is a guess where nobody is named."""
        asker, owner = between
        nouns = object_of(thing)
        partner = owner or self.partner(asker)
        if partner is None or nouns[-1].lower() in words()["vague"]:
            self.open[f"Who could give {self.parties[asker].name} {thing}? [{report}#{claim.id}]"] = None
            return
        new = Found(slug(nouns[-2:]), f"Give {thing}", partner, verb="give", nouns=frozenset(noun.lower() for noun in nouns))
        if owner is None:
            new.doubts.append("Whose it is to give is not reported; this is the party it most often stands beside.")
        self.option(new, report, claim)
        self.stands.setdefault(asker, []).append(f"asks for {new.id} [{report}#{claim.id}]")

    def unresolved(self, report: str, claim: Claim, text: str) -> None:
        """A question that is open: noted, and where it asks whether or how to do something, an option."""
        if claim.status != "unresolved" and not re.search(r"\bquestions? about\b", text):
            return
        self.open[f"{capital(text)}. [{report}#{claim.id}]"] = None
        asked = re.search(r"\b(?:how|when|whether|where|if)\b[\w ]*? to ([a-z]+) ([\w' -]+?)(?: (?:remain|is|are|was|were)\b|$)", text)
        main = self.main()
        if claim.status != "unresolved" or not asked or main is None:
            return
        who = self.cast.who(text[: asked.start()]) or self.parties[main].name
        thing = shortened(asked[2])
        nouns = object_of(thing)
        new = Found(slug([asked[1], *nouns[-1:]]), capital(f"{asked[1]} {thing}"), party_id(who), verb=asked[1])
        new.nouns, new.unsettled = frozenset(noun.lower() for noun in nouns), True
        if not self.cast.who(text[: asked.start()]):
            new.doubts.append("Whose decision it is, is inferred: the claim names nobody.")
        self.party(who, report, claim)
        self.option(new, report, claim).unsettled = True

    def standing(self, report: str, claim: Claim, text: str) -> None:
        """Somebody stands against something: a party whose answer counts, in a form the report leaves open."""
        against = re.search(rf"\b{pattern('opposing').pattern} (?:from|by|among) (?:the )?([\w' -]+)", text, re.I)
        who = self.cast.who(against[1]) if against else None
        if claim.status == "refused" and claim.holder is not None and not is_talk(text.removeprefix("to ")):
            who = self.cast.who(claim.holder.exact)
        if who is not None:
            party = self.party(who, report, claim)
            matter = shortened(text[: against.start()]) if against else text
            self.stands.setdefault(party, []).append(f"stands against it: {matter} [{report}#{claim.id}]")
            if against:
                new = Found(slug(["resist"]), "Resist it openly", party, verb="resist", nouns=frozenset(["it"]))
                new.doubts.append("That it is against is reported; what it would do is not.")
                self.option(new, report, claim)
        for audience in _audiences(text):
            self.party(self.cast.groups.setdefault(audience.lower(), capital(audience)), report, claim)

    def dealing(self, report: str, claim: Claim, text: str) -> None:
        """Dealings with somebody are an issue: a party, though nothing of its own is reported."""
        found = re.search(rf"\b{pattern('dealing').pattern} with (?:the )?([\w' -]+)", text, re.I)
        who = self.cast.named(clean(found[1])) if found else None
        if who is not None:
            self.party(who, report, claim)

    def requirement(self, report: str, claim: Claim, text: str) -> None:
        """Something needs somebody's approval: an option of theirs, and a rule."""
        found = re.search(r"\b(?:requires?|needs?|(?:is|are|be) subject to|depends? on|must (?:have|win|get))\b", text, re.I)
        body = approver(text[found.end() :]) if found else None
        if found is None or body is None:
            return
        party = self.party(self.cast.groups.setdefault(body, capital(body)), report, claim)
        subject = text[: found.start()].strip()
        approve = Found(slug(["approve"]), f"Approve {lowered(re.sub(' (?:would|will|must|may|could)$', '', shortened(subject)))}", party, verb="approve", nouns=frozenset([body]))
        option = self.option(approve, report, claim)
        bound = self.bound(subject)
        if not bound:
            self.open[f"What needs {body}'s approval? {capital(text)}. [{report}#{claim.id}]"] = None
        for one in bound:
            self.rule(f"{one.id} only if {option.id}", "", [(report, claim)])

    def bound(self, subject: str) -> list[Found]:
        """The options a requirement binds: those its subject names; of the matter as a whole, those still open, else agreed."""
        said = {word.lower() for word in re.findall(r"\w+", subject)}
        named = [one for one in self.options if one.nouns & said and one.verb not in ("approve", "resist")]
        if named or not said & set(words()["matter"]):
            return named
        free = [one for one in self.options if one.verb not in ("approve", "resist", "give")]
        unsettled = [one for one in free if one.unsettled]
        return unsettled or free[:1]

    def condition(self, report: str, claim: Claim, text: str) -> None:
        """A condition the claim states: a rule where both halves are options, else a question."""
        price = re.match(r"in (?:return|exchange) for ([\w' -]+?), (.+)", text, re.I)
        if price:
            self.open[f"Is this the price of {price[1]}? {capital(price[2])}. [{report}#{claim.id}]"] = None
        found = re.search(r"\b(?:only )?(if|unless) (.+)$|^(if|unless) (.+?), ", text, re.I)
        if found is None:
            return
        cited = [one for one in self.options if any(own.id == claim.id and name == report for name, own in one.claims)]
        said = {word.lower() for word in re.findall(r"\w+", found[2] or found[4])}
        needed = [one for one in self.options if one.nouns & said and one not in cited]
        word = (found[1] or found[3]).lower()
        if cited and needed:
            formula = f"{cited[0].id} only if {needed[0].id}" if word == "if" else f"not {cited[0].id} unless {needed[0].id}"
            self.rule(formula, "It may be a wish of the party's rather than a rule: then it belongs to its preferences.", [(report, claim)])
        else:
            self.open[f"On what does this depend? {capital(text)}. [{report}#{claim.id}]"] = None

    def fact(self, report: str, claim: Claim, text: str) -> None:
        """A standing refusal or bar, or a headline that says more than its text: for the analyst to weigh."""
        if claim.polarity == "negative" and claim.status == "ongoing" and claim.actors:
            self.open[f"Does this need a rule? {capital(text)}. [{report}#{claim.id}]"] = None
        if claim.stronger_than:
            self.open[f"The headline says more than the text: {text}. [{report}#{claim.id}, {report}#{claim.stronger_than}]"] = None

    def rule(self, formula: str, doubt: str, claims: list[tuple[str, Claim]]) -> None:
        """A rule, or further claims for the one there is."""
        found = next((one for one in self.rules if one.id == formula), None)
        if found is None:
            found = Found(formula, formula, doubts=[doubt] if doubt else [])
            self.rules.append(found)
        for report, claim in claims:
            found.cite(report, claim)

    # --- The case as a whole ---

    def title(self) -> str:
        """The first report's headline, else whom it is about."""
        heads = (one.report.headline for one in self.ledgers.values())
        head = next((" ".join(one.exact.split()) for one in heads if one), None)
        return head or (f"Draft: {', '.join(one.name for one in self.parties.values())}" if self.parties else "Draft")

    def called(self, party: str) -> str:
        """A party as a sentence names it: a group with its article."""
        name = self.parties[party].name
        return f"the {lowered(name)}" if name in self.cast.groups.values() else name

    def question(self) -> str:
        """Whether the party whose decision is open will take it, on what terms, and who could stop it."""
        chosen = next((one for one in self.options if one.unsettled), next(iter(self.options), None))
        if chosen is None:
            return "What is to be decided, and by whom?"
        return f"Will {self.called(chosen.party)} {lowered(chosen.name)}, on what terms, and who could stop it?"


def _audiences(text: str) -> Iterator[str]:
    """Groups to whom something has to be sold or explained."""
    sold = re.search(r"\b(?:sell|explain|justify|present)\b.*? to (.*)", text)
    audience = re.split(r", (?:particularly|especially|given|because|as|amid|despite|with)\b", sold[1])[0] if sold else ""
    yield from groups_in(audience)


def drafted(ledgers: Mapping[str, Ledger]) -> Proposal:
    """The proposal by rule; see `winset.case.proposing.proposal.draft`."""
    return sound(Drafter(ledgers).drafted())
