"""A study as its authors wrote it: how it is read, and the problems of files that cannot be read."""

import hashlib
import json
import os

import pytest

from project import TOY
from stancebook.core import files, paths, tables
from stancebook.core.bounds import limits
from stancebook.study.study import Study
from stancebook.texts import cleaning


def said(run_paths):
    return [str(problem) for problem in Study(run_paths, {}).authored[1]]


def test_the_toy_study_is_read_whole(authored):
    assert authored.settings["issue"] == "own_workers" and authored.settings["facts"] == ["workforce"]
    assert [row["article"] for row in authored.sources] == list(authored.articles) == ["010", "020", "030"]
    assert {name: len(rows) for name, rows in authored.rows.items()} == {
        "coder_a.csv": 12,
        "coder_b.csv": 13,
        "coder_a_facts.csv": 3,
        "coder_b_facts.csv": 4,
        "facts.csv": 4,
        "source_notes.csv": 4,
        "adjudication.csv": 11,
        "fact_decisions.csv": 2,
        "provenance.csv": 3,
        "map.csv": 4,
        # the toy has one file of source notes, and no reader's own
        "coder_a_source_notes.csv": 0,
        "coder_b_source_notes.csv": 0,
        "source_note_decisions.csv": 0,
    }


def test_the_toy_texts_are_the_bytes_that_were_hashed(run_paths, authored):
    assert (run_paths.raw / "020_wire.txt").read_bytes().count(b"\r\n") == 4
    assert (run_paths.raw / "030_gazette.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    for row in authored.sources:
        assert hashlib.sha256((run_paths.raw / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_a_folder_that_is_no_study_has_a_problem_for_each_file_that_is_needed(tmp_path):
    found, problems = Study(paths.RunPaths(tmp_path, tmp_path, tmp_path), {}).authored
    assert (found.settings, found.codebook, found.sources, found.articles) == ({}, None, [], {})
    assert found.cleaning_rules == cleaning.read_rules(None) and not any(found.rows.values())
    needed = ["study.yaml", "codebook.yaml", "sources.csv"]
    assert [problem.file for problem in problems] == needed
    put = "the file is missing; put it into data/coded"
    assert [str(problem).partition(": ")[2] for problem in problems] == [
        put, put, f"{put}, or add texts: stancebook add FILE…"
    ]  # fmt: skip


def test_a_changed_raw_file(run_paths):
    path = run_paths.raw / "010_courier.txt"
    path.write_bytes(path.read_bytes().replace(b"money", b"honey"))
    assert said(run_paths) == [
        "sources.csv, row 2, file: data/raw/010_courier.txt is not the file received (its SHA-256 differs); "
        "restore it; raw texts are never edited"
    ]


def test_a_raw_file_whose_line_ends_git_or_an_editor_changed(run_paths):
    path = run_paths.raw / "020_wire.txt"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert said(run_paths) == [
        "sources.csv, row 3, file: data/raw/020_wire.txt is not the file received (its SHA-256 differs); "
        "restore it; raw texts are never edited"
    ]


def test_a_missing_raw_file(run_paths):
    (run_paths.raw / "020_wire.txt").unlink()
    assert said(run_paths) == [
        "sources.csv, row 3, file: data/raw/020_wire.txt is missing; restore it or correct the name"
    ]


def test_bytes_that_are_not_utf8(run_paths, edit):
    content = "Arland’s bridge".encode() + b"\x93quoted\x94"
    (run_paths.raw / "010_courier.txt").write_bytes(content)
    edit("sources.csv", hashlib.sha256((TOY / "data/raw/010_courier.txt").read_bytes()).hexdigest(),
         hashlib.sha256(content).hexdigest())  # fmt: skip
    assert said(run_paths) == [
        "sources.csv, row 2, file: data/raw/010_courier.txt: byte 17 is not UTF-8; "
        "ask for the file again or save it as UTF-8 before its hash is taken"
    ]


@pytest.mark.parametrize("content", [b"", b"\r\n \n"])
def test_an_empty_text(run_paths, edit, content):
    path = run_paths.raw / "010_courier.txt"
    edit("sources.csv", hashlib.sha256(path.read_bytes()).hexdigest(), hashlib.sha256(content).hexdigest())
    path.write_bytes(content)
    assert said(run_paths) == [
        "sources.csv, row 2, file: data/raw/010_courier.txt: the text is empty; put the text received in its place"
    ]


@pytest.mark.parametrize("name", ["", "..", "../coded/study.yaml", "/etc/hostname", "a\0b", "x" * 300, "-rf; ls"])
def test_a_name_that_leads_to_no_raw_file(run_paths, edit, name):
    edit("sources.csv", "020_wire.txt", name)
    shown = name.replace("\0", "[U+0000]")
    [missing, unnamed] = said(run_paths)
    assert missing.startswith(f"sources.csv, row 3, file: data/raw/{shown[:100]}")
    long = " cannot be read (the name is too long); choose a shorter one"
    assert missing.endswith(long if len(name) > 255 else " is missing; restore it or correct the name")
    assert unnamed == "data/raw/020_wire.txt: no row of sources.csv names it; add a row or take the file away"


def test_two_articles_with_one_id(run_paths, edit):
    edit("sources.csv", "020,020_wire.txt", "010,020_wire.txt")
    assert said(run_paths) == ["sources.csv, row 3, article: '010' stands in row 2 too; give each its own id"]


def test_an_id_that_would_lead_out_of_the_folder(run_paths, edit):
    edit("sources.csv", "020,020_wire.txt", "../020,020_wire.txt")
    assert said(run_paths) == ["sources.csv, row 3, article: '../020' is no id; use letters, digits, - and _"]


def test_a_raw_file_that_no_row_names(run_paths):
    (run_paths.raw / "040_extra.txt").write_text("Extra.")
    (run_paths.raw / ".DS_Store").write_bytes(b"\0")
    (run_paths.raw / "SHA256SUMS").write_text("")
    assert said(run_paths) == [
        "data/raw/040_extra.txt: no row of sources.csv names it; add a row or take the file away"
    ]


def test_a_table_with_a_missing_column(run_paths):
    path = run_paths.coded / "coder_a.csv"
    path.write_text(
        "\n".join(line.replace(",position,", ",", 1) for line in path.read_text(encoding="utf-8").split("\n"))
    )
    header = "article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note"
    assert said(run_paths) == [f"coder_a.csv, row 1, position: the column is missing; the header should read {header}"]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (
            "N002,010,By Ada Quill,,byline,,,",
            "N002,010,By Ada Quill,,byline,,,,",
            3,
        ),  # a comma in a note without quotes
        ("N003,030,…,,elision,,,", "N003,030,…,,elision,,", 4),
    ],
)
def test_a_row_with_too_few_or_too_many_cells(run_paths, edit, old, new, row):
    edit("source_notes.csv", old, new)
    assert said(run_paths) == [
        f"source_notes.csv, row {row}: the row has not as many cells as the header; give it 8, with quotation marks around commas"
    ]


def test_a_quotation_mark_that_is_never_closed(run_paths, edit):
    edit("source_notes.csv", "N003,030,…", 'N003,030,"…')
    assert said(run_paths) == [
        'source_notes.csv: row 4: a quotation mark there or further up is not closed; close it, and write one inside a cell twice ("")'
    ]


@pytest.mark.matrix("YAML")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("study.yaml", b"title: [a\n", "study.yaml, row 2: it is no readable YAML (expected ',' or ']', but got '<stream end>'); mend that line"),
        ("study.yaml", b"title: \x00", "study.yaml: it is no readable YAML (it cannot be parsed); mend that line"),
        ("study.yaml", b"title: a: b\n", "study.yaml, row 1: a colon stands where no entry can begin; put a text with a colon in quotes, or indent the line like those beside it"),
        ("study.yaml", b"title: \xe9\n", "study.yaml: byte 7 is not UTF-8; save the file as UTF-8"),
        ("study.yaml", b"", "study.yaml: the file is empty; write title: … and the other entries"),
        ("codebook.yaml", b"variables: {}\nissues: {}\n", "codebook.yaml: 'actors' is missing; add it"),
        ("codebook.yaml", b"variables: {}\nissues: {}\nactors: {arland: {name: Arland}}\n", "codebook.yaml, actors: arland: 'type' is missing; add type: state"),
        (
            "cleaning.yaml", b"rules: [{id: x, zone: body, reason: y}]\n",
            "cleaning.yaml, rules: x: 'pattern' is missing; add it",
        ),
        (
            "cleaning.yaml", b"rules: [{id: x, zone: body, reason: y, pattern: '('}]\n",
            "cleaning.yaml, rules: x: pattern: missing ), unterminated subpattern at position 0; write a regular expression",
        ),
        (
            "cleaning.yaml", b"rules: [{id: x, zone: body, reason: y, pattern: a, articles: [010]}]\n",
            "cleaning.yaml, rules: x: articles: 1: 8 is no text, as it stands there; write it in quotes",
        ),
        ("study.yaml", b"title: !!python/object:os.system x\n", "study.yaml, row 1: it is no readable YAML (could not determine a constructor for the tag 'tag:yaml.org,2002:python/object:os.system'); mend that line"),
        ("study.yaml", b"[" * 900, "study.yaml, row 1: entries stand within each other more than 50 deep; write it flatter"),
    ],
)  # fmt: skip
def test_a_yaml_file_that_cannot_be_read(run_paths, name, content, sentence):
    (run_paths.coded / name).write_bytes(content)
    [found] = said(run_paths)
    assert found == sentence or (content.startswith(b"[[") and found.startswith(sentence))


def _as_pipe(path):
    path.unlink()
    os.mkfifo(path)


def _as_folder(path):
    path.unlink()
    path.mkdir()


def _as_huge(path):
    os.truncate(path, 300_000_000)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_as_pipe, "it is a pipe and no file; put a file in its place"),
        (_as_folder, "it is a folder and no file; put a file in its place"),
        (_as_huge, "it has 300 MB, more than the "),
    ],
)
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("raw/010.txt", "sources.csv, row 2, file: data/raw/010.txt: "), ("coded/codebook.yaml", "codebook.yaml: "),
        ("coded/coder_a.csv", "coder_a.csv: "), ("coded/sources.csv", "sources.csv: "), ("coded/cleaning.yaml", "cleaning.yaml: "),
    ],
)  # fmt: skip
def test_what_is_no_regular_file_or_too_large_is_a_problem_and_not_read(run_paths, make, why, name, place):
    if name.startswith("raw/"):
        name = f"raw/{tables.read(run_paths.coded / 'sources.csv')[0]['file']}"
        place = place.replace("raw/010.txt", name)
    make(run_paths.study / "data" / name)
    assert [line[: len(place + why)] for line in said(run_paths) if line.startswith(place)][:1] == [place + why]


def test_a_raw_text_is_read_up_to_its_limit(run_paths):
    [row, *_] = rows = tables.read(run_paths.coded / "sources.csv")
    for more, problem in (
        (0, []),
        (
            1,
            [
                f"sources.csv, row 2, file: data/raw/{row['file']}: the text has more than 2,000,000 characters; split it into its articles"
            ],
        ),
    ):
        text = "é" * (limits.TEXT_CHARACTERS + more)
        (run_paths.raw / row["file"]).write_text(text, encoding="utf-8")
        row["sha256"] = files.digest(text.encode())
        tables.write(run_paths.coded / "sources.csv", rows)
        assert [line for line in said(run_paths) if line.startswith("sources.csv")] == problem


def test_a_pattern_that_takes_too_long_is_a_problem_beside_others(run_paths, quick_patterns):
    rule = b"rules: [{id: x, zone: body, reason: y, pattern: '(?s)(.|a)*@@'}]\n"
    (run_paths.coded / "cleaning.yaml").write_bytes(rule)
    assert said(run_paths) == [
        "cleaning.yaml, rules: x: pattern: it takes more than 5 seconds on text 010; "
        "write it so that it can match a place in one way alone, unlike (a+)+"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("study.yaml", "issue: own_workers", "issue: bridge\nissue: own_workers", None),
        ("codebook.yaml", "issues:", "issues: {bridge: It is built.}\nissues:", None),
        ("cleaning.yaml", "rules:", "rules: []\nrules:", None),
    ],
)  # fmt: skip
def test_a_key_given_twice(run_paths, edit, name, old, new, sentence):
    edit(name, old, new)
    [found] = said(run_paths)
    key = old.partition(":")[0]
    assert found.startswith(f"{name}, row ") and found.endswith(
        sentence or f": '{key}' stands there twice; make one of them"
    )


def test_what_can_be_read_is_read_beside_what_cannot(run_paths):
    (run_paths.coded / "coder_b.csv").write_bytes(b"\xff")
    (run_paths.coded / "codebook.yaml").write_bytes(b"}")
    (run_paths.raw / "030_gazette.txt").unlink()
    found, problems = Study(run_paths, {}).authored
    assert [problem.file for problem in problems] == ["codebook.yaml", "coder_b.csv", "sources.csv"]
    assert len(found.rows["coder_a.csv"]) == 12 and list(found.articles) == ["010", "020"]


def test_frozen_json_is_not_read_here(run_paths):
    (run_paths.coded / "frozen.json").write_text(json.dumps([]))
    assert said(run_paths) == []
