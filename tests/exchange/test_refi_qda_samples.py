"""Projects that other programs made, read by us and, field by field, by lxml alone.

| package | version | file | made by | SHA-256 |
| --- | --- | --- | --- | --- |
| qualitative-coding | 1.7.8 | qualitative_coding/demo.qdpx | qc 1.3.2 | c046e52f987b… |
| qualitative-coding | 1.7.8 | qualitative_coding/refi_qda/nvivo_project.qdpx | NVivo for Mac 15.0.0 | fed15f789855… |

The package is AGPL: the tests read its files where it is installed.
"""

import hashlib
import zipfile

import pytest

from refi_files import file_of, xml_of
from stancebook.exchange import formats, refi_qda
from stancebook.exchange.project import quote

SAMPLES = {
    "qualitative_coding/demo.qdpx": "c046e52f987bca36db2eddb8ea3e6ebef6ea6a92188ffd03f347dea25a56414c",
    "qualitative_coding/refi_qda/nvivo_project.qdpx": "fed15f78985574bc39902d08f656f0182c5603facbdb2bdbba01069e19220cab",
}
COUNTS = {  # texts, codes, coders, passages, codings: counted with grep
    "qualitative_coding/demo.qdpx": (2, 262, 1, 158, 205),
    "qualitative_coding/refi_qda/nvivo_project.qdpx": (2, 262, 2, 0, 0),
}


@pytest.fixture(params=SAMPLES)
def sample(request):
    """The path of a sample, whose bytes are those of the table."""
    path = file_of("qualitative-coding", request.param)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SAMPLES[request.param]
    return path


def by_hand(path):
    """Return texts, codes, coders and selections of a project as lxml has them."""
    root, texts = xml_of(path), {}
    with zipfile.ZipFile(path) as archive:
        for source in root.iter("{*}TextSource"):
            file = source.get("plainTextPath").removeprefix("internal://")
            texts[source.get("guid")] = archive.read(f"sources/{file}").decode("utf-8")
    codes = {
        (each.get("guid"), each.get("name"), each.getparent().get("guid", ""), each.findtext("{*}Description") or "")
        for each in root.iter("{*}Code")
    }
    selections = {
        (
            each.get("guid"), each.getparent().get("guid"), int(each.get("startPosition")), int(each.get("endPosition")),
            tuple(code.get("targetGUID") for code in each.iter("{*}CodeRef")),
            {coding.get("creatingUser") for coding in each.iter("{*}Coding")}.pop(),
        )
        for each in root.iter("{*}PlainTextSelection")
    }  # fmt: skip
    return texts, codes, {(each.get("guid"), each.get("name")) for each in root.iter("{*}User")}, selections


def test_each_field_of_a_real_project_is_read(sample):
    project = refi_qda.read(sample)
    texts, codes, coders, selections = by_hand(sample)
    assert {text.id: text.content for text in project.texts} == texts
    assert {(code.id, code.name, code.parent, code.definition) for code in project.codes} == codes
    assert {(coder.id, coder.name) for coder in project.coders} == coders
    assert {
        (each.id, each.text, each.start, each.end, each.codes, each.coder) for each in project.passages
    } == selections
    for each in project.passages:
        assert quote(project, each) == texts[each.text][each.start : each.end] != ""
    assert project.made_by == xml_of(sample).get("origin")


def test_a_real_project_has_what_was_counted_in_it(sample):
    project = refi_qda.read(sample)
    codings = sum(len(each.codes) for each in project.passages)
    found = (len(project.texts), len(project.codes), len(project.coders), len(project.passages), codings)
    assert found == COUNTS[next(name for name in SAMPLES if str(sample).endswith(name))]
    assert formats.recognise(sample).module == "refi_qda"


def test_lines_of_a_real_project_are_its_passages():
    project = refi_qda.read(file_of("qualitative-coding", "qualitative_coding/demo.qdpx"))
    content = next(text.content for text in project.texts if text.name == "board_2017.txt")
    lines = content.splitlines(keepends=True)
    assert all(quote(project, each) in lines for each in project.passages)  # qc codes whole lines
    assert project.lost == ()


def test_what_nvivo_adds_is_counted():
    project = refi_qda.read(file_of("qualitative-coding", "qualitative_coding/refi_qda/nvivo_project.qdpx"))
    names = "; ".join(text.name for text in project.texts)
    assert project.lost == (f"2 formatted documents of which the plain text was taken ({names})",)
    assert [text.content for text in project.texts] == ["\n", "\n"]  # it has no more than that
