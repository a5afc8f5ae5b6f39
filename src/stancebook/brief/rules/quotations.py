"""Whether the words between quotation marks stand in the evidence, how many they are, and how the source goes on.

>>> from types import SimpleNamespace as Made
>>> def remarks(words, source):
...     evidence = Made(contexts=(source,), passages=[], sources=[], tables={}, study=False)
...     case = Case(Made(words=words), evidence, Made(quotation_limit=5, conditions=lambda text: set()))
...     return [remark.rule for remark in [*quotation(case), *quotation_length(case), *quotation_goes_on(case)]]
>>> source = "“We are ready to go, if a treaty is signed,” said Bell."
>>> remarks("Bell is “ready to go” once there is a treaty.", source)
[]
>>> remarks("Bell is “ready to go”.", source), remarks("Bell is “eager to go”.", source)
(['quotation-goes-on'], ['quotation'])
>>> remarks("“We are ready to go, if a treaty is signed.”", source)
['quotation-length']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark, clause, shortened
from stancebook.brief.rules.comparison import Needle, fold

NOT = re.compile(r"(?i)\b(?:not|never|no|n't|cannot|nor|without)$")
AMBIGUOUS = ("only", "but", "yet", "until")  # these limit what stands before them only right after it or a comma
TERM = 2  # a quotation of so few words is a term, which takes no position


def quotation(case: Case) -> Iterator[Remark]:
    """Remark on quotations that no cited passage, or sentence of the source around it, has word for word."""
    for quoted in case.quotations:
        if not quoted.closed:
            yield Remark("quotation", "opens a quotation and does not close it", "write the closing mark")
            continue
        needle, texts = Needle(quoted.text), [*case.folded, *map(fold, case.cells)]
        found = [text[: needle.start(text)] for text in texts if needle.end(text) is not None]
        if found and all(NOT.search(before) for before in found) and not lexicon.listed("negations").search(case.prose):
            yield Remark(
                "quotation",
                f"quotes “{shortened(quoted.text)}” without the “not” that stands before it",
                "say that it is denied",
            )
        if not found:
            yield Remark(
                "quotation",
                f"quotes “{shortened(quoted.text)}”, which no cited passage has in these words",
                "copy the words from the passage, or cite the passage that has them",
            )


def quotation_length(case: Case) -> Iterator[Remark]:
    """Remark on quotations with more words than the study allows."""
    limit = case.language.quotation_limit
    for quoted in case.quotations:
        length = Needle(quoted.text).length
        if length > limit:
            yield Remark(
                "quotation-length",
                f"quotes {length} words at once; the study allows {limit}",
                "quote the words that matter",
            )


def quotation_goes_on(case: Case) -> Iterator[Remark]:
    """Remark on quotations after which the source goes on with a condition or an objection that the sentence lacks."""
    folded = [fold(text) for text in case.evidence.contexts]
    for quoted in case.quotations:
        needle = Needle(quoted.text)
        if needle.length <= TERM:
            continue
        ends = [(text, needle.end(text)) for text in folded]
        rests = [_continued(case, text[end:]) for text, end in ends if end is not None]
        if rests and all(rests):
            yield Remark(
                "quotation-goes-on",
                f"quotes “{shortened(quoted.text)}”; the source goes on: “{shortened(rests[0], 80)}”",
                "say that, too, or quote it",
            )


def _continued(case: Case, rest: str) -> str:
    """Return the first clause in the rest of a source sentence that limits it and that the sentence lacks."""
    sentence = lexicon.roots(case.words)
    for match in lexicon.listed("continues").finditer(_sentence(rest)):
        limits = clause(rest, match.start())
        between = rest[: match.start()].strip(" '")
        if match[0].casefold() in AMBIGUOUS and between.strip(".,;-") and between[-1] not in ",;-":
            continue
        same = case.language.conditions(limits) & case.language.conditions(case.words)
        if not same and not lexicon.roots(limits) & sentence:
            return limits
    return ""


def _sentence(rest: str) -> str:
    """Return the rest of a source up to the end of its sentence."""
    return re.split(r"(?<=[.!?]) (?=[A-Z])", rest, maxsplit=1)[0]
