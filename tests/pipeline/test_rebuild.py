"""All notebooks on copies of the project: rebuilt from nothing, in variants, and with planted faults."""

import csv
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from make_runs import make_project
from project import PROJECT, TOY
from stancebook.core import schema
from table_checks import problems

NAMES = ("01-clean", "02-code", "03-reliability", "04-stances", "05-coalitions", "06-robustness", "07-brief")
TOTALS = {  # of the toy study, counted by hand
    "sentences": 14, "removed": 13, "codings": 25, "statements": 13, "positions": 9, "stances": 7, "facts": 4, "notes": 4,
    "claims": 9, "contradictions": 4, "ties": 2, "camps": 3 * 4, "quotations": 0, "contested": 3, "changes": 3 * 19, "decisions": 28, "reliability_by_text": 3 * 36, "reliability_over_texts": 36,
}  # fmt: skip
GENERATED = ("brief.md", "checks.md", "evidence.md", "supplement.md")


def git(folder, *words):
    """Return what git prints in a folder."""
    settings = ("user.name=t", "user.email=t@example.org", "commit.gpgsign=false", "core.autocrlf=false")
    options = [word for setting in settings for word in ("-c", setting)]
    return subprocess.run(["git", *options, *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(path, old, new):
    """Replace a text that occurs once in a file."""
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def contents(folder):
    """Return the bytes of every generated file of a run by name."""
    files = [path for name in ("data/processed", "report") for path in (folder / name).rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.name != "text.md"}


def strip_outputs(folder, names="*.ipynb"):
    """Remove the outputs of every notebook of these names."""
    for path in folder.glob(f"notebooks/{names}"):
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, path)


class Marks(HTMLParser):
    """A page's ids, the targets of its links, and the text within the marks of each passage."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.links, self.lit, self.open = set(), [], {}, []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids.add(values.get("id"))
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self.open += [values.get("data-ids", "").split()] if tag == "mark" else []

    def handle_endtag(self, tag):
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data):
        for id in self.open[-1] if self.open else ():
            self.lit[id] = self.lit.get(id, "") + data


def lit_passages(folder, cited):
    """Count the links of the brief to passages; each cited passage must be highlighted as raw[start:end] of its id."""
    brief, evidence = (Marks(folder / "report" / f"{name}.html") for name in ("index", "evidence"))
    raw = {
        row["article"]: (folder / "data/raw" / row["file"]).read_bytes().decode()
        for row in rows(folder / "data/coded/sources.csv")
    }
    places = {}
    for name, id in (("statements", "statement"), ("facts", "fact"), ("notes", "source_note")):
        for row in rows(folder / f"data/processed/{name}.csv"):
            places[row[id]] = raw[row["article"]][int(row["start"]) : int(row["end"])]
    linked = [link.partition("#")[2] for link in brief.links if link.startswith("evidence.html#")]
    assert {link for link in linked if "=" not in link} <= evidence.ids  # the others choose by actor and issue
    for id in cited:
        assert evidence.lit[id] == places[id], id
    return len([id for id in linked if id in places])


@pytest.fixture
def clone(copy):
    """A git repository with a copy of the project, all files committed."""
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "as it is")
    return copy


@pytest.mark.slow
def test_everything_rebuilds_to_the_byte(clone):
    seen = clone.parent / "seen.txt"
    package = clone / "src" / "stancebook" / "__init__.py"
    witness = f"\nwith open({str(seen)!r}, 'a') as file:\n    file.write(__file__ + '\\n')\n"
    package.write_text(package.read_text(encoding="utf-8") + witness, encoding="utf-8")
    git(clone, "commit", "-qam", "a package that says where it is")
    outside = contents(PROJECT)

    shutil.rmtree(clone / "data" / "processed")
    shutil.rmtree(clone / "report" / "figures")
    for name in GENERATED:
        (clone / "report" / name).unlink()
    strip_outputs(clone)
    assert git(clone, "status", "--porcelain").count("\n") > 20

    far = {"TZ": "Pacific/Chatham", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"}
    report = make_project(clone, "report", **far)
    assert report.returncode == 0, report.stdout + report.stderr
    for name in NAMES:
        assert re.search(rf"^{name}  done in", report.stdout, re.MULTILINE), report.stdout
    accept = make_project(clone, "accept", **far)
    assert accept.returncode == 0, accept.stdout + accept.stderr
    assert git(clone, "status", "--porcelain") == ""
    assert {Path(line).parents[2] for line in seen.read_text(encoding="utf-8").splitlines()} == {clone}
    assert contents(PROJECT) == outside

    claims = rows(clone / "data/processed/claims.csv")
    assert lit_passages(clone, {id for row in claims for id in row["passages"].split()}) > 100

    again = make_project(clone, "report")
    assert "running" not in again.stdout and "no notebook ran" in again.stdout

    made = contents(clone)
    shutil.rmtree(clone / "build")
    run_in_ordinary_kernels(clone)
    assert contents(clone) == made
    assert make_project(clone, "accept").stdout.endswith("accepted: nothing had changed\n")
    assert git(clone, "status", "--porcelain") == ""


def run_in_ordinary_kernels(clone):
    """Run all notebooks, each in a kernel of Jupyter instead of a forked one."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STANCEBOOK_")}
    environment = inherited | {"PYTHONPATH": str(clone / "src"), "STANCEBOOK_JOBS": "2"}
    words = [sys.executable, "-m", "stancebook", "run", "--kernel"]
    outcome = subprocess.run(words, cwd=clone, env=environment, capture_output=True, text=True)
    # a kernel that ends while it still waits for a message may say so
    said = [line for line in outcome.stderr.splitlines() if not line.startswith(("Task was destroyed", "task: <Task"))]
    assert (outcome.returncode, said) == (0, []), outcome.stdout + outcome.stderr
    assert "7 notebooks ran" in outcome.stdout


@pytest.mark.slow
def test_an_adjudicated_position_reaches_the_brief(clone):
    """The adjudicator changes one of Poland's refusals, which both coders have, to a reluctance."""
    before = contents(clone)
    statement = next(
        r
        for r in rows(clone / "data/processed/statements.csv")
        if r["actor"] == "poland" and r["issue"] == "own_troops"
    )
    start = statement["statement"].split("-")[1]
    line = f"{statement['article']},{start},poland,own_troops,position,-2,-2,-1,for a test"
    path = clone / "data/coded/adjudication.csv"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    ran = make_project(clone, "report")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    after = contents(clone)
    changed = {name for name in after if after[name] != before.get(name)}
    wanted = {
        "data/processed/statements.csv",
        "data/processed/stances.csv",
        "report/figures/ladder.svg",
        "report/brief.md",
    }
    assert wanted <= changed
    assert not {"data/processed/sentences.csv", "data/processed/codings.csv"} & changed


@pytest.mark.slow
def test_a_frozen_row_is_kept_frozen(clone):
    path = clone / "data/coded/coder_a.csv"
    as_frozen = path.read_bytes()
    refusal = "-,poland,self,indirect,own_troops,{},none,{}"
    edit(path, refusal.format(-2, 3), refusal.format(-1, 3))
    refused = make_project(clone, "check")
    assert refused.returncode != 0 and "coder_a.csv: it was edited after the freeze" in refused.stderr

    assert make_project(clone, "freeze", "REASON=a slip of the pen").returncode == 0
    unmet = make_project(clone, "check")
    assert unmet.returncode == 0 and "1 decision is due" in unmet.stdout

    path.write_bytes(as_frozen)
    edit(path, refusal.format(-2, 3), refusal.format(-2, 1))
    assert make_project(clone, "freeze", "REASON=less sure").returncode == 0
    ran = make_project(clone, "03", "CODING=coder_a")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    processed = clone / "build/coder_a/data/processed"
    refusals = [
        (row["position"], row["confidence"])
        for row in rows(processed / "statements.csv")
        if (row["actor"], row["issue"]) == ("poland", "own_troops")
    ]
    assert ("-2", "1") in refusals
    assert git(clone, "status", "--porcelain", "data/processed", "report") == ""


@pytest.mark.slow
def test_a_variant_has_its_own_folder_and_says_so(clone):
    folder = clone / "build" / "coder_a-confidence-3-without-003-004-issue-european_force"
    words = ["CODING=coder_a", "EXCLUDE_ARTICLES=003 004", "MIN_CONFIDENCE=3", "ISSUE=european_force"]
    ran = make_project(clone, "report", *words)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    brief = (folder / "report/brief.md").read_text(encoding="utf-8")
    said = [
        "This is not the default run",
        "articles left out: 003 and 004",
        "least confidence: 3",
        "issue: european_force",
    ]
    assert [each for each in said if each not in brief.replace("\\", "")] == []
    assert "fall away in this run" in brief
    assert git(clone, "status", "--porcelain") == ""
    statements = rows(folder / "data/processed/statements.csv")
    assert {row["article"] for row in statements} == {"000", "001", "002"}
    assert {row["confidence"] for row in statements} == {"3"}


@pytest.mark.slow
def test_planted_faults_fail_the_tests_and_are_named(clone):
    """A table and a figure that differ, a notebook without outputs, and another with one wrong digit in an output."""
    stances, ladder = "data/processed/stances.csv", "report/figures/ladder.svg"
    (clone / stances).write_text(
        (clone / stances).read_text(encoding="utf-8").replace(",2,", ",3,", 1), encoding="utf-8"
    )
    shutil.copy(clone / "report/figures/plans.svg", clone / ladder)
    for name in ("02-code", "05-coalitions", "06-robustness", "07-brief"):  # which the faults do not reach
        (clone / f"notebooks/{name}.ipynb").unlink()
    strip_outputs(clone, "01-clean.ipynb")
    digit = clone / "notebooks/03-reliability.ipynb"
    digit.write_text(digit.read_text(encoding="utf-8").replace("| 112 |", "| 113 |", 1), encoding="utf-8")
    chosen = ["tests/pipeline/test_notebooks.py", "-k", "repeat_their_outputs or every_cell_was_run"]
    words = ["-q", "-p", "no:cacheprovider", *chosen]
    settled = os.environ | {"PYTHONPATH": str(clone / "src")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=clone, env=settled, capture_output=True, text=True
    )
    assert ran.returncode == 1 and "2 failed" in ran.stdout, ran.stdout[-2000:]
    assert "test_every_cell_was_run_once_and_in_order[01-clean]" in ran.stdout
    assert "03-reliability.ipynb, In [6] " in ran.stdout and "committed:  1.00 | 113 |" in ran.stdout
    assert f"these files differ: {stances}, {ladder}\n" in ran.stdout


@pytest.mark.slow
def test_the_toy_study_goes_through_the_same_notebooks(clone, tmp_path):
    study = shutil.copytree(TOY, tmp_path / "a töy study")
    ran = make_project(clone, "report", f"STUDY={study}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (folder,) = [path for path in (clone / "build").iterdir() if (path / "07.done").exists()]
    counted = {path.stem: len(rows(path)) for path in (folder / "data/processed").glob("*.csv")}
    assert {name: counted[name] for name in TOTALS} == TOTALS
    assert counted.keys() == {table.name for table in schema.PROCESSED} | {"ties_nodes", "ties_edges"}
    wrong = [problems(folder / f"data/processed/{table.name}.csv", table) for table in schema.PROCESSED]
    assert not any(wrong), wrong
    assert git(clone, "status", "--porcelain") == ""
    assert not (study / "data" / "processed").exists()


@pytest.mark.slow
def test_a_study_of_one_coder_has_no_agreement_and_says_so(clone, tmp_path):
    study = shutil.copytree(TOY, tmp_path / "one coder")
    for name in ("coder_b.csv", "coder_b_facts.csv", "adjudication.csv", "fact_decisions.csv"):
        path = study / "data/coded" / name
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    brief = '# A bridge\n\nArland would build it if somebody pays [@arland/bridge]{#builds holds="stance(arland, bridge) > 0"}.\n'
    (study / "report/text.md").write_text(brief, encoding="utf-8")  # the study's own cites what coder_b found
    assert make_project(clone, "freeze", f"STUDY={study}", "REASON=one coder so far").returncode == 0
    ran = make_project(clone, "report", f"STUDY={study}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (folder,) = [path for path in (clone / "build").iterdir() if (path / "07.done").exists()]
    measured = [row for row in rows(folder / "data/processed/reliability.csv") if "facts" not in row["variable"]]
    assert len(measured) == 36 and {row["coders"] for row in measured} == {"1"}
    assert {row["value"] + row["low"] + row["high"] for row in measured} == {""}
    assert {row["units"] for row in measured} == {"0"}
    shown = (folder / "03-reliability.ipynb").read_text(encoding="utf-8")
    assert "one coder alone: agreement needs two" in shown and "not defined" in shown
    assert "one coder alone" in (folder / "report/figures/reliability.svg").read_text(encoding="utf-8")
