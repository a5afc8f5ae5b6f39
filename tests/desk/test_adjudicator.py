"""Adjudication at the desk: when each case is shown, what each decision writes, and that `make check` accepts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.agreement import disagreements
from stancebook.core import schema, tables
from stancebook.core.problems import UserError
from stancebook.desk import blinding
from stancebook.desk.adjudication import cases
from stancebook.desk.adjudication.session import AdjudicatorSession
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.study_reader import StudyReader
from stancebook.pipeline import steps
from stancebook.study import adjudication, freeze, statements
from stancebook.study.cases import PRESENT
from stancebook.study.freeze import read_freezes
from stancebook.study.statements import COMPARED
from stancebook.study.study import Study
from stancebook.study.validation import coded_rows

ARTICLES = ("010", "020", "030")
TAKEN_OUT = {"variable": "presence", "coder_a": "present", "coder_b": "present", "decision": "absent", "reason": "-"}
WALL = {"article": "010", "sentence_start": "210", "actor": "borduria", "issue": "toll"}  # voice and position differ
BRIDGE = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}  # agreed, drawn
AGAIN = {"article": "010", "sentence_start": "270", "actor": "borduria", "issue": "toll"}  # agreed, drawn
TOWNS = {"article": "030", "sentence_start": "1", "actor": "towns", "issue": "toll"}  # coder_a alone
HOPE = {"article": "030", "sentence_start": "136", "actor": "arland", "issue": "bridge"}  # coder_b alone
LIND = {"article": "010", "sentence_start": "76", "actor": "arland", "issue": "bridge"}  # agreed, not drawn


def decision_on(variable, decision, reason="It says so."):
    return {"variable": variable, "decision": decision, "reason": reason}


def finished(run_paths, articles=ARTICLES, coders=("coder_a", "coder_b")):
    for coder in coders:
        rows = [{"article": article, "sentence_start": "", "mark": "finished"} for article in articles]
        tables.write(run_paths.coded / f"{coder}_marks.csv", rows, schema.MARKS)


class Adjudicator:
    """The adjudicator's session on a study as it is; each act returns its entry of the journal, or None."""

    def __init__(self, run_paths):
        self.session = AdjudicatorSession(StudyReader(run_paths), "adjudication", lambda: "2031-05-01T09:30:00Z")
        self.store = self.session.store

    def overview(self):
        return self.session.overview({})

    def disputes(self, article):
        return self.session.disputes({"article": article})

    def decide(self, id, key, decisions, seen=None, shown=None):
        request = {"id": id, "key": key, "decisions": decisions, "seen": seen}
        self.session.decide(request | ({"shown": shown} if shown is not None else {}))
        return self.store.journal.ids.get(id)

    def undecide(self, id, key, variables=()):
        self.session.undecide({"id": id, "key": key, "variables": variables})
        return self.store.journal.ids[id]

    def freeze(self, id, reason):
        self.session.freeze({"id": id, "reason": reason})
        return self.store.journal.ids[id]


@pytest.fixture
def desk(run_paths):
    """The adjudicator's desk on the toy study: finished by both, nothing decided."""
    finished(run_paths)
    tables.write(run_paths.coded / "adjudication.csv", [], schema.ADJUDICATION)
    return Adjudicator(run_paths)


def decisions(run_paths):
    return tables.read(run_paths.coded / "adjudication.csv")


def units(desk, article):
    return {
        (each["sentence"], each["key"]["actor"], each["key"]["issue"]): each for each in desk.disputes(article)["units"]
    }


def of(desk, key):
    return next(each for each in desk.disputes(key["article"])["units"] if each["key"] == key)


def cells(unit, variable):
    row = next(row for row in unit["variables"] if row["variable"] == variable)
    return *row["cells"].values(), row["differs"], row["decision"], row["reason"]


def test_what_the_toy_has_decided_is_shown_as_decided(run_paths):
    finished(run_paths)
    desk = Adjudicator(run_paths)
    shown = desk.overview()
    assert [(each["article"], each["open"], each["units"], each["left"]) for each in shown["articles"]] == [
        ("010", True, 3, 0), ("020", True, 3, 0), ("030", True, 5, 0),  # one fact in each of the last two
    ]  # fmt: skip
    assert (shown["left"], shown["frozen"], shown["waits"]) == (0, "frozen", [])
    assert all(unit["done"] for article in ARTICLES for unit in desk.disputes(article)["units"])
    assert cells(of(desk, WALL), "position") == ("-1", "-2", True, "-1", "An image leaves room.")


def test_units_stand_in_order_of_place_with_their_kind_and_both_codings(desk):
    assert [(each["sentence"], each["key"]["actor"], each["key"]["issue"], each["kind"]) for a in ARTICLES for each in desk.disputes(a)["units"]] == [
        (1, "arland", "bridge", "reread"), (5, "borduria", "toll", "differs"), (6, "borduria", "toll", "reread"),
        (1, "borduria", "own_workers", "differs"), (2, "borduria", "own_workers", "differs"),
        (1, "towns", "toll", "alone"), (2, "cordovia", "own_workers", "differs"), (3, "arland", "bridge", "alone"),
        (3, "cordovia", "bridge", "alone"),
    ]  # fmt: skip
    wall = of(desk, WALL)
    text = desk.disputes("010")["sentences"][wall["sentence"] - 1]["text"]
    assert text == "Its envoy Ina Mor called a toll a wall “with a till in it”."
    codings = wall["codings"]
    assert codings["coder_a"]["note"] == "An image, not a refusal." and codings["coder_a"]["confidence"] == "2"
    words = [text[coding["place"]["from"] : coding["place"]["to"]] for coding in codings.values()]
    assert words == ["called a toll a wall", "called a toll a wall “with a till in it”"]
    assert cells(wall, "voice") == ("indirect", "direct", True, "", "")
    assert cells(wall, "via") == ("self", "self", False, "", "")
    assert (of(desk, TOWNS)["codings"]["coder_b"], of(desk, HOPE)["codings"]["coder_a"]) == (None, None)
    assert cells(of(desk, TOWNS), "presence")[:3] == ("present", "", True)
    assert cells(of(desk, HOPE), "via")[:3] == ("", "other", False)
    assert cells(of(desk, BRIDGE), "all")[:3] == ("present", "present", True)


def test_decided_one_by_one_the_toy_s_own_file_comes_out_to_the_byte(run_paths, problems):
    finished(run_paths)
    before = (run_paths.coded / "adjudication.csv").read_bytes()
    rows = decisions(run_paths)
    tables.write(run_paths.coded / "adjudication.csv", [], schema.ADJUDICATION)
    desk = Adjudicator(run_paths)
    assert desk.overview()["left"] == 9
    for at, key in enumerate(reversed(list(dict.fromkeys(map(statements.unit_key, rows))))):
        own = [
            decision_on(row["variable"], row["decision"], row["reason"])
            for row in rows
            if statements.unit_key(row) == key
        ]
        desk.decide(str(at), dict(zip(statements.UNIT, key, strict=True)), own, desk.store.version)
        assert desk.overview()["left"] == 8 - at
    assert (run_paths.coded / "adjudication.csv").read_bytes() == before
    assert problems() == []


# ---- access, and when decisions are allowed ----------------------------------------------------------


@pytest.mark.parametrize("who", ["coder_a", "coder_b"])
def test_nothing_of_an_article_is_shown_or_decided_before_both_have_finished_it(run_paths, desk, who):
    finished(run_paths, ("010", "030"), [who])
    shown = desk.disputes("020")
    assert (shown["open"], shown["why"], shown["units"], shown["left"]) == (False, f"not finished yet by {who}", [], 0)
    assert [each["open"] for each in desk.overview()["articles"]] == [True, False, True]
    assert [each["left"] for each in desk.overview()["articles"]] == [3, 0, 4]
    key = {"article": "020", "sentence_start": "0", "actor": "borduria", "issue": "own_workers"}
    with pytest.raises(UserError, match="020 is not open yet; wait until all its coders have finished it"):
        desk.decide("1", key, [decision_on("via", "self")])
    assert decisions(run_paths) == []
    assert desk.disputes("010")["open"]
    blinding.open_early(desk.store, "adjudication", "2", "020", "one coder is ill")
    assert len(desk.disputes("020")["units"]) == 2
    desk.decide("3", key, [decision_on("via", "self")])
    assert len(decisions(run_paths)) == 1


def test_nothing_is_decided_on_codings_that_are_not_frozen_as_they_are(run_paths, desk, edit):
    (run_paths.coded / "frozen.json").unlink()
    assert desk.overview()["frozen"] == "none"
    with pytest.raises(UserError, match="not frozen yet; freeze them first"):
        desk.decide("1", WALL, [decision_on("voice", "direct")])
    desk.freeze("2", " both have ended ")
    assert desk.overview()["frozen"] == "frozen"
    desk.decide("3", WALL, [decision_on("voice", "direct")])
    edit("coder_a.csv", "called a toll a wall,,Ina Mor", "called a toll a wall,,Ina  Mor")
    assert desk.disputes("010")["frozen"] == "edited"
    with pytest.raises(UserError, match="edited after the freeze; freeze them anew"):
        desk.decide("4", WALL, [decision_on("position", "-1")])
    assert [row["variable"] for row in decisions(run_paths)] == ["voice"]
    desk.freeze("5", "a slip")
    assert [freeze["reason"] for freeze in read_freezes(run_paths.coded)[0]] == ["both have ended", "a slip"]
    assert cells(of(desk, WALL), "speaker")[:3] == ("Ina  Mor", "Ina Mor", True)


def test_a_freeze_wants_a_reason_and_something_new_and_is_recorded_once(run_paths, desk, edit):
    before = (run_paths.coded / "frozen.json").read_bytes()
    with pytest.raises(UserError, match="freezing needs a reason"):
        desk.freeze("1", "  ")
    with pytest.raises(UserError, match="nothing to freeze"):
        desk.freeze("2", "again")
    assert (run_paths.coded / "frozen.json").read_bytes() == before
    edit("coder_b.csv", "toll,-2,none,2,\n010,rejects", "toll,-2,none,1,\n010,rejects")
    entry = desk.freeze("3", "less sure")
    assert desk.freeze("3", "less sure") == entry  # sent again
    assert (entry.did, entry.what) == ("froze", "less sure")
    assert len(freeze.read_freezes(run_paths.coded)[0]) == 2


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("coder_a.csv", "bridge,1,half_paid,2,", "bridge,pro,half_paid,2,"),
        ("coder_b.csv", "rejects a toll,1,", "rejects a toll,,"),
        ("coder_b.csv", "article,quote", "artikel,quote"),
        ("coder_a_facts.csv", "300,500", "500,300"),
        ("coder_b_facts.csv", "ruled_out", "ruled out"),
    ],
)
def test_the_desk_freezes_what_make_freezes_and_refuses_what_make_refuses(
    run_paths, desk, edit, monkeypatch, file, old, new
):

    edit(file, old, new)
    monkeypatch.chdir(run_paths.project)
    with pytest.raises(UserError) as ours:
        desk.freeze("1", "a reason")
    with pytest.raises(UserError) as theirs:
        steps.freeze({"STANCEBOOK_STUDY": str(run_paths.study), "STANCEBOOK_REASON": "a reason"})
    assert str(ours.value) == str(theirs.value)


def test_adjudication_waits_while_a_coder_s_row_is_wrong(run_paths, desk, edit, freeze):
    edit("coder_a.csv", "toll,-1,none,2,", "toll,-7,none,2,")
    freeze()
    sentence = "coder_a.csv, row 5, position: '-7' is not in the codebook; use -2, -1, 0, 1 or 2"
    assert desk.overview()["waits"] == desk.disputes("010")["waits"] == [sentence]
    with pytest.raises(UserError, match=r"adjudication waits until the files are in order; correct coder_a.csv, row 5"):
        desk.decide("1", BRIDGE, [decision_on("all", "upheld")])
    edit("coder_a.csv", "toll,-7,none,2,", "toll,-1,none,2,")
    freeze()
    assert desk.disputes("010")["waits"] == []
    desk.decide("1", BRIDGE, [decision_on("all", "upheld")])


def test_adjudication_waits_while_its_own_file_cannot_be_read(run_paths, desk):
    (run_paths.coded / "adjudication.csv").write_bytes(b"article,actor\n010,arland\n")
    header = ",".join(schema.ADJUDICATION.names)
    columns = "sentence_start, issue, variable, coder_a, coder_b, decision and reason"
    sentence = f"adjudication.csv, row 1: the columns {columns} are missing; the header should read {header}"
    assert desk.overview()["waits"] == desk.disputes("010")["waits"] == [sentence]
    with pytest.raises(
        UserError, match=r"adjudication waits until the files are in order; correct adjudication.csv, row 1"
    ):
        desk.decide("1", BRIDGE, [decision_on("all", "upheld")])
    assert (run_paths.coded / "adjudication.csv").read_bytes() == b"article,actor\n010,arland\n"


def test_where_one_coder_alone_has_coded_there_is_nothing_to_decide(run_paths, desk, freeze):
    tables.write(run_paths.coded / "coder_b.csv", [], schema.CODER_ROWS)
    freeze()
    shown = [unit["kind"] for article in ARTICLES for unit in desk.disputes(article)["units"]]
    assert shown == ["alone"] * 12  # coder_b has finished them, and found nothing
    tables.write(run_paths.coded / "coder_b_marks.csv", [], schema.MARKS)
    for article in ARTICLES:
        blinding.open_early(desk.store, "adjudication", article, article, "coder_b has not begun")
        assert desk.disputes(article)["units"] == []


# ---- the effect of a decision -------------------------------------------------------------------------


def kept(run_paths):
    """The statements that the files give, by id."""
    return {
        row["statement"]: row
        for row in adjudication.adjudicated_statements(by_coder(*codings(run_paths)), decisions(run_paths))
    }


def codings(run_paths):
    """The rows of both coders, with their places."""
    authored = Study(run_paths, {}).authored[0]
    return [coded_rows.check_coding(f"{coder}.csv", coder, authored)[0] for coder in ("coder_a", "coder_b")]


def to_decide(a, b, decided=()):
    """The cases that adjudication has to look at."""
    return adjudication.cases_due(by_coder(a, b), decided, adjudication.decisions_due(by_coder(a, b)))


def by_coder(a, b):
    return {"coder_a": a, "coder_b": b}


def settle(run_paths, *left):
    """Write the toy study's own decisions, except those on some units."""
    own = tables.read(run_paths.project / "tests/toy/data/coded/adjudication.csv")
    rest = [row for row in own if {name: row[name] for name in statements.UNIT} not in left]
    tables.write(run_paths.coded / "adjudication.csv", rest, schema.ADJUDICATION)


@pytest.mark.parametrize(
    ("taken", "voice", "position"),
    [
        (("indirect", "-1"), "indirect", "-1"),
        (("direct", "-2"), "direct", "-2"),
        (("narration", "0"), "narration", "0"),
    ],
)
def test_either_coder_s_reading_or_a_third_version(run_paths, desk, problems, taken, voice, position):
    settle(run_paths, WALL)
    assert desk.disputes("010")["left"] == 1
    entry = desk.decide("1", WALL, [decision_on("voice", taken[0]), decision_on("position", taken[1], "An image.")])
    assert entry.what == f"010, sentence 5: borduria on toll: voice {taken[0]}, position {taken[1]}"
    rows = [row for row in decisions(run_paths) if {name: row[name] for name in WALL} == WALL]
    assert rows == [
        WALL | {"variable": "voice", "coder_a": "indirect", "coder_b": "direct", "decision": taken[0], "reason": "It says so."},
        WALL | {"variable": "position", "coder_a": "-1", "coder_b": "-2", "decision": taken[1], "reason": "An image."},
    ]  # fmt: skip
    statement = kept(run_paths)["010-210-borduria-toll"]
    assert (statement["voice"], statement["position"], statement["origin"]) == (voice, position, "adjudicated")
    assert desk.disputes("010")["left"] == 0 and problems() == []


def test_a_variable_can_be_decided_by_itself_and_another_later(run_paths, desk):
    desk.decide("1", WALL, [decision_on("position", "-1")])
    assert not of(desk, WALL)["done"]
    desk.decide("2", WALL, [decision_on("voice", "direct")])
    assert of(desk, WALL)["done"]
    assert [row["variable"] for row in decisions(run_paths)] == ["voice", "position"]
    desk.decide("3", WALL, [decision_on("position", "-2", "On reflection.")])
    assert cells(of(desk, WALL), "position")[3:] == ("-2", "On reflection.")
    assert len(decisions(run_paths)) == 2


@pytest.mark.parametrize("key", [TOWNS, HOPE])
@pytest.mark.parametrize("verdict", ["present", "absent"])
def test_what_one_coder_alone_has_is_kept_or_not(run_paths, desk, problems, key, verdict):
    settle(run_paths, key)
    desk.decide("1", key, [decision_on("presence", verdict)])
    assert ("-".join(key.values()) in kept(run_paths)) == (verdict == "present")
    assert of(desk, key)["done"] and problems() == []


def test_what_one_coder_alone_has_is_kept_in_a_third_version(run_paths, desk, problems):
    settle(run_paths, HOPE)
    desk.decide(
        "1",
        HOPE,
        [decision_on("presence", "present"), decision_on("position", "2"), decision_on("condition", "half_paid")],
    )
    rows = [row for row in decisions(run_paths) if {name: row[name] for name in HOPE} == HOPE]
    assert [(row["variable"], row["coder_a"], row["coder_b"], row["decision"]) for row in rows] == [
        ("presence", "", "present", "present"), ("position", "1", "1", "2"),  # the condition is as coded: no amendment
    ]  # fmt: skip
    assert kept(run_paths)["030-136-arland-bridge"]["position"] == "2" and problems() == []


@pytest.mark.parametrize("key", [WALL, LIND, BRIDGE])
def test_neither_takes_out_what_both_have(run_paths, desk, problems, key):
    """An amendment of presence: no value of the unit needs a decision, and the counts say amended."""
    settle(run_paths, key)
    if key is LIND:  # agreed and not drawn: the desk does not offer it, the file may hold it
        row = LIND | TAKEN_OUT
        tables.write(run_paths.coded / "adjudication.csv", [*decisions(run_paths), row], schema.ADJUDICATION)
        assert of(desk, LIND)["kind"] == "amended"
    else:
        more = [decision_on("all", "amended")] if key is BRIDGE else []
        desk.decide("1", key, [decision_on("presence", "absent", "No position."), *more])
    assert of(desk, key)["done"]
    # one of them leaves the text without a statement that it cites, which is a problem of the text
    assert [each for each in problems() if not (key is LIND and each.startswith("report/text.md"))] == []
    assert "-".join(key.values()) not in kept(run_paths)
    fates = {
        row["variable"]: row for row in adjudication.adjudication_outcomes(decisions(run_paths), ("coder_a", "coder_b"))
    }
    assert fates["presence"] == {
        "variable": "presence",
        "differed": 3,
        "coder_a": 2,
        "coder_b": 1,
        "third value": 0,
        "amended": 1,
    }


def test_a_unit_taken_out_is_told_as_not_kept_among_the_differences(run_paths, desk):
    settle(run_paths, WALL)
    desk.decide("1", WALL, [decision_on("presence", "absent", "No position.")])
    [case] = [case for case in to_decide(*codings(run_paths), decisions(run_paths)) if case.key == tuple(WALL.values())]
    lines = disagreements.as_markdown([case])
    assert "voice: coder\\_a indirect, coder\\_b direct; decided: **not kept**. No position." in lines


def test_taken_out_and_taken_in_again(run_paths, desk):
    desk.decide("1", WALL, [decision_on("presence", "absent")])
    desk.decide(
        "2",
        WALL,
        [decision_on("presence", "present", ""), decision_on("voice", "direct"), decision_on("position", "-1")],
    )
    assert [row["variable"] for row in decisions(run_paths)] == ["voice", "position"]
    assert of(desk, WALL)["done"]


def test_presence_cannot_be_amended_where_one_coder_alone_has_it(run_paths, problems):
    row = TOWNS | TAKEN_OUT
    tables.write(run_paths.coded / "adjudication.csv", [*decisions(run_paths), row], schema.ADJUDICATION)
    assert [line.partition(": ")[2] for line in problems()] == [
        "row 9 decides on it already; leave one of the two",
    ]
    settle_out = [each for each in decisions(run_paths) if each["variable"] != "presence" or each == row]
    tables.write(run_paths.coded / "adjudication.csv", settle_out, schema.ADJUDICATION)
    assert "the coders have 'present' and '' here now" in "\n".join(problems())


def test_an_agreement_read_again_is_upheld(run_paths, desk, problems):
    settle(run_paths, AGAIN)
    desk.decide("1", AGAIN, [decision_on("all", "upheld", "The same.")])
    assert of(desk, AGAIN)["done"] and problems() == []


def test_an_agreement_is_amended_only_with_what_is_amended(run_paths, desk, problems):
    settle(run_paths, BRIDGE)
    with pytest.raises(UserError, match="nothing is amended yet"):
        desk.decide("1", BRIDGE, [decision_on("all", "amended")])
    desk.decide("2", BRIDGE, [decision_on("condition", "other")])
    assert not of(desk, BRIDGE)["done"]
    with pytest.raises(UserError, match="upheld or amended, not both"):
        desk.decide("3", BRIDGE, [decision_on("all", "upheld"), decision_on("condition", "other")])
    desk.decide("4", BRIDGE, [decision_on("all", "amended")])
    assert of(desk, BRIDGE)["done"] and problems() == []
    desk.decide("5", BRIDGE, [decision_on("all", "upheld")])  # takes the amendment out
    assert [row["decision"] for row in decisions(run_paths) if {name: row[name] for name in BRIDGE} == BRIDGE] == [
        "upheld"
    ]
    with pytest.raises(UserError, match="upheld or amended, not both"):
        desk.decide("6", BRIDGE, [decision_on("condition", "other")])
    assert of(desk, BRIDGE)["done"] and problems() == []


def test_an_amendment_leaves_where_the_value_is_as_both_have_it(run_paths, desk):
    desk.decide("1", BRIDGE, [decision_on("all", "amended"), decision_on("condition", "other")])
    desk.decide("2", BRIDGE, [decision_on("condition", "half_paid", "")])
    assert [row["variable"] for row in decisions(run_paths)] == ["all"]
    assert not of(desk, BRIDGE)["done"]  # amended, and nothing is


def test_a_set_is_one_whatever_its_order(run_paths, desk):
    desk.decide("1", BRIDGE, [decision_on("all", "amended"), decision_on("condition", "other half_paid other")])
    assert decisions(run_paths)[1]["decision"] == "half_paid other"


@pytest.mark.parametrize(
    ("key", "asked", "sentence"),
    [
        (WALL, [decision_on("voice", "direct", " ")], "voice: the decision has no reason; give one"),
        (WALL, [decision_on("voice", "loud")], "voice: 'loud' is not a decision; use direct, anonymous, indirect or narration"),
        (WALL, [decision_on("position", "pro")], "position: 'pro' is not a decision; use -2, -1, 0, 1 or 2"),
        (WALL, [decision_on("presence", "maybe")], "presence: 'maybe' is not a decision; use present or absent"),
        (WALL, [decision_on("speaker", " ")], "speaker: the decision is empty; write - where nobody is named"),
        (WALL, [decision_on("condition", "none other")], "condition: 'none' stands beside a condition; write either"),
        (WALL, [decision_on("condition", "")], "condition: the cell is empty; write none where no condition is stated"),
        (WALL, [decision_on("all", "upheld")], "'all' is nothing to decide on here; use presence, speaker, via, voice, position"),
        (WALL, [decision_on("note", "-")], "'note' is nothing to decide on here"),
        (WALL, [decision_on("voice", "direct"), decision_on("voice", "indirect")], "decide on something, and on each variable once"),
        (WALL, [], "decide on something, and on each variable once"),
        (LIND, [decision_on("via", "other")], "no coder has this statement (any more), or all alike"),
        (WALL | {"actor": "towns"}, [decision_on("via", "other")], "no coder has this statement (any more)"),
        (WALL | {"article": "040"}, [decision_on("via", "other")], "040 is not open yet"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_in_words_and_nothing_written(run_paths, desk, key, asked, sentence):
    before = (run_paths.coded / "adjudication.csv").read_bytes()
    with pytest.raises(UserError) as refusal:
        desk.decide("1", key, asked)
    assert sentence in str(refusal.value)
    assert (run_paths.coded / "adjudication.csv").read_bytes() == before


def test_what_the_codebook_refuses_cannot_come_of_decisions(run_paths, desk):
    with pytest.raises(UserError, match=r"would not go together: Where the article is the source, nobody is quoted."):
        desk.decide(
            "1", WALL, [decision_on("voice", "direct"), decision_on("position", "-1"), decision_on("via", "article")]
        )
    assert decisions(run_paths) == []
    desk.decide(
        "1", WALL, [decision_on("voice", "narration"), decision_on("position", "-1"), decision_on("via", "article")]
    )
    assert of(desk, WALL)["done"]


def test_decisions_are_taken_back_and_undone(run_paths, desk):
    desk.decide("1", WALL, [decision_on("voice", "direct"), decision_on("position", "-1")])
    desk.undecide("2", WALL, ["voice"])
    assert [row["variable"] for row in decisions(run_paths)] == ["position"]
    assert not of(desk, WALL)["done"]
    desk.store.undo("3")
    assert [row["variable"] for row in decisions(run_paths)] == ["voice", "position"]
    assert of(desk, WALL)["done"]
    entry = desk.undecide("4", WALL)
    assert decisions(run_paths) == [] and entry.what == "010: borduria on toll, voice, position"
    with pytest.raises(UserError, match="nothing is decided here"):
        desk.undecide("5", WALL)
    desk.store.undo("6")
    assert len(decisions(run_paths)) == 2
    desk.store.redo("7")
    assert decisions(run_paths) == []


def test_a_decision_sent_again_is_the_same_one(run_paths, desk):
    asked = [decision_on("voice", "direct"), decision_on("position", "-1")]
    entry = desk.decide("1", WALL, asked, desk.store.version)
    desk.undecide("2", WALL)
    assert desk.decide("1", WALL, asked) == entry and decisions(run_paths) == []
    assert desk.decide("3", WALL, asked) != entry and len(decisions(run_paths)) == 2
    assert desk.undecide("2", WALL).id == "2" and len(decisions(run_paths)) == 2
    lines = (run_paths.coded / "adjudication_journal.jsonl").read_text(encoding="utf-8").count('"did": "decided"')
    assert lines == 2


def test_a_decision_sent_again_counts_whatever_has_become_of_the_codings_since(run_paths, desk, edit):
    asked = [decision_on("voice", "direct"), decision_on("position", "-1")]
    entry = desk.decide("1", WALL, asked)
    desk.undecide("2", WALL)
    edit("coder_a.csv", "called a toll a wall,,Ina Mor", "called a toll a wall,,Ina  Mor")
    assert desk.decide("1", WALL, asked) == entry and desk.undecide("2", WALL).id == "2"


def test_two_who_adjudicate_do_not_write_over_each_other(run_paths, desk):
    seen, other = desk.store.version, Adjudicator(run_paths)
    other.decide("1", WALL, [decision_on("voice", "indirect", "Theirs.")], other.store.version)
    with pytest.raises(ChangedMeanwhile) as changed:
        desk.decide("2", WALL, [decision_on("voice", "direct", "Ours.")], seen)
    assert [change.now["reason"] for change in changed.value.changes] == ["Theirs."]
    assert [row["reason"] for row in decisions(run_paths)] == ["Theirs."]
    assert cells(of(desk, WALL), "voice")[3] == "indirect"


def test_a_decision_that_stands_on_nothing_any_more_is_shown_and_taken_out(run_paths, desk, edit, freeze, problems):
    settle(run_paths)
    assert desk.overview()["left"] == 0
    edit("coder_b.csv", "self,direct,toll,-2,none,2,", "self,direct,toll,-1,none,2,")
    freeze()
    shown = desk.disputes("010")
    assert [(each["row"]["variable"], each["wrong"]) for each in shown["stale"]] == [
        ("position", "the coders do not differ like this here (any more)")
    ]
    assert shown["left"] == 1 == desk.overview()["left"]
    assert cells(of(desk, WALL), "position") == ("-1", "-1", False, "", "")
    desk.decide("0", WALL, [decision_on("voice", "indirect", "On reflection.")])
    assert len(desk.disputes("010")["stale"]) == 1  # nobody has said what becomes of it
    desk.undecide("1", WALL, ["position"])
    assert desk.disputes("010")["left"] == 0 and problems() == []


def test_a_decision_on_what_the_coders_had_before_is_decided_anew(run_paths, desk, edit, freeze, problems):
    settle(run_paths)
    edit("coder_b.csv", "self,direct,toll,-2,none,2,", "self,direct,toll,0,none,2,")
    freeze()
    assert cells(of(desk, WALL), "position") == ("-1", "0", True, "", "")
    desk.decide("1", WALL, [decision_on("position", "-1", "Still.")])
    assert problems() == [] and desk.disputes("010")["left"] == 0


def test_rows_of_others_stay_where_they_are_whatever_they_hold(run_paths, desk):
    strange = WALL | {"variable": "mood", "coder_a": "", "coder_b": "", "decision": "", "reason": ""}
    first = {**BRIDGE, "sentence_start": "nowhere"} | {
        "variable": "all",
        "coder_a": "",
        "coder_b": "",
        "decision": "",
        "reason": "",
    }
    tables.write(run_paths.coded / "adjudication.csv", [strange, first], schema.ADJUDICATION)
    desk.decide("1", WALL, [decision_on("voice", "direct")])
    rows = decisions(run_paths)
    assert [row for row in rows if row["variable"] != "voice"] == [strange, first]


def test_an_actor_may_go_by_an_alias_in_every_file(run_paths, desk, edit, freeze, problems):
    settle(run_paths, WALL)
    edit(
        "codebook.yaml",
        "borduria: {name: Borduria, type: state,",
        "borduria: {name: Borduria, type: state, aliases: [Bord],",
    )
    edit("coder_a.csv", "called a toll a wall,,Ina Mor,borduria", "called a toll a wall,,Ina Mor,Bord")
    edit("adjudication.csv", "020,0,borduria", "020,0,bord")
    freeze()
    desk = Adjudicator(run_paths)
    assert desk.overview()["waits"] == [] and desk.overview()["left"] == 1
    desk.decide("1", WALL, [decision_on("voice", "direct"), decision_on("position", "-1")])
    desk.decide(
        "2", WALL | {"article": "020", "sentence_start": "0", "issue": "own_workers"}, [decision_on("via", "self")]
    )
    assert desk.overview()["left"] == 0 and problems() == []
    assert [row["actor"] for row in decisions(run_paths) if row["sentence_start"] == "210"] == ["borduria", "borduria"]


def test_hostile_words_are_kept_to_the_character(run_paths, desk):
    words = '=HYPERLINK("x"), <script>alert(1)</script>\n\u202eline two\r\n'
    desk.decide("1", WALL, [decision_on("voice", "direct", words), decision_on("position", "-1", words)])
    assert decisions(run_paths)[0]["reason"] == words.strip()
    assert cells(of(desk, WALL), "voice")[4] == words.strip()


# ---- any codings and any decisions --------------------------------------------------

UNITS = st.tuples(
    st.sampled_from(["010", "020"]), st.sampled_from(["0", "9", "10"]), st.sampled_from("ab"), st.just("toll")
)
VALUES = st.fixed_dictionaries(
    {
        "speaker": st.sampled_from(["-", "Ina"]),
        "via": st.sampled_from(["self", "other"]),
        "voice": st.just("direct"),
        "position": st.sampled_from(["1", "2"]),
        "condition": st.sampled_from(["none", "if_asked"]),
    }
)
CODING = st.dictionaries(UNITS, VALUES, max_size=8)


def coding(coded, coder):
    return [
        {**dict(zip(statements.UNIT, key, strict=True)), **values, "coder": coder, "quote": "-", "confidence": "1"}
        for key, values in coded.items()
    ]


def chosen(data, case, book):
    """Draw a way to decide a unit that the page offers: one coder's, the other's, neither, upheld, a third version."""
    way = data.draw(st.sampled_from(["a", "b", "neither", "third"]))
    if way == "neither":
        return [decision_on("presence", "absent")] + ([decision_on("all", "amended")] if case.kind == "reread" else [])
    if case.kind == "reread" and way in "ab":
        return [decision_on("all", "upheld")]
    values = {name: case.cells(name)["ab".index(way)] or "absent" for name in case.due} if way in "ab" else {}
    if way == "third":
        names = [name for name in case.due if name in COMPARED] or ["position"]
        values = {name: data.draw(st.sampled_from(book.choices.get(name) or ("Ina", "-", "Bo"))) for name in names}
        if case.kind == "alone":
            values["presence"] = "present"
        if case.kind == "reread":
            changed = any(value != case.cells(name)[0] for name, value in values.items())
            values["all"] = "amended" if changed else "upheld"
    return [decision_on(name, value) for name, value in values.items()]


@given(CODING, CODING, st.data())
def test_whatever_is_decided_make_check_is_content_once_nothing_is_left(authored, one, other, data):
    a, b = coding(one, "coder_a"), coding(other, "coder_b")
    rows, dropped = [], set()
    for case in to_decide(a, b):
        standing = {}
        for _ in range(data.draw(st.integers(1, 2))):  # decided, and perhaps decided otherwise
            asked = chosen(data, case, authored.codebook)
            if case.kind == "reread" and standing:
                standing = {}  # taken back first
            standing = cases.decide(case, standing, asked, authored.codebook)
        if not cases.is_decided(
            case, standing
        ):  # of a unit first taken out, then taken in by one coder's reading alone
            standing = cases.decide(case, {}, asked, authored.codebook)
        assert cases.is_decided(case, standing)
        if standing.get("presence", {"decision": PRESENT})["decision"] != PRESENT:
            dropped.add("-".join(case.key))
        rows += standing.values()
    assert [
        str(wrong)
        for wrong in adjudication.check_due(rows, adjudication.decisions_due(by_coder(a, b)), a + b)
        + adjudication.check_decisions(rows, authored.codebook)
    ] == []
    assert adjudication.undecided(rows, adjudication.decisions_due(by_coder(a, b))) == []
    ids = {"-".join(key) for key in one.keys() | other.keys()}
    assert {row["statement"] for row in adjudication.adjudicated_statements(by_coder(a, b), rows)} == ids - dropped
    assert [case._replace(decisions=()) for case in to_decide(a, b, rows)] == to_decide(a, b)


@given(CODING, CODING)
def test_what_is_heard_is_what_make_check_asks_for(one, other):
    a, b = coding(one, "coder_a"), coding(other, "coder_b")
    asked = {(statements.unit_key(row), row["variable"]) for row in adjudication.decisions_due(by_coder(a, b))}
    assert {(case.key, name) for case in to_decide(a, b) for name in case.due} == asked
