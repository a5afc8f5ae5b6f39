"""Facts: checkable things the texts state, each with its words.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = "Some 300 men would come."
>>> article = Article("000", text, text, (), (Sentence(1, Span(0, 24), text),))
>>> rows = {"coder_a_facts": [{"article": "000", "quote": "300 men", "occurrence": "", "attribute": "size"}]}
>>> [(row["fact"], row["start"]) for row in facts_of_run(rows, {"000": article}, "coder_a")]
[('A001', '5')]
"""

from collections import Counter

from stancebook.core.english import label
from stancebook.study import quotes
from stancebook.study.quotes import place_quote

FACT = (
    "fact", "article", "start", "end", "quote", "plan", "attribute", "value", "value_low", "value_high", "unit", "subject",
    "status", "said_by", "note",
)  # fmt: skip


def facts_of_run(rows, articles, coding="adjudicated"):
    """The facts of a run with their places: adjudicated ones, or one coder's, numbered A001 or B001 in the file's order.

    `rows` is a dict of the tables facts, coder_a_facts and coder_b_facts.
    """
    if coding == "adjudicated":
        told = rows["facts"]
    else:
        mark = coding[-1].upper()
        told = [{**row, "fact": f"{mark}{number:03}"} for number, row in enumerate(rows[f"{coding}_facts"], 1)]
    return [place_quote(row, articles[row["article"]]) for row in told if row["article"] in articles]


def count_by_attribute(facts):
    """How many facts there are of each attribute, the most frequent first."""
    counts = Counter(row["attribute"] for row in facts)
    ordered = sorted(counts, key=lambda attribute: (-counts[attribute], attribute))
    return [{"attribute": label(attribute), "facts": counts[attribute]} for attribute in ordered]


def notes_about(articles, rows):
    """The source notes that speak of these articles alone: one that compares with an absent text says nothing here."""
    return [row for row in rows if {row["article"], row["article_b"] or row["article"]} <= articles.keys()]


def place_note(row, articles):
    """A source note with its raw span, and the span of the other text's quote where it has one."""
    other = {"article_b": "", "start_b": "", "end_b": "", "quote_b": ""}
    if second := articles.get(row["article_b"]):
        other |= {"article_b": second.id, **quotes._place(quotes.locate(row["quote_b"], "", second), second, "_b")}
    return quotes.place_quote(row, articles[row["article"]]) | other
