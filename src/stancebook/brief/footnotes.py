"""The notes of a brief: for each claim, who speaks in its evidence, how many texts, and the passages it rests on.

>>> mark("answer", 3, ["010-0-arland-toll"])
'[3](evidence.md#010-0-arland-toll "answer")'
>>> shortened("We will never build this bridge.", 4), shortened("We go.", 4)
('We will never build …', 'We go.')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from stancebook.brief.accounts import account, accounts, independent, speaker, texts_in_words
from stancebook.core.english import capital, enumerate_words, label
from stancebook.core.markdown import SPACE, escape_within
from stancebook.core.tables import Row, Rows
from stancebook.study.sources import DAGGER, OUTSIDE

if TYPE_CHECKING:
    from stancebook.brief.citations import Evidence
    from stancebook.study.provenance import Provenance

HEADING = "## The cited passages"
INNER = str.maketrans({"“": "‘", "”": "’"})


def mark(claim: str, number: int, ids: Sequence[str]) -> str:
    """Return the mark of a claim: the number of its note, as a link to its first passage or else to the note."""
    to = f"evidence.md#{percent(ids[0])}" if ids else f"#note-{number}"
    return f'[{number}]({to} "{claim}")'


def note(number: int, found: Evidence, provenance: Provenance, names: Mapping[str, str], most: int, turns: str) -> str:
    """Return the note of a claim as an item of a numbered list.

    `names` has the words for ids, `most` is the number of words that a quotation may have, `turns` says which other
    choices of analysis reverse the claim, empty if none does.
    """
    rows = [*found.statements, *found.facts, *found.notes]
    parts = [*summary(found, provenance)]
    parts += [f"reversed if {turns}"] if turns else []
    lead = ". ".join(capital(part) for part in parts)
    mixed = len(accounts(rows)) > 1
    by_id = {row["id"]: row for row in rows}
    borne = [_passage(row, by_id.get(row["id"]), names, most, mixed) for row in found.passages]
    text = f"{escape_within(lead)}. {capital('; '.join(borne))}".rstrip()
    return f'{number}. <a id="note-{number}"></a>{text}{"." if borne else ""}'


def summary(found: Evidence, provenance: Provenance) -> tuple[str, ...]:
    """Return who speaks in some evidence, and how many texts there are, in words."""
    rows = [*found.statements, *found.facts, *found.notes]
    if not rows:
        return (f"counted in {enumerate_words(list(found.tables), 'and') if found.tables else 'the statements'}",)
    articles = sorted({row["article"] for row in found.passages})
    return enumerate_words(accounts(rows), "and"), texts_in_words(len(articles), independent(articles, provenance))


def turns(finding: Row | None) -> str:
    """Return which single other choices reverse a finding, given its row of contested.csv; empty if none does."""
    return "; or if ".join((finding["turns_if"] or finding["reversed_by"]).split("; ")) if finding else ""


def _passage(passage: Row, row: Row | None, names: Mapping[str, str], most: int, mixed: bool) -> str:
    """A passage in a note: who speaks, the words, the text; the other side of a source note has no row."""
    text = f"[text {escape_within(passage['article'])}](evidence.md#{percent(passage['id'])})"
    words = f"“{escape_within(shortened(passage['quote'], most).translate(INNER))}”"
    if row is None:
        return f"and {words} ({text})"
    if "source_note" in row:
        return f"{escape_within(label(row['kind']))}, a reader’s note: {words} ({text}){_comment(row['note'])}"
    how = f", {account(row)}" if mixed else ""
    return f"{escape_within(speaker(row, names) + how)}: {words} ({text})"


def _comment(note: str) -> str:
    """The comment of a source note, with a dagger if it rests on knowledge from outside the texts."""
    if not note:
        return ""
    outside = DAGGER if note.startswith(OUTSIDE) else ""
    return f" – {escape_within(note.removeprefix(OUTSIDE).strip().rstrip('.'))}{outside}"


def shortened(words: str, most: int) -> str:
    """Return the first words of a text on one line, and … for the others."""
    given = SPACE.sub(" ", words).strip().split(" ")
    return " ".join(given) if len(given) <= most else f"{' '.join(given[:most])} …"


def listed_notes(notes: Sequence[str]) -> str:
    """Return the section of the cited passages; empty if there is no note."""
    return "\n".join([f"{HEADING}\n", *notes]) if notes else ""


def claim_cells(found: Evidence, provenance: Provenance) -> Row:
    """Return the cells of a row of claims.csv that say on what the claim rests."""
    rows: Rows = [*found.statements, *found.facts, *found.notes]
    articles = {row["article"] for row in found.passages}
    return {
        "passages": " ".join(row["id"] for row in found.passages),
        "account": "; ".join(accounts(rows)),
        "texts": len(articles),
        "independent": independent(articles, provenance),
    }
