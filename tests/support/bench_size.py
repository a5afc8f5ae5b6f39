"""Benchmarks of size: many plain texts cleaned, beside programs that keep no offsets; reports of studies of many texts."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

import bench_runs
import large_study
from news import News
from project import PROJECT, copied
from stancebook.core import tables

STUDIES = (300, 1_000, 3_000)
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


# the command of the first argument on, with generated tables of more rows than that argument as Parquet
REPORT = """import sys
from stancebook.core import tables
from stancebook.pipeline import cli
tables.MOST_ROWS = int(sys.argv.pop(1))
sys.exit(cli.main(sys.argv[1:]))
"""


class Used(NamedTuple):
    """What a run used: seconds, seconds of processors, the most megabytes of all its processes together; and it said."""

    seconds: float
    processor: float
    megabytes: float
    said: str


def reported(home, study, most_rows=tables.MOST_ROWS):
    """Make the report of a study with two processes; return the Used of the run."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("STANCEBOOK_", "MAKE"))}
    words = [sys.executable, "-c", REPORT, str(most_rows), "report", "--study", str(study), "-j", "2"]
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = psutil.Popen(words, cwd=home, env=environment | {"PYTHONPATH": str(home / "src")}, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True)  # fmt: skip
    most, told = 0.0, []
    reader = threading.Thread(target=lambda: told.extend(process.stdout))
    reader.start()
    while process.poll() is None:
        most = max(most, sum(map(megabytes, [process, *process.children(recursive=True)])))
        time.sleep(0.2)
    reader.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 0, "".join(told)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(time.perf_counter() - begun, processor, most, "".join(told))


def megabytes(process):
    """Return the memory of a process without its part of what it shares with others, 0 if it is gone."""
    try:
        info = process.memory_full_info()
    except psutil.Error:
        return 0.0
    return getattr(info, "pss", info.uss) / 1e6


def studies_in_number(row, _rounds):
    """Rows: the whole report of invented studies of three sizes, beside the smallest one's time times the texts."""
    rows, first = [], 0.0
    with tempfile.TemporaryDirectory() as name:
        home = copied(Path(name).resolve() / "project")
        for size in STUDIES:
            study = large_study.write(Path(name).resolve() / str(size), size)
            used = reported(home, study)
            first = first or used.seconds
            statements = len(tables.read(study / "data/coded/coder_a.csv"))
            note = (
                f"about {statements:,} statements by each of two coders; processor {used.processor:.0f} s, on two cores"
            )
            linear = first * size / STUDIES[0]
            rows.append(
                row(
                    "report of so many texts",
                    size,
                    used.seconds,
                    f"as {STUDIES[0]} texts",
                    linear,
                    used.megabytes,
                    note,
                )
            )
    return rows
