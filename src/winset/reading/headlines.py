"""Headlines that name their source by a mark alone: "Smith: Deal is near", "Deal is near - sources"."""

from __future__ import annotations

from winset.reading.lexicon import listed
from winset.reading.phrases import Items, has_tag
from winset.reading.sentences import Sentence
from winset.reading.sources import heads
from winset.reading.states import is_state

# Labels that say what kind of piece follows, not who speaks.
RUBRICS = listed("rubrics")


def marked(s: Sentence) -> tuple[Items, Items, Items] | None:
    """Source, mark and content of a headline that names its source before a colon.

    Or after a dash or a colon at its end.
    """
    n = len(s)
    colon = next((k for k in range(1, min(n, 6)) if s.tags[k] == ":"), -1)
    if colon > 0 and colon + 2 < n and speaks(s, 0, colon) and has_tag(s, colon + 1, n, 'VXBHUQLT"'):
        return (0, colon), (colon, colon + 1), (colon + 1, n)
    mark = next((k for k in range(n - 2, max(0, n - 6), -1) if s.tags[k] in ":-"), -1)
    if mark > 2 and signs(s, mark, n):
        begins = max((k + 1 for k in range(mark) if s.tags[k] == ";"), default=0)
        return (mark + 1, n), (mark, mark + 1), (begins, mark)
    return None


def signs(s: Sentence, mark: int, n: int) -> bool:
    """Whether what stands after a mark says who speaks: "- sources", ": minister", after a colon also a name."""
    if not plain(s, mark + 1, n):
        return False
    kind = heads().get(s.lows[n - 1])
    named = s.tags[mark] == ":" and not s.titled and all(tag == "P" for tag in s.tags[mark + 1 : n])
    return named or kind in ("source", "official", "document") or (kind == "office" and n - mark <= 3)


def plain(s: Sentence, i: int, j: int) -> bool:
    """Whether items [i, j) are a bare noun phrase."""
    return all(tag in "DGJNPM'#" for tag in s.tags[i:j])


def speaks(s: Sentence, i: int, j: int) -> bool:
    """Whether a label names somebody or something that can say what follows: names, or a head like "poll"."""
    if any(low in RUBRICS for low in s.lows[i:j]) or is_state(" ".join(s.lows[i:j])):
        return False
    if heads().get(s.lows[j - 1]) is not None:
        return plain(s, i, j)
    return all(s.tags[k] in "P#" for k in range(i, j))
