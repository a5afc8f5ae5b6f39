"""Forked kernels: outputs as in an ordinary kernel, no trace of another notebook, and no process left behind."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from make_runs import clean_environment
from project import PROJECT
from small_project import lay_out, write

EVERY_KIND = [
    "1 + 1",
    "print('printed'); import sys; print('to stderr', file=sys.stderr); print('printed again')",
    "from IPython.display import HTML, clear_output, display; display(HTML('<b>shown</b>')); print('after it')",
    "handle = display('first', display_id='one')",
    "handle.update('second')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone too'); clear_output(wait=True); print('stays too')",
    "import asyncio; await asyncio.sleep(0.01); 'awaited'",
    "%config InlineBackend.figure_format = 'png'\n%matplotlib inline",
    "%%capture taken\nprint('not shown')",
    "!echo from the shell",
    "taken.stdout, _, Out[1], In[1]",
    "import pandas; pandas.DataFrame({'a': [1, 2]})",
    "import matplotlib; import matplotlib.pyplot as plt; plt.plot([1, 2]).clear(); matplotlib.get_backend()",
    "input('asked')",
    "nonsense(",
    "class Broken:\n    def __repr__(self):\n        raise ValueError('no words')\nBroken()",
    "import warnings; warnings.simplefilter('ignore'); warnings.warn('not shown')",
    "__name__, get_ipython().kernel.__class__.__mro__[-2].__name__, sys.stdin.read(), sys.path.count('')",
    "import subprocess; subprocess.run(['echo', 'from a program']).returncode",
    "def divide():\n    return 1 / 0\n\ndivide()",
    "%no_such_magic",
    "'the last but one'",
    "raise SystemExit(3)",
]

POLLUTE = """import decimal, os, random, sys, textwrap
import matplotlib, numpy, pandas
mine = 1
pandas.options.display.max_rows = 3
numpy.set_printoptions(precision=1)
textwrap.dedent = lambda text: "patched"
del sys.modules["decimal"]
os.environ["POLLUTED"] = "yes"
os.chdir("/")
os.umask(0)
random.seed(1)
numpy.random.seed(1)
decimal.getcontext().prec = 3
matplotlib.rcParams["font.size"] = 3
matplotlib.rc_context()
numpy.ones((400, 400)) @ numpy.ones((400, 400))
kept_open = open(__OPEN__, "w")
kept_open.write("left in the buffer")
"""

OBSERVE = """import decimal, os, random, sys, textwrap
import matplotlib, numpy, pandas, beside
print(sys.path.count(""), beside.__file__ == os.path.abspath("beside.py"))
print("mine" in globals(), pandas.options.display.max_rows, numpy.get_printoptions()["precision"], textwrap.dedent(' a'))
print("decimal" in sys.modules, decimal.getcontext().prec, os.environ.get("POLLUTED"), os.path.basename(os.getcwd()))
print(matplotlib.rcParams["font.size"], matplotlib.rcParams["backend"], os.umask(0o22))
print((numpy.ones((400, 400)) @ numpy.ones((400, 400)))[0, 0], len(os.listdir("/proc/self/task")) < 64)
"""

CRASH = "import ctypes; ctypes.string_at(0)"
CHANCE = "import random, numpy\nprint(random.random(), numpy.random.random())"


WRITE_A = """import pathlib
pathlib.Path("data/processed").mkdir(parents=True, exist_ok=True)
pathlib.Path("data/processed/a.csv").write_text("a")"""


def notebook(path, cells, reads=(), writes=()):
    """Write a notebook of these cells, which may all fail."""
    book = nbformat.v4.new_notebook(metadata={"stancebook": {"reads": list(reads), "writes": list(writes)}})
    book.cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(cells)]
    for cell in book.cells:
        cell.metadata.tags = ["raises-exception"]
    write(path, nbformat.writes(book))


def outputs(path):
    """Return the outputs and the number of each cell of a notebook."""
    return [(cell.outputs, cell.execution_count) for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def executed(folder, cells, *options):
    """Run a notebook by papermill's own command; return its cells' outputs."""
    notebook(folder / "book.ipynb", cells)
    words = [sys.executable, "-m", "papermill", "book.ipynb", "copy.ipynb", "-k", "python3", *options]
    environment = clean_environment(PYTHONPATH=str(PROJECT / "src"), IPYTHONDIR=str(folder / "ipython"))
    subprocess.run(words, env=environment, capture_output=True, timeout=120, cwd=folder)
    return outputs(folder / "copy.ipynb")


@pytest.fixture(scope="module")
def two_notebooks(tmp_path_factory):
    """A project of two notebooks: the first changes whatever it can, the second shows what it finds."""
    home = lay_out(tmp_path_factory.mktemp("two") / "Bücher", kernel="")
    for path in home.glob("notebooks/*"):
        path.unlink()
    (home / "build").mkdir()
    pollute = POLLUTE.replace("__OPEN__", repr(str(home / "build/open.txt")))
    cells = ["import os; home = os.path.dirname(os.getcwd())", CHANCE, pollute, f"os.chdir(home)\n{WRITE_A}"]
    notebook(home / "notebooks/01-first.ipynb", cells, [], ["data/processed/a.csv"])
    write(home / "notebooks/beside.py", "")
    notebook(home / "notebooks/02-second.ipynb", [OBSERVE, CHANCE], ["data/processed/a.csv"], [])
    return home


def run(home, *words):
    """Run the second notebook and what it needs; return the texts that its cells print."""
    for path in home.glob("build/default/*.done"):
        path.unlink()
    words = [sys.executable, "-m", "stancebook", "run", "02", *words]
    environment = clean_environment(PYTHONPATH=str(home / "src"), STANCEBOOK_JOBS="2")
    outcome = subprocess.run(words, cwd=home, env=environment, capture_output=True, text=True, timeout=120)
    assert (outcome.returncode, outcome.stderr) == (0, ""), outcome.stderr
    assert "2 notebooks ran" in outcome.stdout
    return [cell.outputs[0].text for cell in nbformat.read(home / "build/default/02-second.ipynb", 4).cells]


@pytest.mark.slow
def test_every_kind_of_cell_comes_out_as_in_an_ordinary_kernel(tmp_path):
    ordinary = executed(tmp_path, EVERY_KIND)
    forked = executed(tmp_path, EVERY_KIND, "--engine", "stancebook")
    assert len(forked) == len(ordinary) == len(EVERY_KIND)
    assert sum(bool(shown) for shown, _ in ordinary) >= 20
    for source, ours, theirs in zip(EVERY_KIND, forked, ordinary, strict=True):
        assert ours == theirs, source


@pytest.mark.slow
def test_a_notebook_finds_nothing_of_the_one_before_it(two_notebooks):
    seen, chance = run(two_notebooks)
    first = nbformat.read(two_notebooks / "build/default/01-first.ipynb", 4).cells[1].outputs[0].text
    assert (two_notebooks / "build/open.txt").read_text() == "left in the buffer"
    (two_notebooks / "build/open.txt").unlink()
    ordinary, other_chance = run(two_notebooks, "--kernel")
    assert seen == ordinary and seen.startswith("1 True\nFalse 60 8 a\nTrue 28 None notebooks\n")
    assert (two_notebooks / "build/open.txt").read_text() == "left in the buffer"
    assert all(len(set(drawn)) == 3 for drawn in zip(chance.split(), other_chance.split(), first.split(), strict=True))


@pytest.mark.parametrize(
    "death",
    ["os._exit(3)", *(pytest.param(death, marks=pytest.mark.slow) for death in ("os.kill(os.getpid(), 9)", CRASH))],
)
def test_a_kernel_that_dies_is_a_sentence(two_notebooks, tmp_path, death):
    home = shutil.copytree(two_notebooks, tmp_path / "dies")
    notebook(home / "notebooks/02-second.ipynb", [f"import os; print('so far'); {death}"], ["data/processed/a.csv"])
    environment = clean_environment(PYTHONPATH=str(home / "src"))
    words = [sys.executable, "-m", "stancebook", "run", "02"]
    outcome = subprocess.run(words, cwd=home, env=environment, capture_output=True, text=True, timeout=120)
    assert outcome.returncode == 1
    assert "02-second  stopped: DeadKernelError: Kernel died\nopen build/default/02-second.ipynb" in outcome.stderr
    assert "Traceback" not in outcome.stderr and not (home / "build/default/02.done").exists()
    assert nbformat.read(home / "build/default/02-second.ipynb", 4).cells[0].source.startswith("import os; print")


@pytest.mark.slow
def test_a_cell_that_takes_too_long_stops_the_notebook(tmp_path):
    words = ("--engine", "stancebook", "--execution-timeout", "1")
    shown = executed(tmp_path, ["print('begun')", "import time; time.sleep(60)", "print('never')"], *words)
    assert [count for _, count in shown] == [1, 2, None]


def test_a_study_may_have_warnings_and_print_without_end_in_sight(tmp_path):
    cells = [
        "print('line\\n' * 20_000)",
        "import sys\nfor n in range(500):\n    print(n)\n    print(-n, file=sys.stderr)",
    ]
    (shown, _), (streams, _) = executed(tmp_path, cells, "--engine", "stancebook")
    assert "".join(output.text for output in shown) == "line\n" * 20_000 + "\n"
    texts = {name: "".join(out.text for out in streams if out.name == name) for name in ("stdout", "stderr")}
    assert texts == {"stdout": "".join(f"{n}\n" for n in range(500)), "stderr": "".join(f"{-n}\n" for n in range(500))}
