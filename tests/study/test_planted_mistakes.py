"""Mistakes that newcomers make, one at a time in a small sound study: each is answered by one sentence with the cure.

A mistake is what is done to the study, and the options of the command; it ends with 1, without a traceback, and nothing
is written.
"""

import shutil
from pathlib import Path

import pytest

from project import PROJECT
from stancebook.pipeline import cli
from stancebook.study.coders import UNNAMED, files
from stancebook.study.freeze import as_text, with_freeze

CODERS_FILES = files(UNNAMED)[:4]  # without source notes, of which the toy has one file

CODED = "data/coded/"


def edit(name, old, new):
    """Return a mistake that replaces words in a file of data/coded, or of the study if the name has a folder."""

    def make(study):
        path = study / (name if "/" in name else CODED + name)
        content = path.read_bytes().decode("utf-8")
        assert content.count(old) >= 1, f"{old!r} does not stand in {name}"
        path.write_bytes(content.replace(old, new, 1).encode("utf-8"))

    return make


def whole(name, content):
    """Return a mistake that writes a file anew."""
    return lambda study: (study / (name if "/" in name else CODED + name)).write_bytes(content)


def moved(old, new):
    """Return a mistake that moves or renames a file."""
    return lambda study: (study / old).rename(study / new)


def gone(name):
    """Return a mistake that deletes a file."""
    return lambda study: (study / name).unlink()


def every(name, old, new):
    """Return a mistake that replaces words wherever they stand in a file."""

    def make(study):
        path = study / (CODED + name)
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    return make


COURIER = "data/raw/010_courier.txt"
ROW = "coder_a.csv, row 5, "
COPY = "copy it from the raw text character by character"
MISTAKES = {
    # study.yaml
    "a tab in YAML": (edit("study.yaml", "issue: own", "issue:\n\tid: own"), "study.yaml, row 5: a tab stands where only spaces may; write spaces"),
    "a missing colon": (edit("study.yaml", "issue: own_workers", "issue own_workers"), "study.yaml, row 5: a colon is missing in the line above; write name: value"),
    "a text with a colon": (edit("study.yaml", "title: Who", "title: The bridge: who"), "study.yaml, row 2: a colon stands where no entry can begin; put a text with a colon in quotes, or indent the line like those beside it"),
    "wrong indentation": (edit("study.yaml", "question: Which", " question: Which"), "study.yaml, row 3: a colon stands where no entry can begin; put a text with a colon in quotes, or indent the line like those beside it"),
    "an open quotation mark": (edit("study.yaml", "words: {actor: {towns: the towns on the strait}}", "received: 'By post"), "study.yaml, row 13: a quotation mark is not closed; close it"),
    "a text that begins with %": (edit("study.yaml", "title: Who", "title: %Who"), "study.yaml, row 2: a text begins with a sign that YAML keeps for itself; put the text in quotes"),
    "an empty study.yaml": (whole("study.yaml", b""), "study.yaml: the file is empty; write title: … and the other entries"),
    "a list for study.yaml": (whole("study.yaml", b"- title\n"), "study.yaml: it has no entries; write them as name: value"),
    "no title": (edit("study.yaml", "title: Who would build the bridge over the strait, and who would pay?\n", ""), "study.yaml: 'title' is missing; add title: the title of the brief"),
    "a number as text": (edit("study.yaml", "quotation_limit: 20", "quotation_limit: '20'"), "study.yaml, quotation_limit: '20' is no whole number; write digits, without quotes"),
    "an unknown main issue": (edit("study.yaml", "issue: own_workers", "issue: own_worker"), "study.yaml, issue: 'own_worker' is not in the codebook; do you mean own_workers?"),
    "an entry twice": (edit("study.yaml", "issue: own_workers", "issue: bridge\nissue: own_workers"), "study.yaml, row 5: 'issue' stands there twice; make one of them"),
    "study.yaml not UTF-8": (whole("study.yaml", "title: Säl\n".encode("latin-1")), "study.yaml: byte 8 is not UTF-8; save the file as UTF-8"),
    # codebook.yaml
    "an actor without a type": (edit("codebook.yaml", "{name: Towns on the strait, type: group,", "{name: Towns on the strait,"), "codebook.yaml, actors: towns: 'type' is missing; add type: state"),
    "an actor without a name": (edit("codebook.yaml", "{name: Arland, type", "{type"), "codebook.yaml, actors: arland: 'name' is missing; add name: its name in the brief"),
    "a misspelt key": (edit("codebook.yaml", "{name: Arland, type", "{name: Arland, typ"), "codebook.yaml, actors: arland: 'typ' is not known; name it type"),
    "a key in the singular": (edit("codebook.yaml", "\nissues:", "\nissue:"), "codebook.yaml: 'issue' is not known; name it issues"),
    "an id that YAML reads as no text": (edit("codebook.yaml", "  arland: {", "  no: {"), "codebook.yaml, actors: False is no id; use letters, digits and _, in quotes where YAML reads something else"),
    "an id with a space": (edit("codebook.yaml", "  bridge: A", "  the bridge: A"), "codebook.yaml, issues: 'the bridge' is no id; use letters, digits and _, in quotes where YAML reads something else"),
    "a name of two actors": (edit("codebook.yaml", "called: [Bordurian,", "called: [Arland, Bordurian,"), "codebook.yaml: 'Arland', a word of borduria, is a name of arland too; leave it to one of them"),
    "a condition without words": (edit("codebook.yaml", "if_asked: [if asked], ", ""), "codebook.yaml, variables: condition: mentions: 'if_asked' is missing; list the words by which a sentence mentions it, or write [] if there are no fixed ones"),
    "a rule for an unknown value": (edit("codebook.yaml", "{via: article, voice", "{via: articles, voice"), "codebook.yaml: 'articles', in a rule of refused, is no value of via; do you mean article?"),
    "a codebook in Word": (whole("codebook.yaml", b"PK\x03\x04\xff"), "codebook.yaml: byte 4 is not UTF-8; save the file as UTF-8"),
    # cleaning.yaml
    "an unquoted id": (edit("cleaning.yaml", 'articles: ["020"]', "articles: [020]"), "cleaning.yaml, rules: caption-crane: articles: 1: 16 is no text, as it stands there; write it in quotes"),
    "an unknown zone": (edit("cleaning.yaml", "zone: caption", "zone: captions"), "cleaning.yaml, rules: caption-crane: zone: 'captions' is not known; do you mean caption?"),
    "a pattern that is none": (edit("cleaning.yaml", "'^Read also: [^", "'^Read also: ([^"), "cleaning.yaml, rules: teaser: pattern: missing ), unterminated subpattern at position 12; write a regular expression"),
    # sources.csv and the texts
    "a renamed text": (moved(COURIER, "data/raw/010_currier.txt"), "sources.csv, row 2, file: data/raw/010_courier.txt is missing; do you mean 010_currier.txt?"),
    "wrong capitals": (moved(COURIER, "data/raw/010_Courier.TXT"), "sources.csv, row 2, file: data/raw/010_courier.txt is missing; do you mean 010_Courier.TXT?"),
    "two endings": (moved(COURIER, "data/raw/010_courier.txt.txt"), "sources.csv, row 2, file: data/raw/010_courier.txt is missing; do you mean 010_courier.txt.txt?"),
    "a text in the wrong folder": (moved(COURIER, "data/coded/010_courier.txt"), "sources.csv, row 2, file: data/raw/010_courier.txt is missing; it stands in data/coded: move it to data/raw"),
    "a text that is gone": (gone(COURIER), "sources.csv, row 2, file: data/raw/010_courier.txt is missing; restore it or correct the name"),
    "an edited text": (edit(COURIER, "money", "honey"), "sources.csv, row 2, file: data/raw/010_courier.txt is not the file received (its SHA-256 differs); restore it; raw texts are never edited"),
    "a text that no row names": (whole("data/raw/040.txt", b"More."), "data/raw/040.txt: no row of sources.csv names it; add a row or take the file away"),
    "no hash": (edit("sources.csv", "c4f2b687ab2638b22b9fbd90feb868c045cd490a62088769407caeef7e0a3f8d", ""), "sources.csv, row 2, sha256: the cell is empty; write c4f2b687ab2638b22b9fbd90feb868c045cd490a62088769407caeef7e0a3f8d, which is that of the file"),
    "an ambiguous date": (edit("sources.csv", "1925-03-01", "02/03/1925"), "sources.csv, row 2, date_earliest: '02/03/1925' is no date; write it as 2025-01-31, or leave it empty"),
    "an id twice": (edit("sources.csv", "\n030,", "\n020,"), "sources.csv, row 4, article: '020' stands in row 3 too; give each its own id"),
    # a coder's file
    "a position in words": (edit("coder_a.csv", "toll,-1,none,2,", "toll,pro,none,2,"), f"{ROW}position: 'pro' is not in the codebook; use -2, -1, 0, 1 or 2"),
    "a position by its meaning": (edit("coder_a.csv", "toll,-1,none,2,", "toll,rejects,none,2,"), f"{ROW}position: 'rejects' is not in the codebook; do you mean -2?"),
    "a position out of the scale": (edit("coder_a.csv", "toll,-1,none,2,", "toll,-3,none,2,"), f"{ROW}position: '-3' is not in the codebook; use -2, -1, 0, 1 or 2"),
    "an unknown actor": (edit("coder_a.csv", "Ina Mor,borduria", "Ina Mor,bordurja"), f"{ROW}actor: 'bordurja' is not in the codebook; do you mean borduria?"),
    "an actor by its name": (edit("coder_a.csv", "-,towns,", "-,Towns on the strait,"), "coder_a.csv, row 11, actor: 'Towns on the strait' is not in the codebook; do you mean towns?"),
    "an actor in every row": (every("coder_a.csv", ",borduria,", ",Bordurja,"), "coder_a.csv, row 4, actor: 'Bordurja' is not in the codebook (and in rows 5, 6, 7, 8 and 9); do you mean borduria?"),
    "an unknown issue": (edit("coder_a.csv", "indirect,toll,-1", "indirect,tolls,-1"), f"{ROW}issue: 'tolls' is not in the codebook; do you mean toll?"),
    "an unknown condition": (edit("coder_a.csv", "toll,-1,none,2,", "toll,-1,half_payed,2,"), f"{ROW}condition: 'half_payed' is not in the codebook; do you mean half_paid?"),
    "an empty condition": (edit("coder_a.csv", "toll,-1,none,2,", "toll,-1,,2,"), f"{ROW}condition: the cell is empty; write none where no condition is stated"),
    "an unknown text": (edit("coder_a.csv", "010,called a toll", "040,called a toll"), f"{ROW}article: '040' is no article of sources.csv; use 010, 020 or 030"),
    "a quotation in other words": (edit("coder_a.csv", "called a toll a wall", "called the toll a wall"), f"{ROW}quote: the quote “called the toll a wall” was not found: it is not in the text; {COPY}"),
    "a quotation over two sentences": (edit("coder_a.csv", "Borduria rejects a toll.,1,", "Borduria rejects a toll. Its,,"), "coder_a.csv, row 4, quote: the quote “Borduria rejects a toll. Its” lies within no sentence: it runs over the end of a sentence; quote one sentence's clause"),
    "a quotation of a byline": (edit("coder_a.csv", "called a toll a wall", "By Ada Quill"), f"{ROW}quote: the quote “By Ada Quill” lies within no sentence: it lies in a part that cleaning takes out; quote one sentence's clause"),
    "a quotation that stands there twice": (edit("coder_a.csv", "Borduria rejects a toll.,1,", "Borduria rejects a toll.,,"), "coder_a.csv, row 4, quote: the quote stands there 2 times; say which in occurrence (1 to 2)"),
    "a renamed column": (edit("coder_a.csv", ",position,", ",stance,"), "coder_a.csv, row 1, stance: the column is not known; name it position"),
    "a column too many": (edit("coder_a.csv", ",note\n", ",note,date\n"), "coder_a.csv, row 1, date: the column is not known; take it out"),
    "another table": (lambda study: shutil.copy(study / CODED / "facts.csv", study / CODED / "coder_a.csv"), "coder_a.csv, row 1: the columns speaker, actor, via, voice, issue, position, condition and confidence are missing; the header should read article,quote,occurrence,speaker,actor,via,voice,issue,position,condition,confidence,note"),
    "two headers": (edit("coder_a.csv", "article,", "Codings of Ada\narticle,"), "coder_a.csv, row 1: a line stands above the header; take it out"),
    "a header twice": (lambda study: (study / CODED / "coder_a.csv").write_bytes((lambda lines: lines[0] + b"".join(lines))((study / CODED / "coder_a.csv").read_bytes().splitlines(True))), "coder_a.csv, row 2: the header stands there twice; take this row out"),
    "a comma without quotes": (edit("coder_a.csv", '"An image, not a refusal."', "An image, not a refusal."), f"{ROW[:-2]}: the row has not as many cells as the header; give it 12, with quotation marks around commas"),
    "a quotation mark that is not closed": (edit("coder_a.csv", "towns,article", '"towns,article'), 'coder_a.csv: row 11: a quotation mark there or further up is not closed; close it, and write one inside a cell twice ("")'),
    "a Word file": (whole("coder_a.csv", b"PK\x03\x04word"), "coder_a.csv: it is a Word, Excel or zip file with another name; save it as CSV (UTF-8)"),
    "a web page": (whole("coder_a.csv", b"<!DOCTYPE html>"), "coder_a.csv: it is an HTML page with another name; save it as CSV (UTF-8)"),
    "a coder's file in the wrong folder": (moved(CODED + "coder_b.csv", "data/coder_b.csv"), "coder_b.csv: it stands in data; move it to data/coded"),
    "a coder's file with two endings": (moved(CODED + "coder_b.csv", CODED + "coder_b.csv.csv"), "coder_b.csv, coder_b.csv.csv: no file of this name is read; name it coder_b.csv"),
    "wrong capitals in a name": (moved(CODED + "codebook.yaml", CODED + "Codebook.yaml"), "codebook.yaml, Codebook.yaml: no file of this name is read; name it codebook.yaml"),
    "a misspelt name": (moved(CODED + "adjudication.csv", CODED + "adjudicaton.csv"), "adjudication.csv, adjudicaton.csv: no file of this name is read; name it adjudication.csv"),
    "a copy's name": (moved(CODED + "facts.csv", CODED + "facts (1).csv"), "facts.csv, facts (1).csv: no file of this name is read; name it facts.csv"),
    # decisions, facts, notes, map
    "an unknown decision": (edit("adjudication.csv", "via,article,self,article,", "via,article,self,maybe,"), "adjudication.csv, row 7, decision: 'maybe' is not a decision; use self, other or article"),
    "a decision without a reason": (edit("adjudication.csv", "The headline names no source.", ""), "adjudication.csv, row 7, reason: the decision has no reason; give one"),
    "a decision twice": (edit("adjudication.csv", "010,270,borduria", "010,210,borduria,toll,position,-1,-2,-2,x\n010,270,borduria"), "adjudication.csv, row 6, position: row 5 decides on it already; leave one of the two"),
    "a number in words": (edit("facts.csv", ",300,500", ",some 300,500"), "facts.csv, row 2, value_low: 'some 300' is no number; write digits alone, and words in value"),
    "an unknown status": (edit("facts.csv", ",ruled_out", ",ruled out"), "facts.csv, row 5, status: 'ruled out' is not in the codebook; do you mean ruled_out?"),
    "an unknown kind of note": (edit("source_notes.csv", ",byline", ",by-line"), "source_notes.csv, row 3, kind: 'by-line' is not one of its kinds; do you mean byline?"),
    "a square twice": (edit("map.csv", ",1,3", ",1,1"), "map.csv, row 3, column: row 2 has the same row and column; change one of them"),
    # the text
    "a misspelt figure": (edit("report/text.md", "figures/ladder.svg", "figures/Ladder.svg"), "report/text.md, line 7: no notebook draws the figure 'Ladder'; do you mean ladder?"),
    "an unknown id": (edit("report/text.md", "[@N001]", "[@borduria/tol]"), "report/text.md, line 5: “@borduria/tol”: 'tol' is no issue of the codebook; do you mean toll?"),
    "a quotation that nobody said": (edit("report/text.md", "would rather swim", "would sooner swim"), "report/text.md, line 5: “would sooner swim than pay a toll” stands in no cited text (020); copy the words from the text, or cite the text that has them"),
    "an open citation": (edit("report/text.md", "[@N001].", "[@N001."), "report/text.md, line 5: “[@N001.” has no closing bracket; close it with ]"),
    "a wrong predicate": (edit("report/text.md", "stance(arland, bridge) > 0", "stance(arland, bridge) = 1"), "report/text.md, line 5, holds of arland-builds: 'stance(arland, bridge) = 1' cannot be read; write a comparison such as stance(actor, issue) > 0"),
}  # fmt: skip
OPTIONS = {
    "an unknown issue": (["--issue", "brigde"], "parameters, issue: 'brigde' is not in the codebook; do you mean bridge?"),
    "an unknown coding": (["--coding", "ada"], "parameters, coding: 'ada' is no coding; use adjudicated, coder_a or coder_b"),
    "an id without its zero": (["--exclude-articles", "10"], "parameters, exclude_articles: '10' is no article of sources.csv; its zeros were lost: write 010, as text"),
    "ids with commas": (["--exclude-articles", "010,020"], "parameters, exclude_articles: '010,020' is no article of sources.csv; use 010, 020 or 030"),
    "every text": (["--exclude-articles", "010 020 030"], "parameters, exclude_articles: no article is left; leave one in"),
}  # fmt: skip


def contents(study):
    return {path: path.read_bytes() for path in Path(study).rglob("*") if path.is_file()}


def checked(study, capsys, *options):
    """Return the sentences on which the command ends, after a look at its exit code and at what it left."""
    builds, before = PROJECT / "build", contents(study)
    there = set(builds.glob("*")) if builds.exists() else set()
    code = cli.main(["check", "--study", str(study), *options])
    shown = capsys.readouterr()
    assert code == 1 and "Traceback" not in shown.err, shown
    assert contents(study) == before and (set(builds.glob("*")) if builds.exists() else set()) == there
    *sentences, count = shown.err.splitlines()
    assert count == (f"{len(sentences)} problem" if len(sentences) == 1 else f"{len(sentences)} problems")
    return sentences


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence_with_the_cure(toy, monkeypatch, capsys, name):
    make, sentence = MISTAKES[name]
    monkeypatch.chdir(PROJECT)
    make(toy)
    coded = {file: (toy / CODED / file).read_bytes() for file in CODERS_FILES if (toy / CODED / file).exists()}
    if name not in ("a coder's file in the wrong folder", "a coder's file with two endings"):
        (toy / CODED / "frozen.json").write_text(as_text(with_freeze([], "in a test", coded)), encoding="utf-8")
    found = checked(toy, capsys)
    assert found == [sentence]


@pytest.mark.parametrize("name", OPTIONS)
def test_a_wrong_option_is_one_sentence_with_the_cure(toy, monkeypatch, capsys, name):
    options, sentence = OPTIONS[name]
    monkeypatch.chdir(PROJECT)
    assert checked(toy, capsys, *options) == [sentence]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "No such command 'chek'. Did you mean 'check'?"),
        (["check", "--codign", "x"], "No such option '--codign'. Did you mean '--coding'?"),
        (["check", "--min-confidence", "high"], "'high' is not one of '1', '2', '3'"),
        (["check", "--min-confidence", "4"], "'4' is not one of '1', '2', '3'"),
        (["check", "--study", "nowhere"], "holds no data/coded; give the folder of a study"),
        (["run", "4", "--study", "tests/toy"], "there is no notebook 4; do you mean 04?"),
        (["run", "9" * 5000, "--study", "tests/toy"], f"there is no notebook {'9' * 50} … {'9' * 34}; use 01"),
        (["run", "12", "--study", "tests/toy"], "there is no notebook 12; use 01, 02, 03, 04, 05, 06 or 07"),
    ],
)
def test_a_wrong_command_is_answered_too(monkeypatch, capsys, words, sentence):
    monkeypatch.chdir(PROJECT)
    code = cli.main(words)
    shown = capsys.readouterr()
    assert code in (1, 2) and sentence in shown.err and "Traceback" not in shown.err


def test_there_are_more_than_fifty_mistakes():
    assert len(MISTAKES) + len(OPTIONS) >= 80
