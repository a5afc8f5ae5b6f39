"""The inputs of a brief, read from a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stancebook.agreement import people_summary
from stancebook.analysis.evaluate import in_run
from stancebook.brief import passages
from stancebook.brief.citations import Citables
from stancebook.brief.evidence import Citable
from stancebook.brief.from_tables import with_days
from stancebook.brief.report_figures import ReportFigure, read_figures
from stancebook.brief.rules.language import Language, language_of
from stancebook.core.paths import PARAMETERS
from stancebook.core.tables import Row, Rows, grouped, records
from stancebook.study.people import who_coded
from stancebook.study.study import Study

if TYPE_CHECKING:
    import pandas as pd

IDS = {"statements": "statement", "facts": "fact", "notes": "source_note"}


@dataclass(frozen=True)
class BriefInputs:
    """Everything that a brief rests on in one run.

    `study` has the entries of study.yaml, `run` the parameters, `names` the words for ids, `figures` the figures by
    name, `findings` the rows of contested.csv by the claim that a finding is; `provenance` is as `provenance.read`
    gives it, `table` gives the rows of a table by its name. `holds` says whether a predicate holds in this run; it
    raises ValueError, with the fix, if it cannot be read. `coded_by` names the coder whose codes alone are taken,
    `unread` says which texts that coder did not read, `who_coded` who coded and decided, a sentence a line;
    `says` has the words of the study's state, see `inline.SAYS`.
    """

    statements: pd.DataFrame
    facts: pd.DataFrame
    notes: pd.DataFrame
    sentences: pd.DataFrame
    contested: pd.DataFrame
    passages: pd.DataFrame
    sources: pd.DataFrame
    codebook: Any
    study: Mapping[str, Any]
    run: Mapping[str, Any]
    names: dict[str, str]
    figures: dict[str, ReportFigure] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)
    table: Callable[[str], Rows] = lambda name: []
    holds: Callable[[str], str] = lambda predicate: "untestable"
    coded_by: str = ""
    unread: str = ""
    who_coded: str = ""
    says: Mapping[str, str] = field(default_factory=dict)

    @property
    def default(self) -> bool:
        """Whether all parameters have their defaults, whichever study it is."""
        usual = {name: value for name, value in PARAMETERS.items() if name != "study"}
        return all(str(self.run.get(name, value)) == str(value) for name, value in usual.items())

    @property
    def citable(self) -> Citable:
        """The passages, to be looked up by their ids."""
        return self.citables.citable

    @cached_property
    def findings(self) -> dict[str, Row]:
        """The row of contested.csv of each finding by its id, which is the id of its claim."""
        return {row["finding"]: row for row in records(self.contested)}

    @cached_property
    def citables(self) -> Citables:
        """What can be cited."""
        tables = {name: [{**row, "id": row[id]} for row in records(getattr(self, name))] for name, id in IDS.items()}
        return Citables(
            **tables,
            passages=records(self.passages),
            sentences=grouped(records(self.sentences), "article"),
            sources={row["article"]: row for row in records(self.sources)},
            choices=self.codebook.choices,
            table=self.rows_of,
            holds=self.holds,
            says=self.says,
        )

    @cached_property
    def language(self) -> Language:
        """What the study calls its actors, people, outlets and conditions."""
        tables = self.citables
        return language_of(self.codebook, tables.statements, tables.facts, list(tables.sources.values()), self.study)

    def rows_of(self, name: str) -> Rows:
        """Return the rows of a table by its name; the days of sources also in words."""
        return with_days(records(self.sources)) if name == "sources" else self.table(name)


def brief_inputs(study: Study) -> BriefInputs:
    """Return everything that a brief rests on: the tables of the notebooks before it, and what can be cited.

    Raises UserError if one of those tables is missing.
    """
    holds = in_run(study.statements, study.codebook)
    return BriefInputs(
        statements=study.statements,
        facts=study.facts,
        notes=study.notes,
        sentences=study.sentences,
        contested=study.contested,
        passages=passages.passages(study.statements, study.facts, study.notes, study.codebook.names),
        sources=study.sources,
        codebook=study.codebook,
        study=study.settings,
        run={name: value for name, value in study.parameters.items() if name != "study"},
        names=study.actor_names,
        figures=read_figures(study.paths),
        provenance=study.provenance,
        table=lambda name: records(study.table(name)),
        holds=lambda predicate: holds(predicate) or "untestable",
        coded_by=study.coded_by,
        unread=study.unread,
        who_coded=who_coded.who_coded(study),
        says={"validation": people_summary.in_brief(study.table("validation"))},
    )
