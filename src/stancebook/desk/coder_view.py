"""The reading half of a coder's session: the list of articles, and an article with what the coder has put down on it.

Nothing of other coders is shown before all have finished an article, unless it was opened early.

>>> sample_in_words({"random": "20", "seed": "7", "keyword": "bridge", "outlet": ""})
'20 at random, seed 7, with “bridge”'
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from stancebook.core import schema
from stancebook.core.english import one_of
from stancebook.core.problems import Problem, UserError
from stancebook.core.tables import Row, Rows
from stancebook.desk import entries
from stancebook.desk.blinding import FINISHED, NOTHING, OPENED, articles_with, has_mark
from stancebook.desk.coding import page_codebook, use
from stancebook.desk.entries import COLUMNS, KINDS, PageEntry, file_of
from stancebook.desk.session import Answer, Request, Session
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock
from stancebook.study import loader
from stancebook.study.facts import NOTES
from stancebook.study.people.tables import TRAINING
from stancebook.study.revision import proposals
from stancebook.study.validation.marks import SAMPLE
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

RECENT = {
    "statement": ("actor", "issue", "speaker", "condition"),
    "fact": ("plan", "attribute", "subject", "said_by", "unit"),
}
FILTERS = ("find", "outlet", "keyword", "state", "sampled")


class CoderView(Session):
    """A coder's session, as far as it reads."""

    verbs = (*Session.verbs, "articles", "open")
    kinds = KINDS  # of entries that this user may make
    shared: ClassVar = {NOTES.file: schema.SOURCE_NOTES, SAMPLE: schema.SAMPLE}  # files that others write too

    def __init__(self, reader: StudyReader, user: str, clock: Clock) -> None:
        self.files = {kind: file_of(kind, user) for kind in self.kinds}
        self.proposals_file, self.memos_file = proposals.file_of(user), f"{user}_memos.csv"
        self.training_file = f"{user}_training.csv"
        own = {file: COLUMNS[kind] for kind, file in self.files.items()}
        own |= {self.proposals_file: schema.PROPOSALS.names, self.memos_file: schema.MEMOS.names}
        own |= {self.training_file: TRAINING.names}
        super().__init__(reader, user, own, {name: table.names for name, table in self.shared.items()}, clock)

    def articles(self, request: Request) -> Answer:
        """Answer with the articles that fit the request's filters, `from` one on, at `most` so many, and the sample."""
        self.store.look()
        rows, sample = self.listing(), self.store.rows.get(SAMPLE, [])
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
        coded = {*self.files.values(), self.marks_file}
        begun = {row["article"] for file in coded for row in rows[file]}
        finished = articles_with(rows[self.marks_file], FINISHED)
        sampled, mine = self.sampled(), self.mine()
        states = dict.fromkeys(begun, "begun") | dict.fromkeys(finished, "finished")
        return [
            {name: source[name] for name in ("article", "outlet", "headline")}
            | {"dates": dates(source), "statements": statements[id], "state": states.get(id, "untouched")}
            | {"sampled": id in sampled}
            for id, source in self.reader.sources.items()
            if id in mine
        ]

    def mine(self) -> set[str]:
        """Return the articles that this coder may open: those given by study.yaml, and those with entries already."""
        person = self.reader.people.coders.get(self.user)
        if person is None or person.texts is None:
            return set(self.reader.sources)
        begun = {row["article"] for file in self.files.values() for row in self.store.rows[file]}
        return {*person.texts, *begun} & self.reader.sources.keys()

    def begin(self, request: Request) -> Answer:
        """Begin: as every session does, with this coder's memos."""
        return super().begin(request) | {"memos": self.store.rows[self.memos_file]}

    def codebook(self) -> Answer:
        """Return the codebook with this coder's proposals, what was used last, and the speakers named."""
        speakers = {row["speaker"] for row in self.store.rows[self.files["statement"]]}
        book = page_codebook.with_proposals(super().codebook(), self.store.rows[self.proposals_file])
        return book | {"speakers": sorted(speakers - {"", "-"}), "recent": self.recent()}

    def recent(self) -> Answer:
        """Return the codes and speakers that this coder used, by variable, the one used last first."""
        columns = {self.files[kind]: names for kind, names in RECENT.items() if kind in self.files}
        return use.recent(self.store.journal.entries, self.store.rows, columns)

    def problems(self) -> list[Problem]:
        """Return the problems of this coder's files and their rows; quotations are sought in unfinished articles only.

        The others are checked when their article is opened: cleaning thousands of texts takes longer than people wait.
        """
        articles = {id: self.reader.texts.get(id) for id in self._unfinished()}
        study = self.reader.with_rows(self.store.rows)
        study = study._replace(articles={id: article for id, article in articles.items() if article})
        problems = super().problems()
        for kind, file in self.files.items():
            by_row = entries.problems_by_row(kind, file, dict(enumerate(study.rows[file], 2)), study)
            problems += [problem for row_problems in by_row.values() for problem in row_problems]
        return problems

    def _unfinished(self, most: int = 100) -> list[str]:
        """Return the articles that this coder has begun and not finished, at most so many."""
        rows = self.store.rows
        begun = {row["article"] for file in self.files.values() for row in rows[file]}
        return sorted((begun - articles_with(rows[self.marks_file], FINISHED)) & self.reader.sources.keys())[:most]

    def open(self, request: Request) -> Answer:
        """Answer with an article's sentences, and with what this coder has put down on it."""
        self.store.look()
        article, spans = self.reader.article(request["article"])
        if article.id not in self.mine():
            raise UserError(f"{article.id} was not given to {self.user}; choose an article from the list")
        source = self.reader.sources[article.id]
        about = {name: source[name] for name in ("article", "outlet", "headline")}
        return {
            "article": about | {"dates": dates(source)},
            "sentences": entries.sentences(article, spans),
            "cut": self.reader.sentence_hash(article),
            "coding": self.coding(article.id),
        }

    def shown(self, article: str) -> Answer:
        """Return an article's id, and what this coder has put down on it."""
        return {"article": article, "coding": self.coding(article)}

    def coding(self, id: str) -> Answer:
        """Return what is put down on an article, how much of it is decided, and what this coder may see of it."""
        article, spans = self.reader.article(id)
        nothing, due, waiting = sorted(self.nothing_in(article)), self.due(article), self.waiting(id)
        own = self.entries(self.user, article, spans, self.kinds)
        left = sorted(due - entries.decided(own, nothing))
        return {
            "article": id,
            "version": self.store.version,
            "entries": entries.counted(own),
            "others": self.others(article, spans) if self.sees(id) else [],
            "nothing": nothing,
            "finished": self.has_mark(id, FINISHED),
            "waiting": [self.reader.names[coder] for coder in waiting],
            "opened": self.has_mark(id, OPENED),
            "decided": len(due) - len(left),
            "of": len(due),
            "due": sorted(due) if len(due) < len(article.sentences) else None,
            "left": len(left),
            "first": next(iter(left), None),
            "recent": self.recent(),
            "last": {kind: self._last(kind, article, spans) for kind in RECENT if kind in self.files},
            "memo": self._memo(id),
            "comments": self.comments(article),
            **self.store.next_steps(id),
        }

    def others(self, article: Article, spans: Sequence[Span]) -> list[PageEntry]:
        """Return the entries of the other coders on an article, and the study's notes while they are nobody's."""
        others = [coder for coder in self.reader.people.coders if coder != self.user]
        own = [entry for coder in others for entry in self.entries(coder, article, spans, KINDS)]
        return own + self._notes_of_study(article, spans)

    def _notes_of_study(self, article: Article, spans: Sequence[Span]) -> list[PageEntry]:
        """Return the notes of source_notes.csv on an article; none where they come from notes of several coders."""
        if sum(bool(self._rows(NOTES.of_coder(coder), COLUMNS["note"])) for coder in self.reader.people.coders) > 1:
            return []
        return entries.page_entries("note", "", self.reader.with_rows(self.store.rows), article, spans, NOTES.file)

    def sampled(self) -> set[str]:
        """Return the articles that the sample of the study holds; none if there is no sample."""
        return {row["article"] for row in self.store.rows[SAMPLE]}

    def due(self, article: Article) -> set[int]:
        """Return the numbers of the sentences of an article that this coder is to decide."""
        return {sentence.number for sentence in article.sentences}

    def _last(self, kind: str, article: Article, spans: Sequence[Span]) -> Answer | None:
        """Return the entry of a kind that was written last, with its place if it is in this article."""
        file = self.files[kind]
        row = use.last_written(self.store.journal.entries, file, self.store.rows[file])
        if row is None:
            return None
        place = entries.place(row, article, spans) if row["article"] == article.id else None
        return {"article": row["article"], "row": row, "place": place}

    def _memo(self, article: str) -> str:
        """Return this coder's memo on an article; "" if there is none."""
        memos = self.store.rows[self.memos_file]
        return next((row["text"] for row in memos if (row["on"], row["about"]) == ("article", article)), "")

    def entries(self, coder: str, article: Article, spans: Sequence[Span], kinds: Iterable[str]) -> list[PageEntry]:
        """Return a coder's entries of some kinds on an article, in order of place."""
        files = {kind: file_of(kind, coder) for kind in kinds}
        rows = {file: self._rows(file, COLUMNS[kind]) for kind, file in files.items()}
        own_codes = proposals.file_of(coder)
        study = self.reader.with_rows(rows | {own_codes: self._rows(own_codes, schema.PROPOSALS.names)})
        own = [entry for kind in kinds for entry in entries.page_entries(kind, coder, study, article, spans)]
        return sorted(own, key=entries.by_place)

    def _rows(self, file: str, columns: tuple[str, ...]) -> Rows:
        """Return the rows of a file, this coder's or another one; none if it cannot be read."""
        if file in self.store.rows:
            return self.store.rows[file]
        return loader.read_table(self.reader.paths.coded, file, columns, [], loader.optional_columns(file))

    def kind_of(self, request: Request) -> str:
        """Return the kind of entry that a request is about; raise UserError if this user makes none of it."""
        kind = request.get("kind") or "statement"
        if kind not in self.kinds:
            raise UserError(f"there is no {kind} to code here; use {one_of(self.kinds)}")
        return kind

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
    """Return when an article was published, as far as one knows.

    >>> dates({"date_earliest": "2025-03-01", "date_latest": ""}), dates({"date_earliest": "", "date_latest": ""})
    ('2025-03-01', '')
    """
    return " to ".join(dict.fromkeys(day for day in (source["date_earliest"], source["date_latest"]) if day))


def sample_in_words(row: Mapping[str, str]) -> str:
    """Return in words how a row of the sample was drawn."""
    parts = [f"{row['random']} at random, seed {row['seed'] or 0}" if row["random"] else "all"]
    parts += [f"with “{row['keyword']}”"] if row["keyword"] else []
    parts += [f"of {row['outlet']}"] if row["outlet"] else []
    return ", ".join(parts)
