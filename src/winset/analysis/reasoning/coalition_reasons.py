"""Why an outcome is stable for a coalition, or is not: where it could go, and how others could answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from winset.analysis.evolution import Path, explore, trace
from winset.analysis.question import Question
from winset.analysis.reasoning.reasons import Reason, answer, told
from winset.game.game import Indices
from winset.game.joint import all_members, existing
from winset.game.reach import Reach
from winset.game.steps import Mover, Steps

TITLES: Mapping[str, str] = {"cnash": "CNash", "cgmr": "CGMR", "csmr": "CSMR", "cseq": "CSEQ"}


def joint_improvements(reach: Reach, members: Mover, outcome: int) -> Indices:
    """Where a coalition can go from an outcome with every member better off, ascending."""
    ranks = reach.game.ranks[list(members)]
    better = all_members(ranks > ranks[:, [outcome]]) & existing(reach.game)
    return np.flatnonzero(better & reach.from_outcome(members, outcome))


def reason(question: Question, reach: Reach, members: Mover, outcome: int, concept: str) -> Reason:
    """Every improvement with its sanction where the outcome is stable, else the first that nothing deters."""
    found = joint_improvements(reach, members, outcome).tolist()
    sanctions = [sanction(reach, members, outcome, target, concept) for target in found]
    stable = None not in sanctions
    shown = list(zip(found, sanctions)) if stable else [(found[sanctions.index(None)], None)]
    told_of = _Telling(question, members, outcome, concept)
    because = [line for target, path in shown for line in told_of.improvement(target, path)]
    everyone = "all of them prefer" if len(members) > 1 else "it prefers"
    return Reason(
        question=question,
        outcome=outcome,
        who=members,
        concept=TITLES[concept],
        stable=stable,
        because=tuple(because) or (f"There is no way to an outcome that {everyone}.",),
    )


def sanction(reach: Reach, members: Mover, outcome: int, target: int, concept: str) -> Path | None:
    """A shortest way for the others to take back what a coalition gained, or None."""
    if concept == "cnash":
        return None
    ranks = reach.game.ranks[list(members)]
    deterring = ~all_members(ranks > ranks[:, [outcome]])
    if concept == "csmr":
        deterring = ~reach.leading_to(members, ~deterring)
    return answer(reach.game, members, target, "improvements" if concept == "cseq" else "moves", deterring)


class _Telling:
    """The sentences on one coalition at one outcome under one concept."""

    def __init__(self, question: Question, members: Mover, outcome: int, concept: str) -> None:
        self.question, self.members, self.outcome, self.concept = question, members, outcome, concept
        self._walk = Steps(question.game)
        self._movers = [(party,) for party in members]
        self._ways = explore(self._walk, outcome, self._movers, "moves")

    def improvement(self, target: int, met_by: Path | None) -> Iterator[str]:
        """How the coalition gets to an improvement, and what answers it."""
        way = trace(self._walk, self._ways, self._movers, target)
        joint = len(self.members) > 1
        they, each = ("They", "each of them prefers") if joint else ("It", "it prefers")
        place = self.question.label(target)
        yield f"{they} could go to {place}, which {each}: {told(self.question, way.steps)}."
        if met_by is not None:
            yield from self._answer(met_by)
        elif self.concept == "cnash":
            yield "CNash looks no further."
        else:
            yield "The others have no answer that would deter it."

    def _answer(self, met_by: Path) -> Iterator[str]:
        ranks = self.question.game.ranks
        held = [
            self.question.name(party)
            for party in self.members
            if ranks[party, met_by.target] <= ranks[party, self.outcome]
        ]
        losers = " and ".join(held)
        yield f"But then {told(self.question, met_by.steps)}, and {losers} would have gained nothing."
        if self.concept == "csmr":
            everyone = "all of its members prefer" if len(self.members) > 1 else "it prefers"
            yield f"From there the coalition can go nowhere that {everyone}."
