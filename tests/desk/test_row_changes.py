"""Changes of rows: where a row is found, where a new one goes, and what differs between two lists of rows."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core.problems import UserError
from stancebook.desk.row_changes import Change, apply_changes, diff, in_words, invert

ROWS = st.lists(st.fixed_dictionaries({"article": st.sampled_from("123"), "quote": st.sampled_from("12a")}), max_size=8)


def rows(text):
    """Rows of one cell each, from the letters of a text."""
    return {"c.csv": [{"quote": letter} for letter in text]}


def letters(rows):
    return "".join(row["quote"] for row in rows["c.csv"])


def change(row, was="", now=""):
    return Change("c.csv", row, {"quote": was} if was else None, {"quote": now} if now else None)


@pytest.mark.parametrize(
    ("before", "made", "after", "numbers"),
    [
        ("abc", [change(3, "b", "x")], "axc", [3]),
        ("abc", [change(None, "b", "x")], "axc", [3]),
        ("abc", [change(2, "c", "x")], "abx", [4]),  # the row moved
        ("bab", [change(4, "b", "x")], "bax", [4]),  # the second of two alike
        ("abab", [change(4, "b", "x")], "axab", [3]),  # the nearest of two, the first where both are as near
        ("bbcdeb", [change(6, "b", "x")], "bbcdex", [7]),
        ("abc", [change(4, "c"), change(2, "a")], "b", [4, 2]),
        ("abc", [change(2, "a"), change(4, "c")], "b", [2, 3]),  # numbers told before the first was taken out
        ("abc", [change(3, now="x")], "axbc", [3]),
        ("abc", [change(99, now="x")], "abcx", [5]),
        ("abc", [change(1, now="x")], "xabc", [2]),
        ("", [change(None, now="x"), change(None, now="y")], "xy", [2, 3]),
        ("a", [change(2, "a", "b"), change(2, "b", "c")], "c", [2, 2]),
    ],
)
def test_changes_are_made_one_upon_the_other(before, made, after, numbers):
    found, noted = apply_changes(rows(before), made)
    assert letters(found) == after and [change.row for change in noted] == numbers
    assert letters(apply_changes(found, invert(noted))[0]) == before


def test_what_was_given_stays_as_it_was():
    given = rows("ab")
    apply_changes(given, [change(2, "a"), change(2, "b", "x")])
    assert given == rows("ab")


@pytest.mark.parametrize("wanting", [change(2, "x", "y"), change(2, "x"), change(None, "x", "y")])
def test_a_row_that_is_not_there_as_it_was_is_refused(wanting):
    with pytest.raises(UserError, match=r"^c.csv: the row is not there any more as it was; open the article again$"):
        apply_changes(rows("ab"), [wanting])


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [("acd", "b", "abcd"), ("acd", "c", "accd"), ("bcd", "a", "abcd"), ("ca", "b", "cab"), ("xaxcx", "b", "xabxcx"),
     ("", "b", "b"), ("xx", "b", "xxb"), ("ab", "x", "abx"), ("cd", "e", "cde"), ("xcx", "b", "xbcx")],
)  # fmt: skip
def test_a_new_row_goes_behind_the_last_that_it_does_not_precede(before, new, after):
    def order(file, row):
        return None if row["quote"] == "x" else (file, row["quote"])

    assert letters(apply_changes(rows(before), [change(None, now=new)], order)[0]) == after


def test_what_differs_hangs_on_no_order_of_rows():
    assert diff("c.csv", rows("abcb")["c.csv"], rows("bbca")["c.csv"]) == []
    assert diff("c.csv", rows("ab")["c.csv"], rows("bcb")["c.csv"]) == [
        change(2, "a"), change(3, now="c"), change(4, now="b"),
    ]  # fmt: skip


def test_a_row_with_half_of_its_cells_left_was_altered():
    def row(*cells):
        return dict(zip("abcd", cells, strict=True))

    before = [row("1", "1", "1", "1"), row("2", "2", "2", "2"), row("3", "3", "3", "3")]
    after = [row("3", "3", "3", "x"), row("2", "2", "x", "x"), row("1", "x", "x", "x")]
    assert diff("c.csv", before, after) == [
        Change("c.csv", 2, before[0], None),
        Change("c.csv", 2, before[2], after[0]),
        Change("c.csv", 3, before[1], after[1]),
        Change("c.csv", 4, None, after[2]),
    ]


def test_a_cell_in_another_column_is_another_cell():
    one, other = {"article": "1", "quote": "2"}, {"article": "2", "quote": "1"}
    assert diff("c.csv", [one], [other]) == [Change("c.csv", 2, one, None), Change("c.csv", 2, None, other)]


def test_ten_thousand_rows_without_their_zeros_were_all_altered():
    before = [{"article": f"{n:05}", "quote": f"q{n}"} for n in range(10_000)]
    after = [row | {"article": row["article"].lstrip("0")} for row in before]
    found = diff("c.csv", before, after)
    assert len(found) == 10_000 and all(change.was and change.now for change in found)


@given(ROWS, ROWS)
def test_what_differs_made_of_the_one_list_gives_the_other(before, after):
    found = diff("c.csv", before, after)

    def count(rows):
        return Counter((row["article"], row["quote"]) for row in rows)

    gone, new = (sum(missing.values()) for missing in (count(before) - count(after), count(after) - count(before)))
    assert count(apply_changes({"c.csv": before}, found)[0]["c.csv"]) == count(after)
    assert max(gone, new) <= len(found) <= gone + new
    assert all(change.was != change.now for change in found)


@given(ROWS, st.data())
def test_any_changes_are_taken_back_to_the_row(before, data):
    now, made = {"c.csv": before}, []
    for _ in range(data.draw(st.integers(1, 5))):
        new = data.draw(st.none() | st.fixed_dictionaries({"article": st.just("9"), "quote": st.sampled_from("ab")}))
        at = data.draw(st.integers(0, len(now["c.csv"])))
        was = now["c.csv"][at] if at < len(now["c.csv"]) else None
        if was is None and new is None:
            continue
        number = data.draw(st.none() | st.just(at + 2))
        now, noted = apply_changes(now, [Change("c.csv", number, was, new)])
        made += noted
    assert apply_changes({"c.csv": before}, made)[0] == now
    assert apply_changes(now, invert(made))[0] == {"c.csv": before}


def test_changes_in_words():
    assert in_words([change(2, now="a")] * 2 + [change(2, "a", "b")]) == "c.csv: 2 rows added, 1 changed"
    assert in_words([change(2, "a")]) == "c.csv: 1 row taken out"
    assert in_words([]) == ""
