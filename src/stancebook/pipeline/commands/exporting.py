"""`export`: the statements of a study for another program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from stancebook.core.authored import rewriting
from stancebook.core.english import plural
from stancebook.core.links import check_inside
from stancebook.core.paths import ADJUDICATED, shown
from stancebook.core.problems import UserError, WrongArgument
from stancebook.exchange import formats
from stancebook.exchange.formats import Format
from stancebook.exchange.from_study import left_out, project_of
from stancebook.exchange.project import Project
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.terminal import say, strong


def export(environment: Mapping[str, str], name: str, coding: str, out: str) -> None:
    """Write a study as a file of another program, and say what that file cannot hold.

    Raises UserError if the format is not known, if the study is not ready, or if nothing can be written there.
    """
    format = formats.named(name)
    config = requested(environment)
    project = project_of(config.study, coding or ADJUDICATED)
    path = Path(out).expanduser() if out else config.paths.project / "build" / "export" / _file(config.paths.study)
    path = path if out else path.with_name(path.name + format.ending)
    if out and path.suffix.lower() != format.ending:
        raise WrongArgument(f"--out {out}: a file of {format.title} ends in {format.ending}; name it so")
    rewriting.check_out(path, config.paths.study)
    if not out:
        check_inside(config.paths.project, path.parent)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lost = formats.write(project, path, format)
    except OSError as error:
        raise UserError(
            f"{shown(path)} cannot be written ({error.strerror or error}); name another with --out"
        ) from None
    say(f"{strong(shown(path))}: {format.title}, with {_counts(project, format)}")
    if hint := getattr(format.code, "HINT", ""):
        say(hint)
    for sentence in (*lost, f"{left_out(config.study)}; stancebook archive keeps everything"):
        say(f"not in it: {sentence}")


def _counts(project: Project, format: Format) -> str:
    """Return what is in a file, in words."""
    if format.name == "qdc":
        return plural(len(project.codes), "code")
    by = ", ".join(coder.name for coder in project.coders) or "nobody yet"
    return f"{plural(len(project.texts), 'text')} and {plural(len(project.passages), 'passage')}, coded by: {by}"


def _file(study: Path) -> str:
    """Return the name of a study's folder as that of a file, without its ending."""
    return re.sub(r"[^\w-]+", "-", study.name).strip("-") or "study"
