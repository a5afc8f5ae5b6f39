"""Whether a sentence ends at a stop: the rules behind `sentences.split`, each a function.

>>> from stancebook.texts.languages import language
>>> english = language("en")
>>> def ends_before(text, stop, after):
...     return ends(Stop(text, 0, stop, stop + 1, stop + 1, after, len(text)), english)
>>> ends_before("By Gen. Kay.", 6, 8), ends_before("It is plan B. We go.", 12, 14), ends_before("In Sept. 9 go.", 7, 9)
(False, True, False)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stancebook.texts.languages import Language

QUOTES = "\"'“”„‟‘’‚‛«»‹›「」『』"
NEXT = re.compile(r"((?:[^\w\s]\s?){0,6}+)(\w+['’]?)")
NO_OPENING = frozenset(",;:)]}%&/\\=…?!。，№")
SEPARATOR = re.compile(rf"[\s/(\[{{—–\-{QUOTES}]+")
INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
ROMAN = re.compile(r"[IVXLC]+")
CENTURY = re.compile(r"[IVXLC]+|[IVX]+e")  # French: XIXe
NUMERAL = re.compile(rf"\d|(?:{CENTURY.pattern})(?!\w)")
ITEM = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[IVX]+|[^\W\d_]")
VOWEL = re.compile("[aeiouyáàâäãåąæéèêëęíìîïóòôöõøœúùûüýаеёиіїоуыэюяє]", re.IGNORECASE)
# he said, in Chinese within a few letters, in Japanese at once
REPORTED = re.compile("[^。！？]{0,8}?[说說问問答道喊叫写寫]|と|って|など")
DAY = re.compile(r"\d\d?\.")
PART = re.compile(r"[^\W\d_]\.")
OPENING = QUOTES + "([{¿¡—–-"
ENDLESS = re.compile(r"[^.!?…]*")
WORD = re.compile(r"\w")
# what may stand among names, and between names and a verb: Karl of Osk then asked
IN_NAMES = ("of", "and", "de", "van", "von", "der", "la")
BEFORE_VERBS = ("then", "later", "also", "once", "again", "had", "has", "have")
PASSIVE, ASKED = ("was", "were", "is", "are", "been"), ("asked", "told", "quoted")
CLAUSE_END = tuple(",;:—–-")
QUOTED = re.compile(f"[{QUOTES.replace(chr(39), '').replace('’', '')}]")


class Stop(NamedTuple):
    """A stop in a text: the sentence's start, the places of marks and closing signs, the start of what follows."""

    clean: str
    start: int
    mark: int
    mark_end: int
    closing_end: int
    after: int
    line_end: int

    @property
    def marks(self) -> str:
        """The marks that stop."""
        return self.clean[self.mark : self.mark_end]

    @property
    def closed(self) -> str:
        """The quotes, brackets and footnote marks after them."""
        return self.clean[self.mark_end : self.closing_end]


class Words(NamedTuple):
    """The last three words before a stop; "" for those that a sentence does not have."""

    earlier: str
    before: str
    last: str


def ends(stop: Stop, rules: Language) -> bool:
    """Whether a sentence ends at a stop."""
    if stop.closing_end == stop.after:
        return _ends_unspaced(stop)
    following = NEXT.match(stop.clean, stop.after, stop.line_end)
    if not following or not _may_begin(stop, following) or _closes_inner_bracket(stop):
        return False
    if stop.marks != ".":
        firm = rules.kinds.get(following[2]) == "often"  # Yahoo! Inc.
        return not firm and not _is_reported(stop, following, rules)
    return _ends_at_full_stop(stop, following, rules)


def _ends_unspaced(stop: Stop) -> bool:
    """Whether a stop of Chinese or Japanese ends a sentence: not before the words that report a quotation."""
    if stop.marks[-1] not in "。！？｡":
        return False
    return not stop.closed or not REPORTED.match(stop.clean, stop.after, stop.line_end)


def _may_begin(stop: Stop, following: re.Match[str]) -> bool:
    """Whether a sentence can begin with these signs and this word."""
    signs, word = following.groups()
    if NO_OPENING.intersection(signs) or "." in signs[:-1]:
        return False
    if not word[0].islower() or "ა" <= word[0] <= "ჿ":
        return True
    item = len(word) == 1 and not signs and stop.clean[following.end() : following.end() + 1] == ")"
    return item or word[1:2].isupper()  # a) and iPhone


def _closes_inner_bracket(stop: Stop) -> bool:
    """Whether the mark stands in a bracket within the sentence, as in "(who?) Karl"; a full stop there is one."""
    if stop.marks == "." or not stop.closed.startswith((")", "]")):
        return False
    opened = stop.clean.rfind("[" if stop.closed[0] == "]" else "(", stop.start, stop.mark)
    return opened > stop.start and bool(WORD.search(stop.clean, stop.start, opened))


def _is_reported(stop: Stop, following: re.Match[str], rules: Language) -> bool:
    """Whether a quotation that ends in ? or ! goes on with a name and a verb: “Who?” Ms. Lee asked."""
    first_word = WORD.search(stop.clean, stop.start)
    if not first_word or not set(QUOTES).intersection(stop.closed):
        return False
    if QUOTED.search(stop.clean, first_word.start(), stop.mark):
        return False  # the quotation began in the middle of the sentence
    first = following[2]
    if first != "I" and first in rules.begins:
        return False
    return _names_then_verb(stop.clean[following.start(2) : min(stop.line_end, stop.after + 90)], rules)


def _names_then_verb(text: str, rules: Language) -> bool:
    """Whether names, perhaps with an apposition between commas, come before a verb of speech."""
    words = text.split()[:12]
    while words and (words[0][0].isupper() or words[0] in IN_NAMES):
        if (name := words.pop(0)).endswith(","):
            commas = [number for number, word in enumerate(words, 1) if word.endswith(",")]
            words = words[commas[0] :] if commas else []
        elif name.endswith(("'s", "’s")):
            words = words[1:]  # Karl's wife
    while words and (words[0].endswith("ly") or words[0] in BEFORE_VERBS):
        words.pop(0)
    if words and words[0] in PASSIVE:  # was later asked; not: was asked to leave
        asked, after = ([word for word in words[1:] if word not in BEFORE_VERBS] + ["", ""])[:2]
        return asked.rstrip(".,:;") in ASKED and after != "to"
    return bool(words) and words[0].rstrip(".,:;") in rules.speech


def _ends_at_full_stop(stop: Stop, following: re.Match[str], rules: Language) -> bool:
    """Whether a single full stop ends a sentence, by the words around it."""
    words = _words_before(stop, rules)
    word, kind = words.last, _kind_listed(words, rules)
    if stop.closed[:1].isdigit():  # a footnote's number that has lost its height; not No.7
        return len(word) > 2 and word.islower() and not kind
    short = kind not in ("", "never") or len(word) == 1 or "." in word
    if not stop.closed and (
        (not words.before and ITEM.fullmatch(word)) or (short and _is_only_a_time(stop, following, rules))
    ):
        return False
    if word.isdecimal() or (len(word) > 1 and ROMAN.fullmatch(word)):
        return _ends_at_number(stop, words, following, rules)
    item = len(following[2]) == 1 and stop.clean.startswith((")", ". "), following.end())  # lit. b), art. L. 5
    if kind == "number" and (item or _is_number(following[2])):
        return False
    if kind in ("", "number"):
        kind = _kind_by_form(stop, words, following, rules)
    return not kind or _ends_after(kind, stop, words, following, rules)


def _kind_listed(words: Words, rules: Language) -> str:
    """The kind of a listed abbreviation; one in small letters is also known with a capital, as a first word."""
    kind = rules.kinds.get(words.last, "")
    if not kind and not words.before and len(words.last) > 1:
        kind = rules.kinds.get(words.last[0].lower() + words.last[1:], "")
    return kind


def _is_only_a_time(stop: Stop, following: re.Match[str], rules: Language) -> bool:
    """Whether a clause has only a time before the stop, and so goes on: In 44 B.C. Karl …; …, but at 5 p.m. Karl …"""
    before = stop.clean[max(stop.start, stop.mark - 64) : stop.mark]
    words = [word.lstrip(OPENING) for word in before.split()]
    if not (words and _pop_unit_of_time(words, rules)):
        return False
    while words and _is_of_time(words[-1], rules):
        words.pop()
    if words and words.pop().casefold() not in rules.joins:
        return False
    opens = words[-1].endswith(CLAUSE_END) if words else len(before) == stop.mark - stop.start
    return opens and (following[2] in rules.particles or not _begins(stop, following, rules))


def _pop_unit_of_time(words: list[str], rules: Language) -> bool:
    """Take the abbreviation of a time from the end of words, as "p.m" behind a number; whether there is one."""
    unit = words.pop()
    if unit[:1].isdigit():  # 5p.m
        return not unit[-1].isdigit()
    if not (unit in rules.kinds or INITIALS.fullmatch(unit)):
        return False
    while words and words[-1].endswith(".") and (words[-1][:-1] in rules.kinds or PART.fullmatch(words[-1])):
        words.pop()  # 44 r. p.n.e
    return unit.casefold() in rules.of_time or (bool(words) and bool(NUMERAL.match(words[-1])))


def _is_of_time(word: str, rules: Language) -> bool:
    """Whether a word may stand in a time: a number, a word such as "in" and "May", or a unit as in "18 h. 30"."""
    parts = re.split("[—–-]", word.casefold().rstrip(".,"))
    unit = word.endswith(".") and rules.kinds.get(word[:-1]) == "number"
    return bool(NUMERAL.match(word)) or unit or all(part in rules.of_time for part in parts)


def _ends_after(kind: str, stop: Stop, words: Words, following: re.Match[str], rules: Language) -> bool:
    """Whether the full stop of an abbreviation of this kind ends a sentence too: never in a headline."""
    aside = following[1].startswith("(") and (kind == "often" or following[2][0].isdigit())  # 5 p.m. (1700 GMT)
    if kind == "never" or aside or _is_in_headline(stop):
        return False
    if kind == "often" and len(following[2]) == 1 and stop.clean.startswith(",", following.end()):
        return False  # Co. B, 3rd Bn.
    if kind == "often" or (kind == "clock" and _is_number(words.before)):
        return following[2] not in (rules.after_often if kind == "often" else rules.after_clock)
    particle = len(words.last) == 1 and following[2] in rules.particles
    return _begins(stop, following, rules) and not particle


def _is_in_headline(stop: Stop) -> bool:
    """Whether the rest of the line is short and has no mark at its end."""
    end = stop.line_end
    return end - stop.start < 200 and bool(ENDLESS.fullmatch(stop.clean, max(stop.after, end - 8), end))


def _begins(stop: Stop, following: re.Match[str], rules: Language) -> bool:
    """Whether a word begins sentences and is no abbreviation there."""
    word = following[2].replace("’", "'")
    known = word in rules.begins or word.rstrip("'") in rules.begins
    return known and not stop.clean.startswith(".", following.end())


def _ends_at_number(stop: Stop, words: Words, following: re.Match[str], rules: Language) -> bool:
    """Whether the full stop after a number ends a sentence: not after the number of an item, nor after an ordinal."""
    word, after = words.last, following[2]
    if word.isdecimal():
        last_item = stop.clean.rfind(f" {int(word) - 1}. ", max(stop.start, stop.mark - 400), stop.mark)
        if words.before.endswith((":", ";")) or last_item >= 0:
            return False
        month = bool(rules.after_ordinal) and rules.kinds.get(after) == "number"  # 3. Sept.
        day = len(word) < 3 and (after.isdecimal() or month)
        if day and (stop.clean.startswith(".", following.end()) or DAY.fullmatch(words.before)):
            return False  # 3. 5. 2019
    ordinal = words.before.casefold() in rules.before_ordinal or after.startswith(rules.after_ordinal)
    return not ordinal or (word.isdecimal() and len(word) > 3) or _begins(stop, following, rules)


def _kind_by_form(stop: Stop, words: Words, following: re.Match[str], rules: Language) -> str:
    """The kind of an abbreviation that no file lists: initials, and a capital with consonants; "" for other words."""
    word = words.last
    if len(word) == 1 and word.isalpha():
        whole = f"{word}.{following[2]}"  # the first half of "a. C."
        if whole in rules.kinds and stop.clean.startswith(".", following.end()):
            return "never"
        return "" if _is_name_of_one_letter(words, rules) else "rarely"
    title = len(word) < 6 and word[:1].isupper() and word[1:].islower() and not VOWEL.search(word)
    street = word.endswith("str")  # Hafenstr. 7
    return "rarely" if title or street or INITIALS.fullmatch(word) else ""


def _is_name_of_one_letter(words: Words, rules: Language) -> bool:
    """Whether a letter names something (plan B, World War I, King Aldo V) or is a unit after a number (20 C)."""
    if words.before.casefold() in rules.labels or (words.last in "IVX" and words.earlier in rules.regnal):
        return True
    return _is_number(words.before) and (words.last.islower() or words.last in "CF")


def _is_number(word: str) -> bool:
    """Whether a word begins with a digit or is a Roman numeral of two letters and more; no comma ends it."""
    if word.endswith(","):
        return False
    return word[:1].isdigit() or (len(word) > 1 and bool(CENTURY.fullmatch(word)))


def _words_before(stop: Stop, rules: Language) -> Words:
    """The last words before a stop, the last without signs; the parts of "z. B." are one word."""
    words = ["", "", "", *stop.clean[max(stop.start, stop.mark - 64) : stop.mark].split()]
    word = words.pop()
    while (
        PART.fullmatch(words[-1])
        and INITIALS.fullmatch(word)
        and len(word) < 8
        and (len(word) == 1 or word not in rules.kinds)
    ):
        word = words.pop() + word
    earlier, before = words[-2:]
    last = SEPARATOR.split(word)[-1]
    whole = word.lstrip(OPENING)
    joined = len(last) == 1 and last.islower() and (word[-2:-1] in "'’" or (word[-2:-1] == "-" and last.isascii()))
    if whole in rules.kinds or (joined and len(word) > 1):  # don't, allez-y; not д-р
        return Words(earlier, before, whole)
    tail = last.rpartition(".")[2]
    if len(tail) > 1 and tail.isalpha():
        last = tail  # Lt.Gen
    unit = last.lstrip("0123456789:.,")
    return Words(before, last, unit) if unit and unit != last else Words(earlier, before, last)
