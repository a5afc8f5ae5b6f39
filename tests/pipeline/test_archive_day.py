"""The day of an archive, where study.yaml names none: the last that the study's files name."""

import pytest

from stancebook.exchange.archive.about import describe
from stancebook.pipeline.commands.archive import days
from stancebook.study.study import Study


@pytest.mark.parametrize("role", ["coders", "adjudicators", "validators"])
def test_no_archive_is_older_than_the_training_of_its_people(run_paths, role):
    before = describe({"title": "t", "question": "q"}, days(Study(run_paths, {}))).published
    with (run_paths.coded / "study.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{role}: {{zoe: {{trained: 2031-03-01}}}}\n")
    study = Study(run_paths, {})
    assert before < describe({"title": "t", "question": "q"}, days(study)).published == "2031-03-01"
