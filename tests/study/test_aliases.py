"""Aliases: other names read as ids, and the codebook grown by one without another byte of it changed."""

from copy import deepcopy
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from project import PROJECT
from stancebook.core import tables
from stancebook.core.bounds import yaml_nodes
from stancebook.study import aliases, codebook
from stancebook.study.study import Study

CODEBOOKS = [PROJECT / folder / "data/coded/codebook.yaml" for folder in (".", "tests/toy")]
ACTORS = {"arland": {"name": "Arland", "type": "state"}, "towns": {"name": "Towns on the strait", "type": "group"}}
ALIASED = ("coder_a.csv", "coder_b.csv", "adjudication.csv")
NASTY = [
    "the Arlanders", "no", "null", "~", "123", "1.5", "2025-01-31", "a: b", "a:b", "# not a comment", "Arland # s", "'", '"', "''", "\\", "\\n", "- x", "-", "? x",
    "{x}", "[x]", "x, y", "&a", "*a", "!!python/object:os.system", "%TAG", "@x", "`x`", "|", ">", "<<", "=", "الجسر", "Å\u0308land", "👩\u200d🔧", "\u202eX\u202c", "\ufeffX",
    "a\x7fb", "a\x85b", "\x1b[31m", "a\0b", "x" * 300, "a long name " * 30, "<script>alert(1)</script>", "</style>", "«Ä»", "...", "---", "${HOME}", "=1+1", "a\u2028b",
]  # fmt: skip


def told(**aliases_by_actor):
    """The actors of an invented codebook with these aliases."""
    actors = deepcopy(ACTORS)
    for actor, names in aliases_by_actor.items():
        actors[actor]["aliases"] = names
    return actors


def book(**aliases_by_actor):
    """An invented codebook with these aliases."""
    return codebook.from_yaml({"variables": {}, "issues": {}, "actors": told(**aliases_by_actor)})


def only_inserted(old, new):
    """Return the text that was inserted, if nothing else differs from an older text."""
    at = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    inserted = new[at : at + len(new) - len(old)]
    assert new[:at] + new[at + len(inserted) :] == old
    return inserted


# What a codebook may hold


def test_an_actor_may_have_aliases():
    assert book(arland=["the Arlanders", "North"]).aliases == {"arland": ("the Arlanders", "North")}
    assert book().aliases == {}
    assert book(arland=["ARLAND", "Árland"]).aliases["arland"] == ("ARLAND", "Árland")  # its own name, in capitals


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"arland": ["towns"]}, "'towns', an alias of arland, is an id or stands there twice; take it out"),
        ({"arland": ["arland"]}, "'arland', an alias of arland, is an id or stands there twice; take it out"),
        ({"arland": ["TOWNS"]}, "'TOWNS', an alias of arland, is a name of towns too; leave it to one of them"),
        ({"arland": ["towns  on the\u00a0Strait"]}, "'towns  on the\u00a0Strait', an alias of arland, is a name of towns too; leave it to one of them"),
        ({"arland": ["x"], "towns": ["y", "X"]}, "'x', an alias of arland, is a name of towns too; leave it to one of them"),
        ({"towns": ["x", " X "]}, "'x', an alias of towns, is an id or stands there twice; take it out"),
        ({"arland": "x"}, "aliases: arland: it is no list; write it as [one, another]"),
        ({"arland": None}, "aliases: arland: it is no list; write it as [one, another]"),
        ({"arland": [False]}, "aliases: arland: 1: False is no text, as it stands there; write it in quotes"),
        ({"arland": [" "]}, "aliases: arland: a text is empty; write it, or take it out"),
        ({"arland": {"x": "y"}}, "aliases: arland: it is no list; write it as [one, another]"),
    ],
)  # fmt: skip
def test_what_is_no_alias(given, sentence):
    with pytest.raises(ValueError) as refused:
        book(**given)
    assert str(refused.value) == sentence


def test_a_wrong_alias_is_a_problem_of_the_codebook(problems, edit):
    edit(
        "codebook.yaml",
        "cordovia: {name: Cordovia, type: state,",
        "cordovia: {name: Cordovia, type: state, aliases: [Arland],",
    )
    [sentence, *_] = problems()
    assert sentence == (
        "codebook.yaml: 'Arland', an alias of cordovia, is a name of arland too; leave it to one of them"
    )


# How a cell is read


@pytest.mark.parametrize(
    ("cell", "id"),
    [("the Arlanders", "arland"), ("THE  arlanders ", "arland"), ("the\u00a0Arlanders", "arland"), ("A\u030aland", "arland"), ("arland", "arland"), ("Arland", "Arland"), ("?", "?"), ("", "")],
)  # fmt: skip
def test_an_alias_is_read_as_the_id_and_all_else_as_it_is(cell, id):
    rows = [{"actor": cell, "note": "the Arlanders"}]
    assert aliases.as_ids(rows, book(arland=["the Arlanders", "Åland"])) == [{"actor": id, "note": "the Arlanders"}]
    assert rows[0]["actor"] == cell


def test_an_id_is_never_read_as_an_alias():
    fold = {"arland": {"name": "A", "type": "state", "aliases": ["TOWN"]}, "town": {"name": "T", "type": "state"}}
    with pytest.raises(ValueError, match="is a name of town too"):
        aliases.from_yaml(fold, {"arland": "A", "town": "T"})


def aliased(run_paths, edit):
    """The toy study with an alias in both coders' files and in adjudication."""
    edit("codebook.yaml", "{name: Borduria, type: state,", "{name: Borduria, type: state, aliases: [the Bordurians],")
    for name in ALIASED:
        path = run_paths.coded / name
        path.write_bytes(path.read_bytes().replace(b",borduria,", b",the  BORDURIANS,"))


def test_a_study_with_aliases_is_the_study_with_ids(run_paths, problems, edit, freeze, authored):
    aliased(run_paths, edit)
    before = {name: (run_paths.coded / name).read_bytes() for name in ALIASED}
    assert all(content.count(b"the  BORDURIANS") > 1 for content in before.values())
    freeze()
    assert problems() == []
    found, _ = Study(run_paths, {}).authored
    assert found.rows == authored.rows
    for name in ALIASED:
        assert aliases.as_ids(tables.read(run_paths.coded / name), found.codebook) == authored.rows[name]
        assert (run_paths.coded / name).read_bytes() == before[name]


def test_one_statement_under_two_names_is_one(run_paths, problems, edit, freeze):
    edit("codebook.yaml", "{name: Borduria, type: state,", "{name: Borduria, type: state, aliases: [Bordurians],")
    path = run_paths.coded / "coder_a.csv"
    with path.open("ab") as file:
        file.write(b"010,rejects a toll,1,-,Bordurians,self,indirect,toll,-2,none,3,\n")
    freeze()
    assert "coder_a.csv, row 14: the same sentence, actor and issue stand in row 4" in problems()[0]


def test_aliases_in_a_study_without_a_codebook_that_can_be_read(run_paths):
    (run_paths.coded / "codebook.yaml").write_text("[", encoding="utf-8")
    assert Study(run_paths, {}).authored[0].rows["coder_a.csv"][0]["actor"] == "arland"


# The codebook grown


@cache
def actors_of(text):
    """Return the ids of a codebook's actors."""
    return list(yaml.safe_load(text)["actors"])


@pytest.mark.parametrize("path", CODEBOOKS, ids=["default", "toy"])
def test_the_codebooks_take_an_alias_for_each_actor_and_two(path):
    text = path.read_bytes().decode("utf-8")
    for actor in actors_of(text):
        one = aliases.with_alias(text, actor, "a: name # of it")
        assert only_inserted(text, one) == ', aliases: ["a: name # of it"]'
        two = aliases.with_alias(one, actor, "no")
        assert only_inserted(one, two) == ', "no"'
        assert codebook.from_yaml(yaml.safe_load(two)).aliases[actor] == ("a: name # of it", "no")


@pytest.mark.parametrize("path", CODEBOOKS, ids=["default", "toy"])
@pytest.mark.parametrize("alias", NASTY, ids=ascii)
def test_a_nasty_alias_is_taken_as_it_is(path, alias):
    text = path.read_bytes().decode("utf-8")
    actor = actors_of(text)[2]
    longer = aliases.with_alias(text, actor, alias)
    inserted = only_inserted(text, longer)
    assert "\n" not in inserted and (
        " ".join(alias.split()) in inserted or not alias.isprintable() or set('"\\') & {*alias}
    )
    [found] = codebook.from_yaml(yaml.safe_load(longer)).aliases[actor]
    assert found == " ".join(alias.split())
    assert aliases.with_alias(longer, actor, alias) == longer  # which it has already


LAYOUTS = {
    "block": "actors:\n  arland:\n    name: Arland\n    type: state   # in the north\n\n  # the south\n  towns:\n    name: Towns\n    type: group",
    "block in two spaces more": "x: 1\nactors:\n    arland:\n          type: state\n          name: 'Ar: land # 1'\n    towns: {name: T, type: g}\n",
    "windows": "actors:\r\n  arland:\r\n    name: Arland\r\n    type: state\r\n  towns: {name: T, type: g}\r\n",
    "last, without a line's end": "actors:\n  towns: {name: T, type: g}\n  arland:\n    name: Arland\n    type: state",
    "folded text": "actors:\n  arland:\n    name: Arland\n    type: state\n    rule: >-\n      Long\n      text.\n  towns: {name: T, type: g}\n",
    "a block within": "actors:\n  arland:\n    name: Arland\n    type: state\n    more:\n      - a\n      - b\n\n# end\n  towns: {name: T, type: g}\n",
    "flow in lines": "actors:\n  arland: {name: Arland, # its name\n    type: state # its type\n  }\n  towns: {name: T, type: g}\n",
    "a comma at the end": "actors: {arland: {name: Arland, type: state,}, towns: {name: T, type: g}}\n",
    "quotes": "'actors':\n  \"arland\": {'name': \"Ar}land, # {\", \"type\": 'state'}\n  towns: {name: T, type: g}\n",
    "JSON": '{"actors": {"arland": {"name": "Arland", "type": "state"}, "towns": {"name": "T", "type": "g"}}}',
    "a list": "actors:\n  arland: {name: Arland, type: state, aliases: [one,  'two' ]}\n  towns: {name: T, type: g}\n",
    "an empty list": "actors:\n  arland: {name: Arland, type: state, aliases: [ ]}\n  towns: {name: T, type: g}\n",
    "a block of items": "actors:\n  arland:\n    name: Arland\n    type: state\n    aliases:\n      - one  # the first\n      - 'two'\n  towns: {name: T, type: g}\n",
    "items not set in": "actors:\n  arland:\n    name: Arland\n    type: state\n    aliases:\n    - one\n    - two\n  towns: {name: T, type: g}\n",
    "unicode before": "# 👩‍🔧 𐍈\nquestion: 'é 👋🏽'\nactors:\n  arland: {name: Årland 👩‍🔧, type: state}\n  towns: {name: T, type: g}\n",
    "a mark of the file": "\ufeffactors:\n  arland: {name: Arland, type: state}\n  towns: {name: T, type: g}\n",
    "a document's marks": "---\nactors:\n  arland: {name: Arland, type: state}\n  towns: {name: T, type: g}\n...\n",
    "an anchor": "actors:\n  arland: &a {name: Arland, type: state}\n  towns: {name: T, type: g}\nother: 1\n",
    "blocks of words alone": "actors:\n  arland:\n    name: >-\n      Arland\n    type: |-\n      state\n  towns: {name: T, type: g}\n",
    "a merged entry": "base: &b {type: state}\nactors:\n  arland:\n    <<: *b\n    name: |-\n      Arland\n  towns: {name: T, type: g}\n",
    "an anchored empty list": "actors:\n  arland: {name: Arland, type: state, aliases: &a []}\n  towns: {name: T, type: g}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_any_layout_takes_an_alias_and_stays(layout):
    text = LAYOUTS[layout]
    had = yaml.safe_load(text)["actors"]["arland"].get("aliases", [])
    longer = aliases.with_alias(text, "arland", 'the "North": it')
    assert '"the \\"North\\": it"' in only_inserted(text, longer)
    wanted = yaml.safe_load(text)
    wanted["actors"]["arland"]["aliases"] = [*had, 'the "North": it']
    assert yaml.safe_load(longer) == wanted
    assert aliases.without_alias(longer, "arland", 'the "North": it') == text
    assert ("\r\n" in text) == ("\r\n" in longer) and longer.count("\n") - longer.count("\r\n") == (
        0 if "\r\n" in text else longer.count("\n")
    )


@pytest.mark.parametrize(
    "text",
    [
        "actors:\n  arland: &a {name: Arland, type: state}\n  towns: *a\n",  # one entry for two
        "actors:\n  arland:\n    ? name\n    : Arland\n    ? type\n    : >-\n      state\n    aliases: &x [a]\n  towns: {name: T, type: *x}\n",
    ],
)
def test_a_layout_without_room_for_an_alias_is_refused_in_words(text):
    with pytest.raises(
        ValueError,
        match=r"^(codebook.yaml is laid out so that no alias can be put in; write aliases under arland by hand|'x', an alias of arland, is a name of towns too; .*)$",
    ):
        aliases.with_alias(text, "arland", "x")


@pytest.mark.parametrize(
    ("actor", "alias", "sentence"),
    [
        ("nobody", "x", "'nobody' is no actor of the codebook; use an id of its actors"),
        ("arland", "towns", "'towns', an alias of arland, is an id or stands there twice; take it out"),
        ("arland", "towns ON the strait", "'towns ON the strait', an alias of arland, is a name of towns too; leave it to one of them"),
        ("arland", "Ar\ud800", "the alias holds half a character; type it anew"),
        ("arland", " \n", "aliases: arland: a text is empty; write it, or take it out"),
    ],
)  # fmt: skip
def test_an_impossible_alias_is_refused_in_words(actor, alias, sentence):
    text = yaml.safe_dump({"actors": ACTORS})
    with pytest.raises(ValueError) as refused:
        aliases.with_alias(text, actor, alias)
    assert str(refused.value) == sentence


def test_an_alias_is_taken_out_where_it_stands_and_nowhere_else():
    text = 'x: ["North", "South"]\nactors:\n  arland: {name: A, type: g, aliases: ["N", "South"], called: ["North"]}\n'
    longer = aliases.with_alias(text, "arland", "North")
    assert aliases.without_alias(longer, "arland", " North") == text == aliases.without_alias(text, "arland", "North")
    with pytest.raises(
        ValueError, match=r"^codebook.yaml was laid out anew; take the alias “N” of arland out by hand$"
    ):
        aliases.without_alias(longer, "arland", "N")  # it is not the last one


def test_no_yaml_takes_no_alias():
    with pytest.raises(ValueError, match=r"^codebook.yaml is no readable YAML; mend it first$"):
        aliases.with_alias("actors: [", "arland", "x")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.sampled_from(sorted(LAYOUTS)))
def test_any_alias_is_taken_whole_or_refused(alias, layout):
    text = LAYOUTS[layout]
    try:
        longer = aliases.with_alias(text, "arland", alias)
    except ValueError:
        return
    assert only_inserted(text, longer) and aliases.without_alias(longer, "arland", alias) == text
    assert yaml_nodes.parse_yaml(longer)[0]["actors"]["arland"]["aliases"][-1] == " ".join(alias.split())
