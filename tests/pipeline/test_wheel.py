"""The wheel: it holds all that a study needs, and works in an environment of its own, far from this checkout."""

import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from make_runs import clean_environment, make
from project import PROJECT, TOY
from stancebook.core import notebooks

SOURCE = PROJECT / "src" / "stancebook"
UV = Path(sys.prefix) / "bin" / "uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The path of the wheel that is built of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), "."]
    built = subprocess.run(
        [sys.executable, *words], cwd=PROJECT, env=clean_environment(), capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_it_holds_every_file_of_the_package_the_notebooks_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    books = {f"stancebook/notebooks/{path.name}" for path in (PROJECT / "notebooks").glob("*.ipynb")}
    assert names == {f"stancebook/{path.relative_to(SOURCE).as_posix()}" for path in package} | books
    kinds = {name.rpartition(".")[2] for name in names}
    assert len(books) == 8 and {"py", "css", "js", "typ", "j2", "yaml", "mplstyle", "md"} <= kinds


def test_its_notebooks_are_those_of_the_checkout_without_outputs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for path in notebooks.shipped():
            assert path.parent == PROJECT / "notebooks"
            assert archive.read(f"stancebook/notebooks/{path.name}") == notebooks.without_outputs(path.read_bytes())


def test_what_the_build_imports_is_the_standard_library_alone():
    """A build has an environment of its own, without this package's dependencies."""
    words = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path[:0] = [{str(PROJECT / 'src')!r}]; import stancebook.core.notebooks",
    ]
    assert subprocess.run(words, capture_output=True).returncode == 0


def test_an_editable_environment_starts_in_any_locale(tmp_path):
    """Python reads .pth files in the locale's encoding; the Makefile writes a relative line into it."""
    home = tmp_path / "Bücher und Städte"
    (home / "src").mkdir(parents=True)
    (home / "src" / "stancebook.py").write_text("here = True\n", encoding="utf-8")
    venv.create(home / ".venv", symlinks=True)
    relative = re.search(r"for folder in \.venv/.*?; done", (PROJECT / "Makefile").read_text(encoding="utf-8"))[0]
    subprocess.run(["sh", "-c", relative.replace("$$", "$")], cwd=home, check=True)
    for locale in ("C", "POSIX", "C.UTF-8"):
        words = [home / ".venv/bin/python", "-c", "import stancebook; assert stancebook.here"]
        started = subprocess.run(words, env=clean_environment(LC_ALL=locale), capture_output=True, text=True)
        assert started.returncode == 0 and started.stderr == "", started.stderr


def made_in(study, folder):
    """Return the bytes of the files below a folder of a study, by their paths."""
    paths = (path for path in (study / folder).rglob("*") if path.is_file())
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.slow
def test_a_study_is_made_and_run_with_the_wheel_alone(wheel, tmp_path):
    """In a new environment outside the checkout, with the versions of the lock; the bytes are those of the checkout."""
    if not UV.exists():
        pytest.skip("uv is not installed beside this Python")
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.-]+==[^\\\n]+", lock, re.MULTILINE)
    (tmp_path / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    home, outside = tmp_path / "an environment", clean_environment(VIRTUAL_ENV="")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    words = ["pip", "install", "-q", "--python", python, "--constraint", tmp_path / "pins.txt", wheel, "nbval"]
    installed = subprocess.run([UV, *words], cwd=tmp_path, env=outside, capture_output=True, text=True)
    if "error sending request" in installed.stderr:
        pytest.skip("no package registry answers")
    assert installed.returncode == 0, installed.stderr

    def stancebook(*words, folder):
        done = subprocess.run(
            [home / "bin" / "stancebook", *words], cwd=folder, env=outside, capture_output=True, text=True
        )
        assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
        return done.stdout

    stancebook("new", "Brücke", folder=tmp_path)
    study = tmp_path / "Brücke"
    assert "next: stancebook add" in stancebook("status", folder=study)
    texts = sorted((TOY / "data/raw").glob("*.txt"))
    assert "3 texts" in stancebook("add", "--check", *map(str, texts), folder=study)
    for name in ("data/raw", "data/coded"):
        shutil.copytree(TOY / name, study / name, dirs_exist_ok=True)
    assert "executed copy: build/default/01-clean.ipynb" in stancebook("run", "01", folder=study)
    assert "executed copy" in stancebook("run", "01", "--exclude-articles", "020", "--kernel", folder=study)
    used = subprocess.run(
        [python, "-c", "import stancebook; print(stancebook.__file__)"], cwd=study, env=outside, capture_output=True, text=True
    ).stdout  # fmt: skip
    assert Path(used.strip()).is_relative_to(home)
    assert make(study, "01", venv=str(home)).returncode == 0
    stancebook("report", folder=study)
    here = [sys.executable, "-m", "stancebook"]
    for words, folder in ((["new", "here"], tmp_path), (["report"], tmp_path / "here")):
        if words == ["report"]:
            shutil.copytree(TOY / "data/raw", folder / "data/raw", dirs_exist_ok=True)
            shutil.copytree(TOY / "data/coded", folder / "data/coded", dirs_exist_ok=True)
        subprocess.run([*here, *words], cwd=folder, env=clean_environment(PYTHONPATH=str(PROJECT / "src")), check=True)
    made = {name: made_in(study, name) for name in ("data/processed", "report")}
    assert made == {name: made_in(tmp_path / "here", name) for name in made}
    assert {"report/index.html", "report/brief.pdf", "report/brief.docx"} <= made["report"].keys()
    page = "from stancebook.desk.widget import Desk; assert len(Desk._esm) > 1000 and len(Desk._css) > 1000"
    subprocess.run([python, "-c", page], cwd=study, env=outside, check=True)
