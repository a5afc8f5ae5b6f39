"""A REFI-QDA project as a Project: its texts, codes, users and selections, and a count of everything else.

Texts are text sources, the texts of PDF documents and of pictures, and transcripts. Selections without codes and
codings of whole texts are passages too. Notes go to the code, the passage or the text that they are on; variables,
cases and groups to the text or the passage. A program's selections for each code of one span are one passage.

>>> from lxml import etree
>>> xml = '<CodeBook><Codes><Code guid="A" name="issue"><Code guid="B" name="toll"/></Code></Codes></CodeBook>'
>>> for code in project_of(Opened("a.qdc", etree.fromstring(xml)), "codes").codes:
...     print(code)
Code(id='a', name='issue', kind='', definition='', parent='', type='', others=())
Code(id='b', name='toll', kind='issue', definition='', parent='a', type='', others=())
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from stancebook.core import schema
from stancebook.core.problems import one_line
from stancebook.exchange.foreign import Losses, fault
from stancebook.exchange.project import Code, Coder, Passage, Project, Text
from stancebook.exchange.refi_qda import habits
from stancebook.exchange.refi_qda.descriptions import described
from stancebook.exchange.refi_qda.elements import (
    Notes,
    asked_of,
    every,
    guid,
    known,
    merged,
    referred,
    selections_of,
    tag,
    together,
    values_of,
    words,
)
from stancebook.exchange.refi_qda.habits import Habit
from stancebook.exchange.refi_qda.package import Opened
from stancebook.exchange.refi_qda.spans import Selection, Span, outside, placed
from stancebook.exchange.refi_qda.writing import ORIGIN
from stancebook.intake.limits import MOST_UNPACKED

KINDS = frozenset(column.name for column in schema.CODED)
TEXTS = {  # sources that are no text: the element with their text, and the words for those without
    "PictureSource": ("TextDescription", "picture", ""),
    "PDFSource": ("Representation", "PDF document", " whose text is not in the project"),
    "AudioSource": ("Transcript", "audio recording", " without a transcript"),
    "VideoSource": ("Transcript", "video recording", " without a transcript"),
}
USERS = ("creatingUser", "modifyingUser", "creatingUserGUID")
GUESSED = "text* where nothing shows how positions count line ends and large characters: compare a passage"
NOBODY = Coder("nobody", "nobody is named")


def project_of(opened: Opened, name: str) -> Project:
    """Return the project of an opened file, or the codes of a codebook; `name` serves where the file has none.

    Raises UserError if a part is damaged, or if the texts are too large together.
    """
    usual = habits.habit_of(opened.root.get("origin", ""))
    reader = _Reader(opened, usual)
    reader.read()
    if (habit := habits.chosen(reader.asked.values(), usual)) != usual:
        reader = _Reader(opened, habit)
        reader.read()
    reader.compare()
    return Project(
        name=opened.root.get("name") or name,
        texts=tuple(reader.texts.values()),
        codes=tuple(reader.codes.values()),
        coders=tuple(reader.coders.values()),
        passages=tuple(reader.passages.values() if reader.is_ours else merged(list(reader.passages.values()))),
        lost=reader.lost.sentences(),
        made_by=opened.root.get("origin", ""),
    )


class _Reader:
    """What is read of one file, by the GUID of each thing."""

    def __init__(self, opened: Opened, habit: Habit) -> None:
        self.opened, self.root, self.habit = opened, opened.root, habit
        self.made_by = self.root.get("origin", "")
        self.is_ours = self.made_by.startswith(ORIGIN)
        self.lost = Losses()
        self.repeated: Counter[str] = Counter()  # ids
        self.characters = 0
        self.texts: dict[str, Text] = {}
        self.codes: dict[str, Code] = {}
        self.coders: dict[str, Coder] = {}
        self.passages: dict[str, Passage] = {}
        self.texts_of: dict[str, set[str]] = defaultdict(set)  # ids of texts by source
        self.asked: dict[str, tuple[str, list[Selection]]] = {}  # in texts that programs count in different ways
        self.unnamed: list[str] = []  # ids of texts where no name shows how positions count
        self.text_at: dict[str, str] = {}  # ids of texts by path
        self.passages_of: dict[str, list[str]] = defaultdict(list)  # ids of passages by selection
        self.variables = {guid(each): each.get("name", "") for each in every(self.root, "Variables/Variable")}
        annotate = self.made_by.lower().startswith("qualcoder")
        self.notes = Notes(self.root, lambda note: self.content(note)[0], annotate)

    def read(self) -> None:
        """Read codes, users, sources, and what groups them; count the rest."""
        for user in every(self.root, "Users/User"):
            name = user.get("name") or user.get("id") or guid(user)
            self.coders.setdefault(guid(user), Coder(guid(user), name))
        self.read_codes()
        for source in every(self.root, "Sources/*"):
            self.read_source(source)
        for case in every(self.root, "Cases/Case"):
            self.read_case(case)
        for group in every(self.root, "Sets/Set"):
            self.read_group(group)
        self.lost.each("drawing", [graph.get("name", "") for graph in every(self.root, "Graphs/Graph")])
        self.lost.add("link* between codes, selections and notes", self.notes.links)
        self.lost.each("note* on the project as a whole, or on nothing that was taken", self.notes.unused())
        self.lost.add("selection* in notes", self.notes.selections())
        self.lost.add("description* of the project", bool(words(self.root, "Description")))

    def read_codes(self) -> None:
        """Read the tree of the codes, each before those below it; below "issue" stand issues, and so on."""
        top = every(self.root, "CodeBook/Codes/Code") + every(self.root, "Codes/Code")
        waiting = [(code, "", "") for code in reversed(top)]
        while waiting:
            element, parent, kind = waiting.pop()
            id, name = guid(element), element.get("name", "")
            self.codes.setdefault(id, described(Code(id, name, kind, self.notes.said_of(element), parent)))
            self.lost.add("colour* of codes", "color" in element.attrib, name)
            below = kind or (name.lower() if name.lower() in KINDS and not parent else "")
            waiting += [(code, id, below) for code in reversed(every(element, "Code"))]

    def content(self, element: Any) -> tuple[str | None, str]:
        """Return a text and "", or None and why there is none; raises UserError if all are too large together."""
        path = element.get("plainTextPath", "")
        inside = bool(path) and self.opened.has(path)
        text = self.opened.text(path) if inside else words(element, "PlainTextContent")
        self.characters += len(text or "")
        if self.characters > MOST_UNPACKED:
            message = f"its texts have more than {MOST_UNPACKED:,} characters"
            raise fault(self.opened.file, "", message, "export fewer texts at once")
        if text is None and element.get("richTextPath") and not path:
            return None, " that the project has as a formatted document alone"
        return text, " whose file is not UTF-8" if inside else " whose file is not in the project"

    def read_source(self, source: Any) -> None:
        """Read the texts of a source with their selections; count what is not text."""
        kind = tag(source)
        if kind == "TextSource":
            self.read_text(source, source)
        elif kind in TEXTS:
            taken = [self.read_text(text, source) for text in every(source, TEXTS[kind][0])]
            self.count_media(source, kind, any(taken))

    def count_media(self, source: Any, kind: str, taken: bool) -> None:
        """Count a source that is no text; of one whose text was taken, the selections that this text does not have."""
        selections = {guid(each) for each in every(source, kind.replace("Source", "Selection"))}
        name, noun, rest = TEXTS[kind]
        if taken:
            where = "by time in recordings" if name == "Transcript" else "of an area of a picture or a page"
            self.lost.add(f"selection* {where}", len(selections - self.passages_of.keys()), source.get("name", ""))
        else:
            selections |= {guid(each) for text in every(source, name) for each in selections_of(text)}
            self.count_source(source, noun, rest, len(selections) + len(every(source, "Coding")))

    def count_source(self, source: Any, noun: str, rest: str, selections: int) -> None:
        """Count a source that is not taken, and the selections and codings in it."""
        self.lost.add(f"{noun}*{rest}", 1, source.get("name", ""))
        self.lost.add(f"selection* in {noun}s{rest}", selections, source.get("name", ""))

    def read_text(self, element: Any, source: Any) -> bool:
        """Read a text with its selections; return whether it could be taken."""
        content, why = self.content(element)
        if content is None:
            if element is source:
                self.count_source(source, "text", why, len(selections_of(element)) + len(every(element, "Coding")))
            return False
        id = self.text_id(element, source, content)
        formatted = "richTextPath" in element.attrib
        self.lost.add("formatted document* of which the plain text was taken", formatted, self.texts[id].name)
        self.read_selections(id, element)
        for each in [element] if element is source else [element, source]:
            self.read_whole(every(each, "Coding"), id)
        return True

    def text_id(self, element: Any, source: Any, content: str) -> str:
        """Return the id of a text, which is added unless it is there: a transcript may be the file of a text."""
        path = element.get("plainTextPath", "").lower()
        id = self.text_at.get(path, "") if tag(element) == "Transcript" else ""
        if not id:
            id = self.new_id(guid(element) or guid(source) or "text", self.texts)
            self.texts[id] = self.new_text(id, element, source, content)
            self.text_at[path or id] = id
        for each in (element, source):
            self.texts_of[guid(each)].add(id)
        return id

    def new_text(self, id: str, element: Any, source: Any, content: str) -> Text:
        """Return a text with what is known of it."""
        about = values_of(element, self.variables) | values_of(source, self.variables)
        if note := together(self.notes.said_of(source), self.notes.said_of(element)):
            about["note"] = note
        file = element.get("plainTextPath", "").replace("\\", "/").rsplit("/", 1)[-1]
        return known(Text(id, source.get("name") or element.get("name") or file or id, content), about)

    def read_selections(self, text: str, element: Any) -> None:
        """Read the selections of a text, and the notes on its places."""
        whole = [(each, None) for each in selections_of(element)] + self.notes.annotations(element)
        moments = {guid(each): each.get("position", "") for each in every(element, "SyncPoint")}
        asked = [asked_of(each, moments) for each, _ in whole]
        content = self.texts[text].content
        found = placed(content, asked, self.habit.way(content))
        if asked and habits.is_open(content):
            self.asked[text] = content, asked
            self.unnamed += [] if found.named else [text]
        for (selection, note), span in zip(whole, found.spans, strict=True):
            if span:
                self.read_selection(selection, text, span, note)
        for each in (each for each, span in zip(asked, found.spans, strict=True) if not span):
            kind, place = outside(each, len(content))
            self.lost.add(kind, 1, ", ".join(filter(None, (self.texts[text].name, place))))

    def compare(self) -> None:
        """Count the texts with selections that another way of counting puts elsewhere, and that nothing shows wrong."""
        others = habits.rivals(self.asked.values(), self.habit) if self.unnamed else ()
        for id in self.unnamed:
            if both := habits.other_reading(*self.asked[id], self.habit, others):
                first, second = (f"“{one_line(words, 24)}”" for words in both)
                self.lost.add(GUESSED, 1, f"{one_line(self.texts[id].name, 24)}: {first} or {second}")

    def read_selection(self, selection: Any, text: str, span: Span, note: Any) -> None:
        """Read a selection as a passage of each coder; `note` is the note that it stands in, if it is an annotation."""
        said = self.notes.said_of(selection) if note is None else self.notes.text(note)
        at, by_coder = selection.get("creationDateTime", ""), self.by_coder(every(selection, "Coding"))
        for coder, codings in (by_coder or {self.coder(selection): []}).items():
            self.add(guid(selection), Passage("", text, *span, coder, note=said, at=at), codings)

    def read_whole(self, codings: list[Any], text: str) -> None:
        """Read the codings of a whole text."""
        length = len(self.texts[text].content)
        self.lost.add("coding* of texts without a character", 0 if length else len(codings), self.texts[text].name)
        for coder, given in self.by_coder(codings if length else []).items():
            self.add(guid(given[0]), Passage("", text, 0, length, coder), given)

    def add(self, selection: str, passage: Passage, codings: list[Any]) -> None:
        """Add a passage with its codes, those that the project has, and the notes on its codings."""
        given = list(dict.fromkeys(code for coding in codings for code in referred(coding, "CodeRef")))
        codes = tuple(code for code in given if code in self.codes)
        away = len(given) - len(codes)
        self.lost.add("coding* with codes that the project does not have", away, self.texts[passage.text].name)
        note = together(passage.note, *map(self.notes.said_of, codings))
        at = passage.at or (codings[0].get("creationDateTime", "") if codings else "")
        id = self.new_id(selection or "passage", self.passages)
        self.passages[id] = replace(passage, id=id, codes=codes, note=note, at=at)
        self.passages_of[selection].append(id)

    def new_id(self, id: str, taken: Mapping[str, Any]) -> str:
        """Return an id that is not taken: the id itself, or with a number."""
        new = id
        while new in taken:
            self.repeated[id] += 1
            new = f"{id}-{self.repeated[id] + 1}"
        return new

    def by_coder(self, codings: Iterable[Any]) -> dict[str, list[Any]]:
        """Return the codings of each coder."""
        found: dict[str, list[Any]] = defaultdict(list)
        for coding in codings:
            found[self.coder(coding)].append(coding)
        return found

    def coder(self, element: Any) -> str:
        """Return the id of who made a thing: the user whom it names, or the nearest element around it."""
        for each in [element, *element.iterancestors()]:
            for id in filter(None, (guid(each, name) for name in USERS)):
                return self.coders.setdefault(id, Coder(id, id)).id
        return self.coders.setdefault(NOBODY.id, NOBODY).id

    def read_case(self, case: Any) -> None:
        """Put the name and the values of a case on its texts and passages; count one that has none."""
        named = {"case": case.get("name")} if case.get("name") and not self.is_ours else {}
        values = named | values_of(case, self.variables)
        texts = sorted({id for each in referred(case, "SourceRef") for id in self.texts_of.get(each, ())})
        passages = [id for each in referred(case, "SelectionRef") for id in self.passages_of.get(each, ())]
        for id in texts:
            self.texts[id] = known(self.texts[id], values)
        for id in passages:
            self.passages[id] = replace(self.passages[id], values={**self.passages[id].values, **values})
        self.lost.add("case* without a text or a selection", not (texts or passages), case.get("name", ""))

    def read_group(self, group: Any) -> None:
        """Put the name of a group on its texts; count a group of codes."""
        self.lost.add("group* of codes", bool(every(group, "MemberCode")), group.get("name", ""))
        for id in sorted({id for each in referred(group, "MemberSource") for id in self.texts_of.get(each, ())}):
            about = self.texts[id].about
            names = [each for each in (about.get("groups"), group.get("name")) if each]
            self.texts[id] = replace(self.texts[id], about={**about, "groups": "; ".join(names)})
