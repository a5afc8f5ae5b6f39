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
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from stancebook.brief.double_coding import coders_of, double_codings, with_not_adopted
from stancebook.brief.evidence import Citable, source_line
from stancebook.core.english import display_name, join_parts, listed, plural, signed_position, words
from stancebook.core.tables import Row, Rows, grouped, records
from stancebook.export.coded_words import Names, Words, statement_words, variable_in_words
from stancebook.export.evidence_claims import claim_entry, passage_ids
from stancebook.export.evidence_entries import called, entry, marked_runs, passage_label, tone
from stancebook.export.html import page, static_text
from stancebook.figures.style import shade, wash
from stancebook.study.cases import PRESENCE, Case, Read
from stancebook.study.codebook import POSITIONS
from stancebook.study.sources import date_in_words, with_dagger
from stancebook.study.statements import COMPARED

if TYPE_CHECKING:
    import pandas as pd

    from stancebook.brief.report_figures import ReportFigure

    Options = list[tuple[str, str, int]]  # value, text, number of statements

NONE: Mapping[str, Any] = {}
FEW = 30  # texts that a browser lays out at once
SOURCE = ("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis", "kind", "rights")


def evidence_page(*given: Any, **named: Any) -> str:
    """The evidence page as one file, of what `contents` is given: sources, raw texts with passages, claims."""
    return whole(contents(*given, **named))


def whole(shown: Row) -> str:
    """One page of contents."""
    return page(
        "evidence.html.j2", "reader", f"Evidence: {shown['question']}", static_text("reader.js"), scale(), **shown
    )


def contents(
    texts: Mapping[str, str], sources: pd.DataFrame, passages: pd.DataFrame, claims: pd.DataFrame, title: str,
    raw: str = "../data/raw", codings: pd.DataFrame | None = None, adjudication: Iterable[Row] = (),
    removed: pd.DataFrame | None = None, names: Names = NONE, actors: Names = NONE, said: Mapping[str, Words] = NONE,
    findings: Iterable[Row] = (), meanings: Names = NONE, figures: Iterable[ReportFigure] = (),
    fact_decisions: Iterable[Row] = (), who_coded: str = "", coders: Names = NONE, read: Read = None,
) -> Row:  # fmt: skip
    """What the evidence page shows, by the names in its templates: the sources, each raw text, the claims.

    The runs and the entries of a text are made when they are asked for, once.

    `texts` are raw texts by article; `raw` is the path from the report to the folder of the raw texts. `codings` and
    `removed` are the tables of these names, `adjudication` its rows as they are written. `names` has names by id,
    `actors` those that a sentence uses, `said` the Words of passages by id. `findings` are the rows of contested.csv,
    `fact_decisions` those of fact_decisions.csv, `meanings` the rules of verification in words, `figures` those whose
    tables are shown. `who_coded` says who coded and decided, a sentence a line; `coders` has the names of coders by
    id, and `read` the texts that each read.
    Raises ValueError if a passage does not lie within its text or a claim rests on a passage that is not there.
    """
    coded_rows = _rows(codings)
    cases, several = double_codings(coded_rows, adjudication, read), len(coders_of(coded_rows))
    everything = records(with_not_adopted(passages, cases, names))
    within = {**names, **actors}
    said = _all_words(everything, cases, names, within) | dict(said)
    resting = _by_passage(records(claims), Citable(records(passages)))
    selected_by = {id: _selected_by(case, several) for id, case in cases.items()}
    labels = {row["id"]: passage_label(row, said[row["id"]], selected_by.get(row["id"], {})) for row in everything}

    on_facts = grouped(fact_decisions, "fact")

    def entries(source: Row) -> Iterator[Row]:
        for row in shown[source["article"]]:
            id = row["id"]
            yield entry(row, said[id], source, resting[id], cases.get(id), on_facts[id], within, coders, raw)

    shown, gone = grouped(everything, "article"), grouped(_rows(removed), "article")
    counts = passages["article"].value_counts()
    statements = passages[passages["kind"] == "statement"]
    of_text = dict(list(statements.groupby("article")))
    articles = [
        {
            **_heading(source, counts.get(source["article"], 0)),
            "unread": unread_by(source["article"], read, coders),
            "runs": marked_runs(texts[source["article"]], shown[source["article"]], gone[source["article"]], labels),
            "entries": entries(source),
            "labels": [labels[row["id"]] for row in shown[source["article"]]],
            "selects": _selects(of_text.get(source["article"], statements[:0]), cases, names, coders),
        }
        for source in records(sources.sort_values("article"))
    ]
    return {
        "question": title, "tally": tally(len(statements), len(articles)),
        "selects": list(_selects(statements, cases, names, coders)), "long": len(articles) > FEW,
        "positions": _positions(), "texts": articles, "who_coded": who_coded.splitlines(),
        "claims": _claims(claims, passages, findings, said, meanings),
        "tables": [each for each in figures if each.rows],
    }  # fmt: skip


def unread_by(article: str, read: Read, coders: Names) -> str:
    """The names of the coders who have coded, and did not read this text; "" if each did.

    >>> unread_by("020", {"ada": {"010"}, "ben": {"010"}, "cy": {"020"}, "di": set()}, {"ada": "Ada Lund"})
    'Ada Lund and ben'
    """
    names = [called(coder, coders) for coder, texts in (read or {}).items() if texts and article not in texts]
    return listed(names) if names else ""


def _by_passage(claims: Rows, citable: Citable) -> defaultdict[str, Rows]:
    """The claims that rest on each passage, by its id."""
    resting = defaultdict(list)
    for claim in claims:
        for row in citable.cited(passage_ids(claim)):
            resting[row["id"]].append(claim)
    return resting


def _claims(
    claims: pd.DataFrame, passages: pd.DataFrame, findings: Iterable[Row], said: Mapping[str, Words], meanings: Names
) -> Rows:
    """The claims as the page shows them."""
    by_claim, citable = defaultdict(list), Citable(records(passages))
    for finding in findings:
        by_claim[finding.get("claim", finding["finding"])].append(finding)
    return [
        claim_entry(claim, citable.cited(passage_ids(claim)), by_claim[claim["claim"]], said, meanings)
        for claim in records(claims)
    ]


def _rows(table: pd.DataFrame | None) -> Rows:
    """The rows of a table; no rows if there is no table."""
    return [] if table is None else records(table)


def _all_words(passages: Rows, cases: Mapping[str, Case], names: Names, within: Names) -> dict[str, Words]:
    """The Words of passages as far as these are known here: of a coding that is no statement, else its title."""
    found = {}
    for row in passages:
        coding = cases[row["id"]].longest if row["kind"] == "coding" else None
        found[row["id"]] = statement_words(coding, names, within) if coding else _titled(row, names)
    return found


def _titled(row: Row, names: Names) -> Words:
    """The Words of a passage of which only its row is known."""
    return Words(row["title"], join_parts(display_name(names, row[key]) for key in ("actor", "issue") if row[key]))


def _selected_by(case: Case, coders: int) -> Row:
    """The values that select a statement beside its own: the coders who have it, if not all do, and what differs."""
    found = [coding["coder"] for coding in case.rows]
    values = {"coder": found if len(found) < coders else [], "differ": case.differ}
    return {key: " ".join(map(percent, ids)) for key, ids in values.items()}


def _heading(source: Row, count: int) -> Row:
    """A text's id, its heading, its source in a line, and the cells of its row in the table of the texts."""
    cells = [source["outlet"], source["headline"], date_in_words(source), with_dagger(source["kind"]), str(count)]
    heading = join_parts([f"Text {source['article']}", source["headline"]])
    return {"article": source["article"], "heading": heading, "source": source_line(source), "cells": cells}


def _positions() -> Rows:
    """Each position with its CSS class, its number and its words."""
    return [{"tone": tone(at), "number": signed_position(at), "words": words(at)} for at in POSITIONS]


def scale() -> str:
    """The CSS rule that names the figures' colours: each in full for labels, and as a wash for the marked words."""
    names = (f"--{tone(at)}: {shade(at)}; --{tone(at)}-wash: {wash(at)};" for at in POSITIONS)
    return f":root {{ {' '.join(names)} }}\n"


def tally(statements: int, texts: int) -> str:
    """How many statements in how many texts."""
    return f"{plural(statements, 'statement')} in {plural(texts, 'text')}"


def _selects(statements: pd.DataFrame, cases: Mapping[str, Case], names: Names, coders: Names) -> Iterator[Row]:
    """The selects of the toolbar that have options: the key in the address, the name, the options."""
    found = [cases[id] for id in statements["id"] if id in cases]
    by_coder = Counter(coding["coder"] for case in found for coding in case.rows)
    by_position = sorted(Counter(map(int, statements["position"])).items(), reverse=True)
    choices = [
        ("actor", "actor", _by_name(statements["actor"], names)),
        ("issue", "issue", _by_name(statements["issue"], names)),
        ("position", "position", [(str(at), f"{signed_position(at)} {words(at)}", n) for at, n in by_position]),
        ("coder", "coded by", [(coder, called(coder, coders), n) for coder, n in sorted(by_coder.items())]),
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
    met = [name for name in (PRESENCE, *COMPARED) if by_variable[name]]
    each = [(name, f"differ on {variable_in_words(name)}", by_variable[name]) for name in met]
    return [("none", "agree", len(cases) - some), ("any", "differ", some), *each]
