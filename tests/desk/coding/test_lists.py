"""Lists, search, progress, what is told on opening and what was used last, on the toy study, counted by hand."""

import itertools
import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_at import LAST, TOLL, At, rows
from project import TOY, remove_codes
from stancebook.core import files, paths, tables
from stancebook.desk.coding import corrections, passages, progress, use
from stancebook.desk.dispatcher import Dispatcher
from stancebook.desk.journal import Entry
from stancebook.desk.row_changes import Change
from stancebook.study.facts import NOTES


@pytest.fixture
def a(run_paths):
    return At(run_paths, "coder_a")


def quotes(reply):
    return [row["row"]["quote"] for row in reply["rows"]]


class TestOwnEntries:
    @pytest.mark.parametrize(
        ("wanted", "places"),
        [
            ({}, [("010", 1), ("010", 2), ("010", 4), ("010", 5), ("010", 6), ("020", 1), ("020", 2), ("020", 3), ("020", 4), ("030", 1), ("030", 1), ("030", 2)]),
            ({"actor": "cordovia"}, [("020", 4), ("030", 2)]),
            ({"actor": "cordovia towns", "issue": "bridge"}, [("020", 4), ("030", 1)]),
            ({"condition": "if_asked"}, [("020", 2)]),
            ({"confidence": "1"}, [("030", 1)]),
            ({"note": "words"}, [("010", 6)]),
            ({"note": True}, [("010", 5), ("010", 6)]),
            ({"find": "EVA toll"}, [("020", 3)]),
            ({"in": "030"}, [("030", 1), ("030", 1), ("030", 2)]),
            ({"kind": "note"}, []),  # nobody has written one at the desk
        ],
    )  # fmt: skip
    def test_filters(self, a, wanted, places):
        reply = a("statements", **wanted)
        assert reply["total"] == len(places)
        assert [(row["article"], row["sentence"]) for row in reply["rows"]] == places

    def test_facts_and_pages(self, a):
        assert a("statements", kind="fact", attribute="workforce")["rows"][0]["row"]["value_low"] == "300"
        page = a("statements", **{"from": 10}, most=1)
        assert (page["total"], quotes(page)) == (12, ["without a toll"])
        assert page["rows"][0]["place"] == {"first": 1, "from": 45, "last": 1, "to": 59}

    def test_a_row_without_a_place_or_text_is_listed_all_the_same(self, run_paths, edit):
        edit("coder_a.csv", "020,Cordovia fears the bridge,", "020,Cordovia fears nothing,")
        (run_paths.raw / "030_gazette.txt").unlink()
        places = [(row["article"], row["sentence"]) for row in At(run_paths, "coder_a")("statements")["rows"]]
        assert places[-4:] == [("020", None), ("030", None), ("030", None), ("030", None)]

    def test_the_next_that_fits_is_found_round_the_end(self, a):
        def at(**more):
            hit = a("next", issue="toll", **more)["hit"]
            return hit["article"], hit["sentence"]

        assert at(article="010", sentence=4) == ("010", 5)
        assert at(article="010", sentence=6) == ("020", 3)
        assert at(article="030", sentence=1) == ("010", 4)
        assert at(article="010", sentence=4, back=True) == ("030", 1)
        assert at(article="020", sentence=3, back=True) == ("010", 6)
        assert a("next", confidence="1", article="030", sentence=1)["hit"]["sentence"] == 1, "it is the only one"
        assert a("next", actor="nobody", article="010", sentence=1) | {"id": 0} == {
            "id": 0,
            "ok": True,
            "total": 0,
            "hit": None,
        }
        assert a("next", confidence="1")["hit"]["article"] == "030"


class TestGiven:
    def test_a_coder_sees_the_texts_that_were_given(self, run_paths, edit):
        edit(
            "study.yaml",
            "title: Who would build the bridge",
            "coders: {coder_a: {texts: ['010']}, coder_b: {}}\ntitle: Who would build the bridge",
        )
        remove_codes(run_paths.coded, ["coder_b"])
        a, b = (At(run_paths, coder) for coder in ("coder_a", "coder_b"))
        assert [row["article"] for row in a("articles")["rows"]] == ["010", "020", "030"], "it has rows in the others"
        remove = [row for row in rows(run_paths, "coder_a.csv") if row["article"] == "010"]
        files.write_text(run_paths.coded / "coder_a.csv", tables.text(remove, list(remove[0])))
        files.write_text(
            run_paths.coded / "coder_a_facts.csv",
            (run_paths.coded / "coder_a_facts.csv").read_text("utf-8").splitlines()[0] + "\n",
        )
        assert [row["article"] for row in a("articles")["rows"]] == ["010"] and a("progress")["articles"] == 1
        assert a("open", article="020")["why"] == "020 was not given to coder_a; choose an article from the list"
        assert {row["article"] for row in a("search", words="toll")["rows"]} == {"010"}
        assert b("articles")["total"] == 3

    def test_codes_open_when_all_who_were_given_the_text_have_finished(self, secret_study, tmp_path):
        folder = shutil.copytree(secret_study, tmp_path / "study")
        a, b, cleo = (At(paths.RunPaths(folder, folder, folder), coder) for coder in ("coder_a", "coder_b", "cleo"))
        for page in (a, b):
            assert page.finishes("020")["ok"] and page.finishes("030")["ok"]
        waits = a("open", article="020")["coding"]
        assert (waits["others"], waits["waiting"]) == ([], ["Cleo Sund"])
        waits = a("open", article="030")["coding"]
        assert (waits["others"], waits["waiting"]) == ([], ["Cleo Sund"]), (
            "cleo has rows in it, though it was not given"
        )
        assert cleo.finishes("030")["ok"]
        opened = a("open", article="030")["coding"]
        assert opened["waiting"] == [] and coders_of(opened) == {"coder_b", "cleo", ""}
        cleo.finishes("020")
        assert coders_of(a("open", article="020")["coding"]) == {"coder_b", "cleo"}


def coders_of(coding):
    """The coders whose entries an article shows; "" of the study's notes."""
    return {entry["coder"] for entry in coding["others"]}


class TestSearch:
    def test_passages_of_all_texts_with_their_places(self, a):
        reply = a("search", words="a  TOLL")
        assert (reply["articles"], reply["more"]) == (3, False)
        assert [(row["article"], row["sentence"], row["hit"]) for row in reply["rows"]] == [
            ("010", 4, "a toll"), ("010", 5, "a toll"), ("010", 6, "a toll"), ("020", 3, "a toll"), ("030", 1, "a toll"),
        ]  # fmt: skip
        first = reply["rows"][0]
        assert first["before"] + first["hit"] + first["after"] == "Borduria rejects a toll."
        text = a("open", article="020")["sentences"][2]["text"]
        place = reply["rows"][3]["place"]
        assert text[place["from"] : place["to"]] == "a toll" and (place["first"], place["last"]) == (3, 3)

    def test_a_part_of_them(self, a):
        page = a("search", words="toll", **{"from": 1}, most=2)
        assert [row["sentence"] for row in page["rows"]] == [5, 6] and page["more"]
        assert [a("search", words="toll", most=most)["more"] for most in (4, 5)] == [True, False]
        assert {row["article"] for row in a("search", words="toll", **{"in": "030"})["rows"]} == {"030"}
        assert a("search", words="  ")["rows"] == [] == a("search", words="tunnel")["rows"]
        assert a("search", words="toll", state="untouched")["articles"] == 0

    def test_accents_and_apostrophes(self, a):
        assert [row["hit"] for row in a("search", words="n\u00f6rd")["rows"]] == ["No\u0308rd"]
        assert passages.pattern("it's").fullmatch("IT’S") and not passages.pattern("i.s").search("its")


class TestTold:
    def test_a_finished_article_says_so_on_entering(self, run_paths, a):
        assert a("open", article="020")["notices"] == []
        a.finishes("020")
        assert [notice["kind"] for notice in a("open", article="020")["notices"]] == ["finished"]

    def test_who_has_not_finished_is_told_of_a_freeze_on_entering(self, a):
        a("nothing", article="010", sentences=[3])
        [notice] = a("open", article="020")["notices"]
        assert notice == {
            "kind": "frozen",
            "text": "the codings were frozen before you finished 020; say so to whoever froze them",
        }

    def test_codings_frozen_while_one_codes(self, run_paths, a):
        state = {"frozen": a.begun["frozen"], "book": a.begun["book"]}
        assert a("ping", **state)["notices"] == []
        (run_paths.coded / "frozen.json").unlink()
        assert [notice["kind"] for notice in a("ping", **state)["notices"]] == ["frozen"]
        assert "article" not in a("ping", frozen="none")

    def test_finishing_with_open_sentences_says_how_many_and_which_is_first(self, a):
        reply = a("finish", article="010")
        assert (reply["left"], reply["first"], reply["open"]) == (1, 3, [3])
        assert reply["why"].startswith("1 sentence has no decision yet (it is 3)")
        coding = a("open", article="010")["coding"]
        assert (coding["left"], coding["first"], coding["decided"], coding["of"]) == (1, 3, 5, 6)
        a("delete", article="010", kind="statement", was=coding["entries"][0]["row"])
        assert a("finish", article="010")["why"].startswith("2 sentences have no decision yet (the first is 1)")

    def test_a_raw_text_that_changes_while_it_is_open_is_told_at_once(self, run_paths, a):
        opened = a("open", article="020")
        assert a("ping", article="020", cut=opened["cut"])["notices"] == []
        path = run_paths.raw / "020_wire.txt"
        before = path.read_bytes()
        path.write_bytes(before.replace(b"Borduria would", b"Borduria could"))
        [notice] = a("ping", article="020", cut=opened["cut"])["notices"]
        assert notice["kind"] == "unreadable" and "is not the file received" in notice["text"]
        assert "is not the file received" in a.codes()["why"]
        path.write_bytes(before)
        assert a("ping", article="020", cut=opened["cut"])["notices"] == [] and a.codes()["ok"]

    def test_another_cut_and_another_codebook_are_told_at_once(self, run_paths, a, edit):
        opened = a("open", article="010")
        edit("codebook.yaml", "A bridge is built over the strait.", "A bridge is built.")
        rule = '- {id: first, zone: furniture, reason: "-", pattern: "^Arland will[^\\r\\n]*"}'
        (run_paths.coded / "cleaning.yaml").write_text(f"rules:\n{rule}\n", encoding="utf-8")
        reply = a("ping", article="010", cut=opened["cut"], book=a.begun["book"])
        assert [notice["kind"] for notice in reply["notices"]] == ["codebook", "text"]
        assert reply["codebook"]["issues"][0]["text"] == "A bridge is built." and reply["book"] != a.begun["book"]


class TestUse:
    def test_what_was_used_last_comes_first_across_sessions(self, run_paths, a):
        assert a.begun["codebook"]["recent"]["actor"] == ["cordovia", "towns", "borduria", "arland"]
        recent = a.codes()["coding"]["recent"]
        assert recent["actor"] == ["arland", "cordovia", "towns", "borduria"] and recent["issue"][0] == "toll"
        assert recent["condition"] == ["if_asked", "half_paid"] and "-" not in recent["speaker"]
        a.codes({"first": 1, "from": 0, "last": 1, "to": 8}, actor="borduria", issue="bridge")
        again = At(run_paths, "coder_a").begun["codebook"]["recent"]
        assert again["actor"][:2] == ["borduria", "arland"] and again["issue"][:2] == ["bridge", "toll"]

    def test_the_last_entry_can_be_taken_over(self, run_paths, a):
        assert a("open", article="020")["coding"]["last"] == {"statement": None, "fact": None}
        a.codes()
        assert a("open", article="020")["coding"]["last"]["statement"] | {"row": 0} == {
            "article": "020",
            "place": LAST,
            "row": 0,
        }
        elsewhere = At(run_paths, "coder_a")("open", article="010")["coding"]["last"]["statement"]
        assert elsewhere["place"] is None and elsewhere["row"]["issue"] == "toll"
        a("undo", article="020")
        assert a("open", article="020")["coding"]["last"]["statement"] is None, "what was undone is not taken over"

    def test_entries_of_a_sentence_have_numbers(self, a):
        a.codes({"first": 4, "from": 0, "last": 4, "to": 8}, issue="toll", actor="cordovia")
        a.codes({"first": 4, "from": 9, "last": 4, "to": 14}, issue="bridge", actor="arland")
        coded = [
            (entry["place"]["first"], entry["nth"])
            for entry in a("open", article="020")["coding"]["entries"]
            if entry["kind"] == "statement"
        ]
        assert coded == [(1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (4, 3)]

    def test_only_the_latest_acts_are_looked_at(self):
        def act(number):
            change = Change("a.csv", 2, None, {"actor": f"a{number}"})
            return Entry("", "", "added", "", str(number), "", [change], {})

        acts = [act(number) for number in range(use.ACTS + 2)]
        own = [change.now for entry in acts for change in entry.changes]
        assert use.recent(acts, {"a.csv": own[:3]}, {"a.csv": ("actor",)}) == {"actor": ["a2", "a1", "a0"]}
        assert use.last_written(acts, "a.csv", own[:3]) == {"actor": "a2"}
        assert use.last_written(acts, "a.csv", own[:2]) is None
        assert use.last_written(acts, "a.csv", own[-2:]) == own[-1]


class TestProgress:
    def test_minutes_of_the_journal_and_an_estimate(self, run_paths):
        remove_codes(run_paths.coded)
        times = (f"2031-05-01T09:{minute:02}:00Z" for minute in itertools.count(0))
        page = At(run_paths, "coder_a", Dispatcher(run_paths, clock=lambda: next(times)))
        assert page("progress") | {"id": 0} == {
            "id": 0,
            "ok": True,
            "articles": 3,
            "finished": 0,
            "statements": 0,
            "minutes": 0,
            "left": None,
        }
        page.codes(place={"first": 1, "from": 0, "last": 1, "to": 8})
        page.finishes("020")  # three acts, a minute apart each
        reply = page("progress")
        sizes = {path.name[:3]: path.stat().st_size for path in run_paths.raw.iterdir()}
        left = round(2 / sizes["020"] * (sizes["010"] + sizes["030"]))
        assert reply["left"] == {"low": left, "high": left, "text": "about 5 minutes left, by 1 finished article"}
        assert (reply["finished"], reply["articles"], reply["statements"], reply["minutes"]) == (1, 3, 1, 2)
        page("draw", random="", seed="", keyword="swim", outlet="")
        assert page("progress")["articles"] == 2

    def test_pauses_and_lines_without_a_time_do_not_count(self):
        change = Change("a.csv", 2, None, {"article": "010"})
        at = (
            "2031-05-01T09:00:00Z",
            "2031-05-01T09:10:00Z",
            "2031-05-01T09:20:01Z",
            "soon",
            "2031-05-01T09:21:01Z",
            "2031-05-01T09:20:00Z",
        )
        acts = [Entry(time, "", "added", "", str(number), "", [change], {}) for number, time in enumerate(at)]
        assert progress.minutes_by_article(acts) == {"010": 11}

    def test_a_time_without_a_zone_is_of_the_same_zone_as_others(self):
        at = ("2031-05-01T09:00:00Z", "2031-05-01T09:04:00", "2031-05-01T11:05:00+02:00")
        change = Change("a.csv", 2, None, {"article": "010"})
        acts = [Entry(time, "", "added", "", str(number), "", [change], {}) for number, time in enumerate(at)]
        assert progress.minutes_by_article(acts) == {"010": 5}

    @pytest.mark.parametrize(
        ("low", "high", "words"),
        [(0, 2, "about 5 minutes"), (21, 38, "about 20 to 40 minutes"), (70, 95, "about 1 to 1½ hours"), (80, 100, "about 1½ hours"), (400, 700, "about 6½ to 11½ hours")],
    )  # fmt: skip
    def test_in_words(self, low, high, words):
        assert progress.in_words(low, high, 3) == f"{words} left, by 3 finished articles"

    def test_work_done_on_a_begun_article_is_subtracted_and_the_halves_differ(self):
        minutes, sizes = {"1": 10.0, "2": 20.0, "3": 40.0, "4": 5.0}, dict.fromkeys("1234", 100)
        assert progress.estimate(minutes, {"1", "2", "3"}, sizes) == (10, 25)
        assert progress.estimate(minutes, set(), sizes) is None and progress.estimate({}, {"1"}, sizes) is None


class TestComments:
    def test_comments_once_both_have_finished(self, run_paths, a):
        b = At(run_paths, "coder_b", a.dispatcher)
        assert "not open yet" in a("comment", article="020", sentence=1, text="Why?")["why"]
        a.finishes("020"), b.finishes("020")
        coding = a("comment", article="020", sentence=3, text=" Why a toll? ")["coding"]
        [comment] = b("open", article="020")["coding"]["comments"]
        assert coding["comments"] == [comment]
        assert (comment["by"], comment["sentence"], comment["text"], comment["at"]) == (
            "coder_a",
            3,
            "Why a toll?",
            "2031-05-01T09:30:00Z",
        )
        assert b("undo", article="020")["ok"] is False
        assert a("undo", article="020")["coding"]["comments"] == [] == rows(run_paths, "comments.csv")
        a("redo", article="020")
        b("reopen", article="020")
        assert a("open", article="020")["coding"]["comments"] == [], "the codes are closed again"

    def test_no_sentence_no_words(self, run_paths, a):
        a("look", article="020", reason="we met")
        assert "'9' is no sentence of 020" in a("comment", article="020", sentence=9, text="x")["why"]
        assert "is empty" in a("comment", article="020", sentence=1, text=" ")["why"]


class TestCorrections:
    def test_a_coder_sees_what_was_decided_otherwise_once_the_codes_are_open(self, run_paths, a):
        assert a("corrected")["rows"] == []
        b = At(run_paths, "coder_b", a.dispatcher)
        for page in (a, b):
            for article in ("010", "020", "030"):
                page.finishes(article)
        own = [
            (row["article"], row["sentence"], row["variable"], row["own"], row["decision"])
            for row in a("corrected")["rows"]
        ]
        assert own == [
            ("010", 1, "condition", "half_paid", "other"),
            ("010", 5, "voice", "indirect", "direct"),
            ("030", 2, "speaker", "Ulf", "King Ulf"),
            ("030", 3, "presence", "absent", "present"),
        ]
        others = [(row["article"], row["variable"], row["own"]) for row in b("corrected")["rows"]]
        assert others == [
            ("010", "condition", "half_paid"), ("010", "position", "-2"), ("020", "via", "self"), ("020", "condition", "none"),
            ("030", "presence", "absent"), ("030", "presence", "present"),
        ]  # fmt: skip
        [kind] = {notice["kind"] for notice in a("open", article="030")["notices"]} - {"finished"}
        assert kind == "corrected"
        assert a("corrected", article="020", **{"in": "010"})["total"] == 2
        b("reopen", article="030")
        assert {row["article"] for row in a("corrected")["rows"]} == {"010"}

    def test_facts_texts_that_were_not_read_and_rows_that_are_not_there(self):
        unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge", "reason": "-"}
        present = unit | {"variable": "presence", "ada": "unread", "ben": "", "cleo": "present", "decision": "present"}
        position = unit | {"variable": "position", "ada": "unread", "ben": "1", "cleo": "1", "decision": "2"}
        rows = [present, position, unit | {"variable": "position", "ada": "1", "ben": "1", "cleo": "1", "decision": ""}]
        assert [[row["variable"] for row in corrections.of_statements(coder, rows)] for coder in ("ada", "ben", "cleo", "dora")] == [
            [], ["presence"], ["position"], [],
        ]  # fmt: skip
        fact = {"article": "010", "quote": "ten", "attribute": "other", "reason": "-", "decided_by": "eva"}
        taken = [
            fact | {"ada": cell, "decision": decision}
            for cell, decision in (
                ("ada-001", "kept"),
                ("ada-002", "left_out"),
                ("", "kept"),
                ("unread", "amended"),
                ("ada-003", ""),
            )
        ]
        assert [(row["own"], row["decision"], row["by"]) for row in corrections.of_facts("ada", taken)] == [
            ("ada-002", "left_out", "eva")
        ]
        note = {"article": "010", "quote": "ten", "kind": "byline", "ada": "ada-n001", "decision": "amended"}
        [row] = corrections.of_facts("ada", [note | {"reason": "-"}], NOTES)
        assert (row["own"], row["kind"], row["by"]) == ("ada-n001", "byline", "")


# Whatever a coder asks, before the codes are open no answer holds a word that only the other coder wrote.

ASKS = (
    ("begin", {}), ("articles", {}), ("open", {"article": "010"}), ("open", {"article": "020"}), ("statements", {}), ("statements", {"kind": "fact"}),
    ("statements", {"kind": "note"}), ("next", {"article": "010", "sentence": 1}), ("search", {"words": "secret"}), ("search", {"words": "toll"}),
    ("progress", {}), ("memos", {}), ("corrected", {}), ("ping", {"frozen": "none", "book": "x", "article": "010", "cut": "x"}), ("undo", {"article": "020"}), ("redo", {"article": "020"}),
    ("save", {"article": "020", "kind": "statement", "was": None, "place": LAST, "row": TOLL}), ("nothing", {"article": "010", "sentences": [3]}),
    ("nothing", {"article": "020", "sentences": [5]}), ("finish", {"article": "010"}), ("finish", {"article": "020"}), ("reopen", {"article": "010"}),
    ("propose", {"article": "020", "kind": "issue", "name": "Secret ferry", "definition": "x"}), ("propose", {"article": "020", "kind": "actor", "name": "Secretaries", "definition": "x", "type": "group"}),
    ("withdraw", {"article": "020", "kind": "issue", "code": "secret_issue"}), ("memo", {"on": "issue", "about": "toll", "text": "m"}), ("memo", {"on": "issue", "about": "secret_issue", "text": "m"}),
    ("comment", {"article": "010", "sentence": 1, "text": "c"}), ("draw", {"random": "1", "seed": "", "keyword": "", "outlet": ""}), ("start", {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def secret_study(tmp_path_factory):
    """The toy study with three named coders, in which each word that two of them wrote is marked."""
    folder = shutil.copytree(TOY, tmp_path_factory.mktemp("blind") / "study")
    coded = folder / "data/coded"
    for name in ("coder_b.csv", "coder_b_facts.csv"):
        own = [
            row | {"note": "b-secret", "speaker": "b-secret"}
            if "speaker" in row
            else row | {"note": "b-secret", "said_by": "b-secret"}
            for row in tables.read(coded / name)
        ]
        files.write_text(coded / name, tables.text(own, list(own[0])))
    for name in (".csv", "_facts.csv"):
        shutil.copy(coded / f"coder_b{name}", coded / f"cleo{name}")
    named = "coders: {coder_a: {name: Ada Lund}, coder_b: {name: Ben Berg}, cleo: {name: Cleo Sund, texts: ['010', '020']}}\n"
    files.write_text(coded / "study.yaml", named + (coded / "study.yaml").read_text(encoding="utf-8"))
    run_paths = paths.RunPaths(folder, folder, folder)
    b = At(run_paths, "coder_b")
    b("propose", article="010", kind="issue", name="secret issue", definition="b-secret")
    b("memo", article="010", on="article", about="010", text="b-secret")
    b(
        "save",
        article="010",
        kind="note",
        was=None,
        place={"first": 1, "from": 0, "last": 1, "to": 6},
        row={"kind": "error", "article_b": "", "quote_b": "", "note": "b-secret"},
    )
    return folder


@settings(max_examples=15)
@given(asked=st.lists(st.sampled_from(ASKS), min_size=1, max_size=12))
def test_no_answer_holds_a_word_of_the_other_before_both_have_finished(secret_study, tmp_path_factory, asked):
    folder = shutil.copytree(secret_study, tmp_path_factory.mktemp("asked") / "study")
    a = At(paths.RunPaths(folder, folder, folder), "coder_a")
    replies = [a.begun, *(a(verb, **dict(more)) for verb, more in asked)]
    assert "b-secret" not in json.dumps(replies) and "secret_issue" not in json.dumps(
        [reply.get("codebook") for reply in replies]
    )
    others = a("look", article="010", reason="to see that the words are there")["coding"]["others"]
    assert {entry["coder"] for entry in others if "b-secret" in json.dumps(entry)} == {"coder_b", "cleo"}
