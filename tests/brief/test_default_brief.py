"""The brief of the shipped study: what is committed, what it may not have, and what stands for its author."""

import re

from default_brief import inputs, made, study
from project import PROJECT
from stancebook.brief import checks
from stancebook.brief.text import parse
from stancebook.core import schema, tables


def body():
    """Return the brief before the cited passages."""
    return made().markdown.partition("\n## The cited passages")[0]


def words(markdown):
    """Return the number of words of a part of the brief, without marks and figures."""
    prose = re.sub(r"!\[.*?\]\(.*?\)|\[\d+\]\(.*?\)|<a id.*", "", markdown)
    return len(re.findall(r"\w[\w’'.,-]*", prose))


def test_it_is_what_is_committed():
    assert (PROJECT / "report/brief.md").read_text(encoding="utf-8") == made().markdown
    assert (PROJECT / "report/checks.md").read_text(encoding="utf-8") == checks.as_markdown(
        list(made().proofs.values())
    )
    committed = tables.read(PROJECT / "data/processed/claims.csv")
    assert committed == tables.parse(tables.text(tables.records(made().claims), schema.CLAIMS.names))


def test_the_first_paragraph_and_the_main_text_are_short():
    first = next(part for part in body().split("\n\n") if not part.startswith(("#", "*")))
    assert words(first) < 120
    assert words(body().partition("\n---\n")[0]) < 900


def test_prose_has_no_number_of_a_text_and_no_grade():
    assert not re.search(
        r"\btext \d|\bthin\b|\bstrong evidence", re.sub(r"!\[.*?\]", "", body()).partition("\n## The texts")[0]
    )


def test_each_claim_has_its_mark_once_and_its_note():
    marks = re.findall(r'\[(\d+)\]\([^)]*? "([\w-]+)"\)', made().markdown)
    assert marks == [(str(number), claim) for number, claim in enumerate(made().claims["claim"], 1)]
    assert [int(number) for number in re.findall(r'<a id="note-(\d+)">', made().markdown)] == list(
        range(1, len(marks) + 1)
    )


def test_every_link_leads_to_a_passage():
    ids = set(inputs().passages["id"])
    links = re.findall(r"evidence\.md#([^\s)\"]+)", made().markdown)
    assert len(links) > 100 and set(links) <= ids


def test_findings_have_ids_of_their_own():
    findings = [each for each in parse(study().text).sentences if each.holds]
    assert findings and not any(re.fullmatch(r"s\d+", each.id) for each in findings)


def test_no_error_is_left_and_each_reason_says_something():
    proofs = made().proofs.values()
    assert not any(proof.errors for proof in proofs)
    reasons = [fault.overruled for proof in proofs for fault in proof.faults if fault.overruled]
    assert all(len(reason.split()) >= 3 for reason in reasons)
