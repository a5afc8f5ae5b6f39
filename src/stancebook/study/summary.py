"""Sentences about sources, codings, adjudication and facts, for notebooks 01 and 02.

>>> import pandas as pd
>>> rows = pd.DataFrame({"article": ["010", "010"], "actor": ["arland", "towns"], "issue": ["toll", "toll"]})
>>> statements(rows, "adjudicated")
'2 statements (adjudicated) of 2 actors on 1 issue, in 1 text.'
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stancebook.core.english import label, listed, plural, verb
from stancebook.core.tables import Rows
from stancebook.study.adjudication import ABSENT
from stancebook.study.fact_decisions import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from stancebook.study.codebook import Codebook
    from stancebook.texts.corpus import Article


def cited_outlets(sources: Rows) -> str:
    """Return how many texts say that they draw on another outlet, and which."""
    citing = [row["article"] for row in sources if row["cited_outlets"]]
    name = verb(citing, "names another outlet as its source", "name another outlet as their source")
    return f"{len(citing)} of {plural(len(sources), 'text')} {name}: {listed(citing or ['none'])}."


def notes(notes: Rows) -> str:
    """Return how many source notes there are, and of which kinds."""
    counts = sorted(Counter(row["kind"] for row in notes).items())
    kinds = ", ".join(f"{n} {label(kind)}" for kind, n in counts)
    return f"{plural(len(notes), 'note')}: {kinds or 'none'}."


def ready(sentences: Rows, notes: Rows) -> str:
    """Return what notebook 01 leaves for the coders."""
    return (
        f"{plural(len(sentences), 'sentence')} can be coded, each with its place in the raw text; "
        f"{plural(len(notes), 'note')} on the sources say what to mind."
    )


def codebook(book: Codebook) -> str:
    """Return the codebook's version and size."""
    sizes = (
        plural(len(book.names), "actor"),
        plural(len(book.issues), "issue"),
        plural(len(book.choices["condition"]), "condition"),
    )
    return f"The codebook (version {book.version}) has {listed(sizes)}."


def statements(statements: pd.DataFrame, coding: str) -> str:
    """Return how many statements a run has, of how many actors, on how many issues, in how many texts."""
    actors, issues, texts = (statements[column].nunique() for column in ("actor", "issue", "article"))
    return (
        f"{plural(len(statements), 'statement')} ({label(coding)}) of {plural(actors, 'actor')} "
        f"on {plural(issues, 'issue')}, in {plural(texts, 'text')}."
    )


def codings(codings: pd.DataFrame, coders: Sequence[str], articles: Mapping[str, Article]) -> str:
    """Return how many rows each coder has, and in how many sentences nobody found a position."""
    sentences = sum(len(article.sentences) for article in articles.values())
    empty = sentences - len(codings[["article", "sentence"]].drop_duplicates())
    rows = listed(f"{coder} has {plural(int((codings['coder'] == coder).sum()), 'row')}" for coder in coders)
    return f"{rows}. In {empty} of {plural(sentences, 'sentence')} no coder found a position."


def adjudication(decisions: Rows) -> str:
    """Return how many decisions were taken, and how many statements they removed."""
    removed = [row for row in decisions if row["decision"] == ABSENT]
    of_one = sum(row["coder_a"] != row["coder_b"] for row in removed)
    of_both = f" and {len(removed) - of_one} that both had" if len(removed) > of_one else ""
    they, rows = verb(decisions, "It", "They"), plural(of_one, "row")
    return f"{plural(len(decisions), 'decision')}. {they} removed {rows} that only one coder had{of_both}."


def facts(facts: pd.DataFrame, coded: Mapping[str, int]) -> str:
    """Return how many facts a run has, and how many each coder noted; `coded` has the numbers by coder."""
    noted = listed(f"{coder} noted {n}" for coder, n in coded.items())
    return f"{plural(len(facts), 'fact')} in this run; {noted} in all texts of the study."


def fact_decisions(decisions: Rows) -> str:
    """Return how many decisions on facts were taken, and which."""
    counts = Counter(row["decision"] for row in decisions)
    each = listed([f"{counts[decision]} {label(decision)}" for decision in DECISIONS])
    return f"{plural(len(decisions), 'decision')} on facts: {each}."


def placed(statements: pd.DataFrame, facts: pd.DataFrame) -> str:
    """Return what notebook 02 leaves for the notebooks after it."""
    return (
        f"{plural(len(statements), 'statement')} and {plural(len(facts), 'fact')}, each with its place in a raw text."
    )
