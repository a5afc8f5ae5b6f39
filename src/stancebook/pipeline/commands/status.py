"""Where a study stands: a table, and the next step as a command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from stancebook.core import schema
from stancebook.core.english import listed, plural, verb
from stancebook.core.paths import is_there, shown
from stancebook.core.problems import UserError, merged, one_line
from stancebook.core.tables import Rows
from stancebook.exchange import passages
from stancebook.pipeline import stamps
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.stages import TEXT, Stage, faults
from stancebook.pipeline.terminal import say, strong
from stancebook.study import adjudication, cases, coders, freeze, loader
from stancebook.study.facts import FACTS, NOTES, Noted
from stancebook.study.people import training, validators
from stancebook.study.revision import flags, proposals
from stancebook.study.validation import marks
from stancebook.texts import cleaning, summary

TEXTS = ("sources.csv", "cleaning.yaml")  # whose problems are also those of raw texts
SETTINGS = ("study.yaml", "codebook.yaml", freeze.RECORD)
MOST = 6  # lines on rows that a change of the codebook touches


def show(environment: Mapping[str, str]) -> None:
    """Print the table of a study and the next step; raise UserError if there is no such study."""
    status = Status(requested(environment))
    rows = status.table()
    width = max(len(name) for name, _ in rows)
    say("\n".join(f"{name:{width}}  {one_line(cell)}" for name, cell in rows))
    command, why = status.next_step()
    say(f"\nnext: {strong(command)}  # {why}")


@dataclass(frozen=True)
class Status(Stage):
    """One run of a study, looked at without running anything."""

    @cached_property
    def up_to_date(self) -> list[str]:
        """The numbers of the notebooks that ran, and of which nothing has changed since."""
        return [book.number for book in self.config.notebooks if stamps.holds(self.config, book)]

    @cached_property
    def stale(self) -> list[str]:
        """The numbers of the other notebooks."""
        return [book.number for book in self.config.notebooks if book.number not in self.up_to_date]

    @cached_property
    def unread(self) -> frozenset[str]:
        """The files of data/coded that cannot be read, or not whole; none of those that are not there yet."""
        coded, found = self.config.paths.coded, list(self.study.authored[1])
        for name in marks.files(self.study.people):
            loader.read_table(coded, name, schema.MARKS.names, found)
        return frozenset(each.file for each in faults([*found, *freeze.unreadable(coded)], len(self.coded)))

    def _not_known(self, files: Iterable[str]) -> str:
        """Return that a count is not known, if one of the files on which it rests cannot be read; else ""."""
        return _while_wrong(self.unread.intersection(files))

    # ---- the table

    def table(self) -> list[tuple[str, str]]:
        """Return the rows of the table: what, and how it stands."""
        paths = self.config.paths
        return [
            ("study", shown(paths.study)),
            ("texts", self._texts()),
            *self._doubtful(),
            ("codebook", self._codebook()),
            *((self.study.coder(coder).name, self._coder(coder)) for coder in self.study.coders),
            *self._proposed(),
            *self._touched(),
            *self._imported(),
            ("frozen", self._frozen()),
            ("decisions due", self._decided(adjudication.FILE, self.due)),
            ("facts, decisions due", self._decided(FACTS.decisions, self.facts_due, FACTS)),
            *self._notes_decided(),
            *self._validated(),
            ("text of the brief", self.text_in_words),
            ("last run", self._last_run()),
            ("to put right", self._to_put_right()),
        ]

    def _validated(self) -> list[tuple[str, str]]:
        """Return a row on the people who code a sample anew, once one is drawn."""
        if any(problem.file.startswith(f"{validators.FOLDER}/") for problem in self.faults):
            return [("validated", "cannot be read; see the problems")]
        found = validators.read_validation(self.config.paths.validation, self.authored)
        return [("validated", validators.progress(found, self.study.names_of_people))] if found.sample.rows else []

    def _texts(self) -> str:
        unknown, texts = self._not_known(TEXTS), len(self.authored.sources)
        if unknown:
            return f"{texts}; sentences {unknown}" if texts else unknown
        sentences = sum(len(article.sentences) for article in self.authored.articles.values())
        return f"{texts}, with {plural(sentences, 'sentence')}"

    def _doubtful(self) -> list[tuple[str, str]]:
        """Return a row if something in the texts may be no text of the article."""
        rules = self.authored.cleaning_rules
        rows = cleaning.doubtful(self.authored.articles, rules) if rules else []
        return [("in doubt", summary.doubts(rows))] if rows else []

    def _codebook(self) -> str:
        book = self.authored.codebook
        if book is None:
            return "none yet" if "codebook.yaml" in self.missing else "cannot be read"
        return f"version {book.version}: {plural(len(book.names), 'actor')}, {plural(len(book.issues), 'issue')}"

    def _proposed(self) -> list[tuple[str, str]]:
        """Return a row if codes that coders proposed wait for a decision."""
        if unknown := self._not_known(map(proposals.file_of, self.study.coders)):
            return [("proposed", unknown)]
        rows = {coder: self.authored.rows.get(proposals.file_of(coder), []) for coder in self.study.coders}
        waiting = proposals.waiting_in_words(rows)
        return [("proposed", f"{waiting}; stancebook codebook decides")] if waiting else []

    def _touched(self) -> list[tuple[str, str]]:
        """Return a row for each file with rows that a change of the codebook touches."""
        book = self.authored.codebook
        found = flags.of_study(self.config.paths.coded, self.study.coders, book.changes) if book else []
        lines = [str(problem) for problem in merged(each.problem for each in found)]
        if len(lines) > MOST:
            lines[MOST - 1 :] = [f"{len(lines) - MOST + 1} more; stancebook check lists them"]
        return [("" if at else "changed codes", line) for at, line in enumerate(lines)]

    def _imported(self) -> list[tuple[str, str]]:
        """Return a row if passages of other programs wait for what they lack."""
        kept, wrong = passages.read(self.config.paths.passages)
        if wrong:
            return [("imported", "cannot be read; see the problems")]
        waiting = passages.waiting_in_words(kept)
        return [("imported", waiting)] if waiting else []

    def _coder(self, coder: str) -> str:
        own = [*coders.files([coder]), f"{coder}_marks.csv"]
        if unknown := self._not_known(own if self.authored.sources else [*own, *TEXTS]):
            return unknown
        rows, facts, notes = (self.authored.rows[name] for name in coders.files([coder]))
        if not rows and not facts and not notes and not self.marks[coder]:
            return "; ".join(filter(None, ["nothing yet", self._trained(coder)]))
        texts = {row["article"] for row in (*rows, *facts, *notes)}
        parts = [plural(len(rows), "statement"), plural(len(facts), "fact")]
        parts += [plural(len(notes), "source note")] if notes else []
        done = f"{listed(parts)}, in {len(texts)} of "
        done += plural(len(self.texts_of(coder)), "text")
        done += f"; {self._marked(coder)}" if self.marks[coder] else "; no marks of the desk"
        return "; ".join(filter(None, [done, self._trained(coder)]))

    def _trained(self, coder: str) -> str:
        """Return how far a coder is trained; "" where nobody trains."""
        exercises = training.exercises(self.config.paths.training, self.authored)
        finished = {row["article"] for row in self.marks[coder] if row["mark"] == "finished"}
        record = training.read_record(self.config.paths.coded, coder)
        now = training.standing(record, exercises, training.rules_of(self.authored.settings), len(finished))
        return training.in_words(now, self.study.coder(coder))

    def _marked(self, coder: str) -> str:
        """Return in words how many sentences have a decision, and how many texts are finished."""
        nothing = [row for row in self.marks[coder] if row["mark"] == "nothing"]
        decided = {(row["article"], row["sentence_start"]) for row in (*nothing, *self.placed[coder])}
        starts = {
            (id, str(each.span.start))
            for id in self.texts_of(coder)
            if id in self.authored.articles
            for each in self.authored.articles[id].sentences
        }
        finished = f"{len(self.texts_of(coder)) - len(self.unfinished(coder))} finished"
        if self._not_known(TEXTS):
            return finished
        return f"{len(decided & starts)} of {plural(len(starts), 'sentence')} decided; {finished}"

    def _decided(self, file: str, to_take: Rows, of: Noted | None = None) -> str:
        """Return how many decisions on statements, or `of` facts or source notes, are due, and how many are taken."""
        if wrong := self._wrong(file, of):
            return _while_wrong(wrong)
        taken = sum(map(cases.is_taken, self.authored.rows[file]))
        wrong = sum(problem.file == file for problem in self.faults)
        return f"{len(to_take) or 'none'}; {taken} taken" + (f"; {plural(wrong, 'problem')} in {file}" if wrong else "")

    def _wrong(self, file: str, of: Noted | None) -> set[str]:
        """Return the files for which decisions cannot be counted: what is decided on has to have its place, too."""
        by = self.study.coders
        own = {of.file, *map(of.of_coder, by)} if of else {f"{coder}.csv" for coder in by}
        read = {*SETTINGS, *TEXTS, file, *own, *coders.files(by), *marks.files(self.study.people)}
        return self.unread & read | {each.file for each in self.faults} & own

    def _notes_decided(self) -> list[tuple[str, str]]:
        """Return a row on the decisions on source notes, where two readers made some."""
        files = [*map(NOTES.of_coder, self.study.coders)]
        readers = sum(bool(self.authored.rows[file]) or file in self.unread for file in files)
        return [("notes, decisions due", self._decided(NOTES.decisions, self.notes_due, NOTES))] if readers > 1 else []

    def _frozen(self) -> str:
        freezes, contents = freeze.read_freezes(self.config.paths.coded, self.study.coders)
        if self.frozen == "unreadable":
            return f"nobody knows: {freeze.RECORD} cannot be read"
        if self.frozen == "edited":
            return freeze.changes_in_words(freezes, contents)
        changed = "; the codebook was changed since" if freeze.has_other_codebook(self.config.paths.coded) else ""
        return f"yes: {freezes[-1]['reason']}{changed}" if freezes else "no"

    @property
    def wrong(self) -> int:
        """The number of problems that a check finds."""
        return len(self.faults) + len(self.edited)

    def _to_put_right(self) -> str:
        """Return how many problems a check finds, and that the text of the brief does not pass, in words."""
        fails = ["the text of the brief"] if self.verified and not self.verified[0] else []
        return listed([*([plural(self.wrong, "problem")] if self.wrong else []), *fails] or ["nothing"])

    @cached_property
    def text_in_words(self) -> str:
        """How the text of the brief stands; its sentences are verified if the tables of the run are up to date."""
        if TEXT in self.missing or not is_there(self.config.paths.text):
            return "none yet"
        if any(problem.file.startswith(TEXT) for problem in self.problems):
            return "cannot be read; see the problems"
        return self.verified[1] if self.verified else "there; it is verified after a run"

    @cached_property
    def verified(self) -> tuple[bool, str] | None:
        """Whether the text passes, and the summary of its verification; None before a run, or if it is out of date."""
        stale = [book for book in self.config.notebooks if book.number in self.stale]
        changed = [book for book in stale if not any(name.startswith(TEXT) for name in book.reads)]
        if changed or not self.config.notebooks or TEXT in self.missing or self.faults:
            return None
        from stancebook.brief.inputs import brief_inputs
        from stancebook.pipeline.commands.proofreading import verified

        try:
            passed, lines = verified(self.study.text, brief_inputs(self.study))
        except UserError:  # a table is missing, or cannot be read
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
        if self.faults:
            return self.command("check"), f"{plural(self.wrong, 'problem')} to put right"
        return self._to_code() or self._to_decide() or self._to_write()

    def _to_code(self) -> tuple[str, str] | None:
        """Return the next step up to the freeze; None if that is done."""
        wait = self.waits_for("texts") or (self.waits_for("codes") if "codebook.yaml" in self.missing else None)
        if wait:
            return wait.command, wait.why
        if self.at_work:
            why = f"{self.who_codes}{self._in_desk}"
            if self.not_begun and len(self.coded) == 1:
                why += f"; or go on with {self.coded[0]} alone: {(self._to_decide() or self._to_write())[0]}"
            return self.command("desk"), why
        if self.frozen != "frozen":
            return self.command("freeze", '--reason "why"'), "before anyone compares the coders"
        return None

    @property
    def _in_desk(self) -> str:
        """What to tell the desk of a study that is not the project's own."""
        study = self.config.parameters["study"]
        return f"; its first cell has to say study = {json.dumps(study, ensure_ascii=False)}" if study else ""

    def _to_decide(self) -> tuple[str, str] | None:
        """Return the next step of adjudication and to the text; None if every decision is taken, and there is one."""
        wait = self._lacks_decisions() or self._lacks_text()
        return (wait.command, wait.why) if wait else None

    def _to_write(self) -> tuple[str, str]:
        """Return the next step towards the brief."""
        if self.verified and not self.verified[0]:
            return self.command("brief", "--watch"), f"{self.verified[1]} in {TEXT}"
        if self.stale or not self.config.notebooks:
            return self.command("report"), "the brief is not up to date"
        page = shown(self.config.paths.report / "index.html")
        return self.command("report"), f"nothing is due: the brief is in {page}"


def _while_wrong(files: Set[str]) -> str:
    """Return that a count is not known because of these files, in words; "" if there are none."""
    return f"not known while {listed(sorted(files))} {verb(files, 'has', 'have')} problems" if files else ""
