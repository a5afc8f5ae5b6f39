"""Predicates: comparisons of stances and counts in a small part of Python's notation; nothing else is evaluated.

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

from __future__ import annotations

import ast
import itertools
import operator
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.core.english import one_of
from stancebook.core.problems import one_line, suggestion

if TYPE_CHECKING:
    from stancebook.study.codebook import Codebook

Choices = Mapping[str, Collection[str]]

WORDS: dict[str, tuple[str, ...]] = {  # each word with the ids that it takes
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
CLOSE = 1e-9  # a smaller difference comes from the rounding of means
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Gt: lambda one, two: one - two > CLOSE,
    ast.GtE: lambda one, two: one - two > -CLOSE,
    ast.Lt: lambda one, two: two - one > CLOSE,
    ast.LtE: lambda one, two: two - one > -CLOSE,
    ast.Eq: lambda one, two: abs(one - two) <= CLOSE,
    ast.NotEq: lambda one, two: abs(one - two) > CLOSE,
}
LONGEST, DEEPEST, LARGEST = 500, 50, 1_000_000  # characters and levels of a predicate, and a number in it
SUMS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {ast.Add: operator.add, ast.Sub: operator.sub}


def asked_of(book: Codebook) -> dict[str, tuple[str, ...]]:
    """Return the ids that a predicate may name, by their kind: actor, issue, condition and type."""
    return {name: book.choices[name] for name in ("actor", "issue", "condition")} | {"type": (*book.types.values(),)}


def parse(text: str, choices: Choices, number: bool = False) -> ast.expr:
    """Return the expression of a predicate, or of a number; raises ValueError, with the fix, for anything else."""
    shorter = "shorten it" if number else "split it into two findings"
    line = _line(text, shorter)
    expression = _parsed(line)
    if len(_levels(expression)) > DEEPEST:
        raise ValueError(f"'{one_line(line, 80)}' is nested more than {DEEPEST} deep; {shorter}")
    (_check_number if number else _check_predicate)(expression, choices)
    if not any(isinstance(node, ast.Call) for node in ast.walk(expression)):
        raise ValueError(f"'{line}' asks for nothing; name an actor and an issue, as in stance(actor, issue) > 0")
    _try(expression)
    return expression


def _line(text: str, shorter: str) -> str:
    """Return a text on one line; raises ValueError if it is too long (`shorter` is the fix) or has a comment."""
    line = " ".join(str(text).split())
    if len(line) > LONGEST:
        raise ValueError(f"'{one_line(line, 80)}' is longer than {LONGEST} characters; {shorter}")
    if "#" in line:
        raise ValueError(f"'{one_line(line, 80)}' has a #, after which nothing would be read; take it out")
    return line


def _parsed(line: str) -> ast.expr:
    """Return the expression of a line; raises ValueError if Python cannot read it or warns."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError, Warning):
        message = f"'{one_line(line, 80)}' cannot be read"
        raise ValueError(f"{message}; write a comparison such as stance(actor, issue) > 0") from None


def _levels(expression: ast.expr) -> list[list[ast.AST]]:
    """Return the nodes of an expression level by level; without recursion, which a deep expression would exceed."""
    levels: list[list[ast.AST]] = [[expression]]
    while levels[-1]:
        levels.append([child for node in levels[-1] for child in ast.iter_child_nodes(node)])
    return levels[:-1]


def _try(expression: ast.expr) -> None:
    """Raise ValueError unless an expression can be evaluated where nobody says anything."""
    try:
        evaluate(expression, NOTHING)
    except Exception as error:  # any error: a predicate that passes the check must not fail later
        raise ValueError(f"'{_source(expression)}' cannot be answered ({error}); write it more simply") from None


def _source(node: ast.AST) -> str:
    """Return Python code of a node."""
    try:
        return ast.unparse(node)
    except ValueError:  # Python cannot write every f-string
        return "…"


def _check_predicate(node: ast.expr, choices: Choices) -> None:
    """Raise ValueError unless the node is a comparison or combines comparisons."""
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            _check_predicate(value, choices)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _check_predicate(node.operand, choices)
    elif isinstance(node, ast.Compare) and all(type(sign) in COMPARISONS for sign in node.ops):
        for value in (node.left, *node.comparators):
            _check_number(value, choices)
    else:
        raise ValueError(f"'{_source(node)}' is neither true nor false; compare two numbers")


def _check_number(node: ast.expr, choices: Choices) -> None:
    """Raise ValueError unless the node is a number, asks for one, or adds or subtracts numbers."""
    if isinstance(node, ast.BinOp) and type(node.op) in SUMS:
        _check_number(node.left, choices)
        _check_number(node.right, choices)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _check_number(node.operand, choices)
    elif isinstance(node, ast.Call):
        _check_call(node, choices)
    else:
        _literal(node, "ask for one, such as stance(actor, issue), or write it")


def _literal(node: ast.expr, fix: str) -> float:
    """Return the number that a node is; raises ValueError, with this fix, if it is none, or if it is too large."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"'{_source(node)}' is no number; {fix}")
    if value > LARGEST:
        raise ValueError(f"'{one_line(_source(node), 42)}' is too large; write a number up to {LARGEST}")
    return value


def _check_call(call: ast.Call, choices: Choices) -> None:
    """Raise ValueError unless a call has a known word, the right ids and the right keywords."""
    word = call.func.id if isinstance(call.func, ast.Name) else _source(call.func)
    if word not in WORDS:
        raise ValueError(f"'{word}' cannot be asked; {suggestion(word, WORDS, f'use {one_of(tuple(WORDS))}')}")
    for starred in (node for node in call.args if isinstance(node, ast.Starred)):
        raise ValueError(f"{word} takes no '{_source(starred)}'; write {_usage(word)}")
    if len(call.args) != len(WORDS[word]):
        raise ValueError(f"{word} is asked of {len(call.args)} ids; write {_usage(word)}")
    names = [keyword.arg or "**" for keyword in call.keywords]
    _check_keywords(word, names)
    kinds, nodes = [*WORDS[word], *names], [*call.args, *(keyword.value for keyword in call.keywords)]
    for kind, node in zip(kinds, nodes, strict=True):
        if kind in BOUNDS:
            _bound(node)
        elif _id(node) not in choices[kind]:
            id = _id(node) or _source(node)
            fix = suggestion(id, choices[kind], f"use an id of its {kind}s")
            raise ValueError(f"'{id}' is not in the codebook; {fix}")


def _usage(word: str) -> str:
    """Return how a word is written, without its keywords."""
    return f"{word}({', '.join(WORDS[word])})"


def _check_keywords(word: str, names: Sequence[str]) -> None:
    """Raise ValueError unless a word takes each of these keywords, and each is given once."""
    for number, name in enumerate(names):
        if name in WORDS[word]:
            raise ValueError(f"{word} takes '{name}' without its name; write {_usage(word)}")
        if name not in KEYWORDS.get(word, ()):
            raise ValueError(f"{word} takes no '{name}'; use {one_of(KEYWORDS.get(word) or WORDS[word])}")
        if name in names[:number]:
            raise ValueError(f"{word} takes {name} twice; give it once")


def _bound(node: ast.expr) -> float:
    """Return the number at a keyword, which may be negative; raises ValueError if it is none."""
    fix = "write one, such as 0.5"
    if not isinstance(node, ast.UnaryOp) or not isinstance(node.op, ast.USub):
        return _literal(node, fix)
    if not isinstance(node.operand, ast.Constant):
        raise ValueError(f"'{_source(node)}' is no number; {fix}")
    return -_literal(node.operand, fix)


def _id(node: ast.expr) -> str | None:
    """Return the id that a node is, bare or in quotation marks; None if it is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    return node.id if isinstance(node, ast.Name) else None


def about(expression: ast.AST) -> list[tuple[str, str]]:
    """Return the sorted pairs of an actor and an issue that an expression names.

    >>> about(ast.parse("stance(borland, toll) > 0 and n(arland, bridge) > 1 and actors(bridge) > 2", mode="eval"))
    [('arland', 'bridge'), ('borland', 'toll')]
    """
    calls = [node for node in ast.walk(expression) if isinstance(node, ast.Call)]
    pairs = [call.args[:2] for call in calls if WORDS[_source(call.func)][0] == "actor"]
    return sorted({(str(_id(actor)), str(_id(issue))) for actor, issue in pairs})


class Evaluation(NamedTuple):
    """A value, and whether it is testable: one of each for every universe, as arrays, or single ones."""

    value: Any
    testable: Any


Word = Callable[..., Evaluation]
Vocabulary = Mapping[str, Word]


def _nothing(*ids: str, **bounds: float) -> Evaluation:
    return Evaluation(0.0, False)


NOTHING: Vocabulary = dict.fromkeys(WORDS, _nothing)  # where nobody says anything


def evaluate(node: ast.expr, ask: Vocabulary) -> Evaluation:
    """Return the Evaluation of a parsed expression; `ask` leads from a word to a function of its ids and keywords."""
    if isinstance(node, ast.Constant):
        return Evaluation(node.value, True)
    if isinstance(node, ast.Call):
        named = {str(keyword.arg): keyword.value for keyword in node.keywords}
        keywords = {name: _id(value) if name == "type" else _bound(value) for name, value in named.items()}
        return ask[_source(node.func)](*map(_id, node.args), **keywords)
    if isinstance(node, ast.UnaryOp):
        inner = evaluate(node.operand, ask)
        return Evaluation(-inner.value if isinstance(node.op, ast.USub) else inner.value ^ True, inner.testable)
    if isinstance(node, ast.BinOp):
        return _combine(SUMS[type(node.op)], evaluate(node.left, ask), evaluate(node.right, ask))
    if isinstance(node, ast.BoolOp):
        both = operator.and_ if isinstance(node.op, ast.And) else operator.or_
        return _combine(both, *(evaluate(value, ask) for value in node.values))
    if not isinstance(node, ast.Compare):
        raise ValueError(f"'{_source(node)}' is no comparison")
    values = [evaluate(value, ask) for value in (node.left, *node.comparators)]
    pairs = zip(node.ops, itertools.pairwise(values), strict=True)
    return _combine(operator.and_, *(_combine(COMPARISONS[type(sign)], *pair) for sign, pair in pairs))


def _combine(operation: Callable[[Any, Any], Any], first: Evaluation, *others: Evaluation) -> Evaluation:
    """Return the values combined one after another, testable where all of them are."""
    for other in others:
        first = Evaluation(operation(first.value, other.value), first.testable & other.testable)
    return first
