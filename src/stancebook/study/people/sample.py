"""The validation sample: sentences drawn from strata, so that results can be weighted back to the whole study.

A sentence with statements belongs to a stratum by how its coders came to them and by the side that it takes; one
without belongs to another, by whether a coder had found any. One sentence of three has no statement, as far as there
are as many. Within each of these two parts every stratum has LEAST sentences or all that it has; the others go, one
after the other, to the stratum of which the smallest share is drawn. Within a stratum sentences are sorted by issue,
or by text, and drawn at equal steps, so that issues and texts have their shares.

>>> texts = {("010", "0"): [{"origin": "both", "position": "2", "issue": "toll"}], ("010", "40"): []}
>>> strata = {place: stratum(rows, found=place == ("010", "40")) for place, rows in texts.items()}
>>> list(strata.values())
['agreed, supports', 'dropped']
>>> [row["sentence_start"] for row in draw(strata, {}, 60, seed=1).rows]
['0', '40']
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from stancebook.core import tables
from stancebook.core.authored import authored_csv, spreadsheet_cells
from stancebook.core.columns import Table
from stancebook.core.paths import is_there
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.study.people.tables import SAMPLE
from stancebook.study.people.tables import STRATA as STRATA_TABLE

FILE, STRATA_FILE = "sample.csv", "strata.csv"
ORIGINS = ("agreed", "decided", "one coder")
SIDES = ("supports", "opposes", "neither or both")
DROPPED, NOTHING = "dropped", "nothing found"
STRATA = (*(f"{origin}, {side}" for origin in ORIGINS for side in SIDES), DROPPED, NOTHING)
WITHOUT = 3  # one sentence of so many has no statement
LEAST = 2  # sentences of a stratum

Place = tuple[str, str]  # an article and the start of a sentence


class Sample(NamedTuple):
    """A sample as drawn: its rows, those of its strata, and the seed."""

    rows: Rows
    strata: Rows

    @property
    def places(self) -> list[Place]:
        """The article and the start of each sentence, in order."""
        return [(row["article"], row["sentence_start"]) for row in self.rows]

    @property
    def weights(self) -> dict[Place, float]:
        """How many sentences of the study each sentence of the sample stands for."""
        of_stratum = {row["stratum"]: int(row["sentences"]) / int(row["drawn"]) for row in self.strata}
        return {place: of_stratum[row["stratum"]] for place, row in zip(self.places, self.rows, strict=True)}

    @property
    def stratum_of(self) -> dict[Place, str]:
        """The name of the stratum of each sentence."""
        names = {mark(name, row["seed"]): name for row in self.strata[:1] for name in STRATA}
        return {place: names[row["stratum"]] for place, row in zip(self.places, self.rows, strict=True)}


def stratum(statements: Rows, found: bool) -> str:
    """Return the stratum of a sentence with these statements; without any, by whether a coder `found` one there."""
    if not statements:
        return DROPPED if found else NOTHING
    origins = {str(row["origin"]) for row in statements}
    place = 2 if origins - {"both", "all", "adjudicated"} else int("adjudicated" in origins)
    positions = [int(row["position"]) for row in statements]
    side = 0 if min(positions) > 0 else 1 if max(positions) < 0 else 2
    return f"{ORIGINS[place]}, {SIDES[side]}"


def strata_of(sentences: Rows, statements: Rows, codings: Rows) -> tuple[dict[Place, str], dict[Place, str]]:
    """Return the stratum of each sentence, and the first issue, by its id, of each that has statements.

    The rows are those of sentences.csv, statements.csv and codings.csv.
    """
    starts = {(row["article"], row["sentence"]): str(row["start"]) for row in sentences}
    found = {(row["article"], str(row["sentence_start"])) for row in codings}
    own: dict[Place, Rows] = {(article, start): [] for (article, _), start in starts.items()}
    for row in statements:
        own[row["article"], starts[row["article"], row["sentence"]]].append(row)
    strata = {place: stratum(rows, place in found) for place, rows in own.items()}
    return strata, {place: min(str(row["issue"]) for row in rows) for place, rows in own.items() if rows}


def mark(name: str, seed: int | str) -> str:
    """Return the mark of a stratum in the files: six digits that tell nobody its name."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()[:6]


def draw(strata: Mapping[Place, str], issues: Mapping[Place, str], n: int, seed: int) -> Sample:
    """Return a Sample of n sentences, or of all if there are no more; the same for the same seed.

    `strata` has the stratum of each sentence, `issues` the first issue of each that has one. Raises UserError if n is
    too small for the strata.
    """
    sizes = Counter(strata.values())
    drawn = allocation(sizes, n)
    places: dict[Place, str] = {}
    for name, many in drawn.items():
        own = (place for place in strata if strata[place] == name)
        members = sorted(own, key=lambda place: _order(place, issues, seed))
        places |= dict.fromkeys(_at_equal_steps(members, many, _chance(f"{seed}:{name}")), name)
    rows = [
        {"article": article, "sentence_start": start, "stratum": mark(places[article, start], seed), "unit": number}
        for number, (article, start) in enumerate(sorted(places, key=lambda place: (place[0], int(place[1]))), 1)
    ]
    sizes_drawn = [
        {"stratum": mark(name, seed), "sentences": sizes[name], "drawn": many, "seed": seed}
        for name, many in drawn.items()
    ]
    return Sample(rows, sorted(sizes_drawn, key=lambda row: str(row["stratum"])))


def allocation(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many sentences of each stratum are drawn, n in all; `sizes` has the sentences of each stratum.

    >>> allocation({"agreed, supports": 6, "decided, supports": 2, "nothing found": 20}, 9)
    {'agreed, supports': 4, 'decided, supports': 2, 'nothing found': 3}
    """
    without = {name: sizes[name] for name in (DROPPED, NOTHING) if sizes.get(name)}
    coded = {name: sizes[name] for name in STRATA if sizes.get(name) and name not in without}
    n = min(n, sum(sizes.values()))
    if n < len(coded) + len(without):
        raise UserError(f"{n} are too few for the strata of this study; draw {len(coded) + len(without)} or more")
    empty = max(n // WITHOUT, n - sum(coded.values()), len(without))
    empty = min(empty, sum(without.values()), n - len(coded))
    return {**_shared(coded, n - empty), **_shared(without, empty)}


def _shared(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many of each stratum are drawn, n in all: first the least, then by the smallest share drawn."""
    drawn = {name: min(LEAST, size) for name, size in sizes.items()}
    if sum(drawn.values()) > n:
        drawn = dict.fromkeys(sizes, 1)
    while sum(drawn.values()) < n:
        short = (name for name in sizes if drawn[name] < sizes[name])
        drawn[min(short, key=lambda name: Fraction(drawn[name], sizes[name]))] += 1
    return drawn


def _order(place: Place, issues: Mapping[Place, str], seed: int) -> tuple[str, str, int, Fraction]:
    """Return the key that sorts a stratum: by issue and then by chance; by place where there is no issue."""
    if issue := issues.get(place, ""):
        return issue, "", 0, _chance(f"{seed}:{place}")
    return "", place[0], int(place[1]), Fraction(0)


def _at_equal_steps(members: list[Place], n: int, start: Fraction) -> list[Place]:
    """Return n members at equal steps; each has the same chance to be among them if `start` is from 0 to below 1."""
    return [members[int((start + step) * len(members) / n)] for step in range(n)]


def _chance(words: str) -> Fraction:
    """Return a number from 0 to below 1 that is the same for the same words, and otherwise as good as random."""
    return Fraction(int(hashlib.sha256(words.encode()).hexdigest()[:12], 16), 16**12)


# ---- on disk


def read_sample(folder: Path, articles: Collection[str]) -> Sample | None:
    """Return the sample that was drawn into a folder; None if there is none. `articles` are the ids of sources.csv.

    Raises UserError if it cannot be read, or if the strata are not there.
    """
    if not is_there(folder / FILE):
        return None
    if not is_there(folder / STRATA_FILE):
        raise UserError(f"data/validation/{STRATA_FILE} is missing, which is drawn with {FILE}; restore both")
    return Sample(_rows(folder / FILE, SAMPLE, articles), _rows(folder / STRATA_FILE, STRATA_TABLE))


def sampled(folder: Path, articles: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the starts of the sampled sentences, as text, of each article that has any; empty without a sample.

    `articles` are the ids of sources.csv. Raises UserError if the sample cannot be read.
    """
    return by_article(Sample(_rows(folder / FILE, SAMPLE, articles), []).places)


def _rows(path: Path, table: Table, articles: Collection[str] = ()) -> Rows:
    """Return the rows of a file as they were drawn, also where a spreadsheet has saved it; none if it is not there."""
    read = authored_csv.read(f"validation/{path.name}", path, table.names)
    if read.problems:
        raise UserError("\n".join(map(str, read.problems)))
    return spreadsheet_cells.mend(read.rows, table, articles)[0]


def is_as_drawn(row: Row) -> bool:
    """Return whether a row of strata.csv can be one: the mark of its seed, and no more sentences drawn than there are.

    >>> row = {"stratum": mark("agreed, supports", 1), "sentences": "4", "drawn": "2", "seed": "1"}
    >>> is_as_drawn(row), is_as_drawn(row | {"seed": "2"}), is_as_drawn(row | {"drawn": "0"})
    (True, False, False)
    """
    seed, *numbers = (str(row[name]) for name in ("seed", "drawn", "sentences"))
    if not all(number.isdecimal() and int(number) for number in numbers) or int(numbers[0]) > int(numbers[1]):
        return False
    return row["stratum"] in {mark(name, seed) for name in STRATA}


def by_article(places: Iterable[Place]) -> dict[str, frozenset[str]]:
    """Return the starts of sentences by article.

    >>> {article: sorted(starts) for article, starts in by_article([("010", "0"), ("010", "40")]).items()}
    {'010': ['0', '40']}
    """
    rows: Rows = [{"article": article, "start": start} for article, start in places]
    return {id: frozenset(row["start"] for row in own) for id, own in tables.grouped(rows, "article").items()}
