"""YAML read by the safe loader, and checks of its shape.

A shape is `str` (a text), `int` (a whole number) or `object` (anything); a tuple of the values allowed; `[shape]`, a
list of such entries; or a mapping from each key to the shape of its value. A key that ends in "?" is optional, and the
key `...` stands for all keys that are not named.

>>> shape = {"title": str, "rules?": [{"id": str, "zone": ("body", "caption")}]}
>>> for fault in find_faults({"rules": [{"id": "x", "zone": "advert"}, {"id": 8}], "year": 2025}, shape):
...     print(*fault, sep=" | ")
 | 'title' is missing | add it
rules: x: zone | 'advert' is not known | use body or caption
rules: 2: id | 8 is no text, as it stands there | write it in quotes
rules: 2 | 'zone' is missing | add it
 | 'year' is not known | use title or rules

An Example is a shape with a value that the fix shows.

>>> find_faults({"titel": "x"}, {"title": Example(str, "a title")})[0].fix
'name it title'
>>> find_faults({}, {"title": Example(str, "a title")})[0].fix
'add title: a title'
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from stancebook.core.bounds import reading
from stancebook.core.bounds.yaml_nodes import FIXES, parse_yaml
from stancebook.core.english import nearest, one_of
from stancebook.core.files import HALVES
from stancebook.core.problems import suggestion
from stancebook.core.tables import UnreadableFile

SCALARS: dict[object, tuple[str, str]] = {
    str: ("text, as it stands there", "write it in quotes"),
    int: ("whole number", "write digits, without quotes"),
}
HALF = "it has half of a character (a lone surrogate)", "write the whole character"
EXPLAINED = (  # words of the two parsers, what they mean mostly, and the fix
    ("found a tab character", "a tab stands where only spaces may", "write spaces"),
    ("'\\t' that cannot start", "a tab stands where only spaces may", "write spaces"),
    ("could not find expected ':'", "a colon is missing in the line above", "write name: value"),
    ("mapping values are not allowed", "a colon stands where no entry can begin",
     "put a text with a colon in quotes, or indent the line like those beside it"),
    ("expected <block end>", "the line is indented otherwise than those before it", "indent it like its neighbours"),
    ("not find expected key", "the line is indented otherwise than those before it", "indent it like its neighbours"),
    ("found unexpected end of stream", "a quotation mark is not closed", "close it"),
    ("that cannot start any token", "a text begins with a sign that YAML keeps for itself", "put the text in quotes"),
    ("found undefined alias", "a text begins with *, which YAML keeps for itself", "put the text in quotes"),
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A shape, and what an entry of it may look like."""

    shape: object
    value: str


class Fault(NamedTuple):
    """An entry of another shape: its place in the file, the problem, and the fix."""

    place: str
    message: str
    fix: str


class WrongShape(ValueError):
    """Entries of another shape; `faults` has one Fault for each, and the message is all of them in words."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        sentences = (f"{fault.message}; {fault.fix}" for fault in faults)
        places = (f"{fault.place}: " if fault.place else "" for fault in faults)
        super().__init__("\n".join(place + sentence for place, sentence in zip(places, sentences, strict=True)))


def expect(value: object, shape: object, place: str = "") -> None:
    """Raise WrongShape unless a parsed value has this shape; `place` names the value in the messages."""
    if faults := find_faults(value, shape, place):
        raise WrongShape(faults)


def find_faults(value: object, shape: object, place: str = "") -> list[Fault]:
    """Return a Fault for each entry of a parsed value that has another shape."""
    if isinstance(shape, Example):
        return find_faults(value, shape.shape, place)
    if isinstance(shape, dict):
        return _faults_of_mapping(value, shape, place)
    if isinstance(shape, list):
        return _faults_of_list(value, shape[0], place)
    if isinstance(shape, tuple):
        known = [str(each) for each in shape]
        fix = suggestion(value if isinstance(value, str) else "", known, f"use {one_of(known)}")
        return [] if value in shape else [Fault(place, f"{value!r} is not known", fix)]
    if shape in SCALARS and type(value) is not shape:
        kind, fix = SCALARS[shape]
        return [Fault(place, f"{value!r} is no {kind}", fix)]
    return [Fault(place, *HALF)] if isinstance(value, str) and HALVES.search(value) else []


def sound_entries(value: object, shape: dict[Any, Any]) -> tuple[dict[Any, Any], list[Fault]]:
    """The entries of a parsed mapping that have the right shape, and a Fault for each other one."""
    faults = find_faults(value, shape)
    wrong = {fault.place.partition(": ")[0] for fault in faults}
    return {key: value[key] for key in value if key not in wrong} if isinstance(value, dict) else {}, faults


def _faults_of_list(value: object, shape: object, place: str) -> list[Fault]:
    if not isinstance(value, list):
        return [Fault(place, "it is no list", "write it as [one, another]")]
    faults = []
    for number, entry in enumerate(value, 1):
        if shape is str and _is_blank(entry):
            faults.append(Fault(place, "a text is empty", "write it, or take it out"))
        else:
            faults += find_faults(entry, shape, _join(place, _name_of(entry, shape) or number))
    return faults


def _name_of(entry: object, shape: object) -> str:
    """The text by which an entry of a list is named: the value of the first key of its shape."""
    name = entry.get(next(iter(shape))) if isinstance(entry, dict) and isinstance(shape, dict) else None
    return name if isinstance(name, str) else ""


def _faults_of_mapping(value: object, shape: dict[Any, Any], place: str) -> list[Fault]:
    if not isinstance(value, dict):
        return [Fault(place, "it has no entries", "write them as name: value")]
    faults, named = [], {key.removesuffix("?"): key for key in shape if key is not ...}
    lacking = [name for name, key in named.items() if name == key and _is_blank(value.get(name))]
    misspelt = {name: nearest(str(name), lacking) for name in value if name not in named}
    for name, key in named.items():
        if name in lacking:
            if name not in misspelt.values():
                faults.append(Fault(place, f"'{name}' is missing", _example(name, shape[key])))
        elif name in value:
            faults += find_faults(value[name], shape[key], _join(place, name))
    for name in value:
        if name not in named and ... in shape and not misspelt[name]:
            faults += find_faults(value[name], shape[...], _join(place, name))
        elif name not in named:
            fix = f"name it {misspelt[name]}" if misspelt[name] else ""
            fix = fix or suggestion(str(name), named.keys() - value.keys(), f"use {one_of(tuple(named))}")
            faults.append(Fault(place, f"'{name}' is not known", fix))
    return faults


def _example(name: str, shape: object) -> str:
    """How to add an entry."""
    return f"add {name}: {shape.value}" if isinstance(shape, Example) else "add it"


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _join(place: str, name: object) -> str:
    return f"{place}: {name}" if place else str(name)


def read_yaml(path: Path | str) -> Any:
    """The content of a YAML file; raises UnreadableFile with the line and the fix, also if a key stands there twice."""
    name = Path(path).name
    try:
        content, repeated = parse_yaml(reading.read_text(Path(path)))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except yaml.YAMLError as error:
        line, message, fix = explain(error)
        raise UnreadableFile(f"{name}{f', row {line}' if line else ''}: {message}; {fix}") from None
    for key, line in repeated:
        raise UnreadableFile(f"{name}, row {line}: '{key}' stands there twice; make one of them")
    return content


def explain(error: yaml.YAMLError) -> tuple[int | None, str, str]:
    """The line of an error of YAML, if it has one, what is wrong there in plain words, and the fix.

    >>> try: _ = parse_yaml("a: b\\n\\tc: d")
    ... except yaml.YAMLError as error: explain(error)
    (2, 'a tab stands where only spaces may', 'write spaces')
    """
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None) or ""
    line = mark.line + 1 if mark else None
    if problem in FIXES:
        return line, problem, FIXES[problem]
    for words, message, fix in EXPLAINED:
        if words in problem:
            return line, message, fix
    return line, f"it is no readable YAML ({problem or 'it cannot be parsed'})", "mend that line"
