"""A hostile study: commands of every kind in every text of others, built by the pipeline in every format."""

import csv
import hashlib
import io
import json
import re
import zipfile
from functools import partial
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from browser import watched
from html_page import Page
from make_runs import make_project
from payloads import PAYLOADS
from stancebook.core.markdown import visible
from stancebook.export import blocks
from stancebook.export.book import printable
from stancebook.study import freeze

pytestmark = pytest.mark.slow

LINES = tuple(payload for payload in PAYLOADS if not re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029]", payload))
ONE = " ¦ ".join(LINES)
CLAIMED = " ¦ ".join(line for line in LINES if '"' not in line)  # what a claim says between marks has to be quoted
SAID = f"The towns would add: {ONE} and nothing else"
TOLD = ("byline", "kind", "date_basis", "outlet", "cited_outlets", "rights")


def altered(path, change):
    """Rewrite a CSV file with its rows as `change` leaves them."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    change(told)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def _append_payload(column, rows):
    """Append the payload to a column of each row."""
    for row in rows:
        row[column] += ONE


def _with_payload(path, old):
    """Put the payload behind the value of an entry that a YAML file holds once."""
    text = path.read_text(encoding="utf-8")
    key, _, value = old.partition(": ")
    assert text.count(old) == 1
    new = f"{key}: {json.dumps(f'{value} {CLAIMED}', ensure_ascii=False)}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def plant(study):
    """Put the payloads into the texts, codings, facts, notes, sources, names and settings of a study."""
    coded = study / "data" / "coded"
    raw = study / "data" / "raw" / "010_courier.txt"
    raw.write_bytes(raw.read_bytes() + f"\n{SAID}.\n".encode())
    digest = hashlib.sha256(raw.read_bytes()).hexdigest()

    def sources(rows):
        rows[0].update(
            {name: f"{rows[0][name]} {CLAIMED if name == 'outlet' else ONE}" for name in TOLD}, sha256=digest
        )

    def codings(rows):
        row = {**rows[-1], "article": "010", "quote": SAID, "actor": "towns", "issue": "bridge", "position": "2"}
        rows.append(
            row | {"speaker": f"Ulf {CLAIMED}", "occurrence": "", "note": ONE, "condition": "none", "via": "self"}
        )

    def facts(rows):
        for row in rows:
            row.update(value=f"some {CLAIMED}", said_by=f"somebody {CLAIMED}", note=ONE)

    altered(coded / "sources.csv", sources)
    for coder in ("coder_a", "coder_b"):
        altered(coded / f"{coder}.csv", codings)
    altered(coded / "adjudication.csv", partial(_append_payload, "reason"))
    for name in ("facts", "coder_a_facts", "coder_b_facts"):
        altered(coded / f"{name}.csv", facts)
    altered(coded / "source_notes.csv", partial(_append_payload, "note"))
    for name, old in (("codebook.yaml", "name: Borduria"), ("study.yaml", "towns: the towns on the strait")):
        _with_payload(coded / name, old)
    _retitled(study)
    contents = {name: (coded / name).read_bytes() for name in freeze.FILES}
    freezes = json.loads((coded / "frozen.json").read_text(encoding="utf-8"))
    (coded / "frozen.json").write_text(freeze.as_text(freeze.with_freeze(freezes, ONE, contents)), encoding="utf-8")


TABLES = """
```table statements
speaker: Who
actor: For whom
quote: What
```

```table facts
value: What
said_by: By whom
```

```table sources
headline: Headline
kind: Made how
date_basis: Dated how
```
"""


def _retitled(study):
    """Put the payloads into the study's title, and tables of all values with a payload into the text of the brief."""
    coded = study / "data" / "coded"
    settings = (coded / "study.yaml").read_text(encoding="utf-8")
    title = re.search(r"(?m)^title: .*$", settings)[0]
    (coded / "study.yaml").write_text(
        settings.replace(title, f"title: {json.dumps(f'{title[7:]} {ONE}', ensure_ascii=False)}"), encoding="utf-8"
    )
    text = study / "report" / "text.md"
    own = text.read_text(encoding="utf-8").replace("- {said_by}: “{quote}”", "- “{quote}”").replace("[13]", "[14]")
    text.write_text(own + TABLES, encoding="utf-8")


@pytest.fixture
def report(copy, toy):
    """The folder of the report of the hostile study, built by make."""
    plant(toy)
    outcome = make_project(copy, "report", f"STUDY={toy}")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return next((copy / "build").glob("study-*")) / "report"


def squeezed(text):
    """A text for comparison: invisible characters shown, spaces left out because lines break anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", visible(text))


def test_in_every_format_commands_are_words(report, browser):
    assert len(LINES) > 30
    for name in ("index.html", "evidence.html"):
        _in_a_page(report / name, browser)
    for name in ("brief.md", "evidence.md", "supplement.md"):
        _in_markdown((report / name).read_text(encoding="utf-8"))
    _in_annotations(json.loads((report / "annotations.jsonld").read_text(encoding="utf-8")))
    _on_paper(PdfReader(report / "brief.pdf"))
    _in_word(report / "brief.docx")


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
