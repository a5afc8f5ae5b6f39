"""The notes of a brief: for each claim, who speaks in its evidence, how many texts, and the passages it rests on.

>>> mark("answer", 3, ["010-0-arland-toll"])
'[3](evidence.md#010-0-arland-toll "answer")'
>>> shortened("We will never build this bridge.", 4), shortened("We go.", 4)
('We will never build …', 'We go.')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from stancebook.brief.accounts import account, accounts, independent, speaker, texts_in_words
from stancebook.core.english import capital, enumerate_words, plural
from stancebook.core.markdown import SPACE, escape_within
from stancebook.core.tables import Row, Rows, grouped
from stancebook.study.sources import with_dagger

if TYPE_CHECKING:
    from stancebook.brief.citations import Evidence
    from stancebook.study.provenance import Provenance

HEADING = "## The cited passages"
NOTED = "noted"
PASSAGES = 20  # of a note in print
PLACE = ("article", "start", "end", NOTED)
INNER = {"“": "‘", "”": "’"}
# a mark within a passage, or the German or Polish quotation that it closes, which keeps its marks
MARKS = re.compile(r"„[^„“”]*(?<=[^\s„(\[{—–-])[“”]|(?<=[^\s(\[{—–-])“(?!\w)|(?P<english>[“”])")


def mark(claim: str, number: int, ids: Sequence[str]) -> str:
    """Return the mark of a claim: the number of its note, as a link to its first passage or else to the note."""
    to = f"evidence.md#{percent(ids[0])}" if ids else f"#note-{number}"
    return f'[{number}]({to} "{claim}")'


def notes(
    number: int, found: Evidence, provenance: Provenance, names: Mapping[str, str], most: int, turns: str
) -> tuple[str, str]:
    """Return the note of a claim as an item of a numbered list: with its first PASSAGES passages, and with all.

    `names` has the words for ids, `most` is the number of words that a quotation may have, `turns` says which other
    choices of analysis reverse the claim, empty if none does.
    """
    rows = [*found.statements, *found.facts, *found.notes]
    parts = [*summary(found, provenance)]
    parts += [f"reversed if {turns}"] if turns else []
    lead = ". ".join(capital(part) for part in parts)
    borne = [*_borne(found, {row["id"]: row for row in rows}, names, most)]
    rest = [f"{plural(len(borne) - PASSAGES, 'more passage')} on the evidence page"] if len(borne) > PASSAGES else []
    first, whole = (capital("; ".join(parts)) for parts in ([*borne[:PASSAGES], *rest], borne))
    begin = f'{number}. <a id="note-{number}"></a>{escape_within(lead)}.'
    return tuple(f"{begin} {words}." if words else begin for words in (first, whole))


def summary(found: Evidence, provenance: Provenance) -> tuple[str, ...]:
    """Return who speaks in some evidence, and how many texts there are, in words."""
    rows = [*found.statements, *found.facts, *found.notes]
    if not rows:
        return (f"counted in {enumerate_words(list(found.tables), 'and') if found.tables else 'the statements'}",)
    articles = sorted({row["article"] for row in found.passages})
    return enumerate_words(accounts(rows), "and"), texts_in_words(len(articles), independent(articles, provenance))


def turns(finding: Row | None) -> str:
    """Return which single other choices reverse a finding, given its row of contested.csv; empty if none does.

    Nothing is said of a reversal that follows from what the finding itself asks.
    """
    return finding["turns_if"].replace("; ", "; or if ") if finding else ""


def _borne(found: Evidence, by_id: Mapping[str, Row], names: Mapping[str, str], most: int) -> Iterator[str]:
    """Each passage of a note: who speaks, if that changes, the words, the text; for a source note its comment.

    A passage within another one of the same kind is left out, and the same words stand once.
    """
    mixed = len(accounts(by_id.values())) > 1
    before = ""
    for same in grouped([row | {NOTED: row["kind"] == "note"} for row in found.passages], *PLACE).values():
        if any(_within(same[0], other) for other in found.passages):
            continue
        rows = [by_id[passage["id"]] for passage in same if passage["id"] in by_id]
        lead = _lead(rows, names, mixed)
        comment = _comment(rows[0]["note"]) if rows and same[0][NOTED] else ""
        yield f"{'' if lead == before else lead}{_words(same[0], most)}{comment}"
        before = lead


def _words(passage: Row, most: int) -> str:
    """The words of a passage, and its text as a link."""
    words = MARKS.sub(lambda mark: INNER.get(mark["english"], mark[0]), shortened(passage["quote"], most))
    return (
        f"“{escape_within(words)}” ([text {escape_within(passage['article'])}](evidence.md#{percent(passage['id'])}))"
    )


def _within(passage: Row, other: Row) -> bool:
    """Whether a passage lies within another, longer one; source notes count for themselves."""
    inside = other["start"] <= passage["start"] and passage["end"] <= other["end"]
    longer = other["end"] - other["start"] > passage["end"] - passage["start"]
    same = passage["article"] == other["article"] and "note" not in (passage["kind"], other["kind"])
    return same and inside and longer


def _lead(rows: Rows, names: Mapping[str, str], mixed: bool) -> str:
    """Who speaks in the same words; quoted ones are named so where others are not. Other sides of notes have no row."""
    if not rows:
        return "and "
    if "source_note" in rows[0]:
        return "note: "
    quoted = ", quoted" if mixed and any(account(row) == "quoted" for row in rows) else ""
    speakers = enumerate_words(list(dict.fromkeys(speaker(row, names) for row in rows)), "and")
    return f"{escape_within(speakers + quoted)}: "


def _comment(note: str) -> str:
    """The comment of a source note, with a dagger if it rests on knowledge from outside the texts."""
    return f" – {escape_within(with_dagger(note.strip().rstrip('.')))}" if note else ""


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
