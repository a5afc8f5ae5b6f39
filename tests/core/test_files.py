"""Whole-file writes: temporary names, modes, links, full disks, and what is left of processes that are gone."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from stancebook.core import files
from stancebook.core.problems import UserError


@pytest.fixture
def gone():
    """The number of a process that has ended."""
    return subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True).stdout.decode()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666, 0o700, 0o755])
def test_a_mode_stays(tmp_path, mode):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(mode)
    files.write_text(path, "new")
    assert path.read_text() == "new" and path.stat().st_mode & 0o777 == mode and names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_follows_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        files.write_text(tmp_path / "new" / "er" / "a.csv", "new")
        os.close(files.open_append(tmp_path / "journal.jsonl"))
    finally:
        os.umask(before)
    for name in ("new/er/a.csv", "journal.jsonl"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_file_system_without_modes_is_no_hindrance_and_shows_nobody_what_was_private(tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "chmod", fails)
    files.write_text(path, "new")
    assert path.read_text() == "new" and path.stat().st_mode & 0o777 == 0o600


def test_what_is_private_is_so_from_the_first_byte_on(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o600)
    with files.replacing(tmp_path / "a.csv"):
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert len(modes) == 2 and set(modes.values()) == {0o600}


def test_a_temporary_name_is_never_the_same_and_a_prepared_link_is_not_followed(tmp_path, monkeypatch):
    outside, study = tmp_path / "outside.txt", tmp_path / "study"
    outside.write_text("mine")
    study.mkdir()
    (study / ".frozen.json.part").symlink_to(outside)
    files.write_text(study / "frozen.json", "[]")
    assert outside.read_text() == "mine" and (study / "frozen.json").read_text() == "[]"
    assert len({files.part_of(study / "frozen.json") for _ in range(100)}) == 100
    monkeypatch.setattr(os, "urandom", lambda count: bytes(count))  # as if somebody had guessed it
    files.part_of(study / "frozen.json").symlink_to(outside)
    with pytest.raises(FileExistsError) as told:
        files.write_text(study / "frozen.json", "[1]")
    assert told.value.filename == str(study / "frozen.json")
    assert outside.read_text() == "mine" and (study / "frozen.json").read_text() == "[]"


def test_a_link_is_replaced_and_not_written_through(tmp_path):
    (tmp_path / "outside.txt").write_text("mine")
    (tmp_path / "a.csv").symlink_to(tmp_path / "outside.txt")
    files.write_text(tmp_path / "a.csv", "new")
    assert (tmp_path / "outside.txt").read_text() == "mine" and (tmp_path / "a.csv").read_text() == "new"
    assert not (tmp_path / "a.csv").lstat().st_mode & 0o111  # as the mode of a link has it


def test_without_a_text_the_file_is_removed(tmp_path):
    for content in ("new", None, None):
        files.write_or_remove(tmp_path / "a.csv", content)
        assert [path.read_text() for path in tmp_path.iterdir()] == ([content] if content else [])


def test_only_what_has_to_last_waits_for_the_disk(tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr(os, "fsync", waited.append)
    with files.replacing(tmp_path / "a.csv"):
        files.write_bytes(tmp_path / "b.csv", b"new")
    files.write_part(tmp_path / "a.csv", b"new", lasting=False)
    assert waited == []
    files.write_bytes(tmp_path / "a.csv", b"new", lasting=True)
    files.write_part(tmp_path / "a.csv", b"new")
    assert len(waited) == 2


def test_a_plain_file_is_no_link_and_no_folder(tmp_path):
    (tmp_path / "a.csv").touch()
    (tmp_path / "link").symlink_to("a.csv")
    assert [files.is_plain(tmp_path / name) for name in ("a.csv", "link", ".", "none")] == [True, False, False, False]


@pytest.mark.parametrize("name", ["ä" * 125, "x" * 251 + ".csv", "a b.csv", "-"])
def test_a_name_may_be_as_long_as_names_can_be(tmp_path, name):
    files.write_text(tmp_path / name, "new")
    assert names(tmp_path) == [name]
    part, old = files.write_part(tmp_path / name, b"newer"), files.write_part(tmp_path / name, b"old", ".old")
    files.write_part(tmp_path / "another.csv", b"newer")
    assert files.parts_of(tmp_path / name, ".part") == [part] and files.parts_of(tmp_path / name, ".old") == [old]
    assert files.TEMPORARY.fullmatch(part.name) and part.name.startswith(f".{name}.") == (len(os.fsencode(name)) < 200)
    assert files.parts_of(tmp_path / "none" / name, ".part") == []


@pytest.mark.parametrize(
    ("act", "step"),
    [
        *[(files.write_bytes, step) for step in ("open", "fdopen", "write", "fsync", "replace")],
        *[(files.write_part, step) for step in ("open", "write", "fsync")],
    ],
)
def test_a_write_that_fails_leaves_the_old_file_and_names_it(tmp_path, monkeypatch, act, step):
    path = tmp_path / "a.csv"
    path.write_text("old")

    def fails(*args, **named):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    class Full:
        def __init__(self, handle, mode):
            self.handle = handle

        def __enter__(self):
            return self

        def __exit__(self, *error):
            os.close(self.handle)

        write = fails

    with monkeypatch.context() as patched:
        patched.setattr(os, *(("fdopen", Full) if step == "write" else (step, fails)))
        with pytest.raises(OSError, match="No space left") as told:
            act(path, b"new", lasting=True)
    assert told.value.filename == str(path) and path.read_text() == "old" and names(tmp_path) == ["a.csv"]
    assert str(told.value).endswith(f"{str(path)!r}")
    files.write_text(path, "new")
    assert path.read_text() == "new"


def test_a_fault_of_another_file_keeps_its_name(tmp_path):
    with pytest.raises(FileNotFoundError) as told, files.replacing(tmp_path / "a.zip"):
        Path(tmp_path / "none.txt").read_bytes()
    assert told.value.filename == str(tmp_path / "none.txt") and names(tmp_path) == []


def test_an_interrupted_write_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), files.replacing(tmp_path / "a.zip") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert names(tmp_path) == []


# appended files


def test_what_is_appended_to_is_never_a_link(tmp_path):
    (tmp_path / "outside.txt").write_text("mine")
    (tmp_path / "journal.jsonl").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(UserError, match=r"^journal.jsonl is a link, which is not written through; put the file itself"):
        files.open_append(tmp_path / "journal.jsonl")
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(UserError, match=r"^pipe.jsonl is no file; put the file itself in its place$"):
        files.open_append(tmp_path / "pipe.jsonl")
    os.close(files.open_append(tmp_path / "new.jsonl"))
    assert (tmp_path / "outside.txt").read_text() == "mine" and (tmp_path / "new.jsonl").read_bytes() == b""


# leftovers


def left(folder, process, *kinds):
    """Leave what a process leaves that is killed: a temporary file, an old folder and a link."""
    file, old, link = (folder / f".{name}.{process}-{'0' * 16}" for name in ("a.csv", "result", "link"))
    file.with_name(f"{file.name}.part").write_text("half")
    old.with_name(f"{old.name}.old").mkdir()
    (old.with_name(f"{old.name}.old") / "b.csv").write_text("old")
    link.with_name(f"{link.name}.part").symlink_to(folder.parent)


def test_what_a_process_left_that_is_gone_is_swept_up(tmp_path, gone):
    folder = tmp_path / "study"
    folder.mkdir()
    own = {"a.csv", ".a.csv.part", ".hidden.old", f".a.csv.{gone.strip()}-{'0' * 16}.staged.part", ".a.csv.x-1.part"}
    for name in own:
        (folder / name).write_text("stays")
    left(folder, gone.strip())
    left(folder, os.getpid())
    assert len(names(folder)) == 11
    files.sweep(folder, tmp_path / "none", folder / "a.csv")
    assert set(names(folder)) == own | {name for name in names(folder) if f".{os.getpid()}-" in name}
    assert len(names(folder)) == 8 and folder.exists()


def test_a_number_that_the_system_gave_again_is_another_process(tmp_path):
    left(tmp_path, os.getpid())
    began = psutil.Process().create_time()
    for path in tmp_path.iterdir():
        os.utime(path, (began - 3600, began - 3600), follow_symlinks=False)
    files.sweep(tmp_path)
    assert names(tmp_path) == []


def test_what_a_process_of_somebody_else_left_stays(tmp_path, monkeypatch):
    def hidden(process):
        raise psutil.AccessDenied(process)

    monkeypatch.setattr(psutil, "Process", hidden)
    assert not files.is_gone(os.getpid(), 0)


def test_of_a_folder_all_is_removed_that_can_be(tmp_path, monkeypatch):
    folder, unlink = tmp_path / "result", os.unlink
    folder.mkdir()
    for name in "abc":
        (folder / name).touch()

    def fails_for_one(name, **where):
        if os.path.basename(name) == "b":
            raise PermissionError(errno.EACCES, "Permission denied", name)
        unlink(name, **where)

    monkeypatch.setattr(os, "unlink", fails_for_one)
    files.remove(folder)
    files.remove(folder / "b")
    assert names(folder) == ["b"]


def test_a_process_that_nobody_waits_for_is_gone_once_it_is_killed(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    left(tmp_path, process.pid)
    files.sweep(tmp_path)
    assert len(names(tmp_path)) == 3
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, and a zombie
    files.sweep(tmp_path)
    assert names(tmp_path) == []
    process.wait()
