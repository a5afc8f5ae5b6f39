"""What a template's author typed and a table should say: digits, number words, names, in text and in expressions.

>>> [wrong for line, wrong, cure in of_text(1, "Ann Bell sends\\ntwo of 30 “ships”.", names_pattern(["Ann Bell"]))]
["the digits '30' are typed", "the number word 'two' is typed", "the name 'Ann Bell' is typed"]
"""

import re
from html import unescape

from jinja2 import nodes

SPEAKS = (
    "number",
    "percent",
    "decimal",
    "count",
    "listed",
    "capital",
    "words",
    "verb",
    "figure",
)  # what these are given, they print
NUMBER_WORD = re.compile(
    r"\b((zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|"
    r"(twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|(m|b|tr)illion|dozen|third|quarter|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth)s?|half|halves|double[sd]?|triple[sd]?|twice|thrice|twofold|threefold)\b",
    re.IGNORECASE,
)
FOREIGN_MARK = re.compile(r"[‘‚‛„‟«»‹›]")
FROM_TABLE = "take it from a table, in an expression"


def names_pattern(names):
    """A pattern that finds these names as whole words, with and without brackets, and their last words.

    >>> [match[0] for match in names_pattern(["Ann Bell", "Arland (south)"]).finditer("Bell of Arland, Ann")]
    ['Bell', 'Arland']
    """
    whole = {re.sub(r"\s*\([^)]*\)", "", name).strip() for name in names} | {name.strip() for name in names}
    proper = {name for name in whole if name[:1].isupper()}
    last = {word for word in (name.split()[-1] for name in proper) if word[:1].isupper() and len(word) > 2}
    words = sorted(proper | last, key=lambda name: (-len(name), name))
    patterns = (r"\s+".join(map(re.escape, name.split())) for name in words)
    return re.compile(rf"(?<!\w)({'|'.join(patterns)})(?!\w)" if words else r"(?!)")


def of_text(line, text, named):
    """The faults (line, what, cure) of literal text that begins on this line."""
    text = unescape(text)
    digits = (match for match in re.finditer(r"\S+", text) if any(letter.isnumeric() for letter in match[0]))
    for what, found, cure in (
        ("the digits '{}' are typed", digits, FROM_TABLE),
        ("the number word '{}' is typed", NUMBER_WORD.finditer(text), FROM_TABLE),
        ("the name '{}' is typed", named.finditer(text), FROM_TABLE),
        ("what {} marks is not compared with the passages", FOREIGN_MARK.finditer(text), "quote between “ and ”"),
    ):
        for match in found:
            yield line + text[: match.start()].count("\n"), what.format(" ".join(match[0].split())), cure


def of_expression(expression, named):
    """The faults (line, what, cure) of constants that an expression may print."""
    for line, value in constants(expression):
        if isinstance(value, str):
            yield from of_text(line, value, named)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield line, f"the number {value} is typed in an expression", FROM_TABLE


def constants(node):
    """The line and value of each constant that an expression may print as it is typed.

    Arguments of a selection, what is compared and the numbers of a calculation are not printed.
    """
    if isinstance(node, nodes.Const):
        return [(node.lineno, node.value)]
    found = [constant for part in _printed(node) for constant in constants(part)]
    computed = isinstance(node, (nodes.BinExpr, nodes.Filter)) and not isinstance(node, (nodes.And, nodes.Or))
    typed = all(isinstance(part, nodes.Const) for part in _printed(node))
    kept = typed or not computed or getattr(node, "name", "") in ("default", "d")
    return [(line, value) for line, value in found if isinstance(value, str) or kept]


def _printed(node):
    """The parts of an expression whose value may become its own."""
    if isinstance(node, (nodes.Compare, nodes.Test, nodes.Not)):
        return []
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return [node.node]
    if isinstance(node, nodes.Call) and callee(node):
        alt = [given.value for given in node.kwargs if given.key == "alt"]
        return [*node.args[callee(node) == "figure" :], *alt] if callee(node) in SPEAKS else []
    return list(node.iter_child_nodes(exclude=("test",) if isinstance(node, nodes.CondExpr) else ()))


def callee(node):
    """The name of what a node calls, or an empty text."""
    return node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""
