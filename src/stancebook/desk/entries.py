"""Sheets: what one coder has put down on one article, entry by entry, with the place of each in the clean text.

An entry is a row of one of three tables: a statement, a fact or a source note.

>>> entry_in_words({"source_note": "N001", "kind": "error", "quote": "three tills"}, "note")
'note N001 (error): three tills'
>>> entry_in_words({"actor": "arland", "issue": "bridge", "position": "-1"}, "statement")
'arland on bridge, -1'
"""

from stancebook.desk import selection
from stancebook.study import aliases, validate_rows
from stancebook.study.quotes import locate, shortened
from stancebook.texts.spans import Span

KINDS = ("statement", "fact", "note")
NOTES = "source_notes.csv"


def file_of(kind, coder):
    """The name of the file in which a coder's entries of a kind stand."""
    return {"statement": f"{coder}.csv", "fact": f"{coder}_facts.csv", "note": NOTES}[kind]


def entry_in_words(row, kind):
    """An entry in a few words."""
    if kind == "statement":
        return f"{row['actor']} on {row['issue']}, {row['position']}"
    if kind == "fact":
        return f"fact ({row['attribute']}): {shortened(row['quote'])}"
    return f"note {row['source_note']} ({row['kind']}): {shortened(row['quote'])}"


def numbered(rows, article):
    """The rows on an article by their numbers, as a spreadsheet counts."""
    return {number: row for number, row in enumerate(rows, 2) if row["article"] == article}


def problems_by_row(kind, file, rows, authored):
    """The complaints about some rows of a file (a dict by their numbers), each list by its row's number."""
    told = aliases.as_ids(list(rows.values()), authored.codebook) if kind == "statement" else list(rows.values())
    numbers, only = list(rows), authored._replace(rows={**authored.rows, file: told})
    wrong = {number: [] for number in numbers}
    if not numbers:
        return wrong
    if kind == "statement":
        found = validate_rows.check_coding(file, file.removesuffix(".csv"), only, numbers)[1]
    else:
        found = (
            validate_rows.check_facts(file, only, numbers)
            if kind == "fact"
            else validate_rows.check_notes(only, numbers)
        )
    for complaint in found:
        wrong[complaint.row].append(complaint)
    return wrong


def wrong_with(kind, file, rows, was, row, authored):
    """The complaints about a row among those of its article in a file, where it stands in the place of the one it was."""
    others = {number: other for number, other in numbered(rows, row["article"]).items() if other != was}
    own = len(rows) + 2
    # last, for of two rows that cannot stand together the check names the second
    return problems_by_row(kind, file, others | {own: row}, authored)[own]


def slot(rows, row, article):
    """The number that a new row gets: behind those on its article that stand before it in the text, or behind all."""
    same = [(start(other, article), number) for number, other in numbered(rows, article.id).items()]
    before = [number for at, number in same if at <= start(row, article)]
    return max(before, default=min((number for _, number in same), default=len(rows) + 2) - 1) + 1


def file_entries(kind, file, rows, authored, article, spans):
    """The entries of a kind on an article, of all rows of a file; `spans` holds the clean span of each sentence."""
    own = numbered(rows, article.id)
    wrong = problems_by_row(kind, file, own, authored)
    return [
        {
            "kind": kind,
            "row": row,
            "number": number,
            "place": place(row, article, spans),
            "wrong": [str(complaint) for complaint in wrong[number]],
        }
        for number, row in own.items()
    ]


def by_place(entry):
    """The key that puts entries in order of place, those without one first."""
    where = entry["place"]
    return (where["first"], where["from"], entry["number"]) if where else (0, 0, entry["number"])


def start(row, article):
    """Where a row's quotation starts in the raw text; before all else where it has no single place."""
    try:
        return locate(row["quote"], row["occurrence"], article).start
    except LookupError:
        return -1


def place(row, article, spans):
    """The place of a row's quotation in the clean text, or None where it has none or more than one."""
    try:
        return selection.place_of(locate(row["quote"], row["occurrence"], article), article, spans)
    except LookupError:
        return None


def decided(entries, nothing):
    """The numbers of the sentences that hold a statement or are marked as having none."""
    coded = {entry["place"]["first"] for entry in entries if entry["kind"] == "statement" and entry["place"]}
    return coded | set(nothing)


def blocks(article, spans):
    """Whether a sentence begins a paragraph, for each: whether a line ends between it and the one before."""
    ends = [0, *(span.end for span in spans)]
    return [not before or "\n" in Span(before, span.start).of(article.clean) for before, span in zip(ends, spans)]
