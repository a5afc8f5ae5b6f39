"""The library of the desk: a study's codebook as it is now, its sources, and its texts as they are asked for."""

from stancebook import frozen, selections, study, tables
from stancebook.ledger import Refused
from stancebook.shelf import Shelf


class Library:
    """What is read at the desk of the study in these Rooms; raises Refused where codebook, sources or rules cannot be read."""

    def __init__(self, rooms):
        self.rooms = rooms
        self._codebook = None
        self._renew()
        self.shelf = Shelf(rooms, self.known.sources, self.known.handbook)
        self.sources = self.shelf.sources
        self._spans = {}

    @property
    def book(self):
        """The Codebook, read anew where its file has changed."""
        if (self.rooms.coded / "codebook.yaml").read_bytes() != self._codebook:
            self._renew()
        return self.known.codebook

    def _renew(self):
        content = (self.rooms.coded / "codebook.yaml").read_bytes()
        known, complaints = study.basis(self.rooms)
        wrong = [complaint for complaint in complaints if complaint.file != "findings.yaml"]
        if wrong or not known.sources:
            raise Refused(str(wrong[0]) if wrong else "sources.csv: it lists no text; add a row for each")
        self.known, self._codebook = known, content

    def authored(self, rows):
        """The Study with these rows, its texts cleaned as they are asked for."""
        return self.known._replace(codebook=self.book, articles=self.shelf.articles, rows=rows)

    def article(self, id):
        """An Article and the clean spans of its sentences; raises Refused or tables.Unreadable where there is none."""
        if not isinstance(id, str) or id not in self.sources:
            raise Refused(f"'{id}' is no article of sources.csv; choose one from the list")
        article = self.shelf.article(id)  # in words of its own where the text cannot be read
        if id not in self._spans:
            self._spans = {id: selections.clean_spans(article)}
        return article, self._spans[id]

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


def _variable(name, entry, book):
    values = [{"value": value, "meaning": meaning} for value, meaning in book.meanings.get(name, {}).items()]
    return {"type": str(entry.get("type", "")), "rule": str(entry.get("rule", "")), "values": values}


def _defined(entries):
    return [{"id": str(id), "text": str(text)} for id, text in entries.items()]
