"""The part of a coder's session that trains: decided sentences one after the other, with feedback after each answer.

Before an answer nothing of what was decided is told.
"""

from collections.abc import Sequence

from stancebook.core.authored.cell_checks import check_choice, check_set
from stancebook.core.problems import UserError
from stancebook.core.tables import Row, Rows
from stancebook.desk.blinding import FINISHED, articles_with
from stancebook.desk.coding.codes import Codes
from stancebook.desk.row_changes import Change
from stancebook.desk.session import Answer, NotDone, Request
from stancebook.study.people import training
from stancebook.study.people.training import CODED, Exercise, Standing

SHOWN = ("article", "sentence_start", "before", "sentence", "after")
TRAINED = "trained"  # what the journal says of an answer; undo skips it
CHOSEN = tuple(name for name in CODED if name != "condition")


class Training(Codes):
    """A coder's session, as far as the coder trains."""

    verbs = (*Codes.verbs, "exercise", "answer")

    def begin(self, request: Request) -> Answer:
        """Begin as any coder; answer also with how far the training is."""
        return super().begin(request) | {"training": self._told()}

    @property
    def _exercises(self) -> Sequence[Exercise]:
        return training.exercises(self.reader.paths.training, self.reader.with_rows({}))

    def standing(self) -> Standing:
        """Return how far this coder is trained, and what is due."""
        finished = articles_with(self.store.rows[self.marks_file], FINISHED) & self.reader.sources.keys()
        rules = training.rules_of(self.reader.study.settings)
        return training.standing(self.store.rows[self.training_file], self._exercises, rules, len(finished))

    def check_trained(self) -> None:
        """Raise NotDone if this coder has to train, or to refresh it, before going on to code."""
        if (due := self.standing().due) == training.TRAIN:
            raise NotDone("the training is not passed yet; train first", training=due)
        if due:
            raise NotDone("a refresher is due; take it, and then go on", training=due)

    def exercise(self, request: Request) -> Answer:
        """Answer with the sentence that comes next in training, None if none is due, and how far this coder is."""
        self.store.look()
        return self._next()

    def answer(self, request: Request) -> Answer:
        """Take an answer on the sentence that is due; answer with what was decided, and why, and the next sentence."""
        self.store.look()
        now, given = self.standing(), [self._checked(row) for row in request["rows"]]
        asked = training.next_exercise(self._exercises, now)
        if asked is None or asked.place != _place(request):
            raise UserError("this is not the sentence that is due; look at the next one")
        pairs = [(row["actor"], row["issue"]) for row in given]
        if len(set(pairs)) < len(pairs):
            raise UserError("the same actor and issue stand there twice; make one statement of them")
        share = training.score(given, asked.decided)
        finished = len(articles_with(self.store.rows[self.marks_file], FINISHED))
        row = {"article": asked.place[0], "sentence_start": asked.place[1], "when": self.clock(), "kind": now.due}
        row |= {"finished": str(finished), "score": f"{share:.4f}".rstrip("0").rstrip(".")}
        change = Change(self.training_file, None, None, row)
        self.store.apply(request["id"], TRAINED, f"on {asked.place[0]}: {row['score']}", [change], request.get("seen"))
        return self._feedback(asked, given) | self._next()

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before."""
        if request["ask"] != "answer":
            return super().repeated(request)
        asked = next(each for each in self._exercises if each.place == _place(request))
        return self._feedback(asked, request["rows"]) | self._next()

    def _feedback(self, asked: Exercise, given: Rows) -> Answer:
        """Return what was decided on a sentence, where an answer differs, and why it was decided so."""
        decided = [{name: row[name] for name in CODED} for row in asked.decided]
        lines = training.differences(given, asked.decided)
        share = round(training.score(given, asked.decided), 4)
        return {"answered": {"score": share, "decided": decided, "lines": lines, "feedback": asked.feedback}}

    def _checked(self, row: Row) -> Row:
        """Return the codes of a row of an answer; raise UserError if one is not in the codebook."""
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in CODED):
            raise UserError(f"a statement needs {', '.join(CODED)}; fill them in")
        choices = self.reader.study.codebook.choices
        problems = [each for name in CHOSEN for each in check_choice("", None, row, name, choices[name])]
        for problem in [*problems, *check_set("", None, row, "condition", choices["condition"])]:
            raise UserError(f"{problem.column}: {problem.message}; {problem.fix}")
        return {name: row[name] for name in CODED}

    def _next(self) -> Answer:
        """Return the next sentence without anything that was decided on it, and how far this coder is."""
        asked = training.next_exercise(self._exercises, self.standing())
        return {
            "exercise": {name: asked.shown[name] for name in SHOWN} if asked else None,
            "training": self._told(),
            "version": self.store.version,
        }

    def _told(self) -> Answer:
        """Return how far this coder is trained: what is due, the sentences answered and left, the mean and the mark."""
        now, rules = self.standing(), training.rules_of(self.reader.study.settings)
        mean = None if now.mean is None else round(now.mean, 4)
        done = {"done": len(now.latest), "of": now.of, "left": training.left(now)}
        return {"due": now.due, "passed": now.has_passed, "mean": mean, "pass": rules.pass_mark, **done}


def _place(request: Request) -> tuple[str, str]:
    """Return the article and the start of the sentence that an answer is `of`."""
    of = request.get("of") or {}
    return str(of.get("article", "")), str(of.get("sentence_start", ""))
