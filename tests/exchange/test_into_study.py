"""Projects of other programs brought into a study: texts, codes, rows, what waits; twice, halfway, and there and back."""

import os
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from project import PROJECT
from stancebook.core import files, tables
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.exchange import passages
from stancebook.exchange.from_study import project_of
from stancebook.exchange.incoming import coder_rows, mapping, text_places
from stancebook.exchange.incoming.messages import lost, told
from stancebook.exchange.incoming.new_texts import Original
from stancebook.exchange.into_study import Asked, Import
from stancebook.exchange.project import Code, Coder, Passage, Project, Text
from stancebook.pipeline import check
from stancebook.pipeline.commands.new import layout
from stancebook.study import coders as study_coders
from stancebook.study.coders import People
from stancebook.study.revision.edits import Reason
from stancebook.study.study import Study

REASON = Reason("2026-03-01", "imported from toll.dna")
ORIGINAL = Original(PROJECT / "toll.dna", b"a database", ".dna")
TEXT = "Arland pays. Borduria does not pay, says Ina Mor."
DNA = SimpleNamespace(
    SUGGESTED_NAMES={"speaker": "person", "actor": "organization", "issue": "concept", "position": "agreement"},
    SUGGESTED_WORDS={"position": {"yes": "2", "no": "-2"}},
    SUGGESTED_VALUES={"via": "self", "voice": "indirect", "confidence": "2"},
)
FOREIGN = Project(
    "Toll",
    (Text("t1", "One", TEXT, "2026-02-01", {"author": "Ada Quill", "colour": "red"}), Text("t2", "Two", " \n")),
    (Code("g", "Themes"), Code("c", "Who pays", definition="Money matters.", parent="g")),
    (Coder("1", "Ada Lund"), Coder("2", "Ben")),
    (
        Passage("s1", "t1", 0, 11, "1", (), {"organization": "Arland", "concept": "Toll is paid", "agreement": "yes"}),
        Passage("s2", "t1", 13, 34, "1", (), {"person": "Ina Mor", "organization": "borduria", "concept": "Toll is paid",
                                              "agreement": "no", "mood": "dark"}, "A note.", "2026-02-03"),
        Passage("s3", "t1", 0, 34, "2", (), {"organization": "Arland", "concept": "Toll is paid", "agreement": "no"}),
        Passage("s4", "t1", 13, 21, "2", ("c",)),
        Passage("s5", "t1", 0, 6, "2"),
    ),
    ("2 pictures",),
)  # fmt: skip


@pytest.fixture
def fresh(tmp_path):
    """The RunPaths of a study that `stancebook new` has made."""
    for name, content in layout("Fresh").items():
        files.write_bytes(tmp_path / "fresh" / name, content)
    return RunPaths(PROJECT, tmp_path / "fresh", tmp_path / "fresh")


def importing(paths, project, maps=(), sets=(), coders=None, format=None, name="toll", replace=False, first=False):
    asked = Asked(mapping.given(maps, sets, format), coders or {}, name, REASON, replace, first)
    return Import(paths, project, ORIGINAL, asked)


def everything(paths):
    """The bytes of every file of a study's data, by name."""
    return {
        path.relative_to(paths.study).as_posix(): path.read_bytes()
        for path in sorted(paths.study.rglob("*"))
        if path.is_file()
    }


def bring(paths, project, **more):
    made = importing(paths, project, **more)
    if not made.changes_nothing:
        made.write()
    return made


# ---- a project of another program, counted by hand


def test_complete_statements_are_rows_and_the_others_wait_with_what_they_lack(fresh):
    made = bring(fresh, FOREIGN, format=DNA)
    assert tables.read(fresh.coded / "ada_lund.csv") == [
        {"article": "000", "quote": "Arland pays", "occurrence": "", "speaker": "-", "actor": "arland", "via": "self",
         "voice": "indirect", "issue": "toll_is_paid", "position": "2", "condition": "none", "confidence": "2", "note": ""},
        {"article": "000", "quote": "Borduria does not pay", "occurrence": "", "speaker": "Ina Mor", "actor": "borduria",
         "via": "self", "voice": "indirect", "issue": "toll_is_paid", "position": "-2", "condition": "none",
         "confidence": "2", "note": "A note."},
    ]  # fmt: skip
    assert not (fresh.coded / "ben.csv").exists()
    kept = tables.read(fresh.passages / "toll.csv")
    assert [(row["passage"], row["coder"], row["variable"], row["value"], row["lacks"]) for row in kept] == [
        ("s2", "ada_lund", "mood", "dark", ""),
        ("s3", "ben", "organization", "Arland", "a place within one sentence"),
        ("s3", "ben", "concept", "Toll is paid", "a place within one sentence"),
        ("s3", "ben", "agreement", "no", "a place within one sentence"),
        ("s4", "ben", "code", "Themes / Who pays", "actor, issue, position"),
        ("s5", "ben", "", "", "actor, issue, position"),
    ]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in kept)
    assert made.waiting == {"a place within one sentence": 1, "actor, issue, position": 2}
    codes = tables.read(fresh.passages / "toll_codes.csv")
    assert codes == [
        {"code": "Themes", "definition": ""},
        {"code": "Themes / Who pays", "definition": "Money matters."},
    ]
    assert lost(made) == ["2 pictures", "1 text without words (Two)", "what it says of texts under colour",
                         "1 time at which a row was coded"]  # fmt: skip


def test_texts_come_in_as_documents_do(fresh):
    made = bring(fresh, FOREIGN, format=DNA)
    [row] = tables.read(fresh.coded / "sources.csv")
    assert (fresh.raw / row["file"]).read_bytes().decode() == TEXT
    assert (row["article"], row["byline"], row["date_latest"]) == ("000", "Ada Quill", "2026-02-01")
    assert (
        row["sha256"] == files.digest(TEXT.encode())
        and f"{row['sha256']}  {row['file']}" in (fresh.raw / "SHA256SUMS").read_text()
    )
    assert (row["original"], row["received_as"]) == (f"{files.digest(b'a database')}.dna", "toll.dna, One")
    assert (fresh.study / "data/originals" / row["original"]).read_bytes() == b"a database"
    assert len(made.new.texts.rows) == 1


def test_codes_that_rows_need_are_added_as_one_change_of_each_kind(fresh):
    before = (fresh.coded / "codebook.yaml").read_text()
    made = bring(fresh, FOREIGN, format=DNA, sets=["type=state"])
    assert made.changes == ["version 2: actor arland and borduria are added", "version 3: issue toll_is_paid is added"]
    book = Study(fresh, {}).codebook
    assert (book.names["arland"], book.types["arland"], book.issues["toll_is_paid"]) == (
        "Arland",
        "state",
        "Toll is paid",
    )
    assert [(each.change, each.date, each.why, each.new) for each in book.changes] == [
        ("add", "2026-03-01", "imported from toll.dna", ("arland", "borduria")),
        ("add", "2026-03-01", "imported from toll.dna", ("toll_is_paid",)),
    ]
    kept = [line for line in before.splitlines() if line not in ("version: 1", "changes: []")]
    assert {*kept} <= {*(fresh.coded / "codebook.yaml").read_text().splitlines()}


def test_of_two_people_with_one_name_it_is_told_who_is_who(fresh):
    project = replace(FOREIGN, coders=(*FOREIGN.coders, Coder("7", "Ada Lund")))
    said = told(importing(fresh, project, format=DNA))
    assert said[:3] == ["coder Ada Lund (1) is ada_lund", "coder Ben is ben", "coder Ada Lund (7) is ada_lund_2"]


def test_what_nobody_said_is_told(fresh):
    assert told(importing(fresh, FOREIGN, format=DNA)) == [
        "coder Ada Lund is ada_lund", "coder Ben is ben", "actor is organization", "condition is none where there is none",
        "confidence is 2 where there is none", "issue is concept", "position is agreement", "speaker is - where there is none",
        "speaker is person", "via is self where there is none", "voice is indirect where there is none",
        "the type of new actors is actor",
    ]  # fmt: skip
    said = told(importing(fresh, FOREIGN, format=DNA, sets=["type=state", "via=other"]))
    assert "via is other where there is none" in said and "the type of new actors is actor" not in said


def test_a_study_after_an_import_is_in_order_and_says_what_waits(fresh):
    bring(fresh, FOREIGN, format=DNA)
    (fresh.study / "report/text.md").write_text("# Toll\n")
    study = Study(fresh, {})
    assert [
        str(each) for each in check.check_study(study) if each.file.startswith(("data/", "ada", "codebook", "sources"))
    ] == []
    waits = "3 passages of toll wait: 2 for actor, issue, position, 1 for a place within one sentence"
    cure = "import FILE again with --map or --set for a column and --first-sentence for places over sentences"
    assert f"{waits}; {cure}" in check.hints(study)


def test_what_waits_becomes_rows_when_the_user_says_what_lacks(fresh):
    bring(fresh, FOREIGN, format=DNA)
    rows = (fresh.coded / "ada_lund.csv").read_bytes()
    made = bring(fresh, FOREIGN, format=DNA, maps=["issue=Themes"], sets=["actor=arland", "position=1"])
    assert made.coder_files["ben"].new == 1 and (fresh.coded / "ada_lund.csv").read_bytes() == rows
    [row] = tables.read(fresh.coded / "ben.csv")
    assert (row["quote"], row["issue"], row["actor"], row["position"]) == ("Borduria", "who_pays", "arland", "1")
    assert Study(fresh, {}).codebook.issues["who_pays"] == "Money matters."
    assert "s4" not in {row["passage"] for row in tables.read(fresh.passages / "toll.csv")}


def test_a_passage_over_sentences_is_cut_to_the_first_if_the_user_says_so_and_kept_whole(fresh):
    made = bring(fresh, FOREIGN, format=DNA, first=True)
    [row] = tables.read(fresh.coded / "ben.csv")
    assert (row["quote"], row["position"]) == ("Arland pays.", "-2") and made.cut == {"s3"}
    kept = [row for row in tables.read(fresh.passages / "toll.csv") if row["passage"] == "s3"]
    assert {row["quote"] for row in kept} == {TEXT[:34]} and {row["lacks"] for row in kept} == {""} and len(kept) == 3
    assert "1 passage cut to the first sentence, and kept whole" in told(made)
    assert importing(fresh, FOREIGN, format=DNA, first=True).changes_nothing


def test_white_space_at_the_ends_of_a_passage_keeps_it_from_no_sentence(fresh):
    ends = [(0, 13), (12, 34), (12, 13)]
    moved = [replace(each, start=start, end=end) for each, (start, end) in zip(FOREIGN.passages, ends, strict=False)]
    project = replace(FOREIGN, passages=tuple(moved))
    for first in (False, True):
        made = importing(fresh, project, format=DNA, first=first)
        assert [(made.rows[id].row["quote"], id in made.cut) for id in ("s1", "s2")] == [
            ("Arland pays.", False), ("Borduria does not pay", False)]  # fmt: skip
        assert made.lacks == {"s3": "a place within one sentence"}
    made.write()
    kept = [(row["passage"], row["start"], row["end"]) for row in tables.read(fresh.passages / "toll.csv")]
    assert kept == [("s2", "12", "34"), *[("s3", "12", "13")] * 3]  # as the other program has them
    assert importing(fresh, project, format=DNA, first=True).changes_nothing


def test_a_passage_that_begins_within_a_line_end_of_a_text_with_odd_signs_has_the_whole_line_end(fresh):
    text = replace(FOREIGN.texts[0], content="Rain\0.\r\nArland pays.")
    project = replace(FOREIGN, texts=(text,), passages=(replace(FOREIGN.passages[0], start=7, end=19),))
    made = bring(fresh, project, format=DNA)
    assert [(row.row["quote"], row.span) for row in made.rows.values()] == [("Arland pays", (7, 18))]


@pytest.mark.parametrize("name", ["", " ", "\n"])
def test_a_code_without_a_name_is_called_by_its_id(fresh, name):
    codes = (Code("who", name, "actor"), Code("what", name, "issue"))
    passage = replace(FOREIGN.passages[0], codes=("who", "what"), values={"position": "2"})
    made = importing(fresh, replace(FOREIGN, codes=codes, passages=(passage,)), format=DNA)
    assert [(row.row["actor"], row.row["issue"]) for row in made.rows.values()] == [("who", "what")]
    assert (made.book.names["who"], made.book.issues["what"]) == ("who", "what")


# ---- again, halfway, over something


@pytest.mark.parametrize("format", [None, DNA])
def test_a_project_brought_in_twice_changes_nothing(fresh, format):
    bring(fresh, FOREIGN, format=format)
    before = everything(fresh)
    again = importing(fresh, FOREIGN, format=format)
    assert again.changes_nothing and not again.changes
    bring(fresh, FOREIGN, format=format)
    assert everything(fresh) == before


def test_what_is_a_row_already_does_not_wait_when_less_is_said(fresh):
    bring(fresh, FOREIGN, format=DNA, first=True)
    made = bring(fresh, FOREIGN, format=DNA, maps=["issue=Themes"], sets=["actor=arland", "position=1"])
    assert {id: coder for id, (coder, _) in made.already.items()} == {"s1": "ada_lund", "s2": "ada_lund", "s3": "ben"}
    assert made.waiting == {"issue": 1} and made.coder_files["ben"][1:] == (1, 1)
    rows = {coder: (fresh.coded / f"{coder}.csv").read_bytes() for coder in ("ada_lund", "ben")}
    made = bring(fresh, FOREIGN, format=DNA)
    assert made.waiting == {"actor, issue, position": 1} and [*made.lacks] == ["s5"]
    assert {id: coder for id, (coder, _) in made.already.items()} == {"s3": "ben", "s4": "ben"}
    assert made.coder_files["ben"] == (None, 0, 2) and made.coder_files["ada_lund"] == (None, 0, 2)
    assert rows == {coder: (fresh.coded / f"{coder}.csv").read_bytes() for coder in rows}
    assert importing(fresh, FOREIGN, format=DNA).changes_nothing
    more = replace(FOREIGN, passages=(*FOREIGN.passages, replace(FOREIGN.passages[0], id="s9", coder="2", end=6)))
    assert importing(fresh, more, format=DNA, replace=True).coder_files["ben"].new == 1
    other = replace(FOREIGN, passages=(replace(FOREIGN.passages[2], values={"organization": "Cordovia"}),))
    assert [*importing(fresh, other, format=DNA, replace=True).lacks] == ["s3"]


def test_what_was_adjudicated_and_came_in_for_a_coder_does_not_wait_again(run_paths, fresh):
    out = replace(project_of(Study(run_paths, {})), lost=())
    bring(fresh, out, coders={"adjudicated": "eva"})
    made = importing(fresh, out)
    assert made.changes_nothing and not made.waiting and made.coder_files["eva"].there == 13
    one = replace(out, passages=(*out.passages, replace(out.passages[0], id="more", end=out.passages[0].end - 1)))
    assert len(importing(fresh, one, replace=True).lacks) == 14


@pytest.mark.parametrize("number", range(8))
def test_everything_or_nothing_is_written(fresh, monkeypatch, number):
    before, replace_file, count = everything(fresh), os.replace, [0]

    def fail_once(source, target):
        count[0] += 1
        if count[0] == number + 1:
            raise OSError(28, "No space left on device")
        replace_file(source, target)

    made = importing(fresh, FOREIGN, format=DNA)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail_once)
        with pytest.raises(OSError, match="No space"):
            made.write()
    assert everything(fresh) == before


def test_rows_that_are_there_stay_and_other_rows_are_refused(fresh):
    bring(fresh, FOREIGN, format=DNA)
    before = everything(fresh)
    fewer = replace(FOREIGN, passages=FOREIGN.passages[:1])
    assert importing(fresh, fewer, format=DNA, replace=True).coder_files["ada_lund"] == (None, 0, 1)
    other = replace(FOREIGN, passages=(replace(FOREIGN.passages[0], end=6),))
    refused = r"data/coded/ada_lund.csv has other rows already; call the coder another name, as in --coder "
    with pytest.raises(UserError, match=rf'{refused}"Ada Lund=ada_lund_2", or move'):
        bring(fresh, other, format=DNA, replace=True)
    namesake = replace(other, coders=(*FOREIGN.coders, Coder("7", "Ada Lund")))
    with pytest.raises(UserError, match=rf"{refused}1=ada_lund_3, or move"):  # ada_lund_2 is the namesake
        bring(fresh, namesake, format=DNA, replace=True)
    assert everything(fresh) == before
    bring(fresh, other, format=DNA, coders={"Ada Lund": "ada_2"}, name="other")
    assert len(tables.read(fresh.coded / "ada_2.csv")) == 1


def test_passages_of_another_project_are_not_replaced_unasked(fresh):
    bring(fresh, FOREIGN)
    other = replace(FOREIGN, passages=(Passage("x", "t1", 0, 6, "1"),))
    with pytest.raises(
        UserError, match=r"data/passages/toll.csv holds passages of another project; give another --name"
    ):
        bring(fresh, other)
    bring(fresh, other, replace=True)
    assert [row["passage"] for row in tables.read(fresh.passages / "toll.csv")] == ["x"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"maps": ["issue"]}, "--map issue: 'issue' is no column with a value; write it as issue=NAME"),
        ({"maps": ["isue=Themes"]}, "--map isue=Themes: 'isue' is no column with a value; do you mean issue?"),
        ({"maps": ["issue=Theme"]}, "--map issue=Theme: the project has no such name; do you mean Themes?"),
        ({"sets": ["colour=red"]}, "--set colour=red: 'colour' is no column with a value; use speaker"),
        ({"sets": ["position=9"]}, "--set position=9: no position is called 9; the codebook allows -2, -1, 0, 1 or 2"),
        (
            {"sets": ["position:no=9"]},
            "--set position:no=9: no position is called 9; the codebook allows -2, -1, 0, 1 or",
        ),
        ({"sets": ["issue:Toll=tax"]}, "--set issue:Toll=tax: 'issue:Toll' is no column with a value; "),
        ({"sets": ["via=nonsense"]}, "--set via=nonsense: no via is called nonsense; the codebook allows "),
        ({"maps": ["voice=mood"]}, "--map voice=mood: no voice is called dark; the codebook allows "),
        ({"maps": ["issue=codes", "actor=codes"]}, "--map actor=codes: these codes are issue already; map them to one"),
        ({"maps": ["issue=Themes", "actor=Themes"]}, "--map actor=Themes: these codes are issue already; map them to"),
        ({"maps": ["issue=Themes", "issue=mood"]}, "--map issue=mood: issue is Themes already; give it once"),
        ({"sets": ["via=self", "via=other"]}, "--set via=other: via is self already; give it once"),
        ({"coders": {"Cyd": "cyd"}}, "--coder Cyd: nobody of that name codes there; use Ada Lund, Ben"),
        ({"coders": {"Ben": "Ben"}}, "--coder Ben=Ben: 'Ben' is no id; write it in small letters"),
    ],
)
def test_what_cannot_be_is_one_sentence_with_the_cure(fresh, given, said):
    with pytest.raises(UserError, match=r"^[^\n]+$") as error:
        bring(fresh, FOREIGN, **given)
    assert said in str(error.value)


def test_a_study_with_problems_is_left_alone(fresh):
    bring(fresh, FOREIGN)
    [path] = fresh.raw.glob("000*")
    path.write_text("altered")
    with pytest.raises(UserError, match="is not the file received") as error:
        bring(fresh, FOREIGN)
    assert str(error.value).endswith("first put right what stancebook check says")


# ---- columns and values


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"position": "5"}, "a position of the codebook"),
        ({"position": "Supports"}, ""),
        ({"position": "+1"}, ""),
        ({"position": "1.0"}, ""),
        ({"position": "−1"}, ""),
        ({"via": "article", "voice": "direct"}, "Where the article is the source, nobody is quoted"),
        ({"voice": "DIRECT"}, ""),
        ({"actor": " "}, "actor"),
        ({"speaker": ""}, ""),
        ({"condition": "if_asked other"}, ""),
    ],
)
def test_a_value_is_one_of_the_codebook_or_waits(fresh, values, lacks):
    sound = {"actor": "A", "issue": "I", "position": "1", "via": "self", "voice": "indirect", "confidence": "3"}
    project = replace(FOREIGN, passages=(Passage("p", "t1", 0, 6, "1", (), sound | values),))
    made = importing(fresh, project)
    assert made.lacks.get("p", "") == lacks and bool(made.rows) == (not lacks)


def test_words_of_the_project_can_be_given_values(fresh):
    sound = {"actor": "A", "issue": "I", "stance": "In favour", "via": "self", "voice": "indirect", "sure": "High"}
    project = replace(FOREIGN, passages=(Passage("p", "t1", 0, 6, "1", (), sound),))
    maps, sets = ["position=stance", "confidence=sure"], ["position:in favour=2", "confidence:High=3"]
    row = importing(fresh, project, maps=maps, sets=sets).rows["p"].row
    assert (row["position"], row["confidence"]) == ("2", "3")
    with pytest.raises(UserError, match="--map position=stance: no position is called In favour; the codebook allows"):
        importing(fresh, project, maps=maps, sets=sets[1:])


def test_what_makes_no_row_adds_nothing_to_the_codebook(fresh):
    made = importing(fresh, FOREIGN, maps=["issue=Themes"])
    assert not made.rows and made.changes == []
    assert made.unused == [("issue / Who pays", "Money matters.")]
    alone = replace(FOREIGN, passages=())  # a codebook
    assert importing(fresh, alone, maps=["issue=Themes"]).changes == ["version 2: issue who_pays is added"]


def test_codes_that_no_row_uses_are_kept_beside_the_codebook_until_one_does(fresh):
    codes = tuple(Code(id, id.title(), definition=f"On the {id}.") for id in ("toll", "ferry", "pier"))
    sound = {"actor": "A", "position": "1", "via": "self", "voice": "indirect", "confidence": "3"}
    coded, waits = Passage("p", "t1", 0, 6, "1", ("toll",), sound), Passage("q", "t1", 13, 21, "1", ("ferry",))
    project = replace(FOREIGN, codes=codes, passages=(coded, waits))
    made = bring(fresh, project, maps=["issue=codes"])
    assert made.changes[-1] == "version 3: issue toll is added" and {*made.lacks} == {"q"}
    assert tables.read(fresh.passages / "toll_codes.csv") == [
        {"code": "issue / Ferry", "definition": "On the ferry."}, {"code": "issue / Pier", "definition": "On the pier."},
    ]  # fmt: skip
    both = replace(project, passages=(coded, replace(waits, values=sound)))
    made = bring(fresh, both, maps=["issue=codes"])
    assert (
        made.changes == ["version 4: issue ferry is added"]
        and Study(fresh, {}).codebook.issues["ferry"] == "On the ferry."
    )
    assert tables.read(fresh.passages / "toll_codes.csv") == [{"code": "issue / Pier", "definition": "On the pier."}]


def test_of_two_passages_of_one_unit_the_second_waits(fresh):
    sound = {"actor": "A", "issue": "I", "position": "1", "via": "self", "voice": "indirect", "confidence": "3"}
    two = tuple(Passage(id, "t1", 0, end, "1", (), sound) for id, end in (("p", 6), ("q", 11)))
    assert [*importing(fresh, replace(FOREIGN, passages=two)).lacks] == ["q"]


def test_codes_below_a_variable_s_name_are_its_values_and_two_are_too_many(fresh):
    codes = (Code("a", "Actor"), Code("s", "States", parent="a"), Code("x", "Arland", parent="s"), Code("y", "Towns", parent="a"),
             Code("z", "Condition"), Code("k", "half paid", parent="z"))  # fmt: skip
    sets = ["issue=I", "position=1", "via=self", "voice=indirect", "confidence=3"]
    passages_ = (Passage("p", "t1", 0, 6, "1", ("x", "k")), Passage("q", "t1", 13, 21, "1", ("x", "y")))
    made = importing(fresh, replace(FOREIGN, codes=codes, passages=passages_), sets=sets)
    assert made.lacks == {"q": "one actor alone"}
    assert (made.rows["p"].row["actor"], made.rows["p"].row["condition"]) == ("arland", "half_paid")
    assert {*made.book.names} == {"first_actor", "arland"} and made.unused == [("actor / Towns", "")]  # groups are none
    assert made.columns.codes_of_no_column() == []


def test_every_other_code_can_be_a_column(fresh):
    sets = ["actor=A", "position=1", "via=self", "voice=indirect", "confidence=3"]
    made = importing(fresh, FOREIGN, maps=["issue=codes"], sets=sets)
    assert [row.row["issue"] for row in made.rows.values()] == ["who_pays"]


def test_codes_that_are_used_and_stand_above_others_count_among_all_codes(fresh):
    sets = ["actor=A", "position=1", "via=self", "voice=indirect", "confidence=3"]
    both = (Passage("p", "t1", 0, 6, "1", ("c",)), Passage("q", "t1", 13, 21, "1", ("g",)))
    made = importing(fresh, replace(FOREIGN, passages=both), maps=["issue=codes"], sets=sets)
    assert {id: row.row["issue"] for id, row in made.rows.items()} == {"p": "who_pays", "q": "themes"}


def test_codes_of_one_name_below_others_are_two_and_those_that_become_one_are_told(fresh):
    codes = (Code("i", "Issue"), Code("e", "EU", parent="i"), Code("u", "US", parent="i"),
             Code("eo", "Other", definition="Of the EU.", parent="e"), Code("uo", "other", definition="Of the US.", parent="u"),
             Code("a", "Actor"), Code("B", "Bob", parent="a"), Code("b", "bob", parent="a"))  # fmt: skip
    sets = ["position=1", "via=self", "voice=indirect", "confidence=3"]
    both = (Passage("p", "t1", 0, 6, "1", ("eo", "B")), Passage("q", "t1", 13, 21, "1", ("uo", "b")))
    project = replace(FOREIGN, codes=codes, passages=both)
    made = importing(fresh, project, sets=sets)
    assert {id: row.row["issue"] for id, row in made.rows.items()} == {"p": "other_eu", "q": "other_us"}
    assert (made.book.issues["other_eu"], made.book.issues["other_us"]) == ("Of the EU.", "Of the US.")
    assert "codes Bob and bob as one actor" in told(made) and {row.row["actor"] for row in made.rows.values()} == {
        "bob"
    }
    bring(fresh, project, sets=sets)
    assert importing(fresh, project, sets=sets).changes_nothing


def test_a_code_that_means_something_else_here_is_told(fresh):
    code = Code("i", "main_issue", "issue", "Nothing is done.")
    made = importing(fresh, replace(FOREIGN, codes=(code,), passages=()))
    assert told(made)[-1] == "issue main_issue, which means “Something is done.” here and “Nothing is done.” there"
    assert made.changes == []


@pytest.mark.parametrize("named", [True, False])
def test_a_cell_with_several_conditions_has_each_of_them(fresh, named):
    """Those of the project are known by its codes, as DNA has them, where each cell is a code of its own as well."""
    codes = [Code(f"condition:{id}", id, "condition", f"{id}.") for id in ("half_paid", "if_told")]
    cell = Code("condition:half_paid if_told", "half_paid if_told", "condition")
    values = {"actor": "A", "issue": "I", "position": "1", "via": "self", "voice": "indirect", "confidence": "3"}
    passage = Passage("p", "t1", 0, 6, "1", (cell.id,) if named else (), values | {"condition": "half_paid if_told"})
    made = importing(fresh, replace(FOREIGN, codes=(*codes, cell)[: 3 if named else 2], passages=(passage,)))
    assert made.rows["p"].row["condition"] == "half_paid if_told"
    assert {id for id in made.book.choices["condition"] if id.startswith(("half", "if_t"))} == {"half_paid", "if_told"}
    assert made.book.meanings["condition"]["if_told"] == "if_told."


def test_a_new_actor_has_the_type_of_its_code_and_others_the_one_that_is_given(fresh):
    codes = (
        Code("actor:arland", "arland", "actor", "Arland", type="Sea power: old"),
        Code("actor:bo", "bo", "actor", "Bo"),
    )
    project = replace(FOREIGN, codes=codes, passages=())
    made = importing(fresh, project)
    assert (made.book.types["arland"], made.book.types["bo"]) == ("sea_power_old", "actor")
    assert told(made)[-1] == "the type of new actors is actor"
    assert importing(fresh, project, sets=["type=party"]).book.types["bo"] == "party"
    assert "the type of new actors is actor" not in told(importing(fresh, replace(project, codes=codes[:1])))


def test_two_people_are_never_one_coder():
    found = coder_rows.ids(
        [Coder("1", "Zoë"), Coder("2", "zoe"), Coder("3", "Jörg Groß"), Coder("4", "Łukasz")],
        {},
        People({}, {}, {}, False),
    )
    assert found == {"1": "zoe_2", "2": "zoe", "3": "jorg_gross", "4": "lukasz"}


@pytest.mark.parametrize(
    ("those", "given", "found"),
    [
        ([("1", "ben"), ("2", "ben")], {}, ["ben", "ben_2"]),
        ([("1", "ben"), ("ben", "Xu")], {}, ["ben_2", "ben"]),
        ([("1", "Ada Lund"), ("2", "ada")], {}, ["ada", "ada_2"]),
        ([("1", "ada"), ("2", "Ada Lund")], {}, ["ada_2", "ada"]),
        ([("1", "Eva"), ("2", "Eva"), ("3", "Eva")], {}, ["eva", "evi", "eva_2"]),
        ([("1", "Xu"), ("2", "ben")], {"Xu": "ben"}, ["ben", "ben_2"]),
        ([("1", "Xu"), ("2", "Yi")], {"Xu": "ben", "Yi": "ben"}, ["ben", "ben"]),
    ],
)
def test_coders_are_one_only_where_that_is_asked_for(those, given, found):
    people = {id: study_coders.Coder(id, name) for id, name in (("ada", "Ada Lund"), ("eva", "Eva"), ("evi", "Eva"))}
    ids = coder_rows.ids([Coder(*each) for each in those], given, People(people, {}, {}, True))
    assert [ids[id] for id, _ in those] == found


# ---- texts


@pytest.mark.parametrize(
    ("there", "here", "span"),
    [
        ("One.\r\nTwo.\r\n", "One.\nTwo.\n", (5, 9)),
        ("One.\nTwo.", "\ufeffOne.\r\nTwo.", (7, 11)),
        ("\ufeffOne.\nTwo.", "One.\nTwo.", (5, 9)),
        ("One.\nTwo.", "One.\rTwo.", (5, 9)),
        ("One.\nTwo.", "O\x00ne.\nTwo.", (6, 10)),
    ],
)
def test_a_text_that_differs_in_line_ends_is_the_same_and_places_are_carried_over(there, here, span):
    found = text_places.places([Text("t", "One", here)], [Passage("p", "t", *span, "1")], {"010": there})
    match = found.matches["t"]
    assert (found.articles, found.new) == ({"t": "010"}, {})
    assert there[match.place(span[0]) : match.place(span[1])] == "Two."


def test_a_place_within_a_line_end_makes_a_text_of_its_own():
    found = text_places.places(
        [Text("t", "One", "One.\r\nTwo.")], [Passage("p", "t", 0, 5, "1")], {"010": "One.\nTwo."}
    )
    assert found.new == {"t": "One.\r\nTwo."} and found.matches["t"].place(5) == 5


PIECES = st.lists(st.sampled_from(["a", "ü", "😀", "\n", "\r\n", "\r", "\ufeff", "\x00", " "]), max_size=12).map(
    "".join
)


@given(PIECES)
def test_each_sign_that_counts_has_the_place_of_its_like_in_the_plain_text(text):
    plain, starts = text_places.plain(text), text_places.starts(text)
    assert len(starts) == len(plain) + 1 and starts[-1] == len(text)
    assert ["\n" if text[at] == "\r" else text[at] for at in starts[:-1]] == [*plain]


# ---- there and back


def comparable(project):
    """What a project says of passages, whatever the ids of its texts."""
    contents = {text.id: text.content for text in project.texts}
    return sorted(
        (contents[each.text], each.start, each.end, each.coder, sorted(each.values.items()), each.note, each.codes)
        for each in project.passages
    )


def test_the_toy_study_comes_back_whole_in_a_new_study_and_as_it_is_in_its_own(run_paths, fresh):
    out = replace(project_of(Study(run_paths, {}), "all"), lost=())
    alone = replace(out, passages=tuple(each for each in out.passages if each.coder != "adjudicated"))
    bring(fresh, alone)
    back = project_of(Study(fresh, {}), "all")
    assert comparable(back) == comparable(alone) and len(back.passages) == 25
    assert [(text.content, text.date, dict(text.about)) for text in back.texts] == [
        (text.content, text.date, dict(text.about)) for text in alone.texts
    ]
    before = everything(run_paths)
    assert importing(run_paths, alone).changes_nothing
    made = importing(run_paths, out)
    assert made.waiting == {"a coder’s id (--coder adjudicated=ID)": 13}
    assert everything(run_paths) == before


def test_codes_alone_hold_the_rows_but_for_nothing(run_paths, fresh):
    out = project_of(Study(run_paths, {}), "coder_b")
    by_codes = replace(out, passages=tuple(replace(each, values={}) for each in out.passages),
                       codes=tuple(replace(each, kind="") for each in out.codes))  # fmt: skip
    bring(fresh, by_codes)
    assert comparable(project_of(Study(fresh, {}), "coder_b")) == comparable(out)


WORDS = ("Arland", "pays", "Ina", "👍🏽", "e\u0301tat", "“no”", "toll")
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join), min_size=1, max_size=4)
ROW = st.fixed_dictionaries({
    "speaker": st.sampled_from(["-", "Ina Mor", "O’Neill, “the” =1"]), "actor": st.sampled_from(["arland", "a_2", "Ünion"]),
    "via": st.sampled_from(["self", "other"]), "voice": st.just("indirect"), "issue": st.sampled_from(["toll", "main_issue"]),
    "position": st.sampled_from(["-2", "-1", "0", "1", "2"]), "condition": st.sampled_from(["none", "if_asked other"]),
    "confidence": st.sampled_from(["1", "2", "3"]),
})  # fmt: skip


@given(st.lists(SENTENCES, min_size=1, max_size=3, unique_by=str), st.data())
@settings(
    max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_comes_in_goes_out_again(tmp_path_factory, texts, data):
    paths = RunPaths(PROJECT, *[tmp_path_factory.mktemp("study")] * 2)
    for name in ("study.yaml", "codebook.yaml"):
        files.write_bytes(paths.coded / name, layout("Fresh")[f"data/coded/{name}"])
    contents = [". ".join(sentences) + ".\n" for sentences in texts]
    found = []
    for number, content in enumerate(contents):
        start = data.draw(st.integers(0, len(content) - 3))
        end = data.draw(st.integers(start + 1, len(content) - 1))
        found.append(
            Passage(
                f"p{number}",
                f"t{number}",
                start,
                end,
                "ada",
                (),
                data.draw(ROW),
                data.draw(st.sampled_from(["", "hm\n"])),
            )
        )
    ids = {f"t{number}": Text(f"t{number}", f"Text {number}", content) for number, content in enumerate(contents)}
    project = Project("P", tuple(ids.values()), (), (Coder("ada", "ada"),), tuple(found), made_by="Stancebook")
    made = bring(paths, project, name="p")
    rows = comparable(project_of(Study(paths, {}), "ada")) if made.rows else []
    wanted = [each for each in comparable(project)
              if f"{each[0]}{each[1]}" not in {f"{ids[p.text].content}{p.start}" for p in found if p.id in made.lacks}]  # fmt: skip
    assert [each[:6] for each in rows] == [each[:6] for each in wanted]
    kept, _ = passages.read(paths.passages)
    assert {row["passage"] for own in kept.values() for row in own if row["lacks"]} == {*made.lacks}
    assert len(rows) + len(made.lacks) == len(found)
    assert importing(paths, project, name="p").changes_nothing


def test_passages_that_were_changed_by_hand_are_problems(fresh):
    bring(fresh, FOREIGN)
    path = fresh.passages / "toll.csv"
    content = path.read_text()
    path.write_text(content.replace("Borduria", "Bordurie").replace(",000,", ",00,", 1))
    found, problems = passages.read(fresh.passages)
    said = [str(each) for each in passages.check(found, {"000": TEXT}, ["000"])]
    assert "data/passages/toll.csv, row 2: '00' is no article of sources.csv; import the project again" in said
    assert sum("do not stand at this place" in each for each in said) > 0 and problems == []
    path.write_text(content.replace("lacks", "lack", 1))
    assert "the column is not known; name it lacks" in str(passages.read(fresh.passages)[1][0])
    path.write_bytes(b"\xff")
    assert "it cannot be read" in str(passages.read(fresh.passages)[1][0])
