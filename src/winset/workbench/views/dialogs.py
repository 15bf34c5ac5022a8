"""What opens over the page: versions, exports, cases, a new case, help and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case import catalogue
from winset.workbench.markup import act, button, element
from winset.workbench.views.box import box
from winset.workbench.views.comparing import comparison
from winset.workbench.views.tour import tour
from winset.workbench.views.versions import naming, versions
from winset.workbench.views.withdrawal import withdrawal

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_REPORT_SHOWN = 200_000  # characters

KEYS = (
    ("Alt 1, 2, 3", "go to evidence, case, consequences"),
    ("Tab, Shift Tab", "go from control to control"),
    ("← →", "from tab to tab of a pane"),
    ("Alt ↑, Alt ↓", "move the line that has the focus"),
    ("Enter", "open what has the focus"),
    ("Ctrl Z, Ctrl Y", "undo, redo"),
    ("Ctrl S", "keep: write the changed lines to the file"),
    ("Esc", "close what is open over the page"),
    ("?", "this help"),
)
EXPORTS = {
    "The brief": (("brief.html", "One web page (HTML)"), ("brief.pdf", "PDF"), ("brief.docx", "Word (DOCX)"), ("brief.md", "Markdown"), ("brief.txt", "Plain text")),
    "Tables": (("stability.csv", "What holds (CSV)"), ("agreement.csv", "What could be agreed (CSV)")),
    "Figures": (("moves.svg", "Moves (SVG)"), ("moves.png", "Moves (PNG)"), ("stability.svg", "What holds (SVG)"), ("stability.png", "What holds (PNG)"),
                ("agreement.svg", "What could be agreed (SVG)"), ("agreement.png", "What could be agreed (PNG)")),
    "The case": (("case.yaml", "The case file"), ("folder.zip", "With its reports and claims (ZIP)"), ("case.gmcr", "For GMCR+ and gmcr-py (GMCR)")),
}  # fmt: skip


def dialog(session: Session) -> Markup:
    """What is open over the page, or nothing."""
    kinds = {
        "versions": versions,
        "export": _export,
        "cases": _cases,
        "new": _new,
        "help": _help,
        "name": naming,
        "tour": tour,
        "withdraw": withdrawal,
        "compare": comparison,
    }
    name = session.look.dialog
    return kinds[name](session) if name in kinds else Markup("")


def _export(session: Session) -> Markup:
    """What can be taken away; of a case with problems, its files only."""
    told = "Of the version you are looking at, kept or not."
    groups = EXPORTS
    if session.answer.case is None:
        told = "The case has problems, so only its files can be taken away."
        groups = {"The case": EXPORTS["The case"][:2]}
    made = [
        element("section", element("h3", title), element("div", [_export_button(*one) for one in files], cls="row wrap"), cls="block")
        for title, files in groups.items()
    ]  # fmt: skip
    return box("Export", element("p", told, cls="hint"), made)


def _export_button(file: str, words: str) -> Markup:
    return button(words, act("export", file=file), data_key=f"export-{file}")


def _cases(session: Session) -> Markup:
    bundled = [
        element(
            "li",
            button(catalogue.titles()[name], act("open", name=name), "plain"),
            element("p", catalogue.questions()[name], cls="hint"),
        )
        for name in catalogue.names()
    ]
    warning = (
        element("p", "This version is not kept; name it or keep it first, or it is lost.", cls="notice")
        if session.desk.changed
        else None
    )
    upload = element(
        "label",
        element("span", "Another program's file (.gmcr)"),
        element("input", type="file", accept=".gmcr,.json", **act("import")),
        cls="choice",
    )
    return box(
        "Cases", warning,
        element("div", button("Begin a case from a report", act("new"), "primary"), upload, cls="row wrap"),
        element("h3", "Bundled cases"), element("ul", bundled, cls="choices"), cls="wide",
    )  # fmt: skip


def _new(session: Session) -> Markup:
    data = session.look.data
    working, report = data.get("working"), data.get("report", "")
    if len(report) > MOST_REPORT_SHOWN:  # the page keeps what was pasted; a field cannot lay out so much
        report = ""
    fields = [
        element("label", element("span", "Title of the case"), element("input", type="text", name="title", id="new-title", maxlength="200", value=data.get("title", ""), autofocus=True), cls="choice wide"),
        element("label", element("span", "Question it is to answer"), element("input", type="text", name="question", id="new-question", maxlength="300", value=data.get("question", "")), cls="choice wide"),
        element("div",
            element("label", element("span", "Outlet"), element("input", type="text", name="outlet", id="new-outlet", maxlength="100", value=data.get("outlet", "")), cls="choice"),
            element("label", element("span", "Published"), element("input", type="date", name="published", id="new-published", value=data.get("published", "")), cls="choice"), cls="row wrap"),
        element("label", element("span", "The report, headline and all"), element("textarea", report, name="report", id="new-report", rows="12", dir="auto"), cls="choice wide"),
    ]  # fmt: skip
    status = (
        element(
            "div",
            element("p", working),
            element("progress", aria_label="Reading"),
            button("Cancel", act("cancel", kind="read")),
            role="status",
        )
        if working
        else None
    )
    error = element("p", data["error"], cls="notice", role="alert") if data.get("error") else None
    return box(
        "A case from a report",
        element("p", "Paste the text of a report. It is read on this computer, its claims are listed for your review, and lines of a case are proposed from them.", cls="hint"),
        error, element("div", fields, status or button("Read the report", act("read"), "primary"), data_form=True), cls="wide",
    )  # fmt: skip


def _help(session: Session) -> Markup:
    rows = [
        element("tr", element("th", element("kbd", keys), scope="row"), element("td", words))
        for keys, words in KEYS
    ]
    return box(
        "Keys and help",
        element(
            "p",
            "Change anything: what follows is worked out while you do, and the file is untouched until you keep the change.",
        ),
        element("table", element("tbody", rows), cls="keys"),
        button("Take the tour", act("tour", step=0), "primary"),
    )
