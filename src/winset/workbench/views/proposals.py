"""A case begun from a report: what its claims propose, accepted line by line, each with the words it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case.proposing.proposal import Proposed, ProposedOption, ProposedRule
from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.wishes import wishes

if TYPE_CHECKING:
    from winset.workbench.session import Session

MOST_QUOTED = 2  # claims whose words stand under a proposed line
TITLES = {"parties": "Parties", "options": "What each can do", "rules": "Rules"}
EMPTY = {
    "parties": "The claims name nobody else who acts: add whoever is missing.",
    "options": "The claims tell of nothing else that a party would do: add what is missing.",
    "rules": "The claims speak of no further condition. Rules are added under Lines.",
}


def proposals(session: Session) -> Markup:
    """The steps from a report to a case, each with what is proposed and what may be added."""
    return joined([
        _steps(session),
        _kind(session, "parties", _party_field()),
        _kind(session, "options", _option_field(session)),
        _kind(session, "rules", None),
        wishes(session),
        _open_questions(session),
    ])  # fmt: skip


def _steps(session: Session) -> Markup:
    reviewed, claims = session.claims_reviewed
    done = (
        (bool(reviewed), f"Review the claims in the report ({reviewed} of {claims})"),
        (bool(session.party_ids), f"Accept the parties ({len(session.party_ids)})"),
        (bool(session.option_ids), f"Accept what each can do ({len(session.option_ids)})"),
        (session.case is not None, "Say what each wants"),
    )
    items = [
        element("li", element("span", "✓ " if one else "○ ", aria_hidden="true"), word,
                element("span", ", done" if one else ", to do", cls="sr"), cls="done" if one else None)
        for one, word in done
    ]  # fmt: skip
    return element("ol", items, cls="steps-bar", aria_label="Steps")


def _kind(session: Session, kind: str, adding: Markup | None) -> Markup:
    """The proposed lines of a kind, and what the case has of it."""
    offered = session.offered(kind)
    struck = [one for one in session.look.struck if one[0] == kind]
    everything = (
        button("Accept all", act("accept_all", kind=kind), "small", aria_label=f"Accept all {kind}")
        if len(offered) > 1
        else None
    )
    back = (
        button(f"Bring back {len(struck)} left out", act("bring_back", kind=kind), "small")
        if struck
        else None
    )
    return element(
        "section",
        element("h3", TITLES[kind]),
        _have(session, kind),
        element("ul", [_offer(session, kind, one) for one in offered], cls="lines", data_key=f"offered-{kind}") if offered else element("p", EMPTY[kind], cls="hint"),
        element("div", everything, back, cls="row wrap") if everything or back else None,
        adding,
        cls="block", data_key=f"begin-{kind}",
    )  # fmt: skip


def _have(session: Session, kind: str) -> Markup | None:
    names = session.party_ids
    have = {
        "parties": [(name, key) for key, name in names.items()],
        "options": [
            (f"{names.get(party, party)}: {name}", key) for key, (party, name) in session.option_ids.items()
        ],
        "rules": [("", one) for one in session.formulas],
    }[kind]
    items = [
        element("li", element("span", "✓ ", aria_hidden="true"), name, " ", element("code", key))
        for name, key in have
    ]
    return (
        element("ul", items, cls="have", aria_label=f"{TITLES[kind]} in the case", data_key=f"have-{kind}")
        if items
        else None
    )


def _offer(session: Session, kind: str, one: Proposed) -> Markup:
    """A proposed line: its name to change, why it is proposed, the words it rests on; accepted or left out."""
    words = session.words_of(one)
    named = {"parties": "Name of the party", "options": "Name of the option", "rules": "Formula of the rule"}[
        kind
    ]
    whose = next(
        (
            party.name
            for party in session.proposal.parties
            if isinstance(one, ProposedOption) and party.id == one.party
        ),
        None,
    )
    quoted = [
        element("li", element("q", said, dir="auto"), " ", element("code", claim))
        for claim, said in words[:MOST_QUOTED]
    ]
    more = len(words) - len(quoted)
    own = {"kind": kind, "id": one.id}
    return element(
        "li",
        element("input", type="text", name="name", value=one.id if isinstance(one, ProposedRule) else one.name, aria_label=named, dir="auto", autocomplete="off"),
        element(
            "span",
            button("Accept", act("accept", **own), "small primary", aria_label=f"Accept {one.name}"),
            button("Leave out", act("strike", **own), "small", aria_label=f"Leave out {one.name}"),
            cls="row",
        ),
        element("p", element("b", f"{whose}. ") if whose else None, one.why.removeprefix("Proposal. "), cls="hint"),
        element("ul", quoted, element("li", f"and {more} more", cls="hint") if more > 0 else None, cls="quotes"),
        cls="line offer", data_form=True, data_claims=" ".join(claim for claim, _ in words) or None,
        data_line=f"{kind} {one.id}", data_key=f"{kind}-{one.id}",
    )  # fmt: skip


def _party_field() -> Markup:
    return element(
        "div",
        element("label", element("span", "Another party"), element("input", type="text", name="name", id="new-party", autocomplete="off"), cls="choice"),
        button("Add party", act("party")),
        data_form=True, cls="row wrap adding",
    )  # fmt: skip


def _option_field(session: Session) -> Markup | None:
    if not session.party_ids:
        return None
    choices = [element("option", name, value=key) for key, name in session.party_ids.items()]
    return element(
        "div",
        element("label", element("span", "Party"), element("select", choices, name="party"), cls="choice"),
        element("label", element("span", "can"), element("input", type="text", name="name", id="new-option", autocomplete="off"), cls="choice"),
        button("Add option", act("option")),
        data_form=True, cls="row wrap adding",
    )  # fmt: skip


def _open_questions(session: Session) -> Markup | None:
    if not session.proposal.open:
        return None
    items = [element("li", one, dir="auto") for one in session.proposal.open]
    return element(
        "section",
        element("h3", "What the report leaves open"),
        element("ul", items, cls="bullets hint"),
        cls="block",
    )
