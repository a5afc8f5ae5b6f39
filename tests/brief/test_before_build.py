"""What a check says of a text before a build: figures, citations, counts and quotations, and nothing of what may still come."""

import pytest


@pytest.fixture
def alter(run_paths):
    """A function that replaces words of the text."""

    def replace(old, new):
        text = run_paths.text.read_text(encoding="utf-8")
        assert old in text
        run_paths.text.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("figures/ladder.svg", "figures/lader.svg", "line 7: no notebook draws the figure 'lader'; do you mean ladder?"),
        ("[@N001]", "[@N009]", "line 5: “@N009”: 'N009' is no statement, fact or note of this run; cite an id, actor/issue, plan/attribute or a table"),
        ("[@N001]", "[@arlnd/bridge]", "line 5: “@arlnd/bridge”: 'arlnd' is no actor of the codebook; do you mean arland?"),
        ("[@N001]", "[@arland/brige]", "line 5: “@arland/brige”: 'brige' is no issue of the codebook; do you mean bridge?"),
        ("[@N001]", "[@arland/bridge qouted]", "line 5: “@arland/bridge qouted”: statements cannot be selected by 'qouted'; do you mean quoted?"),
        ("[@N001]", "[@cordovia/toll]", "line 5: “@cordovia/toll”: no statement of this run is selected by cordovia/toll; cite what is there"),
        ("[@N001]", "[@stance.csv]", "line 5: “@stance.csv”: 'stance.csv' is no statement, fact or note of this run; do you mean stances.csv?"),
        ('count="articles"', 'count="article"', "line 22: “article”: 'article' names nothing to count; do you mean articles?"),
        ("each */workforce", "each */workforces", "line 16: “*/workforces”: 'workforces' is no issue of the codebook; do you mean workforce?"),
        ("table sources", "table source", "line 28: there is no table 'source'; do you mean sources?"),
        ("table sources", "table sources.csv", "line 28: there is no table 'sources.csv'; do you mean sources?"),
        ("outlet: Outlet", "outlt: Outlet", "line 30: the table sources has no column 'outlt'; do you mean outlet?"),
        ("would rather swim than pay a toll", "would rather swim than pay the toll", "line 5: “would rather swim than pay the toll” stands in no cited text (020); copy the words from the text, or cite the text that has them"),
        ("Not “a single worker”", "Not “one single worker”", "line 12: “one single worker” stands in no cited text (030); copy the words from the text, or cite the text that has them"),
        ("stance(arland, bridge) > 0", "stance(arland, brige) > 0", "line 5, holds of arland-builds: 'brige' is not in the codebook; do you mean bridge?"),
        ("stance(arland, bridge) > 0", "stanc(arland, bridge) > 0", "line 5, holds of arland-builds: 'stanc' cannot be asked; do you mean stance?"),
        ("stance(arland, bridge) > 0", "stance(arland, bridge) >", "line 5, holds of arland-builds: 'stance(arland, bridge) >' cannot be read; write a comparison such as stance(actor, issue) > 0"),
    ],
)  # fmt: skip
def test_a_fault_of_the_text_is_told_before_a_build(problems, alter, old, new, sentence):
    alter(old, new)
    assert problems() == [f"report/text.md, {sentence}"]


def test_the_text_is_compared_with_the_default_run_whatever_run_is_asked_for(problems):
    assert problems(coding="coder_b", min_confidence=3, exclude_articles="010 030") == []


def test_nothing_is_said_of_what_may_still_come(problems, alter, run_paths):
    alter("[@N001]", "[@cordovia/toll; @N999; @nobody/toll]")
    (run_paths.coded / "adjudication.csv").unlink()
    said = [sentence for sentence in problems() if sentence.startswith("report")]
    assert said == ["report/text.md, line 5: “@nobody/toll”: 'nobody' is no actor of the codebook; use one of its ids"]


def test_a_quotation_that_the_author_answers_for_is_left_alone(problems, alter):
    alter(
        "pay a toll” [@borduria/toll quoted article=020]{",
        'pay the toll” [@borduria/toll quoted article=020]{allow-quotation="her own words later" ',
    )
    assert problems() == []


def test_quotation_marks_dashes_and_first_letters_may_differ(problems, alter):
    alter("“would rather swim than pay a toll”", "‘Would rather swim … pay a toll.’")
    assert problems() == []
