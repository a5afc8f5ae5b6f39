"""`import`: codings that others made, read, measured and kept.

A project of another program goes to `projects`. A table of judgments is kept in data/judgments; one of statements or
facts becomes the files of its coders. Outside a study nothing is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stancebook.agreement.judgments import Measured, WithOthers, measure, with_the_others
from stancebook.core.english import percent, percent_or_undefined, plural
from stancebook.core.paths import NoStudy, shown
from stancebook.core.problems import UserError, WrongArgument, merged, one_line
from stancebook.exchange import formats
from stancebook.exchange.table_import import coder_files, grid, judgments, levels, roles, stored
from stancebook.exchange.table_import.grid import Grid
from stancebook.exchange.table_import.judgments import Judgment, Taken
from stancebook.exchange.table_import.levels import Level
from stancebook.intake.add import folder_of, locked
from stancebook.pipeline.commands import projects
from stancebook.pipeline.run_config import RunConfig, requested
from stancebook.pipeline.terminal import say, strong
from stancebook.study.codebook import Codebook
from stancebook.study.validation.readable import check_readable

MOST = 12  # problems, and coders of a variable, that are printed
SHARED = {"position", "via", "voice", "issue", "actor"}  # variables of a codebook, by which its statements are known


class Asked(NamedTuple):
    """What a user said of a file: its name, a day, what to do with it.

    Of a table columns by role, levels and words for an empty cell; of a project columns, values and ids of coders.
    """

    column_given: Sequence[str] = ()
    level_given: Sequence[str] = ()
    missing_given: Sequence[str] = ()
    map_given: Sequence[str] = ()
    set_given: Sequence[str] = ()
    coder_given: Sequence[str] = ()
    first_sentence: bool = False
    name: str = ""
    date: str = ""
    replace: bool = False
    check: bool = False
    all: bool = False

    @property
    def most(self) -> int:
        """How many problems, and coders of a variable, are printed."""
        return sys.maxsize if self.all else MOST


def bring(environment: Mapping[str, str], file: Path | None, asked: Asked) -> None:
    """Bring in a project of another program, or a table; without a file, print what is kept.

    Of a table print what is in it and how far its coders agree. Raises UserError if the file or what the user said of
    it is not clear.
    """
    config = _study(environment)
    if file is None:
        _print_stored(config, asked.most)
        return
    if format := formats.recognise(file):
        projects.bring(
            config, file, format, projects.Said(**{name: getattr(asked, name) for name in projects.Said._fields})
        )
        return
    table = grid.read(file)
    if (kind := coder_files.of_kind(table.header)) and (coder := _coder_column(table, asked)):
        _split(config, coder_files.split(table, coder, kind), asked.check)
        return
    where = roles.find(table, _given(asked.column_given))
    name = asked.name or stored.file_name(file.name)
    missing = judgments.MISSING if not asked.missing_given else [word for word in asked.missing_given if word]
    taken = judgments.take(table, where, missing, name)
    book = config.study.authored[0].codebook if config else None
    chosen = judgments.levels_of(taken.judgments, levels.given(asked.level_given), _levels_of(book))
    _print_taken(table, where, taken, asked.most)
    _print_agreement(taken.judgments, chosen, asked.most)
    _keep(config, stored.contents(name, taken.judgments, chosen), len(taken.judgments), asked)
    if book and SHARED & {*taken.variables}:
        say("for statements of this study, give article, quote and the other columns of a coder’s file, and coder")


def _study(environment: Mapping[str, str]) -> RunConfig | None:
    """Return the study that one is in, or that is named; None outside a study."""
    try:
        return requested(environment)
    except NoStudy:
        if environment.get("STANCEBOOK_STUDY"):
            raise
        return None


def _given(columns: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of columns that a user gave as ROLE=NAME, by role; raises UserError for another form."""
    given: dict[str, list[str]] = {}
    for column in columns:
        role, _, name = column.partition("=")
        if not role or not name:
            raise WrongArgument(f"--column {one_line(column)}: no role and column; write it as unit=NAME")
        given.setdefault(role, []).append(name)
    return given


def _coder_column(table: Grid, asked: Asked) -> str:
    """Return the name of the column that holds coders; "" if there is none."""
    given = _given(asked.column_given).get("coder", ["coder"])
    return given[0] if given[0] in table.header else ""


def _levels_of(book: Codebook | None) -> dict[str, Level]:
    """Return the level of each variable of a codebook that says one."""
    types = book.levels if book else {}
    return {name: Level(level, "as in the codebook") for name, level in types.items() if level in levels.LEVELS}


# ---- judgments


def _print_taken(table: Grid, where: roles.Roles, taken: Taken, most: int) -> None:
    """Print how a table was read, and what could not be taken."""
    read = [*table.how, roles.in_words(where, table.header)]
    say(f"{strong(table.file)}: {one_line('; '.join(read), 1000)}")
    for note in taken.notes[:most]:
        say(one_line(note))
    if len(taken.notes) > most:
        say(f"{plural(len(taken.notes) - most, 'more note')}; --all prints them")
    problems = merged(taken.problems)
    for problem in problems[:most]:
        say(f"not taken: {problem}")
    if len(problems) > most:
        say(f"not taken: {plural(len(problems) - most, 'more problem')}; --all prints them")


def _print_agreement(own: Sequence[Judgment], chosen: Mapping[str, Level], most: int) -> None:
    """Print for each variable its counts, its agreement, and how far each coder agrees with the others."""
    if not own:
        raise UserError("the table holds no judgment; give the columns with --column")
    for name, level in chosen.items():
        coders, units = judgments.units(own, name, level)
        measured = measure(units, level.level)
        say(f"\n{strong(one_line(name))}, {level.level}{f' ({level.why})' if level.why else ''}")
        for line in _in_words(measured, len(coders)):
            say(f"  {line}")
        if len(coders) > 2:
            for line in _coders_in_words(coders, with_the_others(units), most):
                say(f"  {line}")


def _in_words(measured: Measured, coders: int) -> list[str]:
    """Return counts and agreement of a variable in lines."""
    counts = f"{plural(measured.units, 'unit')}, {plural(coders, 'coder')}, {plural(measured.judgments, 'judgment')}"
    compared = (
        f"{plural(measured.compared, 'unit')} with values of two coders or more, {plural(measured.pairs, 'pair')}"
    )
    if measured.alpha is None:
        return [counts, compared, f"alpha is not defined: {measured.why}"]
    same = f"percent agreement {percent_or_undefined(measured.same)}"
    if measured.low is None or measured.high is None:
        return [counts, compared, f"alpha {_alpha(measured.alpha)}; {same}"]
    over = f"{_alpha(measured.low)} to {_alpha(measured.high)} over resampled units"
    return [counts, compared, f"alpha {_alpha(measured.alpha)}, {over}; {same}"]


def _alpha(value: float) -> str:
    """Return a coefficient with four decimals."""
    return f"{round(value, 4) + 0:.4f}".replace("-", "−")


def _coders_in_words(coders: Sequence[str], beside: Sequence[WithOthers], most: int) -> list[str]:
    """Return how far each coder agrees with the others, least first; of many coders, those alone who agree least."""
    by_share = sorted(zip(coders, beside, strict=True), key=lambda each: (not each[1].pairs, each[1].same, each[0]))
    first = by_share if len(by_share) <= most else by_share[: most - 1]
    width = max(len(one_line(coder, 30)) for coder, _ in first)
    lines = ["each coder with the others:"]
    for coder, each in first:
        share = f"{percent_or_undefined(each.same)} of {plural(each.pairs, 'pair')}" if each.pairs else "no pair"
        lines.append(f"  {one_line(coder, 30):{width}}  {share}")
    if rest := [each.same for _, each in by_share[len(first) :] if each.pairs]:
        others = plural(len(by_share) - len(first), "other")
        lines.append(f"  {others}: {percent(rest[0])} to {percent(rest[-1])}; --all prints them")
    return lines


def _keep(config: RunConfig | None, made: Mapping[str, bytes], judged: int, asked: Asked) -> None:
    """Keep judgments in the study, and say where; outside a study, say so."""
    if config is None:
        say("\nno study at or above this folder: nothing is kept; stancebook new FOLDER makes one")
        return
    folder = folder_of(config.paths.study, "judgments")
    where = f"{strong(shown(folder / min(made)))}: {plural(judged, 'judgment')}"
    if asked.check:
        say(f"\n{where} would be kept")
        return
    with locked(config.paths.coded):
        changed = stored.write(folder, made, asked.replace)
    say(f"\n{where} kept" if changed else f"\n{where}, there already; nothing changes")


def _print_stored(config: RunConfig | None, most: int) -> None:
    """Print how far the coders of all judgments in the study agree."""
    if config is None:
        raise UserError("no study at or above this folder; give a file: stancebook import FILE")
    kept = stored.read(config.paths.judgments)
    if not kept:
        raise UserError("nothing is imported yet; give a file: stancebook import FILE")
    for each in kept:
        say(f"{strong(shown(config.paths.judgments / each.name))}.csv: {plural(len(each.judgments), 'judgment')}")
        _print_agreement(each.judgments, each.levels, most)


# ---- statements and facts


def _split(config: RunConfig | None, split: coder_files.CoderFiles, check: bool) -> None:
    """Write the files of coders, and say so; raises UserError with all problems of the table."""
    if split.problems:
        raise UserError("\n".join(map(str, merged(split.problems))))
    if config is None:
        raise UserError(
            "these are rows of coders, and no study is at or above this folder; stancebook new FOLDER makes one"
        )
    coded = folder_of(config.paths.study, "coded")
    if not check:
        with locked(coded):
            check_readable(coded)
            coder_files.write(coded, split.contents)
    for name, rows in split.rows.items():
        say(f"{strong(shown(coded / name))}: {plural(rows, 'row')} {'would be ' if check else ''}written")
    by = {name.removesuffix(".csv").removesuffix("_facts") for name in split.rows}
    for sentence in (*projects.unnamed(config.study.people, by), *projects.frozen_before(coded)):
        say(sentence)
    say("next: stancebook check")
