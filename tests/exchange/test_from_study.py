"""A study as a project: the toy study, counted by hand, and what each table of it holds."""

import csv
import io
import shutil
import zipfile
from dataclasses import replace

import openpyxl
import pyarrow.parquet as pq
import pytest

from project import PROJECT
from stancebook.core import files
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.exchange import formats, tables
from stancebook.exchange.from_study import project_of
from stancebook.exchange.project import quote
from stancebook.study.study import Study

CELLS = ["=1+1", "+1", "-1", "- a", "-", "@SUM(A1)", "\tone", "\rtwo", "a=b", "'=1", '"=1"', "ünï\x07\ud7ff", "0012"]


@pytest.fixture
def study(run_paths):
    """The toy study, of which no notebook has run."""
    return Study(run_paths, {})


def test_a_coder_s_rows_are_passages_with_their_values(study):
    project = project_of(study, "coder_a")
    assert (len(project.texts), len(project.passages), len(project.coders)) == (3, 12, 1)
    first = project.passages[0]
    assert (first.id, first.text, first.start, first.end) == ("coder_a-010-0-arland-bridge", "010", 0, 28)
    assert quote(project, first) == "Arland will build the bridge"
    assert first.values == {
        "speaker": "-", "actor": "arland", "via": "self", "voice": "indirect", "issue": "bridge", "position": "1",
        "condition": "half_paid", "confidence": "2",
    }  # fmt: skip
    assert first.codes == (
        "actor:arland", "via:self", "voice:indirect", "issue:bridge", "position:1", "condition:half_paid",
        "confidence:2",
    )  # fmt: skip
    assert [each.note for each in project.passages if each.note] == [
        "An image, not a refusal.",
        "The same words again.",
    ]


def test_texts_are_as_received_with_what_sources_says(study):
    project = project_of(study, "coder_b")
    assert [text.content for text in project.texts] == [study.texts[id] for id in ("010", "020", "030")]
    first, _, last = project.texts
    assert (first.name, first.date) == ("Arland will build the bridge, with Cordovia’s money", "1925-03-02")
    assert (first.about["outlet"], first.about["date_earliest"]) == ("Courier", "1925-03-01")
    assert (last.name, last.date, dict(last.about)["rights"]) == ("030_gazette.txt", "", "invented for the tests")


def test_codes_are_the_codebook_and_the_speakers_below_their_variables(study):
    project = project_of(study, "all")
    by_kind = {kind: [each for each in project.codes if each.kind == kind] for kind in {e.kind for e in project.codes}}
    assert {kind: len(own) for kind, own in by_kind.items()} == {
        "": 8, "speaker": 5, "actor": 4, "issue": 3, "via": 3, "voice": 4, "position": 5, "condition": 4, "confidence": 3,
    }  # fmt: skip
    assert {each.name for each in by_kind["speaker"]} == {"Bo Lind", "Ina Mor", "Eva No\u0308rd", "Ulf", "King Ulf"}
    toll = next(each for each in project.codes if each.id == "issue:toll")
    assert (toll.name, toll.parent, toll.definition) == ("toll", "issue", "Whoever crosses the bridge pays a toll.")


def test_all_coders_and_what_adjudication_left(study):
    project = project_of(study, "all")
    counts = {each.id: sum(passage.coder == each.id for passage in project.passages) for each in project.coders}
    assert counts == {"coder_a": 12, "coder_b": 13, "adjudicated": 13}  # 14 units, one of them decided absent
    assert project_of(study).passages == tuple(each for each in project.passages if each.coder == "adjudicated")


def test_what_is_not_ready_is_told(study, run_paths, edit):
    with pytest.raises(UserError, match="there is no coder bob; there are coder_a, coder_b, adjudicated and all"):
        project_of(study, "bob")
    frozen = run_paths.coded / "frozen.json"
    frozen.unlink()
    with pytest.raises(UserError, match="nothing is adjudicated before the codings are frozen"):
        project_of(Study(run_paths, {}))
    assert {each.id for each in project_of(Study(run_paths, {}), "all").coders} == {"coder_a", "coder_b"}
    edit("coder_a.csv", "We will build the bridge", "We may build the bridge")
    with pytest.raises(UserError, match=r"coder_a.csv: the quote .* was not found"):
        project_of(Study(run_paths, {}), "coder_b")
    edit("study.yaml", "title: Who", "title: [Who")
    with pytest.raises(UserError, match=r"study.yaml"):
        project_of(Study(run_paths, {}), "coder_b")


# ---- tables


def written(project, tmp_path, ending):
    path = tmp_path / f"out.{ending}"
    assert formats.write(project, path, formats.named(ending))
    return path.read_bytes()


def read(content, ending):
    """The cells of a table as a reader has them, the header first."""
    if ending == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if ending == "xlsx":
        return [[*row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    made = pq.read_table(io.BytesIO(content))
    return [made.column_names, *([*row.values()] for row in made.to_pylist())]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_table_has_each_row_exactly_and_the_same_bytes_again(study, tmp_path, ending):
    project = project_of(study, "all")
    content = written(project, tmp_path, ending)
    assert content == written(project, tmp_path / "another", ending)
    header, *rows = read(content, ending)
    assert header == [
        "passage", "coder", "article", "date", "start", "end", "quote",
        "speaker", "actor", "via", "voice", "issue", "position", "condition", "confidence", "note",
    ]  # fmt: skip
    assert len(rows) == 38
    as_number = str if ending == "csv" else int
    for passage, row in zip(project.passages, rows, strict=True):
        cells = dict(zip(header, row, strict=True))
        assert cells["quote"] == quote(project, passage) and cells["article"] == passage.text
        assert (cells["start"], cells["position"]) == (
            as_number(passage.start),
            as_number(passage.values["position"]),
        )
        assert (cells["note"] or "", cells["speaker"]) == (passage.note, passage.values["speaker"])


def with_notes(project, notes):
    return replace(project, passages=tuple(replace(project.passages[0], id=f"p{n}", note=note) for n, note in enumerate(notes)))  # fmt: skip


def test_formulas_are_harmless_in_spreadsheets_and_exact_in_parquet(study, tmp_path):
    project = with_notes(project_of(study, "coder_a"), CELLS)
    notes = {ending: [row[-1] for row in read(written(project, tmp_path, ending), ending)[1:]]
             for ending in ("csv", "parquet")}  # fmt: skip
    assert notes["parquet"] == CELLS
    calculates = [cell for cell in notes["csv"] if cell[:1] in "=+-@\t\r" and cell not in ("-", "+1", "-1")]
    assert not calculates and [cell.removeprefix("'") for cell in notes["csv"]] == [c.removeprefix("'") for c in CELLS]
    book = openpyxl.load_workbook(io.BytesIO(written(project, tmp_path, "xlsx"))).active
    cells = [row[-1] for row in book.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [cell.replace("\x07", "") for cell in CELLS]
    assert [cell.quotePrefix for cell in cells] == [cell[:1] in "=+-@\t\r" for cell in CELLS]


def test_excel_files_say_what_they_cannot_hold_and_have_no_time(study, tmp_path):
    project = with_notes(project_of(study, "coder_a"), ["one\x07", "x" * 40_000, "fine"])
    lost = formats.write(project, tmp_path / "a.xlsx", formats.named("xlsx"))
    assert "signs that Excel cannot hold, or more than 32,767 of them, in 2 cells" in lost
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {tables.FIRST_DAY}
        assert archive.namelist() == sorted(archive.namelist())
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_number_that_is_none_makes_a_column_of_text(study, tmp_path):
    project = project_of(study, "coder_a")
    odd = replace(project.passages[0], values={**project.passages[0].values, "position": "for"})
    header, first = read(written(replace(project, passages=(odd,)), tmp_path, "parquet"), "parquet")
    assert first[header.index("position")] == "for" and first[header.index("confidence")] == 2


@pytest.mark.parametrize("format", [each for each in formats.FORMATS if each.comes_out], ids=lambda each: each.name)
def test_the_shipped_study_goes_out_in_every_format(tmp_path, format):
    for name in ("data/raw", "data/coded"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    before = {path: files.digest(path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()}
    project = project_of(Study(RunPaths(PROJECT, tmp_path, tmp_path), {}), "all")
    lost = formats.write(project, tmp_path / f"out{format.ending}", format)
    first = (tmp_path / f"out{format.ending}").read_bytes()
    assert all(isinstance(each, str) and each for each in lost) and first
    formats.write(project, tmp_path / f"again{format.ending}", format)
    assert (tmp_path / f"again{format.ending}").read_bytes() == first
    assert before == {path: files.digest(path.read_bytes()) for path in before}
