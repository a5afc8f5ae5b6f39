"""A brief of full length in which everything is invented: two pages, an annex, and a note for each claim."""

from functools import cache
from itertools import count, cycle
from types import SimpleNamespace

from stancebook.core import schema, tables
from stancebook.export.brief_page import brief_page

TITLE = "Who would send engineers to the Long Bridge, and on what terms?"
SAID = (
    "Ada Quill of Arland said that her country was “ready and willing” to send engineers, if it was asked.",
    "Borland would join only if the mainland stood behind the isles, its foreign minister Bo Falk told the Courier.",
    "Nobody in Corland is thinking of engineers at present, Cora Lind said before the meeting of ministers.",
    "Officials who were not named put the force at 10,000 to 30,000 engineers.",
    "The Isle Times writes that Dorland, which proposed the force, would lead it from a headquarters of its own.",
    "The mainland has “not dismissed the idea”, but it has promised nothing.",
    "Erland calls the force a provocation, and its envoy left the talks in February.",
    "A backstop would mean cranes, charts and ice-breakers, which the mainland alone could supply.",
)
STATES = ("Arland", "Borland", "Corland", "Dorland", "Erland", "Farland", "Gorland", "Horland", "Inland")
TERMS = ("if asked", "only with the mainland behind it", "none stated", "after a lasting peace, and a mandate")
HEADS = (
    "What is wanted from the mainland",
    "The force",
    "Feasibility and cost",
    "Money",
    "Who sits at the table",
    "Ice and tolls",
    "What would change the picture",
    "How far to trust this",
)
QUOTES = (
    "ready and willing to contribute to the guarantees by putting our own engineers on the bridge if necessary",
    "for what mission, who will comprise it, under what flag, with what mandate",
    "not dismissed the idea",
    "the most complex and perhaps the least effective of the options on the table",
)


def drawing(width, height, words):
    """Return a figure of a size in points: a frame, squares and words of 8 points."""
    squares = "".join(
        f'<rect x="{x}" y="{y}" width="30" height="30" fill="{colour}"/>'
        for x, y, colour in zip(range(6, width - 30, 36), cycle((40, 80)), cycle(("#4688c5", "#e9e9e9", "#dd6f21")))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#ffffff"/>{squares}'
        f'<text x="6" y="20" font-size="8" fill="#1c1c1c">{words}</text></svg>'
    )


FIGURES = {
    "figures/map.svg": drawing(206, 230, "Four of nine would go"),
    "figures/strip.svg": drawing(490, 120, "First asked for engineers, later for a backstop"),
    "figures/strip.narrow.svg": drawing(230, 150, "First engineers, later a backstop"),
    "figures/disputes.svg": drawing(490, 160, "Where they divide"),
}


class _Marks:
    """Numbers claims as they are written."""

    def __init__(self):
        self.claims, self.said, self.numbers = [], cycle(SAID), count(1)

    def sentence(self, words=""):
        """Return a sentence with its mark."""
        words = words or next(self.said)
        number = next(self.numbers)
        self.claims.append({"claim": f"s{number}", "sentence": words.strip("*"), "statements": "000-0-arland-own"})
        return f'{words} [{number}](evidence.md#000-0-arland-own "s{number}")'

    def row(self, cells):
        """Return a row of a table with its mark."""
        marked = self.sentence(" | ".join(cells))
        return f"| {marked} |"


def _note(number):
    """Return a note with one to four passages."""
    told = [
        f"{name}: “{QUOTES[(number + at) % 4]}” ([text {at:03d}](evidence.md#000-0-arland-own))"
        for at, name in enumerate(("Ada Quill", "the article", "Bo Falk", "the article")[: 1 + number % 4])
    ]
    return f'{number}. <a id="note-{number}"></a>Quoted; {len(told)} texts, two known to be independent. {"; ".join(told)}.'


@cache
def long_brief():
    """Return the brief's Markdown, its claims, passages, title and figures."""
    marks = _Marks()

    def some(how_many):
        return "\n".join(marks.sentence() for _ in range(how_many))

    parts = [
        f"# {TITLE}",
        f"Texts of 22 January to 31 March 2025. {some(5)}",
        "\n".join(f"- {some(1)}" for _ in range(5)),
        "![A map of nine lands](figures/map.svg)",
        '<a id="figure-1"></a>Figure 1. Source: 12 statements of [statements.csv](figures/map.csv).',
        "| Land | Engineers? | On what terms | In their words | Said by |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(
            marks.row(
                (f"**{state}**", "yes" if at % 2 else "no", TERMS[at % 4], f"“{QUOTES[at % 4]}”", "quoted, text 000")
            )
            for at, state in enumerate(STATES)
        ),
    ]
    for number, head in enumerate(HEADS):
        parts += [f"## {head}", some(2 if number % 2 else 3)]
        if number == 0:
            parts += ["![A strip of dates](figures/strip.svg)", '<a id="figure-2"></a>Figure 2. Source: timeline.csv.']
    plans = [
        marks.row(("The isles’ force", "10,000 to 30,000", "the far bank", "two years", "Dorland")) for _ in range(3)
    ]
    parts += [
        "---",
        "## The plans",
        "| Plan | Size | Place | Time | Led by |\n| --- | --- | --- | --- | --- |\n" + "\n".join(plans),
        "## Where they divide",
        "![Disputes](figures/disputes.svg)",
        '<a id="figure-3"></a>Figure 3. Source: stances.csv.',
        "## The texts, and how they were read",
        some(6),
        "## The cited passages",
    ]
    parts.append("\n".join(_note(number) for number in range(1, len(marks.claims) + 1)))
    return SimpleNamespace(
        brief="\n\n".join(parts) + "\n", title=TITLE, figures=FIGURES, passages=_passages(),
        claims=tables.frame(marks.claims, schema.CLAIMS),
    )  # fmt: skip


def _passages():
    row = {"id": "000-0-arland-own", "kind": "statement", "article": "000", "start": 0, "end": 10, "quote": QUOTES[0]}
    named = {"label": "S1", "title": "Arland on engineers, +1", "actor": "arland", "issue": "own", "position": 1}
    return tables.frame([row | named], schema.PASSAGES)


def long_page():
    """Return its HTML."""
    long = long_brief()
    return brief_page(long.brief, long.claims, long.title, long.figures, long.passages)
