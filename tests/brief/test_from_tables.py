"""Tables and bullets that a text takes from tables."""

import re

import pytest
from markdown_it import MarkdownIt

from payloads import PAYLOADS
from stancebook.brief.from_tables import NoColumn, bullets, cell, table_markdown, with_days
from stancebook.brief.inline import row_words
from stancebook.brief.text import parse
from stancebook.core.markdown import SPACE, visible

WORDS = {"arland": "Arland", "half_paid": "half of the *cost*", "toll": "a toll"}
ROW = {
    "id": "010-0-arland-toll", "actor": "arland", "issue": "toll", "condition": "half_paid if_asked", "conditions": "half_paid",
    "no_day": "1925-02-31", "position": -2, "median": 1.50, "empty": None, "day": "1925-03-01", "kind": "[outside] retold", "quote": "We | *go*", "note": "arland",
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("actor", "Arland"), ("issue", "a toll"), ("condition", r"half of the \*cost\*, if asked"),
        ("conditions", r"half of the \*cost\*"), ("position", "−2"),
        ("median", "1.5"), ("empty", ""), ("day", "1 March 1925"), ("no_day", "1925-02-31"), ("kind", "retold†"), ("quote", r"We \| \*go\*"),
        ("note", "arland"),
    ],
)  # fmt: skip
def test_a_cell_is_put_into_words_and_escaped(column, expected):
    assert cell(ROW, column, WORDS) == expected


def test_a_table_has_the_columns_and_headings_of_its_lines():
    assert table_markdown("actor: Who, in *words*\n\nmedian: Stance\n", [ROW, ROW], WORDS).splitlines() == [
        r"| Who, in \*words\* | Stance |", "| --- | --- |", "| Arland | 1.5 |", "| Arland | 1.5 |",
    ]  # fmt: skip


def test_bullets_keep_ids_and_the_braces_of_attributes():
    body = '- {actor}: “{quote}” [@{id}]{allow-name="x"}\n'
    assert bullets(body, [ROW], WORDS) == [r'- Arland: “We \| \*go\*” [@010-0-arland-toll]{allow-name="x"}']
    assert bullets(body, [], WORDS) == []


def test_what_a_block_cannot_show_is_named():
    with pytest.raises(NoColumn, match="no column 'who'; use id, actor"):
        table_markdown("who: Who", [ROW], WORDS)
    with pytest.raises(NoColumn, match="no column 'who'"):
        bullets("- {who}", [ROW], WORDS)
    for body in ("{actor}", "- {actor}\n- {quote}"):
        with pytest.raises(NoColumn, match="has not one line"):
            bullets(body, [ROW], WORDS)


def test_sources_have_their_days_in_words():
    source = {
        "article": "010",
        "date_earliest": "1925-03-01",
        "date_latest": "1925-03-02",
        "date_basis": "[outside] so",
    }
    assert with_days([source]) == [source | {"written": "1 or 2 March 1925†"}]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_cell_shows_as_text_and_acts_on_nothing(payload):
    row = {"id": "F001", "value": f"so {payload} on"}
    shown = SPACE.sub(" ", visible(row["value"]))
    table = table_markdown("value: Value", [row], WORDS)
    assert row_words(table.splitlines()[-1]) == shown
    (item,) = bullets("- It is {value} [@{id}].", [row], WORDS)
    (sentences,) = [block.sentences for block in parse(item).blocks]
    assert " ".join(each.words for each in sentences) == f"It is {shown}."
    assert [key for each in sentences for key in each.keys] == ["F001"]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(f"{table}\n\n{item}")
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td", "ul", "li"}


def test_a_cell_cannot_cite_or_fill_a_field():
    row = {"id": "F001", "value": '[@F002]{#other} [2]{count="facts"} {id}'}
    (item,) = bullets("- It is {value} [@{id}].", [row], WORDS)
    (sentence,) = parse(item).sentences
    assert sentence.keys == ("F001",) and sentence.counts == () and sentence.id == "s1"
    assert sentence.words == f"It is {row['value']}."
