"""Sentences about sources, codings, adjudication and facts, for notebooks 01 and 02.

>>> import pandas as pd
>>> rows = pd.DataFrame({"article": ["010", "010"], "actor": ["arland", "towns"], "issue": ["toll", "toll"]})
>>> statements(rows, "adjudicated")
'2 statements (adjudicated) of 2 actors on 1 issue, in 1 text.'
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stancebook.core.english import (
    called,
    capital,
    display_name,
    enumerate_words,
    label,
    listed,
    naming,
    number,
    part_of,
    plural,
    verb,
)
from stancebook.core.tables import Rows
from stancebook.study import coders, loader
from stancebook.study.cases import ABSENT, UNREAD, readers_cells
from stancebook.study.fact_decisions import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from stancebook.study.codebook import Codebook
    from stancebook.study.study import Study
    from stancebook.texts.corpus import Article

OF_SEVERAL = (  # files that one coder alone does not need
    "frozen.json", "adjudication.csv", "facts.csv", "fact_decisions.csv", "source_note_decisions.csv",
)  # fmt: skip


def cited_outlets(sources: Rows) -> str:
    """Return how many texts say that they draw on another outlet, and which."""
    citing = [row["article"] for row in sources if row["cited_outlets"]]
    name = "names another outlet as its source", "name another outlet as their source"
    return naming(capital(part_of(len(citing), len(sources), "text", *name)), citing)


def notes(notes: Rows) -> str:
    """Return how many source notes there are, and of which kinds."""
    counts = sorted(Counter(row["kind"] for row in notes).items())
    kinds = ", ".join(f"{label(kind)} {n}" for kind, n in counts)
    return f"{plural(len(notes), 'note')}, by kind: {kinds}." if kinds else "There are no notes."


def ready(sentences: int, notes: Rows) -> str:
    """Return what notebook 01 leaves for the coders."""
    return (
        f"{plural(sentences, 'sentence')} can be coded, each with its place in the raw text; "
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
    """Return how many statements a run has, of how many actors, on how many issues, in how many texts.

    `coding` says whose they are: adjudicated, or a coder's in words.
    """
    if statements.empty:
        return f"This run has no statement ({coding})."
    actors, issues, texts = (statements[column].nunique() for column in ("actor", "issue", "article"))
    return (
        f"{plural(len(statements), 'statement')} ({coding}) of {plural(actors, 'actor')} "
        f"on {plural(issues, 'issue')}, in {plural(texts, 'text')}."
    )


def by_text(codings: pd.DataFrame, statements: pd.DataFrame, study: Study) -> Rows:
    """Return a row a text: how many sentences it has, the rows of each coder, and the statements; by whom it is unread.

    A coder who has not coded at all counts as having read nothing.
    """
    coded, stated = Counter(zip(codings["article"], codings["coder"], strict=True)), Counter(statements["article"])
    rows = []
    for id, article in study.articles.items():
        by = {
            name: coded[id, coder] if id in study.texts_read[coder] else UNREAD
            for coder, name in study.names_of_coders.items()
        }
        rows.append({"article": id, "sentences": len(article.sentences), **by, "statements": stated[id]})
    return rows


def codings(codings: pd.DataFrame, names: Mapping[str, str], articles: Mapping[str, Article]) -> str:
    """Return how many rows each coder has, and in how many sentences nobody found a position; `names` are by id."""
    sentences = sum(len(article.sentences) for article in articles.values())
    empty = sentences - len(codings[["article", "sentence"]].drop_duplicates())
    rows = listed(f"{name} has {plural(int((codings['coder'] == id).sum()), 'row')}" for id, name in names.items())
    return f"{rows}. In {number(empty)} of {plural(sentences, 'sentence')} no coder found a position."


def adjudication(decisions: Rows, coded_by: str = "") -> str:
    """Return how many decisions were taken, and how many statements they removed; none in the codes of one coder."""
    if coded_by:
        return f"These are the codes of {coded_by}: nothing is decided in them."
    removed = [row for row in decisions if row["decision"] == ABSENT]
    of_some = sum(len({*readers_cells(row).values()}) > 1 for row in removed)
    two = all(len(readers_cells(row)) < 3 for row in removed)
    some, every = ("only one coder", "both") if two else ("not every coder of the text", "all")
    of_all = f" and {len(removed) - of_some} that {every} had" if len(removed) > of_some else ""
    they, rows = verb(decisions, "It", "They"), plural(of_some, "row")
    return f"{plural(len(decisions), 'decision')}. {they} removed {rows} that {some} had{of_all}."


def facts(facts: pd.DataFrame, coded: Mapping[str, int], names: Mapping[str, str]) -> str:
    """Return how many facts a run has, and how many each coder noted; `coded` and `names` are by coder."""
    noted = listed(f"{names[coder]} noted {n}" for coder, n in coded.items())
    return f"{plural(len(facts), 'fact')} in this run; {noted} in all texts of the study."


def fact_decisions(decisions: Rows) -> str:
    """Return how many decisions on facts were taken, and which."""
    counts = Counter(row["decision"] for row in decisions)
    each = listed([f"{counts[decision]} {label(decision)}" for decision in DECISIONS])
    return f"{plural(len(decisions), 'decision')} on facts: {each}."


def note_decisions(decisions: Rows) -> str:
    """Return how many decisions on source notes were taken, and which; "" if none was."""
    counts = Counter(row["decision"] for row in decisions)
    each = listed([f"{counts[decision]} {label(decision)}" for decision in DECISIONS])
    return f"{plural(len(decisions), 'decision')} on notes on the sources: {each}." if decisions else ""


def placed(statements: pd.DataFrame, facts: pd.DataFrame) -> str:
    """Return what notebook 02 leaves for the notebooks after it."""
    return (
        f"{plural(len(statements), 'statement')} and {plural(len(facts), 'fact')}, each with its place in a raw text."
    )


# ---- what a run cannot show, and why


def limits(study: Study, names: Iterable[str], statements: pd.DataFrame | None = None) -> list[str]:
    """Return what a run cannot show for want of files of data/coded, of a second text, of coders and of statements.

    `names` are the files (`{coder}_facts.csv` those of each coder), `statements` is the table that a notebook rests on.
    """
    found = [] if len(study.texts) > 1 else ["The run has one text alone: no two texts can be compared."]
    if statements is not None:
        found += [*_whose(study), *(_singles(statements, study.words) or _none_left(study, statements))]
    each = [name.replace("{coder}", coder) for name in names for coder in (study.coders if "{" in name else ("",))]
    wanted = [name for name in each if not _of_another(name, study)]
    return [*found, *filter(None, [without_files(study, wanted)])]


def _of_another(name: str, study: Study) -> bool:
    """Return whether a file belongs to a coder who has not coded, or is needed by several coders where one has."""
    if name in OF_SEVERAL:
        return len(study.coded) < 2
    return any(name in coders.files([coder]) and coder not in study.coded for coder in study.coders)


def without_files(study: Study, names: Iterable[str]) -> str:
    """Return a sentence on what cannot be shown because these files are absent; "" if none of them is."""
    absent = [name for name in names if loader.is_absent(study.paths.coded, name)]
    if not absent:
        return ""
    without = loader.optional_files(study.coders, study.names_of_coders)
    unshown = enumerate_words([without[name] for name in absent], "or")
    return f"This notebook cannot show {unshown}, because the study has no {enumerate_words(absent, 'or')}."


def _whose(study: Study) -> list[str]:
    """Return whose codes a run rests on where they are one coder's, and what is not decided where they are not."""
    if study.coded_by and study.coding not in study.coded:
        return [f"{study.coder(study.coding).name} has not coded."]
    if study.coded_by:
        why = "this run takes no other" if len(study.coded) > 1 else "nobody else has coded, so agreement is not known"
        return [" ".join(filter(None, (f"These are the codes of {study.coded_by}: {why}.", study.unread)))]
    if not study.coded:
        return ["Nobody has coded a statement."]
    if not study.is_frozen:
        return ["The codings are not frozen yet, so they are not compared: no statement is adjudicated."]
    n = len(study.undecided)
    waits = verb(n, "waits for its decision and is", "wait for their decisions and are")
    return [f"{plural(n, 'statement')} {waits} left out."] if n else []


def _singles(statements: pd.DataFrame, words: Mapping[str, str]) -> list[str]:
    """Return a sentence where all statements are of one actor, and one where they are on one issue."""
    found = []
    for column, of in (("actor", "of"), ("issue", "on")):
        if statements[column].nunique() == 1:
            name = display_name(words, statements[column].iloc[0])
            found.append(f"All statements are {of} one {column}, {name}: no two {column}s can be compared.")
    return found


def _none_left(study: Study, statements: pd.DataFrame) -> list[str]:
    """Return why a run has no statement, if it has none."""
    if len(statements):
        return []
    coders = [coder for coder in study.coded if study.coding in (coder, "adjudicated")]
    rows = study.codings[study.codings["coder"].isin(coders)]
    why = f": none has a confidence of {study.min_confidence} or more"
    if not coders or (not study.coded_by and (study.undecided or not study.is_frozen)):
        why = ""  # which `_whose` has said
    elif rows.empty:
        who = called(coders, study.names_of_coders)
        why = f": {who} found none in {verb(study.texts, 'text', 'texts')} {listed(study.texts)}"
    elif study.min_confidence == 1 or (rows["confidence"] >= study.min_confidence).any():
        why = ": adjudication leaves none"
    return [f"This run has no statement{why}."]
