"""The brief as a Word document: all its words, only links within it, and no active content of others."""

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from functools import cache

import pytest

from book_study import FIGURES, HEADINGS, MARKS, TIMES, TITLE, WITHIN, bound, markdown
from markdown_words import bare, inside, said
from payloads import OFFICE, PAYLOADS, one_in_four_quick
from project import PROJECT
from stancebook.core.markdown import SPACE, visible
from stancebook.export import docx
from stancebook.export.book import FormatError, bind, widths
from stancebook.export.pdf import picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACTS = {"instrText", "fldSimple", "fldChar", "object", "altChunk", "pict", "control", "sdt", "ins", "del", "comment"}


PICTURE = cache(picture)


@pytest.fixture(autouse=True)
def _pictures_once(monkeypatch):
    """Draw each figure once for all documents; the tests of PDF show that it is the same bytes each time."""
    monkeypatch.setattr(docx, "picture", PICTURE)


@cache
def made(payload="", title=TITLE):
    return docx.to_docx(title, bound(payload), FIGURES)


def parts(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def document(docx):
    return ET.fromstring(parts(docx)["word/document.xml"])


def words(node):
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def style(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


@pytest.fixture(scope="module")
def toy():
    return made()


def test_all_words_are_there_in_their_order(toy):
    told = [bare(part) for part in said(markdown()) if bare(part)]
    found = [bare(words(paragraph)) for paragraph in document(toy).iter(f"{W}p")]
    assert [text for text in found if text] == told and len(told) > 30


def test_every_link_leads_to_a_bookmark(toy):
    tree = document(toy)
    marks = [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")]
    links = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
    assert len(links) == MARKS + WITHIN and set(links) <= set(marks)
    assert len(marks) == len(set(marks)) == 5 + 2 + 1 and all(re.fullmatch(r"[A-Za-z]\w{,39}", name) for name in marks)
    assert len(set(links)) == 5 + 2 + 1
    raised = [link for link in tree.iter(f"{W}hyperlink") if link.find(f"{W}r/{W}rPr/{W}vertAlign") is not None]
    assert [words(link) for link in raised] == ["1", "2", "3", "4", "5"]


def test_a_mark_leads_to_the_note_of_its_number(toy):
    tree = document(toy)
    at = {}
    for paragraph in tree.iter(f"{W}p"):
        at |= {mark.get(f"{W}name"): words(paragraph) for mark in paragraph.iter(f"{W}bookmarkStart")}
    leads = {words(link): at.get(link.get(f"{W}anchor"), "") for link in tree.iter(f"{W}hyperlink")}
    assert leads["3"].startswith("Quoted. ") and leads["4"].startswith("The writer’s inference")
    assert leads["a figure shows"].startswith("Figure 2.")


def test_notes_are_numbered_and_other_items_are_not(toy):
    numbering = ET.fromstring(parts(toy)["word/numbering.xml"])
    shapes = {one.get(f"{W}abstractNumId"): one.find(f"{W}lvl/{W}numFmt") for one in numbering.iter(f"{W}abstractNum")}
    of = {one.get(f"{W}numId"): one.find(f"{W}abstractNumId").get(f"{W}val") for one in numbering.iter(f"{W}num")}
    items = [(words(p), p.find(f"{W}pPr/{W}numPr/{W}numId")) for p in document(toy).iter(f"{W}p")]
    listed = [(text, shapes[of[number.get(f"{W}val")]].get(f"{W}val")) for text, number in items if number is not None]
    assert [text.split()[0] for text, shape in listed if shape == "decimal"] == [
        "Quoted;", "Reported.", "Quoted.", "The", "Anonymous.",
    ]  # fmt: skip
    assert [text.split()[0] for text, shape in listed if shape == "bullet"] == ["First.", "It", "Second,"]


def test_lists_are_indented_a_little(toy):
    numbering = ET.fromstring(parts(toy)["word/numbering.xml"])
    lefts = {level.find(f"{W}pPr/{W}ind").get(f"{W}left") for level in numbering.iter(f"{W}lvl")}
    assert min(map(int, lefts)) == 360 and len(lefts) > 5


def test_headings_are_headings(toy):
    found = [(int(style(p)[-1]), words(p)) for p in document(toy).iter(f"{W}p") if style(p).startswith("Heading")]
    assert found == HEADINGS


def test_every_style_is_there(toy):
    tree, styles = document(toy), ET.fromstring(parts(toy)["word/styles.xml"])
    known = {(one.get(f"{W}type"), one.get(f"{W}styleId")) for one in styles.iter(f"{W}style")}
    named = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    used = {(kind, one.get(f"{W}val")) for name, kind in named.items() for one in tree.iter(f"{W}{name}")}
    assert used <= known and len(used) > 10
    assert {one.get(f"{W}val") for one in styles.iter(f"{W}basedOn")} <= {name for _, name in known}


def test_tables_repeat_their_head_and_keep_rows_whole(toy):
    tables = list(document(toy).iter(f"{W}tbl"))
    rows = [row for table in tables for row in table.iter(f"{W}tr")]
    assert len(tables) == 2 and len(rows) == 6
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    for table in tables:
        assert 9000 < sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) <= 9540
        assert {style(paragraph) for paragraph in table.iter(f"{W}p")} == {"Cell", "CellHead"}


def test_figures_are_there_with_their_alternative_text_and_fit(toy):
    found, inside_it = parts(toy), document(toy)
    pictures = [data for name, data in sorted(found.items()) if name.startswith("word/media/")]
    names = ("map", "ladder", "tower")
    assert sorted(pictures) == sorted(picture(FIGURES[f"figures/{name}.svg"]) for name in names)
    told = [one.get("descr").strip() for one in inside_it.iter() if one.tag.endswith("}docPr")]
    assert told == ["A map", "A ladder", "A tower"] and b"base64" not in found["word/document.xml"]
    sizes = [
        (int(one.get("cx")) / 914400, int(one.get("cy")) / 914400)
        for one in inside_it.iter()
        if one.tag.endswith("}extent")
    ]
    assert all(wide <= 6.62 and tall <= 8.7 for wide, tall in sizes) and max(wide for wide, _ in sizes) > 6.5
    assert sizes[0][0] == pytest.approx(200 / 72, abs=0.02), "a small figure keeps its size"
    kept = [p for p in inside_it.iter(f"{W}p") if style(p) == "Drawing"]
    assert len(kept) == 3


def test_pages_properties_and_language(toy):
    found = parts(toy)
    laid_out = next(document(toy).iter(f"{W}sectPr"))
    size, footer = laid_out.find(f"{W}pgSz"), laid_out.find(f"{W}footerReference")
    assert "footer" in footer.attrib.values()
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert b'w:instr=" PAGE "' in found["word/footer.xml"] and b"NUMPAGES" in found["word/footer.xml"]
    relations = ET.fromstring(found["word/_rels/document.xml.rels"])
    target = {one.get("Id"): one.get("Target") for one in relations}
    assert target["footer"] == "footer.xml" and b"/word/footer.xml" in found["[Content_Types].xml"]
    core = ET.fromstring(found["docProps/core.xml"])
    assert [(one.tag.partition("}")[2], one.text) for one in core] == [("title", TITLE)]
    assert not list(ET.fromstring(found["docProps/app.xml"])) and b'w:val="en-GB"' in found["word/styles.xml"]
    breaks = [one for one in document(toy).iter(f"{W}br") if one.get(f"{W}type") == "page"]
    assert len(breaks) == 1, "before the annex"
    for name, part in found.items():
        assert not name.endswith((".xml", ".rels")) or ET.fromstring(part) is not None


def test_the_notes_go_on_below_the_annex_in_two_columns(toy):
    first, last = document(toy).iter(f"{W}sectPr")
    assert first.find(f"{W}cols") is None and last.find(f"{W}cols").get(f"{W}num") == "2"
    assert last.find(f"{W}type").get(f"{W}val") == "continuous"
    paragraphs = list(document(toy).iter(f"{W}p"))
    [at] = [n for n, p in enumerate(paragraphs) if p.find(f"{W}pPr/{W}sectPr") is not None]
    assert words(paragraphs[at - 1]) == "The cited passages" and words(paragraphs[at + 1]).startswith("Quoted;")
    [alone] = document(docx.to_docx(TITLE, bind("# x"), {})).iter(f"{W}sectPr")
    assert alone.find(f"{W}cols") is None


@pytest.mark.parametrize("payload", one_in_four_quick([*PAYLOADS, *OFFICE]))
def test_words_of_others_are_text(payload):
    plain, planted = made("words", TITLE + "words"), made(payload, TITLE + payload)
    told = bare(visible(SPACE.sub(" ", payload)).translate({0xE000: "[U+E000]", 0xFEFF: "[U+FEFF]"}))
    before, after = document(plain), document(planted)
    assert bare(words(after)).count(told) >= TIMES
    assert Counter(one.tag for one in after.iter()) == Counter(one.tag for one in before.iter())
    assert not {one.tag.partition("}")[2] for one in after.iter()} & ACTS
    assert [link.attrib.keys() for link in after.iter(f"{W}hyperlink")] == [{f"{W}anchor"}] * (MARKS + WITHIN)
    for name, part in parts(planted).items():
        assert not (name.endswith(".rels") and (b"External" in part or b"evil" in part)), name
    assert set(parts(planted)) == set(parts(plain))
    footer = ET.fromstring(parts(planted)["word/footer.xml"])
    assert told in bare(words(footer)) and len(list(footer.iter(f"{W}fldSimple"))) == 2
    assert told in bare(ET.fromstring(parts(planted)["docProps/core.xml"])[0].text)


def test_controls_of_direction_are_shown():
    text = words(document(made("\u202eevil")))
    assert "\u202e" not in text and "[U+202E]evil" in text


def test_the_same_bytes_twice_without_a_path_or_a_clock(monkeypatch, tmp_path):
    first = made()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made.cache_clear()
    assert made() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist()) and archive.namelist()[0] == "[Content_Types].xml"
    project = str(PROJECT).encode()
    for name, part in parts(first).items():
        assert project not in part and b"/tmp/" not in part and not re.search(rb"20[12]\d-\d\d-\d\d", part), name


def test_a_program_that_fails_is_told_in_a_sentence(monkeypatch, tmp_path):
    with pytest.raises(FormatError, match=r"pandoc cannot write brief.docx: .*; install the package pypandoc_binary"):
        docx.run_pandoc({"blocks": 1}, "docx")
    monkeypatch.setattr(docx, "_program", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(FormatError, match=r"which does not start .No such file.*; install"):
        docx.run_pandoc({}, "docx")
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(FormatError, match="needs pandoc, which is not here; install"):
        docx.to_docx(TITLE, bind("x"), {})


def test_pandoc_is_the_one_of_the_lock_and_reads_no_file():
    assert "pypandoc" in docx._program()
    lost = {"t": "Para", "c": [{"t": "Image", "c": [["", [], []], [], ["/etc/hostname", ""]]}]}
    tree = {"pandoc-api-version": docx.VERSION, "meta": {}, "blocks": [lost]}
    told = subprocess.run([docx._program(), "--version"], capture_output=True, text=True, check=True).stdout
    assert told.startswith("pandoc 3.")
    try:
        written = docx.run_pandoc(tree, "docx")
    except FormatError:
        return
    assert not [name for name in parts(written) if name.startswith("word/media")]


def test_pandoc_heeds_neither_the_clock_nor_the_home_of_who_runs_it(monkeypatch, tmp_path):
    tree = docx.syntax([{"name": "body", "blocks": []}], {})
    first = docx.run_pandoc(tree, "docx")
    (tmp_path / "pandoc").mkdir()
    (tmp_path / "pandoc" / "reference.docx").write_text("no document")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert docx.run_pandoc(tree, "docx") == first


def test_columns_share_the_width():
    cells = [[{"kind": "text", "text": text}] for text in ("x" * 300, "", "Evidence")]
    shares = widths({"head": cells, "rows": [cells]}, 100)
    assert 0.99 < sum(shares) <= 1 and shares[0] > shares[2] > shares[1] > 0


def test_the_helper_sees_what_is_lost():
    assert inside("abcd", ["ab", "cd"]) == [] and inside("abcd", ["cd", "ab"]) == ["ab"]


def test_what_begins_with_a_letter_that_runs_leftwards_does_so():
    brief = "# שלום\n\nArland שלום\n\nשלום, Arland\n\n- שלום\n\n| a | شرق |\n| - | - |\n| b | c |"
    root = document(docx.to_docx(TITLE, bind(brief), {}))
    turned = [words(each) for each in root.iter(f"{W}p") if each.find(f"{W}pPr/{W}bidi") is not None]
    assert turned == ["שלום", "שלום, Arland", "שלום", "شرق"]
