"""Files that people wrote: what is read as damaged, what a link leads to, and that several are written all or none."""

import errno
import os

import pytest

from stancebook.core import schema
from stancebook.core.authored import rewriting
from stancebook.core.problems import UserError

MERGE = b"<<<<<<< HEAD\n010\n=======\n020\n>>>>>>> theirs\n"
LINK = r"^a\.csv is a link out of the study’s folder, which is not written through; put the file itself in its place$"


@pytest.fixture
def coded(tmp_path):
    folder = tmp_path / "study/data/coded"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"article,quote\n" + MERGE, "row 2: git marks a merge here that nobody has solved"),
        (
            "a.csv",
            b"article,quote\r\n" + MERGE.replace(b"\n", b"\r\n"),
            "row 2: git marks a merge here that nobody has solved",
        ),
        ("a.csv", b"article,quote\n010,We will\n020\n", "row 3, the row has not as many cells as the header"),
        ("a.csv", b'article,quote\n010,"We wi', "it is no readable CSV (unexpected end of data)"),
        ("a.csv", b"PK\x03\x04", "it is a Word, Excel or zip file with another name"),
        ("a.csv", b"article,quote\n010,\x81\xff\n", "byte 18 is not UTF-8"),
        ("a.csv", b" \n", "it is empty"),
        ("a.yaml", MERGE, "row 1: git marks a merge here that nobody has solved"),
        ("a.yaml", b"issues:\n\ttoll: x\n", "row 2: a tab stands where only spaces may"),
        ("a.yaml", b"a: 1\nb: 2\na: 3\n", "row 3: 'a' stands there twice"),
        ("a.yaml", b"- 1\n", "it has no entries"),
        ("a.yaml", b"a: caf\xe9\n", "byte 6 is not UTF-8"),
        ("a.json", b'[{"reason": "x"', "row 1: Expecting ',' delimiter"),
        ("a.ipynb", b"[" * 101 + b"]" * 101, "its brackets stand within each other more than 100 deep"),
    ],
)
def test_what_is_damaged_is_told_and_not_written_over(coded, name, content, why):
    (coded / name).write_bytes(content)
    for act in (lambda path: rewriting.write(path, b"new"), lambda path: rewriting.write_all({path: b"new"})):
        with pytest.raises(UserError) as told:
            act(coded / name)
        assert str(told.value) == f"{name} cannot be read ({why}); restore it from git, or repair it"
    assert (coded / name).read_bytes() == content and os.listdir(coded) == [name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"article;quote\r\n010;\x93We will\x94\r\n"),  # as Excel saves it
        ("a.csv", b'article,quote\n010,"<<<<<<< HEAD\nis what git writes"\n'),
        ("a.yaml", b"# nothing but a comment\n"),
        ("a.json", b"[]"),
        ("a.bin", b"\x00\xff" + MERGE),  # of a kind that nobody reads
    ],
)
def test_what_can_be_read_is_written(coded, name, content):
    (coded / name).write_bytes(content)
    (coded / name).chmod(0o600)
    rewriting.write(coded / name, b"new")
    assert (coded / name).read_bytes() == b"new" and (coded / name).stat().st_mode & 0o777 == 0o600
    rewriting.write(coded / f"new-{name}", b"new")
    assert sorted(os.listdir(coded)) == sorted([name, f"new-{name}"])


def test_a_table_needs_its_columns(coded):
    (coded / "a.csv").write_bytes(b"article\n")
    rewriting.check(coded / "a.csv")
    with pytest.raises(
        UserError,
        match=r"^a\.csv cannot be read \(row 1, the columns sentence_start and mark are missing\); restore it",
    ):
        rewriting.check(coded / "a.csv", rewriting.of_table(schema.MARKS))


@pytest.mark.parametrize(
    ("target", "inside"),
    [
        ("../../shared/a.csv", True),
        ("b.csv", True),
        ("../../../outside/a.csv", False),
        ("/dev/null", False),
        ("a.csv", True),
    ],
)
def test_a_link_within_the_study_is_kept_and_one_out_of_it_is_not_written_through(coded, tmp_path, target, inside):
    for folder in (tmp_path / "outside", tmp_path / "study/shared"):
        folder.mkdir()
        (folder / "a.csv").write_bytes(b"article\n010\n")
    (coded / "a.csv").symlink_to(target)
    if target == "a.csv":  # it leads to itself
        with pytest.raises((UserError, OSError)):
            rewriting.write(coded / "a.csv", b"new")
    elif inside:
        rewriting.write(coded / "a.csv", b"new")
        assert (coded / target).read_bytes() == b"new"
    else:
        with pytest.raises(UserError, match=LINK):
            rewriting.write(coded / "a.csv", b"new")
        assert (tmp_path / "outside/a.csv").read_bytes() == b"article\n010\n"
    assert (coded / "a.csv").is_symlink() and {path.name for path in coded.iterdir()} <= {"a.csv", "b.csv"}


def test_several_files_are_written_all_or_none_wherever_it_fails(coded, monkeypatch):
    before = {"a.csv": b"a\n1\n", "b.csv": b"b\n2\n", "d.csv": b"d\n4\n"}
    for name, content in before.items():
        (coded / name).write_bytes(content)
    wanted = {
        coded / "a.csv": b"a\n0\n",
        coded / "b.csv": None,
        coded / "c.csv": b"c\n3\n",
        coded / "d.csv": before["d.csv"],
    }
    for number in (1, 2):
        replace, calls = os.replace, []

        def fails(*paths, replace=replace, calls=calls, number=number):
            calls.append(paths)
            if len(calls) == number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            replace(*paths)

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", fails)
            with pytest.raises(OSError, match="No space"):
                rewriting.write_all(wanted)
        assert {path.name: path.read_bytes() for path in coded.iterdir()} == before
    stamp = (coded / "d.csv").stat().st_mtime_ns
    rewriting.write_all(wanted)
    assert {path.name: path.read_bytes() for path in coded.iterdir()} == {
        "a.csv": b"a\n0\n",
        "c.csv": b"c\n3\n",
        "d.csv": b"d\n4\n",
    }
    assert (coded / "d.csv").stat().st_mtime_ns == stamp


def test_one_damaged_file_keeps_all_from_being_written(coded):
    (coded / "b.csv").write_bytes(MERGE)
    with pytest.raises(UserError, match=r"^b\.csv cannot be read"):
        rewriting.write_all({coded / "a.csv": b"new", coded / "b.csv": b"new"})
    assert os.listdir(coded) == ["b.csv"]
