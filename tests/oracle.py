"""Every definition, slow and obvious: sets and dictionaries, no arrays, nothing shared with the package.

The kernels are tested against this file, and this file against published conflicts, so nothing here may be
clever. A model has parties 0..n-1 and hashable outcomes; preference is a function of pairs, so it need not be
transitive.

FHK93 = Fang, Hipel and Kilgour, Interactive Decision Making, Wiley 1993.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

Outcome = Hashable
Prefers = Callable[[int, Outcome, Outcome], int]


@dataclass(frozen=True, eq=False)
class Model:
    """`moves[i][s]`: outcomes party i can reach from s in one move; `prefers(i, a, b)`: 1, 0 or -1."""

    parties: range
    outcomes: tuple[Outcome, ...]
    moves: Sequence[Mapping[Outcome, frozenset[Outcome]]]
    prefers: Prefers
    remembered: dict[tuple[object, ...], set[Outcome]] = field(default_factory=dict, repr=False)

    def others(self, members: Iterable[int]) -> frozenset[int]:
        return frozenset(self.parties) - frozenset(members)

    def improvements(self, party: int, outcome: Outcome) -> set[Outcome]:
        return {t for t in self.moves[party][outcome] if self.prefers(party, t, outcome) > 0}


def by_ranks(ranks: Sequence[Mapping[Outcome, float]]) -> Prefers:
    """Preference by numbers, larger better."""

    def prefers(party: int, a: Outcome, b: Outcome) -> int:
        better, worse = ranks[party][a] > ranks[party][b], ranks[party][a] < ranks[party][b]
        return 1 if better else -1 if worse else 0

    return prefers


def from_option_form(
    sizes: Sequence[int],
    ranks: Sequence[Sequence[float]],
    feasible: Sequence[bool] | None = None,
    one_way: Sequence[Sequence[tuple[int, int, bool]]] | None = None,
) -> Model:
    """Outcomes are mixed-radix numbers, the first party lowest; one_way[i]: (stride, levels, down)."""
    total = 1
    for size in sizes:
        total *= size
    outcomes = tuple(s for s in range(total) if feasible is None or feasible[s])
    digits = {s: _digits(s, sizes) for s in outcomes}
    moves = []
    for party in range(len(sizes)):
        bars = one_way[party] if one_way else ()
        moves.append(
            {
                s: frozenset(t for t in outcomes if t != s and _may_move(digits[s], digits[t], party, bars))
                for s in outcomes
            }
        )
    numbers = [{s: row[s] for s in outcomes} for row in ranks]
    return Model(range(len(sizes)), outcomes, moves, by_ranks(numbers))


def _digits(number: int, sizes: Sequence[int]) -> tuple[int, ...]:
    digits = []
    for size in sizes:
        digits.append(number % size)
        number //= size
    return tuple(digits)


def _may_move(
    here: tuple[int, ...], there: tuple[int, ...], party: int, bars: Sequence[tuple[int, int, bool]]
) -> bool:
    if any(here[other] != there[other] for other in range(len(here)) if other != party):
        return False
    for stride, levels, down in bars:
        before, after = here[party] // stride % levels, there[party] // stride % levels
        if (after > before) if down else (after < before):
            return False
    return True


def from_graph(moves: Sequence[Sequence[Sequence[int]]], ranks: Sequence[Sequence[float]]) -> Model:
    """`moves[i][s]`: the outcomes party i can move to from outcome s; outcomes are 0, 1, ..."""
    outcomes = tuple(range(len(ranks[0])))
    arcs = [{s: frozenset(party[s]) - {s} for s in outcomes} for party in moves]
    return Model(range(len(moves)), outcomes, arcs, by_ranks([dict(enumerate(row)) for row in ranks]))


# Coalition reach (FHK93): sequences of moves in which no party moves twice in a row.


def reach(model: Model, members: Iterable[int], start: Outcome, improving: bool = False) -> set[Outcome]:
    """End points of every non-empty sequence of moves (or improvements) from `start` by the members."""
    key = (frozenset(members), start, improving)
    if key not in model.remembered:
        model.remembered[key] = _reach(model, frozenset(members), start, improving)
    return model.remembered[key]


def _reach(model: Model, members: frozenset[int], start: Outcome, improving: bool) -> set[Outcome]:
    seen: set[tuple[Outcome, int]] = set()
    waiting: list[tuple[Outcome, int | None]] = [(start, None)]
    while waiting:
        outcome, last_mover = waiting.pop()
        for mover in members - {last_mover}:
            steps = model.improvements(mover, outcome) if improving else model.moves[mover][outcome]
            for t in steps:
                if (t, mover) not in seen:
                    seen.add((t, mover))
                    waiting.append((t, mover))
    return {outcome for outcome, _ in seen}


# Individual stability: is s stable for party i?


def nash(model: Model, i: int, s: Outcome) -> bool:
    """No improvement from s."""
    return not model.improvements(i, s)


def gmr(model: Model, i: int, s: Outcome) -> bool:
    """Every improvement is sanctioned by some moves of the others to an outcome i does not prefer to s."""
    return all(
        any(model.prefers(i, s2, s) <= 0 for s2 in reach(model, model.others([i]), s1))
        for s1 in model.improvements(i, s)
    )


def smr(model: Model, i: int, s: Outcome) -> bool:
    """As GMR, and i cannot escape the sanction by any move of its own."""
    return all(
        any(
            model.prefers(i, s2, s) <= 0 and all(model.prefers(i, s3, s) <= 0 for s3 in model.moves[i][s2])
            for s2 in reach(model, model.others([i]), s1)
        )
        for s1 in model.improvements(i, s)
    )


def seq(model: Model, i: int, s: Outcome) -> bool:
    """As GMR, with sanctions by improvements of the others only."""
    return all(
        any(model.prefers(i, s2, s) <= 0 for s2 in reach(model, model.others([i]), s1, improving=True))
        for s1 in model.improvements(i, s)
    )


def sseq(model: Model, i: int, s: Outcome) -> bool:
    """As SEQ, and i cannot escape the sanction by any move of its own."""
    return all(
        any(
            model.prefers(i, s2, s) <= 0 and all(model.prefers(i, s3, s) <= 0 for s3 in model.moves[i][s2])
            for s2 in reach(model, model.others([i]), s1, improving=True)
        )
        for s1 in model.improvements(i, s)
    )


CONCEPTS: dict[str, Callable[[Model, int, Outcome], bool]] = {
    "nash": nash,
    "gmr": gmr,
    "smr": smr,
    "seq": seq,
    "sseq": sseq,
}


def stable(model: Model, concept: str, party: int) -> set[Outcome]:
    """The outcomes stable for the party under the concept."""
    return {s for s in model.outcomes if CONCEPTS[concept](model, party, s)}


def equilibria(model: Model, concept: str) -> set[Outcome]:
    """The outcomes stable for every party under the concept."""
    return {s for s in model.outcomes if all(CONCEPTS[concept](model, i, s) for i in model.parties)}


# Evolution from the status quo (Li, Kilgour and Hipel 2005).


def evolution(
    model: Model, start: Outcome, movers: Sequence[tuple[int, ...]], improving: bool = False, most: int = 1000
) -> dict[Outcome, tuple[int, int]]:
    """For each outcome reached: the fewest steps, and among such paths the fewest that are no improvement."""
    best: dict[tuple[Outcome, int | None], tuple[int, int]] = {(start, None): (0, 0)}
    waiting: list[tuple[Outcome, int | None]] = [(start, None)]
    while waiting:
        state = waiting.pop(0)
        steps, against = best[state]
        if steps == most:
            continue
        for mover in movers:
            for end in ends_of_a_step(model, state, mover):
                gain = all(model.prefers(i, end[0], state[0]) > 0 for i in mover)
                cost = (steps + 1, against + (not gain))
                if (gain or not improving) and cost < best.get(end, (most + 1, 0)):
                    best[end] = cost
                    waiting.append(end)
    found: dict[Outcome, tuple[int, int]] = {}
    for (outcome, _), cost in best.items():
        found[outcome] = min(cost, found.get(outcome, cost))
    return found


def ends_of_a_step(
    model: Model, state: tuple[Outcome, int | None], mover: tuple[int, ...]
) -> set[tuple[Outcome, int]]:
    """Where sequences of the members' moves lead from (outcome, last mover), nobody moving twice in a row."""
    seen: set[tuple[Outcome, int]] = set()
    waiting: list[tuple[Outcome, int | None]] = [state]
    while waiting:
        outcome, last = waiting.pop()
        for party in set(mover) - {last}:
            for t in model.moves[party][outcome]:
                if (t, party) not in seen:
                    seen.add((t, party))
                    waiting.append((t, party))
    return seen


# Coalitions (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008). All members must gain by an
# improvement.


def all_prefer(model: Model, members: Iterable[int], a: Outcome, b: Outcome) -> bool:
    return all(model.prefers(i, a, b) > 0 for i in members)


def coalition_improvements(model: Model, members: Iterable[int], s: Outcome) -> set[Outcome]:
    return {t for t in reach(model, members, s) if all_prefer(model, members, t, s)}


def cnash(model: Model, members: tuple[int, ...], s: Outcome) -> bool:
    """No improvement for the coalition."""
    return not coalition_improvements(model, members, s)


def cgmr(model: Model, members: tuple[int, ...], s: Outcome) -> bool:
    """The others can move after each improvement to where some member is no better off than at s."""
    return all(
        any(not all_prefer(model, members, s2, s) for s2 in reach(model, model.others(members), s1))
        for s1 in coalition_improvements(model, members, s)
    )


def csmr(model: Model, members: tuple[int, ...], s: Outcome) -> bool:
    """As CGMR, and wherever the coalition goes from the sanction some member is no better off than at s."""
    return all(
        any(
            not any(all_prefer(model, members, s3, s) for s3 in {s2} | reach(model, members, s2))
            for s2 in reach(model, model.others(members), s1)
        )
        for s1 in coalition_improvements(model, members, s)
    )


def cseq(model: Model, members: tuple[int, ...], s: Outcome) -> bool:
    """As CGMR, with sanctions by the others' improvements, each step one for its mover."""
    return all(
        any(not all_prefer(model, members, s2, s) for s2 in reach(model, model.others(members), s1, True))
        for s1 in coalition_improvements(model, members, s)
    )


COALITION_CONCEPTS: dict[str, Callable[[Model, tuple[int, ...], Outcome], bool]] = {
    "cnash": cnash,
    "cgmr": cgmr,
    "csmr": csmr,
    "cseq": cseq,
}


def equilibrium_jumps(
    model: Model, members: tuple[int, ...], held: set[Outcome]
) -> set[tuple[Outcome, Outcome]]:
    """From one of the equilibria `held` to another that the coalition can reach and every member prefers."""
    return {(s, t) for s in held for t in coalition_improvements(model, members, s) & held}


# Foresight, two parties (Kilgour 1985; Rego and Vieira 2021). Ties go to the outcome listed first.


def foreseen_end(model: Model, h: int, i: int, s: Outcome) -> Outcome:
    """G_h(i, s): where play ends when i may move from s and looks h moves ahead."""
    key = ("foreseen", h, i, s)
    if key not in model.remembered:
        model.remembered[key] = {_foreseen_end(model, h, i, s)}
    (end,) = model.remembered[key]
    return end


def _foreseen_end(model: Model, h: int, i: int, s: Outcome) -> Outcome:
    best: Outcome | None = None
    for t in model.outcomes:
        if h > 0 and t in model.moves[i][s]:
            end = foreseen_end(model, h - 1, 1 - i, t)
            if best is None or model.prefers(i, end, best) > 0:
                best = end
    return best if best is not None and model.prefers(i, best, s) > 0 else s


def limited_foresight(model: Model, h: int, i: int, s: Outcome) -> bool:
    """L_h: i would not move from s."""
    return foreseen_end(model, h, i, s) == s


def maximin_stable(model: Model, h: int, i: int, s: Outcome) -> bool:
    """Maximin_h: no move of i can be made safe against h - 1 further moves, the other party to move next."""
    return all(
        model.prefers(i, _guaranteed(model, h - 1, i, t, own=False), s) <= 0 for t in model.moves[i][s]
    )


def _guaranteed(model: Model, k: int, i: int, s: Outcome, own: bool) -> Outcome:
    """An outcome worth v_k to i at s: whoever is to move may stay, or move for i's best or its worst."""
    best = s
    if k > 0:
        for t in model.moves[i if own else 1 - i][s]:
            end = _guaranteed(model, k - 1, i, t, not own)
            if model.prefers(i, end, best) == (1 if own else -1):
                best = end
    return best


# Strength of preference (Hamouda, Kilgour and Hipel 2004, 2006): much_prefers(i, a, b) is stronger.

Relation = Callable[[int, Outcome, Outcome], bool]


def strong_gmr(model: Model, i: int, s: Outcome, much_prefers: Relation) -> bool:
    """Every improvement is sanctioned by some moves of the others to an outcome i finds much worse than s."""
    return all(
        any(much_prefers(i, s, s2) for s2 in reach(model, model.others([i]), s1))
        for s1 in model.improvements(i, s)
    )


def strong_smr(model: Model, i: int, s: Outcome, much_prefers: Relation) -> bool:
    """As strong GMR, and wherever i moves from the sanction is much worse too."""
    return all(
        any(
            all(much_prefers(i, s, s3) for s3 in {s2} | model.moves[i][s2])
            for s2 in reach(model, model.others([i]), s1)
        )
        for s1 in model.improvements(i, s)
    )


def strong_seq(model: Model, i: int, s: Outcome, much_prefers: Relation) -> bool:
    """As strong GMR, with sanctions by improvements of the others only."""
    return all(
        any(much_prefers(i, s, s2) for s2 in reach(model, model.others([i]), s1, improving=True))
        for s1 in model.improvements(i, s)
    )


STRONG_CONCEPTS: dict[str, Callable[[Model, int, Outcome, Relation], bool]] = {
    "gmr": strong_gmr,
    "smr": strong_smr,
    "seq": strong_seq,
}


# Unknown preference (Li, Hipel, Kilgour and Fang 2004): unknown(i, a, b), for a other than b.


def uncertain_stable(model: Model, concept: str, reading: str, i: int, s: Outcome, unknown: Relation) -> bool:
    """Nash, GMR, SMR or SEQ: unknown comparisons tempt in readings a and c, and deter in readings c and d."""

    def tempting(t: Outcome) -> bool:
        return reading in "ac" if unknown(i, t, s) else model.prefers(i, t, s) > 0

    def deterring(t: Outcome) -> bool:
        return reading in "cd" if unknown(i, t, s) else model.prefers(i, t, s) <= 0

    def sanction(s2: Outcome) -> bool:
        return deterring(s2) and (concept != "smr" or all(deterring(s3) for s3 in model.moves[i][s2]))

    if concept == "seq":
        answers = uncertain_reach
    elif concept == "nash":
        answers = lambda *_: set()  # noqa: E731
    else:
        answers = lambda model, members, start, _: reach(model, members, start)  # noqa: E731
    return all(
        any(sanction(s2) for s2 in answers(model, model.others([i]), s1, unknown))
        for s1 in model.moves[i][s]
        if tempting(s1)
    )


def uncertain_reach(model: Model, members: frozenset[int], start: Outcome, unknown: Relation) -> set[Outcome]:
    """End points of sequences of steps to outcomes their mover prefers, or may prefer."""
    seen: set[tuple[Outcome, int]] = set()
    waiting: list[tuple[Outcome, int | None]] = [(start, None)]
    while waiting:
        outcome, last_mover = waiting.pop()
        for mover in members - {last_mover}:
            for t in model.moves[mover][outcome]:
                better = model.prefers(mover, t, outcome) > 0 or unknown(mover, t, outcome)
                if better and (t, mover) not in seen:
                    seen.add((t, mover))
                    waiting.append((t, mover))
    return {outcome for outcome, _ in seen}


# Simultaneous sanctions (Fraser and Hipel 1979); `combine(s, moved)` makes all changes from s at once.


def sim(
    model: Model, i: int, s: Outcome, combine: Callable[[Outcome, Sequence[Outcome]], Outcome | None]
) -> bool:
    """Some others, each improving from s at the same time as i, spoil each of i's improvements."""

    def spoiled(t: Outcome) -> bool:
        choices = [[None, *model.improvements(j, s)] for j in model.parties if j != i]
        for picked in product(*choices):
            moved = [outcome for outcome in picked if outcome is not None]
            end = combine(s, [t, *moved]) if moved else None
            if end is not None and model.prefers(i, end, s) <= 0:
                return True
        return False

    return all(spoiled(t) for t in model.improvements(i, s))
