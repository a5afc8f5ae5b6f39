"""Schema: every table of a study, with its columns, their types, their order and their meaning, named once.

Readers, writers, checks and DataFrames take a Table from here; the tables of data/README.md are written from it.

>>> TIES.names
('actor_a', 'actor_b', 'congruence', 'conflict', 'net', 'issues')
>>> STATEMENTS.dtypes["position"], STATEMENTS.sort
('Int64', ('article', 'sentence', 'start', 'actor', 'issue'))
"""

from stancebook.core.columns import Table, decimal, text, whole
from stancebook.core.paths import PARAMETERS
from stancebook.core.schemas.desk import ARTICLE, COMMENTS, MARKS, MEMOS, PROPOSALS, SAMPLE, SENTENCE_START

# fmt: off
# ---- columns that several tables have ----

SENTENCE = whole("sentence", "number of the sentence in its text", "from 1")
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

# ---- data/coded: authored ----

SOURCES = Table("sources", "a text", columns=(
    text("article", "id of the text", "text, three digits in this study"),
    text("file", "name in `raw/`"),
    text("sha256", "hash of the file's bytes", "64 hexadecimal digits"),
    text("outlet", "the outlet, as the text itself names it", "empty if it does not"),
    text("headline", "the headline, as the text itself has it", "empty if it has none"),
    text("byline", "the authors, as the text itself names them", "empty if it does not"),
    text("cited_outlets", "outlets that the text says it draws on", "empty if none"),
    text("kind", "how the text was made", "own reporting, aggregated, relayed, rewritten, excerpted, in words"),
    text("date_earliest", "the first day on which it may have been written", "YYYY-MM-DD or empty"),
    text("date_latest", "the last day on which it may have been written", "YYYY-MM-DD or empty"),
    text("date_basis", "how the days are known", "text"),
    text("rights", "whose the text is, and what may be done with it", "text")), optional=(
    text("section", "section and page, as the document itself names them", "optional, as all below; else empty"),
    text("original", "name in `originals/`", "empty for a text that `add` has not brought in"),
    text("received_as", "name of the file that was added, and the place of the text in it", "text"),
    text("tool", "the library that took the text from the original", "name"),
    text("version", "its version", "text"),
    text("done", "what was changed or left out on the way", "in words, semicolons between"),
    text("copy_of", "an earlier text that this one repeats nearly word for word", "id that `add` proposes, or empty")))
PROVENANCE = Table("provenance", "a text and a report that it draws on; at least one row a text", columns=(
    ARTICLE,
    text("distance", "distance of the text from the speakers",
         "own_reporting, agency, relay (an outlet that retells another), rewrite, excerpt"),
    text("origin", "the report it draws on, in the same words wherever that report is meant",
         "`text 010`, if it retells that one; empty if not known, or its own"),
    text("basis", "how that is known", "text; \\[outside\\] if it rests on knowledge from outside the texts")))
CODER_ROWS = Table("coder_rows", "a statement, as one coder has it", columns=(
    ARTICLE, CLAUSE, OCCURRENCE, *CODED, NOTE))
CODER_FACTS = Table("coder_facts", "a fact, as one coder has it", columns=(
    ARTICLE, WORDS, OCCURRENCE, PLAN, ATTRIBUTE, *VALUE, STATUS, SAID_BY, NOTE))
ADJUDICATED_FACTS = Table("adjudicated_facts", "a fact after adjudication", columns=(FACT, *CODER_FACTS.columns))
SOURCE_NOTES = Table("source_notes", "something a reader should know about a text as a source", columns=(
    SOURCE_NOTE, ARTICLE, WORDS, OCCURRENCE, NOTE_KIND, ARTICLE_B, QUOTE_B, NOTE))
ADJUDICATION = Table("adjudication", "a decision on a unit: a text, a sentence, an actor and an issue", columns=(
    ARTICLE, SENTENCE_START, ACTOR, ISSUE,
    text("variable", "what is decided",
         "presence (one coder alone has it); speaker, via, voice, position, condition (they differ); all (they agree)"),
    text("coder_a", "what coder_a has"), text("coder_b", "what coder_b has"),
    text("decision", "what counts", "of presence: present, absent; of all: upheld, amended; else a value"),
    text("reason", "why", "text")), optional=(
    text("quote", "the words that it is about, as `stancebook adjudicate --sheet` writes them", "optional, not read"),))
FACT_DECISIONS = Table("fact_decisions", "a decision on a fact that the coders do not have alike", columns=(
    ARTICLE, WORDS, ATTRIBUTE,
    *(text(f"coder_{x}", f"coder_{x}'s fact", f"{x.upper()}001 is the first; empty if there is none") for x in "ab"),
    text("decision", "what counts", "kept, amended, merged, left_out"),
    text("fact", "the fact of facts.csv that comes from it or already holds it", "empty if it is left out"),
    text("reason", "why", "text")))
MAP = Table("map", "a square of the map", columns=(
    text("actor", "the actor whose stance stands in the square", "id of the codebook, or empty"),
    text("name", "what the square is called", "text"),
    text("short", "what is written in the square", "at most four characters"),
    whole("row", "place from the top", "1 to 20"), whole("column", "place from the left", "1 to 20")))

# ---- data/processed: generated, each by one notebook ----

ORIGINS = Table("origins", "a run of clean text, and its raw text", by="01", sort=("article", "clean_start"), columns=(
    ARTICLE,
    whole("clean_start", "where the run starts in the clean text", "offset"),
    whole("clean_end", "where the run ends in the clean text", "offset"),
    whole("start", "where it starts in the raw text", "raw offset"),
    whole("end", "where it ends in the raw text", "raw offset")))
REMOVED = Table("removed", "raw text that was removed or changed", by="01", sort=("article", "start"), columns=(
    ARTICLE, START, END,
    text("rule", "id of the rule of cleaning"),
    text("zone", "kind of text that was removed", "as in cleaning.yaml"),
    text("before", "the text that stood there"), text("after", "the text that stands there now", "mostly empty")))
SENTENCES = Table("sentences", "a sentence", by="01", sort=("article", "sentence"), columns=(
    ARTICLE, SENTENCE, START, END, text("text", "the sentence as cleaned")))
NOTES = Table("notes", "a source note with its place", by="01", sort=("source_note",), columns=(
    SOURCE_NOTE, ARTICLE, START, END, QUOTE, NOTE_KIND, ARTICLE_B,
    whole("start_b", "where the words of the other text start", "raw offset"),
    whole("end_b", "where the words of the other text end", "raw offset"),
    QUOTE_B, NOTE))
QUOTATIONS = Table("quotations", "quoted words that stand in another text too", by="01", sort=(
    "article_a", "start_a", "end_a", "article_b", "start_b", "end_b"), columns=(
    *PLACES,
    decimal("likeness", "1 less the differing words by the words of the shorter passage", "0 to 1"),
    text("same", "whether no word differs", "True, False"),
    whole("differences", "words inserted, deleted or replaced")))
CODINGS = Table("codings", "a statement of one coder with its place", by="02", sort=(
    "coder", "article", "sentence", "start", "actor", "issue"), columns=(
    text("coder", "the coder", "coder_a, coder_b"),
    ARTICLE, SENTENCE, SENTENCE_START, START, END, QUOTE, *CODED, NOTE))
STATEMENTS = Table("statements", "a statement of the run's coding", by="02", sort=(
    "article", "sentence", "start", "actor", "issue"), columns=(
    text("statement", "id of the statement", "`<article>-<start of its sentence>-<actor>-<issue>`"),
    ARTICLE, SENTENCE, START, END, QUOTE, *CODED,
    text("origin", "the coding that it comes from", "both, adjudicated, coder_a, coder_b")))
FACTS = Table("facts", "a fact with its place", by="02", sort=("fact",), columns=(
    FACT, ARTICLE, START, END, QUOTE, PLAN, ATTRIBUTE, *VALUE, STATUS, SAID_BY, NOTE))
RELIABILITY = Table("reliability", "a measure of agreement between the coders", by="03", columns=(
    VARIABLE, LEVEL, MEASURE,
    decimal("value", "the measure", "1 is full agreement; empty if undefined"),
    LOW, HIGH, UNITS,
    whole("coders", "number of coders")))
RELIABILITY_BY_TEXT = Table("reliability_by_text", "a measure of agreement without one text", by="03", columns=(
    VARIABLE, LEVEL, MEASURE,
    text("article", "id of the text that is left out", "as in sources.csv"),
    decimal("value", "the measure without that text", "1 is full agreement; empty if undefined"),
    UNITS))
RELIABILITY_OVER_TEXTS = Table("reliability_over_texts", "a measure's range over resampled texts", by="03", columns=(
    VARIABLE, LEVEL, MEASURE, LOW, HIGH,
    whole("texts", "number of texts with units"),
    text("reason", "why there is no range", "empty if there is one")))
POSITIONS = Table("positions", "an actor, an issue and a text", by="04", sort=("article", "actor", "issue"), columns=(
    ARTICLE, ACTOR, ISSUE, N, MEDIAN, MIN, MAX, CONDITIONS))
STANCES = Table("stances", "an actor and an issue", by="04", sort=("actor", "issue"), columns=(
    ACTOR, ISSUE, N,
    whole("articles", "number of texts"),
    decimal("mean", "mean of the positions", "-2 to 2"),
    MEDIAN, MIN, MAX, CONDITIONS))
CONTRADICTIONS = Table("contradictions", "two texts that do not say the same", by="04", sort=(
    "kind", "about", "article_a", "told_a", "article_b", "told_b", "how", "second"), columns=(
    text("kind", "what they do not agree on", "position, terms, fact, note"),
    text("about", "what they speak about", "actor and issue, attribute, or id of the note"),
    text("article_a", "id of the earlier text, if that is known"),
    text("told_a", "what it says"),
    text("article_b", "id of the later text, if that is known"),
    text("told_b", "what it says"),
    text("how", "how they differ", "opposite sides, another degree, one does not commit, differing; other, further; "
         "apart, overlapping, within; noted by a reader"),
    text("second", "when the second text was written", "later, perhaps later, in the same days; empty if not known")))
TIES = Table("ties", "two actors that share enough issues", by="05", sort=("actor_a", "actor_b"), columns=(
    ACTOR_A, ACTOR_B,
    decimal("congruence", "pairs of statements on the same issue, as far as their positions agree"),
    decimal("conflict", "pairs of statements on the same issue, as far as their positions differ"),
    decimal("net", "congruence less conflict"),
    whole("issues", "issues on which both speak")))
CAMPS = Table("camps", "an actor in a camp and a kind of repetition", by="05", columns=(
    ACTOR,
    whole("side", "the camp", "1, -1"),
    N,
    text("trial", "kind of repetition", "statements resampled, texts left out, other codings, universes"),
    decimal("share", "share of the repetitions that place it in a camp, in which it falls on this side", "0 to 1"),
    whole("placed", "repetitions that place the actor in a camp"),
    whole("trials", "number of repetitions")))
UNIVERSES = Table("universes", "one combination of all decisions", by="06", more=text(
    "one column a finding", "whether the finding holds", "1, 0; empty if it cannot be tested"), columns=(
    text("universe", "hash of all that the findings are computed from", "12 hexadecimal digits"),
    *(text(name, f"decision: {meaning}", "an alternative of decisions.csv") for name, meaning in {
        "coding": "the coding that is taken", "confidence": "the least confidence of a statement",
        "articles": "the texts that are left out", "via": "the sources that count", "voice": "the voices that count",
        "counting": "what counts as one", "centre": "how positions are summed up",
        "conditional": "what a position on condition counts as", "parts": "what an unnamed part of a group counts as",
    }.items()),
    N,
    decimal("estimate", "the number of the specification curve")))
DECISIONS = Table("decisions", "an alternative of a decision", by="06", columns=(
    DECISION, ALTERNATIVE, text("meaning", "the alternative in words"),
    whole("universes", "distinct universes in which it is taken"),
    whole("effect", "combinations whose tables it changes", "0 is without effect")))
CHANGES = Table("changes", "a finding under one changed decision, all others as in this run", by="06", columns=(
    FINDING, DECISION, ALTERNATIVE, HOLDS,
    text("by_definition", "whether a reversal by it follows from what the finding itself asks", "yes or empty")))
CONTESTED = Table("contested", "a finding and what reverses it", by="06", columns=(
    FINDING, text("says", "its sentence"), HOLDS,
    text("reversed_by", "single changes that reverse it", "decision=alternative, semicolons between"),
    text("by_definition", "those of them that follow from what the finding itself asks", "as in reversed_by"),
    text("turns_if", "the others in words, without a change that goes further than another one"),
    text("untestable_by", "single changes under which it cannot be tested", "as in reversed_by"),
    text("rests_on", "texts each of which, left out alone, leaves nothing to test it on", "ids of articles"),
    whole("universes", "number of universes"), whole("testable", "universes in which it can be tested"),
    decimal("share", "share of those in which it holds", "a description, no probability")))
CLAIMS = Table("claims", "a claim of the brief: a sentence that rests on passages", by="07", columns=(
    CLAIM, whole("line", "line of report/text.md where the sentence begins", "from 1"),
    text("sentence", "the sentence in plain words", "bars between cells"), text("citation", "citations, as written"),
    text("passages", "ids of the statements, facts and source notes that it rests on", "separated by spaces"),
    text("account", "who speaks in them", "quoted; reported; … as in its note"),
    whole("texts", "number of texts that they stand in"),
    whole("independent", "how many of these texts are known to be independent", "at least 1 if there is a text"),
    text("holds", "whether the predicate of the sentence holds", "yes, no; empty without one, or if not testable"),
    text("passed", "rules that the sentence passed", "separated by spaces"),
    text("overruled", "rules that its author overruled, with the reason", "rule: reason; semicolons between"),
    text("warnings", "rules that warn of something", "separated by spaces")))

# ---- made on the way, and written nowhere, or to build/ ----

PASSAGES = Table("passages", "a passage that can be cited", columns=(
    text("id", "id of the statement, fact or note; of a note's other text with b"),
    text("label", "the label that a reader sees", "S1, F001, N001, N001b"),
    text("kind", "what it is", "statement, coding, fact, note"),
    ARTICLE, START, END, QUOTE,
    text("title", "the passage in a line"),
    POSITION, ACTOR, ISSUE))
SHARES = Table("shares", "a value that coders gave to a variable", columns=(
    VARIABLE, text("value", "the value"), N, decimal("share", "share of the units that are compared", "0 to 1")))
DUPLICATES = Table("duplicates", "two paragraphs of different texts that are alike", columns=(
    *(column for column in PLACES if not column.name.startswith(("quote", "as"))),
    decimal("likeness", "1 less the differing words by the words of the longer paragraph", "0 to 1"),
    text("how", "whether a word differs", "same, near")))
MOVED = Table("moved", "a single change that moves actors to another camp", columns=(
    DECISION, ALTERNATIVE,
    text("if", "the change in words"),
    text("changes_camp", "actors that change camps", "ids separated by spaces, or none"),
    text("loses_camp", "actors that have no camp any more", "ids separated by spaces, or none")))
RUNS = Table("runs", "a run of a sweep", columns=(
    text("run", "the first 12 digits of the SHA-256 of all parameters"),
    *(text(name, "parameter of the run") for name in PARAMETERS),
    text("status", "how far it is", "done, failed, to do"),
    whole("statements", "rows of statements.csv", "empty if there is no such table"),
    whole("claims", "rows of claims.csv", "empty if there is no such table"),
    text("failure", "notebook, cell and error", "empty if it did not fail")))

AUTHORED = (
    SOURCES, PROVENANCE, CODER_ROWS, CODER_FACTS, ADJUDICATED_FACTS, SOURCE_NOTES, ADJUDICATION, FACT_DECISIONS, MARKS,
    SAMPLE, PROPOSALS, MEMOS, COMMENTS, MAP)
PROCESSED = (
    ORIGINS, REMOVED, SENTENCES, NOTES, QUOTATIONS, CODINGS, STATEMENTS, FACTS, RELIABILITY, RELIABILITY_BY_TEXT,
    RELIABILITY_OVER_TEXTS, POSITIONS, STANCES, CONTRADICTIONS, TIES, CAMPS, UNIVERSES, DECISIONS, CHANGES, CONTESTED,
    CLAIMS)
OTHERS = (PASSAGES, SHARES, DUPLICATES, MOVED, RUNS)
TABLES = {table.name: table for table in (*AUTHORED, *PROCESSED, *OTHERS)}
