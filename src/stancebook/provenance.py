"""Provenance: how far each text is from those who speak in it, and how many reports a sentence is known to rest on.

>>> told = [{"article": "010", "distance": "relay", "origin": "The Wire"}, {"article": "020", "distance": "rewrite", "origin": ""},
...     {"article": "030", "distance": "excerpt", "origin": "The Wire"}, {"article": "040", "distance": "own_reporting", "origin": ""}]
>>> table = read(told)
>>> bearing(["010", "030"], table), bearing(["010", "020"], table), bearing(["020"], table)
(Bearing(texts=2, origins=1, unknown=0, second_hand=True), Bearing(texts=2, origins=1, unknown=1, second_hand=True), Bearing(texts=1, origins=0, unknown=1, second_hand=True))
>>> grade(bearing(["010", "030"], table)), grade(bearing(["010", "040"], table)), grade(bearing(["020"], table))
('one report', 'several reports', 'one text, second-hand')
"""

from typing import NamedTuple

from stancebook.complaints import Complaint, of_article, of_choice

FILE = "provenance.csv"
COLUMNS = ("article", "distance", "origin", "basis")
CERTAINTY = ("claim", "texts", "origins", "unknown", "second_hand", "grade")
DISTANCES = {  # from the nearest to the furthest
    "own_reporting": "own reporting",
    "agency": "an agency's report",
    "relay": "an outlet that retells another",
    "rewrite": "rewritten from another text",
    "excerpt": "excerpts of another text",
}
FIRST_HAND = ("own_reporting", "agency")
WEAKEST = "one text, second-hand"
GRADES = {  # from the weakest to the strongest; what each means stands in `grade`
    WEAKEST: "one text alone, and that one second-hand",
    "one text": "one text alone",
    "one report": "several texts that are known to draw on one report",
    "perhaps one report": "several texts that may draw on one report, for it is not known what they draw on",
    "several reports": "texts that are known to draw on different reports",
}


class Bearing(NamedTuple):
    """What bears a sentence: texts, the reports they are known to draw on, texts of which that is not known."""

    texts: int
    origins: int
    unknown: int
    second_hand: bool


def read(rows):
    """The provenance of each article: its rows of provenance.csv, by article.

    A text of own reporting is its own origin. A text with several rows draws on several reports; an empty origin is one
    that is not known.
    """
    table = {}
    for row in rows:
        own = f"text {row['article']}" if row["distance"] in FIRST_HAND else ""
        table.setdefault(row["article"], []).append((row["distance"], row["origin"] or own))
    return table


def bearing(articles, table):
    """The Bearing of articles; second-hand where all of them are known to be."""
    told = {article: table.get(article, [("", "")]) for article in articles}
    known = {origin for rows in told.values() for _, origin in rows if origin}
    unknown = sum(not any(origin for _, origin in rows) for rows in told.values())
    distances = {distance for rows in told.values() for distance, _ in rows}
    return Bearing(len(told), len(known), unknown, distances.isdisjoint({*FIRST_HAND, ""}))


def grade(bearing):
    """One of GRADES: by how many reports a sentence is known to rest on, never by how many statements.

    Texts of which it is not known what they draw on may all draw on one report, also on one that is known: they add
    nothing to the reports that are known to differ.
    """
    if bearing.texts == 1:
        return WEAKEST if bearing.second_hand else "one text"
    if bearing.origins > 1:
        return "several reports"
    return "perhaps one report" if bearing.unknown else "one report"


def of_claim(claim, articles, table):
    """The row of certainty.csv of a claim that rests on these articles."""
    borne = bearing(articles, table)
    cells = borne._asdict() | {"second_hand": "yes" if borne.second_hand else "no", "grade": grade(borne)}
    return {"claim": claim, **cells}


def cards(sources, table, rows):
    """A row a source: how far it is from the speakers, what it is known to draw on, and how that is known."""
    basis = {}
    for row in rows:
        basis.setdefault(row["article"], []).append(row["basis"])
    return [
        {
            "article": source["article"],
            "distance": "; ".join(dict.fromkeys(DISTANCES[distance] for distance, _ in table[source["article"]])),
            "draws on": "; ".join(filter(None, dict.fromkeys(origin for _, origin in table[source["article"]])))
            or "not known",
            "how that is known": " ".join(basis[source["article"]]),
        }
        for source in sources
    ]


def complaints(rows, articles):
    """The complaints about provenance.csv, and about articles of which it says nothing."""
    out, seen = [], {}
    for number, row in enumerate(rows, 2):
        out += of_article(FILE, number, row, articles)
        out += of_choice(FILE, number, row, "distance", tuple(DISTANCES), "one of its distances")
        earlier = seen.setdefault((row["article"], row["origin"]), number)
        if earlier != number:
            out.append(Complaint(FILE, number, "origin", f"row {earlier} says the same", "leave one of the two"))
    silent = [article for article in articles if article not in {row["article"] for row in rows}]
    return out + [
        Complaint(FILE, None, "", f"it says nothing of text {article}", "add a row, where an origin that is not known stays empty")
        for article in silent
    ]
