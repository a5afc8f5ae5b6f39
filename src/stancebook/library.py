"""The library of the desk: a study's codebook as it is now, its sources, and its texts as they are asked for."""

from stancebook import frozen, selections, study, tables
from stancebook.complaints import Refused
from stancebook.corpus import digest
from stancebook.shelf import Shelf

AUTHORED = ("study.yaml", "codebook.yaml", "cleaning.yaml", "sources.csv")


class Library:
    """What is read at the desk of the study in these Rooms; raises Refused where it cannot be read."""

    def __init__(self, rooms):
        self.rooms, self._stat = rooms, None
        self.look()

    def look(self):
        """Reads all anew where one of its files was written since; raises Refused, in words, where one cannot be read."""
        stat = [_written(self.rooms.coded / name) for name in AUTHORED]
        if stat == self._stat:
            return
        known, complaints = study.basis(self.rooms)
        wrong = [complaint for complaint in complaints if complaint.file in AUTHORED]
        if wrong or not known.sources:
            raise Refused(str(wrong[0]) if wrong else "sources.csv: it lists no text; add a row for each")
        self.known, self.shelf = known, Shelf(self.rooms, known.sources, known.handbook)
        self.sources, self._spans, self._stat = self.shelf.sources, {}, stat

    @property
    def book(self):
        """The Codebook."""
        return self.known.codebook

    def authored(self, rows):
        """The Study with these rows, its texts cleaned as they are asked for."""
        return self.known._replace(articles=self.shelf.articles, rows=rows)

    def article(self, id):
        """An Article and the clean spans of its sentences; raises Refused or tables.Unreadable where there is none."""
        if not isinstance(id, str) or id not in self.sources:
            raise Refused(f"'{id}' is no article of sources.csv; choose one from the list")
        article = self.shelf.article(id)  # in words of its own where the text cannot be read
        if id not in self._spans:
            self._spans = {id: selections.clean_spans(article)}
        return article, self._spans[id]

    def cut(self, article):
        """What tells how a text is cut into sentences: a place or a mark made on another cut is no longer the same."""
        sentences = "\n".join(f"{sentence.span.start} {sentence.text}" for sentence in article.sentences)
        return digest(sentences.encode())[:16]

    def told_codebook(self):
        """The codebook as the page gets it: variables with their rules, values and meanings, and every id with its words."""
        told, book = tables.read_yaml(self.rooms.coded / "codebook.yaml"), self.book
        facts = told.get("facts", {})
        return {
            "version": book.version,
            "unit": str(told.get("unit", "")),
            "include": str(told.get("include", "")),
            "exclude": str(told.get("exclude", "")),
            "variables": {name: _variable(name, entry, book) for name, entry in told["variables"].items()},
            "actors": [
                {"id": id, "name": name, "type": book.types[id], "aliases": list(book.aliases.get(id, ()))}
                for id, name in book.names.items()
            ],
            "issues": [{"id": id, "text": text} for id, text in book.issues.items()],
            "facts": {
                "unit": str(facts.get("unit", "")),
                "attributes": _defined(facts.get("attributes", {})),
                "plans": _defined(facts.get("plans", {})),
                "status": [str(id) for id in facts.get("status", ())],
            },
            "kinds": list(study.KINDS),
            "refusals": [
                {"when": {name: list(values) for name, values in rule.when.items()}, "reason": rule.reason}
                for rule in book.refused
            ],
        }

    def freeze(self):
        """Whether the coders' files are as they were frozen: frozen, edited since, or none of them ever was."""
        return frozen.state(*frozen.on_disk(self.rooms.coded))


def _written(path):
    """When a file was written last, and how long it is; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


def _variable(name, entry, book):
    values = [{"value": value, "meaning": meaning} for value, meaning in book.meanings.get(name, {}).items()]
    return {"type": str(entry.get("type", "")), "rule": str(entry.get("rule", "")), "values": values}


def _defined(entries):
    return [{"id": str(id), "text": str(text)} for id, text in entries.items()]
