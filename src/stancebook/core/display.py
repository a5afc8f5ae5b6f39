"""What a notebook shows: sentences and short tables as Markdown, everything from a table escaped.

>>> print(table_text([{"actor": "arland", "n": 3}, {"actor": "a|b", "n": 1}], ("actor", "n"), most=1))
| actor | n |
| --- | --- |
| arland | 3 |
<BLANKLINE>
The first row of 2.
"""

from IPython.display import Markdown

from stancebook.core import english
from stancebook.core.markdown import escape, table_text


def markdown(text):
    """A sentence for the reader, as Markdown written by us; escape what comes from tables."""
    return Markdown(text)


def escape_text(text):
    """A text from a table or a study's settings, as Markdown that shows just this text."""
    return escape(text)


def prose(text):
    """Paragraphs of a study's settings, for the reader; nothing in them is Markdown."""
    return Markdown("\n\n".join(escape(line) for line in text.splitlines() if line.strip()))


def answer(text: str) -> Markdown:
    """Return a notebook's answer in bold; nothing in the text is Markdown."""
    return Markdown(f"**{escape(text)}**")


def table(rows, columns=None, most=12):
    """A table of at most so many rows, as Markdown; says how many there are where it does not show all."""
    rows = rows if isinstance(rows, list) else rows.to_dict("records")
    return Markdown(table_text(rows, columns or tuple(rows[0] if rows else ()), most))


def percent(share):
    """A share of 1 as a percentage.

    >>> percent(0.974), percent(None)
    ('97 %', 'not defined')
    """
    return "not defined" if english.missing(share) else english.percent(share)


def decimal(value):
    """A coefficient as papers print it, with two decimals.

    >>> decimal(0.8349), decimal(-0.5)
    ('0.83', '−0.50')
    """
    return "not defined" if english.missing(value) else english.decimal(value)


def listed(words):
    """Words as a sentence lists them, escaped.

    >>> listed(["a", "b", "c"]), listed([])
    ('a, b and c', 'none')
    """
    *most, last = [escape(word) for word in words] or ["none"]
    return f"{', '.join(most)} and {last}" if most else last
