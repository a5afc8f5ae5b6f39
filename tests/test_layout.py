"""The layout of the package: packages, imports and names, and that it knows nothing of the study it ships with."""

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from pathlib import Path

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


def constants(source):
    """The names in capitals that the body of a module assigns, one for each assignment."""
    targets = [node.targets for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    names = [name.id for target in targets for name in ast.walk(ast.Tuple(target)) if isinstance(name, ast.Name)]
    return [name for name in names if name.isupper()]


def test_no_module_gives_a_constant_two_values():
    assert constants("FEW, WORDS = 1, 60\nmade = 2\nWORDS = 20_000") == ["FEW", "WORDS", "WORDS"]
    modules = sorted([*SOURCE.rglob("*.py"), *(PROJECT / "tests").rglob("*.py")])
    found = {str(path.relative_to(PROJECT)): constants(path.read_text(encoding="utf-8")) for path in modules}
    assert sum(map(len, found.values())) > 500
    assert not {file: names for file, names in found.items() if len({*names}) < len(names)}


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


# Names that modules, classes and things had before the packages; each has a plainer one now. They must not come back.
FORMER_MODULES = set(re.findall(r"\w+", """
    adjudicating affiliations aligned allegiances anchors backing blindness circle clerk complaints curve dealt
    docket duplicates engines errand exhibits forest frozen hearings hypertext kernels ledger library literals
    marking markup matching matrix measures palette pandoc papers parallel plates printed record refusals scratch
    seats selections sheets shelf shown sketches splits street tallies telling trials verdicts volume walks windows
    worded wording wordings worklist
    """))  # fmt: skip
FORMER_CLASSES = set(re.findall(r"\w+", """
    Adjudicating Bearing Changed Clerk Complaint Declared Errand Exhibit Failed Handbook Hearing Ledger Library
    Papers Reading Record Refusal Refused Rooms Seat Sent Sheet Shelf Sitting Tally Told Unreadable Unsaved Walk
    """))  # fmt: skip
FORMER_WORDS = re.compile(
    r"(?i)(?<![\w-])(the street|errands?|clerks?|dockets?|ledgers?|exhibits?|allegiances?|scratch folders?)(?!\w)"
)
# a class named in a sentence: the word has a capital, after a word that has none or an article
CLASS_IN_A_SENTENCE = re.compile(
    rf"(?<![\w.])(?:The|An?|Each|Every|[a-z][\w'-]*[,;]?) ((?:{'|'.join(sorted(FORMER_CLASSES))})s?)\b(?! [A-Z])"
)
IMPORTED = re.compile(r"\bstancebook((?:\.\w+)+)(?: import ([\w, ]+))?")
STUDIES = ("tests/toy/", "tests/reservoir/")
NAMED = (
    "src/**/*",
    "tests/**/*",
    "notebooks/*.ipynb",
    "*.md",
    "docs/*.md",
    "data/README.md",
    "Makefile",
    ".ci/run",
    ".github/**/*",
)


def prose(name, text):
    """The docstrings and comments of a Python module; of a notebook its sources; of another file the whole text."""
    if name.endswith(".ipynb"):
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    if not name.endswith(".py"):
        return text
    parsed = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [ast.get_docstring(node) or "" for node in ast.walk(parsed) if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join([*docstrings, *(token.string for token in tokens if token.type == tokenize.COMMENT)])


def former_names(name, text):
    """The former names in a file: its own name, imports, class definitions, classes in sentences, and words."""
    found = [Path(name).stem] if Path(name).stem.removeprefix("test_") in FORMER_MODULES else []
    for dotted, imported in IMPORTED.findall(text):
        found += FORMER_MODULES.intersection(dotted.split("."))
        found += FORMER_MODULES.intersection(re.findall(r"\w+", imported)) if dotted.count(".") == 1 else []
    defined = re.findall(r"^\s*(?:export )?class (\w+)", text, re.MULTILINE)
    found += FORMER_CLASSES.intersection(defined)
    words = prose(name, text)
    return [*found, *CLASS_IN_A_SENTENCE.findall(words), *FORMER_WORDS.findall(words)]


@pytest.mark.slow
def test_no_former_name_comes_back():
    paths = sorted({path for pattern in NAMED for path in PROJECT.glob(pattern) if path.is_file()})
    names = [path.relative_to(PROJECT).as_posix() for path in paths]
    read = [name for name in names if Path(name).suffix not in (".png", ".pyc") and not name.startswith(STUDIES)]
    assert {"README.md", "Makefile", "notebooks/01-clean.ipynb", "src/stancebook/core/paths.py"} <= set(read)
    found = [
        f"{name}: {former}"
        for name in read
        if name != "tests/test_layout.py"
        for former in former_names(name, (PROJECT / name).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text", "former"),
    [
        ("src/stancebook/pipeline/street.py", "", ["street"]),
        ("tests/desk/test_clerk.py", "", ["test_clerk"]),
        ("src/stancebook/desk/page/docket.js", "", ["docket"]),
        ("a.py", "from stancebook.desk import seats, session", ["seats"]),
        ("a.py", "import stancebook.study.frozen", ["frozen"]),
        ("README.md", "See `stancebook.figures.forest`.", ["forest"]),
        ("a.py", "class Ledger:\n    pass", ["Ledger"]),
        ("a.py", '"""The rows of a Sheet."""', ["Sheet"]),
        ("a.py", "x = 1  # as the Hearings say", ["Hearings"]),
        ("a.py", '"""The Oxford Handbook of Networks."""', []),
        ("a.py", '"""What the clerk answers."""', ["clerk"]),
        ("Makefile", "# ---- the street", ["the street"]),
        ("a.py", '"""Record a change. Reading it again is safe; the records stay."""\nledger = "the Sheet"', []),
        ("a.py", "from stancebook.core.tables import record, Reading", []),
    ],
)
def test_a_planted_former_name_is_found(name, text, former):
    assert former_names(name, text) == former


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
