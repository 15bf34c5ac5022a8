"""From the content of a `.gmcr` file to a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from winset.case.build import Built, build
from winset.case.foreign.gmcr_file import MAX_PROBLEMS, Condition, GmcrFile
from winset.case.foreign.names import distinct, word
from winset.case.formulas.formula import RESERVED, Formula
from winset.case.formulas.patterns import holds_somewhere, never
from winset.case.model import Case, Option, Ordering, Party, Preference, Rule, Statement, Statements
from winset.errors import ForeignFileError, Problem


class Reading:
    """A file on its way to a case: ids for its parties, in the file's order, and its options, by bit."""

    def __init__(self, file: GmcrFile, name: str):
        self.file, self.name = file, name
        self.parties = distinct(
            [word(one.name, f"party_{k + 1}") for k, one in enumerate(file.makers)], set()
        )
        self.owner = {bit: party for party, maker in enumerate(file.makers) for bit in maker.options}
        self.options = self._option_ids()
        self.remarks: list[str] = []

    def _option_ids(self) -> list[str]:
        words = [word(option.name, f"option_{bit + 1}") for bit, option in enumerate(self.file.options)]
        taken = Counter([*words, *self.parties])
        dotted = [taken[word] > 1 or word in RESERVED for word in words]
        ids = [
            f"{self.parties[self.owner[bit]]}.{word}" if dotted[bit] else word
            for bit, word in enumerate(words)
        ]
        return distinct(ids, set(self.parties))

    def case(self) -> Case:
        """The case, its preferences last: rankings need the outcomes numbered."""
        order = sorted(range(len(self.parties)), key=lambda party: not self.file.makers[party].options)
        case = Case(
            title=Path(self.name).stem,
            digest="",
            source=f"{Path(self.name).name}, a file of {self.file.program or 'GMCR'}",
            parties=tuple(
                Party(id=self.parties[k], name=self.file.makers[k].name or self.parties[k]) for k in order
            ),
            options=tuple(self._option(bit) for k in order for bit in self.file.makers[k].options),
            rules=tuple(self._rules()),
            coalitions=tuple(
                tuple(self.parties[k] for k in one) for one in self.file.coalitions if len(one) > 1
            ),
        )
        case = replace(case, preferences={self.parties[k]: self._preference(k, case) for k in order})
        return replace(case, note=self._note())

    def _option(self, bit: int) -> Option:
        option, name = self.file.options[bit], self.options[bit]
        party = self.parties[self.owner[bit]]
        return Option(id=name, party=party, name=option.name or name, direction=option.direction)

    def _rules(self) -> Iterable[Rule]:
        patterns = [pattern for condition in self.file.infeasible for pattern in condition]
        for number, pattern in enumerate(patterns):
            formula = never(pattern, self.options)
            yield Rule(id=f"rule {number + 1}", that=formula, text=str(formula))

    def _preference(self, party: int, case: Case) -> Preference:
        maker = self.file.makers[party]
        if unperceived := self._formulas(maker.unperceived):
            words = "; ".join(map(str, unperceived))
            self.remarks.append(
                f"{maker.name} does not perceive outcomes with {words}; here all parties see all"
            )
        if maker.ranking is not None:
            return self._ranking(party, build(case))
        named = enumerate(self._formulas(maker.conditions), start=1)
        lines = [Statement(id=f"{self.parties[party]} {k}", that=that, text=str(that)) for k, that in named]
        return Statements(tuple(lines))

    def _formulas(self, conditions: Iterable[Condition]) -> list[Formula]:
        """Conditions, but those without patterns or options: they hold never or always, and say nothing."""
        return [holds_somewhere(one, self.options) for one in conditions if one and all(one)]

    def _ranking(self, party: int, built: Built) -> Ordering:
        """The ranking, its places turned into ids."""
        tiers, ids = self.file.makers[party].ranking or (), self._ids_by_place(built)
        listed = Counter(place for tier in tiers for place in tier)
        wrong = [f"outcome {place} is there {times} times" for place, times in listed.items() if times > 1]
        wrong += [f"no outcome {place}: {len(ids)} are feasible" for place in listed if place > len(ids)]
        missing = [str(place) for place in range(1, len(ids) + 1) if place not in listed]
        if missing:
            wrong.append(f"it misses outcomes {', '.join(missing[:5])}{', ...' if missing[5:] else ''}")
        if wrong:
            at = f"decisionMakers[{party}].preferenceRanking"
            raise ForeignFileError(Problem(f"{at}: {one}", self.name) for one in wrong[:MAX_PROBLEMS])
        return Ordering(tuple(tuple(ids[place - 1] for place in tier) for tier in tiers if tier))

    def _ids_by_place(self, built: Built) -> list[str]:
        """The id of the outcome at each place: the feasible ones by number, in the file's order of bits."""
        numbers = np.zeros(len(built.indices), dtype=np.int64)
        for digit, option in enumerate(built.case.options):
            numbers |= (built.indices >> digit & 1) << self.options.index(option.id)
        return [built.ids[position] for position in np.argsort(numbers)]

    def _note(self) -> str:
        unread = [f"the key {key} was not read" for key in self.file.unread]
        left = [*self.remarks, *unread]
        return "Read from a .gmcr file." + (f" Left out: {'; '.join(left)}." if left else "")
