"""Pages: the marks are the passages to the character, links meet their anchors, and markup of others is text."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from pages_study import COAST, FIGURES, ISLE, NEAR, study

from stancebook import palette
from stancebook.markup import visible
from stancebook.pages import brief_page
from stancebook.reader import evidence_page

PAYLOADS = (
    "<script>steal()</script>",
    '"><img src=x onerror=steal()>',
    "'><svg onload=steal()>",
    "</mark></div></style></title><h1>x",
    "[click](javascript:steal())",
    "![x](https://evil.example/x.png)",
    '](evidence.md#x "answer")[',
    "<https://evil.example>",
    "javascript:steal()",
    "`x` *y* **z** _v_ ~~w~~ | cell | $x$",
    "\n\n# heading\n\n- item\n\n<div>\n",
    "&lt;script&gt; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %}",
    "[S1]: javascript:steal()",
    "a\u202egnp.exe\u202c\u2066b\u2069",
    "]]> --> <!-- <![CDATA[",
    "\\<b\\> \\",
)
VOID = {"meta", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """What a reader of the HTML finds: text, tags, attributes, links, ids, raw texts, the words marked for each id."""

    def __init__(self, source):
        super().__init__()
        self.text, self.tags, self.attributes, self.links, self.ids = "", [], [], [], []
        self.raw, self.marked, self.scripts, self.backed, self.open = [], {}, [], [], []
        self.feed(source)
        self.close()
        assert not [tag for tag, _ in self.open], "every element is closed"

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.append(tag)
        self.attributes += attributes
        self.links += [known["href"]] if "href" in known else []
        self.ids += [known["id"]] if "id" in known else []
        self.raw += [""] if known.get("class") == "raw" else []
        self.backed += [""] if known.get("class") == "backed" else []
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, words):
        if self.open and self.open[-1][0] in ("script", "style"):
            self.scripts += [words] if self.open[-1][0] == "script" else []
            return
        self.text += words
        within = [known for _, known in self.open]
        if any(known.get("class") == "raw" for known in within) and not any(
            known.get("class") == "labels" for known in within
        ):
            self.raw[-1] += words
            for name in (name for known in within for name in known.get("data-ids", "").split()):
                self.marked[name] = self.marked.get(name, "") + words
        if any(known.get("class") == "backed" for known in within):
            self.backed[-1] += words


def evidence_html(toy):
    return evidence_page(toy.texts, toy.sources, toy.passages, toy.claims, toy.title)


def brief_html(toy):
    return brief_page(toy.brief, toy.claims, toy.title, toy.figures, toy.passages)


@pytest.mark.parametrize("payload", ["", *PAYLOADS])
def test_marks_and_texts_are_the_raw_ones_to_the_character(payload):
    toy = study(payload)
    page = Page(evidence_html(toy))
    assert page.raw == [ISLE + payload, COAST + payload]
    assert page.marked == dict(zip(toy.passages["id"], toy.passages["quote"], strict=True))


def test_each_passage_has_one_anchor_before_its_first_segment():
    toy = study()
    html = evidence_html(toy)
    assert len(re.findall("<mark", html)) > len(toy.passages)
    for name, quote in zip(toy.passages["id"], toy.passages["quote"], strict=True):
        assert html.count(f' id="{name}"') == 1
        first = re.search(rf'id="{name}".*?</span><mark [^>]*data-ids="([^"]*)">([^<]*)', html, re.DOTALL)
        assert name in first[1].split() and quote.startswith(first[2].replace("&#13;", "\r").split("&lt;")[0])


def test_colour_and_figures_tell_the_position():
    toy = study()
    html = evidence_html(toy)
    assert (
        f'id="{toy.ids[2]}" href="#{toy.ids[2]}" aria-label="S3 −2: Borland · own engineers · −2 · own words"' in html
    )
    assert 'class="low-p1 high-p2"' in html and 'class="low-m1 high-p1' in html and 'class="aside"' in html


def test_labels_have_the_colours_of_the_figures():
    html = evidence_html(study())
    for name, position in zip(("m2", "m1", "p0", "p1", "p2"), palette.POSITIONS, strict=True):
        assert f"--{name}: {palette.shade(position)};" in html
        assert f".label.{name} {{ background: var(--{name}); }}" in html
    assert "−1</span> is reluctant" in html


@pytest.mark.parametrize("payload", ["", *PAYLOADS])
def test_links_between_the_pages_meet_their_anchors(payload):
    toy = study(payload)
    brief, evidence = Page(brief_html(toy)), Page(evidence_html(toy))
    pages = {"": brief, "evidence.html": evidence}
    for link in brief.links:
        file, _, anchor = link.partition("#")
        assert not anchor or anchor in pages[file].ids, link
    for link in evidence.links:
        file, _, anchor = link.partition("#")
        assert not anchor or anchor in (brief if file == "index.html" else evidence).ids, link
    assert len(evidence.ids) == len(set(evidence.ids)) and len(brief.ids) == len(set(brief.ids))
    assert {f"claim-{claim}" for claim in toy.claims["claim"]} <= set(brief.ids) & set(evidence.ids)


def test_an_evidence_link_shows_the_very_words():
    target = 'class="evidence" id="claim-answer" href="evidence.html#000-48-arland-own_engineers"'
    title = f"Arland · own engineers · +1 · only with mainland backing · own words: “{NEAR}”"
    assert f'<a {target} title="{title}">S1</a>' in brief_html(study())


def test_backed_words_are_the_claims_and_no_more():
    toy = study()
    told = [words.replace("\u202f", "") for words in Page(brief_html(toy)).backed]
    answer, size, planted = toy.claims["sentence"]
    assert told == [answer, size, planted, answer]


def test_a_claim_that_begins_in_bold_is_backed_from_the_last_one_on():
    toy = study()
    text = f'**Arland** alone would. [S1](evidence.md#{toy.ids[0]} "answer")'
    assert Page(brief_page(text, toy.claims, "x", {}, toy.passages)).backed == ["Arland alone would.\u202f"]


@pytest.mark.parametrize(
    "text", ["[S1](evidence.md#000-1-gone-toll)", '[S1](evidence.md#F001 "gone")', "[all](evidence.md#claim-gone)"]
)
def test_a_link_to_nothing_is_refused(text):
    toy = study()
    with pytest.raises(ValueError, match="leads nowhere"):
        brief_page(text, toy.claims, "x", {}, toy.passages)


def test_figures_are_in_the_page_and_a_missing_one_is_refused():
    toy = study()
    image = re.search(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="A ladder', brief_html(toy))
    assert b64decode(image[1]).decode() == FIGURES["figures/ladder.svg"]
    with pytest.raises(ValueError, match="no figure figures/gone.svg"):
        brief_page("![x](figures/gone.svg)", toy.claims, "x", toy.figures, toy.passages)


@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_a_page_runs_its_own_script_alone_and_loads_nothing(build):
    html = build(study())
    page = Page(html)
    policy = dict(page.attributes)["content"] and re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert "default-src 'none'" in policy and not {"link", "iframe", "object"} & set(page.tags)
    run = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in page.scripts]
    assert re.search("script-src ([^;]+)", policy)[1].split() == (run or ["'none'"])
    assert all(value.startswith("data:image/svg+xml") for name, value in page.attributes if name == "src")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_markup_of_others_shows_as_text(build, payload):
    plain, planted = Page(build(study())), Page(build(study(payload)))
    assert set(planted.tags) == set(plain.tags)
    assert {name for name, _ in planted.attributes} == {name for name, _ in plain.attributes}
    assert all(re.match(r"#|evidence\.html|index\.html|\.\./data/raw/", link) for link in planted.links)
    assert planted.scripts == plain.scripts
    assert " ".join(visible(payload).split()) in " ".join(planted.text.split())


def test_html_in_the_brief_itself_is_text():
    toy = study()
    html = brief_page("<script>steal()</script>\n\n[x](javascript:steal())", toy.claims, "x", {}, toy.passages)
    assert "<script" not in html and 'href="javascript' not in html


def test_controls_of_direction_are_shown_but_in_the_raw_text():
    html = evidence_html(study("\u202eevil"))
    outside = re.sub(r'<div class="raw".*?</div>', "", html, flags=re.DOTALL)
    assert "\u202e" not in outside and "[U+202E]evil" in outside and "\u202edesrever\u202c" in html
    assert "\u202e" not in brief_html(study("\u202eevil"))


@pytest.mark.parametrize("build", [evidence_html, brief_html])
def test_the_same_bytes_twice(build):
    assert build(study()) == build(study())


def test_a_study_without_statements_has_pages():
    toy = study()
    none = toy.passages.iloc[:0]
    assert Page(evidence_page(toy.texts, toy.sources, none, toy.claims.iloc[:0], "x")).raw == [ISLE, COAST]
    assert "<h1>Nothing</h1>" in brief_page("# Nothing", toy.claims.iloc[:0], "x", {}, none)
