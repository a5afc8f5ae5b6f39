"""The adjudicator's session: the cases that the coders' codings give, and the decisions on them.

Everything is computed from the files as they are: the coders' codings and marks, the freeze, adjudication.csv. An
article opens when both coders have finished it, or early with a reason. Decisions need frozen codings.
"""

from collections import defaultdict

from stancebook.core import schema
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row
from stancebook.desk import blinding
from stancebook.desk.adjudication import cases, codings
from stancebook.desk.blinding import CODERS, FINISHED, OPENED, articles_with
from stancebook.desk.row_changes import Change
from stancebook.desk.session import Answer, Request, Session
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock, NotSaved
from stancebook.study import adjudication, aliases, freeze
from stancebook.study.cases import VARIABLES, Case
from stancebook.study.statements import UNIT, unit_key
from stancebook.study.validation import constraints

NOT_FROZEN = {
    "edited": "the coders' files were edited after the freeze; freeze them anew, with a reason",
    "none": "the coders' files are not frozen yet; freeze them first, with a reason",
}

Numbered = list[tuple[int, Row]]  # rows with their numbers, as in a spreadsheet
Decisions = dict[str, Row]  # the rows that decide on a case, by variable


class AdjudicatorSession(Session):
    """The adjudicator's session."""

    verbs = (*Session.verbs, "overview", "disputes", "decide", "undecide", "freeze")

    def __init__(self, reader: StudyReader, user: str, clock: Clock) -> None:
        super().__init__(reader, user, {adjudication.FILE: schema.ADJUDICATION.names}, {}, clock, cases.order)
        self._codings: codings.Codings | None = None
        self._decisions: dict[str, Numbered] = {}  # the rows of adjudication.csv by article, with ids for aliases

    def overview(self, request: Request) -> Answer:
        """Answer with the articles that somebody has coded, and with the number of decisions left in each open one."""
        self._look()
        coded, marks = self._codings.pairs.keys() | self._decisions.keys(), self.marks()
        finished = {coder: articles_with(marks[coder], FINISHED) for coder in CODERS}
        opened, rows = articles_with(marks[self.user], OPENED), []
        for id in sorted(coded & self.reader.sources.keys()):
            about = {name: self.reader.sources[id][name] for name in ("article", "outlet", "headline")}
            waiting = [coder for coder in CODERS if id not in finished[coder]]
            rows.append(about | {"waiting": waiting} | self._counts(id, not waiting or id in opened))
        return {**self._state(), "waits": self._waits(), "articles": rows, "left": sum(row["left"] for row in rows)}

    def _counts(self, article: str, is_open: bool) -> Answer:
        """Return how many cases an article has, and how many decisions are left; none before it is open."""
        if not is_open:
            return {"open": False, "units": 0, "left": 0}
        own = self._cases(article)
        left = sum(not cases.is_decided(*each) for each in own) + len(self._stale(article))
        return {"open": True, "units": len(own), "left": left}

    def disputes(self, request: Request) -> Answer:
        """Answer with what is to be decided on an article, in order of place; nothing before the article is open."""
        return self.shown(self.reader.article(request["article"])[0].id)

    def shown(self, article: str) -> Answer:
        """Return what is to be decided on an article."""
        self._look()
        state, marks = {"article": article, **self._state(article)}, self.marks()
        if not blinding.may_see(self.user, article, marks):
            why = f"not finished yet by {' and '.join(blinding.waiting(article, marks))}"
            return {**state, "open": False, "why": why, "waits": [], "units": [], "stale": [], "left": 0}
        units = [cases.case_for_page(*each, *self.reader.article(article)) for each in self._cases(article)]
        stale = self._stale(article)
        left = sum(not unit["done"] for unit in units) + len(stale)
        return {**state, "open": True, "why": "", "waits": self._waits(), "units": units, "stale": stale, "left": left}

    def decide(self, request: Request) -> Answer:
        """Decide on a case, and answer with its article; raise UserError if it cannot be decided like this.

        `shown` are the coders' cells on which the decision was taken, by variable: newly frozen codings may differ.
        """
        if not self._is_journalled(request):
            case, before = self._decidable(_unit(request))
            variables = [cases.variable_for_page(case, name) for name in case.variables]
            cells = {each["variable"]: [each["a"], each["b"]] for each in variables}
            if request.get("shown") not in (None, cells):
                raise ChangedMeanwhile("the codings are others than when this was shown; look again", [])
            after = self._decided(case, before, request["decisions"])
            if changes := self._changes(case, before, after):
                article, _, actor, issue = case.key
                new = ", ".join(f"{each['variable']} {each['decision']}" for each in request["decisions"])
                what = f"{article}, sentence {case.sentence}: {actor} on {issue}: {new}"
                self.store.apply(request["id"], "decided", what, changes, request.get("seen"))
        return self.shown(request["key"]["article"])

    def _decided(self, case: Case, before: Decisions, new: list[Row]) -> Decisions:
        """Return the decisions on a case together with new ones; raise UserError if its values do not go together."""
        try:
            after = cases.decide(case, before, new, self.reader.study.codebook)
        except ValueError as refusal:
            raise UserError(str(refusal)) from None
        if cases.is_decided(case, after):
            coded = {coder: [row] if row else [] for coder, row in case.codings}
            for statement in adjudication.adjudicated_statements(coded, list(after.values())):
                values = {name: statement[name] for name in schema.STATEMENTS.names}  # without a note
                for reason in constraints.reasons(values, self.reader.study.codebook):
                    raise UserError(f"the statement would not go together: {reason}")
        return after

    def undecide(self, request: Request) -> Answer:
        """Take back decisions on a case, all or those on some variables, and answer with its article."""
        if not self._is_journalled(request):
            article, _, actor, issue = unit = _unit(request)
            own = [(number, row["variable"]) for number, row in self._on(unit)]
            own = [each for each in own if each[1] in (request.get("variables") or [each[1]])]
            if not own:
                raise UserError("nothing is decided here; there is nothing to take back")
            what = f"{article}: {actor} on {issue}, {', '.join(variable for _, variable in own)}"
            changes = [self._change(number, None) for number, _ in own]
            self.store.apply(request["id"], "took back", what, changes, request.get("seen"))
        return self.shown(request["key"]["article"])

    def freeze(self, request: Request) -> Answer:
        """Freeze the coders' files as they are, and answer with the articles; raise UserError if it is not allowed."""
        reason = str(request.get("reason", "")).strip()
        if not self._is_journalled(request):
            if not reason:
                raise UserError("freezing needs a reason; say why the codings are frozen now")
            freezes, contents = freeze.read_freezes(self.reader.paths.coded)
            if freeze.freeze_state(freezes, contents) != "frozen" or freezes[-1]["reason"] != reason:
                self._freeze(reason)  # else the freeze is on disk already, and only its line in the journal is missing
            self.store.note(request["id"], "froze", reason)
        return self.overview(request)

    def _freeze(self, reason: str) -> None:
        try:
            freeze.freeze_codings(self.reader.paths.coded, reason, self._coders_problems())
        except ValueError as refusal:
            raise UserError(str(refusal)) from None
        except OSError as error:
            why = f"frozen.json could not be written ({error.strerror}); make room for it, and freeze again"
            raise NotSaved(why) from None

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before."""
        return self.overview(request) if request["ask"] == "freeze" else super().repeated(request)

    def _is_journalled(self, request: Request) -> bool:
        """Read what has changed, and return whether a request was done already, perhaps by another kernel."""
        self._look()
        return request["id"] in self.store.journal.ids

    def _look(self) -> None:
        """Read what has changed: the adjudicator's files, the coders' files, the codebook."""
        self.store.look()
        self._codings = codings.reloaded(self._codings, self.reader.paths, self.reader.with_rows({}))
        self._decisions = defaultdict(list)
        rows = aliases.as_ids(self.store.rows[adjudication.FILE], self.reader.study.codebook)
        for number, row in enumerate(rows, 2):
            self._decisions[row["article"]].append((number, row))

    def _state(self, article: str = "") -> Answer:
        """Return the version of the files, whether they are frozen, and what undo and redo would do on an article."""
        return {"version": self.store.version, "frozen": self.reader.freeze_state(), **self.store.next_steps(article)}

    def _waits(self) -> list[str]:
        """Return the problems for which adjudication waits: of the coders' statements, and of its own files."""
        coders = [problem for problem in self._coders_problems() if problem.file not in codings.FACTS]
        return [str(problem) for problem in coders + self.problems()]

    def _coders_problems(self) -> list[Problem]:
        """Return the problems of the coders' files, without details of articles that are not open."""
        marks = self.marks()
        return self._codings.without_unseen(lambda article: blinding.may_see(self.user, article, marks))

    def _cases(self, article: str) -> list[tuple[Case, Decisions]]:
        """Return the cases of an article, each with the rows that decide on it."""
        pair, own = self._codings.of(article), [row for _, row in self._decisions.get(article, ())]
        due = adjudication.cases_due({"coder_a": pair.a, "coder_b": pair.b}, own, pair.due)
        return [(case, case.current_decisions()) for case in due]

    def _on(self, unit: tuple[str, ...]) -> Numbered:
        """Return the rows of adjudication.csv on a unit with their numbers."""
        return [(number, row) for number, row in self._decisions.get(unit[0], ()) if unit_key(row) == unit]

    def _stale(self, article: str) -> list[Answer]:
        """Return the decisions on an article that no longer fit the codings, with what is wrong."""
        pair, own = self._codings.of(article), self._decisions.get(article, [])
        problems = adjudication.check_due([row for _, row in own], pair.due, pair.a + pair.b)
        stale = [(*own[problem.row - 2], problem.message) for problem in problems if problem.row]
        return [{"number": number, "row": row, "wrong": why} for number, row, why in stale]

    def _decidable(self, unit: tuple[str, ...]) -> tuple[Case, Decisions]:
        """Return a case and the rows that decide on it; raise UserError if nothing may be decided on it now."""
        waiting, state = self._waits(), self.reader.freeze_state()
        if not blinding.may_see(self.user, unit[0], self.marks()):
            raise UserError(f"{unit[0]} is not open yet; wait until both coders have finished it")
        if state in NOT_FROZEN:
            raise UserError(NOT_FROZEN[state])
        if waiting:
            raise UserError(f"adjudication waits until the files are in order; correct {waiting[0]}")
        for case, decisions in self._cases(unit[0]):
            if case.key == unit:
                return case, decisions
        raise UserError("no coder has this statement (any more), or both alike; look at the article again")

    def _changes(self, case: Case, before: Decisions, after: Decisions) -> list[Change]:
        """Return the changes of adjudication.csv for a case; decisions on other cells than the coders have now stay."""
        own, changes = {row["variable"]: (number, row) for number, row in self._on(case.key)}, []
        for variable in VARIABLES:
            number, was = own.get(variable, (None, None))
            now = after.get(variable, None if variable in before else was)
            if was != now:
                changes.append(self._change(number, now))
        return changes

    def _change(self, number: int | None, now: Row | None) -> Change:
        """Return the change of the row with this number as the file has it, or of a new row if there is no number."""
        was = self.store.rows[adjudication.FILE][number - 2] if number else None
        return Change(adjudication.FILE, number, was, now)


def _unit(request: Request) -> tuple[str, ...]:
    """Return the unit that a request is about."""
    return tuple(str(request["key"][field]) for field in UNIT)
