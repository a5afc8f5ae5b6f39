"""Elements of REFI-QDA's XML, in any of its name spaces, and the notes of a project.

>>> from lxml import etree
>>> root = etree.fromstring('<P xmlns="urn:a"><Code guid="{AB-1}"><Description/></Code></P>')
>>> code = every(root, "Code")[0]
>>> tag(code), guid(code), words(code, "Description"), words(code, "PlainTextContent")
('Code', 'ab-1', '', None)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from stancebook.exchange.project import Passage, Text
from stancebook.exchange.refi_qda.plain import DATE, is_day
from stancebook.exchange.refi_qda.spans import Selection

BREAK = "\n\n"  # between notes of one thing


def guid(element: Any, name: str = "guid") -> str:
    """Return a GUID in lower case and without braces, as programs differ in both; "" if there is none."""
    return str(element.get(name, "")).strip().strip("{}").lower()


def tag(element: Any) -> str:
    """Return the name of an element without its name space."""
    return str(element.tag).rsplit("}", 1)[-1]


def every(element: Any, path: str) -> list[Any]:
    """Return the elements at a path below an element."""
    return list(element.findall("/".join(f"{{*}}{step}" for step in path.split("/"))))


def words(element: Any, name: str) -> str | None:
    """Return the text of the first element of a name; None if there is no such element."""
    found = every(element, name)
    return (found[0].text or "") if found else None


def referred(element: Any, name: str) -> list[str]:
    """Return the GUIDs that the elements of a name refer to."""
    return [guid(each, "targetGUID") for each in every(element, name)]


def together(*texts: str | None) -> str:
    """Return texts as one, each once."""
    return BREAK.join(dict.fromkeys(text for text in texts if text))


def selections_of(text: Any) -> list[Any]:
    """Return the selections of a text or a transcript."""
    return every(text, "PlainTextSelection") + every(text, "TranscriptSelection")


def asked_of(selection: Any, moments: Mapping[str, str]) -> Selection:
    """Return the positions of a selection as it has them; in a transcript it has two moments, with positions."""
    if tag(selection) == "TranscriptSelection":
        ends = [moments.get(guid(selection, name), "") for name in ("fromSyncPoint", "toSyncPoint")]
    else:
        ends = [selection.get(name, "") for name in ("startPosition", "endPosition")]
    start, end = (int(each) if each.strip().isdecimal() and len(each) < 12 else -1 for each in ends)
    return Selection(start, end, selection.get("name", ""))


def values_of(element: Any, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the variables of a source or a case by the variables' names."""
    found = {}
    for value in every(element, "VariableValue"):
        said = [each.text or "" for each in value if tag(each) != "VariableRef"]
        for id in referred(value, "VariableRef"):
            found[variables.get(id) or id] = said[0] if said else ""
    return found


def merged(passages: list[Passage]) -> list[Passage]:
    """Return one passage for the codes of one coder and span, if no passage of the project has two codes.

    >>> one, two = Passage("1", "t", 0, 4, "ada", ("a",)), Passage("2", "t", 0, 4, "ada", ("b",), note="Why?")
    >>> merged([one, two])
    [Passage(id='1', text='t', start=0, end=4, coder='ada', codes=('a', 'b'), values={}, note='Why?', at='')]
    """
    if any(len(each.codes) > 1 for each in passages):
        return passages
    found: dict[tuple[object, ...], Passage] = {}
    for each in passages:
        key = (each.text, each.start, each.end, each.coder) if each.codes else (each.id,)
        first = found.setdefault(key, each)
        if first is not each:
            codes, values = dict.fromkeys((*first.codes, *each.codes)), {**each.values, **first.values}
            found[key] = replace(first, codes=tuple(codes), values=values, note=together(first.note, each.note))
    return list(found.values())


def known(text: Text, values: Mapping[str, str]) -> Text:
    """Return a text with more that is known of it; its date is no part of that."""
    about = {**text.about, **values}
    day = about.pop(DATE) if is_day(about.get(DATE, "")) else text.date
    return replace(text, date=day, about=about)


class Notes:
    """The notes of a project, and what they are on: a thing refers to its notes, or a link joins the two.

    `annotate` says that a note with a selection is on that place of the text which refers to it, as in QualCoder; by
    the standard the selection is one of the note's own text. `links` counts the links without a note.
    """

    def __init__(self, root: Any, content: Callable[[Any], str | None], annotate: bool) -> None:
        self.by_guid = {guid(note): note for note in every(root, "Notes/Note")}
        self.content, self.annotate, self.links = content, annotate, 0
        self.linked: dict[str, list[str]] = defaultdict(list)
        self.used: set[str] = set()
        for link in every(root, "Links/Link"):
            self._read_link(guid(link, "originGUID"), guid(link, "targetGUID"))

    def _read_link(self, *ends: str) -> None:
        """Read a link: the note at one end is on the thing at the other."""
        notes = [end for end in ends if end in self.by_guid]
        things = [end for end in ends if end not in self.by_guid]
        if notes and things:
            self.linked[things[0]].append(notes[0])
        else:
            self.links += 1

    def said_of(self, element: Any) -> str:
        """Return the description of a thing and the notes on it."""
        notes = [self.text(note) for note in self._on(element) if not self._is_annotation(note)]
        return together(words(element, "Description"), *notes)

    def annotations(self, element: Any) -> list[tuple[Any, Any]]:
        """Return each selection of the notes on a text, with its note."""
        notes = [note for note in self._on(element) if self._is_annotation(note)]
        return [(selection, note) for note in notes for selection in every(note, "PlainTextSelection")]

    def text(self, note: Any) -> str:
        """Return the text of a note."""
        return self.content(note) or words(note, "Description") or ""

    def selections(self) -> int:
        """Return the number of selections within notes' own texts."""
        return 0 if self.annotate else sum(len(every(note, "PlainTextSelection")) for note in self.by_guid.values())

    def unused(self) -> list[str]:
        """Return the names of the notes that are on nothing which was asked for."""
        return [note.get("name", "") for id, note in self.by_guid.items() if id not in self.used]

    def _on(self, element: Any) -> Iterator[Any]:
        """Yield the notes on a thing."""
        for id in dict.fromkeys(referred(element, "NoteRef") + self.linked.get(guid(element), [])):
            if id in self.by_guid:
                self.used.add(id)
                yield self.by_guid[id]

    def _is_annotation(self, note: Any) -> bool:
        """Return whether a note is on a place of a text."""
        return self.annotate and bool(every(note, "PlainTextSelection"))
