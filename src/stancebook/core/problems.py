"""Problems in authored files: place, message and fix of each, so that all of them show at once.

>>> print(Problem("coder_b.csv", 12, "position", "'pro' is not in the codebook", "use -2, -1, 0, 1 or 2"))
coder_b.csv, row 12, position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2
"""

from __future__ import annotations

import errno
import os
import re
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancebook.core.english import enumerate_words, nearest, one_of

if TYPE_CHECKING:
    from stancebook.core.tables import Row, Rows

ID = re.compile(r"[\w-]+")
ROW = re.compile(r"\brow (\d+)\b")
MOST_ROWS = 5  # of one problem that are named
LINK = ("it is a link, which is not written through", "delete it")
NO_RIGHT = ("you have no right to it", "give yourself the right")
REASONS = {  # what the system says of a file: what happened, and what to do
    "ENOSPC": ("the disk is full", "make room on it"),
    "EDQUOT": ("your share of the disk is used up", "make room on it"),
    "EFBIG": ("the file would be larger than the limit for a file", "raise it (ulimit -f)"),
    "EROFS": ("its file system can be read alone", "work in a copy on another disk"),
    "EIO": ("the disk failed", "look to the disk"),
    "EISDIR": ("it is a folder, and has to be a file", "move that folder away"),
    "ENOTDIR": ("a file stands in the place of a folder", "move that file away"),
    "EEXIST": ("something of that name is there", "move it away"),
    "ENOTEMPTY": ("the folder is not empty", "move away what is in it"),
    "ENAMETOOLONG": ("the name is too long", "choose a shorter one"),
    "EMFILE": ("too many files are open at once", "raise the limit (ulimit -n)"),
    "ENFILE": ("too many files are open on this machine", "close other programs"),
    "ELOOP": ("too many links lead from one to the other", "put the file itself there"),
    "EMLINK": ("too many links lead to it", "put a copy there"),
    "ENOENT": ("it is gone, or never was there", "restore it, or correct the name"),
    "ENOMEM": ("there is not enough memory", "close other programs"),
    "EAGAIN": ("this system starts no more processes now", "close other programs"),
    "EACCES": NO_RIGHT,
    "EPERM": NO_RIGHT,
}


class UserError(Exception):
    """Something that a person has to put right first, in a sentence."""


class WrongArgument(UserError):
    """An argument of a command that is wrong in every study, or one that is missing, in a sentence."""


class Problem(NamedTuple):
    """A problem: file, row (from 1, as a spreadsheet counts), column, message and fix."""

    file: str
    row: int | None
    column: str
    message: str
    fix: str

    def __str__(self) -> str:
        """The problem as one sentence that begins with its place."""
        place = [self.file, f"row {self.row}" if self.row else "", self.column]
        return f"{one_line(', '.join(part for part in place if part))}: {one_line(self.message)}; {one_line(self.fix)}"


def one_line(text: str, most: int = 300) -> str:
    """A text on one line: invisible characters as code points, and the middle of a long text left out.

    >>> one_line("two\\nlines, " + "x" * 40 + "y", most=30)
    'two[U+000A]line … xxxxxxxxxy'
    """
    shown = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)
    return shown if len(shown) <= most else f"{shown[: most // 2]} … {shown[-most // 3 :]}"


def why(error: OSError) -> tuple[str, str]:
    """What happened to a file, and what to do, in words.

    >>> why(IsADirectoryError(errno.EISDIR, "Is a directory", "codebook.yaml"))
    ('it is a folder, and has to be a file', 'move that folder away')
    """
    if str(error.strerror).startswith("No usable temporary"):  # as Python says it where none takes a file
        return "no folder takes temporary files", "make room, or name one that does in TMPDIR"
    happened, fix = REASONS.get(errno.errorcode.get(error.errno or 0, ""), ("", ""))
    path = path_of(error)
    if path and (happened, fix) == NO_RIGHT:
        return _no_right(path)
    if error.errno == errno.ELOOP and path and path.is_symlink() and not _is_loop(path):
        return LINK
    return (happened, fix) if happened else (error.strerror or str(error), "look to it")


def path_of(error: OSError) -> Path | None:
    """The file that an error of the system is about, as an absolute path; None if it names none."""
    name = error.filename2 or error.filename
    return Path(os.path.abspath(os.fsdecode(name))) if isinstance(name, str | bytes) and name else None


def _is_loop(path: Path) -> bool:
    """Whether links lead from one to the other without an end."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _typed(path: Path) -> str:
    """A path as one may type it in the working folder, by its whole name if it lies outside."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _no_right(path: Path) -> tuple[str, str]:
    """What one may not do with a file, or with the first folder on the way to it, and what to do."""
    for folder in reversed(path.parents):
        if not os.access(folder, os.X_OK):
            return (
                f"you may not look into the folder {folder.name}",
                f"give yourself the right: chmod u+rwx {_typed(folder)}",
            )
    if not os.path.lexists(path) or (os.access(path, os.R_OK) and os.access(path, os.W_OK)):
        folder = path.parent
        cure = f"give yourself the right: chmod u+rwx {_typed(folder)}"
        return f"you may not write in the folder {folder.name}", cure
    what = "write" if os.access(path, os.R_OK) else "read"
    return (
        f"you may not {what} it",
        f"give yourself the right: chmod u+{'rwx' if os.path.isdir(path) else 'rw'} {_typed(path)}",
    )


def failed(error: OSError, *folders: Path) -> str:
    """A sentence on a file that could not be read or written: which, why, and what to do.

    The file is named from the first of the folders in which it lies.

    >>> failed(OSError(errno.ENOSPC, "No space left", "/s/data/coded/frozen.json"), Path("/s"))
    'data/coded/frozen.json: the disk is full, it is as it was before; make room on it, and give the same command again'
    """
    (happened, fix), path = why(error), path_of(error)
    if path is None:
        left = f"{happened}, no file is half written"
        return f"{left}; {fix}, and give the same command again"
    inside = next((folder for folder in folders if path.is_relative_to(folder) and path != folder), None)
    name = one_line((path.relative_to(inside) if inside else path).as_posix())
    return f"{name}: {one_line(happened)}, it is as it was before; {one_line(fix)}, and give the same command again"


def cannot_read(file: str, error: OSError) -> Problem:
    """The problem of a file that is there, and cannot be read."""
    happened, fix = why(error)
    return Problem(file, None, "", f"it cannot be read ({happened})", fix)


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each once: those that differ in their row alone are one, which names the other rows.

    >>> alike = [Problem("a.csv", row, "actor", "'x' is not in the codebook", "use y") for row in (2, 5, 7)]
    >>> print(*merged(alike))
    a.csv, row 2, actor: 'x' is not in the codebook (and in rows 5 and 7); use y
    """
    rows: dict[tuple[str, str, str, str], list[int | None]] = {}
    for problem in problems:
        rows.setdefault((problem.file, problem.column, problem.message, problem.fix), []).append(problem.row)
    found = []
    for (file, column, message, fix), numbers in rows.items():
        others = [str(number) for number in dict.fromkeys(numbers[1:]) if number and number != numbers[0]]
        if len(others) > MOST_ROWS:
            others[MOST_ROWS - 1 :] = [f"{len(others) - MOST_ROWS + 1} more"]
        also = f" (and in {'row' if len(others) == 1 else 'rows'} {enumerate_words(others, 'and')})" if others else ""
        found.append(Problem(file, numbers[0], column, message + also, fix))
    return found


def renumbered(problem: Problem, numbers: Sequence[int]) -> Problem:
    """The problem with the number that its row has in the file; `numbers` are those of the rows that are not blank.

    >>> print(renumbered(Problem("a.csv", 4, "id", "'x' stands in row 3 too", "change it"), [2, 5, 7]))
    a.csv, row 7, id: 'x' stands in row 5 too; change it
    """
    if not problem.row or not numbers or numbers[-1] == len(numbers) + 1:
        return problem
    by_count = dict(enumerate(numbers, 2))
    message = ROW.sub(lambda row: f"row {by_count.get(int(row[1]), row[1])}", problem.message)
    return problem._replace(row=by_count.get(problem.row, problem.row), message=message)


def suggestion(word: str, known: Iterable[str], otherwise: str, words: Mapping[str, str] | None = None) -> str:
    """A question about the known word that is most like a wrong one; another fix if none is like it.

    `words` leads from other words to a known one.

    >>> [suggestion(word, ("-2", "2"), "use -2 or 2", {"Supports": "2"}) for word in ("support", "pro")]
    ['do you mean 2?', 'use -2 or 2']
    """
    candidates = {**(words or {}), **{each: each for each in known}}
    return f"do you mean {candidates[best]}?" if (best := nearest(word, candidates)) else otherwise


def check_header(
    file: str, names: Sequence[str], columns: Sequence[str], optional: Collection[str] = ()
) -> list[Problem]:
    """The problems of the names in a CSV file's first line: missing, unknown, renamed or repeated columns."""
    known, fix = (*columns, *optional), f"the header reads {','.join(columns)}"
    missing = [name for name in columns if name not in names]
    unknown = [name for name in names if name not in known]
    renamed = {name: nearest(name, missing) for name in unknown}
    if len(missing) == len(unknown) == 1:
        renamed[unknown[0]] = missing[0]
    missing = [name for name in missing if name not in renamed.values()]
    if len(missing) > 1:
        lacking = f"the columns {enumerate_words(missing, 'and')} are missing"
        return [Problem(file, 1, "", lacking, fix)]
    problems = [Problem(file, 1, name, "the column is missing", fix) for name in missing]
    for name, other in renamed.items():
        cure = f"name it {other}" if other else "take it out" if name else "give it a name of the header, or empty it"
        problems.append(Problem(file, 1, name, "the column is not known", cure))
    repeated = [name for name in known if names.count(name) > 1]
    return problems + [
        Problem(file, 1, name, "the column stands there twice", "leave one of the two") for name in repeated
    ]


def check_choice(
    file: str,
    number: int | None,
    row: Row,
    column: str,
    choices: Collection[str],
    known: str = "in the codebook",
    words: Mapping[str, str] | None = None,
) -> list[Problem]:
    """A problem if a cell is none of its choices; `known` says what the choices belong to.

    `words` leads from other words for a choice to it.
    """
    if row[column] in choices:
        return []
    fix = _use(choices) if len(choices) <= 12 else f"use an id of its {column}s"
    fix = suggestion(row[column], choices, fix, words)
    return [Problem(file, number, column, f"'{row[column]}' is not {known}", fix)]


def check_set(file: str, number: int | None, row: Row, column: str, choices: Collection[str]) -> list[Problem]:
    """The problems of a cell that holds one or more choices separated by spaces."""
    members = row[column].split()
    use = f"{_use(choices)}, separated by spaces"
    problems = [
        Problem(file, number, column, f"'{member}' is not in the codebook", suggestion(member, choices, use))
        for member in members
        if member not in choices
    ]
    if not members:
        problems.append(Problem(file, number, column, "the cell is empty", "write none where no condition is stated"))
    if "none" in members and len(members) > 1:
        problems.append(Problem(file, number, column, "'none' stands beside a condition", "write either"))
    return problems


def check_article(
    file: str, number: int | None, row: Row, articles: Collection[str], column: str = "article"
) -> list[Problem]:
    """A problem if a cell is no id of sources.csv; the fix names an id that differs in its leading zeros alone."""
    id = row[column]
    if id in articles:
        return []
    alike = next((article for article in articles if id and article.lstrip("0") == id.lstrip("0")), None)
    if alike is None:
        fix = suggestion(id, articles, _use(articles) if len(articles) <= 12 else "use an id of sources.csv")
    elif len(alike) < len(id):
        fix = f"the zeros of {alike} in sources.csv were lost: write {id} there, as text"
    else:
        fix = f"its zeros were lost: write {alike}, as text"
    return [Problem(file, number, column, f"'{id}' is no article of sources.csv", fix)]


def _use(choices: Collection[str]) -> str:
    return f"use {one_of(tuple(choices))}" if choices else "add it there"


def check_ids(file: str, rows: Rows, column: str) -> list[Problem]:
    """A problem for each id that is missing, used again, or unfit for a file name and a list of ids."""
    problems = []
    rows_by_id: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        id = row[column]
        if not id:
            problems.append(Problem(file, number, column, "the id is missing", "give it one, never used before"))
        elif id in rows_by_id:
            message = f"'{id}' stands in row {rows_by_id[id]} too"
            problems.append(Problem(file, number, column, message, "give each its own id"))
        elif not ID.fullmatch(id):
            problems.append(Problem(file, number, column, f"'{id}' is no id", "use letters, digits, - and _"))
        rows_by_id.setdefault(id, number)
    return problems
