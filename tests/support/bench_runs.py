"""Benchmarks of whole runs and of cleaning, beside programs that do the same; they are installed from tests/peers.txt.

The peers have an environment of their own in build/.peers, for the project needs none of them.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import torture
from project import PROJECT, copied
from stancebook.core import notebooks
from stancebook.texts import cleaning

PEERS = PROJECT / "build" / ".peers"
CHARACTERS = 2_000_000

SNAKEFILE = """rule all:
    input: {targets}
"""
RULE = """rule book_{number}:
    input: {reads}
    output: touch("build/snake/{number}.done")
    shell: "true"
"""
DODO = """def task_book():
    for number, reads, needs in {books}:
        yield {{"name": number, "file_dep": reads + needs, "targets": [f"build/doit/{{number}}.done"],
               "actions": [f"mkdir -p build/doit && touch build/doit/{{number}}.done"]}}
"""
# prints the seconds that each peer takes to clean a text, without its import
CLEAN = """import json, sys, time
text = open(sys.argv[1], encoding="utf-8", newline="").read()
import cleantext, ftfy
from textacy import preprocessing
textacy = preprocessing.make_pipeline(
    preprocessing.normalize.unicode, preprocessing.normalize.quotation_marks, preprocessing.normalize.hyphenated_words,
    preprocessing.normalize.whitespace, preprocessing.replace.urls, preprocessing.remove.html_tags)
works = {"textacy": textacy, "ftfy": ftfy.fix_text,
         "clean-text": lambda text: cleantext.clean(text, lower=False, no_urls=True, to_ascii=False)}
def seconds(work):
    start = time.perf_counter()
    work(text)
    return time.perf_counter() - start
print(json.dumps({name: seconds(work) for name, work in works.items()}))
"""


def peers_python():
    """Return the Python of the peers' environment, which is built first if need be; None if it cannot be built."""
    python, wanted = PEERS / "bin" / "python", (PROJECT / "tests" / "peers.txt").read_text()
    if (PEERS / "peers.txt").is_file() and (PEERS / "peers.txt").read_text() == wanted:
        return python
    uv = Path(sys.prefix) / "bin" / "uv"
    for words in (["venv", "-q", "--clear", "-p", sys.executable, PEERS],
                  ["pip", "install", "-q", "-p", python, "-r", PROJECT / "tests" / "peers.txt"]):  # fmt: skip
        # without the project's settings, which leave out what the project's own packages do not need
        if subprocess.run([uv, "--no-config", *words]).returncode:
            return None
    (PEERS / "peers.txt").write_text(wanted)
    return python


def timed(words, home, **more):
    """Return how long a command takes in a folder: wall-clock seconds, and those of all its processes' processor."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("STANCEBOOK_", "MAKE"))}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), os.times().elapsed
    outcome = subprocess.run(words, cwd=home, env=environment | {"PYTHONPATH": str(home / "src")} | more,
                             capture_output=True, text=True)  # fmt: skip
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), os.times().elapsed - start
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turn(rounds, *works):
    """Return the median of what each function measures, as pairs of seconds; each round calls every function once."""
    measured = np.array([[work() for work in works] for _ in range(rounds)])
    return np.median(measured, axis=0)


def stamps(home):
    """Return the stamps of the default run, to delete them before a run from nothing."""
    return list(home.glob("build/default/*.done"))


def run(home, *words):
    """Time a run from nothing."""
    for stamp in stamps(home):
        stamp.unlink()
    return timed([sys.executable, "-m", "stancebook", "run", *words], home, STANCEBOOK_JOBS="2")


def by_papermill(home):
    """Time a loop of papermill's command over all notebooks."""
    took = [
        timed([sys.executable, "-m", "papermill", "--no-progress-bar", "-k", "python3", "--cwd", home / "notebooks",
               book.path, home / "build" / book.path.name], home)
        for book in notebooks.find_notebooks(home)
    ]  # fmt: skip
    return tuple(np.sum(took, axis=0))


PLAIN = """import json, os, sys
from stancebook.core import notebooks, paths
from stancebook.pipeline import execute
execute.set_environment(paths.project())
from IPython.core.interactiveshell import InteractiveShell
shell, books = InteractiveShell.instance(), notebooks.find_notebooks(paths.project())
os.chdir("notebooks")
for book in books:
    shell.reset()
    for kind, _, source in json.loads(book.cells):
        assert kind != "code" or shell.run_cell(source, store_history=True).success, source
"""


def plain(home):
    """Time all cells of all notebooks in one plain process, one after the other."""
    return timed([sys.executable, "-c", PLAIN], home)


def importing(home):
    """Time one import of the libraries that the notebooks use."""
    return timed([sys.executable, "-c", "import pandas, matplotlib.pyplot, scipy, networkx, IPython"], home)


def pipeline_runs(row, rounds):
    """Rows: a run from nothing beside papermill's command in a loop, ordinary kernels, and one plain process."""
    with tempfile.TemporaryDirectory() as folder:
        home = copied(Path(folder).resolve() / "project")
        works = [lambda: run(home), lambda: by_papermill(home), lambda: run(home, "--kernel"), lambda: plain(home),
                 lambda: importing(home)]  # fmt: skip
        ours, *others, one = in_turn(rounds, *works)
    names = ["papermill's command in a loop", "ordinary kernels, two at a time", "the cells in one plain process"]
    note = f"processor {ours[1]:.1f} and {{:.1f}} s; one import of the libraries takes {one[1]:.1f} s of processor"
    return [row("make report from nothing", 7, ours[0], name, other[0], np.nan, note.format(other[1]))
            for name, other in zip(names, others, strict=True)]  # fmt: skip


def lay_out_peers(home):
    """Write what snakemake and doit need to know the notebooks' graph: files read, and stamps of others."""
    books = notebooks.find_notebooks(home)
    order = notebooks.upstream(books)
    rules, tasks = [], []
    for book in books:
        reads = sorted(str(path.relative_to(home)) for name in book.reads for path in home.glob(name) if path.is_file())
        snake, doit = (
            [f"build/{tool}/{number}.done" for number in sorted(order[book.number])] for tool in ("snake", "doit")
        )
        rules.append(RULE.format(number=book.number, reads=", ".join(map(json.dumps, [*reads, *snake]))))
        tasks.append((book.number, reads, doit))
    targets = ", ".join(json.dumps(f"build/snake/{book.number}.done") for book in books)
    (home / "Snakefile").write_text(SNAKEFILE.format(targets=targets) + "".join(rules))
    (home / "dodo.py").write_text(DODO.format(books=tasks))


def nothing_to_do(row, rounds):
    """Rows: a report with nothing to do, beside doit and snakemake with nothing to do, and beside a bare Python."""
    python = peers_python()
    with tempfile.TemporaryDirectory() as folder:
        home = copied(Path(folder).resolve() / "project")
        run(home)
        works = {"python -c 'import yaml'": lambda: timed([sys.executable, "-c", "import yaml"], home)}
        if python:
            lay_out_peers(home)
            works |= {"doit": lambda: timed([python, "-m", "doit"], home),
                      "snakemake": lambda: timed([python, "-m", "snakemake", "-j2", "--quiet"], home)}  # fmt: skip
        for work in works.values():
            work()
        report = ["make", "-s", "report", f"VENV={sys.prefix}"]
        ours, *others = in_turn(rounds * 3, lambda: timed(report, home), *works.values())
    note = f"processor {ours[1]:.2f} and {{:.2f}} s"
    return [row("make report, nothing to do", 7, ours[0], name, other[0], np.nan, note.format(other[1]))
            for name, other in zip(works, others, strict=True)]  # fmt: skip


def texts_cleaned(row, rounds):
    """Rows: cleaning with every removed character kept, beside textacy, ftfy and clean-text, which keep none."""
    python, name = peers_python(), "cleaning, in MB/s"
    if not python:
        return [
            row(name, CHARACTERS, np.nan, "textacy, ftfy, clean-text", np.nan, np.nan, "they cannot be installed here")
        ]
    sentence = "“We will send troops,” the minister said – if others do; see https://example.org. <b>More</b>\n\n"
    text = (sentence * (CHARACTERS // len(sentence) + 1))[:CHARACTERS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_bytes(text.encode())
        peers, ours = [], []
        for _ in range(rounds):
            start = os.times().elapsed
            cleaning.apply_rules(text, torture.CLEANING_RULES.rules)
            ours.append(os.times().elapsed - start)
            outcome = subprocess.run([python, "-c", CLEAN, path], capture_output=True, text=True, check=True)
            peers.append(json.loads(outcome.stdout))
    size, best = len(text.encode()) / 1e6, min(ours)
    times = {peer: min(each[peer] for each in peers) for peer in peers[0]}
    return [row(name, CHARACTERS, best, peer, seconds, np.nan, f"{size / best:.1f} MB/s, the peer {size / seconds:.1f} MB/s")
            for peer, seconds in times.items()]  # fmt: skip
