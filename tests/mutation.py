"""Mutation testing by hand: mutmut plants small faults in a module, and its tests have to fail with each.

    make mutation MODULE=networks/partition
    make mutation MODULE=texts/spans TESTS="tests/texts/test_spans.py tests/texts/test_corpus.py"

Without TESTS it runs tests/<package>, without the slow tests. A fault costs about half a second of processor time, so
name the tests of the module alone where the package has many. It works in build/mutation, on a copy of the files as
they are, and remembers what it has found: a second run tries again what survived. The faults that survive, and why, are
in mutation.md. mutmut changes functions alone, no constants of a module; it needs fork, so not Windows.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

from under_make import end_with_make

PROJECT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "notebooks", "data", "report")
RESULTS = "mutants/src/stancebook/{module}.py.meta"
SURVIVED = (0, 33, None)  # the tests pass; no test runs the function; not tried
SETTINGS = """\
[mutmut]
source_paths = src/
only_mutate = src/stancebook/{module}.py
also_copy =
    {copied}
pytest_add_cli_args =
    -m
    not slow
    -p
    no:cacheprovider
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
    print(summary(folder, module))
    return 0


def copied(module: str, tests: list[str]) -> Path:
    """Return the folder of a copy of the project with mutmut's settings; results of an earlier run stay in it."""
    folder = PROJECT / "build" / "mutation" / module.replace("/", "-")
    for name in COPIED:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "mutants"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    settings = SETTINGS.format(module=module, copied="\n    ".join(COPIED), tests="\n    ".join(tests))
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    return folder


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
