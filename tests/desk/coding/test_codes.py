"""Proposals, aliases and memos at the desk, on the toy study: usable at once, undone in their article alone."""

import os

import pytest
import yaml

from desk_at import LAST, TOLL, At, rows
from growing_study import lay_out
from stancebook.core import paths
from stancebook.core.problems import UserError
from stancebook.pipeline import check
from stancebook.pipeline.cli import main
from stancebook.study.revision import proposals
from stancebook.study.study import Study

FERRY = {"kind": "issue", "name": "The ferry goes on", "definition": "The ferry goes on beside the bridge."}


@pytest.fixture
def a(run_paths):
    return At(run_paths, "coder_a")


def book(run_paths):
    return (run_paths.coded / "codebook.yaml").read_bytes()


class TestProposals:
    def test_a_new_actor_is_usable_at_once_by_its_coder_alone(self, run_paths, a):
        before = book(run_paths)
        reply = a(
            "propose",
            article="020",
            kind="actor",
            name="Ferrymen’s union",
            definition="Who runs the ferry.",
            type="group",
        )
        assert reply["ok"] and reply["proposed"] == "ferrymen_s_union" and book(run_paths) == before
        assert reply["codebook"]["actors"][-1] == {
            "id": "ferrymen_s_union", "type": "group", "aliases": [], "definition": "Who runs the ferry.",
            "name": "Ferrymen’s union", "proposed": True,
        }  # fmt: skip
        assert reply["codebook"]["types"] == ["group", "state"]
        saved = a.codes(actor="ferrymen_s_union")
        assert saved["ok"] and not [entry for entry in saved["coding"]["entries"] if entry["wrong"]]
        again = At(run_paths, "coder_a").begun
        assert again["wrong"] == [] and again["codebook"]["actors"][-1]["id"] == "ferrymen_s_union"
        b = At(run_paths, "coder_b")
        assert (
            "ferrymen" not in str(b.begun)
            and "'ferrymen_s_union' is not in the codebook" in b.codes(actor="ferrymen_s_union")["why"]
        )

    def test_an_issue_and_a_condition(self, a):
        assert a("propose", article="020", **FERRY)["proposed"] == "the_ferry_goes_on"
        given = {"kind": "condition", "name": "if dry", "definition": "Only in dry years.", "code": "if_dry"}
        values = a("propose", article="020", **given)["codebook"]["variables"]["condition"]["values"]
        assert values[-1] == {"value": "if_dry", "meaning": "Only in dry years.", "name": "if dry", "proposed": True}
        assert a.codes(issue="the_ferry_goes_on", condition="half_paid if_dry")["ok"]

    @pytest.mark.parametrize(
        ("given", "why", "known"),
        [
            ({"kind": "actor", "name": "BORDURIA", "definition": "x", "type": "state"}, "is there already, as borduria", "borduria"),
            ({"kind": "issue", "name": "own workers", "definition": "x"}, "is there already, as own_workers", "own_workers"),
            (FERRY | {"code": "toll"}, "'toll' is an id already", "toll"),
            (FERRY | {"definition": " "}, "the issue has no definition", None),
            ({"kind": "actor", "name": "Delta", "definition": "x"}, "the actor has no type", None),
            (FERRY | {"code": "a b"}, "'a b' is no id", None),
            (FERRY | {"name": "…"}, "'' is no id", None),
            (FERRY | {"kind": "mood"}, "'mood' cannot be proposed", None),
        ],
    )  # fmt: skip
    def test_what_cannot_be_proposed_is_refused(self, run_paths, a, given, why, known):
        reply = a("propose", article="020", **given)
        assert not reply["ok"] and why in reply["why"] and reply.get("known") == known
        assert not (run_paths.coded / "coder_a_proposals.csv").exists()

    def test_one_is_changed_and_withdrawn_while_nothing_uses_it(self, run_paths, a):
        a("propose", article="020", **FERRY)
        [row] = rows(run_paths, "coder_a_proposals.csv")
        changed = a("propose", article="020", **(FERRY | {"definition": "It stays."}), was=row)
        assert changed["codebook"]["issues"][-1]["text"] == "It stays."
        a.codes(issue="the_ferry_goes_on")
        refused = a("withdraw", article="020", kind="issue", code="the_ferry_goes_on")
        assert (
            refused["why"] == "1 statement uses the_ferry_goes_on; give it another code first" and refused["used"] == 1
        )
        [row] = rows(run_paths, "coder_a_proposals.csv")
        a("propose", article="030", **(FERRY | {"definition": "It stays here."}), was=row)
        back = a("undo", article="030")["codebook"]["issues"][-1]
        assert back["text"] == "It stays.", "a change is undone though a statement uses the code"
        a("undo", article="020")
        assert (
            a("withdraw", article="020", kind="issue", code="the_ferry_goes_on")["codebook"]["issues"][-1]["id"]
            == "own_workers"
        )
        assert "waits for a decision" in a("withdraw", article="020", kind="issue", code="the_ferry_goes_on")["why"]

    def test_undo_takes_back_a_proposal_in_its_article_unless_a_statement_uses_it(self, run_paths, a):
        a("propose", article="020", **FERRY)
        assert a("undo", article="010")["why"] == "there is nothing to undo; go on coding"
        a.codes({"first": 1, "from": 0, "last": 1, "to": 8}, "010", issue="the_ferry_goes_on")
        assert a("undo", article="020")["why"].startswith("1 statement uses the_ferry_goes_on")
        a("undo", article="010")
        back = a("undo", article="020")
        assert back["codebook"]["proposals"] == [] == rows(run_paths, "coder_a_proposals.csv")
        assert a("redo", article="020")["codebook"]["issues"][-1]["id"] == "the_ferry_goes_on"

    def test_a_request_sent_again_proposes_once(self, run_paths, a):
        replies = [a("propose", id="once", article="020", seen=None, **FERRY) for _ in range(2)]
        assert replies[0] == replies[1] and len(rows(run_paths, "coder_a_proposals.csv")) == 1

    def test_the_check_says_that_it_waits_and_the_row_itself_is_in_order(self, run_paths, a):
        a("propose", article="020", **FERRY)
        a.codes(issue="the_ferry_goes_on")
        own = rows(run_paths, "coder_a_proposals.csv")
        (run_paths.coded / "frozen.json").unlink()
        At(run_paths, "adjudication")("freeze", reason="so that the statement alone is new")
        of_codes = [str(problem) for problem in check.check_study(Study(run_paths, {})) if "ferry" in str(problem)]
        assert of_codes[0] == (
            "coder_a_proposals.csv, row 2, decision: the issue 'the_ferry_goes_on', used in 1 statement, waits for a decision; "
            "accept, rename or reject it with stancebook codebook"
        )
        assert [problem.split(":")[0] for problem in of_codes[1:]] == ["adjudication.csv"], (
            "presence of the new statement is due"
        )
        assert proposals.waiting_in_words({"coder_a": own}) == "the_ferry_goes_on (issue, by coder_a)"

    def test_a_decision_is_written_beside_the_desk_and_seen_there(self, run_paths, a):
        a("propose", article="020", **FERRY)
        a.codes(issue="the_ferry_goes_on")
        decide = (run_paths.coded, "coder_a", "issue", "the_ferry_goes_on")
        with pytest.raises(UserError, match="needs a reason"):
            proposals.decide(*decide, "rejected", " ")
        with pytest.raises(UserError, match="'maybe' is no decision"):
            proposals.decide(*decide, "maybe", "so")
        proposals.decide(*decide, "rejected", "It is no issue here.")
        with pytest.raises(UserError, match="no issue 'the_ferry_goes_on' of coder_a waits"):
            proposals.decide(*decide, "accepted", "so")
        again = At(run_paths, "coder_a")
        assert [change["now"]["decision"] for change in again.begun["outside"]] == ["rejected"]
        refused = again("withdraw", article="020", kind="issue", code="the_ferry_goes_on")
        assert "no issue 'the_ferry_goes_on' of yours waits" in refused["why"], "a decision stays on record"
        opened = again("open", article="020")
        assert opened["notices"] == [
            {"kind": "decided", "text": "your issue the_ferry_goes_on was rejected (It is no issue here.); use another in its place"}
        ]  # fmt: skip
        assert any(
            "'the_ferry_goes_on' is not in the codebook" in wrong
            for entry in opened["coding"]["entries"]
            for wrong in entry["wrong"]
        )

    def test_an_accepted_and_a_renamed_proposal_are_used_as_decided(self, tmp_path, monkeypatch):
        home = lay_out(tmp_path)
        monkeypatch.chdir(home)
        page = At(paths.RunPaths(home, home, home), "coder_a")
        page("propose", article="020", **FERRY)
        page("propose", article="020", kind="issue", name="Fee", definition="Whoever crosses pays a fee.")
        assert page.codes(issue="the_ferry_goes_on")["ok"] and page.codes(issue="fee", actor="borduria")["ok"]
        for words in (("accept", "the_ferry_goes_on"), ("rename-to", "fee", "toll")):
            assert main(["codebook", *words, "--reason", "so", "--date", "2031-05-01"]) == 0
        page = At(paths.RunPaths(home, home, home), "coder_a")
        book = page.begun["codebook"]
        assert [row["decision"] for row in book["proposals"]] == ["accepted", "renamed toll"]
        assert page.begun["wrong"] == [] and not any("proposed" in issue for issue in book["issues"])
        entries = page("open", article="020")["coding"]["entries"]
        coded = {entry["row"]["issue"]: entry for entry in entries if entry["nth"] and "issue" in entry["row"]}
        assert coded["the_ferry_goes_on"]["flags"] == coded["fee"]["wrong"] == []
        assert [flag["now"] for flag in coded["fee"]["flags"]] == ["toll"]

    def test_a_file_edited_by_hand_is_checked(self):
        row = FERRY | {"id": "ferry", "type": "", "decision": "", "reason": ""}
        wrong = [row | {"kind": "mood"}, row, row, row | {"id": "a b"}, row | {"id": "x", "decision": "yes"}]
        book = a_codebook()
        messages = [problem.message for problem in proposals.check("ada", wrong, [], book)]
        assert messages == [
            "'mood' is not a kind of code",
            "the issue 'ferry', used in 0 statements, waits for a decision",
            "'ferry' stands in row 3 too",
            "'a b' is no id",
            "'yes' is no decision",
        ]


def a_codebook():
    """A codebook with one issue."""
    from stancebook.study.codebook import from_yaml

    return from_yaml(
        {
            "variables": {},
            "issues": {"bridge": "It is built."},
            "actors": {"arland": {"name": "Arland", "type": "state"}},
        }
    )


class TestChanges:
    def change(self, run_paths):
        path = run_paths.coded / "codebook.yaml"
        book = yaml.safe_load(path.read_text(encoding="utf-8"))
        workers = book["issues"].pop("own_workers")
        book["issues"] = {
            "bridge": book["issues"]["bridge"],
            "fee": book["issues"]["toll"],
            "few": workers,
            "many": workers,
        }
        made = {"version": 2, "date": "2031-05-01", "what": "changed", "kind": "issue"}
        renamed = made | {"why": "It is no toll.", "change": "rename", "old": ["toll"], "new": ["fee"]}
        split = made | {"why": "Numbers matter.", "change": "split", "old": ["own_workers"], "new": ["few", "many"]}
        path.write_text(yaml.safe_dump(book | {"version": 2, "changes": [renamed, split]}), encoding="utf-8")

    def test_entries_whose_codes_have_changed_are_flagged_until_they_are_saved_anew(self, run_paths, a):
        assert all(entry["flags"] == [] for entry in a("open", article="020")["coding"]["entries"])
        before = (run_paths.coded / "coder_a.csv").read_bytes()
        self.change(run_paths)
        opened = a("open", article="020")
        assert [notice["text"] for notice in opened["notices"]] == [
            "3 entries have a code that the codebook has changed since; look again"
        ]
        flagged = [entry for entry in opened["coding"]["entries"] if entry["flags"]]
        assert flagged[2]["flags"] == [
            {"column": "issue", "id": "toll", "now": "fee", "text": "issue toll was renamed fee (version 2, 2031-05-01)", "why": "It is no toll."}
        ]  # fmt: skip
        assert flagged[2]["wrong"] == [], "it is read as the new code"
        assert flagged[0]["flags"][0]["now"] == "" and [wrong.split("; ")[1] for wrong in flagged[0]["wrong"]] == [
            "write few or many"
        ]
        assert a("statements", flagged=True)["total"] == 8 and a("statements", issue="fee")["total"] == 5
        assert (run_paths.coded / "coder_a.csv").read_bytes() == before
        saved = a("save", article="020", kind="statement", was=flagged[0]["row"], place=None, row={"issue": "few"})
        assert saved["ok"] and sum(bool(entry["flags"]) for entry in saved["coding"]["entries"]) == 2


class TestAliases:
    def test_an_alias_is_undone_to_the_byte_and_done_again(self, run_paths, a):
        before = book(run_paths)
        assert a("alias", article="020", actor="borduria", alias="The Bordurians: all")["coding"]["undo"] == (
            "named “The Bordurians: all” as an alias of borduria"
        )
        after = book(run_paths)
        assert a("undo", article="010")["why"] == "there is nothing to undo; go on coding" and book(run_paths) == after
        back = a("undo", article="020")
        assert book(run_paths) == before != after and back["codebook"]["actors"][1]["aliases"] == []
        assert a("redo", article="020")["codebook"]["actors"][1]["aliases"] == ["The Bordurians: all"]
        assert book(run_paths) == after

    def test_of_two_aliases_the_second_is_undone_first(self, run_paths, a):
        for alias in ("Bordurians there", "Bordurians here"):
            a("alias", article="020", actor="borduria", alias=alias)
        a("undo", article="020")
        assert a("undo", article="020")["codebook"]["actors"][1]["aliases"] == []

    def test_what_was_laid_out_anew_is_left_alone(self, run_paths, a):
        a("alias", article="020", actor="borduria", alias="Bordurians there")
        path = run_paths.coded / "codebook.yaml"
        path.write_bytes(book(run_paths).replace(b'"Bordurians there"', b"'Bordurians there'"))
        after = book(run_paths)
        assert "laid out anew" in a("undo", article="020")["why"] and book(run_paths) == after

    def test_on_a_full_disk_the_codebook_stays_as_it_was(self, run_paths, a, monkeypatch):
        before, fsync, calls = book(run_paths), os.fsync, []

        def full(handle):
            calls.append(handle)
            if len(calls) > 1:  # the codebook fits, the journal does not
                raise OSError(28, "No space left on device")
            fsync(handle)

        monkeypatch.setattr("os.fsync", full)
        reply = a("alias", article="020", actor="borduria", alias="Bordurians there")
        assert (reply["ok"], reply["kind"]) == (False, "unsaved") and book(run_paths) == before
        monkeypatch.undo()
        assert a("alias", article="020", actor="borduria", alias="Bordurians there")["ok"]


class TestMemos:
    def test_a_memo_on_an_article_and_on_a_code(self, run_paths, a):
        assert (
            a("memo", article="020", on="article", about="020", text=" Two hands? ")["coding"]["memo"] == "Two hands?"
        )
        memos = a("memo", article="020", on="issue", about="toll", text="Fees too?\nAsk.")["memos"]
        assert memos == rows(run_paths, "coder_a_memos.csv") == At(run_paths, "coder_a").begun["memos"]
        assert memos[1] == {"on": "issue", "about": "toll", "text": "Fees too?\nAsk."}
        assert [row["text"] for row in a("memo", article="020", on="article", about="020", text="One.")["memos"]] == [
            "One.",
            "Fees too?\nAsk.",
        ]
        assert len(a("memo", article="020", on="issue", about="toll", text="")["memos"]) == 1
        assert a("undo", article="020")["memos"] == [{"on": "article", "about": "020", "text": "One."}, memos[1]]

    def test_a_memo_is_on_something_that_is_there_even_on_a_finished_article(self, a):
        assert a("memo", on="issue", about="ferry", text="x")["why"].startswith("there is no issue 'ferry'")
        assert not a("memo", on="mood", about="blue", text="x")["ok"]
        a.finishes("020")
        assert a("memo", article="020", on="article", about="020", text="Later.")["ok"]
        assert a("undo", article="020")["coding"]["memo"] == ""

    def test_nobody_else_reads_it(self, run_paths, a):
        a("memo", article="020", on="article", about="020", text="secret thought")
        b = At(run_paths, "coder_b")
        assert "secret thought" not in str([b.begun, b("open", article="020"), b("memos")])


def test_values_beside_the_places_of_a_save_do_not_matter(a):
    """A statement may be taken over whole: the page sends the cells of the last one with another place."""
    first = a.codes()["coding"]
    last = first["last"]["statement"]
    assert (last["article"], last["place"]) == ("020", LAST)
    cells = {name: last["row"][name] for name in TOLL if name in last["row"]}
    assert a("save", article="020", kind="statement", was=None, place=LAST, row=cells | {"issue": "bridge"})["ok"]
