"""The folder of texts that a user gives to verify: what is wrong with it is said of it, and not of the archive."""

import pytest

import archive_study
from stancebook.core.problems import UserError
from stancebook.exchange.archive import checks, packing, rebuilding
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK
from stancebook.pipeline.commands.verify import Asked, examine, verify

ORIGINAL = "data/originals/0f.json"


@pytest.fixture
def without(tmp_path):
    """Return the archive, without texts, of a study that came with a project's file."""
    study = archive_study.contents()
    study = archive_study.contents(authored={**study.authored, ORIGINAL: b'{"texts": []}'})
    packing.pack(tmp_path / "a.zip", archive_study.files(without_texts=True, study=study))
    return tmp_path / "a.zip"


@pytest.fixture
def texts(tmp_path):
    """Return a folder with the two texts and the project's file."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for id, text in archive_study.RAW.items():
        (folder / f"{id}.txt").write_text(text, newline="")
    (folder / "project").write_bytes(b'{"texts": []}')
    return folder


def of(found, *about):
    return {verdict.what: verdict for verdict in found if verdict.about in about}


def test_a_folder_that_is_not_there_is_refused_and_nothing_is_written(without, tmp_path):
    with pytest.raises(UserError, match="nofolder is no folder; give the folder with the texts"):
        verify(without, Asked(tmp_path / "nofolder", tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_to_rebuild_without_texts_is_refused_and_nothing_is_written(without, tmp_path):
    with pytest.raises(UserError, match=r"a\.zip is without its texts; .* --texts FOLDER"):
        verify(without, Asked(rebuild=tmp_path / "new"))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text.unlink(), rebuilding.ABSENT),
        (lambda text: text.write_bytes(text.read_bytes() + b" "), rebuilding.OTHER),
    ],
)
def test_a_text_that_is_missing_or_another_is_the_fault_of_the_folder(without, texts, tmp_path, capsys, change, why):
    change(texts / "010.txt")
    found = list(examine(without, Asked(texts)))
    put_back = of(found, rebuilding.PUT_BACK)
    assert put_back["data/raw/010.txt"][2:] == (NOT_RUN, why) and put_back["data/raw/020.txt"].outcome == OK
    assert put_back["data/coded/coder_a.csv"][2:] == (NOT_RUN, "it has passages of texts that are not given: 010")
    assert not [verdict for verdict in found if verdict.outcome in (DIFFERS, GONE) or "Errno" in verdict.why]
    with pytest.raises(UserError, match=r"lacks one file of a\.zip, or has other bytes of it: data/raw/010\.txt; what"):
        verify(without, Asked(texts, tmp_path / "new"))
    assert "without data/raw/010.txt, data/coded/coder_a.csv and data/coded/notes.csv" in capsys.readouterr().out


def test_an_empty_folder_lacks_all_texts(without, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="lacks two files"):
        verify(without, Asked(tmp_path / "empty"))


def test_without_the_projects_file_the_study_is_made_again_and_the_file_is_named(without, texts, tmp_path, capsys):
    (texts / "project").unlink()
    verify(without, Asked(texts, tmp_path / "new"))
    said = capsys.readouterr().out
    assert f"could not be run: {ORIGINAL}: {rebuilding.ABSENT}" in said and f"without {ORIGINAL}" in said
    assert checks.NOT_GIVEN not in said, "no notebook needs that file"
    assert f"`{ORIGINAL}`" in archive_files(without)["README.md"].decode()
    (texts / "back").write_bytes(b'{"texts": []}')
    verify(without, Asked(texts, tmp_path / "whole"))
    assert ", without" not in capsys.readouterr().out.splitlines()[-1] and (tmp_path / "whole" / ORIGINAL).is_file()


def archive_files(path):
    import zipfile

    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_what_rests_on_texts_that_are_not_there_says_so(tmp_path):
    """A table with places of texts, and a journal and a README that cannot be read again without them."""
    study = archive_study.contents()
    table = b"article,start,end,quote\n010,4,11,council\n010,x,4,council\n"
    study = archive_study.contents(generated={**study.generated, "data/processed/notes.csv": table})
    packing.pack(tmp_path / "a.zip", archive_study.files(without_texts=True, study=study))
    found = list(examine(tmp_path / "a.zip", Asked()))
    assert of(found, "quotations")["notes.csv, row 2"][2:] == (NOT_RUN, checks.NO_TEXTS)
    again = of(found, "written again", "made again", "notebooks").values()
    assert {verdict[2:] for verdict in again} == {(NOT_RUN, checks.NO_TEXTS)}
