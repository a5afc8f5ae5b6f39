"""The dispatcher answers each request that the page sends, in the session of the user who sends it.

A request is a dict with `id` and `ask`, and after the start page with `user`, one of that page's: a coder's id,
`validator` and an id, or `adjudication` and an id (alone, where the study names none). The answer has the same id, and
`ok`. A refused request has one sentence in `why`, and its `kind`: refused, changed (by somebody else), unsaved or gone.
"""

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from stancebook.core import schema
from stancebook.core.files import digest, sweep
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError, one_line
from stancebook.core.system_errors import failed
from stancebook.core.tables import Rows
from stancebook.desk import blinding, requests
from stancebook.desk.adjudication.session import AdjudicatorSession
from stancebook.desk.blinding import ADJUDICATION
from stancebook.desk.coder_session import CoderSession
from stancebook.desk.coding.validator import ValidatorSession
from stancebook.desk.journal import utc_now
from stancebook.desk.session import Answer, Request, Session, change_in_words
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock, NotSaved
from stancebook.study import adjudication, loader
from stancebook.study.cases import is_taken
from stancebook.study.coders import Coder, People
from stancebook.study.facts import FACTS, NOTES
from stancebook.study.people import sample, training

CODER, ADJUDICATOR, VALIDATOR = "coder", "adjudicator", "validator"
SESSIONS = {CODER: CoderSession, ADJUDICATOR: AdjudicatorSession, VALIDATOR: ValidatorSession}  # by role
MOST, LONGEST = 200, 2000  # lines and changes in a refusal, and characters of a line
KINDS = {ChangedMeanwhile: "changed", NotSaved: "unsaved"}


class Dispatcher:
    """It answers requests about the study in these paths: one at a time, from whatever thread they come."""

    def __init__(self, paths: RunPaths, clock: Clock = utc_now) -> None:
        self.paths, self.clock = paths, clock
        sweep(*paths.written)
        self.reader: StudyReader | None = None
        self.sessions: dict[str, Session] = {}
        self.people: People | None = None  # those whose sessions these are
        self.lock = threading.RLock()

    def answer(self, request: Any) -> Answer:
        """Return the answer to any request; it never raises, because the page would not see an exception."""
        id = requests.id_of(request)
        with self.lock:
            try:
                answer = {"ok": True, **self._answer(requests.checked(request))}
            except Exception as fault:
                answer = {"ok": self._is_written(request, id), **_refusal(fault, self.paths.study)}
        return _sendable({"id": id, **answer})

    def _is_written(self, request: Any, id: str | int | None) -> bool:
        """Return whether what was asked for is on disk, though it cannot be shown."""
        user = request.get("user") if isinstance(request, dict) else None
        return isinstance(user, str) and user in self.sessions and str(id) in self.sessions[user].store.journal.ids

    def _answer(self, request: Request) -> Answer:
        self.reader = self.reader or StudyReader(self.paths)
        self.reader.refresh()  # nothing is begun that cannot be shown afterwards
        if self.people != self.reader.people:  # other coders, other columns
            self.people, self.sessions = self.reader.people, {}
        verb, user, users = request["ask"], request.get("user"), self._users()
        if verb == "start":
            return self._start(users)
        if verb == "begin" and user in users:
            id = user.removeprefix(VALIDATOR).strip()
            self.sessions[user] = SESSIONS[users[user]["role"]](self.reader, id, self.clock)
        if user not in self.sessions:
            return {"ok": False, "kind": "gone", "why": "this session has not begun; choose your name again"}
        session = self.sessions[user]
        if verb not in session.verbs:
            raise UserError(f"{user} cannot ask for '{verb}'; reload the page")
        if request["id"] in session.store.journal.ids:
            return _repeated(session, request)
        answer = getattr(session, verb)(request)
        return answer | users[user] | {"names": self.reader.names} if verb == "begin" else answer

    def _users(self) -> dict[str, Answer]:
        """Return the name, the kind and the role of each user: the study's coders, adjudicators and validators."""
        people = self.reader.people
        adjudicators = {f"{ADJUDICATION} {id}": person for id, person in people.adjudicators.items()}
        adjudicators = adjudicators or {ADJUDICATION: Coder("", ADJUDICATION)}
        validators = people.validators if sample.sampled(self.paths.validation, self.reader.sources) else {}
        roles = {CODER: people.coders, ADJUDICATOR: adjudicators}
        roles[VALIDATOR] = {f"{VALIDATOR} {id}": person for id, person in validators.items()}
        return {
            user: {"user": user, "name": person.name, "kind": person.kind, "role": role}
            for role, own in roles.items()
            for user, person in own.items()
        }

    def _start(self, users: Mapping[str, Answer]) -> Answer:
        """Return what the study is, and how far each user is: only counts, no codes."""
        settings, folder = self.reader.study.settings, self.paths.study
        id = f"{folder.name}-{digest(str(folder).encode('utf-8', 'surrogateescape'))[:8]}"  # two folders, two studies
        study = {"title": str(settings.get("title", "")), "question": str(settings.get("question", "")), "id": id}
        progress = {CODER: self._coded, ADJUDICATOR: self._decided, VALIDATOR: self._validated}
        return {
            "study": study,
            "users": [{**own, **progress[own["role"]](user)} for user, own in users.items()],
        }

    def _coded(self, coder: str) -> Answer:
        """Return how many articles a coder was given and has finished, and how many statements the coder has."""
        texts, there = self.reader.people.coders[coder].texts, self.reader.sources.keys()
        return self._progress(coder, there if texts is None else there & {*texts}, self.paths.coded)

    def _validated(self, user: str) -> Answer:
        """Return how many articles of the sample a validator has finished."""
        return self._progress(
            user.removeprefix(VALIDATOR).strip(),
            sample.sampled(self.paths.validation, self.reader.sources),
            self.paths.validation,
        )

    def _progress(self, id: str, given: Collection[str], folder: Path) -> Answer:
        """Return how far somebody is: articles given and finished, statements, and which training is due."""
        marks = self._rows(blinding.marks_file(id), schema.MARKS.names, folder)
        finished = blinding.articles_with(marks, blinding.FINISHED) & self.reader.sources.keys()
        rows = self._rows(f"{id}.csv", schema.CODER_ROWS.names, folder)
        counts = {"articles": len(given), "finished": len(finished), "statements": len(rows)}
        return counts | {"training": self._training(id, folder, len(finished))}

    def _training(self, id: str, folder: Path, finished: int) -> str:
        """Return which training is due for somebody who has finished so many articles; "" if none is."""
        exercises = training.exercises(self.paths.training, self.reader.with_rows({}))
        rules = training.rules_of(self.reader.study.settings)
        return training.standing(training.read_record(folder, id), exercises, rules, finished).due

    def _decided(self, user: str) -> dict[str, int]:
        """Return how many decisions there are on statements, on facts and on source notes."""
        tables = loader.tables_of(self.reader.people.coders)
        files = (adjudication.FILE, FACTS.decisions, NOTES.decisions)
        rows = [row for file in files for row in self._rows(file, tables[file].names)]
        return {"decisions": sum(map(is_taken, rows))}

    def _rows(self, file: str, columns: Sequence[str], folder: Path | None = None) -> Rows:
        """Return the rows of a file, by default of data/coded, none if it is not there or cannot be read."""
        return loader.read_table(folder or self.paths.coded, file, columns, [], loader.optional_columns(file))


def _repeated(session: Session, request: Request) -> Answer:
    """Return the answer to a request that was done before; raises UserError if that was another one."""
    try:
        return session.repeated(request)
    except (LookupError, TypeError, StopIteration):
        raise UserError("the request has the id of another act; reload the page") from None


def _refusal(fault: Exception, study: Path) -> Answer:
    """Return why a request is refused, and the kind of refusal; it is of limited size, whatever was asked."""
    why = failed(fault, study) if isinstance(fault, OSError) else str(fault)
    if not isinstance(fault, (UserError, LookupError, ValueError, OSError)) or isinstance(fault, KeyError):
        why = f"the desk itself failed ({type(fault).__name__}: {fault}); what it called saved is on disk"
    why = "\n".join(one_line(line, LONGEST) for line in why.splitlines()[:MOST])
    changes = [change_in_words(change) for change in [*getattr(fault, "changes", ())][:MOST]]
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
