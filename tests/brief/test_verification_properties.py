"""Properties of the rules of the brief on cut, altered and combined sentences of the invented sources."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dam_study import LANGUAGE, SOURCES, TEXTS, citables
from stancebook.brief.citations import Evidence
from stancebook.brief.rules.comparison import find_quotations, fold
from stancebook.brief.rules.dates import find_dates, without_dates
from stancebook.brief.rules.numerals import find_numerals
from stancebook.brief.text import Sentence
from stancebook.brief.verification import RULES, verify

ALL = [text for texts in TEXTS.values() for text in texts]
UNLIMITED = 1000


def rules(words, context, keys=("x",)):
    """The rules that find a fault in words that cite a source sentence as a fact."""
    row = {"id": "x", "article": "010", "start": 0, "end": len(context), "quote": context}
    fact = {"value": "", "value_low": "", "value_high": "", "unit": "", "subject": "", "said_by": ""}
    cited = Evidence([], [row | fact], [], [row], (context,), SOURCES[:1], {}, False)
    return {fault.rule for fault in verify(Sentence("s1", 1, "sentence", words, "[@x]", keys), cited, LANGUAGE)}


@st.composite
def cuts(draw):
    """A source sentence, and consecutive words of it without the marks around them."""
    context = draw(st.sampled_from(ALL))
    words = list(re.finditer(r"\S+", context))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(len(words) - 1, first + 19)))
    return context, context[words[first].start() : words[last].end()].translate(str.maketrans("", "", "“”"))


@given(cuts())
def test_words_cut_from_a_source_are_a_sound_quotation(cut):
    context, words = cut
    assert "quotation" not in rules(f"It is not “{words}”.", context)


@given(cuts(), st.data())
def test_a_word_with_another_letter_is_no_quotation(cut, data):
    context, words = cut
    letters = [place for place, letter in enumerate(words) if letter.isalpha()]
    if not letters:
        return
    place = data.draw(st.sampled_from(letters))
    altered = words[:place] + data.draw(st.sampled_from("qxjzð")) + words[place + 1 :]
    if fold(altered).strip(" .,;:!?-'").casefold() not in fold(context).casefold():
        assert "quotation" in rules(f"It says “{altered}”.", context)


@given(cuts(), st.data())
def test_two_cuts_in_order_with_an_ellipsis_are_sound_and_in_the_other_order_are_not(cut, data):
    context, words = cut
    middle = data.draw(st.integers(1, max(1, len(words.split()) - 1)))
    first, last = " ".join(words.split()[:middle]), " ".join(words.split()[middle:])
    if last and re.search(r"\w", last) and re.search(r"\w", first):
        assert "quotation" not in rules(f"It is not “{first} … {last}”.", context)
        first, last, whole = (fold(words).strip(" .,;:!?-'").casefold() for words in (first, last, context))
        if last and first not in whole[whole.index(last) + len(last) :]:
            assert "quotation" in rules(f"It is not “{last} … {first}”.", context)


@given(st.sampled_from([text for text in ALL if find_numerals(without_dates(text))]), st.integers(41, 79))
def test_a_number_of_the_source_is_sound_and_another_one_is_not(context, other):
    for numeral in find_numerals(without_dates(context)):
        said = numeral.text.strip()
        if numeral.kind in ("", "percent", "EUR") and said.casefold() not in ("one", "third"):
            assert "number" not in rules(f"it says {said} here.", context)
            assert "number" in rules(f"it says {other}{'%' * (numeral.kind == 'percent')} here.", context)


@given(st.integers(0, 10**9))
def test_a_number_is_the_same_with_and_without_separators(value):
    (one,), (other,) = find_numerals(f"x {value} y"), find_numerals(f"x {value:,} y")
    if not find_dates(f"x {value} y"):
        assert one.value == other.value == value and one.fits(other) and other.fits(one)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_in_each_form(day):
    month = day.strftime("%B")
    for form in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()):
        (found,) = find_dates(f"on {form}.")
        assert (found.low, found.high) == (day, day)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=200)
def test_no_text_is_too_strange(words, context):
    assert rules(words, context) <= set(RULES)
    for quoted in find_quotations(words):
        assert quoted.text in words


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3))
def test_the_order_of_the_evidence_makes_no_difference(contexts):
    rows = citables().facts
    sentence = Sentence(
        "s1", 1, "sentence", "Arland sends 40 of 5,000 men “ready to send” on 12 March, perhaps.", "", ("x",)
    )
    one, other = (
        Evidence([], rows[::step], [], [], tuple(contexts[::step]), SOURCES[::step], {}, False) for step in (1, -1)
    )
    assert verify(sentence, one, LANGUAGE) == verify(sentence, other, LANGUAGE)
