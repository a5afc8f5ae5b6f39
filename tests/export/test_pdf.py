"""The brief as a PDF: all its words, links that lead to places, and no active content of others."""

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from book_study import FIGURES, HEADINGS, MARKS, TIMES, TITLE, WITHIN, bound, markdown
from default_brief import inputs, study
from default_brief import made as default_brief
from long_brief import long_brief
from markdown_words import bare, inside, said
from payloads import OFFICE, PAYLOADS, one_in_four_quick
from project import PROJECT
from stancebook.core.markdown import SPACE, visible
from stancebook.export import blocks, formats, pdf
from stancebook.export.book import FormatError, bind
from stancebook.export.pdf import to_pdf

ACTS = {"/URI", "/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/AA"}


@cache
def made(payload="", title=TITLE):
    return pdf.to_pdf(title, bound(payload), FIGURES)


@pytest.fixture(scope="module")
def toy():
    return PdfReader(io.BytesIO(made()))


@pytest.fixture(scope="module")
def plain():
    """How many links a PDF with harmless words has, and how many of each tag."""
    pdf = PdfReader(io.BytesIO(made("words", TITLE + "words")))
    return len(annotations(pdf)), tags(dictionaries(pdf))


def printed_text(pdf):
    """The words of all pages without their headers and footers."""
    pages = [page.extract_text() for page in pdf.pages]
    inner = [re.sub(rf"\s*{at} / {len(pages)}\s*$", "", text) for at, text in enumerate(pages, 1)]
    return bare(inner[0] + "".join(text.strip().removeprefix(TITLE) for text in inner[1:]))


def objects(pdf):
    return [pdf.get_object(IndirectObject(number, 0, pdf)) for number in range(1, pdf.trailer["/Size"])]


def inner(node):
    """All dictionaries within an object, without the objects to which it refers."""
    if isinstance(node, DictionaryObject):
        yield node
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, ArrayObject) else ():
        yield from inner(value) if not isinstance(value, IndirectObject) else ()


def dictionaries(pdf):
    return [found for one in objects(pdf) if one is not None for found in inner(one)]


def annotations(pdf):
    return [note.get_object() for page in pdf.pages for note in page.get("/Annots") or []]


def places(pdf):
    """The page and the place on it to which each link leads; fails if a link leads nowhere."""
    known, pages = pdf.named_destinations, {page.indirect_reference.idnum: page.page_number for page in pdf.pages}
    for note in annotations(pdf):
        assert note["/Subtype"] == "/Link"
        to = note["/Dest"] if "/Dest" in note else note["/A"]["/D"]
        to = known[to].dest_array if isinstance(to, str) else to
        assert "/A" not in note or note["/A"]["/S"] == "/GoTo"
        yield pages[to[0].idnum], round(float(to[2])), round(float(to[3]))


def outline(entries, level=1):
    for entry in entries:
        yield from outline(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]


def tags(dictionaries):
    return Counter(one["/S"] for one in dictionaries if one.get("/S") and "/P" in one)


def test_all_words_are_there_in_their_order(toy):
    text = printed_text(toy)
    # letters of Arabic come out as they are set, and joined emoji without their joiners
    told = [bare(part) for part in said(markdown()) if "قال" not in part]
    assert len(told) > 40
    floating = (
        "Figure2.Thesame.Drawnbynotebooks/04-stances.ipynb."  # a figure among columns goes to the top or the foot
    )
    assert inside(text, [part for part in told if part != floating]) == [] and floating in told and floating in text


def test_signs_without_a_letter_of_their_own_can_still_be_copied(toy):
    streams = "".join(page.get_contents().get_data().decode("latin-1") for page in toy.pages)
    kept = {bytes.fromhex(found).decode("utf-16") for found in re.findall(r"/ActualText <([0-9A-F]+)>", streams, re.I)}
    kept |= {found for page in toy.pages for found in page.extract_text().split()}
    assert any("👩‍👩‍👧‍👦" in found for found in kept)


def test_every_link_leads_to_its_place(toy):
    found = list(places(toy))
    assert len(found) == MARKS + WITHIN
    assert len(set(found)) == 5 + 2 + 1, "five notes, two figures, one heading"
    assert all(page < len(toy.pages) for page, *_ in found)


def test_the_bookmarks_are_the_headings(toy):
    assert list(outline(toy.outline)) == HEADINGS


def test_pages_are_numbered_and_the_annex_begins_one(toy):
    texts = [page.extract_text() for page in toy.pages]
    assert "/PageLabels" in toy.trailer["/Root"]
    assert toy.page_labels == [str(number) for number in range(1, len(texts) + 1)]
    assert all(text.rstrip().endswith(f"{number} / {len(texts)}") for number, text in enumerate(texts, 1))
    assert all(text.startswith(TITLE) for text in texts[1:])
    assert any(text.removeprefix(TITLE).lstrip().startswith("The plans") for text in texts)
    assert [round(float(side)) for side in toy.pages[0].mediabox[2:]] == [595, 842]


def test_it_is_tagged_and_says_what_it_is(toy):
    root = toy.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and toy.metadata.title == TITLE
    assert not toy.metadata.author and not toy.metadata.get("/Keywords")
    told = toy.xmp_metadata.stream.get_data().decode()
    assert re.search("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A<", told) and "<pdfuaid:part>1<" in told
    found = tags(dictionaries(toy))
    assert (found["/H1"], found["/H2"], found["/H3"]) == (1, 3, 1)
    assert (found["/TH"], found["/TD"], found["/Figure"], found["/BlockQuote"]) == (8, 16, 3, 1)
    alts = {one["/Alt"] for one in dictionaries(toy) if one.get("/S") == "/Figure"}
    assert {alt.strip() for alt in alts} == {"A map", "A ladder", "A tower"}


def kinds(element):
    """The kinds of the elements of a PDF's structure, in reading order."""
    if isinstance(element, ArrayObject):
        return [kind for inner in element for kind in kinds(inner.get_object())]
    if not isinstance(element, DictionaryObject) or "/S" not in element:
        return []  # a piece of a page
    return [element["/S"], *kinds(element.get("/K", ArrayObject()).get_object())]


def test_a_screen_reader_meets_everything_in_the_order_of_the_text(toy):
    met = kinds(toy.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object())
    blocks = ("/H1", "/H2", "/H3", "/Figure", "/Table", "/L", "/BlockQuote")
    assert [kind for kind in met if kind in blocks] == [
        "/H1", "/Figure", "/Table", "/H2", "/L", "/L", "/Figure", "/BlockQuote", "/H2", "/Figure", "/H3", "/Table",
        "/H2", "/L",
    ]  # fmt: skip


def left_of(page, words):
    """The left edge, in points, of each piece of text on a page that is these words."""
    found = []
    page.extract_text(visitor_text=lambda text, now, *_: found.append((text.strip(), round(now[4]))))
    return [left for text, left in found if text == words]


def test_a_small_figure_stands_beside_its_table_and_a_large_one_above():
    table = "| land | goes |\n| --- | --- |\n| Arland | yes |"
    brief = f"# x\n\n![x](figures/map.svg)\n\n{table}\n\n![x](figures/ladder.svg)\n\n{table}"
    [page] = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief, FIGURES), FIGURES))).pages
    beside, above = left_of(page, "land")
    assert beside > 52 + 200 and above < 60


def test_the_sections_are_in_two_columns_and_the_notes_too():
    words = "word " * 700
    brief = f"# x\n\n{words}\n\n## y\n\n{words}\n\n---\n\n{words}\n\n## z\n\n" + '1. <a id="note-1"></a>' + words
    pages = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief), {}))).pages
    lines = [len(line) for page in pages for line in page.extract_text().splitlines() if line.startswith("word")]
    assert max(lines) > 95 and sorted(lines)[len(lines) // 3] < 60


def test_what_is_wider_than_a_column_goes_across_both():
    row = "| a | b | c | d |"
    wide = f"# x\n\n## y\n\nWords.\n\n{row}\n| - | - | - | - |\n| {'long ' * 40} {row[3:]}"
    [page] = PdfReader(io.BytesIO(to_pdf(TITLE, bind(wide), {}))).pages
    assert max(len(line) for line in page.extract_text().splitlines()) > 90


def test_a_tall_figure_stays_on_its_page(toy):
    drawn = pdf.to_pdf(TITLE, bind("Words.\n\n![x](figures/tower.svg)\n\nEnd.", FIGURES), FIGURES)
    assert len(PdfReader(io.BytesIO(drawn)).pages) == 1


def sizes(page):
    """The letters of a page by their size in points."""
    found = Counter()
    page.extract_text(visitor_text=lambda text, _, __, ___, size: found.update({size: len(text.strip())}))
    return found


def test_a_brief_of_full_length_has_two_pages_and_an_annex_of_four():
    long = long_brief()
    pages = PdfReader(io.BytesIO(to_pdf(long.title, bind(long.brief, long.figures), long.figures))).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) <= 6 and "The plans" in texts[2] and "The plans" not in texts[0] + texts[1]
    for page in pages[:2]:
        found = sizes(page)
        assert sum(letters for size, letters in found.items() if size >= 10) > 700
        small = sum(letters for size, letters in found.items() if size < 8.5)
        assert small < 220, "only captions, the header and the numbers of notes are small"
    assert min(size for page in pages for size, letters in sizes(page).items() if letters > 200) >= 8


@pytest.mark.parametrize(
    ("words", "size", "pages"), [(1000, 11, 2), (2000, 10.5, 2), (2050, 10.2, 2), (2100, 10, 2), (2600, 10, 3)]
)
def test_the_text_is_set_smaller_only_if_it_then_fits_on_two_pages(words, size, pages):
    brief = f"# x\n\n## y\n\n{'word ' * words}\n\n---\n\nEnd."
    made = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief), {}))).pages
    assert [set_in for set_in, _ in sizes(made[0]).most_common(1)] == [size] and len(made) == pages + 1


@pytest.mark.parametrize(("words", "size", "pages"), [(8200, 8.4, 6), (8600, 8, 6), (9900, 7.6, 6), (12000, 7.6, 7)])
def test_the_notes_are_set_smaller_only_if_the_brief_then_has_six_pages(words, size, pages):
    brief = "# x\n\n---\n\nEnd.\n\n## Passages\n\n" + '1. <a id="note-1"></a>' + "word " * words
    made = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief), {}))).pages
    assert [set_in for set_in, _ in sizes(made[2]).most_common(1)] == [size] and len(made) == pages


def test_a_section_of_the_annex_that_is_a_figure_leaves_no_gap():
    words = "word " * 500
    brief = (
        f"# x\n\n---\n\n## Plans\n\n{words}\n\n## Disputes\n\nSo.\n\n![x](figures/tower.svg)\n\n## Method\n\n{words}"
    )
    made = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief, FIGURES), FIGURES)))
    _, first, second = (page.extract_text() for page in made.pages)
    assert "Plans" in first and "Method" in first and "Disputes" in second
    assert [title for _, title in outline(made.outline)] == ["x", "Plans", "Disputes", "Method"]


@pytest.mark.slow
def test_the_shipped_brief_has_two_pages_and_an_annex_of_four_at_most():
    report = formats.Report(study(), inputs(), default_brief())
    annex = next(part for part in report.book if part["name"] == "annex")
    pages = PdfReader(io.BytesIO(to_pdf(report.title, report.book, report.figures))).pages
    begins = [blocks.plain(annex["blocks"][0]["inlines"]) in page.extract_text() for page in pages]
    assert begins[:3] == [False, False, True] and len(pages) <= 6
    assert all(sum(letters for size, letters in sizes(page).items() if size >= 10) > 1500 for page in pages[:2])


def test_the_columns_of_the_last_page_end_level():
    brief = f"# x\n\n## y\n\n{'word ' * 300}\n\n## z\n\n{'word ' * 1000}\n\n---\n\nEnd."
    page, feet = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief), {}))).pages[1], {}
    page.extract_text(visitor_text=lambda text, at, *_: feet.update({at[4] > 290: at[5]}) if "word" in text else None)
    assert abs(feet[False] - feet[True]) < 30 and min(feet.values()) > 200


def test_long_words_rows_and_quotations_stay_on_the_paper():
    word, words = "f" * 400, "word " * 1200
    brief = f"# x\n\n{word}\n\n| a | b |\n| --- | --- |\n| {word} | c |\n| {words} | d |\n\n> {words}"
    pdf, heights = PdfReader(io.BytesIO(to_pdf(TITLE, bind(brief), {}))), []
    for page in pdf.pages:
        page.extract_text(visitor_text=lambda text, at, *_: heights.append(at[5]) if text.strip() else None)
    assert min(heights) > 20 and max(heights) < 822
    assert max(len(line) for page in pdf.pages for line in page.extract_text().splitlines()) < 200
    text = printed_text(pdf)
    assert text.count(word) == 2 and text.count("word") == 2400


def test_a_long_word_stays_in_its_cell():
    row = "| " + " | ".join(["m" * 40] * 6) + " |"
    pdf = PdfReader(io.BytesIO(to_pdf(TITLE, bind(f"# x\n\n{row}\n{'| --- ' * 6}|\n{row}"), {})))
    assert "m" * 40 not in pdf.pages[0].extract_text() and printed_text(pdf).count("m") == 12 * 40


@pytest.mark.parametrize("payload", one_in_four_quick([*PAYLOADS, *OFFICE]))
def test_words_of_others_are_text(plain, payload):
    planted = PdfReader(io.BytesIO(made(payload, TITLE + payload)))
    links, before = plain
    told = bare(visible(SPACE.sub(" ", payload)).translate({0xE000: "[U+E000]", 0xFEFF: "[U+FEFF]"}))
    text = bare("".join(page.extract_text() for page in planted.pages).replace(TITLE, ""))
    assert text.count(told) >= TIMES
    assert len(annotations(planted)) == links and len(list(places(planted))) == MARKS + WITHIN
    assert [level for level, _ in outline(planted.outline)] == [level for level, _ in HEADINGS]
    found = dictionaries(planted)
    after = tags(found)
    assert all(
        before[name] == after[name] for name in ("/H1", "/H2", "/TD", "/Figure", "/LI", "/Link", "/Code", "/Strong")
    )
    for one in found:
        assert (
            not ACTS & set(one) and one.get("/S") not in ACTS and one.get("/Type") not in ("/Filespec", "/EmbeddedFile")
        )
    assert not {"/OpenAction", "/AcroForm"} & set(planted.trailer["/Root"])
    assert told in bare(planted.metadata.title)


def test_controls_of_direction_are_shown():
    text = PdfReader(io.BytesIO(made("\u202eevil"))).pages[0].extract_text()
    assert "\u202e" not in text and "[U+202E]evil" in text


def test_what_cannot_be_set_is_told_in_a_sentence(monkeypatch):
    with pytest.raises(FormatError, match=r"Typst cannot set brief.pdf: .*; mend"):
        broken = {"figures/ladder.svg": "<svg"}
        pdf.to_pdf(TITLE, bind("![x](figures/ladder.svg)", broken), broken)
    with pytest.raises(FormatError, match=r"Typst cannot set a figure: .*; mend"):
        pdf.picture("<svg")
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(FormatError, match="needs Typst; install"):
        pdf.to_pdf(TITLE, bind("x"), {})


def test_a_picture_of_a_figure():
    png = pdf.picture(FIGURES["figures/ladder.svg"])
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(png[16:20]) == 1400
    assert b"tIME" not in png and png == pdf.picture(FIGURES["figures/ladder.svg"])


SCRIPT = """import hashlib, json, sys
from book_study import FIGURES, TITLE, bound
from stancebook.export import docx, pdf
for make in (pdf.to_pdf, docx.to_docx):
    print(hashlib.sha256(make(TITLE, bound("née قال"), FIGURES)).hexdigest())
"""


def elsewhere(folder, **environment):
    """The hashes of both formats from a separate process in a folder and an environment."""
    way = os.pathsep.join([str(PROJECT / "src"), str(PROJECT / "tests" / "support")])
    told = {**os.environ, "PYTHONPATH": way, "PYTHONIOENCODING": "utf-8", **environment}
    run = [sys.executable, "-c", SCRIPT]
    return subprocess.run(run, cwd=folder, env=told, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.slow
def test_the_same_bytes_wherever_and_whenever(tmp_path):
    odd = tmp_path / "a ö folder"
    junk = odd / "share" / "pandoc"
    junk.mkdir(parents=True)
    (junk / "reference.docx").write_text("no document")
    one = elsewhere(tmp_path, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    two = elsewhere(
        odd, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1700000000", HOME=str(odd),
        XDG_DATA_HOME=str(odd / "share"), USER="somebody", TYPST_FONT_PATHS=str(odd), TYPST_ROOT=str(odd),
    )  # fmt: skip
    assert len(one) == 2 and one == two


def test_the_same_bytes_twice_without_a_path_or_a_name(monkeypatch, tmp_path):
    first = made()
    monkeypatch.chdir(tmp_path)
    made.cache_clear()
    assert made() == first
    project, home = str(PROJECT).encode(), str(Path.home()).encode() + b"/"
    plain = (
        b"".join(one.get_data() for one in objects(PdfReader(io.BytesIO(first))) if hasattr(one, "get_data")) + first
    )
    assert project not in plain and home not in plain and json.dumps(str(tmp_path)).strip('"').encode() not in plain
    assert set(re.findall(rb"(?:D:|<xmp:\w+>)(\d{4})", plain)) <= {b"1980"}
