"""The benchmark of many texts runs, at sizes that take seconds; `make bench` has the large ones."""

import pytest

import bench_size


@pytest.mark.slow
def test_the_rows_of_many_texts_say_how_fast_they_are_and_that_the_bytes_are_the_same(monkeypatch):
    monkeypatch.setattr(bench_size, "SIZES", (20, 60))
    monkeypatch.setattr(bench_size, "peers_speed", lambda *_: {"ftfy": 2.0})
    rows = bench_size.texts_in_number(lambda *cells: cells, 1)
    assert [cells[1] for cells in rows] == [20, 60]
    for name, _, seconds, peer, theirs, memory, note in rows:
        assert (name, peer) == ("texts of 5 kB cleaned", "ftfy") and 0 < theirs < 1 and 0 < seconds < 60
        assert " MB/s, on two cores " in note and note.endswith(", the same bytes; peer 2.0 MB/s") and 20 < memory < 500
