"""The brief of a second invented study, a dispute of towns over a reservoir, made from its files by the notebooks' functions."""

import pytest

from project import PROJECT
from stancebook.analysis import findings, robustness, stances
from stancebook.brief import checks, footnotes, render
from stancebook.brief.inputs import brief_inputs
from stancebook.brief.text import parse
from stancebook.core import paths
from stancebook.export import formats
from stancebook.figures import ladder
from stancebook.study import facts
from stancebook.study.study import Study

RESERVOIR = PROJECT / "tests" / "reservoir"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The study, with the tables and the figure that its brief needs, in a folder of its own."""
    study = Study(paths.RunPaths(PROJECT, RESERVOIR, tmp_path_factory.mktemp("reservoir")), {})
    study.clean_texts(study.texts, study.cleaning_rules)
    study.write("notes", [facts.place_note(row, study.articles) for row in study.authored_rows("source_notes")])
    study.write("codings", study.place_codings())
    study.write("statements", study.adjudicate())
    study.write("facts", study.coded_facts(study.coding))
    study.write("validation", [])
    study.write("stances", stances.stances(study.statements))
    declared, _ = findings.read(None, parse(study.text).sentences, study.codebook, study.listed_articles)
    tested = robustness.run_multiverse(study.readings, declared, study.codebook, study.dates, "adjudicated", 1)
    study.write("contested", tested.contested)
    on_issue = study.statements[study.statements["issue"] == study.issue]
    study.write_figure("ladder", ladder.draw(on_issue, study.words, "Land"), ladder.table(on_issue, study.words))
    return study


@pytest.fixture(scope="module")
def brief(study):
    """The brief of the study."""
    return render.write_brief(study.text, brief_inputs(study))


def test_no_sentence_has_a_fault(brief):
    assert not brief.faults and not brief.dropped
    counted = "23 sentences, 18 of them with a citation: no errors, no warnings, no faults overruled."
    assert checks.summary(list(brief.proofs.values())) == counted


def test_the_sentences_stand_on_what_was_counted_by_hand(brief):
    rests = {
        row["claim"]: (row["passages"].split(), row["texts"], row["account"]) for row in brief.claims.to_dict("records")
    }
    assert rests["kallow-sells"] == (["030-32-kallow-land"], 1, "reported")
    assert rests["ostrel-turns"] == (["010-74-ostrel-land", "030-108-ostrel-land"], 2, "quoted")


def test_in_print_long_notes_are_cut_and_the_page_has_all_of_them(study, brief, monkeypatch):
    monkeypatch.setattr(footnotes, "PASSAGES", 1)
    cut = render.write_brief(study.text, brief_inputs(study))
    assert brief.page == brief.markdown == cut.page
    assert "; 1 more passage on the evidence page." in cut.markdown and len(cut.markdown) < len(cut.page)
    report = formats.Report(study, brief_inputs(study), cut)
    assert "1 more passage on the evidence page" in str(report.book)
    assert formats.brief_html(report) == formats.brief_html(formats.Report(study, brief_inputs(study), brief))


def test_a_median_that_another_coding_changes_is_a_finding(study, brief):
    (median,) = [row for row in brief.claims.to_dict("records") if row["claim"] == "median"]
    assert median["holds"] == "yes"
    assert "articles=without 020" in study.contested.set_index("finding").loc["median", "reversed_by"]


def test_counts_rows_and_bullets_are_in_the_words(brief):
    assert "The three texts hold 12 statements, three of them in quoted words." in brief.markdown
    assert "Ostrel’s median is still +1, for three of its five statements are older than its refusal." in brief.markdown
    assert "| Ostrel | giving land | 5 | 1 | a road that another town pays for |" in brief.markdown
    assert "- The Vale Water Board: “at least 40 million crowns”." in brief.markdown
    assert brief.markdown.count("\n- ") == 3  # two costs and a volume; the vote is another attribute


def test_the_retelling_and_its_source_are_not_counted_as_two(study):
    inputs = brief_inputs(study)
    made = render.write_brief(
        "Ostrel offers its meadows if Nimbury pays for a road [@ostrel/land article=010,020].", inputs
    )
    (claim,) = made.claims.to_dict("records")
    assert (claim["texts"], claim["independent"]) == (2, 1)
