"""The invented study of any size: complete, the same each time, and with coders who differ."""

import pytest

import large_study
from project import PROJECT
from stancebook.core import paths
from stancebook.pipeline import check
from stancebook.study.study import Study


@pytest.fixture
def written(tmp_path):
    """A function that writes a study of so many texts, and returns its folder."""
    return lambda size, name="a study": large_study.write(tmp_path / name, size)


def contents(folder):
    """Return the bytes of each file below a folder, by its place."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def study(folder):
    return Study(paths.RunPaths(PROJECT, folder, folder), {})


@pytest.mark.parametrize("size", [1, 4, 12])
def test_a_study_of_any_size_has_no_problem(written, size):
    problems = check.check_study(study(written(size)))
    of_text = [problem for problem in problems if "of this run is selected by" in problem.message]
    assert problems == of_text and (size < 12 or not of_text)  # the text is written for twelve texts and more


def test_a_study_is_the_same_each_time_and_its_texts_are_those_of_a_smaller_one(written):
    four, again, two = (contents(written(size, name)) for size, name in ((4, "one"), (4, "again"), (2, "smaller")))
    assert four == again
    raw = {place: content for place, content in two.items() if place.parent.name == "raw"}
    assert len(raw) == 2 and raw.items() <= four.items()


def test_a_text_has_about_34_statements_and_the_coders_differ_in_some(written):
    authored, _ = study(written(4)).authored
    ours, theirs, decisions = (authored.rows[name] for name in ("coder_a.csv", "coder_b.csv", "adjudication.csv"))
    assert 4 * 30 <= len(ours) <= 4 * 36 and ours != theirs
    assert {"presence", "position", "all"} <= {row["variable"] for row in decisions}
