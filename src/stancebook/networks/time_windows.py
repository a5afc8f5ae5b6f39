"""Windows: which statements weigh how much around a day, so that a network can be seen to move.

A window is a kernel around its centre, in days. The weights of all statements go to `activity.activity`.

>>> import pandas as pd
>>> said = pd.DataFrame({"date": ["2025-01-01", "2025-01-03", "2025-01-06"], "article": ["000", "010", "020"]})
>>> [str(centre) for centre in windows("2025-01-01", "2025-01-07", step=2, width=4)]
['2025-01-03', '2025-01-05']
>>> smoothed(said, "2025-01-03", width=4).tolist(), smoothed(said, "2025-01-03", 4, "triangular").tolist()
([0.25, 0.25, 0.0], [0.0, 0.5, 0.0])
"""

import datetime
import math

import numpy as np

from stancebook.networks.activity import days_of


def uniform(u):
    """The same everywhere."""
    return np.full(u.shape, 0.5)


def triangular(u):
    """Falling in a straight line to nothing at the ends."""
    return 1 - np.abs(u)


def epanechnikov(u):
    """A parabola: Epanechnikov (1969), "Non-parametric estimation of a multivariate probability density"."""
    return 0.75 * (1 - u**2)


def gaussian(u):
    """The normal density, cut at three standard deviations, which are the ends, and scaled to 1 again."""
    return 3 * np.exp(-4.5 * u**2) / math.sqrt(2 * math.pi) / math.erf(3 / math.sqrt(2))


KERNELS = {each.__name__: each for each in (uniform, triangular, epanechnikov, gaussian)}


def kernel_weights(days, centre, width, kernel="uniform"):
    """The weight of each day: an array, 0 beyond half a width on either side of the centre, the ends within.

    Days and the centre are numbers; over days the weights integrate to 1, so that those of two kernels compare.
    Above, each kernel is a function of the distance from the centre, where -1 and 1 are the ends.

    >>> kernel_weights(np.array([-3, -2, 0, 1, 2]), 0, 4, "epanechnikov").tolist()
    [0.0, 0.0, 0.375, 0.28125, 0.0]
    """
    if kernel not in KERNELS:
        raise ValueError(f"no kernel {kernel!r}: use one of {', '.join(KERNELS)}")
    _refuse_below(width, "width")
    u = (np.asarray(days, float) - centre) / (width / 2)
    return np.where(np.abs(u) <= 1, KERNELS[kernel](u) / (width / 2), 0.0)


def windows(first, last, step, width):
    """The centres of windows, `step` days apart, a list of dates: as many as fit between first and last.

    No day that weighs in a window lies before the first or after the last (dates, or text as YYYY-MM-DD); a window
    reaches as many whole days to either side as go into half a width. `step` is a whole number.
    """
    _refuse_below(width, "width")
    _refuse_below(step, "step")
    if step % 1:
        raise ValueError(f"a step of {step} days: use whole days")
    first, last, reach = _day(first), _day(last), datetime.timedelta(days=int(width / 2))
    centres = np.arange(first + reach, last - reach + datetime.timedelta(days=1), datetime.timedelta(days=step))
    if not len(centres):
        raise ValueError(f"no window of {width} days fits between {first} and {last}: use a shorter one")
    return centres.astype("datetime64[D]").tolist()


def smoothed(statements, centre, width, kernel="uniform"):
    """The weight of each statement by its date in the window around a centre, a date: an array for `activity`."""
    return kernel_weights(days_of(statements).astype(int), _number(centre), width, kernel)


def _day(date):
    """A date, also from text."""
    try:
        return datetime.date.fromisoformat(str(date)[:10] if isinstance(date, datetime.date) else date)
    except (TypeError, ValueError):
        raise ValueError(f"{date!r} is no date: write YYYY-MM-DD") from None


def _number(date):
    return int(np.datetime64(_day(date), "D").astype(int))


def _refuse_below(days, name):
    if not 0 < days < math.inf:
        raise ValueError(f"a {name} of {days} days: use more than 0")
