"""The layout of the package: its packages and their imports, and that it knows nothing of the study it ships with."""

import ast
import re
import subprocess
import sys

import pytest

from project import PROJECT
from stancebook.core import tables, yaml_files

CODED = PROJECT / "data" / "coded"
SOURCE = PROJECT / "src" / "stancebook"
PACKAGES = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")


def imports(module):
    """The names that a module imports, those within functions too."""
    parsed = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(parsed):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)
            yield node.module


def test_imports_follow_the_contracts_of_pyproject():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"]
    outcome = subprocess.run(lint, cwd=PROJECT, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout[-2000:] + outcome.stderr
    assert "0 broken" in outcome.stdout


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_a_package_has_a_docstring_no_code_and_at_most_eighteen_modules(folder):
    parsed = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(parsed) and len(parsed.body) == 1
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 18


@pytest.mark.parametrize("module", MODULES, ids=lambda module: f"{module.parent.name}.{module.stem}")
def test_a_module_has_a_docstring_and_at_most_three_hundred_lines(module):
    content = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(content)) and len(content.splitlines()) <= 300


def test_no_test_imports_from_another_test():
    tests = sorted((PROJECT / "tests").rglob("*.py"))
    closed = {path.stem for path in tests if path.stem.startswith("test_")} | {"conftest"}
    assert {"test_layout", "conftest"} <= closed and "project" not in closed
    told = [
        f"{path.name} imports {name}; what tests share is in tests/support"
        for path in tests
        for name in sorted(set(imports(path)))
        if closed & set(name.split("."))
    ]
    assert told == []


def words_of_the_study():
    """Names that only the default study knows: of actors, outlets, speakers and texts, and ids of issues and facts."""
    book, sources = yaml_files.read_yaml(CODED / "codebook.yaml"), tables.read(CODED / "sources.csv")
    told = [actor["name"] for actor in book["actors"].values()]
    told += [row[column] for row in sources for column in ("outlet", "byline", "cited_outlets")]
    for path in sorted(CODED.glob("*.csv")):
        told += [row[column] for row in tables.read(path) for column in ("speaker", "said_by") if row.get(column)]
    names = {name.strip() for cell in told for name in re.split(r"[;,()]", cell)}
    whole = {name for name in names if name[:1].isupper() and len(name) > 2 and name not in {"Experts"}}
    last = {name.split()[-1] for name in whole if name.split()[-1][:1].isupper() and len(name.split()) > 1}
    ids = {id for room in (book["issues"], book["facts"]["attributes"]) for id in room if "_" in id}
    return whole | last | ids | {row["file"] for row in sources}


def test_the_package_knows_nothing_of_the_default_study():
    words = words_of_the_study()
    assert {"France", "Financial Times", "own_troops", "000_c75077f433cd0145.txt"} <= words and len(words) > 50
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
    told = [
        f"{path.name}: {found}"
        for path in sorted((PROJECT / "src").rglob("*"))
        if path.is_file() and path.suffix != ".pyc"
        for found in sorted(set(pattern.findall(path.read_text(encoding="utf-8"))))
    ]
    assert told == []


def test_the_toy_study_is_another_one():
    ours = " ".join(
        path.read_text(encoding="utf-8") for path in (PROJECT / "tests" / "toy").rglob("*") if path.is_file()
    )
    assert not [word for word in words_of_the_study() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", ours)]
