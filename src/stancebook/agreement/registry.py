"""All coefficients of agreement, one entry each: formula, label, variables, and when it is defined.

To add a coefficient, write its formula in `coefficients` or `kappas` and its entry here.

>>> table = [["yes", "yes"], ["yes", "no"], ["no", "no"]]
>>> alpha = COEFFICIENTS["alpha"]
>>> alpha.estimate(alpha.count(table), "nominal"), alpha.label_at("nominal")
(0.4444444444444444, 'alpha, nominal')
>>> alpha.why_undefined(units=2)
'no variation: all values that could be compared are the same'
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from stancebook.agreement import coefficients, counts, kappas

NO_VARIATION = "no variation: all values that could be compared are the same"
PAIRS = ("speaker", "via", "voice")  # variables with a category for each pair of actor and issue
FOUND = ("facts_same_subject", "facts_any_subject", "notes_same_kind", "notes_any_kind")  # what coders noted or not


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of agreement.

    `variables` has, for each level, the variables of `reliability` that it measures there. `units` says what it
    counts: the values of all coders "together", of each coder "apart" (of more than two the coefficient is the mean
    over each two of them), or "found", the units that a coder found.
    `lone_values_count` is true where a unit with a single value counts towards chance. `corrected` is false where the
    coefficient is defined without any idea of chance. `undefined` is the reason where units are there and yet nothing
    is defined.
    """

    name: str
    label: str
    formula: counts.Formula
    variables: Mapping[str, tuple[str, ...]]
    units: str = "together"
    lone_values_count: bool = False
    corrected: bool = True
    undefined: str = NO_VARIATION

    def label_at(self, level: str, coders: int = 2) -> str:
        """Return the label for figures, which says where the coefficient is a mean over pairs of coders.

        >>> COEFFICIENTS["cohen_kappa"].label_at("nominal", coders=3)
        'Cohen’s kappa, mean of pairs'
        """
        mean = ", mean of pairs" if self.units == "apart" and coders > 2 else ""
        return self.label.format(level=level) + mean

    def count(self, table: counts.Units, scale: Iterable[Hashable] = ()) -> counts.PatternCounts:
        """Return the PatternCounts of a table with the units that the coefficient counts; see `count_patterns`."""
        counted = counts.count_patterns(table, self.units == "apart", scale)
        if self.units != "found":
            return counted
        finds = counted.counts @ np.array([bool(value) for value in counted.values], float)
        return counted.only(finds > 0)

    def estimate(self, counted: counts.PatternCounts, level: str) -> float | None:
        """Return the coefficient at a level, None where it is undefined."""
        return counts.estimate(self.formula, counted, level)

    def why_undefined(self, units: int, coders: int = 2) -> str:
        """Return the reason for which the coefficient of so many comparable units and coders is undefined.

        >>> COEFFICIENTS["alpha"].why_undefined(units=0, coders=1)
        'one coder alone: agreement needs two'
        """
        if coders < 2:
            return f"{'one coder alone' if coders else 'no coder'}: agreement needs two"
        if not units:
            return "no unit has values from two coders"
        if units == 1 and self.corrected:
            return "a single unit: of chance it says nothing"
        return self.undefined


COEFFICIENTS = {
    each.name: each
    for each in (
        Coefficient(
            "percent_agreement", "percent agreement", coefficients.likeness,
            {"nominal": ("finding", *PAIRS, "position", "condition")}, corrected=False,
        ),
        Coefficient(
            "positive_agreement", "positive agreement", coefficients.positive_agreement,
            {"nominal": ("finding", "pairs", *FOUND)},
            units="found", corrected=False, undefined="nothing found: no coder found any",
        ),
        Coefficient(
            "mean_masi", "mean likeness, MASI", coefficients.likeness,
            {"set": ("pairs_coded_sentences",)}, corrected=False,
        ),
        Coefficient(
            "alpha", "alpha, {level}", coefficients.alpha,
            {"nominal": ("finding", *PAIRS), "ordinal": ("position",), "interval": ("position",), "ratio": ()},
        ),
        Coefficient(
            "alpha_masi", "alpha, MASI", coefficients.alpha,
            {"set": ("pairs_coded_sentences", "pairs_all_sentences", "condition")},
        ),
        Coefficient(
            "alpha_jaccard", "alpha, Jaccard", coefficients.alpha_jaccard,
            {"set": ("pairs_coded_sentences", "condition")},
        ),
        Coefficient(
            "ac1", "Gwet’s AC1", kappas.ac1, {"nominal": ("finding", *PAIRS)}, lone_values_count=True,
        ),
        Coefficient(
            "ac2_ordinal", "Gwet’s AC2, ordinal", kappas.ac2_ordinal, {"ordinal": ("position",)},
            lone_values_count=True,
        ),
        Coefficient(
            "ac2_quadratic", "Gwet’s AC2, quadratic", kappas.ac2_quadratic, {"interval": ("position",)},
            lone_values_count=True,
        ),
        Coefficient(
            "cohen_kappa", "Cohen’s kappa", kappas.cohen_kappa, {"nominal": ("finding", *PAIRS, "position")},
            units="apart",
        ),
        Coefficient(
            "kappa_linear", "weighted kappa, linear", kappas.kappa_linear, {"interval": ("position",)},
            units="apart",
        ),
        Coefficient(
            "kappa_quadratic", "weighted kappa, quadratic", kappas.kappa_quadratic, {"interval": ("position",)},
            units="apart",
        ),
        Coefficient(
            "fleiss_kappa", "Fleiss’ kappa", kappas.fleiss_kappa, {"nominal": PAIRS}, lone_values_count=True,
        ),
    )
}  # fmt: skip


def coefficients_of(variable: str) -> list[tuple[Coefficient, str]]:
    """Return the coefficients of a variable, each with its level, in the order of the table."""
    return [
        (coefficient, level)
        for coefficient in COEFFICIENTS.values()
        for level, variables in coefficient.variables.items()
        if variable in variables
    ]
