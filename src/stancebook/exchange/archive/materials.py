"""The software bill of materials, as CycloneDX: each package of requirements.lock with its version, nothing of a clock.

>>> lock = "zipp==3.1 ; python_version < '3.12' \\\\\\n    --hash=sha256:00\\nclick==8.2\\n"
>>> list(packages(lock))
[('click', '8.2', ''), ('zipp', '3.1', "python_version < '3.12'")]
"""

from __future__ import annotations

import json
import re
import warnings
from importlib import metadata

from stancebook import __version__
from stancebook.exchange.archive.about import as_json

PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)(?:[ \t]*;[ \t]*([^\\\n]*))?", re.MULTILINE)


def packages(lock: str) -> list[tuple[str, str, str]]:
    """Return name, version and condition of each package in the text of a requirements.lock, sorted."""
    found = PINNED.findall(lock)
    return sorted({(re.sub(r"[-_.]+", "-", name).lower(), version, when.strip()) for name, version, when in found})


def installed() -> str:
    """Return the packages that this one needs, as they are installed, in the form of a lock without hashes."""
    from packaging.requirements import Requirement

    waiting, found = ["stancebook"], dict[str, str]()
    while waiting:
        name = waiting.pop()
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        needs = map(Requirement, package.requires or ())
        wanted = [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
        waiting += [each for each in wanted if re.sub(r"[-_.]+", "-", each).lower() not in found]
        found[re.sub(r"[-_.]+", "-", name).lower()] = package.version
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()) if name != "stancebook")


def bill(lock: str, study: str) -> str:
    """Return the bill of materials of a study with this lock, as CycloneDX 1.6 in JSON."""
    from cyclonedx.model import Property
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    def component(name: str, version: str, when: str) -> Component:
        about = [Property(name="python:environment-marker", value=when)] if when else []
        purl = PackageURL("pypi", name=name, version=version)
        ref = f"{name}=={version}" + (f" ; {when}" if when else "")
        return Component(
            type=ComponentType.LIBRARY, name=name, version=version, purl=purl, bom_ref=ref, properties=about
        )

    about = Component(type=ComponentType.APPLICATION, name=study, bom_ref="study")
    parts = [component(*package) for package in [("stancebook", __version__, ""), *packages(lock)]]
    bom = Bom(components=parts, metadata=BomMetaData(component=about))
    bom.register_dependency(about, parts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        content = json.loads(JsonV1Dot6(bom).output_as_string())
    content.pop("serialNumber")
    content["metadata"].pop("timestamp")
    return as_json(dict(sorted(content.items())))
