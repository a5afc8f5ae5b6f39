"""What `make fuzz` tries is sound, and so is each input with a few random changes; with atheris it runs for seconds."""

import random
import re
from importlib.util import find_spec

import fuzz
import pytest

from counts import count

BITS = b"", b"\0", b"\xff", b"\n", b'"', b"<", b"[" * 99, b"9" * 99, b": ", b"&a ", b"*a", b"{", "\u2028".encode()


def changed(dice, content):
    """Return bytes with some of them replaced, twice."""
    for _ in range(2):
        at, length = dice.randrange(len(content) + 1), dice.choice((0, 1, 9, 400))
        content = content[:at] + dice.choice(BITS) + content[at + length :]
    return content


@pytest.mark.matrix
@pytest.mark.parametrize("part", fuzz.PARTS)
def test_inputs_with_random_changes_end_in_a_value_or_a_sentence(part):
    seeds, try_one = fuzz.PARTS[part]()
    dice = random.Random(part)
    for _ in range(count("random changes of " + part, full=1000, small=5)):
        seed = dice.choice(seeds)
        try_one(seed[0], changed(dice, seed[1:]))


@pytest.mark.slow
@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not there; make fuzz says how to get it")
def test_fuzzing_counts_its_inputs(monkeypatch, tmp_path):
    monkeypatch.setattr(fuzz, "BUILT", tmp_path)
    told, sound = fuzz.run("text", 2)
    assert re.fullmatch(r"text: [1-9][\d,]* inputs in 2 s, nothing found", told) and sound
