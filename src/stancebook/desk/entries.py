"""Entries: what one coder has put down on one article, with the place of each entry in the clean text.

An entry is a row of one of three tables: a statement, a fact or a source note.

>>> entry_in_words({"kind": "error", "quote": "three tills"}, "note")
'note (error): three tills'
>>> entry_in_words({"actor": "arland", "issue": "bridge", "position": "-1"}, "statement")
'arland on bridge, -1'
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stancebook.core import schema
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.desk import selection
from stancebook.desk.selection import Place
from stancebook.study import aliases
from stancebook.study.codebook import Codebook
from stancebook.study.facts import FACTS, NOTES
from stancebook.study.loader import Authored
from stancebook.study.quotes import locate, shortened
from stancebook.study.revision import flags
from stancebook.study.revision.flags import Flag
from stancebook.study.validation import coded_rows
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

COLUMNS = {
    "statement": schema.CODER_ROWS.names,
    "fact": schema.CODER_FACTS.names,
    "note": schema.CODER_NOTES.names,
}
KINDS = tuple(COLUMNS)

PageEntry = dict[str, Any]


def file_of(kind: str, coder: str) -> str:
    """Return the name of the file with a coder's entries of a kind."""
    return {"statement": f"{coder}.csv", "fact": FACTS.of_coder(coder), "note": NOTES.of_coder(coder)}[kind]


def entry_in_words(row: Row, kind: str) -> str:
    """Return an entry in a few words."""
    if kind == "statement":
        return f"{row['actor']} on {row['issue']}, {row['position']}"
    question = row["attribute"] if kind == "fact" else row["kind"]
    return f"{kind} ({question}): {shortened(row['quote'])}"


def numbered(rows: Rows, article: str) -> dict[int, Row]:
    """Return the rows on an article by their numbers, as in a spreadsheet."""
    return {number: row for number, row in enumerate(rows, 2) if row["article"] == article}


def problems_by_row(kind: str, file: str, rows: Mapping[int, Row], study: Authored) -> dict[int | None, list[Problem]]:
    """Return the problems of some rows of a file: a list for each row number."""
    problems: dict[int | None, list[Problem]] = {number: [] for number in rows}
    for problem in _problems(kind, file, rows, study) if rows else ():
        problems[problem.row].append(problem)
    return problems


def _problems(kind: str, file: str, rows: Mapping[int, Row], study: Authored) -> list[Problem]:
    """Return the problems of at least one row of a file."""
    numbers, own = list(rows), list(rows.values())
    if kind == "statement":
        own = aliases.as_ids(own, study.codebook)
    study = study._replace(rows={**study.rows, file: own})
    if kind == "statement":
        return coded_rows.check_coding(file, file.removesuffix(".csv"), study, numbers)[1]
    if kind == "fact":
        return coded_rows.check_facts(file, study, numbers)
    return coded_rows.check_notes(study, numbers, file)


def problems_with(kind: str, file: str, was: Row | None, row: Row, study: Authored) -> list[Problem]:
    """Return the problems of a row among those of its article in a file, in the place of the row that it replaces."""
    rows = study.rows[file]
    others = {number: other for number, other in numbered(rows, row["article"]).items() if other != was}
    own = len(rows) + 2  # last, because the check names the second of two rows that do not go together
    return problems_by_row(kind, file, others | {own: row}, study)[own]


def row_number(rows: Rows, row: Row, article: Article) -> int:
    """Return the number of a new row: behind the rows on its article that precede it in the text, or behind all."""
    same = [(_start(other, article), number) for number, other in numbered(rows, article.id).items()]
    before = [number for at, number in same if at <= _start(row, article)]
    return max(before, default=min((number for _, number in same), default=len(rows) + 2) - 1) + 1


def page_entries(
    kind: str, coder: str, study: Authored, article: Article, spans: Sequence[Span], file: str = ""
) -> list[PageEntry]:
    """Return a coder's entries of a kind on an article for the page; `spans` are the clean ones of its sentences.

    `file` is another file than the coder's own.
    """
    file = file or file_of(kind, coder)
    own = numbered(study.rows[file], article.id)
    problems, touched = problems_by_row(kind, file, own, study), flagged(file, own, study.codebook)
    return [
        {"kind": kind, "row": row, "number": number, "place": place(row, article, spans), "coder": coder}
        | {"wrong": [str(problem) for problem in flags.explained(problems[number], touched[number])]}
        | {"flags": [_for_page(flag) for flag in touched[number]]}
        for number, row in own.items()
    ]


def flagged(file: str, rows: Mapping[int, Row], book: Codebook) -> dict[int, list[Flag]]:
    """Return the codes of rows that the codebook has renamed, merged or split: a list for each row number."""
    found: dict[int, list[Flag]] = {number: [] for number in rows}
    for flag in flags.in_rows(file, list(rows.values()), list(rows), book.changes) if book.changes else ():
        found[flag.row].append(flag)
    return found


def _for_page(flag: Flag) -> dict[str, str]:
    """Return a flag with what happened to the code, what it is today ("" if a person decides), and the reason."""
    return {"column": flag.column, "id": flag.id, "now": flag.now, "text": str(flag.change), "why": flag.change.why}


def counted(entries: Iterable[PageEntry]) -> list[PageEntry]:
    """Return entries in order of place, each with its number within the sentence where it begins (`nth`)."""
    numbers: Counter[int] = Counter()
    shown = []
    for entry in entries:
        first = entry["place"] and entry["place"]["first"]
        numbers[first] += 1
        shown.append(entry | {"nth": numbers[first] if first else None})
    return shown


def by_place(entry: PageEntry) -> tuple[int, int, int]:
    """Return the key that sorts entries by place, those without a place first."""
    where = entry["place"] or {"first": 0, "from": 0}
    return where["first"], where["from"], entry["number"]


def _start(row: Row, article: Article) -> int:
    """Return where a row's quotation starts in the raw text; -1 if it has no single place."""
    try:
        return locate(row["quote"], row["occurrence"], article).start
    except LookupError:
        return -1


def place(row: Row, article: Article, spans: Sequence[Span]) -> Place | None:
    """Return the place of a row's quotation in the clean text; None if it has no single place."""
    try:
        return selection.place_of(locate(row["quote"], row["occurrence"], article), article, spans)
    except LookupError:
        return None


def decided(entries: Iterable[PageEntry], nothing: Iterable[int]) -> set[int]:
    """Return the numbers of the sentences that hold a statement or are marked as holding none."""
    coded = {entry["place"]["first"] for entry in entries if entry["kind"] == "statement" and entry["place"]}
    return coded | set(nothing)


def sentences(article: Article, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return the sentences of an article for the page; `block` is whether a line ends before it, as in a paragraph."""
    ends = [0, *(span.end for span in spans)]
    gaps = [Span(before, span.start).of(article.clean) for before, span in zip(ends, spans, strict=False)]
    return [
        {"n": sentence.number, "text": sentence.text, "block": sentence.number == 1 or "\n" in gap}
        for sentence, gap in zip(article.sentences, gaps, strict=True)
    ]
