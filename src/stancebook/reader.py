"""The evidence reader: each raw text with its passages marked, and the way back to the claims.

>>> tone(-2), tone(0), tone(1), tone(None)
('m2', 'p0', 'p1', 'aside')
"""

from urllib.parse import quote as percent

from stancebook.evidence import bearers, place, segments, source_line
from stancebook.hypertext import SCROLL, as_text, exact, page, part
from stancebook.palette import POSITIONS, shade, signed, wash
from stancebook.passages import joined
from stancebook.sources import dated
from stancebook.tables import records
from stancebook.wording import words

HEADS = ("Text", "Outlet", "Headline", "Written", "How it was made", "Passages")
SWITCH = '<input type="checkbox" id="switch" autocomplete="off"><label for="switch">name facts and notes</label>'
NOTHING = '<p class="none">No claim of the brief rests on it.</p>'


def evidence_page(texts, sources, passages, claims, title, raw="../data/raw"):
    """The evidence page: the sources, each raw text with its passages, the claims that rest on them.

    `texts` are raw texts by article; `raw` is the way from the report to the folder of the raw texts.
    """
    sources = records(sources.sort_values("article"))
    found = {source["article"]: passages[passages["article"] == source["article"]] for source in sources}
    resting = _resting(passages, claims)
    articles = (_article(one, texts[one["article"]], found[one["article"]], resting, raw) for one in sources)
    body = [
        f'{SWITCH}\n<header><nav><a href="index.html">The brief</a></nav>',
        f"<h1>Evidence</h1>\n<p>{as_text(title)}</p></header>",
        f'<main id="main">\n<h2>The texts</h2>\n{_sources(sources, found)}\n{_key()}',
        *articles,
        f"{_claims(passages, claims)}\n</main>",
        '<aside id="box" aria-label="The passage" hidden></aside>',
    ]
    return page("reader", f"Evidence: {title}", "\n".join(body), part("reader.js"), _scale())


def _resting(passages, claims):
    """The claims that rest on a passage, by its id."""
    resting = {}
    for claim in records(claims):
        for name in bearers(passages, claim["statements"].split())["id"]:
            resting.setdefault(name, []).append(claim)
    return resting


def _sources(sources, found):
    """The table of the texts, each with a link to its place on the page."""
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    rows = "\n".join(_source(source, len(found[source["article"]])) for source in sources)
    return f"{SCROLL}<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>"


def _source(source, count):
    name = source["article"]
    cells = (source["outlet"], source["headline"], dated(source), source["kind"], str(count))
    filled = "".join(f"<td>{as_text(cell) or '–'}</td>" for cell in cells)
    link = f'<a href="#text-{as_text(percent(name))}">{as_text(name)}</a>'
    return f'<tr><th scope="row">{link}</th>{filled}</tr>'


def _key():
    """The colours of the positions, in words."""
    chips = (f'<li><span class="label {tone(at)}">{signed(at)}</span> {words(at)}</li>' for at in POSITIONS)
    aside = '<li><mark class="aside">dotted</mark> fact (F) or note on the source (N)</li>'
    return f'<ul class="key" aria-label="Positions and their colours">{"".join(chips)}{aside}</ul>'


def _article(source, text, passages, resting, raw):
    """One text: what it is, its words with the passages marked, the list of these."""
    heading = joined([f"Text {source['article']}", source["headline"]])
    listed = "\n".join(_listed(row, source, resting.get(row["id"], []), raw) for row in records(passages))
    return (
        f'<article id="text-{as_text(source["article"])}">\n<h2>{as_text(heading)}</h2>\n'
        f'<p class="source">{as_text(source_line(source))}</p>\n'
        f'<div class="raw" dir="auto">{highlighted(text, passages)}</div>\n'
        f"<details><summary>Passages marked in this text: {len(passages)}</summary>\n<ul>{listed}</ul></details>\n"
        "</article>"
    )


def highlighted(text, passages):
    """A raw text in HTML: each segment marked with the ids of its passages, the label of each before its first one."""
    rows = {row["id"]: row for row in records(passages)}
    pieces = []
    for start, end, ids in segments(text, [(row["id"], row["start"], row["end"]) for row in rows.values()]):
        here = [rows[name] for name in ids]
        labels = "".join(_label(row) for row in here if row["start"] == start)
        pieces.append(f'<span class="labels" dir="ltr">{labels}</span>' if labels else "")
        pieces.append(_mark(exact(text[start:end]), here) if here else exact(text[start:end]))
    return "".join(pieces)


def _mark(html, here):
    """A marked segment, coloured by the lowest and the highest position on it."""
    positions = [row["position"] for row in here if row["position"] is not None]
    looks = [f"low-{tone(min(positions))}", f"high-{tone(max(positions))}"] if positions else []
    looks += ["aside"] if len(positions) < len(here) else []
    ids = as_text(" ".join(row["id"] for row in here))
    return f'<mark class="{" ".join(looks)}" data-ids="{ids}">{html}</mark>'


def _label(row):
    """A passage's label: the anchor, a link to itself, with the position in figures."""
    text, told = as_text(f"{row['label']} {signed(row['position'])}".strip()), as_text(row["title"])
    names = f'id="{as_text(row["id"])}" href="#{percent(row["id"])}"'
    return f'<a class="label {tone(row["position"])}" {names} aria-label="{text}: {told}" title="{told}">{text}</a>'


def tone(position):
    """The name of a position's colour: m2 and m1 oppose, p0 is between, p1 and p2 support; aside without position."""
    if position is None:
        return "aside"
    return f"{'m' if position < 0 else 'p'}{min(abs(position), 2)}"


def _scale():
    """The rule of CSS that names the figures' colours: each in full for labels, and as a wash for the words marked."""
    names = (f"--{tone(at)}: {shade(at)}; --{tone(at)}-wash: {wash(at)};" for at in POSITIONS)
    return f":root {{ {' '.join(names)} }}\n"


def _listed(row, source, claims, raw):
    """A passage in the list under its text: what it says, where it stands, what rests on it."""
    where = f'<a class="where" href="{as_text(percent(raw + "/" + source["file"]))}">{as_text(place(row, source))}</a>'
    title = f"{_to(row)} {as_text(row['title'])}<br>{where}"
    backed = "".join(f"<li>{_back(claim, claim['sentence'])}</li>" for claim in claims)
    rest = f"<p>The brief rests on it in:</p><ul>{backed}</ul>" if backed else NOTHING
    return f'<li data-of="{as_text(row["id"])}"><p>{title}</p>{rest}</li>'


def _claims(passages, claims):
    """The claims, each with links to the passages it rests on, and back to the brief."""
    items = []
    for claim in records(claims):
        found = records(bearers(passages, claim["statements"].split()))
        name, ids = as_text(f"claim-{claim['claim']}"), as_text(" ".join(row["id"] for row in found))
        links = f"{', '.join(map(_to, found))} · {_back(claim, 'in the brief')}"
        items.append(f'<li id="{name}" data-ids="{ids}">{as_text(claim["sentence"])} {links}</li>')
    listed, heading = "\n".join(items), "<h2>Claims and the passages they rest on</h2>"
    return f'<section>\n{heading}\n<ul class="claims">{listed}</ul>\n</section>'


def _to(row):
    return f'<a href="#{percent(row["id"])}">{as_text(row["label"])}</a>'


def _back(claim, text):
    return f'<a href="index.html#claim-{percent(claim["claim"])}">{as_text(text)}</a>'
