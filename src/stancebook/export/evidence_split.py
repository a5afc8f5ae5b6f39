"""The evidence of many texts: a page for each text, an index that leads to them, and a page to search in all.

A browser reads only the page that one looks at. The index has the address of the one page that it replaces, and leads
each address on that this had; nothing is loaded by a script, so that all works from a disk as from a server.

>>> page_of("010"), page_of("a/b")
('evidence/text-010.html', 'evidence/text-a%2Fb.html')
>>> in_data(["</script>"])
Markup('["\\\\u003c/script>"]')
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote as percent

from markupsafe import Markup

from stancebook.core.english import plural
from stancebook.core.markdown import visible
from stancebook.core.paths import EVIDENCE
from stancebook.core.tables import Row, Rows, grouped
from stancebook.export.evidence_page import scale, tally, whole
from stancebook.export.html import page, static_text

INDEX = f"{EVIDENCE}.html"
SEARCH = f"{EVIDENCE}/search.html"
# A browser opens ten million characters in about a second; a passage takes this many with its codings.
MOST, PASSAGE = 10_000_000, 1_100
NO_STATEMENT = ("aside", "untaken")  # looks of facts and notes, and of codings that were not taken over


def pages(shown: Row, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The files of the evidence with their names in the report: one page, or where that is too long one for each text.

    `shown` is as `evidence_page.contents` gives it, `texts` are the raw texts by article. Each page is made when it is
    asked for, as all together may not fit into memory.
    """
    size = sum(map(len, texts.values())) + PASSAGE * sum(len(text["labels"]) for text in shown["texts"])
    return iter([(INDEX, whole(shown))]) if size <= MOST else _split(shown, texts)


def page_of(article: str) -> str:
    """The file of a text's page, by its name in the report."""
    return f"{EVIDENCE}/text-{percent(article, safe='')}.html"


def _split(shown: Row, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The index, the search and the page of each text, with their names."""
    yield INDEX, _index(shown)
    yield SEARCH, _search(shown, texts)
    names = ["", *(_name(text["article"]) for text in shown["texts"]), ""]
    resting = _by_text(shown["claims"])
    for text, before, after in zip(shown["texts"], names, names[2:], strict=False):
        yield page_of(text["article"]), _text(shown, text, resting[text["article"]], before=before, after=after)


def _page(template: str, scripts: tuple[str, ...], question: str, **values: Any) -> str:
    """A page of these; its script is that of all `scripts`, one after the other."""
    script, style = "".join(map(static_text, scripts)), scale() + static_text("evidence_split.css")
    title = f"Evidence: {question}"
    return page(template, "reader", title, script, style, question=question, index=INDEX, search=SEARCH, **values)


def _index(shown: Row) -> str:
    """The page that has the texts, the claims, and what is known of all passages."""
    listed = [text | {"page": page_of(text["article"])} for text in shown["texts"]]
    claims = [_on_index(claim) for claim in shown["claims"]]
    values = shown | {"texts": listed, "claims": claims, "data": _data(shown["texts"])}
    return _page("evidence_index.html.j2", ("evidence_index.js",), **values)


def _search(shown: Row, texts: Mapping[str, str]) -> str:
    """The page that has the words of all texts."""
    headings = {text["article"]: visible(text["heading"]) for text in shown["texts"]}
    data = in_data([(percent(_name(id)), heading, visible(texts[id])) for id, heading in headings.items()])
    values = {"tally": plural(len(headings), "text"), "data": data}
    return _page("evidence_search.html.j2", ("evidence_search.js",), shown["question"], **values)


def _text(shown: Row, text: Row, claims: Rows, **beside: str) -> str:
    """The page of a text with the claims that rest on it; `before` and `after` name the pages beside it."""
    statements = sum(label["look"] not in NO_STATEMENT for label in text["labels"])
    values = {"tally": tally(statements, 1), "text": text, "claims": claims, "positions": shown["positions"]}
    scripts = "reader.js", "evidence_text.js"
    return _page("evidence_text.html.j2", scripts, shown["question"], **values, **beside)


def _name(article: str) -> str:
    """The file of a text's page as the pages beside it name it."""
    return page_of(article).removeprefix(f"{EVIDENCE}/")


def _on_index(claim: Row) -> Row:
    """A claim whose links lead to the pages of the texts."""
    return claim | {"passages": [link | {"page": page_of(link["article"])} for link in claim["passages"]]}


def _by_text(claims: Rows) -> defaultdict[str, Rows]:
    """The claims that rest on each text as its page shows them, by article."""
    resting = defaultdict(list)
    for claim in claims:
        links = grouped(claim["passages"], "article")
        for article, here in links.items():
            resting[article].append(_on_text(claim, here, len(links) - 1))
    return resting


def _on_text(claim: Row, here: Rows, others: int) -> Row:
    """A claim with its links on the page of a text, and one to the index for those to other texts.

    With all links on each page, twice as many texts would take four times the space.
    """
    elsewhere = f"{plural(len(claim['passages']) - len(here), 'passage')} in {plural(others, 'other text')}"
    rest = [{"id": f"claim-{claim['claim']}", "page": f"../{INDEX}", "words": f"and {elsewhere}"}] if others else []
    return claim | {"ids": [link["id"] for link in here], "passages": [*here, *rest]}


def _data(texts: Rows) -> Markup:
    """What the index knows of passages: of each text its page and their ids, each with the number of its label."""
    numbers: dict[str, int] = {}
    labels, listed = [], []
    for text in texts:
        passages = []
        for row in text["labels"]:
            label = {"look": row["look"], "text": row["text"], "about": visible(row["about"])}
            label["data"] = {key: str(value) for key, value in row["data"].items()}
            number = numbers.setdefault(json.dumps(label), len(numbers))
            labels += [label] if number == len(labels) else []
            passages.append((row["id"], number))
        about = {
            "article": text["article"],
            "page": percent(page_of(text["article"])),
            "heading": visible(text["heading"]),
        }
        listed.append(about | {"passages": passages})
    return in_data({"texts": listed, "labels": labels})


def in_data(value: Any) -> Markup:
    """A value as JSON within a script element, which nothing in it can end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\0", "\\u0000"))
