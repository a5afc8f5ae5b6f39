"""Text from others, escaped for Markdown.

>>> print(escape("- *now* <b>"))
\\- \\*now\\* \\<b\\>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stancebook.core import english

if TYPE_CHECKING:
    from stancebook.core.tables import Rows

# controls, changes of direction, signs without width, tags, what is no character; a flag is spelled with tags, and
# joiners belong within scripts whose letters join and within emoji
FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u180e\u200b\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    f"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e00ff]|(?<![\u0590-\U0010ffff])[\u200c\u200d]|(?P<flag>{FLAG})"
)
SPACE = re.compile("[\t\n\r \u2028\u2029]+")
# ! everywhere, as a link of ours may follow it; : and . only where they make an address or an emoji of a word
MARKUP = re.compile(r"[\\`*_\[\]<>&#|!~$@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
LEADING = re.compile(r"^( ?\d{0,9})([-+=.):])")


def visible(text: str) -> str:
    """The text with the code points of signs that one cannot see, such as controls of direction, in their place.

    White space stays as it is. Everything that people read passes through this function; tables keep the signs.

    >>> visible("one\\x0b\\u202etwo\\ttab\\u200b"), visible("\\U0001f469\\u200d\\U0001f527")
    ('one[U+000B][U+202E]two\\ttab[U+200B]', '👩\u200d🔧')
    """
    return UNSEEN.sub(lambda sign: sign["flag"] or f"[U+{ord(sign[0]):04X}]", text)


def leftward(text: str) -> bool:
    """Whether the first letter of a text is of a script that runs leftwards.

    >>> leftward("1. שלום, Arland"), leftward("Arland: שלום"), leftward("4")
    (True, False, False)
    """
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def escape(text: str) -> str:
    """The text as one line of Markdown that shows it as it is, at the start of a line or within it."""
    return LEADING.sub(r"\1\\\2", escape_within(text))


def escape_within(text: str) -> str:
    """The text as `escape` gives it, for places that never begin a line."""
    return MARKUP.sub(r"\\\g<0>", SPACE.sub(" ", visible(text)))


def table_text(rows: Rows, columns: Sequence[str], most: int) -> str:
    """A Markdown table of the first `most` rows, and a sentence about the others."""
    if not rows:
        return "No row."
    shown = [[row[column] for row in rows[:most]] for column in columns]
    heads = [_head(column, values) for column, values in zip(columns, shown, strict=True)]
    cells = zip(*(_cells(values) for values in shown), strict=True)
    lines = [[head for head, _ in heads], [rule for _, rule in heads], *cells]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    first = "row" if most == 1 else f"{most} rows"
    return f"{text}\n\nThe first {first} of {len(rows)}." if len(rows) > most else text


def _head(column: str, values: Sequence[object]) -> tuple[str, str]:
    """The head of a column, and the rule below it: numbers stand flush right, everything else flush left."""
    given = [value for value in values if not english.missing(value)]
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in given)
    return column, "---:" if given and numbers else ":---"


def _cells(values: Sequence[object]) -> list[str]:
    """The values of a column as cells: with at most two decimals, the same for all; empty if missing."""
    floats = [value for value in values if isinstance(value, float) and not english.missing(value)]
    decimals = max((len(f"{value:.2f}".rstrip("0").partition(".")[2]) for value in floats), default=0)
    return [_cell(value, decimals) for value in values]


def _cell(value: object, decimals: int) -> str:
    """A value as a cell, with a true minus sign."""
    if english.missing(value):
        return ""
    text = f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
    number = text.lstrip("-").replace(".", "", 1).isdecimal()
    return escape_within(text.replace("-", "−", 1) if number else text)  # behind the line's first sign
