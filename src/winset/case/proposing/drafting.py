"""A proposal drawn from claims by rule: each kind of line in a pass of its own, each claim giving what it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from winset.case.proposing.board import Board, Found
from winset.case.proposing.cast import approver, groups_in, party_id
from winset.case.proposing.checks import sound
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
from winset.case.proposing.proposal import Proposal
from winset.reading.ledger import Claim, Ledger

AGREED = frozenset(("agreed_in_principle", "agreed_partly", "agreed", "signed", "implemented"))


class Drafter(Board):
    """Goes through the claims of some reports and puts on the board what they give."""

    def drafted(self) -> Proposal:
        """The proposal."""
        every = list(self.claims())
        for step in (
            self.acting,
            self.meeting,
            self.asking,
            self.unresolved,
            self.standing,
            self.dealing,
            self.requirement,
            self.condition,
            self.fact,
        ):
            for report, claim in every:
                step(report, claim, clean(claim.words))
        return self.proposal()

    # --- What each claim gives ---

    def acting(self, report: str, claim: Claim, text: str) -> None:
        """Somebody plans, refuses, has agreed or has begun to do something: an option of theirs."""
        action = action_of(claim)
        if action is None or claim.status == "unresolved" or pattern("asking").fullmatch(action.verb):
            return
        if not re.match(r"(?:any|no) ", text, re.I):
            for who in self.actors(report, action, claim):
                self.act(report, claim, action, self.party(who, report, claim))

    def act(self, report: str, claim: Claim, action: Action, party: str) -> None:
        """The option of a party to do what a claim has it do."""
        nouns = object_of(shortened(action.rest))
        new = Found(slug([action.verb, *nouns[-1:]]), action.name, party, verb=action.verb.split()[0])
        new.nouns = frozenset(noun.lower() for noun in nouns)
        new.now = (
            (claim.commitment in AGREED or action.begun)
            and not action.negative
            and claim.status in ("done", "ongoing")
        )
        if action.begun and action.verb.endswith("ing"):
            new.id = slug(nouns[-2:])
        if action.negative:
            new.doubts.append("It is reported as refused or unlikely.")
        self.option(new, report, claim)

    def actors(self, report: str, action: Action, claim: Claim) -> list[str]:
        """Who acts: whom the subject names, or the speaker where it is a pronoun."""
        whole = re.sub(r", (?:which|who|whose|where) [^,]*(?:,|$)", "", action.subject).strip(" ,")
        subject = re.split(r"(?:, | when | as | while )", whole)[-1] or whole
        subject = re.sub(r" (?:have|has) .*", "", subject)
        found = self.cast.everyone(subject) or self.cast.everyone(whole)
        if found or not re.fullmatch(r"(?:and |but )?(?:I|we|he|she|it|they)", subject, re.I):
            return found
        said = claim.holder or claim.source.span
        if said is None or claim.source.type not in ("named", "office"):
            return []
        return self.cast.everyone(said.exact) or self.cast.everyone(self.full_name(report, claim))

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
            who, wanted = next(iter(self.actors(report, action, claim)), None), action.rest
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
        if not nouns:
            return
        if partner is None or nouns[-1].lower() in words()["vague"]:
            self.open[f"Who could give {self.parties[asker].name} {thing}? [{report}#{claim.id}]"] = None
            return
        new = Found(
            slug(nouns[-2:]),
            f"Give {thing}",
            partner,
            verb="give",
            nouns=frozenset(noun.lower() for noun in nouns),
        )
        if owner is None:
            new.doubts.append(
                "Whose it is to give is not reported; this is the party it most often stands beside."
            )
        self.option(new, report, claim)
        self.stands.setdefault(asker, []).append(f"asks for {new.id} [{report}#{claim.id}]")

    def unresolved(self, report: str, claim: Claim, text: str) -> None:
        """A question that is open: noted, and where it asks whether or how to do something, an option."""
        if claim.status != "unresolved" and not re.search(r"\bquestions? about\b", text):
            return
        self.open[f"{capital(text)}. [{report}#{claim.id}]"] = None
        asked = re.search(
            r"\b(?:how|when|whether|where|if)\b[\w ]*? to ([a-z]+) ([\w' -]+?)(?: (?:remain|is|are|was|were)\b|$)",
            text,
        )
        main = self.main()
        if claim.status != "unresolved" or not asked or main is None:
            return
        who = self.cast.who(text[: asked.start()]) or self.parties[main].name
        thing = shortened(asked[2])
        nouns = object_of(thing)
        new = Found(
            slug([asked[1], *nouns[-1:]]), capital(f"{asked[1]} {thing}"), party_id(who), verb=asked[1]
        )
        new.nouns, new.unsettled = frozenset(noun.lower() for noun in nouns), True
        if not self.cast.who(text[: asked.start()]):
            new.doubts.append("Whose decision it is, is inferred: the claim names nobody.")
        self.party(who, report, claim)
        self.option(new, report, claim).unsettled = True

    def standing(self, report: str, claim: Claim, text: str) -> None:
        """Somebody stands against something: a party whose answer counts, in a form the report leaves open."""
        against = re.search(
            rf"\b{pattern('opposing').pattern} (?:from|by|among) (?:the )?([\w' -]+)", text, re.I
        )
        who = (self.cast.who(against[1]) or self.plural(against[1])) if against else None
        if claim.status == "refused" and claim.holder is not None and not is_talk(text.removeprefix("to ")):
            who = self.cast.who(claim.holder.exact)
        if who is not None:
            party = self.party(who, report, claim)
            matter = shortened(text[: against.start()]) if against else text
            matter = f": {matter}" if len(matter.split()) > 2 else ""
            self.stands.setdefault(party, []).append(f"stands against it{matter} [{report}#{claim.id}]")
            if against:
                new = Found(
                    slug(["resist"]), "Resist it openly", party, verb="resist", nouns=frozenset(["it"])
                )
                new.doubts.append("That it is against is reported; what it would do is not.")
                self.option(new, report, claim)
        for audience in _audiences(text):
            self.party(self.cast.groups.setdefault(audience.lower(), capital(audience)), report, claim)

    def plural(self, phrase: str) -> str | None:
        """A group no list has, as far as it is a plural: "coastal fishermen"."""
        found = object_of(phrase)[:3]
        if not found or not found[-1].lower().endswith(("s", "men", "people")):
            return None
        return self.cast.groups.setdefault(" ".join(found).lower(), capital(" ".join(found)))

    def dealing(self, report: str, claim: Claim, text: str) -> None:
        """Dealings with somebody are an issue: a party, though nothing of its own is reported."""
        found = re.search(rf"\b{pattern('dealing').pattern} with (?:the )?([\w' -]+)", text, re.I)
        who = self.cast.named(clean(found[1])) if found else None
        if who is not None:
            self.party(who, report, claim)

    def requirement(self, report: str, claim: Claim, text: str) -> None:
        """Something needs somebody's approval: an option of theirs, and a rule."""
        found = re.search(
            r"\b(?:requires?|needs?|(?:is|are|be) subject to|depends? on|must (?:have|win|get))\b", text, re.I
        )
        body = approver(text[found.end() :]) if found else None
        if found is None or body is None:
            return
        party = self.party(self.cast.groups.setdefault(body, capital(body)), report, claim)
        subject = text[: found.start()].strip()
        approve = Found(
            slug(["approve"]),
            f"Approve {lowered(re.sub(' (?:would|will|must|may|could)$', '', shortened(subject)))}",
            party,
            verb="approve",
            nouns=frozenset([body]),
        )
        option = self.option(approve, report, claim)
        bound = self.bound(subject)
        if not bound:
            self.open[f"What needs {body}'s approval? {capital(text)}. [{report}#{claim.id}]"] = None
        for one in bound:
            self.rule(f"{one.id} only if {option.id}", "", [(report, claim)])

    def bound(self, subject: str) -> list[Found]:
        """The options a requirement binds: those its subject names; of the matter as a whole, those still open."""
        said = {word.lower() for word in re.findall(r"\w+", subject)}
        named = [one for one in self.options if one.nouns & said and one.verb not in ("approve", "resist")]
        if named or not said & set(words()["matter"]):
            return named
        free = [one for one in self.options if one.verb not in ("approve", "resist", "give") and not one.now]
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
        cited = [
            one
            for one in self.options
            if any(own.id == claim.id and name == report for name, own in one.claims)
        ]
        said = {word.lower() for word in re.findall(r"\w+", found[2] or found[4])}
        needed = [one for one in self.options if one.nouns & said and one not in cited]
        word = (found[1] or found[3]).lower()
        if cited and needed:
            formula = (
                f"{cited[0].id} only if {needed[0].id}"
                if word == "if"
                else f"not {cited[0].id} unless {needed[0].id}"
            )
            self.rule(
                formula,
                "It may be a wish of the party's rather than a rule: then it belongs to its preferences.",
                [(report, claim)],
            )
        else:
            self.open[f"On what does this depend? {capital(text)}. [{report}#{claim.id}]"] = None

    def fact(self, report: str, claim: Claim, text: str) -> None:
        """A standing refusal or bar, or a headline that says more than its text: for the analyst to weigh."""
        if claim.polarity == "negative" and claim.status == "ongoing" and claim.actors:
            self.open[f"Does this need a rule? {capital(text)}. [{report}#{claim.id}]"] = None
        if claim.stronger_than:
            self.open[
                f"The headline says more than the text: {text}. [{report}#{claim.id}, {report}#{claim.stronger_than}]"
            ] = None


def _audiences(text: str) -> Iterator[str]:
    """Groups to whom something has to be sold or explained."""
    sold = re.search(r"\b(?:sell|explain|justify|present)\b.*? to (.*)", text)
    audience = (
        re.split(r", (?:particularly|especially|given|because|as|amid|despite|with)\b", sold[1])[0]
        if sold
        else ""
    )
    yield from groups_in(audience)


def drafted(ledgers: Mapping[str, Ledger]) -> Proposal:
    """The proposal by rule; see `winset.case.proposing.proposal.draft`."""
    return sound(Drafter(ledgers).drafted())
