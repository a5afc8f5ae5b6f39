"""make in the small project of tests/support: seven small notebooks, in a folder with a space and an umlaut.

The package of that copy has its own check (a file of problems). Except in slow tests it also has its own kernel, which
runs cells in the same process: these tests are about make and the stamps, not about Jupyter.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from make_runs import clean_environment, make, until
from project import IN_ORDER, beside_pandas
from small_project import BOOKS, lay_out, study, write


def started(outcome):
    """Return the numbers of the notebooks that started, in order."""
    return sorted(re.findall(r"^(\d\d)-\S+  running \(\d of \d.*\)$", outcome.stdout, re.MULTILINE))


def kept(outcome):
    """Return the numbers of the notebooks whose stamps held after all."""
    return sorted(re.findall(r"^(\d\d)-\S+  kept$", outcome.stdout, re.MULTILINE))


def snapshot(home):
    """Return the bytes of every file of the project outside build/."""
    files = (path for path in home.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not {"build", "__pycache__"} & set(path.parts)}


@pytest.fixture
def home(tmp_path):
    """A project not yet run."""
    return lay_out(tmp_path / "ein Ordner für Bücher")


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """A project in which make report has run once, and the outcome of that run."""
    home = lay_out(tmp_path_factory.mktemp("first") / "ein Ordner für Bücher")
    return home, make(home, "report")


@pytest.fixture
def run_once(first_run, tmp_path):
    """A copy of that project in another folder, with the same file times."""
    return Path(shutil.copytree(first_run[0], tmp_path / "noch ein Örtchen"))


def test_the_first_run_runs_all_notebooks_and_says_what_came_of_it(first_run):
    home, outcome = first_run
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stderr == ""
    assert started(outcome) == ["01", "02", "03", "04", "05", "06", "07"]
    assert re.fullmatch(
        r"brief: report/index\.html, brief\.pdf and brief\.docx beside it\nit rests on 1 claims, which cite 0 of 2 statements, and 1 facts and source notes\n7 notebooks ran, \d+\.\d s\n",
        outcome.stdout[outcome.stdout.index("brief:") :],
    )
    assert "They stay." in (home / "report/index.html").read_text()
    assert sorted(json.loads((home / "build/default/run.json").read_text())) == [name[:2] for name in BOOKS]


def test_every_line_on_the_screen_is_whole(first_run):
    whole = r"\d\d-[a-z]+  (running \(\d of 7\)|done in \d+\.\d s)|brief: .*|it rests on .*|\d notebooks ran, .*"
    assert all(re.fullmatch(whole, line) for line in first_run[1].stdout.splitlines())


def test_second_run_starts_no_notebook_and_takes_less_than_importing_pandas(run_once):
    outcome = make(run_once, "report")
    assert outcome.returncode == 0 and not started(outcome) and not kept(outcome)
    assert "no notebook ran" in outcome.stdout
    assert beside_pandas(lambda: make(run_once, "report")) < 1


@pytest.mark.parametrize(
    ("changed", "content", "again", "same"),
    [
        ("data/coded/codes.txt", "con", ["02", "03", "04", "05", "06", "07"], []),
        ("data/raw/001.txt", "They stay.\n", ["01"], ["02", "03", "04", "05", "06", "07"]),
        ("data/raw/002.txt", "And we?", ["01", "02", "03", "04", "05", "06", "07"], []),
        ("report/text.md", "another brief", ["07"], []),
        ("data/processed/statements.csv", "statement,text,code\n", ["02"], ["03", "04", "05", "06", "07"]),
        ("report/index.html", None, ["07"], []),
        pytest.param("data/processed/reliability.csv", None, ["03"], ["07"], marks=pytest.mark.slow),
        pytest.param("report/figures/stray.svg", "<svg/>", ["04", "07"], [], marks=pytest.mark.slow),
        pytest.param("build/default/04-stances.ipynb", None, ["04"], ["07"], marks=pytest.mark.slow),
        pytest.param("build/default/03.done", "{", ["03"], ["07"], marks=pytest.mark.slow),
        pytest.param(
            "src/stancebook/more.css", "", ["01", "02", "03", "04", "05", "06", "07"], [], marks=pytest.mark.slow
        ),
        pytest.param("data/processed/.DS_Store", "", [], [], marks=pytest.mark.slow),
        pytest.param("README.md", "nothing declared", [], [], marks=pytest.mark.slow),
    ],
)
def test_what_changed_runs_again_and_nothing_else(run_once, changed, content, again, same):
    (run_once / changed).unlink() if content is None else write(run_once / changed, content)
    outcome = make(run_once, "report")
    assert outcome.returncode == 0, outcome.stderr
    assert (started(outcome), kept(outcome)) == (again, same)
    assert "no notebook ran" in make(run_once, "report").stdout


def test_a_notebook_changed_in_its_outputs_alone_does_not_run_again(run_once):
    path = run_once / "notebooks/02-code.ipynb"
    book = json.loads(path.read_text())
    book["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "shown"}]
    path.write_text(json.dumps(book))
    assert started(make(run_once, "report")) == []
    book["cells"][-1]["source"] = [*book["cells"][-1]["source"], "\n# another line"]
    path.write_text(json.dumps(book))
    outcome = make(run_once, "report")
    assert (started(outcome), kept(outcome)) == (["02"], ["03", "04", "05", "06", "07"])


def test_one_notebook_runs_with_what_it_needs(home):
    outcome = make(home, "04")
    assert started(outcome) == ["01", "02", "04"]
    assert "executed copy: build/default/04-stances.ipynb" in outcome.stdout


def test_make_follows_what_the_notebooks_declare(home):
    path = home / "notebooks/04-stances.ipynb"
    path.write_text(path.read_text().replace('"reads": [', '"reads": ["data/processed/reliability.csv", '))
    assert started(make(home, "04", "JOBS=4")) == ["01", "02", "03", "04"]
    write(home / "notebooks/08-more.ipynb", path.read_text().replace("stances", "more"))
    outcome = make(home, "08")
    assert outcome.returncode == 0 and started(outcome) == ["08"], outcome.stderr
    (home / "notebooks/02-code.ipynb").unlink()
    outcome = make(home, "03")
    assert outcome.returncode != 0 and not started(outcome)
    assert "03-reliability.ipynb: no earlier notebook writes data/processed/statements.csv, which it " in outcome.stderr


def test_two_targets_named_at_once_are_one_run(home):
    outcome = make(home, "-j4", "03", "04")
    assert (started(outcome), kept(outcome)) == (["01", "02", "03", "04"], [])


def test_problems_stop_everything_before_a_notebook_starts(run_once):
    write(run_once / "data/coded/codes.txt", "con")
    write(run_once / "data/coded/problems.txt", "a.csv, row 2: wrong; mend it\nb.csv, row 3: wrong; mend it\n")
    before = snapshot(run_once)
    for target in ("report", "04", "check", "accept"):
        outcome = make(run_once, target)
        assert outcome.returncode != 0 and not started(outcome)
        assert outcome.stderr.startswith("a.csv, row 2: wrong; mend it\nb.csv, row 3: wrong; mend it\n2 problems\n")
    assert snapshot(run_once) == before


def test_check_says_that_all_is_in_order(home):
    outcome = make(home, "check")
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, f"{IN_ORDER}\n", "")


def test_failed_notebook_leaves_its_copy_and_no_stamp(run_once):
    write(run_once / "data/coded/codes.txt", "wrong")
    before = snapshot(run_once)
    outcome = make(run_once, "report")
    assert outcome.returncode != 0
    assert re.search(r"^02-code  failed at In \[\d\].*\nAssertionError: a wrong code\n", outcome.stderr, re.MULTILINE)
    assert "Traceback" not in outcome.stderr
    assert (run_once / "build/default/02-code.ipynb").exists()
    assert not (run_once / "build/default/02.done").exists()
    assert snapshot(run_once) == before
    write(run_once / "data/coded/codes.txt", "pro con")
    outcome = make(run_once, "report")
    assert (started(outcome), kept(outcome)) == (["02"], ["03", "04", "05", "06", "07"])


def test_notebook_that_does_not_write_what_it_declares_has_failed(home):
    path = home / "notebooks/02-code.ipynb"
    path.write_text(path.read_text().replace('"writes": [', '"writes": ["data/processed/more.csv", '))
    outcome = make(home, "02")
    assert outcome.returncode != 0 and "did not write, data/processed/more.csv" in outcome.stderr
    assert not (home / "build/default/02.done").exists()


def test_a_parameter_changes_its_own_folder_alone(run_once):
    before = snapshot(run_once)
    outcome = make(run_once, "report", "CODING=coder_a", "MIN_CONFIDENCE=3", "EXCLUDE_ARTICLES=003 004")
    assert started(outcome) == ["01", "02", "03", "04", "05", "06", "07"], outcome.stderr
    variant = run_once / "build/coder_a-confidence-3-without-003-004"
    assert f"brief: build/{variant.name}/report/index.html" in outcome.stdout
    assert "coder_a,3" in (variant / "data/processed/statements.csv").read_text()
    assert snapshot(run_once) == before
    assert started(make(run_once, "report")) == []


def test_a_notebook_that_lacks_a_parameter_never_starts(run_once):
    path = run_once / "notebooks/01-clean.ipynb"
    path.write_text(path.read_text().replace("coding = 'adjudicated'", "(coding,) = ['adjudicated']"))
    before = snapshot(run_once)
    outcome = make(run_once, "report", "CODING=coder_a")
    assert outcome.returncode != 0 and not started(outcome)
    assert outcome.stderr.startswith("01-clean.ipynb: its parameters cell lacks coding; add them\n1 problem\n")
    assert snapshot(run_once) == before
    assert make(run_once, "report").returncode == 0


@pytest.mark.slow
def test_another_study_is_read_where_it_lies_and_left_as_it_is(run_once, tmp_path):
    other = study(tmp_path / "une étude", codes="other", texts=["Alone."])
    (other / "notebooks").mkdir()
    before = snapshot(run_once) | snapshot(other)
    for name in (str(other), os.path.relpath(other, run_once)):
        outcome = make(run_once, "report", f"STUDY={name}")
        assert outcome.returncode == 0, outcome.stderr
        assert re.search(r"build/study-une_étude-[0-9a-f]{8}/report/index\.html", outcome.stdout)
        assert "cite 0 of 1 statements" in outcome.stdout
    assert not started(outcome)
    assert snapshot(run_once) | snapshot(other) == before


@pytest.mark.parametrize("at_once", [False, True])
def test_two_studies_of_one_folder_name_each_have_their_own_numbers(run_once, at_once):
    texts = {"старый/мост": ["Alone."], "новый/мост": ["We go.", "They stay.", "Nobody asked."]}
    for place, own in texts.items():
        study(run_once / place, codes=place, texts=own)
    words = [["make", "report", f"STUDY={place}", f"VENV={sys.prefix}"] for place in texts]
    settings = {"cwd": run_once, "env": clean_environment(), "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    if at_once:
        said = [
            run.communicate(timeout=300)[0].decode() for run in [subprocess.Popen(each, **settings) for each in words]
        ]
    else:
        said = [subprocess.run(each, **settings).stdout.decode() for each in (*words, words[0])]
        assert "nothing had changed" in said.pop()
    folders = {re.search(r"brief: build/(study-мост-[0-9a-f]{8})/report", each)[1]: each for each in said}
    assert len(folders) == 2
    for (folder, words_said), (place, own) in zip(folders.items(), texts.items(), strict=True):
        assert f"cite 0 of {len(own)} statements" in words_said
        brief = (run_once / "build" / folder / "report/index.html").read_text()
        assert brief.count(place) == len(own) and own[0] in brief


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("CODNIG=x", "CODNIG cannot be set here; what can: STUDY CODING"),
        ("study=x", "study cannot be set here"),
        ("MIN_CONFIDENCE=high", "min_confidence: 'high' is not a whole number; use 1, 2 or 3"),
        ("STUDY=nowhere", "study: 'nowhere' holds no data/coded; give the folder of a study"),
        ("JOBS=many", "jobs: 'many' is not a number"),
        ("MIN CONFIDENCE=3", "MIN CONFIDENCE"),
        ("VENV=nowhere", "VENV holds no bin/python: nowhere"),
    ],
)
def test_a_wrong_setting_is_refused_in_a_sentence(home, word, problem):
    outcome = make(home, "report", word, venv=None if word.startswith("VENV") else sys.prefix)
    assert outcome.returncode != 0
    assert problem in outcome.stderr.splitlines()[0]
    assert not started(outcome) and not (home / "data/processed").exists()


@pytest.mark.parametrize(
    "name",
    [
        *("CODING", "STUDY", "JOBS", "MIN_CONFIDENCE"),
        *(pytest.param(other, marks=pytest.mark.slow) for other in ("ISSUE", "EXCLUDE_ARTICLES")),
    ],
)
def test_hostile_values_are_only_text(home, name):
    value = "a'b\"c `touch stray` $(touch stray) $(shell touch stray) $$(touch stray); touch stray & | > stray \\ ü #"
    outcome = make(home, "02", f"{name}={value}", JUST="a value")
    assert not list(home.rglob("stray"))
    if name in ("CODING", "ISSUE", "EXCLUDE_ARTICLES"):
        assert outcome.returncode == 0, outcome.stderr
        (stamp,) = home.glob("build/*/02.done")
        assert json.loads(stamp.read_text())["parameters"][name.lower()] == value
    else:
        assert outcome.returncode != 0 and value[:30] in outcome.stderr


def test_a_stray_environment_variable_changes_nothing(run_once):
    stray = {
        "STUDY": "elsewhere",
        "STANCEBOOK_VARIANT": "nowhere",
        "CODING": "coder_b",
        "STANCEBOOK_CODING": "coder_b",
        "JOBS": "x",
    }
    outcome = make(run_once, "report", PYTHONPATH="nowhere", **stray)
    assert outcome.returncode == 0 and not started(outcome), outcome.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_an_interrupted_run_ends_with_a_line_and_no_stamp(home, sign):
    write(home / "data/coded/codes.txt", "sleep")
    running = subprocess.Popen(
        ["make", "02", f"VENV={sys.prefix}"], cwd=home, env=clean_environment(), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until(lambda: (home / "build/asleep").exists(), 90)
    os.killpg(running.pid, sign)
    _, error = running.communicate(timeout=10)
    assert running.returncode != 0 and "Traceback" not in error
    assert "02  interrupted; the same command goes on from here" in error
    assert [path.name for path in (home / "build/default").glob("*.done")] == ["01.done"]


def test_accept_takes_outputs_over_and_twice_the_same_bytes(run_once):
    outcome = make(run_once, "accept")
    assert outcome.returncode == 0 and "accepted: 01-clean, 02-code" in outcome.stdout, outcome.stderr
    first = snapshot(run_once)
    book = json.loads((run_once / "notebooks/02-code.ipynb").read_text())
    assert "".join(book["cells"][-1]["outputs"][0]["text"]) == "['pro', 'con']"
    assert [cell.get("execution_count") for cell in book["cells"]] == [None, 1, 2, 3, 4]
    assert [cell["id"] for cell in book["cells"]] == ["title", "imports", "parameters", "folders", "last"]
    assert book["metadata"] == {
        "author": "kept",
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "stancebook": {"reads": BOOKS["02-code"][0], "writes": BOOKS["02-code"][1]},
    }
    (run_once / "build/default/02.done").unlink()
    outcome = make(run_once, "accept")
    assert "accepted: nothing had changed" in outcome.stdout and started(outcome) == ["02"]
    assert snapshot(run_once) == first


def test_accept_refuses_parameters_before_anything_runs(home):
    outcome = make(home, "accept", "CODING=coder_a")
    assert outcome.returncode != 0 and "leave out CODING" in outcome.stderr and not started(outcome)


def test_accept_refuses_what_is_not_up_to_date(run_once):
    write(run_once / "data/processed/stances.csv", "altered")
    before = snapshot(run_once)
    outcome = subprocess.run(
        [sys.executable, "-m", "stancebook", "accept"], cwd=run_once, capture_output=True, text=True,
        env=clean_environment(PYTHONPATH=str(run_once / "src")),
    )  # fmt: skip
    assert outcome.returncode == 1 and "04-stances, 07-brief: not run since something changed" in outcome.stderr
    assert snapshot(run_once) == before


def test_clean_leaves_what_is_committed(run_once):
    before = snapshot(run_once)
    assert make(run_once, "clean").returncode == 0
    assert not (run_once / "build").exists()
    assert before.keys() - snapshot(run_once).keys() == {run_once / "report/index.html"}


def test_help_names_every_target_and_variable(home):
    output = make(home).stdout
    targets = "report 04 check status test test-slow test-all accept lab sweep bench wheel clean"
    for name in f"{targets} STUDY CODING MIN_CONFIDENCE EXCLUDE_ARTICLES ISSUE GRID CLUSTER JOBS PYTHON VENV".split():
        assert re.search(rf"(make |  ){name}\b", output), name


@pytest.mark.slow
def test_a_run_with_true_kernels(tmp_path):
    home = lay_out(tmp_path / "ein {Ordner} für Bücher", kernel="")
    outcome = make(home, "report", MPLBACKEND="nonsense", PYTHONWARNINGS="error", IPYTHONDIR=str(tmp_path / "none"))
    assert outcome.returncode == 0 and outcome.stderr == "", outcome.stderr
    assert started(outcome) == ["01", "02", "03", "04", "05", "06", "07"]
    outcome = make(home, "accept")
    assert "accepted: 01-clean" in outcome.stdout and not started(outcome)
    accepted = snapshot(home)
    assert b"papermill" not in b"".join(accepted[path] for path in home.glob("notebooks/*"))
    (home / "build/default/03.done").unlink()
    outcome = make(home, "accept")
    assert started(outcome) == ["03"] and "accepted: nothing had changed" in outcome.stdout
    assert snapshot(home) == accepted
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_parameters_reach_true_notebooks_as_typed_values(tmp_path):
    home = lay_out(tmp_path / "ein Ordner für Bücher", kernel="")
    path = home / "notebooks/02-code.ipynb"  # which has no parameter `issue`
    path.write_text(path.read_text().replace("issue = ''", "(issue,) = ['']"))
    words = ["CODING=a'b\"c $d `e` ü", "MIN_CONFIDENCE=3", "EXCLUDE_ARTICLES=003"]
    outcome = make(home, "02", *words)
    assert outcome.returncode == 0, outcome.stderr
    (table,) = home.glob("build/*/data/processed/statements.csv")
    assert table.read_text().splitlines()[1].endswith(""","a'b""c $d `e` ü",3""")
    (copy,) = home.glob("build/*/02-code.ipynb")
    assert 'exclude_articles = \\"003\\"' in copy.read_text() and '"issue = ' not in copy.read_text()
    assert "injected-parameters" not in "".join(path.read_text() for path in home.glob("notebooks/*"))


@pytest.mark.slow
def test_a_failed_cell_is_printed_in_readable_lines(tmp_path):
    home = lay_out(tmp_path / "ein Ordner für Bücher", kernel="")
    write(home / "data/coded/codes.txt", "wrong")
    outcome = make(home, "02")
    assert outcome.returncode != 0
    assert outcome.stderr.startswith(
        "02-code  failed at In [4], line 5: assert 'wrong' not in codes, 'a wrong code'\n"
        "AssertionError: a wrong code\nopen build/default/02-code.ipynb to see it\n"
    )
    assert "AssertionError" in (home / "build/default/02-code.ipynb").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_leaves_no_kernel_behind(tmp_path, sign):
    home = lay_out(tmp_path / "ein Ordner für Bücher", kernel="")
    write(home / "data/coded/codes.txt", "sleep")
    running = subprocess.Popen(
        ["make", "02", f"VENV={sys.prefix}"], cwd=home, env=clean_environment(), text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until(lambda: (home / "build/asleep").exists(), 90)
    os.killpg(running.pid, sign)
    _, error = running.communicate(timeout=20)
    assert "Traceback" not in error
    until(lambda: not alive(int((home / "build/asleep").read_text())), 10)
    assert [path.name for path in (home / "build/default").glob("*.done")] == ["01.done"]
    write(home / "data/coded/codes.txt", "pro")
    assert started(make(home, "02")) == ["02"]


def alive(pid):
    """Return whether a process is running."""
    outcome = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return outcome.stdout.strip() not in ("", "Z", "Zs")


# ---- the environment, with Python programs that only log their arguments ----------------------------------

PYTHON = """#!/bin/sh
case "$*" in
*'print('*) echo {version} ;;
*version_info*) exit {old} ;;
*ensurepip*) exit {bare} ;;
'-m venv '*) mkdir -p .venv/bin .venv/lib/python3.12/site-packages; cp "$0" .venv/bin/python; echo "$*" >> log ;;
*uv.txt) echo "$*" >> log; cp uv .venv/bin/uv; chmod +x .venv/bin/uv ;;
*'-r requirements.lock') echo "$*" >> log; [ ! -e no-network ] ;;
*) echo "$*" >> log ;;
esac
"""
UV = '#!/bin/sh\necho "uv $*" >> log\n[ ! -e no-uv ]\n'
BUILT = [
    "-m venv .venv",
    "-m pip install -q --require-hashes -r .venv/uv.txt",
    "uv pip sync -q --python .venv/bin/python --require-hashes requirements.lock",
    "-m pip install -q --no-deps --no-build-isolation --no-index -e .",
    "-c from stancebook.pipeline.execute import import_stack as compile; compile()",
]


@pytest.fixture
def bare(home, tmp_path):
    """A function that calls make on a machine without Python; its outcome has a log of the calls of Python and uv."""
    for tool in ("make", "cmp", "awk", "cp", "rm", "mkdir", "chmod"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))

    def make_there(*words):
        (home / "log").unlink(missing_ok=True)
        outcome = make(home, *words, venv=None, PATH=str(tmp_path / "bin"))
        outcome.log = (home / "log").read_text().splitlines() if (home / "log").exists() else []
        return outcome

    write(home / "uv", UV)
    make_there.home, make_there.bin = home, tmp_path / "bin"
    return make_there


def put(python, version="3.12", old=0, bare=0):
    """Write a program that answers like such a Python."""
    write(python, PYTHON.format(version=version, old=old, bare=bare))
    python.chmod(0o755)


def refusal(outcome):
    """Return the only line of stderr that make did not write."""
    assert outcome.returncode != 0 and outcome.stdout == ""
    (line,) = [line for line in outcome.stderr.splitlines() if not line.startswith("make")]
    return line


def test_no_python_is_a_sentence_with_the_fix(bare):
    assert refusal(bare("check")) == (
        "no Python was found: install Python 3.11 or newer, or name one with make PYTHON=..."
    )
    put(bare.bin / "python3", version="")  # a stub that answers nothing, as macOS has one
    (bare.bin / "python3").write_text("#!/bin/sh\nexit 1\n")
    assert refusal(bare("report")).startswith("no Python was found")
    assert refusal(bare("report", "PYTHON=/no where/python")).startswith("no Python was found")
    assert not (bare.home / ".venv").exists()


def test_a_python_too_old_or_without_venv_is_a_sentence_with_the_fix(bare):
    put(bare.bin / "python", version="2.7", old=1)
    assert refusal(bare("check")).startswith("Python 2.7 (python) is too old: install Python 3.11 or newer, or name")
    put(bare.bin / "python3", bare=1)
    (bare.bin / "python").unlink()
    assert refusal(bare("check")) == (
        "Python 3.12 (python3) comes without venv: install it (apt install python3.12-venv), or name another with "
        "make PYTHON=..."
    )
    assert not (bare.home / ".venv").exists()


def test_the_environment_is_built_once_and_again_after_a_change_of_the_lock(bare):
    put(bare.bin / "python3.11", bare=1)
    put(bare.bin / "python3")
    outcome = bare("check")
    assert outcome.stdout == "building .venv (once, a minute or so)\n" and outcome.stderr == ""
    assert outcome.log == [*BUILT, "-m stancebook check"]
    (line,) = bare.home.glob(".venv/lib/*/site-packages/*.pth")
    assert (line.name, line.read_text()) == ("_stancebook.pth", "../../../../src\n")
    assert (bare.home / ".venv/uv.txt").read_text() == "uv==1.0 \\\n    --hash=sha256:00\n"
    os.utime(bare.home / "requirements.lock")
    assert bare("check").log == ["-m stancebook check"]
    write(bare.home / "requirements.lock", "uv==1.1 \\\n    --hash=sha256:00\n")
    assert bare("check").log == [*BUILT, "-m stancebook check"]
    (bare.home / ".venv/bin/python").unlink()
    assert bare("check").log == [*BUILT, "-m stancebook check"]


def test_a_named_python_is_the_one_that_builds(bare):
    put(bare.bin / "python3", version="3.9", old=1)
    put(bare.home / "my pythons/python'3")
    assert bare("check", f"PYTHON={bare.home}/my pythons/python'3").log[0] == "-m venv .venv"


def test_pip_is_used_if_uv_fails_and_a_failed_build_is_repeated(bare):
    put(bare.bin / "python3")
    write(bare.home / "no-uv", "")
    write(bare.home / "no-network", "")
    outcome = bare("check")
    assert outcome.returncode != 0 and ".venv could not be built" in outcome.stderr
    assert outcome.log[-1] == "-m pip install -q --no-deps --require-hashes -r requirements.lock"
    (bare.home / "no-network").unlink()
    by_pip = "-m pip install -q --no-deps --require-hashes -r requirements.lock"
    assert bare("check").log == [*BUILT[:3], by_pip, *BUILT[3:], "-m stancebook check"]


def test_a_linked_environment_is_used_and_never_rebuilt_in_its_place(bare, tmp_path):
    put(bare.bin / "python3")
    put(tmp_path / "elsewhere/bin/python")
    shutil.copy(bare.home / "requirements.lock", tmp_path / "elsewhere")
    (bare.home / ".venv").symlink_to(tmp_path / "elsewhere")
    assert bare("check").log == ["-m stancebook check"]
    before = snapshot(tmp_path / "elsewhere")
    write(bare.home / "requirements.lock", "uv==1.1 \\\n    --hash=sha256:00\n")
    assert bare("check").log == [*BUILT, "-m stancebook check"]
    assert snapshot(tmp_path / "elsewhere") == before and not (bare.home / ".venv").is_symlink()
