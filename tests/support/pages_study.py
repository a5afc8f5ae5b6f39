"""An invented study, small enough to check by eye: who would send engineers to the Long Bridge.

Its texts hold what is hard for a page: carriage returns, tabs, joined emoji, Arabic, controls of direction,
statements that overlap, touch, nest and share their words.
"""

import re
from copy import deepcopy
from functools import cache
from types import SimpleNamespace

from stancebook.brief.evidence import Citable
from stancebook.brief.passages import passages as citable
from stancebook.core import markdown, schema, tables
from stancebook.export.brief_page import brief_page
from stancebook.export.evidence_page import evidence_page

ISLE = (
    "Bridge divides the isles\n\n"
    "Arland’s premier said her country was “ready” to send engineers if the mainland stood behind them. "
    "“Nobody in Borland is thinking of it.”\n"
    "Arland and Corland could give half of them, although Corland has ruled out going alone and Borland fears a toll.\n"
)
COAST = (
    "\ufeffPremier presses mainland 🌉\r\n\r\n"
    "\tAda Quill wants a “backstop” from the mainland. A family 👩‍👩‍👧‍👦 watched.  \r\n"
    "قال المتحدث إن القوة كبيرة \u202edesrever\u202c today.\r"
    "The force of up to 10,000 would stay <b>away</b> & “wait”."
)
NAMES = {"arland": "Arland", "borland": "Borland", "corland": "Corland"}
LADDER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 70 10"><rect width="9" height="9"/></svg>'
HEATMAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="210pt" height="60pt" '
    'viewBox="0 0 70 20">'
    '<title>Heat</title><a xlink:href="../evidence.html#actor=arland&amp;issue=toll" aria-label="Arland, toll, −1">'
    '<rect width="30" height="18"/></a></svg>'
)
NARROW = LADDER.replace("70 10", "35 20")
FIGURES = {
    "figures/ladder.svg": LADDER, "figures/ladder.narrow.svg": NARROW, "figures/heatmap.svg": HEATMAP,
    "figures/wide.svg": LADDER,
}  # fmt: skip
NEAR = "her country was “ready” to send engineers if the mainland stood behind them"
FAR = "👩‍👩‍👧‍👦 watched.  \r\nقال المتحدث إن القوة كبيرة \u202edesrever\u202c today.\rThe"
HALF = "Arland and Corland could give half of them"
ALONE = "Corland could give half of them, although Corland has ruled out going alone"
STATEMENTS = (
    ("000", NEAR, "arland own_engineers", 1, "mainland_backing", "self", "direct"),
    ("000", "the mainland stood behind them", "arland mainland_role", 2, "none", "self", "indirect"),
    ("000", "“Nobody in Borland is thinking of it.”", "borland own_engineers", -2, "none", "self", "direct"),
    ("000", HALF, "arland isle_force", 1, "if_needed mandate", "other", "anonymous"),
    ("000", ALONE, "corland own_engineers", -1, "none", "article", "narration"),
    ("000", "Borland fears a toll", "borland toll", 0, "none", "article", "narration"),
    ("003", "Ada Quill wants a “backstop” from the mainland", "arland mainland_role", 2, "none", "self", "indirect"),
    ("003", FAR, "arland toll", -1, "other", "self", "indirect"),
    ("003", "stay <b>away</b> & “wait”.", "arland far_bank", -2, "none", "self", "indirect"),
)


def study(payload=""):
    """The study's tables, texts and pages' inputs; the payload is planted wherever words of others may stand."""
    return deepcopy(_study(payload))


@cache
def _study(payload):
    texts = {"000": ISLE + payload, "003": COAST + payload}
    names = {actor: name + payload for actor, name in NAMES.items()}
    statements = tables.frame(
        [_statement(texts, payload, *row) for row in STATEMENTS] + _planted(texts, payload), schema.STATEMENTS
    )
    coded = statements, _facts(texts, payload), _notes(texts, payload)
    found = citable(*coded, names)
    ids = list(found["id"][found["kind"] == "statement"])
    claims = _claims(ids, payload)
    return SimpleNamespace(
        texts=texts, sources=_sources(payload), coded=coded, passages=found, ids=ids, claims=claims, sentences=_sentences(texts),
        title=f"Who would go?{payload}", figures=FIGURES, brief=_brief(found, claims, payload),
    )  # fmt: skip


def _place(texts, article, quote, side=""):
    start = texts[article].index(quote)
    return {f"article{side}": article, f"start{side}": start, f"end{side}": start + len(quote), f"quote{side}": quote}


def _statement(texts, payload, article, quote, about, position, condition, via, voice):
    (actor, issue), place = about.split(), _place(texts, article, quote)
    name = {"statement": f"{article}-{place['start']}-{actor}-{issue}", "actor": actor, "issue": issue + payload}
    name["speaker"] = f"Ada Quill{payload}"
    return {**name, **place, "position": position, "condition": condition, "via": via, "voice": voice}


def _planted(texts, payload):
    """Return a statement whose words are the payload."""
    said = ("000", payload, "arland own_engineers", 2, "none", "self", "direct")
    return [_statement(texts, payload, *said)] if payload else []


def _facts(texts, payload):
    size = {"attribute": "force_size", "unit": "engineers", "subject": "force", "value_low": "", "value": ""}
    said = {"plan": "none", "status": "planned", "said_by": f"two people{payload}"}
    return tables.frame(
        [{"fact": "F001", **_place(texts, "003", "up to 10,000"), **size, **said, "value_high": 10000}],
        schema.FACTS,
    )


def _notes(texts, payload):
    sides = {**_place(texts, "000", "half of them"), **_place(texts, "003", "up to 10,000", "_b")}
    nothing = {"article_b": "", "start_b": "", "end_b": "", "quote_b": ""}
    return tables.frame([
        {"source_note": "N001", **sides, "kind": "contradiction", "note": f"the size differs{payload}"},
        {"source_note": "N002", **_place(texts, "000", "Bridge"), **nothing, "kind": "cited_outlet", "note": ""},
    ], schema.NOTES)  # fmt: skip


def _sources(payload):
    dates = {"date_earliest": "2025-02-17", "date_latest": "2025-02-18", "date_basis": f"“last week”{payload}"}
    undated = {"date_earliest": "", "date_latest": "", "date_basis": ""}
    both = {"headline": f"Bridge{payload}", "byline": payload, "kind": f"own{payload}", "rights": f"© Isle{payload}"}
    return tables.frame(
        [
            {"article": "003", "file": "003 toy.txt", "outlet": "", **undated, **both},
            {"article": "000", "file": "000_toy.txt", "outlet": f"Isle Times{payload}", **dates, **both},
        ],
        schema.SOURCES,
    )


def _claims(ids, payload):
    rows = [
        ("answer", f"Arland alone would send engineers{payload}, with the mainland behind it.", f"{ids[0]} {ids[1]}"),
        ("size", f"The force would number up to 10,000{payload}.", "F001 N001"),
        ("planted", "Arland asks for a backstop.", f"{ids[-3]} {ids[-1]}"),
        ("row", "Arland | would go | 10,000", ids[4]),
    ]
    columns = ["claim", "sentence", "passages"]
    return tables.frame([dict(zip(columns, row, strict=True)) for row in rows], schema.CLAIMS)


def _sentences(texts):
    """Return each line as a sentence."""
    return tables.frame([
        {"article": article, "sentence": number, "start": line.start(), "end": line.end(), "text": line[0]}
        for article, text in texts.items()
        for number, line in enumerate(re.finditer(r"[^\r\n]+", text), 1)
    ], schema.SENTENCES)  # fmt: skip


def _brief(found, claims, payload):
    """Return the Markdown as the package `brief` writes it."""
    marks = {
        row.claim: f'[{number}](evidence.md#{row.passages.split()[0]} "{row.claim}")'
        for number, row in enumerate(claims.itertuples(), 1)
    }
    said = {row.claim: f"{markdown.escape(row.sentence)} {marks[row.claim]}" for row in claims.itertuples()}
    notes = [_note(number, row, found, payload) for number, row in enumerate(claims.itertuples(), 1)]
    safe, cells = markdown.escape(payload), claims.set_index("claim").loc["row", "sentence"].split(" | ")
    row = " | ".join(map(markdown.escape, cells))
    parts = [
        f"# Who would go? {safe}",
        f"Two texts only. **{said['answer']}** {said['size']}\nNobody says when.",
        "![A heatmap](figures/heatmap.svg)",
        '<a id="figure-1"></a>Figure 1. Drawn by [04.ipynb](../notebooks/04.ipynb).',
        f"| State {safe} | Would go | n |\n| --- | --- | --- |\n| Borland | {said['planted']} | 3 |\n| {row} {marks['row']} |",
        f"## A ladder {safe}",
        f"![A ladder {safe}](figures/ladder.svg)",
        '<a id="figure-2"></a>Figure 2. See [the table](#figure-1).',
        safe,
        f"- {safe}\n- [data](figures/ladder.csv)",
        "---",
        f"## The plans {safe}",
        "![A wide ladder](figures/wide.svg)",
        f"| actor | {safe or 'median'} |\n| --- | --- |\n| {safe or 'Arland'} | +1 |",
        "## The cited passages",
        "\n".join(notes),
    ]
    return "\n\n".join(parts) + "\n"


def _note(number, claim, found, payload):
    """Return a note: how its words are given, and each passage with a link to its text."""
    told = [
        f"{markdown.escape_within(row['actor'] or 'the article')}: “{markdown.escape_within(row['quote'])}” "
        f"([text {row['article']}](evidence.md#{row['id']}))"
        for row in Citable(tables.records(found)).cited(claim.passages.split())
    ]
    return f'{number}. <a id="note-{number}"></a>Quoted{markdown.escape_within(payload)}. {"; ".join(told)}.'


def evidence_html(toy):
    return evidence_page(toy.texts, toy.sources, toy.passages, toy.claims, toy.title)


def brief_html(toy):
    return brief_page(toy.brief, toy.claims, toy.title, toy.figures, toy.passages)
