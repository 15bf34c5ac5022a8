"""Who could stop it and with what: whom each outcome needs, who could leave it, who must ratify."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Body
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.pulls import best_move
from winset.show.stopping_grid import NEEDED, TEMPTED, UNRAVELS, stopping_grid
from winset.show.wording import change_words, listed, shortened

BASIS = Basis("who can stop what")


def section(answers: Answers) -> Section:
    """The grid, then each party's levers, then the bodies that ratify."""
    return Section("stopping", "Who could stop it, and with what", tuple(_blocks(answers)))


def _blocks(answers: Answers) -> Iterator[Block]:
    if answers.shown:
        yield stopping_grid(answers.stopping)
        yield from _levers(answers)
    else:
        yield Paragraph("Nothing would hold, so there is nothing to stop.", Basis("stability"))
    if answers.case.deal is not None and answers.case.deal.ratified_by:
        yield Paragraph("", Basis("the case"), "Who must ratify")
        yield Bullets(tuple(_body(answers, body) for body in answers.case.deal.ratified_by))


def _levers(answers: Answers) -> Iterator[Block]:
    """What the parties could stop and what with: by not acting, by breaking away, by unravelling."""
    found, parties = answers.stopping, range(len(answers.case.parties))
    kinds = (
        (found.needed, _withheld, f"By doing nothing {NEEDED}"),
        (found.tempted, _break_away, f"By breaking away {TEMPTED}"),
        (found.can_unravel, _unravel, f"By a first step that costs it {UNRAVELS}"),
    )
    for mask, says, lead in kinds:
        if mask is not None and mask.any():
            told = {p: [k for k in range(len(answers.shown)) if mask[p, k]] for p in parties if mask[p].any()}
            yield Paragraph("", BASIS, lead)
            yield Bullets(
                tuple(
                    Paragraph(f"{says(answers, party, places)}.", lead=f"{answers.names.parties[party]}:")
                    for party, places in told.items()
                )
            )


def _withheld(answers: Answers, party: int, places: list[int]) -> str:
    """The outcomes that need a party, and what it would have to do for them."""
    own = answers.case.parties[party].id
    ways: dict[str, list[int]] = {}
    for place in places:
        changes = answers.names.changes(answers.today, answers.shown[place])
        ways.setdefault(change_words((one for one in changes if one[0].party == own), "or"), []).append(place)
    return "; ".join(f"{_outcomes(answers, of)}, by not {way or 'moving'}" for way, of in ways.items())


def _break_away(answers: Answers, party: int, places: list[int]) -> str:
    """The outcomes a party would gain by leaving, and how it would leave the first."""
    index = answers.shown[places[0]]
    leaving = answers.names.move(index, best_move(answers, party, index))
    return f"{_outcomes(answers, places)}, by {leaving}, which would serve it unless others answered"


def _unravel(answers: Answers, party: int, places: list[int]) -> str:
    """The outcomes a party could unravel, how it would begin, and what others would make of that."""
    (_, begin), *answer = answers.stopping.unravelling(party, places[0])
    here, names = answers.shown[places[0]], answers.names
    said = f"{_outcomes(answers, places)}, by {names.move(here, begin)}, after which "
    steps, source = [], begin
    for mover, target in answer:
        steps.append(f"{names.parties[mover]} would gain by {names.move(source, target)}")
        source = target
    return said + listed(steps, "and then") + ", to its advantage"


def _outcomes(answers: Answers, places: list[int]) -> str:
    if len(places) == 1:
        return answers.names.outcome(answers.shown[places[0]])
    return f"outcomes {shortened([answers.names.id(answers.shown[place]) for place in places], 4)}"


def _body(answers: Answers, body: Body) -> Paragraph:
    """A body that must ratify: its quota, its vetoes, whom its members stand for, as the case says."""
    total = sum(body.members.values())
    quota = "all its members" if body.quota is None else f"{body.quota:g} of {total:g} votes"
    said = [f"must ratify, with {quota}" if len(body.members) > 1 else "must ratify"]
    if body.vetoes:
        said.append(f"{listed(body.vetoes)} can veto")
    names = {party.id: party.name for party in answers.case.parties}
    alike: dict[str, list[str]] = {}
    for member, party in body.stands_for.items():
        alike.setdefault(names[party], []).append(member)
    if alike and len(body.members) == 1:
        said = [f"must ratify, and votes as {next(iter(alike))} would"]
    elif alike:
        said.append(shortened([_votes(members, party) for party, members in alike.items()], 4))
    return Paragraph(
        "; ".join(said) + ".", Basis("the case", (body.id,), _claims(body)), lead=f"{body.name}:"
    )


def _votes(members: list[str], party: str) -> str:
    return f"{listed(members)} {'vote' if len(members) > 1 else 'votes'} as {party} would"


def _claims(body: Body) -> tuple[str, ...]:
    return tuple(str(evidence) for evidence in body.evidence if evidence.claim)
