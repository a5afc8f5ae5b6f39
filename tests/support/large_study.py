"""Write an invented study of any size, the same on every machine: `python tests/support/large_study.py FOLDER 300`.

300 texts have about 10,000 statements of 60 actors on 10 issues. The folder is complete: `make check STUDY=FOLDER` finds
no problem, and `make report STUDY=FOLDER` runs all notebooks. The first texts of a larger study are those of a smaller one.
"""

import sys
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

import yaml

from large_codebook import ACTORS, CONDITIONS, ISSUES, PLANS, SAID, TEXT, codebook, settings, types
from stancebook.core import schema, tables
from stancebook.core.files import digest
from stancebook.study import adjudication, coders, freeze, quotes
from stancebook.texts import cleaning

SEED = 20250217
PLANNED = 34  # statements of a text, before adjudication takes some out
FACTS = 4  # of a text
FIRST, LAST = (
    ("Ada", "Bo", "Eva", "Ina", "Ole", "Ulf"),
    ("Quill", "Lind", "Mor", "Nord", "Rask", "Sten", "Tveit", "Vik"),
)
OUTLETS = ("Courier", "Strait Wire", "Gazette", "Herald", "Morning Post", "Ledger")
DISTANCES = ("own_reporting", "agency", "relay", "relay", "rewrite", "excerpt")
VOICES = ("direct", "direct", "anonymous", "indirect", "indirect", "other", "narration")


@cache
def lean(actor, issue):
    """Return what an actor mostly says on an issue: its camp's position and something of its own."""
    camp = 1 if list(ACTORS).index(actor) % 5 < 2 else -1
    side = 1 if ISSUES.index(issue) % 3 else -1
    return 1.2 * camp * side + Random(f"{SEED} {actor} {issue}").gauss(0, 0.7)


def word(random):
    """Return an invented word; there are so many that two texts seldom share two in a row."""
    return "".join(random.choice(("ba", "ke", "li", "mo", "nu", "pra", "sti", "ro", "ve", "wa")) for _ in range(3))


def words(random, times):
    """Return invented words."""
    return " ".join(word(random) for _ in range(times))


def letter(number):
    """Return a sentence that quotes a letter to a text: what another text may take over."""
    random = Random(f"{SEED} letter {number}")
    return f"A letter calls it “{words(random, 8)}”."


def person(random, actor):
    """Return one of an actor's three speakers."""
    names = Random(f"{SEED} {actor}").sample([f"{first} {last}" for first in FIRST for last in LAST], 3)
    return random.choice(names)


def statement(random, actor, issue, voice):
    """Return a sentence and the coded values of the statement in it."""
    condition = random.choices(tuple(CONDITIONS), (14, 2, 2, 2, 1))[0]
    position = max(-2, min(2, round(random.gauss(lean(actor, issue), 0.7))))
    we, it = SAID[position]
    about = f"the {issue.replace('_', ' ')}{CONDITIONS[condition]}"
    name, speaker, detail = ACTORS[actor], person(random, actor), words(random, 3)
    own = words(random, 6)  # so many that no two quotations are alike
    sentence, speaker, via, voice = {
        "direct": (f"“We {we} {about} for {own},” said {speaker} of {name}.", speaker, "self", "direct"),
        "anonymous": (f"An official said that {name} {it} {about} for {detail}.", "official", "self", "anonymous"),
        "indirect": (f"{speaker} said that {name} {it} {about} for {detail}.", speaker, "self", "indirect"),
        "other": (f"According to {speaker}, {name} {it} {about} over {detail}.", speaker, "other", "indirect"),
        "narration": (f"{name} {it} {about}, near {detail}.", "-", "article", "narration"),
    }[voice]
    cells = {"speaker": speaker, "actor": actor, "via": via, "voice": voice, "issue": issue, "position": str(position)}
    return sentence, cells | {"condition": condition, "confidence": random.choice("12333"), "note": ""}


def sentence_with_statements(random, actors, issue):
    """Return a sentence and the coded values of one statement in it, or of two actors' statements."""
    actor, other = random.choice(actors), random.choice(actors)
    voice = random.choice(VOICES)
    sentence, cells = statement(random, actor, issue, voice)
    if voice != "narration" or other == actor:
        return sentence, [cells]
    second, more = statement(random, other, issue, voice)
    return f"{sentence[:-1]}, and {second}", [cells, more]


def fact(random, actor):
    """Return a sentence and the coded values of the fact in it."""
    attribute, detail, plan = random.choice(("workforce", "place")), word(random), random.choice(PLANS)
    low = 100 * random.randint(1, 9)
    high = low + 100 * random.randint(0, 3)
    sentence = f"{ACTORS[actor]} would send {low} to {high} workers to the {detail} works."
    numbers = {"value": "", "value_low": str(low), "value_high": str(high), "unit": "workers"}
    if attribute == "place":
        sentence = f"{ACTORS[actor]} would build at {detail.capitalize()} Point."
        numbers = {"value": f"{detail.capitalize()} Point", "value_low": "", "value_high": "", "unit": ""}
    status, cells = random.choice(("planned", "proposed", "reported")), {"plan": plan, "attribute": attribute}
    return sentence, cells | numbers | {"subject": actor, "status": status, "said_by": "-", "note": ""}


def text(number):
    """Return the id, headline and raw text of a text, its statements and its facts, each with the sentence as quote."""
    random, id = Random(f"{SEED} text {number}"), f"{number:03}"
    names = random.choices(list(ACTORS), [1 / (rank + 4) for rank in range(len(ACTORS))], k=9)
    issues = random.choices(ISSUES, [1 / (rank + 2) for rank in range(len(ISSUES))], k=4)
    written, statements, facts = {}, [], []
    while len(statements) < PLANNED:
        sentence, coded = sentence_with_statements(random, names, random.choice(issues))
        written[sentence] = None
        statements += [{"article": id, "quote": sentence, "occurrence": "", **cells} for cells in coded]
    for _ in range(FACTS):
        sentence, cells = fact(random, random.choice(names))
        written[sentence] = None
        facts.append({"article": id, "quote": sentence, "occurrence": "", **cells})
    sentences = list(written) + [f"The {word(random)} met the {word(random)} on day {day}." for day in range(1, 8)]
    sentences += [letter(number)] + ([letter(number - 1)] if number % 5 == 4 else [])
    random.shuffle(sentences)
    headline = f"{ACTORS[names[0]]} and {ACTORS[names[1]]} talk of the {issues[0].replace('_', ' ')}"
    lines = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    byline, teaser = f"By {random.choice(FIRST)} {random.choice(LAST)}", "Read also: Ten works to see"
    return id, headline, "\n".join([headline, byline, *lines, teaser]) + "\n", statements, facts


def coded_by(coder, rows):
    """Return the rows that a coder has of statements: some are missed, and some values are others."""
    return [_slip(random, row) for row in rows for random in [Random(f"{coder} {row}")] if random.random() > 0.04]


def _slip(random, row):
    """Return a coder's row of a statement: with a shorter quotation or another value in some."""
    changed = row | {"quote": row["quote"][:-1] if random.random() < 0.5 else row["quote"]}
    changed["confidence"] = random.choice("1233")
    if random.random() < 0.08:
        changed["position"] = str(max(-2, min(2, int(row["position"]) + random.choice((-1, 1)))))
    if random.random() < 0.05:
        changed["condition"] = random.choice(tuple(CONDITIONS))
    if random.random() < 0.03 and row["via"] != "article":
        changed["via"] = {"self": "other", "other": "self"}[row["via"]]
    if random.random() < 0.03 and row["voice"] == "direct":
        changed["voice"] = "indirect"
    return changed


def facts_by(coder, rows):
    """Return the rows that a coder has of facts."""
    return [row for row in rows if Random(f"{coder} {row}").random() > 0.1]


def decided(due):
    """Return the rows of adjudication.csv for the decisions that are due."""
    rows = []
    for row in due:
        choice = Random(f"{SEED} {row}").choice((row["coder_a"], row["coder_b"]))
        usual = {"presence": choice or "absent", "all": "upheld"}
        rows.append(row | {"decision": usual.get(row["variable"], choice), "reason": "Read again."})
    return rows


def decided_facts(facts, coded):
    """Return the rows of fact_decisions.csv: every fact that one coder left out is kept."""
    ids, rows = {tuple(row.items()): f"F{number:04}" for number, row in enumerate(facts, 1)}, []
    alike = set.intersection(*({tuple(row.items()) for row in own} for own in coded.values()))
    for coder, own in coded.items():
        for number, row in enumerate(own, 1):
            if tuple(row.items()) not in alike:
                named = {"coder_a": "", "coder_b": "", coder: f"{coder}-{number:03}"}
                cells = {column: row[column] for column in ("article", "quote", "attribute")} | named
                rows.append(cells | {"decision": "kept", "fact": ids[tuple(row.items())], "reason": "Read again."})
    return rows


def brief(declared):
    """Return the text of the brief: a sentence for each finding, on what an actor says without condition."""
    lines = [
        "- {actor} and the {issue} [@{actor_id}/{issue_id} condition=none]{{#{actor_id}-{issue_id} holds=\"{holds}\"}}.".format(
            actor=ACTORS[actor], issue=issue.replace("_", " "), actor_id=actor, issue_id=issue, holds=holds,
        )
        for (actor, issue), holds in declared.items()
    ]  # fmt: skip
    return TEXT.replace("{findings}", "\n".join(lines))


def findings(statements):
    """Return 20 findings: the predicates of the actors and issues that are spoken of most."""
    positions = defaultdict(list)
    for row in statements:
        positions[row["actor"], row["issue"]].append(int(row["position"]))
    declared = {}
    for actor, issue in sorted(positions, key=lambda pair: (-len(positions[pair]), pair))[:20]:
        middle = median(positions[actor, issue])
        side = "> 0" if middle > 0 else "< 0" if middle < 0 else "== 0"
        declared[actor, issue] = f"stance({actor}, {issue}) {side}"
    return declared


def choices(ids):
    """Return the choices of analysis as they stand in study.yaml."""
    part, group = [actor for actor, kind in types().items() if kind == "group"][:2]
    return {
        "left_out_together": {"relays": ids[::4], "first": ids[:2]}, "parts": {part: group},
        "curve": {"says": "States for the bridge", "value": "actors(bridge, at_least=0.5, type=state)"},
    }  # fmt: skip


def source(number, headline, content):
    """Return the row of sources.csv and that of provenance.csv of a text."""
    random, id = Random(f"{SEED} source {number}"), f"{number:03}"
    month, day, distance = number // 28 % 12 + 1, number % 28 + 1, random.choice(DISTANCES)
    date = f"{1925 + number // 336}-{month:02}-{day:02}" if random.random() < 0.9 else ""
    row = {"article": id, "file": f"{id}.txt", "sha256": digest(content), "outlet": random.choice(OUTLETS)}
    row |= {"headline": headline, "byline": "", "cited_outlets": "", "kind": distance.replace("_", " ")}
    row |= {"date_earliest": date, "date_latest": date, "date_basis": "[outside] Invented.", "rights": "invented"}
    origin = random.choice(OUTLETS) if distance in ("relay", "rewrite") and random.random() < 0.7 else ""
    return row, {"article": id, "distance": distance, "origin": origin, "basis": "Invented."}


def notes(texts):
    """Return the rows of source_notes.csv: each tenth text contradicts the one before it."""
    rows = []
    for number, (one, other) in enumerate(pairwise(texts), 1):
        if number % 10 == 1:
            cells = {"source_note": f"N{number:03}", "article": one[0], "quote": one[4][0]["quote"], "occurrence": ""}
            both = {"kind": "contradiction", "article_b": other[0], "quote_b": other[4][0]["quote"]}
            rows.append(cells | both | {"note": "The two differ."})
    return rows


def write(folder, size):
    """Write a study of so many texts into a new folder; return the folder."""
    folder, texts, files = Path(folder), [text(number) for number in range(size)], {}
    raw = {f"{id}.txt": content.encode() for id, _, content, *_ in texts}
    rows = [source(number, headline, raw[f"{id}.txt"]) for number, (id, headline, *_) in enumerate(texts)]
    files["sources.csv"] = _csv([row for row, _ in rows], schema.SOURCES)
    files["provenance.csv"] = _csv([row for _, row in rows], schema.PROVENANCE)
    files["source_notes.csv"] = _csv(notes(texts), schema.SOURCE_NOTES)
    statements = [row for *_, own, _ in texts for row in own]
    facts = [row for *_, own in texts for row in own]
    codings = {coder: coded_by(coder, statements) for coder in ("coder_a", "coder_b")}
    noted = {coder: facts_by(coder, facts) for coder in codings}
    found = {tuple(row.items()) for own in noted.values() for row in own}
    facts = [row for row in facts if tuple(row.items()) in found]
    for coder, coding in codings.items():
        files[f"{coder}.csv"] = _csv(coding, schema.CODER_ROWS)
        files[f"{coder}_facts.csv"] = _csv(noted[coder], schema.CODER_FACTS)
    files["fact_decisions.csv"] = _csv(decided_facts(facts, noted), schema.FACT_DECISIONS)
    files["facts.csv"] = _csv([{"fact": f"F{n:04}", **row} for n, row in enumerate(facts, 1)], schema.ADJUDICATED_FACTS)
    own_rules = {"rules": [_teaser()], "abbreviations": []}
    rules = cleaning.read_rules(own_rules)
    articles = {id: cleaning.clean_article(id, content, rules)[0] for id, _, content, *_ in texts}
    placed = {coder: quotes.place_coding(coding, coder, articles) for coder, coding in codings.items()}
    decisions = decided(adjudication.decisions_due(placed))
    files["adjudication.csv"] = _csv(decisions, schema.ADJUDICATION)
    own = settings() | {"analysis": choices(list(articles))}
    entries = {"study.yaml": own, "codebook.yaml": codebook(), "cleaning.yaml": own_rules}
    declared = findings(adjudication.adjudicated_statements(placed, decisions))
    files |= {
        name: yaml.safe_dump(entry, sort_keys=False, allow_unicode=True).encode() for name, entry in entries.items()
    }
    own = {name: files[name] for name in coders.files(coders.UNNAMED) if name in files}
    frozen = freeze.with_freeze([], "before any comparison", own)
    files["frozen.json"] = freeze.as_text(frozen).encode()
    for place, contents in (
        ("data/raw", raw),
        ("data/coded", files),
        ("report", {"text.md": brief(declared).encode()}),
    ):
        (folder / place).mkdir(parents=True)
        for name, content in contents.items():
            (folder / place / name).write_bytes(content)
    return folder


def _csv(rows, table):
    """Return the bytes of a table's CSV file."""
    return tables.text(rows, table.names).encode()


def _teaser():
    """Return the study's own rule of cleaning."""
    return {"id": "teaser", "zone": "furniture", "reason": "A pointer to another text.", "pattern": "^Read also: .*"}


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
