"""Predicates: comparisons of what stances amount to, in a small part of Python's notation; nothing else is evaluated.

>>> book = {"actor": ("arland", "towns"), "issue": ("bridge",), "condition": ("none", "toll"), "type": ("state",)}
>>> parse("stance(arland, bridge) > 0 and n(arland, bridge) >= 2", book) is not None
True
>>> parse("stance(arland, tunnel) > 0", book)
Traceback (most recent call last):
ValueError: 'tunnel' is not in the codebook; use an id of its issues
>>> parse("__import__('os') > 0", book)
Traceback (most recent call last):
ValueError: '__import__' cannot be asked; use stance, n, texts, quoted, on_terms, spread or actors
"""

import ast
import operator
import warnings
from typing import NamedTuple

from stancebook.core.english import one_of
from stancebook.core.problems import one_line

WORDS = {  # what can be asked, of what
    "stance": ("actor", "issue"),
    "n": ("actor", "issue"),
    "texts": ("actor", "issue"),
    "quoted": ("actor", "issue"),
    "on_terms": ("actor", "issue", "condition"),
    "spread": ("issue",),
    "actors": ("issue",),
}
KEYWORDS = {"actors": ("at_least", "at_most", "type", "quoted")}
BOUNDS = ("at_least", "at_most", "quoted")
CLOSE = 1e-9  # what lies closer differs by the rounding of means alone
COMPARISONS = {
    ast.Gt: lambda one, two: one - two > CLOSE,
    ast.GtE: lambda one, two: one - two > -CLOSE,
    ast.Lt: lambda one, two: two - one > CLOSE,
    ast.LtE: lambda one, two: two - one > -CLOSE,
    ast.Eq: lambda one, two: abs(one - two) <= CLOSE,
    ast.NotEq: lambda one, two: abs(one - two) > CLOSE,
}
LONGEST, DEEPEST, LARGEST = 500, 50, 1_000_000  # a predicate in characters and in levels, and a number in it
SUMS = {ast.Add: operator.add, ast.Sub: operator.sub}


def asked_of(book):
    """What the words of a predicate may name, by a Codebook."""
    return {name: book.choices[name] for name in ("actor", "issue", "condition")} | {"type": (*book.types.values(),)}


def parse(text, choices, number=False):
    """The expression of a predicate, or of a number; raises ValueError, with the cure, for anything else."""
    shorter = "shorten it" if number else "split it into two findings"
    line = _line(text, shorter)
    expression = _parsed(line)
    if len(_levels(expression)) > DEEPEST:
        raise ValueError(f"'{one_line(line, 80)}' is nested more than {DEEPEST} deep; {shorter}")
    (_number if number else _predicate)(expression, choices)
    if not any(isinstance(node, ast.Call) for node in ast.walk(expression)):
        raise ValueError(f"'{line}' asks for nothing; name an actor and an issue, as in stance(actor, issue) > 0")
    _tried(expression)
    return expression


def _line(text, shorter):
    """A text on one line; raises ValueError, with this cure, where it is too long, or would be read in part alone."""
    line = " ".join(str(text).split())
    if len(line) > LONGEST:
        raise ValueError(f"'{one_line(line, 80)}' is longer than {LONGEST} characters; {shorter}")
    if "#" in line:
        raise ValueError(f"'{one_line(line, 80)}' has a #, after which nothing would be read; take it out")
    return line


def _parsed(line):
    """The expression that a line holds; raises ValueError where Python cannot read it, or warns."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning):
        wrong = f"'{one_line(line, 80)}' cannot be read"
        raise ValueError(f"{wrong}; write a comparison such as stance(actor, issue) > 0") from None


def _levels(expression):
    """The nodes of an expression, level by level: counted without recursion, for what is too deep would break it."""
    levels = [[expression]]
    while levels[-1]:
        levels.append([child for node in levels[-1] for child in ast.iter_child_nodes(node)])
    return levels[:-1]


def _tried(expression):
    """Nothing, where an expression can be answered when nobody says anything; else ValueError."""
    try:
        evaluate(expression, NOTHING)
    except Exception as error:  # whatever it is: what a check accepts must not fail later
        raise ValueError(f"'{_source(expression)}' cannot be answered ({error}); write it more simply") from None


def _source(node):
    """A node as it may have been written."""
    try:
        return ast.unparse(node)
    except ValueError:  # Python cannot write every f-string
        return "…"


def _predicate(node, choices):
    """Nothing, where a node is a comparison or joins some; else ValueError."""
    if isinstance(node, ast.BoolOp):
        return [_predicate(value, choices) for value in node.values]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _predicate(node.operand, choices)
    if not isinstance(node, ast.Compare) or not all(type(sign) in COMPARISONS for sign in node.ops):
        raise ValueError(f"'{_source(node)}' is neither true nor false; compare two numbers")
    return [_number(value, choices) for value in (node.left, *node.comparators)]


def _number(node, choices):
    """Nothing, where a node is a number or gives one; else ValueError."""
    if isinstance(node, ast.BinOp) and type(node.op) in SUMS:
        return [_number(value, choices) for value in (node.left, node.right)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _number(node.operand, choices)
    if isinstance(node, ast.Call):
        return _asked(node, choices)
    return _written(node, "ask for one, such as stance(actor, issue), or write it")


def _written(node, cure):
    """The number that is written there; raises ValueError, with this cure, where it is none, or is too large."""
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        raise ValueError(f"'{_source(node)}' is no number; {cure}")
    if node.value > LARGEST:
        raise ValueError(f"'{one_line(_source(node), 42)}' is too large; write a number up to {LARGEST}")
    return node.value


def _asked(call, choices):
    """Nothing, where a call asks for what there is; else ValueError."""
    word = call.func.id if isinstance(call.func, ast.Name) else _source(call.func)
    if word not in WORDS:
        raise ValueError(f"'{word}' cannot be asked; use {one_of(tuple(WORDS))}")
    for starred in (node for node in call.args if isinstance(node, ast.Starred)):
        raise ValueError(f"{word} takes no '{_source(starred)}'; write {_usage(word)}")
    if len(call.args) != len(WORDS[word]):
        raise ValueError(f"{word} is asked of {len(call.args)} ids; write {_usage(word)}")
    _named(word, [keyword.arg or "**" for keyword in call.keywords])
    for what, node in [*zip(WORDS[word], call.args), *((keyword.arg, keyword.value) for keyword in call.keywords)]:
        if what in BOUNDS:
            _bound(node)
        elif _id(node) not in choices[what]:
            raise ValueError(f"'{_id(node) or _source(node)}' is not in the codebook; use an id of its {what}s")
    return None


def _usage(word):
    """How a word is asked, without its keywords."""
    return f"{word}({', '.join(WORDS[word])})"


def _named(word, names):
    """Nothing, where a word takes keywords of these names, each given once; else ValueError."""
    for number, name in enumerate(names):
        if name in WORDS[word]:
            raise ValueError(f"{word} takes '{name}' without its name; write {_usage(word)}")
        if name not in KEYWORDS.get(word, ()):
            raise ValueError(f"{word} takes no '{name}'; use {one_of(KEYWORDS.get(word) or WORDS[word])}")
        if name in names[:number]:
            raise ValueError(f"{word} takes {name} twice; give it once")


def _bound(node):
    """The number written at a keyword, which may be below nought; raises ValueError where it is none."""
    cure = "write one, such as 0.5"
    if not isinstance(node, ast.UnaryOp) or not isinstance(node.op, ast.USub):
        return _written(node, cure)
    if not isinstance(node.operand, ast.Constant):
        raise ValueError(f"'{_source(node)}' is no number; {cure}")
    return -_written(node.operand, cure)


def _id(node):
    """The id that a node names, bare or in quotation marks; None where it names none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    return node.id if isinstance(node, ast.Name) else None


def about(expression):
    """The actors and issues whose stance an expression asks for by name, as sorted pairs.

    >>> about(ast.parse("stance(borland, toll) > 0 and n(arland, bridge) > 1 and actors(bridge) > 2", mode="eval"))
    [('arland', 'bridge'), ('borland', 'toll')]
    """
    calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call)]
    return sorted({tuple(map(_id, call.args[:2])) for call in calls if WORDS[call.func.id][0] == "actor"})


class Evaluation(NamedTuple):
    """A value for each universe, and whether it can be told there at all."""

    value: object
    testable: object


NOTHING = {
    word: lambda *ids, **bounds: Evaluation(0.0, False) for word in WORDS
}  # what is said where nobody says anything


def evaluate(node, ask):
    """The Evaluation of an expression; `ask` leads from a word to a function of ids that gives an Evaluation."""
    if isinstance(node, ast.Constant):
        return Evaluation(node.value, True)
    if isinstance(node, ast.Call):
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        told = {name: _id(value) if name == "type" else _bound(value) for name, value in named.items()}
        return ask[node.func.id](*map(_id, node.args), **told)
    if isinstance(node, ast.UnaryOp):
        inner = evaluate(node.operand, ask)
        return Evaluation(-inner.value if isinstance(node.op, ast.USub) else inner.value ^ True, inner.testable)
    if isinstance(node, ast.BinOp):
        return _joined(SUMS[type(node.op)], evaluate(node.left, ask), evaluate(node.right, ask))
    if isinstance(node, ast.BoolOp):
        joint = operator.and_ if isinstance(node.op, ast.And) else operator.or_
        return _folded(joint, [evaluate(value, ask) for value in node.values])
    values = [evaluate(value, ask) for value in (node.left, *node.comparators)]
    pairs = zip(node.ops, values, values[1:])
    return _folded(operator.and_, [_joined(COMPARISONS[type(sign)], one, two) for sign, one, two in pairs])


def _joined(how, one, two):
    return Evaluation(how(one.value, two.value), one.testable & two.testable)


def _folded(how, answers):
    first, *others = answers
    for other in others:
        first = _joined(how, first, other)
    return first
