"""The evidence reader: each raw text with its passages marked, how each was coded, and the way back to the claims.

>>> from stancebook.tables import frame
>>> nothing = frame([], ["id", "kind", "article", "actor", "issue", "claim", "statements", "position"])
>>> sources = frame([{"article": "000", "file": "000.txt", **dict.fromkeys(SOURCE, "")}])
>>> '<div class="raw" dir="auto">We go.</div>' in evidence_page({"000": "We go."}, sources, nothing, nothing, "Bridge")
True
"""

from itertools import groupby
from urllib.parse import quote as percent

from stancebook.codebook import POSITIONS
from stancebook.entries import claim_entry, entry
from stancebook.evidence import bearers, source_line
from stancebook.hypertext import SCROLL, as_text, exact, page, part
from stancebook.marking import marked, tone
from stancebook.palette import shade, wash
from stancebook.readings import coders, readings, with_untaken
from stancebook.sources import dated
from stancebook.tables import records
from stancebook.toolbar import toolbar
from stancebook.wording import joined, signed, words

HEADS = ("Text", "Outlet", "Headline", "Written", "How it was made", "Passages")
FEW = 30  # texts that a browser lays out at once
SOURCE = ("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis", "kind", "rights")


def evidence_page(
    texts, sources, passages, claims, title, raw="../data/raw", codings=None, adjudication=(), removed=None, names=None
):
    """The evidence page: the sources, each raw text with its passages, the claims that rest on them.

    `texts` are raw texts by article; `raw` is the way from the report to the folder of the raw texts. `codings` and
    `removed` are the tables of these names, `adjudication` rows as they are written, `names` leads from ids to names.
    """
    sources, names, coded = records(sources.sort_values("article")), names or {}, _rows(codings)
    read, many = readings(coded, adjudication), len(coders(coded))
    shown = _by_article(records(with_untaken(passages, read, names)))
    gone, resting = _by_article(_rows(removed)), _resting(passages, claims)
    facets = {id: _facets(reading, many) for id, reading in read.items()}
    articles = []
    for source in sources:
        here = shown.get(source["article"], [])
        words = marked(texts[source["article"]], here, gone.get(source["article"], []), facets, names)
        entries = [entry(row, source, resting.get(row["id"], []), read.get(row["id"]), names, raw) for row in here]
        articles.append(_article(source, words, entries))
    body = [
        f'<header><nav><a href="index.html">The brief</a></nav>\n<h1>Evidence</h1>\n<p>{as_text(title)}</p></header>',
        toolbar(passages, read, names, len(sources)),
        f'<main id="main"{" class=long" * (len(sources) > FEW)}>\n<h2>The texts</h2>',
        f"{_sources(sources, passages)}\n{_key()}",
        *articles,
        f"{_claims(passages, claims)}\n</main>",
        '<aside id="box" aria-label="The passage" hidden></aside>',
    ]
    return page("reader", f"Evidence: {title}", "\n".join(body), part("reader.js"), _scale())


def _rows(table):
    """The rows of a table, none where there is no table."""
    return [] if table is None else records(table)


def _by_article(rows):
    """Rows by their article."""
    article = lambda row: row["article"]
    return {name: list(own) for name, own in groupby(sorted(rows, key=article), key=article)}


def _resting(passages, claims):
    """The claims that rest on a passage, by its id."""
    resting = {}
    for claim in records(claims):
        for name in bearers(passages, claim["statements"].split())["id"]:
            resting.setdefault(name, []).append(claim)
    return resting


def _facets(reading, coders):
    """What a statement can be chosen by beside what it says: who coded it, where that is not everybody; what differs."""
    found = [coding["coder"] for coding in reading.codings]
    told = {"coder": found if len(found) < coders else [], "differ": reading.differ}
    return {key: " ".join(map(percent, values)) for key, values in told.items()}


def _sources(sources, passages):
    """The table of the texts, each with a link to its place on the page."""
    counts = passages["article"].value_counts()
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    rows = "\n".join(_source(source, counts.get(source["article"], 0)) for source in sources)
    return f"{SCROLL}<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>"


def _source(source, count):
    name = source["article"]
    cells = (source["outlet"], source["headline"], dated(source), source["kind"], str(count))
    filled = "".join(f"<td>{as_text(cell) or '–'}</td>" for cell in cells)
    link = f'<a href="#text-{percent(name)}">{as_text(name)}</a>'
    return f'<tr><th scope="row">{link}</th>{filled}</tr>'


def _key():
    """The colours of the positions, in words."""
    chips = (f'<li><span class="label {tone(at)}">{signed(at)}</span> {words(at)}</li>' for at in POSITIONS)
    aside = '<li><mark class="aside">dotted</mark> fact (F) or note on the source (N)</li>'
    return f'<ul class="key" aria-label="Positions and their colours">{"".join(chips)}{aside}</ul>'


def _article(source, words, entries):
    """One text: what it is, its words with the passages marked, the list of these."""
    heading, listed = joined([f"Text {source['article']}", source["headline"]]), "\n".join(entries)
    return (
        f'<article id="{exact("text-" + source["article"])}">\n<h2>{as_text(heading)}</h2>\n'
        f'<p class="source">{as_text(source_line(source))}</p>\n'
        f'<div class="raw" dir="auto">{words}</div>\n'
        f"<details><summary>Passages marked in this text, and how they were coded: {len(entries)}</summary>\n"
        f"<ul>{listed}</ul></details>\n</article>"
    )


def _scale():
    """The rule of CSS that names the figures' colours: each in full for labels, and as a wash for the words marked."""
    names = (f"--{tone(at)}: {shade(at)}; --{tone(at)}-wash: {wash(at)};" for at in POSITIONS)
    return f":root {{ {' '.join(names)} }}\n"


def _claims(passages, claims):
    """The claims, each with links to the passages it rests on, and back to the brief."""
    listed = "\n".join(claim_entry(claim, passages) for claim in records(claims))
    heading = "<h2>Claims and the passages they rest on</h2>"
    return f'<section id="claims">\n{heading}\n<ul class="claims">{listed}</ul>\n</section>'
