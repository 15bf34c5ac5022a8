"""Who could stop it and with what: whom each outcome needs, who could leave it, and which bodies must ratify."""

from __future__ import annotations

from collections.abc import Iterator

from winset.analysis.stopping import Stopping
from winset.case.model import Body
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.pulls import best_move
from winset.show.grid import Grid, Head, Mark
from winset.show.wording import change_words, listed, shortened

BASIS = Basis("who can stop what")
NEEDED, TEMPTED, UNRAVELS, CAN_LEAVE = "●", "▲", "△", "○"
KEY = (
    f"{NEEDED} must act for it: by doing nothing, stops it",
    f"{TEMPTED} would gain by leaving it, but for the others' answers",
    f"{UNRAVELS} could unravel it: by a step that costs it at first, after which others would move to its advantage",
    f"{CAN_LEAVE} could leave it, and would not gain by that",
)


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
        yield Bullets(tuple(_body(answers, body) for body in answers.case.deal.ratified_by))


def stopping_grid(found: Stopping) -> Grid:
    """Parties against outcomes: who must act for each, who would gain by leaving it, who could."""
    return Grid(
        rows=tuple(Head(party.name) for party in found.built.case.parties),
        columns=tuple(Head(found.built.id_of(int(index))) for index in found.outcomes),
        marks=tuple(
            tuple(_mark(found, party, k) for k in range(len(found.outcomes)))
            for party in range(len(found.built.case.parties))
        ),
        title="Who can stop what",
        key=KEY if found.needed is not None else KEY[1:],
    )


def _mark(found: Stopping, party: int, place: int) -> Mark:
    needed = found.needed is not None and bool(found.needed[party, place])
    signs = [NEEDED] * needed
    signs += [TEMPTED] * bool(found.tempted[party, place]) + [UNRAVELS] * bool(found.can_unravel[party, place])
    if len(signs) == needed and found.can_leave[party, place]:
        signs.append(CAN_LEAVE)
    return Mark(" ".join(signs), 0.35 if needed else 0.0)


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
    assert answers.today is not None
    own = answers.case.parties[party].id
    changes = dict.fromkeys(
        (option, before, after)
        for place in places
        for option, before, after in answers.names.changes(answers.today, answers.shown[place])
        if option.party == own
    )
    without = f"not {change_words(changes, 'or')}" if changes else "staying where it is"
    return f"{_outcomes(answers, places)}, by {without}"


def _break_away(answers: Answers, party: int, places: list[int]) -> str:
    """The outcomes a party would gain by leaving, and how it would leave the first."""
    index = answers.shown[places[0]]
    leaving = answers.names.move(index, best_move(answers, party, index))
    return f"{_outcomes(answers, places)}, by {leaving}, which would serve it unless others answered"


def _unravel(answers: Answers, party: int, places: list[int]) -> str:
    """The outcomes a party could unravel, how it would begin with the first, and what others would make of it."""
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
    said = [f"must ratify, with {quota}"]
    if body.vetoes:
        said.append(f"{listed(body.vetoes)} can veto")
    names = {party.id: party.name for party in answers.case.parties}
    stand = [f"{member} votes as {names[party]} would" for member, party in body.stands_for.items()]
    if stand:
        said.append(shortened(stand, 4))
    return Paragraph("; ".join(said) + ".", Basis("the case", (body.id,), _claims(body)), lead=f"{body.name}:")


def _claims(body: Body) -> tuple[str, ...]:
    return tuple(str(evidence) for evidence in body.evidence if evidence.claim)
