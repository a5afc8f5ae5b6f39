"""A grid: which runs a sweep makes, every combination of the values it gives and the runs it spells out.

>>> told = {"parameters": {"coding": ["coder_a", "coder_b"], "min_confidence": 2}, "runs": [{"exclude_articles": "2 1 2"}]}
>>> grid, wrong = parse_grid("grid.yaml", told, ["01", "07"])
>>> for run in grid.runs:
...     print(grid.last, *differing(run))
07 exclude_articles=1 2
07 coding=coder_a min_confidence=2
07 coding=coder_b min_confidence=2
>>> print(*parse_grid("grid.yaml", {"parameters": {"codnig": "coder_a"}}, ["07"])[1])
grid.yaml, parameters: 'codnig' is no parameter of the notebooks; use coding, min_confidence, exclude_articles or issue
"""

import itertools
import math
from typing import NamedTuple

import yaml

from stancebook.core.english import one_of
from stancebook.core.paths import PARAMETERS
from stancebook.core.problems import Problem
from stancebook.core.yaml_files import find_faults, parse_yaml, sound_entries

SWEPT = tuple(name for name in PARAMETERS if name != "study")
SHAPE = {"notebook?": object, "parameters?": {...: object}, "runs?": [{...: object}]}
LARGEST, MOST = 100_000, 1000  # bytes of a grid, and its runs: beyond them a slip is likelier than a wish


class Grid(NamedTuple):
    """The number of the last notebook to run, and the runs in their order, each with all five parameters."""

    last: str
    runs: list


def read(path, shown, numbers):
    """The Grid in a file, which complaints name as `shown`, and the complaints about it."""
    try:
        if not path.is_file():
            return _refused(shown, "there is no such file", "name one: make sweep GRID=grid.yaml")
        if path.stat().st_size > LARGEST:
            return _refused(shown, f"it has more than {LARGEST} bytes", "give lists of values; they are combined")
        text = path.read_bytes().decode("utf-8")
        told, twice = parse_yaml(text)
        grid, wrong = parse_grid(shown, told, numbers)
        return grid, [
            Problem(shown, line, "", f"'{key}' stands there twice", "make one of them") for key, line in twice
        ] + wrong
    except UnicodeDecodeError as error:
        return _refused(shown, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else None
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        return _refused(shown, f"it is no readable YAML ({problem})", "mend that line", line)
    except (ValueError, TypeError, RecursionError) as error:
        return _refused(shown, f"an entry is of another shape ({error})", "see data/README.md for its shape")


def _refused(shown, wrong, cure, line=None):
    """A Grid without runs, and one complaint."""
    return Grid("", []), [Problem(shown, line, "", wrong, cure)]


def parse_grid(shown, parsed, numbers):
    """The Grid of a parsed file and its problems; `numbers` are those of the notebooks."""
    if isinstance(parsed, dict):
        parsed = {key: value for key, value in parsed.items() if value is not None}
    entries, faults = sound_entries(parsed, SHAPE)
    problems = [Problem(shown, None, *fault) for fault in faults]
    if not isinstance(parsed, dict):
        return Grid("", []), problems
    last = entries.get("notebook", numbers[-1] if numbers else "")
    if last not in numbers:
        fix = 'put it in quotes, as in "04"' if isinstance(last, int) else f"use {one_of(numbers)}"
        problems.append(Problem(shown, None, "notebook", f"{last!r} is no notebook's number", fix))
    combined, wrong_parameters = _combined(shown, entries.get("parameters", {}))
    spelled, wrong_runs = _spelled_out(shown, entries.get("runs", []))
    problems += wrong_parameters + wrong_runs
    if not parsed.get("parameters") and not parsed.get("runs"):
        problems.append(Problem(shown, None, "", "it asks for no run", "give parameters, or runs"))
    return Grid(last, _ordered(combined + spelled)), problems


def _combined(shown, parameters):
    """A run for every combination of values, and the problems of the parameters."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in parameters.items()}
    problems = _check_parameters(shown, "parameters", lists)
    if math.prod(map(len, lists.values())) > MOST:
        problems.append(Problem(shown, None, "parameters", f"they make more than {MOST} runs", "take some values out"))
    if not lists or problems:
        return [], problems
    return [dict(zip(lists, values, strict=True)) for values in itertools.product(*lists.values())], []


def _spelled_out(shown, given):
    """The runs that are spelled out, and their problems."""
    runs, problems = [], []
    for number, run in enumerate(given[:MOST], 1):
        wrong = _check_parameters(shown, f"runs, {number}", {name: [value] for name, value in run.items()})
        runs += [] if wrong else [run]
        problems += wrong
    if given[MOST:]:
        problems.append(Problem(shown, None, "runs", f"there are more than {MOST}", "take some out"))
    return runs, problems


def _check_parameters(shown, place, lists):
    """The problems of parameters, each with a list of values."""
    problems = [Problem(shown, None, place, *wrong) for wrong in map(unknown, lists) if wrong]
    for name, values in lists.items():
        if name in SWEPT:
            faults = [("", *EMPTY)] if not values else []
            for value in values:
                faults += [("", *EMPTY)] if value is None else find_faults(value, type(PARAMETERS[name]))
            problems += [Problem(shown, None, f"{place}, {name}", *fault[1:]) for fault in faults]
    return problems


EMPTY = ("it has no value", 'give one, or several as [one, other]; "" is none')


def unknown(name):
    """The problem of a parameter's name and its fix; None if it is one of the notebooks' parameters."""
    if name in SWEPT:
        return None
    if name == "study":
        return "'study' is none of a grid's parameters", "name the study beside it: make sweep GRID=… STUDY=folder"
    if not isinstance(name, str) or not name.isidentifier():
        return f"'{name}' is no identifier, and a notebook would run it as code", f"use {one_of(SWEPT)}"
    return f"'{name}' is no parameter of the notebooks", f"use {one_of(SWEPT)}"


def _ordered(runs):
    """The runs with all five parameters, each of them once, in the order of their values."""
    whole = [PARAMETERS | run for run in runs]
    for run in whole:
        run["exclude_articles"] = " ".join(sorted(set(run["exclude_articles"].split())))
    return [dict(values) for values in sorted({tuple(run.items()) for run in whole})]


def differing(run):
    """The parameters of a run that are not as by default, as words; the study is everywhere the same."""
    return [f"{name}={value}" for name, value in run.items() if name in SWEPT and value != PARAMETERS[name]]
