"""Label Studio: tasks with the annotations of several people, as its JSON or JSON-MIN export has them.

Results of one region are one passage: its labels and choices are codes below the name of their control, and values by
that name with what was written, rated or dated. Results without a region tell about the whole text, and are one passage
for each annotation. Relations, predictions, drafts, skipped annotations and regions of pictures, sound, dialogues and
HTML are counted and left out.

>>> region = {"id": "a", "from_name": "actor", "type": "labels", "value": {"start": 0, "end": 6, "labels": ["Arland"]}}
>>> [(name, words) for name, words in _Region([region]).values.items()], _Region([region]).span
([('actor', ['Arland'])], (0, 6))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.exchange.annotation.collecting import Collected
from stancebook.exchange.annotation.placing import place
from stancebook.exchange.foreign import EXPORT_ANEW, Losses, fault, file_bytes, json_of
from stancebook.exchange.project import Code, Project, Text, checked

if TYPE_CHECKING:
    from stancebook.exchange.formats import Sample

CODES = ("labels", "choices", "taxonomy")
VALUES = ("text", "rating", "number", "datetime", "pairwise", "ranker")
ANNOTATIONS = ("annotations", "completions")
UNKNOWN = "annotator"  # whom no annotation names
ADDRESS = re.compile(r"(https?://|s3://|gs://|/data/)\S*")  # of a text, a picture or sound
Json = dict[str, Any]


def recognises(sample: Sample) -> bool:
    """Whether a file has tasks of Label Studio."""
    head = sample.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    both = head + sample.tail
    full = b'"from_name"' in both and b'"to_name"' in both
    least = b'"annotation_id"' in both and b'"annotator"' in both
    bare = b'"completed_by"' in both and b'"data"' in both
    return head.startswith((b"[", b"{")) and (full or least or bare)


def read(path: Path) -> Project:
    """Return the Project of a JSON or JSON-MIN export; raises UserError with file, task and fix."""
    tasks = json_of(file_bytes(path), path.name)
    reading = _Reading(path.name)
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        if not isinstance(task, dict):
            raise fault(path.name, f"task {number}", "it is no object of JSON", EXPORT_ANEW)
        try:
            reading.take(task if "data" in task else _from_min(task), str(task.get("id", number)))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            message = f"it is not as Label Studio writes it ({type(error).__name__}: {error})"
            raise fault(path.name, f"task {task.get('id', number)}", message, EXPORT_ANEW) from None
    return checked(reading.project(path.stem), path.name)


def _from_min(task: Json) -> Json:
    """Return a task of JSON-MIN as the JSON export would have it: results stand between its id and its annotator."""
    keys = list(task)
    first = keys.index("id") + 1 if "id" in keys else len(keys)
    last = keys.index("annotator") if "annotator" in keys[first:] else first
    data = {key: task[key] for key in keys[: first - 1]} if first <= len(keys) else dict(task)
    results = [result for name in keys[first:last] for result in _min_results(name, task[name])]
    about = {key: task.get(key) for key in ("created_at", "updated_at")}
    made = {"id": task.get("annotation_id", ""), "completed_by": task.get("annotator"), "result": results, **about}
    return {"data": data, "annotations": [made]}


def _min_results(name: str, value: Any) -> Iterator[Json]:
    """Yield the results that JSON-MIN has under the name of a control: regions, or what was chosen or written."""
    members = value if isinstance(value, list) else [value]
    for number, each in enumerate(members):
        if isinstance(each, dict):
            span = f"{each.get('start')}-{each.get('end')}" if "start" in each else f"{name}-{number}"
            kind = next((key for key in (*CODES, "text") if isinstance(each.get(key), list)), "other")
            yield {"id": span, "from_name": name, "type": "textarea" if kind == "text" else kind, "value": each}
        else:
            yield {"id": name, "from_name": name, "type": "choices", "value": {"choices": [each]}}


class _Region:
    """The results with one id: where they stand, what they say, and what of it is not taken."""

    def __init__(self, results: Iterable[Json]) -> None:
        self.span: tuple[int, int] | None = None
        self.words, self.notes = "", list[str]()
        self.values: dict[str, list[str]] = {}
        self.codes: list[tuple[str, str]] = []
        self.other = ""
        for result in results:
            self._take(result, result["value"], str(result["type"]))

    def _take(self, result: Json, value: Json, kind: str) -> None:
        """Add a result."""
        if "start" in value and not (isinstance(value["start"], int) and isinstance(value.get("end"), int)):
            self.other = "region* of a dialogue, HTML, sound or video"
            return
        written = kind == "textarea"  # otherwise "text" has the words of the region
        key = next((each for each in (*CODES, *VALUES) if each in value and (each != "text" or written)), "")
        if not key:
            self.other = f"result* of the kind {kind}"
            return
        if "start" in value:
            self.span = (value["start"], value["end"])
        if isinstance(value.get("text"), str) and not written:
            self.words = value["text"]
        name, said = str(result["from_name"]), [_word(each) for each in _members(value[key])]
        self.values.setdefault(name, []).extend(said)
        if key in CODES:
            self.codes += [(name, each) for each in said]
        meta = result.get("meta") or {}
        self.notes += [_word(each) for each in _members(meta.get("text", [])) if each]


def _members(value: Any) -> list[Any]:
    """Return a list as it is, and another value as its only member."""
    return value if isinstance(value, list) else [value]


def _word(value: Any) -> str:
    """Return a value as text: the way down a taxonomy with signs between its steps."""
    return " > ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Reading:
    """The tasks read so far."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, Collected()
        self.coders: dict[str, str] = {}
        self.codes: dict[str, Code] = {}

    @property
    def lost(self) -> Losses:
        """What is not taken so far."""
        return self.found.lost

    def take(self, task: Json, id: str) -> None:
        """Add a task: its text, and the passages of its annotations."""
        data = task["data"]
        words = {key: value for key, value in data.items() if isinstance(value, str) and value.strip()}
        texts = {key: value for key, value in words.items() if not ADDRESS.fullmatch(value)}
        annotations = [each for key in ANNOTATIONS for each in task.get(key) or ()]
        self.lost.add("prediction", len(task.get("predictions") or ()), f"task {id}")
        self.lost.add("draft", len(task.get("drafts") or ()), f"task {id}")
        if not texts:
            self.lost.add("task* without a text in the file", 1, id)
            return
        main = _main(texts, [result for each in annotations for result in each.get("result") or ()])
        others = sorted((key, value) for key, value in data.items() if key != main)
        about = {key: str(value) for key, value in others if not isinstance(value, list | dict | type(None))}
        text = self.found.text(id, texts[main], about)
        for each in annotations:
            if each.get("was_cancelled"):
                self.lost.add("skipped annotation", 1, f"task {id}")
            else:
                self._take_annotation(each, text)

    def _take_annotation(self, annotation: Json, text: Text) -> None:
        """Add what one person said of a text."""
        coder = self._coder(annotation.get("completed_by"))
        at = str(annotation.get("updated_at") or annotation.get("created_at") or "")
        groups: dict[str, list[Json]] = {}
        for number, result in enumerate(annotation.get("result") or ()):
            if result["type"] == "relation":
                self.lost.add("relation", 1, f"task {text.id}")
            else:
                groups.setdefault(str(result.get("id", f"result {number + 1}")), []).append(result)
        whole: list[Json] = []
        for id, results in groups.items():
            region = _Region(results)
            if region.other:
                self.lost.add(region.other, 1, f"task {text.id}")
            elif region.span is None:
                whole += results
            else:
                self._add(region, text, self._placed(region, text), coder, f"{annotation.get('id', '')}/{id}", at)
        if whole:
            self._add(_Region(whole), text, (0, len(text.content)), coder, f"{annotation.get('id', '')}", at)

    def _placed(self, region: _Region, text: Text) -> tuple[int, int]:
        """Return the place of a region in its text; raises UserError if its words are not there."""
        start, end = region.span or (0, 0)
        shown = [region.words, region.words.replace("\\n", "\n")]  # it writes a new line as a sign and a letter
        for words in dict.fromkeys(shown):
            if placed := place(text.content, start, end, words):
                self.lost.add(placed[2], bool(placed[2]), f"task {text.id}, “{words}”")
                return placed[:2]
        there = text.content[max(0, start) : max(0, end)]
        message = f"'{region.words}' is not at {start} to {end} of its text, but '{there}'"
        raise fault(self.file, f"task {text.id}", message, "export texts and annotations of one state of the project")

    def _add(self, region: _Region, text: Text, span: tuple[int, int], coder: str, id: str, at: str) -> None:
        """Add a passage with its codes."""
        for name, value in region.codes:
            self.codes.setdefault(name, Code(name, name))
            self.codes.setdefault(f"{name}:{value}", Code(f"{name}:{value}", value, kind=name, parent=name))
        codes = tuple(dict.fromkeys(f"{name}:{value}" for name, value in region.codes))
        values = {name: "; ".join(said) for name, said in sorted(region.values.items())}
        self.found.add(text, span, coder, codes, id, values=values, note="\n".join(region.notes), at=at)

    def _coder(self, who: Any) -> str:
        """Return the id of an annotator: a number, or an object with id and e-mail address."""
        named: Mapping[str, Any] = who if isinstance(who, dict) else {"id": who}
        id = UNKNOWN if named.get("id") is None else str(named["id"])
        full = " ".join(str(named[key]) for key in ("first_name", "last_name") if named.get(key))
        self.coders[id] = full or str(named.get("email") or id)
        return id

    def project(self, name: str) -> Project:
        """Return what was read."""
        return self.found.project(name, self.coders, self.codes, self.coders)


def _main(texts: Mapping[str, str], results: list[Json]) -> str:
    """Return the name of the text that results are about: the one they name or, else, "text" or the longest."""
    named = [str(result.get(key, "")).removeprefix("$") for result in results for key in ("source", "to_name")]
    longest = max(texts, key=lambda key: (len(texts[key]), key))
    return next((key for key in (*named, "text") if key in texts), longest)
