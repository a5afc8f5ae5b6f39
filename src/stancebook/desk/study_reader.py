"""The study as the desk reads it: the codebook as it is now, the sources, and each text when it is asked for.

A sample of the texts can be drawn at random, and drawn again.

>>> draw_sample(["010", "020", "030", "040"], 2, 7), draw_sample(["010", "020", "030", "040"], 3, 7)
(['020', '030'], ['010', '020', '030'])
>>> draw_sample(["020", "010"])
['010', '020']
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from stancebook.core import files, schema, yaml_files
from stancebook.core.bounds import reading
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows, UnreadableFile
from stancebook.desk import blinding, selection
from stancebook.desk.csv_files import CLOCK_STEP, stamp
from stancebook.study import coders, freeze, loader
from stancebook.study.aliases import normalise_name
from stancebook.study.loader import Authored
from stancebook.texts import cleaning, corpus
from stancebook.texts.cleaning import CleaningRules
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

AUTHORED = ("study.yaml", "codebook.yaml", "cleaning.yaml", "sources.csv")
KEPT_TEXTS = 16  # cleaned texts that are kept, because coders go from one to the next and back


class StudyReader:
    """The study in these paths, without what is coded; raises UserError if it cannot be read."""

    def __init__(self, paths: RunPaths) -> None:
        self.paths, self._stamps = paths, None
        self._rows: dict[str, tuple[tuple[int, ...] | None, Rows]] = {}  # with the stamp of their file
        self.refresh()

    def refresh(self) -> None:
        """Read the study again if one of its files was written since; raise UserError if one cannot be read."""
        there = sorted(path.name for path in self.paths.coded.glob("*.csv"))  # coders may be found by their files
        stamps = [*(stamp(self.paths.coded / name) for name in AUTHORED), there]
        if stamps == self._stamps:
            return
        study, problems = loader.read_settings(self.paths)
        problems = [problem for problem in problems if problem.file in AUTHORED]
        if problems or not study.sources:
            raise UserError(str(problems[0]) if problems else "sources.csv: it lists no text; add a row for each")
        self.study, self.texts = study, Texts(self.paths, study.sources, study.cleaning_rules)
        self.people = coders.read(study.settings, self.paths.coded)[0]
        self.sources, self._spans, self._stamps = self.texts.sources, {}, stamps

    @property
    def names(self) -> dict[str, str]:
        """The name of everybody of the study by id."""
        everybody = (self.people.validators, self.people.adjudicators, self.people.coders)
        return {id: person.name for people in everybody for id, person in people.items()}

    def given(self, article: str) -> list[str]:
        """Return the people who were given an article to code, or have begun it, by id; programs are not among them."""
        people = {coder.id: coder.texts for coder in self.people.coders.values() if coder.kind == coders.PERSON}
        return [id for id, own in people.items() if own is None or article in own or article in self._begun(id)]

    def _begun(self, coder: str) -> set[str]:
        """Return the articles in which a coder has rows."""
        files = ((f"{coder}{ending}.csv", table.names) for ending, table in coders.OF_CODER.items())
        return {row["article"] for file, columns in files for row in self._on_disk(file, columns)}

    def marks(self, user: str) -> Rows:
        """Return a user's marks as they are on disk."""
        return self._on_disk(blinding.marks_file(user), schema.MARKS.names)

    def _on_disk(self, file: str, columns: Sequence[str]) -> Rows:
        """Return the rows of a file of data/coded, read again once it was written; none of one that is not in order."""
        written = stamp(self.paths.coded / file)
        before, rows = self._rows.get(file, (None, []))
        if written != before or written is None or time.time_ns() - written[0] < CLOCK_STEP:
            rows = loader.read_table(self.paths.coded, file, columns, [])
            self._rows[file] = written, rows
        return rows

    def with_rows(self, rows: Mapping[str, Rows]) -> Authored:
        """Return the study with these rows of files, its texts cleaned when they are asked for."""
        return self.study._replace(articles=self.texts, rows=rows)

    def article(self, id: Any) -> tuple[Article, list[Span]]:
        """Return an article and the clean spans of its sentences.

        Raises UserError if there is no such article, and UnreadableFile if its text cannot be read.
        """
        if not isinstance(id, str) or id not in self.sources:
            raise UserError(f"'{id}' is no article of sources.csv; choose one from the list")
        article = self.texts.article(id)
        if id not in self._spans:
            self._spans = {id: selection.clean_spans(article)}
        return article, self._spans[id]

    def sentence_hash(self, article: Article) -> str:
        """Return a hash of how a text is cut into sentences: places and marks hold only for the same cut."""
        sentences = "\n".join(f"{sentence.span.start} {sentence.text}" for sentence in article.sentences)
        return files.digest(sentences.encode())[:16]

    def codebook_for_page(self) -> dict[str, Any]:
        """Return the codebook for the page: variables with rules, values and meanings, and all ids with their words."""
        written, book = yaml_files.read_yaml(self.paths.coded / "codebook.yaml"), self.study.codebook
        facts = written.get("facts", {})
        return {
            **{name: str(written.get(name, "")) for name in ("unit", "include", "exclude")},
            "variables": {
                name: {
                    **{part: str(entry.get(part, "")) for part in ("type", "rule")},
                    "values": _pairs("value", "meaning", book.meanings.get(name, {})),
                }
                for name, entry in written["variables"].items()
            },
            "actors": [
                {"id": id, "name": name, "type": book.types[id], "aliases": list(book.aliases.get(id, ()))}
                for id, name in book.names.items()
            ],
            "issues": _pairs("id", "text", book.issues),
            "facts": {
                **{name: _pairs("id", "text", facts.get(name, {})) for name in ("attributes", "plans")},
                "status": [str(id) for id in facts.get("status", ())],
            },
            "kinds": list(loader.KINDS),
            "refusals": [
                {"when": {name: list(values) for name, values in rule.when.items()}, "reason": rule.reason}
                for rule in book.refused
            ],
        }

    def codebook_hash(self) -> str:
        """Return a hash of the codebook as it is written."""
        return files.digest(reading.read_bytes(self.paths.coded / "codebook.yaml"))[:16]

    def freeze_state(self) -> str:
        """Return whether the coders' files are as they were frozen: frozen, edited or none; unreadable if not known."""
        return freeze.state(self.paths.coded)


def _pairs(first: str, second: str, values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the items of a dict as dicts with two keys."""
    return [{first: str(one), second: str(other)} for one, other in values.items()]


class Texts(Mapping[str, Article]):
    """The articles of these rows of sources.csv by id, each read and cleaned by these rules when it is asked for.

    A text whose file was written since is read again. As a mapping it lacks the articles that cannot be read; `article`
    says what is wrong with them.
    """

    def __init__(self, paths: RunPaths, sources: Rows, rules: CleaningRules) -> None:
        self.paths, self.rules = paths, rules
        self.sources = {row["article"]: row for row in sorted(sources, key=lambda row: row["article"])}
        self._files = {id: paths.raw / row["file"] for id, row in self.sources.items()}
        self._kept: dict[str, tuple[tuple[int, ...] | None, Article]] = {}  # with the stamp of its file

    def __getitem__(self, id: str) -> Article:
        """Return the article of an id; raise KeyError if there is none that can be read."""
        try:
            return self.article(id)
        except UnreadableFile:
            raise KeyError(id) from None

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the articles that can be read."""
        return (id for id in self.sources if id in self)

    def __len__(self) -> int:
        """Return the number of articles that can be read."""
        return sum(1 for _ in self)

    def article(self, id: str) -> Article:
        """Return the article of an id; raise KeyError if there is none, and UnreadableFile if it cannot be read."""
        written = stamp(self._files[id])
        known = self._kept.pop(id, None)
        self._kept[id] = known if known and written == known[0] else (written, self._read(self.sources[id]))
        for oldest in [*self._kept][:-KEPT_TEXTS]:
            del self._kept[oldest]
        return self._kept[id][1]

    def _read(self, row: Row) -> Article:
        content, name = self._content(row), f"data/raw/{row['file']}"
        if files.digest(content) != row["sha256"]:
            why = f"{name} is not the file received (its SHA-256 differs)"
            raise UnreadableFile(f"{why}; restore it; raw texts are never edited")
        return cleaning.clean_article(row["article"], corpus.decode(content, name), self.rules)[0]

    def size(self, id: str) -> int:
        """Return how many bytes a raw text has; 0 if there is none."""
        values = stamp(self.paths.raw / self.sources[id]["file"])
        return values[2] if values else 0

    def _content(self, row: Row) -> bytes:
        """Return the bytes of a text; raise UnreadableFile if there are none."""
        try:
            if Path(row["file"]).name != row["file"]:
                raise FileNotFoundError("a path that leads out of data/raw")
            return reading.read_bytes(self.paths.raw / row["file"])
        except (OSError, ValueError):
            raise UnreadableFile(f"data/raw/{row['file']} is missing; restore it or correct the name") from None

    @cached_property
    def _words(self) -> dict[str, str]:
        """Every raw text as it is searched, by article; all are read once, and unreadable ones are empty."""
        return {id: normalise_name(self._as_text(row)) for id, row in self.sources.items()}

    def _as_text(self, row: Row) -> str:
        try:
            return self._content(row).decode("utf-8")
        except (UnreadableFile, UnicodeDecodeError):
            return ""

    def filtered(
        self, rows: Rows, find: str = "", outlet: str = "", keyword: str = "", state: str = "", sampled: bool = False
    ) -> Rows:
        """Return the rows (with article, outlet, headline, state and sampled) that fit, in their order.

        Every word of `find` is in the id, the outlet or the headline, `keyword` is in the raw text; case and the width
        of spaces do not matter. An empty filter lets all rows pass.
        """
        words, phrase, source = normalise_name(find).split(), normalise_name(keyword), normalise_name(outlet)
        return [
            row
            for row in rows
            if (not state or row["state"] == state)
            and (not sampled or row["sampled"])
            and (not source or normalise_name(row["outlet"]) == source)
            and (not words or _names(row, words))
            and (not phrase or phrase in self._words.get(row["article"], ""))
        ]


def _names(row: Row, words: Iterable[str]) -> bool:
    """Return whether each word is in a row's id, outlet or headline."""
    text = normalise_name(f"{row['article']}\n{row['outlet']}\n{row['headline']}")
    return all(word in text for word in words)


def draw_sample(ids: Iterable[str], random: int | str | None = "", seed: int | str = "") -> list[str]:
    """Return ids drawn at random, in order: `random` of them by the hash of seed and id, or all if it is empty.

    The same seed draws the same ids, and a larger sample holds a smaller one. Both are numbers, or digits as text.
    """
    if random in ("", None):
        return sorted(ids)
    by_hash = sorted(ids, key=lambda id: hashlib.sha256(f"{int(seed or 0)}:{id}".encode()).hexdigest())
    return sorted(by_hash[: int(random)])
