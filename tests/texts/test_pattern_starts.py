"""The starts of a pattern are those of all that it matches, and so no text is passed over that it would match."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.texts.patterns import furniture
from stancebook.texts.patterns.starts import ANY_CASE, needed, normal, one_of, starts

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
        assert re.match(one_of(starts(pattern, size)), normal(text)) or not re.fullmatch(pattern, text)


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


FORMS = [each for line in LINES for each in (line, line.lower(), line.upper(), furniture.with_signs(line))]


def slowly(kind, line):
    line = line.lower() if kind == "lines" else line
    matched = (id for id, pattern in furniture.patterns(kind) if pattern.fullmatch(line))
    return next((id for id in matched if kind != "cased" or id not in furniture.NAMED or furniture.are_names(line)), "")


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_is_passed_over_for_any_line(kind):
    found = [furniture.matching(kind, line) for line in FORMS]
    assert found == [slowly(kind, line) for line in FORMS] and any(found) == (kind != "first")


def test_a_rule_for_lines_goes_before_one_where_case_counts():
    lines = [*FORMS, "bo.lind-fotos.example", "Photo: AFP", "Photo: afp.com", "Getty Images", "Photos: ¥"]
    found = [furniture.matching_line(line) for line in lines]
    assert found == [slowly("lines", line) or slowly("cased", line) for line in lines]
    assert found != [slowly("cased", line) or slowly("lines", line) for line in lines]


NAMES = st.sampled_from(
    ["Ada", "Force", "Sea", "SEA", "sea", "Troops", "Sa\u017f", "Lind's", "Jack-and-Jill", "9Sea", "_Day", "and", ","]
)


@given(st.lists(NAMES, max_size=6), st.sampled_from([" ", "-", ".", "and", ""]))
@example(["By", "THAN\u212aS"], " ")
@example(["By", "Ada and-Sea and Bo"], " ")
def test_names_are_told_from_headlines_as_part_by_part(words, between):
    text = between.join(words)
    behind = text.split(None, 1)[-1] if " " in text else ""
    assert furniture.are_names(text) == all(map(furniture._may_be_names, furniture.NEXT_NAME.split(behind)))


def test_words_that_are_no_names_are_one_word_with_a_capital_each():
    assert all(word.isalpha() and word == word.capitalize() for word in furniture._not_names())


def test_no_rule_for_whole_lines_begins_with_a_quotation_mark():
    assert not any(start.startswith('"') for kind in ("lines", "cased") for start in furniture.asked_by(kind)[0])


@given(
    st.lists(
        st.sampled_from(
            [
                *LINES,
                "İst AP",
                "APs",
                "the Associated Press",
                "Reuters/dpa",
                "3 mai",
                "ẞ 1",
                "the ",
                "(",
                "/",
                "1",
                "5 May 2025 ",
                "AP",
                "x (Twitter)",
                "é",
            ]
        ),
        max_size=4,
    )
)
@example(["İst AP"])
@example(["1.12.5.2025"])
def test_no_token_is_passed_over(pieces):
    text = " ".join(pieces)
    signed, at = "", 0
    for start in range(len(text)):
        if start >= at and (match := furniture._tokens().match(text, start)):
            signed, at = signed + text[at:start] + furniture.SIGNS[match.lastindex - 1], match.end()
    canonical, places = furniture.canonical(text)
    assert (
        furniture.with_signs(text) == canonical == signed + text[at:]
        and len(places) == len(canonical) + 1
        and places[-1] == len(text)
    )


@pytest.mark.parametrize(("pattern", "passed"), [("ab|cd", "ac"), (r"\d a", "1 b"), ("(?:x|y)z", "xx"), ("a", "ab")])
def test_texts_that_begin_otherwise_are_passed_over(pattern, passed):
    assert not re.match(one_of(starts(pattern, 4)), passed)


def test_a_pattern_with_too_many_starts_says_nothing():
    assert "" in starts("[a-z]{5}", 5)


def test_what_the_package_matches_begins_with_less_than_anything():
    for kind in ("lines", "cased", "sentences"):
        known, _ = furniture.asked_by(kind)
        assert "" not in known and len(known) > 100
