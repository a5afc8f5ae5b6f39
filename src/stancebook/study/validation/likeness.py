"""What a person should look at in names and texts, and that stops nothing: names that look alike, damaged letters.

>>> name_hints({"codebook.yaml": ["Bo Lind"], "coder_a.csv, speaker": ["B\\u043e Lind"]})
['“Bo Lind” (codebook.yaml) and “Bо Lind” (coder_a.csv, speaker) look alike and differ: \
U+006F LATIN SMALL LETTER O in the one, U+043E CYRILLIC SMALL LETTER O in the other']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.study.loader import Authored
from stancebook.texts import damaged, look_alikes
from stancebook.texts.damaged import Damage, shown

COLUMNS = ("speaker", "said_by", "outlet", "byline")


def hints(study: Authored, originals: Path) -> list[str]:
    """Return a sentence for each two names that look alike, and for each text with damaged letters."""
    return name_hints(_names(study)) + text_hints(study, originals)


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


def text_hints(study: Authored, originals: Path) -> list[str]:
    """Return a sentence for each clean text with letters that are damaged, with the command that mends it."""
    found = {id: damaged.find(article.clean) for id, article in study.articles.items()}
    files = {row["article"]: row.get("original", "") for row in study.sources}
    return [
        f"text {id}: {damaged.listed(each)}; {_cure(id, each, originals, files.get(id, ''))}"
        for id, each in found.items()
        if each
    ]


def _cure(id: str, damages: Sequence[Damage], originals: Path, file: str) -> str:
    """Return what to do about damaged letters: the command that decodes the text's file anew, where that helps."""
    encoding = next((each.encoding for each in damages if each.encoding), "")
    command = f"stancebook add --update {id} {{}} --encoding {encoding}"
    if not encoding:
        return "write a rule of cleaning.yaml, or put another file in its place with --update"
    if file and _is_mended(originals / Path(file).name, damages, encoding):
        return f"decode its file again: {command.format(f'data/originals/{file}')}"
    return f"write a rule of cleaning.yaml, or find a file in which they are right: {command.format('FILE')}"


def _is_mended(original: Path, damages: Sequence[Damage], encoding: str) -> bool:
    """Return whether a file holds the right letters for the wrong ones if it is read in this encoding."""
    try:
        text = reading.read_bytes(original).decode(encoding)
    except (OSError, BeyondLimit, UnicodeError):
        return False
    wrong = [each for each in damages if each.encoding == encoding]
    return all(each.meant in text and each.found not in text for each in wrong)
