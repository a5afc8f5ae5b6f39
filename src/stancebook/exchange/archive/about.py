"""What a study says of itself to a library: title, authors, licence, day; as CITATION.cff, CodeMeta and for Zenodo.

study.yaml may say so under `archive`. Nothing is guessed but the day: the last one that the study's files name.

>>> about = describe({"title": "Who pays?", "question": "Who pays for it?", "archive": {"authors": [
...     {"name": "Lund, Ada", "orcid": "0000-0002-1825-0097"}], "licence": "CC-BY-4.0", "published": "2031-05-01"}})
>>> about.authors, about.published, about.lacking
((Author(name='Lund, Ada', orcid='0000-0002-1825-0097', affiliation=''),), '2031-05-01', ())
>>> zenodo(about, complete=True)["creators"], zenodo(about, complete=True)["access_right"]
([{'name': 'Lund, Ada', 'orcid': '0000-0002-1825-0097'}], 'restricted')
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import yaml

from stancebook import __version__
from stancebook.core.problems import UserError
from stancebook.study.validation.settings_files import DATE

UNNAMED = "The authors of the study"
NO_DAY = "study.yaml, archive: published: 'published' is missing; write the day of publication, as in 2031-05-01"
LACKING = {
    "authors": "study.yaml names no authors under archive; the archive says “The authors of the study”",
    "licence": "study.yaml names no licence under archive; without one nobody may use the codings",
    "published": "study.yaml has no day under archive: published; the archive takes {}, the last that the files name",
}


class Author(NamedTuple):
    """An author: name ("Lund, Ada"), ORCID and affiliation, where study.yaml has them."""

    name: str
    orcid: str = ""
    affiliation: str = ""


class About(NamedTuple):
    """What a study says of itself; `licence` is an SPDX id or empty, `lacking` what study.yaml does not say."""

    title: str
    description: str
    authors: tuple[Author, ...]
    licence: str
    published: str
    keywords: tuple[str, ...]
    lacking: tuple[str, ...]


def describe(settings: Mapping[str, Any], days: Iterable[str] = ()) -> About:
    """Return what the entries of study.yaml say; `days` are those that the study's files name.

    Raises UserError if there is no day at all: an archive has no clock.
    """
    entry = settings.get("archive") or {}
    named = [Author(**{key: str(value) for key, value in author.items()}) for author in entry.get("authors", ())]
    dated = sorted(day for day in days if DATE.fullmatch(day))
    published = str(entry.get("published", "")) or (dated[-1] if dated else "")
    if not published:
        raise UserError(NO_DAY)
    lacking = [words.format(published) for key, words in LACKING.items() if not entry.get(key)]
    return About(
        str(settings["title"]).strip(),
        " ".join(str(settings["question"]).split()),
        tuple(named) or (Author(UNNAMED),),
        str(entry.get("licence", "")),
        published,
        tuple(str(word) for word in entry.get("keywords", ())),
        tuple(lacking),
    )


def citation(about: About) -> str:
    """Return the text of CITATION.cff."""
    entries: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this study or its codings, please cite it as below.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "authors": [_cited(author) for author in about.authors],
        "date-released": about.published,
        "license": about.licence,
        "keywords": list(about.keywords),
    }
    filled = {key: value for key, value in entries.items() if value}
    return yaml.safe_dump(filled, sort_keys=False, allow_unicode=True, width=100)


def _cited(author: Author) -> dict[str, str]:
    """Return an author as CITATION.cff has one: a person if the name has a comma, else an entity."""
    family, comma, given = author.name.partition(",")
    name = {"family-names": family.strip(), "given-names": given.strip()} if comma else {"name": author.name}
    orcid = {"orcid": f"https://orcid.org/{author.orcid}"} if author.orcid else {}
    return name | orcid | ({"affiliation": author.affiliation} if author.affiliation and comma else {})


def codemeta(about: About) -> str:
    """Return the text of codemeta.json."""
    content: dict[str, Any] = {
        "@context": "https://doi.org/10.5063/schema/codemeta-2.0",
        "@type": "SoftwareSourceCode",
        "name": about.title,
        "description": about.description,
        "author": [person(author) for author in about.authors],
        "datePublished": about.published,
        "programmingLanguage": "Python",
        "softwareRequirements": f"stancebook {__version__}",
    }
    content |= {"license": spdx(about.licence)} if about.licence else {}
    return as_json(content | ({"keywords": list(about.keywords)} if about.keywords else {}))


def person(author: Author) -> dict[str, Any]:
    """Return an author as schema.org has one."""
    name = " ".join(part.strip() for part in reversed(author.name.partition(",")[::2]) if part)
    kind = "Organization" if author.name == UNNAMED else "Person"
    at = {"affiliation": {"@type": "Organization", "name": author.affiliation}} if author.affiliation else {}
    return {"@type": kind, **({"@id": f"https://orcid.org/{author.orcid}"} if author.orcid else {}), "name": name, **at}


def spdx(licence: str) -> str:
    """Return the address of a licence by its SPDX id."""
    return f"https://spdx.org/licenses/{licence}"


def zenodo(about: About, complete: bool) -> dict[str, Any]:
    """Return the content of .zenodo.json; an archive with the texts of others is not open to everybody."""
    content: dict[str, Any] = {
        "title": about.title,
        "description": about.description,
        "upload_type": "dataset",
        "creators": [{key: value for key, value in author._asdict().items() if value} for author in about.authors],
        "publication_date": about.published,
        "access_right": "restricted" if complete else "open",
    }
    conditions = (
        "It holds texts of third parties, for research alone; stancebook archive --without-texts leaves them out."
    )
    content |= {"access_conditions": conditions} if complete else {}
    content |= {"license": about.licence.lower()} if about.licence and not complete else {}
    return content | ({"keywords": list(about.keywords)} if about.keywords else {})


def as_json(content: object) -> str:
    """Return JSON as this package writes it into an archive."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
