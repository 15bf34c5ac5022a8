"""The consequences pane: what holds and why, the moves, who could stop it, what could be agreed, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.analysis.stability import TITLES
from winset.show.strength import STRENGTHS
from winset.workbench.markup import act, button, element, joined
from winset.workbench.views.answer_tables import answer_table
from winset.workbench.views.asking import asking
from winset.workbench.views.graph import graph_svg
from winset.workbench.views.staleness import staleness
from winset.workbench.views.tabs import pane, tabs

if TYPE_CHECKING:
    from winset.workbench.session import Session

TABS = (
    ("holds", "Holds"),
    ("moves", "Moves"),
    ("agreement", "Agreement"),
    ("change", "What changes it"),
)
MOST_HELD = 16  # outcomes of one kind listed one by one: each change shows them anew
THREAT = 2  # the place in STRENGTHS of what holds only by threat


def consequences(session: Session) -> Markup:
    """The whole pane."""
    head = tabs("consequences", session.look.consequences, TABS)
    waits = session.work is not None and session.answers is not None
    stale = (
        element("p", "This is from before the change.", cls="notice", data_key="stale")
        if waits
        else staleness(session)
    )
    if session.answers is None:
        return pane("consequences", "Consequences", head, stale or _nothing_yet(session))
    body = {"holds": _holds, "moves": _moves, "agreement": _agreement, "change": asking}[
        session.look.consequences
    ](session)
    return pane("consequences", "Consequences", head, joined([stale, body]))


def _nothing_yet(session: Session) -> Markup:
    steps = (
        ("Name the parties.", "Say what each can do.", "Order what each wants.")
        if session.is_new
        else ("Mend the problems listed under the case.",)
    )
    return element(
        "div",
        element("h3", "Nothing follows yet"),
        element(
            "p",
            "As soon as the case can be read, this pane says what would hold, who could stop it and what would change that.",
        ),
        element("ol", [element("li", step) for step in steps]),
        cls="empty",
    )


# --- What holds ---


def _holds(session: Session) -> Markup:
    answers = session.answers
    assert answers is not None
    held = session.held_indices
    return joined([_equilibria(session, held), _verdicts(session), _stopping(session)])


def _equilibria(session: Session, held: list[int]) -> Markup:
    """The outcomes that hold, strongest first, and under which concepts; those held by threat below the others."""
    answers = session.answers
    assert answers is not None
    if not held:
        return element(
            "p",
            "No outcome would hold: at each, some party could do better and no answer would stop it.",
            cls="empty",
        )
    lasting = [index for index in held if answers.strengths[index] < THREAT]
    weak = held[len(lasting) :]
    signs = element(
        "p",
        joined(element("span", f"{one.sign} {one.name}: {one.meaning}. ") for one in STRENGTHS),
        cls="hint",
    )
    by_threat = element(
        "details", element("summary", f"{len(weak):,} more would hold by threat only"), _rows(session, weak), cls="more", data_key="weak",
    ) if weak else None  # fmt: skip
    return element(
        "section",
        element("h3", f"What would hold: {len(lasting):,} of {len(answers.built.indices):,} outcomes"),
        _rows(session, lasting)
        if lasting
        else element("p", "Nothing holds in the parties' own interest.", cls="hint"),
        by_threat,
        element("details", element("summary", "What the signs mean"), signs, cls="more", data_key="signs"),
        cls="block",
    )


def _rows(session: Session, held: list[int]) -> Markup:
    assert session.answers is not None
    concepts = list(session.answers.stability.concepts)
    head = element(
        "tr",
        [
            element("th", word, scope="col")
            for word in ("Outcome", "How it holds", *(TITLES[name] for name in concepts))
        ],
    )
    rows = [_equilibrium(session, index, concepts) for index in held[:MOST_HELD]]
    more = len(held) - len(rows)
    table = element("table", element("thead", head), element("tbody", rows), cls="grid")
    return joined([
        element("div", table, cls="wide-scroll"),
        element("p", f"{more:,} more; the brief tells them in families.", cls="hint") if more > 0 else None,
    ])  # fmt: skip


def _equilibrium(session: Session, index: int, concepts: list[str]) -> Markup:
    answers = session.answers
    assert answers is not None
    strength = STRENGTHS[answers.strengths[index]]
    now = element("span", "now", cls="badge") if index == answers.today else None
    marks = [
        element("td", "✓" if answers.stability.stable[name][:, index].all() else "", cls="mark")
        for name in concepts
    ]
    name = element("button", session.label(index), type="button", cls="plain", aria_pressed=str(index == session.looked).lower(),
                   **act("outcome", index=index))  # fmt: skip
    return element("tr", element("th", name, now, scope="row"), element("td", f"{strength.sign} {strength.name}", cls="how"), marks,
                   data_key=f"held-{index}", data_outcome=answers.names.id(index), cls="chosen" if index == session.looked else None)  # fmt: skip


def _verdicts(session: Session) -> Markup:
    """At the outcome looked at, who would stay under which concept; each verdict leads to its reason."""
    answers, index = session.answers, session.looked
    assert answers is not None
    assert answers.case is not None
    if index is None:
        return element("p", "Choose an outcome to see who would stay there, and why.", cls="hint")
    concepts = list(answers.stability.concepts)
    head = element(
        "tr",
        element("th", "Party", scope="col"),
        [element("th", TITLES[name], scope="col") for name in concepts],
    )
    rows = [
        element(
            "tr",
            element("th", party.name, scope="row"),
            [
                element(
                    "td",
                    _verdict(session, k, party.name, name, bool(answers.stability.stable[name][k, index])),
                )
                for name in concepts
            ],
        )
        for k, party in enumerate(answers.case.parties)
    ]
    return element(
        "section",
        element("h3", f"Who would stay at {session.label(index)}"),
        element("p", session.doings(index), cls="hint"),
        element(
            "div",
            element("table", element("thead", head), element("tbody", rows), cls="grid"),
            cls="wide-scroll",
        ),
        _why(session),
        cls="block",
        id="why",
    )


def _verdict(session: Session, party: int, name: str, concept: str, stays: bool) -> Markup:
    said = "stays" if stays else "leaves"
    return button(
        f"✓ {said}" if stays else f"✗ {said}",
        act("why", party=party, concept=concept),
        "verdict yes" if stays else "verdict no",
        aria_label=f"{name} {said} under {TITLES[concept]}: why?",
        aria_pressed=str(session.look.why == (party, concept)).lower(),
    )


def _why(session: Session) -> Markup | None:
    reason = session.reason
    if not reason:
        return element("p", "Choose a verdict to see its reason.", cls="hint")
    return element("div", element("pre", reason, cls="reason"), role="status")


def _stopping(session: Session) -> Markup | None:
    """Who can stop each outcome shown."""
    answers = session.answers
    if answers is None or session.shown_answer.is_large or not answers.shown:
        return None
    table = answers.stopping.tables()[0]
    return element("section", answer_table(table), cls="block")


# --- Moves, agreement ---


def _moves(session: Session) -> Markup:
    answers = session.answers
    assert answers is not None
    graph = session.graph
    if graph is None or not graph.nodes:
        return element("p", "There are no moves to draw.", cls="empty")
    here = session.looked
    around = button(
        "Around the outcome looked at",
        act("graph", around=True),
        disabled=here is None,
        aria_pressed=str(session.around).lower(),
    )
    story = button(
        "From the status quo",
        act("graph", around=False),
        aria_pressed=str(not session.around).lower(),
        disabled=session.shown_answer.is_large,
    )
    road = session.road
    return joined([
        element("div", story, around, cls="row wrap"),
        element("div", graph_svg(graph, session.party_names, session.looked_id), cls="wide-scroll graph-box", tabindex="0", role="group", aria_label="Move graph"),
        element("p", "Thick arrows are steps of a path; a dashed grey one improves nothing for its mover.", cls="hint"),
        element("section", element("h3", "The way there"), element("pre", road, cls="reason"), cls="block") if road else None,
    ])  # fmt: skip


def _agreement(session: Session) -> Markup:
    if session.shown_answer.is_large and not session.wants_agreement:
        return element(
            "div",
            element("p", "With so many outcomes this takes a while."),
            button("Work it out", act("agreement")),
            cls="empty",
        )
    found = session.agreement
    if isinstance(found, str):
        return element("p", found, cls="empty")
    tables = found.tables()
    zone = f"{len(found.zone):,} of {len(found.question.feasible):,} outcomes are acceptable to all whose yes is needed."
    blocking = found.blocking
    blockers = None
    if blocking is not None:
        sets = [", ".join(one.id for one in blocking.named(each)) for each in blocking.sets[:10]]
        blockers = element(
            "section",
            element("h3", "What keeps everything out"),
            element("ul", [element("li", one) for one in sets]),
            cls="block",
        )
    return joined(
        [
            element("p", zone, cls="said"),
            blockers,
            *(element("section", answer_table(table), cls="block") for table in tables),
        ]
    )
