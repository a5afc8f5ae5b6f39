"""What an import tells: what was taken though nobody said so, and what was not taken.

>>> in_words({"passage* without words": 2, "time* at which a row was coded": 0})
['2 passages without words']
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stancebook.core.english import plural
from stancebook.core.problems import one_line
from stancebook.exchange.incoming.mapping import TYPE

if TYPE_CHECKING:
    from stancebook.exchange.into_study import Import


def told(made: Import) -> list[str]:
    """Return what was taken though nobody said so, in sentences."""
    own = {coder.id: coder.name for coder in made.project.coders}
    same = len(made.places.articles) - len({*made.places.articles.values()})
    untyped = made.codes.untyped & made.book.names.keys() - made.codes.book.names.keys()
    return [
        *in_words({"text* as another one that says the same": same}),
        *in_words({"passage* cut to the first sentence, and kept whole": len(made.cut)}),
        *(f"coder {one_line(own[old], 60)} is {new}" for old, new in made.coders.items() if new not in (old, own[old])),
        *(sorted(made.columns.used) if made.rows else ()),
        *([f"the type of new actors is {made.codes.type}"] if untyped and TYPE not in made.asked.given.sets else ()),
        *made.columns.as_one(),
        *made.codes.differing,
    ]


def lost(made: Import) -> list[str]:
    """Return what was not taken, in sentences."""
    counts = {
        "passage* without words": len(made.project.passages) - len(made.placed),
        "definition* of actors, of which the codebook has the name alone": (
            0 if made.codes.is_ours else made.columns.actors_with_definitions()
        ),
        "time* at which a row was coded": sum(bool(each.at) for each in made.placed if each.id in made.rows),
    }
    return [*made.project.lost, *made.new.lost, *in_words(counts)]


def in_words(counts: Mapping[str, int]) -> list[str]:
    """Return each count with its noun, which a star ends, and what follows it; none for nothing."""
    parts = ((number, *what.partition("*")) for what, number in counts.items() if number)
    return [f"{plural(number, noun)}{rest}" for number, noun, _, rest in parts]
