"""The writing half of a coder's session: entries, marks, aliases and the sample.

A request that cannot be done is refused with one sentence. Others are answered with the article's entries and marks.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from stancebook.core.problems import UserError
from stancebook.core.tables import Row
from stancebook.desk import blinding, entries, selection
from stancebook.desk.blinding import FINISHED, NOTHING, REOPENED, mark
from stancebook.desk.coder_view import sample_in_words
from stancebook.desk.coding.training import Training
from stancebook.desk.entries import COLUMNS, decided, entry_in_words
from stancebook.desk.journal import Entry
from stancebook.desk.row_changes import Change
from stancebook.desk.selection import Place
from stancebook.desk.session import Answer, NotDone, Request
from stancebook.desk.study_reader import draw_sample
from stancebook.study.facts import NOTES
from stancebook.study.validation.marks import SAMPLE
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

MOST_OPEN = 200  # sentences without a decision that are named
FILLED_IN = ("article", "quote", "occurrence")  # cells that the page does not send


class CoderSession(Training):
    """A coder's session."""

    verbs = (*Training.verbs, "draw", "save", "delete", "nothing", "finish", "reopen")

    def save(self, request: Request) -> Answer:
        """Add an entry, or put it in the place of the one that it `was`."""
        self.check_trained()
        article, spans = self._unfinished_article(request)
        kind, was = self.kind_of(request), self._own_row(request.get("was"), article)
        row = self._row(kind, was, request["row"], article.id)
        row |= self._quoted(request.get("place"), was, article, spans)
        file = self.files[kind]
        for problem in entries.problems_with(kind, file, was, row, self.reader.with_rows(self.store.rows)):
            raise UserError(f"{problem.message}; {problem.fix}")
        place = entries.place(row, article, spans)
        if kind == "statement" and place["first"] not in self.due(article):
            raise UserError(f"sentence {place['first']} is not in the sample; code the sentences that are")
        number = None if was else entries.row_number(self.store.rows[file], row, article)
        changes = [Change(file, number, was, row)]
        if kind == "statement":
            changes += self._without_nothing(article, [place["first"]])
        return self._apply(request, "changed" if was else "added", _heading(article.id, place, row, kind), changes)

    def _row(self, kind: str, was: Row | None, cells: Row, article: str) -> Row:
        """Return the row of an entry, without its quotation."""
        strange = [name for name in cells if name not in COLUMNS[kind] or name in FILLED_IN]
        if strange or not all(isinstance(cell, str) for cell in cells.values()):
            raise UserError(f"a {kind} has no cells like these ({', '.join(map(str, cells))}); reload the page")
        return dict.fromkeys(COLUMNS[kind], "") | (was or {}) | cells | {"article": article}

    def _quoted(self, place: Any, was: Row | None, article: Article, spans: Sequence[Span]) -> Row:
        """Return the cells of the quotation at a place; without a place, those of the old row stay."""
        if place is None and not was:
            raise UserError("no words are selected; select the words to quote")
        return selection.quoted(selection.raw_span(place, article, spans), article) if place else {}

    def delete(self, request: Request) -> Answer:
        """Delete an entry."""
        article, spans = self._unfinished_article(request)
        kind, was = self.kind_of(request), self._own_row(request["was"], article)
        what = _heading(article.id, entries.place(was, article, spans), was, kind)
        return self._apply(request, "deleted", what, [Change(self.files[kind], None, was, None)])

    def nothing(self, request: Request) -> Answer:
        """Mark sentences as holding no statement, or take that back."""
        self.check_trained()
        article, spans = self._unfinished_article(request)
        due = self.due(article)
        starts = {each.number: str(each.span.start) for each in article.sentences if each.number in due}
        numbers = sorted(set(request["sentences"]) & starts.keys())
        what = f"{article.id}, sentence {', '.join(map(str, numbers[:5]))}{' …' * bool(numbers[5:])}: nothing here"
        if request.get("undo"):
            return self._apply(request, "took back", what, self._without_nothing(article, numbers))
        coded = decided(self.entries(self.user, article, spans, ("statement",)), ())
        for number in (number for number in numbers if number in coded):
            raise UserError(f"sentence {number} holds a statement; delete that first")
        new = sorted(set(numbers) - self.nothing_in(article).keys())
        changes = [self._marked(article.id, NOTHING, starts[number]) for number in new]
        return self._apply(request, "marked", what, changes)

    def _marked(self, article: str, kind: str, sentence_start: str = "") -> Change:
        """Return the change that adds a mark."""
        return Change(self.marks_file, None, None, mark(article, kind, sentence_start))

    def _without_nothing(self, article: Article, numbers: Collection[int]) -> list[Change]:
        """Return the changes that take the mark `nothing` from these sentences."""
        marks = self.nothing_in(article)
        return [Change(self.marks_file, None, row, None) for number, row in marks.items() if number in numbers]

    def finish(self, request: Request) -> Answer:
        """Mark an article as finished; refused while a row has a problem or a sentence has no decision."""
        article, spans = self._unfinished_article(request)
        own = self.entries(self.user, article, spans, self.kinds)
        for problem in (problem for entry in own for problem in entry["wrong"]):
            raise UserError(f"a row is not in order ({problem})")
        left = sorted(self.due(article) - decided(own, self.nothing_in(article)))
        if left:
            have, first = ("sentence has", "it is") if len(left) == 1 else ("sentences have", "the first is")
            why = f"{len(left)} {have} no decision yet ({first} {left[0]}); code each, or mark it as holding nothing"
            raise NotDone(why, left=len(left), first=left[0], open=left[:MOST_OPEN])
        return self._apply(request, "finished", article.id, [self._marked(article.id, FINISHED)])

    def reopen(self, request: Request) -> Answer:
        """Reopen a finished article; a mark tells if the coder could see others' codes of it before."""
        self.store.look()
        id = self.reader.article(request["article"])[0].id
        if not self.has_mark(id, FINISHED):
            raise UserError(f"{id} is not marked as finished; code on")
        changes = [Change(self.marks_file, None, mark(id, FINISHED), None)]
        if self.saw_others(id) and not self.has_mark(id, REOPENED):
            changes.append(self._marked(id, REOPENED))
        return self._apply(request, "reopened", id, changes)

    def saw_others(self, article: str) -> bool:
        """Return whether this coder could see the codes of others on an article that is finished."""
        return blinding.saw_others(self.user, article, self.marks(), self.reader.given(article))

    def check_undo(self, entry: Entry | None) -> None:
        """Raise UserError if the act was coding on an article that is finished by now."""
        super().check_undo(entry)
        coded = {*self.files.values(), self.marks_file, NOTES.file}  # the last in journals of before
        if entry and self.has_mark(entry.on, FINISHED) and any(change.file in coded for change in entry.changes):
            raise UserError(f"{entry.on} is marked as finished; reopen it first")

    def draw(self, request: Request) -> Answer:
        """Add articles to the sample; answer with how many of those drawn it did not hold already."""
        how = {name: str(request.get(name) or "").strip() for name in ("random", "seed", "keyword", "outlet")}
        if not re.fullmatch(r"([1-9][0-9]*)?", how["random"]) or not re.fullmatch(r"[0-9]*", how["seed"]):
            raise UserError("random and seed are whole numbers; write digits, and leave random empty for all that fit")
        self.store.look()
        fitting = self.reader.texts.filtered(self.listing(), outlet=how["outlet"], keyword=how["keyword"])
        drawn = draw_sample([row["article"] for row in fitting], how["random"], how["seed"])
        sampled = {row["article"] for row in self.store.rows[SAMPLE]}
        new = [Change(SAMPLE, None, None, {"article": id, **how}) for id in drawn if id not in sampled]
        if new:
            self.store.apply(request["id"], "drew", sample_in_words(how), new)
        return {"drawn": len(new)}

    def repeated(self, request: Request) -> Answer:
        """Return the answer to a request that was done before."""
        if request["ask"] == "draw":
            return {"drawn": len(self.store.journal.ids[request["id"]].changes)}
        return super().repeated(request)

    def _apply(self, request: Request, did: str, what: str, changes: list[Change]) -> Answer:
        """Write the changes, if there are any, and return what is shown of the article."""
        if changes:
            self.store.apply(request["id"], did, what, changes, request.get("seen"))
        return self.shown(request["article"])

    def _unfinished_article(self, request: Request) -> tuple[Article, list[Span]]:
        """Return an article with its spans; raise UserError if it is finished, or cut into other sentences by now."""
        self.store.look()
        article, spans = self.reader.article(request["article"])
        if self.has_mark(article.id, FINISHED):
            raise UserError(f"{article.id} is marked as finished; reopen it first")
        by_sentence = request.get("place") or request["ask"] in ("nothing", "finish")
        if by_sentence and request.get("cut") != self.reader.sentence_hash(article):
            raise UserError(f"{article.id} is cut into other sentences than when it was opened; open it again")
        return article, spans

    def _own_row(self, was: Row | None, article: Article) -> Row | None:
        """Return the row that an entry was; raise UserError if it is on another article."""
        if was and was.get("article") != article.id:
            raise UserError(f"the entry is not on {article.id}; open its own article")
        return was


def _heading(article: str, place: Place | None, row: Row, kind: str) -> str:
    """Return an entry in a few words, with its article and sentence."""
    where = f"{article}, sentence {place['first']}" if place else article
    return f"{where}: {entry_in_words(row, kind)}"
