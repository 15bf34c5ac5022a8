"""Case files drawn at random: every key, every kind of preference, both forms, awkward names."""

from __future__ import annotations

import random
from typing import Any

NAMES = [
    "council",
    "ijc.full",
    "the road",
    "no",
    "yes",
    "not",
    "12:30",
    "کراچی",
    "it's",
    "1",
    "toll-gate",
    "x: y",
]
TEXTS = [
    "Town council",
    "nobody: would pay it",
    "# not a comment",
    'say "so", it\'s',
    "two\nlines\n",
    "null",
    "0.50",
]
TEXTS += ["a long sentence that goes on " * 5, "[x], {y}", "  spaces  ", "كراتشي", "tab\there", "5", "true"]
LEVELS = [
    ["no", "yes"],
    ["none", "low", "high"],
    ["0", "1", "2", "10"],
    ["0.50", "1e3"],
    ["no", "in part", "yes"],
]


def quoted(name: str) -> str:
    """A name as a formula writes it, whatever it is."""
    return "'" + name.replace("'", "''") + "'"


class Draw:
    """One random case, as the data of its document."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        names = rng.sample(NAMES, len(NAMES))
        self.parties = [names.pop() for _ in range(rng.randint(1, 3))]
        self.options = {names.pop(): rng.choice(LEVELS) for _ in range(rng.randint(1, 4))}
        self.graph = rng.random() < 0.25
        self.outcomes = [str(k) for k in rng.sample(range(1, 30), rng.randint(1, 5))]

    def maybe(self, **given: Any) -> dict[str, Any]:
        return {key: value for key, value in given.items() if self.rng.random() < 0.4}

    def text(self) -> str:
        return self.rng.choice(TEXTS)

    def line(self) -> dict[str, Any]:
        evidence = self.rng.choice(
            ["gazette#c1", ["gazette#c1", {"report": "gazette", "quote": self.text()}]]
        )
        likelihood = self.rng.choice(["likely", 0.25, 1, [0.2, 0.75]])
        about = {"why": self.text(), "note": self.text(), "likelihood": likelihood, "independent": "yes"}
        return self.maybe(evidence=evidence, **about)

    def atom(self) -> str:
        if self.graph:
            return f"outcome {self.rng.choice(['=', '!='])} {self.rng.choice(self.outcomes)}"
        option, levels = self.rng.choice([*self.options.items()])
        if self.rng.random() < 0.5:
            return quoted(option)
        return f"{quoted(option)} {self.rng.choice(['=', '!=', '>='])} {quoted(self.rng.choice(levels))}"

    def formula(self) -> str:
        a, b = self.atom(), self.atom()
        forms = [
            a,
            f"not  {a}",
            f"{a} -> {b}",
            f"({a} or {b}) and {a}",
            f"at least 1 of ({a}, {b})",
            f"{a} unless {b}",
        ]
        return self.rng.choice(forms)

    def lines(self, most: int = 3) -> list[Any]:
        formulas = [self.formula() for _ in range(self.rng.randint(1, most))]
        return [
            one if self.rng.random() < 0.5 else {"that": one, **self.maybe(name="a name"), **self.line()}
            for one in formulas
        ]

    def levels(self) -> dict[str, str]:
        if self.graph:
            return {"outcome": self.rng.choice(self.outcomes)}
        return {o: self.rng.choice(own) for o, own in self.options.items() if self.rng.random() < 0.5}

    def statements(self) -> list[Any]:
        """Statements, the first of which may be strong."""
        first, *rest = self.lines()
        if self.rng.random() < 0.3:
            first = {**(first if isinstance(first, dict) else {"that": first}), "strength": "strong"}
        return [first, *rest]

    def preference(self) -> dict[str, Any]:
        return {**self.known_preference(), **self.maybe(unknown=self.unknown())}

    def unknown(self) -> list[Any]:
        return [
            [self.formula(), self.formula()],
            {"between": [self.formula(), self.formula()], **self.line()},
        ]

    def known_preference(self) -> dict[str, Any]:
        if self.rng.random() < 0.15:
            shares = [{"likelihood": 0.25}, {"likelihood": 0.75}] if self.rng.random() < 0.5 else [{}, {}]
            return {"one_of": [{**self.one_preference(), **share} for share in shares], **self.line()}
        return {**self.one_preference(), **self.line()}

    def one_preference(self) -> dict[str, Any]:
        kinds = ["statements", "weights", "ranking", "prefers"] + ["outcomes", "utilities"] * self.graph
        kind = self.rng.choice(kinds)
        ids = self.rng.sample(self.outcomes, len(self.outcomes))
        weights = [2, -0.5, [1, 2.5], {"weight": 3, **self.line()}]
        content: dict[str, Any] = {
            "statements": self.statements(),
            "weights": {self.formula(): self.rng.choice(weights) for _ in range(2)},
            "ranking": [self.rng.choice([self.lines(2), self.formula()]), [self.everything()]],
            "prefers": [[{"that": self.atom(), **self.line()}, self.everything()]],
            "outcomes": [ids[:2], *ids[2:]],
            "utilities": {one: self.rng.choice([1, 0.5, -3]) for one in ids},
        }
        above = [1] if len(self.outcomes) > 2 else []
        strong: dict[str, dict[str, Any]] = {
            "weights": {"strong_difference": 1.5},
            "utilities": {"strong_difference": 2},
            "ranking": {"strongly_above": 1},
            "outcomes": {"strongly_above": above},
        }
        return {kind: content[kind], **self.maybe(**strong.get(kind, {}))}

    def everything(self) -> str:
        """A formula that is true of every outcome."""
        one = f"outcome = {self.outcomes[0]}" if self.graph else quoted(next(iter(self.options)))
        return f"{one} or not {one}"

    def deal(self, wants: dict[str, Any]) -> dict[str, Any]:
        party = self.rng.choice(self.parties)
        votes = {"members": {"north": 4, "south": 3.5}, "stands_for": {"north": party, "south": party}}
        body = {"body": "Referendum", **votes, **self.line()}
        body |= self.maybe(
            quota=4, vetoes=["north"], of=party, chair="north", also={"members": ["north"], "quota": 1}
        )
        given = self.maybe(
            ratified_by=[body], fallback={party: self.levels()}, must_gain=[party], between=[party]
        )
        if "weights" in wants[party] and "fallback" not in given:
            given["reservation"] = {party: 1.5}
        return given | self.maybe(
            red_lines={party: self.lines()}, costs={f"refusal {party}": "never", f"instability {party}": 2.5}
        )

    def document(self) -> dict[str, Any]:
        rng = self.rng
        data: dict[str, Any] = {"winset": 1, "title": self.text().strip() or "T"}
        data |= self.maybe(question=self.text(), as_of="2026-03-01", source=self.text(), note=self.text())
        about = self.maybe(outlet=self.text(), title=self.text(), published="2026-02-27", note=self.text())
        data["reports"] = {"gazette": rng.choice(["reports/g.txt", {"file": "reports/g.txt", **about}])}
        names = rng.sample(TEXTS, len(self.parties))
        data["parties"] = {
            party: rng.choice([name, {"name": name, **self.line()}])
            for party, name in zip(self.parties, names)
        }
        if self.graph:
            data["outcomes"] = {one: f"outcome {one}" for one in self.outcomes}
            data["moves"] = {party: self.arcs() for party in self.parties}
        else:
            data |= {"options": self.owned(), **self.maybe(rules=self.harmless_rules())}
        data |= self.maybe(status_quo=self.levels(), names={"the good end": self.formula()})
        data["preferences"] = {party: self.preference() for party in self.parties}
        if len(self.parties) > 1:
            data |= self.maybe(coalitions=[self.parties[:2]])
        if len(self.parties) > 1:
            data |= self.maybe(perceived={self.parties[0]: self.perception()})
        data |= self.maybe(dependence=rng.choice(["shared", "none"]), likelihood="from claims")
        data |= self.maybe(deal=self.deal(data["preferences"]))
        data |= self.maybe(target=self.formula())
        return data | (self.maybe(ratings=self.ratings()) if "reports" in data else {})

    def ratings(self) -> dict[str, Any]:
        now = {"reliability": "b", "since": "2026-01-02", "why": self.text()}
        before = {"history": ["F", {"reliability": "A", "since": "2025-01-01"}]}
        sources = {"gazette": "C", "a voice": now | before}
        return self.maybe(sources=sources, claims={"gazette#c1": 3})

    def perception(self) -> dict[str, Any]:
        wants = {self.parties[1]: self.known_preference()}
        rules = {} if self.graph else {"rules": self.harmless_rules()}
        return self.maybe(preferences=wants, **rules) | self.line()

    def arcs(self) -> dict[str, list[str]]:
        return {
            one: [other for other in self.outcomes if other != one and self.rng.random() < 0.5]
            for one in self.outcomes
        }

    def harmless_rules(self) -> list[Any]:
        option = quoted(next(iter(self.options)))
        return [
            f"{option} or not {option}",
            {"that": f"{option} -> {option}", "name": "a name", **self.line()},
        ]

    def owned(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for option, levels in self.options.items():
            own = {} if levels == ["no", "yes"] and self.rng.random() < 0.5 else {"levels": levels}
            one_way = self.rng.choice([True, "yes", "down", False, {"direction": "yes", **self.line()}])
            own |= {**self.maybe(one_way=one_way, name=self.text()), **self.line()}
            bare = self.rng.choice([None, self.text(), {}])
            found.setdefault(self.rng.choice(self.parties), {})[option] = own or bare
        return found
