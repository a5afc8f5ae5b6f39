"""A run of the toy study writes the same bytes whatever surrounds it: sixteen runs, in which all pairs of levels occur."""

import itertools
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from counts import FULL, count
from growing_study import lay_out
from make_runs import clean_environment
from project import PROJECT

# all listings of folders the other way round, in the processes that import it at their start
REVERSED = """
import os
listdir, scandir = os.listdir, os.scandir
class Entries:
    def __init__(self, found): self.found, self.left = found, iter(list(found)[::-1])
    def __iter__(self): return self.left
    def __next__(self): return next(self.left)
    def __enter__(self): return self
    def __exit__(self, *_): self.close()
    def close(self): self.found.close()
os.listdir = lambda *way: listdir(*way)[::-1]
os.scandir = lambda *way: Entries(scandir(*way))
"""
FOURS = {
    "time zone": ("UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"),
    "locale": ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.ISO8859-9"),
    "path": ("study", "a study of ours", "Brücke über дорогу 橋", "d" * 100 + "/" + "e" * 80),
}
TWOS = {
    "hash seed": ("0", "4242"),
    "processors": (1, 2),
    "side by side": ("1", "3"),
    "threads": ("1", "4"),
    "umask": (0o022, 0o077),
    "file order": ("as it is", "reversed"),
}


def rows():
    """Return the sixteen runs, each level by factor: Taguchi's L16 of 4^5, of which two columns are three of two levels.

    Over the field of four elements the columns are a, b, a + b, a + 2b and a + 3b, and addition is that of bits.
    """
    times = [[0, 0, 0, 0], [0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2]]
    for a, b in itertools.product(range(4), repeat=2):
        fours = (a, b, a ^ b)
        bits = [bit for x in (a ^ times[2][b], a ^ times[3][b]) for bit in (x & 1, x >> 1, (x & 1) ^ (x >> 1))]
        levels = [*zip(FOURS.items(), fours, strict=True), *zip(TWOS.items(), bits, strict=True)]
        yield {factor: choices[level] for (factor, choices), level in levels}


def test_each_pair_of_levels_occurs_in_sixteen_runs_and_as_often_as_others():
    runs = list(rows())
    assert len(runs) == 16
    for one, other in itertools.combinations(runs[0], 2):
        pairs = Counter((run[one], run[other]) for run in runs)
        assert len(pairs) == len({run[one] for run in runs}) * len({run[other] for run in runs}), (one, other)
        assert len({*pairs.values()}) == 1


def written(folder, levels, number):
    """Run the toy study as a project in a folder; return the bytes of what it wrote, by path."""
    home = folder / levels["path"]
    home.mkdir(parents=True)
    lay_out(home)
    (folder / "order").mkdir()
    (folder / "order" / "sitecustomize.py").write_text(REVERSED if levels["file order"] == "reversed" else "")
    environment = clean_environment(
        PYTHONPATH=f"{folder / 'order'}{os.pathsep}{PROJECT / 'src'}", PYTHONHASHSEED=levels["hash seed"],
        TZ=levels["time zone"], LC_ALL=levels["locale"], STANCEBOOK_JOBS=levels["side by side"],
        OMP_NUM_THREADS=levels["threads"], OPENBLAS_NUM_THREADS=levels["threads"],
    )  # fmt: skip
    processors = sorted(os.sched_getaffinity(0))[: levels["processors"]]
    ran = subprocess.run(
        [sys.executable, "-m", "stancebook", "run", number], cwd=home, env=environment, capture_output=True,
        umask=levels["umask"], preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )  # fmt: skip
    assert ran.returncode == 0, (levels, ran.stderr.decode(errors="replace")[-2000:])
    files = [path for name in ("data/processed", "report") for path in (home / name).rglob("*") if path.is_file()]
    found = {path.relative_to(home).as_posix(): path.read_bytes() for path in files}
    return found | {path.name: shown(path) for path in (home / "build").rglob("*.ipynb")}


def shown(notebook):
    """Return the outputs of an executed notebook; papermill writes times beside them."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell.get("outputs") for cell in cells]


@pytest.mark.slow
@pytest.mark.matrix
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not bind processes to processors")
def test_a_run_writes_the_same_bytes_in_all_surroundings(tmp_path):
    number = count("pairwise runs", full=16, small=2)
    first, *others = [*rows()][:: 15 // (number - 1)]
    expected = written(tmp_path / "0", first, "07" if FULL else "01")
    assert len(expected) > (30 if FULL else 5)
    for at, levels in enumerate(others, 1):
        found = written(tmp_path / str(at), levels, "07" if FULL else "01")
        differ = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
        assert differ == [], levels
