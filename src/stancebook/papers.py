"""Papers: what lies before a coder at the desk, the article sentence by sentence with what they have put down on it.

Of the other coder's papers nothing is shown before both have finished an article, unless it was opened earlier.
"""

from stancebook import sheets, study, worklist
from stancebook.blindness import CODERS, FINISHED, NOTHING, OPENED, both_finished, marks_file
from stancebook.marks import SAMPLE
from stancebook.seats import Seat
from stancebook.sheets import KINDS, NOTES, file_of

COLUMNS = {"statement": study.CODED, "fact": study.CODED_FACT, "note": study.NOTE}


class Papers(Seat):
    """A coder's seat, as far as they read there."""

    verbs = (*Seat.verbs, "articles", "open")

    def __init__(self, library, hand, clock):
        own = {file_of(kind, hand): COLUMNS[kind] for kind in ("statement", "fact")}
        super().__init__(library, hand, own, {NOTES: study.NOTE, SAMPLE: study.SAMPLE}, clock)
        self.other = next(coder for coder in CODERS if coder != hand)
        self.marked_in = marks_file(hand)

    def articles(self, request):
        """The articles that fit the request's filters."""
        return worklist.articles(self, request)

    def codebook(self):
        """The codebook, and the speakers whom this coder has named."""
        used = {row["speaker"] for row in self.ledger.rows[file_of("statement", self.hand)]}
        return self.library.told_codebook() | {"speakers": sorted(used - {"", "-"})}

    def complaints(self):
        """What is wrong with this coder's files and their rows; quotations are sought in what is being coded alone.

        The others are looked at when their article is opened: to clean thousands of texts takes longer than one waits.
        """
        found, texts = super().complaints(), {id: self.library.shelf.articles.get(id) for id in self._under_way()}
        authored = self.library.authored(self.ledger.rows)
        authored = authored._replace(articles={id: text for id, text in texts.items() if text})
        for kind in ("statement", "fact"):
            file = file_of(kind, self.hand)
            by_row = sheets.wrong_by_row(kind, file, dict(enumerate(self.ledger.rows[file], 2)), authored)
            found += [complaint for wrong in by_row.values() for complaint in wrong]
        return found

    def _under_way(self, most=100):
        """The articles that this coder has begun and not finished, at most so many."""
        rows = self.ledger.rows
        finished = {row["article"] for row in rows[self.marked_in] if row["mark"] == FINISHED}
        begun = {row["article"] for kind in ("statement", "fact") for row in rows[file_of(kind, self.hand)]}
        return sorted((begun - finished) & self.library.sources.keys())[:most]

    def open(self, request):
        """An article's sentences, and its sheet."""
        self.ledger.look()
        article, spans = self.library.article(request["article"])
        source = self.library.sources[article.id]
        return {
            "article": {name: source[name] for name in ("article", "outlet", "headline", "byline", "kind")}
            | {"dates": worklist.dates(source)},
            "sentences": [
                {"n": sentence.number, "text": sentence.text, "block": block}
                for sentence, block in zip(article.sentences, sheets.blocks(article, spans), strict=True)
            ],
            "cut": self.library.cut(article),
            "sheet": self.sheet(article.id),
        }

    def shown(self, id):
        """An article's id with its sheet."""
        return {"article": id, "sheet": self.sheet(id)}

    def sheet(self, id):
        """The sheet of an article: what is put down on it, how far it is decided, and what this coder may see of it."""
        article, spans = self.library.article(id)
        sees, marks, nothing = self.sees(id), self.marks(), self.nothing_in(article)
        entries = self.entries(self.hand, article, spans)
        own = self._own_notes()
        shown = [entry for entry in entries if sees or entry["kind"] != "note" or entry["row"]["source_note"] in own]
        return {
            "article": id,
            "version": self.ledger.version,
            "entries": shown,
            "others": self.entries(self.other, article, spans, ("statement", "fact")) if sees else [],
            "nothing": nothing,
            "finished": self.marked(id, FINISHED),
            "both": both_finished(*(marks[coder] for coder in CODERS), id),
            "opened": self.marked(id, OPENED),
            "decided": len(sheets.decided(entries, nothing)),
            "of": len(article.sentences),
            "frozen": self.library.freeze(),
            "notes_hidden": len(entries) - len(shown),
            **self.ledger.past,
        }

    def entries(self, hand, article, spans, kinds=KINDS):
        """A coder's entries on an article, of all kinds, in order of place."""
        rows = {file_of(kind, hand): self.rows(file_of(kind, hand), COLUMNS[kind]) for kind in kinds}
        authored = self.library.authored(rows)
        found = (
            sheets.entries(kind, file_of(kind, hand), rows[file_of(kind, hand)], authored, article, spans)
            for kind in kinds
        )
        return sorted((entry for entries in found for entry in entries), key=sheets.by_place)

    def _own_notes(self):
        """The ids of the source notes that this coder wrote, by the journal."""
        changes = (change for entry in self.ledger.journal.entries for change in entry.changes)
        return {change.now["source_note"] for change in changes if change.file == NOTES and change.now}

    def nothing_in(self, article):
        """The numbers of the sentences marked as holding no statement."""
        starts = {str(sentence.span.start): sentence.number for sentence in article.sentences}
        marks = [row for row in self.marks_on(article.id) if row["mark"] == NOTHING]
        return sorted(starts[row["sentence_start"]] for row in marks if row["sentence_start"] in starts)

    def marks_on(self, id):
        """This coder's marks on an article."""
        return [row for row in self.ledger.rows[self.marked_in] if row["article"] == id]

    def marked(self, id, mark):
        """Whether this coder has marked an article so."""
        return any(row["mark"] == mark for row in self.marks_on(id))
