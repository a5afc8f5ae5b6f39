"""The same text in other bytes: found where it is safe, with the exact raw span."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.texts.corpus import Article
from stancebook.texts.same_text import find, folded

RAW = "\ufeff“We’ll not go,” said Zoe\u0308 Łuk… She\u00a0wants\u2009300–400 sol\u00addiers — “a ﬁnal oﬀer”.\r\nＮＡＴＯ waits\u202f; e\u0301tat: x\u0302."


@pytest.mark.parametrize(
    ("quote", "raw"),
    [
        ('"We\'ll not go,"', "“We’ll not go,”"),
        ("„We‘ll not go,“", "“We’ll not go,”"),
        ("said Zo\u00eb Łuk...", "said Zoe\u0308 Łuk…"),
        ("She wants 300-400 soldiers - 'a", None),
        ('She wants 300-400 soldiers - "a final', "She\u00a0wants\u2009300–400 sol\u00addiers — “a ﬁnal"),
        ("She wants 300−400 soldiers -- ", "She\u00a0wants\u2009300–400 sol\u00addiers —"),
        (" a final offer ", "a ﬁnal oﬀer"),
        ("offer”. NATO waits", "oﬀer”.\r\nＮＡＴＯ waits"),
        ("\u00e9tat", "e\u0301tat"),
        ("x\u0302", "x\u0302"),
        ("etat", None),  # an accent is not left out
        ("x", None),
        ("inal", None),  # no half of a ligature
        ("we'll not go", None),  # nor a capital
        ("300400", None),
        ("Luk", None),
        ("...", "…"),
        (".", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_quotation_is_found_with_its_exact_span(quote, raw):
    found = [span.of(RAW) for span in find(quote, RAW)]
    if raw is None:
        assert found == [] or all(part == quote for part in found)
    else:
        assert found == [raw]


@pytest.mark.parametrize(
    "sign", "\u00ad\u034f\u061c\u200b\u200d\u200e\u202a\u202e\u2060\u2064\u2066\u2069\ufe00\ufe0f\ufeff"
)
def test_signs_that_nobody_sees_make_no_difference(sign):
    raw = f"Peace{sign}\u2764 no{sign}w, {sign}he says"
    assert [span.of(raw) for span in find("Peace\u2764 now", raw)] == [f"Peace{sign}\u2764 no{sign}w"]
    assert find(f"no{sign}w", "He says now.") == [(8, 11)]


@pytest.mark.parametrize(("quote", "raw"), [("cm2", "cm²"), ("No 5", "№ 5"), ("1/2", "½"), ("TM", "™")])
def test_signs_that_say_more_are_no_letters(quote, raw):
    assert find(quote, raw) == []


def test_a_sign_between_letters_of_persian_is_one():
    assert find("\u0645\u06cc\u200c\u0631", "\u0645\u06cc\u0631") == []


def test_exact_places_go_first():
    text = 'She said "no" and “no”.'
    article = Article("000", text, text, (), ())
    assert [span.of(text) for span in article.places("“no”")] == ["“no”"]
    assert [span.of(text) for span in article.places("„no“")] == ['"no"', "“no”"]


@given(st.text("aé\u0301n\u0303 \u00a0\u00ad-–“\"'’ﬁ…\n\u1112\u1161\u11ab한", max_size=25))
def test_forms_of_unicode_make_no_difference(text):
    for form in ("NFC", "NFD"):
        assert folded(unicodedata.normalize(form, text)).text == folded(text).text


@given(st.text(max_size=30), st.data())
def test_each_part_of_a_text_is_found_again_and_leads_back(text, data):
    fold = folded(text)
    assert len(fold.text) == len(fold.spans)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(fold.spans))
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    for span in find(quote, text):
        assert folded(span.of(text)).text.strip() == folded(quote.strip()).text.strip()


@given(st.text("ab é.", min_size=1, max_size=20).filter(str.strip))
def test_a_part_typed_with_other_signs_is_found_where_it_stands(words):
    words = " ".join(words.split())
    raw = f"x “{words}”\u00a0– y"
    assert any(
        span.of(raw) == f"“{words}”\u00a0– y" for span in find(f'"{unicodedata.normalize("NFD", words)}" - y', raw)
    )
