"""Databases of Discourse Network Analyzer (`.dna`, SQLite): those of version 3 in and out, those of version 2 in.

A DNA statement has a statement type, and a value for each variable of the type. A statement of ours with a side (a
position above or below 0) becomes a "DNA Statement", so that DNA's networks work at once: the speaker is its person,
the actor its organization, the issue its concept, the sign of the position its agreement. Our other variables are
further variables of the same type: one statement stays one, and nobody edits one half of a pair. A statement without a
side gets the type "Stancebook Statement", which has all variables but agreement: DNA's agreement is yes or no, and
either would be a side that the text does not take.

>>> from stancebook.exchange.formats import Sample
>>> recognises(Sample("debate.dna", b"SQLite format 3\\0")), recognises(Sample("photos.db", b"SQLite format 3\\0"))
(True, False)
"""

from collections.abc import Mapping

from stancebook.exchange.dna.reading import read
from stancebook.exchange.dna.schema import PASSWORD
from stancebook.exchange.dna.writing import write
from stancebook.exchange.formats import Sample

__all__ = ["HINT", "SUGGESTED_NAMES", "SUGGESTED_VALUES", "SUGGESTED_WORDS", "read", "recognises", "write"]

HINT = f"DNA asks each coder, and Admin, for a password before it opens the file: {PASSWORD}"
# what the columns of our statements are taken from, where nobody says otherwise: variables, their words, set values
SUGGESTED_NAMES: Mapping[str, str] = {
    "speaker": "person",
    "actor": "organization",
    "issue": "concept",
    "position": "agreement",
}
SUGGESTED_WORDS: Mapping[str, Mapping[str, str]] = {"position": {"yes": "2", "no": "-2"}}
SUGGESTED_VALUES: Mapping[str, str] = {"via": "self", "voice": "indirect", "confidence": "2"}


def recognises(sample: Sample) -> bool:
    """Return whether a file is a DNA database: by the ending, or by a table of its own in an SQLite file."""
    named = sample.name.lower().endswith(".dna")
    return named or (sample.head.startswith(b"SQLite format 3\0") and b"STATEMENTTYPES" in sample.head)
