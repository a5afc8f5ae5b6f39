"""Quotation marks of all languages: which words stand between them."""

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stancebook.texts.quotation_marks import MARKS, STRAIGHT, closes, find, without


def inner(text, **how):
    return [each.inner.of(text) for each in find(text, **how)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # English
        ("“We go,” said Lind. “They stay.”", ["We go,", "They stay."]),
        ("‘We go,’ said Lind. ‘It’s late.’", ["We go,", "It’s late."]),
        ("‘The soldiers’ friend won’t go,’ he said.", ["The soldiers’ friend won’t go,"]),
        ("‘The allies’ plan is dead’, said Mor.", ["The allies’ plan is dead"]),
        ("The allies’ plan and the states’ money", []),
        ("‘yes’ and ‘no’, said the allies’ envoy", ["yes", "no"]),
        ("“He said ‘never’ to us,” she said.", ["He said ‘never’ to us,"]),
        ("‘He said “never” to the allies’ envoy,’ she said.", ["He said “never” to the allies’ envoy,"]),
        ('"One," he said, "two."', ["One,", "two."]),
        ('"He called it "madness" twice," she said.', ['He called it "madness" twice,']),
        ("'We won't go,' he said, 'as it's late.'", ["We won't go,", "as it's late."]),
        ("The states' money, the '90s, rock 'n' roll, 'em and 'til", []),
        ("’90s ’twas rock ’n’ roll and ’em", []),
        ("A 6\" board, 5' 11\" and \"this\"", ["this"]),
        ("said:“We go”and left", ["We go"]),
        ("``We go,'' he said.", ["We go,"]),
        ("("
         "“We go”)—“they stay”", ["We go", "they stay"]),
        ("“He said ‘never to us,” she said. “Yes.”", ["He said ‘never to us,", "Yes."]),
        ("“He said «never to us,” she said. “Yes.”", ["He said «never to us,", "Yes."]),
        ("‘He said “stop doin’ it” to us,’ she said.", ["He said “stop doin’ it” to us,"]),
        ("“Zero” and ‘Men said “one” and “two”.", ["Zero", "one", "two"]),
        ("The “plan”’s end and the states’ money", ["plan"]),
        ("Back in the ‘90s it was so’, he said.", []),
        ("’Twas the states’ plan", []),
        ("A 6\" by 4\" board", []),
        ("said:\"We go\"and left", ["We go"]),
        ("‘The LYNX’ den and THE ALLIES’ plan is dead’, said Mor.", ["The LYNX’ den and THE ALLIES’ plan is dead"]),
        ("‘Rock ’n’ roll is dead,’ he said.", ["Rock ’n’ roll is dead,"]),
        ("'Rock 'N' roll is dead,' he said.", ["Rock 'N' roll is dead,"]),
        ("'The allies' plan is dead,' he said.", ["The allies' plan is dead,"]),
        ("'The allies' said Mor. 'No.'", ["The allies", "No."]),
        ("‘The allies’ said Mor. ‘No.’", ["The allies", "No."]),
        ("‘We have won’ said the runnin’ mate.", ["We have won"]),
        ("‘No more tolls’ – so said the runnin’ mate.", ["No more tolls"]),
        ("‘No more tolls’ said Xenia. ‘No.’", ["No more tolls", "No."]),
        ("‘The allies’ A plan is dead’, said Mor.", ["The allies’ A plan is dead"]),
        ("‘We saw the lynx’ said Mor. ‘No.’", ["We saw the lynx", "No."]),
        # a space too few or too many, a mark beside another one
        ("He said“We go”and left", ["We go"]),
        ("He said\"I\" and left", ["I"]),
        ("It is late—\"…no\" he said", ["…no"]),
        ("\"We go \". She left.", ["We go"]),
        ("\"We go \", he said.", ["We go"]),
        ("stray\" and \"this\"", ["this"]),
        ("'He said \"so do I\"'and left", ["He said \"so do I\""]),
        ("He said ”’No’", ["No"]),
        ("”’No’", ["No"]),
        ("plus» ou «non»", ["non"]),
        # German, Austrian, Swiss, and books
        ("„Eins “zwei” drei“, sagte er.", ["Eins “zwei” drei"]),
        ("» Wir gehen « sagte er.", ["Wir gehen"]),
        ("› Wir gehen ‹ sagte er.", ["Wir gehen"]),
        ("Er: » Wir gehen « und mehr.", ["Wir gehen"]),
        ("„Wir gehen“, sagte er, „heute.“", ["Wir gehen", "heute."]),
        ("»Wir gehen«, sagte er, »heute.«", ["Wir gehen", "heute."]),
        ("»Er sagte ›nie‹ zu uns«, sagte sie.", ["Er sagte ›nie‹ zu uns"]),
        ("„Er sagte ‚nie‘ zu uns“, sagte sie.", ["Er sagte ‚nie‘ zu uns"]),
        ("‚Nie‘, sagte er.", ["Nie"]),
        ("›Nie‹, sagte er.", ["Nie"]),
        ("„Wir gehen\", sagte er.", ["Wir gehen"]),
        # French, with spaces of all kinds
        ("« Nous partons », dit-il, « demain ».", ["Nous partons", "demain"]),
        ("«\u00a0Nous partons\u00a0», dit-il.", ["Nous partons"]),
        ("«\u202fNous partons\u202f!\u202f»", ["Nous partons\u202f!"]),
        ("L’«\u00a0accord\u00a0» d’“hier”", ["accord", "hier"]),
        ("« Il a dit “non” », dit-elle.", ["Il a dit “non”"]),
        ("Dit l’‘accord’ et c’est tout", ["accord"]),
        ("« Il a dit « non » hier », dit-elle.", ["Il a dit « non » hier"]),
        ("Il est dit ‹ non ›.", ["non"]),
        # Spanish, Italian, Portuguese, Russian, Ukrainian, Greek
        ("«No iremos», dijo. «¿Cuándo?»", ["No iremos", "¿Cuándo?"]),
        ("¿«Nunca»?", ["Nunca"]),
        ("«Мы сказали „нет“ вчера», — сказал он.", ["Мы сказали „нет“ вчера"]),
        ("«Ми не підемо», — каже він. «Об’єднання — так».", ["Ми не підемо", "Об’єднання — так"]),
        # Polish, Romanian, Hungarian, Dutch, Croatian
        ("„Nie pójdziemy”, powiedział. „Nigdy.”", ["Nie pójdziemy", "Nigdy."]),
        ("„Powiedział «nie» wczoraj”, dodała.", ["Powiedział «nie» wczoraj"]),
        ("„Azt mondta: »nem«”, mondta.", ["Azt mondta: »nem«"]),
        # Swedish, Finnish, Danish, Norwegian
        ("”Vi går”, sade han. ”Aldrig.”", ["Vi går", "Aldrig."]),
        ("»Vi går», sade han. »Aldrig.»", ["Vi går", "Aldrig."]),
        ("’Vi går’, sade han.", ["Vi går"]),
        ("”Hän sanoi ’ei’ eilen”, hän sanoi.", ["Hän sanoi ’ei’ eilen"]),
        ("”Han sade ”nej” till oss”, sade hon.", ["Han sade ”nej” till oss"]),
        ("»Vi går«, sagde han.", ["Vi går"]),
        # Chinese, Japanese, Korean
        ("首相は「橋は『不要』だ」と述べた。", ["橋は『不要』だ"]),
        ("他说“不去”，又说‘不行’了。", ["不去", "不行"]),
        ("『行かない』", ["行かない"]),
        ("〝行かない〟と述べた", ["行かない"]),
        ("＂不去＂", ["不去"]),
        # Hebrew, where the sign of an abbreviation is the same
        ('השר אמר: "לא".', ["לא"]),
        ('מנכ"ל ארלנד אמר: "לא", ויצא.', ["לא"]),
        ("מנכ״ל ארלנד אמר: ״לא״.", ["לא"]),
        ('הדו"חות של מנכ"לית ארלנד', []),
        ('ב"ארלנד" וה"לא" שלו', ["ארלנד", "לא"]),
        # marks that close nothing, and nothing between marks
        ("stray ” and » then “this”", ["this"]),
        ('“” « » "" “ ” ‘’ 「」', []),
        ("5’ and 6″ and 5′", []),
        ("", []),
    ],
)  # fmt: skip
def test_the_words_between_marks(text, words):
    assert inner(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said: “We go", ["We go"]),
        ("“One “two” three", ["One", "two"]),
        ("“One “two” three” four", ["One “two” three"]),
        ('"One. “Two', ["One. “Two"]),
        ("„Eins «zwei»", ["Eins «zwei»"]),
        ("» Eins", []),
        ("‘Tis late", []),
        ("'One two", []),
        ("”En två", []),
    ],
)
def test_a_quotation_that_is_not_closed_ends_with_the_text(text, words):
    assert inner(text) == words


def test_marks_become_spaces_and_apostrophes_stay():
    assert without("Lind’s “plan” isn't ‘his’, nor ``hers''.") == "Lind’s  plan  isn't  his , nor   hers  ."


def test_a_sentence_that_opens_a_single_mark_can_be_told():
    assert [each.closed for each in find("He said ‘never.")] == []
    assert [each.closed for each in find("He said ‘never.", single=True)] == [False]
    assert [each.closed for each in find("He said ‘never’ and ‘no’.", single=True)] == [True, True]


@pytest.mark.parametrize(
    ("text", "opened", "span"),
    [
        ("We stay,” she said. “Yes.”", "“", (8, 9)),
        ("The allies’ plan,” she said.", "“", (17, 18)),
        ('We stay," she said.', '"', (8, 9)),
        ("“We stay,” she said.", "“", None),
        ('"We stay," she said.', '"', None),
        ("They stay, and «she» said”", "“", None),
        ("They stay.", "“", None),
    ],
)
def test_a_mark_that_closes_a_quotation_of_an_earlier_paragraph(text, opened, span):
    assert closes(text, opened) == span


def test_the_marks_belong_to_what_is_found():
    (found,) = find("So « oui » it is")
    assert (found.start, found.end, found.inner, found.closed) == (3, 10, (5, 8), True)


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_every_mark_has_a_straight_form(mark):
    assert mark.translate(STRAIGHT) in ('"', "'")


PIECES = st.sampled_from([*MARKS, "a", "s", "A", " ", "\u00a0", ".", ",", "1", "\n", "—", "é", "橋", "e\u0301"])


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_quotations_are_apart_in_order_and_hold_their_words(text, single):
    found = find(text, single=single)
    at = 0
    for each in found:
        assert at <= each.start < each.inner.start <= each.inner.end <= each.end <= len(text)
        assert each.inner.start < each.inner.end or not each.closed
        assert text[each.start] in MARKS | {"`"} and each.inner.of(text) == each.inner.of(text).strip()
        assert not each.closed or text[each.end - 1] in MARKS
        at = each.end


@given(st.text("abc dé.", min_size=1, max_size=20).filter(lambda text: text.strip(" .")))
@pytest.mark.parametrize(
    "marks", ["“”", "‘’", "„“", "„”", "«»", "»«", "””", "»»", "‹›", "›‹", "‚‘", "「」", "『』", '""', "''"]
)
def test_words_without_marks_are_found_between_any_pair(marks, words):
    words = words.strip(" .")
    assume(marks not in ("‘’", "''") or not re.match(r"\w\b", words))  # ‘d may be an elision
    assert inner(f"Lind: {marks[0]}{words}{marks[1]}, and more") == [words]


def test_marks_that_nothing_closes_are_read_soon():
    started = time.process_time()
    assert find("“" * 20_000)[0] == (0, 1, (1, 1), False)
    assert time.process_time() - started < 5
    nested = "“a ‘b " * 60 + "c" + "’ ”" * 60
    assert [each.inner.of(nested) for each in find(nested)] == [nested[1:-2]]
