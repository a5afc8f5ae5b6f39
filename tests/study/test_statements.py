"""Statements: coders' rows with their places, their differences, and the adjudicated statements; counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.analysis import stances
from stancebook.core import schema, tables
from stancebook.study import adjudication, facts, quotes, statements
from stancebook.study.cases import cases
from stancebook.study.facts import place_note
from stancebook.study.revision.changes import Change, as_current
from stancebook.texts import cleaning, same_text
from stancebook.texts.corpus import Article

DIFFERENCES = [
    ("010", "210", "borduria", "toll", "voice", "indirect", "direct"),
    ("010", "210", "borduria", "toll", "position", "-1", "-2"),
    ("020", "0", "borduria", "own_workers", "via", "article", "self"),
    ("020", "70", "borduria", "own_workers", "condition", "if_asked", "none"),
    ("030", "1", "towns", "toll", "presence", "present", ""),
    ("030", "62", "cordovia", "own_workers", "speaker", "Ulf", "King Ulf"),
    ("030", "136", "arland", "bridge", "presence", "", "present"),
    ("030", "136", "cordovia", "bridge", "presence", "", "present"),
]
STATEMENTS = [  # id, position, condition, confidence, origin
    ("010-0-arland-bridge", "1", "other", "1", "adjudicated"),
    ("010-76-arland-bridge", "2", "none", "3", "both"),
    ("010-185-borduria-toll", "-2", "none", "3", "both"),
    ("010-210-borduria-toll", "-1", "none", "2", "adjudicated"),
    ("010-270-borduria-toll", "-2", "none", "2", "both"),
    ("020-0-borduria-own_workers", "1", "none", "2", "adjudicated"),
    ("020-70-borduria-own_workers", "1", "if_asked", "2", "adjudicated"),
    ("020-148-borduria-toll", "-2", "none", "3", "both"),
    ("020-190-cordovia-bridge", "-1", "none", "2", "both"),
    ("030-1-towns-bridge", "2", "none", "2", "both"),
    ("030-1-towns-toll", "-1", "none", "1", "coder_a"),
    ("030-62-cordovia-own_workers", "-2", "none", "3", "adjudicated"),
    ("030-136-cordovia-bridge", "1", "half_paid", "2", "coder_b"),
]


def by_coder(coding_a, coding_b):
    return {"coder_a": coding_a, "coder_b": coding_b}


def units(coding_a, coding_b):
    return cases(by_coder(coding_a, coding_b))


@pytest.fixture(scope="module")
def codings(authored):
    """Both codings of the toy study with their places."""
    return [
        quotes.place_coding(authored.rows[f"{coder}.csv"], coder, authored.articles) for coder in ("coder_a", "coder_b")
    ]


@pytest.fixture(scope="module")
def adjudicated(authored, codings):
    return adjudication.statements_of_run(by_coder(*codings), authored.rows["adjudication.csv"])


def cells(rows, columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_how_many_rows_each_coder_has(codings):
    assert [len(coding) for coding in codings] == [12, 13]


def test_rows_come_in_order_of_place_whatever_their_order_in_the_file(authored):
    found = quotes.place_coding(authored.rows["coder_a.csv"][::-1], "coder_a", authored.articles)
    assert [int(row["start"]) for row in found] == [0, 77, 185, 228, 270, 0, 74, 153, 190, 1, 46, 62]


def test_a_repeated_sentence_is_identified_by_its_occurrence(codings):
    said = [row for row in codings[0] if row["quote"] == "Borduria rejects a toll."]
    assert cells(said, ("sentence", "start", "end")) == [("4", "185", "209"), ("6", "270", "294")]


def test_a_quote_is_the_raw_text_s_words_at_its_place(authored, codings):
    for coding in codings:
        for row in coding:
            assert row["quote"] == authored.articles[row["article"]].raw[int(row["start"]) : int(row["end"])]


def test_a_plain_space_finds_the_one_that_does_not_break(codings):
    [row] = [row for row in codings[1] if statements.statement_id(row) == "020-0-borduria-own_workers"]
    assert (row["quote"], row["start"], row["end"]) == ("Borduria would send 200\u00a0workers", "0", "31")


def test_the_eight_differences_of_the_toy_codings(codings):
    assert (
        cells(adjudication.differences(units(*codings)), (*statements.UNIT, "variable", "coder_a", "coder_b"))
        == DIFFERENCES
    )


def test_a_fifth_of_the_seven_agreements_is_two_drawn_by_their_hashes(codings):
    # the two least of the SHA-256 hashes of the ids: 03601a… and 194f0e…
    assert cells(adjudication.sampled_agreements(units(*codings)), (*statements.UNIT, "variable")) == [
        ("010", "0", "arland", "bridge", "all"),
        ("010", "270", "borduria", "toll", "all"),
    ]


def test_a_code_that_was_renamed_or_merged_draws_the_agreements_that_its_first_id_drew(codings):
    was = [
        Change(2, "", "", "", "rename", "issue", ("bridge",), ("span",)),
        Change(3, "", "", "", "merge", "issue", ("span", "ferry"), ("crossing",)),
        Change(4, "", "", "", "rename", "actor", ("borduria",), ("bord",)),
    ]
    now = [as_current(rows, was) for rows in codings]
    drawn = cells(adjudication.sampled_agreements(units(*now), was), (*statements.UNIT, "variable"))
    assert drawn == [("010", "0", "arland", "crossing", "all"), ("010", "270", "bord", "toll", "all")]
    assert cells(adjudication.sampled_agreements(units(*now)), (*statements.UNIT, "variable")) != drawn


def test_an_agreement_that_was_read_again_need_not_be_drawn_and_a_difference_is_no_agreement(codings):
    due = adjudication.decisions_due(by_coder(*codings))
    cell = {"variable": "all", "coder_a": "present", "coder_b": "present", "decision": "upheld", "reason": "-"}
    agreed, differs, nobody = (
        dict(zip(statements.UNIT, unit, strict=True)) | cell
        for unit in (
            ("020", "148", "borduria", "toll"),
            ("010", "210", "borduria", "toll"),
            ("010", "210", "arland", "toll"),
        )
    )
    problems = adjudication.check_due([agreed, differs, nobody], due, [*codings[0], *codings[1]])
    message = "the coders do not agree like this here (any more); take the row out or correct it"
    assert [str(each) for each in problems] == [f"adjudication.csv, row {n}, all: {message}" for n in (3, 4)]


def test_no_difference_between_a_coding_and_itself(codings):
    assert adjudication.differences(units(codings[0], codings[0])) == []


def test_the_thirteen_statements_that_adjudication_leaves(adjudicated):
    assert cells(adjudicated, ("statement", "position", "condition", "confidence", "origin")) == STATEMENTS


def test_what_was_decided_stands_in_the_statement(adjudicated):
    found = {row["statement"]: row for row in adjudicated}
    assert found["010-210-borduria-toll"]["voice"] == "direct"
    assert found["020-0-borduria-own_workers"]["via"] == "article"
    assert found["030-62-cordovia-own_workers"]["speaker"] == "King Ulf"


def test_a_statement_takes_the_longer_quotation(adjudicated):
    found = {row["statement"]: row for row in adjudicated}
    assert found["010-76-arland-bridge"]["quote"] == "“We will build the bridge,” minister Bo Lind of Arland said"
    assert found["030-1-towns-bridge"]["quote"] == "The towns on the strait want the bridge"


def test_runs_of_one_coder_and_of_a_least_confidence(authored, codings):
    decisions = authored.rows["adjudication.csv"]
    count = {
        least: len(adjudication.statements_of_run(by_coder(*codings), decisions, min_confidence=least))
        for least in (1, 2, 3)
    }
    assert count == {1: 13, 2: 11, 3: 4}
    assert len(adjudication.statements_of_run(by_coder(*codings), decisions, "coder_a")) == 12
    assert len(adjudication.statements_of_run(by_coder(*codings), decisions, "coder_b", 3)) == 5
    assert {row["origin"] for row in adjudication.statements_of_run(by_coder(*codings), decisions, "coder_b")} == {
        "coder_b"
    }


def test_a_text_left_out_takes_its_rows_along(authored, codings):
    articles = {id: article for id, article in authored.articles.items() if id != "030"}
    left = [quotes.place_coding(authored.rows[f"{coder}.csv"], coder, articles) for coder in ("coder_a", "coder_b")]
    assert [len(coding) for coding in left] == [9, 9]
    assert len(adjudication.statements_of_run(by_coder(*left), authored.rows["adjudication.csv"])) == 9


def test_positions_and_stances_of_the_toy_statements(adjudicated):
    frame = tables.frame(adjudicated, schema.STATEMENTS)
    positions = stances.positions(frame).set_index(["article", "actor", "issue"])
    assert len(positions) == 9
    columns = ["n", "median", "min", "max"]
    assert positions.loc[("010", "arland", "bridge"), columns].tolist() == [2, 1.5, 1, 2]
    assert positions.loc[("010", "borduria", "toll"), columns].tolist() == [3, -2, -2, -1]
    whole = stances.stances(frame).set_index(["actor", "issue"])
    assert len(whole) == 7
    columns = ["n", "articles", "mean", "median", "min", "max"]
    assert whole.loc[("borduria", "toll"), columns].tolist() == [4, 2, -1.75, -2, -2, -1]
    assert whole.loc[("cordovia", "bridge"), columns].tolist() == [2, 2, 0, 0, -1, 1]
    assert whole.loc[("borduria", "own_workers"), "conditions"] == "if_asked"


@pytest.mark.parametrize(
    ("article", "quote", "occurrence", "sentence"),
    [
        (
            "010", "We shall build", "",
            "the quote “We shall build” was not found: it is not in the text; copy it from the raw text character by character",
        ),
        (
            "010", "“we will build the bridge,”", "",
            "the quote ““we will build the bridge,”” was not found: its capitals were changed; "
            "copy it from the raw text character by character",
        ),
        ("010", "rejects a toll", "", "the quote stands there 2 times; say which in occurrence (1 to 2)"),
        (
            "010", "rejects a toll", "3",
            "occurrence '3' does not exist: the quote stands there 2 times; write 1 to 2",
        ),
        (
            "010", "By Ada Quill", "2.0",
            "occurrence '2.0' does not exist: the quote stands there once; leave it empty",
        ),
        (
            "010", "rejects a toll", "9" * 5000,
            f"occurrence '{'9' * 59}…' does not exist: the quote stands there 2 times; write 1 to 2",
        ),
        ("010", "rejects a toll", "²", "occurrence '²' does not exist: the quote stands there 2 times; write 1 to 2"),
    ],
)  # fmt: skip
def test_a_quotation_without_a_single_place_is_refused(authored, article, quote, occurrence, sentence):
    with pytest.raises(LookupError) as error:
        quotes.locate(quote, occurrence, authored.articles[article])
    assert error.value.args == (sentence,)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("By Ada Quill", "it lies in a part that cleaning takes out"),
        ("said. It needs", "it runs over the end of a sentence"),
    ],
)
def test_a_quotation_outside_every_sentence_is_refused(authored, quote, why):
    row = {"quote": quote, "occurrence": "", "condition": "none"}
    with pytest.raises(LookupError) as error:
        quotes.place_row(row, authored.articles["010"])
    assert error.value.args == (f"the quote “{quote}” lies within no sentence: {why}; quote one sentence's clause",)


def test_conditions_are_a_set_whatever_their_order(authored):
    row = {"quote": "without a toll", "occurrence": "", "condition": "other  if_asked other"}
    assert quotes.place_row(row, authored.articles["030"])["condition"] == "if_asked other"
    unit = {"article": "030", "sentence_start": "1", "actor": "towns", "issue": "toll"}
    values = {"speaker": "-", "via": "self", "voice": "direct", "position": "0", "condition": "none"}
    coding = [{**unit, **values, "quote": "", "confidence": "1", "coder": "coder_a"}]
    decided = {**unit, "variable": "condition", "decision": "other if_asked"}
    assert adjudication.adjudicated_statements(by_coder(coding, coding), [decided])[0]["condition"] == "if_asked other"


def test_facts_and_notes_may_lie_anywhere_in_a_text(authored):
    found = [place_note(row, authored.articles) for row in authored.rows["source_notes.csv"]]
    assert cells(found, ("source_note", "start", "end", "start_b", "end_b")) == [
        ("N001", "146", "164", "246", "264"),
        ("N002", "52", "64", "", ""),
        ("N003", "134", "135", "", ""),
        ("N004", "176", "184", "", ""),
    ]
    facts = [quotes.place_quote(row, authored.articles[row["article"]]) for row in authored.rows["facts.csv"]]
    assert cells(facts, ("fact", "start", "end")) == [
        ("F001", "146", "164"),
        ("F002", "246", "264"),
        ("F003", "20", "31"),
        ("F004", "71", "100"),
    ]


def test_a_note_on_a_text_left_out_is_left_out(authored):
    rows, articles = authored.rows["source_notes.csv"], {"010": authored.articles["010"]}
    compared, alone = rows[0], {**rows[0], "source_note": "N009", "article_b": "", "quote_b": ""}
    assert (compared["article"], compared["article_b"]) == ("010", "020")
    assert facts.notes_about(articles, [compared, alone]) == [alone]
    assert facts.notes_about(authored.articles, [compared, alone]) == [compared, alone]


UNITS = st.tuples(
    st.sampled_from(["000", "010"]), st.sampled_from(["0", "9", "10"]), st.sampled_from("ab"), st.just("toll")
)
VALUES = st.fixed_dictionaries(
    {
        "position": st.sampled_from("012"),
        "via": st.sampled_from(["self", "other"]),
        "speaker": st.just("-"),
        "voice": st.just("direct"),
        "condition": st.just("none"),
    }
)
CODING = st.dictionaries(UNITS, VALUES).map(
    lambda coded: [
        {**dict(zip(statements.UNIT, key, strict=True)), **values, "quote": "-", "confidence": "1", "coder": "coder_a"}
        for key, values in coded.items()
    ]
)


@given(CODING, CODING)
def test_differences_are_the_same_from_either_side(one, other):
    forth = adjudication.differences(units(one, other))
    back = adjudication.differences(units(other, one))
    assert back == [{**row, "coder_a": row["coder_b"], "coder_b": row["coder_a"]} for row in forth]
    assert all(row["coder_a"] != row["coder_b"] for row in forth)


@given(CODING, CODING)
def test_every_unit_is_agreed_on_or_differs_or_is_one_coder_s_alone(one, other):
    rows = adjudication.differences(units(one, other))
    ours, theirs = ({statements.unit_key(row): row for row in coding} for coding in (one, other))
    alone = {statements.unit_key(row) for row in rows if row["variable"] == "presence"}
    differ = {statements.unit_key(row) for row in rows} - alone
    assert alone == ours.keys() ^ theirs.keys()
    assert differ == {
        key
        for key in ours.keys() & theirs.keys()
        if any(ours[key][name] != theirs[key][name] for name in ("via", "position"))
    }


@given(CODING, CODING, st.data())
def test_a_statement_stands_for_each_unit_but_for_those_decided_absent(one, other, data):
    units = sorted({statements.unit_key(row) for row in one + other})
    absent = set(data.draw(st.lists(st.sampled_from(units)))) if units else set()
    decisions = [
        {**dict(zip(statements.UNIT, key, strict=True)), "variable": "presence", "decision": "absent"} for key in absent
    ]
    kept = adjudication.adjudicated_statements(by_coder(one, other), decisions)
    assert {row["statement"] for row in kept} == {"-".join(key) for key in set(units) - absent}


@given(st.text("ab\u00a0 \r\n", min_size=1, max_size=12), st.text("ab ", min_size=1, max_size=3))
def test_a_place_that_is_found_shows_the_quotation(raw, quote):
    clean, runs, _ = cleaning.apply_rules(raw, cleaning.read_rules({}).rules)
    try:
        span = quotes.locate(quote, "", Article("000", raw, clean, runs, ()))
    except LookupError:
        return
    assert same_text.folded(quote.strip()).text in same_text.folded(span.of(raw)).text
