"""The tables of a DNA 3 database, with the columns and limits that DNA expects, and the password of its coders.

DNA asks for a coder's password before it opens a database. All coders of an export have the password `stancebook`; it
protects nothing, and can be changed in DNA's coder manager. DNA checks it with Jasypt: 100,000 rounds of SHA-256 over a
salt and the password. The salt is fixed, so that the same study gives the same bytes.

>>> password_hash("stancebook")[:20], most("Arland", 3), most("no", 3)
('c3RhbmNlYm9vay1zdHVk', 'Ar…', 'no')
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

SETTINGS = (("date", "2025-02-05"), ("version", "3.0.11"))  # of the version of DNA that has these tables
PASSWORD, SALT, ROUNDS = "stancebook", b"stancebook-study", 100_000
LONGEST = 190  # characters of a name, a title, an entity or an attribute
INTEGERS = range(-(2**31), 2**31)
TYPES: Mapping[str, str] = {
    "short text": "DATASHORTTEXT", "long text": "DATALONGTEXT", "integer": "DATAINTEGER", "boolean": "DATABOOLEAN",
}  # fmt: skip
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # DNA has dates in seconds from here
ADMIN = "Admin"  # the account that each database has
TYPE, NOTE = "statement type", "note"  # the type of a statement among its values; the variable that is a Passage's note
ATTRIBUTES = ("Type", "Alias", "Notes")  # that each variable of short text has in a new database of DNA
ALIAS, BETWEEN = "Alias", "; "  # the attribute with other names, and what stands between them
OWN_ID = "Stancebook id"  # the attribute that keeps our id of an entity
PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
COLOURS = ((51, 153, 255), (255, 102, 102), (102, 255, 0), (204, 153, 255), (255, 153, 51), (0, 204, 153))  # of coders
TYPE_COLOURS = ((239, 208, 51), (100, 200, 190), (211, 211, 211))  # of statement types


@cache
def password_hash(password: str) -> str:
    """Return the hash that DNA compares a coder's password with: salt and digest in Base64."""
    digest = SALT + password.encode("utf-8")
    for _ in range(ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(SALT + digest).decode("ascii")


def most(text: str, longest: int = LONGEST) -> str:
    """Return a text as it fits into a column with a limit: cut, with a mark at its end, if it is too long."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def storable(text: str) -> str:
    """Return a text as UTF-8 can hold it: a question mark for half of a character (a lone surrogate)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def line_ends(text: str) -> str:
    """Return a text with the ends of lines that DNA's window shows, and counts."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _id() -> str:
    return "ID INTEGER NOT NULL PRIMARY KEY"


def _name(column: str, default: str = "") -> str:
    return f"{column} TEXT NOT NULL{default} CHECK (LENGTH({column}) <= {LONGEST})"


def _number(column: str, low: int, high: int, default: int) -> str:
    return f"{column} INTEGER NOT NULL DEFAULT {default} CHECK ({column} BETWEEN {low} AND {high})"


def _colour() -> str:
    return ", ".join(_number(column, 0, 255, 0) for column in ("Red", "Green", "Blue"))


def _to(table: str, *columns: str) -> str:
    return ", ".join(f"FOREIGN KEY ({column}) REFERENCES {table}(ID) ON DELETE CASCADE" for column in columns)


def _data(value: str, keys: str = "") -> str:
    columns = f"{_id()}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}"
    links = f"{_to('STATEMENTS', 'StatementId')}, {_to('VARIABLES', 'VariableId')}{keys}"
    return f"{columns}, {links}, UNIQUE (StatementId, VariableId)"


TABLES: Mapping[str, str] = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": ", ".join([
        _id(), _name("Name"), _colour(), _number("Refresh", 0, 9999, 0), _number("FontSize", 1, 99, 14),
        _name("Password"), "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
        _number("ColorByCoder", 0, 1, 0), _number("PopupDecoration", 0, 1, 0), _number("PopupAutoComplete", 0, 1, 1),
        *(_number(f"Permission{each}", 0, 1, 1) for each in PERMISSIONS)]),
    "DOCUMENTS": ", ".join([
        _id(), _name("Title"), "Text TEXT NOT NULL", "Coder INTEGER",
        *(_name(each, " DEFAULT ''") for each in ("Author", "Source", "Section")), "Notes TEXT NOT NULL DEFAULT ''",
        _name("Type", " DEFAULT ''"), "Date INTEGER NOT NULL", _to("CODERS", "Coder")]),
    "STATEMENTTYPES": ", ".join([_id(), _name("Label"), _colour()]),
    "VARIABLES": ", ".join([
        _id(), _name("Variable"), "DataType TEXT NOT NULL DEFAULT 'short text' "
        f"CHECK (DataType IN ({', '.join(map(repr, sorted(TYPES)))}))",
        "StatementTypeId INTEGER", _to("STATEMENTTYPES", "StatementTypeId"), "UNIQUE (Variable, StatementTypeId)"]),
    "VARIABLELINKS": ", ".join([
        _id(), "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (SourceVariableId != TargetVariableId)",
        _to("VARIABLES", "SourceVariableId", "TargetVariableId")]),
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST}), {_colour()}",
    "CODERRELATIONS": ", ".join([
        _id(), "Coder INTEGER CHECK (Coder > 0)", "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *(_number(each, 0, 1, 1) for each in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        "CHECK (Coder != OtherCoder)", _to("CODERS", "Coder", "OtherCoder")]),
    "STATEMENTS": ", ".join([
        _id(), "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
        _to("STATEMENTTYPES", "StatementTypeId"), _to("CODERS", "Coder"), _to("DOCUMENTS", "DocumentId")]),
    "ENTITIES": ", ".join([
        _id(), "VariableId INTEGER NOT NULL", _name("Value", " DEFAULT ''"),
        *(f"{each} INTEGER CHECK ({each} BETWEEN 0 AND 255)" for each in ("Red", "Green", "Blue")),
        "ChildOf INTEGER CHECK (ChildOf > 0)", "UNIQUE (VariableId, Value)", _to("ENTITIES", "ChildOf"),
        _to("VARIABLES", "VariableId")]),
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", f", {_to('ENTITIES', 'Entity')}"),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": ", ".join([
        _id(), "VariableId INTEGER NOT NULL", _name("AttributeVariable"), "UNIQUE (VariableId, AttributeVariable)",
        _to("VARIABLES", "VariableId")]),
    "ATTRIBUTEVALUES": ", ".join([
        _id(), "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL",
        _name("AttributeValue", " DEFAULT ''"), "UNIQUE (EntityId, AttributeVariableId)", _to("ENTITIES", "EntityId"),
        _to("ATTRIBUTEVARIABLES", "AttributeVariableId")]),
}  # fmt: skip


def statements() -> list[str]:
    """Return the statements in SQL that make the tables."""
    return [f"CREATE TABLE {name} ({columns})" for name, columns in TABLES.items()]
