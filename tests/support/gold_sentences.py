"""Prose with marked sentences (tests/texts/sentences), and how far a splitter departs from it.

A file has a sentence a line; an empty line ends a paragraph, and a line that begins with "# " says what is hard in the
paragraphs below it. In the text, a space stands between two sentences and an empty line between two paragraphs. A
sentence within a quotation is a sentence. A footnote mark belongs to the sentence before it, the number of an item to
the item.

The files in `held_out` were written when the rules stood, before their last changes, and first measured after those: the
bounds are what was found then. What they showed has since been mended, and they stand as they were. The files in `fresh`
are later ones of this kind: at first 11 ends were wrong in the 285 sentences of another reader, 16 in the 52 that have
an abbreviation or two each, and 2 in 49 of news; the bounds are what is found now.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "texts" / "sentences"
# in per cent of the sentences, with the language known or not
MOST_ERRORS = {"en": 0.5, "en_military": 2, "de": 1, "fr": 1, "es": 1, "pl": 1, "uk": 1}
HELD_OUT = {"en": 2, "de": 4.9, "fr": 0, "es": 2.5, "pl": 0, "uk": 0}
FRESH = dict.fromkeys(("en", "en_military", "de", "fr", "es", "uk", "ru"), 0.0) | {"pl": 2.5}
MOST_ERRORS |= {f"fresh/{name}": most for name, most in FRESH.items()}
MOST_ERRORS |= {f"held_out/{name}": most for name, most in HELD_OUT.items()}


class Measured(NamedTuple):
    """The number of sentences, and the ends that a splitter missed or invented, each with the text around it."""

    sentences: int
    missed: list[str]
    invented: list[str]

    @property
    def share(self) -> float:
        """Errors in per cent of the sentences."""
        return 100 * (len(self.missed) + len(self.invented)) / self.sentences


def paragraphs(name: str, heading: str = "") -> list[list[str]]:
    """The sentences of a file, by paragraph; only of the parts whose heading begins so."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split("^# ", text, flags=re.MULTILINE)]
    blocks = [block for title, _, body in parts if title.startswith(heading) for block in body.split("\n\n")]
    return [block.strip("\n").split("\n") for block in blocks if block.strip()]


def text_of(marked: Iterable[Iterable[str]]) -> str:
    """The text of marked paragraphs."""
    return "\n\n".join(map(" ".join, marked))


def ends(marked: list[list[str]]) -> set[int]:
    """Where the sentences of marked paragraphs end in their text."""
    text, found, at = text_of(marked), set(), 0
    for sentence in (sentence for paragraph in marked for sentence in paragraph):
        at = text.index(sentence, at) + len(sentence)
        found.add(at)
    return found


def measure(name: str, splitter: Callable[[str], Iterable[int]]) -> Measured:
    """Compare the ends that a splitter finds in a file's text with those marked there."""
    marked = paragraphs(name)
    text, gold = text_of(marked), ends(marked)
    found = set(splitter(text))
    return Measured(len(gold), around(text, gold - found), around(text, found - gold))


def around(text: str, places: Iterable[int]) -> list[str]:
    """The text around each place."""
    return [f"{text[max(0, at - 30) : at]}|{text[at : at + 30]}".replace("\n", "¶") for at in sorted(places)]


def second_opinion(text: str) -> set[int]:
    """Where nupunkt, with its own model, ends the sentences of each line of an English text."""
    from nupunkt import sent_spans

    lines = [(line.start(), line[0]) for line in re.finditer("[^\n]+", text)]
    return {at + start + len(line[start:end].rstrip()) for at, line in lines for start, end in sent_spans(line)}


def compared(text: str, own: set[int], other: set[int]) -> list[str]:
    """A line for each end that only one of two splitters finds."""
    return [
        f"{'own ' if at in own else 'other'}  {place}" for at in sorted(own ^ other) for place in around(text, [at])
    ]
