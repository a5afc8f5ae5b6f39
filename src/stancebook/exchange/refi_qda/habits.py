"""How the program that made a project counts, by where all selections of the project begin and end.

Names of selections that are their words show it, and so do the edges of words: by another way of counting, most
selections would begin or end within a word. A way other than the program's habit is taken only if it is clearly
better, and most ends then are at edges; where another is as good and moves selections, both readings are told.

>>> text, at_edges = "Tax\\r\\nToll\\r\\nArland pays.", [Selection(11, 17, ""), Selection(18, 22, "")]
>>> habit_of("QualCoder 3.7"), chosen([(text, at_edges)], Habit(True, False))
(Habit(line_end_is_one=True, utf16=False), Habit(line_end_is_one=False, utf16=False))
>>> other_reading("一\\r\\n二三四五", [Selection(3, 5, "")], Habit(True, False), {Habit(False, False)})
('三四', '二三')
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import product
from operator import eq
from typing import NamedTuple

from stancebook.exchange.refi_qda.spans import LARGE, Counted, Counting, Selection, says, spans

LINE_END_IS_ONE = ("atlas", "qualcoder")  # programs that count the two characters of a Windows line end as one
MARGIN = 2  # ends of selections at edges of words by which a way is clearly better; a right name counts as many

Read = Collection[tuple[str, Sequence[Selection]]]


class Habit(NamedTuple):
    """Whether a Windows line end counts as one character, and whether large characters count as two (UTF-16)."""

    line_end_is_one: bool
    utf16: bool

    def way(self, text: str) -> Counting:
        """Return the way to count in a text."""
        return Counting(int(self.line_end_is_one and "\r\n" in text), self.utf16 and bool(re.search(LARGE, text)))


HABITS = tuple(Habit(*each) for each in product((False, True), repeat=2))


def habit_of(made_by: str) -> Habit:
    """Return how a program is known to count; the standard's way for another."""
    return Habit(made_by.lower().startswith(LINE_END_IS_ONE), False)


def is_open(text: str) -> bool:
    """Return whether programs count a text in different ways."""
    return "\r\n" in text or bool(re.search(LARGE, text))


def chosen(read: Read, known: Habit) -> Habit:
    """Return how the program of a project counts, by its texts with their selections; `known` is its habit."""
    scores = _scores(read)
    best = max(HABITS, key=lambda habit: (scores[habit], sum(map(eq, habit, known))))
    half = sum(len(selections) for _, selections in read)  # of the ends
    return best if scores[best] >= max(scores[known] + MARGIN, half) else known


def rivals(read: Read, habit: Habit) -> set[Habit]:
    """Return the habits that agree as well as the one that was chosen."""
    scores = _scores(read)
    return {each for each in HABITS if each != habit and scores[each] >= scores[habit]}


def other_reading(
    text: str, selections: Sequence[Selection], habit: Habit, others: Collection[Habit]
) -> tuple[str, str] | None:
    """Return the words of the first selection that another habit reads in another way, in both; None without one."""
    taken = spans(Counted(text, habit.way(text)), selections)
    for other in sorted(others):
        for span, moved in zip(taken, spans(Counted(text, other.way(text)), selections), strict=True):
            if span and moved and span != moved:
                return text[slice(*span)], text[slice(*moved)]
    return None


def _scores(read: Read) -> Counter[Habit]:
    """Return how well each habit agrees with names and words."""
    scores: Counter[Habit] = Counter()
    for text, selections in read:
        by_way = {way: _score(text, selections, way) for way in {habit.way(text) for habit in HABITS}}
        scores.update({habit: by_way[habit.way(text)] for habit in HABITS})
    return scores


def _score(text: str, selections: Sequence[Selection], way: Counting) -> int:
    """Return how many ends of selections are at edges of words, with more for each right name."""
    pairs = zip(spans(Counted(text, way), selections), selections, strict=True)
    return sum(_edges(text, *span) + MARGIN * says(each.name, text[slice(*span)]) for span, each in pairs if span)


def _edges(text: str, start: int, end: int) -> int:
    """Return how many ends of a selection are at an edge of a word.

    >>> [_edges("Arland pays", *span) for span in ((0, 6), (1, 7), (0, 5), (6, 11))]
    [2, 0, 1, 1]
    """
    return sum(not (sign.isspace() or _within(text, at)) for sign, at in ((text[start], start), (text[end - 1], end)))


def _within(text: str, at: int) -> bool:
    """Return whether a place is within a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
