"""The freeze: its hashes, and the edits that it notices."""

import json
import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import three_coders
from project import PROJECT
from stancebook.core.problems import UserError
from stancebook.pipeline import steps
from stancebook.study import freeze
from stancebook.study.coders import UNNAMED, files
from stancebook.study.freeze import as_text, changed_since_freeze, from_bytes

CODERS_FILES = files(UNNAMED)[:4]  # without source notes, of which the toy has one file

CONTENTS = {"coder_b.csv": b"b", "coder_a.csv": b"a"}


def test_a_freeze_records_its_reason_and_each_file_s_hash():
    assert freeze.with_freeze([], "before any comparison", CONTENTS) == [
        {
            "reason": "before any comparison",
            "files": {
                "coder_a.csv": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
                "coder_b.csv": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
            },
            "before": "",
        }
    ]


def chain_of(*reasons):
    """Return the freezes with these reasons, one after the other."""
    freezes = []
    for reason in reasons:
        freezes = freeze.with_freeze(freezes, reason, CONTENTS, b"version: 1")
    return freezes


def test_a_freeze_is_named_by_its_entries_whatever_their_order():
    first = chain_of("first")[0]
    assert freeze.link(first) == freeze.link(dict(reversed(first.items()))) != freeze.link({**first, "before": "0"})
    assert freeze.link({"reason": "ä"}) == sha256('{"reason":"ä"}'.encode()).hexdigest()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda freezes: freezes, []),
        (lambda freezes: freezes[:2], []),  # only a date from outside, or an archive, tells that the last is gone
        (
            lambda freezes: [{**freezes[0], "reason": "other"}, *freezes[1:]],
            ["freeze 2 was made after another freeze 1 than the one that stands there"],
        ),
        (
            lambda freezes: [freezes[0], {**freezes[1], "files": {}}, freezes[2]],
            ["freeze 3 was made after another freeze 2 than the one that stands there"],
        ),
        (
            lambda freezes: [freezes[0], freezes[2]],
            ["freeze 2 was made after another freeze 1 than the one that stands there"],
        ),
        (lambda freezes: freezes[1:], ["freeze 1 was made after one that is gone"]),
        (
            lambda freezes: [*freezes[:2], {key: freezes[2][key] for key in ("reason", "files")}],
            ["freeze 3 names no freeze before it, though earlier ones do"],
        ),
    ],
)
def test_a_change_of_an_earlier_freeze_shows(change, told):
    assert freeze.chain_faults(change(chain_of("first", "second", "third"))) == told


def test_the_chain_begins_at_the_freeze_after_older_ones_and_holds_them(toy, edit, problems, monkeypatch):
    monkeypatch.chdir(PROJECT)
    edit("coder_b.csv", "toll,-2,none,2,\n010,rejects", "toll,-2,none,1,\n010,rejects")
    freezing(toy, "less sure")
    record = toy / "data/coded/frozen.json"
    freezes = freeze.read_record(record.parent)
    assert freeze.unchained(freezes) == 1 and freeze.chain_faults(freezes) == [] and problems() == []
    record.write_text(record.read_text().replace("before any comparison", "before any other"), encoding="utf-8")
    other = "freeze 2 was made after another freeze 1 than the one that stands there"
    assert problems() == [f"frozen.json: {other}; restore it from git"]


def test_the_last_freeze_counts_and_the_first_is_kept():
    once = freeze.with_freeze([], "first", CONTENTS)
    twice = freeze.with_freeze(once, "a typing error", {**CONTENTS, "coder_a.csv": b"A"})
    assert twice[:1] == once and len(twice) == 2
    assert freeze.changed_since_freeze(twice, {**CONTENTS, "coder_a.csv": b"A"}) == []
    assert freeze.changed_since_freeze(twice, CONTENTS) == ["coder_a.csv"]


def test_without_a_freeze_every_file_is_open():
    assert freeze.changed_since_freeze([], CONTENTS) == ["coder_a.csv", "coder_b.csv"]


@given(st.binary(), st.binary())
def test_any_other_byte_is_noticed(before, after):
    freezes = freeze.with_freeze([], "-", {"coder_a.csv": before})
    assert freeze.changed_since_freeze(freezes, {"coder_a.csv": after}) == ([] if before == after else ["coder_a.csv"])


def test_the_toy_codings_are_as_they_were_frozen(run_paths):
    freezes = json.loads((run_paths.coded / "frozen.json").read_text(encoding="utf-8"))
    assert [freeze["reason"] for freeze in freezes] == ["before any comparison"]
    assert changed_since_freeze(freezes, {name: (run_paths.coded / name).read_bytes() for name in CODERS_FILES}) == []
    assert (run_paths.coded / "frozen.json").read_text(encoding="utf-8") == as_text(freezes)


def freezing(study, reason="a reason"):
    """Return the message of the step that freezes the codings of a study."""
    steps.freeze({"STANCEBOOK_STUDY": str(study), "STANCEBOOK_REASON": reason})


def test_freezing_needs_a_reason_and_something_to_freeze(toy, monkeypatch):
    monkeypatch.chdir(PROJECT)
    before = (toy / "data/coded/frozen.json").read_bytes()
    with pytest.raises(UserError, match='freezing needs a reason: stancebook freeze --reason "why"'):
        freezing(toy, " ")
    with pytest.raises(UserError, match="nothing to freeze: the coders' files are as they were frozen"):
        freezing(toy)
    assert (toy / "data/coded/frozen.json").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"\xff", "coder_a.csv cannot be read (byte 0 is not UTF-8)"),
        (b"article;quote\n", "coder_a.csv, row 1: the columns occurrence, speaker"),
        (None, "coder_a.csv: the file is missing"),
    ],
)
def test_a_coders_file_that_is_wrong_is_not_frozen(toy, monkeypatch, content, wrong):
    monkeypatch.chdir(PROJECT)
    (toy / "data/coded/coder_a.csv").unlink()
    if content is not None:
        (toy / "data/coded/coder_a.csv").write_bytes(content)
    before = (toy / "data/coded/frozen.json").read_bytes()
    with pytest.raises(UserError) as refusal:
        freezing(toy)
    assert wrong in str(refusal.value)
    assert (toy / "data/coded/frozen.json").read_bytes() == before


def test_files_of_a_stranger_stop_the_freeze(tmp_path):
    coded = three_coders.write(tmp_path / "study").paths.coded
    (coded / "carl.csv").write_bytes((coded / "ben.csv").read_bytes())
    with pytest.raises(UserError, match=r"carl\.csv: study\.yaml names no coder carl"):
        freezing(tmp_path / "study")
    assert not (coded / "frozen.json").exists()


def test_a_coder_without_codes_is_named_after_the_freeze_and_waited_for_before(tmp_path, capsys):
    study = tmp_path / "study"
    coded = three_coders.write(study).paths.coded
    for name in files(["model_x"])[:2]:
        (coded / name).unlink()
    steps.check({"STANCEBOOK_STUDY": str(study)})
    assert "Model X has texts to code" in capsys.readouterr().out
    freezing(study)
    assert capsys.readouterr().out.endswith("without Model X, who has coded nothing yet\n")


def test_where_nobody_has_a_file_there_is_nothing_to_freeze(tmp_path):
    study = tmp_path / "study"
    coded = three_coders.write(study).paths.coded
    for name in files(["ada", "ben", "model_x"]):
        (coded / name).unlink(missing_ok=True)
    with pytest.raises(UserError, match=r"^nothing to freeze: no coder has a file yet$"):
        freezing(study)
    assert not (coded / "frozen.json").exists()


def test_freezing_anew_adds_the_reason_and_refuses_where_the_record_cannot_be_read(toy, monkeypatch, edit, problems):
    monkeypatch.chdir(PROJECT)
    edit("coder_b.csv", "toll,-2,none,2,\n010,rejects", "toll,-2,none,1,\n010,rejects")
    freezing(toy, "less sure")
    freezes = from_bytes((toy / "data/coded/frozen.json").read_bytes())
    assert [freeze["reason"] for freeze in freezes][-1] == "less sure" and len(freezes) == 2
    assert problems() == []
    (toy / "data/coded/frozen.json").write_text("{", encoding="utf-8")
    why = "row 1: Expecting property name enclosed in double quotes"
    with pytest.raises(UserError) as told:
        freezing(toy, "the record was lost")
    assert str(told.value) == f"frozen.json cannot be read ({why}); restore it from git, or repair it"
    assert problems() == [f"frozen.json: it cannot be read ({why}); restore it from git, or repair it"]
    assert (toy / "data/coded/frozen.json").read_text(encoding="utf-8") == "{"


def test_what_differs_from_the_freeze_is_told_in_a_sentence():
    freezes = chain_of("first")
    freeze.check_as_frozen([], CONTENTS)
    freeze.check_as_frozen(freezes, CONTENTS)
    with pytest.raises(
        UserError, match=r"^the codings are not those .* \(edited since: coder_b\.csv\); undo the edit, or"
    ):
        freeze.check_as_frozen(freezes, {**CONTENTS, "coder_b.csv": b"other"})


def test_no_notebook_asserts_the_freeze_without_a_word():
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        assert not re.search(r"assert [^\"]*freeze", path.read_text(encoding="utf-8")), path.name
