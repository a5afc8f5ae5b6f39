"""What an archive says of itself, held to itself: hashes, run record, texts, quotations, freezes and journals.

>>> verdict = of_hash("files", "a.csv", "00", {"a.csv": "01"})
>>> verdict.outcome, of_hash("files", "b.csv", "00", {}).outcome
('differs', 'gone')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from stancebook.core import tables
from stancebook.core.bounds import json_text
from stancebook.core.english import count
from stancebook.core.files import digest
from stancebook.core.paths import stored
from stancebook.core.problems import UserError
from stancebook.exchange.archive import crate, packing, run_record, withheld
from stancebook.exchange.archive.assembly import RawTexts
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK, Verdict
from stancebook.exchange.archive.reading import Archive, bad_name
from stancebook.study import freeze
from stancebook.study.validation import journals

DESCRIBING = {
    *(run_record.NAME, "sbom.cdx.json", "CITATION.cff", "codemeta.json", ".zenodo.json", "README.md"),
    *(crate.NAME, packing.SUMS, withheld.NAME),
}
NO_TEXTS = "the texts are not in this archive; --texts FOLDER says where they are"
NOT_GIVEN = "not all texts of the study are in the folder of texts"
DAMAGED = "it is damaged in the zip file and cannot be read"
PLACE = ("article", "start", "end", "quote")
QUOTED = (  # tables, and the columns of a passage in each
    *((table, PLACE) for table in ("codings", "statements", "facts", "notes")),
    *((table, tuple(f"{name}_b" for name in PLACE)) for table in ("notes", "quotations")),
    ("quotations", tuple(f"{name}_a" for name in PLACE)),
)


def of_hash(about: str, name: str, hash: str, found: Mapping[str, str]) -> Verdict:
    """Return the verdict on a file of which this hash is on record."""
    if name not in found:
        return Verdict(about, name, GONE, "it is not there")
    if not found[name]:
        return Verdict(about, name, DIFFERS, DAMAGED)
    return Verdict(about, name, OK) if found[name] == hash else Verdict(about, name, DIFFERS, "it has other bytes")


def files(archive: Archive) -> Iterator[Verdict]:
    """Yield a verdict on each file that SHA256SUMS names, on those it does not name, and on the zip file itself."""
    for name, hash in archive.hashes.items():
        yield of_hash("files", name, hash, archive.found)
    for name in sorted(archive.found.keys() - archive.hashes.keys()):
        yield Verdict("files", name, DIFFERS, f"{packing.SUMS} does not have it")
    if archive.is_in_form():
        yield Verdict("files", archive.path.name, OK)
    else:
        why = (
            "the zip file is not as stancebook writes it: something else packed it, or it was changed between the files"
        )
        yield Verdict("files", archive.path.name, DIFFERS, why)


def on_record(archive: Archive, has_texts: bool = False) -> Iterator[Verdict]:
    """Yield a verdict on each file of the study, by the run record, and on files of which it knows nothing.

    What was left out has none if the texts are given: then it is put back, or made again, and compared there.
    """
    left, short = archive.withheld.get("left_out", ()), archive.withheld.get("shortened", {})
    stripped = archive.withheld.get("without_outputs", ())
    on_file = run_record.hashes(archive.run)
    for name, hash in on_file.items():
        if name in short and name in archive.found:
            said = {name: short[name]["sha256"]}
            yield of_hash("run record", name, hash, said)
        elif name in left or name in stripped:
            if has_texts:
                continue
            what = "it was left out" if name in left else "what it showed was left out"
            yield Verdict("run record", name, NOT_RUN, f"{what}; --texts FOLDER --rebuild FOLDER makes it again")
        else:
            yield of_hash("run record", name, hash, archive.found)
    for name in sorted(archive.found.keys() - on_file.keys() - DESCRIBING):
        yield Verdict("run record", name, DIFFERS, f"{run_record.NAME} does not have it")


def description(archive: Archive) -> Iterator[Verdict]:
    """Yield a verdict on what ro-crate-metadata.json says of each file."""
    try:
        graph = json_text.loads(archive.read(crate.NAME))["@graph"]
        told = {entity["@id"]: entity["sha256"] for entity in graph if "sha256" in entity}
    except (KeyError, TypeError, ValueError, AttributeError, UserError):
        yield Verdict("description", crate.NAME, DIFFERS, "it is missing, or is no RO-Crate")
        return
    for name, hash in told.items():
        yield of_hash("description", unquote(str(name)), str(hash), archive.hashes)


def lack(has_texts: bool) -> str:
    """Return why what rests on a text that is not there could not be run, where the user has given texts or has not."""
    return NOT_GIVEN if has_texts else NO_TEXTS


def texts(archive: Archive, rows: Iterable[Mapping[str, str]], study: Path, lack: str = NO_TEXTS) -> Iterator[Verdict]:
    """Yield a verdict on each text of sources.csv, by the hash in it; `study` is the folder where the texts are.

    `lack` says here and below why those that were left out are not there.
    """
    for row in rows:
        if bad_name(row["file"]):
            yield Verdict("texts", row["file"], GONE, "it is no name of a file in data/raw")
        else:
            yield _of_file("texts", row["file"], row["sha256"], archive, f"data/raw/{row['file']}", study, lack)


def _of_file(about: str, what: str, hash: str, archive: Archive, name: str, study: Path, lack: str) -> Verdict:
    """Return the verdict on the file of this name as it is in the study's folder; `what` is how it is called."""
    path = study / name
    if path.is_file():
        return of_hash(about, what, hash, {what: digest(path.read_bytes())})
    if name in archive.withheld.get("left_out", ()) or name in archive.withheld.get("shortened", {}):
        return Verdict(about, what, NOT_RUN, lack)
    return of_hash(about, what, hash, {what: ""} if name in archive.found else {})


def quotations(archive: Archive, study: Path, raw: RawTexts, lack: str = NO_TEXTS) -> Iterator[Verdict]:
    """Yield a verdict on each quotation of the tables, by its place in its text; a table left out is made again."""
    told: set[str] = set()
    for table, columns in QUOTED:
        path, outputs = stored(study / "data" / "processed" / f"{table}.csv"), archive.run["outputs"]
        name = next(
            (each for each in (path.name, f"{table}.parquet") if f"data/processed/{each}" in outputs), path.name
        )
        if path.is_file():
            try:
                rows = tables.read(path)
            except tables.UnreadableFile as error:
                yield Verdict("quotations", name, DIFFERS, f"it cannot be read ({error})")
                continue
            yield from _quotations(name, rows, columns, raw, lack if archive.withheld else "")
        elif f"data/processed/{name}" in outputs and name not in told:
            told.add(name)
            why = "the table was left out; notebooks make it again" if archive.withheld else "it is not there"
            yield Verdict("quotations", name, NOT_RUN, why)


def _quotations(name: str, rows: tables.Rows, columns: tuple[str, ...], raw: RawTexts, lack: str) -> Iterator[Verdict]:
    article, begun = "", ""
    for number, row in enumerate(rows, 2):
        id, start, end, quote = (row.get(column) or "" for column in columns)
        what = f"{name}, row {number}"
        if not quote:
            continue
        try:
            if id != article:
                article, begun = id, raw[id]
            same = begun[int(start) : int(end)] == quote
        except (KeyError, OSError, ValueError) as error:
            no_place = f"there is no text {id}, or no such place"
            yield Verdict("quotations", what, NOT_RUN, no_place if isinstance(error, ValueError) else lack or no_place)
            continue
        yield Verdict("quotations", what, OK if same else DIFFERS, "" if same else "the text has other words there")


def freezes(archive: Archive, study: Path, lack: str = NO_TEXTS) -> Iterator[Verdict]:
    """Yield a verdict on each file of the last freeze, and on the chain of all freezes."""
    made = freeze.read_record(study / "data" / "coded")
    if not made:
        return
    for name, hash in made[-1]["files"].items():
        what = f"{name}, as frozen last"
        if bad_name(str(name)):
            yield Verdict("freezes", what, GONE, "it is no name of a file in data/coded")
        else:
            yield _of_file("freezes", what, hash, archive, f"data/coded/{name}", study, lack)
    faults = freeze.chain_faults(made)
    for fault in faults:
        yield Verdict("freezes", freeze.RECORD, DIFFERS, fault)
    if not faults:
        older = freeze.unchained(made)
        why = f"{count(older, 'freeze')} from before the chain" if older else ""
        yield Verdict("freezes", f"{freeze.RECORD}, its chain", OK, why)


def chains(archive: Archive, study: Path, lack: str = NO_TEXTS) -> Iterator[Verdict]:
    """Yield a verdict on the chain of each journal."""
    for name in archive.run["inputs"]:
        if not name.endswith("_journal.jsonl"):
            continue
        if not (study / name).is_file():
            yield _of_file("journals", name, archive.run["inputs"][name], archive, name, study, lack)
            continue
        chain = journals.read(study / name)
        if chain.faults:
            yield Verdict("journals", f"{name}, row {chain.faults[0]}", DIFFERS, journals.LOST)
        else:
            older = "no line names the one before it" if chain.unchained and not chain.has_chain else ""
            yield Verdict("journals", name, OK, "; ".join(journals.in_words(chain)) or older)
