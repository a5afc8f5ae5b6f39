"""What comes from others: releases without known holes, actions by commit, licences, and lists that agree with the lock."""

import ast
import json
import re
import sys
import tomllib
from importlib import metadata

import pytest
import supply
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.version import Version

from project import PROJECT
from stancebook.exchange.archive.materials import bill, packages

LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
FLOORS = {  # the first releases in which every hole is mended that was known in November 2026
    "aiohttp": "3.14.1", "bleach": "6.4", "certifi": "2024.7.4", "distributed": "2026.1.1", "filelock": "3.20.3",
    "fonttools": "4.61", "h11": "0.16", "idna": "3.15", "jinja2": "3.1.6", "jupyter-core": "5.8.1", "jupyter-lsp": "2.2.2",
    "jupyter-server": "2.20", "jupyterlab": "4.6.2", "lxml": "6.1", "lxml-html-clean": "0.4.4", "mistune": "3.3.4",
    "msgpack": "1.2.1", "nbconvert": "7.17.1", "pillow": "13", "playwright": "1.55.1", "pyarrow": "23.0.1",
    "pygments": "2.20", "pypdf": "6.16.1", "pytest": "9.0.3", "python-json-logger": "3.3", "requests": "2.33",
    "soupsieve": "2.8.4", "tornado": "6.5.8", "tqdm": "4.66.3", "urllib3": "2.8", "uv": "0.9.6", "zipp": "3.19.1",
}  # fmt: skip
WORKFLOWS = sorted(
    [*PROJECT.glob(".github/workflows/*.yml"), *PROJECT.glob("src/stancebook/pipeline/study_layout/**/workflows/*.yml")]
)
GITHUB = {"contents": "read"}
PAGES = {"pages": "write", "id-token": "write"}


def asked():
    """Each requirement of pyproject.toml."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    return [Requirement(line) for each in [*lists, *project["dependency-groups"].values()] for line in each]


def floor(requirement):
    return max((Version(each.version) for each in requirement.specifier if each.operator == ">="), default=Version("0"))


def pins():
    """The versions that the lock has of each package."""
    found = {}
    for name, version, _ in packages(LOCK):
        found.setdefault(name, []).append(Version(version))
    return found


def test_the_lock_meets_every_floor():
    locked = pins()
    # atheris, for fuzzing, has wheels for Linux alone, and stands in no lock
    low = [str(need) for need in asked() if need.name != "atheris" and not all(
        version in need.specifier for version in locked[supply.plain(need.name)]
    )]  # fmt: skip
    assert low == []


def test_no_floor_lets_a_release_with_a_known_hole_in():
    floors = {supply.plain(need.name): floor(need) for need in asked()}
    assert {name: low for name, low in FLOORS.items() if floors.get(name, Version("0")) < Version(low)} == {}
    assert floor(Requirement("jinja2>=3.1,<4")) < Version(FLOORS["jinja2"]) <= floor(Requirement("jinja2>=3.2"))


def test_the_environment_for_conda_is_the_lock():
    written = (PROJECT / "environment.yml").read_text(encoding="utf-8")
    assert written == supply.environment(LOCK), "run make supply"
    lines = yaml.safe_load(written)["dependencies"][-1]["pip"]
    assert len(lines) > 200
    read = [(supply.plain(need.name), str(need.specifier).removeprefix("==")) for need in map(Requirement, lines)]
    assert read == [(name, version) for name, version, _ in packages(LOCK)]
    with_mark = [Requirement(line) for line in lines if ";" in line]
    assert {need.name for need in with_mark if need.marker.evaluate({"sys_platform": "win32"})} >= {"colorama"}


def test_the_page_of_licences_is_true():
    page = (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8")
    told = {
        name: (versions, licence) for name, versions, licence in re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", page, re.M)
    }
    locked = {name: ", ".join(map(str, versions)) for name, versions in pins().items()}
    assert {name: told[name][0] for name in locked} == locked, "run make supply"
    installed = {supply.plain(each.metadata["Name"]) for each in metadata.distributions()}
    for name in locked.keys() & installed:
        assert told[name][1].rstrip("*") == supply.licence(name), name
    if sys.version_info[:2] == (3, 11) and sys.platform == "linux":  # as .python-version and the lock have it
        assert page == supply.licences(LOCK), "run make supply"


def test_nothing_that_runs_with_the_package_is_under_a_licence_of_the_gnu_family():
    running = supply.running() & pins().keys()
    assert {"pandas", "jupyterlab", "distributed", "tornado", "appnope"} <= running
    assert not {"krippendorff", "qualitative-coding", "pytest"} & running
    assert {name: supply.licence(name) for name in running if not supply.is_allowed(supply.licence(name))} == {}


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("Apache-2.0 WITH LLVM-exception AND BSD-2-Clause", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND AGPL-3.0", False),
        ("LGPL-3.0-or-later", False),
        ("Beerware", False),
    ],
)
def test_what_is_allowed(expression, allowed):
    assert supply.is_allowed(expression) is allowed


def test_a_package_that_names_no_licence_is_asked_for(monkeypatch):
    monkeypatch.delitem(supply.BY_HAND, "axe-playwright-python")
    with pytest.raises(ValueError, match=r"^axe-playwright-python: its metadata name no licence; read its files"):
        supply.licence("axe-playwright-python")


def test_the_package_imports_nothing_else():
    running, known = supply.running(), metadata.packages_distributions()
    imported = set()
    for module in (PROJECT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            imported |= {name.partition(".")[0] for name in names}
    others = {name for name in imported if name in known} - {"stancebook", *sys.stdlib_module_names}
    others -= {"pytest"}  # a plugin of nbval, which a study brings
    assert {"pandas", "jinja2"} <= others
    assert {name for name in others if not running & set(map(supply.plain, known[name]))} == set()


def test_the_bill_of_materials_is_valid_and_the_same_each_time(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["supply.py", "sbom"])
    monkeypatch.setattr(supply, "PROJECT", tmp_path)
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    assert supply.main() == 0
    made = (tmp_path / "build" / "sbom.cdx.json").read_text(encoding="utf-8")
    assert made == bill(LOCK, "Stancebook")
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(made) is None
    assert validator.validate_str(json.dumps(json.loads(made) | {"bomFormat": "other"})) is not None
    named = [(part["name"], part["version"]) for part in json.loads(made)["components"]]
    assert {(name, version) for name, version, _ in packages(LOCK)} < set(named)


def problems(workflow):
    """What is loose in a workflow: actions by a name that may change, stored credentials, rights that it need not have."""
    read = yaml.safe_load(workflow)
    for line in re.findall(r"uses: (.*)", workflow):
        if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line):
            yield line
    if read.get("permissions") != GITHUB:
        yield "permissions"
    for job in read["jobs"].values():
        if job.get("permissions", GITHUB) not in (GITHUB, PAGES):
            yield "permissions of a job"
        for step in job["steps"]:
            if (
                "actions/checkout@" in step.get("uses", "")
                and step.get("with", {}).get("persist-credentials") is not False
            ):
                yield "credentials"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_has_no_right_too_many(path):
    assert list(problems(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (r"@[0-9a-f]{40} # (v\d+)[.\d]*", r"@\1", "actions/checkout@v7"),
        (r" # v[.\d]+", "", "actions/checkout@"),
        ("persist-credentials: false", "persist-credentials: true", "credentials"),
        ("contents: read", "contents: write", "permissions"),
        ("permissions:\n  contents: read\n", "", "permissions"),
        ("    timeout", "    permissions: write-all\n    timeout", "permissions of a job"),
    ],
)
def test_a_loose_workflow_is_noticed(old, new, told):
    text = re.sub(old, new, WORKFLOWS[0].read_text(encoding="utf-8"), count=1)
    found = list(problems(text))
    assert len(found) == 1 and found[0].startswith(told)


def test_there_are_workflows_here_and_in_new_studies():
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "study.yml"]
