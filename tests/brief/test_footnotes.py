"""The notes of a brief: who speaks, how many texts, the passages with their words and links, what reverses it."""

import re

import pytest
from markdown_it import MarkdownIt

from payloads import PAYLOADS
from stancebook.brief.citations import Evidence
from stancebook.brief.footnotes import PASSAGES, claim_cells, listed_notes, mark, notes, turns

LIND = {"id": "010-0-arland-toll", "via": "self", "voice": "direct", "speaker": "Bo *Lind*", "actor": "arland"}
WRITER = {"id": "020-4-towns-toll", "via": "article", "voice": "narration", "speaker": "-", "actor": "towns"}
FACT = {"id": "F001", "said_by": "article"}
NOTE = {"id": "N001", "source_note": "N001", "kind": "cited_outlet", "note": "[outside] It was *early*."}
ORIGINS = {"010": [("own_reporting", "a")], "020": [("agency", "b")]}


def passage(id, article, quote, start=0):
    kind = "note" if id.startswith("N") else "statement"
    return {"id": id, "article": article, "quote": quote, "start": start, "end": start + len(quote), "kind": kind}


def evidence(statements=(), facts=(), notes=(), passages=(), tables=None):
    return Evidence(list(statements), list(facts), list(notes), list(passages), (), [], tables or {}, False)


QUOTED = passage(LIND["id"], "010", "We said “never”, and <b>we</b> mean it")


def written(found, most=40, turns=""):
    first, whole = notes(3, found, ORIGINS, {"arland": "Arland"}, most, turns)
    assert first == whole, "few passages"
    return whole


def test_a_note_names_the_account_the_texts_the_speaker_the_words_and_the_text():
    assert written(evidence([LIND], passages=[QUOTED])) == (
        r'3. <a id="note-3"></a>Quoted. One text. Bo \*Lind\*: “We said ‘never’, and \<b\>we\</b\> mean it” '
        "([text 010](evidence.md#010-0-arland-toll))."
    )


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("einer „Enteignung auf Raten“", "einer „Enteignung auf Raten“"),
        ("Lind sagte: „Wir nennen es ‚Raub‘“, „ja“", "Lind sagte: „Wir nennen es ‚Raub‘“, „ja“"),
        ("to „kradzież na raty”", "to „kradzież na raty”"),
        ("Raub auf Raten“, sagte Lind", "Raub auf Raten“, sagte Lind"),
        ("the „plan (“never” or “no”)", "the „plan (‘never’ or ‘no’)"),
        ("„ja“, or “yes”—“no”", "„ja“, or ‘yes’—‘no’"),
    ],
)
def test_german_and_polish_marks_within_a_passage_stay_pairs(quote, printed):
    assert f"“{printed}”" in written(evidence([LIND], passages=[passage(LIND["id"], "010", quote)]))


def test_a_note_with_several_accounts_names_those_who_are_quoted_and_each_speaker_once():
    passages = [QUOTED, passage(WRITER["id"], "020", "no toll"), passage("F001", "020", "two tolls", start=20)]
    assert written(evidence([LIND, WRITER], [FACT], passages=passages)).partition("</a>")[2] == (
        "Quoted, inferred by the writer and told by the writer. Two texts, known to be independent. "
        r"Bo \*Lind\*, quoted: “We said ‘never’, and \<b\>we\</b\> mean it” "
        "([text 010](evidence.md#010-0-arland-toll)); the article: “no toll” "
        "([text 020](evidence.md#020-4-towns-toll)); “two tolls” ([text 020](evidence.md#F001))."
    )


def test_in_print_a_note_has_its_first_passages_and_says_how_many_more_there_are():
    facts = [FACT | {"id": f"F{n}"} for n in range(PASSAGES + 2)]
    passages = [passage(row["id"], "010", f"toll {n}", start=100 * n) for n, row in enumerate(facts)]
    first, whole = notes(3, evidence(facts=facts, passages=passages), ORIGINS, {}, 40, "")
    assert whole.count("“toll") == PASSAGES + 2 and "more" not in whole
    assert first.count("“toll") == PASSAGES and whole.startswith(first.rpartition("; ")[0])
    assert first.endswith(
        f"“toll {PASSAGES - 1}” ([text 010](evidence.md#F{PASSAGES - 1})); 2 more passages on the evidence page."
    )
    first, whole = notes(3, evidence(facts=facts[:-2], passages=passages[:-2]), ORIGINS, {}, 40, "")
    assert first == whole and whole.count("“toll") == PASSAGES


def test_the_same_words_stand_once_and_a_passage_within_another_not_at_all():
    inner = passage("F001", "010", "never", start=9)
    other_text = passage("F002", "020", "never", start=9)
    towns = WRITER | {"id": "010-0-towns-toll"}
    same = QUOTED | {"id": towns["id"]}
    facts = [FACT, FACT | {"id": "F002"}]
    made = written(evidence([LIND, towns], facts, passages=[QUOTED, same, inner, other_text]))
    assert made.count("“We said") == 1
    assert r"Bo \*Lind\* and the article, quoted: “We said" in made
    assert "F001" not in made
    assert "the article: “never” ([text 020](evidence.md#F002))." in made


def test_a_source_note_has_its_comment_and_the_words_of_both_texts():
    passages = [passage("N001", "010", "last week"), passage("N001b", "020", "this week")]
    assert written(evidence(notes=[NOTE], passages=passages)).partition("independent. ")[2] == (
        r"Note: “last week” ([text 010](evidence.md#N001)) – It was \*early\*†; "
        "and “this week” ([text 020](evidence.md#N001b))."
    )


def test_a_long_passage_is_cut_and_a_reversed_finding_says_so():
    finding = {"turns_if": "hedges count as undecided; text 010 is left out", "reversed_by": "a=b"}
    made = written(evidence([LIND], passages=[QUOTED]), most=3, turns=turns(finding))
    assert "“We said ‘never’, …”" in made
    assert "One text. Reversed if hedges count as undecided; or if text 010 is left out. Bo" in made


@pytest.mark.parametrize(
    "finding", [None, {"turns_if": "", "reversed_by": ""}, {"turns_if": "", "reversed_by": "conditional=undecided"}]
)
def test_a_finding_that_nothing_reverses_says_nothing(finding):
    assert turns(finding) == ""


def test_a_claim_without_passages_names_its_tables():
    made = written(evidence(tables={"stances.csv": []}))
    assert made == '3. <a id="note-3"></a>Counted in stances.csv.'
    assert mark("a", 3, []) == '[3](#note-3 "a")'


def test_the_mark_leads_to_the_first_passage():
    assert mark("a", 3, ["010 x", "020"]) == '[3](evidence.md#010%20x "a")'


def test_the_cells_of_a_claim():
    found = evidence([LIND, WRITER], passages=[QUOTED, passage(WRITER["id"], "020", "no toll")])
    assert claim_cells(found, ORIGINS) == {
        "passages": "010-0-arland-toll 020-4-towns-toll", "account": "quoted; inferred by the writer", "texts": 2,
        "independent": 2,
    }  # fmt: skip


def test_the_section_of_the_notes():
    assert listed_notes(["1. a", "2. b"]) == "## The cited passages\n\n1. a\n2. b"
    assert listed_notes([]) == ""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_others_show_as_text_in_a_note(payload):
    said = LIND | {"speaker": f"Lind {payload}"}
    words, comment = passage(LIND["id"], "010", f"We {payload} mean it"), passage("N001", "010", "so", start=200)
    made = written(evidence([said], notes=[NOTE | {"note": f"It {payload} is"}], passages=[words, comment]))
    html = MarkdownIt("commonmark", {"html": True}).render(made)
    assert set(re.findall(r"<(\w+)", html)) == {"ol", "li", "a"}
    assert html.count("<a ") == 3
