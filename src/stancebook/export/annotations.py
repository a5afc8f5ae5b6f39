"""The passages as Web Annotations (W3C), for other programs that annotate texts.

The file is one JSON-LD collection with an annotation for each passage that can be cited: its place in the raw text, by
position and by quotation, and what was coded, in words. `exchange.annotation.web_annotation` has the parts.

>>> tag("Arland")
{'type': 'TextualBody', 'purpose': 'tagging', 'value': 'Arland', 'format': 'text/plain', 'language': 'en'}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from stancebook.core.english import display_name, label
from stancebook.core.tables import Row, records
from stancebook.exchange.annotation.web_annotation import CONTEXT, Json, as_text, body, target
from stancebook.export.coded_words import Names, Words, value_in_words, variable_in_words
from stancebook.study.statements import COMPARED

if TYPE_CHECKING:
    import pandas as pd

FILE = "annotations.jsonld"
FACT = ("attribute", "plan", "status")


def annotations(
    title: str, passages: pd.DataFrame, coded: Mapping[str, Row], said: Mapping[str, Words], texts: Mapping[str, str],
    files: Mapping[str, str], names: Names, raw: str = "../data/raw",
) -> str:  # fmt: skip
    """The text of the JSON-LD file: an AnnotationCollection with its only page, in order of place, one a line.

    `coded` has the row of each statement, fact or note by its id, `files` the raw text's file by article, `raw` leads
    from the report to their folder. All IRIs are relative to the report.
    """
    items = (
        _annotation(row, coded[_of_note(row)], said, texts[row["article"]], f"{raw}/{files[row['article']]}", names)
        for row in records(passages)
    )
    collection = {"@context": CONTEXT, "id": FILE, "type": "AnnotationCollection", "label": title}
    return as_text(collection, f"{FILE}#page", items)


def _of_note(row: Row) -> str:
    """The id of the row that was coded: the other side of a contradiction belongs to its note."""
    return row["id"].removesuffix("b") if row["kind"] == "note" else row["id"]


def _annotation(row: Row, coded: Row, said: Mapping[str, Words], text: str, source: str, names: Names) -> Json:
    """The annotation of one passage."""
    id = percent(row["id"], safe="")
    shown = {"type": "SpecificResource", "source": f"evidence.html#{id}", "purpose": "linking"}
    bodies = [_body("describing", said[row["id"]].sentence), *_coded_bodies(row["kind"], coded, names), shown]
    motivation = "commenting" if row["kind"] == "note" else "classifying"
    made = {"id": f"{FILE}#{id}", "type": "Annotation", "motivation": motivation, "body": bodies}
    return made | {"target": target(percent(source), text, row["start"], row["end"])}


def _coded_bodies(kind: str, coded: Row, names: Names) -> Iterator[Json]:
    """The bodies of what was coded: tags for what a passage is about, the other values with their variables."""
    if kind == "note":
        yield tag(label(coded["kind"]))
        return
    about, values = (("actor", "issue"), COMPARED) if kind == "statement" else (FACT[:2], FACT[2:])
    for column in about:
        if coded[column] not in ("", "none"):
            yield tag(display_name(names, coded[column]))
    for column in values:
        yield _body("classifying", f"{variable_in_words(column)}: {value_in_words(coded, column, names)}")


def tag(words: str) -> Json:
    """A tag of what a passage is about."""
    return _body("tagging", words)


def _body(purpose: str, words: str) -> Json:
    """A body with plain words and the purpose that they have."""
    return body(purpose, words, language="en")
