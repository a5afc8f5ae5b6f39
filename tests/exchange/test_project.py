"""The model of a coded project: what a reader may hand on, in which order, and positions of other programs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.core.problems import UserError
from stancebook.exchange import positions
from stancebook.exchange.project import Code, Coder, Passage, Project, Text, checked, problems, quote

SOUND = Project(
    "Toll", (Text("t2", "Second", "Arland pays."), Text("t1", "First", "Nobody pays.")), (Code("c", "pays"),),
    (Coder("ada", "Ada"),),
    (Passage("p1", "t1", 7, 11, "ada", ("c",)), Passage("p2", "t2", 7, 11, "ada"), Passage("p3", "t2", 0, 6, "ada")),
)  # fmt: skip


def test_a_sound_project_is_put_in_the_order_of_its_texts():
    assert [each.id for each in checked(SOUND, "a.dna").passages] == ["p3", "p2", "p1"]
    assert [quote(SOUND, each) for each in SOUND.passages] == ["pays", "pays", "Arland"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"texts": SOUND.texts * 2}, "a.dna, text t2: another text has its id"),
        ({"coders": (*SOUND.coders, Coder("", "Ben"))}, "a.dna, coder 2: it has no id"),
        (
            {"codes": (Code("c", "pays", parent="d"),)},
            "code c: 'd', the code above it, is no other code of the project",
        ),
        (
            {"codes": (Code("c", "pays", parent="e"), Code("d", "tolls", parent="c"), Code("e", "asks", parent="d"))},
            "a.dna, code c: the codes above it lead back to it: e, d",
        ),
        (
            {"codes": (Code("c", "pays", parent="c"),)},
            "code c: 'c', the code above it, is no other code of the project",
        ),
        ({"passages": (Passage("p", "t3", 0, 1, "ada"),)}, "passage p: 't3' is no text of the project"),
        ({"passages": (Passage("p", "t1", 0, 1, "ben"),)}, "passage p: 'ben' is no coder of the project"),
        ({"passages": (Passage("p", "t1", 0, 1, "ada", ("d",)),)}, "passage p: 'd' is no code of the project"),
        ({"passages": (Passage("p", "t1", -1, 1, "ada"),)}, "passage p: it begins at -1"),
        ({"passages": (Passage("p", "t1", 3, 3, "ada"),)}, "passage p: it begins at 3 and ends at 3"),
        ({"passages": (Passage("p", "t1", 3, 13, "ada"),)}, "it ends at 13, and its text First has 12 characters"),
    ],
)
def test_what_leads_nowhere_is_told_with_file_and_place(change, said):
    with pytest.raises(UserError, match="mend it in the program that made the file") as error:
        checked(replace(SOUND, **change), "a.dna")
    assert said in str(error.value) and str(error.value).startswith("a.dna, ")


def test_of_many_faults_the_first_are_told_and_the_others_counted():
    far = replace(SOUND, passages=tuple(Passage(f"p{n}", "t1", 0, 99 + n, "ada") for n in range(20)))
    assert len(problems(far, "a.dna")) == 20
    with pytest.raises(UserError) as error:
        checked(far, "a.dna")
    assert len(str(error.value).splitlines()) == 13 and str(error.value).endswith("and 8 more problems")


@given(st.text(st.characters(max_codepoint=0x1FFFF, exclude_categories=["Cs"]), max_size=30))
def test_positions_count_as_utf_16_does(text):
    units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    assert list(positions.utf16_positions(text)) == units
    assert positions.code_points(text) == {unit: point for point, unit in enumerate(units)}
