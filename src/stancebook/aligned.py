"""A unit aligned, as the page gets it: its sentence, both codings with their places, what was decided on each variable.

>>> from stancebook.hearings import decision, hearings
>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge"}
>>> one = {**unit, "speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> [hearing] = hearings([one], [{**one, "position": "1"}])
>>> variable(hearing, "position", decision(hearing, "position", "2", "It says will."))
{'variable': 'position', 'a': '2', 'b': '1', 'differs': True, 'decision': '2', 'reason': 'It says will.'}
"""

from stancebook import hearings, selections, study
from stancebook.spans import Span
from stancebook.statements import COMPARED, UNIT


def unit(hearing, rows, article, spans):
    """A Hearing with the rows that decide on it; `spans` are the clean ones of the article's sentences."""
    at = hearing.sentence - 1
    before, text, after = (article.sentences[n].text if 0 <= n < len(spans) else "" for n in (at - 1, at, at + 1))
    return {
        "key": dict(zip(UNIT, hearing.key)),
        "kind": hearing.kind,
        "sentence": hearing.sentence,
        "before": before,
        "text": text,
        "after": after,
        "a": coded(hearing.a, article, spans),
        "b": coded(hearing.b, article, spans),
        "variables": [variable(hearing, name, rows.get(name)) for name in hearing.variables],
        "done": hearings.done(hearing, rows),
    }


def coded(coding, article, spans):
    """A coder's row with its place in the clean text; None where the coder has none."""
    if not coding:
        return None
    span = Span(int(coding["start"]), int(coding["end"]))
    return {**{name: coding[name] for name in study.CODED}, "place": selections.place_of(span, article, spans)}


def variable(hearing, name, row):
    """What the coders have in a variable of a unit, whether that is due, and what was decided."""
    a, b = (
        "" if not coding and name in COMPARED else cell
        for coding, cell in zip((hearing.a, hearing.b), hearing.cells(name))
    )
    decided = {"decision": row["decision"], "reason": row["reason"]} if row else {"decision": "", "reason": ""}
    return {"variable": name, "a": a, "b": b, "differs": name in hearing.due, **decided}
