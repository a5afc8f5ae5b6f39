"""Aliases: other names of actors, told in the codebook, and read as the actors' ids.

Capitals, the width of spaces and how an accent is composed make no difference between names.

>>> text = "actors:\\n  arland: {name: Arland, type: state}  # in the north\\n  towns: {name: Towns, type: group}\\n"
>>> print(with_alias(text, "arland", "the Arlanders"))
actors:
  arland: {name: Arland, type: state, aliases: ["the Arlanders"]}  # in the north
  towns: {name: Towns, type: group}
<BLANKLINE>
"""

import re
import unicodedata
from copy import deepcopy

import yaml

from stancebook.core import tables, yaml_files

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def from_yaml(actors, names):
    """The aliases of each actor that has some; raises ValueError, in words, where one could mean another actor.

    `actors` is the codebook's entry, `names` leads from ids to names.
    """
    given = {actor: entry["aliases"] for actor, entry in actors.items() if "aliases" in entry}
    yaml_files.expect(given, {...: [str]}, "aliases")
    told = {actor: tuple(aliases) for actor, aliases in given.items()}
    others = {}
    for actor in actors:
        for name in (actor, names[actor], *told.get(actor, ())):
            others.setdefault(normalise_name(name), set()).add(actor)
    for actor, aliases in told.items():
        for alias in aliases:
            if alias in actors or len({normalise_name(other) for other in aliases}) < len(aliases):
                raise ValueError(f"'{alias}', an alias of {actor}, is an id or stands there twice; take it out")
            if clash := others[normalise_name(alias)] - {actor}:
                raise ValueError(
                    f"'{alias}', an alias of {actor}, is a name of {min(clash)} too; leave it to one of them"
                )
    return told


def normalise_name(name):
    """A name as it is compared: without capitals, spaces as one, accents composed.

    >>> normalise_name(" The\\u00a0Towns") == normalise_name("the  towns")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def read(path, book):
    """The rows of a CSV file whose column `actor` holds ids or aliases, with ids; raises tables.Unreadable."""
    return as_ids(tables.read(path), book)


def as_ids(rows, book):
    """The rows with an actor's id where the cell `actor` holds an alias; a cell that is neither stays as it is."""
    ids = {normalise_name(alias): actor for actor, aliases in book.aliases.items() for alias in aliases}
    return [row | {"actor": ids.get(normalise_name(row["actor"]), row["actor"])} for row in rows] if ids else rows


def with_alias(text, actor, alias):
    """The text of a codebook with one more alias of an actor, all else as it is to the byte.

    Raises ValueError, in words, where the alias would be another name's, and where the layout allows no such addition.
    """
    alias, told = " ".join(alias.split()), _parsed(text)
    if any("\ud800" <= sign <= "\udfff" for sign in alias):
        raise ValueError("the alias holds half a character; type it anew")
    if actor not in told["actors"]:
        raise ValueError(f"'{actor}' is no actor of the codebook; use an id of its actors")
    given = told["actors"][actor].get("aliases", [])
    if normalise_name(alias) in map(normalise_name, given):
        return text
    wanted = deepcopy(told)
    wanted["actors"][actor]["aliases"] = [*given, alias]
    from_yaml(wanted["actors"], {id: str(entry["name"]) for id, entry in wanted["actors"].items()})
    try:
        longer = _with_alias(text, actor, alias)
    except (IndexError, KeyError):
        longer = text
    if _parsed(longer, text) != wanted:
        raise ValueError(
            f"codebook.yaml is laid out so that no alias can be put in; write aliases under {actor} by hand"
        )
    return longer


def _parsed(text, otherwise=None):
    """What a YAML text holds; where it is none, what another one holds, else ValueError, in words."""
    try:
        return yaml_files.parse_yaml(text)[0]
    except yaml.YAMLError:
        if otherwise is None:
            raise ValueError("codebook.yaml is no readable YAML; mend it first") from None
        return _parsed(otherwise)


def _with_alias(text, actor, alias):
    """The text with an alias put in at the marks of the parser; raises LookupError where it finds no place."""
    entry = _values(_values(yaml.compose(text, yaml.SafeLoader))["actors"])[actor]
    quoted = yaml.safe_dump(alias, default_style='"', allow_unicode=True, width=float("inf")).strip()
    given = _values(entry).get("aliases")
    if given is None:
        return _with_item(text, entry, list(_values(entry).values()), f"aliases: [{quoted}]")
    return _with_item(text, given, given.value, quoted if given.flow_style else f"- {quoted}")


def _values(mapping):
    """The nodes of a mapping's values by their keys."""
    return {key.value: value for key, value in mapping.value}


def _with_item(text, node, items, new):
    """The text with a new last item of a mapping or a sequence: in its brackets, or as a line of its own."""
    if node.flow_style:
        at = items[-1].end_mark.index if items else node.end_mark.index - 1
        return text[:at] + (", " if items else "") + new + text[at:]
    # the parser ends a block scalar or a block within the next entry's line
    ended = [
        item for item in items if getattr(item, "style", None) not in ("|", ">") and getattr(item, "flow_style", True)
    ]
    line = " " * node.start_mark.column + new
    if end := LINE_END.search(text, ended[-1].end_mark.index):
        return text[: end.end()] + line + end[0] + text[end.end() :]
    return f"{text}\n{line}"
