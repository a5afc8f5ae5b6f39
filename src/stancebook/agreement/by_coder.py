"""Agreement of each two coders, of each coder with all others, and of the parts of a coder's work in order.

`codings` are rows of codings.csv, `sentences` of sentences.csv; `read` has the texts that each coder read (None: each
read all). Every table is of the coders of `coders_of`.

>>> pair = dict(article="1", sentence_start=0, actor="baker", issue="bread", position=2, via="self", voice="direct")
>>> pair |= dict(speaker="-", condition="none")
>>> codings = pd.DataFrame([pair | {"coder": coder} for coder in ("ada", "ben", "cyd")] + [
...     pair | {"coder": "cyd", "issue": "rolls"}])
>>> codings.loc[2, "position"] = 1
>>> by_coder(codings)[["coder", "pairs", "confirmed", "same_position"]].to_numpy().tolist()
[['ada', 1, 1.0, 0.5], ['ben', 1, 1.0, 0.5], ['cyd', 2, 0.5, 0.0]]
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from stancebook.agreement.counts import Units
from stancebook.agreement.judgments import WithOthers, with_the_others
from stancebook.agreement.registry import COEFFICIENTS
from stancebook.agreement.variables import Read, as_written, coders_of, pair_values, sentence_tables
from stancebook.core import schema
from stancebook.core.english import label, true_minus
from stancebook.core.tables import typed
from stancebook.study.coders import CodingOrder

CODED = ("via", "voice", "position", "condition")
NO_ORDER = CodingOrder([], "rows")
NOTHING = WithOthers(0, np.nan)
PARTS = 3  # of a coder's work, to see whether it changes


class Beside(NamedTuple):
    """What one coder found and coded beside others, on the pairs of some texts; shares are None of nothing.

    `pairs` are those that the coder found. `confirmed` and `missed` are averages over the other readers of the text.
    """

    pairs: int
    confirmed: float | None
    missed: float | None
    same_position: float | None


def by_pair(codings: pd.DataFrame, sentences: pd.DataFrame, read: Read = None) -> pd.DataFrame:
    """Return the agreement of each two coders on the texts that both read, as in schema.BY_PAIR."""
    rows = []
    for one, other in itertools.combinations(coders_of(codings, read), 2):
        texts = _shared(sentences, (one, other), read)
        own = codings[codings["coder"].isin([one, other]) & codings["article"].isin(texts)]
        places = sentences[sentences["article"].isin(texts)]
        finding = sentence_tables(own, places, [one, other])["finding"]
        _, given = pair_values(own, ("presence", "position"), [one, other])
        positions = [unit for unit in given["position"].tolist() if None not in unit]
        rows.append((
            one, other, len(texts), _estimate("alpha", list(finding.values())),
            _estimate("positive_agreement", given["presence"]), len(positions),
            _estimate("percent_agreement", positions), _estimate("alpha", positions, "ordinal"),
        ))  # fmt: skip
    return typed(rows, schema.BY_PAIR)


def _shared(sentences: pd.DataFrame, coders: Sequence[str], read: Read) -> list[str]:
    """Return the texts that all these coders read."""
    texts = sorted(set(sentences["article"]))
    return [text for text in texts if read is None or all(text in read.get(coder, ()) for coder in coders)]


def _estimate(name: str, units: Units, level: str = "nominal") -> float | None:
    """Return a coefficient of units, None where it is undefined."""
    coefficient = COEFFICIENTS[name]
    return coefficient.estimate(coefficient.count(units), level) if len(units) else None


def by_coder(codings: pd.DataFrame, read: Read = None) -> pd.DataFrame:
    """Return how each coder stands to all others, as in schema.BY_CODER; no row where there is one coder alone."""
    coders = coders_of(codings, read)
    if len(coders) < 2:
        return typed([], schema.BY_CODER)
    units, given = pair_values(codings, ("presence", *CODED), coders, read)
    rows = []
    for number, coder in enumerate(coders):
        compared = _compared(given["presence"], number)
        texts = {article for (article, *_), kept in zip(units, compared, strict=True) if kept}
        found = beside(given["presence"][compared], given["position"][compared], number)
        others = np.delete(given["position"], number, axis=1)
        rest = _estimate("alpha", others, "ordinal") if len(coders) > 2 else None
        rows.append((coder, len(texts), *found, rest, _differs_most(given, number)))
    return typed(rows, schema.BY_CODER)


def _compared(presence: np.ndarray, number: int) -> np.ndarray:
    """Return which pairs stand in texts that a coder and another one read: a mask."""
    readers = presence != np.array(None)
    return readers[:, number] & (readers.sum(1) > 1)


def beside(presence: np.ndarray, positions: np.ndarray, number: int) -> Beside:
    """Return the Beside of a coder; arrays are pairs x coders, presence None on texts that a coder has not read."""
    others = np.delete(presence, number, axis=1)
    readers = others != np.array(None)
    share = (others == np.array(True)).sum(1) / np.maximum(readers.sum(1), 1)
    own = presence[:, number] == np.array(True)
    judged = with_the_others(positions.tolist())[number] if len(positions) else NOTHING
    return Beside(
        int(own.sum()),
        _share(share[own].sum(), own.sum()),
        _share(share[~own].sum(), share.sum()),
        judged.same if judged.pairs else None,
    )


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None


def _differs_most(given: Mapping[str, np.ndarray], number: int) -> str:
    """Return the variable and the codes in which a coder differs most often from others, "" if in none."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for variable in CODED:
        for own, *others in np.roll(given[variable], -number, axis=1).tolist():
            counts.update((variable, as_written(own), as_written(value)) for value in others if _differ(own, value))
    if not counts:
        return ""
    (variable, own, other), times = min(counts.items(), key=lambda item: (-item[1], item[0]))
    own, other = (label(true_minus(code)) for code in (own, other))
    return f"{variable}: {own} where others have {other} ({times})"


def _differ(own: Any, other: Any) -> bool:
    return own is not None and other is not None and bool(own != other)


# Does a coder change in the course of the work?


def drift(codings: pd.DataFrame, orders: Mapping[str, CodingOrder], read: Read = None) -> pd.DataFrame:
    """Return how each part of a coder's work agrees with the other coders, as in schema.DRIFT.

    `orders` leads from each coder to the order in which it coded its texts. They are cut into PARTS parts with about as
    many of its pairs; a text is never cut, so that of few texts there are fewer parts. A coder without order has none.
    """
    coders = coders_of(codings, read)
    if len(coders) < 2:
        return typed([], schema.DRIFT)
    units, given = pair_values(codings, ("presence", "position"), coders, read)
    articles = np.array([article for article, *_ in units], object)
    rows = []
    for number, coder in enumerate(coders):
        compared = _compared(given["presence"], number)
        finds = Counter(articles[compared & (given["presence"][:, number] == np.array(True))].tolist())
        order, source = orders.get(coder, NO_ORDER)
        for part, texts in enumerate(_parts(order, finds), 1):
            kept = compared & np.isin(articles.astype(str), texts)
            found = beside(given["presence"][kept], given["position"][kept], number)
            rows.append((coder, part, " ".join(texts), source, found.pairs, found.confirmed, found.same_position))
    return typed(rows, schema.DRIFT)


def _parts(order: Sequence[str], finds: Mapping[str, int]) -> list[list[str]]:
    """Return the texts with finds in their order, cut into PARTS parts with about as many finds."""
    texts = [text for text in order if finds.get(text)]
    middles = np.cumsum([finds[text] for text in texts]) - np.array([finds[text] / 2 for text in texts])
    places = (middles * PARTS / max(sum(finds[text] for text in texts), 1)).astype(int)
    return [
        [text for text, _ in group] for _, group in itertools.groupby(zip(texts, places, strict=True), lambda x: x[1])
    ]
