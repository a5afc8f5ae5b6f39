"""Claims: the sentences of a brief, each with the passages that it rests on.

A claim without evidence, or with a quotation that is not in its passages, stops the default run; any other run drops
it and keeps the reason.

>>> quotations("She said “we go” and “never”.")
['we go', 'never']
>>> reading("- Arland \\\\*sends* **20,000** men.")
'Arland *sends* 20,000 men.'
>>> marked("Arland sends men.\\n", "[1]"), marked("| Arland | yes |\\n", "[1]")
('Arland sends men. [1]\\n', '| Arland | yes [1] |\\n')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from stancebook.brief import certainty
from stancebook.brief.template import CLAIM_ID
from stancebook.core.english import BriefError, MissingValue, TrustedMarkdown, capital
from stancebook.core.markdown import SPACE, escape, escape_within, visible
from stancebook.core.schema import CLAIMS
from stancebook.core.tables import Row, Rows, records

if TYPE_CHECKING:
    from markdown_it.token import Token

    from stancebook.brief.certainty import EvidenceStrength
    from stancebook.brief.render import BriefInputs

CLOSING = {"“": "”", '"': '"'}


class Evidence:
    """The evidence of a claim for its body: statements, facts, notes, n of all, articles, actors, certainty, mark.

    `certainty` is a word of the scale in `certainty`, empty if the claim rests on source notes alone.
    """

    def __init__(
        self, rows: Rows, passages: Rows, places: Mapping[str, list[int]], strength: EvidenceStrength,
        mark: TrustedMarkdown,
    ) -> None:  # fmt: skip
        self.rows = sorted({row["id"]: row for row in rows}.values(), key=lambda row: places[row["id"]])
        self.statements, self.facts, self.notes = (
            tuple(row for row in self.rows if id in row) for id in ("statement", "fact", "source_note")
        )
        self.n = len(self.rows)
        self.articles = sorted({row["article"] for row in self.rows})
        self.actors = list(dict.fromkeys(row["actor"] for row in self.statements))
        self.strength, self.certainty = strength, strength.word
        self.passages, self.placed, self._mark = passages, False, mark

    @property
    def mark(self) -> TrustedMarkdown:
        """The number of the claim's note; a body that places it itself does not get it at its end."""
        self.placed = True
        return self._mark

    def without_mark(self, body: str) -> str:
        """A body without the mark that it places itself."""
        return body.replace(self._mark, "") if self.placed else body


class Claims:
    """The claims of a brief while it is written: rows of claims.csv, strengths by claim, notes, and dropped claims."""

    def __init__(self, inputs: BriefInputs, names: Mapping[str, str]) -> None:
        self.inputs, self.ids = inputs, set()
        self.rows: Rows = []
        self.strengths: dict[str, EvidenceStrength] = {}
        self.notes: list[str] = []
        self.dropped: list[tuple[str, str]] = []
        self.passages = inputs.citable
        reversed_findings = [row for row in records(inputs.contested) if row["reversed_by"]]
        contested = {id for row in reversed_findings for id in (row["claim"], *row["about"].split())}
        self.basis = certainty.Basis(inputs.provenance, inputs.agreed, frozenset(contested), names)

    def claim(self, id: str, *evidence: Row | Rows, caller: Callable[..., str]) -> str:
        """A claim's body with its mark; empty if the claim is dropped."""
        try:
            self._enter(id)
            cited = self._evidence(id, evidence)
            body = str(caller(cited) if caller.arguments else caller())
            sentence = reading(cited.without_mark(body))
            self._compare(sentence, cited)
        except Exception as error:
            if self.inputs.default or not isinstance(error, (MissingValue, UndefinedError)):
                error.args = (f"claim '{id}': {error}",)
                raise
            self.dropped.append((id, str(error)))
            return ""
        numbers = re.findall(r"\d+(?:[.,]\d+)*", sentence)
        cells = (id, sentence, " ".join(numbers), " ".join(row["id"] for row in cited.rows))
        self.rows.append(dict(zip(CLAIMS.names, cells, strict=True)))
        self.strengths[id] = cited.strength
        self.notes.append(note(len(self.rows), cited.strength, cited.passages))
        text = body if cited.placed else marked(body, cited.mark)
        # the line end after endcall is lost, and the next claim would join this one without a space
        return text if text.endswith("\n") else text + "\n"

    def plain(self, caller: Callable[[], str]) -> str:
        """A body that asserts nothing; empty if this run has no values for it."""
        try:
            return str(caller())
        except (MissingValue, UndefinedError) as error:
            if self.inputs.default:
                raise
            self.dropped.append(("plain", str(error)))
            return ""

    def _enter(self, id: str) -> None:
        """Note a claim's id; raise BriefError if it is malformed or used before."""
        if not CLAIM_ID.fullmatch(str(id)):
            raise BriefError("its id has other characters than letters, digits, - and _")
        if id in self.ids:
            raise BriefError("its id is used twice")
        self.ids.add(id)

    def _evidence(self, id: str, evidence: tuple[Row | Rows, ...]) -> Evidence:
        """The Evidence of selections, or of single rows."""
        rows = [row for rows in evidence for row in ([rows] if isinstance(rows, dict) else rows)]
        if not all(isinstance(row, dict) and row.get("id") in self.passages.places for row in rows):
            raise BriefError("its evidence is not made of statements(...), facts(...) or notes(...)")
        if not rows:
            raise MissingValue("no statement, fact or note bears it")
        passages = self.passages.cited(row["id"] for row in rows)
        strength = certainty.strength_of_claim(id, rows, self.basis)
        return Evidence(rows, passages, self.passages.places, strength, mark(id, len(self.rows) + 1, passages))

    def strength_counts(self) -> dict[str, int]:
        """The number of claims so far with each word of certainty, the strongest first."""
        words = [strength.word for strength in self.strengths.values()]
        return {word: words.count(word) for word in reversed(certainty.WORDS)}

    def _compare(self, sentence: str, cited: Evidence) -> None:
        """Raise MissingValue unless each quotation is in a passage of the evidence and short enough."""
        limit = self.inputs.study["quotation_limit"]
        texts = [one_line(row["quote"]) for row in cited.passages]
        for phrase in quotations(sentence):
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            if not any(whole.search(text) for text in texts):
                raise MissingValue(f"“{phrase}” does not stand in its passages")
            if len(phrase.split()) > limit:
                raise MissingValue(f"“{phrase}” is longer than the {limit} words that a quotation may have")


def mark(claim: str, number: int, passages: Rows) -> TrustedMarkdown:
    """The number of a claim's note, as a link to the first of its passages."""
    return TrustedMarkdown(f'[{number}](evidence.md#{percent(passages[0]["id"])} "{claim}")')


def note(number: int, strength: EvidenceStrength, passages: Rows) -> str:
    """The note of a claim: how certain it is and why, and its passages, text by text."""
    certain = f"{capital(strength.word)} evidence: {strength.why}" if strength.word else capital(strength.why)
    texts: dict[str, list[str]] = {}
    for row in passages:
        texts.setdefault(row["article"], []).append(f"[{escape(row['label'])}](evidence.md#{percent(row['id'])})")
    where = "; ".join(f"text {escape_within(article)}: {', '.join(links)}" for article, links in texts.items())
    return f'{number}. <a id="note-{number}"></a>{escape_within(certain)}. {capital(where)}.'


def marked(body: str, mark: str) -> str:
    """A body with its mark at its end, within the last cell if it is a table's row."""
    text = body.rstrip()
    cell = text.removesuffix("|").rstrip() if text.endswith("|") and not text.endswith("\\|") else None
    return (text + " " + mark if cell is None else f"{cell} {mark} |") + body[len(text) :]


def reading(markdown: str) -> str:
    """The plain text that a reader of this Markdown sees, in one line; bars separate the cells of a table's row."""
    blocks = [token for token in MarkdownIt("commonmark").parse(markdown.strip()) if token.content]
    texts = [one_line("".join(_words(piece) for piece in token.children or [token])).strip() for token in blocks]
    # a heading has no full stop of its own
    ended = [text if text[-1:] in ".!?…:;|”" else f"{text}." for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]]).strip("|").strip()


def _words(token: Token) -> str:
    """The words of a token, a space for a line break."""
    return " " if "break" in token.type else token.content


def one_line(text: str) -> str:
    """The text with line ends and runs of spaces as single spaces, and its invisible controls shown."""
    return SPACE.sub(" ", visible(text))


def quotations(text: str) -> list[str]:
    """The outermost phrases between quotation marks; raises MissingValue if a mark has no partner."""
    phrases, opened = [], []
    for place, letter in enumerate(text):
        if opened and letter == opened[-1][0]:
            start = opened.pop()[1]
            phrases += [] if opened else [text[start:place]]
        elif letter in CLOSING:
            opened.append((CLOSING[letter], place + 1))
        elif letter == "”":
            raise MissingValue(f"a quotation mark has no partner in “{text}”")
    if opened:
        raise MissingValue(f"a quotation mark has no partner in “{text}”")
    return phrases
