"""Reversals by definition: statements that are counted by hand, and which of their reversals are none to be told."""

from types import SimpleNamespace

import pytest

from stancebook.analysis import findings, robustness
from stancebook.core import schema
from stancebook.core.tables import frame

USUAL = {"article": "010", "actor": "arland", "issue": "toll", "via": "self", "voice": "indirect", "condition": "none"}
USUAL |= {"confidence": "3"}
ON_TERMS = [USUAL | {"position": "-2", "condition": "half_paid"}]
BORDURIA = [USUAL | {"actor": "borduria", "position": "1", "condition": "half_paid"}]
QUOTED = [USUAL | {"position": "2", "article": id} for id in ("010", "020")]
QUOTED += [USUAL | {"position": "-1", "voice": "direct"}]  # against it in own words alone
OPPOSED = "stance(arland, toll) < 0"
TERMS = "on_terms(arland, toll, half_paid) >= 1"


@pytest.fixture
def contested(authored):
    """A function that gives the row of contested.csv of a predicate, and what is told of it."""

    def row_of(rows, holds):
        statements = frame(rows, schema.STATEMENTS)
        sentence = SimpleNamespace(id="f", line=1, words="It holds.", holds=holds)
        declared, problems = findings.read(None, [sentence], authored.codebook)
        assert not problems
        codings = dict.fromkeys(("adjudicated", "coder_a", "coder_b"), statements)
        tested = robustness.run_multiverse(codings, declared, authored.codebook, {"010": "1925-01-01", "020": ""})
        (row,) = tested.contested.to_dict("records")
        drawn = robustness.changes_table(tested)
        assert (drawn["holds"] == "by definition").sum() == len(row["by_definition"].split("; ")) * bool(
            row["by_definition"]
        )
        assert bool(len(robustness.contested(tested.contested))) == (row["turns_if"] != "")
        return row

    return row_of


def test_conditional_positions_in_a_finding_on_conditions(contested):
    row = contested(ON_TERMS, f"{OPPOSED} and {TERMS}")
    assert row["holds"] == "yes"
    assert row["reversed_by"] == "conditional=undecided; conditional=hedges_too; conditional=willing"
    assert row["by_definition"] == row["reversed_by"] and row["turns_if"] == ""


@pytest.mark.parametrize(
    "holds",
    [
        OPPOSED,  # asks for no condition
        f"{OPPOSED} and on_terms(borduria, toll, half_paid) >= 1",  # for another actor's
        f"actors(toll, at_most=-0.5) == 1 and {TERMS}",  # counts whoever is against it
    ],
)
def test_conditional_positions_in_other_findings(contested, holds):
    row = contested(ON_TERMS + BORDURIA, holds)
    assert row["holds"] == "yes" and "conditional=undecided" in row["reversed_by"] and row["by_definition"] == ""
    assert "conditional positions (“only if …”) count as undecided" in row["turns_if"]


def test_own_words_in_a_finding_on_own_words(contested):
    row = contested(QUOTED, "actors(toll, at_most=-0.5, quoted=1) == 0")
    assert row["holds"] == "yes"
    assert "voice=direct" in row["reversed_by"] and row["by_definition"] == "voice=direct"
    assert "quoted words" not in row["turns_if"]


def test_own_words_that_say_the_opposite_are_told(contested):
    row = contested(QUOTED, "stance(arland, toll) > 0 and quoted(arland, toll) >= 1")
    assert row["holds"] == "yes" and "voice=direct" in row["reversed_by"] and row["by_definition"] == ""
    assert "only quoted words count" in row["turns_if"]


def test_another_choice_is_told_beside_one_by_definition(contested):
    rows = [*ON_TERMS, USUAL | {"position": "2", "article": "020"}, USUAL | {"position": "-1"}]
    row = contested(rows, f"{OPPOSED} and {TERMS}")
    assert "counting=articles" in row["reversed_by"] and "counting" not in row["by_definition"]
    assert "conditional=willing" in row["by_definition"]
    assert "once in each text" in row["turns_if"] and "condition" not in row["turns_if"]
