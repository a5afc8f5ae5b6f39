"""The evidence of many texts: which files there are, that each passage has one place, and that links meet it."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from payloads import PAYLOADS
from reader_study import coded_study, reader_html
from split_study import contents, split_pages
from stancebook.core import files
from stancebook.core.markdown import visible
from stancebook.core.paths import EVIDENCE_PAGES, RunPaths
from stancebook.export import evidence_split
from stancebook.study.generated import Generated

INDEX, SEARCH = "evidence.html", "evidence/search.html"
TEXTS = ["evidence/text-000.html", "evidence/text-003.html"]


class Page(HTMLParser):
    """The ids of a page, its links, its raw text, and the contents of its scripts by their type."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.labels, self.scripts, self.tags = [], [], [], {}, set()
        self.script = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.add(tag)
        self.ids += [known["id"]] if "id" in known else []
        self.links += [known["href"]] if "href" in known else []
        self.labels += [known["id"]] if "label" in known.get("class", "").split() and "id" in known else []
        self.script = known.get("type", "code") if tag == "script" else None

    def handle_endtag(self, tag):
        self.script = None

    def handle_data(self, words):
        if self.script:
            self.scripts[self.script] = self.scripts.get(self.script, "") + words


def data(html):
    return json.loads(Page(html).scripts["application/json"])


def test_one_page_below_the_limit_and_above_it_a_page_for_each_text(monkeypatch):
    toy = coded_study()
    assert [*evidence_split.pages(contents(toy), toy.texts)] == [(INDEX, reader_html(toy))]
    size = sum(map(len, toy.texts.values())) + evidence_split.PASSAGE * sum(
        len(text["labels"]) for text in contents(toy)["texts"]
    )
    monkeypatch.setattr(evidence_split, "MOST", size)
    assert [*dict(evidence_split.pages(contents(toy), toy.texts))] == [INDEX]
    monkeypatch.setattr(evidence_split, "MOST", size - 1)
    made = [*evidence_split.pages(contents(toy), toy.texts)]
    assert [name for name, _ in made] == [INDEX, SEARCH, *TEXTS]
    assert made == [*evidence_split.pages(contents(toy), toy.texts)]


def test_each_page_is_made_when_it_is_asked_for(monkeypatch):
    toy = coded_study()
    monkeypatch.setattr(evidence_split, "MOST", 0)
    shown = contents(toy)
    pages = evidence_split.pages(shown, toy.texts)
    assert [next(pages)[0] for _ in range(3)] == [INDEX, SEARCH, TEXTS[0]]
    assert [[*text["runs"]] != [] for text in shown["texts"]] == [False, True]


def test_each_passage_is_on_the_page_of_its_text_alone_with_the_id_that_it_has_on_one_page(monkeypatch):
    toy, made = split_pages(monkeypatch)
    once = [id for name in TEXTS for id in Page(made[name]).labels]
    assert sorted(once) == sorted(Page(reader_html(toy)).labels) and len(once) == 15
    assert not Page(made[INDEX]).labels
    for name, article in zip(TEXTS, toy.texts, strict=True):
        assert all(id.startswith((article, "F", "N")) for id in Page(made[name]).labels)
        assert f'id="text-{article}"' in made[name] and made[name].count("<article") == 1


def test_the_index_knows_the_page_and_the_label_of_each_passage(monkeypatch):
    toy, made = split_pages(monkeypatch)
    known = data(made[INDEX])
    for name, text in zip(TEXTS, known["texts"], strict=True):
        assert text["page"] == name and [id for id, _ in text["passages"]] and text["heading"].startswith("Text ")
        assert {id for id, _ in text["passages"]} == {*Page(made[name]).labels}
    labels = {id: known["labels"][at] for text in known["texts"] for id, at in text["passages"]}
    row = toy.passages.set_index("id").loc[toy.ids[0]]
    assert labels[toy.ids[0]]["look"] == "p1" and labels[toy.ids[0]]["text"] == "+1"
    assert labels[toy.ids[0]]["data"] == {"actor": row["actor"], "issue": row["issue"], "position": "1"}
    assert labels["F001"] == {"look": "aside", "text": "fact", "about": labels["F001"]["about"], "data": {}}
    assert len({json.dumps(label) for label in known["labels"]}) == len(known["labels"])


def test_each_link_leads_to_a_file_that_is_there_and_a_place_in_it(monkeypatch):
    _, made = split_pages(monkeypatch)
    pages = {name: Page(html) for name, html in made.items()}
    met = 0
    for name, page in pages.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = unquote(normpath(join(dirname(name), path))) if path else name
            if target.startswith(("index.html", "../data/raw/")):
                continue
            assert target in pages, (name, link)
            assert not anchor or unquote(anchor) in pages[target].ids, (name, link)
            met += bool(anchor)
    assert met > 40
    briefs = {link for name in TEXTS for link in pages[name].links if "index.html" in link}
    assert briefs and all(link.startswith("../index.html") for link in briefs)
    assert {link for link in pages[TEXTS[0]].links if "data/raw" in link} == {"../../data/raw/000_toy.txt"}


def test_a_text_has_the_claims_that_rest_on_it_with_one_link_to_those_in_other_texts(monkeypatch):
    toy, made = split_pages(monkeypatch)
    at = {name: {id for id in Page(made[name]).ids if id.startswith("claim-")} for name in (INDEX, *TEXTS)}
    assert at[INDEX] == {f"claim-{claim}" for claim in toy.claims["claim"]}
    assert at[TEXTS[0]] == {"claim-answer", "claim-size", "claim-row"} and at[TEXTS[1]] == {
        "claim-size",
        "claim-planted",
    }
    claims = made[TEXTS[0]].partition('id="claims"')[2].split("<li id=")
    several = next(claim for claim in claims if claim.startswith('"claim-size"'))
    assert '<a href="../evidence.html#claim-size">and 2 passages in 1 other text</a>' in several
    assert "F001" not in several and sum("other text" in claim for claim in claims) == 1
    assert 'href="#F001"' in made[TEXTS[1]].partition('id="claims"')[2]
    assert 'href="evidence/text-003.html#F001"' in made[INDEX]


def test_the_search_holds_each_text_as_its_page_shows_it(monkeypatch):
    toy, made = split_pages(monkeypatch)
    assert [(page, text) for page, _, text in data(made[SEARCH])] == [
        (name.removeprefix("evidence/"), visible(toy.texts[article]))
        for name, article in zip(TEXTS, toy.texts, strict=True)
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_loads_or_runs_but_the_script_whose_hash_the_policy_has(monkeypatch, payload):
    _, plain = split_pages(monkeypatch)
    _, made = split_pages(monkeypatch, payload)
    for name, html in made.items():
        page, [policy] = Page(html), re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
        code = page.scripts.pop("code")
        digest = b64encode(sha256(code.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}';" in policy and policy.startswith("default-src 'none'; ")
        assert page.tags == Page(plain[name]).tags and code == Page(plain[name]).scripts["code"]
        assert {*page.scripts} <= {"application/json"} and (payload or " src=" not in html)


def test_names_of_files_hold_any_id():
    names = [evidence_split.page_of(id) for id in ("010", "a/b", "..", "search", "ü x", "50%")]
    assert len({*names}) == 6 and all(name.count("/") == 1 for name in names)
    assert names[0] == "evidence/text-010.html" and evidence_split.SEARCH not in names
    for name in (*names, evidence_split.SEARCH):
        assert any(PurePosixPath(name).match(pattern) for pattern in EVIDENCE_PAGES)


def test_pages_of_former_texts_are_removed(tmp_path):
    run = Generated.__new__(Generated)
    run.paths = RunPaths(tmp_path, tmp_path, tmp_path)
    run.write_report([("evidence.html", "index"), ("evidence/text-1.html", "one"), ("evidence/text-2.html", "two")])
    for name in ("note.txt", "note.html"):
        files.write_text(tmp_path / "report/evidence" / name, "of somebody else")
    run.write_report(iter([("evidence.html", "index"), ("evidence/text-2.html", b"2")]))
    assert sorted(path.name for path in run.paths.evidence.iterdir()) == ["note.html", "note.txt", "text-2.html"]
    assert (run.paths.evidence / "text-2.html").read_bytes() == b"2"
