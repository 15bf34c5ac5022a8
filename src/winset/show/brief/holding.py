"""What would hold: the outcomes by how strongly they hold, what they share, and the option table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from winset.analysis.families import Family
from winset.analysis.result import Table
from winset.show.brief.answers import FEW, Answers
from winset.show.brief.content import Basis, Block, Bullets, Paragraph, Section
from winset.show.brief.pulls import answered_temptation
from winset.show.brief.sharing import differing_words, in_common, shared_words
from winset.show.option_table import option_table
from winset.show.strength import STRENGTHS
from winset.show.wording import capital, counted, listed, shortened

BASES = (Basis("stability, Nash"), Basis("stability, SEQ and SSEQ"), Basis("stability, GMR and SMR"))
THREAT = 2
NAMED = 3  # outcomes named one by one in a sentence


def section(answers: Answers) -> Section:
    """Each kind of strength that occurs, then the outcomes side by side."""
    blocks: list[Block] = [block for kind in range(len(STRENGTHS)) for block in _kind(answers, kind)]
    if not blocks:
        blocks = [_nothing_holds(answers)]
    return Section("holding", "What would hold", (*blocks, *_side_by_side(answers)))


def _nothing_holds(answers: Answers) -> Paragraph:
    possible = counted(len(answers.built.indices), "possible outcome")
    text = (
        f"None of the {possible} is stable for every party: wherever they stand, one of them has a move that"
        " serves it and that the others cannot undo or punish. Expect movement rather than a settlement."
    )
    return Paragraph(text, Basis("stability, GMR"))


def _kind(answers: Answers, kind: int) -> Iterator[Block]:
    members = answers.held[kind]
    if not members.size:
        return
    leading = kind != THREAT or not answers.lasting.size
    lead = f"{capital(STRENGTHS[kind].name)} {STRENGTHS[kind].sign} {counted(len(members), 'outcome')}."
    named = f" {_named(answers, kind)}" if len(members) <= NAMED else ""
    yield Paragraph(f"{capital(STRENGTHS[kind].meaning)}.{named}", BASES[kind], lead)
    if len(members) > NAMED:
        yield from _what_they_share(answers, kind)
    if leading and answers.gathered and len(members) > NAMED:
        yield from _in_families(answers, kind)
    if kind == 1 and not answers.gathered:
        yield from _what_guards(answers)


def _named(answers: Answers, kind: int) -> str:
    return capital(listed(answers.names.outcome(int(index)) for index in answers.held[kind])) + "."


def _what_they_share(answers: Answers, kind: int) -> Iterator[Block]:
    members = answers.held[kind]
    if answers.case.is_graph:
        listing = shortened([answers.names.outcome(int(index)) for index in members], FEW)
        yield Paragraph(f"They are {listing}.", BASES[kind])
    elif common := in_common(answers, members):
        yield Paragraph(f"{capital(common)}.", BASES[kind])


def _in_families(answers: Answers, kind: int) -> Iterator[Block]:
    """Many outcomes of one kind: the families they fall into, or at least where they part."""
    told = answers.families_held[kind]
    known = answers.families(answers.held[kind], most=1)[0]
    if len(told) > 1:
        yield Bullets(tuple(_family(answers, family, known) for family in told))
    elif part := differing_words(answers, known):
        yield Paragraph(f"{capital(part)}.", BASES[kind])


def _family(answers: Answers, family: Family, known: Family) -> Paragraph:
    """One family: what it shares beyond what is said of all, and where its members part."""
    text = "; ".join(filter(None, (shared_words(answers, family, known), differing_words(answers, family))))
    first = answers.names.id(min(answers.stands_for, key=lambda index: index not in family.members))
    example = f" (for one, outcome {first})" if len(family.members) > 1 else f" (outcome {first})"
    return Paragraph(
        f"{text or 'as said of all'}{example}.", lead=f"{capital(counted(len(family.members), 'outcome'))}:"
    )


def _what_guards(answers: Answers) -> Iterator[Block]:
    """At each guarded outcome, who is tempted by what, and what would answer it."""
    names = answers.names
    for index in answers.held[1].tolist():
        tempted = np.flatnonzero(~answers.stability.stable["nash"][:, index]).tolist()
        told = [(names.parties[party], answered_temptation(answers, party, index)) for party in tempted]
        yield Paragraph("", BASES[1], lead=f"What guards {names.outcome(index)}")
        yield Bullets(tuple(Paragraph(f"{text}.", lead=name) for name, text in told))


def _side_by_side(answers: Answers) -> Iterator[Block]:
    """The option table of the outcomes shown, beside the present position."""
    if not answers.shown:
        return
    columns = _columns(answers)
    if answers.case.is_graph:
        yield _outcome_list(answers)
    else:
        yield option_table(answers.built, columns, answers.strengths, answers.stands_for)
    if answers.case.is_graph and len(answers.leading) > len(answers.shown):
        yield Paragraph(f"{len(answers.leading) - len(answers.shown):,} more would hold as well.")


def _columns(answers: Answers) -> list[int]:
    today = [] if answers.today is None or answers.today in answers.shown else [answers.today]
    return [*today, *answers.shown]


def _outcome_list(answers: Answers) -> Table:
    """In graph form, which has no options: the outcomes that hold, by name."""
    rows = tuple(
        (
            answers.names.id(index),
            answers.built.name(index),
            STRENGTHS[strength].name
            if (strength := answers.strength(index)) is not None
            else "does not hold",
        )
        for index in _columns(answers)
    )
    return Table("The outcomes that would hold", ("outcome", "what it is", "how it holds"), rows)
