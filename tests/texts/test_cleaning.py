"""Cleaning: the text that each rule removes, and that nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import counted
from stancebook.core import schema
from stancebook.core.bounds.limits import BeyondLimit
from stancebook.core.yaml_files import WrongShape
from stancebook.texts import cleaning, spans, summary
from stancebook.texts.cleaning import ZONES, Rule

PIECES = [
    "\r\n", "\r", "\n", " ", "\t", "\u00a0", "\u202f", "\ufeff", "👩‍🔧", "e\u0301", "\u202eאב\u202c", "Word.", "“Yes.”",
    "Loading...", "By Ada Quill", "Credit: Ada", "Sign up for our newsletter", "[…]", "A crane at Säl.", "Read also: this",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text()
PLACES = {
    "010": [(52, 65, "byline", "byline", ""), (65, 76, "loading", "furniture", "")],
    "020": [
        (23, 24, "no-break-space", "body", " "),
        (31, 33, "line-end", "body", "\n"),
        (33, 49, "caption-crane", "caption", ""),
        (49, 68, "credit", "credit", ""),
        (68, 70, "line-end", "body", "\n"),
        (188, 190, "line-end", "body", "\n"),
        (276, 278, "line-end", "body", "\n"),
    ],
    "030": [
        (0, 1, "byte-order-mark", "furniture", ""),
        (132, 133, "space-at-line-end", "body", ""),
        (134, 136, "elision", "elision", ""),
        (186, 231, "teaser", "furniture", ""),
    ],
}


@pytest.fixture(scope="module")
def cleaning_rules(authored):
    return authored.cleaning_rules


@pytest.mark.parametrize("id", PLACES)
def test_the_places_that_are_removed_from_the_toy_texts(authored, cleaning_rules, id):
    _, removed = cleaning.clean_article(id, authored.articles[id].raw, cleaning_rules)
    assert [(*place.span, place.rule, place.zone, place.after) for place in removed] == PLACES[id]


def test_the_clean_text_of_the_toy_study(authored):
    assert authored.articles["030"].clean == (
        "The towns on the strait want the bridge, but without a toll. "
        "Cordovia will not send a single worker, its king Ulf said in a speech.\n"
        "Arland and Cordovia may share the cost, he hopes.\n"
    )


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("One.\nLoading\nTwo.", "One.\nTwo."),
        ("One.\r\nLoading…\r\nTwo.", "One.\nTwo."),
        ("Loading the ship took a day.", "Loading the ship took a day."),
        ("One.\nSign up for the Strait newsletter.\nTwo.", "One.\nTwo."),
        ("A ship at sea.Credit: Ada Quill\nTwo.", "A ship at sea.\nTwo."),
        ("He gave them credit: they built it.", "He gave them credit: they built it."),
        ("By Ada Quill\nOne.", "One."),
        ("By Ada the bridge was built.\nOne.", "By Ada the bridge was built.\nOne."),
        ("One.\n[...]\nTwo.", "One.\nTwo."),
        ("One… and two.", "One… and two."),
        ("\ufeffOne. \u00a0\u202fTwo.", "One.   Two."),
        ("One.\rTwo.\r\nThree. \t\nFour.", "One.\nTwo.\nThree.\nFour."),
        ("One.\nTwo. \nThree.", "One.\nTwo.\nThree."),
        ("One.\r\nTwo.\t\r\nThree.", "One.\nTwo.\nThree."),
        ("One.\nTwo.\t", "One.\nTwo."),
    ],
)
def test_the_general_rules(raw, clean):
    assert cleaning.apply_rules(raw, cleaning.read_rules({}).rules)[0] == clean


def test_a_rule_for_one_text_leaves_the_others_alone(cleaning_rules):
    assert cleaning.apply_rules("A crane at Säl.", cleaning_rules.rules, "020")[0] == ""
    assert cleaning.apply_rules("A crane at Säl.", cleaning_rules.rules, "010")[0] == "A crane at Säl."


def test_a_rule_for_two_texts_and_two_abbreviations_are_read_whole():
    rule = {"id": "x", "zone": "furniture", "reason": "-", "pattern": "Teaser", "articles": ["010", "030"]}
    rules = cleaning.read_rules({"rules": [rule], "abbreviations": ["Arla.", "Bodu."]})
    cleaned = {id: cleaning.apply_rules("Teaser.", rules.rules, id)[0] for id in ("010", "020", "030")}
    assert cleaned == {"010": ".", "020": "Teaser.", "030": "."}
    text = "The Arla. Navy came. The Bodu. Navy left."
    assert [span.of(text) for span in rules.sentences(text)] == ["The Arla. Navy came.", "The Bodu. Navy left."]


def test_no_rule_removes_a_place_that_another_has_removed():
    rules = [Rule("first", "body", "-", "ab", "", ()), Rule("second", "body", "-", "bc|c", "", ())]
    clean, _, removed = cleaning.apply_rules("abc bc", rules)
    assert clean == "c "
    assert [(*place.span, place.rule) for place in removed] == [(0, 2, "first"), (4, 6, "second")]


def test_the_study_s_rules_are_tried_before_the_general_ones(cleaning_rules):
    assert [rule.id for rule in cleaning_rules.rules][:3] == ["caption-crane", "teaser", "loading"]
    assert all(cleaning_rules.reasons[rule.id] for rule in cleaning_rules.rules)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pattern": "("}, "rules: x: pattern: missing ), unterminated subpattern at position 0; write a regular expression"),
        ({"zone": "advert"}, "rules: x: zone: 'advert' is not known; use headline, body, byline, credit, caption, furniture or elision"),
        ({"reason": " "}, "rules: x: 'reason' is missing; add it"),
        ({"articles": "010"}, "rules: x: articles: it is no list; write it as [one, another]"),
        ({"articles": [8]}, "rules: x: articles: 1: 8 is no text, as it stands there; write it in quotes"),  # YAML reads 010
        ({"after": 5}, "rules: x: after: 5 is no text, as it stands there; write it in quotes"),
        ({"article": "010"}, "rules: x: 'article' is not known; do you mean articles?"),
    ],
)  # fmt: skip
def test_a_rule_that_would_not_work_is_refused(wrong, sentence):
    with pytest.raises(WrongShape, match=f"^{re.escape(sentence)}$"):
        cleaning.read_rules({"rules": [{"id": "x", "zone": "body", "reason": "-", "pattern": "a", **wrong}]})


@pytest.mark.parametrize("wrong", ["Arl.", [["Arl."]], None])
def test_abbreviations_are_a_list_of_texts(wrong):
    with pytest.raises(WrongShape, match=r"^abbreviations"):
        cleaning.read_rules({"abbreviations": wrong})


def test_the_rows_of_the_tables(authored, cleaning_rules):
    articles, removed = cleaning.clean_articles(
        {id: article.raw for id, article in authored.articles.items()}, cleaning_rules
    )
    assert len(removed) == 13
    assert removed[1]["before"] == "Loading...\n" and removed[1]["rule"] == "loading"
    origins = cleaning.origins(articles)
    assert [tuple(row[column] for column in schema.ORIGINS.names) for row in origins if row["article"] == "010"] == [
        ("010", 0, 52, 0, 52),
        ("010", 52, 271, 76, 295),
    ]
    assert len(cleaning.sentences(articles)) == 14
    assert set(schema.REMOVED.names) <= set(removed[0])
    assert set(schema.SENTENCES.names) <= set(cleaning.sentences(articles)[0])


def test_the_zones_of_a_text_add_up_to_it(authored, cleaning_rules):
    texts = {"020": authored.articles["020"].raw}
    [row] = cleaning.zones(
        texts, cleaning.clean_articles(texts, cleaning_rules)[1], {"020": "Borduria would send 200 workers"}
    )
    assert row == {
        "article": "020", "headline": 31, "body": 212, "byline": 0, "credit": 19, "caption": 16, "furniture": 0, "elision": 0
    }  # fmt: skip
    assert sum(row[zone] for zone in ZONES) == 278


def test_removed_text_is_shown_in_its_context(authored, cleaning_rules):
    texts = {"010": authored.articles["010"].raw}
    removed = cleaning.clean_articles(texts, cleaning_rules)[1]
    shown = cleaning.in_context(removed, texts, cleaning_rules.reasons, around=7)[1]
    assert shown == {
        "article": "010",
        "before it": "… Quill\n",
        "struck out": "Loading...\n",
        "after it": "“We …",
        "why": "loading: A word that a web page shows while a picture or film is still to come.",
    }


@counted("way back to raw", full=10_000)
@given(TEXT)
def test_clean_and_removed_give_the_raw_text_again(authored, raw):
    clean, _, removed = cleaning.apply_rules(raw, authored.cleaning_rules.rules, "020")
    assert cleaning.restore(clean, removed) == raw


@counted("way back to raw", full=1000)
@given(TEXT)
def test_removed_places_are_in_order_apart_and_parts_of_the_raw_text(authored, raw):
    _, _, removed = cleaning.apply_rules(raw, authored.cleaning_rules.rules, "020")
    edges = [edge for place in removed for edge in place.span]
    assert edges == sorted(edges)
    assert all(place.span.start < place.span.end and place.span.of(raw) == place.before for place in removed)


@counted("way back to raw", full=1000)
@given(TEXT)
def test_every_clean_character_leads_to_itself_where_nothing_was_replaced(authored, raw):
    clean, runs, removed = cleaning.apply_rules(raw, authored.cleaning_rules.rules, "020")
    replaced = {place.span: place.after for place in removed}
    assert [run.clean_start for run in runs] == [0, *(run.clean_end for run in runs)][: len(runs)]
    assert (runs[-1].clean_end if runs else 0) == len(clean)
    for run in runs:
        behind = replaced.get((run.start, run.end), raw[run.start : run.end])
        assert clean[run.clean_start : run.clean_end] == behind


@given(TEXT)
def test_cleaning_again_finds_no_line_end_or_space_to_replace(raw):
    clean = cleaning.apply_rules(raw, cleaning.read_rules({}).rules)[0]
    assert not {"\r", "\u00a0", "\u202f"} & set(clean)


@counted("way back to raw", full=1000)
@given(TEXT)
def test_every_sentence_is_the_same_in_raw_and_clean_text_except_for_removed_places(authored, raw):
    article, _ = cleaning.clean_article("020", raw, authored.cleaning_rules)
    starts = [sentence.span.start for sentence in article.sentences]
    assert starts == sorted(set(starts))
    for sentence in article.sentences:
        assert sentence.text[0] == sentence.span.of(raw)[0] and sentence.text[-1] == sentence.span.of(raw)[-1]


@given(
    st.text("abc ", max_size=30),
    st.lists(st.sampled_from(["a", "ab", "b+", "bc?", " +", "c$", ".b", "abc", "^a", "x*"]), max_size=4),
)
def test_no_rule_takes_a_place_that_an_earlier_one_has_a_part_of(raw, patterns):
    taken = []
    for number, pattern in enumerate(patterns):
        found = [spans.Span(*match.span()) for match in cleaning.re.finditer(pattern, raw, cleaning.re.MULTILINE)]
        taken += [
            (span, number)
            for span in found
            if span.start < span.end and not any(span.overlaps(other) for other, earlier in taken if earlier < number)
        ]
    _, _, removed = cleaning.apply_rules(
        raw, [Rule(number, "body", "-", each, "", ()) for number, each in enumerate(patterns)]
    )
    assert [(place.span, place.rule) for place in removed] == sorted(taken)


def test_the_sentence_names_the_rules_that_removed_something():
    removed = [{"rule": "loading"}, {"rule": "byline"}, {"rule": "loading"}]
    assert summary.rules(removed) == "Two rules removed something: byline and loading."
    assert summary.rules([]) == "No rule removed anything."


def test_a_study_says_the_language_of_its_texts_and_of_single_ones():
    rules = cleaning.read_rules({"language": "de", "languages": {"010": "en"}})
    sentences = [cleaning.clean_article(id, "Es sind max. Karls Sorgen.", rules)[0].sentences for id in ("000", "010")]
    assert list(map(len, sentences)) == [1, 2]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"language": "xx"}, "language: 'xx' is not known; use de, en, es, fr, pl, ru or uk"),
        ({"languages": {"010": "xx"}}, "languages: 010: 'xx' is not known; use de, en, es, fr, pl, ru or uk"),
        ({"languages": ["010"]}, "languages: it has no entries; write them as name: value"),
    ],
)
def test_a_language_without_rules_is_refused(wrong, sentence):
    with pytest.raises(WrongShape) as error:
        cleaning.read_rules(wrong)
    assert sentence in str(error.value)


def test_doubts_lead_to_their_places_and_are_told_with_the_first_three():
    raw = "Arland met.\nBy Sea Arland Comes\nRead more: Arland refuses\nRead more: Borduria refuses\nBy Land It Goes\n"
    rules = cleaning.read_rules({"kept": ["By Land It Goes", "Share this"]})
    article, removed = cleaning.clean_article("010", raw + "Share this\nPrint\n", rules)
    rows = cleaning.doubtful({"010": article}, rules)
    assert rows[0] == {"article": "010", "start": 12, "end": 31, "text": "By Sea Arland Comes", "rule": "byline"}
    assert len(rows) == 3 and all(raw[row["start"] : row["end"]] == row["text"] for row in rows)
    assert [(place.rule, place.zone, place.before) for place in removed] == [("share", "furniture", "Print\n")]
    assert summary.doubts([*rows, rows[0]]) == (
        "4 places may be no text: 010 at 12, “By Sea Arland Comes” (byline); 010 at 32, “Read more: Arland refuses” "
        "(more); 010 at 58, “Read more: Borduria refuses” (more) and 1 more; decide in cleaning.yaml, by a rule or under kept"
    )


def test_the_package_s_rules_have_their_zones_and_reasons_and_apply_to_all_texts():
    rules = {rule.id: rule for rule in cleaning.read_rules({}).rules}
    assert rules["byline"].zone == "byline" and rules["byline"].reason == "The writer's name stands in sources.csv."
    assert all(rule.reason and rule.zone in ZONES and not rule.articles for rule in rules.values())
    assert rules["byline"].after == rules["byline"].pattern == "" and not rules["byline"].kept
    assert cleaning.read_rules({"language": "de", "kept": ["x"]})[2:] == ("de", (), ("x",))


def test_a_pattern_that_takes_too_long_is_named_with_its_rule_and_text(quick_patterns):
    given = [
        {"id": id, "zone": "furniture", "reason": "x", "pattern": p} for id, p in (("dots", r"\."), ("ages", "(a+)+$"))
    ]
    rules = cleaning.read_rules({"rules": given}).rules
    assert cleaning.apply_rules("a" * 9 + ".b", rules, "000")[0] == "a" * 9 + "b"
    with pytest.raises(BeyondLimit) as error:
        cleaning.apply_rules("a" * 40 + ".b", rules, "010")
    assert str(error.value) == (
        "cleaning.yaml, rules: ages: pattern: it takes more than 5 seconds on text 010; "
        "write it so that it can match a place in one way alone, unlike (a+)+"
    )
