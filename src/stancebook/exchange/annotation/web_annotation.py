"""Web Annotations (W3C) as JSON-LD: how a passage is written as an annotation, and a project as a collection.

Each passage has its place in the text by position, in code points, and by quotation; its codes are tags, its values are
classifying bodies, its note is a comment, its coder the creator. The texts, codes and coders stand in the collection
itself, so that nothing has to be fetched. https://www.w3.org/TR/annotation-model/

>>> quote_selector("We will not go there.", 8, 14)["exact"], quote_selector("We will not go there.", 8, 14)["prefix"]
('not go', 'We will ')
>>> body("tagging", "Arland")
{'type': 'TextualBody', 'purpose': 'tagging', 'value': 'Arland', 'format': 'text/plain'}
>>> iri("code", "issue:toll")
'#code-issue%3Atoll'
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from stancebook.core.files import write_text
from stancebook.exchange.annotation.linked_annotations import read as read
from stancebook.exchange.foreign import Losses
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, contents

if TYPE_CHECKING:
    from stancebook.exchange.formats import Sample

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")  # as the W3C wants it

Json = dict[str, Any]


def recognises(sample: Sample) -> bool:
    """Whether a file has annotations by the W3C's context."""
    begins = sample.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"["))
    return begins and b"/ns/anno.jsonld" in sample.head + sample.tail


def write(project: Project, path: Path) -> tuple[str, ...]:
    """Write a project as a collection; return a sentence for each kind of thing that it does not hold."""
    texts, coders = contents(project), {coder.id: coder for coder in project.coders}
    codes = {code.id: code for code in project.codes}
    items = (_annotation(each, texts[each.text], coders[each.coder], codes) for each in project.passages)
    collection = {
        "@context": CONTEXT,
        "id": "#annotations",
        "type": "AnnotationCollection",
        "label": project.name,
        "generator": {"type": "Software", "name": project.made_by or "Stancebook"},
        "dcterms:contributor": [_person(each) for each in project.coders],
        "dcterms:subject": [_concept(each) for each in project.codes],
        "dcterms:references": [_source(each) for each in project.texts],
    }
    write_text(path, as_text(collection, "#page", items))
    lost = Losses()
    lost.add("time* of coding not written as 2025-03-01T10:00:00Z", sum(not _dated(each) for each in project.passages))
    return lost.sentences()


def _dated(passage: Passage) -> bool:
    """Whether the time of a passage can be written; one without a time has none to lose."""
    return not passage.at or bool(DATE.fullmatch(passage.at))


def iri(kind: str, id: str) -> str:
    """The address of a text, code, coder or passage in the file."""
    return f"#{kind}-{percent(id, safe='')}"


def quote_selector(text: str, start: int, end: int) -> Json:
    """The TextQuoteSelector of a span of a text, with the characters around it."""
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {"type": "TextQuoteSelector", "exact": text[start:end], **around}


def target(source: str, text: str, start: int, end: int) -> Json:
    """The target of an annotation: a span of the text that is at an address, by position and by quotation."""
    selectors = [{"type": "TextPositionSelector", "start": start, "end": end}, quote_selector(text, start, end)]
    return {"type": "SpecificResource", "source": source, "selector": selectors}


def body(purpose: str, words: str, **more: Any) -> Json:
    """A body with plain words, the purpose that they have, and more about them."""
    return {"type": "TextualBody", "purpose": purpose, "value": words, "format": "text/plain", **more}


def as_text(collection: Json, page: str, items: Iterable[Json]) -> str:
    """The text of a collection with the only page of its annotations, one a line."""
    # without indent, json writes in C, which is three times as fast
    lines = [json.dumps(item, ensure_ascii=False) for item in items]
    whole = collection | {"total": len(lines)}
    if lines:
        whole |= {"last": page, "first": {"id": page, "type": "AnnotationPage", "startIndex": 0, "items": []}}
    frame = json.dumps(whole, ensure_ascii=False)
    if lines:  # which may be long: they are copied once
        lines[0] = frame.removesuffix("]}}") + "\n" + lines[0]
        lines[-1] += "\n]}}"
    return ",\n".join(lines or [frame]) + "\n"


def _annotation(passage: Passage, text: str, coder: Coder, codes: dict[str, Code]) -> Json:
    """The annotation of a passage."""
    tags = [(codes[code].name or code, {"dcterms:subject": {"id": iri("code", code)}}) for code in passage.codes]
    bodies = [body("tagging", words, **concept) for words, concept in tags]
    bodies += [body("classifying", f"{name}: {value}", label=name) for name, value in sorted(passage.values.items())]
    motivation = "classifying" if bodies else "commenting" if passage.note else "highlighting"
    bodies += [body("commenting", passage.note)] if passage.note else []
    made: Json = {"id": iri("passage", passage.id), "type": "Annotation", "motivation": motivation}
    made |= {"creator": _person(coder)}
    made |= {"created": passage.at} if DATE.fullmatch(passage.at) else {}
    made |= {"body": bodies} if bodies else {}
    return made | {"target": target(iri("text", passage.text), text, passage.start, passage.end)}


def _person(coder: Coder) -> Json:
    """A coder as the model has a person."""
    return {"id": iri("coder", coder.id), "type": "Person", "name": coder.name}


def _concept(code: Code) -> Json:
    """A code as a concept of SKOS: names, definition, the code above, an actor’s type as note, its variable as type."""
    made: Json = {"id": iri("code", code.id), "type": "skos:Concept", "skos:prefLabel": code.name}
    made |= {"skos:altLabel": [*code.others]} if code.others else {}
    made |= {"skos:definition": code.definition} if code.definition else {}
    made |= {"skos:note": code.type} if code.type else {}
    made |= {"skos:broader": {"id": iri("code", code.parent)}} if code.parent else {}
    return made | ({"dcterms:type": code.kind} if code.kind else {})


def _source(text: Text) -> Json:
    """A text with its content, date and what is told about it."""
    made: Json = {"id": iri("text", text.id), "type": "Text", "format": "text/plain", "label": text.name}
    made |= {"dcterms:date": text.date} if text.date else {}
    about = [{"label": name, "value": value} for name, value in sorted(text.about.items())]
    made |= {"dcterms:description": about} if about else {}
    return made | {"value": text.content}
