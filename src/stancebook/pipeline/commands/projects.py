"""`import` of another program's project: what is in it, what becomes of it in the study, and what it lacks."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from stancebook.core.english import listed, plural, verb
from stancebook.core.paths import shown
from stancebook.core.problems import WrongArgument, one_line
from stancebook.exchange import foreign, formats, passages
from stancebook.exchange.formats import Format
from stancebook.exchange.incoming import mapping, messages
from stancebook.exchange.incoming.new_texts import Original
from stancebook.exchange.into_study import Asked, Import
from stancebook.exchange.project import Project
from stancebook.exchange.table_import import stored
from stancebook.intake.add import folder_of, locked
from stancebook.pipeline.commands.codebook import reason_on
from stancebook.pipeline.commands.project_agreement import in_words
from stancebook.pipeline.run_config import RunConfig
from stancebook.pipeline.terminal import say, strong
from stancebook.study import freeze
from stancebook.study.coders import People
from stancebook.study.validation.readable import check_readable

MOST = 20  # sentences of a kind, and names, that are printed
ALL = "--check --all prints them"
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


class Said(NamedTuple):
    """What a user said of a project: columns, values, ids of coders, a name, a day, what to do with it."""

    map_given: Sequence[str] = ()
    set_given: Sequence[str] = ()
    coder_given: Sequence[str] = ()
    first_sentence: bool = False
    name: str = ""
    date: str = ""
    replace: bool = False
    check: bool = False
    all: bool = False

    @property
    def most(self) -> int:
        """How many sentences of a kind are printed, and names."""
        return sys.maxsize if self.all else MOST


def bring(config: RunConfig | None, file: Path, format: Format, said: Said) -> None:
    """Bring a project into the study, and print what became of it; outside a study, print what is in it.

    Raises UserError, and changes nothing, if the file or what the user said cannot be.
    """
    project = formats.read(file, format)
    _print_project(one_line(file.name), format, project)
    if config is None:
        _print_sentences("not taken", project.lost, said.most)
        say("no study at or above this folder: nothing is kept; stancebook new FOLDER makes one")
        return
    columns = mapping.given(said.map_given, said.set_given, format.code)
    reason = reason_on(f"imported from {one_line(file.name, 100)}", said.date)
    name = _name(said.name or file.name)
    asked = Asked(columns, _coders(said.coder_given), name, reason, said.replace, said.first_sentence)
    original = Original(file, _content(file), ".zip" if file.is_dir() else format.ending)
    folder_of(config.paths.study, "passages")
    with locked(folder_of(config.paths.study, "coded")):
        check_readable(config.paths.coded)
        made = Import(config.paths, project, original, asked)
        if not made.changes_nothing and not said.check:
            made.write()
    _print_import(config, made, said)


def _coders(given: Iterable[str]) -> dict[str, str]:
    """Return ids of coders by what the project calls them, from NAME=ID."""
    pairs = [[part.strip() for part in each.rpartition("=")[::2]] for each in given]
    if any(not all(pair) for pair in pairs):
        raise WrongArgument("--coder: give the name there and the id here, as in --coder Admin=ada")
    return {pair[0]: pair[1] for pair in pairs}


def _name(given: str) -> str:
    """Return the name of what is kept; raises WrongArgument for one that is none."""
    name = stored.file_name(given) if "." in given else given
    if not stored.NAME.fullmatch(name) or name.endswith(passages.CODES):
        raise WrongArgument("--name: use small letters, digits and _, at most 60, and no name that ends in _codes")
    return name


def _content(file: Path) -> bytes:
    """Return the bytes of a file, or of a zip file of what is in a folder."""
    if not file.is_dir():
        return foreign.file_bytes(file)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, read in sorted(foreign.parts(file).items()):
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(part, read())
    return made.getvalue()


# ---- what is printed


def _print_project(name: str, format: Format, project: Project) -> None:
    """Print what is in a project."""
    by = f" by {one_line(project.made_by, 60)}" if project.made_by else ""
    counts = ("text", project.texts), ("coder", project.coders), ("code", project.codes), ("passage", project.passages)
    say(f"{strong(name)}: {format.title}{by}, with {listed(plural(len(own), noun) for noun, own in counts)}")


def _print_sentences(what: str, sentences: Sequence[str], most: int) -> None:
    """Print the first sentences and how many more there are, or all of them with all names."""
    if most > MOST:
        sentences = [each.whole if isinstance(each, foreign.Loss) else each for each in sentences]
    for sentence in sentences[:most]:
        say(f"{what}: {one_line(sentence, sys.maxsize)}")
    if len(sentences) > most:
        say(f"{what}: {len(sentences) - most} more of the kind; {ALL}")
    elif any(isinstance(each, foreign.Loss) and each != each.whole for each in sentences):
        say(f"the other names: {ALL}")


def _print_import(config: RunConfig, made: Import, said: Said) -> None:
    """Print what became of a project, or would become of it."""
    would, most = "would be " if said.check else "", said.most
    _print_texts(made, would)
    _print_sentences("codebook", [f"{each}{' (would be)' if said.check else ''}" for each in made.changes], most)
    for coder, file in made.coder_files.items():
        new = [f"{plural(file.new, 'row')} {would}written"] if file.new else []
        there = [f"{plural(file.there, 'row')} there already"] if file.there else []
        say(f"{strong(shown(config.paths.coded / f'{coder}.csv'))}: {', '.join(new + there)}")
    _print_kept(config, made, would, most)
    _print_sentences("taken as", messages.told(made), most)
    _print_sentences("not taken", messages.lost(made), most)
    if made.changes_nothing:
        say("everything is there already; nothing changes")
    people = config.study.people
    for sentence in unnamed(people, made.coder_files) if people.are_named else ():
        say(sentence)
    for sentence in frozen_before(config.paths.coded) if any(file.new for file in made.coder_files.values()) else ():
        say(sentence)
    say(f"next: {'the same without --check' if said.check and not made.changes_nothing else 'stancebook check'}")


def _print_texts(made: Import, would: str) -> None:
    """Print how many texts are new, and how many there."""
    ids = [row["article"] for row in made.new.texts.rows]
    new = f"{plural(len(ids), 'text')} {would}added ({ids[0]}{f' to {ids[-1]}' if len(ids) > 1 else ''})" if ids else ""
    known = len({*made.new.articles.values()}) - len(ids)
    say("; ".join(filter(None, [new, f"{plural(known, 'text')} there already" if known else ""])) or "no texts")


def _print_kept(config: RunConfig, made: Import, would: str, most: int) -> None:
    """Print what is kept and why it is no row of a coder yet, and how to give what it lacks."""
    of_no_column, unused = len(made.columns.codes_of_no_column()), len(made.unused)
    codes = [f"{plural(of_no_column, 'code')} of no column"] if of_no_column else []
    codes += [f"{plural(unused, 'code')} that no row uses"] if unused else []
    if codes:
        file = shown(config.paths.passages / f"{made.asked.name}{passages.CODES}.csv")
        say(f"{strong(file)}: {listed(codes)} {would}kept")
    if not made.kept:
        return
    path = strong(shown(config.paths.passages / f"{made.asked.name}.csv"))
    beside = len({row["passage"] for row in made.kept if not row["lacks"]})
    more = [f"what {plural(beside, 'row')} {verb(beside, 'has', 'have')} beside"] if beside else []
    waiting = sum(made.waiting.values())
    wait = [f"{plural(waiting, 'passage')} that {verb(waiting, 'is', 'are')} no row yet"] if waiting else []
    say(f"{path}: {listed([*wait, *more])} {would}kept")
    if waiting:
        say(f"  they wait: {passages.counts_in_words(made.waiting, most)}")
        cures = passages.cures(made.waiting)
        say(f"  {cures}{f'; columns have {_names(made, most)}' if '--map' in cures else ''}")
        for line in _agreement(made, most):
            say(f"  {line}")


def _agreement(made: Import, most: int) -> list[str]:
    """Return lines on how far coders mark the same words in passages that are no rows yet."""
    articles = {row["article"]: made.article(row["article"]) for row in made.kept if row["lacks"]}
    sentences = {id: [(each.span.start, each.span.end) for each in own.sentences] for id, own in articles.items()}
    return in_words(made.kept, sentences, {id: own.raw for id, own in articles.items()}, most)


def _names(made: Import, most: int) -> str:
    """Return the names that --map may give, most of them, in words."""
    names = [one_line(name, 40) for name in mapping.names_of(made.project)]
    more = [f"{len(names) - most} more ({ALL})"] if len(names) > most else []
    codes = [f"{mapping.CODES} (each code that is nothing else)"] if made.project.codes else []
    return f"the names {listed([*names[:most], *more, *codes])}" if names or codes else "no names"


def frozen_before(coded: Path) -> list[str]:
    """Return a line on rows that come in after a freeze, if there is one."""
    anew = 'with these rows they have to be frozen anew (stancebook freeze --reason "why")'
    return [f"the codings were frozen before; {anew}"] if freeze.read_record(coded) else []


def unnamed(people: People, coders: Iterable[str]) -> list[str]:
    """Return a line on the coders that study.yaml has to name, if there are any."""
    missing = sorted({*coders} - people.coders.keys() if people.are_named else coders)
    entries = ", ".join(f"{id}: {{}}" for id in missing)
    return [f"study.yaml does not name {listed(missing)}; add under coders: {entries}"] if missing else []
