"""Claims: sentences that stand only with the passages they rest on.

A claim without evidence, or with a quotation that its passages do not hold, stops the default run; any other run drops
it and keeps the reason.

>>> quotations("She said “we go” and “never”.")
['we go', 'never']
>>> reading("- Arland \\\\*sends* **20,000** men.")
'Arland *sends* 20,000 men.'
>>> marked("Arland sends men.\\n", "S1"), marked("| Arland | yes |\\n", "S1")
('Arland sends men. S1\\n', '| Arland | yes S1 |\\n')
"""

import re
from urllib.parse import quote

from jinja2 import UndefinedError
from markdown_it import MarkdownIt

from stancebook import provenance
from stancebook.evidence import bearers
from stancebook.markup import SPACE, escape, visible
from stancebook.template import CLAIM_ID
from stancebook.tables import records
from stancebook.wording import BriefError, Gap, Prose

CLAIMS = ("claim", "sentence", "numbers", "statements")
CLOSING = {"“": "”", '"': '"'}
MOST_MARKS = 4
ONE_SECOND_HAND = "‡"  # behind a claim that rests on one second-hand text alone


class Evidence:
    """What a claim rests on, as its body sees it: statements, facts, notes, n of all, articles, actors, marks, sign.

    `certainty` is its row of certainty.csv.
    """

    def __init__(self, claim, rows, passages, order, known):
        self.rows = sorted({row["id"]: row for row in rows}.values(), key=lambda row: order[row["id"]])
        self.statements, self.facts, self.notes = (
            tuple(row for row in self.rows if id in row) for id in ("statement", "fact", "source_note")
        )
        self.n = len(self.rows)
        self.articles = sorted({row["article"] for row in self.rows})
        self.actors = list(dict.fromkeys(row["actor"] for row in self.statements))
        # a note that compares two texts rests on both
        self.certainty = provenance.of_claim(claim, sorted(set(passages["article"])), known)
        self._sign = ONE_SECOND_HAND if self.certainty["grade"] == provenance.WEAKEST else ""
        self._passages, self.placed, self.signed, self._marks = passages, False, False, marks(claim, records(passages))

    @property
    def marks(self):
        """The links to the passages; a body that places them itself does not get them at its end."""
        self.placed = True
        return self.marked

    @property
    def sign(self):
        """The sign of a claim of one second-hand text, or nothing; where it is asked for, it leaves the marks alone."""
        self.signed = True
        return Prose(self._sign)

    @property
    def marked(self):
        """The links, behind the sign where that has no place of its own."""
        return self._marks if self.signed or not self._sign else Prose(f"{self._sign} {self._marks}")

    def without_marks(self, body):
        """A body as it reads without the links and the sign that it places itself."""
        plain = body.replace(self.marked, "") if self.placed else body
        return plain.replace(self._sign, "") if self.signed and self._sign else plain


class Claims:
    """The claims of a brief while it is written."""

    def __init__(self, ledger):
        self.ledger, self.rows, self.certainty, self.dropped, self.seen = ledger, [], [], [], set()
        self.order = {id: place for place, id in enumerate(ledger.passages["id"])}

    def claim(self, id, *evidence, caller):
        """A claim's body with its marks, or nothing where it is dropped."""
        try:
            self._enter(id)
            found = self._evidence(id, evidence)
            body = str(caller(found) if caller.arguments else caller())
            sentence = reading(found.without_marks(body))
            self._compare(sentence, found)
        except Exception as error:
            if self.ledger.default or not isinstance(error, (Gap, UndefinedError)):
                error.args = (f"claim '{id}': {error}",)
                raise
            self.dropped.append((id, str(error)))
            return ""
        numbers = re.findall(r"\d+(?:[.,]\d+)*", sentence)
        cells = (id, sentence, " ".join(numbers), " ".join(row["id"] for row in found.rows))
        self.rows.append(dict(zip(CLAIMS, cells)))
        self.certainty.append(found.certainty)
        text = body if found.placed else marked(body, found.marked)
        # the line end after endcall is lost, and the next claim would join this one without a space
        return text if text.endswith("\n") else text + "\n"

    def plain(self, caller):
        """A body that asserts nothing, or nothing where this run cannot fill it."""
        try:
            return str(caller())
        except (Gap, UndefinedError) as error:
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
            raise Gap("no statement, fact or note bears it")
        passages = bearers(self.ledger.passages, [row["id"] for row in rows])
        return Evidence(id, rows, passages, self.order, self.ledger.provenance)

    def borne(self):
        """How many of the claims so far are of each grade (see `provenance`), the weakest first."""
        grades = [row["grade"] for row in self.certainty]
        return {grade: grades.count(grade) for grade in provenance.GRADES}

    def _compare(self, sentence, found):
        """Nothing, where each quotation stands in a passage of the evidence and is short enough; else a Gap."""
        phrases, limit = quotations(sentence), self.ledger.study["quotation_limit"]
        cited = [one_line(quote) for quote in found._passages["quote"]]
        for phrase in phrases:
            whole = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            if not any(whole.search(text) for text in cited):
                raise Gap(f"“{phrase}” does not stand in its passages")
            if len(phrase.split()) > limit:
                raise Gap(f"“{phrase}” is longer than the {limit} words that a quotation may have")


def marks(claim, passages):
    """Links to the passages of a claim: at most four, else three and how many more there are."""
    links = [(escape(row["label"]), row["id"]) for row in passages]
    if len(links) > MOST_MARKS:
        links[MOST_MARKS - 1 :] = [(f"+{len(links) - MOST_MARKS + 1}", f"claim-{claim}")]
    return Prose(" ".join(f'[{label}](evidence.md#{quote(anchor)} "{claim}")' for label, anchor in links))


def marked(body, marks):
    """A body with its marks behind its last sign, within the last cell where it is a table's row."""
    text = body.rstrip()
    cell = text.removesuffix("|").rstrip() if text.endswith("|") and not text.endswith("\\|") else None
    return (text + " " + marks if cell is None else f"{cell} {marks} |") + body[len(text) :]


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
    """The outermost phrases between quotation marks; raises Gap where a mark has no partner."""
    phrases, opened = [], []
    for place, letter in enumerate(text):
        if opened and letter == opened[-1][0]:
            start = opened.pop()[1]
            phrases += [] if opened else [text[start:place]]
        elif letter in CLOSING:
            opened.append((CLOSING[letter], place + 1))
        elif letter == "”":
            raise Gap(f"a quotation mark has no partner in “{text}”")
    if opened:
        raise Gap(f"a quotation mark has no partner in “{text}”")
    return phrases
