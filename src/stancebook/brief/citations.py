"""Citations: what a key selects in a run, and the evidence of a sentence.

A key is an id (`000-1710-arland-toll`, `F036`, `N081`), a selection of statements (`arland,towns/toll quoted`), a
selection of facts (`*/workforce article=010`), a table (`stances.csv`), or `study`.

>>> rows = [{"id": "010-0-arland-toll", "article": "010", "actor": "arland", "issue": "toll", "position": 2,
...     "via": "self", "voice": "direct", "condition": "none"}]
>>> choices = {"actor": ("arland", "towns"), "issue": ("toll",), "plan": (), "attribute": ()}
>>> tables = Citables(statements=rows, choices=choices)
>>> [row["id"] for row in select("arland/toll quoted position=>=1", tables)]
['010-0-arland-toll']
>>> select("arlnd/toll", tables)
Traceback (most recent call last):
stancebook.brief.citations.NoSelection: 'arlnd' is no actor of the codebook; do you mean arland?
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from stancebook.brief.evidence import Citable
from stancebook.brief.inline import SAYS
from stancebook.core import schema
from stancebook.core.english import one_of
from stancebook.core.problems import suggestion
from stancebook.core.tables import Row, Rows

if TYPE_CHECKING:
    from stancebook.brief.text import Sentence

STUDY = "study"  # the key of a sentence about the study itself
FILTERS = {"statements": ("article", "via", "voice", "condition", "position"),
           "facts": ("article", "subject", "status")}  # fmt: skip
ACCOUNTS: dict[str, Callable[[Row], bool]] = {
    "quoted": lambda row: row["via"] == "self" and row["voice"] == "direct",
    "reported": lambda row: row["via"] == "self" and row["voice"] != "direct",
    "inferred": lambda row: row["via"] == "article",
    "others": lambda row: row["via"] == "other",
    "anonymous": lambda row: row["voice"] == "anonymous",
}
BOUND = re.compile(r"(>=|<=|>|<|)([-−]?\d+)")
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "": operator.eq}
COUNTED = ("articles", "statements", "facts", "notes", "sentences", "actors", "issues")
TABLES = {f"{table.name}.csv" for table in schema.PROCESSED} | {"sources.csv"}


class NoSelection(ValueError):
    """A key that cannot select anything: what is wrong, and the fix."""


class NoRow(NoSelection):
    """A key that selects nothing in this run, but may in another."""


@dataclass(frozen=True)
class Citables:
    """What can be cited in a run.

    Rows of statements, facts and notes have an `id`; `passages` are those of the schema's PASSAGES; `sentences` the
    sentences of each article, in order; `sources` the row of each article; `choices` the ids of the codebook by kind.
    `table` gives the rows of a table by its name, `holds` says of a predicate whether it holds: "yes", "no", or
    "untestable"; `says` has the words of the study's state by what they are about.
    """

    statements: Rows = field(default_factory=list)
    facts: Rows = field(default_factory=list)
    notes: Rows = field(default_factory=list)
    passages: Rows = field(default_factory=list)
    sentences: Mapping[str, Rows] = field(default_factory=dict)
    sources: Mapping[str, Row] = field(default_factory=dict)
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    table: Callable[[str], Rows] = lambda name: []
    holds: Callable[[str], str] = lambda predicate: "untestable"
    says: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The row of each statement, fact and note."""
        return {row["id"]: row for row in (*self.statements, *self.facts, *self.notes)}

    @cached_property
    def citable(self) -> Citable:
        """The passages, to be looked up by their ids."""
        return Citable(self.passages)


class Evidence(NamedTuple):
    """The evidence of a sentence: its rows, the passages they stand in, and their sources.

    `contexts` are the whole sentences in which the passages stand, each once; `tables` the rows of cited tables by
    name; `study` whether the sentence speaks of the study itself. `nothing` has each key that selects nothing with the
    reason, `counts` the number of each thing that is counted, `uncounted` why one cannot be, `holds` whether the
    predicate holds in this run: "yes", "no", "untestable", or "" without one.
    """

    statements: Rows
    facts: Rows
    notes: Rows
    passages: Rows
    contexts: tuple[str, ...]
    sources: Rows
    tables: Mapping[str, Rows]
    study: bool
    nothing: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = {}
    holds: str = ""
    uncounted: Mapping[str, str] = {}


def evidence(sentence: Sentence, tables: Citables) -> Evidence:
    """Return the Evidence of a sentence in a run."""
    rows: dict[str, Row] = {}
    nothing = []
    named = [key for key in sentence.keys if key in TABLES]
    for key in (key for key in sentence.keys if key not in (*named, STUDY)):
        try:
            rows |= {row["id"]: row for row in select(key, tables)}
        except NoSelection as error:
            nothing.append((key, str(error)))
    passages = tables.citable.cited(rows)
    return Evidence(
        *([row for row in table if row["id"] in rows] for table in (tables.statements, tables.facts, tables.notes)),
        passages,
        tuple(dict.fromkeys(text for passage in passages for text in contexts(passage, tables.sentences))),
        [tables.sources[id] for id in sorted({row["article"] for row in passages}) if id in tables.sources],
        {name: tables.table(name.removesuffix(".csv")) for name in named},
        STUDY in sentence.keys,
        tuple(nothing),
        {what: count(what, tables) for _, what in sentence.counts if what not in SAYS},
        tables.holds(sentence.holds) if sentence.holds else "",
        {what: reason for _, what in sentence.counts if (reason := uncountable(what, tables))},
    )


def contexts(passage: Row, sentences: Mapping[str, Rows]) -> list[str]:
    """Return the sentences in which a passage stands; its own words where it stands in none."""
    around = [
        row["text"]
        for row in sentences.get(passage["article"], ())
        if row["start"] < passage["end"] and passage["start"] < row["end"]
    ]
    return around or [passage["quote"]]


def select(key: str, tables: Citables) -> Rows:
    """Return the rows of statements, facts or notes that a key selects, in their order.

    Raises NoSelection if the key cannot be read, or if it selects no row.
    """
    words = key.split()
    if "/" not in words[0]:
        return [_by_id(key, tables)]
    first, _, second = words[0].partition("/")
    firsts, seconds = first.split(","), second.split(",")
    kind = _kind(firsts, seconds, tables)
    one, two = ("actor", "issue") if kind == "statements" else ("plan", "attribute")
    tests = [_among(one, firsts, tables), _among(two, seconds, tables), *(_filter(word, kind) for word in words[1:])]
    rows = [row for row in getattr(tables, kind) if all(test(row) for test in tests)]
    if not rows:
        raise NoRow(f"no {kind.removesuffix('s')} of this run is selected by {key}; cite what is there")
    return rows


def count(what: str, tables: Citables) -> int:
    """Return how many rows a key selects, or how many articles, statements, actors … there are; 0 for what is wrong."""
    if what in ("statements", "facts", "notes"):
        return len(getattr(tables, what))
    if what in ("actors", "issues"):
        return len({row[what.removesuffix("s")] for row in tables.statements})
    if what in ("articles", "sentences"):
        return len(tables.sentences) if what == "articles" else sum(map(len, tables.sentences.values()))
    if what in TABLES:
        return len(tables.table(what.removesuffix(".csv")))
    try:
        return len(select(what, tables))
    except NoSelection:
        return 0


def uncountable(what: str, tables: Citables) -> str:
    """Return why nothing can be counted by some words, with the fix; empty if it can be, even if the number is 0."""
    if what in (*COUNTED, *TABLES, *SAYS):
        return ""
    if "/" not in what:
        return f"'{what}' names nothing to count; {suggestion(what, COUNTED, f'use {one_of(COUNTED)}, or a key')}"
    try:
        select(what, tables)
    except NoRow:
        return ""
    except NoSelection as error:
        return str(error)
    return ""


def _by_id(key: str, tables: Citables) -> Row:
    """The row with an id."""
    if key not in tables.by_id:
        hint = suggestion(key, [*tables.by_id, *TABLES, STUDY], "cite an id, actor/issue, plan/attribute or a table")
        raise NoRow(f"'{key}' is no statement, fact or note of this run; {hint}")
    return tables.by_id[key]


def _kind(firsts: list[str], seconds: list[str], tables: Citables) -> str:
    """Whether a key selects statements or facts: its second part says so, and its first part if that may be both."""
    issues, attributes = tables.choices["issue"], tables.choices["attribute"]
    if any(id in attributes and id not in issues for id in seconds):
        return "facts"
    plans = any(id in tables.choices["plan"] and id not in tables.choices["actor"] for id in firsts)
    return "facts" if plans and all(id in attributes or id not in issues for id in seconds) else "statements"


def _among(column: str, ids: list[str], tables: Citables) -> Callable[[Row], bool]:
    """A test of one part of a key; raises NoSelection if an id is not in the codebook."""
    if ids == ["*"]:
        return lambda row: True
    known = tables.choices[column]
    for id in ids:
        if id not in known:
            near = [*known, *tables.choices["attribute" if column == "issue" else column]]
            raise NoSelection(f"'{id}' is no {column} of the codebook; {suggestion(id, near, 'use one of its ids')}")
    return lambda row: row[column] in ids


def _filter(word: str, kind: str) -> Callable[[Row], bool]:
    """The test of a filter; raises NoSelection if it is not one for these rows."""
    name, equals, value = word.partition("=")
    if not equals and kind == "statements" and name in ACCOUNTS:
        return ACCOUNTS[name]
    if not value or name not in FILTERS[kind]:
        accounts = ACCOUNTS if kind == "statements" else ()
        filters = [*accounts, *(f"{each}=" for each in FILTERS[kind])]
        fix = suggestion(f"{name}{equals}", filters, f"use {one_of(filters)}")
        raise NoSelection(f"{kind} cannot be selected by '{word}'; {fix}")
    if name == "position":
        return _bounds(value)
    values = {each.replace("_", " ") for each in value.split(",")}
    split = str.split if name == "condition" else lambda cell: [cell]
    return lambda row: not values.isdisjoint(each.replace("_", " ") for each in split(str(row[name])))


def _bounds(value: str) -> Callable[[Row], bool]:
    """The test of a position: a number, several with commas, or a bound such as >=1."""
    bounds = [BOUND.fullmatch(each) for each in value.split(",")]
    if not all(bounds):
        raise NoSelection(f"'position={value}' cannot be read; write position=1, position=-1,0 or position=>=1")
    limits = [(COMPARE[bound[1]], int(bound[2].replace("−", "-"))) for bound in bounds if bound]
    return lambda row: any(compare(row["position"], limit) for compare, limit in limits)
