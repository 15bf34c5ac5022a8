"""The case as a party sees it."""

from __future__ import annotations

from dataclasses import replace

from winset.case.model import Case


def as_seen_by(case: Case, party: str) -> Case:
    """The case with what a party takes others to want in place of what they want, and the rules it sees besides.

    A party of whom the case says nothing sees it as it is. The outcomes are numbered as in the case; where
    things stand, and who perceives what, is left out.

    >>> from winset.case.files import loads
    >>> case = loads('''
    ... {winset: 1, title: Bypass, parties: {council: Town council, builder: Builder},
    ... options: {council: {permit: Permit}, builder: {build: Build}},
    ... preferences: {council: {statements: [build]}, builder: {statements: [not build]}},
    ... perceived: {council: {preferences: {builder: {statements: [build]}}}}}
    ... ''')
    >>> [as_seen_by(case, party).preferences["builder"].statements[0].text for party in ("council", "builder")]
    ['build', 'not build']
    """
    seen = case.perceived.get(party)
    preferences, rules = ({}, ()) if seen is None else (seen.preferences, seen.rules)
    return replace(
        case,
        preferences={**case.preferences, **preferences},
        rules=(*case.rules, *rules),
        status_quo={},
        unknown={},
        perceived={},
    )
