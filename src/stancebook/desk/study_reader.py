"""The library of the desk: a study's codebook as it is now, its sources, and its texts as they are asked for.

The shelf: a study's texts, each taken down and cleaned when it is asked for, and the choice of what is to be coded.

>>> draw_sample(["010", "020", "030", "040"], 2, 7), draw_sample(["010", "020", "030", "040"], 3, 7)
(['020', '030'], ['010', '020', '030'])
>>> draw_sample(["020", "010"])
['010', '020']
"""

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from stancebook.core import files, yaml_files
from stancebook.core.files import digest
from stancebook.core.problems import UserError
from stancebook.core.tables import UnreadableFile
from stancebook.desk import selection
from stancebook.study import loader
from stancebook.study.aliases import normalise_name
from stancebook.study.freeze import freeze_state, read_freezes
from stancebook.texts import cleaning, corpus

AUTHORED = ("study.yaml", "codebook.yaml", "cleaning.yaml", "sources.csv")
AT_HAND = 16  # cleaned texts that are kept: coding goes from one to the next and back


class StudyReader:
    """What is read at the desk of the study in these Rooms; raises UserError where it cannot be read."""

    def __init__(self, rooms):
        self.rooms, self._stat = rooms, None
        self.look()

    def look(self):
        """Reads all anew where one of its files was written since; raises UserError, in words, where one cannot be read."""
        stat = [_written(self.rooms.coded / name) for name in AUTHORED]
        if stat == self._stat:
            return
        known, complaints = loader.read_settings(self.rooms)
        wrong = [complaint for complaint in complaints if complaint.file in AUTHORED]
        if wrong or not known.sources:
            raise UserError(str(wrong[0]) if wrong else "sources.csv: it lists no text; add a row for each")
        self.known, self.shelf = known, Shelf(self.rooms, known.sources, known.handbook)
        self.sources, self._spans, self._stat = self.shelf.sources, {}, stat

    @property
    def book(self):
        """The Codebook."""
        return self.known.codebook

    def authored(self, rows):
        """The Study with these rows, its texts cleaned as they are asked for."""
        return self.known._replace(articles=self.shelf.articles, rows=rows)

    def article(self, id):
        """An Article and the clean spans of its sentences; raises UserError or tables.Unreadable where there is none."""
        if not isinstance(id, str) or id not in self.sources:
            raise UserError(f"'{id}' is no article of sources.csv; choose one from the list")
        article = self.shelf.article(id)  # in words of its own where the text cannot be read
        if id not in self._spans:
            self._spans = {id: selection.clean_spans(article)}
        return article, self._spans[id]

    def cut(self, article):
        """What tells how a text is cut into sentences: a place or a mark made on another cut is no longer the same."""
        sentences = "\n".join(f"{sentence.span.start} {sentence.text}" for sentence in article.sentences)
        return digest(sentences.encode())[:16]

    def told_codebook(self):
        """The codebook as the page gets it: variables with their rules, values and meanings, and every id with its words."""
        told, book = yaml_files.read_yaml(self.rooms.coded / "codebook.yaml"), self.book
        facts = told.get("facts", {})
        return {
            "version": book.version,
            "unit": str(told.get("unit", "")),
            "include": str(told.get("include", "")),
            "exclude": str(told.get("exclude", "")),
            "variables": {name: _variable(name, entry, book) for name, entry in told["variables"].items()},
            "actors": [
                {"id": id, "name": name, "type": book.types[id], "aliases": list(book.aliases.get(id, ()))}
                for id, name in book.names.items()
            ],
            "issues": [{"id": id, "text": text} for id, text in book.issues.items()],
            "facts": {
                "unit": str(facts.get("unit", "")),
                "attributes": _defined(facts.get("attributes", {})),
                "plans": _defined(facts.get("plans", {})),
                "status": [str(id) for id in facts.get("status", ())],
            },
            "kinds": list(loader.KINDS),
            "refusals": [
                {"when": {name: list(values) for name, values in rule.when.items()}, "reason": rule.reason}
                for rule in book.refused
            ],
        }

    def freeze(self):
        """Whether the coders' files are as they were frozen: frozen, edited since, or none of them ever was."""
        return freeze_state(*read_freezes(self.rooms.coded))


def _written(path):
    """When a file was written last, and how long it is; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


def _variable(name, entry, book):
    values = [{"value": value, "meaning": meaning} for value, meaning in book.meanings.get(name, {}).items()]
    return {"type": str(entry.get("type", "")), "rule": str(entry.get("rule", "")), "values": values}


def _defined(entries):
    return [{"id": str(id), "text": str(text)} for id, text in entries.items()]


class Shelf:
    """The texts of these rows of sources.csv, cleaned by the rules of a CleaningRules."""

    def __init__(self, rooms, sources, handbook):
        self.rooms, self.handbook = rooms, handbook
        self.sources = {row["article"]: row for row in sorted(sources, key=lambda row: row["article"])}
        self.article = lru_cache(AT_HAND)(self._article)
        self.articles = Articles(self)

    def _article(self, id):
        """The Article of an id; raises KeyError where there is none, and Unreadable, in words, where it is unreadable."""
        row = self.sources[id]
        content = self._content(row)
        if files.digest(content) != row["sha256"]:
            told = f"data/raw/{row['file']} is not the file received (its SHA-256 differs)"
            raise UnreadableFile(f"{told}; restore it; raw texts are never edited")
        raw = corpus.decode(content, f"data/raw/{row['file']}")
        return cleaning.clean_article(id, raw, self.handbook)[0]

    def _content(self, row):
        """The bytes of a text; raises UnreadableFile, in words, where there are none."""
        try:
            if Path(row["file"]).name != row["file"]:
                raise FileNotFoundError("a name, and no way out of data/raw")
            return (self.rooms.raw / row["file"]).read_bytes()
        except (OSError, ValueError):
            raise UnreadableFile(f"data/raw/{row['file']} is missing; restore it or correct the name") from None

    @cached_property
    def _words(self):
        """Every raw text as it is searched, by its article; all are read once, and those that cannot be are empty."""
        return {id: normalise_name(self._as_text(row)) for id, row in self.sources.items()}

    def _as_text(self, row):
        try:
            return self._content(row).decode("utf-8")
        except (UnreadableFile, UnicodeDecodeError):
            return ""

    def listed(self, rows, find="", outlet="", keyword="", state="", sampled=None):
        """Those rows (dicts with article, outlet, headline, state, sampled) that fit, in their order.

        Every word of `find` stands in the id, the outlet or the headline, `keyword` in the raw text as it is; capitals
        and the width of spaces make no difference. `state` and `sampled` are as given; what is not given counts not.
        """
        sought, phrase, source = normalise_name(find).split(), normalise_name(keyword), normalise_name(outlet)
        return [
            row
            for row in rows
            if (not state or row["state"] == state)
            and (sampled is None or row["sampled"] == sampled)
            and (not source or normalise_name(row["outlet"]) == source)
            and (not sought or _named(row, sought))
            and (not phrase or phrase in self._words.get(row["article"], ""))
        ]


def _named(row, sought):
    """Whether each of some words stands in a row's id, outlet or headline."""
    told = normalise_name(f"{row['article']}\n{row['outlet']}\n{row['headline']}")
    return all(word in told for word in sought)


class Articles(Mapping):
    """The Articles of a Shelf by id, each cleaned when it is asked for; one that cannot be read is not among them."""

    def __init__(self, shelf):
        self._shelf = shelf

    def __getitem__(self, id):
        try:
            return self._shelf.article(id)
        except UnreadableFile:
            raise KeyError(id) from None

    def __contains__(self, id):
        return self.get(id) is not None

    def __iter__(self):
        return (id for id in self._shelf.sources if id in self)

    def __len__(self):
        return sum(1 for _ in self)


def draw_sample(ids, random="", seed=""):
    """The ids drawn at random, in order: so many by the hash of seed and id, or all where `random` is empty.

    The same seed draws the same ones; more of them are those and others. Both are whole numbers, or digits as text.
    """
    if random in ("", None):
        return sorted(ids)
    digest = lambda id: hashlib.sha256(f"{int(seed or 0)}:{id}".encode()).hexdigest()
    return sorted(sorted(ids, key=digest)[: int(random)])
