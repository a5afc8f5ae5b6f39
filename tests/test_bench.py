"""The bench keeps what it claims: ten thousand resamples in the time of a few, whatever the number of units."""

import bench
import pytest

from stancebook import tables
from stancebook.agreement import alpha


def test_rows_have_all_columns_and_can_be_shown(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "SIZES", (50, 100))
    monkeypatch.setattr(bench, "RESAMPLES", 100)
    rows = bench.alpha_resampled()
    assert [list(row) for row in rows] == [bench.COLUMNS] * 2 and [row["size"] for row in rows] == [50, 100]
    tables.write(tmp_path / "bench.csv", rows, bench.COLUMNS)
    assert tables.read(tmp_path / "bench.csv")[1]["note"].startswith("ordinal, 3 coders; peer extrapolated from 3")
    assert len(bench.shown(rows).splitlines()) == 3


def test_ours_and_the_peer_agree_on_what_is_measured():
    table = bench.codes(300)
    value = alpha(table, "ordinal")
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
def test_all_universes_take_a_fraction_of_what_they_take_one_by_one():
    [row] = bench.universes_varied()
    assert list(row) == bench.COLUMNS and row["size"] > 20_000
    assert row["ratio"] > 5, row
