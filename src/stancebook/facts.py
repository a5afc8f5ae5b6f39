"""Facts: checkable things the texts state, each with its words.

>>> from stancebook.corpus import Article, Sentence
>>> from stancebook.spans import Span
>>> text = "Some 300 men would come."
>>> article = Article("000", text, text, (), (Sentence(1, Span(0, 24), text),))
>>> rows = {"coder_a_facts": [{"article": "000", "quote": "300 men", "occurrence": "", "attribute": "size"}]}
>>> [(row["fact"], row["start"]) for row in of_run(rows, {"000": article}, "coder_a")]
[('A001', '5')]
"""

from collections import Counter

from stancebook.statements import placed_span
from stancebook.wording import label

FACT = (
    "fact", "article", "start", "end", "quote", "plan", "attribute", "value", "value_low", "value_high", "unit", "subject",
    "status", "said_by", "note",
)  # fmt: skip


def of_run(rows, articles, coding="adjudicated"):
    """The facts of a run with their places: adjudicated ones, or one coder's, numbered A001 or B001 in the file's order.

    `rows` is a dict of the tables facts, coder_a_facts and coder_b_facts.
    """
    if coding == "adjudicated":
        told = rows["facts"]
    else:
        mark = coding[-1].upper()
        told = [{**row, "fact": f"{mark}{number:03}"} for number, row in enumerate(rows[f"{coding}_facts"], 1)]
    return [placed_span(row, articles[row["article"]]) for row in told if row["article"] in articles]


def by_attribute(facts):
    """How many facts there are of each attribute, the most frequent first."""
    counts = Counter(row["attribute"] for row in facts)
    ordered = sorted(counts, key=lambda attribute: (-counts[attribute], attribute))
    return [{"attribute": label(attribute), "facts": counts[attribute]} for attribute in ordered]
