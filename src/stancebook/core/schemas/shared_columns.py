"""Columns that several tables have.

>>> POSITION.values
'-2, -1, 0, 1, 2'
"""

from stancebook.core.columns import decimal, text, whole

# fmt: off
ARTICLE = text("article", "id of the text", "as in sources.csv")
SENTENCE = whole("sentence", "number of the sentence in its text", "from 1")
SENTENCE_START = whole("sentence_start", "where the sentence starts", "raw offset")
START = whole("start", "where the passage starts", "raw offset")
END = whole("end", "where the passage ends", "raw offset")
QUOTE = text("quote", "the words of the passage", "exactly `raw[start:end]`")
CLAUSE = text("quote", "the clause that carries the position, copied from the raw text", "within one sentence")
WORDS = text("quote", "the words that state it, copied from the raw text", "anywhere in the text")
OCCURRENCE = whole("occurrence", "which place, if the same words stand more than once", "empty if they stand once")
SPEAKER = text("speaker", "the person or role that speaks", "text, - for none")
ACTOR = text("actor", "the actor that takes the position", "id of the codebook")
ISSUE = text("issue", "the issue that the position is on", "id of the codebook")
VIA = text("via", "whether the actor is the source", "self, other, article")
VOICE = text("voice", "the source, and how it is quoted", "direct, anonymous, indirect, narration")
POSITION = whole("position", "position towards the issue's proposition", "-2, -1, 0, 1, 2")
CONDITION = text("condition", "every condition stated", "ids separated by spaces, or none")
CONFIDENCE = whole("confidence", "the coder's own certainty", "1 guess, 2 fairly sure, 3 certain")
NOTE = text("note", "a remark of the coder", "text")
FACT = text("fact", "id, written once and never used again", "F001, …")
PLAN = text("plan", "the plan that the fact belongs to", "id under `facts` of the codebook")
ATTRIBUTE = text("attribute", "the question that the fact answers", "id under `facts` of the codebook")
STATUS = text("status", "how firm the fact is", "id under `facts` of the codebook")
VALUE = (
    text("value", "the fact in a few words", "text"),
    decimal("value_low", "the fact as a number, or the least of a range", "in `unit`; empty if it is no number"),
    decimal("value_high", "the greatest number of the range", "in `unit`; empty if it is no number"),
    text("unit", "unit of the numbers", "soldiers, EUR, percent, …"),
    text("subject", "the person or thing that the fact is about", "id of an actor, or a word or two"))
SAID_BY = text("said_by", "the source that the text names for it", "text")
SOURCE_NOTE = text("source_note", "id of the note", "N001, …")
NOTE_KIND = text("kind", "kind of the note", "boilerplate, elision, byline, cited_outlet, error, contradiction, "
                 "paraphrase, dating, other")
ARTICLE_B = text("article_b", "id of the other text", "empty if there is none")
QUOTE_B = text("quote_b", "the words of the other text", "empty if there are none")
VARIABLE = text("variable", "what the coders are compared on", "a column, or a stage such as finding and pairs")
LEVEL = text("level", "level of measurement", "nominal, ordinal, interval, …")
MEASURE = text("measure", "name of the coefficient", "percent_agreement, alpha, …")
LOW = decimal("low", "lower end of the range under resampling", "no confidence interval")
HIGH = decimal("high", "upper end of the range under resampling", "no confidence interval")
UNITS = whole("units", "units with values of two coders")
N = whole("n", "number of statements")
MEDIAN = decimal("median", "median of the positions", "-2 to 2")
MIN = whole("min", "the least position", "-2 to 2")
MAX = whole("max", "the greatest position", "-2 to 2")
CONDITIONS = text("conditions", "every condition stated, none left out", "ids separated by spaces")
ACTOR_A, ACTOR_B = (text(f"actor_{side}", f"actor {side} of the pair", "id of the codebook") for side in "ab")
FINDING = text("finding", "id of the finding", "id of a sentence of report/text.md")
CLAIM = text("claim", "id of the claim", "as in report/text.md, else s and the number of the sentence")
DECISION = text("decision", "the decision of the analysis", "a column of universes.csv")
ALTERNATIVE = text("alternative", "the alternative that is taken")
HOLDS = text("holds", "whether the finding holds", "yes, no; empty if it cannot be tested")
CODED = (SPEAKER, ACTOR, VIA, VOICE, ISSUE, POSITION, CONDITION, CONFIDENCE)
PLACES = tuple(column for side in "ab" for column in (
    text(f"article_{side}", f"id of text {side}", "as in sources.csv"),
    whole(f"start_{side}", f"where the words start in text {side}", "raw offset"),
    whole(f"end_{side}", f"where the words end in text {side}", "raw offset"),
    text(f"quote_{side}", f"the words of text {side}", "exactly `raw[start:end]`"),
    text(f"as_{side}", f"where the words of text {side} stand", "quotation, prose")))
