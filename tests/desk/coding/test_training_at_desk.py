"""Training at the desk: nothing decided is told before an answer, feedback after it, coding once it is passed."""

import json

import pytest

from desk_at import At
from project import remove_codes
from stancebook.core import tables
from stancebook.study.people.tables import DECIDED

CODES = {
    "actor": "borduria",
    "via": "self",
    "voice": "indirect",
    "issue": "toll",
    "position": "-2",
    "condition": "none",
}
ROWS = [
    CODES | {"article": "practice", "quote": "Borduria shuns a toll", "feedback": "“Shuns” is a refusal."},
    {"article": "practice", "quote": "It rains.", "feedback": "Nobody takes a position."},
]


@pytest.fixture
def a(run_paths):
    """A coder's page on the toy study, in which nothing is coded and two sentences are there to train on."""
    remove_codes(run_paths.coded)
    run_paths.training.mkdir()
    (run_paths.training / "practice.txt").write_text("Borduria shuns a toll. It rains.", encoding="utf-8")
    more = {"confidence": "3", "speaker": "-"}
    rows = [dict.fromkeys(DECIDED.names, "") | more | row for row in ROWS]
    tables.write(run_paths.training / "decided.csv", rows, DECIDED)
    with open(run_paths.coded / "study.yaml", "a", encoding="utf-8") as file:
        file.write("training: {pass: 0.9, refresher_after: 1}\n")
    return At(run_paths, "coder_a")


def asked(a):
    return a("exercise")["exercise"]


def answer(a, *rows, **given):
    shown = asked(a)
    of = {name: shown[name] for name in ("article", "sentence_start")}
    return a("answer", **{"of": of, "rows": list(rows), **given})


def test_nothing_that_was_decided_is_told_before_the_answer(a):
    told = json.dumps([a.begun["training"], a("exercise")], ensure_ascii=False)
    assert not any(word in told for word in ("“Shuns”", '"-2"', "borduria", "indirect"))
    assert asked(a)["sentence"] == "Borduria shuns a toll." and asked(a)["after"] == "It rains."
    assert a.begun["training"] == {
        "due": "training",
        "passed": False,
        "done": 0,
        "of": 2,
        "mean": None,
        "pass": 0.9,
        "left": 2,
    }


def test_feedback_comes_after_each_answer_and_coding_after_the_pass_mark(a, run_paths):
    refused = a.codes(article="020")
    assert not refused["ok"] and refused["training"] == "training" and "not passed yet" in refused["why"]
    assert not a("nothing", article="020", sentences=[1])["ok"]
    reply = answer(a, CODES | {"position": "-1"})
    assert reply["answered"] == {
        "score": 0.8, "decided": [CODES], "lines": ["borduria, toll: position is -2, not -1"],
        "feedback": "“Shuns” is a refusal.",
    }  # fmt: skip
    assert reply["exercise"]["sentence"] == "It rains."
    reply = answer(a)
    assert reply["answered"]["score"] == 1 and reply["training"] == {
        "due": "", "passed": True, "done": 2, "of": 2, "mean": 0.9, "pass": 0.9, "left": 0
    }  # fmt: skip
    assert reply["exercise"] is None and a.codes(article="020")["ok"]
    record = tables.read(run_paths.coded / "coder_a_training.csv")
    assert [(row["kind"], row["when"], row["score"]) for row in record] == [
        ("training", "2031-05-01T09:30:00Z", "0.8"), ("training", "2031-05-01T09:30:00Z", "1"),
    ]  # fmt: skip


def test_below_the_mark_the_sentences_come_again_and_a_refresher_after_a_finished_article(a, run_paths):
    assert answer(a)["answered"]["lines"] == ["borduria, toll: the statement is missing, -2"]
    assert a("exercise")["training"]["left"] == 1
    answer(a)
    assert a("exercise")["training"]["left"] == 2, "the sentences come again"
    assert a("exercise")["training"]["due"] == "training" and asked(a)["sentence"] == "Borduria shuns a toll."
    answer(a, CODES)
    assert a("exercise")["training"]["passed"] and a.finishes("030")["ok"]
    refused = a.codes(article="020")
    assert not refused["ok"] and refused["training"] == "refresher"
    assert answer(a)["training"]["left"] == 1
    assert answer(a, CODES)["training"]["due"] == ""
    assert a.codes(article="020")["ok"]
    record = tables.read(run_paths.coded / "coder_a_training.csv")
    assert [(row["kind"], row["finished"]) for row in record[-2:]] == [("refresher", "1"), ("refresher", "1")]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([{"actor": "borduria"}], "a statement needs actor, issue, via, voice, position, condition; fill them in"),
        ([CODES | {"position": "9"}], "position: '9' is not in the codebook; use -2, -1, 0, 1 or 2"),
        ([CODES | {"condition": "soon"}], "condition: 'soon' is not in the codebook"),
        ([CODES, CODES], "the same actor and issue stand there twice; make one statement of them"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_nothing_is_on_record(a, run_paths, rows, why):
    reply = answer(a, *rows)
    assert not reply["ok"] and reply["why"].startswith(why)
    assert not (run_paths.coded / "coder_a_training.csv").exists()
    assert not answer(a, of={"article": "practice", "sentence_start": "23"})["ok"]  # not the one that is due


def test_an_answer_sent_twice_counts_once_and_undo_leaves_it(a, run_paths):
    of = {name: asked(a)[name] for name in ("article", "sentence_start")}
    first = a("answer", of=of, rows=[CODES], id="same")
    again = a("answer", of=of, rows=[CODES], id="same")
    assert first["answered"] == again["answered"] and again["training"]["done"] == 1
    assert not a("undo", article="")["ok"]
    assert len(tables.read(run_paths.coded / "coder_a_training.csv")) == 1
