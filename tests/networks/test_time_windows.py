"""Windows: kernels beside scalar formulas and as densities, centres counted by hand, networks through time."""

import datetime
import doctest

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle_networks as oracle
from stancebook.networks import time_windows as module
from stancebook.networks.activity import activity
from stancebook.networks.congruence import one_mode
from stancebook.networks.time_windows import KERNELS, kernel_weights, smoothed, windows

NAMES = st.sampled_from(sorted(KERNELS))
WIDTHS = st.one_of(st.integers(1, 400), st.floats(0.5, 400))


def test_docstring_examples():
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def test_there_are_four_kernels():
    assert sorted(KERNELS) == ["epanechnikov", "gaussian", "triangular", "uniform"]


@given(st.lists(st.integers(-500, 500), min_size=1, max_size=20), st.integers(-300, 300), WIDTHS, NAMES)
def test_weights_are_those_of_scalar_formulas(days, centre, width, kernel):
    expected = [oracle.kernel_weight(day, centre, width, kernel) for day in days]
    np.testing.assert_allclose(kernel_weights(days, centre, width, kernel), expected, atol=1e-12)


@given(st.integers(0, 300), st.integers(-300, 300), WIDTHS, NAMES)
def test_weights_are_symmetric_not_below_zero_and_nothing_beyond_half_a_width(distance, centre, width, kernel):
    before, after = kernel_weights([centre - distance, centre + distance], centre, width, kernel)
    assert before == after >= 0 and (before == 0 or distance <= width / 2)
    assert before > 0 or distance >= width / 2


@given(WIDTHS, NAMES)
def test_weights_integrate_to_one(width, kernel):
    cells = 10_000
    middles = (np.arange(cells) + 0.5) / cells * width - width / 2
    assert kernel_weights(middles, 0, width, kernel).sum() * width / cells == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("kernel", ["triangular", "epanechnikov", "gaussian"])
def test_weights_fall_from_the_centre_on(kernel):
    weights = kernel_weights(np.arange(6), 0, 10, kernel)
    assert (np.diff(weights) < 0).all()


def test_weights_are_counted_by_hand():
    days = [-4, -3, -2, 0, 2, 3, 4]
    assert kernel_weights(days, 0, 6).tolist() == [0, *[1 / 6] * 5, 0]
    assert kernel_weights(days, 0, 8, "triangular").tolist() == [0, 1 / 16, 1 / 8, 1 / 4, 1 / 8, 1 / 16, 0]
    assert kernel_weights(days, 0, 8, "epanechnikov")[2] == 0.75 * 0.75 / 4
    # a day is a standard deviation: the density of the normal, by the share within three of them
    normal, within = 0.24197072451914337, 0.9973002039367398
    assert kernel_weights([1], 0, 6, "gaussian")[0] == pytest.approx(normal / within, abs=1e-12)
    ends = {kernel: float(kernel_weights([3], 0, 6, kernel)[0]) for kernel in KERNELS}
    assert ends["uniform"] == 1 / 6 and ends["triangular"] == ends["epanechnikov"] == 0 < ends["gaussian"]


def test_centres_are_counted_by_hand():
    week = windows("2025-02-25", "2025-03-07", 2, 7)  # three days to either side, eleven days in all
    assert week == [datetime.date(2025, 2, 28), datetime.date(2025, 3, 2), datetime.date(2025, 3, 4)]
    assert windows("2025-02-25", "2025-03-07", 2, 6) == week  # still three days, for the ends are within
    assert len(windows("2025-02-25", "2025-03-07", 1, 5.9)) == 7  # two days to either side
    assert windows("2025-01-01", "2025-01-07", 3, 7) == [datetime.date(2025, 1, 4)]
    assert windows(datetime.datetime(2025, 1, 1, 12), "2025-01-01", 1, 1) == [datetime.date(2025, 1, 1)]


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)), st.integers(0, 90), st.integers(1, 40), WIDTHS)
def test_no_window_reaches_out_and_none_is_forgotten(first, span, step, width):
    last = first + datetime.timedelta(days=span)
    day = lambda date: (date - first).days
    around = np.arange(-500, 600)
    weighs = lambda centre: around[kernel_weights(around, centre, width) > 0]
    fits = lambda centre: weighs(centre).min() >= 0 and weighs(centre).max() <= span
    possible = [centre for centre in range(span + 1) if fits(centre)]
    if not possible:
        with pytest.raises(ValueError, match="no window of .* days fits between .*: use a shorter one"):
            windows(first, last, step, width)
    else:
        assert [day(centre) for centre in windows(first, last, step, width)] == possible[::step]


@pytest.mark.parametrize("days", [0, -1, float("inf"), float("nan")])
def test_a_width_or_a_step_that_is_none_is_refused(days):
    with pytest.raises(ValueError, match="a width of .* days: use more than 0"):
        kernel_weights([0], 0, days)
    with pytest.raises(ValueError, match="a width of .* days"):
        windows("2025-01-01", "2025-02-01", 1, days)
    with pytest.raises(ValueError, match="a step of .* days"):
        windows("2025-01-01", "2025-02-01", days, 7)


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no kernel 'cosine': use one of uniform, triangular, epanechnikov, gaussian"):
        kernel_weights([0], 0, 7, "cosine")
    with pytest.raises(ValueError, match="a step of 1.5 days: use whole days"):
        windows("2025-01-01", "2025-02-01", 1.5, 7)
    for date in ("soon", "", None):
        with pytest.raises(ValueError, match="is no date: write YYYY-MM-DD"):
            windows(date, "2025-02-01", 1, 7)


ROWS = zip("abab", ["bridge"] * 4, (1, 1, 1, -1), ("2025-01-05", "2025-01-06", "2025-03-05", "2025-03-06"))
TOY = pd.DataFrame(list(ROWS), columns=["actor", "issue", "position", "date"]).assign(article="000")


def test_statements_weigh_by_their_date():
    assert smoothed(TOY, "2025-01-05", 4).tolist() == [0.25, 0.25, 0, 0]
    assert smoothed(TOY, datetime.date(2025, 3, 5), 4, "triangular").tolist() == [0, 0, 0.5, 0.25]
    assert smoothed(TOY, pd.Timestamp("2025-03-05"), 4, "triangular").tolist() == [0, 0, 0.5, 0.25]
    with pytest.raises(ValueError, match="article 000: date '' is none"):
        smoothed(TOY.assign(date=["2025-01-05", "", "", ""]), "2025-01-05", 4)


def test_a_network_moves_from_congruence_to_conflict():
    """Two who agree in January and differ in March, whichever the kernel."""
    for kernel in KERNELS:
        january, march = (
            one_mode(activity(TOY, weights=smoothed(TOY, centre, 8, kernel))) for centre in ("2025-01-05", "2025-03-05")
        )
        assert january.congruence[0, 1] > 0 == january.conflict[0, 1]
        assert march.conflict[0, 1] > 0 == march.congruence[0, 1]
    assert one_mode(activity(TOY, weights=smoothed(TOY, "2025-02-05", 8))).shared.tolist() == [[0, 0], [0, 0]]
