"""Agreement on a table of units: published values, and each coder with the others."""

import math

import pytest

from stancebook.agreement.judgments import measure, with_the_others

CODERS = "123321412...", "1233224125.3", ".3332342251.", "12332441251."
UNITS = [[None if value == "." else int(value) for value in unit] for unit in zip(*CODERS, strict=True)]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_example_comes_out(level, alpha):
    """Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections C and D."""
    measured = measure(UNITS, level)
    assert measured.alpha == pytest.approx(alpha, abs=0.0005) and measured.low < alpha < measured.high
    assert measured[:4] == (12, 11, 41, 55)


def test_each_coder_is_compared_with_all_others():
    others = with_the_others(UNITS)
    by_hand = []
    for coder in range(4):
        pairs = [
            unit[coder] == value
            for unit in UNITS
            for other, value in enumerate(unit)
            if other != coder and None not in (unit[coder], value)
        ]
        by_hand.append((len(pairs), sum(pairs) / len(pairs)))
    assert [(each.pairs, pytest.approx(each.same)) for each in others] == by_hand


def test_a_coder_alone_has_no_pair_and_no_alpha():
    alone = with_the_others([["a", "a", None], ["a", "b", None], [None, None, "a"]])[2]
    assert alone.pairs == 0 and math.isnan(alone.same)
    measured = measure([["a"], ["b"]], "nominal")
    assert measured.alpha is None and measured.why == "one coder alone: agreement needs two"
    assert measure([["a", "a"], ["a", "a"]], "nominal").why.startswith("no variation")
