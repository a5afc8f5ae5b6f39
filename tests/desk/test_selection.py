"""Selections: the stored words are the highlighted ones, for any text and any cleaning."""

import re
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import torture
from examples import examples
from stancebook.core import schema, tables
from stancebook.desk import selection
from stancebook.study import quotes
from stancebook.texts import cleaning
from stancebook.texts.cleaning import CleaningRules, Rule
from stancebook.texts.corpus import Article, Run, Sentence
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span

TEXT, CLEANING_RULES = torture.RAW, torture.CLEANING_RULES


def read(raw, cleaning_rules):
    """An article, what was removed from it, and the clean spans of its sentences."""
    article, removed = cleaning.clean_article("010", raw, cleaning_rules)
    return article, removed, selection.clean_spans(article)


TORTURE = read(TEXT, CLEANING_RULES)


def shown(span, article, removed):
    """The clean words of a raw span, put together from what was removed."""
    words, at = "", span.start
    for place in removed:
        if span.contains(place.span):
            words += article.raw[at : place.span.start] + place.after
            at = place.span.end
        elif place.span.overlaps(span):
            # an end within a replaced stretch: only where the same signs stand on both sides
            assert len(place.before) == len(place.after)
    return words + article.raw[at : span.end]


def of_place(place, article, spans):
    """The clean words of a place."""
    return article.clean[spans[place["first"] - 1].start + place["from"] : spans[place["last"] - 1].start + place["to"]]


def located(cells, article):
    """The span of a quotation's cells after they were written to a CSV file and read again."""
    row = {**dict.fromkeys(schema.CODER_ROWS.names, ""), **cells, "article": article.id}
    [again] = tables.parse(tables.text([row], schema.CODER_ROWS.names).encode().decode())
    return quotes.locate(again["quote"], again["occurrence"], article)


def exact(place, article, removed, spans):
    """Check a place in every way that makes it exact; return its raw span."""
    marked = of_place(place, article, spans)
    span = selection.raw_span(place, article, spans)
    cells = selection.quoted(span, article)
    assert cells["quote"] == span.of(article.raw)
    assert quotes.locate(cells["quote"], cells["occurrence"], article) == span
    back = selection.place_of(span, article, spans)
    highlit = of_place(back, article, spans)
    # what is stored, cleaned, is what is highlighted then; only sentences are highlighted
    assert highlit.strip() in shown(span, article, removed)
    if place["first"] == back["first"] and place["last"] == back["last"]:
        start, end = (spans[back[end] - 1] for end in ("first", "last"))
        if article.to_clean(span).start >= start.start and article.to_clean(span).end <= end.end:
            assert highlit == shown(span, article, removed)
    replaced = [gone for gone in removed if gone.after and gone.span.overlaps(span)]
    if not any({span.start, span.end} & {*gone.span} for gone in replaced):
        assert highlit == marked.strip()
    assert marked.strip() in highlit
    # nothing that was taken out hangs on at an end
    taken = [gone.span for gone in removed if not gone.after]
    assert not [gone for gone in taken if gone.start == span.start or gone.end == span.end]
    assert selection.raw_span(back, article, spans) == span
    return span


def test_every_selection_within_a_sentence_of_the_torture_text_is_exact():
    article, removed, spans = TORTURE
    places = 0
    for number, sentence in enumerate(article.sentences, 1):
        for start, end in combinations(range(len(sentence.text) + 1), 2):
            if sentence.text[start:end].strip():
                place = {"first": number, "from": start, "last": number, "to": end}
                span = exact(place, article, removed, spans)
                assert article.sentence_of(span) == sentence and sentence.span.contains(span)
                places += 1
    assert places > 13_000


def test_every_selection_from_word_to_word_across_sentences_is_exact():
    article, removed, spans = TORTURE
    words = [
        (number, *match.span())
        for number, sentence in enumerate(article.sentences, 1)
        for match in re.finditer(r"\S+", sentence.text)
    ]
    for (first, start, _), (last, _, end) in combinations(words, 2):
        exact({"first": first, "from": start, "last": last, "to": end}, article, removed, spans)


@pytest.mark.parametrize(
    ("words", "quote", "occurrence"),
    [
        (torture.MECHANIC, torture.MECHANIC, ""),
        ("\u200d🔧 the", "\u200d🔧 the", ""),  # from within a joined sign: the code points as they are
        ("🇪", "🇪", ""),
        ("said שלום", None, ""),  # a mark of direction stands between
        (f"said {torture.RLM}“שלום", f"said {torture.RLM}“שלום", ""),
        (f"{torture.RLO}egdirb eht{torture.PDF} stays", f"{torture.RLO}egdirb eht{torture.PDF} stays", ""),
        ("would send two", "would [advertisement] send two", ""),
        ("two hundred workers.", "two hundred workers.", ""),
        ("The towns wait", "The towns wait", ""),
        ("Eva No", "Eva No", ""),
        ("all of it", "all of it", ""),
        ("— all", " –– all", ""),
        ("toll — all", "toll –– all", ""),
        ("here some words", "... for", ""),
        ("he bridge stands", "teh bridge stands", ""),
        ("200 000 crowns", "200\u00a0000\u202fcrowns", ""),
        ("said the mi\xadnis\xadter", "said the mi\xadnis\xadter", ""),
        ("Borduria\tpays", "Borduria\tpays", ""),
        ("“Why?", None, ""),
        ("the bridge", "the bridge", "1"),  # also in a line that cleaning takes out
    ],
)
def test_selections_whose_quotation_one_can_see(words, quote, occurrence):
    article, _, spans = TORTURE
    found = [
        {"first": number, "from": at, "last": number, "to": at + len(words)}
        for number, sentence in enumerate(article.sentences, 1)
        if (at := sentence.text.find(words)) >= 0
    ]
    if quote is None:
        assert not found
    else:
        cells = selection.quoted(selection.raw_span(found[0], article, spans), article)
        assert cells == {"quote": quote, "occurrence": occurrence}


def test_the_same_words_are_told_apart_also_where_they_overlap():
    article, removed, spans = TORTURE
    text = article.sentences[2].text
    assert text.endswith("aa aa aa.")
    at = [text.index("aa aa aa") + shift for shift in (0, 3)]
    given = [selection.quoted(exact({"first": 3, "from": x, "last": 3, "to": x + 5}, *TORTURE), article) for x in at]
    assert given == [{"quote": "aa aa", "occurrence": "1"}, {"quote": "aa aa", "occurrence": "2"}]
    both = [exact({"first": n, "from": 0, "last": n, "to": 22}, article, removed, spans) for n in (11, 12)]
    assert [selection.quoted(span, article)["occurrence"] for span in both] == ["1", "2"]


def test_a_statement_is_in_the_sentence_in_which_it_was_marked():
    article, _, spans = TORTURE
    for number, sentence in enumerate(article.sentences, 1):
        span = selection.raw_span(
            {"first": number, "from": 0, "last": number, "to": len(sentence.text)}, article, spans
        )
        row = {**dict.fromkeys(schema.CODER_ROWS.names, ""), **selection.quoted(span, article)}
        assert quotes.place_row(row, article)["sentence"] == str(number)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ({"from": 3, "to": 3}, "nothing is marked, or its end stands before its start; mark the words again"),
        ({"from": 9, "to": 3}, "nothing is marked, or its end stands before its start; mark the words again"),
        ({"first": 2, "last": 1}, "nothing is marked, or its end stands before its start; mark the words again"),
        ({"from": 6, "to": 7}, "nothing but space is marked; mark the words that say it"),
        ({"from": 60, "first": 1, "last": 2, "to": 0}, "nothing but space is marked; mark the words that say it"),
        ({"first": 0}, "there is no sentence 0, the text has 14; open the article again"),
        ({"last": 15}, "there is no sentence 15, the text has 14; open the article again"),
        ({"from": -1}, "the mark lies outside of sentence 1; open the article again"),
        ({"to": 61}, "the mark lies outside of sentence 1; open the article again"),
        ({"to": None}, "a place has whole numbers for first, from, last, to; mark the words again"),
        ({"to": 3.0}, "a place has whole numbers for first, from, last, to; mark the words again"),
        ({"first": True}, "a place has whole numbers for first, from, last, to; mark the words again"),
        ({"first": "1"}, "a place has whole numbers for first, from, last, to; mark the words again"),
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused_in_words(place, sentence):
    article, _, spans = TORTURE
    assert len(article.sentences[0].text) == 60
    with pytest.raises(LookupError) as refused:
        selection.raw_span({"first": 1, "from": 0, "last": 1, "to": 6, **place}, article, spans)
    assert refused.value.args == (sentence,)


def test_a_place_may_lack_a_number():
    article, _, spans = TORTURE
    with pytest.raises(LookupError, match=r"^a place has whole numbers for"):
        selection.raw_span({"first": 1}, article, spans)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("By Ada Quill\r\n", None),  # taken out
        ("Loading", None),
        ("\n\n", None),  # between sentences
        ("[advertisement] ", None),
        ("money\u00a0\u202f\r\nBy Ada Quill\r\nLoading...\r\n“We", ((1, 55), (2, 3))),
        ("ment] send two", ((4, 15), (4, 23))),
        ("–– all", ((8, 8), (8, 14))),  # half of a replaced stretch shows it whole
        ("teh", ((9, 8), (9, 11))),
        (" \n\nBorduria", ((11, 0), (11, 8))),
    ],
)
def test_where_a_raw_span_is_highlighted(words, place):
    article, _, spans = TORTURE
    start = TEXT.index(words)
    found = selection.place_of(Span(start, start + len(words)), article, spans)
    assert found == (place and {"first": place[0][0], "from": place[0][1], "last": place[1][0], "to": place[1][1]})


# Any text, any rules, any place

PATTERNS = [
    ("ad", r"\[ad\] ?", ""), ("a", "a", ""), ("aa", "aa", "a"), ("spread", "b", "(bb)"), ("dash", "––", " — "), ("dots", r"\.\.\.", ". A"),
    ("line", r"\r\n?", "\n"), ("space", r"[ \t]+", " "), ("no-break", "[\u00a0\u202f]", " "), ("teh", "teh", "the"), ("mark", "[\u200e\u200f\ufeff]+", ""),
    ("accent", "é", "e\u0301"), ("joiner", "\u200d", ""), ("stop", r"\. B", "."), ("all", r"\A.", "  x  "), ("same", "ab", "ba"), ("gap", r"!\s*\?", "\n"),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(torture.ALPHABET), min_size=1, max_size=25).map("".join)
ANY_RULE = st.one_of(
    st.sampled_from(PATTERNS),
    st.tuples(st.just("drawn"), st.lists(st.sampled_from(torture.ALPHABET), min_size=1, max_size=2).map("".join).map(re.escape), TEXTS.map(lambda text: text[:6])),
)  # fmt: skip
RULES = st.lists(ANY_RULE, max_size=5).map(
    lambda drawn: CleaningRules(tuple(Rule(id, "body", "-", pattern, after, ()) for id, pattern, after in drawn), ())
)


@st.composite
def places(draw):
    """An article, what was removed, its sentences' clean spans, and a place with words in it."""
    article, removed, spans = read(draw(TEXTS), draw(RULES))
    assume(spans)
    first = draw(st.integers(1, len(spans)))
    last = draw(st.integers(first, len(spans)))
    start = draw(st.integers(0, len(article.sentences[first - 1].text) - 1))
    end = draw(st.integers(start + 1 if first == last else 0, len(article.sentences[last - 1].text)))
    place = {"first": first, "from": start, "last": last, "to": end}
    assume(of_place(place, article, spans).strip())
    return article, removed, spans, place


@examples(6)
@given(places())
def test_any_selection_in_any_text_under_any_rules_is_exact(drawn):
    article, removed, spans, place = drawn
    span = exact(place, article, removed, spans)
    assert located(selection.quoted(span, article), article) == span


@examples(4)
@given(TEXTS, RULES)
def test_the_sentences_clean_spans_are_where_they_were_cut(raw, cleaning_rules):
    article, _, spans = read(raw, cleaning_rules)
    assert spans == split(article.clean, cleaning_rules.abbreviations)


def origins(article):
    """The raw span of each clean character, one by one; a character of a replaced stretch comes from all of it."""
    return [
        Span(run.start + at, run.start + at + 1)
        if run.clean.of(article.clean) == run.raw.of(article.raw)
        else run.raw
        for run in article.runs
        for at in range(run.clean_end - run.clean_start)
    ]  # fmt: skip


@examples(6)
@given(TEXTS, RULES, st.data())
def test_the_ways_between_raw_and_clean_are_those_sign_by_sign(raw, cleaning_rules, data):
    article, _, _ = read(raw, cleaning_rules)
    behind = origins(article)
    start = data.draw(st.integers(0, len(raw) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(raw))))
    touched = [at for at, origin in enumerate(behind) if origin.overlaps(span)]
    clean = article.to_clean(span)
    assert (clean is None) == (not touched)
    swapped = [
        run
        for run in article.runs
        if run.clean.of(article.clean) != run.raw.of(article.raw)
        and run.clean_end - run.clean_start == run.end - run.start
    ]
    if touched and not any(run.raw.overlaps(span) for run in swapped):
        assert clean == (touched[0], touched[-1] + 1)
    if touched and not any(run.clean.overlaps(clean) for run in swapped):
        assert article.to_raw(clean) == (behind[clean.start].start, behind[clean.end - 1].end)
    if touched:
        assert article.to_raw(clean).start <= max(span.start, behind[touched[0]].start)
        assert article.to_clean(article.to_raw(clean)) == clean


def test_a_replaced_stretch_of_one_length_is_led_sign_by_sign_only_where_the_signs_are_the_same():
    article = Article("010", "x teh y", "x the y", (Run(0, 2, 0, 2), Run(2, 5, 2, 5), Run(5, 7, 5, 7)), ())
    assert [article.to_raw(Span(*span)) for span in ((2, 3), (3, 4), (4, 5), (0, 5), (3, 7))] == [
        (2, 3), (2, 5), (2, 5), (0, 5), (2, 7)
    ]  # fmt: skip
    assert [article.to_clean(Span(*span)) for span in ((2, 3), (3, 4), (0, 7))] == [(2, 3), (2, 5), (0, 7)]


@examples(2)
@given(TEXTS, RULES, st.data())
def test_the_sentence_that_holds_a_span_is_the_first_that_does(raw, cleaning_rules, data):
    article, _, _ = read(raw, cleaning_rules)
    start = data.draw(st.integers(0, len(raw)))
    span = Span(start, data.draw(st.integers(start, len(raw))))
    holding = [sentence for sentence in article.sentences if sentence.span.contains(span)]
    assert article.sentence_of(span) == (holding[0] if holding else None)


def test_sentences_are_found_without_their_abbreviations():
    sentences = (Sentence(1, Span(0, 1), "A"), Sentence(2, Span(2, 3), "A"))
    assert selection.clean_spans(Article("010", "A A", "A A", (Run(0, 3, 0, 3),), sentences)) == [(0, 1), (2, 3)]
