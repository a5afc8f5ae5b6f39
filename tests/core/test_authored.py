"""Files that people wrote: what is read as damaged, what a link leads to, and that several are written all or none."""

import errno
import os

import pytest

from stancebook.core import files, schema
from stancebook.core.authored import rewriting
from stancebook.core.bounds import limits
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
        ("a.csv", b'article,quote\n010,"We wi', "row 2: a quotation mark there or further up is not closed"),
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
    (coded / "a.csv").write_bytes(b'article,"sentence_start')
    with pytest.raises(
        UserError, match=r"^a\.csv cannot be read \(row 1: a quotation mark there or further up is not closed\); "
    ):
        rewriting.check(coded / "a.csv", rewriting.of_table(schema.MARKS))


def test_a_table_may_have_its_optional_columns(coded):
    header = ",".join([*schema.SOURCES.names, *(column.name for column in schema.SOURCES.optional)])
    (coded / "sources.csv").write_text(f"{header}\n")
    assert rewriting.check(coded / "sources.csv", rewriting.of_table(schema.SOURCES)) == f"{header}\n".encode()


def test_a_reader_of_its_own_says_in_a_line_what_is_wrong(coded):
    def reader(content):
        raise ValueError("no codes\nhere")

    (coded / "a.csv").write_bytes(b"article\n")
    with pytest.raises(UserError, match=r"^a\.csv cannot be read \(no codes\); restore it from git, or repair it$"):
        rewriting.write(coded / "a.csv", b"new", reader)
    assert (coded / "a.csv").read_bytes() == b"article\n"


def test_yaml_has_entries_or_none_and_a_fault_without_a_line_is_told_as_well(monkeypatch):
    assert rewriting.read_yaml(b"a: 1\n") == {"a": 1} and rewriting.read_yaml(b"# none\n") == {}
    monkeypatch.setattr(limits, "YAML_CHARACTERS", 3)
    with pytest.raises(ValueError, match=r"^it has more than 5,000,000 characters$"):
        rewriting.read_yaml(b"a: 1\n")


def test_a_file_that_one_may_not_write_is_named(coded, monkeypatch):
    (coded / "a.csv").write_bytes(b"article\n")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError) as refused:
        rewriting.write(coded / "a.csv", b"new")
    assert str(refused.value) == f"[Errno 13] Permission denied: {str(coded / 'a.csv')!r}"


def test_only_what_has_to_last_waits_for_the_disk(coded, monkeypatch):
    waited = []
    monkeypatch.setattr(os, "fsync", waited.append)
    rewriting.write(coded / "a.csv", b"a\n")
    rewriting.write_all({coded / "a.csv": b"b\n"})
    assert waited == []
    rewriting.write(coded / "a.csv", b"a\n", lasting=True)
    assert len(waited) == 1


def test_nothing_is_written_where_people_write(coded, tmp_path):
    study = tmp_path / "study"
    rewriting.check_out(study / "report/a.csv", study)
    with pytest.raises(UserError, match=r"/out\.csv: data/coded holds what people wrote; name a file elsewhere$"):
        rewriting.check_out(coded / "below/out.csv", study)


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


def test_a_folder_out_of_the_study_is_not_written_into(coded, tmp_path):
    (tmp_path / "outside").mkdir()
    coded.rmdir()
    coded.symlink_to(tmp_path / "outside")
    with pytest.raises(UserError, match=r"is a link out of the study’s folder; make it a folder$"):
        rewriting.write(coded / "a.csv", b"new")
    plain = tmp_path / "outside/plain"
    plain.mkdir()
    (plain / "a.csv").symlink_to("../b.csv")  # of a folder that is in no study, all beside it is outside
    with pytest.raises(UserError, match=LINK):
        rewriting.write(plain / "a.csv", b"new")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("failing", [{1}, {2}, {2, 3}])
def test_several_files_are_written_all_or_none_wherever_it_fails(coded, monkeypatch, failing, links):
    """The third time that a file is put in its place, the first is put back."""
    before = {"a.csv": b"a\n1\n", "b.csv": b"b\n2\n", "d.csv": b"d\n4\n"}
    for name, content in before.items():
        (coded / name).write_bytes(content)
    wanted = {
        coded / "a.csv": b"a\n0\n",
        coded / "b.csv": None,
        coded / "c.csv": b"c\n3\n",
        coded / "d.csv": before["d.csv"],
    }
    replace, calls = os.replace, []

    def fails(*paths):
        calls.append({path.suffix for path in coded.iterdir() if files.TEMPORARY.fullmatch(path.name)})
        assert (coded / "b.csv").exists()  # it is removed when all others are written
        if len(calls) in failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(*paths)

    def refuses(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fails)
        if not links:
            patched.setattr(os, "link", refuses)
        with pytest.raises(OSError, match="No space"):
            rewriting.write_all(wanted)
    assert calls[0] == {".part", ".old"}
    now = {"a.csv": wanted[coded / "a.csv"]} if 3 in failing else {}  # what cannot be put back hinders no other
    assert {path.name: path.read_bytes() for path in coded.iterdir()} == before | now
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
