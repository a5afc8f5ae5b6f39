"""Training: decided sentences that a coder codes before coding starts, with feedback after each, and a refresher.

The score of an answer is the share of what was decided that it has: each pair of actor and issue that either has counts
once for itself and once for each of VALUES. A coder has passed when every sentence was answered and the mean of the
latest scores reaches the pass mark; until then the sentences come again, those answered least first.

>>> decided = {"actor": "arland", "issue": "toll", "position": "2", "condition": "none"}
>>> decided |= {"via": "self", "voice": "direct"}
>>> score([decided | {"position": "1"}], [decided]), score([], []), score([], [decided])
(0.8, 1.0, 0.0)
>>> differences([decided | {"position": "1"}], [decided])
['arland, toll: position is 2, not 1']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core.authored import authored_csv
from stancebook.core.bounds import reading
from stancebook.core.bounds.limits import TEXT_BYTES, BeyondLimit
from stancebook.core.english import count, decimal, plural
from stancebook.core.problems import Problem, renumbered
from stancebook.core.tables import Row, Rows, UnreadableFile
from stancebook.study import aliases
from stancebook.study.coders import Coder
from stancebook.study.loader import Authored
from stancebook.study.people.blind_sheet import lay_out
from stancebook.study.people.tables import DECIDED, TRAINING
from stancebook.study.quotes import place_quote, sorted_set
from stancebook.study.validation import coded_rows
from stancebook.study.validation.coded_rows import NUMBER
from stancebook.texts import cleaning, corpus
from stancebook.texts.corpus import Article
from stancebook.texts.spans import Span

FOLDER, FILE = "training", "decided.csv"
TRAIN, REFRESH = KINDS = ("training", "refresher")
VALUES = ("via", "voice", "position", "condition")
CODED = ("actor", "issue", *VALUES)
SIZE = 3  # sentences of a refresher


class Rules(NamedTuple):
    """The mean score that passes, and after how many finished articles a refresher is due (0: never)."""

    pass_mark: float = 0.8
    refresher_after: int = 0


class Exercise(NamedTuple):
    """A sentence to train on: its row as on a blind sheet, the decided rows (none if it holds nothing), feedback."""

    shown: Row
    decided: Rows
    feedback: str

    @property
    def place(self) -> tuple[str, str]:
        """Its article and the start of the sentence."""
        return self.shown["article"], self.shown["sentence_start"]


def rules_of(settings: Mapping[str, Any]) -> Rules:
    """Return the Rules in the entry `training` of study.yaml; what it lacks or has in another shape is as usual."""
    given = settings.get("training")
    entry: Mapping[str, Any] = given if isinstance(given, dict) else {}
    mark, after = entry.get("pass"), entry.get("refresher_after")
    return Rules(
        float(mark) if isinstance(mark, (int, float)) and 0 < mark <= 1 else Rules().pass_mark,
        after if isinstance(after, int) and after > 0 else Rules().refresher_after,
    )


# ---- the decided sentences


def articles_used(folder: Path) -> frozenset[str]:
    """Return the ids of the texts on which coders train; none without decided.csv."""
    return frozenset(row["article"] for row in _decided_rows(folder, []))


def _decided_rows(folder: Path, problems: list[Problem]) -> Rows:
    """Return the rows of decided.csv; none if it is not there, or not in order, which adds to the problems."""
    read = authored_csv.read(f"{FOLDER}/{FILE}", folder / FILE, DECIDED.names)
    problems += read.problems
    return read.rows


def _current(rows: Rows, authored: Authored) -> Rows:
    """Return rows with the ids that the codebook has now."""
    return aliases.as_ids(rows, authored.codebook) if authored.codebook else rows


def _own_texts(folder: Path, authored: Authored, problems: list[Problem]) -> dict[str, Article]:
    """Return the texts of data/training by their names without .txt, cleaned by the rules of the study.

    Add to the problems for each that cannot be read.
    """
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        file = f"{FOLDER}/{path.name}"
        try:
            raw = corpus.decode(reading.read_bytes(path, TEXT_BYTES), file)
        except (OSError, BeyondLimit) as error:
            problems.append(reading.unreadable(file, error))
        except UnreadableFile as error:
            place, _, told = str(error).partition(": ")
            problems.append(Problem(place, None, "", *told.split("; ", 1)))
        else:
            if authored.cleaning_rules:
                texts[path.stem] = cleaning.clean_article(path.stem, raw, authored.cleaning_rules)[0]
    return texts


def exercises(folder: Path, authored: Authored) -> list[Exercise]:
    """Return the sentences to train on, in the order of decided.csv; rows whose quotation has no place are left out."""
    own = _own_texts(folder, authored, [])
    found: dict[tuple[str, str], Rows] = {}
    shown: dict[tuple[str, str], Row] = {}
    for row in _current(_decided_rows(folder, []), authored):
        article = own.get(row["article"]) or authored.articles.get(row["article"])
        start = _start(row, article) if article else ""
        if article and start:
            place, drawn = (article.id, start), {"article": article.id, "sentence_start": start, "unit": ""}
            shown[place] = lay_out([drawn], {article.id: article})[0]
            found.setdefault(place, []).append(row)
    return [
        Exercise(shown[place], [row for row in rows if row["actor"]], _feedback(rows)) for place, rows in found.items()
    ]


def _start(row: Row, article: Article) -> str:
    """Return where the sentence of a row's quotation starts; "" if it has no single place in one."""
    try:
        placed = place_quote(row, article)
    except LookupError:
        return ""
    sentence = article.sentence_of(Span(int(placed["start"]), int(placed["end"])))
    return str(sentence.span.start) if sentence else ""


def _feedback(rows: Rows) -> str:
    return " ".join(row["feedback"].strip() for row in rows if row["feedback"].strip())


# ---- an answer


def _by_pair(rows: Rows) -> dict[tuple[str, str], dict[str, str]]:
    """Return the values of each pair of actor and issue."""
    return {(row["actor"], row["issue"]): {name: sorted_set(str(row[name])) for name in VALUES} for row in rows}


def score(given: Rows, decided: Rows) -> float:
    """Return the share of what was decided on a sentence that an answer has; 1 where both have nothing."""
    ours, theirs = _by_pair(given), _by_pair(decided)
    both = ours.keys() & theirs.keys()
    right = sum(1 + sum(ours[pair][name] == theirs[pair][name] for name in VALUES) for pair in both)
    possible = len(ours.keys() | theirs.keys()) * (1 + len(VALUES))
    return right / possible if possible else 1.0


def differences(given: Rows, decided: Rows) -> list[str]:
    """Return in words, a line each, where an answer differs from what was decided."""
    ours, theirs = _by_pair(given), _by_pair(decided)
    lines = [f"{', '.join(pair)}: there is no such statement" for pair in ours if pair not in theirs]
    for pair, values in theirs.items():
        if pair not in ours:
            lines.append(f"{', '.join(pair)}: the statement is missing, {values['position']}")
            continue
        wrong = [name for name in VALUES if values[name] != ours[pair][name]]
        lines += [f"{', '.join(pair)}: {name} is {values[name]}, not {ours[pair][name]}" for name in wrong]
    return lines


# ---- the record


class Standing(NamedTuple):
    """How far a coder is: the latest scores by exercise, the answers of each kind, and what is due next."""

    latest: Mapping[tuple[str, str], float]
    answered: Counter[tuple[str, str, str]]
    of: int
    has_passed: bool
    due: str

    @property
    def mean(self) -> float | None:
        """The mean of the latest scores; None before the first answer."""
        return sum(self.latest.values()) / len(self.latest) if self.latest else None


def left(now: Standing) -> int:
    """Return how many sentences are left until the round that is due ends; 0 if none is due."""
    if not now.due:
        return 0
    times = [number for (kind, *_), number in now.answered.items() if kind == now.due]
    if now.due == REFRESH:
        size = min(SIZE, now.of)
        return size - sum(times) % size
    times += [0] * (now.of - len(times))
    return times.count(min(times))


def standing(record: Rows, exercises: Sequence[Exercise], rules: Rules, finished: int) -> Standing:
    """Return how far a coder is who has this record and has finished so many articles.

    `due` is training until the coder has passed, refresher when one is due, else "".
    """
    places = {each.place for each in exercises}
    own = [row for row in record if (row["article"], row["sentence_start"]) in places]
    trained = {(row["article"], row["sentence_start"]): float(row["score"]) for row in own if row["kind"] == TRAIN}
    answered = Counter((row["kind"], row["article"], row["sentence_start"]) for row in own)
    needed = rules.pass_mark * len(places) - 1e-9
    passed = bool(places) and trained.keys() == places and sum(trained.values()) >= needed
    due = "" if passed or not places else TRAIN
    if passed and rules.refresher_after:
        refreshed = sum(row["kind"] == REFRESH for row in own) // min(SIZE, len(places))
        due = REFRESH if finished // rules.refresher_after > refreshed else ""
    return Standing(trained, answered, len(places), passed, due)


def next_exercise(exercises: Sequence[Exercise], now: Standing) -> Exercise | None:
    """Return the exercise that comes next: the one answered least; in a refresher, of these the worst; None if none."""
    if not now.due:
        return None

    def order(each: Exercise) -> tuple[int, float]:
        times = now.answered[now.due, *each.place]
        return times, now.latest.get(each.place, 0.0) if now.due == REFRESH else 0.0

    return min(exercises, key=order)


def read_record(coded: Path, coder: str) -> Rows:
    """Return what a coder answered in training, with a score; none if there is no file, or none that can be read."""
    name = f"{coder}_training.csv"
    rows = authored_csv.read(name, coded / name, TRAINING.names).rows
    return [row for row in rows if NUMBER.fullmatch(row["score"])]


def in_words(now: Standing, coder: Coder) -> str:
    """Return how far a coder is trained, and whether study.yaml says otherwise; "" where nobody trains."""
    said = f"study.yaml says trained on {coder.trained}" if coder.trained else ""
    if not now.of:
        return said
    mean = f" ({decimal(now.mean)})" if now.mean is not None else ""
    if not now.has_passed:
        done = f"in training{mean}: {len(now.latest)} of {plural(now.of, 'sentence')}" if now.latest else "not trained"
        return f"{done}, though {said}" if said else done
    return f"trained{mean}" + (f", {count(1, 'refresher')} is due" if now.due else "")


# ---- what a check says


def check_training(folder: Path, authored: Authored) -> list[Problem]:
    """Return the problems of data/training; none if there is no decided.csv."""
    problems: list[Problem] = []
    rows = _current(_decided_rows(folder, problems), authored)
    if not rows or authored.codebook is None:
        return problems
    file, own = f"{FOLDER}/{FILE}", _own_texts(folder, authored, problems)
    twice = sorted(own.keys() & authored.articles.keys())
    fix = "give the text another name"
    problems += [Problem(f"{FOLDER}/{id}.txt", None, "", "a text of the study has this id", fix) for id in twice]
    known = authored._replace(
        articles={**authored.articles, **own},
        sources=[*authored.sources, *({"article": id} for id in own)],
        rows={file: [row for row in rows if row["actor"]]},
    )
    coded = [number for number, row in enumerate(rows, 2) if row["actor"]]
    _, wrong = coded_rows.check_coding(file, "decided", known)
    problems += [renumbered(problem, coded) for problem in wrong]
    for number, row in enumerate(rows, 2):
        if not row["actor"] and not _start(row, known.articles.get(row["article"]) or _empty(row)):
            message = "a sentence without a statement has no single place"
            problems.append(Problem(file, number, "quote", message, "copy the sentence from the text"))
        if not row["feedback"].strip():
            problems.append(Problem(file, number, "feedback", "the cell is empty", "say why it is decided so"))
    return problems


def _empty(row: Row) -> Article:
    return Article(row["article"], "", "", (), ())
