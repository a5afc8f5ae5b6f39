"""A Project as a REFI-QDA project or codebook, valid by the schemas of version 1.0.

Coders are users, codes a tree, texts plain files in `sources`, passages selections with a coding for each code; a note
is the description of its selection, as in ATLAS.ti and QualCoder. The standard has values for texts and cases alone.
So what is known of a text are its variables, and a value that no code of a passage says is a variable of a case with
those selections. Positions are code points of the text file. As programs differ in how they count the two characters
of a Windows line end, and a byte order mark, the file has neither.

>>> from stancebook.exchange.project import Coder, Passage, Text
>>> codes = (Code("issue", "issue"), Code("issue:toll", "toll", "issue", "what cars pay", "issue"))
>>> passage = Passage("p1", "t", 0, 6, "ada", ("issue:toll",), {"issue": "toll", "speaker": "Bo"}, note="Why\\x07?")
>>> project = Project("Tolls", (Text("t", "Toll", "Arland pays."),), codes, (Coder("ada", "Ada"),), (passage,))
>>> content, lost = project_file(project)
>>> lost
('1 character that XML or UTF-8 does not allow, written as �',)
>>> unsaid(passage, {code.id: code for code in codes})
{'speaker': 'Bo'}
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from stancebook import __version__
from stancebook.core.english import plural
from stancebook.core.files import HALVES
from stancebook.core.problems import UserError
from stancebook.exchange.project import Code, Passage, Project, Text
from stancebook.exchange.refi_qda.descriptions import description
from stancebook.exchange.refi_qda.plain import (
    DATE,
    TextFile,
    file_of,
    in_utf8,
    in_xml,
    is_day,
    is_moment,
    shown,
)

ORIGIN = "Stancebook"
OURS = UUID("6f1c3a52-8a2e-5d0b-9c57-3f0e6f2b7d11")  # the name space of our GUIDs
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the time of each part of the zip, so that bytes repeat
GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def project_file(project: Project) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of a .qdpx file, and a sentence for each kind of thing that it does not hold."""
    maker = _Maker(project)
    parts = {"project.qde": maker.project_xml()}
    parts |= {f"sources/{maker.guid('text', text.id)}.txt": maker.text_file(text) for text in project.texts}
    return _packed(parts), maker.sentences()


def codebook_file(project: Project) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of a .qdc file, the codes alone, and what it does not hold; raises UserError without codes."""
    if not project.codes:
        raise UserError("there are no codes, and a codebook of REFI-QDA needs one; first give the codebook some")
    maker = _Maker(project)
    content = maker.codebook_xml()
    left = [("text", project.texts), ("coder", project.coders), ("passage", project.passages)]
    return content, tuple(plural(len(things), noun) for noun, things in left if things)


def unsaid(passage: Passage, codes: Mapping[str, Code]) -> dict[str, str]:
    """Return the values of a passage that its codes do not say: a code says its name as the value of its kind."""
    said: dict[str, list[str]] = defaultdict(list)
    for id in passage.codes:
        said[codes[id].kind].append(codes[id].name)
    return {name: value for name, value in passage.values.items() if value and value != " ".join(said[name])}


class _Maker:
    """What makes the XML of one project; it counts what does not fit."""

    def __init__(self, project: Project) -> None:
        from lxml import etree

        self.etree, self.project, self.lost = etree, project, Counter[str]()
        self.guids: dict[tuple[str, str], str] = {}
        self.space = uuid5(OURS, in_utf8(project.name))
        self.files = {text.id: file_of(text.content) for text in project.texts}
        self.codes = {code.id: code for code in project.codes}
        self.variables: dict[str, str] = {}  # the type of each, by name

    def guid(self, kind: str, id: str) -> str:
        """Return the GUID of a thing: its id if that is a GUID, else one that is made of project, kind and id."""
        if (kind, id) not in self.guids:
            made = id if GUID.fullmatch(id) else str(uuid5(self.space, f"{kind}:{in_utf8(id)}"))
            self.guids[kind, id] = made
        return self.guids[kind, id]

    def plain(self, text: str) -> str:
        """Return a text with a sign instead of each character that XML does not allow."""
        plain, number = in_xml(text)
        self.lost["signs"] += number
        return plain

    def add(self, parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
        """Return a new element below another, in its name space."""
        space = self.etree.QName(parent).namespace
        element = self.etree.SubElement(parent, f"{{{space}}}{tag}")
        for name, value in attributes.items():
            element.set(name, self.plain(value))
        element.text = self.plain(text) or None
        return element

    def root(self, tag: str, space: str) -> Any:
        """Return the root of a document."""
        return self.etree.Element(f"{{{space}}}{tag}", nsmap={None: space}, origin=f"{ORIGIN} {__version__}")

    def to_bytes(self, root: Any) -> bytes:
        """Return a document as UTF-8 with an indent and a line for each element."""
        self.etree.indent(root)
        return bytes(self.etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"

    def codebook_xml(self) -> bytes:
        """Return the XML of a codebook file."""
        root = self.root("CodeBook", "urn:QDA-XML:codebook:1.0")
        self.add_codes(root)
        return self.to_bytes(root)

    def project_xml(self) -> bytes:
        """Return the XML of a project; the schema gives the order of its parts."""
        root, project = self.root("Project", "urn:QDA-XML:project:1.0"), self.project
        root.set("name", self.plain(project.name))
        if project.coders:
            users = self.add(root, "Users")
            for coder in project.coders:
                self.add(users, "User", guid=self.guid("coder", coder.id), name=coder.name, id=coder.id)
        if project.codes:
            self.add_codes(self.add(root, "CodeBook"))
        cases = self.cases()
        self.add_variables(root, [_known(text) for text in project.texts] + [dict(values) for values in cases])
        if cases:
            self.add_cases(self.add(root, "Cases"), cases)
        if project.texts:
            self.add_texts(self.add(root, "Sources"))
        return self.to_bytes(root)

    def add_codes(self, parent: Any) -> None:
        """Add the tree of the codes; one below which values of its kind stand is not for coding itself."""
        top, heads = self.add(parent, "Codes"), {code.kind for code in self.project.codes}
        made = {}
        for code in self.project.codes:
            codable = "false" if code.id in heads else "true"
            made[code.id] = self.add(top, "Code", guid=self.guid("code", code.id), name=code.name, isCodable=codable)
            if described := description(code):
                self.add(made[code.id], "Description", described)
        for code in self.project.codes:
            if code.parent and not self.in_a_circle(code):
                made[code.parent].append(made[code.id])

    def in_a_circle(self, code: Code) -> bool:
        """Return whether a code stands below itself; it is counted."""
        above, seen = code.parent, set[str]()
        while above and above != code.id and above not in seen:
            seen.add(above)
            above = self.codes[above].parent
        self.lost["circles"] += above == code.id
        return above == code.id

    def cases(self) -> dict[tuple[tuple[str, str], ...], list[Passage]]:
        """Return the passages by the values that their codes do not say."""
        cases: dict[tuple[tuple[str, str], ...], list[Passage]] = defaultdict(list)
        for passage in self.project.passages:
            if values := unsaid(passage, self.codes):
                cases[tuple(sorted(values.items()))].append(passage)
        return dict(sorted(cases.items()))

    def add_variables(self, root: Any, values: Iterable[Mapping[str, str]]) -> None:
        """Add the variables that texts and cases have; the date of texts has its own type if all are days."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in values:
            for name, value in each.items():
                found[name].append(value)
        days = {name for name in found if name == DATE and all(map(is_day, found[name]))}
        self.variables = {name: "Date" if name in days else "Text" for name in sorted(found)}
        variables = self.add(root, "Variables") if found else None
        for name, kind in self.variables.items():
            self.add(variables, "Variable", guid=self.guid("variable", name), name=name, typeOfVariable=kind)

    def add_values(self, parent: Any, values: Mapping[str, str]) -> None:
        """Add values of variables to a text or a case."""
        for name, value in sorted(values.items()):
            element = self.add(parent, "VariableValue")
            self.add(element, "VariableRef", targetGUID=self.guid("variable", name))
            self.add(element, f"{self.variables[name]}Value", value)

    def add_cases(self, parent: Any, cases: Mapping[tuple[tuple[str, str], ...], list[Passage]]) -> None:
        """Add a case for each set of values, with the selections that have them."""
        for values, passages in cases.items():
            guid = self.guid("case", "\n".join(f"{name}: {value}" for name, value in values))
            case = self.add(parent, "Case", guid=guid, name="; ".join(f"{name}: {value}" for name, value in values))
            self.add_values(case, dict(values))
            for passage in passages:
                self.add(case, "SelectionRef", targetGUID=self.guid("passage", passage.id))

    def add_texts(self, sources: Any) -> None:
        """Add the texts with their selections."""
        by_text: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.project.passages:
            by_text[passage.text].append(passage)
        for text in self.project.texts:
            guid = self.guid("text", text.id)
            path = f"internal://{guid}.txt"
            source = self.add(sources, "TextSource", guid=guid, name=text.name, plainTextPath=path)
            for passage in by_text[text.id]:
                self.add_selection(source, passage, self.files[text.id])
            self.add_values(source, _known(text))

    def add_selection(self, source: Any, passage: Passage, file: TextFile) -> None:
        """Add a passage as a selection with its codings; one without a character in the file is counted."""
        start, end = file.span(passage)
        if start == end:
            self.lost["marks"] += 1
            return
        attributes = {
            "guid": self.guid("passage", passage.id),
            "name": shown(file.text[start:end]),
            "startPosition": str(start),
            "endPosition": str(end),
            "creatingUser": self.guid("coder", passage.coder),
        }
        if is_moment(passage.at):
            attributes["creationDateTime"] = passage.at
        self.lost["moments"] += bool(passage.at) and not is_moment(passage.at)
        selection = self.add(source, "PlainTextSelection", **attributes)
        if passage.note:
            self.add(selection, "Description", passage.note)
        for code in passage.codes:
            guid = self.guid("coding", f"{passage.id}\n{code}")
            coding = self.add(selection, "Coding", guid=guid, creatingUser=attributes["creatingUser"])
            self.add(coding, "CodeRef", targetGUID=self.guid("code", code))

    def text_file(self, text: Text) -> bytes:
        """Return the bytes of a text's file."""
        file = self.files[text.id]
        self.lost["signs"] += len(HALVES.findall(file.text))
        self.lost["line ends"] += file.text != text.content
        return HALVES.sub("\ufffd", file.text).encode()

    def sentences(self) -> tuple[str, ...]:
        """Return what the file does not hold, in words."""
        told = (
            ("signs", "character", "{} that XML or UTF-8 does not allow, written as �"),
            ("circles", "code", "{} below themselves in the tree, written without a code above"),
            ("moments", "passage", "the time of {}, as it is not written like 2025-03-01T12:00:00Z"),
            ("marks", "passage", "{} of a byte order mark"),
            (
                "line ends",
                "text",
                "the line ends or the byte order mark of {}, whose file has line feeds alone",
            ),
        )
        return tuple(words.format(plural(self.lost[key], noun)) for key, noun, words in told if self.lost[key])


def _known(text: Text) -> dict[str, str]:
    """Return what is known of a text, as values of variables."""
    return {**text.about, **({DATE: text.date} if text.date else {})}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a zip file of these parts, the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, parts[name])
    return packed.getvalue()
