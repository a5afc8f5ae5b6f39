"""What is said of many checks, and of the cells of a table that differ."""

import pytest

from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK, Verdict, all_well, report
from stancebook.pipeline.commands.verify import different_cells


def test_each_group_has_its_counts_and_the_first_of_many_faults():
    found = [Verdict("files", f"{number}.csv", GONE, "it is not there") for number in range(30)]
    found += [Verdict("texts", "1.txt", OK), Verdict("texts", "2.txt", NOT_RUN, "there is\nnone")]
    lines = list(report(found))
    assert lines[0] == "files: 30 gone" and lines[1] == "  gone: 0.csv: it is not there"
    assert lines[21] == "  and 10 more; --all lists them"
    assert lines[22:] == [
        "texts: 1 ok, 1 could not be run",
        "  could not be run: 2.txt: there is[U+000A]none",
        "in all: 1 ok, 30 gone, 1 could not be run",
    ]
    assert len(list(report(found, every=True))) == 3 + len(found)


def test_one_reason_why_things_could_not_be_run_is_told_once_with_their_number():
    found = [Verdict("made again", f"{number}.csv", NOT_RUN, "no texts") for number in range(30)]
    found += [
        Verdict("made again", "x.csv", DIFFERS, "other bytes"),
        Verdict("made again", "y.csv", DIFFERS, "other bytes"),
    ]
    found += [Verdict("notebooks", f"{number}.ipynb", NOT_RUN, "no texts") for number in range(2)]
    assert list(report(found)) == [
        "made again: 2 differs, 30 could not be run",
        "  could not be run: 0.csv, 1.csv, 2.csv and 27 more: no texts",
        "  differs: x.csv: other bytes",
        "  differs: y.csv: other bytes",
        "notebooks: 2 could not be run",
        "  could not be run: 0.ipynb and 1.ipynb: as above, made again",
        "in all: 2 differs, 32 could not be run",
    ]
    assert "  could not be run: 29.csv: no texts" in list(report(found, every=True))


@pytest.mark.parametrize(("outcome", "well"), [(OK, True), (NOT_RUN, True), (DIFFERS, False), (GONE, False)])
def test_only_what_differs_or_is_gone_is_not_well(outcome, well):
    assert all_well([Verdict("files", "a", OK), Verdict("files", "b", outcome)]) is well


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("a,b\n1,2\n3,4\n", "a,b\n1,9\n8,4\n", "2 cells of 4 differ: row 2, b: 2 in the archive, 9 as computed again"),
        ("a,b\n1,2\n", "a,b\n1,2\n3,4\n", "made again it has other rows or columns"),
        ("a,b\n1,2\n", "a,c\n1,2\n", "made again it has other rows or columns"),
        ("a,b\n1,2,3\n", "a,b\n1,2\n", "made again it has other rows or columns"),
        ("a,b\n", "a,c\n", "made again it has other rows or columns"),
        ("", "", "made again it has other rows or columns"),
        ("a,b\n1,2\n", 'a,b\n1,"2"\n', "made again it has other bytes, though the same cells"),
    ],
)
def test_what_differs_in_a_table_is_said_by_its_first_cell(before, now, told):
    assert different_cells(before, now) == told
