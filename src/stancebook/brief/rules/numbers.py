"""Whether the numbers and dates of a sentence stand in its evidence, and as firmly as they do there.

>>> from types import SimpleNamespace as Made
>>> def remarks(words, source):
...     evidence = Made(contexts=(source,), passages=[], facts=[], notes=[], sources=[], tables={}, study=False)
...     case = Case(Made(words=words, counts=()), evidence, Made(find=lambda text: [], articles=()))
...     return [remark.rule for remark in [*number(case), *number_stripped(case)]]
>>> remarks("Arland sends nearly 500 men.", "On 2 May, Arland sent nearly 500 men.")
[]
>>> remarks("On 3 May, Arland sent 500 men.", "On 2 May, Arland sent nearly 500 men.")
['number', 'number-stripped']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from stancebook.brief.inline import SAYS
from stancebook.brief.rules import lexicon
from stancebook.brief.rules.case import Case, Remark
from stancebook.brief.rules.dates import find_dates, without_dates
from stancebook.brief.rules.days import date_holds
from stancebook.brief.rules.enumerations import counts_what_is_listed
from stancebook.brief.rules.numerals import Numeral, find_numerals
from stancebook.texts.spans import Span

Place = tuple[str, tuple[Numeral, ...], int]  # a text, its numbers, and which of them

FIX = (
    'cite what has it, code it as a fact, or mend it; a number of cited rows is written as [25]{count="…"}, one that '
    'you work out gets allow-number="how"'
)
FIRM, HYPOTHETICAL = 4, 7  # how many words before a number may say that it is rounded, or only possible
RANGE = re.compile(r"\s*(?:[–—-]|to|and|or)\s*")
AFTER = re.compile(r"(?:\s\w+)?,?\s(?P<words>or (?:so|more|less|fewer|thereabouts)|at (?:the )?(?:most|least))\b")
DECIMALS = re.compile(r"\.(\d+)")
ROUNDED = 3  # so many groups of approximators say that a number is rounded; the others that it is only possible


def number(case: Case) -> Iterator[Remark]:
    """Remark on each number and date that neither passages, facts, tables nor the dates of the texts have."""
    for day in find_dates(case.prose):
        if not date_holds(case, day):
            yield Remark("number", f"says “{day.text}”, which its evidence does not have", FIX)
    for numeral in checked_numerals(case):
        if not _holds(case, numeral):
            yield Remark("number", f"says “{numeral.text.strip()}”, which its evidence does not have", FIX)


def count(case: Case) -> Iterator[Remark]:
    """Remark on inline counts that are not the numbers of this run."""
    for words, what in case.sentence.counts:
        if what in SAYS:
            continue
        if what in case.evidence.uncounted:
            message, _, fix = case.evidence.uncounted[what].rpartition("; ")
            yield Remark("number", f"counts “{words}”: {message}", fix)
            continue
        counted = case.evidence.counts.get(what, 0)
        values = [numeral.value for numeral in find_numerals(words)]
        if values != [counted] and not (not counted and words.casefold() in ("no", "none", "zero")):
            yield Remark("number", f"counts “{words}” of {what}; in this run there are {counted}", f"write {counted}")


def checked_numerals(case: Case) -> list[Numeral]:
    """Return the numbers of the sentence outside its quotations that are to be checked.

    Inline counts are not, nor words of the study's state, numbers of figures, and the word one where it counts nothing.
    """
    counted = [words.strip().casefold() for words, what in case.sentence.counts if what not in SAYS]
    told = (find_numerals(words) for words, what in case.sentence.counts if what in SAYS)
    counted += [numeral.text.strip().casefold() for numerals in told for numeral in numerals]
    checked = []
    for numeral in _numerals(case.prose):
        if numeral.text.strip().casefold() in counted:
            counted.remove(numeral.text.strip().casefold())
        elif not _is_reference(case, numeral) and not _is_pronoun(case.prose, numeral):
            checked.append(numeral)
    return checked


def _numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numbers of a text that are no part of a date."""
    return find_numerals(without_dates(text))


def _is_reference(case: Case, numeral: Numeral) -> bool:
    """Whether a number belongs to a figure, a table or a note, or is the id of a text."""
    before = re.search(r"([A-Za-z]+)\s*$", case.prose[: numeral.start])
    word = before[1].casefold() if before else ""
    is_text = word in ("text", "texts") and numeral.text.strip() in case.language.articles
    return is_text or word in lexicon.words("numbers", "references")


def _is_pronoun(text: str, numeral: Numeral) -> bool:
    """Whether the word one counts nothing, or second and third only order what is said."""
    word = numeral.text.casefold()
    before = re.findall(r"[\w’']+", text[: numeral.start].casefold())[-1:] or [""]
    after = re.match(r"\s+([\w’']+)", text[numeral.end :].casefold())
    if numeral.kind == "ordinal":
        return text[numeral.end : numeral.end + 1] == ","
    if word != "one":
        return False
    counts = after is not None and after[1] not in lexicon.words("numbers", "one_before")
    return not counts or before[0] in lexicon.words("numbers", "one_after")


def _holds(case: Case, numeral: Numeral) -> bool:
    """Whether the evidence has a number: texts, remarks, facts, what the sentence lists, how many texts, tables."""
    sources = [*case.texts, *case.remarks, *(row.get("headline") or "" for row in case.evidence.sources)]
    said = [other for text in sources for other in _numerals(text) if numeral.fits(other._replace(time=""))]
    noun = _noun(case.prose, numeral)
    return (
        any(numeral.fits(other) for other in said or _of_facts(case))
        or (noun in lexicon.words("numbers", "texts") and numeral.value in (1, _texts(case)))
        or (numeral.value == 1 and _single(case, noun))
        or (numeral.kind == "multiple" and numeral.value in (_texts(case), len(case.evidence.statements)))
        or (lexicon.listed("tellers").match(noun) is not None and numeral.value == _speakers(case))
        or counts_what_is_listed(case, numeral)
        or _in_tables(case, numeral)
        or _mentions_condition(case, numeral)
    )


def _mentions_condition(case: Case, numeral: Numeral) -> bool:
    """Whether a number is among the words by which the sentence mentions a condition of a cited statement."""
    conditions = {each for row in case.evidence.statements for each in str(row.get("condition") or "").split()}
    place = Span(numeral.start, numeral.start + len(numeral.text.rstrip()))
    return any(span.contains(place) for each in conditions for span in case.language.mentioning(each, case.prose))


def _of_facts(case: Case) -> Iterator[Numeral]:
    """The numbers of the cited facts, with their units."""
    currencies, times = lexicon.lexicon()["numbers"]["currencies"], lexicon.lexicon()["numbers"]["times"]
    for row in case.evidence.facts:
        unit = str(row.get("unit") or "").casefold()
        kind = "percent" if unit in ("percent", "%") else currencies.get(unit, "")
        for name in ("value_low", "value_high"):
            with suppress(TypeError, ValueError):
                time = unit.removesuffix("s") if unit.removesuffix("s") in times else ""
                yield Numeral(0, 0, "", float(row.get(name) or "nan"), kind, time)


def _texts(case: Case) -> int:
    """The number of texts that the evidence is from."""
    return len({row["article"] for row in [*case.evidence.passages, *case.evidence.sources]})


def _speakers(case: Case) -> int:
    """The number of speakers of the cited statements and facts."""
    rows = [*case.evidence.statements, *case.evidence.facts]
    names = {str(row.get("speaker") or row.get("said_by") or "").casefold() for row in rows}
    return len(names - {"", "-", "article"})


def _noun(text: str, numeral: Numeral) -> str:
    """The word after a number, without capitals; empty if there is none."""
    after = re.match(r"\s+([^\W\d_]+)", text[numeral.end :])
    return after[1].casefold() if after else ""


def _single(case: Case, noun: str) -> bool:
    """Whether a source says "a" or "an" of what the sentence counts as one."""
    single = re.compile(rf"(?i)\b(?:an?|a single)\s+{re.escape(noun)}\b")
    return bool(noun) and any(single.search(text) for text in case.texts)


def _in_tables(case: Case, numeral: Numeral) -> bool:
    """Whether a cell of a cited table has a number, rounded as the sentence rounds it, or as a share of 1."""
    point = DECIMALS.search(numeral.text)
    decimals = len(point[1]) if point else 0
    for cell in case.cells:
        try:
            value = float(cell)
        except ValueError:
            if any(letter.isdigit() for letter in cell) and any(numeral.fits(other) for other in _numerals(cell)):
                return True
            continue
        shown = 100 * value if numeral.kind == "percent" and abs(value) <= 1 else value
        if abs(round(abs(shown), decimals) - numeral.value) < 1e-9:
            return True
    return False


def number_stripped(case: Case) -> Iterator[Remark]:
    """Remark on numbers that every source says with "nearly", "up to" or "potential", and the sentence without."""
    words = without_dates(case.words)
    own, sources = _with_single(words), [(text, _with_single(text)) for text in map(without_dates, case.texts)]
    for place, numeral in enumerate(own):
        if numeral.kind in ("name", "vague", "ordinal"):
            continue
        same = [
            (text, others, at) for text, others in sources for at, other in enumerate(others) if numeral.fits(other)
        ]
        lost = [_lost((words, own, place), source) for source in same]
        if lost and all(lost):
            yield Remark(
                "number-stripped",
                f"says “{numeral.text.strip()}” without the “{lost[0]}” of its source",
                "say how far the number holds, as the source does",
            )


def _with_single(text: str) -> tuple[Numeral, ...]:
    """The numbers of a text, with "an hour" and the like as one."""
    units = "|".join(lexicon.lexicon()["numbers"]["times"])
    single = re.finditer(rf"(?i)(?<![\w’'])an?(?=\s(?P<time>{units})\b)", text)
    return tuple(sorted([*find_numerals(text), *(Numeral(*at.span(), at[0], 1.0, "", at["time"]) for at in single)]))


def _lost(own: Place, source: Place) -> str:
    """The word near a source's number that says how far it holds, if the sentence has nothing for it; else empty."""
    groups = lexicon.groups("approximators")
    here, there = _near(*own, FIRM + 2), _near(*source, FIRM)
    far = _near(*source, HYPOTHETICAL)
    places = [(group, there, here) for group in groups[:ROUNDED]] + [(group, far, own[0]) for group in groups[ROUNDED:]]
    for group, before, sentence in places:
        match = group.words.search(before)
        if match and not group.counterparts.search(sentence):
            return match[0]
    return ""


def _near(text: str, numerals: tuple[Numeral, ...], place: int, most: int) -> str:
    """The words around a number, or around the range in which it stands, that belong to it and to no other number."""
    first = last = place
    while first and RANGE.fullmatch(text[numerals[first - 1].end : numerals[first].start]):
        first -= 1
    while last + 1 < len(numerals) and RANGE.fullmatch(text[numerals[last].end : numerals[last + 1].start]):
        last += 1
    ahead = text[numerals[first - 1].end if first else 0 : numerals[first].start]
    before = re.split(r"[.;:|]\s", ahead)[-1].split()[-most:]
    after = AFTER.match(text[numerals[last].end :])
    number = text[numerals[first].start : numerals[last].end]
    return f"{' '.join(before)} {number} {after['words'] if after else ''}"
