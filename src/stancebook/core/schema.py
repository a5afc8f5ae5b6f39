"""Schema: every table of a study, with its columns, their types, their order and their meaning, named once.

Readers, writers, checks and DataFrames take a Table from here; the tables of data/README.md are written from it.

>>> TIES.names
('actor_a', 'actor_b', 'congruence', 'conflict', 'net', 'issues')
>>> STATEMENTS.dtypes["position"], STATEMENTS.sort
('Int64', ('article', 'sentence', 'start', 'actor', 'issue'))
"""

# fmt: off
# isort: off
from stancebook.core.columns import Table, decimal, text, whole
from stancebook.core.paths import PARAMETERS
from stancebook.core.schemas.agreement import BY_CODER, BY_PAIR, CONFUSED, DRIFT, SPANS
from stancebook.core.schemas.authored import (
    ADJUDICATED_FACTS, ADJUDICATION, CODER_FACTS, CODER_NOTES, CODER_ROWS, FACT_DECISIONS, MAP, PROVENANCE,
    SOURCE_NOTE_DECISIONS, SOURCE_NOTES, SOURCES,
    adjudication as adjudication,
    fact_decisions as fact_decisions,
    source_note_decisions as source_note_decisions,
)
from stancebook.core.schemas.desk import COMMENTS, MARKS, MEMOS, PROPOSALS, SAMPLE
from stancebook.core.schemas.kept import KEPT_CODES as KEPT_CODES, KEPT_PASSAGES as KEPT_PASSAGES
from stancebook.core.schemas.shared_columns import (
    ACTOR, ACTOR_A, ACTOR_B, ALTERNATIVE, ARTICLE, ARTICLE_B, ATTRIBUTE, CLAIM, CODED, CONDITIONS, DECISION, END,
    FACT, FINDING, HIGH, HOLDS, ISSUE, LEVEL, LOW, MAX, MEASURE, MEDIAN, MIN, N, NOTE, NOTE_KIND, PLACES, PLAN,
    POSITION, QUOTE, QUOTE_B, SAID_BY, SENTENCE, SENTENCE_START, SOURCE_NOTE, START, STATUS, UNITS, VALUE, VARIABLE,
)

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
    text("coder", "the coder", "an id of study.yaml"),
    ARTICLE, SENTENCE, SENTENCE_START, START, END, QUOTE, *CODED, NOTE))
STATEMENTS = Table("statements", "a statement of the run's coding", by="02", sort=(
    "article", "sentence", "start", "actor", "issue"), columns=(
    text("statement", "id of the statement", "`<article>-<start of its sentence>-<actor>-<issue>`"),
    ARTICLE, SENTENCE, START, END, QUOTE, *CODED,
    text("origin", "the coding that it comes from", "both, all, adjudicated, or a coder's id")))
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
VALIDATION = Table("validation", "a measure of agreement on sentences that people coded anew", by="03", columns=(
    text("between", "who is compared", "person and study, people, coders"),
    text("who", "ids of those compared", "separated by spaces; study is what adjudication left"),
    VARIABLE, LEVEL, MEASURE,
    decimal("value", "the measure, weighted back to all sentences", "1 is full agreement; empty if undefined"),
    decimal("low", "lower end of its range over sentences resampled within strata", "of 95 percent"),
    decimal("high", "upper end of its range over sentences resampled within strata", "of 95 percent"),
    decimal("unweighted", "the measure in the sample as it is", "as value"), UNITS))
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
    text("second", "when the second text was written", "later, perhaps later, in the same days; empty if not known"),
    text("compared", "which texts were compared", "all pairs; last before, if more than 50 texts speak of this: then "
         "each text only with the last one before it, by id, that differs; empty of notes")))
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
    SOURCES, PROVENANCE, CODER_ROWS, CODER_FACTS, ADJUDICATED_FACTS, CODER_NOTES, SOURCE_NOTES, ADJUDICATION,
    FACT_DECISIONS, SOURCE_NOTE_DECISIONS, MARKS, SAMPLE, PROPOSALS, MEMOS, COMMENTS, MAP)
PROCESSED = (
    ORIGINS, REMOVED, SENTENCES, NOTES, QUOTATIONS, CODINGS, STATEMENTS, FACTS, RELIABILITY, RELIABILITY_BY_TEXT,
    RELIABILITY_OVER_TEXTS, VALIDATION, POSITIONS, STANCES, CONTRADICTIONS, TIES, CAMPS, UNIVERSES, DECISIONS, CHANGES,
    CONTESTED, CLAIMS)
OTHERS = (PASSAGES, SHARES, DUPLICATES, MOVED, RUNS, CONFUSED, BY_PAIR, BY_CODER, DRIFT, SPANS)
TABLES = {table.name: table for table in (*AUTHORED, *PROCESSED, *OTHERS)}
