"""Claims: sentences that stand only with the passages they rest on.

A claim without evidence, or with a quotation that its passages do not hold, stops the default run; any other run drops
it and keeps the reason.

>>> quotations("She said “we go” and “never”.")
['we go', 'never']
>>> reading("- Arland \\\\*sends* **20,000** men.")
'Arland *sends* 20,000 men.'
>>> marked("Arland sends men.\\n", "[1]"), marked("| Arland | yes |\\n", "[1]")
('Arland sends men. [1]\\n', '| Arland | yes [1] |\\n')
"""

import re
from urllib.parse import quote as percent

from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from stancebook.brief import certainty
from stancebook.brief.evidence import bearing
from stancebook.brief.template import CLAIM_ID
from stancebook.core.english import BriefError, MissingValue, TrustedMarkdown, capital
from stancebook.core.markdown import SPACE, escape, escape_within, visible
from stancebook.core.schema import CLAIMS
from stancebook.core.tables import records

CLOSING = {"“": "”", '"': '"'}


class Evidence:
    """What a claim rests on, as its body sees it: statements, facts, notes, n of all, articles, actors, certainty, mark.

    `certainty` is a word of the scale of `certainty`, empty where source notes alone bear the claim.
    """

    def __init__(self, rows, passages, order, judged, mark):
        self.rows = sorted({row["id"]: row for row in rows}.values(), key=lambda row: order[row["id"]])
        self.statements, self.facts, self.notes = (
            tuple(row for row in self.rows if id in row) for id in ("statement", "fact", "source_note")
        )
        self.n = len(self.rows)
        self.articles = sorted({row["article"] for row in self.rows})
        self.actors = list(dict.fromkeys(row["actor"] for row in self.statements))
        self.judged, self.certainty = judged, judged.word
        self.passages, self.placed, self._mark = passages, False, mark

    @property
    def mark(self):
        """The number of the claim's note; a body that places it itself does not get it at its end."""
        self.placed = True
        return self._mark

    def without_mark(self, body):
        """A body as it reads without the mark that it places itself."""
        return body.replace(self._mark, "") if self.placed else body


class Claims:
    """The claims of a brief while it is written: rows of claims.csv, the EvidenceStrength of each, notes, what was dropped."""

    def __init__(self, ledger, names):
        self.ledger, self.rows, self.judged, self.notes, self.dropped, self.seen = ledger, [], {}, [], [], set()
        self.passages = records(ledger.passages)
        self.order = {row["id"]: place for place, row in enumerate(self.passages)}
        turned = [row for row in records(ledger.contested) if row["reversed_by"]]
        contested = {id for row in turned for id in (row["claim"], *row["about"].split())}
        self.basis = certainty.Basis(ledger.provenance, ledger.agreed, frozenset(contested), names)

    def claim(self, id, *evidence, caller):
        """A claim's body with its mark, or nothing where it is dropped."""
        try:
            self._enter(id)
            found = self._evidence(id, evidence)
            body = str(caller(found) if caller.arguments else caller())
            sentence = reading(found.without_mark(body))
            self._compare(sentence, found)
        except Exception as error:
            if self.ledger.default or not isinstance(error, (MissingValue, UndefinedError)):
                error.args = (f"claim '{id}': {error}",)
                raise
            self.dropped.append((id, str(error)))
            return ""
        numbers = re.findall(r"\d+(?:[.,]\d+)*", sentence)
        cells = (id, sentence, " ".join(numbers), " ".join(row["id"] for row in found.rows))
        self.rows.append(dict(zip(CLAIMS.names, cells)))
        self.judged[id] = found.judged
        self.notes.append(note(len(self.rows), found.judged, found.passages))
        text = body if found.placed else marked(body, found.mark)
        # the line end after endcall is lost, and the next claim would join this one without a space
        return text if text.endswith("\n") else text + "\n"

    def plain(self, caller):
        """A body that asserts nothing, or nothing where this run cannot fill it."""
        try:
            return str(caller())
        except (MissingValue, UndefinedError) as error:
            if self.ledger.default:
                raise
            self.dropped.append(("plain", str(error)))
            return ""

    def _enter(self, id):
        if not CLAIM_ID.fullmatch(str(id)):
            raise BriefError("its id has other characters than letters, digits, - and _")
        if id in self.seen:
            raise BriefError("its id is used twice")
        self.seen.add(id)

    def _evidence(self, id, evidence):
        """The Evidence of selections, or of single rows."""
        rows = [row for rows in evidence for row in ([rows] if isinstance(rows, dict) else rows)]
        if not all(isinstance(row, dict) and row.get("id") in self.order for row in rows):
            raise BriefError("its evidence is not made of statements(...), facts(...) or notes(...)")
        if not rows:
            raise MissingValue("no statement, fact or note bears it")
        passages = bearing(self.passages, {row["id"] for row in rows})
        judged = certainty.strength_of_claim(id, rows, self.basis)
        return Evidence(rows, passages, self.order, judged, mark(id, len(self.rows) + 1, passages))

    def borne(self):
        """How many of the claims so far have each word of certainty, the strongest first."""
        words = [judged.word for judged in self.judged.values()]
        return {word: words.count(word) for word in reversed(certainty.WORDS)}

    def _compare(self, sentence, found):
        """Nothing, where each quotation stands in a passage of the evidence and is short enough; else a MissingValue."""
        phrases, limit = quotations(sentence), self.ledger.study["quotation_limit"]
        cited = [one_line(row["quote"]) for row in found.passages]
        for phrase in phrases:
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            if not any(whole.search(text) for text in cited):
                raise MissingValue(f"“{phrase}” does not stand in its passages")
            if len(phrase.split()) > limit:
                raise MissingValue(f"“{phrase}” is longer than the {limit} words that a quotation may have")


def mark(claim, number, passages):
    """The number of a claim's note, leading to the first of its passages."""
    return TrustedMarkdown(f'[{number}](evidence.md#{percent(passages[0]["id"])} "{claim}")')


def note(number, judged, passages):
    """The note of a claim: how certain it is and why, and its passages, text by text."""
    certain = f"{capital(judged.word)} evidence: {judged.why}" if judged.word else capital(judged.why)
    texts = {}
    for row in passages:
        texts.setdefault(row["article"], []).append(f"[{escape(row['label'])}](evidence.md#{percent(row['id'])})")
    where = "; ".join(f"text {escape_within(article)}: {', '.join(links)}" for article, links in texts.items())
    return f'{number}. <a id="note-{number}"></a>{escape_within(certain)}. {capital(where)}.'


def marked(body, mark):
    """A body with its mark behind its last sign, within the last cell where it is a table's row."""
    text = body.rstrip()
    cell = text.removesuffix("|").rstrip() if text.endswith("|") and not text.endswith("\\|") else None
    return (text + " " + mark if cell is None else f"{cell} {mark} |") + body[len(text) :]


def reading(markdown):
    """The plain text that a reader of this Markdown sees, in one line; cells of a table's row between bars."""
    blocks = [token for token in MarkdownIt("commonmark").parse(markdown.strip()) if token.content]
    texts = [one_line("".join(_said(piece) for piece in token.children or [token])).strip() for token in blocks]
    # a heading has no stop of its own
    ended = [text if text[-1:] in ".!?…:;|”" else f"{text}." for text in texts[:-1]]
    return " ".join([*ended, *texts[-1:]]).strip("|").strip()


def _said(piece):
    return " " if "break" in piece.type else piece.content


def one_line(text):
    """The text with line ends and runs of spaces as single spaces, and its invisible controls shown."""
    return SPACE.sub(" ", visible(text))


def quotations(text):
    """The outermost phrases between quotation marks; raises MissingValue where a mark has no partner."""
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
