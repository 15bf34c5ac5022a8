"""The ledger as a table: a row for each claim, filtered by status, source, review and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.reading.ledger import Claim
from winset.workbench.look import Filters
from winset.workbench.markup import act, element, joined
from winset.workbench.versions.reviewing import FIELDS, SOURCES
from winset.workbench.views.signs import GLYPHS, MEANINGS, REVIEWS, STATES
from winset.workbench.views.tabs import select

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_ROWS = 400


def ledger_table(session: Session) -> Markup:
    """Filters, and the claims that pass them."""
    ledger, filters = session.ledger, session.look.filters
    if ledger is None:
        return element("p", "This report has not been read yet.", cls="empty")
    rows = [one for one in ledger.claims if passes(one, filters)]
    return joined([
        _filters(filters),
        element("p", f"{len(rows)} of {len(ledger.claims)} claims", cls="hint", role="status"),
        element(
            "table",
            element("thead", element("tr", [element("th", word, scope="col") for word in ("id", "claim, status, source, review")])),
            element("tbody", [_row(one, session.look.report or "") for one in rows[:MOST_ROWS]]),
            cls="ledger",
        ) if rows else element("p", "No claim passes these filters.", cls="empty"),
    ])  # fmt: skip


def passes(claim: Claim, filters: Filters) -> bool:
    """Whether a claim passes every filter.

    >>> from winset.reading.ledger import Source, Span
    >>> one = Claim("c1", "body", (Span(0, 2, "Go"),), Source("named"), "planned")
    >>> passes(one, Filters(status="planned", words="go")), passes(one, Filters(source="outlet"))
    (True, False)
    """
    return (
        filters.status in ("", claim.status)
        and filters.source in ("", claim.source.type)
        and filters.review in ("", claim.review)
        and filters.words.casefold() in claim.words.casefold()
    )


def _filters(filters: Filters) -> Markup:
    every = [("", "any")]
    return element(
        "div",
        select("Status", filters.status, [*every, *((word, word) for word in FIELDS["status"])], act("filter", field="status")),
        select("Source", filters.source, [*every, *((word, word) for word in SOURCES)], act("filter", field="source")),
        select("Review", filters.review, [*every, *((word, word) for word in FIELDS["review"])], act("filter", field="review")),
        element(
            "label",
            element("span", "Words"),
            element("input", type="search", value=filters.words, data_live="filter", data_args='{"field": "words"}', autocomplete="off"),
            cls="choice",
        ),
        cls="row wrap filters",
    )  # fmt: skip


def _row(claim: Claim, report: str) -> Markup:
    name = f"{report}#{claim.id}"
    open_it = element(
        "button",
        claim.words,
        type="button",
        cls="plain",
        dir="auto",
        data_lights=True,
        **act("claim", claim=name),
    )
    said = [
        f"{STATES[claim.status]} · ",
        element("span", GLYPHS[claim.source.type], aria_hidden="true"),
        f" {MEANINGS[claim.source.type]} · {REVIEWS[claim.review]}",
    ]
    return element(
        "tr",
        element("td", claim.id, cls="id"),
        element("td", open_it, element("div", said, cls="hint")),
        data_claim=name,
        data_key=name,
    )
