"""Both pages: marks match the passages exactly, links meet their anchors, and markup of others is text."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

import pytest

from html_page import Page
from pages_study import COAST, FIGURES, ISLE, brief_html, evidence_html, study
from payloads import PAYLOADS
from stancebook.core.markdown import visible
from stancebook.export.brief_page import brief_page
from stancebook.export.evidence_page import evidence_page


@cache
def parsed(build, payload=""):
    """Return a page of the study, as its reader sees it."""
    return Page(build(study(payload)))


@pytest.mark.parametrize("payload", ["", *PAYLOADS])
def test_marks_and_texts_are_the_raw_ones_with_what_one_cannot_see_shown(payload):
    toy = study(payload)
    page = parsed(evidence_html, payload)
    assert page.raw == [visible(text) for text in (ISLE + payload, COAST + payload)]
    assert page.marked == dict(zip(toy.passages["id"], map(visible, toy.passages["quote"]), strict=True))


@pytest.mark.parametrize("payload", ["", *PAYLOADS])
def test_links_between_the_pages_meet_their_anchors(payload):
    toy = study(payload)
    brief, evidence = parsed(brief_html, payload), parsed(evidence_html, payload)
    for link in brief.links:
        file, _, anchor = link.partition("#")
        assert not anchor or "=" in anchor or anchor in (evidence if file else brief).ids, link
    for link in evidence.links:
        file, _, anchor = link.partition("#")
        assert not anchor or anchor in (brief if file == "index.html" else evidence).ids, link
    assert len(evidence.ids) == len(set(evidence.ids)) and len(brief.ids) == len(set(brief.ids))
    assert {f"claim-{claim}" for claim in toy.claims["claim"]} <= set(brief.ids) & set(evidence.ids)


def one(text, claims=("answer",), figures=FIGURES, notes=True):
    """The page of a brief that has these claims alone, with their notes."""
    toy = study()
    chosen = toy.claims[toy.claims["claim"].isin(claims)]
    told = [
        f'{n}. <a id="note-{n}"></a>Quoted. Ada Quill: “so” ([text 000](evidence.md#{toy.ids[0]})).'
        for n, _ in enumerate(claims, 1)
    ]
    text = "\n\n".join([text, "## The cited passages", "\n".join(told)] if notes else [text])
    return brief_page(text, chosen, "x", figures, toy.passages)


MARK = f'[1](evidence.md#{study().ids[0]} "answer")'


def test_marks_are_numbered_as_the_claims_are():
    toy = study()
    html = brief_html(toy)
    marks = re.findall(
        r'<sup><a class="mark" id="claim-([^"]+)" href="evidence.html#[^"]+" data-note="note-(\d+)" aria-label="evidence (\d+)">(\d+)</a></sup>',
        html,
    )
    assert [name for name, *_ in marks] == list(toy.claims["claim"])
    assert [numbers for _, *numbers in marks] == [[str(n)] * 3 for n in range(1, len(toy.claims) + 1)]


def test_a_claim_without_passages_has_a_mark_too():
    mark = MARK.replace(f"evidence.md#{study().ids[0]}", "#note-1")
    assert (
        '<sup><a class="mark" id="claim-answer" href="#note-1" data-note="note-1" aria-label="evidence 1">1</a></sup>'
        in one(f"x {mark}")
    )


def test_a_note_leads_to_the_passages_of_its_claim_and_back_to_its_mark():
    toy = study()
    for number, claim in enumerate(toy.claims.itertuples(), 1):
        note = re.search(rf'<li id="note-{number}">(.*?)</li>', brief_html(toy), re.DOTALL)[1]
        assert (
            f'<a class="back" href="#claim-{claim.claim}" aria-label="Back to the sentence of note {number}">' in note
        )
        assert (
            f'<a class="checks" href="evidence.html#claim-{claim.claim}" aria-label="checks of note {number}">' in note
        )
        assert note.startswith("Quoted. ")
        # a contradiction has two sides
        found = set(re.findall(r'href="evidence.html#([^"]+)"', note)) - {f"claim-{claim.claim}"}
        assert found == set(claim.passages.split()) | ({"N001b"} if "N001" in claim.passages else set())


def test_backed_words_are_the_claims_and_no_more():
    toy = study()
    said = dict(zip("claim-" + toy.claims["claim"], toy.claims["sentence"], strict=True))
    assert Page(brief_html(toy)).backed == said | {"claim-row": "Arlandwould go10,000"}


@pytest.mark.parametrize(
    ("text", "backed"),
    [
        (f"We ask. **Arland** alone would. {MARK}", "Arland alone would."),
        (f"We ask. Arland *alone* would. {MARK}", "Arland alone would."),
        (f"**We ask. Arland alone** would. {MARK}", "Arland alone would."),
        (f"We ask.\nArland\nalone `would`. {MARK}", "Arland\nalone would."),
        (f"Arland would, Arland alone would.\n{MARK} We ask.", "Arland alone would."),
        (f"Arland alone would. Arland alone would. {MARK}", "Arland alone would."),
        (f"Arland alone [would](x.csv). {MARK} Then [more](y.csv).", "Arland alone would."),
        (f"Another sentence. {MARK}", "Another sentence."),
        (f"| a |\n| --- |\n| Arland alone would. {MARK} |", "Arland alone would."),
        (f"| a | b |\n| --- | --- |\n| Other | Arland alone would. {MARK} |", "Arland alone would."),
    ],
)
def test_a_claim_is_backed_from_where_it_begins(text, backed):
    toy = study()
    claims = toy.claims.iloc[:1].assign(sentence="Arland alone would.")
    note = f'1. <a id="note-1"></a>Text 000: [S1](evidence.md#{toy.ids[0]}).'
    page = Page(brief_page(f"{text}\n\n{note}", claims, "x", {}, toy.passages))
    assert page.backed == {"claim-answer": backed}


def test_a_link_between_two_marks_is_among_the_words_of_the_second():
    second = MARK.replace("[1]", "[2]").replace("answer", "size")
    html = one(f"First. {MARK} It [asks](x.csv) for more. {second}", claims=("answer", "size"))
    assert Page(html).backed == {"claim-answer": "First.", "claim-size": "It asks for more."}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"x {MARK} [S9](evidence.md#000-1-gone-toll)", "the link to 000-1-gone-toll leads nowhere"),
        (f'x {MARK} [2](evidence.md#F001 "gone")', "the mark 2 of claim gone leads nowhere"),
        (f"x {MARK} [all](evidence.md#claim-gone)", "the link to claim-gone leads nowhere"),
        (MARK.replace("[1]", "[2]"), "the mark 2 of claim answer leads nowhere"),
        (f"x {MARK} [its table](#table-9)", "the link to #table-9 leads nowhere"),
        (f"x {MARK}\n\n{MARK}", "the anchor claim-answer stands there twice"),
        (f'x {MARK}\n\n<a id="main"></a>y', "the anchor main stands there twice"),
        ("no mark", "the anchor claim-answer is missing; each claim has one mark and one note"),
        (f"x {MARK} [y](https://evil.example/)", "the link to https://evil.example/ leads out of the study"),
        (f"x {MARK} [y](//evil.example/)", "the link to //evil.example/ leads out of the study"),
        (f"x {MARK} ![y](figures/gone.svg)", "the figure figures/gone.svg stands among other words"),
        (f"x {MARK}\n\n![y](figures/gone.svg)", "there is no figure figures/gone.svg"),
    ],
)
def test_what_leads_nowhere_is_refused(text, problem):
    with pytest.raises(ValueError, match="^brief.md: .*" + re.escape(problem)):
        one(text)


def test_a_claim_without_note_is_refused():
    with pytest.raises(ValueError, match="the anchor note-1 is missing"):
        one(f"x {MARK}", notes=False)


def test_other_links_stay_as_they_are():
    links = ["../notebooks/04.ipynb", "figures/ladder.csv", "../data/raw/003%20toy.txt"]
    page = Page(one(f"x {MARK} " + " ".join(f"[y]({link})" for link in links)))
    assert [link for link in page.links if link in links] == links


def test_nothing_stands_above_the_title_and_the_formats_below_the_main_text():
    html = brief_html(study())
    assert re.search(r'<main id="main">\s*<h1>', html)
    main, aside, annex = re.split(r"<aside|</aside>", html)
    assert "Who would go" in main and "The plans" in annex and 'id="switch"' in aside
    assert Page(aside.partition(">")[2]).links == ["brief.pdf", "brief.docx", "brief.md", "evidence.html"]


def test_a_figure_stands_in_the_page_with_what_is_below_it():
    html = brief_html(study())
    heatmap, ladder, wide = re.findall(r"<figure(.*?)</figure>", html, re.DOTALL)
    assert 'width="210pt"' in heatmap and "<img" not in html
    assert 'role="group" aria-label="A heatmap"' in heatmap and "Skip the 1 link" in heatmap
    assert '<figcaption id="figure-1">Figure 1. Drawn by <a href="../notebooks/04.ipynb">' in heatmap
    assert '<a aria-label="Arland, toll, −1" href="evidence.html#actor=arland&amp;issue=toll">' in heatmap
    assert re.findall(r'<svg viewBox="([\d ]+)" width="504pt" role="img" aria-label="A ladder ">', ladder) == [
        "0 0 70 10",
        "0 0 35 20",
    ]
    assert "Skip" not in ladder and 'tabindex="0"' not in ladder and wide.count('tabindex="0"') == 1


def test_a_dark_screen_has_dark_figures():
    html = brief_html(study())
    assert '@media screen and (prefers-color-scheme: dark) { [fill="#1c1c1c"] { fill: #' in html


@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_pages_of_all_studies_have_the_same_policy(build):
    one, other = (re.findall("Content-Security-Policy.*", build(study(payload))) for payload in ("", PAYLOADS[0]))
    assert one == other and len(one) == 1


def test_a_small_figure_and_its_table_are_a_pair():
    html = brief_html(study())
    [pair] = re.findall(r'<div class="pair">(.*?)</div>\s*</div>', html, re.DOTALL)
    assert pair.strip().startswith("<figure") and "A heatmap" in pair and pair.count("<table") == 1
    assert 'class="pair"' not in html.partition(pair)[2], "a wide figure stands above its table"


def test_tables_have_heads_labels_and_whole_numbers():
    html = brief_html(study())
    assert html.count('<th role="columnheader" scope="col">') == 5
    assert '<th role="rowheader" data-label="State" scope="row"><span class="backed"' in html
    assert '<td role="cell" data-label="n" class="number">3</td>' in html
    assert '<td role="cell" data-label="median" class="number">+1</td>' in html
    marked = one("| a | b " + MARK + " |\n| --- | --- |\n| x | y |")
    assert '<td role="cell" data-label="b">y</td>' in marked, "a label has no mark"
    assert "7\u00a0% of (n\u00a0=\u00a03), an = 3" in one(f"7 % of (n = 3), an = 3 {MARK}")
    assert "number" not in one(f"x {MARK}\n\n| a | b |\n| - | - |\n| x | 3 texts |").partition("<body")[2]
    wide = one(f"x {MARK}\n\n| a | b | c | d | e |\n| - | - | - | - | - |\n| 1 | 2 | 3 | 4 | 5 |")
    assert wide.count('<div class="scroll wide"') == 1 and 'class="scroll wide"' not in html


def test_the_annex_begins_at_the_thematic_break():
    assert brief_html(study()).count('<div class="annex">') == 1
    assert 'class="annex"' not in one(f"x {MARK}")
    again = one(f"x {MARK}\n\n---\n\ny\n\n---\n\nz")
    assert '<div class="annex">\n<p>y</p>\n<hr />\n<p>z</p>' in again


@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_a_page_has_its_own_style_and_script_alone_and_loads_nothing(build):
    html = build(study())
    page = Page(html)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy and not {"link", "iframe", "object"} & set(page.tags)
    for kind, contents in (("script", page.scripts), ("style", page.styles)):
        allowed = [f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" for content in contents]
        assert len(allowed) == 1 and re.search(f"{kind}-src ([^;]+)", policy)[1].split() == allowed
    assert not [name for name, _ in page.attributes if name in ("src", "style") or name.startswith("on")]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_markup_of_others_shows_as_text(build, payload):
    plain, planted = parsed(build), parsed(build, payload)
    assert set(planted.tags) == set(plain.tags)
    assert {name for name, _ in planted.attributes} == {name for name, _ in plain.attributes}
    assert all(
        re.match(r"#|(evidence|index)\.html|brief\.\w+|figures/|\.\./(data/raw|notebooks)/", link)
        for link in planted.links
    )
    assert planted.scripts == plain.scripts
    assert " ".join(visible(payload).split()) in " ".join(planted.text.split())


def test_html_in_the_brief_itself_is_text():
    html = one(f"{MARK}\n\n<script>steal()</script>\n\n[x](javascript:steal())\n\n<iframe src=x></iframe> <i>y</i>")
    assert "<script>steal" not in html and 'href="javascript' not in html
    assert not {"iframe", "i"} & set(Page(html).tags)


def test_controls_of_direction_are_shown():
    html = evidence_html(study("\u202eevil"))
    assert "\u202e" not in html and "[U+202E]evil" in html and "[U+202E]desrever[U+202C]" in html
    assert "\u202e" not in brief_html(study("\u202eevil"))
    assert "[U+202E]evil" in one(f"\u202eevil {MARK}")


@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_the_same_bytes_twice(build):
    assert build(study()) == build(study())


def test_a_study_without_statements_has_pages():
    toy = study()
    none = toy.passages.iloc[:0]
    assert Page(evidence_page(toy.texts, toy.sources, none, toy.claims.iloc[:0], "x")).raw == [ISLE, visible(COAST)]
    assert "<h1>Nothing</h1>" in brief_page("# Nothing", toy.claims.iloc[:0], "x", {}, none)


def test_what_begins_with_a_letter_that_runs_leftwards_does_so():
    html = one(
        f"# שלום\n\n<b>שלום</b>, Arland\n\n- שלום\n\nArland שלום {MARK}\n\n| 1 شرق | b |\n| - | - |\n| c | شرق |"
    )
    assert re.findall(r'<(\w+)[^>]* dir="rtl"', html) == ["h1", "p", "li", "th", "td"]
