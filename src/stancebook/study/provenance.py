"""Provenance: how far each text is from its speakers, and on how many reports texts are known to rest.

>>> rows = [("010", "relay", "The Wire"), ("020", "rewrite", ""), ("030", "excerpt", "The Wire")]
>>> rows += [("040", "own_reporting", "")]
>>> table = read([dict(zip(("article", "distance", "origin"), row)) for row in rows])
>>> source_basis(["010", "020"], table)
SourceBasis(texts=2, origins=1, unknown=1, second_hand=True)
>>> in_words(source_basis(["010", "030"], table))
'One report is known to stand behind two texts. All texts are second-hand.'
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from stancebook.core.authored.cell_checks import check_article, check_choice
from stancebook.core.english import capital, count, verb
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows

FILE = "provenance.csv"
DISTANCES = {  # from the nearest to the furthest
    "own_reporting": "own reporting",
    "agency": "an agency's report",
    "relay": "an outlet that retells another",
    "rewrite": "rewritten from another text",
    "excerpt": "excerpts of another text",
}
Provenance = Mapping[str, list[tuple[str, str]]]
UNKNOWN = [("", "")]
FIRST_HAND = ("own_reporting", "agency")


class SourceBasis(NamedTuple):
    """Some `texts` draw on `origins` known reports; for `unknown` of them not all reports are known.

    `second_hand` is whether all texts are known to be second-hand.
    """

    texts: int
    origins: int
    unknown: int
    second_hand: bool


def read(rows: Iterable[Row]) -> Provenance:
    """Return the pairs of distance and origin of each article, from rows of provenance.csv.

    A text of own reporting is its own origin. A text with several rows draws on several reports; an empty origin means
    that it is not known.
    """
    table: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        own = f"text {row['article']}" if row["distance"] == "own_reporting" else ""
        table.setdefault(row["article"], []).append((row["distance"], row["origin"] or own))
    return table


def source_basis(articles: Collection[str], table: Provenance) -> SourceBasis:
    """Return the SourceBasis of articles."""
    pairs = [table.get(article, UNKNOWN) for article in articles]
    origins = [{origin for _, origin in own} for own in pairs]
    distances = {distance for own in pairs for distance, _ in own}
    known = {origin for own in origins for origin in own} - {""}
    unknown = sum("" in own for own in origins)
    return SourceBasis(len(articles), len(known), unknown, distances.isdisjoint({*FIRST_HAND, ""}))


def cards(sources: Rows, table: Provenance, rows: Rows) -> Rows:
    """Return a row a source, as notebook 01 shows it: distance from the speakers, origins, how they are known."""
    basis: dict[str, list[str]] = {}
    for row in rows:
        basis.setdefault(row["article"], []).append(row["basis"])
    return [
        {
            "article": source["article"],
            "distance": "; ".join(dict.fromkeys(DISTANCES.get(distance, "not known") for distance, _ in pairs)),
            "draws on": "; ".join(dict.fromkeys(origin or "not known" for _, origin in pairs)),
            "how that is known": " ".join(basis.get(source["article"], ())),
        }
        for source in sources
        for pairs in [table.get(source["article"], UNKNOWN)]
    ]


def distances(sources: Rows, table: Provenance) -> dict[str, str]:
    """Return how far each source is from its speakers, in words, by article."""
    return {card["article"]: card["distance"] for card in cards(sources, table, [])}


def in_words(basis: SourceBasis) -> str:
    """Return what is known of the reports behind all texts, as one or two sentences."""
    reports = f"{capital(count(basis.origins, 'report'))} {'is' if basis.origins == 1 else 'are'} known"
    sentence = f"{reports} to stand behind {count(basis.texts, 'text')}"
    if basis.unknown == basis.texts and not basis.origins:
        of = f"{verb(basis.texts, 'the', 'any of the')} {count(basis.texts, 'text')}"
        sentence = f"It is not known of {of} what it draws on"
    elif basis.unknown:
        draws = "it draws" if basis.unknown == 1 else "they draw"
        sentence += f"; of {count(basis.unknown, 'text')} it is not known, or not in whole, what {draws} on"
    second = f" {'The text is' if basis.texts == 1 else 'All texts are'} second-hand." if basis.second_hand else ""
    return f"{sentence}.{second}"


def check_provenance(rows: Rows, articles: Collection[str]) -> list[Problem]:
    """Return the problems of provenance.csv, and one for each article without a row; without rows nothing is known."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    spellings: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        problems += check_article(FILE, number, row, articles)
        problems += check_choice(FILE, number, row, "distance", tuple(DISTANCES), "one of its distances")
        origin = row["origin"]
        first = seen.setdefault((row["article"], origin), number)
        if first != number:
            problems.append(Problem(FILE, number, "origin", f"row {first} says the same", "leave one of the two"))
        spelling = spellings.setdefault(" ".join(origin.casefold().split()), origin)
        if spelling != origin:
            problems.append(Problem(FILE, number, "origin", f"'{origin}' is '{spelling}' elsewhere", "write it alike"))
        if not row["basis"].strip():
            problems.append(Problem(FILE, number, "basis", "it does not say how that is known", "say it"))
    fix = "add a row, where an origin that is not known stays empty"
    described = {row["article"] for row in rows}
    missing = [article for article in articles if rows and article not in described]
    return problems + [Problem(FILE, None, "", f"it says nothing of text {article}", fix) for article in missing]
