"""A study in one run: the toy study by hand, each file read once, and tables written by the schema."""

import pytest

from project import PROJECT
from stancebook.core import tables
from stancebook.core.authored import authored_csv
from stancebook.core.problems import UserError
from stancebook.figures.canvas import Drawing
from stancebook.study import generated
from stancebook.study.study import Study
from stancebook.texts import cleaning

PARAMETERS = {"coding": "adjudicated", "min_confidence": 1, "exclude_articles": "", "issue": ""}


def clean(study):
    """A study whose texts are cleaned and written, as notebook 01 does it."""
    study.clean_texts(study.texts, study.cleaning_rules)
    return study


@pytest.fixture
def study(run_paths):
    return clean(Study(run_paths, PARAMETERS))


def test_texts_are_cleaned_a_few_at_a_time_with_the_same_bytes(run_paths, monkeypatch):
    most = []
    clean_articles = cleaning.clean_articles
    monkeypatch.setattr(
        cleaning, "clean_articles", lambda raw, rules: (most.append(len(raw)), clean_articles(raw, rules))[1]
    )
    study, written = Study(run_paths, PARAMETERS), []
    for batch in (3, 2):
        monkeypatch.setattr(generated, "BATCH", batch)
        removed, sentences = study.clean_texts(study.texts, study.cleaning_rules)
        written.append({path.name: path.read_bytes() for path in study.paths.processed.rglob("*") if path.is_file()})
    assert most == [3, 2, 1] and written[0] == written[1] and len(written[0]) == 6
    articles, places = clean_articles(study.texts, study.cleaning_rules)
    assert removed == places and sentences == 14 and study.clean_text("020") == articles["020"].clean
    assert tables.records(study.sentences) == cleaning.sentences(articles)


def test_what_a_notebook_without_codes_lacks_is_told_without_reading_codes(run_paths):
    study = Study(run_paths, PARAMETERS)
    assert study.cannot_show("cleaning.yaml", "provenance.csv", "source_notes.csv") == ""
    assert "coded" not in vars(study)
    assert study.cannot_show("{coder}_facts.csv") == "" and "coded" in vars(study)


def test_settings_and_sources_are_those_of_the_toy(run_paths):
    study = Study(run_paths, PARAMETERS)
    assert study.sources["article"].tolist() == ["010", "020", "030"] == study.listed_articles
    assert study.scale == [-2, -1, 0, 1, 2] and set(study.texts) == {"010", "020", "030"}
    assert study.words["own_workers"] and study.issue == study.settings["issue"]
    assert study.asked == ("", {})


def test_who_is_asked_for_what_is_an_entry_of_the_settings(run_paths, edit):
    edit("study.yaml", "facts: [workforce]", "facts: [workforce]\nasked: {actor: arland, issues: {toll: a toll}}")
    assert Study(run_paths, PARAMETERS).asked == ("arland", {"toll": "a toll"})


def test_an_article_that_is_left_out_has_no_source_no_text_and_no_decision(run_paths):
    study = Study(run_paths, PARAMETERS | {"exclude_articles": "020 030"})
    assert study.sources["article"].tolist() == ["010"] and list(study.texts) == ["010"]
    assert {row["article"] for row in study.decisions} == {"010"}
    assert study.listed_articles == ["010", "020", "030"]


def test_statements_are_the_thirteen_counted_by_hand(study):
    statements = study.adjudicate()
    assert len(statements) == 13 and statements["origin"].value_counts()["both"] == 6
    assert str(statements["position"].dtype) == "Int64"
    alone = Study(study.paths, PARAMETERS | {"coding": "coder_a"}).adjudicate()
    assert set(alone["origin"]) == {"coder_a"}
    certain = Study(study.paths, PARAMETERS | {"min_confidence": 3}).adjudicate()
    assert 0 < len(certain) < 13 and set(certain["confidence"]) == {3}


def test_each_file_is_read_once(study, monkeypatch):
    read, real = [], tables.read
    study.write("codings", study.place_codings())
    again = Study(study.paths, PARAMETERS)
    authored = authored_csv.read
    monkeypatch.setattr(tables, "read", lambda path: read.append(path.name) or real(path))
    monkeypatch.setattr(authored_csv, "read", lambda name, *given: read.append(name) or authored(name, *given))
    for _ in range(2):
        again.readings, again.adjudicate(), again.codings, again.sentences, again.sources, again.decisions
    assert sorted(read) == sorted(set(read)) and {"coder_a.csv", "codings.csv", "adjudication.csv"} <= set(read)


def test_what_is_written_is_read_anew(study):
    study.write("codings", study.place_codings())
    first = study.codings
    study.write("codings", first[first["coder"] == "coder_a"])
    assert set(study.codings["coder"]) == {"coder_a"}


def test_a_table_that_is_not_there_is_named_with_the_next_step(study):
    with pytest.raises(UserError, match=r"^data/processed/stances\.csv is missing; run the notebooks before this one$"):
        _ = study.stances


def test_a_study_with_a_map_has_its_squares_and_one_without_has_none(run_paths):
    squares = Study(run_paths, PARAMETERS).authored_rows("map")
    assert [row["short"] for row in squares] == ["AR", "BO", "SI", "CO"]
    (run_paths.coded / "map.csv").unlink()
    without = Study(run_paths, PARAMETERS)
    assert (
        without.authored_rows("map") == [] and without.authored[1] == [] and without.authored[0].rows["map.csv"] == []
    )


def test_a_figure_has_a_form_for_phones_and_a_table_and_leaves_neither_when_it_goes(run_paths):
    study, drawing, files = Study(run_paths, PARAMETERS), Drawing("<svg/>", "A", "B"), run_paths.figures
    study.write_figure("map", drawing, [{"name": "Arland"}], drawing)
    assert sorted(path.name for path in files.iterdir()) == ["map.csv", "map.narrow.svg", "map.svg"]
    assert (files / "map.csv").read_text() == "name\nArland\n"
    study.write_figure("map", drawing, [{"name": "Arland"}])
    assert sorted(path.name for path in files.iterdir()) == ["map.csv", "map.svg"]
    study.write_figure("map", None, [{"name": "Arland"}])
    assert list(files.iterdir()) == []


def test_problems_in_the_settings_are_told_as_sentences(run_paths, edit):
    edit("codebook.yaml", "actors:", "actors: [")
    with pytest.raises(UserError, match=r"^codebook\.yaml, row \d+: it is no readable YAML"):
        _ = Study(run_paths, PARAMETERS).codebook


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04", "provenance.csv: it is a Word, Excel or zip file with another name; save it as CSV (UTF-8)"),
        (b"article,distance,origin,basis\n010\n", "provenance.csv, row 2: the row has not as many cells as the header"),
        (b"article\n010\n", "provenance.csv, row 1: the columns distance, origin and basis are missing"),
    ],
)
def test_a_damaged_file_is_told_as_a_sentence_where_nobody_has_checked(run_paths, content, sentence):
    (run_paths.coded / "provenance.csv").write_bytes(content)
    with pytest.raises(UserError) as told:
        Study(run_paths, PARAMETERS).authored_rows("provenance")
    assert str(told.value).startswith(sentence)


def test_authored_files_are_read_without_pandas_and_have_no_problems(run_paths):
    authored, problems = Study(run_paths, PARAMETERS).authored
    assert problems == [] and set(authored.articles) == {"010", "020", "030"}
    assert authored.rows["coder_a.csv"] and authored.codebook


def test_open_finds_the_project_from_within(monkeypatch):
    monkeypatch.chdir(PROJECT / "notebooks")
    study = Study.open("tests/toy", coding="coder_a")
    assert study.paths.study == PROJECT / "tests" / "toy" and study.coding == "coder_a"
    assert study.paths.out == PROJECT / "build" / "study-toy-f895f8a9-coder_a"
    assert "`build/study-toy-f895f8a9-coder_a`" in (PROJECT / "docs/runs.md").read_text(encoding="utf-8")
