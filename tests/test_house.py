"""The house: imports run one way, and the package knows nothing of the study it ships with."""

import ast
import re
from graphlib import TopologicalSorter

import pytest

from project import PROJECT
from stancebook import tables

CODED = PROJECT / "data" / "coded"
MODULES = sorted((PROJECT / "src" / "stancebook").glob("*.py"))
# what a check or a run without work waits for: rows of text, no tables of pandas
LIGHT = {
    "adjudication", "aliases", "checks", "cleaning", "codebook", "complaints", "corpus", "decisions", "facts", "findings", "frozen", "marks", "markup", "paths", "predicates", "provenance", "refusals",
    "sentences", "sources", "spans", "statements", "study", "tables", "template", "wording",
}  # fmt: skip


def imports(module, inner=True):
    """The names that a module imports, those within functions too unless `inner` is false."""
    parsed = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(parsed) if inner else parsed.body:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)
            yield node.module


def own_imports(module, names):
    """Which of the package's modules a module imports."""
    found = {name.split(".")[1] for name in imports(module) if name.startswith("stancebook.")}
    return found & names - {module.stem}


def test_imports_run_one_way():
    names = {module.stem for module in MODULES}
    graph = {module.stem: own_imports(module, names) for module in MODULES}
    assert graph["checks"] >= {"study", "statements", "complaints", "frozen"}, "the graph is read wrongly"
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError, with the cycle
    assert order.index("spans") < order.index("corpus") < order.index("cleaning") < order.index("study")
    assert order.index("tables") < order.index("corpus") and order.index("statements") < order.index("checks")


def test_no_module_is_imported_by_a_relative_name():
    for module in MODULES:
        parsed = ast.parse(module.read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(parsed) if isinstance(node, ast.ImportFrom) and node.level], module.name


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_what_a_check_needs_imports_nothing_heavy(name):
    [module] = [module for module in MODULES if module.stem == name]
    heavy = {"pandas", "numpy", "matplotlib", "IPython", "jupyter_client", "nbformat", "nbclient", "papermill"}
    assert not heavy & {imported.split(".")[0] for imported in imports(module, inner=False)}
    assert own_imports(module, {module.stem for module in MODULES}) <= LIGHT | {"literals"}


def test_no_test_imports_from_another_test():
    tests = sorted((PROJECT / "tests").rglob("*.py"))
    closed = {path.stem for path in tests if path.stem.startswith("test_")} | {"conftest"}
    assert {"test_house", "conftest"} <= closed and "project" not in closed
    told = [
        f"{path.name} imports {name}; what tests share is in tests/support"
        for path in tests
        for name in sorted(set(imports(path)))
        if closed & set(name.split("."))
    ]
    assert told == []


def words_of_the_study():
    """Names that only the default study knows: of actors, outlets, speakers and texts, and ids of issues and facts."""
    book, sources = tables.read_yaml(CODED / "codebook.yaml"), tables.read(CODED / "sources.csv")
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
