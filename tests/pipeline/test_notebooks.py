"""The committed notebooks: complete, in the agreed form, and repeated with the same outputs and files."""

import ast
import csv
import json
import re
import shutil
import statistics
import subprocess
import sys

import nbformat
import pytest

from project import PROJECT
from stancebook.core import notebooks, paths
from stancebook.pipeline import execute

PATHS = sorted((PROJECT / "notebooks").glob("[0-9]*.ipynb"))
NAMES = ["01-clean", "02-code", "03-reliability", "04-stances", "05-coalitions", "06-robustness", "07-brief"]
OPTIONAL = re.compile(r"_(marks\.csv|journal\.jsonl)$|^data/fonts$")  # from the desk; fonts of a study's own


def cells(path, kind="code"):
    """Return the cells of one type of a committed notebook."""
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == kind]


def shows(cell):
    """Whether a cell ends in a value to show; one that ends in writing a file shows nothing."""
    last = ast.parse(cell.source).body[-1]
    return isinstance(last, ast.Expr) and not ast.unparse(last).startswith("study.write")


def snapshot(folder):
    """Return the bytes of the notebooks and of every generated file that is committed."""
    paths = [*folder.glob("data/processed/**/*"), *folder.glob("report/**/*"), *folder.glob("notebooks/*.ipynb")]
    files = [path for path in paths if path.is_file() and path.suffix not in (".html", ".pdf", ".docx", ".jsonld")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_there_are_seven_notebooks():
    assert [path.stem for path in PATHS] == NAMES


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestCommitted:
    def test_every_cell_was_run_once_and_in_order(self, path):
        assert [cell.execution_count for cell in cells(path)] == list(range(1, len(cells(path)) + 1))

    def test_outputs_are_there_and_are_results(self, path):
        outputs = [output for cell in cells(path) for output in cell.outputs]
        assert len(outputs) == sum(map(shows, cells(path))) > 10
        assert {output.output_type for output in outputs} == {"execute_result"}

    def test_no_cell_is_exempt_from_comparison(self, path):
        text = path.read_text(encoding="utf-8").lower()
        assert not re.search(r"nbval|image/png|raises-exception|skip", text)

    def test_the_title_is_a_question_and_the_metadata_declare_the_files(self, path):
        first = cells(path, "markdown")[0].source.splitlines()
        assert first[0].startswith("# ") and first[0].endswith("?")
        declared = notebooks.read(path)
        assert declared.reads and declared.writes
        assert len({*declared.reads, *declared.writes}) == len(declared.reads + declared.writes)

    def test_parameters_are_flat_constants_with_a_comment(self, path):
        (cell,) = [cell for cell in cells(path) if "parameters" in cell.metadata.get("tags", ())]
        lines = cell.source.splitlines()
        assert len(lines) <= 6
        for line in lines:
            name, value = re.fullmatch(r'(\w+) = (""|"\w+"|\d)  # \S.*', line).groups()
            assert value == json.dumps(paths.PARAMETERS[name])

    def test_cells_are_short_and_define_nothing(self, path):
        sources = [cell.source for cell in cells(path)]
        lengths = [len(source.splitlines()) for source in sources]
        assert max(lengths) <= 8 and statistics.median(lengths) <= 3
        assert max(len(line) for source in sources for line in source.splitlines() if "  # " not in line) <= 100
        for source in sources:
            assert not re.search(r"^\s*(def|class) |print\(|;\s*$|/home|\.\./|#[0-9a-f]{6}\b", source, re.MULTILINE)

    def test_it_opens_with_imports_parameters_and_the_study(self, path):
        imports, parameters, opening = cells(path)[:3]
        assert all(re.match(r"(from|import) |$", line) for line in imports.source.splitlines())
        assert "parameters" in parameters.metadata.tags
        assert opening.source == "study = Study.open(study, coding, min_confidence, exclude_articles, issue)"

    def test_no_sentence_is_put_together_in_a_cell(self, path):
        """An f-string of a cell may name a file or join sentences; a sentence with numbers comes from the package."""
        for cell in cells(path):
            for node in ast.walk(ast.parse(cell.source)):
                parts = node.values if isinstance(node, ast.JoinedStr) else []
                typed = "".join(part.value for part in parts if isinstance(part, ast.Constant))
                assert not re.search(r"[A-Za-z]{2,} |\s[A-Za-z]{2,}", typed), cell.source

    def test_prose_is_about_as_much_as_code(self, path):
        assert len(cells(path, "markdown")) * 3 >= len(cells(path))

    def test_shown_tables_are_short(self, path):
        for cell in cells(path):
            for output in cell.outputs:
                rows = [line for line in output.data.get("text/markdown", "").splitlines() if line.startswith("| ")]
                assert len(rows) <= 2 + 18

    def test_metadata_hold_no_machine_and_no_time(self, path):
        notebook = nbformat.read(path, 4)
        assert set(notebook.metadata) == {"kernelspec", "language_info", "stancebook"}
        assert notebook.metadata.language_info == {"name": "python"}
        assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)


def test_the_readme_quotes_the_answer_of_the_brief():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    with open(PROJECT / "data/processed/claims.csv", encoding="utf-8", newline="") as file:
        sentences = [row["sentence"] for row in csv.DictReader(file)]
    quoted = [line[2:] for line in readme.splitlines() if line.startswith("> ")]
    assert len(quoted) > 2 and quoted == [sentence for sentence in sentences if sentence in quoted]


def repeated(folder, names):
    """Run notebooks again and compare their outputs with those that they hold."""
    plugins = ["-p", "no:cacheprovider", "-p", "stancebook.core.nbval_failures"]
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", *plugins, "-q", "-rN", *names]
    source = (folder if (folder / "src").exists() else PROJECT) / "src"
    environment = execute.environment(folder) | {"PYTHONPATH": str(source)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_a_notebook_that_does_not_repeat_its_outputs_is_told_in_a_few_lines(tmp_path):
    long = "\n".join(f"row {number}, {'x' * 900}" for number in range(40))
    committed = [("'so'", "'so'"), ("# a comment\n'so'", "'not so'"), ("open('none')", "1"), ("1", long)]
    cells = []
    for place, (source, text) in enumerate(committed, 1):
        output = nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=place)
        cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=place))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "08-new.ipynb")
    told = repeated(tmp_path, ["08-new.ipynb"]).stdout
    assert "08-new.ipynb, In [2] # a comment: Cell outputs differ\n  committed: 'not so'\n  found now: 'so'" in told
    assert "08-new.ipynb, In [3] open('none'): Cell execution caused an exception\n  FileNotFoundError: [Errno" in told
    assert "08-new.ipynb, In [4] 1: Cell outputs differ\n  committed: row 0, xxx" in told and "  found now: 1\n" in told
    assert "In [1]" not in told and len(told) < 4000


def test_notebooks_repeat_their_outputs(copy):
    before = snapshot(copy)
    ran = repeated(copy, [f"notebooks/{path.name}" for path in PATHS])
    after = snapshot(copy)
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    assert (ran.returncode, changed) == (0, []), f"{ran.stdout}\nthese files differ: {', '.join(changed)}\n"
    assert f"{sum(len(cells(path)) for path in PATHS)} passed" in ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_needs_what_it_declares_and_writes_just_that(path, copy, tmp_path):
    declared = notebooks.read(path)
    alone = tmp_path / "alone"
    for name in ("src", f"notebooks/{path.name}", "requirements.lock", *_there(copy, declared.reads)):
        if (copy / name).exists() or not OPTIONAL.search(name):
            _bring(copy / name, alone / name)
    (alone / "data").mkdir(exist_ok=True)
    before = {name: (alone / name).read_bytes() for name in _files(alone)}
    script = (
        "import sys; from stancebook.core import notebooks; from stancebook.pipeline import execute; "
        "from pathlib import Path; here = Path(sys.argv[1]); "
    )
    script += "execute.execute(notebooks.read(here), here.with_name('copy.ipynb'), {})"
    command = [sys.executable, "-c", script, str(alone / "notebooks" / path.name)]
    ran = subprocess.run(
        command,
        cwd=alone,
        env=execute.environment(copy) | {"PYTHONPATH": str(alone / "src")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert [name for name, content in before.items() if (alone / name).read_bytes() != content] == []
    written = {name for name in _files(alone) - before.keys() if not name.startswith(("build/", "notebooks/copy"))}
    plain = {name for name in declared.writes if not name.endswith("/*")}
    folders = tuple(name[:-1] for name in declared.writes if name.endswith("/*"))
    assert {name for name in written if not name.startswith(folders or ("\0",))} == plain
    needed = {name[:-1] for name in declared.writes if name.endswith("/*") and name not in declared.optional}
    assert all(any(name.startswith(folder) for name in written) for folder in needed)


def _there(folder, declared):
    """Return the names of the files that a notebook declares, with those that fit where it declares several."""
    for name in (name.partition("#")[0] for name in declared):
        fitting = (path.relative_to(folder).as_posix() for path in folder.glob(name))
        yield from fitting if "*" in name else (name,)


def _bring(source, target):
    """Copy a file or folder, and create the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copy2)(source, target)


def _files(folder):
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
