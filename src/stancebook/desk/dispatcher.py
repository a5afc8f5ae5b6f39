"""The clerk of the coding desk: answers each request that the page sends, for whichever hand sits there.

A request is a dict with `id` and `ask`, and with `hand` once somebody sits. The answer holds the same id, and `ok`; what is
refused comes back as one sentence, `why`, with its `kind`: refused, changed (by somebody else), unsaved or gone.
"""

import json
import threading

from stancebook.core.files import digest
from stancebook.core.problems import UserError
from stancebook.desk import blinding
from stancebook.desk.adjudicator_session import AdjudicatorSession
from stancebook.desk.coder_session import CoderSession
from stancebook.desk.journal import utc_now
from stancebook.desk.session import change_in_words
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import NotSaved
from stancebook.study import loader

SEATS = dict.fromkeys(blinding.CODERS, CoderSession) | {"adjudication": AdjudicatorSession}


class Dispatcher:
    """Who answers at the desk of the study in these Rooms: one request at a time, from whatever thread it comes."""

    def __init__(self, rooms, clock=utc_now):
        self.rooms, self.clock = rooms, clock
        self.library, self.seats, self.lock = None, {}, threading.RLock()

    def answer(self, request):
        """The answer to a request, be it what it may: an exception would be heard of on no page."""
        id, hand = (request.get("id"), request.get("hand")) if isinstance(request, dict) else (None, None)
        with self.lock:
            try:
                said = {"ok": True, **self._answered(request)}
            except Exception as fault:  # noqa: BLE001
                written = hand in SEATS and hand in self.seats and str(id) in self.seats[hand].ledger.journal.ids
                said = {"ok": written, **_refused(fault)}
        return _sendable({"id": id, **said})

    def _answered(self, request):
        self.library = self.library or StudyReader(self.rooms)
        self.library.look()  # what cannot be shown afterwards is not begun
        verb, hand = request["ask"], request.get("hand")
        if verb == "hello":
            return self._hello()
        if verb == "sit" and hand in SEATS:
            self.seats[hand] = SEATS[hand](self.library, hand, self.clock)
        if hand not in self.seats:
            return {"ok": False, "kind": "gone", "why": "nobody sits at this desk yet; sit down again"}
        seat = self.seats[hand]
        if verb not in seat.verbs:
            raise UserError(f"{hand} has nothing like '{verb}' here; reload the page")
        if str(request.get("id")) in seat.ledger.journal.ids:
            return seat.again(request)
        return getattr(seat, verb)(request)

    def _hello(self):
        """What the study is, and how far each hand has come: counts alone, never a code."""
        settings, total = self.library.known.settings, len(self.library.sources)
        about = {name: str(settings.get(name, "")) for name in ("title", "question")}
        hands = [{"hand": hand, "articles": total, **self._so_far(hand)} for hand in SEATS]
        return {"study": about | {"id": self._study()}, "hands": hands}

    def _study(self):
        """What a browser knows this study by: two of one folder's name are two."""
        place = self.rooms.study
        return f"{place.name}-{digest(str(place).encode('utf-8', 'surrogateescape'))[:8]}"

    def _so_far(self, hand):
        """How many articles a hand has finished, and how many rows it has written."""
        columns = loader.COLUMNS[f"{hand}.csv"]
        written = loader.read_table(self.rooms.coded, f"{hand}.csv", columns, [])
        marks = loader.read_table(self.rooms.coded, blinding.marks_file(hand), loader.MARK, [])
        finished = {row["article"] for row in marks if row["mark"] == blinding.FINISHED}
        return {"finished": len(finished & self.library.sources.keys()), "statements": len(written)}


def _refused(fault):
    """Why a request was refused, and of what kind that is."""
    kind = "changed" if isinstance(fault, ChangedMeanwhile) else "unsaved" if isinstance(fault, NotSaved) else "refused"
    why = str(fault)
    if not isinstance(fault, (UserError, LookupError, ValueError)) or isinstance(fault, KeyError):
        why = f"the desk itself failed ({type(fault).__name__}: {fault}); what it called saved is on disk"
    return {"kind": kind, "why": why, "changes": [change_in_words(change) for change in getattr(fault, "changes", ())]}


def _sendable(answer):
    """The answer without half characters, which no message can hold and a file's name or a cell may."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace").decode("utf-8"))
    return answer
