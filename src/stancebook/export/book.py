"""The brief as one document that stands alone: its parts, and each link within it leading to a place.

>>> notes = '## The cited passages\\n\\n1. <a id="note-1"></a>Ada: “so” ([text 000](evidence.md#F001))'
>>> brief = f'# Who goes?\\n\\nArland. [1](evidence.md#F001 "answer")\\n\\n## Money\\n\\n---\\n\\nMore.\\n\\n{notes}'
>>> made = bind(brief)
>>> [part["name"] for part in made], made[0]["blocks"][1]["inlines"][1]["to"]
(['opening', 'sections', 'annex', 'notes'], 'note-1')
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from stancebook.core.markdown import SPACE, visible
from stancebook.export.blocks import Node, Tree, plain, tree

UNFIT = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # signs that mean something in one font alone
LONGEST_WORD = 20  # letters for which a column makes room


class FormatError(ValueError):
    """A brief cannot be made in a format: the reason and the fix, in one sentence."""


def bind(brief: str, figures: Collection[str] = ()) -> list[Node]:
    """The parts (name, blocks) of a document, from the Markdown of a brief.

    The parts are opening (before the first section), sections, annex (after the thematic break) and notes, as far as
    there are any. Marks lead to their notes. Raises FormatError if a link within the document or a figure
    leads nowhere, or two places share a name.
    """
    parts = _parts(tree(printable(brief)))
    pieces, places = list(pieces_of(parts)), names_of(parts)
    if repeated := sorted({place for place in places if places.count(place) > 1}):
        raise FormatError(f"two places of the brief are called {repeated[0]}; give one of them another name")
    if missing := [piece["name"] for piece in pieces if piece.get("kind") == "figure" and piece["name"] not in figures]:
        raise FormatError(f"there is no figure {missing[0]}; draw it, or take its line out of the text")
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
    """The brief's blocks in parts; the notes begin at the heading above the list of them."""
    parts = [{"name": "opening", "blocks": []}]
    for block, after in zip(blocks, [*blocks[1:], {}], strict=True):
        name = _part_begun(block, after, parts[-1]["name"])
        if name:
            parts.append({"name": name, "blocks": []})
        if name != "annex":
            parts[-1]["blocks"].append(block)
    return [part for part in parts if part["blocks"]]


def _part_begun(block: Node, after: Node, name: str) -> str:
    """The name of the part that begins with a block, given the block after it and the part before; empty if none."""
    if block["kind"] == "rule" and name in ("opening", "sections"):
        return "annex"
    if block["kind"] != "heading":
        return ""
    if after.get("kind") == "list" and _first_name(after).startswith("note-"):
        return "notes"
    return "sections" if name == "opening" and block["level"] > 1 else ""


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
    [0.048, 0.952]
    """
    columns = [[plain(cell) for cell in column] for column in zip(table["head"], *table["rows"], strict=True)]
    words = [max(len(word) for text in column for word in [*text.split(), ""]) for column in columns]
    needed = [min(word, LONGEST_WORD) + 2 + (place == 0) for place, word in enumerate(words)]  # the first is bold
    wished = [(max(map(len, column)) - word) ** 0.75 for column, word in zip(columns, words, strict=True)]
    left = max(0, line - sum(needed)) / (sum(wished) or 1)
    given = [need + left * wish for need, wish in zip(needed, wished, strict=True)]
    return [int(1000 * width / sum(given)) / 1000 for width in given]
