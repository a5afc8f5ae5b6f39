"""Predicates in one run: the same answers as the multiverse gives in the universe of that run."""

from types import SimpleNamespace

import pytest

from stancebook.analysis import evaluate, findings, robustness
from stancebook.core import schema
from stancebook.core.tables import frame
from stancebook.study import adjudication, quotes

PREDICATES = (
    "stance(arland, bridge) > 0",
    "stance(cordovia, own_workers) < 0 and stance(cordovia, bridge) >= 0",
    "stance(borduria, toll) <= -1.5 and quoted(borduria, toll) >= 1",
    "stance(cordovia, bridge) > 0",
    "texts(borduria, toll) == 2",
    "stance(towns, own_workers) > 0",
)


@pytest.fixture(scope="module")
def readings(authored):
    """A function that gives the toy's statements by a coding and a least confidence."""
    coded = {
        name: quotes.place_coding(authored.rows[f"{name}.csv"], name, authored.articles)
        for name in ("coder_a", "coder_b")
    }
    decided = authored.rows["adjudication.csv"]
    return lambda coding, confidence: frame(
        adjudication.statements_of_run(coded, decided, coding, confidence), schema.STATEMENTS
    )


@pytest.mark.parametrize(
    ("coding", "confidence"), [("adjudicated", 1), ("adjudicated", 3), ("coder_a", 1), ("coder_b", 2)]
)
def test_one_run_answers_as_its_universe_does(authored, readings, coding, confidence):
    sentences = [SimpleNamespace(id=f"f{n}", line=n, words="…", holds=text) for n, text in enumerate(PREDICATES)]
    declared, _ = findings.read(None, sentences, authored.codebook)
    codings = {name: readings(name, 1) for name in ("adjudicated", "coder_a", "coder_b")}
    dates = {row["article"]: row["date_latest"] for row in authored.sources}
    tested = robustness.run_multiverse(codings, declared, authored.codebook, dates, coding, confidence)
    holds = evaluate.in_run(readings(coding, confidence), authored.codebook)
    answers = [holds(text) for text in PREDICATES]
    assert answers == tested.contested["holds"].tolist()
    if (coding, confidence) == ("adjudicated", 1):
        assert answers == ["yes", "yes", "yes", "no", "yes", ""]


def test_a_predicate_that_cannot_be_read_is_a_sentence_with_the_fix(authored, readings):
    holds = evaluate.in_run(readings("adjudicated", 1), authored.codebook)
    with pytest.raises(ValueError, match="'tunnel' is not in the codebook; use an id of its issues"):
        holds("stance(arland, tunnel) > 0")
