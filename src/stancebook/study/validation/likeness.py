"""What a person should look at in names and texts, and that stops nothing: names that look alike, damaged letters.

>>> name_hints({"codebook.yaml": ["Bo Lind"], "coder_a.csv, speaker": ["B\\u043e Lind"]})
['“Bo Lind” (codebook.yaml) and “Bо Lind” (coder_a.csv, speaker) look alike and differ: \
U+006F LATIN SMALL LETTER O in the one, U+043E CYRILLIC SMALL LETTER O in the other']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stancebook.study.loader import Authored
from stancebook.texts import damaged, look_alikes
from stancebook.texts.damaged import shown

COLUMNS = ("speaker", "said_by", "outlet", "byline")


def hints(study: Authored) -> list[str]:
    """Return a sentence for each two names that look alike, and for each text with damaged letters."""
    return name_hints(_names(study)) + text_hints(study)


def name_hints(names: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a sentence for each two names that look alike and differ; `names` leads from a place to its names."""
    places: dict[str, str] = {}
    for place, found in names.items():
        for name in found:
            places.setdefault(name, place)
    return [
        f"“{shown(one)}” ({places[one]}) and “{shown(other)}” ({places[other]}) look alike and differ: {why}"
        for one, other, why in look_alikes.pairs(places)
    ]


def _names(study: Authored) -> dict[str, list[str]]:
    book = study.codebook
    names = {
        "codebook.yaml": [*book.names.values(), *(each for every in book.aliases.values() for each in every)]
        if book
        else []
    }
    for file, rows in {**study.rows, "sources.csv": study.sources}.items():
        for column in COLUMNS:
            names[f"{file}, {column}"] = [row[column] for row in rows if row.get(column)]
    return names


def text_hints(study: Authored) -> list[str]:
    """Return a sentence for each clean text with letters that are damaged."""
    found = {id: damaged.find(article.clean) for id, article in study.articles.items()}
    return [
        f"text {id}: {damaged.listed(each)}; add it again with the right --encoding, or write a rule of cleaning.yaml"
        for id, each in found.items()
        if each
    ]
