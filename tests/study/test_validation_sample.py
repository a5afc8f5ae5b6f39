"""The validation sample: strata counted by hand, sizes and chances, the same for a seed, and nothing of a code in it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import tables
from stancebook.core.problems import UserError
from stancebook.study.people import sample
from stancebook.study.people.sample import DROPPED, NOTHING, STRATA
from stancebook.study.people.tables import SAMPLE
from stancebook.study.people.tables import STRATA as STRATA_TABLE


def statement(origin, position, issue="toll", article="010", sentence=1):
    return {"article": article, "sentence": sentence, "origin": origin, "position": position, "issue": issue}


@pytest.mark.parametrize(
    ("rows", "found", "name"),
    [
        ([("both", 2), ("both", 1)], True, "agreed, supports"),
        ([("both", -1), ("adjudicated", -2)], True, "decided, opposes"),
        ([("both", 2), ("coder_b", -1)], True, "one coder, neither or both"),
        ([("both", 0)], True, "agreed, neither or both"),
        ([("coder_a", 0), ("adjudicated", 2)], True, "one coder, neither or both"),
        ([], True, DROPPED),
        ([], False, NOTHING),
    ],
)
def test_the_stratum_of_a_sentence(rows, found, name):
    assert sample.stratum([statement(*row) for row in rows], found) == name


def test_every_sentence_has_a_stratum_and_the_first_of_its_issues():
    sentences = [{"article": "010", "sentence": n, "start": start} for n, start in ((1, 0), (2, 40), (3, 90))]
    statements = [statement("both", 1, "toll"), statement("both", 2, "bridge")]
    codings = [{"article": "010", "sentence_start": 0}, {"article": "010", "sentence_start": 90}]
    strata, issues = sample.strata_of(sentences, statements, codings)
    assert strata == {("010", "0"): "agreed, supports", ("010", "40"): NOTHING, ("010", "90"): DROPPED}
    assert issues == {("010", "0"): "bridge"}


def test_an_allocation_by_hand():
    sizes = {"agreed, supports": 30, "decided, opposes": 8, "one coder, supports": 1, DROPPED: 2, NOTHING: 40}
    # of 24 a third is without: 2 + 6; of the other 16: 1, and 15 between 30 and 8
    assert sample.allocation(sizes, 24) == {
        "agreed, supports": 12, "decided, opposes": 3, "one coder, supports": 1, DROPPED: 2, NOTHING: 6
    }  # fmt: skip
    assert sample.allocation(sizes, 1000) == sizes
    assert sum(sample.allocation({NOTHING: 3, "agreed, supports": 50}, 30).values()) == 30  # 3 are all that there are


SIZES = st.dictionaries(st.sampled_from(STRATA), st.integers(1, 60), min_size=1)


@given(SIZES, st.integers(1, 200))
def test_sizes_are_kept_and_every_stratum_has_its_part(sizes, n):
    if n < len(sizes):
        if n < sum(sizes.values()):
            with pytest.raises(UserError, match=f"draw {len(sizes)} or more"):
                sample.allocation(sizes, n)
        return
    drawn = sample.allocation(sizes, n)
    assert drawn.keys() == sizes.keys() and sum(drawn.values()) == min(n, sum(sizes.values()))
    assert all(1 <= drawn[name] <= sizes[name] for name in sizes)
    without = sum(drawn.get(name, 0) for name in (DROPPED, NOTHING))
    asked = sum(sizes.get(name, 0) for name in (DROPPED, NOTHING))
    if n >= 66 and asked:
        assert without >= min(asked, n // 3)


def study_of(sizes):
    """Sentences of two texts with a stratum and an issue each."""
    places = [(name, at) for name in sorted(sizes) for at in range(sizes[name])]
    strata = {(f"0{n % 2}0", str(10 * n)): name for n, (name, _) in enumerate(places)}
    issues = {
        place: f"issue_{n % 3}" for n, (place, name) in enumerate(strata.items()) if name not in (DROPPED, NOTHING)
    }
    return strata, issues


@given(SIZES, st.integers(11, 90), st.integers(0, 10**6))
def test_a_draw_has_no_sentence_twice_and_its_weights_give_the_study_back(sizes, n, seed):
    strata, issues = study_of(sizes)
    drawn = sample.draw(strata, issues, n, seed)
    places = drawn.places
    assert len(set(places)) == len(places) == min(n, len(strata)) and set(places) <= strata.keys()
    assert drawn == sample.draw(dict(reversed(strata.items())), issues, n, seed)  # whatever the order
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert [row["unit"] for row in drawn.rows] == list(range(1, len(places) + 1))
    assert sum(drawn.weights.values()) == pytest.approx(len(strata))
    assert drawn.stratum_of == {place: strata[place] for place in places}
    assert Counter(strata[place] for place in places) == sample.allocation(Counter(strata.values()), n)


def test_every_sentence_of_a_stratum_has_the_same_chance_and_issues_have_their_shares():
    strata, issues = study_of({"agreed, supports": 12, NOTHING: 9})
    times, shares = Counter(), Counter()
    for seed in range(600):
        drawn = sample.draw(strata, issues, 9, seed)
        times.update(drawn.places)
        shares.update(tuple(sorted(Counter(issues[p] for p in drawn.places if p in issues).values())) for _ in "x")
    of = {name: [times[place] / 600 for place in strata if strata[place] == name] for name in set(strata.values())}
    assert all(0.4 < share < 0.6 for share in of["agreed, supports"])  # 6 of 12
    assert all(0.26 < share < 0.41 for share in of[NOTHING])  # 3 of 9
    assert shares == {(2, 2, 2): 600}


def test_another_seed_draws_others():
    strata, issues = study_of({"agreed, supports": 40, NOTHING: 40})
    assert len({tuple(sample.draw(strata, issues, 20, seed).places) for seed in range(20)}) == 20


def test_the_files_tell_no_code_and_read_back_as_they_were(tmp_path):
    strata, issues = study_of({"agreed, supports": 5, "one coder, opposes": 3, NOTHING: 9})
    drawn = sample.draw(strata, issues, 9, seed=3)
    assert sample.read_sample(tmp_path, ()) is None and sample.sampled(tmp_path, ()) == {}
    tables.write(tmp_path / "sample.csv", drawn.rows, SAMPLE)
    tables.write(tmp_path / "strata.csv", drawn.strata, STRATA_TABLE)
    text = "".join(path.read_text() for path in tmp_path.iterdir())
    words = {word for name in STRATA for word in name.replace(",", "").split()} | set(issues.values())
    assert not any(word in text for word in words)
    back = sample.read_sample(tmp_path, ())
    assert back.weights == drawn.weights and back.stratum_of == drawn.stratum_of
    assert sample.sampled(tmp_path, ()) == sample.by_article(drawn.places)
