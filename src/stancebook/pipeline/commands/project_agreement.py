"""How far the coders of an imported project mark the same words: of all its passages that wait, and of each code.

>>> rows = [{"passage": n, "coder": coder, "article": "010", "start": "0", "end": "6", "variable": "code",
...          "value": value, "lacks": "actor"} for n, coder, value in (("1", "ada", "Toll"), ("2", "ben", "Toll"))]
>>> in_words(rows, {"010": [(0, 12)]}, {"010": "Arland pays."})
['all passages: alpha 1.0000 over 12 characters that two coders read', 'code Toll: alpha 1.0000, 2 passages']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stancebook.core.english import plural
from stancebook.core.problems import one_line
from stancebook.core.tables import Rows, grouped

Sentences = Mapping[str, Sequence[tuple[int, int]]]  # the places of the sentences of each text


def in_words(kept: Rows, sentences: Sentences, texts: Mapping[str, str], most: int = 20) -> list[str]:
    """Return lines on the agreement about which words passages mark; none unless two coders have passages in a text.

    `kept` are rows of data/passages. A coder counts as a reader of the texts in which it has a passage; of the codes,
    the most frequent ones are measured.
    """
    rows = [row for row in kept if row["lacks"]]
    read = {coder: {row["article"] for row in own} for coder, own in grouped(rows, "coder").items()}
    shared = {text for text in sentences if sum(text in own for own in read.values()) > 1}
    if not shared:
        return []
    rows = [row for row in rows if row["article"] in shared]
    alpha, characters = _alpha(rows, sentences, texts, read)
    lines = [f"all passages: {alpha} over {plural(characters, 'character')} that two coders read"]
    by_code = sorted(grouped(rows, "variable", "value").items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for (variable, value), own in by_code[:most]:
        name = one_line(f"{variable} {value}".strip() or "without a code", 80)
        lines.append(f"{name}: {_alpha(own, sentences, texts, read)[0]}, {plural(len(own), 'passage')}")
    rest = [f"{plural(len(by_code) - most, 'other code')}, less frequent; --all measures them"]
    return [*lines, *rest] if len(by_code) > most else lines


def _alpha(rows: Rows, sentences: Sentences, texts: Mapping[str, str], read: Mapping[str, set[str]]) -> tuple[str, int]:
    """Return Krippendorff's alpha over characters in words, and the number of these characters."""
    from stancebook.agreement import spans  # here, because it imports pandas
    from stancebook.agreement.registry import COEFFICIENTS

    marked: dict[str, dict[str, list[tuple[int, int]]]] = {
        coder: {text: [] for text in own} for coder, own in read.items()
    }
    for row in rows:
        marked[row["coder"]][row["article"]].append((int(row["start"]), int(row["end"])))
    places = [(text, *place) for text, own in sorted(sentences.items()) for place in own]
    counted = spans.patterns(marked, texts, places).counted
    value = COEFFICIENTS["alpha"].estimate(counted, "nominal")
    shown = "alpha is not defined" if value is None else f"alpha {round(value, 4) + 0:.4f}".replace("-", "−")
    return shown, int(counted.compared)
