"""A case begun from a report: its claims become parties, options and preferences, one accepted line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.workbench.markup import act, button, element, joined

if TYPE_CHECKING:
    from winset.workbench.session import Session


def proposals(session: Session) -> Markup:
    """The steps from a report to a case, each with what is proposed and what may be added."""
    return joined([_steps(session), _parties(session), _options(session), _wishes(session)])


def _steps(session: Session) -> Markup:
    done = (
        bool(session.claims_reviewed),
        bool(session.party_ids),
        bool(session.option_ids),
        session.case is not None,
    )
    words = (
        "Review the claims in the report",
        "Accept the parties",
        "Accept what each can do",
        "Say what each wants",
    )
    items = [
        element(
            "li",
            element("span", "✓" if one else "○", aria_hidden="true"),
            f" {word}",
            cls="done" if one else None,
        )
        for one, word in zip(done, words)
    ]
    return element("ol", items, cls="steps-bar")


def _parties(session: Session) -> Markup:
    offers = [
        element(
            "li",
            element("span", name, cls="said"),
            element("span", f"{count} claims", cls="badge"),
            button("Accept", act("party", name=name), "small", aria_label=f"Accept party {name}"),
            cls="line",
        )
        for name, count in session.proposed_parties
    ]
    have = ", ".join(f"{name} ({key})" for key, name in session.party_ids.items()) or "none yet"
    return element(
        "section",
        element("h3", "Parties"),
        element("p", f"In the case: {have}.", cls="hint"),
        element("ul", offers, cls="lines"),
        _field("party", "Another party", "name"),
        cls="block",
    )


def _options(session: Session) -> Markup:
    if not session.party_ids:
        return element(
            "section",
            element("h3", "Options"),
            element("p", "Accept a party first.", cls="hint"),
            cls="block",
        )
    offers = [_offer(session, claim, words, party) for claim, words, party in session.proposed_options]
    own = [
        element(
            "li",
            element("span", f"{name}", cls="said"),
            element("code", key),
            element("span", session.party_ids.get(party, party), cls="badge"),
            cls="line",
        )
        for key, (party, name) in session.option_ids.items()
    ]
    choices = [element("option", name, value=key) for key, name in session.party_ids.items()]
    add = element(
        "div",
        element("label", element("span", "Party"), element("select", choices, name="party"), cls="choice"),
        element("label", element("span", "can"), element("input", type="text", name="name", id="new-option", autocomplete="off"), cls="choice"),
        button("Add option", act("option")),
        data_form=True, cls="row wrap",
    )  # fmt: skip
    return element(
        "section",
        element("h3", "What each can do"),
        element("ul", own, cls="lines"),
        element("p", "Proposed from claims of what is planned, demanded, refused or open:", cls="hint")
        if offers
        else None,
        element("ul", offers, cls="lines"),
        add,
        cls="block",
    )


def _offer(session: Session, claim: str, words: str, party: str) -> Markup:
    choices = [
        element("option", name, value=key, selected=key == party) for key, name in session.party_ids.items()
    ]
    return element(
        "li",
        element("input", type="text", name="name", value=words[:80], aria_label="Option", dir="auto"),
        element("label", element("span", "for", cls="sr"), element("select", choices, name="party", aria_label="Party")),
        button("Accept", act("option", claim=claim), "small", aria_label=f"Accept option {words[:40]}"),
        cls="line", data_form=True, data_claims=claim, data_line=f"option from {claim}", data_key=claim,
    )  # fmt: skip


def _wishes(session: Session) -> Markup:
    """Preferences by pairs: which of two matters more to a party; the order of statements follows."""
    if not session.option_ids:
        return element(
            "section",
            element("h3", "What each wants"),
            element("p", "Accept an option first.", cls="hint"),
            cls="block",
        )
    return element(
        "section",
        element("h3", "What each wants"),
        [_wish(session, key, name) for key, name in session.party_ids.items()],
        cls="block",
    )


def _wish(session: Session, party: str, name: str) -> Markup:
    stated = session.statements_of(party)
    rows = [
        element(
            "li", element("code", words), button("↑", act("move", path=["preferences", party, "statements", k], by=-1), "icon", aria_label=f"{words} matters more", disabled=k == 0), cls="line",
        )
        for k, words in enumerate(stated)
    ]  # fmt: skip
    open_ones = [
        key for key in session.option_ids if key not in {words.removeprefix("not ") for words in stated}
    ]
    asks = [
        element(
            "li", element("span", session.option_ids[key][1], cls="said"),
            button("wants it", act("wish", party=party, option=key, wants=True), "small", aria_label=f"{name} wants {session.option_ids[key][1]}"),
            button("is against it", act("wish", party=party, option=key, wants=False), "small", aria_label=f"{name} is against {session.option_ids[key][1]}"), cls="line",
        )
        for key in open_ones
    ]  # fmt: skip
    return element("div", element("h4", name), element("p", "Most important first; the arrow says that a line matters more than the one above it.", cls="hint") if rows else None,
                   element("ol", rows, cls="lines"), element("ul", asks, cls="lines"), _pair(session, party))  # fmt: skip


def _pair(session: Session, party: str) -> Markup | None:
    """Two outcomes to compare, where the order does not yet tell which the party prefers."""
    pair = session.open_pair(party)
    if pair is None:
        return None
    one, other, first, second = pair
    return element(
        "div", element("p", "Which of these would it rather have?", cls="hint"),
        button(one, act("prefer", party=party, formula=first)), button(other, act("prefer", party=party, formula=second)),
        cls="pair row wrap",
    )  # fmt: skip


def _field(name: str, label: str, field: str) -> Markup:
    return element(
        "div",
        element(
            "label",
            element("span", label),
            element("input", type="text", name=field, id=f"new-{name}", autocomplete="off"),
            cls="choice",
        ),
        button("Add", act(name)),
        data_form=True,
        cls="row wrap",
    )
