"""Three named coders, one of whom was given one text, and a fourth person who adjudicates their statements and facts."""

import pytest

from desk_at import At
from project import CODES
from stancebook.core import tables
from stancebook.pipeline import check
from stancebook.study import adjudication
from stancebook.study.study import Study
from stancebook.study.validation import coded_rows

PEOPLE = """
coders:
  ada: {name: Ada Lund, texts: ["010", "020"]}
  ben: {name: Ben Holt, texts: ["010", "020"]}
  eva: {name: Eva Nor, texts: ["020"]}
adjudicators:
  ivo: {name: Ivo Berg}
  ada: {}
"""
SWIM, FEARS, REJECTS = (3, "would rather swim than pay a toll"), (4, "Cordovia fears the bridge"), (4, "rejects a toll")
WORKERS, HEADLINE = (5, "400 to 600 workers"), (1, "200 workers")
TOLL = {"actor": "borduria", "issue": "toll", "via": "self", "condition": "none", "confidence": "3", "note": ""}
TOLL |= {"speaker": "Eva Nörd", "voice": "direct", "position": "-2"}
BRIDGE = TOLL | {
    "actor": "cordovia",
    "issue": "bridge",
    "speaker": "-",
    "via": "article",
    "voice": "narration",
    "position": "-1",
}
REFUSAL = TOLL | {"speaker": "-", "voice": "indirect"}
MANY = {"plan": "strait_bridge", "attribute": "workforce", "value": "", "value_low": "400", "value_high": "600"}
MANY |= {"unit": "workers", "subject": "the bridge", "status": "reported", "said_by": "an Arland official", "note": ""}
SOME = MANY | {
    "attribute": "contribution",
    "value_low": "200",
    "value_high": "200",
    "subject": "borduria",
    "status": "proposed",
}
CODED = {  # article, words, kind, cells
    "ada": [
        ("010", REJECTS, "statement", REFUSAL),
        ("020", SWIM, "statement", TOLL),
        ("020", FEARS, "statement", BRIDGE),
        ("020", WORKERS, "fact", MANY),
        ("020", HEADLINE, "fact", SOME),
    ],
    "ben": [
        ("020", SWIM, "statement", TOLL | {"position": "-1"}),
        ("020", WORKERS, "fact", MANY),
        ("020", HEADLINE, "fact", SOME | {"status": "planned"}),
    ],
    "eva": [
        ("020", SWIM, "statement", TOLL | {"voice": "indirect"}),
        ("020", FEARS, "statement", BRIDGE),
        ("020", WORKERS, "fact", MANY),
    ],
}
DECIDED = """\
article,sentence_start,actor,issue,variable,ada,ben,eva,decision,reason,decided_by
010,185,borduria,toll,presence,present,,unread,present,It rejects it.,ivo
020,148,borduria,toll,voice,direct,direct,indirect,direct,It is quoted.,ivo
020,148,borduria,toll,position,-2,-1,-2,-2,Rather swim is no.,ivo
020,190,cordovia,bridge,presence,present,,present,absent,A fear is no position.,ada
"""
ON_FACTS = """\
article,quote,attribute,ada,ben,eva,decision,fact,reason,decided_by
020,200\u00a0workers,contribution,ada-001,ben-001,,kept,F002,It says would.,ivo
"""
FACTS = """\
fact,article,quote,occurrence,plan,attribute,value,value_low,value_high,unit,subject,status,said_by,note
F001,020,400 to 600 workers,,strait_bridge,workforce,,400,600,workers,the bridge,reported,an Arland official,
F002,020,200\u00a0workers,,strait_bridge,contribution,,200,200,workers,borduria,proposed,an Arland official,
"""


@pytest.fixture
def pages(run_paths):
    """The page of each user, of one kernel, on the toy study without codes and with named people."""
    for name in (*CODES, "facts"):
        (run_paths.coded / f"{name}.csv").unlink(missing_ok=True)
    (run_paths.coded / "frozen.json").unlink()
    path = run_paths.coded / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    first = At(run_paths, "ada")
    users = {
        user: At(run_paths, user, first.dispatcher) for user in ("ben", "eva", "adjudication ivo", "adjudication ada")
    }
    return {"ada": first, **users}


def code(page, coder):
    for entry in CODED[coder]:
        code_one(page, *entry)


def code_one(page, article, sentence, kind, cells):
    number, words = sentence
    text = page("open", article=article)["sentences"][number - 1]["text"]
    start = text.index(words)
    place = {"first": number, "from": start, "last": number, "to": start + len(words)}
    reply = page("save", article=article, kind=kind, was=None, place=place, row=cells)
    assert reply["ok"], reply


def finish(page, *articles):
    for article in articles:
        assert page.finishes(article)["ok"]


def test_three_code_and_a_fourth_adjudicates_statements_and_facts(run_paths, pages):
    ada, ben, eva, ivo, ada_decides = pages.values()
    for coder in CODED:
        code(pages[coder], coder)
    assert ivo("disputes", article="020")["why"] == "not finished yet by Ada Lund, Ben Holt and Eva Nor"
    finish(ada, "010", "020")
    finish(ben, "010")
    finish(eva, "020")
    assert ada("open", article="020")["coding"]["waiting"] == ["Ben Holt"]
    assert ada("open", article="020")["coding"]["others"] == []
    overview = ivo("overview")
    assert [(row["article"], row["waiting"], row["open"]) for row in overview["articles"]] == [
        ("010", [], True),
        ("020", ["ben"], False),
    ]
    assert ivo("disputes", article="020")["why"] == "not finished yet by Ben Holt"
    assert ivo("freeze", reason="all have finished")["why"] == (
        "not all is finished (Ben Holt has not finished 020); wait for them, or freeze all the same"
    )
    finish(ben, "020")
    assert {entry["coder"] for entry in ada("open", article="020")["coding"]["others"]} == {"ben", "eva"}
    assert ivo("freeze", reason="all have finished")["frozen"] == "frozen"

    def decide(page, article, number, *values):
        unit = page("disputes", article=article)["units"][number]
        decisions = [dict(zip(("variable", "decision", "reason"), each, strict=True)) for each in values]
        reply = page("decide", article=article, key=unit["key"], decisions=decisions)
        assert reply["ok"], reply

    decide(ivo, "010", 0, ("presence", "present", "It rejects it."))
    shown = ivo("disputes", article="010")
    assert [*shown["units"][0]["codings"]] == ["ada", "ben"] and shown["own"] is False
    decide(ivo, "020", 0, ("voice", "direct", "It is quoted."), ("position", "-2", "Rather swim is no."))
    assert ada_decides("disputes", article="020")["own"] is True  # Ada judges her own coding
    decide(ada_decides, "020", 1, ("presence", "absent", "A fear is no position."))
    assert ivo("disputes", article="020")["undo"].startswith("decided 020")
    assert "a decision of Ada Lund" in ivo("undo", article="020")["why"]
    ivo("take_alike", article="020")
    facts = ivo("disputes", article="020")["facts"]
    assert [(case["kind"], case["facts"]) for case in facts] == [
        ("alone", {"ada": "ada-001", "ben": "ben-001", "eva": ""})
    ]
    ivo("decide_fact", article="020", facts=facts[0]["facts"], decision="kept", of="ada", reason="It says would.")
    for name, text in {"adjudication.csv": DECIDED, "fact_decisions.csv": ON_FACTS, "facts.csv": FACTS}.items():
        assert (run_paths.coded / name).read_text(encoding="utf-8") == text
    assert ivo("overview")["left"] == 0 and ivo("overview")["next"] == "All is decided."
    problems = [str(problem) for problem in check.check_study(Study(run_paths, {}))]
    assert [line for line in problems if not line.startswith(("report/", "source_notes", "map"))] == []
    assert {row["statement"]: (row["position"], row["origin"]) for row in statements(run_paths)} == {
        "010-185-borduria-toll": ("-2", "ada"),
        "020-148-borduria-toll": ("-2", "adjudicated"),
    }


ON_NOTES = """\
article,quote,kind,ada,ben,eva,decision,source_note,reason,decided_by
020,400 to 600 workers,error,ada-n001,,unread,amended,N001,Two texts differ.,ivo
020,Cordovia fears the bridge,other,,ben-n001,unread,left_out,,It is a statement.,ada
"""
NOTES = """\
source_note,article,quote,occurrence,kind,article_b,quote_b,note
N001,020,400 to 600 workers,,contradiction,010,300 to 500 workers,It is too many.
"""


def test_notes_made_at_the_desk_are_blind_and_decided_by_name(run_paths, pages):
    ada, ben, eva, ivo, ada_decides = pages.values()
    (run_paths.coded / "source_notes.csv").unlink()
    for coder in CODED:
        code(pages[coder], coder)
    note = {"article_b": "", "quote_b": ""}
    code_one(ada, "020", WORKERS, "note", note | {"kind": "error", "note": "It is too many."})
    code_one(ben, "020", FEARS, "note", note | {"kind": "other", "note": "ben-secret"})
    finish(ada, "010", "020")
    finish(ben, "010")
    finish(eva, "020")
    assert "ben-secret" not in str(ada("open", article="020")) + str(ivo("disputes", article="020"))
    assert ada("undo", article="020")["why"] == "020 is marked as finished; reopen it first"
    finish(ben, "020")
    assert "ben-secret" in str(ada("open", article="020")["coding"]["others"])
    ivo("freeze", reason="all have finished")
    fears, workers = ivo("disputes", article="020")["notes"]
    assert (workers["facts"], fears["codings"]["ada"]) == ({"ada": "ada-n001", "ben": ""}, None), "Eva made no notes"
    row = {"kind": "contradiction", "article_b": "010", "quote_b": "300 to 500 workers"}
    given = {"article": "020", "is": "note", "decision": "kept", "row": row, "reason": "Two texts differ."}
    assert ivo("decide_fact", facts=workers["facts"], **given)["ok"]
    given = {"article": "020", "is": "note", "decision": "left_out", "reason": "It is a statement."}
    assert ada_decides("disputes", article="020")["notes"][1]["done"]
    assert ada_decides("decide_fact", facts=fears["facts"], **given)["ok"]
    for name, text in {"source_note_decisions.csv": ON_NOTES, "source_notes.csv": NOTES}.items():
        assert (run_paths.coded / name).read_text(encoding="utf-8") == text
    [told] = [row for row in ben("corrected", **{"in": "020"})["rows"] if "kind" in row]
    assert (told["kind"], told["decision"], told["by"]) == ("other", "left_out", "ada")
    assert ivo("disputes", article="020")["undo"] == "decided 020, source note ben-n001: left_out"
    assert "a decision of Ada Lund" in ivo("undo", article="020")["why"]


def statements(run_paths):
    authored = Study(run_paths, {}).authored[0]
    codings = {coder: coded_rows.check_coding(f"{coder}.csv", coder, authored)[0] for coder in CODED}
    decisions = tables.read(run_paths.coded / "adjudication.csv")
    return adjudication.adjudicated_statements(codings, decisions)


def test_agreement_so_far_counts_the_articles_that_are_open(pages):
    for coder in CODED:
        code(pages[coder], coder)
    finish(pages["ada"], "010", "020")
    finish(pages["ben"], "010")
    ivo = pages["adjudication ivo"]
    assert [(row["pair"], row["same"], row["of"]) for row in ivo("agreement")["rows"]] == [(["ada", "ben"], 0, 1)]
    finish(pages["ben"], "020")
    finish(pages["eva"], "020")
    rows = {(row["variable"], *row["pair"]): (row["same"], row["of"]) for row in ivo("agreement")["rows"]}
    assert rows["presence", "ada", "ben"] == (1, 3) and rows["presence", "ada", "eva"] == (2, 2)
    assert rows["position", "ada", "ben"] == (0, 1) and rows["voice", "ben", "eva"] == (0, 1)


def test_coders_and_adjudicators_comment_by_name_once_an_article_is_open(pages):
    for coder in CODED:
        code(pages[coder], coder)
    ada, ivo = pages["ada"], pages["adjudication ivo"]
    assert not ivo("comment", article="020", sentence=3, text="Why?")["ok"]
    finish(ada, "010", "020")
    finish(pages["ben"], "020")
    finish(pages["eva"], "020")
    assert ivo("comment", article="020", sentence=3, text="Why so firm?")["ok"]
    assert [(each["by"], each["text"]) for each in ada("open", article="020")["coding"]["comments"]] == [
        ("ivo", "Why so firm?")
    ]
    ada("comment", article="020", sentence=3, text="Rather swim.")
    assert [each["by"] for each in ivo("disputes", article="020")["comments"]] == ["ivo", "ada"]


def test_reasons_given_before_are_offered_the_most_frequent_first(pages):
    for coder in CODED:
        code(pages[coder], coder)
    finish(pages["ada"], "010", "020")
    finish(pages["ben"], "010", "020")
    finish(pages["eva"], "020")
    ivo = pages["adjudication ivo"]
    ivo("freeze", reason="all have finished")
    for article, number, variable, value, reason in (
        ("010", 0, "presence", "present", "It is one."),
        ("020", 0, "voice", "direct", "It is quoted."),
        ("020", 1, "presence", "present", "It is one."),
    ):
        unit = ivo("disputes", article=article)["units"][number]
        decision = {"variable": variable, "decision": value, "reason": reason}
        ivo("decide", article=article, key=unit["key"], decisions=[decision])
    assert ivo("disputes", article="020")["reasons"] == ["It is one.", "It is quoted."]
