"""What runs built is deleted; what people changed, added, linked or committed stays."""

import json
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from full_disk import fill
from small_project import write
from stancebook.core import files, paths
from stancebook.core.problems import UserError
from stancebook.pipeline import cli, steps
from stancebook.pipeline.commands import tidy

BUILT = {
    "report/brief.docx": "brief",
    "report/brief.pdf": "%PDF",
    "report/index.html": "<p>",
    "report/evidence/1.html": "1",
}
NOTEBOOK = SimpleNamespace(writes=["report/brief.docx", "report/brief.pdf", "report/index.html", "report/evidence/*"])


def run(home, variant="default"):
    """Do what a run does: build the documents, and write down what it built."""
    out = home if variant == "default" else home / "build" / variant
    config = SimpleNamespace(paths=paths.RunPaths(home, home, out), folder=home / "build" / variant)
    told = tidy.set_aside(config, NOTEBOOK)
    for name, content in BUILT.items():
        write(out / name, content)
    tidy.remember(config, NOTEBOOK)
    return told


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project in which a run has built documents."""
    home = tmp_path / "ein Örtchen"
    write(home / "notebooks/01-clean.ipynb", "{}")
    write(home / "data/coded/study.yaml", "")
    write(home / "report/text.md", "text")
    write(home / "report/figures/map.svg", "<svg>")
    monkeypatch.chdir(home)
    assert run(home) == []
    write(home / "build/default/07.done", "{}")
    return home


def cleaned(capsys):
    """What the command prints; what is left but notebooks, by name."""
    assert cli.main(["tidy"]) == 0
    return capsys.readouterr().out.splitlines()


def left(home):
    return sorted(
        path.relative_to(home).as_posix() for path in home.rglob("*") if not path.is_dir() or path.is_symlink()
    )


OWN = ["data/coded/study.yaml", "notebooks/01-clean.ipynb", "report/figures/map.svg", "report/text.md"]


def test_what_a_run_built_goes_with_the_folder_build(home, capsys):
    assert cleaned(capsys) == [] and left(home) == OWN
    assert not (home / "build").exists() and not (home / "report/evidence").exists()
    assert cleaned(capsys) == []


def test_a_brief_with_comments_stays_and_the_next_run_moves_it_aside(home, capsys):
    for _ in range(2):  # its record stays with it
        write(home / "report/brief.docx", "brief, and why so?")
        assert cleaned(capsys) == ["report/brief.docx stays: it was changed after a run built it"]
        assert left(home) == sorted([*OWN, "report/brief.docx", "build/default/built.json"])
    told = "report/brief.docx was changed after it was built; what was written into it is in report/brief (changed)"
    assert run(home) == [f"{told}.docx"]
    write(home / "report/brief.docx", "another comment")
    assert run(home) == [f"{told[:-1]} 2).docx"]
    assert run(home) == []
    assert (home / "report/brief (changed).docx").read_text() == "brief, and why so?"
    assert (home / "report/brief (changed 2).docx").read_text() == "another comment"
    assert cleaned(capsys) == [f"report/brief (changed{number}).docx stays: no run built it" for number in (" 2", "")]
    assert left(home) == sorted([*OWN, "report/brief (changed).docx", "report/brief (changed 2).docx"])


def test_documents_that_no_run_built_and_links_stay(home, capsys, tmp_path):
    write(tmp_path / "outside.pdf", "%PDF")
    (home / "report/brief.pdf").unlink()
    (home / "report/brief.pdf").symlink_to(tmp_path / "outside.pdf")
    (home / "report/evidence.html").symlink_to("nowhere")
    write(home / "report/comments of Ada.docx", "brief")  # the very bytes, under another name
    assert cleaned(capsys) == [
        "report/brief.pdf stays: it is a link",
        "report/comments of Ada.docx stays: no run built it",
        "report/evidence.html stays: it is a link",
    ]
    assert (tmp_path / "outside.pdf").read_text() == "%PDF" and not (home / "build").exists()
    assert left(home) == sorted([*OWN, "report/brief.pdf", "report/comments of Ada.docx", "report/evidence.html"])


@pytest.mark.parametrize("record", [None, "", "{", "[1]"])
def test_without_a_record_no_document_is_deleted(home, capsys, record):
    if record is None:
        (home / "build/default/built.json").unlink()
    else:
        write(home / "build/default/built.json", record)
    before = {*left(home)} - {"build/default/07.done", "build/default/built.json"}
    assert cleaned(capsys) == ["report stays: nothing in it is deleted, as the record of what runs built is gone"]
    assert {*left(home)} == before


def test_what_git_has_stays(home, capsys, monkeypatch):
    names = ["report/brief.docx", "report/\udcff.html"]  # the second in no encoding
    write(home / names[1], "<p>")
    for words in ("init -q", f"add -f {' '.join(names)}"):
        subprocess.run(["git", *words.split()], cwd=home, check=True)
    monkeypatch.chdir(home / "data")
    assert cleaned(capsys) == []
    assert [name for name in left(home) if not name.startswith(".git/")] == sorted([*OWN, *names])


def test_documents_of_other_variants_are_kept_by_the_same_rule(home, capsys):
    run(home, "coder_a")
    run(home, "coder_b")
    write(home / "build/coder_a/report/brief.docx", "brief, and why so?")
    write(home / "build/coder_b/data/processed/ties.csv", "")
    assert cleaned(capsys) == ["build/coder_a/report/brief.docx stays: it was changed after a run built it"]
    assert left(home) == sorted([*OWN, "build/coder_a/built.json", "build/coder_a/report/brief.docx"])


@pytest.mark.parametrize("name", ["report/evidence", "build/coder_a/report", "build/coder_a/report/evidence"])
def test_nothing_is_deleted_through_a_folder_of_documents_that_is_a_link(home, capsys, tmp_path, name):
    run(home, "coder_a")
    shutil.move(home / name, tmp_path / "shared")
    (home / name).symlink_to(tmp_path / "shared")
    before = left(tmp_path)
    assert cli.main(["tidy"]) == 1
    assert capsys.readouterr().err == f"{name} is a link out of the study’s folder; make it a folder\n"
    assert left(tmp_path) == before


def test_nothing_is_deleted_through_a_folder_that_is_a_link(home, capsys, tmp_path):
    shutil.move(home / "build", tmp_path / "scratch")
    (home / "build").symlink_to(tmp_path / "scratch")
    assert cli.main(["tidy"]) == 1
    assert capsys.readouterr().err == "build is a link out of the study’s folder; make it a folder\n"
    (home / "build").unlink()
    shutil.move(tmp_path / "scratch", home / "build")
    shutil.move(home / "report", tmp_path / "shared")
    (home / "report").symlink_to(tmp_path / "shared")
    assert cli.main(["tidy"]) == 1
    assert capsys.readouterr().err == "report is a link out of the study’s folder; make it a folder\n"
    assert sorted(path.name for path in (tmp_path / "shared").iterdir()) == [
        "brief.docx", "brief.pdf", "evidence", "figures", "index.html", "text.md",
    ]  # fmt: skip


def test_build_goes_whole_with_what_lies_there(home, capsys):
    for name in ("build/mine/a.txt", "build/mine/report/a.docx", "build/default/report/a.docx", "report/a.txt"):
        write(home / name, "mine")
    assert cleaned(capsys) == [] and left(home) == sorted([*OWN, "report/a.txt"])


def test_archives_and_exports_stay(home, capsys):
    own = ["build/archive/toy.zip", "build/archive/report/a.docx", "build/export/toy.qdpx"]
    for name in own:
        write(home / name, "kept")
    stays = [f"build/{name} stays: what is in it was asked for by a command" for name in ("archive", "export")]
    assert cleaned(capsys) == stays and left(home) == sorted([*OWN, *own])


def test_a_full_disk_does_not_hinder(home, capsys, monkeypatch):
    write(home / "build/default/.lock", "")
    fill(monkeypatch, lambda path: True)
    assert cleaned(capsys) == [] and left(home) == OWN


def test_a_lock_that_is_a_link_is_to_be_deleted(home, capsys):
    (home / "build/default/.lock").symlink_to("07.done")
    assert cli.main(["tidy"]) == 1
    told = "build/default/.lock: it is a link, which is not written through, it is as it was before; delete it"
    assert capsys.readouterr().err.startswith(told)


def test_what_cannot_be_deleted_is_told(home, capsys, monkeypatch):
    remove = files.remove
    monkeypatch.setattr(files, "remove", lambda path: None if str(path).endswith("build") else remove(path))
    assert cleaned(capsys) == ["build stays: it cannot be deleted"]


def test_the_record_has_the_documents_of_all_notebooks(home):
    config = SimpleNamespace(paths=paths.RunPaths(home, home, home), folder=home / "build/default")
    write(home / "report/other.html", "other")
    tidy.remember(config, SimpleNamespace(writes=["report/other.html", "report/none.pdf", "report/figures/map.svg"]))
    tidy.remember(config, SimpleNamespace(writes=["data/processed/*"]))
    record = json.loads((home / "build/default/built.json").read_text())
    assert list(record) == sorted(record)
    assert record == {
        name: files.digest(content.encode()) for name, content in {**BUILT, "report/other.html": "other"}.items()
    }


# what a killed run left, and where a run writes


WRITTEN = ["data/processed", "report", "report/figures", "data/processed/clean", "build", "build/default"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_run_writes_into_no_folder_that_is_a_link_out_of_the_study(home, tmp_path, name):
    config = SimpleNamespace(paths=paths.RunPaths(home, home, home), folder=home / "build/default")
    steps.check_folders(config)
    shutil.rmtree(home / name, ignore_errors=True)
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).symlink_to(tmp_path)
    with pytest.raises(UserError, match=rf"^{name} is a link out of the study’s folder; make it a folder$"):
        steps.check_folders(config)


@pytest.mark.parametrize("words", [["report"], ["run", "01"], ["check"], ["accept"], ["sweep", "grid.yaml"], ["tidy"]])
def test_no_command_writes_into_a_folder_build_that_is_a_link_out_of_the_study(home, tmp_path, capsys, words):
    shutil.rmtree(home / "build")
    (tmp_path / "scratch").mkdir()
    (home / "build").symlink_to(tmp_path / "scratch")
    for notebook in (home / "notebooks").iterdir():
        notebook.unlink()
    write(home / "grid.yaml", "notebook: '01'\n")
    assert cli.main(words) == 1
    assert capsys.readouterr().err == "build is a link out of the study’s folder; make it a folder\n"
    assert not list((tmp_path / "scratch").iterdir())


def test_a_folder_may_be_a_link_within_the_study(home):
    (home / "report").rename(home / "shared")
    (home / "report").symlink_to("shared")
    config = SimpleNamespace(paths=paths.RunPaths(home, home, home), folder=home / "build/default")
    (home / "shared/.index.html.99999999-0123456789abcdef.part").write_text("half")
    steps.clear_leftovers(config)
    assert not list((home / "shared").glob(".*"))
