"""What keys select, the evidence of a sentence, and what the counts are."""

import pytest

from stancebook.brief.citations import Citables, NoSelection, contexts, count, evidence, select, uncountable
from stancebook.brief.text import parse

CHOICES = {
    "actor": ("arland", "borduria", "towns"), "issue": ("bridge", "toll"),
    "plan": ("strait_bridge", "none"), "attribute": ("workforce", "place"),
}  # fmt: skip


def statement(article, start, actor, issue, via="self", voice="direct", position=1, condition="none"):
    id = f"{article}-{start}-{actor}-{issue}"
    cells = {"article": article, "actor": actor, "issue": issue, "via": via, "voice": voice}
    return {"id": id, "statement": id, **cells, "position": position, "condition": condition}


def fact(id, article, plan, attribute, subject="the bridge", status="planned"):
    cells = {"article": article, "plan": plan, "attribute": attribute, "subject": subject, "status": status}
    return {"id": id, "fact": id, **cells}


STATEMENTS = [
    statement("010", 0, "arland", "bridge", position=2),
    statement("010", 20, "borduria", "toll", voice="indirect", position=-2, condition="half_paid if_asked"),
    statement("020", 0, "towns", "bridge", via="article", voice="narration"),
    statement("020", 9, "arland", "toll", via="other", voice="anonymous", position=0),
]
FACTS = [
    fact("F001", "010", "strait_bridge", "workforce"), fact("F002", "020", "strait_bridge", "workforce", status="asked"),
    fact("F003", "020", "none", "place", subject="arland"),
]  # fmt: skip
NOTES = [{"id": "N001", "source_note": "N001", "article": "010"}]
SENTENCES = {
    "010": [{"start": 0, "end": 12, "text": "We go there."}, {"start": 13, "end": 40, "text": "They stay and pay a toll."}],
    "020": [{"start": 0, "end": 9, "text": "All is so"}],
}  # fmt: skip
PLACES = [
    (STATEMENTS[0]["id"], "010", 0, 5), (STATEMENTS[1]["id"], "010", 20, 30), (STATEMENTS[2]["id"], "020", 0, 9),
    (STATEMENTS[3]["id"], "020", 9, 12), ("F001", "010", 8, 20), ("F002", "020", 0, 3), ("F003", "020", 1, 2),
    ("N001", "010", 0, 4), ("N001b", "020", 0, 4),
]  # fmt: skip
PASSAGES = [
    {"id": id, "article": article, "start": start, "end": end, "quote": id, "kind": "note" if id[0] == "N" else "other"}
    for id, article, start, end in PLACES
]
TABLES = Citables(
    STATEMENTS, FACTS, NOTES, PASSAGES, SENTENCES, {"010": {"article": "010"}, "020": {"article": "020"}}, CHOICES,
    table=lambda name: [{"table": name}] * 3, holds=lambda predicate: "no" if "<" in predicate else "yes",
)  # fmt: skip


def selected(key):
    return [STATEMENTS.index(row) if row in STATEMENTS else row["id"] for row in select(key, TABLES)]


def evidence_of(markdown):
    (sentence,) = parse(markdown).sentences
    return evidence(sentence, TABLES)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("010-0-arland-bridge", [0]),
        ("F002", ["F002"]),
        ("N001", ["N001"]),
        ("arland/bridge", [0]),
        ("arland,towns/bridge", [0, 2]),
        ("*/bridge,toll", [0, 1, 2, 3]),
        ("*/*", [0, 1, 2, 3]),
        ("*/* quoted", [0]),
        ("*/* reported", [1]),
        ("*/* inferred", [2]),
        ("*/* others", [3]),
        ("*/* anonymous", [3]),
        ("*/* article=020", [2, 3]),
        ("*/* article=010,020 via=self,other", [0, 1, 3]),
        ("*/* voice=indirect", [1]),
        ("*/* condition=if_asked", [1]),
        ("*/* position=-2", [1]),
        ("*/* position=−2,0", [1, 3]),
        ("*/* position=>=1", [0, 2]),
        ("*/* position=<0 via=self", [1]),
        ("*/workforce", ["F001", "F002"]),
        ("strait_bridge/workforce article=020", ["F002"]),
        ("strait_bridge,none/workforce,place", ["F001", "F002", "F003"]),
        ("none/*", ["F003"]),
        ("*/workforce subject=the_bridge status=asked", ["F002"]),
    ],
)
def test_a_key_selects_rows_in_their_order(key, expected):
    assert selected(key) == expected


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("F9", "'F9' is no statement, fact or note of this run"),
        ("Arland/toll", "'Arland' is no actor of the codebook; do you mean arland?"),
        ("strait_bridge/workfore", "'workfore' is no attribute of the codebook; do you mean workforce?"),
        ("arland/tolls", "'tolls' is no issue of the codebook; do you mean toll?"),
        ("bridge/workforce", "'bridge' is no plan of the codebook; do you mean strait_bridge?"),
        ("towns/toll", "no statement of this run is selected by towns/toll"),
        ("*/* position=5", "no statement of this run is selected"),
        ("*/place status=asked", "no fact of this run is selected"),
        ("*/* position=high", "'position=high' cannot be read; write position=1"),
        ("*/* speaker=Lind", "statements cannot be selected by 'speaker=Lind'; use quoted, reported"),
        ("*/* via=", "statements cannot be selected by 'via='"),
        ("*/place quoted", "facts cannot be selected by 'quoted'; use article=, subject= or status="),
    ],
)
def test_a_key_that_selects_nothing_says_why(key, message):
    with pytest.raises(NoSelection) as caught:
        select(key, TABLES)
    assert message in str(caught.value)
    (nothing,) = evidence_of(f"Arland pays [@{key}].").nothing
    assert nothing == (key, str(caught.value))


def test_evidence_has_each_row_once_with_its_passages_and_their_sentences():
    found = evidence_of("Arland pays [@arland/bridge; F001; @*/bridge article=010; @N001].".replace("; F", "; @F"))
    assert (found.statements, found.facts, found.notes) == (STATEMENTS[:1], FACTS[:1], NOTES)
    assert [row["id"] for row in found.passages] == ["010-0-arland-bridge", "F001", "N001", "N001b"]
    assert found.contexts == ("We go there.", "They stay and pay a toll.", "All is so")
    assert [row["article"] for row in found.sources] == ["010", "020"]
    assert (found.tables, found.study, found.nothing, found.holds) == ({}, False, (), "")


def test_evidence_has_cited_tables_the_study_counts_and_the_predicate():
    found = evidence_of('Of [two]{count="*/* article=020"} one [@stances.csv; @study]{holds="stance(a, b) < 0"}.')
    assert found.tables == {"stances.csv": [{"table": "stances"}] * 3}
    assert (found.study, found.passages, found.counts, found.holds) == (True, [], {"*/* article=020": 2}, "no")


def test_a_passage_outside_all_sentences_is_its_own_context():
    passage = {"article": "020", "start": 9, "end": 12, "quote": "more"}
    assert contexts(passage, SENTENCES) == ["more"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("statements", 4), ("facts", 3), ("notes", 1), ("articles", 2), ("sentences", 3), ("actors", 3), ("issues", 2),
        ("*/* quoted", 1), ("*/workforce", 2), ("towns/toll", 0), ("stances.csv", 3),
    ],
)  # fmt: skip
def test_counts(what, expected):
    assert count(what, TABLES) == expected
    assert uncountable(what, TABLES) == ""


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("statement", "'statement' names nothing to count; do you mean statements?"),
        ("010-0-arland-bridge", "'010-0-arland-bridge' names nothing to count; use articles, statements, "),
        ("*/* quotes", "statements cannot be selected by 'quotes'; do you mean quoted?"),
        ("arlnd/toll", "'arlnd' is no actor of the codebook; do you mean arland?"),
    ],
)
def test_a_count_that_cannot_be_read_says_why(what, message):
    assert count(what, TABLES) <= 1
    assert uncountable(what, TABLES).startswith(message)
    found = evidence_of(f'[Two]{{count="{what}"}} texts [@study].')
    assert found.uncounted == {what: uncountable(what, TABLES)}
