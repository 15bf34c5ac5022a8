"""What could be agreed, as advice: is there a zone, what is in it, would it hold, who blocks it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.analysis.bargaining.choices import TITLES
from winset.analysis.bargaining.defection import Holding, escape, involuntary
from winset.analysis.bargaining.ratification import Standing
from winset.analysis.deals import COUNTING, Deals
from winset.analysis.power import Power
from winset.analysis.result import Table
from winset.show.advice.elements import lifted, stands, votes
from winset.show.advice.obstacles import Obstacles, clauses
from winset.show.brief.content import Basis, Block, Brief, Bullets, Paragraph, Section
from winset.show.option_table import option_table
from winset.show.strength import by_strength
from winset.show.wording import capital, counted, listed, number_words

ZONE = Basis("zone of agreement")
HOLDING = Basis("stability after the signing")
FEW = 8  # packages shown side by side


def tell(result: Deals) -> Brief:
    """The answer as a page."""
    case = result.agreement.case
    return Brief(
        subject=result.subject,
        method=result.method,
        parameters=result.parameters,
        question=case.question,
        as_of=case.as_of,
        source=case.source,
        bottom_line=(*bottom_line(result), *_greatest_obstacle(result)),
        sections=tuple(section for section in _sections(result) if section.blocks),
    )


def bottom_line(result: Deals) -> tuple[Paragraph, ...]:
    """Is there a zone, what in it would hold, or what keeps everything out."""
    total = counted(len(result.question.feasible), "possible outcome")
    if not len(result.packages):
        but = _but_no_deal(result)
        nothing = f"Nothing could be agreed{but}: none of the {total} suits all whose yes is needed."
        return (Paragraph(nothing, ZONE), *_what_blocks(result))
    packages = capital(counted(len(result.packages), "package"))
    zone = f"{packages} of the {total} could be agreed{_beside(result)}."
    return (Paragraph(zone, ZONE), Paragraph(_lasting(result), HOLDING))


def _but_no_deal(result: Deals) -> str:
    return " beyond leaving things as they are" if len(result.zone) else ""


def _beside(result: Deals) -> str:
    words = Obstacles(result.agreement)
    if len(result.zone) == len(result.packages) or result.no_deal is None:
        return ""
    return f", beside leaving things at {words.outcome(result.no_deal)}"


def _lasting(result: Deals) -> str:
    words = Obstacles(result.agreement)
    held = [int(index) for index in result.packages if index in result.held["seq"]]
    if not held:
        return "None of them would last: at each, somebody could do better, whatever the answers."
    named = f": {words.names.outcomes(held)}" if len(held) <= 4 else ""
    rest = len(result.packages) - len(held)
    if not rest:
        return f"{'It' if len(held) == 1 else 'All of them'} would hold{named}."
    others = f"the other {number_words(rest)} would be agreed and then left"
    return f"{capital(number_words(len(held)))} of them would hold{named}; {others}."


def _greatest_obstacle(result: Deals) -> Iterator[Paragraph]:
    """The element that keeps most outcomes out by itself."""
    size, name = max(((size, name) for name, size in result.changed.items()), default=(0, ""))
    more = size - len(result.zone)
    if more > 0 and len(result.packages):
        words, but_for = stands(result.agreement, name), counted(more, "more outcome")
        text = f"The greatest obstacle to more is that {words}; but for that, {but_for} could be agreed."
        yield Paragraph(text, ZONE)


def _what_blocks(result: Deals) -> Iterator[Paragraph]:
    """The minimal blocking sets, where nothing can be agreed."""
    family = result.blocking
    if family is None or not family.sets:
        return
    alone = [family.named(one)[0] for one in family.sets if one.bit_count() == 1]
    if alone:
        said = listed(stands(result.agreement, element.id) for element in alone)
        yield Paragraph(
            f"Each of these alone keeps every package out: {said}.", Basis("minimal blocking sets")
        )
    else:
        said = listed(stands(result.agreement, element.id) for element in family.named(family.sets[0]))
        yield Paragraph(f"What keeps every package out together: {said}.", Basis("minimal blocking sets"))


def _sections(result: Deals) -> tuple[Section, ...]:
    return (
        Section("packages", "What could be agreed", tuple(_packages(result))),
        Section("holding", "Would it hold?", tuple(holding(result))),
        Section("ratifying", "Whose yes is needed, and what it is worth", tuple(_ratifying(result))),
        Section("changes", "What one change would do", tuple(changes(result))),
        Section("blocking", "What keeps every package out", tuple(_blocking(result))),
    )


def _packages(result: Deals) -> Iterator[Block]:
    if not len(result.packages):
        return
    shown = [one.outcome for one in result.shown[:FEW]]
    if result.agreement.case.options:
        yield option_table(result.agreement.built, shown, by_strength(result.held))
    more = len(result.packages) - len(shown)
    if more:
        yield Paragraph(
            f"{capital(counted(more, 'more package'))} could be agreed; the JSON lists all.", ZONE
        )
    yield from _picked(result)


def _picked(result: Deals) -> Iterator[Block]:
    """What the ways of choosing pick, those that agree told together."""
    if result.choices is None:
        return
    words = Obstacles(result.agreement)
    same: dict[tuple[int, ...], list[str]] = {}
    for name, choice in result.choices.made.items():
        same.setdefault(tuple(choice.outcomes.tolist()), []).append(name)
    for outcomes, names in same.items():
        picks = words.names.outcomes(outcomes, 4)
        lead = f"{capital(listed(TITLES[name] for name in names))}:"
        rules = dict.fromkeys(result.choices.made[name].rule for name in names)
        yield Paragraph(f"{picks}: {clauses(rules)}.", Basis("choices within the zone"), lead)
    for reason in dict.fromkeys(result.choices.refused.values()):
        left_out = listed(TITLES[name] for name in result.choices.refused)
        yield Paragraph(f"{left_out}: {reason}.", lead="Left out:")


def holding(result: Deals) -> Iterator[Block]:
    """Whether the packages would hold, and who could not deliver."""
    fates: dict[str, list[int]] = {}
    for one in result.shown[:FEW]:
        fates.setdefault(_fate(result, one), []).append(one.outcome)
    words = Obstacles(result.agreement)
    if fates:
        named = {fate: capital(words.names.outcomes(outcomes)) for fate, outcomes in fates.items()}
        yield Bullets(tuple(Paragraph(f"{named[fate]} {fate}.", HOLDING) for fate in fates))
    for body, mask in involuntary(result.agreement).items():
        failing = np.flatnonzero(mask)
        if failing.size:
            at_stake = counted(int(failing.size), "outcome")
            text = f"{capital(at_stake)} would suit everyone at the table and fail in {body}"
            yield Paragraph(f"{text}: whoever signed could not deliver (involuntary defection).", ZONE)


def _fate(result: Deals, one: Holding) -> str:
    """Whether a package would hold, and else who would leave it and how."""
    if one.holds["nash"]:
        return "would hold: no party could do better by moving alone"
    if one.holds["seq"]:
        words = Obstacles(result.agreement)
        tempted = listed(words.parties[party] for party in one.leaves["nash"])
        return f"would hold: {tempted} could gain by moving, but answers would take the gain away"
    return f"would not hold: {clauses(_leaver(result, one, party) for party in one.leaves['seq'])}"


def _leaver(result: Deals, one: Holding, party: str) -> str:
    words = Obstacles(result.agreement)
    way = escape(result.agreement, party, one.outcome)
    how = f" by {words.names.move(one.outcome, way.to)}" if way else ""
    seat = "" if party in result.agreement.deal.between else " (not at the table)"
    return f"{words.parties[party]}{seat} could do better{how}, and no answer would stop it"


def _ratifying(result: Deals) -> Iterator[Block]:
    yield Bullets(tuple(Paragraph(_worth(result, one), ZONE) for one in result.standings))
    if result.power is not None and len(result.power.swings) > 1:
        yield _power(result.power)
    in_zone = int(np.isin(result.core, result.zone).sum())
    core = f"{capital(counted(len(result.core), 'outcome'))} cannot be bettered for everyone at the table at once"
    agreed = f"{number_words(in_zone) if in_zone else 'none'} of them could be agreed"
    if len(result.core) == 1:
        agreed = "it could be agreed" if in_zone else "it could not be agreed"
    yield Paragraph(f"{core} (the unanimity core); {agreed}.", ZONE)
    yield Paragraph(COUNTING)


def _worth(result: Deals, one: Standing) -> str:
    """What one's yes is worth on the case's own outcomes."""
    words = Obstacles(result.agreement)
    name, total = words.parties.get(one.name, one.name), len(result.question.feasible)
    said = [f"{name} would accept {one.accepts:,} of {total:,} outcomes"]
    refused = one.decides - len(result.zone)
    if one.absorbed:
        said.append("its yes is never what is missing: whatever all others accept suits it too")
    elif one.decides:
        all_others = f"its answer decides at {counted(one.decides, 'outcome')} that all others accept"
        said.append(f"{all_others}, and it would refuse {number_words(refused)} of them")
    else:
        said.append("nothing suits all the others, so its answer decides nothing")
    if one.slack is not None and one.best is not None:
        spare = f"with {votes(one.slack)} to spare" if one.slack else "with no vote to spare"
        fate = f"passes {spare}" if one.slack >= 0 else f"fails for want of {votes(-one.slack)}"
        said.append(f"its best package, {words.outcome(one.best)}, {fate}")
    return "; ".join(said) + "."


def _power(power: Power) -> Table:
    """The members' power a priori, in percent."""
    rows = tuple(
        (
            member,
            f"{100 * float(power.shapley_shubik[member]):.1f}",
            f"{100 * float(power.banzhaf[member]):.1f}",
        )
        for member in power.swings
    )
    return Table("Power before anyone's wishes are known", ("member", "Shapley-Shubik %", "Banzhaf %"), rows)


def changes(result: Deals) -> Iterator[Block]:
    """What each single change would let in."""
    changed = sorted(
        ((size, name) for name, size in result.changed.items() if size > len(result.zone)), reverse=True
    )
    if changed:
        today, counts = counted(len(result.zone), "outcome"), _counting_no_deal(result)
        could = f"{capital(today)} could be agreed as things stand{counts}. One change alone would make it:"
        yield Paragraph(could, ZONE)
        yield Bullets(
            tuple(
                Paragraph(
                    f"{capital(number_words(size))}, if {lifted(result.agreement, name)}.",
                    _change_basis(result, name),
                )
                for size, name in changed
            )
        )
    else:
        yield Paragraph("No single change would let anything more in.", ZONE)


def _change_basis(result: Deals, name: str) -> Basis:
    """The line a change would change, with the claims it cites; a refusal rests on all of a party's wishes."""
    element = next(one for one in result.agreement.elements if one.id == name)
    if element.line is None or element.kind == "refusal":
        return ZONE
    claims = tuple(str(one) for one in element.line.evidence if one.claim)
    return Basis(ZONE.analysis, (element.line.id,), claims)


def _counting_no_deal(result: Deals) -> str:
    return ", leaving things as they are among them" if len(result.zone) > len(result.packages) else ""


def _blocking(result: Deals) -> Iterator[Block]:
    family = result.blocking
    if family is None:
        return
    items = tuple(
        Paragraph(capital(listed(stands(result.agreement, each.id) for each in family.named(one))) + ".")
        for one in family.sets[:20]
    )
    yield Paragraph(
        "Leaving all of one set in place keeps every package out.", Basis("minimal blocking sets")
    )
    yield Bullets(items, numbered=True)
    if not family.complete:
        yield Paragraph("The search was cut, so there may be others.")
