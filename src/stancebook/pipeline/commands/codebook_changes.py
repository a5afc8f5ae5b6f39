"""What `codebook` does to a study: a new codebook.yaml, today's ids in rows, decisions on proposals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from stancebook.core import schema
from stancebook.core.authored import rewriting
from stancebook.core.bounds import reading
from stancebook.core.english import enumerate_words, listed, plural, verb
from stancebook.core.paths import is_there
from stancebook.core.problems import UserError, WrongArgument, merged, one_line, suggestion
from stancebook.core.tables import Row
from stancebook.intake.add import locked
from stancebook.pipeline.run_config import RunConfig, requested
from stancebook.pipeline.terminal import say, strong
from stancebook.study import codebook
from stancebook.study.revision import edits, flags, proposals, yaml_edits
from stancebook.study.revision.changes import Change, current
from stancebook.study.revision.edits import Code, Reason
from stancebook.study.study import Study
from stancebook.study.validation.readable import check_readable

FILE = "codebook.yaml"
MOST = 12  # lines on rows
BY_AUTHORS = ("data/coded/study.yaml", "report/text.md")  # files that may name an old id, which nobody changes here

KEYS = re.compile(r"\[@[^\]]*\]|\{[^}]*\}|^(?:`{3,}|~{3,}).*$")  # where a brief's text has ids and no prose

Edit = Callable[[str], str]


class _Proposed(NamedTuple):
    """The proposals with one id: who made them, and the first of them."""

    coders: list[str]
    row: Row


def change(environment: Mapping[str, str], edit: Edit, apply: bool = False) -> None:
    """Edit codebook.yaml, with `apply` the rows too, and say what it touches; raises UserError and writes nothing."""
    config = requested(environment)
    with locked(config.paths.coded):
        _change(config, edit, apply)


def _change(config: RunConfig, edit: Edit, apply: bool) -> None:
    """Edit codebook.yaml as `change` does, the lock held."""
    text = edit(_text(config.paths.coded))
    changes = codebook.from_yaml(yaml_edits.parsed(text)).changes
    rows = _applied(config, changes) if apply else {}
    last = changes[-1]
    named, _, _ = _named_elsewhere(config, last), _flags(config, changes), _made_one(config)  # all can be read
    book = {config.paths.coded / FILE: text.encode("utf-8")}
    rewriting.write_all(book | {flags.path_of(config.paths.coded, name): content for name, content in rows.items()})
    say(f"{strong(FILE)}: version {last.version}: {last.what}")
    _print_rows(rows, [each for each in _flags(config, changes) if each.change == last])
    for line in (*_made_one(config), *named):
        say(line)


def _made_one(config: RunConfig) -> list[str]:
    """Return the problems of rows of one coder that changes of the codebook made the same unit."""
    from stancebook.pipeline.check import check_study

    problems = check_study(Study(config.paths, config.parameters))
    return [str(problem) for problem in problems if problem.message.startswith(flags.ONE_UNIT)]


def _text(coded: Path) -> str:
    """Return the text of codebook.yaml; raises UserError if it is missing, or a file cannot be read."""
    check_readable(coded)
    content = rewriting.check(coded / FILE, codebook.from_bytes)
    if content is None:
        raise UserError(f"{FILE}: the file is missing; put it into data/coded")
    return content.decode("utf-8")


def apply(environment: Mapping[str, str]) -> None:
    """Write today's ids into rows that are not frozen, and say what is left."""
    config = requested(environment)
    with locked(config.paths.coded):
        _text(config.paths.coded)
        changes = config.study.codebook.changes
        rows = _applied(config, changes)
        rewriting.write_all({flags.path_of(config.paths.coded, name): content for name, content in rows.items()})
    _print_rows(rows, _flags(config, changes))
    if not rows:
        say("no row that is not frozen has a renamed or merged id")


def _applied(config: RunConfig, changes: Sequence[Change]) -> dict[str, bytes]:
    """Return the new bytes of the files whose rows get today's ids."""
    return flags.applied(config.paths.coded, config.study.coders, changes)


def _flags(config: RunConfig, changes: Sequence[Change]) -> list[flags.Flag]:
    """Return the cells of the study that the changes touch."""
    return flags.of_study(config.paths.coded, config.study.coders, changes)


def _print_rows(written: Mapping[str, bytes], touched: Sequence[flags.Flag]) -> None:
    """Say which files were written, and what is to be done about rows that a change touches."""
    for name in written:
        say(f"{strong(name)}: written with today’s ids")
    left = merged(each.problem for each in touched)
    for problem in left[:MOST]:
        say(problem)
    if len(left) > MOST:
        say(f"and {plural(len(left) - MOST, 'more')}: stancebook check")


def _named_elsewhere(config: RunConfig, last: Change) -> list[str]:
    """Return a line for each file of the study's authors that names an id which is gone."""
    lines = []
    for file in BY_AUTHORS if last.old else ():
        path = config.paths.study / file
        text = reading.read_bytes(path).decode("utf-8", "replace") if is_there(path) else ""
        for id in last.old:
            named = _entries(text, id) if file.endswith(".yaml") else _cited(text, id)
            at = [str(number) for number in named]
            if at:
                more = [*at[:4], f"{len(at) - 4} more"] if len(at) > 5 else at
                where = f"line{'' if len(at) == 1 else 's'} {enumerate_words(more, 'and')}"
                lines.append(f"{file} names {id} in {where}; change it by hand")
    return lines


def _lines(text: str, id: str) -> list[int]:
    """Return the numbers of the lines with an id."""
    return [n for n, line in enumerate(text.splitlines(), 1) if re.search(rf"(?<!\w){id}(?!\w)", line)]


def _cited(text: str, id: str) -> list[int]:
    """Return the numbers of the lines of a brief's text with an id in a key or a block, not where prose has the word.

    >>> _cited("# The toll\\nIt pays a toll [@*/toll].\\n~~~ each */toll\\nIt pays tolls.\\n", "toll")
    [2, 3]
    """
    parts = [" ".join(KEYS.findall(line)) for line in text.splitlines()]
    return _lines("\n".join(parts), id)


def _entries(text: str, id: str) -> list[int]:
    """Return the numbers of the lines of a YAML text where a key or a whole value is an id, not where prose has it.

    >>> _entries("title: The toll and the bridge\\nissue: toll\\nwords: {issue: {toll: fees}}\\n", "toll")
    [2, 3]
    """
    try:
        tokens = [each for each in yaml.scan(text, Loader=yaml.SafeLoader) if isinstance(each, yaml.ScalarToken)]
    except yaml.YAMLError:
        return _lines(text, id)
    return sorted({each.start_mark.line + 1 for each in tokens if each.value == id})


# ---- what coders proposed


def accept(environment: Mapping[str, str], id: str, coder: str, type: str, reason: Reason) -> None:
    """Take a proposed code into the codebook, with the words of who proposed it."""
    config = requested(environment)
    with locked(config.paths.coded):
        found = _waiting(config, id, coder)
        kind, row = found.row["kind"], found.row
        meaning = row["name"] if kind == "actor" else row["definition"] or row["name"]
        code = Code(id, meaning, type or row["type"])
        _check_reason(reason.why)
        if id not in config.study.codebook.choices.get(kind, ()):
            _change(config, lambda text: edits.add(text, kind, code, reason), apply=False)
        _decide(config, found, proposals.ACCEPTED, reason.why)


def rename_to(environment: Mapping[str, str], id: str, existing: str, coder: str, reason: Reason, apply: bool) -> None:
    """Say that a proposed code is one that is there; rows with it are read so."""
    config = requested(environment)
    with locked(config.paths.coded):
        found = _waiting(config, id, coder)
        _check_reason(reason.why)
        kind = found.row["kind"]
        if existing == id or current(kind, id, config.study.codebook.changes) != existing:  # else it is on record
            _change(config, lambda text: edits.same_as(text, kind, id, existing, reason), apply)
        _decide(config, found, f"{proposals.RENAMED}{existing}", reason.why)


def reject(environment: Mapping[str, str], id: str, coder: str, reason: str) -> None:
    """Turn down a proposed code; rows with it are problems until they are coded anew."""
    config = requested(environment)
    with locked(config.paths.coded):
        found = _waiting(config, id, coder)
        _check_reason(reason)
        _decide(config, found, proposals.REJECTED, reason)


def _check_reason(reason: str) -> None:
    """Raise WrongArgument unless there is a reason."""
    if not reason.strip():
        raise WrongArgument('a decision on a proposal needs a reason: --reason "why"')


def _waiting(config: RunConfig, id: str, coder: str) -> _Proposed:
    """Return the proposals with an id that wait; raises UserError if there is none, or if they are not alike."""
    _text(config.paths.coded)
    for each in config.study.coders:
        rewriting.check(config.paths.coded / proposals.file_of(each), rewriting.of_table(schema.PROPOSALS))
    rows = {each: proposals.read(config.paths.coded, each) for each in config.study.coders}
    open_rows = [(by, row) for by, own in rows.items() for row in own if row["decision"] == proposals.WAITING]
    found = [(by, row) for by, row in open_rows if row["id"] == id and coder in ("", by)]
    if not found:
        known = [row["id"] for _, row in open_rows]
        waiting = f"{listed(known)} {verb({*known}, 'waits', 'wait')}" if known else "nothing waits"
        fix = suggestion(id, known, waiting)
        raise UserError(f"no proposal '{one_line(id)}'{f' of {one_line(coder)}' if coder else ''} waits; {fix}")
    meant = {tuple(row[name] for name in ("kind", "name", "definition", "type")) for _, row in found}
    if len(meant) > 1:
        raise UserError(f"{listed(by for by, _ in found)} propose '{id}' with other words; decide on each: --coder")
    return _Proposed([by for by, _ in found], found[0][1])


def _decide(config: RunConfig, found: _Proposed, decision: str, reason: str) -> None:
    """Write the decision into the file of each coder who proposed it, and say so."""
    for coder in found.coders:
        proposals.decide(config.paths.coded, coder, found.row["kind"], found.row["id"], decision, reason)
    say(f"{found.row['kind']} {found.row['id']}, proposed by {listed(found.coders)}: {decision}")
