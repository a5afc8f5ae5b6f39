"""Messages to the desk that no page sends: each is answered in a sentence of limited size, and nothing is written."""

import json
import math
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from counts import count, some_of
from desk_at import LAST, TOLL
from project import PROJECT, TOY
from stancebook.core.paths import RunPaths
from stancebook.core.problems import UserError, one_line
from stancebook.desk import requests
from stancebook.desk.dispatcher import Dispatcher

DEEP = json.loads("[" * 400 + "]" * 400)
VALUES = {
    "none": None, "a list": ["x"], "a dict": {"x": {"y": 1}}, "true": True, "a number": 7, "a huge number": 10**5000, "NaN": math.nan,
    "infinity": -math.inf, "bytes": b"\xff", "an object": object(), "a set": {1}, "half a character": "\ud800", "a NUL": "a\0b",
    "2 MB": "x" * 2_000_000, "line ends": "a\nb\rc\u2028d", "markup": "<script>alert(1)</script>", "a path": "../../../etc/passwd",
    "deep": DEEP, "deep dicts": {"a": {"b": DEEP}}, "many": [0] * 200_000, "keys that are no text": {7: "x"}, "a method": "__init__", "empty": "",
}  # fmt: skip
PLACE = {"article": "020", "actor": "arland", "issue": "toll", "sentence": 5}
REQUESTS = {
    "coder_a": [
        {"ask": "begin"}, {"ask": "start"}, {"ask": "open", "article": "010"}, {"ask": "articles", "from": 0, "most": 9, "keyword": "", "outlet": ""},
        {"ask": "save", "article": "020", "kind": "statement", "was": None, "place": LAST, "row": TOLL, "cut": ""},
        {"ask": "delete", "article": "010", "kind": "statement", "was": TOLL}, {"ask": "nothing", "article": "020", "sentences": [5], "undo": False, "cut": ""},
        {"ask": "finish", "article": "020", "cut": ""}, {"ask": "reopen", "article": "020"}, {"ask": "look", "article": "010", "reason": "why"},
        {"ask": "comment", "article": "010", "sentence": 1, "text": "why?"}, {"ask": "alias", "actor": "arland", "alias": "the land"},
        {"ask": "propose", "kind": "issue", "name": "Fares", "definition": "x", "type": "", "code": "", "was": None, "reason": ""},
        {"ask": "withdraw", "kind": "issue", "code": "fares"}, {"ask": "memo", "on": "issue", "about": "toll", "text": "x"},
        {"ask": "statements", "from": 0, "most": 5, "kind": "statement", "in": "", "flagged": True, "note_kind": ""},
        {"ask": "next", "article": "010", "sentence": 1, "back": True}, {"ask": "search", "words": "bridge", "from": 0, "most": 5, "in": ""},
        {"ask": "draw", "random": 2, "seed": 1, "keyword": "", "outlet": ""}, {"ask": "ping", "seen": "", "frozen": "", "book": "", "cut": "", "article": "010"},
        {"ask": "undo", "article": "010", "seen": ""}, {"ask": "redo", "article": "010", "seen": ""}, {"ask": "progress"}, {"ask": "exercise"},
        {"ask": "answer", "of": {"article": "x", "sentence_start": "0"}, "rows": [TOLL]}, {"ask": "corrected", "in": ""},
    ],
    "adjudication": [
        {"ask": "overview"}, {"ask": "disputes", "article": "010"}, {"ask": "agreement"}, {"ask": "freeze", "reason": "now", "early": True},
        {"ask": "decide", "key": PLACE, "decisions": [{"variable": "via", "decision": "self", "reason": "x"}], "shown": {"via": {"coder_a": "self"}}},
        {"ask": "undecide", "key": PLACE, "variables": ["via"]}, {"ask": "drop", "article": "010", "file": "adjudication.csv", "row": TOLL},
        {"ask": "decide_fact", "article": "010", "facts": {"coder_a": "F1"}, "decision": "kept", "of": "coder_a", "row": {"note": "x"}, "is": "note", "reason": "x"},
        {"ask": "undecide_fact", "article": "010", "facts": {"coder_a": "F1"}, "is": ""}, {"ask": "take_alike", "article": "010", "is": "fact"},
    ],
}  # fmt: skip
CASES = {
    f"{user} {request['ask']}: {field} is {name}": {"id": "7", "user": user, **request, field: value}
    for user, own in REQUESTS.items()
    for request in own
    for field in ("id", "user", *request)
    for name, value in VALUES.items()
}
NO_REQUESTS = {f"{name}, and no request": value for name, value in VALUES.items()}


def tree(folder):
    """Return the bytes of each file of a folder, without locks."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".desk.lock"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A desk at which a coder and the adjudicator have begun."""
    toy = shutil.copytree(TOY, tmp_path_factory.mktemp("desk") / "a töy study")
    desk = Dispatcher(RunPaths(PROJECT, toy, toy), clock=lambda: "2031-05-01T09:30:00Z")
    for user in REQUESTS:
        assert desk.answer({"id": user, "ask": "begin", "user": user})["ok"]
    return desk


def faults(desk, request):
    """Return what is wrong of the answer to a request."""
    answer = desk.answer(request)
    try:
        sent = json.dumps(answer, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, TypeError, RecursionError) as error:
        return f"it cannot be sent: {error}"
    if not isinstance(answer["ok"], bool) or len(sent) > 200_000 or " object at 0x" in sent.decode():
        return f"{len(sent)} bytes: {sent[:300]}"
    if not answer["ok"] and not (isinstance(answer["why"], str) and 0 < len(answer["why"]) < 5000):
        return f"refused without a sentence: {answer}"
    return f"told as a fault of the desk: {answer['why']}" if "itself failed" in answer.get("why", "") else ""


def test_the_cases_are_many():
    assert len(CASES) + len(NO_REQUESTS) > 2000


@pytest.mark.matrix
def test_whatever_is_sent_is_answered_in_a_sentence(desk):
    cases = {**NO_REQUESTS, **CASES}
    chosen = some_of(cases.items(), count("messages to the desk", full=len(cases), small=250))
    told = {name: fault for name, request in chosen if (fault := faults(desk, request))}
    assert told == {}


def test_what_is_of_another_kind_is_not_written(desk):
    before = tree(desk.paths.study)
    wrong = [
        value for name, value in VALUES.items() if name in ("a list", "a dict", "bytes", "NaN", "many", "2 MB", "deep")
    ]
    for user, own in REQUESTS.items():
        for request in own:
            for value in wrong[: count_of(request)]:
                for field in [field for field in request if field not in ("ask", "was", "of")]:
                    kind = requests.KINDS.get(field)
                    if kind is not None and not requests._is(value, kind):
                        answer = desk.answer({"id": "9", "user": user, **request, field: value})
                        assert not answer["ok"], (request, field, value)
    assert tree(desk.paths.study) == before


def count_of(request):
    """Return how many wrong values to try: all for those that write text, two for others."""
    return 7 if {"reason", "text", "row", "alias"} & request.keys() else 2


@pytest.mark.parametrize("id", [["7"], {"a": 1}, math.nan, b"7", "x" * 2_000_000, "\ud800", 10**400, 1.5, True])
def test_an_id_that_cannot_be_sent_back_is_not_sent_back(desk, id):
    answer = desk.answer({"id": id, "ask": "open", "user": "coder_a", "article": "010"})
    assert answer["id"] in (None, True) and (answer["ok"] is (id is True))
    assert id is True or answer["why"] == "the request has an id that cannot be sent back; reload the page"


def test_a_request_from_a_page_is_taken_as_it_is():
    request = {"id": "7", "user": "coder_a", **REQUESTS["coder_a"][4], "seen": None, "sentences": [1, 2], "early": True}
    assert requests.checked(request) == {name: value for name, value in request.items() if value is not None}
    assert (
        requests.checked({"id": 7}) == {"id": "7"}
        and requests.checked({}) == {"id": ""}
        and requests.id_of({"id": 7}) == 7
    )


def refused(request):
    """Return the sentence with which a request is refused, "" if it is taken."""
    try:
        requests.checked(request)
    except UserError as error:
        return str(error)
    return ""


def nested(depth, inside=7):
    """Return lists within each other."""
    return [nested(depth - 1, inside)] if depth else inside


LARGE, DEEP_ONE = "the request is too large; send less at a time", "the request is nested too deeply; reload the page"


@pytest.mark.parametrize(
    ("within", "beyond", "why"),
    [
        (["y" * 999_998, "z", 0], ["y" * 999_998, "zz"], LARGE),  # and a character for the name
        ([0] * 99_997, [0] * 99_998, LARGE),
        (nested(19), nested(20), DEEP_ONE),
        ({"a": {"b": nested(17)}}, {"a": {"b": nested(18)}}, DEEP_ONE),
        (nested(18, {"a": 7}), nested(19, {"a": 7}), DEEP_ONE),
    ],
    ids=["characters", "values", "lists", "dicts", "a dict in lists"],
)
def test_a_request_is_taken_up_to_its_limits(within, beyond, why):
    assert refused({"x": within}) == "" and refused({"x": beyond}) == why


@pytest.mark.parametrize("value", [b"7", {7}, math.nan, math.inf, {7: "x"}, [object()], type("x" * 99, (), {})()])
def test_what_json_has_not_is_refused_with_its_type(value):
    [inner] = value if isinstance(value, dict | list) else [value]
    kind = one_line(type(inner).__name__, 60)
    assert refused({"x": value}) == f"the request holds what cannot be sent ({kind}); reload the page"


@pytest.mark.parametrize(
    ("name", "taken", "wrong"),
    [
        ("article", ["010", ""], [7, ["010"], {"x": "010"}]),
        ("from", [7, "7"], [True, 1.5, [7]]),
        ("row", [{}, {"actor": "arland"}], ["arland", [{}], {"actor": 7}, {"actor": ["arland"]}]),
        ("sentences", [[], [1, 2]], [1, ["1"], [True], {"1": 1}]),
        ("decisions", [[{"actor": "x"}]], [[["x"]], [{"actor": 7}]]),
        ("shown", [{"010": {"x": [7]}}], [{"010": [7]}]),
    ],
)
def test_a_field_is_of_its_kind_or_not_there(name, taken, wrong):
    assert [refused({name: value}) for value in (None, *taken)] == [""] * (len(taken) + 1)
    said = f"the request's {name} is of another kind than the desk takes; reload the page"
    assert [refused({name: value}) for value in wrong] == [said] * len(wrong)


def test_what_is_no_request_and_what_lacks_a_field_is_told():
    assert refused(["7"]) == "this is no request; reload the page"
    asked = requests.checked({"id": 7, "row": {"actor": "arland"}})
    for lacking in (asked, asked["row"]):
        with pytest.raises(UserError, match=r"^the request does not say its issue; reload the page$"):
            lacking["issue"]


def test_an_id_is_short_printable_and_no_larger_than_a_page_counts():
    ids = [2**53 - 1, 1 - 2**53, "x" * 200], [2**53, -(2**53), "x" * 201, "a\n"]
    assert [[requests.id_of({"id": id}) for id in each] for each in ids] == [ids[0], [None] * 4]


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.binary(max_size=3),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.text() | some.sampled_from(sorted(requests.KINDS)), inner)
    ),
    max_leaves=12,
)
ASKED = sorted({request["ask"] for own in REQUESTS.values() for request in own})
NUMBER = count("random messages to the desk", full=5000, small=60)


@pytest.mark.matrix("random messages to the desk", cases=NUMBER)
@settings(max_examples=NUMBER)
@given(
    request=JSON,
    asked=some.sampled_from(ASKED),
    user=some.sampled_from([*REQUESTS, "coder_b", ""]) | JSON,
    fields=some.dictionaries(some.sampled_from(sorted(requests.KINDS)), JSON, max_size=5),
)
def test_random_messages_are_answered(desk, request, asked, user, fields):
    assert not faults(desk, request)
    assert not faults(desk, {"id": "7", **fields, "ask": asked, "user": user})
