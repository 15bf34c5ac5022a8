"""What could be agreed: is there a zone, would it hold, what would unlock the target, what would one change do."""

from __future__ import annotations

from winset.analysis.deals import deals
from winset.errors import UndefinedError
from winset.show.advice.deals import bottom_line, changes, holding
from winset.show.brief import unlocking
from winset.show.brief.answers import Answers
from winset.show.brief.content import Basis, Paragraph, Section


def section(answers: Answers) -> Section:
    """The zone, the fate of its packages, what the target takes, and what one change would let in.

    Empty where the case has no deal block: then nobody has said that an agreement is what it is about.
    """
    title = "What could be agreed"
    if answers.case.deal is None:
        return Section("agreeing", title, ())
    try:
        found = deals(answers.case)
    except UndefinedError as reason:
        return Section("agreeing", title, (Paragraph(f"Not said: {reason}.", Basis("zone of agreement")),))
    unlock = () if answers.unlocking is None else unlocking.blocks(answers, answers.unlocking)
    return Section("agreeing", title, (*bottom_line(found)[:2], *holding(found), *unlock, *changes(found)))
