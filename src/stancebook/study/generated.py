"""The generated tables and files of a run: each table read once, typed by its schema, and written in its order.

>>> class Run(Generated):
...     sentences = generated_table("sentences")
>>> type(Run.sentences)
<class 'property'>
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.core import files, fonts, notebooks, paths, schema, tables
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError
from stancebook.core.tables import Rows
from stancebook.texts import cleaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from stancebook.texts.cleaning import CleaningRules

BATCH = 100  # texts whose Articles are there at the same time


class NoTable(UserError):
    """A generated table is not there: the notebook that writes it has not run."""


def generated_table(name: str) -> property:
    """Return an attribute of Generated: a table of data/processed, read when it is first asked for."""
    return property(lambda run: run.table(name))


class Generated:
    """What the notebooks of a run made, in these RunPaths."""

    def __init__(self, run_paths: RunPaths) -> None:
        self.paths = run_paths
        fonts.use(run_paths.fonts)
        self._tables: dict[str, pd.DataFrame] = {}

    def table(self, name: str) -> pd.DataFrame:
        """Return a generated table by its name, typed by the schema.

        Raises NoTable if it is not there.
        """
        if name not in self._tables:
            self._tables[name] = tables.read_frame(self._file(name), schema.TABLES[name])
        return self._tables[name]

    def _rows(self, name: str) -> Rows:
        """Return the rows of a generated table; raises NoTable if it is not there."""
        return tables.records(self.table(name))

    def _file(self, name: str) -> Path:
        """Return the file of a generated table; raises NoTable if it is not there."""
        path = paths.stored(self.paths.processed / f"{name}.csv")
        if not paths.is_there(path):
            raise NoTable(f"data/processed/{name}.csv is missing; run the notebooks before this one")
        return path

    def write(self, name: str, table: pd.DataFrame | Rows) -> None:
        """Write data/processed/<name>.csv, with the schema's columns and order of rows; if it is long, as Parquet."""
        tables.store(self.paths.processed / f"{name}.csv", table, schema.TABLES[name])
        self._tables.pop(name, None)

    def write_figure(self, name: str, drawing: Any, table: Any = None, narrow: Any = None) -> None:
        """Write report/figures/<name>.svg, its table <name>.csv and <name>.narrow.svg for phones; None removes them."""
        path = self.paths.figures / name
        files.write_or_remove(f"{path}.svg", drawing and drawing.svg)
        files.write_or_remove(f"{path}.narrow.svg", narrow and narrow.svg)
        files.write_or_remove(f"{path}.csv", tables.in_words(table) if drawing and table is not None else None)

    def write_report(self, contents: Iterable[tuple[str, str | bytes]]) -> None:
        """Write the files of the report, each with its name, text as UTF-8; pages of former texts are removed."""
        written = set()
        for name, content in contents:
            files.write_bytes(
                self.paths.report / name, content.encode("utf-8") if isinstance(content, str) else content
            )
            written.add(name)
        for pattern in paths.EVIDENCE_PAGES:  # a page of another name is somebody's own
            for page in self.paths.evidence.glob(pattern):
                if f"{paths.EVIDENCE}/{page.name}" not in written:
                    page.unlink()

    def write_text(self, name: str, content: str) -> None:
        """Write a generated text; `name` is its path from the top of a study, such as data/processed/ties.graphml."""
        files.write_text(notebooks.resolve(self.paths, name), content)

    def clean_text(self, article: str) -> str:
        """Return the clean text of an article, as notebook 01 wrote it."""
        return (self.paths.clean / f"{article}.txt").read_bytes().decode("utf-8")

    def clean_texts(self, texts: Mapping[str, str], rules: CleaningRules) -> tuple[Rows, int]:
        """Clean raw texts, a few at a time; write the clean ones, and where they, what was removed and sentences stand.

        Return the rows of the table `removed`, and the number of sentences.
        """
        removed: Rows = []
        origins, sentences = [], []
        for at in range(0, max(len(texts), 1), BATCH):
            batch = {id: texts[id] for id in sorted(texts)[at : at + BATCH]}
            articles, places = cleaning.clean_articles(batch, rules)
            for id, article in articles.items():
                files.write_text(self.paths.clean / f"{id}.txt", article.clean)
            removed += places
            origins.append(tables.typed(cleaning.origins(articles), schema.ORIGINS))
            sentences.append(tables.typed(cleaning.sentences(articles), schema.SENTENCES))
        for name, parts in ("origins", origins), ("sentences", sentences):
            self.write(name, tables.joined(parts))
        self.write("removed", removed)
        return removed, sum(map(len, sentences))
