"""What the environment is made of, from requirements.lock: environment.yml for conda, the licences, the bill of materials.

    make supply     after a new lock: writes environment.yml and docs/licences.md
    make sbom       writes build/sbom.cdx.json, as CycloneDX

A package whose metadata say nothing of its licence, or that is for other systems, has it in READ or ELSEWHERE.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from stancebook.core import files
from stancebook.exchange.archive.materials import bill, packages

PROJECT = Path(__file__).resolve().parents[1]
READ = {"axe-playwright-python": "MIT"}
ELSEWHERE = {  # packages of other systems and of later versions of Python
    "aiohappyeyeballs": "PSF-2.0", "aiohttp": "Apache-2.0 AND MIT", "aiosignal": "Apache-2.0", "appnope": "BSD-2-Clause",
    "colorama": "BSD", "frozenlist": "Apache-2.0", "multidict": "Apache-2.0", "propcache": "Apache-2.0",
    "pywinpty": "MIT", "pyyaml-ft": "MIT", "yarl": "Apache-2.0",
}  # fmt: skip
BY_HAND = READ | ELSEWHERE
WORDS = {  # licences in other words than SPDX's
    "MIT License": "MIT", "MIT license": "MIT", "BSD License": "BSD", "BSD 3-Clause License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause", "The BSD 2-Clause License": "BSD-2-Clause", "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
    "Apache 2.0": "Apache-2.0", "AGPL3": "AGPL-3.0",
}  # fmt: skip
SPDX = re.compile(r"[A-Za-z]\w*-[\w.]+(-[\w.]+)*|MIT|[\w.-]+( (AND|OR|WITH) [\w.-]+)+")
ALLOWED = {
    "MIT", "MIT-0", "MIT-CMU", "BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0", "Zlib",
    "CC0-1.0", "CNRI-Python", "OFL-1.1", "MPL-1.1", "MPL-2.0",
}  # fmt: skip
PAGE = """\
# Licences of what Stancebook uses

`make supply` writes this page from requirements.lock, package-lock.json and what the packages say of themselves; a licence with * was looked up in the
package's files, because its metadata do not say it or because it is for other systems. Each line has the licence of the package itself; what a wheel brings along is named in the wheel.

What runs with the package may be under MIT, BSD, Apache, ISC, PSF and the like, fonts under the OFL, and files under the MPL, which stay as they are: it asks for
the sources of changed files alone. Where a package gives a choice, one of these is chosen. The GPL, the AGPL and the LGPL are not allowed there, and a test fails on them;
pandoc, which `pypandoc-binary` brings and which is under the GPL, runs as a program of its own. Tests may use anything: nothing of it is imported otherwise, or handed on.

"""


def main() -> int:
    """Write what is asked for: `supply` or `sbom`."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    if sys.argv[1:] == ["sbom"]:
        files.write_text(PROJECT / "build" / "sbom.cdx.json", bill(lock, "Stancebook"))
        print("build/sbom.cdx.json")
        return 0
    files.write_text(PROJECT / "environment.yml", environment(lock))
    files.write_text(PROJECT / "docs" / "licences.md", licences(lock))
    print("environment.yml and docs/licences.md; what changed: git diff")
    return 0


def environment(lock: str) -> str:
    """The text of environment.yml: Python from conda, and every package of a lock by pip."""
    pins = [f"{name}=={version}" + (f" ; {when}" if when else "") for name, version, when in packages(lock)]
    return ENVIRONMENT + "".join(f"      - {json.dumps(pin)}\n" for pin in pins)


ENVIRONMENT = """\
# For conda users: PIP_NO_DEPS=1 conda env create -f environment.yml && conda activate stancebook && make report VENV="$CONDA_PREFIX"
# and, for the command stancebook: pip install --no-deps --no-build-isolation -e .
# `make supply` writes this file from requirements.lock, which make uses by itself. The list is whole: pip adds nothing to it.
name: stancebook
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def running() -> set[str]:
    """The names of the packages that the package needs to run, with all its exports and on a cluster.

    Those of other systems are among them: what they need cannot be asked here.
    """
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dask"]])]
    found: dict[str, set[str]] = {}
    while waiting:
        need = waiting.pop()
        name = plain(need.name)
        if name in found and need.extras <= found[name]:
            continue
        found[name] = found.get(name, set()) | need.extras
        waiting += [each for each in needs(name) if applies(each, {"", *need.extras})]
    return found.keys() | ELSEWHERE.keys()


def needs(name: str) -> list[Requirement]:
    """What an installed package requires; empty for one that is not installed."""
    try:
        return [*map(Requirement, metadata.distribution(name).requires or ())]
    except metadata.PackageNotFoundError:
        return []


def applies(need: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds with one of these extras."""
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)


def plain(name: str) -> str:
    """The name of a package as the lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str) -> str:
    """The licence of a package, as SPDX has it where its metadata say enough.

    Raises ValueError if they say nothing and it is not known by hand.
    """
    if name in BY_HAND:
        return BY_HAND[name]
    about = metadata.distribution(name).metadata
    classifiers = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
    for text in (about.get("License-Expression"), about.get("License"), *classifiers):
        first = (text or "").partition("\n")[0]
        said = WORDS.get(first, first)
        if SPDX.fullmatch(said) or said in WORDS.values():
            return said
    raise ValueError(f"{name}: its metadata name no licence; read its files, and put it into READ of tests/supply.py")


def is_allowed(expression: str) -> bool:
    """Whether a package under these licences may run with this one: each of them is allowed, or one of a choice."""
    choices = [re.split(r" AND ", choice) for choice in expression.split(" OR ")]
    return any({part.partition(" WITH ")[0] for part in choice} <= ALLOWED for choice in choices)


def rows(lock: str, names: set[str]) -> Iterator[str]:
    """The rows of the table of some packages."""
    versions: dict[str, list[str]] = {}
    for name, version, _ in packages(lock):
        versions.setdefault(name, []).append(version)
    for name in sorted(names & versions.keys()):
        yield f"| {name} | {', '.join(versions[name])} | {licence(name)}{'*' * (name in BY_HAND)} |\n"


def licences(lock: str) -> str:
    """The page of licences: what runs, what tests and builds alone use, what the desk's page is made of."""
    run, all_names = running(), {name for name, _, _ in packages(lock)}
    node = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    modules = (
        f"| {path.removeprefix('node_modules/')} | {each['version']} | {each['license']} |\n"
        for path, each in sorted(node.items())
        if path
    )
    parts = {
        "What runs with the package": rows(lock, run), "What tests and builds use": rows(lock, all_names - run),
        "The desk's page: Preact is part of it, the others build it": modules,
    }  # fmt: skip
    head = "| package | version | licence |\n| --- | --- | --- |\n"
    return PAGE + "\n".join(f"## {title}\n\n{head}{''.join(lines)}" for title, lines in parts.items())


if __name__ == "__main__":
    sys.exit(main())
