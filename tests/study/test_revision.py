"""Codes changed in a codebook's text, and the rows that a change touches."""

import difflib

import pytest
import yaml

from project import PROJECT, TOY
from stancebook.core.problems import UserError
from stancebook.study import aliases, codebook
from stancebook.study.revision import changes, edits, flags, yaml_edits
from stancebook.study.revision.edits import Code, Reason

BOOKS = {name: (home / "data/coded/codebook.yaml").read_bytes().decode("utf-8")
         for name, home in (("default", PROJECT), ("toy", TOY))}  # fmt: skip
BLOCK = """\
# the codebook
version: 4
changes:
- version: 4
  date: "2026-01-01"
  what: Words for conditions.
  why: The build needs them.
variables:
  condition:
    values:
      none: No condition.
      # money
      paid: >-
        If somebody pays,
        half or all.

      asked: |  # a hedge
        If asked.
      other: Any other.
    mentions:
      paid: [pay, money]
      asked:
        - if asked
      other: []
refused:
- when: {issue: [toll, 'bridge'], condition: paid}
  reason: Nobody pays.
issues:
  bridge: It is built.   # over the strait
  # what one pays
  toll: "Who crosses pays."
actors:
  arland:
    name: Arland
    type: state
    aliases:
    - the North
  towns: {name: Towns, type: group, called: [harbours]}  # on the strait

  # the last one
  bord: {name: Borduria, type: state}
# the end
"""
WHY = Reason("2026-03-01", 'It is\n no: "toll" # here')


def book(text):
    return codebook.from_yaml(yaml.safe_load(text))


def lines_of(old, new):
    """The lines that went and came, but for the version and the entry under changes."""
    diff = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    told = [line for line in diff if not line.startswith("@@")]
    own = ("version:", "- version:", "  date:", "  what:", "  why:", "  change:", "  kind:", "  old:", "  new:")
    return [line for line in told if not line[1:].startswith(own)]


# ---- the text


def test_a_change_is_on_record_with_version_day_and_reason():
    new = book(edits.rename(BLOCK, "issue", "toll", "fee", WHY))
    assert new.version == 5 and len(new.changes) == 1
    assert new.changes[0] == changes.Change(
        5, "2026-03-01", "issue toll is renamed fee", 'It is no: "toll" # here', "rename", "issue", ("toll",), ("fee",)
    )
    assert str(new.changes[0]) == "issue toll was renamed fee (version 5, 2026-03-01)"


def test_a_renamed_issue_keeps_its_line_and_is_renamed_in_the_rules():
    assert lines_of(BLOCK, edits.rename(BLOCK, "issue", "toll", "fee", WHY)) == [
        "-- when: {issue: [toll, 'bridge'], condition: paid}",
        "+- when: {issue: [fee, 'bridge'], condition: paid}",
        '-  toll: "Who crosses pays."',
        '+  fee: "Who crosses pays."',
    ]


def test_a_renamed_condition_is_renamed_where_it_is_mentioned():
    assert lines_of(BLOCK, edits.rename(BLOCK, "condition", "paid", "bought", WHY)) == [
        "-      paid: >-", "+      bought: >-", "-      paid: [pay, money]", "+      bought: [pay, money]",
        "-- when: {issue: [toll, 'bridge'], condition: paid}", "+- when: {issue: [toll, 'bridge'], condition: bought}",
    ]  # fmt: skip


def test_a_merged_actor_leaves_its_names_to_the_one_that_stays():
    assert lines_of(BLOCK, edits.merge(BLOCK, "actor", ["arland", "towns"], Code("bord"), WHY)) == [
        "-  arland:", "-    name: Arland", "-    type: state", "-    aliases:", "-    - the North",
        "-  towns: {name: Towns, type: group, called: [harbours]}  # on the strait",
        "-  bord: {name: Borduria, type: state}",
        '+  bord: {name: Borduria, type: state, aliases: ["the North"], called: ["harbours"]}',
    ]  # fmt: skip


def test_conditions_merged_into_a_new_one_leave_their_words_to_it():
    new = edits.merge(BLOCK, "condition", ["paid", "asked"], Code("both", "Paid or asked."), WHY)
    assert book(new).choices["condition"] == ("none", "other", "both")
    assert book(new).mentions == {"other": (), "both": ("pay", "money", "if asked")}
    assert "# money" in new and book(new).refused[0].when["condition"] == ("both",)


def test_a_split_code_goes_and_its_parts_come():
    text = edits.split(BLOCK, "actor", "arland", [Code("north", "The North"), Code("south", "The: South")], WHY)
    assert list(book(text).names) == ["towns", "bord", "north", "south"] and book(text).types["south"] == "state"
    assert book(text).changes[0].new == ("north", "south") and text.endswith("# the end\n")


def test_a_code_is_added_behind_the_others():
    text = edits.add(BLOCK, "actor", Code("no", "Nö: # 1", "state"), WHY)
    assert lines_of(BLOCK, text) == ['+  "no": {name: "Nö: # 1", type: state}']
    assert book(text).names["no"] == "Nö: # 1"
    assert book(edits.add(BLOCK, "condition", Code("new", "New."), WHY, ["new words"])).mentions["new"] == (
        "new words",
    )


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("kind", changes.KINDS)
def test_the_first_and_the_last_code_of_a_codebook_can_be_renamed_merged_and_split(name, kind):
    text = BOOKS[name]
    first, *_, last = [id for id in book(text).choices[kind] if id != "none"]
    renamed = edits.rename(text, kind, last, "new_id", WHY)
    assert list(book(renamed).choices[kind]) == ["new_id" if id == last else id for id in book(text).choices[kind]]
    merged = book(edits.merge(text, kind, [first], Code(last), WHY))
    assert first not in merged.choices[kind] and merged.changes[-1].new == (last,)
    parts = [Code("one", "One.", "state"), Code("two", "Two.", "state")]
    assert book(edits.split(text, kind, first, parts, WHY)).choices[kind][-2:] == ("one", "two")


@pytest.mark.parametrize(
    ("changes_before", "expected"),
    [
        ("", 'changes:\n  - version: 2\n    date: "2026-03-01"'),
        ("changes:\n", "changes: [{version: 2,"),
        ("changes: []\n", "changes: [{version: 2,"),
        ("changes:\n  - version: 1\n    what: begun\n", 'begun\n  - version: 2\n    date: "2026-03-01"'),
    ],
)
def test_the_entry_stands_where_entries_stand(changes_before, expected):
    text = f"version: 1\n{changes_before}variables: {{}}\nissues: {{toll: Pays.}}\nactors: {{}}\n"
    new = edits.rename(text, "issue", "toll", "fee", WHY)
    assert expected in new and book(new).changes[0].old == ("toll",)


def test_windows_line_ends_stay():
    text = edits.split(BLOCK.replace("\n", "\r\n"), "actor", "arland", [Code("a", "A"), Code("b", "B")], WHY)
    assert text.count("\n") == text.count("\r\n") and "arland:" not in text


P = [Code("a", "A."), Code("b", "B.")]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda t: edits.add(t, "voice", P[0], WHY), "'voice' is no kind of code; use actor, issue or condition"),
        (lambda t: edits.add(t, "issue", Code("toll", "x"), WHY), "'toll' is a code already; choose another id"),
        (lambda t: edits.add(t, "issue", Code("a b", "x"), WHY), "'a b' is no id; use letters, digits and _, at most 40"),
        (lambda t: edits.add(t, "issue", Code("fee"), WHY), "'fee' needs a meaning: --meaning"),
        (lambda t: edits.add(t, "actor", Code("fee", "", "x"), WHY), "'fee' needs a name: --name"),
        (lambda t: edits.add(t, "actor", Code("fee", "Fee"), WHY), "'fee' needs a type: --type, such as group and state"),
        (lambda t: edits.add(t, "issue", P[0], Reason("2026-03-01", " ")), 'a change of the codebook needs a reason: --reason "why"'),
        (lambda t: edits.rename(t, "issue", "tol", "fee", WHY), "'tol' is no issue that can be changed; do you mean toll?"),
        (lambda t: edits.rename(t, "condition", "none", "no", WHY), "'none' is no condition that can be changed"),
        (lambda t: edits.rename(t, "issue", "toll", "bridge", WHY), "'bridge' is a code already; choose another id"),
        (lambda t: edits.merge(t, "issue", ["toll"], Code("toll"), WHY), "there is nothing to merge into 'toll'"),
        (lambda t: edits.merge(t, "issue", ["toll", "x"], Code("bridge"), WHY), "'x' is no issue that can be changed"),
        (lambda t: edits.merge(t, "issue", ["toll"], Code("fee"), WHY), "'fee' needs a meaning: --meaning"),
        (lambda t: edits.split(t, "actor", "towns", P[:1], WHY), "'towns' is split into two codes or more"),
        (lambda t: edits.split(t, "actor", "towns", [P[0], Code("towns", "T")], WHY), "'towns' is a code already"),
        (lambda t: edits.split(t, "issue", "toll", P, WHY), "a rule under refused names toll; change that rule first"),
        (lambda t: edits.same_as(t, "issue", "fee", "tol", WHY), "'tol' is no issue that can be changed"),
        (lambda t: edits.rename("[", "issue", "toll", "fee", WHY), "codebook.yaml cannot be changed as it is"),
        (lambda t: edits.rename("a: 1", "issue", "toll", "fee", WHY), "codebook.yaml cannot be changed as it is"),
        (lambda t: edits.add(t, "actor", Code("x", "the North", "state"), WHY), "the North', an alias of arland, is a name of x too"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_one_sentence(edit, said):
    with pytest.raises(UserError, match=r"^[^\n]+$") as error:
        edit(BLOCK)
    assert said in str(error.value)


def test_an_id_that_was_renamed_comes_never_back():
    text = edits.rename(BLOCK, "issue", "toll", "fee", WHY)
    with pytest.raises(UserError, match="'toll' was a code before, and rows may still have it; choose another id"):
        edits.add(text, "issue", Code("toll", "Again."), WHY)


@pytest.mark.parametrize(
    "text",
    [
        BLOCK.replace("towns: {", "towns: &t {").replace("bord: {name: Borduria, type: state}", "bord: *t"),
        BLOCK.replace("  towns: {name", "  ? towns\n  : {name"),
        BLOCK.replace("version: 4\nchanges", "version: !!int '4'\nchanges").replace("actors:", "actors: !!map"),
    ],
)
def test_a_layout_without_room_is_told_and_nothing_else_changes(text):
    try:
        new = edits.merge(text, "actor", ["towns"], Code("bord"), WHY)
    except UserError as error:
        assert str(error) == edits.BY_HAND or "codebook.yaml" in str(error)
    else:
        assert "towns" not in book(new).names


def test_entries_of_another_shape_are_problems_of_the_codebook():
    entry = {
        "version": 2,
        "change": "rename",
        "kind": "issue",
        "old": ["a"],
        "new": "b",
        "date": "2026",
        "what": "x",
        "why": "x",
    }
    with pytest.raises(ValueError, match=r"changes: version 2: new: it is no list"):
        changes.from_yaml([entry])
    with pytest.raises(ValueError, match=r"'renam' is not known; do you mean rename"):
        changes.from_yaml([entry | {"new": ["b"], "change": "renam"}])
    with pytest.raises(ValueError, match=r"rename has one new id"):
        changes.from_yaml([entry | {"new": ["b", "c"]}])
    for change, empty in (("split", "new"), ("add", "new"), ("rename", "old"), ("merge", "old"), ("split", "old")):
        with pytest.raises(ValueError, match=rf"changes: version 2: {empty}: no id is listed; list one or more"):
            changes.from_yaml([entry | {"new": ["b"], "change": change, empty: []}])
    assert changes.from_yaml([entry | {"new": ["b"], "change": "add", "old": []}])[0].new == ("b",)


@pytest.mark.parametrize("id", ["no", "~", "1_2", "0x1", "true", "2025", "é"])
def test_a_key_is_read_as_its_id(id):
    assert yaml.safe_load(f"{yaml_edits.key(id)}: x") == {id: "x"}


# ---- the rows


def change(version, how, kind, old, new):
    return changes.Change(version, "2026-03-01", "", "", how, kind, tuple(old.split()), tuple(new.split()))


CHANGED = [
    change(2, "rename", "issue", "toll", "fee"),
    change(3, "merge", "actor", "towns villages", "ports"),
    change(4, "rename", "issue", "fee", "charge"),
    change(5, "merge", "condition", "paid half", "money"),
    change(6, "split", "actor", "north", "arland bord"),
    change(7, "rename", "actor", "ports", "harbours"),
]


def test_ids_are_read_through_all_changes():
    row = {"actor": "towns", "issue": "toll", "condition": "paid if_asked half", "note": "toll", "subject": "villages"}
    assert changes.as_current([row], CHANGED) == [
        {"actor": "harbours", "issue": "charge", "condition": "money if_asked", "note": "toll", "subject": "harbours"}
    ]
    kept = {"actor": "north", "issue": "bridge", "condition": "other  none"}
    assert changes.as_current([kept], CHANGED) == [kept]


def test_an_id_of_another_kind_with_the_same_name_stays():
    row = {"actor": "toll", "issue": "towns", "condition": "north"}
    assert changes.as_current([row], CHANGED) == [row] and flags.in_rows("ada.csv", [row], [2], CHANGED) == []


def test_decisions_on_conditions_are_read_through_in_every_coders_cell():
    row = {
        "actor": "towns",
        "issue": "toll",
        "variable": "condition",
        "ada": "paid",
        "ben": "half",
        "decision": "paid half",
        "reason": "paid",
    }
    assert changes.as_current([row], CHANGED)[0] == row | {
        "actor": "harbours", "issue": "charge", "ada": "money", "ben": "money", "decision": "money"
    }  # fmt: skip
    voice = row | {"variable": "voice"}
    assert changes.as_current([voice], CHANGED)[0]["decision"] == "paid half"


def test_a_flag_names_row_change_and_what_to_do():
    rows = [
        {"actor": "towns", "issue": "toll", "condition": "none"},
        {"actor": "north", "issue": "x", "condition": "half x"},
    ]
    found = flags.in_rows("ada.csv", rows, [2, 7], CHANGED)
    assert [str(flag) for flag in found] == [
        "ada.csv, row 2, actor: actor ports was renamed harbours (version 7, 2026-03-01); it is read as harbours, and stancebook codebook apply writes that",
        "ada.csv, row 2, issue: issue fee was renamed charge (version 4, 2026-03-01); it is read as charge, and stancebook codebook apply writes that",
        "ada.csv, row 7, actor: actor north was split into arland and bord (version 6, 2026-03-01); write arland or bord",
        "ada.csv, row 7, condition: condition paid and half were merged into money (version 5, 2026-03-01); it is read as money, and stancebook codebook apply writes that",
    ]
    frozen = flags.in_rows("ada.csv", rows, [2, 7], CHANGED, frozen=True)
    assert str(frozen[0]).endswith("; it is read as harbours")
    assert str(frozen[2]).endswith("; write arland or bord, then freeze anew and say why")


def test_an_alias_and_a_renamed_id_are_both_read():
    text = edits.rename(BLOCK, "actor", "arland", "north", WHY)
    rows = [{"actor": "the  north", "issue": "toll"}, {"actor": "arland", "issue": "toll"}]
    assert [row["actor"] for row in aliases.as_ids(rows, book(text))] == ["north", "north"]
