"""Strength of evidence: every place of the scale by hand, what counts and what does not, and the words in a brief."""

import csv
import dataclasses
import doctest
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief_study import BOOK, FACTS, HELD, TURNING, claim, inputs
from project import PROJECT
from stancebook.brief import certainty, render
from stancebook.brief.certainty import WORDS, Basis, agreed, strength, strength_of_claim, strength_word
from stancebook.core.schema import CERTAINTY
from stancebook.core.tables import frame
from stancebook.study import provenance
from stancebook.study.provenance import source_basis

TABLE = provenance.read(
    [
        {"article": article, "distance": distance, "origin": origin}
        for article, distance, origin in (
            ("1", "own_reporting", ""),
            ("2", "agency", "Reuter"),
            ("3", "relay", "The Wire"),
            ("4", "excerpt", "The Wire"),
            ("5", "relay", ""),
            ("6", "rewrite", "The Strait"),
        )
    ]
)
NAMES = {"arland": "Arland", "troops": "sending men"}


def test_docstring_examples():
    outcome = doctest.testmod(certainty)
    assert outcome.attempted and not outcome.failed


@pytest.mark.parametrize(
    ("articles", "start"),
    [("12", "strong"), ("123", "strong"), ("26", "strong"), ("36", "fair"), ("35", "fair"), ("15", "fair"), ("1", "fair"), ("2", "fair"), ("34", "thin"),
     ("3", "thin"), ("5", "thin")],
)  # fmt: skip
def test_where_a_part_starts_and_how_it_falls(articles, start):
    for own, both, contested in itertools.product((True, False), repeat=3):
        steps = (not own) + (not both) + contested
        expected = WORDS[max(0, WORDS.index(start) - steps)]
        assert strength_word(strength(source_basis(list(articles), TABLE), own, both, contested)) == expected


def statement(id, article="3", actor="arland", issue="troops", via="self", voice="direct"):
    said = {"actor": actor, "issue": issue, "via": via, "voice": voice}
    return {"id": id, "statement": id, "article": article, **said}


def judged(rows, agree=None, contested=()):
    """The word for these rows; the coders agree on all of them by default."""
    basis = Basis(TABLE, frozenset(row["id"] for row in rows) if agree is None else agree, frozenset(contested), NAMES)
    return strength_of_claim("a", rows, basis)


def test_what_takes_a_claim_down():
    own, told = statement("s"), statement("s", voice="indirect")
    assert judged([own])[:2] == ("thin", "one text, which is second-hand")
    assert judged([told])[:2] == ("very thin", "one text, which is second-hand; no statement in an actor's own words")
    assert judged([own], agree=frozenset())[0] == judged([own, statement("t")], agree={"t"})[0] == "very thin"
    assert judged([own], contested=["a"])[0] == judged([own], contested=["arland-troops"])[0] == "very thin"
    assert judged([own], contested=["b", "arland-talks"])[0] == "thin"
    assert judged([statement("s", "1"), statement("t", "2")])[0] == "strong"
    assert judged([statement("s", "1"), statement("t", "2")], contested=["a"])[:2] == (
        "fair",
        "texts that draw on different reports; one other choice of analysis reverses it",
    )


def test_parts_that_are_alike_are_told_as_one():
    rows = [statement("s"), statement("t", actor="borduria")]
    assert judged(rows)[:2] == ("thin", "each part: one text, which is second-hand")
    other = [statement("s", "1", voice="indirect"), statement("t", actor="borduria")]
    assert judged(other)[:2] == (
        "thin",
        "weakest in Arland, sending men: one text; no statement in an actor's own words",
    )


def test_own_words_are_uttered_by_the_actor_and_direct():
    for via, voice in (("other", "direct"), ("self", "indirect"), ("article", "narration")):
        assert judged([statement("s", via=via, voice=voice)])[0] == "very thin"


def test_a_claim_is_as_certain_as_its_weakest_part_and_says_which():
    rows = [statement("s", "1"), statement("t", "2"), statement("u", "3", actor="borduria")]
    made = judged(rows)
    assert made.word == "thin" and made.why == "weakest in borduria, sending men: one text, which is second-hand"
    assert [(row["part"], row["certainty"]) for row in made.rows] == [
        ("Arland, sending men", "strong"),
        ("borduria, sending men", "thin"),
    ]


@given(st.integers(1, 30), st.sampled_from("135"))
def test_saying_it_more_often_changes_nothing(times, article):
    assert judged([statement(str(n), article) for n in range(times)])[:2] == judged([statement("s", article)])[:2]


def fact(id, article="3", value="", low=None, high=None, plan="force"):
    told = {"plan": plan, "attribute": "force_size", "value": value, "value_low": low, "value_high": high}
    return {"id": id, "fact": id, "article": article, **told, "start": 5, "end": 9}


def test_facts_are_never_own_words_and_each_value_is_a_part():
    made = judged([fact("F1", "1", low=7, high=9), fact("F2", "2", low=7, high=9), fact("F3", "3", value="many")])
    assert [(row["part"], row["certainty"]) for row in made.rows] == [
        ("force size, force, 7–9", "fair"),
        ("force size, force, many", "very thin"),
    ]
    assert judged([fact("F1", plan="none")]).rows[0]["part"] == "force size"


def test_the_word_of_a_claim_is_that_of_its_weakest_part():
    parts = [("a", "strong"), ("a", "thin"), ("a", "fair"), ("b", ""), ("c", "fair")]
    table = frame([{"claim": claim, "certainty": word} for claim, word in parts], CERTAINTY)
    assert certainty.weakest(table).to_dict() == {"a": "thin", "c": "fair"}


def test_notes_are_read_off_the_texts_and_bear_no_word_of_their_own():
    note = {"id": "N1", "source_note": "N1", "article": "3"}
    assert judged([note])[:2] == ("", "read off the texts themselves")
    assert judged([note, statement("s")]) == judged([statement("s")])
    assert [judged([note | {"article_b": other}]).rows[0]["texts"] for other in ("", None, "1")] == [1, 1, 2]


def coding(coder, position="1", condition="a b", article="3", start="40"):
    place = {"article": article, "sentence_start": start, "actor": "arland", "issue": "troops"}
    given = {"speaker": coder, "via": "self", "voice": "direct", "position": position, "condition": condition}
    return {"coder": coder, **place, **given}


def test_who_agrees_gave_one_position_and_the_same_conditions():
    one = coding("coder_a")
    assert agreed([one, coding("coder_b", condition="b a")], [], []) == {"3-40-arland-troops"}
    for other in (coding("coder_b", "2"), coding("coder_b", condition="a"), coding("coder_b", start="41"), one):
        assert agreed([one, other], [], []) == frozenset()
    assert agreed([one], [], []) == frozenset()


def test_facts_agree_where_both_noted_the_same():
    known = fact("F1", low=7, high=9)
    for other, same in (
        (fact("x", low=7, high=9), True),
        (fact("x", low=7, high=9) | {"start": 8, "end": 20}, True),
        (fact("x", low=7, high=9) | {"start": 9, "end": 20}, False),
        (fact("x", low=7, high=9) | {"start": 1, "end": 5}, False),
        (fact("x", low=7, high=8), False),
        (fact("x", "4", low=7, high=9), False),
        (fact("x", low=7, high=9) | {"attribute": "place"}, False),
    ):
        assert (agreed([], [known], [[known], [other]]) == {"F1"}) == same
    assert agreed([], [known], [[known], []]) == frozenset() and agreed([], [known], []) == frozenset()


# In a brief


RETOLD = {"000": ("relay", "The Wire"), "001": ("relay", "The Wire")}
APART = RETOLD | {"001": ("agency", "Reuter")}


def made(known, body="It is so, on {{ e.certainty }} evidence.", evidence="statements(actor='arland')", **parts):
    """The brief of one claim of the toy study, with this provenance; both coders agree on everything."""
    rows = [{"article": article, "distance": each, "origin": origin} for article, (each, origin) in known.items()]
    told = inputs(**parts)
    agree = frozenset(told.passages["id"])
    return render.write_brief(
        claim(body, evidence), dataclasses.replace(told, provenance=provenance.read(rows), agreed=agree)
    )


@pytest.mark.parametrize(
    ("evidence", "known", "said"),
    [
        ("statements(actor='cadonia')", RETOLD, "very thin"),
        ("statements(actor='cadonia')", APART, "thin"),
        ("statements(actor='arland', issue='troops')", RETOLD, "very thin"),
        ("statements(actor='arland', issue='troops')", APART, "fair"),
        ("statements(voice='direct')", RETOLD, "thin"),
        ("facts(ids='F001')", APART, "thin"),
    ],
)
def test_a_claim_says_how_good_its_evidence_is(evidence, known, said):
    told = made(known, evidence=evidence)
    assert told.claims["sentence"].tolist() == [f"It is so, on {said} evidence."]
    assert min(told.certainty["certainty"], key=WORDS.index) == said and set(told.certainty["claim"]) == {"a"}
    assert f'<a id="note-1"></a>{said.capitalize()} evidence: ' in told.markdown


def test_a_finding_that_one_choice_reverses_takes_its_claims_and_parts_down():
    one = {"evidence": "statements(actor='arland', issue='troops')"}
    assert "on fair evidence" in made(APART, **one, contested=[HELD]).markdown
    assert "on thin evidence" in made(APART, **one, contested=[TURNING]).markdown
    assert "on thin evidence" in made(APART, **one, contested=[TURNING | {"about": ""}]).markdown
    assert "on thin evidence" in made(APART, **one, contested=[TURNING | {"claim": "b"}], coding="coder_a").markdown
    other = TURNING | {"claim": "b", "about": "arland-talks"}
    assert "on fair evidence" in made(APART, **one, contested=[other], coding="coder_a").markdown


def test_a_name_in_a_note_shows_as_text():
    strange = BOOK._replace(names=BOOK.names | {"borduria": "<b>*C*"})
    told = made(APART, evidence="statements(issue='troops')", book=strange).markdown
    assert "weakest in \\<b\\>\\*C\\*, troops: " in told


def test_claims_are_counted_by_word_and_the_scale_is_printed():
    counted = "{% for word, n in borne().items() %}{{ word }} {{ number(n) }}; {% endfor %}"
    printed = (
        "{% for word, meaning in scale.starts %}{{ word }}, {% endfor %}{% for s in scale.steps %}{{ s }}. {% endfor %}"
    )
    plain = f"{{% call plain() %}}{counted}{printed}{{% endcall %}}"
    told = render.write_brief(
        claim("So.", "facts(ids='F001')") + claim("So.", "notes(ids='N002')", "b") + plain, inputs()
    )
    assert (
        "strong 0; fair 0; thin 0; very thin 1; strong, fair, thin, no statement in an actor's own words."
        in told.markdown
    )


def test_the_part_of_a_fact_is_its_value_in_words():
    told = made(APART, evidence="facts()", facts=FACTS)
    assert sorted(told.certainty["part"]) == ["place, force, a bridge", "size, force, 20,000–30,000"]


def test_the_default_study_has_a_row_for_every_part_and_the_word_of_its_claims():
    rows = list(csv.DictReader((PROJECT / "data/processed/certainty.csv").open(encoding="utf-8")))
    assert tuple(rows[0]) == CERTAINTY.names
    claims = list(csv.DictReader((PROJECT / "data/processed/claims.csv").open(encoding="utf-8")))
    assert list(dict.fromkeys(row["claim"] for row in rows)) == [row["claim"] for row in claims]
    notes = (PROJECT / "report/brief.md").read_text(encoding="utf-8").partition("\n## Notes\n")[2].splitlines()
    for number, row in enumerate(claims, 1):
        words = [part["certainty"] for part in rows if part["claim"] == row["claim"] and part["certainty"]]
        said = f"{min(words, key=WORDS.index).capitalize()} evidence: " if words else "Read off the texts themselves."
        assert any(line.startswith(f'{number}. <a id="note-{number}"></a>{said}') for line in notes)


def test_frames_without_rows_have_columns():
    assert tuple(render.write_brief("", inputs()).certainty.columns) == CERTAINTY.names
