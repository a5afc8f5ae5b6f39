"""The table of the matrix counts cases tried and failed, in one process and in several, small and in full."""

import os
import subprocess
import sys

import pytest

from project import PROJECT

TESTS = """
import pytest
from counts import count

KILLS = count("kills", full=7, small=3)

@pytest.mark.matrix("kills", full=7)
@pytest.mark.parametrize("point", range(KILLS))
def test_kill(point):
    assert point != 2

@pytest.mark.matrix
def test_asks():
    for _ in range(count("way back", full=900, small=10)):
        pass
    assert count("bytes", full=50, small=5) == 0

@pytest.mark.matrix("way back", cases=count("way back", full=100, small=2))
def test_property():
    pass

@pytest.mark.matrix("archives")
@pytest.mark.parametrize("archive", "ab")
def test_archive(archive):
    pass

@pytest.mark.matrix("archives")
def test_archive_that_is_not_there():
    pytest.skip("not there")

def test_without_mark():
    count("archives", full=2, small=1)
"""
TABLES = {
    "": ["archives 2 0 3", "bytes 5 1 50", "kills 3 1 7", "way back 12 1 1000"],
    "full": ["archives 2 0 3", "bytes 50 1 50", "kills 7 1 7", "way back 1000 1 1000"],
}


@pytest.mark.slow
@pytest.mark.parametrize(("matrix", "processes"), [("", "0"), pytest.param("full", "1", marks=pytest.mark.slow)])
def test_the_table_has_each_part_with_its_cases(tmp_path, matrix, processes):
    (tmp_path / "conftest.py").write_text("from counts import pytest_runtest_call, pytest_terminal_summary\n")
    (tmp_path / "test_parts.py").write_text(TESTS)
    settings = ["-c", str(PROJECT / "pyproject.toml"), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-q", "-n", processes, str(tmp_path)],
        env={**os.environ, "STANCEBOOK_MATRIX": matrix, "PYTHONPATH": f"{PROJECT}/src:{PROJECT}/tests/support"},
        capture_output=True,
        text=True,
    )
    assert "test_without_mark asks for a count, and needs the mark matrix" in outcome.stdout
    lines = [" ".join(line.split()) for line in outcome.stdout.splitlines()]
    begun = lines.index("part tried failed in full")
    assert lines[begun + 1 : begun + 5] == TABLES[matrix]
    assert ("the matrix of faults, in full" in outcome.stdout) == bool(matrix)
