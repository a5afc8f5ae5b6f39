"""Files and JSON within limits, and beyond them."""

import json
import os
import shutil
import signal
import socket
import tracemalloc

import pytest

from project import PROJECT
from stancebook.core.bounds import json_text, limits, progress, reading, values
from stancebook.core.problems import Problem, one_line
from stancebook.desk.journal import Journal
from stancebook.pipeline import cli


@pytest.fixture
def within_seconds():
    """A test that waits for a pipe ends with an error."""
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits"))
    signal.alarm(20)
    yield
    signal.alarm(0)


def test_a_regular_file_is_read_up_to_the_limit_and_refused_beyond_it(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(b"x" * 10)
    (tmp_path / "link.txt").symlink_to(path)
    assert reading.read_bytes(path, 10) == reading.read_bytes(tmp_path / "link.txt", 10) == b"x" * 10
    assert reading.regular(path, 10) == path
    for read in (reading.read_bytes, reading.read_text, reading.regular):
        with pytest.raises(limits.BeyondLimit) as error:
            read(path, 9)
        assert str(error.value) == (
            "text.txt: it has 1 MB, more than the 1 MB that it may have; "
            "split it, or take out what does not belong there"
        )


def test_a_megabyte_that_is_begun_counts():
    assert [limits.megabytes(size) for size in (0, 1, 1_000_000, 1_000_001)] == ["0 MB", "1 MB", "1 MB", "2 MB"]


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "text.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000_000)
    with pytest.raises(limits.BeyondLimit, match="it has 300,000 MB, more than the 8 MB"):
        reading.read_bytes(path, limits.TEXT_BYTES)


def test_a_small_file_takes_no_memory_of_the_size_of_the_limit(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(b"x" * 1000)
    tracemalloc.start()
    assert reading.read_bytes(path, 50_000_000) == b"x" * 1000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(("most", "size"), [(15, 15), (10, 15), (10, 9_000_000)])
def test_a_file_that_grows_while_it_is_read_is_read_whole_or_refused(tmp_path, monkeypatch, most, size):
    path, fstat = tmp_path / "text.txt", os.fstat
    path.write_bytes(b"x" * 10)

    def grown(handle):
        status = fstat(handle)
        path.write_bytes(b"x" * size)
        tracemalloc.start()
        return status

    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", grown)
        if most == size:
            assert reading.read_bytes(path, most) == b"x" * size
        else:
            with pytest.raises(limits.BeyondLimit):
                reading.read_bytes(path, most)
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.txt"))
        for kind in ("pipe", "folder", "device", "socket"):
            with pytest.raises(limits.BeyondLimit, match=f"^{kind}.txt: it is a {kind} and no file; put a file"):
                reading.read_bytes(tmp_path / f"{kind}.txt")
    with pytest.raises(FileNotFoundError):
        reading.read_bytes(tmp_path / "missing.txt")


def test_what_a_pipe_takes_the_place_of_while_it_is_opened_is_not_waited_for(tmp_path, monkeypatch, within_seconds):
    (tmp_path / "text.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    before = os.stat(tmp_path / "text.txt")
    monkeypatch.setattr(reading.os, "stat", lambda path: before)
    with pytest.raises(limits.BeyondLimit, match=r"^pipe.txt: it is a pipe and no file"):
        reading.read_bytes(tmp_path / "pipe.txt")


def test_a_file_that_cannot_be_read_is_a_problem_with_its_fix(tmp_path):
    problems = []
    for name in (".", "none.txt"):
        try:
            reading.read_bytes(tmp_path / name)
        except (OSError, limits.BeyondLimit) as error:
            problems.append(reading.unreadable("text.txt", error))
    assert problems[0] == Problem("text.txt", None, "", "it is a folder and no file", "put a file in its place")
    assert str(problems[1]).startswith("text.txt: it cannot be read (it is gone")


def test_line_ends_are_read_as_pathlib_reads_them(tmp_path):
    (tmp_path / "text.txt").write_bytes("a\r\nb\rc\n\r\u2028é".encode())
    assert reading.read_text(tmp_path / "text.txt") == (tmp_path / "text.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ("[" * 100 + "]" * 100, "[" * 101 + "]" * 101),
        ('{"a": ' * 100 + "1" + "}" * 100, '{"a": ' * 101 + "1" + "}" * 101),
        (f"[{'[1], ' * 200}[]]", "[" * 100_000),
        ("1" * 4000, "1" * 5000),
        (f'"{"[" * 101}"', '"[[['),
    ],
)
def test_json_is_read_up_to_the_limit_and_refused_beyond_it(within, beyond):
    assert json_text.loads(within) == json.loads(within)
    with pytest.raises(ValueError, match=r"deep|4300 digits|Unterminated"):
        json_text.loads(beyond)


def test_whole_numbers_have_up_to_nine_digits():
    whole, none = (0, 999_999_999, "0", "9" * 9), (True, -1, 10**9, "9" * 10, "1.0", "-1", 1.0, None)
    assert [values.is_whole(value) for value in (*whole, *none)] == [True] * len(whole) + [False] * len(none)


def test_values_have_up_to_so_many_characters_of_which_a_sentence_shows_some():
    assert values.faults({"coding": "x" * 1000, "exclude_articles": "x" * 100_000}) == []
    assert values.faults({"coding": "x" * 1001}) == ["coding: it has 1001 characters, more than 1000; write less"]
    sign, digits = "\0" + "x" * 200, "x" * 200
    assert values.faults({"issue": sign, "min_confidence": digits, "coding": None}) == [
        f"issue: '{one_line(sign, 100)}' holds a sign that no file has in its name; take it out",
        f"min_confidence: '{one_line(digits, 100)}' is not a whole number; use 1, 2 or 3",
        "coding: it is a NoneType and no text; write it as text",
    ]
    assert values.faults({"min_confidence": 1.5}) == ["min_confidence: 'float' is not a whole number; use 1, 2 or 3"]


def test_work_goes_on_since_it_was_first_told(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(progress.time, "monotonic", iter([1.0, 2.0]).__next__)
        told = []
        for doing in (("reading", 1, 3), ("reading",), ("packing",)):
            progress.tell(*doing)
            told.append(progress.latest())
        progress.over()
    assert told == [("reading", 1, 3, 1.0), ("reading", 0, 0, 1.0), ("packing", 0, 0, 2.0)]


def test_work_that_fails_is_over():
    with pytest.raises(ValueError, match="no"):
        for _ in progress.counted("reading", "ab"):
            raise ValueError("no")
    assert progress.latest() is None


@pytest.mark.parametrize("words", [
    "import p.csv", "import p.zip", "import p.qdpx", "import p.xlsx", "verify p.zip", "clean . --rules p.yaml --out out",
])  # fmt: skip
def test_a_pipe_in_the_place_of_what_a_command_reads_ends_it_with_a_sentence(
    tmp_path, monkeypatch, capsys, words, within_seconds
):
    monkeypatch.chdir(tmp_path)
    for ending in ("csv", "zip", "yaml", "qdpx", "xlsx"):
        os.mkfifo(f"p.{ending}")
    assert cli.main(words.split()) == 1 and "a pipe" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["notebooks/03-reliability.ipynb", "data/coded/coder_a_journal.jsonl"])
def test_check_names_a_pipe_in_the_place_of_a_notebook_or_a_journal(
    tmp_path, monkeypatch, capsys, name, within_seconds
):
    home = tmp_path / "toy"
    assert cli.main(["new", str(home)]) == 0
    shutil.copytree(PROJECT / "tests/toy", home, dirs_exist_ok=True)
    monkeypatch.chdir(home)
    (home / name).unlink(missing_ok=True)
    os.mkfifo(home / name)
    assert cli.main(["check"]) == 1
    file = name.rpartition("/")[2]
    assert f"{file}: it is a pipe and no file; put a file in its place" in capsys.readouterr().err


def test_the_desk_waits_for_no_pipe_in_the_place_of_a_journal(tmp_path, within_seconds):
    os.mkfifo(tmp_path / "ada_journal.jsonl")
    with pytest.raises(limits.BeyondLimit, match="it is a pipe"):
        Journal(tmp_path / "ada_journal.jsonl").look()
