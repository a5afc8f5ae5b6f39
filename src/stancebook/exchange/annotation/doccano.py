"""doccano: one JSON object a line (.jsonl), of its several versions and kinds of project, alone or in a zip.

Each labelled passage has its label as code; labels of a whole text are codes of a passage that is the whole text. The
annotator is the number of a user if a label has one, else the key "annotator" of the line, else the name of the file,
as doccano writes a file for each. Other keys and "meta" tell about the text. doccano's page counts UTF-16 units, and so
does this reader, unless a position would then cut a character or lie beyond the text.

>>> list(_labels({"text": "Arland pays.", "label": [[0, 6, "actor"], "hopeful"]}, "ada"))
[_Label(start=0, end=6, name='actor', coder='ada'), _Label(start=None, end=None, name='hopeful', coder='ada')]
>>> _in_code_points("\\N{GRINNING FACE} toll", [(3, 7)]), _in_code_points("\\N{GRINNING FACE} toll", [(1, 6)])
({0: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6}, None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.exchange.annotation.collecting import Collected
from stancebook.exchange.annotation.placing import UNITS
from stancebook.exchange.foreign import EXPORT_ANEW, Losses, Parts, fault, file_bytes, json_of, parts, text_of
from stancebook.exchange.positions import code_points
from stancebook.exchange.project import Project, checked

if TYPE_CHECKING:
    from stancebook.exchange.formats import Sample

TEXT = ("text", "data")
LABELS = ("label", "labels", "entities", "cats", "annotations")
NOT_TAKEN = {"relations": "relation", "Comments": "comment", "comments": "comment"}
OWN = (*TEXT, *LABELS, *NOT_TAKEN, "id", "annotator", "annotation_approver", "meta")
MARK = re.compile(rb'"(text|data)"\s*:\s*"')
KEYS = re.compile(rb'"(label|labels|entities|cats|annotations)"\s*:\s*\[')


class _Label(NamedTuple):
    """A label of a passage, or of a whole text, which has no start and end."""

    start: int | None
    end: int | None
    name: str
    coder: str


def recognises(sample: Sample) -> bool:
    """Whether a file has texts with labels as JSON, an object a line, or a zip holds such files."""
    if sample.parts:
        return any(name.lower().endswith(".jsonl") for name in sample.parts)
    head = sample.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    labelled = KEYS.search(head) or KEYS.search(sample.tail)
    return head.startswith(b"{") and bool(MARK.search(head) and labelled) and b'"from_name"' not in head + sample.tail


def read(path: Path) -> Project:
    """Return the Project of JSON lines; raises UserError with file, line and fix."""
    found, coders = Collected(), set()
    alone = path.is_file() and path.suffix.lower() != ".zip"
    files: Parts = {path.name: partial(file_bytes, path)} if alone else parts(path, ".jsonl")
    for name, content in files.items():
        place = path.name if alone else f"{path.name}, {name}"
        for where, row in _rows(content(), place):
            coder = str(row.get("annotator") or PurePosixPath(name).stem)
            labels = _take(found, row, coder, place, where)
            coders |= {each.coder for each in labels} or {coder}
    return checked(found.project(path.stem, coders), path.name)


def _rows(content: bytes, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object with its line; a file that is one object or list over many lines has no numbers of lines."""
    lines = [(number, line) for number, line in enumerate(text_of(content, file).split("\n"), 1) if line.strip()]
    if lines and lines[0][1].strip() in ("{", "["):
        whole = json_of(content, file)
        each_one = whole if isinstance(whole, list) else [whole]
        found = [(f"text {number}", each) for number, each in enumerate(each_one, 1)]
    else:
        found = [(f"line {number}", json_of(line.encode(), file, f"line {number}")) for number, line in lines]
    for where, row in found:
        if not isinstance(row, dict):
            raise fault(file, where, "it is no object of JSON", EXPORT_ANEW)
        yield where, row


def _labels(row: Mapping[str, Any], coder: str) -> Iterator[_Label]:
    """Yield the labels of a line; raises ValueError for one that is none."""
    for key in LABELS:
        labels = row.get(key) or []
        members = [labels] if isinstance(labels, str) else labels
        if not isinstance(members, list):
            raise ValueError(labels)
        for each in members:
            yield _label(each, coder)


def _label(label: Any, coder: str) -> _Label:
    """Return a label, which is a name, a list of start, end and name, or an object."""
    if isinstance(label, dict):
        name = label["label"] if "label" in label else label["text"]
        start, end = label.get("start_offset"), label.get("end_offset")
        coder = str(label.get("user", coder))
    elif isinstance(label, list):
        start, end, name = label
    else:
        start, end, name = None, None, label
    if not all(each is None or isinstance(each, int) for each in (start, end)) or isinstance(name, list | dict):
        raise ValueError(label)
    return _Label(start, end, str(name), coder)


def _in_code_points(content: str, spans: list[tuple[int, int]]) -> Mapping[int, int] | None:
    """Return the code point at each UTF-16 position of a text; None if the spans cannot be UTF-16 positions."""
    points = code_points(content)
    return points if all(each in points for span in spans for each in span) else None


def _take(found: Collected, row: dict[str, Any], coder: str, place: str, where: str) -> list[_Label]:
    """Add the text and the labels of a line; return the labels; raises UserError."""
    content = next((row[key] for key in TEXT if isinstance(row.get(key), str)), "")
    if not content:
        raise fault(place, where, "it has no text", 'give each line a key "text"')
    try:
        labels = list(_labels(row, coder))
    except (ValueError, KeyError, TypeError):
        raise fault(place, where, "a label is neither a name nor start, end and name", EXPORT_ANEW) from None
    for key, noun in NOT_TAKEN.items():
        given = row.get(key)
        found.lost.add(noun, len(given) if isinstance(given, list) else bool(given), f"{place}, {where}")
    found.lost.add(
        "name* of labels, for which this old format has numbers",
        sum(each.name.isdecimal() for each in labels),
        f"{place}, {where}",
    )
    text = found.text(str(row.get("id", "text")), content, _about(row))
    for label, span in _placed(found.lost, content, labels, place, where):
        found.add(text, span, label.coder, (label.name,))
    whole: dict[str, list[str]] = {}
    for label in labels:
        if label.start is None:
            whole.setdefault(label.coder, []).append(label.name)
    for each, names in whole.items():
        found.add(text, (0, len(content)), each, tuple(dict.fromkeys(names)))
    return labels


def _about(row: dict[str, Any]) -> dict[str, str]:
    """Return what a line tells about its text."""
    meta = row.get("meta")
    told = {key: value for key, value in row.items() if key not in OWN} | (meta if isinstance(meta, dict) else {})
    return {key: str(value) for key, value in sorted(told.items()) if isinstance(value, str | int | float)}


def _placed(
    lost: Losses, content: str, labels: list[_Label], place: str, where: str
) -> Iterator[tuple[_Label, tuple[int, int]]]:
    """Yield the labels of passages with their places in code points; raises UserError for one beyond the text."""
    spans = [(each, (each.start, each.end)) for each in labels if each.start is not None and each.end is not None]
    points = None if max(content) <= "\uffff" else _in_code_points(content, [span for _, span in spans])
    if points:
        lost.add(f"{UNITS}, as doccano counts (look at some)", len(spans), f"{place}, {where}")
    for label, (start, end) in spans:
        first, last = (points[start], points[end]) if points else (start, end)
        if not 0 <= first < last <= len(content):
            message = f"the label {label.name} is at {start} to {end} of a text of {len(content)} characters"
            raise fault(place, where, message, "take texts and labels of one state of the project")
        yield label, (first, last)
