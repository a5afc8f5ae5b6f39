"""The rows of adjudication to fill in: a row for each decision that is due, ready to fill in any spreadsheet program.

The rows stand in adjudication.csv, fact_decisions.csv and source_note_decisions.csv themselves, behind those that are
decided. So there is one file to fill, and nothing to carry over; a row that nobody has filled decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from stancebook.core import schema, tables
from stancebook.core.authored import rewriting
from stancebook.core.columns import Table
from stancebook.core.english import listed, one_of, plural
from stancebook.core.paths import is_there, shown
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows
from stancebook.intake.add import locked
from stancebook.pipeline.commands.status import Status
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.terminal import say, strong
from stancebook.study import adjudication, aliases, cases, coders, due, fact_decisions, freeze, loader, statements
from stancebook.study.facts import FACTS, NOTES
from stancebook.study.validation.readable import check_readable

BASIS = {"sources.csv", "cleaning.yaml", "codebook.yaml"}  # what differences rest on, beside the coders' files
DECISIONS = (adjudication.FILE, FACTS.decisions, NOTES.decisions)
OF_STATEMENTS = (
    "decision and reason; presence is present or absent, all is upheld or amended, the rest is a value; "
    "amended needs one more row, which names the variable that changes and the value that counts"
)
OF_NOTED = f"decision, {{}} and reason; a decision is {one_of(fact_decisions.DECISIONS)}"


class DecisionsFile(NamedTuple):
    """A file of decisions: its name, its table, the rows to write into it, what a person fills in, more columns."""

    file: str
    table: Table
    due: Rows
    to_fill: str
    more: Mapping[str, None]


def write_sheets(environment: Mapping[str, str]) -> None:
    """Write the rows of all decisions that are due, and say where; twice changes nothing.

    Raises UserError before the freeze, with one coder, and if a file that decisions rest on has a problem.
    """
    config = requested(environment)
    with locked(config.paths.coded):
        for file in DECISIONS:
            rewriting.check(config.paths.coded / file)
        check_readable(config.paths.coded)
        status = Status(config)
        _refuse_too_early(status)
        if added := _add_columns(status):
            say("\n".join(added))
            status = Status(requested(environment))
        more = {"decided_by": None} if len(status.study.adjudicators) > 1 else {}
        by = status.study.coders
        to_fill = [OF_STATEMENTS, *(OF_NOTED.format(of.id) for of in (FACTS, NOTES))]
        sheets = (
            DecisionsFile(adjudication.FILE, schema.adjudication(by), status.due, to_fill[0], more),
            DecisionsFile(FACTS.decisions, schema.fact_decisions(by), status.facts_due, to_fill[1], more),
            DecisionsFile(NOTES.decisions, schema.source_note_decisions(by), status.notes_due, to_fill[2], more),
        )
        rewriting.write_all({config.paths.coded / sheet.file: _filled(config.paths.coded, sheet) for sheet in sheets})
    for sheet in sheets:
        if sheet.due:
            where = strong(shown(config.paths.coded / sheet.file))
            say(f"{where}: {plural(len(sheet.due), 'row')} to fill in: {sheet.to_fill}")
    say(_next(status, any(sheet.due for sheet in sheets)))


def _next(status: Status, due: bool) -> str:
    """Return what comes next in words; `due` is whether there are rows to fill in."""
    wrong = [problem for problem in status.faults if problem.file in DECISIONS]
    if due or not wrong:
        return "then: stancebook check" if due else "no decision is due"
    return (
        f"no row to fill in, but {plural(len(wrong), 'problem')} to put right in those that are there: stancebook check"
    )


def _refuse_too_early(status: Status) -> None:
    """Raise UserError if there are no two codings, if they are not frozen, or if what they rest on has problems."""
    rows = status.authored.rows
    who = [coder for coder in status.study.coders if any(rows[name] for name in coders.files([coder]))]
    basis = {*BASIS, *coders.files(status.study.coders)}
    unread = [problem for problem in status.study.authored[1] if problem.file in (FACTS.file, NOTES.file)]
    if wrong := [str(problem) for problem in status.problems if problem.file in basis or problem in unread]:
        raise UserError("\n".join(wrong))
    if len(who) < 2:
        so_far = f"{listed(who)} alone has coded" if who else "nobody has coded"
        raise UserError(f"{so_far}: a decision is due where two coders differ; stancebook status says what is next")
    if status.frozen == "unreadable":
        raise UserError("\n".join(map(str, freeze.unreadable(status.config.paths.coded))))
    if status.frozen == "none":
        raise UserError('the codings are not frozen; freeze them first: stancebook freeze --reason "why"')


def _add_columns(status: Status) -> list[str]:
    """Add a column for each coder who has none in a file of decisions; return a line for each.

    A decision gets what the coder has there now, so that it stands where that is in line with it. A file that lacks
    other columns, too, stays as it is: the check tells.
    """
    coded, lines, by = status.config.paths.coded, [], status.study.coders
    notes_read = loader.notes_read(coded, status.study.people, status.authored.rows.__getitem__)
    units = {case.key: case for case in cases.cases(status.placed, read=status.read[0])}
    written: dict[Path, bytes | None] = {}
    read_by_file = zip(DECISIONS, (*status.read, notes_read), strict=True)
    for file, read in read_by_file:
        rows, names = _rows(coded / file), loader.tables_of(by)[file].names
        lacking = [coder for coder in by if rows and coder not in rows[0]]
        if not lacking or not {*names} <= {*rows[0], *lacking}:
            continue
        current = aliases.as_ids(rows, status.study.codebook)
        for coder in lacking:
            cells = [_cell(row, coder, units, read[coder]) for row in current]
            rows = [row | {coder: value} for row, value in zip(rows, cells, strict=True)]
            where, name = strong(shown(coded / file)), status.study.coder(coder).name
            many = plural(len(cells) - cells.count(cases.UNREAD), "row")
            lines.append(f"{where}: a column for {name}, with {many} in texts that {coder} read")
        more = [name for name in rows[0] if name not in names]
        written[coded / file] = tables.text(rows, [*names, *more]).encode("utf-8")
    rewriting.write_all(written)
    return lines


def _rows(path: Path) -> Rows:
    """Return the rows of a file of decisions, whatever its columns; none if it is not there."""
    return tables.read_authored(path) if is_there(path) else []


def _cell(row: Row, coder: str, units: Mapping[tuple[str, ...], cases.Case], read: Collection[str]) -> str:
    """Return what a coder has now where a row decides; of facts and notes nothing, as the coder's own may be due."""
    if row["article"] not in read:
        return cases.UNREAD
    case = units.get(statements.unit_key(row)) if "variable" in row else None
    return str(case.difference(row["variable"]).get(coder, "")) if case else ""


def _filled(coded: Path, sheet: DecisionsFile) -> bytes | None:
    """Return a file with the rows of a sheet behind those that are decided; one without rows to fill in as it is."""
    problems: list[Problem] = []
    rows = loader.read_table(coded, sheet.file, sheet.table.names, problems, loader.optional_columns(sheet.file))
    if problems:
        raise UserError("\n".join(map(str, problems)))
    if sheet.due or not all(map(cases.is_taken, rows)):
        given = dict.fromkeys([*(rows[0] if rows else ()), *(sheet.due[0] if sheet.due else ())]) | sheet.more
        return due.sheet(rows, sheet.due, [*sheet.table.names, *sheet.table.others(given)]).encode("utf-8")
    return rewriting.check(coded / sheet.file)
