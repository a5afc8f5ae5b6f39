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
from typing import TYPE_CHECKING, Any

from stancebook.core import yaml_files
from stancebook.core.files import HALVES
from stancebook.core.tables import Rows
from stancebook.study.revision import yaml_edits
from stancebook.study.revision.changes import as_current

if TYPE_CHECKING:
    from stancebook.study.codebook import Codebook


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
        has_double = len({normalise_name(name) for name in names}) < len(names)
        for name in names:
            if name in ids or has_double:
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


def as_ids(rows: Rows, book: Codebook, aliased: bool = True) -> Rows:
    """Return the rows with today's ids for those that were changed and, where they may be `aliased`, for aliases.

    An alias stands in the cell `actor`.
    """
    named = {normalise_name(alias): id for id, own in book.aliases.items() for alias in own} if aliased else {}
    if named:
        rows = [row | {"actor": named.get(normalise_name(row["actor"]), row["actor"])} for row in rows]
    return as_current(rows, book.changes)


def with_alias(text: str, actor: str, alias: str) -> str:
    """Return the text of a codebook with one more alias of an actor; every other byte stays as it is.

    Raises ValueError if another actor has that name, or if the layout of the file allows no such addition.
    """
    alias = " ".join(alias.split())
    content = yaml_edits.parsed(text)
    if HALVES.search(alias):
        raise ValueError("the alias holds half a character; type it anew")
    if actor not in content["actors"]:
        raise ValueError(f"'{actor}' is no actor of the codebook; use an id of its actors")
    aliases = content["actors"][actor].get("aliases", [])
    if normalise_name(alias) in map(normalise_name, aliases):
        return text
    wanted = deepcopy(content)
    wanted["actors"][actor]["aliases"] = [*aliases, alias]
    from_yaml(wanted["actors"], {id: str(entry["name"]) for id, entry in wanted["actors"].items()})
    quoted, path = yaml_edits.quoted(alias), ("actors", actor)
    if "aliases" in content["actors"][actor]:
        longer = yaml_edits.edited(text, wanted, lambda old: yaml_edits.with_entry(old, (*path, "aliases"), quoted))
    else:
        longer = yaml_edits.edited(text, wanted, lambda old: yaml_edits.with_entry(old, path, f"aliases: [{quoted}]"))
    if longer is None:
        raise ValueError(
            f"codebook.yaml is laid out so that no alias can be put in; write aliases under {actor} by hand"
        )
    return longer


def without_alias(text: str, actor: str, alias: str) -> str:
    """Return the text of a codebook without an alias of an actor, as it was before `with_alias` put it in.

    Raises ValueError if the text is laid out in another way by now.
    """
    content, alias = yaml_edits.parsed(text), " ".join(alias.split())
    if alias not in content["actors"].get(actor, {}).get("aliases", []):
        return text
    quoted = re.escape(yaml_edits.quoted(alias))
    item, end = rf"(?:aliases: \[{quoted}\]|- {quoted}|{quoted})", yaml_edits.LINE_END.pattern
    forms = (f", {item}", item, f" *{item}(?:{end})", f"\n *{item}")
    found = (text[: hit.start()] + text[hit.end() :] for form in forms for hit in re.finditer(form, text))
    for shorter in found:
        with suppress(ValueError, LookupError):
            if with_alias(shorter, actor, alias) == text:
                return shorter
    raise ValueError(f"codebook.yaml was laid out anew; take the alias “{alias}” of {actor} out by hand")
