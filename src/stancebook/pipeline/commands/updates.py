"""An updated text in the place of an old one: the codes stay where the quoted words still stand.

>>> from stancebook.texts.cleaning import clean_article, read_rules
>>> texts = "We go. They stay.", "Now: We go. They will stay."
>>> old, new = (clean_article("010", raw, read_rules({}))[0] for raw in texts)
>>> rows = [{"article": "010", "quote": quote, "occurrence": ""} for quote in ("We go", "stay", "They stay")]
>>> [(followed.how, followed.after) for followed in follow("coder_a.csv", rows, old, new)]
[('reworded', Span(start=5, end=10)), ('reworded', Span(start=22, end=26)), ('lost', None)]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import NamedTuple

from stancebook.core import files, schema, tables
from stancebook.core.authored import rewriting, spreadsheet_cells
from stancebook.core.authored.authored_csv import AuthoredFile
from stancebook.core.bounds import reading
from stancebook.core.columns import Table
from stancebook.core.english import plural
from stancebook.core.paths import RunPaths, is_there
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.core.tables import Row, Rows
from stancebook.intake import add
from stancebook.intake.document import BadDocument, Document
from stancebook.intake.limits import read_file
from stancebook.intake.reader import Reader
from stancebook.intake.sources import FILE, changes, read_sources, updated_row
from stancebook.study import coders, loader
from stancebook.study.people import validators
from stancebook.study.quotes import locate, shortened
from stancebook.study.validation import marks
from stancebook.study.validation.readable import check_readable
from stancebook.texts.cleaning import CleaningRules, clean_article
from stancebook.texts.corpus import Article, decode
from stancebook.texts.spans import Span

ADJUDICATION = "adjudication.csv"

HOW = {  # what a person has to do about a quotation, and how it is said
    "stands": "where it stood",
    "moved": "elsewhere in the same sentence as before",
    "reworded": "in a sentence with other words: read it again",
    "unclear": "more than once: say which in occurrence",
    "lost": "nowhere: quote it anew, or take the row out",
}


class Followed(NamedTuple):
    """A quotation of a row (from 2): how it stands in the new text (a key of HOW), its spans, its sentences' starts."""

    file: str
    row: int
    quote: str
    how: str
    before: Span
    after: Span | None

    def __str__(self) -> str:
        """The quotation's fate in one line."""
        return f"{self.file}, row {self.row}: “{shortened(self.quote)}” stands {HOW[self.how]}"


def follow(
    file: str, rows: Iterable[Row], old: Article, new: Article, suffix: str = "", numbers: Sequence[int] = ()
) -> list[Followed]:
    """A Followed for each row that quotes the old text and has its place there; `suffix` is that of its columns."""
    followed = []
    for number, row in zip(numbers or count(2), rows, strict=False):
        quote = row[f"quote{suffix}"]
        if row[f"article{suffix}"] != old.id or not quote:
            continue
        try:
            before = locate(quote, row["occurrence"] if not suffix else "", old)
        except LookupError:  # it had no place before, and the step check says so
            continue
        how, after = _place(quote, row["occurrence"] if not suffix else "", before, old, new)
        followed.append(Followed(file, number, quote, how, before, after))
    return followed


def _place(quote: str, occurrence: str, before: Span, old: Article, new: Article) -> tuple[str, Span | None]:
    """How a quotation stands in the new text, and its span there, if it has one."""
    places = new.places(quote)
    if not places:
        return "lost", None
    try:
        after = locate(quote, occurrence, new)
    except LookupError:
        return "unclear", None
    words, same = _sentence(old, before), [place for place in places if _sentence(new, place) == _sentence(old, before)]
    if same and after not in same:
        return "unclear", None  # its own sentence is there, but the row means another place
    if _sentence(new, after) != words:
        return "reworded", after
    return ("stands" if after == before else "moved"), after


def _sentence(article: Article, span: Span) -> str:
    """The words of the sentence around a span; an empty text if none holds it."""
    sentence = article.sentence_of(span)
    return sentence.text if sentence else ""


def moved_sentences(old: Article, new: Article, followed: Iterable[Followed]) -> dict[str, str]:
    """The start of each old sentence that is in the new text, and its start there, both as text.

    It is there with the same words, or it holds a quotation that still stands.
    """
    starts = {}
    for each in followed:
        pair = old.sentence_of(each.before), each.after and new.sentence_of(each.after)
        if pair[0] and pair[1]:
            starts[str(pair[0].span.start)] = str(pair[1].span.start)
    texts = [[sentence.text for sentence in article.sentences] for article in (old, new)]
    for one, other, size in SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks():
        for step in range(size):
            start = str(old.sentences[one + step].span.start)
            starts[start] = str(new.sentences[other + step].span.start)
    return starts


def with_moved_sentences(
    rows: Rows, meant: AuthoredFile, article: str, starts: Mapping[str, str]
) -> tuple[Rows, list[int]]:
    """Rows with the new starts of the article's sentences, and the numbers of rows whose sentence is gone.

    `meant` are the same rows as they were meant; a cell that is not moved stays as it is in `rows`.
    """
    moved, lost = [], []
    for number, row, each in zip(meant.numbers, rows, meant.rows, strict=True):
        start = each["sentence_start"]
        if each["article"] == article and start:
            lost += [] if start in starts else [number]
            row = row if starts.get(start, start) == start else {**row, "sentence_start": starts[start]}
        moved.append(row)
    return moved, lost


def in_words(followed: Iterable[Followed]) -> list[str]:
    """Lines on quotations: how many stand, and each one that a person has to look at."""
    followed = list(followed)
    if not followed:
        return ["no words of the text are coded yet"]
    counts = {how: sum(each.how == how for each in followed) for how in HOW}
    kept = counts["stands"] + counts["moved"]
    lines = [
        f"{plural(kept, 'coded quotation')} of {len(followed)} still {'stands' if kept == 1 else 'stand'} as before"
    ]
    lines += [f"{counts['moved']} of them at another place"] if counts["moved"] else []
    return lines + [str(each) for each in followed if each.how not in ("stands", "moved")]


def update(paths: RunPaths, id: str, file: Path, encoding: str = "", check: bool = False) -> list[str]:
    """Put the text of a file in the place of a text; return lines on what became of its codes.

    The coders' files stay as they are, frozen or not. In adjudication.csv and in the desk's marks, the starts of
    sentences are those of the new text. The old text is kept in data/originals. The file that the text came from may be
    given once more with an encoding. With `check`, nothing is written.

    Raises UserError if the file cannot be read, is not one text, if there is no such text, or if a file that would be
    written is as a spreadsheet saved it.
    """
    with add.locked(paths.coded):
        check_readable(paths.coded)
        sources = read_sources(paths.coded)
        row = next((each for each in sources if each["article"] == id), None)
        if row is None:
            raise UserError(f"there is no text {one_line(id)}; give an id of sources.csv")
        content = _read(file)
        known = files.digest(content) in (row["sha256"], row["original"].partition(".")[0])
        document = None if known and not encoding else _only_document(file, content, encoding)
        if document is None or files.digest(document.text.encode("utf-8")) == row["sha256"]:
            return [f"{one_line(file.name)} is text {id} already; nothing changes"]
        before = reading.read_bytes(paths.raw / Path(row["file"]).name)
        old, new = (clean_article(id, text, _rules(paths))[0] for text in (_decoded(before, row), document.text))
        ids = [each["article"] for each in sources]
        followed = follow_all(paths.coded, old, new, ids)
        starts = moved_sentences(old, new, followed)
        by_sentence = _by_sentence(paths)
        changed, gone = _with_new_starts(by_sentence, id, starts, ids)
        original = f"{files.digest(content)}.{add.suffix_of(content, file.name)}"
        new_row = updated_row(row, document, new.clean, row["received_as"] if known else file.name, original)
        told = [*in_words(followed), *gone, *_cited(paths, id, starts), *changes(row, new_row)]
        form = rewriting.other_form(
            {paths.coded / FILE: schema.SOURCES} | {path: by_sentence[path] for path in changed}
        )
        if form and not check:
            raise UserError("\n".join(form))
        if not check:
            originals = add.folder_of(paths.study, "originals")
            contents: dict[Path, bytes | None]
            contents = {originals / f"{files.digest(before)}.txt": before, originals / original: content, **changed}
            contents[paths.raw / new_row["file"]] = document.text.encode("utf-8")
            contents[paths.raw / Path(row["file"]).name] = None
            contents[paths.raw / add.SUMS] = add.sums(paths.raw, [new_row], gone=row["file"])
            contents[paths.coded / FILE] = add.sources_csv([new_row if each is row else each for each in sources])
            rewriting.write_all(contents)
    return [*told, *form, f"text {id} {'would be' if check else 'is'} updated from {one_line(file.name)}"]


def _read(file: Path) -> bytes:
    try:
        return read_file(file)
    except BadDocument as bad:
        raise UserError(str(Problem(one_line(file.name), None, bad.place, bad.message, bad.fix))) from None


def _decoded(content: bytes, row: Row) -> str:
    try:
        return decode(content, row["file"])
    except tables.UnreadableFile as error:
        raise UserError(str(error)) from None


def _only_document(file: Path, content: bytes, encoding: str) -> Document:
    """The one Document in a file; raises UserError if it cannot be read or holds several."""
    try:
        with Reader() as reader:
            documents = reader.read(content, file.name, encoding, {})
    except BadDocument as bad:
        raise UserError(str(Problem(one_line(file.name), None, bad.place, bad.message, bad.fix))) from None
    if len(documents) > 1:
        raise UserError(f"{one_line(file.name)} holds {len(documents)} texts; give a file with the updated one alone")
    return documents[0]


def _rules(paths: RunPaths) -> CleaningRules:
    """The study's cleaning rules; raises UserError if they cannot be read."""
    rules = loader.read_settings(paths)[0].cleaning_rules
    if rules is None:
        raise UserError("cleaning.yaml cannot be read; run the step check, and put right what it says")
    return rules


def follow_all(coded: Path, old: Article, new: Article, ids: Collection[str]) -> list[Followed]:
    """A Followed for each quotation of the old text in all files that quote it; `ids` are those of sources.csv."""
    followed = []
    for name, table in quoting(coded).items():
        read = spreadsheet_cells.read(name, coded / name, table, ids)
        for suffix in ("", "_b") if "quote_b" in table.names else ("",):
            followed += follow(name, read.rows, old, new, suffix, read.numbers)
    return followed


def quoting(coded: Path) -> dict[str, Table]:
    """The tables of data/coded whose rows quote a text, by file, as far as the files are there."""
    return {
        name: table
        for name, table in loader.tables_of(coders.of_folder(coded).coders).items()
        if {"article", "quote", "occurrence"} <= set(table.names) and is_there(coded / name)
    }


def _by_sentence(paths: RunPaths) -> dict[Path, Table]:
    """The tables that name sentences by their start, by path, as far as the files are there."""
    people = coders.of_folder(paths.coded)
    named = dict.fromkeys(marks.files(people), schema.MARKS) | {marks.COMMENTS: schema.COMMENTS}
    named = {ADJUDICATION: schema.adjudication(people.coders), **named}
    own = {paths.coded / name: table for name, table in named.items() if is_there(paths.coded / name)}
    return {**own, **validators.tables_by_sentence(paths.validation)}


def _with_new_starts(
    by_sentence: Mapping[Path, Table], id: str, starts: Mapping[str, str], ids: Collection[str]
) -> tuple[dict[Path, bytes], list[str]]:
    """The new bytes of the files that name sentences by their start, and a line for each row whose sentence is gone."""
    changed, gone = {}, []
    for path, table in by_sentence.items():
        name = path.name
        rewriting.check(path, rewriting.of_table(table))
        rows = tables.read_authored(path)
        moved, lost = with_moved_sentences(rows, spreadsheet_cells.read(name, path, table, ids), id, starts)
        if moved != rows:
            columns = [*table.names, *table.others(moved[0])]
            changed[path] = tables.text(moved, columns).encode("utf-8")
        gone += [f"{name}, row {number}: its sentence is gone; take the row out, or decide anew" for number in lost]
    if any(path.name == ADJUDICATION for path in changed):
        gone.append("agreements to read again are drawn by their places: the step check says which rows change")
    return changed, gone


def _cited(paths: RunPaths, id: str, starts: Mapping[str, str]) -> list[str]:
    """A line for each start of a sentence that is in ids which the text of the brief cites, and is another one now."""
    text = reading.read_bytes(paths.text).decode("utf-8", "replace") if is_there(paths.text) else ""
    return [
        f"report/text.md cites {id}-{start}-…; write {id}-{moved}-… there"
        for start, moved in starts.items()
        if start != moved and f"{id}-{start}-" in text
    ]
