"""The words the reading rules rest on, from the data files beside this module: tags, verb forms, cues.

Nothing here is learnt from a corpus: the lists are ordinary knowledge of English, and a reader can extend
them in `data/*.txt` without touching code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One inflected form: its lemma and which forms it may be.

    `forms` holds `b` base, `s` third person, `d` past, `p` past participle, `g` -ing.
    """

    lemma: str
    forms: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting or stance verb: for each frame (see data/cues.txt) the kind of word it is there."""

    lemma: str
    particles: tuple[str, ...] = ()
    frames: dict[str, str] = field(default_factory=dict)


def rows(name: str) -> list[str]:
    """The lines of a data file, without comments and blank lines."""
    text = files("winset.reading").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def lists() -> dict[str, frozenset[str]]:
    """The word lists of data/lists.txt by name."""
    found: dict[str, set[str]] = {}
    for row in rows("lists.txt"):
        name, _, listed_words = row.partition(": ")
        found.setdefault(name, set()).update(listed_words.split())
    return {name: frozenset(group) for name, group in found.items()}


def listed(name: str) -> frozenset[str]:
    """The word list of a name."""
    return lists()[name]


@cache
def words() -> dict[str, str]:
    """Tag of each closed-class or listed word; the first line that names a word decides."""
    tags: dict[str, str] = {}
    for row in rows("words.txt"):
        tag, *listed = row.split()
        for word in listed:
            tags.setdefault(word, tag)
    return tags


@cache
def irregular() -> tuple[dict[str, tuple[list[str], list[str]]], frozenset[str]]:
    """Irregular pasts and participles by base form, and the bases that double their last consonant."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    doubling: set[str] = set()
    for row in rows("forms.txt"):
        if row.startswith("="):
            doubling.update(row.split()[1:])
        else:
            base, past, participle = row.split()
            table[base] = (past.split("/"), participle.split("/"))
    return table, frozenset(doubling)


def third_person(base: str) -> str:
    """The -s form.

    >>> third_person("deny"), third_person("say"), third_person("reach"), third_person("go")
    ('denies', 'says', 'reaches', 'goes')
    """
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def with_ed(base: str, doubled: bool) -> str:
    """The regular past.

    >>> with_ed("deny", False), with_ed("urge", False), with_ed("plan", True)
    ('denied', 'urged', 'planned')
    """
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] * doubled + "ed"


def with_ing(base: str, doubled: bool) -> str:
    """The -ing form.

    >>> with_ing("urge", False), with_ing("lie", False), with_ing("agree", False), with_ing("plan", True)
    ('urging', 'lying', 'agreeing', 'planning')
    """
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + base[-1] * doubled + "ing"


def inflections(base: str) -> list[tuple[str, str]]:
    """Every form of a verb with its letters (see VerbForm)."""
    table, doubling = irregular()
    doubled = base in doubling
    pasts, participles = table.get(base, ([with_ed(base, doubled)],) * 2)
    forms = [(base, "b"), (third_person(base), "s"), (with_ing(base, doubled), "g")]
    if base.endswith("l") and not doubled and base[-2] in VOWELS and base[-3] not in VOWELS:
        forms += [
            (base + "led", "d"),
            (base + "led", "p"),
            (base + "ling", "g"),
        ]  # British: signalled, travelling
    return forms + [(word, "d") for word in pasts] + [(word, "p") for word in participles]


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Cues by lemma, those with the most particles first."""
    found: dict[str, Cue] = {}
    for row in rows("cues.txt"):
        kind, frames, lemmas = (part.strip() for part in row.split(":"))
        for name in lemmas.split():
            lemma, *particles = name.split("+")
            cue = found.setdefault(name, Cue(lemma, tuple(particles)))
            for frame in frames:
                cue.frames.setdefault(frame, kind)
    by_lemma: dict[str, list[Cue]] = {}
    for cue in found.values():
        by_lemma.setdefault(cue.lemma, []).append(cue)
    return {
        lemma: tuple(sorted(group, key=lambda cue: -len(cue.particles))) for lemma, group in by_lemma.items()
    }


@cache
def verbs() -> dict[str, VerbForm]:
    """Every verb form known, regular and irregular; where two verbs share a form, the cue verb has it."""
    bases = [word for row in rows("verbs.txt") for word in row.lstrip("~ ").split()]
    known: dict[str, VerbForm] = {}
    for base in dict.fromkeys([*cues(), *bases]):
        for form, letter in inflections(base):
            held = known.get(form)
            if held is None:
                known[form] = VerbForm(base, letter)
            elif held.lemma == base and letter not in held.forms:
                known[form] = VerbForm(base, held.forms + letter)
    return known


@cache
def clause_cues() -> frozenset[str]:
    """Base forms of the cues that take a clause without "that": "figures show traffic fell"."""
    return frozenset(lemma for lemma, group in cues().items() if any("z" in cue.frames for cue in group))


@cache
def noun_verbs() -> frozenset[str]:
    """Base and -s forms that are as often nouns: context decides."""
    bases = {word for row in rows("verbs.txt") if row.startswith("~") for word in row[1:].split()}
    return frozenset(bases | {third_person(base) for base in bases})
