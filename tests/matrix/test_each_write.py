"""Each write of each command fails on a full disk or at a limit of size, or the command is killed there.

Afterwards every file is as it was before or as it is when all went well, and the same command goes on from there.
"""

import random
import re
import shutil
from functools import cache

import pytest

import documents
import faults
from counts import FULL, count
from growing_study import cut_rows, lay_out

pytestmark = pytest.mark.slow

REASON = ("--reason", "It is no toll.", "--date", "2026-03-01")
PARTS = {
    "refused": "full disk, each write",
    "limit": "size limits, each write",
    "killed": "kills, before each write",
    "cut": "kills, within each write",
}
COMMANDS = {
    "add": ("add", "in"),
    "add a new version": ("add", "--update", "010", "in/a.txt"),
    "import a table": ("import", "tones.csv"),
    "import a project": ("import", "theirs.jsonld", "--coder", "adjudicated=eva", "--date", "2026-03-01"),
    "freeze": ("freeze", "--reason", "again"),
    "adjudicate": ("adjudicate", "--sheet"),
    "rename a code": ("codebook", "rename", "issue", "toll", "fee", *REASON),
    "export": ("export", "dna", "--out", "ours.dna"),
    "new": ("new", "sub"),
    "run": ("run", "01"),
}


@pytest.fixture(scope="module")
def commands():
    with faults.Commands() as running:
        yield running


@pytest.fixture(scope="module")
def study(commands, tmp_path_factory):
    """The toy study as a project, frozen, beside what is to be added and imported."""
    home = lay_out(tmp_path_factory.mktemp("each") / "eine Brücke")
    (home / "in").mkdir()
    (home / "in" / "a.txt").write_text("Arland waits\n\nNobody pays the toll, says Bo Lind.\n", encoding="utf-8")
    (home / "in" / "b.docx").write_bytes(documents.docx())
    (home / "tones.csv").write_text("unit,coder,tone\n1,ada,warm\n1,ben,cold\n2,ada,warm\n2,ben,warm\n")
    assert commands.run(home, ("export", "jsonld", "--out", "theirs.jsonld")).code == 0
    return home


@pytest.fixture(scope="module")
def without_fault(commands, study, tmp_path_factory):
    """A function that returns the files before and after a command by its name, and its Outcome."""

    @cache
    def run(name):
        folder = laid_out(study, tmp_path_factory.mktemp("sound") / "eine Brücke", name)
        before = faults.contents(folder)
        outcome = commands.run(folder, COMMANDS[name])
        after = faults.contents(folder)
        assert outcome.code == 0 and outcome.writes and after != before, outcome.err
        return before, after, outcome

    return run


def laid_out(study, folder, name):
    """Copy the study into a new folder, with something to do for a command; return it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(study, folder)
    if name == "freeze":
        (folder / "data/coded/frozen.json").unlink()
    if name == "adjudicate":
        cut_rows(folder / "data/coded/adjudication.csv", 2)
    return folder


def sound_ending(outcome):
    """Whether an error ended a command with a sentence on what happened."""
    quiet = "Traceback" not in outcome.err and "Errno" not in outcome.err and "bug-" not in outcome.err
    return outcome.code == 0 or (outcome.code == 1 and quiet and re.search(r"; .+", outcome.err) is not None)


def halves(now, before, after):
    """Return the names of files that are neither as they were nor as they are when all went well; none is lost."""
    names = before.keys() | now.keys()
    sound = {name: {files.get(name) for files in (before, after)} for name in names}
    cut = {
        name for name in names if name.endswith("journal.jsonl") and after.get(name, b"").startswith(now.get(name, b""))
    }
    return sorted(name for name in names - cut if now.get(name) not in sound[name])


@pytest.mark.matrix
@pytest.mark.parametrize("fault", PARTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_fault_at_a_write_leaves_no_half_file_and_the_command_goes_on(
    commands, study, without_fault, tmp_path, name, fault
):
    words, folder = COMMANDS[name], tmp_path / "eine Brücke"
    before, after, clean = without_fault(name)
    dice, places = random.Random(f"{name} {fault}"), range(1, len(clean.writes) + 1)
    few = (list(COMMANDS).index(name) + list(PARTS).index(fault)) % 4 == 0
    number = count(PARTS[fault], full=len(places), small=int(few))
    wrong = []
    for at in places if FULL else dice.sample(places, number):
        laid_out(study, folder, name)
        outcome = commands.run(folder, words, fault, at, dice.choice([0, 1, 9, 300]))
        wrong += [
            (at, clean.writes[at - 1], *told)
            for told in told_of(commands, folder, words, outcome, fault, before, after)
        ]
    assert wrong == []


def told_of(commands, folder, words, outcome, fault, before, after):
    """Yield what is wrong after a fault, and after the same command again."""
    now = faults.contents(folder)
    if found := halves(now, before, after):
        yield "half", found
    if fault in faults.ERRORS and not sound_ending(outcome):
        yield "ending", outcome.code, outcome.err[-300:]
    if fault in faults.ERRORS and faults.left_over(folder):
        yield "left over", faults.left_over(folder)
    again = commands.run(folder, words)
    then = faults.contents(folder)
    differ = sorted(name for name in then.keys() | after if then.get(name) != after.get(name))
    if fault in faults.KILLS and not after.keys() & {*differ}:  # what would have been removed last is told
        told = commands.run(folder, ("check",)).err
        differ = [name for name in differ if name not in told]
    if differ:
        yield "again", again.code, again.err[-300:], differ[:3]
