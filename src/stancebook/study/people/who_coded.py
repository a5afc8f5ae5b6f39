"""Who coded the statements of a run and who decided on them: name, person or program, version, and the texts given.

>>> model = Coder("model_x", "Model X", "program", "2025-01")
>>> described(model, ["010"], ["010", "020"])
'Model X (program, version 2025-01, read only text 010)'
>>> described(Coder("ada", "Ada Lund", trained="2026-03-01"), ["010"], ["010"])
'Ada Lund (person, trained 2026-03-01)'
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from stancebook.core.english import capital, listed, verb
from stancebook.core.paths import ADJUDICATED
from stancebook.study.coders import FILE, PROGRAM, Coder
from stancebook.study.people.adjudicators import decider

if TYPE_CHECKING:
    from stancebook.study.study import Study


def who_coded(study: Study) -> str:
    """Return who coded the statements of a run and who decided where coders differ, a sentence a line.

    Where study.yaml does not name them, a sentence says so.
    """
    ids = study.coded if study.coding == ADJUDICATED else [study.coding] if study.coding in study.coded else []
    if not ids:
        return "Nobody has coded a statement."
    alone = " alone" if study.coded_by else ""
    if study.people.are_named:
        coders = (described(study.coder(id), study.texts_read[id], study.texts) for id in ids)
        lines = [f"The texts were coded by {listed(coders)}{alone}."]
    else:
        they = verb(ids, "it is a person or a program", "they are persons or programs")
        lines = [f"The texts were coded by {listed(ids)}{alone}. {FILE} does not say whether {they}."]
    decided = study.coding == ADJUDICATED and len(ids) > 1 and study.decisions
    return "\n".join([*lines, _who_decided(study)] if decided else lines)


def _who_decided(study: Study) -> str:
    """Return who decided where coders differ."""
    found = {person.id: person for row in study.decisions if (person := decider(row, study.people))}
    names = [described(found[id]) for id in study.people.adjudicators if id in found]
    if not names:
        return f"{FILE} does not say who decided where they differ."
    return f"{capital(listed(names))} decided where they differ."


def described(person: Coder, read: Collection[str] = (), texts: Collection[str] = ()) -> str:
    """Return a name with what is known of it; `read` are the texts that it read, told unless they are all texts."""
    parts = [person.kind]
    if person.version or person.kind == PROGRAM:
        parts.append(f"version {person.version or 'not given'}")
    if person.trained:
        parts.append(f"trained {person.trained}")
    own = [text for text in texts if text in read]
    if len(own) < len(texts):
        parts.append(f"read only {verb(own, 'text', 'texts')} {listed(own)}" if own else "read none of these texts")
    return f"{person.name} ({', '.join(parts)})"


def unread(name: str, read: Collection[str], texts: Iterable[str]) -> str:
    """Return in a sentence which texts somebody did not read; "" if there are none.

    >>> unread("Model X", {"010"}, ["010", "020"]), unread("Ada Lund", {"010"}, ["010"])
    ('Model X did not read text 020.', '')
    """
    left = [text for text in texts if text not in read]
    return f"{name} did not read {verb(left, 'text', 'texts')} {listed(left)}." if left else ""
