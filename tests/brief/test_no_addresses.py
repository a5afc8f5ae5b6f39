"""What the text of a brief asks in any wrong way is told in words: no address, no traceback, and no endless line."""

import itertools

import pytest

from counts import count, some_of
from stancebook.analysis import predicates
from stancebook.brief import text
from stancebook.brief.inline import BriefError

BOOK = {"actor": ("arland", "towns"), "issue": ("bridge",), "condition": ("none", "toll"), "type": ("state",)}
WORDS = (*predicates.WORDS, "print", "max", "repr", "str", "len", "stance.n", "7", "[]", "(lambda: 0)", "__import__")
GIVEN = (
    "arland", "bridge", "7", "1.5", "b'x'", "None", "...", "[1]", "{}", "lambda: 0", "f'{1}'", "stance", "stance(arland, bridge)", "print",
    "(1, 2)", "1j", "*a", "**a", "x := 1", "arland.bridge", "arland[0]", "await x", "9" * 400, "not 1", "'\\ud800'", "max", "type=print", "at_least=len",
)  # fmt: skip
ASKED = [
    f"{word}({one}, {two}){tail}"
    for word, one, two in itertools.product(WORDS, GIVEN, GIVEN)
    for tail in ("", " > 0", f" > {one}")
]
KEYS = (
    "F1",
    "",
    "a/b",
    "a/b position=x",
    "a/b via=",
    "*/*",
    "a/b position=" + "9" * 50,
    "a/b quoted x=y",
    "a,b/c",
    "x" * 5000,
    "a/b position=>=len",
)
BRACES = (
    "{}", '{count="articles"}', "{count=7}", '{holds="stance"}', "{says=x}", "{#a .b}", '{count="x" says="y"}', "{count=[1]}", "{#s1}", "{=}",
    '{holds="stance(arland, bridge) > len"}', '{count="' + "x" * 9000 + '"}',
)  # fmt: skip


@pytest.mark.matrix
def test_no_predicate_prints_an_address():
    number = count("wrong predicates", full=len(ASKED), small=1000)
    for asked, as_number in itertools.product(some_of(ASKED, number), (False, True)):
        try:
            predicates.parse(asked, BOOK, as_number)
        except ValueError as error:
            assert "0x" not in str(error) and len(str(error)) < 2000, asked


@pytest.mark.parametrize("braces", BRACES, ids=lambda braces: braces[:30])
def test_no_fault_of_a_citation_prints_an_address(braces):
    for key in KEYS:
        for line in (f"Arland pays [@{key}]{braces}.", f"[two]{braces} texts [@{key}].", f"[@{key}"):
            try:
                text.parse(f"# A bridge\n\n{line}\n")
            except BriefError as error:
                assert "0x" not in str(error)
