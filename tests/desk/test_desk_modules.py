"""The modules of the desk's page: node's own tests of them, and that the one file that the widget serves is made of them."""

import json
import os
import re
import shutil
import subprocess

import pytest

from project import PROJECT

BUNDLE = PROJECT / "src" / "stancebook" / "desk" / "page" / "desk.bundle.js"
LOCK = PROJECT / "package-lock.json"


@pytest.fixture(scope="module")
def node():
    """A function that runs a command of node in the project; without node or its packages the tests are skipped, and fail in continuous integration."""
    missing = "no node here; install Node.js 20 or newer" if not shutil.which("node") else ""
    if not missing and not (PROJECT / "node_modules" / "esbuild").is_dir():
        missing = "the packages of the desk's page are not installed; run npm ci"
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)

    def run(*words):
        done = subprocess.run(["node", *map(str, words)], cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_the_served_file_is_made_of_the_modules(node, tmp_path):
    node("build_page.js", tmp_path / "made.js")
    made = (tmp_path / "made.js").read_text(encoding="utf-8")
    assert made == BUNDLE.read_text(encoding="utf-8"), "desk.bundle.js is not what its modules give: run make desk-page"


def test_the_modules_pass_their_own_tests(node):
    tests = sorted((PROJECT / "tests" / "desk" / "page").glob("*.test.js"))
    counts = dict(
        re.findall(r"^# (tests|pass|fail) (\d+)$", node("--test", "--test-reporter=tap", *tests), re.MULTILINE)
    )
    written = sum(len(re.findall(r"^test\(", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in tests)
    print(f"{counts['pass']} tests of {len(tests)} files")
    assert counts["tests"] == counts["pass"] == str(written) and written > 5


def test_the_lock_pins_what_package_json_asks_for_and_names_no_address():
    text = LOCK.read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    wanted = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert {package["license"] for name, package in packages.items() if name} == {"MIT"}
    assert all(package["integrity"].startswith("sha512-") for name, package in packages.items() if name)
    assert "://" not in text, "leave out `resolved` and `funding`: see CONTRIBUTING.md"
