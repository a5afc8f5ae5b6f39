"""The street's own rules: what notebooks declare, what follows, what a stamp holds to, what a check imports."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from project import PROJECT, beside_pandas
from stancebook.core import notebooks, paths, problems
from stancebook.pipeline import execute, run_config, stamps


def book(path, reads, writes, parameters="study = ''"):
    """A notebook on disk that declares this."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Who?"},
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters, "outputs": []},
    ]
    metadata = {"stancebook": {"reads": reads, "writes": writes}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": metadata}), encoding="utf-8")
    return notebooks.read(path)


def made_from(makefile):
    """For each stamp's number those that must be made before it, by the Makefile, directly or by way of others."""
    rules = re.findall(r"^\$\(stamps\)/(\d\d)\.done: (.+)$", makefile, re.MULTILINE)
    out = {number: set() for number in re.search(r"^NOTEBOOKS := (.+)$", makefile, re.MULTILINE)[1].split()}
    for number, needed in sorted(rules):
        direct = re.findall(r"\$\(stamps\)/(\d\d)\.done", needed)
        out[number] = set(direct).union(*(out[before] for before in direct))
    return out


def test_the_makefile_has_the_edges_that_the_notebooks_declare():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert made_from(makefile) == notebooks.upstream(notebooks.find_notebooks(PROJECT))
    assert made_from(makefile.replace("$(stamps)/03.done: $(stamps)/02.done\n", "")) != made_from(makefile)


def test_each_generated_file_is_written_by_one_notebook_before_it_is_read():
    books = notebooks.find_notebooks(PROJECT)
    written = [name for notebook in books for name in notebook.writes]
    assert len(written) == len(set(written)) > 0
    for notebook in books:
        before = [name for other in books if other.number < notebook.number for name in other.writes]
        for name in notebook.reads:
            authored = paths.resolve(paths.RunPaths(PROJECT, Path("study"), Path("out")), name).is_relative_to("study")
            assert authored or any(notebooks.may_overlap(name, other) for other in before), f"{notebook.name}: {name}"


def test_declared_files_keep_their_order(tmp_path):
    notebook = book(tmp_path / "01-a.ipynb", ["b.csv", "a/*"], ["d.csv", "c.csv"])
    assert (notebook.reads, notebook.writes) == (("b.csv", "a/*"), ("d.csv", "c.csv"))
    assert book(tmp_path / "01-a.ipynb", [], ["z"]).reads == ()


@pytest.mark.parametrize(
    "declaration",
    [None, [], "reads", {"reads": []}, {"reads": [], "writes": "a.csv"}, {"reads": [1], "writes": []},
     {"reads": [], "writes": [], "more": []}],
)  # fmt: skip
def test_a_notebook_that_declares_no_files_is_refused_with_the_form(tmp_path, declaration):
    metadata = {} if declaration is None else {"stancebook": declaration}
    (tmp_path / "01-clean.ipynb").write_text(json.dumps({"cells": [], "metadata": metadata}))
    form = r'as in "stancebook": \{"reads": \["data/raw/\*"\], "writes": .*; restore or repair it$'
    with pytest.raises(problems.UserError, match=f"^01-clean.ipynb is not a usable notebook: its metadata .*, {form}"):
        notebooks.read(tmp_path / "01-clean.ipynb")


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"cells": []}', '{"cells": [], "metadata": []}'])
def test_a_file_that_is_no_notebook_is_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "01-clean.ipynb").write_text(content)
    with pytest.raises(problems.UserError, match="^01-clean.ipynb is not a usable notebook: .*; restore or repair it$"):
        notebooks.read(tmp_path / "01-clean.ipynb")


def test_only_assigned_names_are_parameters(tmp_path):
    assert book(tmp_path / "01-a.ipynb", [], [], "study = ''  # where\nissue = ''").parameters == ("study", "issue")
    assert book(tmp_path / "01-a.ipynb", [], [], "a, b = 1, 2\nprint(a)").parameters == ()


def test_what_follows_from_what_goes_by_way_of_others(tmp_path):
    books = [
        book(tmp_path / "01-a.ipynb", ["raw/*"], ["a.csv", "clean/*"]),
        book(tmp_path / "02-b.ipynb", ["a.csv", "c.csv"], ["b.csv"]),
        book(tmp_path / "03-c.ipynb", ["clean/000.txt"], ["c.csv"]),
        book(tmp_path / "04-d.ipynb", ["b.csv"], ["d.csv"]),
    ]
    assert notebooks.upstream(books) == {"01": set(), "02": {"01"}, "03": {"01"}, "04": {"01", "02"}}


def test_parameters_are_text_but_for_confidence():
    asked = {"STANCEBOOK_EXCLUDE_ARTICLES": " 003  004", "STANCEBOOK_MIN_CONFIDENCE": "3", "STANCEBOOK_CODING": "003"}
    values, wrong = run_config.parameters(asked)
    assert values == {"study": "", "coding": "003", "min_confidence": 3, "exclude_articles": "003 004", "issue": ""}
    assert wrong == []
    assert run_config.parameters({})[0] == paths.PARAMETERS


@pytest.fixture
def run(tmp_path):
    """A run of one notebook, and that notebook, its input and output written and its stamp made."""
    home = tmp_path / "study"
    generated = ("data/processed/a.csv", "report/figures/a.svg", "build/default/01-a.ipynb")
    for name in ("data/raw/000.txt", "requirements.lock", *generated):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("as it was")
    notebook = book(home / "notebooks/01-a.ipynb", ["data/raw/*"], ["data/processed/a.csv", "report/figures/*"])
    made = run_config.RunConfig(paths.run_paths(home), dict(paths.PARAMETERS), [notebook])
    stamps.write(made, notebook, stamps.basis(made, notebook) | stamps.result(made, notebook) | {"seconds": 1.0})
    assert stamps.holds(made, notebook)
    return made, notebook


@pytest.mark.parametrize(
    "name",
    ["data/raw/000.txt", "data/raw/001.txt", "data/processed/a.csv", "report/figures/b.svg", "requirements.lock",
     "build/default/01-a.ipynb", "build/default/01.done"],
)  # fmt: skip
def test_a_stamp_holds_to_content_and_not_to_time(run, name):
    path = run[0].rooms.project / name
    if path.exists():
        os.utime(path, (1, 1))
    assert stamps.holds(*run) and stamps.retire(run[0]) == []
    path.write_text("altered")
    assert not stamps.holds(*run) and stamps.retire(run[0]) == ["01"]


def test_a_stamp_does_not_hold_without_its_outputs(run):
    (run[0].rooms.figures / "a.svg").unlink()
    assert stamps.missing(*run) == ["report/figures/*"] and not stamps.holds(*run)


def test_a_stamp_holds_to_cells_and_parameters(run):
    made, notebook = run
    assert not stamps.holds(made, notebook._replace(cells="others"))
    assert not stamps.holds(made._replace(parameters=made.parameters | {"coding": "coder_a"}), notebook)


def test_a_stale_stamp_that_holds_again_is_kept(run):
    made, notebook = run
    (made.rooms.raw / "000.txt").write_text("altered")
    assert stamps.retire(made) == ["01"] and made.stamp(notebook, "stale").exists() and not stamps.keep(made, notebook)
    (made.rooms.raw / "000.txt").write_text("as it was")
    assert stamps.keep(made, notebook)
    assert [path.name for path in made.folder.glob("01.*")] == ["01.done"]


def test_with_a_stamp_those_downstream_are_retired_whatever_their_times(run):
    made, first = run
    second = book(made.rooms.notebooks / "02-b.ipynb", ["data/processed/a.csv"], ["data/processed/a.csv"])
    made.copy(second).write_text("as it was")
    stamps.write(made, second, stamps.basis(made, second) | stamps.result(made, second))
    made = made._replace(notebooks=[first, second])
    assert stamps.retire(made) == []
    (made.rooms.raw / "000.txt").write_text("altered")
    os.utime(made.stamp(second), (4e9, 4e9))
    assert stamps.retire(made) == ["01", "02"] and not made.stamp(second).exists()


def test_hidden_files_are_none_of_a_folders(run):
    (run[0].rooms.raw / ".DS_Store").write_text("a system's")
    assert stamps.holds(*run)


def test_a_kernel_meets_nobodys_settings(monkeypatch, tmp_path):
    for name in execute.STRAY:
        monkeypatch.setenv(name, "set")
    settled = execute.environment(tmp_path)
    assert not set(execute.STRAY) & set(settled)
    assert all(settled[name].startswith(str(tmp_path)) for name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR"))
    assert (Path(settled["PYTHONPATH"]) / "stancebook").is_dir()


CHECK = """
import sys
from stancebook.pipeline.cli import main
code = main(["check"])
heavy = ("pandas", "numpy", "matplotlib", "papermill", "nbformat", "nbclient", "IPython", "jupyter_client", "traitlets")
print(code, *(name for name in heavy if name in sys.modules))
"""


def check_printed():
    """What a check of the project says last."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "src")}
    words = [sys.executable, "-c", CHECK]
    outcome = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout.splitlines()[-1]


def test_a_check_imports_nothing_heavy_and_takes_less_than_importing_pandas():
    assert check_printed() == "0"
    assert beside_pandas(check_printed) < 1
