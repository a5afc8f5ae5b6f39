"""Projects of annotation programs whose layers or controls have our columns' names become rows of coders."""

import json

import cassis
import pytest

from project import PROJECT
from stancebook.core import files, tables
from stancebook.core.paths import RunPaths
from stancebook.exchange import formats
from stancebook.exchange.incoming import mapping
from stancebook.exchange.incoming.new_texts import Original
from stancebook.exchange.into_study import Asked, Import
from stancebook.pipeline.commands.new import layout
from stancebook.study.revision.edits import Reason

TEXT = "\N{GRINNING FACE} Arland pays. Borduria does not pay."
ROW = {"actor": "Arland", "issue": "toll", "position": "2", "via": "self", "voice": "indirect", "confidence": "2"}
TASK = {"id": 4, "data": {"text": TEXT}, "annotations": []}
EXPECTED = {
    "article": "000", "quote": "Arland pays", "occurrence": "", "speaker": "-", "actor": "arland", "via": "self",
    "voice": "indirect", "issue": "toll", "position": "2", "condition": "none", "confidence": "2", "note": "",
}  # fmt: skip


def label_studio(folder):
    """Write a task of which a person has labelled a region with a control for each column."""
    span = {"start": 2, "end": 13, "text": "Arland pays"}
    results = [
        {"id": "a", "from_name": name, "to_name": "text", "type": "choices", "value": {**span, "choices": [value]}}
        for name, value in ROW.items()
    ]
    made = TASK | {"annotations": [{"id": 1, "completed_by": {"id": 7, "first_name": "Ada"}, "result": results}]}
    (folder / "toll.json").write_text(json.dumps([made]), encoding="utf-8")
    return folder / "toll.json"


def inception(folder):
    """Write a project of which a person has annotated a span of a layer with a feature for each column."""
    system = cassis.TypeSystem()
    layer = system.create_type("webanno.custom.Statement", supertypeName="uima.tcas.Annotation")
    for name in ROW:
        system.create_feature(layer, name, "uima.cas.String")
    made = cassis.Cas(typesystem=system)
    made.sofa_string = TEXT
    made.add(layer(begin=2, end=13, **ROW))
    inside = folder / "project" / "annotation" / "toll.txt"
    inside.mkdir(parents=True)
    system.to_xml(inside / "TypeSystem.xml")
    made.to_xmi(inside / "ada.xmi")
    return folder / "project"


def brat(folder):
    """Write a span with an attribute for each column, in the folder of an annotator; another has none."""
    for who in ("ada", "ben"):
        inside = folder / "project" / who
        inside.mkdir(parents=True)
        (inside / "toll.txt").write_text(TEXT, encoding="utf-8")
        lines = [f"A{number}\t{name} T1 {value}" for number, (name, value) in enumerate(ROW.items())]
        lines = ["T1\tStatement 2 13\tArland pays", *lines] if who == "ada" else []
        (inside / "toll.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder / "project"


@pytest.mark.parametrize("written", [label_studio, inception, brat])
def test_a_complete_passage_is_a_row_of_its_coder(tmp_path, written):
    for name, content in layout("Fresh").items():
        files.write_bytes(tmp_path / "fresh" / name, content)
    paths = RunPaths(PROJECT, tmp_path / "fresh", tmp_path / "fresh")
    path = written(tmp_path)
    project = formats.read(path, formats.recognise(path))
    asked = Asked(mapping.given((), (), None), {}, "toll", Reason("2026-03-01", "imported"), False)
    Import(paths, project, Original(path, b"a project", ".zip"), asked).write()
    assert tables.read(paths.coded / "ada.csv") == [EXPECTED]
