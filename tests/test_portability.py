"""Windows and macOS, as far as Linux can show them: modules and functions that they lack, encodings, line ends."""

import ast
import functools
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from make_runs import clean_environment
from project import PROJECT, TOY
from stancebook.core import paths, tables
from stancebook.pipeline import cli, execute, steps

SOURCE = PROJECT / "src" / "stancebook"
UNIX_ALONE = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "crypt", "spwd"}
WINDOWS_ALONE = {"msvcrt", "winreg", "_winapi", "nt", "winsound"}


@functools.cache
def modules():
    """Return the path and the syntax tree of each module of the package, and of the build's hook."""
    return [
        (path.relative_to(PROJECT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in [*sorted(SOURCE.rglob("*.py")), PROJECT / "hatch_build.py"]
    ]


def named(call):
    """Return the last part of the name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def owner(call):
    """Return what stands before the last part, as written."""
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def leaves_open(call):
    """Return what a call leaves to the system: an encoding, or the ends of lines; "" if nothing."""
    name, before = named(call), owner(call)
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in ("read_text", "write_text") and before not in ("", "files", "reading", "self"):  # these are ours
        lacking = {"encoding"} | ({"newline"} if name == "write_text" else set())
        return ", ".join(sorted(lacking - given.keys()))
    if (
        name == "open" and before not in ("os", "kernel", "Image", "super()", "archive", "self._zip")
    ) or name == "fdopen":
        place = 0 if before and before != "os" and not before.startswith("io") else 1
        mode = given.get("mode") or (call.args[place] if len(call.args) > place else None)
        if isinstance(mode, ast.Constant) and "b" in mode.value:
            return ""
        lacking = {"encoding"} | (set() if mode is None else {"newline"})
        return ", ".join(sorted(lacking - given.keys()))
    text = {"text", "universal_newlines"} & given.keys()
    return "encoding" if before == "subprocess" and text and "encoding" not in given else ""


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("open('a')", "encoding"),
        ("open('a', encoding='utf-8')", ""),
        ("open('a', 'w', encoding='utf-8')", "newline"),
        ("open('a', 'rb')", ""),
        ("path.open('wb')", ""),
        ("path.open('w')", "encoding, newline"),
        ("path.read_text()", "encoding"),
        ("path.write_text(x, encoding='utf-8')", "newline"),
        ("files.write_text(path, x)", ""),
        ("subprocess.run(x, text=True)", "encoding"),
    ],
)
def test_the_search_finds_what_is_left_to_the_system(source, lacking):
    assert leaves_open(ast.parse(source).body[0].value) == lacking


def test_no_file_is_read_or_written_as_the_system_likes():
    found = [
        f"{path}, line {node.lineno}: give {lacking} in {ast.unparse(node)[:80]}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (lacking := leaves_open(node))
    ]
    assert found == []


def test_nothing_of_one_system_is_imported_when_a_module_is():
    found = []
    for path, tree in modules():
        within = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            found += [
                f"{path}: {name}" for name in names if name in UNIX_ALONE | WINDOWS_ALONE and id(node) not in within
            ]
    assert found == []


def test_paths_are_made_relative_in_one_place():
    """On Windows os.path.relpath gives backslashes, and fails between drives."""
    calls = [
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and named(node) == "relpath"
    ]
    assert calls == ["src/stancebook/core/paths.py"]


# What neither Windows nor macOS has, or what the program does not use there, hidden from the package alone.
ELSEWHERE = f"""
import builtins, importlib, os, pkgutil, signal, sys
import papermill, matplotlib.pyplot, IPython, jupyter_client, filelock, asyncio, trafilatura, distributed  # as on Linux
for name in ("fork", "forkpty", "execve", "execv", "getuid", "geteuid", "getpgid", "killpg", "sync"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("pthread_kill", "SIGHUP", "SIGALRM", "SIGUSR1"):
    delattr(signal, name)
real = builtins.__import__
def without(name, globals=None, *rest, **more):
    if name.partition(".")[0] in {sorted(UNIX_ALONE)!r} and (globals or {{}}).get("__name__", "").startswith("stancebook"):
        raise ModuleNotFoundError(f"no module named {{name}}", name=name)
    return real(name, globals, *rest, **more)
builtins.__import__ = without
import stancebook
names = [each.name for each in pkgutil.walk_packages(stancebook.__path__, "stancebook.") if each.name != "stancebook.__main__"]
for name in names:
    importlib.import_module(name)
from stancebook.pipeline import engine, scheduler
assert len(names) > 150
engine.CAN_FORK = scheduler.CAN_FORK = False
"""


def elsewhere(code, folder, **environment):
    """Run Python on such a system; return its outcome."""
    return subprocess.run(
        [sys.executable, "-c", ELSEWHERE + code], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env=clean_environment(PYTHONPATH=str(PROJECT / "src"), **environment),
    )  # fmt: skip


@pytest.mark.slow
def test_every_module_is_imported_and_a_study_runs_without_what_unix_alone_has(tmp_path):
    """Notebooks run in ordinary kernels over ports, documents are read without limits, a run has its folder alone."""
    code = """
import zmq
zmq.has = lambda name: name != "ipc" and real_has(name)
from pathlib import Path
from stancebook.core import notebooks
from stancebook.core.processes import lock
from stancebook.pipeline import cli, execute, run_config
assert cli.main(["new", "study"]) == 0
os.chdir("study")
Path("page.html").write_bytes(b"<html><body><article><h1>Bridge</h1>" + b"<p>Arland will build the bridge, Bo Lind said.</p>" * 9 + b"</article></body></html>")
assert cli.main(["add", "page.html"]) == 0
import shutil
shutil.rmtree("data"); shutil.copytree(TOY, "data")
assert cli.main(["run", "02"]) == 0
config = run_config.requested({})
assert execute.run(config, config.notebook("01"), False) == ""
with lock.one_run(config.folder):
    pass
""".replace("real_has", "(lambda name: True)").replace("TOY", repr(str(TOY / "data")))
    outcome = elsewhere(code, tmp_path)
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    assert "01-clean  done" in outcome.stdout and "executed copy: build/default/02-code.ipynb" in outcome.stdout
    copies = tmp_path / "study" / "build" / "default"
    assert '"output_type"' in (copies / "01-clean.ipynb").read_text(encoding="utf-8")
    assert b"\r" not in (tmp_path / "study/data/processed/sentences.csv").read_bytes()


def test_a_kernel_uses_files_where_there_are_such_sockets_and_ports_elsewhere(monkeypatch):
    import zmq

    assert execute._kernel_options(Path("/tmp/x"))["config"].KernelManager.transport == "ipc"
    monkeypatch.setattr(zmq, "has", lambda name: False)
    manager = execute._kernel_options(Path("/tmp/x"))["config"].KernelManager
    assert dict(manager) == {"connection_file": os.path.join("/tmp/x", "kernel.json")}


def test_on_windows_the_lab_is_waited_for_and_its_code_is_ours(monkeypatch):
    started, handled = [], []

    class Lab:
        def __init__(self, words, env):
            started.append((words, env))

        def wait(self):
            return 3

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "Popen", Lab)
    monkeypatch.setattr(signal, "signal", lambda *words: handled.append(words))
    monkeypatch.setattr(os, "execve", None)
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as ended:
        steps.lab({"A": "b"}, "notebooks", ["--no-browser"])
    assert ended.value.code == 3 and handled == [(signal.SIGINT, signal.SIG_IGN)]
    [(words, environment)] = started
    assert words[:3] == [sys.executable, "-m", "jupyterlab"] and words[-1] == "--no-browser"
    assert environment == {"A": "b", "JUPYTER_PREFER_ENV_PATH": "1"}


def test_a_path_on_another_drive_is_printed_whole(monkeypatch, tmp_path):
    def on_another_drive(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    assert paths.shown(PROJECT / "data") == os.path.relpath(PROJECT / "data")
    monkeypatch.setattr(os.path, "relpath", on_another_drive)
    assert paths.shown(tmp_path) == tmp_path.as_posix()
    monkeypatch.setattr(os.path, "relpath", lambda path, start=None: "..\\study")
    monkeypatch.setattr(paths, "Path", __import__("pathlib").PureWindowsPath)
    assert paths.relative(tmp_path, tmp_path) == "../study"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_sign_that_a_terminal_lacks_ends_a_command(encoding, tmp_path):
    cli.main(["new", str(tmp_path / "мост")])
    words = [sys.executable, "-m", "stancebook"]
    for command in (["status"], ["check"], ["status", "--study", "нет"]):
        outcome = subprocess.run(
            [*words, *command], cwd=tmp_path / "мост", capture_output=True,
            env=clean_environment(PYTHONPATH=str(PROJECT / "src"), PYTHONIOENCODING=encoding),
        )  # fmt: skip
        assert b"Traceback" not in outcome.stderr and outcome.returncode in (0, 1)


def test_what_is_written_has_the_line_ends_of_unix(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "linesep", "\r\n")
    tables.write(tmp_path / "a.csv", [{"a": "1"}, {"a": "two\r\nlines"}])
    assert (tmp_path / "a.csv").read_bytes() == b'a\n1\n"two\r\nlines"\n'
