"""Problems: one sentence each, with file, row and fix, for any content of a cell."""

import errno
import os
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import problems, system_errors
from stancebook.core.authored import cell_checks
from stancebook.core.problems import Problem, one_line

COLUMNS = ("article", "quote", "note")


def sentences_of(problems):
    return [str(problem) for problem in problems]


def test_a_problem_names_its_file_row_and_column_if_it_has_them():
    assert str(Problem("coder_b.csv", 12, "position", "'pro' is wrong", "use 1")) == (
        "coder_b.csv, row 12, position: 'pro' is wrong; use 1"
    )
    assert str(Problem("frozen.json", None, "", "it is not there", "freeze")) == "frozen.json: it is not there; freeze"


def test_a_cure_names_a_file_as_one_may_type_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("data/my coded", "data/coded"):
        (tmp_path / folder).mkdir(parents=True)
    files = [tmp_path / "data/my coded/a.csv", tmp_path / "data/coded/study.yaml"]
    for path in files:
        path.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) not in files)
    denied = [system_errors.why(PermissionError(errno.EACCES, "Permission denied", str(path)))[1] for path in files]
    assert denied == [
        "give yourself the right: chmod u+rw 'data/my coded/a.csv'",
        "give yourself the right: chmod u+rw data/coded/study.yaml",
    ]
    monkeypatch.chdir(tmp_path / "data/my coded")
    cure = system_errors.why(PermissionError(errno.EACCES, "Permission denied", str(files[1])))[1]
    assert cure == f"give yourself the right: chmod u+rw {shlex.quote(str(files[1]))}"


def test_a_link_that_is_not_followed_is_no_loop(tmp_path):
    for name, target in (("link", "file"), ("loop", "loop")):
        (tmp_path / name).symlink_to(target)
    told = [system_errors.why(OSError(errno.ELOOP, "", str(tmp_path / name))) for name in ("link", "loop")]
    assert told == [system_errors.LINK, system_errors.REASONS["ELOOP"]]


HEADER = "the header should read article,quote,note"


@pytest.mark.parametrize(
    ("names", "sentences"),
    [
        (["article", "quote", "note"], []),
        (["note", "article", "quote"], []),
        (["article", "quote"], [f"note: the column is missing; {HEADER}"]),
        (["article", "quote", "Note"], ["Note: the column is not known; name it note"]),
        (["article", "quote", "remark"], ["remark: the column is not known; name it note"]),  # the only one left
        (["artikel", "Quotes", "note"], ["artikel: the column is not known; name it article", "Quotes: the column is not known; name it quote"]),
        (["article", "quote", "note", "date"], ["date: the column is not known; take it out"]),
        (["article", "quote", "", "note"], ["the column is not known; give it a name of the header, or empty it"]),
        (["article", "quote", "note", "note"], ["note: the column stands there twice; leave one of the two"]),
        (["fact", "kind"], [f"the columns article, quote and note are missing; {HEADER}"]),
        ([], [f"the columns article, quote and note are missing; {HEADER}"]),
    ],
)  # fmt: skip
def test_a_header(names, sentences):
    found = sentences_of(cell_checks.check_header("a.csv", names, COLUMNS))
    assert [sentence.removeprefix("a.csv, row 1").lstrip(":, ") for sentence in found] == sentences


def test_rows_with_the_same_mistake_are_one_problem():
    alike = [Problem("a.csv", row, "actor", "'x' is wrong", "use y") for row in range(2, 300)]
    other = Problem("a.csv", 2, "issue", "'x' is wrong", "use y")
    assert sentences_of(problems.merged([*alike, other, other])) == [
        "a.csv, row 2, actor: 'x' is wrong (and in rows 3, 4, 5, 6 and 293 more); use y",
        "a.csv, row 2, issue: 'x' is wrong; use y",
    ]


def test_a_choice():
    row = {"via": "pro", "status": "x"}
    assert cell_checks.check_choice("a.csv", 2, {"via": "self"}, "via", ("self",)) == []
    assert sentences_of(cell_checks.check_choice("a.csv", 2, row, "via", ("self", "other"))) == (
        ["a.csv, row 2, via: 'pro' is not in the codebook; use self or other"]
    )
    assert sentences_of(cell_checks.check_choice("a.csv", 2, row, "via", tuple("abcdefghijklm"))) == (
        ["a.csv, row 2, via: 'pro' is not in the codebook; use an id of its vias"]
    )
    assert sentences_of(cell_checks.check_choice("a.csv", 2, row, "status", ())) == (
        ["a.csv, row 2, status: 'x' is not in the codebook; add it there"]
    )


@pytest.mark.parametrize(
    ("cell", "sentences"),
    [
        ("none", []),
        ("toll  peace", []),
        ("", ["a.csv, row 2, condition: the cell is empty; write none where no condition is stated"]),
        ("toll none", ["a.csv, row 2, condition: 'none' stands beside a condition; write either"]),
        (
            "toll,peace",
            [
                "a.csv, row 2, condition: 'toll,peace' is not in the codebook; use none, toll or peace, separated by spaces"
            ],
        ),
    ],
)
def test_a_set(cell, sentences):
    found = cell_checks.check_set("a.csv", 2, {"condition": cell}, "condition", ("none", "toll", "peace"))
    assert sentences_of(found) == sentences


@pytest.mark.parametrize(
    ("cell", "articles", "fix"),
    [
        ("10", ["010", "020"], "its zeros were lost: write 010, as text"),
        ("0", ["000"], "its zeros were lost: write 000, as text"),
        ("010", ["10", "20"], "the zeros of 10 in sources.csv were lost: write 010 there, as text"),
        ("", ["000"], "use 000"),
        ("x", ["010", "020"], "use 010 or 020"),
        ("x", [], "add it there"),
    ],
)
def test_an_article_that_is_not_there(cell, articles, fix):
    assert sentences_of(cell_checks.check_article("a.csv", 2, {"article": cell}, articles)) == (
        [f"a.csv, row 2, article: '{cell}' is no article of sources.csv; {fix}"]
    )


def test_ids_that_are_missing_used_again_or_none():
    rows = [{"fact": id} for id in ("F001", "", "F001", "../F2", "F 3", "-", "Säl_1")]
    assert sentences_of(cell_checks.check_ids("facts.csv", rows, "fact")) == [
        "facts.csv, row 3, fact: the id is missing; give it one, never used before",
        "facts.csv, row 4, fact: 'F001' stands in row 2 too; give each its own id",
        "facts.csv, row 5, fact: '../F2' is no id; use letters, digits, - and _",
        "facts.csv, row 6, fact: 'F 3' is no id; use letters, digits, - and _",
    ]


@given(st.text(max_size=40) | st.text().map(lambda text: text * 2000), st.text())
def test_any_cell_gives_one_line_that_can_be_shown(cell, column):
    sentence = str(Problem("coder_a.csv", 2, column, f"'{cell}' is not in the codebook", "use self"))
    assert sentence.isprintable() and len(sentence) < 1000
    assert sentence.startswith("coder_a.csv, row 2") and sentence.endswith("is not in the codebook; use self")


def test_invisible_characters_are_shown_by_their_code_points():
    assert one_line("a\u00a0b\u202ec\r\nd\x1b[2J") == "a[U+00A0]b[U+202E]c[U+000D][U+000A]d[U+001B][2J"
    assert one_line("plain “words” – Säl") == "plain “words” – Säl"
