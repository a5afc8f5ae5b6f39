"""How far the work on a study has come: what is wrong, what is only not there yet, and what each notebook waits for.

A study grows: texts, codebook, one coder, two coders, a freeze, decisions, a text. At each of these stages most files
are missing, and that is no problem yet.

>>> first = Problem("codebook.yaml", None, "", MISSING, "put it into data/coded")
>>> lost = Problem("sources.csv", 2, "file", "data/raw/1.txt is missing", "restore it")
>>> [problem.file for problem in faults([first, lost])], [problem.file for problem in faults([first], coders=1)]
(['sources.csv'], ['codebook.yaml'])
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from stancebook.core import notebooks, schema
from stancebook.core.english import listed, plural, verb
from stancebook.core.notebooks import NEEDS
from stancebook.core.paths import ADJUDICATED, PARAMETERS
from stancebook.core.problems import Problem
from stancebook.core.tables import Rows
from stancebook.pipeline.run_config import RunConfig
from stancebook.study import adjudication, coders, due, fact_decisions, freeze, loader, quotes
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.study.loader import MISSING, Authored, TextsRead
from stancebook.study.study import Study
from stancebook.study.validation import decisions

UNDECIDED, UNNAMED = "no decision on ", "nor named in a decision"
TEXT = "report/text.md"
FIRST_FILES = ("study.yaml", "codebook.yaml")  # that a person writes before anyone codes


class Wait(NamedTuple):
    """What is not there yet, and the command with which to go on."""

    why: str
    command: str


def faults(problems: Iterable[Problem], coders: int = 0) -> list[Problem]:
    """Return the problems that are no stage of the work, when so many coders have coded.

    Files that are not there yet are missed only by what rests on them, an edit after the freeze is left to
    `Stage.edited`, and decisions that are due are the next step.
    """
    problems = list(problems)
    missing = {problem.file for problem in problems if problem.message == MISSING}
    later = missing & ({TEXT} if coders else {*FIRST_FILES, "sources.csv", TEXT})
    stages = (*freeze.CHANGED, UNDECIDED, UNNAMED)
    return [
        problem
        for problem in problems
        if problem.file not in later
        and not any(each in problem.message for each in stages)
        and not (problem.message == freeze.NONE and coders > 1)
    ]


@dataclass(frozen=True)
class Stage:
    """How far one run of a study can go; nothing is run for it."""

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
    def faults(self) -> list[Problem]:
        """What is there and wrong, without edits after the freeze."""
        return faults(self.problems, len(self.coded))

    @property
    def edited(self) -> list[Problem]:
        """The coders' files that were edited after the freeze, or are gone."""
        return [problem for problem in self.problems if problem.message in freeze.CHANGED]

    @cached_property
    def placed(self) -> dict[str, Rows]:
        """The rows of each coder that have their place in a text."""
        return {coder: list(self._placed(coder)) for coder in self.study.coders}

    @cached_property
    def read(self) -> tuple[TextsRead, TextsRead]:
        """The texts in which each coder looked for statements, and for facts."""
        return loader.texts_read(self.config.paths.coded, self.study.people, self.authored.rows.__getitem__)

    def _placed(self, coder: str) -> Iterable[dict[str, str]]:
        for row in self.authored.rows[f"{coder}.csv"]:
            try:
                yield {**quotes.place_row(row, self.authored.articles[row["article"]]), "coder": coder}
            except LookupError:
                continue  # a fault, which is counted there

    @cached_property
    def due(self) -> Rows:
        """The decisions on statements that are due, and not taken; none before the freeze."""
        if self.frozen == "none":
            return []
        changes = self.authored.codebook.changes if self.authored.codebook else ()
        asked = adjudication.decisions_due(self.placed, self.read[0], changes)
        return due.decisions_to_take(self.authored.rows[adjudication.FILE], self.placed, asked)

    @cached_property
    def facts_due(self) -> Rows:
        """The decisions on facts that are due, and not taken; none before the freeze."""
        return self._due_on(FACTS, self.read[1])

    @cached_property
    def notes_due(self) -> Rows:
        """The decisions on source notes that are due, and not taken; none before the freeze."""
        rows_of = self.authored.rows.__getitem__
        return self._due_on(NOTES, loader.notes_read(self.config.paths.coded, self.study.people, rows_of))

    def _due_on(self, of: Noted, read: TextsRead) -> Rows:
        if self.frozen == "none":
            return []
        try:
            rows = self.authored.rows
            placed = fact_decisions.place_all(rows, self.authored.articles, self.study.coders, of)
            return due.fact_decisions_to_take(rows[of.decisions], placed, read, of)
        except LookupError:  # a quotation has no place: a fault, which is counted there
            return []

    @property
    def open(self) -> list[Problem]:
        """What is said of decisions that are due, and of facts and notes that none names; nothing before the freeze."""
        if self.frozen == "none":
            return []
        return [each for each in self.problems if each.message.startswith(UNDECIDED) or UNNAMED in each.message]

    @cached_property
    def frozen(self) -> str:
        """The state of the coders' files: none, frozen or edited, or unreadable if that cannot be told."""
        return freeze.state(self.config.paths.coded, self.study.coders)

    # ---- the coders

    @cached_property
    def coded(self) -> list[str]:
        """The coders who have coded: those with rows, and those who finished every text and found nothing."""
        return [coder for coder in self.study.coders if self.authored.rows[f"{coder}.csv"] or self.has_finished(coder)]

    @cached_property
    def coding(self) -> str:
        """Whose statements the run takes: "adjudicated" or a coder's name, as in Study."""
        asked = str(self.config.parameters["coding"])
        return self.coded[0] if asked == ADJUDICATED and len(self.coded) == 1 else asked

    @cached_property
    def marks(self) -> dict[str, Rows]:
        """What each coder marked at the desk."""
        coded, columns = self.config.paths.coded, schema.MARKS.names
        return {coder: loader.read_table(coded, f"{coder}_marks.csv", columns, []) for coder in self.study.coders}

    def texts_of(self, coder: str) -> list[str]:
        """Return the texts that a coder has to code: those given in study.yaml and those begun without, else all."""
        given, texts = self.study.coder(coder).texts, [row["article"] for row in self.authored.sources]
        own = {row["article"] for name in coders.files([coder]) for row in self.authored.rows[name]}
        wanted = own.union(texts if given is None else given)
        return [id for id in texts if id in wanted]

    def unfinished(self, coder: str) -> list[str]:
        """Return the texts that a coder at the desk has not marked as finished; none if there are no marks."""
        finished = {row["article"] for row in self.marks[coder] if row["mark"] == "finished"}
        return [id for id in self.texts_of(coder) if id not in finished] if self.marks[coder] else []

    def begun(self, coder: str) -> list[str]:
        """Return the texts in which a coder at the desk has coded something, and which are not finished."""
        rows = [row for name in coders.files([coder]) for row in self.authored.rows[name]]
        begun = {row["article"] for row in (*rows, *(row for row in self.marks[coder] if row["mark"] == "nothing"))}
        return [id for id in self.unfinished(coder) if id in begun]

    def has_finished(self, coder: str) -> bool:
        """Return whether a coder marked every text as finished."""
        return bool(self.marks[coder]) and not self.unfinished(coder)

    @cached_property
    def not_begun(self) -> list[str]:
        """The coders who have not coded."""
        return [coder for coder in self.study.coders if coder not in self.coded]

    @property
    def at_work(self) -> list[str]:
        """The coders who have texts to code: those who have not begun, or else those who have not finished."""
        return self.not_begun or [coder for coder in self.study.coders if self.unfinished(coder)]

    @property
    def who_codes(self) -> str:
        """Who has texts to code, as a sentence without its full stop; ValueError if nobody has."""
        who = listed(self.study.coder(coder).name for coder in self.at_work)
        return f"{who} {verb(self.at_work, 'has', 'have')} texts to code"

    # ---- what waits

    @cached_property
    def waits(self) -> dict[str, Wait]:
        """What each notebook waits for that cannot run, by its number: it, or one before it, lacks something."""
        order, books = notebooks.upstream(self.config.notebooks), self.config.notebooks
        own = {book.number: wait for book in books if book.needs and (wait := self.waits_for(book.needs))}
        first = {number: sorted(own.keys() & {*order[number], number})[:1] for number in order}
        return {number: own[other] for number, before in first.items() for other in before}

    def waits_for(self, needs: str) -> Wait | None:
        """Return what lacks of these needs of a notebook, one of NEEDS; None if it can run."""
        one_alone = self.coding != ADJUDICATED
        steps = NEEDS[: NEEDS.index(needs) + 1]
        skipped = {"freeze", "decisions"} if one_alone and needs != "freeze" else set()
        lacking = (getattr(self, f"_lacks_{step}")() for step in steps if step not in skipped)
        return next(filter(None, lacking), None)

    def _lacks_texts(self) -> Wait | None:
        if not self.authored.sources:
            return Wait("there are no texts yet", self.command("add", "FILE…"))
        return self._written(FIRST_FILES[0])

    def _written(self, name: str) -> Wait | None:
        """Return that a file waits to be written, if it is not there."""
        if name not in self.missing:
            return None
        first = [file for file in FIRST_FILES if file in self.missing]
        words = f"write {listed(first)} in data/coded first" if name in FIRST_FILES else f"write {name}"
        return Wait(words, self.command("check"))

    def _lacks_codes(self) -> Wait | None:
        if wait := self._written(FIRST_FILES[1]):
            return wait
        if self.coding in self.coded or (self.coding == ADJUDICATED and self.coded):
            return None
        who = "nobody has" if self.coding == ADJUDICATED else f"{self.coding} has not"
        return Wait(f"{who} coded yet", self.command("desk"))

    def _lacks_freeze(self) -> Wait | None:
        if len(self.coded) < 2 or self.frozen != "none":
            return None
        if self.at_work:
            return Wait(self.who_codes, self.command("desk"))
        return Wait("the codings are not frozen yet", self.command("freeze", '--reason "why"'))

    def _lacks_decisions(self) -> Wait | None:
        if not self.open:
            return None
        for file, to_take, noun in (
            (adjudication.FILE, self.due, "decision"),
            (FACTS.decisions, self.facts_due, "decision on facts"),
            (NOTES.decisions, self.notes_due, "decision on source notes"),
        ):
            if to_take:
                return self._due(file, to_take, noun)
        file = next(problem.file for problem in self.open)
        return Wait(f"{file} has rows that no decision names", self.command("check"))

    def _due(self, file: str, to_take: Rows, noun: str) -> Wait:
        """Return that decisions of a file are due: to be filled in if their rows stand there, else to be written."""
        what, _, of = noun.partition(" ")
        due = f"{plural(len(to_take), what)}{f' {of}' if of else ''} {verb(to_take, 'is', 'are')} due"
        rows = decisions.rows_to_fill(file, to_take, self.authored.rows[file])
        if len(rows) < len(to_take):
            return Wait(due, self.command("adjudicate", "--sheet"))
        return Wait(f"{due}; {decisions.FILL_IN} in {file}, {decisions.rows_in_words(rows)}", self.command("check"))

    def _lacks_text(self) -> Wait | None:
        return self._written(TEXT)

    def command(self, name: str, more: str = "") -> str:
        """Return a command with the parameters of this run."""
        given = ("study",) if name in ("add", "freeze", "adjudicate", "desk") else PARAMETERS
        values = {key: self.config.parameters[key] for key in given}
        values["study"] = self.config.study_option
        changed = [
            f"--{key.replace('_', '-')} {shlex.quote(str(value))}"
            for key, value in values.items()
            if value != PARAMETERS[key]
        ]
        return " ".join(["stancebook", name, *changed, *([more] if more else [])])
