"""Decisions on facts: which fact of a coder stands in facts.csv, and why.

A fact that facts.csv has as all readers of its text have it needs no decision; each other fact of a coder needs one.

>>> cells = {"article": "010", "start": "5", "end": "12", "quote": "300 men", "plan": "bridge", "attribute": "size"}
>>> cells |= {"value_low": "300", "value_high": "300", "unit": "men", "subject": "work", "said_by": "article"}
>>> ada, ben = cells | {"fact": "ada-001", "status": "planned"}, cells | {"fact": "ben-001", "status": "reported"}
>>> placed = {"facts": [ada | {"fact": "F001"}], "ada": [ada], "ben": [ben]}
>>> undecided([], placed)
['ada-001', 'ben-001']
>>> decision = {"article": "010", "quote": "300 men", "attribute": "size", "ada": "ada-001", "ben": "ben-001"}
>>> check_due([decision | {"decision": "kept", "fact": "F001", "reason": "The text says “will”."}], placed)
[]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial

from stancebook.core.english import label, listed, one_of, verb
from stancebook.core.problems import Problem, check_choice
from stancebook.core.tables import Row, Rows
from stancebook.study.cases import UNREAD, Read, is_taken, readers_cells
from stancebook.study.facts import facts_of_run
from stancebook.texts.corpus import Article

FILE = "fact_decisions.csv"
KEPT, AMENDED, MERGED, LEFT_OUT = DECISIONS = ("kept", "amended", "merged", "left_out")
COMPARED = ("plan", "attribute", "value_low", "value_high", "unit", "subject", "status", "said_by")


def place_all(rows: Mapping[str, Rows], articles: Mapping[str, Article], coders: Iterable[str]) -> dict[str, Rows]:
    """Return the facts of facts.csv (under `facts`) and of each coder with their places, a coder's with their ids.

    `rows` leads from the names of files to their rows. Raises LookupError if a quotation has no single place.
    """
    named = {name.removesuffix(".csv"): table for name, table in rows.items()}
    placed = {coder: facts_of_run(named, articles, coder) for coder in coders}
    return {"facts": facts_of_run(named, articles), **placed}


def coders_of(placed: Iterable[str]) -> list[str]:
    """Return the coders of placed facts."""
    return [name for name in placed if name != "facts"]


def readers(article: str, placed: Mapping[str, Rows], read: Read = None) -> list[str]:
    """Return the coders who noted the facts of a text; without `read`, those who noted any."""
    return [coder for coder in coders_of(placed) if (placed[coder] if read is None else article in read[coder])]


def unread(article: str, placed: Mapping[str, Rows], read: Read = None) -> dict[str, str]:
    """Return the cells of fact_decisions.csv of the coders who did not note the facts of a text."""
    noted = readers(article, placed, read)
    return {coder: UNREAD for coder in coders_of(placed) if coder not in noted}


def are_compared(placed: Mapping[str, Rows], read: Read = None) -> bool:
    """Return whether at least two coders noted facts; else nothing is due."""
    return sum(bool(placed[coder] if read is None else read[coder]) for coder in coders_of(placed)) > 1


def agreed(placed: Mapping[str, Rows], decided: Collection[str] = (), read: Read = None) -> set[str]:
    """Return the ids of the facts that need no decision: those of facts.csv, and of all its readers, that are alike.

    Facts are alike if their quotations share a character and the cells of COMPARED are equal. Each is used once, in
    order of place, and those whose ids are `decided` are not used. `read` are the texts in which each coder noted
    facts.
    """
    alike: dict[str, defaultdict[tuple[str, ...], Rows]] = {coder: defaultdict(list) for coder in coders_of(placed)}
    for coder in alike:
        for row in sorted(placed[coder], key=_place):
            if row["fact"] not in decided:
                alike[coder][_coded(row)].append(row)
    ids: set[str] = set()
    for fact in sorted(placed["facts"], key=_place):
        groups = [alike[coder][_coded(fact)] for coder in readers(fact["article"], placed, read)]
        first = [[row for row in group if overlap(row, fact)][:1] for group in groups]
        if first and all(first):
            for group, [row] in zip(groups, first, strict=True):
                group.remove(row)
                ids |= {fact["fact"], row["fact"]}
    return ids


def _coded(row: Row) -> tuple[str, ...]:
    return (row["article"], *(row[column] for column in COMPARED))


def _place(row: Row) -> tuple[str, int, int, str]:
    return row["article"], int(row["start"]), int(row["end"]), row["fact"]


def overlap(one: Row, other: Row) -> int:
    """Return how many characters the quotations of two facts share; 0 if the facts are of different texts."""
    first, last = max(int(one["start"]), int(other["start"])), min(int(one["end"]), int(other["end"]))
    return max(last - first, 0) if one["article"] == other["article"] else 0


def coders_facts(decision: Row) -> list[str]:
    """Return the ids of the coders' facts that a decision names."""
    return [*facts_named(decision).values()]


def facts_named(decision: Row) -> dict[str, str]:
    """Return the id of the fact of each coder that a decision names."""
    return {coder: id for coder, id in readers_cells(decision).items() if id}


def undecided(decisions: Rows, placed: Mapping[str, Rows], read: Read = None) -> list[str]:
    """Return the ids of the coders' facts on which a decision is due and not taken, in order of the files.

    Nothing is due where one coder alone has facts.
    """
    if not are_compared(placed, read):
        return []
    named = {id for row in decisions if is_taken(row) for id in coders_facts(row)}
    settled = agreed(placed, named, read)
    ids = [row["fact"] for coder in coders_of(placed) for row in placed[coder]]
    return [id for id in ids if id not in settled and id not in named]


def check_due(decisions: Rows, placed: Mapping[str, Rows], read: Read = None) -> list[Problem]:
    """Return a problem for each decision that is double or does not fit the facts, and for each fact without a source.

    A fact of facts.csv for which an undecided fact of a coder, or a wrong decision, may account is no problem.
    """
    problems, taken = _check_rows(decisions, placed, read), [row for row in decisions if is_taken(row)]
    wrong = questions(decisions, problems)
    if not are_compared(placed, read):
        return problems
    missing = set(undecided(decisions, placed, read))
    waiting = [row for coder in coders_of(placed) for row in placed[coder] if row["fact"] in missing]
    traced = agreed(placed, {id for row in taken for id in coders_facts(row)}, read)
    traced |= {row["fact"] for row in taken if row["decision"] in (KEPT, AMENDED)}
    for row in placed["facts"]:
        accounted = _question(row) in wrong or any(overlap(row, other) for other in waiting)
        if row["fact"] not in traced and not accounted:
            message = f"{row['fact']} is neither as {_who(row['article'], placed, read)} it nor named in a decision"
            problems.append(Problem("facts.csv", None, "fact", message, f"add a row to {FILE}"))
    return problems


def questions(decisions: Rows, problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """Return the text and the attribute of each decision that has a problem; facts like it may hang on it."""
    return {_question(decisions[problem.row - 2]) for problem in problems if problem.file == FILE and problem.row}


def _question(row: Row) -> tuple[str, str]:
    return row["article"], row["attribute"]


def _who(article: str, placed: Mapping[str, Rows], read: Read) -> str:
    """Return the readers of a text in words, with their verb."""
    noted = readers(article, placed, read)
    return "both coders have" if len(noted) == 2 else f"{listed(noted or ['its reader'])} {verb(noted, 'has', 'have')}"


def _check_rows(decisions: Rows, placed: Mapping[str, Rows], read: Read) -> list[Problem]:
    """Return the problems of each decision by itself, and of decisions that name a fact a second time."""
    known = {name: {row["fact"]: row for row in rows} for name, rows in placed.items()}
    seen: dict[str, int] = {}
    problems = []
    for number, row in enumerate(decisions, 2):
        if not is_taken(row):
            continue
        wrong = check_choice(FILE, number, row, "decision", DECISIONS, "a decision")
        if not row["reason"].strip():
            wrong.append(Problem(FILE, number, "reason", "the decision has no reason", "give one"))
        wrong += _check_ids(number, row, known) or _check_fit(number, row, known, placed, read)
        own = [row["fact"]] if row["decision"] in (KEPT, AMENDED) else []
        for id in [*coders_facts(row), *own]:
            if (first := seen.setdefault(id, number)) != number:
                message = f"row {first} decides on {id} already"
                wrong.append(Problem(FILE, number, "", message, "leave one of the two, or make one row of them"))
        problems += wrong
    return problems


def _check_ids(number: int, row: Row, known: Mapping[str, Mapping[str, Row]]) -> list[Problem]:
    """Return the problems of the ids that a decision names."""
    problem, problems = partial(Problem, FILE, number), []
    if not coders_facts(row):
        coders = coders_of(known)
        fix = f"give its number in {one_of(coders)}, as in {coders[0]}-001"
        problems.append(problem("", "it names no coder's fact", fix))
    for coder, id in facts_named(row).items():
        if id not in known.get(coder, ()):
            message = f"{id} is no fact of {coder}_facts.csv"
            problems.append(problem(coder, message, f"{coder}-001 is its first row"))
    if row["decision"] == LEFT_OUT and row["fact"]:
        problems.append(problem("fact", "a fact that is left out has no id", f"empty the cell, or write {MERGED}"))
    elif row["decision"] != LEFT_OUT and row["fact"] not in known["facts"]:
        problems.append(problem("fact", f"'{row['fact']}' is no fact of facts.csv", "use an id of it"))
    return problems


def _check_fit(
    number: int, row: Row, known: Mapping[str, Mapping[str, Row]], placed: Mapping[str, Rows], read: Read
) -> list[Problem]:
    """Return the problems of a decision beside the facts that it names, all of which are known."""
    problem, named = partial(Problem, FILE, number), facts_named(row)
    coded = [known[coder][id] for coder, id in named.items()]
    if any(row[column] != coded[0][column] for column in ("article", "quote", "attribute")):
        message = f"{coded[0]['fact']} has other words or another attribute"
        return [problem("quote", message, "copy article, quote and attribute from it, or correct its id")]
    if apart := [coder for coder, fact in zip(named, coded, strict=True) if not overlap(coded[0], fact)]:
        message = f"the {'two ' if len(coded) == 2 else ''}facts stand at different places"
        return [problem(apart[0], message, "make two rows of them")]
    if row["decision"] not in (KEPT, AMENDED):
        return []
    fact = known["facts"][row["fact"]]
    if not any(overlap(one, fact) for one in coded):
        return [problem("fact", f"{fact['fact']} stands at another place", f"use its id, or write {MERGED}")]
    like = [one["fact"] for one in coded if _coded(one) == _coded(fact)]
    if len(like) == len(readers(fact["article"], placed, read)):
        who = _who(fact["article"], placed, read)
        return [problem("", f"{who} it as {fact['fact']} is", "take the row out")]
    if row["decision"] == AMENDED and like:
        return [problem("decision", f"{fact['fact']} is as {listed(like)} has it", f"write {KEPT}")]
    if row["decision"] == KEPT and not like:
        return [problem("decision", f"{fact['fact']} is not as a coder has it", f"write {AMENDED}")]
    return []


def outcomes(decisions: Rows, coded: Mapping[str, int]) -> Rows:
    """Return how many facts of each coder need no decision, and how many each decision was taken on.

    `coded` leads from each coder to the number of its facts; there is nothing to decide where one alone has any.
    """
    if not decisions and sum(map(bool, coded.values())) < 2:
        return []
    rows = []
    for decision in DECISIONS:
        own = [row for row in decisions if row["decision"] == decision]
        rows.append(
            {"decision": label(decision), **{coder: sum(coder in facts_named(row) for row in own) for coder in coded}}
        )
    rest = {coder: n - sum(coder in facts_named(row) for row in decisions) for coder, n in coded.items()}
    return [{"decision": f"none, as {'both' if len(coded) == 2 else 'all readers'} have it", **rest}, *rows]
