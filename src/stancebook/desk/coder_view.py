"""Papers: what lies before a coder at the desk, the article sentence by sentence with what they have put down on it.

Of the other coder's papers nothing is shown before both have finished an article, unless it was opened earlier.

The worklist: what is to be coded, how far a coder is with each article, and the sample drawn from them.

>>> how_drawn({"random": "20", "seed": "7", "keyword": "bridge", "outlet": ""})
'20 at random, seed 7, with “bridge”'
"""

import re
from collections import Counter

from stancebook.core.problems import UserError
from stancebook.desk import entries
from stancebook.desk.blinding import CODERS, FINISHED, NOTHING, OPENED, both_finished, marks_file
from stancebook.desk.entries import KINDS, NOTES, by_place, decided, file_entries, file_of
from stancebook.desk.row_changes import Change
from stancebook.desk.session import Session
from stancebook.desk.study_reader import draw_sample
from stancebook.study import loader
from stancebook.study.marks import SAMPLE

COLUMNS = {"statement": loader.CODED, "fact": loader.CODED_FACT, "note": loader.NOTE}
FILTERS = ("find", "outlet", "keyword", "state", "sampled")


class CoderView(Session):
    """A coder's seat, as far as they read there."""

    verbs = (*Session.verbs, "articles", "open")

    def __init__(self, library, hand, clock):
        own = {file_of(kind, hand): COLUMNS[kind] for kind in ("statement", "fact")}
        super().__init__(library, hand, own, {NOTES: loader.NOTE, SAMPLE: loader.SAMPLE}, clock)
        self.other = next(coder for coder in CODERS if coder != hand)
        self.marked_in = marks_file(hand)

    def articles(self, request):
        """The articles that fit the request's filters."""
        return articles(self, request)

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
            by_row = entries.problems_by_row(kind, file, dict(enumerate(self.ledger.rows[file], 2)), authored)
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
            | {"dates": dates(source)},
            "sentences": [
                {"n": sentence.number, "text": sentence.text, "block": block}
                for sentence, block in zip(article.sentences, entries.blocks(article, spans), strict=True)
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
            "decided": len(decided(entries, nothing)),
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
            file_entries(kind, file_of(kind, hand), rows[file_of(kind, hand)], authored, article, spans)
            for kind in kinds
        )
        return sorted((entry for entries in found for entry in entries), key=by_place)

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


def articles(coder, request):
    """The articles that fit the request's filters, from one on, at most so many, and what the sample is."""
    coder.ledger.look()
    rows = listing(coder)
    wanted = {name: request[name] for name in FILTERS if request.get(name)}
    fitting = coder.library.shelf.listed(rows, **wanted)
    first, most, sample = int(request.get("from", 0)), int(request.get("most", 200)), coder.ledger.rows[SAMPLE]
    return {
        "total": len(fitting),
        "rows": fitting[first : first + most],
        "outlets": sorted({row["outlet"] for row in rows} - {""}),
        "sample": {"n": len(sample), "told": list(dict.fromkeys(map(how_drawn, sample)))},
    }


def listing(coder):
    """A row for each article: what it is, and how far the coder is with it."""
    rows, marks = coder.ledger.rows, marks_file(coder.hand)
    statements = Counter(row["article"] for row in rows[file_of("statement", coder.hand)])
    begun = {row["article"] for file in coder.ledger.own for row in rows[file]}
    finished = {row["article"] for row in rows[marks] if row["mark"] == FINISHED}
    sampled = {row["article"] for row in rows[SAMPLE]}
    state = lambda id: "finished" if id in finished else "begun" if id in begun else "untouched"
    return [
        {
            **{name: source[name] for name in ("article", "outlet", "headline")},
            "dates": dates(source),
            "statements": statements[source["article"]],
            "state": state(source["article"]),
            "sampled": source["article"] in sampled,
        }
        for source in coder.library.sources.values()
    ]


def dates(source):
    """When an article is from, as far as one knows."""
    first, last = source["date_earliest"], source["date_latest"]
    return first if first == last else f"{first} to {last}"


def draw(coder, request):
    """How many articles were added to the sample, and how many of those drawn it held already."""
    how = {name: str(request.get(name) or "").strip() for name in ("random", "seed", "keyword", "outlet")}
    if not re.fullmatch(r"([1-9][0-9]*)?", how["random"]) or not re.fullmatch(r"[0-9]*", how["seed"]):
        raise UserError("random and seed are whole numbers; write digits, and leave random empty for all that fit")
    coder.ledger.look()
    fitting = coder.library.shelf.listed(listing(coder), outlet=how["outlet"], keyword=how["keyword"])
    chosen = draw_sample([row["article"] for row in fitting], how["random"], how["seed"])
    there = {row["article"] for row in coder.ledger.rows[SAMPLE]}
    new = [Change(SAMPLE, None, None, {"article": id, **how}) for id in chosen if id not in there]
    if new:
        coder.ledger.act(request["id"], "drew", how_drawn(how), new)
    return {"drawn": len(new), "already": len(chosen) - len(new)}


def how_drawn(row):
    """How a row of the sample was drawn, in words."""
    parts = [f"{row['random']} at random, seed {row['seed'] or 0}" if row["random"] else "all"]
    parts += [f"with “{row['keyword']}”"] if row["keyword"] else []
    parts += [f"of {row['outlet']}"] if row["outlet"] else []
    return ", ".join(parts)
