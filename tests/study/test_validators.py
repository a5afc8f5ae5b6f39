"""What people code of a sample: sheets that hide every code, rows of the desk and of a sheet, and what a check says."""

import re

import pytest

from stancebook.core import schema, tables
from stancebook.core.problems import UserError
from stancebook.study.people import blind_sheet, sample, validators
from stancebook.study.people.tables import SAMPLE, SHEET, STRATA
from stancebook.study.study import Study

MARK = sample.mark("agreed, supports", 1)
PLACES = [("010", "0"), ("010", "210"), ("020", "70"), ("030", "1")]
CODES = {"speaker": "-", "actor": "arland", "via": "self", "voice": "indirect", "issue": "bridge", "position": "1"}
CODES |= {"condition": "none", "confidence": "3"}


@pytest.fixture
def folder(run_paths):
    """The folder data/validation of a copy of the toy study, with a sample of four sentences and their sheet."""
    rows = [
        {"article": id, "sentence_start": start, "stratum": MARK, "unit": n} for n, (id, start) in enumerate(PLACES, 1)
    ]
    tables.write(run_paths.validation / "sample.csv", rows, SAMPLE)
    strata = [{"stratum": MARK, "sentences": 8, "drawn": 4, "seed": 1}]
    tables.write(run_paths.validation / "strata.csv", strata, STRATA)
    tables.write(
        run_paths.validation / "sheet.csv", blind_sheet.lay_out(rows, Study(run_paths, {}).authored[0].articles), SHEET
    )
    return run_paths.validation


@pytest.fixture
def fill(folder):
    """A function that fills in the rows of the sheet by their numbers, from 0, and writes it for a person."""

    def filled(*cells, name="ben", more=()):
        rows = tables.read(folder / "sheet.csv")
        rows = [row | dict(cells).get(number, {}) for number, row in enumerate(rows)]
        tables.write(folder / f"{name}_sheet.csv", [*rows, *(rows[number] | own for number, own in more)], SHEET)

    return filled


@pytest.fixture
def said(problems):
    return lambda: [line for line in problems() if line.startswith("validation/")]


def read(folder, run_paths):
    return validators.read_validation(folder, Study(run_paths, {}).authored[0])


def test_a_sheet_shows_sentences_between_their_neighbours_and_no_code(folder, run_paths):
    rows = tables.read(folder / "sheet.csv")
    assert [(row["article"], row["sentence_start"]) for row in rows] == PLACES
    assert rows[0]["before"] == "" and rows[0]["sentence"] == "Arland will build the bridge, with Cordovia’s money"
    assert rows[1]["after"] == "Borduria rejects a toll." and rows[2]["sentence"].startswith("👩‍🔧 Borduria will send")
    assert all(row[name] == "" for row in rows for name in ("mark", *blind_sheet.CODES))
    # whatever the study has coded changes no byte of it
    spoilt = re.sub(r",(-?[0-2]),(\w+),([123]),", r",0,none,1,", (run_paths.coded / "coder_a.csv").read_text("utf-8"))
    (run_paths.coded / "coder_a.csv").write_text(spoilt, encoding="utf-8")
    again = blind_sheet.lay_out(tables.read(folder / "sample.csv"), Study(run_paths, {}).authored[0].articles)
    assert [{key: str(cell) for key, cell in row.items()} for row in again] == rows


def test_a_cell_that_a_spreadsheet_would_compute_is_text(authored):
    article = authored.articles["010"]
    first = article.sentences[0]._replace(text="=1+1")
    [row] = blind_sheet.lay_out(
        [{"article": "010", "sentence_start": str(first.span.start), "unit": 1}],
        {"010": article._replace(sentences=(first, *article.sentences[1:]))},
    )
    assert row["sentence"] == " =1+1"


def test_a_filled_sheet_is_a_coding_and_nothing_is_a_sentence_read(folder, run_paths, fill, said):
    fill((0, CODES), (1, {"mark": "nothing"}), (3, CODES | {"actor": "towns", "quote": "without a toll"}),
         more=[(0, CODES | {"actor": "cordovia", "issue": "toll", "position": "-2"})])  # fmt: skip
    found = read(folder, run_paths)
    assert [(row["article"], row["sentence_start"], row["actor"], row["quote"]) for row in found.codings["ben"]] == [
        ("010", "0", "arland", "Arland will build the bridge, with Cordovia’s money"),
        ("030", "1", "towns", "without a toll"),
        ("010", "0", "cordovia", "Arland will build the bridge, with Cordovia’s money"),
    ]
    assert found.read == {"ben": frozenset({PLACES[0], PLACES[1], PLACES[3]})} and found.unread == {"ben": 1}
    assert not found.is_complete and said() == []
    fill((0, CODES), *((number, {"mark": "nothing"}) for number in (1, 2, 3)))
    assert read(folder, run_paths).is_complete


def test_words_that_stand_twice_in_a_text_are_those_of_the_sentence(folder, run_paths, fill):
    again = [
        each
        for each in Study(run_paths, {}).authored[0].articles["010"].sentences
        if each.text == "Borduria rejects a toll."
    ]
    start = str(again[-1].span.start)
    assert len(again) == 2
    rows = [
        row | {"sentence_start": start} if row["unit"] == "2" else row for row in tables.read(folder / "sample.csv")
    ]
    tables.write(folder / "sample.csv", rows, SAMPLE)
    tables.write(folder / "sheet.csv", blind_sheet.lay_out(rows, Study(run_paths, {}).authored[0].articles), SHEET)
    fill((1, CODES | {"quote": "rejects a toll"}))
    [row] = read(folder, run_paths).codings["ben"]
    assert (row["sentence_start"], row["occurrence"]) == (start, "2")


def test_rows_and_marks_of_the_desk_count_like_a_sheet(folder, run_paths, said):
    row = {**dict.fromkeys(schema.CODER_ROWS.names, ""), **CODES, "article": "010", "quote": "Arland will build"}
    tables.write(folder / "cyd.csv", [row], schema.CODER_ROWS)
    marks = [{"article": id, "sentence_start": start, "mark": "nothing"} for id, start in PLACES[1:]]
    marks.append({"article": "010", "sentence_start": "", "mark": "finished"})
    tables.write(folder / "cyd_marks.csv", marks, schema.MARKS)
    found = read(folder, run_paths)
    assert found.is_complete and [row["sentence_start"] for row in found.codings["cyd"]] == ["0"] and said() == []


def test_who_is_named_is_waited_for(folder, run_paths, fill):
    everything = [(0, CODES), *((number, {"mark": "nothing"}) for number in (1, 2, 3))]
    fill(*everything)
    settings = run_paths.coded / "study.yaml"
    settings.write_text(
        settings.read_text("utf-8") + "validators: {ben: {}, cyd: {name: Cyd Moor}}\n", encoding="utf-8"
    )
    found = read(folder, run_paths)
    assert found.unread == {"cyd": 4} and not found.is_complete
    assert validators.progress(found) == "4 sentences are drawn, and ben has read 4 and cyd has read 0"
    fill(*everything, name="cyd")
    assert read(folder, run_paths).is_complete


def test_a_person_without_any_row_has_not_begun(folder, run_paths, fill):
    fill(name="dan")
    found = read(folder, run_paths)
    assert found.read == {} and not found.is_complete


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"mark": "none"}, "'none' is no mark; write nothing where the sentence holds no statement, or leave it empty"),
        (CODES | {"mark": "nothing"}, "the row has codes and says nothing; take one of them out"),
        (CODES | {"quote": "Borduria rejects"}, "the quote is not in this sentence; copy it from the sentence, or leave it empty for all of it"),
        (CODES | {"sentence_start": "3"}, "no sentence of 010 starts at '3'; copy the first cells of its row"),
        (CODES | {"position": "5"}, ": '5' is not in the codebook; use -2, -1, 0, 1 or 2"),
        (CODES | {"actor": "arlnd"}, ": 'arlnd' is not in the codebook; do you mean arland?"),
        (CODES | {"article": "999"}, ": '999' is no article of sources.csv; use 010, 020 or 030"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_of_a_sheet(fill, said, cells, wrong):
    fill((0, cells))
    [line] = said()
    assert line.startswith("validation/ben_sheet.csv, row 2") and line.endswith(wrong)


def test_planted_faults_of_the_files_are_found(folder, run_paths, fill, said):
    fill((0, CODES))
    content = (folder / "sample.csv").read_text()
    for old, new, wrong in (
        ("010,210", "010,211", "validation/sample.csv, row 3, sentence_start: no sentence of 010 starts at '211'"),
        ("020,70", "010,0", "validation/sample.csv, row 4: the sentence stands there twice"),
        (
            f"030,1,{MARK}",
            "030,1,ffffff",
            "validation/sample.csv, row 5, stratum: 'ffffff' is no stratum of strata.csv",
        ),
        ("030,1,", "999,1,", "validation/sample.csv, row 5, article: '999' is no article"),
        (f"010,0,{MARK},1\n", "", "validation/ben.csv: the sentence of 010 that starts at 0 is not in the sample"),
    ):
        assert content.count(old) == 1
        (folder / "sample.csv").write_text(content.replace(old, new))
        assert any(line.startswith(wrong) for line in said()), wrong
    (folder / "sample.csv").write_text(content)
    assert said() == []
    strata = (folder / "strata.csv").read_bytes()
    (folder / "strata.csv").unlink()
    assert said() == ["validation/strata.csv: the file is missing; restore it from the draw"]
    with pytest.raises(UserError, match=r"strata\.csv is missing"):
        sample.read_sample(folder, ())
    assert sample.sampled(folder, ())["020"] == {"70"}  # the desk goes on
    for row in (f"{MARK},8,0,1", f"{MARK},3,4,1", f"{MARK},8,4,2", f"{MARK},x,4,1", "abc123,8,4,1"):
        (folder / "strata.csv").write_text(f"stratum,sentences,drawn,seed\n{row}\n")
        fix = "restore the file; a sample is drawn once"
        assert f"validation/strata.csv, row 2: the stratum is not as it was drawn; {fix}" in said(), row
    (folder / "strata.csv").write_bytes(strata)
    (folder / "Ben 2.csv").write_text("x\n")
    assert [line[:28] for line in said()] == ["validation/Ben 2.csv: the na"]


def test_a_sample_that_a_spreadsheet_has_saved_is_the_one_that_was_drawn(folder, run_paths, fill, said):
    fill((0, CODES), *((number, {"mark": "nothing"}) for number in (1, 2, 3)))
    before, articles = read(folder, run_paths), ("010", "020", "030")
    for name in ("sample.csv", "strata.csv"):
        content = (folder / name).read_text()
        (folder / name).write_text(content.replace(",", ";").replace("\n0", "\n"))  # as Excel does in most of Europe
    assert (folder / "sample.csv").read_text().count("\n10;") == 2 and said() == []
    after = read(folder, run_paths)
    assert after.is_complete and after.read == before.read and after.sample.weights == before.sample.weights
    assert sample.sampled(folder, articles) == {"010": {"0", "210"}, "020": {"70"}, "030": {"1"}}
    (folder / "sample.csv").write_text("article\n010\n")
    for ask in (sample.read_sample, sample.sampled):
        with pytest.raises(UserError, match=r"^validation/sample\.csv, row 1: the columns sentence_start, stratum and"):
            ask(folder, articles)


def test_a_person_whom_the_study_does_not_name_is_told(folder, run_paths, fill, said):
    fill((0, CODES))
    settings = run_paths.coded / "study.yaml"
    settings.write_text(settings.read_text("utf-8") + "validators: {cyd: {name: Cyd Moor}}\n", encoding="utf-8")
    fix = "name ben under validators, or take the file away"
    assert said() == [f"validation/ben_sheet.csv: study.yaml names no validator ben; {fix}"]
