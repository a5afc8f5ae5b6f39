"""YAML files: repeated keys, and entries of another shape."""

import gc
import re
import time
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from project import PROJECT
from stancebook.core import csv_lines, tables, yaml_files
from stancebook.core.bounds import limits, yaml_nodes
from stancebook.core.yaml_files import WrongShape, expect, find_faults, sound_entries


def test_yaml_is_read_without_running_anything(tmp_path):
    (tmp_path / "study.yaml").write_text("title: Säl\n", encoding="utf-8")
    assert yaml_files.read_yaml(tmp_path / "study.yaml") == {"title": "Säl"}


@pytest.mark.matrix("YAML")
@pytest.mark.parametrize(
    ("text", "content", "repeated"),
    [
        ("", None, []),
        ("a: 1\nb: {c: 1, d: 2}\nc: 3", {"a": 1, "b": {"c": 1, "d": 2}, "c": 3}, []),
        ("a: 1\n'a': 2\na: 3", {"a": 3}, [("a", 2), ("a", 3)]),
        ("a: 2026-13-01\nb: 2026-03-01", {"a": "2026-13-01", "b": date(2026, 3, 1)}, []),
        ("a: 2026-13-01\n\ufeffb: 1", {"a": "2026-13-01", "\ufeffb": 1}, []),
        ("1: a\n'1': b", {1: "a", "1": "b"}, [("1", 2)]),
        ("- a:\n    - b: 1\n      c: 2\n      b: 3", [{"a": [{"b": 3, "c": 2}]}], [("b", 4)]),
        ("a: &x {b: 1}\nc: *x\nd: {<<: *x, b: 2}", {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 2}}, []),
        ("a: 1\nb: &x {c: 1,\n c: 2}\nd: *x", {"a": 1, "b": {"c": 2}, "d": {"c": 2}}, [("c", 3)]),
    ],
)
def test_a_key_given_twice_in_yaml_is_listed_with_its_line(text, content, repeated):
    assert yaml_nodes.parse_yaml(text) == (content, repeated)


WORDS = (
    "a", "b: ", "- ", "? ", ": ", "\n", "  ", "[", "]", "{", "}", ", ", "'", '"', "|", "|\n  ", ">", "#", " # c", "&x ", "*x",
    "!!str ", "!t ", "%", "---\n", "...\n", "\t", "1", "1.5", "true", "null", "~", "2025-01-01", "\\n", "“é”", "\u2028",
    "\x85", "\ufeff", "\r\n", "\r", "@", "`", "<<: ", "x: y", "a: 1\na: 2\n", "\x00", "-1", "0o7", "1_000", "12:30:45", "=",
    "\x7f", "\x0b", "\ufffe", "😀", "\ud800", "b: |\n  x\n", "c: >-\n  y\n  z\n",
)  # fmt: skip


def outcome(parse, text):
    """What parsing gives, or its error, as text: NaN and such are equal to themselves there."""
    try:
        return repr(parse(text))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def python_alone(text):
    return yaml_nodes._loaded(yaml_nodes._Loader(text))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_libyaml_and_python_read_the_same_and_complain_alike(text):
    assert outcome(yaml_nodes.parse_yaml, text) == outcome(python_alone, text)


@pytest.mark.matrix("YAML")
@pytest.mark.parametrize(
    "text", ["a: |# b", "a:\tb", "'a' :\n\t- b", "a\u2028b: 1", "a: b\ufeff", "a: [1", "a: \ud800"]
)
def test_what_libyaml_reads_in_its_own_way_is_read_in_pythons(text):
    assert outcome(yaml_nodes.parse_yaml, text) == outcome(python_alone, text)


@pytest.mark.parametrize("path", sorted(PROJECT.glob("**/data/coded/*.yaml")), ids=lambda path: path.name)
def test_libyaml_reads_the_files_of_the_studies_as_python_does(path):
    text = path.read_text(encoding="utf-8")
    assert yaml_nodes.parse_yaml(text) == python_alone(text)


BEYOND = {  # a text just within each limit, and one just beyond it, with the line at which it is beyond
    yaml_nodes.LARGE: lambda more: ("a: " + "x" * (limits.YAML_CHARACTERS - 3 + more), None),
    yaml_nodes.ENTRIES: lambda more: (
        "a: &x [" + "x," * 999 + "x]\nb: [" + "*x, " * 498 + "y," * (496 + more) + "y]",
        1,
    ),
    yaml_nodes.ALIASES: lambda more: (
        "a: &x y\nb:\n" + "- *x\n" * (limits.YAML_ALIASES + more),
        limits.YAML_ALIASES + 3,
    ),
    yaml_nodes.DEEP: lambda more: (
        "[" * (limits.YAML_LEVELS - 1 + more) + "1" + "]" * (limits.YAML_LEVELS - 1 + more),
        1,
    ),
    f"{yaml_nodes.DEEP} ": lambda more: (  # with an alias
        f"a: &x {'[' * 21}{']' * 21}\nb: {'[' * (28 + more)}*x{']' * (28 + more)}",
        2,
    ),
    yaml_nodes.LONG_NUMBER: lambda more: ("a: b\nc: " + "1" * (limits.NUMBER_CHARACTERS + more), 2),
}


@pytest.mark.matrix("YAML")
@pytest.mark.parametrize("problem", BEYOND, ids=lambda problem: problem.split("more than ")[1])
@pytest.mark.parametrize("comment", ["", "  # a \t, for which Python's parser reads it"], ids=["libyaml", "python"])
def test_yaml_is_read_up_to_each_limit_and_refused_beyond_it_with_its_line(problem, comment, monkeypatch):
    monkeypatch.setattr(limits, "YAML_CHARACTERS", 20_000)  # so that it is quick
    within, beyond = (BEYOND[problem](more) for more in (0, 1))
    yaml_nodes.parse_yaml(within[0] if problem == yaml_nodes.LARGE else within[0] + comment)
    with pytest.raises(yaml_nodes.TooMuch) as error:
        yaml_nodes.parse_yaml(beyond[0] + comment)
    told = problem.strip()
    assert yaml_files.explain(error.value) == (beyond[1], told, yaml_nodes.FIXES[told])
    assert str(error.value) == (f"line {beyond[1]}: {told}" if beyond[1] else told)


def test_entries_are_counted_while_they_are_read(monkeypatch):
    monkeypatch.setattr(limits, "YAML_ENTRIES", 5)
    assert yaml_nodes.parse_yaml("[a, b, c, d]") == (["a", "b", "c", "d"], [])
    with pytest.raises(yaml_nodes.TooMuch, match=f"^line 2: {re.escape(yaml_nodes.ENTRIES)}$"):
        yaml_nodes.parse_yaml("[a, b, c,\n d, e")  # of which nobody reads whether it ends


def test_a_merge_that_nobody_solved_is_refused_with_its_line():
    with pytest.raises(yaml_nodes.TooMuch, match=f"^line 2: {csv_lines.UNSOLVED}$"):
        yaml_nodes.parse_yaml("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n")


@pytest.mark.parametrize("collects", [True, False])
def test_the_garbage_collector_works_as_before(collects):
    try:
        (gc.enable if collects else gc.disable)()
        yaml_nodes.parse_yaml("a: 1")
        assert gc.isenabled() == collects
    finally:
        gc.enable()


def test_an_alias_within_what_it_repeats_is_refused_with_its_line():
    with pytest.raises(yaml_nodes.TooMuch) as error:
        yaml_nodes.parse_yaml("a: 1\nb: &x\n  c: *x")
    assert yaml_files.explain(error.value) == (3, yaml_nodes.LOOP, yaml_nodes.FIXES[yaml_nodes.LOOP])


def test_a_text_is_composed_up_to_its_limit(monkeypatch):
    monkeypatch.setattr(limits, "YAML_CHARACTERS", 10)
    [(key, value)] = yaml_nodes.compose("\nkey:  [x]").value
    assert (key.value, value.start_mark.line, value.start_mark.index) == ("key", 1, 7)
    with pytest.raises(yaml_nodes.TooMuch, match=f"^{yaml_nodes.LARGE}$"):
        yaml_nodes.compose("\nkey:  [xy]")


def test_yaml_with_a_key_given_twice_is_refused(tmp_path):
    (tmp_path / "study.yaml").write_text("title: a\ntitle: b\n", encoding="utf-8")
    with pytest.raises(
        tables.UnreadableFile, match=r"^study.yaml, row 2: 'title' stands there twice; make one of them$"
    ):
        yaml_files.read_yaml(tmp_path / "study.yaml")


@pytest.mark.parametrize(
    ("value", "shape", "sentences"),
    [
        ("a text", str, []),
        (5, str, ["5 is no text, as it stands there; write it in quotes"]),
        (2, int, []),
        (True, int, ["True is no whole number; write digits, without quotes"]),
        ("2", int, ["'2' is no whole number; write digits, without quotes"]),
        (object, object, []),
        ("b", ("a", "b"), []),
        (["b"], ("a", "b", "c"), ["['b'] is not known; use a, b or c"]),
        ([], [str], []),
        (["a", "b"], [str], []),
        ("ab", [str], ["it is no list; write it as [one, another]"]),
        (["a", 8], [str], ["2: 8 is no text, as it stands there; write it in quotes"]),
        (["a", " "], [str], ["a text is empty; write it, or take it out"]),
        ([None], [int], ["1: None is no whole number; write digits, without quotes"]),
        ([["a"], "b"], [[str]], ["2: it is no list; write it as [one, another]"]),
        ({"a": "x"}, {"a": str}, []),
        ([], {"a": str}, ["it has no entries; write them as name: value"]),
        ({}, {"a": str, "b?": int}, ["'a' is missing; add it"]),
        ({"a": None}, {"a": object}, ["'a' is missing; add it"]),
        ({"isues": 1}, {"issues": object, ...: object}, ["'isues' is not known; name it issues"]),
        ({"note": 1}, {"issues": object, ...: object}, ["'issues' is missing; add it"]),
        ({"isues": 1, "issues": 1}, {"issues": object, ...: object}, []),
        ({"a": " "}, {"a": object}, ["'a' is missing; add it"]),
        ({"a": []}, {"a": [str]}, []),
        ({"a": ""}, {"a?": str, "b?": int}, []),
        ({"a": None}, {"a?": [str]}, ["a: it is no list; write it as [one, another]"]),
        ({"b": "x"}, {"a?": str, "b?": int}, ["b: 'x' is no whole number; write digits, without quotes"]),
        ({"c": 1}, {"a?": str, "b?": int}, ["'c' is not known; use a or b"]),
        ({1: 1, None: 2}, {...: int}, []),
        ({"a": {"b": {"c": 1}}}, {"a": {...: {"c": str}}}, ["a: b: c: 1 is no text, as it stands there; write it in quotes"]),
        ([{"id": "x", "n": "1"}, {"n": "1", "id": []}], [{"id": str, "n": int}], [
            "x: n: '1' is no whole number; write digits, without quotes",
            "2: id: [] is no text, as it stands there; write it in quotes",
            "2: n: '1' is no whole number; write digits, without quotes",
        ]),
    ],
)  # fmt: skip
def test_each_entry_of_another_shape_is_listed_with_its_place_and_fix(value, shape, sentences):
    faults = find_faults(value, shape)
    assert [f"{fault.place}: {fault.message}; {fault.fix}".removeprefix(": ") for fault in faults] == sentences
    if sentences:
        with pytest.raises(WrongShape) as error:
            expect(value, shape)
        assert str(error.value).split("\n") == sentences and error.value.faults == faults
    else:
        expect(value, shape)


def test_entries_of_the_right_shape_are_read_beside_those_of_another():
    entries, faults = sound_entries({"a": ["x"], "b": {"c": [1]}, "d": 5}, {"a": [str], "b": {"c": [str]}, ...: int})
    assert entries == {"a": ["x"], "d": 5} and [fault.place for fault in faults] == ["b: c: 1"]
    assert sound_entries(["a"], {"a": str})[0] == {}


def test_half_of_a_character_is_a_fault():
    content, _ = yaml_nodes.parse_yaml('name: "a\\ud800"\nwhole: "a\\U0001F642"')
    [fault] = find_faults(content, {"name": str, "whole": str})
    assert fault == ("name", "it has half of a character (a lone surrogate)", "write the whole character")


def test_a_place_begins_with_the_name_of_the_value():
    [fault] = find_faults({"a": 1}, {"a": str}, "rules")
    assert fault.place == "rules: a"
    [fault] = find_faults(None, {"a": str}, "rules")
    assert fault.place == "rules"


@pytest.mark.parametrize("line", ["- one: two", "key%d: value", "- [a, {b: c}]", "? a%d", "- !!str x", "- 'x'  # \t"])
def test_the_time_to_read_yaml_grows_as_its_size(line):
    def seconds(lines):
        text = "".join(f"{line % number if '%' in line else line}\n" for number in range(lines))
        started = time.process_time()
        yaml_nodes.parse_yaml(text)
        return time.process_time() - started

    once, twice = min(seconds(3_000) for _ in range(3)), min(seconds(6_000) for _ in range(3))
    assert twice < 3.5 * once
