"""The evidence page: each passage has the coders' values and the decisions, and can be selected by them."""

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from html_page import VOID
from pages_study import COAST, ISLE
from payloads import PAYLOADS
from reader_study import LEFT_OUT, ODD, REJECTED, coded_study, in_words, odd_html, reader_html, unit_of
from stancebook.brief import double_coding
from stancebook.brief.report_figures import ReportFigure
from stancebook.core import schema, tables
from stancebook.core.markdown import visible
from stancebook.figures import style
from stancebook.study import codebook, statements


class Reader(HTMLParser):
    """The page as a parser of HTML sees it: elements by id, links, raw texts, words by passage, struck out words."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.attributes, self.tags, self.text = {}, [], set(), set(), ""
        self.entries, self.raw, self.marked, self.looks, self.gone, self.open = [], [], {}, {}, [], []
        self.feed(html)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.add(tag)
        self.attributes |= known.keys()
        self.links += [known["href"]] if "href" in known else []
        self.entries += [known["data-of"]] if "data-of" in known else []
        if "id" in known:
            assert known["id"] not in self.ids, "an id stands once"
            self.ids[known["id"]] = known
        if tag == "mark" and "data-ids" in known:
            self.looks[tuple(map(unquote, known["data-ids"].split(" ")))] = known["class"]
        self.raw += [""] if known.get("class") == "raw" else []
        self.gone += [[known["title"], ""]] if tag == "del" else []
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, words):
        if {"script", "style"} & {tag for tag, _ in self.open}:
            return
        self.text += words
        within = [known for _, known in self.open]
        if not any(known.get("class") == "raw" for known in within) or {"labels"} & {k.get("class") for k in within}:
            return
        self.raw[-1] += words
        if any(tag == "del" for tag, _ in self.open):
            self.gone[-1][1] += words
        for known in within:
            for name in known.get("data-ids", "").split():
                self.marked[unquote(name)] = self.marked.get(unquote(name), "") + words


@cache
def parsed(payload=""):
    """Return the evidence page of the coded study, as a parser sees it."""
    return Reader(reader_html(coded_study(payload)))


def entry(html, id):
    """The words of a passage's entry in the list under its text, and its HTML."""
    found = re.search(
        rf'<li data-of="{re.escape(id)}"[^>]*>(.*?)</li>(?=\n<li data-of|</ul></details>)', html, re.DOTALL
    )[1]
    return unescape(re.sub(r"<[^>]+>", " ", found)), found


def squeezed(text):
    return " ".join(text.split())


def test_the_ids_of_this_study_are_where_they_are_thought_to_be():
    toy = coded_study()
    ids = {statements.statement_id(row) for row in tables.records(toy.codings)}
    assert ids == {*toy.ids, REJECTED, LEFT_OUT}


@pytest.mark.parametrize("payload", ["", *PAYLOADS])
def test_texts_passages_and_codings_are_the_raw_ones_with_what_one_cannot_see_shown(payload):
    toy = coded_study(payload)
    page = parsed(payload)
    assert page.raw == [visible(ISLE + payload), visible(COAST + payload)]
    quotes = dict(zip(toy.passages["id"], map(visible, toy.passages["quote"]), strict=True))
    assert page.marked == quotes | {REJECTED: "Corland has ruled out", LEFT_OUT: "A family"}


def test_removed_text_is_there_with_its_rule_also_where_passages_are_cut_by_it():
    toy = coded_study()
    assert Reader(reader_html(toy)).gone == [
        ["headline · headline", ISLE[:24]],
        ["family · caption · replaced by “…”", COAST[32:60]],
    ]
    start, end = toy.passages.set_index("id").loc[toy.ids[6], ["start", "end"]]
    assert start < 60 < end


def test_each_passage_has_one_anchor_before_its_first_segment():
    toy = coded_study()
    html = reader_html(toy)
    assert len(re.findall("<mark", html)) > len(toy.passages)
    for name, quote in zip(toy.passages["id"], toy.passages["quote"], strict=True):
        assert html.count(f' id="{name}"') == 1
        first = re.search(rf'id="{name}".*?</span><mark [^>]*data-ids="([^"]*)">([^<]*)', html, re.DOTALL)
        assert name in first[1].split() and visible(quote).startswith(first[2].replace("&#13;", "\r").split("&lt;")[0])


def test_labels_tell_position_actor_and_issue():
    toy = coded_study()
    html = reader_html(toy)
    name = toy.ids[2]
    facets = (
        'data-actor="borland" data-issue="own_engineers" data-position="-2" data-coder="ada" data-differ="presence"'
    )
    label = f'<a class="label m2" id="{name}" href="#{name}" {facets}>−2<i> borland · engineers of its own</i></a>'
    assert label in html
    assert '<a class="label aside" id="F001" href="#F001">fact' in html


def test_marks_are_coloured_by_the_lowest_and_the_highest_position():
    toy = coded_study()
    looks = Reader(reader_html(toy)).looks
    assert looks[toy.ids[0],] == "low-p1 high-p1" and looks[toy.ids[0], toy.ids[1]] == "low-p1 high-p2"
    assert looks[toy.ids[3], toy.ids[4], "N001"] == "low-m1 high-p1 aside"
    assert looks[toy.ids[4], REJECTED] == "low-m1 high-m1 untaken" and looks[LEFT_OUT,] == "untaken"


def test_labels_have_the_colours_of_the_figures():
    html = reader_html(coded_study())
    for name, position in zip(("m2", "m1", "p0", "p1", "p2"), codebook.POSITIONS, strict=True):
        assert f"--{name}: {style.shade(position)};" in html
        assert f".label.{name} {{ background: var(--{name}); }}" in html
    assert "−1</span> is reluctant" in html


def test_coders_who_agree_are_told_in_one_line_with_what_each_noted():
    toy = coded_study()
    told, html = entry(reader_html(toy), toy.ids[3])
    assert "<table" not in html and "Adjudication" not in told
    line = (
        "Coded by both coders: who speaks: the premier; the source: the actor itself; how it is told: reported in other words; "
        "position: +1 (is open); condition: none; certainty: certain and fairly sure"
    )
    assert f"{line} ben: quotes “give half of them”; half of what?" in squeezed(told)
    assert "ada:" not in told


def test_an_agreement_read_again_says_so_with_its_reason():
    toy = coded_study()
    told, _ = entry(reader_html(toy), toy.ids[0])
    assert "Agreement read again: upheld. She was asked." in squeezed(told)


def test_coders_who_differ_stand_side_by_side_with_what_differs_marked_and_what_was_decided():
    toy = coded_study()
    told, html = entry(reader_html(toy), toy.ids[1])
    assert '<th scope="col">ada</th><th scope="col">ben</th>' in html
    rows = re.findall(r'<tr( class=differ)?><th scope="row">([^<]*)</th><td>(.*?)</td><td>(.*?)</td></tr>', html)
    assert rows == [
        (" class=differ", "≠ who speaks", "the premier", "Ada Quill"),
        ("", "the source", "the actor itself", "the actor itself"),
        (" class=differ", "≠ how it is told", "reported in other words", "quoted"),
        ("", "position", "+2 (supports)", "+2 (supports)"),
        ("", "condition", "none", "none"),
        ("", "certainty", "certain", "certain"),
    ]
    told = squeezed(told)
    assert "Adjudication on how it is told: reported in other words. No marks stand there." in told
    assert "Adjudication on who speaks: nobody named. Nobody is named." in told


def test_what_one_coder_alone_has_says_so_and_what_was_decided():
    toy = coded_study()
    told = squeezed(entry(reader_html(toy), toy.ids[2])[0])
    assert (
        "Coded by ada alone: who speaks: the premier" in told and "Adjudication: taken over. It is a refusal." in told
    )
    assert "Not taken over" not in told


def test_codings_that_became_no_statement_are_passages_of_their_own():
    toy = coded_study()
    html = reader_html(toy)
    page = Reader(html)
    told = squeezed(entry(html, REJECTED)[0])
    assert told.startswith("Reported words or acts of the premier, who speaks for corland, on isle force: rejects it.")
    assert "[@" not in told
    assert "Coded by ben alone" in told and "Not taken over:" not in told  # which the decision says
    assert "Adjudication: not taken over. Of the force nothing." in told and "brief" not in told
    told = squeezed(entry(html, LEFT_OUT)[0])
    assert "Not taken over: this run leaves it out." in told and "Coded by both coders" in told
    assert page.ids[REJECTED]["class"] == page.ids[LEFT_OUT]["class"] == "label untaken"
    assert page.ids[REJECTED]["data-differ"] == "presence" and "data-differ" not in page.ids[LEFT_OUT]


def test_a_text_that_a_coder_did_not_read_says_so_and_the_page_says_who_coded():
    read = {"ada": {"000", "003"}, "ben": {"000"}, "cy": set()}  # cy has not coded
    coders = {"ada": "Ada Lund", "ben": "Ben <i>Holt</i>"}
    html = reader_html(coded_study(), read=read, coders=coders, who_coded="Two coded.\nEva & Bo decided.")
    assert html.count("<p>Not read by Ben &lt;i&gt;Holt&lt;/i&gt;.</p>") == html.count("<p>Not read by") > 0
    assert "Not read by" not in html.partition('<article id="text-000">')[2].partition("</article>")[0]
    more = reader_html(coded_study(), read=read | {"eva": {"000"}}, coders=coders)
    assert "<p>Not read by Ben &lt;i&gt;Holt&lt;/i&gt; and eva.</p>" in more
    assert "<p>Two coded. Eva &amp; Bo decided.</p>" in html.partition("</header>")[0]
    assert "Not read by" not in reader_html(coded_study())


def test_what_adjudication_took_over_and_this_run_leaves_out_says_so():
    toy = coded_study()
    toy.claims, kept = toy.claims.iloc[:0], toy.passages[toy.passages["id"] != toy.ids[2]]
    told = squeezed(entry(reader_html(toy, passages=kept), toy.ids[2])[0])
    assert "Not taken over: this run leaves it out." in told and "Adjudication: taken over. It is a refusal." in told


def test_a_statement_tells_the_claims_that_rest_on_it():
    toy = coded_study()
    told, html = entry(reader_html(toy), toy.ids[0])
    assert "Cited in the brief:" in told and 'href="index.html#claim-answer"' in html
    assert "Cited in the brief:" not in entry(reader_html(toy), toy.ids[7])[0]


def test_selects_offer_what_there_is_and_how_often():
    html = reader_html(coded_study())
    offered = {
        name: dict(re.findall(r'<option value="([^"]*)">([^<]*)</option>', options))
        for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', html, re.DOTALL)
    }
    assert offered["actor"] == {"": "any", "arland": "Arland (6)", "borland": "borland (2)", "corland": "corland (1)"}
    assert offered["issue"]["own_engineers"] == "engineers of its own (3)"
    assert list(offered["position"]) == ["", "2", "1", "0", "-1", "-2"]
    assert offered["position"]["-2"] == "−2 rejects (2)"
    assert offered["coder"] == {"": "any", "ada": "ada (9)", "ben": "ben (8)"}
    assert offered["differ"] == {
        "": "any", "none": "agree (7)", "any": "differ (2)", "presence": "differ on whether there is a statement (1)",
        "speaker": "differ on who speaks (1)", "voice": "differ on how it is told (1)",
    }  # fmt: skip
    assert "9 statements in 2 texts" in html


def test_one_coder_differs_from_nobody():
    toy = coded_study()
    html = reader_html(toy, codings=toy.codings[toy.codings["coder"] == "ada"], adjudication=[])
    assert '<select name="differ"' not in html and "data-differ" not in html and "data-coder" not in html
    told = squeezed(entry(html, toy.ids[2])[0])
    assert "Coded by ada: who speaks: the premier" in told and "alone" not in told


def test_without_codings_there_is_nothing_to_choose_them_by():
    toy = coded_study()
    html = reader_html(toy, codings=None, adjudication=(), removed=None, names={})
    assert '<select name="coder"' not in html and "<del" not in html and "both coders" not in html
    assert '<select name="actor"' in html and REJECTED not in html


def test_conditions_in_another_order_are_no_difference_and_decisions_go_with_their_unit():
    unit = unit_of("000-9-arland-toll") | {"speaker": "", "via": "", "voice": "", "position": "1", "quote": "no"}
    rows = [unit | {"coder": "ada", "condition": "a b"}, unit | {"coder": "ben", "condition": "b a"}]
    taken = unit | {"variable": "all", "decision": "yes", "reason": "so"}
    decided = [taken, taken | {"actor": "borland"}]
    assert list(double_coding.double_codings(rows, decided)) == ["000-9-arland-toll"]
    reading = double_coding.double_codings(rows, decided)["000-9-arland-toll"]
    assert reading.differ == () and list(reading.decisions) == decided[:1]
    rows[1] |= {"condition": "b", "position": 1}
    assert double_coding.double_codings(rows, [])["000-9-arland-toll"].differ == ("condition",)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_of_others_shows_as_text(payload):
    plain, planted = parsed(), parsed(payload)
    assert planted.tags == plain.tags and planted.attributes == plain.attributes
    assert all(re.match(r"#|index\.html#|index\.html$|\.\./data/raw/", link) for link in planted.links)
    words = squeezed(visible(payload))
    assert squeezed(planted.text).count(words) >= squeezed(plain.text).count(words) + 30


def test_controls_of_direction_are_shown():
    html = reader_html(coded_study("\u202eevil"))
    assert "\u202e" not in html and "[U+202E]evil" in html and "[U+202E]desrever[U+202C]" in html


@pytest.mark.parametrize("name", ODD)
def test_ids_with_odd_characters_are_anchors_that_links_meet(name):
    page = Reader(odd_html(name))
    assert page.ids[name]["class"] == "label p1"
    assert page.entries == [name] and page.marked[name] == "We go" and page.looks == {(name,): "low-p1 high-p1"}
    inner = [unquote(link[1:]) for link in page.links if link.startswith("#")]
    cited = " " not in name
    assert set(inner) <= set(page.ids) and inner.count(name) == 2 + cited and f"text-{name}" in inner
    assert unquote(page.ids[f"claim-{name}"]["data-ids"]) == name * cited


def test_what_the_sentence_of_a_passage_tells_is_not_repeated():
    toy = coded_study()
    told = squeezed(entry(reader_html(toy), LEFT_OUT)[0])
    assert "on engineers of its own: open to it." in told and "Coded by both coders (certain)" in told


def test_a_passage_has_the_citations_that_the_text_of_the_brief_takes():
    toy = coded_study()
    html = reader_html(toy, said=in_words(toy))
    cited = dict(re.findall(r'<li data-of="([^"]*)" data-cite="([^"]*)"', html))
    assert cited[toy.ids[2]] == f"[@{toy.ids[2]}] [@borland/own_engineers]"
    assert cited["F001"] == "[@F001] [@none/force_size]" and cited["N001b"] == "[@N001]" and REJECTED not in cited


def test_a_fact_tells_what_was_decided_on_it():
    decided = {
        "fact": "F001",
        "coder_a": "coder_a-001",
        "coder_b": "coder_b-004",
        "decision": "amended",
        "reason": "Up to is kept.",
    }
    html = reader_html(coded_study(), fact_decisions=[decided, decided | {"coder_a": "", "decision": "left_out"}])
    told = squeezed(entry(html, "F001")[0])
    assert "Adjudication: amended (both coders, not alike). Up to is kept." in told
    assert "Adjudication: left out (coder b alone)." in told and "amended" not in entry(html, "N001")[0]


def test_a_passage_is_told_in_words():
    toy = coded_study()
    html = reader_html(toy, said=in_words(toy))
    assert (
        "Quoted words of Ada Quill, who speaks for Arland, on engineers of its own: open to it, only with mainland backing."
        in html
    )
    assert "Force size (force): up to 10,000 engineers; planned, according to two people." in html
    assert "Note on the text as a source (contradiction): the size differs." in html


def test_a_claim_tells_who_speaks_what_was_checked_and_what_reverses_it():
    toy = coded_study()
    known = {
        "account": "quoted",
        "texts": 2,
        "independent": 2,
        "passed": "name number",
        "line": 7,
        "citation": "[@F001]",
    }
    known |= {"overruled": "hedge: said twice; it is the same word; name: a place", "warnings": "quotation-goes-on"}
    toy.claims = toy.claims.assign(**dict.fromkeys(known, ""))
    toy.claims = toy.claims.astype(object)
    toy.claims.loc[0, list(known)] = list(known.values())
    finding = {
        "finding": "answer",
        "holds": "yes",
        "says": "Arland goes.",
        "reversed_by": "x=y",
        "turns_if": "text 003 is out",
    }
    finding |= {"rests_on": "000", "testable": 40, "share": 0.9}
    page = reader_html(toy, findings=[finding], meanings={"name": "Each name is cited."})
    shown = re.search('<li id="claim-answer".*?<dl>(.*?)</dl>', page, re.DOTALL)[1]
    assert re.findall("<dt>(.*?)</dt>", shown) == [
        "Who speaks", "Texts", "Checked", "Overruled", "Warnings", "Under other choices", "In the text",
    ]  # fmt: skip
    checks = "<details><summary>two checks passed</summary><p>Each name is cited.</p><p>number</p></details>"
    assert re.findall("<dd>(.*?)</dd>", shown) == [
        "quoted", "two texts, known to be independent", checks,
        "hedge: said twice; it is the same word", "Each name is cited: a place", "quotation goes on",
        "One other choice reverses it: text 003 is out.", "It cannot be tested without text 000.",
        "It holds in 90 % of 40 combinations of choices that can test it.", "report/text.md, line 7: [@F001]",
    ]  # fmt: skip
    assert "<dl>" not in reader_html(coded_study())


def test_the_tables_behind_the_figures_are_there():
    rows = ({"actor": "Arland <b>", "median": "+1"},)
    figures = [ReportFigure("ladder", "", "Arland leads", "", rows, ""), ReportFigure("map", "", "A map", "", (), "")]
    html = reader_html(coded_study(), figures=figures)
    assert "<summary>Arland leads</summary>" in html and "<td>Arland &lt;b&gt;</td>" in html and "A map" not in html
    assert 'id="tables"' not in reader_html(coded_study())


def test_every_link_within_the_page_meets_its_anchor():
    page = Reader(reader_html(coded_study()))
    inner = {unquote(link[1:]) for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids) and {REJECTED, LEFT_OUT, "text-003"} <= inner


def test_a_passage_outside_its_text_is_refused():
    toy = coded_study()
    toy.removed.loc[0, "end"] = 9999
    with pytest.raises(ValueError, match="is no stretch of a text"):
        reader_html(toy)


def test_the_order_of_the_rows_changes_no_byte():
    toy = coded_study()
    turned = {name: getattr(toy, name).iloc[::-1] for name in ("codings", "removed")}
    assert reader_html(toy) == reader_html(coded_study(), **turned)


def test_many_texts_are_laid_out_as_they_come_into_view():
    toy = coded_study()
    assert '<main id="main">' in reader_html(toy)
    more = {f"1{number:02}": "We go." for number in range(30)}
    added = [{**tables.records(toy.sources)[0], "article": article} for article in more]
    toy.texts |= more
    toy.sources = tables.frame([*tables.records(toy.sources), *added], schema.SOURCES)
    html = reader_html(toy)
    assert '<main id="main" class=long>' in html and "9 statements in 32 texts" in html


def test_a_study_without_statements_has_a_page():
    toy = coded_study()
    toy.claims, none = toy.claims.iloc[:0], toy.passages.iloc[:0]
    page = Reader(reader_html(toy, passages=none, codings=toy.codings.iloc[:0], adjudication=[]))
    assert page.raw == [ISLE, visible(COAST)] and "0 statements in 2 texts" in page.text and not page.marked
