"""Formulas: what they say, how they are written, and what is refused."""

from __future__ import annotations

import itertools
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.case.formulas.formula import (
    RESERVED,
    And,
    Atom,
    Count,
    Formula,
    FormulaError,
    Iff,
    Implies,
    Not,
    Or,
    Xor,
    atoms,
    evaluate,
    options_of,
    parse,
    rename,
    substitute,
)
from winset.case.formulas.names import unknown_names
from winset.errors import ArgumentError

YES_NO = ("no", "yes")
OPTIONS = {"a": YES_NO, "b": YES_NO, "c": YES_NO, "toll": ("none", "low", "high")}
OUTCOMES = [dict(zip(OPTIONS, levels)) for levels in itertools.product(*OPTIONS.values())]


def true_at(text: str) -> list[dict[str, str]]:
    return [levels for levels in OUTCOMES if evaluate(parse(text), levels, OPTIONS)]


SAME = [
    # precedence, tightest first: comparison, not, and, xor, or, conditionals, equivalences
    ("not toll = high", "not (toll = high)"),
    ("not a and b", "(not a) and b"),
    ("a and b xor c", "(a and b) xor c"),
    ("a xor b and c", "a xor (b and c)"),
    ("a xor b or c", "(a xor b) or c"),
    ("a or b xor c", "a or (b xor c)"),
    ("a or b -> c", "(a or b) -> c"),
    ("a -> b or c", "a -> (b or c)"),
    ("a -> b iff c", "(a -> b) iff c"),
    ("a iff b -> c", "a iff (b -> c)"),
    ("a or b if c and not toll >= low", "(a or b) if (c and (not (toll >= low)))"),
    ("a unless b iff c", "(a unless b) <-> c"),
    ("a only if b or c", "a only if (b or c)"),
    # grouping
    ("a -> b -> c", "a -> (b -> c)"),
    ("a only if b only if c", "a -> (b -> c)"),
    ("a iff b iff c", "(a iff b) iff c"),
    ("a xor b xor c", "(a xor b) xor c"),
    # words
    ("a if b", "b -> a"),
    ("a if b", "a or not b"),
    ("a only if b", "a -> b"),
    ("a unless b", "a or b"),
    ("a iff b", "a <-> b"),
    ("a iff b", "not (a xor b)"),
    # levels
    ("toll", "toll != none"),
    ("toll", "toll >= low"),
    ("toll = low", "toll >= low and not toll >= high"),
    ("a", "a = yes"),
    ("'toll' = \"high\"", "toll = high"),
    # counting
    ("at least 2 of (a, b, c)", "a and b or a and c or b and c"),
    ("at most 1 of (a, b, c)", "not at least 2 of (a, b, c)"),
    ("exactly one of (a, b, c)", "at least 1 of (a, b, c) and at most one of (a, b, c)"),
    ("exactly two of (a, b -> c, not toll)", "exactly 2 of (a, (b -> c), (not toll))"),
    ("at least 0 of (a)", "a or not a"),
]


@pytest.mark.parametrize(("text", "same"), SAME)
def test_says_the_same(text: str, same: str) -> None:
    assert true_at(text) == true_at(same)
    assert true_at(text)


def test_of_three_an_odd_number_is_what_xor_means() -> None:
    assert [sum(levels[o] == "yes" for o in "abc") % 2 for levels in true_at("a xor b xor c")] == [1] * 12
    assert true_at("a xor b xor c") == [levels for levels in OUTCOMES if levels in true_at("a iff b iff c")]


names = st.sampled_from(
    ["a", "ijc.full", "cease-fire", "two words", "at", "o'clock", 'a "b"', "été", "70%", "-5", "2"]
)
formula_atoms = st.builds(Atom, names) | st.builds(Atom, names, st.sampled_from(["=", "!=", ">="]), names)


def grown(items: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(items, min_size=2, max_size=4).map(tuple)
    count = st.builds(Count, st.sampled_from(["at least", "at most", "exactly"]), st.integers(0, 12), several)
    chains = [st.builds(kind, several) for kind in (And, Or, Xor, Iff)]
    return st.one_of(st.builds(Not, items), st.builds(Implies, items, items), count, *chains)


formulas = st.recursive(formula_atoms, grown, max_leaves=25)


@given(formulas)
def test_written_and_read_back_is_the_same_tree(formula: Formula) -> None:
    assert parse(str(formula)) == formula
    assert hash(parse(str(formula))) == hash(formula)


def check_read_or_refused(text: str) -> None:
    try:
        formula = parse(text)
    except FormulaError as error:
        assert 0 <= error.offset <= len(text)  # noqa: PT017 (either way is right)
        return
    assert parse(str(formula)) == formula


@given(st.text(alphabet="ab ()=!<>-&|,.'\"%\n", max_size=40) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    check_read_or_refused(text)


WORDS = st.sampled_from(
    [*sorted(RESERVED), "a", "b", "of", "least", "most", "2", "(", ")", ",", "=", "->", "<->"]
)


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_any_row_of_words_is_read_or_refused_with_a_place(text: str) -> None:
    check_read_or_refused(text)


REFUSED = [
    ("", 0, "empty", None),
    (" \n ", 0, "empty", None),
    ("a and", 5, 'missing after "and"', None),
    ("and a", 0, 'missing before "and"', None),
    ("a and or b", 6, 'missing after "and"', None),
    ("not", 3, 'missing after "not"', None),
    ("()", 1, 'missing after "("', None),
    ("(a or b", 0, "never closed", None),
    ("a and (b or (c)", 6, "never closed", None),
    ("a)", 1, "closes nothing", None),
    (") a", 0, "closes nothing", None),
    ("a b", 2, 'a connective is missing before "b"', "quotes"),
    ("toll =", 6, 'a level is missing after "="', None),
    ("toll = not", 7, 'a level is missing after "="', "quotes"),
    ("toll != ) a", 8, 'a level is missing after "!="', None),
    ("a = b = c", 6, "do not chain", "a = x and b = x"),
    ("a == b", 2, '"=="', 'write "="'),
    ("a && b", 2, '"&&"', 'write "and"'),
    ("a || b", 2, '"||"', 'write "or"'),
    ("!a", 0, '"!"', 'write "not"'),
    ("a => b", 2, '"=>"', 'write "->"'),
    ("a <= b", 2, '"<="', "not option >= level"),
    ("toll > low", 5, '">"', ">= level"),
    ("a → b", 2, '"→"', 'write "->"'),
    ("a AND b", 2, '"AND"', 'write "and"'),
    ("Not a", 0, '"Not"', 'write "not"'),
    ("a implies b", 2, '"implies"', 'write "->"'),
    ("toll is high", 5, '"is"', 'write "="'),
    ("if a then b", 0, 'does not begin with "if"', "B if A"),
    ("a, b", 1, '","', 'write "and" or "or"'),
    ("'a and b", 0, "unexpected character", "close it"),
    ("a ; b", 2, 'unexpected character ";"', "quotes"),
    ("at least (a, b)", 9, "a number is missing", "at least 2 of"),
    ("at least 2 (a, b)", 11, '"of" is missing', "at least 2 of"),
    ("at most 2 of a", 13, '"(" is missing', "at most 2 of"),
    ("at least 2 of (a, b", 14, "never closed", None),
    ("at least 2 of ()", 15, "missing after", None),
    ("a if b if c", 7, "which conditional comes first?", "parentheses"),
    ("a if b unless c", 7, "which conditional comes first?", "parentheses"),
    ("a -> b if c", 7, "which conditional comes first?", "parentheses"),
]


@pytest.mark.parametrize(("text", "offset", "message", "hint"), REFUSED)
def test_refused_with_the_place_and_the_remedy(
    text: str, offset: int, message: str, hint: str | None
) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert refusal.value.offset == offset
    assert message in refusal.value.message
    assert hint in refusal.value.hint if hint else True
    assert str(refusal.value).startswith(refusal.value.message)


HUGE = {
    "a megabyte": "a or " * 200_000 + "a",
    "a megabyte of one name": "a" * 1_000_000,
    "10,000 parentheses": "(" * 10_000,
    "60 balanced parentheses": "(" * 60 + "a" + ")" * 60,
    "many nots": "not " * 4_000 + "a",
    "many arrows": "a->" * 5_000 + "a",
    "arrows in parentheses": "a->a->a->a->(" * 40 + "a" + ")" * 40,
    "counts of counts": "at least 1 of (" * 60 + "a" + ")" * 60,
    "a number of 9,000 digits": f"at least {'9' * 9_000} of (a)",
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_huge_texts_are_refused_at_once(text: str) -> None:
    start = time.process_time()
    with pytest.raises(FormulaError):
        parse(text)
    assert time.process_time() - start < 2.0


def test_deep_and_long_within_the_bounds() -> None:
    deep = parse("(" * 49 + "a" + ")" * 49)
    assert deep == Atom("a")
    nested = parse("not (" * 25 + "a" + ")" * 25)
    assert parse(str(nested)) == nested
    assert nested == parse("not " * 25 + "a")
    assert len(list(atoms(parse(" or ".join(["a"] * 4_000))))) == 4_000


def test_only_texts_are_parsed() -> None:
    with pytest.raises(ArgumentError, match="not int"):
        parse(3)  # type: ignore[arg-type]


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(FormulaError("a thing", 3, "do this")))
    assert (error.message, error.offset, error.hint) == ("a thing", 3, "do this")


def test_atoms_know_where_they_stand_but_are_equal_anywhere() -> None:
    text = "not 'toll' =  high\n or a"
    toll, a = atoms(parse(text))
    assert isinstance(toll, Atom)
    assert (text[toll.at :][:6], text[toll.level_at :][:4], text[a.at]) == ("'toll'", "high", "a")
    assert a == Atom("a")
    assert parse(text) == parse("not toll = high or a")


def test_options_each_once_from_left_to_right() -> None:
    assert options_of(parse("c or (b -> not c) and exactly one of (a, toll = high)")) == (
        "c",
        "b",
        "a",
        "toll",
    )


def test_renaming_and_substituting_keep_the_rest() -> None:
    formula = parse("at least 2 of (a, not toll = high, a -> b) xor c iff a")
    assert rename(formula, {"a": "x.a", "toll": "fee"}) == parse(
        "at least 2 of (x.a, not fee = high, x.a -> b) xor c iff x.a"
    )
    assert substitute(formula, lambda atom: atom) == formula
    assert substitute(parse("a and b"), Not) == parse("not a and not b")


@pytest.mark.parametrize(
    ("text", "offset", "message", "hint"),
    [
        ("permitt", 0, 'unknown option "permitt"', 'did you mean "permit"?'),
        ("permit or high", 10, 'unknown option "high"', 'write "toll = high"'),
        ("toll = hgih", 7, '"toll" has no level "hgih"', 'did you mean "high"?'),
        ("permit = granted", 9, '"permit" has no level "granted"', "it has no, yes"),
        ("outcome", 0, "which outcome?", '"outcome = ..."'),
        ("outcome >= 2", 0, "which outcome?", '"outcome = ..."'),
        ("outcome = 7", 10, '"outcome" has no level "7"', None),
        ("zzz", 0, 'unknown option "zzz"', None),
    ],
)
def test_unknown_names(text: str, offset: int, message: str, hint: str | None) -> None:
    options = {"permit": YES_NO, "toll": ("none", "high"), "outcome": frozenset({"1", "2"})}
    (problem,) = unknown_names(parse(text), options)
    assert (problem.offset, problem.message) == (offset, message)
    assert hint is None or hint in (problem.hint or "")


def test_all_unknown_names_at_once_and_none_where_all_are_known() -> None:
    assert [problem.offset for problem in unknown_names(parse("x or toll = y or z"), OPTIONS)] == [0, 12, 17]
    assert unknown_names(parse("a -> toll = high and not b"), OPTIONS) == []
