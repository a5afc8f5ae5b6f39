"""A signed tag of git and the way from it to a file: tag, commit, folders; each names the next one by its hash.

>>> blob = identity("blob", b"frozen")
>>> tree = b"100644 frozen.json\\0" + bytes.fromhex(blob)
>>> commit = f"tree {identity('tree', tree)}\\n\\nFreeze\\n".encode()
>>> tag = f"object {identity('commit', commit)}\\ntype commit\\ntag one\\ntagger A <a@b> 1900000000 +0000\\n".encode()
>>> tagged = Tagged("one", "frozen.json", (tag, commit, tree))
>>> target(tagged) == blob, target(tagged._replace(objects=(tag, commit, tree + b" ")))
(True, '')
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

from stancebook.core.bounds import json_text
from stancebook.exchange.archive.about import as_json

NAME = "git-tag.json"
OBJECT, TREE = re.compile(rb"object ([0-9a-f]{40}|[0-9a-f]{64})\n"), re.compile(rb"tree ([0-9a-f]{40}|[0-9a-f]{64})\n")
SIGNED = (b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN SSH SIGNATURE-----", b"-----BEGIN SIGNED MESSAGE-----")


class Tagged(NamedTuple):
    """A tag: its name, the path of a file in the repository, and the objects on the way: tag, commit, folders."""

    name: str
    path: str
    objects: tuple[bytes, ...]

    @property
    def is_signed(self) -> bool:
        """Whether the tag has a signature."""
        return any(sign in self.objects[0] for sign in SIGNED)


def identity(kind: str, content: bytes, size: int = 40) -> str:
    """Return the name that git gives an object, by SHA-1, or by SHA-256 if names have 64 digits."""
    make = hashlib.sha1 if size == 40 else hashlib.sha256
    return make(f"{kind} {len(content)}\0".encode() + content).hexdigest()


def target(tagged: Tagged) -> str:
    """Return the name of the file's content that the tag leads to; "" if an object on the way is another one."""
    tag, commit, *trees = tagged.objects
    wanted = OBJECT.match(tag)
    root = TREE.match(commit)
    parts = tagged.path.split("/")
    if not wanted or not root or identity("commit", commit, len(wanted[1])) != wanted[1].decode():
        return ""
    name = root[1].decode()
    for part, tree in zip(parts, trees, strict=False):
        if identity("tree", tree, len(name)) != name:
            return ""
        name = _entry(tree, part, len(name) // 2)
    return name if len(trees) == len(parts) else ""


def _entry(tree: bytes, part: str, size: int) -> str:
    """Return the name of an object in a folder of git; "" if there is none of that name."""
    at = 0
    while at < len(tree):
        end = tree.find(b"\0", at)
        if end < 0:
            return ""
        if tree[at:end].partition(b" ")[2] == part.encode():
            return tree[end + 1 : end + 1 + size].hex()
        at = end + 1 + size
    return ""


def as_text(tagged: Tagged) -> str:
    """Return a tag as JSON, its objects in base64."""
    objects = [base64.b64encode(content).decode() for content in tagged.objects]
    return as_json({"tag": tagged.name, "path": tagged.path, "objects": objects})


def from_text(text: bytes) -> Tagged:
    """Return the tag in JSON; raise ValueError if it has another shape."""
    try:
        entry = json_text.loads(text)
        objects = tuple(base64.b64decode(content, validate=True) for content in entry["objects"])
        tagged = Tagged(str(entry["tag"]), str(entry["path"]), objects)
    except (KeyError, TypeError) as error:
        raise ValueError(f"it has another shape ({error})") from None
    if len(objects) < 3:
        raise ValueError("it lacks an object between the tag and the file")
    return tagged
