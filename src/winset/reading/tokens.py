"""Words and marks with their places: one pass over the text, columns of equal length.

Every character that is not white space belongs to exactly one token, and a token's place is its span in the
text as read, so that whatever is built from tokens can be quoted exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Possessive quantifiers throughout: no input makes the pattern go back.
TOKEN = re.compile(
    r"""(?:[^\W\d_]\.){2,}+                                          # U.S.  a.m.
      | \d++(?:[.,:/]\d++)*+(?:(?:-(?![A-Z][a-z]))?[^\W\d_]++)*+%?+    # 4,500  9.30  4,500-crore  12th  15%
      | [^\W_]++(?:[-'’&/][^\W_]++|\.(?=[a-z]{2,3}\b)[a-z]++)*+        # words, don't, anti-war, example.org
      | '{2}+ | `{2}+ | ‘{2}+ | ’{2}+
      | \.{2,}+ | -{2,}+ | _++ | ={2,}+ | \*{2,}+
      | \S""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens as columns.

    Where each starts and ends (code points, half open), and its lower-case word.
    """

    text: str
    starts: list[int]
    ends: list[int]
    lows: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, k: int) -> str:
        """Token k as written."""
        return self.text[self.starts[k] : self.ends[k]]


ENDINGS = ("'s", "'re", "'m", "'ve", "'ll", "'d")


def tokenize(text: str) -> Tokens:
    """The tokens of a text; a possessive ending or a contracted verb is a token of its own.

    >>> tokenize("The U.S. won't sign Iran’s “draft”; they’ll talk.").lows
    ['the', 'u.s.', "won't", 'sign', 'iran', "'s", '“', 'draft', '”', ';', 'they', "'ll", 'talk', '.']
    """
    starts: list[int] = []
    ends: list[int] = []
    lows: list[str] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        low = match.group().lower()
        if end - start > 2 and ("'" in low or "’" in low):
            low = low.replace("’", "'")
            cut = low.rfind("'")
            if cut > 0 and low[cut:] in ENDINGS and len(low) == end - start:
                starts += (start, start + cut)
                ends += (start + cut, end)
                lows += (low[:cut], low[cut:])
                continue
        starts.append(start)
        ends.append(end)
        lows.append(low)
    return Tokens(text, starts, ends, lows)
