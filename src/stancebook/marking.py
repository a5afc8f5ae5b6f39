"""Marking: a raw text in HTML with its passages marked and labelled and what cleaning removed ready to be struck out.

>>> marked("We go.", [], [{"start": 2, "end": 6, "rule": "tail", "zone": "furniture", "after": ""}])
'We<del class="removed" title="tail · furniture"> go.</del>'
>>> tone(-2), tone(0), tone(1), tone(None)
('m2', 'p0', 'p1', 'aside')
"""

from itertools import groupby
from urllib.parse import quote as percent

from stancebook.evidence import segments
from stancebook.hypertext import as_text, exact
from stancebook.wording import joined, named, signed


def marked(text, passages, removed, facets=None, names=None):
    """A raw text in HTML: each segment marked with the ids of its passages, the label of each before its first one.

    `passages` and `removed` are rows of these tables on this text; `facets` leads from the id of a passage to what
    else it can be chosen by; `names` from ids to names.
    """
    rows = {("passage", row["id"]): row for row in passages}
    rows |= {("removed", number): row for number, row in enumerate(removed) if row["start"] < row["end"]}
    cut = segments(text, [(key, row["start"], row["end"]) for key, row in rows.items()])
    pieces = []
    for gone, run in groupby(cut, key=_gone):
        inner = "".join(_segment(text, *piece, rows, facets or {}, names or {}) for piece in run)
        pieces.append(_struck(inner, rows[gone]) if gone else inner)
    return "".join(pieces)


def _gone(piece):
    """The removed piece to which a segment belongs, if any."""
    return next((key for key in piece[2] if key[0] == "removed"), None)


def _struck(html, row):
    """HTML of words that cleaning took out, with the rule that did."""
    told = joined([row["rule"], row["zone"], f"replaced by “{row['after']}”" if row["after"] else ""])
    return f'<del class="removed" title="{as_text(told)}">{html}</del>'


def _segment(text, start, end, keys, rows, facets, names):
    """The words between two cuts, with labels before them and a mark around them where they belong to a passage."""
    here = [rows[key] for key in keys if key[0] == "passage"]
    words = exact(text[start:end])
    labels = "".join(_label(row, facets.get(row["id"], {}), names) for row in here if row["start"] == start)
    before = f'<span class="labels" dir="ltr">{labels}</span>' if labels else ""
    return before + (_mark(words, here) if here else words)


def _mark(html, here):
    """A marked segment, coloured by the lowest and the highest position on it."""
    said = [row["position"] for row in here if row["kind"] == "statement"]
    looks = [f"low-{tone(min(said))}", f"high-{tone(max(said))}"] if said else []
    looks += sorted({look(row) for row in here if row["kind"] != "statement"})
    return f'<mark class="{" ".join(looks)}" data-ids="{listed(row["id"] for row in here)}">{html}</mark>'


def _label(row, facets, names):
    """A passage's label: the anchor, a link to itself, with the position in figures and whose and on what it is."""
    about = joined(named(names, row[column]) for column in ("actor", "issue") if row[column])
    words = f"<i> {as_text(about)}</i>" if about else ""
    told = {"actor": row["actor"], "issue": row["issue"], "position": row["position"], **facets} if about else {}
    data = "".join(f' data-{key}="{as_text(value)}"' for key, value in told.items() if value not in (None, ""))
    text = as_text(f"{row['label']} {signed(row['position'])}".strip())
    return (
        f'<a class="label {look(row)}" id="{exact(row["id"])}" href="#{percent(row["id"])}"{data} '
        f'title="{as_text(row["title"])}">{text}{words}</a>'
    )


def look(row):
    """The name of a passage's look: the tone of a statement, aside for facts and notes, untaken for a mere coding."""
    return "untaken" if row["kind"] == "coding" else tone(row["position"])


def tone(position):
    """The name of a position's colour: m2 and m1 oppose, p0 is between, p1 and p2 support; aside without position."""
    if position is None:
        return "aside"
    return f"{'m' if position < 0 else 'p'}{min(abs(position), 2)}"


def listed(ids):
    """Ids in one attribute, with spaces between, each percent-encoded."""
    return " ".join(percent(id) for id in ids)
