"""One tab: its desk, the answers to the version it shows, and what it is looking at; the views read all they show here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from winset.analysis.question import ask
from winset.case.changing.edits import found
from winset.case.model import Case, Line, Statements, Weights
from winset.case.yaml.nodes import Path
from winset.errors import ReportError, WinsetError
from winset.reading.ledger import Claim, Ledger
from winset.show.brief.answers import Answers
from winset.show.move_graph import MoveGraph, move_graph
from winset.show.strength import STRENGTHS
from winset.workbench.answers import Answer, Work
from winset.workbench.beginning import Beginning
from winset.workbench.look import Look
from winset.workbench.versions.contents import data_of
from winset.workbench.versions.desk import Desk

if TYPE_CHECKING:
    from winset.analysis.deals import Deals

MOST_AROUND = 24  # outcomes of a neighbourhood that are drawn


@dataclass
class Session(Beginning):
    """A tab's desk and what it shows.

    answer: of the version shown. sound: of the last version without problems, which the page goes on showing. before:
    of what the disk holds. work: the answer to the version shown, where it is still being worked out or was stopped.
    """

    desk: Desk
    answer: Answer
    name: str = ""
    sound: Answer | None = None
    before: Answer | None = None
    look: Look = field(default_factory=Look)
    around: bool = False
    wants_agreement: bool = False
    work: Work | None = None
    _ledgers: dict[str, tuple[str, Ledger | None]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def answered(self, answer: Answer) -> None:
        """Take up the answer to the version now shown."""
        self.answer = answer
        if answer.answers is not None:
            self.sound = answer
        if self.look.report not in self.reports:
            self.look.report = next(iter(self.reports), None)

    # --- The case ---

    @property
    def shown_answer(self) -> Answer:
        """What the page shows the consequences of: this version, or the last one that could be read."""
        return self.answer if self.answer.answers is not None or self.sound is None else self.sound

    @property
    def answers(self) -> Answers | None:
        """The brief's answers to it."""
        return self.shown_answer.answers

    @property
    def case(self) -> Case | None:
        """The case of this version, or of the last one that could be read."""
        return self.answer.case or self.shown_answer.case

    @property
    def data(self) -> Any:
        """The bare data of this version's text; nothing where it cannot be read."""
        try:
            return data_of(self.desk.text)
        except WinsetError:
            return {}

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.case.title if self.case else str(self._said("title") or "A new case")

    @property
    def question(self) -> str:
        """What the case is to answer."""
        return str((self.case.question if self.case else self._said("question")) or "")

    def _said(self, key: str) -> object:
        data = self.data
        return data.get(key) if isinstance(data, dict) else None

    @property
    def is_new(self) -> bool:
        """Whether the case was begun here and is on no disk yet."""
        return not self.desk.kept

    @property
    def keep_words(self) -> str:
        """What keeping would do."""
        count = len(self.desk.changed)
        if self.desk.home is not None:
            return f"Keep in {self.desk.home.name}/"
        return "Keep" if count else "Kept"

    def found(self, path: Path) -> Any:
        """What a path of this version's text leads to; None where nothing is there."""
        try:
            return found(self.data, path)
        except WinsetError:
            return None

    def keys_at(self, path: Path) -> list[str]:
        """The keys of a mapping in this version's text."""
        here = self.found(path)
        return list(here) if isinstance(here, dict) else []

    def missing(self, path: Path) -> list[tuple[Path, str]]:
        """Lines that the file has in a list and this version has not, with their words."""
        text = self.desk.kept.get(self.desk.file)
        if text is None:
            return []
        try:
            old = found(data_of(text), path)
        except WinsetError:
            return []
        now = [_formula(one) for one in self.found(path) or []]
        return (
            [((*path, k), _formula(one)) for k, one in enumerate(old) if _formula(one) not in now]
            if isinstance(old, list)
            else []
        )

    @property
    def lines(self) -> list[Line]:
        """Every line of the case that can rest on a claim."""
        case = self.case
        if case is None:
            return []
        found: list[Line] = [*case.parties, *case.options, *case.rules]
        for want in case.preferences.values():
            found += (
                want.statements
                if isinstance(want, Statements)
                else want.weights
                if isinstance(want, Weights)
                else ()
            )
        return [
            *found,
            *(case.deal.ratified_by if case.deal else ()),
            *(case.deal.red_lines if case.deal else ()),
        ]

    def resting_on(self, claim: str) -> list[str]:
        """The ids of the lines that cite a claim."""
        return [line.id for line in self.lines if claim in map(str, line.evidence)]

    # --- Evidence ---

    @property
    def reports(self) -> list[str]:
        """The ids of the case's reports."""
        return list(self.desk.report_files)

    def report_title(self, report: str) -> str:
        """What a report is called."""
        entry = self.found(("reports", report))
        return str(entry.get("title") or entry.get("outlet") or report) if isinstance(entry, dict) else report

    @property
    def report_text(self) -> str:
        """The text of the report shown."""
        report = self.look.report
        file = self.desk.report_files.get(report or "")
        if report is None or file is None:
            return ""
        if file not in self._texts:
            try:
                self._texts[file] = self.desk.report(file)
            except WinsetError as error:
                return str(error)
        return self._texts[file]

    @property
    def ledger_file(self) -> str | None:
        """The file of the claims of the report shown."""
        name = self.desk.ledgers.get(self.look.report or "")
        return name if name in self.desk.version.texts else None

    @property
    def ledger(self) -> Ledger | None:
        """The claims of the report shown; None where there are none, or they cannot be read."""
        name = self.ledger_file
        if name is None:
            return None
        text = self.desk.version.texts[name]
        known = self._ledgers.get(name)
        if known is None or known[0] != text:
            try:
                known = (text, Ledger.loads(text, name))
            except ReportError:
                known = (text, None)
            self._ledgers[name] = known
        return known[1]

    @property
    def claim(self) -> Claim | None:
        """The claim chosen."""
        report, _, claim = (self.look.claim or "").partition("#")
        ledger = self.ledger if report == self.look.report else None
        return ledger.by_id.get(claim) if ledger else None

    # --- Outcomes ---

    @property
    def held_indices(self) -> list[int]:
        """What holds, strongest first, then in the order of the brief."""
        answers = self.answers
        if answers is None:
            return []
        first = [] if self.shown_answer.is_large else list(answers.shown)
        place = {index: k for k, index in enumerate(first)}
        return sorted(
            answers.strengths, key=lambda one: (answers.strengths[one], place.get(one, len(place)), one)
        )

    @property
    def levels(self) -> dict[str, str]:
        """The levels looked at: those chosen, else of the present outcome, else of the first that holds."""
        answers = self.answers
        assert answers is not None
        case, given = answers.case, self.look.levels
        if given is None:
            start = answers.today if answers.today is not None else next(iter(answers.strengths), None)
            return answers.built.levels(start) if start is not None else {}
        known = {option.id: option.levels for option in case.options} or {"outcome": tuple(case.outcomes)}
        return {
            option: given[option] if given.get(option) in levels else levels[0]
            for option, levels in known.items()
        }

    @property
    def looked(self) -> int | None:
        """The outcome looked at, or None where its levels together cannot be."""
        if self.answers is None:
            return None
        built, levels = self.answers.built, self.levels
        if not levels:
            return None
        index = built.index_at(levels)
        return index if built.game.feasible is None or built.game.feasible[index] else None

    @property
    def looked_id(self) -> str | None:
        """The id of the outcome looked at."""
        index = self.looked
        return None if index is None or self.answers is None else self.answers.names.id(index)

    def label(self, index: int) -> str:
        """An outcome by number and name."""
        assert self.answers is not None
        name = self.answers.built.name(index)
        return f"{self.answers.names.id(index)} {name}" if name else self.answers.names.id(index)

    def strength_words(self, index: int) -> str:
        """How an outcome holds, in words."""
        assert self.answers is not None
        strength = self.answers.strength(index)
        return "it would not hold" if strength is None else f"it holds, {STRENGTHS[strength].name}"

    def doings(self, index: int) -> str:
        """What each party does at an outcome."""
        answers = self.answers
        assert answers is not None
        if answers.case.is_graph:
            return self.strength_words(index)
        parts = [(party.name, answers.names.doings(index, party)) for party in answers.case.parties]
        return "; ".join(f"{name}: {doing}" for name, doing in parts if doing) or "Nobody does anything."

    @property
    def reason(self) -> str:
        """Why the verdict chosen is what it is."""
        index, answers = self.looked, self.answers
        if self.look.why is None or index is None or answers is None:
            return ""
        party, concept = self.look.why
        if not 0 <= party < len(answers.case.parties) or concept not in answers.stability.concepts:
            return ""
        return str(answers.stability.why(answers.names.id(index), party, concept))

    @property
    def party_names(self) -> tuple[str, ...]:
        """The parties' names."""
        return self.answers.names.parties if self.answers else ()

    @property
    def graph(self) -> MoveGraph | None:
        """The moves to draw: of the brief's story, or around the outcome looked at."""
        answers, here = self.answers, self.looked
        if answers is None:
            return None
        if not (self.around or self.shown_answer.is_large):
            return self.shown_answer.graph
        if here is None:
            return None
        question = ask(answers.case)
        near = [
            int(t)
            for party in range(len(self.party_names))
            for t in question.game.improvements(party, here).tolist()
        ]
        held = [
            int(t)
            for party in range(len(self.party_names))
            for t in question.game.moves(party, here).tolist()
            if int(t) in answers.strengths
        ]
        chosen = [here, *dict.fromkeys([*held, *near])][:MOST_AROUND]
        return move_graph(
            question, chosen, answers.strengths, answers.today if answers.today in chosen else None
        )

    @property
    def road(self) -> str:
        """How the outcome looked at can come about from the status quo."""
        answers, index = self.answers, self.looked
        if (
            answers is None
            or index is None
            or self.shown_answer.is_large
            or answers.paths is None
            or index == answers.today
        ):
            return ""
        return answers.paths.why(answers.names.id(index))

    @property
    def agreement(self) -> Deals | str:
        """What could be agreed, or why that is not defined here."""
        return self.shown_answer.deals

    @property
    def turnover(self) -> tuple[list[Turned], list[Turned], int]:
        """What no longer holds, what now holds, and how many outcomes hold as before."""
        old = self.before.holding if self.before else {}
        new = self.shown_answer.holding
        gone = [Turned(self.before, key, old[key]) for key in old if new.get(key) != old[key]]
        fresh = [Turned(self.shown_answer, key, new[key]) for key in new if old.get(key) != new[key]]
        return gone, fresh, sum(new.get(key) == old[key] for key in old)

    # --- Targets ---

    @property
    def target_names(self) -> list[str]:
        """The outcomes the case gives names to."""
        return list(self.case.names) if self.case else []

    @property
    def example_target(self) -> str:
        """A target a newcomer may begin with."""
        case = self.case
        if case is None or case.is_graph:
            return "outcome = 8"
        return next(
            (f"{o.id} = {o.levels[-1]}" for o in case.options if len(o.levels) > 2), case.options[0].id
        )


@dataclass(frozen=True)
class Turned:
    """An outcome that holds in one version and not so in another: whose answer it is, its levels, how it holds."""

    answer: Answer | None
    levels: tuple[tuple[str, str], ...]
    strength: int

    @property
    def name(self) -> str:
        """The outcome as a chip names it."""
        assert self.answer is not None
        assert self.answer.answers is not None
        answers = self.answer.answers
        index = answers.built.index_at(dict(self.levels))
        name = answers.built.name(index)
        return f"{answers.names.id(index)} {name}" if name else f"outcome {answers.names.id(index)}"


def _formula(line: object) -> str:
    """The formula of a line as the file has it."""
    return str(line.get("that", line)) if isinstance(line, dict) else str(line)
