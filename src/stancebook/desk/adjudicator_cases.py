"""Adjudicating: what the desk shows the adjudicator, and what becomes of a decision.

Everything is computed from the files as they are: the coders' codings, their marks, the freeze, adjudication.csv. An
article opens when both coders have finished it, or early with a reason; decisions are taken on frozen codings alone.
"""

from stancebook.core.problems import UserError
from stancebook.desk import blinding, both_codings, cases, selection
from stancebook.desk.row_changes import Change
from stancebook.desk.store import ChangedMeanwhile
from stancebook.desk.transactions import NotSaved
from stancebook.study import adjudication, aliases, constraints, freeze, loader
from stancebook.study.adjudication import adjudicated_statements
from stancebook.study.freeze import freeze_state, read_freezes
from stancebook.study.statements import STATEMENT, UNIT, unit_key

USER = "adjudication"
OWN = {adjudication.FILE: loader.DECISION, blinding.marks_file(USER): loader.MARK}
EDITED = "the coders' files were edited after the freeze; freeze them anew, with a reason"
UNFROZEN = "the coders' files are not frozen yet; freeze them first, with a reason"


class AdjudicatorCases:
    """What the adjudicator sees and does in a study's Rooms.

    `store` is that of the hand `adjudication` (its files are OWN, their order hearings.order); `authored` is the Study
    as it is, its articles read as they are asked for.
    """

    def __init__(self, store, rooms, authored):
        self.store, self.rooms, self.authored = store, rooms, authored
        self._codings, self._cut, self._sorted = None, (None, ()), ("", {})

    def overview(self):
        """The articles that somebody has coded, with what is left to decide in each that is open."""
        self._look()
        found, decisions = self._codings, self._decisions()
        marks = {user: by_article(rows) for user, rows in self._marks().items()}
        concerned = [row for row in self.authored.sources if row["article"] in found.pairs.keys() | decisions.keys()]
        of = lambda id: {user: [row for _, row in rows.get(id, ())] for user, rows in marks.items()}
        listed = [self._listed(row, of(row["article"])) for row in sorted(concerned, key=lambda row: row["article"])]
        left = sum(row["left"] for row in listed)
        return {**self._state(), "waits": self._waits(), "articles": listed, "left": left}

    def _listed(self, row, marks):
        about = {name: row[name] for name in ("article", "outlet", "headline")}
        about["waiting"] = blinding.waiting(row["article"], marks)
        if not blinding.may_see(USER, row["article"], marks):
            return {**about, "open": False, "units": 0, "left": 0}
        heard = self._heard(row["article"])
        left = sum(not cases.is_decided(hearing, rows) for hearing, rows in heard)
        return {**about, "open": True, "units": len(heard), "left": left + len(self._stale(row["article"]))}

    def disputes(self, article):
        """What adjudication has to decide on an article, in order of place; nothing of it before it is open."""
        self._look()
        told, marks = {"article": article, **self._state()}, self._marks()
        if not blinding.may_see(USER, article, marks):
            who = " and ".join(blinding.waiting(article, marks))
            return {
                **told,
                "open": False,
                "why": f"not finished yet by {who}",
                "waits": [],
                "units": [],
                "stale": [],
                "left": 0,
            }
        heard, stale = self._heard(article), self._stale(article)
        units = [self._told(hearing, rows) for hearing, rows in heard]
        left = sum(not told["done"] for told in units) + len(stale)
        waits = self._waits()
        return {**told, "open": True, "why": "", "waits": waits, "units": units, "stale": stale, "left": left}

    def decide(self, id, key, decisions, seen=None, shown=None):
        """The journal's entry of new decisions on a unit; raises UserError, in words, for what cannot be decided so.

        `shown` are the coders' cells that the decision was taken on, by variable: codings frozen anew may have others.
        """
        if entry := self._had(id):
            return entry
        hearing, rows = self._hearing(key)
        cells = {told["variable"]: [told["a"], told["b"]] for told in self._told(hearing, rows)["variables"]}
        if shown is not None and shown != cells:
            raise ChangedMeanwhile("the codings are others than when this was shown; look again", [])
        try:
            after = cases.decide(hearing, rows, decisions, self.authored.codebook)
        except ValueError as refusal:
            raise UserError(str(refusal)) from None
        for reason in self._refusals(hearing, after):
            raise UserError(f"the statement would not go together: {reason}")
        what = ", ".join(f"{told['variable']} {told['decision']}" for told in decisions)
        return self._write(id, "decided", hearing, what, rows, after, seen)

    def undecide(self, id, key, variables=(), seen=None):
        """The journal's entry of decisions on a unit taken back, all of them or those on some variables."""
        if entry := self._had(id):
            return entry
        article, _, actor, issue = _key(key)
        own = [(number, row) for number, row in self._on(article) if unit_key(row) == _key(key)]
        own = [(number, row) for number, row in own if not variables or row["variable"] in variables]
        if not own:
            raise UserError("nothing is decided here; there is nothing to take back")
        what = f"{article}: {actor} on {issue}, {', '.join(row['variable'] for _, row in own)}"
        changes = [self._change(number, None) for number, _ in own]
        return self.store.apply(id, "took back", what, changes, seen)

    def freeze(self, id, reason):
        """The journal's entry of the coders' files, frozen as they are; raises UserError where that may not be."""
        if entry := self._had(id):
            return entry
        if not reason.strip():
            raise UserError("freezing needs a reason; say why the codings are frozen now")
        freezes, contents = read_freezes(self.rooms.coded)
        if freeze_state(freezes, contents) != "frozen" or freezes[-1]["reason"] != reason.strip():
            self._freeze(reason)
        return self.store.note(id, "froze", reason.strip())

    def _freeze(self, reason):
        """Writes the freeze itself; one that came to disk without its line in the journal is only to be noted."""
        try:
            freeze.freeze_codings(self.rooms.coded, reason, self._complaints())
        except ValueError as refusal:
            raise UserError(str(refusal)) from None
        except OSError as error:
            raise NotSaved(
                f"frozen.json could not be written ({error.strerror}); make room for it, and freeze again"
            ) from None

    def _had(self, id):
        """The entry of an act that is done already and was only sent again; None where it is new."""
        self._look()
        return self.store.journal.ids.get(id)

    def _state(self):
        """Where the files stand: their version, the freeze, what can be undone and redone."""
        state = freeze.freeze_state(*freeze.read_freezes(self.rooms.coded))
        return {"version": self.store.version, "frozen": state, **self.store.next_steps}

    def _marks(self):
        """The marks of every hand; a file of marks that cannot be read holds none."""
        return {**blinding.read_marks(self.rooms), USER: self.store.rows[blinding.marks_file(USER)]}

    def _waits(self):
        """The sentences for which adjudication waits: on the coders' files, and its own where they cannot be read."""
        own = [str(wrong) for each in self.store.problems.values() for wrong in each]
        return [str(wrong) for wrong in self._complaints() if wrong.file not in both_codings.FACTS] + own

    def _complaints(self):
        """The complaints about the coders' files, without what is coded in articles that are not open."""
        marks = self._marks()
        return self._codings.veiled(lambda article: blinding.may_see(USER, article, marks))

    def _look(self):
        """Reads what is another than before: this hand's files, the coders' ones, the codebook."""
        self.store.look()
        self._codings = both_codings.reloaded(self._codings, self.rooms, self.authored)

    def _heard(self, article):
        """The Hearings of an article, each with the rows that decide on it."""
        found, own = self._codings.of(article), [row for _, row in self._on(article)]
        heard = adjudication.cases_due({"coder_a": found.a, "coder_b": found.b}, own, found.due)
        return [(hearing, hearing.current_decisions()) for hearing in heard]

    def _decisions(self):
        """The rows of adjudication.csv with their numbers, by article, aliases read as ids; kept for a version."""
        basis, book = self.store.version, self.authored.codebook
        if self._sorted[0] != (basis, book.aliases):
            rows = aliases.as_ids(self.store.rows[adjudication.FILE], book)
            self._sorted = (basis, book.aliases), by_article(rows)
        return self._sorted[1]

    def _on(self, article):
        """The rows of adjudication.csv on an article with their numbers."""
        return self._decisions().get(article, [])

    def _stale(self, article):
        """The decisions on an article that stand on nothing in the codings (any more), with what is wrong."""
        found, own = self._codings.of(article), self._on(article)
        wrong = adjudication.check_due([row for _, row in own], found.due, found.a + found.b)
        numbers = [(own[complaint.row - 2], complaint.message) for complaint in wrong if complaint.row]
        return [{"number": number, "row": row, "wrong": why} for (number, row), why in numbers]

    def _hearing(self, key):
        """The Case of a unit and the rows that decide on it; raises UserError where nothing may be decided on it."""
        article = _key(key)[0]
        waiting, state = self._waits(), freeze.freeze_state(*freeze.read_freezes(self.rooms.coded))
        if not blinding.may_see(USER, article, self._marks()):
            raise UserError(f"{article} is not open yet; wait until both coders have finished it")
        if state != "frozen":
            raise UserError(EDITED if state == "edited" else UNFROZEN)
        if waiting:
            raise UserError(f"adjudication waits until the files are in order; mend {waiting[0]}")
        for hearing, rows in self._heard(article):
            if hearing.key == _key(key):
                return hearing, rows
        raise UserError("no coder has this statement (any more), or both alike; look at the article again")

    def _refusals(self, hearing, rows):
        """The reasons why a unit's statement, as it is decided, does not go together."""
        if not cases.is_decided(hearing, rows):
            return []
        coded = ([row] if row else [] for _, row in hearing.codings)
        kept = [
            {name: row[name] for name in STATEMENT} for row in adjudicated_statements(*coded, rows.values())
        ]  # without a note
        return [reason for row in kept for reason in constraints.reasons(row, self.authored.codebook)]

    def _write(self, id, did, hearing, what, rows, after, seen):
        """The journal's entry of a unit whose rows become others."""
        own = {
            row["variable"]: (number, row) for number, row in self._on(hearing.key[0]) if unit_key(row) == hearing.key
        }
        changes = []
        for variable in cases.VARIABLES:
            number, was = own.get(variable, (None, None))
            now = after.get(variable, None if variable in rows else was)
            if was != now:
                changes.append(self._change(number, now))
        return self.store.apply(id, did, f"{_heading(hearing)}: {what}", changes, seen) if changes else None

    def _change(self, number, now):
        """The Change of the row with this number as it stands in the file, or of a new one where there is no number."""
        return Change(
            adjudication.FILE, number, self.store.rows[adjudication.FILE][number - 2] if number else None, now
        )

    def _told(self, hearing, rows):
        """A unit as the page gets it."""
        article = self.authored.articles[hearing.key[0]]
        return cases.case_for_page(hearing, rows, article, self._spans(article))

    def _spans(self, article):
        """The clean spans of an article's sentences, kept for the article that was asked for last."""
        if self._cut[0] is not article:
            self._cut = article, selection.clean_spans(article)
        return self._cut[1]


def by_article(rows):
    """Rows with their numbers as a spreadsheet counts, by article."""
    found = {}
    for number, row in enumerate(rows, 2):
        found.setdefault(row["article"], []).append((number, row))
    return found


def _key(key):
    """A unit as the page names it."""
    return tuple(str(key[field]) for field in UNIT)


def _heading(hearing):
    """A unit in a few words."""
    article, _, actor, issue = hearing.key
    return f"{article}, sentence {hearing.sentence}: {actor} on {issue}"
