"""The brief as one document, in which every link leads to a place."""

from types import SimpleNamespace

import pytest

from book_study import BRIEF, FIGURES, markdown
from stancebook.export import formats
from stancebook.export.blocks import plain
from stancebook.export.book import FormatError, bind, pieces_of, printable


def links(volume):
    return [
        (plain(piece["inlines"]), piece["to"])
        for piece in pieces_of(volume)
        if piece.get("kind") in ("mark", "internal")
    ]


def test_parts_in_their_order():
    made = bind(markdown(), FIGURES)
    assert [(part["name"], plain(part["blocks"][0]["inlines"])) for part in made] == [
        ("opening", "Who would go?"), ("sections", "Two hold back4"), ("annex", "The plans"),
        ("notes", "The cited passages"),
    ]  # fmt: skip
    assert "rule" not in [block["kind"] for part in made for block in part["blocks"]]
    assert [part["name"] for part in bind("# Nothing")] == ["opening"]
    again = bind("A\n\n---\n\n## B\n\n---\n\nC")
    assert [part["name"] for part in again] == ["opening", "annex"], "only the first break begins the annex"


def test_marks_lead_to_notes_and_passages_are_words():
    made = bind(markdown(), FIGURES)
    assert links(made) == [
        ("1", "note-1"), ("2", "note-2"), ("3", "note-3"), ("4", "note-4"), ("a figure shows", "figure-2"),
        ("The same", "figure-1"), ("5", "note-5"), ("here", "plans-at-sea"),
    ]  # fmt: skip
    assert [piece["to"] for piece in pieces_of(made) if piece.get("kind") == "file"][-1] == "evidence.md#F002"


@pytest.mark.parametrize(
    ("brief", "told"),
    [
        (BRIEF.replace("[2](", "[7]("), "“7” leads to note-7"),
        (BRIEF.replace("](#figure-1)", "](#figure-9)", 1), "“The same” leads to figure-9, which is nowhere"),
        (BRIEF.replace('id="note-2"', 'id="note-1"'), "two places of the brief are called note-1"),
        (BRIEF.replace("ladder.svg", "snake.svg"), "no figure figures/snake.svg"),
        (BRIEF.replace("map.svg", "snake.svg"), "no figure figures/snake.svg"),
        ("[x](#)", "leads to"),
    ],
)
def test_what_leads_nowhere_is_refused(brief, told):
    with pytest.raises(FormatError, match=told):
        bind(brief.format(words="", within=""), FIGURES)


def test_no_level_of_headings_is_left_out():
    made = bind("### a\n\n##### b\n\n# c\n\n### d\n\n---\n\n### e")
    assert [piece["level"] for piece in pieces_of(made) if piece.get("kind") == "heading"] == [1, 2, 1, 2, 3]


def test_signs_that_a_page_cannot_hold_are_shown():
    shown = printable("a\ue000\ufeff\ufffe\U0010ffff\U000f0000\ud800\v\u202e\x00b")
    assert ascii(shown) == "'a[U+E000][U+FEFF][U+FFFE][U+10FFFF][U+F0000][U+D800][U+000B][U+202E][U+0000]b'"
    assert printable("née 👩‍👧 قال 中国\n\t\u200f") == "née 👩‍👧 قال 中国\n\t\u200f"
    assert plain(bind("a\ufeffb")[0]["blocks"][0]["inlines"]) == "a[U+FEFF]b"


def test_a_brief_that_cannot_be_bound_fails_before_any_file_of_the_report_is_given():
    study = SimpleNamespace(settings={"title": "Who goes?"})
    brief = SimpleNamespace(markdown="# Who goes?\n\n![The ties](figures/ties.svg)")
    made = formats.render(study, SimpleNamespace(figures={}), brief)
    with pytest.raises(FormatError, match="there is no figure"):
        next(made)
