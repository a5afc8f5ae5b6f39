"""The formats of other programs: how each is recognised, and what goes in, comes out and is lost.

To add a format, write a module with `recognises(sample: Sample) -> bool` and `read(path: Path) -> Project` if it goes
in, with `write(project: Project, path: Path) -> tuple[str, ...]` if it comes out, and add an entry to FORMATS. The
modules load their libraries within these functions. A module may suggest which of its values is which column of a
coder’s rows: SUGGESTED_NAMES (a column and the name there), SUGGESTED_WORDS (a column, and its values by the words
there) and SUGGESTED_VALUES (a column, and its value where there is none).

>>> [each.name for each in FORMATS if each.ending == ".csv"], named(".CSV").module
(['csv'], 'tables')
>>> named("cvs")
Traceback (most recent call last):
stancebook.core.problems.WrongArgument: 'cvs' is no format; do you mean csv?
"""

from __future__ import annotations

import zipfile
from importlib import import_module
from itertools import islice
from os import SEEK_END
from pathlib import Path
from typing import Any, NamedTuple

from stancebook.core.english import one_of
from stancebook.core.problems import WrongArgument, one_line, suggestion
from stancebook.exchange.project import Project
from stancebook.intake.limits import MOST_PARTS

HEAD = 65_536  # bytes of a file by which it is recognised, and as many at its end


class Format(NamedTuple):
    """A format: the word for it in commands, its module, its ending, and what data/README.md says of it.

    `goes_in` and `comes_out` are empty if it does not go in, or come out.
    """

    name: str
    module: str
    ending: str
    title: str
    goes_in: str
    comes_out: str
    lost: str

    @property
    def code(self) -> Any:
        """The module that reads and writes it."""
        return import_module(f"stancebook.exchange.{self.module}")


class Sample(NamedTuple):
    """What a file is recognised by: its name, its first bytes, and the names of the parts of a zip or a folder.

    `tail` has the last bytes of a file that is larger, where what follows a long text stands.
    """

    name: str
    head: bytes
    parts: tuple[str, ...] = ()
    tail: bytes = b""


BESIDE = "facts, decisions, source notes, rules and earlier versions of the codebook"
OTHERS = "other names of actors"
FORMATS = (
    # ---- refi_qda
    Format(
        "qdpx",
        "refi_qda",
        ".qdpx",
        "REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos, qc)",
        "texts, codes, users, selections, notes, variables, cases",
        "texts with their variables, the codebook as a tree (an actor’s type and other names in its description), each "
        "statement as a selection with its codes and note",
        f"in: pictures, areas, recordings, links, sets of codes, drawings, colours, formatting, {OTHERS}; out: Windows "
        f"line ends, {BESIDE}",
    ),
    Format(
        "qdc",
        "refi_qda",
        ".qdc",
        "REFI-QDA codebook",
        "codes",
        "the codebook as a tree, an actor’s type and other names in its description",
        f"in: groups of codes, colours, {OTHERS}; out: texts, statements, {BESIDE}",
    ),
    # ---- dna
    Format(
        "dna",
        "dna",
        ".dna",
        "Discourse Network Analyzer 2 and 3",
        "documents, statements of each type with all variables, entities with their attributes, coders",
        "for DNA 3: texts, statements with all variables (the position as agreement too), actors with types and other "
        "names, issues, coders (all with the password stancebook)",
        f"in: colours, passwords, permissions, search terms, links between variables, {OTHERS}; out: ids of passages, "
        f"and names and meanings beyond 190 characters, {BESIDE}",
    ),
    # ---- cas
    Format(
        "cas",
        "annotation.cas",
        ".xmi",
        "INCEpTION and WebAnno (UIMA CAS XMI, alone, in a zip or in an exported project)",
        "texts, annotators and curation, each span of a layer with its features, named entities",
        "",
        "sentences, tokens, parts of speech and syntax, relations, chains, links, labels of documents, tag sets",
    ),
    # ---- label_studio
    Format(
        "label-studio",
        "annotation.label_studio",
        ".json",
        "Label Studio (JSON and JSON-MIN)",
        "texts, annotators, labels, choices, taxonomies, ratings and written answers of regions and of whole texts",
        "",
        "relations, predictions, drafts, skipped annotations, regions of dialogues, HTML, pictures, sound and video",
    ),
    # ---- brat
    Format(
        "brat",
        "annotation.brat",
        ".ann",
        "brat (.ann beside .txt, in a folder or a zip)",
        "texts, a folder for each annotator, spans with attributes, links to other sources, notes",
        "",
        "relations, events' roles, equivalences, settings; a span in several parts becomes a passage for each part",
    ),
    # ---- doccano
    Format(
        "doccano",
        "annotation.doccano",
        ".jsonl",
        "doccano (JSONL, or a zip with a file for each annotator)",
        "texts with what is told about them, annotators, labels of spans and of whole texts",
        "",
        "relations, comments, names of labels in old exports that have their numbers alone",
    ),
    # ---- web_annotation
    Format(
        "web-annotation",
        "annotation.web_annotation",
        ".jsonld",
        "Web Annotations of the W3C (JSON-LD)",
        "quotations and positions in texts that the file holds or that stand beside it, tags, comments, creators",
        "texts, codes with other names of actors, coders, and each statement as an annotation with quotation, "
        "position, tags and values",
        "in: targets by CSS, XPath, range or area, creators beyond the first, comments that are addresses, "
        f"{OTHERS}; out: times without date and zone, {BESIDE}",
    ),
    # ---- tables
    Format(
        "csv",
        "tables",
        ".csv",
        "CSV for spreadsheets",
        "",
        "each statement as a row",
        f"out: the contents of the texts, {BESIDE}, {OTHERS}",
    ),
    Format(
        "xlsx",
        "tables",
        ".xlsx",
        "Excel",
        "",
        "each statement as a row",
        f"out: the contents of the texts, {BESIDE}, {OTHERS}",
    ),
    Format(
        "parquet",
        "tables",
        ".parquet",
        "Parquet",
        "",
        "each statement as a row, with types",
        f"out: the contents of the texts, {BESIDE}, {OTHERS}",
    ),
)


def named(word: str) -> Format:
    """Return the format with this name or ending; raises WrongArgument, which names those known."""
    name = word.lower().removeprefix(".").replace("_", "-")
    known = {each.name: each for each in FORMATS if each.comes_out}
    by_ending = {each.ending[1:]: each for each in known.values()}
    if name not in known | by_ending:
        fix = suggestion(name, known | by_ending, f"use {one_of([*known])}")
        raise WrongArgument(f"'{one_line(word)}' is no format; {fix}")
    return (by_ending | known)[name]


def sample_of(path: Path) -> Sample:
    """Return what a file or folder is recognised by; one that cannot be read has no bytes."""
    if path.is_dir():
        inside = (each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
        return Sample(path.name, b"", tuple(sorted(islice(inside, MOST_PARTS))))
    if not path.is_file():  # a pipe would wait
        return Sample(path.name, b"")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            rest = file.seek(0, SEEK_END) - len(head)
            file.seek(-min(rest, HEAD), SEEK_END)
            parts = _parts(path) if head.startswith(b"PK\x03\x04") else ()
            return Sample(path.name, head, parts, file.read(HEAD))
    except OSError:
        return Sample(path.name, b"")


def _parts(path: Path) -> tuple[str, ...]:
    """Return the names of the parts of a zip file; none if it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(sorted(archive.namelist()))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ()


def recognise(path: Path) -> Format | None:
    """Return the format of a project in a file or folder, by its content; None if it is none."""
    sample = sample_of(path)
    return next((each for each in FORMATS if each.goes_in and each.code.recognises(sample)), None)


def read(path: Path, format: Format) -> Project:
    """Return the Project in a file; raises UserError with file, place and fix."""
    project: Project = format.code.read(path)
    return project


def write(project: Project, path: Path, format: Format) -> tuple[str, ...]:
    """Write a project; return a sentence for each kind of thing that the format does not hold."""
    lost: tuple[str, ...] = format.code.write(project, path)
    return lost
