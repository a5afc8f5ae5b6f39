"""stancebook demo: a copy of the brief is falsified, and refused with the messages of the build."""

import shutil
from pathlib import Path

import pytest

from project import PROJECT, TOY
from stancebook.pipeline import cli
from stancebook.pipeline.commands import demo

TEXT = 'Bo said: “We will” [@arland/bridge]. It costs 7 million [@F001]{holds="x > 10000"}. 1,000 men come [@F002].\n'


@pytest.fixture
def run_of_toy(tmp_path, monkeypatch):
    """A project whose study is the toy study, as its notebooks left it; only what the demo reads is there."""
    home = Path(shutil.copytree(TOY, tmp_path / "töy"))
    shutil.copytree(PROJECT / "notebooks", home / "notebooks")
    monkeypatch.chdir(home)
    return home


def test_a_quotation_and_a_number_are_altered_outside_citations():
    assert demo.quotation(TEXT).apply(TEXT) == TEXT.replace("“We", "“We never")
    assert demo.number(TEXT).apply(TEXT) == TEXT.replace("1,000", "2,000")
    assert demo.number('Nine [@F001 article=010]{holds="stance(x, y) > 0"}.') is None
    assert demo.quotation("“No,” he said.") is None and demo.quotation("# “No” [@F001]") is None
    assert demo.number("It is “200 men” [@F001].") is None
    assert demo.number("On 9 May it began [@F001].").after == "1"


def test_a_long_quotation_is_altered_rather_than_a_word():
    text = "“No” [@F001]. He is “ready and willing” [@F002]."
    assert demo.quotation(text).before == "“ready and willing”"


def test_without_a_text_or_a_run_it_is_a_sentence(run_of_toy, capsys):
    assert cli.main(["demo"]) == 1
    assert capsys.readouterr().err.startswith("there is no run yet to compare the text with; make one first")
    (run_of_toy / "report/text.md").unlink()
    assert cli.main(["demo"]) == 1
    assert capsys.readouterr().err.startswith("there is no report/text.md yet")


def test_a_damaged_file_is_not_told_as_a_run_that_is_not_there(run_of_toy, monkeypatch, capsys):
    def damaged(study):
        return study.authored_rows("provenance")

    (run_of_toy / "data/coded/provenance.csv").write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(demo, "brief_inputs", damaged)
    assert cli.main(["demo"]) == 1
    assert capsys.readouterr().err.startswith("provenance.csv: it is a Word, Excel or zip file with another name")


def test_what_the_text_lacks_is_said_in_a_sentence(run_of_toy, monkeypatch, capsys):
    monkeypatch.setattr(demo, "brief_inputs", lambda study: None)
    monkeypatch.setattr(demo, "verified", lambda text, inputs: (True, ["no errors"]))
    monkeypatch.setattr(demo, "number", lambda text: None)
    assert cli.main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "\nA quotation is altered:\n" in said
    assert "\n\nA number is not altered: no sentence with a citation holds one.\n\nRestored" in said


def test_the_demo_of_the_shipped_study(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    before = (PROJECT / "report/text.md").read_bytes()
    assert cli.main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "U+001B" not in said
    quotation, number, restored = said.split("\n\n")[1:]
    assert quotation.startswith("A quotation is altered:\n  - …") and "(quotation)\n" in quotation
    assert number.startswith("A number is altered:\n  - …") and "(number)\n" in number
    assert "1 to put right" in quotation and "1 to put right" in number
    assert restored.startswith("Restored, it passes:\n") and "no errors" in restored
    assert (PROJECT / "report/text.md").read_bytes() == before
