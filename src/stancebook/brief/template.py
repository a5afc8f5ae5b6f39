"""The template of a brief, checked before anything runs.

Its text stands in a claim, which selects its evidence, or in a block marked plain; the numbers and names of a claim
come from expressions. All problems are reported at once.

>>> for problem in faults("Arland agrees.\\n{% call(e) claim('a', notes()) %}Two do.{% endcall %}"):
...     print(problem.column, problem.message, sep=": ")
line 1: text stands outside claim and plain: 'Arland agrees.'
line 2: the number word 'Two' is typed

Digits, number words and names are literals that a table should give, in text and in expressions.

>>> faults_of_text = literals_of_text(1, "Ann Bell sends\\ntwo of 30 “ships”.", names_pattern(["Ann Bell"]))
>>> [message for line, message, fix in faults_of_text]
["the digits '30' are typed", "the number word 'two' is typed", "the name 'Ann Bell' is typed"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stancebook.core.english import one_of
from stancebook.core.problems import Problem

if TYPE_CHECKING:
    from stancebook.core.paths import RunPaths
    from stancebook.study.loader import Authored

    Faults = Iterator[tuple[int, str, str]]  # line, message, fix
    Names = re.Pattern[str]  # that a template may not type

TEMPLATE = "report/template.md"
# these words print their arguments
SPEAKS = ("number", "percent", "decimal", "count", "listed", "capital", "words", "verb", "figure")
SELECTIONS = {
    "statements": ("actor", "issue", "article", "via", "voice", "condition", "position", "at_least", "at_most", "ids"),
    "facts": ("plan", "attribute", "subject", "said_by", "article", "status", "ids"),
    "notes": ("kind", "article", "ids"),
}
VOCABULARY = {
    *SELECTIONS, *SPEAKS, "claim", "plain", "name", "names", "issue", "range_of", "source", "as_of", "stance",
    "actors_where", "conditions", "own_words", "reliability", "run", "counts", "study", "holds", "actors_of", "in_time",
    "values", "said_by", "about_source", "findings", "borne", "scale", "namespace", "loop",
}  # fmt: skip
CLAIM_ID = re.compile(r"[\w-]+")
HOME = 'put it into {% call(e) claim("id", statements(...)) %} or, if it asserts nothing, into {% call plain() %}'
NUMBER_WORD = re.compile(
    r"\b((zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|"
    r"(twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|(m|b|tr)illion|dozen|third|quarter|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth)s?|half|halves|double[sd]?|triple[sd]?|twice|thrice|twofold|threefold)\b",
    re.IGNORECASE,
)
FOREIGN_MARK = re.compile(r"[‘‚‛„‟«»‹›]")
FROM_TABLE = "take it from a table, in an expression"


def environment(finalize: Callable[[Any], str] | None = None) -> ImmutableSandboxedEnvironment:
    """A sandboxed Jinja environment without randomness, in which an unknown word is an error."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, finalize=finalize
    )
    made.globals = {"namespace": made.globals["namespace"]}
    made.filters.pop("random")
    return made


def check_template(run: RunPaths, authored: Authored) -> list[Problem]:
    """The problems of a study's template, which may not type the names of actors, speakers and outlets."""
    rows = [row for file in ("coder_a.csv", "coder_b.csv") for row in authored.rows.get(file, ())]
    cells = [row[column] for row in authored.sources for column in ("outlet", "cited_outlets")]
    outlets = [outlet for cell in cells for outlet in re.split(r"[;,|]", cell)]
    names = [*authored.codebook.names.values(), *(row["speaker"] for row in rows), *outlets]
    choices = authored.codebook.choices | {"article": tuple(row["article"] for row in authored.sources)}
    try:
        return faults(run.template.read_bytes().decode("utf-8"), choices, names)
    except OSError:
        return [Problem(TEMPLATE, None, "", "the file is missing", "write it")]
    except UnicodeDecodeError as error:
        return [Problem(TEMPLATE, None, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8")]


def faults(source: str, choices: Mapping[str, Iterable[str]] | None = None, names: Iterable[str] = ()) -> list[Problem]:
    """A Problem for each fault of a template's text, by line; `choices` are ids by column, `names` may not be typed."""
    made = environment()
    try:
        parsed = made.parse(source)
        if _may_not_compile(parsed, made):
            made.compile(source)
    except TemplateSyntaxError as error:
        return [_problem(error.lineno, f"it is no readable template ({error.message.rstrip('.')})", "mend that line")]
    named, of_selections = names_pattern(names), _of_selections(parsed, choices or {})
    found = chain(_of_body(parsed.body, None, False, named), _of_words(parsed), of_selections, _of_ids(parsed))
    return [_problem(*fault) for fault in sorted(set(found))]


def _may_not_compile(parsed: nodes.Template, made: ImmutableSandboxedEnvironment) -> bool:
    """Whether Jinja may refuse to compile what it has parsed, which takes longer than all other checks.

    It refuses unknown filters and tests, names of its own that are set, and tags that a template does not use.
    """
    known = {nodes.Filter: made.filters, nodes.Test: made.tests}
    for node in parsed.find_all((nodes.Filter, nodes.Test, nodes.Name, nodes.Stmt)):
        if isinstance(node, nodes.Name):
            refused = node.ctx != "load" and node.name in ("loop", "caller")
        elif isinstance(node, nodes.Stmt):
            refused = not isinstance(node, (nodes.Output, nodes.CallBlock, nodes.If, nodes.For, nodes.Assign))
        else:
            refused = node.name not in known[type(node)]
        if refused:
            return True
    return False


def plain_texts(source: str) -> list[tuple[int, str]]:
    """The line and the literal text of each block marked plain, for a review of all of them."""
    blocks = environment().parse(source).find_all(nodes.CallBlock)
    plain = [block for block in blocks if callee(block.call) == "plain"]
    texts = [(block.lineno, "".join(data.data for data in block.find_all(nodes.TemplateData))) for block in plain]
    return sorted((line, " ".join(text.split())) for line, text in texts)


def _problem(line: int, message: str, fix: str) -> Problem:
    return Problem(TEMPLATE, None, f"line {line}", message, fix)


def _of_body(body: list[nodes.Node], block: str | None, looped: bool, named: Names) -> Faults:
    """The faults in the body of a block ('claim', 'plain' or None), in every branch of it."""
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from _of_output(part, block, named)
        elif isinstance(node, nodes.CallBlock):
            yield from _of_block(node, block, looped, named)
        elif isinstance(node, (nodes.If, nodes.For)):
            turns = isinstance(node, nodes.For)
            yield from literals_of_expression(node.iter, named) if turns and block != "plain" else ()
            yield from _of_body([*node.body, *getattr(node, "elif_", ()), *node.else_], block, looped or turns, named)
        elif isinstance(node, nodes.Assign):
            yield from literals_of_expression(node.node, named) if block != "plain" else ()
        else:
            tag = re.sub(r"(?<!^)([A-Z])", r" \1", type(node).__name__).lower()
            yield node.lineno, f"a template does not use '{tag}'", "use for, if, set with =, and call"


def _of_output(part: nodes.Node, block: str | None, named: Names) -> Faults:
    """The faults of one piece of literal text or one printed expression."""
    if not isinstance(part, nodes.TemplateData):
        if not block and callee(part) != "figure":
            yield part.lineno, "an expression is printed outside claim and plain", HOME
        yield from literals_of_expression(part, named) if block != "plain" else ()
    elif block == "claim":
        yield from literals_of_text(part.lineno, part.data, named)
    elif not block and part.data.strip():
        line = part.lineno + part.data[: len(part.data) - len(part.data.lstrip())].count("\n")
        yield line, f"text stands outside claim and plain: '{' '.join(part.data.split())[:60]}'", HOME


def _of_block(node: nodes.CallBlock, block: str | None, looped: bool, named: Names) -> Faults:
    """The faults of a call block: its kind, its place, its id and evidence, its body."""
    kind = callee(node.call)
    if kind not in ("claim", "plain"):
        yield node.lineno, f"'{kind}' is no block of a template", "call claim or plain"
    if block:
        yield node.lineno, f"a {kind} stands in a {block}", f"end the {block} before it"
    if kind == "claim":
        yield from _of_claim(node.call, looped)
    elif kind == "plain" and (node.call.args or node.call.kwargs):
        yield node.lineno, "plain is given something", "write {% call plain() %}"
    yield from _of_body(node.body, kind, looped, named)


def _of_claim(call: nodes.Call, looped: bool) -> Faults:
    """The faults of a claim's id, and missing evidence."""
    id = call.args[0] if call.args else nodes.Const("")
    if isinstance(id, nodes.Const):
        if looped:
            yield call.lineno, f"claim '{id.value}' stands in a loop", "give it an id that differs with each turn"
        if not CLAIM_ID.fullmatch(str(id.value)):
            yield call.lineno, f"'{id.value}' is no id of a claim", "use letters, digits, - and _"
    if len(call.args) < 2 and not call.dyn_args:
        which = f"claim '{id.value}'" if isinstance(id, nodes.Const) else "a claim"
        yield call.lineno, f"{which} selects no evidence", "give it statements(...), facts(...) or notes(...)"


def _of_words(parsed: nodes.Template) -> Faults:
    """The faults of words that are not in the vocabulary."""
    names = list(parsed.find_all(nodes.Name))
    known = VOCABULARY | {name.name for name in names if name.ctx != "load"}
    for name in names:
        if name.name not in known:
            yield name.lineno, f"the word '{name.name}' is not known", "see the vocabulary of a template"


def _of_selections(parsed: nodes.Template, choices: Mapping[str, Iterable[str]]) -> Faults:
    """The faults of selections: unknown keywords, and ids that are not in the codebook or the sources."""
    for call in parsed.find_all(nodes.Call):
        table = callee(call)
        if table in SELECTIONS and call.args:
            yield call.lineno, f"{table} is given a value without a keyword", f"use {one_of(SELECTIONS[table])}"
        for given in call.kwargs if table in SELECTIONS else ():
            if given.key not in SELECTIONS[table]:
                yield given.lineno, f"{table} cannot be selected by '{given.key}'", f"use {one_of(SELECTIONS[table])}"
            for part in getattr(given.value, "items", [given.value]):
                known = choices.get(given.key)
                if known and isinstance(part, nodes.Const) and str(part.value) not in known:
                    fix = f"use {one_of(known)}" if len(known) <= 12 else "use an id of the codebook"
                    yield given.lineno, f"'{part.value}' is no {given.key}", fix


def _of_ids(parsed: nodes.Template) -> Faults:
    """The faults of claims that share an id."""
    seen = {}
    for block in sorted(parsed.find_all(nodes.CallBlock), key=lambda block: block.lineno):
        id = block.call.args[0] if callee(block.call) == "claim" and block.call.args else None
        if isinstance(id, nodes.Const) and seen.setdefault(id.value, block.lineno) != block.lineno:
            yield block.lineno, f"claim '{id.value}' stands in line {seen[id.value]} too", "give each claim its own id"


def names_pattern(names: Iterable[str]) -> Names:
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


def literals_of_text(line: int, text: str, named: Names) -> Faults:
    """The faults of literal text that begins on this line."""
    text = unescape(text)
    digits = (match for match in re.finditer(r"\S+", text) if any(letter.isnumeric() for letter in match[0]))
    for message, matches, fix in (
        ("the digits '{}' are typed", digits, FROM_TABLE),
        ("the number word '{}' is typed", NUMBER_WORD.finditer(text), FROM_TABLE),
        ("the name '{}' is typed", named.finditer(text), FROM_TABLE),
        ("what {} marks is not compared with the passages", FOREIGN_MARK.finditer(text), "quote between “ and ”"),
    ):
        for match in matches:
            yield line + text[: match.start()].count("\n"), message.format(" ".join(match[0].split())), fix


def literals_of_expression(expression: nodes.Node, named: Names) -> Faults:
    """The faults of constants that an expression may print."""
    for line, value in constants(expression):
        if isinstance(value, str):
            yield from literals_of_text(line, value, named)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield line, f"the number {value} is typed in an expression", FROM_TABLE


def constants(node: nodes.Node) -> list[tuple[int, Any]]:
    """The line and value of each constant that an expression may print as it is typed.

    Arguments of a selection, compared values and the numbers of a calculation are not printed.
    """
    if isinstance(node, nodes.Const):
        return [(node.lineno, node.value)]
    printed = [constant for part in _printed(node) for constant in constants(part)]
    computed = isinstance(node, (nodes.BinExpr, nodes.Filter)) and not isinstance(node, (nodes.And, nodes.Or))
    typed = all(isinstance(part, nodes.Const) for part in _printed(node))
    kept = typed or not computed or getattr(node, "name", "") in ("default", "d")
    return [(line, value) for line, value in printed if isinstance(value, str) or kept]


def _printed(node: nodes.Node) -> list[nodes.Node]:
    """The parts of an expression whose value may become its value."""
    if isinstance(node, (nodes.Compare, nodes.Test, nodes.Not)):
        return []
    if isinstance(node, (nodes.Getattr, nodes.Getitem)):
        return [node.node]
    if isinstance(node, nodes.Call) and callee(node):
        alt = [given.value for given in node.kwargs if given.key == "alt"]
        return [*node.args[callee(node) == "figure" :], *alt] if callee(node) in SPEAKS else []
    return list(node.iter_child_nodes(exclude=("test",) if isinstance(node, nodes.CondExpr) else ()))


def callee(node: nodes.Node) -> str:
    """The name that a node calls; empty if it is not a call of a name."""
    return node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""
