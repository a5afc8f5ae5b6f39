"""The rows that new texts get in sources.csv: ids, file names, and what the documents tell.

>>> next_ids(["010", "030"], 2), next_ids([], 2), next_ids(["998"], 2)
(['031', '032'], ['000', '001'], ['999', '1000'])
>>> slug("Zoë: “We’ll build!”", "0123"), slug("Мост", "0123456789abcdef01")
('zoe-well-build', '0123456789abcdef')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

from stancebook.core import schema, tables
from stancebook.core.authored import rewriting, spreadsheet_cells
from stancebook.core.dates import iso_day
from stancebook.core.files import digest
from stancebook.core.problems import one_line
from stancebook.core.tables import Row, Rows
from stancebook.intake.document import Document

FILE = "sources.csv"
TOLD = ("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis", "section")  # by a document
OPTIONAL = tuple(column.name for column in schema.SOURCES.optional)


def read_sources(coded: Path) -> Rows:
    """The rows of sources.csv with all optional columns, and with zeros that their ids lost; none without it.

    Raises UserError if it cannot be read.
    """
    if rewriting.check(coded / FILE, rewriting.of_table(schema.SOURCES)) is None:
        return []
    rows = tables.read_authored(coded / FILE)
    mended, _ = spreadsheet_cells.mend(rows, schema.SOURCES, spreadsheet_cells.ids_by_file(rows))
    ids = [{name: row[name] for name in spreadsheet_cells.ARTICLES if name in row} for row in mended]
    return [{**dict.fromkeys(OPTIONAL, ""), **row, **own} for row, own in zip(rows, ids, strict=True)]


def by_hash(rows: Rows) -> dict[str, list[str]]:
    """The articles of each original and of each text, by checksum."""
    found = defaultdict[str, list[str]](list)
    for row in rows:
        for hash in {row["sha256"], row["original"].partition(".")[0]}:
            found[hash].append(row["article"])
    return found


def next_ids(used: Iterable[str], number: int) -> list[str]:
    """So many new ids: the numbers behind the largest one in use, with at least three digits."""
    numeric = [id for id in used if id.isascii() and id.isdecimal()]
    first = max(map(int, numeric), default=-1) + 1
    width = max(map(len, numeric), default=len(str(max(first + number - 1, 0))))
    return [str(id).zfill(max(width, 3)) for id in range(first, first + number)]


def slug(words: str, otherwise: str) -> str:
    """Words as a part of a file name, in Latin letters; the first 16 characters of `otherwise` if nothing is left."""
    plain = normalize("NFKD", words).encode("ascii", "ignore").decode() if words.isascii() or _is_latin(words) else ""
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:40].strip("-") or otherwise[:16]


def _is_latin(words: str) -> bool:
    """Whether at least half of the letters are Latin, so that a name made of them is readable."""
    letters = [letter for letter in normalize("NFKD", words) if letter.isalpha()]
    return bool(letters) and sum(letter.isascii() for letter in letters) >= len(letters) / 2


def source_row(document: Document, id: str, name: str, original: str) -> Row:
    """The row of a new text: `name` is the file that was added, `original` its name in data/originals."""
    hash = digest(document.text.encode("utf-8"))
    day = iso_day(document.date)
    words = document.headline or (Path(name).stem if not document.place else document.place)
    pages = f"page {document.page}" if document.page else ""
    return {
        **dict.fromkeys((*schema.SOURCES.names, *OPTIONAL), ""),
        "article": id,
        "file": f"{id}_{slug(words, hash)}.txt",
        "sha256": hash,
        "outlet": document.outlet,
        "headline": headline_of(document),
        "byline": document.byline,
        "date_earliest": day,
        "date_latest": day,
        "date_basis": _basis(document.date, day),
        "section": ", ".join(filter(None, (document.section, pages))),
        "original": original,
        "received_as": ", ".join(filter(None, (one_line(Path(name).name, 200), document.place))),
        "tool": document.tool,
        "version": document.version,
        "done": "; ".join(document.done),
    }


def updated_row(row: Row, document: Document, clean: str, name: str, original: str) -> Row:
    """The row of an updated text: what the new document tells of it, else what the old row said.

    The old headline stays if the `clean` new text begins with it, or if the document has none.
    """
    new = source_row(document, row["article"], name, original)
    new["file"] = f"{Path(new['file']).stem}-{new['sha256'][:8]}.txt"  # never the name of the old text
    if row["headline"] and clean.startswith(row["headline"]):
        new["headline"] = row["headline"]
    told = {column: cell for column, cell in new.items() if cell}
    return {**row, **told, "done": new["done"], "version": new["version"]}


def changes(old: Row, new: Row) -> list[str]:
    """A line for each cell of an updated text's row that people fill in, and that is another one now."""
    return [
        f"sources.csv, text {old['article']}, {name}: “{old[name]}” is now “{new[name]}”"
        for name in TOLD
        if old[name] != new[name]
    ]


def headline_of(document: Document) -> str:
    """The headline, if the text begins with it, as sources.csv asks for; else nothing."""
    start = document.text[: len(document.headline) + 1].removeprefix("\ufeff").replace("\xa0", " ")
    return document.headline if start.startswith(document.headline) else ""


def _basis(date: str, day: str) -> str:
    """How the day is known, in words."""
    if not date:
        return ""
    return f"the document says “{date}”" + ("" if day else ", which is not one certain day")


def newer_versions(sources: Rows, rows: Rows) -> list[str]:
    """A line for each new text whose file has the name of a file that was added before."""
    before = {row["received_as"]: row["article"] for row in sources if row["received_as"]}
    return [
        f"{row['received_as']}: another file of this name is text {before[row['received_as']]}; "
        f"to put this one in its place, use --update {before[row['received_as']]}"
        for row in rows
        if row["received_as"] in before
    ]
