"""A byte that changes in a raw file, a frozen file, a generated table or a file of an archive is told, or made anew."""

import random

import pytest

import archive_study
from counts import count
from growing_study import lay_out
from stancebook.core.problems import UserError
from stancebook.exchange.archive import checks, packing
from stancebook.exchange.archive.outcomes import NOT_RUN, OK
from stancebook.exchange.archive.reading import Archive
from stancebook.pipeline import cli, stamps
from stancebook.pipeline.run_config import requested

PART = "bytes changed"


def changed(dice, content):
    """Return bytes of which one has another value, is gone, or is new, at a place and of a value by chance."""
    at, byte = dice.randrange(len(content)), bytes([dice.randrange(256)])
    way = dice.choice(("other", "gone", "new"))
    if way == "other":
        byte = bytes([(content[at] + dice.randint(1, 255)) % 256])
    return content[:at] + (b"" if way == "gone" else byte) + content[at + (way != "new") :]


@pytest.mark.matrix
def test_a_changed_byte_of_a_raw_or_frozen_file_is_told_by_the_check(run_paths, problems):
    dice = random.Random(1)
    frozen = [f"{coder}{kind}.csv" for coder in ("coder_a", "coder_b") for kind in ("", "_facts")]
    paths = [*sorted(run_paths.raw.iterdir()), *(run_paths.coded / name for name in frozen)]
    untold = []
    for _ in range(count(PART, full=400, small=7)):
        path = dice.choice(paths)
        sound = path.read_bytes()
        path.write_bytes(changed(dice, sound))
        untold += [] if path.read_bytes() == sound or any(path.name in each for each in problems()) else [path.name]
        path.write_bytes(sound)
    assert untold == [] and problems() == []


@pytest.mark.matrix
@pytest.mark.parametrize("without_texts", [False, True])
def test_a_changed_byte_of_a_file_of_an_archive_is_told(tmp_path, without_texts):
    dice, files, path = random.Random(2), archive_study.files(without_texts=without_texts), tmp_path / "a.zip"
    for _ in range(count(PART, full=200, small=10)):
        name = dice.choice(sorted(name for name in files if files[name]))
        other = changed(dice, files[name])
        packing.pack(path, files | {name: other})
        try:
            archive = Archive(path)
            found = [*checks.files(archive), *checks.on_record(archive), *checks.description(archive)]
        except UserError as error:
            assert name in str(error)
            continue
        assert other == files[name] or any(each.outcome not in (OK, NOT_RUN) for each in found)


@pytest.mark.slow
@pytest.mark.matrix
def test_a_changed_byte_of_what_a_run_read_or_wrote_makes_its_notebook_run_again(tmp_path, monkeypatch):
    monkeypatch.chdir(lay_out(tmp_path / "eine Brücke").parent / "eine Brücke")
    assert cli.main(["run", "02"]) == 0
    config, dice = requested({}), random.Random(3)
    books = [config.notebook(number) for number in ("01", "02")]
    assert all(stamps.holds(config, book) for book in books)
    written = sorted(
        path for folder in ("data/processed", "build/default") for path in (config.paths.project / folder).rglob("*")
    )
    paths = [path for path in written if path.suffix in (".csv", ".txt", ".ipynb") and path.stat().st_size]
    assert len(paths) > 5
    for _ in range(count(PART, full=200, small=10)):
        path = dice.choice(paths)
        sound = path.read_bytes()
        path.write_bytes(changed(dice, sound))
        assert path.read_bytes() == sound or not all(stamps.holds(config, book) for book in books), path
        path.write_bytes(sound)
    assert all(stamps.holds(config, book) for book in books)
