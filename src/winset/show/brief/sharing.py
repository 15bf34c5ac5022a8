"""What several outcomes have in common and where they part, in words."""

from __future__ import annotations

from collections import Counter
from math import prod

from winset.analysis.families import Family
from winset.game.game import Indices
from winset.show.brief.answers import Answers
from winset.show.wording import level_words, listed, number_words, quoted, shortened

MOST_LEVELS = 5  # named in one sentence
MOST_NAMED = 200  # outcomes looked at for their names


def in_common(answers: Answers, members: Indices) -> str:
    """What ties outcomes together, in half a sentence: the names they bear, else the levels they share."""
    names = Counter(answers.built.name(int(index)) for index in members[:MOST_NAMED])
    if len(members) <= MOST_NAMED and len(names) <= 4 and None not in names:
        return "they are " + listed(
            quoted(str(name)) + (f" ({number_words(many)} outcomes)" if many > 1 else "")
            for name, many in names.items()
        )
    whole = answers.families(members, most=1)
    shared = shared_words(answers, whole[0]) if whole else ""
    return f"all have {shared}" if shared else ""


def shared_words(answers: Answers, family: Family, known: Family | None = None) -> str:
    """What all members share beyond what is known of them; what is new against the present position first.

    Known is what a wider family shares; by default what the rules give every outcome.
    """
    options = answers.case.options
    everywhere = (known or answers.families(answers.built.indices, most=1)[0]).shared
    today = answers.built.levels(answers.today) if answers.today is not None else {}
    shared = [(o, options[o].levels[k]) for o, k in family.shared.items() if o not in everywhere]
    shared.sort(key=lambda pair: today.get(options[pair[0]].id, options[pair[0]].levels[0]) == pair[1])
    said = [level_words(options[option], level) for option, level in shared]
    return shortened(said, MOST_LEVELS, "points more") if said else ""


def differing_words(answers: Answers, family: Family) -> str:
    """Where members of a family part, and whether every combination of that is among them."""
    options = answers.case.options
    varied = [(options[o], shown) for o, shown in enumerate(family.levels) if len(shown) > 1]
    said = [
        quoted(option.name)
        + (
            ""
            if len(shown) == len(option.levels)
            else f" ({listed((option.levels[k] for k in shown), 'or')})"
        )
        for option, shown in varied
    ]
    if not said:
        return ""
    free = prod(len(shown) for _, shown in varied) == len(family.members) or family.whole
    return (
        f"{shortened(said, MOST_LEVELS)} may be either way"
        if free
        else f"they part over {shortened(said, MOST_LEVELS)}"
    )
