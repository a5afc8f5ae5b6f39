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
from stancebook.core.yaml_files import parse_yaml

SWEPT = tuple(name for name in PARAMETERS if name != "study")
KEYS = ("notebook", "parameters", "runs")
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


def parse_grid(shown, told, numbers):
    """The Grid that a YAML file tells of, and the complaints about it; `numbers` are those of the notebooks."""
    if not isinstance(told, dict):
        return _refused(shown, "it holds no parameters", "see data/README.md for its shape")
    out = [
        Problem(shown, None, "", f"'{key}' is not known here", f"use {one_of(KEYS)}") for key in told if key not in KEYS
    ]
    last = told.get("notebook", numbers[-1] if numbers else "")
    if last not in numbers:
        cure = 'put it in quotes, as in "04"' if isinstance(last, int) else f"use {one_of(numbers)}"
        out.append(Problem(shown, None, "notebook", f"{last!r} is no notebook's number", cure))
    lists, wrong = _parameters(shown, "parameters", told.get("parameters") or {}, many=True)
    out += wrong
    if math.prod(map(len, lists.values())) > MOST:
        out.append(Problem(shown, None, "parameters", f"they make more than {MOST} runs", "take some values out"))
        lists = {}
    runs = [dict(zip(lists, values, strict=True)) for values in itertools.product(*lists.values())] if lists else []
    spelt, wrong = _spelt(shown, told.get("runs") or [])
    if not told.get("parameters") and not told.get("runs"):
        wrong.append(Problem(shown, None, "", "it asks for no run", "give parameters, or runs"))
    return Grid(last, _ordered(runs + spelt)), out + wrong


def _spelt(shown, given):
    """The runs spelt out, and the complaints about them."""
    if not isinstance(given, list):
        return [], [Problem(shown, None, "runs", "it is no list", "write each run as - {coding: coder_a}")]
    told = [_parameters(shown, f"runs, {number}", run) for number, run in enumerate(given[:MOST], 1)]
    long = [Problem(shown, None, "runs", f"there are more than {MOST}", "take some out")] if given[MOST:] else []
    return [run for run, _ in told], [wrong for _, complaints in told for wrong in complaints] + long


def _parameters(shown, place, given, many=False):
    """Parameters with their values (`many`: lists of them), none where one is wrong, and the complaints."""
    if not isinstance(given, dict):
        return {}, [Problem(shown, None, place, "it gives no parameters", "write them as name: value")]
    lists = {name: value if many and isinstance(value, list) else [value] for name, value in given.items()}
    out = [Problem(shown, None, place, *wrong) for wrong in map(unknown, lists) if wrong]
    for name in filter(SWEPT.__contains__, lists):
        wrong = [untyped(name, value) for value in lists[name]] or [EMPTY]
        out += [Problem(shown, None, f"{place}, {name}", *told) for told in wrong if told]
    return ({} if out else lists if many else given), out


EMPTY = ("it has no value", 'give one, or several as [one, other]; "" is none')


def unknown(name):
    """What is wrong with a parameter's name, and the cure; None where it is one of the notebooks'."""
    if name in SWEPT:
        return None
    if name == "study":
        return "'study' is none of a grid's parameters", "name the study beside it: make sweep GRID=… STUDY=folder"
    if not isinstance(name, str) or not name.isidentifier():
        return f"'{name}' is no identifier, and a notebook would run it as code", f"use {one_of(SWEPT)}"
    return f"'{name}' is no parameter of the notebooks", f"use {one_of(SWEPT)}"


def untyped(name, value):
    """What is wrong with the type of a parameter's value, and the cure; None where it is of the notebooks' type."""
    if type(value) is type(PARAMETERS[name]):
        return None
    if value is None:
        return EMPTY
    if isinstance(PARAMETERS[name], str):
        return f"{value!r} is no text, as it stands there", 'put it in quotes: "003"; several ids as "003 004"'
    return f"{value!r} is no whole number", "write digits, without quotes"


def _ordered(runs):
    """The runs with all five parameters, each of them once, in the order of their values."""
    whole = [PARAMETERS | run for run in runs]
    for run in whole:
        run["exclude_articles"] = " ".join(sorted(set(run["exclude_articles"].split())))
    return [dict(values) for values in sorted({tuple(run.items()) for run in whole})]


def differing(run):
    """The parameters of a run that are not as by default, as words; the study is everywhere the same."""
    return [f"{name}={value}" for name, value in run.items() if name in SWEPT and value != PARAMETERS[name]]
