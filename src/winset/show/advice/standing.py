"""Where a target stands today: what of it could be agreed, what that takes, and what would not hold."""

from __future__ import annotations

from collections.abc import Sequence

from winset.analysis.bargaining.defection import escape
from winset.analysis.blocking.targets import Asked
from winset.case.model import Option
from winset.show.advice.obstacles import Obstacles
from winset.show.brief.content import Basis, Block, Brief, Bullets, Paragraph, Section
from winset.show.wording import capital, counted, is_plain, level_words, listed, quoted, shortened

MOST = 8  # outcomes named one by one


def page(result: Asked, bottom_line: tuple[Paragraph, ...], sections: Sequence[Section]) -> Brief:
    """An answer about a target as a page under the case's title."""
    case = result.agreement.case
    return Brief(
        subject=result.subject,
        method=result.method,
        parameters=result.parameters,
        question=f"What about {quoted(result.target)}?",
        as_of=case.as_of,
        source=case.source,
        bottom_line=bottom_line,
        sections=tuple(sections),
    )


def is_open(result: Asked) -> tuple[Paragraph, ...]:
    """The bottom line for a target that can be had already: how often, what it takes, what would not hold."""
    words = Obstacles(result.agreement)
    number = len(result.reached)
    hold = " and would hold" if result.wanted.leaves else ""
    such = counted(number, "such outcome")
    first = f"{quoted(result.target)} can be had as things stand: {such} could be agreed{hold}"
    said = [f"{first}: {_named(words, result.reached.tolist())}." if number <= MOST else f"{first}."]
    taken = _taken(result)
    if taken:
        said.append(f"{'It takes' if number == 1 else 'All of them take'} {taken}.")
    if result.left.size:
        others = capital(counted(len(result.left), "other"))
        said.append(f"{others} could be agreed but would not last: somebody would do better by leaving.")
    return tuple(Paragraph(text, _basis(result)) for text in said)


def open_sections(result: Asked) -> tuple[Section, ...]:
    """Who would leave the packages that would not hold, and how."""
    return (Section("left", "What would be agreed and then left", left(result)),) if result.left.size else ()


def left(result: Asked) -> tuple[Block, ...]:
    """The agreed outcomes that somebody would leave: who, and by what move."""
    items = tuple(Paragraph(_leavers(result, index), _basis(result)) for index in result.left[:MOST].tolist())
    more = len(result.left) - len(items)
    return (Bullets(items), *((Paragraph(f"And {more:,} more."),) if more else ()))


def _leavers(result: Asked, index: int) -> str:
    words, said = Obstacles(result.agreement), []
    for party, leaves in result.wanted.leaves.items():
        if leaves[index]:
            way = escape(result.agreement, party, index)
            how = f" by {words.names.move(index, way.to)}" if way else ""
            said.append(f"{words.parties[party]} could do better{how}, and no answer would stop it")
    return f"{capital(words.outcome(index))}: {listed(said)}."


def _taken(result: Asked) -> str:
    """What the outcomes that can be had share, beyond the first level of each option."""
    options = {option.id: option for option in result.agreement.case.options}
    shared = [(options[o], level) for o, level in result.common.items() if o in options]
    done = [_done(option, level) for option, level in shared if level != option.levels[0]]
    return shortened(done, 8) if done else ""


def _named(words: Obstacles, indices: list[int]) -> str:
    return words.names.outcomes(indices)


def _done(option: Option, level: str) -> str:
    """An option beyond its first level, as what it takes."""
    return quoted(option.name) if is_plain(option) else level_words(option, level)


def _basis(result: Asked) -> Basis:
    """The zone; and stability, where it is asked whether what is agreed would hold."""
    return Basis("zone of agreement, stability" if result.wanted.leaves else "zone of agreement")
