"""The option board: what each party can do, set to the outcome looked at, beside the present one and what holds."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case.model import Option
from winset.show.strength import STRENGTHS
from winset.workbench.markup import act, button, element, joined

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_COLUMNS = 6


def board(session: Session) -> Markup:
    """Every option with its levels as buttons; what they make together is named above."""
    case, answers = session.case, session.answers
    if case is None or answers is None:
        return element("p", "The board appears when the case can be read.", cls="empty")
    if case.is_graph:
        return _listing(session)
    columns = [index for index in session.held_indices if index != answers.today][:MOST_COLUMNS]
    groups = groupby(case.options, key=lambda one: one.party)
    names = {party.id: party.name for party in case.parties}
    rows = [
        row
        for party, own in groups
        for row in (
            element(
                "tr",
                element("th", names[party], colspan=str(3 + len(columns)), scope="colgroup", cls="party"),
            ),
            *(_row(session, option, columns) for option in own),
        )
    ]
    return joined([
        _looked_at(session),
        element("div", element("table", _head(session, columns), element("tbody", rows), cls="board"), cls="wide-scroll",
                tabindex="0", role="group", aria_label="Option board"),
    ])  # fmt: skip


def _looked_at(session: Session) -> Markup:
    """The outcome the levels make: its number, its name, whether it can be and how it holds."""
    index = session.looked
    if index is None:
        words = "These levels together break a rule, so this outcome cannot be."
    else:
        strength = session.strength_words(index)
        words = f"Outcome {session.label(index)}: {strength}."
    return element(
        "div",
        element("p", words, cls="said", role="status"),
        element(
            "div",
            button("Why?", act("look", tab="holds"), disabled=index is None),
            button("Make it the status quo", act("status_quo"), disabled=index is None),
            button(
                "Back to the status quo",
                act("today"),
                disabled=session.answers is None or session.answers.today is None,
            ),
            cls="row wrap",
        ),
        cls="looked",
    )


def _head(session: Session, columns: list[int]) -> Markup:
    answers = session.answers
    assert answers is not None
    heads = [
        element(
            "th",
            button([STRENGTHS[answers.strengths[index]].sign, " ", answers.names.id(index)], act("outcome", index=index), "small",
                   title=session.label(index), aria_label=f"Look at outcome {session.label(index)}"),
            scope="col",
        )
        for index in columns
    ]  # fmt: skip
    return element(
        "thead",
        element(
            "tr",
            element("th", "Option", scope="col"),
            element("th", "Looked at", scope="col"),
            element("th", "Now", scope="col"),
            heads,
        ),
    )


def _row(session: Session, option: Option, columns: list[int]) -> Markup:
    answers = session.answers
    assert answers is not None
    looked = session.levels.get(option.id, option.levels[0])
    claims = " ".join(str(one) for one in option.evidence if one.claim)
    choices = [
        element(
            "button", level, type="button", cls="level", aria_pressed=str(level == looked).lower(),
            aria_label=f"{option.name}: {level}", **act("level", option=option.id, level=level),
        )
        for level in option.levels
    ]  # fmt: skip
    today = "" if answers.today is None else answers.built.levels(answers.today)[option.id]
    cells = [answers.built.levels(index)[option.id] for index in columns]
    return element(
        "tr",
        element("th", element("button", option.name, type="button", cls="plain", title=option.why, data_lights=True, **act("line", line=option.id)),
                scope="row", data_line=option.id, data_claims=claims or None),
        element("td", element("span", choices, cls="levels", role="group", aria_label=option.name)),
        element("td", _mark(option, today)),
        [element("td", _mark(option, level)) for level in cells],
        data_key=option.id,
    )  # fmt: skip


def _mark(option: Option, level: str) -> Markup:
    first = level == option.levels[0] or not level
    return element(
        "span",
        "·" if first else level if len(option.levels) > 2 else "●",
        cls="off" if first else "on",
        aria_label=level or "unknown",
        role="img",
    )


def _listing(session: Session) -> Markup:
    """Graph form: the outcomes one by one."""
    case, answers = session.case, session.answers
    assert case is not None
    assert answers is not None
    rows = []
    for index, (outcome, name) in enumerate(list(case.outcomes.items())[:500]):
        strength = answers.strength(index)
        sign = STRENGTHS[strength].sign if strength is not None else ""
        now = element("span", "now", cls="badge") if index == answers.today else None
        shown = element(
            "button",
            name,
            type="button",
            cls="plain",
            aria_pressed=str(index == session.looked).lower(),
            **act("outcome", index=index),
        )
        rows.append(
            element(
                "tr",
                element("td", outcome, cls="id"),
                element("td", shown, now),
                element("td", sign),
                data_key=outcome,
            )
        )
    head = element("tr", [element("th", word, scope="col") for word in ("", "outcome", "holds")])
    return joined(
        [_looked_at(session), element("table", element("thead", head), element("tbody", rows), cls="ledger")]
    )
