"""What the W3C's Web Annotation Data Model (Recommendation of 2017) asks of a collection of annotations in JSON-LD."""

from urllib.parse import urlsplit

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying"),
    *("linking", "moderating", "questioning", "replying", "tagging"),
}


def problems(collection):
    """Yield what the model forbids: sections 3.1 to 3.3, 4.2.4, 4.2.5 and 5 of the Recommendation of 2017."""
    if collection.get("@context") != CONTEXT:
        yield "the collection has no context"
    if collection.get("type") != "AnnotationCollection" or not _iri(collection.get("id")):
        yield "the collection has no type or no id"
    if not isinstance(collection.get("label"), str) or not _count(collection.get("total")):
        yield "the collection has no label or no total"
    page = collection.get("first")
    if (collection["total"] > 0) != (page is not None):
        yield "a collection with annotations has a first page, one without has none"
    if not page:
        return
    if page.get("type") != "AnnotationPage" or not _iri(page.get("id")) or "@context" in page:
        yield "the page has no type or id, or a context of its own"
    if not page.get("items") or not _count(page.get("startIndex")) or len(page["items"]) != collection["total"]:
        yield "the page has no items, no start or another number of items"
    for item in page["items"]:
        yield from _of_annotation(item)
    ids = [collection["id"], page["id"], *(item["id"] for item in page["items"])]
    if len(set(ids)) != len(ids):
        yield "two resources have one id"


def _of_annotation(item):
    """Yield what is wrong with an annotation."""
    if item.get("type") != "Annotation" or not _iri(item.get("id")) or not item.get("target"):
        yield f"no annotation, id or target: {item}"
    if item.get("motivation") not in MOTIVATIONS:
        yield f"no motivation: {item['id']}"
    for body in item.get("body", ()):
        if body.get("purpose") not in MOTIVATIONS:
            yield f"no purpose: {body}"
        text = body.get("type") == "TextualBody" and isinstance(body.get("value"), str) and body["value"].strip()
        if not text and not (body.get("type") == "SpecificResource" and _iri(body.get("source"))):
            yield f"neither words nor a resource: {body}"
    if not _iri(item["target"].get("source")):
        yield f"the target has no source: {item['id']}"
    yield from _of_selectors(item)


def _of_selectors(item):
    """Yield what is wrong with the selectors of an annotation."""
    for selector in item["target"]["selector"]:
        if selector["type"] == "TextPositionSelector":
            if not _count(selector.get("start")) or not _count(selector.get("end")):
                yield f"no position: {item['id']}"
        elif selector["type"] == "TextQuoteSelector":
            if not all(isinstance(selector.get(key), str) for key in ("exact", "prefix", "suffix")):
                yield f"no quotation: {item['id']}"
        else:
            yield f"another selector: {item['id']}"


def _count(value):
    return type(value) is int and value >= 0


def _iri(value):
    """Whether a value is a relative IRI reference without characters that have to be encoded."""
    return isinstance(value, str) and value != "" and not set(value) & set(' "<>\\^`{|}') and not urlsplit(value).scheme
