"""Plain sentences: lists, numbers and a case's own words put together so that they always read.

Names in a case may be verbs or nouns, one or many ("Build", "Aid guarantees", "Local governments"). So an
option is quoted and said to be taken, not taken or at a level, and a party only ever stands before can,
could, must or would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from winset.case.formulas.formula import And, Atom, Count, Formula, Iff, Implies, Not, Or, Xor
from winset.case.model import Case, Likelihood, Option
from winset.reading.likelihood import scale

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

# The first word of each pair of synonyms in ICD 203.
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)


def date_words(iso: str) -> str:
    """An ISO date as people write it; anything else as it is.

    >>> date_words("2026-01-22"), date_words("2026-01-22T10:27:00+05:30"), date_words("spring 1962")
    ('22 January 2026', '22 January 2026', 'spring 1962')
    """
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if len(year) == 4 and month.isdigit() and day[:2].isdigit() and 1 <= int(month) <= 12:
        return f"{int(day[:2])} {MONTHS[int(month) - 1]} {year}"
    return iso


def listed(items: Iterable[str], word: str = "and") -> str:
    """Items as a sentence lists them; nothing for none.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed(["a", "b"], "or"), listed([])
    ('a, b and c', 'a', 'a or b', '')
    """
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def shortened(items: Sequence[str], most: int, noun: str = "more") -> str:
    """The first items and how many more there are.

    >>> shortened(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    return listed(items) if len(items) <= most else listed([*items[:most], f"{len(items) - most} {noun}"])


def number_words(number: int) -> str:
    """A number, in words up to twelve.

    >>> number_words(3), number_words(1240)
    ('three', '1,240')
    """
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "outcome"), counted(3, "party", "parties"), counted(0, "step")
    ('one outcome', 'three parties', 'no steps')
    """
    return f"{number_words(number)} {noun if number == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"“{text}”"


def likelihood_words(given: Likelihood) -> str:
    """A likelihood as every reader gets it: its word, if it has one, always with the range in percent.

    >>> likelihood_words(Likelihood(0.55, 0.675, 0.8, "likely")), likelihood_words(Likelihood(0.2, 0.4, 0.6))
    ('likely (55–80%)', '20–60%')
    """
    low, high = (f"{100 * bound:.3g}" for bound in (given.low, given.high))
    span = f"{low}%" if low == high else f"{low}–{high}%"
    return f"{given.word} ({span})" if given.word else span


def percent_words(share: float) -> str:
    """A share in percent, as exact as a reader can use it.

    >>> percent_words(0.14532), percent_words(1.0), percent_words(0.999), percent_words(0.004), percent_words(0)
    ('15%', '100%', 'more than 99%', 'less than 1%', '0%')
    """
    if 0 < share < 0.01:
        return "less than 1%"
    if 0.99 < share < 1:
        return "more than 99%"
    return f"{100 * share:.0f}%"


def probability_words(share: float) -> str:
    """A probability in a word of the ICD 203 scale, always with the range the word stands for.

    Office of the Director of National Intelligence, Intelligence Community Directive 203 (2015), section D.6.e.2.a.
    Where two ranges meet, the word nearer to an even chance. What is the same in every variant is no likelihood.

    >>> probability_words(0.145), probability_words(0.55), probability_words(0.0)
    ('very unlikely (5–20%)', 'roughly even chance (45–55%)', 'not so in any variant of the case')
    >>> probability_words(0.004), probability_words(1.0)
    ('almost no chance (1–5%)', 'so in every variant of the case')
    """
    if share <= 0 or share >= 1:
        return "not so in any variant of the case" if share <= 0 else "so in every variant of the case"
    terms = [scale("icd203")[word] for word in LIKELIHOODS]
    fitting = [term for term in terms if term.low <= share <= term.high]
    near = min(terms, key=lambda term: abs(term.best - share))
    term = min(fitting, key=lambda term: abs(term.best - 0.5)) if fitting else near
    return f"{term.word} ({100 * term.low:.0f}–{100 * term.high:.0f}%)"


def level_words(option: Option, level: str) -> str:
    """An option at a level: taken, not taken, or where it stands.

    >>> build = Option(id="build", party="builder", name="Build")
    >>> level_words(build, "yes"), level_words(build, "no")
    ('“Build” taken', '“Build” not taken')
    """
    if is_plain(option):
        return f"{quoted(option.name)} {'taken' if level == option.levels[1] else 'not taken'}"
    return f"{quoted(option.name)} at “{level}”"


def change_words(changes: Iterable[tuple[Option, str, str]], word: str = "and") -> str:
    """Changes of options from a level to another, as what they would be done by: taking up, dropping, moving.

    >>> build, bar = (Option(id=name, party="b", name=name) for name in ("Build", "Bar the way"))
    >>> toll = Option(id="toll", party="b", name="Toll", levels=("none", "low", "high"))
    >>> change_words([(build, "no", "yes"), (toll, "low", "none"), (bar, "no", "yes")])
    'taking up “Build” and “Bar the way” and moving “Toll” from “low” to “none”'
    """
    given = list(changes)
    taken = [
        quoted(option.name) for option, _, after in given if is_plain(option) and after == option.levels[1]
    ]
    dropped = [
        quoted(option.name) for option, before, _ in given if is_plain(option) and before == option.levels[1]
    ]
    moved = [
        f"{quoted(o.name)} from “{before}” to “{after}”" for o, before, after in given if not is_plain(o)
    ]
    verbs = (("taking up", taken), ("dropping", dropped), ("moving", moved))
    return listed((f"{verb} {listed(names, word)}" for verb, names in verbs if names), word)


def is_plain(option: Option) -> bool:
    """Whether an option is simply taken or not."""
    return option.levels == ("no", "yes")


def formula_words(formula: Formula, case: Case) -> str:
    """A formula in words, options by their names.

    >>> from winset.case.formulas.formula import parse
    >>> options = (Option(id="build", party="b", name="Build"), Option(id="permit", party="c", name="Permit"))
    >>> formula_words(parse("build -> permit"), Case(title="", digest="", parties=(), options=options))
    'if “Build”, then “Permit”'
    """
    return _Words({option.id: option for option in case.options}).whole(formula)


class _Words:
    """Formulas put into words, nested ones in parentheses."""

    def __init__(self, options: Mapping[str, Option]) -> None:
        self.options = options

    def whole(self, formula: Formula) -> str:
        """A formula in words; the parts of a compound one in parentheses."""
        match formula:
            case Atom(option, sign, level):
                said = self.atom(option, sign, level)
            case Not(item):
                said = f"not {self.part(item)}"
            case And(items):
                said = listed(self.part(item) for item in items)
            case Or(items):
                said = listed((self.part(item) for item in items), "or")
            case Xor(items):
                said = f"either {listed((self.part(item) for item in items), 'or')}, not both"
            case Implies(condition, consequence):
                said = f"if {self.part(condition)}, then {self.part(consequence)}"
            case Iff(items):
                said = " exactly when ".join(self.part(item) for item in items)
            case Count(bound, number, items):
                said = f"{bound} {number_words(number)} of ({', '.join(self.part(item) for item in items)})"
            case _:
                raise TypeError(f"not a formula: {formula!r}")
        return said

    def part(self, formula: Formula) -> str:
        said = self.whole(formula)
        return said if isinstance(formula, Atom | Not) else f"({said})"

    def atom(self, name: str, sign: str | None, level: str | None) -> str:
        option = self.options.get(name)
        if option is None:  # graph form: the outcome itself
            return f"{'not ' if sign == '!=' else ''}outcome {level}"
        said = quoted(option.name)
        if sign is None:
            return said
        if is_plain(option):
            return said if (level == option.levels[1]) == (sign != "!=") else f"not {said}"
        return {
            "=": f"{said} at “{level}”",
            "!=": f"{said} not at “{level}”",
            ">=": f"{said} at “{level}” or more",
        }[sign]
