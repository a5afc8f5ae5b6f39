"""The brief: a template's sentences filled from tables, each claim with the passages that it rests on.

`write_brief(template, inputs)` gives the Markdown, with its notes and the tables of its figures at the end, the table
of claims, how certain each is, and the dropped claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import TemplateSyntaxError

from stancebook.brief import report_figures
from stancebook.brief.claims import Claims
from stancebook.brief.evidence import Citable
from stancebook.brief.report_figures import ReportFigure
from stancebook.brief.template import TEMPLATE, environment
from stancebook.brief.vocabulary import Vocabulary
from stancebook.core import schema, tables
from stancebook.core.english import BriefError, TrustedMarkdown, listed, number
from stancebook.core.markdown import escape
from stancebook.core.paths import PARAMETERS

if TYPE_CHECKING:
    import pandas as pd

    from stancebook.study.codebook import Codebook

NOTES = "## Notes\n\n"


@dataclass(frozen=True)
class BriefInputs:
    """Everything that a brief rests on.

    `texts` are raw texts by article, `run` the parameters, `figures` the figures by name, `provenance` as
    `provenance.read` gives it, `agreed` the ids on which all coders agree (see `certainty.agreed`).
    """

    statements: pd.DataFrame
    facts: pd.DataFrame
    notes: pd.DataFrame
    stances: pd.DataFrame
    reliability: pd.DataFrame
    sentences: pd.DataFrame
    contested: pd.DataFrame
    passages: pd.DataFrame
    sources: pd.DataFrame
    codebook: Codebook
    study: dict[str, Any]
    texts: dict[str, str]
    run: dict[str, Any]
    figures: dict[str, ReportFigure] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()

    @cached_property
    def citable(self) -> Citable:
        """The passages, to be looked up by their ids."""
        return Citable(tables.records(self.passages))

    @property
    def default(self) -> bool:
        """Whether all parameters have their defaults, whichever study it is."""
        usual = {name: value for name, value in PARAMETERS.items() if name != "study"}
        return all(str(self.run.get(name, value)) == str(value) for name, value in usual.items())


class Brief(NamedTuple):
    """A brief: its Markdown, its claims in order, (claim, reason) of each dropped one, and the certainty of each.

    `claims` has the columns of claims.csv, `certainty` those of certainty.csv with a row for each part of a claim.
    """

    markdown: str
    claims: pd.DataFrame
    dropped: list[tuple[str, str]]
    certainty: pd.DataFrame


def write_brief(template: str, inputs: BriefInputs) -> Brief:
    """The Brief of a template's text; raises BriefError, with the template's line, if it cannot be written."""
    vocabulary = Vocabulary(inputs)
    claims = Claims(inputs, vocabulary.worded())
    made = environment(finalize=as_markdown)
    blocks = {"claim": claims.claim, "plain": claims.plain, "borne": claims.strength_counts}
    made.globals |= vocabulary.words() | blocks
    try:
        text = made.from_string(template).render()
    except Exception as error:
        line = line_of(error)
        raise BriefError(f"{TEMPLATE}, line {line}: {error}{_in_sentence(template, line)}") from error
    _check_findings(inputs, claims)
    parts = [text] if inputs.default else [banner(inputs), text, dropped_claims(claims.dropped)]
    parts += [NOTES + "\n".join(claims.notes)] if claims.notes else []
    parts += [report_figures.appendix(inputs.figures[name] for name in vocabulary.shown if name in inputs.figures)]
    markdown = re.sub(r"\n{3,}", "\n\n", "\n\n".join(part.strip("\n") for part in parts if part)) + "\n"
    rows = tables.frame(claims.rows, schema.CLAIMS)
    graded = [row for strength in claims.strengths.values() for row in strength.rows]
    return Brief(markdown, rows, claims.dropped, tables.typed(graded, schema.CERTAINTY))


def _in_sentence(template: str, line: int | None) -> str:
    """The sentence of the template to which a line belongs, for a message about it."""
    lines = template.splitlines()
    if not line or line > len(lines):
        return ""
    start = next((at for at in range(line - 1, -1, -1) if "{% call" in lines[at]), line - 1)
    body = "\n".join(lines[start:]).partition("{% endcall %}")[0]
    sentence = " ".join(re.sub(r"{% call.*?%}", "", body, count=1, flags=re.DOTALL).split())
    return f"; it stands in: {sentence}" if sentence else ""


def _check_findings(inputs: BriefInputs, claims: Claims) -> None:
    """Raise BriefError unless every finding holds in the default run and is about a claim of its brief."""
    made = {row["claim"] for row in claims.rows}
    for row in tables.records(inputs.contested) if inputs.default else ():
        if row["holds"] != "yes":
            problem = "it does not hold" if row["holds"] == "no" else "it cannot be tested"
            raise BriefError(f"findings.yaml, finding {row['finding']}: {problem}; mend it or its predicate")
        if row["claim"] not in made:
            problem = f"the brief has no claim '{row['claim']}'; name a claim of report/template.md"
            raise BriefError(f"findings.yaml, finding {row['finding']}: {problem}")


def as_markdown(value: object) -> str:
    """An expression's value as Markdown that shows it; raises BriefError unless it is text or a number."""
    if isinstance(value, TrustedMarkdown):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        # an undefined value raises its own error when it becomes text
        raise BriefError(f"an expression gives {str(value) and type(value).__name__}; print a text or a number")
    return escape(value if isinstance(value, str) else number(value))


def line_of(error: Exception) -> int | None:
    """The template's line at which an error was raised, from its traceback."""
    step, line = error.__traceback__, error.lineno if isinstance(error, TemplateSyntaxError) else None
    while step:
        line = step.tb_lineno if step.tb_frame.f_code.co_filename == "<template>" else line
        step = step.tb_next
    return line


def banner(inputs: BriefInputs) -> str:
    """The paragraph at the top of a brief that is not of the default run; it lists the parameters."""
    run = {name: str(value).split() for name, value in (PARAMETERS | inputs.run).items()}
    wording = {
        "coding": "coding: {}",
        "min_confidence": "least confidence: {}",
        "exclude_articles": "articles left out: {}",
        "issue": "issue: {}",
    }
    parts = [words.format(listed(run[name])) for name, words in wording.items() if run[name]]
    return f"> **This is not the default run.** Its parameters are {escape('; '.join(parts))}."


def dropped_claims(dropped: list[tuple[str, str]]) -> str:
    """The section that lists the claims that a run could not make, and the reasons."""
    lines = [f"- `{claim}`: {escape(reason)}" for claim, reason in dropped] or ["None."]
    return "## Claims that fall away in this run\n\n" + "\n".join(lines)
