"""Archives of strangers: each kind of tampering is told, each hostile one ends in a sentence, nothing is written."""

import json
import stat
import struct
import zipfile

import pytest

import archive_study
from stancebook.core.problems import UserError
from stancebook.exchange.archive import checks, packing, reading, rebuilding
from stancebook.exchange.archive.outcomes import DIFFERS, GONE, NOT_RUN, OK, all_well
from stancebook.exchange.archive.reading import Archive


@pytest.fixture(scope="module")
def files():
    return archive_study.files()


def packed(folder, files):
    """Write an archive of these files; return its path."""
    path = folder / "a.zip"
    packing.pack(path, files)
    return path


def told(path):
    """Return what is not ok in an archive by its own hashes: what and outcome of each."""
    archive = Archive(path)
    found = [*checks.files(archive), *checks.on_record(archive), *checks.description(archive)]
    return {(verdict.what, verdict.outcome) for verdict in found if verdict.outcome != OK}


def with_sums(files):
    """Return files with a SHA256SUMS that fits them."""
    hashes = {name: packing_hash(data) for name, data in files.items() if name != packing.SUMS}
    return files | {packing.SUMS: packing.sums(hashes).encode()}


def packing_hash(data):
    from stancebook.exchange.archive.contents import sha256

    return sha256(data)


def test_an_archive_as_written_is_all_ok(files, tmp_path):
    assert told(packed(tmp_path, files)) == set()


def test_every_file_changed_by_a_byte_is_told(files, tmp_path):
    for name, content in files.items():
        for at in (len(content) // 2, len(content) - 1):
            changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            try:
                found = told(packed(tmp_path, files | {name: changed}))
            except UserError as error:
                assert name in str(error), "a file that says what the others are cannot be read any more"
                continue
            assert found, name
            if name not in (packing.SUMS, "run-record.json", "ro-crate-metadata.json"):
                assert (name, DIFFERS) in found


def test_every_byte_of_the_zip_file_that_changes_is_told(files, tmp_path):
    path = packed(tmp_path, files)
    whole = path.read_bytes()
    places = [*range(60), *range(60, len(whole), 997), *range(len(whole) - 200, len(whole))]
    for at in places:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        try:
            assert told(path), at
        except UserError as error:
            assert "; ask for the archive again" in str(error)


def test_a_file_that_is_gone_and_one_that_is_new(files, tmp_path):
    for name in files.keys() - {packing.SUMS, "run-record.json"}:
        left = {each: content for each, content in files.items() if each != name}
        assert (name, GONE) in told(packed(tmp_path, left)), name
    found = told(packed(tmp_path, files | {"data/coded/new.csv": b"1"}))
    assert found == {("data/coded/new.csv", DIFFERS)}


@pytest.mark.matrix("manifests", cases=2)
def test_sums_that_lie_are_told_by_the_record_and_a_record_that_lies_by_the_description(files, tmp_path):
    name = "data/processed/stances.csv"
    lying = with_sums(files | {name: b"actor,median\narland,2\n"})
    assert told(packed(tmp_path, lying)) == {(name, DIFFERS)}
    hash, other = packing_hash(files[name]), packing_hash(lying[name])
    lying["run-record.json"] = lying["run-record.json"].replace(hash.encode(), other.encode())
    assert (name, DIFFERS) in told(packed(tmp_path, with_sums(lying))), "ro-crate-metadata.json has the old hash"


def test_without_texts_each_file_that_was_left_out_could_not_be_run(tmp_path):
    left = archive_study.files(without_texts=True)
    found = told(packed(tmp_path, left))
    names = {"data/raw/010.txt", "data/raw/020.txt", "data/processed/clean/010.txt", "data/processed/sentences.csv"}
    assert found == {(name, NOT_RUN) for name in names | {"notebooks/01-clean.ipynb"}}


def zip_of(path, *parts, **attributes):
    """Write a zip file with these parts, as a stranger may."""
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            for key, value in attributes.items():
                setattr(info, key, value)
            file.writestr(info, content)
    return path


@pytest.mark.matrix("archives")
@pytest.mark.parametrize(
    ("parts", "attributes", "why"),
    [
        ([("a.txt", b"1")], {}, "SHA256SUMS is missing in it: it is no archive of stancebook"),
        ([("../../x", b"1"), (packing.SUMS, b"")], {}, "../../x is no plain file inside a folder"),
        ([("/etc/passwd", b"1")], {}, "/etc/passwd is no plain file inside a folder"),
        ([("data/", b"")], {}, "data/ is no plain file inside a folder"),
        ([("c:\\x", b"1")], {}, "is no plain file inside a folder"),
        ([("x\n.txt", b"1")], {}, "is no plain file inside a folder"),
        ([("link", b"/etc/passwd")], {"external_attr": (stat.S_IFLNK | 0o777) << 16}, "link is no plain file"),
        ([("fifo", b"")], {"external_attr": (stat.S_IFIFO | 0o777) << 16}, "fifo is no plain file"),
        ([("a", b"1"), ("a", b"2")], {}, "two parts have the name a"),
        ([(packing.SUMS, b"00 one space\n")], {}, "SHA256SUMS, row 1: it is no line with a hash and a name"),
        ([(packing.SUMS, b"00  a\n00  a\n")], {}, "SHA256SUMS, row 2: it is no line with a hash and a name"),
        ([(packing.SUMS, b"\xff")], {}, "SHA256SUMS, row 1: it is no line with a hash and a name"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_archive_ends_in_a_sentence(tmp_path, parts, attributes, why):
    path = zip_of(tmp_path / "a.zip", *parts, **attributes)
    with pytest.raises(UserError) as refused:
        Archive(path)
    assert why in str(refused.value) and str(refused.value).endswith("; ask for the archive again")
    assert "\n" not in str(refused.value)
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.matrix("archives", cases=3)
def test_bombs_passwords_and_parts_that_share_bytes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "FREE", 100_000)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", b"\0" * 10_000_000)
    with pytest.raises(UserError, match="it unpacks to far more than it is"):
        Archive(bomb)
    locked = zip_of(tmp_path / "locked.zip", (packing.SUMS, b"1"))
    content = bytearray(locked.read_bytes())
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(sign) + at] |= 1
    locked.write_bytes(content)
    with pytest.raises(UserError, match="SHA256SUMS has a password"):
        Archive(locked)
    shared = zip_of(tmp_path / "shared.zip", ("a", b"1" * 1000))
    whole = shared.read_bytes()
    start = whole.index(b"PK\1\2")
    entry, end = whole[start : whole.index(b"PK\5\6")], bytearray(whole[whole.index(b"PK\5\6") :])
    entries = b"".join(entry.replace(b"a", letter) for letter in (b"a", b"b", b"c"))
    end[8:16] = struct.pack("<HHI", 3, 3, len(entries))
    shared.write_bytes(whole[:start] + entries + end)
    with pytest.raises(UserError, match="it has more parts than it can hold"):
        Archive(shared)


@pytest.mark.matrix("archives")
@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"\0" * 100])
def test_what_is_no_zip_file_ends_in_a_sentence(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"a\.zip: it cannot be read as a zip file"):
        Archive(path)
    with pytest.raises(UserError, match="is not there; give the file of an archive"):
        Archive(tmp_path / "none.zip")


@pytest.mark.matrix("archives", cases=3)
def test_a_cut_archive_ends_in_a_sentence(files, tmp_path):
    path = packed(tmp_path, files)
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(UserError, match="cannot be read as a zip file"):
            Archive(path)


@pytest.mark.matrix("manifests")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run-record.json", b"{}"),
        ("run-record.json", b"[" * 100_000),
        ("run-record.json", None),
        ("run-record.json", json.dumps({"inputs": {"../x": "00"}}).encode()),
        ("withheld.json", b"{}"),
        ("withheld.json", b"7"),
    ],
)
def test_a_record_of_another_shape_ends_in_a_sentence(tmp_path, name, content):
    made = archive_study.files(without_texts=True)
    if name == "run-record.json" and content and b"inputs" in content:
        content = json.dumps(json.loads(made[name]) | json.loads(content)).encode()
    made = {each: made[each] for each in made if each != name} | ({name: content} if content is not None else {})
    archive = Archive(packed(tmp_path, with_sums(made)))
    with pytest.raises(UserError, match=name):
        _ = archive.run, archive.withheld


@pytest.mark.matrix("manifests")
@pytest.mark.parametrize(
    "place",
    [
        {"start": -5}, {"end": 10**9}, {"at": 10**9}, {"edits": [[0, 10**9, ""]]}, {"edits": [[5, -9, "x" * 9]]},
        {"text": "nobody"}, {"length": -1},
    ],
)  # fmt: skip
def test_a_place_that_lies_gives_no_other_bytes(tmp_path, place):
    made = archive_study.files(without_texts=True)
    entry = json.loads(made["withheld.json"])
    entry["shortened"]["data/coded/coder_a.csv"]["places"][0] |= place
    made["withheld.json"] = json.dumps(entry).encode()
    texts = tmp_path / "texts"
    texts.mkdir()
    for id, text in archive_study.RAW.items():
        (texts / id).write_text(text, newline="")
    archive = Archive(packed(tmp_path, with_sums(made)))
    found = list(rebuilding.lay_out(archive, tmp_path / "new", rebuilding.texts_in(texts)))
    wrong = {verdict.what for verdict in found if verdict.outcome != OK}
    assert wrong == {"data/coded/coder_a.csv"} and not (tmp_path / "new/data/coded/coder_a.csv").exists()


def test_texts_are_found_under_any_name_and_put_back_to_the_byte(tmp_path):
    made, study = archive_study.files(without_texts=True), archive_study.contents()
    texts = tmp_path / "texts" / "deep"
    texts.mkdir(parents=True)
    for number, text in enumerate(archive_study.RAW.values()):
        (texts / f"paper {number}").write_text(text, newline="")
    (texts / "link").symlink_to("/dev/zero")
    archive = Archive(packed(tmp_path, made))
    found = list(rebuilding.lay_out(archive, tmp_path / "new", rebuilding.texts_in(tmp_path / "texts")))
    assert all_well(found) and len(found) == 4
    for name, content in study.authored.items():
        assert (tmp_path / "new" / name).read_bytes() == content
    assert not (tmp_path / "new/report/brief.md").exists(), "the notebooks write it"


def test_only_names_of_a_study_are_written(tmp_path):
    study = archive_study.contents()
    strange = {"click.py": b"1", "notebooks/numpy.py": b"1", "src/other/x.py": b"1", "report/x.py": b"1"}
    study = archive_study.contents(environment={**study.environment, **strange})
    archive = Archive(packed(tmp_path, archive_study.files(study=study)))
    list(rebuilding.lay_out(archive, tmp_path / "new", {}))
    written = {
        path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()
    }
    assert written.isdisjoint(strange) and "data/coded/coder_a.csv" in written


@pytest.mark.matrix("manifests", cases=3)
def test_a_journal_and_a_freeze_whose_past_was_changed_are_told(tmp_path):
    from stancebook.study.freeze import as_text, with_freeze
    from stancebook.study.validation.journals import Chain, chained

    lines = [chained('{"id": "1"}', []).encode()]
    lines.append(chained('{"id": "2"}', Chain.of(lines).heads).encode())
    study = archive_study.contents()
    coder = study.authored["data/coded/coder_a.csv"]
    freezes = with_freeze(with_freeze([], "first", {"coder_a.csv": b"old"}), "second", {"coder_a.csv": coder})

    def verdicts_of(lines, freezes):
        added = {
            "data/coded/coder_a_journal.jsonl": b"\n".join([*lines, b""]),
            "data/coded/frozen.json": as_text(freezes).encode(),
        }
        made = archive_study.contents(authored={**study.authored, **added})
        archive, folder = (
            Archive(packed(tmp_path, archive_study.files(study=made))),
            tmp_path / str(len(list(tmp_path.iterdir()))),
        )
        list(rebuilding.lay_out(archive, folder, {}))
        return [*checks.freezes(archive, folder), *checks.chains(archive, folder)]

    assert all_well(verdicts_of(lines, freezes))
    found = verdicts_of([lines[0].replace(b"1", b"7", 1), lines[1]], [{**freezes[0], "reason": "other"}, freezes[1]])
    assert [(each.about, each.outcome) for each in found if each.outcome != OK] == [
        ("freezes", DIFFERS),
        ("journals", DIFFERS),
    ]
    found = verdicts_of(lines, [*freezes[:1], {**freezes[1], "files": {"coder_a.csv": "00", "gone.csv": "00"}}])
    assert [each.outcome for each in found][:2] == [DIFFERS, GONE]


@pytest.mark.matrix("manifests")
def test_a_frozen_file_that_changed_is_told_by_its_own_bytes_not_by_the_record(tmp_path):
    from stancebook.study.freeze import as_text, with_freeze

    study, name = archive_study.contents(), "data/coded/coder_a.csv"
    frozen = as_text(with_freeze([], "first", {"coder_a.csv": study.authored[name]})).encode()
    study = archive_study.contents(authored={**study.authored, "data/coded/frozen.json": frozen})
    made = archive_study.files(study=study)
    made[name] += b"010,nearly half,,Ann Bell\n"
    archive = Archive(packed(tmp_path, with_sums(made)))
    list(rebuilding.lay_out(archive, tmp_path / "new", {}))
    found = [verdict[1:3] for verdict in checks.freezes(archive, tmp_path / "new")]
    assert found == [("coder_a.csv, as frozen last", DIFFERS), ("frozen.json, its chain", OK)]
    archive = Archive(packed(tmp_path, archive_study.files(without_texts=True, study=study)))
    list(rebuilding.lay_out(archive, tmp_path / "without", {}))
    verdicts = list(checks.freezes(archive, tmp_path / "without"))
    assert [verdict.outcome for verdict in verdicts] == [NOT_RUN, OK], "without the texts its bytes are others"


@pytest.mark.parametrize("without_texts", [False, True])
def test_a_bit_that_flipped_inside_any_file_is_told_and_nothing_breaks(tmp_path, without_texts):
    files = archive_study.files(without_texts=without_texts)
    path = packed(tmp_path, files)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        starts = {part.filename: part.header_offset + 30 + len(part.filename.encode()) for part in file.infolist()}
    for number, (name, at) in enumerate(starts.items()):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        try:
            assert name in {what for what, _ in told(path)}
            archive, folder = Archive(path), tmp_path / str(number)
            found = [
                *rebuilding.lay_out(archive, folder, {"": path}),
                *checks.texts(archive, archive_study.SOURCES, folder),
            ]
        except UserError as error:
            assert name in (packing.SUMS, "run-record.json", "withheld.json") and f"{name} cannot be read" in str(error)
            continue
        assert not (folder / name).exists()
        if name.startswith("data/raw/"):
            assert {verdict.what for verdict in found if verdict.outcome == DIFFERS} == {name.removeprefix("data/raw/")}


def test_each_quotation_of_a_table_is_held_to_its_place(tmp_path):
    study = archive_study.contents()
    start = archive_study.RAW["010"].index("nearly half")
    rows = [
        f"010,{start},{start + 11},nearly half",
        f"010,{start},{start + 11},nearly Half",
        "030,0,4,lost",
        "010,x,4,The ",
    ]
    table = "\n".join(["article,start,end,quote", *rows, ""]).encode()
    made = archive_study.contents(generated={**study.generated, "data/processed/codings.csv": table})
    archive = Archive(packed(tmp_path, archive_study.files(study=made)))
    list(rebuilding.lay_out(archive, tmp_path / "new", {}))
    raw = checks.RawTexts(tmp_path / "new/data/raw", archive_study.SOURCES)
    found = list(checks.quotations(archive, tmp_path / "new", raw))
    assert [(each.what, each.outcome) for each in found] == [
        ("codings.csv, row 2", OK),
        ("codings.csv, row 3", DIFFERS),
        ("codings.csv, row 4", NOT_RUN),
        ("codings.csv, row 5", NOT_RUN),
    ]


def test_an_archive_that_something_else_packed_is_told_and_read(files, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    assert told(path) == {("a.zip", DIFFERS)}
