"""Patterns that people write: found as `re` finds them, within limits of time, memory and size."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core.bounds import limits, patterns

PIECES = (
    "a",
    "b",
    "[a-c]",
    "(é)",
    "\\w",
    "\\s",
    ".",
    "^",
    "$",
    "\\b",
    "(?:ab|b)",
    "“",
    "(?=a)",
    "(?!b)",
    "(?i:A)",
    "🙂",
    "\ud800",
)
COUNTS = ("", "", "*", "+?", "{2}")
PATTERNS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(COUNTS)).map("".join), max_size=5).map("".join)
TEXTS = st.text(alphabet="aAb cé“🙂\n\r\ud800", max_size=40)


@given(st.lists(PATTERNS, min_size=1, max_size=3), TEXTS)
def test_places_are_those_of_re(given_patterns, text):
    found, expected = [], []
    for pattern in given_patterns:
        try:
            expected.append([match.span() for match in re.finditer(pattern, text, re.MULTILINE)])
        except re.error as error:
            assert patterns.faults([pattern]) == [str(error)]
            return
    found = patterns.spans(given_patterns, text)
    assert found == expected and patterns.faults(given_patterns) == [""] * len(given_patterns)


@pytest.mark.parametrize(
    ("pattern", "text"), [("(a+)+$", "a" * 40 + "b"), ("(?s)(.|a)*x", "a" * 40), ("(?:a?){40}a{40}", "a" * 40)]
)
def test_a_pattern_that_takes_too_long_is_refused_and_the_next_one_is_answered(pattern, text, quick_patterns):
    with pytest.raises(patterns.UnusablePattern, match=r"^it takes more than 5 seconds$") as error:
        patterns.spans(["a", pattern, "b"], text)
    assert error.value.at == 1
    assert patterns.spans(["a"], "ba") == [[(1, 2)]]


def test_a_pattern_that_is_compiled_too_long_is_refused(quick_patterns):
    assert patterns.faults(["(?i)" + "[\0-\U0010ffff]" * 600]) == [patterns.SLOW]


def test_patterns_are_read_up_to_their_limit():
    most = "a" * limits.PATTERN_CHARACTERS
    assert patterns.faults([most, most + "a"]) == ["", "it has more than 10,000 characters"]
    assert patterns.faults(["(" * 4_000 + ")" * 4_000]) == ["its brackets stand within each other too often"]


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="memory is limited on Linux alone")
def test_a_pattern_that_takes_too_much_memory_is_refused(monkeypatch):
    patterns._end()
    monkeypatch.setattr(patterns, "PATTERN_MEMORY", 150_000_000)
    with pytest.raises(patterns.UnusablePattern, match=r"^it takes too much memory$"):
        patterns.spans(["(?s)(?:(.)|x)*y"], "a" * 5_000_000)
    patterns._end()


def test_an_interrupted_search_leaves_no_answer_to_the_next_one(monkeypatch):
    def interrupted(stream):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(patterns, "_answer", interrupted)
        patterns.spans(["a"], "aaa")
    assert patterns.spans(["b"], "ab") == [[(1, 2)]]


def test_a_process_that_was_ended_is_started_again():
    patterns.spans(["a"], "a")
    patterns.RUNNING[os.getpid()].kill()
    patterns.RUNNING[os.getpid()].wait()
    assert patterns.spans(["a"], "a") == [[(0, 1)]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes are forked here")
def test_a_forked_process_has_one_of_its_own():
    patterns.spans(["a"], "a")
    if not (child := os.fork()):
        found = patterns.spans(["a", "b"], "ab")
        patterns._end()
        os._exit(found != [[(0, 1)], [(1, 2)]])
    assert os.waitpid(child, 0)[1] == 0
    assert patterns.spans(["b"], "ab") == [[(1, 2)]]
