"""Files and folders that a normal user may not read or write, and folders in the place of files: each in a sentence."""

import encodings
import os
import pkgutil
import resource
import shlex
import shutil
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from commands import COMMANDS, call, lay_out, tree
from counts import count, some_of
from normal_user import as_normal_user, open_up, users_folder

FILES = (
    *(f"data/coded/{name}" for name in (
        "study.yaml", "codebook.yaml", "cleaning.yaml", "sources.csv", "coder_a.csv", "coder_a_facts.csv", "adjudication.csv", "facts.csv",
        "fact_decisions.csv", "frozen.json", "map.csv", "provenance.csv", "source_notes.csv", "coder_a_marks.csv", "coder_a_journal.jsonl",
        "source_note_decisions.csv", "comments.csv", ".desk.lock",
    )),
    "data/raw/010_courier.txt", "data/raw/SHA256SUMS", "report/text.md", "notebooks/03-reliability.ipynb", "data/validation/sample.csv",
    "data/training/decided.csv", "data/judgments/t.csv", "data/passages/x.csv", "build/default/checked.json",
)  # fmt: skip
FOLDERS = (
    "data", "data/raw", "data/coded", "notebooks", "report", "build", "data/originals", "data/judgments", "data/validation", "data/training",
    "data/processed", "data/fonts", "data/passages", ".",
)  # fmt: skip
CASES = [
    (kind, place, "file") for place in FILES for kind in ("closed", "read only", "folder", "loop", "link to nothing")
]
CASES += [
    (kind, place, "folder")
    for place in FOLDERS[:-1]
    for kind in ("closed", "read only", "file", "loop", "link to nothing")
]
CASES += [(kind, ".", "folder") for kind in ("closed", "read only")]
TRIED = [(*case, command) for case in CASES for command in COMMANDS]


def import_all():
    """Import what commands need: call each of them once."""
    os.environ["STANCEBOOK_JOBS"] = "1"  # that user may be unable to start this Python for a second process
    for module in pkgutil.iter_modules(encodings.__path__, "encodings."):
        with suppress(ImportError):
            import_module(module.name)
    with tempfile.TemporaryDirectory() as folder:
        good = lay_out(Path(folder))
        for command in COMMANDS:
            shutil.copytree(good, Path(folder, "tried"))
            os.chdir(Path(folder, "tried"))
            call(shlex.split(command))
            os.chdir(folder)
            shutil.rmtree("tried")
        os.chdir("/")


def make_so(kind, path, of):
    """Make a file or folder of a study what a case says."""
    if not path.exists():
        path.mkdir(parents=True) if of == "folder" else path.parent.mkdir(parents=True, exist_ok=True)
    if kind in ("closed", "read only"):
        path.touch()
        path.chmod(0 if kind == "closed" else 0o444 if of == "file" else 0o555)
        return
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
        (path / "mine.txt").write_text("mine")
    elif kind == "file":
        path.write_text("a file")
    else:
        path.symlink_to(path.name if kind == "loop" else "nowhere/at/all")


def anew(folder, good):
    """Lay a study out anew, go there, and return its folder."""
    home = folder / "study"
    if home.exists():
        open_up(home)
        shutil.rmtree(home)
    for name in ("a.zip", "cleaned"):
        made = folder / name
        shutil.rmtree(made) if made.is_dir() else made.unlink(missing_ok=True)
    shutil.copytree(good, home)
    os.chdir(home)
    return home


def tried(folder, good, kind, place, of, command):
    """Return what is wrong of how a command ends where a file or folder is so; [] if nothing is."""
    home = anew(folder, good)
    make_so(kind, home / place, of)
    before = tree(home)
    called = call(shlex.split(command))
    changed = tree(home).items() ^ before.items() if called.code else ()
    wrong = "is missing" in called.err and kind in ("closed", "folder") and f"{place} is missing" in called.err
    told = [*called.faults, *(["called missing"] if wrong else []), *(["changed"] if changed else [])]
    return [f"{place} {kind}, {command}: {'; '.join(told)}: {called.err[-200:]}"] if told else []


@pytest.mark.slow
@pytest.mark.matrix
def test_what_may_not_be_read_or_written_is_a_sentence_and_nothing_changes():
    chosen = some_of(TRIED, count("permissions", full=len(TRIED), small=60))
    with users_folder() as folder:

        def try_all():
            good = shutil.move(lay_out(folder), folder / "laid out")
            assert os.getuid() != 0
            return [fault for case in chosen for fault in tried(folder, good, *case)]

        assert as_normal_user(import_all, try_all) == []


LIMITS = [("RLIMIT_FSIZE", most) for most in (0, 50, 500, 2000, 20_000)]
LIMITS += [("RLIMIT_NOFILE", most) for most in (3, 4, 5, 6, 8, 10, 14, 20, 40)]
LIMITED = [(*limit, command) for limit in LIMITS for command in COMMANDS]


def limited(folder, good, name, most, command):
    """Return what is wrong of how a command ends whose files may not be larger, or not more of them open."""
    home = anew(folder, good)
    before, kind = tree(home), getattr(resource, name)
    ordinary = resource.getrlimit(kind)
    resource.setrlimit(kind, (most, ordinary[1]))
    try:
        called = call(shlex.split(command))
    finally:
        resource.setrlimit(kind, ordinary)
    changed = called.code and tree(home).items() ^ before.items()
    told = [*called.faults, *(["changed"] if changed else [])]
    return [f"{name} {most}, {command}: {'; '.join(told)}: {called.err[-200:]}"] if told else []


@pytest.mark.slow
@pytest.mark.matrix
def test_a_limit_of_files_is_a_sentence_and_nothing_changes():
    chosen = some_of(LIMITED, count("limits of files", full=len(LIMITED), small=30))
    with users_folder() as folder:

        def try_all():
            good = shutil.move(lay_out(folder), folder / "laid out")
            return [fault for case in chosen for fault in limited(folder, good, *case)]

        assert as_normal_user(import_all, try_all) == []


@pytest.mark.slow
def test_the_normal_user_is_one():
    """A test that root runs would find every file readable."""
    with users_folder() as folder:
        (folder / "closed.txt").write_text("x")
        (folder / "closed.txt").chmod(0)
        if os.getuid() == 0:
            os.chown(folder / "closed.txt", 65534, 65534)

        def read():
            try:
                return (folder / "closed.txt").read_text()
            except PermissionError:
                return "refused"

        assert as_normal_user(lambda: None, read) == "refused"
