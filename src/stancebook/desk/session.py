"""Sessions: the parts that each user's session has, a coder's or the adjudicator's: a store, undo, and what it may see.

Each method in `verbs` answers the request of its name: it takes the request, a dict, and returns the answer's content.

>>> from stancebook.desk.row_changes import Change
>>> change = Change("coder_a.csv", 3, None, {"article": "010", "actor": "arland"})
>>> change_in_words(change)["text"]
'coder_a.csv, row 3 added: 010, arland'
"""

from pathlib import Path
from typing import Any

from stancebook.core import schema
from stancebook.core.csv_lines import RESTORE
from stancebook.core.paths import RunPaths
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.core.tables import Rows, UnreadableFile
from stancebook.desk import blinding, comments
from stancebook.desk.journal import Entry
from stancebook.desk.row_changes import Change, Order
from stancebook.desk.store import ChangedMeanwhile, Columns, Store
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock
from stancebook.study import freeze
from stancebook.study.quotes import shortened
from stancebook.study.validation.marks import COMMENTS
from stancebook.texts.corpus import Article

UNREADABLE = f"{freeze.RECORD} cannot be read; {RESTORE}"
FROZEN = {
    "frozen": "the codings were frozen just now; what is changed from here on has to be frozen anew, with a reason",
    "edited": "the coders' files differ from the freeze; they have to be frozen anew, with a reason",
    "none": "the freeze of the codings is gone",
    "unreadable": UNREADABLE,
}

Request = dict[str, Any]
Answer = dict[str, Any]


class NotDone(UserError):
    """A request that is refused; `more` stands beside the reason in the answer."""

    def __init__(self, why: str, **more: Any) -> None:
        super().__init__(why)
        self.more = more


class Session:
    """The session of one user: the user's store, and the reader of the study."""

    verbs: tuple[str, ...] = ("begin", "undo", "redo", "look", "ping", "comment")

    def __init__(
        self,
        reader: StudyReader,
        user: str,
        own: Columns,
        shared: Columns,
        clock: Clock,
        order: Order | None = None,
        by: str = "",
    ) -> None:
        self.reader, self.user, self.marks_file = reader, user, blinding.marks_file(user)
        self.by = by or user  # who acts, if several people are this user
        columns = {**own, self.marks_file: schema.MARKS.names}
        shared = {**shared, COMMENTS: schema.COMMENTS.names}
        self.store, self.clock = Store(self.folder(reader.paths), user, columns, shared, clock, order, self.by), clock

    def folder(self, paths: RunPaths) -> Path:
        """Return the folder of this user's files."""
        return paths.coded

    def begin(self, request: Request) -> Answer:
        """Begin: answer with the codebook, with what is wrong, and with what was edited outside of the desk."""
        return {
            "user": self.user,
            "verbs": list(self.verbs),
            "book": self.reader.codebook_hash(),
            "version": self.store.version,
            "codebook": self.codebook(),
            "outside": [change_in_words(change) for change in self.store.outside_changes],
            "wrong": [str(problem) for problem in self.problems()],
            "frozen": self.frozen(),
            **self.store.next_steps(""),
        }

    def frozen(self) -> str:
        """Return whether the coders' files are as they were frozen: frozen, edited or none; unreadable if not known."""
        return self.reader.freeze_state()

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

    def comment(self, request: Request) -> Answer:
        """Make a remark on a sentence to the others who may see its codes; answer with its article."""
        article, _ = self.reader.article(request["article"])
        if not self.sees(article.id):
            raise UserError(f"{article.id} is not open yet; comments wait until all its coders have finished it")
        row = comments.new(article, request.get("sentence"), self.clock(), self.by, str(request.get("text") or ""))
        what = f"{article.id}, sentence {request['sentence']}: {shortened(row['text'])}"
        self.store.apply(request["id"], "commented", what, [Change(COMMENTS, None, None, row)], request.get("seen"))
        return self.shown(article.id)

    def comments(self, article: Article) -> list[Answer]:
        """Return the comments on an article that this user may see."""
        return comments.of(article, self.store.rows[COMMENTS]) if self.sees(article.id) else []

    def marks(self) -> dict[str, Rows]:
        """Return the marks of the coders and of this user, as they are on disk."""
        others = {coder: self.reader.marks(coder) for coder in self.reader.people.coders if coder != self.user}
        return others | {self.user: self.store.rows[self.marks_file]}

    def waiting(self, article: str) -> list[str]:
        """Return the people who were given an article and have not finished it."""
        return blinding.waiting(article, self.marks(), self.reader.given(article))

    def sees(self, article: str) -> bool:
        """Return whether this user may see the codes of others on an article."""
        return blinding.may_see(self.user, article, self.marks(), self.reader.given(article))

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before; the page did not get it, and sent the request again."""
        return self._after(self.store.journal.ids[request["id"]], request)

    def shown(self, article: str) -> Answer:
        """Return an article as the page shows it after an act."""
        raise NotImplementedError

    def ping(self, request: Request) -> Answer:
        """Answer with what has changed on disk since the page saw it: own files, the freeze, the codebook, the text."""
        self.store.look()
        state = {
            "version": self.store.version,
            "frozen": self.frozen(),
            "book": self.reader.codebook_hash(),
        }
        return {**state, "changes": self._changes_since(request.get("seen")), **self._notices_since(request, state)}

    def _changes_since(self, seen: str | None) -> list[Answer]:
        """Return what was changed in own files since a version."""
        if seen in (None, "", self.store.version):
            return []
        try:
            return [change_in_words(change) for change in self.store.changes_since(seen)]
        except ChangedMeanwhile as unknown:
            return [{"text": str(unknown)}]

    def _notices_since(self, request: Request, state: Answer) -> Answer:
        """Return notices of what is other than the page has it, as far as it says what it has, and the new codebook."""
        notices, more = [], {}
        if request.get("frozen") not in (None, state["frozen"]):
            notices.append({"kind": "frozen", "text": FROZEN[state["frozen"]]})
        if request.get("book") not in (None, state["book"]):
            notices.append({"kind": "codebook", "text": "the codebook was changed; the new one is used from now on"})
            more = {"codebook": self.codebook()}
        if request.get("cut") and request.get("article") in self.reader.sources:
            notices += self._text_notices(request["article"], request["cut"])
        return {"notices": notices, **more}

    def _text_notices(self, id: str, cut: str) -> list[Answer]:
        """Return a notice if an article cannot be read any more, or is cut into other sentences than it was."""
        try:
            article, _ = self.reader.article(id)
        except UnreadableFile as error:
            return [{"kind": "unreadable", "text": str(error)}]
        if self.reader.sentence_hash(article) == cut:
            return []
        return [{"kind": "text", "text": f"{id} is cut into other sentences than when it was opened; open it again"}]


def change_in_words(change: Change) -> Answer:
    """Return a change of a file for the page, with a line in words."""
    row = change.now or change.was
    words = one_line(", ".join(cell for cell in row.values() if cell), 160)
    place = f"{change.file}, row {change.row}" if change.row else change.file
    return {**change._asdict(), "text": f"{place} {change.kind}: {words}"}
