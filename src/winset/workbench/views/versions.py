"""The versions of a case: the steps that led here, those that have a name, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.answer_tables import answer_tables
from winset.workbench.views.box import box, waiting

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_STEPS = 60


def versions(session: Session) -> Markup:
    """Steps and names on top, the comparison below."""
    return box(
        "Versions",
        element("div", _steps(session), _named(session), cls="halves"),
        _comparison(session),
        cls="wide",
    )


def naming(_session: Session) -> Markup:
    """The box that gives this version a name."""
    return box("Name this version", _name_form())


def _steps(session: Session) -> Markup:
    desk = session.desk
    steps = [
        element("li", button(version.label, act("step", at=k), "plain", aria_current="step" if k == desk.at else None),
                element("span", "now", cls="badge") if k == desk.at else None)
        for k, version in reversed(list(enumerate(desk.trail)))
    ]  # fmt: skip
    return element(
        "section",
        element("h3", "Steps, newest first"),
        element("ol", steps[:MOST_STEPS], cls="steps", reversed=True, tabindex="0", aria_label="Steps"),
    )


def _named(session: Session) -> Markup:
    named = [
        element(
            "li",
            element("b", name),
            button("Take up", act("recall", name=name), "small", aria_label=f"Take up {name}"),
            button(
                "Compare", act("ask", kind="differ", name=name), "small", aria_label=f"Compare with {name}"
            ),
            cls="row wrap",
        )
        for name in session.desk.named
    ]
    empty = element("p", "Name a version to come back to it, or to compare.", cls="hint")
    return element(
        "section", element("h3", "Named"), element("ul", named, cls="steps") if named else empty, _name_form()
    )


def _name_form() -> Markup:
    field = element("input", type="text", name="name", id="version-name", maxlength="80", autocomplete="off")
    return element(
        "div",
        element("label", element("span", "Name of this version"), field, cls="choice"),
        button("Name it", act("name")),
        data_form=True,
        cls="row wrap",
    )


def _comparison(session: Session) -> Markup:
    """How this version differs from the file or a named one: lines, what holds, and which change made the difference."""
    found = session.look.asked.get("differ", {})
    with_file = button(
        "Compare with the file",
        act("ask", kind="differ", name=""),
        disabled=not (session.desk.changed and session.desk.kept) or session.answer.case is None,
    )
    if found.get("working"):
        return waiting(found, "differ")
    told: Markup | None = None
    if found.get("error"):
        told = element("p", found["error"], cls="notice", role="alert")
    elif found:
        words = f"This version, compared with {found['with']}:"
        told = joined([element("p", words, cls="said", role="status"), answer_tables(found["tables"])])
    elif not session.desk.changed:
        told = element("p", "This version is what the file says.", cls="hint")
    return element("section", element("h3", "What changed, and why"), with_file, told, cls="block")
