"""Plates: drawings as parts of a page, of which nothing is left but what draws and what leads to the evidence.

>>> print(sanitised("dot.svg", f'<svg xmlns="{SVG[1:-1]}" onload="x()"><script/><path d="M0 0h1"/></svg>', "A dot"))
<svg role="img" aria-label="A dot"><path d="M0 0h1" /></svg>
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
LETTERED = ("text", "tspan", "title")
OUTWARD = re.compile(r"url\((?!#[\w-]+\))|[@\\]|/\*", re.IGNORECASE)
EVIDENCE = "../evidence.html#"  # from the folder of the figures
SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", HREF[1:-5])


def sanitised(name, svg, alt):
    """A drawing's SVG as HTML that says `alt` to who cannot see it; raises ValueError where it is none.

    What does not draw is dropped; a link leads to the evidence page, and one that leads elsewhere is no link any more.
    An image with links in it is a group, for in an image they would be hidden.
    """
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"{name} is not well-formed SVG ({error}); draw it again") from error
    if root.tag != f"{SVG}svg":
        raise ValueError(f"{name} is no SVG; draw it again")
    _strip(root)
    for heading in root.findall("title"):
        root.remove(heading)  # a page would show it over the whole drawing; its words are the alternative text's
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    role = "img" if root.find(".//a") is None else "group"
    root.attrib = {**root.attrib, "role": role, "aria-label": visible(alt) or "Figure"}
    return ET.tostring(root, encoding="unicode").strip()


def _strip(element):
    """Leave of an element and its children what draws, by the names that HTML has for it."""
    element.tag = element.tag.removeprefix(SVG)
    href = element.attrib.pop(HREF, element.attrib.pop("href", ""))
    kept = {name: value for name, value in element.attrib.items() if name in PLACE or _is_look(name, value)}
    style = "; ".join(f"{name}: {value}" for name, value in _declared(element) if _is_look(name, value))
    element.attrib = kept | ({"style": style} if style else {}) | _lead(element, href)
    drawn = [child for child in element if _draws(child)] if element.tag != "title" else []
    element[:] = drawn
    for child in drawn:
        _strip(child)
    if element.tag not in LETTERED:
        element.text = None if (element.text or "").strip() else element.text
        for child in drawn:
            child.tail = None if (child.tail or "").strip() else child.tail


def _draws(element):
    return element.tag.removeprefix(SVG) in DRAWS


def _is_look(name, value):
    """Whether an attribute, or a declaration of style, is about the look of a shape and calls for nothing outside."""
    return name in LOOK and not OUTWARD.search(value)


def _declared(element):
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return [(name.strip(), value.strip()) for name, _, value in pairs]


def _lead(element, href):
    """Where an element leads: a part of the drawing may be used, the evidence may be linked."""
    if element.tag == "use" and re.fullmatch(r"#[\w-]+", href):
        return {"href": href}
    if element.tag == "a" and href.startswith(EVIDENCE):
        return {"href": href.removeprefix("../")}
    if element.tag == "a":
        element.tag = "g"
    return {}


def evidence(**chosen):
    """The address of the passages of the evidence that have these values.

    >>> evidence(actor="arland", issue="toll & tax")
    '../evidence.html#actor=arland&issue=toll%20%26%20tax'
    """
    return EVIDENCE + "&".join(f"{name}={quote(value, safe='')}" for name, value in chosen.items())


def _inline(svg, title, alt, links):
    """The SVG as a page can hold it among others: named and described, small, with ids that no other figure has."""
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in (f"{SVG}metadata", f"{SVG}style")]:
            parent.remove(child)
    salt = "f" + hashlib.sha256("\0".join((svg, title, alt)).encode()).hexdigest()[:7]
    _open_links(root, links)
    _salt_ids(root, salt)
    _tidy(root)
    _describe(root, salt, title, alt, "group" if links else "img")  # an image would hide its links
    # matplotlib styles lines by a rule for `*`, which would hold for the whole page; here they inherit from the root
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt"})
    return ET.tostring(root, encoding="unicode") + "\n"


def _open_links(root, links):
    """Give each link its plain address and its words, and let all of its area be pressed, though nothing is drawn there."""
    for element, words in zip(root.iter(f"{SVG}a"), links, strict=True):
        element.attrib = {"href": element.get(HREF), "aria-label": words}
        for area in element:
            area.attrib = {"d": area.get("d"), "fill": "#ffffff", "fill-opacity": "0"}


def _describe(root, salt, title, alt, role):
    """Give a drawing its role, its name and its description."""
    root.attrib.update({"role": role, "aria-labelledby": f"{salt}-title {salt}-desc"})
    for place, (name, words) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(SVG + name, id=f"{salt}-{name}")
        element.text, element.tail = words, "\n"
        root.insert(place, element)


def _salt_ids(root, salt):
    """Give ids that are referred to short names that begin with the salt, and drop the others."""
    targets = sorted({element.get(HREF)[1:] for element in root.iter() if HREF in element.attrib})
    fresh = {target: f"{salt}-{number}" for number, target in enumerate(targets)}
    for element in root.iter():
        identity = fresh.get(element.attrib.pop("id", ""))
        if identity:
            element.set("id", identity)
        if HREF in element.attrib:
            element.set(HREF, "#" + fresh[element.get(HREF)[1:]])


def _tidy(root):
    """Round what is finer than the eye, and let each element that draws stand on a line of its own."""
    for element in root.iter():
        element.text, element.tail = None, "\n"
        element[:] = [child[0] if _is_wrapper(child) else child for child in element]
        if "d" in element.attrib:
            element.set("d", re.sub(r"\s*([A-Za-z])\s*", r"\1", _rounded(element.get("d"))))
        move = element.attrib.pop("transform", "")
        if letter := re.fullmatch(r"translate\((\S+) 0\)", move):
            element.set("x", f"{float(letter[1]):.0f}")  # in hundredths of its size
        elif move:
            element.set("transform", re.sub(r"translate\(.*?\)", lambda part: _rounded(part[0]), move))


def _is_wrapper(element):
    return element.tag == f"{SVG}g" and len(element) == 1 and not element.attrib


def _rounded(numbers):
    """The numbers in a text to two places, that is to a seven-thousandth of an inch."""
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", numbers)


def described(svg):
    """The alternative text that a drawing's SVG carries."""
    return ET.fromstring(svg).findtext(f"{SVG}desc") or ""


def titled(svg):
    """The title that a drawing's SVG carries."""
    return ET.fromstring(svg).findtext(f"{SVG}title") or ""
