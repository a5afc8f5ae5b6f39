"""Whether a sentence keeps the conditions of the statements that it cites, and adds none.

>>> from stancebook.brief.rules.language import Language
>>> from types import SimpleNamespace as Made
>>> def remarks(words, condition, source="A toll is paid"):
...     rows = [{"actor": "arland", "speaker": "-", "via": "self", "condition": condition, "quote": source}]
...     rows[0]["id"] = "000-0-arland-toll"
...     evidence = Made(statements=rows, facts=[], notes=[], contexts=(source,), passages=rows, sources=[], tables={},
...         study=False)
...     language = Language({"arland": ("Arland",)}, mentions={"treaty": ("treaty",), "if_asked": ("if asked",)})
...     case = Case(Made(words=words), evidence, language)
...     return [remark.rule for remark in [*condition_lost(case), *condition_added(case)]]
>>> remarks("Arland pays only with a treaty.", "treaty"), remarks("Arland pays.", "treaty")
([], ['condition-lost'])
>>> remarks("Arland pays if asked and with a treaty.", "treaty"), remarks("Arland pays.", "none")
(['condition-added'], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark, clause, composed
from stancebook.core.english import label
from stancebook.core.tables import Rows

WITH_A = re.compile(r"(?i)(?<![\w-])with an?(?:\s+[\w’-]+){1,3}")  # "with a clear mandate" is a condition, too
SHOULD = re.compile(r"\bshould (?:[A-Z]|(?:there|he|she|it|they|the|this|that|its|their|somebody|anybody)\b)")


def condition_lost(case: Case) -> Iterator[Remark]:
    """Remark on conditions of the cited statements that the sentence does not mention."""
    if lexicon.listed("on_terms").search(case.prose):
        return
    mentioned = case.language.conditions(case.words)
    for row in case.evidence.statements:
        for condition in str(row.get("condition") or "").split():
            if condition in ("none", *mentioned) or _is_told(case, condition):
                continue
            mentioned.add(condition)  # one remark a condition
            words = case.language.mentions.get(condition) or ("a word such as if, unless or only with",)
            yield Remark(
                "condition-lost",
                f"does not mention the condition “{label(condition)}” of the statement {row['id']}",
                f"mention it ({words[0]} …), or cite only what is said without it",
            )


def _is_told(case: Case, condition: str) -> bool:
    """Whether a condition without words in the codebook is told by some conditional phrase of the sentence."""
    known = case.language.mentions.get(condition)
    told = lexicon.listed("conditionals").search(case.words) or SHOULD.search(case.words)
    return not known and told is not None


def condition_added(case: Case) -> Iterator[Remark]:
    """Remark on conditions that the sentence mentions in a conditional phrase and that no cited row carries."""
    known: set[str] = set()
    for start, phrase in conditional_phrases(case.prose):
        carried = _carried(case, _rows_before(case, start)) | known
        for condition in sorted(case.language.conditions(phrase) - carried):
            known.add(condition)
            yield Remark(
                "condition-added",
                f"has the condition “{phrase.strip()}” ({label(condition)}), which no row cited for it carries",
                "take it out, or cite the statement that carries it",
            )


def conditional_phrases(text: str) -> list[tuple[int, str]]:
    """Return the place and words of each conditional phrase, up to the next punctuation.

    >>> conditional_phrases("Asked if it pays, Arland says only with a treaty; even if not, it builds.")
    [(30, 'only with a treaty')]
    """
    phrases = []
    for match in lexicon.listed("conditional_phrases").finditer(text):
        before = re.findall(r"\w+", text[: match.start()].casefold())[-1:]
        if not (match[0].casefold() == "if" and before and before[0] in lexicon.words("not_conditional")):
            phrases.append((match.start(), clause(text, match.start())))
    free = [match for match in WITH_A.finditer(text) if not any(at <= match.start() < at + len(p) for at, p in phrases)]
    phrases += [(match.start(), match[0]) for match in free]
    return sorted(phrases)


def _rows_before(case: Case, start: int) -> Rows:
    """Return the cited statements of the actors that a clause names before a condition; all if it names none."""
    begin = max(case.prose.rfind(mark, 0, start) for mark in (";", "|", ". "))
    named = {name.id for name in case.language.find(case.prose[:start]) if name.start > begin}
    rows = case.evidence.statements
    own = [row for row in rows if row["actor"] in named or set(composed(row["speaker"]).casefold().split()) & named]
    return own or rows


def _carried(case: Case, rows: Rows) -> set[str]:
    """Return the conditions that rows carry, or that the sentences of the source around them and cited facts have."""
    carried = {condition for row in rows for condition in str(row.get("condition") or "").split()}
    every = len(rows) == len(case.evidence.statements)
    texts = case.texts if every else [text for row in [*rows, *case.evidence.facts] for text in case.contexts_of(row)]
    for text in [*texts, *case.remarks]:
        for match in lexicon.listed("conditionals").finditer(text):
            carried |= case.language.conditions(clause(text, match.start()))
    return carried
