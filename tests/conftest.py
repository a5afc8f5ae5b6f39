"""Fixtures: copies of the toy study and of the project, in folders with a space and an umlaut in their names."""

import gc
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from browser import Windows
from counts import pytest_runtest_call, pytest_terminal_summary  # noqa: F401, these are hooks
from lab import close_all, running_lab
from lab_desk import forget_studies
from project import PROJECT, TOY, copied
from stancebook.core import paths
from stancebook.core.bounds import patterns
from stancebook.pipeline import check
from stancebook.study.freeze import as_text, read_freezes, with_freeze
from stancebook.study.study import Study

# Few examples of each property in make test, many in make test-slow, which has --hypothesis-profile=full;
# the same ones in every run, and no error on a slow machine.
for profile, number in {"quick": 20, "full": 100}.items():
    settings.register_profile(
        profile, max_examples=number, derandomize=True, deadline=None, database=None, print_blob=False
    )
settings.load_profile("quick")
os.environ["NO_PROGRESS"] = "1"  # what is printed does not depend on how fast the machine is


LONG = re.compile(r"tests/(pipeline/|test_|desk/\w+_in_lab)")


def pytest_collection_modifyitems(items):
    """Put the tests that wait for processes first, the longest of them at the front, so that no worker ends late."""
    items.sort(key=lambda item: (item.name != "test_notebooks_repeat_their_outputs", not LONG.match(item.nodeid)))


def pytest_collection_finish():
    """Let the garbage collector leave out what importing and collecting have made."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module")
def browser():
    """The installed Chromium; if there is none, tests that need it are skipped, and fail in continuous integration."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "no chromium here; install it to run the browser tests"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        opened = player.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def all_windows(browser):
    """The browser's windows, which the tests of a module share."""
    return Windows(browser)


@pytest.fixture
def windows(all_windows):
    """Windows of the browser, each new to the test, and emptied after it."""
    yield all_windows
    all_windows.empty()


@pytest.fixture
def canvas(monkeypatch):
    """A list of the Figures that were saved."""
    from matplotlib.figure import Figure

    seen, save = [], Figure.savefig
    monkeypatch.setattr(Figure, "savefig", lambda self, *args, **more: (seen.append(self), save(self, *args, **more)))
    return seen


@pytest.fixture
def toy(tmp_path):
    """The folder of a copy of the toy study."""
    return Path(shutil.copytree(TOY, tmp_path / "a töy study"))


@pytest.fixture
def copy(tmp_path):
    """The folder of a copy of the project: all files that git does not ignore, and a link to the environment."""
    return copied(tmp_path / "a cöpied project")


@pytest.fixture(scope="session")
def copy_in_lab(tmp_path_factory):
    """The folder of a copy of the project, which the tests in JupyterLab share."""
    return copied(tmp_path_factory.mktemp("lab") / "a cöpied project")


@pytest.fixture(scope="session")
def shared_lab(copy_in_lab):
    """The address of the JupyterLab on that copy; to start one takes seconds."""
    with running_lab(copy_in_lab) as address:
        yield address


@pytest.fixture
def lab(shared_lab, copy_in_lab):
    """The address of a JupyterLab in which nothing is open, on a project as it was copied."""
    forget_studies(copy_in_lab)
    yield shared_lab
    close_all(shared_lab)


@pytest.fixture
def run_paths(toy):
    """The RunPaths of a run on the copy of the toy study, which writes into that copy."""
    return paths.RunPaths(PROJECT, toy, toy)


@pytest.fixture
def problems(run_paths):
    """A function that returns the problems of the toy study and of a run's parameters, as sentences."""
    return lambda **parameters: [str(problem) for problem in check.check_study(Study(run_paths, parameters))]


@pytest.fixture
def edit(run_paths):
    """A function that replaces a text that occurs once in an authored file."""

    def replace(name, old, new):
        path = run_paths.coded / name
        before = path.read_bytes().decode("utf-8")
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {name}"
        path.write_bytes(before.replace(old, new).encode("utf-8"))

    return replace


@pytest.fixture
def freeze(run_paths):
    """A function that freezes the copy's codings again."""

    def freeze_again():
        freezes, contents = read_freezes(run_paths.coded)
        text = as_text(with_freeze(freezes, "edited in a test", contents))
        (run_paths.coded / "frozen.json").write_text(text, encoding="utf-8")

    return freeze_again


@pytest.fixture(scope="session")
def authored():
    """The toy study as read from its files."""
    study, problems = Study(paths.RunPaths(PROJECT, TOY, TOY), {}).authored
    assert not problems
    return study


@pytest.fixture
def quick_patterns(monkeypatch):
    """Patterns of a study may take half a second alone, though the sentence says five."""
    patterns._end()
    monkeypatch.setattr(patterns, "PATTERN_SECONDS", 0.5)
    yield
    patterns._end()
