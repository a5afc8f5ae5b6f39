"""The benchmark of many texts runs, at sizes that take seconds; `make bench` has the large ones."""

import pytest

import bench_size
import large_study
from project import copied


@pytest.mark.slow
def test_the_rows_of_many_texts_say_how_fast_they_are_and_that_the_bytes_are_the_same(monkeypatch):
    monkeypatch.setattr(bench_size, "SIZES", (20, 60))
    monkeypatch.setattr(bench_size, "peers_speed", lambda *_: {"ftfy": 2.0})
    rows = bench_size.texts_in_number(lambda *cells: cells, 1)
    assert [cells[1] for cells in rows] == [20, 60]
    for name, _, seconds, peer, theirs, memory, note in rows:
        assert (name, peer) == ("texts of 5 kB cleaned", "ftfy") and 0 < theirs < 1 and 0 < seconds < 60
        assert " MB/s, on two cores " in note and note.endswith(", the same bytes; peer 2.0 MB/s") and 20 < memory < 500


def test_the_rows_of_studies_say_what_each_took_beside_the_smallest(monkeypatch):
    took = iter([bench_size.Used(2.0, 3.0, 400.0, ""), bench_size.Used(5.0, 9.0, 500.0, "")])
    monkeypatch.setattr(bench_size, "STUDIES", (1, 3))
    monkeypatch.setattr(bench_size, "copied", lambda folder: folder)
    monkeypatch.setattr(bench_size, "reported", lambda home, study: next(took))
    rows = bench_size.studies_in_number(lambda *cells: cells, 1)
    assert [cells[1:6] for cells in rows] == [(1, 2.0, "as 1 texts", 2.0, 400.0), (3, 5.0, "as 1 texts", 6.0, 500.0)]
    assert rows[1][0] == "report of so many texts" and rows[1][6].startswith("about 97 ")
    assert rows[1][6].endswith("statements by each of two coders; processor 9 s, on two cores")


@pytest.mark.slow
def test_the_report_of_a_study_with_long_tables_is_made_and_needs_no_second_run(tmp_path):
    home, study = copied(tmp_path / "project"), large_study.write(tmp_path / "study", 12)
    used = bench_size.reported(home, study, most_rows=100)
    assert "brief: " in used.said and used.processor > 1 and 100 < used.megabytes < 3000
    [made] = (home / "build").glob("study-*/data/processed")
    assert {"codings.parquet", "sentences.parquet", "contested.csv"} <= {path.name for path in made.iterdir()}
    assert not {path.stem for path in made.glob("*.parquet")} & {path.stem for path in made.glob("*.csv")}
    assert "no notebook ran" in bench_size.reported(home, study, most_rows=100).said
