"""The registry of formats: what data/README.md says of each, their names, and what is no project."""

import json
import re

import pytest

from project import PROJECT
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.from_study import project_of
from stancebook.study.study import Study


def lines_of_readme():
    """The lines of the table of formats, below its head."""
    readme = (PROJECT / "data/README.md").read_text(encoding="utf-8")
    [table] = re.findall(r"^\| format \| what goes in \|.*\n\|.*\n((?:\|.*\n)+)", readme, re.MULTILINE)
    return table.splitlines()


def line(format):
    out = f"`{format.name}`: {format.comes_out}" if format.comes_out else "no"
    cells = (f"{format.title} (`{format.ending}`)", format.goes_in or "no", out, format.lost)
    return f"| {' | '.join(cells)} |"


def test_the_readme_says_what_each_format_holds():
    assert lines_of_readme() == [line(each) for each in formats.FORMATS]


@pytest.mark.parametrize("format", formats.FORMATS, ids=lambda each: each.name)
def test_a_format_has_what_it_says(format):
    assert format.goes_in or format.comes_out
    assert callable(getattr(format.code, "read", None)) or not format.goes_in
    assert callable(getattr(format.code, "write", None)) or not format.comes_out
    assert formats.FORMATS.count(format) == 1 and format.ending.startswith(".") and format.lost
    assert "|" not in "".join(format[3:])


def test_names_are_unique_and_a_wrong_one_names_those_that_there_are():
    names = [each.name for each in formats.FORMATS]
    assert len({*names}) == len(names)
    assert formats.named(".XLSX").name == "xlsx" and formats.named("jsonld").name == "web-annotation"
    with pytest.raises(UserError, match=r"^'word' is no format; use .*csv, xlsx or parquet$"):
        formats.named("word")


@pytest.mark.parametrize("name", ["qdpx", "qdc", "dna", "web-annotation"])
def test_other_names_of_actors_go_out_and_come_back(name, run_paths, edit, tmp_path):
    edit("codebook.yaml", "called: [Arlandic, Arlanders]", "called: [Arlandic], aliases: [the Arlanders, Arlandic]")
    project, format = project_of(Study(run_paths, {}), "all"), formats.named(name)
    path = tmp_path / f"toy{format.ending}"
    formats.write(project, path, format)
    found = [code for code in formats.read(path, format).codes if code.others]
    assert [code.others for code in found] == [code.others for code in project.codes if code.others]
    assert found[0].others == ("the Arlanders", "Arlandic") and len(found) == 4
    assert not any("Arlandic" in code.definition for code in found)


def test_a_table_says_that_it_has_no_other_names_of_actors(run_paths, tmp_path):
    lost = formats.write(project_of(Study(run_paths, {}), "all"), tmp_path / "toy.csv", formats.named("csv"))
    assert "8 other names of actors" in lost


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"unit,coder,tone\n1,ada,warm\n"), ("a.txt", b"Arland pays."), ("a.xlsx", b"PK\x03\x04 damaged"),
        ("a.qdpx", b""), ("a.json", b"[]"), ("a.db", b"SQLite format 3\\0"), ("a.xml", b"<a/>"),
    ],
)  # fmt: skip
def test_what_is_no_project_is_none(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert formats.recognise(path) is None


LONG = "Arland pays. " * 20_000
REGION = {
    "id": "r",
    "from_name": "l",
    "to_name": "text",
    "type": "labels",
    "value": {"start": 0, "end": 6, "labels": ["A"]},
}
TARGET = {"source": {"id": "#t", "value": LONG}, "selector": {"type": "TextPositionSelector", "start": 0, "end": 6}}


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("doccano", {"id": 1, "text": LONG, "label": [[0, 6, "A"]]}),
        ("label-studio", [{"text": LONG, "id": 1, "l": [REGION["value"]], "annotator": 1, "annotation_id": 3}]),
        ("label-studio", [{"id": 1, "data": {"text": LONG}, "annotations": [{"id": 1, "result": [REGION]}]}]),
        ("web-annotation", {"target": TARGET, "@context": "http://www.w3.org/ns/anno.jsonld"}),
    ],
)
def test_a_project_with_a_long_text_first_is_recognised(tmp_path, name, made):
    path = tmp_path / "long.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    format = formats.recognise(path)
    assert format and format.name == name
    assert [(each.start, each.end) for each in formats.read(path, format).passages] == [(0, 6)]


def test_a_sample_has_each_byte_of_a_file_once_where_it_is_small(tmp_path):
    for size in (0, 1, formats.HEAD, formats.HEAD + 1, 2 * formats.HEAD, 3 * formats.HEAD):
        content = bytes(each % 251 for each in range(size))
        (tmp_path / "a").write_bytes(content)
        sample = formats.sample_of(tmp_path / "a")
        assert sample.head == content[: formats.HEAD] and sample.tail == content[formats.HEAD :][-formats.HEAD :]


def test_xml_with_a_document_type_is_refused_as_such(tmp_path):
    path = tmp_path / "bomb.xmi"
    path.write_bytes(b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "a.dtd"><a/>')
    with pytest.raises(UserError, match=r"^bomb\.xmi: it has a document type; "):
        formats.read(path, formats.recognise(path))
    path.write_bytes(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UserError, match=r"^bomb\.xmi: it declares entities; "):
        formats.read(path, formats.recognise(path))


def test_a_folder_of_nothing_and_a_file_that_is_not_there_are_none(tmp_path):
    assert formats.recognise(tmp_path) is None and formats.recognise(tmp_path / "none.qdpx") is None
