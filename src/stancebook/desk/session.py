"""Sessions: the parts that each user's session has, a coder's or the adjudicator's: a store, undo, and what it may see.

Each method in `verbs` answers the request of its name: it takes the request, a dict, and returns the answer's content.

>>> from stancebook.desk.row_changes import Change
>>> change = Change("coder_a.csv", 3, None, {"article": "010", "actor": "arland"})
>>> change_in_words(change)["text"]
'coder_a.csv, row 3 added: 010, arland'
"""

from typing import Any

from stancebook.core import schema
from stancebook.core.problems import Problem, one_line
from stancebook.core.tables import Rows
from stancebook.desk import blinding
from stancebook.desk.journal import Entry
from stancebook.desk.row_changes import Change, Order
from stancebook.desk.store import ChangedMeanwhile, Columns, Store
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock

Request = dict[str, Any]
Answer = dict[str, Any]


class Session:
    """The session of one user: the user's store, and the reader of the study."""

    verbs: tuple[str, ...] = ("begin", "undo", "redo", "look", "ping")

    def __init__(
        self, reader: StudyReader, user: str, own: Columns, shared: Columns, clock: Clock, order: Order | None = None
    ) -> None:
        self.reader, self.user, self.marks_file = reader, user, blinding.marks_file(user)
        columns = {**own, self.marks_file: schema.MARKS.names}
        self.store = Store(reader.paths.coded, user, columns, shared, clock, order)

    def begin(self, request: Request) -> Answer:
        """Begin: answer with the codebook, with what is wrong, and with what was edited outside of the desk."""
        return {
            "user": self.user,
            "version": self.store.version,
            "codebook": self.codebook(),
            "outside": [change_in_words(change) for change in self.store.outside_changes],
            "wrong": [str(problem) for problem in self.problems()],
            "frozen": self.reader.freeze_state(),
            **self.store.next_steps(""),
        }

    def codebook(self) -> Answer:
        """Return the codebook for the page."""
        return self.reader.codebook_for_page()

    def problems(self) -> list[Problem]:
        """Return the problems of this user's files."""
        return [problem for problems in self.store.problems.values() for problem in problems]

    def undo(self, request: Request) -> Answer:
        """Undo the last act on the article that is open (without one, the last act on none); answer with it."""
        article = request.get("article") or ""
        self.check_undo(self.store.journal.undoable(article))
        return self._after(self.store.undo(request["id"], request.get("seen"), article), request)

    def redo(self, request: Request) -> Answer:
        """Redo the act on the article that is open that was undone last; answer with it."""
        article = request.get("article") or ""
        self.check_undo(self.store.journal.redoable(article))
        return self._after(self.store.redo(request["id"], request.get("seen"), article), request)

    def check_undo(self, entry: Entry | None) -> None:
        """Raise UserError if an act may not be undone or redone now."""

    def _after(self, entry: Entry, request: Request) -> Answer:
        """Return what is shown after an act: the article that is open on the page, if one is."""
        article = request.get("article") or ""
        state = {"what": entry.what, "version": self.store.version, **self.store.next_steps(article)}
        return state | (self.shown(article) if article in self.reader.sources else {})

    def look(self, request: Request) -> Answer:
        """Open the codes of others on an article early; the journal records it, with the reason."""
        id = self.reader.article(request["article"])[0].id
        reason = str(request.get("reason", ""))
        blinding.open_early(self.store, self.user, request["id"], id, reason, request.get("seen"))
        return self.shown(id)

    def marks(self) -> dict[str, Rows]:
        """Return the marks of the coders and of this user, as they are on disk."""
        return blinding.read_marks(self.reader.paths) | {self.user: self.store.rows[self.marks_file]}

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before; the page did not get it, and sent the request again."""
        return self._after(self.store.journal.ids[request["id"]], request)

    def shown(self, article: str) -> Answer:
        """Return an article as the page shows it after an act."""
        raise NotImplementedError

    def ping(self, request: Request) -> Answer:
        """Answer with what has changed on disk since the version that the page has."""
        self.store.look()
        version, seen = self.store.version, request.get("seen")
        if seen in (None, "", version):
            return {"version": version, "changes": []}
        try:
            changes = [change_in_words(change) for change in self.store.changes_since(seen)]
        except ChangedMeanwhile as unknown:
            changes = [{"text": str(unknown)}]
        return {"version": version, "changes": changes}


def change_in_words(change: Change) -> Answer:
    """Return a change of a file for the page, with a line in words."""
    row = change.now or change.was
    words = one_line(", ".join(cell for cell in row.values() if cell), 160)
    place = f"{change.file}, row {change.row}" if change.row else change.file
    return {**change._asdict(), "text": f"{place} {change.kind}: {words}"}
