"""Tables: what is written is what is read, and a file is whole or it is the old one."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import files, tables

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
    tables.write(path, rows, columns)
    assert tables.read(path) == rows


def test_the_very_bytes_of_a_table(tmp_path):
    rows = [{"actor": "b", "mean": 1 / 3, "n": 2}, {"actor": "a", "mean": -0.00001, "n": None}]
    tables.write(tmp_path / "new room" / "stances.csv", rows, ["actor", "mean", "n"], sort=["actor"])
    assert (tmp_path / "new room" / "stances.csv").read_bytes() == b"actor,mean,n\na,0,\nb,0.3333,2\n"


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


def test_a_broken_file_is_named_with_the_cure(tmp_path):
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


def test_a_frame_keeps_text_and_types_numbers(tmp_path):
    rows = [
        {"article": "010", "quote": "NA", "position": "-2", "mean": "0.5"},
        {"article": "020", "quote": "None", "position": "", "mean": ""},
    ]
    tables.write(tmp_path / "stances.csv", rows, ["article", "quote", "position", "mean"])
    frame = tables.frame(tmp_path / "stances.csv")
    assert frame["article"].tolist() == ["010", "020"]
    assert frame["quote"].tolist() == ["NA", "None"]
    assert frame["position"].sum() == -2 and frame["position"].isna().tolist() == [False, True]
    assert frame["mean"].sum() == 0.5
    tables.write(tmp_path / "again.csv", frame, ["article", "quote", "position", "mean"])
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "stances.csv").read_bytes()
