"""INCEpTION and WebAnno: a UIMA CAS as XMI with its type system, alone, in a zip, or in an exported project.

Each annotation that covers words is a passage: its layer is the code, its features are the values. Positions in XMI
are UTF-16 code units, which dkpro-cassis turns into code points. Sentences, tokens and other layers that a program
fills are counted and left out, as are relations, chains and links. A project has a folder for each document, with a
file or a zip for each annotator.

>>> kind_of("webanno.custom.Stance"), kind_of(f"{DKPRO}segmentation.type.Token"), kind_of(f"{DKPRO}syntax.chunk.NC")
('', 'token', 'annotation* of the layer NC')
>>> who_and_what("annotation/toll.txt/ada.zip"), who_and_what("curation/toll.txt/CURATION_USER.xmi")
(('ada', 'toll.txt'), ('CURATION_USER', 'toll.txt'))
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.exchange.annotation.collecting import Collected
from stancebook.exchange.foreign import EXPORT_ANEW, Losses, Parts, fault, file_bytes, parts, xml_checked, zip_parts
from stancebook.exchange.project import Code, Project, checked
from stancebook.intake.limits import MOST_UNPACKED

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

    from stancebook.exchange.formats import Sample

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
WEBANNO = "de.tudarmstadt.ukp.clarin.webanno.api.type."
# layers that tools fill
TOOLS = ("lexmorph.", "syntax.", "segmentation.", "structure.", "transform.")
BY_MACHINE = ("org.dkpro.core.api.xml", *(DKPRO + each for each in TOOLS))
BOOKKEEPING = ("uima.tcas.DocumentAnnotation", f"{DKPRO}metadata.type.", WEBANNO)
NOTED = {
    f"{DKPRO}metadata.type.DocumentMetaData": (
        "uima.tcas.DocumentAnnotation",
        "documentTitle documentId documentUri collectionId documentBaseUri isLastSegment",
    ),
    f"{WEBANNO}CASMetadata": (
        "uima.cas.AnnotationBase",
        "username projectId projectName sourceDocumentId sourceDocumentName lastChangedOnDisk",
    ),
}
START = "INITIAL_CAS"  # a document as no annotator has touched it
UNKNOWN = "annotator"  # a coder whom nothing names: the file has the name of its document
NO_POSITION = re.compile(r"Not mapping external offset \[(-?\d+)\]")
AS_XMI = "export the project anew, with the secondary format UIMA CAS XMI"


class Copy(NamedTuple):
    """A document as one annotator has it: its XMI and type system (empty if there is none), and what its path tells."""

    xmi: bytes
    types: bytes
    place: str
    stem: str
    coder: str = ""
    document: str = ""


def recognises(sample: Sample) -> bool:
    """Whether a file is XMI with a CAS, or holds some, or is a project of INCEpTION or WebAnno."""
    if any(re.search(r"(^|/)exportedproject\d*\.json$", name) for name in sample.parts):
        return True
    inside = any(name.lower().endswith(".xmi") for name in sample.parts)
    named = sample.name.lower().endswith(".xmi") and sample.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return inside or named or (b"http://www.omg.org/XMI" in sample.head and b"uima/cas.ecore" in sample.head)


def read(path: Path) -> Project:
    """Return the Project of XMI files; raises UserError with file, place and fix."""
    reading = _Reading()
    for copy in _copies(path):
        reading.take(copy)
    return checked(reading.project(path.stem), path.name)


def _copies(path: Path) -> Iterator[Copy]:
    """Yield the copies of a file or folder, in order; raises UserError if there is none, or if they are too large."""
    if path.is_file() and path.suffix.lower() == ".xmi":
        beside = [each for each in sorted(path.parent.iterdir()) if each.name.lower() == "typesystem.xml"]
        types = file_bytes(beside[0]) if beside else b""
        yield Copy(file_bytes(path), types, path.name, path.stem)
        return
    inside = parts(path, ".xmi", ".xml", ".zip")
    size, number = 0, 0
    for name in inside:
        for copy in _of_part(path.name, name, inside):
            size, number = size + len(copy.xmi) + len(copy.types), number + 1
            if size > MOST_UNPACKED:
                raise fault(path.name, "", "its documents are too large", "export fewer of them at once")
            yield copy
    if not number:
        raise fault(path.name, "", "it holds no XMI", AS_XMI)


def _of_part(file: str, name: str, inside: Parts) -> Iterator[Copy]:
    """Yield the copies in a part of a project: an XMI file, or a zip file with one and its type system."""
    place, who = f"{file}, {name}", who_and_what(name)
    if name.lower().endswith(".xmi"):
        yield Copy(inside[name](), _types_for(name, inside), place, PurePosixPath(name).stem, *who)
    elif name.lower().endswith(".zip"):
        packed = zip_parts(inside[name](), place, ".xmi", ".xml")
        for part in packed:
            if part.lower().endswith(".xmi"):
                types = _types_for(part, packed)
                yield Copy(packed[part](), types, f"{place}, {part}", PurePosixPath(part).stem, *who)


def _types_for(name: str, inside: Parts) -> bytes:
    """Return the type system in the folder of a file, or in the next folder above that has one; empty if none has."""
    found = {PurePosixPath(each).parent: each for each in inside if each.lower().endswith("typesystem.xml")}
    near = next((found[folder] for folder in PurePosixPath(name).parents if folder in found), "")
    return inside[near]() if near else b""


def who_and_what(name: str) -> tuple[str, str]:
    """Return the coder and the document that a path in a project names; empty where it names none."""
    folders = PurePosixPath(name).parts
    if len(folders) >= 3 and folders[-3] in ("annotation", "curation"):
        return PurePosixPath(name).stem, folders[-2]
    return "", ""


def kind_of(layer: str) -> str:
    """Return the noun by which annotations of a layer are counted and left out; "" for one that people code with."""
    short = layer.rpartition(".")[2]
    if short in ("Token", "Sentence"):
        return short.lower()
    return f"annotation* of the layer {short}" if layer.startswith(BY_MACHINE) else ""


@lru_cache(maxsize=8)
def _type_system(content: bytes, file: str) -> TypeSystem:
    """Return the type system in XML, or DKPro's own for none; raises UserError."""
    import cassis

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features with names that Python keeps for itself
            return cassis.load_typesystem(BytesIO(xml_checked(content, file))) if content else _own_types()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, SyntaxError, RuntimeError) as error:
        raise fault(file, "its type system", f"it cannot be read ({_brief(error)})", EXPORT_ANEW) from None


def _own_types() -> TypeSystem:
    """Return the layers that INCEpTION and WebAnno bring along: DKPro's, and what they note about a document."""
    import cassis

    made = cassis.load_dkpro_core_typesystem()
    for name, (above, features) in NOTED.items():
        kind = made.create_type(name, supertypeName=above)
        for feature in features.split():
            made.create_feature(kind, feature, "uima.cas.String")
    return made


def _cas(copy: Copy) -> Cas:
    """Return the CAS of a copy, in code points; raises UserError, also for a position that is none of its text."""
    import cassis

    types = _type_system(copy.types, copy.place)
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            cas = cassis.load_cas_from_xmi(BytesIO(xml_checked(copy.xmi, copy.place)), typesystem=types)
    except cassis.typesystem.TypeNotFoundError as error:
        fix = "put the TypeSystem.xml of the same export beside it"
        raise fault(copy.place, "", f"its type system lacks a layer ({error})", fix) from None
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        SyntaxError,
        RuntimeError,
    ) as error:
        raise fault(copy.place, "", f"it is no CAS of this type system ({_brief(error)})", EXPORT_ANEW) from None
    for each in told:
        if found := NO_POSITION.search(str(each.message)):
            message = "it lies beyond the text, or within a character"
            raise fault(copy.place, f"position {found[1]} of an annotation", message, EXPORT_ANEW)
    return cas


def _brief(error: Exception) -> str:
    """Return what an error of a library says, in a few words."""
    return f"{type(error).__name__}: {str(error)[:80]}"


class _Reading:
    """The copies read so far."""

    def __init__(self) -> None:
        self.found = Collected()
        self.coders: set[str] = set()
        self.layers: dict[str, str] = {}

    def take(self, copy: Copy) -> None:
        """Add a copy; an annotator who changed nothing is a coder nevertheless."""
        cas = _cas(copy)
        told = _metadata(cas)
        document = copy.document or told.get("documentTitle") or told.get("documentId") or copy.stem
        named = copy.stem not in (document, PurePosixPath(document).stem)
        coder = copy.coder or told.get("username") or (copy.stem if named else UNKNOWN)
        if coder != START:
            self.coders.add(coder)
        for view in cas.views:
            self._take_view(cas.get_view(view.sofa.sofaID), document, coder)

    def _take_view(self, cas: Cas, document: str, coder: str) -> None:
        """Add the text and the passages of a view."""
        content = cas.sofa_string
        if not content:
            self.found.lost.add("view* without a text", 1, document)
            return
        new = not self.found.known(document, content)
        text = self.found.text(document, content)
        for each in cas.select_all_fs():
            layer = each.type.name
            if layer.startswith(BOOKKEEPING):
                continue
            if kind := kind_of(layer):
                self.found.lost.add(kind, int(new), document)  # each annotator has a copy of what a program filled
            elif kind := _other_kind(each):
                self.found.lost.add(kind, 1, document)
            elif coder != START:
                self.layers[layer] = " ".join((each.type.description or "").split())
                values = _values(each, self.found.lost, document)
                self.found.add(text, (each.begin, each.end), coder, (layer,), str(each.xmiID), values=values)

    def project(self, name: str) -> Project:
        """Return what was read."""
        short = {layer: layer.rpartition(".")[2] for layer in self.layers}
        twice = Counter(short.values())
        codes = {
            layer: Code(layer, layer if twice[word] > 1 else word, definition=self.layers[layer])
            for layer, word in short.items()
        }
        return self.found.project(name, self.coders, codes, {"CURATION_USER": "curation"})


def _metadata(cas: Cas) -> dict[str, str]:
    """Return what the program noted about a document and its annotator."""
    noted = [each for each in cas.select_all_fs() if each.type.name.startswith(BOOKKEEPING)]
    names = ("documentTitle", "documentId", "username")
    return {name: str(each[name]) for each in noted for name in names if _has(each, name)}


def _has(each: Any, name: str) -> bool:
    """Whether a feature is there, and is not empty."""
    return bool(each.type.get_feature(name)) and bool(each[name])


def _other_kind(each: Any) -> str:
    """Return the noun for what is no passage: relations, chains, document labels, annotations without words."""
    features = {feature.name for feature in each.type.all_features}
    short = each.type.name.rpartition(".")[2]
    if {"Governor", "Dependent"} <= features:
        return f"relation* of the layer {short}"
    if not {"begin", "end"} <= features:
        return f"item* of the layer {short}, which has no place in the text"
    return "annotation* without words" if each.begin == each.end else ""


def _values(annotation: Any, lost: Losses, document: str) -> dict[str, str]:
    """Return the features of an annotation as text; links to other annotations are counted."""
    values = {}
    for feature in annotation.type.all_features:
        name, value = feature.name, annotation[feature.name]
        if value is None or name in ("sofa", "begin", "end"):
            continue
        members = _members(value)
        if all(isinstance(each, str | int | float) for each in members):
            values[name.removesuffix("_")] = "; ".join(map(_word, members))
        else:
            lost.add("link* between annotations", len(members), document)
    return values


def _word(value: str | float) -> str:
    """Return a value as UIMA writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _members(value: Any) -> list[Any]:
    """Return the members of an array; another thing is the only one."""
    return list(value.elements or ()) if hasattr(value, "elements") else [value]
