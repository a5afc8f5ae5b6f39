"""The tables that the desk writes beside the codings; everyone else takes them from `core.schema`.

>>> MARKS.names
('article', 'sentence_start', 'mark')
"""

from stancebook.core.columns import Table, text, whole
from stancebook.core.schemas.shared_columns import ARTICLE, SENTENCE_START

# fmt: off
MARKS = Table("marks", "a mark that was set at the desk", columns=(
    ARTICLE,
    whole("sentence_start", "where the sentence starts", "raw offset; empty for a mark of the whole text"),
    text("mark", "what is marked", "nothing, finished, opened, reopened")))
SAMPLE = Table("sample", "a text that is to be coded, and how it was drawn", columns=(
    ARTICLE,
    whole("random", "the most texts that are drawn", "empty for all that fit"), whole("seed", "seed of the draw"),
    text("keyword", "word that stands in the text"), text("outlet", "outlet of the text")))
PROPOSALS = Table("proposals", "an actor, an issue or a condition that a coder proposes", columns=(
    text("kind", "what is proposed", "actor, issue, condition"),
    text("id", "its id", "letters, digits and _"), text("name", "its name in the brief", "text"),
    text("definition", "what it is, of an issue the proposition", "text"),
    text("type", "type of an actor", "as in the codebook; else empty"),
    text("decision", "what whoever owns the codebook decided",
         "empty until then; accepted, rejected, or renamed and an id"),
    text("reason", "why", "text")))
MEMOS = Table("memos", "what a coder noted down on a text or a code", columns=(
    text("on", "what the memo is on", "article, actor, issue, condition, plan, attribute"),
    text("about", "the text or the code", "its id"), text("text", "the memo", "text")))
COMMENTS = Table("comments", "a remark to the others, once the codes were open", columns=(
    ARTICLE, SENTENCE_START, text("at", "when it was made", "UTC"), text("by", "who made it", "id of a user"),
    text("text", "the remark", "text")))
