"""What notebooks declare, the order that follows from it, what stamps depend on, and what a check imports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from project import PROJECT, beside_pandas
from stancebook.brief import text
from stancebook.brief.inline import BriefError
from stancebook.core import files, notebooks, paths, problems
from stancebook.pipeline import execute, run_config, stamps


def book(path, reads, writes, parameters="study = ''"):
    """Write a notebook with these declared files and return it as read."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Who?"},
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters, "outputs": []},
    ]
    metadata = {"stancebook": {"reads": reads, "writes": writes}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": metadata}), encoding="utf-8")
    return notebooks.read(path)


def test_each_generated_file_is_written_by_one_notebook_before_it_is_read():
    books = notebooks.find_notebooks(PROJECT)
    written = [name for notebook in books for name in notebook.writes]
    assert len(written) == len(set(written)) > 0
    config = run_config.RunConfig(paths.run_paths(PROJECT), dict(paths.PARAMETERS), books)
    assert run_config.missing_inputs(config) == []
    missing = run_config.missing_inputs(config._replace(notebooks=books[1:]))
    assert "02-code.ipynb: no earlier notebook writes data/processed/sentences.csv, which it reads" in missing
    assert not [problem for problem in missing if "data/raw" in problem or "data/coded" in problem]


def test_declared_files_keep_their_order(tmp_path):
    notebook = book(tmp_path / "01-a.ipynb", ["b.csv", "a/*"], ["d.csv", "c.csv"])
    assert (notebook.reads, notebook.writes) == (("b.csv", "a/*"), ("d.csv", "c.csv"))
    assert book(tmp_path / "01-a.ipynb", [], ["z"]).reads == ()


def test_a_file_that_not_every_study_has_may_be_missing(run):
    made, _ = run
    notebook = book(
        made.paths.project / "notebooks" / "02-b.ipynb", [], ["report/figures/a.svg", "report/figures/map.svg?"]
    )
    assert notebook.writes == ("report/figures/a.svg", "report/figures/map.svg")
    assert notebook.optional == {"report/figures/map.svg"} and stamps.missing(made, notebook) == []
    certain = notebook._replace(optional=frozenset())
    assert stamps.missing(made, certain) == ["report/figures/map.svg"]


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
    with pytest.raises(
        problems.UserError, match=r"^01-clean.ipynb is not a usable notebook: .*; restore or repair it$"
    ):
        notebooks.read(tmp_path / "01-clean.ipynb")


def test_only_assigned_names_are_parameters(tmp_path):
    assert book(tmp_path / "01-a.ipynb", [], [], "study = ''  # where\nissue = ''").parameters == ("study", "issue")
    assert book(tmp_path / "01-a.ipynb", [], [], "a, b = 1, 2\nprint(a)").parameters == ()


def test_a_notebook_depends_on_others_through_others(tmp_path):
    books = [
        book(tmp_path / "01-a.ipynb", ["raw/*"], ["a.csv", "clean/*"]),
        book(tmp_path / "02-b.ipynb", ["a.csv", "c.csv"], ["b.csv"]),
        book(tmp_path / "03-c.ipynb", ["clean/000.txt"], ["c.csv"]),
        book(tmp_path / "04-d.ipynb", ["b.csv"], ["d.csv"]),
    ]
    assert notebooks.upstream(books) == {"01": set(), "02": {"01"}, "03": {"01"}, "04": {"01", "02"}}


def test_parameters_are_text_but_for_confidence():
    asked = {"STANCEBOOK_EXCLUDE_ARTICLES": " 003  004", "STANCEBOOK_MIN_CONFIDENCE": "3", "STANCEBOOK_CODING": "003"}
    values, problems_found = run_config.parameters(asked)
    assert values == {"study": "", "coding": "003", "min_confidence": 3, "exclude_articles": "003 004", "issue": ""}
    assert problems_found == []
    assert run_config.parameters({})[0] == paths.PARAMETERS


@pytest.fixture
def run(tmp_path):
    """A run of one notebook, with its files and its stamp written, and that notebook."""
    home = tmp_path / "study"
    generated = ("data/processed/a.csv", "report/figures/a.svg", "build/default/01-a.ipynb")
    for name in ("data/raw/000.txt", "requirements.lock", *generated):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("as it was")
    notebook = book(home / "notebooks/01-a.ipynb", ["data/raw/*"], ["data/processed/a.csv", "report/figures/*"])
    made = run_config.RunConfig(paths.run_paths(home), dict(paths.PARAMETERS), [notebook])
    stamps.write(made, notebook, stamps.inputs(made, notebook) | stamps.outputs(made, notebook) | {"seconds": 1.0})
    assert stamps.holds(made, notebook)
    return made, notebook


@pytest.mark.parametrize(
    "name",
    ["data/raw/000.txt", "data/raw/001.txt", "data/processed/a.csv", "report/figures/b.svg", "requirements.lock",
     "build/default/01-a.ipynb", "build/default/01.done"],
)  # fmt: skip
def test_a_stamp_holds_to_content_and_not_to_time(run, name):
    path = run[0].paths.project / name
    if path.exists():
        os.utime(path, (1, 1))
    assert stamps.holds(*run)
    path.write_text("altered")
    assert not stamps.holds(*run)


@pytest.mark.parametrize("saved", [[], ["altered", "as it was"], ["as it was"]])
def test_a_stamp_does_not_hold_if_a_file_was_saved_while_the_notebook_ran(run, saved, monkeypatch):
    made, notebook = run

    def execute_and_save(*_):
        for content in saved:
            files.write_text(made.paths.raw / "000.txt", content)

    monkeypatch.setattr(execute, "execute", execute_and_save)
    assert execute.run(made, notebook, False) == ""
    assert stamps.holds(*run) == (not saved)


def test_a_stamp_does_not_hold_without_its_outputs(run):
    (run[0].paths.figures / "a.svg").unlink()
    assert stamps.missing(*run) == ["report/figures/*"] and not stamps.holds(*run)


def test_a_stamp_holds_to_cells_and_parameters(run):
    made, notebook = run
    assert not stamps.holds(made, notebook._replace(cells="others"))
    assert not stamps.holds(made._replace(parameters=made.parameters | {"coding": "coder_a"}), notebook)


@pytest.mark.parametrize(
    "name",
    [
        *("data/raw/001.txt", "data/coded/study.yaml", "report/text.md", "data/validation/sample.csv"),
        *("data/training/decided.csv", "data/passages/theirs.csv"),
    ],
)
def test_what_was_checked_is_checked_again_when_a_file_of_the_study_changes(run, name):
    made, _ = run
    waits = {"03": ["the codings are not frozen yet", "stancebook freeze"]}
    assert stamps.was_checked(made) is None
    stamps.remember_check(made, stamps.authored(made), waits)
    (made.paths.processed / "a.csv").write_text("no authored file")
    assert stamps.was_checked(made) == waits
    assert stamps.was_checked(made._replace(parameters=made.parameters | {"coding": "coder_a"})) is None
    drawn = made._replace(notebooks=[book._replace(writes=("report/figures/x.svg",)) for book in made.notebooks])
    assert stamps.was_checked(drawn) is None, "the text of the brief may show what notebooks draw"
    (made.paths.project / name).parent.mkdir(parents=True, exist_ok=True)
    (made.paths.project / name).write_text("altered")
    assert stamps.was_checked(made) is None


SENTENCES = (
    "The dam leaks [@F001].",
    "No dam helps [@F001]{#none holds='x > 0'}.",
    "One dam holds [@F002]{#one holds='x > 1'}.\nIt is old [@F003].",
    "- A list [@F001].\n- Its end [@F002]{#end holds='x > 2'}.",
    "# A heading that holds",
    "```table sources",
    "```",
    "<!-- a remark",
    "the remark ends -->",
    "    [@F001]{#far holds='x > 3'}",
    "![](figures/map.svg)",
)


@examples(5)
@given(st.lists(st.sampled_from(SENTENCES), max_size=5), st.lists(st.sampled_from(SENTENCES), max_size=5))
def test_texts_with_the_same_part_for_findings_have_the_same_findings(one, other):
    parts, found = set(), []
    for blocks in (one, other):
        content = "\n\n".join(blocks)
        parts.add(stamps.findings_part(content.encode()))
        try:
            found.append([(each.id, each.words, each.holds) for each in text.parse(content).sentences if each.holds])
        except BriefError:
            found.append("cannot be read")
    assert len(parts) == 2 or found[0] == found[1] or "cannot be read" in found


def test_a_sentence_without_predicate_is_no_part_of_the_findings_and_one_with_it_is():
    shipped = (PROJECT / "report/text.md").read_bytes()
    part = stamps.findings_part(shipped)
    blocks = shipped.split(b"\n\n")
    counts = {b"holds" in block: 0 for block in blocks}
    for block in blocks:
        changed = stamps.findings_part(shipped.replace(block, block.replace(b" ", b" so ", 1), 1))
        assert (changed != part) == (b"holds" in block) or b" " not in block
        counts[b"holds" in block] += 1
    assert counts[True] >= 3 and counts[False] >= 20


def test_hidden_files_do_not_count_in_a_folder(run):
    (run[0].paths.raw / ".DS_Store").write_text("a system's")
    assert stamps.holds(*run)


def test_a_kernel_gets_no_personal_settings(monkeypatch, tmp_path):
    for name in execute.DROPPED:
        monkeypatch.setenv(name, "set")
    settings = execute.environment(tmp_path)
    assert not set(execute.DROPPED) & set(settings)
    assert all(
        settings[name].startswith(str(tmp_path)) for name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR")
    )
    assert (Path(settings["PYTHONPATH"]) / "stancebook").is_dir()


CHECK = """
import sys
from stancebook.pipeline.cli import main
code = main(["check"])
heavy = ("pandas", "numpy", "matplotlib", "papermill", "nbformat", "nbclient", "IPython", "jupyter_client", "traitlets")
print(code, *(name for name in heavy if name in sys.modules))
"""


def check_printed():
    """Return the last line that a check of the project prints."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "src")}
    words = [sys.executable, "-c", CHECK]
    outcome = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout.splitlines()[-1]


def test_a_check_imports_nothing_heavy_and_takes_less_than_importing_pandas():
    assert check_printed() == "0"
    assert beside_pandas(check_printed) < 1
