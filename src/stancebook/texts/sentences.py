"""Sentences of a clean text, by fixed rules.

The end of a line ends a sentence. Within a line, a sentence ends at . ! ? or … (and their kin in other scripts), with
closing quotes, brackets and footnote marks after it, before white space and something that can begin a sentence: a
capital or a letter without case, a digit, or an opening quote, a dash or a sign before one of them. A full stop ends
none after an initial, a title or another abbreviation, which the files of `languages/` list by language; some of these
end one all the same before a word that begins sentences. A question that is quoted goes on before "Ms. Lee asked".

>>> text = "He went to the U.S. Capitol. “Why? Who knows.” Gen. Kay left for the U.S. He is back."
>>> [span.of(text) for span in split(text)]
['He went to the U.S. Capitol.', '“Why?', 'Who knows.”', 'Gen. Kay left for the U.S.', 'He is back.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from stancebook.texts import languages, sentence_ends
from stancebook.texts.languages import Language
from stancebook.texts.spans import Span

MARKS = ".!?…‼⁇⁈⁉؟۔।॥։\u037e。！？｡"
CLOSING = re.escape("\"'”’»›」』)]）】〉》〕］")
# Chinese and Japanese have no space after these
UNSPACED = "。！？｡"
NUMBERS = r"\d{1,3}(?: ?[,–-] ?\d{1,3})*"
NOTES = (
    r"\[(?:[a-z]{1,2}|[a-z][a-z ]{2,30})\]",  # [citation needed]
    rf"\[{NUMBERS}\](?![({{])| \[{NUMBERS}\](?=\s+[^\sa-z]|\s*\Z)",
    r"[¹²³⁰⁴-⁹]+|\*{1,3}|[†‡]",
    r"(?<=[^\W\d_]{2}[.!?…])\d{1,2}(?=\s)|(?<=[”\"])\d{1,2}(?=\s)",  # a raised number that has lost its height
)
STOP = re.compile(
    rf"([{MARKS}](?<![{MARKS}].)[{MARKS}]*+)"
    rf"((?:[{CLOSING}]|[“‘«‹](?=[\s{CLOSING}]|\Z)| [»›](?=[\s.,;:!?)]|\Z)|{'|'.join(NOTES)})*+)"
    rf"(?:\s+|(?<=[{UNSPACED}」』”’）】〉》])(?=\S))"
)
PLAIN = frozenset(["", "”", '"', "»", "’", ")", "“"])
LINE = re.compile(r"\S[^\n]*")


def split(clean: str, abbreviations: Iterable[str] = (), language: str = "") -> list[Span]:
    """The spans of the sentences of a clean text, without white space around them.

    `abbreviations` are further words with a full stop that end no sentence. `language` is one of LANGUAGES; if it is
    empty, the words of all of them serve. Raises ValueError for another one.
    """
    rules = _rules(language, tuple(sorted(set(abbreviations))))
    spans = []
    for line in LINE.finditer(clean):
        start, end = line.span()
        for stop in STOP.finditer(clean, start, end):
            if _ends(clean, start, stop, end, rules):
                spans.append(Span(start, stop.end(2)))
                start = stop.end()
        spans.append(Span(start, start + len(clean[start:end].rstrip())))
    return spans


@lru_cache
def _rules(name: str, abbreviations: tuple[str, ...]) -> Language:
    """The words of a language with further abbreviations; the space within "z. B." does not count."""
    words = languages.language(name)
    own = {"".join(word.split()).removesuffix("."): "never" for word in abbreviations}
    return words._replace(kinds=words.kinds | own)


def _ends(clean: str, start: int, stop: re.Match[str], line_end: int, rules: Language) -> bool:
    """Whether the sentence that begins at `start` ends at a stop; the two cases of most stops come first."""
    after = stop.end()
    first, second = clean[after : after + 1], clean[after + 1 : after + 2]
    if "a" <= first <= "z" and second != ")" and not second.isupper():
        return False
    mark, mark_end = stop.span(1)
    if first.isupper() and stop[1] == "." and stop[2] in PLAIN:
        space = clean.rfind(" ", max(start, mark - 64), mark)
        word = clean[space + 1 : mark] if space >= 0 else ""
        if word.isalpha() and word not in rules.kinds and (len(word) > 5 or (len(word) > 1 and word.islower())):
            return True
    return sentence_ends.ends(sentence_ends.Stop(clean, start, mark, mark_end, stop.end(2), after, line_end), rules)
