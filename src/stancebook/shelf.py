"""The shelf: a study's texts, each taken down and cleaned when it is asked for, and the choice of what is to be coded.

>>> drawn(["010", "020", "030", "040"], 2, 7), drawn(["010", "020", "030", "040"], 3, 7)
(['020', '030'], ['010', '020', '030'])
>>> drawn(["020", "010"])
['010', '020']
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from stancebook import cleaning, corpus
from stancebook.aliases import folded
from stancebook.tables import Unreadable

AT_HAND = 16  # cleaned texts that are kept: coding goes from one to the next and back


class Shelf:
    """The texts of these rows of sources.csv, cleaned by the rules of a Handbook."""

    def __init__(self, rooms, sources, handbook):
        self.rooms, self.handbook = rooms, handbook
        self.sources = {row["article"]: row for row in sorted(sources, key=lambda row: row["article"])}
        self.article = lru_cache(AT_HAND)(self._article)
        self.articles = Articles(self)

    def _article(self, id):
        """The Article of an id; raises KeyError where there is none, and Unreadable, in words, where it is unreadable."""
        row = self.sources[id]
        content = self._content(row)
        if corpus.digest(content) != row["sha256"]:
            told = f"data/raw/{row['file']} is not the file received (its SHA-256 differs)"
            raise Unreadable(f"{told}; restore it; raw texts are never edited")
        raw = corpus.decode(content, f"data/raw/{row['file']}")
        return cleaning.article(id, raw, self.handbook)[0]

    def _content(self, row):
        """The bytes of a text; raises Unreadable, in words, where there are none."""
        try:
            if Path(row["file"]).name != row["file"]:
                raise FileNotFoundError("a name, and no way out of data/raw")
            return (self.rooms.raw / row["file"]).read_bytes()
        except (OSError, ValueError):
            raise Unreadable(f"data/raw/{row['file']} is missing; restore it or correct the name") from None

    @cached_property
    def _words(self):
        """Every raw text as it is searched, by its article; all are read once, and those that cannot be are empty."""
        return {id: folded(self._as_text(row)) for id, row in self.sources.items()}

    def _as_text(self, row):
        try:
            return self._content(row).decode("utf-8")
        except (Unreadable, UnicodeDecodeError):
            return ""

    def listed(self, rows, find="", outlet="", keyword="", state="", sampled=None):
        """Those rows (dicts with article, outlet, headline, state, sampled) that fit, in their order.

        Every word of `find` stands in the id, the outlet or the headline, `keyword` in the raw text as it is; capitals
        and the width of spaces make no difference. `state` and `sampled` are as given; what is not given counts not.
        """
        sought, phrase, source = folded(find).split(), folded(keyword), folded(outlet)
        return [
            row
            for row in rows
            if (not state or row["state"] == state)
            and (sampled is None or row["sampled"] == sampled)
            and (not source or folded(row["outlet"]) == source)
            and (not sought or _named(row, sought))
            and (not phrase or phrase in self._words.get(row["article"], ""))
        ]


def _named(row, sought):
    """Whether each of some words stands in a row's id, outlet or headline."""
    told = folded(f"{row['article']}\n{row['outlet']}\n{row['headline']}")
    return all(word in told for word in sought)


class Articles(Mapping):
    """The Articles of a Shelf by id, each cleaned when it is asked for; one that cannot be read is not among them."""

    def __init__(self, shelf):
        self._shelf = shelf

    def __getitem__(self, id):
        try:
            return self._shelf.article(id)
        except Unreadable:
            raise KeyError(id) from None

    def __contains__(self, id):
        return self.get(id) is not None

    def __iter__(self):
        return (id for id in self._shelf.sources if id in self)

    def __len__(self):
        return sum(1 for _ in self)


def drawn(ids, random="", seed=""):
    """The ids drawn at random, in order: so many by the hash of seed and id, or all where `random` is empty.

    The same seed draws the same ones; more of them are those and others. Both are whole numbers, or digits as text.
    """
    if random in ("", None):
        return sorted(ids)
    digest = lambda id: hashlib.sha256(f"{int(seed or 0)}:{id}".encode()).hexdigest()
    return sorted(sorted(ids, key=digest)[: int(random)])
