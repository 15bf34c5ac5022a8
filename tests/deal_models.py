"""Generated cases with a deal block, and the slow and obvious answers to what could be agreed in them."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, count, product

from winset.case.formulas.formula import Formula, evaluate, parse
from winset.case.model import (
    Body,
    Case,
    Deal,
    Option,
    Party,
    RedLine,
    Rule,
    Statement,
    Statements,
    Threshold,
)

Levels = dict[str, str]


def generate(seed: int, most: int = 7) -> Case:
    """A case of two to four parties and three or four options, with at most `most` elements."""
    return next(case for case in (_case(f"{seed}.{k}") for k in count()) if len(element_ids(case)) <= most)


def _case(seed: str) -> Case:
    draw = random.Random(seed)
    parties = [f"p{k}" for k in range(draw.randint(2, 4))]
    options = _options(draw, parties)
    levels = {option.id: option.levels for option in options}
    status_quo = {option: order[0] for option, order in levels.items()}
    rules = []
    for _ in range(draw.randint(0, 3)):
        text = formula(draw, levels)
        if evaluate(parse(text), status_quo, levels):
            rules.append(Rule(id=f"rule {len(rules) + 1}", that=parse(text), text=text))
    wants = {party: _statements(draw, party, levels) for party in parties}
    return Case(
        title=f"case {seed}",
        digest=seed,
        parties=tuple(Party(id=party, name=party.upper()) for party in parties),
        options=options,
        rules=tuple(rules),
        preferences=wants,
        status_quo=status_quo,
        deal=_deal(draw, parties, levels, rules),
    )


def _options(draw: random.Random, parties: list[str]) -> tuple[Option, ...]:
    owners = sorted(draw.choice(parties) for _ in range(draw.randint(3, 4)))
    three = draw.randrange(len(owners)) if draw.random() < 0.5 else -1
    found = []
    for k, owner in enumerate(owners):
        levels = ("none", "low", "high") if k == three else ("no", "yes")
        found.append(Option(id=f"o{k}", party=owner, name=f"o{k}", levels=levels))
    order = [option.party for option in found]
    assert order == sorted(order)
    return tuple(found)


def formula(draw: random.Random, levels: dict[str, tuple[str, ...]]) -> str:
    def literal() -> str:
        option = draw.choice(list(levels))
        return draw.choice([option, f"not {option}", f"{option} = {draw.choice(levels[option])}"])

    kind = draw.choice(["{a}", "{a} and {b}", "{a} or {b}", "{a} if {b}", "{a} or {b} or {c}"])
    return kind.format(a=literal(), b=literal(), c=literal())


def _statements(draw: random.Random, party: str, levels: dict[str, tuple[str, ...]]) -> Statements:
    texts = [formula(draw, levels) for _ in range(draw.randint(1, 4))]
    return Statements(
        tuple(Statement(id=f"{party} {k + 1}", that=parse(text), text=text) for k, text in enumerate(texts))
    )


def _deal(
    draw: random.Random, parties: list[str], levels: dict[str, tuple[str, ...]], rules: list[Rule]
) -> Deal:
    between = tuple(party for party in parties if draw.random() < 0.6) or (parties[0],)
    fallback = {}
    for party in between:
        given = {option: draw.choice(order) for option, order in levels.items()}
        if draw.random() < 0.4 and all(evaluate(rule.that, given, levels) for rule in rules):
            fallback[party] = given
    lines = []
    for party in parties:
        if draw.random() < 0.4:
            text = formula(draw, levels)
            lines.append(RedLine(id=f"red line {party} 1", party=party, that=parse(text), text=text))
    bodies = tuple(_body(draw, f"B{k}", parties) for k in range(draw.choice([0, 1, 1, 2])))
    return Deal(
        between=between,
        fallback=fallback,
        ratified_by=bodies,
        red_lines=tuple(lines),
        must_gain=tuple(party for party in parties if draw.random() < 0.2),
    )


def _body(draw: random.Random, name: str, parties: list[str]) -> Body:
    members = [f"m{k}" for k in range(draw.randint(1, 4))]
    weights = {member: draw.randint(1, 4) for member in members}
    also = ()
    if draw.random() < 0.3:
        also = (Threshold(dict.fromkeys(members, 1), draw.randint(1, len(members))),)
    return Body(
        id=f"body {name}",
        name=name,
        members=weights,
        quota=draw.choice([None, draw.randint(1, sum(weights.values()))]),
        vetoes=tuple(member for member in members if draw.random() < 0.2),
        stands_for={member: draw.choice(parties) for member in members},
        also=also,
    )


# --- The slow and obvious answers ---


def combinations_of(case: Case) -> list[Levels]:
    """Every combination of levels, in index order: the first option changes fastest."""
    orders = [option.levels for option in reversed(case.options)]
    names = [option.id for option in reversed(case.options)]
    return [dict(zip(names, chosen)) for chosen in product(*orders)]


def true(case: Case, that: Formula, levels: Levels) -> bool:
    return _true(that, tuple(levels.items()), tuple((option.id, option.levels) for option in case.options))


@lru_cache(maxsize=10_000)
def _true(
    that: Formula, levels: tuple[tuple[str, str], ...], orders: tuple[tuple[str, tuple[str, ...]], ...]
) -> bool:
    return evaluate(that, dict(levels), dict(orders))


def score(case: Case, party: str, levels: Levels) -> tuple[bool, ...]:
    preference = case.preferences[party]
    assert isinstance(preference, Statements)
    return tuple(true(case, one.that, levels) for one in preference.statements)


def says_yes(case: Case, party: str, levels: Levels, lifted: frozenset[str] = frozenset()) -> bool:
    deal = case.deal
    assert deal is not None
    fallback = dict(deal.fallback.get(party) or case.status_quo)
    here, there = score(case, party, levels), score(case, party, fallback)
    content = here > there or (here == there and party not in deal.must_gain)
    kept = all(true(case, x.that, levels) or x.id in lifted for x in deal.red_lines if x.party == party)
    return (content or f"refusal {party}" in lifted) and kept


def ratifies(case: Case, body: Body, levels: Levels, lifted: frozenset[str] = frozenset()) -> bool:
    votes = {member: says_yes(case, party, levels, lifted) for member, party in body.stands_for.items()}
    for members, quota in [(body.members, body.quota), *((one.members, one.quota) for one in body.also)]:
        needed = sum(members.values()) if quota is None else quota
        if body.id not in lifted and sum(w for m, w in members.items() if votes[m]) < needed:
            return False
    return all(votes[m] or f"veto {body.name} {m}" in lifted for m in body.vetoes)


def agreed(case: Case, levels: Levels, lifted: frozenset[str] = frozenset()) -> bool:
    assert case.deal is not None
    return (
        all(true(case, rule.that, levels) or rule.id in lifted for rule in case.rules)
        and all(says_yes(case, party, levels, lifted) for party in case.deal.between)
        and all(ratifies(case, body, levels, lifted) for body in case.deal.ratified_by)
    )


def element_ids(case: Case) -> list[str]:
    deal = case.deal
    assert deal is not None
    voters = [party for body in deal.ratified_by for party in body.stands_for.values()]
    asked = list(dict.fromkeys([*deal.between, *voters]))
    vetoes = [f"veto {body.name} {m}" for body in deal.ratified_by for m in body.vetoes]
    lines = [x.id for x in deal.red_lines if x.party in asked]
    bodies = [body.id for body in deal.ratified_by]
    return [*(rule.id for rule in case.rules), *lines, *(f"refusal {p}" for p in asked), *bodies, *vetoes]


def all_subsets(items: list[str]) -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(items) + 1) for some in combinations(items, size)]


def minimal_among(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {one for one in sets if not any(other < one for other in sets)}


def without_deal(case: Case) -> Case:
    return replace(case, deal=None)
