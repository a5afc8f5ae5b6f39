"""Our REFI-QDA files: valid by the schema, and read back by pyrefiqda field by field."""

import copy
import csv
import io
import shutil
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from project import PROJECT
from refi_files import faults
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.exchange import refi_qda
from stancebook.exchange.from_study import project_of
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, checked, quote
from stancebook.exchange.refi_qda import writing
from stancebook.study.study import Study

CODEBOOK = "urn:QDA-XML:codebook:1.0"
EMOJI = Text(
    "t1",
    "Toll \N{AUTOMOBILE}",
    "\N{AUTOMOBILE}\N{BRIDGE AT NIGHT} pays.\r\nArland\r\n\u00e9 e\u0301 waits.",
    "1925-03-02",
    {"outlet": "Courier"},
)
CODES = (
    Code("issue", "issue"),
    Code("issue:toll", "toll", "issue", "What <cars> pay & when.", "issue"),
    Code("mine", "mine", parent="issue:toll"),
)
CODERS = (Coder("ada", "Ada"), Coder("ben", "Ben & Co"))
PASSAGES = (
    Passage(
        "ada-1",
        "t1",
        0,
        2,
        "ada",
        ("issue:toll", "mine"),
        {"issue": "toll", "speaker": "-"},
        "Why?\r\n<b>",
        "2025-03-01T12:00:00Z",
    ),
    Passage("ada-2", "t1", 3, 16, "ada", ("mine",), {"speaker": "-"}),
    Passage("ben-1", "t1", 11, 17, "ben", at="yesterday"),
)
MINE = Project("Tolls & bridges", (EMOJI, Text("t2", "Empty", "")), CODES, CODERS, PASSAGES)


def loaded(project, folder):
    """Write a project; return what pyrefiqda reads of it, and the content of each of its text files by GUID."""
    refi_qda.write(project, folder / "p.qdpx")
    found = RefiProject.load(folder / "p.qdpx", str(folder / "parts"))
    with zipfile.ZipFile(folder / "p.qdpx") as archive:
        assert faults(archive.read("project.qde")) == []
    texts = {}
    for source in found.sources.text_source if found.sources else []:
        path = RefiProject.resolve_source_path(source.plain_text_path, folder / "parts")
        texts[source.guid] = path.read_bytes().decode("utf-8")
    return found, texts


def flat(codes, parent=""):
    """Yield name, name of the code above, description and whether it is for coding of each code of a tree."""
    for code in codes:
        yield code.name, parent, code.description or "", code.is_codable
        yield from flat(code.code, code.name)


def test_each_field_is_read_by_pyrefiqda(tmp_path):
    found, texts = loaded(MINE, tmp_path)
    users = {user.guid: user.name for user in found.users.user}
    names = {each.guid: each.name for each in _all_codes(found.code_book.codes.code)}
    assert (found.name, found.origin.split()[0], list(users.values())) == (
        "Tolls & bridges",
        "Stancebook",
        ["Ada", "Ben & Co"],
    )
    assert [user.id for user in found.users.user] == ["ada", "ben"]
    assert list(flat(found.code_book.codes.code)) == [
        ("issue", "", "", False), ("toll", "issue", "What <cars> pay & when.", True), ("mine", "toll", "", True),
    ]  # fmt: skip
    first, second = found.sources.text_source
    assert (first.name, second.name) == (EMOJI.name, "Empty")
    assert (texts[first.guid], texts[second.guid]) == (EMOJI.content.replace("\r\n", "\n"), "")
    selections = [
        (each.start_position, each.end_position, texts[first.guid][each.start_position : each.end_position], each.name,
         users[each.creating_user], [names[coding.code_ref.target_guid] for coding in each.coding], each.description,
         {users[coding.creating_user] for coding in each.coding}, str(each.creation_date_time or ""))
        for each in first.plain_text_selection
    ]  # fmt: skip
    assert selections == [
        (0, 2, "\N{AUTOMOBILE}\N{BRIDGE AT NIGHT}", "\N{AUTOMOBILE}\N{BRIDGE AT NIGHT}", "Ada", ["toll", "mine"], "Why?\r\n<b>", {"Ada"}, "2025-03-01T12:00:00Z"),
        (3, 15, "pays.\nArland", "pays. Arland", "Ada", ["mine"], None, {"Ada"}, ""),
        (10, 15, "rland", "rland", "Ben & Co", [], None, set(), ""),
    ]  # fmt: skip


def test_values_are_variables_of_texts_and_of_cases(tmp_path):
    found, _ = loaded(MINE, tmp_path)
    variables = {each.guid: (each.name, each.type_of_variable.value) for each in found.variables.variable}
    assert sorted(variables.values()) == [("date", "Date"), ("outlet", "Text"), ("speaker", "Text")]
    first, second = found.sources.text_source
    values = {
        variables[each.variable_ref.target_guid][0]: each.text_value or str(each.date_value)
        for each in first.variable_value
    }
    assert values == {"date": "1925-03-02", "outlet": "Courier"} and second.variable_value == []
    (case,) = found.cases.case
    selections = {each.guid for each in first.plain_text_selection[:2]}
    assert ({each.target_guid for each in case.selection_ref}, case.name) == (selections, "speaker: -")
    assert [(variables[each.variable_ref.target_guid][0], each.text_value) for each in case.variable_value] == [
        ("speaker", "-")
    ]


def _all_codes(codes):
    """Return the codes of a tree."""
    return [each for code in codes for each in (code, *_all_codes(code.code))]


def test_what_does_not_fit_is_told(tmp_path):
    bad = replace(MINE, passages=(replace(PASSAGES[0], note="\x07\ud800"), *PASSAGES[1:]))
    assert refi_qda.write(bad, tmp_path / "a.qdpx") == (
        "2 characters that XML or UTF-8 does not allow, written as \N{REPLACEMENT CHARACTER}",
        "the time of 1 passage, as it is not written like 2025-03-01T12:00:00Z",
        "the line ends or the byte order mark of 1 text, whose file has line feeds alone",
    )
    circle = (Code("a", "A", parent="b"), Code("b", "B", parent="a"), Code("c", "C", parent="b"))
    lost = refi_qda.write(Project("P", (), circle, (), ()), tmp_path / "b.qdpx")
    assert lost == ("2 codes below themselves in the tree, written without a code above",)
    assert [(each.name, each.parent) for each in refi_qda.read(tmp_path / "b.qdpx").codes][:2] == [("A", ""), ("B", "")]


def test_a_passage_of_half_a_line_end_is_the_line_end_and_one_of_a_mark_is_counted(tmp_path):
    spans = ((0, 1), (0, 2), (2, 3), (3, 4), (2, 5), (4, 6))
    passages = tuple(Passage(f"p{n}", "t", *span, "ada") for n, span in enumerate(spans))
    lost = refi_qda.write(Project("P", (Text("t", "T", "\ufeffa\r\nb\r"),), (), CODERS, passages), tmp_path / "p.qdpx")
    assert lost == (
        "1 passage of a byte order mark",
        "the line ends or the byte order mark of 1 text, whose file has line feeds alone",
    )
    back = refi_qda.read(tmp_path / "p.qdpx")
    assert back.texts[0].content == "a\nb\n"
    assert sorted(quote(back, each) for each in back.passages) == ["\n", "\n", "\nb", "a", "b\n"]


def test_a_codebook_alone_is_valid_and_read_by_pyrefiqda(tmp_path):
    assert refi_qda.write(MINE, tmp_path / "codes.qdc") == ("2 texts", "2 coders", "3 passages")
    content = (tmp_path / "codes.qdc").read_bytes()
    assert faults(content, CODEBOOK) == []
    assert "isCodable" in str(faults(content.replace(b"isCodable", b"codable"), CODEBOOK))
    book = RefiCodebook.load(tmp_path / "codes.qdc")
    assert list(flat(book.codes.code)) == [
        ("issue", "", "", False), ("toll", "issue", "What <cars> pay & when.", True), ("mine", "toll", "", True),
    ]  # fmt: skip
    refi_qda.write(MINE, tmp_path / "p.qdpx")
    in_project = [
        (each.id, each.name, each.parent, each.definition) for each in refi_qda.read(tmp_path / "p.qdpx").codes
    ]
    assert [
        (each.id, each.name, each.parent, each.definition) for each in refi_qda.read(tmp_path / "codes.qdc").codes
    ] == in_project
    with pytest.raises(UserError, match="there are no codes"):
        refi_qda.write(replace(MINE, codes=(), passages=()), tmp_path / "none.qdc")


def test_guids_stay_when_a_project_is_read_and_written_again(tmp_path):
    refi_qda.write(MINE, tmp_path / "one.qdpx")
    one = refi_qda.read(tmp_path / "one.qdpx")
    refi_qda.write(one, tmp_path / "two.qdpx")
    assert refi_qda.read(tmp_path / "two.qdpx") == one
    other = writing.project_file(replace(MINE, name="Other"))[0]
    with zipfile.ZipFile(io.BytesIO(other)) as archive, zipfile.ZipFile(tmp_path / "one.qdpx") as first:
        assert set(archive.namelist()) & set(first.namelist()) == {"project.qde"}  # GUIDs are a project's own


def test_the_bytes_depend_on_the_project_alone(tmp_path):
    content, _ = writing.project_file(MINE)
    assert writing.project_file(MINE)[0] == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "project.qde"


# ---- any text


SIGNS = st.characters() | st.sampled_from("\x00\x07\ud800\udc00\ufffe\ufeff\r\n\t \u2028\N{AUTOMOBILE}<&\"'\x85")
WORDS = st.text(SIGNS, max_size=12)


@st.composite
def projects(draw):
    """A project of texts, codes and passages with any characters."""
    texts = tuple(
        Text(f"t{n}", draw(WORDS) or "T", draw(st.text(SIGNS, min_size=1, max_size=30)))
        for n in range(draw(st.integers(1, 3)))
    )
    count = draw(st.integers(0, 4))
    codes = tuple(
        Code(f"c{n}", draw(WORDS), "", draw(WORDS), draw(st.sampled_from(["", *(f"c{k}" for k in range(n))])))
        for n in range(count)
    )
    passages = []
    for n in range(draw(st.integers(0, 4))):
        text = draw(st.sampled_from(texts))
        start = draw(st.integers(0, len(text.content) - 1))
        end = draw(st.integers(start + 1, len(text.content)))
        chosen = draw(st.lists(st.sampled_from([code.id for code in codes]), unique=True)) if codes else []
        values = draw(st.dictionaries(st.text("abc", min_size=1, max_size=2), WORDS.filter(bool), max_size=2))
        passages.append(Passage(f"p{n}", text.id, start, end, "ada", tuple(chosen), values, draw(WORDS)))
    return checked(Project(draw(WORDS) or "P", texts, codes, CODERS, tuple(passages)), "any")


def in_file(text):
    """Return a text as a text file has it, written down anew: line feeds alone, no mark, no halves of characters."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def as_xml(text):
    """Return a text as XML has it."""
    allowed = [
        sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff" for sign in text
    ]
    return "".join(sign if fine else "\N{REPLACEMENT CHARACTER}" for sign, fine in zip(text, allowed, strict=True))


@given(projects())
def test_any_text_is_valid_and_comes_back(tmp_path_factory, project):
    path = tmp_path_factory.mktemp("any") / "p.qdpx"
    refi_qda.write(project, path)
    with zipfile.ZipFile(path) as archive:
        assert faults(archive.read("project.qde")) == []
    back = refi_qda.read(path)
    assert back.name == as_xml(project.name) and back.lost == ()
    assert [text.content for text in back.texts] == [in_file(text.content) for text in project.texts]
    assert [text.name for text in back.texts] == [as_xml(text.name) for text in project.texts]
    tree = {code.id: code.name for code in back.codes}
    mine = {code.id: as_xml(code.name) for code in project.codes}
    assert sorted((each.name, each.definition, tree.get(each.parent, "")) for each in back.codes) == sorted(
        (as_xml(each.name), as_xml(each.definition), mine.get(each.parent, "")) for each in project.codes
    )
    texts, numbers = (
        {text.id: text.content for text in project.texts},
        {text.id: n for n, text in enumerate(back.texts)},
    )
    found = sorted(
        (
            numbers[each.text],
            quote(back, each),
            each.note,
            sorted(tree[code] for code in each.codes),
            sorted(each.values.items()),
        )
        for each in back.passages
    )
    asked = sorted(
        (int(each.text[1:]), whole(texts[each.text], each), as_xml(each.note), sorted(mine[code] for code in each.codes),
         sorted((name, as_xml(value)) for name, value in each.values.items()))
        for each in project.passages if texts[each.text][: each.end].strip("\ufeff")
    )  # fmt: skip
    assert found == asked


def whole(text, passage):
    """Return the words of a passage in the file: a passage that is half of a line end is the line end."""
    start, end = passage.start, passage.end
    words = text[start:end]
    if text[end - 1 : end + 1] == "\r\n":
        words = words[:-1] or "\r"
    if text[start - 1 : start + 1] == "\r\n" and start:
        words = "\r" + words
    return in_file(words if start or not text.startswith("\ufeff") else words.lstrip("\ufeff"))


# ---- a study


def shipped(folder):
    """Return the shipped study from a copy of what people wrote, which no notebook has run."""
    for name in ("data/raw", "data/coded"):
        shutil.copytree(PROJECT / name, folder / name)
    return Study(RunPaths(PROJECT, folder, folder), {})


def as_pyrefiqda_has_it(found, texts):
    """Yield text, words, coder, codes, note and variables of each selection that pyrefiqda read."""
    users = {user.guid: user.id for user in found.users.user}
    names = {each.guid: each.name for each in _all_codes(found.code_book.codes.code)}
    above = {code.guid: top.name for top in found.code_book.codes.code for code in top.code}
    variables = {each.guid: each.name for each in found.variables.variable}
    values = {
        reference.target_guid: {
            variables[each.variable_ref.target_guid]: each.text_value for each in case.variable_value
        }
        for case in found.cases.case
        for reference in case.selection_ref
    }
    for source in found.sources.text_source:
        for each in source.plain_text_selection:
            codes = [coding.code_ref.target_guid for coding in each.coding]
            assert {coding.creating_user for coding in each.coding} == {each.creating_user}
            place = (each.start_position, texts[source.guid][each.start_position : each.end_position])
            rows = [(above[code], names[code]) for code in codes] + sorted(values.get(each.guid, {}).items())
            yield source.name, *place, users[each.creating_user], rows, each.description or ""


def as_the_study_has_it(project):
    """Yield the same of each passage of a project."""
    texts = {text.id: text for text in project.texts}
    for each in project.passages:
        text, values = texts[each.text], dict(each.values)
        codes = [tuple(code.split(":", 1)) for code in each.codes]
        rest = {"speaker": values["speaker"]} if values["speaker"] == "-" else {}
        place = (len(in_file(text.content[: each.start])), in_file(quote(project, each)))
        yield text.name, *place, each.coder, codes + sorted(rest.items()), each.note


def test_the_toy_study_counted_by_hand(run_paths, tmp_path):
    found, texts = loaded(project_of(Study(run_paths, {}), "all"), tmp_path)
    assert (len(found.sources.text_source), len(_all_codes(found.code_book.codes.code))) == (3, 8 + 31)
    selections = list(as_pyrefiqda_has_it(found, texts))
    assert Counter(coder for _, _, _, coder, _, _ in selections) == {"coder_a": 12, "coder_b": 13, "adjudicated": 13}
    assert selections[0][2:4] == ("Arland will build the bridge", "coder_a")
    assert selections[0][4] == [
        ("actor", "arland"), ("via", "self"), ("voice", "indirect"), ("issue", "bridge"), ("position", "1"),
        ("condition", "half_paid"), ("confidence", "2"), ("speaker", "-"),
    ]  # fmt: skip


@pytest.mark.parametrize("which", ["toy", "shipped"])
def test_each_statement_of_a_study_is_read_by_pyrefiqda(which, run_paths, tmp_path):
    study = Study(run_paths, {}) if which == "toy" else shipped(tmp_path / "shipped")
    project = project_of(study, "all")
    found, texts = loaded(project, tmp_path)
    assert sorted(as_pyrefiqda_has_it(found, texts)) == sorted(as_the_study_has_it(project))
    assert [(user.id, user.name) for user in found.users.user] == [(each.id, each.name) for each in project.coders]
    assert list(texts.values()) == [in_file(text.content) for text in project.texts]
    names = {code.id: code.name for code in project.codes}
    assert [each[:3] for each in flat(found.code_book.codes.code)] == [
        (
            code.name,
            names.get(code.parent, ""),
            code.definition
            + (f"\ntype: {code.type}" if code.type else "")
            + (f"\nother names: {'; '.join(code.others)}" if code.others else ""),
        )
        for code in project.codes
    ]
    assert all(each.is_codable == bool(parent) for each, parent in _with_parent(found.code_book.codes.code))
    with (study.paths.coded / f"{project.coders[0].id}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(each.coder == project.coders[0].id for each in project.passages)


def _with_parent(codes, parent=None):
    """Yield each code of a tree with the one above it."""
    for code in codes:
        yield code, parent
        yield from _with_parent(code.code, code)


@pytest.mark.parametrize("which", ["toy", "shipped"])
def test_each_statement_of_a_study_comes_back(which, run_paths, tmp_path):
    project = project_of(Study(run_paths, {}) if which == "toy" else shipped(tmp_path / "shipped"), "all")
    refi_qda.write(project, tmp_path / "p.qdpx")
    back = refi_qda.read(tmp_path / "p.qdpx")
    codes, coders = {code.id: code for code in back.codes}, {coder.id: coder.name for coder in back.coders}
    names = {coder.id: coder.name for coder in project.coders}
    texts = {text.id: number for number, text in enumerate(back.texts)}
    theirs = []
    for each in back.passages:
        said = [(codes[code].kind, codes[code].name) for code in each.codes]
        joined = {kind: " ".join(name for one, name in said if one == kind) for kind, _ in said}
        theirs.append((texts[each.text], quote(back, each), coders[each.coder], each.note, joined | dict(each.values)))
    mine = [text.id for text in project.texts]
    asked = [
        (mine.index(each.text), in_file(quote(project, each)), names[each.coder], each.note, dict(each.values))
        for each in project.passages
    ]
    assert sorted(theirs, key=str) == sorted(asked, key=str)
    assert [(text.name, text.content, text.date, text.about) for text in back.texts] == [
        (text.name, in_file(text.content), text.date, text.about) for text in project.texts
    ]


def as_qualcoder_gives_it_back(path):
    """Write a project anew as QualCoder does: a selection for each code, no cases, GUIDs of its own, a mark in texts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts.pop("project.qde"))
    root.set("origin", "QualCoder 3.7")
    for each in root.findall("{*}Cases"):
        root.remove(each)
    for selection in list(root.iter("{*}PlainTextSelection")):
        for coding in selection.findall("{*}Coding"):
            one = copy.deepcopy(selection)
            one.set("guid", coding.get("guid"))
            for other in one.findall("{*}Coding"):
                if other.get("guid") != coding.get("guid"):
                    one.remove(other)
            selection.addprevious(one)
        selection.getparent().remove(selection)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", etree.tostring(root))
        for name, content in parts.items():
            archive.writestr(name, b"\xef\xbb\xbf" + content)


def test_statements_keep_their_codes_through_a_program_with_a_selection_for_each_code(run_paths, tmp_path):
    project = project_of(Study(run_paths, {}), "all")
    refi_qda.write(project, tmp_path / "p.qdpx")
    as_qualcoder_gives_it_back(tmp_path / "p.qdpx")
    back = refi_qda.read(tmp_path / "p.qdpx")
    codes, texts = {code.id: (code.kind, code.name) for code in back.codes}, [text.id for text in back.texts]
    names, mine = {coder.id: coder.name for coder in back.coders}, [text.id for text in project.texts]
    found = {
        (texts.index(each.text), each.start, quote(back, each), names[each.coder]): {codes[code] for code in each.codes}
        for each in back.passages
    }
    coders, asked = {coder.id: coder.name for coder in project.coders}, {}
    for each in project.passages:
        text = project.texts[mine.index(each.text)].content
        start = len(in_file(text[: each.start]))
        place = mine.index(each.text), start, in_file(quote(project, each)), coders[each.coder]
        asked.setdefault(place, set()).update(tuple(code.split(":", 1)) for code in each.codes)
    assert found == asked and len(back.passages) == len(
        {(each.text, each.start, each.end, each.coder) for each in project.passages}
    )
