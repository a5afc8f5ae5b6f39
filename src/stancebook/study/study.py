"""A study in one run: what people wrote and what the notebooks made of it, each file read once.

    study = Study.open(coding="coder_a", exclude_articles="003 004")

A notebook reads the tables of the notebooks before it as attributes (`study.statements`), and writes its own with
`study.write("stances", table)`. Every table is a DataFrame, typed by `core.schema`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stancebook.core import paths, schema, tables
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.study import adjudication, due, facts, freeze, loader, provenance, quotes, statements, summary
from stancebook.study.cases import is_taken
from stancebook.study.codebook import Codebook
from stancebook.study.generated import Generated, generated_table
from stancebook.study.loader import Authored
from stancebook.study.provenance import Provenance
from stancebook.texts import corpus
from stancebook.texts.cleaning import CleaningRules
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

ADJUDICATED, *_ = paths.CODINGS
CODERS = tuple(name for name in paths.CODINGS if name != ADJUDICATED)
NO_CODEBOOK = "codebook.yaml", loader.MISSING


class Study(Generated):
    """One run of one study: its folders, its parameters, and every file of it as it is first asked for.

    `excluded` are the articles left out; `issue` is the issue that the figures and the brief look at, `chosen_issue` is
    empty where the run leaves it to the study.
    """

    coders = CODERS
    sentences = generated_table("sentences")
    removed = generated_table("removed")
    notes = generated_table("notes")
    codings = generated_table("codings")
    statements = generated_table("statements")
    facts = generated_table("facts")
    agreement = generated_table("reliability")
    positions = generated_table("positions")
    stances = generated_table("stances")
    contradictions = generated_table("contradictions")
    ties = generated_table("ties")
    camps = generated_table("camps")
    contested = generated_table("contested")

    def __init__(self, run_paths: RunPaths, parameters: Mapping[str, Any]) -> None:
        super().__init__(run_paths)
        self.parameters = {**paths.PARAMETERS, **parameters}
        self.excluded = tuple(str(self.parameters["exclude_articles"]).split())
        self.chosen_issue = str(self.parameters["issue"])
        self._authored_rows: dict[str, Rows] = {}

    @property
    def min_confidence(self) -> int:
        """The least confidence of a statement of this run: 1, 2 or 3."""
        return int(self.parameters["min_confidence"])

    @classmethod
    def open(
        cls,
        folder: str = "",
        coding: str = "adjudicated",
        min_confidence: int = 1,
        exclude_articles: str = "",
        issue: str = "",
    ) -> Study:
        """Return the study in a folder (default: the project's own) with the parameters of a run; read nothing yet.

        Raises FileNotFoundError if no project is at or above the working folder.
        """
        values = (folder, coding, min_confidence, exclude_articles, issue)
        parameters: dict[str, Any] = dict(zip(paths.PARAMETERS, values, strict=True))
        return cls(paths.run_paths(**parameters), parameters)

    # ---- what people wrote

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
        return self.paths.text.read_text(encoding="utf-8") if self.paths.text.exists() else ""

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
            rows = loader.authored_rows(self.paths.coded, f"{name}.csv", self.listed_articles, self.codebook)
            taken = name not in ("adjudication", "fact_decisions")
            self._authored_rows[name] = [row for row in rows if taken or is_taken(row)]
        return self._authored_rows[name]

    def cannot_show(self, *names: str, statements: pd.DataFrame | None = None) -> str:
        """Return what this run cannot show, and why, a sentence a line; "" if it lacks nothing.

        `names` are the files of data/coded and `statements` is the table of statements that the notebook rests on.
        """
        return "\n".join(summary.limits(self, names, statements))

    # ---- texts

    @cached_property
    def texts(self) -> dict[str, str]:
        """The raw text of each article."""
        return corpus.raw_texts(self.paths, self.source_rows)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Each article, raw and clean, with its sentences, as notebook 01 wrote them."""
        return corpus.load_articles(self.paths, self.texts, self._rows("origins"), self._rows("sentences"))

    @property
    def dates(self) -> dict[str, str]:
        """The last day on which each article may have been written, empty where it is not known."""
        return {row["article"]: row["date_latest"] for row in self.source_rows}

    # ---- codings

    @cached_property
    def coded(self) -> tuple[str, ...]:
        """The coders who have coded: those with a row in any text of the study."""
        return tuple(coder for coder in self.coders if self.authored_rows(coder))

    @cached_property
    def coding(self) -> str:
        """Whose statements this run takes: "adjudicated", or a coder's name; one coder alone needs no adjudication."""
        asked = str(self.parameters["coding"])
        return self.coded[0] if asked == ADJUDICATED and len(self.coded) == 1 else asked

    @property
    def coded_by(self) -> str:
        """The coder whose codes alone this run takes, in words; "" where they are adjudicated."""
        return "" if self.coding == ADJUDICATED else f"{self.coding} alone"

    @cached_property
    def is_frozen(self) -> bool:
        """Whether the codings are from before anyone compared them, as far as frozen.json says."""
        return freeze.freeze_state(*freeze.read_freezes(self.paths.coded)) != "none"

    @cached_property
    def coder_rows(self) -> dict[str, Rows]:
        """Each coder's rows with their places in the raw texts, in order of place."""
        return {name: quotes.place_coding(self.authored_rows(name), name, self.articles) for name in self.coders}

    @cached_property
    def decisions(self) -> Rows:
        """The rows of adjudication.csv on this run's articles."""
        return [row for row in self.authored_rows("adjudication") if row["article"] in self.texts]

    @cached_property
    def undecided(self) -> frozenset[str]:
        """The ids of the statements of this run on which the coders differ and that nobody has decided."""
        several = len(self.coded) > 1
        return due.undecided_statements(self.coder_rows, self.decisions) if several else frozenset()

    def place_codings(self) -> pd.DataFrame:
        """Return all coders' rows with their places: the table `codings`."""
        rows = [row for coded in self.coder_rows.values() for row in coded]
        return tables.frame(rows, schema.TABLES["codings"])

    def adjudicate(self) -> pd.DataFrame:
        """Return the statements of this run, adjudicated or one coder's own: the table `statements`.

        Adjudicated ones are left out where a decision is due, and all of them while the codings are not frozen.
        """
        coding_a, coding_b = self.coder_rows.values()
        rows = adjudication.statements_of_run(coding_a, coding_b, self.decisions, self.coding, self.min_confidence)
        if self.coding == ADJUDICATED:
            rows = [row for row in rows if self.is_frozen and row["statement"] not in self.undecided]
        return tables.frame(rows, schema.TABLES["statements"])

    @cached_property
    def readings(self) -> dict[str, pd.DataFrame]:
        """The statements of this run's coding and of those that it may be compared with, whatever their confidence.

        Coders are compared when their codings are frozen, and the adjudicated coding when all is decided.
        """
        coding_a, coding_b = (statements.texts(self.codings, coder) for coder in self.coders)
        others = [*self.coded, *([] if len(self.coded) < 2 or self.undecided else [ADJUDICATED])]
        compared = {self.coding, *(others if self.is_frozen else [])}
        names = [name for name in paths.CODINGS if name in compared]
        rows = [adjudication.statements_of_run(coding_a, coding_b, self.decisions, name) for name in names]
        return {name: tables.frame(each, schema.TABLES["codings"]) for name, each in zip(names, rows, strict=True)}

    def coded_facts(self, coding: str = "") -> pd.DataFrame:
        """Return the facts of one coding with their places, by default the run's; one coder alone may use facts.csv."""
        own = self.parameters["coding"] if self.authored_rows("facts") else self.coding
        coding = coding or str(own)
        name = "facts" if coding == ADJUDICATED else f"{coding}_facts"
        rows = facts.facts_of_run({name: self.authored_rows(name)}, self.articles, coding)
        return tables.frame(rows, schema.TABLES["facts"])
