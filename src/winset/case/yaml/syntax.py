"""What a YAML parser complains of, in plain words."""

from __future__ import annotations

from yaml import YAMLError

_QUOTES = "put text that contains : or # in quotes"
_CHECK = "check indentation and quotes"
_TAGS = "put text that begins with ! in quotes"
_SPACES = "indent with spaces, not tabs"

# What the parser says (a part of it), what that means, the remedy, and whether it is the beginning of the
# thing the parser was reading that should be shown, rather than the place where it gave up.
_PLAIN_WORDS: tuple[tuple[str, str, str | None, bool], ...] = (
    (
        "mapping values are not allowed",
        'a ":" where no key can stand',
        f"{_QUOTES}, or check indentation",
        False,
    ),
    ("could not find expected ':'", 'a key without its ":"', "write `key: value`, or indent the line", True),
    ("did not find expected key", "this does not go on from the lines above", _CHECK, False),
    ("expected ',' or ']'", 'this "[" is not closed', 'add the missing "]" or ","', True),
    ("expected ',' or '}'", 'this "{" is not closed', 'add the missing "}" or ","', True),
    (
        "expected '-' indicator",
        "this does not go on from the list above",
        "begin with `- `, or indent",
        False,
    ),
    ("block sequence entries are not", "a list cannot begin here", "begin it on a line of its own", False),
    ("block mapping keys are not", "a key cannot begin here", "begin it on a line of its own", False),
    ("found unexpected end of stream", "this quote is never closed", "close the quote", True),
    ("unexpected document indicator", "this quote is never closed", "close the quote", True),
    ("cannot start any token", "a value cannot begin with this character", f"quote it; {_SPACES}", False),
    ("found a tab character", "a tab where spaces are needed", _SPACES, False),
    ("unknown escape character", "an unknown escape", "double the backslash, or use single quotes", False),
    ("expected <document start>", "the file goes on after its end", _CHECK, False),
    ("did not find expected node content", "a value is missing here", None, False),
    ("expected comment or line break", "text cannot go on here", "begin it on the next line", False),
    ("control characters are not", "a character that text cannot have", "save the file as plain text", False),
    ("expected alphabetic or numeric", "a value cannot begin with & or *", "put it in quotes", False),
    ("did not find URI escaped", "tags (!) are not allowed", _TAGS, False),
    ("found undefined tag handle", "tags (!) are not allowed", _TAGS, False),
)


def plain_words(error: YAMLError) -> tuple[str, int, str | None]:
    """A syntax error as message, offset in the text and remedy."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    unknown = ("", f"not valid YAML: {said}", None, False)
    _, message, hint, at_beginning = next((known for known in _PLAIN_WORDS if known[0] in said), unknown)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    mark = next((mark for mark in (reversed(marks) if at_beginning else marks) if mark is not None), None)
    offset = mark.index if mark is not None else getattr(error, "position", 0)
    return message, max(0, int(offset or 0)), hint
