"""The brief of the shipped study: words it must and must not have, and each number and name from its cell."""

import dataclasses
import re

import pytest

from default_brief import TEMPLATE, inputs, made
from project import PROJECT
from stancebook.brief import render
from stancebook.brief.claims import Claims
from stancebook.brief.template import NUMBER_WORD, names_pattern, plain_texts
from stancebook.core import tables

MAIN = 900  # words at most
PLAIN = (  # what stands in no claim: words of method, heads of tables, cautions; nothing of what the texts tell
    "#",
    "*How to read this.* A number leads to the passages behind a sentence; the words in brackets, and the"
    " notes, grade the evidence (appendix A). † Dated with knowledge from outside the texts. These are , "
    "nobody's sample and, as far as is known, all second-hand: they show what was written, and a position"
    " is as old as its text.",
    "| State | ? | On what terms | Whose words | Source | Evidence | | --- | --- | --- | --- | --- | --- |",
    "For any other state no statement was found: that is silence, and no position.",
    "Appendix C has the passages.",
    "## What would change this picture Our inference: these terms, once met or ruled out for good, could "
    "change it; so could Russia’s consent.",
    "## How far to trust it - **The evidence.** Of the claims above it is strong for , fair for , thin "
    "for and very thin for . of statements are an actor's quoted words - **The coding.** Two coders, both"
    " runs of one language model, read everything apart and gave the same position in of what both found;"
    " of the facts, each noted of the other's. The codebook was drawn up on these texts, and no person "
    "has validated the coding. - **The analysis.** of reversed by one other reasonable choice of ours "
    "(appendix E). Of the that none reverses, on one text alone. - **Who is missing.**",
    "## Appendix A: how good the evidence is The evidence for a claim is called strong, fair, thin or "
    "very thin. Where a claim has several parts, its weakest part counts. A part starts at - **** where "
    "it rests on and goes one step down, but never below very thin, for each of these: - Own words are "
    "those of the actor who holds the position, quoted; the coders are the two readers who coded every "
    "text apart. Texts that retell the same report count once, and hardly a text says what all of it "
    "draws on. The words say how good the evidence is; they are no probability. ## Appendix B: the texts "
    "What begins with \\[outside\\], and the dates, rest on knowledge from outside the texts that was not "
    "checked again. | Text | Cites | Made how | Written | | --- | --- | --- | --- | | | | | |",
    "## Appendix C: the plans, each as one text tells it",
    "## Appendix D: what else divides them | On | For | Mixed or uncommitted | Against | Written | "
    "Evidence | | --- | --- | --- | --- | --- | --- |",
    "Who stands with whom, and how little of that is firm, is in notebooks/05-coalitions.ipynb.",
    "## Appendix E: the findings under other choices A “universe” is one full set of choices: whose "
    "coding, which texts, which sources and wordings, what counts, and how. such sets give different "
    "numbers. “Holds in” is no probability that a finding is true: we chose these ways of counting, none "
    "was drawn by chance, all rest on the same texts, and choices weigh unequally, so the shares of two "
    "findings should not be compared. | Finding | In this run | Testable in | Of these, holds in | "
    "Reversed by one change, if | Untestable without text | | --- | --- | --- | --- | --- | --- | | | | |"
    " | | |",
)


def sentences(told):
    """The sentence of each claim of a Brief, by its id."""
    return dict(zip(told.claims["claim"], told.claims["sentence"], strict=True))


def main_text():
    """The words of the brief before its appendices, without tables, figures and their captions."""
    lines = made().markdown.partition("\n## Appendix")[0].splitlines()
    read = "\n".join(line for line in lines if not line.startswith(("|", "![", '<a id="figure')))
    return re.sub(r'\[\d+\]\(evidence[^)]*"\)', "", read)


def test_it_is_what_is_committed():
    assert made().markdown == (PROJECT / "report/brief.md").read_text(encoding="utf-8")


def test_the_main_text_is_short():
    words = [word for word in main_text().split() if re.search(r"\w", word)]
    assert 600 < len(words) < MAIN


def test_every_sentence_that_is_no_claim_is_listed_here():
    assert tuple(text for _, text in plain_texts(TEMPLATE) if text) == PLAIN


# The traps of these texts, each with what the texts say; typed by hand


def held(actor, issue="own_troops", **wanted):
    """The statements of an actor on an issue."""
    rows = tables.records(inputs().statements)
    wanted |= {"actor": actor, "issue": issue}
    return [row for row in rows if all(row[column] == value for column, value in wanted.items())]


def test_no_condition_is_dropped_where_an_actor_states_two():
    told = sentences(made())
    assert "only with a lasting peace and an American part" in told["state-uk"]
    assert "only with a lasting peace and an American part" in told["answer-terms"]
    assert "only with an American part" in told["state-spain"] and "with what mandate”" in told["spain"]


def test_who_agrees_on_a_condition_is_not_told_as_an_opponent():
    # 003: Scholz agreed with Starmer that a force would be unimaginable without American support
    assert [row["position"] for row in held("germany", "european_force")] == [1]
    assert "Germany" in sentences(made())["term-us_backing"]
    assert not re.search(r"Germany (rejects|opposes|rules it out)", made().markdown)


def test_what_an_article_infers_is_never_told_as_an_actors_words():
    told = sentences(made())
    assert told["answer-inferred-term"].startswith("Text 003 infers that Germany would stay out")
    assert told["answer-inferred"].startswith(
        "Text 000 judges Hungary and Slovakia unlikely to join; nobody from there"
    )
    for state in ("germany", "hungary", "slovakia", "france"):
        assert {row["via"] for row in held(state)} == {"article"} and "the article's inference" in told[
            f"state-{state}"
        ]
    for state in ("uk", "spain", "italy", "poland"):
        assert "inference" not in told[f"state-{state}"]


def test_to_be_in_talks_is_no_willingness():
    members = {row["subject"] for row in tables.records(inputs().facts) if row["attribute"] == "member"}
    assert len(members) > 5
    rows = [line for line in made().markdown.splitlines() if re.search(r'"state-\w+"', line)]
    open_ones = [line.split(" | ")[0].lstrip("| ") for line in rows if "is open to it" in line or "may be open" in line]
    assert open_ones == ["The United Kingdom", "France"]


def test_a_potential_is_no_commitment():
    told = sentences(made())["answer-attributed"]
    assert told.startswith("France may be open to it") and "a “potential commitment” of nearly 10,000 troops" in told
    assert "naming no source" in told and "commits" not in told


def test_plans_of_different_sources_are_not_averaged():
    told = sentences(made())["size"]
    assert (
        re.findall(r"\d\d,\d{3}", told) == ["25,000", "30,000", "30,000", "10,000", "30,000"] and "not averaged" in told
    )
    amounts = {25000, 30000, 10000}
    assert {int(n.replace(",", "")) for n in re.findall(r"\d\d,000", main_text())} == amounts


def test_what_was_asked_about_is_not_what_was_demanded():
    told = sentences(made())
    assert "asked which help might be needed; they are not said to have offered any." in told["list-asked-about"]
    asked_about = {row["value"] for row in tables.records(inputs().facts) if row["status"] == "asked_about"}
    assert "air cover" in asked_about
    plan = told.pop("plan-european_plan-001")
    assert "air cover (asked about, US officials)" in plan and "troops (ruled out, the article)" in plan
    others = " ".join(sentence for claim, sentence in told.items() if not claim.startswith("plan-european_plan"))
    assert not any(value in others for value in asked_about)


def test_a_headline_that_its_own_body_contradicts_is_told_as_such():
    told = sentences(made())["headline"]
    assert "“Europe Hatches Plans for Ukraine Peacekeepers Without U.S.”, holds for American soldiers at most" in told


def test_a_role_is_not_told_as_soldiers():
    told = sentences(made())["roles"]
    assert (
        told
        == "Canada and Japan are said to be willing to play a role in a force, which need not mean soldiers (text 004)."
    )
    assert held("canada") == held("japan") == []


def test_one_person_under_two_names_is_one():
    # 003 calls Trump's envoy Keith Kellogg, and then Michael Kellogg
    speakers = {row["speaker"] for row in tables.records(inputs().statements)}
    assert {name for name in speakers if "Kellogg" in name} == {"Keith Kellogg"}
    assert "Michael Kellogg" not in made().markdown


def test_no_position_of_january_is_told_as_current_in_march():
    told = sentences(made())
    assert told["asked-002"].startswith(
        "22 to 26 January 2025†, text 002. The group of European allies and Ukraine wanted American soldiers"
    )
    assert told["asked"].startswith("Asked of the United States: first American soldiers in a future force, later")
    assert told["once-open"].startswith(
        "In text 002, Kyiv’s European allies said that the United States might take part"
    )


def test_what_rests_on_one_text_names_it_or_its_days():
    rows = {row["id"]: row for row in tables.records(inputs().passages)}
    for claim in tables.records(made().claims):
        articles = {rows[id]["article"] for id in claim["statements"].split()}
        if len(articles) == 1 and not claim["claim"].startswith("term-"):
            assert re.search(rf"[Tt]ext {articles.pop()}|20\d\d", claim["sentence"])


def test_silence_is_told_as_silence():
    assert "no statement was found: that is silence, and no position" in main_text()
    assert "no position" not in made().markdown.replace("and no position.", "")


# Every number and name from its cell


def alterations():
    """Altered cells of the tables, then of the study's words and names, as (table, row, column, value)."""
    told, cited = inputs(), set(" ".join(made().claims["statements"]).split())
    articles = sorted(told.texts)
    for number in range(len(told.sources)):
        for column, value in (("date_earliest", "1931-07-09"), ("outlet", "Zed")):
            yield "sources", number, column, value
    for table, id, changes in (
        ("statements", "statement", {"actor": "denmark", "speaker": "Zed", "position": 0}),
        ("facts", "fact", {"value": "7 zeds", "said_by": "Zed", "subject": "denmark"}),
    ):
        for row in tables.records(getattr(told, table)):
            elsewhere = {"article": articles[articles.index(row["article"]) - 1]}
            yield from ((table, row[id], *change) for change in (changes | elsewhere).items() if row[id] in cited)
    for number, row in enumerate(tables.records(told.stances)):
        yield "stances", number, "median", -1 if row["median"] > 0 else 1
    for about in ("plan", "actor", "issue", "condition"):
        yield from (("study", about, id, "zed") for id in told.study["words"][about])
    yield from (("codebook", "names", actor, "Zed") for actor in told.codebook.names)


def altered(change):
    """The BriefInputs with one cell changed, of a run in which claims may be dropped."""
    table, row, column, value = change
    told = dataclasses.replace(inputs(), run=inputs().run | {"min_confidence": "1.0"})
    if table == "study":
        words = told.study["words"] | {row: told.study["words"][row] | {column: value}}
        return dataclasses.replace(told, study=told.study | {"words": words})
    if table == "codebook":
        return dataclasses.replace(told, codebook=told.codebook._replace(names=told.codebook.names | {column: value}))
    frame = getattr(told, table).copy()
    place = row if isinstance(row, int) else frame.index[frame[table.removesuffix("s")] == row][0]
    frame.loc[place, column] = value
    return dataclasses.replace(told, **{table: frame})


@pytest.fixture
def printed(monkeypatch):
    """A function that gives what the expressions of each claim print, in their order, from BriefInputs."""
    now, told = [None], {}
    claim, shown = Claims.claim, render.as_markdown

    def named(self, id, *evidence, caller):
        now[0] = id
        text = claim(self, id, *evidence, caller=caller)
        now[0] = None
        return text

    def noted(value):
        text = shown(value)
        told.setdefault(now[0], []).append(str(text))
        return text

    monkeypatch.setattr(Claims, "claim", named)
    monkeypatch.setattr(render, "as_markdown", noted)

    def of(inputs):
        told.clear()
        kept = set(render.write_brief(TEMPLATE, inputs).claims["claim"])
        return {id: tuple(texts) for id, texts in told.items() if id in kept}

    return of


def bearing(change, cited):
    """The claims that a change may reach: those that cite its row, or all of them."""
    table, row, *_ = change
    return {claim for claim, ids in cited.items() if table not in ("statements", "facts") or row in ids}


@pytest.mark.slow
def test_an_altered_cell_changes_the_very_sentence_of_each_number_and_name(printed):
    told = inputs()
    names = names_pattern([*told.codebook.names.values(), *told.statements["speaker"], *told.sources["outlet"]])
    base, told_of = printed(told), sentences(made())
    waiting = {
        (claim, place)
        for claim, texts in base.items()
        for place, text in enumerate(texts)
        if re.search(r"\d", text) or names.search(text) or NUMBER_WORD.search(text)
        if f"“{text}”" not in told_of[claim]  # a quotation is compared with its passages
    }
    assert len(waiting) > 100
    cited = dict(zip(made().claims["claim"], made().claims["statements"].str.split(), strict=True))
    for change in alterations():
        reached = bearing(change, cited)
        if any(claim in reached for claim, _ in waiting):
            now = base | printed(altered(change))
            as_before = {
                (claim, place) for claim, place in waiting if now[claim][place:][:1] == base[claim][place:][:1]
            }
            waiting = {(claim, place) for claim, place in waiting if claim not in reached} | as_before
    assert {(claim, base[claim][place]) for claim, place in waiting} == set()
