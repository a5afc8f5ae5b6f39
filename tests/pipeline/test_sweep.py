"""Sweeps: what a grid may hold, which runs are skipped, repeated or failed, and a Dask worker killed at work.

The quick tests use the small project of tests/support, which has no kernel; slow tests use the toy study.
"""

import contextlib
import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from make_runs import clean_environment, make, until
from project import PROJECT
from small_project import lay_out, study, write
from stancebook.core import paths
from stancebook.core.problems import UserError
from stancebook.pipeline import executors, grid, job, results, sweep

NUMBERS = ["01", "02", "03", "04", "07"]
CODE = "x = __import__('os').system('touch pwned')"
FOR_ANY_RUN = "\n\ndef of_parameters(authored, **parameters):\n    return []\n"
TWO = 'notebook: "02"\nparameters:\n  coding: [adjudicated, coder_a]\n'


def grid_of(folder, text):
    """The Grid in a file with this text, and the sentences about its problems."""
    write(folder / "grid.yaml", text)
    read, problems = grid.read(folder / "grid.yaml", "grid.yaml", NUMBERS)
    return read, [str(problem) for problem in problems]


# ---- grids -------------- ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("parameters: {codnig: coder_a}", "parameters: 'codnig' is no parameter of the notebooks; use coding, min_confi"),
        (f'parameters: {{"{CODE}": 1}}', f"parameters: '{CODE}' is no identifier, and a notebook would run it as code; u"),
        ("parameters: {coding-x: 1}", "parameters: 'coding-x' is no identifier, and a notebook would run it as code; us"),
        ("parameters: {1: 1}", "parameters: '1' is no identifier, and a notebook would run it as code; use coding"),
        ("runs: [{coding: coder_a}, {codnig: x}]", "runs, 2: 'codnig' is no parameter of the notebooks; use coding"),
        ("parameters: {study: tests}", "parameters: 'study' is none of a grid's parameters; name the study beside it: "),
        ("parameters: {exclude_articles: 003}", "parameters, exclude_articles: 3 is no text, as it stands there; write it "),
        ("parameters: {exclude_articles: [010]}", 'exclude_articles: 8 is no text, as it stands there; write it in quotes'),
        ("parameters: {coding: [no]}", "parameters, coding: False is no text, as it stands there; write it in quotes"),
        ("parameters: {issue: [a, [b]]}", "parameters, issue: ['b'] is no text, as it stands there; write it in quotes"),
        ("runs: [{coding: [coder_a]}]", "runs, 1, coding: ['coder_a'] is no text, as it stands there; write it in quotes"),
        ('parameters: {min_confidence: "2"}', "min_confidence: '2' is no whole number; write digits, without quotes"),
        ("parameters: {min_confidence: [1, 2.0]}", "min_confidence: 2.0 is no whole number; write digits, without quotes"),
        ("parameters: {min_confidence: true}", "min_confidence: True is no whole number; write digits, without quotes"),
        ("parameters: {coding: []}", 'coding: it has no value; give one, or several as [one, other]; "" is none'),
        ("parameters: {coding: }", "parameters, coding: it has no value; give one, or several as [one, other]"),
        ("parameters: [coding]", "parameters: it has no entries; write them as name: value"),
        ("runs: {coding: coder_a}", "runs: it is no list; write it as [one, another]"),
        ("runs: [coder_a]", "runs: 1: it has no entries; write them as name: value"),
        ("notebook: 04\nruns: [{}]", 'notebook: 4 is no notebook\'s number; put it in quotes, as in "04"'),
        ('notebook: "09"\nruns: [{}]', "notebook: '09' is no notebook's number; use 01, 02, 03, 04 or 07"),
        ("notebook: [1]\nruns: [{}]", "notebook: [1] is no notebook's number; use 01, 02, 03, 04 or 07"),
        ("coding: [coder_a]", "'coding' is not known; use notebook, parameters or runs"),
        ("parameters: {}", "it asks for no run; give parameters, or runs"),
        ("", "it has no entries; write them as name: value"),
        ("- coding", "it has no entries; write them as name: value"),
        ("parameters:\n  coding: coder_a\n  coding: coder_b", "row 3: 'coding' stands there twice; make one of them"),
        ("parameters: {coding: !!python/name:os.system x}", "row 1: it is no readable YAML (could not determine a constru"),
        ("parameters: {coding: [}", "row 1: it is no readable YAML"),
        (f"parameters: {{coding: {'[' * 3000}{']' * 3000}}}", "row 1: entries stand within each other more than 50 de"),
        ("parameters: {coding: &a [*a]}", "row 1: an alias stands within what it repeats; write out what it "),
        (f"parameters: {{issue: {[str(n) for n in range(1001)]}}}", "parameters: they make more than 1000 runs; take so"),
        (f"runs: {[{} for n in range(1001)]}", "runs: there are more than 1000; take some out"),
        ("#" * 1_500_000, "it has 2 MB, more than the 1 MB that it may have; split it, or take out what does not belong there"),
    ],
)  # fmt: skip
def test_a_wrong_grid_is_a_sentence_with_the_fix(tmp_path, text, problem):
    (sentence, *more) = grid_of(tmp_path, text)[1]
    assert sentence.startswith("grid.yaml") and problem in sentence
    assert all("asks for no run" in other or "is not known" in other for other in more)


def test_all_problems_of_a_grid_come_at_once(tmp_path):
    text = "notebook: 1\nparameters:\n  a: 1\n  b c: 1\n  min_confidence: [x, 1, y]\nruns: [{coding: 1}]\nmore: 1"
    places = [sentence.split(":")[0] for sentence in grid_of(tmp_path, text)[1]]
    assert places == [f"grid.yaml{place}" for place in ("", ", notebook", *[", parameters"] * 2,
                      *[", parameters, min_confidence"] * 2, ", runs, 1, coding")]  # fmt: skip


def test_what_is_no_file_or_no_text_is_refused(tmp_path):
    for path, said in (
        (tmp_path, "it is a folder and no file"), (tmp_path / "none.yaml", "there is no such file; name one"),
        (Path("/dev/zero"), "it is a device and no file"), (Path(), "it is a folder and no file"), (Path("a\0b"), "there is no such file"),
        (tmp_path / ("x" * 300), "the name is too long"), (Path(__file__, "x"), "a file stands in the place of a folder"),
    ):  # fmt: skip
        assert said in str(grid.read(path, "g", NUMBERS)[1][0])
    (tmp_path / "g").write_bytes(b"parameters: \xff")
    assert "byte 12 is not UTF-8" in str(grid.read(tmp_path / "g", "g", NUMBERS)[1][0])


def test_every_combination_is_a_run_once_and_in_one_order(tmp_path):
    text = 'parameters: {coding: [coder_b, coder_a], exclude_articles: ["2 1 2", "", "1  2"]}\nruns: [{coding: coder_a}, {}]'
    read, problems = grid_of(tmp_path, text)
    assert not problems and read.last == "07"
    assert [" ".join(grid.differing(run)) for run in read.runs] == [
        "", "coding=coder_a", "coding=coder_a exclude_articles=1 2", "coding=coder_b", "coding=coder_b exclude_articles=1 2",
    ]  # fmt: skip
    assert all(list(run) == list(paths.PARAMETERS) for run in read.runs)


def test_a_runs_name_is_that_of_all_its_parameters_and_their_types(tmp_path):
    (default,) = grid_of(tmp_path, "runs: [{}]")[0].runs
    (same,) = grid_of(tmp_path, "parameters: {min_confidence: 1, coding: adjudicated}")[0].runs
    assert results.name(default) == results.name(same) == results.name(dict(reversed(default.items())))
    names = {
        results.name(default | other) for other in ({"coding": "coder_a"}, {"issue": "1"}, {"exclude_articles": "1"})
    }
    assert len(names | {results.name(default)}) == 4 and all(re.fullmatch("[0-9a-f]{12}", name) for name in names)


# ---- settings of a sweep -----------------------------------------------------------------------------------


@pytest.fixture
def problems_of(monkeypatch, tmp_path, toy):
    """A function that returns the problems of a sweep of a copy of the toy study."""
    monkeypatch.chdir(PROJECT)

    def problems(text, **settings):
        write(tmp_path / "grid.yaml", text)
        asked = {"GRID": str(tmp_path / "grid.yaml"), "STUDY": str(toy)} | settings
        with pytest.raises(UserError) as refusal:
            sweep.requested({f"STANCEBOOK_{name}": value for name, value in asked.items()})
        return str(refusal.value).replace(f"{tmp_path}/", "").splitlines()

    return problems


def test_runs_that_the_study_does_not_allow_are_listed_with_all_else(problems_of):
    problems = problems_of(
        'parameters: {coding: [coder_a, coder_c], exclude_articles: ["", "10", "030 020 010"], issue: [ferry], more: 1}\n'
        "runs: [{coding: coder_c, min_confidence: 4}, {issue: ferry, exclude_articles: '10'}]"
    )
    assert problems == [
        "grid.yaml, parameters: 'more' is no parameter of the notebooks; use coding, min_confidence, exclude_articles or "
        "issue",
        "grid.yaml, parameters, exclude_articles: '10' is no article of sources.csv; its zeros were lost: write 010, as text",
        "grid.yaml, parameters, issue: 'ferry' is not in the codebook; use an id of its issues",
        "grid.yaml, parameters, coding: 'coder_c' is no coding; use adjudicated, coder_a or coder_b",
        "grid.yaml, parameters, min_confidence: '4' is no confidence; use 1, 2 or 3",
        "5 problems",
    ]


def test_no_article_left_is_a_problem(problems_of):
    problems = problems_of('parameters: {exclude_articles: ["010", "010 020 030"]}')
    assert problems == ["grid.yaml, parameters, exclude_articles: no article is left; leave one in", "1 problem"]


def test_the_studys_own_problems_come_before_anything_starts(problems_of, toy):
    (toy / "data/coded/codebook.yaml").write_text("version: 1")
    problems = problems_of("parameters: {codnig: 1}")
    assert problems[0].startswith("grid.yaml, parameters: 'codnig'") and any(
        "codebook.yaml" in line for line in problems[1:]
    )


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"CODING": "coder_a"}, "coding: the grid says it; leave it out, and put its values into the grid"),
        ({"STUDY": "nowhere"}, "study: 'nowhere' holds no data/coded; give the folder of a study"),
        ({"JOBS": "many"}, "jobs: 'many' is not a number"),
        ({"GRID": ""}, "grid: there is no such file; name one: stancebook sweep grid.yaml"),
        ({"CLUSTER": "http://127.0.0.1:8787"}, "cluster: 'http://127.0.0.1:8787' is no address of a Dask scheduler; write"),
        ({"CLUSTER": "tcp://127.0.0.1"}, "cluster: 'tcp://127.0.0.1' is no address"),
        ({"CLUSTER": "tcp://127.0.0.1:99999"}, "cluster: 'tcp://127.0.0.1:99999' is no address"),
        ({"CLUSTER": "tcp://[::1:80"}, "cluster: 'tcp://[::1:80' is no address"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_a_sentence(problems_of, settings, problem):
    assert problems_of("runs: [{}]", **settings)[0].startswith(problem)


@pytest.mark.parametrize("silent", [False, True])
def test_a_scheduler_that_does_not_answer_is_a_sentence(monkeypatch, silent):
    monkeypatch.setattr(executors, "ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if not silent:
            server.close()
        with pytest.raises(UserError, match=f"^cluster: no Dask scheduler answers at {where} within 0.5 s .*; start"):
            list(executors.on_cluster({}, {"a": {}}, where))


def test_without_dask_the_message_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        UserError, match=r"^a cluster needs Dask: pip install 'stancebook\[dask\]', or leave the cluster out$"
    ):
        list(executors.on_cluster({}, {"a": {}}, "tcp://127.0.0.1:9"))


def test_a_worker_with_other_packages_is_refused():
    outcome = job.run({"versions": {"pandas": "0.1", "nowhere": "1", "pyyaml": job.version("pyyaml")}}, {})
    assert re.search(r"has pandas \S+, not 0.1, nowhere missing, not 1: build its environment from", outcome["failure"])


def test_the_files_of_a_run_come_back_though_a_report_of_a_fault_lies_beside_them(tmp_path, monkeypatch):
    for name in ("run/data/processed/a.csv", "run/01-clean.ipynb", "run/checked.json", "bug-1.log"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    monkeypatch.setattr(Path, "iterdir", lambda folder: iter([folder / "run", folder / "bug-1.log"]))
    assert job._results(tmp_path) == {"01-clean.ipynb": b"1", "data/processed/a.csv": b"1"}


def test_no_more_runs_side_by_side_than_asked_for(monkeypatch):
    under_way, most, ended = set(), [], []

    def run(bundle, parameters, machine, stop):
        under_way.add(parameters["issue"])
        most.append(len(under_way))
        stop.wait(0.1 if parameters["issue"] != "last" else 60)
        under_way.remove(parameters["issue"])
        ended.append(parameters["issue"])
        return {"failure": "", "files": {}}

    monkeypatch.setattr(job, "run", run)
    runs = {name: {"issue": name} for name in "abcde"}
    outcomes = executors.on_machine({}, runs, jobs=2)
    assert {name for name, _ in outcomes} == {*"abcde"} and max(most) == 2 and not under_way
    ended.clear()
    outcomes, begun = (
        executors.on_machine({}, {"a": {"issue": "a"}, "l": {"issue": "last"}, **runs}, jobs=1),
        time.time(),
    )
    assert next(outcomes)[0] == "a"
    outcomes.close()  # stops what runs and starts nothing more
    assert not under_way and len(ended) <= 3 and time.time() - begun < 30


# ---- a result is there as a whole, or not at all ----------------------------------------------------------


def test_a_result_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path, monkeypatch):
    folder, rename = tmp_path / "abc", os.rename
    results.write(folder, {"issue": ""}, "basis", {"data/a.csv": b"1", "b": b""})
    assert results.holds(folder, "basis") and not results.holds(folder, "another")
    before = results.contents(folder)

    def failing(old, new):
        if Path(old).name.endswith(".part"):
            raise OSError(28, "No space left on device")
        rename(old, new)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(UserError, match=r"abc could not be written \(No space left on device\); see to room"):
        results.write(folder, {"issue": "x"}, "another", {"data/a.csv": b"2"})
    assert results.contents(folder) == before and os.listdir(tmp_path) == ["abc"]
    monkeypatch.undo()
    results.write(folder, {"issue": "x"}, "another", {"data/a.csv": b"2"})
    assert sorted(results.contents(folder)) == ["data/a.csv", "parameters.json"] and os.listdir(tmp_path) == ["abc"]


def test_files_where_folders_are_expected_and_leftovers_of_each_kind_block_nothing(tmp_path):
    (tmp_path / "failed").mkdir()
    for name in (".runs.csv.part", ".abc.part", ".abc.old", "failed/.abc.part", ".runs.csv.12-0123456789abcdef.part"):
        (tmp_path / name).write_text("half")
    (tmp_path / ".b.part").mkdir()
    (tmp_path / ".c.old").symlink_to(tmp_path.parent, target_is_directory=True)
    (tmp_path / "abc").write_text("a file")
    results.clear(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["abc", "failed"] and tmp_path.parent.exists()
    results.write(tmp_path / "abc", {}, "basis", {"a": b"1"})
    assert results.holds(tmp_path / "abc", "basis") and sorted(os.listdir(tmp_path)) == ["abc", "failed"]


def test_a_result_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(UserError, match="could not be written"):
        results.write(tmp_path / "abc", {}, "basis", {"a": b"1", "a/b": b"2"})
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("fault", ["altered", "missing", "stray", "no record", "half a record"])
def test_a_result_that_was_altered_is_none(tmp_path, fault):
    results.write(tmp_path / "abc", {}, "basis", {"a": b"1", "b": b"2"})
    record = tmp_path / "abc/made.json"
    if fault == "missing":
        (tmp_path / "abc/a").unlink()
    elif fault == "no record":
        record.unlink()
    else:
        name = {"altered": "a", "stray": "c", "half a record": "made.json"}[fault]
        (tmp_path / "abc" / name).write_bytes(record.read_bytes()[:20])
    assert not results.holds(tmp_path / "abc", "basis")


# ---- sweeps of the small project ----------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path):
    """The small project, with a grid of two runs."""
    home = lay_out(tmp_path / "ein Ordner für Läufe")
    with open(home / "src/stancebook/pipeline/check.py", "a", encoding="utf-8") as file:
        file.write(FOR_ANY_RUN)
    write(home / "grid.yaml", TWO)
    return home


def swept(home, *words):
    """The outcome of a make sweep there."""
    return make(home, "sweep", "GRID=grid.yaml", *words)


def statuses(outcome):
    """Return each run's status as printed, by the parameters that differ from the default."""
    lines = re.findall(r"^[0-9a-f]{12}  (.+?)  (done|skipped|failed)", outcome.stdout, re.MULTILINE)
    return {"default" if run == "all as by default" else run: status for run, status in lines}


def tree(home):
    """Return the bytes of every file of a sweep's folder by name."""
    files = sorted(path for path in (home / "build/sweep").rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(home / "build/sweep").as_posix(): path.read_bytes() for path in files}


def listed(home):
    """Return the rows of runs.csv."""
    with open(home / "build/sweep/runs.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def break_for_coder_a(home, path):
    """Make notebook 02 fail with coder_a's coding as long as a file exists at this path."""
    book = home / "notebooks/02-code.ipynb"
    wrong = f"assert coding != 'coder_a' or not os.path.exists({str(path)!r}), f'a wrong code in {{here.raw}}'"
    book.write_text(book.read_text().replace("assert 'wrong' not in codes, 'a wrong code'", wrong))
    path.write_text("")


def test_a_sweep_makes_each_run_and_skips_what_is_done(home):
    outcome = swept(home)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert statuses(outcome) == {"default": "done", "coding=coder_a": "done"}
    assert outcome.stdout.endswith("2 runs: 2 done, 0 skipped, 0 failed; they are listed in build/sweep/runs.csv\n")
    first, rows = tree(home), listed(home)
    assert [(row["coding"], row["status"], row["statements"], row["claims"]) for row in rows] == [
        ("adjudicated", "done", "2", ""), ("coder_a", "done", "2", ""),
    ]  # fmt: skip
    name = rows[1]["run"]
    assert name == results.name(paths.PARAMETERS | {"coding": "coder_a"})
    assert json.loads(first[f"{name}/parameters.json"]) == paths.PARAMETERS | {"coding": "coder_a"}
    assert b"coder_a" in first[f"{name}/data/processed/statements.csv"]
    begun = time.time()
    again = swept(home)
    assert statuses(again) == {"default": "skipped", "coding=coder_a": "skipped"} and tree(home) == first
    assert max(path.stat().st_mtime for path in home.glob("build/sweep/*/made.json")) < begun
    shutil.rmtree(home / "build")
    swept(home, "JOBS=1")
    assert tree(home) == first
    assert sorted(path.name for path in (home / "build").iterdir()) == [".machine", "sweep"]


def test_a_run_is_what_make_would_have_made_of_it(home):
    swept(home)
    assert make(home, "02", "CODING=coder_a").returncode == 0
    for row, other in zip(listed(home), (None, "build/coder_a"), strict=True):
        tables = {path.name: path.read_bytes() for path in home.glob(f"build/sweep/{row['run']}/data/processed/*.csv")}
        assert sorted(tables) == ["sentences.csv", "statements.csv"]
        for name in tables if other else ():
            assert tables[name] == (home / other / "data/processed" / name).read_bytes()


def test_nothing_tells_where_and_when_a_run_was_made(home):
    swept(home)
    for name, content in tree(home).items():
        for trace in (b"stancebook-run-", str(home).encode(), b'"papermill"', b"start_time"):
            assert trace not in content, name


@pytest.mark.parametrize(
    "place", [*(pytest.param(place, marks=pytest.mark.slow) for place in ("", "other")), "../elsewhere/une étude"]
)
def test_links_out_of_a_result_lead_to_the_study(home, place):
    book = home / "notebooks/02-code.ipynb"
    link = r"files.write_text(here.report / 'link', os.path.relpath(here.raw, here.report))\n"
    book.write_text(book.read_text().replace('"assert ', f'"{link}", "assert '))
    if place:
        study(home / place)
    outcome = swept(home, *([f"STUDY={place}"] if place else []))
    assert outcome.returncode == 0, outcome.stderr
    links = list(home.glob("build/sweep/*/report/link"))
    assert len(links) == 2
    for path in links:
        assert (path.parent / path.read_text()).resolve() == home.joinpath(place, "data/raw").resolve()
    assert {row["study"] for row in listed(home)} == {place}
    assert not (home / place / "data/processed").exists()
    assert set(statuses(swept(home, f"STUDY={place}")).values()) == {"skipped"}


@pytest.mark.slow
def test_another_input_makes_a_run_again_in_the_place_of_the_old(home):
    swept(home)
    first = tree(home)
    write(home / "report/html.css", "none of a run's inputs")
    book = json.loads((home / "notebooks/02-code.ipynb").read_text())
    book["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "accepted"}]
    (home / "notebooks/02-code.ipynb").write_text(json.dumps(book))
    write(home / "notebooks/03-reliability.ipynb", (home / "notebooks/04-stances.ipynb").read_text())
    assert set(statuses(swept(home)).values()) == {"skipped"}
    for name, content in {
        "data/raw/002.txt": "And we?", "data/coded/codes.txt": "con", "requirements.lock": "", "src/stancebook/a.css": "",
    }.items():  # fmt: skip
        write(home / name, content)
        assert set(statuses(swept(home)).values()) == {"done"}, name
    after = tree(home)
    assert sorted(after) == sorted(first) and {row["statements"] for row in listed(home)} == {"3"}
    (home / "build/sweep" / listed(home)[0]["run"] / "stray").write_text("")
    assert statuses(swept(home)) == {"default": "done", "coding=coder_a": "skipped"} and tree(home) == after


@pytest.mark.slow
def test_a_failed_run_stops_no_other_and_it_alone_is_repeated(home, tmp_path):
    swept(home)
    break_for_coder_a(home, tmp_path / "broken")
    name = listed(home)[1]["run"]
    outcome = swept(home)
    failed = "02-code  failed at In [4]; AssertionError: a wrong code in data/raw"
    assert outcome.returncode != 0 and statuses(outcome) == {"default": "done", "coding=coder_a": "failed"}
    kept = f": {failed}; see build/sweep/failed/{name}/02-code.ipynb\n"
    assert re.search(r"coding=coder_a  failed \([12] of 2.*\)" + re.escape(kept), outcome.stdout)
    assert outcome.stderr.startswith("1 of 2 runs failed; the same command tries them again, and no others\n")
    assert [(row["status"], row["failure"]) for row in listed(home)] == [("done", ""), ("failed", failed)]
    # what an older state of the inputs gave does not stand among the results
    assert not (home / "build/sweep" / name).exists()
    assert b"a wrong code" in (home / f"build/sweep/failed/{name}/02-code.ipynb").read_bytes()
    assert statuses(swept(home)) == {"default": "skipped", "coding=coder_a": "failed"}
    (tmp_path / "broken").unlink()
    outcome = swept(home)
    assert outcome.returncode == 0 and statuses(outcome) == {"default": "skipped", "coding=coder_a": "done"}
    assert not list((home / "build/sweep/failed").iterdir())


def test_a_process_that_dies_without_a_word_is_a_failed_run(home):
    book = home / "notebooks/01-clean.ipynb"
    book.write_text(book.read_text().replace('"texts = ', '"os.kill(os.getppid(), 9)\\n", "texts = '))
    outcome = swept(home)
    assert outcome.returncode != 0 and set(statuses(outcome).values()) == {"failed"}
    assert ": its process ended with -9 and no message; see build/sweep/failed/" in outcome.stdout


def test_code_in_a_parameters_name_never_runs(home):
    write(home / "grid.yaml", f'{TWO}  "{CODE}": [1]\n')
    outcome = swept(home)
    assert outcome.returncode != 0 and not statuses(outcome)
    assert outcome.stderr.startswith(
        f"grid.yaml, parameters: '{CODE}' is no identifier, and a notebook would run it as "
    )
    assert not list(home.rglob("pwned")) and not (home / "build").exists()


@pytest.mark.parametrize("name", ["GRID", "CLUSTER"])
def test_hostile_values_are_only_text(home, name):
    value = "a'b\"c `touch stray` $(touch stray) $(shell touch stray) $$(touch stray); touch stray & | > stray \\ ü #"
    outcome = make(home, "sweep", *(["GRID=grid.yaml"] if name == "CLUSTER" else []), f"{name}={value}")
    assert outcome.returncode != 0 and value in outcome.stderr.splitlines()[0]
    assert not list(home.rglob("stray")) and not (home / "build").exists()


def test_parameters_beside_a_grid_are_refused(home):
    outcome = swept(home, "CODING=coder_a", "ISSUE=x")
    assert outcome.returncode != 0 and not statuses(outcome)
    assert [line.split(":")[0] for line in outcome.stderr.splitlines()[:3]] == ["coding", "issue", "2 problems"]


def below(pid, word):
    """The processes below this one whose command has this word."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [process for process in psutil.Process(pid).children(recursive=True) if word in command(process)]
    return []


def command(process):
    with contextlib.suppress(psutil.Error):
        return process.cmdline()
    return []


def job_folders(processes):
    """The temporary folders of these jobs."""
    above = [Path(process.cwd()).parents for process in processes]
    return [next(path for path in parents if path.name.startswith("stancebook-run-")) for parents in above]


def asleep(folders):
    """Whether a notebook sleeps in one of these folders: past its imports, during which a signal may be lost."""
    return any("asleep" in names for folder in folders for *_, names in os.walk(folder))  # which may vanish meanwhile


@pytest.mark.parametrize(
    "sign", [signal.SIGINT, *(pytest.param(sign, marks=pytest.mark.slow) for sign in (signal.SIGKILL, signal.SIGTERM))]
)
def test_a_stopped_sweep_keeps_what_is_done_and_nothing_half(home, sign):
    book = home / "notebooks/02-code.ipynb"
    book.write_text(book.read_text().replace("if 'sleep' in codes", "if coding == 'coder_a' and 'sleep' in codes"))
    write(home / "data/coded/codes.txt", "sleep")
    environment = clean_environment(PYTHONPATH=str(home / "src"), STANCEBOOK_GRID="grid.yaml", STANCEBOOK_JOBS="1")
    running = subprocess.Popen(
        [sys.executable, "-m", "stancebook", "sweep"], cwd=home, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert running.stdout.readline() == "2 runs to make\n"
    assert "all as by default  done (1 of 2" in running.stdout.readline()
    until(lambda: below(running.pid, "job"), 30)
    sent = below(running.pid, "job")
    folders = job_folders(sent)
    until(lambda: asleep(folders), 60)
    os.kill(running.pid, sign)
    _, error = running.communicate(timeout=20)
    if sign != signal.SIGKILL:
        assert running.returncode == 130
        assert error == "sweep  interrupted; the same command goes on from here\n"
        assert [row["status"] for row in listed(home)] == ["done", "to do"]
    until(lambda: not any(process.is_running() for process in sent), 10)
    until(lambda: not any(folder.exists() for folder in folders), 5)
    names = [results.name(paths.PARAMETERS | {"coding": coding}) for coding in ("adjudicated", "coder_a")]
    assert (home / "build/sweep" / names[0]).exists() and not list(home.glob(f"build/sweep/**/*{names[1]}*"))
    for name in (names[1], "of-another-grid"):  # as if it had been killed while writing
        write(home / f"build/sweep/.{name}.part/parameters.json", "{}")
    write(home / "data/coded/codes.txt", "pro")
    assert set(statuses(swept(home)).values()) == {"done"} and not list(home.glob("build/sweep/.*.part"))


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_no_job_folder_is_left(home, tmp_path, ends):
    break_for_coder_a(home, tmp_path / "broken")
    if ends == "well":
        (tmp_path / "broken").unlink()
    (tmp_path / "temporary").mkdir()
    outcome = make(home, "sweep", "GRID=grid.yaml", TMPDIR=str(tmp_path / "temporary"))
    assert set(statuses(outcome).values()) == ({"done"} if ends == "well" else {"done", "failed"})
    assert not list((tmp_path / "temporary").iterdir())


# ---- the toy study, on this machine and on a cluster ----------------------------------------------------------

DASK = str(Path(sys.executable).parent / "dask")
THREE = 'notebook: "02"\nparameters:\n  coding: [adjudicated, coder_b]\nruns:\n- {min_confidence: 3, exclude_articles: "020"}\n'
RUNS = ["default", "coding=coder_b", "min_confidence=3 exclude_articles=020"]


@pytest.fixture(scope="module")
def toy_sweep(tmp_path_factory):
    """A project with a grid for the toy study, and the tree that a sweep on this machine leaves."""
    home = tmp_path_factory.mktemp("sweep") / "ein Ordner für Läufe"
    for name in ("src", "notebooks", "tests/toy"):
        shutil.copytree(PROJECT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(PROJECT / name, home)
    (home / "data").mkdir()
    write(home / "grid.yaml", THREE)
    outcome = swept(home, "STUDY=tests/toy")
    assert outcome.returncode == 0 and outcome.stderr == "", outcome.stderr
    assert sorted(statuses(outcome).items()) == sorted(dict.fromkeys(RUNS, "done").items())
    first = tree(home)
    shutil.rmtree(home / "build/sweep")
    return home, first


@contextlib.contextmanager
def cluster(folder, **more):
    """A Dask scheduler's address on 127.0.0.1, its process and those of two workers, who all have a stancebook that is of no use."""
    write(folder / "useless/stancebook/__init__.py", "raise RuntimeError('another stancebook')")
    here = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(folder / "scheduler")]
    worker = ["--nworkers", "1", "--nthreads", "1", "--no-nanny", "--local-directory"]
    words = [["scheduler", *here, "--port", "0"]] + [["worker", *here, *worker, str(folder / n)] for n in "12"]
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(open(folder / "log", "wb"))
        environment = clean_environment(PYTHONPATH=str(folder / "useless"), TMPDIR=str(folder), **more)
        started = []
        stack.callback(ended, started)
        for arguments in words:
            started.append(subprocess.Popen([DASK, *arguments], env=environment, cwd=folder, stdout=log, stderr=log))
            until((folder / "scheduler").exists, 90)
        yield json.loads((folder / "scheduler").read_text())["address"], started


def ended(processes):
    """Stop these processes."""
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_of_a_run_loses_nothing(toy_sweep, tmp_path):
    home, first = toy_sweep
    with cluster(tmp_path) as (address, (_, victim, other)):
        words = ["make", "sweep", "GRID=grid.yaml", "STUDY=tests/toy", f"CLUSTER={address}", f"VENV={sys.prefix}"]
        running = subprocess.Popen(words, cwd=home, env=clean_environment(), text=True, stdout=-1, stderr=-1)
        # a job, the process of a notebook, and its kernel; forked processes have the command of the first
        until(lambda: len(below(victim.pid, "job")) >= 3, 120)
        sent, *kernels = below(victim.pid, "job")
        (folder,) = job_folders([sent])
        assert folder.parent == tmp_path and len(list(home.glob("build/sweep/*/made.json"))) <= 1  # by the other worker
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        output, error = running.communicate(timeout=200)
        assert running.returncode == 0 and error == "", error
        until(lambda: not any(process.is_running() for process in (sent, *kernels)), 20)
        assert not folder.exists() and other.poll() is None
    assert "3 runs: 3 done, 0 skipped, 0 failed" in output
    assert tree(home) == first


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_listens_here_alone_and_is_not_asked_for_nothing(home, tmp_path):
    swept(home)
    first = tree(home)
    shutil.rmtree(home / "build")
    with cluster(tmp_path) as (address, started):
        outcome = swept(home, f"CLUSTER={address}")
        assert (outcome.returncode, outcome.stderr) == (0, "")
        sockets = [at for process in started for at in psutil.Process(process.pid).net_connections()]
    assert {at.laddr.ip for at in sockets if at.status == "LISTEN"} == {"127.0.0.1"}
    assert statuses(outcome) == {"default": "done", "coding=coder_a": "done"} and tree(home) == first
    assert set(statuses(swept(home, f"CLUSTER={address}")).values()) == {"skipped"}


@pytest.mark.slow
def test_a_cluster_that_is_lost_or_loses_every_worker_is_a_sentence_and_results_stay(home, tmp_path):
    book = home / "notebooks/02-code.ipynb"
    lost = "if coding == 'coder_a' and 'sleep' in codes"
    book.write_text(book.read_text().replace("if 'sleep' in codes", lost))
    write(home / "data/coded/codes.txt", "sleep")
    with cluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as (address, (scheduler, *workers)):
        words = ["make", "sweep", "GRID=grid.yaml", f"CLUSTER={address}", f"VENV={sys.prefix}"]

        def sweeping():
            until(lambda: not asleep([tmp_path]), 20)
            running = subprocess.Popen(words, cwd=home, env=clean_environment(), text=True, stdout=-1, stderr=-1)
            until(lambda: asleep([tmp_path]) and list(home.glob("build/sweep/*/made.json")), 40)
            return running

        running = sweeping()
        (at_work,) = [worker for worker in workers if below(worker.pid, "job")]
        at_work.kill()
        output, error = running.communicate(timeout=30)
        assert running.returncode != 0 and error.startswith("1 of 2 runs failed"), error
        assert re.search(
            r"coding=coder_a  failed \(2 of 2\): every worker that ran it died \(1 in all\); see build/sweep/failed/",
            output,
        )
        workers.remove(at_work)
        running = sweeping()
        scheduler.kill()
        output, error = running.communicate(timeout=60)
        assert running.returncode != 0 and error.startswith(
            f"cluster: {address} has gone away; the same command goes on from here\n"
        ), error
    assert [row["status"] for row in listed(home)] == ["done", "to do"]
