"""A new study: its layout is that of this repository, it works on its own, and nothing of anybody is overwritten."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from make_runs import clean_environment, make
from project import PROJECT, TOY
from stancebook import __version__
from stancebook.core import notebooks
from stancebook.core.problems import UserError
from stancebook.pipeline import cli
from stancebook.pipeline.commands.new import LAYOUT, layout, new

HERE = {"PYTHONPATH": str(PROJECT / "src")}  # the package of this checkout, in a study outside it
NAMES = ["Who pays for the bridge?", "Мост: кто платит?", '"quoted" # {x}', "- ja", "{{ 7*7 }}", "<b>", "a\nb", "%s\\"]


def files_of(folder):
    """Return the bytes of all files in a folder, by their paths, without those of git."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def cells(content):
    """Return the type, tags and source of each cell of a notebook."""
    book = json.loads(content)
    return [(cell["cell_type"], cell["metadata"], "".join(cell["source"])) for cell in book["cells"]]


@pytest.fixture
def study(tmp_path):
    """A new study."""
    new(tmp_path / "die Brücke", "The bridge")
    return tmp_path / "die Brücke"


def test_there_is_one_kind_of_study_and_this_repository_is_one(study):
    made = files_of(study)
    assert sorted(path for path in made if not (PROJECT / path).exists()) == [
        ".github/workflows/study.yml",  # here ci.yml, which also tests the package
        "requirements.txt",  # here requirements.lock
    ]
    assert {path.name for path in study.iterdir()} >= {"data", "notebooks", "report", "Makefile", "environment.yml"}
    assert all((study / folder).is_dir() for folder in ("data/raw", "data/coded", "data/processed"))
    for name in (".gitignore", ".gitattributes"):
        own = (PROJECT / name).read_text(encoding="utf-8").splitlines()
        assert set(made[name].decode().splitlines()) <= set(own), name


def test_the_notebooks_are_the_package_s_own_without_outputs(study):
    made = {name: content for name, content in files_of(study).items() if name.startswith("notebooks/")}
    own = {f"notebooks/{path.name}": path.read_bytes() for path in (PROJECT / "notebooks").glob("*.ipynb")}
    assert made.keys() == own.keys() and len(own) == 8
    for name, content in made.items():
        assert cells(content) == cells(own[name])
        assert json.loads(content)["metadata"] == json.loads(own[name])["metadata"]
        assert not re.search(rb'"execution_count": [0-9]|"output_type"', content)


def test_a_check_asks_only_for_what_people_have_to_bring(study, capsys, monkeypatch):
    monkeypatch.chdir(study)
    assert cli.main(["check"]) in (0, 1)
    listed = [line for line in capsys.readouterr().err.splitlines() if ": " in line]
    assert {line.partition(":")[0] for line in listed} <= {"sources.csv", "coder_a.csv", "coder_b.csv"}
    assert cli.main(["status"]) == 0
    assert "next: stancebook add FILE…" in capsys.readouterr().out


def test_the_settings_are_four_lines_and_the_documents_name_every_table(study):
    lines = (study / "data/coded/study.yaml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) == 4
    described = (study / "data/README.md").read_text(encoding="utf-8")
    for name in ("sources.csv", "coder_a.csv", "adjudication.csv", "stances.csv", "claims.csv", "cleaning.yaml"):
        assert f"`{name}`" in described
    assert f"\nstancebook=={__version__}\n" in (study / "requirements.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_the_title_as_it_is_written(name, tmp_path):
    new(tmp_path, name)
    title = yaml.safe_load((tmp_path / "data/coded/study.yaml").read_text(encoding="utf-8"))["title"]
    assert title == name.replace("\n", " ")
    environment = yaml.safe_load((tmp_path / "environment.yml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[\w-]+", environment["name"])
    assert "<b>" not in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_every_file_ends_its_lines_with_a_line_feed_and_holds_no_mark_of_a_template():
    for path, content in layout("x").items():
        assert b"\r" not in content and content.endswith(b"\n"), path
        assert path.endswith(".ipynb") or not re.search(rb"\{%|\{#[^a-z]", content), path
        assert not path.endswith(".j2") and "dot-" not in path


def test_nothing_that_is_there_is_overwritten(study):
    kept = {"README.md": b"mine", "data/coded/study.yaml": b"title: mine\n", "notes.txt": b"mine"}
    for name, content in kept.items():
        (study / name).write_bytes(content)
    (study / "report/text.md").unlink()
    (study / "Makefile").unlink()
    (study / "Makefile").symlink_to("nowhere")
    before = files_of(study)
    lines = new(study)
    assert files_of(study) == before | {"report/text.md": layout("x")["report/text.md"]}
    assert (study / "Makefile").readlink() == Path("nowhere")
    assert "1 file written" in lines[0] and "README.md" in lines[1] and "text.md" not in lines[1]
    assert new(study)[0].endswith("a study is there already, nothing was written")


@pytest.mark.parametrize("path", ["data", "notebooks", "data/raw", "report", ""])
def test_a_file_in_the_place_of_a_folder_ends_with_a_sentence_and_nothing_written(path, tmp_path):
    home = tmp_path / "study"
    (home / path).parent.mkdir(parents=True, exist_ok=True)
    (home / path).write_bytes(b"mine")
    with pytest.raises(UserError, match="is no folder; move it away"):
        new(home)
    assert list(files_of(tmp_path).values()) == [b"mine"]


@pytest.mark.parametrize("folder", ["/proc/study", "/dev/full/study", "a" * 300])
def test_a_folder_that_cannot_be_written_ends_with_a_sentence(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", folder]) == 1
    shown = capsys.readouterr().err
    assert re.search("cannot be written \\(.+\\); .+, or name another|is no folder; move it away", shown), shown
    assert not any(tmp_path.iterdir())


def test_as_a_command_it_names_the_next_step(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "my bridge"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "my bridge: a study, 19 files written",
        "next: cd 'my bridge', then stancebook add FILE…",
    ]
    assert cli.main(["new"]) == 2
    monkeypatch.chdir(tmp_path / "my bridge")
    assert cli.main(["new", "."]) == 0
    assert capsys.readouterr().out == ".: a study is there already, nothing was written\nnext: stancebook status\n"


def test_its_makefile_offers_its_targets_and_calls_the_command(study):
    assert "make report" in make(study, venv=None).stdout
    shown = make(study, "status", **HERE)
    assert shown.returncode == 0 and shown.stdout.startswith("study ")
    assert "nothing is built" in make(study, "help").stdout
    lacking = make(study, "status", venv="/nowhere")
    assert lacking.returncode == 2 and "VENV holds no bin/python: /nowhere" in lacking.stderr


PYTHON = """#!/bin/sh
case "$*" in
'-m venv .venv') mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
esac
echo "$PIP_FIND_LINKS $*" >> log
"""


def test_its_environment_is_built_once_and_again_after_a_change_of_what_it_needs(study):
    (study / "python").write_text(PYTHON, encoding="utf-8")
    (study / "python").chmod(0o755)
    build = ["-m venv .venv", "-m pip install -q -r requirements.txt"]

    def calls():
        outcome = make(study, "status", f"PYTHON={study}/python", venv=None, PIP_FIND_LINKS="elsewhere")
        assert outcome.returncode == 0, outcome.stderr
        logged = (study / "log").read_text(encoding="utf-8").splitlines()
        (study / "log").unlink()
        return logged

    assert calls() == [f"elsewhere {words}" for words in [*build, "-m stancebook status"]]
    assert calls() == ["elsewhere -m stancebook status"]
    with open(study / "requirements.txt", "a", encoding="utf-8") as file:
        file.write("spam\n")
    (study / "wheels").mkdir()
    assert calls() == [f"wheels elsewhere {words}" for words in [*build, "-m stancebook status"]]


def test_what_the_workflow_and_the_readme_call_is_there(study):
    makefile = (study / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"\.PHONY: (.*)", makefile)[1].split())
    workflow = yaml.safe_load((study / ".github/workflows/study.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    readme = (study / "README.md").read_text(encoding="utf-8")
    called = re.findall(r"^make (\w+)", "\n".join([*steps, readme]), re.MULTILINE)
    assert {"check", "run", "test", "report", "accept"} <= set(called) <= targets
    commands = re.findall(r"^stancebook (\w+)", readme, re.MULTILINE)
    assert {"status", "add", "check", "desk", "freeze"} <= set(commands) <= set(cli.stancebook.commands)


def test_the_layout_is_in_the_package():
    assert LAYOUT.joinpath("report", "text.md").is_file()
    assert [path.name for path in notebooks.shipped()] == sorted(os.listdir(PROJECT / "notebooks"))[
        : len(notebooks.shipped())
    ]


def with_texts_and_codes(study):
    """Give a new study the files of the toy study, and make it a git repository."""
    for name in ("data/raw", "data/coded"):
        shutil.copytree(TOY / name, study / name, dirs_exist_ok=True)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a study"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *identity, *words], cwd=study, check=True, capture_output=True)
    return study


@pytest.mark.slow
def test_report_accept_and_test_work_in_it_and_write_there_alone(study):
    with_texts_and_codes(study)
    before = files_of(study)
    report = make(study, "report", **HERE)
    assert report.returncode == 0, report.stdout + report.stderr
    untested = make(study, "test", **HERE)
    assert "no notebook has outputs yet" in untested.stdout
    assert (
        (study / "report/brief.md")
        .read_text(encoding="utf-8")
        .startswith("# Who wants what, and on what terms? A draft")
    )
    assert (study / "report/brief.pdf").exists() and (study / "report/index.html").exists()
    accepted = make(study, "accept", **HERE)
    assert "accepted: 01-clean" in accepted.stdout, accepted.stderr
    after = files_of(study)
    assert {name for name in before if before[name] != after[name]} == {
        f"notebooks/{path.name}" for path in (PROJECT / "notebooks").glob("[0-9]*.ipynb")
    }
    assert "nothing had changed" in make(study, "report", **HERE).stdout
    tested = make(study, "test", **HERE)
    assert tested.returncode == 0 and " passed" in tested.stdout, tested.stdout[-2000:]
    assert {name: content for name, content in files_of(study).items() if not name.startswith("build/")} == {
        name: content for name, content in after.items() if not name.startswith("build/")
    }


@pytest.mark.slow
def test_a_study_of_texts_alone_has_its_first_notebook_accepted_and_tested(study):
    shutil.copytree(TOY / "data/raw", study / "data/raw", dirs_exist_ok=True)
    shutil.copy(TOY / "data/coded/sources.csv", study / "data/coded")
    assert make(study, "report", **HERE).returncode == 2
    accepted = make(study, "accept", **HERE)
    assert accepted.returncode == 0 and accepted.stdout.endswith("accepted: 01-clean\n"), accepted.stderr
    tested = make(study, "test", **HERE)
    assert tested.returncode == 0 and " passed" in tested.stdout, tested.stdout + tested.stderr
    assert "accepted: nothing had changed" in make(study, "accept", **HERE).stdout


@pytest.mark.slow
def test_another_study_is_run_from_outside_where_it_lies(study, tmp_path):
    """--study names a study with notebooks of its own; the working folder is in no study, or in another one."""
    with_texts_and_codes(study)
    other = tmp_path / "other"
    new(other)
    for folder in (tmp_path, other):
        words = [sys.executable, "-m", "stancebook", "run", "01", "--study", str(study)]
        ran = subprocess.run(words, cwd=folder, env=clean_environment(**HERE), capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
    assert "no notebook ran" in ran.stdout
    assert (study / "data/processed/sentences.csv").exists() and (study / "build/default/01-clean.ipynb").exists()
    assert not (other / "build").exists() and not (tmp_path / "build").exists()
