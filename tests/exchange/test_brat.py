"""brat: what its own example data and invented files hold, read in another way; and files that are damaged."""

import re
import shutil

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from exchange_samples import SAMPLES
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.annotation import brat
from stancebook.exchange.project import quote


def by_hand(ann):
    """Return code, place and words of each passage of an .ann file, its attributes and notes, by plain splitting."""
    spans, others = {}, {}
    for line in ann.read_text(encoding="utf-8").splitlines():
        id, _, rest = line.partition("\t")
        if id[0] == "T":
            place, words = rest.split("\t")
            code, start, end = place.split(" ")
            spans[id] = (code, int(start), int(end), words)
        elif id[0] in "AN":
            name, target, *value = rest.replace("\t", " ").split(" ")
            others.setdefault(target, {})[name] = " ".join(value) or "true"
        elif id[0] == "#":
            others.setdefault(rest.split("\t")[0].split(" ")[1], {})["note"] = rest.split("\t")[1]
    return spans, others


def written(folder, name="toll", text="Arland pays. Borduria waits.", lines=()):
    """Write a text with annotations, and return the path of these."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder / f"{name}.ann"


def test_the_example_data_of_brat_is_read_field_by_field():
    project = brat.read(SAMPLES / "brat")
    assert formats.sample_of(SAMPLES / "brat") and brat.recognises(formats.sample_of(SAMPLES / "brat"))
    found = {passage.id: passage for passage in project.passages}
    texts = {each.name: each.content for each in project.texts}
    number = 0
    for ann in sorted((SAMPLES / "brat").glob("*.ann")):
        assert texts[ann.stem] == ann.with_suffix(".txt").read_bytes().decode()
        spans, others = by_hand(ann)
        events = dict(re.findall(r"^(E\d+)\t[^:]+:(T\d+)", ann.read_text(encoding="utf-8"), re.M))
        told = {events.get(target, target): values for target, values in others.items()}
        for id, (code, start, end, words) in spans.items():
            passage = found[f"brat/{ann.stem}/{id}"]
            assert (passage.codes, passage.start, passage.end, quote(project, passage)) == ((code,), start, end, words)
            assert {**passage.values, **({"note": passage.note} if passage.note else {})} == told.get(id, {})
            number += 1
    assert number == len(project.passages) == 57
    assert project.lost == (
        "1 equivalence (060-relation_annotation.ann, line 6)",
        "13 events (000-introduction.ann, line 4; 100-attribute_annotation.ann, line 18; "
        "100-attribute_annotation.ann, line 20; 10 more)",
        "5 relations (000-introduction.ann, line 9; 000-introduction.ann, line 11; 060-relation_annotation.ann, line 12; 2 more)",
        "1 relation with values or notes (110-note_annotation.ann, R1)",
    )
    assert [coder.id for coder in project.coders] == ["brat"]


def test_folders_with_the_same_texts_are_annotators(tmp_path):
    written(tmp_path / "study" / "a" / "ada", lines=["T1\tActor 0 6\tArland"])
    written(tmp_path / "study" / "b" / "ben", lines=[])
    written(tmp_path / "study" / "b" / "ben", name="rail", text="No rail.", lines=["T1\tIssue 3 7\trail"])
    project = brat.read(tmp_path / "study")
    assert [each.id for each in project.coders] == ["ada", "ben"] and [each.id for each in project.texts] == [
        "toll",
        "rail",
    ]
    assert {(each.coder, each.text, quote(project, each)) for each in project.passages} == {
        ("ada", "toll", "Arland"), ("ben", "rail", "rail"),
    }  # fmt: skip


def test_folders_with_other_texts_are_parts_of_one_corpus(tmp_path):
    written(tmp_path / "study" / "a", lines=["T1\tActor 0 6\tArland"])
    written(tmp_path / "study" / "b", text="No rail.", lines=["T1\tIssue 3 7\trail"])
    project = brat.read(tmp_path / "study")
    assert [each.id for each in project.texts] == ["a/toll", "b/toll"] and [each.id for each in project.coders] == [
        "study"
    ]


def test_an_annotator_who_found_nothing_is_a_coder_and_paths_tell_apart_folders_of_one_name(tmp_path):
    for folder, lines in {
        "a/ada": ["T1\tActor 0 6\tArland"],
        "b/ada": ["T1\tActor 13 21\tBorduria"],
        "b/cy": [],
    }.items():
        written(tmp_path / "study" / folder, lines=lines)
    project = brat.read(tmp_path / "study")
    assert [each.id for each in project.coders] == ["a/ada", "b/ada", "cy"] and project.name == "study"
    assert {(each.coder, quote(project, each)) for each in project.passages} == {
        ("a/ada", "Arland"),
        ("b/ada", "Borduria"),
    }


def test_files_without_a_partner_are_no_project_and_an_ann_alone_is_one(tmp_path):
    path = written(tmp_path / "s", lines=["T1\tActor 0 6\tArland"])
    path.rename(path.with_suffix(".ANN"))
    assert brat.recognises(formats.sample_of(path.with_suffix(".ANN"))) and brat.recognises(
        formats.sample_of(path.parent)
    )
    path.with_suffix(".txt").rename(path.with_name("rail.txt"))
    assert not brat.recognises(formats.sample_of(path.parent)) and not brat.recognises(
        formats.sample_of(path.with_name("rail.txt"))
    )


def test_notes_of_an_event_and_of_its_passage_stand_on_lines_of_their_own(tmp_path):
    lines = [
        "T1\tPays 7 11\tpays",
        "E1\tPays:T1",
        "#1\tAnnotatorNotes T1\tone",
        "#2\tAnnotatorNotes E1\ttwo",
        "#3\tAnnotatorNotes T1",
    ]
    (passage,) = brat.read(written(tmp_path, lines=lines)).passages
    assert passage.note == "one\n\ntwo"


def test_a_place_far_beyond_a_text_is_a_sentence(tmp_path):
    for digits in (15, 16, 5_000):
        path = written(tmp_path, lines=["T1\tActor 0 6\tArland", f"T2\tActor 0 {'9' * digits}\tZorland"])
        with pytest.raises(UserError, match=r"^toll\.ann, line 2: "):
            brat.read(path)


def test_words_that_are_not_at_their_place_are_told_with_those_that_are_there(tmp_path):
    for mark in ("", "\ufeff"):
        at = len(mark)
        path = written(tmp_path, text=f"{mark}Arland pays.", lines=[f"T1\tActor {at} {at + 6}\tBorduria"])
        with pytest.raises(UserError, match=f"'Borduria' is not at {at} to {at + 6} of the text, but 'Arland';"):
            brat.read(path)


def test_a_mark_before_a_text_of_a_folder_counts_and_faults_name_their_file(tmp_path):
    written(tmp_path / "s", text="\ufeffaha", lines=["T1\tX 3 4\ta"])
    (passage,) = brat.read(tmp_path / "s").passages
    assert (passage.start, passage.end, passage.id) == (2, 3, "s/toll/T1")
    written(tmp_path / "s" / "deep", lines=["what"])
    with pytest.raises(
        UserError, match=r"^s, deep/toll\.ann, line 1: 'what' is no annotation of brat; write it as brat does"
    ):
        brat.read(tmp_path / "s")
    (tmp_path / "s" / "deep" / "toll.ann").write_bytes(b"\xff")
    with pytest.raises(UserError, match=r"^s, deep/toll\.ann, line 1: byte 0 is not UTF-8"):
        brat.read(tmp_path / "s")
    (tmp_path / "s" / "deep" / "toll.txt").unlink()
    with pytest.raises(UserError, match=r"^s, deep/toll\.ann: its text is missing; put toll\.txt beside it"):
        brat.read(tmp_path / "s")
    with pytest.raises(UserError, match=r"^toll\.ann: its text toll\.txt is missing; put it beside it"):
        brat.read(tmp_path / "s" / "deep" / "toll.ann")


def test_a_zip_gives_what_its_folder_gives(tmp_path):
    packed = shutil.make_archive(str(tmp_path / "brat"), "zip", SAMPLES / "brat")
    assert brat.read(type(tmp_path)(packed)) == brat.read(SAMPLES / "brat")


def test_lines_that_end_as_on_windows_are_read(tmp_path):
    path = written(tmp_path, lines=["T1\tActor 0 6\tArland\r", "A1\tMood T1 calm\r", "#1\tAnnotatorNotes T1\tso\r"])
    (passage,) = brat.read(path).passages
    assert (passage.values, passage.note) == ({"Mood": "calm"}, "so")


def test_a_passage_in_parts_is_taken_part_by_part_and_told(tmp_path):
    lines = ["T1\tActor 0 6;13 21\tArland Borduria", "A1\tSure T1", "A2\tMood T1 calm", "M3\tMood T1 glad"]
    project = brat.read(written(tmp_path, lines=lines))
    assert [(each.id, quote(project, each)) for each in project.passages] == [
        ("toll/toll/T1.1", "Arland"), ("toll/toll/T1.2", "Borduria"),
    ]  # fmt: skip
    assert all(each.values == {"Sure": "true", "Mood": "calm; glad"} for each in project.passages)
    assert project.lost == ("1 passage in several parts as one: each part is a passage (toll.ann, T1)",)


def test_parts_take_their_words_in_turn_and_more_words_than_a_place_holds_are_looked_for(tmp_path):
    lines = ["T1\tActor 7 11;13 21;22 28\tpays Borduria waits.", "T2\tActor 0 6\tArland pays"]
    project = brat.read(written(tmp_path, lines=lines))
    assert [quote(project, each) for each in project.passages] == ["Arland pays", "pays", "Borduria", "waits."]
    assert project.lost[1:] == ("1 position as given: the words stand elsewhere (toll.ann, line 2)",)


def test_words_decide_where_a_position_does_not_hold_them(tmp_path):
    text = "\N{GRINNING FACE} Arland pays.\r\nBorduria waits, and Arland"
    lines = ["T1\tActor 3 9\tArland", "T2\tActor 99 107\tBorduria", "T3\tIssue 9 24\tpays.  Borduria"]
    project = brat.read(written(tmp_path, text=text, lines=lines))
    assert [quote(project, each) for each in project.passages] == ["Arland", "pays.\r\nBorduria", "Borduria"]
    assert project.lost == (
        "1 position as given: in UTF-16 units, converted (toll.ann, line 1)",
        "1 position as given: the words stand elsewhere (toll.ann, line 2)",
    )


@pytest.mark.parametrize(
    "line, told",
    [
        (
            "T1\tActor 0 60\tArland pays it",
            "'Arland pays it' is not at 0 to 60 of the text, but 'Arland pays. Borduria waits.'",
        ),
        ("T1\tActor 0 6\tarland", "'arland' is not at 0 to 6 of the text, but 'Arland'"),
        ("T1\tActor 6 6", "'' is not at 6 to 6 of the text"),
        ("T1\tActor 0 99", "'' is not at 0 to 99 of the text"),
        ("T1 Actor 0 6 Arland", "'T1 Actor 0 6 Arland' is no annotation of brat"),
        ("T1\tActor 0 six\tArland", "is no annotation of brat"),
        ("T1\tActor 0 6\tArland\nT1\tActor 0 6\tArland", "another passage has the id T1"),
    ],
)
def test_a_line_that_does_not_fit_is_told_with_its_place(tmp_path, line, told):
    with pytest.raises(UserError) as error:
        brat.read(written(tmp_path, lines=[line]))
    assert re.match(r"toll\.ann, line [12]: ", str(error.value)) and told in str(error.value)


def test_annotations_without_a_text_and_text_in_another_encoding_are_told(tmp_path):
    path = written(tmp_path / "s", lines=["T1\tActor 0 6\tArland"])
    path.with_suffix(".txt").write_bytes("Zoë".encode("cp1252"))
    for given_path in (path, path.parent):
        with pytest.raises(UserError, match=r"toll\.txt, line 1: byte 2 is not UTF-8"):
            brat.read(given_path)
    path.with_suffix(".txt").unlink()
    for given_path in (path, path.parent):
        with pytest.raises(UserError, match=r"toll\.txt beside it|toll\.txt is missing"):
            brat.read(given_path)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1), st.integers(0), st.integers(0))
@example("\ufeffaha", 1, 0)
def test_each_span_of_each_text_comes_back(tmp_path_factory, text, first, more):
    start = first % len(text)
    end = start + 1 + more % (len(text) - start)
    project = brat.read(
        written(tmp_path_factory.mktemp("b"), text=text, lines=[f"T1\tX {start} {end}\t{text[start:end]}"])
    )
    passage = project.passages[0]
    mark = text.startswith("\ufeff")  # which brat counts, and a text has not
    assume(end > mark)
    assert project.texts[0].content == text[mark:] and project.lost == ()
    assert (passage.start, passage.end) == (start - mark, end - mark)
