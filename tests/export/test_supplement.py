"""The supplement: each note has its sentence, excerpts with the passages bold, the source and a reason."""

import re

import pytest

from html_page import Page
from pages_study import COAST, ISLE, study
from payloads import PAYLOADS
from stancebook.core import schema, tables
from stancebook.core.markdown import visible
from stancebook.export import blocks, coded_words
from stancebook.export.supplement import supplement

GONE = ((0, 24), (ISLE.index("although"), ISLE.index("although") + 8))
REMOVED = [
    {"article": "000", "start": start, "end": end, "rule": "", "zone": "", "before": "", "after": ""}
    for start, end in GONE
]


def written(toy, **changed):
    """Return the supplement of a study."""
    said = coded_words.in_words(*toy.coded, {"arland": "Arland", "own_engineers": "sending engineers"})
    removed = tables.frame(REMOVED, schema.REMOVED)
    claims = changed.get("claims", toy.claims)
    more = {name: changed[name] for name in ("who_coded",) if name in changed}
    return supplement(toy.title, claims, toy.passages, said, toy.texts, toy.sources, toy.sentences, removed, **more)


def bold(text):
    return [re.sub(r"\\(.)", r"\1", words) for words in re.findall("<b>(.*?)</b>", text)]


def test_each_note_has_sentence_excerpt_source_and_reason():
    toy = study()
    parts = written(toy).split('<a id="note-')
    assert len(parts) == 1 + len(toy.claims)
    first = parts[1]
    assert toy.claims["sentence"][0] in re.sub(r"\\(.)", r"\1", first) and first.startswith(
        '1"></a>[Note 1](brief.md#note-1)'
    )
    quoted = dict(zip(toy.passages["id"], toy.passages["quote"], strict=True))
    excerpt = next(line for line in first.splitlines() if line.startswith("> "))
    shown = re.sub(r"\\(.)", r"\1", re.sub("</?b>", "", excerpt))
    assert all(quoted[id] in shown for id in toy.ids[:2]), "two passages of one text share an excerpt"
    assert "them, […] Corland has ruled out going alone" in excerpt and ISLE[:24] not in excerpt
    assert "Source: text 000, “Bridge” · Isle Times · 17 or 18 February 2025 · [characters" in first
    reasons = [line for line in first.splitlines() if line.startswith("- ")]
    assert reasons[0] == (
        "- Quoted words of Ada Quill, who speaks for Arland, on sending engineers: open to it, only with mainland backing. "
        f"[The passage](evidence.md#{toy.ids[0]})"
    )
    assert len(reasons) == 2


def test_who_coded_stands_before_the_notes():
    assert "\n\nAda \\*Lund\\* coded. Eva decided.\n\n## <a" in written(
        study(), who_coded="Ada *Lund* coded.\nEva decided."
    )


def test_the_passages_are_bold():
    toy = study()
    second = written(toy).split('<a id="note-')[2]
    assert bold(second) == ["half of them", "up to 10,000"], "a note and its other side, the same words once"


def test_who_speaks_and_how_many_texts_stand_ahead_where_they_are_known():
    toy = study()
    claims = toy.claims.assign(account="quoted", texts=2, independent=0)
    assert "\n\nQuoted · two texts, not known to be independent.\n\n" in written(toy, claims=claims)


def test_a_claim_without_passages_has_no_note():
    toy = study()
    claims = toy.claims.assign(passages=["", *toy.claims["passages"][1:]])
    text = written(toy, claims=claims)
    assert 'id="note-1"' not in text and 'id="note-2"' in text


def test_the_sources_stand_at_the_end_with_all_that_is_known_of_them():
    end = written(study()).partition("## The sources")[2]
    assert "- Text 000 · Bridge · Isle Times" in end and "- Text 003" in end and "“last week”" in end


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_others_are_text(payload):
    page = Page(blocks.reader().render(written(study(payload))))
    assert set(page.tags) <= {"a", "b", "blockquote", "h1", "h2", "li", "p", "ul"}
    assert all(re.match(r"#|evidence\.md#|brief\.md|\.\./data/raw/", link) for link in page.links)
    squeezed = re.sub(r"\s+", "", visible(payload))
    assert squeezed in re.sub(r"\s+", "", page.text)


def test_the_texts_of_the_study_are_there_but_for_what_was_removed():
    text = re.sub(r"</?b>|\\", "", written(study()))
    assert " ".join(COAST.split())[-40:] in text
