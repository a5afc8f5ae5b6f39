"""Decisions on facts: which fact of a coder stands in facts.csv, and why.

A fact that facts.csv has as both coders have it needs no decision; each other fact of a coder needs one.

>>> cells = {"article": "010", "start": "5", "end": "12", "quote": "300 men", "plan": "bridge", "attribute": "size"}
>>> cells |= {"value_low": "300", "value_high": "300", "unit": "men", "subject": "work", "said_by": "article"}
>>> ada, ben = (cells | {"fact": id, "status": status} for id, status in (("A001", "planned"), ("B001", "reported")))
>>> placed = {"facts": [ada | {"fact": "F001"}], "coder_a": [ada], "coder_b": [ben]}
>>> undecided([], placed)
['A001', 'B001']
>>> decision = {"article": "010", "quote": "300 men", "attribute": "size", "coder_a": "A001", "coder_b": "B001"}
>>> check_due([decision | {"decision": "kept", "fact": "F001", "reason": "The text says “will”."}], placed)
[]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import partial

from stancebook.core.english import label, listed
from stancebook.core.problems import Problem, check_choice
from stancebook.core.tables import Row, Rows
from stancebook.study.cases import is_taken
from stancebook.study.facts import facts_of_run
from stancebook.texts.corpus import Article

FILE = "fact_decisions.csv"
CODERS = ("coder_a", "coder_b")
KEPT, AMENDED, MERGED, LEFT_OUT = DECISIONS = ("kept", "amended", "merged", "left_out")
COMPARED = ("plan", "attribute", "value_low", "value_high", "unit", "subject", "status", "said_by")


def place_all(rows: Mapping[str, Rows], articles: Mapping[str, Article]) -> dict[str, Rows]:
    """Return the facts of facts.csv (under `facts`) and of each coder with their places, a coder's with their ids.

    `rows` leads from the names of files to their rows. Raises LookupError if a quotation has no single place.
    """
    named = {name.removesuffix(".csv"): table for name, table in rows.items()}
    placed = {coder: facts_of_run(named, articles, coder) for coder in CODERS}
    return {"facts": facts_of_run(named, articles), **placed}


def agreed(placed: Mapping[str, Rows], decided: Collection[str] = ()) -> set[str]:
    """Return the ids of the facts that need no decision: those of facts.csv, and of both coders, that are alike.

    Facts are alike if their quotations share a character and the cells of COMPARED are equal. Each is used once, in
    order of place, and those whose ids are `decided` are not used.
    """
    alike: dict[str, defaultdict[tuple[str, ...], Rows]] = {coder: defaultdict(list) for coder in CODERS}
    for coder in CODERS:
        for row in sorted(placed[coder], key=_place):
            if row["fact"] not in decided:
                alike[coder][_coded(row)].append(row)
    ids: set[str] = set()
    for fact in sorted(placed["facts"], key=_place):
        groups = [alike[coder][_coded(fact)] for coder in CODERS]
        first = [[row for row in group if overlap(row, fact)][:1] for group in groups]
        if all(first):
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
    return [decision[coder] for coder in CODERS if decision[coder]]


def undecided(decisions: Rows, placed: Mapping[str, Rows]) -> list[str]:
    """Return the ids of the coders' facts on which a decision is due and not taken, in order of the files.

    Nothing is due where one coder has no facts at all.
    """
    if not all(placed[coder] for coder in CODERS):
        return []
    named = {id for row in decisions if is_taken(row) for id in coders_facts(row)}
    settled = agreed(placed, named)
    ids = [row["fact"] for coder in CODERS for row in placed[coder]]
    return [id for id in ids if id not in settled and id not in named]


def check_due(decisions: Rows, placed: Mapping[str, Rows]) -> list[Problem]:
    """Return a problem for each decision that is double or does not fit the facts, and for each fact without a source.

    A fact of facts.csv for which an undecided fact of a coder, or a wrong decision, may account is no problem.
    """
    problems, taken = _check_rows(decisions, placed), [row for row in decisions if is_taken(row)]
    wrong = questions(decisions, problems)
    if not all(placed[coder] for coder in CODERS):
        return problems
    missing = set(undecided(decisions, placed))
    waiting = [row for coder in CODERS for row in placed[coder] if row["fact"] in missing]
    traced = agreed(placed, {id for row in taken for id in coders_facts(row)})
    traced |= {row["fact"] for row in taken if row["decision"] in (KEPT, AMENDED)}
    for row in placed["facts"]:
        accounted = _question(row) in wrong or any(overlap(row, other) for other in waiting)
        if row["fact"] not in traced and not accounted:
            message = f"{row['fact']} is neither as both coders have it nor named in a decision"
            problems.append(Problem("facts.csv", None, "fact", message, f"add a row to {FILE}"))
    return problems


def questions(decisions: Rows, problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """Return the text and the attribute of each decision that has a problem; facts like it may hang on it."""
    return {_question(decisions[problem.row - 2]) for problem in problems if problem.file == FILE and problem.row}


def _question(row: Row) -> tuple[str, str]:
    return row["article"], row["attribute"]


def _check_rows(decisions: Rows, placed: Mapping[str, Rows]) -> list[Problem]:
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
        wrong += _check_ids(number, row, known) or _check_fit(number, row, known)
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
        problems.append(problem("", "it names no coder's fact", "give its number in coder_a or coder_b, as in A001"))
    for coder in CODERS:
        if row[coder] and row[coder] not in known[coder]:
            message = f"{row[coder]} is no fact of {coder}_facts.csv"
            problems.append(problem(coder, message, f"{coder[-1].upper()}001 is its first row"))
    if row["decision"] == LEFT_OUT and row["fact"]:
        problems.append(problem("fact", "a fact that is left out has no id", f"empty the cell, or write {MERGED}"))
    elif row["decision"] != LEFT_OUT and row["fact"] not in known["facts"]:
        problems.append(problem("fact", f"'{row['fact']}' is no fact of facts.csv", "use an id of it"))
    return problems


def _check_fit(number: int, row: Row, known: Mapping[str, Mapping[str, Row]]) -> list[Problem]:
    """Return the problems of a decision beside the facts that it names, all of which are known."""
    problem = partial(Problem, FILE, number)
    coded = [known[coder][row[coder]] for coder in CODERS if row[coder]]
    if any(row[column] != coded[0][column] for column in ("article", "quote", "attribute")):
        message = f"{coded[0]['fact']} has other words or another attribute"
        return [problem("quote", message, "copy article, quote and attribute from it, or correct its id")]
    if len(coded) == len(CODERS) and not overlap(*coded):
        return [problem("coder_b", "the two facts stand at different places", "make two rows of them")]
    if row["decision"] not in (KEPT, AMENDED):
        return []
    fact = known["facts"][row["fact"]]
    if not any(overlap(one, fact) for one in coded):
        return [problem("fact", f"{fact['fact']} stands at another place", f"use its id, or write {MERGED}")]
    like = [one["fact"] for one in coded if _coded(one) == _coded(fact)]
    if len(like) == len(CODERS):
        return [problem("", f"both coders have it as {fact['fact']} is", "take the row out")]
    if row["decision"] == AMENDED and like:
        return [problem("decision", f"{fact['fact']} is as {listed(like)} has it", f"write {KEPT}")]
    if row["decision"] == KEPT and not like:
        return [problem("decision", f"{fact['fact']} is not as a coder has it", f"write {AMENDED}")]
    return []


def outcomes(decisions: Rows, coded: Mapping[str, int]) -> Rows:
    """Return how many facts of each coder need no decision, and how many each decision was taken on.

    `coded` leads from each coder to the number of its facts; there is nothing to decide where one alone has any.
    """
    if not decisions and not all(coded.values()):
        return []
    rows = []
    for decision in DECISIONS:
        own = [row for row in decisions if row["decision"] == decision]
        rows.append({"decision": label(decision), **{coder: sum(row[coder] != "" for row in own) for coder in CODERS}})
    named = [id for row in decisions for id in coders_facts(row)]
    rest = {coder: coded[coder] - sum(id.startswith(coder[-1].upper()) for id in named) for coder in CODERS}
    return [{"decision": "none, as both have it", **rest}, *rows]
