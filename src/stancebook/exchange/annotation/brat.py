"""brat: annotations in standoff format (.ann) beside their texts (.txt), in a folder or a zip, or one pair.

Each annotated passage (T) has its type as code, its attributes (A, M) and links to other sources (N) as values, and the
notes on it (#). Where folders hold the same texts, each folder is an annotator; otherwise there is one.

>>> lines = ["T1\\tActor 0 6\\tArland", "A1\\tSure T1", "#1\\tAnnotatorNotes T1\\tOr its king?", "R1\\tMeets Arg1:T1"]
>>> annotated = _Annotations("toll.ann", "Arland pays.", "\\n".join(lines))
>>> annotated.spans["T1"][0], annotated.values["T1"], annotated.notes["T1"], annotated.lost.sentences()
(('Actor', 0, 6), {'Sure': 'true'}, ['Or its king?'], ('1 relation (toll.ann, line 4)',))
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from stancebook.exchange.annotation.collecting import Collected
from stancebook.exchange.annotation.placing import place
from stancebook.exchange.foreign import Losses, fault, file_bytes, parts, text_of
from stancebook.exchange.project import Project, checked

if TYPE_CHECKING:
    from stancebook.exchange.formats import Sample

SPAN = re.compile(r"(T\S+)\t(\S+) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*)(?:\t(.*))?")
ATTRIBUTE = re.compile(r"[AM]\S*\t(\S+) (\S+)(?: (.+?))? *")
SOURCE = re.compile(r"N\S*\t(\S+) (\S+) (\S+)(?:\t(.*))?")
NOTE = re.compile(r"#\S*\t\S+ (\S+)(?:\t(.*))?")
ARROWS = re.compile(r"(R\S+\t|E\S+\t|\*\t)\S+.*")
TRIGGER = re.compile(r"(E\S+)\t[^:]+:(T\S+)")
OTHERS = {"R": "relation", "E": "event", "*": "equivalence"}
FIX = "take the .txt and the .ann of one state of the project"


class Pair(NamedTuple):
    """A text with its annotations: the folder, the name without ending, the text, the lines, and the place of these.

    `mark` is 1 if a byte order mark stood before the text, which brat counts as a character.
    """

    folder: str
    name: str
    content: str
    lines: str
    place: str
    mark: int = 0


def recognises(sample: Sample) -> bool:
    """Whether a file is an .ann of brat, or a zip or folder holds some with their texts."""
    if sample.name.lower().endswith(".ann"):
        return True
    names = {name.lower() for name in sample.parts}
    return any(name.endswith(".ann") and f"{name[:-4]}.txt" in names for name in names)


def read(path: Path) -> Project:
    """Return the Project of .ann files and their texts; raises UserError with file, line and fix."""
    pairs = list(_one(path) if path.suffix.lower() == ".ann" else _pairs(path))
    shared = len({(each.name, each.content) for each in pairs}) < len(pairs)  # by annotators, each with a folder
    coders = _coders(pairs, path.stem) if shared else {pair.folder: path.stem for pair in pairs}
    found = Collected()
    for pair in pairs:
        text = found.text(pair.name if shared else f"{pair.folder}/{pair.name}".lstrip("/"), pair.content)
        annotations = _Annotations(pair.place, pair.content, pair.lines, pair.mark)
        for id, span, code, values, note in annotations.passages():
            found.add(text, span, coders[pair.folder], (code,), id, values=values, note=note)
        found.lost.take(annotations.lost)
    return checked(found.project(path.stem, coders.values()), path.name)


def _coders(pairs: list[Pair], otherwise: str) -> dict[str, str]:
    """Return the annotator of each folder: its name, or its whole path where two folders have one name."""
    folders = {pair.folder for pair in pairs}
    twice = Counter(PurePosixPath(folder).name for folder in folders)
    named = {each: each if twice[PurePosixPath(each).name] > 1 else PurePosixPath(each).name for each in folders}
    return {each: name or otherwise for each, name in named.items()}


def _one(path: Path) -> Iterator[Pair]:
    """Yield the pair of an .ann file alone."""
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        raise fault(path.name, "", f"its text {beside.name} is missing", "put it beside it")
    content, lines = file_bytes(beside), text_of(file_bytes(path), path.name)
    yield Pair("", path.stem, text_of(content, beside.name), lines, path.name, content.startswith(BOM_UTF8))


def _pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a folder or a zip, in order; raises UserError for annotations without a text."""
    inside = parts(path, ".ann", ".txt")
    by_lower = {name.lower(): name for name in inside}
    for name in inside:
        if not name.lower().endswith(".ann"):
            continue
        place = f"{path.name}, {name}"
        text = by_lower.get(f"{name[:-4].lower()}.txt")
        if text is None:
            raise fault(place, "", "its text is missing", f"put {PurePosixPath(name).stem}.txt beside it")
        content, lines = inside[text](), text_of(inside[name](), place)
        folder = PurePosixPath(name).parent.as_posix().removeprefix(".")
        words, mark = text_of(content, f"{path.name}, {text}"), content.startswith(BOM_UTF8)
        yield Pair(folder, PurePosixPath(name).stem, words, lines, place, mark)


class _Annotations:
    """The lines of an .ann file: spans, values and notes by the id of their passage, and what is left out."""

    def __init__(self, file: str, content: str, lines: str, mark: int = 0) -> None:
        self.file, self.mark, self.lost = file, mark, Losses()
        self.name = file.rpartition(", ")[2]  # without that of its zip or folder
        self.content = re.sub(r"[\n\r]", " ", content)  # as brat writes the words of a passage
        self.spans: dict[str, list[tuple[str, int, int]]] = {}
        self.values: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.notes: defaultdict[str, list[str]] = defaultdict(list)
        self.triggers: dict[str, str] = {}  # the passage of each event
        for number, line in enumerate(lines.split("\n"), 1):
            if line.strip():
                self._take(line.rstrip("\r"), f"line {number}")

    def _take(self, line: str, where: str) -> None:
        """Add a line."""
        if found := SPAN.fullmatch(line):
            self._take_span(found, where)
        elif found := ATTRIBUTE.fullmatch(line):
            self._add(found[2], found[1], found[3] or "true")
        elif found := SOURCE.fullmatch(line):
            self._add(found[2], found[1], " ".join(filter(None, (found[3], found[4]))))
        elif found := NOTE.fullmatch(line):
            self.notes[found[1]].append(found[2] or "")
        elif ARROWS.fullmatch(line):
            self.lost.add(OTHERS[line[0]], 1, f"{self.name}, {where}")
            if trigger := TRIGGER.match(line):
                self.triggers[trigger[1]] = trigger[2]
        else:
            raise fault(self.file, where, f"'{line}' is no annotation of brat", "write it as brat does, or take it out")

    def _add(self, target: str, name: str, value: str) -> None:
        """Add a value; a second one of the same name is put behind the first."""
        before = self.values[target].get(name)
        self.values[target][name] = f"{before}; {value}" if before else value

    def _take_span(self, found: re.Match[str], where: str) -> None:
        """Add a passage, part by part; raises UserError if its words do not stand in the text."""
        id, kind, places, words = found.groups()
        if id in self.spans:
            raise fault(self.file, where, f"another passage has the id {id}", "give each its own")
        spans = [tuple(map(int, each.split(" "))) for each in places.split(";")]
        self.spans[id] = []
        if len(spans) > 1:
            self.lost.add("passage* in several parts as one: each part is a passage", 1, f"{self.name}, {id}")
        rest = words or ""
        for start, end in spans:
            said = rest[: end - start] if len(spans) > 1 else rest
            self.spans[id].append((kind, *self._placed(start, end, said, where)))
            rest = rest[end - start :].removeprefix(" ")

    def _placed(self, start: int, end: int, words: str, where: str) -> tuple[int, int]:
        """Return the place of words in the text; raises UserError if they are not there."""
        if (placed := place(self.content, start - self.mark, end - self.mark, words)) is None:
            there = self.content[max(0, start - self.mark) : max(0, end - self.mark)]
            raise fault(self.file, where, f"'{words}' is not at {start} to {end} of the text, but '{there}'", FIX)
        self.lost.add(placed[2], bool(placed[2]), f"{self.name}, {where}")
        return placed[:2]

    def passages(self) -> Iterator[tuple[str, tuple[int, int], str, dict[str, str], str]]:
        """Yield id, place, code, values and note of each passage; an event's are those of its passage."""
        for event, passage in self.triggers.items():
            for name, value in self.values.pop(event, {}).items():
                self._add(passage, name, value)
            self.notes[passage] += self.notes.pop(event, [])
        for id in sorted({*self.values, *self.notes} - {*self.spans}):
            self.lost.add(
                "relation* with values or notes", bool(self.values.get(id) or self.notes.get(id)), f"{self.name}, {id}"
            )
        for id, spans in self.spans.items():
            values, note = self.values.get(id, {}), "\n".join(self.notes.get(id, ()))
            for number, (kind, start, end) in enumerate(spans, 1):
                yield f"{id}.{number}" if len(spans) > 1 else id, (start, end), kind, values, note
