"""Text of figures: what can be drawn, measured and wrapped into lines, and parts of the alternative text.

>>> wrap("Arland would send its own engineers", 60, 8)
['Arland would', 'send its own', 'engineers']
>>> printable("a\\u202eb\\tc")
'a[U+202E]b c'
>>> stance("Arland", 1.5, 4), stance("Borduria", -2, 1)
('Arland +1.5 (n = 4)', 'Borduria −2 (n = 1)')
>>> brief_list("Four lean towards it: Arland, Borduria, Cadia.", "Four lean towards it: Arland, Borduria.", most=45)
'Four lean towards it… The table gives each.'
"""

import bisect
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from stancebook.core import fonts
from stancebook.core.english import display_name, signed_position
from stancebook.core.markdown import SPACE, visible

# By file, because the name of a family may lead to another version on the reader's machine.
FONTS = [Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{bold}.ttf") for bold in ("", "-Bold")]
MATHS = FONTS[0].with_name("STIXGeneral.ttf")

ALT = 1200  # the most characters of an alternative text: a longer one tires a listener, and the table has it all
REST = " The table gives each."


def font(size: float, bold: bool = False, text: str = "") -> FontProperties:
    """The font of all figures, which ships with matplotlib; if it lacks letters of the text, others follow it."""
    others = dict.fromkeys(_font_of(sign, _others()) for sign in _lacking(text))
    if not others:
        return FontProperties(fname=str(FONTS[bold]), size=size)
    return FontProperties(family=[_family(path) for path in (FONTS[bold], *others) if path], size=size)


def _others() -> tuple[Path, ...]:
    """The fonts in which a letter is sought that the font of all figures lacks, in this order."""
    return (*fonts.own(), *fonts.packaged(), MATHS)


def _lacking(text: str) -> list[str]:
    """The letters of a text that the font of all figures lacks, each once."""
    return [sign for sign in sorted(set(text)) if ord(sign) not in _glyphs()]


@functools.cache
def _font_of(sign: str, others: tuple[Path, ...]) -> Path | None:
    """The first of some fonts that has a letter."""
    return next((path for path in others if ord(sign) in _letters(path)), None)


@functools.cache
def _family(path: Path) -> str:
    """The name of a family that has a font file alone, by which matplotlib finds it; no other font is called so."""
    name = f"stancebook {path}"
    fontManager.ttflist.append(FontEntry(fname=str(path), name=name, weight=400))
    return name


def drawable(text: object) -> str:
    """The text on one line, with the code points of signs that are invisible."""
    return " ".join(visible(SPACE.sub(" ", str(text))).split())


@functools.cache
def _glyphs() -> frozenset[int]:
    """The code points that both weights of the font have."""
    return frozenset.intersection(*map(_letters, FONTS))


@functools.cache
def _letters(path: Path) -> frozenset[int]:
    """The code points that a font has."""
    return frozenset(get_font(str(path)).get_charmap())


def printable(text: object) -> str:
    """The drawable text; raises NoFont if no font has one of its letters."""
    drawn = drawable(text)
    without = [sign for sign in _lacking(drawn) if _font_of(sign, _others()) is None]
    if missing := [sign for sign in without if unicodedata.category(sign) != "Cf"]:  # joiners draw nothing
        raise fonts.NoFont(fonts.no_font(missing, drawn, "a figure"))
    return drawn


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of one printable line in points."""
    return _width_at_100(text, bold) * (size / 100)


@functools.lru_cache(maxsize=1 << 15)
def _width_at_100(text: str, bold: bool) -> float:
    """The width of a line in type of 100 points; the width in another size is in proportion."""
    return text_to_path.get_text_width_height_descent(text, font(100, bold, text), False)[0] if text else 0


def wrap(text: object, width: float, size: float, bold: bool = False) -> list[str]:
    """The printable lines of a text, none wider than `width` points; a word that is wider is broken."""
    lines = [""]
    for word in printable(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size, bold) <= width:
            lines[-1] = joined
        elif text_width(word, size, bold) <= width:
            lines.append(word)
        else:
            lines += _pieces(word, width, size, bold)
    return [line for line in lines if line]


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """The word, cut so that each piece fits."""
    pieces = []
    while word:
        fitting = bisect.bisect(range(1, len(word) + 1), width, key=lambda end: text_width(word[:end], size, bold))
        end = _whole(word, max(1, fitting))
        pieces.append(word[:end])
        word = word[end:]
    return pieces


def _whole(word: str, end: int) -> int:
    """A place at or before `end` where no letter is parted from its marks; one after it if the first letter is longer.

    >>> _whole("x\\u0302y", 1), _whole("yx\\u0302", 2)
    (2, 1)
    """
    places = [at for at in range(1, len(word) + 1) if at == len(word) or not _joined(word[at - 1], word[at])]
    return max((at for at in places if at <= end), default=places[0])


def _joined(sign: str, after: str) -> bool:
    """Whether two signs belong to one letter: a mark and what it marks, or what a joiner joins."""
    marks = unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff"
    return marks or "\u200d" in (sign, after)


def fitting(text: object, width: float, size: float, bold: bool = False) -> str:
    """The first line of a text, cut at `width` points.

    >>> fitting("Arland", 20, 8)
    'Arla'
    """
    return next(iter(_pieces(printable(text), width, size, bold)), "")


def balanced(text: object, width: float, size: float, bold: bool = False) -> list[str]:
    """As many lines as `wrap` gives, of about one length, so that no word stands alone."""
    lines, least = wrap(text, width, size, bold), width / 2
    while len(lines) > 1 and width > least:
        width *= 0.97
        closer = wrap(text, width, size, bold)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def upright(
    heads: list[tuple[str, bool]], width: float, length: float, growth: float, longest: float = inf
) -> tuple[list[list[str]], float]:
    """The lines of upright heads (words, and whether they are bold) over columns of a width, and their size of type.

    The lines grow from `length` to `longest` until there are no more of them than fit in a column; then they are cut.
    """
    size = min(7, width / 1.2)
    most = max(1, int(width // (1.12 * size)))
    while length < longest and any(len(wrap(words, length, size, bold)) > most for words, bold in heads):
        length *= growth
    return [shortened(wrap(words, length, size, bold), most) or [""] for words, bold in heads], size


def shortened(lines: list[str], most: int) -> list[str]:
    """The first `most` lines; an ellipsis ends the last of them where lines are left out.

    >>> shortened(["Arland", "and", "others"], 2)
    ['Arland', 'and…']
    """
    return [*lines[: most - 1], lines[most - 1] + "…"] if len(lines) > most else lines


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


def short_name(name: str) -> str:
    """The name of an actor without an explanation in brackets at its end.

    >>> short_name("Towns (on the strait)"), short_name("(all)")
    ('Towns', '(all)')
    """
    return re.sub(r"(?<=\S)\s+\([^()]*\)$", "", name)


def headings(names: Mapping[str, str], ids: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
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
