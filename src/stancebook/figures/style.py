"""What figures and pages share: the stance scale, and the order of actors and issues.

Colours of positions are named here, colours of text and lines in stancebook.mplstyle; INKS has them all, each with its
colour on a dark screen, so that a page can change the colours of a figure that it holds.
`names` gives the name to print for an id; an id that it lacks is printed in words.

>>> import pandas as pd
>>> stances = pd.DataFrame({"actor": ["arland", "borduria"], "issue": ["bridge"] * 2, "median": [-2.0, 1.5]})
>>> order(stances)
Order(actors=['borduria', 'arland'], issues=['bridge'])
>>> most_stated({"arland": 1, "borduria": 5, "cadia": 3}, 2)
Shown(ids=['borduria', 'cadia'], words='the 2 of 3 actors with most statements')
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

DARK_INKS = {  # text, muted text, hairlines, paper, and what else is grey
    "#1c1c1c": "#e8e6e1", "#595959": "#a9aeb4", "#e2e2e2": "#3a3e43",
    WHITE: "#17191c", SLATE: "#77828d", DARK: "#b4c0cb", ALARM: "#f08a9b",
}  # fmt: skip
DARK_SCALE = ["#8f4614", "#7d431a", "#6a3c1c", "#554034", "#44474b", "#3a4855", "#2f4a64", "#2c5377", "#2a5a8a"]


class Order(NamedTuple):
    """The order of actors and of issues in every figure and table."""

    actors: list[str]
    issues: list[str]


class Shown(NamedTuple):
    """The actors or issues that a figure shows, and in words which of all they are; no words if they are all."""

    ids: list[str]
    words: str = ""

    @property
    def sentence(self) -> str:
        """The words as a sentence to stand after another; empty if all are shown."""
        return f" Shown: {self.words}." if self.words else ""


def most_stated(statements: Mapping[str, int], most: int, noun: str = "actors") -> Shown:
    """The `most` ids with most statements, by id where they have as many; all of them if they are no more."""
    ids = sorted(statements, key=lambda id: (-statements[id], id))
    left_out = len(ids) > most
    return Shown(ids[:most], f"the {most} of {len(ids):,} {noun} with most statements" if left_out else "")


def together(*shown: Shown) -> Shown:
    """What a figure shows of several kinds.

    >>> actors, issues = most_stated({"a": 1, "b": 2}, 1), most_stated({"c": 1, "d": 2}, 1, "issues")
    >>> together(actors, issues).words
    'the 1 of 2 actors with most statements, and the 1 of 2 issues with most statements'
    """
    return Shown([id for each in shown for id in each.ids], ", and ".join(each.words for each in shown if each.words))


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


def _inks() -> dict[str, str]:
    """The colour on a dark screen of each colour of the figures on paper.

    Frames and rings, which are darker than the scale on paper, have the colours of the scale on a dark screen.
    """
    inks = dict(DARK_INKS)
    for place, (light, dark) in enumerate(zip(SCALE, DARK_SCALE, strict=True)):
        position = place / 2 - 2
        paler = to_hex([(2 * a + b) / 3 for a, b in zip(to_rgb(dark), to_rgb(DARK_INKS[WHITE]), strict=True)])
        inks |= {light: dark, wash(position): paler if position else dark}
        inks |= {shade(position, strength): light for strength in (0.75, 0.6)}
    return inks


INKS = MappingProxyType(_inks())


def dark_colours() -> str:
    """CSS that gives the figures in a page the colours of a dark screen.

    A rule names no element around the coloured one: what a `use` element shows is a copy with nothing around it.

    >>> dark_colours().partition("} ")[0]
    '[fill="#1c1c1c"] { fill: #e8e6e1; '
    """
    rules = (f'[{part}="{ink}"] {{ {part}: {dark}; }}' for ink, dark in INKS.items() for part in ("fill", "stroke"))
    return " ".join(rules)


@contextmanager
def house_style() -> Iterator[None]:
    """The context, or decorator, in which a figure looks the same on every machine."""
    with style.context(["default", Path(__file__).with_name("stancebook.mplstyle")]):
        yield
