"""The evidence reader: each raw text with its passages marked, how each was coded, and the way back to the claims.

>>> from stancebook.core.tables import frame
>>> nothing = frame([], ["id", "kind", "article", "actor", "issue", "claim", "statements", "position"])
>>> sources = frame([{"article": "000", "file": "000.txt", **dict.fromkeys(SOURCE, "")}])
>>> '<div class="raw" dir="auto">We go.</div>' in evidence_page({"000": "We go."}, sources, nothing, nothing, "Bridge")
True

The tool bar of the evidence page: by what its passages are chosen, and the switches.

>>> tally(143, 5), tally(1, 1)
('143 statements in 5 texts', '1 statement in 1 text')
"""

from collections import Counter
from itertools import groupby
from urllib.parse import quote as percent

from stancebook.brief.double_coding import PRESENCE, coders, double_codings, with_not_adopted
from stancebook.brief.evidence import cited_passages, source_line
from stancebook.core.english import display_name, join_parts, label, signed_position, words
from stancebook.core.tables import records
from stancebook.export.evidence_entries import claim_entry, entry, marked, tone
from stancebook.export.html import SCROLL, as_text, exact, page, static_text
from stancebook.figures.style import shade, wash
from stancebook.study.codebook import POSITIONS
from stancebook.study.sources import date_in_words
from stancebook.study.statements import COMPARED

HEADS = ("Text", "Outlet", "Headline", "Written", "How it was made", "Passages")
FEW = 30  # texts that a browser lays out at once
SOURCE = ("outlet", "headline", "byline", "date_earliest", "date_latest", "date_basis", "kind", "rights")
SWITCHES = (
    ("names", "name facts and notes"),
    ("untaken", "codings not taken over"),
    ("removed", "strike out what cleaning removed"),
)
KEYS = (
    "<kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>Enter</kbd> on a label: to its box, <kbd>b</kbd> back to the brief, "
    "<kbd>Esc</kbd> shows all."
)


def evidence_page(
    texts, sources, passages, claims, title, raw="../data/raw", codings=None, adjudication=(), removed=None, names=None
):
    """The evidence page: the sources, each raw text with its passages, the claims that rest on them.

    `texts` are raw texts by article; `raw` is the way from the report to the folder of the raw texts. `codings` and
    `removed` are the tables of these names, `adjudication` rows as they are written, `names` leads from ids to names.
    """
    sources, names, coded = records(sources.sort_values("article")), names or {}, _rows(codings)
    read, many = double_codings(coded, adjudication), len(coders(coded))
    shown = _by_article(records(with_not_adopted(passages, read, names)))
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
    return page("reader", f"Evidence: {title}", "\n".join(body), static_text("reader.js"), _scale())


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
        for name in cited_passages(passages, claim["statements"].split())["id"]:
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
    cells = (source["outlet"], source["headline"], date_in_words(source), source["kind"], str(count))
    filled = "".join(f"<td>{as_text(cell) or '–'}</td>" for cell in cells)
    link = f'<a href="#text-{percent(name)}">{as_text(name)}</a>'
    return f'<tr><th scope="row">{link}</th>{filled}</tr>'


def _key():
    """The colours of the positions, in words."""
    chips = (f'<li><span class="label {tone(at)}">{signed_position(at)}</span> {words(at)}</li>' for at in POSITIONS)
    aside = '<li><mark class="aside">dotted</mark> fact (F) or note on the source (N)</li>'
    return f'<ul class="key" aria-label="Positions and their colours">{"".join(chips)}{aside}</ul>'


def _article(source, words, entries):
    """One text: what it is, its words with the passages marked, the list of these."""
    heading, listed = join_parts([f"Text {source['article']}", source["headline"]]), "\n".join(entries)
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


def toolbar(passages, readings, names, texts):
    """The form: selects that a script heeds, switches that need none, how many statements are shown in so many texts."""
    selects = "".join(_select(*choice) for choice in _choices(passages, readings, names) if choice[2])
    switches = "".join(
        f'<label><input type="checkbox" id="switch-{name}" autocomplete="off"> {told}</label>'
        for name, told in SWITCHES
    )
    said = passages[passages["kind"] == "statement"]
    told = tally(len(said), texts)
    return (
        '<form id="tools" aria-label="Passages shown" autocomplete="off">\n'
        f'<p class="state"><span id="count" role="status">{told}</span> <span class="steps script">'
        '<button type="button" id="all" hidden>show all</button>'
        '<button type="button" id="previous" aria-label="previous passage">‹</button>'
        '<button type="button" id="next" aria-label="next passage">›</button></span></p>\n'
        f'<details id="filters"><summary>Choose</summary>\n<p class="selects script">{selects}</p>\n'
        f'<p class="switches">{switches}</p>\n<details class="keys script"><summary>Keys</summary>\n<p>{KEYS} '
        f'<label><input type="checkbox" id="switch-keys" checked autocomplete="off"> heed letters</label></p></details>\n'
        "</details>\n</form>"
    )


def tally(statements, texts):
    """How many statements in how many texts."""
    return f"{_many(statements, 'statement')} in {_many(texts, 'text')}"


def _many(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _choices(passages, readings, names):
    """What can be chosen: the key in the address, its name, and (value, text, how many statements) of each option."""
    said = passages[passages["kind"] == "statement"]
    for key in ("actor", "issue"):
        counted = Counter(said[key])
        yield (
            key,
            key,
            sorted(((id, display_name(names, id), n) for id, n in counted.items()), key=lambda option: option[1:]),
        )
    places = sorted(Counter(int(position) for position in said["position"]).items(), reverse=True)
    yield "position", "position", [(str(at), f"{signed_position(at)} {words(at)}", n) for at, n in places]
    found = [readings[id] for id in said["id"] if id in readings]
    by_coder = Counter(coding["coder"] for reading in found for coding in reading.codings)
    yield "coder", "coded by", [(coder, label(coder), n) for coder, n in sorted(by_coder.items())]
    yield "differ", "coders", _differing(found) if len(by_coder) > 1 else []


def _differing(found):
    """Options for how the coders compare: alike, on something apart, on each variable apart."""
    apart = Counter(variable for reading in found for variable in reading.differ)
    some = sum(bool(reading.differ) for reading in found)
    each = [(name, f"differ on {name}", apart[name]) for name in (PRESENCE, *COMPARED) if apart[name]]
    return [("none", "agree", len(found) - some), ("any", "differ", some), *each]


def _select(key, name, options):
    """One select, with any as what is chosen first."""
    told = "".join(f'<option value="{as_text(value)}">{as_text(text)} ({n:,})</option>' for value, text, n in options)
    return f'<label><span>{name}</span> <select name="{key}" autocomplete="off"><option value="">any</option>{told}</select></label>\n'
