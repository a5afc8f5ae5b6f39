"""The texts of a project that a study does not have, as `stancebook add` would bring them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core import files
from stancebook.core.english import listed
from stancebook.core.problems import Problem, UserError, one_line
from stancebook.core.tables import Rows
from stancebook.exchange.foreign import Losses
from stancebook.exchange.incoming.text_places import Places
from stancebook.exchange.project import Project, Text
from stancebook.intake import add
from stancebook.intake.add import NewFile, NewTexts
from stancebook.intake.document import BadDocument, Document, finished

FIELDS = ("headline", "outlet", "byline", "section", "page")  # of a Document
SAME_AS = {"author": "byline", "source": "outlet"}  # what other programs call a field
COLUMNS = ("cited_outlets", "kind", "date_earliest", "date_basis", "rights")  # that a study's own export brings back


class Original(NamedTuple):
    """The file of a project: its path, its bytes, and the ending of its name in data/originals."""

    path: Path
    content: bytes
    ending: str


class New(NamedTuple):
    """The file of a project with its new texts, their rows, the article of each text, what is lost, in sentences."""

    files: list[NewFile]
    texts: NewTexts
    articles: dict[str, str]
    lost: list[str]


def of_project(study: Path, sources: Rows, project: Project, original: Original, places: Places) -> New:
    """Return the texts that a study gets; raises UserError for a text that is too long."""
    texts = [text for text in project.texts if text.id in places.new]
    name = f"{files.digest(original.content)}{original.ending}"
    new = (
        [NewFile(original.path, name, [_document(each, original) for each in texts], original.content)] if texts else []
    )
    made = add.new_texts(study, sources, new)
    for text, row in zip(texts, made.rows, strict=True):
        row |= {column: text.about[column] for column in COLUMNS if column in text.about}
        if "date_basis" in text.about and "date_earliest" not in text.about:
            row["date_earliest"] = ""
    ids = {f"new:{text.id}": row["article"] for text, row in zip(texts, made.rows, strict=True)}
    articles = {text: ids.get(article, article) for text, article in places.articles.items()}
    lost = Losses()
    for text in project.texts:
        lost.add("text* without words", text.id in places.empty, text.name or text.id)
    return New(new, made, articles, [*lost.sentences(), *_lost(texts)])


def _document(text: Text, original: Original) -> Document:
    """Return a text as a Document; raises UserError if it cannot be one."""
    about = {SAME_AS.get(name.casefold(), name.casefold()): each for name, each in text.about.items()}
    fields: dict[str, Any] = {name: about[name] for name in FIELDS if name in about}
    if text.content.startswith(text.name):
        fields = {"headline": text.name, **fields}
    try:
        return finished(Document(text.content, date=text.date, place=text.name, **fields))
    except BadDocument as bad:
        raise UserError(str(Problem(one_line(original.path.name), None, text.name, bad.message, bad.fix))) from None


def _lost(texts: list[Text]) -> list[str]:
    """Return a sentence on what the project says of texts and sources.csv has no column for."""
    known = {*FIELDS, *SAME_AS, *COLUMNS}
    names = sorted(
        {name for text in texts for name, about in text.about.items() if about and name.casefold() not in known}
    )
    return [f"what it says of texts under {listed(one_line(name, 60) for name in names)}"] if names else []
