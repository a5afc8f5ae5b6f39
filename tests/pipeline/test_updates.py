"""An updated text keeps the codes whose words still stand; the others are named, each with what to do."""

import csv
import io
import re
import shlex

import pytest

from full_disk import fill
from stancebook.core import files, paths, tables
from stancebook.core.problems import UserError
from stancebook.desk.transactions import LOCK
from stancebook.intake import add, sources
from stancebook.intake.document import Document
from stancebook.pipeline.check import check_study, hints
from stancebook.pipeline.commands import updates
from stancebook.study.study import Study
from stancebook.texts.cleaning import clean_article, read_rules

NEW = "UPDATED TODAY\n\n"


@pytest.fixture
def study(toy):
    """The paths of the toy study, with a mark on a sentence of text 010."""
    marks = "article,sentence_start,mark\n010,210,nothing\n010,,finished\n020,0,nothing\n"
    (toy / "data/coded/coder_a_marks.csv").write_text(marks)
    comment = "article,sentence_start,at,by,text\n010,210,2031-05-01T09:30:00Z,coder_a,Why?\n"
    (toy / "data/coded/comments.csv").write_text(comment)
    files.write_text(
        toy / "data/validation/sample.csv", "article,sentence_start,stratum,unit\n010,210,703a17,1\n020,0,703a17,2\n"
    )
    files.write_text(toy / "data/validation/strata.csv", "stratum,sentences,drawn,seed\n703a17,8,2,1\n")
    (toy / "data/validation/ben_marks.csv").write_text(marks.replace("010,,finished\n", ""))
    return paths.RunPaths(toy, toy, toy)


def raw_of(study, id):
    (row,) = [row for row in tables.read(study.coded / "sources.csv") if row["article"] == id]
    return row, (study.raw / row["file"]).read_bytes().decode("utf-8")


def tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LOCK}


def problems(study):
    return [str(problem) for problem in check_study(Study(study, dict(paths.PARAMETERS)))]


def test_a_text_that_only_moved_keeps_every_code_and_decision(study, tmp_path):
    known = problems(study)
    row, text = raw_of(study, "010")
    (tmp_path / "new.txt").write_text(text.replace("Loading...", "Loading...\nLoading...", 1), encoding="utf-8")
    coders = {path: path.read_bytes() for path in study.coded.glob("coder_?*.csv") if "marks" not in path.name}
    decisions = tables.read(study.coded / "adjudication.csv")
    lines = updates.update(study, "010", tmp_path / "new.txt")
    assert lines[-1] == "text 010 is updated from new.txt" and " still stand as before" in lines[0]
    assert not [line for line in lines if "reworded" in line or "nowhere" in line or "gone" in line]
    assert {path: path.read_bytes() for path in coders} == coders and known == []
    # a fifth of the agreements is drawn by their places, which are others now
    assert [
        problem for problem in problems(study) if "no decision on all of" not in problem and ", all: " not in problem
    ] == []
    now, _ = raw_of(study, "010")
    assert now["outlet"] == row["outlet"] and now["received_as"] == "new.txt" and now["file"] != row["file"]
    assert (study.study / "data/originals" / f"{row['sha256']}.txt").read_bytes().decode("utf-8") == text
    assert (
        not (study.raw / row["file"]).exists() and files.digest((study.raw / now["file"]).read_bytes()) == now["sha256"]
    )
    moved = tables.read(study.coded / "adjudication.csv")
    assert moved != decisions and len(moved) == len(decisions)
    [comment], [mark, *_] = (tables.read(study.coded / name) for name in ("comments.csv", "coder_a_marks.csv"))
    assert comment["sentence_start"] == mark["sentence_start"] != "210"
    validation = study.study / "data/validation"
    for name in ("sample.csv", "ben_marks.csv"):
        starts = [row["sentence_start"] for row in tables.read(validation / name)]
        assert starts == [mark["sentence_start"], "0"]
    assert [each for each in moved if each["article"] != "010"] == [
        each for each in decisions if each["article"] != "010"
    ]


def test_words_that_are_gone_reworded_or_repeated_are_named(study, tmp_path):
    rows = [each for each in tables.read(study.coded / "coder_a.csv") if each["article"] == "020"]
    _, text = raw_of(study, "020")
    gone, repeated = rows[0]["quote"], rows[-1]["quote"]
    assert gone != repeated and text.count(gone) == text.count(repeated) == 1
    (tmp_path / "new.txt").write_text(
        text.replace(gone, "Nothing is said") + f"\nAgain: {repeated}.\n", encoding="utf-8"
    )
    would = updates.update(study, "020", tmp_path / "new.txt", check=True)
    assert would[-1] == "text 020 would be updated from new.txt"
    numbers = {each["quote"]: number for number, each in enumerate(tables.read(study.coded / "coder_a.csv"), 2)}
    named = [line for line in would if line.startswith(f"coder_a.csv, row {numbers[gone]}:")]
    assert named and named[0].endswith("stands nowhere: quote it anew, or take the row out")
    assert any(f"row {numbers[repeated]}:" in line and line.endswith("say which in occurrence") for line in would)
    before = tree(study.study)
    assert updates.update(study, "020", tmp_path / "new.txt", check=True) == would and tree(study.study) == before
    assert updates.update(study, "020", tmp_path / "new.txt")[:-1] == would[:-1]
    assert any("was not found" in problem for problem in problems(study))  # the step check says the same


def test_the_same_text_again_and_impossible_updates_change_nothing(study, tmp_path, monkeypatch):
    _, text = raw_of(study, "010")
    (tmp_path / "same.txt").write_text(text, encoding="utf-8")
    (tmp_path / "two.csv").write_text("text\n" + "A row of some words that make a text of its own.\n" * 2)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "new.txt").write_text(NEW + text, encoding="utf-8")
    before = tree(study.study)
    assert updates.update(study, "010", tmp_path / "same.txt") == ["same.txt is text 010 already; nothing changes"]
    for id, name, sentence in (
        ("999", "new.txt", "there is no text 999; give an id of sources.csv"),
        ("010", "two.csv", "two.csv holds 2 texts; give a file with the updated one alone"),
        ("010", "empty.txt", "empty.txt: the file is empty; give a file with text"),
    ):
        with pytest.raises(UserError) as told:
            updates.update(study, id, tmp_path / name)
        assert str(told.value) == sentence
    fill(monkeypatch, lambda path: path.name == "sources.csv")
    with pytest.raises(
        UserError, match=r"^data/coded/sources\.csv: the disk is full, it is as it was before; make room"
    ):
        updates.update(study, "010", tmp_path / "new.txt")
    monkeypatch.undo()
    assert tree(study.study) == before


def damage(study):
    return [hint for hint in hints(Study(study, dict(paths.PARAMETERS))) if hint.startswith("text ")]


@pytest.mark.parametrize(
    ("right", "wrong", "suffix", "letters"),
    [
        ("utf-8", "cp1252", "txt", "“Ã©” for “é”"),
        ("utf-8", "mac_roman", "txt", "“√©” for “é” (4 times), UTF-8 read as mac_roman"),
        ("cp1252", "latin-1", "txt", "“[U+0092]” for “’”"),
        ("utf-8", "cp1252", "html", "“Ã©” for “é”"),
    ],
)
def test_check_tells_the_command_that_decodes_a_file_again(study, tmp_path, right, wrong, suffix, letters):
    text = "Bridge closed\n\nThe bridge’s caf\u00e9 and caf\u00e9s were closed on Monday; a caf\u00e9 or a pub\u00e9 waits, Lind says."
    if right == "utf-8":
        text = text.replace("’", "'")
    page = (
        f"<html><body><article><p>{text} {'It waits. ' * 30}</p></article></body></html>" if suffix == "html" else text
    )
    file = tmp_path / f"bridge.{suffix}"
    file.write_bytes(page.encode(right))
    (row,) = add.add([file], study.study, wrong).rows
    (hint,) = damage(study)
    assert hint.startswith(f"text {row['article']}: {letters}"), hint
    told = f"; decode its file again: stancebook add --update {row['article']} data/originals/"
    command = shlex.split(hint[hint.index(told) + len("; decode its file again: stancebook add ") :])
    id, original, encoding = command[1], command[2], command[4]
    assert command == ["--update", id, original, "--encoding", right]
    (*_, said) = updates.update(study, id, study.study / original, encoding)
    assert said == f"text {id} is updated from {original.removeprefix('data/originals/')}"
    assert damage(study) == [] and "caf\u00e9s" in raw_of(study, id)[1]
    assert raw_of(study, id)[0]["received_as"] == f"bridge.{suffix}"
    again = updates.update(study, id, study.study / original, encoding)
    assert again == [f"{original.removeprefix('data/originals/')} is text {id} already; nothing changes"]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("Tom &amp; Bo wait.", "write a rule of cleaning.yaml, or put another file in its place with --update"),
        ("A caf\ufffd waits.", "write a rule of cleaning.yaml, or put another file in its place with --update"),
        ("The cafÃ© waits, and donâ€™t ask.", "write a rule of cleaning.yaml, or find a file in which they are right: stancebook add --update 031 FILE --encoding utf-8"),
    ],
)  # fmt: skip
def test_where_no_other_encoding_helps_check_says_so(study, tmp_path, text, cure):
    (tmp_path / "cafe.txt").write_text(f"Bridge closed\n\n{text}", encoding="utf-8")
    add.add([tmp_path / "cafe.txt"], study.study)
    (hint,) = damage(study)
    assert hint.endswith(f"; {cure}")
    (original,) = (study.study / "data/originals").iterdir()
    original.unlink()
    assert damage(study) == [hint]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_ids_that_the_brief_cites_are_named_with_their_new_ones(study, tmp_path, encoding):
    _, text = raw_of(study, "010")
    start = next(
        each["sentence_start"] for each in tables.read(study.coded / "adjudication.csv") if each["article"] == "010"
    )
    path = study.study / "report/text.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"A café of Arland [@010-{start}-arland-bridge].\n", encoding=encoding)
    (tmp_path / "new.txt").write_text(NEW + text, encoding="utf-8")
    lines = updates.update(study, "010", tmp_path / "new.txt", check=True)
    wanted = f"report/text.md cites 010-{start}-…; write 010-{int(start) + len(NEW)}-… there"
    assert wanted in lines


def articles(*texts):
    return [clean_article("010", text, read_rules({}))[0] for text in texts]


def test_sentences_without_codes_are_followed_by_their_words():
    old, new = articles("We go. They stay. It rains.", "Now we come. They stay. It snows. It rains.")
    assert updates.moved_sentences(old, new, []) == {"7": "13", "18": "34"}


def test_a_row_that_would_mean_another_place_is_named():
    old, new = articles("We go. They say: we go. No.", "Soon we go. We go. They say: we go. No.")
    rows = [{"article": "010", "quote": quote, "occurrence": times} for quote, times in (("we go", ""), ("go", "2"))]
    lost, meant = updates.follow("coder_a.csv", rows, old, new)
    assert lost.how == "unclear" and meant.how == "unclear"  # "go" of the second sentence is the third one now
    assert str(meant) == "coder_a.csv, row 3: “go” stands more than once: say which in occurrence"


def as_saved(path, separator=";", lost=r"0\d\d"):
    """Write a CSV file anew as a spreadsheet in Germany saves it: ids without zeros, separator, byte order mark."""
    out = io.StringIO()
    lines = csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    cells = ([cell.lstrip("0") or "0" if re.fullmatch(lost, cell) else cell for cell in row] for row in lines)
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(cells)
    path.write_bytes(out.getvalue().encode("utf-8-sig" if separator == ";" else "utf-8"))


def with_blank_first(path):
    header, rest = path.read_bytes().split(b"\r\n", 1)
    path.write_bytes(header + b"\r\n" + b";" * header.count(b";") + b"\r\n" + rest)


def test_quotations_of_files_that_a_spreadsheet_saved_are_followed_as_well(study, tmp_path):
    _, text = raw_of(study, "010")
    quote = next(row for row in tables.read(study.coded / "coder_a.csv") if row["article"] == "010")["quote"]
    (tmp_path / "new.txt").write_text(NEW + text.replace(quote, "Nothing is said"), encoding="utf-8")
    told = updates.update(study, "010", tmp_path / "new.txt", check=True)
    for name in ("coder_a.csv", "coder_b.csv", "coder_a_facts.csv", "facts.csv"):
        as_saved(study.coded / name)
    as_saved(study.coded / "adjudication.csv", ",")
    assert updates.update(study, "010", tmp_path / "new.txt", check=True) == told
    with_blank_first(study.coded / "coder_a.csv")
    row = next(int(line.split()[2].strip(":")) for line in told if line.startswith("coder_a.csv, row"))
    moved = [line for line in updates.update(study, "010", tmp_path / "new.txt") if line.startswith("coder_a.csv, row")]
    assert moved[0].startswith(f"coder_a.csv, row {row + 1}: ")
    decisions = tables.read(study.coded / "adjudication.csv")
    assert "10" in {each["article"] for each in decisions}  # a cell that is not the sentence's stays as it is


def test_starts_in_a_file_of_a_spreadsheet_are_moved_too(study, tmp_path):
    _, text = raw_of(study, "010")
    (tmp_path / "new.txt").write_text(text.replace("Loading...", "Loading...\nLoading...", 1), encoding="utf-8")
    as_saved(study.coded / "adjudication.csv", ",")
    before = tables.read(study.coded / "adjudication.csv")
    updates.update(study, "010", tmp_path / "new.txt")
    after = tables.read(study.coded / "adjudication.csv")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed and all(new == {**old, "sentence_start": new["sentence_start"]} for old, new in changed)
    assert {old["article"] for old, _ in changed} == {"10"}


def with_cells(study, id, **cells):
    rows = tables.read(study.coded / "sources.csv")
    new = [row | cells if row["article"] == id else row for row in rows]
    files.write_text(study.coded / "sources.csv", tables.text(new, list(new[0])))


@pytest.mark.parametrize(
    ("headline", "text", "after"),
    [
        ("Bridge will be", "Bridge will be built\n\nBy Ann Lind\n\n{}", "Bridge will be"),
        ("Share", "{}", "Share"),  # nobody knows a headline, and a person wrote this one
        ("An old headline", "Bridge will be built\n\nBy Ann Lind\n\n{}", "Bridge will be built"),
    ],
)
def test_an_update_keeps_the_headline_that_a_person_wrote_and_says_what_it_changes(
    study, tmp_path, monkeypatch, headline, text, after
):
    with_cells(study, "010", headline=headline, outlet="The Ferry")
    document = Document(text.format("It sails."), headline="Bridge will be built" * text.startswith("Bridge"))
    document = document._replace(outlet="The Bridge", byline="")
    monkeypatch.setattr(updates, "_only_document", lambda *_: document)
    (tmp_path / "new.txt").write_text(document.text, encoding="utf-8")
    before, _ = raw_of(study, "010")
    told = updates.update(study, "010", tmp_path / "new.txt")
    now, _ = raw_of(study, "010")
    assert (now["headline"], now["outlet"], now["byline"]) == (after, "The Bridge", before["byline"])
    line = f"sources.csv, text 010, headline: “{headline}” is now “{after}”"
    assert (line in told) == (headline != after)
    assert "sources.csv, text 010, outlet: “The Ferry” is now “The Bridge”" in told
    assert not [each for each in told if each.startswith("sources.csv") and ("sha256" in each or "byline" in each)]


def test_files_of_another_form_are_named_at_once_and_nothing_is_written(study, tmp_path):
    _, text = raw_of(study, "010")
    (tmp_path / "new.txt").write_text(text.replace("Loading...", "Loading...\nLoading...", 1), encoding="utf-8")
    for name in ("adjudication.csv", "sources.csv", "coder_a.csv"):
        as_saved(study.coded / name, lost="none")
    before = tree(study.study)
    with pytest.raises(UserError) as told:
        updates.update(study, "010", tmp_path / "new.txt")
    cure = "it is as a spreadsheet saved it (with semicolons and without its byte order mark); save it as CSV (UTF-8)"
    lines = str(told.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["adjudication.csv", "sources.csv"]
    assert all(line.partition(": ")[2].startswith(cure) for line in lines)
    would = updates.update(study, "010", tmp_path / "new.txt", check=True)
    assert [line for line in would if line in lines] == lines and tree(study.study) == before


def test_new_texts_change_no_list_of_another_form(study, tmp_path):
    (tmp_path / "new.txt").write_text("The ferry sails.\n\nIt sails on Monday and on Friday.", encoding="utf-8")
    as_saved(study.coded / "sources.csv")
    before = tree(study.study)
    with pytest.raises(UserError, match=r"^sources\.csv: it is as a spreadsheet saved it .*with commas"):
        add.add([tmp_path / "new.txt"], study.study)
    assert tree(study.study) == before


def test_a_list_of_sources_whose_ids_lost_their_zeros_is_read_by_its_files(study, tmp_path):
    (tmp_path / "more.txt").write_text("The ferry sails.\n\nIt sails on Monday and on Friday.", encoding="utf-8")
    rows = add.add([tmp_path / "more.txt"], study.study).rows
    whole = Study(study, dict(paths.PARAMETERS)).authored[0].sources
    rule = "rules:\n  - {id: sails, zone: furniture, reason: None., pattern: '\\AThe ferry sails', articles: ['031']}\n"
    (study.coded / "cleaning.yaml").write_text(rule, encoding="utf-8")
    known = problems(study)
    as_saved(study.coded / "sources.csv", ",", lost="031")
    read = Study(study, dict(paths.PARAMETERS))
    assert tables.read(study.coded / "sources.csv")[-1]["article"] == "31"
    assert problems(study) == known and read.authored[0].sources == whole
    assert "sources.csv: read article 31 as 031, as a spreadsheet saved it" in hints(read)
    (tmp_path / "new.txt").write_text("The ferry sails.\n\nIt sails on Sunday.", encoding="utf-8")
    (tmp_path / "other.txt").write_text("The bridge is open.\n\nIt has been so since May.", encoding="utf-8")
    assert updates.update(study, "031", tmp_path / "new.txt")[-1] == "text 031 is updated from new.txt"
    assert [rows[0]["article"], *(row["article"] for row in add.add([tmp_path / "other.txt"], study.study).rows)] == [
        "031",
        "032",
    ]


def test_ids_of_texts_that_add_has_not_brought_in_stay(study):
    before = tables.read(study.coded / "sources.csv")
    with_cells(study, "010", article="10")
    assert sources.read_sources(study.coded)[0]["article"] == "10" and before[0]["file"].startswith("010_")
