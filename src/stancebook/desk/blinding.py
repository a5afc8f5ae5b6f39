"""Blinding: a user's right to see codes, by the marks that coders leave.

A coder sees only their own codes of an article until all people who were given it have finished it; nobody waits for a
program. Opening the others' codes earlier is possible. It leaves a mark, and a line with the reason in the journal.

>>> done = {"article": "010", "sentence_start": "", "mark": "finished"}
>>> marks = {"ada": [done], "ben": [], "eva": []}
>>> may_see("ada", "010", marks, ["ada", "ben"]), waiting("010", marks, ["ada", "ben"])
(False, ['ben'])
>>> may_see("ada", "010", marks | {"ben": [done]}, ["ada", "ben"])
True
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from stancebook.core import schema
from stancebook.core.english import number
from stancebook.core.markdown import escape
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.desk.journal import Entry, Journal
from stancebook.desk.row_changes import Change
from stancebook.desk.store import Store
from stancebook.desk.transactions import JOURNAL
from stancebook.study import coders, loader
from stancebook.study.coders import Coder

ADJUDICATION = "adjudication"  # whose marks and journal all adjudicators share
NOTHING, FINISHED, OPENED, REOPENED = loader.MARKS
EARLY = {
    OPENED: "opened the codes of others before all coders had finished",
    REOPENED: "took up again what all coders had finished, when the codes of others could be seen",
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


def waiting(article: str, marks: Marks, coders: Iterable[str]) -> list[str]:
    """Return those of the coders who were given an article that have not finished it."""
    return [coder for coder in coders if not has_mark(marks.get(coder, ()), article, FINISHED)]


def may_see(user: str, article: str, marks: Marks, coders: Iterable[str]) -> bool:
    """Return whether a user may see the codes of others on an article, which these coders were given."""
    return not waiting(article, marks, coders) or has_mark(marks.get(user, ()), article, OPENED)


def marks_file(user: str) -> str:
    """Return the name of a user's file of marks."""
    return f"{user}_marks.csv"


def read_marks(paths: RunPaths, users: Iterable[str]) -> dict[str, Rows]:
    """Return the marks of each user; none from a file that is missing or cannot be read."""
    return {user: loader.read_table(paths.coded, marks_file(user), schema.MARKS.names, []) for user in users}


def saw_others(coder: str, article: str, marks: Marks, coders: Collection[str]) -> bool:
    """Return whether a coder who reopens an article could see others' codes: all have finished it, or once had.

    `coders` are the people who were given the article.
    """
    once = any(has_mark(marks[other], article, REOPENED) for other in coders if other != coder)
    return has_mark(marks[coder], article, FINISHED) and (once or not waiting(article, marks, coders))


def open_early(store: Store, user: str, id: str, article: str, reason: str, seen: str | None = None) -> Entry:
    """Open the codes on an article before all its coders have finished it; return the journal's entry.

    Raises UserError if no reason is given.
    """
    if not reason.strip():
        raise UserError("opening the codes of others early needs a reason; say why")
    file, what = marks_file(user), f"{article}, before all had finished: {reason.strip()}"
    if has_mark(store.rows[file], article, OPENED):
        return store.note(id, "opened again", what)
    return store.apply(id, "opened", what, [Change(file, None, None, mark(article, OPENED))], seen)


def opened_early(paths: RunPaths, users: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """Return the (article, mark) pairs of each user, of articles opened early or reopened after all had finished.

    Marks can be removed from their file, so the marks in the journals count as well.
    """
    pairs = {}
    for user, rows in read_marks(paths, users).items():
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
    people = [coder for coder in coders.of_folder(paths.coded).coders.values() if coder.kind == coders.PERSON]
    names = {coder.id: escape(coder.name) for coder in people} | {ADJUDICATION: "whoever adjudicates"}
    pairs, sentences = opened_early(paths, names), []
    for kind, words in EARLY.items():
        for user, name in names.items():
            ids = sorted(id for id in articles if (id, kind) in pairs[user])
            if ids:
                sentences.append(f"At the coding desk, {name} {words}: {escape(', '.join(ids))}.")
    if sentences:
        return " ".join(sentences)
    here = [coder for coder in people if read_journal(paths, coder.id).entries]
    return _all_blind(here, read_marks(paths, names), articles) if here else NO_JOURNAL


def _all_blind(people: Sequence[Coder], marks: Marks, articles: Collection[str]) -> str:
    """Return in Markdown how many of these articles were finished, where nobody saw codes early."""
    done = 0
    for article in articles:
        given = [coder.id for coder in people if coder.texts is None or article in coder.texts]
        done += bool(given) and not waiting(article, marks, given)
    if len(people) == 1:
        return f"At the coding desk {escape(people[0].name)} alone finished {done} of {len(articles)} texts."
    who = "both coders" if len(people) == 2 else f"all {number(len(people), spell=True)} coders"
    blind = "nobody opened the codes of others before"
    return f"At the coding desk {who} finished {done} of {len(articles)} texts, and {blind}."
