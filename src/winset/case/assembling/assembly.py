"""From the document to the case: names resolved, formulas read, every line given its id and place.

Each function called here takes the resolver of names, notes what is wrong in its notebook, and returns what
it could make of the rest, so that all problems of a file are found at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from winset.case.assembling.agreements import coalitions, deal
from winset.case.assembling.declarations import (
    moves,
    named_outcomes,
    options,
    parties,
    rules,
    status_quo,
    target,
)
from winset.case.assembling.notebook import Notebook
from winset.case.assembling.resolver import resolver
from winset.case.assembling.wants import perceived, preferences, unknown
from winset.case.checking import outcome_problems
from winset.case.digest import with_digest
from winset.case.evidence.rating import check_ratings, ratings
from winset.case.evidence.sources import Archive
from winset.case.model import Case
from winset.case.yaml.document import Document


def assemble(document: Document, notebook: Notebook, archive: Archive, path: Path | None) -> Case:
    """The case a document describes; raises CaseError with all problems, those noted before included.

    Where what decides the outcomes is sound, the outcomes are looked at too: whether there are any, whether
    the status quo is one of them, whether each preference ranks them all.
    """
    notebook.harmless = len(notebook.problems)
    names = resolver(document, notebook, archive)
    decisive: dict[str, Any] = {
        "parties": parties(names),
        "options": options(names),
        "rules": rules(names),
        "preferences": preferences(names),
        "status_quo": status_quo(names),
        "moves": moves(names),
        "unknown": unknown(names),
        "perceived": perceived(names),
    }
    sound = notebook.sound
    content = Case(
        title=document.title,
        digest="",
        question=document.question,
        as_of=document.as_of,
        source=document.source,
        note=document.note,
        reports=tuple(archive.reports.values()),
        coalitions=coalitions(names),
        deal=deal(names),
        names=named_outcomes(names),
        outcomes=dict(document.outcomes),
        path=path,
        target=target(names),
        dependence=document.dependence,
        from_claims=document.likelihood is not None,
        ratings=ratings(document),
        **decisive,
    )
    case = with_digest(content)
    if notebook.sound:
        check_ratings(case, notebook)
    if sound:
        notebook.add(*outcome_problems(case, notebook.source))
    notebook.raise_if_any()
    return case
