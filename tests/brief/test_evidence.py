"""Evidence: what can be cited, where texts are cut, and Markdown that shows exactly the given text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from html_page import Page
from pages_study import study
from payloads import PAYLOADS
from stancebook.brief import evidence
from stancebook.brief.evidence import segments
from stancebook.brief.passages import conditions_in_words
from stancebook.brief.passages import passages as citable
from stancebook.core import schema, tables
from stancebook.core.markdown import escape, visible

NASTY = st.text(st.sampled_from("ab1 *_`[]()<>&#|!~$\\-+=.:@/\"'“\n\r\t\u00a0\u202e\u2069\0{}^www")) | st.text()


def toy_list(toy, cited=None, claims=None):
    """The list of evidence of a study like pages_study's, and its list of claims."""
    passages = evidence.Citable(tables.records(toy.passages))
    rows = tables.records(toy.claims if claims is None else claims)
    cited = toy.ids if cited is None else cited
    listed = evidence.evidence_list(passages, cited, toy.sentences, toy.sources, rows)
    return listed, evidence.claims_list(rows, passages)


def toy_markdown(toy=None, **changes):
    return "\n".join(toy_list(toy or study(), **changes))


def test_statements_are_labelled_in_order_of_article_start_and_id():
    passages = study().passages
    said = passages[passages["kind"] == "statement"]
    assert list(said["label"]) == [f"S{n}" for n in range(1, 10)]
    assert list(passages["id"][passages["kind"] == "note"]) == ["N002", "N001", "N001b"]
    assert list(passages["position"].astype(object).where(passages["position"].notna(), None))[:3] == [None, 1, 2]


def test_titles_read():
    titles = study().passages.set_index("label")["title"]
    assert titles["S1"] == "Arland · own engineers · +1 · only with mainland backing · own words"
    assert titles["S3"] == "Borland · own engineers · −2 · own words"
    assert titles["S4"] == "Arland · isle force · +1 · only with mandate, if needed · said by others (anonymous)"
    assert titles["S6"] == "Borland · toll · 0 · said by the article (narration)"
    assert titles["F001"] == "force size · force · up to 10,000 engineers · said by two people"
    assert titles["N001b"] == "contradiction · the size differs" and titles["N002"] == "cited outlet"
    assert (
        conditions_in_words("other") == "only with another condition"
        and conditions_in_words("if_needed") == "if needed"
    )


@pytest.mark.parametrize(
    ("low", "high", "value", "told"),
    [
        ("3000", "5000", "", "3,000–5,000 men"),
        ("2.5", "2.5", "", "2.5 men"),
        ("7", "", "", "at least 7 men"),
        ("", "", "few", "few"),
    ],
)
def test_a_fact_tells_its_value(low, high, value, told):
    place = {"article": "000", "start": 0, "end": 1, "quote": "x"}
    said = {"attribute": "size", "subject": "", "unit": "men", "said_by": "-"}
    ends = {"value": value, "value_low": low, "value_high": high}
    facts = tables.frame([{"fact": "F9", **place, **said, **ends}], schema.FACTS)
    passages = citable(tables.frame([], schema.STATEMENTS), facts, tables.frame([], schema.NOTES), {})
    assert list(passages["title"]) == [f"size · {told}"]


@given(st.data())
def test_segments_give_back_the_text_and_each_passage(data):
    text = data.draw(st.text(min_size=1))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda span: span[0] < span[1])
    marks = [(str(n), *span) for n, span in enumerate(data.draw(st.lists(spans, max_size=9)))]
    cut = segments(text, marks)
    assert "".join(text[start:end] for start, end, _ in cut) == text
    for name, start, end in marks:
        assert "".join(text[a:b] for a, b, names in cut if name in names) == text[start:end]


@pytest.mark.parametrize("mark", [("S1", 2, 2), ("S1", -1, 2), ("S1", 0, 5)])
def test_a_passage_outside_its_text_is_refused(mark):
    with pytest.raises(ValueError, match="passage S1"):
        segments("four", [mark])


def shown(markdown):
    """The text and tags that a strict parser makes, and one with HTML, tables and strikethrough."""
    pages = [Page(MarkdownIt(rules).render(markdown)) for rules in ("commonmark", "default")]
    pages.append(Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)))
    return {" ".join(page.text.split()) for page in pages}, {tag for page in pages for tag in page.tags}


@example("Stop!")
@example("7) a")
@example("a\\")
@example("- a\n- b\n\n    c")
@given(NASTY)
@pytest.mark.parametrize(
    ("frame", "tags"),
    [
        ("{}", {"p"}),
        ("> {}", {"p", "blockquote"}),
        ("- {}", {"li", "ul"}),
        ("a\n{}", {"p"}),
        ("a{}b", {"p"}),
        ("x [S1](#s){}", {"a"}),
        ("{}[S1](#s)", {"a"}),
    ],
)
def test_escaped_text_shows_as_it_is(frame, tags, text):
    expected = " ".join(frame.replace("[S1](#s)", "S1").lstrip(">- ").format(visible(text)).split())
    texts, made = shown(frame.format(escape(text)))
    assert texts == {expected} and made - {"p"} <= tags


@given(NASTY)
def test_escaped_text_stays_in_its_cell(text):
    texts, _ = shown(f"| a | b |\n| - | - |\n| {escape(text)} | next |")
    assert [*f"a b {' '.join(visible(text).split())}".split(), "next"] in [one.split() for one in texts]


@pytest.mark.parametrize(
    "address", ["https://a.example/x", "www.a.example", "WWW.a.example", "ftp://a.example", ":smile:", "me@a.example"]
)
def test_no_address_is_left_for_a_reader_to_link(address):
    assert not re.search(r"\w:\S|(?i:www)\.|(?<!\\)@", escape(address))


def test_controls_of_direction_are_shown():
    assert visible("a\u202eb\u2066") == "a[U+202E]b[U+2066]" and visible("مرحبا\r\n\t") == "مرحبا\r\n\t"


def test_each_cited_passage_stands_bold_in_its_sentence():
    text = toy_markdown()
    assert " was “ready” to send engineers if <b>the mainland stood behind them</b>. “Nobody in Borland" in text
    assert '<a id="000-48-arland-own_engineers"></a>**S1** Arland · own engineers' in text
    assert "<b>“Nobody in Borland is thinking of it.”</b>" in text
    assert re.search(r"\[data/raw/003 toy\.txt, characters \d+–\d+\]\(\.\./data/raw/003%20toy\.txt\)", text)
    assert text.index("## Text 000") < text.index("## Text 003") < text.index("## Claims")


def test_only_what_is_cited_or_bears_a_claim_is_there():
    toy = study()
    text = toy_markdown(cited=[], claims=toy.claims.iloc[1:2])
    assert re.findall(r'<a id="([^"]+)">', text) == ["N001", "F001", "N001b", "claim-size"]
    assert "[N001](#N001), [F001](#F001), [N001b](#N001b)" in text


def test_every_link_of_the_evidence_leads_somewhere():
    page = Page(MarkdownIt("commonmark", {"html": True}).render(toy_markdown()))
    assert {link[1:] for link in page.links if link[0] == "#"} <= set(page.ids) and len(page.ids) == len(set(page.ids))


def test_a_passage_tells_the_notes_that_it_bears():
    toy = study()
    entries = dict(
        entry.split("</a>", 1)[0:2] for entry in toy_markdown().partition("## Claims")[0].split('<a id="')[1:]
    )
    notes = {id.rstrip('">'): re.findall(r"\[(\d+)\]\(brief\.md#note-\1\)", entry) for id, entry in entries.items()}
    assert notes[toy.ids[0]] == ["1"] and notes["F001"] == notes["N001b"] == ["2"] and notes[toy.ids[-1]] == ["3"]
    assert notes[toy.ids[2]] == []


def test_the_list_of_evidence_has_no_claims():
    listed, claims = toy_list(study())
    assert "## Claims" not in listed and claims.startswith("## Claims")


def test_a_sentence_whose_clean_text_differs_is_sought_by_words():
    place = {"article": "000", "start": 10, "end": 14, "quote": "pays"}
    sentence = {"article": "000", "sentence": 1, "start": 0, "end": 40, "text": "Arland pays."}
    assert evidence.context(place, [sentence]) == ("Arland ", ".")
    assert evidence.context({**place, "quote": "gone"}, [sentence]) == ("", "")
    assert evidence.context(place, []) == ("", "")


def test_a_passage_over_two_sentences_has_the_words_around_both():
    rows = [
        {"article": "000", "sentence": n, "start": s, "end": s + 5, "text": t}
        for n, s, t in ((1, 0, "We go"), (2, 6, "Or no"))
    ]
    assert evidence.context({"article": "000", "start": 3, "end": 8, "quote": "go Or"}, rows) == ("We ", " no")


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6), st.data())
def test_the_context_is_that_of_the_sentences_that_share_a_character(lengths, gaps, data):
    sentences, at = [], 0
    for length, gap in zip(lengths, gaps, strict=False):
        at += gap
        sentences.append({"start": at, "end": at + length, "text": "abcdefghijk"[at % 6 :][:length]})
        at += length
    start = data.draw(st.integers(0, at))
    passage = {"start": start, "end": data.draw(st.integers(start + 1, at + 2)), "quote": "?"}
    around = [row for row in sentences if row["start"] < passage["end"] and row["end"] > passage["start"]]
    expected = ("", "")
    if around:
        first, last = around[0], around[-1]
        before = first["text"][: max(0, passage["start"] - first["start"])]
        expected = (before, last["text"][passage["end"] - last["start"] :])
    assert evidence.context(passage, sentences) == expected


def test_only_a_note_has_another_side():
    kinds = {"N1": "note", "N1b": "note", "000-1-arland-": "statement", "000-1-arland-b": "statement"}
    rows = [{"id": id, "kind": kind} for id, kind in kinds.items()]
    assert evidence.Citable(rows).cited({"N1", "000-1-arland-"}) == rows[:3]


@given(st.lists(st.tuples(st.sampled_from(["a", "ab", "abb", "c"]), st.sampled_from(["note", "fact"]))), st.data())
def test_cited_passages_are_those_with_the_ids_and_other_sides_of_notes(passages, data):
    rows = [{"id": id, "kind": kind, "number": number} for number, (id, kind) in enumerate(passages)]
    ids = data.draw(st.sets(st.sampled_from([row["id"] for row in rows]))) if rows else set()

    def other_side(row):
        return row["kind"] == "note" and row["id"].removesuffix("b") in ids

    assert evidence.Citable(rows).cited(ids) == [row for row in rows if row["id"] in ids or other_side(row)]


def test_a_dead_id_is_refused():
    with pytest.raises(ValueError, match="no passage has the id 000-1-nobody-toll"):
        toy_markdown(cited=["000-1-nobody-toll"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_the_tables_shows_as_text(payload):
    text = toy_markdown(study(payload))
    page = Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    assert set(page.tags) == {"h1", "h2", "p", "a", "strong", "blockquote", "b", "ul", "li"}
    assert {name for name, _ in page.attributes} == {"id", "href"}
    assert all(link.startswith(("#", "../data/raw/", "brief.md#note-")) for link in page.links)
    assert " ".join(visible(payload).split()) in " ".join(page.text.split())


def test_the_same_bytes_twice():
    assert toy_markdown() == toy_markdown()
