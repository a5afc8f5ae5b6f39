"""The multiverse against a slow version that filters, recodes and counts statement by statement, without arrays."""

import math
import random
from statistics import mean, median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stancebook.analysis import decisions, stances, weights
from stancebook.analysis.grouping import latest
from stancebook.analysis.multiverse import multiverse
from stancebook.core.schema import STATEMENTS
from stancebook.core.tables import frame
from stancebook.study.codebook import terms

ARTICLES = ("010", "020", "030")
DATES = {"010": "1925-03-01", "020": "1925-03-03", "030": ""}
SETS = {"late": ["020", "030"]}
PARTS = {"some_towns": "towns"}
CHOICES = decisions.alternatives(ARTICLES, SETS, PARTS)
COLUMNS = ("article", "actor", "issue", "via", "voice", "position", "condition", "confidence")

rows = st.lists(
    st.tuples(
        st.sampled_from(ARTICLES), st.sampled_from(["arland", "towns", "some_towns"]), st.sampled_from(["bridge", "toll"]),
        st.sampled_from(["self", "other", "article"]), st.sampled_from(["direct", "indirect", "narration"]),
        st.sampled_from(["-2", "-1", "0", "1", "2"]), st.sampled_from(["none", "paid", "if_asked", "if_asked paid"]),
        st.sampled_from("123"),
    ).map(lambda cells: dict(zip(COLUMNS, cells, strict=True))),
    max_size=12,
)  # fmt: skip
universes = st.fixed_dictionaries({name: st.sampled_from(options) for name, options in CHOICES.items()}).filter(
    decisions.makes_sense
)


def table(statements):
    """Statements as a coding's DataFrame."""
    return frame(statements, STATEMENTS)


def counts(row, universe):
    """Whether a universe counts a statement."""
    return looked_at(row, universe) and not (universe["conditional"] == "left_out" and "paid" in row["condition"])


def looked_at(row, universe):
    """Whether a universe looks at a statement, be it to drop it for its condition."""
    article = universe["articles"].removeprefix("without ")
    return (
        int(row["confidence"]) >= int(universe["confidence"])
        and row["article"] not in SETS.get(article, [article])
        and row["via"]
        in {"any": "self other article", "sourced": "self other", "self": "self"}[universe["via"]].split()
        and (universe["voice"] != "uttered" or row["voice"] != "narration")
        and (universe["voice"] != "direct" or row["voice"] == "direct")
        and not (universe["parts"] == "left_out" and row["actor"] == "some_towns")
    )


def slow(statements, universe):
    """What a universe gives, by actor and issue: stance, n, texts, quoted and how many name each condition."""
    cells, dropped = {}, set()
    for row in filter(lambda row: looked_at(row, universe), statements):
        group = universe["parts"] == "group" and row["actor"] == "some_towns"
        cell = "towns" if group else row["actor"], row["issue"]
        if counts(row, universe):
            cells.setdefault(cell, []).append((read(row, universe["conditional"]), row))
        else:
            dropped.add(cell)
    return {cell: (*summed(held, universe), cell in dropped) for cell, held in cells.items()}


def read(row, conditional):
    """The position of a statement as a universe reads it; `paid` is a term, `if_asked` a hedge."""
    position, on_terms = int(row["position"]), "paid" in row["condition"]
    if (conditional == "undecided" and on_terms) or (conditional == "hedges_too" and row["condition"] != "none"):
        return 0
    return 1 if conditional == "willing" and on_terms and position < 0 else position


def summed(held, universe):
    """The numbers of one cell from its positions and rows."""
    texts = {}
    for position, row in held:
        texts.setdefault(row["article"], []).append(position)
    if universe["centre"] == "latest":
        day = max(DATES[article] for article in texts)
        stance = median(p for article, positions in texts.items() if DATES[article] == day for p in positions)
    else:
        once = universe["counting"] == "articles"
        values = [median(positions) for positions in texts.values()] if once else [p for p, _ in held]
        stance = {"median": median, "mean": mean}[universe["centre"]](values)
    own = [position for position, row in held if row["via"] == "self" and row["voice"] == "direct"]
    quoted = (len(own), sum(position > 0 for position in own), sum(position < 0 for position in own))
    named = [sum(term in row["condition"].split() for _, row in held) for term in ("none", "paid", "if_asked")]
    return (stance, len(held), len(texts), *quoted, *named)


def fast(outcomes, place, cell):
    """Return the same numbers of a cell of a universe from the arrays; None without a statement."""
    if cell not in outcomes.cells or not outcomes.of("n", *cell)[place]:
        return None
    counts = [int(outcomes.of(name, *cell)[place]) for name in ("n", "texts", "quoted", "quoted_for", "quoted_against")]
    named = [
        int(outcomes.on_terms(*cell, t)[place]) if t in outcomes.terms else 0 for t in ("none", "paid", "if_asked")
    ]
    dropped = bool(outcomes.of("dropped", *cell)[place])
    return (float(outcomes.of("stance", *cell)[place]), *counts, *named, dropped)


def run(codings, chosen):
    return multiverse({name: table(said) for name, said in codings.items()}, chosen, DATES, SETS, PARTS)


@pytest.mark.parametrize("few", [weights.FEW, 0])
@given(
    codings=st.fixed_dictionaries(dict.fromkeys(decisions.OPTIONS["coding"], rows)),
    chosen=st.lists(universes, min_size=1),
)
@examples(1.2)
def test_every_universe_is_as_the_slow_version_counts_it(few, codings, chosen):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "FEW", few)
        outcomes = run(codings, chosen)
    for place, universe in enumerate(chosen):
        said = slow(codings[universe["coding"]], universe)
        assert int(outcomes.statements()[place]) == sum(cell[1] for cell in said.values())
        for cell in {*outcomes.cells, *said}:
            expected, found = said.get(cell), fast(outcomes, place, cell)
            assert (expected is None) == (found is None)
            assert expected is None or (math.isclose(found[0], expected[0], abs_tol=1e-9) and found[1:] == expected[1:])


def test_in_how_many_parts_selections_are_counted_changes_nothing(monkeypatch):
    cells = [
        ("010", "arland", "bridge", "self", "direct", "2", "paid", "1"),
        ("020", "towns", "toll", "other", "indirect", "-1", "none", "3"),
    ]
    said = {"adjudicated": [dict(zip(COLUMNS, each, strict=True)) for each in cells]}
    chosen = list(decisions.universes(CHOICES | {"coding": ("adjudicated",)}))
    whole = run(said, chosen)
    monkeypatch.setattr("stancebook.analysis.weights.AT_ONCE", 7)
    parts = run(said, chosen)
    assert parts.hashes() == whole.hashes() and len(set(whole.hashes())) == 6
    assert (parts.statements() == whole.statements()).all()


def test_many_texts_are_left_out_one_by_one_as_a_few_are(monkeypatch):
    """Two texts on each day, so that a text left out may be one of two of the last day."""
    dice, texts = random.Random(1), [f"{number:03}" for number in range(60)]
    said = [
        {"article": text, "actor": dice.choice(["arland", "belmark"]), "issue": "bridge", "via": "self", "voice": "direct",
             "position": dice.choice(["-2", "-1", "0", "1", "2"]), "condition": dice.choice(["none", "paid"]), "confidence": "3"}
        for text in texts[:55] for _ in range(dice.randint(1, 3))
    ]  # fmt: skip
    base = decisions.base(CHOICES) | {"coding": "adjudicated"}
    chosen = [
        base | {"articles": f"without {text}", "conditional": conditional, "centre": centre}
        for text in texts for conditional in ("as_coded", "left_out") for centre in ("median", "mean", "latest")
    ]  # fmt: skip
    days = {text: f"1925-03-{number // 2 + 1:02}" for number, text in enumerate(texts)}
    one_by_one = multiverse({"adjudicated": table(said)}, chosen, days)
    monkeypatch.setattr(weights, "FEW", 60)
    together = multiverse({"adjudicated": table(said)}, chosen, days)
    assert one_by_one.hashes() == together.hashes() and len(set(together.hashes())) > 60


@given(rows, st.lists(universes, min_size=2, max_size=8))
def test_a_hash_is_shared_by_universes_that_give_the_same_and_by_no_others(said, chosen):
    outcomes = run(dict.fromkeys(decisions.OPTIONS["coding"], said), chosen)
    hashes = outcomes.hashes()
    for place, universe in enumerate(chosen):
        for other, another in enumerate(chosen):
            assert (hashes[place] == hashes[other]) == (slow(said, universe) == slow(said, another))


def test_the_first_universe_counts_as_stances_do(authored):
    from stancebook.study import adjudication, quotes

    coded = {
        name: quotes.place_coding(authored.rows[f"{name}.csv"], name, authored.articles)
        for name in ("coder_a", "coder_b")
    }
    said = frame(adjudication.statements_of_run(coded, authored.rows["adjudication.csv"]), STATEMENTS)
    usual = decisions.base(decisions.alternatives(ARTICLES))
    outcomes = multiverse({"adjudicated": said}, [usual], DATES)
    counted = stances.stances(said)
    assert len(counted) == 7
    for row in counted.itertuples():
        assert outcomes.of("stance", row.actor, row.issue)[0] == row.median
        assert outcomes.of("n", row.actor, row.issue)[0] == row.n


def test_a_condition_may_have_the_name_of_a_count():
    row = dict(zip(COLUMNS, ("010", "arland", "bridge", "self", "indirect", "1", "quoted texts", "3"), strict=True))
    outcomes = run({"adjudicated": [row, row | {"condition": "n"}, row]}, [decisions.base(CHOICES)])
    told = [outcomes.on_terms("arland", "bridge", condition)[0] for condition in ("quoted", "texts", "n")]
    assert told == [2, 2, 1]
    assert [outcomes.of(name, "arland", "bridge")[0] for name in ("quoted", "texts", "n")] == [0, 1, 3]


def test_a_universe_without_statements_gives_nothing():
    outcomes = run({name: [] for name in decisions.OPTIONS["coding"]}, [decisions.base(CHOICES)])
    assert outcomes.statements().tolist() == [0] and outcomes.cells == {}
    assert len(outcomes.hashes()[0]) == 12


@pytest.mark.parametrize(
    "condition, held", [("none", []), ("if_asked", []), ("if_asked paid", ["paid"]), ("a b", ["a", "b"])]
)
def test_a_hedge_is_no_term(condition, held):
    assert terms(condition) == held


def test_the_latest_text_is_that_of_the_universe_and_nothing_where_nobody_speaks():
    medians = np.array([[1.0, np.nan, 2.0, -1.0], [np.nan, np.nan, np.nan, 2.0], [1.0, -2.0, np.nan, np.nan]])
    values = latest(medians, np.array([0, 1, 0, 2]), 4)
    nothing = np.nan
    expected = [[2, nothing, -1, nothing], [nothing, nothing, 2, nothing], [1, -2, nothing, nothing]]
    np.testing.assert_array_equal(values, expected)
