"""The store under stress: killed at each step, with another process, and under a limit on the size of files."""

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from stancebook.desk.row_changes import Change
from stancebook.desk.store import Store
from stancebook.desk.transactions import LOCK

pytestmark = pytest.mark.slow

OWN = {"coder.csv": ("article", "quote"), "coder_marks.csv": ("article", "mark")}
SHARED = {"notes.csv": ("id", "note")}
NOW = "2031-05-01T09:30:00Z"
PRELUDE = f"""
import json, os, resource, signal, sys
from pathlib import Path
from stancebook.desk.row_changes import Change
from stancebook.desk.store import ChangedMeanwhile, Store
from stancebook.desk.transactions import NotSaved

folder = Path(sys.argv[1])
own = {OWN!r}
open_ = lambda user="coder": Store(folder, user, own if user == "coder" else {{}}, {SHARED!r}, clock=lambda: {NOW!r})
row = lambda quote: {{"article": "030", "quote": quote}}
add = lambda quote: Change("coder.csv", None, None, row(quote))
note = lambda id: Change("notes.csv", None, None, {{"id": id, "note": "of a certain length"}})
marked = Change("coder_marks.csv", None, None, {{"article": "030", "mark": "finished"}})
say = lambda *words: print(*words, flush=True)
"""


def opened(folder):
    return Store(folder, "coder", OWN, SHARED, clock=lambda: NOW)


def started(folder, program, *more):
    """A process of its own that runs a program on a folder."""
    code = PRELUDE + textwrap.dedent(program)
    command = [sys.executable, "-c", code, str(folder), *map(str, more)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ran(folder, program, *more, returncode=0):
    """The words that such a process printed."""
    process = started(folder, program, *more)
    said, trouble = process.communicate(timeout=60)
    assert process.returncode == returncode, trouble
    return said.split()


def left(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coder.csv").write_bytes(b"article,quote\n010,We will come.\n")
    (tmp_path / "coder_marks.csv").write_bytes(b"article,mark\n")
    return tmp_path


# An act on three files goes through these steps: their parts (fsync 1 to 3), the journal (write and fsync 4), the files
# in their places (replace 1 to 3), the folder (fsync 5). From the whole line of the journal on, the act is made.
STEPS = [
    ("fsync", 1), ("fsync", 2), ("fsync", 3), ("write", 1), ("fsync", 4),
    ("replace", 1), ("replace", 2), ("replace", 3), ("fsync", 5),
]  # fmt: skip
MOMENTS = [(name, call, moment) for name, call in STEPS for moment in ("before", "after")] + [("write", 1, "half")]
KILLED = """
store = open_()
if sys.argv[2] != "first":
    say(store.apply("one", "saved", "", [add("one"), note("N001")]).id)
if sys.argv[2] == "undo":
    say(store.apply("two", "saved", "", [add("two"), note("N002"), marked]).id)
name, call, moment = sys.argv[3], int(sys.argv[4]), sys.argv[5]
real, calls = getattr(os, name), 0

def deadly(*args):
    global calls
    calls += 1
    if calls == call and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    if calls == call and moment == "half":
        args = args[0], args[1][: len(args[1]) * 2 // 3]
    out = real(*args)
    if calls == call:
        os.kill(os.getpid(), signal.SIGKILL)
    return out

setattr(os, name, deadly)
if sys.argv[2] == "undo":
    store.undo("last")
else:
    altered = Change("coder.csv", 2, {"article": "010", "quote": "We will come."}, row("last"))
    store.apply("last", "saved", "", [altered, note("N009"), marked])
say("outlived")
"""


@pytest.mark.matrix("kills, desk")
@pytest.mark.parametrize("other_first", [False, True])
@pytest.mark.parametrize("what", ["first", "second", "undo"])
@pytest.mark.parametrize(("name", "call", "moment"), MOMENTS)
def test_killed_at_any_step_an_act_is_made_whole_or_not_at_all(folder, what, name, call, moment, other_first):
    acknowledged = ran(folder, KILLED, what, name, call, moment, returncode=-9)
    assert acknowledged == {"first": [], "second": ["one"], "undo": ["one", "two"]}[what]
    if other_first:  # another user comes first, and writes what both share
        ran(folder, 'open_("other").apply("theirs", "saved", "", [note("N100")])')
    store = opened(folder)
    made = (name, call) in STEPS[4:] or (name, moment) == ("write", "after")
    quotes, marks = [row["quote"] for row in store.rows["coder.csv"]], len(store.rows["coder_marks.csv"])
    notes = [row["id"] for row in store.rows["notes.csv"] if row["id"] != "N100"]
    first, rest = ["We will come."], acknowledged[:1]
    before = {
        "first": (first, [], 0),
        "second": (first + rest, ["N001"] * 1, 0),
        "undo": ([*first, "one", "two"], ["N001", "N002"], 1),
    }
    after = {
        "first": (["last"], ["N009"], 1),
        "second": (["last", "one"], ["N001", "N009"], 1),
        "undo": ([*first, "one"], ["N001"], 0),
    }
    assert (quotes, notes, marks) == (after if made else before)[what]
    assert store.outside_changes == [] and store.problems == {} and not list(folder.glob(".*.part"))
    journal = folder / "coder_journal.jsonl"
    assert not journal.exists() or journal.read_bytes().endswith(b"\n")
    # the act can be repeated, and undone
    if what == "undo":
        assert store.undo("last").of == "two" and store.redo("again").of == "two"
        assert ("two", before["undo"][2]) == (store.journal.undoable().id, len(store.rows["coder_marks.csv"]))
    else:
        changes = [
            Change("coder.csv", 2, {"article": "010", "quote": "We will come."}, {"article": "030", "quote": "last"})
        ]
        assert store.apply("last", "saved", "", changes).id == "last" == store.journal.undoable().id
        assert sorted(row["quote"] for row in store.rows["coder.csv"]) == sorted(after[what][0])
        store.undo("back")
        assert [row["quote"] for row in store.rows["coder.csv"]] == before[what][0]


KILLED_WHILE_FINDING = """
real = os.write
def deadly(handle, content):
    real(handle, content[: len(content) // int(sys.argv[2])])
    os.kill(os.getpid(), signal.SIGKILL)
os.write = deadly
open_()
"""


@pytest.mark.matrix("kills, desk")
@pytest.mark.parametrize("part", [1, 2])
def test_killed_while_an_edit_is_put_on_record(folder, part):
    opened(folder).apply("1", "saved", "", [Change("coder.csv", None, None, {"article": "030", "quote": "a"})])
    (folder / "coder.csv").write_bytes(b"article,quote\n010,We will come.\n030,by hand\n")
    ran(folder, KILLED_WHILE_FINDING, part, returncode=-9)
    store = opened(folder)
    assert len(store.outside_changes) == (part == 2) and [entry.did for entry in store.journal.entries] == [
        "began",
        "saved",
        "found",
    ]


TWO = """
name, conflicts, store = sys.argv[2], 0, open_()
say("ready")
sys.stdin.readline()
for number in range(200):
    changes = [add(f"{name}-{number}")] + ([note(f"{name}-{number}")] if number % 10 == 0 else [])
    while True:
        try:
            store.apply(f"{name}-{number}", "saved", "", changes, seen=store.version)
            break
        except ChangedMeanwhile as changed:
            assert changed.changes and all(change.now["quote"][0] != name for change in changed.changes)
            conflicts += 1
        except NotSaved:  # on a busy machine the other process may hold the lock for long: save again
            continue
say(conflicts)
"""


def test_two_processes_lose_nothing_of_each_other(folder):
    code = PRELUDE + textwrap.dedent(TWO)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    both = [subprocess.Popen([sys.executable, "-c", code, str(folder), name], **pipes) for name in "ab"]
    assert [process.stdout.readline() for process in both] == ["ready\n"] * 2
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum(int(out) for out, _ in said) > 0, "the two never met"
    names = sorted(f"{name}-{number}" for name in "ab" for number in range(200))
    store = opened(folder)
    assert sorted(row["quote"] for row in store.rows["coder.csv"][1:]) == names
    assert len(store.rows["notes.csv"]) == 40 and store.outside_changes == []
    assert sorted(entry.id for entry in store.journal.entries[1:]) == names
    assert not [entry for entry in store.journal.entries if entry.did == "found"]
    for number in range(400):
        store.undo(f"u{number}")
    assert [row["quote"] for row in store.rows["coder.csv"]] == ["We will come."] and store.journal.undoable() is None


LIMITED = """
store = open_()
store.apply("one", "saved", "", [add("one")])
sizes = {name: (folder / name).stat().st_size for name in ("coder.csv", "coder_journal.jsonl")}
write = os.write
if sys.argv[2] == "file":  # the part of the file does not fit, and the journal is not begun
    limit = sizes["coder.csv"] + 4
    os.write = lambda *_: sys.exit("the journal was written")
else:  # the part fits, and the journal's line does not, wholly
    limit = sizes["coder_journal.jsonl"] + int(sys.argv[3])
bytes_ = lambda: {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("lock")}
before, soft = bytes_(), resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, soft[1]))
for number in range(2):
    try:
        store.apply("two", "saved", "", [add("two")], seen=store.version)
    except NotSaved as why:
        say(str(why).replace(" ", "_"))
    assert bytes_() == before
resource.setrlimit(resource.RLIMIT_FSIZE, soft)
os.write = write
store.apply("two", "saved", "", [add("two")], seen=store.version)
assert store.outside_changes == [] and store.journal.undoable().id == "two"
"""


@pytest.mark.matrix("size limits")
@pytest.mark.parametrize(("what", "more"), [("file", 0), ("journal", 0), ("journal", 1), ("journal", 40)])
def test_a_limit_on_the_size_of_files_leaves_all_as_it_was(folder, what, more):
    why = "the file may not grow any further; lift the limit on its size, and save again".replace(" ", "_")
    assert ran(folder, LIMITED, what, more) == [why, why]
    assert opened(folder).rows["coder.csv"][-1]["quote"] == "two" and not list(folder.glob(".*.part"))


RIGHTLESS = """
store = open_()
store.apply("one", "saved", "", [add("one")])  # all modules are loaded by now
mine = os.geteuid()
folder.chmod(0o555)
if mine == 0:
    os.seteuid(65534)  # for root ignores permissions
for one in (store, open_()):
    one.look()
    assert one.journal.undoable().id == "one" and len(one.rows["coder.csv"]) == 2
    try:
        one.apply("two", "saved", "", [add("two")], seen=one.version)
    except NotSaved as why:
        say(str(why).replace(" ", "_"))
os.seteuid(mine)
folder.chmod(0o755)
assert store.apply("two", "saved", "", [add("two")]) and len(open_().rows["coder.csv"]) == 3
"""


def test_a_folder_without_the_right_to_write():
    why = "the folder, or a file in it, cannot be written; give yourself the right to write there, and save again"
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        (Path(name) / "coder.csv").write_bytes(b"article,quote\n010,We will come.\n")
        assert ran(Path(name), RIGHTLESS) == [why.replace(" ", "_")] * 2
