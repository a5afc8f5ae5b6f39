"""Signs that one cannot see, in every text that others wrote: shown by their code points wherever people read."""

import csv
import json
import zipfile
from xml.etree import ElementTree

import pytest

from hostile_study import plant
from make_runs import make_project
from pdf_text import text_layer

SIGNS = "\x01\x0b\x0c\x1b\x7f\x85\u200b\u202e\u2066\ufeff\ufffe\U000e0041"
PLANTED = "so" + "".join(f"{sign}{number}" for number, sign in enumerate(SIGNS)) + "far"
CODES = [f"U+{ord(sign):04X}" for sign in SIGNS]


def hidden(text):
    """The code points of signs in a text that one cannot see."""
    return [code for sign, code in zip(SIGNS, CODES, strict=True) if sign in text]


def texts_to_read(build):
    """The texts of the pages, documents, drawings and notebooks of a run, by their names."""
    report = build / "report"
    read = [*report.glob("*.html"), *report.glob("*.md"), *report.glob("figures/*.svg"), *build.glob("*.ipynb")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in read}
    texts |= {"brief.pdf": text_layer((report / "brief.pdf").read_bytes())}
    with zipfile.ZipFile(report / "brief.docx") as parts:
        return texts | {name: parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")}


@pytest.mark.slow
def test_no_output_that_people_read_has_a_sign_that_one_cannot_see_and_tables_have_each(copy, toy):
    plant(toy, PLANTED)
    for goal in ("check", "report", "status"):
        outcome = make_project(copy, goal, f"STUDY={toy}")
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        assert hidden(outcome.stdout + outcome.stderr) == [], goal
    build = next((copy / "build").glob("study-*"))
    texts = texts_to_read(build)
    assert {name: hidden(text) for name, text in texts.items() if hidden(text)} == {}
    shown = {name for name, text in texts.items() if all(code in text for code in CODES)}
    assert shown >= {
        *("index.html", "evidence.html", "brief.md", "evidence.md", "supplement.md", "brief.pdf", "heatmap.svg"),
        *("word/document.xml", "word/footer.xml", "01-clean.ipynb", "04-stances.ipynb"),
    }
    for name in (name for name in texts if name.endswith((".xml", ".svg"))):
        ElementTree.fromstring(texts[name])
    with (build / "data/processed/statements.csv").open(encoding="utf-8", newline="") as file:
        assert any(PLANTED in row["quote"] for row in csv.DictReader(file))
    held = json.loads((build / "report/annotations.jsonld").read_text(encoding="utf-8"))
    passages = [selector.get("exact", "") for item in held["first"]["items"] for selector in item["target"]["selector"]]
    assert any(PLANTED in passage for passage in passages)
