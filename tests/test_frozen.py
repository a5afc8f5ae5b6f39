"""The freeze: what it records, and what it notices."""

import json

from hypothesis import given
from hypothesis import strategies as st

from stancebook import frozen

CONTENTS = {"coder_b.csv": b"b", "coder_a.csv": b"a"}


def test_a_freeze_records_its_reason_and_each_file_s_hash():
    assert frozen.frozen([], "before any comparison", CONTENTS) == [
        {
            "reason": "before any comparison",
            "files": {
                "coder_a.csv": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
                "coder_b.csv": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
            },
        }
    ]


def test_the_last_freeze_counts_and_the_first_is_kept():
    once = frozen.frozen([], "first", CONTENTS)
    twice = frozen.frozen(once, "a typing error", {**CONTENTS, "coder_a.csv": b"A"})
    assert twice[:1] == once and len(twice) == 2
    assert frozen.broken(twice, {**CONTENTS, "coder_a.csv": b"A"}) == []
    assert frozen.broken(twice, CONTENTS) == ["coder_a.csv"]


def test_without_a_freeze_every_file_is_open():
    assert frozen.broken([], CONTENTS) == ["coder_a.csv", "coder_b.csv"]


@given(st.binary(), st.binary())
def test_any_other_byte_is_noticed(before, after):
    freezes = frozen.frozen([], "-", {"coder_a.csv": before})
    assert frozen.broken(freezes, {"coder_a.csv": after}) == ([] if before == after else ["coder_a.csv"])


def test_the_toy_codings_are_as_they_were_frozen(rooms):
    freezes = json.loads((rooms.coded / "frozen.json").read_text(encoding="utf-8"))
    assert [freeze["reason"] for freeze in freezes] == ["before any comparison"]
    assert frozen.broken(freezes, {name: (rooms.coded / name).read_bytes() for name in frozen.FILES}) == []
    assert (rooms.coded / "frozen.json").read_text(encoding="utf-8") == frozen.as_text(freezes)
