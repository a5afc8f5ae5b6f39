"""The formats of a report: each file of the report with the function that writes it.

To add a format, write a module that makes it from the brief's Markdown, and add a line to FORMATS.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from stancebook.brief import certainty, evidence, summary
from stancebook.brief.render import Brief, BriefInputs
from stancebook.export import brief_page, docx, evidence_page, pdf
from stancebook.study.study import Study


class Report(NamedTuple):
    """A brief with its study, and what several formats need: figures by file name, and the list of evidence."""

    study: Study
    inputs: BriefInputs
    brief: Brief

    @property
    def title(self) -> str:
        """The title of the study."""
        return self.study.settings["title"]

    @property
    def figures(self) -> dict[str, str]:
        """The SVG of each figure, by its address in the brief."""
        return {f"figures/{name}.svg": figure.svg for name, figure in self.inputs.figures.items()}

    @property
    def raw(self) -> str:
        """The way from the report to the raw texts."""
        return os.path.relpath(self.study.paths.raw, self.study.paths.report).replace(os.sep, "/")

    @property
    def evidence(self) -> tuple:
        """What the lists of evidence take: passages, cited ids, sentences, sources, claims, way to the raw texts."""
        claims, inputs = self.brief.claims, self.inputs
        return inputs.passages, summary.cited(claims), inputs.sentences, inputs.sources, claims, self.raw


def brief_html(report: Report) -> str:
    """The brief as a page."""
    brief = report.brief
    return brief_page.brief_page(brief.markdown, brief.claims, report.title, report.figures, report.inputs.passages)


def evidence_html(report: Report) -> str:
    """The raw texts as a page, with each passage, what coders gave and what adjudication decided."""
    study, claims = report.study, report.brief.claims
    strength = claims["claim"].map(certainty.weakest(report.brief.certainty)).fillna("")
    return evidence_page.evidence_page(
        study.texts, study.sources, report.inputs.passages, claims.assign(certainty=strength), report.title, report.raw,
        codings=study.codings, adjudication=study.decisions, removed=study.removed, names=study.words,
    )  # fmt: skip


def evidence_markdown(report: Report) -> str:
    """The cited passages in their sentences."""
    return evidence.markdown(*report.evidence)


def brief_pdf(report: Report) -> bytes:
    """The brief with its evidence for print."""
    return pdf.to_pdf(report.title, report.brief.markdown, evidence.evidence_list(*report.evidence), report.figures)


def brief_docx(report: Report) -> bytes:
    """The brief with its evidence for Word."""
    return docx.to_docx(report.title, report.brief.markdown, evidence.evidence_list(*report.evidence), report.figures)


FORMATS: dict[str, Callable[[Report], str | bytes]] = {
    "brief.md": lambda report: report.brief.markdown,
    "evidence.md": evidence_markdown,
    "index.html": brief_html,
    "evidence.html": evidence_html,
    "brief.pdf": brief_pdf,
    "brief.docx": brief_docx,
}


def render(study: Study, inputs: BriefInputs, brief: Brief) -> dict[str, str | bytes]:
    """Return the content of each file of the report, by its name."""
    report = Report(study, inputs, brief)
    return {name: write(report) for name, write in FORMATS.items()}
