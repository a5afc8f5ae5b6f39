"""Wording: lists, numbers, counts and positions as a sentence says them.

>>> listed(["Arland", "Borduria", "Syldavia"]), number(30000), count(1, "text"), words(-2, many=True)
('Arland, Borduria and Syldavia', '30,000', 'one text', 'reject')
"""

from math import ceil, floor
from numbers import Real

SPELLED = "no one two three four five six seven eight nine ten eleven twelve".split()
POSITION_VERBS = {  # as a verb of one actor, of many, and the word before what it is about
    -2: ("rejects", "reject", ""),
    -1: ("is reluctant", "are reluctant", "about "),
    0: ("does not commit", "do not commit", "to "),
    1: ("is open", "are open", "to "),
    2: ("supports", "support", ""),
}


class BriefError(ValueError):
    """What is wrong in a template or in what it asks for, in one sentence."""


class MissingValue(BriefError):
    """Nothing is there to say it of: the default run stops, another run drops the claim."""


class TrustedMarkdown(str):
    """Markdown made by us, which is not escaped again."""


class NoStatement(str):
    """What stands for a stance where no statement was found: false, of no statements in no articles."""

    n = articles = 0

    def __new__(cls):
        return super().__new__(cls, "no statement found")

    def __bool__(self):
        return False


def missing(value):
    """Whether a table has no value here: None, a NaN or pandas' NA.

    >>> missing(None), missing(float("nan")), missing(0), missing("")
    (True, True, False, False)
    """
    return value is None or str(value) in ("nan", "<NA>", "NaT")


def listed(texts):
    """Texts as a sentence lists them, each once; raises MissingValue where there is none."""
    *most, last = dict.fromkeys(texts) or [None]
    if last is None:
        raise MissingValue("there is nothing to list")
    return f"{', '.join(most)} and {last}" if most else last


def number(value, spell=False):
    """A number, or how many there are of something, with thousands separators, at most two decimals and a true minus.

    >>> number(2.50), number(-1), number([7, 8, 9], spell=True)
    ('2.5', '−1', 'three')
    """
    value = value if isinstance(value, Real) or value is None else len(value)
    if value is None:
        raise MissingValue("there is no number")
    if spell and value in range(len(SPELLED)):
        return SPELLED[int(value)]
    text = f"{round(value, 2) + 0:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace("-", "−")


def percent(share):
    """A share of 1 as a percentage; what is short of all or more than nothing is not told as all or nothing.

    >>> percent(0.974), percent(0.998), percent(1)
    ('97 %', 'over 99 %', '100 %')
    """
    if share is None:
        raise MissingValue("there is no share")
    rounded = f"{100 * share:.0f}"
    if rounded in ("0", "100") and 0 < share < 1:
        return "under 1 %" if rounded == "0" else "over 99 %"
    return f"{rounded} %"


def decimal(value):
    """A coefficient with two decimals; what is short of 1 is never told as 1.

    >>> decimal(0.8349), decimal(0.998), decimal(-0.5), decimal(1)
    ('0.83', '>0.99', '−0.50', '1.00')
    """
    if value is None:
        raise MissingValue("there is no number")
    rounded = f"{value:.2f}".replace("-", "−")
    return ">0.99" if rounded == "1.00" and value < 1 else rounded.removeprefix("−") if value > -0.005 else rounded


def spelled_or_none(value):
    """A number spelled up to twelve, or how many there are of something; none where that is nothing.

    >>> spelled_or_none(0), spelled_or_none([7, 8]), spelled_or_none(13)
    ('none', 'two', '13')
    """
    told = number(value, spell=True)
    return "none" if told == SPELLED[0] else told


def count(value, noun, many=None):
    """How many of a thing, spelled up to twelve: "one text", "30 texts"; `many` where the plural takes no s."""
    told = number(value, spell=True)
    return f"{told} {noun if told == SPELLED[1] else many or noun + 's'}"


def plural(value: float, noun: str) -> str:
    """Return a number in figures with its noun, which takes an s unless the number is 1.

    >>> plural(1, "text"), plural(1200, "character")
    ('1 text', '1,200 characters')
    """
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def capital(text):
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]


def words(position, about="", many=False):
    """A position as a verb, of one actor or of many, towards something; a median between two positions is told as both.

    >>> words(-2), words(1, "it"), words(-1.5, "a ban", many=True)
    ('rejects', 'is open to it', 'reject or are reluctant about a ban')
    """
    if position is None:
        raise MissingValue("there is no position")
    half = round(2 * position) / 2
    steps = sorted({floor(half), ceil(half)}, key=abs, reverse=True)
    verbs = (POSITION_VERBS[step][many] + (f" {POSITION_VERBS[step][2]}".rstrip() if about else "") for step in steps)
    return f"{' or '.join(verbs)} {about}".rstrip()


def verb(things, one, many):
    """The form of a verb, or of any word, that agrees with how many things there are.

    >>> verb(["Arland"], "says", "say"), verb(["Arland", "Borduria"], "says", "say")
    ('says', 'say')
    """
    return one if len(things) == 1 else many


def label(id):
    """An id in words.

    >>> label("own_workers")
    'own workers'
    """
    return id.replace("_", " ")


def one_of(choices):
    """Choices as a sentence gives them.

    >>> one_of(("-1", "0", "1"))
    '-1, 0 or 1'
    """
    *most, last = choices
    return f"{', '.join(most)} or {last}" if most else last


def display_name(names, id):
    """What is printed for an id."""
    return names.get(id, label(id))


def signed_position(position):
    """A position with its sign, the minus a true one; nothing where there is none.

    >>> signed_position(1.5), signed_position(-2.0), signed_position(0), signed_position(None)
    ('+1.5', '−2', '0', '')
    """
    if position is None:
        return ""
    return f"{position:+g}".replace("-", "−") if position else "0"


def number_range(low, high):
    """A range in figures, open where an end is missing; nothing where both are.

    >>> number_range(3000, 5000), number_range(None, 10000), number_range(7, None), number_range(None, None)
    ('3,000–5,000', 'up to 10,000', 'at least 7', '')
    """
    if missing(low) and missing(high):
        return ""
    if missing(low) or missing(high):
        return f"up to {high:,.10g}" if missing(low) else f"at least {low:,.10g}"
    return f"{low:,.10g}" + (f"–{high:,.10g}" if high != low else "")


def join_parts(parts):
    """The parts that say something, in one line."""
    return " · ".join(part for part in parts if part)
