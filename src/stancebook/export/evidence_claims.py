"""What the evidence page tells of each claim: who speaks, how many texts, what was checked, what would reverse it.

>>> claim = {"claim": "refuses", "account": "quoted", "texts": 2, "independent": 0, "passed": "name number"}
>>> finding = {"finding": "refuses", "holds": "yes", "reversed_by": "articles=without 001", "testable": 40}
>>> finding |= {"share": 0.9, "turns_if": "text 001 is left out", "rests_on": ""}
>>> meanings = {"name": "Each name is cited.", "number": "Each number is cited."}
>>> for detail in details(claim, [finding], meanings):
...     print(f"{detail.heading}: {clipped(' '.join(detail.lines), 88)}")
Who speaks: quoted
Texts: two texts, not known to be independent
Checked: Each name is cited. Each number is cited.
Under other choices: One other choice reverses it: text 001 is left out. It holds in 90 % of 40 combinations …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from stancebook.brief.accounts import texts_in_words
from stancebook.core.english import count, join_parts, label, listed, missing, number, percent
from stancebook.core.tables import Row, Rows
from stancebook.export.coded_words import Words

CLIPPED = 60  # characters of a quotation that names a passage
REVERSIBLE = "One other choice reverses it: {}."
ATTRIBUTES = re.compile(r"\{[^{}]*\}")
NEXT_RULE = re.compile(r"; (?=[\w-]+: )")
FIRM = "No other single choice reverses it."


class Detail(NamedTuple):
    """Something known of a claim: a heading and lines; lines with a `summary` are folded under it."""

    heading: str
    lines: list[str]
    summary: str = ""


def passage_ids(claim: Row) -> list[str]:
    """The ids of the passages that a claim rests on."""
    return claim["passages"].split()


def claim_entry(
    claim: Row, passages: Rows, findings: Rows, said: Mapping[str, Words], meanings: Mapping[str, str]
) -> Row:  # fmt: skip
    """A claim as the page shows it: its sentence, the details, and links to its passages with their words.

    `findings` are rows of contested.csv on this claim; `meanings` has each rule of verification in words.
    """
    links = [
        {"id": row["id"], "article": row["article"], "page": "", "words": link_words(row, said)} for row in passages
    ]
    about = details(claim, findings, meanings)
    ids = [row["id"] for row in passages]
    return {"claim": claim["claim"], "sentence": claim["sentence"], "ids": ids, "passages": links, "details": about}


def link_words(passage: Row, said: Mapping[str, Words]) -> str:
    """A passage as the words of a link: its text, its heading, the beginning of its words."""
    words = said.get(passage["id"])
    where = join_parts([f"text {passage['article']}", words.heading if words else ""])
    return f"{where}: {clipped(passage['quote'])}"


def clipped(quote: str, most: int = CLIPPED) -> str:
    """The beginning of a quotation in one line, cut between two words.

    >>> clipped("We will not go there.", 14)
    'We will not go …'
    """
    line = " ".join(quote.split())
    return line if len(line) <= most else re.sub(r"\s+\S*$", "", line[: most + 1])[:most] + " …"


def details(claim: Row, findings: Rows, meanings: Mapping[str, str]) -> list[Detail]:
    """What is known of a claim, each with its heading; what a run does not have is left out."""
    rules, warnings = ([_rule(rule, meanings) for rule in cell(claim, name).split()] for name in ("passed", "warnings"))
    line = cell(claim, "line")
    found = [
        ("Who speaks", [cell(claim, "account")]),
        ("Texts", [texts_of(claim)]),
        ("Checked", rules),
        ("Overruled", [_overruled(each, meanings) for each in NEXT_RULE.split(cell(claim, "overruled"))]),
        ("Warnings", warnings),
        ("Under other choices", _under_other_choices(findings)),
        (
            "In the text",
            [": ".join(filter(None, (f"report/text.md, line {line}", ATTRIBUTES.sub("", cell(claim, "citation")))))]
            if line
            else [],
        ),
    ]
    shown = [Detail(heading, [text for text in texts if text]) for heading, texts in found]
    folded = {"Checked": f"{count(len(rules), 'check')} passed"}
    return [each._replace(summary=folded.get(each.heading, "")) for each in shown if each.lines]


def _rule(rule: str, meanings: Mapping[str, str]) -> str:
    """A rule of verification in words."""
    return meanings.get(rule, label(rule).replace("-", " "))


def cell(claim: Row, column: str) -> str:
    """A cell as text, empty if the table has no such column."""
    value = claim.get(column, "")
    return "" if missing(value) else str(value)


def texts_of(claim: Row) -> str:
    """How many texts a claim rests on, and how many of them are known to be independent; empty if it rests on none."""
    texts, apart = cell(claim, "texts"), cell(claim, "independent")
    return texts_in_words(int(texts), int(apart)) if texts not in ("", "0") and apart else ""


def _overruled(entry: str, meanings: Mapping[str, str]) -> str:
    """A rule that was overruled, in words, and the reason why."""
    rule, colon, reason = entry.partition(": ")
    return f"{_rule(rule, meanings).rstrip('.')}: {reason}" if colon else entry


def _under_other_choices(findings: Rows) -> list[str]:
    """What other choices do to the findings of a claim; several findings are named."""
    several = len(findings) > 1
    return [
        line for each in findings for line in ([each["says"]] if several else []) + list(_other_choices(each))
    ]  # fmt: skip


def _other_choices(finding: Row) -> Iterable[str]:
    """Whether a finding holds in this run, what reverses it, and in how many combinations of choices it holds.

    A finding that is reversed only by what its own words imply has an empty `turns_if`, and nothing is said of that.
    """
    if finding["holds"] == "no":
        yield "It does not hold in this run."
    if finding["turns_if"]:
        yield REVERSIBLE.format(finding["turns_if"])
    elif not finding["reversed_by"]:
        yield FIRM
    if finding["rests_on"]:
        yield f"It cannot be tested without {listed(f'text {article}' for article in finding['rests_on'].split())}."
    if not missing(finding["share"]) and finding["share"] != "":
        share, all_of_them = percent(float(finding["share"])), number(int(finding["testable"]))
        yield f"It holds in {share} of {all_of_them} combinations of choices that can test it."
