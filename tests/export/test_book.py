"""Brief and evidence as one document, in which every link leads to a place."""

import pytest

from book_study import ANNEX, BRIEF, FIGURES, markdown
from stancebook.export.blocks import plain
from stancebook.export.book import FormatError, bind, pieces_of, printable


def links(volume):
    return [
        (plain(piece["inlines"]), piece["to"])
        for piece in pieces_of(volume)
        if piece.get("kind") in ("mark", "internal")
    ]


def test_parts_in_their_order():
    made = bind(*markdown(), FIGURES)
    assert [part["name"] for part in made] == ["body", "notes", "tables", "evidence"]
    assert [plain(part["blocks"][0]["inlines"]) for part in made] == [
        "Who would go?", "Notes", "The tables behind the figures", "Evidence",
    ]  # fmt: skip
    assert [part["name"] for part in bind("# Nothing", "# Evidence")] == ["body", "evidence"]


def test_marks_lead_to_notes_labels_to_passages_and_passages_back():
    made = links(bind(*markdown(), FIGURES))
    assert made[:6] == [
        ("1", "note-1"), ("2", "note-2"), ("Its table", "table-1"), ("The same table", "table-1"),
        ("4", "note-4"), ("3", "note-3"),
    ]  # fmt: skip
    assert made[6:8] == [("S6", "000-858-arland-own"), ("F2", "F002")]
    assert made[-3:] == [("1", "note-1"), ("2", "note-2"), ("4", "note-4")] and len(made) == 17


def test_all_passages_of_a_claim_stand_in_its_note():
    brief = 'A. [1](evidence.md#F1 "answer") [all](evidence.md#claim-answer)\n\n## Notes\n\n1. <a id="note-1"></a>x'
    assert links(bind(brief, '<a id="F1"></a>x')) == [("1", "note-1"), ("all", "note-1")]


@pytest.mark.parametrize(
    ("brief", "annex", "told"),
    [
        (BRIEF.replace("#F002)", "#F003)", 1), ANNEX, "“F2” leads to F003, which is nowhere"),
        (BRIEF.replace('[2](', '[7]('), ANNEX, "“7” leads to note-7"),
        (BRIEF.replace("#table-1)", "#table-2)", 1), ANNEX, "leads to table-2"),
        (BRIEF, ANNEX.replace("#note-3", "#note-5"), "leads to note-5"),
        (BRIEF, ANNEX.replace('id="F002"', 'id="F2"'), "leads to F002"),
        (BRIEF, ANNEX.replace('id="F002"', 'id="note-1"'), "two places of the brief are called note-1"),
        (BRIEF.replace("ladder.svg", "snake.svg"), ANNEX, "no figure figures/snake.svg"),
        ("[x](#)", "", "leads to"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_refused(brief, annex, told):
    with pytest.raises(FormatError, match=told):
        bind(brief.format(words="", within=""), annex.format(words="", within=""), FIGURES)


def test_no_level_of_headings_is_left_out():
    made = bind("### a\n\n##### b\n\n# c\n\n### d", "### e")
    assert [piece["level"] for piece in pieces_of(made) if piece.get("kind") == "heading"] == [1, 2, 1, 2, 3]


def test_signs_that_a_page_cannot_hold_are_shown():
    shown = printable("a\ue000\ufeff\ufffe\U0010ffff\U000f0000\ud800\v\u202e\x00b")
    assert ascii(shown) == "'a[U+E000][U+FEFF][U+FFFE][U+10FFFF][U+F0000][U+D800][U+000B][U+202E][U+0000]b'"
    assert printable("née 👩‍👧 قال 中国\n\t\u200f") == "née 👩‍👧 قال 中国\n\t\u200f"
    assert plain(bind("a\ufeffb", "")[0]["blocks"][0]["inlines"]) == "a[U+FEFF]b"
