"""Tables: reading gives back what was written, and a file is either whole or the old one."""

import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import files, paths, tables
from stancebook.core.columns import Table, decimal, text, whole

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n,\";'\t\0\ufeff"))


@st.composite
def written_tables(draw):
    """Columns with any names, and rows with any text in their cells."""
    columns = draw(st.lists(TEXT, min_size=1, max_size=4, unique=True))
    return columns, draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, TEXT)), max_size=5))


@given(written_tables())
def test_any_text_comes_back_as_it_was(table):
    columns, rows = table
    assert tables.parse(tables.text(rows, columns)) == rows


@given(written_tables())
def test_any_text_comes_back_from_a_file(tmp_path_factory, table):
    columns, rows = table
    path = tmp_path_factory.getbasetemp() / "round trip.csv"
    files.write_text(path, tables.text(rows, columns))
    assert tables.read(path) == rows


def test_the_very_bytes_of_a_table(tmp_path):
    rows = [
        {"actor": "b", "mean": 1 / 3, "n": 10},
        {"actor": "b", "n": 9, "mean": 1},
        {"actor": "a", "mean": -0.00001, "n": None},
    ]
    table = Table("stances", "an actor", (text("actor", ""), decimal("mean", ""), whole("n", "")), ("actor", "n"))
    tables.write(tmp_path / "new folder" / "stances.csv", rows, table)
    assert (tmp_path / "new folder" / "stances.csv").read_bytes() == b"actor,mean,n\na,0,\nb,1,9\nb,0.3333,10\n"


def test_floats_are_rounded_to_four_places_without_zeros_at_the_end():
    cells = [2.0, -2.0, 0.5, -0.0, 12345.67891, float("nan")]
    assert tables.text([{"value": cell} for cell in cells], ["value"]).split("\n")[1:-1] == (
        ["2", "-2", "0.5", "0", "12345.6789", '""']
    )


def test_columns_that_are_not_asked_for_are_left_out():
    assert tables.text([{"a": "1", "b": "2"}], ["b"]) == "b\n2\n"


def test_a_column_that_a_row_lacks_is_an_error():
    with pytest.raises(KeyError):
        tables.text([{"a": "1"}], ["a", "b"])


def test_a_failure_while_writing_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "stances.csv"
    files.write_text(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        files.write_text(path, "new \ud800")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("no room left")))
    with pytest.raises(OSError):
        files.write_text(path, "new\n")
    assert path.read_text() == "old\n"


def test_nothing_but_the_table_is_left_behind(tmp_path):
    files.write_text(tmp_path / "stances.csv", "new\n")
    assert [path.name for path in tmp_path.iterdir()] == ["stances.csv"]


def test_a_file_that_is_not_utf8_is_named_with_the_byte(tmp_path):
    (tmp_path / "coder_a.csv").write_bytes(b"quote\nca\xe9\n")
    with pytest.raises(tables.UnreadableFile, match=r"^coder_a\.csv: byte 8 is not UTF-8; save the file as UTF-8$"):
        tables.read(tmp_path / "coder_a.csv")


def test_a_broken_file_is_named_with_the_fix(tmp_path):
    (tmp_path / "coder_a.csv").write_bytes(b'quote\n"no end\n')
    with pytest.raises(
        tables.UnreadableFile, match=r"^coder_a\.csv: not a readable CSV file .*; write it with a CSV writer$"
    ):
        tables.read(tmp_path / "coder_a.csv")


def test_a_row_of_another_length_shows_and_an_empty_one_counts():
    assert tables.parse("a,b\n1\n\n1,2,3\n") == [
        {"a": "1", "b": None},
        {"a": None, "b": None},
        {"a": "1", "b": "2", None: "3"},
    ]
    assert tables.parse("") == []


POSITIONS = Table("positions", "a position", (
    text("article", "id"), text("quote", "its words"), whole("position", "towards it"), decimal("mean", "of all"),
))  # fmt: skip


def test_a_frame_keeps_text_and_types_numbers(tmp_path):
    rows = [
        {"article": "010", "quote": "NA", "position": "-2", "mean": "0.5"},
        {"article": "020", "quote": "None", "position": "", "mean": ""},
    ]
    tables.write(tmp_path / "stances.csv", rows, POSITIONS)
    frame = tables.read_frame(tmp_path / "stances.csv", POSITIONS)
    assert frame["article"].tolist() == ["010", "020"]
    assert frame["quote"].tolist() == ["NA", "None"]
    assert frame["position"].sum() == -2 and frame["position"].isna().tolist() == [False, True]
    assert frame["mean"].sum() == 0.5
    tables.write(tmp_path / "again.csv", frame, POSITIONS)
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "stances.csv").read_bytes()


def test_a_frame_has_the_columns_that_rows_have_and_without_rows_all():
    rows = [{"mean": "1", "article": "010", "colour": "red"}, {"position": "2"}]
    assert list(tables.frame(rows, POSITIONS).columns) == ["article", "position", "mean"]
    assert tables.frame([], POSITIONS).dtypes.astype(str).to_dict() == POSITIONS.dtypes
    assert tables.typed([("010", "we go", None, None)], POSITIONS).dtypes.astype(str).to_dict() == POSITIONS.dtypes


def test_columns_of_the_study_follow_those_of_the_table(tmp_path):
    table = Table("worlds", "a world", (text("world", "id"),), more=text("a column a finding", "whether it holds"))
    rows = [{"world": "1", "peace": "0", "war": "1"}]
    tables.write(tmp_path / "worlds.csv", rows, table)
    assert (tmp_path / "worlds.csv").read_text() == "world,peace,war\n1,0,1\n"
    assert list(tables.read_frame(tmp_path / "worlds.csv", table).columns) == ["world", "peace", "war"]
    tables.write(tmp_path / "shown.csv", tables.frame(rows, table))
    assert (tmp_path / "shown.csv").read_text() == "world,peace,war\n1,0,1\n"


def test_records_are_those_of_pandas_with_none_for_what_is_missing():
    table = pd.DataFrame({
        "text": ["a", None, ""], "whole": pd.array([1, None, 3], "Int64"), "decimal": pd.array([None, 0.5, 2], "Float64"),
        "float": [1.5, np.nan, -0.0], "flag": [True, False, True], "short": np.array([1, 2, 3], "int16"),
        "mixed": [np.int64(1), None, "x"], "single": np.array([1, 2, np.nan], "float32"),
    })  # fmt: skip
    for frame in (table, table[::-1], table[:0], pd.concat([table] * 3)):
        expected = frame.astype(object).where(frame.notna(), None).to_dict("records")
        found = tables.records(frame)
        assert found == expected
        assert [[type(cell) for cell in row.values()] for row in found] == (
            [[type(cell) for cell in row.values()] for row in expected]
        )


TYPED = Table(
    "stances", "an actor", (text("actor", ""), decimal("mean", ""), whole("n", ""), text("note", "")), ("n", "actor")
)
cells = st.fixed_dictionaries({
    "actor": TEXT, "mean": st.none() | st.floats(-1e6, 1e6), "n": st.none() | st.integers(-9, 9), "note": TEXT, "own": TEXT,
})  # fmt: skip


@given(st.lists(cells, min_size=1, max_size=6), st.booleans())
def test_a_long_table_is_parquet_and_reads_as_its_csv_file_does(tmp_path_factory, rows, as_frame):
    path = tmp_path_factory.mktemp("tables") / "stances.csv"
    given = tables.frame(
        [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows], TYPED
    )
    given = given if as_frame else rows
    read = []
    for most in (6, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "MOST_ROWS", most)
            tables.store(path, given, TYPED)
        assert [file.suffix for file in path.parent.iterdir()] == [".parquet" if most == 0 else ".csv"]
        read.append((tables.read(paths.stored(path)), tables.read_frame(paths.stored(path), TYPED)))
    assert read[0][0] == read[1][0]
    pd.testing.assert_frame_equal(read[0][1], read[1][1])


def test_a_long_table_that_becomes_short_is_csv_again_and_a_damaged_one_is_told(tmp_path, monkeypatch):
    path, rows = tmp_path / "stances.csv", [{"actor": "a", "mean": 1.0, "n": 1, "note": ""}]
    monkeypatch.setattr(tables, "MOST_ROWS", 0)
    tables.store(path, rows, TYPED)
    first = path.with_suffix(".parquet").read_bytes()
    tables.store(path, rows, TYPED)
    assert path.with_suffix(".parquet").read_bytes() == first and str(tmp_path).encode() not in first
    path.with_suffix(".parquet").write_bytes(first[:-9])
    with pytest.raises(tables.UnreadableFile, match="not a readable Parquet file"):
        tables.read(paths.stored(path))
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    tables.store(path, rows, TYPED)
    assert [file.name for file in tmp_path.iterdir()] == ["stances.csv"] and paths.stored(path) == path


@given(st.lists(st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.integers(0, 2), "n": st.integers()})))
def test_groups_are_the_rows_of_each_value_in_their_order(rows):
    groups = tables.grouped(rows, "a", "b")
    assert sum(map(len, groups.values())) == len(rows)
    for a in "xyz":
        assert tables.grouped(rows, "a")[a] == [row for row in rows if row["a"] == a]
        for b in range(3):
            assert groups[a, b] == [row for row in rows if (row["a"], row["b"]) == (a, b)]
