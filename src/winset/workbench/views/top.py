"""The top of the page: the case's name, undo and keep; and the bottom line, before a change and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.show.strength import STRENGTHS
from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.staleness import staleness

if TYPE_CHECKING:
    from winset.workbench.session import Session, Turned


def top(session: Session) -> Markup:
    """The name of the case, and what can be done with its versions."""
    desk, changed = session.desk, session.desk.changed
    undo = desk.trail[desk.at].label if desk.at else None
    redo = desk.trail[desk.at + 1].label if desk.at + 1 < len(desk.trail) else None
    sound = session.answer.check.ok
    return joined([
        element("div", element("b", "Winset", cls="brand"), element("div", element("h1", session.title, title=session.title, dir="auto"), element("p", session.question, cls="hint", title=session.question), cls="title"), cls="row name"),
        element(
            "nav",
            button("↶ Undo", act("undo"), disabled=undo is None, title=f"Undo: {undo}" if undo else "Nothing to undo"),
            button("↷ Redo", act("redo"), disabled=redo is None, title=f"Redo: {redo}" if redo else "Nothing to redo", aria_label="Redo"),
            button(session.keep_words, act("keep"), "primary", disabled=not changed or not sound,
                   title="Write the changed lines to the file (Ctrl S)" if sound else "Mend the problems first"),
            button("Versions", act("dialog", name="versions")),
            button("Export", act("dialog", name="export")),
            button("Cases", act("dialog", name="cases")),
            button("?", act("help"), "icon", aria_label="Help and keys"),
            element("button", "◐", type="button", cls="button icon", data_own="theme", aria_label="Light or dark"),
            cls="row wrap", aria_label="Versions and files",
        ),
    ])  # fmt: skip


def line(session: Session) -> Markup:
    """The bottom line of this version, beside that of the file where they differ."""
    notice = _clash(session) if session.look.clash else None
    if session.answers is None:
        said = staleness(session) or element("p", "No bottom line yet: the case cannot be read.", cls="hint")
        return joined([notice, element("section", said, cls="bottom", aria_label="Bottom line")])
    if session.work is not None:
        return joined(
            [notice, element("section", staleness(session), cls="bottom", aria_label="Bottom line")]
        )
    now = session.shown_answer.told
    before = session.before
    if not session.desk.changed or before is None or session.answer.case is None:
        label = (
            "Bottom line" if session.answer.case is not None else "Bottom line, as it was before the problems"
        )
        return joined(
            [
                notice,
                element(
                    "section",
                    element("h2", label, cls="label"),
                    element("p", _told(now)),
                    cls="bottom",
                    aria_label="Bottom line",
                ),
            ]
        )
    gone, new, same = session.turnover
    told = [
        element(
            "div",
            element("h2", "Before", cls="label"),
            element("p", _told(before.told, now)),
            cls="before",
        ),
        element(
            "div",
            element("h2", "What if", cls="label"),
            element("p", _told(now, before.told)),
            cls="after",
        ),
    ]
    if before.told == now:
        told = [
            element(
                "div",
                element("h2", "What if: the bottom line stays as it is", cls="label"),
                element("p", _told(now)),
                cls="after whole",
            )
        ]
    return joined([
        notice,
        element(
            "section",
            element("div", _chips("no longer holds", gone, "gone"), _chips("now holds", new, "new"), element("span", f"{same} unchanged", cls="hint"),
                    button("Name it", act("dialog", name="name"), "small"), button("Drop it", act("drop"), "small", disabled=not session.desk.kept),
                    cls="row wrap turnover"),
            told,
            cls="bottom two", aria_label="Bottom line, before and after",
        ),
    ])  # fmt: skip


def _told(sentences: tuple[str, ...], other: tuple[str, ...] | None = None) -> Markup:
    """Sentences; those that the other bottom line does not say stand out."""
    return joined(
        element("b" if other is not None and one not in other else "span", f"{one} ") for one in sentences
    )


def _chips(title: str, outcomes: list[Turned], cls: str) -> Markup | None:
    if not outcomes:
        return None
    sign = {"gone": "−", "new": "+"}[cls]
    chips = [
        element("span", f"{sign} {STRENGTHS[one.strength].sign} {one.name}", cls=f"chip {cls}")
        for one in outcomes[:4]
    ]
    more = len(outcomes) - len(chips)
    return element("span", f"{title}: ", chips, f" and {more} more" if more else None)


def _clash(session: Session) -> Markup:
    return element(
        "section",
        element("p", f"{', '.join(session.look.clash)} was changed elsewhere, in lines that you changed too. Whose are to stand?"),
        element("div", button("Keep mine", act("settle", mine=True), "primary"), button("Take the file's", act("settle", mine=False)), cls="row wrap"),
        element("p", "If you take the file's, your version stays in the list of versions.", cls="hint"),
        cls="notice clash", role="alert",
    )  # fmt: skip
