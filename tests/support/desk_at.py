"""A page at the desk that asks the dispatcher as a browser does."""

import itertools
import json

from lab_codings import BY_KEYBOARD
from stancebook.core import tables
from stancebook.desk.dispatcher import Dispatcher

TOLL = BY_KEYBOARD[0] | {"issue": "toll", "condition": "none"}
LAST = {"first": 5, "from": 0, "last": 5, "to": 59}  # the whole last sentence of 020


class At:
    """A page at the desk: it asks, and keeps the version that it saw last."""

    def __init__(self, run_paths, user, dispatcher=None):
        self.dispatcher = dispatcher or Dispatcher(run_paths, clock=lambda: "2031-05-01T09:30:00Z")
        self.user, self.seen, self.cuts, self.article = user, None, {}, None
        self.ids = map("{}-{}".format, itertools.repeat(id(self)), itertools.count())
        self.begun = self("begin")

    def __call__(self, verb, **given):
        request = {"id": next(self.ids), "ask": verb, "user": self.user, "seen": self.seen}
        if verb in ("undo", "redo"):
            given = {"article": self.article} | given
        article = given.get("article")
        self.article = article or self.article
        if verb in ("save", "nothing", "finish") and article not in self.cuts:
            opened = self.dispatcher.answer({"id": "", "ask": "open", "user": self.user, "article": article})
            self.cuts[article] = opened.get("cut")
        reply = self.dispatcher.answer({**request, "cut": self.cuts.get(str(article)), **given})
        assert json.loads(json.dumps(reply)) == reply, "an answer that cannot be sent"
        if "cut" in reply:
            self.cuts[article] = reply["cut"]
        if reply["ok"]:
            self.seen = reply.get("version") or reply.get("coding", {}).get("version") or self.seen
        return reply

    def codes(self, place=LAST, article="020", kind="statement", was=None, **row):
        return self("save", article=article, kind=kind, was=was, place=place, row=TOLL | row)

    def finishes(self, article):
        coding = self("open", article=article)["coding"]
        coded = {entry["place"]["first"] for entry in coding["entries"] if entry["kind"] == "statement"}
        self("nothing", article=article, sentences=[n for n in range(1, coding["of"] + 1) if n not in coded])
        return self("finish", article=article)


def rows(run_paths, name):
    """The rows of a file of data/coded."""
    return tables.read(run_paths.coded / name)


def statements(coding):
    """The rows of the statements among the entries of a coding."""
    return [entry["row"] for entry in coding["entries"] if entry["kind"] == "statement"]
