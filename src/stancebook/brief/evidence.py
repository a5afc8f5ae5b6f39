"""Evidence: each cited passage in its sentence and with its place; every text cut where passages begin and end.

>>> segments("I will not go.", [("S1", 0, 14), ("S2", 2, 10)])
[(0, 2, ['S1']), (2, 10, ['S1', 'S2']), (10, 14, ['S1'])]
"""

import html
from collections import defaultdict
from itertools import chain, pairwise
from urllib.parse import quote as percent

from stancebook.core.english import join_parts
from stancebook.core.markdown import escape, escape_within
from stancebook.core.tables import records
from stancebook.study.sources import date_in_words


def segments(text, marks):
    """The text cut at the border of every mark (id, start, end): a list of (start, end, [ids])."""
    opening = defaultdict(list)
    for name, start, end in marks:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"passage {name}: {start} to {end} is no stretch of a text of {len(text)} characters")
        opening[start].append((name, end))
    cuts = sorted({0, len(text), *opening, *(end for _, _, end in marks)})
    pieces, here = [], []
    for start, end in pairwise(cuts):
        here = [mark for mark in here if mark[1] > start] + opening[start]
        pieces.append((start, end, [name for name, _ in here]))
    return pieces


def cited_passages(passages, ids):
    """The passages with these ids, by place, each note with its other side; raises ValueError on an id of nothing."""
    asked = set(ids)
    if lost := sorted(asked - set(passages["id"])):
        raise ValueError(f"no passage has the id {', '.join(lost)}; cite a statement, fact or source note of this run")
    borne = {row["id"] for row in bearing(records(passages[["id", "kind"]]), asked)}
    return passages[passages["id"].isin(borne)]


def bearing(passages, ids):
    """The same of passages as rows, without a check."""
    return [row for row in passages if row["id"] in ids or row["kind"] == "note" and row["id"].removesuffix("b") in ids]


def context(passage, sentences):
    """The words before and after a passage in the sentence, or the sentences, in which it stands."""
    meets = (sentences["start"] < passage["end"]) & (sentences["end"] > passage["start"])
    around = records(sentences[meets & (sentences["article"] == passage["article"])].sort_values("start"))
    return (_around(passage, around[0])[0], _around(passage, around[-1])[1]) if around else ("", "")


def _around(passage, sentence):
    """What stands before and after a passage in one sentence; by its words where the clean text is not the raw one."""
    text, from_start = sentence["text"], sentence["start"]
    if len(text) == sentence["end"] - from_start:
        return text[: max(0, passage["start"] - from_start)], text[passage["end"] - from_start :]
    before, found, after = text.partition(passage["quote"])
    return (before, after) if found else ("", "")


def place(passage, source):
    """Where a passage stands, in words."""
    return f"data/raw/{source['file']}, characters {passage['start']}–{passage['end']}"


def source_line(source):
    """A source in a line: outlet, byline, when it is from and how that is known, kind, rights."""
    basis = f" ({source['date_basis']})" if source["date_basis"] else ""
    return join_parts(
        [source["outlet"], source["byline"], date_in_words(source) + basis, source["kind"], source["rights"]]
    )


def markdown(passages, cited, sentences, sources, claims, raw="../data/raw"):
    """The text of evidence.md: the cited passages in their sentences, text by text, then the claims that rest on them.

    `raw` is the way from the report to the folder of the raw texts.
    """
    told = [
        evidence_list(passages, cited, sentences, sources, claims, raw),
        "## Claims and the passages they rest on\n",
    ]
    return "\n".join([*told, *(f"{_claim(row, passages)}\n" for row in records(claims))])


def evidence_list(passages, cited, sentences, sources, claims, raw="../data/raw"):
    """The cited passages alone, each in its sentence, with the numbers of the notes that it bears."""
    shown, borne = cited_passages(passages, chain(cited, *claims["statements"].str.split())), defaultdict(list)
    for number, row in enumerate(records(claims), 1):
        for name in cited_passages(passages, row["statements"].split())["id"]:
            borne[name].append(number)
    parts = ["# Evidence"]
    for source in records(sources.sort_values("article")):
        if found := records(shown[shown["article"] == source["article"]]):
            heading = join_parts([f"Text {source['article']}", source["headline"]])
            parts += [f"## {escape(heading)}", escape(source_line(source))]
            parts += [_entry(passage, source, sentences, raw, borne[passage["id"]]) for passage in found]
    return "\n\n".join(parts) + "\n"


def _entry(passage, source, sentences, raw, notes):
    """One passage in Markdown; <b>, because asterisks beside quotation marks do not make it bold."""
    before, after = context(passage, sentences)
    words = f"> {escape(before)}<b>{escape_within(passage['quote'])}</b>{escape_within(after)}"
    label, title, where = (escape(t) for t in (passage["label"], passage["title"], place(passage, source)))
    link = f"[{where}]({percent(raw + '/' + source['file'])})"
    numbers = ", ".join(f"[{number}](brief.md#note-{number})" for number in notes)
    behind = f" · bears note {numbers}" if numbers else ""
    return f"{_anchor(passage['id'])}**{label}** {title}\n\n{words}\n>\n> {link}{behind}"


def _claim(claim, passages):
    found = records(cited_passages(passages, claim["statements"].split()))
    links = ", ".join(f"[{escape(row['label'])}](#{percent(row['id'])})" for row in found)
    return f"- {_anchor('claim-' + claim['claim'])}{escape(claim['sentence'])} {links}"


def _anchor(name):
    return f'<a id="{html.escape(name)}"></a>'
