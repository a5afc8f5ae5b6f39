"""Paths: which folder a run reads and which one it writes."""

from pathlib import Path

import pytest

from stancebook.core import paths


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
    with pytest.raises(FileNotFoundError) as error:
        paths.project(tmp_path)
    assert str(error.value) == f"no study at or above {tmp_path}: start in a folder that holds data/ and notebooks/"


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
        ({"study": "../a töy study"}, "study-a_t_y_study"),
        ({"study": "deep", "coding": "coder_b", "issue": "toll"}, "study-deep-coder_b-issue-toll"),
        ({"coding": "../../elsewhere"}, "_elsewhere"),
    ],
)
def test_any_other_run_writes_under_build_alone(home, parameters, variant):
    folders = paths.run_paths(home, **parameters)
    assert folders.out == home / "build" / variant
    assert folders.processed == home / "build" / variant / "data" / "processed"


def test_the_project_s_own_folder_as_study_is_the_default_run(home):
    assert paths.run_paths(home, study=str(home)) == paths.run_paths(home, study=".") == paths.run_paths(home)


@pytest.mark.parametrize("study", ["../default", "/"])
def test_no_study_of_another_folder_is_taken_for_the_default_one(home, study):
    assert paths.run_paths(home, study=study).out.parent == home / "build"


def test_another_study_is_read_where_it_lies(home):
    folders = paths.run_paths(home, study="deep/er")
    assert (folders.study, folders.raw, folders.coded) == (
        home / "deep" / "er", home / "deep" / "er" / "data" / "raw", home / "deep" / "er" / "data" / "coded"
    )  # fmt: skip


def test_declared_names_lead_to_the_study_and_to_the_run(home):
    folders = paths.run_paths(home, study="deep")
    assert paths.resolve(folders, "data/raw/010.txt") == home / "deep" / "data" / "raw" / "010.txt"
    assert paths.resolve(folders, "data/coded/study.yaml") == home / "deep" / "data" / "coded" / "study.yaml"
    assert (
        paths.resolve(folders, "data/processed/ties.csv")
        == home / "build" / "study-deep" / "data" / "processed" / "ties.csv"
    )
    assert paths.resolve(folders, "report/text.md") == home / "deep" / "report" / "text.md"
    assert paths.resolve(folders, "report/brief.md") == home / "build" / "study-deep" / "report" / "brief.md"


def test_copies_and_stamps_of_every_variant_lie_under_build():
    assert paths.run_folder("/p", "default") == Path("/p/build/default")
