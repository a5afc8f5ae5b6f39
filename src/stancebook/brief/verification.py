"""Verification of a sentence of the brief: its rules, and the faults that they find.

>>> from stancebook.brief.rules.language import Language
>>> from types import SimpleNamespace as Made
>>> rows = [{"id": "000-0-arland-toll", "actor": "arland", "speaker": "Ann Bell", "via": "self", "condition": "none",
...     "quote": "We pay nearly 300 crowns", "article": "000", "start": 1}]
>>> evidence = Made(statements=rows, facts=[], notes=[], contexts=("“We pay nearly 300 crowns,” said Ann Bell.",),
...     passages=rows, sources=[], tables={}, study=False, nothing=(), counts={}, holds="")
>>> language = Language({"arland": ("Arland",)}, people=["Ann Bell"])
>>> def check(words, **allow):
...     sentence = Made(id="s1", line=7, kind="sentence", words=words, keys=("000-0-arland-toll",), holds="",
...         allow=allow, counts=())
...     return verify(sentence, evidence, language)
>>> check("Arland pays “nearly 300” crowns.")
[]
>>> fault, = check("Arland pays 400 crowns.")
>>> print(fault.rule, fault.level, fault.line, fault.message, sep=" | ")
number | error | 7 | “Arland pays 400 crowns.” says “400”, which its evidence does not have
>>> [(fault.rule, fault.overruled) for fault in check("Arland pays 400 crowns.", number="a sum of two")]
[('number', 'a sum of two')]
>>> [(fault.rule, fault.message) for fault in check("Arland pays.", number="a sum")]
[('allow', '“Arland pays.” overrules “number”, which finds no fault in it')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from stancebook.brief.rules import conditions, firmness, names, numbers, quotations, speakers
from stancebook.brief.rules.case import Case, Remark, shortened
from stancebook.core.english import one_of

if TYPE_CHECKING:
    from stancebook.brief.citations import Evidence
    from stancebook.brief.rules.language import Language
    from stancebook.brief.text import Sentence


class Rule(NamedTuple):
    """A rule: error or warning, and what it asks of a sentence."""

    level: str
    meaning: str


class Fault(NamedTuple):
    """A fault of a sentence: rule, level, line, claim, message, fix, and the reason why it is overruled or empty."""

    rule: str
    level: str
    line: int
    claim: str
    message: str
    fix: str
    overruled: str


ERROR, WARNING = "error", "warning"
RULES: Mapping[str, Rule] = {
    "no-citation": Rule(ERROR, "A sentence with a name, a number, a date or a quotation cites its evidence."),
    "nothing-cited": Rule(ERROR, "Every citation selects something in this run."),
    "quotation": Rule(
        ERROR, "Quoted words stand in a cited passage, or in the source’s sentence around it, word for word."
    ),
    "quotation-length": Rule(ERROR, "A quotation has no more words than the study allows."),
    "quotation-goes-on": Rule(
        WARNING, "Where the source goes on with but, if, unless and the like, the sentence says what follows."
    ),
    "number": Rule(
        ERROR, "A number or date stands in the cited passages, facts or tables, or is when a cited text was written."
    ),
    "number-stripped": Rule(ERROR, "A number keeps the nearly, around, up to, at least or potential of its source."),
    "name": Rule(ERROR, "An actor, person or outlet is one of the cited rows, or stands in a cited passage."),
    "speaker": Rule(
        ERROR, "Words and wishes are put into no mouth where the cited rows are the text’s own or another’s account."
    ),
    "condition-lost": Rule(ERROR, "Every condition of the cited statements is mentioned."),
    "condition-added": Rule(ERROR, "A condition in the sentence is one that a cited row carries."),
    "hedge": Rule(WARNING, "A may, could, likely, reportedly or hopeful of the cited passages is kept."),
    "quantifier": Rule(
        ERROR,
        "Only, all, none, most, more, fewer, first and never have a predicate or a count, or stand in the source.",
    ),
    "holds": Rule(ERROR, "The predicate of the sentence is true in this run."),
    "allow": Rule(ERROR, "A fault is overruled only where it is found, by the name of its rule, and with a reason."),
}
TOPIC = re.compile(r"(?i)\?$|\b(?:what|who|whom|whose|how|where|when|why|whether)\b")
OF_ALL: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    quotations.quotation,
    quotations.quotation_length,
    numbers.number,
    firmness.quantifier,
)
OF_THE_WORLD: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    quotations.quotation_goes_on,
    numbers.number_stripped,
    names.name,
    speakers.speaker,
    conditions.condition_lost,
    conditions.condition_added,
    firmness.hedge,
)


def verify(sentence: Sentence, evidence: Evidence, language: Language) -> list[Fault]:
    """Return the faults of a sentence, in the order of RULES; one that is overruled has the reason."""
    case = Case(sentence, evidence, language)
    remarks = [*_remarks(case), *numbers.count(case), *_of_predicate(sentence, evidence.holds)]
    remarks += _of_overruling(sentence, {remark.rule for remark in remarks})
    order = list(RULES)
    return [_fault(sentence, remark) for remark in sorted(remarks, key=lambda remark: order.index(remark.rule))]


def _fault(sentence: Sentence, remark: Remark) -> Fault:
    """Return a remark as a fault of its sentence."""
    reason = sentence.allow.get(remark.rule, "").strip() if remark.rule != "allow" else ""
    message = f"“{shortened(sentence.words)}” {remark.message}"
    return Fault(remark.rule, RULES[remark.rule].level, sentence.line, sentence.id, message, remark.fix, reason)


def _remarks(case: Case) -> Iterator[Remark]:
    """Yield what the rules say; a sentence without citation, or about the study itself, is asked fewer."""
    if not case.sentence.keys:
        yield from _without_citation(case)
        yield from firmness.quantifier(case)
        return
    for key, reason in case.evidence.nothing:
        what, _, fix = reason.rpartition("; ")
        yield Remark("nothing-cited", f"cites “{key}”: {what or fix}", fix if what else "correct the citation")
    if not _has_evidence(case.evidence):
        return
    for rule in OF_ALL:
        yield from rule(case)
    if not case.evidence.study or case.evidence.passages:
        for rule in OF_THE_WORLD:
            yield from rule(case)


def _has_evidence(evidence: Evidence) -> bool:
    """Return whether anything is cited: passages, tables, or the study itself."""
    return bool(evidence.passages or evidence.tables or evidence.study)


def _without_citation(case: Case) -> Iterator[Remark]:
    """Yield a remark if a sentence without citation has a quotation, a number, a date or a name."""
    found = [quoted.text for quoted in case.quotations]
    found += [day.text for day in numbers.find_dates(case.prose)]
    found += [numeral.text for numeral in numbers.checked_numerals(case)]
    known = case.language.find(case.prose)
    if not _is_topic(case):
        found += [name.text for name in known] + names.unknown_names(case, known)
    if found:
        yield Remark(
            "no-citation",
            f"has “{shortened(found[0].strip(), 40)}” and no citation",
            "cite its evidence, or [@study] if it speaks of the study itself",
        )


def _is_topic(case: Case) -> bool:
    """Return whether a heading only names its topic: it asks, or says what is told under it."""
    return case.sentence.kind == "heading" and bool(TOPIC.search(case.words))


def _of_predicate(sentence: Sentence, holds: str) -> Iterator[Remark]:
    """Yield a remark if the predicate of a sentence is false or cannot be tested."""
    if sentence.holds and holds != "yes":
        outcome = "does not hold" if holds == "no" else "cannot be tested"
        yield Remark("holds", f"rests on “{sentence.holds}”, which {outcome} in this run", "mend it or its predicate")


def _of_overruling(sentence: Sentence, found: set[str]) -> Iterator[Remark]:
    """Yield a remark for each rule that is overruled without need, without reason, or that is not known."""
    for rule, reason in sentence.allow.items():
        if rule not in RULES or rule == "allow":
            known = one_of([name for name in RULES if name != "allow"])
            yield Remark("allow", f"overrules “{rule}”, which is no rule", f"use {known}")
        elif not reason.strip():
            yield Remark(
                "allow", f"overrules “{rule}” without a reason", "write the reason between the quotation marks"
            )
        elif rule not in found:
            yield Remark("allow", f"overrules “{rule}”, which finds no fault in it", f"take allow-{rule} out")
