"""The texts: from bytes to raw text, and from clean text back to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core import files, schema, tables
from stancebook.texts import cleaning, corpus
from stancebook.texts.corpus import Article, Run
from stancebook.texts.spans import Span

RULES = [
    cleaning.Rule("word", "furniture", "-", "XX", "", ()),
    cleaning.Rule("line-end", "body", "-", r"\r\n?", "\n", ()),
    cleaning.Rule("dash", "body", "-", "–", "--", ()),
]


def test_the_raw_text_is_the_decoded_bytes():
    assert corpus.decode("\ufeffa\r\nb\u00a0e\u0301".encode(), "a.txt") == "\ufeffa\r\nb\u00a0e\u0301"


def test_a_bad_byte_is_named_with_its_offset():
    with pytest.raises(
        tables.UnreadableFile, match=r"^a\.txt: byte 3 is not UTF-8; ask for the file again or save it as"
    ):
        corpus.decode("é".encode() + b"a\xffb", "a.txt")


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_an_empty_text_is_refused(content):
    with pytest.raises(tables.UnreadableFile, match=r"^a\.txt: the text is empty; put the text received in its place$"):
        corpus.decode(content, "a.txt")


def test_a_digest_is_the_sha256():
    assert files.digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_articles_left_out_are_not_chosen(authored):
    assert [row["article"] for row in corpus.select_sources(authored.sources[::-1])] == ["010", "020", "030"]
    assert [row["article"] for row in corpus.select_sources(authored.sources, " 010  030 ")] == ["020"]


@pytest.mark.parametrize(
    ("article", "quote", "places"),
    [
        ("010", "We will build the bridge", [(77, 101)]),
        ("010", "Borduria rejects a toll.", [(185, 209), (270, 294)]),
        ("010", "By Ada Quill", [(52, 64)]),
        ("020", "Borduria will send workers", [(74, 100)]),  # behind an emoji of three code points
        ("020", "would rather swim than pay a toll", [(153, 186)]),  # and behind two combining marks
        ("020", "send 200 workers", [(15, 31)]),  # a plain space where the text has one that does not break
        ("020", "200\u00a0workers", [(20, 31)]),
        ("030", "The towns", [(1, 10)]),  # behind a byte order mark
        ("030", "in a speech.\nArland", [(120, 142)]),  # over a line of dots that cleaning takes out
        ("030", "the Towns", []),
        ("030", "", []),
    ],
)
def test_a_quotation_leads_to_its_raw_places(authored, article, quote, places):
    assert authored.articles[article].places(quote) == places


def test_the_length_of_the_toy_texts(authored):
    assert {id: len(article.raw) for id, article in authored.articles.items()} == {"010": 295, "020": 278, "030": 231}


def test_the_sentence_that_holds_a_span(authored):
    article = authored.articles["010"]
    assert article.sentence_of(Span(270, 294)).number == 6
    assert article.sentence_of(Span(76, 77)).number == 2
    assert article.sentence_of(Span(52, 64)) is None
    assert article.sentence_of(Span(136, 138)) is None


def test_within_a_replaced_stretch_the_edges_count():
    article = Article("000", "a–b", "a--b", (Run(0, 1, 0, 1), Run(1, 3, 1, 2), Run(3, 4, 2, 3)), ())
    assert article.to_raw(Span(1, 2)) == article.to_raw(Span(2, 3)) == article.to_raw(Span(1, 3)) == (1, 2)
    assert article.to_raw(Span(0, 4)) == (0, 3)


@given(
    st.lists(st.sampled_from(["a", "XX", "\r\n", "\r", "\n", "–", "👩‍🔧", "e\u0301"]), max_size=20).map("".join),
    st.data(),
)
def test_the_text_of_a_clean_span_stands_in_its_raw_span(raw, data):
    clean, runs, _ = cleaning.apply_rules(raw, RULES)
    if clean:
        start = data.draw(st.integers(0, len(clean) - 1))
        end = data.draw(st.integers(start + 1, len(clean)))
        found = Article("000", raw, clean, runs, ()).to_raw(Span(start, end))
        assert 0 <= found.start < found.end <= len(raw)
        again = cleaning.apply_rules(found.of(raw), RULES)[0]
        assert clean[start:end] in again and len(again) <= end - start + 2  # at most the other half of a dash, twice


def test_the_files_of_notebook_01_are_read_back_unchanged(run_paths, authored):
    raw = corpus.raw_texts(run_paths, authored.sources)
    articles, _ = cleaning.clean_articles(raw, authored.cleaning_rules)
    tables.write(run_paths.processed / "origins.csv", cleaning.origins(articles), schema.ORIGINS)
    tables.write(run_paths.processed / "sentences.csv", cleaning.sentences(articles), schema.SENTENCES)
    for article in articles.values():
        files.write_text(run_paths.clean / f"{article.id}.txt", article.clean)
    origins, sentences = (tables.read(run_paths.processed / name) for name in ("origins.csv", "sentences.csv"))
    assert corpus.load_articles(run_paths, raw, origins, sentences) == articles == authored.articles


@given(st.text("ab X–\r\n", max_size=40))
def test_many_spans_are_mapped_as_each_alone(raw):
    clean, runs, _ = cleaning.apply_rules(raw.replace("X", "XX"), RULES)
    article = Article("000", raw.replace("X", "XX"), clean, runs, ())
    spans = [Span(start, end) for start in range(len(clean)) for end in range(start + 1, len(clean) + 1)]
    assert list(article.all_to_raw(spans)) == [article.to_raw(span) for span in spans]
