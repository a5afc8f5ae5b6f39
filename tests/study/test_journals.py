"""The chain of a journal: each change in the past shows; branches that were merged, and older lines, are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.study.validation import journals
from stancebook.study.validation.journals import Chain, chained, link

OLD = [b'{"id": "old 1"}', b'{"id": "old 2"}']


def journal(number, lines=()):
    """Return these lines and more behind them, each of which follows what stands there."""
    lines = list(lines)
    for _ in range(number):
        lines.append(chained(f'{{"id": "{len(lines)}"}}', Chain.of(lines).heads).encode())
    return lines


@given(st.integers(2, 6), st.data())
def test_any_other_byte_in_a_line_that_another_follows_shows(number, data):
    lines = journal(number)
    at = data.draw(st.integers(0, number - 2))
    line = lines[at]
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(32, 126).filter(lambda byte: byte != line[place]))
    lines[at] = line[:place] + bytes([byte]) + line[place + 1 :]
    chain = Chain.of(lines)
    assert at + 2 in chain.faults or not lines[at].strip()


@pytest.mark.parametrize(
    ("change", "faults", "forks", "unchained"),
    [
        (lambda lines: lines, [], [], []),
        (lambda lines: [line + b"\r" for line in lines], [], [], []),  # as git on Windows may write them
        (lambda lines: lines[:2] + lines[3:], [3], [], []),  # a line is gone
        (lambda lines: lines[1:], [1], [], []),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], [2], [], []),  # in another order
        (lambda lines: [*lines, *journal(3, lines[:2])[2:]], [], [5, 6], []),  # the same lines again
        (lambda lines: [*lines[:3], b'{"id": "new"}', *lines[3:]], [], [], [4]),
        (lambda lines: [*lines[:3], chained('{"id": "new"}', []).encode(), *lines[3:]], [], [4], []),
    ],
)
def test_what_is_changed_in_the_past_shows(change, faults, forks, unchained):
    chain = Chain.of(change(journal(4)))
    assert (chain.faults, chain.forks, chain.unchained) == (faults, forks, unchained)


def test_two_branches_that_were_merged_are_a_fork_and_the_next_line_follows_both():
    stem = journal(2)
    ours, theirs = journal(2, stem), [*stem, chained('{"id": "theirs"}', Chain.of(stem).heads).encode()]
    merged = [*ours, theirs[-1]]
    assert Chain.of(merged).forks == [5] and Chain.of(merged).heads == [link(ours[-1]), link(theirs[-1])]
    whole = journal(1, merged)
    assert Chain.of(whole).heads == [link(whole[-1])] and Chain.of(whole).faults == []
    for at in range(5):
        changed = [line.replace(b"id", b"ID") if at == number else line for number, line in enumerate(whole)]
        assert Chain.of(changed).faults, at


def test_the_first_line_of_the_chain_holds_all_older_ones():
    lines = journal(2, OLD)
    chain = Chain.of(lines)
    assert (chain.faults, chain.unchained) == ([], [1, 2])
    for at in (0, 1):
        changed = [line.replace(b"old", b"new") if at == number else line for number, line in enumerate(lines)]
        assert Chain.of(changed).faults == [3], "a change in a line from before the chain"
    assert Chain.of(lines[1:]).faults == [2]


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        (b'{"a":1}\n<<<<<<< HEAD\n{"b":1}\n=======\n{"c":1}\n>>>>>>> theirs\n', 2, journals.csv_lines.UNSOLVED),
        (b'{"a":1}\n{"b":1}\n010,quote\n', 3, journals.NO_ENTRY),
        (b'{"a":1}\n{"at": "20', None, ""),  # torn by a crash, which the desk mends
    ],
)
def test_check_names_a_line_that_is_none(tmp_path, content, row, message):
    (tmp_path / "ada_journal.jsonl").write_bytes(content)
    assert [each[:4] for each in journals.check(tmp_path)] == ([("ada_journal.jsonl", row, "", message)] if row else [])


def test_check_names_the_line_and_hints_name_branches_and_older_lines(tmp_path):
    path = tmp_path / "ada_journal.jsonl"
    lines = journal(3, OLD)
    path.write_bytes(b"\n".join([*lines, b""]))
    assert journals.check(tmp_path) == []
    assert journals.hints(tmp_path) == [
        "ada_journal.jsonl: two lines without a line before, as older versions wrote them"
    ]
    path.write_bytes(b"\n".join([*journal(3), *journal(3, journal(1))[1:], b'{"id": "x", "before": ""}', b""]))
    assert journals.hints(tmp_path)[0].startswith("ada_journal.jsonl: lines 4")
    path.write_bytes(b"\n".join([lines[0], *lines[2:]]))
    assert [str(problem) for problem in journals.check(tmp_path)] == [
        "ada_journal.jsonl, row 2: the line that it follows is not there as it was: one was changed or taken out; "
        "restore the journal from git"
    ]


def test_a_study_with_a_changed_journal_is_not_in_order(toy, problems):
    path = toy / "data/coded/coder_a_journal.jsonl"
    lines = journal(3)
    path.write_bytes(b"\n".join([*lines, b""]))
    assert problems() == []
    path.write_bytes(b"\n".join([lines[0].replace(b"0", b"7", 1), *lines[1:], b""]))
    assert [line.partition(":")[0] for line in problems()] == ["coder_a_journal.jsonl, row 2"]
