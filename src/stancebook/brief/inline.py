"""What stands within a line of the text of a brief: citations, counts and words of the study's state; plain words.

>>> for found in citations('Arland pays [@F001; @arland/toll]{#pays} in [two]{count="articles"} texts.', 1):
...     print(found.brackets, found.attributes)
[@F001; @arland/toll] {'id': 'pays'}
[two] {'count': 'articles'}
>>> [keys(found) for found in citations("[@F001; @arland/toll quoted]", 1)]
[['F001', 'arland/toll quoted']]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes

from stancebook.core.english import one_of
from stancebook.core.markdown import SPACE, visible
from stancebook.core.problems import one_line

TEXT = "report/text.md"
CITATION = re.compile(r"(?<!\\)\[@[^\[\]]*\]?")
COUNT = re.compile(r"(?<!\\)\[([^\[\]@]*)\](?=\{)")
SAYS = ("validation",)  # what the words in brackets may be about that the state of the study gives
AUTOMATIC = re.compile(r"s\d+(-\d+)?")


class BriefError(ValueError):
    """Faults in the text of a brief, a line each: where, what is wrong, and the fix."""


class Citation(NamedTuple):
    """A citation, a count or words that the study's state gives: its line, start and end, brackets and attributes."""

    line: int
    start: int
    end: int
    brackets: str
    attributes: Mapping[str, str]

    @property
    def counts(self) -> bool:
        """Whether it is a count, or words that the study's state gives."""
        return not self.brackets.startswith("[@")


def fault(line: int, message: str, fix: str) -> BriefError:
    """Return the error about a line of the text."""
    return BriefError(f"{TEXT}, line {line}: {one_line(message)}; {fix}")


@cache
def reader() -> MarkdownIt:
    """Return a reader of Markdown with tables and without HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def plain(markdown: str) -> str:
    """Return the words that a reader of a line of Markdown sees.

    >>> plain("**Arland** \\\\*sends* [men](x.md).")
    'Arland *sends* men.'
    """
    tokens = reader().parseInline(markdown)
    words = "".join(_words(piece) for token in tokens for piece in token.children or ())
    return SPACE.sub(" ", visible(words)).strip()


def row_words(line: str) -> str:
    """Return the words of the row of a table, with bars between its cells."""
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return " | ".join(plain(cell.replace("\\|", "|")) for cell in cells)


def _words(token: Token) -> str:
    return " " if "break" in token.type else token.content


def citations(source: str, line: int) -> Iterator[Citation]:
    """Return each citation and each count of some Markdown that begins at a line of the text, in order.

    Raises BriefError if one cannot be read.
    """
    found = sorted([*CITATION.finditer(source), *COUNT.finditer(source)], key=lambda match: match.start())
    for match in found:
        own_line = line + source.count("\n", 0, match.start())
        attributes, end = _attributes(source, match, own_line)
        yield Citation(own_line, match.start(), end, match[0], attributes)


def _attributes(source: str, match: re.Match[str], line: int) -> tuple[dict[str, str], int]:
    """The attributes behind brackets, and where they end."""
    if not match[0].endswith("]"):
        raise fault(line, f"“{match[0][:40]}” has no closing bracket", "close it with ]")
    if not source.startswith("{", match.end()):
        return {}, match.end()
    try:
        length, given = parse_attributes(SPACE.sub(_blanks, source[match.end() :]))
    except ParseError as error:
        raise fault(
            line, f"the attributes behind {match[0]} cannot be read ({error})", 'write {#id holds="…"}'
        ) from None
    attributes = {str(name): SPACE.sub(" ", value.replace('\\"', '"')) for name, value in given.items()}
    _check_attributes(attributes, match[0], line)
    return attributes, match.end() + length + 1


def _blanks(space: re.Match[str]) -> str:
    """A blank for each sign of white space, so that every place stays the same."""
    return " " * len(space[0])


def _check_attributes(attributes: Mapping[str, str], brackets: str, line: int) -> None:
    """Raise BriefError if attributes are not those that a citation or a count has."""
    citation = brackets.startswith("[@")
    wrong = [name for name in attributes if name not in (("id", "holds") if citation else ("count", "says"))]
    wrong = [name for name in wrong if not (citation and name.startswith("allow-"))]
    if wrong or not (citation or len(attributes) == 1):
        use = '#id, holds="…" or allow-<rule>="reason"' if citation else 'count="…" or says="…"'
        have = one_of(wrong or [*attributes] or ["nothing"])
        raise fault(line, f"the braces behind {brackets} have {have}", f"use {use}")
    if not citation and (attributes.get("says", SAYS[0]) not in SAYS or attributes.get("count") in SAYS):
        raise fault(line, f"the words {brackets} are none that the study's state gives", f'use says="{one_of(SAYS)}"')
    if AUTOMATIC.fullmatch(attributes.get("id", "")):
        raise fault(line, f"the id {attributes['id']} is one that sentences get by themselves", "choose another")


def keys(citation: Citation) -> list[str]:
    """Return the keys of a citation; raises BriefError if one of them is missing."""
    written = [SPACE.sub(" ", key).strip() for key in citation.brackets[1:-1].split(";")]
    for key in written:
        if not key.startswith("@"):
            message = f"“{key}” in {citation.brackets} does not begin with @"
            raise fault(citation.line, message, "write [@one; @another]")
        if len(key) == 1:
            raise fault(citation.line, f"“{citation.brackets}” names no key", "write one, as in [@F001]")
    return [key[1:].strip() for key in written]
