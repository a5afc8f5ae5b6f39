"""An invented brief and its evidence, small enough to count by eye, with a payload wherever foreign words may be."""

from stancebook.core.markdown import escape, escape_within
from stancebook.export.book import bind

TITLE = "Who would go?"
LADDER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 504 120"><rect width="90" height="90" fill="#369"/></svg>'
)
TALL = LADDER.replace("504 120", "504 1800")
FIGURES = {"figures/ladder.svg": LADDER, "figures/tower.svg": TALL, "figures/unused.svg": LADDER}
HEADINGS = [
    (1, "Who would go?"),
    (2, "Two hold back\u202f4"),
    (2, "Notes"),
    (2, "The tables behind the figures"),
    (3, "Figure 1: Arland leads"),
    (1, "Evidence"),
    (2, "Text 000 · Bridge"),
    (2, "Text 003"),
]
MARKS, LABELS, BACK, WITHIN = 4, 5, 6, 2  # links from claims, from notes, from passages, and from captions
BRIEF = """# Who would go?

**Arland alone is open to it.** [1](evidence.md#000-858-arland-own "answer-open")
Borland rules it out, *so far*. [2](evidence.md#000-1511-borland-own "answer-refusing") {words}

![A ladder {words}](figures/ladder.svg)

<a id="figure-1"></a>Figure 1. [Its table](#table-1). Drawn by [notebooks/04-stances.ipynb](../notebooks/04-stances.ipynb). {words}

![A tower](figures/tower.svg)

<a id="figure-2"></a>Figure 2. [The same table](#table-1).

## Two hold back [4](evidence.md#F002 "held")

| State {words} | Would go? | Evidence |
| --- | --- | --- |
| Arland | **is open** to `it` | fair [3](evidence.md#000-858-arland-own "state-arland") |
| {words} | is not | |

- **First.** Corland waits. {words}
  - It waits for Arland,
    and for nobody else.
- Second.

> **This is not the default run.** {words}

## Notes

1. <a id="note-1"></a>Fair evidence: two texts. Text 000: [S6{within}](evidence.md#000-858-arland-own), [F2](evidence.md#F002).
2. <a id="note-2"></a>Thin evidence. Text 000: [S12](evidence.md#000-1511-borland-own).
3. <a id="note-3"></a>Thin evidence. {words} Text 000: [S6](evidence.md#000-858-arland-own).
4. <a id="note-4"></a>Very thin evidence. Text 003: [F2](evidence.md#F002).

## The tables behind the figures

### <a id="table-1"></a>Figure 1: Arland leads

| actor | median |
| --- | --- |
| Arland | +1 |
| Corland {words} | −2 |
"""
ANNEX = """# Evidence

## Text 000 · Bridge

17 February 2025 {words}

<a id="000-858-arland-own"></a>**S6** Arland · own engineers · +1 {words}

> Her country was <b>“ready”{within}</b> to go.
>
> [data/raw/000\\_toy.txt, characters 858–863](../data/raw/000_toy.txt) · bears note [1](brief.md#note-1), [3](brief.md#note-3)

<a id="000-1511-borland-own"></a>**S12** Borland

> <b>Nobody is thinking of it.</b>
>
> [data/raw/000\\_toy.txt, characters 1511–1536](../data/raw/000_toy.txt) · bears note [2](brief.md#note-2)

## Text 003

<a id="F002"></a>**F2** size

> قال المتحدث إن <b>القوة كبيرة</b> and the 👩‍👩‍👧‍👦 watched.
>
> [data/raw/003 toy.txt, characters 5–16](../data/raw/003%20toy.txt) · bears note [1](brief.md#note-1), [2](#note-2), [4](brief.md#note-4)
"""
TIMES = 12  # how often a payload occurs in both texts, without alternative texts


def markdown(payload=""):
    """Return the Markdown of the brief and of its evidence."""
    safe = {"words": escape(payload), "within": escape_within(payload)}
    return tuple(text.format(**safe) for text in (BRIEF, ANNEX))


def bound(payload=""):
    """Return the parts of the document that the brief and its evidence make."""
    return bind(*markdown(payload), FIGURES)
