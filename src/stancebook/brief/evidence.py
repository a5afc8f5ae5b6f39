"""Evidence: each cited passage in its sentence and with its place; a text cut where passages begin and end.

>>> segments("I will not go.", [("S1", 0, 14), ("S2", 2, 10)])
[(0, 2, ['S1']), (2, 10, ['S1', 'S2']), (10, 14, ['S1'])]
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from stancebook.core.english import join_parts
from stancebook.core.markdown import escape, escape_within
from stancebook.core.tables import Row, Rows, records
from stancebook.study.sources import date_in_words

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


def cited_passages(passages: Rows, ids: Iterable[str]) -> Rows:
    """The rows of passages with these ids, in their order; a note's other side comes with it.

    Raises ValueError if no passage has one of the ids.
    """
    asked = set(ids)
    if missing := sorted(asked - {row["id"] for row in passages}):
        names = ", ".join(missing)
        raise ValueError(f"no passage has the id {names}; cite a statement, fact or source note of this run")
    return [row for row in passages if row["id"] in asked or _is_other_side(row, asked)]


def _is_other_side(row: Row, ids: set[str]) -> bool:
    """Whether a passage is the other side of a contradiction among these ids."""
    return row["kind"] == "note" and row["id"].removesuffix("b") in ids


def context(passage: Row, sentences: pd.DataFrame) -> tuple[str, str]:
    """The words before and after a passage in its sentence or sentences."""
    overlap = (sentences["start"] < passage["end"]) & (sentences["end"] > passage["start"])
    around = records(sentences[overlap & (sentences["article"] == passage["article"])].sort_values("start"))
    return (_around(passage, around[0])[0], _around(passage, around[-1])[1]) if around else ("", "")


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
    basis = f" ({source['date_basis']})" if source["date_basis"] else ""
    return join_parts(
        [source["outlet"], source["byline"], date_in_words(source) + basis, source["kind"], source["rights"]]
    )


def markdown(
    passages: pd.DataFrame, cited: Iterable[str], sentences: pd.DataFrame, sources: pd.DataFrame, claims: pd.DataFrame,
    raw: str = "../data/raw",
) -> str:  # fmt: skip
    """The text of evidence.md: the cited passages in their sentences, text by text, then the claims that rest on them.

    `raw` is the path from the report to the folder of the raw texts.
    """
    parts = [evidence_list(passages, cited, sentences, sources, claims, raw)]
    parts += ["## Claims and the passages they rest on\n", *(f"{_claim(*each)}\n" for each in _cited(claims, passages))]
    return "\n".join(parts)


def evidence_list(
    passages: pd.DataFrame, cited: Iterable[str], sentences: pd.DataFrame, sources: pd.DataFrame, claims: pd.DataFrame,
    raw: str = "../data/raw",
) -> str:  # fmt: skip
    """The cited passages alone, each in its sentence and with the numbers of the notes that cite it."""
    notes = defaultdict(list)
    for number, (_, rows) in enumerate(_cited(claims, passages), 1):
        for row in rows:
            notes[row["id"]].append(number)
    shown = cited_passages(records(passages), chain(cited, notes))
    parts = ["# Evidence"]
    for source in records(sources.sort_values("article")):
        if rows := [row for row in shown if row["article"] == source["article"]]:
            heading = join_parts([f"Text {source['article']}", source["headline"]])
            parts += [f"## {escape(heading)}", escape(source_line(source))]
            parts += [_entry(row, source, sentences, raw, notes[row["id"]]) for row in rows]
    return "\n\n".join(parts) + "\n"


def _cited(claims: pd.DataFrame, passages: pd.DataFrame) -> list[tuple[Row, Rows]]:
    """Each claim with the passages that it rests on."""
    rows = records(passages)
    return [(claim, cited_passages(rows, claim["statements"].split())) for claim in records(claims)]


def _entry(passage: Row, source: Row, sentences: pd.DataFrame, raw: str, notes: list[int]) -> str:
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
