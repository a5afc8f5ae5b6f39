"""A hostile study: commands of every kind in every text of others, built by the pipeline in every format."""

import csv
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from browser import watched
from hostile_study import plant
from html_page import Page
from make_runs import make_project
from payloads import PAYLOADS
from stancebook.core.markdown import visible
from stancebook.export import blocks
from stancebook.export.book import printable

pytestmark = pytest.mark.slow

LINES = tuple(payload for payload in PAYLOADS if not re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029]", payload))
ONE = " ¦ ".join(LINES)
CLAIMED = " ¦ ".join(line for line in LINES if '"' not in line)  # what a claim says between marks has to be quoted


@pytest.fixture
def report(copy, toy):
    """The folder of the report of the hostile study, built by make."""
    plant(toy, ONE, CLAIMED)
    outcome = make_project(copy, "report", f"STUDY={toy}")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return next((copy / "build").glob("study-*")) / "report"


def squeezed(text):
    """A text for comparison: invisible characters shown, spaces left out because lines break anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", visible(text))


@pytest.mark.matrix("hostile markup, every output", cases=len(LINES))
def test_in_every_format_commands_are_words(report, browser):
    assert len(LINES) > 30
    for name in ("index.html", "evidence.html"):
        _in_a_page(report / name, browser)
    for name in ("brief.md", "evidence.md", "supplement.md"):
        _in_markdown((report / name).read_text(encoding="utf-8"))
    _in_annotations(json.loads((report / "annotations.jsonld").read_text(encoding="utf-8")))
    _on_paper(PdfReader(report / "brief.pdf"))
    _in_word(report / "brief.docx")
    written, drawings = report.parent / "data" / "processed", sorted(report.glob("figures/*.svg"))
    notebooks = sorted(report.parent.glob("0*.ipynb"))
    assert len(drawings) > 8 and len(notebooks) == 7
    for path in drawings:
        _in_a_drawing(path.read_text(encoding="utf-8"))
    for path in (*written.glob("*.csv"), *report.glob("figures/*.csv")):
        _in_a_table(path)
    for path in (written / "ties.graphml", written / "ties.gexf"):
        _in_a_network(path)
    for path in notebooks:
        _in_a_notebook(json.loads(path.read_text(encoding="utf-8")))


def _in_a_page(path, browser):
    """The payloads are read in the page; no script of theirs runs, no request leaves, no link of theirs leads out."""
    trouble = []
    tab = watched(browser.new_page(), trouble, path.as_uri())
    tab.goto(path.as_uri())
    tab.evaluate("() => { document.querySelectorAll('details').forEach((part) => { part.open = true; }); }")
    tab.mouse.wheel(0, 9000)
    text = squeezed(tab.evaluate("document.body.textContent"))
    assert [line for line in LINES if squeezed(line) not in text] == []
    assert tab.title().startswith("Who would build") or tab.title().startswith("Evidence: Who")
    strange = "img, iframe, object, embed, math, base, link, main style, main script, [onerror], [onload], [onfocus]"
    assert tab.locator(strange).count() == 0
    links = tab.evaluate("[...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href'))")
    ours = re.compile(r"#|evidence\.html|index\.html|brief\.(pdf|docx|md)|(\.\./)+[\w/%. -]+|figures/[\w-]+\.csv")
    assert [link for link in links if not ours.match(link)] == []
    tab.close()
    assert trouble == []


def _in_markdown(text):
    """The payloads are text to a reader of Markdown, and no element or address is theirs."""
    html = blocks.reader().render(text)
    page = Page(html)
    assert set(page.tags) <= {
        *("a", "b", "blockquote", "code", "em", "h1", "h2", "h3", "hr", "img", "li", "ol", "p", "strong", "ul"),
        *("table", "tbody", "td", "th", "thead", "tr"),
    }
    assert [line for line in LINES if squeezed(line) not in squeezed(page.text)] == []
    assert all(re.match(r"#|evidence\.md#|brief\.md(#|$)|\.\./|figures/", link) for link in page.links)


def _in_annotations(collection):
    """The payloads are words of bodies and quotations; addresses are ours."""
    items = collection["first"]["items"]
    words = [body.get("value", "") for item in items for body in item["body"]]
    words += [selector.get("exact", "") for item in items for selector in item["target"]["selector"]]
    assert [line for line in LINES if squeezed(line) not in squeezed(" ".join(words))] == []
    sources = [body["source"] for item in items for body in item["body"] if "source" in body]
    assert all(re.fullmatch(r"evidence\.html#[\w%.-]+", source) for source in sources)
    assert all(re.fullmatch(r"(\.\./)+[\w/%.-]+", item["target"]["source"]) for item in items)


def _on_paper(pdf):
    """The payloads are words of the PDF, which has no action, script or address of any kind."""
    text = squeezed("".join(page.extract_text() for page in pdf.pages))
    assert [
        line
        for line in ("<script>steal()</script>", '#eval("1")', "{{7*7}}", "[click](javascript:steal())")
        if line not in text
    ] == []
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/GoTo") == "/GoTo", action
    root = pdf.trailer["/Root"]
    assert not {"/OpenAction", "/AA"} & set(root) and "/JavaScript" not in root.get("/Names", {})


def _in_word(path):
    """The payloads are words of the Word file, which asks for nothing from outside and has no field of theirs."""
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        roots = {name: ElementTree.fromstring(parts.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    assert not any("TargetMode" in element.attrib for root in roots.values() for element in root.iter())
    body = roots["word/document.xml"]
    space = re.match(r"{.*}", body.tag)[0]
    text = squeezed("".join(element.text or "" for element in body.iter(f"{space}t")))
    assert [line for line in LINES if squeezed(printable(line)) not in text] == []
    assert not list(body.iter(f"{space}instrText")) and not any("vba" in name.lower() for name in names)


OURS = r"#[\w-]+|(\.\./)*evidence\.html#[\w%.=&-]+"  # addresses in drawings


def _in_a_drawing(svg):
    """A drawing has shapes and words alone: no script, page, style, event or address of a payload."""
    elements = list(ElementTree.fromstring(svg).iter())
    tags = {element.tag.rpartition("}")[2] for element in elements}
    shapes = "a circle clipPath defs desc g line metadata path rect svg text title use"
    assert tags <= {*shapes.split()}
    named = [(name.rpartition("}")[2], value) for element in elements for name, value in element.attrib.items()]
    assert [name for name, _ in named if name.startswith("on")] == []
    assert [value for name, value in named if name == "href" and not re.fullmatch(OURS, value)] == []
    drawn = [value for name, value in named if name not in ("href", "aria-label")]
    assert [value for value in drawn if re.search(r"url\((?!#)|javascript:", value)] == []


def _in_a_table(path):
    """Each row of a table has its columns, whatever stands in its cells."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert {len(row) for row in rows} <= {len(header)}, path.name


def _in_a_network(path):
    """The payloads are words of an actor's name, and the file has no element of theirs."""
    root = ElementTree.parse(path).getroot()
    told = squeezed(
        " ".join([*root.itertext(), *(value for element in root.iter() for value in element.attrib.values())])
    )
    assert [line for line in LINES if '"' not in line and squeezed(line) not in told] == []
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "img", "svg", "a", "style"})


def _in_a_notebook(book):
    """What a notebook shows is plain text, drawings, and Markdown without HTML of theirs."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = [output for cell in book["cells"] for output in cell.get("outputs", ()) if "data" in output]
    assert {kind for output in shown for kind in output["data"]} <= {"text/plain", "text/markdown", "image/svg+xml"}
    for output in shown:
        if "image/svg+xml" in output["data"]:
            _in_a_drawing("".join(output["data"]["image/svg+xml"]))
        tokens = markdown.parse("".join(output["data"].get("text/markdown", "")))
        within = [token for token in tokens for token in (token, *(token.children or ()))]
        assert [token.content for token in within if token.type.startswith("html")] == []
        links = [token.attrs["href"] for token in within if token.type == "link_open"]
        assert [link for link in links if not re.match(r"#|(\.\./)*[\w/%. -]+", link) or ":" in link] == []
        assert not [token for token in within if token.type == "image"]
