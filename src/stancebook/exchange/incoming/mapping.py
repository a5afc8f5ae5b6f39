"""Which value of a passage of another program is which column of a coder's rows.

A column is found by what the user says (--map, --set), else by its own name, else by what the format suggests.

>>> from stancebook.exchange.project import Code
>>> codes = (Code("t", "Themes"), Code("c", "Carbon tax", parent="t"))
>>> passage = Passage("p", "t1", 0, 5, "ada", ("c",), {"organization": "EPA"})
>>> said = given(["issue=Themes", "actor=organization"], ["via=self"])
>>> columns = Columns(Project("Tax", (), codes, (), (passage,)), said)
>>> cells = columns.cells(passage)
>>> cells["issue"], cells["actor"][0].text, cells["via"][0].text, cells["position"]
([Word(text='Carbon tax', definition='', name='', type='')], 'EPA', 'self', [])
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from stancebook.core.english import listed, one_of
from stancebook.core.problems import UserError, WrongArgument, one_line, suggestion
from stancebook.exchange.from_study import NOBODY, SPEAKER, VARIABLES
from stancebook.exchange.project import Code, Passage, Project
from stancebook.study.aliases import normalise_name

CODE, CODES = "code", "codes"  # the second stands in --map for every code that belongs to no other column
TYPE = "type"  # of new actors
OTHERWISE = {SPEAKER: NOBODY, "condition": "none"}  # in every format
TYPE_OTHERWISE = "actor"
WORD = re.compile(r"(position|via|voice|confidence):(.+)=(.+)", re.DOTALL)  # what --set gives for a word of a column


class Word(NamedTuple):
    """A value as the other program has it; of a code also its definition, its name if that is another, its type."""

    text: str
    definition: str = ""
    name: str = ""
    type: str = ""


def word_of(code: Code) -> Word:
    """Return a code as a word: its value if its id is its kind and a value, as `from_study` makes them; else its name.

    One without a name is called by its id.

    >>> word_of(Code("actor:towns", "Towns on the strait", "actor", type="group"))
    Word(text='towns', definition='', name='Towns on the strait', type='group')
    >>> word_of(Code("7f3a", "Toll")).text
    'Toll'
    """
    kind, colon, value = code.id.partition(":")
    name = code.name if code.name.strip() else code.id
    text = value if colon and kind == code.kind and value else name
    return Word(text, code.definition, name if name != text else "", code.type)


class Given(NamedTuple):
    """What is said of columns: the name in the other program, words for its values, the value where there is none.

    `names`, `words` and `otherwise` lead from a column to it; `by_format` are those that the format suggests, `sets`
    the values that the user gave.
    """

    names: Mapping[str, str] = {}
    otherwise: Mapping[str, str] = {}
    by_format: Mapping[str, str] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    sets: Mapping[str, str] = {}


def given(maps: Iterable[str] = (), sets: Iterable[str] = (), format: Any = None) -> Given:
    """Return what a user gave as COLUMN=NAME, COLUMN=VALUE or COLUMN:WORD=VALUE, and what a format's module suggests.

    Raises UserError for another form, or for what is no column.
    """
    names = _pairs("--map", maps, VARIABLES)
    sets = [*sets]
    values = _pairs("--set", (each for each in sets if not WORD.match(each)), (*VARIABLES, TYPE))
    otherwise = {**OTHERWISE, **getattr(format, "SUGGESTED_VALUES", {}), **values}
    words = {column: {**own} for column, own in getattr(format, "SUGGESTED_WORDS", {}).items()}
    for column, word, value in (found.groups() for each in sets if (found := WORD.match(each))):
        words.setdefault(column, {})[word.strip().casefold()] = values[f"{column}:{word.strip()}"] = value.strip()
    return Given(names, otherwise, getattr(format, "SUGGESTED_NAMES", {}), words, values)


def _pairs(option: str, given: Iterable[str], columns: Iterable[str]) -> dict[str, str]:
    """Return names or values by column; raises WrongArgument for a column that is there twice."""
    found: dict[str, str] = {}
    for each in given:
        column, name = _pair(option, each, columns)
        if found.setdefault(column, name) != name:
            there = f"{column} is {one_line(found[column])} already"
            raise WrongArgument(f"{option} {one_line(each)}: {there}; give it once")
    return found


def _pair(option: str, given: str, columns: Iterable[str]) -> tuple[str, str]:
    """Return column and name of COLUMN=NAME."""
    column, _, name = (part.strip() for part in given.partition("="))
    columns = tuple(columns)
    if column not in columns or not name:
        fix = suggestion(column, columns, f"use {one_of(columns)}") if name else "write it as issue=NAME"
        raise WrongArgument(f"{option} {one_line(given)}: '{one_line(column)}' is no column with a value; {fix}")
    return column, name


class Columns:
    """The columns of a project's passages."""

    def __init__(self, project: Project, given: Given) -> None:
        self.given = given
        self.codes = {code.id: code for code in project.codes}
        self._check_names(project)
        self._used_codes = {id for passage in project.passages for id in passage.codes}
        self.used: set[str] = set()  # what was taken though nobody said it

    def _check_names(self, project: Project) -> None:
        """Raise UserError for a name of --map that the project does not have."""
        names = {name.casefold(): name for name in names_of(project)} | {CODES: CODES}
        for column, name in self.given.names.items():
            if name.casefold() not in names:
                shown = [one_line(each, 60) for each in sorted(names.values())]
                fix = suggestion(name, shown, f"use {one_of(shown)}")
                raise UserError(f"--map {column}={one_line(name)}: the project has no such name; {fix}")
        columns: dict[str, str] = {}  # by the codes that they are
        of_codes = {CODES, *(code.name.casefold() for code in project.codes)}
        for column, name in self.given.names.items():
            if name.casefold() in of_codes and columns.setdefault(name.casefold(), column) != column:
                first = columns[name.casefold()]
                raise UserError(
                    f"--map {column}={one_line(name)}: these codes are {first} already; map them to one column"
                )

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """The names of the codes above each code, in small letters, and the variable that it is a value of."""
        return {id: {each.casefold() for each in (*self._names_above(code), code.kind) if each}
                for id, code in self.codes.items()}  # fmt: skip

    def _names_above(self, code: Code) -> Iterable[str]:
        """Yield the names of the codes above a code."""
        seen = {code.id}
        while code.parent and code.parent in self.codes and code.parent not in seen:
            code = self.codes[code.parent]
            seen.add(code.id)
            yield code.name

    @cached_property
    def of_code(self) -> dict[str, str]:
        """The column that each code is a value of; "" if it is of none."""
        found = {id: self._column(above) for id, above in self._above.items()}
        if rest := next((column for column, name in self.given.names.items() if name.casefold() == CODES), ""):
            groups = {code.parent for code in self.codes.values()} - self._used_codes | {*VARIABLES}
            found = {id: column or ("" if id in groups else rest) for id, column in found.items()}
        return found

    def _column(self, above: set[str]) -> str:
        """Return the column of a code below these names: by a name of its own, else by one that the format suggests."""
        named = [column for column in VARIABLES if self._name(column) in above]
        return next(iter([*named, *(column for column in VARIABLES if self._suggested(column) in above)]), "")

    def _name(self, column: str) -> str:
        """Return the name of a column in the other program, in small letters, if the user gave one; else its own."""
        return self.given.names.get(column, column).casefold()

    def _suggested(self, column: str) -> str:
        """Return the name that the format suggests for a column; "" if it suggests none, or the user gave one."""
        return "" if column in self.given.names else self.given.by_format.get(column, "").casefold()

    def _source(self, column: str, by_name: Mapping[str, str]) -> str:
        """Return the name of the value that is a column's; "" if it has none."""
        return next((name for name in (self._name(column), self._suggested(column)) if name in by_name), "")

    def cells(self, passage: Passage) -> dict[str, list[Word]]:
        """Return the words of a passage for each column; none where it has none."""
        by_name = _by_name(passage)
        return {column: self._words(column, passage, by_name) for column in VARIABLES}

    def _words(self, column: str, passage: Passage, by_name: Mapping[str, str]) -> list[Word]:
        """Return the words of a passage for a column, each once."""
        source = self._source(column, by_name)
        words = self._given_words(column, passage, by_name)
        if words:
            if source and source != self._name(column):
                self.used.add(f"{column} is {source}")
        elif value := self.given.otherwise.get(column, ""):
            self.used.add(f"{column} is {value} where there is none")
            words = [Word(value)]
        return words

    def _given_words(self, column: str, passage: Passage, by_name: Mapping[str, str]) -> list[Word]:
        """Return the words that a passage itself has for a column, as codes where codes say the same."""
        codes = [id for id in passage.codes if self.of_code[id] == column]
        if source := self._source(column, by_name):
            value = by_name[source]
            return [next((self.words[id] for id in codes if word_of(self.codes[id]).text == value), Word(value))]
        return [*dict.fromkeys(self.words[id] for id in codes)]

    @cached_property
    def words(self) -> dict[str, Word]:
        """The word of each code; of codes of a column that are called alike, with the name above it."""
        words = {id: word_of(code) for id, code in self.codes.items()}
        for ids in _alike(words, self.of_code):
            above = {id: next(iter(self._names_above(self.codes[id])), "") for id in ids}
            if len({*above.values()}) > 1:
                words |= {id: words[id]._replace(text=f"{words[id].text} ({above[id]})") for id in ids if above[id]}
        return words

    def as_one(self) -> list[str]:
        """Return a sentence for each set of codes that are one value of a column, since they are called alike."""
        called = [
            (self.of_code[ids[0]], {self.words[id].text for id in ids}) for ids in _alike(self.words, self.of_code)
        ]
        return [f"codes {listed(sorted(words))} as one {column}" for column, words in called if len(words) > 1]

    def said(self, passage: Passage) -> dict[str, list[Word]]:
        """Return the words that a passage itself has, for each column with any."""
        found = {column: self._given_words(column, passage, _by_name(passage)) for column in VARIABLES}
        return {column: words for column, words in found.items() if words}

    def words_of(self, column: str) -> dict[str, Word]:
        """Return the words of all codes that are values of a column, by their text."""
        words = (self.words[id] for id, own in self.of_code.items() if own == column)
        return {word.text: word for word in words}

    def words_in(self, column: str, passages: Iterable[Passage]) -> set[str]:
        """Return what passages say themselves of a column."""
        return {word.text for each in passages for word in self._given_words(column, each, _by_name(each))}

    def rest(self, passage: Passage) -> list[tuple[str, str]]:
        """Return the name and the value of each value and code of a passage that belongs to no column."""
        taken = {self._source(column, _by_name(passage)) for column in VARIABLES}
        values = [pair for pair in passage.values.items() if pair[1].strip() and pair[0].casefold() not in taken]
        return values + [
            (CODE, self.path(id)) for id in passage.codes if not (self.of_code[id] or self._is_said(id, passage))
        ]

    def everything(self, passage: Passage) -> list[tuple[str, str]]:
        """Return the name and the value of each value and code of a passage."""
        values = [pair for pair in passage.values.items() if pair[1].strip()]
        codes = [id for id in passage.codes if not self._is_said(id, passage)]
        return values + [(self.of_code[id] or CODE, self.path(id)) for id in codes]

    def _is_said(self, id: str, passage: Passage) -> bool:
        """Return whether a value of a passage says what one of its codes says."""
        word, name_of_code = word_of(self.codes[id]).text, self.codes[id].name
        values = [(name.casefold(), value) for name, value in passage.values.items()]
        return any(
            name in self._above[id]
            and (value in (word, name_of_code) or (name == "condition" and word in value.split()))
            for name, value in values
        )

    def codes_of_no_column(self) -> list[Code]:
        """Return the codes that are no actor, issue or condition, nor the value of a variable, nor a name for those."""
        above = {code.parent for id, code in self.codes.items() if self.of_code[id]}
        return [code for id, code in self.codes.items() if not self.of_code[id] and id not in above]

    def actors_with_definitions(self) -> int:
        """Return how many codes are actors with a definition."""
        return sum(column == "actor" and bool(self.codes[id].definition) for id, column in self.of_code.items())

    def path(self, id: str) -> str:
        """Return the name of a code, below those above it if it belongs to no column."""
        code = self.codes[id]
        if self.of_code[id]:
            return code.name if self.words[id] == word_of(code) else self.words[id].text
        return " / ".join([*reversed([*self._names_above(code)]), code.name])


def names_of(project: Project) -> list[str]:
    """Return the names that --map may give: attributes with values, and codes above others, as the project has them."""
    attributes = dict.fromkeys(name for passage in project.passages for name in passage.values)
    above = {code.parent for code in project.codes}
    return [*attributes, *(code.name for code in project.codes if code.id in above and code.name not in attributes)]


def _alike(words: Mapping[str, Word], columns: Mapping[str, str]) -> list[list[str]]:
    """Return the ids of codes of one column that are called alike, where there are several."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id, word in words.items():
        if columns[id]:
            found[columns[id], normalise_name(word.text)].append(id)
    return [ids for ids in found.values() if len(ids) > 1]


def _by_name(passage: Passage) -> dict[str, str]:
    """Return the values of a passage that are not empty, by name in small letters."""
    return {name.casefold(): value.strip() for name, value in passage.values.items() if value.strip()}
