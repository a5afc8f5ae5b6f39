"""A Project brought into a study: texts, codes, rows of coders, and what is kept until it can be a row.

An Import says what would be done, and does it whole or not at all. A project brought in twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from stancebook.core.bounds import reading
from stancebook.core.paths import ADJUDICATED, RunPaths
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.exchange import passages
from stancebook.exchange.from_study import VARIABLES
from stancebook.exchange.incoming import already, coder_rows, new_texts, text_places
from stancebook.exchange.incoming.coder_rows import CoderFile, Made
from stancebook.exchange.incoming.codes import Codes, OfKind
from stancebook.exchange.incoming.mapping import TYPE, TYPE_OTHERWISE, Columns, Given, Word
from stancebook.exchange.incoming.new_texts import New, Original
from stancebook.exchange.project import Passage, Project
from stancebook.intake import add
from stancebook.intake.sources import read_sources
from stancebook.study import codebook, loader
from stancebook.study.codebook import Codebook
from stancebook.study.loader import Authored
from stancebook.study.revision import yaml_edits
from stancebook.study.revision.changes import KINDS
from stancebook.study.revision.edits import Reason
from stancebook.study.validation import raw_texts
from stancebook.texts import cleaning
from stancebook.texts.corpus import Article

CODEBOOK = "codebook.yaml"
MOST = 12  # problems of the study that are told
OURS = "stancebook"  # begins `made_by` of what `from_study` made


class Asked(NamedTuple):
    """What a user said of a project: its columns, ids of its coders, the name of what is kept, why, what may go.

    With `first_sentence` a passage that runs over a sentence is cut to the first one that it has words of.
    """

    given: Given
    coders: Mapping[str, str]
    name: str
    reason: Reason
    replace: bool = False
    first_sentence: bool = False


class Import:
    """A project on its way into a study, whose folder of codes has to be locked.

    Raises UserError, wherever it shows, if the project cannot be brought in.
    """

    def __init__(self, paths: RunPaths, project: Project, original: Original, asked: Asked) -> None:
        self.paths, self.project, self.original, self.asked = paths, project, original, asked
        self.authored, book = _settings(paths)
        self.sources = read_sources(paths.coded)
        self.columns = Columns(project, asked.given)
        self.coders = coder_rows.ids(project.coders, asked.coders, self.authored.people)
        type_of_actors = asked.given.otherwise.get(TYPE, TYPE_OTHERWISE)
        is_ours = project.made_by.casefold().startswith(OURS)
        self.codes = Codes(book, is_ours, type_of_actors, self.columns.words_of("condition"))
        self._check_given()
        self._articles: dict[str, Article] = {}

    def _check_given(self) -> None:
        """Raise UserError for a value of --set, or a name of --map, with nothing that the codebook allows."""
        given = self.asked.given
        for column, value in given.sets.items():
            self.codes.check_given(f"--set {column}={value}", column.partition(":")[0], [value], {})
        for column, name in given.names.items():
            words = self.columns.words_in(column, self.project.passages)
            self.codes.check_given(f"--map {column}={name}", column, words, given.words.get(column, {}))

    def write(self) -> None:
        """Write everything, or nothing."""
        add.write(self.paths.study, self.sources, self.new.files, self.new.texts, self.files)

    # ---- texts and places

    @cached_property
    def texts(self) -> dict[str, str]:
        """The raw texts that the study has, by article."""
        problems: list[Problem] = []
        texts = raw_texts.read(self.paths, self.sources, problems)
        _check(problems)
        return texts

    @cached_property
    def places(self) -> text_places.Places:
        """Where the texts of the project are."""
        return text_places.places(self.project.texts, self.project.passages, self.texts)

    @cached_property
    def new(self) -> New:
        """The texts that the study does not have."""
        return new_texts.of_project(self.paths.study, self.sources, self.project, self.original, self.places)

    def article(self, id: str) -> Article:
        """Return an article of the study, or a new one."""
        if id not in self._articles:
            raw = self.new.texts.texts.get(id) or self.texts[id]
            rules = self.authored.cleaning_rules
            assert rules is not None, "settings in order have rules"
            self._articles[id] = cleaning.clean_article(id, raw, rules)[0]
        return self._articles[id]

    @cached_property
    def placed(self) -> list[Passage]:
        """The passages with the id of their article, and their place in it; none that holds no words there."""
        moved = [self._moved(each) for each in self.project.passages if each.text in self.places.matches]
        return [each for each in moved if each.start < each.end]

    def _moved(self, passage: Passage) -> Passage:
        """Return a passage with its article and its place there."""
        match = self.places.matches[passage.text]
        start, end = match.span(passage.start, passage.end)
        return replace(passage, text=self.new.articles[passage.text], start=start, end=end)

    # ---- rows of coders

    @cached_property
    def _found(self) -> tuple[dict[str, Made], dict[str, str]]:
        """The rows that passages would be, and what each other passage lacks, both by the id of the passage."""
        rows, lacks = {}, {}
        for passage in self.placed:
            words = self.columns.cells(passage)
            if lacking := self._lacking(passage, words):
                lacks[passage.id] = lacking
            else:
                article = self.article(passage.text)
                span = coder_rows.span_of(passage, article, self.asked.first_sentence)
                cells = {column: self.cell(column, own) for column, own in words.items()}
                rows[passage.id] = coder_rows.made(self.coders[passage.coder], article, span, cells, passage.note)
        return rows, lacks

    @cached_property
    def cut(self) -> set[str]:
        """The ids of the passages of which a row has the first sentence alone."""
        places = {id: made.key[1:3] for id, made in self.rows.items()}
        places |= {id: key[1:3] for id, (_, key) in self.already.items()}
        held = [each for each in self.placed if each.id in places]
        return {each.id for each in held if places[each.id] not in coder_rows.whole(each, self.article(each.text))}

    def _lacking(self, passage: Passage, words: Mapping[str, list[Word]]) -> str:
        """Return what a passage lacks to be a row; "" if it has one word for each column."""
        if self.coders[passage.coder] == ADJUDICATED:
            return passages.NO_CODER
        lacking = ", ".join(column for column in VARIABLES if not words[column])
        several = [column for column in VARIABLES if len(words[column]) > 1 and column != "condition"]
        return lacking or (f"one {several[0]} alone" if several else "")

    def cell(self, column: str, words: Collection[Word]) -> str:
        """Return the cell of a column."""
        return self.codes.cell(column, words, self.asked.given.words.get(column, {}))

    @cached_property
    def _lacks(self) -> dict[str, str]:
        """What each passage lacks to be a row by what was said this time, by its id."""
        rows, lacking = self._found
        book = self._book(self.codes.codebook(self._codebook_text, self.codes.new, self.asked.reason))
        articles = {each.row["article"]: self.article(each.row["article"]) for each in rows.values()}
        sources = [*self.sources, *self.new.texts.rows]
        authored = self.authored._replace(codebook=book, articles=articles, sources=sources)
        return lacking | coder_rows.faults(rows, authored)

    @cached_property
    def rows(self) -> dict[str, Made]:
        """The rows that passages are, by the id of the passage."""
        return {id: row for id, row in self._found[0].items() if id not in self._lacks}

    @cached_property
    def already(self) -> dict[str, tuple[str, already.Key]]:
        """The coder and the row of passages that are rows already, though they lack something this time, by id."""
        return already.of_import(self, self._lacks)

    @cached_property
    def lacks(self) -> dict[str, str]:
        """What each passage lacks that is no row of its coder, by its id."""
        return {id: what for id, what in self._lacks.items() if id not in self.already}

    @cached_property
    def coder_files(self) -> dict[str, CoderFile]:
        """What becomes of the file of each coder with rows."""
        found = {}
        for coder in sorted({each.coder for each in self.rows.values()} | {each for each, _ in self.already.values()}):
            own = [each for each in self.rows.values() if each.coder == coder]
            also = [key for each, key in self.already.values() if each == coder]
            there = coder_rows.there(self.paths.coded, coder, self.book, self.texts, self.article)
            another = coder_rows.another(self.paths.coded, coder, self.project.coders, self.coders)
            found[coder] = coder_rows.file_of(self.paths.coded, coder, own, there, also, another)
        return found

    # ---- the codebook

    @cached_property
    def _codebook_text(self) -> str:
        return reading.read_bytes(self.paths.coded / CODEBOOK).decode("utf-8")

    @cached_property
    def new_codebook(self) -> str:
        """The text of the codebook with the codes that rows use; with all codes of a codebook, or of our own export."""
        wanted: dict[str, set[str]] = {kind: set() for kind in KINDS}
        is_whole = bool(self.rows) if self.project.passages and self.codes.is_ours else not self.project.passages
        for kind, _, ids in self._codes_of_kinds if is_whole else ():
            wanted[kind] |= ids
        for row in self.rows.values():
            for kind in KINDS:
                wanted[kind] |= {*row.row[kind].split()}
        return self.codes.codebook(self._codebook_text, wanted, self.asked.reason)

    @cached_property
    def _codes_of_kinds(self) -> list[OfKind]:
        """The codes of the project that are actors, issues or conditions."""
        return self.codes.of_kinds(self.project, self.columns)

    @cached_property
    def unused(self) -> list[tuple[str, str]]:
        """The names and definitions of codes that are actors, issues or conditions, and that the codebook lacks."""
        known = self.book.choices  # after the rows, whose codes have their ids first
        lacking = [(kind, code) for kind, code, ids in self._codes_of_kinds if not ids <= {*known[kind]}]
        return [(f"{kind} / {code.name}", code.definition) for kind, code in lacking]

    @staticmethod
    def _book(text: str) -> Codebook:
        return codebook.from_yaml(yaml_edits.parsed(text))

    @cached_property
    def book(self) -> Codebook:
        """The codebook afterwards."""
        return self._book(self.new_codebook)

    @property
    def changes(self) -> list[str]:
        """The changes of the codebook, in words."""
        return [f"version {each.version}: {each.what}" for each in self.book.changes[len(self.codes.book.changes) :]]

    # ---- what is kept

    @cached_property
    def kept(self) -> Rows:
        """The rows of passages that are no row of a coder, and of what passages have beside their rows."""
        found = []
        for passage in self.placed:
            lacks = self.lacks.get(passage.id, "")
            whole = lacks or passage.id in self.cut
            pairs = self.columns.everything(passage) or [("", "")] if whole else self.columns.rest(passage)
            coder = self.already[passage.id][0] if passage.id in self.already else self.coders[passage.coder]
            found += passages.rows(passage, coder, self.article(passage.text).raw, pairs, lacks)
        return found

    @property
    def waiting(self) -> Counter[str]:
        """How many passages wait for what."""
        return Counter(self.lacks.values())

    @cached_property
    def files(self) -> dict[Path, bytes | None]:
        """The new contents of files beside texts and their rows; None for a file that goes."""
        coded, folder = self.paths.coded, self.paths.passages
        found: dict[Path, bytes | None] = {
            coded / f"{coder}.csv": file.content for coder, file in self.coder_files.items() if file.content
        }
        if self.changes:
            found[coded / CODEBOOK] = self.new_codebook.encode("utf-8")
        codes = [(self.columns.path(each.id), each.definition) for each in self.columns.codes_of_no_column()]
        ids = {each.id for each in self.project.passages}
        return found | passages.files(folder, self.asked.name, self.kept, codes + self.unused, ids, self.asked.replace)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is there already."""
        return not (self.files or self.new.texts.rows)


def _settings(paths: RunPaths) -> tuple[Authored, Codebook]:
    """Return the settings of a study, which may have no text yet, and its codebook; raises UserError for a problem."""
    authored, problems = loader.read_settings(paths)
    _check([each for each in problems if (each.file, each.message) != (loader.SOURCES, loader.MISSING)])
    assert authored.codebook is not None, "a codebook without a problem is there"
    return authored, authored.codebook


def _check(problems: Iterable[Problem]) -> None:
    """Raise UserError if there is a problem in the study."""
    if lines := [str(each) for each in problems]:
        raise UserError("\n".join([*lines[:MOST], coder_rows.CHECK]))
