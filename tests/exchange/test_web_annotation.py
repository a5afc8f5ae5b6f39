"""Web Annotations: read back by rdflib as the W3C's model has them, brought in from others, and damaged."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from exchange_samples import put
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.annotation import web_annotation
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, contents, quote, replace
from web_annotation_rules import CONTEXT, problems

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

FACE = "\N{GRINNING FACE}"
OA, DCTERMS = Namespace("http://www.w3.org/ns/oa#"), Namespace("http://purl.org/dc/terms/")
FOAF, AS = Namespace("http://xmlns.com/foaf/0.1/"), Namespace("http://www.w3.org/ns/activitystreams#")
SKOS, BASE = Namespace("http://www.w3.org/2004/02/skos/core#"), "http://example.org/toll.jsonld"
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
# the terms of http://www.w3.org/ns/anno.jsonld that are used, by the appendix of the vocabulary's Recommendation
NODES = {
    "body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector",
    "creator": "dcterms:creator", "generator": "as:generator", "first": "as:first", "last": "as:last",
}  # fmt: skip
WORDS = {
    "value": "rdf:value", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "name": "foaf:name",
    "label": "rdfs:label", "format": "dc:format", "TextualBody": "oa:TextualBody", "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource", "TextQuoteSelector": "oa:TextQuoteSelector", "Person": "foaf:Person",
    "TextPositionSelector": "oa:TextPositionSelector", "Text": "dctypes:Text", "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "tagging": "oa:tagging", "classifying": "oa:classifying", "commenting": "oa:commenting",
    "highlighting": "oa:highlighting",
}  # fmt: skip
NUMBERS = {"start": "oa:start", "end": "oa:end", "total": "as:totalItems", "startIndex": "as:startIndex"}
TERMS = {
    "oa": str(OA), "dcterms": str(DCTERMS), "foaf": str(FOAF), "as": str(AS), "skos": str(SKOS), "rdf": str(RDF),
    "dc": "http://purl.org/dc/elements/1.1/", "dctypes": "http://purl.org/dc/dcmitype/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"}, **WORDS,
    **{term: {"@type": "@id", "@id": iri} for term, iri in NODES.items()},
    **{term: {"@type": "xsd:nonNegativeInteger", "@id": iri} for term, iri in NUMBERS.items()},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
}  # fmt: skip
TOLL = Text(
    "t 1", "Toll", f"{FACE} Arland will pay.\r\nBorduria waits. Arland pays.", "2025-03-01", {"outlet": "Gazette"}
)
PROJECT = Project(
    "The toll",
    (TOLL, Text("t2", "Rail", "No rail.")),
    (Code("issue", "issue"), Code("issue:toll", "Toll", "issue", "The toll: on bridges", "issue"), Code("odd/ü", "Odd")),
    (Coder("ada", "Ada Quill"), Coder("ben", "Ben")),
    (
        Passage("p/1 ü", "t 1", 2, 8, "ada", ("issue:toll", "odd/ü"), {"position": "-2", "via": "a: b"}, "why?\nyes", "2025-03-01T10:00:00Z"),
        Passage("p2", "t 1", 35, 41, "ada", (), {}, "", ""),
        Passage("p3", "t2", 3, 7, "ada", (), {"empty": ""}, "", ""),
    ),
)  # fmt: skip


def written(folder, content, name="toll.jsonld"):
    """Write JSON, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder / name


def graph_of(path, terms=TERMS):
    """Return the graph of a file, with these terms in the place of the context that would have to be fetched."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found.pop("@context") == CONTEXT
    return Graph().parse(data=json.dumps({"@context": terms} | found), format="json-ld", publicID=BASE)


def by_rdf(graph):
    """Return each annotation by its address: source, position, quotation, creator, time, and bodies by purpose."""
    found = {}
    for node in graph.subjects(RDF.type, OA.Annotation):
        (target,) = graph.objects(node, OA.hasTarget)
        (source,) = graph.objects(target, OA.hasSource)
        told = {
            "source": str(source),
            "motivation": graph.value(node, OA.motivatedBy),
            "at": graph.value(node, DCTERMS.created),
        }
        told["creator"] = str(graph.value(graph.value(node, DCTERMS.creator), FOAF.name))
        for selector in graph.objects(target, OA.hasSelector):
            for key in ("start", "end", "exact", "prefix", "suffix"):
                if (value := graph.value(selector, OA[key])) is not None:
                    told[key] = value.toPython()
        bodies = list(graph.objects(node, OA.hasBody))
        told["bodies"] = {(graph.value(body, OA.hasPurpose), str(graph.value(body, RDF.value))) for body in bodies}
        told["concepts"] = {
            str(graph.value(body, DCTERMS.subject)) for body in bodies if graph.value(body, DCTERMS.subject)
        }
        found[str(node)] = told
    return found


def compared(project, graph):
    """Compare each passage, text and code of a project with a graph."""
    found, texts, coders = by_rdf(graph), contents(project), {each.id: each.name for each in project.coders}
    codes = {each.id: each.name for each in project.codes}
    assert len(found) == len(project.passages)
    for passage in project.passages:
        told = found[str(URIRef(BASE + web_annotation.iri("passage", passage.id)))]
        text = texts[passage.text]
        assert (told["start"], told["end"], told["exact"]) == (passage.start, passage.end, quote(project, passage))
        assert (told["prefix"], told["suffix"]) == (text[: passage.start][-32:], text[passage.end :][:32])
        assert told["creator"] == coders[passage.coder] and told["source"] == BASE + web_annotation.iri(
            "text", passage.text
        )
        assert told["at"] == (
            Literal(passage.at, datatype="http://www.w3.org/2001/XMLSchema#dateTime") if passage.at else None
        )
        bodies = {(OA.tagging, codes[code]) for code in passage.codes}
        bodies |= {(OA.classifying, f"{name}: {value}") for name, value in passage.values.items()}
        assert told["bodies"] == bodies | ({(OA.commenting, passage.note)} if passage.note else set())
        assert told["concepts"] == {BASE + web_annotation.iri("code", code) for code in passage.codes}
        assert told["motivation"] in (OA.classifying, OA.commenting, OA.highlighting)
    for text in project.texts:
        assert graph.value(URIRef(BASE + web_annotation.iri("text", text.id)), RDF.value) == Literal(text.content)
    for code in project.codes:
        node = URIRef(BASE + web_annotation.iri("code", code.id))
        assert str(graph.value(node, SKOS.prefLabel)) == code.name
        assert str(graph.value(node, SKOS.definition) or "") == code.definition
        above = graph.value(node, SKOS.broader)
        assert (str(above) if above else "") == (BASE + web_annotation.iri("code", code.parent) if code.parent else "")


def test_rdflib_reads_each_field_as_the_model_has_it(tmp_path):
    assert web_annotation.write(PROJECT, tmp_path / "toll.jsonld") == ()
    compared(PROJECT, graph_of(tmp_path / "toll.jsonld"))
    collection = json.loads((tmp_path / "toll.jsonld").read_text(encoding="utf-8"))
    assert list(problems(collection)) == [] and collection["total"] == 3


def test_the_terms_are_those_of_the_context_of_the_w3c(tmp_path):
    origin = "GitHub, w3c/web-annotation, jsonld/anno.jsonld"
    path = put(tmp_path, "anno.jsonld", "48c6e5e80f86bb1bf812233d13e70fab8b19516ac4e57e1e4576473f0bbd062e", origin)
    theirs = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert {term: theirs[term] for term in TERMS} == TERMS
    web_annotation.write(PROJECT, tmp_path / "toll.jsonld")
    compared(PROJECT, graph_of(tmp_path / "toll.jsonld", theirs))


def test_a_project_comes_back_as_it_was(tmp_path):
    web_annotation.write(PROJECT, tmp_path / "toll.jsonld")
    back = web_annotation.read(tmp_path / "toll.jsonld")
    assert back == replace(PROJECT, made_by="Stancebook") and web_annotation.recognises(
        formats.sample_of(tmp_path / "toll.jsonld")
    )


def test_the_program_that_made_a_project_is_named(tmp_path):
    web_annotation.write(replace(PROJECT, made_by="brat"), tmp_path / "toll.jsonld")
    graph = graph_of(tmp_path / "toll.jsonld")
    (generator,) = graph.objects(None, AS.generator)
    assert (str(graph.value(generator, FOAF.name)), web_annotation.read(tmp_path / "toll.jsonld").made_by) == (
        "brat",
        "brat",
    )


def test_the_bytes_are_the_same_in_another_process_and_times_that_do_not_fit_are_told(tmp_path):
    code = (
        "import sys; sys.path[:0] = ['tests/exchange', 'tests/support', 'src']; from pathlib import Path\n"
        "import test_web_annotation as t; t.web_annotation.write(t.PROJECT, Path(sys.argv[1]))"
    )
    environment = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo", "PATH": ""}
    subprocess.run([sys.executable, "-c", code, tmp_path / "b.jsonld"], check=True, env=environment)
    web_annotation.write(PROJECT, tmp_path / "a.jsonld")
    assert (tmp_path / "a.jsonld").read_bytes() == (tmp_path / "b.jsonld").read_bytes()
    late = replace(
        PROJECT,
        passages=(replace(PROJECT.passages[1], at="yesterday"), replace(PROJECT.passages[2], at="2025-03-01T10:00:00")),
    )
    assert web_annotation.write(late, tmp_path / "a.jsonld") == (
        "2 times of coding not written as 2025-03-01T10:00:00Z",
    )
    assert '"created"' not in (tmp_path / "a.jsonld").read_text(encoding="utf-8")


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9)


@given(names, names, names, names, st.text(st.characters(codec="utf-8")), st.integers(0), st.integers(0))
def test_each_name_text_and_span_comes_back(tmp_path_factory, id, name, content, value, note, first, more):
    start = first % len(content)
    end = start + 1 + more % (len(content) - start)
    passage = Passage(id, id, start, end, id, (id,), {name: value}, note)
    project = Project(
        name,
        (Text(id, name, content, about={name: value}),),
        (Code(id, name, definition=note),),
        (Coder(id, name),),
        (passage,),
    )
    path = tmp_path_factory.mktemp("w") / "a.jsonld"
    web_annotation.write(project, path)
    assert replace(web_annotation.read(path), made_by="") == project
    assert [each["exact"] for each in by_rdf(graph_of(path)).values()] == [content[start:end]]


def annotation(selector=None, target="toll.txt", **more):
    """Return an annotation as other programs write them."""
    at = {"source": target, "selector": selector} if selector else target
    return {"@context": CONTEXT, "id": "http://a.example/1", "type": "Annotation", "target": at} | more


def at(start, end):
    """Return a position."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def words(exact, prefix="", suffix=""):
    """Return a quotation."""
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def read_with(folder, content, text=TOLL.content):
    """Return the project of annotations whose text stands beside them."""
    path = written(folder, content)
    (folder / "toll.txt").write_bytes(text.encode())
    return web_annotation.read(path)


NOT_ONCE = "1 quotation that the text does not have, or has more than once"


@pytest.mark.parametrize(
    "selector, found, told",
    [
        ([at(2, 8), words("Arland")], (2, 8), ""),
        (at(2, 8), (2, 8), ""),
        (words("Borduria"), (20, 28), ""),
        (
            [words("Arland", suffix=" pays"), at(0, 3)],
            (36, 42),
            "1 position as given: the words stand elsewhere (http://a.example/1, “Arland”)",
        ),
        (
            [at(3, 9), words("Arland")],
            (2, 8),
            "1 position as given: in UTF-16 units, converted (http://a.example/1, “Arland”)",
        ),
        (
            [at(900, 906), words("Borduria")],
            (20, 28),
            "1 position as given: the words stand elsewhere (http://a.example/1, “Borduria”)",
        ),
        ([at(0, 3), words("Arland")], None, f"{NOT_ONCE} (http://a.example/1, “Arland”)"),
        (words("Nowhere"), None, f"{NOT_ONCE} (http://a.example/1, “Nowhere”)"),
        (
            {"type": "CssSelector", "value": "p"},
            None,
            "1 target by CSS, XPath, range, area or address (http://a.example/1)",
        ),
        ([{"type": "XPathSelector", "value": "/p"}, words("Borduria")], (20, 28), ""),
        (None, (0, len(TOLL.content)), ""),
    ],
)
def test_a_position_gives_way_to_a_quotation_that_is_there_once(tmp_path, selector, found, told):
    project = read_with(tmp_path, annotation(selector))
    assert [(each.start, each.end) for each in project.passages] == ([found] if found else [])
    assert project.lost == ((told,) if told else ())


def test_tags_comments_people_and_times_of_others_are_taken(tmp_path):
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": "toll"},
        {"type": "SpecificResource", "purpose": "identifying", "source": "http://a.example/id/arland"},
        {"type": "TextualBody", "value": "Is it so?"},
        {"type": "TextualBody", "purpose": ["classifying"], "value": "position: for", "label": "position"},
        {"type": "TextualBody", "purpose": ["classifying"], "value": "position: now", "label": "position"},
        {"type": "Choice", "items": []},
        "http://a.example/comment",
    ]
    person = {"id": "http://a.example/ada", "type": "Person", "name": "Ada", "nickname": "a"}
    more = {"body": bodies, "creator": person, "created": "2015-10-13T13:00:00Z", "bodyValue": "No."}
    project = read_with(tmp_path, {"type": "AnnotationPage", "items": [annotation(at(2, 8), **more)]})
    (passage,) = project.passages
    assert (passage.id, passage.coder, passage.at) == (
        "http://a.example/1",
        "http://a.example/ada",
        "2015-10-13T13:00:00Z",
    )
    assert passage.codes == ("toll", "http://a.example/id/arland") and passage.values == {"position": "for; now"}
    assert passage.note == "No.\nIs it so?" and [each.name for each in project.coders] == ["Ada"]
    assert [(each.id, each.name) for each in project.codes] == [
        ("toll", "toll"),
        ("http://a.example/id/arland", "arland"),
    ]
    assert project.made_by == ""
    assert project.lost == ("2 comments given as an address or a choice (http://a.example/1)",)


def test_motivation_decides_where_a_body_has_no_purpose_and_nobody_is_named(tmp_path):
    tag = annotation(at(2, 8), motivation="tagging", body={"type": "TextualBody", "value": "toll"})
    note = annotation(
        at(2, 8), motivation="commenting", body={"type": "TextualBody", "value": "toll"}, id="b", creator="Ben"
    )
    project = read_with(tmp_path, [tag, note])
    assert [(each.codes, each.note, each.coder) for each in project.passages] == [
        ((), "toll", "Ben"),
        (("toll",), "", "annotator"),
    ]


def test_creators_beyond_the_first_are_told(tmp_path):
    project = read_with(tmp_path, [annotation(at(2, 8), creator=["Ben", "Ada", {"name": "Xu"}])])
    assert [each.name for each in project.coders] == ["Ben"]
    assert project.lost == ("2 creators beyond the first of an annotation (http://a.example/1)",)


def test_collections_pages_graphs_and_many_targets_are_read(tmp_path):
    two = annotation(
        target=[{"source": "toll.txt", "selector": at(2, 8)}, {"source": "toll.txt", "selector": at(20, 28)}]
    )
    page = {"type": "AnnotationPage", "items": [two], "next": "http://a.example/page2"}
    for content in ({"type": "AnnotationCollection", "label": "Toll", "first": page}, {"@graph": [page]}):
        project = read_with(tmp_path, content)
        assert [each.id for each in project.passages] == ["http://a.example/1", "http://a.example/1/2"]
        assert project.lost == ("1 page that stands elsewhere (http://a.example/page2)",)


def test_texts_are_taken_beside_the_file_alone_and_what_is_not_there_is_told(tmp_path):
    (tmp_path / "secret.txt").write_text("Arland pays.")
    for source in (
        "../secret.txt",
        "http://a.example/secret.txt",
        "file:///etc/hostname.txt",
        "toll.html",
        "toll.txt#char=0,2",
    ):
        with pytest.raises(
            UserError, match=r"^toll\.jsonld: the text .* is not there; put the annotated texts as \.txt files"
        ):
            read_with(tmp_path / "in", annotation(at(2, 8), target=source))
    project = read_with(
        tmp_path / "in", [annotation(at(2, 8)), annotation(at(2, 8), target="http://a.example/x.txt", id="b")]
    )
    assert len(project.passages) == 1 and project.lost == ("1 target whose text is not there (http://a.example/x.txt)",)


@pytest.mark.parametrize(
    "content, told",
    [
        (annotation(at(2, 900)), "annotation http://a.example/1: it is at 2 to 900 of a text with 48 characters"),
        (annotation(at(8, 2)), "annotation http://a.example/1: it is at 8 to 2 of a text with 48 characters"),
        (annotation(at(-3, 2)), "annotation http://a.example/1: it is at -3 to 2 of a text with 48 characters"),
        (
            annotation({"type": "TextPositionSelector", "start": "x", "end": 2}),
            "it is not as the W3C's model has it (ValueError",
        ),
        (annotation({"type": "TextPositionSelector"}), "it is not as the W3C's model has it (KeyError"),
        (
            {"@context": CONTEXT, "dcterms:references": [{"id": "a", "value": "b", "dcterms:description": [1]}]},
            "the collection: it is not as",
        ),
        ({"@context": CONTEXT, "dcterms:subject": ["x"]}, "the collection: it is not as the W3C's model has it"),
        ([annotation(at(2, 8)), annotation(at(2, 8))], "passage http://a.example/1: another passage has its id"),
    ],
)
def test_an_annotation_that_does_not_fit_is_told_with_its_place(tmp_path, content, told):
    with pytest.raises(UserError) as error:
        read_with(tmp_path, content)
    assert str(error.value).startswith("toll.jsonld") and told in str(error.value)


def test_json_nested_without_end_and_keys_that_stand_twice_are_told(tmp_path):
    for content, told in ((b"[" * 90_000, "brackets"), (b'{"target": 1, "target": 2}', "stands twice")):
        (tmp_path / "a.jsonld").write_bytes(content)
        with pytest.raises(UserError, match=rf"^a\.jsonld.*{told}"):
            web_annotation.read(tmp_path / "a.jsonld")


def test_examples_of_the_w3c_are_placed_in_a_text_and_say_which_text_is_not_there(tmp_path):
    origin = "GitHub, w3c/web-annotation, admin/annotation/2016/examples/json/{}"
    sha256 = "e19b985c8dcf94da2250ad34cd9871d07b02679542299df728f6b6cddd962431"
    path = put(tmp_path, "anno26.json", sha256, origin.format("anno26.json"))
    with pytest.raises(UserError, match=r"^anno26\.json: the text http://example\.org/page1 is not there"):
        web_annotation.read(path)
    (tmp_path / "page1.txt").write_text("An anotation. And this is an anotation that has some words.")
    project, by_hand = web_annotation.read(path), json.loads(path.read_text())
    (passage,) = project.passages
    assert web_annotation.recognises(formats.sample_of(path)) and passage.id == by_hand["id"]
    assert (quote(project, passage), passage.start) == (by_hand["target"]["selector"]["exact"], 29)
    sha256 = "2b630d5d827e6d9d7066df0e2d1c54bcfd995e530e12257c62749130a5da64d3"
    path = put(tmp_path, "anno27.json", sha256, origin.format("anno27.json"))
    (tmp_path / "ebook1.txt").write_text("x" * 900)
    (passage,) = web_annotation.read(path).passages
    assert (passage.start, passage.end) == (412, 795)
