"""The freeze: hashes of the coders' files from before anyone compared them.

frozen.json holds a list of freezes, each with its reason; the last one counts. Each names the one before it by its
SHA-256, so that a change of an earlier one shows; those from before there was such a chain do not.

>>> freezes = with_freeze([], "before any comparison", {"coder_a.csv": b"article"})
>>> changed_since_freeze(freezes, {"coder_a.csv": b"article,"})
['coder_a.csv']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from stancebook.core import yaml_files
from stancebook.core.authored import rewriting
from stancebook.core.bounds import reading
from stancebook.core.csv_lines import RESTORE
from stancebook.core.english import listed
from stancebook.core.files import digest
from stancebook.core.problems import Problem, UserError, WrongArgument
from stancebook.core.system_errors import cannot_read
from stancebook.study import coders

NONE = "there is no freeze"
EDITED, GONE = CHANGED = ("it was edited after the freeze", "it was frozen, and is missing now")
RECORD = "frozen.json"
UNDO = 'undo the edit, or freeze anew and say why (stancebook freeze --reason "why")'
SHAPE = {"reason": str, "files": {...: str}, "codebook?": str, "before?": str, ...: object}

Freezes = list[dict[str, Any]]
Contents = Mapping[str, bytes]


def with_freeze(freezes: Freezes, reason: str, contents: Contents, codebook: bytes | None = None) -> Freezes:
    """Return the freezes with a new one: its reason, the hash of each file, that of a codebook.yaml, and its link."""
    hashes = {name: digest(content) for name, content in sorted(contents.items())}
    coded_with = {} if codebook is None else {"codebook": digest(codebook)}
    before = link(freezes[-1]) if freezes else ""
    return [*freezes, {"reason": reason, "files": hashes, **coded_with, "before": before}]


def link(freeze: Mapping[str, Any]) -> str:
    """Return what a freeze is named by: the SHA-256 of its entries as JSON, sorted and without spaces."""
    return digest(json.dumps(freeze, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def chain_faults(freezes: Freezes) -> list[str]:
    """Return a sentence for each freeze that does not follow the one before it as that one stands now.

    >>> freezes = with_freeze(with_freeze([], "first", {}), "second", {})
    >>> chain_faults(freezes), chain_faults([{**freezes[0], "reason": "other"}, freezes[1]])
    ([], ['freeze 2 was made after another freeze 1 than the one that stands there'])
    """
    told, begun = [], False
    for number, freeze in enumerate(freezes, 1):
        earlier = freezes[number - 2] if number > 1 else None
        if "before" not in freeze:
            told += [f"freeze {number} names no freeze before it, though earlier ones do"] if begun else []
        elif freeze["before"] != (link(earlier) if earlier else ""):
            other = f"another freeze {number - 1} than the one that stands there" if earlier else "one that is gone"
            told.append(f"freeze {number} was made after {other}")
        begun = begun or "before" in freeze
    return told


def unchained(freezes: Freezes) -> int:
    """Return how many freezes are from before there was a chain."""
    return sum("before" not in freeze for freeze in freezes)


def changed_since_freeze(freezes: Freezes, contents: Contents) -> list[str]:
    """Return the names of the files with other bytes than in the last freeze, or gone or new since."""
    hashes, now = freezes[-1]["files"] if freezes else {}, {name: digest(contents[name]) for name in contents}
    return sorted(name for name in hashes | now if hashes.get(name) != now.get(name))


def changes_in_words(freezes: Freezes, contents: Contents) -> str:
    """Return which files were edited since the last freeze, which are missing, and which were not in it, in words.

    >>> changes_in_words(with_freeze([], "", {"ada.csv": b"a", "ben.csv": b"b"}), {"ada.csv": b"A", "eva.csv": b""})
    'edited since: ada.csv; missing since: ben.csv; new since: eva.csv'
    """
    frozen = freezes[-1]["files"] if freezes else {}
    kinds: dict[str, list[str]] = {"edited": [], "missing": [], "new": []}
    for name in changed_since_freeze(freezes, contents):
        kinds["missing" if name not in contents else "edited" if name in frozen else "new"].append(name)
    return "; ".join(f"{kind} since: {listed(names)}" for kind, names in kinds.items() if names)


def read_record(folder: Path) -> Freezes:
    """Return the freezes in the frozen.json of a folder; none if it cannot be read, which `unreadable` tells."""
    path = folder / RECORD
    with suppress(ValueError, OSError):
        return from_bytes(reading.read_bytes(path)) if path.is_file() else []
    return []


def unreadable(folder: Path) -> list[Problem]:
    """Return a problem if the frozen.json of a folder is there and cannot be read."""
    try:
        why = rewriting.fault(folder / RECORD, from_bytes)
    except OSError as error:
        return [cannot_read(RECORD, error)]
    return [Problem(RECORD, None, "", f"it cannot be read ({why})", RESTORE)] if why else []


def read_freezes(folder: Path, by: Iterable[str] = ()) -> tuple[Freezes, dict[str, bytes]]:
    """Return the freezes in the frozen.json of a folder, and the bytes of the files of the coders in it.

    The coders are those of the folder, if `by` does not name them.
    """
    names = coders.files(tuple(by) or coders.of_folder(folder).coders)
    return read_record(folder), {name: reading.read_bytes(folder / name) for name in names if (folder / name).is_file()}


def state(folder: Path, by: Iterable[str] = ()) -> str:
    """Return the state of the coders' files in a folder: unreadable, if frozen.json is, or as `freeze_state` has it."""
    return "unreadable" if unreadable(folder) else freeze_state(*read_freezes(folder, by))


def freeze_state(freezes: Freezes, contents: Contents) -> str:
    """Return the state of the coders' files: frozen, edited since, or none if they were never frozen."""
    if not freezes:
        return "none"
    return "edited" if changed_since_freeze(freezes, contents) else "frozen"


def check_as_frozen(freezes: Freezes, contents: Contents) -> None:
    """Raise UserError, which says what differs, if the coders' files are others than at the last freeze."""
    if freezes and (changed := changes_in_words(freezes, contents)):
        raise UserError(f"the codings are not those that were frozen ({changed}); {UNDO}, then adjudicate what differs")


def freeze_codings(
    folder: Path, reason: str, problems: list[Problem], unfinished: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Freeze the coders' files of a folder as they are; return their names.

    Raises WrongArgument without a reason, ValueError if one of the study's `problems` is about these files or about
    those of a coder whom study.yaml does not name, if a coder has begun and not finished texts (`unfinished`, by
    coder), or if the files are frozen; UserError if frozen.json cannot be read: a new one would lack earlier freezes.
    """
    rewriting.check(folder / RECORD, from_bytes)
    by = coders.of_folder(folder).coders
    freezes, contents = read_freezes(folder, by)
    names = coders.files({*by, *coders.in_files(folder)})
    blocking = [str(problem) for problem in problems if problem.file in names and problem.message not in CHANGED]
    if blocking:
        raise ValueError("\n".join(blocking))
    if not reason.strip():
        raise WrongArgument('freezing needs a reason: stancebook freeze --reason "why"')
    if waiting := [f"{coder} has begun {listed(ids)}" for coder, ids in (unfinished or {}).items() if ids]:
        raise ValueError(f"{'; '.join(waiting)}: finish what is begun at the desk before the freeze")
    if freeze_state(freezes, contents) == "frozen":
        raise ValueError("nothing to freeze: the coders' files are as they were frozen")
    if not contents:
        raise ValueError("nothing to freeze: no coder has a file yet")
    made = as_text(with_freeze(freezes, reason.strip(), contents, _codebook(folder)))
    rewriting.write(folder / RECORD, made.encode("utf-8"), from_bytes)
    return list(contents)


def _codebook(folder: Path) -> bytes | None:
    path = folder / "codebook.yaml"
    return reading.read_bytes(path) if path.is_file() else None


def has_other_codebook(folder: Path) -> bool:
    """Return whether the codebook of a folder is another one than at the last freeze, as far as that is on record."""
    freezes, now = read_record(folder), _codebook(folder)
    frozen = freezes[-1].get("codebook") if freezes else None
    return frozen is not None and (now is None or digest(now) != frozen)


def from_bytes(content: bytes) -> Freezes:
    """Return the freezes in the bytes of a frozen.json; raises ValueError if they cannot be read."""
    freezes = rewriting.read_json(content)
    if not isinstance(freezes, list):
        raise ValueError("it is no list")
    for number, entry in enumerate(freezes, 1):
        for _, message, _ in yaml_files.find_faults(entry, SHAPE):
            raise ValueError(f"freeze {number}: {message}")
    return freezes


def as_text(freezes: Freezes) -> str:
    """Return the text of a frozen.json."""
    return json.dumps(freezes, indent=2, ensure_ascii=False) + "\n"
