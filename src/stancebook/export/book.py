"""The volume: brief and evidence bound as one document, each link of which leads to a place within it.

>>> notes = '## Notes\\n\\n1. <a id="note-1"></a>[F1](evidence.md#F001)'
>>> brief = f'# Who goes?\\n\\nArland. [1](evidence.md#F001 "answer")\\n\\n{notes}'
>>> made = bind(brief, '# Evidence\\n\\n<a id="F001"></a>**F1** size')
>>> [part["name"] for part in made], made[0]["blocks"][1]["inlines"][1]["to"]
(['body', 'notes', 'evidence'], 'note-1')
"""

import re
from itertools import chain, pairwise

from stancebook.core.markdown import SPACE, visible
from stancebook.export.blocks import plain, tree

# what a typeset page or an XML file cannot hold: lone surrogates, private signs, those that are none, the order mark
UNFIT = re.compile("[\v\f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")

LONGEST_WORD = 20  # letters for which a column makes room


class FormatError(ValueError):
    """What keeps a brief from being made in a format, and the cure, in one sentence."""


def bind(brief, annex, figures=()):
    """The parts (name, blocks) of a document, from the Markdown of a brief and of its evidence.

    They are body, notes, tables and evidence, those that there are. Marks lead to their notes, and links into the
    evidence to its passages. Raises FormatError where a link or a figure leads nowhere or two places have one name.
    """
    parts = [*_parts(tree(printable(brief))), {"name": "evidence", "blocks": tree(printable(annex))}]
    pieces = list(pieces_of(parts))
    places = [piece["name"] for piece in pieces if piece.get("kind") == "anchor"]
    places += [piece["id"] for piece in pieces if piece.get("id")]
    if twice := sorted({place for place in places if places.count(place) > 1}):
        raise FormatError(f"two places of the brief are called {twice[0]}; give one of them another name")
    if lost := [piece["name"] for piece in pieces if piece.get("kind") == "figure" and piece["name"] not in figures]:
        raise FormatError(f"there is no figure {lost[0]}; draw it, or take its line out of the template")
    notes = {f"claim-{mark['claim']}": f"note-{plain(mark['inlines'])}" for mark in pieces if mark.get("claim")}
    _step_down(piece for piece in pieces if piece.get("kind") == "heading")
    return _led(parts, set(places), notes)


def printable(text):
    """The text with what one cannot see or a page cannot hold shown by its code points."""
    return UNFIT.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", visible(text))


def in_a_line(title):
    """A title in one line, shown as the text is."""
    return printable(SPACE.sub(" ", title).strip())


def _parts(blocks):
    """The brief's blocks as body, notes and tables: each back part begins with the heading over what it is known by."""
    starts = {0: "body"}
    for place, (block, after) in enumerate(pairwise(blocks)):
        if block["kind"] == "heading" and _opens(after, "note-") and after["kind"] == "list":
            starts[place] = "notes"
        elif block["kind"] == "heading" and after.get("id", "").startswith("table-"):
            starts.setdefault(place, "tables") if "tables" not in starts.values() else None
    ends = [*list(starts)[1:], len(blocks)]
    return [{"name": name, "blocks": blocks[at:end]} for (at, name), end in zip(starts.items(), ends, strict=True)]


def _opens(block, name):
    """Whether a block begins with an anchor whose name begins so."""
    first = next(pieces_of(block.get("inlines") or block.get("items") or []), {})
    while first.get("inlines"):
        first = first["inlines"][0]
    return first.get("name", "").startswith(name)


def pieces_of(node):
    """All dictionaries in a tree, in reading order."""
    if isinstance(node, dict):
        yield node
    within = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    yield from chain.from_iterable(map(pieces_of, within))


def _step_down(headings):
    """Headings at most one level below the one before: a reader by ear hears of a level that is left out."""
    last = 0
    for heading in headings:
        last = heading["level"] = min(heading["level"], last + 1)


def _led(node, places, notes):
    """The tree with each link's place within the document."""
    if isinstance(node, list):
        return [_led(inner, places, notes) for inner in node]
    if not isinstance(node, dict):
        return node
    made = {name: _led(inner, places, notes) for name, inner in node.items()}
    if made.get("kind") in ("mark", "internal"):
        to = f"note-{plain(made['inlines'])}" if made["kind"] == "mark" else made["to"]
        made["to"] = to if to in places else notes.get(to, to)
        if made["to"] not in places:
            said = plain(made["inlines"])
            raise FormatError(
                f"the brief's link “{said}” leads to {to}, which is nowhere in it; cite what this run has"
            )
    return made


def widths(table, line):
    """The share of a table's width that each column gets: room for its longest word, and more the longer its cells.

    `line` is how many letters a table has side by side.

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
