"""The study of pages_study with two codings and an adjudication, and its evidence page."""

from copy import deepcopy
from functools import cache

from pages_study import study
from stancebook.brief.passages import passages as citable
from stancebook.core import schema, tables
from stancebook.export import coded_words
from stancebook.export.evidence_page import evidence_page

REJECTED, LEFT_OUT = "000-217-corland-isle_force", "003-80-arland-own_engineers"
ODD = ("S 1", 'say "no"', "it's", "a&b", "a#b", "50%", "100%25", "a=b&c=d", "قال", "ü+x", "<b>", "x/y?z", "at=x")


def coded_study(payload=""):
    """Return the study with two codings, which differ in the second and third statement; one agreement was checked."""
    return deepcopy(_coded_study(payload))


@cache
def _coded_study(payload):
    toy = study(payload)
    said = [row for row in tables.records(toy.passages) if row["id"] in toy.ids]
    both = [_coding(coder, row, payload) for coder in ("ada", "ben") for row in said]
    ada, ben = both[: len(said)], both[len(said) :]
    ben[1] |= {"voice": "direct", "speaker": f"Ada Quill{payload}"}
    ben[3] |= {"quote": "give half of them", "note": f"half of what?{payload}", "confidence": 2}
    del ben[2]
    one = _place(toy.texts, "000", "Corland has ruled out", "corland", "isle_force", said[0], payload, position=-2)
    two = _place(toy.texts, "003", "A family", "arland", "own_engineers", said[0], payload, position=1)
    ids = [unit_of(row["id"]) for row in said]
    less = two | {"end": two["start"] + 1, "quote": "A"}
    toy.codings = tables.frame(
        [*ada, *ben, one | {"coder": "ben"}, less | {"coder": "ada"}, two | {"coder": "ben"}], schema.CODINGS
    )
    toy.adjudication = [
        {**ids[0], "variable": "all", "decision": "upheld", "reason": f"She was asked.{payload}"},
        {**ids[1], "variable": "voice", "decision": "indirect", "reason": f"No marks stand there.{payload}"},
        {**ids[1], "variable": "speaker", "decision": "-", "reason": "Nobody is named."},
        {**ids[4], "variable": "speaker", "decision": f"the premier{payload}", "reason": "As she is named."},
        {**ids[2], "variable": "presence", "decision": "present", "reason": "It is a refusal."},
        {
            **unit_of(REJECTED),
            "variable": "presence",
            "decision": "absent",
            "reason": f"Of the force nothing.{payload}",
        },
    ]
    toy.removed = tables.frame([
        {"article": "000", "start": 0, "end": 24, "rule": f"headline{payload}", "zone": "headline", "after": ""},
        {"article": "003", "start": 32, "end": 60, "rule": "family", "zone": "caption", "after": f"…{payload}"},
        {"article": "003", "start": 61, "end": 61, "rule": "nothing", "zone": "caption", "after": " "},
    ], schema.REMOVED)  # fmt: skip
    toy.names = {"arland": f"Arland{payload}", "own_engineers": f"engineers of its own{payload}"}
    return toy


def _coding(coder, row, payload):
    """Return a coder's row for the statement of a passage."""
    given = {"speaker": f"the premier{payload}", "via": "self", "voice": "indirect", "condition": "none"}
    place = {column: row[column] for column in ("start", "end", "quote", "position")}
    rest = {"sentence": 1, "confidence": 3, "note": "", "coder": coder}
    return unit_of(row["id"]) | place | given | rest


def unit_of(id):
    """Return the unit of a statement's id."""
    return dict(zip(("article", "sentence_start", "actor", "issue"), id.split("-"), strict=True))


def _place(texts, article, quote, actor, issue, row, payload, **given):
    start = texts[article].index(quote)
    at = {"id": f"{article}-{start}-{actor}-{issue}", "start": start, "end": start + len(quote), "quote": quote}
    return _coding("", row | at | given, payload)


def in_words(toy):
    """Return the Words of the study's passages, by id."""
    return coded_words.in_words(*toy.coded, toy.names)


def reader_html(toy, **changed):
    """Return the evidence page of a coded study."""
    known = {name: getattr(toy, name) for name in ("codings", "adjudication", "removed", "names")} | changed
    passages = known.pop("passages", toy.passages)
    return evidence_page(toy.texts, toy.sources, passages, toy.claims, toy.title, **known)


def odd_html(name):
    """Return the evidence page of one statement in one text; everything with an id has this id."""
    said = {"statement": name, "article": name, "start": 0, "end": 5, "quote": "We go", "position": 1}
    said |= {"actor": name, "issue": name, "condition": "none", "via": "self", "voice": "direct"}
    source = dict.fromkeys(("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis"), "")
    sources = tables.frame([{"article": name, "file": "a.txt", "kind": "", "rights": "", **source}], schema.SOURCES)
    passages = citable(
        tables.frame([said], schema.STATEMENTS), tables.frame([], schema.FACTS), tables.frame([], schema.NOTES), {}
    )
    # a claim names its ids with spaces between, so it cannot rest on one that has a space
    claims = tables.frame(
        [{"claim": name, "sentence": "So.", "passages": name if " " not in name else ""}], schema.CLAIMS
    )
    return evidence_page({name: "We go."}, sources, passages, claims, "Odd")
