"""Telling: what a figure shows, in words: its alternative text, its stances in a line, the heads of its table.

>>> stance("Arland", 1.5, 4), stance("Borduria", -2, 1)
('Arland +1.5 (n = 4)', 'Borduria −2 (n = 1)')
>>> brief_list("Four lean towards it: Arland, Borduria, Cadia, Dorne.", "Four lean towards it: Arland, Borduria.", most=45)
'Four lean towards it… The table gives each.'
"""

from stancebook.core.english import display_name, signed_position
from stancebook.figures.lettering import drawable

ALT = 1200  # signs that an alternative text may have: longer ones tire those who listen, and the table has it all
REST = " The table gives each."


def stance(name, median, n):
    """An actor's median on an issue, and from how many statements."""
    return f"{name} {signed_position(float(median))} (n = {n})"


def brief_list(*ways, most=ALT):
    """The first of these ways to tell something that is short enough; where none is, the last, cut between two words.

    All but the first say that the table gives each.
    """
    ways = [drawable(way) for way in ways]
    texts = [ways[0], *(way + REST for way in ways[1:])]
    return (
        next((text for text in texts if len(text) <= most), None) or _cut(ways[-1], most - len("…" + REST)) + "…" + REST
    )


def _cut(text, most):
    """The text up to the last place before `most` where a part of a list ends, else a word, else a sign."""
    kept = text[:most]
    ends = (kept.rfind(mark, most // 2) for mark in ("; ", ", ", ": ", " "))
    return kept[: next((end for end in ends if end > 0), most)]


def headings(names, ids, taken=()):
    """What stands over the column of each id: its name, and the id too where another column has that name.

    >>> headings({"a": "toll", "b": "toll"}, ["a", "b"], taken=["text"])
    {'a': 'toll', 'b': 'toll (b)'}
    """
    heads, used = {}, {*taken}
    for id in ids:
        head = display_name(names, id)
        while head in used:
            head = f"{head} ({id})"
        used.add(heads.setdefault(id, head))
    return heads
