"""The search in texts: passages with their places, so that the page can land on them.

Capitals, the width of spaces, the composition of accents and the form of apostrophes make no difference.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = "Arland  waits. Who waits?"
>>> sentences = Sentence(1, Span(0, 14), text[:14]), Sentence(2, Span(15, 25), text[15:])
>>> article = Article("010", text, text, (), sentences)
>>> [(each["sentence"], each["before"], each["hit"], each["after"]) for each in passages("arland waits", article)]
[(1, '', 'Arland  waits', '.')]
>>> [each["place"] for each in passages("WAITS", article)]
[{'first': 1, 'from': 8, 'last': 1, 'to': 13}, {'first': 2, 'from': 4, 'last': 2, 'to': 9}]
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from stancebook.texts.corpus import Article

AROUND = 60  # characters shown before and after a hit


def pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds these words in a sentence; None if there are none."""
    parts = [_either(word) for word in words.split()]
    return re.compile(r"\s+".join(parts), re.IGNORECASE) if parts else None


def _either(word: str) -> str:
    """Return what finds a word with its accents composed or not."""
    forms = dict.fromkeys(unicodedata.normalize(form, word) for form in ("NFC", "NFD"))
    found = "|".join(re.sub("['’]", "['’]", re.escape(form)) for form in forms)
    return f"(?:{found})"


def passages(words: str, article: Article) -> Iterator[dict[str, Any]]:
    """Yield the passages of an article that hold these words, sentence by sentence."""
    wanted = pattern(words)
    for sentence in article.sentences if wanted else ():
        for hit in wanted.finditer(sentence.text):
            start, end = hit.span()
            yield {
                "sentence": sentence.number,
                "place": {"first": sentence.number, "from": start, "last": sentence.number, "to": end},
                "before": sentence.text[max(start - AROUND, 0) : start],
                "hit": hit[0],
                "after": sentence.text[end : end + AROUND],
            }
