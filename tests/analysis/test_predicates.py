"""Predicates: questions that can be asked, expressions that are refused, and answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.analysis import predicates
from stancebook.analysis.predicates import Evaluation, evaluate, parse

BOOK = {
    "actor": ("arland", "towns", "7"), "issue": ("bridge", "toll"), "condition": ("none", "paid"),
    "type": ("state", "group"),
}  # fmt: skip


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("stance(arland, tunnel) > 0", "'tunnel' is not in the codebook; use an id of its issues"),
        ("stance(nobody, toll) > 0", "'nobody' is not in the codebook; use an id of its actors"),
        ("on_terms(arland, toll, war) > 0", "'war' is not in the codebook; use an id of its conditions"),
        ("actors(toll, type=city) > 0", "'city' is not in the codebook; use an id of its types"),
        ("stance(arland) > 0", "stance is asked of 1 ids; write stance(actor, issue)"),
        ("stance(arland, toll)", "'stance(arland, toll)' is neither true nor false; compare two numbers"),
        ("stance(arland, toll) > 0 and 1", "'1' is neither true nor false; compare two numbers"),
        ("mood(arland) > 0", "'mood' cannot be asked; use stance, n, texts, quoted, on_terms, spread or actors"),
        ("stance(arland, toll) > 'high'", "''high'' is no number; ask for one, such as stance(actor, issue), or write it"),
        ("stance(arland, toll) > True", "'True' is no number; ask for one, such as stance(actor, issue), or write it"),
        ("stance(arland, toll) * 2 > 1", "'stance(arland, toll) * 2' is no number; ask for one, such as stance(actor, issue), or write it"),
        ("stance(arland, toll) in 1", "'stance(arland, toll) in 1' is neither true nor false; compare two numbers"),
        ("actors(toll, at_least=x) > 0", "'x' is no number; write one, such as 0.5"),
        ("actors(toll, at_leest=1) > 0", "actors takes no 'at_leest'; use at_least, at_most, type or quoted"),
        ("stance(arland, toll, via=self) > 0", "stance takes no 'via'; use actor or issue"),
        ("2 > 1", "'2 > 1' asks for nothing; name an actor and an issue, as in stance(actor, issue) > 0"),
        ("actors(toll, at_least={[]: 1}) > 0", "'{[]: 1}' is no number; write one, such as 0.5"),
        ("actors(toll, at_least=--1) > 0", "'--1' is no number; write one, such as 0.5"),
        ("actors(toll, at_least=1+2j) > 0", "'1 + 2j' is no number; write one, such as 0.5"),
        ("actors(toll, at_least=True) > 0", "'True' is no number; write one, such as 0.5"),
        ("actors(toll, at_least=-1e999) > 0", "'1e309' is too large; write a number up to 1000000"),
        ("stance(arland, toll) > 1e999", "'1e309' is too large; write a number up to 1000000"),
        ("n(arland, toll) < 1000001", "'1000001' is too large; write a number up to 1000000"),
        ("n(arland, toll) + 1" + "0" * 400 + " > 0", f"'1{'0' * 20} … {'0' * 14}' is too large; write a number up to 1000000"),
        ("stance(arland, toll, actor=towns) > 0", "stance takes 'actor' without its name; write stance(actor, issue)"),
        ("spread(toll, issue=toll) > 0", "spread takes 'issue' without its name; write spread(issue)"),
        ("actors(toll, issue=toll) > 0", "actors takes 'issue' without its name; write actors(issue)"),
        ("actors(toll, at_least=1, at_least=2) > 0", "actors takes at_least twice; give it once"),
        ("actors(toll, **x) > 0", "actors takes no '**'; use at_least, at_most, type or quoted"),
        ("stance(arland, *toll) > 0", "stance takes no '*toll'; write stance(actor, issue)"),
        ("spread(*toll) > 0", "spread takes no '*toll'; write spread(issue)"),
        ("spread(7) > 0", "'7' is not in the codebook; use an id of its issues"),
        ("spread([toll]) > 0", "'[toll]' is not in the codebook; do you mean toll?"),
        ("actors(toll, type=None) > 0", "'None' is not in the codebook; use an id of its types"),
        ("stance(arland, toll) > 0 # and n(arland, toll) > 9", "'stance(arland, toll) > 0 # and n(arland, toll) > 9' has a #, after which nothing would be read; take it out"),
        ("stance(arland, toll) >", "'stance(arland, toll) >' cannot be read; write a comparison such as stance(actor, issue) > 0"),
        ("", "'' cannot be read; write a comparison such as stance(actor, issue) > 0"),
    ],
)  # fmt: skip
def test_an_unknown_question_is_refused_with_a_fix(text, sentence):
    with pytest.raises(ValueError) as refused:
        parse(text, BOOK)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('touch pwned') > 0", "(lambda: 1)() > 0", "[stance(arland, toll)][0] > 0",
        "stance(*x) > 0", "stance(**x) > 0", "stance(arland, toll).__class__ > 0", "f'{x}' > 0", "(x := 1) > 0",
        "stance(arland, toll) > 9**9**9", "x if stance(arland, toll) else y", "actors(toll, **x) > 0",
        "actors(toll, at_least=__import__('os')) > 0", "(" * 400 + "1" + ")" * 400, "not " * 100 + "1 > 0", "9" * 9999,
        "stance(arland, toll) > 0and 1", "stance('a\\d', toll) > 0", "f\"\"\"{'\"' \"'\"}\"\"\" > 0", "stance('\\ud800', toll) > 0",
    ],
)  # fmt: skip
def test_nothing_but_comparisons_gets_through(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError):
        parse(text, BOOK)
    assert not list(tmp_path.iterdir())


AT_LEAST_ONE = "n(arland, toll) >= 1"


def test_a_predicate_of_500_characters_is_read_and_one_of_501_is_not_cut():
    many = " or ".join([AT_LEAST_ONE] * 18) + " and n(arland, toll) > 0."
    assert parse(many.ljust(500, "0"), BOOK) is not None
    with pytest.raises(ValueError, match=r"is longer than 500 characters; split it into two findings$"):
        parse(many.ljust(501, "0"), BOOK)
    with pytest.raises(ValueError, match=r"is longer than 500 characters; shorten it$"):
        parse("n(arland, toll) + 0.".ljust(501, "0"), BOOK, number=True)


def test_the_line_ends_and_indents_of_a_folded_text_do_not_count():
    folded = ("\n" + " " * 90 + "and ").join([AT_LEAST_ONE] * 15)
    assert len(folded) > 1000 and len(parse(folded, BOOK).values) == 15
    assert evaluate(parse("\u00a0n(arland, toll)\r\n>= 3 ", BOOK), asked()).value.tolist() == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "-" * 460 + "n(arland, toll) > 0", "(" * 200 + "n(arland, toll)" + ")" * 200 + " > 0", "not " * 100 + AT_LEAST_ONE,
        "not (" * 70 + AT_LEAST_ONE + ")" * 70, "1+" * 200 + "n(arland, toll) > 0", "1-(" * 100 + "n(arland, toll)" + ")" * 100 + " > 0",
        "[" * 199 + "]" * 199 + " > 0", "x" + ".x" * 200 + " > 0", "x" + "()" * 200 + " > 0", "-" * 480 + "x",
    ],
)  # fmt: skip
def test_a_short_text_of_many_levels_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError) as refused:
        parse(text, BOOK)
    wrong, _, cure = str(refused.value).rpartition("; ")
    assert wrong.endswith(("is nested more than 50 deep", "cannot be read")) and cure and "\n" not in cure


def test_a_sum_of_thirty_eight_terms_and_thirty_brackets_are_read():
    assert parse("+".join(["n('7', toll)"] * 38) + " > 0", BOOK) is not None
    assert parse("(" * 30 + AT_LEAST_ONE + ")" * 30, BOOK) is not None


IDS = st.sampled_from(["arland", "towns", "'7'", "bridge", "toll", "paid", "state", "7", "x"])
NUMBERS = st.sampled_from(["0", "-1.5", "2", "1e5", "1e999", "True", "1j", "'a'"])
BOUNDS = st.tuples(st.sampled_from(["at_least", "at_most", "quoted", "type", "issue"]), NUMBERS | IDS).map("=".join)
CALLS = st.builds(
    lambda word, ids, bounds: f"{word}({', '.join([*ids, *bounds])})",
    st.sampled_from(["stance", "n", "spread", "actors", "on_terms"]), st.lists(IDS, max_size=3), st.lists(BOUNDS, max_size=2),
)  # fmt: skip
RIGHT_CALLS = st.sampled_from(["stance(arland, toll)", "n(towns, toll)", "actors(toll, at_least=-1)", "spread(toll)"])
SIGNS = st.sampled_from([" > ", " <= ", " == ", " + ", " - ", " and ", " or ", " < ", " != "])
TEXTS = st.recursive(
    RIGHT_CALLS | RIGHT_CALLS | CALLS | NUMBERS,
    lambda inner: st.tuples(inner, SIGNS, inner).map("".join) | inner.map("not ({})".format) | inner.map("-({})".format),
    max_leaves=6,
)  # fmt: skip


@given(TEXTS)
def test_what_is_read_can_be_answered(text):
    try:
        predicate = parse(text, BOOK)
    except ValueError as refused:
        assert "; " in str(refused)
    else:
        found = evaluate(predicate, asked())
        assert found.value.shape == found.testable.shape == (3,) and found.value.dtype == bool


def test_an_expression_that_fails_without_statements_is_refused(monkeypatch):
    monkeypatch.setitem(predicates.NOTHING, "spread", lambda issue: 1 / 0)
    with pytest.raises(
        ValueError, match=r"^'spread\(toll\) > 0' cannot be answered .division by zero.; write it more simply$"
    ):
        parse("spread(toll) > 0", BOOK)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_one_sentence(text):
    try:
        parse(text, BOOK)
    except ValueError as refused:
        assert "; " in str(refused)


def asked(**told):
    """Words that answer with arrays over three universes, the last of which says nothing."""
    there = np.array([True, True, False])
    return {
        "stance": lambda actor, issue: Evaluation(np.array([1.0, -1.0, np.nan]), there),
        "n": lambda actor, issue: Evaluation(np.array([2, 3, 0]), there),
        "on_terms": lambda actor, issue, condition: Evaluation(np.array([0, 1, 0]), there),
        "spread": lambda issue: Evaluation(np.array([1.0, 0.0, 0.0]), there),
        "actors": lambda issue, at_least=0, at_most=9, type=None, quoted=0: Evaluation(
            np.array([at_least, 1, 0]) + 0 * (at_most + quoted), there | True
        ),
    } | told


@pytest.mark.parametrize(
    "text, values, testable",
    [
        ("stance(arland, toll) > 0", [True, False], [True, True, False]),
        ("-1 < stance(arland, toll) <= 1", [True, False], [True, True, False]),
        ("not stance(arland, toll) > 0", [False, True], [True, True, False]),
        ("not not stance(arland, toll) > 0", [True, False], [True, True, False]),
        ("stance(arland, toll) > 0 and n(arland, toll) == 2", [True, False], [True, True, False]),
        ("stance(arland, toll) > 0 or n(arland, toll) == 3", [True, True], [True, True, False]),
        ("n(arland, toll) - 1 == 1", [True, False], [True, True, False]),
        ("n(arland, toll) + stance(arland, toll) != 2", [True, False], [True, True, False]),
        ("stance('arland', \"toll\") >= -stance(arland, toll)", [True, False], [True, True, False]),
        ("n(arland, toll) - 0.1 - 0.2 == n(arland, toll) - 0.3", [True, True], [True, True, False]),
        ("n(arland, toll) - 0.1 - 0.2 < n(arland, toll) - 0.3", [False, False], [True, True, False]),
        ("n(arland, toll) - 0.1 - 0.2 >= n(arland, toll) - 0.3", [True, True], [True, True, False]),
        ("actors(toll, at_least=2) == 2", [True, False], [True, True, True]),
        ("actors(toll) == 0 or stance(arland, toll) > 0", [True, False], [True, True, False]),
    ],
)
def test_answers(text, values, testable):
    found = evaluate(parse(text, BOOK), asked())
    assert found.value[:2].tolist() == values and found.testable.tolist() == testable


def test_a_bound_below_nought_is_one():
    assert evaluate(parse("actors(toll, at_least=-1.5) < 0", BOOK), asked()).value.tolist() == [True, False, False]
