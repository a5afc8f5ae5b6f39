"""The brief and its evidence bound as one document, each link of which leads to a place within it.

>>> notes = '## Notes\\n\\n1. <a id="note-1"></a>[F1](evidence.md#F001)'
>>> brief = f'# Who goes?\\n\\nArland. [1](evidence.md#F001 "answer")\\n\\n{notes}'
>>> made = bind(brief, '# Evidence\\n\\n<a id="F001"></a>**F1** size')
>>> [part["name"] for part in made], made[0]["blocks"][1]["inlines"][1]["to"]
(['body', 'notes', 'evidence'], 'note-1')
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from stancebook.core.markdown import SPACE, visible
from stancebook.export.blocks import Node, Tree, plain, tree

# what a page or an XML file cannot hold: lone surrogates, private and unassigned characters, the byte order mark
UNFIT = re.compile("[\v\f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")
LONGEST_WORD = 20  # letters for which a column makes room


class FormatError(ValueError):
    """A brief cannot be made in a format: the reason and the fix, in one sentence."""


def bind(brief: str, annex: str, figures: Collection[str] = ()) -> list[Node]:
    """The parts (name, blocks) of a document, from the Markdown of a brief and of its evidence.

    The parts are body, notes, tables and evidence, as far as there are any. Marks lead to their notes, and links into
    the evidence to its passages. Raises FormatError if a link or a figure leads nowhere or two places share a name.
    """
    parts = [*_parts(tree(printable(brief))), {"name": "evidence", "blocks": tree(printable(annex))}]
    pieces, places = list(pieces_of(parts)), names_of(parts)
    if repeated := sorted({place for place in places if places.count(place) > 1}):
        raise FormatError(f"two places of the brief are called {repeated[0]}; give one of them another name")
    if missing := [piece["name"] for piece in pieces if piece.get("kind") == "figure" and piece["name"] not in figures]:
        raise FormatError(f"there is no figure {missing[0]}; draw it, or take its line out of the template")
    notes = {f"claim-{mark['claim']}": f"note-{plain(mark['inlines'])}" for mark in pieces if mark.get("claim")}
    _skip_no_level(piece for piece in pieces if piece.get("kind") == "heading")
    return _with_places(parts, set(places), notes)


def names_of(parts: list[Node]) -> list[str]:
    """The names of all places in a document that a link can lead to: its anchors, then its headings with an id."""
    pieces = list(pieces_of(parts))
    anchors = [piece["name"] for piece in pieces if piece.get("kind") == "anchor"]
    return anchors + [piece["id"] for piece in pieces if piece.get("id")]


def printable(text: str) -> str:
    """The text with invisible characters, and those that a page cannot hold, shown by their code points."""
    return UNFIT.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", visible(text))


def in_a_line(title: str) -> str:
    """A title in one line, shown as the text is."""
    return printable(SPACE.sub(" ", title).strip())


def _parts(blocks: list[Node]) -> list[Node]:
    """The brief's blocks as body, notes and tables; notes and tables begin at the heading above their first anchor."""
    starts = {0: "body"}
    for place, (block, after) in enumerate(pairwise(blocks)):
        if block["kind"] == "heading" and after["kind"] == "list" and _first_name(after).startswith("note-"):
            starts[place] = "notes"
        elif (
            block["kind"] == "heading" and after.get("id", "").startswith("table-") and "tables" not in starts.values()
        ):
            starts[place] = "tables"
    ends = [*list(starts)[1:], len(blocks)]
    return [{"name": name, "blocks": blocks[at:end]} for (at, name), end in zip(starts.items(), ends, strict=True)]


def _first_name(block: Node) -> str:
    """The name of the anchor with which a list begins; empty if it begins with other words."""
    first = next(pieces_of(block["items"]), {})
    while first.get("inlines"):
        first = first["inlines"][0]
    return first.get("name", "")


def pieces_of(node: Tree) -> Iterator[Node]:
    """All dictionaries in a tree, in reading order."""
    stack = [node]
    while stack:
        piece = stack.pop()
        if isinstance(piece, dict):
            yield piece
            stack += reversed(piece.values())
        elif isinstance(piece, list):
            stack += reversed(piece)


def _skip_no_level(headings: Iterable[Node]) -> None:
    """Lower the levels of headings so that none is more than one below the last: screen readers announce levels."""
    last = 0
    for heading in headings:
        last = heading["level"] = min(heading["level"], last + 1)


def _with_places(node: Tree, places: Collection[str], notes: Mapping[str, str]) -> Tree:
    """The tree with each link leading to a place within the document."""
    if isinstance(node, list):
        return [_with_places(inner, places, notes) for inner in node]
    if not isinstance(node, dict):
        return node
    made = {name: _with_places(inner, places, notes) for name, inner in node.items()}
    if made.get("kind") in ("mark", "internal"):
        words = plain(made["inlines"])
        to = f"note-{words}" if made["kind"] == "mark" else made["to"]
        made["to"] = to if to in places else notes.get(to, to)
        if made["to"] not in places:
            raise FormatError(
                f"the brief's link “{words}” leads to {to}, which is nowhere in it; cite what this run has"
            )
    return made


def widths(table: Node, line: int) -> list[float]:
    """The share of a table's width of each column: room for its longest word, and more the longer its cells are.

    `line` is the number of letters that a table has side by side.

    >>> cells = [[[{"kind": "text", "text": text}] for text in row] for row in (["Who", "Why"], ["all", "a " * 50])]
    >>> widths({"head": cells[0], "rows": cells[1:]}, 125)
    [0.04, 0.96]
    """
    columns = [[plain(cell) for cell in column] for column in zip(table["head"], *table["rows"], strict=True)]
    words = [max(len(word) for text in column for word in [*text.split(), ""]) for column in columns]
    needed = [min(word, LONGEST_WORD) + 2 for word in words]
    wished = [(max(map(len, column)) - word) ** 0.75 for column, word in zip(columns, words, strict=True)]
    left = max(0, line - sum(needed)) / (sum(wished) or 1)
    given = [need + left * wish for need, wish in zip(needed, wished, strict=True)]
    return [int(1000 * width / sum(given)) / 1000 for width in given]
