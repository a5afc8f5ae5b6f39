"""Tables of notebooks as Markdown: numbers in line, one number of decimals a column, texts of others in their cells."""

import pytest

from html_page import Page
from payloads import PAYLOADS
from stancebook.core.markdown import SPACE, table_text, visible
from stancebook.export.blocks import reader


def test_numbers_stand_flush_right_with_the_same_decimals():
    rows = [
        {"actor": "arland", "n": 3, "net": -0.5, "share": 1.0, "position": "-2", "of": None},
        {"actor": "borduria", "n": 12, "net": 14.25, "share": float("nan"), "position": "1", "of": None},
    ]
    assert table_text(rows, tuple(rows[0]), 12).splitlines() == [
        "| actor | n | net | share | position | of |",
        "| :--- | ---: | ---: | ---: | :--- | :--- |",
        "| arland | 3 | −0.50 | 1 | −2 |  |",
        "| borduria | 12 | 14.25 |  | 1 |  |",
    ]
    assert (
        table_text(rows, ("n",), 1).endswith("| 3 |\n\nThe first row of 2.") and table_text([], ("n",), 1) == "No row."
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_of_others_stays_in_its_cell(payload):
    page = Page(reader().render(table_text([{"a": payload, "b": "after"}], ("a", "b"), 1)))
    shown = " ".join(visible(SPACE.sub(" ", payload)).split())
    assert sorted(set(page.tags)) == ["table", "tbody", "td", "th", "thead", "tr"] and page.tags.count("td") == 2
    assert shown in " ".join(page.text.split()) and page.text.rstrip().endswith("after")
