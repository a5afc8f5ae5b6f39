"""Damaged letters are found with what is meant, and sound texts of many languages have none."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stancebook.intake import offers
from stancebook.texts import cleaning, damaged, look_alikes

SOUND = {
    "English": "“Don’t go,” said Zoë – the café’s owner… £5 at 20 °C & more; AT&T; R&D; fish &chips;",
    "French": "« L’ÉCOLE É», dit-il à Noël ; œuvre, façade, naïf, où ça ? LIBERTÉ» À»",
    "German": "„Über Österreich“, sagte Jürgen; größer, Fußball, ÄÖÜ, »ja«, ›nein‹, Ä“, Ö”",
    "Spanish": "«¿Qué pasó en España?», dijo Íñigo; AÑO, pingüino, MAÑANA»",
    "Portuguese": "NÃO, AMANHÃ, São Paulo, coração, INFORMAÇÃO, Ê, Â",
    "Polish": "„Zażółć gęślą jaźń”, powiedział Łukasz; ŻÓŁW, ŹDŹBŁO, Ś”",
    "Czech": "„Příliš žluťoučký kůň“, řekl Ďáblík.",
    "Turkish": "“İstanbul’da ığdır”, ŞİŞLİ, ÇÖĞÜŞ",
    "Ukrainian": "«Рівне, Рішення, Річ», – сказала Ґалаґан; об’єднання, СРСР, РФ",
    "Russian": "«Съешь ещё», — сказал он; РЎДА, СССР, Россия.",
    "Greek": "«Καλημέρα», είπε ο Γιώργος.",
    "Vietnamese": "“Tiếng Việt”, ông nói; ĐÃ, CỦA, Ã",
    "Japanese": "「橋」と言った。",
}


@pytest.mark.parametrize("language", SOUND)
def test_a_sound_text_has_no_damage(language):
    assert damaged.find(SOUND[language]) == []


@pytest.mark.matrix("encodings")
@pytest.mark.parametrize("codec", damaged.CODECS)
@pytest.mark.parametrize("language", ["English", "French", "German", "Spanish", "Polish", "Ukrainian"])
def test_utf_8_in_another_encoding_is_found_and_mended_by_the_offered_rules(language, codec):
    sound = SOUND[language].replace("&", "and")
    table = {byte: bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)}
    raw = "".join(table[byte] for byte in sound.encode())
    found = damaged.find(raw)
    assert found and all(each.cause.startswith("UTF-8 read as") for each in found)
    rules = yaml.safe_load(offers.as_yaml(offers.offered({"010": raw})))
    mended, _, removed = cleaning.apply_rules(raw, cleaning.read_rules(rules).rules[: len(rules["rules"])], "010")
    assert damaged.find(mended) == [] and cleaning.restore(mended, removed) == raw
    if len(found) < offers.MOST_LETTERS:
        assert mended == sound


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AT&amp;T and &#8217;s and &nbsp;", ["“&amp;” for “&”, HTML", "“&#8217;” for “’”, HTML", "“&nbsp;” for “[U+00A0]”, HTML"]),
        ("Zo\ufffd said \ufffd", ["U+FFFD where a letter was lost (2 times)"]),
        ("\x93Yes\x94", ["“[U+0093]” for “““, cp1252 read as latin-1".replace("“““", "““”"), "“[U+0094]” for “””, cp1252 read as latin-1"]),
        ("cafÃ© and cafÃ©", ["“Ã©” for “é” (2 times), UTF-8 read as cp1252"]),
        ("&unknownword; & Co.; &#;", []),
        ("", []),
    ],
)  # fmt: skip
def test_damage_is_told_with_its_cause(text, words):
    assert [str(each) for each in damaged.find(text)] == words


def test_only_the_first_kinds_are_listed():
    three = "“&amp;” for “&”, HTML; “&lt;” for “<”, HTML; “&gt;” for “>”, HTML"
    assert damaged.listed(damaged.find("&amp; &lt; &gt;")) == three
    assert damaged.listed(damaged.find("&amp; &lt; &gt; &quot; &#65;")) == f"{three} and 2 more kinds"


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("\u00c3\u0080 la", {"UTF-8 read as latin-1"}),
        ("√© or √© or √©", {"UTF-8 read as mac_roman"}),  # three letters apart are a proof, two are none
        ("√© or √©", set()),
        ("РњС–Рѕ", {"UTF-8 read as cp1251"}),
        ("РњС– or Рѕ", set()),  # three in cp1251, and only two of them in a row
        ("\x81 or \x9d", set()),  # cp1252 has nothing there
        ("\ufffd", {""}),
    ],
)
def test_letters_that_are_few_prove_something_only_where_they_are_rare(text, causes):
    assert {each.cause for each in damaged.find(text)} == causes


@pytest.mark.parametrize(
    ("text", "encodings"),
    [("cafÃ©", ["utf-8"]), ("\x93No", ["cp1252"]), ("&amp;", [""]), ("\ufffd", [""])],
)
def test_the_encoding_that_would_be_right_is_told(text, encodings):
    assert [each.encoding for each in damaged.find(text)] == encodings


@given(st.text())
def test_no_text_is_too_strange(text):
    for each in damaged.find(text):
        assert (each.found in text and each.times == text.count(each.found)) or each.times >= 1


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["Tusk", "\u0422usk"], "U+0054 LATIN CAPITAL LETTER T in the one, U+0422 CYRILLIC CAPITAL LETTER TE in the other"),
        (["Zo\u00eb", "Zoe\u0308"], "U+0065 LATIN SMALL LETTER E in the one, U+00EB LATIN SMALL LETTER E WITH DIAERESIS in the other"),
        (["Lind", "Lind "], "nothing more in the one, U+0020 SPACE in the other"),
        (["Bo Lind", "Bo\u00a0Lind"], "U+0020 SPACE in the one, U+00A0 NO-BREAK SPACE in the other"),
        (["LIND", "Lind"], "U+0049 LATIN CAPITAL LETTER I in the one, U+0069 LATIN SMALL LETTER I in the other"),
        (["O’Neil", "O'Neil"], "U+0027 APOSTROPHE in the one, U+2019 RIGHT SINGLE QUOTATION MARK in the other"),
        (["Μor", "Mor"], "U+004D LATIN CAPITAL LETTER M in the one, U+039C GREEK CAPITAL LETTER MU in the other"),
        (["Li\u200bnd", "Lind"], "U+006E LATIN SMALL LETTER N in the one, U+200B ZERO WIDTH SPACE in the other"),
    ],
)  # fmt: skip
def test_names_that_look_alike_are_shown_with_their_code_points(names, why):
    assert [pair[2] for pair in look_alikes.pairs([*names, *names, "Eva Nord"])] == [why]


def test_names_that_look_different_are_no_pair():
    assert look_alikes.pairs(["Lind", "Lint", "Zoe", "Zoë", "Eva Nord", "Nord", "Тарас", "Тарас"]) == []
