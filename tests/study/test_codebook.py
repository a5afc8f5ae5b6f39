"""The codebook: how its file is read, and files of another shape."""

import copy

import pytest

from stancebook.core import english
from stancebook.study import codebook

MINI = {
    "variables": {"position": {"values": {-1: "No.", 1: "Yes."}}},
    "issues": {"bridge": "A bridge is built."},
    "actors": {"arland": {"name": "Arland", "type": "state"}},
    "facts": {"attributes": {"workforce": "Workers."}, "status": ["planned"], "plans": {"none": "No plan."}},
}


def test_the_choices_of_the_toy_codebook(authored):
    assert authored.codebook.choices == {
        "via": ("self", "other", "article"),
        "voice": ("direct", "anonymous", "indirect", "narration"),
        "position": ("-2", "-1", "0", "1", "2"),
        "condition": ("none", "half_paid", "if_asked", "other"),
        "confidence": ("1", "2", "3"),
        "actor": ("arland", "borduria", "cordovia", "towns"),
        "issue": ("bridge", "toll", "own_workers"),
        "plan": ("strait_bridge", "none"),
        "attribute": ("workforce", "contribution", "other"),
        "status": ("planned", "proposed", "reported", "ruled_out"),
    }


def test_names_propositions_and_meanings(authored):
    book = authored.codebook
    assert book.names["towns"] == "Towns on the strait" and book.types["towns"] == "group"
    assert book.issues["toll"] == "Whoever crosses the bridge pays a toll."
    assert book.meanings["position"]["-2"] == "Rejects."
    words = book.words({"issue": {"toll": "paying for the bridge"}})
    assert [words[id] for id in ("towns", "own_workers", "toll")] == [
        "Towns on the strait",
        "own workers",
        "paying for the bridge",
    ]


@pytest.mark.parametrize(
    ("room", "wrong"),
    [
        ("actors", {"north land": {"name": "Northland", "type": "state"}}),
        ("actors", {False: {"name": "Norway, as YAML reads no", "type": "state"}}),
        ("issues", {8: "A number."}),
        ("issues", {"a/b": "A path."}),
    ],
)
def test_an_id_that_cannot_be_one_is_refused(room, wrong):
    with pytest.raises(
        ValueError, match=r"is no id; use letters, digits and _, in quotes where YAML reads something else$"
    ):
        codebook.from_yaml({**MINI, room: wrong})


@pytest.mark.parametrize("room", ["facts", "issues", "actors"])
@pytest.mark.parametrize("wrong", [None, 1, "text", ["a"]])
def test_another_shape_is_an_error_that_the_check_knows(room, wrong):
    with pytest.raises((LookupError, TypeError, AttributeError, ValueError)):
        codebook.from_yaml({**copy.deepcopy(MINI), room: wrong})


def test_ids_in_words():
    assert english.label("own_workers") == "own workers"


def test_choices_in_a_sentence():
    assert english.one_of(("1", "2", "3")) == "1, 2 or 3"
    assert english.one_of(("1",)) == "1"


# Words by which a sentence of the brief names actors and conditions


def with_words(called=None, mentions=None):
    """MINI with a second actor and two conditions, and with these words."""
    wanted = copy.deepcopy(MINI)
    wanted["actors"] |= {"towns": {"name": "Towns on the strait", "type": "group", "aliases": ["Strait"]}}
    wanted["variables"]["condition"] = {"values": {"none": "-", "paid": "-"}, "mentions": mentions or {}}
    for actor, words in (called or {}).items():
        wanted["actors"][actor]["called"] = words
    return wanted


def test_words_for_actors_and_conditions(authored):
    book = codebook.from_yaml(with_words({"arland": ["Arlandic", "US"]}, {"paid": ["pay", "money"]}))
    assert book.called == {"arland": ("Arlandic", "US")} and book.mentions == {"paid": ("pay", "money")}
    assert (codebook.from_yaml(MINI).called, codebook.from_yaml(MINI).mentions) == ({}, {})
    assert authored.codebook.called["borduria"] == ("Bordurian", "Bordurians")
    assert authored.codebook.mentions["other"] == ()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"called": {"arland": ["x"], "towns": ["X"]}}, "'x', a word of arland, is a name of towns too; leave it to one of them"),
        ({"called": {"arland": ["strait"]}}, "'strait', a word of arland, is a name of towns too; leave it to one of them"),
        ({"called": {"towns": ["arland"]}}, "'arland', a word of towns, is a name of arland too; leave it to one of them"),
        ({"called": {"towns": ["x", "X"]}}, "'x', a word of towns, stands there twice; take it out"),
        ({"called": {"towns": "x"}}, "called: towns: it is no list; write it as [one, another]"),
        ({"mentions": {"gift": ["given"]}}, "'gift', under mentions, is no condition; use an id of its values"),
        ({"mentions": {"paid": "pay"}}, "variables: condition: mentions: paid: it is no list; write it as [one, another]"),
        ({"mentions": {"paid": [" "]}}, "variables: condition: mentions: paid: a text is empty; write it, or take it out"),
    ],
)  # fmt: skip
def test_words_that_cannot_be(words, sentence):
    with pytest.raises(ValueError) as refused:
        codebook.from_yaml(with_words(**words))
    assert str(refused.value) == sentence


@pytest.mark.parametrize("id", [False, 7, "if paid", " "])
def test_the_id_of_a_condition_is_one_word(id):
    wanted = with_words()
    wanted["variables"]["condition"]["values"][id] = "-"
    with pytest.raises(ValueError, match=rf"^variables: condition: values: {id!r} is no id; use letters, digits and _"):
        codebook.from_yaml(wanted)


@pytest.mark.parametrize("version", ["2", 2.5, None])
def test_the_version_is_a_whole_number(version):
    with pytest.raises(ValueError, match=r"^version: .+ is no whole number; write digits, without quotes$"):
        codebook.from_yaml(MINI | {"version": version})


def test_a_condition_without_words_is_a_problem(problems, edit):
    edit("codebook.yaml", "{half_paid: [pay, pays, paid, half], if_asked: [if asked], other: []}", "{other: []}")
    fix = "list the words by which a sentence mentions it, or write [] if there are no fixed ones"
    assert problems() == [
        f"codebook.yaml, variables: condition: mentions: '{id}' is missing; {fix}" for id in ("half_paid", "if_asked")
    ]
