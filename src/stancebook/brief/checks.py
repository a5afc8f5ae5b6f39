"""What was checked in a brief, sentence by sentence: report/checks.md, and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stancebook.brief.inline import TEXT
from stancebook.brief.verification import RULES, Fault
from stancebook.core.english import count, plural
from stancebook.core.markdown import escape_within
from stancebook.core.tables import Rows

if TYPE_CHECKING:
    from stancebook.brief.proof import Proof


def in_words(found: Fault) -> str:
    """Return a fault as one line: where, what is wrong, and the fix."""
    return f"{TEXT}, line {found.line}: {found.message}; {found.fix} ({found.rule})"


def lines(proofs: Iterable[Proof]) -> list[str]:
    """Return a line for each fault that is not overruled: errors first, then warnings, each in order of the text."""
    faults = [each for proof in proofs for each in proof.faults if not each.overruled]
    return [in_words(each) for level in ("error", "warning") for each in faults if each.level == level]


def summary(proofs: Sequence[Proof]) -> str:
    """Return how many sentences were compared with their evidence, and how many faults there are."""
    faults = [each for proof in proofs for each in proof.faults]
    overruled = sum(bool(each.overruled) for each in faults)
    open_ = [each.level for each in faults if not each.overruled]
    cited = sum(bool(proof.sentence.keys) for proof in proofs)
    return (
        f"{plural(len(proofs), 'sentence')}, {cited} of them with a citation: "
        f"{count(open_.count('error'), 'error')}, {count(open_.count('warning'), 'warning')}, "
        f"{count(overruled, 'fault')} overruled."
    )


def as_markdown(proofs: Sequence[Proof]) -> str:
    """Return report/checks.md: the rules, what is overruled and why, the warnings, and every sentence."""
    faults = [each for proof in proofs for each in proof.faults]
    reasons = [f"{_fault(each)} The reason: {escape_within(each.overruled)}." for each in faults if each.overruled]
    warned = [_fault(each) for each in faults if each.level == "warning" and not each.overruled]
    parts = [
        "# What was checked",
        f"Each sentence of the brief was compared with what it cites. {summary(proofs)}",
        "## The rules",
        rules_table(),
        "## Overruled, each with the reason of the author",
        "\n".join(reasons) or "Nothing.",
        "## Warnings",
        "\n".join(warned) or "None.",
        "## Sentence by sentence",
        _sentences(proofs),
    ]
    return "\n\n".join(parts) + "\n"


def overruled(proofs: Sequence[Proof]) -> Rows:
    """Return a row for each fault that an author overruled: line, rule, what was found, the reason."""
    faults = (each for proof in proofs for each in proof.faults if each.overruled)
    return [{"line": each.line, "rule": each.rule, "found": each.message, "reason": each.overruled} for each in faults]


def warnings(proofs: Sequence[Proof]) -> Rows:
    """Return a row for each warning that is not overruled: line, rule, what was found."""
    faults = (each for proof in proofs for each in proof.faults if each.level == "warning" and not each.overruled)
    return [{"line": each.line, "rule": each.rule, "found": each.message} for each in faults]


def rules_table() -> str:
    """Return the rules as a Markdown table: their names, levels and meanings."""
    rows = [f"| `{name}` | {rule.level} | {rule.meaning} |" for name, rule in RULES.items()]
    return "\n".join(["| rule | level | what it asks |", "| --- | --- | --- |", *rows])


def _fault(found: Fault) -> str:
    return f"- Line {found.line}, {found.rule}: {escape_within(found.message)}."


def _sentences(proofs: Sequence[Proof]) -> str:
    """A table of all sentences: line, words, citation, and how they passed."""
    head = ["| line | sentence | cites | result |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *map(_row, proofs)])


def _row(proof: Proof) -> str:
    sentence = proof.sentence
    cells = (sentence.words, "; ".join(sentence.keys) or "nothing", result(proof))
    return f"| {sentence.line} | {' | '.join(escape_within(cell) for cell in cells)} |"


def result(proof: Proof) -> str:
    """Return in words how a sentence passed: its rules with faults, or that it passed."""
    if not proof.sentence.keys and not proof.faults:
        return "cites nothing, and says nothing that needs it"
    named = {each.rule: "overruled" if each.overruled else each.level for each in proof.faults}
    return ", ".join(f"{level}: {rule}" for rule, level in named.items()) or "passed"
