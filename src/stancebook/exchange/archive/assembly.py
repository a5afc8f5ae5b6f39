"""The two forms of an archive: whole, and without the texts of third parties beyond quotations.

Without the texts there are no raw texts, originals, or pages made of them sentence by sentence, and no outputs of
notebooks. In the files of data/ each passage is replaced by its place; the brief keeps its quotations.

>>> is_made_of_texts("data/processed/clean/010.txt"), is_made_of_texts("report/evidence/text-010.html")
(True, True)
>>> is_made_of_texts("data/processed/stances.csv")
False
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from stancebook.core import markdown
from stancebook.core.english import enumerate_words
from stancebook.core.notebooks import without_outputs
from stancebook.core.problems import UserError
from stancebook.exchange.archive import about, crate, materials, packing, run_record, withheld
from stancebook.exchange.archive.about import About
from stancebook.exchange.archive.contents import ORIGINALS, Content, Contents, data, is_original, sha256
from stancebook.exchange.archive.copied import Passage, long_passages, plain, shares
from stancebook.texts.corpus import Article

FROM_TEXTS = (
    "data/raw/", f"{ORIGINALS}/", "data/processed/clean/", "data/processed/sentences.csv", "data/processed/removed.csv",
    "data/processed/quotations.csv", "report/evidence.md", "report/evidence.html", "report/evidence/",
    "report/supplement.md", "report/annotations.jsonld",
)  # fmt: skip
SUMS_OF_TEXTS = "data/raw/SHA256SUMS"
BRIEF = ("report/brief.md", "report/index.html", "report/brief.pdf", "report/brief.docx")  # one text in four forms
SHORT = 5  # words of a passage that stays in a file of data/; the brief may quote as many as the study allows
FONTS, OPAQUE = (".ttf", ".otf"), (".pdf", ".docx", ".xlsx", ".parquet")  # in which no passage is looked for
PACKED = (  # what documents and packed files begin with
    b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"SQLite",
)  # fmt: skip
PAGES = (".html", ".svg")
LINES = re.compile(r'\\n",\s*"')  # between two lines of a cell of a notebook
STILL = (
    "no archive without texts: {} would have a long passage of the text in brackets; "
    "no file of data may have more than {} words of a text, no other one more than {}: shorten it"
)


class RawTexts(Mapping[str, str]):
    """The raw texts of a study by id, each read when it is asked for."""

    def __init__(self, folder: Path, sources: Iterable[Mapping[str, str]]) -> None:
        self._files = {row["article"]: folder / row["file"] for row in sources}
        self._last = ("", "")  # rows on one text mostly follow one another

    def __getitem__(self, article: str) -> str:
        """Return the raw text of an article."""
        if self._last[0] != article or not article:
            self._last = article, self._files[article].read_bytes().decode("utf-8")
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._files)


class Texts(NamedTuple):
    """The texts of a study: rows of sources.csv, their raw texts by id, and the most words of a quotation.

    `clean` returns the Article of an id and its raw text; None where there is no clean text.
    """

    sources: list[dict[str, str]]
    raw: Mapping[str, str]
    limit: int
    clean: Callable[[str, str], Article | None] = lambda id, raw: None

    def repeated(self, files: Mapping[str, str], limit: int) -> dict[str, list[Passage]]:
        """Return the passages with more than `limit` words in files, by name; names of raw files are none."""
        names = {row["file"] for row in self.sources}
        names |= {way(name) for name in names for way in (quote, markdown.escape)}
        return long_passages(files, self.raw.items(), limit, names, self.clean)


def is_made_of_texts(name: str) -> bool:
    """Return whether a file holds texts of third parties by its nature, or may hold them where nobody can look."""
    opaque = name.endswith(OPAQUE) and name not in BRIEF
    return (name.startswith(FROM_TEXTS) and name != SUMS_OF_TEXTS) or opaque


def _is_packed(content: Content) -> bool:
    """Return whether a file is a document or packed, whatever its name, so that nobody can look into it."""
    return data(content).startswith(PACKED)


def whole(contents: Contents, said: About, run: Mapping[str, Any], texts: Texts) -> dict[str, Content]:
    """Return the files of the archive that has everything, by name."""
    return described(contents.files, said, run, texts, {})


def without_texts(contents: Contents, said: About, run: Mapping[str, Any], texts: Texts) -> dict[str, Content]:
    """Return the files of the archive without the texts of third parties, by name."""
    kept: dict[str, Content] = {
        name: without_outputs(data(content)) if name in contents.notebooks and name.endswith(".ipynb") else content
        for name, content in contents.files.items()
        if not is_made_of_texts(name) and not (name in contents.authored and _is_packed(content))
    }
    of_study = [name for name in kept if name in contents.authored or name in contents.generated]
    read = {name: withheld.decode(data(kept[name])) for name in of_study if not name.endswith((*FONTS, *OPAQUE))}
    pages = {name: plain(text) if name.endswith(PAGES) else text for name, (text, _) in read.items()}
    tables = {name: pages.pop(name) for name in [*pages] if name.startswith("data/")}
    found = texts.repeated(tables, SHORT) | texts.repeated(pages, texts.limit)
    gone = {name for name in found if name.endswith(PAGES) or (name in pages and name in contents.generated)}
    gone |= {name for name in BRIEF if gone & {*BRIEF}}
    shortened: dict[str, Any] = {}
    for name in found.keys() - gone:
        text, encoding = read[name]
        short, places = withheld.shorten(text, found[name], texts.raw)
        kept[name] = short.encode("utf-8")
        shortened[name] = {"sha256": sha256(contents.files[name]), "encoding": encoding, "places": places}
    kept = {name: content for name, content in kept.items() if name not in gone}
    stay = (pages[name] for name in pages.keys() & kept.keys())
    entry = {
        "limit": texts.limit,
        "short": SHORT,
        "share": {article: round(share, 2) for article, share in shares(stay, texts.raw.items()).items()},
        "texts": {row["article"]: f"data/raw/{row['file']}" for row in texts.sources},
        "shortened": dict(sorted(shortened.items())),
        "left_out": sorted(contents.files.keys() - kept.keys()),
        "without_outputs": sorted(name for name in contents.notebooks if name in kept),
    }
    made = described(kept, said, run, texts, entry)
    seen = {*contents.package, *(tables.keys() | pages.keys()) - shortened.keys()}
    _check({name: content for name, content in made.items() if name not in seen}, texts)
    return made


def _check(made: Mapping[str, Content], texts: Texts) -> None:
    """Raise UserError with the files of an archive that still have a passage which must not be in them."""
    looked = {name: content for name, content in made.items() if not name.endswith((*FONTS, *OPAQUE))}
    read = {name: withheld.decode(data(content))[0] for name, content in looked.items()}
    shown = {name: LINES.sub(" ", text) if name.endswith(".ipynb") else text for name, text in read.items()}
    kinds: dict[int, dict[str, str]] = {SHORT: {}, texts.limit: {}}
    for name, text in shown.items():
        kinds[SHORT if name.startswith("data/") else texts.limit][name] = text
    found = [pair for limit, files in kinds.items() for pair in texts.repeated(files, limit).items()]
    if found:
        places = [f"{name} ({', '.join(sorted({each.article for each in passages}))})" for name, passages in found]
        raise UserError(STILL.format(enumerate_words(sorted(places), "and"), SHORT, texts.limit))


def described(
    kept: Mapping[str, Content], said: About, run: Mapping[str, Any], texts: Texts, entry: Mapping[str, Any]
) -> dict[str, Content]:
    """Return files and what describes them: README, run record, materials, metadata, hashes."""
    made: dict[str, Content] = dict(kept)
    made[run_record.NAME] = about.as_json(run).encode()
    lock = data(kept["requirements.lock"]).decode("utf-8", "replace")
    made["sbom.cdx.json"] = materials.bill(lock, said.title).encode()
    made["CITATION.cff"] = about.citation(said).encode()
    made["codemeta.json"] = about.codemeta(said).encode()
    made[".zenodo.json"] = about.as_json(about.zenodo(said, complete=not entry)).encode()
    if entry:
        made[withheld.NAME] = about.as_json(entry).encode()
    made["README.md"] = _readme(said, run, texts, entry, made).encode()
    hashes = {name: sha256(content) for name, content in sorted(made.items())}
    rights = {f"data/raw/{row['file']}": row.get("rights", "") for row in texts.sources}
    made[crate.NAME] = crate.crate(said, made, hashes, rights, run).encode()
    made[packing.SUMS] = packing.sums(hashes | {crate.NAME: sha256(made[crate.NAME])}).encode()
    return made


def _readme(said: About, run: Mapping[str, Any], texts: Texts, entry: Mapping[str, Any], made: Iterable[str]) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["escaped"] = markdown.escape
    originals = [name for name in entry.get("left_out", ()) if is_original(name)]
    most = round(100 * max(entry.get("share", {}).values(), default=0))
    source = package_files("stancebook.exchange.archive").joinpath("README.md.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        about=said,
        run=run,
        texts=texts.sources,
        limit=texts.limit,
        withheld=entry,
        names=sorted(made),
        most=most,
        originals=originals,
    )


def read_entry(content: bytes) -> dict[str, Any]:
    """Return the content of a withheld.json; raise ValueError if it has another shape."""
    entry = json.loads(content)
    try:
        lists = all(isinstance(name, str) for key in ("left_out", "without_outputs") for name in entry[key])
        texts = all(isinstance(file, str) for file in entry["texts"].values())
        shaped = all(_is_shortened(each) for each in entry["shortened"].values())
    except (TypeError, KeyError, AttributeError):
        raise ValueError("it lacks an entry") from None
    if not (lists and texts and shaped):
        raise ValueError("an entry has another shape")
    return dict(entry)


def _is_shortened(entry: Mapping[str, Any]) -> bool:
    kinds = {"at": int, "length": int, "text": str, "start": int, "end": int, "sha256": str, "edits": list}
    places = all(isinstance(place[key], kind) for place in entry["places"] for key, kind in kinds.items())
    places = places and all(place.get("case", "") in withheld.CASES for place in entry["places"])
    return places and isinstance(entry["sha256"], str) and entry["encoding"] in withheld.ENCODINGS and _are_edits(entry)


def _are_edits(entry: Mapping[str, Any]) -> bool:
    return all(
        len(edit) == 3 and isinstance(edit[0], int) and isinstance(edit[1], int) and isinstance(edit[2], str)
        for place in entry["places"]
        for edit in place["edits"]
    )


def restored(name: str, content: bytes, entry: Mapping[str, Any], raw: Mapping[str, str]) -> bytes:
    """Return the bytes of a file that people wrote with its passages put back; ValueError if they cannot be."""
    shortened = entry["shortened"][name]
    text = withheld.restore(content.decode("utf-8"), shortened["places"], raw)
    return text.encode(shortened["encoding"])
