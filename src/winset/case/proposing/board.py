"""The lines of a proposal in the making: parties, options, rules and questions, each with its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from winset.case.proposing.cast import Cast, cast_of, party_id
from winset.case.proposing.phrases import lowered
from winset.case.proposing.proposal import Citation, Proposal, Proposed, ProposedOption, ProposedRule
from winset.case.proposing.reasons import doubts, resting
from winset.reading.ledger import Claim, Ledger

LONGEST = 2_000  # characters of a claim that is looked at


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


class Board:
    """What is proposed so far; lines that say the same become one, with the claims of both."""

    def __init__(self, ledgers: Mapping[str, Ledger]):
        self.ledgers = ledgers
        self.cast: Cast = cast_of(ledgers)
        self.parties: dict[str, Found] = {}
        self.options: list[Found] = []
        self.rules: list[Found] = []
        self.open: dict[str, None] = {}
        self.stands: dict[str, list[str]] = {}

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Every claim once: rejected ones, repetitions and what is longer than any sentence left out."""
        for report, ledger in self.ledgers.items():
            yield from (
                (report, one)
                for one in ledger.claims
                if one.review != "rejected" and not one.duplicates and len(one.words) <= LONGEST
            )

    def full_name(self, report: str, claim: Claim) -> str:
        """What a report calls the source of a claim where it first speaks: what its "he" or "it" stands for."""
        voice = claim.source.id
        spans = (one.source.span for one in self.ledgers[report].claims if voice and one.source.id == voice)
        return next((span.exact for span in spans if span is not None), "")

    def party(self, name: str, report: str, claim: Claim) -> str:
        """The id of the party of that name, made when first met."""
        own = party_id(name)
        while own in self.ledgers or any(own == option.id for option in self.options):
            own = f"{own}_party"  # one name for one thing, also where a report is called after a party
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
        ranked = sorted(
            self.parties, key=lambda one: (-acting.count(one), -self.cast.counts[self.parties[one].name])
        )
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

    def option(self, new: Found, report: str, claim: Claim) -> Found:
        """An option, or the one there is already of the same party and matter."""
        for known in self.options:
            same = known.verb == new.verb or not {known.verb, new.verb} - {"join", "take", "give", "send"}
            if (
                known.party == new.party
                and same
                and (known.nouns & new.nouns or known.verb == "join" == new.verb)
            ):
                if claim.section != "headline" and all(one.section == "headline" for _, one in known.claims):
                    known.name = new.name
                known.cite(report, claim)
                known.now |= new.now
                known.doubts += [doubt for doubt in new.doubts if doubt not in known.doubts]
                return known
        taken = {*(option.id for option in self.options), *self.parties, *self.ledgers}
        while new.id in taken:
            new.id = f"{new.party}_{new.id}" if not new.id.startswith(new.party) else f"{new.id}_too"
        new.cite(report, claim)
        self.options.append(new)
        return new

    def rule(self, formula: str, doubt: str, claims: list[tuple[str, Claim]]) -> None:
        """A rule, or further claims for the one there is."""
        found = next((one for one in self.rules if one.id == formula), None)
        if found is None:
            found = Found(formula, formula, doubts=[doubt] if doubt else [])
            self.rules.append(found)
        for report, claim in claims:
            found.cite(report, claim)

    # --- The case as a whole ---

    def proposal(self) -> Proposal:
        """The proposal as it stands."""
        return Proposal(
            title=self.title(),
            question=self.question(),
            as_of=max(
                (one.report.published[:10] for one in self.ledgers.values() if one.report.published),
                default=None,
            ),
            parties=tuple(self._party(one) for one in self.ranked()),
            options=tuple(
                ProposedOption(
                    id=one.id, name=one.name, why=one.why, evidence=one.evidence, party=one.party, now=one.now
                )
                for one in self.options
            ),
            rules=tuple(
                ProposedRule(id=one.id, name=one.name, why=one.why, evidence=one.evidence)
                for one in self.rules
            ),
            open=tuple(self.open),
            stands={party: tuple(dict.fromkeys(found)) for party, found in self.stands.items()},
        )

    def _party(self, found: Found) -> Proposed:
        doubt = (
            ""
            if any(one.party == found.id for one in self.options)
            else " No action of its own is reported: give it an option or a preference, or strike it."
        )
        why = f"Proposal. Named or acting in {len(found.claims)} claim{'s' if len(found.claims) > 1 else ''}.{doubt}"
        return Proposed(id=found.id, name=found.name, why=why, evidence=found.evidence[:4])

    def title(self) -> str:
        """The first report's headline, else whom it is about."""
        heads = (one.report.headline for one in self.ledgers.values())
        head = next((" ".join(one.exact.split()) for one in heads if one), None)
        return head or (
            f"Draft: {', '.join(one.name for one in self.parties.values())}" if self.parties else "Draft"
        )

    def called(self, party: str) -> str:
        """A party as a sentence names it: a group with its article."""
        name = self.parties[party].name
        return f"the {lowered(name)}" if name in self.cast.groups.values() else name

    def question(self) -> str:
        """Whether the party whose decision is open will take it, on what terms, and who could stop it."""
        chosen = next((one for one in self.options if one.unsettled), next(iter(self.options), None))
        if chosen is None:
            return "What is to be decided, and by whom?"
        return (
            f"Will {self.called(chosen.party)} {lowered(chosen.name)}, on what terms, and who could stop it?"
        )
