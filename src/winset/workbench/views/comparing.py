"""Two outcomes side by side, told by what differs, for a party to choose between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case.build import Built, build
from winset.errors import WinsetError
from winset.show.wording import capital, formula_words
from winset.workbench.comparing import answers_of, comparable, elicitation, party_compared
from winset.workbench.markup import act, button, element
from winset.workbench.views.box import box

if TYPE_CHECKING:
    from winset.analysis.elicitation import Elicitation
    from winset.workbench.session import Session


def comparison(session: Session) -> Markup:
    """The next question, how many are left, and what the answers imply so far."""
    name = session.party_ids.get(party_compared(session), "")
    try:
        found, built = elicitation(session), build(comparable(session))
    except WinsetError as error:
        return box(f"What {name} wants", element("p", str(error), cls="notice", role="alert"))
    return box(
        f"What {name} wants",
        _progress(found),
        _question(found, built, name) if found.question else _settled(found),
        _implied(session, found, built),
        cls="wide comparing",
    )


def _progress(found: Elicitation) -> Markup:
    whole = found.asked + found.left
    left = f"about {found.left} question{'s' * (found.left != 1)} left" if found.left else "no question left"
    return element(
        "div",
        element("p", f"{found.asked} answered, {left}.", cls="hint", role="status"),
        element("progress", value=str(found.asked), max=str(max(whole, 1)), aria_label="Questions answered"),
    )


def _question(found: Elicitation, built: Built, name: str) -> Markup:
    assert found.question is not None
    one, other = (built.index_of(outcome) for outcome in found.question)
    alike = button("No difference to it", act("rather", verdict="neither"), disabled=not found.may_be_alike,
                   title=None if found.may_be_alike else "Earlier answers say that there is a difference")  # fmt: skip
    return element(
        "section",
        element("h3", f"Which would {name} rather have?"),
        element(
            "div", _side(built, one, other, "one", "A"), _side(built, other, one, "other", "B"), cls="sides"
        ),
        _same(built, one, other),
        element(
            "div",
            alike,
            button("Take back the last answer", act("rather_not"), disabled=not found.asked),
            cls="row wrap",
        ),
        cls="block",
    )


def _side(built: Built, index: int, against: int, verdict: str, letter: str) -> Markup:
    """One of the two outcomes, by the levels in which it differs from the other."""
    here, there = built.levels(index), built.levels(against)
    names = {party.id: party.name for party in built.case.parties}
    told = [
        element("li", element("b", f"{option.name}: "), here[option.id], element("span", f" ({names[option.party]})", cls="hint"))
        for option in built.case.options
        if here[option.id] != there[option.id]
    ]  # fmt: skip
    named = built.name(index) if built.name(index) != built.name(against) else None
    if built.case.is_graph:
        told = [element("li", built.case.outcomes[here["outcome"]])]
    return element(
        "div",
        element("h4", f"{letter}: {named}" if named and not built.case.is_graph else letter),
        element("ul", told),
        button(f"Rather {letter}", act("rather", verdict=verdict), "primary"),
        cls="side",
    )


def _same(built: Built, one: int, other: int) -> Markup | None:
    if built.case.is_graph:
        return None
    here, there = built.levels(one), built.levels(other)
    shared = [
        f"{option.name}: {here[option.id]}"
        for option in built.case.options
        if here[option.id] == there[option.id]
    ]
    if not shared:
        return None
    return element(
        "details",
        element("summary", "All else is the same in both"),
        element("ul", [element("li", one) for one in shared], cls="bullets hint"),
        data_key="same",
    )


def _settled(found: Elicitation) -> Markup:
    return element(
        "section",
        element("p", "Every comparison follows from the answers given." if found.asked else "There is nothing to compare: no two outcomes differ.", cls="said"),
        button("Take back the last answer", act("rather_not"), disabled=not found.asked),
        cls="block",
    )  # fmt: skip


def _implied(session: Session, found: Elicitation, built: Built) -> Markup:
    """What the file would say, so far."""
    ((kind, lines),) = found.wants.items()
    items = [
        element("li", _statement(one, built) if isinstance(one, str) else _tier(one, built), cls="line")
        for one in lines
    ]
    before = session.statements_of(found.party)
    replaced = (
        f" in place of the {len(before)} statements there are (undo brings them back)" if before else ""
    )
    words = "Write this" if not found.left else "Stop here and write this"
    title = (
        (
            "Implied, most important first"
            if not found.left
            else "Implied so far; the order is not settled yet"
        )
        if kind == "statements"
        else "Ranked so far, best first"
    )
    return element(
        "section",
        element("h3", title),
        element("ol", items, cls="lines ordered implied") if items and answers_of(session) else element("p", "Nothing yet: answer the first question.", cls="hint"),
        button(f"{words}{replaced}", act("rather_write"), "primary" if not found.left else "", disabled=not found.asked),
        cls="block",
    )  # fmt: skip


def _statement(formula: str, built: Built) -> Markup:
    words = capital(formula_words(built.formula(formula), built.case))
    return element("span", element("span", words, cls="said"), element("code", formula))


def _tier(tier: list[str], built: Built) -> Markup:
    return element("span", " = ".join(f"{one} {built.case.outcomes[one]}" for one in tier))
