"""Databases of DNA, read: one that DNA wrote, its samples, those of version 2, and hostile ones."""

import hashlib
import os
import random
import sqlite3
from pathlib import Path

import pytest

from dna_files import MADE_BY_DNA, ask, opened, statements_of
from project import PROJECT
from stancebook.core import files, tables
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.exchange import dna, formats
from stancebook.exchange.dna.database import Database
from stancebook.exchange.incoming import mapping
from stancebook.exchange.incoming.new_texts import Original
from stancebook.exchange.into_study import Asked, Import
from stancebook.exchange.project import Coder, quote
from stancebook.pipeline import check
from stancebook.pipeline.commands.new import layout
from stancebook.study.revision.edits import Reason
from stancebook.study.study import Study

HASH = "7e3e696a4db8dc692568cca5e465657e663a14061719a10194bbd0049b994e73"
SAMPLES = {  # GPL, so not here: GitHub leifeld/dna, commit 2adbf786ca91; put them into build/samples
    "rDNA/rDNA/inst/extdata/sample.dna": "a04d209c561ebe77f721b668576df1c1dd6f29263b658e3636dfe191abbe01c3",
    "rDNA2/inst/extdata/sample.dna": "5d6d82f4f9ad37ad72c876ce400ba773d5a7c1253f1bc0b9c67e3e5e6917c7aa",
}


@pytest.fixture
def read(tmp_path):
    """Return what reads the bytes of a file."""

    def read(content, name="debate.dna"):
        (tmp_path / name).write_bytes(content)
        return dna.read(tmp_path / name)

    return read


def changed(*commands, content=MADE_BY_DNA):
    """Return the bytes of DNA's own file after some commands of SQL."""
    connection = opened(content)
    for command in commands:
        connection.execute(command)
    connection.commit()
    return connection.serialize()


def test_a_file_that_dna_wrote_comes_in_field_by_field(read):
    assert hashlib.sha256(MADE_BY_DNA).hexdigest() == HASH
    project = read(MADE_BY_DNA)
    assert (project.name, project.made_by, project.coders) == (
        "debate", "DNA 3.0.11.5", (Coder("2", "Ada"), Coder("3", "Bo Löf")))  # fmt: skip
    first, second = project.texts
    assert (first.id, first.name, first.date) == ("1", "Toll agreed", "1925-03-02")
    assert first.about == {
        "author": "Ina Reporter", "source": "Courier", "section": "Front page", "type": "news", "notes": "scanned",
    }  # fmt: skip
    assert first.content.splitlines() == [
        "Arland 😀 pays the toll.", "Borduria 🇸🇾 will not, said Ina Mor.", "No date is set.",
    ]  # fmt: skip
    assert (second.date, second.about) == ("2024-02-29", {"source": "Gazette", "time": "18:30"})
    told = [(each.id, each.text, each.coder, quote(project, each), each.values, each.note) for each in project.passages]
    toll, event = {"concept": "A toll is paid."}, {"statement type": "Event"}
    assert told == [
        ("1", "1", "2", "Arland 😀 pays the toll", toll | {"organization": "Arland", "agreement": "yes"}, ""),
        ("2", "1", "3", "🇸🇾 will not", toll | {"person": "Ina Mor", "organization": "Borduria", "agreement": "no"}, ""),
        ("3", "1", "3", "No date", {}, "Ask the editor.\nTwice."),
        ("5", "2", "2", "The bridge is built",
         event | {"place": "Klow", "people": "-12", "what": "Opened, “at last”.", "over": "yes"}, ""),
        ("6", "2", "2", "Bo Lind", event | {"people": "0", "over": "no"}, ""),
        ("4", "2", "3", "We pay”, he added 👍🏽",
         toll | {"person": "Bo Lind", "organization": "Arland", "agreement": "yes"}, ""),
    ]  # fmt: skip
    codes = {code.id: code for code in project.codes}
    arland = codes["organization:Arland"]
    assert (arland.name, arland.kind, arland.parent) == ("Arland", "organization", "organization")
    assert (arland.definition, arland.type) == ("A kingdom.", "state") and "organization:Syldavia" in codes
    assert project.passages[1].codes == ("person:Ina Mor", "organization:Borduria", "concept:A toll is paid.")
    assert project.lost == ("6 permissions of a coder over the work of another", "1 search term")


def test_a_file_that_dna_wrote_becomes_rows_of_coders(read, tmp_path):
    for name, content in layout("Fresh").items():
        files.write_bytes(tmp_path / "fresh" / name, content)
    paths = RunPaths(PROJECT, tmp_path / "fresh", tmp_path / "fresh")
    original = Original(tmp_path / "debate.dna", MADE_BY_DNA, ".dna")
    asked = Asked(mapping.given(format=dna), {}, "debate", Reason("2026-03-01", "imported from debate.dna"))
    Import(paths, read(MADE_BY_DNA), original, asked).write()
    assert {problem.file for problem in check.check_study(Study(paths, {}))} == {"adjudication.csv", "frozen.json"}
    rows = {id: tables.read(paths.coded / f"{id}.csv") for id in ("ada", "bo_lof")}
    names = ("article", "quote", "speaker", "actor", "issue", "position", "condition")
    assert {id: [tuple(row[name] for name in names) for row in own] for id, own in rows.items()} == {
        "ada": [("000", "Arland 😀 pays the toll", "-", "arland", "a_toll_is_paid", "2", "none")],
        "bo_lof": [
            ("000", "🇸🇾 will not", "Ina Mor", "borduria", "a_toll_is_paid", "-2", "none"),
            ("001", "We pay”, he added 👍🏽", "Bo Lind", "arland", "a_toll_is_paid", "2", "none"),
        ],
    }
    waiting = tables.read(paths.study / "data/passages/debate.csv")
    assert {row["passage"] for row in waiting} == {"3", "5", "6"}  # an annotation and the events


def agrees(project, content):
    """Check a Project against what plain SQL says of the file."""
    texts = dict(ask(content, "SELECT ID, replace(Text, char(13, 10), char(10)) FROM DOCUMENTS"))
    assert {int(text.id): text.content for text in project.texts} == texts
    rows = ask(content, "SELECT ID, DocumentId, Start, Stop, Coder FROM STATEMENTS")
    spans = {int(each.id): (int(each.text), quote(project, each), int(each.coder)) for each in project.passages}
    assert spans == {
        id: (text, texts[text].encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le"), coder)
        for id, text, start, stop, coder in rows
    }
    return {int(each.id): each.values | ({"note": each.note} if each.note else {}) for each in project.passages}


def test_all_values_are_those_that_dna_s_joins_give(read):
    values = agrees(read(MADE_BY_DNA), MADE_BY_DNA)
    words = {"agreement": ("no", "yes"), "over": ("no", "yes")}
    for (type, _, _, _, _, cells), id in zip(statements_of(MADE_BY_DNA), range(1, 7), strict=True):
        shown = {name: words[name][cell] if name in words else str(cell) for name, cell in cells.items() if cell != ""}
        assert values[id] == ({"statement type": "Event"} if type == "Event" else {}) | shown


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_of_dna_come_in(read, name):
    folder = Path(os.environ.get("STANCEBOOK_SAMPLES") or PROJECT / "build" / "samples")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    named = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}
    if SAMPLES[name] not in named:
        pytest.skip(f"{name} is not in build/samples; get it from: GitHub leifeld/dna, commit 2adbf786ca91")
    content = named[SAMPLES[name]].read_bytes()
    project = read(content)
    values = agrees(project, content)
    assert (len(project.texts), len(project.passages), len(project.coders)) == (7, 41, 3)
    joined = "JOIN ENTITIES E ON E.ID = Entity" if "/rDNA/" in name else ""
    column = "E.Value" if joined else "X.Value"
    for variable in ("person", "organization", "concept"):
        rows = ask(content, f"SELECT StatementId, {column} FROM DATASHORTTEXT X JOIN VARIABLES V ON V.ID = X.VariableId "
                   f"{joined} WHERE Variable = ?", variable)  # fmt: skip
        assert {id: own[variable] for id, own in values.items() if variable in own} == {
            id: cell for id, cell in rows if cell
        }
    rows = ask(content, "SELECT StatementId, Value FROM DATABOOLEAN")
    assert {id: own["agreement"] for id, own in values.items() if "agreement" in own} == {
        id: ("no", "yes")[cell] for id, cell in rows
    }
    assert {text.id: text.date for text in project.texts} == {
        "1": "2005-01-26", "2": "2005-02-02", "3": "2005-02-02", "4": "2005-02-10", "5": "2005-02-16",
        "6": "2005-02-16", "7": "2005-02-16",
    }  # fmt: skip
    assert project.lost == ("12 permissions of a coder over the work of another", "6 search terms")


OLD = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY, SourceId INTEGER, TargetId INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId, Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId, Value TEXT);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
    Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
INSERT INTO SETTINGS VALUES ('version', '2.0 beta 25');
INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, '');
INSERT INTO DOCUMENTS VALUES (1, 'Toll', 'Arland pays.', 1, '', '', '', '', '', 1106697600000);
INSERT INTO DOCUMENTS VALUES (2, 'Berlin', 'Arland pays.', 1, '', '', '', '', '', 1106694000000);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 0, 0, 0);
INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'agreement', 'boolean', 1);
INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 6, 1);
INSERT INTO STATEMENTLINKS VALUES (1, 1, 1);
INSERT INTO DATABOOLEAN VALUES (1, 1, 2, 1, 0);
INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1, 'Arland');
INSERT INTO ATTRIBUTES VALUES (1, 1, 'Arland', 0, 0, 0, 'state', '', '', 'The League'), (2, 1, 'The League', 0, 0, 0, '', '', '', '');
"""


def test_databases_of_dna_2_have_milliseconds_and_values_without_entities(read):
    connection = sqlite3.connect(":memory:")
    connection.executescript(OLD)
    project = read(connection.serialize())
    assert [(text.name, text.date, text.about) for text in project.texts] == [
        ("Toll", "2005-01-26", {}), ("Berlin", "2005-01-26", {})]  # fmt: skip
    assert [each.values for each in project.passages] == [
        {"organization": "Arland", "agreement": "no"}]  # fmt: skip
    assert project.passages[0].codes == ("organization:Arland",) and project.coders == (Coder("1", "Admin"),)
    assert [(code.name, code.parent, code.type) for code in project.codes] == [
        ("organization", "", ""), ("The League", "organization", ""),
        ("Arland", "organization:The League", "state")]  # fmt: skip
    assert project.lost == (
        "1 link between statements", "1 time of day in a time zone that DNA 2 does not tell; the nearest day was taken")  # fmt: skip


def test_what_leads_nowhere_is_counted_and_the_rest_comes_in(read):
    project = read(changed(
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE DOCUMENTS SET Text = x'00ff' WHERE ID = 2",  # statements 4, 5 and 6
        "UPDATE STATEMENTS SET Stop = 79 WHERE ID = 1",  # the text has 78 units
        "UPDATE STATEMENTS SET Coder = 9 WHERE ID = 3",
        "UPDATE DATASHORTTEXT SET Entity = 999 WHERE StatementId = 2 AND VariableId = 2",
        "UPDATE DATASHORTTEXT SET Entity = (SELECT ID FROM ENTITIES WHERE Value = 'Klow') "
        "WHERE StatementId = 2 AND VariableId = 3",  # a value of another variable
        "UPDATE DATABOOLEAN SET Value = 5 WHERE StatementId = 2",
        "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (2, 2, 'Arland')",  # a short text
        "UPDATE DOCUMENTS SET Date = 9e15 WHERE ID = 1",
        "INSERT INTO DATAINTEGER (StatementId, VariableId, Value) SELECT 2, ID, 3 FROM VARIABLES WHERE Variable = 'people'",
    ))  # fmt: skip
    assert [(each.id, each.values) for each in project.passages] == [
        ("2", {"statement type": "DNA Statement", "person": "Ina Mor"})]  # fmt: skip
    assert project.texts[0].date == "" and project.lost == (
        "1 date that is in no calendar (Toll agreed)", "1 document without a text (Bridge built)", "6 permissions of a coder over the work of another",
        "1 search term", "1 statement without a coder or a type (statement 3)",
        "4 statements without a place in a document (statement 1; statement 4; statement 5; 1 more)",
        "5 values that its variable or its statement cannot have (statement 2)")  # fmt: skip


def test_positions_within_a_character_take_the_whole_character(read):
    project = read(changed("UPDATE STATEMENTS SET Start = 8, Stop = 38 WHERE ID = 1"))
    assert quote(project, project.passages[0]) == "😀 pays the toll.\nBorduria 🇸🇾"


def test_bytes_that_are_no_text_are_marked(read):
    title = read(changed("UPDATE DOCUMENTS SET Title = CAST(x'41ff42' AS TEXT)")).texts[0].name
    assert title == "A\N{REPLACEMENT CHARACTER}B"


def test_a_value_of_two_types_is_one_code_with_the_first_definition(read):
    """The variable of the type that comes later has the same name, and a value of the same name, with attributes."""
    commands = [
        "UPDATE VARIABLES SET Variable = 'organization' WHERE Variable = 'place'",
        "UPDATE ENTITIES SET Value = 'Borduria' WHERE Value = 'Klow'",
        "INSERT INTO ATTRIBUTEVARIABLES (ID, VariableId, AttributeVariable) VALUES (99, 12, 'Notes')",
        "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
        "SELECT ID, 99, 'A republic.' FROM ENTITIES WHERE VariableId = 12 AND Value = 'Borduria'",
    ]
    project = read(changed(*commands))
    found = [code for code in project.codes if code.name == "Borduria"]
    assert [(code.id, code.definition) for code in found] == [("organization:Borduria", "A republic.")]
    event = next(each for each in project.passages if each.values.get("people") == "-12")
    assert event.codes == ("organization:Borduria",) and event.values["organization"] == "Borduria"
    other = read(
        changed(*commands, "UPDATE ENTITIES SET Value = 'Arland' WHERE VariableId = 12 AND Value = 'Borduria'")
    )
    assert "1 definition of a value that has another one" in other.lost


def test_entities_above_each_other_in_a_circle_stand_below_their_variable(read):
    above = "UPDATE ENTITIES SET ChildOf = (SELECT ID FROM ENTITIES WHERE Value = '{}') WHERE Value = '{}'"
    project = read(changed(above.format("Arland", "Borduria"), above.format("Borduria", "Arland"),
                           above.format("Arland", "Syldavia")))  # fmt: skip
    parents = {code.name: code.parent for code in project.codes if code.kind == "organization"}
    assert (parents["Arland"], parents["Borduria"], parents["Syldavia"]) == ("organization",) * 3
    project = read(changed(above.format("Borduria", "Syldavia"), above.format("Arland", "Borduria")))
    parents = {code.name: code.parent for code in project.codes if code.kind == "organization"}
    assert (parents["Borduria"], parents["Syldavia"]) == ("organization:Arland", "organization:Borduria")


def test_rows_count_as_the_bytes_that_they_take_at_least():
    database = Database("debate.dna", MADE_BY_DNA)
    database.left = 3 * (4 + 2)  # three coders, two columns
    assert database.rows("CODERS", "ID", "Red") == [(1, 255), (2, 51), (3, 255)]
    database.left = 3 * (4 + 2) - 1
    with pytest.raises(UserError, match="more data than bytes"):
        database.rows("CODERS", "ID", "Red")


VIEW = ("ALTER TABLE REGEXES RENAME TO R", "CREATE VIEW REGEXES AS SELECT * FROM R")
REFUSED = {
    "empty": (b"", "the file is empty"),
    "no database": (b"Arland pays.", "it is no SQLite database; give a .dna file"),
    "DNA 1": (b"<?xml version='1.0'?><discourse/>", "it is a file of DNA 1"),
    "head alone": (b"SQLite format 3\0" + b"\0" * 84, "damaged"),
    "half": (MADE_BY_DNA[: len(MADE_BY_DNA) // 2], "damaged"),
    "other tables": (changed("ALTER TABLE STATEMENTTYPES RENAME TO T"), "it has no table STATEMENTTYPES"),
    "other columns": (changed("ALTER TABLE CODERS RENAME COLUMN Name TO N"), "its table CODERS has no column Name"),
    "a view": (changed("ALTER TABLE SETTINGS RENAME TO S", "CREATE VIEW SETTINGS AS SELECT * FROM S"), "no table SETTINGS"),
    "a computed column": (changed(
        "ALTER TABLE DOCUMENTS RENAME COLUMN Notes TO N",
        "ALTER TABLE DOCUMENTS ADD COLUMN Notes TEXT AS (hex(zeroblob(999999999)))"), "has no column Notes"),
    "a virtual table": (changed("DROP TABLE SETTINGS", "CREATE VIRTUAL TABLE SETTINGS USING fts5(Property, Value)"),
                        "no table SETTINGS"),
    "more data than bytes": (changed(
        "WITH RECURSIVE N(I) AS (SELECT 10 UNION ALL SELECT I + 1 FROM N WHERE I < 3000) "
        "INSERT INTO CODERS (ID, Name, Password) SELECT I, I, '' FROM N",
        "ALTER TABLE CODERS RENAME COLUMN Name TO N",
        f"ALTER TABLE CODERS ADD COLUMN Name TEXT DEFAULT '{'x' * 5000}'"), "more data than bytes"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_hostile_files_are_refused_in_a_sentence(read, kind):
    content, message = REFUSED[kind]
    with pytest.raises(UserError, match=f"^debate.dna: .*{message}"):
        read(content)


def test_nothing_in_a_file_is_run_and_nothing_beside_it_is_touched(read, tmp_path):
    trigger = "CREATE TRIGGER T AFTER INSERT ON CODERS BEGIN DELETE FROM STATEMENTS; END"
    assert len(read(changed(*VIEW, trigger)).passages) == 6  # a view of a table that is only counted is not read
    wal = bytearray(MADE_BY_DNA)
    wal[18:20] = b"\2\2"
    (tmp_path / "debate.dna-journal").write_bytes(b"old")
    assert len(read(bytes(wal)).passages) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["debate.dna", "debate.dna-journal"]


def test_damaged_files_are_read_or_refused_and_never_more(read):
    chance = random.Random(7)
    for _ in range(150):
        content = bytearray(MADE_BY_DNA)
        for _ in range(chance.choice([1, 4, 40])):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
        try:
            assert read(bytes(content)).texts is not None
        except UserError as error:
            assert str(error).startswith("debate.dna")


def test_a_file_is_recognised_by_its_content_or_its_ending(tmp_path):
    for name, content, found in [
        ("a.bin", MADE_BY_DNA, True),
        ("a.dna", b"x", True),
        ("a.db", MADE_BY_DNA[:50], False),
    ]:
        (tmp_path / name).write_bytes(content)
        format = formats.recognise(tmp_path / name)
        assert (format is not None and format.name == "dna") == found
