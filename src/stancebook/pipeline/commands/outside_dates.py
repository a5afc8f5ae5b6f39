"""Dates from outside: a proof of OpenTimestamps beside frozen.json, or a signed tag of git that leads to it.

Both show that freezes are from before a day. What needs another program, or the network, is left to that program.

>>> from stancebook.study.freeze import with_freeze
>>> freezes = with_freeze(with_freeze([], "first", {}), "second", {})
>>> reached(freezes, b"", lambda content: content == freeze.as_text(freezes[:1]).encode())
'freeze 1'
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from stancebook.core.bounds import reading
from stancebook.core.files import digest
from stancebook.core.problems import UserError, one_line
from stancebook.core.processes.temporary import temporary_folder
from stancebook.exchange.archive import git_tag, ots
from stancebook.exchange.archive.git_tag import Tagged
from stancebook.exchange.archive.outcomes import DIFFERS, NOT_RUN, OK, Verdict
from stancebook.study import freeze

ABOUT, PATIENCE = "date from outside", 120  # seconds for another program
NO_KEY = ("no public key", "can't check signature", "allowedsignersfile", "no principal matched", "cannot run")
MISSING = "has no signature, or there is no such tag in git"


def check(folder: Path, look_up: bool) -> Iterator[Verdict]:
    """Yield a verdict on each date from outside of the study in a folder; `look_up` lets ots ask the network."""
    record = folder / "data" / "coded" / freeze.RECORD
    content = reading.read_bytes(record) if record.is_file() else b""
    freezes = freeze.read_record(record.parent)
    for path in sorted(record.parent.glob(f"{freeze.RECORD}*.ots")):
        yield from _of_proof(path, freezes, content, look_up)
    if (folder / git_tag.NAME).is_file():
        yield from _of_tag(folder / git_tag.NAME, freezes, content)


def reached(freezes: freeze.Freezes, content: bytes, fits: Callable[[bytes], bool]) -> str:
    """Return in words of which freezes a date is, by a test of frozen.json as it is or was; "" if of none."""
    versions = {number: freeze.as_text(freezes[:number]).encode() for number in range(len(freezes), 0, -1)}
    if content and fits(content):
        return f"freezes 1 to {len(freezes)}" if len(freezes) > 1 else "freeze 1"
    last = next((number for number, version in versions.items() if fits(version)), 0)
    return "" if not last else f"freezes 1 to {last}" if last > 1 else "freeze 1"


def _of_proof(path: Path, freezes: freeze.Freezes, content: bytes, look_up: bool) -> Iterator[Verdict]:
    """Yield verdicts on a proof: on the hash that it stands for, and on each block that should hold it."""
    try:
        proof = ots.parse(reading.read_bytes(path))
    except ValueError as error:
        yield Verdict(ABOUT, path.name, DIFFERS, f"it is no proof that can be read: {error}")
        return
    of = reached(freezes, content, lambda version: digest(version) == proof.hash)
    if not of:
        yield Verdict(ABOUT, path.name, DIFFERS, f"it stands for another file than {freeze.RECORD} is or was")
        return
    yield Verdict(ABOUT, f"{path.name}, its hash", OK, f"it stands for {of}")
    for each in proof.attestations:
        if each.block is not None:
            yield _of_block(path, proof, each, look_up)
        elif each.calendar:
            why = f"it waits at {each.calendar}; ots upgrade {path.name} completes it"
            yield Verdict(ABOUT, f"{path.name}, a calendar", NOT_RUN, why)


def _of_block(path: Path, proof: ots.Proof, attestation: ots.Attestation, look_up: bool) -> Verdict:
    """Return the verdict on a block of Bitcoin, by the program ots if it is there and may ask the network."""
    what = f"{path.name}, Bitcoin block {attestation.block}"
    must = f"its merkle root must be {attestation.merkle_root}"
    if not look_up or not shutil.which("ots"):
        return Verdict(ABOUT, what, NOT_RUN, f"{must}; --look-up asks the program ots, if it is there")
    try:
        done = subprocess.run(
            ["ots", "verify", "-d", proof.hash, str(path)],
            capture_output=True,
            timeout=PATIENCE,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Verdict(ABOUT, what, NOT_RUN, f"{must}; ots did not answer ({type(error).__name__})")
    said = one_line(" ".join((done.stdout + done.stderr).split()))
    if done.returncode == 0 and "Success" in said:
        return Verdict(ABOUT, what, OK, said)
    return Verdict(ABOUT, what, DIFFERS if "match" in said else NOT_RUN, f"{must}; ots says: {said}")


def _of_tag(path: Path, freezes: freeze.Freezes, content: bytes) -> Iterator[Verdict]:
    """Yield verdicts on a tag: whether it leads to frozen.json, and whether its signature is good."""
    try:
        tagged = git_tag.from_text(reading.read_bytes(path))
    except ValueError as error:
        yield Verdict(ABOUT, path.name, DIFFERS, str(error))
        return
    name = git_tag.target(tagged)
    of = reached(freezes, content, lambda version: bool(name) and git_tag.identity("blob", version, len(name)) == name)
    if not of:
        yield Verdict(ABOUT, f"tag {tagged.name}", DIFFERS, f"it does not lead to {freeze.RECORD} as it is or was")
        return
    yield Verdict(ABOUT, f"tag {tagged.name}, its file", OK, f"it leads to {of}")
    yield _signature(tagged)


def _signature(tagged: Tagged) -> Verdict:
    """Return the verdict on the signature of a tag, by git, with the keys of the user."""
    what = f"tag {tagged.name}, its signature"
    if not tagged.is_signed:
        return Verdict(ABOUT, what, DIFFERS, "it has none")
    if not shutil.which("git"):
        return Verdict(ABOUT, what, NOT_RUN, "the program git is not there")
    try:
        with temporary_folder("tag") as folder:
            _git(folder, "init", "--quiet")
            made = _git(folder, "hash-object", "-t", "tag", "-w", "--stdin", given=tagged.objects[0])
            done = _git(folder, "verify-tag", made.stdout.decode().strip() or "none")
    except subprocess.TimeoutExpired:  # the program that git asks may wait for somebody
        return Verdict(ABOUT, what, NOT_RUN, f"git did not answer within {PATIENCE} s")
    said = one_line(" ".join((done.stdout + done.stderr).decode("utf-8", "replace").split()))
    if done.returncode == 0:
        return Verdict(ABOUT, what, OK, said)
    unknown = any(words in said.casefold() for words in NO_KEY)
    return Verdict(ABOUT, what, NOT_RUN if unknown else DIFFERS, f"git says: {said}")


def _git(folder: str | Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_DIR")}
    return subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, env=settings, timeout=PATIENCE)


def of_repository(record: Path, name: str) -> Tagged:
    """Return a tag of the repository that a frozen.json is in; raise UserError if it is none, or has no signature."""
    try:
        listed = _git(record.parent, "ls-files", "-z", "--full-name", record.name).stdout
        at = listed.decode("utf-8", "replace").rstrip("\0")
        objects = [_git(record.parent, "cat-file", "tag", f"refs/tags/{name}").stdout]
        commit = f"refs/tags/{name}^{{commit}}"
        objects.append(_git(record.parent, "cat-file", "commit", commit).stdout)
        above = ["", *("/".join(at.split("/")[:depth]) for depth in range(1, len(at.split("/"))))]
        objects += [_git(record.parent, "cat-file", "tree", f"{commit}:{folder}").stdout for folder in above]
    except OSError:
        raise UserError("--tag needs the program git; install it, or leave --tag out") from None
    tagged = Tagged(name, at, tuple(objects))
    if not at or not all(objects) or not tagged.is_signed:
        raise UserError(f"--tag: {name} {MISSING}; make it: git tag -s {name}")
    if not git_tag.target(tagged):
        raise UserError(f"--tag: {name} does not lead to {freeze.RECORD}; tag a commit that has it")
    return tagged
