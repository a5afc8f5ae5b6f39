"""A figure in words: parts of its alternative text, and the heads of its table.

>>> stance("Arland", 1.5, 4), stance("Borduria", -2, 1)
('Arland +1.5 (n = 4)', 'Borduria −2 (n = 1)')
>>> brief_list("Four lean towards it: Arland, Borduria, Cadia.", "Four lean towards it: Arland, Borduria.", most=45)
'Four lean towards it… The table gives each.'
"""

from collections.abc import Iterable

from stancebook.core.english import display_name, signed_position
from stancebook.figures.lettering import drawable
from stancebook.figures.style import Names

ALT = 1200  # the most characters of an alternative text: a longer one tires a listener, and the table has it all
REST = " The table gives each."


def stance(name: str, median: float, n: int) -> str:
    """An actor's median on an issue, and the number of statements behind it."""
    return f"{name} {signed_position(float(median))} (n = {n})"


def brief_list(*wordings: str, most: int = ALT) -> str:
    """The first of these wordings that has at most `most` characters; if none has, the last one, cut between two words.

    All but the first end with a note that the table gives each.
    """
    wordings = tuple(drawable(wording) for wording in wordings)
    texts = [wordings[0], *(wording + REST for wording in wordings[1:])]
    cut = _cut(wordings[-1], most - len("…" + REST)) + "…" + REST
    return next((text for text in texts if len(text) <= most), cut)


def _cut(text: str, most: int) -> str:
    """The text up to the last place before `most` where a part of a list ends, else a word, else a character."""
    kept = text[:most]
    ends = (kept.rfind(mark, most // 2) for mark in ("; ", ", ", ": ", " "))
    return kept[: next((end for end in ends if end > 0), most)]


def headings(names: Names, ids: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """The head of each id's column: its name, with the id too where another column has that name.

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
