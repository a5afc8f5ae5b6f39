"""Measures by name: every formula of agreement of a PatternCounts, and why one has no value.

A measure takes a PatternCounts and a level and gives a function of resamples, see `agreement`.

>>> from stancebook.agreement.counts import count_patterns, estimate
>>> estimate(COEFFICIENTS["alpha"], count_patterns([["yes", "yes"], ["yes", "no"], ["no", "no"]]), "nominal")
0.4444444444444444
>>> why_undefined("alpha", units=2)
'no variation: all values that could be compared are the same'
"""

from stancebook.agreement import coefficients, kappas

COEFFICIENTS = {
    "percent_agreement": coefficients.likeness_of,
    "positive_agreement": coefficients.positive_of,
    "alpha": coefficients.alpha_of,
    "alpha_masi": coefficients.alpha_of,
    "alpha_jaccard": coefficients.alpha_jaccard_of,
    "mean_masi": coefficients.likeness_of,
    "mean_jaccard": coefficients.mean_jaccard_of,
    "ac1": kappas.ac1_of,
    "ac2_ordinal": kappas.ac2_ordinal_of,
    "ac2_quadratic": kappas.ac2_quadratic_of,
    "fleiss_kappa": kappas.fleiss_of,
    "cohen_kappa": kappas.cohen_of,
}
LONE_VALUES_COUNT = {kappas.ac1_of, kappas.ac2_ordinal_of, kappas.ac2_quadratic_of, kappas.fleiss_of}  # towards chance
DEFINED_WITHOUT_CHANCE = {"percent_agreement", "positive_agreement", "mean_masi", "mean_jaccard"}


def why_undefined(measure, units, coders=2):
    """The reason for which a measure of so many comparable units and coders has no value.

    >>> why_undefined("alpha", units=0, coders=1)
    'one coder alone: agreement needs two'
    """
    if coders < 2:
        return f"{'one coder alone' if coders else 'no coder'}: agreement needs two"
    if measure == "cohen_kappa" and coders > 2:
        return f"Cohen's kappa is of two coders, here are {coders}: see fleiss_kappa"
    if not units:
        return "no unit has values from two coders"
    if measure == "positive_agreement":
        return "nothing found: no coder found any"
    if units == 1 and measure not in DEFINED_WITHOUT_CHANCE:
        return "a single unit: of chance it says nothing"
    return "no variation: all values that could be compared are the same"
