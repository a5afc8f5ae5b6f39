"""A DNA database, read: documents as texts, statements as passages, entities as codes.

Values stand under the names of their variables, those of DNA 2 as those of DNA 3; a boolean is "yes" or "no", as DNA
shows it, and the type of a statement is among its values unless they say it. DNA counts positions as Java does, in
UTF-16 code units; here they are code points.

>>> span(utf16_positions("a\\N{GRINNING FACE}b"), 1, 3), span(utf16_positions("ab"), 0, 3)
((1, 2), None)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from stancebook.exchange.dna.database import Database, whole, words
from stancebook.exchange.dna.entities import code_all, entities_of, is_old
from stancebook.exchange.dna.schema import ADMIN, EPOCH, NOTE, TYPE, TYPES, line_ends
from stancebook.exchange.dna.statements import DNA, agreement_of, type_of
from stancebook.exchange.foreign import Losses, file_bytes
from stancebook.exchange.positions import utf16_positions
from stancebook.exchange.project import Coder, Passage, Project, Text, checked

ABOUT = ("Author", "Source", "Section", "Type", "Notes")  # columns of a document beside its title, text and date
OWN = ("headline", "cited_outlets", "kind", "date_earliest", "date_basis", "rights")  # of sources.csv, told in notes
DAY = 24 * 60 * 60  # seconds
NO_VALUE = "value* that its variable or its statement cannot have"
AGAINST = "agreement* other than the position says, which counts more where rows of coders are made"
LEFT = {  # tables that a Project has no place for: what a row of them is
    "REGEXES": ("Label", "search term"),
    "VARIABLELINKS": ("ID", "link* between variables"),
    "STATEMENTLINKS": ("ID", "link* between statements"),
    "CODERRELATIONS": ("ID", "permission* of a coder over the work of another"),
}


class Variable(NamedTuple):
    """A variable of a statement type."""

    name: str
    kind: str
    type: int | None


def read(path: Path) -> Project:
    """Return the Project in a DNA database; raises UserError for a file that is none, or is damaged."""
    with closing(Database(path.name, file_bytes(path))) as database:
        return checked(_Reader(database).project(path.stem), path.name)


def day_and_time(seconds: int) -> tuple[str, str]:
    """Return the day and the time of a date of DNA; "" for midnight, and twice for a date that is in no calendar.

    A date of 0 is none: an export has it where a text has no date.

    >>> day_and_time(1106740800), day_and_time(-43200), day_and_time(0), day_and_time(10**15)
    (('2005-01-26', '12:00'), ('1969-12-31', '12:00'), ('', ''), ('', ''))
    """
    try:
        moment = EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return "", ""
    time = f"{moment:%H:%M}"
    return (moment.date().isoformat(), "" if time == "00:00" else time) if seconds else ("", "")


def about_of(notes: str) -> dict[str, str]:
    """Return what the notes on a document say under our names of columns, line by line, and the notes beside it.

    >>> about_of("Page 2.\\ndate_earliest: 2026-02-01"), about_of("Page: 2")
    ({'date_earliest': '2026-02-01', 'notes': 'Page 2.'}, {'notes': 'Page: 2'})
    """
    lines = notes.split("\n")
    parts = [line.partition(": ") for line in lines]
    own = {name: cell for name, colon, cell in parts if name in OWN and cell}
    others = "\n".join(line for line, (name, _, cell) in zip(lines, parts, strict=True) if name not in own or not cell)
    return own | ({"notes": others} if others else {})


def span(units: Sequence[int], start: int | None, stop: int | None) -> tuple[int, int] | None:
    """Return the code points between two positions in UTF-16; None if they are not in the text, or nothing is between.

    `units` are the positions of all code points; a position within one is moved to its outer side.
    """
    if start is None or stop is None or not 0 <= start < stop <= units[-1]:
        return None
    return bisect_right(units, start) - 1, bisect_left(units, stop)


class _Reader:
    """What is read of a database, and how much of it cannot be taken."""

    def __init__(self, database: Database) -> None:
        """Read the variables and the entities."""
        self.database, self.lost, self.old = database, Losses(), is_old(database)
        self.types = {id: words(label) or "" for id, label in database.rows("STATEMENTTYPES", "ID", "Label")}
        self.coders = {id: words(name) or str(id) for id, name in database.rows("CODERS", "ID", "Name")}
        self.variables = {
            id: Variable(words(name) or "variable", words(kind) or "", whole(type))
            for id, name, kind, type in database.rows("VARIABLES", "ID", "Variable", "DataType", "StatementTypeId")
        }
        self.entities = entities_of(database, self.variables.keys())
        self.book = code_all(self.entities, {id: variable.name for id, variable in self.variables.items()})

    def project(self, name: str) -> Project:
        """Return all that the database has."""
        texts = dict(self._texts())
        passages = tuple(self._passages(texts))
        active = {passage.coder for passage in passages}
        coders = [Coder(str(id), name) for id, name in self.coders.items() if str(id) in active or name != ADMIN]
        self.lost.add("definition* of a value that has another one", self.book.differing)
        for table, (column, what) in LEFT.items():
            self.lost.add(what, self.database.count(table, column))
        settings = {words(key): words(value) for key, value in self.database.rows("SETTINGS", "Property", "Value")}
        made_by, lost = f"DNA {settings.get('version') or ''}".strip(), self.lost.sentences()
        return Project(name, tuple(texts.values()), self.book.codes, tuple(coders), passages, lost, made_by)

    def _texts(self) -> Iterator[tuple[int, Text]]:
        """Yield the documents by their ids."""
        for id, title, content, date, *about in self.database.rows("DOCUMENTS", "ID", "Title", "Text", "Date", *ABOUT):
            text, seconds = words(content), self._seconds(whole(date) or 0)
            if text is None or whole(id) is None:
                self.lost.add("document* without a text", 1, words(title) or str(id))
                continue
            day, time = day_and_time(seconds)
            self.lost.add("date* that is in no calendar", bool(seconds and not day), words(title) or str(id))
            cells = {column.lower(): words(cell) for column, cell in zip((*ABOUT, "Time"), (*about, time), strict=True)}
            known = {column: cell for column, cell in cells.items() if cell}
            known |= about_of(known.pop("notes", ""))
            yield id, Text(str(id), words(title) or "", line_ends(text), day, known)

    def _seconds(self, date: int) -> int:
        """Return a date in seconds; DNA 2 has milliseconds from its user's midnight: those of the nearest day."""
        if not self.old:
            return date
        moved = date % (1000 * DAY) != 0
        self.lost.add("time* of day in a time zone that DNA 2 does not tell; the nearest day was taken", moved)
        return round(date / (1000 * DAY)) * DAY

    def _passages(self, texts: Mapping[int, Text]) -> Iterator[Passage]:
        """Yield the statements that have a place in a text, a coder and a type."""
        columns = ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder")
        rows = [row for row in self.database.rows("STATEMENTS", *columns) if whole(row[0]) is not None]
        values, codes = self._values({id: type for id, type, *_ in rows})
        units = {id: utf16_positions(text.content) for id, text in texts.items()}
        for id, type, text, start, stop, coder in rows:
            place = span(units[text], whole(start), whole(stop)) if text in units else None
            if place is None:
                self.lost.add("statement* without a place in a document", 1, f"statement {id}")
            elif coder not in self.coders or type not in self.types:
                self.lost.add("statement* without a coder or a type", 1, f"statement {id}")
            else:
                own, note = self._told(id, values[id], self.types[type])
                yield Passage(str(id), str(text), *place, str(coder), tuple(codes[id]), own, note)

    def _told(self, id: int, values: Mapping[str, str], label: str) -> tuple[dict[str, str], str]:
        """Return values with the type of the statement, but without what others of them say; and its note."""
        own = {name: value for name, value in values.items() if name != NOTE}
        implied, agreement = label == type_of(own), agreement_of(own.get("position", ""))
        if agreement and own.get("agreement") == agreement and label == DNA:
            del own["agreement"]
        if label == DNA and "agreement" in own and own.get("position") == "0":  # what DNA has until somebody codes it
            del own["position"]
            self.lost.add("position* of 0 beside an agreement, which counts more", 1, f"statement {id}")
        against = bool(agreement) and own.get("agreement", agreement) != agreement
        self.lost.add(AGAINST, against, f"statement {id}")
        return ({} if implied else {TYPE: label}) | own, values.get(NOTE, "")

    def _values(self, types: Mapping[int, object]) -> tuple[dict[int, dict[str, str]], dict[int, list[str]]]:
        """Return of each statement its values by variable, without empty ones, and the codes of its short texts."""
        values: dict[int, dict[str, str]] = defaultdict(dict)
        codes: dict[int, list[str]] = defaultdict(list)
        for statement, id, value, name in sorted(self._cells(), key=lambda cell: cell[:2]):
            variable = self.variables[id]
            if types.get(statement) != variable.type:
                self.lost.add(NO_VALUE, 1, f"statement {statement}")
            elif value:
                values[statement][variable.name] = value
                codes[statement] += [self.book.add(variable.name, value, name)] if name else []
        return values, codes

    def _cells(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield statement, variable, value and name of each value; the name is empty if it is no short text."""
        for kind, table in TYPES.items():
            linked = kind == "short text" and not self.old
            for _, statement, id, cell in self.database.rows(
                table, "ID", "StatementId", "VariableId", "Entity" if linked else "Value"
            ):
                variable = self.variables.get(id)
                value, name = self._linked(id, cell) if linked else (as_value(kind, cell), "")
                if variable is None or variable.kind != kind or value is None or whole(statement) is None:
                    self.lost.add(NO_VALUE, 1, f"statement {statement}")
                else:
                    yield statement, id, value, name or (value if kind == "short text" else "")

    def _linked(self, variable: int, id: int) -> tuple[str | None, str]:
        """Return our id and the value of an entity; None and "" if the variable has no such entity."""
        entity = self.entities.get(id)
        return (entity.own_id, entity.value) if entity and entity.variable == variable else (None, "")


def as_value(kind: str, cell: object) -> str | None:
    """Return a cell of a kind of variable as text; None if it is none.

    >>> as_value("boolean", 1), as_value("integer", -2), as_value("integer", "two"), as_value("long text", None)
    ('yes', '-2', None, '')
    """
    if kind not in ("boolean", "integer"):
        return words(cell)
    number = whole(cell)
    if kind == "boolean":
        return {0: "no", 1: "yes"}.get(number) if number is not None else None
    return None if number is None else str(number)
