"""REFI-QDA as other programs write it, and as nobody should: what is read, what is counted, what is told."""

import pytest

from refi_files import SPACE, id_of, write_qdpx
from stancebook.core.problems import UserError
from stancebook.exchange import formats, refi_qda
from stancebook.exchange.project import quote

CODES = '<CodeBook><Codes><Code guid="#1" name="toll" isCodable="true"/><Code guid="#2" name="bridge" isCodable="true"/></Codes></CodeBook>'
USERS = '<Users><User guid="#8" name="Ada"/><User guid="#9" name="Ben"/></Users>'
TEXT = "Tax.\r\nToll.\r\nArland \N{AUTOMOBILE} pays \N{BRIDGE AT NIGHT} twice."
UNIX = TEXT.replace("\r\n", "\n")


def coding(code, user="#8", more="", number=40):
    return f'<Coding guid="#{number}" creatingUser="{user}"><CodeRef targetGUID="{code}"/>{more}</Coding>'


def selection(number, start, end, inside="", name="", user="#8", tag="PlainTextSelection"):
    return f'<{tag} guid="#{number}" name="{name}" startPosition="{start}" endPosition="{end}" creatingUser="{user}">{inside}</{tag}>'


def source(inside="", path="internal://a.txt", more=""):
    where = f'plainTextPath="{path}"' if path else ""
    return f'<TextSource guid="#20" name="Tolls" {where} {more}>{inside}</TextSource>'


@pytest.fixture
def made(tmp_path):
    """A function that writes a project with a text and returns what is read of it."""

    def read(inner, sources=(("sources/a.txt", TEXT),), **options):
        return refi_qda.read(write_qdpx(tmp_path / "p.qdpx", USERS + CODES + inner, sources, **options))

    return read


def quotes(project):
    return [quote(project, each) for each in project.passages]


# ---- positions


@pytest.mark.parametrize(
    "origin, text, spans, named",
    [
        ("NVivo 15", TEXT, (13, 19), ""),  # the standard: a Windows line end is two characters
        ("ATLAS.ti 24", TEXT, (11, 17), ""),  # one
        ("QualCoder 3.7", TEXT, (11, 17), ""),
        ("NVivo 15", UNIX, (11, 17), ""),
        ("ATLAS.ti 24", UNIX, (11, 17), ""),
        ("ATLAS.ti 24", TEXT, (13, 19), "Arland"),  # what the names say counts more than habit
        ("Dedoose", TEXT, (11, 17), "Arland"),
        ("Dedoose", UNIX, (13, 19), "Arland"),
        ("Dedoose", TEXT, (13, 19), "Quotation 6:1"),  # a name that is no words says nothing
    ],
)
def test_line_ends_are_counted_as_the_program_does(made, origin, text, spans, named):
    project = made(
        f"<Sources>{source(selection(30, *spans, coding('#1'), named))}</Sources>",
        {"sources/a.txt": text},
        origin=origin,
    )
    assert quotes(project) == ["Arland"] and project.texts[0].content == text
    assert project.lost == ()


COUNTED = "Rain.\r\nAnn: Arland pays.\r\nBob rejects it."


@pytest.mark.parametrize("origin", ["QualCoder 3.7", "NVivo 15"])
@pytest.mark.parametrize("line_end", [1, 2])
def test_selections_at_edges_of_words_show_how_line_ends_count(made, origin, line_end):
    """What the selections of all texts show counts more than what the program is known for."""
    text = COUNTED.replace("\r\n", "\n" * line_end)
    places = [(text.index(words), text.index(words) + len(words)) for words in ("Arland", "Bob rejects it")]
    one, two = (source(selection(30 + number, *place)) for number, place in enumerate(places))
    sources = {"sources/a.txt": COUNTED}
    project = made(f"<Sources>{one}{two.replace('#20', '#21')}</Sources>", sources, origin=origin)
    assert quotes(project) == ["Arland", "Bob rejects it"] and project.lost == ()


def test_one_end_at_an_edge_of_a_word_is_not_enough_against_a_habit(made):
    text = {"sources/a.txt": "\r\n“Toll ab"}
    project = made(f"<Sources>{source(selection(30, 2, 7))}</Sources>", text, origin="ATLAS.ti 24")
    assert quotes(project) == ["Toll "]
    assert project.lost == (
        "1 text where nothing shows how positions count line ends and large characters: compare a passage "
        "(Tolls: “Toll ” or ““Toll”)",
    )


def test_a_habit_gives_way_only_if_most_ends_are_at_edges_of_words_then(made):
    inside = "".join(selection(30 + number, *place) for number, place in enumerate([(2, 8), (10, 12), (17, 19)]))
    text = {"sources/a.txt": "\r\nabcdef ghijkl mnopqr"}
    project = made(f"<Sources>{source(inside)}</Sources>", text, origin="ATLAS.ti 24")
    assert quotes(project) == ["bcdef ", "ij", "op"] and "(Tolls: “bcdef ” or “abcdef”)" in project.lost[0]
    most = f"<Sources>{source(inside + selection(34, 9, 15))}</Sources>"
    assert quotes(made(most, text, origin="ATLAS.ti 24"))[:2] == ["abcdef", "ghijkl"]


def test_a_text_that_can_be_read_in_two_ways_is_named_with_both(made):
    """No edge of a word is between signs of Chinese."""
    chinese = {"sources/a.txt": "雨。\r\n鎮上的人付錢過橋"}
    told = "1 text where nothing shows how positions count line ends and large characters: compare a passage"
    for origin, both in (("ATLAS.ti 24", "“的人” or “上的”"), ("NVivo 15", "“上的” or “的人”")):
        project = made(f"<Sources>{source(selection(30, 5, 7))}</Sources>", chinese, origin=origin)
        assert project.lost == (f"{told} (Tolls: {both})",)
    before = made(f"<Sources>{source(selection(30, 0, 1))}</Sources>", chinese)
    assert before.lost == made(f"<Sources>{source()}</Sources>", chinese).lost == ()  # nothing to compare


def test_positions_in_utf_16_units_are_found_by_the_edges_of_words(made):
    inside = selection(30, 21, 25) + selection(31, 29, 34)
    project = made(f"<Sources>{source(inside)}</Sources>", {"sources/a.txt": UNIX}, origin="MAXQDA 24")
    assert quotes(project) == ["pays", "twice"] and project.lost == ()


@pytest.mark.parametrize("moved", [0, 1])
def test_positions_in_utf_16_units_are_found_by_the_names(made, moved):
    inside = selection(30, 20 + moved, 24 + moved, name="pays") + selection(
        31, 27 + 2 * moved, 33 + 2 * moved, name="twice."
    )
    project = made(f"<Sources>{source(inside)}</Sources>", {"sources/a.txt": UNIX})
    assert quotes(project) == ["pays", "twice."]


def test_a_name_may_be_the_beginning_of_the_words(made):
    inside = selection(30, 13, 33, name="Arland \N{AUTOMOBILE} pays…")  # by ATLAS.ti's habit it would be "land …"
    project = made(f"<Sources>{source(inside)}</Sources>", origin="ATLAS.ti 24")
    assert quotes(project) == ["Arland \N{AUTOMOBILE} pays \N{BRIDGE AT NIGHT} twic"] and project.lost == ()


def test_one_wrong_position_moves_no_other(made):
    inside = selection(30, 11, 17) + selection(31, 30, 35)  # by two signs a line end the second would be in the text
    project = made(f"<Sources>{source(inside)}</Sources>", {"sources/a.txt": UNIX}, origin="MAXQDA 24")
    assert quotes(project) == ["Arland"]
    assert project.lost == ("1 selection beyond the end of the text (Tolls, 30 to 35 of 33 characters)",)


@pytest.mark.parametrize(
    "start, end, told",
    [
        (5, 5, "without a character (Tolls, 5 to 5 of 33 characters)"),
        (7, 5, "without a character (Tolls, 7 to 5 of 33 characters)"),
        (0, 999, "beyond the end of the text (Tolls, 0 to 999 of 33 characters)"),
        *((start, 4, "whose start and end are no places (Tolls)") for start in (-1, "x", "", "1" * 5_000, "1.0")),
        ("³", 5, "whose start and end are no places (Tolls)"),
    ],
)
def test_selections_outside_of_the_text_are_counted_with_text_and_place(made, start, end, told):
    project = made(f"<Sources>{source(selection(30, start, end, coding('#1')))}</Sources>", {"sources/a.txt": UNIX})
    assert (project.passages, project.lost) == ((), (f"1 selection {told}",))


# ---- texts


@pytest.mark.parametrize(
    "path, part",
    [
        ("internal://a.txt", "sources/a.txt"),
        ("internal://A.TXT", "Sources/a.txt"),
        ("relative:///a.txt", "sources/a.txt"),
        ("relative://sub/a.txt", "sources/a.txt"),
        ("a.txt", "sources/a.txt"),
        ("internal://sources/a.txt", "sources/a.txt"),
        ("internal://a.txt", "a.txt"),
    ],
)
def test_a_text_is_found_by_the_last_part_of_its_path(made, path, part):
    project = made(f"<Sources>{source(selection(30, 0, 4), path)}</Sources>", {part: UNIX, "b/a.txt": "other"})
    assert quotes(project) == ["Tax."]


def test_two_sources_of_one_file_are_two_texts(made):
    other = source(selection(31, 5, 9), more='creatingUser="#9"').replace("#20", "#21")
    project = made(f"<Sources>{source(selection(30, 0, 4))}{other}</Sources>", {"sources/a.txt": UNIX})
    assert len(project.texts) == 2 and sorted(quotes(project)) == ["Tax.", "Toll"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_characters(made, encoding):
    project = made(f"<Sources>{source(selection(30, 11, 17))}</Sources>", {"sources/a.txt": UNIX.encode(encoding)})
    assert quotes(project) == ["Arland"] and project.texts[0].content == UNIX


@pytest.mark.parametrize(
    "text, sources, told",
    [
        (source(selection(30, 0, 4)), {}, "whose file is not in the project"),
        (source(selection(30, 0, 4), "internal://../../../etc/passwd"), {}, "whose file is not in the project"),
        (source(selection(30, 0, 4), "absolute:///etc/passwd"), {}, "whose file is not in the project"),
        (source(selection(30, 0, 4)), {"sources/a.txt": b"Z\xf6lle"}, "whose file is not UTF-8"),
        (source(selection(30, 0, 4), "", 'richTextPath="internal://a.docx"'), {"sources/a.docx": b"PK"},
         "that the project has as a formatted document alone"),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_had_are_counted(made, text, sources, told):
    project = made(f"<Sources>{text}</Sources>", sources)
    assert (project.texts, project.passages) == ((), ())
    assert project.lost == (f"1 selection in texts {told} (Tolls)", f"1 text {told} (Tolls)")


def test_text_within_the_xml_and_beside_a_formatted_document(made):
    inside = f"<PlainTextContent>Tax &amp; toll</PlainTextContent>{selection(30, 6, 10)}"
    formatted = 'richTextPath="internal://a.docx"'
    project = made(f"<Sources>{source(inside, '', formatted)}</Sources>")
    assert quotes(project) == ["toll"]
    assert project.lost == ("1 formatted document of which the plain text was taken (Tolls)",)


def test_pdf_documents_have_their_text_and_areas_are_counted(made):
    rest = 'page="0" firstX="1" firstY="1" secondX="2" secondY="2"'
    project = made(
        f"""<Sources><PDFSource guid="#21" name="Act.pdf" path="internal://a.pdf">
        <PDFSelection guid="#30" {rest}>{coding("#1")}</PDFSelection><PDFSelection guid="#31" {rest}/>
        <Representation guid="#22" plainTextPath="internal://a.txt">{selection(30, 11, 17, coding("#1"))}</Representation>
        {coding("#2", number=44)}</PDFSource><PDFSource guid="#23" name="No text"><PDFSelection guid="#32" {rest}/>{coding("#1")}</PDFSource>
        <PictureSource guid="#24" name="a.png"><PictureSelection guid="#33"/></PictureSource></Sources>
        <Sets><Set guid="#50" name="Acts"><MemberSource targetGUID="#21"/></Set></Sets>""",
        {"sources/a.txt": UNIX},
    )
    assert [(text.name, dict(text.about)) for text in project.texts] == [("Act.pdf", {"groups": "Acts"})]
    assert [(quote(project, each), each.codes) for each in project.passages] == [
        (UNIX, (id_of(2),)), ("Arland", (id_of(1),)),
    ]  # fmt: skip
    assert project.lost == (
        "1 PDF document whose text is not in the project (No text)",
        "1 picture (a.png)",
        "2 selections in PDF documents whose text is not in the project (No text)",
        "1 selection in pictures (a.png)",
        "1 selection of an area of a picture or a page (Act.pdf)",
    )


def test_a_document_whose_text_is_missing_is_counted_once(made):
    inside = f'<Representation guid="#22" plainTextPath="internal://b.txt">{selection(30, 0, 4)}</Representation>'
    project = made(f'<Sources><PDFSource guid="#21">{inside}</PDFSource></Sources>')
    assert project.lost == (
        "1 PDF document whose text is not in the project",
        "1 selection in PDF documents whose text is not in the project",
    )


def test_transcripts_have_selections_by_moments(made):
    project = made(
        f"""<Sources>{source(selection(30, 0, 4))}<VideoSource guid="#21" name="v.mp4" path="relative:///v.mp4">
        <Transcript guid="#22" plainTextPath="internal://a.txt"><SyncPoint guid="#51" position="11" timeStamp="9"/>
        <SyncPoint guid="#52" position="17" timeStamp="12"/><SyncPoint guid="#53" timeStamp="12"/>
        <TranscriptSelection guid="#31" fromSyncPoint="#51" toSyncPoint="#52">{coding("#2")}</TranscriptSelection>
        <TranscriptSelection guid="#32" fromSyncPoint="#52" toSyncPoint="#53">{coding("#2")}</TranscriptSelection>
        </Transcript><VideoSelection guid="#31" begin="9" end="12"/><VideoSelection guid="#34" begin="9" end="12"/>
        </VideoSource><AudioSource guid="#23"/></Sources>""",
        {"sources/a.txt": UNIX},
    )
    assert len(project.texts) == 1  # the transcript is the file of the text
    assert quotes(project) == ["Tax.", "Arland"]
    assert project.lost == (
        "1 audio recording without a transcript",
        "1 selection by time in recordings (v.mp4)",
        "1 selection whose start and end are no places (Tolls)",
    )


# ---- codes, coders, notes


def test_each_coder_of_a_selection_has_a_passage(made):
    inside = selection(30, 0, 4, coding("#1") + coding("#2", "#9") + coding("#2"))
    project = made(f"<Sources>{source(inside)}</Sources>")
    names = {coder.id: coder.name for coder in project.coders}
    assert [(names[each.coder], each.codes) for each in project.passages] == [
        ("Ada", (id_of(1), id_of(2))), ("Ben", (id_of(2),)),
    ]  # fmt: skip
    assert len({each.id for each in project.passages}) == 2


def test_whoever_is_named_nearest_has_coded(made):
    bare = '<Coding guid="#41"><CodeRef targetGUID="#1"/></Coding>'
    text = f'<TextSource guid="#20" plainTextPath="internal://a.txt" creatingUser="#9">{selection(30, 0, 4, bare, user="")}</TextSource>'
    project = made(f"<Sources>{text}</Sources>")
    assert [coder.name for coder in project.coders if coder.id == project.passages[0].coder] == ["Ben"]
    unknown = made(f"<Sources>{source(selection(30, 0, 4, coding('#1', '#7')))}</Sources>")
    assert unknown.passages[0].coder == id_of(7) and len(unknown.coders) == 3
    nobody = made(f"<Sources>{source(selection(30, 0, 4, bare, user=''))}</Sources>")
    assert [coder.name for coder in nobody.coders] == ["Ada", "Ben", "nobody is named"]


def test_a_passage_was_coded_when_its_selection_says_or_else_its_coding(made):
    dated = coding("#1").replace("<Coding", '<Coding creationDateTime="2025-03-02T10:00:00Z"')
    both = selection(31, 5, 9, dated).replace(
        " startPosition", ' creationDateTime="2025-03-01T10:00:00Z" startPosition'
    )
    project = made(f"<Sources>{source(selection(30, 0, 4, dated) + both)}</Sources>", {"sources/a.txt": UNIX})
    assert [each.at for each in project.passages] == ["2025-03-02T10:00:00Z", "2025-03-01T10:00:00Z"]


def test_guids_may_have_braces_and_capitals(tmp_path):
    xml = f"""<Project name="P" xmlns="{SPACE}"><CodeBook><Codes><Code guid="{{ABCD}}" name="toll" isCodable="true"/></Codes></CodeBook>
    <Sources><TextSource guid="T" plainTextPath="internal://a.txt"><PlainTextSelection guid="S" startPosition="0" endPosition="3">
    <Coding guid="C"><CodeRef targetGUID="abcd"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""
    project = refi_qda.read(write_qdpx(tmp_path / "p.qdpx", "", {"sources/a.txt": "Tax"}, xml=xml))
    assert project.passages[0].codes == ("abcd",)


def test_a_selection_for_each_code_is_one_passage(made):
    inside = selection(30, 0, 4, "<Description>Why?</Description>" + coding("#1")) + selection(
        31, 0, 4, "<Description>So.</Description>" + coding("#2")
    )
    others = selection(32, 0, 4, coding("#2", "#9"), user="#9") + selection(33, 0, 3, coding("#2"))
    project = made(f"<Sources>{source(inside + others)}</Sources>", origin="QualCoder 3.7")
    assert [(quote(project, each), each.codes, each.note) for each in project.passages] == [
        ("Tax", (id_of(2),), ""), ("Tax.", (id_of(1), id_of(2)), "Why?\n\nSo."), ("Tax.", (id_of(2),), ""),
    ]  # fmt: skip
    both = selection(34, 6, 10, coding("#1") + coding("#2"))
    assert len(made(f"<Sources>{source(inside + others + both)}</Sources>", origin="ATLAS.ti").passages) == 5


def test_whole_texts_may_be_coded(made):
    project = made(f"<Sources>{source(coding('#1'))}</Sources>", {"sources/a.txt": UNIX})
    assert quotes(project) == [UNIX] and project.passages[0].codes == (id_of(1),)
    empty = made(f"<Sources>{source(coding('#1'))}</Sources>", {"sources/a.txt": ""})
    assert empty.lost == ("1 coding of texts without a character (Tolls)",)


def test_codings_with_unknown_codes_are_counted(made):
    project = made(f"<Sources>{source(selection(30, 0, 4, coding('#5') + coding('#1')))}</Sources>")
    assert project.passages[0].codes == (id_of(1),)
    assert "1 coding with codes that the project does not have (Tolls)" in project.lost


def test_notes_go_where_they_belong(made):
    notes = "".join(
        f'<Note guid="#{n}" name="n"><PlainTextContent>note {n}</PlainTextContent></Note>'
        for n in (10, 11, 12, 13, 14, 15)
    )
    inside = selection(
        30,
        0,
        4,
        "<Description>said</Description>"
        + coding("#1", more='<NoteRef targetGUID="#11"/>')
        + '<NoteRef targetGUID="#10"/>',
    )
    project = made(
        f"""<Sources>{source(inside + '<NoteRef targetGUID="#12"/>')}</Sources><Notes>{notes}</Notes>
        <Links><Link guid="#50" originGUID="#13" targetGUID="#30"/><Link guid="#51" originGUID="#30" targetGUID="#20"/>
        <Link guid="#52" originGUID="#14" targetGUID="#1"/></Links><Description>about tolls</Description>""",
        {"sources/a.txt": UNIX},
    )
    assert project.passages[0].note == "said\n\nnote 10\n\nnote 13\n\nnote 11"
    assert project.texts[0].about == {"note": "note 12"}
    assert project.codes[0].definition == "note 14"
    assert project.lost == (
        "1 description of the project",
        "1 link between codes, selections and notes",
        "1 note on the project as a whole, or on nothing that was taken (n)",
    )


def test_annotations_of_qualcoder_stand_in_notes(made):
    note = f'<Notes><Note guid="#10" creatingUser="#9"><PlainTextContent>odd</PlainTextContent>{selection(31, 0, 4, user="")}</Note></Notes>'
    inner = "<Sources>" + source('<NoteRef targetGUID="#10"/>') + "</Sources>" + note
    project = made(inner, origin="QualCoder 3.7")
    assert [(quote(project, each), each.note, each.coder) for each in project.passages] == [("Tax.", "odd", id_of(9))]
    other = made(inner, origin="NVivo 15")
    assert other.passages == () and other.texts[0].about == {"note": "odd"} and other.lost == ("1 selection in notes",)


def test_codes_below_the_name_of_a_variable_are_its_values(tmp_path):
    xml = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="1" name="Issue"><Code guid="2" name="taxes"><Code guid="3" name="toll"><Description>cars pay</Description></Code></Code></Code><Code guid="4" name="issues"><Code guid="5" name="actor"><Code guid="7" name="bo"/></Code></Code></Codes><Sets><Set guid="6" name="all"><MemberCode guid="3"/></Set></Sets></CodeBook>'
    path = tmp_path / "codes.qdc"
    path.write_text(xml)
    project = refi_qda.read(path)
    assert [(each.name, each.kind, each.parent, each.definition) for each in project.codes] == [
        ("Issue", "", "", ""), ("taxes", "issue", "1", ""), ("toll", "issue", "2", "cars pay"), ("issues", "", "", ""), ("actor", "", "4", ""), ("bo", "", "5", ""),
    ]  # fmt: skip
    assert (project.name, project.lost) == ("codes", ("1 group of codes (all)",))
    assert formats.recognise(path).module == "refi_qda"


# ---- variables, cases, groups


def test_variables_and_cases_say_what_is_known(made):
    project = made(
        f"""<Variables><Variable guid="#10" name="date" typeOfVariable="Date"/><Variable guid="#11" name="age" typeOfVariable="Integer"/></Variables>
        <Cases><Case guid="#50" name="Bo"><VariableValue><VariableRef targetGUID="#11"/><IntegerValue>67</IntegerValue></VariableValue><SelectionRef targetGUID="#30"/></Case>
        <Case guid="#51"><VariableValue><VariableRef targetGUID="#11"/><IntegerValue>3</IntegerValue></VariableValue><SourceRef targetGUID="#20"/></Case>
        <Case guid="#52" name="nobody"/></Cases>
        <Sources>{source(selection(30, 0, 4) + '<VariableValue><VariableRef targetGUID="#10"/><DateValue>1925-03-02</DateValue></VariableValue>')}</Sources>
        <Sets><Set guid="#53" name="A"><MemberSource targetGUID="#20"/></Set><Set guid="#54" name="B"><MemberSource targetGUID="#20"/></Set>
        <Set guid="#55" name="C"><MemberCode targetGUID="#1"/></Set></Sets><Graphs><Graph guid="#56"/></Graphs>""",
        {"sources/a.txt": UNIX},
    )
    assert (project.texts[0].date, project.texts[0].about) == ("1925-03-02", {"age": "3", "groups": "A; B"})
    assert project.passages[0].values == {"case": "Bo", "age": "67"}
    assert project.lost == ("1 case without a text or a selection (nobody)", "1 drawing", "1 group of codes (C)")


def test_cases_without_a_name_are_variables_of_a_text_as_in_maxqda_and_quirkos(made):
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="#{n}"/><TextValue>{value}</TextValue></VariableValue>'
        for n, value in ((10, "1925-03-02"), (11, "Courier"), (12, ""))
    )
    names = "".join(
        f'<Variable guid="#{n}" name="{name}" typeOfVariable="Text"/>' for n, name in ((10, "date"), (11, "outlet"))
    )
    project = made(
        f"""<Variables>{names}</Variables><Cases><Case guid="#50">{values}<SourceRef targetGUID="#20"/></Case></Cases>
        <Sources>{source()}</Sources>"""
    )
    assert (project.texts[0].date, project.texts[0].about) == ("1925-03-02", {"outlet": "Courier", id_of(12): ""})
    assert project.lost == ()


def test_an_article_that_names_the_standard_is_no_project(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The name space urn:QDA-XML:project:1.0 is that of the standard.")
    assert formats.recognise(path) is None


# ---- hostile files


@pytest.mark.matrix("XML")
def test_a_codebook_with_a_document_type_is_no_table(tmp_path):
    path = tmp_path / "codes.qdc"
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [' + "<!ENTITY b 'toll'>" * 500 + "]><a>&b;</a>")
    assert formats.recognise(path).module == "refi_qda" and error_of(path).startswith("codes.qdc")


def error_of(path):
    with pytest.raises(UserError) as error:
        refi_qda.read(path)
    assert "\n" not in str(error.value) and str(error.value).startswith(path.name)
    return str(error.value)


@pytest.mark.matrix("XML", cases=2)
def test_entities_are_refused(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><Project name="&c;"/>'
    assert "declares entities" in error_of(write_qdpx(tmp_path / "p.qdpx", "", xml=bomb))
    assert "declares entities" in error_of(write_qdpx(tmp_path / "q.qdpx", "", xml=bomb.encode("utf-16")))


@pytest.mark.matrix("XML")
@pytest.mark.parametrize(
    "xml, told",
    [
        ("<Project", "its XML is damaged"),
        ("", "its XML is damaged"),
        ("<Projekt/>", "it begins with <Projekt>"),
        ("<Project>" + "<a>" * 5_000 + "</a>" * 5_000 + "</Project>", "its XML is damaged"),
        ('<?xml version="1.0" encoding="cp1252"?><Project/>', "its encoding is cp1252"),
        ('<Project name="a"><Users><User name="b"/></Users></Project>', "it has no id"),
    ],
)
def test_damaged_xml_is_told(tmp_path, xml, told):
    assert told in error_of(write_qdpx(tmp_path / "p.qdpx", "", xml=xml))


@pytest.mark.matrix("archives", cases=4)
def test_zip_files_that_are_none_of_this_are_told(tmp_path, monkeypatch):
    assert "no part that ends in .qde" in error_of(write_qdpx(tmp_path / "p.qdpx", "", project="project.xml"))
    assert "leads out of the zip file" in error_of(write_qdpx(tmp_path / "q.qdpx", "", {"../a.txt": "x"}))
    path = tmp_path / "r.qdpx"
    path.write_bytes((tmp_path / "p.qdpx").read_bytes()[:-30])
    assert "damaged" in error_of(path)
    path.write_bytes(b"%PDF-1.4")
    assert "its XML is damaged" in error_of(path)


@pytest.mark.parametrize("others", [{}, {"a.qde": "<Project/>"}, {"old/project.qde": "<Project/>"}])
def test_the_xml_may_have_the_name_of_the_project_as_in_atlas_ti(tmp_path, others):
    name = "project.qde" if others else "Trial.qde"
    path = write_qdpx(tmp_path / "p.qdpx", CODES, others, project=name)
    assert len(refi_qda.read(path).codes) == 2 and formats.recognise(path).module == "refi_qda"


@pytest.mark.matrix("archives")
def test_a_zip_bomb_is_refused(tmp_path, monkeypatch):
    path = write_qdpx(tmp_path / "p.qdpx", f"<Sources>{source()}</Sources>", {"sources/a.txt": bytes(3 * 2**20)})
    assert path.stat().st_size < 10_000
    monkeypatch.setattr("stancebook.intake.limits.MOST_UNPACKED", 2 * 2**20)
    assert "it would unpack to more than 2 MB" in error_of(path)


@pytest.mark.matrix("XML", cases=2)
def test_texts_and_xml_have_limits(tmp_path, monkeypatch):
    many = "".join(f'<TextSource guid="#{n}" plainTextPath="internal://a.txt"/>' for n in range(20, 30))
    path = write_qdpx(tmp_path / "p.qdpx", f"<Sources>{many}</Sources>", {"sources/a.txt": "x" * 100})
    monkeypatch.setattr("stancebook.exchange.refi_qda.reading.MOST_UNPACKED", 999)
    assert "its texts have more than 999 characters" in error_of(path)
    monkeypatch.setattr("stancebook.exchange.refi_qda.package.MOST_XML", 99)
    assert "its XML has more than 0 MB" in error_of(path)


def test_a_damaged_text_is_told(tmp_path):
    path = write_qdpx(tmp_path / "p.qdpx", f"<Sources>{source()}</Sources>", {"sources/a.txt": TEXT * 50})
    content = bytearray(path.read_bytes())
    place = content.index(b"a.txt") + 20
    content[place] ^= 255
    path.write_bytes(content)
    assert "damaged" in error_of(path)


def test_a_file_without_its_zip_has_codes_alone(tmp_path):
    path = tmp_path / "p.qde"
    path.write_text(f'<Project name="P" xmlns="{SPACE}">{CODES}<Sources>{source()}</Sources></Project>')
    project = refi_qda.read(path)
    assert len(project.codes) == 2 and project.lost == ("1 text whose file is not in the project (Tolls)",)
    assert formats.recognise(path).module == "refi_qda"


def test_many_selections_with_one_guid_take_no_time(tmp_path):
    inside = f'<PlainTextSelection guid="{id_of(30)}" startPosition="0" endPosition="3"/>' * 5_000
    project = refi_qda.read(
        write_qdpx(tmp_path / "p.qdpx", f"<Sources>{source(inside)}</Sources>", {"sources/a.txt": "Tax"})
    )
    assert len({each.id for each in project.passages}) == 5_000
