"""What an import tells: what was taken though nobody said so, and what was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.core.problems import one_line
from stancebook.exchange.foreign import Losses
from stancebook.exchange.from_study import other_names
from stancebook.exchange.incoming import coder_rows
from stancebook.exchange.incoming.mapping import TYPE

if TYPE_CHECKING:
    from stancebook.exchange.into_study import Import


def told(made: Import) -> list[str]:
    """Return what was taken though nobody said so, in sentences."""
    coders = made.project.coders
    own = {coder.id: coder.name for coder in coders}
    called = {id: word if word == own[id] else f"{own[id]} ({id})" for id, word in coder_rows.called(coders).items()}
    same = len(made.places.articles) - len({*made.places.articles.values()})
    untyped = made.codes.untyped & made.book.names.keys() - made.codes.book.names.keys()
    found = Losses()
    found.add("text* as another one that says the same", same)
    found.add("passage* cut to the first sentence, and kept whole", len(made.cut))
    return [
        *found.sentences(),
        *(
            f"coder {one_line(called[old], 60)} is {new}"
            for old, new in made.coders.items()
            if new not in (old, own[old])
        ),
        *(sorted(made.columns.used) if made.rows else ()),
        *([f"the type of new actors is {made.codes.type}"] if untyped and TYPE not in made.asked.given.sets else ()),
        *made.columns.as_one(),
        *made.codes.differing,
    ]


def lost(made: Import) -> list[str]:
    """Return what was not taken, in sentences."""
    found, placed = Losses(), {each.id for each in made.placed}
    names = {text.id: text.name for text in made.project.texts}
    for each in made.project.passages:
        found.add("passage* without words", each.id not in placed, names[each.text])
        found.add("time* at which a row was coded", bool(each.at) and each.id in made.rows)
    known = {name for names in other_names(made.book).values() for name in names}
    of_actors = [code for code in made.project.codes if made.columns.of_code[code.id] == "actor"]
    found.add("other name* of actors", len({name for code in of_actors for name in code.others} - known))
    if not made.codes.is_ours:
        defined = made.columns.actors_with_definitions()
        found.add("definition* of actors, of which the codebook has the name alone", defined)
    return [*made.project.lost, *made.new.lost, *found.sentences()]
