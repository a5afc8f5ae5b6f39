"""The freeze: hashes of the coders' files from before anyone compared them.

frozen.json holds a list of freezes, each with its reason; the last one counts.

>>> freezes = with_freeze([], "before any comparison", {"coder_a.csv": b"article"})
>>> changed_since_freeze(freezes, {"coder_a.csv": b"article,"})
['coder_a.csv']
"""

import json

from stancebook.core import files
from stancebook.core.files import digest

EDITED = "it was edited after the freeze"
RECORD = "frozen.json"
FILES = ("coder_a.csv", "coder_b.csv", "coder_a_facts.csv", "coder_b_facts.csv")


def with_freeze(freezes, reason, contents):
    """The freezes with a new one: its reason and the hash of each file."""
    files = {name: digest(content) for name, content in sorted(contents.items())}
    return [*freezes, {"reason": reason, "files": files}]


def changed_since_freeze(freezes, contents):
    """The names of the files that are no longer what the last freeze recorded."""
    files = freezes[-1]["files"] if freezes else {}
    return [name for name, content in sorted(contents.items()) if files.get(name) != digest(content)]


def read_freezes(folder):
    """The freezes that a folder's frozen.json holds, and the bytes of the coders' files that are there."""
    contents = {name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()}
    path = folder / RECORD
    return from_text(path.read_bytes().decode("utf-8", "replace")) if path.is_file() else [], contents


def freeze_state(freezes, contents):
    """Whether the coders' files are as they were frozen: frozen, edited or none (of them ever was)."""
    if not freezes:
        return "none"
    return "edited" if len(contents) < len(FILES) or changed_since_freeze(freezes, contents) else "frozen"


def freeze_codings(folder, reason, complaints):
    """Freezes the coders' files of a folder as they are; raises ValueError, in words, where that may not be.

    `complaints` are about the study; those about these files stand in the way.
    """
    wrong = [str(wrong) for wrong in complaints if wrong.file in FILES and wrong.message != EDITED]
    if not reason.strip() or wrong:
        raise ValueError("\n".join(wrong) or 'freezing needs a reason: make freeze REASON="why"')
    freezes, contents = read_freezes(folder)
    if freeze_state(freezes, contents) == "frozen":
        raise ValueError("nothing to freeze: the coders' files are as they were frozen")
    files.write_text(folder / RECORD, as_text(with_freeze(freezes, reason.strip(), contents)))


def from_text(text):
    """The freezes that frozen.json's text holds; none where it cannot be read, so that one can freeze anew."""
    try:
        freezes = json.loads(text)
        return [{"reason": freeze["reason"], "files": dict(freeze["files"])} for freeze in freezes]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def as_text(freezes):
    """frozen.json's text."""
    return json.dumps(freezes, indent=2, ensure_ascii=False) + "\n"
