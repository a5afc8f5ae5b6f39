"""What figures and pages share: the stance scale, and the order of actors and issues.

Colours of positions are named here; colours of text, lines and dark screens in stancebook.mplstyle and page.css.
`names` gives the name to print for an id; an id that it lacks is printed in words.

>>> import pandas as pd
>>> stances = pd.DataFrame({"actor": ["arland", "borduria"], "issue": ["bridge"] * 2, "median": [-2.0, 1.5]})
>>> order(stances)
Order(actors=['borduria', 'arland'], issues=['bridge'])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from matplotlib import style
from matplotlib.colors import to_hex, to_rgb

from stancebook.core.english import display_name

if TYPE_CHECKING:
    import pandas as pd

Names = Mapping[str, str]
NO_NAMES: Names = MappingProxyType({})

# Positions from -2 (orange, opposes) over 0 (pale grey) to +2 (blue, supports), in halves.
SCALE = ["#dd6f21", "#e78f4f", "#f1b183", "#efcfb7", "#e9e9e9", "#c6d7e8", "#9fc3e3", "#72a6d6", "#4688c5"]
WHITE, GREY, SLATE, DARK = "#ffffff", "#e9e9e9", "#a9b4bf", "#46535f"
ALARM = "#9b1c31"  # for what a change reverses: dark in grey print too, and not a colour of the stance scale


class Order(NamedTuple):
    """The order of actors and of issues in every figure and table."""

    actors: list[str]
    issues: list[str]


def order(stances: pd.DataFrame, names: Names = NO_NAMES) -> Order:
    """Sort actors from the most supporting, by mean of medians, and issues from the most dividing, by their spread."""
    by_actor, by_issue = stances.groupby("actor")["median"], stances.groupby("issue")["median"]
    mean, spread, size = by_actor.mean(), by_issue.max() - by_issue.min(), by_issue.size()
    return Order(
        sorted(mean.index, key=lambda actor: (-mean[actor], display_name(names, actor), actor)),
        sorted(spread.index, key=lambda issue: (-spread[issue], -size[issue], display_name(names, issue), issue)),
    )


def shade(position: float, strength: float = 1.0) -> str:
    """The colour of a position on the stance scale; a strength below 1 makes it darker, for frames and rings."""
    return to_hex([strength * part for part in to_rgb(SCALE[round((float(position) + 2) * 2)])])


def wash(position: float) -> str:
    """The colour of a position halfway to white, to lie behind words; the grey of 0 is pale enough."""
    return to_hex([(part + 1) / 2 for part in to_rgb(shade(position))]) if position else shade(0)


@contextmanager
def house_style() -> Iterator[None]:
    """The context, or decorator, in which a figure looks the same on every machine."""
    with style.context(["default", Path(__file__).with_name("stancebook.mplstyle")]):
        yield
