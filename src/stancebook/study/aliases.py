"""Names of actors: aliases, which a coder's file may use instead of ids, and the words by which a sentence names them.

Capitals, the width of spaces and the composition of accents make no difference between names.

>>> text = "actors:\\n  arland: {name: Arland, type: state}  # in the north\\n  towns: {name: Towns, type: group}\\n"
>>> print(with_alias(text, "arland", "the Arlanders"))
actors:
  arland: {name: Arland, type: state, aliases: ["the Arlanders"]}  # in the north
  towns: {name: Towns, type: group}
<BLANKLINE>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from stancebook.core import tables, yaml_files
from stancebook.core.tables import Rows

if TYPE_CHECKING:
    from stancebook.study.codebook import Codebook

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def from_yaml(actors: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the aliases of each actor that has some.

    `actors` is the entry of the codebook, `names` leads from ids to names. Raises ValueError if an alias is listed
    twice, is an id, or names another actor too.
    """
    aliases = _lists(actors, "aliases")
    known = {actor: (actor, name, *aliases.get(actor, ())) for actor, name in names.items()}
    _check_names("an alias", aliases, known, ids=actors)
    return aliases


def called_from_yaml(actors: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the words by which a sentence names an actor, of each actor that has some; raises as from_yaml does.

    A coder's file cannot use them: in a sentence, the capital may stand for a government.
    """
    aliases, called = _lists(actors, "aliases"), _lists(actors, "called")
    known = {id: (id, name, *aliases.get(id, ()), *called.get(id, ())) for id, name in names.items()}
    _check_names("a word", called, known)
    return called


def _lists(actors: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, tuple[str, ...]]:
    """Return a list of texts of each actor that has it; raises ValueError if it has another shape."""
    given = {actor: entry[key] for actor, entry in actors.items() if key in entry}
    yaml_files.expect(given, {...: [str]}, key)
    return {actor: tuple(texts) for actor, texts in given.items()}


def _check_names(
    kind: str, by_actor: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[str]], ids: Collection[str] = ()
) -> None:
    """Raise ValueError if a name is one of `ids`, stands there twice, or is a `known` name of another actor."""
    named: dict[str, set[str]] = {}
    for actor, names in known.items():
        for name in names:
            named.setdefault(normalise_name(name), set()).add(actor)
    for actor, names in by_actor.items():
        for name in names:
            if name in ids or len({normalise_name(other) for other in names}) < len(names):
                id_or = "is an id or " if ids else ""
                raise ValueError(f"'{name}', {kind} of {actor}, {id_or}stands there twice; take it out")
            if others := named[normalise_name(name)] - {actor}:
                where = f"is a name of {min(others)} too; leave it to one of them"
                raise ValueError(f"'{name}', {kind} of {actor}, {where}")


def normalise_name(name: str) -> str:
    """Return a name as it is compared: without capitals, spaces as one, accents composed.

    >>> normalise_name(" The\\u00a0Towns") == normalise_name("the  towns")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read(path: Path, book: Codebook) -> Rows:
    """Return the rows of a CSV file, an alias in the column `actor` replaced by its id; raises UnreadableFile."""
    return as_ids(tables.read(path), book)


def as_ids(rows: Rows, book: Codebook) -> Rows:
    """Return the rows with an alias in the cell `actor` replaced by its id; every other cell stays as it is."""
    ids = {normalise_name(alias): actor for actor, aliases in book.aliases.items() for alias in aliases}
    return [row | {"actor": ids.get(normalise_name(row["actor"]), row["actor"])} for row in rows] if ids else rows


def with_alias(text: str, actor: str, alias: str) -> str:
    """Return the text of a codebook with one more alias of an actor; every other byte stays as it is.

    Raises ValueError if another actor has that name, or if the layout of the file allows no such addition.
    """
    alias = " ".join(alias.split())
    content = _parsed(text)
    if any("\ud800" <= sign <= "\udfff" for sign in alias):
        raise ValueError("the alias holds half a character; type it anew")
    if actor not in content["actors"]:
        raise ValueError(f"'{actor}' is no actor of the codebook; use an id of its actors")
    aliases = content["actors"][actor].get("aliases", [])
    if normalise_name(alias) in map(normalise_name, aliases):
        return text
    wanted = deepcopy(content)
    wanted["actors"][actor]["aliases"] = [*aliases, alias]
    from_yaml(wanted["actors"], {id: str(entry["name"]) for id, entry in wanted["actors"].items()})
    try:
        longer = _with_alias(text, actor, alias)
        unchanged = _parsed(longer) != wanted
    except (LookupError, ValueError):
        unchanged = True
    if unchanged:
        raise ValueError(
            f"codebook.yaml is laid out so that no alias can be put in; write aliases under {actor} by hand"
        )
    return longer


def without_alias(text: str, actor: str, alias: str) -> str:
    """Return the text of a codebook without an alias of an actor, as it was before `with_alias` put it in.

    Raises ValueError if the text is laid out in another way by now.
    """
    content, alias = _parsed(text), " ".join(alias.split())
    if alias not in content["actors"].get(actor, {}).get("aliases", []):
        return text
    quoted = re.escape(_quoted(alias))
    forms = (rf",? ?aliases: \[{quoted}\]", rf", {quoted}", rf"{quoted},? ?", rf"[^\n]*- {quoted}[^\n]*\n?")
    found = (text[: hit.start()] + text[hit.end() :] for form in forms for hit in re.finditer(form, text))
    for shorter in found:
        with suppress(ValueError, LookupError):
            if with_alias(shorter, actor, alias) == text:
                return shorter
    raise ValueError(f"codebook.yaml was laid out anew; take the alias “{alias}” of {actor} out by hand")


def _parsed(text: str) -> dict[str, Any]:
    """Return the content of a YAML text; raises ValueError if it is not readable."""
    try:
        return yaml_files.parse_yaml(text)[0]
    except yaml.YAMLError:
        raise ValueError("codebook.yaml is no readable YAML; mend it first") from None


def _with_alias(text: str, actor: str, alias: str) -> str:
    """Return the text with an alias inserted at the marks of the parser; raises LookupError if there is no place."""
    entry = _values(_values(yaml.compose(text, yaml.SafeLoader))["actors"])[actor]
    quoted, given = _quoted(alias), _values(entry).get("aliases")
    if given is None:
        return _with_item(text, entry, list(_values(entry).values()), f"aliases: [{quoted}]")
    return _with_item(text, given, given.value, quoted if given.flow_style else f"- {quoted}")


def _quoted(alias: str) -> str:
    """Return an alias as it is written into a codebook."""
    return yaml.safe_dump(alias, default_style='"', allow_unicode=True, width=float("inf")).strip()


def _values(mapping: yaml.Node | None) -> dict[str, Any]:
    """Return the nodes of the values of a mapping by key; raises KeyError if the node is no mapping."""
    if not isinstance(mapping, yaml.MappingNode):
        raise KeyError("no mapping")
    return {key.value: value for key, value in mapping.value}


def _with_item(text: str, node: yaml.CollectionNode, items: list[yaml.Node], new: str) -> str:
    """Return the text with a new last item of a mapping or a sequence: in its brackets, or on a new line."""
    if node.flow_style:
        at = items[-1].end_mark.index if items else node.end_mark.index - 1
        return text[:at] + (", " if items else "") + new + text[at:]
    line = " " * node.start_mark.column + new
    if end := LINE_END.search(text, [item for item in items if _ends_on_its_line(item)][-1].end_mark.index):
        return text[: end.end()] + line + end[0] + text[end.end() :]
    return f"{text}\n{line}"


def _ends_on_its_line(node: yaml.Node) -> bool:
    """Return whether the end mark of a node is on its last line; that of a block is in the line of the next entry."""
    return getattr(node, "style", None) not in ("|", ">") and getattr(node, "flow_style", True)
