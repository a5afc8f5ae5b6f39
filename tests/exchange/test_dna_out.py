"""Databases of DNA, written: what plain SQL finds in them, in the tables and with the joins of DNA itself."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dna_files import MADE_BY_DNA, ask, opened, schema_of, statements_of
from project import PROJECT
from stancebook.exchange import dna
from stancebook.exchange.from_study import project_of
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, in_order, quote
from stancebook.pipeline.commands import exporting
from stancebook.study.study import Study

OURS = ("speaker", "actor", "via", "voice", "issue", "position", "condition", "confidence")


@pytest.fixture
def debate(run_paths):
    """The toy study with all coders; its first and its last statement take no side."""
    project = project_of(Study(run_paths, {}), "all")
    first, *others, last = project.passages
    neutral = [replace(each, values={**each.values, "position": "0"}) for each in (first, last)]
    return replace(project, passages=(neutral[0], *others, neutral[1]))


def written(project):
    """Write a project; return the bytes of the file, and what was lost."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "debate.dna"
        lost = dna.write(project, path)
        return path.read_bytes(), lost


def read(content):
    """Return the project in the bytes of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "debate.dna"
        path.write_bytes(content)
        return dna.read(path)


def back(project):
    """Write a project and read it."""
    return read(written(project)[0])


def made(*passages, text="Arland pays the toll.", codes=()):
    """Return a project of one text and two coders."""
    coders = (Coder("ada", "Ada"), Coder("ben", "Ben"))
    return Project("Toll", (Text("t1", "Toll", text, "1925-03-02"),), tuple(codes), coders, passages)


def told(values, start=0, end=6, coder="ada", **more):
    """Return a passage with values."""
    return Passage(f"p{start}", "t1", start, end, coder, values=values, **more)


def test_the_tables_are_those_that_dna_makes(debate):
    content, _ = written(debate)
    assert schema_of(content) == schema_of(MADE_BY_DNA)
    assert ask(content, "PRAGMA integrity_check") == [("ok",)] and ask(content, "PRAGMA foreign_key_check") == []
    assert content[16:18] == b"\x10\0"  # pages of 4096 bytes
    assert ask(content, "SELECT * FROM SETTINGS ORDER BY 1") == [
        ("date", "2025-02-05"), ("version", "3.0.11")]  # fmt: skip


def test_the_limits_are_those_that_dna_has(debate):
    """What DNA's own file refuses, ours refuses: a name of 191 characters, a colour, an end before the start."""
    for content in (MADE_BY_DNA, written(debate)[0]):
        for command in (
            f"UPDATE ENTITIES SET Value = '{'x' * 191}' WHERE ID = 2", "UPDATE CODERS SET Red = 256",
            "UPDATE STATEMENTS SET Stop = Start", "UPDATE VARIABLES SET DataType = 'text'", "UPDATE DOCUMENTS SET Text = NULL",
            "UPDATE CODERS SET FontSize = 0", "UPDATE CODERRELATIONS SET OtherCoder = Coder", "UPDATE CODERS SET PopupWidth = 99",
        ):  # fmt: skip
            with pytest.raises(Exception, match="constraint failed"):
                opened(content).execute(command)
        opened(content).execute(f"UPDATE ENTITIES SET Value = '{'x' * 190}' WHERE ID = 2")


def test_every_statement_of_the_toy_study_is_there_with_all_variables(debate):
    content, lost = written(debate)
    names = {coder.id: coder.name for coder in debate.coders}
    actors = {code.id.removeprefix("actor:"): code.definition for code in debate.codes if code.kind == "actor"}
    expected = []
    for each in debate.passages:
        own, sign = each.values, int(each.values["position"])
        cells = {"person": own["speaker"].removeprefix("-"), "organization": actors[own["actor"]], "concept": own["issue"],
                 "position": sign, "condition": own["condition"], "via": own["via"], "voice": own["voice"],
                 "confidence": int(own["confidence"])}  # fmt: skip
        cells |= {"agreement": int(sign > 0), "note": each.note} if sign else {}  # those without a side have no notes
        type, text = (
            "DNA Statement" if sign else "Stancebook Statement",
            next(t for t in debate.texts if t.id == each.text),
        )
        expected.append((type, names[each.coder], text.name, quote(debate, each), cells))
    found = [(type, coder, title, words, values) for type, coder, title, _, words, values in statements_of(content)]
    assert found == expected and len(found) == len(debate.passages) > 30
    assert {type for type, *_ in found} == {"DNA Statement", "Stancebook Statement"}
    assert [sentence for sentence in lost if "passage" in sentence] == []


def test_documents_have_date_title_text_and_source(debate):
    content, lost = written(debate)
    rows = ask(content, "SELECT Title, Text, Author, Source, date(Date, 'unixepoch'), Coder FROM DOCUMENTS ORDER BY ID")
    assert rows == [
        (text.name, text.content.replace("\r\n", "\n"), text.about.get("byline", ""), text.about.get("outlet", ""),
         text.date or "1970-01-01", 1) for text in debate.texts
    ]  # fmt: skip
    assert "1 text without a day, which DNA shows as of 1970-01-01" in lost


def test_entities_have_names_and_meanings_and_our_ids(debate):
    content, _ = written(debate)
    rows = ask(content, "SELECT E.Value, A.AttributeVariable, V.AttributeValue FROM ENTITIES E "
               "JOIN VARIABLES X ON X.ID = E.VariableId JOIN STATEMENTTYPES T ON T.ID = X.StatementTypeId "
               "JOIN ATTRIBUTEVALUES V ON V.EntityId = E.ID JOIN ATTRIBUTEVARIABLES A ON A.ID = V.AttributeVariableId "
               "WHERE X.Variable = ? AND T.Label = 'DNA Statement'", "organization")  # fmt: skip
    actors = {code.definition: code.id.removeprefix("actor:") for code in debate.codes if code.kind == "actor"}
    assert {(name, attribute) for name, attribute, _ in rows} == {
        (name, attribute) for name in ("", *actors) for attribute in ("Type", "Alias", "Notes", "Stancebook id")
    }
    assert {name: value for name, attribute, value in rows if attribute == "Stancebook id"} == {"": "", **actors}
    notes = ask(content, "SELECT E.Value, AttributeValue FROM ENTITIES E JOIN ATTRIBUTEVALUES V ON V.EntityId = E.ID "
                "JOIN ATTRIBUTEVARIABLES A ON A.ID = AttributeVariableId WHERE AttributeVariable = 'Notes'")  # fmt: skip
    assert ("toll", "Whoever crosses the bridge pays a toll.") in notes


def test_coders_can_log_in_see_each_other_and_have_colours(debate):
    content, _ = written(debate)
    rows = ask(content, "SELECT ID, Name, Password FROM CODERS ORDER BY ID")
    assert [name for _, name, _ in rows] == ["Admin", *(coder.name for coder in debate.coders)]
    for _, _, stored in rows:
        both = base64.b64decode(stored)
        digest = both[:16] + b"stancebook"
        for _ in range(100_000):  # Jasypt's strong encryptor, as its manual has it
            digest = hashlib.sha256(digest).digest()
        assert both[16:] == digest
    relations = ask(content, "SELECT Coder, OtherCoder, viewStatements, editStatements FROM CODERRELATIONS")
    assert relations == [(*pair, 1, 1) for pair in permutations(range(1, len(rows) + 1), 2)]
    assert len(set(ask(content, "SELECT Red, Green, Blue FROM CODERS"))) == len(rows)


def test_the_bytes_are_the_same_again(debate):
    assert written(debate)[0] == written(debate)[0]
    shuffled = replace(debate, passages=tuple(reversed(debate.passages)))
    assert written(shuffled)[0] == written(debate)[0]


def test_what_came_from_dna_goes_back_as_it_was():
    before = read(MADE_BY_DNA)
    after = back(before)
    assert (after.texts, after.coders) == (before.texts, before.coders)
    assert [replace(each, id="") for each in after.passages] == [replace(each, id="") for each in before.passages]
    assert {(code.id, code.name, code.definition) for code in after.codes} == {
        (code.id, code.name, code.definition) for code in before.codes
    }
    assert after.lost == ("6 permissions of a coder over the work of another",)


def test_a_study_comes_back_with_ids_for_actors_and_its_own_positions(debate):
    project = back(debate)
    ours = {dna.SUGGESTED_NAMES.get(name, name): name for name in OURS if name != "position"} | {"position": "position"}
    coders = {coder.id: coder.name for coder in project.coders}
    found = [
        (coders[each.coder], quote(project, each), each.note, {ours[name]: cell for name, cell in each.values.items() if name in ours})
        for each in project.passages
    ]  # fmt: skip
    names = {coder.id: coder.name for coder in debate.coders}
    assert found == [
        (names[each.coder], quote(debate, each), each.note, {k: v for k, v in each.values.items() if (k, v) != ("speaker", "-")})
        for each in debate.passages
    ]  # fmt: skip


def test_a_statement_of_dna_s_own_type_without_agreement_gets_ours():
    """Without an agreement DNA would leave the statement out of its networks, or take it for a no."""
    own = {"statement type": "DNA Statement", "organization": "Arland"}
    content, _ = written(
        made(told(own), told(own | {"agreement": "no"}, 7, 11), told(own | {"statement type": "Event"}, 12, 15))
    )
    assert [type for type, *_ in statements_of(content)] == ["Stancebook Statement", "DNA Statement", "Event"]


def test_values_that_the_codebook_lacks_come_in_the_order_of_the_alphabet():
    content, _ = written(made(*(told({"actor": id, "position": "1"}, at, at + 1) for at, id in enumerate("fbeadcg"))))
    assert ask(content, "SELECT group_concat(Value, '') FROM (SELECT Value FROM ENTITIES WHERE VariableId = 2 ORDER BY ID)") == [
        ("abcdefg",)]  # fmt: skip


def test_an_agreement_is_told_only_where_no_position_says_the_same():
    """A person who changes one of them in DNA is told of it when the file comes back."""
    project = made(told({"actor": "a", "position": "2"}), told({"actor": "a", "position": "-1"}, 7, 11))
    content, _ = written(project)
    assert [values["agreement"] for *_, values in statements_of(content)] == [1, 0]
    assert [dict(each.values) for each in read(content).passages] == [
        {"organization": "a", "position": "2"}, {"organization": "a", "position": "-1"}]  # fmt: skip
    connection = opened(content)
    connection.execute("UPDATE DATABOOLEAN SET Value = 0")
    connection.commit()
    after = read(connection.serialize())
    assert [each.values.get("agreement") for each in after.passages] == ["no", None]
    assert (
        "1 agreement other than the position says, which counts more where rows of coders are made (statement 1)"
        in after.lost
    )
    connection.execute("UPDATE DATAINTEGER SET Value = 0")
    connection.commit()
    after = read(connection.serialize())
    assert [each.values for each in after.passages] == [{"organization": "a", "agreement": "no"}] * 2
    assert "2 positions of 0 beside an agreement, which counts more (statement 1; statement 2)" in after.lost
    others = [{"statement type": "Event", "agreement": "yes", "position": position} for position in ("2", "0")]
    again = back(made(told(others[0]), told(others[1], 7, 11)))  # another type's variables stay as they are
    assert [each.values for each in again.passages] == others
    own = {"statement type": "Event", "position": "2"}
    assert [values for *_, values in statements_of(written(made(told(own)))[0])] == [{"position": 2}]


def test_passages_without_values_are_annotations_and_codes():
    codes = [Code("c1", "Fear"), Code("c2", "Hope", definition="A wish."), Code("c3", "Never used")]
    passages = (told({}, 0, 6, note="See page 2."), told({}, 7, 11, codes=("c1", "c2")), told({}, 12, 15))
    content, lost = written(made(*passages, codes=codes))
    assert [(type, words, values) for type, _, _, _, words, values in statements_of(content)] == [
        ("Annotation", "Arland", {"note": "See page 2."}), ("Code", "pays", {"code": "Fear"}),
        ("Code", "pays", {"code": "Hope"}), ("Annotation", "the", {"note": ""})]  # fmt: skip
    assert lost == ("1 code that no statement has",)


def test_a_variable_is_a_number_or_a_truth_only_where_each_statement_has_one():
    some = {"a": "1", "b": "yes", "c": "1", "d": "x" * 191, "e": "01", "f": "2147483648", "g": "no"}
    codes = [Code(f"{name}:1", "1", name) for name in "abcdef"]
    others = {"c": "", "b": "no", "a": "-2", "h": "yes"}
    content, _ = written(made(told(some), told(some | others, 7, 11), codes=codes))
    kinds = dict(ask(content, "SELECT Variable, DataType FROM VARIABLES JOIN STATEMENTTYPES T ON T.ID = StatementTypeId "
                     "WHERE Label = 'Stancebook Statement'"))  # fmt: skip
    assert kinds == {"a": "integer", "b": "boolean", "c": "short text", "d": "long text", "e": "short text",
                     "f": "short text", "g": "boolean", "h": "long text"}  # fmt: skip
    assert [values for *_, values in statements_of(content)] == [
        some | {"a": 1, "b": 1, "g": 0, "h": ""}, some | {"a": -2, "b": 0, "c": "", "g": 0, "h": "yes"}]  # fmt: skip


def test_names_that_are_too_long_or_alike_stay_apart():
    codes = [Code("actor:a", "Arland", "actor"), Code("actor:b", "Arland", "actor"), Code("actor:c", "y" * 300, "actor"),
             Code("actor:d", "y" * 300, "actor", parent="actor:c")]  # fmt: skip
    project = made(*(told({"actor": id, "position": "1"}, at, at + 1) for at, id in enumerate("abcd")), codes=codes)
    names = [values["organization"] for *_, values in statements_of(written(project)[0])]
    assert names == ["Arland", "Arland (2)", "y" * 189 + "…", "y" * 186 + " (2)"]
    assert [each.values["organization"] for each in back(project).passages] == ["a", "b", "c", "d"]
    assert {code.id: code.parent for code in back(project).codes}["organization:d"] == "organization:c"


def test_what_has_no_place_is_told():
    text = Text("t1", "n" * 200, "a\r\nb", "in May", {"outlet": "o" * 191, "rights": "free"})
    passages = (told({"actor": "a", "position": "1"}, 1, 2), told({"actor": "a", "position": "1"}, 3, 4, at="noon"))
    content, lost = written(replace(made(*passages), texts=(text,)))
    assert lost == ("1 outlet longer than 190 characters, cut", "1 passage without a character in it",
                    "1 text with other ends of lines, now line feeds",
                    "1 text without a day, which DNA shows as of 1970-01-01",
                    "1 time at which a passage was coded", "1 title longer than 190 characters, cut")  # fmt: skip
    assert ask(content, "SELECT Text, Notes FROM DOCUMENTS") == [("a\nb", "rights: free")]
    assert [words for *_, words, _ in statements_of(content)] == ["b"]


def test_someone_called_admin_has_dna_s_own_account():
    project = replace(
        made(told({"actor": "a", "position": "2"}, coder="adm")), coders=(Coder("ada", "Ada"), Coder("adm", "Admin"))
    )
    assert ask(written(project)[0], "SELECT ID, Name FROM CODERS") == [(1, "Admin"), (2, "Ada")]
    assert back(project).coders == (Coder("1", "Admin"), Coder("2", "Ada"))


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ANY = st.one_of(WORDS, st.sampled_from(["yes", "no", "-1", "0", "2", "01", "x" * 191, "a\r\nb", "😀", "\0", "'; --"]))
CONTENTS = st.text(st.sampled_from("ab\n\r 😀🇸é\u0301"), min_size=1, max_size=30)


@st.composite
def projects(draw):
    """Projects of any Unicode, with values of any name for statements of two types."""
    texts = tuple(Text(f"t{n}", draw(WORDS), draw(CONTENTS), draw(st.sampled_from(["", "1970-01-01", "2024-02-29", "0001-01-01"])))
                  for n in range(draw(st.integers(1, 3))))  # fmt: skip
    coders = (Coder("ada", "Ada"), Coder("ben", draw(WORDS) or "Ben"))
    passages = []
    for number in range(draw(st.integers(0, 5))):
        text = draw(st.sampled_from(texts))
        start = draw(st.integers(0, len(text.content) - 1))
        end = draw(st.integers(start + 1, len(text.content)))
        start -= text.content[max(start - 1, 0) : start + 1] == "\r\n"  # none begins or ends within an end of line
        end += text.content[end - 1 : end + 1] == "\r\n"
        named = draw(st.dictionaries(st.sampled_from(["actor", "issue", "position", "tone", "Größe"]), ANY, max_size=5))
        coder = draw(st.sampled_from(coders)).id
        passages.append(Passage(f"p{number}", text.id, start, end, coder, values=named, note=draw(ANY)))
    return in_order(Project("Any", texts, (), coders, tuple(passages)))


@given(projects())
def test_any_unicode_goes_out_and_comes_back(project):
    content, lost = written(project)
    assert written(project)[0] == content
    assert ("x" * 191 in str([each.values for each in project.passages])) or "cut" not in str(lost)
    assert ask(content, "PRAGMA foreign_key_check") == [] and ask(content, "PRAGMA integrity_check") == [("ok",)]
    statements_of(content)  # each has a value of each variable
    after = read(content)
    assert [(text.name, text.content, text.date) for text in after.texts] == [
        (text.name, window(text.content), text.date) for text in project.texts
    ]
    assert sorted(shown(after, each) for each in after.passages) == sorted(
        shown(project, each) for each in project.passages
    )


def window(text):
    """Return a text with the ends of lines that DNA's window has."""
    return re.sub("\r\n?", "\n", text)


def shown(project, passage):
    """Return text, place, words, values and note of a passage, under DNA's names and with DNA's ends of lines."""
    number = [text.id for text in project.texts].index(passage.text)
    start = len(window(project.texts[number].content[: passage.start]))
    named = {"actor": "organization", "issue": "concept"}
    cut = {
        name: f"{cell[:189]}…" if name in named and len(cell) > 190 else cell for name, cell in passage.values.items()
    }
    values = {named.get(name, name): cell for name, cell in cut.items() if cell}
    cells = sorted(cell for cell in values.items() if cell[0] not in ("statement type", "agreement"))
    return number, start, window(quote(project, passage)), cells, passage.note


def test_who_exports_is_told_the_password(run_paths, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(PROJECT)
    exporting.export({"STANCEBOOK_STUDY": str(run_paths.study)}, "dna", "coder_a", str(tmp_path / "debate.dna"))
    lines = capsys.readouterr().out.splitlines()
    assert "with 3 texts and 12 passages" in lines[0] and lines[1].endswith("before it opens the file: stancebook")
    assert lines[2:-1] == [
        "not in it: 1 text with other ends of lines, now line feeds",
        "not in it: 1 text without a day, which DNA shows as of 1970-01-01",
    ]
