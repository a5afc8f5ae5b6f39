"""What the sentences of a language need to know: its abbreviations, and the words that begin its sentences.

Each language is a file of `languages/`. Where the language of a text is unknown, all of them together serve, but for
the words of `here`, which are common words elsewhere; in their language they are of the kind that lists them, or never.

>>> language("en").kinds["Gen"], language("").kinds["Mrd"]
('never', 'rarely')
>>> "Me" in language("fr").kinds, "Me" in language("").kinds  # an abbreviation in French, a word in English
(True, False)
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from stancebook.core import yaml_files

FOLDER = Path(__file__).with_name("languages")
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
# what the full stop of an abbreviation does: it ends no sentence; none before a number; one only before a word that
# begins sentences; one before any capital, but for some words (a company's name, a time of day)
KINDS = ("never", "number", "rarely", "often", "clock")


class Language(NamedTuple):
    """The words of a language, or of all: `kinds` has the kind of each abbreviation, without its last full stop.

    `begins` are words that begin sentences, `particles` those of them that also begin family names, `labels` are nouns
    before a letter that is a name (plan B), `regnal` titles before a name and its number (King Aldo V), `speech` are
    verbs after a quotation, `after_often` and `after_clock` are words that go on with the sentence, `before_ordinal`
    and `after_ordinal` stand around an ordinal number, `of_time` are words of a time ("in early May"), and `joins`
    conjunctions before one, both in small letters.
    """

    kinds: dict[str, str]
    after_ordinal: tuple[str, ...]
    begins: frozenset[str]
    particles: frozenset[str]
    labels: frozenset[str]
    regnal: frozenset[str]
    speech: frozenset[str]
    after_often: frozenset[str]
    after_clock: frozenset[str]
    before_ordinal: frozenset[str]
    of_time: frozenset[str]
    joins: frozenset[str]


@lru_cache
def language(name: str = "") -> Language:
    """The Language of a file's name ("en"); "" is all languages together. Raises ValueError for another name."""
    if name and name not in LANGUAGES:
        raise ValueError(f"{name!r} is no language of sentences; use {', '.join(LANGUAGES)}")
    files = [_words(each) for each in ([name] if name else LANGUAGES)]
    kinds: dict[str, str] = {}
    for words in files:
        here = words.get("here", [])
        for kind in KINDS:
            for word in words.get(kind, ()):
                if name or word not in here:
                    short = word.removesuffix(".")
                    kinds[short] = kind if kinds.get(short, kind) == kind else "rarely"
        if name:
            kinds = {word.removesuffix("."): "never" for word in here} | kinds
    after_ordinal, *others = ([word for words in files for word in words.get(key, ())] for key in Language._fields[1:])
    return Language(kinds, tuple(after_ordinal), *map(frozenset, others))


def _words(name: str) -> dict[str, list[str]]:
    """The lists of words of a language's file."""
    return {key: text.split() for key, text in yaml_files.read_yaml(FOLDER / f"{name}.yaml").items()}
