"""The brief: a template's sentences filled from tables, each claim with the passages that bear it.

`brief(template, ledger)` gives the Markdown, with its notes and the tables of its figures at the end, the table of
claims, how certain each is, and what had to be dropped.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
from jinja2 import TemplateSyntaxError

from stancebook.brief import report_figures
from stancebook.brief.claims import Claims
from stancebook.brief.template import TEMPLATE, environment
from stancebook.brief.vocabulary import Vocabulary
from stancebook.core import schema, tables
from stancebook.core.english import BriefError, TrustedMarkdown, listed, number
from stancebook.core.markdown import escape
from stancebook.core.paths import PARAMETERS
from stancebook.study.codebook import Codebook

NOTES = "## Notes\n\n"
TABLES = ("statements", "facts", "notes", "stances", "reliability", "sentences", "contested")  # of data/processed


@dataclass(frozen=True)
class BriefInputs:
    """Everything that a brief rests on.

    `texts` are raw texts by article, `run` the parameters, `exhibits` the figures by name, `provenance` as
    `provenance.read` gives it, `agreed` the ids on which both coders gave the same (see `certainty.agreed`).
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
    study: dict
    texts: dict
    run: dict
    exhibits: dict = field(default_factory=dict)
    provenance: dict = field(default_factory=dict)
    agreed: frozenset = frozenset()

    @property
    def default(self):
        """Whether no parameter differs from its default, whichever study it is."""
        usual = {name: value for name, value in PARAMETERS.items() if name != "study"}
        return all(str(self.run.get(name, value)) == str(value) for name, value in usual.items())


class Brief(NamedTuple):
    """A brief: its Markdown, the claims in order, (claim, reason) for each one dropped, and the certainty of each.

    `claims` has the columns of claims.csv, `certainty` those of certainty.csv, a row for each part of a claim.
    """

    markdown: str
    claims: pd.DataFrame
    dropped: list
    certainty: pd.DataFrame


def write_brief(template, ledger):
    """The Brief that a template's text gives for a BriefInputs; raises BriefError, with the line, where it has none."""
    vocabulary = Vocabulary(ledger)
    claims = Claims(ledger, vocabulary.worded())
    made = environment(finalize=as_markdown)
    made.globals |= {**vocabulary.words(), "claim": claims.claim, "plain": claims.plain, "borne": claims.borne}
    try:
        text = made.from_string(template).render()
    except Exception as error:
        line = line_of(error)
        raise BriefError(f"{TEMPLATE}, line {line}: {error}{_stands_in(template, line)}") from error
    _compare_findings(ledger, claims)
    parts = [text] if ledger.default else [banner(ledger), text, dropped_claims(claims.dropped)]
    parts += [NOTES + "\n".join(claims.notes)] if claims.notes else []
    parts += [report_figures.appendix([ledger.exhibits[name] for name in vocabulary.shown if name in ledger.exhibits])]
    markdown = re.sub(r"\n{3,}", "\n\n", "\n\n".join(part.strip("\n") for part in parts if part)) + "\n"
    rows = tables.frame(claims.rows, schema.CLAIMS)
    graded = [row for judged in claims.judged.values() for row in judged.rows]
    return Brief(markdown, rows, claims.dropped, tables.typed(graded, schema.CERTAINTY))


def _stands_in(template, line):
    """The sentence of the template that a line belongs to, for a complaint about it."""
    lines = template.splitlines()
    if not line or line > len(lines):
        return ""
    start = next((at for at in range(line - 1, -1, -1) if "{% call" in lines[at]), line - 1)
    body = "\n".join(lines[start:]).partition("{% endcall %}")[0]
    said = " ".join(re.sub(r"{% call.*?%}", "", body, count=1, flags=re.DOTALL).split())
    return f"; it stands in: {said}" if said else ""


def _compare_findings(ledger, claims):
    """Nothing, where every finding holds in the default run and bears a claim of its brief; else BriefError."""
    made = {row["claim"] for row in claims.rows}
    for row in tables.records(ledger.contested) if ledger.default else ():
        if row["holds"] != "yes":
            wrong = "it does not hold" if row["holds"] == "no" else "it cannot be tested"
            raise BriefError(f"findings.yaml, finding {row['finding']}: {wrong}; mend it or its predicate")
        if row["claim"] not in made:
            cure = "name a claim of report/template.md"
            raise BriefError(
                f"findings.yaml, finding {row['finding']}: the brief has no claim '{row['claim']}'; {cure}"
            )


def as_markdown(value):
    """An expression's value as Markdown that shows it: text and numbers, and nothing else."""
    if isinstance(value, TrustedMarkdown):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        # an undefined value says so itself, when it is made a text
        raise BriefError(f"an expression gives {str(value) and type(value).__name__}; print a text or a number")
    return escape(value if isinstance(value, str) else number(value))


def line_of(error):
    """The template's line at which an error rose, as its trace tells it."""
    step, line = error.__traceback__, error.lineno if isinstance(error, TemplateSyntaxError) else None
    while step:
        line = step.tb_lineno if step.tb_frame.f_code.co_filename == "<template>" else line
        step = step.tb_next
    return line


def banner(ledger):
    """The paragraph that says, on top of it, which parameters a brief was made with."""
    run = {name: str(value).split() for name, value in (PARAMETERS | ledger.run).items()}
    told = {
        "coding": "coding: {}",
        "min_confidence": "least confidence: {}",
        "exclude_articles": "articles left out: {}",
        "issue": "issue: {}",
    }
    parts = [words.format(listed(run[name])) for name, words in told.items() if run[name]]
    return f"> **This is not the default run.** Its parameters are {escape('; '.join(parts))}."


def dropped_claims(dropped):
    """The section that lists the claims a run could not make, and why."""
    lines = [f"- `{claim}`: {escape(reason)}" for claim, reason in dropped] or ["None."]
    return "## Claims that fall away in this run\n\n" + "\n".join(lines)
