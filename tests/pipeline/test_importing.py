"""The command `import`: what it prints, what it keeps, and what it refuses; and the agreement that others published."""

import os
import re
import time
from pathlib import Path

import pytest

from growing_study import lay_out
from project import PROJECT
from stancebook.core import schema, tables
from stancebook.exchange.table_import import stored
from stancebook.pipeline.cli import main

TABLE = "unit,coder,tone\n1,ada,warm\n1,ben,cold\n2,ada,warm\n2,ben,warm\n3,ada,cold\n3,ben,cold\n3,cyd,warm\n4,cyd,\n"
CORPORA = Path(os.environ.get("STANCEBOOK_CORPORA", PROJECT.parent / "shared" / "corpora"))
ROW = '{article},"{quote}",,-,{actor},article,narration,bridge,1,none,2,,{coder}\n'
HEAD = "article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note,coder\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the toy study as its own; the working folder is in it."""
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def given(tmp_path):
    """A function that writes a table beside the study, and returns its path."""

    def write(text, name="Our tones.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def bring(capsys, *words):
    """What the command prints, or complains of."""
    code = main(["import", *words])
    shown = capsys.readouterr()
    assert bool(code) == bool(shown.err) and "Traceback" not in shown.err
    return shown.err or shown.out


def test_it_says_what_it_read_how_far_coders_agree_and_where_it_keeps_the_judgments(home, given, capsys):
    assert bring(capsys, given(TABLE)) == (
        "Our tones.csv: unit = unit; coder = coder; variable = tone\n"
        "not taken: Our tones.csv, row 9, tone: the cell is empty; fill it, if there is a judgment\n"
        "\ntone, nominal (two values: the same at each level)\n"
        "  3 units, 3 coders, 7 judgments\n"
        "  3 units with values of two coders or more, 5 pairs\n"
        "  alpha 0.0000, −0.6667 to 1.0000 over resampled units; percent agreement 44 %\n"
        "  each coder with the others:\n"
        "    cyd  0 % of 2 pairs\n"
        "    ada  50 % of 4 pairs\n"
        "    ben  50 % of 4 pairs\n"
        "\ndata/judgments/our_tones.csv: 7 judgments kept\n"
    )
    kept = tables.read(home / "data/judgments/our_tones.csv")
    assert kept[:2] == [
        {"unit": "1", "coder": "ada", "variable": "tone", "value": "warm"},
        {"unit": "1", "coder": "ben", "variable": "tone", "value": "cold"},
    ]
    assert len(kept) == 7 and tuple(kept[0]) == stored.JUDGMENTS.names
    levels = (home / "data/judgments/our_tones_levels.csv").read_text()
    assert levels == "variable,level,order\ntone,nominal,\n"


def test_again_it_changes_nothing_and_alone_it_says_what_is_kept(home, given, capsys):
    path = given(TABLE)
    bring(capsys, path, "--level", "tone=ordinal:cold,warm", "--name", "tones")
    before = {each.name: each.read_bytes() for each in (home / "data/judgments").iterdir()}
    assert set(before) == {"tones.csv", "tones_levels.csv"}
    again = bring(capsys, path, "--level", "tone=ordinal:cold,warm", "--name", "tones")
    assert again.endswith("data/judgments/tones.csv: 7 judgments, there already; nothing changes\n")
    alone = bring(capsys)
    assert alone.startswith("data/judgments/tones.csv: 7 judgments\n\ntone, ordinal (as stored)\n  3 units, 3 coders")
    assert re.search(r"alpha 0\.0000.*percent agreement 44 %", alone)
    assert before == {each.name: each.read_bytes() for each in (home / "data/judgments").iterdir()}


def test_other_judgments_of_the_same_name_stay_unless_they_are_to_be_replaced(home, given, capsys):
    bring(capsys, given(TABLE))
    other = given(TABLE.replace("cold", "cool"))
    said = bring(capsys, other)
    assert said.endswith("data/judgments/our_tones.csv holds other judgments; give another --name, or --replace\n")
    assert "cool" not in (home / "data/judgments/our_tones.csv").read_text()
    bring(capsys, other, "--replace")
    assert "cool" in (home / "data/judgments/our_tones.csv").read_text()


def test_of_many_coders_those_are_named_who_agree_least_and_all_of_them_with_all(home, given, capsys):
    rows = [f"{unit},coder_{n},{'warm' if n else 'cold'}\n" for n in range(30) for unit in (1, 2)]
    path = given(f"unit,coder,tone\n{''.join(rows)}")
    cut, whole = bring(capsys, path), bring(capsys, path, "--all")
    assert "19 others: 97 % to 97 %; --all prints them\n" in cut and cut.count("    coder_") == 11
    assert whole.count("    coder_") == 30 and "others:" not in whole.partition("each coder with the others:")[2]


def test_with_check_nothing_is_written(home, given, capsys):
    assert bring(capsys, given(TABLE), "--check").endswith("data/judgments/our_tones.csv: 7 judgments would be kept\n")
    assert not (home / "data/judgments").exists()


def test_the_codebook_says_the_level_of_its_variables(home, given, capsys):
    said = bring(capsys, given("unit,coder,position\n1,ada,1\n1,ben,2\n2,ada,-2\n2,ben,-1\n"))
    assert "position, ordinal (as in the codebook)\n" in said
    assert said.endswith("give article, quote and the other columns of a coder’s file, and coder\n")


def test_outside_a_study_nothing_is_kept_and_it_says_so(tmp_path, monkeypatch, given, capsys):
    monkeypatch.chdir(tmp_path)
    assert bring(capsys, given(TABLE)).endswith(
        "no study at or above this folder: nothing is kept; stancebook new FOLDER makes one\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["Our tones.csv"]
    assert bring(capsys) == "no study at or above this folder; give a file: stancebook import FILE\n"
    assert bring(capsys, given(TABLE), "--study", str(tmp_path / "no")).startswith("no study at or above")


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("", (), "the file is empty; give a file with text"),
        ("%PDF-1.7", (), "it is a PDF file with another name; save it as CSV (UTF-8)"),
        ("unit,coder,tone\n1,ada,\n", (), "the table holds no judgment; give the columns with --column"),
        (TABLE, ("--column", "unit"), "--column unit: no role and column; write it as unit=NAME"),
        (TABLE, ("--column", "unit=unt"), "it has no column 'unt'; do you mean unit?"),
        (TABLE, ("--level", "tone=interval"), "'cold' is no number; use nominal, or give the order"),
        (TABLE, ("--name", "../tones"), "--name: use small letters, digits and _"),
        (TABLE, ("--name", "tones_levels"), "no name that ends in _levels"),
    ],
)
def test_what_cannot_be_read_ends_with_a_sentence_and_writes_nothing(text, words, said, home, given, capsys):
    path = given(text)
    assert main(["import", path, *words]) in (1, 2)
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1
    assert not (home / "data/judgments").exists()


def test_kept_judgments_that_were_spoilt_are_refused(home, given, capsys):
    assert bring(capsys) == "nothing is imported yet; give a file: stancebook import FILE\n"
    bring(capsys, given(TABLE), "--name", "tones")
    for file, old, new in (("tones_levels", "nominal", "ladder"), ("tones_levels", "nominal", "interval"),
                           ("tones_levels", "tone", "tune"), ("tones", ",warm", ""), ("tones", "unit", "units")):  # fmt: skip
        path = home / f"data/judgments/{file}.csv"
        content = path.read_text()
        path.write_text(content.replace(old, new))
        said = bring(capsys)
        assert said.startswith("data/judgments/tones.csv") and said.count("\n") == 1
        path.write_text(content)
    (home / "data/judgments/tones_levels.csv").unlink()
    assert "is not as import wrote it" in bring(capsys)


# ---- statements of coders


def test_statements_of_several_coders_become_their_files(home, given, capsys):
    rows = [ROW.format(article="010", quote="we, too", actor="arland", coder="ada"),
            ROW.format(article="010", quote="no", actor="towns", coder="ben"),
            ROW.format(article="020", quote="maybe", actor="arland", coder="ada")]  # fmt: skip
    path = given(HEAD + "".join(rows))
    assert "ada.csv: 2 rows would be written" in bring(capsys, path, "--check")
    assert not (home / "data/coded/ada.csv").exists()
    assert bring(capsys, path) == (
        "data/coded/ada.csv: 2 rows written\ndata/coded/ben.csv: 1 row written\n"
        "study.yaml does not name ada and ben; add under coders: ada: {}, ben: {}\n"
        "the codings were frozen before; with these rows they have to be frozen anew "
        '(stancebook freeze --reason "why")\nnext: stancebook check\n'
    )
    written = tables.read(home / "data/coded/ada.csv")
    assert tuple(written[0]) == schema.CODER_ROWS.names and [row["quote"] for row in written] == ["we, too", "maybe"]
    assert "data/coded/ada.csv has rows already" in bring(capsys, path)


def test_facts_become_files_of_facts_and_empty_files_are_filled(home, given, capsys):
    names = [name for name in schema.CODER_FACTS.names if name not in ("occurrence", "note")]
    (home / "data/coded/ada_facts.csv").write_text(",".join(schema.CODER_FACTS.names) + "\n")
    path = given(",".join([*names, "coder"]) + "\n" + ",".join(["x"] * len(names)) + ",ada\n")
    assert bring(capsys, path).startswith("data/coded/ada_facts.csv: 1 row written\n")
    assert tables.read(home / "data/coded/ada_facts.csv")[0]["note"] == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ",ada\n",
            ",Ada L.\n",
            "row 2, coder: 'Ada L.' is no id; write it in small letters, digits and _, as in ada_l",
        ),
        (",ada\n", ",\n", "row 2, coder: '' is no id; write it in small letters, digits and _, as in ada"),
        (",ada\n", ",adjudicated\n", "row 2, coder: 'adjudicated' names something else in a study; choose another id"),
        (",ada\n", "\n", "row 2: the row has 12 cells and the header 13; give it as many"),
        (",position,", ",positon,", "row 1, positon: the column is not known; name it position"),
    ],
)
def test_one_wrong_row_and_no_file_is_written(old, new, said, home, given, capsys):
    text = HEAD + ROW.format(article="010", quote="we", actor="arland", coder="ada")
    text += ROW.format(article="010", quote="no", actor="towns", coder="ben")
    assert text.count(old) == 1
    assert f"Our tones.csv, {said}" in bring(capsys, given(text.replace(old, new)))
    assert not (home / "data/coded/ben.csv").exists()


# ---- what others published


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "published"),
    [
        ("climate-stance", {"climate_change, nominal": 0.9052, "attitude, nominal": 0.9490, "policy, nominal": 0.9403}),
        ("manifestos-immigration", {"policy_area, nominal": 0.5449, "immigr_scale, ordinal": 0.3996}),
    ],
)
def test_published_agreement_of_people_comes_out_in_seconds(folder, published, tmp_path, monkeypatch, capsys):
    """Landgren's transcripts and the manifestos of Benoit and others (2016); see the README of the folder."""
    if not CORPORA.is_dir() and "STANCEBOOK_CORPORA" not in os.environ:
        pytest.skip(f"{CORPORA} is not there; STANCEBOOK_CORPORA can name another folder")
    monkeypatch.chdir(tmp_path)
    begun = time.process_time()
    said = bring(capsys, str(CORPORA / folder / "judgments.csv"))
    assert time.process_time() - begun < 10
    found = dict(re.findall(r"^(\w+, \w+) \(.*\n(?:  .*\n){2}  alpha (0\.\d{4}),", said, re.MULTILINE))
    assert {name: float(alpha) for name, alpha in found.items()} == pytest.approx(published, abs=0.0005)
