"""Sentences: the same ones each time, by rules that one can read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gold_sentences
from stancebook.core import yaml_files
from stancebook.texts import sentence_ends
from stancebook.texts.languages import FOLDER, KINDS, LANGUAGES, Language
from stancebook.texts.sentences import split
from stancebook.texts.spans import Span

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
    "?” Karl asked",
    "。",
    "z. B.",
    " [1]",
    "(",
    "p.m.",
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
        ("We met. Im. Mor 5 to adres.", ["We met.", "Im. Mor 5 to adres."]),  # listed as im., begins a sentence
        ("Вони чекали. Ім. Мор вул. 5 тут.", ["Вони чекали.", "Ім. Мор вул. 5 тут."]),
        ("A heading\nA sentence.\n\n  Another.  \n", ["A heading", "A sentence.", "Another."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_where_a_sentence_ends(text, sentences):
    assert [span.of(text) for span in split(text)] == sentences


@pytest.mark.parametrize("opening", [*"ŁŠŚÉĐΕЮІҐԱაჿ", "İ", "Ǆ", "א", "ع", "अ", "五", "5", "٥"])
def test_capitals_letters_without_case_and_digits_of_all_scripts_begin_a_sentence(opening):
    assert len(split(f"Nobody came. {opening}ldan left.")) == 2


@pytest.mark.parametrize("sign", ["„", "«", "»", "”", "“", "‘", "‚", "「", "‹", "(", "[", "—", "– ", "- ", "€", "£", "$", "₴", "¿", "¡", "§ ", "#", "• ", "« ", "−", "+"])  # fmt: skip
def test_signs_before_a_capital_or_a_digit_begin_a_sentence_and_before_a_small_letter_none(sign):
    assert len(split(f"Nobody came. {sign}Aldan left.")) == 2
    assert len(split(f"Nobody came. {sign}5 left.")) == 2
    assert len(split(f"Nobody came. {sign}at all.")) == 1


@pytest.mark.parametrize("sign", [",", ";", ":", ")", "…", "/", "%"])
def test_other_signs_begin_none(sign):
    assert len(split(f"Nobody came. {sign}Aldan left.")) == 1


@pytest.mark.parametrize("mark", ["!", "?", "…", "...", "?!", "؟", "۔", "।", "॥", "։", "\u037e", "‼", "⁉"])
def test_marks_of_all_scripts_end_a_sentence(mark):
    assert [span.of(f"Come{mark} Go.") for span in split(f"Come{mark} Go.")] == [f"Come{mark}", "Go."]


@pytest.mark.parametrize("closing", ["”", "’", '"', "»", "“", "«", " »", "」", ")", "]", "”)", "[1]", " [12]", "[1, 2]", " [3 – 5]", "[citation needed]", "[a]", "¹", "*", "†", "”[3]", "12"])  # fmt: skip
def test_closing_signs_and_footnote_marks_belong_to_the_sentence_before(closing):
    text = f"They came.{closing} Karl left."
    assert [span.of(text) for span in split(text)] == [f"They came.{closing}", "Karl left."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("我来了。他走了！谁？", ["我来了。", "他走了！", "谁？"]),
        ("“你来吗？”他问。我走了。", ["“你来吗？”他问。", "我走了。"]),
        ("「行く？」と彼は言った。雨だ。", ["「行く？」と彼は言った。", "雨だ。"]),
        ("他走了。“你来吗？” 我来。", ["他走了。", "“你来吗？”", "我来。"]),
        ("「行く。」「行かない。」", ["「行く。」", "「行かない。」"]),
        ("वह आया। मैं गया।", ["वह आया।", "मैं गया।"]),
        ("Ποιος ήρθε; Κανείς.", ["Ποιος ήρθε; Κανείς."]),  # the sign of a semicolon: nobody can tell
        ("Ποιος ήρθε\u037e Κανείς.", ["Ποιος ήρθε\u037e", "Κανείς."]),
        ("The tax is low. iPhones are not. de Marne pays.", ["The tax is low.", "iPhones are not. de Marne pays."]),
        ("Two tasks. a) Dig. b) Fill.", ["Two tasks.", "a) Dig.", "b) Fill."]),
        ("So... then . . . he left . . . Karl stayed.", ["So... then . . . he left . . .", "Karl stayed."]),
        ("See No.7 Bus and v.2 Karl.", ["See No.7 Bus and v.2 Karl."]),
        ("It is .5 too many. .5 is a half.", ["It is .5 too many.", ".5 is a half."]),
    ],
)
def test_sentences_of_other_scripts_and_rare_signs(text, sentences):
    assert [span.of(text) for span in split(text)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The U.S. Senate met.", 1),
        ("He left the U.S. The rest stayed.", 2),
        ("U.S. And Arland Agree", 1),  # a headline has no full stop
        ("It is plan B. Karl knows.", 2),
        ("See Annex D. Karl did.", 2),
        ("Er wohnt in der Hafenstr. 7 am Fluss.", 1),
        ("He is Karl B. Mott.", 1),
        ("He is B. An Karl, she the B. He said so.", 2),
        ("J. So and M. Le Pen came.", 1),
        ("He came at 5 p.m. Karl left.", 2),
        ("At 5 p.m. Karl left.", 1),
        ("At 5 p.m. Monday it rained.", 1),
        ("He waits since 5p.m. Karl left.", 2),
        ("Since 5p.m. Karl waits.", 1),
        ("P.M. Karl left.", 1),
        ("Men of Co. B, 3rd Bn., left.", 1),
        ("Wow! Inc. fell, Wow! Karl rose.", 2),
        ("Tarn Inc. Karl left.", 2),
        ("Tarn Inc. Chairman Karl left.", 1),
        ("It rained in Sept. Karl left.", 2),
        ("It rained on Sept. 3 and 4.", 1),
        ("See Art. IV of it.", 1),
        ("“No.” Karl left.", 2),
        ("He said no. 5 left.", 1),
        ("The house cost 12. Karl paid.", 2),
        ("Points: 1. Money, 2. Time, 3. Trust.", 1),
        ("1. Money is short. 2. Time is short.", 2),
        ("1.2. Money is short.", 1),
        ("2019. Money was short.", 2),
        ("Seit dem 3. Oktober regnet es.", 1),
        ("Seit dem 3. Der Rest ist neu.", 2),
        ("Das II. Korps kommt.", 1),
        ("World War II. Karl fought.", 2),
        ("It was 20 C. Karl froze.", 2),
        ("Am 3. 5. 2019 war es so.", 1),
        ("King Aldo V. Karl was next.", 2),
        ("“Who?” Karl Mott asked.", 1),
        ("“Who?” Karl Mott, the mayor, asked.", 1),
        ("“Who?” Karl Mott, the mayor.", 2),
        ("“Who?” Karl’s wife then quietly asked.", 1),
        ("“Who?” Karl's wife asked them.", 1),
        ("The mayor [who?] Karl left.", 1),
        ("“(Who?) Karl left.", 2),
        ("We (all) go. Who?) Karl left.", 3),
        ("Who?) Karl (all) left.", 2),
        ("They won.3 Karl lost.", 2),
        ("Mott has 2. Karl has 3. Mia won.", 3),
        ("Mott has 3. Karl has 2. Mia won.", 3),
        ("So they go.3 Karl stays.", 1),
        ("See Osk.3 Karl stays.", 1),
        ("It is approx.3 Karl stays.", 1),
        ("At 5 p.m. (5 GMT) it rained.", 1),
        ("U.S. And Arland Agree\nIt is so.", 2),
        (f"{'x' * 192} U.S. He", 2),
        (f"{'x' * 191} U.S. He", 1),
        (f"{'x' * 200}\nU.S. He", 2),
        ("He met O'B. Karl left.", 1),
        ("Это к-т. Карл ушёл.", 1),
        ("C’est l’a. Karl vient.", 2),
        ("It is ‘x. Karl left.", 1),
        ("Allez-y. Karl vient.", 2),
        ("Пан д-р. Карл пішов.", 1),
        ("Il en est à l'x. Karl vient.", 2),
        ("Il vient de l'O.N.U. L’homme reste.", 2),
        ("He left the U.S. It's late.", 2),
        ("The U.S. No. 1 came.", 1),
        ("It has two points; 1. Money, more.", 1),
        ("Es ist Raum 305. 5. Mai ist frei.", 2),
        ("Montag, 3. 5. 2019 war es so.", 1),
        ("Es kam das 305. Bataillon.", 1),
        ("Es war 2019. August war warm.", 2),
        ("It is plan B. C. Mott knows.", 2),
        ("The KGb. Karl left.", 2),
        ("The Krndl. Karl left.", 1),
        ("He is Karl V. Brandt.", 1),
        ("She said no. I left.", 2),
        ("She said no. I'm here.", 2),
        ("Art. b) der Liste.", 1),
        ("Sie wohnt im Haus 105, m. Osk.", 1),
        ("Усі чекали і т. п. Карл пішов.", 2),
        ("Закон від 11 січня 2017 р. № 8 чинний.", 1),
        ("Mr . Karl left.", 1),
        ("They don’t. Karl does.", 2),
        ("The St.Lt.Gen. Karl left the Maj.Lt. Karl.", 1),
        ("At 5p.m. Monday it rained.", 1),
        ("He said “no.”Karl left.", 1),
        ("Nobody came. .“Karl left.", 1),
        ("Nobody came. . Karl left.", 2),
        ("He left. „\nKarl.", 2),
        ("“他来了。”我走\n说。", 3),
        ("— “Who?” Karl of Osk had asked.", 1),
        ("At 5 p.m. (1700 GMT) it rained.", 1),
        ("Tarn Inc. (Osk: TRN) fell.", 1),
        ("The Lt.Gen. Karl Mott left.", 1),
        ("Read osk.example. Karl did.", 2),
        ("“Who?” Karl left.", 2),
        ("“Who?” He said no.", 2),
        ("“Who?” I asked.", 1),
        ("He cried “Who?” Karl said no.", 2),
        ("(Who?) Karl left.", 2),
        ("The mayor (who?) Karl left.", 1),
        ("The mayor left (at 5.) Karl stayed.", 2),
        ("Ofc. Bdl. Krn. Mott left.", 2),  # consonants alone: unknown titles; a vowel: a word
        ("They don't. Karl does.", 2),
        ("The Sgt.-Maj. Karl left, ex-Gen. Mott stayed.", 1),
        ("C'est à l'art. 5 du code.", 1),
        ("Es ist von 40 v. Chr. Gefunden wurde es später.", 2),
        ("Manches, z. B. Brot, d. h. Die Laibe.", 1),
    ],
)
def test_what_the_words_around_a_full_stop_decide(text, sentences):
    assert len(split(text)) == sentences


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        # a clause that has only a time before the full stop goes on
        ("ru", "В 2019 г. Бордурия закрыла порт.", 1),
        ("ru", "Это случилось в 2019 г. Бордурия молчала.", 2),
        ("ru", "В 2019 г. Она молчала.", 2),  # a capital that the clause would not have
        ("ru", "В конце XVIII в. Бордурия воевала.", 1),
        ("ru", "К V в. Бордурия была сильна.", 1),
        ("ru", "5 мая 2019 г. Бордурия закрыла порт.", 1),
        ("ru", "В январе–марте 2019 г. Бордурия росла.", 1),
        ("ru", "Он сказал, что в 2019 г. Бордурия росла.", 1),
        ("ru", "Он жил в Оске, в 2019 г. Бордурия молчала.", 2),
        ("ru", "Он жил там и в 2019 г. Бордурия молчала.", 2),
        ("ru", "Но в 2019 г. Бордурия молчала.", 1),
        ("ru", "В 2018–2019 гг. Бордурия росла. Она росла и в 1998–2001 гг. Арландия нет.", 3),
        ("ru", "Всё началось в XX в. Арландия ждала.", 2),
        ("ru", "В нач. XX в. Арландия ждала.", 1),
        ("ru", "В ночь на 5 мая 2019 г. Арландия ждала.", 1),
        ("uk", "У 2019 р. Бордурія закрила порт.", 1),
        ("uk", "Порт закрили у 2019 р. Бордурія мовчала.", 2),
        ("uk", "Наприкінці XVIII ст. Бордурія воювала.", 1),
        ("uk", "12 травня 2019 р. Бордурія закрила порт.", 1),
        ("uk", "О 18 год. 30 хв. Карл пішов.", 1),
        ("uk", "Усі мовчали, але в 2019 р. Бордурія відповіла.", 1),
        ("pl", "W 2019 r. Borduria zamknęła port.", 1),
        ("pl", "Port zamknięto w 2019 r. Borduria milczy.", 2),
        ("pl", "Pod koniec XVIII w. Borduria wojowała.", 1),
        ("pl", "Od 5 maja 2019 r. Borduria milczy.", 1),
        ("pl", "W 44 r. p.n.e. Karl zginął.", 1),
        ("pl", "W maju br. Borduria milczy.", 1),
        ("pl", "W latach 90. XX w. Borduria milczała.", 1),
        ("pl", "W latach 90. Borduria milczała.", 1),
        ("pl", "W nocy na 5 maja 2019 r. Borduria milczała.", 1),
        ("pl", "Port działa od maja br. Borduria milczy.", 2),
        ("es", "En el 44 a. C. Karl murió.", 1),
        ("es", "Karl murió en el 44 a. C. Borduria calló.", 2),
        ("fr", "En 44 av. J.-C. Karl mourut.", 1),
        ("fr", "Au IIIe s. av. J.-C. Karl mourut. Il est né au IIe s. Karl mourut.", 3),
        ("fr", "Karl mourut en 44 av. J.-C. Borduria se tut.", 2),
        ("de", "Im Jahr 44 v. Chr. Karls Tod.", 1),
        ("en", "In 44 B.C. Karl died.", 1),
        ("en", "By Nov. Karl was gone.", 1),
        ("en", "It stood there in 44 B.C. The rest left.", 2),
        ("en", "In May. Karl left.", 2),
        ("en", f"In {'1 ' * 40}p.m. Karl died.", 2),
        # ranks, streets, laws, units
        ("de", "Obstlt. Mor, Hauptm. Lind und Stabsfw. Kay kamen mit Brig.-Gen. Osk.", 1),
        ("de", "Genlt. Mor wohnt bei der Fa. Lind im Lkr. Osk.", 1),
        ("es", "El apdo. 2, el ap. 3 y la disp. 4 del expte. 5 valen.", 1),
        ("es", "La Lcda. Mor y el Subtte. Lind viven en la Plza. Mayor, Edif. Osk.", 1),
        ("es", "Salió a las 18 h. 30 tarde. Llegó a las 20 h. Nadie vino.", 3),
        ("fr", "Il vient à 18 h. 30 lundi. Il part à 20 h. Karl reste.", 3),
        ("fr", "La sén. Mor et le gal. Lind vivent rte. Verte.", 1),
        ("pl", "Ppłk. rez. Jan Mor i mjr dypl. Ewa Lind przyszli.", 1),
        ("pl", "Kościół pw. Karla stoi od dn. 3 maja na Os. Zielonym przy Al. Morskich.", 1),
        ("pl", "Strata to 3 mln zł. Firma milczy. Dług to 5 mln. Bank czeka.", 4),
        ("pl", "Śp. Jan Mor z Gorzowa Wlkp. Nie żyje.", 2),
        ("uk", "Мол. лейт. Мор живе на просп. Морів. Просп. Морів закрито.", 2),
        ("uk", "Це коштує 5 грн. 50 коп. Карл платить.", 2),
        ("uk", "Це коштує 5 дол. США. Прийшло 5 чол. Карл пішов.", 3),
        ("ru", "Мл. лейт. Мор живёт на бульв. Морей. Дер. Оска закрыта.", 2),
        ("ru", "Цена 5 руб. 50 коп. Карл платит. Цена 5 долл. США.", 3),
        ("ru", "Пришло 5 чел. Карл ушёл.", 2),
        ("en", "SSgt. Karl Mott and Cdre. Ann Lind live on Osk Ln. Four others are 6 ft. 2 tall.", 2),
        ("fr", "L’art. L. 5 du C. pén. vaut. Voir l’art. Karl vient.", 3),
        ("de", "Montag, 14. Sept., war es so. Am 2. Nov. d. J. auch.", 2),
        ("pl", "Mieszka tu 5 m. 3. Karl też.", 2),
        # a quoted question that somebody was asked
        ("en", "“Will it?” Adm. Karl Mott was asked.", 1),
        ("en", "“Will it?” Karl Mott was later asked by Lind.", 1),
        ("en", "“Will it?” Karl has been asked often.", 1),
        ("en", "“Will it?” Gens. Mott and Lind were asked.", 1),
        ("en", "“Will it?” Karl was quoted as saying.", 1),
        ("en", "“Will it?” Karl was asked to leave.", 2),
        ("en", "“Will it?” Karl was tired.", 2),
        ("en", "“Will it?” Karl was", 2),
    ],
)
def test_times_ranks_streets_laws_and_units_of_each_language(language, text, sentences):
    assert len(split(text, language=language)) == sentences
    assert len(split(text)) == sentences


def test_plain_stops_are_decided_at_once(monkeypatch):
    def slow(stop, rules):
        raise AssertionError(stop.clean[stop.start : stop.after])

    monkeypatch.setattr(sentence_ends, "ends", slow)
    text = f"{'x' * 60} go. We left Bridge. He is in.” Yes? a few! zebras at home. All saw Karlov. Ok"
    assert len(split(text)) == 6
    for rare in ("Go. Yes", "So it Ends. Go", "So b. Go", "So Mr. Go", "So! Go", "So x5. Go", "So in. 5 go", "So a. b) go", "So a. iPhone", f"{'x' * 65}. Go"):  # fmt: skip
        with pytest.raises(AssertionError):
            split(rare)


def test_a_study_names_its_own_abbreviations():
    text = "The Arl. Navy and the “St.-Orl. Navy” came."
    assert len(split(text)) == 3
    assert len(split(text, ["Arl.", "St.-Orl"])) == 1
    assert len(split("It is dol. Karl left.", [" d ol. "])) == 1


def test_a_language_has_abbreviations_that_are_words_elsewhere():
    assert len(split("Dies sind max. Karls Sorgen.")) == 2
    for word in ["apt", "asp", "brig", "cap", "cent", "dim", "gem", "hum", "imp", "lit", "span", "tab"]:
        assert len(split(f"They have the {word}. Bread is dear. We met the {word}. 20 men left.")) == 4, word
    assert len(split("Es el cap. 5 de Karl.", language="es")) == 1
    assert len(split("Voilà le cap. Karl.", language="fr")) == 1
    assert len(split("Dies sind max. Karls Sorgen.", language="de")) == 1
    assert len(split("Es sind 3 Mio. Kronen.", language="en")) == 2
    with pytest.raises(ValueError, match=r"^'xx' is no language of sentences; use de, en, es, fr, pl, ru, uk$"):
        split("Karl.", language="xx")


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_words_of_a_language_are_of_known_kinds(name):
    words = yaml_files.read_yaml(FOLDER / f"{name}.yaml")
    assert set(words) <= {*KINDS, "here", *Language._fields} - {"kinds"}
    kinds = {kind: words[kind].split() for kind in (*KINDS, "here") if kind in words}
    listed = [word for each in kinds.values() for word in each]
    assert all(word.endswith(".") for word in listed if word not in ("§", "№")), "an abbreviation has its full stop"
    assert all(len(set(each)) == len(each) for each in kinds.values()), "once in a list"
    assert not any(word.endswith(".") for key, text in words.items() if key not in kinds for word in text.split())


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


@given(TEXT, TEXT)
def test_a_new_paragraph_changes_no_sentence_before_it(text, more):
    spans = split(text)
    assert split(f"{text}\n{more}")[: len(spans)] == spans


@given(st.from_regex(r"[0-9]{1,3}([.,][0-9]{1,3}){0,3}", fullmatch=True), TEXT)
def test_no_sentence_ends_within_a_number(number, text):
    _holds_together(number, f"Karl paid {number}", text)


@given(st.from_regex(r"https?://[a-z]{1,9}\.example(/[A-Za-z0-9.!?=&_-]{0,9}){0,3}", fullmatch=True), TEXT)
def test_no_sentence_ends_within_an_address(address, text):
    _holds_together(address, f"Karl reads {address}", text)


def _holds_together(whole, before, after):
    text = f"{before} {after}"
    place = Span(len(before) - len(whole), len(before))
    assert any(span.contains(place) for span in split(text))


@pytest.mark.parametrize("language", ["", "known"])
@pytest.mark.parametrize(("name", "most"), gold_sentences.MOST_ERRORS.items())
def test_of_marked_prose_hardly_an_end_is_missed_or_invented(name, most, language):
    known = Path(name).name.partition("_")[0] if language else ""
    measured = gold_sentences.measure(name, lambda text: (span.end for span in split(text, language=known)))
    assert measured.share <= most, [*measured.missed, *measured.invented]


def test_an_error_in_marked_prose_is_counted():
    measured = gold_sentences.measure("en", lambda text: (span.end for span in split(text, ["Nobody", "hurt."])))
    assert any("hurt.| Divers" in place for place in measured.missed)


def test_a_second_splitter_finds_the_same_sentences_in_plain_prose():
    for name in ("en", "en_military"):
        plain = gold_sentences.paragraphs(name, "plain")
        assert len(plain) > 3
        assert gold_sentences.second_opinion(gold_sentences.text_of(plain)) == gold_sentences.ends(plain)


def test_where_a_second_splitter_finds_other_sentences_is_listed():
    lines = []
    for name in ("en", "en_military"):
        text = gold_sentences.text_of(gold_sentences.paragraphs(name))
        own, other = {span.end for span in split(text)}, gold_sentences.second_opinion(text)
        lines += gold_sentences.compared(text, own, other)
    listed = (gold_sentences.FOLDER / "second_opinion.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [line for line in listed if not line.startswith("# ")], "write the new list, once you have read it"
