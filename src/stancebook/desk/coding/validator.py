"""A validator's session: a coder's on the sampled sentences alone, in a folder of its own, blind for good.

The rest of a sampled text can be read. The codes of the study's coders, their proposals and comments are never shown.

>>> "save" in ValidatorSession.verbs, "look" in ValidatorSession.verbs
(True, False)
"""

from pathlib import Path
from typing import ClassVar

from stancebook.core.paths import RunPaths
from stancebook.desk.coder_session import CoderSession
from stancebook.desk.session import Answer
from stancebook.desk.study_reader import StudyReader
from stancebook.desk.transactions import Clock
from stancebook.study.people import sample
from stancebook.texts.corpus import Article


class ValidatorSession(CoderSession):
    """A validator's session."""

    verbs = (
        *("begin", "ping", "undo", "redo", "articles", "open", "statements", "next", "search", "progress"),
        *("save", "delete", "nothing", "finish", "reopen", "exercise", "answer"),
    )
    kinds = ("statement",)
    shared: ClassVar = {}

    def __init__(self, reader: StudyReader, user: str, clock: Clock) -> None:
        self.places = sample.sampled(reader.paths.validation, reader.sources)
        super().__init__(reader, user, clock)

    def folder(self, paths: RunPaths) -> Path:
        """Return the folder of the validators' files."""
        return paths.validation

    def frozen(self) -> str:
        """Return that no freeze concerns this user: that of the coders came before."""
        return "none"

    def sampled(self) -> set[str]:
        """Return the articles in which sentences are sampled."""
        return set(self.places)

    def mine(self) -> set[str]:
        """Return the articles that this user may open: those in which sentences are sampled."""
        return self.sampled() & self.reader.sources.keys()

    def due(self, article: Article) -> set[int]:
        """Return the numbers of the sampled sentences of an article."""
        starts = self.places.get(article.id, frozenset())
        return {sentence.number for sentence in article.sentences if str(sentence.span.start) in starts}

    def coding(self, id: str) -> Answer:
        """Return what is put down on an article, whose other codes nobody opens."""
        return super().coding(id) | {"waiting": []}

    def sees(self, article: str) -> bool:
        """Return that the codes of others stay closed."""
        return False

    def saw_others(self, article: str) -> bool:
        """Return that this user has never seen the codes of others."""
        return False
