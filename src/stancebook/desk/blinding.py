"""Blinding: a user's right to see codes, by the marks that coders leave.

A coder sees only their own codes until both have marked an article as finished. Opening the other codes earlier is
possible. It leaves a mark in the user's own file, and a line with the reason in the user's journal.

>>> done = {"article": "010", "sentence_start": "", "mark": "finished"}
>>> marks = {"coder_a": [done], "coder_b": []}
>>> may_see("coder_a", "010", marks), waiting("010", marks)
(False, ['coder_b'])
>>> may_see("coder_a", "010", marks | {"coder_b": [done]})
True
"""

from collections.abc import Collection, Iterable, Mapping

from stancebook.core import schema
from stancebook.core.markdown import escape
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.desk.journal import Entry, Journal
from stancebook.desk.row_changes import Change
from stancebook.desk.store import Store
from stancebook.desk.transactions import JOURNAL
from stancebook.study import loader

CODERS = ("coder_a", "coder_b")
USERS = (*CODERS, "adjudication")
NOTHING, FINISHED, OPENED, REOPENED = loader.MARKS
EARLY = {
    OPENED: "opened the codes of others before both coders had finished",
    REOPENED: "took up again what both coders had finished, when the other's codes could be seen",
}
NO_JOURNAL = "No journal of the coding desk lies beside these codings: they were made without it."

Marks = Mapping[str, Rows]  # the marks of each user


def mark(article: str, kind: str, sentence_start: str = "") -> Row:
    """Return a row of a file of marks."""
    return {"article": article, "sentence_start": sentence_start, "mark": kind}


def has_mark(marks: Iterable[Row], article: str, kind: str) -> bool:
    """Return whether a user's marks hold one of this kind on an article."""
    return any(row["article"] == article and row["mark"] == kind for row in marks)


def articles_with(marks: Iterable[Row], kind: str) -> set[str]:
    """Return the articles on which a user's marks hold one of this kind."""
    return {row["article"] for row in marks if row["mark"] == kind}


def waiting(article: str, marks: Marks) -> list[str]:
    """Return the coders who have not finished an article."""
    return [coder for coder in CODERS if not has_mark(marks.get(coder, ()), article, FINISHED)]


def may_see(user: str, article: str, marks: Marks) -> bool:
    """Return whether a user may see the codes of others on an article."""
    return not waiting(article, marks) or has_mark(marks.get(user, ()), article, OPENED)


def marks_file(user: str) -> str:
    """Return the name of a user's file of marks."""
    return f"{user}_marks.csv"


def read_marks(paths: RunPaths, users: Iterable[str] = CODERS) -> dict[str, Rows]:
    """Return the marks of each user; none from a file that is missing or cannot be read."""
    return {user: loader.read_table(paths.coded, marks_file(user), schema.MARKS.names, []) for user in users}


def saw_other(other: Rows, own: Rows, article: str) -> bool:
    """Return whether a coder who reopens an article could see the other's codes: both have finished it, or once had."""
    return has_mark(own, article, FINISHED) and (
        has_mark(other, article, FINISHED) or has_mark(other, article, REOPENED)
    )


def open_early(store: Store, user: str, id: str, article: str, reason: str, seen: str | None = None) -> Entry:
    """Open the codes on an article before both coders have finished it; return the journal's entry.

    Raises UserError if no reason is given.
    """
    if not reason.strip():
        raise UserError("opening the codes of others early needs a reason; say why")
    file, what = marks_file(user), f"{article}, before both had finished: {reason.strip()}"
    if has_mark(store.rows[file], article, OPENED):
        return store.note(id, "opened again", what)
    return store.apply(id, "opened", what, [Change(file, None, None, mark(article, OPENED))], seen)


def opened_early(paths: RunPaths) -> dict[str, set[tuple[str, str]]]:
    """Return the (article, mark) pairs of each user, of articles opened early or reopened after both had finished.

    Marks can be removed from their file, so the marks in the journals count as well.
    """
    pairs = {}
    for user, rows in read_marks(paths, USERS).items():
        changes = [change for entry in read_journal(paths, user).entries for change in entry.changes]
        rows = rows + [change.now for change in changes if change.file == marks_file(user) and change.now]
        pairs[user] = {(row["article"], row["mark"]) for row in rows if row["mark"] in EARLY}
    return pairs


def read_journal(paths: RunPaths, user: str) -> Journal:
    """Return a user's journal as it is on disk."""
    journal = Journal(paths.coded / JOURNAL.format(user))
    journal.look()
    return journal


def as_markdown(paths: RunPaths, articles: Collection[str]) -> str:
    """Return in Markdown how blind the coding of these articles was, as the desk's files tell it."""
    pairs, sentences = opened_early(paths), []
    for kind, words in EARLY.items():
        for user in USERS:
            ids = sorted(id for id in articles if (id, kind) in pairs[user])
            if ids:
                sentences.append(f"At the coding desk, {escape(user)} {words}: {escape(', '.join(ids))}.")
    if sentences:
        return " ".join(sentences)
    coders = [user for user in CODERS if read_journal(paths, user).entries]
    if not coders:
        return NO_JOURNAL
    finished = [articles_with(rows, FINISHED) for user, rows in read_marks(paths).items() if user in coders]
    both = len(set.intersection(*finished) & set(articles))
    who, blind = "both coders", ", and nobody opened the other's codes before"
    if len(coders) < 2:
        who, blind = f"{escape(coders[0])} alone", ""
    return f"At the coding desk {who} finished {both} of {len(articles)} texts{blind}."
