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

from stancebook import study
from stancebook.ledger import Change, Refused
from stancebook.markup import escape

CODERS = ("coder_a", "coder_b")
NOTHING, FINISHED, OPENED = "nothing", "finished", "opened"


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


def marks(rooms):
    """The marks of both coders by coder; a file of marks that is missing or cannot be read holds none."""
    return {coder: study.rows(rooms.coded, marks_file(coder), study.MARK, []) for coder in CODERS}


def look(ledger, hand, id, article, reason, seen=None):
    """The journal's entry of a hand that opens the codes on an article before both have finished it.

    Raises Refused where no reason is given.
    """
    if not reason.strip():
        raise Refused("opening the codes of others early needs a reason; say why")
    file, what = marks_file(hand), f"{article}, before both had finished: {reason.strip()}"
    if opened(ledger.rows[file], article):
        return ledger.note(id, "opened again", what)
    row = {"article": article, "sentence_start": "", "mark": OPENED}
    return ledger.act(id, "opened", what, [Change(file, None, None, row)], seen)


def told(marks, articles):
    """What the marks of both coders, by coder, say of the coding of these articles, in a sentence of Markdown.

    >>> told({"coder_a": [{"article": "010", "sentence_start": "", "mark": "opened"}], "coder_b": []}, ["010"])
    'At the coding desk, coder\\\\_a opened the codes of others on 010 before both coders had finished it.'
    """
    early = {coder: [id for id in articles if opened(marks[coder], id)] for coder in CODERS}
    if any(early.values()):
        who = [
            f"{escape(coder)} opened the codes of others on {', '.join(early[coder])}"
            for coder in CODERS
            if early[coder]
        ]
        return f"At the coding desk, {' and '.join(who)} before both coders had finished it."
    if not any(marks.values()):
        return "The coding desk has no marks on these codings: they were made without it."
    both = sum(both_finished(*(marks[coder] for coder in CODERS), id) for id in articles)
    return f"At the coding desk both coders have finished {both} of {len(articles)} texts, and neither opened the other's codes before."
