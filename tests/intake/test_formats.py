"""Each format is recognised by its content and read: text, headline, outlet, date, tool, and what was left out."""

import pytest

import documents
from documents import BODY, HEADLINE
from stancebook.core import dates
from stancebook.intake import nexis, pdf, plain, spreadsheet
from stancebook.intake.document import UNPRINTABLE, BadDocument, Document, compose, finished, printable
from stancebook.intake.formats import format_of, read_documents
from stancebook.intake.sources import headline_of

WHOLE = f"{HEADLINE}\n\n" + "\n".join(BODY) + "\n"
TIGHT = WHOLE.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("name", "content", "format", "tool"),
    [
        ("a.docx", documents.docx(), "docx", "docx2python"),
        ("a.html", documents.html(), "html", "trafilatura"),
        ("a.rtf", documents.rtf(), "rtf", "striprtf"),
        ("a.txt", WHOLE.encode(), "text", "Python"),
        ("a.csv", documents.csv_text([["Title", "Text"], [HEADLINE, "\n".join(BODY)]]), "csv", "Python"),
        ("a.xlsx", documents.xlsx([["Title", "Text"], [HEADLINE, "\n".join(BODY)]]), "xlsx", "openpyxl"),
        ("a.epub", documents.epub([["Cover"], [HEADLINE, *BODY]]), "epub", "lxml"),
        (
            "a.pdf",
            documents.pdf([[HEADLINE, *(line.replace("“", '"').replace("”", '"') for line in BODY)]]),
            "pdf",
            "pypdf",
        ),
    ],
)
def test_a_format_is_known_by_its_content_and_read_with_its_headline(name, content, format, tool):
    assert format_of(content, name) == format
    assert format == "csv" or format_of(content, "no-suffix") == format
    (document,) = read_documents(content, name)
    assert document.headline == HEADLINE and document.text.startswith(HEADLINE) and document.tool == tool
    assert (document.version != "") == (tool != "Python")
    assert document.text.replace('"', "”").replace("”N", "“N").split() == WHOLE.split()
    assert "spy" not in document.text and "Cookies" not in document.text and "Sport" not in document.text


def test_a_web_page_tells_outlet_byline_and_day():
    (page,) = read_documents(documents.html(), "a.html")
    assert (page.outlet, page.byline, page.date) == ("Courier", "Ada Quill", "2025-03-02")


def test_a_web_page_in_another_declared_encoding_is_read():
    content = documents.html("Brücke über die Meerenge", BODY[:1] * 3).decode().replace("utf-8", "windows-1252")
    (page,) = read_documents(content.encode("cp1252"), "a.html")
    assert page.headline == "Brücke über die Meerenge"
    broken = content.replace("windows-1252", "utf-8").encode("cp1252")  # it declares UTF-8 and is not
    assert read_documents(broken, "a.html")[0].headline == page.headline
    assert read_documents(content.encode("utf-8"), "a.html")[0].headline == page.headline  # it is UTF-8 all the same


def test_links_pictures_footnotes_and_bullets_of_a_word_document_leave_no_marks():
    link = (
        '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>a linked word</w:t></w:r></w:hyperlink><w:r><w:t> stands here</w:t></w:r>'
        '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    links = f'<Relationship Id="rId9" Type="{documents.OFFICE}/hyperlink" Target="https://a.example" TargetMode="External"/>'
    relations = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{documents.RELATIONS}">{links}</Relationships>'
    }
    (document,) = read_documents(documents.docx(body=link, more=relations), "a.docx")
    assert document.text.endswith("a linked word stands here\n")
    assert document.done == ("footnotes left out: 1",)


def test_a_word_document_without_the_namespace_of_links_is_read():
    whole = documents.docx()
    parts = documents.unzipped(whole)
    bare = parts["word/document.xml"].replace(f' xmlns:r="{documents.OFFICE}"'.encode(), b"")
    assert bare != parts["word/document.xml"]
    (document,) = read_documents(documents.zipped({**parts, "word/document.xml": bare}), "a.docx")
    assert document == read_documents(whole, "a.docx")[0]


# ---- plain text ----


@pytest.mark.matrix("encodings")
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Żółw: “Zoë” waits — 5 €."),
        ("utf-8-sig", "Zoë waits."),
        ("utf-16", "Zoë waits."),
        ("utf-32", "Zoë waits."),
        ("cp1252", "Le ministre a déclaré que l’État ne paiera pas. « Pas les moyens », a-t-il ajouté à l’Assemblée."),
        ("cp1252", "El ministro dijo ayer que España no pagará el puente: «No tenemos dinero», añadió."),
        (
            "cp1252",
            "Die Regierung will keine Brücke. „Wir können das nicht bezahlen“, erklärte er. Größere Städte zahlen.",
        ),
        ("cp1250", "Rząd nie zbuduje mostu nad cieśniną, powiedział we wtorek minister. Większe miasta zapłacą."),
        ("iso8859_2", "Rząd nie zbuduje mostu nad cieśniną, powiedział we wtorek minister. Większe miasta zapłacą."),
        ("iso8859_2", "Premier oświadczył, że kraj nie wyśle żołnierzy. Posłowie pytają, kto zapłaci za długą misję."),
        ("cp1250", "Premier oświadczył: „Nie wyślemy żołnierzy”. Posłowie pytają, kto zapłaci za długą misję."),
        ("cp1250", "Vláda most přes úžinu nepostaví, řekl v úterý ministr. Větší města zaplatí, peníze už nezbývají."),
        ("cp1251", "Правительство не будет строить мост через пролив, заявил во вторник министр."),
        ("koi8_r", "Правительство не будет строить мост через пролив, заявил во вторник министр."),
        ("cp1253", "Η κυβέρνηση δεν θα χτίσει γέφυρα, είπε ο υπουργός την Τρίτη."),
        ("cp932", "政府は海峡に橋を建設しないと大臣は火曜日に述べた。大きな都市が支払う。"),
    ],
)
def test_the_encoding_of_a_text_is_found_and_said(encoding, text):
    document = plain.read(text.encode(encoding))
    assert document.text == text
    said = document.done + document.notes
    assert (said == ()) if encoding.startswith("utf-8") else encoding.replace("_", "") in said[0].replace("_", "")


@pytest.mark.matrix("encodings", cases=4)
def test_a_given_encoding_is_taken_or_refused_with_a_sentence():
    assert plain.decode(b"\xe4", "cp437") == ("Σ", "cp437")
    for encoding, message in (("utf-8", "byte 0 is not utf-8"), ("utf-9", "the encoding 'utf-9' is not known"),
                              ("rot13", "the encoding 'rot13' is not known")):  # fmt: skip
        with pytest.raises(BadDocument, match=message):
            plain.decode(b"\xe4", encoding)


def test_a_plain_text_is_kept_to_the_character():
    text = "\ufeffHead\r\n\r\nBody  with\tspace \r\n"
    assert plain.read(text.encode("utf-8")).text == text.removeprefix("\ufeff")
    assert plain.read(text[1:].encode("utf-8")).text == text[1:]


def test_a_head_is_recognised_part_by_part():
    wrapped = "The government of Arland says that it will\nbuild a bridge over the strait, and that it\n" * 4
    document = plain.read(f"THE COURIER\n12 March 2025\nPage 4\n{HEADLINE}\nBy Ada Quill\n\n{wrapped}".encode())
    assert (document.outlet, document.date, document.byline, document.section) == (
        "THE COURIER", "12 March 2025", "Ada Quill", "Page 4",
    )  # fmt: skip
    assert document.headline == ""  # something stands above it
    assert plain.read(f"{HEADLINE}\nBy Ada Quill\n\n{wrapped}".encode()).headline == HEADLINE
    assert plain.read(wrapped.encode()).headline == ""
    assert plain.read(("It was a long sentence that ends. " * 9).encode()).headline == ""


# ---- tables ----


def test_columns_are_guessed_shown_or_given():
    rows = [["id", "Quelle", "Titel", "Volltext", "Datum"], ["7", "Kurier", HEADLINE, BODY[0], "1.3.2025"]]
    for content in (documents.csv_text(rows), documents.csv_text(rows, ";"), documents.csv_text(rows, "\t"),
                    documents.xlsx(rows), documents.csv_text(rows).decode().encode("utf-16")):  # fmt: skip
        (article,) = read_documents(content, "a.csv")
        assert (article.outlet, article.headline, article.date, article.place) == (
            "Kurier",
            HEADLINE,
            "1.3.2025",
            "row 2",
        )
        assert article.notes == ("columns: text = Volltext, headline = Titel, outlet = Quelle, date = Datum",)
    (article,) = read_documents(documents.csv_text(rows), "a.csv", columns={"headline": "id", "outlet": "Titel"})
    assert (article.headline, article.outlet) == ("7", HEADLINE)


@pytest.mark.parametrize(
    ("content", "columns", "sentence"),
    [
        (b"a,b\n1,2\n", {}, "no column seems to hold the text; its columns are a, b; say which: --column"),
        (b"article,n\n001,2\n", {}, "no column seems to hold the text; its columns are article, n; say which"),
        (b"a,b\n1,2\n", {"text": "c"}, "it has no column 'c'; its columns are a, b"),
        (b"a,b\n1,2\n", {"body": "a"}, "--column: 'body' is no field; use text, headline, outlet, byline"),
        (b"text\n\n\n", {"text": "text"}, "no row has a text in the column 'text'; give another one with --column"),
        (b'text\n"open', {"text": "text"}, "it is no readable CSV (unexpected end of data); save it anew as CSV"),
        (b"", {}, "no column seems to hold the text; its columns are none"),
    ],
)
def test_a_table_without_texts_is_refused_with_its_columns(content, columns, sentence):
    with pytest.raises(BadDocument) as told:
        spreadsheet.read(content, "csv", "", columns)
    assert str(told.value).startswith(sentence)


def test_days_and_long_cells_of_excel_are_read_as_they_are_shown():
    from datetime import datetime

    rows = [["text", "date"], ["w" * 32767, datetime(2025, 3, 1)], ["", ""], [BODY[0], datetime(2025, 3, 1, 9, 30)]]
    cut, whole = read_documents(documents.xlsx(rows), "a.xlsx")
    assert (cut.date, whole.date, whole.place) == ("2025-03-01", "2025-03-01T09:30:00", "row 4")
    assert cut.done == ("Excel has cut the text at 32,767 characters",) and whole.done == ()


# ---- PDF ----


def test_page_heads_hyphens_and_line_breaks_of_a_pdf_are_undone_on_record():
    pages = [
        ["THE COURIER 4 March", "The govern-", "ment of Arland will build a bridge over the strait and", "pays."],
        ["THE COURIER 4 March", "Borduria rejects a toll, and says so in a letter to the", "ministry.", "- 2 -"],
        ["THE COURIER 4 March", "Work begins in spring.", "- 3 -"],
    ]
    (document,) = read_documents(documents.pdf(pages), "a.pdf")
    assert document.text == (
        "The government of Arland will build a bridge over the strait and pays.\n"
        "Borduria rejects a toll, and says so in a letter to the ministry.\nWork begins in spring.\n"
    )
    assert document.done == ("line of page heads and feet dropped: 5", "line break joined: 3", "hyphen removed: 1")


def test_a_pdf_of_two_pages_keeps_lines_that_repeat():
    assert pdf.drop_page_heads([["Same.", "One."], ["Same.", "Two."]])[1] == 0


# ---- small things ----


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday, 1 March 2025", "2025-03-01"), ("1. März 2025", "2025-03-01"), ("1er mars 2025", "2025-03-01"),
        ("1 de marzo de 2025", "2025-03-01"), ("Mar. 1, 2025", "2025-03-01"), ("20250301", "2025-03-01"),
        ("01.03.2025", "2025-03-01"), ("2025年3月1日", "2025-03-01"), ("1 березня 2025", "2025-03-01"),
        ("31 February 2025", ""), ("3/4/2025", ""), ("4/4/2025", "2025-04-04"), ("March 2025", ""), ("", ""),
        ("9 lives of 2025 cats", ""), ("2025-13-01", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_unless_it_can_be_read_in_two_ways(text, day):
    assert dates.iso_day(text) == day


def test_a_headline_stands_once():
    assert compose("Arland", "Arland waits.") == "Arland\n\nArland waits.\n"
    assert compose("Arland", "Arland\nIt waits.") == "Arland\nIt waits.\n"
    assert compose("Arland", " ") == "" and compose("", "It waits.") == "It waits.\n"


def test_unprintable_characters_are_removed_on_record_and_an_empty_text_is_refused():
    document = finished(Document("a\x1b[31mb\x00\ud800c", headline="a\nb"))
    assert (document.text, document.headline, document.done) == (
        "a[31mbc",
        "a b",
        ("unprintable characters removed: 3",),
    )
    with pytest.raises(BadDocument, match="it holds no text"):
        finished(Document("\x00 \n"))


def test_no_unprintable_character_is_missed_and_no_other_is_removed():
    every = "".join(map(chr, range(0x110000)))
    printable_ones, unprintable = UNPRINTABLE.sub("", every), UNPRINTABLE.findall(every)
    assert len(unprintable) > 2000 and printable(every) == (printable_ones, len(unprintable))
    assert all(printable(f"{sign}a{sign}") == ("a", 2) for sign in unprintable)
    content = printable_ones.encode()
    assert printable(printable_ones) == printable(printable_ones, content) == (printable_ones, 0)
    assert printable("") == printable("", b"") == ("", 0) and printable("a\x1b", b"a\x1b") == ("a", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nul_characters_are_found_in_each_encoding(encoding):
    assert plain.text_of("Zoë waits.".encode(encoding))[0] == "Zoë waits."
    with pytest.raises(BadDocument, match="it has NUL characters"):
        plain.text_of("Zoë\0 waits.".encode(encoding))


def test_an_old_export_with_wrapped_lines_is_split():
    lines = ["", "1 of 2 DOCUMENTS", "", "Courier", "", "March 3, 2025 Monday", "", HEADLINE, "", "BYLINE: Ada Quill", "",
             "SECTION: NEWS; Pg. 4", "", "It waits", "for money.", "", "LANGUAGE: ENGLISH", "", "2 of 2 DOCUMENTS", "",
             "Wire", "", "March 4, 2025", "", "Head", "", "Body.", "", "GRAPHIC: Photo:", "", "A caption.", "",
             "LOAD-DATE: March 5, 2025"]  # fmt: skip
    one, two = nexis.split([(line, "") for line in lines])
    assert (one.outlet, one.date, one.headline, one.byline, one.section, one.page) == (
        "Courier", "March 3, 2025 Monday", HEADLINE, "Ada Quill", "NEWS", "4",
    )  # fmt: skip
    assert (one.text, two.text) == (f"{HEADLINE}\n\nIt waits for money.\n", "Head\n\nBody.\n")


def test_a_headline_below_empty_lines_is_not_written_to_sources():
    document = plain.read(f"\n\n{HEADLINE}\n\n{BODY[0]}\n".encode())
    assert document.headline == HEADLINE and headline_of(document) == ""
    assert headline_of(plain.read(f"{HEADLINE}\n\n{BODY[0]}\n".encode())) == HEADLINE


# ---- exports, whatever file they come in ----

UNI = ["1. Arland will build", "Client/Matter: -None-", "Search Terms: bridge", HEADLINE, "Courier (Arland)", "March 3, 2025 Monday",
       "National Edition", "Copyright 2025 Courier All Rights Reserved", "Section: NEWS; Pg. 4", "Length: 30 words",
       "Byline: Ada Quill", "Body", *BODY, "Classification", "Language: ENGLISH", "Load-Date: March 4, 2025", "End of Document",
       "Toll rejected", "Strait Wire", "4. März 2025 Dienstag", "Length: 9 words", "Body", BODY[1], "Graphic", "A photo",
       "Load-Date: March 5, 2025", "End of Document"]  # fmt: skip
CODED = ["SE  News", f"HD  {HEADLINE}", "BY  By Ada Quill", "WC  30 words", "PD  3 March 2025", "SN  Courier", "SC  COUR", "PG  4",
         "LA  English", "CY  Copyright 2025 Courier", "LP", BODY[0], "TD", *BODY[1:], "NS  gpol : Politics", "RE  arl : Arland",
         "AN  Document COUR000020250303el330000a"]  # fmt: skip
ORDERED = ["News", HEADLINE, "By Ada Quill", "30 words", "3 March 2025", "09:30", "Courier", "COUR", "1; National", "4", "English",
           "(c) 2025 Courier", *BODY, "Document COUR000020250303el330000a"]  # fmt: skip


def as_html(lines):
    return (
        "<html><body>" + "".join(f"<div class='article'>{line}</div>" for line in lines) + "</body></html>"
    ).encode()


FILES = [
    documents.rtf,
    as_html,
    lambda lines: documents.docx(lines, headline=""),
    lambda lines: "\n".join(lines).encode(),
]


@pytest.mark.parametrize("made", FILES, ids=["rtf", "html", "docx", "text"])
def test_an_export_of_nexis_uni_is_split_in_each_format(made):
    one, two = read_documents(made(UNI), "export")
    assert (one.headline, one.outlet, one.date, one.byline, one.section, one.page, one.place) == (
        HEADLINE, "Courier (Arland)", "March 3, 2025 Monday", "Ada Quill", "NEWS", "4", "article 1",
    )  # fmt: skip
    assert (two.headline, two.outlet, two.text) == ("Toll rejected", "Strait Wire", f"Toll rejected\n\n{BODY[1]}\n")
    assert one.text == WHOLE and dates.iso_day(two.date) == "2025-03-04"


@pytest.mark.parametrize("made", FILES, ids=["rtf", "html", "docx", "text"])
@pytest.mark.parametrize("lines", [CODED, ORDERED], ids=["codes", "order"])
def test_an_export_of_factiva_is_split_in_each_format(lines, made):
    one, two = read_documents(made([*lines, *(line.replace(HEADLINE, "Another one") for line in lines)]), "export")
    assert (one.headline, one.outlet, one.date, one.byline, one.section, one.page) == (
        HEADLINE, "Courier", "3 March 2025", "Ada Quill", "News", "4",
    )  # fmt: skip
    assert one.text == WHOLE and two.headline == "Another one" and two.place == "article 2"


def test_an_article_that_mentions_an_export_is_one_text():
    text = f"{HEADLINE}\n\n{BODY[0]}\nEnd of Document\nDocument ABCDEFGHIJKLMNOP1\n1 of 2 DOCUMENTS\n{BODY[1]}\n"
    (document,) = read_documents(text.encode(), "a.txt")
    assert document.text == text
