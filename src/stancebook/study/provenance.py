"""Provenance: how far each text is from those who speak in it, and how many reports a sentence is known to rest on.

>>> rows = [("010", "relay", "The Wire"), ("020", "rewrite", ""), ("030", "excerpt", "The Wire")]
>>> rows += [("040", "own_reporting", "")]
>>> told = [dict(zip(("article", "distance", "origin"), row)) for row in rows]
>>> table = read(told)
>>> source_basis(["010", "020"], table)
SourceBasis(texts=2, origins=1, unknown=1, apart=False, second_hand=True)
>>> grade(source_basis(["010", "030"], table)), grade(source_basis(["010", "040"], table)), grade(source_basis(["020"], table))
('one report', 'several reports', 'one text, second-hand')
"""

from itertools import combinations
from typing import NamedTuple

from stancebook.core.english import capital, count
from stancebook.core.problems import Problem, check_article, check_choice

FILE = "provenance.csv"
COLUMNS = ("article", "distance", "origin", "basis")
DISTANCES = {  # from the nearest to the furthest
    "own_reporting": "own reporting",
    "agency": "an agency's report",
    "relay": "an outlet that retells another",
    "rewrite": "rewritten from another text",
    "excerpt": "excerpts of another text",
}
FIRST_HAND = ("own_reporting", "agency")
GRADES = {  # from the weakest to the strongest; what each means stands in `grade`
    "one text, second-hand": "one text alone, and that one second-hand",
    "one text": "one text alone",
    "one report": "several texts that are known to draw on one report",
    "perhaps one report": "several texts that may draw on one report, for it is not known what they draw on",
    "several reports": "texts two of which are known to draw on different reports",
}


class SourceBasis(NamedTuple):
    """What bears a sentence: texts, the reports they are known to draw on, texts of which not all of that is known.

    `apart` is whether two of the texts are known to draw on different reports alone, `second_hand` whether all texts
    are known to be.
    """

    texts: int
    origins: int
    unknown: int
    apart: bool
    second_hand: bool


def read(rows):
    """The provenance of each article: its rows of provenance.csv, by article, as distance and origin.

    A text of own reporting is its own origin. A text with several rows draws on several reports; an empty origin is one
    that is not known.
    """
    table = {}
    for row in rows:
        own = f"text {row['article']}" if row["distance"] == "own_reporting" else ""
        table.setdefault(row["article"], []).append((row["distance"], row["origin"] or own))
    return table


def source_basis(articles, table):
    """The SourceBasis of articles."""
    told = [table.get(article, [("", "")]) for article in articles]
    origins = [{origin for _, origin in rows} for rows in told]
    apart = any(one.isdisjoint(two) and "" not in one | two for one, two in combinations(origins, 2))
    distances = {distance for rows in told for distance, _ in rows}
    known, unknown = len(set().union(*origins) - {""}), sum("" in each for each in origins)
    return SourceBasis(len(told), known, unknown, apart, distances.isdisjoint({*FIRST_HAND, ""}))


def grade(bearing):
    """One of GRADES: by how many reports a sentence is known to rest on, never by how many statements.

    Texts of which it is not known what they draw on may all draw on one report, also on one that is known: they add
    nothing to the reports that are known to differ.
    """
    if bearing.texts == 1:
        return "one text, second-hand" if bearing.second_hand else "one text"
    if bearing.apart:
        return "several reports"
    return "one report" if bearing.origins == 1 and not bearing.unknown else "perhaps one report"


def cards(sources, table, rows):
    """A row a source: how far it is from the speakers, what it is known to draw on, and how that is known."""
    basis = {}
    for row in rows:
        basis.setdefault(row["article"], []).append(row["basis"])
    return [
        {
            "article": source["article"],
            "distance": "; ".join(dict.fromkeys(DISTANCES.get(distance, "not known") for distance, _ in told)),
            "draws on": "; ".join(dict.fromkeys(origin or "not known" for _, origin in told)),
            "how that is known": " ".join(basis.get(source["article"], ())),
        }
        for source in sources
        for told in [table.get(source["article"], [("", "")])]
    ]


def in_words(bearing):
    """What is known of the reports behind all texts, as a sentence."""
    told = (
        f"{capital(count(bearing.origins, 'report'))} {'is' if bearing.origins == 1 else 'are'} known to stand behind "
    )
    told += count(bearing.texts, "text")
    if bearing.unknown:
        pronoun, draws = ("it", "draws") if bearing.unknown == 1 else ("they", "draw")
        told += f"; of {count(bearing.unknown, 'text')} it is not known, or not in whole, what {pronoun} {draws} on"
    second = f" {'The text is' if bearing.texts == 1 else 'All texts are'} second-hand." if bearing.second_hand else ""
    return f"{told}.{second}"


def check_provenance(rows, articles):
    """The complaints about provenance.csv, and about articles of which it says nothing."""
    out, seen, written = [], {}, {}
    for number, row in enumerate(rows, 2):
        out += check_article(FILE, number, row, articles)
        out += check_choice(FILE, number, row, "distance", tuple(DISTANCES), "one of its distances")
        earlier = seen.setdefault((row["article"], row["origin"]), number)
        if earlier != number:
            out.append(Problem(FILE, number, "origin", f"row {earlier} says the same", "leave one of the two"))
        first = written.setdefault(" ".join(row["origin"].casefold().split()), row["origin"])
        if first != row["origin"]:
            out.append(Problem(FILE, number, "origin", f"'{row['origin']}' is '{first}' elsewhere", "write it alike"))
        if not row["basis"].strip():
            out.append(Problem(FILE, number, "basis", "it does not say how that is known", "say it"))
    cure = "add a row, where an origin that is not known stays empty"
    silent = [article for article in articles if article not in {row["article"] for row in rows}]
    return out + [Problem(FILE, None, "", f"it says nothing of text {article}", cure) for article in silent]
