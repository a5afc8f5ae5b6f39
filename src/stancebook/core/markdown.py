"""Text that came from somebody else, made harmless in Markdown.

>>> print(escape("- *now* <b>"))
\\- \\*now\\* \\<b\\>
"""

import re

from stancebook.core import english

UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069]")
SPACE = re.compile("[\t\n\v\f\r \x1c-\x1f\x85\u2028\u2029]+")
# ! everywhere, for a link of ours may follow it; : and . only where they make an address or an emoji of a word
MARKUP = re.compile(r"[\\`*_\[\]<>&#|!~$@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
LEADING = re.compile(r"^( ?\d{0,9})([-+=.):])")


def visible(text):
    """The text with controls that one cannot see, those of direction above all, shown by their code points."""
    return UNSEEN.sub(lambda control: f"[U+{ord(control[0]):04X}]", text)


def escape(text):
    """The text in one line of Markdown that shows it as it is, be it at a line's start or within."""
    return LEADING.sub(r"\1\\\2", escape_within(text))


def escape_within(text):
    """The same for text that never begins a line."""
    return MARKUP.sub(r"\\\g<0>", SPACE.sub(" ", visible(text)))


def table_text(rows, columns, most):
    """The Markdown of a table: a header, a line a row, and what was left out."""
    if not rows:
        return "No row."
    lines = [columns, ["---"] * len(columns), *([_cell(row[column]) for column in columns] for row in rows[:most])]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    first = "row" if most == 1 else f"{most} rows"
    return f"{text}\n\nThe first {first} of {len(rows)}." if len(rows) > most else text


def _cell(value):
    """A value as a cell shows it: two decimals at most, a true minus sign, nothing for a missing one."""
    if english.missing(value):
        return ""
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    text = str(value)
    number = text.lstrip("-").replace(".", "", 1).isdecimal()
    return escape(text.replace("-", "−", 1) if number else text)
