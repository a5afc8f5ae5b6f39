"""Passages as rows of coders: their ids, their cells, what `check` would say of them, and the files of coders.

>>> shortened("condition", "'rain' is not in the codebook"), shortened("quote", "the quote “x” lies within no sentence")
('a condition of the codebook', 'a place within one sentence')
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from stancebook.core import schema, tables
from stancebook.core.bounds import reading
from stancebook.core.paths import ADJUDICATED, is_there
from stancebook.core.problems import UserError, WrongArgument, one_line, suggestion
from stancebook.core.tables import Row
from stancebook.exchange.from_study import VARIABLES
from stancebook.exchange.passages import ONE_SENTENCE
from stancebook.exchange.project import Coder, Passage
from stancebook.intake.sources import slug
from stancebook.study import coders, loader, quotes
from stancebook.study.codebook import Codebook
from stancebook.study.coders import People
from stancebook.study.loader import Authored
from stancebook.study.validation.coded_rows import check_coding
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span, trimmed

Key = tuple[str, ...]  # what makes a row the same as another: article, start and end, a cell of each column, note
CHECK = "first put right what stancebook check says"
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
HEADER = ",".join(schema.CODER_ROWS.names).encode() + b"\n"


# ---- who coded


def ids(those: Iterable[Coder], given: Mapping[str, str], people: People) -> dict[str, str]:
    """Return the id in the study of each coder of a project by its id there.

    It is the one given for the coder's id or name, that of a coder of the study with this name, its own id or name if
    it may be one, or one made from the name. Two coders have one id only where it is given for both. What was
    adjudicated keeps that name. Raises UserError if a given id cannot be.
    """
    those = tuple(those)
    known = [word for coder in those for word in (coder.id, coder.name)]
    for old, new in given.items():
        if old not in known:
            raise UserError(
                f"--coder {one_line(old)}: nobody of that name codes there; {suggestion(old, known, _are(those))}"
            )
        if wrong := coders.read({"coders": {new: {}}})[1]:
            raise WrongArgument(f"--coder {one_line(old)}={one_line(new)}: {wrong[0].message}; {wrong[0].fix}")
    found = {coder.id: word for coder in those if (word := given.get(coder.id) or given.get(coder.name))}
    wanted = [(coder.id, _known(coder.name, people)) for coder in those]
    wanted += [(coder.id, _own(coder.id)) for coder in those] + [(coder.id, _own(coder.name)) for coder in those]
    for id, words in wanted:
        free = [word for word in words if word not in found.values()]
        if id not in found and free:
            found[id] = free[0]
    for coder in those:  # when it is known what others are called
        if coder.id not in found:
            found[coder.id] = _made(coder.name, {*found.values()})
    return found


def _known(name: str, people: People) -> list[str]:
    """Return the ids of the coders of a study with a name."""
    return [id for id, coder in people.coders.items() if coder.name == name]


def _own(word: str) -> list[str]:
    """Return a word of a project alone if it may be the id of a coder."""
    return [word] if word == ADJUDICATED or _may_be(word) else []


def another(coded: Path, coder: str, those: Iterable[Coder], found: Mapping[str, str]) -> str:
    """Return what gives a coder of the study an id that is free, as --coder takes it.

    `those` are the coders of the project, and `found` has their ids here.
    """
    names = called(those)
    word = one_line(next((names[id] for id, own in found.items() if own == coder), coder))
    taken = {*found.values(), *there_are(coded)}
    id = next(id for number in count(2) if (id := f"{coder}_{number}") not in taken)
    return f'"{word}={id}"' if re.search(r"[^\w.-]", word) else f"{word}={id}"


def called(those: Iterable[Coder]) -> dict[str, str]:
    """Return what each coder of a project is called, by its id there: by name, or by that id where names are the same.

    >>> called([Coder("1", "Ben"), Coder("2", "Ada"), Coder("3", "Ben")])
    {'1': '1', '2': 'Ada', '3': '3'}
    """
    own = {coder.id: coder.name for coder in those}
    often = Counter(own.values())
    return {id: id if often[name] > 1 else name for id, name in own.items()}


def _may_be(id: str) -> bool:
    """Return whether a word may be the id of a coder."""
    return not coders.read({"coders": {id: {}}})[1]


def _are(those: Sequence[Coder]) -> str:
    """Return who codes, as a fix."""
    return f"use {', '.join(one_line(coder.name, 60) for coder in those)}"


def _made(name: str, taken: set[str]) -> str:
    """Return an id made from a name that is not taken."""
    plain = slug(name.casefold().translate(LETTERS), "").replace("-", "_")[:30].strip("_")
    stem = plain if plain and _may_be(plain) else f"coder_{plain}".rstrip("_")
    number = 1
    while (id := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return id


# ---- what they have


class Made(NamedTuple):
    """A row of a coder made from a passage, with its place in the raw text."""

    coder: str
    row: Row
    span: Span

    @property
    def key(self) -> Key:
        """What makes it the same row as another."""
        return _key(self.row, self.span)


def _key(row: Row, span: Span) -> Key:
    cells = (quotes.sorted_set(row[name]) if name == "condition" else row[name] for name in VARIABLES)
    return (row["article"], str(span.start), str(span.end), *cells, row["note"])


def span_of(passage: Passage, article: Article, cut: bool) -> Span:
    """Return the place of a row: a passage's words if they alone are in a sentence, or cut to the first sentence."""
    span, words = _spans(passage, article)
    if words.start == words.end or article.sentence_of(span):
        return span
    if cut and not article.sentence_of(words):
        first = next((each.span for each in article.sentences if each.span.overlaps(words)), words)
        return trimmed(article.raw, Span(max(words.start, first.start), min(words.end, first.end)))
    return words


def whole(passage: Passage, article: Article) -> list[Key]:
    """Return the places, as keys of rows have them, of a row with all words of a passage."""
    return [(str(span.start), str(span.end)) for span in _spans(passage, article)]


def _spans(passage: Passage, article: Article) -> tuple[Span, Span]:
    """Return the place of a passage, with the white space at its ends and without."""
    span = Span(passage.start, passage.end)
    return span, trimmed(article.raw, span)


def made(coder: str, article: Article, span: Span, cells: Row, note: str) -> Made:
    """Return the row of a passage: its words, which place of them is meant, its cells and its note."""
    quote = span.of(article.raw)
    places = article.places(quote)
    occurrence = "" if len(places) == 1 else str(places.index(span) + 1)
    return Made(coder, {"article": article.id, "quote": quote, "occurrence": occurrence, **cells, "note": note}, span)


def faults(rows: Mapping[str, Made], authored: Authored) -> dict[str, str]:
    """Return what each passage lacks whose row `check` would refuse, by its id; `authored` has no rows yet."""
    by_coder: defaultdict[str, list[str]] = defaultdict(list)
    for id, each in rows.items():
        by_coder[each.coder].append(id)
    found: dict[str, str] = {}
    for coder, own in by_coder.items():
        table = {f"{coder}.csv": [rows[id].row for id in own]}
        for problem in check_coding(f"{coder}.csv", coder, authored._replace(rows=table))[1]:
            found.setdefault(own[(problem.row or 2) - 2], shortened(problem.column, problem.message))
    return found


def shortened(column: str, message: str) -> str:
    """Return what a row lacks by a problem of it, in the same words for many rows."""
    if column == "quote":
        return ONE_SENTENCE
    if message.startswith("the same sentence"):
        return "a row of its own (one with its sentence, actor and issue is there)"
    return (
        f"{'an' if column[:1] in 'ai' else 'a'} {column} of the codebook"
        if "not in the codebook" in message
        else message
    )


# ---- their files


class CoderFile(NamedTuple):
    """The new content of a coder's file, None if it stays; how many rows are new, and how many are there."""

    content: bytes | None
    new: int
    there: int


def file_of(
    coded: Path, coder: str, rows: Sequence[Made], there: Collection[Key], also: Collection[Key], another: str
) -> CoderFile:
    """Return what becomes of a coder's file; rows that are there stay as they are, byte for byte.

    `there` are the rows of the file, `also` those of them that other passages of the project are. Raises UserError if
    the file has rows that the project does not have; `another` gives the coder another id, as --coder takes it.
    """
    path = coded / f"{coder}.csv"
    new = [each.row for each in rows if each.key not in there]
    if not new:
        return CoderFile(None, 0, len(rows) + len(also))
    content = tables.text(new, schema.CODER_ROWS.names).encode("utf-8")
    if not there:
        return CoderFile(content, len(new), 0)
    before = reading.read_bytes(path)
    if {*there} - {each.key for each in rows} - {*also} or not (before.startswith(HEADER) and before.endswith(b"\n")):
        fix = f"call the coder another name, as in --coder {another}, or move that file away"
        raise UserError(f"data/coded/{path.name} has other rows already; {fix}")
    return CoderFile(before + content.removeprefix(HEADER), len(new), len(rows) + len(also) - len(new))


def there_are(coded: Path) -> list[str]:
    """Return the ids of the coders who have a file of rows."""
    names = (path.stem for path in coded.glob("*.csv") if reading.read_bytes(path).startswith(HEADER))
    return sorted(name for name in names if _may_be(name))


def there(
    coded: Path, coder: str, book: Codebook, texts: Collection[str], article: Callable[[str], Article]
) -> set[Key]:
    """Return what makes the rows of a coder's file the same as others; none without the file.

    `texts` are the ids of the study's texts and `article` gives each of them. Raises UserError if it cannot be read.
    """
    path = coded / f"{coder}.csv"
    if not is_there(path):
        return set()
    try:
        rows = loader.authored_rows(path.parent, path.name, texts, book, [path.stem])
        return {_key(row, quotes.locate(row["quote"], row["occurrence"], article(row["article"]))) for row in rows}
    except (LookupError, tables.UnreadableFile) as error:
        raise UserError(f"{path.name}: {one_line(str(error.args[0]))}\n{CHECK}") from None
