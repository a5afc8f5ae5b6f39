"""The reading half of a coder's session: the list of articles, and an article with what the coder has put down on it.

Nothing of the other coder is shown before both have finished an article, unless it was opened early.

>>> sample_in_words({"random": "20", "seed": "7", "keyword": "bridge", "outlet": ""})
'20 at random, seed 7, with “bridge”'
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from stancebook.core import schema
from stancebook.core.problems import Problem
from stancebook.core.tables import Row, Rows
from stancebook.desk import blinding, entries
from stancebook.desk.blinding import CODERS, FINISHED, NOTHING, OPENED, articles_with, has_mark
from stancebook.desk.entries import COLUMNS, KINDS, NOTES, PageEntry, file_of
from stancebook.desk.session import Answer, Request, Session
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock
from stancebook.study import loader
from stancebook.study.marks import SAMPLE
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

FILTERS = ("find", "outlet", "keyword", "state", "sampled")


class CoderView(Session):
    """A coder's session, as far as it reads."""

    verbs = (*Session.verbs, "articles", "open")

    def __init__(self, reader: StudyReader, user: str, clock: Clock) -> None:
        self.files = {kind: file_of(kind, user) for kind in KINDS}
        own = {self.files[kind]: COLUMNS[kind] for kind in ("statement", "fact")}
        super().__init__(reader, user, own, {NOTES: schema.SOURCE_NOTES.names, SAMPLE: schema.SAMPLE.names}, clock)
        self.other = next(coder for coder in CODERS if coder != user)

    def articles(self, request: Request) -> Answer:
        """Answer with the articles that fit the request's filters, `from` one on, at `most` so many, and the sample."""
        self.store.look()
        rows, sample = self.listing(), self.store.rows[SAMPLE]
        fitting = self.reader.texts.filtered(rows, **{name: request[name] for name in FILTERS if request.get(name)})
        first, most = int(request.get("from", 0)), int(request.get("most", 200))
        return {
            "total": len(fitting),
            "rows": fitting[first : first + most],
            "outlets": sorted({row["outlet"] for row in rows} - {""}),
            "sample": {"n": len(sample), "draws": list(dict.fromkeys(map(sample_in_words, sample)))},
        }

    def listing(self) -> Rows:
        """Return a row for each article: what it is, and how far this coder is with it."""
        rows = self.store.rows
        statements = Counter(row["article"] for row in rows[self.files["statement"]])
        begun = {row["article"] for file in self.store.own for row in rows[file]}
        finished = articles_with(rows[self.marks_file], FINISHED)
        sampled = {row["article"] for row in rows[SAMPLE]}
        states = dict.fromkeys(begun, "begun") | dict.fromkeys(finished, "finished")
        return [
            {name: source[name] for name in ("article", "outlet", "headline")}
            | {"dates": dates(source), "statements": statements[id], "state": states.get(id, "untouched")}
            | {"sampled": id in sampled}
            for id, source in self.reader.sources.items()
        ]

    def codebook(self) -> Answer:
        """Return the codebook, with the speakers whom this coder has named."""
        speakers = {row["speaker"] for row in self.store.rows[self.files["statement"]]}
        return super().codebook() | {"speakers": sorted(speakers - {"", "-"})}

    def problems(self) -> list[Problem]:
        """Return the problems of this coder's files and their rows; quotations are sought in unfinished articles only.

        The others are checked when their article is opened: cleaning thousands of texts takes longer than people wait.
        """
        articles = {id: self.reader.texts.get(id) for id in self._unfinished()}
        study = self.reader.with_rows(self.store.rows)
        study = study._replace(articles={id: article for id, article in articles.items() if article})
        problems = super().problems()
        for kind in ("statement", "fact"):
            file = self.files[kind]
            by_row = entries.problems_by_row(kind, file, dict(enumerate(study.rows[file], 2)), study)
            problems += [problem for row_problems in by_row.values() for problem in row_problems]
        return problems

    def _unfinished(self, most: int = 100) -> list[str]:
        """Return the articles that this coder has begun and not finished, at most so many."""
        rows = self.store.rows
        begun = {row["article"] for kind in ("statement", "fact") for row in rows[self.files[kind]]}
        return sorted((begun - articles_with(rows[self.marks_file], FINISHED)) & self.reader.sources.keys())[:most]

    def open(self, request: Request) -> Answer:
        """Answer with an article's sentences, and with what this coder has put down on it."""
        self.store.look()
        article, spans = self.reader.article(request["article"])
        source = self.reader.sources[article.id]
        about = {name: source[name] for name in ("article", "outlet", "headline")}
        blocks = entries.blocks(article, spans)
        shown = zip(article.sentences, blocks, strict=True)
        return {
            "article": about | {"dates": dates(source)},
            "sentences": [{"n": sentence.number, "text": sentence.text, "block": block} for sentence, block in shown],
            "cut": self.reader.sentence_hash(article),
            "coding": self.coding(article.id),
        }

    def shown(self, article: str) -> Answer:
        """Return an article's id, and what this coder has put down on it."""
        return {"article": article, "coding": self.coding(article)}

    def coding(self, id: str) -> Answer:
        """Return what is put down on an article, how much of it is decided, and what this coder may see of it."""
        article, spans = self.reader.article(id)
        marks, nothing = self.marks(), sorted(self.nothing_in(article))
        sees, own_notes = blinding.may_see(self.user, id, marks), self._own_notes()
        own = self.entries(self.user, article, spans)
        shown = [entry for entry in own if sees or entry["kind"] != "note" or entry["row"]["source_note"] in own_notes]
        return {
            "article": id,
            "version": self.store.version,
            "entries": shown,
            "others": self.entries(self.other, article, spans, ("statement", "fact")) if sees else [],
            "nothing": nothing,
            "finished": self.has_mark(id, FINISHED),
            "both": not blinding.waiting(id, marks),
            "opened": self.has_mark(id, OPENED),
            "decided": len(entries.decided(own, nothing)),
            "of": len(article.sentences),
            "notes_hidden": len(own) - len(shown),
            **self.store.next_steps(id),
        }

    def entries(
        self, coder: str, article: Article, spans: Sequence[Span], kinds: Iterable[str] = KINDS
    ) -> list[PageEntry]:
        """Return a coder's entries on an article, of all kinds, in order of place."""
        files = {kind: file_of(kind, coder) for kind in kinds}
        study = self.reader.with_rows({file: self._rows(file, COLUMNS[kind]) for kind, file in files.items()})
        own = [
            entry for kind, file in files.items() for entry in entries.page_entries(kind, file, study, article, spans)
        ]
        return sorted(own, key=entries.by_place)

    def _rows(self, file: str, columns: tuple[str, ...]) -> Rows:
        """Return the rows of a file, this coder's or another one; none if it cannot be read."""
        if file in self.store.rows:
            return self.store.rows[file]
        return loader.read_table(self.reader.paths.coded, file, columns, [])

    def _own_notes(self) -> set[str]:
        """Return the ids of the source notes that this coder wrote, by the journal."""
        changes = [change for entry in self.store.journal.entries for change in entry.changes]
        return {change.now["source_note"] for change in changes if change.file == NOTES and change.now}

    def nothing_in(self, article: Article) -> dict[int, Row]:
        """Return the marks of the sentences marked as holding no statement, by the number of the sentence."""
        numbers = {str(sentence.span.start): sentence.number for sentence in article.sentences}
        own = [row for row in self.store.rows[self.marks_file] if row["article"] == article.id]
        marks = [row for row in own if row["mark"] == NOTHING and row["sentence_start"] in numbers]
        return {numbers[row["sentence_start"]]: row for row in marks}

    def has_mark(self, article: str, kind: str) -> bool:
        """Return whether this coder's marks hold one of this kind on an article."""
        return has_mark(self.store.rows[self.marks_file], article, kind)


def dates(source: Row) -> str:
    """Return when an article was published, as far as one knows."""
    first, last = source["date_earliest"], source["date_latest"]
    return first if first == last else f"{first} to {last}"


def sample_in_words(row: Mapping[str, str]) -> str:
    """Return in words how a row of the sample was drawn."""
    parts = [f"{row['random']} at random, seed {row['seed'] or 0}" if row["random"] else "all"]
    parts += [f"with “{row['keyword']}”"] if row["keyword"] else []
    parts += [f"of {row['outlet']}"] if row["outlet"] else []
    return ", ".join(parts)
