"""Predicates: what can be asked, what is refused, and what comes out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.predicates import Answer, answer, parse

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
        ("stance(arland, toll) >", "'stance(arland, toll) >' cannot be read; write a comparison such as stance(actor, issue) > 0"),
        ("", "'' cannot be read; write a comparison such as stance(actor, issue) > 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_cure(text, sentence):
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
    ],
)  # fmt: skip
def test_nothing_but_comparisons_gets_through(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError):
        parse(text, BOOK)
    assert not list(tmp_path.iterdir())


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
        "stance": lambda actor, issue: Answer(np.array([1.0, -1.0, np.nan]), there),
        "n": lambda actor, issue: Answer(np.array([2, 3, 0]), there),
        "actors": lambda issue, **bounds: Answer(np.array([bounds.get("at_least", 0), 1, 0]), there | True),
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
        ("actors(toll, at_least=2) == 2", [True, False], [True, True, True]),
        ("actors(toll) == 0 or stance(arland, toll) > 0", [True, False], [True, True, False]),
    ],
)
def test_answers(text, values, testable):
    found = answer(parse(text, BOOK), asked())
    assert found.value[:2].tolist() == values and found.testable.tolist() == testable


def test_a_bound_below_nought_is_one():
    assert answer(parse("actors(toll, at_least=-1.5) < 0", BOOK), asked()).value.tolist() == [True, False, False]
