"""On whose word the case rests: each report and each source, with the lines behind it, and what would fall with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from winset.case.evidence.withdrawal import sources
from winset.case.uncertain.dependence import SourceName, source_of
from winset.workbench.markup import Content, element, joined
from winset.workbench.views.signs import GLYPHS, MEANINGS
from winset.workbench.views.withdrawal import withdraw_button

if TYPE_CHECKING:
    from winset.case.model import Case, Line
    from winset.workbench.session import Session


def source_list(session: Session) -> Markup:
    """The sources and the reports, each with a button that asks what falls with it."""
    case = session.case
    if case is None:
        return element("p", "The sources are listed as soon as the case can be read.", cls="empty")
    cited = [line for line in session.lines if line.evidence]
    if not cited:
        return element("p", "No line of the case cites a claim yet, so nothing would fall.", cls="empty")
    return joined([
        element("p", "Who is believed? Withdraw a source or a report, and see which lines fall and what then holds.", cls="hint"),
        element("h3", "Sources"),
        element("ul", [_source(case, one, cited) for one in sources(case)], cls="lines"),
        element("h3", "Reports"),
        element("ul", [_report(session, one, cited) for one in session.reports], cls="lines"),
    ])  # fmt: skip


def _source(case: Case, source: SourceName, cited: Iterable[Line]) -> Markup:
    resting = [line for line in cited if source in {source_of(case, one) for one in line.evidence}]
    claims = [str(one) for line in resting for one in line.evidence if source_of(case, one) == source]
    sign = element("span", GLYPHS[source.kind], cls="glyph", title=MEANINGS[source.kind], aria_hidden="true")
    return _entry(source.id, [sign, " ", str(source)], MEANINGS[source.kind], resting, claims)


def _report(session: Session, report: str, cited: Iterable[Line]) -> Markup:
    resting = [line for line in cited if report in {one.report for one in line.evidence}]
    claims = [str(one) for line in resting for one in line.evidence if one.report == report]
    return _entry(report, session.report_title(report), report, resting, claims)


def _entry(what: str, title: Content, kind: str, resting: list[Line], claims: list[str]) -> Markup:
    count = len(resting)
    return element(
        "li",
        element("span", title, cls="said", dir="auto"),
        element("span", element("span", kind, cls="badge"), element("span", f"{count} line{'s' * (count != 1)}", cls="badge"), cls="badges"),
        withdraw_button(what, "Withdraw …", disabled=not count, aria_label=f"Withdraw {what}: what would fall?"),
        cls="line", data_claims=" ".join(dict.fromkeys(one for one in claims if "#" in one)) or None, data_line=f"source {what}", data_key=f"source-{what}",
    )  # fmt: skip
