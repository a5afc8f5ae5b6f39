"""A Project as a DNA 3 database: every statement with a value of each variable of its type, as DNA expects.

The bytes are the same each time: rows are sorted, and ids counted. Another build of SQLite may leave other bytes in the
free space of pages.

>>> about = {"type": "report", "url": "https://example.org/1", "notes": "Page 2."}
>>> seconds(Text("t1", "Toll", "", "2005-01-26", about)), seconds(Text("t2", "Toll", "", "in May"))
(1106697600, None)
>>> notes(about)
'Page 2.\\nurl: https://example.org/1'
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import accumulate, chain, count, pairwise, permutations
from pathlib import Path

from stancebook.core import files
from stancebook.exchange.dna import schema
from stancebook.exchange.dna.entities_out import Entities
from stancebook.exchange.dna.schema import ADMIN, EPOCH, LONGEST, TYPES, line_ends, most, storable
from stancebook.exchange.dna.statements import Statement, Variable, statements_of, variables_of
from stancebook.exchange.foreign import Losses
from stancebook.exchange.positions import utf16_positions
from stancebook.exchange.project import Coder, Project, Text, in_order

DOCUMENT = {
    "author": "Author",
    "source": "Source",
    "byline": "Author",
    "outlet": "Source",
    "section": "Section",
    "type": "Type",
}
CUT = f"{{}}* longer than {LONGEST} characters, cut"
Row = Sequence[str | int | None]


def write(project: Project, path: Path) -> tuple[str, ...]:
    """Write a DNA database; return a sentence for each kind of thing that it does not hold."""
    lost = Losses()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for command in ("PRAGMA page_size = 4096", "PRAGMA foreign_keys = ON", "BEGIN", *schema.statements()):
            connection.execute(command)
        _Writer(connection, lost).add_project(in_order(project))
        connection.execute("COMMIT")
        files.write_bytes(path, connection.serialize())
    return lost.sentences()


def seconds(text: Text) -> int | None:
    """Return the date of a text as DNA has it, with its time, if that is known; None if it is no day."""
    for time in (text.about.get("time", ""), "00:00"):
        try:
            moment = datetime.fromisoformat(f"{text.date}T{time}").replace(tzinfo=UTC)
        except ValueError:
            continue
        return int((moment - EPOCH).total_seconds()) or 1  # 0 stands for no date
    return None


def notes(about: Mapping[str, str]) -> str:
    """Return the notes on a document: its own, then a line for each thing that DNA has no column for."""
    others = [f"{name}: {value}" for name, value in about.items() if name not in (*DOCUMENT, "notes", "time") and value]
    return "\n".join(filter(None, [about.get("notes", ""), *others]))


def positions(content: str) -> Sequence[int]:
    """Return the position in DNA's window of each code point of a text, and of its end.

    >>> list(positions("a\\r\\nb")), list(positions("\\N{GRINNING FACE}\\r"))
    ([0, 1, 1, 2, 3], [0, 2, 3])
    """
    if "\r" not in content:
        return utf16_positions(content)
    widths = (0 if pair == ("\r", "\n") else 1 + (pair[0] > "\uffff") for pair in pairwise(chain(content, ".")))
    return array("l", accumulate(widths, initial=0))


class _Writer:
    """The rows of a database, table by table, and how much has no place in them."""

    def __init__(self, connection: sqlite3.Connection, lost: Losses) -> None:
        """Take a database with empty tables."""
        self.connection, self.lost = connection, lost

    def add(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        marks = ", ".join("?" * len(columns.split(",")))
        plain = ([storable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        self.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", plain)

    def fitted(self, text: str, noun: str) -> str:
        """Return a name, or a meaning, as it fits."""
        self.lost.add(CUT.format(noun), len(text) > LONGEST)
        return most(text)

    def add_project(self, project: Project) -> None:
        """Add all that a project has."""
        self.add("SETTINGS", "Property, Value", schema.SETTINGS)
        coders, texts = self._add_coders(project.coders), self._add_texts(project.texts)
        codes = {code.id: code for code in project.codes}
        statements = [each for passage in project.passages for each in statements_of(passage, codes)]
        entities = Entities(project.codes, statements)
        variables = variables_of(statements, entities.by_variable)
        types = self._add_types(statements, variables)
        self.lost.add("time* at which a passage was coded", sum(bool(passage.at) for passage in project.passages))
        self.lost.add("code* that no statement has", entities.unused(variables))
        values = self._add_entities(variables, entities)
        self._add_statements(self._placed(statements, project.texts), variables, values, types, texts, coders)

    def _add_coders(self, coders: Collection[Coder]) -> dict[str, int]:
        """Add the coders, and DNA's own account as the first; return their ids in DNA."""
        admin = next((coder.id for coder in coders if coder.name == ADMIN), "")
        others = [coder for coder in coders if coder.id != admin]
        names = [ADMIN, *(self.fitted(coder.name or coder.id, "name") for coder in others)]
        hashed = schema.password_hash(schema.PASSWORD)
        colours = [(255, 255, 0), *(schema.COLOURS[at % len(schema.COLOURS)] for at in range(len(others)))]
        rows: list[Row] = [
            (id, name, *colour, hashed) for id, (name, colour) in enumerate(zip(names, colours, strict=True), 1)
        ]
        self.add("CODERS", "ID, Name, Red, Green, Blue, Password", rows)
        pairs = permutations(range(1, len(names) + 1), 2)
        self.add("CODERRELATIONS", "ID, Coder, OtherCoder", ((id, *pair) for id, pair in enumerate(pairs, 1)))
        return {coder.id: id for id, coder in enumerate(others, 2)} | ({admin: 1} if admin else {})

    def _add_texts(self, texts: Collection[Text]) -> dict[str, int]:
        """Add the texts as documents of DNA's own account; return their ids in DNA."""
        rows: list[Row] = []
        for id, text in enumerate(texts, 1):
            about = {
                DOCUMENT[name]: self.fitted(cell, name)
                for name, cell in text.about.items()
                if name in DOCUMENT and cell
            }
            cells = [about.get(column, "") for column in dict.fromkeys(DOCUMENT.values())]
            day = seconds(text)
            self.lost.add("text* without a day, which DNA shows as of 1970-01-01", day is None)
            content = line_ends(text.content)
            self.lost.add("text* with other ends of lines, now line feeds", content != text.content)
            rows.append((id, self.fitted(text.name, "title"), content, 1, *cells, notes(text.about), day or 0))
        self.add("DOCUMENTS", "ID, Title, Text, Coder, Author, Source, Section, Type, Notes, Date", rows)
        return {text.id: id for id, text in enumerate(texts, 1)}

    def _add_types(self, statements: Sequence[Statement], variables: Sequence[Variable]) -> dict[str, int]:
        """Add the statement types and their variables; return the ids of the types in DNA."""
        order = dict.fromkeys([each.type for each in variables] + sorted({each.type for each in statements}))
        types = {label: id for id, label in enumerate(order, 1)}
        colours = [schema.TYPE_COLOURS[at % len(schema.TYPE_COLOURS)] for at in range(len(types))]
        rows = [
            (id, self.fitted(label, "name"), *colour)
            for (label, id), colour in zip(types.items(), colours, strict=True)
        ]
        self.add("STATEMENTTYPES", "ID, Label, Red, Green, Blue", rows)
        named = [(id, each.name, each.kind, types[each.type]) for id, each in enumerate(variables, 1)]
        self.add("VARIABLES", "ID, Variable, DataType, StatementTypeId", named)
        return types

    def _add_entities(self, variables: Sequence[Variable], entities: Entities) -> dict[tuple[str, str, str], int]:
        """Add the entities of the short texts, and their attributes; return their ids by type, variable and value."""
        ids: dict[tuple[str, str, str], int] = {}
        attribute_id, value_id = count(1), count(1)
        for variable_id, each in enumerate(variables, 1):
            if each.kind != "short text":
                continue
            own, names = entities.of(each), entities.attributes(each)
            self.lost.add(
                CUT.format("name"), sum(entity.label.endswith("…") and len(entity.label) == LONGEST for entity in own)
            )
            attributes = [(next(attribute_id), variable_id, name) for name in names]
            self.add("ATTRIBUTEVARIABLES", "ID, VariableId, AttributeVariable", attributes)
            first = len(ids) + 1
            ids |= {(each.type, each.name, entity.value): id for id, entity in enumerate(own, first)}
            above = [ids.get((each.type, each.name, entity.above)) if entity.above else None for entity in own]
            self.add("ENTITIES", "ID, VariableId, Value, Red, Green, Blue", (
                (id, variable_id, entity.label, 0, 0, 0) for id, entity in enumerate(own, first)))  # fmt: skip
            pairs = [(parent, id) for id, parent in enumerate(above, first) if parent]
            self.connection.executemany("UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", pairs)
            self.add("ATTRIBUTEVALUES", "ID, EntityId, AttributeVariableId, AttributeValue", (
                (next(value_id), id, attribute, self.fitted(entity.about.get(name, ""), "meaning"))
                for id, entity in enumerate(own, first) for attribute, _, name in attributes))  # fmt: skip
        return ids

    def _placed(self, statements: Iterable[Statement], texts: Iterable[Text]) -> list[tuple[Statement, int, int]]:
        """Return the statements with their places in DNA's window; those with nothing in between are left out."""
        places = {text.id: positions(text.content) for text in texts}
        found = [(each, places[each.passage.text]) for each in statements]
        spans = [(each, own[each.passage.start], own[each.passage.end]) for each, own in found]
        placed = [span for span in spans if span[1] < span[2]]
        self.lost.add("passage* without a character in it", len(spans) - len(placed))
        return placed

    def _add_statements(
        self,
        placed: Sequence[tuple[Statement, int, int]],
        variables: Sequence[Variable],
        entities: Mapping[tuple[str, str, str], int],
        types: Mapping[str, int],
        texts: Mapping[str, int],
        coders: Mapping[str, int],
    ) -> None:
        """Add the statements, each with a value of every variable of its type."""
        self.add("STATEMENTS", "ID, StatementTypeId, DocumentId, Start, Stop, Coder", (
            (id, types[each.type], texts[each.passage.text], start, stop, coders[each.passage.coder])
            for id, (each, start, stop) in enumerate(placed, 1)))  # fmt: skip
        of_type: dict[str, list[tuple[int, Variable]]] = {label: [] for label in types}
        for variable_id, variable in enumerate(variables, 1):
            of_type[variable.type].append((variable_id, variable))
        rows: dict[str, list[Row]] = {kind: [] for kind in TYPES}
        for id, (each, _, _) in enumerate(placed, 1):
            for variable_id, (_, name, kind) in of_type[each.type]:
                value = each.values.get(name, "")
                cell = entities[each.type, name, value] if kind == "short text" else as_cell(kind, value)
                rows[kind].append((len(rows[kind]) + 1, id, variable_id, cell))
        for kind, table in TYPES.items():
            column = "Entity" if kind == "short text" else "Value"
            self.add(table, f"ID, StatementId, VariableId, {column}", rows[kind])


def as_cell(kind: str, value: str) -> str | int:
    """Return a value as DNA stores it: a number for an integer, 1 or 0 for a boolean.

    >>> as_cell("integer", "-2"), as_cell("boolean", "no"), as_cell("long text", "no")
    (-2, 0, 'no')
    """
    if kind == "boolean":
        return int(value == "yes")
    return int(value) if kind == "integer" else value
