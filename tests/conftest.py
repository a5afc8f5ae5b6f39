"""Folders to test in: a copy of the toy study and one of the project, each under a path with a space and an umlaut."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from stancebook import checks, frozen, kernels, paths, study

PROJECT = Path(__file__).resolve().parents[1]
TOY = PROJECT / "tests" / "toy"
TOKEN = "a token of these tests"

# the same examples in every run, and no complaint about a slow machine
settings.register_profile("steady", max_examples=60, derandomize=True, deadline=None, database=None, print_blob=False)
settings.load_profile("steady")


def beside_pandas(work, rounds=3):
    """The time that the processes of a work take, where importing pandas in a process is 1: the best of some rounds.

    A ratio of a processor's seconds, taken in turn: the machine may be slow, and others at work on it.
    """
    pandas = lambda: subprocess.run([sys.executable, "-c", "import pandas"], check=True)
    ours, peer = zip(*((_worked(work), _worked(pandas)) for _ in range(rounds)))
    return min(ours) / min(peer)


def _worked(work):
    """The seconds of a processor that the processes of a work took."""
    begun, _, ended = os.times(), work(), os.times()
    return ended.children_user + ended.children_system - begun.children_user - begun.children_system


@pytest.fixture(scope="module")
def browser():
    """Chromium as installed; without one the tests that need it are skipped and counted, and under CI they fail."""
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


def watched(tab, trouble, *own):
    """A tab of which all that goes wrong is noted: messages, errors, dialogs, requests but for files (or `own` alone)."""
    ours = lambda url: url in own if own else url.startswith("file:")
    tab.on("console", lambda message: trouble.append(message.text))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("dialog", lambda dialog: trouble.append(dialog.message))
    tab.on("request", lambda request: None if ours(request.url) else trouble.append(request.url))
    return tab


@pytest.fixture
def toy(tmp_path):
    """The folder of a copy of the toy study."""
    return Path(shutil.copytree(TOY, tmp_path / "a töy study"))


@pytest.fixture
def copy(tmp_path):
    """The folder of a copy of the project: what git tracks or would, and the environment by a link."""
    return copied(tmp_path / "a cöpied project")


def copied(folder):
    """A folder that was made a copy of the project."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=PROJECT, capture_output=True)
    if listed.returncode:
        pytest.skip("the project is no git repository here")
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    if (PROJECT / ".venv").is_dir():
        (folder / ".venv").symlink_to(PROJECT / ".venv")
    return folder


@contextmanager
def running_lab(folder):
    """The address of a JupyterLab on a copy of the project, ready to answer, for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settled = kernels.environment(folder) | {"BROWSER": "true", "JUPYTER_TOKEN": TOKEN, "JUPYTER_PORT": str(port)}
    server = subprocess.Popen(
        ["make", "lab", f"VENV={sys.prefix}"],
        cwd=folder,
        env=settled,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            ask(f"{address}/api/status")
            break
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, server.stderr.read().decode()
            time.sleep(0.25)
    try:
        yield address
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=30)


@pytest.fixture
def lab(copy):
    """The address of a JupyterLab on the copy."""
    with running_lab(copy) as address:
        yield address


def ask(address, method="GET", body=None, token=TOKEN):
    """The server's answer, parsed; raises HTTPError where it refuses."""
    request = urllib.request.Request(address, method=method, data=json.dumps(body).encode() if body else None)
    request.add_header("Authorization", f"token {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read()
    return json.loads(content) if content.startswith(b"{") else content.decode()


@pytest.fixture
def rooms(toy):
    """The Rooms of a run on the copy of the toy study, which writes into that copy."""
    return paths.Rooms(PROJECT, toy, toy)


@pytest.fixture
def complaints(rooms):
    """A function that gives the sentences about the toy study and a run's parameters."""
    return lambda **parameters: [str(complaint) for complaint in checks.all_complaints(rooms, **parameters)]


@pytest.fixture
def edit(rooms):
    """A function that puts one text in the place of another in an authored file, where it stands once."""

    def edited(name, old, new):
        path = rooms.coded / name
        before = path.read_bytes().decode("utf-8")
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {name}"
        path.write_bytes(before.replace(old, new).encode("utf-8"))

    return edited


@pytest.fixture
def freeze(rooms):
    """A function that freezes the copy's codings anew."""

    def frozen_anew():
        contents = {name: (rooms.coded / name).read_bytes() for name in frozen.FILES}
        freezes = json.loads((rooms.coded / "frozen.json").read_text(encoding="utf-8"))
        text = frozen.as_text(frozen.frozen(freezes, "edited in a test", contents))
        (rooms.coded / "frozen.json").write_text(text, encoding="utf-8")

    return frozen_anew


@pytest.fixture(scope="session")
def authored():
    """The toy study as it is read."""
    found, complaints = study.read(paths.Rooms(PROJECT, TOY, TOY))
    assert not complaints
    return found
