"""The files of others that are in the repository: each with its checksum, origin and licence."""

import hashlib
import re

import pytest

from exchange_samples import SAMPLES
from project import PROJECT, TOY
from stancebook.exchange.formats import recognise


def test_each_file_of_others_is_listed_with_its_checksum_and_licence():
    table = (SAMPLES / "README.md").read_text(encoding="utf-8")
    listed = dict(
        re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \| .* \| (?:MIT|Apache-2\.0|BSD-3-Clause|CC-BY-4\.0) \|$", table, re.M)
    )
    there = {path.relative_to(SAMPLES).as_posix(): path for path in SAMPLES.rglob("*") if path.is_file()}
    del there["README.md"]
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}


@pytest.mark.parametrize(
    "name, format",
    [
        ("cas_with_smileys.xmi", "cas"),
        ("brat", "brat"),
        ("brat/000-introduction.ann", "brat"),
        ("doccano/labeling.jsonl", "doccano"),
    ],
)
def test_each_file_of_others_is_recognised(name, format):
    assert recognise(SAMPLES / name).name == format


@pytest.mark.parametrize(
    "path",
    [TOY, TOY / "data" / "coded", PROJECT / "package-lock.json", PROJECT / "README.md"],
    ids=lambda path: path.name,
)
def test_what_is_no_project_is_not_recognised(path):
    assert recognise(path) is None
