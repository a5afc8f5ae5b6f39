"""docs/limits.md states each limit as the package has it, and no other."""

import re

from project import PROJECT
from stancebook.analysis import predicates
from stancebook.core import csv_lines
from stancebook.core.bounds import limits as core
from stancebook.exchange.archive import reading
from stancebook.exchange.refi_qda import package
from stancebook.intake import limits, pdf, spreadsheet
from stancebook.pipeline import grid
from stancebook.texts import quotation_marks

ROW = re.compile(r"^\| (.+) \| ([\d,]+)(?: (\w+))? \|$", re.MULTILINE)
STATED = {
    "any file that people write or bring": (core.FILE_BYTES, "MB"),
    "a cell of a table": (csv_lines.LARGEST_CELL, "characters"),
    "a raw text": (core.TEXT_CHARACTERS, "characters"),
    "the file of a raw text": (core.TEXT_BYTES, "MB"),
    "the text of the brief": (core.BRIEF_CHARACTERS, "characters"),
    "a paragraph of it, or a row of a table in it": (core.BLOCK_CHARACTERS, "characters"),
    "a predicate, as in `holds`": (predicates.LONGEST, "characters"),
    "parts of a predicate within each other": (predicates.DEEPEST, "levels"),
    "a number in a predicate": (predicates.LARGEST, None),
    "quotations within each other in a paragraph that are told apart": (quotation_marks.MOST_OPEN, None),
    "a YAML file": (core.YAML_CHARACTERS, "characters"),
    "its entries, each as often as aliases and merge keys repeat it": (core.YAML_ENTRIES, None),
    "its aliases": (core.YAML_ALIASES, None),
    "its entries within each other": (core.YAML_LEVELS, "levels"),
    "a number in it": (core.NUMBER_CHARACTERS, "characters"),
    "lists and objects of JSON within each other": (core.JSON_LEVELS, "levels"),
    "a pattern of `cleaning.yaml`": (core.PATTERN_CHARACTERS, "characters"),
    "looking for the patterns of a study in one text": (core.PATTERN_SECONDS, "seconds"),
    "their memory, on Linux": (core.PATTERN_MEMORY, "MB"),
    "the parts of a zip file": (limits.MOST_PARTS, None),
    "what it unpacks to": (limits.MOST_UNPACKED, "MiB"),
    "XML of a project of another program": (package.MOST_XML, "MiB"),
    "a PDF": (pdf.MOST_PAGES, "pages"),
    "a table with an article in each row": (spreadsheet.MOST_ROWS, "rows"),
    "reading one document": (limits.MOST_SECONDS, "seconds"),
    "the memory that takes, on Linux": (limits.MOST_MEMORY, "MiB"),
    "a grid of a sweep": (grid.MOST_BYTES, "bytes"),
    "its runs": (grid.MOST_RUNS, None),
    "files of an archive": (reading.MOST_FILES, None),
    "a generated table": (core.GENERATED_BYTES, "MB"),
}
SIZES = {"MB": 1_000_000, "MiB": 2**20}


def test_each_limit_is_stated_as_it_is():
    page = (PROJECT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = {
        what: (int(most.replace(",", "")) * SIZES.get(unit, 1), unit or None) for what, most, unit in ROW.findall(page)
    }
    assert rows == STATED
    assert page.count("\n| ") == len(STATED) + 2


def test_no_limit_of_the_core_is_left_out():
    numbers = {name: value for name, value in vars(core).items() if name.isupper() and isinstance(value, int | float)}
    assert len(numbers) > 10 and set(numbers.values()) <= {most for most, _ in STATED.values()}
