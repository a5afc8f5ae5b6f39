"""The description of a code: its definition, and behind it a line with an actor's type, and one with its other names.

>>> towns = Code("a", "towns", "actor", "Towns on the strait", type="group", others=("the towns", "harbour towns"))
>>> print(description(towns))
Towns on the strait
type: group
other names: the towns; harbour towns
>>> described(Code("a", "towns", "actor", description(towns))) == towns
True
"""

from __future__ import annotations

from dataclasses import replace

from stancebook.exchange.project import Code

TYPE, OTHERS, BETWEEN = "type: ", "other names: ", "; "


def description(code: Code) -> str:
    """Return the description of a code."""
    type, others = f"{TYPE}{code.type}" * bool(code.type), f"{OTHERS}{BETWEEN.join(code.others)}" * bool(code.others)
    return "\n".join(filter(None, [code.definition, type, others]))


def described(code: Code) -> Code:
    """Return a code whose definition is a description, with its parts: an actor may have a type and other names."""
    lines = code.definition.split("\n")
    if code.kind == "actor" and lines[-1].startswith(OTHERS):
        code = replace(code, others=tuple(lines.pop().removeprefix(OTHERS).split(BETWEEN)))
    if code.kind == "actor" and lines and lines[-1].startswith(TYPE):
        code = replace(code, type=lines.pop().removeprefix(TYPE))
    return replace(code, definition="\n".join(lines))
