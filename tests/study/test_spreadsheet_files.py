"""Files that a spreadsheet saved: read alike by the check and by the notebooks where it is certain, and never changed."""

import csv
import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from project import PROJECT, TOY
from stancebook.core import csv_lines, paths, schema, tables
from stancebook.core.authored import authored_csv, spreadsheet_cells
from stancebook.core.csv_lines import NoCsv
from stancebook.core.english import count
from stancebook.pipeline import check
from stancebook.study.coders import UNNAMED, files, read
from stancebook.study.freeze import as_text, with_freeze
from stancebook.study.loader import tables_of
from stancebook.study.study import Study

CODERS_FILES = files(UNNAMED)[:4]  # without source notes, of which the toy has one file
TABLES_OF_CODED = {name: table for name, table in tables_of(UNNAMED).items() if (TOY / "data/coded" / name).exists()}


def saved(content, separator=",", encoding="utf-8", end="\r\n", change=lambda row: row):
    """Return the bytes of a CSV file as another program saves it."""
    out = io.StringIO()
    lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(map(change, lines))
    return out.getvalue().encode(encoding)


def without_zeros(row):
    return [cell.lstrip("0") or "0" if cell.isdecimal() and len(cell) == 3 else cell for cell in row]


def with_spaces(row):
    return [f"{cell}\u00a0 " if cell.isidentifier() else cell for cell in row]


def with_blank_rows(content):
    lines = saved(content, change=lambda row: [*row, "", ""]).split(b"\r\n")
    blank = b"," * (lines[0].count(b","))
    return b"\r\n".join([*lines[:2], blank, b"", *lines[2:-1], blank, blank, b""])


def from_windows(content):
    """Return a file in Windows-1252 if it can be written in it; the toy's ö of two characters cannot."""
    try:
        return saved(content, ";", "cp1252")
    except UnicodeEncodeError:
        return saved(content, ";")


FORMS = {
    "a byte order mark": (lambda content: b"\xef\xbb\xbf" + content, "without its byte order mark"),
    "semicolons": (lambda content: saved(content, ";"), "with semicolons"),
    "tabs": (lambda content: saved(content, "\t"), "with tabs"),
    "Unicode text": (lambda content: b"\xff\xfe" + saved(content, "\t", "utf-16-le"), "with tabs and as UTF-16"),
    "Windows": (from_windows, "with semicolons and as Windows-1252"),
    "line ends": (saved, ""),
    "blank rows and columns": (with_blank_rows, "without its blank rows and columns"),
    "lost zeros": (lambda content: saved(content, change=without_zeros), "0 as 0"),
    "spaces": (lambda content: saved(content, change=with_spaces), ""),
}


@pytest.fixture
def whole(run_paths):
    """A function that returns the study of the toy's copy with its codings frozen as they are now."""

    def study():
        contents = {name: (run_paths.coded / name).read_bytes() for name in CODERS_FILES}
        text = as_text(with_freeze([], "in a test", contents))
        (run_paths.coded / "frozen.json").write_text(text, encoding="utf-8")
        return Study(run_paths, {})

    return study


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [name for name in TABLES_OF_CODED if name != "sources.csv"])
def test_a_table_is_read_alike_in_every_form(run_paths, whole, authored, name, form):
    path, (change, how) = run_paths.coded / name, FORMS[form]
    before = path.read_bytes()
    content = change(before)
    if form == "Windows" and (content.isascii() or content == saved(before, ";")):
        how = "with semicolons"
    if form == "lost zeros" and content == saved(before):
        how = ""
    path.write_bytes(content)
    study = whole()
    assert check.check_study(study) == []
    assert study.authored[0].rows[name] == authored.rows[name]
    assert study.authored_rows(name.removesuffix(".csv")) == authored.rows[name]
    hints = [hint for hint in check.hints(study) if hint.startswith(name)]
    assert hints == ([f"{name}: read {how}, as a spreadsheet saved it"] if how else []) or (
        form == "lost zeros" and how in hints[0]
    )
    assert path.read_bytes() == content


@pytest.mark.parametrize(("form", "how"), [(form, how) for form, (_, how) in FORMS.items() if form != "lost zeros"])
def test_the_list_of_sources_is_read_in_every_form(run_paths, problems, authored, form, how):
    path = run_paths.coded / "sources.csv"
    path.write_bytes(FORMS[form][0](path.read_bytes()))
    assert problems() == []
    assert Study(run_paths, {}).source_rows == authored.sources


@pytest.mark.parametrize("form", FORMS)
def test_all_files_at_once(run_paths, whole, authored, form):
    for name in TABLES_OF_CODED:
        if (name, form) != ("sources.csv", "lost zeros"):
            path = run_paths.coded / name
            path.write_bytes(FORMS[form][0](path.read_bytes()))
    study = whole()
    assert check.check_study(study) == []
    assert study.authored[0].rows == authored.rows and study.authored[0].sources == authored.sources


@pytest.mark.parametrize("cell", ["=-1", "−1", "-1.0", "-1,0", '="-1"', " -1 ", "–1"])
def test_positions_that_a_spreadsheet_spoilt(run_paths, whole, authored, cell):
    path = run_paths.coded / "coder_a.csv"
    rows = [row | {"position": cell if row["position"] == "-1" else row["position"]} for row in tables.read(path)]
    tables.write(path, rows, schema.CODER_ROWS)
    decisions = tables.read(run_paths.coded / "adjudication.csv")
    for row in decisions:
        if row["variable"] == "position":
            row |= {name: cell for name in ("coder_a", "decision") if row[name] == "-1"}
    tables.write(run_paths.coded / "adjudication.csv", decisions, schema.ADJUDICATION)
    study = whole()
    assert check.check_study(study) == []
    assert study.authored[0].rows == authored.rows


@pytest.mark.parametrize(
    "day", ["01.03.1925", "1.3.1925", "1925/3/1", "1925-03-01 00:00:00", "1 March 1925", "01-Mar-1925"]
)
def test_dates_that_a_spreadsheet_rewrote(problems, edit, run_paths, day):
    edit("sources.csv", "1925-03-01", day)
    assert problems() == []
    assert Study(run_paths, {}).source_rows[0]["date_earliest"] == "1925-03-01"
    assert f"date_earliest {day} as 1925-03-01" in check.hints(Study(run_paths, {}))[0]


def test_a_date_that_can_be_read_in_two_ways_is_asked_for(problems, edit):
    edit("sources.csv", "1925-03-01", "02/03/1925")
    assert problems() == [
        "sources.csv, row 2, date_earliest: '02/03/1925' is no date; write it as 2025-01-31, or leave it empty"
    ]


def test_quotations_whose_marks_a_spreadsheet_changed(run_paths, whole):
    path = run_paths.coded / "coder_b.csv"
    straight = str.maketrans("“”’", '""\'')
    rows = [row | {"quote": row["quote"].translate(straight)} for row in tables.read(path)]
    changed = sum(row["quote"] != before["quote"] for row, before in zip(rows, tables.read(path), strict=True))
    tables.write(path, rows, schema.CODER_ROWS)
    study = whole()
    found = "found, though quotation marks, dashes, spaces or accents differ from the text’s"
    assert changed > 2 and check.check_study(study) == []
    assert check.hints(study) == [f"coder_b.csv: {count(changed, 'quotation')} {found}"]


def test_row_numbers_count_blank_rows(problems, run_paths, whole):
    path = run_paths.coded / "coder_a.csv"
    lines = path.read_bytes().replace(b"toll,-1,none", b"toll,-7,none").split(b"\n")
    path.write_bytes(b"\n".join([*lines[:2], b",,,", b"", *lines[2:]]))
    whole()
    assert [sentence.partition(":")[0] for sentence in problems()] == ["coder_a.csv, row 7, position"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("статья;цитата\n".encode("cp1251"), "byte 0 is not UTF-8; save the file as UTF-8"),
        ("article,quote\n010,“We”\n".encode() + b"\xff", "byte 27 is not UTF-8; save the file as UTF-8"),
        ("article,quote\n010,café\n".encode() + b"\x81", "byte 24 is not UTF-8; save the file as UTF-8"),
        (b"PK\x03\x04word/document.xml", "it is a Word, Excel or zip file with another name; save it as CSV (UTF-8)"),
        (b"\xd0\xcf\x11\xe0", "it is an old Word or Excel file with another name; save it as CSV (UTF-8)"),
        (b"{\\rtf1", "it is an RTF file with another name; save it as CSV (UTF-8)"),
        (b"<html><table>", "it is an HTML page with another name; save it as CSV (UTF-8)"),
        ("article,quote".encode("utf-16-le"), "it has NUL characters, so it is no text; save it as CSV (UTF-8)"),
    ],
)
def test_bytes_that_are_no_certain_text_are_not_guessed(content, sentence):
    with pytest.raises(NoCsv) as error:
        csv_lines.parse(content)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"article,note\narticle,note\n010,x\n", "a.csv, row 2: the header stands there twice; take this row out"),
        (b"The texts\narticle,note\n010,x\n", "a.csv, row 1: a line stands above the header; take it out"),
        (b"article,note,\n010,x,y\n", "a.csv, row 2: the row has not as many cells as the header; give it 2, with quotation marks around commas"),
        (b"article,,note\n010,y,x\n", "a.csv, row 1: the column is not known; give it a name of the header, or empty it"),
    ],
)  # fmt: skip
def test_a_shape_that_is_not_certain_is_told(content, sentence):
    assert [str(problem) for problem in authored_csv.parse("a.csv", content, ("article", "note")).problems] == [
        sentence
    ]


def test_the_shipped_study_is_read_as_it_is_written():
    shipped = Study(paths.RunPaths(PROJECT, PROJECT, PROJECT), {}).authored[0]
    assert not any(shipped.how.values())
    for name, table in TABLES_OF_CODED.items():
        rows = tables.read(PROJECT / "data/coded" / name)
        assert spreadsheet_cells.mend(rows, table, [row["article"] for row in shipped.sources]) == (rows, ())


def test_zeros_are_put_back_and_never_taken_away():
    rows, how = spreadsheet_cells.mend([{"article": "020"}, {"article": "7"}], schema.CODER_ROWS, ["20", "007", "07"])
    assert rows == [{"article": "020"}, {"article": "7"}] and how == ()  # 7 may be 007 or 07


def test_what_is_written_is_read_whatever_its_size(tmp_path):
    text = "Arland waits, and “waits”. " * 400_000
    tables.write(tmp_path / "sentences.csv", [{"text": text}])
    assert len(text) > 10_000_000 and tables.read(tmp_path / "sentences.csv") == [{"text": text}]
    assert tables.read_authored(tmp_path / "sentences.csv") == [{"text": text}]


def test_a_coder_who_has_only_a_header_is_a_hint(run_paths, whole):
    header = (run_paths.coded / "coder_b.csv").read_bytes().partition(b"\n")[0] + b"\n"
    for name in ("coder_b.csv", "adjudication.csv"):
        (run_paths.coded / name).write_bytes(
            header if name == "coder_b.csv" else ",".join(schema.ADJUDICATION.names).encode() + b"\n"
        )
    study = whole()
    assert {problem.column for problem in check.check_study(study)} == {"line 12"}  # cites what coder_b alone has
    assert check.hints(study) == ["coder_b.csv: it has a header and no rows yet"]


def test_a_study_that_nobody_has_coded_gets_no_hint(tmp_path):
    study = Path(shutil.copytree(TOY, tmp_path / "toy"))
    for name in CODERS_FILES:
        path = study / "data/coded" / name
        path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
    (study / "data/coded/adjudication.csv").unlink()
    assert check.hints(Study(paths.RunPaths(PROJECT, study, study), {})) == []


def test_a_text_in_which_no_coder_has_a_row_is_named_until_somebody_marks_it(run_paths, whole):
    (run_paths.coded / "frozen.json").unlink()
    for coder in ("coder_a", "coder_b"):
        for name in (f"{coder}.csv", f"{coder}_facts.csv"):
            path = run_paths.coded / name
            tables.write(path, [row for row in tables.read(path) if row["article"] != "020"], TABLES_OF_CODED[name])
    unread = "no coder has a row in 020; code what is left, or finish it at the desk"
    assert check.hints(whole()) == [unread]
    for mark, said in (("opened", [unread]), ("finished", [])):
        row = {"article": "020", "sentence_start": "", "mark": mark}
        tables.write(run_paths.coded / "coder_a_marks.csv", [row], schema.MARKS)
        assert check.hints(whole()) == said


def test_of_many_texts_without_rows_a_few_are_named():
    ids = [f"{number:03}" for number in range(9)]
    coded = dict.fromkeys(files(UNNAMED), ()) | {"coder_a.csv": [{"article": "000"}]}
    study = SimpleNamespace(rows=coded, sources=[{"article": id} for id in ids], people=read({})[0])
    run = SimpleNamespace(paths=SimpleNamespace(coded=Path("nowhere")))
    assert check._unread(run, study) == [
        "no coder has a row in 001, 002, 003, 004 and 4 other texts; code what is left, or finish it at the desk"
    ]
