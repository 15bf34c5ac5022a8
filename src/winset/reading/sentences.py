"""Sentences: the tokens of a paragraph, each quotation that can stand alone folded into one item.

A quotation of several sentences is one thing to the sentence that reports it, so sentences do not end
inside it. A quotation of a few words ("called it 'a farce'") stays open: its words are items like the
others, marked as quoted.
"""

from __future__ import annotations

from dataclasses import dataclass

from winset.reading.lexicon import listed, verbs, words
from winset.reading.quotes import Quotation, quotations
from winset.reading.tagging import lexical_tag, resolve
from winset.reading.tokens import Tokens

MOST_ITEMS = 200  # a "sentence" longer than this is cut: no rule needs more, and time stays linear
STOPS = frozenset((".", "?", "!", "…", "...", "....", ".."))
ABBREVIATIONS = listed("abbreviations")
OPENERS = frozenset(
    ("the", "he", "she", "it", "they", "but", "in", "a", "“", "and", "this", "we", "on", "at")
)  # seldom inside a name
CLOSERS = frozenset((",", "—", "-", "–"))
SETS_OFF = frozenset(("^", ",", ":", ";", ".", "?", "!", "—", "–", "-", "―", "--", "...", ")", "]"))
PLURALS = ("ers", "ors", "ists", "ents", "ants", "ians")  # of people: "Farmers' groups"
LONG = 4  # words from which a quotation set off from the sentence stands alone
ENDING_ABBREVIATIONS = frozenset(("u.s.", "u.k.", "u.n.", "a.m.", "p.m.", "e.u.", "d.c."))


@dataclass(slots=True)
class Sentence:
    """A sentence as items: a word, a mark, or a whole quotation (tag Q).

    Item k covers tokens [first[k], last[k]).
    """

    tokens: Tokens
    paragraph: int
    lows: list[str]
    tags: list[str]
    first: list[int]
    last: list[int]
    quoted: list[bool]
    titled: bool = False  # most words have a capital, so a capital marks no name
    spoken: bool = False  # inside a quotation of several sentences

    def __len__(self) -> int:
        return len(self.tags)

    def start(self, k: int) -> int:
        """Where item k starts in the text."""
        return self.tokens.starts[self.first[k]]

    def end(self, k: int) -> int:
        """Where item k ends in the text."""
        return self.tokens.ends[self.last[k] - 1]

    def words(self, i: int, j: int) -> str:
        """The text of items [i, j)."""
        return self.tokens.text[self.start(i) : self.end(j - 1)] if j > i else ""


def stands_alone(tokens: Tokens, quotation: Quotation, first: int) -> bool:
    """Whether a quotation is a sentence or more of its own, or a long part set off by a comma or a colon."""
    a, b = quotation.open + 1, quotation.close if quotation.closed else quotation.close + 1
    if a >= b:
        return False
    ends = tokens.lows[b - 1]
    after = tokens.lows[b + 1] if quotation.closed and b + 1 < len(tokens) else ""
    stopped = ends in STOPS or ends in CLOSERS or after == "," or not quotation.closed
    capital = tokens.text[tokens.starts[a]].isupper() or tokens.lows[a] in ("[", "(", "…", "...")
    before = tokens.lows[quotation.open - 1] if quotation.open > first else "^"
    long, whole = b - a >= LONG, capital and stopped
    return (before in SETS_OFF and (long or ends in STOPS or whole)) or (whole and long)


def folded(tokens: Tokens, first: int, last: int) -> list[tuple[int, int, str]]:
    """The items of a paragraph as (first token, past last token, "" or Q or a fragment's mark)."""
    items: list[tuple[int, int, str]] = []
    at = first
    for quotation in quotations(tokens, first, last):
        items += [(k, k + 1, "") for k in range(at, quotation.open)]
        if stands_alone(tokens, quotation, first):
            items.append((quotation.open, quotation.close + 1, "Q"))
        else:
            items.append((quotation.open, quotation.open + 1, '"'))
            inner = quotation.close if quotation.closed else quotation.close + 1
            items += [(k, k + 1, "q") for k in range(quotation.open + 1, inner)]
            if quotation.closed and quotation.close > quotation.open:
                items.append((quotation.close, quotation.close + 1, '"'))
        at = quotation.close + 1
    return items + [(k, k + 1, "") for k in range(at, last)]


def ends_here(tokens: Tokens, k: int, last: int) -> bool:
    """Whether token k, a stop, ends its sentence."""
    if tokens.lows[k] == ".":
        before = tokens.lows[k - 1] if k else ""
        if before in ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i"):
            return False
    if (
        k + 2 < last
        and tokens.starts[k + 1] == tokens.ends[k]
        and len(tokens.lows[k + 1]) == 1
        and tokens.lows[k + 2] == "."
    ):
        return False  # letters written together: "D-N.J."
    return k + 1 >= last or starts_sentence(tokens, k + 1)


def starts_sentence(tokens: Tokens, k: int) -> bool:
    """Whether token k can begin a sentence.

    A capital, a digit, a quotation mark or a bracket after white space.
    """
    first = tokens.text[tokens.starts[k]]
    return not first.islower() and first not in ",;:.?!'’”)"


def cut(tokens: Tokens, first: int, last: int) -> list[list[tuple[int, int, str]]]:
    """A paragraph's items by sentence."""
    groups: list[list[tuple[int, int, str]]] = []
    group: list[tuple[int, int, str]] = []
    pending = False
    for item in folded(tokens, first, last):
        closing = item[2] == '"' and tokens.lows[item[0]] in "”’»\"'" and not closes_nothing(group)
        if (pending and not closing) or len(group) >= MOST_ITEMS:
            groups.append(group)
            group, pending = [], False
        group.append(item)
        pending = pending or ends_sentence(tokens, item, last)
    return [*groups, group] if group else groups


def ends_sentence(tokens: Tokens, item: tuple[int, int, str], last: int) -> bool:
    """Whether an item is the last of its sentence, but for a closing mark."""
    a, b, mark = item
    low = tokens.lows[b - 1]
    if mark == "":
        stops = low in STOPS and ends_here(tokens, a, last)
        return stops or (low in ENDING_ABBREVIATIONS and opens_after(tokens, b, last))
    if mark == "q":
        return low in STOPS and b < last and tokens.lows[b] in "”’»\"'" and ends_after_mark(tokens, b, last)
    return mark == "Q" and ends_quotation(tokens, b, last)


def closes_nothing(group: list[tuple[int, int, str]]) -> bool:
    """Whether no quotation is open in the group so far."""
    return sum(mark == '"' for _, _, mark in group) % 2 == 0


def opens_after(tokens: Tokens, k: int, last: int) -> bool:
    """Whether a sentence starts at k after U.S. and the like: a capital on a word seldom inside a name."""
    return k < last and tokens.lows[k] in OPENERS and not tokens.text[tokens.starts[k]].islower()


def ends_after_mark(tokens: Tokens, mark: int, last: int) -> bool:
    """Whether a stop before closing mark `mark` ends the sentence: what follows begins one."""
    return mark + 1 >= last or starts_sentence(tokens, mark + 1)


def ends_quotation(tokens: Tokens, after: int, last: int) -> bool:
    """Whether a whole quotation that ended before token `after` ends its sentence.

    A name may follow that says who spoke ("Go!" Smith said), so only one closed by a full stop does.
    """
    k = after - 1
    while k > 0 and tokens.lows[k] in "”\"’'»":
        k -= 1
    if tokens.lows[k] not in (".", "…", "..."):
        return after >= last
    return after >= last or starts_sentence(tokens, after)


def sentences(tokens: Tokens, first: int, last: int, paragraph: int) -> list[Sentence]:
    """The sentences of one paragraph, tokens [first, last)."""
    return [sentence(tokens, group, paragraph) for group in cut(tokens, first, last)]


def sentence(tokens: Tokens, group: list[tuple[int, int, str]], paragraph: int) -> Sentence:
    """One sentence of these items, its words tagged."""
    lows = ["“…”" if mark == "Q" else tokens.lows[a] for a, _, mark in group]
    tags = [
        mark if mark in ("Q", '"') else lexical_tag(low, tokens.word(a))
        for low, (a, _, mark) in zip(lows, group)
    ]
    written = [tokens.text[tokens.starts[a]] for a, _, _ in group]
    abbreviated(tags, lows)
    first_word_name(tags, lows)
    titled = named(tags, lows, [character.isupper() for character in written])
    return Sentence(
        tokens,
        paragraph,
        lows,
        tags,
        [a for a, _, _ in group],
        [b for _, b, _ in group],
        [mark == "q" for _, _, mark in group],
        titled,
    )


def named(tags: list[str], lows: list[str], capital: list[bool]) -> bool:
    """Decide names and open tags; whether nearly every word has a capital, so that none marks a name."""
    titled = title_case(lows, capital)
    if titled:
        capital = [False] * len(lows)
    for k in range(1, len(tags)):
        if capital[k] and lows[k] in ("may", "march", "will"):
            tags[k] = "P"
    join_names(tags, capital)
    resolve(tags, lows, capital)
    return titled


def abbreviated(tags: list[str], lows: list[str]) -> None:
    """A stop after an abbreviation or an initial ends nothing."""
    for k in range(1, len(tags) - 1):
        if tags[k] == "." and lows[k] == "." and (lows[k - 1] in ABBREVIATIONS or len(lows[k - 1]) == 1):
            tags[k] = "#"


def title_case(lows: list[str], capital: list[bool]) -> bool:
    """Whether nearly all words that are not small have a capital, so that a capital says nothing."""
    large = [big for low, big in zip(lows, capital) if len(low) > 2 and words().get(low, "N") in "NJR"]
    return len(large) > 3 and sum(large) > 0.9 * len(large)


def join_names(tags: list[str], capital: list[bool]) -> None:
    """An adjective or noun with a capital beside a name is part of the name: "World Economic Forum"."""
    for k in range(1, len(tags)):
        if (
            capital[k]
            and tags[k] in "JN"
            and ("P" in tags[k - 1 : k + 2 : 2] or (k + 1 < len(tags) and capital[k + 1]))
        ):
            tags[k] = "P"


def first_word_name(tags: list[str], lows: list[str]) -> None:
    """A capital at the start says nothing.

    An unknown first word is a name only if a name or a verb follows.
    """
    if not tags or tags[0] not in "Pbs":
        return
    if (
        tags[0] == "P"
        and lows[0].endswith("s")
        and len(tags) > 1
        and (tags[1] not in "P'" or (tags[1] == "'" and lows[0].endswith(PLURALS)))
        and lows[0] not in verbs()
    ) or (tags[0] in "bs" and len(tags) > 1 and tags[1] == "P"):
        tags[0] = "N"
