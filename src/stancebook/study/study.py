"""A study in one run: what people wrote and what the notebooks made of it, each file read once.

    study = Study.open(coding="coder_a", exclude_articles="003 004")

A notebook reads the tables of the notebooks before it as attributes (`study.statements`), and writes its own with
`study.write("stances", table)`. Every table is a DataFrame, typed by `core.schema`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stancebook.core import files, fonts, paths, schema, tables
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Rows
from stancebook.study import adjudication, aliases, cases, facts, loader, provenance, quotes, statements
from stancebook.study.codebook import Codebook
from stancebook.study.loader import Authored
from stancebook.study.provenance import Provenance
from stancebook.texts import corpus
from stancebook.texts.cleaning import CleaningRules
from stancebook.texts.corpus import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

CODERS = tuple(name for name in paths.CODINGS if name != "adjudicated")


def generated_table(name: str) -> property:
    """Return an attribute of Study: a table of data/processed, read when it is first asked for."""
    return property(lambda study: study.table(name))


class Study:
    """One run of one study: its folders, its parameters, and every file of it as it is first asked for.

    `coding` is "adjudicated" or a coder's name; `excluded` are the articles left out; `issue` is the issue that the
    figures and the brief look at, `chosen_issue` is empty where the run leaves it to the study.
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
        self.paths = run_paths
        fonts.use(run_paths.fonts)
        self.parameters = {**paths.PARAMETERS, **parameters}
        self.coding = str(self.parameters["coding"])
        self.excluded = tuple(str(self.parameters["exclude_articles"]).split())
        self.chosen_issue = str(self.parameters["issue"])
        self._generated: dict[str, Rows] = {}
        self._tables: dict[str, pd.DataFrame] = {}

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
        """The settings; raises UserError with one sentence for each problem in them."""
        settings, problems = self._settings
        if problems:
            raise UserError("\n".join(map(str, problems)))
        return settings

    @property
    def settings(self) -> dict[str, Any]:
        """The entries of study.yaml."""
        return self._sound_settings.settings

    @property
    def codebook(self) -> Codebook:
        """The codebook."""
        book = self._sound_settings.codebook
        assert book is not None, "a sound study has a codebook"
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
        """The text of the brief, as its author wrote it."""
        return self.paths.text.read_text(encoding="utf-8")

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
        rows = (
            [] if loader.is_absent(self.paths.coded, f"{name}.csv") else tables.read(self.paths.coded / f"{name}.csv")
        )
        rows = aliases.as_ids(rows, self.codebook) if f"{name}.csv" in loader.NAMING else rows
        return list(filter(cases.is_taken, rows)) if name in ("adjudication", "fact_decisions") else rows

    def cannot_show(self, *names: str) -> str:
        """Return a sentence on what cannot be shown for want of these files of data/coded; "" if all are there."""
        return loader.cannot_show(self.paths.coded, names)

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
    def coder_rows(self) -> dict[str, Rows]:
        """Each coder's rows with their places in the raw texts, in order of place."""
        return {name: quotes.place_coding(self.authored_rows(name), name, self.articles) for name in CODERS}

    @cached_property
    def decisions(self) -> Rows:
        """The rows of adjudication.csv on this run's articles."""
        return [row for row in self.authored_rows("adjudication") if row["article"] in self.texts]

    def place_codings(self) -> pd.DataFrame:
        """Return all coders' rows with their places: the table `codings`."""
        rows = [row for coded in self.coder_rows.values() for row in coded]
        return tables.frame(rows, schema.TABLES["codings"])

    def adjudicate(self) -> pd.DataFrame:
        """Return the statements of this run, adjudicated or one coder's own: the table `statements`."""
        coding_a, coding_b = self.coder_rows.values()
        rows = adjudication.statements_of_run(coding_a, coding_b, self.decisions, self.coding, self.min_confidence)
        return tables.frame(rows, schema.TABLES["statements"])

    @cached_property
    def readings(self) -> dict[str, pd.DataFrame]:
        """The statements of each reading (adjudicated, and each coder's own), whatever their confidence."""
        coding_a, coding_b = (statements.texts(self.codings, coder) for coder in CODERS)
        rows = {
            name: adjudication.statements_of_run(coding_a, coding_b, self.decisions, name) for name in paths.CODINGS
        }
        return {name: tables.frame(each, schema.TABLES["codings"]) for name, each in rows.items()}

    def coded_facts(self, coding: str) -> pd.DataFrame:
        """Return the facts of one coding with their places: adjudicated ones, or a coder's."""
        name = "facts" if coding == "adjudicated" else f"{coding}_facts"
        rows = facts.facts_of_run({name: self.authored_rows(name)}, self.articles, coding)
        return tables.frame(rows, schema.TABLES["facts"])

    # ---- tables and other files

    def table(self, name: str) -> pd.DataFrame:
        """Return a generated table by its name, typed by the schema.

        Raises UserError if it is not there: the notebook that writes it has not run.
        """
        if name not in self._tables:
            self._tables[name] = tables.frame(self._rows(name), schema.TABLES[name])
        return self._tables[name]

    def _rows(self, name: str) -> Rows:
        """Return the rows of a generated table as text; raises UserError if it is not there."""
        if name not in self._generated:
            path = self.paths.processed / f"{name}.csv"
            if not path.exists():
                raise UserError(f"data/processed/{name}.csv is missing; run the notebooks before this one")
            self._generated[name] = tables.read(path)
        return self._generated[name]

    def write(self, name: str, table: pd.DataFrame | Rows) -> None:
        """Write data/processed/<name>.csv, with the schema's columns and order of rows."""
        tables.write(self.paths.processed / f"{name}.csv", table, schema.TABLES[name])
        self._generated.pop(name, None)
        self._tables.pop(name, None)

    def write_figure(self, name: str, drawing: Any, table: Any = None, narrow: Any = None) -> None:
        """Write report/figures/<name>.svg, its table <name>.csv and <name>.narrow.svg for phones; None removes them."""
        path = self.paths.figures / name
        files.write_or_remove(f"{path}.svg", drawing and drawing.svg)
        files.write_or_remove(f"{path}.narrow.svg", narrow and narrow.svg)
        files.write_or_remove(f"{path}.csv", tables.in_words(table) if drawing and table is not None else None)

    def write_report(self, name: str, content: str | bytes) -> None:
        """Write a file of the report: text as UTF-8, or bytes."""
        content = content.encode("utf-8") if isinstance(content, str) else content
        files.write_bytes(self.paths.report / name, content)

    def write_text(self, name: str, content: str) -> None:
        """Write a generated text; `name` is its path from the top of a study, such as data/processed/ties.graphml."""
        files.write_text(paths.resolve(self.paths, name), content)

    def write_clean_texts(self, articles: Mapping[str, Article]) -> None:
        """Write the clean text of each article to data/processed/clean."""
        for id, article in articles.items():
            files.write_text(self.paths.clean / f"{id}.txt", article.clean)
