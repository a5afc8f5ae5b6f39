"""The checks: the toy study passes them, and every fault planted in it comes back as one sentence with its cure."""

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from examples import examples
from project import TOY
from stancebook.core import files, paths, tables, yaml_files
from stancebook.pipeline import check
from stancebook.study.coders import UNNAMED
from stancebook.study.loader import tables_of
from stancebook.study.study import Study

TABLES_OF_CODED = {name: table for name, table in tables_of(UNNAMED).items() if (TOY / "data/coded" / name).exists()}

EDITED = (
    'it was edited after the freeze; undo the edit, or freeze anew and say why (stancebook freeze --reason "why"), '
    "then adjudicate what differs"
)
NOT_LIKE_THIS = "the coders do not differ like this here (any more); take the row out or correct it"
CHARACTERWISE = "copy it from the raw text character by character"


def test_the_toy_study_has_no_fault(problems):
    assert problems() == []
    assert problems(coding="coder_b", min_confidence=3, exclude_articles="010 030", issue="toll") == []


def test_checking_changes_nothing(run_paths, problems):
    before = {path: path.read_bytes() for path in run_paths.study.rglob("*") if path.is_file()}
    problems()
    assert {path: path.read_bytes() for path in run_paths.study.rglob("*") if path.is_file()} == before


# A coder's file


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("toll,-1,none,2,", "toll,pro,none,2,", "coder_a.csv, row 5, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2"),
        ("toll,-1,none,2,", "toll,NA,none,2,", "coder_a.csv, row 5, position: 'NA' is not in the codebook; use -2, -1, 0, 1 or 2"),
        ("toll,-1,none,2,", "toll,-1,,2,", "coder_a.csv, row 5, condition: the cell is empty; write none where no condition is stated"),
        ("toll,-1,none,2,", "toll,-1,none other,2,", "coder_a.csv, row 5, condition: 'none' stands beside a condition; write either"),
        ("toll,-1,none,2,", "toll,-1,none,,", "coder_a.csv, row 5, confidence: '' is not in the codebook; use 1, 2 or 3"),
        ("Ina Mor,borduria", "Ina Mor,Borduria", "coder_a.csv, row 5, actor: 'Borduria' is not in the codebook; do you mean borduria?"),
        ("towns,article,narration,bridge", "towns,press,narration,bridge", "coder_a.csv, row 11, via: 'press' is not in the codebook; use self, other or article"),
        ("010,called a toll", "040,called a toll", "coder_a.csv, row 5, article: '040' is no article of sources.csv; use 010, 020 or 030"),
        ("called a toll a wall", "called the toll a wall", f"coder_a.csv, row 5, quote: the quote “called the toll a wall” was not found: it is not in the text; {CHARACTERWISE}"),
        ("called a toll a wall", "NA", f"coder_a.csv, row 5, quote: the quote “NA” was not found: it is not in the text; {CHARACTERWISE}"),
        ("called a toll a wall", "", f"coder_a.csv, row 5, quote: the quote “” was not found: it is not in the text; {CHARACTERWISE}"),
        ("toll.,1,-", "toll.,,-", "coder_a.csv, row 4, quote: the quote stands there 2 times; say which in occurrence (1 to 2)"),
        ("toll.,1,-", "toll.,NA,-", "coder_a.csv, row 4, quote: occurrence 'NA' does not exist: the quote stands there 2 times; write 1 to 2"),
        ("toll.,1,-", "toll.,0,-", "coder_a.csv, row 4, quote: occurrence '0' does not exist: the quote stands there 2 times; write 1 to 2"),
        ("wall,,Ina", "wall,2,Ina", "coder_a.csv, row 5, quote: occurrence '2' does not exist: the quote stands there once; leave it empty"),
        ("called a toll a wall", "By Ada Quill", "coder_a.csv, row 5, quote: the quote “By Ada Quill” lies within no sentence: it lies in a part that cleaning takes out; quote one sentence's clause"),
        ("toll.,1,-", "toll.,2,-", "coder_a.csv, row 6: the same sentence, actor and issue stand in row 4; make one row of them: the stronger position, the other in note"),
    ],
)  # fmt: skip
def test_a_fault_in_a_coding(problems, edit, freeze, old, new, sentence):
    edit("coder_a.csv", old, new)
    freeze()
    assert problems() == [sentence]


def test_curly_quotes_turned_straight(problems, edit, freeze):
    edit("coder_b.csv", "“We will build the bridge,” minister", '""We will build the bridge,"" minister')
    freeze()
    assert problems() == []


def test_zeros_lost_in_the_list_of_sources(problems, edit):
    edit("sources.csv", "\n020,", "\n20,")
    assert problems() == [
        "sources.csv, row 3, article: '20' lost its zeros: the other files have 020; write 020, as text"
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"\xff" + path.read_bytes()),
        lambda path: path.write_bytes(path.read_bytes().replace(b",position,", b",stance,")),
    ],
)
@pytest.mark.parametrize("name", ["coder_a.csv", "coder_b.csv"])
def test_a_coding_that_cannot_be_read_gives_no_problem_for_each_difference(run_paths, problems, spoil, name):
    spoil(run_paths.coded / name)
    assert {sentence.partition(",")[0].partition(":")[0] for sentence in problems()} == {name}


def test_a_text_that_cannot_be_read_gives_no_problem_for_each_row(run_paths, problems):
    (run_paths.raw / "030_gazette.txt").unlink()
    assert problems() == [
        "sources.csv, row 4, file: data/raw/030_gazette.txt is missing; restore it or correct the name"
    ]


# Facts and source notes


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("facts.csv", ",300,500", ",some 300,500", "facts.csv, row 2, value_low: 'some 300' is no number; write digits alone, and words in value"),
        ("facts.csv", ",300,500", ",NA,500", "facts.csv, row 2, value_low: 'NA' is no number; write digits alone, and words in value"),
        ("facts.csv", ",300,500", ",300,٥٠٠", "facts.csv, row 2, value_high: '٥٠٠' is no number; write digits alone, and words in value"),
        ("facts.csv", ",300,500", ',300,"5,000"', "facts.csv, row 2, value_high: '5,000' is no number; write digits alone, and words in value"),
        ("facts.csv", ",300,500", ",500,300", "facts.csv, row 2, value_high: 300 is less than value_low, 500; give the smaller number first"),
        ("facts.csv", "F002", "F001", "facts.csv, row 3, fact: 'F001' stands in row 2 too; give each its own id"),
        ("facts.csv", "F002", "", "facts.csv, row 3, fact: the id is missing; give it one, never used before"),
        ("facts.csv", ",ruled_out", ",refused", "facts.csv, row 5, status: 'refused' is not in the codebook; use planned, proposed, reported or ruled_out"),
        ("facts.csv", "single worker", "single man", f"facts.csv, row 5, quote: the quote “will not send a single man” was not found: it is not in the text; {CHARACTERWISE}"),
        ("source_notes.csv", "N002", "N001", "source_notes.csv, row 3, source_note: 'N001' stands in row 2 too; give each its own id"),
        ("source_notes.csv", ",byline", ",by-line", "source_notes.csv, row 3, kind: 'by-line' is not one of its kinds; do you mean byline?"),
        ("source_notes.csv", "020,400 to 600 workers", ",", "source_notes.csv, row 2, article_b: a contradiction names no second text; give article_b and quote_b"),
        ("source_notes.csv", ",dating,,,", ",dating,,Ulf,", "source_notes.csv, row 5, article_b: quote_b stands there without a text; say which text has it"),
        ("source_notes.csv", "020,400 to", "020,40 to", f"source_notes.csv, row 2, quote: the quote “40 to 600 workers” was not found: it is not in the text; {CHARACTERWISE}"),
        ("source_notes.csv", "020,400 to", "040,400 to", "source_notes.csv, row 2, article_b: '040' is no article of sources.csv; use 010, 020 or 030"),
    ],
)  # fmt: skip
def test_a_fault_in_a_fact_or_note(problems, edit, name, old, new, sentence):
    edit(name, old, new)
    assert problems() == [sentence]


def test_a_coder_s_facts_are_checked_too(problems, edit, freeze):
    edit("coder_b_facts.csv", ",400,600", ",four hundred,600")
    freeze()
    assert problems() == [
        "coder_b_facts.csv, row 3, value_low: 'four hundred' is no number; write digits alone, and words in value"
    ]


# Settings, sources, codebook, rules


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("borduria,Bo", "bordurian,Bo", ["row 3, actor: 'bordurian' is not in the codebook; do you mean borduria?"]),
        ("borduria,Bo", "arland,Bo", ["row 3, actor: row 2 has the same actor; change one of them"]),
        (",Strait Isles,SI", ",,", ["row 4, name: the cell is empty; fill it in", "row 4, short: the cell is empty; fill it in"]),
        (",SI,", ",Isles,", ["row 4, short: 'Isles' does not fit into a square; write at most four characters"]),
        (",1,3", ",0,1.5", ["row 3, row: '0' is no place; write a number from 1 to 20", "row 3, column: '1.5' is no place; write a number from 1 to 20"]),
        (",1,3", ",1,1", ["row 3, column: row 2 has the same row and column; change one of them"]),
        (",1,3", ",1,21", ["row 3, column: '21' is no place; write a number from 1 to 20"]),
    ],
)  # fmt: skip
def test_a_fault_in_the_map(problems, edit, old, new, sentences):
    edit("map.csv", old, new)
    assert problems() == [f"map.csv, {sentence}" for sentence in sentences]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("study.yaml", "issue: own_workers", "issue: workers", "study.yaml, issue: 'workers' is not in the codebook; do you mean own_workers?"),
        ("study.yaml", "issue: own_workers", "issue: [toll]", "study.yaml, issue: '['toll']' is not in the codebook; do you mean toll?"),
        ("study.yaml", "facts: [workforce]", "facts: [size]", "study.yaml, facts: 'size' is not in the codebook; use an id of its attributes"),
        ("study.yaml", "facts: [workforce]", "facts: [workforce]\nasked: {actor: arlanda, issues: {toll: a toll}}", "study.yaml, asked: actor: 'arlanda' is not in the codebook; do you mean arland?"),
        ("study.yaml", "facts: [workforce]", "facts: [workforce]\nasked: {actor: arland, issues: {tolls: a toll}}", "study.yaml, asked: issues: 'tolls' is not in the codebook; do you mean toll?"),
        ("study.yaml", "facts: [workforce]", "facts: [workforce]\nasked: {actor: arland}", "study.yaml, asked: 'issues' is missing; add it"),
        ("study.yaml", "facts: [workforce]", "facts: 5", "study.yaml, facts: it is no list; write it as [one, another]"),
        ("study.yaml", "issues: [bridge, toll,", "issues: [tunnel, toll,", "study.yaml, coalitions: issues: 'tunnel' is not in the codebook; use an id of its issues"),
        ("study.yaml", "without: [group]", "without: [groups]", "study.yaml, coalitions: without: 'groups' is not in the codebook; do you mean group?"),
        ("study.yaml", "shared: 1", "shared: 0", "study.yaml, coalitions: shared: it is less than one issue; write 1 or more"),
        ("study.yaml", "shared: 1", "shared: one", "study.yaml, coalitions: shared: 'one' is no whole number; write digits, without quotes"),
        ("study.yaml", "shared: 1", "least: 1", "study.yaml, coalitions: 'least' is not known; use issues, without or shared"),
        ("study.yaml", "quotation_limit: 20", "quotation_limit: many", "study.yaml, quotation_limit: 'many' is no whole number; write digits, without quotes"),
        ("study.yaml", "quotation_limit: 20", "", "study.yaml: 'quotation_limit' is missing; add quotation_limit: 40"),
        ("study.yaml", "{towns:", "{town:", "study.yaml, words: actor: 'town' is not in the codebook; do you mean towns?"),
        ("study.yaml", "{actor: {towns: the towns on the strait}}", "many", "study.yaml, words: it has no entries; write them as name: value"),
        ("sources.csv", "1925-03-01", "spring 1925", "sources.csv, row 2, date_earliest: 'spring 1925' is no date; write it as 2025-01-31, or leave it empty"),
        ("sources.csv", "1925-03-02", "1925-02-30", "sources.csv, row 2, date_latest: '1925-02-30' is no date; write it as 2025-01-31, or leave it empty"),
        ("sources.csv", "1925-03-02", "1925-02-28", "sources.csv, row 2, date_latest: it lies before date_earliest; mend the dates"),
        ("sources.csv", "Arland will build the bridge", "Arland builds the bridge", "sources.csv, row 2, headline: the text, once cleaned, does not begin with it; write its first line, “Arland will build the bridge, with Cordovia’s money”, or leave it empty"),
        ("cleaning.yaml", 'articles: ["020"]', 'articles: ["20"]', "cleaning.yaml, articles of rule caption-crane: '20' is no article of sources.csv; its zeros were lost: write 020, as text"),
        ("cleaning.yaml", "abbreviations: []", "languages: {20: de}", "cleaning.yaml, languages: '20' is no article of sources.csv; its zeros were lost: write 020, as text"),
        ("codebook.yaml", "values: {1: guess, 2: fairly sure, 3: certain}", "rule: as sure", "codebook.yaml, confidence: the variable has no values; list them"),
    ],
)  # fmt: skip
def test_a_fault_in_settings_sources_rules_or_codebook(problems, edit, name, old, new, sentence):
    edit(name, old, new)
    sentences = problems()
    assert sentence in sentences
    assert len(sentences) == 1 or name == "cleaning.yaml"  # a caption that stays moves the sentences behind it


@pytest.mark.parametrize("headline", ["Arland  waits", "Harbour Tribune", "Share on Facebook", "Subscribe", ""])
def test_a_headline_is_what_a_cleaned_text_begins_with(run_paths, problems, edit, headline):
    raw = "Harbour Tribune\nShare on Facebook\nSubscribe\n\nArland  waits\n\nIt waits for a bridge.\n"
    files.write_text(run_paths.raw / "040_tribune.txt", raw)
    with (run_paths.coded / "sources.csv").open("a", encoding="utf-8", newline="") as sources:
        sources.write(f"040,040_tribune.txt,{files.digest(raw.encode())},,{headline},,,,,,,\n")
    rule = "{id: masthead, zone: furniture, reason: The paper., pattern: '\\AHarbour Tribune\\n'}"
    edit("cleaning.yaml", "rules:", f"rules:\n  - {rule}")
    fault = "the text, once cleaned, does not begin with it; write its first line, “Arland  waits”, or leave it empty"
    wrong = [] if headline in ("Arland  waits", "") else [f"sources.csv, row 5, headline: {fault}"]
    assert [each for each in problems() if "headline" in each] == wrong


def test_one_date_alone_is_no_fault(problems, edit):
    edit("sources.csv", "1925-03-02", "")
    assert problems() == []


def test_no_text(run_paths, problems):
    run_paths.text.unlink()
    assert problems() == ["report/text.md: the file is missing; write it"]


# Freeze and adjudication


def test_an_edit_after_the_freeze(problems, edit, freeze):
    edit("coder_b.csv", "cordovia,self,indirect,bridge,1", "cordovia,self,indirect,bridge,2")
    assert problems() == [f"coder_b.csv: {EDITED}"]
    freeze()
    assert problems() == []


def test_an_edit_that_needs_a_new_decision(problems, edit, freeze):
    edit("coder_b.csv", "toll,-2,none,2,\n010,rejects", "toll,0,none,2,\n010,rejects")
    freeze()
    assert problems() == [
        "adjudication.csv, row 5, position: the coders have '-1' and '0' here now; "
        "write these into coder_a and coder_b, and decide again"
    ]


def test_no_freeze(run_paths, problems):
    (run_paths.coded / "frozen.json").unlink()
    no_freeze = 'frozen.json: there is no freeze; freeze the codings: stancebook freeze --reason "why"'
    assert problems() == [no_freeze]
    (run_paths.coded / "frozen.json").write_bytes(b"[]\n")
    assert problems() == [no_freeze]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"{}", "it is no list"),
        (b'[{"reason": "x"}]', "freeze 1: 'files' is missing"),
        (b"\xff", "byte 0 is not UTF-8"),
        (b"[5]", "freeze 1: it has no entries"),
        (b"[" * 100_000, "its brackets stand within each other more than 100 deep"),
        (b"[]\n<<<<<<< HEAD\n=======\n[]\n>>>>>>> theirs\n", "row 2: git marks a merge here that nobody has solved"),
    ],
)
def test_a_freeze_that_cannot_be_read_is_no_reason_to_freeze_anew(run_paths, problems, content, why):
    (run_paths.coded / "frozen.json").write_bytes(content)
    assert problems() == [f"frozen.json: it cannot be read ({why}); restore it from git, or repair it"]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            "020,0,borduria,own_workers,via,article,self,article,The headline names no source.\n", "",
            ["adjudication.csv: no decision on via of 020-0-borduria-own_workers ('article' and 'self': “Borduria would send 200[U+00A0]workers”); add the row 020,0,borduria,own_workers,via,article,self,, with your decision and its reason"],
        ),
        (
            "030,1,towns,toll,presence,present,,present,“Without” is a position on the toll.\n", "",
            ["adjudication.csv: no decision on presence of 030-1-towns-toll ('present' and '': “without a toll”); add the row 030,1,towns,toll,presence,present,,, with your decision and its reason"],
        ),
        (
            "010,270,borduria,toll,all,present,present,upheld,\"Read again, the same.\"\n", "",
            ["adjudication.csv: no decision on all of 010-270-borduria-toll ('present' and 'present': “Borduria rejects a toll.”); add the row 010,270,borduria,toll,all,present,present,, with your decision and its reason"],
        ),
        (
            "voice,indirect,direct,direct,", "voice,direct,indirect,direct,",
            [
                "adjudication.csv, row 4, voice: the coders have 'indirect' and 'direct' here now; write these into coder_a and coder_b, and decide again",
            ],
        ),
        (
            "condition,half_paid,half_paid,other,", "condition,none,none,other,",  # an amendment of what nobody coded
            [f"adjudication.csv, row 3, condition: {NOT_LIKE_THIS}"],
        ),
        (
            "010,270,borduria", "010,270,borduria,toll,position,-1,-1,0,x\n010,270,borduria",
            [f"adjudication.csv, row 6, position: {NOT_LIKE_THIS}"],
        ),
        (
            "010,270,borduria", "010,210,borduria,toll,position,-1,-2,-2,x\n010,270,borduria",
            ["adjudication.csv, row 6, position: row 5 decides on it already; leave one of the two"],
        ),
        (
            "010,0,arland,bridge,condition,half_paid,half_paid,other,“With Cordovia’s money” names no half.\n", "",
            ["adjudication.csv, row 2, decision: the agreement is amended, and no row says what counts instead; add a row with the variable that changes, what each coder has, and the value that counts; or write upheld"],
        ),
        ("via,article,self,article,", "via,article,self,maybe,", ["adjudication.csv, row 7, decision: 'maybe' is not a decision; use self, other or article"]),
        ("presence,present,,present,", "presence,present,,yes,", ["adjudication.csv, row 9, decision: 'yes' is not a decision; use present or absent"]),
        ("if_asked,none,if_asked,", "if_asked,none,asked,", ["adjudication.csv, row 8, decision: 'asked' is not in the codebook; do you mean if_asked?"]),
        ("The headline names no source.", "  ", ["adjudication.csv, row 7, reason: the decision has no reason; give one"]),
        (
            "own_workers,via,", "own_workers,path,",
            [
                f"adjudication.csv, row 7, path: {NOT_LIKE_THIS}",
                "adjudication.csv: no decision on via of 020-0-borduria-own_workers ('article' and 'self': “Borduria would send 200[U+00A0]workers”); add the row 020,0,borduria,own_workers,via,article,self,, with your decision and its reason",
            ],
        ),
    ],
)  # fmt: skip
def test_a_fault_in_adjudication(problems, edit, old, new, sentences):
    edit("adjudication.csv", old, new)
    assert problems() == sentences


def test_a_value_that_one_coder_alone_gave_can_be_amended(problems, edit):
    row = "030,136,cordovia,bridge,position,1,1,2,“Share” is no hedge.\n"
    edit("adjudication.csv", "030,136,cordovia,bridge,presence", row + "030,136,cordovia,bridge,presence")
    assert problems() == []


# Parameters


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"coding": "coder_c"}, "parameters, coding: 'coder_c' is no coding; use adjudicated, coder_a or coder_b"),
        ({"min_confidence": 4}, "parameters, min_confidence: '4' is no confidence; use 1, 2 or 3"),
        ({"min_confidence": "high"}, "parameters, min_confidence: 'high' is no confidence; use 1, 2 or 3"),
        ({"exclude_articles": "10"}, "parameters, exclude_articles: '10' is no article of sources.csv; its zeros were lost: write 010, as text"),
        ({"exclude_articles": "010,020"}, "parameters, exclude_articles: '010,020' is no article of sources.csv; use 010, 020 or 030"),
        ({"exclude_articles": "010 020 030"}, "parameters, exclude_articles: no article is left; leave one in"),
        ({"issue": "bridges"}, "parameters, issue: 'bridges' is not in the codebook; do you mean bridge?"),
    ],
)  # fmt: skip
def test_a_wrong_parameter(problems, parameters, sentence):
    assert problems(**parameters) == [sentence]


def test_parameters_of_a_study_without_sources(run_paths, problems):
    (run_paths.coded / "sources.csv").unlink()
    assert problems(exclude_articles="010") == [
        "sources.csv: the file is missing; put it into data/coded, or add texts: stancebook add FILE…",
    ]


# Many faults, hostile ones, any


def test_many_problems_are_all_listed_at_once(run_paths, problems, edit):
    (run_paths.raw / "030_gazette.txt").write_bytes(b"\xff")
    (run_paths.coded / "coder_a.csv").unlink()
    (run_paths.coded / "cleaning.yaml").write_bytes((run_paths.coded / "cleaning.yaml").read_bytes() + b"more: [\n")
    edit("study.yaml", "issue: own_workers", "issue: nothing")
    edit("sources.csv", "1925-03-01", "spring")
    assert problems(coding="me") == [
        "cleaning.yaml, row 13: it is no readable YAML (expected the node content, but found '<stream end>'); mend that line",
        "coder_a.csv: the file is missing; put it into data/coded",
        "sources.csv, row 4, file: data/raw/030_gazette.txt is not the file received (its SHA-256 differs); "
        "restore it; raw texts are never edited",
        "parameters, coding: 'me' is no coding; use adjudicated, coder_a or coder_b",
        "study.yaml, issue: 'nothing' is not in the codebook; use an id of its issues",
        "sources.csv, row 2, date_earliest: 'spring' is no date; write it as 2025-01-31, or leave it empty",
    ]


def test_many_problems_of_one_row_are_all_listed_at_once(problems, edit, freeze):
    edit(
        "coder_a.csv",
        "called a toll a wall,,Ina Mor,borduria,self,indirect,toll,-1,none,2",
        "a wall,9,Ina Mor,x,x,x,x,x,x y,x",
    )
    freeze()
    wrong = [sentence.partition(":")[0] for sentence in problems()]
    columns = ("actor", "via", "voice", "issue", "position", "confidence", "condition", "condition", "quote")
    assert wrong == [f"coder_a.csv, row 5, {column}" for column in columns]


HOSTILE = [
    "x" * 100_000,
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.org","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "line\nbreak\r\nand\ttab",
    "\x00\x07\x1b[31m",
    "\u202egnihtyna\u202c",
    "{{ 7 * 7 }}",
    "%s %(x)s {0} {x}",
    "'; drop table statements; --",
    "../../../etc/passwd",
    "\ufeff",
    "9" * 5000,
    "👩‍👩‍👧‍👦e\u0301",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_value_in_any_cell_gives_one_line_each(run_paths, problems, value):
    sentences = []
    for name, table in reversed(TABLES_OF_CODED.items()):  # sources last, for without ids nothing is compared with them
        [first, *others] = tables.read(run_paths.coded / name)
        spoilt = [{**first, column: value} for column in table.names]
        tables.write(run_paths.coded / name, [*spoilt, *others], table)
        sentences += problems() if name in ("adjudication.csv", "provenance.csv") else []
    sentences += problems(coding=value, exclude_articles=value, issue=value, min_confidence=value)
    assert all(any(sentence.startswith(name) for sentence in sentences) for name in TABLES_OF_CODED)
    assert all(sentence.isprintable() and "; " in sentence and len(sentence) < 1000 for sentence in sentences)


AUTHORED = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*") if path.is_file())
PIECES = st.sampled_from(
    [b"", b"\n", b"\r", b",", b";", b'"', b"'", b"\x00", b"\xff", b"\xef\xbb\xbf", b": ", b"- ", b"[", b"{", b"}", b"&a ", b"*a", b"!!",
     b"#", b"null", b"0", b"-1", b"NA", "“".encode(), "👩‍🔧".encode(), b"{{", b"{%", b"%}", b"(", b"\\", b"010", b"none", b"..", b"/"]
) | st.binary(max_size=4)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.sampled_from(AUTHORED), st.floats(0, 1), st.sampled_from([0, 0, 1, 3, 40]), PIECES),
    min_size=1,
    max_size=4,
)


@examples(0.5, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_no_edit_of_any_authored_file_is_a_traceback(edits):
    with tempfile.TemporaryDirectory() as folder:
        study = Path(shutil.copytree(TOY, Path(folder) / "toy"))
        for name, place, length, piece in edits:
            content = (study / name).read_bytes()
            at = int(place * len(content))
            (study / name).write_bytes(content[:at] + piece + content[at + length :])
        for problem in check.check_study(Study(paths.RunPaths(study, study, study), {})):
            assert str(problem).isprintable() and "; " in str(problem)


def nodes(parsed, way=()):
    """The way to every entry of a parsed YAML file."""
    yield way
    for key, value in (
        parsed.items() if isinstance(parsed, dict) else enumerate(parsed) if isinstance(parsed, list) else ()
    ):
        yield from nodes(value, (*way, key))


def replaced(parsed, way, value):
    """A parsed YAML file with another value at the end of a way."""
    if not way:
        return value
    parsed = parsed.copy()
    parsed[way[0]] = replaced(parsed[way[0]], way[1:], value)
    return parsed


YAML = {
    name: yaml_files.read_yaml(TOY / "data" / "coded" / name)
    for name in ("study.yaml", "cleaning.yaml", "codebook.yaml")
}
ENTRIES = st.sampled_from([(name, way) for name, parsed in YAML.items() for way in nodes(parsed)])
SHAPES = st.sampled_from(
    [None, [], {}, 5, -1.5, "x", "", True, [None], {"a": None}, date(2025, 1, 1), [["a"]], {1: {2: 3}}]
)


@examples(0.5)
@given(ENTRIES, SHAPES)
def test_no_other_shape_of_any_entry_is_a_traceback(entry, shape):
    name, way = entry
    with tempfile.TemporaryDirectory() as folder:
        study = Path(shutil.copytree(TOY, Path(folder) / "toy"))
        spoilt = yaml.safe_dump(replaced(YAML[name], way, shape), allow_unicode=True)
        (study / "data" / "coded" / name).write_text(spoilt, encoding="utf-8")
        assert all(
            str(problem).isprintable() for problem in check.check_study(Study(paths.RunPaths(study, study, study), {}))
        )


def test_checking_loads_neither_tables_nor_figures_nor_notebooks():
    heavy = ["pandas", "numpy", "matplotlib", "IPython", "jupyter_core", "jupyter_client", "nbformat", "papermill"]
    script = (
        "import sys; from pathlib import Path; from stancebook.core import paths; "
        "from stancebook.pipeline.check import check_study; from stancebook.study.study import Study; import stancebook.pipeline.cli; "
        f"toy = Path({str(TOY)!r}); print(check_study(Study(paths.RunPaths(toy, toy, toy), {{}}))); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert (run.stdout, run.stderr) == ("[]\n[]\n", "")


def test_names_that_look_alike_and_damaged_letters_are_hints(run_paths, edit):
    assert check.hints(Study(run_paths, {})) == []
    edit("coder_b.csv", ",Bo Lind,arland", ",B\u043e Lind,arland")
    (hint,) = check.hints(Study(run_paths, {}))
    assert (
        hint.startswith("“Bo Lind” (") and "U+043E CYRILLIC SMALL LETTER O" in hint and "coder_b.csv, speaker" in hint
    )
    (raw,) = run_paths.raw.glob("030*")
    before = files.digest(raw.read_bytes())
    raw.write_bytes(raw.read_bytes().replace(b"Arland and", "Arland CafÃ© and".encode()))
    edit("sources.csv", before, files.digest(raw.read_bytes()))
    damage = "text 030: “Ã©” for “é”, UTF-8 read as cp1252; "
    assert check.hints(Study(run_paths, {}))[1] == (
        f"{damage}write a rule of cleaning.yaml, or find a file in which they are right: "
        "stancebook add --update 030 FILE --encoding utf-8"
    )


def test_what_an_archive_says_of_the_study_has_its_form(run_paths, problems):
    path = run_paths.coded / "study.yaml"
    before = path.read_text(encoding="utf-8")
    good = "archive: {authors: [{name: 'Lund, Ada', orcid: 0000-0002-1825-0097}], licence: CC-BY-4.0, published: 2031-05-01}"
    path.write_text(f"{before}\n{good}\n", encoding="utf-8")
    assert problems() == []
    bad = "archive: {authors: [{name: Ada, orcid: 0000-0002-1825-0079}, {}], licence: free for all, published: 2031-02-30}"
    path.write_text(f"{before}\n{bad}\n", encoding="utf-8")
    assert "study.yaml, archive: authors: 2: 'name' is missing; add it" in problems()
    path.write_text(f"{before}\n{bad.replace(', {}', '')}\n", encoding="utf-8")
    assert problems() == [
        "study.yaml, archive: published: '2031-02-30' is no day; write it as in 2031-05-01",
        "study.yaml, archive: licence: 'free for all' is no id of a licence; write its SPDX id, as in CC-BY-4.0",
        "study.yaml, archive: authors: Ada: orcid: '0000-0002-1825-0079' is no ORCID; write it as in 0000-0002-1825-0097",
    ]
