"""List the units that coders coded differently, each with the decision of adjudication.

>>> unit = {"article": "010", "sentence_start": "0", "actor": "arland", "issue": "bridge", "sentence": "1"}
>>> one = unit | {"speaker": "-", "via": "self", "voice": "direct", "position": "2", "condition": "none"}
>>> one["quote"] = "wants it"
>>> other = one | {"speaker": "Bo Lind", "via": "article", "quote": "Arland wants it"}
>>> decision = unit | {"variable": "via", "decision": "self", "reason": "A spokesman says so."}
>>> found = cases({"coder_a": [one], "coder_b": [other]}, [decision])
>>> print(as_markdown(found))
- **010, sentence 1**, arland on bridge: Arland wants it
  - speaker: coder\\_a no speaker, coder\\_b Bo Lind; not yet decided.
  - via: coder\\_a self, coder\\_b article; decided: **self**. A spokesman says so.
>>> summary(found)
'2 differences: 1 in speaker, 1 in via.'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from stancebook.agreement.variables import Read, coders_of
from stancebook.core.english import NO_NAMES, called, true_minus
from stancebook.core.markdown import escape
from stancebook.core.tables import Row
from stancebook.study import statements
from stancebook.study.cases import ABSENT, PRESENCE, PRESENT, Case, cases

Names = Mapping[str, str]
UNDECIDED: Row = {"decision": "", "reason": ""}
WORDS = MappingProxyType(
    {"": "nothing", PRESENT: "found", ABSENT: "not kept", "none": "no condition", "-": "no speaker"}
)


def disagreements(codings: pd.DataFrame, decisions: Iterable[Row] = (), read: Read = None) -> list[Case]:
    """Return the Cases in which coders differ, in order of place.

    `decisions` are rows of adjudication.csv, and `read` has the texts that each coder read.
    """
    rows = {coder: statements.texts(codings, coder) for coder in coders_of(codings, read)}
    return [case for case in cases(rows, decisions, read=read) if case.differ]


def summary(found: Sequence[Case]) -> str:
    """Return how many differences the Cases hold, and on which variables, as a sentence."""
    counts = Counter(variable for case in found for variable in case.differ)
    parts = [f"{n} in {variable}" for variable, n in sorted(counts.items())]
    total = counts.total()
    return f"{total} difference{'s' * (total != 1)}: {', '.join(parts)}." if parts else "No difference."


def as_markdown(found: Sequence[Case], names: Names = NO_NAMES, coders: Names = NO_NAMES, most: int = 200) -> str:
    """Return Cases as a list in Markdown, all text from tables escaped; of more than `most` it says how many there are.

    `names` has words for the ids of actors, issues and conditions, `coders` the names of coders.
    """
    lines = [line for case in found[:most] for line in _lines(case, names, coders)] or ["No difference."]
    rest = [f"\nThe first {most} of {len(found)} units."] if len(found) > most else []
    return "\n".join(lines + rest)


def _lines(case: Case, names: Names, coders: Names) -> Iterator[str]:
    article, _, *ids = case.key
    actor, issue = (escape(names.get(id, id)) for id in ids)
    yield f"- **{escape(article)}, sentence {case.sentence}**, {actor} on {issue}: {escape(case.longest['quote'])}"
    decided = {row["variable"]: row for row in case.decisions}
    otherwise = decided[PRESENCE] if case.dropped else UNDECIDED
    for variable in case.differ:
        row: Mapping[str, str] = decided.get(variable, otherwise)
        each = zip((coders.get(coder, coder) for coder, _ in case.codings), case.cells(variable), strict=True)
        words = names if variable == "condition" else NO_NAMES
        cells = ", ".join(f"{escape(coder)} {_in_words(cell, words)}" for coder, cell in each)
        decided_so = f"decided: **{_in_words(row['decision'], words)}**. {escape(row['reason'])}"
        decision = decided_so if row["decision"] else ""
        yield f"  - {escape(variable)}: {cells}; {decision or 'not yet decided.'}".rstrip()


def _in_words(cell: str, words: Names) -> str:
    """Return a cell as it is shown; `words` are those of conditions, several of which may stand in it."""
    if words and cell not in WORDS:
        return escape(called(cell.split(), words))
    return escape(WORDS.get(cell, true_minus(cell)))
