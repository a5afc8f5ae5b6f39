"""The schema: the tables of the shipped study and of the toy are as it says, and data/README.md says the same."""

import ast
import difflib
import re
from dataclasses import replace
from itertools import dropwhile, takewhile

import pytest

from project import PROJECT, TOY
from stancebook.core import schema, tables
from stancebook.core.columns import as_markdown
from stancebook.exchange.table_import import stored
from stancebook.study.people import tables as people
from table_checks import problems

README = (PROJECT / "data/README.md").read_text(encoding="utf-8")
AUTHORED = {  # the files of each table of data/coded; a file need not be there
    "coder_rows": ["coder_a.csv", "coder_b.csv"],
    "coder_facts": ["coder_a_facts.csv", "coder_b_facts.csv"],
    "adjudicated_facts": ["facts.csv"],
    "coder_notes": [r"\<coder>_source_notes.csv"],
    "proposals": [r"\<coder>_proposals.csv"],
    "memos": [r"\<coder>_memos.csv"],
    "marks": ["coder_a_marks.csv", "coder_b_marks.csv", "adjudication_marks.csv"],
    "judgments": [r"\<name>.csv"],
    "judgment_levels": [r"\<name>_levels.csv"],
    "kept_passages": [r"\<name>.csv"],
    "kept_codes": [r"\<name>_codes.csv"],
    "validation_sample": ["sample.csv"],
    "training": [r"\<coder>_training.csv"],
}
FILES = [
    (folder / file, table)
    for table in schema.AUTHORED
    for folder in (PROJECT / "data/coded", TOY / "data/coded")
    for file in AUTHORED.get(table.name, [f"{table.name}.csv"])
    if (folder / file).exists()
] + [(PROJECT / f"data/processed/{table.name}.csv", table) for table in schema.PROCESSED]

FOR_OTHERS = {
    PROJECT / f"data/processed/{name}.csv" for name in ("ties_nodes", "ties_edges")
}  # for other programs, with their heads


@pytest.mark.parametrize(("path", "table"), FILES, ids=lambda value: getattr(value, "stem", getattr(value, "name", "")))
def test_a_file_is_as_the_schema_says(path, table):
    assert problems(path, table) == []
    assert list(tables.read_frame(path, table).dtypes.astype(str))[: len(table.names)] == [
        table.dtypes[name] for name in table.names
    ]


def test_every_file_of_data_has_its_table():
    folders = (PROJECT / "data/coded", PROJECT / "data/processed", TOY / "data/coded")
    there = {path for folder in folders for path in folder.glob("*.csv")}
    assert there == {path for path, _ in FILES} | FOR_OTHERS and len(there) > 30


def test_columns_numbers_and_orders_that_are_not_as_the_schema_says_are_seen(tmp_path):
    path, table = tmp_path / "ties.csv", schema.TIES
    row = {"actor_a": "arland", "actor_b": "borduria", "congruence": "1.5", "conflict": "", "net": "-1", "issues": "10"}
    tables.write(path, [row, row | {"actor_b": "cadia", "issues": "9"}], table)
    assert problems(path, table) == []
    content = path.read_text()
    for old, new, problem in (
        ("net,issues", "issues,net", "the header of ties.csv is"),
        ("issues\n", "issues,more\n", "the header of ties.csv is"),
        ("1.5", "much", "ties.csv, row 2, congruence: 'much' is no decimal number"),
        (",9\n", ",9.5\n", "ties.csv, row 3, issues: '9.5' is no whole number"),
        ("cadia", "aaland", "ties.csv is not sorted by actor_a, actor_b"),
    ):
        assert content.count(old) > 0
        path.write_text(content.replace(old, new))
        assert [line[: len(problem)] for line in problems(path, table)][:1] == [problem]
    path.write_text(content)  # 9 before 10, as numbers
    by_issues = replace(table, sort=("issues",))
    assert problems(path, by_issues) == ["ties.csv is not sorted by issues"]
    tables.write(path, tables.read(path), by_issues)
    assert problems(path, by_issues) == [] and [row["issues"] for row in tables.read(path)] == ["9", "10"]


# ---- data/README.md ----


def described(readme, part, heading):
    """The lines of the first table below a heading of the README, within one of its parts."""
    within = re.search(rf"^## {part}.*?(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)[0]
    below = within.partition(f"\n### {heading}\n")[2].splitlines()
    from_table = dropwhile(lambda line: not line.startswith(("|", "#")), below)
    return list(takewhile(lambda line: line.startswith("|"), from_table))


def differences(readme, table):
    """The lines in which the README's table differs from the schema's; put the schema's lines into the README."""
    parts = {"runs": "A grid", "judgments": "judgments/", "judgment_levels": "judgments/"}
    parts |= {"kept_passages": "passages/", "kept_codes": "passages/"}
    parts |= {each.name: "validation/" for each in (people.SAMPLE, people.STRATA, people.SHEET)}
    parts |= {each.name: "training/" for each in (people.DECIDED, people.TRAINING)}
    part = parts.get(table.name, "processed/" if table.by else "coded/")
    lines = described(readme, part, ", ".join(AUTHORED.get(table.name, [f"{table.name}.csv"])))
    wanted = as_markdown(table).splitlines()
    return list(difflib.unified_diff(lines, wanted, "data/README.md", "core/schema.py", n=0, lineterm=""))


DESCRIBED = [*schema.AUTHORED, *schema.PROCESSED, schema.RUNS, stored.JUDGMENTS, stored.JUDGMENT_LEVELS]
DESCRIBED += [
    schema.KEPT_PASSAGES,
    schema.KEPT_CODES,
    people.SAMPLE,
    people.STRATA,
    people.SHEET,
    people.DECIDED,
    people.TRAINING,
]


@pytest.mark.parametrize("table", DESCRIBED, ids=lambda table: table.name)
def test_the_readme_has_the_columns_of_the_schema(table):
    assert differences(README, table) == []


def test_the_readme_lists_what_the_notebooks_write():
    for table in schema.PROCESSED:
        assert f"| `{table.name}.csv` | {table.row} | {table.by} |" in README


def test_a_line_of_the_readme_that_differs_is_named():
    line = "| issues | issues on which both speak | |"
    assert README.count(line) == 1
    spoilt = README.replace(line, line.replace("both speak", "one speaks"))
    assert differences(spoilt, schema.TIES)[3:] == ["-| issues | issues on which one speaks | |", f"+{line}"]
    assert differences(spoilt, schema.CAMPS) == []


# ---- one place for names of columns ----


def tuples_of_columns(module):
    """The names assigned at the top of a module to a tuple or list of four or more names of columns of one table."""
    for node in ast.parse(module).body:
        value = node.value if isinstance(node, ast.Assign) else None
        if isinstance(value, ast.Tuple | ast.List) and len(value.elts) > 3:
            names = {each.value for each in value.elts if isinstance(each, ast.Constant)}
            if len(names) == len(value.elts) and any(set(table.names) == names for table in schema.TABLES.values()):
                yield node.targets[0].id


def test_no_module_names_the_columns_of_a_table_again():
    again = 'TIES = ("actor_a", "actor_b", "congruence", "conflict", "net", "issues")\nUNIT = ("actor", "issue")\n'
    assert list(tuples_of_columns(again)) == ["TIES"]
    modules = sorted((PROJECT / "src/stancebook").rglob("*.py"))
    assert [(path.name, name) for path in modules for name in tuples_of_columns(path.read_text("utf-8"))] == []


def test_a_table_is_found_by_its_name_and_names_no_column_twice():
    for name, table in schema.TABLES.items():
        assert table.name == name and len(set(table.names)) == len(table.names)
        assert set(table.sort) <= set(table.names) and {column.kind for column in table.columns} <= {
            "text",
            "whole",
            "decimal",
        }
        assert all(column.meaning for column in table.columns)
