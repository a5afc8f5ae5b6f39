"""What a writer reads about each planted fault, word by word: rule, message and fix, in messages.txt.

A citation that selects nothing has its words from brief.citations, and is not among them.

After a change of words on purpose, look at the difference and write the file again, in tests/brief:

    PYTHONPATH=../../src:../support python -c "import test_messages as t; t.FILE.write_text(t.messages(), 'utf-8')"
"""

from pathlib import Path

import pytest

from dam_study import LANGUAGE, citables, faults
from stancebook.brief.citations import evidence
from stancebook.brief.text import parse
from stancebook.brief.verification import verify
from stancebook.core.yaml_files import read_yaml

HERE = Path(__file__).parent
FILE = HERE / "messages.txt"
PLANTED = read_yaml(HERE / "planted_faults.yaml")


def text(line):
    """The Markdown of a line, which is a table's row if it has bars."""
    return f"| a | b | c |\n| --- | --- | --- |\n| {line} |" if "|" in line else line


def messages():
    """A line for each fault of the planted sentences: level, rule, message, fix and the reason that overrules it."""
    found = [
        fault
        for entry in PLANTED.values()
        for line in entry["faults"]
        for fault in faults(text(line))
        if fault.rule != "nothing-cited"
    ]
    lines = [" | ".join([fault.level, fault.rule, fault.message, fault.fix, fault.overruled]) for fault in found]
    return "\n".join(dict.fromkeys(lines)) + "\n"


def test_each_planted_fault_is_told_in_these_words():
    assert messages().splitlines() == FILE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("sentence", "message", "fix"),
    [
        ("Syldavia helps [@s99].", "cites “s99”: ", "cite an id, actor/issue, plan/attribute or a table"),
        (
            "Arland is ready.",
            "has “Arland” and no citation",
            "cite its evidence, or [@study] if it speaks of the study itself",
        ),
        (
            "The envoy called it “entirely premature and by any measure of ours unworkable”.",
            "has “entirely premature and by any measure …” and no citation",
            "cite its evidence, or [@study] if it speaks of the study itself",
        ),
        (
            'Borduria refuses [@s2]{allow-number=" "}.',
            "overrules “number” without a reason",
            "write the reason between the quotation marks",
        ),
        (
            'Borduria refuses [@s2]{allow-number="so"}.',
            "overrules “number”, which finds no fault in it",
            "take allow-number out",
        ),
        (
            'Borduria refuses [@s2]{allow-wording="so"}.',
            "overrules “wording”, which is no rule",
            "use no-citation, nothing-cited, quotation, quotation-length, quotation-goes-on, number, number-stripped, name, "
            "speaker, condition-lost, condition-added, hedge, quantifier or holds",
        ),
    ],
)
def test_what_a_citation_lacks_is_told_with_its_fix(sentence, message, fix):
    (fault,) = faults(sentence)
    assert message in fault.message and fault.fix == fix


@pytest.mark.parametrize("length", [40, 41])
def test_a_name_of_forty_characters_is_told_whole(length):
    (fault,) = faults(f"It was called “{'a' * length}”.")
    assert ("…" in fault.message) == (length > 40)


def test_a_predicate_that_is_not_true_is_told_with_its_fix():
    (sentence,) = parse('Borduria refuses [@s2]{#refuses holds="false"}.').sentences
    cited = evidence(sentence, citables())
    for holds, outcome in (("no", "does not hold"), ("untestable", "cannot be tested")):
        (fault,) = verify(sentence, cited._replace(holds=holds), LANGUAGE)
        assert fault.message == f"“Borduria refuses.” rests on “false”, which {outcome} in this run"
        assert fault.fix == "mend it or its predicate"
