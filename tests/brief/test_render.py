"""The brief: every word of a template on a toy study counted by hand, planted faults, and untrusted cells."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from brief_study import (
    BOOK,
    FACTS,
    HELD,
    SOURCES,
    STANCES,
    STATEMENTS,
    STUDY,
    TURNING,
    altered,
    claim,
    fact,
    inputs,
    said,
    toy,
)
from stancebook.brief.evidence import claims_list, evidence_list
from stancebook.brief.render import as_markdown, write_brief
from stancebook.brief.report_figures import ReportFigure
from stancebook.core import tables
from stancebook.core.english import BriefError, capital, count, listed, number, words
from stancebook.core.markdown import SPACE, visible


def test_the_toy_is_what_it_says():
    rows = inputs().passages[["label", "id"]].values.tolist()
    assert rows == [
        ["S1", "000-0-arland-troops"], ["F002", "F002"], ["N001", "N001"], ["S2", "000-19-arland-talks"],
        ["S3", "000-61-borduria-troops"], ["S4", "001-0-cadonia-troops"], ["N002", "N002"],
        ["S5", "001-22-arland-troops"], ["N001b", "N001b"], ["F001", "F001"],
    ]  # fmt: skip


# Selections


@pytest.mark.parametrize(
    ("selection", "labels"),
    [
        ("statements()", "S1 S2 S3 S4 S5"),
        ("statements(actor='arland', issue='troops')", "S1 S5"),
        ("statements(actor=['borduria', 'cadonia'])", "S3 S4"),
        ("statements(article='001')", "S4 S5"),
        ("statements(via='self', voice='indirect')", "S1 S4"),
        ("statements(via=['other', 'article'])", "S3 S5"),
        ("statements(condition='treaty')", "S3"),
        ("statements(condition=['us_backing', 'if_needed'])", "S3"),
        ("statements(position=-2)", "S4"),
        ("statements(position=[1, -2])", "S3 S4 S5"),
        ("statements(at_least=1, at_most=1)", "S3 S5"),
        ("statements(at_most=-1)", "S4"),
        ("statements(ids='000-0-arland-troops')", "S1"),
        ("statements(actor=statements(at_most=-1)|map(attribute='actor'))", "S4"),
        ("facts(attribute='size')", "F001"),
        ("facts(plan='force', status='planned')", "F002 F001"),
        ("facts(subject='the bridge')", "F002"),
        ("facts(article='001', ids=['F001', 'F002'])", "F001"),
        ("notes(kind='error')", "N002"),
        ("notes(kind='contradiction')", "N001 N001b"),
        ("notes(article='000', ids='N001')", "N001 N001b"),
        ("statements(position=-2), facts(attribute='size'), notes(ids='N002')", "S4 N002 F001"),
        ("statements(position=-2), statements()[3], statements()[0]", "S1 S4"),
    ],
)
def test_a_selection_brings_its_rows_and_no_others(selection, labels):
    made = write_brief(claim("It is so.", selection), toy())
    ids = dict(toy().passages[["label", "id"]].values.tolist())
    told = [label for label in labels.split() if label != "N001b"]
    assert made.claims["statements"].tolist() == [" ".join(ids[label] for label in told)]
    if len(labels.split()) <= 4:
        assert [part for part in made.markdown.replace("]", "[").split("[") if part in ids] == labels.split()


@pytest.mark.parametrize(
    ("selection", "wrong"),
    [
        ("statements(actr='arland')", "statements cannot be selected by 'actr'; use actor, issue"),
        ("statements(actor='arlnd')", "'arlnd' is no actor of statements"),
        ("statements(issue='bridge')", "'bridge' is no issue of statements"),
        ("statements(position=3)", "'3' is no position of statements"),
        ("statements(condition='trety')", "'trety' is no condition of statements"),
        ("facts(plan='none')", "'none' is no plan of facts"),
        ("notes(article='002')", "'002' is no article of notes"),
        ("notes(kind='eror')", "'eror' is no kind of notes"),
        ("facts(ids=['F001', 'F009'])", "'F009' is no id of facts"),
        ("'words'", "claim 'a': its evidence is not made of statements(...)"),
    ],
)
def test_a_selection_of_what_does_not_exist_is_an_error_with_its_line(selection, wrong):
    with pytest.raises(BriefError) as error:
        write_brief("\n" + claim("It is so.", selection), toy())
    assert str(error.value).startswith(f"report/template.md, line 2: {wrong}")


def test_an_id_that_another_run_lacks_is_no_error_there():
    made = write_brief(claim("It is so.", "facts(ids=['F001', 'F009'])"), inputs(coding="coder_a"))
    assert made.claims["statements"].tolist() == ["F001"]


# Words


@pytest.mark.parametrize(
    ("expression", "shows"),
    [
        ("e.n", "5"),
        ("e.statements|length ~ e.facts|length ~ e.notes|length", "500"),
        ("listed(e.articles)", "000 and 001"),
        ("names(e.actors)", "Arland, Borduria and Cadonia"),
        ("e.statements[2].quote", "Borduria would, with a treaty"),
        ("name('arland')", "Arland"),
        ("names(['cadonia'])", "Cadonia"),
        ("issue('troops')", "troops"),
        ("issue(['talks', run.issue])", "talks and troops"),
        ("number(30000)", "30,000"),
        ("number(facts(attribute='size')[0].value_low)", "20,000"),
        ("number(facts(), spell=true)", "two"),
        ("count(e.statements, 'statement')", "five statements"),
        ("count(1, 'man', 'men')", "one man"),
        ("capital(count(13, 'man', 'men'))", "13 men"),
        ("capital('a man')", "A man"),
        ("words(2)", "supports"),
        ("words(stance('arland', 'troops').median)", "supports or is open"),
        ("words(-2, many=true)", "reject"),
        ("range_of(facts(attribute='size'))", "20,000 to 30,000"),
        ("source('001')", "text 001"),
        ("source(e.articles)", "text 000 by Caller and text 001"),
        ("as_of('000')", "17 to 18 February 2025"),
        ("as_of('001')", "undated"),
        ("as_of(e.articles)", "undated"),
        ("stance('arland', 'troops').n", "2"),
        ("stance('arland', 'troops').median", "1.5"),
        ("stance('cadonia', 'troops').median", "−2"),
        ("stance('cadonia', 'talks')", "no statement found"),
        ("stance('cadonia', 'talks').n", "0"),
        ("'yes' if stance('cadonia', 'talks') else 'no'", "no"),
        ("names(actors_where(issue='troops'))", "Arland, Borduria and Cadonia"),
        ("names(actors_where(issue=run.issue, at_least=1))", "Arland and Borduria"),
        ("names(actors_where(issue='troops', at_most=-1))", "Cadonia"),
        ("names(actors_where(issue='troops', condition='treaty'))", "Borduria"),
        ("names(actors_where(issue='troops', type='state', without='arland'))", "Borduria and Cadonia"),
        ("conditions(stance('borduria', 'troops').conditions)", "only with a treaty, and if needed"),
        ("conditions(statements(actor='borduria'))", "only with a treaty, and if needed"),
        ("conditions(['us_backing', 'other', 'treaty'])", "only with another condition, a treaty and us backing"),
        ("conditions(stance('arland', 'troops').conditions)", "no condition stated"),
        ("conditions('none')", "no condition stated"),
        ("own_words(statements(voice='direct'))", "own words"),
        ("own_words(statements(issue='troops'))", "attributed"),
        ("own_words(statements(actor='arland'))", "own and reported"),
        ("run.coding ~ run.min_confidence ~ run.default", "adjudicated1True"),
        ("[counts.articles, counts.sentences, counts.statements, counts.facts, counts.notes]|join(' ')", "2 5 5 2 2"),
        ("[counts.actors, counts.issues]|join(' ')", "3 2"),
        ("reliability('position', 'alpha')", "0.81"),
        ("reliability('unit', 'share', level='a')", "0.5"),
    ],
)
def test_a_word_says_what_the_tables_hold(expression, shows):
    assert said("{{ " + expression + " }}") == shows


def test_words_for_halves_name_both_positions():
    assert [words(half) for half in (-1.5, -0.5, 0, 0.5)] == [
        "rejects or is reluctant", "is reluctant or does not commit", "does not commit", "is open or does not commit",
    ]  # fmt: skip
    assert (number(-0.0), number(1234567.891), count(0, "man", "men")) == ("0", "1,234,567.89", "no men")
    assert (listed(["a", "b", "a"]), capital("")) == ("a and b", "")


def test_a_range_with_one_bound_says_so():
    one_sided = [fact("F001", "001", "30,000 men", "size", "", "30000"), fact("F002", "001", "20,000", "size", "20000")]
    assert said("{{ range_of(facts(ids='F001')) }}", facts=one_sided) == "up to 30,000"
    assert said("{{ range_of(facts(ids='F002')) }}", facts=one_sided) == "at least 20,000"
    assert said("{{ range_of(facts()) }}", facts=one_sided) == "20,000 to 30,000"
    assert said("{{ range_of(facts()) }}", facts=altered(FACTS, 0, value_high="20000")[:1]) == "20,000"


def test_a_text_left_out_may_be_asked_for_and_gives_nothing():
    asked = claim("So.", "statements(article='009')")
    with pytest.raises(BriefError, match="'009' is no article"):
        write_brief(asked, replace(toy(), run={"exclude_articles": "001"}))
    assert write_brief(asked, replace(toy(), run={"exclude_articles": "009"})).dropped == [
        ("a", "no statement, fact or note bears it")
    ]


def test_two_texts_of_one_outlet_are_told_apart():
    alike = altered(SOURCES, 1, outlet="Caller")
    assert said("{{ source(e.articles) }}", sources=alike) == "text 000 by Caller and text 001 by Caller"


def test_a_study_can_word_its_names():
    study = STUDY | {"words": {"actor": {"arland": "the Arland Union"}, "issue": {"troops": "sending men"}}}
    assert said("{{ issue('troops') }}", study=study) == "sending men"
    assert said("{{ capital(name('arland')) }}", study=study) == "The Arland Union"


def test_a_figure_is_an_image_with_an_alternative_text():
    made = write_brief("{{ figure('heatmap', 'a [b]') }}\n{{ figure('ladder') }}\n", toy()).markdown
    assert made == (
        '![a \\[b\\]](figures/heatmap.svg)\n\n<a id="figure-1"></a>Figure 1.\n'
        '![ladder](figures/ladder.svg)\n\n<a id="figure-2"></a>Figure 2.\n'
    )


def test_a_figure_leads_to_its_table_and_to_what_drew_it():
    rows = ({"actor": "*Arland*", "median": "-2"}, {"actor": "b|c", "median": "1.5"})
    shown_ = {
        name: ReportFigure(name, "<svg/>", "They *lead*", "A ladder", table, "../notebooks/04 ladder.ipynb")
        for name, table in (("ladder", rows), ("bare", ()), ("absent", rows))
    }
    made = write_brief("{{ figure('bare') }}\n{{ figure('ladder') }}\n", replace(toy(), figures=shown_)).markdown
    drawn = "Drawn by [notebooks/04 ladder.ipynb](../notebooks/04%20ladder.ipynb)."
    assert f'<a id="figure-1"></a>Figure 1. {drawn}\n' in made
    assert f'<a id="figure-2"></a>Figure 2. [Its table](#table-2). {drawn}\n' in made
    assert made.endswith(
        '\n\n## The tables behind the figures\n\n### <a id="table-2"></a>Figure 2: They \\*lead\\*\n\n'
        "| actor | median |\n| --- | --- |\n| \\*Arland\\* | −2 |\n| b\\|c | 1\\.5 |\n"
    )


def test_a_figure_stands_in_a_brief_once():
    with pytest.raises(BriefError, match="line 1: the figure 'ladder' stands in the brief twice; take one of them out"):
        write_brief("{{ figure('ladder') }}{{ figure('ladder') }}\n", toy())


# Claims


def body(made):
    """The text of a brief before its notes."""
    return made.markdown.partition("\n## Notes")[0]


def test_a_mark_stands_behind_the_last_sign():
    made = write_brief(
        claim("It is so.", "statements(actor='cadonia')") + "{% call plain() %}\nEnd.\n{% endcall %}", toy()
    )
    assert body(made) == 'It is so. [1](evidence.md#001-0-cadonia-troops "a")\nEnd.\n'


def test_claims_written_in_a_line_each_do_not_run_together():
    first = "{% call(e) claim('a', facts(ids='F001')) %}A.{% endcall %}\n"
    template = first + first.replace("'a'", "'b'").replace("A.", "B.")
    assert body(write_brief(template, toy())) == 'A. [1](evidence.md#F001 "a")\nB. [2](evidence.md#F001 "b")\n'


def test_a_mark_stands_in_the_last_cell_of_a_row_or_where_the_body_puts_it():
    row = body(write_brief(claim("| a | b |", "facts(ids='F001')"), toy()))
    assert row == '| a | b [1](evidence.md#F001 "a") |\n'
    made = write_brief(claim("| a {{ e.mark }} | b |", "facts(ids='F001')"), toy())
    assert body(made) == '| a [1](evidence.md#F001 "a") | b |\n'
    assert made.claims["sentence"].tolist() == ["a | b"]


def test_the_notes_are_numbered_as_the_claims_and_lead_to_every_passage_text_by_text():
    first = claim("So.", "statements(issue='troops'), notes(ids='N001')")
    made = write_brief(
        first + claim("Else.", "statements(actor='cadonia')", "b") + claim("Odd.", "notes(ids='N002')", "c"), toy()
    )
    _, notes = made.markdown.split("\n## Notes\n\n")
    assert notes == (
        '1. <a id="note-1"></a>Very thin evidence: weakest in Arland, troops: texts that may draw on one report; '
        "no statement in an actor's own words; the two coders differ on it. "
        "Text 000: [S1](evidence.md#000-0-arland-troops), [N001](evidence.md#N001), [S3](evidence.md#000-61-borduria-troops); "
        "text 001: [S4](evidence.md#001-0-cadonia-troops), [S5](evidence.md#001-22-arland-troops), [N001b](evidence.md#N001b).\n"
        '2. <a id="note-2"></a>Very thin evidence: one text; no statement in an actor\'s own words; the two coders differ on it. '
        "Text 001: [S4](evidence.md#001-0-cadonia-troops).\n"
        '3. <a id="note-3"></a>Read off the texts themselves. Text 001: [N002](evidence.md#N002).\n'
    )


def test_a_claim_dropped_takes_no_number():
    template = claim("Gone.", "statements(actor='experts')", "gone") + claim("So.", "statements(actor='cadonia')")
    assert '[1](evidence.md#001-0-cadonia-troops "a")' in write_brief(template, inputs(coding="coder_a")).markdown


def test_a_table_made_in_a_loop_is_one_table():
    template = (
        "{% call plain() %}\n| who | n |\n| --- | --- |\n{% endcall %}\n"
        "{% for actor in actors_where(issue='troops') %}\n"
        "{% call(e) claim('on-' ~ actor, statements(actor=actor, issue='troops')) %}\n"
        "| {{ name(actor) }} | {{ e.n }} |\n{% endcall %}\n{% endfor %}\n"
    )
    made = write_brief(template, inputs(book=named("A|b `c` \\")))
    html = MarkdownIt("commonmark").enable("table").render(body(made))
    assert html.count("<tr>") == 4 and html.count("<td>") == 6 and html.count("<a ") == 3
    assert "<td>A|b `c` \\</td>" in html
    assert made.claims.values.tolist() == [
        ["on-arland", "A|b `c` \\ | 2", "2", "000-0-arland-troops 001-22-arland-troops"],
        ["on-borduria", "Borduria | 1", "1", "000-61-borduria-troops"],
        ["on-cadonia", "Cadonia | 1", "1", "001-0-cadonia-troops"],
    ]


def named(name):
    """The codebook with another name for its first actor."""
    return BOOK._replace(names=BOOK.names | {"arland": name})


def test_the_table_of_claims_holds_reading_text_and_numbers():
    body = "## From **{{ number(e.facts[0].value_low) }}** on\n{{ number(30000) }} &amp; {{ name('arland') }}, 2.5."
    row = write_brief(claim(body, "facts(ids='F001'), statements(position=-2)"), inputs(book=named("*A*"))).claims.iloc[
        0
    ]
    assert row["sentence"] == "From 20,000 on. 30,000 & *A*, 2.5."
    assert (row["numbers"], row["statements"]) == ("20,000 30,000 2.5", "001-0-cadonia-troops F001")


def test_claims_keep_the_order_of_the_brief_and_none_is_a_table_too():
    made = write_brief(claim("So.", id="b") + claim("So.", id="a"), toy())
    assert made.claims["claim"].tolist() == ["b", "a"]
    assert list(write_brief("", toy()).claims.columns) == ["claim", "sentence", "numbers", "statements"]


def test_a_claim_without_evidence_stops_the_default_run():
    with pytest.raises(
        BriefError,
        match=r"^report/template.md, line 3: claim 'a': no statement, fact or note bears it; it stands in: So.$",
    ):
        write_brief("\n\n" + claim("So.", "statements(actor='experts')"), toy())


@pytest.mark.parametrize(
    ("evidence", "body", "wrong"),
    [
        ("statements(actor='experts')", "Arland goes.", "no statement, fact or note bears it"),
        ("statements()", "They “never go”.", "“never go” does not stand in its passages"),
        ("notes(ids='N999')", "Arland goes.", "'N999' is no id of notes; see codebook and tables"),
        ("statements(ids=['000-0-arland-troops', '000-1-arland-troops'])", "So.", "'000-1-arland-troops' is no id of"),
    ],
)
def test_the_build_fails_with_the_very_sentence(evidence, body, wrong):
    template = (
        claim("Before.", "statements()", "b")
        + claim(f"First line,\n{body}", evidence)
        + claim("After.", "notes()", "c")
    )
    with pytest.raises(BriefError) as error:
        write_brief(template, toy())
    assert wrong in str(error.value) and str(error.value).endswith(f"; it stands in: First line, {body}")


def test_another_run_drops_it_and_says_so():
    template = claim("Gone.", "statements(actor='experts')", "gone") + claim("So.", "statements(actor='cadonia')")
    made = write_brief(template, inputs(coding="coder_a", min_confidence=2, exclude_articles="003 004"))
    assert made.dropped == [("gone", "no statement, fact or note bears it")]
    assert body(made) == (
        "> **This is not the default run.** Its parameters are coding: coder\\_a; least confidence: 2; "
        "articles left out: 003 and 004.\n\n"
        'So. [1](evidence.md#001-0-cadonia-troops "a")\n\n'
        "## Claims that fall away in this run\n\n- `gone`: no statement, fact or note bears it\n"
    )


@pytest.mark.parametrize(
    "run", [{"issue": "talks"}, {"min_confidence": "2"}, {"exclude_articles": "001"}, {"coding": "coder_b"}]
)
def test_every_other_run_has_its_banner_and_list(run):
    made = write_brief(claim("So about {{ run.issue }}."), inputs(**run))
    assert made.markdown.startswith("> **This is not the default run.**")
    assert str(*run.values()).replace("_", "\\_") in made.markdown.partition("\n")[0]
    assert body(made).endswith("## Claims that fall away in this run\n\nNone.\n")


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("{{ names(actors_where(issue='talks', at_most=0)) }}", "there is nothing to list"),
        ("{{ words(stance('cadonia', 'talks').median) }}", "has no attribute 'median'"),
        ("{{ reliability('unit', 'share', level='b') }}", "is not defined"),
        ("{{ number(facts(ids='F002')[0].value_low) }}", "there is no number"),
        ("{{ range_of(facts(ids='F002')) }}", "there is no number"),
        ("{{ own_words(statements(actor='experts')) }}", "there is no statement"),
        ("“gone”", "“gone” does not stand in its passages"),
    ],
)
def test_what_cannot_be_said_stops_the_default_run_and_falls_away_in_another(body, wrong):
    with pytest.raises(BriefError, match=r"^report/template.md, line \d: claim 'a': .*") as error:
        write_brief(claim(body), toy())
    assert wrong in str(error.value)
    made = write_brief(claim(body) + "{% call plain() %}\n{{ names([]) }}\n{% endcall %}", inputs(coding="coder_a"))
    assert [id for id, _ in made.dropped] == ["a", "plain"] and wrong in made.dropped[0][1] and made.claims.empty


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("\n" + claim("x") + claim("y"), "line 5: claim 'a': its id is used twice"),
        ("{% for i in ['x', 'y'] %}\n" + claim("x") + "{% endfor %}", "line 2: claim 'a': its id is used twice"),
        (claim("x", id="a b"), "line 1: claim 'a b': its id has other characters"),
        (claim("\n{{ name('experts', 1) }}"), "line 3: claim 'a': "),
        (
            claim("\n{% if e.n %}\n{{ name('nobody') }}{% endif %}"),
            "line 4: claim 'a': 'nobody' is no actor of the codebook",
        ),
        (claim("{{ e.what }}"), "line 2: claim 'a': "),
        (claim("{{ e.articles }}"), "line 2: claim 'a': an expression gives list; print a text or a number"),
        (claim("{{ facts(ids='F002')[0].value_low }}"), "line 2: claim 'a': an expression gives NoneType"),
        (claim("{{ e.n > 1 }}"), "line 2: claim 'a': an expression gives bool"),
        (claim("{{ range_of(facts()) }}"), "line 2: claim 'a': facts of different units have no range ( and men)"),
        (claim("{{ source('009') }}"), "line 2: claim 'a': '009' is no article of sources.csv"),
        (claim("{{ reliability('x', 'y') }}"), "line 2: claim 'a': reliability.csv has 0 rows for x, y"),
        (claim("{{ figure('../x', 'alt') }}"), "line 2: claim 'a': '../x' is no figure's name"),
        (claim("{{ stance('arland', 'x') }}"), "line 2: claim 'a': 'x' is no issue of stances"),
        ("\n{% call plain() %}\n{{ nothing }}\n{% endcall %}", "line 3: 'nothing' is undefined"),
        ("\n\n{% call plain() %}", "line 3: Unexpected end of template"),
    ],
)
def test_a_fault_names_line_and_claim(source, wrong):
    with pytest.raises(BriefError) as error:
        write_brief(source, toy())
    assert str(error.value).startswith(f"report/template.md, {wrong}")


@pytest.mark.parametrize(
    "way",
    [
        "e.__class__",
        "e._passages",
        "names.__globals__",
        "claim.__self__",
        "run.update({'x': 1})",
        "''.__class__.__mro__",
    ],
)
def test_a_template_has_no_way_out(way):
    with pytest.raises(BriefError):
        write_brief(claim("{{ " + way + " }}"), toy())


def test_every_mark_leads_to_an_anchor_of_the_evidence():
    made = write_brief(claim("So.", "notes(), facts()", "few") + claim("So.", id="many"), toy())
    inputs, claims = toy(), tables.records(made.claims)
    shown_there = evidence_list(inputs.citable, [], inputs.sentences, inputs.sources, claims)
    shown_there += claims_list(claims, inputs.citable)
    anchors = set(re.findall(r'<a id="([^"]*)">', shown_there))
    targets = re.findall(r"\(evidence\.md#([^ )]*)", made.markdown)
    assert len(targets) == 2 + 5 + 5 and set(targets) <= anchors


# Quotations


@pytest.mark.parametrize(
    "body",
    [
        "She said “ready and willing”.",
        'She said "We are ready", “willing” and so on.',
        "She said “ready\nand willing”.",
        "“{{ e.statements[0].quote }}”",
        "| “ready” | “and willing” |",
        "It reads: ““We are” ready”.".replace("““We are” ready", "We “are ready"),
    ],
)
def test_a_quotation_that_its_sentence_holds_passes(body):
    assert not write_brief(claim(body, "statements(issue='talks')"), toy()).claims.empty


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("“Ready and willing”", "“Ready and willing” does not stand"),
        ("“ready … willing”", "“ready … willing” does not stand"),
        ("“read”", "“read” does not stand"),
        ('a "never" b', "“never” does not stand"),
        ("&ldquo;never&rdquo;", "“never” does not stand"),
        ("“Arland sends men”", "“Arland sends men” does not stand"),
        ("“ready **never** willing”", "“ready never willing” does not stand"),
        ("“{{ statements(actor='cadonia')[0].quote }}”", "“Cadonia ruled it out” does not stand"),
        ("“ready” and “willing", "a quotation mark has no partner in “"),
        ("ready”", "a quotation mark has no partner in “"),
        ("“We are ready and willing, said Ann”", "“We are ready and willing, said Ann” does not stand"),
    ],
)
def test_a_quotation_that_its_passages_lack_stops_the_run(body, wrong):
    with pytest.raises(BriefError) as error:
        write_brief("\n" + claim(body, "statements(issue='talks')"), toy())
    assert str(error.value).startswith("report/template.md, line 2: claim 'a': ") and wrong in str(error.value)


def test_a_quotation_is_no_longer_than_the_study_allows():
    strict = replace(toy(), study={**STUDY, "quotation_limit": 4})
    with pytest.raises(BriefError, match="is longer than the 4 words"):
        write_brief(claim("“We are ready and willing”", "statements(issue='talks')"), strict)
    assert not write_brief(claim("“ready and willing”", "statements(issue='talks')"), strict).claims.empty


def test_a_quotation_may_come_from_either_side_of_a_contradiction():
    assert not write_brief(claim("“sends men” and “may need”", "notes(ids='N001')"), toy()).claims.empty


# Tables and sentences


REPORT = (
    claim(
        "{{ names(actors_where(issue='troops', at_least=1)) }} would.", "statements(issue='troops', at_least=1)", "who"
    )
    + claim("It takes {{ range_of(facts(attribute='size')) }} men.", "facts(attribute='size')", "size")
    + claim("So says {{ source(e.articles) }}, of {{ as_of(e.articles) }}.", "statements(actor='borduria')", "by")
    + claim(
        "{{ capital(own_words(e.statements)) }}, {{ conditions(e.statements) }}.", "statements(actor='borduria')", "how"
    )
    + claim(
        "{{ name('cadonia') }} {{ words(stance('cadonia', 'troops').median) }} it.", "statements(position=-2)", "no"
    )
)


@pytest.mark.parametrize(
    ("parts", "claim_id", "sentence"),
    [
        ({}, "who", "Arland and Borduria would."),
        ({"stances": altered(STANCES, 3, median="1")}, "who", "Arland, Borduria and Cadonia would."),
        ({"facts": altered(FACTS, 0, value_high="35000")}, "size", "It takes 20,000 to 35,000 men."),
        ({"facts": altered(FACTS, 0, value_low="25000")}, "size", "It takes 25,000 to 30,000 men."),
        (
            {"sources": altered(SOURCES, 0, outlet="Herald")},
            "by",
            "So says text 000 by Herald, of 17 to 18 February 2025.",
        ),
        (
            {"sources": altered(SOURCES, 0, date_latest="2025-02-17")},
            "by",
            "So says text 000 by Caller, of 17 February 2025.",
        ),
        ({"statements": altered(STATEMENTS, 2, condition="none")}, "how", "Attributed, no condition stated."),
        (
            {"statements": altered(STATEMENTS, 2, via="self", voice="direct")},
            "how",
            "Own words, only with a treaty, and if needed.",
        ),
        ({"stances": altered(STANCES, 3, median="-1")}, "no", "Cadonia is reluctant it."),
        ({"book": BOOK._replace(names=BOOK.names | {"cadonia": "Dorland"})}, "no", "Dorland rejects it."),
    ],
)
def test_an_altered_cell_changes_its_very_sentence(parts, claim_id, sentence):
    before, after = (write_brief(REPORT, inputs(**some)).claims.set_index("claim")["sentence"] for some in ({}, parts))
    assert after[claim_id] == sentence
    changed = before.index[before != after].tolist()
    # one who no longer rejects joins or changes both sentences about it
    assert changed == ([] if not parts else [name for name in before.index if name == claim_id or name in changed])
    assert set(changed) <= {claim_id, "no"} | ({"who"} if "stances" in parts else set())


# Untrusted cells


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}", "{% raw %}", "[x](javascript:alert(1))", "![x](http://a.b/c)", "<script>alert(1)</script>", "a | b", "\\| a \\",
        "`code`", "# head", "- item", "1. item", "> told", "***", "~~~", "&lt;", "<http://a.b>", "[a]: b", "a\n\nb", "\u202egnp.exe",
        "    code", "| --- |", "=== ", "\\", "a\\*b",
    ],
)  # fmt: skip
def test_a_cell_shows_as_text_in_prose_and_in_a_table(text):
    assert rendered(text) == SPACE.sub(" ", visible(text)).strip()
    book = BOOK._replace(names=BOOK.names | {"arland": text})
    table = claim("| who | n |\n| --- | --- |\n| {{ name('arland') }} | {{ e.n }} {{ e.mark }} |")
    html = MarkdownIt("commonmark").enable("table").render(body(write_brief(table, inputs(book=book))))
    assert html.count("<td>") == 2 and html.count("<a ") == 1 and "<script" not in html and "<img" not in html
    assert cell(html) == SPACE.sub(" ", visible(text)).strip()


def cell(html):
    """The text of the first cell of a table, or of the first paragraph."""
    begin, end = ("<td>", "</td>") if "<td>" in html else ("<p>", "</p>")
    inner = html.split(begin, 1)[1].split(end, 1)[0]
    assert "<" not in inner
    return unescape(inner)


def rendered(text):
    """The visible text of an expression's value that stands alone in a paragraph."""
    return cell(MarkdownIt("commonmark").enable("table").render(as_markdown(text)))


@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\`*_{}[]()#+-.!|<>&~=:\"'\t\n 1;x"), min_size=1
    )
)
@example("\\|").via("a bar behind a backslash")
@example("1) x").via("a numbered list")
def test_an_escaped_value_renders_to_the_very_text(text):
    shows = SPACE.sub(" ", visible(text)).strip(" ")
    if shows.strip():
        assert rendered(text).strip() == shows.strip()
        row = MarkdownIt("commonmark").enable("table").render(f"| a | b |\n| --- | --- |\n| {as_markdown(text)} | x |")
        assert row.count("<td>") == 2 and cell(row).strip() == shows.strip()


def test_numbers_and_text_alone_are_shown():
    assert (as_markdown(12345), as_markdown(2.0), as_markdown("a*")) == ("12,345", "2", "a\\*")
    with pytest.raises(BriefError):
        as_markdown(None)
    assert pd.isna(toy().facts["value_low"][1])


def test_findings_name_the_changes_that_reverse_them():
    body = (
        "{% for found in findings() %}{{ found.says }} {{ number(found.share) }} {{ number(found.testable) }} "
        "{{ found.turns_if | join(', or if ') }}|{% endfor %}"
    )
    made = write_brief(claim("x") + f"{{% call plain() %}}{body}{{% endcall %}}", inputs(contested=[HELD, TURNING]))
    told = MarkdownIt("commonmark").render(made.markdown)
    assert "Arland *builds*. 0.75 8 |" in told
    assert "Arland *builds*. 0.75 8 the mean is taken, or if text 010 is left out|" in told


@pytest.mark.parametrize(
    "row, wrong",
    [
        (HELD | {"holds": "no"}, "findings.yaml, finding f: it does not hold; mend it or its predicate"),
        (HELD | {"holds": ""}, "findings.yaml, finding f: it cannot be tested; mend it or its predicate"),
        (
            HELD | {"claim": "b"},
            "findings.yaml, finding f: the brief has no claim 'b'; name a claim of report/template.md",
        ),
    ],
)
def test_a_finding_that_does_not_hold_or_bears_no_claim_stops_the_default_run_alone(row, wrong):
    with pytest.raises(BriefError, match=f"^{re.escape(wrong)}$"):
        write_brief(claim("x"), inputs(contested=[row]))
    assert write_brief(claim("x"), inputs(contested=[row], coding="coder_a")).markdown
