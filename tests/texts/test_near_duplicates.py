"""Near-duplicate paragraphs: counted by hand, compared with a slow version, and among many."""

import random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.core.schema import DUPLICATES
from stancebook.texts import near_duplicates as module
from stancebook.texts.indexes import minhash
from stancebook.texts.near_duplicates import near_duplicates
from stancebook.texts.word_diff import edits, folded
from stancebook.texts.wrapping import paragraphs

NOTICE = "Sign up here for the letter that we send each week"
CLOSED = "The bridge over the river will be closed on Monday"


def rows(texts, *columns, **settings):
    table = near_duplicates(texts, **settings)
    assert tuple(table.columns) == DUPLICATES.names
    return table[list(columns or DUPLICATES.names)].values.tolist()


def test_places_counted_by_hand_with_emoji_combining_signs_and_every_break():
    first = f"\ufeff{CLOSED.replace('Monday', 'Friday')}\u2028\r\n\r\n  “{CLOSED.upper()}!” \rx"
    texts = {"2": f"🇺🇸e\u0301\r\n{CLOSED}", "1": first}
    assert rows(texts) == [
        ["1", 0, 51, "2", 6, 56, 0.9, "near"],
        ["1", 58, 111, "2", 6, 56, 1.0, "same"],
    ]
    assert texts["1"][58:111] == f"“{CLOSED.upper()}!”" and texts["2"][6:56] == CLOSED


def test_only_different_texts_are_compared():
    assert rows({"1": f"{CLOSED}\n{CLOSED}\n{CLOSED} now"}) == []
    assert rows({"1": f"{CLOSED}\n{CLOSED}", "2": CLOSED}, "start_a", "how") == [[0, "same"], [51, "same"]]


def test_short_paragraphs_are_passed_over_and_likeness_counts_words():
    one, other = "we never go to the old town", "we never go to the new town"
    assert rows({"1": one, "2": other}) == rows({"1": one, "2": one}) == []
    assert rows({"1": one, "2": other}, "likeness", least_words=7) == [[pytest.approx(6 / 7)]]
    assert rows({"1": one, "2": other}, least_words=7, alike=0.86) == []


@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize("changed, alike", [(1, 0.9), (2, 0.8), (3, 0.7), (4, 0.6)])
def test_paragraphs_that_are_just_alike_are_paired(monkeypatch, few, changed, alike):
    monkeypatch.setattr(module, "FEW", few)
    words = [f"w{number}" for number in range(10)]
    other = ["x"] * changed + words[changed:]
    found = rows({"1": " ".join(words), "2": " ".join(other)}, "likeness", alike=alike)
    assert found == [[pytest.approx(alike)]]
    assert rows({"1": " ".join(words), "2": " ".join(other)}, alike=alike + 0.0001) == []


def test_the_earlier_text_stands_first_in_a_pair():
    texts = {"1": CLOSED, "2": CLOSED.replace("Monday", "Friday"), "3": CLOSED}
    assert rows(texts, "article_a", "article_b", "how") == [["1", "2", "near"], ["1", "3", "same"], ["2", "3", "near"]]


def test_a_notice_in_many_texts_is_paired_with_its_first_place_alone():
    texts = {f"{number:03}": f"Text {number}.\n{NOTICE}" for number in range(60)}
    found = rows(texts, "article_a", "article_b", "how")
    assert found == [["000", f"{number:03}", "same"] for number in range(1, 60)]
    few = dict(list(texts.items())[:50])
    assert len(rows(few)) == 50 * 49 / 2
    assert len(rows(few, most=49)) == 49
    assert len(rows({**few, "000": f"{NOTICE}\n{NOTICE}"})) == 50 * 49 / 2 + 49  # fifty texts, fifty-one places


def test_a_paragraph_near_to_a_notice_is_paired_with_its_first_place_alone():
    texts = {f"{number:03}": NOTICE for number in range(60)} | {"100": NOTICE.replace("week", "day")}
    assert [row for row in rows(texts, "article_a", "article_b", "how") if row[2] == "near"] == [["000", "100", "near"]]
    fewer = {f"{number:03}": NOTICE for number in range(5)} | {"100": NOTICE.replace("week", "day")}
    assert sum(row == ["near"] for row in rows(fewer, "how")) == 5


WORDS = st.sampled_from(["a", "b", "c", "d", "e"])
TEXTS = st.lists(st.lists(st.lists(WORDS, max_size=7).map(" ".join), max_size=4).map("\r\n".join), max_size=5)


@given(TEXTS)
def test_the_pairs_are_those_of_the_slow_version_whatever_the_order_of_texts(raws):
    texts = {str(number): raw for number, raw in enumerate(raws)}
    table = near_duplicates(texts, alike=0.6, least_words=3)
    assert table.equals(near_duplicates(dict(reversed(texts.items())), alike=0.6, least_words=3))
    assert table.values.tolist() == sorted(slow(texts, 0.6, 3))


def slow(texts, alike, least_words):
    """The rows, each paragraph compared with each."""
    places = [(article, span, span.of(raw)) for article, raw in sorted(texts.items()) for span in paragraphs(raw)]
    places = [place for place in places if len(folded(place[2])) >= least_words]
    for article_a, span_a, one in places:
        for article_b, span_b, other in places:
            longer, differences = max(len(folded(one)), len(folded(other))), edits(one, other)
            if article_a < article_b and differences <= (1 - alike) * longer + 1e-9:
                how = "near" if differences else "same"
                yield [article_a, *span_a, article_b, *span_b, pytest.approx(1 - differences / longer), how]


def planted(count, words, changed, seed=7):
    """Texts of a paragraph each, every second one the one before with some words changed, and how many pairs."""
    dice, vocabulary = random.Random(seed), [f"w{number}" for number in range(3000)]
    texts = {}
    for number in range(0, count, 2):
        said = dice.choices(vocabulary, k=words)
        texts[f"{number:05}"] = " ".join(said)
        for place in dice.sample(range(words), changed):
            said[place] = f"x{dice.random()}"
        texts[f"{number + 1:05}"] = " ".join(said)
    return texts


@pytest.mark.parametrize("changed, recall", [(2, 1), (4, 1), (8, 0.93)])
def test_minhash_finds_what_it_promises_and_nothing_that_is_not_alike(monkeypatch, changed, recall):
    texts = planted(800, 40, changed)
    every = near_duplicates(texts)
    assert len(every) == 400
    monkeypatch.setattr(module, "FEW", 0)
    found = near_duplicates(texts)
    assert found.merge(every).equals(found) and len(found) >= recall * 400
    print(f"{changed} of 40 words changed: {len(found) / 400:.4f} found")
    if changed == 8:
        assert len(found) < 400 and not found.equals(near_duplicates(texts, seed=1))
        assert found.equals(near_duplicates(dict(reversed(texts.items()))))
        assert len(near_duplicates(texts, num_perm=1)) < len(found)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=9).map(" ".join), max_size=6))
def test_minhash_finds_no_other_pairs(raws):
    texts = {str(number): raw for number, raw in enumerate(raws)}
    every = near_duplicates(texts, alike=0.9, least_words=3)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "FEW", 0)
        found = near_duplicates(texts, alike=0.9, least_words=3)
    assert set(map(tuple, found.values)) <= set(map(tuple, every.values))


def test_a_crowd_of_like_paragraphs_gives_rows_by_the_text_and_not_by_the_pair(monkeypatch):
    monkeypatch.setattr(module, "FEW", 0)
    texts = {f"{number:04}": f"{NOTICE} and on day {number}" for number in range(1500)}
    found = near_duplicates(texts)
    assert set(found["article_b"]) | {"0000"} == set(texts)
    assert len(found) < 20 * len(texts)


# MinHash


def least_values(strings, seed=3, number=256):
    """The least value of each hash function for each string, of strings in the same order."""
    values = np.zeros((number, len(strings)), np.uint32)
    for block in minhash.blocks(strings):
        values[:, block.strings] = [*minhash.least_values(block, minhash.hash_factors(seed, number))]
    return values.T


def overlap(one, other):
    """The share of shingles that two strings have in common."""
    one, other = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other))
    return len(one & other) / len(one | other)


def test_least_values_agree_as_often_as_shingles_overlap():
    strings = ["".join(map(chr, range(1000, 1100))), "".join(map(chr, [*range(1000, 1060), *range(2000, 2040)]))]
    assert overlap(*strings) == 58 / 138
    one, other = least_values(strings, number=4000)
    assert (one == other).mean() == pytest.approx(58 / 138, abs=0.03)


@example(["\ud800\udfff\U0010ffff"], 1)  # a word may have any number
@given(st.lists(st.text(st.characters(), min_size=3, max_size=9), max_size=6), st.integers(1, 40))
def test_least_values_of_a_string_do_not_depend_on_the_others_of_its_block(strings, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(minhash, "AT_ONCE", at_once)
        together = least_values(strings)
    assert all((least_values([string]) == row).all() for string, row in zip(strings, together, strict=True))


def test_factors_are_odd_so_that_no_bit_is_lost():
    assert (minhash.hash_factors(3, 1000) % 2 == 1).all()


def test_shingles_are_runs_of_words_whatever_their_characters():
    characters = [ord(character) for character in "\ud800\U0010ffff" * 3 + "abcabacb"]
    hashes = minhash.shingle_hashes(np.array(characters, np.uint32)).tolist()
    assert hashes[:4] == hashes[:2] * 2 and len(hashes) == 12
    assert len(set(hashes)) == 2 + 8  # abc, bca, cab, aba, bac, acb, and two with signs before


@pytest.mark.parametrize("words, changed", [(10, 2), (20, 4), (60, 12), (150, 30)])
def test_bands_find_as_many_pairs_just_alike_as_independent_hash_functions_would(words, changed):
    dice, strings = random.Random(words), []
    for _ in range(1000):
        said = dice.choices(range(100, 20000), k=words)
        strings.append("".join(map(chr, said)))
        for place in dice.sample(range(words), changed):
            said[place] = dice.randrange(20000, 40000)
        strings.append("".join(map(chr, said)))
    rows = minhash.band_rows(0.8, 256)
    shares = [overlap(*pair) for pair in zip(strings[::2], strings[1::2], strict=True)]
    expected = sum(1 - (1 - share**rows) ** (256 // rows) for share in shares)
    pairs = {pair for band in minhash.candidates(strings, 0.8, 2025, 50, 256) for pair in band.tolist()}
    found = sum(2 * one * len(strings) + 2 * one + 1 in pairs for one in range(1000))
    print(f"{changed} of {words} words changed: {found} found, {expected:.0f} expected")
    assert found > expected - 3 * min(expected, 1000 - expected) ** 0.5 - 1


def test_pairs_of_a_band_counted_by_hand():
    band = np.array([5, 7, 5, 9, 7, 5, 1, 5], np.uint64)  # 5 stands at 0, 2, 5 and 7, 7 at 1 and 4

    def pairs(most):
        return [divmod(pair, 8) for pair in sorted(minhash._pairs(band, most).tolist())]

    assert pairs(4) == [(0, 2), (0, 5), (0, 7), (1, 4), (2, 5), (2, 7), (5, 7)]
    assert pairs(3) == pairs(2) == [(0, 2), (0, 5), (0, 7), (1, 4)]
    assert pairs(1) == [(0, 2), (0, 5), (0, 7), (1, 4)]
    assert minhash._pairs(np.empty(0, np.uint64), 3).tolist() == []


@pytest.mark.parametrize("alike", [0.6, 0.7, 0.8, 0.9, 0.95, 1])
def test_bands_are_as_long_as_the_promise_allows(alike):
    rows, overlap = minhash.band_rows(alike, 256), alike**3 / (2 - alike**3)
    found = [1 - (1 - overlap**each) ** (256 // each) for each in (rows, rows + 1)]
    assert found[0] >= minhash.RECALL and (rows == 256 or found[1] < minhash.RECALL)
    assert minhash.band_rows(alike, 1) == 1  # though it finds fewer


def test_nothing_to_compare_gives_a_table_without_rows(monkeypatch):
    assert rows({}) == rows({"1": ""}) == rows({"1": CLOSED}) == []
    monkeypatch.setattr(module, "FEW", -1)
    assert rows({}) == rows({"1": CLOSED}) == []


@pytest.mark.parametrize("settings", [{"alike": 0}, {"alike": 1.01}, {"least_words": 2}, {"most": 0}])
def test_settings_out_of_range_are_refused(settings):
    with pytest.raises(ValueError, match="alike is a share above 0 and up to 1, least_words 3 or more, most 1 or more"):
        near_duplicates({}, **settings)
