"""A grid: the runs of a sweep, as every combination of some values and as runs that are spelled out.

>>> content = {"parameters": {"coding": ["coder_a", "coder_b"]}, "runs": [{"exclude_articles": "2 1 2"}]}
>>> grid, problems = parse_grid("grid.yaml", content, ["01", "07"])
>>> for run in grid.runs:
...     print(grid.last, *differing(run))
07 exclude_articles=1 2
07 coding=coder_a
07 coding=coder_b
>>> print(*parse_grid("grid.yaml", {"parameters": {"codnig": "coder_a"}}, ["07"])[1])
grid.yaml, parameters: 'codnig' is no parameter of the notebooks; use coding, min_confidence, exclude_articles or issue
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.bounds.yaml_nodes import parse_yaml
from stancebook.core.english import one_of
from stancebook.core.paths import PARAMETERS
from stancebook.core.problems import Problem
from stancebook.core.yaml_files import explain, find_faults, sound_entries

SWEPT = tuple(name for name in PARAMETERS if name != "study")
SHAPE = {"notebook?": object, "parameters?": {...: object}, "runs?": [{...: object}]}
MOST_BYTES, MOST_RUNS = 1_000_000, 1000  # a larger grid is probably a mistake
EMPTY = ("it has no value", 'give one, or several as [one, other]; "" is none')

Run = dict[str, Any]  # the parameters of a run


class Grid(NamedTuple):
    """The number of the last notebook to run, and the runs in order, each with all five parameters."""

    last: str
    runs: list[Run]


def read(path: Path, shown: str, numbers: Sequence[str]) -> tuple[Grid, list[Problem]]:
    """Return the Grid in a file and its problems; these name the file as `shown`."""
    try:
        if (shown == "grid" and not path.name) or "\0" in path.name:  # none was named
            raise FileNotFoundError
        content, repeated = parse_yaml(reading.read_bytes(path, MOST_BYTES).decode("utf-8"))
        grid, problems = parse_grid(shown, content, numbers)
        twice = [Problem(shown, line, "", f"'{key}' stands there twice", "make one of them") for key, line in repeated]
        return grid, twice + problems
    except FileNotFoundError:
        return _unreadable(shown, "there is no such file", "name one: stancebook sweep grid.yaml")
    except (OSError, BeyondLimit) as error:
        return Grid("", []), [reading.unreadable(shown, error)]
    except UnicodeDecodeError as error:
        return _unreadable(shown, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    except yaml.YAMLError as error:
        row, message, fix = explain(error)
        return _unreadable(shown, message, fix, row)
    except (ValueError, TypeError) as error:
        return _unreadable(shown, f"an entry is of another shape ({error})", "see data/README.md for its shape")


def _unreadable(shown: str, message: str, fix: str, line: int | None = None) -> tuple[Grid, list[Problem]]:
    """Return a Grid without runs, and one problem."""
    return Grid("", []), [Problem(shown, line, "", message, fix)]


def parse_grid(shown: str, content: object, numbers: Sequence[str]) -> tuple[Grid, list[Problem]]:
    """Return the Grid of a parsed file and its problems; `numbers` are those of the notebooks."""
    if isinstance(content, dict):
        content = {key: value for key, value in content.items() if value is not None}
    entries, faults = sound_entries(content, SHAPE)
    problems = [Problem(shown, None, *fault) for fault in faults]
    if not isinstance(content, dict):
        return Grid("", []), problems
    last = entries.get("notebook", numbers[-1] if numbers else "")
    if last not in numbers:
        fix = 'put it in quotes, as in "04"' if isinstance(last, int) else f"use {one_of(numbers)}"
        problems.append(Problem(shown, None, "notebook", f"{last!r} is no notebook's number", fix))
    combined, in_parameters = _combined(shown, entries.get("parameters", {}))
    spelled_out, in_runs = _spelled_out(shown, entries.get("runs", []))
    problems += in_parameters + in_runs
    if not content.get("parameters") and not content.get("runs"):
        problems.append(Problem(shown, None, "", "it asks for no run", "give parameters, or runs"))
    return Grid(last, _ordered(combined + spelled_out)), problems


def _combined(shown: str, parameters: Mapping[str, Any]) -> tuple[list[Run], list[Problem]]:
    """Return a run for every combination of values, and the problems of the parameters."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
    problems = _check_parameters(shown, "parameters", lists)
    if math.prod(map(len, lists.values())) > MOST_RUNS:
        message = f"they make more than {MOST_RUNS} runs"
        problems.append(Problem(shown, None, "parameters", message, "take some values out"))
    if not lists or problems:
        return [], problems
    return [dict(zip(lists, values, strict=True)) for values in itertools.product(*lists.values())], []


def _spelled_out(shown: str, given: Sequence[Run]) -> tuple[list[Run], list[Problem]]:
    """Return the runs that are spelled out, and their problems."""
    runs, problems = [], []
    for number, run in enumerate(given[:MOST_RUNS], 1):
        in_run = _check_parameters(shown, f"runs, {number}", {name: [value] for name, value in run.items()})
        runs += [] if in_run else [run]
        problems += in_run
    if given[MOST_RUNS:]:
        problems.append(Problem(shown, None, "runs", f"there are more than {MOST_RUNS}", "take some out"))
    return runs, problems


def _check_parameters(shown: str, place: str, lists: Mapping[str, list[Any]]) -> list[Problem]:
    """Return the problems of parameters, each with a list of values."""
    problems = [Problem(shown, None, place, *unknown(name)) for name in lists if name not in SWEPT]
    for name in filter(SWEPT.__contains__, lists):
        faults = [] if lists[name] else [EMPTY]
        for value in lists[name]:
            faults += [EMPTY] if value is None else [fault[1:] for fault in find_faults(value, type(PARAMETERS[name]))]
        problems += [Problem(shown, None, f"{place}, {name}", *fault) for fault in faults]
    return problems


def unknown(name: object) -> tuple[str, str]:
    """Return what is wrong with the name of an unknown parameter, and the fix."""
    if name == "study":
        return "'study' is none of a grid's parameters", "name the study beside it: stancebook sweep … --study folder"
    if not isinstance(name, str) or not name.isidentifier():
        return f"'{name}' is no identifier, and a notebook would run it as code", f"use {one_of(SWEPT)}"
    return f"'{name}' is no parameter of the notebooks", f"use {one_of(SWEPT)}"


def _ordered(runs: Iterable[Run]) -> list[Run]:
    """Return the runs with all five parameters, each run once, in the order of their values."""
    complete: list[Run] = [{**PARAMETERS, **run} for run in runs]
    for run in complete:
        run["exclude_articles"] = " ".join(sorted(set(run["exclude_articles"].split())))
    return [dict(values) for values in sorted({tuple(run.items()) for run in complete})]


def differing(run: Mapping[str, Any]) -> list[str]:
    """Return the parameters of a run that differ from the default, as `name=value`; without the study."""
    return [f"{name}={value}" for name, value in run.items() if name in SWEPT and value != PARAMETERS[name]]
