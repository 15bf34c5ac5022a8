"""In short: for someone with two minutes, how likely it is, what that hangs on, whom it takes, what to watch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.analysis.influence import Influence
from winset.analysis.robustness import Robustness
from winset.analysis.variants.leverage import Leverage
from winset.analysis.variants.probability import Probability
from winset.analysis.variants.support import Support
from winset.case.evidence.withdrawal import evidence_of
from winset.case.uncertain.dependence import claim_of
from winset.reading.ledger import Claim
from winset.show.brief.answers import Answers
from winset.show.brief.changing_minds import claims_that_matter, held, share, watched
from winset.show.brief.content import Basis, Bullets, Paragraph, Section
from winset.show.brief.doubting import claims_of, whether
from winset.show.brief.how_sure import spread, target_words
from winset.show.brief.sources import STATUS
from winset.show.brief.unlocking import in_a_sentence
from winset.show.uncertain import moving
from winset.show.wording import (
    capital,
    counted,
    listed,
    percent_words,
    probability_words,
    quoted,
    shortened,
)

TO_COME = ("planned", "forecast", "conditional", "demanded", "unresolved")
MOST = 3  # lines, claims or sources told in one sentence
LONG = 110  # letters of a claim


def section(answers: Answers) -> Section:
    """Only what applies: without doubts or a deal block the bottom line says it all."""
    rows = [*_how_likely(answers), *_hanging(answers), *_who(answers), *_unlock(answers), *_watch(answers)]
    return Section("in-short", "In short", (Bullets(tuple(rows)),) if len(rows) > 1 else ())


def _how_likely(answers: Answers) -> Iterator[Paragraph]:
    sure = answers.sure
    if sure is None:
        return
    parts = [*_target_likely(answers, sure), *_goal_likely(answers, sure)]
    if parts:
        yield Paragraph(" ".join(parts), Basis("robustness"), "How likely:")


def _target_likely(answers: Answers, sure: Robustness) -> Iterator[str]:
    """The target where it holds firm, and where answers guard it; then whether things could also stay as they are."""
    if answers.case.target is None:
        return
    firm, lasting = sure.holds("nash"), sure.holds("seq")
    what = f"That {target_words(answers)} holds firm"
    yield f"{what} (no party could do better by moving alone): {_figures(firm)}."
    if firm.best < 1 and lasting != firm:
        yield f"That it holds firm or guarded (whoever moved to gain would be answered): {_figures(lasting)}."
    if answers.today in answers.lasting:
        stays = sure.equilibrium(answers.today or 0, "seq")
        yield f"That things can also stay as they are: {_figures(stays)}."


def _goal_likely(answers: Answers, sure: Robustness) -> Iterator[str]:
    """The outcome the bottom line leads to, by itself."""
    goal = answers.target
    if goal is None:
        return
    lasting = sure.equilibrium(goal, "seq")
    own = "" if answers.case.target is None else " itself"
    if not own or lasting != sure.holds("seq"):
        yield f"{capital(answers.names.outcome(goal))}{own}, firm or guarded: {_figures(lasting)}."


def _figures(given: Probability) -> str:
    """A word with its range, the figure, and how far that reaches over the likelihoods' ranges."""
    said = probability_words(given.best)
    return said if given.best in (0, 1) else f"{said}; {percent_words(given.best)}{spread(given)}"


def _hanging(answers: Answers) -> Iterator[Paragraph]:
    found = answers.hangs
    if found is None:
        return
    lines = moving(found)[:MOST]
    if lines:
        said = "; ".join(f"whether {whether(answers.case, one.element)}{_either(one)}" for one in lines)
        text = (
            f"{capital(said)}. In brackets how likely it then is that {target_words(answers)} {held(found)}."
        )
        basis = Basis("influence", tuple(one.element.id for one in lines))
        yield Paragraph(text, basis, "On what that hangs:")
    claims = claims_that_matter(found)[:MOST]
    if claims:
        words = "; ".join(_claim(answers, found, one) for one in claims)
        text = f"{words}. {_carried(found)}"
        yield Paragraph(text, Basis("influence", (), tuple(one.id for one in claims)), "Which claims matter:")


def _either(one: Leverage) -> str:
    if not one.element.holds_or_not:
        return ""
    return f" ({share(one.given(1))} if so, {share(one.given(0))} if not)"


def _claim(answers: Answers, found: Influence, one: Support) -> str:
    """A claim in its own words, and how far the answer moves without it or when it is confirmed."""
    now = found.probability.best
    ways = ((one.without, "without it"), (one.confirmed, "if confirmed"))
    moves = listed(f"{percent_words(end)} {when}" for end, when in ways if end != now)
    return f"{quoted(_cut(one.words))} ({moves})"


def _cut(words: str) -> str:
    return words if len(words) <= LONG else words[:LONG].rsplit(" ", 1)[0] + " …"


def _carried(found: Influence) -> str:
    """On how many sources it all rests."""
    unnamed = sum(one.unnamed for one in found.sources)
    lone = found.one_unnamed_source
    if lone is not None:
        return f"The conclusion rests on one unnamed source: {lone.words}."
    said = counted(len(found.sources), "independent source")
    return f"All claims cited come from {said}, {counted(unnamed, 'of them', 'of them')} unnamed."


def _who(answers: Answers) -> Iterator[Paragraph]:
    """Who could stop or undo the outcome the bottom line leads to, and who must ratify."""
    goal, found = answers.target, answers.stopping if answers.shown else None
    said: list[str] = []
    if goal is not None and found is not None:
        column, names = answers.shown.index(goal), answers.names
        kinds = ((found.needed, "by doing nothing"), (found.tempted, "by breaking away"))
        for mask, how in kinds:
            if mask is not None and mask[:, column].any():
                who = listed(names.parties[p] for p in np.flatnonzero(mask[:, column]))
                said.append(f"{who} {how}")
        said += _unravelling(answers, goal, column)
        if said:
            said = [f"{capital(names.outcome(goal))}: {'; '.join(said)}."]
    deal = answers.case.deal
    if deal is not None and deal.ratified_by:
        said.append(f"The approval of {listed(body.name for body in deal.ratified_by)} is needed.")
    if said:
        yield Paragraph(" ".join(said), Basis("who can stop what, the case"), "Who could block it:")


def _unravelling(answers: Answers, goal: int, column: int) -> Iterator[str]:
    found, names = answers.stopping, answers.names
    if found.can_unravel is None:
        return
    for party in np.flatnonzero(found.can_unravel[:, column] & ~found.tempted[:, column]).tolist():
        begin = found.unravelling(party, column)[0][1]
        yield f"{names.parties[party]} by {names.move(goal, begin)}, which would lead others to leave"


def _unlock(answers: Answers) -> Iterator[Paragraph]:
    if answers.unlocking is not None:
        text, basis = in_a_sentence(answers, answers.unlocking)
        yield Paragraph(text, basis, "What would unlock it:")


def _watch(answers: Answers) -> Iterator[Paragraph]:
    """What is still to come by the claims behind the lines that move the answer; what no report speaks to."""
    found = answers.hangs
    if found is None:
        return
    lines = watched(found)
    claims = list(dict.fromkeys(name for one in lines for name in claims_of(one.element)))
    known = {str(one): claim_of(answers.case, one) for one in evidence_of(answers.case) if one.claim}
    ahead = [(name, claim) for name in claims if (claim := known.get(name)) and claim.status in TO_COME]
    said = [_ahead(ahead)] if ahead else []
    silent = [whether(answers.case, one.element) for one in lines if not one.element.line.evidence]
    if silent:
        said.append(f"No report speaks yet to whether {shortened(silent, MOST)}.")
    if said:
        names = tuple(name for name, _ in ahead[:MOST])
        yield Paragraph(" ".join(said), Basis("influence", (), names), "What to watch for:")


def _ahead(claims: list[tuple[str, Claim]]) -> str:
    told = [f"{quoted(_cut(claim.words))} ({STATUS[claim.status]})" for _, claim in claims[:MOST]]
    return f"How {'this turns' if len(told) == 1 else 'these turn'} out: {'; '.join(told)}."
