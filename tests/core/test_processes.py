"""Processes: one at a time in a folder, those that end with their parent, and temporary folders of killed ones."""

import errno
import json
import os
import platform
import re
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from full_disk import fill
from make_runs import clean_environment, until
from project import PROJECT
from stancebook.core.problems import UserError
from stancebook.core.processes import lock, temporary

HERE = clean_environment(PYTHONPATH=str(PROJECT / "src"))
HOLDS = """
import sys, time
from pathlib import Path
from stancebook.core.processes.{module} import {name}
with {name}({given}) as folder:
    print(folder, flush=True)
    time.sleep(60)
"""


def holding(module, name, given):
    """Start a process that holds a lock or a temporary folder; return it and what it printed."""
    code = HOLDS.format(module=module, name=name, given=given)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=HERE)
    return process, process.stdout.readline().strip()


def killed(process):
    """Kill a process and wait until it has ended."""
    process.kill()
    process.communicate()


# ---- one at a time ------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A folder below the working folder, for which nobody waits long."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lock, "GRACE", 0.1)
    return tmp_path / "run"


def test_a_second_process_learns_which_one_is_at_work_and_leaves_the_folder_as_it_is(run):
    process, _ = holding("lock", "one_run", f"Path({str(run)!r})")
    before = {path: path.read_bytes() for path in run.iterdir()}
    with pytest.raises(UserError) as refused, lock.one_run(run):
        pass
    assert {path: path.read_bytes() for path in run.iterdir()} == before
    with lock.one_run(run.with_name("other")):
        pass
    (run / lock.HOLDER).unlink()
    with pytest.raises(UserError, match=r"^another process is at work in run; "), lock.one_run(run):
        pass
    killed(process)
    said = f"process {process.pid} on {platform.node()} is at work in run; wait for it, or stop it"
    assert str(refused.value) == said


def test_a_lock_of_a_killed_process_holds_nobody_up_even_if_its_number_is_taken_again(run):
    process, _ = holding("lock", "one_run", f"Path({str(run)!r})")
    killed(process)
    assert lock.holder(run) == (process.pid, platform.node())
    (run / lock.HOLDER).write_text(json.dumps({"pid": os.getppid(), "host": platform.node()}))
    with lock.one_run(run):
        assert lock.holder(run) == (os.getpid(), platform.node())
    assert lock.holder(run) is None


def test_a_process_of_another_host_is_named_with_what_to_do(run):
    run.mkdir()
    (run / lock.HOLDER).write_text(json.dumps({"pid": 7, "host": "atlas\n"}))
    said = "process 7 on atlas[U+000A] was at work in run, and has not said that it ended; if it has, delete "
    with pytest.raises(UserError, match=rf"^{re.escape(said)}run/\.lock\.json$"), lock.one_run(run):
        pass
    (run / lock.HOLDER).unlink()
    with lock.one_run(run):
        pass


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": "x"}', '{"pid": [], "host": ""}'])
def test_a_damaged_note_of_the_holder_holds_nobody_up(run, content):
    run.mkdir()
    (run / lock.HOLDER).write_text(content)
    with lock.one_run(run):
        pass


def test_a_pipe_in_the_place_of_the_note_of_the_holder_is_not_waited_for(run):
    run.mkdir()
    os.mkfifo(run / lock.HOLDER)
    asked = threading.Thread(target=lock.holder, args=[run], daemon=True)
    asked.start()
    asked.join(10)
    assert not asked.is_alive()


def test_on_a_full_disk_only_those_work_who_need_not_be_noted(run, monkeypatch):
    fill(monkeypatch, lambda path: path.name == lock.HOLDER)
    with lock.one_run(run / "below", noted=False):
        assert lock.holder(run / "below") is None
    with pytest.raises(OSError, match="No space"), lock.one_run(run):
        pass


def test_who_waits_says_for_whom(run):
    told, process = [], holding("lock", "one_run", f"Path({str(run)!r})")[0]

    def tell(line):
        told.append(line)
        threading.Timer(1.2, killed, [process]).start()

    with lock.one_run(run, tell):
        assert told == [f"process {process.pid} on {platform.node()} is at work in run; waiting for it"]


# ---- temporary folders ------------------------------------------------------------------------------------------


def test_a_temporary_folder_of_a_killed_process_goes_with_the_next_start_and_no_other(tmp_path):
    place = f"'tag', {str(tmp_path)!r}"
    (left, gone), (works, stays) = (
        holding("temporary", "temporary_folder", place),
        holding("temporary", "temporary_folder", place),
    )
    own = tmp_path / "stancebook-notes.tmp"
    (own / "within").mkdir(parents=True)
    (tmp_path / "stancebook-tag-abcdefgh.tmp").symlink_to(own)
    killed(left)
    with temporary.temporary_folder("run", str(tmp_path)) as folder:
        names = {path.name for path in tmp_path.iterdir()}
    killed(works)
    assert os.path.basename(gone) not in names and {os.path.basename(stays), folder.name, own.name} <= names
    assert (own / "within").is_dir() and not folder.exists()


def test_a_file_that_cannot_be_removed_hinders_nobody_and_no_handle_stays_open(tmp_path, monkeypatch):
    unlink, left, handles = os.unlink, tmp_path / "stancebook-tag-abcdefgh.tmp", psutil.Process().num_fds()

    def fails_for_one(name, **where):
        if os.path.basename(name) == "b":
            raise PermissionError(errno.EACCES, "Permission denied", name)
        unlink(name, **where)

    monkeypatch.setattr(os, "unlink", fails_for_one)
    left.mkdir()
    with temporary.temporary_folder("run", str(tmp_path)) as folder:
        for name in "abc":
            (folder / name).touch()
    assert left.exists() is False and [path.name for path in folder.iterdir()] == ["b"]
    temporary.clear_temporary(str(tmp_path))
    assert [path.name for path in folder.iterdir()] == ["b"] and psutil.Process().num_fds() == handles


@pytest.mark.parametrize("how", ["taken for a leftover", "without locks"])
def test_a_folder_is_there_whatever_becomes_of_the_first_lock(tmp_path, monkeypatch, how):
    lock_folder, waited, handles = temporary._lock, [], psutil.Process().num_fds()

    def first_fails(folder, wait=False):
        waited.append(wait)
        if how == "without locks":
            raise OSError(errno.ENOLCK, "No locks available")
        handle = lock_folder(folder, wait)
        if len(waited) == 1:
            folder.rmdir()
        return handle

    monkeypatch.setattr(temporary, "_lock", first_fails)
    with temporary.temporary_folder("run", str(tmp_path)) as folder:
        assert folder.is_dir() and waited == [True] * (1 if how == "without locks" else 2)
    assert psutil.Process().num_fds() == handles and not list(tmp_path.iterdir())


# ---- processes that end with their parent ---------------------------------------------------------------------

ENDS = {
    "exit_with_parent": "multiprocessing.get_context('spawn').Process(target=work, args=(exit_with_parent,)).start()",
    "elsewhere": "multiprocessing.get_context('spawn').Process(target=work, args=(elsewhere,)).start()",
    "end_with_caller": "subprocess.Popen([sys.executable, __file__, 'below'], env=named | {{'STANCEBOOK_PARENT': "
    "str(os.getpid())}})",
}
PARENT = """
import multiprocessing, os, subprocess, sys, time
from stancebook.core.processes import parents
from stancebook.core.processes.parents import end_with_caller, exit_with_parent
named = dict(os.environ)

def elsewhere():
    parents.LINUX = False
    exit_with_parent()

def work(begin):
    begin()
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    if "below" in sys.argv:
        work(lambda: end_with_caller(os.environ))
    {start}
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such processes end later or not at all")
@pytest.mark.parametrize("way", ENDS)
def test_a_process_ends_with_its_parent(tmp_path, way):
    program = tmp_path / "program.py"
    program.write_text(PARENT.format(start=ENDS[way].format()))
    parent = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, env=HERE)
    child = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, 5)
    parent.communicate()


INTERRUPTED = """
import signal, sys, time
from stancebook.core.processes.parents import interrupt_after
orphaned = interrupt_after(sys.stdin.read, signal.SIGINT, 0.5)
try:
    print(orphaned.is_set(), flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print(orphaned.is_set(), flush=True)
    time.sleep({seconds})
"""


@pytest.mark.parametrize(("seconds", "code"), [(0, 0), (60, 1)])
def test_a_process_is_interrupted_when_somebody_else_has_ended_and_killed_if_it_goes_on(seconds, code):
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED.format(seconds=seconds)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE,
    )  # fmt: skip
    assert process.stdout.readline() == "False\n"
    assert process.communicate(timeout=20)[0] == "True\n" and process.returncode == code


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no signal is sent")
def test_a_process_whose_parent_has_ended_already_ends_at_once():
    code = (
        "import os\nfrom stancebook.core.processes.parents import *\ndie_with_parent(os.getppid() + 1)\nprint('lives')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=HERE)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")


def test_who_is_not_meant_takes_no_heed(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import os\nfrom stancebook.core.processes.parents import *\nend_with_caller(os.environ)\nprint('lives')"
    )
    for words in (f"{os.getppid()} {os.getpid()}", f"{os.getppid()}", "x y", " ", "1"):
        settings = HERE | {"STANCEBOOK_PARENT": words}
        assert subprocess.check_output([sys.executable, program], env=settings, text=True) == "lives\n"
