"""The tables that people write, in data/coded.

>>> adjudication(("ada", "ben")).names[5:7]
('ada', 'ben')
"""

from collections.abc import Iterable

# fmt: off
# isort: off
from stancebook.core.columns import Table, text, whole
from stancebook.core.schemas.shared_columns import (
    ACTOR, ARTICLE, ARTICLE_B, ATTRIBUTE, CLAUSE, CODED, FACT, ISSUE, NOTE, NOTE_KIND, OCCURRENCE, PLAN, QUOTE_B,
    SAID_BY, SENTENCE_START, SOURCE_NOTE, STATUS, VALUE, WORDS,
)

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
CODER_NOTES = Table("coder_notes", "something to know about a text as a source, as one reader has it", columns=(
    ARTICLE, WORDS, OCCURRENCE, NOTE_KIND, ARTICLE_B, QUOTE_B, NOTE))
SOURCE_NOTES = Table("source_notes", "something a reader should know about a text as a source", columns=(
    SOURCE_NOTE, *CODER_NOTES.columns))



def adjudication(coders: Iterable[str]) -> Table:
    """The table of decisions on units, with a column for each of these coders."""
    return Table("adjudication", "a decision on a unit: a text, a sentence, an actor and an issue", columns=(
        ARTICLE, SENTENCE_START, ACTOR, ISSUE,
        text("variable", "what is decided",
             "presence (a coder lacks it); speaker, via, voice, position, condition (they differ); all (they agree)"),
        *(text(coder, f"what {coder} has", "as above; unread if this coder did not read the text") for coder in coders),
        text("decision", "what counts", "of presence: present, absent; of all: upheld, amended; else a value"),
        text("reason", "why", "text")), optional=(
        text("decided_by", "the adjudicator", "optional: an id of study.yaml; needed where it names several"),
        text("quote", "the words that it is about, as `stancebook adjudicate --sheet` writes them",
             "optional, not read")))


def fact_decisions(coders: Iterable[str]) -> Table:
    """The table of decisions on facts, with a column for each of these coders."""
    return Table("fact_decisions", "a decision on a fact that the coders do not have alike", columns=(
        ARTICLE, WORDS, ATTRIBUTE,
        *(text(coder, f"{coder}'s fact", f"{coder}-001 is the first; empty if there is none") for coder in coders),
        text("decision", "what counts", "kept, amended, merged, left_out"),
        text("fact", "the fact of facts.csv that comes from it or already holds it", "empty if it is left out"),
        text("reason", "why", "text")), optional=(
        text("decided_by", "the adjudicator", "optional, as in adjudication.csv"),))


def source_note_decisions(coders: Iterable[str]) -> Table:
    """The table of decisions on source notes, with a column for each of these coders."""
    return Table("source_note_decisions", "a decision on a source note that its readers do not have alike", columns=(
        ARTICLE, WORDS, NOTE_KIND,
        *(text(coder, f"{coder}'s note", f"{coder}-n001 is the first; empty if there is none") for coder in coders),
        text("decision", "what counts", "kept, amended, merged, left_out"),
        text("source_note", "the note of source_notes.csv that comes from it or already holds it",
             "empty if it is left out"),
        text("reason", "why", "text")), optional=(
        text("decided_by", "the adjudicator", "optional, as in adjudication.csv"),))


ADJUDICATION, FACT_DECISIONS, SOURCE_NOTE_DECISIONS = (
    table(("coder_a", "coder_b")) for table in (adjudication, fact_decisions, source_note_decisions))
MAP = Table("map", "a square of the map", columns=(
    text("actor", "the actor whose stance stands in the square", "id of the codebook, or empty"),
    text("name", "what the square is called", "text"),
    text("short", "what is written in the square", "at most four characters"),
    whole("row", "place from the top", "1 to 20"), whole("column", "place from the left", "1 to 20")))
