"""The validator's session: sampled sentences alone, in a folder of its own, never anybody's codes."""

import itertools
import json

import pytest

from desk_at import TOLL
from stancebook.core import files, paths, tables
from stancebook.core.problems import UserError
from stancebook.desk.coding.validator import ValidatorSession
from stancebook.desk.study_reader import StudyReader
from stancebook.study.people import validators
from stancebook.study.study import Study

IDS = map(str, itertools.count())


@pytest.fixture
def begun(run_paths):
    """A validator's session on sentences 2 and 5 of 020 and sentence 1 of 030."""
    run_paths.validation.mkdir()
    reader = StudyReader(run_paths)
    starts = {id: [str(sentence.span.start) for sentence in reader.article(id)[0].sentences] for id in ("020", "030")}
    sampled = [("020", starts["020"][1]), ("020", starts["020"][4]), ("030", starts["030"][0])]
    lines = [f"{id},{start},agreed,1\n" for id, start in sampled]
    files.write_text(run_paths.validation / "sample.csv", "article,sentence_start,stratum,unit\n" + "".join(lines))
    files.write_text(run_paths.validation / "strata.csv", "stratum,sentences,drawn,seed\nagreed,9,3,1\n")
    return lambda: ValidatorSession(StudyReader(run_paths), "ben", lambda: "2031-05-01T09:30:00Z")


def code(session, sentence, **more):
    cut = session.open({"article": "020"})["cut"]
    place = {"first": sentence, "from": 0, "last": sentence, "to": 8}
    return session.save(
        {"id": next(IDS), "article": "020", "kind": "statement", "was": None, "place": place, "cut": cut, "row": TOLL}
        | more
    )


def ask(session, verb, **more):
    cut = session.open({"article": "020"})["cut"]
    return getattr(session, verb)({"id": next(IDS), "ask": verb, "article": "020", "cut": cut, **more})


def test_only_sampled_articles_and_sentences_are_to_be_decided(begun):
    session = begun()
    assert [row["article"] for row in session.articles({})["rows"]] == ["020", "030"]
    opened = session.open({"article": "020"})
    assert len(opened["sentences"]) == 5, "the rest of the text stays readable"
    assert (opened["coding"]["due"], opened["coding"]["of"], opened["coding"]["first"]) == ([2, 5], 2, 2)
    with pytest.raises(UserError, match="010 was not given to ben"):
        session.open({"article": "010"})


def test_what_is_coded_lies_in_the_folder_of_the_validation(run_paths, begun):
    before = {path.name: path.read_bytes() for path in run_paths.coded.iterdir()}
    session = begun()
    assert code(session, 5)["coding"]["decided"] == 1
    with pytest.raises(UserError, match="sentence 3 is not in the sample"):
        code(session, 3)
    with pytest.raises(UserError, match="there is no fact to code here; use statement"):
        code(session, 5, kind="fact")
    assert ask(session, "nothing", sentences=[1, 2, 3])["coding"]["nothing"] == [2]
    assert ask(session, "finish")["coding"]["finished"]
    [row] = tables.read(run_paths.validation / "ben.csv")
    assert (row["actor"], row["issue"]) == ("arland", "toll")
    assert [row["mark"] for row in tables.read(run_paths.validation / "ben_marks.csv")] == ["nothing", "finished"]
    validation = validators.read_validation(run_paths.validation, Study(run_paths, dict(paths.PARAMETERS)).authored[0])
    assert [row["quote"] for row in validation.codings["ben"]] == [row["quote"]] and validation.unread == {"ben": 1}
    after = {path.name: path.read_bytes() for path in run_paths.coded.iterdir() if path.name != ".desk.lock"}
    assert after == before and (run_paths.validation / "ben_journal.jsonl").exists()
    assert ask(begun(), "reopen")["coding"]["finished"] is False
    assert [row["mark"] for row in tables.read(run_paths.validation / "ben_marks.csv")] == ["nothing"], (
        "nobody's codes were seen"
    )


def test_nobody_s_codes_are_shown_even_when_all_have_finished(run_paths, begun):
    texts = ("020", "030")
    for coder in ("coder_a", "coder_b"):
        marks = "".join(f"{id},,finished\n" for id in ("010", *texts))
        files.write_text(run_paths.coded / f"{coder}_marks.csv", f"article,sentence_start,mark\n{marks}")
    session = begun()
    replies = [session.begin({}), session.articles({}), *(session.open({"article": id}) for id in texts), session.statements({}), session.next({}),
               session.search({"words": "toll"}), session.progress({}), session.ping({"article": "020", "cut": "x", "frozen": "none", "book": "x"})]  # fmt: skip
    assert [reply["coding"]["others"] for reply in replies[2:4]] == [[], []] and replies[0]["frozen"] == "none"
    assert not any(word in json.dumps(replies) for word in ("King Ulf", "An image, not a refusal", "comments.csv"))
    assert {"look", "comment", "alias", "propose", "draw", "corrected", "memo"}.isdisjoint(ValidatorSession.verbs)
    assert session.progress({})["articles"] == 2


def test_an_article_is_finished_when_its_sampled_sentences_are_decided(begun):
    session = begun()
    with pytest.raises(UserError, match=r"2 sentences have no decision yet \(the first is 2\)"):
        ask(session, "finish")
    ask(session, "nothing", sentences=[2, 5])
    assert ask(session, "finish")["coding"]["decided"] == 2
