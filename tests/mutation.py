"""Mutation testing by hand: mutmut plants small faults in a module, and its tests have to fail with each.

    make mutation MODULE=networks/partition
    make mutation MODULE=texts/spans TESTS="tests/texts/test_spans.py tests/texts/test_corpus.py"

Without TESTS it runs tests/<package>, without the slow tests. A fault costs about half a second of processor time, so
name the tests of the module alone where the package has many. It works in build/mutation, on a copy of the files as
they are, and remembers what it has found: a second run tries again what survived. The faults that survive, and why, are
in mutation.md. mutmut changes functions alone, no constants of a module; it needs fork, so not Windows. It passes over
decorated functions, so in the copy a line after each of them applies its decorators.

mutmut plants its faults in its own process. Those of functions that no test runs there are tried once more, written
into the source, with the tests in a process of their own: the programs that a test starts have such a fault too. One
with which the tests take MOST_SECONDS is noticed.
"""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

from under_make import end_with_make

PROJECT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "notebooks", "data", "report")
RESULTS = "mutants/src/stancebook/{module}.py.meta"
NOT_RUN = (33, None)  # no test runs the function, as far as mutmut sees; not tried
SURVIVED = (0, *NOT_RUN)  # the tests pass
CHOICE = ("-m", "not slow", "-p", "no:cacheprovider")
MOST_SECONDS = 60
SETTINGS = """\
[mutmut]
source_paths = src/
only_mutate = src/stancebook/{module}.py
also_copy =
    {copied}
pytest_add_cli_args =
    {choice}
pytest_add_cli_args_test_selection =
    {tests}
use_git_change_detection = false
"""


def main() -> int:
    """Plant faults in a module, run the tests named, and print how many were noticed and each that was not."""
    module = os.environ.get("STANCEBOOK_MODULE", "").removesuffix(".py")
    if not (PROJECT / f"src/stancebook/{module}.py").is_file():
        print("name a module of src/stancebook, as in make mutation MODULE=networks/partition", file=sys.stderr)
        return 2
    tests = os.environ.get("STANCEBOOK_TESTS", "").split() or [f"tests/{module.partition('/')[0]}"]
    folder = copied(module, tests)
    again(folder, module)
    mutmut(folder, "run", "--max-children", "1")
    in_programs(folder, module, tests)
    print(summary(folder, module))
    return 0


def copied(module: str, tests: list[str]) -> Path:
    """Return the folder of a copy of the project with mutmut's settings; results of an earlier run stay in it."""
    folder = PROJECT / "build" / "mutation" / module.replace("/", "-")
    for name in COPIED:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "mutants"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    source = folder / f"src/stancebook/{module}.py"
    source.write_text(undecorated(source.read_text(encoding="utf-8")), encoding="utf-8")
    copied, choice, named = ("\n    ".join(words) for words in (COPIED, CHOICE, tests))
    settings = SETTINGS.format(module=module, copied=copied, choice=choice, tests=named)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    return folder


def undecorated(source: str) -> str:
    """Return a module in which each decorated function is a plain one, and a line after it applies the decorators."""
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            decorators = [ast.get_source_segment(source, each) for each in node.decorator_list]
            lines.insert(node.end_lineno, f"{node.name} = {'('.join([*decorators, node.name])}{')' * len(decorators)}")
            del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "\n".join(lines) + "\n"


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in the folder; return what it prints, or let it print while it plants faults."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=folder, text=True, stdout=None if "run" in arguments else subprocess.PIPE).stdout


def again(folder: Path, module: str) -> None:
    """Let mutmut try again what survived in an earlier run, with the tests as they are now."""
    (folder / "mutants/mutmut-stats.json").unlink(missing_ok=True)
    kept = folder / RESULTS.format(module=module)
    if kept.exists():
        results = json.loads(kept.read_text())
        codes = results["exit_code_by_key"]
        codes |= {name: None for name, code in codes.items() if code in SURVIVED}
        kept.write_text(json.dumps(results))


def in_programs(folder: Path, module: str, tests: list[str]) -> None:
    """Try what mutmut did not, in the source itself, with the tests in a process of their own; without it they pass."""
    kept, source = folder / RESULTS.format(module=module), folder / f"src/stancebook/{module}.py"
    results, sound = json.loads(kept.read_text()), source.read_bytes()
    not_run = [name for name, code in results["exit_code_by_key"].items() if code in NOT_RUN]
    if not_run and (code := outcome(folder, tests)):
        sys.exit(f"the tests end with {code} without a fault")
    for name in not_run:
        mutmut(folder, "apply", name)
        results["exit_code_by_key"][name] = outcome(folder, tests, PYTHONDONTWRITEBYTECODE="1")
        kept.write_text(json.dumps(results))
        source.write_bytes(sound)


def outcome(folder: Path, tests: list[str], **more: str) -> int:
    """Return the exit code of the tests; all that they have started ends with them."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", *CHOICE, *tests]
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | more, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            return process.wait(MOST_SECONDS)
        except subprocess.TimeoutExpired:
            return -signal.SIGKILL
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def summary(folder: Path, module: str) -> str:
    """Return the number of faults planted and noticed, and each that was not noticed as a diff."""
    results = json.loads((folder / RESULTS.format(module=module)).read_text())["exit_code_by_key"]
    survived = [name for name, code in results.items() if code in SURVIVED]
    diffs = [mutmut(folder, "show", name) for name in survived]
    killed = len(results) - len(survived)
    return "\n".join([*diffs, f"{module}: {killed} of {len(results)} faults noticed ({killed / len(results):.0%})"])


if __name__ == "__main__":
    end_with_make()
    sys.exit(main())
