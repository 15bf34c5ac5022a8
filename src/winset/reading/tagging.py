"""What each word is, as far as the rules need it: closed classes by list, the rest by shape and neighbours.

A tag is one letter (data/words.txt lists D G O W I T C S X B H U R K J N), and besides:
P name, M number, V finite verb, L base form after to or a modal, E participle, Z -ing form, Q a whole
quotation, `'` possessive ending, `"` a mark of a quotation inside the sentence, `.` end mark, `-` dash, and
`,` `;` `:` `(` `)` as written.
"""

from __future__ import annotations

from collections.abc import Sequence

from winset.reading.lexicon import clause_cues, listed, noun_verbs, verbs, words

ADJECTIVES = ("ous", "ful", "ive", "ical", "able", "ible", "less")
MARKS = {
    **dict.fromkeys(".?!…", "."),
    **dict.fromkeys(("—", "–", "―", "-", "--", "---"), "-"),
    **dict.fromkeys("$€£¥₹%", "M"),
    **{",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "'s": "'", "&": "C"},
}
ENDINGS = (("ly", "R"), ("ed", "e"), ("ing", "g"), *((end, "J") for end in ADJECTIVES))
ADJECTIVE_NOUNS = listed("adjective_nouns")
OPEN = frozenset("ebsg")
BEFORE_NOUN = frozenset("DGJI'M")
SUBJECT_PRONOUNS = frozenset(("i", "he", "she", "we", "they", "who"))
REPORTED = frozenset(("said", "told", "added", "asked", "replied", "argued", "insisted", "declared"))
ALONE = listed("quantifiers")
HALF_AUXILIARY = frozenset(("get", "gets", "got", "getting", "gotten"))


def lexical_tag(low: str, word: str) -> str:
    """The tag a word has by itself; `e`, `b`, `s` and `g` wait for the neighbours to decide."""
    listed = MARKS.get(low) or words().get(low)
    if listed is not None:
        return listed
    form = verbs().get(low) or (verbs().get(low[3:]) if low.startswith(("mis", "re-")) else None)
    return pending_tag(form.forms) if form is not None else shape_tag(low, word[0])


def shape_tag(low: str, first: str) -> str:
    """The tag of a word no list knows: by its first character, then by its ending."""
    if not first.isalpha():
        return "M" if first.isdigit() else "'" if low == "'" else "#"
    if first.isupper():
        return "P"
    ending = next((tag for end, tag in ENDINGS if low.endswith(end) and len(low) > len(end) + 2), "N")
    return "J" if ending == "e" and ("-" in low or low.startswith("un")) else ending


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
    for k, tag in enumerate(tags):
        if tag == "'" and k and lows[k] == "'s" and (tags[k - 1] in "OW" or lows[k - 1] in ("that", "here")):
            tags[k] = "B"  # "he's"
        elif tag == "N":
            tags[k] = unlisted(tags, lows, capital, k)
        elif tag in OPEN:
            j = k - 1
            if late_adverb(tags, j, tag):
                tags[j] = "R"
            while j >= 0 and tags[j] == "R":
                j -= 1
            tags[k] = decided(tags, lows, capital, j, k)
        elif tag in "JXK":
            tags[k] = corrected(tags, lows, k)


def corrected(tags: Sequence[str], lows: Sequence[str], k: int) -> str:
    """A listed word that is another part of speech here: "an official", "political will", "that argument"."""
    before, after = tags[k - 1] if k else "^", following(tags, k)
    if tags[k] == "J":
        return "N" if lows[k] in ADJECTIVE_NOUNS and before in "DGJNPM" and after not in "NPJM'ebsg" else "J"
    if tags[k] == "X":
        bare = before == "J" and tags[k - 2 : k - 1] != ["D"]
        return "N" if lows[k] == "will" and (bare or before in "DG") else "X"
    if after in ".;:)$" and before in "VLEZI":
        return "O"
    m = k + 1
    while m < len(tags) and tags[m] in "JNM":
        m += 1
    return "D" if before in "VLEZI" and k + 1 < m and (m == len(tags) or tags[m] in ".;:)") else "K"


def unlisted(tags: Sequence[str], lows: Sequence[str], capital: Sequence[bool], k: int) -> str:
    """A word no list knows: a verb after a subject pronoun ("he qualifies").

    A listed -ing noun may be a verb.
    """
    if k and lows[k - 1] in SUBJECT_PRONOUNS and following(tags, k) not in "VXBHU" and not capital[k]:
        return "V"
    j = k - 1
    while j > 0 and tags[j] == "R":
        j -= 1
    if (
        k
        and tags[j] in ",B"
        and lows[k].endswith("ing")
        and lows[k] in verbs()
        and following(tags, k) in 'KDGOQ"P'
    ):
        return "Z"  # ", ruling that", "is warning that"
    return "N"


def late_adverb(tags: Sequence[str], j: int, tag: str) -> bool:
    """Whether an adjective stands where only an adverb can: "has long said"."""
    return tag == "e" and j > 0 and tags[j] == "J" and tags[j - 1] in "HB"


def decided(tags: Sequence[str], lows: Sequence[str], capital: Sequence[bool], j: int, k: int) -> str:
    """The tag of open item k; j is the item before it, adverbs passed over."""
    tag, before = tags[k], tags[j] if j >= 0 else "^"
    if capital[k] and k > 0 and before != "T" and capitalised_name(tags, k):
        return "P"
    if tag == "e":
        return past(tags, lows, j, k)
    return ing(before, following(tags, k)) if tag == "g" else present(tags, lows, j, k)


def present(tags: Sequence[str], lows: Sequence[str], j: int, k: int) -> str:
    """Finite verb, base form or noun for a base or -s form."""
    before, noun = tags[j] if j >= 0 else "^", lows[k] in noun_verbs()
    if before in "TXU":
        return "N" if noun and tags[k] == "s" else "L"  # "to sources", "to leave"
    if noun:
        return noun_or_verb(tags, lows, j, k)
    if before == "I" and j == k - 1:
        return "J" if following(tags, k) in "NJ" else "N"  # "with direct knowledge"
    return "N" if before in "DG'" else "L" if before == "^" else "V"


def capitalised_name(tags: Sequence[str], k: int) -> bool:
    """Whether a capitalised verb form inside a sentence is part of a name: "the Act", "White House Press"."""
    return tags[k - 1] in "PDJI'" or (k + 1 < len(tags) and tags[k + 1] == "P" and tags[k] != "e")


def following(tags: Sequence[str], k: int) -> str:
    """The tag after item k, `$` at the end."""
    return tags[k + 1] if k + 1 < len(tags) else "$"


def ing(before: str, after: str) -> str:
    """Adjective, noun or verb form for a word in -ing."""
    if before in "DG'" and after in "NPJ":
        return "J"
    return "N" if before in "DG'J" else "Z"


def past(tags: Sequence[str], lows: Sequence[str], j: int, k: int) -> str:
    """Finite past, participle or adjective."""
    before, after = tags[j] if j >= 0 else "^", following(tags, k)
    if before in "BH" or (j >= 0 and lows[j] in HALF_AUXILIARY):
        return "E"
    if before == "D" and lows[j] in ALONE and after in 'KTDGOQ":':
        return "V"  # "all agreed that"
    if before == "J" and lows[k] in REPORTED:
        return "V"  # "an official said": no such word describes a noun
    if before in "DG'" or (before == "J" and after in "NPJbseg"):
        return "J"
    if (
        before in "IS"
        or lows[k + 1 : k + 2] == ["by"]
        or (before == "N" and after == "I" and reduced(tags, lows, k))
    ):
        return "E"
    return "V"


def reduced(tags: Sequence[str], lows: Sequence[str], k: int) -> bool:
    """Whether a past form after a noun is a reduced relative: a verb follows it in the same clause.

    "two people briefed on the talks said": the one verb that can be finite is the second.
    """
    for m in range(k + 2, min(len(tags), k + 10)):
        if tags[m] in "VeXBHU" or (tags[m] == "s" and lows[m] not in noun_verbs()):
            return True
        if tags[m] not in "DGJNPMI'bR":
            return False
    return False


def floats(tags: Sequence[str], j: int) -> bool:
    """Whether the run of names that ends at j follows a comma: ", the Gazette reports."."""
    while j >= 0 and tags[j] in "PD#":
        j -= 1
    return j >= 0 and tags[j] in ',Q"'


def plural(low: str) -> bool:
    """Whether a word ends like a plural (or a third person)."""
    return low.endswith("s") and not low.endswith("ss")


def noun_or_verb(tags: Sequence[str], lows: Sequence[str], j: int, k: int) -> str:
    """A word like "plans" or "support": noun or verb by what stands on both sides."""
    before, after = tags[j] if j >= 0 else "^", following(tags, k)
    if before in "OW" or (before in "NP" and j < k - 1):
        return "V"
    if before in "BH" or (before in BEFORE_NOUN and j == k - 1):
        return "N"
    opens_object = after in 'DGKTOPSJMR"Q' or lows[k + 1 : k + 2] in (["for"], ["on"])
    if before == "P":
        verb = verb_after_name(tags, lows, j, k, opens_object)
    elif before in 'N)"':
        verb = verb_after_noun(lows, j, k, opens_object, after)
    elif before == "C":
        verb = opens_object and after != "J" and "V" in tags[max(0, k - 12) : k]
    else:
        verb = before == "," and (after == "O" or (opens_object and plural(lows[k]) and after in "DGKQ"))
    return "V" if verb else "N"


def verb_after_name(tags: Sequence[str], lows: Sequence[str], j: int, k: int, opens_object: bool) -> bool:
    """Whether a word after a name is its verb."""
    after, third = following(tags, k), plural(lows[k])
    if after == "K" or (after == "R" and not third) or (third and after in ".$" and floats(tags, j)):
        return True
    return third and (opens_object or (after == "N" and plural(lows[k + 1])))  # "Smith urges voters"


def verb_after_noun(lows: Sequence[str], j: int, k: int, opens_object: bool, after: str) -> bool:
    """Whether a word after a noun is its verb: the two agree in number, and an object or a clause follows."""
    agree = plural(lows[j]) != plural(lows[k]) or "d" in verbs()[lows[k]].forms  # "hit", "cut" are pasts too
    bare_clause = after in "NJ" and plural(lows[j]) and lows[k] in clause_cues()
    return agree and (opens_object or bare_clause)
