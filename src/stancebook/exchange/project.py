"""A coded project as any program has it: texts, codes, coders, and passages of texts with codes and values.

Every reader of another program's files makes one, and every writer takes one.

>>> text = Text("t1", "Toll", "Arland pays.")
>>> project = Project("Toll", (text,), (), (Coder("ada", "Ada"),), (Passage("p1", "t1", 0, 6, "ada"),))
>>> quote(project, project.passages[0])
'Arland'
>>> wrong = replace(project, passages=(Passage("p1", "t1", 0, 60, "ben"),))
>>> print(*problems(wrong, "toll.dna"), sep="\\n")
toll.dna, passage p1: it ends at 60, and its text Toll has 12 characters; mend it in the program that made the file
toll.dna, passage p1: 'ben' is no coder of the project; mend it in the program that made the file
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from stancebook.core.problems import Problem, UserError, merged, one_line

FIX = "mend it in the program that made the file"
MOST = 12  # problems that an error names


@dataclass(frozen=True)
class Text:
    """A text as the other program has it; positions are code points of `content`, `date` is an ISO day or ""."""

    id: str
    name: str
    content: str
    date: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Code:
    """A code; `kind` is the variable of a codebook that it is a value of, "" for a code of its own.

    Kinds are actor, issue, condition, and the names of other variables: position, via, voice, confidence. `parent` is
    the id of another code, or ""; `type` that of an actor, such as state, and `others` are its other names.
    """

    id: str
    name: str
    kind: str = ""
    definition: str = ""
    parent: str = ""
    type: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coder:
    """A person who codes."""

    id: str
    name: str


@dataclass(frozen=True)
class Passage:
    """A passage of a text with the ids of its codes, and its values by the name of an attribute.

    `start` and `end` are code points of the text's content; `at` says when it was coded, as the program says it.
    """

    id: str
    text: str
    start: int
    end: int
    coder: str
    codes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Project:
    """Texts and codings; `lost` has a sentence, with a count, for each kind of thing that its reader did not take."""

    name: str
    texts: tuple[Text, ...]
    codes: tuple[Code, ...]
    coders: tuple[Coder, ...]
    passages: tuple[Passage, ...]
    lost: tuple[str, ...] = ()
    made_by: str = ""


def quote(project: Project, passage: Passage) -> str:
    """Return the words of a passage; raises KeyError if its text is not in the project."""
    return contents(project)[passage.text][passage.start : passage.end]


def contents(project: Project) -> dict[str, str]:
    """Return the content of each text by its id."""
    return {text.id: text.content for text in project.texts}


def in_order(project: Project) -> Project:
    """Return the project with its passages in the order of its texts, and of their places there."""
    order = {text.id: number for number, text in enumerate(project.texts)}
    key = {each.id: (order.get(each.text, len(order)), each.start, each.end, each.id) for each in project.passages}
    return replace(project, passages=tuple(sorted(project.passages, key=lambda each: key[each.id])))


def checked(project: Project, file: str) -> Project:
    """Return the project of a file, in order; raises UserError if something in it leads nowhere."""
    if found := merged(problems(project, file)):
        more = [f"and {len(found) - MOST} more problems"] if len(found) > MOST else []
        raise UserError("\n".join([*map(str, found[:MOST]), *more]))
    return in_order(project)


def problems(project: Project, file: str) -> list[Problem]:
    """Return what is wrong in a project: ids that are missing or repeated, lead nowhere, passages outside of texts."""
    return [Problem(one_line(file), None, place, message, FIX) for place, message in _faults(project)]


def _faults(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the place and the message of each fault."""
    for kind in ("texts", "codes", "coders", "passages"):
        yield from _repeated(kind.removesuffix("s"), [each.id for each in getattr(project, kind)])
    codes = {each.id for each in project.codes}
    for code in project.codes:
        if code.parent and (code.parent not in codes or code.parent == code.id):
            yield f"code {code.id}", f"'{code.parent}', the code above it, is no other code of the project"
    for circle in _circles({code.id: code.parent for code in project.codes if code.parent != code.id}):
        yield f"code {circle[0]}", f"the codes above it lead back to it: {', '.join(circle[1:MOST])}"
    texts, coders = {each.id: each for each in project.texts}, {each.id for each in project.coders}
    for passage in project.passages:
        place = f"passage {passage.id}"
        if passage.text not in texts:
            yield place, f"'{passage.text}' is no text of the project"
        elif fault := _span_fault(passage, texts[passage.text]):
            yield place, fault
        if passage.coder not in coders:
            yield place, f"'{passage.coder}' is no coder of the project"
        yield from ((place, f"'{code}' is no code of the project") for code in passage.codes if code not in codes)


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the codes of each circle, the first of the alphabet first.

    >>> list(_circles({"a": "b", "b": "c", "c": "b", "d": "a", "e": ""}))
    [['b', 'c']]
    """
    seen: set[str] = set()
    for id in sorted(above):
        way: dict[str, None] = {}
        while id in above and id not in seen:
            seen.add(id)
            way[id] = None
            id = above[id]
        if id in way:
            yield [*way][[*way].index(id) :]


def _repeated(kind: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a fault for each id that is empty or there before."""
    seen: set[str] = set()
    for number, id in enumerate(ids, 1):
        if not id:
            yield f"{kind} {number}", "it has no id"
        elif id in seen:
            yield f"{kind} {id}", f"another {kind} has its id"
        seen.add(id)


def _span_fault(passage: Passage, text: Text) -> str:
    """Return what is wrong with the place of a passage; "" if nothing is."""
    if passage.start < 0:
        return f"it begins at {passage.start}"
    if passage.end > len(text.content):
        return f"it ends at {passage.end}, and its text {text.name} has {len(text.content)} characters"
    if passage.start >= passage.end:
        return f"it begins at {passage.start} and ends at {passage.end}"
    return ""
