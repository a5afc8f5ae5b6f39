"""An invented study as the tables from which a brief is made, small enough to check by eye."""

from stancebook.brief.inputs import BriefInputs
from stancebook.brief.passages import passages
from stancebook.brief.report_figures import ReportFigure
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
STUDY = {"title": "Who *sends* men?", "issue": "troops", "quotation_limit": 6}
NAMES = {"arland": "Arland", "borduria": "Borduria", "cadonia": "Cadonia", "experts": "experts", "talks": "talks"}
RUN = {"coding": "adjudicated", "min_confidence": 1, "exclude_articles": "", "issue": ""}


FIGURES = {"ladder": ReportFigure("ladder", "<svg/>", "Arland leads", "A *ladder*.", (), "../04.ipynb")}


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
STANCES = [{"actor": "arland", "issue": "troops", "median": 1.5}, {"actor": "cadonia", "issue": "troops", "median": -2}]
DATED = [
    {"article": "000", "outlet": "Caller", "date_earliest": "2025-02-17", "date_latest": "2025-02-18"},
    {"article": "001", "outlet": "", "date_earliest": "", "date_latest": ""},
]
SOURCES = [row | dict.fromkeys(("file", "headline", "byline", "date_basis", "kind", "rights"), "") for row in DATED]


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


def inputs(statements=STATEMENTS, facts=FACTS, notes=NOTES, sources=SOURCES, contested=(), holds=None, **run):
    """Return the BriefInputs of this study with some tables replaced, or those of another run.

    `holds` are the answers to predicates; each other predicate holds.
    """
    said, noted = frame(statements, schema.STATEMENTS), frame(notes, schema.NOTES)
    known = frame(facts, schema.FACTS)
    return BriefInputs(
        statements=said, facts=known, notes=noted, sentences=frame(sentences(), schema.SENTENCES),
        contested=frame(list(contested), schema.CONTESTED), passages=passages(said, known, noted, BOOK.names),
        sources=frame(sources, schema.SOURCES), codebook=BOOK, study=STUDY, run=RUN | run, names=NAMES, figures=FIGURES,
        table=lambda name: {"stances": STANCES}.get(name, []), holds=lambda asked: (holds or {}).get(asked, "yes"),
        provenance={"000": [("relay", "The Wire")], "001": [("agency", "Own")]},
    )  # fmt: skip


def altered(rows, place, **cells):
    """Return the rows with some cells of one row changed."""
    return [row | cells if number == place else row for number, row in enumerate(rows)]
