"""Edits of a YAML text at the marks of its parser: every byte that is not edited stays, comments and order with it.

>>> text = "issues:\\n  toll: Whoever crosses pays.  # by car\\n\\n# who is heard\\nactors: {arland: {name: Arland}}\\n"
>>> text = with_key(text, ("issues", "toll"), "fee")
>>> text = with_entry(text, ("issues",), 'ferry: "It sails."')
>>> print(without(with_value(text, ("actors", "arland", "name"), '"The North"'), ("issues", "fee")), end="")
issues:
  ferry: "It sails."
<BLANKLINE>
# who is heard
actors: {arland: {name: "The North"}}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import yaml

from stancebook.core.bounds.yaml_nodes import compose, parse_yaml

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

Path: TypeAlias = Sequence[str | int]  # keys of mappings and places in sequences


def edited(text: str, wanted: object, edit: Callable[[str], str]) -> str | None:
    """Return the text after an edit if its content is then the one that is wanted; None if the layout allows none."""
    try:
        new = edit(text)
        return new if parsed(new) == wanted else None
    except (LookupError, ValueError):
        return None


def parsed(text: str) -> dict[str, Any]:
    """Return the content of a YAML text; raises ValueError if it is not readable."""
    try:
        return parse_yaml(text)[0]
    except yaml.YAMLError:
        raise ValueError("codebook.yaml is no readable YAML; mend it first") from None


def quoted(value: str) -> str:
    """Return a text as YAML has it in quotes, on one line."""
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf")).strip()


def key(id: str) -> str:
    """Return an id as a key, in quotes where YAML would read something else.

    >>> key("toll"), key("no"), key("12")
    ('toll', '"no"', '"12"')
    """
    return id if yaml.safe_load(id) == id else quoted(id)


def with_value(text: str, path: Path, new: str) -> str:
    """Return the text with another value in the place of a scalar."""
    _, value = _found(text, path)
    return _replaced(text, value, new)


def with_key(text: str, path: Path, new: str) -> str:
    """Return the text with another key of an entry of a mapping."""
    name, _ = _found(text, path)
    if name is None:
        raise LookupError("no entry of a mapping")
    return _replaced(text, name, key(new))


def _replaced(text: str, node: yaml.Node, new: str) -> str:
    """Return the text with other words for a scalar on one line."""
    start, end = node.start_mark.index, node.end_mark.index
    if not isinstance(node, yaml.ScalarNode) or LINE_END.search(text, start, end):
        raise LookupError("no scalar on one line")
    return text[:start] + new + text[end:]


def with_entry(text: str, path: Path, new: str, lines: Sequence[str] = ()) -> str:
    """Return the text with a new last entry of a mapping or a sequence: in its brackets, or on a new line.

    `new` has no line end. In a block, `lines` stand below it, set in by two spaces; in brackets there can be none.
    """
    return with_entries(text, path, [(new, *lines)])


def with_entries(text: str, path: Path, entries: Sequence[Sequence[str]]) -> str:
    """Return the text with new last entries, each given by its lines, as `with_entry` adds one."""
    node = _found(text, path)[1] if path else _root(text)
    values = [entry[1] for entry in node.value] if isinstance(node, yaml.MappingNode) else node.value
    if not isinstance(node, yaml.CollectionNode) or (node.flow_style and any(len(each) > 1 for each in entries)):
        raise LookupError("no collection, or one in brackets")
    if node.flow_style:
        at = values[-1].end_mark.index if values else node.end_mark.index - 1
        return text[:at] + (", " if values else "") + ", ".join(first for first, *_ in entries) + text[at:]
    dash = "- " if isinstance(node, yaml.SequenceNode) else ""
    column = " " * node.start_mark.column
    written = [
        line
        for first, *lines in entries
        for line in (f"{column}{dash}{first}", *(f"{column}  {line}" for line in lines))
    ]
    if end := LINE_END.search(text, _end(text, node)):
        return text[: end.end()] + "".join(f"{line}{end[0]}" for line in written) + text[end.end() :]
    return "\n".join([text, *written])


def in_brackets(text: str, path: Path) -> bool:
    """Return whether a collection is written in brackets; raises LookupError if there is none."""
    return bool(getattr(_found(text, path)[1], "flow_style", False))


def without(text: str, path: Path) -> str:
    """Return the text without an entry of a mapping; in a block its line goes with what stands behind it there."""
    mapping = _found(text, path[:-1])[1] if path[:-1] else _root(text)
    keys = [name.value for name, _ in mapping.value]
    at = keys.index(str(path[-1]))
    name, value = mapping.value[at]
    if not mapping.flow_style:
        return _without_lines(text, name.start_mark, _end(text, value), alone=len(keys) == 1)
    if at + 1 < len(keys):
        return text[: name.start_mark.index] + text[mapping.value[at + 1][0].start_mark.index :]
    start = mapping.value[at - 1][1].end_mark.index if at else name.start_mark.index
    return text[:start] + text[value.end_mark.index :]


def _without_lines(text: str, start: yaml.Mark, end: int, alone: bool) -> str:
    """Return the text without the whole lines from a mark to an index."""
    begin = start.index - start.column
    line_end = LINE_END.search(text, end)
    if alone or text[begin : start.index].strip():
        raise LookupError("no lines of its own")
    return text[:begin] + (text[line_end.end() :] if line_end else "")


def _root(text: str) -> Any:
    """Return the node of a whole text; raises LookupError if it is no mapping."""
    root = compose(text)
    if not isinstance(root, yaml.MappingNode):
        raise LookupError("no mapping")
    return root


def _found(text: str, path: Path) -> tuple[Any, Any]:
    """Return the nodes of the key and the value at a path, no key for an item of a sequence; raises LookupError."""
    name, node = None, _root(text)
    for step in path:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode):
            name, node = None, node.value[step]
        elif isinstance(node, yaml.MappingNode):
            name, node = next(((key, value) for key, value in node.value if key.value == str(step)), (None, None))
        if node is None:
            raise LookupError(f"no {step}")
    return name, node


def _end(text: str, node: yaml.Node) -> int:
    """Return where the words of a node end; the mark of a block is in the line of the next entry."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end
