"""The freeze: hashes of the coders' files from before anyone compared them.

frozen.json holds a list of freezes, each with its reason; the last one counts.

>>> freezes = frozen([], "before any comparison", {"coder_a.csv": b"article"})
>>> broken(freezes, {"coder_a.csv": b"article,"})
['coder_a.csv']
"""

import json

from stancebook.corpus import digest

EDITED = "it was edited after the freeze"
FILES = ("coder_a.csv", "coder_b.csv", "coder_a_facts.csv", "coder_b_facts.csv")


def frozen(freezes, reason, contents):
    """The freezes with a new one: its reason and the hash of each file."""
    files = {name: digest(content) for name, content in sorted(contents.items())}
    return [*freezes, {"reason": reason, "files": files}]


def broken(freezes, contents):
    """The names of the files that are no longer what the last freeze recorded."""
    files = freezes[-1]["files"] if freezes else {}
    return [name for name, content in sorted(contents.items()) if files.get(name) != digest(content)]


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
