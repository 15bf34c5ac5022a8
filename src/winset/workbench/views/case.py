"""The case pane: its lines to be ordered, switched off and weighed; its options as a board; its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.errors import Problem
from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.board import board
from winset.workbench.views.lines import preference_lists, rule_list
from winset.workbench.views.proposals import proposals
from winset.workbench.views.tabs import pane, tabs

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_MARKED = 100  # problems marked in the text
TABS = (("lines", "Lines"), ("board", "Options"), ("text", "Text"))


def case(session: Session) -> Markup:
    """The whole pane."""
    begun = (("begin", "Begin"), *TABS) if session.is_new or session.look.begun else TABS
    body = {"lines": _lines, "board": board, "text": _text, "begin": proposals}[session.look.case](session)
    problems = session.answer.check.problems
    foot = _problems(problems) if problems and session.look.case != "begin" else None
    return pane("case", "Case", tabs("case", session.look.case, begun), body, foot)


def _lines(session: Session) -> Markup:
    if session.case is None:
        return element("p", "The case cannot be read yet: see Text.", cls="empty")
    return joined([rule_list(session), preference_lists(session)])


def _text(session: Session) -> Markup:
    """The file as text, its lines numbered, every problem marked at its place."""
    problems, text = session.answer.check.problems, session.desk.text
    numbers = "\n".join(map(str, range(1, text.count("\n") + 2)))
    return joined([
        element("label", "The case file of this version; changes are read as you type.", for_="yaml", cls="hint"),
        element(
            "div",
            element("div", element("pre", numbers), [_wrong_line(one) for one in problems[:MOST_MARKED] if one.line], cls="numbers", aria_hidden="true"),
            element(
                "div",
                element("div", [_wrong_words(one) for one in problems[:MOST_MARKED] if one.line and one.column], cls="marks", aria_hidden="true"),
                element("textarea", text, id="yaml", spellcheck="false", data_live="text", autocapitalize="off", wrap="off",
                        aria_invalid=str(bool(problems)).lower(), aria_describedby="problems"),
                cls="written",
            ),
            cls="editor",
        ),
    ])  # fmt: skip


def _wrong_line(problem: Problem) -> Markup:
    """The sign beside a line with a problem."""
    return element("b", "✗", style=f"--line: {(problem.line or 1) - 1}")


def _wrong_words(problem: Problem) -> Markup:
    """The words of a problem, underlined where they stand."""
    column = (problem.column or 1) - 1
    word = re.match(r"[\w.-]+|.", (problem.text or "")[column:])
    place = f"--line: {(problem.line or 1) - 1}; --column: {column}; --count: {len(word[0]) if word else 1}"
    return element("i", style=place)


def _problems(problems: tuple[Problem, ...]) -> Markup:
    """Every problem at its place; choosing one leads there in the text."""
    items = [
        element(
            "li",
            button(f"line {one.line}" if one.line else "case", act("goto", line=one.line or 1), "small"),
            element(
                "span", f" {one.message}", element("span", f" ({one.hint})", cls="hint") if one.hint else None
            ),
            element("pre", f"{one.text}\n{' ' * (one.column - 1)}^", aria_hidden="true")
            if one.text and one.column
            else None,
        )
        for one in problems[:20]
    ]
    count = len(problems)
    return element(
        "section",
        element("h3", f"{count} problem{'s' * (count > 1)} to mend"),
        element("ul", items, cls="problems"),
        id="problems",
        role="alert",
    )
