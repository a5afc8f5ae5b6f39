"""The checks of what the desk writes beside the codings: marks on sentences and articles, and the sample.

>>> from stancebook.texts.corpus import Article, Sentence
>>> from stancebook.texts.spans import Span
>>> text = Article("010", "Arland waits.", "Arland waits.", (), (Sentence(1, Span(0, 13), "Arland waits."),))
>>> print(*of_marks("coder_a_marks.csv", [{"article": "010", "sentence_start": "7", "mark": "nothing"}], {"010": text}, ["010"]))
coder_a_marks.csv, row 2, sentence_start: no sentence of 010 starts at '7'; mark it at the desk anew, and take this row out
"""

from stancebook.core.problems import Problem, check_article, check_choice
from stancebook.study import loader

FILES = tuple(f"{hand}_marks.csv" for hand in ("coder_a", "coder_b", "adjudication"))
SAMPLE = "sample.csv"


def check_marks(folder, articles, listed):
    """The complaints about the desk's files in a folder; those that are not there are in order.

    `articles` are the Articles that could be read, `listed` the ids of sources.csv.
    """
    out = []
    for name in FILES:
        if (folder / name).exists():
            out += of_marks(name, loader.read_table(folder, name, loader.MARK, out), articles, listed)
    if (folder / SAMPLE).exists():
        rows = loader.read_table(folder, SAMPLE, loader.SAMPLE, out)
        out += [wrong for number, row in enumerate(rows, 2) for wrong in check_article(SAMPLE, number, row, listed)]
    return out


def of_marks(file, rows, articles, listed):
    """The complaints about rows of marks: no mark, no article, no sentence, one that stands there twice."""
    out, seen, starts = [], {}, {}
    for number, row in enumerate(rows, 2):
        wrong = check_article(file, number, row, listed) + check_choice(
            file, number, row, "mark", loader.MARKS, "a mark"
        )
        earlier = seen.setdefault((row["article"], row["sentence_start"], row["mark"]), number)
        if earlier != number:
            wrong.append(Problem(file, number, "", f"the same mark stands in row {earlier}", "take one of them out"))
        out += wrong or _placed(file, number, row, articles, starts)
    return out


def _placed(file, number, row, articles, starts):
    """A complaint where a mark is on no sentence and should be, or is on one and should not."""
    at, start, article = (file, number, "sentence_start"), row["sentence_start"], row["article"]
    if row["mark"] != loader.MARKS[0]:
        wrong = f"'{row['mark']}' is a mark of the whole article"
        return [Problem(*at, wrong, "leave the cell empty")] if start else []
    if article not in articles:
        return []
    if article not in starts:
        starts[article] = {str(sentence.span.start) for sentence in articles[article].sentences}
    if start in starts[article]:
        return []
    return [
        Problem(*at, f"no sentence of {article} starts at '{start}'", "mark it at the desk anew, and take this row out")
    ]
