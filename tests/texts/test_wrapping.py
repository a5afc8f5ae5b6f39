"""Line ends that only wrap a line: recognised, read as spaces, and led back to the raw text."""

import textwrap
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from examples import counted
from stancebook.texts import cleaning, wrapping
from stancebook.texts.patterns import many_lines
from stancebook.texts.quotations import find_quotations
from stancebook.texts.spans import Span, has_old_ends, lines
from stancebook.texts.wrapping import is_wrapped, lines_read, paragraphs, wraps

ENGLISH = (
    "The government of Arland said on Monday that it will not send soldiers to the strait, whatever its allies decide. "
    "Its premier, Bo Lind, called the plan of the nine states “a bridge that nobody has asked for and that few will "
    "cross”. He wants the ceasefire line to be watched from the air, and he wants Borduria to pay for it until spring."
)
PROSE = {
    "English": ENGLISH,
    "German": "Die Regierung von Arland wird keine Soldaten an die Meerenge schicken, wie ihr Sprecher am Montag sagte. "
    "Die Brücke, von der die neun Staaten reden, sei „ein Vorschlag, um den niemand gebeten“ habe. Der Präsident von "
    "Bordurien will den Plan trotzdem im Frühjahr noch einmal vorlegen, weil er die Grenze sichern möchte.",
    "French": "Le gouvernement d’Arland n’enverra pas de soldats dans le détroit, a déclaré lundi son porte-parole. Le "
    "pont dont parlent les neuf États est, selon lui, « une idée que personne n’a demandée ». La Bordurie veut pourtant "
    "présenter le plan une nouvelle fois au printemps, parce qu’elle souhaite une frontière sûre.",
    "Spanish": "El gobierno de Arland no enviará soldados al estrecho, dijo el lunes su portavoz en una rueda de prensa. "
    "El puente del que hablan los nueve estados es, según él, «una idea que nadie ha pedido». Borduria quiere presentar "
    "el plan otra vez en primavera, porque desea una frontera segura y un acuerdo que dure.",
    "Polish": "Rząd Arlandii nie wyśle żołnierzy nad cieśninę, powiedział w poniedziałek jego rzecznik na konferencji. "
    "Most, o którym mówi dziewięć państw, to jego zdaniem „pomysł, o który nikt nie prosił”. Borduria chce jednak "
    "przedstawić plan jeszcze raz na wiosnę, ponieważ zależy jej na bezpiecznej granicy.",
    "Ukrainian": "Уряд Арландії не надсилатиме солдатів до протоки, заявив у понеділок його речник на зустрічі з пресою. "
    "Міст, про який говорять дев’ять держав, є, за його словами, «задумом, про який ніхто не просив». Бордурія хоче "
    "подати план ще раз навесні, бо прагне безпечного кордону та тривкої угоди.",
}
LISTS = [
    "Poland\nGermany\nFrance\nItaly\nSpain\nNorway",
    "Arland will build the bridge over the strait.\nBorduria will not pay for it, its premier says.\n" * 4,
    "Arland Votes to Build a Bridge in Spring\nBorduria Says No to the Toll Once More\n" * 4,
    "- a force of nine states in the west;\n- cover from the air and from the sea;\n- money from the fund;\n" * 2,
    "Soldiers  1,200  300\nShips        12    3\nAircraft     40    9\n" * 3,
    "One long paragraph stands on one line, however long the line may be, and it ends there with a full stop. " * 3
    + "\n"
    + "Another follows, and so on, each of them far too long for any page that a person would print or read. " * 3,
    "A headline without a stop\nBy Ada Quill\nThe first paragraph is short.\nThe second one is short as well.",
    "",
    "\n\n",
    "one\ntwo\nthree\nfour\nfive",
    "Arland will build the bridge for all of the governments.\n" * 6,
    "Arland Votes to Build a Bridge in Spring\n" * 5
    + "eBay Votes to Build a Bridge in the Fall\n"
    + "A Toll for All That Cross in the Autumn\n",
    "Arland will build the bridge in the end.\n" * 6
    + "It goes over the strait to the islands,\nand so all will pay for it in the end.",
    "the plan " * 14 + "good\n" + "the plan " * 14 + "goods\nthe plan",
]


def filled(text, width, end="\n", indent=""):
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent)
    return end.join(lines)


def clean_of(raw):
    return cleaning.apply_rules(raw, cleaning.read_rules({}).rules)[0]


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("width", [34, 48, 60, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\r"])
def test_wrapped_prose_is_read_as_if_it_stood_on_one_line(language, width, end):
    text = PROSE[language]
    assert clean_of(filled(text, width, end)) == text


@pytest.mark.parametrize("language", PROSE)
def test_paragraphs_stay_apart_and_headings_stay_alone(language):
    text, other = PROSE[language], PROSE["English"]
    raw = f"A heading\n\n{filled(text, 66)}\n\n{filled(other, 66)}\n"
    assert clean_of(raw) == f"A heading\n\n{text}\n\n{other}\n"
    indented = f"   {filled(text, 66)}\n   {filled(other, 66)}"
    assert clean_of(indented).count("\n") == 1


@pytest.mark.parametrize("raw", LISTS)
def test_lines_that_end_for_another_reason_keep_their_ends(raw):
    assert not is_wrapped(raw)


def test_lines_of_the_greatest_width_are_wrapped():
    line = "the plan " * 14 + "goes"
    assert len(line) == 130 and is_wrapped("\n".join([line] * 4)) and not is_wrapped("\n".join([f"{line}s"] * 4))


@pytest.mark.parametrize("width", [24, 60, 128])
def test_prose_with_lines_of_one_width_is_wrapped(width):
    assert is_wrapped(filled(f"{ENGLISH} {ENGLISH}", width))


def test_paragraphs_are_lines_and_wrapped_lines_together():
    assert paragraphs("A.\nB.\r\n\r\n C \n") == [Span(0, 2), Span(3, 5), Span(10, 11)]
    assert paragraphs(" \n") == []
    raw = f"{filled(ENGLISH, 60)}\n\nA heading"
    assert [span.of(raw) for span in paragraphs(raw)] == [filled(ENGLISH, 60), "A heading"]


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("The End of the War", True),
        ("the end of the war", False),
        ("The end of the war.", False),
        ("The end of the war on which the nine states agreed there", False),
        ("The End of the Long War Now", True),
        ("- The end", True),
        ("- The end of the war on which the nine states agreed there", True),
        ("   the end of the war", True),
    ],
)
def test_a_short_line_with_a_capital_and_without_a_full_stop_stands_alone(heading, stays):
    line = "He wants the line to be watched from the air, and he says so"
    raw = f"{filled(ENGLISH, 60)}\n\n{line}\n{heading}\n\n{filled(ENGLISH, 60)}"
    assert (f"says so\n{heading}" in clean_of(raw)) is stays


def test_a_heading_between_lines_of_one_sentence_is_seen_by_its_length():
    text = "The nine states have agreed upon the end of it all"
    for short in ("so", "so and so it is"):
        raw = f"{filled(ENGLISH, 60)}\n\n{short}\n{text}\n\n{filled(ENGLISH, 60)}"
        assert f"{short}\n{text}" in clean_of(raw)


def test_ragged_lines_of_a_printed_page_are_joined():
    ragged = (
        "The government of Arland said on Monday that it\nwill not send soldiers to the strait, whatever its allies\n"
        "decide. Its premier, Bo Lind, called the plan of nine\nstates a bridge that nobody has asked for and few\n"
        "will cross. He wants the line to be watched from the\nair, and he wants Borduria to pay until spring."
    )
    assert "\n" not in clean_of(ragged)


def test_a_wrapped_part_is_joined_among_long_lines_and_short_ones():
    raw = f"A headline\nBy Ada Quill\n{ENGLISH}\n{filled(ENGLISH, 60)}\nThe end\n{ENGLISH}"
    assert clean_of(raw) == f"A headline\n{ENGLISH}\n{ENGLISH}\nThe end\n{ENGLISH}"


def test_a_list_within_wrapped_prose_keeps_its_lines():
    raw = f"{filled(ENGLISH, 60)}\n\n- ships from the nine states of the strait\n- Money for the bridge\n\n{filled(ENGLISH, 60)}"
    assert "strait\n- Money for the bridge\n\nThe" in clean_of(raw)


ITEMS = [
    "• an end to the tolls on the bridge over the strait\n• a free port for the ships of all nine states\n• new elections",
    "* an end to the tolls on the bridge over the strait\n* a free port for the ships of all nine states",
    "- an end to the tolls on the bridge over the strait\n- a free port for the ships of all nine states\n- new elections",
    "– скасувати податок на землю\n– підвищити плату\n– збудувати нові будинки",
    "1. to hold the line of the river until the spring,\n2. to free the road",
    "1) to hold the line of the river until the spring\n2) to free the road\n3) to go",
    "1. Hold the line of the river until the spring\n2. Free the road to the coast",
    "(a) to hold the line of the river until the spring;\n(b) to free the road to the coast;",
    "a) to hold the line of the river until the spring\nb) to free the road to the coast",
    "1. to hold the line of the river until the spring\na) to free it at once from here\nb) to free it later\n2. to go there",
    "1. to hold the line of the river until the spring,\n2. to free the road\n\n1. to hold the line of the river until the spring,\n2. to free the road",
    "1. to hold the line of the river until the spring\n- to free it at once from here on the whole coast\n- to free all of it by the end of the autumn there\n2. to go there",
    "- to hold the line of the river until the spring\n– to free it from here\n- to go there\n– to stay",
]


@pytest.mark.parametrize("items", ITEMS)
def test_items_of_a_list_stay_apart_alone_and_among_wrapped_prose(items):
    assert clean_of(items) == items
    for raw in (f"{ENGLISH}\n{items}\n{ENGLISH}", f"Arland wants this:\n\n{items}\n\n{ENGLISH}"):
        assert clean_of(raw) == raw
    among = clean_of(f"{filled(ENGLISH, 60)}\n\n{items}\n\n{filled(ENGLISH, 60)}")
    assert among == f"{ENGLISH}\n\n{items}\n\n{ENGLISH}"
    assert clean_of(f"{filled(ENGLISH, 60)}\n{items}") == f"{ENGLISH}\n{items}"


def test_a_list_begins_after_a_sentence_with_a_space_at_its_end():
    items = ITEMS[2]
    assert clean_of(f"{filled(ENGLISH, 60)} \n{items}").endswith(f"until spring.\n{items}")


@pytest.mark.parametrize(
    "lines",
    [
        "in all of the nine states\nthe toll of the bridge is to be paid in full",
        "the nine states have met in the long hall over the bridge and agreed upon all of the tolls\nthat are to be paid",
    ],
)
def test_a_line_much_shorter_or_longer_than_the_others_keeps_its_end(lines):
    assert lines in clean_of(f"{filled(ENGLISH, 60)}\n\n{lines}\n\n{filled(ENGLISH, 60)}")


def test_paragraphs_without_an_empty_line_between_them_stay_apart():
    raw = "\n".join([filled(ENGLISH, 59)] * 2)  # the last line is of 45 characters
    assert clean_of(raw) == f"{ENGLISH}\n{ENGLISH}"


def test_a_long_item_is_joined_and_ends_before_the_next_one():
    items = [f"{number}. {ENGLISH}" for number in (1, 2, 3)]
    for indent in ("", "   "):
        assert clean_of("\n".join(filled(item, 60, indent=indent) for item in items)) == "\n".join(items)


@pytest.mark.parametrize(
    "lines",
    [
        "The nine states are going to meet at sea once more on May\n3. Nobody has told them when and where on that day they will\nspeak of it.",
        "The nine states are going to meet at sea once more on May\n1. Nobody has told them where, and they meet again on May\n2. It is late by then.",
        "It was the first of the three - and the last, as it said\n- that nobody had asked for - and it went its way without\nmore ado.",
        "The nine states had three things to say in all of it, and 1)\nwas the bridge of the strait over which they had met and\n2) was the toll.",
    ],
)
def test_a_dash_or_a_number_at_the_start_of_a_line_is_no_item_alone(lines):
    raw = f"{filled(ENGLISH, 60)}\n\n{lines}\n\n{filled(ENGLISH, 60)}"
    assert lines.replace("\n", " ") in clean_of(raw)


def test_a_dash_alone_behind_items_of_a_list_is_none():
    items = "1. to hold the line of the river until the spring, and\n2. to free the road to the coast in the whole of the land"
    raw = f"{filled(ENGLISH, 60)}\n\n{items}\n- that is, all of it - by then.\n\n{filled(ENGLISH, 60)}"
    assert f"\n\n{items} - that is, all of it - by then.\n" in clean_of(raw)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The premier of Arland is well-\nknown there.", "The premier of Arland is well-known there."),
        ("The premier of Arland is well- \nknown there.", "The premier of Arland is well-known there."),
        ("The premier of Arland is well-\n  known there.", "The premier of Arland is well-known there."),
        ("It has long- and short-\nand no other loans.", "It has long- and short- and no other loans."),
        ("It sold all of its F-\n16 jets.", "It sold all of its F-16 jets."),
        ("The Arlandish-\nBordurian war ended.", "The Arlandish-Bordurian war ended."),
        ("Its soldiers rede\u00ad\nploy.", "Its soldiers redeploy."),
        ("It goes -\nand stays.", None),
        ("It won 3-\n2 there.", None),
        ("It is pre-\n(and post-)war.", None),
    ],
)
def test_a_word_cut_by_a_hyphen_is_joined_in_any_text(raw, clean):
    assert clean_of(raw) == (clean or raw)


SET = (
    "The govern-\nment of Arland says that it has a plan for the well-\nknown bridge of the strait, which is to be mend-\n"
    "ed in spring. It is the Arland-\nBordurian treaty that asks for it, and the air de-\nfence of the nine states does "
    "too. The re-\narmed army is to re-arm its air de-fence by then. It is well known, and it is as well that its long-\n"
    "term plan is known, as it is of the long and of the term."
)


def test_in_a_text_that_cuts_words_often_the_hyphen_goes_unless_something_tells_that_it_stays():
    clean = clean_of(SET)
    for word in ("government", "mended", "well-known", "Arland-Bordurian", "de-fence", "rearmed", "long-term"):
        assert f" {word} " in clean, word


def test_where_words_are_seldom_cut_the_hyphen_stays():
    two_cuts = "\n".join(SET.split("\n")[:2])
    assert "The govern-ment of" in clean_of(two_cuts)
    assert "to be mend-ed in" in clean_of(f"{filled(ENGLISH, 49)}\n\n" * 20 + SET)


def test_a_cut_word_says_how_wide_a_short_text_is():
    raw = "The government of Arland says that it will rede-\nploy its soldiers before the end of the spring of\nNext."
    assert clean_of(raw).endswith("spring of Next.")
    assert not is_wrapped(raw.replace("rede-", "rede"))


@pytest.mark.parametrize("end", ["Lt. Gen.", "Mr. J.", "the U.S.", "am 3.", "No."])
def test_no_sentence_ends_with_the_full_stop_of_an_abbreviation_at_a_line_end(end):
    following = {"am 3.": "Oktober kam.", "No.": "5 there."}.get(end, "Army of Osk.")
    lines = [f"The government of Arland has been met by {end}", following]
    assert clean_of("\n".join([*lines, "", *lines])) == f"{' '.join(lines)}\n\n{' '.join(lines)}"


def test_scripts_without_spaces_are_joined_without_one():
    text = (
        "政府は月曜日に海峡へ兵士を送らないと発表し、同盟国が何を決めても橋を建てる計画には加わらないと首相は述べた。"
        * 2
    )
    assert clean_of("\n".join(textwrap.wrap(text, 24))) == text


def test_between_a_script_without_spaces_and_one_with_them_stands_a_space():
    text = (
        "政府は月曜日に海峡へ兵士を送らないと発表し、同盟国が何を決めても橋を建てる計画には加わらないと首相は述べた。"
    )
    first, *others = textwrap.wrap(text * 2, 24)
    assert clean_of("\n".join([first, "NATO" + others[0][4:], *others[1:]])).startswith(f"{first} NATO")


def hyphenated(part, other=""):
    raw = f"The government of Arland says it is able to {part} soldiers to the strait, and it will pay\n"
    return clean_of(
        raw + f"for all of it until the spring of next year, and\nwhatever Borduria may say of it now{other}.\n"
    )


@pytest.mark.parametrize(
    ("part", "other", "found"),
    [
        ("rede-\nploy", "; it will redeploy them", "to redeploy soldiers"),
        ("rede-\nploy", "; to Redeploy is its right", "to redeploy soldiers"),
        ("rede-\nploy", "", "to rede-ploy soldiers"),  # the hyphen stays, as nothing tells
        ("re-\narm", "; it will re-arm them", "to re-arm soldiers"),
        ("rede\u00ad\nploy", "", "to redeploy soldiers"),
        ("Franco-\nArlandish", "", "to Franco-Arlandish soldiers"),
        ("pre-\nand postwar", "", "to pre- and postwar soldiers"),
        ("send 10-\n15", "", "to send 10-15 soldiers"),
        ("go –\nwith", "", "to go – with soldiers"),
        ("go—\nwith", "", "to go—with soldiers"),
    ],
)
def test_a_hyphen_at_a_line_end(part, other, found):
    assert found in hyphenated(part, other)


def test_removed_places_say_which_rule_joined_the_lines():
    raw = (
        "A redeployment is planned, the govern-\nment of Arland says, and the govern-\nments of the nine states agree\n"
    )
    raw += "with it, as the government of Borduria\nsays now.\n"
    _, _, removed = cleaning.apply_rules(raw, cleaning.read_rules({}).rules)
    assert [(place.rule, place.zone, place.before, place.after) for place in removed] == [
        ("wrapped-word", "body", "-\n", ""),
        ("wrapped-line", "body", "\n", ""),
        ("wrapped-line", "body", "\n", " "),
        ("wrapped-line", "body", "\n", " "),
    ]
    assert cleaning.restore(cleaning.apply_rules(raw, cleaning.read_rules({}).rules)[0], removed) == raw


def test_no_sentence_ends_at_a_wrap_and_a_quotation_across_it_is_found():
    raw = filled(ENGLISH, 50)
    article, _ = cleaning.clean_article("010", raw, cleaning.read_rules({}))
    assert [sentence.text for sentence in article.sentences][1].startswith("Its premier, Bo Lind, called the plan")
    assert len(article.sentences) == 3
    (span,) = article.places("a bridge that nobody has asked for and that few will cross")
    assert " ".join(span.of(raw).split()) == "a bridge that nobody has asked for and that few will cross"
    assert "\n" in span.of(raw)
    assert find_quotations(raw) == [span]


PIECES = ["The ", "plan ", "of nine ", "states ", "is—\n", "a re-\n", "arm\u00ad\n", "\n", "\r\n", "  \n", "\n  ", "“no”, ", "e\u0301 ", "👩‍🔧 ", "橋 ", ".\n", "\u2028", "and that it will pay\n"]  # fmt: skip
TEXT = (
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
    | st.text()
    | st.integers(20, 90).map(lambda width: filled(ENGLISH, width))
)


@given(TEXT, st.sampled_from(["\n", "\r\n", "\r"]))
def test_neighbours_are_lines_of_which_one_follows_the_other_at_once(raw, end):
    raw = raw.replace("\n", end)
    pairs = [
        (start, start + len(line), after, after + len(following))
        for (start, line), (after, following) in pairwise(lines(raw))
        if raw[start + len(line) : after] in ("\n", "\r", "\r\n") and len(line) <= wrapping.MOST
        if not line.isspace() and not following.isspace()
    ]
    assert [(*one, *other) for one, other in wrapping._neighbours(raw)] == pairs


@given(TEXT)
def test_wraps_are_line_ends_in_order_with_nothing_but_space_and_hyphens(raw):
    found = wraps(raw)
    assert all(one.span.end < other.span.start for one, other in pairwise(found))
    for wrap in found:
        before = wrap.span.of(raw)
        assert before.strip(" \t\u00a0") and not before.strip().strip("-‐\u00ad").strip() and wrap.after in ("", " ")
        assert len(before.splitlines()) == 2 or before.endswith(("\n", "\r"))


@counted("way back to raw", full=1000)
@given(TEXT)
def test_the_way_back_is_exact_through_joined_lines(raw):
    article, removed = cleaning.clean_article("000", raw, cleaning.read_rules({}))
    assert cleaning.restore(article.clean, removed) == raw
    for sentence in article.sentences:
        again = article.to_clean(sentence.span)
        assert again is not None and again.of(article.clean) == sentence.text


def test_lines_are_joined_whatever_their_indentation():
    lines = ["The government of Arland says that it will", "build a bridge over the strait, and that it", "pays."] * 2
    paragraph = "".join(f"   {line}\n" for line in lines)
    clean = clean_of(
        f"   Arland builds\n\n{paragraph}\n     A line of another indentation stands alone.\n\n{paragraph}"
    )
    assert clean.count("says that it will build a bridge over the strait, and that it pays.") == 4
    assert "\n     A line of another indentation stands alone.\n" in clean


def test_the_time_to_read_a_list_grows_no_faster_than_its_items():
    def seconds(number):
        taken = []
        for text in ("- a\n" * number + end for end in ("", "\n", "\n\n")):  # another one each time, as wraps are kept
            start = process_time()
            assert len(list(lines_read(text))) == number
            taken.append(process_time() - start)
        return min(taken)

    assert seconds(30_000) < 30 * max(seconds(3_000), 0.02)


BROKEN = [
    "a cease-",
    "fire line",
    "A line.",
    "",
    " ",
    "it will build the bridge over the strait and",
    "x" * 131,
    "Bo\u00ad",
]


@given(
    st.lists(st.lists(st.sampled_from(BROKEN), max_size=5), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@example([[BROKEN[5]] * 3], "\n")
def test_among_many_texts_a_wrapped_one_is_read_as_alone(texts, end):
    raws = [end.join(lines) for lines in texts]
    whole = [bool(wraps(raw)) or has_old_ends(raw) for raw in raws]
    known = list(many_lines.of_texts(raws))
    assert [each.wraps for each in known] == [wraps(raw) for raw in raws]
    found = [[chosen.line for chosen in each.lines] for each in known]
    assert all(
        lines == [line for line in lines_read(raw) if not line.text.isspace()]
        for raw, lines, is_whole in zip(raws, found, whole, strict=True)
        if is_whole
    )
