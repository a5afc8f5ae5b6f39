"""The tables of data/validation and data/training: columns, types and meaning, as in `core.schema`.

>>> SHEET.names[:6]
('unit', 'article', 'sentence_start', 'before', 'sentence', 'after')
"""

from stancebook.core.columns import Table, decimal, text, whole
from stancebook.core.schema import ARTICLE, CODER_ROWS, SENTENCE_START

STRATUM = text("stratum", "mark of the stratum that the sentence was drawn from", "six digits that tell no code")
UNIT = whole("unit", "number of the sentence in the sheet", "from 1")
SAMPLE = Table("validation_sample", "a sentence that people code anew", columns=(
    ARTICLE, SENTENCE_START, STRATUM, UNIT))  # fmt: skip
STRATA = Table("strata", "a stratum of the sample", columns=(
    STRATUM,
    whole("sentences", "sentences of the stratum in the study, at the draw"),
    whole("drawn", "those of them that were drawn", "weight of each: sentences / drawn"),
    whole("seed", "seed of the draw")))  # fmt: skip
SHEET = Table("sheet", "a sentence to code, or one more statement of it", columns=(
    UNIT, ARTICLE, SENTENCE_START,
    text("before", "the sentence before, to read alone"),
    text("sentence", "the sentence to code"),
    text("after", "the sentence after, to read alone"),
    text("mark", "that the sentence was read and holds no statement", "nothing, or empty"),
    *CODER_ROWS.columns[1:2], *CODER_ROWS.columns[3:]))  # fmt: skip
DECIDED = Table("decided", "a statement of a sentence to train on, or a sentence without any", columns=(
    *CODER_ROWS.columns, text("feedback", "why it is coded so", "shown after the answer")))  # fmt: skip
TRAINING = Table("training", "an answer of a coder in training", columns=(
    ARTICLE, SENTENCE_START,
    text("when", "the time of the answer", "UTC"),
    text("kind", "whether it is the training before coding, or a refresher", "training, refresher"),
    whole("finished", "articles that the coder had finished by then"),
    decimal("score", "share of what was decided that the answer has", "0 to 1")))  # fmt: skip
