"""Web Annotations (W3C) read from JSON-LD: an annotation, a list, a page, or a collection with its pages.

An annotation says where its text is, and does not hold it. The text is taken from the file itself, if its source has a
value there, or from a file of the source's name beside it; nothing is fetched. A position that does not hold the
quotation gives way to the quotation, if it is there once. Tags are codes; other words are values or notes.

>>> [each["id"] for each in _annotations({"items": [{"id": "a", "target": "toll.txt"}]}, Losses())]
['a']
>>> own_id("code", "#code-issue%3Atoll"), own_id("code", "https://a.example/toll")
('issue:toll', 'https://a.example/toll')
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from stancebook.exchange.annotation.placing import place
from stancebook.exchange.foreign import EXPORT_ANEW, Losses, fault, file_bytes, json_of, text_of
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, checked

UNKNOWN = "annotator"  # whom no annotation names
TAGS = ("tagging", "classifying", "identifying")
NO_TEXT, NO_WORDS = "target* whose text is not there", "target* by CSS, XPath, range, area or address"

Json = dict[str, Any]


def read(path: Path) -> Project:
    """Return the Project of a file with annotations; raises UserError with file, annotation and fix."""
    whole = json_of(file_bytes(path), path.name)
    where = "the collection"
    try:
        reading = _Reading(path, whole if isinstance(whole, dict) else {})
        for number, each in enumerate(_annotations(whole, reading.lost), 1):
            where = f"annotation {each.get('id', number)}"
            reading.take(each, number)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"it is not as the W3C's model has it ({type(error).__name__}: {error})"
        raise fault(path.name, where, message, EXPORT_ANEW) from None
    return checked(reading.project(), path.name)


def _annotations(found: Any, lost: Losses) -> Iterator[Json]:
    """Yield the annotations in JSON-LD: itself, or those of its members and of pages within it."""
    if isinstance(found, list):
        for each in found:
            yield from _annotations(each, lost)
    elif isinstance(found, dict):
        if "target" in found:
            yield found
            return
        for key in ("@graph", "items", "first", "next"):
            if isinstance(found.get(key), str):
                lost.add("page* that stands elsewhere", 1, found[key])
            else:
                yield from _annotations(found.get(key), lost)


def _list(value: Any) -> list[Any]:
    """Return the members of a value of JSON-LD, which may be one or many."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _id(node: Any) -> str:
    """Return the address of a node, which may be the address alone."""
    return str(node.get("id", node.get("@id", ""))) if isinstance(node, dict) else str(node or "")


def own_id(kind: str, address: str) -> str:
    """Return the id in an address that this package wrote; the address itself for another."""
    fragment = urlsplit(address).fragment
    return unquote(fragment.removeprefix(f"{kind}-")) if fragment.startswith(f"{kind}-") else address


class _Place(NamedTuple):
    """What selectors say of a passage: position (-1 if none), quotation, and what stands before and after it."""

    start: int = -1
    end: int = -1
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


def _place_of(target: Json) -> _Place | None:
    """Return what the selectors of a target say; None if no selector is of a kind that counts or quotes."""
    found: Json = {}
    selectors = _list(target.get("selector"))
    for each in selectors:
        if isinstance(each, dict) and each.get("type") == "TextPositionSelector":
            found |= {"start": int(each["start"]), "end": int(each["end"])}
        elif isinstance(each, dict) and each.get("type") == "TextQuoteSelector":
            found |= {key: str(each.get(key, "")) for key in ("exact", "prefix", "suffix")}
    return _Place(**found) if found or not selectors else None


class _Reading:
    """The annotations read so far, with the texts, codes and coders that the file itself tells."""

    def __init__(self, path: Path, whole: Json) -> None:
        self.path, self.name, self.lost = path, str(whole.get("label") or path.stem), Losses()
        generators = [each for each in _list(whole.get("generator")) if isinstance(each, dict)]
        self.made_by = next((str(each["name"]) for each in generators if each.get("name")), "")
        self.embedded = {_id(each): each for each in _list(whole.get("dcterms:references")) if isinstance(each, dict)}
        self.texts: dict[str, Text | None] = {}
        for address in self.embedded:
            self._text(address)
        self.codes = {made.id: made for made in map(_code, _list(whole.get("dcterms:subject")))}
        self.coders = {made.id: made for made in map(_coder, _list(whole.get("dcterms:contributor")))}
        self.passages: list[Passage] = []

    def take(self, annotation: Json, number: int) -> None:
        """Add an annotation: a passage for each of its targets."""
        id = own_id("passage", _id(annotation) or f"annotation {number}")
        told = self._told(annotation, id)
        creators = _list(annotation.get("creator")) or [UNKNOWN]
        coder = _coder(creators[0])
        self.lost.add("creator* beyond the first of an annotation", len(creators) - 1, id)
        self.coders.setdefault(coder.id, coder)
        at = str(annotation.get("created") or annotation.get("modified") or "")
        for part, target in enumerate(_list(annotation["target"])):
            found = self._placed(target if isinstance(target, dict) else {"source": target}, id)
            if found:
                text, start, end = found
                self.passages.append(
                    Passage(f"{id}/{part + 1}" if part else id, text.id, start, end, coder.id, *told, at)
                )

    def _placed(self, target: Json, id: str) -> tuple[Text, int, int] | None:
        """Return the text and the place of a target; None if it is not found, which is counted."""
        text, said = self._text(target.get("source", target)), _place_of(target)
        if text is None or said is None:
            away = text is None
            self.lost.add(NO_TEXT if away else NO_WORDS, 1, _id(target.get("source", target)) if away else id)
            return None
        length = len(text.content)
        if not _list(target.get("selector")):
            return text, 0, length
        found = place(text.content, *said)
        if found is None and not said.exact:
            message = f"it is at {said.start} to {said.end} of a text with {length} characters"
            raise fault(self.path.name, f"annotation {id}", message, "put the text that was annotated beside the file")
        if found is None:
            self.lost.add("quotation* that the text does not have, or has more than once", 1, f"{id}, “{said.exact}”")
            return None
        self.lost.add(found[2], bool(found[2]) and said.start >= 0, f"{id}, “{said.exact}”")
        return text, found[0], found[1]

    def _text(self, source: Any) -> Text | None:
        """Return the text of a source: from the file itself, or from a file of its name beside it; None without one."""
        address = _id(source)
        if address not in self.texts:
            node = source if isinstance(source, dict) and "value" in source else self.embedded.get(address, {})
            self.texts[address] = _embedded(node) if "value" in node else self._beside(address)
        return self.texts[address]

    def _beside(self, address: str) -> Text | None:
        """Return the text in a file beside the annotations with the last name in an address and the ending .txt."""
        parts = urlsplit(address)
        name = PurePosixPath(unquote(parts.path)).name
        name += "" if name.endswith(".txt") else ".txt"
        beside = None if parts.fragment or "\0" in name else self.path.with_name(name)
        if beside is None or not beside.is_file():
            return None
        return Text(address, name, text_of(file_bytes(beside), name))

    def _told(self, annotation: Json, id: str) -> tuple[tuple[str, ...], dict[str, str], str]:
        """Return the codes, values and notes of an annotation."""
        codes, values, notes = list[str](), dict[str, str](), list[str]()
        if "bodyValue" in annotation:
            notes.append(str(annotation["bodyValue"]))
        motivation = _list(annotation.get("motivation"))
        for each in _list(annotation.get("body")):
            node: Json = each if isinstance(each, dict) else {"source": str(each)}
            words, label = str(node.get("value", "")), str(node.get("label", ""))
            tags = any(purpose in TAGS for purpose in _list(node.get("purpose")) or motivation)
            code = _code_of(node, words) if tags else None
            if tags and label and words.startswith(f"{label}: "):
                before = f"{values[label]}; " if label in values else ""
                values[label] = before + words.removeprefix(f"{label}: ")
            elif code:
                self.codes.setdefault(code.id, code)
                codes.append(code.id)
            elif words:
                notes.append(words)
            else:
                self.lost.add("comment* given as an address or a choice", 1, id)
        return tuple(dict.fromkeys(codes)), values, "\n".join(notes)

    def project(self) -> Project:
        """Return what was read; raises UserError if no text of any annotation is there."""
        if not self.passages and self.lost[NO_TEXT]:
            names = sorted(address for address, text in self.texts.items() if text is None)
            fix = "put the annotated texts as .txt files with the names of their sources beside it"
            raise fault(self.path.name, "", f"the text {names[0]} is not there", fix)
        texts = tuple(each for each in self.texts.values() if each)
        codes, coders = tuple(self.codes.values()), tuple(self.coders.values())
        lost = self.lost.sentences()
        return Project(self.name, texts, codes, coders, tuple(self.passages), lost, self.made_by)


def _embedded(node: Json) -> Text:
    """Return a text whose content the file has."""
    about = {str(each["label"]): str(each["value"]) for each in _list(node.get("dcterms:description"))}
    id = own_id("text", _id(node))
    return Text(id, str(node.get("label", id)), str(node["value"]), str(node.get("dcterms:date", "")), about)


def _code_of(body: Json, words: str) -> Code | None:
    """Return the code of a tag: the concept or the thing with an address that it names, or its words; None for none."""
    concept = _id(body.get("dcterms:subject") or ("" if words else body.get("source")))
    id = own_id("code", concept) if concept else words
    return Code(id, words or PurePosixPath(urlsplit(id).path).name or id) if id else None


def _code(node: Json) -> Code:
    """Return a code from its concept."""
    name, kind, definition = (str(node.get(key, "")) for key in ("skos:prefLabel", "dcterms:type", "skos:definition"))
    above, type = own_id("code", _id(node.get("skos:broader"))), str(node.get("skos:note", ""))
    others = tuple(str(each) for each in _list(node.get("skos:altLabel")))
    of_actor = (type, others) if kind == "actor" else ("", ())
    return Code(own_id("code", _id(node)), name, kind, definition, above, *of_actor)


def _coder(node: Any) -> Coder:
    """Return a coder: by name where one without an address has it."""
    named: Json = node if isinstance(node, dict) else {}
    names = [str(each) for key in ("name", "nickname", "email") for each in _list(named.get(key))]
    id = own_id("coder", _id(node)) or next(iter(names), UNKNOWN)
    return Coder(id, next(iter(names), id))
