"""The worklist: what is to be coded, how far a coder is with each article, and the sample drawn from them.

>>> how_drawn({"random": "20", "seed": "7", "keyword": "bridge", "outlet": ""})
'20 at random, seed 7, with “bridge”'
"""

import re
from collections import Counter

from stancebook.blindness import FINISHED, marks_file
from stancebook.complaints import Refused
from stancebook.edits import Change
from stancebook.marks import SAMPLE
from stancebook.sheets import file_of
from stancebook.shelf import drawn

FILTERS = ("find", "outlet", "keyword", "state", "sampled")


def articles(coder, request):
    """The articles that fit the request's filters, from one on, at most so many, and what the sample is."""
    coder.ledger.look()
    rows = listing(coder)
    wanted = {name: request[name] for name in FILTERS if request.get(name)}
    fitting = coder.library.shelf.listed(rows, **wanted)
    first, most, sample = int(request.get("from", 0)), int(request.get("most", 200)), coder.ledger.rows[SAMPLE]
    return {
        "total": len(fitting),
        "rows": fitting[first : first + most],
        "outlets": sorted({row["outlet"] for row in rows} - {""}),
        "sample": {"n": len(sample), "told": list(dict.fromkeys(map(how_drawn, sample)))},
    }


def listing(coder):
    """A row for each article: what it is, and how far the coder is with it."""
    rows, marks = coder.ledger.rows, marks_file(coder.hand)
    statements = Counter(row["article"] for row in rows[file_of("statement", coder.hand)])
    begun = {row["article"] for file in coder.ledger.own for row in rows[file]}
    finished = {row["article"] for row in rows[marks] if row["mark"] == FINISHED}
    sampled = {row["article"] for row in rows[SAMPLE]}
    state = lambda id: "finished" if id in finished else "begun" if id in begun else "untouched"
    return [
        {
            **{name: source[name] for name in ("article", "outlet", "headline")},
            "dates": dates(source),
            "statements": statements[source["article"]],
            "state": state(source["article"]),
            "sampled": source["article"] in sampled,
        }
        for source in coder.library.sources.values()
    ]


def dates(source):
    """When an article is from, as far as one knows."""
    first, last = source["date_earliest"], source["date_latest"]
    return first if first == last else f"{first} to {last}"


def draw(coder, request):
    """How many articles were added to the sample, and how many of those drawn it held already."""
    how = {name: str(request.get(name) or "").strip() for name in ("random", "seed", "keyword", "outlet")}
    if not re.fullmatch(r"([1-9][0-9]*)?", how["random"]) or not re.fullmatch(r"[0-9]*", how["seed"]):
        raise Refused("random and seed are whole numbers; write digits, and leave random empty for all that fit")
    coder.ledger.look()
    fitting = coder.library.shelf.listed(listing(coder), outlet=how["outlet"], keyword=how["keyword"])
    chosen = drawn([row["article"] for row in fitting], how["random"], how["seed"])
    there = {row["article"] for row in coder.ledger.rows[SAMPLE]}
    new = [Change(SAMPLE, None, None, {"article": id, **how}) for id in chosen if id not in there]
    if new:
        coder.ledger.act(request["id"], "drew", how_drawn(how), new)
    return {"drawn": len(new), "already": len(chosen) - len(new)}


def how_drawn(row):
    """How a row of the sample was drawn, in words."""
    parts = [f"{row['random']} at random, seed {row['seed'] or 0}" if row["random"] else "all"]
    parts += [f"with “{row['keyword']}”"] if row["keyword"] else []
    parts += [f"of {row['outlet']}"] if row["outlet"] else []
    return ", ".join(parts)
