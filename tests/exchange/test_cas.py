"""INCEpTION and WebAnno: files of theirs and invented projects, read in another way; and files that are damaged."""

import io
import re
import zipfile
from xml.etree import ElementTree

import cassis
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from exchange_samples import SAMPLES, put
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.annotation import cas
from stancebook.exchange.project import quote

pytestmark = pytest.mark.filterwarnings("ignore:Trying to add feature `self`", "ignore:open_binary is deprecated")
FACE = "\N{GRINNING FACE}"
TEXT = f"{FACE} Arland will pay. {FACE} Borduria waits."
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
NER = f"{DKPRO}.ner.type.NamedEntity"
INCEPTION = "GitHub, inception-project/inception, inception/{} (Apache-2.0)"
ANNOTATION = "uima.tcas.Annotation"
ID = "{http://www.omg.org/XMI}id"


def types():
    """Return a type system with custom layers: a span with features of several types, a relation, a chain."""
    made = cassis.TypeSystem()
    for name in (
        "segmentation.type.Token",
        "segmentation.type.Sentence",
        "lexmorph.type.pos.POS",
        "syntax.type.chunk.NC",
    ):
        made.create_type(f"{DKPRO}.{name}", supertypeName=ANNOTATION)
    title = made.create_type(f"{DKPRO}.metadata.type.DocumentMetaData", supertypeName="uima.tcas.DocumentAnnotation")
    made.create_feature(title, "documentTitle", "uima.cas.String")
    noted = made.create_type(
        "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata", supertypeName="uima.cas.AnnotationBase"
    )
    made.create_feature(noted, "username", "uima.cas.String")
    stance = made.create_type("webanno.custom.Stance", supertypeName=ANNOTATION, description="Who wants what")
    for name, kind in {
        "actor": "String",
        "sure": "Boolean",
        "weight": "Float",
        "notes": "StringArray",
        "self": "String",
    }.items():
        made.create_feature(stance, name, f"uima.cas.{kind}")
    link = made.create_type("webanno.custom.Link", supertypeName="uima.cas.TOP")
    made.create_feature(link, "target", "uima.tcas.Annotation")
    made.create_feature(stance, "links", "uima.cas.FSArray", elementType="webanno.custom.Link")
    relation = made.create_type("webanno.custom.Answers", supertypeName=ANNOTATION)
    made.create_feature(relation, "Governor", ANNOTATION)
    made.create_feature(relation, "Dependent", ANNOTATION)
    made.create_type("webanno.custom.Chain", supertypeName="uima.cas.AnnotationBase")
    return made


def sheet(*stances, text=TEXT, title="toll.txt", more=(), **features):
    """Return the bytes of XMI and of its type system: stances are start, end and features, in code points."""
    system = types()
    made = cassis.Cas(typesystem=system)
    made.sofa_string, made.sofa_mime = text, "text/plain"
    if title:
        made.add(
            system.get_type(f"{DKPRO}.metadata.type.DocumentMetaData")(begin=0, end=len(text), documentTitle=title)
        )
    for start, end, told in stances:
        made.add(system.get_type("webanno.custom.Stance")(begin=start, end=end, **told))
    for name, told in more:
        made.add(system.get_type(name)(**told))
    return made.to_xmi().encode(), system.to_xml().encode()


def zipped(files):
    """Return the bytes of a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def pair(folder, xmi, system, name="toll.xmi"):
    """Write XMI and its type system into a folder, and return the XMI's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(xmi)
    (folder / "TypeSystem.xml").write_bytes(system)
    return folder / name


def by_hand(path, layer):
    """Return id, words and attributes of each annotation of a layer: positions are UTF-16 units of the text."""
    root = ElementTree.parse(path).getroot()
    text = next(each.attrib["sofaString"] for each in root if "sofaString" in each.attrib).encode("utf-16-le")
    found = [each.attrib for each in root if each.tag.endswith("}" + layer)]
    return [
        (each[ID], text[2 * int(each["begin"]) : 2 * int(each["end"])].decode("utf-16-le"), dict(each))
        for each in found
    ]


@pytest.mark.filterwarnings("error")
def test_a_file_of_inception_with_faces_is_read_field_by_field():
    path = SAMPLES / "cas_with_smileys.xmi"
    project = cas.read(path)
    assert cas.recognises(formats.sample_of(path))
    entities = by_hand(path, "NamedEntity")
    assert [(each.id.rpartition("/")[2], quote(project, each), each.values) for each in project.passages] == [
        (id, words, {"value": told["value"]}) for id, words, told in entities
    ]
    assert len(entities) == 5 and {each.codes for each in project.passages} == {(NER,)}
    assert project.lost == tuple(
        f"{len(by_hand(path, layer))} {layer.lower()}s (huggingface.txt)" for layer in ("Sentence", "Token")
    )
    assert (
        project.texts[0].content == ElementTree.parse(path).getroot()[-2].attrib["sofaString"]
        and FACE not in project.name
    )
    assert [(each.id, each.name) for each in project.codes] == [(NER, "NamedEntity")]


def test_a_project_has_several_annotators_a_curation_and_a_document_without_any(tmp_path):
    words = [(f"{DKPRO}.segmentation.type.Token", {"begin": 2, "end": 8})]
    ada = sheet((2, 8, {"actor": "Arland", "sure": True, "weight": 0.5, "self_": "me"}), more=words)
    ben = sheet((2, 8, {"actor": "Arland", "sure": False}), (21, 29, {"actor": "Borduria"}), more=words)
    mine = [zipped({f"{name}.xmi": each[0], "TypeSystem.xml": each[1]}) for name, each in (("ada", ada), ("ben", ben))]
    files = {
        "exportedproject123.json": b"{}",
        "annotation/toll.txt/ada.zip": mine[0],
        "annotation/toll.txt/ben.zip": mine[1],
        "annotation/toll.txt/INITIAL_CAS.zip": zipped({"INITIAL_CAS.xmi": ben[0], "TypeSystem.xml": ben[1]}),
        "annotation/rail.txt/INITIAL_CAS.xmi": sheet(text="No rail.", title="rail.txt")[0],
        "annotation/rail.txt/TypeSystem.xml": ada[1],
        "curation/toll.txt/CURATION_USER.xmi": ada[0],
        "TypeSystem.xml": ada[1],
        "source/toll.txt": TEXT.encode(),
    }
    (tmp_path / "study.zip").write_bytes(zipped(files))
    project = cas.read(tmp_path / "study.zip")
    assert cas.recognises(formats.sample_of(tmp_path / "study.zip"))
    assert [(each.id, each.content) for each in project.texts] == [("rail.txt", "No rail."), ("toll.txt", TEXT)]
    assert [(each.id, each.name) for each in project.coders] == [
        ("CURATION_USER", "curation"),
        ("ada", "ada"),
        ("ben", "ben"),
    ]
    assert sorted((each.coder, quote(project, each), dict(each.values)["actor"]) for each in project.passages) == [
        ("CURATION_USER", "Arland", "Arland"), ("ada", "Arland", "Arland"), ("ben", "Arland", "Arland"),
        ("ben", "Borduria", "Borduria"),
    ]  # fmt: skip
    told = next(each.values for each in project.passages if each.coder == "ada")
    assert told == {"actor": "Arland", "sure": "true", "weight": "0.5", "self": "me"}
    assert project.codes[0].name == "Stance" and project.codes[0].definition == "Who wants what"
    assert project.lost == ("1 token (toll.txt)",)  # which each annotator has a copy of
    with zipfile.ZipFile(tmp_path / "study.zip") as archive:
        archive.extractall(tmp_path / "study")
    assert cas.read(tmp_path / "study") == project


def test_what_is_not_taken_is_counted_and_lists_are_joined(tmp_path):
    system = types()
    first = system.get_type("webanno.custom.Stance")(begin=2, end=8)
    link = system.get_type("webanno.custom.Link")(target=first)
    array = system.get_type("uima.cas.FSArray")(elements=[link, link])
    notes = system.get_type("uima.cas.StringArray")(elements=["calm", "late"])
    made = cassis.Cas(typesystem=system)
    made.sofa_string = TEXT
    made.add(first)
    made.add(system.get_type("webanno.custom.Stance")(begin=20, end=28, links=array, notes=notes))
    made.add(system.get_type("webanno.custom.Stance")(begin=4, end=4))
    made.add(system.get_type("webanno.custom.Answers")(begin=2, end=8, Governor=first, Dependent=first))
    made.add(system.get_type("webanno.custom.Chain")())
    for name in (
        "segmentation.type.Token",
        "segmentation.type.Sentence",
        "lexmorph.type.pos.POS",
        "syntax.type.chunk.NC",
    ):
        made.add(system.get_type(f"{DKPRO}.{name}")(begin=2, end=8))
    project = cas.read(pair(tmp_path, made.to_xmi().encode(), system.to_xml().encode()))
    assert [(quote(project, each), each.values) for each in project.passages] == [
        ("Arland", {}), (TEXT[20:28], {"notes": "calm; late"}),
    ]  # fmt: skip
    assert project.lost == (
        "1 annotation of the layer NC (toll)", "1 annotation of the layer POS (toll)", "1 annotation without words (toll)",
        "1 item of the layer Chain, which has no place in the text (toll)", "2 links between annotations (toll)",
        "1 relation of the layer Answers (toll)", "1 sentence (toll)", "1 token (toll)",
    )  # fmt: skip
    assert project.coders[0].id == "annotator"


def test_a_file_named_after_a_person_names_the_coder(tmp_path):
    xmi, system = sheet((2, 8, {}))
    project = cas.read(pair(tmp_path, xmi, system, name="ada.xmi"))
    assert project.coders[0].id == "ada" and project.texts[0].id == "toll.txt"


def test_what_the_program_noted_names_the_coder(tmp_path):
    noted = [("de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata", {"username": "ada"})]
    xmi, system = sheet((2, 8, {}), more=noted, title="")
    project = cas.read(pair(tmp_path, xmi, system))
    assert (project.coders[0].id, project.texts[0].id, project.lost) == ("ada", "toll", ())


def test_annotators_whose_texts_differ_have_two_texts(tmp_path):
    for who, text in (("ada", TEXT), ("ben", TEXT + "!")):
        pair(tmp_path / "annotation" / "toll.txt", *sheet((2, 8, {}), text=text), name=f"{who}.xmi")
    assert [each.id for each in cas.read(tmp_path).texts] == ["toll.txt", "toll.txt (2)"]


def changed(old, new):
    """Return XMI in which something is put in the place of something else, which is there; and its type system."""
    xmi, system = sheet((2, 8, {"actor": "Arland"}))
    assert re.search(old, xmi)
    return re.sub(old, new, xmi), system


@pytest.mark.parametrize(
    "old, new, told",
    [
        (rb'begin="3" end="9"', b'begin="3" end="900"', "position 900 of an annotation: it lies beyond the text, or within a character"),
        (rb'begin="3" end="9"', b'begin="1" end="9"', "position 1 of an annotation: it lies beyond the text, or within a character"),
        (rb'begin="3" end="9"', b'begin="9" end="3"', "it begins at 8 and ends at 2"),
        (rb'begin="3" end="9"', b'begin="3" end="x"', "it is no CAS of this type system (ValueError"),
        (rb'actor="Arland"', b'king="Arland"', "it is no CAS of this type system (TypeError"),
        (rb"custom:Stance", b"custom:Other", "its type system lacks a layer"),
        (rb"<xmi:XMI", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xmi:XMI', "it declares entities"),
        (rb"</xmi:XMI>", b"", "it is no CAS of this type system (XMLSyntaxError"),
        (rb"encoding='UTF-8'", b"encoding='UTF-7'", "its encoding is utf-7; save it as UTF-8"),
        (rb"</xmi:XMI>", b"<a>" * 9000 + b"</a>" * 9000 + b"</xmi:XMI>", "it is no CAS of this type system ("),
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_with_its_place(tmp_path, old, new, told):
    with pytest.raises(UserError) as error:
        cas.read(pair(tmp_path, *changed(old, new)))
    assert str(error.value).startswith("toll.xmi") and told in str(error.value) and "\n" not in str(error.value)


def test_an_xmi_with_a_document_type_is_no_table(tmp_path):
    path = tmp_path / "bomb.xmi"
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [' + "<!ENTITY b 'toll'>" * 500 + "]><a>&b;</a>")
    assert formats.recognise(path).name == "cas"
    with pytest.raises(UserError, match=r"^bomb\.xmi: it declares entities"):
        cas.read(path)


def test_custom_layers_without_a_type_system_are_told(tmp_path):
    path = pair(tmp_path, *sheet((2, 8, {})))
    (tmp_path / "TypeSystem.xml").unlink()
    with pytest.raises(UserError, match=r"^toll\.xmi: its type system lacks a layer .*put the TypeSystem\.xml"):
        cas.read(path)
    (tmp_path / "TypeSystem.xml").write_bytes(b"<typeSystemDescription")
    with pytest.raises(UserError, match=r"^toll\.xmi, its type system: it cannot be read"):
        cas.read(path)


def test_a_project_without_xmi_and_one_that_explodes_are_told(tmp_path, monkeypatch):
    path = tmp_path / "study.zip"
    path.write_bytes(zipped({"exportedproject1.json": b"{}", "annotation_ser/toll.txt/ada.ser": b"\xac\xed"}))
    assert cas.recognises(formats.sample_of(path))
    with pytest.raises(
        UserError, match=r"^study\.zip: it holds no XMI; export the project anew, with the secondary format"
    ):
        cas.read(path)
    xmi, system = sheet()
    path.write_bytes(
        zipped({f"annotation/{n}/ada.zip": zipped({"ada.xmi": xmi, "TypeSystem.xml": system}) for n in "abc"})
    )
    monkeypatch.setattr(cas, "MOST_UNPACKED", 2 * len(xmi) + len(system))
    with pytest.raises(UserError, match=r"^study\.zip: its documents are too large"):
        cas.read(path)
    path.write_bytes(zipped({"annotation/toll.txt/ada.zip": zipped({"../../ada.xmi": xmi})}))
    with pytest.raises(
        UserError, match=r"^study\.zip, annotation/toll\.txt/ada\.zip, part .*leads out of the zip file"
    ):
        cas.read(path)


@settings(phases=[Phase.explicit, Phase.generate])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), st.integers(0), st.integers(0))
def test_each_span_comes_back_in_code_points(tmp_path_factory, text, first, more):
    text = text.replace("\ufffe", "").replace("\uffff", "") or "a"  # which XML has not
    start = first % len(text)
    end = start + 1 + more % (len(text) - start)
    path = pair(tmp_path_factory.mktemp("c"), *sheet((start, end, {"actor": "x"}), text=text))
    project = cas.read(path)
    assert project.texts[0].content == text and (project.passages[0].start, project.passages[0].end) == (start, end)
    assert by_hand(path, "Stance")[0][1] == text[start:end]


def test_a_face_is_one_character_as_in_the_tests_of_inception(tmp_path):
    origin = INCEPTION.format(
        "inception-io-webanno-tsv/src/test/resources/tsv3-suite/testSentenceWithEmoji/reference.xmi"
    )
    path = put(tmp_path, "emoji.xmi", "111033fa9182fcc61f87a107c279d0bafdcd37b30e74e324f7b2b6cfe4ba819c", origin)
    project = cas.read(path)
    ((id, words, _),) = by_hand(path, "NamedEntity")
    (passage,) = project.passages
    assert (quote(project, passage), passage.end - passage.start) == (words, 1) and passage.id.endswith(f"/{id}")
    assert project.lost == ("1 sentence (doc)", "5 tokens (doc)")


def test_custom_layers_of_webanno_with_a_relation_are_read(tmp_path):
    origin = INCEPTION.format("inception-curation/src/test/resources/mergecas/multivalspanrel/stackedrel1.xmi")
    path = put(tmp_path, "stackedrel1.xmi", "0338172315b46ee7ee34d1c687e56dfce39064655a9cbc78eced3139d1482814", origin)
    system = cas._own_types()
    span = system.create_type("webanno.custom.Multivalspan", supertypeName=ANNOTATION)
    relation = system.create_type("webanno.custom.Multivalrel", supertypeName=ANNOTATION)
    for kind, names in ((span, ("f1", "f2")), (relation, ("rel1", "rel2"))):
        for name in names:
            system.create_feature(kind, name, "uima.cas.String")
    system.create_feature(relation, "Governor", ANNOTATION)
    system.create_feature(relation, "Dependent", ANNOTATION)
    system.to_xml(tmp_path / "TypeSystem.xml")
    project = cas.read(path)
    spans = by_hand(path, "Multivalspan")
    assert {
        (each.id.rpartition("/")[2], quote(project, each), each.values["f1"], each.values["f2"])
        for each in project.passages
    } == {(id, words, told["f1"], told["f2"]) for id, words, told in spans} and len(spans) == 4
    lost = [each.partition(" (")[0] for each in project.lost]  # without the long name of the document
    assert lost == ["2 relations of the layer Multivalrel", "1 sentence", "8 tokens"]


def test_a_project_of_inception_3_6_with_java_objects_alone_is_told(tmp_path):
    origin = INCEPTION.format(
        "inception-curation/src/test/resources/exports/Export+Test+-+Curated+annotation+project_3_6_1.zip"
    )
    path = put(tmp_path, "project.zip", "36fd50d3d524d265ca4297e989792012809aa4cab8b8ba9daee8f6b716414a47", origin)
    assert cas.recognises(formats.sample_of(path))
    with pytest.raises(UserError, match=r"^project\.zip: it holds no XMI"):
        cas.read(path)
