"""The text of a brief as read: sentences, citations, counts and blocks, and what cannot be read."""

import pytest

from stancebook.brief.inline import BriefError
from stancebook.brief.text import parse


def words(markdown):
    return [sentence.words for sentence in parse(markdown).sentences]


def only(markdown):
    (sentence,) = parse(markdown).sentences
    return sentence


def test_a_sentence_has_its_line_words_citation_keys_and_attributes():
    citation = '[@arland/toll quoted; @F001]{#pays holds="stance(arland, toll) > 0" allow-number="a \\"round\\" one"}'
    second = parse(f"One.\n\nArland\npays {citation}.").sentences[1]
    assert (second.id, second.line, second.kind, second.words) == ("pays", 3, "sentence", "Arland pays.")
    assert second.keys == ("arland/toll quoted", "F001")
    assert (second.citation, second.holds) == (citation, "stance(arland, toll) > 0")
    assert second.allow == {"number": 'a "round" one'}


def test_attributes_may_stand_on_several_lines():
    words = 'Arland pays [@F001]{#pays\n   holds="stance(arland,\n   toll)   > 0"} much more.'
    sentence = only(words)
    assert (sentence.id, sentence.words) == ("pays", "Arland pays much more.")
    assert sentence.holds == "stance(arland, toll) > 0"


def test_sentences_without_an_id_are_numbered_by_their_order():
    assert [each.id for each in parse("One. Two [@F001]{#two}. Three.").sentences] == ["s1", "two", "s3"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("He goes [@a]. She stays [@b].", ["He goes.", "She stays."]),
        ("He said: “We go.” [@a] She stays.", ["He said: “We go.”", "She stays."]),
        ("He said: “We go.” [@a]. She stays.", ["He said: “We go.”", "She stays."]),
        ("He said: “We go. We stay.” [@a] Then he left.", ["He said: “We go. We stay.”", "Then he left."]),
        ("The U.S. Senate waits [@a]. Gen. Kay leaves.", ["The U.S. Senate waits.", "Gen. Kay leaves."]),
        ("They ask the U.S. [@a]. Kay leaves.", ["They ask the U.S.", "Kay leaves."]),
        (
            "They oppose the cap [@a]. Kay praises it. It costs a cent. Lind left.",
            ["They oppose the cap.", "Kay praises it.", "It costs a cent.", "Lind left."],
        ),
        ("Near the ave [@a] [@b]. Kay leaves.", ["Near the ave.", "Kay leaves."]),
        ("She named a Gen. [@a; @b] (Kay left.) “He” is back.", ["She named a Gen.", "(Kay left.)", "“He” is back."]),
        (
            "**The Gen. [@a]** Kay, and *the Gen.* [@b] *Lind* of the Gen. [@c] staff.",
            ["The Gen. Kay, and the Gen.", "Lind of the Gen. staff."],
        ),
        ("**He goes [@a].** She *stays* [@*/b] or *goes* [@*/c].", ["He goes.", "She stays or goes."]),
        ("Arland [@a], Borduria [@b]\nand Cordovia [@c] pay.", ["Arland, Borduria and Cordovia pay."]),
        ("# Does it go? It does [@a]", ["Does it go? It does"]),
        ("> He goes [@a;\n> @b].", ["He goes."]),
        ("Two\n===\n\n1. One [@a].\n\n   More.", ["Two", "One.", "More."]),
        (r"A \[@a] and a price of 5\* [@b].", ["A [@a] and a price of 5*."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(markdown, expected):
    assert words(markdown) == expected


def test_a_row_is_one_sentence_and_the_head_of_a_table_is_none():
    row = only("| Who | Pays |\n| --- | --- |\n| *Arland* [@a] | a \\| b [@b]{#row} |\n")
    assert (row.id, row.line, row.kind, row.words, row.keys) == ("row", 3, "row", "Arland | a | b", ("a", "b"))
    assert row.markdown == "| *Arland* | a \\| b |"


def test_counts_stand_in_the_words_and_can_be_printed_otherwise():
    sentence = only('Of [25]{count="*/* quoted"} *rows*, [two]{count="articles"} count [@study].')
    assert sentence.words == "Of 25 rows, two count."
    assert sentence.counts == (("25", "*/* quoted"), ("two", "articles"))
    assert sentence.counted(["7", "one"]).words == "Of 7 rows, one count."
    assert sentence.counted(["7", "one"]).markdown == "Of 7 *rows*, one count."


def test_blocks_are_figures_tables_bullets_for_rows_and_the_break_before_the_annex():
    fences = "```table stances\nactor: Who\n```\n\n```each */toll\n- {actor} [@{id}]\n```\n"
    blocks = parse(f"![a map](figures/map.svg)\n\n---\n\n{fences}").blocks
    assert [(block.kind, block.name, block.body) for block in blocks] == [
        ("figure", "map", "a map"), ("break", "", ""),
        ("table", "stances", "actor: Who\n"), ("each", "*/toll", "- {actor} [@{id}]\n"),
    ]  # fmt: skip
    assert [(block.start, block.end) for block in blocks] == [(0, 1), (2, 3), (4, 7), (8, 11)]


def test_blocks_keep_what_stands_before_their_words():
    text = parse("## Who?\n\n> - one\n>\n>   two\n\n3. three")
    assert [block.prefix for block in text.blocks] == ["## ", "> - ", ">   ", "3. "]


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("Arland pays [@F001.", "line 1: “[@F001.” has no closing bracket"),
        ("One.\n\nArland\npays [@F001; F002].", "line 4: “F002” in [@F001; F002] does not begin with @"),
        ("Arland pays [@].", "“[@]” names no key"),
        ("Arland pays [@F001]{holds=}.", "the attributes behind [@F001] cannot be read"),
        ("Arland pays [@F001]{number=no}.", "the braces behind [@F001] have number"),
        ("Arland pays [@F001] {#pays}.", "attributes in braces stand alone"),
        ("Arland pays [two]{F001}.", "the attributes behind [two] cannot be read"),
        ("Arland pays [two]{}.", "the braces behind [two] have nothing"),
        ('Arland pays [two]{says="weather"}.', "the words [two] are none that the study's state gives; use says"),
        ('Arland pays [two]{count="validation"}.', "the words [two] are none that the study's state gives"),
        ('Arland pays [two]{count="articles" says="validation"}.', "the braces behind [two] have count or says"),
        ("Arland pays [@F001]{#a} twice [@F002]{#b}.", "a sentence has an attribute twice"),
        ("Arland pays [@F001]{#a}.\n\nIt stays [@F001]{#a}.", "line 3: the id a stands in line 1 too"),
        ("Arland pays [@F001]{#s2}.", "the id s2 is one that sentences get by themselves"),
        ("**Arland pays. It goes.**", "emphasis or a link goes on over the end of a sentence"),
        ("The annex\n---\n", "the line of dashes below makes this a heading"),
        ("See ![](figures/map.svg).", "an image stands among words or is no figure"),
        ("One.\n\n# ", "line 3: a heading without words; give it words, or delete it"),
        ("## [@arland/toll]", "a heading without words"),
        ("![](map.png)", "an image stands among words or is no figure"),
        ("```python\nprint()\n```", "a fenced block says “python”"),
        ("| Who [@a] |\n| --- |\n| Arland |", "the head of a table has a citation"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(markdown, message):
    with pytest.raises(BriefError, match=r"^report/text.md, line \d+: .+; ") as caught:
        parse(markdown)
    assert message in str(caught.value)


def test_all_faults_show_at_once():
    with pytest.raises(BriefError) as caught:
        parse("One [@].\n\nTwo [@b.\n\n---")
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == [
        "report/text.md, line 1", "report/text.md, line 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n\n" * 10_000, "line 1: the text has more than 30,000 characters; shorten it"),
        ("a\n\n" + "b" * 20_000, "line 3: a paragraph or a row has more than 20,000 characters; divide it"),
        ("|a|\n|-|\n|" + "b" * 19_999, "line 3: a paragraph or a row has more than 20,000 characters; divide it"),
    ],
    ids=["text", "paragraph", "row"],
)
def test_a_text_is_read_up_to_its_limits(text, fault, monkeypatch):
    monkeypatch.setattr("stancebook.brief.text.BRIEF_CHARACTERS", 30_000)
    parse(text)
    with pytest.raises(BriefError, match=f"^report/text.md, {fault}$"):
        parse(text + "c")
