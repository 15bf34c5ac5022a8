"""What a line of a pasted page is by its own shape: metadata, boilerplate, a caption, a heading, a turn of speech."""

from __future__ import annotations

import re
from functools import cache

from winset.reading.ledger import SegmentKind
from winset.reading.lexicon import noun_verbs, rows
from winset.reading.tagging import lexical_tag
from winset.reading.times import stamp
from winset.reading.tokens import TOKEN

UNITS = "seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
RELATIVE_TIME = re.compile(
    rf"(?:updated |posted |published )?(?:\d{{1,3}}|an?|one|few) (?:{UNITS})(?: ago| read)", re.IGNORECASE
)
CLOCK_LINE = re.compile(
    r"(?:updated |posted |at )?\d{1,2}[:.]?(?:\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}T?)?[.:]?",
    re.IGNORECASE,
)
WORD = re.compile(r"\w[\w'’-]*+")
SPEAKER = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}: \S")


@cache
def furniture() -> dict[str, tuple[str, ...]]:
    """The phrases of data/furniture.txt by their kind, as tuples for `startswith`."""
    found: dict[str, list[str]] = {}
    for row in rows("furniture.txt"):
        kind, _, rest = row.partition(":")
        parts = rest.split("|") if "|" in rest else rest.split()
        found.setdefault(kind, []).extend(part.strip() for part in parts if part.strip())
    return {kind: tuple(parts) for kind, parts in found.items()}


def line_kind(line: str) -> SegmentKind:
    """What a line is by itself: metadata, boilerplate, a caption that says so, else body."""
    phrases, low, short = furniture(), line[:400].lower(), len(line) <= 80
    if low.startswith(phrases["label"]):
        return "boilerplate"
    if short and (
        low.rstrip(".:") in phrases["line"]
        or (low.startswith(phrases["line"]) and len(line) <= 40 and not line.endswith((".", "?")))
    ):
        return "boilerplate"
    if low.startswith(phrases["caption"]) or low.rstrip(".)").endswith(
        ("file photo", "getty images", "ap photo", "representational image")
    ):
        return "caption"
    if len(line) <= 160 and is_metadata(line, low):
        return "metadata"
    if not any(character.isalpha() for character in line[:200]):
        return "boilerplate"
    return "body"


def is_metadata(line: str, low: str) -> bool:
    """Whether a short line dates, places or signs the report."""
    if RELATIVE_TIME.fullmatch(low) or CLOCK_LINE.fullmatch(line):
        return True
    words = WORD.findall(line)
    if low.startswith("by ") and len(words) <= 12 and not line.endswith((".", "!", "?")):
        return words[1:2] != [] and (words[1][0].isupper()) and not has_verb(line)
    opened = low.startswith(furniture()["meta"])
    if opened and stamp(line) and len(words) <= 20:
        rest = [
            word
            for word in words
            if word[0].islower() and word not in ("at", "on", "and", "updated", "published")
        ]
        if len(rest) <= 1:
            return True
    if opened and (low.endswith(":") or (":" in low[:25] and not has_verb(line))) and len(words) <= 14:
        return True
    if len(words) <= 16 and stamp(line) and not has_verb(line):
        left = [
            word
            for word in words
            if word[0].isalpha() and word[0].islower() and word not in ("at", "on", "and")
        ]
        return not left or (opened and len(left) <= 3) or not line.endswith(".")
    return False


def has_verb(line: str) -> bool:
    """Whether a short line has a finite verb."""
    words = [match.group() for match in TOKEN.finditer(line[:400])]
    return any(finite_by_itself(word) for word in words)


def finite_by_itself(word: str) -> bool:
    """Whether a word is a finite verb wherever it stands."""
    tag = lexical_tag(word.lower(), word)
    return tag in ("V", "X", "B", "H", "U", "e") or (
        tag == "s" and word.lower() not in noun_verbs() and word.islower()
    )


def titled(line: str) -> bool:
    """Whether most of a line's words begin with a capital, as headlines in title case do."""
    words = [word for word in WORD.findall(line[:400]) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() or word[0].isdigit() for word in words) >= 0.7 * len(
        words
    )


def speaks(line: str) -> bool:
    """Whether a line is a turn of speech: a speaker's name in capitals, a colon, more than a few words."""
    match = SPEAKER.match(line)
    return match is not None and line[: match.end() - 3].isupper()


def sentence_count(line: str) -> int:
    """About how many sentences a line holds."""
    return len(re.findall(r"[.!?][\"”’']?\s+[\"“‘']?[A-Z]", line[:2000])) + 1


def is_caption(line: str) -> bool:
    """Whether a line describes a picture.

    No finite verb, ends like a sentence, names somebody or something.
    """
    words = WORD.findall(line[:400])
    names = sum(word[0].isupper() for word in words[1:])
    return (
        5 <= len(words) <= 45
        and names >= 1
        and line.endswith((".", ")"))
        and not has_verb(line)
        and not line.startswith(("“", '"'))
    )


def is_label(line: str) -> bool:
    """Whether a short line inside the body is a heading of a part: few words, no verb, no stop."""
    words = WORD.findall(line)
    return (
        len(words) <= 8 and not line.endswith((".", "?", "!", "”", '"', "’", "'", ":")) and not has_verb(line)
    )
