"""The lines of a case: rules and statements, each with its evidence, its likelihood and its place in the order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case.model import Party, Ranking, RedLine, Rule, Statement, Statements, Weight, Weights
from winset.case.yaml.nodes import Path
from winset.show.brief.links import anchor
from winset.show.wording import capital, formula_words, likelihood_words
from winset.workbench.markup import act, button, element, joined

if TYPE_CHECKING:
    from winset.workbench.session import Session

Written = Rule | Statement | Weight | RedLine


def rule_list(session: Session) -> Markup:
    """What cannot happen: every rule, and those taken out."""
    case = session.case
    assert case is not None
    if case.is_graph:
        return _section(
            "Rules",
            element(
                "p", "This case lists its outcomes and moves one by one, so it has no rules.", cls="hint"
            ),
        )
    items = [_line(session, rule, ("rules", k), len(case.rules)) for k, rule in enumerate(case.rules)]
    return _section(
        f"Rules ({len(case.rules)})",
        element(
            "p",
            "What holds in every outcome. Choose one to weigh it and see its claims; switch it off to see what follows without it.",
            cls="hint",
        ),
        element("ol", _in_place(items, session.missing(("rules",))), cls="lines"),
        _adder(("rules",), "Add a rule", "build -> permit"),
    )


def _in_place(items: list[Markup], missing: list[tuple[Path, str]]) -> list[Markup]:
    """Rules, with those taken out where they stood."""
    for path, words in missing:
        items.insert(int(path[-1]), _missing(path, words))
    return items


def preference_lists(session: Session) -> Markup:
    """What each party wants, the most important first."""
    case = session.case
    assert case is not None
    return joined(
        [_wants(session, party), _comparing(party)] for party in case.parties if party.id in case.preferences
    )


def _comparing(party: Party) -> Markup:
    """The other way to say what a party wants."""
    label = f"Find what {party.name} wants by comparing outcomes"
    return element(
        "p",
        button("Compare outcomes …", act("compare", party=party.id), "small", aria_label=label, title=label),
        cls="by-comparing",
    )


def _section(title: str, *content: Markup | None) -> Markup:
    return element(
        "section", element("h3", title), content, cls="block", data_key=title.split(" (", maxsplit=1)[0]
    )


def _wants(session: Session, party: Party) -> Markup:
    assert session.case is not None
    want = session.case.preferences[party.id]
    base: Path = ("preferences", party.id, want.kind)
    title = f"{party.name} wants"
    match want:
        case Statements(statements):
            items = [_line(session, one, (*base, k), len(statements)) for k, one in enumerate(statements)]
            missing = [_missing(*one) for one in session.missing(base)]
            return _section(
                title, element("p", "Most important first: drag, or Alt with the arrow keys.", cls="hint"),
                element("ol", items, missing, cls="lines ordered"), _adder(base, "Add a statement", "not toll = high"),
            )  # fmt: skip
        case Weights(weights):
            keys = session.keys_at(base)
            items = [_line(session, one, (*base, key), 0) for key, one in zip(keys, weights)]
            return _section(
                title,
                element("p", "Numbers added where the formula holds.", cls="hint"),
                element("ol", items, cls="lines"),
            )
        case Ranking(tiers):
            rows = [element("li", " or ".join(one.text for one in tier), cls="line") for tier in tiers]
            return _section(title, element("p", "Best first.", cls="hint"), element("ol", rows, cls="lines"))
    return _ordering(session, party)


def _ordering(session: Session, party: Party) -> Markup:
    """Outcomes in tiers, each tier moved as a whole."""
    data = session.found(("preferences", party.id, "outcomes"))
    if not isinstance(data, list):
        return _section(
            f"{party.name} wants", element("p", "This preference is edited in the text.", cls="hint")
        )
    base: Path = ("preferences", party.id, "outcomes")
    items = [_tier(session, tier, (*base, k), len(data), party) for k, tier in enumerate(data)]
    return _section(
        f"{party.name} wants", element("p", "Best first, ties together: drag, or Alt with the arrow keys.", cls="hint"),
        element("ol", items, cls="lines ordered"),
    )  # fmt: skip


def _tier(session: Session, tier: object, path: Path, count: int, party: Party) -> Markup:
    ids = [str(one) for one in tier] if isinstance(tier, list) else [str(tier)]
    case = session.case
    assert case is not None
    words = " = ".join(f"{one} {case.outcomes.get(one, '')}".strip() for one in ids)
    name = f"{party.id} {int(path[-1]) + 1}"
    return element(
        "li", element("span", words, cls="words"), _movers(path, name, count),
        cls="line", tabindex="0", data_line=name, data_key=f"{party.id}-{'-'.join(ids)}", **_drag(path),
    )  # fmt: skip


# --- One line ---


def _line(session: Session, line: Written, path: Path, count: int) -> Markup:
    """A line: its words, its claims, how likely it is; and what can be done with it, once it has the focus."""
    assert session.case is not None
    claims = [str(one) for one in line.evidence if one.claim]
    said = capital(formula_words(line.that, session.case))
    name = None if isinstance(line, Weight) else line.name
    return element(
        "li",
        element(
            "button", element("span", name or said, cls="said"),
            type="button", cls="plain words", data_lights=True, title=line.why, **act("line", line=line.id),
        ),
        _badges(line, claims),
        _tools(session, line, path, count) if session.look.open_line == line.id else _movers(path, line.id, count),
        cls="line open" if session.look.open_line == line.id else "line",
        data_line=line.id,
        data_claims=" ".join(claims) or None,
        data_key=f"{'.'.join(map(str, path[:-1]))}:{line.text}",
        **_drag(path) if count else {},
    )  # fmt: skip


def _badges(line: Written, claims: list[str]) -> Markup:
    likely = (
        element("span", likelihood_words(line.likelihood), cls="badge likely") if line.likelihood else None
    )
    weight = element("span", f"{line.weight:+g}", cls="badge") if isinstance(line, Weight) else None
    cited = (
        element("span", f"{len(claims)} claim{'s' * (len(claims) != 1)}", cls="badge")
        if claims
        else element("span", "no claim", cls="badge faint")
    )
    return element("span", element("code", line.text), weight, likely, cited, cls="badges")


def _drag(path: Path) -> dict[str, object]:
    group = ".".join(map(str, path[:-1]))
    return {"draggable": "true", "data_drag": path[-1], "data_list": group, "data_path": json.dumps(path)}


def _movers(path: Path, name: str, count: int) -> Markup | None:
    """Up and down, for hands that do not drag; a rule, whose place means nothing, is switched off instead."""
    if path[0] == "rules":
        return _switch(name, act("out", path=path), on=True)
    if not count:
        return None
    place = int(path[-1])
    return element(
        "span",
        button("↑", act("move", path=path, by=-1), "icon", aria_label=f"Move {name} up", disabled=place == 0),
        button(
            "↓",
            act("move", path=path, by=1),
            "icon",
            aria_label=f"Move {name} down",
            disabled=place == count - 1,
        ),
        cls="movers",
    )


def _switch(name: str, asks: dict[str, str], on: bool) -> Markup:
    return button(
        ["on" if on else "off", element("span", cls="knob", aria_hidden="true")], asks, "small toggle",
        role="switch", aria_checked=str(on).lower(), aria_label=f"{name} holds",
    )  # fmt: skip


def _tools(session: Session, line: Written, path: Path, count: int) -> Markup:
    best = round(100 * line.likelihood.best) if line.likelihood else 100
    shown = f"likely-{anchor(line.id)}"
    slider = element(
        "label",
        element("span", "How likely"),
        element("input", type="range", min=0, max=100, step=5, value=best, data_live="likelihood", data_shows=shown,
                data_args=json.dumps({"path": path}), aria_label=f"How likely {line.id} is, in percent"),
        element("output", f"{best}%", id=shown),
        cls="choice slider",
    )  # fmt: skip
    formula = element(
        "label", element("span", "Formula"),
        element("input", type="text", name="formula", value=line.text, spellcheck="false", autocomplete="off"), cls="choice wide",
    )  # fmt: skip
    return element(
        "div",
        element("p", line.why, cls="hint", dir="auto") if line.why else None,
        element("p", "Rests on ", ", ".join(str(one) for one in line.evidence), cls="hint") if line.evidence else None,
        slider if not isinstance(line, Weight) else None,
        formula,
        element(
            "div",
            button("Set formula", act("formula", path=path)),
            button("Take out", act("out", path=path), title="See what follows without this line; it can be put back") if path[0] != "rules" else None,
            _movers(path, line.id, count),
            cls="row wrap",
        ),
        cls="tools",
        data_form=True,
    )  # fmt: skip


def _missing(path: Path, words: str) -> Markup:
    """A line the file has and this version has not."""
    rule = path[0] == "rules"
    back = (
        _switch(words, act("back", path=path), on=False)
        if rule
        else button("Put back", act("back", path=path), "small", aria_label=f"Put back {words}")
    )
    return element(
        "li", element("del", words), element("span", "switched off" if rule else "taken out", cls="badge"), back,
        cls="line missing", data_key=f"missing-{'.'.join(map(str, path))}",
    )  # fmt: skip


def _adder(path: Path, title: str, example: str) -> Markup:
    name = f"new-{'-'.join(map(str, path))}"
    return element(
        "div",
        element("label", title, for_=name, cls="sr"),
        element("input", type="text", id=name, name="formula", placeholder=f"{title}, as {example}", autocomplete="off", spellcheck="false"),
        button("Add", act("add", path=path), "small"),
        cls="adder row", data_form=True,
    )  # fmt: skip
