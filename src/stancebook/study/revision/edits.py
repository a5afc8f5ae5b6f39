"""A code added to a codebook, renamed, merged or split: the new text of codebook.yaml, every other byte as it was.

>>> text = "issues:\\n  toll: Who crosses pays.  # by car\\nvariables: {}\\nactors: {}\\nversion: 1\\n"
>>> print(rename(text, "issue", "toll", "fee", Reason("2026-03-01", "It is no toll.")), end="")
issues:
  fee: Who crosses pays.  # by car
variables: {}
actors: {}
version: 2
changes:
  - version: 2
    date: "2026-03-01"
    what: "issue toll is renamed fee"
    why: "It is no toll."
    change: rename
    kind: issue
    old: [toll]
    new: [fee]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from stancebook.core.english import listed, verb
from stancebook.core.problems import UserError, WrongArgument, one_line, suggestion
from stancebook.study import codebook
from stancebook.study.revision import yaml_edits
from stancebook.study.revision.changes import ADD, MERGE, RENAME, SPLIT
from stancebook.study.revision.yaml_edits import key, quoted

PLACES = {"actor": ("actors",), "issue": ("issues",), "condition": ("variables", "condition", "values")}
MENTIONS = ("variables", "condition", "mentions")
WORDS = ("aliases", "called")  # lists of an actor's other names
MANY = 9  # codes of one change, which `what` counts and does not name
BY_HAND = (
    "codebook.yaml is laid out so that this cannot be put in; make the change by hand, with an entry under changes"
)


class Reason(NamedTuple):
    """The day of a change, and why."""

    day: str
    why: str


class Code(NamedTuple):
    """A code: its id, what it means (of an actor its name), and the type of an actor."""

    id: str
    meaning: str = ""
    type: str = ""


class _Draft:
    """A codebook that is being edited: its text, and the content that the text should have in the end."""

    def __init__(self, text: str, kind: str) -> None:
        if kind not in PLACES:
            raise WrongArgument(f"'{one_line(kind)}' is no kind of code; use actor, issue or condition")
        try:
            self.content = deepcopy(yaml_edits.parsed(text))
            self.book = codebook.from_yaml(self.content)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise UserError(f"codebook.yaml cannot be changed as it is: {one_line(str(error))}") from None
        self.text, self.kind, self.place = text, kind, PLACES[kind]
        self.codes = self.at(self.place) if kind in self.book.choices else {}
        self.fits = True

    def at(self, path: Sequence[str | int]) -> Any:
        """Return the content at a path."""
        here: Any = self.content
        for step in path:
            here = here[step]
        return here

    def edit(self, function: Callable[..., str], *given: Any) -> None:
        """Edit the text; remember if its layout does not allow it."""
        try:
            self.text = function(self.text, *given)
        except (LookupError, ValueError):
            self.fits = False

    def check_known(self, id: str) -> None:
        """Raise UserError unless a code of this kind has the id; none is no condition to change."""
        if id not in self.codes or (self.kind, id) == ("condition", "none"):
            fix = suggestion(id, self.codes, f"use an id of its {self.kind}s")
            raise UserError(f"'{one_line(id)}' is no {self.kind} that can be changed; {fix}")

    def check_new(self, id: str) -> None:
        """Raise UserError unless an id is one, and no code has it or had it before."""
        if not re.fullmatch(r"\w{1,40}", id):
            raise WrongArgument(f"'{one_line(id)}' is no id; use letters, digits and _, at most 40")
        if id in self.codes:
            raise UserError(f"'{id}' is a code already; choose another id")
        if any(id in each.old for each in self.book.changes if each.kind == self.kind):
            raise UserError(f"'{id}' was a code before, and rows may still have it; choose another id")

    def add(self, codes: Sequence[Code], mentions: Sequence[str] = ()) -> None:
        """Add codes; raises UserError if an id or a meaning does not do."""
        lines = []
        for code in codes:
            self.check_new(code.id)
            self.check_meaning(code)
            written = quoted(code.meaning)
            if self.kind == "actor":
                written = f"{{name: {written}, type: {key(code.type)}}}"
            lines.append([f"{key(code.id)}: {written}"])
            self.codes[code.id] = {"name": code.meaning, "type": code.type} if self.kind == "actor" else code.meaning
        self.edit(yaml_edits.with_entries, self.place, lines)
        if self.kind == "condition" and "mentions" in self.content["variables"]["condition"]:
            words = ", ".join(map(quoted, mentions))
            self.edit(yaml_edits.with_entries, MENTIONS, [[f"{key(code.id)}: [{words}]"] for code in codes])
            self.at(MENTIONS).update({code.id: [*mentions] for code in codes})

    def check_meaning(self, code: Code) -> None:
        """Raise WrongArgument if a code has no meaning, or an actor no type."""
        if not code.meaning.strip():
            lacks = "a name: --name" if self.kind == "actor" else "a meaning: --meaning"
            raise WrongArgument(f"'{code.id}' needs {lacks}")
        if self.kind == "actor" and not code.type.strip():
            types = listed(sorted({*self.book.types.values()}) or ["state"])
            raise WrongArgument(f"'{code.id}' needs a type: --type, such as {types}")

    def remove(self, id: str) -> None:
        """Take a code out, with the words by which a sentence mentions it."""
        self.edit(yaml_edits.without, (*self.place, id))
        del self.codes[id]
        if self.kind == "condition" and id in self.content["variables"]["condition"].get("mentions", {}):
            self.edit(yaml_edits.without, (*MENTIONS, id))
            del self.at(MENTIONS)[id]

    def extend(self, path: Sequence[str], name: str, words: Iterable[str]) -> None:
        """Add words to a list of an entry, or the list."""
        entry = self.at(path)
        new = [each for each in dict.fromkeys(words) if each not in entry.get(name, ())]
        if not new:
            return
        joined = ", ".join(map(quoted, new))
        if name not in entry:
            self.edit(yaml_edits.with_entry, path, f"{key(name)}: [{joined}]")
        elif yaml_edits.in_brackets(self.text, (*path, name)):
            self.edit(yaml_edits.with_entry, (*path, name), joined)
        else:
            for word in new:
                self.edit(yaml_edits.with_entry, (*path, name), quoted(word))
        entry[name] = [*entry.get(name, ()), *new]

    def in_rules(self, old: str, new: str) -> None:
        """Put a new id in the place of an old one in the rules of `refused`; raise UserError if there is no new one."""
        for at, rule in enumerate(self.content.get("refused", ())):
            given = rule["when"].get(self.kind)
            if old not in (given if isinstance(given, list) else [given]):
                continue
            if not new:
                raise UserError(f"a rule under refused names {old}; change that rule first")
            path: tuple[str | int, ...] = ("refused", at, "when", self.kind)
            if isinstance(given, list):
                path = (*path, given.index(old))
            self.edit(yaml_edits.with_value, path, key(new))
            self.at(path[:-1])[path[-1]] = new

    def finish(self, change: str, old: Sequence[str], new: Sequence[str], what: str, reason: Reason) -> str:
        """Return the text with the change on record; raises UserError if it is not as wanted."""
        if not reason.why.strip():
            raise WrongArgument('a change of the codebook needs a reason: --reason "why"')
        version = self.book.version + 1
        entry = {"version": version, "date": reason.day, "what": what, "why": " ".join(reason.why.split())}
        entry |= {"change": change, "kind": self.kind, "old": [*old], "new": [*new]}
        self._record(entry)
        if "version" in self.content:
            self.edit(yaml_edits.with_value, ("version",), str(version))
        else:
            self.edit(yaml_edits.with_entry, (), f"version: {version}")
        self.content["version"] = version
        try:
            if not self.fits or yaml_edits.parsed(self.text) != self.content:
                raise UserError(BY_HAND)
            codebook.from_yaml(self.content)
        except ValueError as error:
            raise UserError(one_line(str(error))) from None
        return self.text

    def _record(self, entry: dict[str, Any]) -> None:
        """Add an entry to `changes`: lines in a block, else in brackets."""
        first, *rest = lines = [f"{name}: {_written(value)}" for name, value in entry.items()]
        in_brackets = f"{{{', '.join(lines)}}}"
        if "changes" not in self.content:
            self.edit(yaml_edits.with_entry, (), "changes:", [f"- {first}", *(f"  {line}" for line in rest)])
        elif self.content["changes"] is None:
            self.edit(yaml_edits.with_value, ("changes",), f" [{in_brackets}]")
        elif yaml_edits.in_brackets(self.text, ("changes",)):
            self.edit(yaml_edits.with_entry, ("changes",), in_brackets)
        else:
            self.edit(yaml_edits.with_entry, ("changes",), first, rest)
        self.content["changes"] = [*(self.content.get("changes") or []), entry]


def _written(value: Any) -> str:
    """Return a value of an entry of `changes` as YAML."""
    if isinstance(value, list):
        return f"[{', '.join(map(key, value))}]"
    return (
        str(value) if isinstance(value, int) else quoted(value) if " " in value or value[:1].isdigit() else key(value)
    )


# ---- the changes


def add(text: str, kind: str, code: Code, reason: Reason, mentions: Sequence[str] = ()) -> str:
    """Return the text with a new code; `mentions` are the words by which a sentence mentions a condition."""
    draft = _Draft(text, kind)
    draft.add([code], mentions)
    return draft.finish(ADD, [], [code.id], f"{kind} {code.id} is added", reason)


def add_all(text: str, kind: str, codes: Sequence[Code], reason: Reason) -> str:
    """Return the text with several new codes of a kind, which are one change."""
    draft = _Draft(text, kind)
    draft.add(codes)
    ids = [code.id for code in codes]
    what = (
        f"{kind} {listed(ids)} {verb(ids, 'is', 'are')} added" if len(ids) < MANY else f"{len(ids)} {kind}s are added"
    )
    return draft.finish(ADD, [], ids, what, reason)


def rename(text: str, kind: str, old: str, new: str, reason: Reason) -> str:
    """Return the text with another id of a code, also where conditions are mentioned and in the rules of `refused`."""
    draft = _Draft(text, kind)
    draft.check_known(old)
    draft.check_new(new)
    places = [draft.place]
    if kind == "condition" and old in draft.content["variables"]["condition"].get("mentions", {}):
        places.append(MENTIONS)
    for place in places:
        draft.edit(yaml_edits.with_key, (*place, old), new)
        draft.at(place)[new] = draft.at(place).pop(old)
    draft.in_rules(old, new)
    return draft.finish(RENAME, [old], [new], f"{kind} {old} is renamed {new}", reason)


def merge(text: str, kind: str, old: Sequence[str], into: Code, reason: Reason) -> str:
    """Return the text with several codes in one: one of them, another that is there, or a new one.

    The code that stays gets their aliases, and the words by which a sentence names or mentions them.
    """
    draft = _Draft(text, kind)
    gone = [id for id in dict.fromkeys(old) if id != into.id]
    for id in (*gone, *draft.codes.keys() & {into.id}):
        draft.check_known(id)
    if not gone:
        raise WrongArgument(f"there is nothing to merge into '{one_line(into.id)}'; name at least one other {kind}")
    entries = {id: deepcopy(draft.codes[id]) for id in gone}
    mentioned = draft.content["variables"].get("condition", {}).get("mentions", {}) if kind == "condition" else {}
    words = {id: [*mentioned.get(id, ())] for id in gone}
    if into.id not in draft.codes:
        draft.add([into])
    for id in gone:
        draft.remove(id)
        draft.in_rules(id, into.id)
        for name in WORDS if kind == "actor" else ():
            draft.extend((*draft.place, into.id), name, entries[id].get(name, ()))
        if words[id]:
            draft.extend(MENTIONS, into.id, words[id])
    what = f"{kind} {listed(gone)} {verb(gone, 'is', 'are')} merged into {into.id}"
    return draft.finish(MERGE, gone, [into.id], what, reason)


def split(text: str, kind: str, old: str, parts: Sequence[Code], reason: Reason) -> str:
    """Return the text with several new codes in the place of one; each of them has an id of its own.

    Of an actor, the other names go, for nobody can tell whose they are; its type is that of each part without one.
    """
    draft = _Draft(text, kind)
    draft.check_known(old)
    if len({part.id for part in parts}) < 2:
        raise WrongArgument(f"'{old}' is split into two codes or more; give each as ID=MEANING")
    draft.in_rules(old, "")
    mentioned = draft.content["variables"].get("condition", {}).get("mentions", {}) if kind == "condition" else {}
    type = draft.codes[old]["type"] if kind == "actor" else ""
    for part in parts:
        draft.add([part if part.type else part._replace(type=type)], mentioned.get(old, ()))
    draft.remove(old)
    new = [part.id for part in parts]
    return draft.finish(SPLIT, [old], new, f"{kind} {old} is split into {listed(new)}", reason)


def same_as(text: str, kind: str, proposed: str, id: str, reason: Reason) -> str:
    """Return the text with a note that a proposed id stands for a code that is there."""
    draft = _Draft(text, kind)
    draft.check_new(proposed)
    draft.check_known(id)
    return draft.finish(RENAME, [proposed], [id], f"{kind} {proposed}, which was proposed, is {id}", reason)
