"""What two or more coders gave, unit by unit, for each coded variable by itself.

To find a position and to code it are two tasks, so agreement is measured for both: first which sentences carry a
position, then which pairs of actor and issue a sentence has, then each variable on the pairs that several coders found.
A table is a dict from a unit's key (an article first) to the coders' values.

`read` leads from a coder to the texts that it read. A sentence of such a text without a row of the coder is one
without a find; on other texts the coder has no value. Without `read` each coder counts as having read every text.

>>> import pandas as pd
>>> pair = dict(coder="coder_a", article="1", sentence_start=0, actor="baker", issue="bread", position=2)
>>> codings = pd.DataFrame([pair, pair | {"coder": "coder_b", "position": 1}, pair | {"issue": "rolls"}])
>>> list(pair_table(codings, "position", coders_of(codings)).values())
[[2, 1], [2, None]]
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from stancebook.agreement.counts import PatternCounts, Units
from stancebook.agreement.registry import coefficients_of
from stancebook.study import statements
from stancebook.study.cases import Read
from stancebook.study.codebook import POSITIONS

if TYPE_CHECKING:
    import pandas as pd

Table = dict[tuple[Any, ...], list[Any]]
PAIR = list(statements.UNIT)
SENTENCE_VARIABLES = ("finding", "pairs", "pairs_coded_sentences", "pairs_all_sentences")
VARIABLES = (*SENTENCE_VARIABLES, "speaker", "via", "voice", "position", "condition")


class CodedVariable(NamedTuple):
    """A variable's units as its coefficients count them, and the article of each unit.

    `counted` has the PatternCounts by the name of each way to count units, see `Coefficient.units`.
    """

    name: str
    counted: dict[str, PatternCounts]
    articles: list[str]


def coders_of(codings: "pd.DataFrame", read: Read = None) -> list[str]:
    """Return the coders with rows, and those who read a text in which another has rows and found nothing; sorted."""
    texts = set(codings["article"])
    return sorted({*codings["coder"], *(coder for coder, own in (read or {}).items() if texts.intersection(own))})


def coded_variables(
    codings: "pd.DataFrame",
    sentences: "pd.DataFrame",
    coders: list[str],
    scale: Iterable[int] = POSITIONS,
    read: Read = None,
) -> dict[str, CodedVariable]:
    """Return the CodedVariable of each of VARIABLES; with one coder nothing in it can be compared.

    `scale` has all possible positions; of other variables only the values that occur are known.
    """
    by_sentence = sentence_tables(codings, sentences, coders, read)
    tables: dict[str, tuple[list[str], Units]] = {}
    for name, table in by_sentence.items():
        tables[name] = [article for article, *_ in table], list(table.values())
    pairs, given = pair_values(codings, ("presence", *statements.COMPARED), coders, read)
    articles = [article for article, *_ in pairs]
    tables |= {"pairs" if name == "presence" else name: (articles, values) for name, values in given.items()}
    variables = {}
    for name in VARIABLES:
        of_article, units = tables[name]
        variables[name] = coded_variable(name, units, of_article, scale if name == "position" else ())
    return variables


def coded_variable(name: str, units: Units, articles: list[str], scale: Iterable[int] = ()) -> CodedVariable:
    """Return the CodedVariable of units, each a list of the coders' values; `scale` as in `count_patterns`."""
    by_way = {coefficient.units: coefficient for coefficient, _ in coefficients_of(name)}
    return CodedVariable(name, {way: by_way[way].count(units, scale) for way in sorted(by_way)}, articles)


def sentence_tables(
    codings: "pd.DataFrame", sentences: "pd.DataFrame", coders: list[str], read: Read = None
) -> dict[str, Table]:
    """Return the tables whose units are sentences: found or not, and the set of actor-issue pairs found.

    Raises ValueError for a coded sentence that is not in `sentences`.
    """
    places = sorted(_rows(sentences, ["article", "start"]))
    pairs = defaultdict(set)
    for coder, article, start, actor, issue in _rows(codings, ["coder", *PAIR]):
        pairs[coder, (article, start)].add((actor, issue))
    strange = sorted({place for _, place in pairs} - set(places))
    if strange:
        raise ValueError("codings.csv: no sentence of article {} starts at {}; run 01 and 02 again".format(*strange[0]))
    sets: Table = {}
    for place in places:
        readers = _readers(place[0], coders, read)
        sets[place] = [
            frozenset(pairs.get((coder, place), ())) if reader else None
            for coder, reader in zip(coders, readers, strict=True)
        ]
    return {
        "finding": {place: [found if found is None else bool(found) for found in unit] for place, unit in sets.items()},
        "pairs_coded_sentences": {place: unit for place, unit in sets.items() if any(unit)},
        "pairs_all_sentences": sets,
    }


def _readers(article: str, coders: list[str], read: Read) -> list[bool]:
    """Return whether each coder read an article."""
    return [read is None or article in read.get(coder, ()) for coder in coders]


def _rows(table: "pd.DataFrame", columns: list[str]) -> list[tuple[Any, ...]]:
    """Return the rows of some columns as tuples."""
    return list(zip(*(_cells(table, column) for column in columns), strict=True))


def _cells(table: "pd.DataFrame", column: str) -> list[Any]:
    """Return the cells of a column, by way of an array of objects: pandas takes long to read single cells of text."""
    return table[column].to_numpy(object).tolist()


def pair_table(codings: "pd.DataFrame", variable: str, coders: list[str]) -> Table:
    """Return the table whose units are the actor-issue pairs that any coder found, see `pair_values`."""
    units, values = pair_values(codings, (variable,), coders)
    return dict(zip(units, values[variable].tolist(), strict=True))


def pair_values(
    codings: "pd.DataFrame", variables: Iterable[str], coders: list[str], read: Read = None
) -> tuple[list[tuple[Any, ...]], dict[str, np.ndarray]]:
    """Return the actor-issue pairs that any coder found, sorted, and the values of each variable: pairs x coders.

    Of "presence" they are whether each coder found the pair, None on a text that the coder has not read. Raises
    ValueError if a coder has the same pair twice.
    """
    rows = _rows(codings, PAIR)
    units = sorted(set(rows))
    place, coder = ({key: number for number, key in enumerate(keys)} for keys in (units, coders))
    at = [place[row] for row in rows], [coder[name] for name in _cells(codings, "coder")]
    if len(set(zip(*at, strict=True))) < len(rows):
        raise ValueError("codings.csv: a coder has the same sentence, actor and issue twice; run the check")
    given = {}
    for variable in variables:
        given[variable] = np.full((len(units), len(coders)), None, object)
        if variable == "presence":
            readers = [_readers(article, coders, read) for article, *_ in units]
            given[variable][np.array(readers, bool).reshape(given[variable].shape)] = False
        cells: list[Any] = [True] * len(rows) if variable == "presence" else _cells(codings, variable)
        values = [frozenset(cell.split()) for cell in cells] if variable == "condition" else cells
        given[variable][at] = np.fromiter(values, object, len(rows))
    return units, given


def as_written(value: Any) -> str:
    """Return a value as text: a set as its sorted members, True and False as found or not."""
    if isinstance(value, bool):
        return "found" if value else "not found"
    return " ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
