"""One Markdown text as a tree, in which text of others never becomes markup."""

import json

import pytest

from book_study import markdown
from payloads import PAYLOADS
from stancebook.core.markdown import SPACE, escape, visible
from stancebook.export.blocks import plain, reader, tree
from stancebook.export.book import pieces_of


def kinds(node):
    return [piece["kind"] for piece in pieces_of(node) if "kind" in piece]


def inlines(text):
    [paragraph] = tree(text)
    return paragraph["inlines"]


def test_the_blocks_of_a_brief():
    made = tree(markdown())
    assert [block["kind"] for block in made] == [
        "heading", "paragraph", "pair", "heading", "list", "figure", "quote", "rule", "heading", "figure", "heading",
        "table", "heading", "list",
    ]  # fmt: skip
    assert kinds(made).count("mark") == 5 and kinds(made).count("anchor") == 7
    assert json.loads(json.dumps(made)) == made


def test_headings_lists_and_tables_keep_their_shape():
    heading = tree('### <a id="table-1"></a>Figure 1: *now*')[0]
    assert (heading["level"], heading["id"], plain(heading["inlines"])) == (3, "table-1", "Figure 1: now")
    [bullets] = tree("- a\n  - b\n\n- c")
    assert not bullets["ordered"] and [block["kind"] for block in bullets["items"][0]] == ["paragraph", "list"]
    [ordered] = tree("3. x\n4. y")
    assert ordered["ordered"] and ordered["start"] == 3 and len(ordered["items"]) == 2
    [table] = tree("| a | b |\n| --- | --- |\n| **c** | `d` |\n| e | |")
    assert [[plain(cell) for cell in row] for row in (table["head"], *table["rows"])] == [
        ["a", "b"],
        ["c", "d"],
        ["e", ""],
    ]
    assert [block["kind"] for block in tree("***\n\n```x\ncode\n```")] == ["rule", "code"]


def test_a_figure_has_its_alternative_text_and_the_line_under_it():
    [figure] = tree('![A *steep* \\<b\\>\nladder](figures/ladder.svg)\n\n<a id="figure-1"></a>Figure 1.')
    assert (figure["name"], figure["alt"]) == ("figures/ladder.svg", "A steep <b> ladder")
    assert plain(figure["caption"]) == "Figure 1."
    [figure, paragraph] = tree("![x](a.svg)\n\nFigure 1.")
    assert figure["caption"] == [] and paragraph["kind"] == "paragraph"


def test_a_figure_and_the_table_after_it_are_a_pair():
    table = "| a |\n| --- |\n| 1 |"
    [pair] = tree(f'![x](a.svg)\n\n<a id="figure-1"></a>Figure 1.\n\n{table}')
    assert (pair["kind"], plain(pair["figure"]["caption"]), len(pair["table"]["rows"])) == ("pair", "Figure 1.", 1)
    apart = tree(f"![x](a.svg)\n\nWords.\n\n{table}\n\n![y](b.svg)\n\n![z](c.svg)\n\n{table}\n\n{table}")
    assert [block["kind"] for block in apart] == ["figure", "paragraph", "table", "figure", "pair", "table"]


def test_an_image_among_words_is_refused():
    with pytest.raises(ValueError, match="a paragraph of its own"):
        tree("See ![x](figures/ladder.svg).")


@pytest.mark.parametrize(
    ("link", "kind", "to"),
    [
        ('[1](evidence.md#000-1-a%20b "answer")', "mark", "000-1-a b"),
        ('[1](#note-1 "answer")', "mark", "note-1"),
        ("[text 000](evidence.md#F001)", "file", "evidence.md#F001"),
        ("[1](brief.md#note-1)", "internal", "note-1"),
        ('[x](#table-1 "title")', "internal", "table-1"),
        ("[x](../data/raw/003%20toy.txt)", "file", "../data/raw/003 toy.txt"),
        ("[x](evidence.md)", "file", "evidence.md"),
        ("[x](https://a.example/#b)", "file", "https://a.example/#b"),
    ],
)
def test_links_by_where_they_lead(link, kind, to):
    [made] = inlines(link)
    assert (made["kind"], made["to"]) == (kind, to) and made.get("claim") == ("answer" if kind == "mark" else None)


def test_a_mark_stands_at_its_sentence():
    before = inlines('It is so. [1](evidence.md#F001 "a") [x](#y) More.')
    assert [piece["text"] for piece in before if piece["kind"] == "text"] == ["It is so.", " ", " More."]


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("<b>a *b*</b> c", "a b"),
        ("x <b>a", "a"),
        ("</b>x <b>a</b>", "a"),
        ("<b><b>a</b></b>", "a"),
        ("**<b>a**</b>", "a"),
    ],
)
def test_bold_of_ours_is_strong_and_a_tag_without_its_partner_harms_nothing(text, strong):
    made = inlines(text)
    assert [plain(piece["inlines"]) for piece in made if piece["kind"] == "strong"] == [strong]
    assert "<" not in plain(made)


def test_only_tags_of_ours_are_read():
    text = '<a id="x"></a>a <b onclick="y">b</b> <a href="javascript:z">c</a> <i>d</i>'
    assert plain(inlines(text)) == 'a <b onclick="y">b <a href="javascript:z">c <i>d</i>'
    assert kinds(tree('<div onclick="x">\ny\n</div>')) == ["code"]
    assert "&lt;script&gt;" in reader().render("<script>x</script>")


def test_lines_are_joined_by_a_space_and_controls_are_shown():
    assert plain(inlines("a\nb \u202ec")) == "a b [U+202E]c"
    assert [piece["kind"] for piece in inlines("a\\\nb")] == ["text", "break", "text"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_others_are_text(payload):
    [paragraph] = tree(f"Said: {escape(payload)}")
    assert kinds(paragraph) == ["paragraph", "text"]
    said = SPACE.sub(" ", visible(payload)).strip()
    assert " ".join(plain(paragraph["inlines"]).removeprefix("Said:").split()) == " ".join(said.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_others_change_no_kind(payload):
    assert kinds(tree(markdown(payload))) == kinds(tree(markdown("words")))
