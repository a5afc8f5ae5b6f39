"""Benchmarks of size: many plain texts cleaned with all offsets kept, beside programs that keep none."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import bench_runs
from news import News
from project import PROJECT

SIZES, DISTINCT, SAMPLE = (1_000, 10_000, 100_000), 10_000, 400
# prints the seconds of the command without its imports, and the megabytes that the largest of its processes had
COMMAND = """import resource, sys, time
from pyarrow import compute, parquet
from stancebook.intake import many
from stancebook.pipeline import cli
many.clean_batch([("0", "a.txt", b"Arland waits.")], many.read_rules({}))
start = time.perf_counter()
code = cli.main(sys.argv[1:])
used = (resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(time.perf_counter() - start, max(used) / 1024)
sys.exit(code)
"""
# a process of its own between: a program that the tests start begins with their memory
APART = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"


def cleaned(folder, out, jobs):
    """Return the seconds that the command takes with so many processes, and the megabytes of the largest of them."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "src")}
    words = [
        sys.executable,
        "-c",
        APART,
        sys.executable,
        "-c",
        COMMAND,
        "clean",
        str(folder),
        "--out",
        str(out),
        "-j",
        str(jobs),
    ]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    seconds, megabytes = map(float, ended.stdout.splitlines()[-1].split())
    return seconds, megabytes


def linked(paths, folder, texts):
    """Fill a new folder with so many texts, which are links to some; return their megabytes."""
    folder.mkdir()
    for number in range(texts):
        os.link(paths[number % len(paths)], folder / f"{number:06}.txt")
    return sum(path.stat().st_size for path in paths) / len(paths) * texts / 1e6


def peers_speed(paths, folder):
    """Return the megabytes a second of each peer on the first texts as one; none if they cannot be installed."""
    python = bench_runs.peers_python()
    if not python:
        return {}
    whole = folder / "sample.txt"
    whole.write_bytes(b"".join(path.read_bytes() for path in paths[:SAMPLE]))
    told = subprocess.run([python, "-c", bench_runs.CLEAN, whole], capture_output=True, text=True, check=True).stdout
    return {name: whole.stat().st_size / 1e6 / seconds for name, seconds in json.loads(told).items()}


def texts_in_number(row, _rounds):
    """Rows: texts of 5 kB read and cleaned into tables, at three sizes; the peers' time is that of a sample, extrapolated."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = News().write(folder / "texts", min(DISTINCT, max(SIZES)))
        speeds = peers_speed(paths, folder) or {"ftfy, clean-text, textacy": np.nan}
        for size in SIZES:
            megabytes = linked(paths, folder / str(size), size)
            one, memory = cleaned(folder / str(size), folder / "one", 1)
            two, _ = cleaned(folder / str(size), folder / "two", 2)
            same = all(
                (folder / "two" / path.name).read_bytes() == path.read_bytes() for path in (folder / "one").iterdir()
            )
            note = f"{megabytes / one:.1f} MB/s, on two cores {megabytes / two:.1f}, {'the same' if same else 'OTHER'} bytes; peer "
            rows += [row("texts of 5 kB cleaned", size, one, peer, megabytes / speed, memory, f"{note}{speed:.1f} MB/s")
                     for peer, speed in speeds.items()]  # fmt: skip
    return rows
