"""An invented study of three named coders, one of them a program: small enough to count by hand.

Ada Lund, Ben Holt and Model X read text 010, Ada Lund and Model X read 020, Ben Holt alone reads 030. Eva Berg and Ada
Lund adjudicate.
"""

import shutil

from project import PROJECT, TOY
from stancebook.core import paths, schema, tables
from stancebook.core.files import digest
from stancebook.study import freeze
from stancebook.study.study import Study

TEXTS = {
    "010": "Arland will build the bridge. Borduria rejects a toll. The towns want the bridge, with 300 workers.\n",
    "020": "Arland wants a toll. Borduria will send workers.\n",
    "030": "Cordovia pays for the bridge, with 20 workers.\n",
}
PEOPLE = """coders:
  ada: {name: Ada Lund}
  ben: {name: Ben Holt}
  model_x: {name: Model X, kind: program, version: "2025-01"}
adjudicators:
  eva: {name: Eva Berg}
  ada: {}
"""
BUILD, TOLL = (
    ("010", "Arland will build the bridge.", "arland", "bridge"),
    ("010", "Borduria rejects a toll.", "borduria", "toll"),
)
TOWNS = ("010", "The towns want the bridge", "towns", "bridge")
WANTS, SEND = (
    ("020", "Arland wants a toll.", "arland", "toll"),
    ("020", "Borduria will send workers.", "borduria", "own_workers"),
)
PAYS = ("030", "Cordovia pays for the bridge", "cordovia", "bridge")
CODED = {  # the position that each coder gives to a unit
    "ada": {BUILD: 2, TOLL: -2, TOWNS: 1, WANTS: 1, SEND: 2},
    "ben": {BUILD: 2, TOLL: -2, PAYS: 1},
    "model_x": {BUILD: 2, TOLL: -1, TOWNS: 2, WANTS: 1},
}
BEN = {"article": "030", "quote": "20 workers", "value": "twenty"}
WORKERS = {"article": "010", "quote": "300 workers", "value": "three hundred"}
NOTED = {"ada": [WORKERS], "ben": [WORKERS, BEN], "model_x": []}
DECIDED = {  # what is decided on a unit and a variable, and by whom
    (TOLL, "position"): ("-2", "ada"),
    (TOWNS, "presence"): ("present", "eva"),
    (TOWNS, "position"): ("1", "eva"),
    (SEND, "presence"): ("absent", "eva"),
}


def row(unit, position):
    """Return a coder's row."""
    article, quote, actor, issue = unit
    cells = {"article": article, "quote": quote, "actor": actor, "issue": issue, "position": str(position)}
    cells |= {"speaker": "-", "via": "article", "voice": "narration", "condition": "none", "confidence": "3"}
    return dict.fromkeys(schema.CODER_ROWS.names, "") | cells


def fact(cells):
    """Return a coder's fact."""
    named = {"plan": "strait_bridge", "attribute": "workforce", "unit": "workers", "status": "planned"}
    return dict.fromkeys(schema.CODER_FACTS.names, "") | named | {"subject": "the bridge", "said_by": "article"} | cells


def write(folder, order=tuple(CODED), people=PEOPLE, texts=TEXTS):
    """Write the study into a folder, its coders' files in any order, without decisions; return its Study."""
    coded, raw = folder / "data/coded", folder / "data/raw"
    for each in (coded, raw, folder / "report"):
        each.mkdir(parents=True)
    sources = []
    for id, text in texts.items():
        (raw / f"{id}.txt").write_text(text, encoding="utf-8")
        sources.append({"article": id, "file": f"{id}.txt", "sha256": digest(text.encode())})
    tables.write(
        coded / "sources.csv", [dict.fromkeys(schema.SOURCES.names, "") | each for each in sources], schema.SOURCES
    )
    shutil.copy(TOY / "data/coded/codebook.yaml", coded)
    settings = "title: A bridge\nquestion: Who builds it?\nissue: bridge\nquotation_limit: 20\n"
    (coded / "study.yaml").write_text(settings + people, encoding="utf-8")
    for coder in order:
        rows = [row(unit, position) for unit, position in CODED[coder].items()]
        tables.write(coded / f"{coder}.csv", rows, schema.CODER_ROWS)
        tables.write(coded / f"{coder}_facts.csv", [fact(cells) for cells in NOTED[coder]], schema.CODER_FACTS)
    (folder / "report/text.md").write_text(
        "# A bridge\n\nAccording to text 010, the towns want it [@towns/bridge].\n", encoding="utf-8"
    )
    return Study(paths.RunPaths(PROJECT, folder, folder), {})


def decide(study, due):
    """Freeze the codings of the study, and write a decision on each row that is due."""
    coded = study.paths.coded
    (coded / freeze.RECORD).write_text(
        freeze.as_text(freeze.with_freeze([], "complete", freeze.read_freezes(coded)[1])), encoding="utf-8"
    )
    by_unit = {(unit[0], *unit[2:], variable): decision for (unit, variable), decision in DECIDED.items()}
    rows = []
    for each in due:
        key = each["article"], each["actor"], each["issue"], each["variable"]
        decision, by = by_unit.get(key, ("upheld", "eva"))
        rows.append(each | {"decision": decision, "reason": "As it says.", "decided_by": by})
    table = schema.adjudication(study.coders)
    (coded / "adjudication.csv").write_text(tables.text(rows, [*table.names, "decided_by"]), encoding="utf-8")
    facts = [fact(WORKERS) | {"fact": "F001"}, fact(BEN) | {"fact": "F002"}]
    tables.write(coded / "facts.csv", facts, schema.ADJUDICATED_FACTS)
