"""Web Annotations: the rules of the W3C's model, and the way back from each annotation to its words."""

import json
from urllib.parse import unquote, urlsplit

import pytest

from pages_study import study
from payloads import PAYLOADS
from stancebook.core import schema, tables
from stancebook.export import coded_words
from stancebook.export.annotations import AROUND, CONTEXT, annotations

MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying"),
    *("linking", "moderating", "questioning", "replying", "tagging"),
}
NAMES = {"arland": "Arland", "own_engineers": "sending engineers"}


def made(toy, **changed):
    """Return the collection of a study, read back, and its text."""
    ids = ("statement", "fact", "source_note")
    coded = {row[id]: row for id, table in zip(ids, toy.coded, strict=True) for row in tables.records(table)}
    files = {row["article"]: row["file"] for row in tables.records(toy.sources)}
    said = coded_words.in_words(*toy.coded, NAMES)
    text = annotations(toy.title, changed.get("passages", toy.passages), coded, said, toy.texts, files, NAMES)
    return json.loads(text), text


def problems(collection):
    """Yield what the model forbids: sections 3.1 to 3.3, 4.2.4, 4.2.5 and 5 of the Recommendation of 2017."""
    if collection.get("@context") != CONTEXT:
        yield "the collection has no context"
    if collection.get("type") != "AnnotationCollection" or not _iri(collection.get("id")):
        yield "the collection has no type or no id"
    if not isinstance(collection.get("label"), str) or not _count(collection.get("total")):
        yield "the collection has no label or no total"
    page = collection.get("first")
    if (collection["total"] > 0) != (page is not None):
        yield "a collection with annotations has a first page, one without has none"
    if not page:
        return
    if page.get("type") != "AnnotationPage" or not _iri(page.get("id")) or "@context" in page:
        yield "the page has no type or id, or a context of its own"
    if not page.get("items") or not _count(page.get("startIndex")) or len(page["items"]) != collection["total"]:
        yield "the page has no items, no start or another number of items"
    for item in page["items"]:
        yield from _of_annotation(item)
    ids = [collection["id"], page["id"], *(item["id"] for item in page["items"])]
    if len(set(ids)) != len(ids):
        yield "two resources have one id"


def _of_annotation(item):
    """Yield what is wrong with an annotation."""
    if item.get("type") != "Annotation" or not _iri(item.get("id")) or not item.get("target"):
        yield f"no annotation, id or target: {item}"
    if item.get("motivation") not in MOTIVATIONS:
        yield f"no motivation: {item['id']}"
    for body in item["body"]:
        if body.get("purpose") not in MOTIVATIONS:
            yield f"no purpose: {body}"
        text = body.get("type") == "TextualBody" and isinstance(body.get("value"), str) and body["value"].strip()
        if not text and not (body.get("type") == "SpecificResource" and _iri(body.get("source"))):
            yield f"neither words nor a resource: {body}"
    if not _iri(item["target"].get("source")):
        yield f"the target has no source: {item['id']}"
    yield from _of_selectors(item)


def _of_selectors(item):
    """Yield what is wrong with the selectors of an annotation."""
    for selector in item["target"]["selector"]:
        if selector["type"] == "TextPositionSelector":
            if not _count(selector.get("start")) or not _count(selector.get("end")):
                yield f"no position: {item['id']}"
        elif selector["type"] == "TextQuoteSelector":
            if not all(isinstance(selector.get(key), str) for key in ("exact", "prefix", "suffix")):
                yield f"no quotation: {item['id']}"
        else:
            yield f"another selector: {item['id']}"


def _count(value):
    return type(value) is int and value >= 0


def _iri(value):
    """Whether a value is a relative IRI reference without characters that have to be encoded."""
    return isinstance(value, str) and value != "" and not set(value) & set(' "<>\\^`{|}') and not urlsplit(value).scheme


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
