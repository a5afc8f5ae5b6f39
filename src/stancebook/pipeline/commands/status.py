"""Where a study stands, and the next step as a command.

A study grows: texts, codebook, one coder, two coders, a freeze, decisions, a text, a run. At each of these stages most
files are missing, and that is no problem yet.

>>> first = Problem("codebook.yaml", None, "", MISSING, "put it into data/coded")
>>> [problem.file for problem in faults([first, Problem("sources.csv", 2, "file", "data/raw/1.txt is missing", "-")])]
['sources.csv']
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stancebook.core import schema
from stancebook.core.english import listed, plural, verb
from stancebook.core.paths import PARAMETERS
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.core.tables import Rows
from stancebook.pipeline import stamps
from stancebook.pipeline.run_config import RunConfig, requested
from stancebook.pipeline.terminal import say
from stancebook.study import adjudication, cases, due, fact_decisions, freeze, loader, quotes
from stancebook.study.loader import Authored
from stancebook.study.study import CODERS, Study

MISSING, UNDECIDED, UNNAMED = "the file is missing", "no decision on ", "nor named in a decision"
TEXT = "report/text.md"
FIRST_FILES = ("study.yaml", "codebook.yaml")  # that a person writes before anyone codes


def show(environment: Mapping[str, str]) -> None:
    """Print the table of a study and the next step; raise UserError if there is no such study."""
    status = Status(requested(environment))
    rows = status.table()
    width = max(len(name) for name, _ in rows)
    say("\n".join(f"{name:{width}}  {one_line(cell)}" for name, cell in rows))
    say("\nnext: {}  # {}".format(*status.next_step()))


def faults(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are no stage of the work: something is there, and is wrong."""
    problems = list(problems)
    missing = {problem.file for problem in problems if problem.message == MISSING}
    stages = (freeze.EDITED, UNDECIDED, UNNAMED)
    return [
        problem
        for problem in problems
        if problem.file not in {*missing, freeze.RECORD} and not any(each in problem.message for each in stages)
    ]


@dataclass(frozen=True)
class Status:
    """One run of a study, looked at without running anything."""

    config: RunConfig

    @cached_property
    def study(self) -> Study:
        """The study of the run."""
        return self.config.study

    @property
    def authored(self) -> Authored:
        """Everything that people wrote, as far as it can be read."""
        return self.study.authored[0]

    @cached_property
    def problems(self) -> list[Problem]:
        """All problems that a check finds, those included that belong to the stage of the work."""
        from stancebook.pipeline.check import check_study

        return check_study(self.study)

    @cached_property
    def missing(self) -> list[str]:
        """The names of the files that a complete study has and this one has not yet."""
        return [problem.file for problem in self.problems if problem.message == MISSING]

    @cached_property
    def placed(self) -> dict[str, Rows]:
        """The rows of each coder that have their place in a text."""
        return {coder: list(self._placed(coder)) for coder in CODERS}

    def _placed(self, coder: str) -> Iterable[dict[str, str]]:
        for row in self.authored.rows[f"{coder}.csv"]:
            try:
                yield {**quotes.place_row(row, self.authored.articles[row["article"]]), "coder": coder}
            except LookupError:
                continue  # a fault, which is counted there

    @cached_property
    def marks(self) -> dict[str, Rows]:
        """What each coder marked at the desk."""
        coded = self.config.paths.coded
        return {coder: loader.read_table(coded, f"{coder}_marks.csv", schema.MARKS.names, []) for coder in CODERS}

    @cached_property
    def due(self) -> Rows:
        """The decisions on statements that are due, and not taken."""
        decisions, codings = self.authored.rows[adjudication.FILE], self.placed.values()
        return due.decisions_to_take(decisions, *codings)

    @cached_property
    def facts_due(self) -> Rows:
        """The decisions on facts that are due, and not taken; none where a quotation has no place."""
        try:
            placed = fact_decisions.place_all(self.authored.rows, self.authored.articles)
            return due.fact_decisions_to_take(self.authored.rows[fact_decisions.FILE], placed)
        except LookupError:
            return []

    @cached_property
    def frozen(self) -> str:
        """The state of the coders' files: none, frozen or edited."""
        return freeze.freeze_state(*freeze.read_freezes(self.config.paths.coded))

    @cached_property
    def up_to_date(self) -> list[str]:
        """The numbers of the notebooks that ran, and of which nothing has changed since."""
        return [book.number for book in self.config.notebooks if stamps.holds(self.config, book)]

    @cached_property
    def stale(self) -> list[str]:
        """The numbers of the other notebooks."""
        return [book.number for book in self.config.notebooks if book.number not in self.up_to_date]

    # ---- the table

    def table(self) -> list[tuple[str, str]]:
        """Return the rows of the table: what, and how it stands."""
        paths = self.config.paths
        return [
            ("study", os.path.relpath(paths.study)),
            ("texts", self._texts()),
            ("codebook", self._codebook()),
            *((coder, self._coder(coder)) for coder in CODERS),
            ("frozen", self._frozen()),
            ("decisions due", self._decided(adjudication.FILE, self.due)),
            ("facts, decisions due", self._decided(fact_decisions.FILE, self.facts_due)),
            ("text of the brief", self.text_in_words),
            ("last run", self._last_run()),
            ("to put right", plural(len(faults(self.problems)), "problem") if faults(self.problems) else "nothing"),
        ]

    def _texts(self) -> str:
        sentences = sum(len(article.sentences) for article in self.authored.articles.values())
        return f"{len(self.authored.sources)}, with {plural(sentences, 'sentence')}"

    def _codebook(self) -> str:
        book = self.authored.codebook
        if book is None:
            return "none yet" if "codebook.yaml" in self.missing else "cannot be read"
        return f"version {book.version}: {plural(len(book.names), 'actor')}, {plural(len(book.issues), 'issue')}"

    def _coder(self, coder: str) -> str:
        rows, facts = self.authored.rows[f"{coder}.csv"], self.authored.rows[f"{coder}_facts.csv"]
        if not rows and not facts and not self.marks[coder]:
            return "nothing yet"
        texts = {row["article"] for row in (*rows, *facts)}
        done = f"{plural(len(rows), 'statement')} and {plural(len(facts), 'fact')}, in {len(texts)} of "
        done += plural(len(self.authored.sources), "text")
        return f"{done}; {self._marked(coder)}" if self.marks[coder] else f"{done}; no marks of the desk"

    def _marked(self, coder: str) -> str:
        """Return in words how many sentences have a decision, and how many texts are finished."""
        nothing = [row for row in self.marks[coder] if row["mark"] == "nothing"]
        decided = {(row["article"], row["sentence_start"]) for row in (*nothing, *self.placed[coder])}
        starts = {
            (id, str(each.span.start)) for id, article in self.authored.articles.items() for each in article.sentences
        }
        finished = len(self.authored.sources) - len(self.unfinished(coder))
        return f"{len(decided & starts)} of {plural(len(starts), 'sentence')} decided; {finished} finished"

    def unfinished(self, coder: str) -> list[str]:
        """Return the texts that a coder at the desk has not marked as finished; none if there are no marks."""
        finished = {row["article"] for row in self.marks[coder] if row["mark"] == "finished"}
        texts = [row["article"] for row in self.authored.sources] if self.marks[coder] else []
        return [id for id in texts if id not in finished]

    def _decided(self, file: str, to_take: Rows) -> str:
        taken = sum(map(cases.is_taken, self.authored.rows[file]))
        return f"{len(to_take) or 'none'}; {taken} taken"

    def _frozen(self) -> str:
        freezes, contents = freeze.read_freezes(self.config.paths.coded)
        if self.frozen == "edited":
            return f"edited since: {listed(freeze.changed_since_freeze(freezes, contents))}"
        return f"yes: {freezes[-1]['reason']}" if freezes else "no"

    @cached_property
    def text_in_words(self) -> str:
        """How the text of the brief stands; its sentences are verified if the tables of the run are up to date."""
        if TEXT in self.missing or not self.config.paths.text.exists():
            return "none yet"
        if any(problem.file.startswith(TEXT) for problem in self.problems):
            return "cannot be read; see the problems"
        return self.verified[1] if self.verified else "there; it is verified after a run"

    @cached_property
    def verified(self) -> tuple[bool, str] | None:
        """Whether the text passes, and the summary of its verification; None before a run, or if it is out of date."""
        stale = [book for book in self.config.notebooks if book.number in self.stale]
        changed = [book for book in stale if not any(name.startswith(TEXT) for name in book.reads)]
        if changed or not self.config.notebooks or TEXT in self.missing or faults(self.problems):
            return None
        from stancebook.brief.inputs import brief_inputs
        from stancebook.pipeline.commands.proofreading import verified

        try:
            passed, lines = verified(self.study.text, brief_inputs(self.study))
        except UserError:  # a table is missing
            return None
        return passed, lines[-1].removeprefix(f"{TEXT}: ").rstrip(".")

    def _last_run(self) -> str:
        ran = [book.number for book in self.config.notebooks if stamps.read(self.config, book)]
        changed = [number for number in ran if number in self.stale]
        if not ran:
            return "none yet"
        never = [number for number in self.stale if number not in ran]
        parts = {"up to date": self.up_to_date, "changed since": changed, "not run": never}
        return "; ".join(f"{what}: {' '.join(numbers)}" for what, numbers in parts.items() if numbers)

    # ---- the next step

    def next_step(self) -> tuple[str, str]:
        """Return the next step: a command, and why."""
        return self._to_code() or self._to_decide() or self._to_write()

    def _to_code(self) -> tuple[str, str] | None:
        """Return the next step up to the freeze; None if that is done."""
        first = [name for name in FIRST_FILES if name in self.missing]
        coding = [coder for coder in CODERS if not self.authored.rows[f"{coder}.csv"]]
        if wrong := len(faults(self.problems)):
            return self._command("check"), f"{plural(wrong, 'problem')} to put right"
        if not self.authored.sources:
            return self._command("add", "FILE…"), "there are no texts yet"
        if first:
            return self._command("check"), f"write {listed(first)} in data/coded first"
        if waiting := coding or [coder for coder in CODERS if self.unfinished(coder)]:
            return "stancebook desk", f"{listed(waiting)} {verb(waiting, 'has', 'have')} texts to code{self._in_desk}"
        if self.frozen != "frozen":
            return self._command("freeze", '--reason "why"'), "before anyone compares the coders"
        return None

    def _to_decide(self) -> tuple[str, str] | None:
        """Return the next step of adjudication; None if every decision is taken."""
        if self.due:
            return "stancebook desk", f"adjudication has {plural(len(self.due), 'decision')} to take{self._in_desk}"
        if self.facts_due:
            return self._command("check"), f"it names {plural(len(self.facts_due), 'decision')} on facts to write down"
        if self.missing:
            return self._command("check"), f"{listed(self.missing)} {verb(self.missing, 'is', 'are')} missing"
        return None

    def _to_write(self) -> tuple[str, str]:
        """Return the next step towards the brief."""
        if self.verified and not self.verified[0]:
            return self._command("brief", "--watch"), f"{self.verified[1]} in {TEXT}"
        if self.stale or not self.config.notebooks:
            return self._command("report"), "the brief is not up to date"
        page = os.path.relpath(self.config.paths.report / "index.html")
        return self._command("report"), f"nothing is due: the brief is in {page}"

    @property
    def _in_desk(self) -> str:
        """What to tell the desk of a study that is not the project's own."""
        study = self.config.parameters["study"]
        return f"; its first cell has to say study = {json.dumps(study, ensure_ascii=False)}" if study else ""

    def _command(self, name: str, more: str = "") -> str:
        """Return a command with the parameters of this run."""
        given = ("study",) if name in ("add", "freeze") else PARAMETERS
        values = {key: self.config.parameters[key] for key in given}
        values["study"] = self.config.study_option
        changed = [
            f"--{key.replace('_', '-')} {shlex.quote(str(value))}"
            for key, value in values.items()
            if value != PARAMETERS[key]
        ]
        return " ".join(["stancebook", name, *changed, *([more] if more else [])])
