"""Databases of Discourse Network Analyzer for tests: one that DNA itself wrote, and the questions that DNA asks of one."""

import base64
import gzip
import sqlite3

from project import PROJECT

# DNA 3.0.11.5 wrote it, without its window: invented texts of Arland with smileys, flags and Windows ends of lines, two
# coders, statements of three types, variables of all four kinds, whose places are those of the words in a Java text pane
MADE_BY_DNA = gzip.decompress(base64.b64decode((PROJECT / "tests/exchange/made_by_dna.dna.gz.txt").read_bytes()))
KINDS = {"short text": "DATASHORTTEXT", "long text": "DATALONGTEXT", "integer": "DATAINTEGER", "boolean": "DATABOOLEAN"}


def opened(content):
    """Return a connection to a database in memory, from the bytes of its file."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    return connection


def ask(content, question, *values):
    """Return the rows of an answer."""
    return opened(content).execute(question, values).fetchall()


def schema_of(content):
    """Return of each table its columns, what may not repeat in it, and where its columns lead, as SQLite tells it."""
    connection = opened(content)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: (_columns(connection, name), _links(connection, name), _unique(connection, name)) for name in tables}


def _columns(connection, table):
    """Return of each column its name, type, default, and whether it may be empty or is the key; they are in order."""
    return [(*row[1:4], str(row[4]).strip("'"), row[5]) for row in connection.execute(f"PRAGMA table_info({table})")]


def _links(connection, table):
    """Return of each column that leads to another table: table, column, column there, what is done when it goes."""
    return sorted((row[2], row[3], row[4], row[6]) for row in connection.execute(f"PRAGMA foreign_key_list({table})"))


def _unique(connection, table):
    """Return the sets of columns of a table that may not repeat."""
    indexes = [row[1] for row in connection.execute(f"PRAGMA index_list({table})") if row[2]]
    return sorted([row[2] for row in connection.execute(f"PRAGMA index_info({index})")] for index in indexes)


def java(text, start, stop):
    """Return what Java has between two positions of a text."""
    return text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")


def statements_of(content):
    """Return each statement as DNA shows it: type, coder, document, date, words in the window, values by variable.

    Raises AssertionError if a statement lacks the value of a variable, or has two, for then DNA shows it wrongly.
    """
    connection, found = opened(content), []
    for id, type, label, coder, title, date, text, start, stop in connection.execute(
        "SELECT S.ID, T.ID, T.Label, C.Name, D.Title, D.Date, D.Text, Start, Stop FROM STATEMENTS S "
        "JOIN STATEMENTTYPES T ON T.ID = StatementTypeId JOIN CODERS C ON C.ID = S.Coder "
        "JOIN DOCUMENTS D ON D.ID = DocumentId ORDER BY S.ID"
    ):
        variables = connection.execute("SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?", [type])
        values = {name: _value(connection, id, variable, name, kind) for variable, name, kind in variables.fetchall()}
        found.append((label, coder, title, date, java(text.replace("\r\n", "\n"), start, stop), values))
    return found


def _value(connection, statement, variable, name, kind):
    """Return the value of a variable of a statement, joined as DNA joins it."""
    joined = "JOIN ENTITIES E ON E.ID = X.Entity AND E.VariableId = X.VariableId" if kind == "short text" else ""
    column = "E.Value" if kind == "short text" else "X.Value"
    where = "X.StatementId = ? AND X.VariableId = ?"
    cells = connection.execute(f"SELECT {column} FROM {KINDS[kind]} X {joined} WHERE {where}", [statement, variable])
    values = [value for (value,) in cells]
    assert len(values) == 1, f"statement {statement} has {len(values)} values of {name}"
    return values[0]
