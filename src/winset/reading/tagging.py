"""What each word is, as far as the reading rules need it: closed classes by list, the rest by shape and neighbours.

A tag is one letter (data/words.txt lists D G O W I T C S X B H U R K J N), and besides:
P name, M number, V finite verb, L base form after to or a modal, E participle, Z -ing form, Q a whole quotation, `'` possessive
ending, `"` a mark of a quotation inside the sentence, `.` end mark, `-` dash, and `,` `;` `:` `(` `)` as written.
"""

from __future__ import annotations

from collections.abc import Sequence

from winset.reading.lexicon import noun_verbs, verbs, words

MARKS = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "'s": "'", ".": ".", "?": ".", "!": ".",
    "…": ".", "—": "-", "–": "-", "―": "-", "-": "-", "--": "-", "---": "-", "&": "C", "$": "M", "€": "M", "£": "M",
    "¥": "M", "₹": "M", "%": "M",
}  # fmt: skip
NOMINAL = frozenset("NPOMW)\"'E")
BEFORE_NOUN = frozenset("DGJI'M")
SUBJECT_PRONOUNS = frozenset(("i", "he", "she", "we", "they", "who"))
HALF_AUXILIARY = frozenset(("get", "gets", "got", "getting", "gotten"))


def lexical_tag(low: str, word: str) -> str:
    """The tag a word has by itself; `e`, `b`, `s` and `g` wait for the neighbours to decide."""
    if low in MARKS:
        return MARKS[low]
    listed = words().get(low)
    if listed is not None:
        return listed
    form = verbs().get(low) or (verbs().get(low[3:]) if low.startswith(("mis", "re-")) else None)
    if form is not None:
        return pending_tag(form.forms)
    first = word[0]
    if first.isdigit():
        return "M"
    if not first.isalpha():
        return "'" if low == "'" else "#"
    if first.isupper():
        return "P"
    if low.endswith("ly"):
        return "R"
    if low.endswith("ed") and len(low) > 4:
        return "J" if "-" in low else "e"
    if low.endswith("ing") and len(low) > 5:
        return "g"
    if low.endswith(("ous", "ful", "ive", "ical", "able", "ible", "less")):
        return "J"
    return "N"


def pending_tag(forms: str) -> str:
    """The open tag of a verb form: past and participle alike, base, third person, -ing, plain past."""
    if "b" in forms:
        return "b"  # includes forms like "put", "read"
    if "s" in forms:
        return "s"
    if "g" in forms:
        return "g"
    return "e" if "p" in forms else "V"


def resolve(tags: list[str], lows: Sequence[str], capital: Sequence[bool]) -> None:
    """Decide the open tags of one sentence in place, left to right."""
    nouns = noun_verbs()
    for k, tag in enumerate(tags):
        if (
            tag == "N"
            and k
            and lows[k - 1] in SUBJECT_PRONOUNS
            and following(tags, k) not in "VXBHU"
            and not capital[k]
        ):
            tags[k] = "V"  # an unlisted verb: "he qualifies"
        if tag not in "ebsg":
            continue
        j = k - 1
        while j >= 0 and (
            tags[j] == "R" or (tags[j] == "J" and j and tags[j - 1] in "HB" and j == k - 1 and tag == "e")
        ):
            j -= 1
        before = tags[j] if j >= 0 else "^"
        if capital[k] and k > 0 and before not in "T" and capitalised_name(tags, lows, capital, k):
            tags[k] = "P"
        elif tag == "e":
            tags[k] = past(
                before,
                lows[j] if j >= 0 else "",
                lows[k + 1] if k + 1 < len(lows) else "",
                following(tags, k),
            )
        elif tag == "g":
            tags[k] = (
                "J" if before in "DG'" and following(tags, k) in "NPJ" else ("N" if before in "DG'J" else "Z")
            )
        elif before == "T" or before in "XU":
            tags[k] = "N" if tag == "s" and lows[k] in nouns else "L"  # "to sources", "to leave"
        elif lows[k] in nouns:
            tags[k] = noun_or_verb(tags, lows, j, k)
        elif before in "DG'":
            tags[k] = "N"
        else:
            tags[k] = "L" if before == "^" else "V"


def capitalised_name(tags: Sequence[str], lows: Sequence[str], capital: Sequence[bool], k: int) -> bool:
    """Whether a capitalised verb form inside a sentence is part of a name ("the Act", "White House Press Office")."""
    return tags[k - 1] in "PDJI'" or (k + 1 < len(tags) and tags[k + 1] == "P" and tags[k] != "e")


def following(tags: Sequence[str], k: int) -> str:
    return tags[k + 1] if k + 1 < len(tags) else "$"


def past(before: str, low_before: str, low_after: str, after: str) -> str:
    """Finite past, participle or adjective."""
    if before in "BH" or low_before in HALF_AUXILIARY:
        return "E"
    if before in "DG'" or (before == "J" and after in "NPJbseg"):
        return "J"
    if low_after == "by" or before in "IS":
        return "E"
    return "V"


def floats(tags: Sequence[str], j: int) -> bool:
    """Whether the run of names that ends at j follows a comma: ", the Gazette reports."."""
    while j >= 0 and tags[j] in "PD#":
        j -= 1
    return j >= 0 and tags[j] in ',Q"'


def noun_or_verb(tags: Sequence[str], lows: Sequence[str], j: int, k: int) -> str:
    """A word like "plans" or "support": noun or verb by what stands on both sides."""
    before = tags[j] if j >= 0 else "^"
    after = following(tags, k)
    third = lows[k].endswith("s") and not lows[k].endswith("ss")
    if before in "OW" or (before in "NP" and j < k - 1):
        return "V"
    if before in "BH":
        return "N"
    if before in BEFORE_NOUN and j == k - 1:
        return "N"
    opens_object = after in 'DGKTOPSJMR"Q' or lows[k + 1 : k + 2] in (["for"], ["on"], ["to"], ["that"])
    if before == "P":
        if (after == "R" and not third) or (third and after in ".$" and floats(tags, j)):
            return "V"
        return "V" if opens_object and third and after != "C" else "N"
    if before in 'N)"':
        plural = lows[j].endswith("s") and not lows[j].endswith("ss")
        return "V" if opens_object and plural != third else "N"
    if before == "C":
        return "V" if opens_object and after not in "J" and "V" in tags[max(0, k - 12) : k] else "N"
    if before == "," or before == "^":
        return "V" if opens_object and before == "," and third and after in "DGKOQ" else "N"
    return "N"
