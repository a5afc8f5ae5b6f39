"""The dispatcher answers each request that the page sends, in the session of the user who sends it.

A request is a dict with `id` and `ask`, and with `user`, the user's name, after the start page. The answer has the same
id, and `ok`. A refused request has one sentence in `why`, and its `kind`: refused, changed (by somebody else), unsaved
or gone.
"""

import json
import threading
from typing import Any

from stancebook.core import schema
from stancebook.core.files import digest
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.desk import blinding
from stancebook.desk.adjudication.session import AdjudicatorSession
from stancebook.desk.coder_session import CoderSession
from stancebook.desk.journal import utc_now
from stancebook.desk.session import Answer, Request, Session, change_in_words
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock, NotSaved
from stancebook.study import loader

SESSIONS = dict.fromkeys(blinding.CODERS, CoderSession) | {"adjudication": AdjudicatorSession}
KINDS = {ChangedMeanwhile: "changed", NotSaved: "unsaved"}


class Dispatcher:
    """It answers requests about the study in these paths: one at a time, from whatever thread they come."""

    def __init__(self, paths: RunPaths, clock: Clock = utc_now) -> None:
        self.paths, self.clock = paths, clock
        self.reader: StudyReader | None = None
        self.sessions: dict[str, Session] = {}
        self.lock = threading.RLock()

    def answer(self, request: Any) -> Answer:
        """Return the answer to any request; it never raises, because the page would not see an exception."""
        id, user = (request.get("id"), request.get("user")) if isinstance(request, dict) else (None, None)
        with self.lock:
            try:
                answer = {"ok": True, **self._answer(request)}
            except Exception as fault:
                known = user in SESSIONS and user in self.sessions
                written = known and str(id) in self.sessions[user].store.journal.ids
                answer = {"ok": written, **_refusal(fault)}
        return _sendable({"id": id, **answer})

    def _answer(self, request: Request) -> Answer:
        self.reader = self.reader or StudyReader(self.paths)
        self.reader.refresh()  # nothing is begun that cannot be shown afterwards
        verb, user = request["ask"], request.get("user")
        if verb == "start":
            return self._start()
        if verb == "begin" and user in SESSIONS:
            self.sessions[user] = SESSIONS[user](self.reader, user, self.clock)
        if user not in self.sessions:
            return {"ok": False, "kind": "gone", "why": "this session has not begun; choose your name again"}
        session = self.sessions[user]
        if verb not in session.verbs:
            raise UserError(f"{user} cannot ask for '{verb}'; reload the page")
        if str(request.get("id")) in session.store.journal.ids:
            return session.repeated(request)
        return getattr(session, verb)(request)

    def _start(self) -> Answer:
        """Return what the study is, and how far each user is: only counts, no codes."""
        settings, total = self.reader.study.settings, len(self.reader.sources)
        folder = self.paths.study
        id = f"{folder.name}-{digest(str(folder).encode('utf-8', 'surrogateescape'))[:8]}"  # two folders, two studies
        study = {"title": str(settings.get("title", "")), "question": str(settings.get("question", "")), "id": id}
        users = [{"user": user, "articles": total, **self._progress(user)} for user in SESSIONS]
        return {"study": study, "users": users}

    def _progress(self, user: str) -> dict[str, int]:
        """Return how many articles a user has finished, and how many rows the user has written."""
        file = f"{user}.csv"
        columns = (schema.ADJUDICATION if user == "adjudication" else schema.CODER_ROWS).names
        rows = loader.read_table(self.paths.coded, file, columns, [])
        finished = blinding.articles_with(blinding.read_marks(self.paths, [user])[user], blinding.FINISHED)
        return {"finished": len(finished & self.reader.sources.keys()), "statements": len(rows)}


def _refusal(fault: Exception) -> Answer:
    """Return why a request is refused, and the kind of refusal."""
    why = str(fault)
    if not isinstance(fault, (UserError, LookupError, ValueError)) or isinstance(fault, KeyError):
        why = f"the desk itself failed ({type(fault).__name__}: {fault}); what it called saved is on disk"
    changes = [change_in_words(change) for change in getattr(fault, "changes", ())]
    more = getattr(fault, "more", {})
    return {"kind": KINDS.get(type(fault), "refused"), "why": why, "changes": changes, **more}


def _sendable(answer: Answer) -> Answer:
    """Return the answer without half characters: a file's name or a cell may have them, a message cannot."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.loads(text.encode("utf-8", "replace").decode("utf-8"))
    return answer
