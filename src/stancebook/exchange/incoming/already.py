"""Which passages are rows of coders already, though this import was not told enough to make rows of them.

>>> row = ("010", "0", "6", "-", "arland", "self", "indirect", "toll", "2", "none", "2", "")
>>> place = ("010", "0", "6")
>>> match([Said("q", [place], {}, ""), Said("p", [place], {"actor": ["arland"]}, "")], [row]) == {"p": row}
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core.paths import ADJUDICATED
from stancebook.exchange.from_study import VARIABLES
from stancebook.exchange.incoming import coder_rows
from stancebook.exchange.incoming.coder_rows import Key
from stancebook.exchange.project import Passage

if TYPE_CHECKING:
    from stancebook.exchange.into_study import Import

PLACE = 3  # parts of the key of a row: article, start and end


class Said(NamedTuple):
    """What a passage says itself: the places that its row may have, cells that fit by column, its note."""

    id: str
    places: Collection[Key]
    cells: Mapping[str, Collection[str]]
    note: str


def of_import(made: Import, lacks: Collection[str]) -> dict[str, tuple[str, Key]]:
    """Return the coder and the row of each passage with an id in `lacks` that is a row already, by its id."""
    waiting: defaultdict[str, list[Said]] = defaultdict(list)
    for passage in made.placed:
        if passage.id in lacks and (passage.values or passage.codes):
            waiting[made.coders[passage.coder]].append(_said(made, passage))
    taken: defaultdict[str, list[Key]] = defaultdict(list)
    for row in made.rows.values():
        taken[row.coder].append(row.key)
    asked = [*waiting] if ADJUDICATED not in waiting else coder_rows.there_are(made.paths.coded)
    rows = {each: coder_rows.there(made.paths.coded, each, made.book, made.texts, made.article) for each in asked}
    return of_coders(waiting, rows, taken)


def _said(made: Import, passage: Passage) -> Said:
    """Return what a passage says itself."""
    spans = [coder_rows.span_of(passage, made.article(passage.text), cut) for cut in (False, True)]
    cells = {
        column: {made.cell(column, own)} if column == "condition" else {made.cell(column, [word]) for word in own}
        for column, own in made.columns.said(passage).items()
    }
    return Said(passage.id, {(passage.text, str(span.start), str(span.end)) for span in spans}, cells, passage.note)


def of_coders(
    waiting: Mapping[str, list[Said]], rows: Mapping[str, Collection[Key]], taken: Mapping[str, Collection[Key]]
) -> dict[str, tuple[str, Key]]:
    """Return the coder and the row of each passage that is one already, by its id.

    `waiting` has passages by coder, `rows` those of each coder's file, `taken` those that other passages are. What was
    adjudicated, and has no coder's id, is in a file if that has all of it, and is no other coder's of the project.
    """
    found: dict[str, tuple[str, Key]] = {}
    for coder, those in waiting.items():
        own = [coder] if coder != ADJUDICATED else sorted(rows.keys() - waiting.keys() - taken.keys())
        for name in own:
            matched = match(those, {*rows.get(name, ())} - {*taken.get(name, ())})
            if coder != ADJUDICATED or len(matched) == len(those):
                found |= {id: (name, row) for id, row in matched.items()}
                break
    return found


def match(passages: Iterable[Said], rows: Collection[Key]) -> dict[str, Key]:
    """Return the row that each passage is, by its id; a row is one passage alone, first one that says most."""
    left, found = sorted(rows), dict[str, Key]()
    for each in sorted(passages, key=lambda each: -len(each.cells)):
        if row := next((row for row in left if _fits(each, row)), None):
            left.remove(row)
            found[each.id] = row
    return found


def _fits(passage: Said, row: Key) -> bool:
    """Return whether a passage may be a row: what it says is there, at one of its places."""
    cells = dict(zip(VARIABLES, row[PLACE:-1], strict=True))
    return row[:PLACE] in passage.places and row[-1] == passage.note and all(
        cells[column] in words for column, words in passage.cells.items()
    )  # fmt: skip
