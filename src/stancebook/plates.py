"""Plates: drawings as parts of a page, of which nothing is left but what draws and what leads to the evidence.

>>> print(plate("dot.svg", f'<svg xmlns="{SVG[1:-1]}" onload="x()"><script/><path d="M0 0h1"/></svg>', "A dot"))
<svg role="img" aria-label="A dot"><path d="M0 0h1" /></svg>
"""

import re
import xml.etree.ElementTree as ET

from stancebook.drawing import EVIDENCE, HREF, SVG
from stancebook.markup import visible

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


def plate(name, svg, alt):
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
