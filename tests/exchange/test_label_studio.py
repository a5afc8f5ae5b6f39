"""Label Studio: exports of its several kinds, files of its own repository, and tasks that are damaged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_samples import put
from stancebook.core.problems import UserError
from stancebook.exchange import formats
from stancebook.exchange.annotation import label_studio
from stancebook.exchange.project import quote

FACE = "\N{GRINNING FACE}"
TEXT = f"{FACE} Arland will pay the toll.\nBorduria waits."
FRONTEND = "GitHub, HumanSignal/label-studio-frontend, examples/{} (Apache-2.0)"
SDK = "GitHub, HumanSignal/label-studio-sdk, tests/custom/converter/data/test_export_csv/csv_test2.json (Apache-2.0)"


def result(id, name, kind, value, **more):
    """Return a result as Label Studio writes it."""
    return {"id": id, "from_name": name, "to_name": "text", "type": kind, "value": value, **more}


def region(id, start, end, name, *labels, words=None, **more):
    """Return a result that labels a region."""
    found = TEXT[start:end] if words is None else words
    return result(id, name, "labels", {"start": start, "end": end, "text": found, "labels": list(labels)}, **more)


def task(*annotations, id=4, **data):
    """Return a task with annotations of several people, each a pair of who and results."""
    made = [
        {"id": 10 + number, "completed_by": who, "result": list(results), "updated_at": "2025-03-01T10:00:00Z"}
        for number, (who, results) in enumerate(annotations)
    ]
    return {"id": id, "annotations": made, "predictions": [], "drafts": [], "data": {"text": TEXT, **data}}


def written(folder, content, name="toll.json"):
    """Write JSON, and return its file."""
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


ADA = {"id": 1, "email": "ada@example.org", "first_name": "Ada", "last_name": ""}


def test_labels_choices_and_words_of_a_region_are_one_passage_of_their_annotator(tmp_path):
    span = {"start": 2, "end": 8, "text": "Arland"}
    mine = [
        region("a", 2, 8, "actor", "Arland", meta={"text": ["sure?"]}),
        result("a", "position", "choices", {**span, "choices": ["2"]}),
        result("a", "why", "textarea", {**span, "text": ["It says so", "twice"]}),
        result("a", "how sure", "rating", {**span, "rating": 4}),
        region("b", 20, 24, "issue", "toll", "money"),
    ]
    project = label_studio.read(written(tmp_path, [task((ADA, mine), (2, [region("c", 27, 35, "actor", "Borduria")]))]))
    first, second, third = project.passages
    assert (quote(project, first), first.coder, first.at) == ("Arland", "1", "2025-03-01T10:00:00Z")
    assert first.codes == ("actor:Arland", "position:2") and first.note == "sure?"
    assert first.values == {"actor": "Arland", "position": "2", "why": "It says so; twice", "how sure": "4"}
    assert second.codes == ("issue:toll", "issue:money") and second.values == {"issue": "toll; money"}
    assert (third.coder, quote(project, third)) == ("2", TEXT[27:35])
    assert [(each.id, each.name) for each in project.coders] == [("1", "Ada"), ("2", "2")]
    codes = {each.id: each for each in project.codes}
    assert (codes["actor:Arland"].name, codes["actor:Arland"].parent, codes["actor:Arland"].kind) == (
        "Arland",
        "actor",
        "actor",
    )
    assert project.lost == ()


def test_choices_without_a_region_are_a_passage_that_is_the_text(tmp_path):
    whole = [
        result("x", "tone", "choices", {"choices": ["hopeful"]}),
        result("y", "place", "taxonomy", {"taxonomy": [["Arland", "Coast"]]}),
        result("z", "day", "datetime", {"datetime": "2025-03-01"}),
    ]
    project = label_studio.read(written(tmp_path, [task((1, whole), outlet="Gazette", page=3)]))
    (passage,) = project.passages
    assert quote(project, passage) == TEXT and passage.codes == ("tone:hopeful", "place:Arland > Coast")
    assert passage.values == {"tone": "hopeful", "place": "Arland > Coast", "day": "2025-03-01"}
    assert project.texts[0].about == {"outlet": "Gazette", "page": "3"}


def test_what_is_not_taken_is_counted(tmp_path):
    others = [
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"},
        result(
            "h",
            "l",
            "hypertextlabels",
            {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "hypertextlabels": ["x"]},
        ),
        result("r", "box", "rectanglelabels", {"x": 1, "y": 2, "rectanglelabels": ["x"]}),
        region("a", 2, 8, "actor", "Arland"),
    ]
    made = task((1, others), (2, [region("b", 2, 8, "actor", "Arland")]))
    made["annotations"][1]["was_cancelled"] = True
    made["predictions"], made["drafts"] = [{"result": []}], [{}, {}]
    picture = {"id": 5, "annotations": [], "data": {"image": "/data/upload/1/a.png"}}
    project = label_studio.read(written(tmp_path, [made, picture]))
    assert len(project.passages) == 1 and [each.id for each in project.coders] == ["1"]
    assert project.lost == (
        "2 drafts (task 4)", "1 prediction (task 4)", "1 region of a dialogue, HTML, sound or video (task 4)",
        "1 relation (task 4)", "1 result of the kind rectanglelabels (task 4)", "1 skipped annotation (task 4)",
        "1 task without a text in the file (5)",
    )  # fmt: skip


def test_json_min_has_results_between_the_id_and_the_annotator(tmp_path):
    row = {
        "text": TEXT, "outlet": "Gazette", "id": 4,
        "actor": [{"start": 2, "end": 8, "text": "Arland", "labels": ["Arland"]}],
        "issue": [{"start": 2, "end": 8, "text": "Arland", "labels": ["toll"]}],
        "tone": "hopeful", "mood": {"choices": ["calm", "glad"]}, "remark": "or not",
        "annotator": 1, "annotation_id": 9, "created_at": "2025-03-01T10:00:00Z", "updated_at": "2025-03-02T10:00:00Z",
        "lead_time": 3.2,
    }  # fmt: skip
    path = written(tmp_path, [row, row | {"annotator": 2, "annotation_id": 10}])
    project = label_studio.read(path)
    assert label_studio.recognises(formats.sample_of(path)) and len(project.texts) == 1
    assert [each.id for each in project.coders] == ["1", "2"] and project.texts[0].about == {"outlet": "Gazette"}
    whole, part = (each for each in project.passages if each.coder == "1")
    if quote(project, part) == TEXT:
        whole, part = part, whole
    assert (quote(project, part), part.values, part.at) == (
        "Arland",
        {"actor": "Arland", "issue": "toll"},
        "2025-03-02T10:00:00Z",
    )
    assert (
        whole.values == {"tone": "hopeful", "mood": "calm; glad", "remark": "or not"} and quote(project, whole) == TEXT
    )


def test_positions_in_utf_16_units_and_shifted_ones_are_found_by_their_words(tmp_path):
    results = [
        region("a", 3, 9, "actor", "Arland", words="Arland"),
        region("b", 19, 40, "issue", "toll", words="toll.\\nBorduria"),
    ]
    project = label_studio.read(written(tmp_path, [task((1, results))]))
    assert [quote(project, each) for each in project.passages] == ["Arland", "toll.\nBorduria"]
    assert project.lost == (
        "1 position as given: in UTF-16 units, converted (task 4, “Arland”)",
        "1 position as given: the words stand elsewhere (task 4, “toll.[U+000A]Borduria”)",
    )


def test_the_text_is_the_field_that_results_name(tmp_path):
    results = [{**region("a", 0, 4, "issue", "toll", words="Toll"), "to_name": "t", "source": "$head"}]
    project = label_studio.read(written(tmp_path, [task((1, results), head="Toll comes")]))
    assert project.texts[0].content == "Toll comes" and project.texts[0].about == {"text": TEXT}


@pytest.mark.parametrize(
    "change, told",
    [
        ({"value": {"start": 2, "end": 900, "labels": ["x"]}}, "task 4: '' is not at 2 to 900 of its text"),
        ({"value": {"start": 8, "end": 2, "labels": ["x"]}}, "task 4: '' is not at 8 to 2 of its text"),
        (
            {"value": {"start": 2, "end": 8, "text": "Nowhere", "labels": ["x"]}},
            "'Nowhere' is not at 2 to 8 of its text, but 'Arland'",
        ),
        ({"value": None}, "task 4: it is not as Label Studio writes it"),
        ({"from_name": None, "value": 3}, "task 4: it is not as Label Studio writes it"),
    ],
)
def test_a_region_that_does_not_fit_is_told_with_its_task(tmp_path, change, told):
    with pytest.raises(UserError) as error:
        label_studio.read(written(tmp_path, [task((1, [region("a", 2, 8, "actor", "x") | change]))]))
    assert str(error.value).startswith("toll.json, task 4: ") and told in str(error.value)


@pytest.mark.parametrize(
    "content",
    [[1], [{"data": 3}], [{"data": {"text": "x"}, "annotations": 3}], [{"data": {"text": "x"}, "annotations": [3]}]],
)
def test_tasks_that_are_none_are_told(tmp_path, content):
    with pytest.raises(UserError, match=r"^toll\.json, task 1: "):
        label_studio.read(written(tmp_path, content))


def test_other_json_is_not_recognised(tmp_path):
    for content in ({"text": "x", "label": []}, [{"data": "x"}], {"@context": "x"}, [1]):
        assert not label_studio.recognises(formats.sample_of(written(tmp_path, content)))
    assert label_studio.recognises(formats.sample_of(written(tmp_path, [task((1, []))])))


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(0), st.integers(0), st.booleans())
def test_each_span_comes_back_whatever_unit_counted(tmp_path_factory, text, first, more, units):
    start = first % len(text)
    end = start + 1 + more % (len(text) - start)
    place = [len(text[:each].encode("utf-16-le")) // 2 if units else each for each in (start, end)]
    value = {"start": place[0], "end": place[1], "text": text[start:end], "labels": ["x"]}
    made = {"id": 1, "data": {"text": f"\N{GRINNING FACE}{text}"}, "annotations": [{"id": 1, "result": []}]}
    value["start"] += 1 + units
    value["end"] += 1 + units
    made["annotations"][0]["result"] = [result("a", "l", "labels", value)]
    project = label_studio.read(written(tmp_path_factory.mktemp("l"), [made]))
    assert quote(project, project.passages[0]) == text[start:end]


@pytest.mark.parametrize(
    "name, sha256, words, values",
    [
        (
            "named_entity",
            "2ab1f48f71e52ed25d28e9b97238d36f6366f0c7bf9424be67191c9eacbbba17",
            "February 22",
            {"ner": "Date"},
        ),
        (
            "references",
            "49a74f3bb67f18ca488c2a442d3ed6731d9bff2026cce3679b3e847d0c6401dc",
            "To have faith is to trust yourself to the water",
            {"validation-label": "valid"},
        ),
        (
            "sentiment_analysis",
            "9a3ef48b3cbfc35af878a31ab857a85c45235ce17b5b9f019cb20f54a52db490",
            None,
            {"sentiment": "Neutral"},
        ),
    ],
)
def test_annotations_of_its_own_examples_are_read(tmp_path, name, sha256, words, values):
    path = put(tmp_path, f"{name}.json", sha256, FRONTEND.format(f"{name}/annotations"))
    project, by_hand = label_studio.read(path), json.loads(path.read_text())
    assert label_studio.recognises(formats.sample_of(path))
    (passage,) = project.passages
    assert passage.values == values and project.texts[0].content == by_hand["data"].get(
        "text", by_hand["data"].get("reviewText")
    )
    assert quote(project, passage) == (words or by_hand["data"]["reviewText"])


def test_an_example_whose_words_are_not_in_its_text_is_told_and_html_is_counted(tmp_path):
    sha256 = "6d1ae7ba342b7aa5e6d6e1fb0b18fc089e901914ed002acd712cdb41954be6fe"
    path = put(tmp_path, "rich_text_plain.json", sha256, FRONTEND.format("rich_text_plain/annotations/1.json"))
    with pytest.raises(
        UserError, match=r"^rich_text_plain\.json, task 1: 'February 22' is not at 343 to 354 of its text"
    ):
        label_studio.read(path)
    sha256 = "40c0defeaa182d5b7c668c8aa450f6bce5bd7527e7b928b457a1addbb4e73a7f"
    path = put(tmp_path, "rich_text_html.json", sha256, FRONTEND.format("rich_text_html/annotations/1.json"))
    assert label_studio.read(path).lost == ("4 regions of a dialogue, HTML, sound or video (task 0)",)


def test_a_real_export_with_an_annotator_is_read(tmp_path):
    path = put(tmp_path, "csv.json", "2107ce3cee2887a72d64ba38e54d092004728059e9682cef2e45a61429217f60", SDK)
    project = label_studio.read(path)
    (made,) = json.loads(path.read_text())[0]["annotations"]
    (passage,) = project.passages
    assert project.coders[0].name == made["completed_by"]["email"] and passage.at == made["updated_at"]
    assert passage.values == {"uri_selection": made["result"][0]["value"]["choices"][0]}
