"""What people wrote in a study and its texts, each file read once: the base of `Study`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stancebook.core import paths, schema, tables
from stancebook.core.bounds import reading
from stancebook.core.paths import RunPaths, is_there
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.study import coders, loader, provenance
from stancebook.study.cases import is_taken
from stancebook.study.codebook import Codebook
from stancebook.study.coders import Coder, CodingOrder, People
from stancebook.study.facts import NOTES, notes_of_study
from stancebook.study.generated import Generated
from stancebook.study.loader import Authored, TextsRead
from stancebook.study.provenance import Provenance
from stancebook.texts import corpus
from stancebook.texts.cleaning import CleaningRules
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

NO_CODEBOOK = "codebook.yaml", loader.MISSING


class StudyFiles(Generated):
    """The authored files of a study, with the parameters of a run; `excluded` are the articles left out."""

    def __init__(self, run_paths: RunPaths, parameters: Mapping[str, Any]) -> None:
        super().__init__(run_paths)
        self.parameters = {**paths.PARAMETERS, **parameters}
        self.excluded = tuple(str(self.parameters["exclude_articles"]).split())
        self.chosen_issue = str(self.parameters["issue"])
        self._authored_rows: dict[str, Rows] = {}

    @cached_property
    def _settings(self) -> tuple[Authored, list[Problem]]:
        """The YAML files and sources.csv, and the problems met in them."""
        return loader.read_settings(self.paths)

    @cached_property
    def authored(self) -> tuple[Authored, list[Problem]]:
        """Everything that people wrote, every text cleaned, and the problems met: what a check looks at."""
        return loader.read_coded(self.paths, *self._settings)

    @cached_property
    def _sound_settings(self) -> Authored:
        """The settings; raises UserError with a sentence for each problem but a codebook that is not written yet."""
        settings, found = self._settings
        problems = [problem for problem in found if (problem.file, problem.message) != NO_CODEBOOK]
        if problems:
            raise UserError("\n".join(map(str, problems)))
        return settings

    @property
    def settings(self) -> dict[str, Any]:
        """The entries of study.yaml."""
        return self._sound_settings.settings

    @property
    def codebook(self) -> Codebook:
        """The codebook; raises UserError if there is none yet."""
        book = self._sound_settings.codebook
        if book is None:
            raise UserError("{}: {}; put it into data/coded".format(*NO_CODEBOOK))
        return book

    @property
    def cleaning_rules(self) -> CleaningRules:
        """The rules of cleaning: the package's general ones and the study's own."""
        rules = self._sound_settings.cleaning_rules
        assert rules is not None, "a sound study has cleaning rules"
        return rules

    @cached_property
    def source_rows(self) -> Rows:
        """The rows of sources.csv of this run's articles, by id."""
        return corpus.select_sources(self._sound_settings.sources, " ".join(self.excluded))

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The sources of this run's articles, by id."""
        return tables.frame(self.source_rows, schema.TABLES["sources"])

    @property
    def listed_articles(self) -> list[str]:
        """The ids of all articles of sources.csv, also of those that this run leaves out."""
        return [row["article"] for row in self._sound_settings.sources]

    @cached_property
    def provenance_rows(self) -> Rows:
        """The rows of provenance.csv on this run's articles."""
        return [row for row in self.authored_rows("provenance") if row["article"] in self.texts]

    @cached_property
    def provenance(self) -> Provenance:
        """How far each article is from its speakers, by article."""
        return provenance.read(self.provenance_rows)

    @property
    def text(self) -> str:
        """The text of the brief, as its author wrote it; empty if there is none yet."""
        return reading.read_text(self.paths.text) if is_there(self.paths.text) else ""

    @property
    def words(self) -> dict[str, str]:
        """What every id of the codebook is called in print."""
        return self.codebook.words(self.settings.get("words", {}))

    @property
    def actor_names(self) -> dict[str, str]:
        """What actors are called in a sentence: the study's own words for them, else the codebook's names."""
        return self.words | self.settings.get("words", {}).get("actor", {})

    @property
    def issue(self) -> str:
        """The issue in front: the run's, else the study's."""
        return self.chosen_issue or self.settings["issue"]

    @property
    def scale(self) -> list[int]:
        """The positions of the codebook, from the most opposing to the most supporting."""
        return [int(position) for position in self.codebook.choices["position"]]

    @property
    def asked(self) -> tuple[str, dict[str, str]]:
        """The actor that others ask for something, and the issues that this is on, with a word or two for each."""
        entry = self.settings.get("asked", {"actor": "", "issues": {}})
        return entry["actor"], entry["issues"]

    def authored_rows(self, name: str) -> Rows:
        """Return the rows of data/coded/<name>.csv, ids for aliases; none if an optional file is absent.

        Rows of decisions that wait to be filled in are left out.
        """
        if name not in self._authored_rows:
            rows = loader.authored_rows(
                self.paths.coded, f"{name}.csv", self.listed_articles, self.codebook, self.coders
            )
            decides = name == "adjudication" or name.endswith("_decisions")
            self._authored_rows[name] = [row for row in rows if not decides or is_taken(row)]
        return self._authored_rows[name]

    @property
    def people(self) -> People:
        """Who codes, adjudicates and validates."""
        return self._settings[0].people

    @property
    def coders(self) -> tuple[str, ...]:
        """The ids of the coders: those of study.yaml, in its order; else those whose files are there, by alphabet."""
        return tuple(self.people.coders)

    @property
    def adjudicators(self) -> Mapping[str, Coder]:
        """Who adjudicates, by id; nobody if study.yaml does not say."""
        return self.people.adjudicators

    @property
    def validators(self) -> Mapping[str, Coder]:
        """Who validates, by id; nobody if study.yaml does not say."""
        return self.people.validators

    @property
    def names_of_coders(self) -> dict[str, str]:
        """What each coder is called, by id."""
        return {id: coder.name for id, coder in self.people.coders.items()}

    @property
    def names_of_people(self) -> dict[str, str]:
        """What each coder and each validator is called, by id, and the study beside them."""
        return {id: person.name for id, person in {**self.validators, **self.people.coders}.items()} | {
            "study": "the study"
        }

    def coder(self, id: str) -> Coder:
        """Return a coder, adjudicator or validator by id; raise UserError with the names that there are."""
        return self.people.coder(id)

    def _rows_in(self, file: str) -> Rows:
        """Return the rows of a file of data/coded."""
        return self.authored_rows(file.removesuffix(".csv"))

    @cached_property
    def _read(self) -> tuple[TextsRead, TextsRead]:
        return loader.texts_read(self.paths.coded, self.people, self._rows_in)

    @property
    def texts_read(self) -> TextsRead:
        """The texts that each coder read: those given, else those with a row of theirs, or finished at the desk.

        None of a coder who has no statement, and finished no text.
        """
        return self._read[0]

    @property
    def facts_read(self) -> TextsRead:
        """The texts in which each coder looked for facts: those that it read, none if it noted no fact."""
        return self._read[1]

    @property
    def notes_read(self) -> TextsRead:
        """The texts that each coder read for source notes: none if it noted none."""
        return loader.notes_read(self.paths.coded, self.people, self._rows_in)

    @property
    def source_notes(self) -> Rows:
        """The notes on the sources: those of source_notes.csv, and what the only reader noted besides."""
        names = [NOTES.table, *(f"{coder}_{NOTES.table}" for coder in self.coders)]
        return notes_of_study({name: self.authored_rows(name) for name in names}, self.coders)

    @property
    def coding_order(self) -> dict[str, CodingOrder]:
        """The texts of each coder in the order in which it coded them: that of its journal, else of its rows."""
        folder = self.paths.coded
        journals = {id: folder / f"{id}_journal.jsonl" for id in self.coders}
        return {id: coders.coding_order(id, self.authored_rows(id), journals[id]) for id in self.coders}

    # ---- texts

    @cached_property
    def texts(self) -> dict[str, str]:
        """The raw text of each article."""
        return corpus.raw_texts(self.paths, self.source_rows)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Each article, raw and clean, with its sentences, as notebook 01 wrote them."""
        return corpus.load_articles(self.paths, self.texts, *map(self._rows, ("origins", "sentences")))

    @property
    def dates(self) -> dict[str, str]:
        """The last day on which each article may have been written, empty where it is not known."""
        return {row["article"]: row["date_latest"] for row in self.source_rows}
