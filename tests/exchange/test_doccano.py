"""doccano: its own examples of each version, read in another way, and lines that are damaged."""

import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_samples import SAMPLES
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.annotation import doccano
from stancebook.exchange.project import quote

FACE = "\N{GRINNING FACE}"


def written(folder, *rows, name="ada.jsonl"):
    """Write lines of JSON, and return their file."""
    path = folder / name
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def in_short(project):
    """Return text, words, coder and codes of each passage."""
    return sorted((each.text, quote(project, each), each.coder, *each.codes) for each in project.passages)


def lines(name):
    """Return the objects of a sample."""
    return [json.loads(line) for line in (SAMPLES / "doccano" / name).read_text(encoding="utf-8").splitlines()]


def test_labels_with_users_are_those_of_two_annotators():
    project = doccano.read(SAMPLES / "doccano" / "labeling.jsonl")
    by_hand = sorted(
        (str(row["id"]), row["text"][each["start_offset"] : each["end_offset"]], str(each["user"]), str(each["label"]))
        for row in lines("labeling.jsonl")
        for each in row["annotations"]
    )
    assert in_short(project) == by_hand and len(by_hand) == 16
    assert [each.id for each in project.coders] == ["1", "2"] and project.lost == (
        "16 names of labels, for which this old format has numbers (labeling.jsonl, line 1; labeling.jsonl, line 2)",
    )


def test_labels_as_lists_are_those_of_the_file():
    project = doccano.read(SAMPLES / "doccano" / "text_label.jsonl")
    by_hand = sorted(
        (str(row["id"]), row["text"][start:end], "text_label", name)
        for row in lines("text_label.jsonl")
        for start, end, name in row["labels"]
    )
    assert in_short(project) == by_hand and len(by_hand) == 11 and project.lost == ()


def test_labels_of_a_whole_text_are_a_passage_that_is_the_text():
    project = doccano.read(SAMPLES / "doccano" / "classification.jsonl")
    by_hand = sorted(
        (str(row["id"]), row["text"], str(each["user"]), str(each["label"]))
        for row in lines("classification.jsonl")
        for each in row["annotations"]
    )
    assert in_short(project) == by_hand and len(by_hand) == 3


def test_intents_and_their_entities_are_both_taken():
    project = doccano.read(SAMPLES / "doccano" / "intent.jsonl")
    ids = {each.content: each.id for each in project.texts}
    by_hand = [
        (ids[row["text"]], row["text"][start:end], "intent", name)
        for row in lines("intent.jsonl")
        for start, end, name in row["entities"]
    ]
    by_hand += [(ids[row["text"]], row["text"], "intent", *row["cats"]) for row in lines("intent.jsonl")]
    assert in_short(project) == sorted(by_hand) and len(by_hand) == 5


def test_each_sample_is_recognised_and_others_are_not(tmp_path):
    for path in (SAMPLES / "doccano").iterdir():
        assert doccano.recognises(formats.sample_of(path))
    others = ['{"text": "Arland pays."}', '{"actor": "arland", "label": ["x"]}', "text,label\nArland,x\n", "[1, 2]"]
    for content in others:
        (tmp_path / "x").write_text(content)
        assert not doccano.recognises(formats.sample_of(tmp_path / "x"))


def test_texts_of_one_id_are_told_apart_whatever_others_are_called(tmp_path):
    rows = [("a", "One."), ("a", "Two."), ("a (2)", "Three."), ("a", "Four.")]
    made = "".join(json.dumps({"id": id, "text": text, "label": []}) + "\n" for id, text in rows)
    (tmp_path / "toll.jsonl").write_text(made, encoding="utf-8")
    texts = doccano.read(tmp_path / "toll.jsonl").texts
    assert [(each.id, each.content) for each in texts] == [
        ("a", "One."), ("a (2)", "Two."), ("a (2) (2)", "Three."), ("a (3)", "Four."),
    ]  # fmt: skip


def test_scores_of_labels_are_no_labels(tmp_path):
    (tmp_path / "toll.jsonl").write_text('{"text": "Arland pays.", "cats": {"hopeful": 0.0, "bleak": 1.0}}\n')
    with pytest.raises(UserError, match=r"^toll\.jsonl, line 1: a label is neither a name nor start, end and name"):
        doccano.read(tmp_path / "toll.jsonl")


def test_a_zip_has_a_file_for_each_annotator_and_each_text_once(tmp_path):
    row = {"id": 7, "text": "Arland pays.", "outlet": "Gazette", "meta": {"page": 3, "tags": ["a"]}}
    with zipfile.ZipFile(tmp_path / "toll.zip", "w") as archive:
        archive.writestr("ada.jsonl", json.dumps(row | {"label": [[0, 6, "actor"]]}))
        archive.writestr("ben.jsonl", json.dumps(row | {"label": []}))
    project = doccano.read(tmp_path / "toll.zip")
    assert [each.id for each in project.coders] == ["ada", "ben"] and len(project.texts) == 1
    assert in_short(project) == [("7", "Arland", "ada", "actor")]
    assert project.texts[0].about == {"outlet": "Gazette", "page": "3"}


def test_relations_and_comments_are_counted_and_objects_over_many_lines_are_read(tmp_path):
    row = {
        "text": "Arland pays.", "annotator": "ada", "Comments": ["?"], "relations": [{"from_id": 0, "to_id": 0}],
        "entities": [{"id": 0, "label": "actor", "start_offset": 0, "end_offset": 6}],
    }  # fmt: skip
    (tmp_path / "x.jsonl").write_text(json.dumps(row, indent=2))
    project = doccano.read(tmp_path / "x.jsonl")
    assert in_short(project) == [("text", "Arland", "ada", "actor")] and project.lost == (
        "1 comment (x.jsonl, text 1)",
        "1 relation (x.jsonl, text 1)",
    )


@pytest.mark.parametrize("comments", ["Is it so?", 5, 1.5, True])
def test_a_comment_that_is_no_list_is_one(tmp_path, comments):
    project = doccano.read(written(tmp_path, {"text": "Arland pays.", "label": ["calm"], "Comments": comments}))
    assert project.lost == ("1 comment (ada.jsonl, line 1)",)


def test_several_labels_of_a_whole_text_are_codes_of_one_passage(tmp_path):
    project = doccano.read(written(tmp_path, {"text": "Arland pays.", "label": ["calm", "late", "calm"]}))
    assert [each.codes for each in project.passages] == [("calm", "late")]


def test_positions_are_utf_16_units_as_doccano_counts_and_it_is_told(tmp_path):
    text = f"{FACE}{FACE} firemen drive firetrucks"  # the example of doccano's issue 2290, with whole faces
    project = doccano.read(written(tmp_path, {"text": text, "label": [[19, 29, "thing"]]}))
    assert in_short(project) == [("text", "firetrucks", "ada", "thing")]
    assert project.lost == (
        "1 position as given: in UTF-16 units, converted, as doccano counts (look at some) (ada.jsonl, line 1)",
    )


def test_positions_that_would_cut_a_character_are_code_points(tmp_path):
    project = doccano.read(
        written(tmp_path, {"text": f"{FACE}{FACE} Arland", "label": [[1, 2, "face"], [3, 9, "actor"]]})
    )
    assert (
        in_short(project) == [("text", "Arland", "ada", "actor"), ("text", FACE, "ada", "face")] and project.lost == ()
    )


@pytest.mark.parametrize(
    "row, told",
    [
        ({"text": "Arland", "label": [[0, 60, "actor"]]}, "the label actor is at 0 to 60 of a text of 6 characters"),
        ({"text": "Arland", "label": [[3, 3, "actor"]]}, "the label actor is at 3 to 3 of a text of 6 characters"),
        ({"text": "Arland", "label": [[-2, 3, "actor"]]}, "the label actor is at -2 to 3 of a text of 6 characters"),
        ({"text": f"{FACE}a", "label": [[0, 4, "actor"]]}, "the label actor is at 0 to 4 of a text of 2 characters"),
        ({"text": "Arland", "label": [[0, "6", "actor"]]}, "a label is neither a name nor start, end and name"),
        ({"text": "Arland", "label": [[0, 6]]}, "a label is neither a name nor start, end and name"),
        ({"text": "Arland", "label": [{"start_offset": 0}]}, "a label is neither a name nor start, end and name"),
        ({"text": "Arland", "label": 7}, "a label is neither a name nor start, end and name"),
        ({"text": "", "label": []}, 'it has no text; give each line a key "text"'),
        ([1], "it is no object of JSON"),
    ],
)
def test_a_line_that_does_not_fit_is_told_with_its_place(tmp_path, row, told):
    path = written(tmp_path, {"text": "Good.", "label": []}, row)
    with pytest.raises(UserError) as error:
        doccano.read(path)
    assert str(error.value).startswith("ada.jsonl, line 2: ") and told in str(error.value)


def test_a_key_that_stands_twice_is_told_with_its_line(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "x", "label": []}\n{"text": "x", "text": "y"}\n')
    with pytest.raises(UserError, match=r"^a\.jsonl, line 2: the key 'text' stands twice"):
        doccano.read(tmp_path / "a.jsonl")


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(0), st.integers(0))
def test_each_span_that_doccano_counts_comes_back(tmp_path_factory, text, first, more):
    start = first % len(text)
    end = start + 1 + more % (len(text) - start)
    units = [len(text[:each].encode("utf-16-le")) // 2 for each in (start, end)]
    project = doccano.read(written(tmp_path_factory.mktemp("d"), {"text": text, "label": [[*units, "x"]]}))
    assert project.texts[0].content == text and (project.passages[0].start, project.passages[0].end) == (start, end)
