"""An OpenTimestamps proof: the hash that it stands for, and the Bitcoin blocks that hold it.

The form is that of opentimestamps.org: a file's SHA-256, then steps (append, prepend, hash) that end in attestations.

>>> steps = bytes([0xF0, 1]) + b"x" + b"\\x08" + b"\\0" + BITCOIN + bytes([2, 0xE9, 7])
>>> proof = parse(MAGIC + b"\\x01\\x08" + bytes(32) + steps)
>>> proof.hash == "00" * 32, proof.attestations[0].block
(True, 1001)
>>> from hashlib import sha256
>>> proof.attestations[0].message == sha256(bytes(32) + b"x").digest()
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
BITCOIN, PENDING = bytes.fromhex("0588960d73d71901"), bytes.fromhex("83dfe30d2ef90c8e")
LONGEST, LARGEST, MOST_STEPS = 4096, 8192, 10_000  # bytes of a message and of an attestation, steps of a proof


class Attestation(NamedTuple):
    """Who holds a message: a Bitcoin block, by its number, as its merkle root; or a calendar, while it waits."""

    message: bytes
    block: int | None
    calendar: str = ""

    @property
    def merkle_root(self) -> str:
        """The merkle root that the block must have, as programs show it."""
        return self.message[::-1].hex()


class Proof(NamedTuple):
    """A proof: the SHA-256 of the file that it stands for, and the attestations."""

    hash: str
    attestations: tuple[Attestation, ...]


class _Reader:
    """The bytes of a proof, read from the first to the last; ValueError where they end too early."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at, self.steps = content, 0, 0

    def take(self, number: int) -> bytes:
        taken = self._content[self._at : self._at + number]
        if len(taken) < number:
            raise ValueError("it ends too early")
        self._at += number
        return taken

    def number(self) -> int:
        value = shift = 0
        while shift <= 63:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return value
            shift += 7
        raise ValueError("a number in it is too large")

    def block(self, most: int) -> bytes:
        length = self.number()
        if length > most:
            raise ValueError("a part of it is too long")
        return self.take(length)

    @property
    def is_read(self) -> bool:
        return self._at == len(self._content)


HASHES: dict[int, Callable[[bytes], bytes]] = {
    0x02: lambda message: hashlib.sha1(message).digest(),
    0x03: lambda message: hashlib.new("ripemd160", message).digest(),
    0x08: lambda message: hashlib.sha256(message).digest(),
    0xF2: lambda message: message[::-1],
    0xF3: lambda message: message.hex().encode(),
}


def parse(content: bytes) -> Proof:
    """Return the proof in the bytes of an .ots file; raise ValueError if they hold none."""
    reader = _Reader(content)
    if content[: len(MAGIC)] != MAGIC or reader.take(len(MAGIC) + 1)[-1] != 1:
        raise ValueError("it does not begin as a proof of OpenTimestamps, version 1")
    if reader.take(1) != b"\x08":
        raise ValueError("it stands for no SHA-256")
    hash = reader.take(32)
    found: list[Attestation] = []
    waiting = [hash]  # messages whose steps follow, the next one last
    while waiting:
        message = waiting.pop()
        tag = reader.take(1)
        if tag == b"\xff":  # one of several branches
            waiting.append(message)
            tag = reader.take(1)
        _step(reader, tag[0], message, waiting, found)
    if not reader.is_read:
        raise ValueError("something stands behind its end")
    return Proof(hash.hex(), tuple(found))


def _step(reader: _Reader, tag: int, message: bytes, waiting: list[bytes], found: list[Attestation]) -> None:
    """Read a step: an attestation of a message, or what makes another message of it."""
    reader.steps += 1
    if reader.steps > MOST_STEPS:
        raise ValueError("it has too many steps")
    if tag == 0:
        kind, payload = reader.take(8), _Reader(reader.block(LARGEST))
        block = payload.number() if kind == BITCOIN else None
        calendar = payload.block(1000).decode("utf-8", "replace") if kind == PENDING else ""
        found.append(Attestation(message, block, calendar))
        return
    if tag in (0xF0, 0xF1):
        more = reader.block(LONGEST)
        result = message + more if tag == 0xF0 else more + message
    elif tag in HASHES:
        result = HASHES[tag](message)
    else:
        raise ValueError(f"it has a step {tag:#04x}, which is not known here")
    if len(result) > LONGEST:
        raise ValueError("a message in it is too long")
    waiting.append(result)
