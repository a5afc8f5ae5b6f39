"""Blindness: whose codes a hand may see, by the marks that coders leave.

A coder sees their own codes alone until both have marked an article as finished. Opening the other's earlier is
possible, and leaves a mark in the hand's own file and a line with the reason in its journal.

>>> done = {"article": "010", "sentence_start": "", "mark": "finished"}
>>> marks = {"coder_a": [done], "coder_b": []}
>>> may_see("coder_a", "010", marks), waiting("010", marks)
(False, ['coder_b'])
>>> may_see("coder_a", "010", marks | {"coder_b": [done]})
True
"""

from stancebook.core.markdown import escape
from stancebook.core.problems import UserError
from stancebook.desk.journal import Journal
from stancebook.desk.row_changes import Change
from stancebook.desk.transactions import JOURNAL
from stancebook.study import loader

AGAIN = "took up again what both coders had finished, when the other's codes could be seen"

CODERS = ("coder_a", "coder_b")
NOTHING, FINISHED, OPENED, REOPENED = loader.MARKS
HANDS = (*CODERS, "adjudication")


def finished(marks, article):
    """Whether a coder's marks say that an article is finished."""
    return _marked(marks, article, FINISHED)


def both_finished(marks_a, marks_b, article):
    """Whether both coders have finished an article."""
    return finished(marks_a, article) and finished(marks_b, article)


def opened(marks, article):
    """Whether a hand has opened the codes on an article before both coders had finished it."""
    return _marked(marks, article, OPENED)


def _marked(marks, article, mark):
    return any(row["article"] == article and row["mark"] == mark for row in marks)


def waiting(article, marks_by_hand):
    """The coders who have not finished an article."""
    return [coder for coder in CODERS if not finished(marks_by_hand.get(coder, ()), article)]


def may_see(hand, article, marks_by_hand):
    """Whether a hand may see codes on an article that are not its own."""
    return not waiting(article, marks_by_hand) or opened(marks_by_hand.get(hand, ()), article)


def marks_file(hand):
    """The name of a hand's file of marks."""
    return f"{hand}_marks.csv"


def marks(rooms, hands=CODERS):
    """The marks of hands by hand; a file of marks that is missing or cannot be read holds none."""
    return {hand: loader.read_table(rooms.coded, marks_file(hand), loader.MARK, []) for hand in hands}


def seen_before(other_marks, own_marks, article):
    """Whether a coder who takes up an article again has had the other's codes to see: both had finished it, or had once."""
    return finished(own_marks, article) and (finished(other_marks, article) or _marked(other_marks, article, REOPENED))


def look(ledger, hand, id, article, reason, seen=None):
    """The journal's entry of a hand that opens the codes on an article before both have finished it.

    Raises UserError where no reason is given.
    """
    if not reason.strip():
        raise UserError("opening the codes of others early needs a reason; say why")
    file, what = marks_file(hand), f"{article}, before both had finished: {reason.strip()}"
    if opened(ledger.rows[file], article):
        return ledger.note(id, "opened again", what)
    row = {"article": article, "sentence_start": "", "mark": OPENED}
    return ledger.act(id, "opened", what, [Change(file, None, None, row)], seen)


def early(rooms):
    """What each hand opened early or took up again after both had finished, a set of (article, mark) by hand.

    Marks can be taken out of their file; what the journals hold counts as well.
    """
    found = {hand: {(row["article"], row["mark"]) for row in rows} for hand, rows in marks(rooms, HANDS).items()}
    for hand in HANDS:
        changes = (change for entry in journal(rooms, hand).entries for change in entry.changes)
        found[hand] |= {(c.now["article"], c.now["mark"]) for c in changes if c.file == marks_file(hand) and c.now}
    return {hand: {(id, mark) for id, mark in told if mark in (OPENED, REOPENED)} for hand, told in found.items()}


def journal(rooms, hand):
    """A hand's Journal as it is on disk."""
    written = Journal(rooms.coded / JOURNAL.format(hand))
    written.look()
    return written


def told(rooms, articles):
    """What the desk's files tell of how blind the coding of these articles was, in Markdown."""
    found, lines = early(rooms), []
    for mark, words in ((OPENED, "opened the codes of others before both coders had finished"), (REOPENED, AGAIN)):
        for hand in HANDS:
            ids = sorted(id for id in articles if (id, mark) in found[hand])
            lines += [f"At the coding desk, {escape(hand)} {words}: {escape(', '.join(ids))}."] if ids else []
    if lines or not any(journal(rooms, hand).entries for hand in CODERS):
        return " ".join(lines) or "No journal of the coding desk lies beside these codings: they were made without it."
    done = [{row["article"] for row in rows if row["mark"] == FINISHED} for rows in marks(rooms).values()]
    both = len(set.intersection(*done) & set(articles))
    return f"At the coding desk both coders finished {both} of {len(articles)} texts, and nobody opened the other's codes before."
