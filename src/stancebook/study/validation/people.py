"""Checks of who codes and who decides: files and columns of nobody whom study.yaml names, texts that were not given.

>>> from stancebook.study.coders import Coder, People
>>> people = People({}, {id: Coder(id, id) for id in ("ada", "eva")}, {}, True)
>>> rows = [{"decision": "1"}, {"decision": "1", "decided_by": "evi"}]
>>> print(*check_deciders("adjudication.csv", rows, people), sep="\\n")
adjudication.csv, row 2, decided_by: it does not say who decided; write ada or eva
adjudication.csv, row 3, decided_by: study.yaml names no adjudicator evi; do you mean eva?
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from stancebook.core.authored.cell_checks import check_article
from stancebook.core.english import enumerate_words, listed, one_of, verb
from stancebook.core.problems import Problem, suggestion
from stancebook.core.tables import Rows
from stancebook.study import coders, facts
from stancebook.study.coders import People
from stancebook.study.loader import Authored
from stancebook.study.validation.settings_files import article_ids

DECISIONS = ("adjudication.csv", facts.FACTS.decisions, facts.NOTES.decisions)
MOST = 5  # texts that a hint names


def check_people(folder: Path, authored: Authored) -> list[Problem]:
    """Return the problems of coders' files that study.yaml does not name, of texts given, and of who decided."""
    people = authored.people
    problems = [*_unnamed(folder, people), *_check_given(authored)]
    for file in DECISIONS:
        problems += check_deciders(file, authored.rows[file], people)
    return problems


def _unnamed(folder: Path, people: People) -> list[Problem]:
    """Return a problem for each coder's file of somebody whom study.yaml does not name, though it names coders."""
    strangers = [id for id in coders.in_files(folder) if people.are_named and id not in people.coders]
    problems = []
    for id in strangers:
        fix = suggestion(id, people.coders, f"add {id} under coders, or take the file away")
        names = [name for name in coders.files([id]) if (folder / name).exists()]
        problems += [Problem(name, None, "", f"study.yaml names no coder {id}", fix) for name in names]
    return problems


def _check_given(authored: Authored) -> list[Problem]:
    """Return a problem for each text given that is not there, and for each row in a text that was not given."""
    problems, articles = [], article_ids(authored)
    for id, coder in authored.people.coders.items():
        place = f"coders: {id}: texts"
        for article in coder.texts or ():
            problems += check_article(coders.FILE, None, {place: article}, articles, place)
        given = {*(coder.texts or ())}
        for file in coders.files([id]) if coder.texts is not None else ():
            for number, row in enumerate(authored.rows[file], 2):
                if row["article"] in articles and row["article"] not in given:
                    message = f"text {row['article']} is not one of those given to {id}"
                    problems.append(Problem(file, number, "article", message, f"add it to {place} in study.yaml"))
    return problems


def in_headers(problems: Iterable[Problem], people: People) -> list[Problem]:
    """Return the problems, those of columns of decisions in words of coders: one who is unknown, or has no column."""
    found = []
    for problem in problems:
        if problem.file in DECISIONS and problem.row == 1 and problem.column:
            name = problem.column
            if name in people.coders and "is missing" in problem.message:
                fix = "add it: stancebook adjudicate --sheet"
                problem = problem._replace(message=f"the column of the coder {name} is missing", fix=fix)
            elif "not known" in problem.message and problem.fix == "take it out":
                there = f"the study has {verb(people.coders, 'the coder', 'the coders')} {listed(people.coders)}"
                message = f"there is no coder {name}, and no such column"
                problem = problem._replace(message=message, fix=f"take it out; {there}")
        found.append(problem)
    return found


def check_deciders(file: str, decisions: Rows, people: People) -> list[Problem]:
    """Return a problem for each decision of somebody who is no adjudicator, and of nobody where several are."""
    known, problems = people.adjudicators, []
    for number, row in enumerate(decisions, 2):
        id = str(row.get("decided_by") or "").strip()
        decided = bool(row["decision"].strip())
        if id and id not in known:
            named = {person.name.casefold(): known_id for known_id, person in known.items()}.get(id.casefold())
            fix = f"write {named}" if named else suggestion(id, known, f"name {id} under adjudicators")
            problems.append(Problem(file, number, "decided_by", f"study.yaml names no adjudicator {id}", fix))
        elif decided and not id and len(known) > 1:
            problems.append(
                Problem(file, number, "decided_by", "it does not say who decided", f"write {one_of([*known])}")
            )
    return problems


def hints(authored: Authored, read: Mapping[str, Collection[str]], marked: Collection[str]) -> list[str]:
    """Return a line for each coder who has no row in texts where others have, and did not say to have read them.

    `read` has the texts that each coder read, `marked` are the coders whose marks tell what they read.
    """
    by, lines = authored.people.coders, []
    texts = sorted({row["article"] for id in by for row in authored.rows[f"{id}.csv"]})
    for id, own in read.items():
        lacking = [text for text in texts if text not in own]
        if own and lacking and id not in marked and by[id].texts is None:
            shown = (
                lacking if len(lacking) <= MOST else [*lacking[: MOST - 1], f"{len(lacking) - MOST + 1} other texts"]
            )
            has = f"{id} has no row in {enumerate_words(shown, 'and')}, where others have, and is not compared there"
            entry = f"texts: [{_quoted(sorted({*own, *lacking}))}]"
            them = "it" if len(lacking) == 1 else "them"
            lines.append(f"{has}; if {id} read {them}, list all texts that {id} read in study.yaml: {id}: {{{entry}}}")
    return lines


def _quoted(texts: Sequence[str]) -> str:
    """Return ids in quotation marks with commas, those in the middle of a long list left out."""
    quoted = [f'"{text}"' for text in texts]
    return ", ".join(quoted if len(quoted) <= 2 * MOST else [*quoted[:MOST], "…", quoted[-1]])
