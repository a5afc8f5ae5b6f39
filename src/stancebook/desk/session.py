"""Seats: what every hand at the desk has, be it a coder's or the adjudicator's: a ledger, a past, and what it may see.

Each method in `verbs` answers the request of its name: it takes the request, a dict, and returns the answer's content.

>>> from stancebook.desk.row_changes import Change
>>> change = Change("coder_a.csv", 3, None, {"article": "010", "actor": "arland"})
>>> change_in_words(change)["told"]
'coder_a.csv, row 3 added: 010, arland'
"""

from stancebook.core.problems import one_line
from stancebook.desk import blinding
from stancebook.desk.store import ChangedMeanwhile, Store
from stancebook.study import loader
from stancebook.study.marks import SAMPLE

# what undo passes over: who has seen codes has seen them, and an article is taken up again by opening it, for that is recorded
PASSING = (blinding.OPENED, blinding.FINISHED, blinding.REOPENED)


class Session:
    """A hand at the desk: its ledger, and the library that it reads in."""

    verbs = ("sit", "undo", "redo", "look", "ping")

    def __init__(self, library, hand, own, shared, clock, order=None):
        self.library, self.hand = library, hand
        marks = {blinding.marks_file(hand): loader.MARK}
        self.ledger = Store(library.rooms.coded, hand, own | marks, shared, clock, order, PASSING)

    def sit(self, request):
        """What a hand needs to begin: the codebook, and what is wrong or was edited outside of the desk."""
        return {
            "hand": self.hand,
            "version": self.ledger.version,
            "codebook": self.codebook(),
            "found": [change_in_words(change) for change in self.ledger.found],
            "wrong": [str(complaint) for complaint in self.complaints()],
            "frozen": self.library.freeze(),
            **self.ledger.past,
        }

    def codebook(self):
        """The codebook as the page gets it."""
        return self.library.told_codebook()

    def complaints(self):
        """What is wrong with the files of this hand."""
        return [complaint for each in self.ledger.wrong.values() for complaint in each]

    def undo(self, request):
        """Where the last act was, now undone."""
        self.may_change(self.ledger.undoable)
        return self._back(self.ledger.undo(request["id"], request.get("seen")), request)

    def redo(self, request):
        """Where the act undone last was, now done again."""
        self.may_change(self.ledger.redoable)
        return self._back(self.ledger.redo(request["id"], request.get("seen")), request)

    def may_change(self, entry):
        """Raises UserError where an act may not be taken back or done again now."""

    def _back(self, entry, request):
        """What is shown after an act: the article that it was on, or the one that the page has open."""
        ids = [(change.now or change.was).get("article") for change in entry.changes if change.file != SAMPLE]
        known = [id for id in (*ids, request.get("article")) if id in self.library.sources]
        return {"what": entry.what} | (self.shown(known[0]) if known else {})

    def look(self, request):
        """An article with codes that this hand may see from now on; opening them is recorded with its reason."""
        article, _ = self.library.article(request["article"])
        blinding.look(
            self.ledger, self.hand, request["id"], article.id, str(request.get("reason", "")), request.get("seen")
        )
        return self.shown(article.id)

    def sees(self, article):
        """Whether this hand may see codes that are not its own on an article."""
        return blinding.may_see(self.hand, article, self.marks())

    def marks(self):
        """The marks of the coders and of this hand, as they are on disk."""
        others = blinding.marks(self.library.rooms, [coder for coder in blinding.CODERS if coder != self.hand])
        return others | {self.hand: self.ledger.rows[blinding.marks_file(self.hand)]}

    def rows(self, name, columns):
        """The rows of a file, be it this hand's own or not; none where it cannot be read."""
        if name in self.ledger.rows:
            return self.ledger.rows[name]
        return loader.read_table(self.library.rooms.coded, name, columns, [])

    def again(self, request):
        """The answer to a request that was done before: its answer never came, and so it was sent again."""
        return self._back(self.ledger.journal.ids[request["id"]], request)

    def shown(self, article):
        """An article as this hand's page shows it after something was done there."""
        raise NotImplementedError

    def ping(self, request):
        """What has changed on disk since the version that the page has."""
        self.ledger.look()
        version, seen = self.ledger.version, request.get("seen")
        try:
            changes = (
                [change_in_words(change) for change in self.ledger.since(seen)]
                if seen not in (None, "", version)
                else []
            )
        except ChangedMeanwhile as unknown:
            changes = [{"told": str(unknown)}]
        return {"version": version, "changes": changes}


def change_in_words(change):
    """A change of a file as the page shows it, with a line in words."""
    row = change.now or change.was
    did = "added" if change.was is None else "taken out" if change.now is None else "changed"
    words = one_line(", ".join(cell for cell in row.values() if cell), 160)
    place = f"{change.file}, row {change.row}" if change.row else change.file
    return {**change._asdict(), "told": f"{place} {did}: {words}"}
