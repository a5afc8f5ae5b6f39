"""The PDF's text in many scripts, letter by letter; a letter without a font ends the build in a sentence."""

import io
import re
import zipfile
from functools import cache
from importlib.util import find_spec

import pytest
from pypdf import PdfReader

from hostile_study import plant
from make_runs import make_project
from pdf_text import text_layer
from scripts import SCRIPTS
from stancebook.core import fonts
from stancebook.export import pdf
from stancebook.export.book import FormatError, bind
from stancebook.export.pdf import to_pdf


@cache
def printed():
    """The text of a PDF with each script in a paragraph, in bold, slanted and in a cell."""
    rows = "".join(f"| {text} | {text} |\n" for text in SCRIPTS.values())
    looks = "\n\n".join(f"{text}\n\n<b>{text}</b>\n\n*{text}*" for text in SCRIPTS.values())
    return bare(
        text_layer(to_pdf("Scripts", bind(f"# Scripts\n\n{looks}\n\n| one | two |\n| --- | --- |\n{rows}"), {}))
    )


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_text_is_that_of_the_markdown_letter_by_letter(script):
    assert printed().count(bare(SCRIPTS[script])) == 5


def test_a_mended_file_is_the_same_each_time_and_nothing_else_is_mended():
    plain, marked = bind("# x\n\nArland."), bind(f"# x\n\n{SCRIPTS['Thai']}")
    assert to_pdf("x", plain, {}).count(b"%%EOF") == 1
    made = to_pdf("x", marked, {})
    assert made.count(b"%%EOF") == 2 and made == to_pdf("x", marked, {})
    assert len(PdfReader(io.BytesIO(made), strict=True).pages) == 1


def test_what_runs_leftwards_begins_at_the_right():
    book = bind(f"# x\n\n{SCRIPTS['Hebrew']}\n\nArland.\n\n| a | b |\n| - | - |\n| {SCRIPTS['Arabic']} | c |")
    left = {}

    def note(text, place, *_):
        left.update(dict.fromkeys(text.strip(), place[4]))

    PdfReader(io.BytesIO(to_pdf("x", book, {}))).pages[0].extract_text(visitor_text=note)
    assert left["A"] < 60 < 300 < left["ה"]
    assert left["c"] > left["ا"] > 60


@pytest.fixture
def latin_alone(monkeypatch):
    """An environment without the packages of fonts."""
    monkeypatch.setattr(fonts, "packaged", lambda: ())
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if name in fonts.PACKAGED else find_spec(name))
    pdf._fonts.cache_clear(), pdf._has_font.cache_clear()
    yield
    pdf._fonts.cache_clear(), pdf._has_font.cache_clear()


@pytest.mark.parametrize("script", ["Tamil", "Thai", "Ethiopic", "Chinese", "Japanese", "Korean", "emoji"])
def test_without_a_font_the_build_names_the_letters_the_text_the_place_and_the_package(script, latin_alone):
    text = SCRIPTS[script]
    with pytest.raises(FormatError) as told:
        to_pdf("x", bind(f"# x\n\n## Towns\n\nThey say {text} again and again."), {})
    message = str(told.value)
    assert message.startswith("brief.pdf, under “Towns”: no font has ") and f"“They say {text[:10]}" in message
    named = re.findall(r"(\S) \(U\+([0-9A-F]+) [A-Z]", message)
    assert len(named) > 3 and all(sign in text and f"{ord(sign):04X}" == code for sign, code in named)
    assert "install manimgx-fonts and noto-cjk-sans-jp-regular as requirements.lock has it" in message


def test_a_letter_that_no_package_has_asks_for_a_font_of_the_study():
    with pytest.raises(FormatError, match=r"under “Land of ᠮ”: no font has ᠮ \(U\+182E MONGOLIAN LETTER MA\) in “Land"):
        to_pdf("x", bind("# Land of \u182e"), {})
    with pytest.raises(FormatError, match="put a font that has it into the study's data/fonts, as a file"):
        to_pdf("x", bind("# x\n\nᠮ"), {})


def test_a_font_of_the_study_is_used(tmp_path, monkeypatch):
    """Here a font that the packages have is the study's own, and the packages are not there."""
    thai = next(path for path in fonts.packaged() if "Thai" in path.name)
    (tmp_path / "thai.ttf").write_bytes(thai.read_bytes())
    monkeypatch.setattr(fonts, "packaged", lambda: ())
    pdf._fonts.cache_clear()
    fonts.use(tmp_path)
    try:
        assert bare(SCRIPTS["Thai"]) in bare(text_layer(to_pdf("x", bind(f"# x\n\n{SCRIPTS['Thai']}"), {})))
    finally:
        fonts.use(tmp_path / "none")
        pdf._fonts.cache_clear()


@pytest.mark.slow
def test_a_study_in_many_scripts_is_built(copy, toy):
    told = {name: text.replace("。", "、") for name, text in SCRIPTS.items() if name != "Latin"}  # one sentence
    plant(toy, " ¦ ".join(told.values()))
    outcome = make_project(copy, "report", f"STUDY={toy}")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    report = next((copy / "build").glob("study-*")) / "report"
    made = {"brief.pdf": text_layer((report / "brief.pdf").read_bytes())}
    made |= {name: (report / name).read_text(encoding="utf-8") for name in ("index.html", "evidence.html", "brief.md")}
    with zipfile.ZipFile(report / "brief.docx") as parts:
        made["brief.docx"] = parts.read("word/document.xml").decode()
    lost = {name: [text for text in told.values() if bare(text) not in bare(page)] for name, page in made.items()}
    assert not any(lost.values()), lost
