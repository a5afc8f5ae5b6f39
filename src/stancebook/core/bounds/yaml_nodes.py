"""YAML parsed within limits of size, depth, entries and aliases; by libyaml, where it reads as Python's parser does.

An alias counts for all entries that it repeats, and so does a merge key (<<), which takes them from an alias.

>>> parse_yaml("a: &x [1, 2]\\nb: *x\\na: 3")
({'a': 3, 'b': [1, 2]}, [('a', 3)])
>>> parse_yaml("a: &x [1, *x]")
Traceback (most recent call last):
stancebook.core.bounds.yaml_nodes.TooMuch: line 1: an alias stands within what it repeats
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml.composer import Composer

from stancebook.core import csv_lines
from stancebook.core.bounds import limits

LARGE = f"it has more than {limits.YAML_CHARACTERS:,} characters"
ENTRIES = f"it has more than {limits.YAML_ENTRIES:,} entries, with those that aliases (*) repeat"
ALIASES = f"it has more than {limits.YAML_ALIASES:,} aliases (*)"
DEEP = f"entries stand within each other more than {limits.YAML_LEVELS} deep"
LOOP = "an alias stands within what it repeats"
LONG_NUMBER = f"a number has more than {limits.NUMBER_CHARACTERS} characters"
FIXES = {  # what is wrong, and the fix
    LARGE: "split it, or take out what does not belong there",
    ENTRIES: "write fewer, or repeat less",
    ALIASES: "write out what they stand for",
    DEEP: "write it flatter",
    LOOP: "write out what it stands for",
    csv_lines.UNSOLVED: csv_lines.RESTORE,
    LONG_NUMBER: "put it in quotes, or shorten it",
}
SHORT = 200_000  # characters up to which Python's parser says what is wrong, more clearly and more slowly
# what libyaml lets pass and Python's parser does not: tabs, some line ends, a mark of byte order, a glued comment
READ_DIFFERENTLY = re.compile("[\t\x85\u2028\u2029\ufeff]|[|>][-+0-9]*#")

Measure = tuple[int, int]  # how many entries a node has, and how deep they stand
SCALAR: Measure = 1, 1


class TooMuch(yaml.MarkedYAMLError):
    """YAML beyond a limit; `problem` is one of FIXES."""

    def __str__(self) -> str:
        """The line and the problem, whichever parser read it."""
        return f"line {self.problem_mark.line + 1}: {self.problem}" if self.problem_mark else str(self.problem)


class _Bounded(Composer):
    """A composer that counts what it composes."""

    def __init__(self) -> None:
        Composer.__init__(self)
        self.entries = self.aliases = self.level = 0
        self.measures: dict[int, Measure] = {}  # of each collection that is complete, by the id of its node

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next node, and all within it; raises TooMuch beyond a limit."""
        event = self.peek_event()  # type: ignore[attr-defined]
        self.entries += 1
        self._hold(self.entries <= limits.YAML_ENTRIES, ENTRIES, event)
        self._hold(self.level < limits.YAML_LEVELS, DEEP, event)
        self.level += 1
        node = super().compose_node(parent, index)
        self.level -= 1
        if isinstance(event, yaml.AliasEvent):
            self._count_alias(node, event)
        elif isinstance(node, yaml.CollectionNode):
            self._measure(node, event)
        return node

    def _count_alias(self, node: Any, event: Any) -> None:
        """Count an alias, and hold what it repeats to the limits."""
        self.aliases += 1
        self._hold(self.aliases <= limits.YAML_ALIASES, ALIASES, event)
        self._hold(not isinstance(node, yaml.CollectionNode) or id(node) in self.measures, LOOP, event)
        self._hold(self.level + self.measures.get(id(node), SCALAR)[1] <= limits.YAML_LEVELS, DEEP, event)

    def _measure(self, node: Any, event: Any) -> None:
        """Keep the measure of a collection that is complete."""
        pairs = isinstance(node, yaml.MappingNode)
        inner = [each for pair in node.value for each in pair] if pairs else node.value
        measures = [self.measures.get(id(each), SCALAR) for each in inner]
        size = 1 + sum(entries for entries, _ in measures)
        self._hold(size <= limits.YAML_ENTRIES, ENTRIES, event)
        self.measures[id(node)] = size, 1 + max((depth for _, depth in measures), default=0)

    @staticmethod
    def _hold(true: bool, problem: str, event: Any) -> None:
        if not true:
            raise TooMuch(None, None, problem, event.start_mark)


def _number(make: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """A constructor of numbers that refuses those that are too long."""

    def construct(loader: Any, node: Any) -> Any:
        if len(node.value) > limits.NUMBER_CHARACTERS:
            raise TooMuch(None, None, LONG_NUMBER, node.start_mark)
        return make(loader, node)

    return construct


def _day_or_text(loader: Any, node: Any) -> Any:
    """The day of a scalar, or its text where there is no such day: the parser's error would have no place."""
    try:
        return yaml.SafeLoader.construct_yaml_timestamp(loader, node)
    except ValueError:
        return node.value


class _Loader(_Bounded, yaml.SafeLoader):
    """The safe loader."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)
        _Bounded.__init__(self)


LOADERS: list[Any] = [_Loader]

if yaml.__with_libyaml__:

    class _FastLoader(_Bounded, yaml.CSafeLoader):
        """The safe loader with libyaml's parser, ten times faster."""

        def __init__(self, text: str) -> None:
            yaml.CSafeLoader.__init__(self, text)
            _Bounded.__init__(self)

    LOADERS.insert(0, _FastLoader)

for each in LOADERS:
    each.add_constructor("tag:yaml.org,2002:timestamp", _day_or_text)
    each.add_constructor("tag:yaml.org,2002:int", _number(yaml.SafeLoader.construct_yaml_int))
    each.add_constructor("tag:yaml.org,2002:float", _number(yaml.SafeLoader.construct_yaml_float))


def parse_yaml(text: str) -> tuple[Any, list[tuple[str, int]]]:
    """The content of a YAML text, and each repeated key of its mappings with its line.

    Raises yaml.YAMLError, which is TooMuch beyond a limit, or where git has marked a merge that is not solved.
    """
    if len(text) > limits.YAML_CHARACTERS:
        raise TooMuch(None, None, LARGE)
    if row := csv_lines.unsolved(text):
        raise TooMuch(None, None, csv_lines.UNSOLVED, yaml.Mark("", 0, row - 1, 0, None, 0))
    if READ_DIFFERENTLY.search(text):
        return _loaded(_Loader(text))
    try:
        return _loaded(LOADERS[0](text))
    except TooMuch:
        raise
    except (yaml.YAMLError, UnicodeEncodeError):
        if len(text) > SHORT:
            raise
        return _loaded(_Loader(text))


def compose(text: str) -> yaml.Node | None:
    """The root node of a YAML text, with marks as Python's parser sets them; raises as `parse_yaml`."""
    if len(text) > limits.YAML_CHARACTERS:
        raise TooMuch(None, None, LARGE)
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _loaded(loader: Any) -> tuple[Any, list[tuple[str, int]]]:
    """The content of the document of a loader, and its repeated keys."""
    collects = gc.isenabled()
    gc.disable()  # or the search for cycles, of which there are none, would take as long as the parsing
    try:
        node = loader.get_single_node()
        repeated = list(_repeated_keys(node))  # before the loader drops the first of two entries
        return None if node is None else loader.construct_document(node), repeated
    finally:
        loader.dispose()
        if collects:
            gc.enable()


def _repeated_keys(root: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Each key that its mapping has already had, with its line, in all mappings of a YAML node."""
    queue, visited = [root], set()
    for node in queue:
        if node is None or id(node) in visited or isinstance(node, yaml.ScalarNode):
            continue
        visited.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            queue += node.value
            continue
        seen = set()
        for key, value in node.value:
            queue.append(value)
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key.value, key.start_mark.line + 1
                seen.add(key.value)
