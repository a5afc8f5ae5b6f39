"""stancebook adjudicate --sheet: what it writes, what it leaves alone, and when it is too early."""

import shutil
from pathlib import Path

import pytest

from project import TOY
from stancebook.core import schema, tables
from stancebook.pipeline import cli

FILES = ("adjudication.csv", "fact_decisions.csv")


@pytest.fixture
def coded(tmp_path):
    """The folder data/coded of a copy of the toy study, in which every decision is taken."""
    return Path(shutil.copytree(TOY, tmp_path / "töy")) / "data/coded"


def sheet(coded, capsys):
    """The exit code of adjudicate --sheet in this study, and what it prints."""
    code = cli.main(["adjudicate", "--sheet", "--study", str(coded.parents[1])])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def keep(coded, file, rows):
    """Leave these rows alone in a file of decisions; return all it had."""
    taken = tables.read(coded / file)
    (coded / file).write_text(tables.text(taken[rows], list(taken[0])), encoding="utf-8")
    return taken


def contents(coded):
    """The bytes of each file."""
    return {path.name: path.read_bytes() for path in coded.iterdir() if not path.name.startswith(".")}


def test_every_due_row_stands_there_once_with_values_and_words(coded, capsys):
    taken = keep(coded, FILES[0], slice(2))
    (coded / FILES[1]).unlink()
    code, said = sheet(coded, capsys)
    rows = tables.read(coded / FILES[0])
    assert code == 0 and "adjudication.csv: 9 rows to fill in" in said and "fact_decisions.csv: 2 rows" in said
    assert "amended needs one more row, which names the variable that changes and the value that counts" in said
    assert [{key: row[key] for key in taken[0]} for row in rows[:2]] == taken[:2]
    assert not any(row["decision"] or row["reason"] for row in rows[2:]) and len(rows) == 11
    assert {tuple(row[key] for key in list(row)[:7]) for row in rows} == {tuple(row.values())[:7] for row in taken}
    [voice] = [row for row in rows if row["variable"] == "voice"]
    assert (voice["coder_a"], voice["coder_b"]) == ("indirect", "direct")
    assert voice["quote"] == "called a toll a wall “with a till in it”"
    assert [row["coder_b"] for row in tables.read(coded / FILES[1])] == ["coder_b-003", "coder_b-004"]


def test_twice_changes_nothing_and_what_is_filled_in_stays(coded, capsys):
    taken = keep(coded, FILES[0], slice(2))
    sheet(coded, capsys)
    once = contents(coded)
    assert "9 rows" in sheet(coded, capsys)[1] and contents(coded) == once
    rows = tables.read(coded / FILES[0])
    rows[4] |= {"decision": "self", "reason": "Filled in."}
    (coded / FILES[0]).write_text(tables.text(rows, list(rows[0])), encoding="utf-8")
    assert "8 rows" in sheet(coded, capsys)[1]
    after = tables.read(coded / FILES[0])
    assert after[:3] == [*rows[:2], rows[4]] and len(after) == len(taken)


def test_nothing_due_changes_no_file(coded, capsys):
    before = contents(coded)
    assert sheet(coded, capsys) == (0, "no decision is due\n")
    assert contents(coded) == before


def test_rows_with_problems_are_told_of_where_no_decision_is_due(coded, capsys):
    path, told = coded / FILES[0], "1 problem to put right in those that are there: stancebook check\n"
    path.write_text(
        path.read_text(encoding="utf-8").replace("indirect,direct,direct,", "indirect,direct,straight,"),
        encoding="utf-8",
    )
    assert sheet(coded, capsys) == (0, f"no row to fill in, but {told}")
    assert cli.main(["status", "--study", str(coded.parents[1])]) == 0
    assert "none; 11 taken; 1 problem in adjudication.csv" in capsys.readouterr().out


def test_check_asks_for_what_is_not_filled_in(coded, capsys):
    keep(coded, FILES[0], slice(2))
    sheet(coded, capsys)
    assert cli.main(["check", "--study", str(coded.parents[1])]) == 0
    out, error = capsys.readouterr()
    assert "adjudication.csv, row 4, decision: no decision on voice of 010-210-borduria-toll" in out
    assert "'' is not" not in out + error and "no reason" not in out + error


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (["frozen.json"], 'the codings are not frozen; freeze them first: stancebook freeze --reason "why"'),
        (["coder_b.csv", "coder_b_facts.csv", "frozen.json"], "coder_a alone has coded: a decision is due"),
        (["coder_a.csv", "coder_b.csv", "coder_a_facts.csv", "coder_b_facts.csv", "frozen.json"], "nobody has coded"),
    ],
)
def test_too_early_is_a_sentence(coded, capsys, gone, said):
    for file in FILES:
        (coded / file).unlink()
    for file in gone:
        if file.startswith("coder"):
            header = (coded / file).read_text(encoding="utf-8").partition("\n")[0]
            (coded / file).write_text(f"{header}\n", encoding="utf-8")
        else:
            (coded / file).unlink()
    code, error = sheet(coded, capsys)
    assert code == 1 and error.startswith(said) and not any((coded / file).exists() for file in FILES)


def test_what_cannot_be_read_is_not_written_over(coded, capsys):
    for file, message in (("coder_a.csv", "it was edited after the freeze"), (FILES[0], "name it article")):
        before = (coded / file).read_bytes()
        (coded / file).write_bytes(before.replace(b"article,", b"artikel,", 1) if file in FILES else before + b"\n")
        broken = contents(coded)
        code, error = sheet(coded, capsys)
        assert code == 1 and f"{file}" in error and message in error, error
        assert contents(coded) == broken
        (coded / file).write_bytes(before)


def with_a_third_coder(coded, rows):
    """Name a third coder, who has these of coder_a's rows, and freeze anew."""
    with (coded / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("coders: {coder_a: {}, coder_b: {}, zoe: {name: Zoe Lind}}\n")
    tables.write(coded / "zoe.csv", [row for row in tables.read(coded / "coder_a.csv") if rows(row)], schema.CODER_ROWS)
    assert cli.main(["freeze", "--reason", "a third coder", "--study", str(coded.parents[1])]) == 0


def test_a_coder_who_comes_later_gets_a_column_and_decisions_stand_where_they_fit(coded, capsys):
    taken = {file: tables.read(coded / file) for file in FILES}
    with_a_third_coder(coded, lambda row: row["article"] == "010")
    code, said = sheet(coded, capsys)
    assert code == 0 and "adjudication.csv: a column for Zoe Lind, with 5 rows in texts that zoe read" in said
    assert "fact_decisions.csv: a column for Zoe Lind, with 0 rows in texts that zoe read" in said
    rows = tables.read(coded / FILES[0])
    assert [{name: row[name] for name in taken[FILES[0]][0]} for row in rows[: len(taken[FILES[0]])]] == taken[FILES[0]]
    told = {row["zoe"] for row in rows if row["article"] == "010" and row["variable"] in ("voice", "position")}
    assert told == {
        row["coder_a"] for row in rows if row["article"] == "010" and row["variable"] in ("voice", "position")
    }
    assert {row["zoe"] for row in rows if row["article"] != "010"} == {"unread"}
    assert {row["zoe"] for row in tables.read(coded / FILES[1])} == {"unread"}
    once = contents(coded)
    assert sheet(coded, capsys)[0] == 0 and contents(coded) == once
    assert cli.main(["check", "--study", str(coded.parents[1])]) == 0


def test_where_the_new_coder_differs_a_decision_is_due_again(coded, capsys):
    with_a_third_coder(coded, lambda row: row["article"] == "010" and row["issue"] != "toll")
    sheet(coded, capsys)
    waiting = [row for row in tables.read(coded / FILES[0]) if not row["decision"]]
    assert {(row["article"], row["issue"], row["variable"]) for row in waiting} == {("010", "toll", "presence")}
    assert {row["zoe"] for row in waiting} == {""}
