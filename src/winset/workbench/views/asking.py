"""What would unlock an outcome, what keeps it out, what would change our mind: asked by a button, tried by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from winset.analysis.stability import CONCEPTS, TITLES
from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.box import waiting

if TYPE_CHECKING:
    from winset.workbench.session import Session

KINDS = {
    "unlock": "What would let it in",
    "why_not": "What keeps it out",
    "minds": "What would change the answer",
    "surety": "How sure",
}


NOTHING = {
    "unlock": "No set of changes found would let it in.",
    "why_not": "Nothing keeps it out: it can be agreed, and nobody would leave it.",
    "minds": "No line whose likelihood is open moves the answer: say how likely lines are, and ask again.",
}


def asking(session: Session) -> Markup:
    """The questions that take a while, and their answers."""
    return element(
        "div",
        _target(session), *(_answer(session, kind) for kind in ("unlock", "why_not")),
        _minds(session), *(_answer(session, kind) for kind in ("surety", "minds")),
        data_form=True,
    )  # fmt: skip


def _target(session: Session) -> Markup:
    return element(
        "section",
        element("h3", "What would unlock …"),
        element(
            "label", element("span", "An outcome, as a formula or a name of the case"),
            element("input", type="text", name="target", id="target", value=session.look.target, placeholder=session.example_target,
                    list="targets", autocomplete="off", spellcheck="false"),
            cls="choice wide",
        ),
        element("datalist", [element("option", value=name) for name in session.target_names], id="targets"),
        element("div", button("What would unlock it", act("ask", kind="unlock"), "primary"), button("What keeps it out", act("ask", kind="why_not")), cls="row wrap asks"),
        element("p", "A target is unlocked when all whose yes is needed accept it, it is ratified, and nobody would leave it.", cls="hint"),
        cls="block",
    )  # fmt: skip


def _minds(session: Session) -> Markup:
    firm = [
        element("option", TITLES[name], value=name, selected=name == session.look.concept)
        for name in CONCEPTS
    ]
    return element(
        "section",
        element("h3", "How sure, and what would change our mind"),
        element("p", "Over the likelihoods in the case: how probable it is that each outcome holds, and which lines the answer about the outcome above hangs on.", cls="hint"),
        element(
            "div",
            button("How sure are we?", act("ask", kind="surety")),
            button("What would change our mind?", act("ask", kind="minds")),
            element("label", element("span", "about holding under"), element("select", firm, name="concept"), cls="choice beside"),
            cls="row wrap asks",
        ),
        cls="block",
    )  # fmt: skip


def _answer(session: Session, kind: str) -> Markup | None:
    found = session.look.asked.get(kind)
    if not found:
        return None
    if found.get("working"):
        return waiting(found, kind)
    if found.get("error"):
        return element(
            "section",
            element("h3", KINDS[kind]),
            element("p", found["error"], cls="notice"),
            cls="block",
            role="alert",
        )
    if kind == "surety":
        return element(
            "section",
            element("h3", found["title"]),
            _strip(found["rows"]),
            [element("p", note, cls="hint") for note in found["notes"]],
            cls="block",
        )
    rows = [_row(kind, k, row) for k, row in enumerate(found["rows"])]
    return element(
        "section",
        element("h3", found["title"]),
        [element("p", note, cls="hint") for note in found["notes"]],
        element("ul", rows, cls="tries")
        if rows
        else element("p", NOTHING[kind], cls="hint")
        if not found["notes"]
        else None,
        cls="block",
    )


def _row(kind: str, number: int, row: dict[str, Any]) -> Markup:
    again = (
        button("Try", act("try", kind=kind, row=number), "primary small", aria_label=f"Try: {row['words']}")
        if row.get("try")
        else element("span", "not one change", cls="badge faint")
    )
    return element(
        "li",
        element(
            "p",
            row["words"],
            cls="said",
            data_claims=" ".join(row["claims"]) or None,
            data_line=row["lines"][0] if len(row["lines"]) == 1 else None,
        ),
        element("p", row["then"], cls="hint") if row["then"] else None,
        _swing(row) if "low" in row else None,
        element("p", "Try: ", row["try_words"], cls="hint") if row.get("try") else None,
        again,
        cls="line",
    )


def _strip(rows: list[dict[str, Any]]) -> Markup:
    """The robustness strip: for each outcome how probable it is that it holds, the firm part darker."""
    items = [
        element(
            "li",
            element("span", row["words"]),
            _bar([(0, row["held"], ""), (0, row["firm"], "firm")]),
            element("span", row["shown"], cls="hint"),
        )
        for row in rows
    ]
    key = element("p", "Bar: in its parties' own interest (SEQ); its dark part: firmly (Nash).", cls="hint")
    return joined([element("ul", items, cls="strip"), key])


def _swing(row: dict[str, Any]) -> Markup:
    """A bar of the tornado: from the answer if the line is not so to the answer if it is; the mark is where it stands."""
    low, high = sorted((row["low"], row["high"]))
    return _bar([(low, high, ""), (row["now"], row["now"], "at")])


def _bar(parts: list[tuple[float, float, str]]) -> Markup:
    pieces = [
        element(
            "i",
            cls=cls or None,
            style=f"left: {100 * a:.1f}%" + ("" if cls == "at" else f"; width: {100 * (b - a):.1f}%"),
        )
        for a, b, cls in parts
    ]
    return element("div", pieces, cls="bar", aria_hidden="true")
