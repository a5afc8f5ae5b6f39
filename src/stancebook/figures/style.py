"""What figures and pages share: the one stance scale, the order of actors and issues, and how a position is written.

The colours of positions are named here; ink, paper and the washes of a dark screen in stancebook.mplstyle and page.css.
`names` leads from ids to what is printed; an id that it lacks is printed in words.

>>> import pandas as pd
>>> stances = pd.DataFrame({"actor": ["arland", "borduria"], "issue": ["bridge"] * 2, "median": [-2.0, 1.5]})
>>> order(stances)
Order(actors=['borduria', 'arland'], issues=['bridge'])
"""

from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from matplotlib import style
from matplotlib.colors import to_hex, to_rgb

from stancebook.core import english

# Positions from -2 (orange, opposes) over 0 (pale grey) to +2 (blue, supports), in halves.
SCALE = ["#dd6f21", "#e78f4f", "#f1b183", "#efcfb7", "#e9e9e9", "#c6d7e8", "#9fc3e3", "#72a6d6", "#4688c5"]
WHITE, GREY, SLATE, DARK = "#ffffff", "#e9e9e9", "#a9b4bf", "#46535f"
ALARM = "#9b1c31"  # what a change reverses: dark in grey print too, and on neither side of the stance scale


class Order(NamedTuple):
    """The order of actors and of issues in every figure and table."""

    actors: list
    issues: list


def order(stances, names={}):
    """Actors from the most supporting, by mean of medians; issues from the most dividing, by their spread."""
    by_actor, by_issue = stances.groupby("actor")["median"], stances.groupby("issue")["median"]
    leaning, spread, size = by_actor.mean(), by_issue.max() - by_issue.min(), by_issue.size()
    return Order(
        sorted(leaning.index, key=lambda actor: (-leaning[actor], english.display_name(names, actor), actor)),
        sorted(
            spread.index, key=lambda issue: (-spread[issue], -size[issue], english.display_name(names, issue), issue)
        ),
    )


def shade(position, strength=1.0):
    """The colour of a position on the one stance scale; below full strength darker, for frames and rings."""
    return to_hex([strength * part for part in to_rgb(SCALE[round((float(position) + 2) * 2)])])


def wash(position):
    """The colour of a position halfway to white, to lie behind words; the grey of 0 is pale enough as it is."""
    return to_hex([(part + 1) / 2 for part in to_rgb(shade(position))]) if position else shade(0)


@contextmanager
def house_style():
    """The context, or decorator, in which a figure is drawn alike on every machine."""
    with style.context(["default", Path(__file__).with_name("stancebook.mplstyle")]):
        yield
