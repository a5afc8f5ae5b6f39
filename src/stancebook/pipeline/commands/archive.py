"""`stancebook archive`: everything that a study rests on and ends in, as one zip file, with the texts or without.

>>> file_name("Who pays for the bridge?", False), file_name("Who pays for the bridge?", True)
('who-pays-for-the-bridge.zip', 'who-pays-for-the-bridge-without-texts.zip')
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stancebook.core import links, paths, tables
from stancebook.core.authored import rewriting
from stancebook.core.english import count, enumerate_words, plural, verb
from stancebook.core.problems import UserError
from stancebook.core.processes.lock import one_run
from stancebook.exchange.archive import about, assembly, contents, git_tag, materials, packing, run_record, withheld
from stancebook.exchange.archive.contents import Contents
from stancebook.pipeline import stamps
from stancebook.pipeline.commands.new import slug
from stancebook.pipeline.commands.outside_dates import of_repository
from stancebook.pipeline.execute import accepted
from stancebook.pipeline.run_config import RunConfig, requested
from stancebook.pipeline.steps import checked
from stancebook.pipeline.terminal import busy, say
from stancebook.study import freeze
from stancebook.study.study import Study
from stancebook.texts.corpus import Article, load_articles

LONGEST = 60  # characters of a name


def archive(environment: Mapping[str, str], out: Path | None, without_texts: bool, tag: str = "") -> None:
    """Write the archive of a study whose notebooks are up to date, and say where it is and what it lacks.

    Raises UserError while a run is at work.
    """
    config = requested(environment)
    study = config.study
    links.check_inside(config.paths.project, config.folder)
    with one_run(config.folder), busy("packing"):
        waits = checked(environment)[1]
        check_run(config, waits)
        path = out or config.paths.project / "build" / "archive" / file_name(study.settings["title"], without_texts)
        rewriting.check_out(path, config.paths.study)
        if not out:
            links.check_inside(config.paths.project, path.parent)
        said = about.describe(study.settings, days(study))
        packed = files(config, waits, said, without_texts, tag)
        packing.pack(path, packed)
    hash = contents.sha256(path)
    say(f"archive: {paths.shown(path)}, {path.stat().st_size / 1e6:.1f} MB, SHA-256 {hash}")
    for lack in said.lacking:
        say(lack)
    if without_texts:
        for line in remains(json.loads(contents.data(packed[withheld.NAME]))):
            say(line)
    else:
        texts = f"it holds {plural(len(study.source_rows), 'text')} of third parties"
        say(f"{texts}; to publish the study: stancebook archive --without-texts")
    say(f"next: stancebook verify {paths.shown(path)}")


def remains(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield what to know before one publishes an archive without texts, by its withheld.json: quotations, and losses.

    >>> entry = {"limit": 40, "share": {"010": 0.05, "020": 0.71}, "left_out": ["data/originals/0f.json"]}
    >>> print(*remains(entry), sep="\\n")
    the brief quotes up to 71 percent of the words of a text (020); before you publish it, ask who owns that text
    one file that texts came from is left out, too, and named in the README of the archive
    """
    share = {article: share for article, share in entry["share"].items() if share}
    if assembly.BRIEF[0] in entry["left_out"]:
        yield f"the brief is left out in all its forms: it has a quotation of more than {entry['limit']} words"
    elif share:
        most = max(sorted(share), key=lambda article: share[article])
        words = f"up to {round(100 * share[most])} percent of the words of a text ({most})"
        yield f"the brief quotes {words}; before you publish it, ask who owns that text"
    if originals := sum(map(contents.is_original, entry["left_out"])):
        told = f"{count(originals, 'file')} that texts came from {verb(originals, 'is', 'are')} left out, too"
        yield f"{told}, and named in the README of the archive"


def file_name(title: str, without_texts: bool) -> str:
    """Return the name of an archive's file."""
    return f"{slug(title)[:LONGEST].strip('-')}{'-without-texts' if without_texts else ''}.zip"


def check_run(config: RunConfig, waits: Mapping[str, Sequence[str]]) -> None:
    """Raise UserError unless this is the default run of a study with notebooks, and they are up to date."""
    if config.variant != "default":
        where = paths.shown(config.paths.study)
        raise UserError(f"{where} has no notebooks of its own; give it some: stancebook new {where}")
    books = [book for book in config.notebooks if book.number not in waits]
    stale = [book.name for book in books if not stamps.holds(config, book)]
    if stale:
        command = "stancebook run" if waits else "stancebook report"
        raise UserError(f"{enumerate_words(stale, 'and')}: not run since something changed; run {command} first")


def days(study: Study) -> list[str]:
    """Return the days that the study's files name: of its texts, of changes of its codebook, and of training."""
    texts = [row[key] for row in study.source_rows for key in ("date_earliest", "date_latest")]
    people = (study.people.coders, study.people.adjudicators, study.people.validators)
    trained = [person.trained for role in people for person in role.values()]
    return [*texts, *trained, *(str(getattr(change, "date", "")) for change in study.codebook.changes)]


def files(
    config: RunConfig, waits: Mapping[str, Sequence[str]], said: about.About, without_texts: bool, tag: str = ""
) -> dict[str, contents.Content]:
    """Return the files of the archive of a run, by name."""
    study, found = config.study, collect(config, waits, tag)
    raw = assembly.RawTexts(config.paths.raw, study.source_rows)
    texts = assembly.Texts(study.source_rows, raw, study.settings["quotation_limit"], articles(config.paths))
    made = run_record.of_run(found, config.parameters, config.notebooks)
    return (assembly.without_texts if without_texts else assembly.whole)(found, said, made, texts)


def articles(run: paths.RunPaths) -> Callable[[str, str], Article | None]:
    """Return what reads the Article of an id and its raw text, as notebook 01 cleaned it; None if it did not."""
    origins = paths.stored(run.processed / "origins.csv")
    rows = tables.read(origins) if origins.is_file() else []

    def article(id: str, raw: str) -> Article | None:
        return load_articles(run, {id: raw}, of[id], []).get(id) if id in of else None

    of = dict(tables.grouped(rows, "article"))
    return article


def collect(config: RunConfig, waits: Mapping[str, Sequence[str]], tag: str = "") -> Contents:
    """Return what goes into the archive of a run, with a signed tag; notebooks that wait are in it as they are."""
    ran = [book for book in config.notebooks if book.number not in waits]
    books: dict[str, contents.Content] = {
        f"notebooks/{path.name}": path for path in sorted(config.paths.notebooks.glob("*.ipynb"))
    }
    books |= {f"notebooks/{book.path.name}": accepted(book, config.copy(book)).encode() for book in ran}
    environment: dict[str, contents.Content] = {**contents.environment(config.paths.project)}
    environment.setdefault("requirements.lock", materials.installed().encode())
    if tag:
        tagged = of_repository(config.paths.coded / freeze.RECORD, tag)
        environment[git_tag.NAME] = git_tag.as_text(tagged).encode()
    made = contents.generated(config.paths, ran)
    return Contents(contents.authored(config.paths.study), made, books, environment, contents.package())
