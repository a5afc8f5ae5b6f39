"""Findings as a study declares them: how they are read, and the problem of each wrong entry."""

import pytest

from stancebook.analysis import findings

RIGHT = {"finding": "f", "claim": "c", "says": "It holds.", "holds": "stance(arland, bridge) > 0"}


def complaints_of(parsed, authored):
    """The sentences about a parsed findings.yaml of the toy study."""
    _, problems = findings.read(parsed, authored.codebook, ["010", "020", "030"])
    return [str(problem) for problem in problems]


def test_the_toy_study_declares_three(authored):
    declared, problems = findings.read(authored.findings, authored.codebook, ["010", "020", "030"])
    assert not problems
    assert [finding.finding for finding in declared.findings] == ["arland-builds", "cordovia-helps", "toll-rejected"]
    assert declared.left_out_together == {"short": ["020", "030"]} and declared.parts == {}
    assert declared.measured == "Actors for the bridge" and declared.curve is not None


@pytest.mark.parametrize(
    "parsed, sentence",
    [
        ([], "findings.yaml: it has no entries; write them as name: value"),
        ({"finding": []}, "findings.yaml: 'finding' is not known; use left_out_together, parts, curve or findings"),
        ({"findings": {"a": 1}}, "findings.yaml, findings: it is no list; write it as [one, another]"),
        ({"findings": ["f"]}, "findings.yaml, finding 1: it has no entries; write them as name: value"),
        ({"findings": [RIGHT, RIGHT]}, "findings.yaml, finding f: its id is used twice; give each its own"),
        ({"findings": [RIGHT | {"finding": "a b"}]}, "findings.yaml, finding a b: its id is none; use letters, digits, - and _"),
        ({"findings": [RIGHT | {"finding": "coding"}]}, "findings.yaml, finding coding: its id is a column of universes.csv; give it another"),
        ({"findings": [{"finding": "f", "claim": "c", "holds": RIGHT["holds"]}]}, "findings.yaml, finding f, says: the entry is missing; add it"),
        ({"findings": [RIGHT | {"finding": ["a"]}]}, "findings.yaml, finding 1, finding: ['a'] is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"finding": 7}]}, "findings.yaml, finding 1, finding: 7 is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"claim": {"a": 1}}]}, "findings.yaml, finding f, claim: {'a': 1} is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"says": ["It", "holds."]}]}, "findings.yaml, finding f, says: ['It', 'holds.'] is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"says": False}]}, "findings.yaml, finding f, says: False is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"says": None}]}, "findings.yaml, finding f, says: the entry is missing; add it"),
        ({"findings": [RIGHT | {"says": " "}]}, "findings.yaml, finding f, says: the entry is missing; add it"),
        ({"findings": [RIGHT | {"holds": {}}]}, "findings.yaml, finding f, holds: {} is no text, as it stands there; write it in quotes"),
        ({"findings": [RIGHT | {"holds": "f\"{'\u00ad'}\" > 0"}]}, "findings.yaml, finding f: '…' is no number; ask for one, such as stance(actor, issue), or write it"),
        ({"findings": [RIGHT | {"share": 1}]}, "findings.yaml, finding f: 'share' is not known; use finding, claim, says or holds"),
        ({"findings": [RIGHT | {"holds": "stance(atlantis, bridge) > 0"}]}, "findings.yaml, finding f: 'atlantis' is not in the codebook; use an id of its actors"),
        ({"findings": [RIGHT | {"holds": "1 +"}]}, "findings.yaml, finding f: '1 +' cannot be read; write a comparison such as stance(actor, issue) > 0"),
        ({"left_out_together": {"late": ["040"]}}, "findings.yaml, left_out_together, late: '040' is no article of sources.csv; use 010, 020 or 030"),
        ({"left_out_together": {"late": [10]}}, "findings.yaml, left_out_together, late: '10' is no article of sources.csv; its zeros were lost: write 010, as text"),
        ({"left_out_together": {"010": ["020"]}}, "findings.yaml, left_out_together, 010: it is an article or no name; use letters, digits, - and _"),
        ({"left_out_together": {"late": "020"}}, "findings.yaml, left_out_together, late: it is no list; write it as [one, another]"),
        ({"left_out_together": {"late": []}}, "findings.yaml, left_out_together, late: it names no article; list the ids of articles"),
        ({"parts": {"villages": "towns"}}, "findings.yaml, parts: 'villages' is not in the codebook; use an id of its actors"),
        ({"parts": {"towns": "arland", "arland": "borduria"}}, "findings.yaml, parts: 'arland' is a part and a group; name the whole group"),
        ({"parts": ["towns"]}, "findings.yaml, parts: it has no entries; write them as name: value"),
        ({"curve": {"value": "actors(bridge)"}}, "findings.yaml, curve, says: the entry is missing; add it"),
        ({"curve": {"says": None, "value": "actors(bridge)"}}, "findings.yaml, curve, says: the entry is missing; add it"),
        ({"curve": {"says": ["…"], "value": "actors(bridge)"}}, "findings.yaml, curve, says: ['…'] is no text, as it stands there; write it in quotes"),
        ({"curve": {"says": "…", "value": ["actors(bridge)"]}}, "findings.yaml, curve, value: ['actors(bridge)'] is no text, as it stands there; write it in quotes"),
        ({"curve": {"says": "…", "value": "actors(tunnel)"}}, "findings.yaml, curve: 'tunnel' is not in the codebook; use an id of its issues"),
        ({"curve": {"says": "…", "value": "actors(bridge) > 1"}}, "findings.yaml, curve: 'actors(bridge) > 1' is no number; ask for one, such as stance(actor, issue), or write it"),
    ],
)  # fmt: skip
def test_each_problem_has_its_place_and_fix(authored, parsed, sentence):
    assert complaints_of(parsed, authored) == [sentence]


def test_ids_are_compared_as_text(authored):
    assert complaints_of({"findings": [RIGHT | {"finding": 1}, RIGHT | {"finding": "1"}]}, authored) == [
        "findings.yaml, finding 1, finding: 1 is no text, as it stands there; write it in quotes",
        "findings.yaml, finding 1: its id is used twice; give each its own",
    ]


def test_each_text_that_is_none_is_listed(authored):
    wrong = {"finding": None, "claim": 1, "says": [], "holds": True}
    places = [sentence.partition(":")[0] for sentence in complaints_of({"findings": [wrong]}, authored)]
    assert places == [f"findings.yaml, finding 1, {key}" for key in wrong]


def test_an_entry_without_a_value_is_as_none(authored):
    assert complaints_of(dict.fromkeys(("left_out_together", "parts", "curve", "findings")), authored) == []


def test_ten_mistakes_show_at_once(authored):
    wrong = [RIGHT | {"finding": f"f{number}", "holds": "stance(nobody, bridge) > 0"} for number in range(10)]
    assert len(complaints_of({"findings": wrong}, authored)) == 10


def test_what_is_right_is_read_beside_what_is_wrong(authored):
    declared, problems = findings.read(
        {"findings": [RIGHT, RIGHT | {"finding": "g", "holds": "x"}]}, authored.codebook, ["010"]
    )
    assert len(problems) == 1 and [finding.finding for finding in declared.findings] == ["f"]


def test_a_set_of_texts_that_leaves_nothing_or_nothing_out_is_none():
    declared = findings.DeclaredFindings(left_out_together={"late": ["020", "030"], "early": ["010"]})
    assert declared.sets_of(["010", "020"]) == {"late": ["020"], "early": ["010"]}
    assert declared.sets_of(["020", "030"]) == {} and declared.sets_of(["010", "040"]) == {"early": ["010"]}


def test_of_sets_that_have_become_the_same_the_first_is_kept():
    declared = findings.DeclaredFindings(left_out_together={"late": ["020", "030"], "early": ["010"], "wires": ["030"]})
    assert [*declared.sets_of(["010", "030"]).items()] == [("late", ["030"]), ("early", ["010"])]
    assert declared.sets_of(["010", "020", "030"]) == declared.left_out_together


def test_the_check_reads_the_file(problems, edit):
    assert problems() == []
    edit("findings.yaml", "stance(arland, bridge) > 0", "stance(arland, tunnel) > 0")
    assert problems() == [
        "findings.yaml, finding arland-builds: 'tunnel' is not in the codebook; use an id of its issues"
    ]


def test_a_missing_file_is_a_problem(problems, run_paths):
    (run_paths.coded / "findings.yaml").unlink()
    assert problems() == ["findings.yaml: the file is missing; put it into data/coded"]


def test_a_file_that_is_no_yaml_is_a_problem(problems, run_paths):
    (run_paths.coded / "findings.yaml").write_text("findings: [", encoding="utf-8")
    [sentence] = problems()
    assert sentence.startswith("findings.yaml, row 1: it is no readable YAML")
