"""Studies without optional files: each absent alone, all of them absent, and the notebooks on what is left."""

import shutil

import pytest

from least_study import BRIEF, FACTS, OF_TWO_READERS, WITHOUT_DECISIONS, least, shown, without_files
from make_runs import make_project
from project import PROJECT, TOY
from stancebook.core import paths
from stancebook.desk.adjudication.session import AdjudicatorSession
from stancebook.desk.coder_session import CoderSession
from stancebook.desk.study_reader import StudyReader
from stancebook.pipeline import check, steps
from stancebook.study import loader, summary
from stancebook.study.coders import UNNAMED
from stancebook.study.study import Study


def clock():
    """Return a fixed time."""
    return "2031-05-01T09:30:00Z"


NEEDED = ["study.yaml", "codebook.yaml", "sources.csv"]
LEAST = [*NEEDED, "coder_a.csv", "coder_b.csv"]  # one of which has no rows
DUE = {  # where the toy study lacks a file that something else asks for: the file and its first problem
    "coder_a.csv": "coder_a.csv: the file is missing; put it into data/coded",
    "coder_b.csv": "coder_b.csv: the file is missing; put it into data/coded",
    "frozen.json": "frozen.json: there is no freeze; freeze the codings",
    "adjudication.csv": "adjudication.csv: no decision on eight differences and two agreements, and no such file; write it with all its rows: ",
    "coder_a_facts.csv": "fact_decisions.csv, row 2, coder_a: coder_a-003 is no fact of coder_a_facts.csv",
    "coder_b_facts.csv": "fact_decisions.csv, row 2, coder_b: coder_b-003 is no fact of coder_b_facts.csv",
    "source_notes.csv": "report/text.md, line 5: “@N001”: 'N001' is no statement, fact or note of this run",
    "facts.csv": "fact_decisions.csv, row 2, fact: 'F003' is no fact of facts.csv",
    "fact_decisions.csv": "fact_decisions.csv: no decision on two facts, and no such file; write it with all its rows: ",
}


def said(study):
    """Return the problems of a study as sentences."""
    return [str(problem) for problem in check.check_study(Study(paths.RunPaths(PROJECT, study, study), {}))]


@pytest.mark.parametrize("name", [name for name in loader.optional_files(UNNAMED) if name not in OF_TWO_READERS])
def test_an_optional_file_may_be_absent_unless_something_is_due_from_it(toy, name):
    (toy / "data/coded" / name).unlink()
    problems = [sentence for sentence in said(toy) if "it was frozen, and is missing now" not in sentence]
    assert not [sentence for sentence in problems[1:] if "is missing" in sentence]
    assert [sentence.startswith(DUE[name]) for sentence in problems[:1]] == ([True] if name in DUE else [])


@pytest.mark.parametrize("name", NEEDED)
def test_a_needed_file_that_is_missing_is_named_once(toy, name):
    (least(toy) / "data/coded" / name).unlink()
    assert sum(line.startswith(f"{name}: the file is missing; put it into data/coded") for line in said(toy)) == 1


@pytest.mark.parametrize("name", ["coder_a.csv", "coder_b.csv"])
def test_a_coder_who_has_not_coded_needs_no_file_until_it_was_frozen(toy, name):
    path = least(toy) / "data/coded" / name
    steps.freeze({"STANCEBOOK_STUDY": str(toy), "STANCEBOOK_REASON": "one coder so far"})
    frozen = (toy / "data/coded/frozen.json").read_bytes()
    path.unlink()
    assert said(toy)[0] == f"{name}: the file is missing; put it into data/coded"
    (toy / "data/coded/frozen.json").unlink()
    assert said(toy) == [] and frozen


def test_all_files_of_a_study_are_needed_or_optional():
    there = {path.name for path in (TOY / "data/coded").iterdir()}
    assert there | {*OF_TWO_READERS} == {*NEEDED, *loader.optional_files(UNNAMED)}
    documented = (PROJECT / "data/README.md").read_text(encoding="utf-8")
    optional = documented.partition("A study may lack ")[2].partition(".\n")[0]
    assert sorted(part for part in optional.split("`") if "." in part) == sorted(loader.optional_files(UNNAMED))


def test_the_least_study_is_in_order(toy):
    assert said(least(toy)) == []
    assert sorted(path.name for path in (toy / "data/coded").iterdir()) == sorted(LEAST)


def test_a_study_of_two_coders_without_facts_notes_and_provenance_is_in_order(toy):
    assert said(without_files(toy, *WITHOUT_DECISIONS)) == []


def test_without_provenance_no_texts_are_known_to_be_independent(toy):
    (toy / "data/coded/provenance.csv").unlink()
    study = Study(paths.RunPaths(PROJECT, toy, toy), {})
    assert (study.provenance_rows, study.provenance) == ([], {})


def test_the_coders_files_that_are_there_can_be_frozen(toy, monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    steps.freeze({"STANCEBOOK_STUDY": str(least(toy)), "STANCEBOOK_REASON": "one coder so far"})
    assert capsys.readouterr().out.endswith(
        "frozen: coder_a.csv, coder_b.csv\nwithout coder_b, who has coded nothing yet\n"
    )
    assert said(toy) == []


def test_a_freeze_is_needed_as_soon_as_there_is_something_to_compare(toy):
    coder_b = (toy / "data/coded/coder_b.csv").read_bytes()
    (least(toy) / "data/coded/coder_b.csv").write_bytes(coder_b)
    assert said(toy)[-1].startswith("frozen.json: there is no freeze")


@pytest.mark.parametrize("after", ["gone", "new"])
def test_a_coder_s_file_that_comes_or_goes_after_the_freeze_is_noticed(toy, after):
    path = toy / "data/coded/coder_a_facts.csv"
    if after == "new":
        header = path.read_bytes().partition(b"\n")[0]
        without_files(toy, *FACTS)
        path.write_bytes(header + b"\n")
    else:
        path.unlink()
    message = "edited after the freeze" if after == "new" else "frozen, and is missing now"
    assert f"{path.name}: it was {message}" in "\n".join(said(toy))


def run_of(study):
    return Study(paths.RunPaths(PROJECT, study, study), {})


def test_what_a_notebook_cannot_show_is_one_sentence(toy):
    names = ("provenance.csv", "facts.csv", "coder_a.csv")
    assert summary.without_files(run_of(toy), names) == ""
    assert summary.without_files(run_of(least(toy)), names) == (
        "This notebook cannot show the reports behind the texts or adjudicated facts, "
        "because the study has no provenance.csv or facts.csv."
    )


@pytest.mark.slow
@pytest.mark.parametrize("cut", ["least", "two coders"])
def test_all_notebooks_run_on_what_is_there_and_make_a_brief(copy, cut):
    study = shutil.copytree(TOY, copy / "мост")
    least(study) if cut == "least" else without_files(study, *WITHOUT_DECISIONS)
    ran = make_project(copy, "report", f"STUDY={study}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (out,) = (copy / "build").glob("study-мост-*")
    brief = (out / "report/brief.md").read_text(encoding="utf-8")
    assert BRIEF.partition(" [@")[0].splitlines()[-1] in brief and "One text." in brief
    assert (out / "report/brief.pdf").read_bytes().startswith(b"%PDF")
    unshown = {path.stem[:2]: [text for text in shown(path) if "cannot show" in text] for path in out.glob("0*.ipynb")}
    assert {number for number, sentences in unshown.items() if len(sentences) == 1} == {"01", "02", "03", "04", "07"}
    named = " ".join(sentence for sentences in unshown.values() for sentence in sentences)
    of_two = {"facts.csv", "fact_decisions.csv", "coder_b_facts.csv"}  # which one coder alone needs not
    missed = {*WITHOUT_DECISIONS} - {"map.csv"} - (of_two if cut == "least" else set())
    assert {name for name in loader.optional_files(UNNAMED) if f" {name}" in named} == missed
    shows = {path.stem[:2]: " ".join(shown(path)) for path in out.glob("0*.ipynb")}
    assert "This study has no map" in shows["04"] and "No finding can be tested" in shows["06"]
    assert "It is not known of any of the three texts what it draws on" in shows["01"]


@pytest.mark.parametrize("absent", [[], ["coder_b.csv"], ["coder_a.csv", "coder_b.csv"]])
def test_both_desks_open_a_study_without_optional_files(toy, absent):
    reader = StudyReader(paths.RunPaths(PROJECT, least(toy), toy))
    for name in absent:
        (toy / "data/coded" / name).unlink()
    coder, adjudicator = CoderSession(reader, "coder_b", clock), AdjudicatorSession(reader, "adjudication", clock)
    assert coder.begin({})["wrong"] == [] and adjudicator.overview({})["frozen"] == "none"
    assert {path.name for path in (toy / "data/coded").glob("[a-z]*")} == {*LEAST}.difference(absent)
