"""The evidence pane: the report with its claims marked, and the claim chosen with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.reading.ledger import Claim, Ledger
from winset.workbench.markup import act, button, element, joined
from winset.workbench.versions.reviewing import FIELDS, SOURCES
from winset.workbench.views.ledger import ledger_table
from winset.workbench.views.signs import GLYPHS, MEANINGS, REVIEWS, STATES
from winset.workbench.views.sources import source_list
from winset.workbench.views.tabs import pane, select, tabs
from winset.workbench.views.withdrawal import withdraw_button

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_SHOWN = 200_000  # characters of a report shown at once


def evidence(session: Session) -> Markup:
    """The whole pane: reports, text or ledger, and the claim chosen."""
    if not session.reports:
        return pane("evidence", "Evidence", "", _empty())
    offered = (("report", "Report"), ("claims", f"Claims ({_count(session)})"), ("sources", "Sources"))
    chosen = tabs("evidence", session.look.evidence, offered)
    reports = [(name, session.report_title(name)) for name in session.reports]
    picker = select("Report", session.look.report or "", reports, act("report")) if len(reports) > 1 else None
    body = {"report": _report, "claims": ledger_table, "sources": source_list}[session.look.evidence](session)
    return pane("evidence", "Evidence", joined([chosen, picker]), body, _card(session))


def _count(session: Session) -> int:
    ledger = session.ledger
    return len(ledger.claims) if ledger else 0


def _empty() -> Markup:
    return element(
        "div",
        element("h3", "No report yet"),
        element("p", "A line of a case can cite what a report says. Paste a report, and its claims are found for you:"
                " what is said, on whose word, how firmly, done or only planned."),
        button("Begin a case from a report", act("new"), "primary"),
        cls="empty",
    )  # fmt: skip


def _report(session: Session) -> Markup:
    text, ledger = session.report_text, session.ledger
    start, end = _window(session, text)
    pieces = list(_pieces(text, ledger, session.look.report or "", start, end))
    shown = None
    if end - start < len(text):
        shown = element(
            "p",
            f"Characters {start:,} to {end:,} of {len(text):,}; choose a claim to see its surroundings.",
            cls="hint",
        )
    return joined([
        _legend(),
        shown,
        element("div", pieces, cls="report", dir="auto", data_report=session.look.report, tabindex="0", role="group", aria_label="Text of the report"),
    ])  # fmt: skip


def _window(session: Session, text: str) -> tuple[int, int]:
    """The part of a very long report that is shown: its beginning, or what is around the claim chosen."""
    claim = session.claim
    middle = claim.content[0].start if claim and len(text) > MOST_SHOWN else 0
    start = max(0, min(middle - MOST_SHOWN // 2, len(text) - MOST_SHOWN))
    return start, min(len(text), start + MOST_SHOWN)


def _legend() -> Markup:
    sources = [
        element("li", element("span", GLYPHS[kind], cls="glyph", aria_hidden="true"), f" {MEANINGS[kind]}")
        for kind in GLYPHS
    ]
    states = [element("li", element("mark", word, cls=f"state-{state}")) for state, word in STATES.items()]
    return element(
        "details",
        element("summary", "What the marks mean"),
        element("p", "The sign before a claim says on whose word it is:"),
        element("ul", sources, cls="legend"),
        element("p", "The line under it says whether it is done; a word that weakens it is in italics:"),
        element("ul", states, cls="legend"),
        cls="key",
    )


def _pieces(text: str, ledger: Ledger | None, report: str, start: int, end: int) -> Iterator[Markup]:
    """The text cut at the bounds of claims and hedges, each piece with the claims that cover it."""
    claims = [one for one in (ledger.claims if ledger else ()) if one.review != "rejected"]
    bounds = {start, end}
    spans: list[tuple[int, int, Claim]] = [(s.start, s.end, one) for one in claims for s in one.content]
    weak = [(h.span.start, h.span.end) for one in claims for h in one.hedges]
    for a, b in [*((a, b) for a, b, _ in spans), *weak]:
        bounds |= {min(max(a, start), end), min(max(b, start), end)}
    cuts = sorted(bounds)
    opened: set[str] = set()
    for a, b in pairwise(cuts):
        covering = [one for s, e, one in spans if s <= a and b <= e]
        hedged = any(s <= a and b <= e for s, e in weak)
        yield _piece(text[a:b], a, covering, report, hedged, opened)


def _piece(
    words: str, at: int, covering: Sequence[Claim], report: str, hedged: bool, opened: set[str]
) -> Markup:
    inner: Markup | str = element("em", words, cls="hedge", data_at=at) if hedged else words
    if not covering:
        return element("span", inner, data_at=at)
    main = covering[-1]
    ids = " ".join(f"{report}#{one.id}" for one in covering)
    first = main.id not in opened
    opened.add(main.id)
    return element(
        "mark",
        inner,
        cls=f"state-{main.status} review-{main.review}",
        data_at=at,
        data_claim=ids,
        data_lights=True,
        data_glyph=GLYPHS[main.source.type] if first else None,
        id=f"claim-{main.id}" if first else None,
        title=f"{main.id}: {STATES[main.status]}, on the word of {MEANINGS[main.source.type]}",
        tabindex="0" if first else None,
        role="button" if first else None,
        **act("claim", claim=f"{report}#{main.id}"),
    )


# --- The claim chosen ---


def _card(session: Session) -> Markup | None:
    claim, report = session.claim, session.look.report
    if claim is None:
        return (
            element("p", "Choose a claim in the text to see who says it, and to review it.", cls="hint card")
            if session.ledger
            else None
        )
    name = f"{report}#{claim.id}"
    return element(
        "section",
        element(
            "div",
            element("h3", f"Claim {claim.id}"),
            element("span", REVIEWS[claim.review], cls=f"chip review-{claim.review}"),
            button("×", act("claim", claim=""), "icon", aria_label="Close the claim"),
            cls="row",
        ),
        element("p", element("q", claim.words, dir="auto"), cls="words"),
        element("p", _said(claim), cls="hint"),
        _resting(session, name),
        _actions(claim, name),
        cls="card",
        aria_label=f"Claim {claim.id}",
        data_form=True,
    )


def _said(claim: Claim) -> str:
    who = claim.source.span.exact if claim.source.span else MEANINGS[claim.source.type]
    parts = [f"{GLYPHS[claim.source.type]} on the word of {who}", STATES[claim.status]]
    if claim.commitment:
        parts.append(claim.commitment.replace("_", " "))
    if claim.likelihood:
        parts.append(f"likelihood {100 * claim.likelihood.low:.0f}–{100 * claim.likelihood.high:.0f}%")
    if claim.duplicates:
        parts.append(f"repeats {claim.duplicates}")
    return "; ".join(parts) + "."


def _resting(session: Session, name: str) -> Markup:
    lines = session.resting_on(name)
    if not lines:
        return element("p", "No line of the case rests on it.", cls="hint")
    return element("p", "Rests on it: ", ", ".join(lines), cls="hint")


def _actions(claim: Claim, name: str) -> Markup:
    fields = [
        select(
            "Status",
            claim.status,
            [(word, STATES[word]) for word in FIELDS["status"]],
            act("correct", claim=name, field="status"),
        ),
        select(
            "Source",
            claim.source.type,
            [(word, MEANINGS[word]) for word in SOURCES],
            act("correct", claim=name, field="source"),
        ),
    ]
    return element(
        "div",
        element("div", fields, cls="row wrap"),
        element(
            "div",
            button("Confirm", act("review", claim=name, review="confirmed"), aria_pressed=str(claim.review == "confirmed").lower()),
            button("Reject", act("review", claim=name, review="rejected"), aria_pressed=str(claim.review == "rejected").lower()),
            withdraw_button(name, "Withdraw …", aria_label=f"Withdraw claim {claim.id}: what would fall?", title="The lines that rest on this claim alone, and the answers before and after"),
            button("Use selected words", act("respan", claim=name), id="respan", disabled=True, title="Select the claim's words in the report first"),
            cls="row wrap",
        ),
    )  # fmt: skip
