"""The tool bar of the evidence page: by what its passages are chosen, and the switches.

>>> tally(143, 5), tally(1, 1)
('143 statements in 5 texts', '1 statement in 1 text')
"""

from collections import Counter

from stancebook.hypertext import as_text
from stancebook.readings import PRESENCE
from stancebook.statements import COMPARED
from stancebook.wording import label, named, signed, words

SWITCHES = (
    ("names", "name facts and notes"),
    ("untaken", "codings not taken over"),
    ("removed", "strike out what cleaning removed"),
)
KEYS = (
    "<kbd>n</kbd> next, <kbd>p</kbd> previous, <kbd>Enter</kbd> on a label: to its box, <kbd>b</kbd> back to the brief, "
    "<kbd>Esc</kbd> shows all."
)


def toolbar(passages, readings, names, texts):
    """The form: selects that a script heeds, switches that need none, how many statements are shown in so many texts."""
    selects = "".join(_select(*choice) for choice in _choices(passages, readings, names) if choice[2])
    switches = "".join(
        f'<label><input type="checkbox" id="switch-{name}" autocomplete="off"> {told}</label>'
        for name, told in SWITCHES
    )
    said = passages[passages["kind"] == "statement"]
    told = tally(len(said), texts)
    return (
        '<form id="tools" aria-label="Passages shown" autocomplete="off">\n'
        f'<p class="state"><span id="count" role="status">{told}</span> <span class="steps script">'
        '<button type="button" id="all" hidden>show all</button>'
        '<button type="button" id="previous" aria-label="previous passage">‹</button>'
        '<button type="button" id="next" aria-label="next passage">›</button></span></p>\n'
        f'<details id="filters"><summary>Choose</summary>\n<p class="selects script">{selects}</p>\n'
        f'<p class="switches">{switches}</p>\n<details class="keys script"><summary>Keys</summary>\n<p>{KEYS} '
        f'<label><input type="checkbox" id="switch-keys" checked autocomplete="off"> heed letters</label></p></details>\n'
        "</details>\n</form>"
    )


def tally(statements, texts):
    """How many statements in how many texts."""
    return f"{_many(statements, 'statement')} in {_many(texts, 'text')}"


def _many(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _choices(passages, readings, names):
    """What can be chosen: the key in the address, its name, and (value, text, how many statements) of each option."""
    said = passages[passages["kind"] == "statement"]
    for key in ("actor", "issue"):
        counted = Counter(said[key])
        yield key, key, sorted(((id, named(names, id), n) for id, n in counted.items()), key=lambda option: option[1:])
    places = sorted(Counter(int(position) for position in said["position"]).items(), reverse=True)
    yield "position", "position", [(str(at), f"{signed(at)} {words(at)}", n) for at, n in places]
    found = [readings[id] for id in said["id"] if id in readings]
    by_coder = Counter(coding["coder"] for reading in found for coding in reading.codings)
    yield "coder", "coded by", [(coder, label(coder), n) for coder, n in sorted(by_coder.items())]
    yield "differ", "coders", _differing(found) if len(by_coder) > 1 else []


def _differing(found):
    """Options for how the coders compare: alike, on something apart, on each variable apart."""
    apart = Counter(variable for reading in found for variable in reading.differ)
    some = sum(bool(reading.differ) for reading in found)
    each = [(name, f"differ on {name}", apart[name]) for name in (PRESENCE, *COMPARED) if apart[name]]
    return [("none", "agree", len(found) - some), ("any", "differ", some), *each]


def _select(key, name, options):
    """One select, with any as what is chosen first."""
    told = "".join(f'<option value="{as_text(value)}">{as_text(text)} ({n:,})</option>' for value, text, n in options)
    return f'<label><span>{name}</span> <select name="{key}" autocomplete="off"><option value="">any</option>{told}</select></label>\n'
