"""A coder at the desk, as far as they write: entries, marks, aliases and the sample, in their own files and the shared ones.

Every request that writes is refused, with one sentence, where it does not go, and answered with the article's sheet.
"""

import os
import re

from stancebook.core import files
from stancebook.core.problems import UserError
from stancebook.desk import coder_view, entries, selection
from stancebook.desk.blinding import FINISHED, NOTHING, REOPENED, seen_before
from stancebook.desk.coder_view import COLUMNS, CoderView
from stancebook.desk.entries import NOTES, decided, file_of
from stancebook.desk.row_changes import Change
from stancebook.study import aliases
from stancebook.study.marks import SAMPLE

OURS = ("article", "quote", "occurrence", "source_note")  # cells that are filled in here


class CoderSession(CoderView):
    """A coder's seat."""

    verbs = (*CoderView.verbs, "draw", "save", "delete", "nothing", "finish", "reopen", "alias")

    def save(self, request):
        """Adds an entry, or puts it in the place of the one that it `was`."""
        with self.ledger.locked():  # between the choice of a note's id and its writing nobody else chooses one
            return self._saved(request, *self._at_work(request))

    def _saved(self, request, article, spans):
        kind, was = request["kind"], self._own_row(request.get("was"), article)
        row = self._row(kind, was, request["row"], article.id)
        row |= self._quoted(request.get("place"), was, article, spans)
        file, rows = file_of(kind, self.hand), self.ledger.rows[file_of(kind, self.hand)]
        wrong = entries.wrong_with(kind, file, rows, was, row, self.library.authored(self.ledger.rows))
        if wrong:
            raise UserError(f"{wrong[0].message}; {wrong[0].fix}")
        place = entries.place(row, article, spans)
        number = None if was else entries.slot(rows, row, article)
        changes = [Change(file, number, was, row)]
        changes += self._taken_back(article, [place["first"]]) if kind == "statement" else []
        did = "changed" if was else "added"
        return self._acted(request, did, f"{_where(article.id, place)}: {entries.entry_in_words(row, kind)}", changes)

    def _row(self, kind, was, given, id):
        """The row of an entry, its quotation aside."""
        strange = [name for name in given if name not in COLUMNS[kind] or name in OURS]
        if strange or not all(isinstance(cell, str) for cell in given.values()):
            raise UserError(f"a {kind} has no cells like these ({', '.join(map(str, given))}); reload the page")
        row = dict.fromkeys(COLUMNS[kind], "") | (was or {}) | given | {"article": id}
        return row if kind != "note" or row["source_note"] else row | {"source_note": self._next_note()}

    def _quoted(self, place, was, article, spans):
        """The cells of a quotation: those of the words at a place, or without one as they were."""
        if place is None and not was:
            raise UserError("no words are selected; select those that carry it")
        return selection.quoted(selection.raw_span(place, article, spans), article) if place else {}

    def delete(self, request):
        """Takes out an entry."""
        article, spans = self._at_work(request)
        kind, was = request["kind"], self._own_row(request["was"], article)
        what = f"{_where(article.id, entries.place(was, article, spans))}: {entries.entry_in_words(was, kind)}"
        return self._acted(request, "deleted", what, [Change(file_of(kind, self.hand), None, was, None)])

    def nothing(self, request):
        """Marks sentences as holding no statement, or takes that back."""
        article, spans = self._at_work(request)
        numbers = sorted(set(request["sentences"]) & {sentence.number for sentence in article.sentences})
        what = f"{article.id}, sentence {', '.join(map(str, numbers[:5]))}{' …' * bool(numbers[5:])}: nothing here"
        if request.get("undo"):
            return self._acted(request, "took back", what, self._taken_back(article, numbers))
        coded = entries.decided(self.entries(self.hand, article, spans, ("statement",)), ())
        if holding := [number for number in numbers if number in coded]:
            raise UserError(f"sentence {holding[0]} holds a statement; delete that first")
        new = sorted(set(numbers) - set(self.nothing_in(article)))
        starts = {sentence.number: str(sentence.span.start) for sentence in article.sentences}
        changes = [Change(self.marked_in, None, None, _mark(article.id, NOTHING, starts[number])) for number in new]
        return self._acted(request, "marked", what, changes)

    def _taken_back(self, article, numbers):
        """The changes that take `nothing` from these sentences."""
        starts = {str(sentence.span.start) for sentence in article.sentences if sentence.number in numbers}
        marks = [row for row in self.marks_on(article.id) if row["mark"] == NOTHING and row["sentence_start"] in starts]
        return [Change(self.marked_in, None, row, None) for row in marks]

    def finish(self, request):
        """Marks an article as finished; refused while a row is wrong or a sentence without a decision."""
        article, spans = self._at_work(request)
        entries = self.entries(self.hand, article, spans, ("statement", "fact"))
        if wrong := [wrong for entry in entries for wrong in entry["wrong"]]:
            raise UserError(f"a row is not in order ({wrong[0]})")
        left = len(article.sentences) - len(decided(entries, self.nothing_in(article)))
        if left:
            have = "sentence has" if left == 1 else "sentences have"
            raise UserError(f"{left} {have} no decision yet; code each, or mark it as holding nothing")
        changes = [Change(self.marked_in, None, None, _mark(article.id, FINISHED))]
        return self._acted(request, "finished", article.id, changes)

    def reopen(self, request):
        """Takes up an article again; where both had finished it, and the other's codes could be seen, that is marked."""
        self.ledger.look()
        id, marks = self.library.article(request["article"])[0].id, self.marks()
        if not self.marked(id, FINISHED):
            raise UserError(f"{id} is not marked as finished; code on")
        changes = [Change(self.marked_in, None, _mark(id, FINISHED), None)]
        if seen_before(marks[self.other], marks[self.hand], id) and not self.marked(id, REOPENED):
            changes.append(Change(self.marked_in, None, None, _mark(id, REOPENED)))
        return self._acted(request, "reopened", id, changes)

    def may_change(self, entry):
        """Raises UserError where an act was on an article that is finished by now."""
        for change in entry.changes if entry else ():
            id = (change.now or change.was)["article"]
            if change.file != SAMPLE and self.marked(id, FINISHED):
                raise UserError(f"{id} is marked as finished; reopen it first")

    def draw(self, request):
        """Adds articles to the sample."""
        return coder_view.draw(self, request)

    def alias(self, request):
        """The codebook with one more alias of an actor."""
        actor, alias = str(request["actor"]), str(request["alias"]).strip()
        path = self.library.rooms.coded / "codebook.yaml"
        with self.ledger.locked():
            text = aliases.with_alias(path.read_bytes().decode("utf-8"), actor, alias)
            os.replace(files.write_part(path, text.encode("utf-8"), lasting=True), path)
            self.library.look()
            self.ledger.note(request["id"], "named", f"“{alias}” as an alias of {actor}")
        return {"codebook": self.codebook()}

    def again(self, request):
        """The answer to a request that was done before."""
        if request["ask"] == "alias":
            return {"codebook": self.codebook()}
        if request["ask"] == "draw":
            return {"drawn": len(self.ledger.journal.ids[request["id"]].changes), "already": 0}
        return super().again(request)

    def _acted(self, request, did, what, changes):
        """What is shown of the article once the changes are on disk; nothing is written where there are none."""
        if changes:
            self.ledger.act(request["id"], did, what, changes, request.get("seen"))
        return self.shown(request["article"])

    def _at_work(self, request):
        """An article that may be coded, with its spans; raises UserError where it is finished, or cut otherwise by now."""
        self.ledger.look()
        article, spans = self.library.article(request["article"])
        if self.marked(article.id, FINISHED):
            raise UserError(f"{article.id} is marked as finished; reopen it first")
        numbered = request.get("place") or request["ask"] in ("nothing", "finish")
        if numbered and request.get("cut") != self.library.cut(article):
            raise UserError(f"{article.id} is cut into other sentences than when it was opened; open it again")
        return article, spans

    def _own_row(self, was, article):
        """The row that an entry was; raises UserError where it is on another article."""
        if was and was.get("article") != article.id:
            raise UserError(f"the entry is not on {article.id}; open its own article")
        return was

    def _next_note(self):
        """An id that no source note has or, by any journal, ever had."""
        journals = sorted(self.library.rooms.coded.glob("*_journal.jsonl"))
        told = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in journals)
        given = [row["source_note"] for row in self.ledger.rows[NOTES]]
        numbers = re.findall(r'"source_note": ?"N([0-9]+)"', told) + re.findall(r"N([0-9]+)\b", " ".join(given))
        return f"N{max(map(int, numbers), default=0) + 1:03}"


def _mark(article, mark, sentence_start=""):
    return {"article": article, "sentence_start": sentence_start, "mark": mark}


def _where(article, place):
    return f"{article}, sentence {place['first']}" if place else article
