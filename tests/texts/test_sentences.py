"""Sentences: the same ones each time, by rules that one can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.texts.sentences import split

PIECES = [
    "A",
    "b",
    " ",
    "\n",
    ".",
    "?",
    "…",
    "”",
    "“",
    "U.S.",
    "Gen.",
    "3",
    "\u00a0",
    "\u2028",
    "e\u0301",
    "👩‍🔧",
    "אב",
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One goes. Two stay.", ["One goes.", "Two stay."]),
        ("One goes. two stay.", ["One goes. two stay."]),
        ("Who? They! Well… Yes.", ["Who?", "They!", "Well…", "Yes."]),
        ("“We go.” “They stay.”", ["“We go.”", "“They stay.”"]),
        ("(We go.) Then they stay.", ["(We go.)", "Then they stay."]),
        ("It cost 1.5 million. 300 came.", ["It cost 1.5 million.", "300 came."]),
        ("Mr. Lind and Prof. Mor met J. R. Quill.", ["Mr. Lind and Prof. Mor met J. R. Quill."]),
        ("He left the U.N. Assembly.", ["He left the U.N. Assembly."]),
        ("Élan came. Ödön left.", ["Élan came.", "Ödön left."]),
        ("A heading\nA sentence.\n\n  Another.  \n", ["A heading", "A sentence.", "Another."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_where_a_sentence_ends(text, sentences):
    assert [span.of(text) for span in split(text)] == sentences


def test_a_study_names_its_own_abbreviations():
    text = "The Arl. Navy came."
    assert len(split(text)) == 2
    assert len(split(text, ["Arl."])) == 1


def test_the_toy_study_has_fourteen_sentences(authored):
    assert {id: len(article.sentences) for id, article in authored.articles.items()} == {"010": 6, "020": 5, "030": 3}


def test_the_sentences_of_a_text_with_emoji_accents_and_other_line_ends(authored):
    assert [(sentence.number, *sentence.span) for sentence in authored.articles["020"].sentences] == [
        (1, 0, 31),
        (2, 70, 147),
        (3, 148, 188),
        (4, 190, 216),
        (5, 217, 276),
    ]
    assert authored.articles["020"].sentences[0].text == "Borduria would send 200 workers"


@given(TEXT)
def test_sentences_lie_apart_in_order_and_cover_all_but_space(text):
    spans = split(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(span.start < span.end and span.of(text) == span.of(text).strip() for span in spans)
    gaps = "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert not gaps.strip()
    assert split(text) == spans


@given(TEXT)
def test_no_sentence_runs_over_a_line_end(text):
    assert not any("\n" in span.of(text) for span in split(text))
