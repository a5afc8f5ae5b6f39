"""A table as a file has it: CSV with commas, semicolons or tabs, or the first sheet of an Excel file.

>>> table = parse("stances.csv", b"unit;coder;stance\\n1;ada;yes\\n1;ben\\n\\n2;ada; no \\n")
>>> table.header, table.rows, table.numbers
(['unit', 'coder', 'stance'], [['1', 'ada', 'yes'], ['2', 'ada', 'no']], [2, 5])
>>> print(*table.problems)
stances.csv, row 3: the row has 2 cells and the header 3; give it as many
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from stancebook.core import csv_lines
from stancebook.core.english import plural
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.intake import spreadsheet
from stancebook.intake.document import BadDocument
from stancebook.intake.limits import read_file


class Grid(NamedTuple):
    """A table: its header, its rows (as many cells as the header), the number of each in the file, how it was read.

    `problems` are the rows that have another number of cells.
    """

    file: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    how: tuple[str, ...]
    problems: list[Problem]

    def column(self, place: int) -> list[str]:
        """Return the cells of a column."""
        return [row[place] for row in self.rows]


def read(path: Path) -> Grid:
    """Return the table in a file; raises UserError if it cannot be read or is none."""
    name = one_line(path.name)
    try:
        return parse(name, read_file(path))
    except (BadDocument, csv_lines.NoCsv) as bad:
        place = getattr(bad, "place", "")
        raise UserError(str(Problem(name, None, place, bad.message, bad.fix))) from None


def parse(name: str, content: bytes) -> Grid:
    """Return the table in the bytes of a file; raises BadDocument, NoCsv or UserError if it is none."""
    if content.startswith(b"PAR1"):
        raise UserError(str(Problem(name, None, "", "Parquet is not read", "save the table as CSV or Excel")))
    lines = _sheet(content) if content.startswith(b"PK\x03\x04") else csv_lines.parse(content)
    if repeated := sorted({column for column in lines.header if lines.header.count(column) > 1}):
        message = f"the column '{repeated[0]}' stands there twice" if repeated[0] else "two columns have no name"
        raise UserError(str(Problem(name, 1, "", message, "give each its own name")))
    rows, numbers, problems = [], [], []
    for number, cells in zip(lines.numbers, lines.rows, strict=True):
        if len(cells) == len(lines.header):
            rows.append([cell.strip() for cell in cells])
            numbers.append(number)
        else:
            message = f"the row has {plural(len(cells), 'cell')} and the header {len(lines.header)}"
            problems.append(Problem(name, number, "", message, "give it as many"))
    if not rows and not problems:
        raise UserError(str(Problem(name, None, "", "it has no rows", "give a table with a header and rows")))
    return Grid(name, lines.header, rows, numbers, lines.how, problems)


def _sheet(content: bytes) -> csv_lines.CsvLines:
    """Return the first sheet of an Excel file, each row as wide as the header."""
    sheet, _, how = spreadsheet.first_sheet(content)
    grid = [[spreadsheet.as_text(cell).strip() for cell in row] for row in sheet]
    header = grid[0] if grid else []
    while header and not header[-1]:
        header.pop()
    width, filled = len(header), [number for number, cells in enumerate(grid) if number and any(cells)]
    rows = [_as_wide(grid[number], width) for number in filled]
    return csv_lines.CsvLines(header, rows, [number + 1 for number in filled], how)


def _as_wide(cells: list[str], width: int) -> list[str]:
    """Return the cells of a row of a sheet as wide as its header, or wider where something stands behind it."""
    return cells if any(cells[width:]) else (cells + [""] * width)[:width]
