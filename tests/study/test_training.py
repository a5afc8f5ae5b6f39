"""Training: scores by hand, what comes next, when a coder has passed, refreshers, and what a check says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import tables
from stancebook.study.coders import Coder
from stancebook.study.people import training
from stancebook.study.people.tables import DECIDED, TRAINING
from stancebook.study.people.training import Rules
from stancebook.study.study import Study

CODES = {"speaker": "-", "actor": "arland", "via": "self", "voice": "indirect", "issue": "bridge", "position": "1"}
CODES |= {"condition": "none", "confidence": "3", "feedback": "“Will” is a promise."}
ROWS = [
    CODES | {"article": "practice", "quote": "Arland will pay"},
    CODES | {"article": "practice", "quote": "Arland will pay", "issue": "toll", "feedback": "Paying is a toll."},
    {"article": "practice", "quote": "It rains.", "feedback": "Nobody takes a position."},
    CODES | {"article": "020", "quote": "Cordovia fears the bridge", "actor": "cordovia", "position": "-1"},
]


@pytest.fixture
def folder(run_paths):
    """The folder data/training of a copy of the toy study: three decided sentences, two of them in a text of its own."""
    run_paths.training.mkdir()
    (run_paths.training / "practice.txt").write_text("Arland will pay, it says. It rains.", encoding="utf-8")
    write(run_paths.training, ROWS)
    return run_paths.training


def write(folder, rows):
    tables.write(folder / "decided.csv", [dict.fromkeys(DECIDED.names, "") | row for row in rows], DECIDED)


@pytest.fixture
def exercises(folder, run_paths):
    return training.exercises(folder, Study(run_paths, {}).authored[0])


def answers(*scores, kind="training", finished=0):
    places = [("practice", "0"), ("practice", "26"), ("020", "190")]
    return [
        {"article": places[n % 3][0], "sentence_start": places[n % 3][1], "kind": kind, "score": str(score),
         "finished": str(finished), "when": "-"}
        for n, score in enumerate(scores)
    ]  # fmt: skip


def test_the_decided_sentences_with_what_was_decided_on_each(exercises):
    first, second, third = exercises
    assert first.shown["sentence"] == "Arland will pay, it says." and first.shown["after"] == "It rains."
    assert [row["issue"] for row in first.decided] == ["bridge", "toll"]
    assert first.feedback == "“Will” is a promise. Paying is a toll."
    assert second.decided == [] and second.place == ("practice", "26") and third.place[0] == "020"


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ([{}], 0.5), ([{}, {"issue": "toll"}], 1), ([], 0), ([{"position": "2"}, {"issue": "toll", "via": "other"}], 0.8),
        ([{}, {"issue": "toll"}, {"actor": "towns"}], 10 / 15), ([{"condition": "if_asked"}, {"issue": "toll"}], 0.9),
    ],
)  # fmt: skip
def test_scores_by_hand(exercises, given, share):
    assert training.score([CODES | each for each in given], exercises[0].decided) == pytest.approx(share)


CODED = st.fixed_dictionaries({
    "actor": st.sampled_from("ab"), "issue": st.sampled_from("xy"), "position": st.sampled_from(["1", "2"]),
    "via": st.just("self"), "voice": st.sampled_from("de"), "condition": st.sampled_from(["p q", "q p", "none"]),
})  # fmt: skip
ANSWER = st.lists(CODED, max_size=4, unique_by=lambda row: (row["actor"], row["issue"]))


@given(ANSWER, ANSWER)
def test_a_score_is_symmetric_and_full_without_differences_alone(one, other):
    share = training.score(one, other)
    assert 0 <= share <= 1 and share == training.score(other, one)
    assert (share == 1) == (training.differences(one, other) == [])


def test_feedback_names_each_difference(exercises):
    lines = training.differences([CODES | {"position": "-2"}, CODES | {"actor": "towns"}], exercises[0].decided)
    assert lines == ["towns, bridge: there is no such statement", "arland, bridge: position is 1, not -2",
                     "arland, toll: the statement is missing, 1"]  # fmt: skip


def test_sentences_come_in_order_until_the_mean_of_the_latest_reaches_the_mark(exercises):
    rules, now = Rules(0.8), None
    for scores, due, next_one, passed in (
        ((), "training", 0, False), ((1,), "training", 1, False), ((1, 0, 1), "training", 0, False),
        ((1, 0, 1, 1), "training", 1, False), ((1, 0, 1, 1, 0.5), "", None, True), ((1, 0.4, 1), "", None, True),
        ((1, 0.39, 1), "training", 0, False),
    ):  # fmt: skip
        now = training.standing(answers(*scores), exercises, rules, 0)
        assert (now.due, now.has_passed) == (due, passed), scores
        asked = training.next_exercise(exercises, now)
        assert asked is None if next_one is None else asked == exercises[next_one]


def test_a_refresher_of_the_worst_sentences_is_due_after_so_many_articles(exercises):
    rules, record = Rules(0.8, 10), answers(1, 0.6, 0.9)
    assert training.standing(record, exercises, rules, 9).due == ""
    now = training.standing(record, exercises, rules, 10)
    assert now.due == "refresher" and training.next_exercise(exercises, now) == exercises[1]
    record += answers(1, kind="refresher", finished=10)
    now = training.standing(record, exercises, rules, 10)
    assert now.due == "refresher" and training.next_exercise(exercises, now) == exercises[1]
    record += answers(1, 1, 1, kind="refresher", finished=10)[1:]
    assert training.standing(record, exercises, rules, 19).due == "" and now.has_passed
    assert training.standing(record, exercises, rules, 20).due == "refresher"
    assert training.standing(record, exercises, Rules(0.8, 0), 500).due == ""


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ({}, Rules(0.8, 0)), ({"training": {"pass": 0.9, "refresher_after": 10}}, Rules(0.9, 10)),
        ({"training": {"pass": "much", "refresher_after": -1}}, Rules(0.8, 0)), ({"training": 3}, Rules(0.8, 0)),
    ],
)  # fmt: skip
def test_the_rules_of_a_study(settings, rules):
    assert training.rules_of(settings) == rules


def test_what_status_says(exercises):
    ada, ben = Coder("ada", "Ada Lund"), Coder("ben", "Ben Holt", trained="2026-03-01")

    def said(coder, *scores, finished=0):
        now = training.standing(answers(*scores), exercises, Rules(0.8, 10), finished)
        return training.in_words(now, coder)

    assert said(ada) == "not trained" and said(ada, 1, 0.5) == "in training (0.75): 2 of 3 sentences"
    assert said(ada, 1, 1, 0.7) == "trained (0.90)"
    assert said(ada, 1, 1, 0.7, finished=10) == "trained (0.90), one refresher is due"
    assert said(ben) == "not trained, though study.yaml says trained on 2026-03-01"
    nothing = training.standing([], [], Rules(), 0)
    assert training.in_words(nothing, ada) == "" and nothing.due == ""
    assert training.in_words(nothing, ben) == "study.yaml says trained on 2026-03-01"


def test_the_texts_of_a_training_are_told(folder, tmp_path):
    assert training.articles_used(folder) == {"practice", "020"} and training.articles_used(tmp_path) == frozenset()


def test_what_is_wrong_with_decided_sentences(folder, problems):
    assert problems() == []
    for place, cells, wrong in (
        (0, {"position": "7"}, "training/decided.csv, row 2, position: '7' is not in the codebook; use -2, -1, 0, 1 or 2"),
        (3, {"issue": "tole"}, "training/decided.csv, row 5, issue: 'tole' is not in the codebook; do you mean toll?"),
        (0, {"quote": "Arland pays"}, "training/decided.csv, row 2, quote: the quote “Arland pays” was not found"),
        (2, {"quote": "It snows."}, "training/decided.csv, row 4, quote: a sentence without a statement has no single place"),
        (1, {"feedback": " "}, "training/decided.csv, row 3, feedback: the cell is empty; say why it is decided so"),
        (3, {"article": "999"}, "training/decided.csv, row 5, article: '999' is no article of sources.csv"),
    ):  # fmt: skip
        write(folder, [row | cells if number == place else row for number, row in enumerate(ROWS)])
        (line,) = problems()
        assert line.startswith(wrong)
    write(folder, ROWS)
    (folder / "010.txt").write_text("Rain.", encoding="utf-8")
    assert problems() == ["training/010.txt: a text of the study has this id; give the text another name"]
    (folder / "decided.csv").write_text("article\n010\n", encoding="utf-8")
    assert problems()[0].startswith("training/decided.csv, row 1: the columns quote")


def test_a_text_that_cannot_be_read_is_told_and_trains_nobody(folder, run_paths, problems):
    (folder / "cafe.txt").write_bytes(b"Caf\xe9.")
    (folder / "rain.txt").mkdir()
    assert [line for line in problems() if ".txt" in line] == [
        "training/cafe.txt: byte 3 is not UTF-8; ask for the file again or save it as UTF-8 before its hash is taken",
        "training/rain.txt: it is a folder and no file; put a file in its place",
    ]
    assert len(training.exercises(folder, Study(run_paths, {}).authored[0])) == 3


@pytest.mark.parametrize("content", ["article,score\n020,1\n", "nothing\n", "", "PK\x03\x04"])
def test_a_record_that_is_damaged_counts_as_none(run_paths, content):
    (run_paths.coded / "ada_training.csv").write_text(content)
    assert training.read_record(run_paths.coded, "ada") == []


def test_an_answer_without_a_score_does_not_count(run_paths, exercises):
    tables.write(run_paths.coded / "ada_training.csv", answers("good", 0.5), TRAINING)
    record = training.read_record(run_paths.coded, "ada")
    assert training.standing(record, exercises, Rules(), 0).latest == {("practice", "26"): 0.5}


def test_the_record_of_a_coder_reads_back(run_paths):
    record = answers(1, 0.5)
    assert training.read_record(run_paths.coded, "ada") == []
    tables.write(run_paths.coded / "ada_training.csv", record, TRAINING)
    assert training.read_record(run_paths.coded, "ada") == [
        {name: row[name] for name in TRAINING.names} for row in record
    ]
