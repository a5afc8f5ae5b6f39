"""Decisions on facts and on source notes: which fact of a coder stands in facts.csv, and why.

A fact that facts.csv has as all readers of its text have it needs no decision; each other fact of a coder needs one.
The same holds for source notes where two readers made them; `of` says which of the two a function is about.

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

from stancebook.core.authored.cell_checks import check_choice
from stancebook.core.english import label, listed, one_of, verb
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.study.cases import UNREAD, Read, is_taken, readers_cells
from stancebook.study.facts import FACTS, NOTES, Noted, facts_of_run, numbered
from stancebook.texts.corpus import Article

FILE = FACTS.decisions
KEPT, AMENDED, MERGED, LEFT_OUT = DECISIONS = ("kept", "amended", "merged", "left_out")
COMPARED = FACTS.compared


def place_all(
    rows: Mapping[str, Rows], articles: Mapping[str, Article], coders: Iterable[str], of: Noted = FACTS
) -> dict[str, Rows]:
    """Return the facts of facts.csv (under `facts`) and of each coder with their places, a coder's with their ids.

    `rows` leads from the names of files to their rows. Source notes are returned under `source_notes`. Raises
    LookupError if a quotation has no single place.
    """
    named = {name.removesuffix(".csv"): table for name, table in rows.items()}
    placed = {coder: facts_of_run(named, articles, coder, of) for coder in coders}
    return {of.table: facts_of_run(named, articles, of=of), **placed}


def coders_of(placed: Iterable[str]) -> list[str]:
    """Return the coders of placed facts."""
    return [name for name in placed if name not in (FACTS.table, NOTES.table)]


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


def agreed(placed: Mapping[str, Rows], decided: Collection[str] = (), read: Read = None, of: Noted = FACTS) -> set[str]:
    """Return the ids of the facts that need no decision: those of facts.csv, and of all its readers, that are alike.

    Facts are alike if their quotations share a character and the cells of `of.compared` are equal. Each is used once,
    in order of place, and those whose ids are `decided` are not used. `read` are the texts in which each coder noted
    facts.
    """
    place = partial(_place, of=of)
    alike: dict[str, defaultdict[tuple[str, ...], Rows]] = {coder: defaultdict(list) for coder in coders_of(placed)}
    for coder in alike:
        for row in sorted(placed[coder], key=place):
            if row[of.id] not in decided:
                alike[coder][_coded(row, of)].append(row)
    ids: set[str] = set()
    for fact in sorted(placed[of.table], key=place):
        groups = [alike[coder][_coded(fact, of)] for coder in readers(fact["article"], placed, read)]
        first = [[row for row in group if overlap(row, fact)][:1] for group in groups]
        if first and all(first):
            for group, [row] in zip(groups, first, strict=True):
                group.remove(row)
                ids |= {fact[of.id], row[of.id]}
    return ids


def _coded(row: Row, of: Noted) -> tuple[str, ...]:
    return (row["article"], *(row[column] for column in of.compared))


def _place(row: Row, of: Noted) -> tuple[str, int, int, str]:
    return row["article"], int(row["start"]), int(row["end"]), row[of.id]


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


def undecided(decisions: Rows, placed: Mapping[str, Rows], read: Read = None, of: Noted = FACTS) -> list[str]:
    """Return the ids of the coders' facts on which a decision is due and not taken, in order of the files.

    Nothing is due where one coder alone has facts.
    """
    if not are_compared(placed, read):
        return []
    named = {id for row in decisions if is_taken(row) for id in coders_facts(row)}
    settled = agreed(placed, named, read, of)
    ids = [row[of.id] for coder in coders_of(placed) for row in placed[coder]]
    return [id for id in ids if id not in settled and id not in named]


def check_due(decisions: Rows, placed: Mapping[str, Rows], read: Read = None, of: Noted = FACTS) -> list[Problem]:
    """Return a problem for each decision that is double or does not fit the facts, and for each fact without a source.

    A fact of facts.csv for which an undecided fact of a coder, or a wrong decision, may account is no problem.
    """
    problems, taken = _check_rows(decisions, placed, read, of), [row for row in decisions if is_taken(row)]
    wrong = questions(decisions, problems, of)
    if not are_compared(placed, read):
        return problems
    missing = set(undecided(decisions, placed, read, of))
    waiting = [row for coder in coders_of(placed) for row in placed[coder] if row[of.id] in missing]
    traced = agreed(placed, {id for row in taken for id in coders_facts(row)}, read, of)
    traced |= {row[of.id] for row in taken if row["decision"] in (KEPT, AMENDED)}
    for row in placed[of.table]:
        accounted = _question(row, of) in wrong or any(overlap(row, other) for other in waiting)
        if row[of.id] not in traced and not accounted:
            message = f"{row[of.id]} is neither as {_who(row['article'], placed, read)} it nor named in a decision"
            problems.append(Problem(of.file, None, of.id, message, f"add a row to {of.decisions}"))
    return problems


def questions(decisions: Rows, problems: Iterable[Problem], of: Noted = FACTS) -> set[tuple[str, str]]:
    """Return the text and the attribute of each decision that has a problem; facts like it may hang on it."""
    rows = (problem.row for problem in problems if problem.file == of.decisions and problem.row)
    return {_question(decisions[row - 2], of) for row in rows}


def _question(row: Row, of: Noted) -> tuple[str, str]:
    return row["article"], row[of.question]


def _who(article: str, placed: Mapping[str, Rows], read: Read) -> str:
    """Return the readers of a text in words, with their verb."""
    noted = readers(article, placed, read)
    return "both coders have" if len(noted) == 2 else f"{listed(noted or ['its reader'])} {verb(noted, 'has', 'have')}"


def _check_rows(decisions: Rows, placed: Mapping[str, Rows], read: Read, of: Noted) -> list[Problem]:
    """Return the problems of each decision by itself, and of decisions that name a fact a second time."""
    known = {name: {row[of.id]: row for row in rows} for name, rows in placed.items()}
    seen: dict[str, int] = {}
    problems = []
    for number, row in enumerate(decisions, 2):
        if not is_taken(row):
            continue
        wrong = check_choice(of.decisions, number, row, "decision", DECISIONS, "a decision")
        if not row["reason"].strip():
            wrong.append(Problem(of.decisions, number, "reason", "the decision has no reason", "give one"))
        wrong += _check_ids(number, row, known, of) or _check_fit(number, row, known, placed, read, of)
        own = [row[of.id]] if row["decision"] in (KEPT, AMENDED) else []
        for id in [*coders_facts(row), *own]:
            if (first := seen.setdefault(id, number)) != number:
                message, fix = f"row {first} decides on {id} already", "leave one of the two, or make one row of them"
                wrong.append(Problem(of.decisions, number, "", message, fix))
        problems += wrong
    return problems


def _check_ids(number: int, row: Row, known: Mapping[str, Mapping[str, Row]], of: Noted) -> list[Problem]:
    """Return the problems of the ids that a decision names."""
    problem, problems = partial(Problem, of.decisions, number), []
    if not coders_facts(row):
        coders = coders_of(known)
        fix = f"give its number in {one_of(coders)}, as in {first_id(coders[0], of)}"
        problems.append(problem("", f"it names no coder's {of.name}", fix))
    for coder, id in facts_named(row).items():
        if id not in known.get(coder, ()):
            message = f"{id} is no {of.name} of {of.of_coder(coder)}"
            problems.append(problem(coder, message, f"{first_id(coder, of)} is its first row"))
    if row["decision"] == LEFT_OUT and row[of.id]:
        problems.append(problem(of.id, f"a {of.name} that is left out has no id", f"empty the cell, or write {MERGED}"))
    elif row["decision"] != LEFT_OUT and row[of.id] not in known[of.table]:
        problems.append(problem(of.id, f"'{row[of.id]}' is no {of.name} of {of.file}", "use an id of it"))
    return problems


def first_id(coder: str, of: Noted) -> str:
    """Return the id of the first row of a coder's file."""
    return str(numbered([{}], coder, of)[0][of.id])


def _check_fit(
    number: int, row: Row, known: Mapping[str, Mapping[str, Row]], placed: Mapping[str, Rows], read: Read, of: Noted
) -> list[Problem]:
    """Return the problems of a decision beside the facts that it names, all of which are known."""
    problem, named = partial(Problem, of.decisions, number), facts_named(row)
    coded = [known[coder][id] for coder, id in named.items()]
    if any(row[column] != coded[0][column] for column in ("article", "quote", of.question)):
        message = f"{coded[0][of.id]} has other words or another {of.question}"
        return [problem("quote", message, f"copy article, quote and {of.question} from it, or correct its id")]
    if apart := [coder for coder, fact in zip(named, coded, strict=True) if not overlap(coded[0], fact)]:
        message = f"the {'two ' if len(coded) == 2 else ''}{of.name}s stand at different places"
        return [problem(apart[0], message, "make two rows of them")]
    if row["decision"] not in (KEPT, AMENDED):
        return []
    fact = known[of.table][row[of.id]]
    if not any(overlap(one, fact) for one in coded):
        return [problem(of.id, f"{fact[of.id]} stands at another place", f"use its id, or write {MERGED}")]
    like = [one[of.id] for one in coded if _coded(one, of) == _coded(fact, of)]
    if len(like) == len(readers(fact["article"], placed, read)):
        who = _who(fact["article"], placed, read)
        return [problem("", f"{who} it as {fact[of.id]} is", "take the row out")]
    if row["decision"] == AMENDED and like:
        return [problem("decision", f"{fact[of.id]} is as {listed(like)} has it", f"write {KEPT}")]
    if row["decision"] == KEPT and not like:
        return [problem("decision", f"{fact[of.id]} is not as a coder has it", f"write {AMENDED}")]
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
