"""Every file that people wrote, every command that writes it anew, and every damage: the command refuses, in a sentence.

Nothing is written then. And no module writes a file in another way than the list of these sites says.
"""

import ast
import os
import re
from pathlib import Path

import pytest

import faults
from counts import count
from desk_at import At
from full_disk import fill
from project import PROJECT
from stancebook.core import csv_lines, files, paths, tables
from stancebook.core.authored import rewriting
from stancebook.core.notebooks import Notebook
from stancebook.core.problems import UserError
from stancebook.core.schema import CODER_ROWS
from stancebook.core.system_errors import failed
from stancebook.pipeline import cli, execute, steps
from stancebook.pipeline.commands import validate
from stancebook.study.people.sample import Sample
from stancebook.study.study import Study

CODED, RAW, KEPT, DRAWN = "data/coded/", "data/raw/", "data/judgments/", "data/validation/"
CURES = ("restore it from git, or repair it", "put the file itself in its place", "give yourself the right")
WHY = ("--reason", "why")
FERRY = "kind,id,name,definition,type,decision,reason\nissue,ferry,Ferry,The ferry goes on.,,,\n"
THERE = {  # by command, files that it writes anew and the toy study has not
    "codebook accept": {CODED + "coder_a_proposals.csv": FERRY},
    "codebook reject": {CODED + "coder_a_proposals.csv": FERRY},
    "update": {CODED + "coder_a_marks.csv": "article,sentence_start,mark\n010,210,nothing\n"},
    "import judgments": {
        KEPT + "j.csv": "unit,coder,variable,value\n1,ada,x,2\n",
        KEPT + "j_levels.csv": 'variable,level,order\nx,ordinal,"1,2"\n',
    },
    "import coders": {CODED + "ada.csv": f"{','.join(CODER_ROWS.names)}\n"},
    "validate": {DRAWN + "sheet.csv": "a,b\n1,2\n", DRAWN + "strata.csv": "a,b\n1,2\n"},
    "accept": {"books/01-clean.ipynb": '{"cells": []}\n'},
    "desk": {
        CODED + "coder_a_proposals.csv": FERRY,
        CODED + "coder_a_memos.csv": "on,about,text\narticle,010,A memo.\n",
    },
}
SITES = {  # by command, the files that it writes anew
    "freeze": [CODED + "frozen.json"],
    "codebook rename": [CODED + name for name in ("codebook.yaml", "coder_a.csv", "coder_b.csv", "adjudication.csv")],
    "codebook apply": [CODED + name for name in ("coder_a.csv", "coder_b.csv", "adjudication.csv")],
    "codebook accept": [CODED + "codebook.yaml", CODED + "coder_a_proposals.csv"],
    "codebook reject": [CODED + "coder_a_proposals.csv"],
    "adjudicate": [CODED + "adjudication.csv", CODED + "fact_decisions.csv"],
    "add": [CODED + "sources.csv", RAW + "SHA256SUMS"],
    "update": [CODED + "sources.csv", RAW + "SHA256SUMS", CODED + "adjudication.csv", CODED + "coder_a_marks.csv"],
    "import judgments": [KEPT + "j.csv", KEPT + "j_levels.csv"],
    "import coders": [CODED + "ada.csv"],
    "validate": [DRAWN + "sheet.csv", DRAWN + "strata.csv"],
    "accept": ["books/01-clean.ipynb"],
    "desk, a statement": [CODED + "coder_a.csv", CODED + "coder_a_journal.jsonl"],
    "desk, a proposal": [CODED + "coder_a_proposals.csv"],
    "desk, a memo": [CODED + "coder_a_memos.csv"],
    "desk, an alias": [CODED + "codebook.yaml"],
}


# ---- the study, and the commands


@pytest.fixture
def study(toy, monkeypatch):
    """A copy of the toy study, seen from the project."""
    monkeypatch.chdir(PROJECT)
    write(toy.parent / "new.txt", "A text on something else.\n\nIt has some words, and an end.\n")
    write(toy.parent / "newer.txt", f"Now new.\n{(toy / RAW / '010_courier.txt').read_text(encoding='utf-8')}")
    write(toy.parent / "j.csv", "unit,coder,variable,value\n1,ada,x,1\n1,ben,x,2\n2,ada,x,1\n2,ben,x,1\n")
    header, row, *_ = (toy / CODED / "coder_a.csv").read_text(encoding="utf-8").splitlines()
    write(toy.parent / "all.csv", f"{header},coder\n{row},ada\n")
    return toy


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def prepare(study, command):
    """Bring a study to the point at which a command has something to write."""
    coded = study / CODED
    if command == "freeze":
        edit(coded / "coder_b.csv", "toll,-2,none,2", "toll,-2,none,1")
    if command == "adjudicate":
        for name in ("adjudication.csv", "fact_decisions.csv"):
            lines = (coded / name).read_text(encoding="utf-8").splitlines(keepends=True)
            (coded / name).write_text("".join(lines[:2]), encoding="utf-8")
    if command.startswith("codebook"):
        (coded / "frozen.json").unlink()
    if command == "codebook apply":
        assert cli.main(["codebook", "rename", "issue", "toll", "levy", *WHY, "--study", str(study)]) == 0
    for name, text in THERE.get(command.partition(",")[0], {}).items():
        write(study / name, text)
    if RAW + "SHA256SUMS" in SITES[command]:
        rows = tables.read(coded / "sources.csv")
        write(study / RAW / "SHA256SUMS", "".join(f"{row['sha256']}  {row['file']}\n" for row in rows))


def act(study, command, monkeypatch, capsys):
    """Give a command on a study; return what it complains of, "" if all is well."""
    given = {
        "freeze": ["freeze", *WHY],
        "codebook rename": ["codebook", "rename", "issue", "toll", "levy", *WHY, "--apply"],
        "codebook apply": ["codebook", "apply"],
        "codebook accept": ["codebook", "accept", "ferry", *WHY],
        "codebook reject": ["codebook", "reject", "ferry", *WHY],
        "adjudicate": ["adjudicate", "--sheet"],
        "add": ["add", study.parent / "new.txt"],
        "update": ["add", study.parent / "newer.txt", "--update", "010"],
        "import judgments": ["import", study.parent / "j.csv", "--replace"],
        "import coders": ["import", study.parent / "all.csv"],
    }
    if command not in given:
        return ask(study, command, monkeypatch)
    capsys.readouterr()
    code = cli.main([*map(str, given[command]), "--study", str(study)])
    error = capsys.readouterr().err
    assert code == bool(error) and "Traceback" not in error, error
    return error


def ask(study, command, monkeypatch):
    """Do what is no command, or rests on a run: an act at the desk, a draw, outputs that go into a notebook."""
    run_paths = paths.RunPaths(PROJECT, study, study / "build")
    asked = {
        "desk, a proposal": ("propose", {"kind": "issue", "name": "Pier", "definition": "The pier stays."}),
        "desk, a memo": ("memo", {"on": "article", "about": "020", "text": "Another."}),
        "desk, an alias": ("alias", {"actor": "arland", "alias": "the North"}),
    }
    if command.startswith("desk"):
        at = At(run_paths, "coder_a")
        verb, given = asked.get(command, ("", {}))
        reply = at(verb, article="020", **given) if verb else at.codes()
        return "" if reply["ok"] else reply["why"]
    try:
        if command == "validate":
            monkeypatch.setattr(steps, "run", lambda *_: None)
            monkeypatch.setattr(validate, "_drawn", lambda *_: Sample([], []))
            monkeypatch.setattr(validate, "_told", lambda *_: [])
            monkeypatch.setattr(validate.blind_sheet, "lay_out", lambda *_: [])
            monkeypatch.setattr(Study, "articles", {})
            validate.draw({"STANCEBOOK_STUDY": str(study)}, 5, 1)
        else:
            monkeypatch.setattr(execute, "accepted", lambda *_: '{"cells": [1]}\n')
            execute.accept(Notebook(study / "books/01-clean.ipynb", (), (), (), ""), study)
    except UserError as error:
        return str(error)
    except OSError as error:
        return failed(error, study)
    return ""


# ---- damages


def conflict(content, name):
    lines = content.splitlines(keepends=True)
    return b"".join([*lines[:1], b"<<<<<<< HEAD\n", *lines[1:], b"=======\n", *lines[1:], b">>>>>>> theirs\n"])


def cut(content, name):
    if name.endswith(".yaml"):
        return content + b'more: "cut sho'
    return content[:40] if name == "SHA256SUMS" else content[: content.rindex(b"," if name.endswith(".csv") else b":")]


DAMAGES = {
    "unsolved merge": conflict,
    "cut short": cut,
    "not UTF-8": lambda content, name: content[:-2] + b"\x81\xff\xfe" + content[-2:],
    "another kind": lambda content, name: b"PK\x03\x04\x14\x00\x00\x00" + bytes(range(200)),
    "empty": lambda content, name: b"",
    "a folder": None,
    "a link out": None,
    "no right": None,
}


def spoil(path, damage, monkeypatch):
    """Damage a file."""
    content = path.read_bytes() if path.exists() else b"{}\n"
    if make := DAMAGES[damage]:
        path.write_bytes(make(content, path.name))
    elif damage == "no right":
        path.write_bytes(content)
        access = os.access
        monkeypatch.setattr(
            os, "access", lambda at, mode, **more: Path(at).name != path.name and access(at, mode, **more)
        )
    else:
        path.unlink(missing_ok=True)
        if damage == "a folder":
            path.mkdir()
        else:
            outside = path.parents[3] / "outside" if path.parent.parent.name == "data" else path.parents[2] / "outside"
            outside.mkdir()
            (outside / path.name).write_bytes(content)
            path.symlink_to(outside / path.name)


def tree(folder):
    """All bytes in a folder, without locks; what a link leads to is there as well."""
    found = (path for path in sorted(folder.rglob("*")) if path.name != ".desk.lock")
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else b"/" for path in found}


OF_SYSTEM = ("a folder", "no right")
OF_JOURNALS = ("a link out", "a folder")  # a journal is only added to: what nobody can read in it stays as it is
ALL = [
    (command, name, damage)
    for command, names in SITES.items()
    for name in names
    for damage in DAMAGES
    if not name.endswith(".jsonl") or damage in OF_JOURNALS
    if (command, damage) != ("import coders", "cut short")  # a shorter header, without a row, is nobody's work
]
TRIED = count("unreadable files", full=len(ALL), small=len(ALL) // 11)


@pytest.mark.matrix("unreadable files", full=len(ALL))
@pytest.mark.parametrize(("command", "name", "damage"), ALL if len(ALL) == TRIED else ALL[::11][:TRIED])
def test_what_cannot_be_read_is_not_written_over(study, command, name, damage, monkeypatch, capsys):
    prepare(study, command)
    spoil(study / name, damage, monkeypatch)
    before = tree(study.parent)
    said = act(study, command, monkeypatch, capsys)
    assert tree(study.parent) == before
    at_desk = command.startswith("desk")  # which says what is wrong with the file, and what to do about that
    assert "; " in said if at_desk else any(cure in said for cure in CURES), said
    assert Path(name).name in said or (at_desk and damage in OF_SYSTEM), said


READ_BY = [
    (command, name)
    for command in ("freeze", "codebook rename", "codebook apply", "codebook accept", "codebook reject", "adjudicate")
    for name in ("study.yaml", "frozen.json", "facts.csv", "coder_b.csv", "adjudication.csv", "source_notes.csv")
] + [("update", "coder_a_facts.csv"), ("import coders", "sources.csv")]


@pytest.mark.parametrize(("command", "name"), READ_BY)
def test_what_a_command_reads_alone_has_to_be_readable_too(study, command, name, monkeypatch, capsys):
    prepare(study, command)
    path = study / CODED / name
    path.write_bytes(conflict(path.read_bytes() if path.exists() else b"[]\n", name))
    before = tree(study)
    said = act(study, command, monkeypatch, capsys)
    assert said == f"{name} cannot be read (row 2: {csv_lines.UNSOLVED}); {csv_lines.RESTORE}\n"
    assert tree(study) == before


@pytest.mark.parametrize("name", ["facts.csv", "coder_a_facts.csv"])
def test_no_decision_is_due_on_a_table_with_another_header(study, name, monkeypatch, capsys):
    prepare(study, "adjudicate")
    edit(study / CODED / name, "quote", "words")
    before = tree(study)
    assert f"{name}, row 1, words: the column is not known" in act(study, "adjudicate", monkeypatch, capsys)
    assert tree(study) == before


IN_CODED = [command for command, names in SITES.items() if any(name.startswith(CODED) for name in names)]


@pytest.mark.parametrize("command", IN_CODED)
def test_nothing_is_written_through_a_folder_that_is_a_link_out_of_the_study(study, command, monkeypatch, capsys):
    prepare(study, command)
    (study / CODED).rename(study.parent / "elsewhere")
    (study / CODED).symlink_to(study.parent / "elsewhere")
    before = tree(study.parent / "elsewhere")
    said = act(study, command, monkeypatch, capsys)
    assert said.startswith("data/coded is a link out of the study’s folder") and "; make it a folder" in said
    assert tree(study.parent / "elsewhere") == before


@pytest.mark.parametrize("command", SITES)
def test_a_command_writes_these_files_alone(study, command, monkeypatch, capsys):
    prepare(study, command)
    before = tree(study)
    assert act(study, command, monkeypatch, capsys) == ""
    changed = {path.as_posix() for path, content in tree(study).items() if before.get(path, content) != content}
    assert changed == {name for name in SITES[command] if Path(name) in before}


@pytest.mark.matrix("full disk")
@pytest.mark.parametrize("command", SITES)
def test_after_a_full_disk_at_each_write_in_turn_the_same_command_goes_on(study, command, monkeypatch, capsys):
    prepare(study, command)
    states, said, number = [tree(study)], ["begun"], 0
    while said[-1]:
        number += 1
        with monkeypatch.context() as patched:
            fill(patched, at=number)
            said.append(act(study, command, patched, capsys))
        states.append(tree(study))
    assert number > 1 and all("the disk is full" in each for each in said[1:-1]), said
    for state in states:  # each file is as before, or as it is now; nothing else is there
        assert all(content in (states[0].get(path), states[-1].get(path)) for path, content in state.items())


# ---- the sites


WRITING = {
    *("write_bytes", "write_text", "write_or_remove", "replacing", "write_part", "open_append", "write_all"),
    *("os.open", "os.replace", "os.rename", "os.truncate", "shutil.copyfile", "shutil.copytree", "shutil.copy"),
    *("shutil.move", "tables.write", "rewriting.write"),
}
REWRITING = {  # the modules that write people's files, and the commands of the table above that lead there
    "desk.coding.codes": ["desk, an alias"],
    "exchange.table_import.coder_files": ["import coders"],
    "exchange.table_import.stored": ["import judgments"],
    "intake.add": ["add"],
    "pipeline.commands.adjudicate": ["adjudicate"],
    "pipeline.commands.codebook_changes": ["codebook rename", "codebook apply", "codebook accept"],
    "pipeline.commands.updates": ["update"],
    "pipeline.commands.validate": ["validate"],
    "pipeline.execute": ["accept"],
    "study.freeze": ["freeze"],
    "study.revision.proposals": ["codebook accept", "codebook reject"],
}
BY_DESK = {"desk.csv_files", "desk.journal"}  # which know from reading a file whether it can be read
OTHERS = {  # what a run builds, what is new, or what a user asked for by its name
    *("core.authored.rewriting", "core.files", "core.tables", "core.processes.lock", "core.processes.temporary"),
    *("core.bounds.reading", "core.bounds.pattern_process", "intake.limits", "intake.many", "intake.add"),
    *("exchange.annotation.web_annotation", "exchange.archive.packing", "exchange.archive.reading", "exchange.tables"),
    *("exchange.archive.rebuilding", "exchange.dna.writing", "exchange.refi_qda.__init__", "study.generated"),
    *("pipeline.commands.demo", "pipeline.commands.new", "pipeline.commands.tidy", "pipeline.commands.verify"),
    *("pipeline.edge.bug_reports", "pipeline.forked_kernel", "pipeline.job", "pipeline.results", "pipeline.stamps"),
    *("pipeline.sweep", "pipeline.worker"),
}


def writes(module):
    """The names of the functions that write, as a module calls them."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called, given = ast.unparse(node.func), [each.value for each in node.args if isinstance(each, ast.Constant)]
            if called.endswith("open") and any(re.fullmatch("[rbt]*[wax+][rwaxbt+]*", str(mode)) for mode in given):
                yield "open"
            elif called in WRITING or called.rpartition(".")[2] in WRITING:
                yield called


def test_no_module_writes_files_that_this_table_does_not_have():
    source = PROJECT / "src" / "stancebook"
    found = {".".join(path.relative_to(source).with_suffix("").parts): {*writes(path)} for path in source.rglob("*.py")}
    rewriting = {name for name, calls in found.items() if any(call.startswith("rewriting.") for call in calls)}
    assert rewriting == REWRITING.keys()
    assert {name for name, calls in found.items() if calls} == rewriting | BY_DESK | OTHERS
    assert {command for commands in REWRITING.values() for command in commands} <= SITES.keys()


def test_of_several_files_none_is_lost_where_the_disk_is_full_in_the_middle(tmp_path, monkeypatch):
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    for path in paths:
        path.write_bytes(b"x\nold\n")
    before, replace = faults.contents(tmp_path), os.replace

    def full(part, path):
        if path == paths[1]:
            patched.setattr(files, "_created", lambda *_: full("", paths[1]))  # nothing is written any more
            raise OSError(28, "No space left on device", str(path))
        replace(part, path)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(os, "replace", full)
        rewriting.write_all({paths[2]: None, paths[0]: b"x\nnew\n", paths[1]: b"x\nnew\n"})
    assert faults.contents(tmp_path) == before and faults.left_over(tmp_path) == []
    rewriting.write_all({paths[2]: None, paths[0]: b"x\nnew\n"})
    assert faults.contents(tmp_path) == {"a.csv": b"x\nnew\n", "b.csv": b"x\nold\n"}
