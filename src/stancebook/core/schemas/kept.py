"""The tables of what other programs coded, in data/passages; everyone else takes them from `core.schema`.

>>> KEPT_CODES.names
('code', 'definition')
"""

from stancebook.core.columns import Table, text
from stancebook.core.schemas.shared_columns import ARTICLE, END, NOTE, QUOTE, START

# fmt: off
KEPT_PASSAGES = Table("kept_passages", "a value or a code of a passage of another program", columns=(
    text("passage", "id of the passage", "as the other program has it"),
    text("coder", "who coded it", "id of a coder"),
    ARTICLE, START, END, QUOTE,
    text("variable", "the name of the value", "code for a code; empty for a passage without values and codes"),
    text("value", "the value", "of a code its name behind those above it"),
    NOTE, text("at", "when it was coded", "as the other program says it, or empty"),
    text("lacks", "what it waits for before it is a row of its coder", "columns, or a sentence; empty if it is one")))
KEPT_CODES = Table("kept_codes", "a code of another program that is none of the codebook, and no value", columns=(
    text("code", "its name", "behind those above it, or behind actor, issue or condition if no row uses it"),
    text("definition", "what it means", "text, or empty")))
