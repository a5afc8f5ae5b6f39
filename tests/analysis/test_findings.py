"""Findings as a study declares them: how choices and sentences are read, and the problem of each wrong one."""

import pytest

from stancebook.analysis import findings
from stancebook.brief.text import parse

ARTICLES = ["010", "020", "030"]
HOLDS = "stance(arland, bridge) > 0"


def text_of(*holds, id="f"):
    """A text with a sentence for each predicate, an empty line after each."""
    return "\n\n".join(f'It holds [@arland/bridge]{{#{id}{n} holds="{each}"}}.' for n, each in enumerate(holds, 1))


def read(authored, choices=None, text=""):
    declared, problems = findings.read(choices, parse(text).sentences, authored.codebook, ARTICLES)
    return declared, [str(problem) for problem in problems]


def test_the_toy_study_declares_three(authored, run_paths):
    text = run_paths.text.read_text(encoding="utf-8")
    declared, problems = read(authored, authored.settings["analysis"], text)
    assert not problems
    assert [finding.finding for finding in declared.findings] == ["arland-builds", "toll-rejected", "cordovia-helps"]
    assert declared.findings[0].says == "“We will build the bridge,” said Bo Lind, a minister of Arland."
    assert declared.left_out_together == {"short": ["020", "030"]} and declared.parts == {}
    assert declared.measured == "Actors for the bridge" and declared.curve is not None


@pytest.mark.parametrize(
    "choices, sentence",
    [
        ([], "study.yaml, analysis: it has no entries; write them as name: value"),
        ("all", "study.yaml, analysis: it has no entries; write them as name: value"),
        ({"findings": []}, "study.yaml, analysis: 'findings' is not known; use left_out_together, parts or curve"),
        ({"left_out_together": {"late": ["040"]}}, "study.yaml, analysis: left_out_together: late: '040' is no article of sources.csv; use 010, 020 or 030"),
        ({"left_out_together": {"late": [10]}}, "study.yaml, analysis: left_out_together: late: '10' is no article of sources.csv; its zeros were lost: write 010, as text"),
        ({"left_out_together": {"010": ["020"]}}, "study.yaml, analysis: left_out_together: 010: it is an article or no name; use letters, digits, - and _"),
        ({"left_out_together": {"late": "020"}}, "study.yaml, analysis: left_out_together: late: it is no list; write it as [one, another]"),
        ({"left_out_together": {"late": []}}, "study.yaml, analysis: left_out_together: late: it names no article; list the ids of articles"),
        ({"parts": {"villages": "towns"}}, "study.yaml, analysis: parts: 'villages' is not in the codebook; use an id of its actors"),
        ({"parts": {"towns": "arland", "arland": "borduria"}}, "study.yaml, analysis: parts: 'arland' is a part and a group; name the whole group"),
        ({"parts": ["towns"]}, "study.yaml, analysis: parts: it has no entries; write them as name: value"),
        ({"curve": {"value": "actors(bridge)"}}, "study.yaml, analysis: curve: 'says' is missing; add it"),
        ({"curve": {"says": ["…"], "value": "actors(bridge)"}}, "study.yaml, analysis: curve: says: ['…'] is no text, as it stands there; write it in quotes"),
        ({"curve": {"says": "…", "value": ["actors(bridge)"]}}, "study.yaml, analysis: curve: value: ['actors(bridge)'] is no text, as it stands there; write it in quotes"),
        ({"curve": {"says": "…", "value": "actors(tunnel)"}}, "study.yaml, analysis: curve: 'tunnel' is not in the codebook; use an id of its issues"),
        ({"curve": {"says": "…", "value": "actors(bridge) > 1"}}, "study.yaml, analysis: curve: 'actors(bridge) > 1' is no number; ask for one, such as stance(actor, issue), or write it"),
    ],
)  # fmt: skip
def test_each_problem_of_a_choice_has_its_place_and_fix(authored, choices, sentence):
    assert read(authored, choices)[1] == [sentence]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("No [@arland/bridge]{#no holds=\"1 +\"}.", "line 1, holds of no: '1 +' cannot be read; write a comparison such as stance(actor, issue) > 0"),
        ("A.\n\nNo [@arland/bridge]{#no holds=\"stance(atlantis, bridge) > 0\"}.", "line 3, holds of no: 'atlantis' is not in the codebook; use an id of its actors"),
        (f"A.\n\nNo [@arland/bridge]{{holds=\"{HOLDS}\"}}.", "line 3, holds of s2: its sentence has no id of its own; write one, as in {#poland-refuses holds=\"…\"}"),
        (f"No [@arland/bridge]{{#coding holds=\"{HOLDS}\"}}.", "line 1, holds of coding: the id of its sentence is a column of universes.csv; give it another"),
    ],
)  # fmt: skip
def test_each_problem_of_a_sentence_has_its_line_and_fix(authored, text, sentence):
    assert read(authored, text=text)[1] == [f"report/text.md, {sentence}"]


def test_without_choices_and_predicates_nothing_is_declared(authored):
    assert read(authored, None, "So it goes.") == (findings.DeclaredFindings(), [])
    assert read(authored, dict.fromkeys(("left_out_together", "parts", "curve"))) == (findings.DeclaredFindings(), [])


def test_ten_mistakes_show_at_once(authored):
    assert len(read(authored, text=text_of(*["stance(nobody, bridge) > 0"] * 10))[1]) == 10


def test_what_is_right_is_read_beside_what_is_wrong(authored):
    declared, problems = read(authored, {"parts": {"villages": "towns"}}, text_of(HOLDS, "x"))
    assert len(problems) == 2 and [finding.finding for finding in declared.findings] == ["f1"]


def test_a_set_of_texts_that_leaves_nothing_or_nothing_out_is_none():
    declared = findings.DeclaredFindings(left_out_together={"late": ["020", "030"], "early": ["010"]})
    assert declared.sets_of(["010", "020"]) == {"late": ["020"], "early": ["010"]}
    assert declared.sets_of(["020", "030"]) == {} and declared.sets_of(["010", "040"]) == {"early": ["010"]}


def test_of_sets_that_have_become_the_same_the_first_is_kept():
    declared = findings.DeclaredFindings(left_out_together={"late": ["020", "030"], "early": ["010"], "wires": ["030"]})
    assert [*declared.sets_of(["010", "030"]).items()] == [("late", ["030"]), ("early", ["010"])]
    assert declared.sets_of(["010", "020", "030"]) == declared.left_out_together


def test_the_check_reads_choices_and_predicates(problems, edit, run_paths):
    assert problems() == []
    edit("study.yaml", "actors(bridge, at_least=0.5)", "actors(bridge)+")
    text = run_paths.text.read_text(encoding="utf-8")
    run_paths.text.write_text(
        text.replace("stance(arland, bridge) > 0", "stance(arland, tunnel) > 0"), encoding="utf-8"
    )
    assert problems() == [
        "study.yaml, analysis: curve: 'actors(bridge)+' cannot be read; write a comparison such as stance(actor, issue) > 0",
        "report/text.md, line 5, holds of arland-builds: 'tunnel' is not in the codebook; use an id of its issues",
    ]
