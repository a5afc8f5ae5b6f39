"""Tables of judgments in every form: what is taken, what is not and why, and at which level it is compared."""

import io

import openpyxl
import pytest

from stancebook.core.problems import UserError
from stancebook.exchange.table_import import grid, judgments, levels, roles

LONG = "unit,coder,variable,value\n1,ada,tone,warm\n1,ben,tone,cold\n2,ada,tone,warm\n2,ben,tone,warm\n"
BY_VARIABLE = "unit,coder,tone,length\n1,ada,warm,3\n1,ben,cold,3\n2,ada,warm,\n2,ben,warm,5\n"
BY_CODER = "unit,ada,ben\n1,warm,cold\n2,warm,warm\n"
TONES = {("1", "ada", "warm"), ("1", "ben", "cold"), ("2", "ada", "warm"), ("2", "ben", "warm")}


def taken(text, given=None, missing=judgments.MISSING, name="tone"):
    table = grid.parse("a.csv", text if isinstance(text, bytes) else text.encode())
    return judgments.take(table, roles.find(table, given or {}), missing, name)


def values(taken, variable="tone"):
    return {(each.unit, each.coder, each.value) for each in taken.judgments if each.variable == variable}


def as_excel(text):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for line in text.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("text", [LONG, BY_VARIABLE, BY_CODER])
@pytest.mark.parametrize("form", [str.encode, lambda text: text.replace(",", ";").encode("utf-16"),
                                  lambda text: text.replace(",", "\t").encode(), as_excel])  # fmt: skip
def test_the_same_judgments_come_from_each_form(text, form):
    found = taken(form(text))
    assert values(found) == TONES and found.problems == []
    assert values(found, "length") == (
        {("1", "ada", "3"), ("1", "ben", "3"), ("2", "ben", "5")} if "length" in text else set()
    )
    assert found.notes == (["length: 1 empty cell"] if "length" in text else [])


def test_decimal_commas_beside_semicolons_are_read_where_a_variable_has_nothing_else():
    found = taken("unit;coder;share;codes;v\n1;ada;0,5;1,2;0,5\n1;ben;−0,25;a;0.5\n2;ada;1;1,2;1\n2;ben;NA;a;1\n")
    assert [each.value for each in found.judgments if each.variable == "share"] == ["0.5", "−0.25", "1"]
    assert "share: 0,5 is read as 0.5, and the others like it" in found.notes
    assert levels.guess(["0.5", "−0.25", "1"]).level == "interval"
    assert {value for *_, value in values(found, "codes")} == {"1,2", "a"}
    assert {value for *_, value in values(found, "v")} == {"0,5", "0.5", "1"}
    assert values(taken('unit,coder,share\n1,ada,"0,5"\n'), "share") == {("1", "ada", "0,5")}


def test_no_order_is_offered_that_could_not_be_given():
    assert levels.Level("interval").fault(["a", "0,5"]) == "'0,5' is no number; use nominal"
    assert levels.Level("interval").fault(["a"]).endswith("or give the order of the words: ordinal:a")


def test_rows_of_a_sheet_may_end_early_and_what_stands_behind_the_header_is_told():
    found = taken(as_excel(BY_VARIABLE + "4,ada,warm,3,hm\n5,ada,warm\n"))
    assert [str(problem) for problem in found.problems] == [
        "a.csv, row 6: the row has 5 cells and the header 4; give it as many"
    ]
    assert values(found) == TONES | {("5", "ada", "warm")}


def test_a_long_table_with_a_column_for_each_coder():
    found = taken(
        "unit,question,ada,ben\n1,tone,warm,cold\n2,tone,warm,warm\n1,length,3,3\n", {"value": ["ada", "ben"]}
    )
    assert values(found) == TONES and values(found, "length") == {("1", "ada", "3"), ("1", "ben", "3")}


def test_given_columns_count_more_than_guesses_and_several_name_a_unit():
    text = "text,sentence,who,unit,coder\n010,1,ada,warm,x\n010,2,ada,cold,x\n020,1,ada,warm,x\n"
    found = taken(text, {"unit": ["text", "sentence"], "coder": ["who"], "value": ["unit"]})
    assert values(found, "unit") == {("010 / 1", "ada", "warm"), ("010 / 2", "ada", "cold"), ("020 / 1", "ada", "warm")}


@pytest.mark.parametrize(
    ("header", "aside"),
    [
        ("sentence_id,coder,stance,comment", "comment"),
        ("sentence_id,coder,stance,Source", "Source"),
        ("sentence_id,coder,what_stands_there,stance", "what_stands_there"),
    ],
)
def test_remarks_descriptions_and_texts_are_left_out_and_named(header, aside):
    words = {"what_stands_there": "a sentence of the text that is coded here", "stance": "pro"}
    rows = [",".join(words.get(name, f"{name}{unit}") for name in header.split(",")) for unit in "123"]
    table = grid.parse("a.csv", "\n".join([header, *rows]).encode())
    assert f"variable = stance; left out: {aside}" in roles.in_words(roles.find(table, {}), table.header)


def test_a_column_with_one_of_many_values_for_each_unit_describes_units():
    rows = [f"{unit},{coder},{unit}a,{unit % 2}" for unit in range(30) for coder in ("ada", "ben")]
    table = grid.parse("a.csv", "\n".join(["id,coder,outlet_code,stance", *rows]).encode())
    assert [table.header[place] for place in roles.find(table, {}).aside] == ["outlet_code"]


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        (LONG, {"coder": ["codr"]}, "a.csv, row 1: it has no column 'codr'; do you mean coder?"),
        (LONG, {"codr": ["coder"]}, "--column: 'codr' is no role of a column; use unit, coder, variable or value"),
        (LONG, {"coder": ["coder"], "unit": ["coder"]}, "--column: 'coder' is given twice; a column has one role"),
        (LONG, {"coder": ["coder", "unit"]}, "--column: coder is given twice; a table has one column of that role"),
        ("a,coder,b\n1,2,3\n", {}, "no column seems to hold the unit; its columns are a, coder, b; say which"),
        ("unit,coder,variable,x,y\n1,a,b,c,d\n", {}, "no column seems to hold the values"),
        ("unit,coder,note\n1,a,b\n", {}, "no column seems to hold values"),
        ("unit,tone,length\n1,warm,3\n2,cold,5\n", {}, "no column seems to name the coder"),
        ("unit,tone,tone\n1,warm,3\n", {}, "the column 'tone' stands there twice; give each its own name"),
        ("unit,coder,tone\n", {}, "it has no rows; give a table with a header and rows"),
        ("PAR1,x\n1,2\n", {}, "Parquet is not read; save the table as CSV or Excel"),
    ],
)
def test_what_is_not_clear_is_one_sentence_with_the_fix(text, given, said):
    with pytest.raises(UserError, match=r"^[^\n]+$") as error:
        taken(text, given)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3,ada,tone,\n", "row 6, value: the cell is empty; fill it, if there is a judgment"),
        ("3,ada,tone,NA\n", "row 6, value: the cell is empty; fill it, if there is a judgment"),
        (",ada,tone,warm\n", "row 6, unit: the cell is empty; say whose judgment it is, and of what"),
        ("3,,tone,warm\n", "row 6, coder: the cell is empty; say whose judgment it is, and of what"),
        ("3,ada,,warm\n", "row 6, variable: the cell is empty; say whose judgment it is, and of what"),
        ("3,ada,tone\n", "row 6: the row has 3 cells and the header 4; give it as many"),
        ("3,ada,tone,warm,hm\n", "row 6: the row has 5 cells and the header 4; give it as many"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_are_taken(line, said):
    found = taken(LONG + line)
    assert [str(problem) for problem in found.problems] == [f"a.csv, {said}"]
    assert values(found) == TONES


def test_of_two_values_of_one_coder_for_a_unit_none_is_taken():
    found = taken(LONG + "1,ada,tone,cold\n2,ben,tone,warm\n")
    message = "a.csv, row 2: coder ada gives unit 1 two values of tone: 'warm', and 'cold' in row 6; leave one of them"
    assert [str(problem) for problem in found.problems] == [message]
    assert values(found) == TONES - {("1", "ada", "warm")}
    assert found.notes == ["1 judgment that stood there before, taken once"]


def test_words_for_an_empty_cell_are_counted_and_can_be_other_ones():
    text = "unit,coder,tone,length\n1,ada,NA,3\n1,ben,-,3\n"
    assert values(taken(text)) == {("1", "ben", "-")}
    assert taken(text).notes[1] == "'NA' stands for an empty cell, 1 times; --missing says otherwise"
    assert values(taken(text, missing=["-"])) == {("1", "ada", "NA")}


def test_values_that_differ_in_capitals_alone_are_named():
    assert taken(LONG + "3,ada,tone,Warm\n").notes == ["tone: 'Warm' and 'warm' count as different values"]


# ---- levels


@pytest.mark.parametrize(
    ("values", "level"),
    [
        (("warm",), "nominal"), (("1", "4"), "nominal"), (("-1", "0", "1"), "ordinal"), (("1", "2", "3", "5"), "ordinal"),
        (("101", "205", "206"), "nominal"), (("1", "2", "warm"), "nominal"), (("0.5", "1", "2.25"), "interval"),
        (tuple(map(str, range(13))), "nominal"), (("−1", "0", "1.0"), "ordinal"),
    ],
)  # fmt: skip
def test_a_level_is_guessed_from_values(values, level):
    assert levels.guess(values).level == level


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "tone",
            "--level tone: no level is named; write VARIABLE=LEVEL, with the level nominal, ordinal, interval, ratio or set",
        ),
        ("tone=rank", "--level tone=rank: no level is named"),
        ("tone=nominal:a,b", "only an ordinal level has an order, each word once"),
        ("tone=ordinal:a,a", "only an ordinal level has an order, each word once"),
        (
            "tone=interval",
            "--level tone=interval: 'cold' is no number; use nominal, or give the order of the words: ordinal:cold,warm",
        ),
        ("tone=ordinal:cold,mild", "--level tone=ordinal: 'warm' is not in the order that is given; add it there"),
        ("tune=ordinal", "--level: 'tune' is no variable of this table; do you mean tone?"),
    ],
)
def test_a_level_that_does_not_fit_is_refused(text, said):
    with pytest.raises(UserError, match=r"^[^\n]+$") as error:
        judgments.levels_of(taken(LONG).judgments, levels.given([text]), {})
    assert said in str(error.value)


def test_a_given_level_counts_more_than_a_known_one_and_that_more_than_a_guess():
    own = taken(BY_VARIABLE.replace("2,ben,warm,5", "2,ben,warm,5\n3,ben,warm,4")).judgments
    known = {"length": levels.Level("interval"), "tone": levels.Level("ordinal")}
    chosen = judgments.levels_of(own, {}, known)
    assert (chosen["length"].level, chosen["tone"].level) == ("interval", "nominal")
    given = levels.given(["length=ratio", "tone=ordinal:cold,warm"])
    assert judgments.levels_of(own, given, known)["length"].level == "ratio"
    assert judgments.units(own, "tone", given["tone"]) == (["ada", "ben"], [[1, 0], [1, 1], [None, 1]])
    assert judgments.units(own, "length", given["length"])[1] == [[3.0, 3.0], [None, 5.0], [None, 4.0]]


def test_conditions_are_compared_as_sets():
    assert levels.Level("set").values(["a b", "b a", ""]) == [frozenset("ab"), frozenset("ab"), None]
