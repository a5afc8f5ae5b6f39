"""SVG drawings as parts of a page: named, described, with unique ids, and without anything that does not draw.

Looks are attributes, never styles: a strict Content-Security-Policy blocks a style that stands in an element.

>>> print(sanitised("dot.svg", f'<svg xmlns="{SVG[1:-1]}" onload="x()"><script/><path d="M0 0h1"/></svg>', "A dot"))
<svg width="504pt" role="img" aria-label="A dot"><path d="M0 0h1" /></svg>
"""

import hashlib
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote

from stancebook.core.markdown import visible

DRAWS = {
    "svg", "g", "defs", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "clipPath", "a", "title",
}  # fmt: skip
LOOK = {
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity", "clip-path", "clip-rule",
    "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
}  # fmt: skip
PLACE = {
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "dx", "dy", "r", "rx", "ry", "d", "points", "width", "height",
    "transform", "viewBox", "id", "href", "aria-label",
}  # fmt: skip
TEXTS = ("text", "tspan", "title")
OUTWARD = re.compile(r"url\((?!#[\w-]+\))|[@\\]|/\*", re.IGNORECASE)
FULL_WIDTH = 504.0  # points
SHOWN = "data-shown"  # the attribute that says which of all actors a drawing shows
EVIDENCE = "../evidence.html#"  # from the folder of the figures
SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", HREF[1:-5])


def sanitised(name: str, svg: str, alt: str) -> str:
    """A drawing's SVG as HTML with the label `alt`; `name` is its file, for messages.

    Elements and attributes that do not draw are dropped; the width stays, in points, for print. A link to the evidence
    page stays; any other link becomes a group. A drawing with links has the role of a group, because an image would
    hide them.
    Raises ValueError if the text is not SVG.
    """
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"{name} is not well-formed SVG ({error}); draw it again") from error
    if root.tag != f"{SVG}svg":
        raise ValueError(f"{name} is no SVG; draw it again")
    _strip(root)
    for heading in root.findall("title"):
        root.remove(heading)  # a page would show it as a tooltip; the alternative text has its words
    root.attrib.pop("height", None)
    role = "img" if root.find(".//a") is None else "group"
    size = f"{natural_width(svg):g}pt"
    root.attrib = {**root.attrib, "width": size, "role": role, "aria-label": visible(alt) or "Figure"}
    return ET.tostring(root, encoding="unicode").strip()


def _strip(element: ET.Element) -> None:
    """Remove from an element and its children everything that does not draw, and use the names of HTML."""
    element.tag = element.tag.removeprefix(SVG)
    href = element.attrib.pop(HREF, element.attrib.pop("href", ""))
    kept = {name: value for name, value in element.attrib.items() if name in PLACE or _is_look(name, value)}
    kept |= {name: value for name, value in _declared(element).items() if _is_look(name, value)}
    element.attrib = kept | _target(element, href)
    drawn = [child for child in element if _draws(child)] if element.tag != "title" else []
    element[:] = drawn
    for child in drawn:
        _strip(child)
    if element.tag not in TEXTS:
        element.text = None if (element.text or "").strip() else element.text
        for child in drawn:
            child.tail = None if (child.tail or "").strip() else child.tail


def _draws(element: ET.Element) -> bool:
    return element.tag.removeprefix(SVG) in DRAWS


def _is_look(name: str, value: str) -> bool:
    """Whether an attribute or a style declaration sets the look of a shape and loads nothing from outside."""
    return name in LOOK and not OUTWARD.search(value)


def _declared(element: ET.Element) -> dict[str, str]:
    """The values in an element's style attribute by their names."""
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


def _target(element: ET.Element, href: str) -> dict[str, str]:
    """The address that an element may have: a part of the drawing to use, or a passage of the evidence to link."""
    if element.tag == "use" and re.fullmatch(r"#[\w-]+", href):
        return {"href": href}
    if element.tag == "a" and href.startswith(EVIDENCE):
        return {"href": href.removeprefix("../")}
    if element.tag == "a":
        element.tag = "g"
    return {}


def evidence(**chosen: str) -> str:
    """The address, on the evidence page, of the passages that have these values.

    >>> evidence(actor="arland", issue="toll & tax")
    '../evidence.html#actor=arland&issue=toll%20%26%20tax'
    """
    return EVIDENCE + "&".join(f"{name}={quote(value, safe='')}" for name, value in chosen.items())


def inline(svg: str, title: str, alt: str, links: list[str], shown: str = "") -> str:
    """Matplotlib's SVG made fit for a page with other figures: named, described, small, with ids of its own.

    `links` are the words for its links, in the order of drawing; `shown` says which of all actors are drawn.
    """
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in (f"{SVG}metadata", f"{SVG}style")]:
            parent.remove(child)
    salt = "f" + hashlib.sha256("\0".join((svg, title, alt)).encode()).hexdigest()[:7]
    _open_links(root, links)
    _salt_ids(root, salt)
    _tidy(root)
    _describe(root, salt, title, alt, "group" if links else "img")  # an image would hide its links
    # matplotlib styles lines by a rule for `*`, which would apply to the whole page; here they inherit from the root
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt"} | ({SHOWN: shown} if shown else {}))
    return ET.tostring(root, encoding="unicode") + "\n"


def _open_links(root: ET.Element, links: list[str]) -> None:
    """Give each link its address and its words, and make its whole area clickable, though nothing is drawn there."""
    for element, words in zip(root.iter(f"{SVG}a"), links, strict=True):
        element.attrib = {"href": element.get(HREF), "aria-label": words}
        for area in element:
            area.attrib = {"d": area.get("d"), "fill": "#ffffff", "fill-opacity": "0"}


def _describe(root: ET.Element, salt: str, title: str, alt: str, role: str) -> None:
    """Give a drawing its role, its name and its description."""
    root.attrib.update({"role": role, "aria-labelledby": f"{salt}-title {salt}-desc"})
    for place, (name, words) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(SVG + name, id=f"{salt}-{name}")
        element.text, element.tail = words, "\n"
        root.insert(place, element)


def _salt_ids(root: ET.Element, salt: str) -> None:
    """Shorten the ids that are used, so that each begins with the salt; drop the others."""
    targets = sorted({element.get(HREF)[1:] for element in root.iter() if HREF in element.attrib})
    fresh = {target: f"{salt}-{number}" for number, target in enumerate(targets)}
    for element in root.iter():
        identity = fresh.get(element.attrib.pop("id", ""))
        if identity:
            element.set("id", identity)
        if HREF in element.attrib:
            element.set(HREF, "#" + fresh[element.get(HREF)[1:]])


def _tidy(root: ET.Element) -> None:
    """Turn styles into attributes, round coordinates, and put each element that draws on its own line."""
    for element in root.iter():
        declared = _declared(element)
        element.attrib = {name: value for name, value in element.attrib.items() if name != "style"} | declared
        element.text, element.tail = None, "\n"
        element[:] = [child[0] if _is_wrapper(child) else child for child in element]
        if "d" in element.attrib:
            element.set("d", re.sub(r"\s*([A-Za-z])\s*", r"\1", _rounded(element.get("d"))))
        move = element.attrib.pop("transform", "")
        if letter := re.fullmatch(r"translate\((\S+) 0\)", move):
            element.set("x", f"{float(letter[1]):.0f}")  # in hundredths of its size
        elif move:
            element.set("transform", re.sub(r"translate\(.*?\)", lambda part: _rounded(part[0]), move))


def _is_wrapper(element: ET.Element) -> bool:
    return element.tag == f"{SVG}g" and len(element) == 1 and not element.attrib


def _rounded(numbers: str) -> str:
    """The numbers in a text to two places, that is to a seven-thousandth of an inch."""
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", numbers)


def described(svg: str) -> str:
    """The alternative text in a drawing's SVG."""
    return ET.fromstring(svg).findtext(f"{SVG}desc") or ""


def shown(svg: str) -> str:
    """Which of all actors a drawing's SVG shows, in words; empty if it shows them all.

    >>> shown('<svg data-shown="the 2 of 3 actors with most statements"/>'), shown("<svg/>")
    ('the 2 of 3 actors with most statements', '')
    """
    return ET.fromstring(svg).get(SHOWN, "")


def titled(svg: str) -> str:
    """The title in a drawing's SVG."""
    return ET.fromstring(svg).findtext(f"{SVG}title") or ""


def natural_width(svg: str) -> float:
    """The width in points at which a drawing was made; 504 if it does not say.

    >>> natural_width('<svg xmlns="http://www.w3.org/2000/svg" width="215pt"/>')
    215.0
    """
    found = re.match(r"[\d.]+(?=pt$)", ET.fromstring(svg).get("width", ""))
    return float(found[0]) if found else FULL_WIDTH
