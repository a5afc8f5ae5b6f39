"""The formats of a report: each file of the report with the function that writes it.

To add a format, write a module that makes it from the brief's Markdown or from `Report.book`, and add a line to
FORMATS. The evidence is several files where the texts are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from stancebook.brief import checks, evidence, summary
from stancebook.brief.inputs import BriefInputs
from stancebook.brief.render import Brief
from stancebook.brief.verification import RULES
from stancebook.core.paths import relative
from stancebook.core.tables import Rows, records
from stancebook.export import (
    annotations,
    book,
    brief_page,
    coded_words,
    docx,
    evidence_page,
    evidence_split,
    pdf,
    supplement,
)
from stancebook.export.blocks import Node
from stancebook.study.study import Study


class Report:
    """A brief with its study, and what several formats need, made once."""

    def __init__(self, study: Study, inputs: BriefInputs, brief: Brief) -> None:
        self.study, self.inputs, self.brief = study, inputs, brief

    @property
    def title(self) -> str:
        """The title of the study."""
        return self.study.settings["title"]

    @cached_property
    def figures(self) -> dict[str, str]:
        """The SVG of each figure, by its address in the brief."""
        return {f"figures/{name}.svg": figure.svg for name, figure in self.inputs.figures.items()}

    @property
    def raw(self) -> str:
        """The way from the report to the raw texts."""
        return relative(self.study.paths.raw, self.study.paths.report)

    @cached_property
    def claims(self) -> Rows:
        """The rows of the claims."""
        return records(self.brief.claims)

    @cached_property
    def evidence(self) -> str:
        """The Markdown of the cited passages in their sentences, which ends the documents of the brief."""
        inputs, cited = self.inputs, summary.cited(self.brief.claims)
        return evidence.evidence_list(inputs.citable, cited, inputs.sentences, inputs.sources, self.claims, self.raw)

    @cached_property
    def words(self) -> dict[str, coded_words.Words]:
        """Each passage in words, by its id."""
        tables = (self.inputs.statements, self.inputs.facts, self.inputs.notes)
        return coded_words.in_words(*tables, self.study.words, self.study.actor_names)

    @cached_property
    def book(self) -> list[Node]:
        """The brief as one document, for print and for Word."""
        return book.bind(self.brief.markdown, self.figures)


def brief_html(report: Report) -> str:
    """The brief as a page."""
    brief = report.brief
    return brief_page.brief_page(brief.page, brief.claims, report.title, report.figures, report.inputs.passages)


def evidence_pages(report: Report) -> Iterator[tuple[str, str]]:
    """The raw texts as pages with their names, with each passage, what coders gave and what adjudication decided."""
    study, inputs = report.study, report.inputs
    shown = evidence_page.contents(
        study.texts, study.sources, inputs.passages, report.brief.claims, report.title, report.raw,
        codings=study.codings, adjudication=study.signed_decisions, removed=study.removed, names=study.words,
        actors=study.actor_names, said=report.words, findings=records(inputs.contested),
        fact_decisions=() if study.coded_by else study.signed_fact_decisions, who_coded=inputs.who_coded,
        coders=study.names_of_coders, read=study.texts_read,
        meanings={rule: each.meaning for rule, each in RULES.items()}, figures=inputs.figures.values(),
    )  # fmt: skip
    return evidence_split.pages(shown, study.texts)


def evidence_markdown(report: Report) -> str:
    """The cited passages in their sentences, then the claims that rest on them."""
    return report.evidence + "\n" + evidence.claims_list(report.claims, report.inputs.citable)


def supplement_markdown(report: Report) -> str:
    """For each note of the brief: the sentence, excerpts of its sources, and why they bear it."""
    study, inputs, claims = report.study, report.inputs, report.brief.claims
    tables = (study.sources, study.sentences, study.removed)
    return supplement.supplement(
        report.title, claims, inputs.passages, report.words, study.texts, *tables, report.raw, inputs.who_coded
    )


def annotations_jsonld(report: Report) -> str:
    """Each passage as a Web Annotation."""
    study, inputs = report.study, report.inputs
    ids = {"statement": inputs.statements, "fact": inputs.facts, "source_note": inputs.notes}
    coded = {row[id]: row for id, table in ids.items() for row in records(table)}
    files = {row["article"]: row["file"] for row in study.source_rows}
    return annotations.annotations(
        report.title, inputs.passages, coded, report.words, study.texts, files, study.words, report.raw
    )


FORMATS: dict[str, Callable[[Report], str | bytes]] = {
    # first those that a brief may not fit, so that nothing else is written then
    "brief.pdf": lambda report: pdf.to_pdf(report.title, report.book, report.figures),
    "brief.docx": lambda report: docx.to_docx(report.title, report.book, report.figures),
    "brief.md": lambda report: report.brief.markdown,
    "evidence.md": evidence_markdown,
    "checks.md": lambda report: checks.as_markdown(list(report.brief.proofs.values())),
    "supplement.md": supplement_markdown,
    "index.html": brief_html,
    "annotations.jsonld": annotations_jsonld,
}


def render(study: Study, inputs: BriefInputs, brief: Brief) -> Iterator[tuple[str, str | bytes]]:
    """The name and the content of each file of the report, each made when it is asked for."""
    report = Report(study, inputs, brief)
    for name, write in FORMATS.items():
        yield name, write(report)
    yield from evidence_pages(report)
