"""The checks of the desk's own files, by all problems of the toy study."""

from dataclasses import replace

import pytest

from stancebook.core import schema, tables


@pytest.fixture
def marked(run_paths, problems):
    """Return a function that writes the marks of coder_a and returns their problems."""

    def written(*rows, name="coder_a_marks.csv", table=schema.MARKS):
        tables.write(run_paths.coded / name, [dict(zip(table.names, row, strict=True)) for row in rows], table)
        return [line for line in problems() if line.startswith(name)]

    return written


def test_no_file_and_right_marks_are_in_order(marked, problems):
    assert problems() == []
    assert (
        marked(("010", "0", "nothing"), ("010", "", "finished"), ("020", "", "opened"), ("020", "", "reopened")) == []
    )


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("010", "", "done"), "mark: 'done' is not a mark; use nothing, finished, opened or reopened"),
        (("999", "", "finished"), "article: '999' is no article of sources.csv; use 010, 020 or 030"),
        (("010", "5", "nothing"), "sentence_start: no sentence of 010 starts at '5'; mark it at the desk anew, and take this row out"),
        (("010", "", "nothing"), "sentence_start: no sentence of 010 starts at ''; mark it at the desk anew, and take this row out"),
        (("010", "0", "finished"), "sentence_start: 'finished' is a mark of the whole article; leave the cell empty"),
        (("020", "", "finished"), ": the same mark stands in row 2; take one of them out"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mark(marked, row, wrong):
    (line,) = marked(("020", "", "finished"), row)
    assert line == f"coder_a_marks.csv, row 3{', ' if not wrong.startswith(':') else ''}{wrong}"


def test_a_file_of_another_shape_and_a_sample(marked, run_paths):
    (run_paths.coded / "adjudication_marks.csv").write_text("article;mark\n", encoding="utf-8")
    assert marked(("010", "", "", "", ""), name="sample.csv", table=schema.SAMPLE) == []
    (line,) = marked(("9", "", "", "", ""), name="sample.csv", table=schema.SAMPLE)
    assert line == "sample.csv, row 2, article: '9' is no article of sources.csv; use 010, 020 or 030"
    comment = ("9", "0", "2031-05-01T09:30:00Z", "coder_a", "Why?")
    assert marked(("010", *comment[1:]), name="comments.csv", table=schema.COMMENTS) == []
    (line,) = marked(comment, name="comments.csv", table=schema.COMMENTS)
    assert line == "comments.csv, row 2, article: '9' is no article of sources.csv; use 010, 020 or 030"
    (line,) = marked(name="coder_b_marks.csv", table=replace(schema.MARKS, columns=schema.MARKS.columns[::2]))
    assert line.startswith("coder_b_marks.csv, row 1, sentence_start: the column is missing")
