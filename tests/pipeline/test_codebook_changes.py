"""The command `codebook`: what it writes and prints, what it flags, and that bad input writes nothing."""

import pytest

from growing_study import lay_out
from project import IN_ORDER
from stancebook.core import schema, tables
from stancebook.pipeline.cli import main
from stancebook.study.people.tables import SAMPLE, SHEET

WHY = ("--reason", "It is no toll.", "--date", "2026-03-01")
PROPOSAL = {"kind": "issue", "id": "ferry", "name": "Ferry", "definition": "The ferry goes on.", "type": "",
            "decision": "", "reason": ""}  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A project with the toy study as its own, frozen; the working folder is in it."""
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def coded(home):
    """Its folder data/coded, without a freeze."""
    (home / "data/coded/frozen.json").unlink()
    return home / "data/coded"


def call(capsys, *words):
    """What a command prints, or complains of, in lines."""
    code = main(words)
    shown = capsys.readouterr()
    assert bool(code) == bool(shown.err) and "Traceback" not in shown.err
    return (shown.err or shown.out).splitlines()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def propose(coded, coder="coder_a", **cells):
    """Write a proposal of a coder, and a row that uses it."""
    tables.write(coded / f"{coder}_proposals.csv", [PROPOSAL | cells], schema.PROPOSALS)
    path = coded / f"{coder}.csv"
    path.write_text(path.read_text().replace(",toll,", f",{cells.get('id', 'ferry')},", 1))


def test_a_renamed_code_is_read_on_in_frozen_files_which_stay_as_they_are(home, capsys):
    before = contents(home / "data/coded")
    assert call(capsys, "check") == [IN_ORDER]
    said = call(capsys, "codebook", "rename", "issue", "toll", "fee", *WHY)
    assert said[0] == "codebook.yaml: version 2: issue toll is renamed fee"
    assert "coder_a.csv, row 4, issue: issue toll was renamed fee (version 2, 2026-03-01)" in said[1]
    assert said[1].endswith("; it is read as fee") and "and in rows" in said[1]
    assert "adjudication.csv, row 4, issue: issue toll was renamed fee" in said[3] and "apply writes that" in said[3]
    assert said[-2:] == ["data/coded/study.yaml names toll in line 6; change it by hand",
                         "report/text.md names toll in lines 1, 5 and 22; change it by hand"]  # fmt: skip
    after = contents(home / "data/coded")
    assert {name for name in before if before[name] != after[name]} == {"codebook.yaml"}
    fix = "; write fee: issue toll was renamed fee (version 2, 2026-03-01)"
    problems = [line for line in call(capsys, "check") if "'toll' is no" in line]
    assert len(problems) > 3 and all(line.endswith(fix) for line in problems)
    for path in (home / "data/coded/study.yaml", home / "report/text.md"):
        path.write_text(path.read_text().replace("/toll", "/fee").replace(", toll", ", fee").replace(" toll)", " fee)"))
    checked = call(capsys, "check")
    assert checked[-1] == IN_ORDER and "it is read as fee" in checked[0]


@pytest.mark.parametrize("apply", [(), ("--apply",)])
@pytest.mark.parametrize("new", ["fee", "joint_commission", "charge"])
def test_a_renamed_code_draws_no_other_agreement_to_be_read_again(home, capsys, new, apply):
    before = contents(home / "data/coded")
    for kind, old in (("issue", "bridge"), ("issue", "toll"), ("actor", "arland"), ("actor", "borduria")):
        call(capsys, "codebook", "rename", kind, old, f"{new}_{old}", *apply, *WHY)
    assert contents(home / "data/coded")["codebook.yaml"] != before["codebook.yaml"]
    assert [
        line for line in call(capsys, "check") if line.startswith("adjudication.csv") and "read as" not in line
    ] == []


def test_apply_writes_the_new_id_into_rows_that_are_not_frozen(home, capsys):
    frozen = {name: content for name, content in contents(home / "data/coded").items() if name.startswith("coder_")}
    said = call(capsys, "codebook", "rename", "issue", "toll", "fee", "--apply", *WHY)
    assert said[1] == "adjudication.csv: written with today’s ids"
    assert not any(row["issue"] == "toll" for row in tables.read(home / "data/coded/adjudication.csv"))
    assert frozen.items() <= contents(home / "data/coded").items()
    assert call(capsys, "codebook", "apply")[-1] == "no row that is not frozen has a renamed or merged id"


def test_a_merge_can_be_applied_later_and_touches_no_other_byte(coded, capsys):
    before = contents(coded)
    call(capsys, "codebook", "merge", "actor", "borduria", "--into", "towns", *WHY)
    assert {name for name, content in contents(coded).items() if content != before[name]} == {"codebook.yaml"}
    assert call(capsys, "codebook", "apply")[:2] == [
        "coder_a.csv: written with today’s ids", "coder_b.csv: written with today’s ids"
    ]  # fmt: skip
    after = contents(coded)
    assert after["coder_a.csv"] == before["coder_a.csv"].replace(b",borduria,", b",towns,")
    assert (
        "towns: {name: Towns on the strait, type: group, called: [towns, harbour towns, "
        in after["codebook.yaml"].decode()
    )


def test_a_split_is_a_problem_of_each_row_until_a_person_decides(coded, capsys):
    call(capsys, "codebook", "split", "issue", "toll", "by_car=Cars pay.", "on_foot=Walkers pay.", *WHY)
    problems = call(capsys, "check")
    message = "issue toll was split into by_car and on_foot (version 2, 2026-03-01)"
    assert any(line.startswith(f"coder_a.csv, row 4, issue: {message}") for line in problems)
    assert any(line.endswith("; write by_car or on_foot") for line in problems)
    assert not any("'toll' is not in the codebook" in line and line.startswith("coder") for line in problems)
    shown = [line for line in call(capsys, "status") if message in line]
    assert len(shown) >= 2 and shown[0].startswith("changed codes")
    before = (coded / "coder_a.csv").read_bytes()
    call(capsys, "codebook", "apply")
    assert (coded / "coder_a.csv").read_bytes() == before
    path = coded / "coder_a.csv"
    path.write_bytes(before.replace(b",toll,", b",by_car,"))
    assert not any(line.startswith("coder_a.csv") for line in call(capsys, "check"))


def test_rows_of_validators_and_of_training_are_flagged_too(coded, capsys):
    validation, training = coded.parent / "validation", coded.parent / "training"
    for folder in (validation, training):
        folder.mkdir()
    header, *rows = (coded / "coder_a.csv").read_text().splitlines(True)
    toll = next(row for row in rows if ",toll," in row)
    (validation / "zoe.csv").write_text(header + toll)
    (training / "decided.csv").write_text(f"{header.strip()},feedback\n{toll.strip()},Read it.\n")
    tables.write(validation / "sample.csv", [], SAMPLE)
    sheet = dict.fromkeys(SHEET.names, "") | {"article": "010", "issue": "toll", "mark": ""}
    tables.write(validation / "ben_sheet.csv", [sheet], SHEET)
    said = call(capsys, "codebook", "split", "issue", "toll", "by_car=Cars pay.", "on_foot=Walkers pay.", *WHY)
    flagged = [line.partition(":")[0] for line in said if "was split into" in line]
    assert flagged[-3:] == [
        "validation/ben_sheet.csv, row 2, issue", "validation/zoe.csv, row 2, issue", "training/decided.csv, row 2, issue"
    ]  # fmt: skip
    assert sum("zoe.csv, row 2, issue" in line for line in call(capsys, "check")) == 1


def test_today_s_ids_are_written_into_the_rows_of_validators(coded, capsys):
    (coded.parent / "validation").mkdir()
    header, *rows = (coded / "coder_a.csv").read_text().splitlines(True)
    path = coded.parent / "validation/zoe.csv"
    path.write_text(header + next(row for row in rows if ",toll," in row))
    before = path.read_bytes()
    call(capsys, "codebook", "rename", "issue", "toll", "fee", "--apply", *WHY)
    assert path.read_bytes() == before.replace(b",toll,", b",fee,")


def test_a_merge_that_makes_two_rows_one_unit_says_that_a_person_decides(home, capsys):
    coded = home / "data/coded"
    rows = tables.read(coded / "coder_a.csv")
    row = next(row for row in rows if row["issue"] == "toll")
    tables.write(coded / "coder_a.csv", [*rows, row | {"issue": "bridge", "position": "1"}], schema.CODER_ROWS)
    call(capsys, "freeze", "--reason", "as it is")
    said = call(capsys, "codebook", "merge", "issue", "toll", "--into", "bridge", *WHY)
    told = [line for line in said if "the same unit" in line]
    assert len(told) == 2 and told[0].startswith("coder_a.csv, row 12: it is the same unit as row 11 since")
    assert told[1] == (
        f"coder_a.csv, row {len(rows) + 2}: it is the same unit as row 4 since issue toll was merged into bridge (version 2, "
        "2026-03-01); decide which of the two counts, and leave it alone, with the other in its note, then freeze anew "
        'and say why: stancebook freeze --reason "why"'
    )
    assert {*told} <= {*call(capsys, "check")}


@pytest.mark.parametrize("name", ["add", "rename", "merge", "split", "apply", "accept", "rename-to", "reject"])
def test_each_change_has_an_example(capsys, name):
    assert f"Example: stancebook codebook {name}" in " ".join(" ".join(call(capsys, "codebook", name, "-h")).split())


def test_a_file_as_a_spreadsheet_saved_it_is_not_written(coded, capsys):
    path = coded / "coder_a.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    before = contents(coded)
    [said] = call(capsys, "codebook", "rename", "issue", "toll", "fee", "--apply", *WHY)
    assert said.startswith("coder_a.csv: it is") or "coder_a.csv" in said
    assert contents(coded) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "issue", "toll", "fee"), 'a change of the codebook needs a reason: --reason "why"'),
        (("rename", "issue", "tol", "fee", *WHY), "'tol' is no issue that can be changed; do you mean toll?"),
        (("rename", "isue", "toll", "fee", *WHY), "'isue' is no kind of code; use actor, issue or condition"),
        (("rename", "issue", "toll", "fee", "--reason", "x", "--date", "1.3.2026"), "--date: '1.3.2026' is no day"),
        (("add", "issue", "ferry", *WHY), "'ferry' needs a meaning: --meaning"),
        (("add", "actor", "ferry", "--name", "Ferry", *WHY), "'ferry' needs a type: --type, such as group and state"),
        (("split", "issue", "toll", "fee", *WHY), "'toll' is split into two codes or more; give each as ID=MEANING"),
        (("split", "issue", "toll", "fee", "due", *WHY), "'fee' needs a meaning: --meaning"),
        (("merge", "issue", "toll", "--into", "fee", *WHY), "'fee' needs a meaning: --meaning"),
        (("merge", "condition", "other", "--into", "none", *WHY), "'none' is no condition that can be changed"),
        (("accept", "ferry", *WHY), "no proposal 'ferry' waits; nothing waits"),
        (("reject", "ferry"), "no proposal 'ferry' waits; nothing waits"),
    ],
)
def test_bad_input_ends_with_a_sentence_and_writes_nothing(words, said, home, capsys):
    before = contents(home / "data/coded")
    [line] = call(capsys, "codebook", *words)
    assert said in line and contents(home / "data/coded") == before


def test_a_code_is_added_with_its_reason(home, capsys):
    words = ("add", "issue", "ferry", "--meaning", "The ferry goes on.", *WHY)
    assert call(capsys, "codebook", *words) == ["codebook.yaml: version 2: issue ferry is added"]
    assert 'why: "It is no toll."' in (home / "data/coded/codebook.yaml").read_text()
    assert call(capsys, "check") == [IN_ORDER]


def test_a_codebook_that_changed_after_the_freeze_is_told(coded, capsys):
    call(capsys, "freeze", "--reason", "before any comparison")
    [frozen] = [line for line in call(capsys, "status") if line.startswith("frozen")]
    assert frozen.endswith("yes: before any comparison")
    call(capsys, "codebook", "add", "issue", "ferry", "--meaning", "The ferry goes on.", *WHY)
    [frozen] = [line for line in call(capsys, "status") if line.startswith("frozen")]
    assert frozen.endswith("yes: before any comparison; the codebook was changed since")


# ---- proposals


def decision(coded, coder="coder_a"):
    [row] = tables.read(coded / f"{coder}_proposals.csv")
    return row["decision"], row["reason"]


def test_an_accepted_proposal_comes_into_the_codebook(coded, capsys):
    propose(coded)
    assert any("waits for a decision" in line for line in call(capsys, "check"))
    assert call(capsys, "codebook", "accept", "ferry", *WHY) == [
        "codebook.yaml: version 2: issue ferry is added", "issue ferry, proposed by coder_a: accepted"
    ]  # fmt: skip
    assert decision(coded) == ("accepted", "It is no toll.")
    assert '  ferry: "The ferry goes on."\n' in (coded / "codebook.yaml").read_text()
    assert not any("ferry" in line for line in call(capsys, "check"))


def test_a_proposal_that_is_another_code_is_read_as_that_one(coded, capsys):
    propose(coded)
    said = call(capsys, "codebook", "rename-to", "ferry", "bridge", *WHY)
    assert said[0] == "codebook.yaml: version 2: issue ferry, which was proposed, is bridge"
    assert "coder_a.csv, row 4, issue: issue ferry was renamed bridge" in said[1]
    assert decision(coded) == ("renamed bridge", "It is no toll.")
    assert call(capsys, "codebook", "apply") == ["coder_a.csv: written with today’s ids"]
    assert b",ferry," not in (coded / "coder_a.csv").read_bytes()


def test_proposals_of_two_coders_in_other_words_may_be_one_code(coded, capsys):
    propose(coded)
    propose(coded, "coder_b", definition="A ferry.")
    call(capsys, "codebook", "rename-to", "ferry", "bridge", "--coder", "coder_a", *WHY)
    before = (coded / "codebook.yaml").read_bytes()
    assert call(capsys, "codebook", "rename-to", "ferry", "bridge", "--coder", "coder_b", *WHY) == [
        "issue ferry, proposed by coder_b: renamed bridge"
    ]
    assert decision(coded, "coder_b") == decision(coded) and (coded / "codebook.yaml").read_bytes() == before


def test_what_waits_is_named_where_something_else_is_asked_for(coded, capsys):
    propose(coded)
    assert call(capsys, "codebook", "reject", "xyz", "--reason", "x") == ["no proposal 'xyz' waits; ferry waits"]


def test_rows_with_a_rejected_proposal_are_problems(coded, capsys):
    propose(coded)
    before = (coded / "codebook.yaml").read_bytes()
    assert call(capsys, "codebook", "reject", "ferry", "--reason", "No issue.") == [
        "issue ferry, proposed by coder_a: rejected"
    ]
    assert decision(coded) == ("rejected", "No issue.") and (coded / "codebook.yaml").read_bytes() == before
    assert any(line.startswith("coder_a.csv, row 4, issue: 'ferry'") for line in call(capsys, "check"))


def test_what_two_coders_propose_in_other_words_is_decided_one_by_one(coded, capsys):
    propose(coded)
    propose(coded, "coder_b", definition="A ferry.")
    before = contents(coded)
    [said] = call(capsys, "codebook", "accept", "ferry", *WHY)
    assert said == "coder_a and coder_b propose 'ferry' with other words; decide on each: --coder"
    [said] = call(capsys, "codebook", "accept", "ferry", "--coder", "coder_a", "--date", "2026-03-01")
    assert said == 'a decision on a proposal needs a reason: --reason "why"' and contents(coded) == before
    call(capsys, "codebook", "accept", "ferry", "--coder", "coder_a", *WHY)
    assert call(capsys, "codebook", "accept", "ferry", "--coder", "coder_b", *WHY) == [
        "issue ferry, proposed by coder_b: accepted"
    ]


def test_files_of_another_form_are_all_named_by_check_and_by_apply(coded, capsys):
    call(capsys, "codebook", "rename", "issue", "toll", "fee", *WHY)
    plain = {name: (coded / name).read_bytes() for name in ("adjudication.csv", "coder_a.csv")}
    for name, content in plain.items():
        (coded / name).write_bytes(b"\xef\xbb\xbf" + content)
    for path in (coded / "study.yaml", coded.parents[1] / "report/text.md"):
        path.write_text(path.read_text().replace("/toll", "/fee").replace(", toll", ", fee").replace(" toll)", " fee)"))
    lines = call(capsys, "check")
    hints = {line.partition(",")[0]: line for line in lines if "apply writes that" in line}
    before = contents(coded)
    once = "codebook apply writes that once the file is saved as CSV (UTF-8) with commas and without blank rows"
    assert [name for name, line in hints.items() if line.endswith(once)] == sorted(plain, reverse=True)
    assert hints["coder_b.csv"].endswith("stancebook codebook apply writes that")
    said = call(capsys, "codebook", "apply")
    form = "it is as a spreadsheet saved it (without its byte order mark); save it as CSV (UTF-8) with commas and without blank rows"
    assert said == [f"{name}: {form}" for name in sorted(plain, reverse=True)] and contents(coded) == before
    for name, content in plain.items():
        (coded / name).write_bytes(content)
    assert {f"{name}: written with today’s ids" for name in plain} <= {*call(capsys, "codebook", "apply")}
