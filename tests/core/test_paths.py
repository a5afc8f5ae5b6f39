"""Paths: which folder a run reads and which one it writes."""

import os
import re
from pathlib import Path

import pytest

from stancebook.core import links, notebooks, paths

DEEP = "study-deep-74611c1d"


@pytest.fixture
def home(tmp_path):
    """A folder that looks like a project, with a folder below it."""
    for folder in ("data", "notebooks", "deep/er"):
        (tmp_path / "a höme" / folder).mkdir(parents=True)
    return tmp_path / "a höme"


def test_the_project_is_found_from_any_folder_in_it(home, monkeypatch):
    monkeypatch.chdir(home / "deep" / "er")
    assert paths.project() == home
    assert paths.project(home / "notebooks") == home


def test_outside_a_project_one_sentence_says_so(tmp_path):
    with pytest.raises(paths.NoStudy) as error:
        paths.project(tmp_path)
    place = "go to a study's folder, or make one: stancebook new FOLDER"
    assert str(error.value) == f"no study at or above {tmp_path}: {place}"


def test_the_default_run_writes_in_the_project(home):
    folders = paths.run_paths(home / "notebooks", **paths.PARAMETERS)
    assert folders == paths.RunPaths(home, home, home)
    assert folders.clean == home / "data" / "processed" / "clean"
    assert folders.figures == home / "report" / "figures"
    assert folders.notebooks == home / "notebooks"
    assert folders.text == home / "report" / "text.md"


@pytest.mark.parametrize(
    ("parameters", "variant"),
    [
        ({"coding": "coder_a"}, "coder_a"),
        ({"min_confidence": 3}, "confidence-3"),
        ({"min_confidence": "3"}, "confidence-3"),
        ({"exclude_articles": "003  004"}, "without-003-004"),
        ({"issue": "toll"}, "issue-toll"),
        ({"study": "../a töy study"}, "study-a_töy_study-ef72f533"),
        ({"study": "deep"}, "study-deep-74611c1d"),
        ({"study": "deep", "coding": "coder_b", "issue": "toll"}, "study-deep-74611c1d-coder_b-issue-toll"),
    ],
)
def test_any_other_run_writes_under_build_alone(home, parameters, variant):
    folders = paths.run_paths(home, **parameters)
    assert folders.out == home / "build" / variant
    assert folders.processed == home / "build" / variant / "data" / "processed"


RUNS = [
    {"study": study, "coding": coding, "exclude_articles": excluded, "issue": issue}
    for study in ("one/bridge", "two/bridge", "one/Bridge", "мост/мост", "мосты/мост", "../bridge", "bridge-coder_a")
    for coding in ("adjudicated", "coder_a", "default", "../../elsewhere")
    for excluded in ("", "003 004", "003-004", "003-issue-toll", "003 Ä", "003 Б", " ".join(map(str, range(300))))
    for issue in ("", "toll", "Toll", "пошлина", "to/ll", "to.ll")
]


def test_no_two_runs_share_a_folder_and_each_name_is_a_folder_s_on_any_system(home):
    names = [paths.run_paths(home, **run).out.relative_to(home / "build").as_posix() for run in RUNS]
    assert len({name.casefold() for name in names}) == len(RUNS)
    assert all(re.fullmatch(r"study-[\w-]+", name) and len(name.encode()) < 256 for name in names)
    assert any(name.startswith("study-мост-") for name in names) and names[1].endswith("-issue-toll")


def test_the_longest_names_in_any_script_fit_and_stay_apart(home):
    names = [paths.run_paths(home, study="橋" * 80 + end, issue="税" * 80).out.name for end in ("一", "二")]
    assert names[0] != names[1] and max(len(name.encode()) for name in names) < 256


def test_a_run_has_one_folder_however_its_study_and_its_articles_are_written(home):
    (home / "link").symlink_to(home / "deep")
    one = paths.run_paths(home, study="deep", exclude_articles="003 004")
    for study in ("deep/er/..", "./deep/", str(home / "deep"), "link"):
        assert paths.run_paths(home, study=study, exclude_articles=" 004  003") == one


def test_a_project_that_moves_keeps_the_names_of_its_folders(home, tmp_path):
    before = paths.run_paths(home, study="deep").out.name
    assert paths.run_paths(home.rename(tmp_path / "moved"), study="deep").out.name == before


def test_the_project_s_own_folder_as_study_is_the_default_run(home):
    assert paths.run_paths(home, study=str(home)) == paths.run_paths(home, study=".") == paths.run_paths(home)


@pytest.mark.parametrize("coding", ["default", "sweep", "archive", "export", "wheel"])
def test_no_coder_s_run_is_written_where_something_else_is(home, coding):
    out = paths.run_paths(home, coding=coding).out
    assert out.parent == home / "build" and out.name.startswith(f"{coding}-")


@pytest.mark.parametrize("study", ["../default", "/"])
def test_no_study_of_another_folder_is_taken_for_the_default_one(home, study):
    assert paths.run_paths(home, study=study).out.parent == home / "build"


def test_a_study_with_notebooks_of_its_own_is_its_own_project(home, tmp_path):
    other = tmp_path / "other"
    for folder in (other / "data", other / "notebooks", tmp_path / "outside"):
        folder.mkdir(parents=True)
    assert paths.run_paths(home, study=str(other)).project == home, "its folder of notebooks is empty"
    (other / "notebooks" / "01-a.ipynb").touch()
    for start, study in [(home, str(other)), (home, "../other"), (tmp_path / "outside", str(other))]:
        assert paths.run_paths(start, study=study) == paths.RunPaths(other, other, other)
    chosen = paths.run_paths(home, study=str(other), coding="coder_a")
    assert (chosen.study, chosen.out) == (other, other / "build" / "coder_a")


def test_a_study_without_notebooks_needs_a_project(home, tmp_path):
    with pytest.raises(paths.NoStudy, match="stancebook new FOLDER"):
        paths.run_paths(tmp_path, study=str(home / "deep"))
    assert paths.run_paths(home, study="deep").project == home


def test_another_study_is_read_where_it_lies(home):
    folders = paths.run_paths(home, study="deep/er")
    assert (folders.study, folders.raw, folders.coded) == (
        home / "deep" / "er", home / "deep" / "er" / "data" / "raw", home / "deep" / "er" / "data" / "coded"
    )  # fmt: skip


def test_declared_names_lead_to_the_study_and_to_the_run(home):
    folders = paths.run_paths(home, study="deep")
    assert notebooks.resolve(folders, "data/raw/010.txt") == home / "deep" / "data" / "raw" / "010.txt"
    assert notebooks.resolve(folders, "data/coded/study.yaml") == home / "deep" / "data" / "coded" / "study.yaml"
    assert (
        notebooks.resolve(folders, "data/processed/ties.csv")
        == home / "build" / DEEP / "data" / "processed" / "ties.csv"
    )
    assert notebooks.resolve(folders, "report/text.md") == home / "deep" / "report" / "text.md"
    assert notebooks.resolve(folders, "report/brief.md") == home / "build" / DEEP / "report" / "brief.md"


def test_copies_and_stamps_of_every_variant_lie_under_build():
    assert paths.run_folder("/p", "default") == Path("/p/build/default")


def test_a_folder_of_notebooks_that_one_may_not_look_into_is_not_empty(home, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    (home / "notebooks").mkdir(exist_ok=True)
    assert notebooks.find_notebooks(home) == [] == notebooks.find_notebooks(home / "nowhere")
    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(PermissionError):
        notebooks.find_notebooks(home)


def test_a_folder_that_leads_out_is_told_by_the_link(home, tmp_path):
    (home / "build").symlink_to(tmp_path)
    assert links.link_out(home, home / "build/default") == "build is a link out of the study’s folder; make it a folder"
    assert links.link_out(home, home / "report/figures") == ""
