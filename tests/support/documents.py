"""Invented documents in each format, as bytes."""

import csv
import io
import zipfile

HEADLINE = "Arland will build the bridge"
BODY = (
    "The government of Arland will build a bridge over the strait, its minister said on Tuesday.",
    "Borduria rejects a toll. “Nobody pays twice,” its envoy added, and left the meeting in haste.",
    "Work begins in spring, with 300 to 500 workers of both countries, the ministry says.",
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""


def zipped(parts):
    """A zip file of parts by name, each text or bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def unzipped(content):
    """The parts of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx(paragraphs=BODY, headline=HEADLINE, more=None, body=""):
    """A Word document: a heading and paragraphs; `more` are further parts, `body` is further XML of the body."""
    head = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{headline}</w:t></w:r></w:p>' if headline else ""
    lines = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{head}{lines}{body}</w:body></w:document>'
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{main}</Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}"/>',
    }
    return zipped({**parts, **(more or {})})


def xlsx(rows):
    """An Excel file with one sheet of rows."""
    from openpyxl import Workbook

    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def html(headline=HEADLINE, paragraphs=BODY, head=""):
    """A web page with menus and scripts around an article."""
    lines = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{headline} - Courier</title>
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="Courier">
<meta name="author" content="Ada Quill"><meta property="article:published_time" content="2025-03-02T08:00:00Z">{head}
<script>var spy = "never a text";</script></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a>
</li></ul></nav><article><h1>{headline}</h1>{lines}</article><footer>Cookies and rights</footer></body></html>""".encode()


def rtf(paragraphs=(HEADLINE, *BODY)):
    """A rich text file; characters beyond ASCII are escaped."""
    lines = "\\par\n".join(
        "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in line) for line in paragraphs
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0 {lines}\\par}}".encode()


def pdf(pages):
    """A PDF of pages, each a list of lines, in a font of one width."""
    text = b""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"]
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 10 Tf 50 780 Td {shown} ET".encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    kids = " ".join(f"{number} 0 R" for number in range(5, len(objects) + 1, 2))
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    places, text = [], b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return text + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(text),
    )  # fmt: skip


def epub(chapters, package=None):
    """A book of chapters, each a list of paragraphs."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    opf = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Strait Review</dc:title><dc:date>2025-03-01</dc:date>
</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"""
    container = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package or opf}
    for name, lines in zip(names, chapters, strict=True):
        paragraphs = "".join(f"<p>{line}</p>" for line in lines)
        parts[f"OPS/{name}"] = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs}</body></html>'
    return zipped(parts)


def csv_text(rows, separator=","):
    """A CSV file in UTF-8."""
    content = io.StringIO(newline="")
    csv.writer(content, delimiter=separator).writerows(rows)
    return content.getvalue().encode()
