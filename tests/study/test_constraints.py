"""Constraints: values that a codebook does not allow together are refused with its reason, and nothing else is."""

import pytest
import yaml

from project import PROJECT
from stancebook.core import schema, tables, yaml_files
from stancebook.study import adjudication, codebook
from stancebook.study.validation import constraints

CHOICES = {
    "actor": ("arland", "towns"),
    "via": ("self", "other", "article"),
    "voice": ("direct", "anonymous", "narration"),
    "issue": ("bridge",),
    "position": ("-1", "0", "1"),
    "condition": ("none", "paid", "other"),
    "confidence": ("1", "2", "3"),
}
ROW = {
    **dict.fromkeys(schema.CODER_ROWS.names, ""),
    "via": "self",
    "voice": "direct",
    "position": "1",
    "condition": "none",
    "speaker": "Bo Lind",
}


def rule(**when):
    """Return the one Constraint that these values break."""
    [found] = constraints.from_yaml([{"when": when, "reason": "It does not go together."}], CHOICES)
    return found


@pytest.mark.parametrize(
    ("when", "cells", "refused"),
    [
        ({"via": "article", "voice": ["direct", "anonymous"]}, {"via": "article"}, True),
        ({"via": "article", "voice": ["direct", "anonymous"]}, {"via": "article", "voice": "anonymous"}, True),
        ({"via": "article", "voice": ["direct", "anonymous"]}, {"via": "article", "voice": "narration"}, False),
        ({"via": "article", "voice": ["direct", "anonymous"]}, {}, False),
        ({"voice": "direct", "speaker": "-"}, {"speaker": "-"}, True),
        ({"voice": "direct", "speaker": "-"}, {"speaker": " - "}, True),
        ({"voice": "direct", "speaker": "-"}, {}, False),
        ({"voice": "direct", "speaker": ["-", ""]}, {"speaker": ""}, True),
        ({"condition": "other", "note": ""}, {"condition": "other"}, True),
        ({"condition": "other", "note": ""}, {"condition": "paid other", "note": " "}, True),
        ({"condition": "other", "note": ""}, {"condition": "other", "note": "a flag"}, False),
        ({"condition": "other", "note": ""}, {"condition": "another"}, False),
        ({"condition": ""}, {"condition": " "}, True),
        ({"condition": ""}, {}, False),
        ({"position": -1}, {"position": "-1"}, True),
        ({"position": [-1, 0]}, {}, False),
        ({"actor": "towns"}, {"actor": "towns"}, True),
        ({"confidence": 1, "note": ""}, {"confidence": "1"}, True),
    ],
)  # fmt: skip
def test_a_row_is_refused_where_it_holds_a_value_of_each_variable(when, cells, refused):
    assert rule(**when).refuses(ROW | cells) is refused


def test_a_row_without_the_variable_is_not_refused():
    row = {name: cell for name, cell in ROW.items() if name != "note"} | {"condition": "other"}
    assert not rule(condition="other", note="").refuses(row) and rule(condition="other").refuses(row)


def test_all_reasons_come_in_the_order_of_the_rules(authored):
    told = [
        {"when": {"via": "article", "voice": "direct"}, "reason": "First. "},
        {"when": {"via": "other"}, "reason": "Never."},
        {"when": {"speaker": "-", "voice": "direct"}, "reason": "Second."},
    ]
    book = authored.codebook._replace(refused=constraints.from_yaml(told, CHOICES))
    assert constraints.reasons(ROW | {"via": "article", "speaker": "-"}, book) == ["First.", "Second."]
    assert constraints.reasons(ROW, book) == []


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "refused: it is no list; write it as [one, another]"),
        (None, "refused: it is no list; write it as [one, another]"),
        (["x"], "refused: 1: it has no entries; write them as name: value"),
        ([{"when": {"via": "self"}}], "refused: 1: 'reason' is missing; add it"),
        ([{"when": {"via": "self"}, "reason": "x", "unless": {}}], "refused: 1: 'unless' is not known; use when or reason"),
        ([{"when": {}, "reason": "x"}], "a rule of refused has an empty when; name a variable and its value"),
        ([{"when": ["via"], "reason": "x"}], "refused: 1: when: it has no entries; write them as name: value"),
        ([{"when": {"via": "self"}, "reason": " "}], "refused: 1: 'reason' is missing; add it"),
        ([{"when": {"via": "self"}, "reason": 5}], "refused: 1: reason: 5 is no text, as it stands there; write it in quotes"),
        ([{"when": {"mood": "x"}, "reason": "x"}], "'mood', in a rule of refused, is no variable; use speaker, actor, via, voice, issue, position, condition, confidence, note"),
        ([{"when": {"quote": ""}, "reason": "x"}], "'quote', in a rule of refused, is no variable; use speaker, actor, via, voice, issue, position, condition, confidence, note"),
        ([{"when": {"via": "press"}, "reason": "x"}], "'press', in a rule of refused, is no value of via; use a value of it, or a list of them"),
        ([{"when": {"via": ["self", "press", "tv"]}, "reason": "x"}], "'press, tv', in a rule of refused, is no value of via; use a value of it, or a list of them"),
        ([{"when": {"via": []}, "reason": "x"}], "'', in a rule of refused, is no value of via; use a value of it, or a list of them"),
        ([{"when": {"note": {"a": 1}}, "reason": "x"}], "'', in a rule of refused, is no value of note; use a value of it, or a list of them"),
        ([{"when": {"position": 2}, "reason": "x"}], "'2', in a rule of refused, is no value of position; use a value of it, or a list of them"),
        ([{"when": {"confidence": True}, "reason": "x"}], "'True', in a rule of refused, is no value of confidence; use a value of it, or a list of them"),
    ],
)  # fmt: skip
def test_an_entry_that_is_no_rule_is_refused(told, sentence):
    with pytest.raises(ValueError) as wrong:
        constraints.from_yaml(told, CHOICES)
    assert str(wrong.value) == sentence


def test_a_codebook_may_have_rules(authored):
    assert codebook.from_yaml({"variables": {}, "issues": {}, "actors": {}}).refused == ()
    told = yaml_files.read_yaml(PROJECT / "tests/toy/data/coded/codebook.yaml")
    assert [rule.when for rule in authored.codebook.refused] == [
        {"via": ("article",), "voice": ("direct", "anonymous", "indirect")},
        {"voice": ("direct",), "speaker": ("-", "")},
    ]
    with pytest.raises(ValueError, match=r"^'press', in a rule of refused, is no value of via;"):
        codebook.from_yaml({**told, "refused": [{"when": {"via": "press"}, "reason": "x"}]})


# In the check


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("towns,article,narration,bridge", "towns,article,indirect,bridge", "coder_a.csv, row 11, voice: Where the article is the source, nobody is quoted; change via or voice"),
        ("bridge,,Bo Lind,", "bridge,,-,", "coder_a.csv, row 3, speaker: Quoted words have somebody who says them; change voice or speaker"),
    ],
)  # fmt: skip
def test_a_row_that_the_codebook_refuses_is_a_problem(problems, edit, freeze, old, new, sentence):
    edit("coder_a.csv", old, new)
    freeze()
    assert problems() == [sentence]


def test_a_rule_of_another_shape_is_a_problem_of_the_codebook(problems, run_paths):
    with (run_paths.coded / "codebook.yaml").open("a", encoding="utf-8") as file:
        file.write("\nissues_: 1\n")
    assert problems() == []
    path = run_paths.coded / "codebook.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("voice: [direct, anonymous,", "mood: [direct, anonymous,"),
        encoding="utf-8",
    )
    [sentence, *_] = problems()
    assert sentence.startswith("codebook.yaml: 'mood', in a rule of refused, is no variable;")


# The study that the project ships with


def test_the_default_codebook_refuses_no_row_of_a_coder_and_no_statement():
    coded = PROJECT / "data" / "coded"
    book = codebook.from_yaml(yaml_files.read_yaml(coded / "codebook.yaml"))
    assert len(book.refused) >= 3
    rows = [row for coder in ("coder_a", "coder_b") for row in tables.read(coded / f"{coder}.csv")]
    codings = tables.read(PROJECT / "data" / "processed" / "codings.csv")
    by_coder = {coder: [row for row in codings if row["coder"] == coder] for coder in ("coder_a", "coder_b")}
    rows += adjudication.adjudicated_statements(by_coder, tables.read(coded / "adjudication.csv"))
    assert len(rows) > 400 and [row for row in rows if constraints.reasons(row, book)] == []


def test_the_default_codebook_says_what_it_changed_and_when():
    told = yaml.safe_load((PROJECT / "data/coded/codebook.yaml").read_text(encoding="utf-8"))
    assert told["version"] == 1 + len(told["changes"])
    for number, change in enumerate(told["changes"], 2):
        assert change.keys() == {"version", "date", "what", "why"} and change["version"] == number
