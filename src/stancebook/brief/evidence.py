"""Evidence: each cited passage in its sentence and with its place; a text cut where passages begin and end.

>>> segments("I will not go.", [("S1", 0, 14), ("S2", 2, 10)])
[(0, 2, ['S1']), (2, 10, ['S1', 'S2']), (10, 14, ['S1'])]
"""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from stancebook.core.english import join_parts
from stancebook.core.markdown import escape, escape_within
from stancebook.core.tables import Row, Rows, grouped, records
from stancebook.study.sources import date_in_words, with_dagger

if TYPE_CHECKING:
    import pandas as pd

Segment = tuple[int, int, list[Any]]  # start, end, ids


def segments(text: str, marks: Iterable[tuple[Any, int, int]]) -> list[Segment]:
    """The segments of a text that is cut where a mark (id, start, end) begins or ends, each with the ids on it.

    Raises ValueError if a mark is empty or does not lie within the text.
    """
    opening, cuts = defaultdict(list), {0, len(text)}
    for name, start, end in marks:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"passage {name}: {start} to {end} is no stretch of a text of {len(text)} characters")
        opening[start].append((name, end))
        cuts |= {start, end}
    pieces, here = [], []
    for start, end in pairwise(sorted(cuts)):
        here = [mark for mark in here if mark[1] > start] + opening[start]
        pieces.append((start, end, [name for name, _ in here]))
    return pieces


class Citable:
    """The passages of a run, to be looked up by their ids; `rows` are those of the schema's PASSAGES."""

    def __init__(self, passages: Rows) -> None:
        self.rows = passages
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(passages):
            self.places[row["id"]].append(place)

    def cited(self, ids: Iterable[str]) -> Rows:
        """The passages with these ids, in their order; a note's other side comes with it.

        Raises ValueError if no passage has one of the ids.
        """
        asked = set(ids)
        if missing := sorted(asked - self.places.keys()):
            names = ", ".join(missing)
            raise ValueError(f"no passage has the id {names}; cite a statement, fact or source note of this run")
        places = {place for id in asked for place in (*self.places[id], *self._other_side(id))}
        return [self.rows[place] for place in sorted(places)]

    def _other_side(self, id: str) -> list[int]:
        """The places of the other side of a contradiction with this id."""
        return [place for place in self.places.get(f"{id}b", ()) if self.rows[place]["kind"] == "note"]


def context(passage: Row, sentences: Rows) -> tuple[str, str]:
    """The words before and after a passage in its sentence or sentences, given the sentences of its text in order."""
    first = bisect_right(sentences, passage["start"], key=itemgetter("end"))
    last = bisect_left(sentences, passage["end"], lo=first, key=itemgetter("start")) - 1
    if first > last:
        return "", ""
    return _around(passage, sentences[first])[0], _around(passage, sentences[last])[1]


def _around(passage: Row, sentence: Row) -> tuple[str, str]:
    """The words before and after a passage in one sentence; found by its words if the clean text is not the raw one."""
    text, first = sentence["text"], sentence["start"]
    if len(text) == sentence["end"] - first:
        return text[: max(0, passage["start"] - first)], text[passage["end"] - first :]
    before, found, after = text.partition(passage["quote"])
    return (before, after) if found else ("", "")


def place(passage: Row, source: Row) -> str:
    """The place of a passage, in words."""
    return f"data/raw/{source['file']}, characters {passage['start']}–{passage['end']}"


def source_line(source: Row) -> str:
    """A source in one line: outlet, byline, its date and how that is known, kind, rights."""
    basis = f" ({with_dagger(source['date_basis'])})" if source["date_basis"] else ""
    kind = with_dagger(source["kind"])
    return join_parts([source["outlet"], source["byline"], date_in_words(source) + basis, kind, source["rights"]])


def evidence_list(
    passages: Citable, cited: Iterable[str], sentences: pd.DataFrame, sources: pd.DataFrame, claims: Iterable[Row],
    raw: str = "../data/raw",
) -> str:  # fmt: skip
    """The first part of evidence.md: the cited passages in their sentences, text by text, with the notes they bear.

    `raw` is the path from the report to the folder of the raw texts.
    """
    notes = defaultdict(list)
    for number, claim in enumerate(claims, 1):
        for row in passages.cited(claim["passages"].split()):
            notes[row["id"]].append(number)
    shown = grouped(passages.cited(chain(cited, notes)), "article")
    around = grouped(records(sentences.sort_values(["start", "end"])), "article")
    parts = ["# Evidence"]
    for source in records(sources.sort_values("article")):
        article = source["article"]
        if article in shown:
            heading = join_parts([f"Text {article}", source["headline"]])
            parts += [f"## {escape(heading)}", escape(source_line(source))]
            parts += [_entry(row, source, around[article], raw, notes[row["id"]]) for row in shown[article]]
    return "\n\n".join(parts) + "\n"


def claims_list(claims: Iterable[Row], passages: Citable) -> str:
    """The second part of evidence.md: the claims, with links to the passages that they rest on."""
    lines = [f"{_claim(claim, passages.cited(claim['passages'].split()))}\n" for claim in claims]
    return "\n".join(["## Claims and the passages they rest on\n", *lines])


def _entry(passage: Row, source: Row, sentences: Rows, raw: str, notes: list[int]) -> str:
    """One passage in Markdown; in <b>, because asterisks beside quotation marks do not make it bold."""
    before, after = context(passage, sentences)
    words = f"> {escape(before)}<b>{escape_within(passage['quote'])}</b>{escape_within(after)}"
    label, title, where = (escape(t) for t in (passage["label"], passage["title"], place(passage, source)))
    link = f"[{where}]({percent(raw + '/' + source['file'])})"
    numbers = ", ".join(f"[{number}](brief.md#note-{number})" for number in notes)
    cited_by = f" · bears note {numbers}" if numbers else ""
    return f"{_anchor(passage['id'])}**{label}** {title}\n\n{words}\n>\n> {link}{cited_by}"


def _claim(claim: Row, rows: Rows) -> str:
    """A claim in Markdown, with links to its passages."""
    links = ", ".join(f"[{escape(row['label'])}](#{percent(row['id'])})" for row in rows)
    return f"- {_anchor('claim-' + claim['claim'])}{escape(claim['sentence'])} {links}"


def _anchor(name: str) -> str:
    return f'<a id="{html.escape(name)}"></a>'
