"""Web Annotations: the rules of the W3C's model, and the way back from each annotation to its words."""

import json
from urllib.parse import unquote

import pytest

from pages_study import study
from payloads import PAYLOADS
from stancebook.core import schema, tables
from stancebook.exchange.annotation.web_annotation import AROUND
from stancebook.export import coded_words
from stancebook.export.annotations import annotations
from web_annotation_rules import problems

NAMES = {"arland": "Arland", "own_engineers": "sending engineers"}


def made(toy, **changed):
    """Return the collection of a study, read back, and its text."""
    ids = ("statement", "fact", "source_note")
    coded = {row[id]: row for id, table in zip(ids, toy.coded, strict=True) for row in tables.records(table)}
    files = {row["article"]: row["file"] for row in tables.records(toy.sources)}
    said = coded_words.in_words(*toy.coded, NAMES)
    text = annotations(toy.title, changed.get("passages", toy.passages), coded, said, toy.texts, files, NAMES)
    return json.loads(text), text


def selectors(item):
    """Return the position and the quotation of an annotation."""
    return [{key: value for key, value in each.items() if key != "type"} for each in item["target"]["selector"]]


@pytest.mark.parametrize("payload", ["", *PAYLOADS, "\U0001f600 e\u0301 “x”"])
def test_the_file_keeps_the_rules_of_the_model_and_each_annotation_finds_its_words_again(payload):
    toy = study(payload)
    collection, _ = made(toy)
    assert list(problems(collection)) == []
    items, rows = collection["first"]["items"], tables.records(toy.passages)
    files = {row["file"]: row["article"] for row in tables.records(toy.sources)}
    assert [unquote(item["id"].partition("#")[2]) for item in items] == [row["id"] for row in rows]
    for item, row in zip(items, rows, strict=True):
        text = toy.texts[files[unquote(item["target"]["source"]).rpartition("/")[2]]]
        at, quote = selectors(item)
        assert text[at["start"] : at["end"]] == quote["exact"] == row["quote"]
        assert quote["prefix"] == text[: at["start"]][-AROUND:] and quote["suffix"] == text[at["end"] :][:AROUND]
        assert text.find(quote["prefix"] + quote["exact"] + quote["suffix"]) == at["start"] - len(quote["prefix"])


def test_what_was_coded_is_told_in_words():
    toy = study()
    items = {item["id"].partition("#")[2]: item for item in made(toy)[0]["first"]["items"]}

    def told(id, purpose):
        return [body.get("value") or body["source"] for body in items[id]["body"] if body["purpose"] == purpose]

    statement = toy.ids[0]
    assert told(statement, "tagging") == ["Arland", "sending engineers"]
    assert told(statement, "describing") == [
        "Quoted words of Ada Quill, who speaks for Arland, on sending engineers: open to it, only with mainland backing."
    ]
    assert told(statement, "classifying") == [
        "who speaks: Ada Quill", "the source: the actor itself", "how it is told: quoted", "position: +1 (is open)",
        "condition: only with mainland backing",
    ]  # fmt: skip
    assert told(statement, "linking") == [f"evidence.html#{statement}"]
    assert told("F001", "tagging") == ["force size"] and told("F001", "classifying") == ["status: planned"]
    assert told("N001", "tagging") == told("N001b", "tagging") == ["contradiction"]
    assert items["N001"]["motivation"] == "commenting"


def test_the_order_of_the_rows_is_kept_and_there_is_no_date():
    toy = study()
    _, text = made(toy)
    assert text == made(study())[1] and "created" not in text and "2025" not in text.replace(toy.title, "")


def test_a_study_without_passages_has_an_empty_collection():
    collection, _ = made(study(), passages=tables.frame([], schema.PASSAGES))
    assert list(problems(collection)) == [] and collection["total"] == 0 and "first" not in collection


@pytest.mark.parametrize(
    "fault",
    [
        lambda page: page["items"][0]["target"]["selector"][0].update(start=-1),
        lambda page: page["items"][0]["target"].pop("source"),
        lambda page: page["items"][0]["target"]["selector"][1].pop("prefix"),
        lambda page: page["items"][0].update(id=page["items"][1]["id"]),
        lambda page: page["items"][0]["body"][0].update(purpose="telling"),
        lambda page: page["items"].pop(),
    ],
)
def test_the_rules_see_a_fault(fault):
    collection, _ = made(study())
    fault(collection["first"])
    assert list(problems(collection))
