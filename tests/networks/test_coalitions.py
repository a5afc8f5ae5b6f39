"""Coalitions of the toy study, counted by hand, and how stable they are; universes against a slow version."""

import doctest
import itertools

import numpy as np
import pytest

from project import PROJECT, TOY
from stancebook.analysis import decisions, multiverse
from stancebook.analysis.decisions import WITHOUT
from stancebook.core import schema, tables, yaml_files
from stancebook.networks import camps, coalitions, stability, summary
from stancebook.networks.activity import activity
from stancebook.study import adjudication, codebook, quotes

BOOK = codebook.from_yaml(yaml_files.read_yaml(TOY / "data/coded/codebook.yaml"))
SETTINGS = yaml_files.read_yaml(TOY / "data/coded/study.yaml")
SCOPE = coalitions.scope(SETTINGS, BOOK)
DATES = {row["article"]: row["date_latest"] for row in tables.read(TOY / "data/coded/sources.csv")}


def test_docstring_examples():
    outcome = doctest.testmod(coalitions)
    assert outcome.attempted and not outcome.failed


@pytest.fixture(scope="module")
def codings(authored):
    """The adjudicated statements of the toy study, and those of its coders."""
    rows = {
        coder: quotes.place_coding(authored.rows[f"{coder}.csv"], coder, authored.articles)
        for coder in ("coder_a", "coder_b")
    }
    decided = authored.rows["adjudication.csv"]
    return {
        name: tables.frame(adjudication.statements_of_run(rows, decided, name), schema.STATEMENTS)
        for name in ("adjudicated", "coder_a", "coder_b")
    }


def test_a_scope_is_what_the_study_says_and_else_all_but_groups():
    assert coalitions.Scope(("arland", "borduria", "cordovia"), ("bridge", "toll", "own_workers"), 1) == SCOPE
    assert coalitions.scope({}, BOOK) == SCOPE._replace(shared=2)
    assert coalitions.scope(SETTINGS, BOOK, "toll") == SCOPE._replace(issues=("toll",))
    assert coalitions.scope({}, BOOK, "toll").shared == 1
    settings = {"coalitions": {"issues": ["bridge"], "shared": 3}}
    assert coalitions.all_ties(settings, BOOK) == SCOPE._replace(shared=3)
    everybody = coalitions.scope({"coalitions": {"without": []}}, BOOK)
    assert everybody.actors == ("arland", "borduria", "cordovia", "towns")


def test_ties_of_the_toy_study(codings):
    # Arland took +1 and +2 on the bridge, Cordovia -1 and +1: distances of 2, 0, 3 and 1 of 4;
    # Borduria +1 on workers, twice in one text, Cordovia -2: a distance of 3 of 4
    found = coalitions.ties_of(coalitions.statements_in_scope(codings["adjudicated"], SCOPE), SCOPE)
    assert found.values.tolist() == [
        ["arland", "cordovia", 2.5, 1.5, 1.0, 1],
        ["borduria", "cordovia", 0.25, 0.75, -0.5, 1],
    ]
    two = SCOPE._replace(shared=2)
    assert coalitions.ties_of(coalitions.statements_in_scope(codings["adjudicated"], two), two).empty


def test_camps_of_the_toy_study(codings):
    # by average activity, of 2 and 3 and of 4 and 3 statements counted once in a text: 1 and 0.6, 0.25 / 3.5 and 0.75 / 3.5
    found = camps.camps_of(
        coalitions.study_network(coalitions.statements_in_scope(codings["adjudicated"], SCOPE), SCOPE)
    )
    assert found.sides == (1, -1, 1) and found.ties == 0
    assert found.within == pytest.approx(1 / (1 + 0.25 / 3.5))
    assert found.between == pytest.approx((0.75 / 3.5) / (0.6 + 0.75 / 3.5))


def test_ties_on_too_few_issues_are_none(codings):
    found = coalitions.study_network(
        coalitions.statements_in_scope(codings["adjudicated"], SCOPE), SCOPE._replace(shared=2)
    )
    assert not found.congruence.any() and not found.conflict.any()
    nobody = camps.camps_of(found)
    assert nobody.polarisation is None
    assert nobody.reason == "no two actors have a tie: there is nothing to divide"


def test_what_an_issue_adds_sums_to_all(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    parts = coalitions.by_issue(statements, SCOPE)
    assert parts.shape == (3, 3, 3) and not parts[1].any()  # nobody but Borduria, and the towns, speaks on the toll
    assert parts[0][0, 2] == 2.5 and parts[2][1, 2] == 0.25 and np.count_nonzero(parts) == 4


def slowly(codings, scope, dates):
    """Every distinct network's camps, each universe read and counted by itself."""
    choices = decisions.alternatives(list(dates)) | {"centre": ("median",), "coding": tuple(codings)}
    found = {}
    for universe in decisions.universes(choices):
        read = codings[universe["coding"]]
        read = read[read["confidence"] >= int(universe["confidence"])]
        read = read[read["article"] != universe["articles"].removeprefix(WITHOUT)]
        read = read[read["via"] == "self"] if universe["via"] == "self" else read
        read = read[read["via"] != "article"] if universe["via"] == "sourced" else read
        read = read[read["voice"] == "direct"] if universe["voice"] == "direct" else read
        read = read[read["voice"] != "narration"] if universe["voice"] == "uttered" else read
        on_terms = [any(not id.startswith("if_") and id != "none" for id in cell.split()) for cell in read["condition"]]
        hedged = [cell != "none" for cell in read["condition"]]
        read = read.assign(
            position=[recoded(*row, universe) for row in zip(read["position"], on_terms, hedged, strict=True)]
        )
        read = coalitions.statements_in_scope(read[read["position"].notna()], scope)
        if len(read):
            repeats = {"statements": "each", "articles": "article"}[universe["counting"]]
            counted = activity(read, repeats, range(-2, 3), scope.actors, scope.issues)
            key = counted.counts.tobytes()
            found[key] = found.get(key) or camps.camps_of(coalitions.ties_in_scope(counted, scope))
    return found


def recoded(position, on_terms, hedged, universe):
    """A position as a universe reads it, None where it leaves it out."""
    how = universe["conditional"]
    if (how == "undecided" and on_terms) or (how == "hedges_too" and hedged):
        return 0
    if how == "willing" and on_terms and position < 0:
        return 1
    return None if how == "left_out" and on_terms else position


@pytest.mark.slow
def test_universes_equal_each_universe_read_by_itself(codings):
    fast, slow = stability.over_universes(codings, SCOPE, DATES), slowly(codings, SCOPE, DATES)
    assert len(fast) == len(slow) > 30

    def summarised(found):
        return sorted((each.sides, round(each.polarisation or 0, 9), each.reason) for each in found)

    assert summarised(fast) == summarised(slow.values())


def test_a_universe_without_a_statement_is_none(codings):
    statements = codings["adjudicated"]
    one = statements[(statements["actor"] == "arland") & (statements["condition"] == "none")]
    (found,) = stability.over_universes(dict.fromkeys(codings, one), SCOPE._replace(shared=1), {"010": "", "020": ""})
    assert found.reason


@pytest.mark.slow
def test_all_universes_are_recoded_with_parts_and_sets(codings):
    choices = decisions.alternatives(list(DATES), {"wires": ["020", "030"]}, {"towns": "arland"})
    universes = list(decisions.universes(choices))
    sizes = [
        (tuple(universe.items()), len(read[kept]))
        for read, selections in multiverse.recoded_statements(
            codings, universes, {"wires": ["020", "030"]}, {"towns": "arland"}
        )
        for universe, kept in selections
    ]
    assert len(dict(sizes)) == len(sizes) == len(universes)
    outcomes = multiverse.multiverse(codings, universes, DATES, {"wires": ["020", "030"]}, {"towns": "arland"})
    counts = dict(zip((tuple(universe.items()) for universe in universes), outcomes.statements(), strict=True))
    assert dict(sizes) == counts


def test_the_table_has_the_share_of_repetitions_on_each_side(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    found = camps.camps_of(coalitions.study_network(statements, SCOPE))
    without = stability.without_each_text(statements, SCOPE)
    # without any one of the three texts no more than one pair has a tie, and one pair is not divided into camps
    assert [each.sides for each in without] == [(0, 0, 0)] * 3
    rows = stability.stability_table(found, statements, {"texts": [*without, found, found]})
    assert rows[["actor", "side", "n", "share", "placed", "trials"]].values.tolist() == [
        ["arland", 1, 2, 1.0, 2, 5],
        ["cordovia", 1, 3, 1.0, 2, 5],
        ["borduria", -1, 6, 1.0, 2, 5],
    ]
    assert stability.stability_table(found, statements, {"texts": without})["share"].isna().all()


def test_a_single_change_names_the_actors_that_it_moves(codings):
    found = camps.camps_of(
        coalitions.study_network(coalitions.statements_in_scope(codings["adjudicated"], SCOPE), SCOPE)
    )
    rows = {
        (row["decision"], row["alternative"]): row
        for row in stability.actors_moved(found, stability.over_single_changes(codings, SCOPE, DATES))
    }
    changes = {change[:2] for change in stability.over_single_changes(codings, SCOPE, DATES)}
    assert ("counting", "statements") in changes and not {("counting", "articles"), ("coding", "adjudicated")} & changes
    found_each = {change[:2]: change[2] for change in stability.over_single_changes(codings, SCOPE, DATES)}
    each = activity(
        coalitions.statements_in_scope(codings["adjudicated"], SCOPE), "each", range(-2, 3), SCOPE.actors, SCOPE.issues
    )
    assert found_each["counting", "statements"] == camps.camps_of(coalitions.ties_in_scope(each, SCOPE)) != found
    alone = codings | {"coder_b": codings["coder_b"][:0]}
    assert ("coding", "coder_b") in changes
    assert ("coding", "coder_b") not in {change[:2] for change in stability.over_single_changes(alone, SCOPE, DATES)}
    gone = {key: row["loses_camp"] for key, row in rows.items()}
    assert gone["articles", "without 010"] == gone["voice", "direct"] == "arland borduria cordovia"
    assert {row["changes_camp"] for row in rows.values()} <= {"none", "arland", "borduria", "cordovia"}


def test_sentences_say_what_tables_hold(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    found = camps.camps_of(coalitions.study_network(statements, SCOPE))
    sentence = summary.division_in_words(found, [found] * 3)
    assert (
        sentence
        == "Polarisation 0.20 (0.20 to 0.20 in resamples): 93 % of congruence lies within the camps, 26 % of conflict between them."
    )
    nobody = found._replace(polarisation=None, reason="nobody disagrees")
    assert "(defined in only 1 of 3 resamples)" in summary.division_in_words(found, [found, nobody, nobody])
    assert summary.undivided({"draws": [found, nobody], "none": []}).startswith(
        "There are two camps in 1 of 2 (draws); "
    )
    assert summary.least_shared(found, statements, SCOPE) == (
        "Of eleven statements of three actors on three issues, eleven are by the three actors in camps."
    )
    assert summary.least_shared(found._replace(sides=(1, 0, -1)), statements, SCOPE._replace(shared=2)) == (
        "Of eleven statements of three actors on three issues, five are by the two actors in camps; one shares fewer than two of "
        "these issues with any other actor."
    )
    assert summary.least_shared(found, statements[:0], SCOPE).startswith("No actor of the network has a statement")
    assert summary.pairs_tied(coalitions.ties_of(statements, SCOPE), 1) == (
        "Two pairs of three actors share an issue or more; in one of them conflict outweighs congruence."
    )
    shared = coalitions.ties_of(statements, SCOPE)
    assert "; in none of them" in summary.pairs_tied(shared[shared["net"] > 0], 1)
    assert summary.pairs_tied([], 2) == "No two actors share enough issues for a tie."
    firm = stability.stability_table(found, statements, {"drawn": [found]})
    assert (
        summary.least_stable_actors(firm, {})
        == "Every actor falls in the same camp in every repetition that places it in one."
    )
    other = found._replace(sides=(1, -1, -1))
    loose = stability.stability_table(found, statements, {"draws": [found, other, other]})
    assert summary.least_stable_actors(loose, BOOK.names).startswith(
        "The least stable actor is Cordovia: it falls in its camp in 33 % of 3 repetitions (draws)"
    )
    moved = stability.actors_moved(
        found, [("coding", "coder_a", other), ("via", "self", found._replace(sides=(0, 0, 0)))]
    )
    assert [(row["changes_camp"], row["loses_camp"]) for row in moved] == [
        ("cordovia", "none"),
        ("none", "arland borduria cordovia"),
    ]
    assert summary.movers(moved, BOOK.names) == (
        "Cordovia moves into the other camp under at least one single change. "
        "One single change leaves at least one actor without a camp."
    )
    assert summary.movers([], {}) == "No single change moves an actor into the other camp."
    assert summary.backbone_in_words(found, None, {}) == "There are no camps, so no issue holds a structure."


def test_permutations_keep_statements_on_their_issue_whatever_the_order_of_rows(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    permuted = stability.over_permutations(statements, SCOPE, 60)
    assert permuted == stability.over_permutations(statements.sample(frac=1, random_state=3), SCOPE, 60)
    # two actors spoke on the bridge and two on workers, in each of the four ways to deal that out
    pairs = [("arland", "cordovia"), ("borduria", "cordovia")]
    swaps = [
        dict(zip(("bridge", "own_workers", "toll"), (*each, False), strict=True))
        for each in itertools.product((False, True), repeat=2)
    ]
    expected = set()
    for swap in swaps:
        other = {"bridge": dict([pairs[0], pairs[0][::-1]]), "own_workers": dict([pairs[1], pairs[1][::-1]])}
        named = [other[i][a] if swap[i] else a for i, a in zip(statements["issue"], statements["actor"], strict=True)]
        expected.add(camps.camps_of(coalitions.study_network(statements.assign(actor=named), SCOPE)))
    assert set(permuted) == expected


def test_resamples_are_those_of_each_draw_by_itself(codings, monkeypatch):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    for over in ("statement", "article"):
        drawn = camps.resampled_rows(statements, 40, over=over)
        alone = [camps.camps_of(coalitions.study_network(statements, SCOPE, each)) for each in drawn]
        assert stability.over_resamples(statements, SCOPE, 40, over) == alone
    articles = sorted(set(statements["article"]))
    alone = [coalitions.study_network(statements[statements["article"] != each], SCOPE) for each in articles]
    for together in (1, 2, 50):
        monkeypatch.setattr(stability, "TOGETHER", together)
        assert stability.without_each_text(statements, SCOPE) == [camps.camps_of(each) for each in alone]


def test_in_how_many_parts_trials_are_counted_changes_none(codings, monkeypatch):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    ways = [
        lambda: stability.over_resamples(statements, SCOPE, 30),
        lambda: stability.over_permutations(statements, SCOPE, 30),
        lambda: stability.over_universes(codings, SCOPE, DATES),
    ]
    whole = [way() for way in ways]
    monkeypatch.setattr(stability, "CELLS", 200)
    assert whole == [way() for way in ways]


def test_two_planted_camps_are_more_polarised_than_chance():
    rows = [
        {"article": "1", "actor": actor, "issue": issue, "position": str(position)}
        for actor, position in (("a", 2), ("b", 2), ("c", -2), ("d", -2))
        for issue in ("x", "y", "z")
    ]
    statements, scope = tables.frame(rows, schema.STATEMENTS), coalitions.Scope(tuple("abcd"), tuple("xyz"), 2)
    assert camps.camps_of(coalitions.study_network(statements, scope)).polarisation == 1
    more = {"article": "2", "actor": "a", "issue": "x", "position": "1"}
    without_one, without_two = stability.without_each_text(tables.frame([*rows, more], schema.STATEMENTS), scope)
    assert without_one.reason and without_two.polarisation == 1
    # three ways to pair four actors, alike on all three issues in one of nine permutations
    reached = [each.polarisation == 1 for each in stability.over_permutations(statements, scope, 900)]
    assert 70 <= sum(reached) <= 130


def test_polarisation_is_compared_with_chance(codings):
    found = camps.camps_of(
        coalitions.study_network(coalitions.statements_in_scope(codings["adjudicated"], SCOPE), SCOPE)
    )
    permuted = [found._replace(polarisation=value) for value in (None, 0.1, found.polarisation, 0.9)]
    sentence = summary.beside_chance(found, permuted)
    assert sentence.startswith("The camps are no further apart than chance may put them: ")
    assert sentence.endswith(
        "polarisation is 0.15 at the median, and at least as large as here in 2 of 4 permutations."
    )
    assert summary.beside_chance(found, permuted[:2]).startswith("The camps are further apart than chance puts them: ")
    nobody = found._replace(reason="nobody disagrees")
    assert summary.beside_chance(nobody, permuted) == "There are no camps to compare with chance."
    assert stability.polarisation_and_chance(found, permuted) == pytest.approx((found.polarisation, 0.15), abs=0.005)
    assert stability.polarisation_and_chance(found, []) is stability.polarisation_and_chance(nobody, permuted) is None


def test_other_codings_are_as_sure_as_the_run(codings):
    assert list(stability.over_codings(codings, SCOPE)) == ["adjudicated", "coder_a", "coder_b"]
    sure = stability.over_codings(codings, SCOPE, 3)["coder_a"]
    rows = codings["coder_a"][codings["coder_a"]["confidence"] >= 3]
    assert sure == camps.camps_of(coalitions.study_network(coalitions.statements_in_scope(rows, SCOPE), SCOPE))
    assert sure != stability.over_codings(codings, SCOPE)["coder_a"]


def test_without_statements_there_are_no_camps_and_no_error(codings):
    nothing = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)[:0]
    found = camps.camps_of(coalitions.study_network(nothing, SCOPE))
    assert (
        found.reason and stability.over_resamples(nothing, SCOPE) == stability.without_each_text(nothing, SCOPE) == []
    )
    rows = stability.stability_table(found, nothing, {"drawn": [], "texts": []})
    assert rows.empty and stability.camp_shares(found, nothing, rows).empty
    permuted = stability.over_permutations(nothing, SCOPE, 3)
    assert summary.beside_chance(found, permuted) == "There are no camps to compare with chance."
    assert summary.least_stable_actors(rows, {}) == "No actor has a camp."
    assert stability.polarisation_and_chance(found, permuted) is None


def test_those_without_camps_are_drawn_with_their_ties(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    undivided = camps.camps_of(coalitions.study_network(statements[statements["issue"] == "bridge"], SCOPE))
    rows = stability.camp_shares(undivided, statements, stability.stability_table(undivided, statements, {}))
    assert undivided.reason and rows["side"].tolist() == [0, 0, 0] and rows["n"].tolist() == [2, 6, 3]


def test_the_figure_has_the_smallest_share_of_any_kind_of_repetition(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    found = camps.camps_of(coalitions.study_network(statements, SCOPE))
    other = found._replace(sides=(1, -1, -1))
    rows = stability.camp_shares(
        found,
        statements,
        stability.stability_table(found, statements, {"one": [found], "other": [found, other, other]}),
    )
    assert dict(zip(rows["actor"], rows["share"].round(3), strict=True)) == {
        "arland": 1.0,
        "cordovia": 0.333,
        "borduria": 1.0,
    }


def test_resamples_repeat_whatever_the_order_of_rows(codings):
    statements = coalitions.statements_in_scope(codings["adjudicated"], SCOPE)
    resampled = stability.over_resamples(statements, SCOPE, 50)
    assert resampled == stability.over_resamples(statements.sample(frac=1, random_state=3), SCOPE, 50)
    assert len({each.sides for each in resampled}) > 1


def test_the_tables_of_the_shipped_study():
    rows = tables.read_frame(PROJECT / "data/processed/camps.csv", schema.CAMPS)
    assert set(rows["trial"]) == set(stability.KINDS) and rows["share"].dropna().between(0, 1).all()
    ties = tables.read(PROJECT / "data/processed/ties.csv")
    groups = {row["actor_a"] for row in ties} & {"european_allies", "european_part", "experts"}
    assert not groups and all(int(row["issues"]) >= 2 for row in ties)
    assert all(abs(float(row["congruence"]) - float(row["conflict"]) - float(row["net"])) < 1e-3 for row in ties)
