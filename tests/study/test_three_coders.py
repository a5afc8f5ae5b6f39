"""Three named coders, texts that only some of them read, two adjudicators: everything is counted by hand."""

import itertools
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import three_coders
from stancebook.core import schema, tables
from stancebook.desk.study_reader import StudyReader
from stancebook.export.coded_words import Words
from stancebook.export.evidence_entries import entry
from stancebook.pipeline import check
from stancebook.pipeline.run_config import requested
from stancebook.pipeline.stages import Stage
from stancebook.study import adjudication, cases, coders, due, fact_decisions, loader, summary
from stancebook.study.people import adjudicators, who_coded
from stancebook.study.study import Study
from stancebook.study.validation.coded_rows import check_coding

READ = {"ada": {"010", "020"}, "ben": {"010", "030"}, "model_x": {"010", "020"}}


def problems(study, **parameters):
    return [str(problem) for problem in check.check_study(Study(study.paths, parameters))]


def codings_of(study):
    authored = study.authored[0]
    return {coder: check_coding(f"{coder}.csv", coder, authored)[0] for coder in study.coders}


def with_articles(study):
    """Return the study as notebook 01 leaves it."""
    study.articles = study.authored[0].articles
    return study


@pytest.fixture
def mini(tmp_path):
    """The study before the freeze."""
    return three_coders.write(tmp_path / "мини")


@pytest.fixture
def decided(mini):
    """The study with every decision taken."""
    three_coders.decide(mini, adjudication.decisions_due(codings_of(mini), mini.texts_read))
    return Study(mini.paths, {})


def test_who_coded_and_read_what(mini):
    assert mini.coders == ("ada", "ben", "model_x") and mini.texts_read == READ
    assert mini.facts_read == {"ada": {"010", "020"}, "ben": {"010", "030"}, "model_x": set()}
    assert [mini.coder(id).kind for id in mini.coders] == ["person", "person", "program"]
    assert mini.adjudicators["ada"] is mini.coder("ada") and mini.names_of_coders["model_x"] == "Model X"


def test_what_is_due(mini):
    rows = adjudication.decisions_due(codings_of(mini), mini.texts_read)
    cells = [(row["article"], row["actor"], row["variable"], row["ada"], row["ben"], row["model_x"]) for row in rows]
    assert cells[:4] == [
        ("010", "borduria", "position", "-2", "-2", "-1"),
        ("010", "towns", "presence", "present", "", "present"),
        ("010", "towns", "position", "1", "", "2"),
        ("020", "borduria", "presence", "present", "unread", ""),
    ]
    [drawn] = cells[4:]  # a fifth of the two agreements; what Ben alone read is none
    assert drawn[2] == "all" and drawn[1] == "arland"


def test_each_undecided_difference_is_told_with_what_each_coder_has(mini):
    three_coders.decide(mini, [])
    told = [problem for problem in problems(mini) if "no decision" in problem]
    assert len(told) == 5
    assert "'present' (ada), '' (ben) and 'present' (model_x): “The towns want the bridge”" in told[1]
    assert "'present' (ada), 'unread' (ben) and '' (model_x)" in told[3]


def test_statements_and_where_they_come_from(decided):
    assert problems(decided) == []
    rows = adjudication.statements_of_run(codings_of(decided), decided.decisions)
    assert [(row["article"], row["actor"], row["position"], row["origin"]) for row in rows] == [
        ("010", "arland", "2", "all"),
        ("010", "borduria", "-2", "adjudicated"),
        ("010", "towns", "1", "adjudicated"),
        ("020", "arland", "1", "both"),
        ("030", "cordovia", "1", "ben"),
    ]
    assert due.undecided_statements(codings_of(decided), decided.decisions, decided.texts_read) == frozenset()
    alone = adjudication.statements_of_run(codings_of(decided), decided.decisions, "model_x")
    assert [row["position"] for row in alone] == ["2", "-1", "2", "1"]


def test_the_texts_that_a_run_rests_on_are_those_that_somebody_read(decided):
    assert decided.texts_coded == {"010", "020", "030"}
    assert Study(decided.paths, {"coding": "ben"}).texts_coded == {"010", "030"}
    shutil.copy(decided.paths.raw / "030.txt", decided.paths.raw / "040.txt")
    sources = decided.paths.coded / "sources.csv"
    last = sources.read_text(encoding="utf-8").splitlines()[-1]
    with sources.open("a", encoding="utf-8") as file:
        file.write(last.replace("030", "040") + "\n")
    assert set(Study(decided.paths, {}).texts) - Study(decided.paths, {}).texts_coded == {"040"}


def test_who_has_rows_in_a_text_not_given_is_waited_for_there(decided):
    settings = decided.paths.coded / "study.yaml"
    text = settings.read_text(encoding="utf-8").replace("{name: Ben Holt}", '{name: Ben Holt, texts: ["010"]}')
    settings.write_text(text, encoding="utf-8")
    reader = StudyReader(decided.paths)
    assert [reader.given(text) for text in ("010", "020", "030")] == [["ada", "ben"], ["ada"], ["ada", "ben"]]
    stage = Stage(requested({"STANCEBOOK_STUDY": str(decided.paths.study)}))
    assert stage.texts_of("ben") == ["010", "030"]
    assert "ben.csv, row 4, article: text 030 is not one of those given to ben" in problems(decided)[0]
    rows = (decided.paths.coded / "ben.csv").read_text(encoding="utf-8").splitlines(True)
    (decided.paths.coded / "ben.csv").write_text("".join(rows[:-1]), encoding="utf-8")
    (decided.paths.coded / "ben_facts.csv").unlink()
    assert reader.given("030") == ["ada"]


def test_a_value_is_not_asked_for_where_nobody_is_present(decided):
    rows = [
        row | {"decision": "absent" if row["variable"] == "presence" else row["decision"]}
        for row in decided.decisions
        if (row["actor"], row["variable"]) != ("towns", "position")
    ]
    assert due.decisions_to_take(rows, codings_of(decided), read=decided.texts_read) == []


def test_outcomes_count_for_each_coder_whose_value_was_taken(decided):
    outcomes = {row["variable"]: row for row in adjudication.adjudication_outcomes(decided.decisions, decided.coders)}
    assert outcomes["presence"] == {
        "variable": "presence",
        "differed": 2,
        "ada": 1,
        "ben": 0,
        "model_x": 2,
        "third value": 0,
        "amended": 0,
    }
    assert outcomes["position"] == {
        "variable": "position",
        "differed": 2,
        "ada": 2,
        "ben": 1,
        "model_x": 0,
        "third value": 0,
        "amended": 0,
    }


def test_who_decides_on_a_text_that_they_coded_is_named(decided):
    rows = adjudicators.by_adjudicator(decided.decisions, decided.people, decided.texts_read)
    assert rows == [
        {"adjudicator": "Eva Berg", "decisions": 4, "on texts that they coded": 0},
        {"adjudicator": "Ada Lund", "decisions": 1, "on texts that they coded": 1},
    ]
    reasons = {(row["actor"], row["variable"]): row["reason"] for row in decided.signed_decisions}
    assert reasons["borduria", "position"] == "As it says. (decided by Ada Lund, who coded this text)"
    assert reasons["towns", "position"] == "As it says. (decided by Eva Berg)"


def test_the_only_adjudicator_is_meant_where_nobody_is_named(decided):
    one = coders.People(decided.people.coders, {"eva": coders.Coder("eva", "Eva Berg")}, {}, True)
    rows = [{**row, "decided_by": ""} for row in decided.decisions]
    assert (
        adjudicators.by_adjudicator(rows, one, READ)[0]["decisions"] == 5
        and adjudicators.signed(rows, one, READ) == rows
    )


def test_facts_are_due_of_those_who_noted_facts(mini):
    authored = mini.authored[0]
    placed = fact_decisions.place_all(authored.rows, authored.articles, mini.coders)
    assert fact_decisions.readers("010", placed, mini.facts_read) == ["ada", "ben"]
    [one, other] = due.fact_decisions_to_take([], placed, mini.facts_read)
    assert [one[coder] for coder in mini.coders] == ["ada-001", "ben-001", "unread"]
    assert [other[coder] for coder in mini.coders] == ["unread", "ben-002", "unread"]
    both = [
        three_coders.fact(cells) | {"fact": f"F00{n}"}
        for n, cells in enumerate((three_coders.WORKERS, three_coders.BEN))
    ]
    named = {"facts": both, **{f"{coder}_facts": authored.rows[f"{coder}_facts.csv"] for coder in mini.coders}}
    placed = fact_decisions.place_all(
        {f"{name}.csv": rows for name, rows in named.items()}, authored.articles, mini.coders
    )
    assert due.fact_decisions_to_take([], placed, mini.facts_read) == []
    assert fact_decisions.check_due([], placed, mini.facts_read) == []


def test_the_evidence_page_names_the_coders(decided):
    found = cases.cases(codings_of(decided), decided.signed_decisions, read=decided.texts_read)
    told = {}
    for case in found:
        passage = case.longest | {"id": case.statement, "kind": "statement"}
        source = {"file": f"{case.key[0]}.txt"}
        told[case.key[0], case.key[2]] = entry(
            passage, Words("-", "-"), source, [], case, [], {}, decided.names_of_coders, "raw"
        )
    by = {key: row["codings"].get("coded_by", row["codings"].get("coders")) for key, row in told.items()}
    assert by == {
        ("010", "arland"): "all coders",
        ("010", "borduria"): ["Ada Lund", "Ben Holt", "Model X"],
        ("010", "towns"): ["Ada Lund", "Ben Holt", "Model X"],
        ("020", "arland"): "Ada Lund and Model X",
        ("020", "borduria"): "Ada Lund alone",
        ("030", "cordovia"): "Ben Holt",
    }
    [position] = [cells for name, _, cells in told["010", "towns"]["codings"]["rows"] if name == "position"]
    assert position[1] == "–" and told["010", "towns"]["codings"]["remarks"][1] == "no statement"
    assert told["010", "borduria"]["decisions"][0][2].endswith("(decided by Ada Lund, who coded this text)")


def test_who_coded_and_decided_and_which_texts_each_read(decided):
    assert who_coded.who_coded(decided).splitlines() == [
        "The texts were coded by Ada Lund (person, read only texts 010 and 020), Ben Holt (person, read only texts "
        "010 and 030) and Model X (program, version 2025-01, read only texts 010 and 020).",
        "Eva Berg (person) and Ada Lund (person) decided where they differ.",
    ]
    alone = with_articles(Study(decided.paths, {"coding": "model_x", "min_confidence": 1}))
    assert who_coded.who_coded(alone).splitlines() == [
        "The texts were coded by Model X (program, version 2025-01, read only texts 010 and 020) alone."
    ]
    assert alone.unread == "Model X did not read text 030." and decided.unread == ""
    assert "takes no other. Model X did not read text 030." in summary.limits(alone, [], alone.adjudicate())[0]


def test_who_coded_without_names_or_rows(tmp_path):
    unnamed = three_coders.write(tmp_path / "unnamed", people="")
    assert who_coded.who_coded(unnamed) == (
        "The texts were coded by ada, ben and model_x. study.yaml does not say whether they are persons or programs."
    )
    three_coders.decide(unnamed, adjudication.decisions_due(codings_of(unnamed), unnamed.texts_read))
    decided = who_coded.who_coded(Study(unnamed.paths, {}))
    assert decided.endswith("\nstudy.yaml does not say who decided where they differ.")
    nobody = three_coders.write(tmp_path / "nobody", order=())
    assert who_coded.who_coded(nobody) == "Nobody has coded a statement."


def test_the_table_of_texts_tells_unread_from_nothing_found(decided):
    study = with_articles(decided)
    assert summary.by_text(study.place_codings(), study.adjudicate(), study) == [
        {"article": "010", "sentences": 3, "Ada Lund": 3, "Ben Holt": 2, "Model X": 3, "statements": 3},
        {"article": "020", "sentences": 2, "Ada Lund": 2, "Ben Holt": "unread", "Model X": 1, "statements": 1},
        {"article": "030", "sentences": 1, "Ada Lund": "unread", "Ben Holt": 1, "Model X": "unread", "statements": 1},
    ]


def test_agreement_takes_a_coder_as_reader_of_the_own_texts_alone(mini):
    from stancebook.agreement import reliability

    rows = [row for coding in codings_of(mini).values() for row in coding]
    codings = tables.frame(rows, schema.CODINGS)
    articles = mini.authored[0].articles
    sentences = tables.frame(
        [
            {"article": id, "sentence": each.number, "start": each.span.start, "end": each.span.end, "text": each.text}
            for id, article in articles.items()
            for each in article.sentences
        ],
        schema.SENTENCES,
    )
    measured = reliability.reliability(codings, sentences, read=mini.texts_read)
    position = measured[(measured["variable"] == "position") & (measured["measure"] == "percent_agreement")]
    assert position["units"].tolist() == [4]  # what two coders or more have: all but what Ada or Ben alone has


@given(st.permutations(["ada", "ben", "model_x"]))
def test_statements_do_not_depend_on_the_order_of_coders(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("order") / "study"
    names = dict(zip(three_coders.CODED, three_coders.PEOPLE.splitlines()[1:4], strict=True))
    people = "\n".join(["coders:", *(names[id] for id in order), *three_coders.PEOPLE.splitlines()[4:]]) + "\n"
    study = three_coders.write(folder, order, people)
    three_coders.decide(study, adjudication.decisions_due(codings_of(study), study.texts_read))
    study = Study(study.paths, {})
    assert study.coders == tuple(order) and problems(study) == []
    rows = adjudication.statements_of_run(codings_of(study), study.decisions)
    assert [[row[name] for name in ("statement", "position", "origin", "confidence")] for row in rows] == [
        ["010-0-arland-bridge", "2", "all", "3"],
        ["010-30-borduria-toll", "-2", "adjudicated", "3"],
        ["010-55-towns-bridge", "1", "adjudicated", "3"],
        ["020-0-arland-toll", "1", "both", "3"],
        ["030-0-cordovia-bridge", "1", "ben", "3"],
    ]


# ---- planted faults


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("study.yaml", "  ben: {name: Ben Holt}\n", "", "ben.csv: study.yaml names no coder ben; add ben under coders, or take the file away"),
        ("adjudication.csv", ",model_x,", ",modell,", "adjudication.csv, row 1, modell: the column is not known; name it model_x"),
        ("adjudication.csv", ",reason,decided_by", ",reason,dan", "adjudication.csv, row 1, dan: there is no coder dan, and no such column; take it out; the study has the coders ada, ben and model_x"),
        ("adjudication.csv", "-2,As it says.,ada", "-2,As it says.,evi", "adjudication.csv, row 2, decided_by: study.yaml names no adjudicator evi; do you mean eva?"),
        ("adjudication.csv", "-2,As it says.,ada", "-2,As it says.,Eva Berg", "adjudication.csv, row 2, decided_by: study.yaml names no adjudicator Eva Berg; write eva"),
        ("adjudication.csv", "-2,As it says.,ada", "-2,As it says.,", "adjudication.csv, row 2, decided_by: it does not say who decided; write eva or ada"),
        ("adjudication.csv", "-2,-2,-1", "-2,-2,-2", "adjudication.csv, row 2, position: the coders have '-2' (ada), '-2' (ben) and '-1' (model_x) here now; write these into ada, ben and model_x, and decide again"),
        ("study.yaml", "ben: {name: Ben Holt}", 'ben: {name: Ben Holt, texts: ["030"]}', "ben.csv, row 2, article: text 010 is not one of those given to ben (and in row 3); add it to coders: ben: texts in study.yaml"),
        ("study.yaml", "ben: {name: Ben Holt}", 'ben: {name: Ben Holt, texts: ["010", "030", "040"]}', "study.yaml, coders: ben: texts: '040' is no article of sources.csv"),
        ("study.yaml", "title: A bridge", "titel: A bridge", "study.yaml, titel: there is no such entry; do you mean title?"),
        ("study.yaml", "adjudicators:", "adjudicator:", "study.yaml, adjudicator: there is no such entry; do you mean adjudicators?"),
    ],
)  # fmt: skip
def test_a_planted_fault(decided, file, old, new, told):
    path = decided.paths.coded / file
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")
    assert [each for each in problems(decided) if each.startswith(told)], problems(decided)
    assert "'title' is missing" not in " ".join(problems(decided))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("{name: Ben Holt, traind: 2026-03-01}", "coders: ben: 'traind' is not known; do you mean trained?"),
        ("{name: Ben Holt, kind: programme}", "coders: ben: kind: 'programme' is not known; do you mean program?"),
        ("{version: 4.5}", "coders: ben: version: 4.5 is no text, as it stands there; write it in quotes"),
        ("{texts: [010]}", "coders: ben: texts: 1: 8 is no text, as it stands there; write it in quotes"),
        ("Ben Holt", "coders: ben: it has no entries; write them as name: value"),
        (
            "{trained: 2026-13-01}",
            "coders: ben: trained: '2026-13-01' is no date; write it as 2026-03-01, or leave it out",
        ),
    ],
)
def test_a_fault_in_the_entry_of_a_coder_is_the_only_problem(decided, new, told):
    path = decided.paths.coded / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{name: Ben Holt}", new), encoding="utf-8")
    assert problems(decided) == [f"study.yaml, {told}"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  ada: {}\n", "  ada: {}\nvalidators: {ben: {}, cy: {}}\n",
         "validators: ben: ben is a coder, and a validator has seen no codes; name somebody else"),
        ("  ada: {}\n", "  ada: {name: Ada Berg}\n",
         "adjudicators: ada: name: 'Ada Berg' is Ada Lund under coders; write ada: {}, or another id for another person"),
        ("  ada: {}\n", "  ada: {name: Ada Lund}\n", ""),
    ],
)  # fmt: skip
def test_nobody_validates_own_codes_or_has_two_names(decided, old, new, told):
    path = decided.paths.coded / "study.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert problems(decided) == ([f"study.yaml, {told}"] if told else [])


def test_an_edit_after_the_freeze_is_told_before_what_follows_from_it(decided):
    path = decided.paths.coded / "ada.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",-2,", ",-1,"), encoding="utf-8")
    told = [each.partition(";")[0] for each in problems(decided)]
    assert told[0] == "ada.csv: it was edited after the freeze" and told[1].startswith("adjudication.csv, row 2")


def test_a_coder_who_may_have_read_a_text_without_rows_is_a_hint(mini):
    [told] = [each for each in check.hints(mini) if "where others have" in each and each.startswith("ben")]
    assert told == (
        "ben has no row in 020, where others have, and is not compared there; if ben read it, list all texts that ben "
        'read in study.yaml: ben: {texts: ["010", "020", "030"]}'
    )
    marks = [{"article": "030", "sentence_start": "", "mark": "finished"}]
    tables.write(mini.paths.coded / "ben_marks.csv", marks, schema.MARKS)
    assert not [each for each in check.hints(Study(mini.paths, {})) if each.startswith("ben has")]


def test_coding_takes_any_coder_and_tells_of_others(mini):
    assert problems(mini, coding="model_x") == problems(mini)
    [told] = [each for each in problems(mini, coding="modelx") if each.startswith("parameters")]
    assert told == "parameters, coding: 'modelx' is no coding; use adjudicated, ada, ben or model_x"


def test_tables_follow_the_coders():
    assert schema.adjudication(("zoe",)).names[4:6] == ("variable", "zoe")
    orders = {tuple(loader.tables_of(each)) for each in itertools.permutations(("a", "b"))}
    assert len(orders) == 2 and all("a_facts.csv" in order for order in orders)
