"""An invented study as the tables from which a brief is made, small enough to check by eye."""

from functools import cache

from stancebook.brief.passages import passages
from stancebook.brief.render import BriefInputs, write_brief
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.study import codebook

RAW = {
    "000": "Arland sends men. “We are ready and willing,” said Ann Bell. Borduria would, with a treaty.",
    "001": "Cadonia ruled it out. Arland may need 20,000 to 30,000 men.",
}
BOOK = codebook.from_yaml(
    {
        "variables": {
            "via": {"values": {"self": "", "other": "", "article": ""}},
            "voice": {"values": {"direct": "", "indirect": "", "narration": ""}},
            "position": {"values": {-2: "", -1: "", 0: "", 1: "", 2: ""}},
            "condition": {"values": {"none": "", "treaty": "", "us_backing": "", "if_needed": "", "other": ""}},
        },
        "issues": {"troops": "Troops go.", "talks": "Talks are held."},
        "actors": {
            "arland": {"name": "Arland", "type": "state"},
            "borduria": {"name": "Borduria", "type": "state"},
            "cadonia": {"name": "Cadonia", "type": "state"},
            "experts": {"name": "Experts", "type": "group"},
        },
        "facts": {"plans": {"force": ""}, "attributes": {"size": "", "place": ""}, "status": ["planned"]},
    }
)
STUDY = {"issue": "troops", "quotation_limit": 6, "words": {"condition": {"treaty": "a treaty"}}}
RUN = {"coding": "adjudicated", "min_confidence": 1, "exclude_articles": "", "issue": ""}


def placed(article, quote):
    """Return the article, offsets and words of a quote."""
    start = RAW[article].index(quote)
    return {"article": article, "start": str(start), "end": str(start + len(quote)), "quote": quote}


def statement(article, quote, actor, issue, position, via="self", voice="indirect", condition="none"):
    """Return a row of statements.csv."""
    place = placed(article, quote)
    coded = {"actor": actor, "issue": issue, "position": position, "via": via, "voice": voice, "condition": condition}
    return place | coded | {"statement": f"{article}-{place['start']}-{actor}-{issue}", "speaker": "-"}


def fact(id, article, quote, attribute, low="", high="", unit="men", value="", subject="arland"):
    """Return a row of facts.csv."""
    coded = {
        "plan": "force",
        "attribute": attribute,
        "value": value,
        "value_low": low,
        "value_high": high,
        "unit": unit,
    }
    return placed(article, quote) | coded | {"fact": id, "subject": subject, "status": "planned", "said_by": "-"}


STATEMENTS = [
    statement("000", "Arland sends men", "arland", "troops", "2"),
    statement("000", "We are ready and willing", "arland", "talks", "2", voice="direct"),
    statement("000", "Borduria would, with a treaty", "borduria", "troops", "1", "other", condition="if_needed treaty"),
    statement("001", "Cadonia ruled it out", "cadonia", "troops", "-2"),
    statement("001", "Arland may need", "arland", "troops", "1", "article", "narration"),
]
FACTS = [
    fact("F001", "001", "20,000 to 30,000 men", "size", "20000", "30000"),
    fact("F002", "000", "Arland sends men", "place", unit="", value="a bridge", subject="the bridge"),
]
NOTES = [
    {"source_note": "N001", "kind": "contradiction", "note": "", **placed("000", "Arland sends men"), "article_b": "001",
     **{f"{key}_b": value for key, value in placed("001", "Arland may need").items() if key != "article"}},
    {"source_note": "N002", "kind": "error", "note": "", **placed("001", "ruled it out"), "article_b": "", "start_b": "",
     "end_b": "", "quote_b": ""},
]  # fmt: skip
STANCES = [
    {"actor": actor, "issue": issue, "n": n, "articles": articles, "mean": "1", "median": median, "min": "1", "max": "2",
     "conditions": conditions}
    for actor, issue, n, articles, median, conditions in (
        ("arland", "talks", "1", "1", "2", ""), ("arland", "troops", "2", "2", "1.5", ""),
        ("borduria", "troops", "1", "1", "1", "if_needed treaty"), ("cadonia", "troops", "1", "1", "-2", ""),
    )
]  # fmt: skip
RELIABILITY = [{"variable": "position", "level": "ordinal", "measure": "alpha", "value": "0.8125"}] + [
    {"variable": "unit", "level": level, "measure": "share", "value": value}
    for level, value in (("a", "0.5"), ("b", ""))
]
SOURCES = [
    {"article": "000", "outlet": "Caller", "date_earliest": "2025-02-17", "date_latest": "2025-02-18"},
    {"article": "001", "outlet": "", "date_earliest": "", "date_latest": ""},
]
SOURCES = [row | dict.fromkeys(("file", "headline", "byline", "date_basis", "kind", "rights"), "") for row in SOURCES]


def sentences():
    """Return the rows of sentences.csv: each sentence ends with a full stop and a space."""
    rows = []
    for article, raw in RAW.items():
        start = 0
        for number_, text in enumerate(raw.split(". "), 1):
            rows.append(
                {"article": article, "sentence": str(number_), "start": str(start), "end": str(start + len(text) + 1)}
            )
            rows[-1]["text"] = raw[start : start + len(text) + 1]
            start += len(text) + 2
    return rows


@cache
def toy():
    """Return the BriefInputs of this study, unchanged."""
    return inputs()


def inputs(
    statements=STATEMENTS, facts=FACTS, notes=NOTES, stances=STANCES, sources=SOURCES, study=STUDY, book=BOOK,
    contested=(), **run,
):  # fmt: skip
    """Return the BriefInputs of this study with some tables replaced, or those of another run."""
    said, noted = frame(statements, schema.STATEMENTS), frame(notes, schema.NOTES)
    known = frame(facts, schema.FACTS)
    return BriefInputs(
        statements=said, facts=known, notes=noted, stances=frame(stances, schema.STANCES),
        reliability=frame(RELIABILITY, schema.RELIABILITY), sentences=frame(sentences(), schema.SENTENCES),
        contested=frame(list(contested), schema.CONTESTED), passages=passages(said, known, noted, book.names),
        sources=frame(sources, schema.SOURCES), codebook=book, study=study, texts=RAW, run=RUN | run,
    )  # fmt: skip


def altered(rows, place, **cells):
    """Return the rows with some cells of one row changed."""
    return [row | cells if number_ == place else row for number_, row in enumerate(rows)]


def claim(body, evidence="statements()", id="a"):
    """Return a template with one claim; its body begins on line 2."""
    return f"{{% call(e) claim('{id}', {evidence}) %}}\n{body}\n{{% endcall %}}\n"


def said(body, evidence="statements()", **parts):
    """Return the sentence of a claim as a reader sees it."""
    return write_brief(claim(body, evidence), inputs(**parts) if parts else toy()).claims["sentence"][0]


HELD = {
    "finding": "f",
    "claim": "a",
    "says": "Arland *builds*.",
    "about": "arland-troops",
    "holds": "yes",
    "reversed_by": "",
    "turns_if": "",
}
HELD |= {"untestable_by": "", "rests_on": "", "universes": "9", "testable": "8", "share": "0.75"}
TURNING = HELD | {"finding": "g", "reversed_by": "a=b; c=d", "turns_if": "the mean is taken; text 010 is left out"}
