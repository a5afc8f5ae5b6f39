"""The dispatcher of the desk: the answer of each request, and what it writes or refuses, on the toy study, counted by hand."""

import itertools
import json
import re
import threading

import pytest
import yaml

import torture
from desk_at import LAST, TOLL, At, rows, statements
from project import remove_codes
from stancebook.core import files, schema, tables
from stancebook.desk import blinding, selection
from stancebook.desk.dispatcher import Dispatcher
from stancebook.desk.row_changes import Change
from stancebook.pipeline import check
from stancebook.study.people.tables import DECIDED
from stancebook.study.quotes import locate
from stancebook.study.study import Study
from stancebook.texts.spans import Span


@pytest.fixture
def a(run_paths):
    return At(run_paths, "coder_a")


@pytest.fixture
def b(run_paths):
    return At(run_paths, "coder_b")


@pytest.fixture
def blank(run_paths):
    """The toy study without codes."""
    remove_codes(run_paths.coded)


class TestReading:
    def test_hello_counts_and_gives_no_code(self, a):
        reply = a("start")
        assert reply["study"]["title"].startswith("Who would build the bridge")
        coder, adjudicator = ({"kind": "person", "role": role} for role in ("coder", "adjudicator"))
        assert reply["users"] == [
            coder
            | {"user": "coder_a", "name": "coder_a", "articles": 3, "finished": 0, "statements": 12, "training": ""},
            coder
            | {"user": "coder_b", "name": "coder_b", "articles": 3, "finished": 0, "statements": 13, "training": ""},
            adjudicator | {"user": "adjudication", "name": "adjudication", "decisions": 13},
        ]

    def test_users_go_by_the_names_of_the_study_and_one_may_have_two_roles(self, run_paths):
        settings = run_paths.coded / "study.yaml"
        people = (
            "coders: {coder_a: {name: Ada Lund, texts: ['010']}, coder_b: {name: Ben Holt}, eva: {kind: program}}\n"
            "adjudicators: {coder_b: {}, ivo: {name: Ivo Lind}}\n"
        )
        settings.write_text(settings.read_text(encoding="utf-8") + people, encoding="utf-8")
        page = At(run_paths, "adjudication coder_b")
        assert [(each["user"], each["name"], each["role"], each.get("articles")) for each in page("start")["users"]] == [
            ("coder_a", "Ada Lund", "coder", 1), ("coder_b", "Ben Holt", "coder", 3), ("eva", "eva", "coder", 3),
            ("adjudication coder_b", "Ben Holt", "adjudicator", None), ("adjudication ivo", "Ivo Lind", "adjudicator", None),
        ]  # fmt: skip
        assert (page.begun["user"], page.begun["name"], page.begun["role"]) == (
            "adjudication coder_b",
            "Ben Holt",
            "adjudicator",
        )
        assert page.begun["names"]["coder_a"] == "Ada Lund"
        assert At(run_paths, "coder_b", page.dispatcher).begun["role"] == "coder"
        settings.write_text(settings.read_text(encoding="utf-8").replace("Ivo Lind", "Ivo"), encoding="utf-8")
        assert page("overview")["kind"] == "gone"  # other people, other sessions

    def test_a_validator_begins_where_a_sample_is_drawn(self, run_paths):
        settings = run_paths.coded / "study.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8") + "validators: {ben: {name: Ben Holt}}\n", encoding="utf-8"
        )
        assert At(run_paths, "validator ben").begun["kind"] == "gone"
        run_paths.validation.mkdir()
        files.write_text(run_paths.validation / "sample.csv", "article,sentence_start,stratum,unit\n010,76,agreed,\n")
        files.write_text(run_paths.validation / "strata.csv", "stratum,sentences,drawn,seed\nagreed,9,1,1\n")
        page = At(run_paths, "validator ben")
        assert [(each["user"], each["role"], each["articles"]) for each in page("start")["users"] if each["name"] == "Ben Holt"] == [
            ("validator ben", "validator", 1)
        ]  # fmt: skip
        assert page("articles")["total"] == 1

    def test_the_start_page_says_for_whom_training_or_a_refresher_is_due(self, run_paths):
        def due():
            return {each["user"]: each.get("training") for each in page("start")["users"]}

        page = At(run_paths, "coder_a")
        assert due() == {"coder_a": "", "coder_b": "", "adjudication": None}
        run_paths.training.mkdir()
        row = dict.fromkeys(DECIDED.names, "") | {
            "article": "practice",
            "quote": "It rains.",
            "feedback": "No position.",
        }
        tables.write(run_paths.training / "decided.csv", [row], DECIDED)
        (run_paths.training / "practice.txt").write_text("It rains.", encoding="utf-8")
        settings = run_paths.coded / "study.yaml"
        more = "training: {refresher_after: 1}\ncoders: {coder_a: {}, coder_b: {}}\nvalidators: {eva: {}}\n"
        settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
        run_paths.validation.mkdir()
        files.write_text(run_paths.validation / "sample.csv", "article,sentence_start,stratum,unit\n010,76,agreed,\n")
        assert due() == {
            "coder_a": "training",
            "coder_b": "training",
            "adjudication": None,
            "validator eva": "training",
        }
        answered = "article,sentence_start,when,kind,finished,score\npractice,0,2031-05-01T09:30:00Z,training,0,1\n"
        for folder, name in ((run_paths.coded, "coder_b"), (run_paths.validation, "eva")):
            files.write_text(folder / f"{name}_training.csv", answered)
        tables.write(
            run_paths.coded / "coder_b_marks.csv",
            [{"article": "010", "sentence_start": "", "mark": "finished"}],
            schema.MARKS,
        )
        assert due() == {"coder_a": "training", "coder_b": "refresher", "adjudication": None, "validator eva": ""}

    def test_who_has_not_sat_down_gets_nothing(self, run_paths):
        dispatcher = Dispatcher(run_paths)
        reply = dispatcher.answer({"id": "1", "ask": "open", "user": "coder_a", "article": "010"})
        assert (reply["ok"], reply["kind"]) == (False, "gone") and "coding" not in reply

    def test_a_codebook_with_its_rules_and_the_speakers_used(self, a):
        book = a.begun["codebook"]
        assert book["variables"]["via"]["values"][0] == {
            "value": "self",
            "meaning": "The actor, or a person who speaks for it, is the source.",
        }
        assert [actor["id"] for actor in book["actors"]] == ["arland", "borduria", "cordovia", "towns"]
        assert book["speakers"] == ["Bo Lind", "Eva No\u0308rd", "Ina Mor", "Ulf"]

    def test_an_article_sentence_by_sentence_with_the_entries_at_their_places(self, a):
        reply = a("open", article="020")
        assert [(row["n"], row["block"]) for row in reply["sentences"]] == [
            (1, True),
            (2, True),
            (3, False),
            (4, True),
            (5, False),
        ]
        first = reply["coding"]["entries"][0]
        assert (first["kind"], first["number"], first["place"]) == (
            "statement",
            7,
            {"first": 1, "from": 0, "last": 1, "to": 31},
        )
        swim = next(entry for entry in reply["coding"]["entries"] if entry["row"]["quote"].startswith("would rather"))
        at, text = swim["place"], reply["sentences"][2]["text"]
        assert text[at["from"] : at["to"]] == "would rather swim than pay a toll"
        assert (reply["coding"]["decided"], reply["coding"]["of"]) == (4, 5)

    @pytest.mark.parametrize("article", ["999", "../x", "", None, 7, ["010"]])
    def test_no_article_no_text(self, a, article):
        reply = a("open", article=article)
        assert not reply["ok"] and reply["why"]

    @pytest.mark.parametrize(
        "request_",
        [None, [], "x", {}, {"ask": "fly"}, {"ask": "begin"}, {"ask": "begin", "user": "coder_c"}, {"ask": "__init__", "user": "coder_a"},
         {"ask": "save", "user": "coder_a"}, {"ask": "undo", "user": "coder_a", "id": 7}, {"ask": "store", "user": "coder_a"}],
    )  # fmt: skip
    def test_whatever_is_asked_is_answered(self, a, request_):
        reply = a.dispatcher.answer(request_)
        assert reply["ok"] is False and isinstance(reply["why"], str)


class TestWriting:
    def test_a_statement_is_on_disk_in_its_place(self, a, run_paths):
        reply = a.codes(note="said = “so”, twice\nand on")
        assert reply["ok"] and reply["coding"]["decided"] == 5
        row = rows(run_paths, "coder_a.csv")[9]
        assert row["quote"] == "An Arland official said that 400 to 600 workers are needed."
        assert (row["actor"], row["issue"], row["note"]) == ("arland", "toll", "said = “so”, twice\nand on")
        assert len(rows(run_paths, "coder_a.csv")) == 13
        journal = (run_paths.coded / "coder_a_journal.jsonl").read_text(encoding="utf-8").splitlines()
        entry = json.loads(journal[-1])
        assert (entry["at"], entry["by"], entry["did"]) == ("2031-05-01T09:30:00Z", "coder_a", "added")
        assert entry["what"] == "020, sentence 5: arland on toll, 1"

    def test_several_statements_in_one_sentence_and_none_twice(self, a):
        assert a.codes()["ok"] and a.codes(issue="bridge")["ok"]
        again = a.codes()
        assert not again["ok"] and again["why"].startswith("the same sentence, actor and issue stand in row ")

    def test_one_is_changed_in_its_place_and_keeps_its_words(self, a, run_paths):
        was = statements(a("open", article="010")["coding"])[0]
        reply = a("save", article="010", kind="statement", was=was, place=None, row={"position": "2", "note": "will"})
        assert reply["ok"]
        assert rows(run_paths, "coder_a.csv")[0] == was | {"position": "2", "note": "will"}
        assert len(rows(run_paths, "coder_a.csv")) == 12

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ({"actor": "nobody"}, "'nobody' is not in the codebook; use arland, borduria, cordovia or towns"),
            ({"condition": "none if_asked"}, "'none' stands beside a condition; write either"),
            ({"position": "5"}, "'5' is not in the codebook; use -2, -1, 0, 1 or 2"),
            ({"place": {"first": 5, "from": 3, "last": 5, "to": 3}}, "nothing is marked, or its end stands before its start"),
            ({"place": {"first": 4, "from": 0, "last": 5, "to": 4}}, "it runs over the end of a sentence"),
            ({"place": {"first": 9, "from": 0, "last": 9, "to": 4}}, "there is no sentence 9"),
            ({"place": None}, "no words are selected"),
            ({"quote": "made up"}, "a statement has no cells like these"),
            ({"mood": "blue"}, "a statement has no cells like these"),
        ],
    )  # fmt: skip
    def test_what_does_not_go_is_refused_with_its_reason(self, a, run_paths, given, why):
        before = (run_paths.coded / "coder_a.csv").read_bytes()
        reply = a.codes(**given)
        assert not reply["ok"] and why in reply["why"]
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before

    def test_the_words_that_stand_twice_are_told_apart(self, a, run_paths):
        a("delete", article="010", kind="statement", was=statements(a("open", article="010")["coding"])[2])
        reply = a.codes({"first": 4, "from": 0, "last": 4, "to": 8}, "010", actor="borduria", position="-2")
        assert reply["ok"]
        row = next(row for row in rows(run_paths, "coder_a.csv") if row["quote"] == "Borduria")
        assert row["occurrence"] == "1"

    def test_facts_and_notes(self, a, run_paths):
        fact = dict.fromkeys(("value", "said_by", "note"), "") | {
            "plan": "none", "attribute": "other", "value_low": "400", "value_high": "600", "unit": "workers", "subject": "it", "status": "reported",
        }  # fmt: skip
        place = {"first": 5, "from": 29, "last": 5, "to": 48}
        assert a("save", article="020", kind="fact", was=None, place=place, row=fact)["ok"]
        assert rows(run_paths, "coder_a_facts.csv")[-1]["quote"] == "400 to 600 workers "[:-1]
        wrong = a("save", article="020", kind="fact", was=None, place=place, row=fact | {"value_low": "many"})
        assert wrong["why"] == "'many' is no number; write digits alone, and words in value"
        note = {"kind": "error", "article_b": "", "quote_b": "", "note": "no source"}
        over = {"first": 4, "from": 9, "last": 5, "to": 2}
        before = rows(run_paths, "source_notes.csv")
        first = a("save", article="020", kind="note", was=None, place=over, row=note)
        (own,) = [entry for entry in first["coding"]["entries"] if entry["kind"] == "note"]
        assert rows(run_paths, "coder_a_source_notes.csv") == [own["row"]] and own["row"] == own["row"] | note
        assert rows(run_paths, "source_notes.csv") == before, "a coder writes the coder's own file"
        changed = a("save", article="020", kind="note", was=own["row"], place=None, row=note | {"kind": "other"})
        assert (
            changed["coding"]["undo"]
            == "changed 020, sentence 4: note (other): " + own["row"]["quote"].partition("\n")[0]
        )
        a("undo")
        assert rows(run_paths, "coder_a_source_notes.csv") == [own["row"]]
        wrong = a("save", article="020", kind="note", was=None, place=over, row=note | {"kind": "contradiction"})
        assert wrong["why"] == "a contradiction names no second text; give article_b and quote_b"
        assert a("delete", article="020", kind="note", was=own["row"])["ok"]
        assert rows(run_paths, "coder_a_source_notes.csv") == []

    def test_nothing_here_and_a_statement_exclude_each_other(self, a, run_paths):
        assert a("nothing", article="020", sentences=[5])["coding"]["nothing"] == [5]
        assert "holds a statement" in a("nothing", article="020", sentences=[4, 5])["why"]
        assert a.codes()["coding"]["nothing"] == []
        assert rows(run_paths, "coder_a_marks.csv") == []
        assert a("undo")["coding"]["nothing"] == [5], "undo brings the mark back with the statement's going"

    def test_an_article_is_finished_when_each_sentence_is_decided(self, a, run_paths):
        assert a("finish", article="020")["why"].startswith("1 sentence has no decision yet")
        a("nothing", article="020", sentences=[5])
        assert a("finish", article="020")["coding"]["finished"]
        assert a.codes()["why"] == "020 is marked as finished; reopen it first"
        assert not a("reopen", article="020")["coding"]["finished"]
        assert a.codes()["ok"]

    def test_undo_and_redo_across_restarts(self, a, run_paths):
        before = (run_paths.coded / "coder_a.csv").read_bytes()
        a.codes()
        after = (run_paths.coded / "coder_a.csv").read_bytes()
        again = At(run_paths, "coder_a")
        assert again.begun["undo"] == "", "an act on an article is undone where that article is open"
        assert again("open", article="020")["coding"]["undo"] == "added 020, sentence 5: arland on toll, 1"
        assert again("undo")["article"] == "020"
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before
        third = At(run_paths, "coder_a")
        third("open", article="020")
        assert third("redo")["ok"] and (run_paths.coded / "coder_a.csv").read_bytes() == after
        assert "nothing to redo" in third("redo")["why"]

    def test_the_same_request_sent_again_is_done_once(self, a, run_paths):
        for _ in range(2):
            assert a("save", id="once", article="020", kind="statement", was=None, place=LAST, row=TOLL)["ok"]
        assert len(rows(run_paths, "coder_a.csv")) == 13

    def test_an_alias_is_taken_up_by_the_codebook_and_understood_in_a_file(self, a, run_paths, edit):
        reply = a("alias", actor="borduria", alias="The Bordurians: all")
        assert reply["codebook"]["actors"][1]["aliases"] == ["The Bordurians: all"]
        edit(
            "coder_a.csv", "called a toll a wall,,Ina Mor,borduria", "called a toll a wall,,Ina Mor,The Bordurians: all"
        )
        assert not [
            wrong
            for wrong in check.check_study(Study(run_paths, {}))
            if wrong.file == "coder_a.csv" and wrong.column == "actor"
        ]
        assert not a("alias", actor="arland", alias="Borduria")["ok"]

    def test_a_sample_is_drawn_once_and_listed(self, a, run_paths):
        assert a("draw", random="2", seed="7", keyword="", outlet="")["drawn"] == 2
        assert a("draw", random="3", seed="7", keyword="", outlet="") | {"id": 0} == {"id": 0, "ok": True, "drawn": 1}
        assert {row["random"] for row in rows(run_paths, "sample.csv")} == {"2", "3"}
        listed = a("articles", sampled=True, **{"from": 1}, most=1)
        assert (listed["total"], [row["article"] for row in listed["rows"]]) == (3, ["020"])
        assert "whole numbers" in a("draw", random="-1", seed="", keyword="", outlet="")["why"]
        assert [row["article"] for row in a("articles", keyword="swim")["rows"]] == ["020", "030"]


class TestBlind:
    def words(self, *replies):
        return json.dumps(replies, ensure_ascii=False)

    def test_no_answer_holds_a_code_of_the_other_until_both_have_finished(self, run_paths, a, b, edit):
        for coder in ("coder_a", "coder_b"):
            path = run_paths.coded / f"{coder}.csv"
            path.write_text(
                path.read_text(encoding="utf-8").replace(",Eva No\u0308rd,", f",Eva No\u0308rd of {coder},"),
                encoding="utf-8",
            )
        replies = [a(verb, article="020") for verb in ("begin", "articles", "open", "ping", "undo")]
        assert "of coder_b" not in self.words(replies) and "of coder_a" in self.words(replies)
        assert a.finishes("020")["coding"]["others"] == []
        assert "of coder_b" not in self.words(a("open", article="020"))
        assert b.finishes("020")["ok"]
        coding = a("open", article="020")["coding"]
        assert coding["waiting"] == [] and "of coder_b" in self.words(coding["others"])
        assert "of coder_b" not in self.words(a("open", article="010"))
        b("reopen", article="020")
        assert a("open", article="020")["coding"]["others"] == []

    def test_opening_early_needs_a_reason_and_is_recorded_for_good(self, run_paths, a):
        assert "reason" in a("look", article="010", reason="  ")["why"]
        coding = a("look", article="010", reason="we met")["coding"]
        assert coding["opened"] and len(statements({"entries": coding["others"]})) == 5
        assert rows(run_paths, "coder_a_marks.csv") == [{"article": "010", "sentence_start": "", "mark": "opened"}]
        journal = (run_paths.coded / "coder_a_journal.jsonl").read_text(encoding="utf-8")
        assert "we met" in journal.splitlines()[-1]
        assert not a("undo")["ok"], "what was opened cannot be unseen"

    def test_notes_are_shown_with_the_codes_of_others_and_not_before(self, a, b):
        note = {"kind": "error", "article_b": "", "quote_b": "", "note": "b-secret"}
        place = {"first": 1, "from": 0, "last": 1, "to": 6}

        def notes(coding, part="others"):
            return [(each["coder"], each["row"]["note"][:9]) for each in coding[part] if each["kind"] == "note"]

        assert b("save", article="010", kind="note", was=None, place=place, row=note)["ok"]
        coding = a("open", article="010")["coding"]
        assert notes(coding) == notes(coding, "entries") == [] and "b-secret" not in json.dumps(coding)
        opened = a("look", article="010", reason="we met")["coding"]
        assert notes(opened) == [("coder_b", "b-secret"), ("", "The two n"), ("", "The write")]
        a("save", article="010", kind="note", was=None, place=place, row=note | {"note": "Mine."})
        opened = a("open", article="010")["coding"]
        assert notes(opened) == [("coder_b", "b-secret")], "what two readers noted is decided on first"
        assert notes(opened, "entries") == [("coder_a", "Mine.")]


class TestOthers:
    def test_two_pages_cannot_overwrite_each_other(self, run_paths, a):
        second = At(run_paths, "coder_a")
        second.codes(issue="bridge")
        refused = a.codes()
        assert (refused["ok"], refused["kind"]) == (False, "changed")
        assert [change["now"]["issue"] for change in refused["changes"]] == ["bridge"]
        assert a("ping")["changes"][0]["text"].startswith("coder_a.csv, row ")
        a("open", article="020")
        assert a.codes()["ok"]
        assert len(rows(run_paths, "coder_a.csv")) == 14

    def test_two_pages_of_one_desk_cannot_either(self, run_paths, a):
        second = At(run_paths, "coder_a", a.dispatcher)
        assert second.codes(issue="bridge")["ok"]
        assert a.codes()["kind"] == "changed"

    def test_a_file_edited_by_hand_is_read_checked_and_shown(self, run_paths, a):
        a.codes()
        path = run_paths.coded / "coder_a.csv"
        path.write_text(
            path.read_text(encoding="utf-8").replace(
                ",Eva No\u0308rd,borduria,self,direct,toll,-2", ",Eva No\u0308rd,borduria,self,direct,toll,pro"
            ),
            encoding="utf-8",
        )
        begun = At(run_paths, "coder_a").begun
        (change,) = begun["outside"]
        assert (change["was"]["position"], change["now"]["position"]) == ("-2", "pro")
        assert any("position: 'pro' is not in the codebook" in wrong for wrong in begun["wrong"])
        coding = At(run_paths, "coder_a")("open", article="020")["coding"]
        (wrong,) = [entry for entry in coding["entries"] if entry["wrong"]]
        assert wrong["row"]["position"] == "pro"

    def test_a_file_that_cannot_be_read_is_left_alone(self, run_paths, a):
        path = run_paths.coded / "coder_a.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        before = path.read_bytes()
        assert "byte order mark" in a.codes()["why"]
        assert path.read_bytes() == before

    def test_a_raw_text_edited_while_it_is_open_is_told_to_coders_and_adjudicator(self, run_paths, a, b):
        for article in ("010", "020", "030"):
            assert a.finishes(article)["ok"] and b.finishes(article)["ok"]
        judge = At(run_paths, "adjudication", a.dispatcher)
        [unit, *_] = judge("disputes", article="020")["units"]
        path = run_paths.raw / "020_wire.txt"
        path.write_bytes(path.read_bytes() + b" More.")
        decision = {"variable": "via", "decision": "self", "reason": "-"}
        for reply in (
            a("open", article="020"),
            judge("disputes", article="020"),
            judge("decide", article="020", key=unit["key"], decisions=[decision]),
        ):
            assert not reply["ok"] and "020_wire.txt is not the file received" in reply["why"]

    def test_a_disk_that_takes_nothing_is_told(self, run_paths, a, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        before = (run_paths.coded / "coder_a.csv").read_bytes()
        monkeypatch.setattr("os.fsync", full)
        reply = a.codes()
        assert (reply["kind"], reply["why"]) == ("unsaved", reply["why"]) and "disk is full" in reply["why"]
        monkeypatch.undo()
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before
        assert a.codes()["ok"]

    def test_requests_from_many_threads_are_answered_one_by_one(self, blank, run_paths, a):
        places = [("010", n) for n in range(1, 7)] + [("020", n) for n in range(1, 6)]

        def mark(article, n):
            return a("nothing", seen=None, article=article, sentences=[n])

        asking = [threading.Thread(target=mark, args=place) for place in places]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        marked = rows(run_paths, "coder_a_marks.csv")
        assert len({(row["article"], row["sentence_start"]) for row in marked}) == len(marked) == 11


class TestMeanwhile:
    """Changes by others between two requests cause no wrong words, no lost rows and no codes shown too early."""

    def rule(self, run_paths):
        path = run_paths.coded / "cleaning.yaml"
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules["rules"].append({"id": "first", "zone": "furniture", "reason": "-", "pattern": "^Arland will[^\r\n]*"})
        path.write_text(yaml.safe_dump(rules), encoding="utf-8")

    def test_a_place_on_another_cut_is_refused(self, run_paths, a):
        sentences = a("open", article="010")["sentences"]
        self.rule(run_paths)
        place = {"first": 3, "from": 0, "last": 3, "to": 20}
        for reply in (a.codes(place, "010"), a("nothing", article="010", sentences=[3]), a("finish", article="010")):
            assert reply["why"] == "010 is cut into other sentences than when it was opened; open it again"
        assert len(a("open", article="010")["sentences"]) == len(sentences) - 1

    def test_a_place_without_its_cut_is_refused(self, a):
        assert not a.codes(cut=None)["ok"] and not a.codes(cut="")["ok"]

    def test_a_new_source_is_listed(self, run_paths, a):
        (run_paths.raw / "040.txt").write_bytes(b"Arland waits.")
        sources = tables.read(run_paths.coded / "sources.csv")
        new = {"article": "040", "file": "040.txt", "sha256": files.digest(b"Arland waits."), "headline": ""}
        tables.write(run_paths.coded / "sources.csv", [*sources, sources[0] | new], schema.SOURCES)
        assert a("articles")["total"] == 4 and a("open", article="040")["sentences"][0]["text"] == "Arland waits."

    def test_a_row_of_another_article_is_left_alone(self, run_paths, a):
        row = statements(a("open", article="020")["coding"])[0]
        before = (run_paths.coded / "coder_a.csv").read_bytes()
        for reply in (
            a("delete", article="010", kind="statement", was=row),
            a("save", article="010", kind="statement", was=row, place=None, row={"position": "2"}),
        ):
            assert reply["why"] == "the entry is not on 010; open its own article"
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before

    def test_nothing_is_done_that_could_not_be_shown(self, run_paths, a):
        a.codes()
        before = (run_paths.coded / "coder_a.csv").read_bytes()
        good = (run_paths.coded / "codebook.yaml").read_bytes()
        (run_paths.coded / "codebook.yaml").write_text("version: [", encoding="utf-8")
        for verb in ("undo", "delete", "look"):
            assert "codebook.yaml" in a(verb, article="010", reason="so", kind="statement", was={})["why"]
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before
        (run_paths.coded / "codebook.yaml").write_bytes(good)
        assert a("undo", article="020")["ok"]

    def test_a_file_of_the_other_that_cannot_be_read_is_in_nobody_s_way(self, run_paths, a):
        (run_paths.coded / "coder_b_marks.csv").mkdir()
        assert a("start")["ok"] and a("open", article="010")["ok"] and a.codes()["ok"]

    def test_what_is_written_and_cannot_be_shown_is_not_called_refused(self, run_paths, a, monkeypatch):
        def broken(*_):
            raise RuntimeError("no screen")

        a("open", article="020")
        monkeypatch.setattr("stancebook.desk.coder_view.CoderView.coding", broken)
        reply = a.codes()
        assert reply["ok"] and "no screen" in reply["why"]
        assert len(rows(run_paths, "coder_a.csv")) == 13

    def test_who_takes_an_article_up_again_after_both_had_finished_is_marked(self, run_paths, a, b):
        assert a.finishes("020")["ok"] and b.finishes("020")["ok"]
        assert "nothing to undo" in a("undo")["why"] or "is marked as finished" in a("undo")["why"]
        assert a("open", article="020")["coding"]["finished"]
        a("reopen", article="020")
        b("reopen", article="020")
        for coder in ("coder_a", "coder_b"):
            assert {"article": "020", "sentence_start": "", "mark": "reopened"} in rows(run_paths, f"{coder}_marks.csv")
        assert a("open", article="020")["coding"]["others"] == []
        assert "took up again" in blinding.as_markdown(run_paths, ["010", "020"])
        assert a("reopen", article="020")["why"] == "020 is not marked as finished; code on"

    def test_one_alone_may_reopen_what_the_other_has_not_finished(self, run_paths, a):
        a.finishes("020")
        a("reopen", article="020")
        assert {row["mark"] for row in rows(run_paths, "coder_a_marks.csv")} == {"nothing"}

    def test_undo_and_redo_never_reach_into_another_article(self, run_paths, a):
        a.codes()
        first = {"first": 1, "from": 0, "last": 1, "to": 8}
        assert a.codes(first, "010", actor="cordovia", position="-1")["ok"]
        written = (run_paths.coded / "coder_a.csv").read_bytes()
        assert a("open", article="030")["coding"]["undo"] == ""
        assert a("undo", article="030")["why"] == "there is nothing to undo; go on coding"
        assert a("undo", article=None)["why"] == "there is nothing to undo; go on coding"
        assert (run_paths.coded / "coder_a.csv").read_bytes() == written
        back = a("undo", article="020")
        assert back["what"] == "020, sentence 5: arland on toll, 1" and len(rows(run_paths, "coder_a.csv")) == 13
        assert a("redo", article="010")["why"] == "there is nothing to redo; go on coding"
        assert a("undo", article="010")["what"] == "010, sentence 1: cordovia on toll, -1"
        assert len(rows(run_paths, "coder_a.csv")) == 12
        assert a("redo", article="020")["ok"] and a("redo", article="010")["ok"]
        assert (run_paths.coded / "coder_a.csv").read_bytes() == written

    def test_an_act_on_a_finished_article_is_not_undone(self, run_paths, a):
        a.codes()
        a.finishes("020")
        assert a("undo")["why"] == "020 is marked as finished; reopen it first"
        a("reopen", article="020")
        assert a("undo")["ok"] and len(rows(run_paths, "coder_a.csv")) == 12

    def test_a_sample_drawn_by_two_holds_each_article_once(self, run_paths, a, b):
        assert b("draw", random="", seed="", keyword="", outlet="")["drawn"] == 3
        assert a("draw", id="twice", random="", seed="", keyword="", outlet="")["drawn"] == 0
        assert [row["article"] for row in rows(run_paths, "sample.csv")] == ["010", "020", "030"]

    def test_a_draw_sent_again_is_answered_alike(self, a):
        first = a("draw", id="again", random="2", seed="1", keyword="", outlet="")
        assert a("draw", id="again", random="2", seed="1", keyword="", outlet="") == first

    def test_a_note_that_an_earlier_desk_put_into_source_notes_can_be_undone(self, run_paths, a):
        a.finishes("020")
        a("reopen", article="020")
        file = run_paths.coded / "source_notes.csv"
        row = rows(run_paths, "source_notes.csv")[0] | {"source_note": "N005", "article": "020"}
        store = a.dispatcher.sessions["coder_a"].store
        store.apply("old", "added", "020: note N005", [Change("source_notes.csv", None, None, row)])
        a("finish", article="020")
        assert a("undo", article="020")["why"] == "020 is marked as finished; reopen it first"
        a("reopen", article="020")
        assert "N005" in file.read_text(encoding="utf-8")
        assert a("undo", article="020")["ok"] and "N005" not in file.read_text(encoding="utf-8")

    def test_a_complaint_names_rows_as_the_file_counts_them(self, run_paths, a):
        path = run_paths.coded / "coder_a.csv"
        path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[9])
        entries = a("open", article="020")["coding"]["entries"]
        (wrong,) = [entry["wrong"] for entry in entries if entry["wrong"]]
        assert wrong[0].startswith("coder_a.csv, row 14: the same sentence, actor and issue stand in row 10;")
        assert wrong[0] in At(run_paths, "coder_a").begun["wrong"]

    def test_half_a_character_stops_nobody(self, run_paths, a):
        assert "half a character" in a("alias", actor="arland", alias="x\ud800")["why"]
        json.dumps(a.codes(actor="\ud800"), ensure_ascii=False).encode("utf-8")

    def test_a_decision_on_codes_that_were_not_shown_is_refused(self, run_paths, a, b):
        for article in ("010", "020", "030"):
            assert a.finishes(article)["ok"] and b.finishes(article)["ok"]
        (run_paths.coded / "adjudication.csv").write_text(",".join(schema.ADJUDICATION.names) + "\n", encoding="utf-8")
        judge = At(run_paths, "adjudication")
        unit = judge("disputes", article="020")["units"][0]
        shown = {row["variable"]: row["cells"] for row in unit["variables"]}
        taken = [{"variable": "via", "decision": "article", "reason": "The headline has no source."}]
        assert (
            judge(
                "decide",
                key=unit["key"],
                decisions=taken,
                shown=shown | {"via": {"coder_a": "other", "coder_b": "self"}},
            )["kind"]
            == "changed"
        )
        assert judge("decide", key=unit["key"], decisions=taken, shown=shown)["ok"]

    def test_the_adjudicator_learns_no_code_of_a_closed_article(self, run_paths):
        path = run_paths.coded / "coder_b.csv"
        path.write_text(
            path.read_text(encoding="utf-8").replace(",King Ulf,cordovia,self", ",King Ulf,secret,self", 1),
            encoding="utf-8",
        )
        judge = At(run_paths, "adjudication")
        replies = [judge.begun, judge("overview"), judge("disputes", article="030"), judge("freeze", reason="now")]
        assert "secret" not in json.dumps(replies) and "coder_b.csv, row 12: is not in order" in json.dumps(replies)


class TestAtTheEdges:
    """Cases that deliberately planted faults had shown to be untested."""

    def test_only_requests_are_requests(self, a):
        for verb in ("coding", "entries", "has_mark", "check_undo", "repeated", "shown"):
            assert "cannot ask for" in a(verb, article="010")["why"]

    def test_one_user_s_session_is_not_the_other_s(self, a):
        assert a.dispatcher.answer({"id": "1", "ask": "open", "user": "coder_b", "article": "010"})["kind"] == "gone"

    def test_a_request_of_another_shape_is_no_fault_of_the_reader(self, a):
        refused = a.dispatcher.answer({"id": "1", "ask": "save", "user": "coder_a"})["why"]
        assert refused == "the request does not say its article; reload the page"
        kind = "the request's article is of another kind than the desk takes; reload the page"
        assert a("open", article=["010"])["why"] == kind

    def test_finished_articles_are_counted_and_listed(self, a):
        a.finishes("020")
        assert [user.get("finished") for user in a("start")["users"]] == [1, 0, None]
        assert [row["state"] for row in a("articles")["rows"]] == ["begun", "finished", "begun"]

    def test_a_draw_is_undone_on_the_list_and_in_no_article(self, a, run_paths):
        a("draw", random="", seed="", keyword="", outlet="")
        assert a("undo", article="020")["why"] == "there is nothing to undo; go on coding"
        back = a("undo", article=None)
        assert (back["what"], back["undo"], back["redo"]) == ("all", "", "drew all") and "article" not in back
        assert rows(run_paths, "sample.csv") == []

    def test_nothing_is_done_again_in_a_finished_article(self, a):
        a("nothing", article="020", sentences=[5])
        a.codes()
        a("undo")
        assert a("finish", article="020")["ok"]
        assert a("redo")["why"] == "020 is marked as finished; reopen it first"

    def test_a_ping_hears_of_a_freeze_that_cannot_be_read(self, run_paths, a):
        (run_paths.coded / "frozen.json").write_text("{", encoding="utf-8")
        (notice,) = a("ping", frozen="frozen")["notices"]
        assert notice["kind"] == "frozen" and notice["text"].startswith("frozen.json cannot be read; ")

    def test_a_ping_hears_of_an_edit_and_of_a_version_never_seen(self, run_paths, a):
        path = run_paths.coded / "coder_a.csv"
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
        (change,) = a("ping")["changes"]
        assert change["text"].startswith("coder_a.csv, row 13 taken out: 030, Cordovia will not send")
        assert a("ping", seen="long ago")["changes"][0]["text"].startswith("the files were changed in the meantime")

    def test_a_wrong_quotation_is_told_at_once_where_one_codes_and_else_where_one_looks(self, run_paths, a, edit):
        edit("coder_a.csv", "020,Cordovia fears the bridge,", "020,Cordovia fears nothing,")
        sentence = "coder_a.csv, row 10, quote: the quote “Cordovia fears nothing” was not found"
        assert sentence in At(run_paths, "coder_a").begun["wrong"][0]
        assert "a row is not in order (coder_a.csv, row 10" in a("finish", article="020")["why"]
        tables.write(
            run_paths.coded / "coder_a_marks.csv",
            [dict(zip(schema.MARKS.names, ("020", "", "finished"), strict=True))],
            schema.MARKS,
        )
        page = At(run_paths, "coder_a")
        assert page.begun["wrong"] == []
        assert any(
            sentence in wrong for entry in page("open", article="020")["coding"]["entries"] for wrong in entry["wrong"]
        )

    def test_reopened_is_marked_once(self, run_paths, a, b):
        b.finishes("020")
        for _ in range(2):
            a.finishes("020")
            a("reopen", article="020")
        assert [row["mark"] for row in rows(run_paths, "coder_a_marks.csv")].count("reopened") == 1

    def test_an_alias_or_a_freeze_sent_again_is_answered_alike(self, run_paths, a, b):
        first = a("alias", id="x", actor="arland", alias="Arlandia")
        assert a("alias", id="x", actor="arland", alias="Arlandia") == first
        (run_paths.coded / "frozen.json").unlink()
        judge = At(run_paths, "adjudication")
        assert judge("freeze", id="y", reason="now")["why"].startswith(
            "not all is finished (coder_a has not finished 010"
        )
        first = judge("freeze", id="y", reason="now", early=True)
        assert judge("freeze", id="y", reason="now", early=True) == first and first["frozen"] == "frozen"

    def test_a_sample_drawn_by_another_is_listed(self, a, b):
        b("draw", random="1", seed="", keyword="", outlet="")
        assert a("articles")["sample"] == {"n": 1, "draws": ["1 at random, seed 0"]}

    def test_an_alias_in_a_file_is_right_at_the_desk_and_for_the_adjudicator(self, run_paths, a, edit):
        judge = At(run_paths, "adjudication")
        assert judge("overview")["waits"] == []
        edit("coder_a.csv", "called a toll a wall,,Ina Mor,borduria", "called a toll a wall,,Ina Mor,Bordurians")
        assert judge("overview")["waits"]
        a("alias", actor="borduria", alias="Bordurians")
        assert judge("overview")["waits"] == []
        assert not [entry for entry in a("open", article="010")["coding"]["entries"] if entry["wrong"]]

    def test_a_new_row_stands_where_its_words_stand(self, run_paths, a):
        a.codes({"first": 3, "from": 0, "last": 3, "to": 8}, "010")
        quotes = [row["quote"][:12] for row in rows(run_paths, "coder_a.csv")]
        assert quotes[:4] == ["Arland will ", "We will buil", "It needs", "Borduria rej"]

    def test_a_cut_is_another_where_a_sentence_has_other_words(self, run_paths, a):
        a("open", article="010")
        path = run_paths.coded / "cleaning.yaml"
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules["rules"].append({"id": "his", "zone": "furniture", "reason": "-", "pattern": ", his ministry says"})
        path.write_text(yaml.safe_dump(rules), encoding="utf-8")
        assert "cut into other sentences" in a.codes({"first": 3, "from": 0, "last": 3, "to": 8}, "010")["why"]


def test_a_study_that_cannot_be_read_is_told_in_a_sentence(run_paths):
    (run_paths.coded / "codebook.yaml").write_text("version: [", encoding="utf-8")
    reply = Dispatcher(run_paths).answer({"id": "1", "ask": "start"})
    assert not reply["ok"] and reply["why"].startswith("codebook.yaml, row 1: it is no readable YAML")


def test_a_study_coded_at_the_desk_passes_the_checks(blank, run_paths, a, b):
    a.codes({"first": 1, "from": 0, "last": 1, "to": 31}, actor="borduria", issue="own_workers", position="1")
    b.codes({"first": 1, "from": 0, "last": 1, "to": 31}, actor="borduria", issue="own_workers", position="2")
    for article in ("010", "020", "030"):
        assert a.finishes(article)["ok"] and b.finishes(article)["ok"]
    judge = At(run_paths, "adjudication")
    assert judge("overview")["left"] == 1
    key = {"article": "020", "sentence_start": "0", "actor": "borduria", "issue": "own_workers"}
    decisions = [{"variable": "position", "decision": "1", "reason": "Would is no will."}]
    assert "not frozen" in judge("decide", key=key, decisions=decisions)["why"]
    assert judge("freeze", reason="both have finished")["frozen"] == "frozen"
    assert judge("decide", key=key, decisions=decisions)["left"] == 0
    assert [tuple(row.values()) for row in rows(run_paths, "adjudication.csv")] == [
        ("020", "0", "borduria", "own_workers", "position", "1", "2", "1", "Would is no will."),
    ]
    problems = [str(wrong) for wrong in check.check_study(Study(run_paths, {}))]
    assert not [wrong for wrong in problems if not wrong.startswith("report")]


def test_what_was_marked_in_the_torture_text_is_what_is_on_disk(run_paths):
    """From the place that a page sends to the bytes of the file, and from there back to what the page shows."""
    content = torture.RAW.encode("utf-8")
    (run_paths.raw / "torture.txt").write_bytes(content)
    sources = tables.read(run_paths.coded / "sources.csv")
    own = {"article": "090", "file": "torture.txt", "sha256": files.digest(content), "headline": ""}
    tables.write(run_paths.coded / "sources.csv", [*sources, sources[0] | own], schema.SOURCES)
    (run_paths.coded / "cleaning.yaml").write_text(yaml.safe_dump({"rules": torture.RULES}), encoding="utf-8")
    page = At(run_paths, "coder_a")
    sentences = page("open", article="090")["sentences"]
    assert [row["text"] for row in sentences] == [sentence.text for sentence in torture.article().sentences]
    fact = dict.fromkeys(("value", "value_low", "value_high", "unit", "subject", "said_by", "note"), "")
    fact |= {"plan": "none", "attribute": "other", "status": "reported"}
    stretches = [
        (row["n"], one.start(), other.end())
        for row in sentences
        for one, other in itertools.combinations_with_replacement(re.finditer(r"\S+", row["text"]), 2)
    ]
    for n, start, end in stretches[::7]:
        place = {"first": n, "from": start, "last": n, "to": end}
        coding = page("save", article="090", kind="fact", was=None, place=place, row=fact)["coding"]
        (entry,) = [entry for entry in coding["entries"] if entry["kind"] == "fact"]
        shown, text = entry["place"], sentences[n - 1]["text"]
        row = rows(run_paths, "coder_a_facts.csv")[-1]
        span = locate(row["quote"], row["occurrence"], torture.article())
        assert torture.RAW[span.start : span.end] == row["quote"] == entry["row"]["quote"]
        # a replaced stretch belongs to it whole, so that more may be shown than was marked, never less or something else
        assert (shown["first"], shown["last"]) == (n, n) and shown["from"] <= start < end <= shown["to"]
        assert torture.article().to_raw(torture_span(n, shown)) == span, text[start:end]
        page("delete", article="090", kind="fact", was=entry["row"])


def torture_span(number, place):
    """The clean span of a place in a sentence of the torture text."""
    start = selection.clean_spans(torture.article())[number - 1].start
    return Span(start + place["from"], start + place["to"])
