"""A study in one run: what people wrote and what the notebooks made of it, each file read once.

    study = Study.open(coding="coder_a", exclude_articles="003 004")

A notebook reads the tables of the notebooks before it as attributes (`study.statements`), and writes its own with
`study.write("stances", table)`. Every table is a DataFrame, typed by `core.schema`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stancebook.core import paths, schema, tables
from stancebook.core.paths import ADJUDICATED
from stancebook.core.problems import UserError
from stancebook.core.tables import Rows
from stancebook.study import adjudication, coders, due, facts, freeze, quotes, statements, summary
from stancebook.study.generated import generated_table
from stancebook.study.people import adjudicators, who_coded
from stancebook.study.study_files import StudyFiles

if TYPE_CHECKING:
    import pandas as pd


class Study(StudyFiles):
    """One run of one study: its folders, its parameters, and every file of it as it is first asked for.

    `excluded` are the articles left out; `issue` is the issue that the figures and the brief look at, `chosen_issue` is
    empty where the run leaves it to the study.
    """

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

    @property
    def min_confidence(self) -> int:
        """The least confidence of a statement of this run: 1, 2 or 3."""
        return int(self.parameters["min_confidence"])

    @classmethod
    def open(
        cls,
        folder: str = "",
        coding: str = ADJUDICATED,
        min_confidence: int = 1,
        exclude_articles: str = "",
        issue: str = "",
    ) -> Study:
        """Return the study in a folder (default: the project's own) with the parameters of a run; read nothing yet.

        Raises NoStudy if no project is at or above the working folder.
        """
        values = (folder, coding, min_confidence, exclude_articles, issue)
        parameters: dict[str, Any] = dict(zip(paths.PARAMETERS, values, strict=True))
        return cls(paths.run_paths(**parameters), parameters)

    def cannot_show(self, *names: str, statements: pd.DataFrame | None = None) -> str:
        """Return what this run cannot show, and why, a sentence a line; "" if it lacks nothing.

        `names` are the files of data/coded and `statements` is the table of statements that the notebook rests on.
        """
        return "\n".join(summary.limits(self, names, statements))

    # ---- codings

    @cached_property
    def coded(self) -> tuple[str, ...]:
        """The coders who have coded: those with a row in any text of the study."""
        return tuple(coder for coder in self.coders if self.authored_rows(coder))

    @cached_property
    def coding(self) -> str:
        """Whose statements this run takes: "adjudicated", or a coder's name; one coder alone needs no adjudication."""
        asked = str(self.parameters["coding"])
        if asked not in (ADJUDICATED, *self.coders):
            raise UserError(coders.unknown(asked, self.coders))
        return self.coded[0] if asked == ADJUDICATED and len(self.coded) == 1 else asked

    @property
    def coded_by(self) -> str:
        """The coder whose codes alone this run takes, in words; "" where they are adjudicated."""
        return "" if self.coding == ADJUDICATED else f"{self.coder(self.coding).name} alone"

    @property
    def unread(self) -> str:
        """Which texts of this run the coder did not read whose codes alone it takes, in a sentence; "" if none."""
        coder = "" if self.coding == ADJUDICATED else self.coding
        return who_coded.unread(self.coder(coder).name, self.texts_read[coder], self.texts) if coder else ""

    @property
    def texts_coded(self) -> frozenset[str]:
        """The texts that were read by the coder whose codes this run takes; of adjudicated codes, by any coder."""
        by = self.coders if self.coding == ADJUDICATED else (self.coding,)
        return frozenset().union(*(self.texts_read[coder] for coder in by))

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

    @property
    def signed_decisions(self) -> Rows:
        """The decisions with their adjudicator in the reason, where several decided, or one on their own codes."""
        return adjudicators.signed(self.decisions, self.people, self.texts_read)

    @property
    def signed_fact_decisions(self) -> Rows:
        """The rows of fact_decisions.csv, signed likewise, and those on source notes with the note as their `fact`."""
        on_facts, on_notes = (self.authored_rows(name) for name in ("fact_decisions", "source_note_decisions"))
        notes = [row | {"fact": row["source_note"]} for row in on_notes]
        return [
            *adjudicators.signed(on_facts, self.people, self.facts_read),
            *adjudicators.signed(notes, self.people, self.notes_read),
        ]

    @cached_property
    def undecided(self) -> frozenset[str]:
        """The ids of the statements of this run on which the coders differ and that nobody has decided."""
        if len(self.coded) < 2:
            return frozenset()
        differing = statements.not_alike(self.codings, len(self.coders))
        codings = {coder: statements.texts(differing, coder) for coder in self.coders}
        return due.undecided_statements(codings, self.decisions, self.texts_read)

    @cached_property
    def _placed(self) -> pd.DataFrame:
        rows = [row for coded in self.coder_rows.values() for row in coded]
        return tables.frame(rows, schema.TABLES["codings"])

    def place_codings(self) -> pd.DataFrame:
        """Return all coders' rows with their places: the table `codings`, from now on that of this study."""
        self._tables["codings"] = self._placed
        return self._placed

    def adjudicate(self) -> pd.DataFrame:
        """Return the statements of this run, adjudicated or one coder's own: the table `statements`.

        Adjudicated ones are left out where a decision is due, and all of them while the codings are not frozen.
        """
        if self.coding == ADJUDICATED:
            self.place_codings()  # `undecided` looks at these, and not at what an earlier run wrote
        rows = adjudication.statements_of_run(self.coder_rows, self.decisions, self.coding, self.min_confidence)
        if self.coding == ADJUDICATED:
            rows = [row for row in rows if self.is_frozen and row["statement"] not in self.undecided]
        return tables.frame(rows, schema.TABLES["statements"])

    @cached_property
    def readings(self) -> dict[str, pd.DataFrame]:
        """The statements of this run's coding and of those that it may be compared with, whatever their confidence.

        Coders are compared when their codings are frozen, and the adjudicated coding when all is decided.
        """
        others = [*self.coded, *([] if len(self.coded) < 2 or self.undecided else [ADJUDICATED])]
        compared = {self.coding, *(others if self.is_frozen else [])}
        names = [name for name in (ADJUDICATED, *self.coders) if name in compared]
        return {name: self._reading(name) for name in names}

    def _reading(self, name: str) -> pd.DataFrame:
        """Return the statements of one coding, whatever their confidence."""
        if name != ADJUDICATED:
            return self.codings[self.codings["coder"] == name].reset_index(drop=True)
        coded = {coder: statements.texts(self.codings, coder) for coder in self.coders}
        rows = adjudication.adjudicated_statements(coded, self.decisions)
        return tables.frame(rows, schema.TABLES["codings"])

    def coded_notes(self, coder: str) -> pd.DataFrame:
        """Return the source notes of one reader with their places."""
        name = f"{coder}_{facts.NOTES.table}"
        rows = facts.facts_of_run({name: self.authored_rows(name)}, self.articles, coder, facts.NOTES)
        return tables.frame(rows, schema.TABLES["notes"])

    def coded_facts(self, coding: str = "") -> pd.DataFrame:
        """Return the facts of one coding with their places, by default the run's; one coder alone may use facts.csv."""
        own = self.parameters["coding"] if self.authored_rows("facts") else self.coding
        coding = coding or str(own)
        name = "facts" if coding == ADJUDICATED else f"{coding}_facts"
        rows = facts.facts_of_run({name: self.authored_rows(name)}, self.articles, coding)
        return tables.frame(rows, schema.TABLES["facts"])
