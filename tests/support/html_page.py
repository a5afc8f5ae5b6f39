"""Read an HTML page as its reader sees it."""

from html.parser import HTMLParser

VOID = {"meta", "br", "input", "img", "hr", "col"}


class Page(HTMLParser):
    """A parsed page: text, tags, attributes, links, ids, raw texts, and the words marked for each id."""

    def __init__(self, source):
        super().__init__()
        self.text, self.tags, self.attributes, self.links, self.ids = "", [], [], [], []
        self.raw, self.marked, self.scripts, self.styles, self.backed, self.open = [], {}, [], [], {}, []
        self.feed(source)
        self.close()
        assert not [tag for tag, _ in self.open], "every element is closed"

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.append(tag)
        self.attributes += attributes
        self.links += [known["href"]] if "href" in known else []
        self.ids += [known["id"]] if "id" in known else []
        self.raw += [""] if known.get("class") == "raw" else []
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, words):
        if self.open and self.open[-1][0] in ("script", "style"):
            (self.scripts if self.open[-1][0] == "script" else self.styles).append(words)
            return
        self.text += words
        within = [known for _, known in self.open]
        if any(known.get("class") == "raw" for known in within) and not any(
            known.get("class") == "labels" for known in within
        ):
            self.raw[-1] += words
            for name in (name for known in within for name in known.get("data-ids", "").split()):
                self.marked[name] = self.marked.get(name, "") + words
        for mark in (known["data-mark"] for known in within if known.get("class") == "backed"):
            self.backed[mark] = self.backed.get(mark, "") + words
