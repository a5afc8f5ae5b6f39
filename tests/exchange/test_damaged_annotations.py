"""Whatever becomes of the bytes of a file of annotations, it is read, or refused in sentences that name it."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from exchange_samples import SAMPLES
from stancebook.core.problems import UserError
from stancebook.exchange.annotation import brat, cas, doccano, label_studio, web_annotation

TEXT = "\N{GRINNING FACE} Arland will pay. Borduria waits."
BRAT = "T1\tActor 2 8\tArland\nA1\tSure T1\nE1\tPays:T1 Who:T1\n#1\tAnnotatorNotes T1\tSo?\nN1\tReference T1 W:1\tA\n"
RESULT = {"id": "a", "from_name": "actor", "to_name": "text", "type": "labels"}
TASK = {
    "id": 1, "data": {"text": TEXT}, "annotations": [{"id": 2, "completed_by": {"id": 3, "email": "a@example.org"}, "result": [
        RESULT | {"value": {"start": 2, "end": 8, "text": "Arland", "labels": ["x"]}, "meta": {"text": ["so"]}},
        RESULT | {"id": "b", "type": "choices", "value": {"choices": ["y"]}},
    ]}],
}  # fmt: skip
LINKED = {
    "@context": web_annotation.CONTEXT, "type": "AnnotationCollection", "label": "Toll",
    "dcterms:subject": [{"id": "#code-a", "skos:prefLabel": "a"}], "dcterms:references": [{"id": "#text-t", "value": TEXT}],
    "first": {"items": [{"id": "b", "target": web_annotation.target("#text-t", TEXT, 2, 8), "body": [
        web_annotation.body("tagging", "a"), web_annotation.body("commenting", "so"),
    ], "creator": {"name": "Ada"}}]},
}  # fmt: skip
FILES = {
    "a.xmi": (cas.read, (SAMPLES / "cas_with_smileys.xmi").read_bytes()),
    "a.jsonl": (doccano.read, (SAMPLES / "doccano" / "labeling.jsonl").read_bytes()),
    "b.jsonl": (doccano.read, (SAMPLES / "doccano" / "intent.jsonl").read_bytes()),
    "a.json": (label_studio.read, json.dumps([TASK]).encode()),
    "a.jsonld": (web_annotation.read, json.dumps(LINKED).encode()),
    "toll.ann": (brat.read, BRAT.encode()),
}
BITS = (
    b"null",
    b"[]",
    b"{}",
    b"-1",
    b"1e999",
    b'"x"',
    b"9" * 20,
    b"\0",
    b"\xff",
    b'"\\ud800"',
    b"\t",
    b"\n",
    b"<a/>",
    b"&x;",
    b"",
)
VALUE = re.compile(rb'(?<=[:,\[])\s*("[^"]*"|-?\d+|\[[^\[\]]*\]|\{[^{}]*\})|(?<==)("[^"]*")|(?<=[\t ])(\S+)')


def damaged(content, at, bit, length):
    """Return the bytes with a value, or with some bytes, that are another."""
    values = list(VALUE.finditer(content))
    if length:
        start, end = at % len(content), at % len(content) + length - 1
    else:
        start, end = values[at % len(values)].span()
    return content[:start] + bit + content[end:]


@pytest.mark.parametrize("name", FILES)
def test_the_file_as_it_is_has_passages(tmp_path, name):
    read, content = FILES[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "toll.txt").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / name).passages


@pytest.mark.parametrize("name", FILES)
@examples(2)
@given(st.integers(0, 10**6), st.sampled_from(BITS), st.integers(0, 9))
def test_damage_ends_in_a_project_or_in_sentences_that_name_the_file(tmp_path_factory, name, at, bit, length):
    read, content = FILES[name]
    folder = tmp_path_factory.mktemp("d")
    (folder / name).write_bytes(damaged(content, at, bit, length))
    (folder / "toll.txt").write_text(TEXT, encoding="utf-8")
    try:
        assert read(folder / name).name
    except UserError as error:
        assert all(line.startswith((name, "and ")) for line in str(error).splitlines())


DEEP = "[" * 900 + "]" * 900
NESTED = {
    "a.json": [json.dumps([TASK]).replace('"Arland"', DEEP), json.dumps([TASK]).replace('["y"]', DEEP), DEEP],
    "a.jsonld": [
        DEEP,
        json.dumps(LINKED).replace('"so"', DEEP),
        json.dumps(LINKED).replace('"items": [', f'"items": [{DEEP}, '),
    ],
    "a.jsonl": [
        DEEP,
        json.dumps({"text": "a", "label": []}).replace("[]", DEEP),
        json.dumps({"text": "a", "x": 0}).replace("0", DEEP),
    ],
}


@pytest.mark.parametrize("name, content", [(name, each) for name, found in NESTED.items() for each in found])
def test_lists_within_lists_that_json_still_reads_end_in_a_project_or_a_sentence(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    try:
        assert FILES[name][0](tmp_path / name).name
    except UserError as error:
        assert str(error).startswith(name)
