"""The benchmark measures what it says, and the package is as fast as it claims."""

import os
import re
import shutil

import bench
import numpy as np
import pytest

from stancebook.agreement.counts import count_patterns
from stancebook.agreement.registry import COEFFICIENTS
from stancebook.core import files, tables
from stancebook.networks import congruence
from stancebook.networks.activity import activity


@pytest.fixture
def memory_not_asked(monkeypatch):
    """Nothing is run once more for its memory, which is slow."""
    monkeypatch.setattr(bench, "peak_mb", lambda work: np.nan)


def test_rows_have_all_columns_and_can_be_shown(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "SIZES", (50, 100))
    monkeypatch.setattr(bench, "RESAMPLES", 100)
    rows = bench.alpha_resampled()
    assert [list(row) for row in rows] == [bench.COLUMNS] * 2 and [row["size"] for row in rows] == [50, 100]
    files.write_text(tmp_path / "bench.csv", tables.text(rows, bench.COLUMNS))
    assert tables.read(tmp_path / "bench.csv")[1]["note"].startswith("ordinal, 3 coders; peer extrapolated from 3")
    assert len(bench.shown(rows).splitlines()) == 3


def test_ours_and_the_peer_agree_on_what_is_measured():
    table = bench.codes(300)
    value = COEFFICIENTS["alpha"].estimate(count_patterns(table), "ordinal")
    assert value == pytest.approx(bench.krippendorff.alpha(table.T, level_of_measurement="ordinal"), abs=1e-9)
    low, high = bench.ours(table)
    assert low < value < high


@pytest.mark.slow
def test_ten_thousand_resamples_of_a_hundred_thousand_units_take_a_thousandth_of_the_peers_time():
    rows = {row["size"]: row for row in bench.alpha_resampled()}
    print(bench.shown(rows.values()))
    large, small = rows[100_000], rows[1_000]
    assert large["ratio"] >= 1000, large
    assert large["ours_s"] <= 3 * small["ours_s"], (large, small)
    assert large["peak_mb"] < 300


@pytest.mark.slow
def test_all_universes_take_a_fraction_of_what_they_take_one_by_one(memory_not_asked):
    [row] = bench.universes_varied()
    assert list(row) == bench.COLUMNS and row["size"] > 20_000
    assert row["ratio"] > 5, row


def smaller(monkeypatch):
    """Shrink the benchmark of networks to few statements."""
    for name, size in (("STATEMENTS", 3_000), ("ACTORS", 40), ("ISSUES", 12), ("POSITIONS", 5), ("SLAB", 15)):
        monkeypatch.setattr(bench, name, size)


def agree(counted):
    """Return whether the network and the peer's part of it are equal."""
    network, (congruent, conflicting) = congruence.one_mode(counted), bench.slab(counted, bench.pair_by_pair())
    first, later = len(congruent), np.triu(np.ones(network.conflict.shape, bool), 1)[: len(congruent)]
    for ours, theirs in ((network.congruence, congruent), (network.conflict, conflicting)):
        assert np.abs(theirs[later]).min() > 0
        np.testing.assert_allclose(np.where(later, ours[:first], 0), theirs, rtol=1e-9, atol=1e-9)


@pytest.mark.slow
def test_the_network_and_the_loops_agree(monkeypatch):
    smaller(monkeypatch)
    counted = activity(bench.statements())
    assert len(counted.actors) == 40 and counted.positions == (-2, -1, 0, 1, 2)
    agree(counted)


def test_the_row_of_the_network_has_all_columns_and_says_what_is_extrapolated(monkeypatch):
    smaller(monkeypatch)
    [row] = bench.congruence_of_statements()
    assert list(row) == bench.COLUMNS and row["size"] == 3_000
    # 39 + 38 + ... + 25 of 780 pairs
    assert row["note"].endswith("peer extrapolated from 61.5% of pairs") and row["note"].startswith("40 actors, 12 iss")


@pytest.mark.slow
def test_the_network_of_a_million_statements_takes_a_fraction_of_the_loops_time(memory_not_asked):
    [row] = bench.congruence_of_statements()
    print(bench.shown([row]))
    # `make bench`, alone on two cores, shows 30 and more; beside this test another one may use a core
    assert row["size"] == 1_000_000 and row["ratio"] >= 15, row
    agree(activity(bench.statements()))


@pytest.mark.slow
def test_near_duplicates_are_those_of_all_pairs_and_all_planted_ones(monkeypatch):
    texts, planted = bench.news(280)
    assert len(planted) == 25 and texts == bench.news(280)[0]
    monkeypatch.setattr(bench.near_duplicates, "FEW", 0)
    table = bench.near_duplicates.near_duplicates(texts)
    assert bench.recalled(table, planted) == 1 and bench.recalled(table[:0], planted) == 0
    places, some = bench.near_duplicates._places(texts, 8)
    likeness = bench.np.triu(bench.all_pairs(some), 1)
    pairs = [sorted((places[one][0], places[other][0])) for one, other in zip(*likeness.nonzero(), strict=True)]
    pairs = sorted(tuple(a + b) for a, b in pairs if a[0] != b[0])
    assert [tuple(found) for found in table[table.columns[:6]].values] == pairs


@pytest.mark.slow
def test_the_row_of_near_duplicates_has_all_columns_and_says_what_is_extrapolated(monkeypatch):
    monkeypatch.setattr(bench, "ARTICLES", 500)
    monkeypatch.setattr(bench, "COMPARED", 100)
    [row] = bench.duplicates_found()
    assert list(row) == bench.COLUMNS and row["size"] == 500
    assert row["note"].endswith("100.00% of 45 planted pairs found; peer extrapolated from 900 paragraphs")


@pytest.mark.slow
def test_near_duplicates_among_2_000_articles_take_a_fraction_of_the_time_of_all_pairs(monkeypatch):
    monkeypatch.setattr(bench, "ARTICLES", 2_000)  # fifty times as many: fifty times the ratio
    monkeypatch.setattr(bench, "COMPARED", 150)
    [row] = bench.duplicates_found()
    print(bench.shown([row]))
    assert row["ratio"] >= 15 and row["peak_mb"] < 100, row
    found = float(row["note"].split("each, ")[1].split("%")[0])
    assert found >= 99.9, row


def test_the_row_of_the_reader_says_so_where_there_is_no_browser(monkeypatch):
    monkeypatch.setattr(bench, "MARKS", 90)
    monkeypatch.setattr(bench.shutil, "which", lambda name: None)
    [row] = bench.reader_opened()
    assert list(row) == bench.COLUMNS and row["size"] == 90 and np.isnan(row["ours_s"])
    assert row["note"] == "not opened: there is no Chromium here" and "nan" in bench.shown([row])


def test_the_texts_of_the_reader_have_overlapping_statements_by_two_coders(monkeypatch):
    monkeypatch.setattr(bench, "MARKS", 900)
    made, bare, passage = bench.reader_pages()
    page = made()
    assert page.count('class="label ') == 900 + 5 and page.count("<tr class=differ>") == 90  # five of them explain
    assert page.count("<article") == bare.count("<article") == bench.TEXTS and f'id="{passage}"' in page
    assert page.count("%20") == 0 and len(re.findall(r'data-ids="\S+ \S+"', page)) > 300


@pytest.mark.slow
def test_the_reader_of_10_000_statements_opens_at_a_passage_of_its_last_text(monkeypatch, memory_not_asked):
    monkeypatch.setattr(bench, "ROUNDS", 1)
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no chromium here")
    [row] = bench.reader_opened()
    print(bench.shown([row]))
    assert row["size"] == 10_000 and row["note"].endswith("the passage of the last text lit in view"), row
    # `make bench`, alone on two cores, shows about 15 times as long as the bare texts take
    assert row["ours_s"] < 60 * row["peer_s"], row


def test_the_row_of_texts_listed_has_all_columns_and_says_what_was_found(monkeypatch):
    monkeypatch.setattr(bench, "LISTED", 60)
    monkeypatch.setattr(bench, "CLEANED", 20)
    [row] = bench.texts_listed()
    assert list(row) == bench.COLUMNS and row["size"] == 60
    # every twentieth of sixty has the word
    assert row["note"].startswith("60 listed, 7 of one paper, 3 with a word in the text, 3 of these drawn; peer extra")


def test_the_words_selected_are_those_that_scanning_gives():
    raw, rules = bench.long_text(20_000), bench.torture.CLEANING_RULES
    article, removed = bench.cleaning.clean_article("000", raw, rules)
    assert len(raw) == 20_000 and {"👩‍🔧", "[advertisement] ", "\r\n", "\u00a0"} <= {
        *re.findall("👩‍🔧|\\[ad[^ ]* |\r\n|\u00a0", raw)
    }
    assert {gone.rule for gone in removed} >= {"advertisement", "line-end", "no-break-space"}
    places = bench.places_in(article, 200)
    quotes = bench.quotes(places, article)
    assert quotes == [bench.quote_by_scanning(place, article, rules) for place in places]
    assert sum("[advertisement]" in cells["quote"] for cells in quotes) > 5


@pytest.mark.slow
def test_a_thousand_selections_in_a_long_text_take_a_fraction_of_what_scanning_takes():
    [row] = bench.words_selected()
    print(bench.shown([row]))
    assert list(row) == bench.COLUMNS and row["size"] == 1_000 and row["note"].startswith("of 600,000 characters in 3,")
    # `make bench`, alone on two cores, shows about eighty
    assert row["ratio"] >= 15, row


@pytest.mark.slow
def test_ten_thousand_texts_are_listed_in_less_than_it_takes_to_clean_them():
    [row] = bench.texts_listed()
    print(bench.shown([row]))
    # `make bench`, alone on two cores, shows two to four
    assert row["size"] == 10_000 and row["ratio"] > 1 and row["peak_mb"] < 150, row
