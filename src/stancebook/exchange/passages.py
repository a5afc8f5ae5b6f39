r"""Passages of other programs that are no rows of a coder yet, kept in data/passages.

A passage has a row for each of its values and codes. `lacks` says why it is no row of a coder: it waits for that. What
a passage has beyond the row of a coder that it became is kept too, and waits for nothing.

>>> row = {"passage": "p1", "coder": "ada", "article": "010", "start": "0", "end": "6", "quote": "Arland"}
>>> found = {"toll": [{**row, "variable": "code", "value": "Toll", "note": "", "at": "", "lacks": "actor, position"}]}
>>> check(found, {"010": "Arland pays."}, ["010"]), waiting_in_words(found)
([], '1 passage of toll waits: 1 for actor, position; import FILE again with --map or --set for a column')
>>> print(*check(found, {"010": "Who pays?"}, ["010"]), sep="\n")
data/passages/toll.csv, row 2: the words do not stand at this place of text 010 any more; import the project again
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from stancebook.core import schema, tables
from stancebook.core.authored.cell_checks import check_header
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.english import listed, plural, verb
from stancebook.core.paths import is_there
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows, UnreadableFile
from stancebook.exchange.project import Passage

FOLDER = "data/passages"
VARIABLES = frozenset(column.name for column in schema.CODED)
NO_CODER = "a coder’s id (--coder adjudicated=ID)"  # what passages wait for
ONE_SENTENCE = "a place within one sentence"
OF_CODEBOOK = re.compile(r"an? (\w+) of the codebook")  # what a passage lacks whose word there is not a codebook's
CODES = "_codes"  # ends the name of a file of codes


def rows(passage: Passage, coder: str, raw: str, pairs: Iterable[tuple[str, str]], lacks: str) -> Rows:
    """Return the rows of a passage of the raw text of its article: one for each name and value."""
    place = {"article": passage.text, "start": str(passage.start), "end": str(passage.end)}
    same = {"passage": passage.id, "coder": coder, **place, "quote": raw[passage.start : passage.end]}
    rest = {"note": passage.note, "at": passage.at, "lacks": lacks}
    return [{**same, "variable": name, "value": value, **rest} for name, value in pairs]


def files(
    folder: Path, name: str, kept: Rows, codes: Iterable[tuple[str, str]], ids: Collection[str], replace: bool
) -> dict[Path, bytes | None]:
    """Return the new contents of both files of a name, None for one that goes; those that stay are not there.

    `codes` are pairs of a name and its definition, `ids` those of all passages of the project. Raises UserError if
    passages of another project are there, unless they may be replaced.
    """
    written = [{"code": code, "definition": definition} for code, definition in codes]
    wanted = {
        folder / f"{name}.csv": (kept, schema.KEPT_PASSAGES),
        folder / f"{name}{CODES}.csv": (written, schema.KEPT_CODES),
    }
    found: dict[Path, bytes | None] = {}
    for path, (own, table) in wanted.items():
        content = tables.text(own, table.names).encode("utf-8") if own else None
        if content != (reading.read_bytes(path) if is_there(path) else None):
            found[path] = content
    path = folder / f"{name}.csv"
    if path in found and is_there(path) and not replace:
        before = read(folder)[0].get(name, [])
        if not before or not {row["passage"] for row in before} <= {*ids}:
            raise UserError(
                f"{FOLDER}/{path.name} holds passages of another project; give another --name, or --replace"
            )
    return found


def read(folder: Path) -> tuple[dict[str, Rows], list[Problem]]:
    """Return the rows of each file of passages by its name, and a problem for each that is not as import wrote it."""
    found, problems = {}, []
    for path in sorted(folder.glob("*.csv")):
        table = schema.KEPT_CODES if path.stem.endswith(CODES) else schema.KEPT_PASSAGES
        file = f"{FOLDER}/{path.name}"
        try:
            rows = tables.read(path)
        except (OSError, BeyondLimit) as error:
            problems.append(reading.unreadable(file, error))
            continue
        except UnreadableFile as error:
            problems.append(Problem(file, None, "", f"it cannot be read ({error})", "import the project again"))
            continue
        in_header = check_header(file, list(rows[0]), table.names) if rows and None not in rows[0] else []
        if in_header or any(None in row or None in row.values() for row in rows):
            problems += in_header or [Problem(file, None, "", "a row is longer or shorter", "import the project again")]
        elif table == schema.KEPT_PASSAGES:
            found[path.stem] = rows
    return found, problems


def check(found: Mapping[str, Rows], texts: Mapping[str, str], articles: Collection[str]) -> list[Problem]:
    """Return a problem for each row whose words do not stand where they did.

    `articles` are the ids of sources.csv, `texts` the raw texts of those that can be read.
    """
    return [
        Problem(f"{FOLDER}/{name}.csv", number, "", fault, "import the project again")
        for name, rows in found.items()
        for number, row in enumerate(rows, 2)
        if (fault := _fault(row, texts, articles))
    ]


def _fault(row: Row, texts: Mapping[str, str], articles: Collection[str]) -> str:
    """Return what is wrong with the place of a passage; "" if nothing is."""
    article, start, end = row["article"], row["start"], row["end"]
    if article not in articles:
        return f"'{article}' is no article of sources.csv"
    at = slice(int(start), int(end)) if start.isdecimal() and end.isdecimal() else slice(0)
    if article in texts and texts[article][at] != row["quote"]:
        return f"the words do not stand at this place of text {article} any more"
    return ""


def waiting(rows: Rows) -> Counter[str]:
    """Return how many passages wait for what."""
    return Counter({row["passage"]: row["lacks"] for row in rows if row["lacks"]}.values())


def waiting_in_words(found: Mapping[str, Rows]) -> str:
    """Return how many passages wait, for what, and how it is given; "" if none waits."""
    by_name = {name: waiting(rows) for name, rows in found.items()}
    lines = "; ".join(
        f"{plural(total, 'passage')} of {name} {verb(total, 'waits', 'wait')}: {counts_in_words(counts)}"
        for name, counts in by_name.items()
        if (total := sum(counts.values()))
    )
    return f"{lines}; {cures(what for counts in by_name.values() for what in counts)}" if lines else ""


def cures(reasons: Iterable[str]) -> str:
    """Return how what passages wait for is given, in words.

    >>> cures(["actor, issue", "a place within one sentence"])
    'import FILE again with --map or --set for a column and --first-sentence for places over sentences'
    >>> cures(["a confidence of the codebook"])
    'import FILE again with --set COLUMN:WORD=VALUE for words that the codebook lacks'
    >>> cures(["one actor alone"])
    'code them at the desk'
    """
    reasons = {*reasons}
    by_option = {
        "--map or --set for a column": any({*reason.split(", ")} <= VARIABLES for reason in reasons),
        "--set COLUMN:WORD=VALUE for words that the codebook lacks": any(map(OF_CODEBOOK.fullmatch, reasons)),
        "--first-sentence for places over sentences": ONE_SENTENCE in reasons,
        "--coder for a coder’s id": NO_CODER in reasons,
    }
    options = [words for words, needed in by_option.items() if needed]
    return f"import FILE again with {listed(options)}" if options else "code them at the desk"


def counts_in_words(counts: Mapping[str, int], most: int = 3) -> str:
    """Return what passages wait for, the most frequent first.

    >>> counts_in_words({"actor": 2, "issue": 7, "actor, issue": 1, "position": 1})
    '7 for issue, 2 for actor, 2 for other things'
    """
    by_number = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown, rest = by_number[:most], by_number[most:]
    if rest:
        shown, rest = by_number[: most - 1], by_number[most - 1 :]
    others = [f"{sum(number for _, number in rest):,} for other things"] if rest else []
    return ", ".join([*(f"{number:,} for {what}" for what, number in shown), *others])
