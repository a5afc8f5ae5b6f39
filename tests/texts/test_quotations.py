"""Quotations in a text, and words that two texts share, counted by hand."""

import itertools
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core.schema import QUOTATIONS
from stancebook.texts import quotations
from stancebook.texts.quotation_marks import MARKS
from stancebook.texts.quotations import find_quotations, shared_quotations
from stancebook.texts.summary import shared_words
from stancebook.texts.word_diff import nearest, words
from stancebook.texts.wrapping import paragraphs

SIGNS = st.text("ab A.'’‘“”„«»‹›\"\n\r\u2028\u00a01🙂e\u0301", max_size=60)
PROMISE = "we will never go there again without a friend"


def inner(raw):
    return [span.of(raw) for span in find_quotations(raw)]


@pytest.mark.parametrize(
    "raw, found",
    [
        ("He said: “We go.”", ["We go."]),
        ('"One," he said, "two."', ["One,", "two."]),
        ("„Wir gehen“, „heute”, « demain », ‹ici›", ["Wir gehen", "heute", "demain", "ici"]),
        ("“Not closed here.\n“Again, and closed.”", ["Not closed here.", "Again, and closed."]),
        ('"Not closed.\r\nNo quotation. "But this."', ["Not closed.", "But this."]),
        ("“Outer ‘inner’ « other » outer”", ["Outer ‘inner’ « other » outer"]),
        ("“One “two” three”", ["One “two” three"]),
        ("“One “two” three", ["One", "two"]),
        ("It’s ‘so’ and ‹so›, rock ’n’ roll", ["so", "so"]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["One.", "Two.", "Three,"]),
        ("„Eins.\n„Zwei“, sagt er.", ["Eins.", "Zwei"]),
        ("« Un.\n« Deux », dit-il.", ["Un.", "Deux"]),
        ("« Un.\n» Deux. »", ["Un.", "Deux."]),
        (
            "« Un.\n\n» Deux.\n\n» Trois.\n\n» Quatre », dit-il. « Cinq. »",
            ["Un.", "Deux.", "Trois.", "Quatre", "Cinq."],
        ),
        ("“One.\r\nTwo,” he said, “three.”", ["One.", "Two,", "three."]),
        ("“One.\nTwo.\nThree.” Four.\nFive “six”", ["One.", "Two.", "Three.", "six"]),
        ("“One.\nTwo “three” four.”", ["One.", "three"]),
        ("“One.\nNo mark.\nNone.\nNone here.\nOr here”", ["One."]),
        ('"One.\nTwo," he said.', ["One.", "Two,"]),
        ("stray ” and » then “this”", ["this"]),
        ('A 6" board and "this"', ["this"]),
        ("🙂 e\u0301 “x\u0301🇺🇸”\u2028“z”", ["x\u0301🇺🇸", "z"]),
        ('“” « » "" “ ”', []),
        ("“…”", ["…"]),
        ("", []),
    ],
)
def test_quotations_are_found_by_their_marks(raw, found):
    assert inner(raw) == found


@given(SIGNS)
def test_quotations_lie_within_a_paragraph_in_order_without_their_own_marks(raw):
    spans, held = find_quotations(raw), paragraphs(raw)
    assert spans == sorted(spans) and all(one.end < other.start for one, other in itertools.pairwise(spans))
    for span in spans:
        assert 0 < span.start < span.end <= len(raw) and span.of(raw) == span.of(raw).strip()
        assert any(paragraph.contains(span) for paragraph in held)
        assert set(raw[: span.start]) & MARKS


def test_a_straight_mark_after_a_number_closes_but_opens_nothing():
    assert inner('He wants "all 30" and more') == ["all 30"]


def rows(texts, *columns, **settings):
    table = shared_quotations(texts, **settings)
    assert tuple(table.columns) == QUOTATIONS.names
    for row in table.to_dict("records"):
        for side in "ab":
            raw = texts[row[f"article_{side}"]]
            assert row[f"quote_{side}"] == raw[row[f"start_{side}"] : row[f"end_{side}"]]
    return table[list(columns)].values.tolist()


def test_the_same_words_quoted_twice_are_one_row_a_before_b():
    texts = {"2": f"🙂 e\u0301 “{PROMISE.upper()}!”", "1": f'\r\n"{PROMISE}," she said. « {PROMISE} »'}
    columns = ["article_a", "start_a", "article_b", "start_b", "as_a", "as_b", "likeness", "same", "differences"]
    assert rows(texts, *columns) == [
        ["1", 3, "2", 6, "quotation", "quotation", 1, True, 0],
        ["1", 63, "2", 6, "quotation", "quotation", 1, True, 0],
    ]


def test_differences_are_words_inserted_deleted_or_replaced():
    texts = {"1": f"“{PROMISE}”", "2": "“We shall never go there without a true friend.”"}
    assert rows(texts, "likeness", "same", "differences", alike=0.65) == [[pytest.approx(1 - 3 / 9), False, 3]]
    assert rows(texts, "same", alike=0.7) == []


def test_a_shorter_quotation_is_compared_with_a_part_of_the_longer():
    texts = {"1": f"“Let me say it: {PROMISE}, and that is all.”", "2": "“never go there, again”"}
    assert rows(texts, "quote_a", "quote_b", "as_a", "same") == [
        ["never go there again", "never go there, again", "quotation", True]
    ]
    texts["2"] = "“never come there again”"
    assert rows(texts, "quote_a", "likeness", "same", "differences") == [["never go there again", 0.75, False, 1]]


def test_a_quotation_that_matches_none_is_compared_with_the_prose_of_either_text():
    texts = {"1": f"He said that {PROMISE} or so.", "2": f"“{PROMISE}”", "3": "“Nothing of that kind here at all”"}
    found = ["article_a", "as_a", "article_b", "as_b", "quote_a"]
    assert rows(texts, *found) == [["1", "prose", "2", "quotation", PROMISE]]
    swapped = {"1": texts["2"], "2": texts["1"]}
    assert rows(swapped, *found) == [["1", "quotation", "2", "prose", PROMISE]]


def test_a_quotation_that_matches_one_is_not_compared_with_prose():
    texts = {"1": f"“{PROMISE}”", "2": f"So {PROMISE}: “{PROMISE}”"}
    assert rows(texts, "start_b", "as_b") == [[len(PROMISE) + 6, "quotation"]]
    assert rows({"2": texts["1"], "1": texts["2"]}, "start_a", "as_a") == [[len(PROMISE) + 6, "quotation"]]


def test_rows_are_sorted_by_place():
    other = "there is one more thing to say"
    texts = {"1": f"“{other}” and then “{PROMISE}”", "2": f"“{PROMISE}”, and {other}"}
    assert rows(texts, "start_a", "as_b") == [[1, "prose"], [43, "quotation"]]


def test_short_quotations_are_not_compared_but_known_as_quotations():
    texts = {"1": "“never go there again now”", "2": "“never go there again now or”", "3": "“never go” there again now"}
    assert rows(texts, "article_a", "article_b", "as_a", "as_b") == [
        ["1", "2", "quotation", "quotation"],
        ["1", "3", "quotation", "prose"],
        ["2", "3", "quotation", "prose"],
    ]
    assert rows({"1": "“go there now”", "2": "“go there now”"}, "same") == []
    assert rows({"1": "“go there now”", "2": "“go there now”"}, "same", least_words=3) == [[True]]
    within = {"1": "“never go there again”", "2": "he “go there again” said"}
    assert rows(within, "as_b", "quote_b") == [["quotation", "go there again"]]


def test_how_many_words_may_differ_is_exact():
    ten = "one two three four five six seven eight nine ten"
    texts = {"1": f"“{ten}”", "2": f"“{ten.replace('five', 'x')}”"}
    assert rows(texts, "differences", alike=0.9) == [[1]] and rows(texts, "same", alike=0.91) == []
    assert rows(texts, "same", alike=1) == []


@given(st.lists(st.lists(st.sampled_from([*"abcd", "“a", "b”", "c.\n"]), max_size=12).map(" ".join), max_size=4))
def test_rows_hang_neither_on_the_order_of_texts_nor_miss_a_quotation_word_for_word(raws):
    texts = {str(number): raw for number, raw in enumerate(raws)}
    table = shared_quotations(texts, least_words=1, alike=0.6)
    assert table.equals(shared_quotations(dict(reversed(texts.items())), least_words=1, alike=0.6))
    assert (table["article_a"] < table["article_b"]).all() and (table["likeness"] >= 0.6 - 1e-9).all()
    assert ((table["as_a"] == "quotation") | (table["as_b"] == "quotation")).all()
    found = set(zip(table["article_a"], table["article_b"], strict=True))
    for one in texts:
        for other in texts:
            if one != other and any(_of(q) and _has(texts[other], _of(q)) for q in inner(texts[one])):
                assert (min(one, other), max(one, other)) in found


def _of(text):
    return [text[slice(*span)].casefold() for span in words(text)]


def _has(raw, sought):
    held = _of(raw)
    return any(held[at : at + len(sought)] == sought for at in range(len(held)))


def all_compared(texts, least_words, alike):
    """The rows of quotations.csv by comparing everything with everything, as the docstring says it."""
    numbers = {}
    read = [quotations._read(article, texts[article], numbers, least_words) for article in sorted(texts)]

    def match(a, b):
        short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
        start, end, differences = nearest(short.words, long.words)
        if not len(short.words) or differences > (1 - alike) * len(short.words) + 1e-9:
            return None
        part = quotations._passage(long.words, long.edges, start, end)
        both = (a, part) if short is a else (part, b)
        return quotations.Match(*both, differences, 1 - differences / len(short.words))

    def has_words(passage, text):
        return len(passage.numbers - text.whole.numbers) <= (1 - alike) * len(passage.words) + 1e-9

    rows = []
    for one, other in combinations(read, 2):
        met = {(i, j): match(a, b) for i, a in enumerate(one.compared) for j, b in enumerate(other.compared)}
        found = [each for each in met.values() if each]
        alone_a = [a for i, a in enumerate(one.compared) if not any(met[i, j] for j in range(len(other.compared)))]
        alone_b = [b for j, b in enumerate(other.compared) if not any(met[i, j] for i in range(len(one.compared)))]
        found += [match(a, other.whole) for a in alone_a if has_words(a, other)]
        found += [match(one.whole, b) for b in alone_b if has_words(b, one)]
        rows += [quotations._row(one, other, each) for each in found if each]
    return pd.DataFrame(rows, columns=QUOTATIONS.names).sort_values(list(QUOTATIONS.sort), ignore_index=True)


@given(
    st.lists(
        st.lists(st.sampled_from([*"abcdef", "“a", "“b", "c”", "a”", "d.\n"]), max_size=16).map(" ".join), max_size=4
    ),
    st.integers(1, 4),
    st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0]),
)
def test_the_texts_looked_at_are_all_that_can_match(raws, least_words, alike):
    texts = {str(number): raw for number, raw in enumerate(raws)}
    found = shared_quotations(texts, least_words, alike)
    pd.testing.assert_frame_equal(found, all_compared(texts, least_words, alike))


@pytest.mark.parametrize("prose", ["a b x c d e y f g h i", "a b c d x e f g y h i", "a b x c d e f g y h i"])
def test_words_put_in_before_or_after_a_piece_lie_within_what_is_looked_at(prose):
    texts = {"1": "“a b c d e f g h i”", "2": f"w w w {prose} w w w"}
    found = shared_quotations(texts)
    assert list(found["quote_b"]) == [prose] and list(found["differences"]) == [2]
    pd.testing.assert_frame_equal(found, all_compared(texts, 4, 0.7))


def test_a_short_text_is_found_within_a_longer_quotation():
    texts = {"1": "“c c a b a a a a b b a b”", "2": "a b"}
    found = shared_quotations(texts, 2, 0.9)
    assert list(found["quote_a"]) == ["a b"]
    pd.testing.assert_frame_equal(found, all_compared(texts, 2, 0.9))


def test_a_text_without_words_has_no_quotation():
    assert shared_quotations({"1": "“No no no no.”", "2": "…"}).empty


def test_nothing_to_compare_gives_a_table_without_rows():
    assert rows({}, "same") == rows({"1": "“a b c d”"}, "same") == rows({"1": "", "2": "“…”"}, "same") == []


@pytest.mark.parametrize("settings", [{"alike": 0}, {"alike": 1.1}, {"least_words": 0}])
def test_settings_out_of_range_are_refused(settings):
    with pytest.raises(ValueError, match="alike is a share above 0 and up to 1, least_words 1 or more; give others"):
        shared_quotations({}, **settings)


def test_the_sentence_counts_phrases_and_paragraphs():
    met = pd.DataFrame({"quote_a": ["if need be", "so"]})
    assert shared_words(met, met[:1]) == (
        "Two quoted phrases occur in more than one text; the longest has three words. One paragraph occurs in two texts in the same or nearly the same words."
    )
    assert shared_words(met[:0], met[:0]) == (
        "No quoted phrases occur in more than one text. No paragraphs occur in two texts in the same or nearly the same words."
    )
