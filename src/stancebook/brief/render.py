"""The brief: a text that a person writes, proved sentence by sentence and printed with its notes.

`write_brief(markdown, inputs)` gives the Markdown, the table of claims, the faults and what falls away in the run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stancebook.brief import checks, footnotes, report_figures
from stancebook.brief.citations import TABLES
from stancebook.brief.from_tables import NoColumn, table_markdown
from stancebook.brief.inline import BriefError, fault
from stancebook.brief.proof import Proof, prove, with_bullets
from stancebook.brief.text import Block, Sentence, Text, parse
from stancebook.brief.verification import RULES, Fault
from stancebook.core import schema, tables
from stancebook.core.english import listed, one_of
from stancebook.core.markdown import escape, escape_within
from stancebook.core.paths import PARAMETERS
from stancebook.core.problems import suggestion
from stancebook.core.tables import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from stancebook.brief.inputs import BriefInputs

NO_LONGER = {
    "no": " (This no longer holds in this run.)",
    "untestable": " (This cannot be tested in this run.)",
}
WHO_CODED = "## Who coded the texts"
FALLEN = "## Sentences that fall away in this run"
EMPTY_TABLE = re.compile(r"^\|.*\|\n\|[-: |]+\|\n(?!\|)", re.MULTILINE)
# a heading before one of its own or a higher level, the annex or the end; the title stays
EMPTY_SECTION = re.compile(r"^(##+) .*\n+(?=(?!\1#)#+ |---\n|\Z)", re.MULTILINE)
ALWAYS = ("holds", "allow")  # rules that ask only some sentences


class Brief(NamedTuple):
    """A brief: its Markdown, the rows of claims.csv, all faults, and (sentence's id, reason) of what falls away.

    `proofs` are those of all sentences of the text, by id, in order. A note of `markdown` has its first passages,
    which is enough in print; in `page`, which is the same otherwise, it has all.
    """

    markdown: str
    claims: pd.DataFrame
    faults: list[Fault]
    dropped: list[tuple[str, str]]
    proofs: dict[str, Proof]
    page: str


def write_brief(markdown: str, inputs: BriefInputs) -> Brief:
    """Return the Brief of a text.

    Raises BriefError, with a line for each fault, if the text cannot be read or, in the default run, if a sentence has
    an error that is not overruled.
    """
    text = with_bullets(parse(markdown), inputs.citables, inputs.names)
    proofs = prove(text, inputs.citables, inputs.language, inputs.default)
    faults = [each for proof in proofs.values() for each in proof.faults]
    errors = [each for proof in proofs.values() for each in proof.errors]
    if inputs.default and errors:
        raise BriefError("\n".join(map(checks.in_words, errors)))
    writer = _Writer(inputs, proofs)
    body = writer.write(text)
    body = body if inputs.default else without_empty(body)
    dropped = [] if inputs.default else [(id, proof.fallen) for id, proof in proofs.items() if proof.fallen]
    parts = [*banner(inputs), body]
    parts += [] if any(block.kind == "break" for block in text.blocks) else ["---"]
    parts += [] if inputs.default else [fallen(dropped, proofs)]
    parts += [f"{WHO_CODED}\n\n{escape(' '.join(inputs.who_coded.splitlines()))}"] if inputs.who_coded else []
    printed, page = (_joined([*parts, footnotes.listed_notes(each)]) for each in (writer.notes, writer.whole_notes))
    return Brief(printed, tables.typed(writer.rows, schema.CLAIMS), faults, dropped, proofs, page)


def _joined(parts: Iterable[str]) -> str:
    """The Markdown of the parts of a brief that are not empty."""
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part.strip("\n") for part in parts if part)) + "\n"


class _Writer:
    """Prints the blocks of a text; collects the rows of claims.csv and the notes on the way."""

    def __init__(self, inputs: BriefInputs, proofs: dict[str, Proof]) -> None:
        self.inputs, self.proofs = inputs, proofs
        self.rows: Rows = []
        self.notes: list[str] = []
        self.whole_notes: list[str] = []
        self.figures: list[str] = []

    def write(self, text: Text) -> str:
        """The Markdown of all blocks, and the lines between them as they are."""
        lines: list[str] = []
        at = 0
        for block in text.blocks:
            lines += [*text.lines[at : block.start], *self.block(block, text)]
            at = block.end
        return "\n".join([*lines, *text.lines[at:]])

    def block(self, block: Block, text: Text) -> list[str]:
        """The lines of a block; none if all its sentences fall away."""
        if block.kind == "figure":
            return self.figure(block)
        if block.kind == "table":
            return self.table(block)
        if not block.sentences:
            return [] if block.kind == "prose" and not block.prefix else list(text.lines[block.start : block.end])
        printed = [each for sentence in block.sentences for each in self.sentence(sentence)]
        if not printed and block.prefix == "# ":
            printed = [escape(self.inputs.study["title"])]
        return [block.prefix + " ".join(printed)] if printed else []

    def sentence(self, sentence: Sentence) -> list[str]:
        """The Markdown of a sentence with its mark; none if it falls away in this run."""
        proof = self.proofs[sentence.id]
        if not self.inputs.default and proof.fallen:
            return []
        markdown = proof.sentence.markdown
        if not self.inputs.default:
            markdown = with_end(markdown, NO_LONGER.get(proof.evidence.holds, ""), sentence.kind)
        return [with_end(markdown, f" {self.claim(proof)}", sentence.kind) if proof.claims else markdown]

    def claim(self, proof: Proof) -> str:
        """The mark of a claim, whose row and note are added."""
        number, inputs = len(self.rows) + 1, self.inputs
        row = claim_row(proof) | footnotes.claim_cells(proof.evidence, inputs.provenance)
        self.rows.append(row)
        turns, most = footnotes.turns(inputs.findings.get(row["claim"])), inputs.study["quotation_limit"]
        both = footnotes.notes(number, proof.evidence, inputs.provenance, inputs.names, most, turns)
        for own, note in zip((self.notes, self.whole_notes), both, strict=True):
            own.append(note)
        return footnotes.mark(row["claim"], number, row["passages"].split())

    def figure(self, block: Block) -> list[str]:
        """A figure and its caption; another run may lack it."""
        figure = self.inputs.figures.get(block.name)
        if figure is None or block.name in self.figures:
            if figure is None and not self.inputs.default:
                return []
            problem = "stands in the brief twice" if figure else "is not drawn in this run"
            known = [] if figure else [name for name in sorted(self.inputs.figures) if "." not in name]
            fix = suggestion(block.name, known, f"use {listed(known)}") if known else "take it out"
            raise fault(block.start + 1, f"the figure '{block.name}' {problem}", fix)
        self.figures.append(block.name)
        image = report_figures.figure_markdown(block.name, block.body or figure.alt)
        return [image, "", report_figures.caption(len(self.figures), figure)]

    def table(self, block: Block) -> list[str]:
        """A table of the run."""
        if f"{block.name}.csv" not in TABLES:
            known = [name.removesuffix(".csv") for name in sorted(TABLES)]
            fix = suggestion(block.name, known, f"use {one_of(known)}")
            raise fault(block.start + 1, f"there is no table '{block.name}'", fix)
        try:
            return [table_markdown(block.body, self.inputs.rows_of(block.name), self.inputs.names)]
        except NoColumn as error:
            message, _, fix = str(error).rpartition("; ")
            raise fault(block.start + 1, message, fix) from None


def without_empty(markdown: str) -> str:
    """Return Markdown without tables that have lost all their rows, then without headings under which nothing is left.

    >>> without_empty("# A\\n\\n## B\\n\\n### C\\n\\n| x |\\n| - |\\n\\n## D\\n\\nWords.\\n\\n## E\\n")
    '# A\\n\\n## D\\n\\nWords.\\n\\n'
    """
    found = EMPTY_TABLE.sub("", markdown)
    while (shorter := EMPTY_SECTION.sub("", found)) != found:
        found = shorter
    return found


def with_end(markdown: str, end: str, kind: str) -> str:
    """Return a sentence with something at its end, which is in the last cell of a row.

    >>> with_end("Arland pays.", " [1]", "sentence"), with_end("| Arland | pays |", " [1]", "row")
    ('Arland pays. [1]', '| Arland | pays [1] |')
    """
    text = markdown.rstrip()
    if kind == "row" and text.endswith("|") and not text.endswith("\\|"):
        return f"{text[:-1].rstrip()}{end} |"
    return text + end


def claim_row(proof: Proof) -> Row:
    """Return the cells of a row of claims.csv that come from a sentence and its faults."""
    sentence, failed = proof.sentence, {each.rule for each in proof.faults}
    asked = [rule for rule in RULES if rule not in ALWAYS or (rule == "holds" and sentence.holds)]
    overruled = {each.rule: each.overruled for each in proof.faults if each.overruled}
    warned = [each.rule for each in proof.faults if each.level == "warning" and not each.overruled]
    return {
        "claim": sentence.id,
        "line": sentence.line,
        "sentence": sentence.words,
        "citation": sentence.citation,
        "holds": {"yes": "yes", "no": "no"}.get(proof.evidence.holds, ""),
        "passed": " ".join(rule for rule in asked if rule not in failed),
        "overruled": "; ".join(f"{rule}: {reason}" for rule, reason in overruled.items()),
        "warnings": " ".join(dict.fromkeys(warned)),
    }


def banner(inputs: BriefInputs) -> list[str]:
    """Return the paragraphs at the top of a brief: the parameters if it is not of the default run, and a coder alone.

    The second stands where all codes are one coder's: nobody can say then how far another would agree.
    """
    alone = f"> **Coded by {escape(inputs.coded_by)}.** No second coding is in this brief: these codes are one reading."
    alone += f" {escape(inputs.unread)}" if inputs.unread else ""
    notes = [] if inputs.default else [_parameters(inputs)]
    return [*notes, alone] if inputs.coded_by else notes


def _parameters(inputs: BriefInputs) -> str:
    run = {name: str(value).split() for name, value in (PARAMETERS | inputs.run).items()}
    run |= {"coding": [inputs.coded_by]} if inputs.coded_by else {}  # a name, which has spaces
    wording = {
        "coding": "coding: {}",
        "min_confidence": "least confidence: {}",
        "exclude_articles": "articles left out: {}",
        "issue": "issue: {}",
    }
    parts = [words.format(listed(run[name])) for name, words in wording.items() if run[name]]
    return f"> **This is not the default run.** Its parameters are {escape('; '.join(parts))}."


def fallen(dropped: list[tuple[str, str]], proofs: dict[str, Proof]) -> str:
    """Return the section that lists the sentences that a run cannot bear, and the reasons."""
    words = {id: proofs[id].sentence.words.replace(" | ", "; ") for id, _ in dropped}
    lines = [f"- {escape(words[id])} – {escape_within(reason)}" for id, reason in dropped] or ["None."]
    return "\n".join([f"{FALLEN}\n", *lines])
