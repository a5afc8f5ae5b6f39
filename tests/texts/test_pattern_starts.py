"""The starts of a pattern are those of all that it matches, and so no text is passed over that it would match."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.texts.patterns import furniture
from stancebook.texts.patterns.starts import ANY_CASE, may_match, needed, starts

PATTERNS = [
    "a|b?c",
    "(?:ab)*c+",
    "[ab]{2}c?",
    "(?i:A|b)a",
    ".a",
    "a(?=b).",
    r"\d{1,2}a|b",
    "",
    "(?:a?b?)?c{2,9}",
    r"\wb",
    "^a$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("abcA1", max_size=7))
def test_no_text_that_matches_is_passed_over(pattern, text):
    for size in (1, 3, 5):
        assert may_match(text[:size], starts(pattern, size), size) or not re.fullmatch(pattern, text)


@pytest.mark.parametrize("pattern", [*PATTERNS, "(?i:Si)|[bc]a", "a(?:bc|c)+b?", "(?:ab)?c", "A1{1,2}", "b(?!a)."])
@given(text=st.text("abcA1sSiIſıİ", max_size=7))
def test_what_a_match_needs_is_in_each_text_that_matches(pattern, text):
    needs = needed(pattern)
    assert not needs or any(word in text.lower() for word in needs) or not re.fullmatch(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\w+ (?:Pool|[¥¢]) ?x?", {"pool", "¥", "¢"}),
        (r"\w+ waits(?: on)?", {" waits"}),
        (r"(?:waits)*\w", set()),
        (r"waits|\w", set()),
    ],
)
def test_a_match_needs_the_rarest_of_its_parts(pattern, needs):
    assert needed(pattern) - ANY_CASE == needs and ANY_CASE.isdisjoint(needed(pattern)) == (not needs)


KINDS = ["lines", "cased", "sentences", "doubt", "first"]
LINES = [
    line.replace(" ||| ", " ")
    for name in ("positions", "furniture", "mixed")
    for line in (Path(__file__).parent / "lines" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_is_passed_over_for_any_line(kind):
    def slowly(line):
        matched = (id for id, pattern in furniture.patterns(kind) if pattern.fullmatch(line))
        return next(
            (id for id in matched if kind != "cased" or id not in furniture.NAMED or furniture.are_names(line)), ""
        )

    lines = [each for line in LINES for each in (line, line.lower(), line.upper(), furniture.canonical(line)[0])]
    found = [furniture.matching(kind, line) for line in lines]
    assert found == [slowly(line) for line in lines] and any(found) == (kind != "first")


@given(
    st.lists(
        st.sampled_from([*LINES, "İst AP", "the ", "(", "/", "1", "5 May 2025 ", "AP", "x (Twitter)", "é"]), max_size=4
    )
)
@example(["İst AP"])
def test_no_token_is_passed_over(pieces):
    text = " ".join(pieces)
    signed, at = "", 0
    for start in range(len(text)):
        if start >= at and (match := furniture._tokens().match(text, start)):
            signed, at = signed + text[at:start] + furniture.SIGNS[match.lastindex - 1], match.end()
    canonical, places = furniture.canonical(text)
    assert canonical == signed + text[at:] and len(places) == len(canonical) + 1 and places[-1] == len(text)


@pytest.mark.parametrize(("pattern", "passed"), [("ab|cd", "ac"), (r"\d a", "1 b"), ("(?:x|y)z", "xx"), ("a", "ab")])
def test_texts_that_begin_otherwise_are_passed_over(pattern, passed):
    assert not may_match(passed, starts(pattern, 4), 4)


def test_a_pattern_with_too_many_starts_says_nothing():
    assert "" in starts("[a-z]{5}", 5)


def test_what_the_package_matches_begins_with_less_than_anything():
    for kind in ("lines", "cased", "sentences"):
        known, _ = furniture.asked_by(kind)
        assert "" not in known and len(known) > 100
