"""Dates from outside: proofs of OpenTimestamps and signed tags, true ones and such as stand for something else."""

import json
import os
import shutil
import subprocess
from hashlib import sha256

import pytest

from stancebook.core.problems import UserError
from stancebook.exchange.archive import git_tag, ots
from stancebook.exchange.archive.outcomes import DIFFERS, NOT_RUN, OK
from stancebook.pipeline.commands import outside_dates
from stancebook.study.freeze import as_text, with_freeze

FREEZES = with_freeze(with_freeze([], "first", {"a.csv": b"1"}), "second", {"a.csv": b"2"})
BLOCK = 912_345


def varint(value):
    made = b""
    while value > 127:
        made, value = made + bytes([value & 127 | 128]), value >> 7
    return made + bytes([value])


def proof_of(content, block=BLOCK):
    """Return the bytes of a proof that a file is in a block, and that a calendar has it."""
    height = varint(block)
    in_block = b"\xf1\x02ab\x08" + b"\0" + ots.BITCOIN + varint(len(height)) + height
    uri = b"https://calendar.example"
    waits = b"\0" + ots.PENDING + varint(len(uri) + 1) + varint(len(uri)) + uri
    return ots.MAGIC + b"\x01\x08" + sha256(content).digest() + b"\xff" + waits + in_block


@pytest.fixture
def study(tmp_path):
    coded = tmp_path / "study/data/coded"
    coded.mkdir(parents=True)
    (coded / "frozen.json").write_text(as_text(FREEZES), encoding="utf-8")
    return tmp_path / "study"


def found(study, look_up=False):
    return [(each.what, each.outcome, each.why) for each in outside_dates.check(study, look_up)]


def test_without_a_date_there_is_no_verdict(study):
    assert found(study) == []


@pytest.mark.parametrize(("number", "of"), [(2, "freezes 1 to 2"), (1, "freeze 1")])
def test_a_proof_stands_for_the_freezes_that_there_were(study, number, of):
    (study / "data/coded/frozen.json.ots").write_bytes(proof_of(as_text(FREEZES[:number]).encode()))
    root = sha256(b"ab" + sha256(as_text(FREEZES[:number]).encode()).digest()).digest()[::-1].hex()
    assert found(study) == [
        ("frozen.json.ots, its hash", OK, f"it stands for {of}"),
        (
            "frozen.json.ots, a calendar",
            NOT_RUN,
            "it waits at https://calendar.example; ots upgrade frozen.json.ots completes it",
        ),
        (
            f"frozen.json.ots, Bitcoin block {BLOCK}",
            NOT_RUN,
            f"its merkle root must be {root}; --look-up asks the program ots, if it is there",
        ),
    ]


def test_a_proof_of_another_file_differs(study):
    other = as_text(FREEZES).replace("first", "other").encode()
    (study / "data/coded/frozen.json.ots").write_bytes(proof_of(other))
    assert found(study) == [("frozen.json.ots", DIFFERS, "it stands for another file than frozen.json is or was")]


def test_any_cut_and_any_other_byte_of_a_proof_is_no_error(study):
    content = as_text(FREEZES).encode()
    whole = proof_of(content)
    first = ots.parse(whole)
    for at in range(len(whole)):
        with pytest.raises(ValueError):
            ots.parse(whole[:at])
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        try:
            assert ots.parse(changed) != first, at
        except ValueError:
            continue


@pytest.mark.parametrize(
    "steps",
    [b"\xf3" * 20, b"\xf0\xff\xff\x03", b"\x67", b"\xff" * 20_000 + b"\0", b"\0" + ots.BITCOIN + b"\0", b"\0" * 3],
)
def test_a_hostile_proof_ends_in_a_sentence(study, steps):
    (study / "data/coded/frozen.json.ots").write_bytes(ots.MAGIC + b"\x01\x08" + bytes(32) + steps)
    [(_, outcome, why)] = found(study)
    assert outcome == DIFFERS and why.startswith("it is no proof that can be read: ")


@pytest.mark.parametrize(
    ("says", "code", "outcome"),
    [
        ("Success! Bitcoin block 912345 attests existence as of 2025-09-01", 0, OK),
        ("Could not connect to local Bitcoin node", 1, NOT_RUN),
        ("Bitcoin verification failed: merkle root does not match", 1, DIFFERS),
    ],
)
def test_the_program_ots_is_asked_only_if_one_says_so(study, tmp_path, monkeypatch, says, code, outcome):
    (study / "data/coded/frozen.json.ots").write_bytes(proof_of(as_text(FREEZES).encode()))
    program = tmp_path / "bin/ots"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho \"$@\" > {tmp_path}/asked\necho '{says}'\nexit {code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    found(study)
    assert not (tmp_path / "asked").exists()
    assert [each[1] for each in found(study, look_up=True)] == [OK, NOT_RUN, outcome]
    assert sha256(as_text(FREEZES).encode()).hexdigest() in (tmp_path / "asked").read_text()


@pytest.fixture
def signed(study, tmp_path, monkeypatch):
    """Make a repository around the study, with a tag that a key signed; return its folder and the list of signers."""
    if not (shutil.which("git") and shutil.which("ssh-keygen")):
        pytest.skip("git or ssh-keygen is not there")
    key, signers, config = tmp_path / "key", tmp_path / "signers", tmp_path / "config"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    signers.write_text(f"ada@example {key.with_suffix('.pub').read_text()}")
    config.write_text(
        f"[user]\nname = Ada\nemail = ada@example\nsigningkey = {key}\n[gpg]\nformat = ssh\n"
        f'[gpg "ssh"]\nallowedSignersFile = {signers}\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    for words in ("init -q", "add .", "commit -q -m frozen", "tag -s -m frozen frozen-2", "tag unsigned"):
        subprocess.run(["git", *words.split()], cwd=study, check=True)
    return study, signers


def test_a_signed_tag_leads_to_the_freezes_and_git_holds_its_signature_good(signed):
    study, signers = signed
    tagged = outside_dates.of_repository(study / "data/coded/frozen.json", "frozen-2")
    (study / git_tag.NAME).write_text(git_tag.as_text(tagged))
    (leads, signature) = found(study)
    assert leads == ("tag frozen-2, its file", OK, "it leads to freezes 1 to 2")
    assert signature[:2] == ("tag frozen-2, its signature", OK) and "ada@example" in signature[2]
    later = with_freeze(FREEZES, "third", {"a.csv": b"3"})
    (study / "data/coded/frozen.json").write_text(as_text(later), encoding="utf-8")
    assert found(study)[0] == ("tag frozen-2, its file", OK, "it leads to freezes 1 to 2")
    signers.write_text("")
    assert found(study)[1][1] == NOT_RUN, "nobody is known who may sign"
    (study / "data/coded/frozen.json").write_text(as_text(later).replace("first", "other"), encoding="utf-8")
    assert found(study) == [("tag frozen-2", DIFFERS, "it does not lead to frozen.json as it is or was")]


def test_a_signed_tag_leads_to_a_study_in_a_folder_of_any_name(signed):
    study, _ = signed
    (study / "Brücke").mkdir()
    for words in ("mv data Brücke/data", "commit -q -m moved", "tag -s -m frozen frozen-3"):
        subprocess.run(["git", *words.split()], cwd=study, check=True)
    tagged = outside_dates.of_repository(study / "Brücke/data/coded/frozen.json", "frozen-3")
    assert tagged.path == "Brücke/data/coded/frozen.json" and git_tag.target(tagged)


def test_a_signature_that_git_waits_for_is_not_told_as_a_fault(signed, monkeypatch):
    study, _ = signed
    tagged = outside_dates.of_repository(study / "data/coded/frozen.json", "frozen-2")
    (study / git_tag.NAME).write_text(git_tag.as_text(tagged))

    def waits(*words, **_):
        raise subprocess.TimeoutExpired(words, outside_dates.PATIENCE)

    monkeypatch.setattr(subprocess, "run", waits)
    assert found(study)[1] == ("tag frozen-2, its signature", NOT_RUN, "git did not answer within 120 s")


def test_any_object_that_was_changed_breaks_the_way_or_the_signature(signed):
    study, _ = signed
    tagged = outside_dates.of_repository(study / "data/coded/frozen.json", "frozen-2")
    assert len(tagged.objects) == 5
    for number, content in enumerate(tagged.objects):
        changed = content.replace(b"tag frozen-2", b"tag frozen-3") if number == 0 else content + b"\n"
        objects = (*tagged.objects[:number], changed, *tagged.objects[number + 1 :])
        (study / git_tag.NAME).write_text(git_tag.as_text(tagged._replace(objects=objects)))
        assert DIFFERS in [outcome for _, outcome, _ in found(study)], number


@pytest.mark.parametrize("tag", ["unsigned", "none", "--all"])
def test_a_tag_without_a_signature_is_refused(signed, tag):
    with pytest.raises(UserError, match=f"--tag: {tag} has no signature, or there is no such tag"):
        outside_dates.of_repository(signed[0] / "data/coded/frozen.json", tag)


@pytest.mark.parametrize(
    "text", ["{}", "[]", "7", "{", json.dumps({"tag": "a", "path": "b", "objects": ["!"]}), "[" * 10**5]
)
def test_a_tag_of_another_shape_ends_in_a_sentence(study, text):
    (study / git_tag.NAME).write_text(text)
    [(what, outcome, why)] = found(study)
    assert (what, outcome) == (git_tag.NAME, DIFFERS) and why
