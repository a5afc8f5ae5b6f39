"""The adjudicator's session: decisions on statements, facts and source notes, and the freeze.

Decisions need frozen codings.
"""

from stancebook.core import schema
from stancebook.core.bounds import reading
from stancebook.core.english import plural
from stancebook.core.paths import is_there
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.desk.adjudication import cases, codings, fact_cases
from stancebook.desk.adjudication.fact_cases import FactCase
from stancebook.desk.adjudication.view import DECIDED_BY, NOTED, AdjudicatorView, Decisions
from stancebook.desk.journal import Entry
from stancebook.desk.row_changes import Change
from stancebook.desk.session import UNREADABLE, Answer, Request
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.transactions import NotSaved
from stancebook.study import adjudication, fact_decisions, freeze
from stancebook.study.cases import VARIABLES, Case
from stancebook.study.facts import Noted
from stancebook.study.statements import UNIT
from stancebook.study.validation import constraints

NOT_FROZEN = {
    "edited": "the coders' files were edited after the freeze; freeze them anew, with a reason",
    "none": "the coders' files are not frozen yet; freeze them first, with a reason",
    "unreadable": UNREADABLE,
}
CHANGED = "the codings are others than when this was shown; look again"


class AdjudicatorSession(AdjudicatorView):
    """The adjudicator's session."""

    verbs = (
        *AdjudicatorView.verbs,
        "decide",
        "undecide",
        "decide_fact",
        "undecide_fact",
        "take_alike",
        "drop",
        "freeze",
    )

    def decide(self, request: Request) -> Answer:
        """Decide on a case, and answer with its article; raise UserError if it cannot be decided like this.

        `shown` are the coders' cells on which the decision was taken, by variable: newly frozen codings may differ.
        """
        if not self._is_journalled(request):
            case, before = self._decidable(_unit(request))
            cells = {name: cases.variable_for_page(case, name)["cells"] for name in case.variables}
            if request.get("shown") not in (None, cells):
                raise ChangedMeanwhile(CHANGED, [])
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
            rows = {coder: [row] if row else [] for coder, row in case.codings}
            for statement in adjudication.adjudicated_statements(rows, list(after.values())):
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

    def decide_fact(self, request: Request) -> Answer:
        """Decide on a case of a fact, write what comes of it into facts.csv, and answer with its article.

        `facts` has the id of each coder's fact, `decision` is kept, merged or left_out. Of a kept fact `of` is the
        coder whose row is taken, and `row` has the cells in which it is amended; of a merged one, `fact` is the id that
        holds it. So with a source note and source_notes.csv, where `is` says note. Raises UserError if it cannot be
        decided like this.
        """
        article = str(request["article"])
        if not self._is_journalled(request):
            case = self._fact_case(article, request)
            decision, result = self._fact_decision(case, request)
            changes = self._fact_changes(case, decision, result)
            what = f"{_in_words(case)}: {request['decision']}"
            if changes:
                self.store.apply(request["id"], "decided", what, changes, request.get("seen"))
        return self.shown(article)

    def _fact_decision(self, case: FactCase, request: Request) -> tuple[Row | None, Row | None]:
        """Return the decision on a case (None where all coders have the fact alike), and the fact that it leads to."""
        verdict, id, result = str(request["decision"]), str(request.get("fact") or ""), None
        of = case.of
        if verdict == fact_decisions.KEPT:
            amended = {name: str(cell).strip() for name, cell in (request.get("row") or {}).items()}
            if strange := amended.keys() - {*fact_cases.SHOWN[of], "note"}:
                raise UserError(f"a {of.name} is not amended in {', '.join(sorted(strange))}; reload the page")
            id = case.own[of.id] if case.own else self._next_fact(of)
            taken = case.facts.get(request.get("of")) or case.own or case.rows[0]
            result = {of.id: id, **{name: taken[name] for name in fact_cases.CELLS[of]}, **amended}
            verdict = fact_decisions.KEPT if case.has_as_coded(result) else fact_decisions.AMENDED
        if case.kind == "alike" and verdict == fact_decisions.KEPT:
            return None, result
        decision = fact_cases.decision_row(case, verdict, id, str(request.get("reason", "")))
        return self._signed(decision), result

    def _next_fact(self, of: Noted, new: Rows = ()) -> str:
        """Return an id that no fact has, nor one of the `new` ones, or had by the journal."""
        path = self.store.journal.path
        journal = reading.read_bytes(path).decode("utf-8", "replace") if is_there(path) else ""
        return fact_cases.next_id([*self.store.rows[of.file], *new], journal, of)

    def _fact_case(self, article: str, request: Request) -> FactCase:
        """Return the case of a request's facts, one id a coder; raise UserError if nothing may be decided on it now."""
        self._check_open(article)
        of, ids = _noted(request), request["facts"]
        given = {str(id) for id in ids.values() if id}
        own = self._fact_cases(article, of)
        for case in own:
            if given == {*case.ids.values()} - {""}:
                return case
        loose = {
            id: row for case in own if not case.done for coder, row in case.facts.items() if (id := case.ids[coder])
        }
        if not given or not given <= loose.keys():
            raise UserError(f"no coder has these {of.name}s (any more), or they are decided; look at the article again")
        return own[0]._replace(facts={coder: loose.get(ids.get(coder, "")) for coder in own[0].facts}, decision=None)

    def _fact_changes(self, case: FactCase, decision: Row | None, result: Row | None) -> list[Change]:
        """Return the changes of both files for a decision; raise UserError if it does not go with the facts."""
        of, known = case.of, self._facts[case.of][case.article]
        was = next((row for row in known if case.own and row[of.id] == case.own[of.id]), None)
        others = [row for row in self._taken[of][case.article] if row != case.decision]
        if was and not result and any(row[of.id] == was[of.id] for row in others):
            raise UserError(f"{was[of.id]} holds another {of.name} that was merged into it; decide on that one first")
        facts = [row for row in known if row != was] + ([result] if result else [])
        decided = [*others, decision] if decision else others
        problems = codings.check_noted(of, of.file, self.reader.with_rows({of.file: facts})) if result else []
        problems = [problem for problem in problems if problem.row == len(facts) + 1]
        if decision and not problems:
            placed = self._placed(case.article, of, facts)
            found = fact_decisions.check_due(decided, placed, self._codings.noted_read[of], of)
            problems = [problem for problem in found if problem.row == len(decided) + 1]
        for problem in problems:
            raise UserError(f"{problem.column}: {problem.message}; {problem.fix}".removeprefix(": "))
        changes = [(of.decisions, case.decision, decision), (of.file, was, result)]
        return [Change(file, None, before, after) for file, before, after in changes if before != after]

    def undecide_fact(self, request: Request) -> Answer:
        """Take back the decision on a case of a fact, with what it has put into facts.csv; answer with its article."""
        article = str(request["article"])
        if not self._is_journalled(request):
            case = self._fact_case(article, request)
            if not case.done:
                raise UserError("nothing is decided here; there is nothing to take back")
            changes = self._fact_changes(case, None, None)
            self.store.apply(request["id"], "took back", _in_words(case), changes, request.get("seen"))
        return self.shown(article)

    def take_alike(self, request: Request) -> Answer:
        """Write the facts (or source notes) of an article that all coders have alike; answer with the article."""
        article, of = str(request["article"]), _noted(request)
        if not self._is_journalled(request):
            self._check_open(article)
            alike = [case for case in self._fact_cases(article, of) if case.kind == "alike" and not case.done]
            rows: Rows = []
            for case in alike:
                cells = {name: case.rows[0][name] for name in fact_cases.CELLS[of]}
                rows.append({of.id: self._next_fact(of, rows), **cells})
            if not rows:
                raise UserError(f"no {of.name} is waiting that all coders have alike; decide on the others")
            changes = [Change(of.file, None, None, row) for row in rows]
            what = f"{article}, {plural(len(changes), of.name)} that all have alike"
            self.store.apply(request["id"], "took", what, changes, request.get("seen"))
        return self.shown(article)

    def drop(self, request: Request) -> Answer:
        """Take out a decision that no longer fits the codings, as `stale` shows it, and answer with its article."""
        file, row = request["file"], request["row"]
        if not self._is_journalled(request):
            what = f"{row['article']}: a decision that stands on nothing"
            self.store.apply(request["id"], "took out", what, [Change(file, None, row, None)], request.get("seen"))
        return self.shown(row["article"])

    def freeze(self, request: Request) -> Answer:
        """Freeze the coders' files as they are, and answer with the articles; raise UserError if it is not allowed.

        Where not all is finished, `early` has to be true.
        """
        reason = str(request.get("reason", "")).strip()
        if not self._is_journalled(request):
            if not reason:
                raise UserError("freezing needs a reason; say why the codings are frozen now")
            missing = self.overview({})["unfinished"]
            if missing and not request.get("early"):
                raise UserError(f"not all is finished ({missing}); wait for them, or freeze all the same")
            freezes, contents = freeze.read_freezes(self.reader.paths.coded)
            if freeze.freeze_state(freezes, contents) != "frozen" or freezes[-1]["reason"] != reason:
                self._freeze(reason)  # else the freeze is on disk already, and only its line in the journal is missing
            self.store.note(request["id"], "froze", f"{reason} ({missing})" if missing else reason)
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

    def check_undo(self, entry: Entry | None) -> None:
        """Raise UserError if the act is another adjudicator's."""
        if entry and entry.by != (self.person or self.user):
            raise UserError(f"this is a decision of {self.reader.names.get(entry.by, entry.by)}; decide anew instead")

    def _is_journalled(self, request: Request) -> bool:
        """Read what has changed, and return whether a request was done already, perhaps by another kernel."""
        self._look()
        return request["id"] in self.store.journal.ids

    def _check_open(self, article: str) -> None:
        """Raise UserError if nothing may be decided on an article now."""
        waiting, state = self._waits(), self.reader.freeze_state()
        if article not in self.reader.sources or not self.sees(article):
            raise UserError(f"{article} is not open yet; wait until all its coders have finished it")
        if state in NOT_FROZEN:
            raise UserError(NOT_FROZEN[state])
        if waiting:
            raise UserError(f"adjudication waits until the files are in order; correct {waiting[0]}")
        self.reader.article(article)  # a text that was edited meanwhile is refused

    def _decidable(self, unit: tuple[str, ...]) -> tuple[Case, Decisions]:
        """Return a case and the rows that decide on it; raise UserError if nothing may be decided on it now."""
        self._check_open(unit[0])
        for case, decisions in self._cases(unit[0]):
            if case.key == unit:
                return case, decisions
        raise UserError("no coder has this statement (any more), or all alike; look at the article again")

    def _changes(self, case: Case, before: Decisions, after: Decisions) -> list[Change]:
        """Return the changes of adjudication.csv for a case; decisions on other cells than the coders have now stay."""
        own, changes = {row["variable"]: (number, row) for number, row in self._on(case.key)}, []
        for variable in VARIABLES:
            number, was = own.get(variable, (None, None))
            now = after.get(variable, None if variable in before else was)
            if was != now:
                changes.append(self._change(number, now and self._signed(now)))
        return changes

    def _change(self, number: int | None, now: Row | None) -> Change:
        """Return the change of the row with this number as the file has it, or of a new row if there is no number."""
        was = self.store.rows[adjudication.FILE][number - 2] if number else None
        return Change(adjudication.FILE, number, was, now)

    def _signed(self, decision: Row) -> Row:
        """Return a new decision with who took it, if the study names its adjudicators."""
        return decision | ({DECIDED_BY: self.person} if self.person else {})


def _noted(request: Request) -> Noted:
    """Return what a request is about, facts or source notes; raise UserError if it says neither."""
    if request.get("is") not in (None, *NOTED):
        raise UserError(f"nothing is decided on a '{request['is']}'; reload the page")
    return NOTED[request.get("is") or "fact"]


def _in_words(case: FactCase) -> str:
    """Return the ids of a case, with its article."""
    return f"{case.article}, {case.of.name} {' '.join(filter(None, case.ids.values()))}"


def _unit(request: Request) -> tuple[str, ...]:
    """Return the unit that a request is about."""
    return tuple(str(request["key"][field]) for field in UNIT)
