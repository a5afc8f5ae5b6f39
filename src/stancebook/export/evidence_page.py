"""The evidence page: each raw text with its passages marked, how each was coded, and the links back to the claims.

>>> from stancebook.core import schema
>>> from stancebook.core.tables import frame
>>> sources = frame([{"article": "000", "file": "000.txt", **dict.fromkeys(SOURCE, "")}], schema.SOURCES)
>>> passages, claims = frame([], schema.PASSAGES), frame([], schema.CLAIMS)
>>> '<div class="raw" dir="auto">We go.</div>' in evidence_page({"000": "We go."}, sources, passages, claims, "Bridge")
True
>>> tally(143, 5), tally(1, 1)
('143 statements in 5 texts', '1 statement in 1 text')
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from stancebook.brief.double_coding import coders, double_codings, with_not_adopted
from stancebook.brief.evidence import Citable, source_line
from stancebook.core.english import display_name, join_parts, label, plural, signed_position, words
from stancebook.core.tables import Row, Rows, grouped, records
from stancebook.export.evidence_entries import Names, entry, marked_runs, passage_label, tone
from stancebook.export.html import page, static_text
from stancebook.figures.style import shade, wash
from stancebook.study.cases import PRESENCE, Case
from stancebook.study.codebook import POSITIONS
from stancebook.study.sources import date_in_words
from stancebook.study.statements import COMPARED

if TYPE_CHECKING:
    import pandas as pd

    Options = list[tuple[str, str, int]]  # value, text, number of statements

FEW = 30  # texts that a browser lays out at once
SOURCE = ("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis", "kind", "rights")


def evidence_page(
    texts: Mapping[str, str], sources: pd.DataFrame, passages: pd.DataFrame, claims: pd.DataFrame, title: str,
    raw: str = "../data/raw", codings: pd.DataFrame | None = None, adjudication: Iterable[Row] = (),
    removed: pd.DataFrame | None = None, names: Names | None = None,
) -> str:  # fmt: skip
    """The evidence page: the sources, each raw text with its passages, the claims that rest on them.

    `texts` are raw texts by article; `raw` is the path from the report to the folder of the raw texts. `codings` and
    `removed` are the tables of these names, `adjudication` its rows as they are written, `names` has names by id.
    Raises ValueError if a passage does not lie within its text or a claim rests on a passage that is not there.
    """
    names, coded_rows = names or {}, _rows(codings)
    cases, several = double_codings(coded_rows, adjudication), len(coders(coded_rows))
    shown = grouped(records(with_not_adopted(passages, cases, names)), "article")
    removed_by_article, citable = grouped(_rows(removed), "article"), Citable(records(passages))
    cited = [_with_passages(row, citable) for row in records(claims)]
    resting = defaultdict(list)
    for claim in cited:
        for row in claim["passages"]:
            resting[row["id"]].append(claim)
    selected_by = {id: _selected_by(case, several) for id, case in cases.items()}
    counts, articles = passages["article"].value_counts(), []
    for source in records(sources.sort_values("article")):
        article = source["article"]
        here = shown[article]
        labels = {row["id"]: passage_label(row, selected_by.get(row["id"], {}), names) for row in here}
        articles.append({
            "article": article,
            "cells": _cells(source, counts.get(article, 0)),
            "heading": join_parts([f"Text {article}", source["headline"]]),
            "source": source_line(source),
            "runs": marked_runs(texts[article], here, removed_by_article[article], labels),
            "entries": [entry(row, source, resting[row["id"]], cases.get(row["id"]), names, raw) for row in here],
        })  # fmt: skip
    statements = passages[passages["kind"] == "statement"]
    return page(
        "evidence.html.j2", "reader", f"Evidence: {title}", static_text("reader.js"), _scale(), question=title,
        tally=tally(len(statements), len(articles)), selects=list(_selects(statements, cases, names)),
        long=len(articles) > FEW, positions=_positions(), texts=articles, claims=cited,
    )  # fmt: skip


def _rows(table: pd.DataFrame | None) -> Rows:
    """The rows of a table; no rows if there is no table."""
    return [] if table is None else records(table)


def _with_passages(claim: Row, passages: Citable) -> Row:
    """A claim with the rows of the passages that it rests on, and its certainty, empty if it has none."""
    return {"certainty": "", **claim, "passages": passages.cited(claim["statements"].split())}


def _selected_by(case: Case, coders: int) -> Row:
    """The values that select a statement beside its own: the coders who have it, if not all do, and what differs."""
    found = [coding["coder"] for coding in case.rows]
    values = {"coder": found if len(found) < coders else [], "differ": case.differ}
    return {key: " ".join(map(percent, ids)) for key, ids in values.items()}


def _cells(source: Row, count: int) -> list[str]:
    """The cells of a text's row in the table of the texts."""
    return [source["outlet"], source["headline"], date_in_words(source), source["kind"], str(count)]


def _positions() -> Rows:
    """Each position with its CSS class, its number and its words."""
    return [{"tone": tone(at), "number": signed_position(at), "words": words(at)} for at in POSITIONS]


def _scale() -> str:
    """The CSS rule that names the figures' colours: each in full for labels, and as a wash for the marked words."""
    names = (f"--{tone(at)}: {shade(at)}; --{tone(at)}-wash: {wash(at)};" for at in POSITIONS)
    return f":root {{ {' '.join(names)} }}\n"


def tally(statements: int, texts: int) -> str:
    """How many statements in how many texts."""
    return f"{plural(statements, 'statement')} in {plural(texts, 'text')}"


def _selects(statements: pd.DataFrame, cases: Mapping[str, Case], names: Names) -> Iterator[Row]:
    """The selects of the toolbar that have options: the key in the address, the name, the options."""
    found = [cases[id] for id in statements["id"] if id in cases]
    by_coder = Counter(coding["coder"] for case in found for coding in case.rows)
    by_position = sorted(Counter(map(int, statements["position"])).items(), reverse=True)
    choices = [
        ("actor", "actor", _by_name(statements["actor"], names)),
        ("issue", "issue", _by_name(statements["issue"], names)),
        ("position", "position", [(str(at), f"{signed_position(at)} {words(at)}", n) for at, n in by_position]),
        ("coder", "coded by", [(coder, label(coder), n) for coder, n in sorted(by_coder.items())]),
        ("differ", "coders", _differing(found) if len(by_coder) > 1 else []),
    ]
    return ({"key": key, "name": name, "options": options} for key, name, options in choices if options)


def _by_name(ids: Iterable[str], names: Names) -> Options:
    """The options for ids, in order of their names."""
    return sorted(((id, display_name(names, id), n) for id, n in Counter(ids).items()), key=lambda option: option[1:])


def _differing(cases: list[Case]) -> Options:
    """The options for how the coders compare: they agree, they differ, they differ on one variable."""
    by_variable = Counter(variable for case in cases for variable in case.differ)
    some = sum(bool(case.differ) for case in cases)
    each = [(name, f"differ on {name}", by_variable[name]) for name in (PRESENCE, *COMPARED) if by_variable[name]]
    return [("none", "agree", len(cases) - some), ("any", "differ", some), *each]
