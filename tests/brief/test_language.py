"""What a study calls its actors, people, outlets and conditions."""

from stancebook.brief.rules.language import Language, is_person, language_of
from stancebook.study import codebook

CONDITION = {"values": {"treaty": "", "paid": "", "other": ""}, "mentions": {"paid": ["money", "pays"], "other": []}}
BOOK = codebook.from_yaml(
    {
        "variables": {"position": {"values": {1: ""}}, "condition": CONDITION},
        "issues": {"bridge": "A bridge is raised."},
        "actors": {
            "arland": {"name": "Arland", "type": "state", "called": ["Arlandic", "US"], "aliases": ["the Arlanders"]},
            "towns": {"name": "Towns (on the strait)", "type": "group"},
        },
    }
)
ROWS = [{"speaker": "Ann Bell", "quote": "we shall ferry"}, {"speaker": "Arland", "quote": ""}]
FACTS = [{"said_by": "Bo Lind", "quote": "the Ferry sinks"}, {"said_by": "senior diplomat", "quote": ""}]
SOURCES = [
    {"article": "010", "outlet": "The Courier", "cited_outlets": "Wire; foreign media"},
    {"article": "020", "outlet": None, "cited_outlets": ""},
]
SETTINGS = {"words": {"condition": {"treaty": "a treaty", "paid": "cash"}, "issue": {"bridge": "raising it"}},
            "quotation_limit": 7, "received": "They came as they are."}  # fmt: skip


def test_the_language_of_a_study_is_read_from_codebook_rows_sources_and_settings():
    language = language_of(BOOK, ROWS, FACTS, SOURCES, SETTINGS)
    assert language.names == {"arland": ("Arland", "the Arlanders", "Arlandic", "US"), "towns": ("Towns",)}
    assert language.people == ["Ann Bell", "Bo Lind"]
    assert language.outlets == ["The Courier", "Wire"]
    assert language.conditions("only for money or by a treaty") == {"paid", "treaty"}
    assert language.conditions("for cash") == set()
    assert (language.quotation_limit, language.about) == (7, ("They came as they are.",))
    assert {"ferry", "raised", "raising", "treaty", "as"} <= language.vocabulary
    assert language.articles == {"010", "020"}
    assert "Ferry" not in language.vocabulary


def test_names_are_found_by_kind_the_longest_first_and_with_their_capitals():
    language = language_of(BOOK, ROWS, FACTS, SOURCES, SETTINGS)
    found = language.find("The  Arlanders told us and the US what Ann Bell, Lind and the towns said in The Courier.")
    assert [(name.text, name.id, name.kind) for name in found] == [
        ("The  Arlanders", "arland", "actor"),
        ("US", "arland", "actor"),
        ("Ann Bell", "bell", "person"),
        ("Lind", "lind", "person"),
        ("The Courier", "the courier", "outlet"),
    ]


def test_a_language_may_be_empty():
    language = Language({})
    assert language.find("Arland and “x”.") == [] and language.conditions("money") == set()
    assert language.quotation_limit > 10**6


def test_a_person_has_a_name_with_capitals_and_no_title():
    people = ["Ann Bell", "Orlo", "Prime Minister", "NATO", "senior Diplomat", "", "-"]
    assert [name for name in people if is_person(name)] == ["Ann Bell", "Orlo"]
