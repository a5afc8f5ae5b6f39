"""Plates: what a page takes of a drawing is what draws; nothing runs, calls out or leads elsewhere."""

import re
import xml.etree.ElementTree as ET

import pytest

from stancebook.core import schema, tables
from stancebook.figures import ladder
from stancebook.figures.svg import sanitised

SPACES = {"": "2000/svg", ":xlink": "1999/xlink", ":h": "1999/xhtml"}
DOT = '<rect width="9" height="9"/>'
OPENING = '<svg viewBox="0 0 9 9" width="504pt"'  # the width of a figure that names none


def drawing(inner, root=""):
    spaces = "".join(f' xmlns{name}="http://www.w3.org/{place}"' for name, place in SPACES.items())
    return f'<svg{spaces} viewBox="0 0 9 9" {root}>{inner}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        "<script>steal()</script>",
        "<script href='https://evil.example/x.js'/>",
        "<foreignObject><h:body onload='steal()'>x</h:body></foreignObject>",
        "<h:script>steal()</h:script>",
        "<h:img src='x' onerror='steal()'/>",
        "<style>*{display:none} @import url(https://evil.example);</style>",
        "<image href='https://evil.example/x.png'/>",
        "<image xlink:href='data:image/svg+xml,x'/>",
        "<animate attributeName='href' values='javascript:steal()'/>",
        "<set attributeName='onload' to='steal()'/>",
        "<iframe xmlns='http://www.w3.org/1999/xhtml' src='x'/>",
        "<unknown><script>steal()</script></unknown>",
        "<metadata>steal</metadata>",
        "<!-- steal() --><?steal x?>",
        "steal()",
        "<title><script>steal()</script><g onload='steal()'/></title>",
        "<script/>steal()",
    ],
)
def test_what_does_not_draw_is_dropped(inner):
    clean = sanitised("x.svg", drawing(inner + DOT), "A dot")
    assert clean == f'{OPENING} role="img" aria-label="A dot"><rect width="9" height="9" /></svg>'


@pytest.mark.parametrize(
    "attribute",
    [
        "onload='steal()'",
        "onclick='steal()'",
        "class='skip mark'",
        "style='position: fixed; inset: 0'",
        "style='fill: url(https://evil.example/x)'",
        "style='fill: \\75rl(x)'",
        "style='fill: red/**/url(x)'",
        "fill='url(//evil.example/x)'",
        "fill='URL( https://evil.example/x#y)'",
        "clip-path='url(other.svg#y)'",
        "href='#x'",
        "tabindex='1'",
        "xlink:href='javascript:steal()'",
    ],
)
def test_what_is_not_about_its_look_is_dropped(attribute):
    assert '<rect width="9" />' in sanitised("x.svg", drawing(f'<rect width="9" {attribute}/>'), "A dot")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:steal()",
        "https://evil.example/evidence.html#x",
        "//evil.example",
        "data:text/html,x",
        " ../evidence.html#x",
        "evidence.html#x",
        "../evidence.html",
        "../../evidence.html#x",
        "../evidence.htmlx#y",
        "",
    ],
)
@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_a_link_that_leads_elsewhere_is_none(name, address):
    clean = sanitised("x.svg", drawing(f'<a {name}="{address}">{DOT}</a>'), "A dot")
    assert clean == f'{OPENING} role="img" aria-label="A dot"><g><rect width="9" height="9" /></g></svg>'


@pytest.mark.parametrize("name", ["href", "xlink:href"])
def test_a_link_leads_to_the_evidence(name):
    link = f'<a {name}="../evidence.html#actor=a%26b&amp;issue=x" aria-label="A @ url(b)">{DOT}</a>'
    clean = sanitised("x.svg", drawing(link, 'role="img" aria-labelledby="t"'), "Dots")
    assert '<a aria-label="A @ url(b)" href="evidence.html#actor=a%26b&amp;issue=x"><rect' in clean
    assert 'role="group" aria-label="Dots"' in clean and 'role="img"' not in clean


def test_what_does_not_draw_is_dropped_within_what_does():
    clean = sanitised("x.svg", drawing("<g><g><script>steal()</script></g>steal()</g>"), "A dot")
    assert clean.endswith('aria-label="A dot"><g><g /></g></svg>')


def test_a_title_holds_words_alone():
    clean = sanitised("x.svg", drawing("<g><title>A dot<a href='../evidence.html#x'/><script/></title></g>"), "A dot")
    assert clean.endswith("<g><title>A dot</title></g></svg>") and 'role="img"' in clean


def test_a_drawing_keeps_its_parts_and_its_width_and_has_its_look_as_attributes():
    parts = (
        '<title id="t">Dots</title><desc>Words</desc><defs><path id="f-1" d="M0 0h9"/><clipPath id="c"><rect width="1"/>'
        '</clipPath></defs><use xlink:href="#f-1" x="3" transform="scale(2)" style="fill: #fff;stroke:none"/>'
        '<g clip-path="url(#c)" style="fill: url(#f-1)"><text x="1">a<tspan>b</tspan>c &lt;d</text></g>'
    )
    assert sanitised("x.svg", drawing(parts, 'width="9pt" height="9pt"'), "Dots") == (
        '<svg viewBox="0 0 9 9" width="9pt" role="img" aria-label="Dots"><defs><path id="f-1" d="M0 0h9" /><clipPath id="c"><rect width="1" />'
        '</clipPath></defs><use x="3" transform="scale(2)" fill="#fff" stroke="none" href="#f-1" />'
        '<g clip-path="url(#c)" fill="url(#f-1)"><text x="1">a<tspan>b</tspan>c &lt;d</text></g></svg>'
    )


@pytest.mark.parametrize("look", ['fill="#1c1c1c"', "style='fill: #1c1c1c'"])
def test_a_colour_is_an_attribute_that_a_dark_page_overrules(look):
    clean = sanitised("x.svg", drawing(f'<rect width="9" {look} stroke="#123456"/>'), "A dot")
    assert 'fill="#1c1c1c"' in clean and 'stroke="#123456"' in clean and "style" not in clean


def test_the_words_for_it_stay_words():
    clean = sanitised("x.svg", drawing(DOT), 'A "dot" <b> & \u202e')
    assert 'aria-label="A &quot;dot&quot; &lt;b&gt; &amp; [U+202E]"' in clean


@pytest.mark.parametrize(
    ("svg", "problem"),
    [
        ("<svg", "is not well-formed SVG"),
        ("", "is not well-formed SVG"),
        ("<html/>", "is no SVG"),
        ("<svg/>", "is no SVG"),
    ],
)
def test_what_is_no_drawing_is_refused(svg, problem):
    with pytest.raises(ValueError, match=f"^x.svg {problem}.*; draw it again$"):
        sanitised("x.svg", svg, "x")


def test_our_own_figures_lose_nothing_that_draws():
    how = {"via": "self", "voice": "direct", "condition": "none"}
    rows = [
        {"statement": f"0-{n}-a-x", "article": "0", "actor": "a", "issue": "x", "position": n, **how} for n in (-1, 2)
    ]
    svg = ladder.draw(tables.frame(rows, schema.STATEMENTS), {"a": "Arland"}, "Arland is of two minds").svg
    kept, whole = (re.findall(r"<(\w+)", text) for text in (sanitised("x", svg, "x"), svg))
    assert kept == [tag for tag in whole if tag not in ("title", "desc")]
    count = {
        name: len([e for e in ET.fromstring(svg).iter() if e.get(name)])
        for name in ("d", "fill", "stroke", "transform")
    }
    assert all(sanitised("x", svg, "x").count(f" {name}=") == times for name, times in count.items())
    assert "style" not in svg, "which a strict policy of a server would block"
