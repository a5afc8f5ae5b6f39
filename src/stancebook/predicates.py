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
from typing import NamedTuple

from stancebook.codebook import said

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
COMPARISONS = {ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Lt: operator.lt, ast.LtE: operator.le}
COMPARISONS |= {ast.Eq: operator.eq, ast.NotEq: operator.ne}
LONGEST = 500  # of a predicate, in characters
SUMS = {ast.Add: operator.add, ast.Sub: operator.sub}


def asked_of(book):
    """What the words of a predicate may name, by a Codebook."""
    return {name: book.choices[name] for name in ("actor", "issue", "condition")} | {"type": (*book.types.values(),)}


def parse(text, choices, number=False):
    """The expression of a predicate, or of a number; raises ValueError, with the cure, for anything else."""
    try:
        expression = ast.parse(str(text)[:LONGEST].strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        what = f"'{str(text)[:80]}' cannot be read"
        raise ValueError(f"{what}; write a comparison such as stance(actor, issue) > 0") from None
    (_number if number else _predicate)(expression, choices)
    if not any(isinstance(node, ast.Call) for node in ast.walk(expression)):
        raise ValueError(f"'{text}' asks for nothing; name an actor and an issue, as in stance(actor, issue) > 0")
    return expression


def _predicate(node, choices):
    """Nothing, where a node is a comparison or joins some; else ValueError."""
    if isinstance(node, ast.BoolOp):
        return [_predicate(value, choices) for value in node.values]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _predicate(node.operand, choices)
    if not isinstance(node, ast.Compare) or not all(type(sign) in COMPARISONS for sign in node.ops):
        raise ValueError(f"'{ast.unparse(node)}' is neither true nor false; compare two numbers")
    return [_number(value, choices) for value in (node.left, *node.comparators)]


def _number(node, choices):
    """Nothing, where a node is a number or gives one; else ValueError."""
    if isinstance(node, ast.BinOp) and type(node.op) in SUMS:
        return [_number(value, choices) for value in (node.left, node.right)]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _number(node.operand, choices)
    if isinstance(node, ast.Call):
        return _asked(node, choices)
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        raise ValueError(f"'{ast.unparse(node)}' is no number; ask for one, such as stance(actor, issue), or write it")
    return None


def _asked(call, choices):
    """Nothing, where a call asks for what there is; else ValueError."""
    word = call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func)
    if word not in WORDS:
        raise ValueError(f"'{word}' cannot be asked; use {said(tuple(WORDS))}")
    if len(call.args) != len(WORDS[word]):
        raise ValueError(f"{word} is asked of {len(call.args)} ids; write {word}({', '.join(WORDS[word])})")
    named = [*zip(WORDS[word], call.args), *((keyword.arg, keyword.value) for keyword in call.keywords)]
    for what, node in named:
        if what not in (*WORDS[word], *KEYWORDS.get(word, ())):
            raise ValueError(f"{word} takes no '{what}'; use {said(KEYWORDS.get(word) or WORDS[word])}")
        if what in ("at_least", "at_most", "quoted"):
            _bound(node)
        elif _id(node) not in choices[what]:
            raise ValueError(f"'{_id(node)}' is not in the codebook; use an id of its {what}s")
    return None


def _bound(node):
    """The number written at a keyword; raises ValueError where it is none."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        value = None
    if type(value) not in (int, float):
        raise ValueError(f"'{ast.unparse(node)}' is no number; write one, such as 0.5")
    return value


def _id(node):
    """The id that a node names, bare or in quotation marks."""
    return node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else ""


class Answer(NamedTuple):
    """A value for each universe, and whether it can be told there at all."""

    value: object
    testable: object


def answer(node, ask):
    """The Answer of an expression; `ask` leads from a word to a function of ids that gives an Answer."""
    if isinstance(node, ast.Constant):
        return Answer(node.value, True)
    if isinstance(node, ast.Call):
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        told = {name: _id(value) if name == "type" else _bound(value) for name, value in named.items()}
        return ask[node.func.id](*map(_id, node.args), **told)
    if isinstance(node, ast.UnaryOp):
        inner = answer(node.operand, ask)
        return Answer(-inner.value if isinstance(node.op, ast.USub) else inner.value ^ True, inner.testable)
    if isinstance(node, ast.BinOp):
        return _joined(SUMS[type(node.op)], answer(node.left, ask), answer(node.right, ask))
    if isinstance(node, ast.BoolOp):
        joint = operator.and_ if isinstance(node.op, ast.And) else operator.or_
        return _folded(joint, [answer(value, ask) for value in node.values])
    values = [answer(value, ask) for value in (node.left, *node.comparators)]
    pairs = zip(node.ops, values, values[1:])
    return _folded(operator.and_, [_joined(COMPARISONS[type(sign)], one, two) for sign, one, two in pairs])


def _joined(how, one, two):
    return Answer(how(one.value, two.value), one.testable & two.testable)


def _folded(how, answers):
    first, *others = answers
    for other in others:
        first = _joined(how, first, other)
    return first
