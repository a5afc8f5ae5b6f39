"""The part of a coder's session that finds things: own entries by filters, passages of the texts, progress.

>>> fits({"actor": "arland", "confidence": "1", "note": "Who says so?"}, {"confidence": "1 2", "note": "says"})
True
>>> fits({"actor": "arland", "confidence": "3", "note": ""}, {"note": True})
False
"""

from collections.abc import Iterator, Mapping
from typing import Any

from stancebook.core.english import plural
from stancebook.core.tables import Row
from stancebook.desk import entries
from stancebook.desk.blinding import FINISHED, articles_with
from stancebook.desk.coder_view import CoderView
from stancebook.desk.coding import corrections, passages, progress
from stancebook.desk.session import Answer, Request
from stancebook.study import loader
from stancebook.study.adjudication import FILE as STATEMENTS
from stancebook.study.aliases import normalise_name
from stancebook.study.facts import FACTS, NOTES
from stancebook.study.revision import proposals
from stancebook.study.revision.changes import as_current

CODES = ("actor", "issue", "condition", "confidence", "plan", "attribute", "status", "kind")
WORDS = ("quote", "speaker", "said_by", "value", "note")
TEXT_FILTERS = ("outlet", "state", "sampled")

Numbered = tuple[int, Row]


def fits(row: Row, wanted: Mapping[str, Any]) -> bool:
    """Return whether a row fits filters: codes, one of several; words of the note (True: any note) or of all cells."""
    codes = all(not wanted.get(name) or {*wanted[name].split()} & {*row.get(name, "").split()} for name in CODES)
    note = wanted.get("note")
    noted = not note or (bool(row["note"]) if note in (True, "*") else _has(row["note"], note))
    return codes and noted and _has("\n".join(row.get(name, "") for name in WORDS), wanted.get("find") or "")


def _has(text: str, words: str) -> bool:
    """Return whether each of these words is in a text."""
    text = normalise_name(text)
    return all(word in text for word in normalise_name(words).split())


class Lists(CoderView):
    """A coder's session, as far as it finds things."""

    verbs = (*CoderView.verbs, "statements", "next", "search", "progress", "memos", "corrected")

    def open(self, request: Request) -> Answer:
        """Answer with an article, what this coder has put down on it, and what the coder is told on opening it."""
        answer = super().open(request)
        return answer | {"notices": self._notices(answer["coding"])}

    def _notices(self, coding: Answer) -> list[Answer]:
        """Return what is told to the coder who opens an article."""
        id, notices = coding["article"], []
        if coding["finished"]:
            notices.append(("finished", f"{id} is finished; open it again before you change anything"))
        elif self.store.rows[self.marks_file] and self.frozen() == "frozen":
            why = f"the codings were frozen before you finished {id}; say so to whoever froze them"
            notices.append(("frozen", why))
        used = {code for entry in coding["entries"] for code in _codes(entry["row"])}
        for row in self.store.rows[self.proposals_file]:
            if row["decision"] == proposals.REJECTED and row["id"] in used:
                text = f"your {row['kind']} {row['id']} was rejected ({row['reason']}); use another in its place"
                notices.append(("decided", text))
        if flagged := sum(bool(entry["flags"]) for entry in coding["entries"]):
            have = "1 entry has" if flagged == 1 else f"{flagged} entries have"
            notices.append(("codebook", f"{have} a code that the codebook has changed since; look again"))
        if corrected := self.corrected({"in": id})["rows"]:
            notices.append(("corrected", f"adjudication decided {plural(len(corrected), 'cell')} otherwise than you"))
        return [{"kind": kind, "text": text} for kind, text in notices]

    def statements(self, request: Request) -> Answer:
        """Answer with own entries of a kind that fit the filters, `from` one on, at `most` so many."""
        fitting = [(id, each) for id, own in self._fitting(request).items() for each in own]
        first, most = int(request.get("from") or 0), int(request.get("most") or 50)
        kind = self.kind_of(request)
        return {
            "total": len(fitting),
            "rows": [self._listed(kind, id, *each) for id, each in fitting[first : first + most]],
        }

    def next(self, request: Request) -> Answer:
        """Answer with the entry that fits the filters and is next to a sentence, in any article, round the end."""
        fitting, back = self._fitting(request), bool(request.get("back"))
        here, at = request.get("article") or "", int(request.get("sentence") or 0)
        kind, ids = self.kind_of(request), list(self.reader.sources)
        start = ids.index(here) if here in ids else 0
        circle = [*ids[start:], *ids[:start]]
        if back:
            circle = [circle[0], *reversed(circle[1:])]
        for turn, id in enumerate([*circle, circle[0]]):
            rows = [self._listed(kind, id, *each) for each in fitting.get(id, ())]
            rows.sort(key=lambda row: row["sentence"] or 0, reverse=back)
            if turn == 0 and here in ids:
                rows = [row for row in rows if ((row["sentence"] or 0) < at if back else (row["sentence"] or 0) > at)]
            if rows:
                return {"total": sum(map(len, fitting.values())), "hit": rows[0]}
        return {"total": 0, "hit": None}

    def _fitting(self, request: Request) -> dict[str, list[Numbered]]:
        """Return the own entries of a kind that fit a request's filters, with their numbers, by article in order."""
        self.store.look()
        kind, wanted = self.kind_of(request), {**request, "kind": request.get("note_kind")}
        own: dict[str, list[Numbered]] = {id: [] for id in self.reader.sources}
        rows, book = self.store.rows[self.files[kind]], self.reader.study.codebook
        today = as_current(rows, book.changes)
        touched = entries.flagged(self.files[kind], dict(enumerate(rows, 2)), book) if request.get("flagged") else {}
        for number, (row, now) in enumerate(zip(rows, today, strict=True), 2):
            is_wanted = request.get("in") in (None, "", row["article"]) and touched.get(number, True)
            if is_wanted and row["article"] in own and fits(now, wanted):
                own[row["article"]].append((number, row))
        return {id: rows for id, rows in own.items() if rows}

    def _listed(self, kind: str, id: str, number: int, row: Row) -> Answer:
        """Return an entry for a list, with its place if its article can be read."""
        place = entries.place(row, *self.reader.article(id)) if id in self.reader.texts else None
        about = {"article": id, "headline": self.reader.sources[id]["headline"]}
        return {
            "kind": kind,
            "row": row,
            "number": number,
            "place": place,
            "sentence": place and place["first"],
            **about,
        }

    def search(self, request: Request) -> Answer:
        """Answer with passages that hold the words, `from` one on, at `most` so many, and the number of texts."""
        self.store.look()
        words, listing = str(request.get("words") or ""), self.listing()
        if not words.strip():
            return {"articles": 0, "rows": [], "more": False}
        wanted = {name: request[name] for name in TEXT_FILTERS if request.get(name)}
        fitting = self.reader.texts.filtered(listing, keyword=words, **wanted)
        fitting = [row for row in fitting if request.get("in") in (None, "", row["article"])]
        first, most = int(request.get("from") or 0), int(request.get("most") or 30)
        found = self._passages(words, fitting)
        rows = [each for at, each in zip(range(first + most + 1), found, strict=False) if at >= first]
        return {"articles": len(fitting), "rows": rows[:most], "more": len(rows) > most}

    def _passages(self, words: str, articles: list[Row]) -> Iterator[Answer]:
        """Yield the passages of these articles that hold the words."""
        for row in articles:
            if article := self.reader.texts.get(row["article"]):
                about = {"article": row["article"], "headline": row["headline"]}
                yield from (about | each for each in passages.passages(words, article))

    def progress(self, request: Request) -> Answer:
        """Answer with how many articles are finished, the minutes worked so far, and about how many are left."""
        self.store.look()
        todo = self.to_code()
        finished = articles_with(self.store.rows[self.marks_file], FINISHED) & todo
        minutes = progress.minutes_by_article(self.store.journal.entries)
        left = progress.estimate(minutes, finished, {id: self.reader.texts.size(id) for id in sorted(todo)})
        words = progress.in_words(*left, len(finished)) if left and len(finished) < len(todo) else ""
        return {
            "articles": len(todo),
            "finished": len(finished),
            "statements": len(self.store.rows[self.files["statement"]]),
            "minutes": round(sum(minutes.values())),
            "left": {"low": left[0], "high": left[1], "text": words} if left and words else None,
        }

    def to_code(self) -> set[str]:
        """Return the articles that this coder is to code: those of the sample, if one is drawn, else all given ones."""
        return (self.sampled() & self.mine()) or self.mine()

    def corrected(self, request: Request) -> Answer:
        """Answer with what adjudication decided otherwise than this coder, in one article or in all that are open."""
        self.store.look()
        by = self.reader.people.coders
        files = (STATEMENTS, FACTS.decisions, NOTES.decisions)
        decisions = {file: self._rows(file, loader.tables_of(by)[file].names) for file in files}
        corrected = corrections.of_statements(self.user, decisions[STATEMENTS])
        for of in (FACTS, NOTES):
            corrected += corrections.of_facts(self.user, decisions[of.decisions], of)
        about = {row["article"] for row in corrected} & self.reader.sources.keys()
        open_to = {id for id in about if request.get("in") in (None, "", id) and self.sees(id)}
        rows = [row | {"sentence": self._sentence_of(row)} for row in corrected if row["article"] in open_to]
        return {"total": len(rows), "rows": sorted(rows, key=lambda row: row["article"])}

    def _sentence_of(self, row: Row) -> int | None:
        """Return the number of the sentence that a correction is on; None if it is on none, or its text is gone."""
        article = self.reader.texts.get(row["article"])
        starts = {str(each.span.start): each.number for each in article.sentences} if article else {}
        return starts.get(row["sentence_start"])

    def memos(self, request: Request) -> Answer:
        """Answer with this coder's memos."""
        self.store.look()
        return {"memos": self.store.rows[self.memos_file]}


def _codes(row: Row) -> list[str]:
    """Return the codes in an entry that may be proposals."""
    return [row.get("actor", ""), row.get("issue", ""), *row.get("condition", "").split()]
