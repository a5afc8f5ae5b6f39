"""The raw texts of a study, each with the problem for which it cannot be read.

>>> _lost(RunPaths(Path("/p"), Path("/p"), Path("/p")), 2, "one.txt", ["one .txt"])[0].fix
'do you mean one .txt?'
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stancebook.core import files, tables
from stancebook.core.bounds import progress, reading
from stancebook.core.bounds.limits import TEXT_BYTES, BeyondLimit
from stancebook.core.english import nearest
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem
from stancebook.core.system_errors import why
from stancebook.core.tables import Rows
from stancebook.texts import corpus

SOURCES = "sources.csv"


def read(paths: RunPaths, sources: Rows, problems: list[Problem]) -> dict[str, str]:
    """Return the raw texts by article; add a problem for each that is missing, altered, unreadable or not listed."""
    texts, lost = {}, []
    for number, row in progress.counted("reading texts", [*enumerate(sources, 2)]):
        at = (SOURCES, number, "file")
        try:
            if Path(row["file"]).name != row["file"] or row["file"] in ("", ".."):
                raise FileNotFoundError("a name, and no way out of data/raw")
            content = reading.read_bytes(paths.raw / row["file"], TEXT_BYTES)
            if not row["sha256"]:
                fix = f"write {files.digest(content)}, which is that of the file"
                problems.append(Problem(SOURCES, number, "sha256", "the cell is empty", fix))
            elif files.digest(content) != row["sha256"]:
                message = f"data/raw/{row['file']} is not the file received (its SHA-256 differs)"
                problems.append(Problem(*at, message, "restore it; raw texts are never edited"))
                continue  # whatever no longer stands in it follows from that
            texts[row["article"]] = corpus.decode(content, f"data/raw/{row['file']}")
        except BeyondLimit as error:
            problems.append(Problem(*at, f"data/raw/{row['file']}: {error.message}", error.fix))
        except tables.UnreadableFile as error:
            message, fix = str(error).rsplit("; ", 1)
            problems.append(Problem(*at, message, fix))
        except (FileNotFoundError, ValueError):
            lost.append((number, row["file"]))
        except OSError as error:
            happened, fix = why(error)
            problems.append(Problem(*at, f"data/raw/{row['file']} cannot be read ({happened})", fix))
    listed = {row["file"] for row in sources} | {"SHA256SUMS"}
    present = sorted(path.name for path in paths.raw.glob("*") if not path.name.startswith("."))
    strays = [name for name in present if sources and name not in listed]
    for number, name in lost:
        problem, stray = _lost(paths, number, name, strays)
        problems.append(problem)
        strays = [other for other in strays if other != stray]
    problems += [
        Problem(f"data/raw/{name}", None, "", "no row of sources.csv names it", "add a row or take the file away")
        for name in strays
    ]
    return texts


def _lost(paths: RunPaths, number: int, name: str, strays: Sequence[str]) -> tuple[Problem, str]:
    """Return the problem of a raw text that is not there, and the stray file that may be it, or ""."""
    message, fix, found = f"data/raw/{name} is missing", "restore it or correct the name", nearest(name, strays)
    if found:
        fix = f"do you mean {found}?"
    elif name and Path(name).name == name and "\0" not in name:
        elsewhere = (paths.study, paths.study / "data", paths.coded, paths.study / "data" / "originals")
        place = next((each for each in elsewhere if len(name) < 255 and (each / name).is_file()), None)
        fix = f"it stands in {place.relative_to(paths.study).as_posix()}: move it to data/raw" if place else fix
    return Problem(SOURCES, number, "file", message, fix), found
