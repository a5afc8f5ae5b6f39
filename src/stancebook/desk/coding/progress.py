"""Progress: how long a coder has worked by the times of the journal, and about how much longer it takes.

The estimate is shown at the desk alone; no output of the study holds it.

>>> estimate({"010": 20.0, "020": 30.0}, {"010", "020"}, {"010": 1000, "020": 1000, "030": 3000})
(60, 90)
>>> in_words(60, 90, 2)
'about 1 to 1½ hours left, by 2 finished articles'
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from stancebook.core.english import plural
from stancebook.desk.journal import BEGAN, FOUND, Entry

PAUSE = 10 * 60  # seconds between two acts above which nobody worked


def minutes_by_article(acts: Iterable[Entry]) -> dict[str, float]:
    """Return the minutes worked on each article: the time before each act, pauses left out ("": on none)."""
    seconds: dict[str, float] = defaultdict(float)
    before = None
    for act in acts:
        at = _time(act.at) if act.did not in (BEGAN, FOUND) else None
        if at and before and 0 <= (at - before).total_seconds() <= PAUSE:
            seconds[act.on] += (at - before).total_seconds()
        before = at or before
    return {article: own / 60 for article, own in seconds.items()}


def _time(text: str) -> datetime | None:
    """Return a time of the journal; None for a line that somebody wrote by hand, if it has none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def estimate(
    minutes: Mapping[str, float], finished: Collection[str], sizes: Mapping[str, int]
) -> tuple[int, int] | None:
    """Return between which numbers of minutes the unfinished of these articles take, None without any finished.

    `sizes` are bytes by article. The two numbers come from the quicker and the slower half of the finished articles.
    """
    paces = sorted(minutes[id] / sizes[id] for id in finished if sizes.get(id) and minutes.get(id))
    if not paces:
        return None
    half = (len(paces) + 1) // 2
    quick, slow = sum(paces[:half]) / half, sum(paces[-half:]) / half
    todo = [id for id in sizes if id not in finished]
    low, high = (sum(max(sizes[id] * pace - minutes.get(id, 0), 0) for id in todo) for pace in (quick, slow))
    return round(low), round(high)


def in_words(low: int, high: int, finished: int) -> str:
    """Return an estimate in words."""
    by = f"left, by {plural(finished, 'finished article')}"
    if high < 90:
        low, high = (max(5 * round(number / 5), 5) for number in (low, high))
        return f"about {low} to {high} minutes {by}" if low < high else f"about {high} minutes {by}"
    low, high = _halves(low), max(_halves(high), 1)
    return f"about {_hours(low)} to {_hours(high)} hours {by}" if low < high else f"about {_hours(high)} hours {by}"


def _halves(minutes: int) -> float:
    return max(round(minutes / 30) / 2, 0.5)


def _hours(number: float) -> str:
    whole = int(number)
    return f"{whole or ''}½" if number > whole else str(whole)
