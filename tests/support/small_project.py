"""A small project to test make with: seven small notebooks, and a package whose check and kernel do very little."""

import json
import shutil

from project import PROJECT

CHECKS = """
def check_study(study):
    return (study.paths.coded / "problems.txt").read_text().splitlines()


def hints(study):
    return []
"""

STAGES = """
class Stage:
    edited, waits, study = [], {}, None

    def __init__(self, config):
        self.faults = (config.paths.coded / "problems.txt").read_text().splitlines()
"""

# replaces the kernel: runs the cells one after the other in the same process
STAND_IN = """
def import_stack(books):
    pass


def execute(notebook, copy, parameters, fork):
    import json, sys
    book, names, home = json.loads(notebook.path.read_text()), {}, os.getcwd()
    os.chdir(notebook.path.parent)
    try:
        for number, cell in enumerate(book["cells"]):
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                if "parameters" in cell["metadata"].get("tags", []):
                    names.update((name, value) for name, value in parameters.items() if name in notebook.parameters)
                cell["execution_count"] = number
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": str(names.get("shown", ""))}]
    except Exception as error:
        raise NotebookFailed(f"In [{number}]\\n{type(error).__name__}: {error}")
    finally:
        os.chdir(home)
        copy.write_text(json.dumps(book))
"""

START = "import os, time\nfrom stancebook.core import files, paths, tables"
PARAMETERS = "study = ''\ncoding = 'adjudicated'\nmin_confidence = 1\nexclude_articles = ''\nissue = ''"
FOLDERS = """here = paths.run_paths(
    study=study, coding=coding, min_confidence=min_confidence, exclude_articles=exclude_articles, issue=issue
)
table = lambda name: here.processed / name"""

# number and name: files read, files written, last cell
BOOKS = {
    "01-clean": (
        ["data/raw/*"],
        ["data/processed/sentences.csv"],
        "texts = [path.read_text() for path in sorted(here.raw.iterdir())]\n"
        "tables.write(table('sentences.csv'), [{'text': text.strip()} for text in texts])",
    ),
    "02-code": (
        ["data/processed/sentences.csv", "data/coded/codes.txt"],
        ["data/processed/statements.csv"],
        "shown = codes = (here.coded / 'codes.txt').read_text().split()\n"
        "texts = [row['text'] for row in tables.read(table('sentences.csv'))]\n"
        "added = {'code': codes[0], 'coding': coding, 'confidence': min_confidence + 0}\n"
        "rows = [{'statement': text, 'text': text, **added} for text in texts]\n"
        "assert 'wrong' not in codes, 'a wrong code'\n"
        "if 'sleep' in codes:\n"
        "    asleep = here.project / 'build' / 'asleep'\n"
        "    asleep.write_text(str(os.getpid()))\n"
        "    until = time.time() + 30\n"
        "    while asleep.exists() and time.time() < until:\n"
        "        time.sleep(0.05)\n"
        "tables.write(table('statements.csv'), rows)",
    ),
    "03-reliability": (
        ["data/processed/statements.csv"],
        ["data/processed/reliability.csv"],
        "n = len(tables.read(table('statements.csv')))\ntables.write(table('reliability.csv'), [{'n': n}])",
    ),
    "04-stances": (
        ["data/processed/statements.csv"],
        ["data/processed/stances.csv", "report/figures/*"],
        "rows = [{name: row[name] for name in ('code', 'text')} for row in tables.read(table('statements.csv'))]\n"
        "tables.write(table('stances.csv'), rows)\n"
        "files.write_text(here.figures / 'stances.svg', f'<svg>{len(rows)}</svg>')",
    ),
    "05-coalitions": (
        ["data/processed/statements.csv"],
        ["data/processed/ties.csv"],
        "tables.write(table('ties.csv'), [{'code': row['code']} for row in tables.read(table('statements.csv'))])",
    ),
    "06-robustness": (
        ["data/processed/statements.csv"],
        ["data/processed/contested.csv"],
        "tables.write(table('contested.csv'), [{'code': row['code']} for row in tables.read(table('statements.csv'))])",
    ),
    "07-brief": (
        [
            "data/processed/reliability.csv",
            "data/processed/stances.csv",
            "data/processed/ties.csv",
            "data/processed/contested.csv",
            "report/figures/*",
            "report/text.md",
        ],
        ["data/processed/claims.csv", "report/index.html"],
        "rows = tables.read(table('stances.csv'))\n"
        "tables.write(table('claims.csv'), [{'passages': 'F001'}])\n"
        "files.write_text(here.report / 'index.html', here.text.read_text() + str(rows))",
    ),
}


def notebook(name, reads, writes, last):
    """Return a notebook as JSON text."""
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": [f"# {name}?"]},
        *(
            {"cell_type": "code", "id": id, "metadata": {"tags": tags}, "source": source.splitlines(True)}
            | {"execution_count": None, "outputs": []}
            for id, tags, source in [
                ("imports", [], START),
                ("parameters", ["parameters"], PARAMETERS),
                ("folders", [], FOLDERS),
                ("last", [], last),
            ]
        ),
    ]
    metadata = {"author": "kept", "stancebook": {"reads": reads, "writes": writes}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def write(path, content):
    """Write a file, and create the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def lay_out(home, kernel=STAND_IN):
    """Write the project into a new folder: Makefile, package, seven notebooks and a study; return the folder."""
    shutil.copytree(PROJECT / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__"))
    with open(home / "src/stancebook/pipeline/execute.py", "a", encoding="utf-8") as file:
        file.write(kernel)
    write(home / "src/stancebook/pipeline/check.py", CHECKS)
    write(home / "src/stancebook/pipeline/stages.py", STAGES)
    shutil.copy(PROJECT / "Makefile", home)
    write(home / "requirements.lock", "uv==1.0 \\\n    --hash=sha256:00\nzipp==1.0 \\\n    --hash=sha256:11\n")
    for name, (reads, writes, last) in BOOKS.items():
        write(home / f"notebooks/{name}.ipynb", notebook(name, reads, writes, last))
    study(home)
    return home


def study(home, codes="pro con", texts=("We go.", "They stay.")):
    """Write the authored files of a study; return its folder."""
    for number, text in enumerate(texts):
        write(home / f"data/raw/{number:03}.txt", text)
    write(home / "data/coded/codes.txt", codes)
    write(home / "data/coded/problems.txt", "")
    write(home / "report/text.md", "a brief")
    return home
