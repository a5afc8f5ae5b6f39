"""Whether a sentence is as careful as its passages, and whether what it says of all, none or most can be tested.

>>> from types import SimpleNamespace as Made
>>> def remarks(words, source):
...     passages = [{"quote": source}]
...     evidence = Made(contexts=(source,), passages=passages, sources=[], facts=[], notes=[], tables={}, study=False,
...         statements=[])
...     case = Case(Made(words=words, counts=(), holds=""), evidence, language=None)
...     return [remark.message for remark in [*hedge(case), *quantifier(case)]]
>>> remarks("Arland could send men.", "Arland may send men")
[]
>>> for message in remarks("Only Arland sends men.", "Arland may send men"):
...     print(message)
does not say the “may” of its passage
says “only”, which needs a predicate that this run can test
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark
from stancebook.brief.rules.dates import without_dates
from stancebook.texts import quotation_marks

NEAR = 4  # words before a quantifier that follows what it counts
OBJECTS = ("none", "not one", "not a single", "no single")
NEGATIONS = ("no", "not", "never", "cannot", "won’t")
NO = re.compile(r"(?:(?<=^)|(?<=[.:;]\s))No(?= [a-z])")
LISTED = re.compile(r"(?:^|[;:|.]\s)[^;:|.]*\w and [^;:|.]*\w\s$")  # two things or more, before "all"
OF_LISTED = re.compile(
    r"\s(?:have|had|are|were|will|would|may|might|must|need|can|could|do|did|want|say|said|agree|oppose|support|refuse|"
    r"call|ask|see|hope|fear|take|remain)\b"
)
OF_THEM = re.compile(r"\s+(?:of\s+)?(?:(?:the|these|those|all|its|our)\s+)?")
COMPARED = re.compile(r"(?i)\s+(?:[\w-]+\s+){0,4}?than\s+(?!\d|half\b)")


def hedge(case: Case) -> Iterator[Remark]:
    """Remark on hedges that at least half of the passages have and the sentence lacks."""
    quotes = list(dict.fromkeys(row["quote"] for row in case.evidence.passages))
    lost = [lexicon.lacking(without_dates(quote), without_dates(case.words), "hedges") for quote in quotes]
    hedged = [words for words in lost if words]
    if hedged and 2 * len(hedged) >= len(lost):
        yield Remark("hedge", f"does not say the “{hedged[0][0]}” of its passage", "say it as carefully as the source")


def quantifier(case: Case) -> Iterator[Remark]:
    """Remark on words such as only, all, none and most that neither a predicate, a count nor a source backs."""
    if case.sentence.holds or case.sentence.counts:
        return
    for match in quantifiers(case.prose, quotation_marks.without(case.words)):
        if not _is_condition(case, match) and not _in_source(case, match):
            yield Remark(
                "quantifier",
                f"says “{match[0].casefold()}”, which needs a predicate that this run can test",
                'add holds="…" or an inline count, or say it of those that are named',
            )
            return


def quantifiers(text: str, whole: str = "") -> list[re.Match[str]]:
    """Return the quantifiers of a text that count something; `whole` is the same text with its quotations.

    >>> [match[0] for match in quantifiers("Not only Arland, but all pay more than 10; more states pay than sing.")]
    ['all', 'more']
    """
    harmless = [match.span() for match in lexicon.listed("not_quantifiers").finditer(whole or text)]
    found = [("none", match) for match in NO.finditer(text)]
    for name in lexicon.lexicon()["quantifiers"]:
        found += [(name, match) for match in lexicon.listed("quantifiers", name).finditer(text)]
    counting = [
        match
        for name, match in found
        if not any(start <= match.start() and match.end() <= end for start, end in harmless)
        and _counts(name, text[: match.start()], text[match.end() :])
    ]
    return sorted(counting, key=lambda match: match.start())


def _counts(name: str, before: str, after: str) -> bool:
    """Whether a quantifier between these words counts: not "first" that orders, nor "all" of what is listed."""
    if name == "first":
        orders = re.search(r"(?:^|[,;:|(–—])\s*$", before) or re.match(r"\s*(?:[.,;:|]|$)", after)
        return not orders or before.casefold().rstrip().endswith("the")
    if name == "all":
        return not (LISTED.search(before) and OF_LISTED.match(after))
    return name != "more" or _compares(after)


def _compares(after: str) -> bool:
    """Whether more or fewer counts states and the like, or compares with something other than a number."""
    of = OF_THEM.match(after)
    counts = of is not None and lexicon.listed("counted").match(after, of.end())
    return bool(counts or COMPARED.match(after))


def _is_condition(case: Case, match: re.Match[str]) -> bool:
    """Return whether "only" states a condition, as in only if, and a cited statement or a source has one."""
    conditional = lexicon.listed("only_conditional").match(quotation_marks.without(case.words), match.start())
    coded = any(row.get("condition") not in ("none", "") for row in case.evidence.statements)
    told = any(lexicon.listed("conditionals").search(text) for text in case.texts)
    return conditional is not None and (coded or told)


def _in_source(case: Case, match: re.Match[str]) -> bool:
    """Whether a source has the same quantifier of the same things: one of the next words is the same."""
    word = match[0].casefold()
    own = next((words for words in lexicon.lexicon()["quantifiers"].values() if word in words), ["no"])
    follows = word == "alone"
    if word in OBJECTS and not re.match(r"\s+(?!one\b)\w", case.words[match.end() :]):
        own, follows = [*own, *NEGATIONS], True  # an object, as in "it sends none"
    follows = follows or not lexicon.roots(case.words[match.end() :])
    counted, sources = _counted(case.words, match, 2, follows), [*case.texts, *case.remarks]
    others = ((text, other) for text in sources for other in lexicon.pattern(own).finditer(text))
    return any(_counted(text, other, 3, follows) & counted for text, other in others)


def _counted(text: str, match: re.Match[str], most: int, follows: bool) -> set[str]:
    """Return the roots of the words that a quantifier speaks of: those after it, or before it if it follows them."""
    before, after = lexicon.ordered_roots(text[: match.start()]), lexicon.ordered_roots(text[match.end() :])
    return set(before[-NEAR:] if follows else after[:most])
