"""`export` and `import` of other programs' projects: out of one study and into another, and what is refused."""

import re
import shlex
import shutil
import zipfile

import pytest

from project import PROJECT, TOY
from stancebook.core import tables, yaml_files
from stancebook.exchange import formats
from stancebook.exchange.from_study import project_of
from stancebook.exchange.incoming import mapping
from stancebook.pipeline.cli import main, stancebook
from stancebook.pipeline.commands.project_agreement import in_words
from stancebook.pipeline.run_config import requested

BOTH_WAYS = [each.name for each in formats.FORMATS if each.goes_in and each.comes_out and each.name != "qdc"]
PAGE = PROJECT / "docs/other-programs.md"
BRAT = {"one.txt": "Arland pays.\n", "one.ann": "T1\tActor 0 6\tArland\n", "two.txt": "Nobody pays.\n", "two.ann": ""}


@pytest.fixture
def studies(tmp_path, monkeypatch):
    """A folder with a copy of the toy study and a new study, in which the working folder is."""
    shutil.copytree(TOY, tmp_path / "toy")
    assert main(["new", str(tmp_path / "fresh")]) == 0
    monkeypatch.chdir(tmp_path / "fresh")
    return tmp_path


def said(capsys, *words):
    """What a command prints, or complains of."""
    capsys.readouterr()
    code = main([*words])
    shown = capsys.readouterr()
    assert bool(code) == bool(shown.err) and "Traceback" not in shown.err
    return shown.err or shown.out


def everything(folder):
    """The bytes of each file in a folder by its path, but for locks."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".desk.lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def statements(folder, coding="all"):
    """What a study says of passages, whatever the ids of its texts."""
    project = project_of(requested({"STANCEBOOK_STUDY": str(folder)}).study, coding)
    contents = {text.id: text.content.replace("\r\n", "\n").removeprefix("\ufeff") for text in project.texts}
    shown = {text.id: text.content for text in project.texts}
    return sorted(
        (
            contents[each.text],
            shown[each.text][each.start : each.end],
            each.coder,
            sorted(each.values.items()),
            each.note,
        )
        for each in project.passages
    )


def what_is_told(folder):
    """What sources.csv says of each text, whatever its id and file."""
    rows = tables.read(folder / "data/coded/sources.csv")
    columns = ("headline", "outlet", "byline", "kind", "date_earliest", "date_latest", "date_basis")
    return [[row.get(column, "") for column in columns] for row in rows]


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_study_goes_out_and_comes_in_whole_and_once(studies, capsys, name):
    out = said(capsys, "export", name, "--study", str(studies / "toy"), "--coding", "all")
    path = f"build/export/toy{formats.named(name).ending}"
    assert (
        out.startswith(f"{path}: ") and "with 3 texts and 38 passages, coded by: coder_a, coder_b, adjudicated" in out
    )
    told = said(capsys, "import", path, "--coder", "adjudicated=eva", "--date", "2026-03-01")
    for line in ("3 texts added (000 to 002)", "data/coded/coder_a.csv: 12 rows written", "data/coded/coder_b.csv: 13 rows written",
                 "data/coded/eva.csv: 13 rows written"):  # fmt: skip
        assert line in told.splitlines()
    assert what_is_told(studies / "fresh") == what_is_told(studies / "toy")
    back = [row for row in statements(studies / "fresh") if row[2] != "eva"]
    assert back == [row for row in statements(studies / "toy") if row[2] != "adjudicated"]
    book, toy = requested({}).study.codebook, requested({"STANCEBOOK_STUDY": str(studies / "toy")}).study.codebook
    assert {*book.choices["condition"]} >= {*toy.choices["condition"]} and not any(
        "if_asked_" in each for each in book.choices["condition"]
    )
    assert {id: book.types[id] for id in toy.types} == toy.types and len({*toy.types.values()}) == 2
    actors = book.names
    assert {**actors}.items() >= {"towns": "Towns on the strait", "arland": "Arland"}.items() and len(actors) == 5
    before = everything(studies / "fresh/data")
    again = said(capsys, "import", path, "--coder", "adjudicated=eva")
    assert "everything is there already; nothing changes" in again and everything(studies / "fresh/data") == before


@pytest.mark.parametrize("line", re.findall(r"^stancebook .*", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
def test_each_command_of_the_page_is_one(line):
    _, name, *words = shlex.split(line)
    with stancebook.commands[name].make_context(name, words, obj={}) as context:
        asked = context.params
    mapping.given(asked.get("map_given", ()), asked.get("set_given", ()))
    assert "format" not in asked or formats.named(asked["format"])


def test_the_page_names_every_format_that_goes_in():
    page = PAGE.read_text(encoding="utf-8")
    assert [each.ending for each in formats.FORMATS if each.goes_in and f"`{each.ending}`" not in page] == [
        ".xmi",
        ".json",
        ".jsonl",
    ]
    assert all(word in page for word in ("XMI", "JSON-MIN", "JSONL"))


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_study_takes_its_own_statements_as_there(studies, capsys, name):
    toy = str(studies / "toy")
    said(
        capsys,
        "export",
        name,
        "--study",
        toy,
        "--coding",
        "coder_b",
        "--out",
        str(studies / f"b{formats.named(name).ending}"),
    )
    before = everything(studies / "toy")
    told = said(capsys, "import", str(studies / f"b{formats.named(name).ending}"), "--study", toy)
    assert "coder_b.csv: 13 rows there already" in told and everything(studies / "toy") == before


def test_an_export_names_what_no_format_holds(studies, capsys):
    told = said(capsys, "export", "csv", "--study", str(studies / "toy"))
    names = ("facts", "coder_a_facts", "coder_b_facts", "adjudication", "fact_decisions", "source_notes")
    rows = {name: len(tables.read(studies / f"toy/data/coded/{name}.csv")) for name in names}
    counts = {
        "fact": rows["facts"],
        "source note": rows["source_notes"],
        "fact{} in the coders’ files": rows["coder_a_facts"] + rows["coder_b_facts"],
        "decision": rows["adjudication"] + rows["fact_decisions"],
    }
    told_of = [f"{n} {noun if '{' in noun else noun + '{}'}".format("s" * (n > 1)) for noun, n in counts.items()]
    assert (
        f"not in it: {', '.join(told_of)} and what the codebook has beside" in told
        and "stancebook archive keeps everything" in told
    )


def test_an_export_of_a_study_that_nobody_has_coded_says_so(studies, capsys):
    (studies / "a.txt").write_text("Arland pays.\n")
    said(capsys, "add", str(studies / "a.txt"))
    told = said(capsys, "export", "qdpx", "--coding", "all")
    assert "with 1 text and 0 passages, coded by: nobody yet\n" in told


def test_the_help_of_export_names_each_format(capsys):
    told = " ".join(said(capsys, "export", "--help").split())
    names = [each.name for each in formats.FORMATS if each.comes_out]
    assert f"FORMAT is {', '.join(names[:-1])} or {names[-1]}" in told


def test_other_names_of_actors_are_no_loss_where_the_study_has_them(studies, capsys):
    toy = str(studies / "toy")
    said(capsys, "export", "qdpx", "--study", toy, "--out", "a.qdpx")
    assert "not taken: 8 other names of actors\n" in said(capsys, "import", "a.qdpx", "--check")
    again = said(capsys, "import", "a.qdpx", "--check", "--study", toy, "--coder", "adjudicated=cyd")
    assert "other name" not in again


def test_a_codebook_alone_brings_its_codes(studies, capsys):
    out = said(capsys, "export", "qdc", "--study", str(studies / "toy"))
    assert "REFI-QDA codebook, with 38 codes" in out.splitlines()[0]
    told = said(capsys, "import", "build/export/toy.qdc", "--set", "type=state")
    assert "codebook: version 2: actor arland, borduria, cordovia and towns are added" in told and "no texts" in told
    actors = yaml_files.read_yaml(studies / "fresh/data/coded/codebook.yaml")["actors"]
    assert actors["towns"] == {"name": "Towns on the strait", "type": "group"}


def test_a_folder_is_kept_as_a_zip_file_and_what_lacks_can_be_given(studies, capsys):
    for name, content in BRAT.items():
        (studies / "brat").mkdir(exist_ok=True)
        (studies / "brat" / name).write_text(content)
    told = said(capsys, "import", str(studies / "brat"), "--check")
    assert "2 texts would be added (000 to 001)" in told and not (studies / "fresh/data/passages").exists()
    assert "next: the same without --check" in told
    told = said(capsys, "import", str(studies / "brat"))
    assert "data/passages/brat_codes.csv: 1 code of no column kept" in told
    assert "import FILE again with --map or --set for a column; columns have the names codes (each code that" in told
    [original] = (studies / "fresh/data/originals").iterdir()
    with zipfile.ZipFile(original) as archive:
        assert archive.namelist() == sorted(BRAT) and archive.read("one.txt") == b"Arland pays.\n"
    assert "wait" in said(capsys, "status")
    [coder] = {row["coder"] for row in tables.read("data/passages/brat.csv")}
    sets = [
        word
        for each in ("issue=Toll", "position=2", "via=self", "voice=indirect", "confidence=2")
        for word in ("--set", each)
    ]
    told = said(capsys, "import", str(studies / "brat"), "--map", "actor=codes", *sets)
    assert f"data/coded/{coder}.csv: 1 row written" in told
    assert [row["actor"] for row in tables.read(f"data/coded/{coder}.csv")] == ["actor"]


def test_rows_that_come_in_after_a_freeze_are_said_to_be_frozen_anew(studies, capsys):
    (studies / "brat").mkdir()
    for name, content in BRAT.items():
        (studies / "brat" / name).write_text(content)
    given = ("issue=toll", "position=2", "via=self", "voice=indirect", "confidence=2", "speaker=-", "condition=none")
    words = [str(studies / "brat"), "--map", "actor=codes", *(word for each in given for word in ("--set", each))]
    sentence = (
        'the codings were frozen before; with these rows they have to be frozen anew (stancebook freeze --reason "'
    )
    assert sentence in said(capsys, "import", *words, "--study", str(studies / "toy"))
    assert sentence not in said(capsys, "import", *words, "--study", str(studies / "toy"))  # nothing is new
    assert sentence not in said(capsys, "import", *words)  # no freeze


def test_long_lists_say_how_many_more_there_are_and_all_prints_them(studies, capsys):
    (studies / "brat").mkdir()
    spans = [f"T{n}\tCode 0 6\tArland\nA{n}\tSort{n:02} T{n} yes\nR{n}\tof Arg1:T1 Arg2:T{n}\n" for n in range(1, 31)]
    (studies / "brat/one.txt").write_text("Arland pays.\n", encoding="utf-8")
    (studies / "brat/one.ann").write_text("".join(spans), encoding="utf-8")
    command = ("import", str(studies / "brat"), "--check")
    cut, whole = said(capsys, *command), said(capsys, *command, "--all")
    assert "Sort27, 10 more (--check --all prints them) and codes" in cut and "Sort09 and codes" in whole
    assert "not taken: 30 relations (one.ann, line 3; one.ann, line 6; one.ann, line 9; 27 more)" in cut
    assert "the other names: --check --all prints them" in cut and "--all" not in whole
    assert whole.count("one.ann, line ") == 30


def waiting(passage, coder, start, end, value="Toll", article="010"):
    place = {"article": article, "start": str(start), "end": str(end)}
    return {"passage": passage, "coder": coder, **place, "variable": "code", "value": value, "lacks": "actor"}


def test_agreement_on_words_is_counted_by_hand():
    rows = [
        waiting("1", "ada", 0, 6),
        waiting("2", "ben", 0, 12),
        waiting("3", "ben", 0, 4, "Tax"),
        waiting("4", "cyd", 0, 3, article="020"),
    ]
    # of 12 characters both have 6 and one alone has 6: 1 - (6 / 12) / (2 * 18 * 6 / (24 * 23)) = -0.2778
    lines = in_words(rows, {"010": [(0, 12)], "020": [(0, 3)]}, {"010": "Arland pays.", "020": "No."})
    assert lines[:2] == [
        "all passages: alpha −0.2778 over 12 characters that two coders read",
        "code Toll: alpha −0.2778, 2 passages",
    ]
    assert lines[2].startswith("code Tax: alpha −") and len(lines) == 3
    assert in_words(rows[:1], {"010": [(0, 12)]}, {"010": "Arland pays."}) == []
    assert in_words([row | {"lacks": ""} for row in rows], {"010": [(0, 12)]}, {"010": "Arland pays."}) == []
    assert (
        in_words(rows, {"010": [(0, 12)]}, {"010": "Arland pays."}, most=1)[-1]
        == "1 other code, less frequent; --all measures them"
    )


def test_outside_a_study_it_says_what_is_in_a_project(studies, capsys, monkeypatch):
    said(capsys, "export", "qdpx", "--study", str(studies / "toy"), "--out", str(studies / "a.qdpx"))
    monkeypatch.chdir(studies)
    told = said(capsys, "import", "a.qdpx")
    assert "3 texts, 1 coder, 38 codes and 13 passages" in told and "nothing is kept" in told


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["export", "word"], "'word' is no format; use "),
        (
            ["export", "csv", "--coding", "cyd"],
            "there is no coder cyd; there are coder_a, coder_b, adjudicated and all",
        ),
        (["export", "csv", "--out", "a.txt"], "--out a.txt: a file of CSV for spreadsheets ends in .csv; name it so"),
        (["export", "csv", "--out", "/dev/null/a.csv"], "cannot be written"),
        (
            ["export", "csv", "--out", "../toy/data/coded/coder_a.csv"],
            "data/coded holds what people wrote; name a file",
        ),
        (["import", "cut.qdpx"], "cut.qdpx"),
        (["import", "a.qdpx", "--map", "issue=Themes"], "--map issue=Themes: the project has no such name; use "),
        (["import", "a.qdpx", "--coder", "ada"], "--coder: give the name there and the id here"),
        (["import", "a.qdpx", "--name", "My project"], "--name: use small letters, digits and _"),
        (["import", "a.qdpx", "--date", "1 March"], "--date: '1 March' is no day; write it as 2026-03-01"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_changes(studies, capsys, words, complaint):
    toy = str(studies / "toy")
    said(capsys, "export", "qdpx", "--study", toy, "--out", "a.qdpx")
    content = (studies / "fresh/a.qdpx").read_bytes()
    (studies / "fresh/cut.qdpx").write_bytes(content[: len(content) // 2])
    before = everything(studies)
    told = said(capsys, *words, "--study", toy)
    assert complaint in told and len(told.splitlines()) == 1
    assert everything(studies) == before
