"""An invented brief, small enough to count by eye, with a payload wherever foreign words may be."""

from stancebook.core.markdown import escape, escape_within
from stancebook.export.book import bind

TITLE = "Who would go?"
LADDER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="504pt" height="120pt" viewBox="0 0 504 120">'
    '<rect width="90" height="90" fill="#369"/></svg>'
)
TALL = LADDER.replace('height="120pt"', 'height="1800pt"').replace("504 120", "504 1800")
MAP = LADDER.replace('width="504pt"', 'width="200pt"').replace("504 120", "200 120")
FIGURES = {
    "figures/ladder.svg": LADDER, "figures/tower.svg": TALL, "figures/map.svg": MAP, "figures/unused.svg": LADDER,
    "figures/ladder.narrow.svg": MAP,
}  # fmt: skip
HEADINGS = [(1, "Who would go?"), (2, "Two hold back4"), (2, "The plans"), (3, "At sea"), (2, "The cited passages")]
MARKS, WITHIN = 5, 3  # links from claims, and others within the document
BRIEF = """# Who would go?

**Arland alone is open to it.** [1](evidence.md#000-858-arland-own "answer-open")
Borland rules it out, *so far*. [2](evidence.md#000-1511-borland-own "answer-refusing") {words}

![A map {words}](figures/map.svg)

<a id="figure-1"></a>Figure 1. Source: [stances.csv](figures/map.csv). {words}

| State {words} | Would go? | Evidence |
| --- | --- | --- |
| Arland | **is open** to `it` | 000 [3](evidence.md#000-858-arland-own "state-arland") |
| {words} | is not | |

## Two hold back [4](evidence.md#F002 "held")

- **First.** Corland waits. {words}
  - It waits for Arland,
    and for nobody else.
- Second, as [a figure shows](#figure-2).

![A ladder](figures/ladder.svg)

<a id="figure-2"></a>Figure 2. [The same](#figure-1). Drawn by [notebooks/04-stances.ipynb](../notebooks/04-stances.ipynb).

> **This is not the default run.** {words}

---

## The plans

![A tower](figures/tower.svg)

### <a id="plans-at-sea"></a>At sea

| plan | size | place | time | led by |
| --- | --- | --- | --- | --- |
| The force | 10 [5](evidence.md#F002 "plan") | a bridge | | Arland |
| Corland {words} | −2 | | | [here](#plans-at-sea) |

## The cited passages

1. <a id="note-1"></a>Quoted; two texts. Ada Quill: “ready{within}” ([text 000](evidence.md#000-858-arland-own)); the article: “up to ten” ([text 003](evidence.md#F002)).
2. <a id="note-2"></a>Reported. Bo Falk: “Nobody.” ([text 000](evidence.md#000-1511-borland-own)).
3. <a id="note-3"></a>Quoted. {words} ([text 000](evidence.md#000-858-arland-own)).
4. <a id="note-4"></a>The writer’s inference. قال المتحدث إن القوة كبيرة and the 👩‍👩‍👧‍👦 watched ([text 003](evidence.md#F002)).
5. <a id="note-5"></a>Anonymous. “up to ten” ([text 003](evidence.md#F002)).
"""
TIMES = 8  # how often a payload occurs in the text, without alternative texts


def markdown(payload=""):
    """Return the Markdown of the brief."""
    return BRIEF.format(words=escape(payload), within=escape_within(payload))


def bound(payload=""):
    """Return the parts of the document that the brief makes."""
    return bind(markdown(payload), FIGURES)
