"""The adjudicator's session, as far as it reads: the articles, and the cases of each.

Everything is computed from the files as they are: the coders' codings and marks, the freeze, the decisions. An article
opens when all its coders have finished it, or early with a reason. All adjudicators share their files and a journal,
whose lines say who acted.
"""

from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from stancebook.core import schema
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.english import listed
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows, grouped
from stancebook.desk import entries
from stancebook.desk.adjudication import cases, codings, fact_cases, feedback
from stancebook.desk.adjudication.fact_cases import FactCase
from stancebook.desk.blinding import ADJUDICATION, FINISHED, OPENED, articles_with, has_mark
from stancebook.desk.session import Answer, Request, Session
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock
from stancebook.study import adjudication, aliases, fact_decisions, freeze
from stancebook.study.cases import Case, is_taken
from stancebook.study.cases import cases as all_cases
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.study.statements import unit_key

DECIDED_BY = "decided_by"

Numbered = list[tuple[int, Row]]  # rows with their numbers, as in a spreadsheet
Decisions = dict[str, Row]  # the rows that decide on a case, by variable
NOTED = {"fact": FACTS, "note": NOTES}  # what is decided on beside statements, as the page calls it


class AdjudicatorView(Session):
    """An adjudicator's session, as far as it reads; `person` is the adjudicator's id, "" if the study names none."""

    verbs = (*Session.verbs, "overview", "disputes", "agreement")

    def __init__(self, reader: StudyReader, user: str, clock: Clock) -> None:
        self.person = user.removeprefix(ADJUDICATION).strip()
        coders = reader.people.coders
        tables = {adjudication.FILE: schema.adjudication(coders), FACTS.decisions: schema.fact_decisions(coders)}
        tables |= {NOTES.decisions: schema.source_note_decisions(coders)}
        columns = {file: table.names for file, table in tables.items()}
        columns |= {FACTS.file: schema.ADJUDICATED_FACTS.names, NOTES.file: schema.SOURCE_NOTES.names}
        for file in tables:
            if self.person or _says_who(reader.paths.coded / file):
                columns[file] = (*columns[file], DECIDED_BY)
        super().__init__(reader, ADJUDICATION, columns, {}, clock, cases.order, self.person)
        self._finished: dict[str, set[str]] = {}  # the articles that each coder has finished
        self._codings: codings.Codings | None = None
        self._decisions: dict[str, Numbered] = {}  # the rows of adjudication.csv by article, with ids for aliases
        self._taken: dict[Noted, dict[str, Rows]] = {}  # the decisions on facts, and on source notes, by article
        self._facts: dict[Noted, dict[str, Rows]] = {}  # and the rows of facts.csv and of source_notes.csv
        self._counted: dict[str, tuple[Any, ...]] = {}  # by article: what was counted, and how much is left
        self._known: dict[Noted, tuple[Rows, dict[str, Rows]]] = {}  # all these rows, and those of a text with places

    def overview(self, request: Request) -> Answer:
        """Answer with the articles that somebody has begun, what is left in each, and what is next."""
        self._look()
        waiting = {id: self.waiting(id) for id in sorted(self._begun() & self.reader.sources.keys())}
        rows = []
        for id, coders in waiting.items():
            about = {name: self.reader.sources[id][name] for name in ("article", "outlet", "headline")}
            rows.append(about | {"waiting": coders, "own": self._is_own(id)} | self._counts(id, self.sees(id)))
        left, missing = sum(row["left"] for row in rows), feedback.unfinished(waiting, self.reader.names)
        state = {**self._state(), "waits": self._waits(), "unfinished": missing, "names": self.reader.names}
        return {**state, "articles": rows, "left": left, "next": feedback.next_step(len(rows), left, missing)}

    def _begun(self) -> set[str]:
        """Return the articles with codes, marks or decisions."""
        marked = {row["article"] for rows in self.marks().values() for row in rows}
        return marked | self._codings.articles.keys() | self._decisions.keys()

    def _is_own(self, article: str) -> bool:
        """Return whether this adjudicator is a coder of the article."""
        return article in self._codings.read.get(self.person, ())

    def _counts(self, article: str, is_open: bool) -> Answer:
        """Return how many cases an article has, and how many decisions are left; none before it is open."""
        if not is_open:
            return {"open": False, "units": 0, "left": 0}
        noted = ((self._taken[of][article], self._facts[of][article]) for of in NOTED.values())
        basis = self._decisions.get(article), *noted
        known = self._counted.get(article)
        if not known or known[0] is not self._codings or known[1] != basis:
            known = self._counted[article] = self._codings, basis, self._count(article)
        return known[2]

    def _count(self, article: str) -> Answer:
        own, of_facts = self._cases(article), [case for of in NOTED.values() for case in self._fact_cases(article, of)]
        left = sum(not cases.is_decided(*each) for each in own) + sum(not each.done for each in of_facts)
        return {"open": True, "units": len(own) + len(of_facts), "left": left + len(self._stale(article))}

    def disputes(self, request: Request) -> Answer:
        """Answer with an article's sentences and with what is to be decided on it, in order of place."""
        article, spans = self.reader.article(request["article"])
        return self.shown(article.id) | {"sentences": entries.sentences(article, spans)}

    def shown(self, article: str) -> Answer:
        """Return what is to be decided on an article; nothing before it is open."""
        self._look()
        state = {"article": article, **self._state(article), "own": self._is_own(article)}
        if not self.sees(article):
            why = f"not finished yet by {listed(self.reader.names[coder] for coder in self.waiting(article))}"
            none: Answer = {name: [] for name in ("waits", "units", "facts", "notes", "stale")}
            return {**state, **none, "open": False, "why": why, "left": 0}
        at, stale = self.reader.article(article), self._stale(article)
        told = {"comments": self.comments(at[0]), "known": {is_: self._facts[of][article] for is_, of in NOTED.items()}}
        units = [cases.case_for_page(*each, *at) for each in self._cases(article)]
        facts, notes = (
            [fact_cases.for_page(each, *at) for each in self._fact_cases(article, of)] for of in NOTED.values()
        )
        left = sum(not each["done"] for each in units + facts + notes) + len(stale)
        there = {"units": units, "facts": facts, "notes": notes, "stale": stale, "left": left}
        return {**state, "open": True, "why": "", "waits": self._waits(), **there, **told}

    def agreement(self, request: Request) -> Answer:
        """Answer with how far the coders agree so far, on the articles that are open."""
        self._look()
        rows = [self._codings.of(id).rows for id in self._codings.articles if self.sees(id)]
        compared = (case for by_coder in rows for case in all_cases(by_coder, read=self._codings.read))
        return {"rows": feedback.agreement(compared)}

    def ping(self, request: Request) -> Answer:
        """Answer with what has changed on disk; the freeze is told above the case."""
        return super().ping({**request, "frozen": None})

    def comment(self, request: Request) -> Answer:
        """Make a remark on a sentence; answer with its article."""
        self._look()
        return super().comment(request)

    def _look(self) -> None:
        """Read what has changed: the adjudicator's files, the coders' files, the codebook."""
        self.store.look()
        self._finished = {coder: articles_with(rows, FINISHED) for coder, rows in self.marks().items()}
        self._codings = codings.reloaded(self._codings, self.reader)
        self._decisions = defaultdict(list)
        rows = aliases.as_ids(self.store.rows[adjudication.FILE], self.reader.study.codebook)
        for number, row in enumerate(rows, 2):
            self._decisions[row["article"]].append((number, row))
        for of in NOTED.values():
            self._taken[of] = grouped(filter(is_taken, self.store.rows[of.decisions]), "article")
            self._facts[of] = grouped(self.store.rows[of.file], "article")

    def waiting(self, article: str) -> list[str]:
        """Return the people who were given an article and have not finished it, as last read."""
        return [coder for coder in self.reader.given(article) if article not in self._finished[coder]]

    def sees(self, article: str) -> bool:
        """Return whether the codes on an article may be seen, as last read."""
        opened = self.store.rows[self.marks_file]
        return not self.waiting(article) or has_mark(opened, article, OPENED)

    def _state(self, article: str = "") -> Answer:
        """Return the version of the files, whether they are frozen, undo and redo of an article, and reasons so far."""
        files = (adjudication.FILE, FACTS.decisions, NOTES.decisions)
        rows = [row for file in files for row in self.store.rows[file]]
        state = {"version": self.store.version, "frozen": self.reader.freeze_state(), "reasons": feedback.reasons(rows)}
        return state | self.store.next_steps(article)

    def _waits(self) -> list[str]:
        """Return the problems for which adjudication waits: of frozen.json, of the coders' files, and of its own."""
        record = freeze.unreadable(self.reader.paths.coded)
        return [str(problem) for problem in record + self._coders_problems() + self.problems()]

    def _coders_problems(self) -> list[Problem]:
        """Return the problems of the coders' files, without details of articles that are not open."""
        return self._codings.without_unseen(self.sees)

    def _cases(self, article: str) -> list[tuple[Case, Decisions]]:
        """Return the cases of an article, each with the rows that decide on it."""
        coded, own = self._codings.of(article), [row for _, row in self._decisions.get(article, ())]
        due = adjudication.cases_due(coded.rows, own, coded.due, self._codings.read)
        return [(case, case.current_decisions()) for case in due]

    def _on(self, unit: tuple[str, ...]) -> Numbered:
        """Return the rows of adjudication.csv on a unit with their numbers."""
        return [(number, row) for number, row in self._decisions.get(unit[0], ()) if unit_key(row) == unit]

    def _stale(self, article: str) -> list[Answer]:
        """Return the decisions on an article that no longer fit the codings, with what is wrong."""
        coded, own = self._codings.of(article), self._decisions.get(article, [])
        problems = adjudication.check_due([row for _, row in own], coded.due, coded.all_rows)
        stale = [
            {"file": adjudication.FILE, "row": own[at.row - 2][1], "wrong": at.message} for at in problems if at.row
        ]
        return stale + [each for of in NOTED.values() for each in self._stale_on(article, of)]

    def _stale_on(self, article: str, of: Noted) -> list[Answer]:
        """Return the decisions on facts, or on source notes, that no longer fit them, with what is wrong."""
        taken = self._taken[of][article]
        problems = fact_decisions.check_due(taken, self._placed(article, of), self._codings.noted_read[of], of)
        return [
            {"file": of.decisions, "row": taken[at.row - 2], "wrong": at.message}
            for at in problems
            if at.file == of.decisions and at.row
        ]

    def _placed(self, article: str, of: Noted, known: Rows | None = None) -> dict[str, Rows]:
        """Return an article's facts with places: under `facts` those of facts.csv (or `known`), and those by coder."""
        coded = self._codings.of(article).noted[of]
        all_coded = [row for rows in coded.values() for row in rows]
        if known is not None:
            return {of.table: codings.placeable(known, self.reader, all_coded), **coded}
        if of not in self._known or self._known[of][0] is not self.store.rows[of.file]:
            self._known[of] = self.store.rows[of.file], {}
        placed = self._known[of][1]
        if article not in placed:
            placed[article] = codings.placeable(self._facts[of][article], self.reader, all_coded)
        return {of.table: placed[article], **coded}

    def _fact_cases(self, article: str, of: Noted) -> list[FactCase]:
        """Return the cases of facts, or of source notes, of an article."""
        read = self._codings.noted_read[of]
        return fact_cases.fact_cases(self._taken[of][article], self._placed(article, of), read, of)


def _says_who(path: Path) -> bool:
    """Return whether a file of decisions has a column for who decided."""
    with suppress(OSError, BeyondLimit), reading.regular(path).open("rb") as file:
        return DECIDED_BY.encode() in file.readline()
    return False
