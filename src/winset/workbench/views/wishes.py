"""What each party of a new case wants: by comparing outcomes, or by statements put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.workbench.markup import act, button, element

if TYPE_CHECKING:
    from winset.workbench.session import Session


def wishes(session: Session) -> Markup:
    """The preferences so far, party by party, and the two ways to say more."""
    if not session.option_ids:
        return element(
            "section",
            element("h3", "What each wants"),
            element(
                "p", "No report can be read for that: you say it, once an option is accepted.", cls="hint"
            ),
            cls="block",
        )
    return element(
        "section",
        element("h3", "What each wants"),
        element("p", "Compare outcomes two at a time, and the order follows; or add what matters line by line, most important first.", cls="hint"),
        [_party(session, key, name) for key, name in session.party_ids.items()],
        cls="block",
    )  # fmt: skip


def _party(session: Session, party: str, name: str) -> Markup:
    stated = session.statements_of(party)
    path = ("preferences", party, "statements")
    rows = [
        element(
            "li", element("code", words),
            button("↑", act("move", path=[*path, k], by=-1), "icon", aria_label=f"{words} matters more to {name}", disabled=k == 0), cls="line",
        )
        for k, words in enumerate(stated)
    ]  # fmt: skip
    mentioned = {words.removeprefix("not ") for words in stated}
    asks = [
        _ask(name, party, key, said) for key, (_, said) in session.option_ids.items() if key not in mentioned
    ]
    reported = [element("li", f"Reported: {one}") for one in session.proposal.stands.get(party, ())]
    return element(
        "div",
        element(
            "div", element("h4", name), button("Compare outcomes …", act("compare", party=party), "small", aria_label=f"Compare outcomes for {name}"), cls="row wrap",
        ),
        element("ul", reported, cls="hint bullets") if reported else None,
        element("ol", rows, cls="lines ordered", aria_label=f"What {name} wants, most important first") if rows else None,
        element("details", element("summary", "Say it line by line"), element("ul", asks, cls="lines"), data_key=f"asks-{party}") if asks else None,
        data_key=f"wishes-{party}", cls="wishes",
    )  # fmt: skip


def _ask(name: str, party: str, option: str, said: str) -> Markup:
    return element(
        "li", element("span", said, cls="said"),
        element(
            "span",
            button("wants it", act("wish", party=party, option=option, wants=True), "small", aria_label=f"{name} wants {said}"),
            button("is against it", act("wish", party=party, option=option, wants=False), "small", aria_label=f"{name} is against {said}"),
            cls="row",
        ),
        cls="line",
    )  # fmt: skip
