"""The same data laid out in many ways: blocks and flow, comments, blank lines, indentations, line ends."""

from __future__ import annotations

import json
import random
from typing import Any

WORDS = [
    "build",
    "not toll",
    "a -> b",
    "toll = high",
    "no",
    "it's",
    "12:30",
    "2026-03-01",
    "x: y",
    "a, b",
    "# no",
]
WORDS += ["", "5", "true", "null", "two  spaces", "[x]", "{y}", "- z", "کراچی", "line\nbreak\n", 'say "so"']
WORDS += [
    "tab\t",
    "'q'",
    "\n",
    " x",
    "x\n\n",
    "a\n  b",
    "\x1b",
    "\u2028x",
    "ends:",
    "x #y",
    "<<",
    "=",
    "?",
    "-",
]
WORDS += ["a long line of prose that goes on " * 4 + "and ends"]
KEYS = [
    "rules",
    "names",
    "that",
    "why",
    "toll = low",
    "the road",
    "1",
    "x: y",
    "it's",
    "no",
    "کراچی",
    "a, b",
    "#",
]


def scalar(rng: random.Random) -> Any:
    return rng.choice([rng.choice(WORDS), rng.choice(WORDS), rng.randint(-3, 40), 0.5, True, False, None])


def data(rng: random.Random, depth: int = 3) -> Any:
    kind = rng.randint(0, 5)
    if depth == 0 or kind < 2:
        return scalar(rng)
    size = rng.randint(0, 4)
    if kind < 4:
        return {key: data(rng, depth - 1) for key in rng.sample(KEYS, size)}
    return [data(rng, depth - 1) for _ in range(size)]


def document(rng: random.Random) -> dict[str, Any]:
    return {key: data(rng) for key in rng.sample(KEYS, rng.randint(1, 5))}


class Layout:
    """Writes data in a layout drawn at random; the package's own writer has no part in it."""

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.flow_chance = rng.choice([0.0, 0.2, 0.5, 0.9])
        self.comment_chance = rng.choice([0.0, 0.3])
        self.step = rng.choice([2, 2, 4])
        self.comments = 0

    def text(self, content: dict[str, Any]) -> str:
        lines = self.mapping(content, 0) if content else ["{}"]
        open_end = "" if ": |" not in lines[-1] and "|" not in "".join(lines[-3:]) else "\n"
        whole = "\n".join(lines) + self.rng.choice(["\n", "\n", open_end, "\n# the end\n"])
        return whole.replace("\n", "\r\n") if self.rng.random() < 0.2 else whole

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def comment(self) -> str:
        if not self.chance(self.comment_chance):
            return ""
        self.comments += 1
        return f"  # comment {self.comments}, it's: so"

    def own_lines(self, indent: int) -> list[str]:
        """Comments and blank lines above an entry."""
        lines = []
        if self.chance(self.comment_chance):
            self.comments += 1
            lines.append(" " * indent + f"# comment {self.comments}")
        return [*([""] if self.chance(0.1) else []), *lines]

    def quoted(self, text: str) -> str:
        if not text.isprintable() or self.chance(0.3):
            return json.dumps(text, ensure_ascii=True)
        return "'" + text.replace("'", "''") + "'"

    def scalar(self, value: Any) -> str:
        if isinstance(value, str):
            plain = all(word.isalpha() for word in value.replace("->", "x").replace("=", "x").split(" "))
            bare = plain and value not in ("true", "false", "null") and self.chance(0.8)
            return value if bare else self.quoted(value)
        return "null" if value is None else str(value).lower()

    def flow(self, value: Any) -> str:
        space = self.rng.choice(["", " "])
        if isinstance(value, dict):
            inside = ", ".join(f"{self.scalar(name)}: {self.flow(item)}" for name, item in value.items())
            return "{" + space + inside + space + "}"
        if isinstance(value, list):
            end = "," if value and self.chance(0.1) else ""
            return "[" + space + ", ".join(map(self.flow, value)) + end + space + "]"
        return self.scalar(value)

    def is_flow(self, value: Any) -> bool:
        return not isinstance(value, dict | list) or not value or self.chance(self.flow_chance)

    def one_line(self, value: Any, indent: int) -> list[str]:
        """What follows a colon or a dash on its line, with block text below it."""
        if value is None and self.chance(0.5):
            return [self.comment()]
        if isinstance(value, str) and value == "line\nbreak\n" and self.chance(0.8):
            return [" |", *(" " * (indent + self.step) + line for line in value.splitlines())]
        if isinstance(value, list) and value and self.chance(0.15):
            pad = " " * (indent + self.step)
            items = [f"{pad}{self.flow(item)},{self.comment()}" for item in value]
            return [" [", *items, " " * (indent + self.step) + "]" + self.comment()]
        return [f" {self.flow(value)}{self.comment()}"]

    def mapping(self, value: dict[str, Any], indent: int) -> list[str]:
        lines = []
        for name, item in value.items():
            head = " " * indent + self.scalar(name) + ":"
            lines += self.own_lines(indent)
            if self.is_flow(item):
                first, *rest = self.one_line(item, indent)
                lines += [head + first, *rest]
            else:
                lines += [head + self.comment(), *self.below(item, indent)]
        return lines

    def below(self, value: Any, indent: int) -> list[str]:
        if isinstance(value, dict):
            return self.mapping(value, indent + self.step)
        return self.sequence(value, indent + self.rng.choice([0, self.step]))

    def sequence(self, value: list[Any], indent: int) -> list[str]:
        lines = []
        for item in value:
            lines += self.own_lines(indent)
            if self.is_flow(item):
                first, *rest = self.one_line(item, indent)
                lines += [" " * indent + "-" + first, *rest]
            else:
                # compact: the first entry stands on the line of the dash
                inside = self.mapping if isinstance(item, dict) else self.sequence
                inner = inside(item, indent + 2)
                while not inner[0].strip() or inner[0].lstrip().startswith("#"):
                    inner.pop(0)
                lines += [" " * indent + "- " + inner[0].lstrip(" "), *inner[1:]]
        return lines
